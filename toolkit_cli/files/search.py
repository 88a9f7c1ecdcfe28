"""Finds the files that paths, folders and globs mean, each once and in a fixed order."""

from __future__ import annotations

import errno
import glob
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from toolkit_cli.errors import Problem, unreadable, unreadable_folder

Identity = tuple[int, int] | str

# Marks a folder for backup programs, and for a search, as one that can be made again (https://bford.info/cachedir/).
TAG = "CACHEDIR.TAG"
# Files that Windows, macOS and network drives leave in folders, and folders in which they keep what was deleted.
LITTER = (
    "thumbs.db", "desktop.ini", "__macosx", "icon\r", "$recycle.bin", "system volume information", "#recycle", "@eadir",
)  # fmt: skip
EARLIER, DOWNLOAD = (
    "A program left this behind when it saved earlier.",
    "This is a download that is not complete.",
)
# The endings of files that Word (`~WRL0001.tmp`, `Backup of north.wbk`), editors and browsers leave behind.
LEFT = {
    **dict.fromkeys((".tmp", ".asd", ".wbk", ".bak", "~"), EARLIER),
    **dict.fromkeys((".crdownload", ".part", ".partial", ".opdownload"), DOWNLOAD),
}
# The endings of files in a folder that are meant to be returns; others may be there for another reason.
RETURNS = (".docx", ".docm", ".doc", ".odt", ".rtf", ".pages", ".pdf", ".fdf", ".xfdf", ".yaml", ".yml", ".json")


@dataclass(frozen=True)
class Candidate:
    """A file that may be a return; `asked` says that it was given by its name, and not found in a folder."""

    path: Path
    asked: bool


