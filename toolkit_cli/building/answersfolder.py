"""The folder of answers files from which a batch fills in its copies: each file has the name of its copy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from toolkit_cli.errors import SUGGESTED, Problem, nearest, no_folder
from toolkit_cli.files import filenames
from toolkit_cli.files.search import is_litter

ANSWERS = {".yaml", ".yml", ".json"}


@dataclass(frozen=True)
class AnswersFolder:
    """The answers files in `folder`; none where there is no folder."""

    folder: Path | None

    def of_copy(self, name: str) -> Path | None:
        """Return the answers file for a copy, by its name without the ending; of two files, the first by name."""
        return self._by_copy.get(filenames.alike(name))

    @cached_property
    def _paths(self) -> list[Path]:
        """Everything in the folder that a system has not left there."""
        found = sorted(self.folder.iterdir()) if self.folder and self.folder.is_dir() else ()
        return [path for path in found if not is_litter(path.name)]

    @cached_property
    def _by_copy(self) -> dict[str, Path]:
        return {filenames.alike(path.stem): path for path in reversed(self._paths) if path.suffix.lower() in ANSWERS}

    def problems(self, copies: Sequence[str], told: int) -> Iterator[Problem]:
        """Yield the answers files that belong to no copy, because none has their name; `copies` are all files made.

        After SUGGESTED problems, `told` of them elsewhere, no likely names are looked for.
        """
        if self.folder and not self.folder.is_dir():
            fix = "Give the folder with an answers file for each copy." if self.folder.is_file() else "Check its name."
            yield Problem(str(self.folder), 0, no_folder(self.folder), fix)
            told += 1
        names = sorted({file.rpartition(".")[0] for file in copies})
        known = {filenames.alike(name) for name in names}
        for path in self._paths:
            if path.is_dir() or ANSWERS.isdisjoint(map(str.lower, path.suffixes)):
                continue
            if problem := self._problem(path, known, names if told < SUGGESTED else ()):
                yield problem
                told += 1

    def _problem(self, path: Path, known: set[str], names: Sequence[str]) -> Problem | None:
        """Return what is wrong with a file; `known` are the names of copies for comparison, `names` may be meant."""
        if path.suffix.lower() not in ANSWERS:
            what, fix = "By its name, this is not an answers file.", "Give it the ending .yaml, or move it away."
        elif self.of_copy(path.stem) != path:
            what, fix = f"This is one of two answers files for the copy {path.stem!r}.", "Keep one of the two."
        elif filenames.alike(path.stem) not in known:
            what, fix = "No copy has the name of this answers file.", nearest(path.stem, names)
        else:
            return None
        return Problem(str(path), 0, what, fix)
