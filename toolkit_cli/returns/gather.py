"""Gathers the responses of many files with several processes; one bad return does not stop the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from toolkit_cli.characters import readable_name
from toolkit_cli.errors import Problem, counted
from toolkit_cli.files.search import Candidate, SearchResult, search
from toolkit_cli.responses.response import Response
from toolkit_cli.returns import readcache
from toolkit_cli.returns.intake import Intake, Outcome
from toolkit_cli.returns.readcache import Part, ReadCache
from toolkit_cli.returns.receipt import Receipt, in_words
from toolkit_cli.returns.toolkits import Toolkits
from toolkit_cli.running.callbacks import OnProgress, no_progress
from toolkit_cli.running.pool import handed_out, spread
from toolkit_cli.running.processes import processors

Taken = tuple[Candidate, Outcome]


@dataclass(frozen=True)
class Gathered:
    """All that was found, in the order of the files; `skipped` is what lay beside the returns and is none.

    `toolkit` is the name of the toolkit that all belong to, "" where nothing could be read. `paths` are those of the
    files that were read, by their SHA-256. `formats` counts the responses by the format of their files, and `states`
    how many fields are answered, empty and missing in them.
    """

    toolkit: str
    responses: tuple[Response, ...]
    receipts: tuple[Receipt, ...]
    failures: tuple[Problem, ...]
    skipped: tuple[Problem, ...]
    files: int = 0
    paths: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    formats: Mapping[str, int] = field(default_factory=dict)
    states: Mapping[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the counts of all responses together, in words, a line each."""
        listed = ", ".join(f"{count:,} {name.upper()}" for name, count in sorted(self.formats.items()) if count)
        head = f"{counted(self.files, 'file')}: {counted(len(self.responses), 'response')}"
        lines = [f"{head}{f' ({listed})' if listed else ''}"]
        if any(self.states.values()):
            lines.append("fields: " + ", ".join(f"{count:,} {name}" for name, count in self.states.items() if count))
        notes = Counter(note.kind for receipt in self.receipts for note in receipt.notes)
        lines += [f"{count:,} × {in_words(kind)}" for kind, count in sorted(notes.items())]
        return "\n".join(lines)


def gather(
    paths: Sequence[Path],
    toolkits: Toolkits,
    cache: Path | None = None,
    jobs: int | None = None,
    progress: OnProgress = no_progress,
) -> Gathered:
    """Read every return that paths, folders and globs hold, earlier merges among them.

    `cache` is a folder in which what was read is kept by the file's hash; who gives it clears it (`readcache.clear`).
    `progress` is called in this process with how many files of how many are done.
    """
    toolkits.usual()  # a toolkit that is wrong is told once, and not for each file
    found = search(paths)
    beside = (*toolkits.translations, *toolkits.design.files())
    intake = Intake(toolkits, ReadCache(cache, toolkits.folders, beside) if cache else None)
    taken: dict[Path, Part | Outcome] = {}
    with closing(_taken(found.candidates, intake, jobs or processors())) as outcomes:
        for done, (candidate, outcome) in enumerate(outcomes, 1):
            taken[candidate.path] = readcache.of_text(outcome.part) if outcome.part else outcome
            progress(done, len(found.candidates))
    return _gathered(found, [taken[candidate.path] for candidate in found.candidates])


def _gathered(found: SearchResult, taken: Sequence[Part | Outcome]) -> Gathered:
    toolkits = Counter(part.toolkit for part in taken if isinstance(part, Part))
    toolkit = min(toolkits, key=lambda name: (-toolkits[name], name), default="")
    failures, skipped = list(found.problems), list(found.skipped)
    responses: list[Response] = []
    receipts: list[Receipt] = []
    paths: dict[str, tuple[Path, ...]] = {}
    formats, states = Counter[str](), Counter[str]()
    for candidate, part in zip(found.candidates, taken, strict=True):
        if isinstance(part, Outcome):
            (skipped if part.skipped else failures).extend(part.problems)
        elif part.toolkit != toolkit:
            what = f"This belongs to the toolkit {part.toolkit!r}, and most of the others to {toolkit!r}."
            failures.append(Problem(str(candidate.path), 0, what, "Merge each toolkit's returns by themselves."))
        else:
            responses += part.responses
            formats.update(part.formats())
            states.update(part.states())
            receipts += [part.receipt] if part.receipt else []
            name, sources = readable_name(candidate.path.name), [each.source for each in part.responses]
            for hashed in {source.sha256 for source in sources if source.file == name}:  # an earlier merge has others
                paths[hashed] = (*paths.get(hashed, ()), candidate.path)
    return Gathered(
        toolkit=toolkit,
        responses=tuple(responses),
        receipts=tuple(receipts),
        failures=tuple(failures),
        skipped=tuple(skipped),
        files=len(found.candidates),
        paths=paths,
        formats=formats,
        states=states,
    )


def _taken(candidates: Sequence[Candidate], intake: Intake, jobs: int) -> Generator[Taken, None, None]:
    """Yield each file with what came of it, in any order."""

    def lost(suspects: Sequence[Candidate]) -> Iterator[Taken]:
        waiting: list[Sequence[Candidate]] = [[candidate] for candidate in suspects]
        while waiting:  # one after the other, so that only the file that ends its process is given up
            for (candidate,) in (yield from spread(intake.take, waiting, 1, 1)):
                what = "The program that read this file was ended, perhaps because it needed more memory than there is."
                yield candidate, Outcome(problems=(Problem(str(candidate.path), 0, what, "Ask for it again."),))

    return handed_out(intake.take, candidates, jobs, lost)