@dataclass(frozen=True)
class SearchResult:
    """The files that are meant, problems of what cannot be found or read, and what is passed over."""

    candidates: tuple[Candidate, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[Problem, ...]


def search(paths: Iterable[Path]) -> SearchResult:
    """Return every file that is meant, sorted by path; a file that is reached in two ways comes once."""
    looking = _Search()
    met: dict[Identity, Candidate] = {}
    for candidate in sorted(looking.candidates(paths), key=lambda each: (not each.asked, each.path.parts)):
        met.setdefault(identity(candidate.path), candidate)
    candidates = sorted(met.values(), key=lambda each: each.path.parts)
    return SearchResult(tuple(candidates), tuple(sorted(set(looking.problems))), tuple(sorted(set(looking.skipped))))


def expanded(paths: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Return the files that paths and globs mean, in their order, and what is passed over.

    A path at which there is nothing is returned as it is.
    """
    looking = _Search()
    files: list[Path] = []
    for path in paths:
        named = looking.expand(path)
        files += [path] if named is None else named
    return tuple(files), tuple(looking.skipped)


def identity(path: str | os.PathLike[str]) -> Identity:
    """Return a value that is equal for all paths that lead to one file or folder, through links or in other capitals.

    Paths at which there is nothing yet are equal where they differ in capitals alone, as on most Windows and macOS.
    """
    with suppress(OSError):  # nothing is there, or a link that leads to itself
        there = os.stat(path)
        if there.st_ino:  # some network drives number no files
            return there.st_dev, there.st_ino
    return os.path.realpath(path).casefold()


class _Search:
    """A search for files, and what it has met that cannot be found or read (`problems`) or is passed over."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.skipped: list[Problem] = []

    def candidates(self, paths: Iterable[Path]) -> Iterator[Candidate]:
        """Yield what paths, folders and globs mean."""
        for path in paths:
            named = self.expand(path)
            if named is None:
                what = "Nothing matches this." if _is_glob(path) else "There is no file or folder of this name."
                self.problems.append(Problem(str(path), 0, what, "Check its spelling."))
            for each in named or ():
                if os.path.isdir(each):  # Path.is_dir raises where one is not allowed to look
                    yield from (Candidate(file, False) for file in self._below(each))
                else:
                    yield Candidate(each, True)

    def expand(self, path: Path) -> list[Path] | None:
        """Return the paths that a path or a glob means, None where nothing is there.

        The shells of Windows leave globs as they are. Those of other systems put in all files that match: one that can
        be no return is told as passed over.
        """
        if os.path.lexists(path):
            if what := "" if os.path.isdir(path) else _system(path.name):
                self.skipped.append(Problem(str(path), 0, what))
                return []
            return [path]
        matches = sorted(map(Path, glob.iglob(str(path), recursive=True)))
        self.skipped += _left(matches)
        return [each for each in matches if not is_litter(each.name) and not _leftover(each)] if matches else None

    def _below(self, folder: Path) -> Iterator[Path]:
        """Yield the files of a folder and of the folders in it, but nothing hidden and nothing that programs left."""
        seen: set[Identity] = set()
        for at, folders, files in os.walk(folder, onerror=self._unreadable, followlinks=True):
            here = identity(at)
            if TAG in files or here in seen:  # links may lead in a circle
                folders.clear()  # the tag marks what a merge keeps to go on with
                continue
            seen.add(here)
            paths = [Path(at) / name for name in files]
            self.problems += _absent(paths)
            folders[:] = sorted(name for name in folders if not is_litter(name))
            self.skipped += [*_passed_over(paths), *_left(paths)]
            found = (path for path in paths if not is_litter(path.name) and not _leftover(path))
            yield from (path for path in found if os.path.isfile(path))  # a pipe would be waited at for ever

    def _unreadable(self, wrong: OSError) -> None:
        self.problems.append(unreadable_folder(wrong.filename, wrong))


def _is_glob(path: Path) -> bool:
    return glob.has_magic(str(path))


def _system(name: str) -> str:
    """Return in words what a file is that its name shows to be no return, a lock or a system's own; else ""."""
    if name.startswith(("~$", ".~lock.")):  # Word's `~$orth.docx`, LibreOffice's `.~lock.north.odt#`
        return "This only shows that a document is open in a program; it is not the document."
    return "This is a file that the system keeps for itself." if name.casefold() in LITTER else ""


def _left(paths: Iterable[Path]) -> Iterator[Problem]:
    """Yield what programs left beside a return: it would count twice, or take precedence over the last save."""
    for path in paths:
        if not is_litter(path.name) and (what := _leftover(path)):
            yield Problem(str(path), 0, what, "Give it by its name if it is a return.")


def _leftover(path: Path) -> str:
    """Return in words what a program left behind in a file of this name, "" for any other file."""
    what = next((what for ending, what in LEFT.items() if path.name.casefold().endswith(ending)), "")
    return "" if os.path.isdir(path) else what


def _absent(paths: Iterable[Path]) -> Iterator[Problem]:
    """Yield the files that a folder names and that are not there, or at which one is not allowed to look."""
    for path in paths:
        if path.name.startswith(".") and path.suffix == ".icloud":
            what = "This file is in iCloud and has not been downloaded to this computer."
            yield Problem(str(path), 0, what, "Open the folder in the Finder, and download it.")
        elif not is_litter(path.name):
            try:
                os.stat(path)
            except OSError as wrong:
                yield _unreached(path, wrong)


def _unreached(path: Path, wrong: OSError) -> Problem:
    """Return the problem of a file that a folder names and that the system does not find."""
    if os.path.islink(path) and wrong.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
        return Problem(str(path), 0, "This is a link to a file that is not there.", "Put the file itself here.")
    return unreadable(path, wrong)


def _passed_over(paths: Iterable[Path]) -> Iterator[Problem]:
    """Yield the files of a folder that may be returns and are not looked at."""
    for path in paths:
        if path.name.startswith(".") and not path.name.startswith("._") and path.name.lower().endswith(RETURNS):
            what = "This file is hidden, because its name begins with a dot."
            yield Problem(str(path), 0, what, "Give it another name if it is a return.")
        elif not is_litter(path.name) and os.path.exists(path) and not os.path.isfile(path):
            yield Problem(str(path), 0, "This is a pipe or a device, not a file.")


def is_litter(name: str) -> bool:
    """Say whether a file or folder is hidden, or one that a system leaves beside others."""
    return name.startswith((".", "~$")) or name.casefold() in LITTER
