"""Finds the files that paths, folders and globs mean, each once and in a certain order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from toolkit_cli.errors import Problem
from toolkit_cli.parts import TAG

Identity = tuple[int, int] | str

# What Windows, macOS and network drives leave in folders, and where they keep what was deleted.
LITTER = (
    "thumbs.db", "desktop.ini", "__macosx", "icon\r", "$recycle.bin", "system volume information", "#recycle", "@eadir",
)  # fmt: skip
# What lies in a folder under such a name is meant to be a return; anything else may lie there for another reason.
RETURNS = (".docx", ".docm", ".doc", ".odt", ".rtf", ".pages", ".pdf", ".fdf", ".xfdf", ".yaml", ".yml", ".json")


@dataclass(frozen=True)
class Candidate:
    """A file that may be a return. `asked` tells one that was given by its name from one that lay in a folder."""

    path: Path
    asked: bool


@dataclass(frozen=True)
class Found:
    candidates: tuple[Candidate, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[Problem, ...]


def search(paths: Iterable[Path]) -> Found:
    """Return every file that is meant, sorted by path; a file that is reached in two ways comes once."""
    problems: list[Problem] = []
    skipped: list[Problem] = []
    met: dict[Identity, Candidate] = {}
    for candidate in sorted(_meant(paths, problems, skipped), key=lambda each: (not each.asked, each.path.parts)):
        if is_lock(candidate.path.name):
            skipped.append(Problem(str(candidate.path), 0, "This is the lock of a document that is open, and no file."))
        else:
            met.setdefault(identity(candidate.path), candidate)
    candidates = sorted(met.values(), key=lambda each: each.path.parts)
    return Found(tuple(candidates), tuple(sorted(set(problems))), tuple(sorted(set(skipped))))


def identity(path: str | os.PathLike[str]) -> Identity:
    """Return what is equal for two paths that lead to one file or folder, by links or in capitals that do not count.

    Where there is nothing yet, paths that differ in capitals alone are equal: on most Windows and macOS they are.
    """
    with suppress(OSError):  # nothing is there, or a link that leads to itself
        there = os.stat(path)
        if there.st_ino:  # some network drives number no files
            return there.st_dev, there.st_ino
    return os.path.realpath(path).casefold()


def expanded(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return paths with the files that globs mean, which the shells of Windows leave as they are."""
    found = [(path, _matches(path) if not os.path.lexists(path) else []) for path in paths]
    return tuple(each for path, matches in found for each in matches or [path])


def is_lock(name: str) -> bool:
    """Say whether Word (`~$orth.docx`) or LibreOffice (`.~lock.north.odt#`) wrote this while a document was open."""
    return name.startswith(("~$", ".~lock."))


def _meant(paths: Iterable[Path], problems: list[Problem], skipped: list[Problem]) -> Iterator[Candidate]:
    for path in paths:
        if os.path.lexists(path):
            yield from _at(path, problems, skipped)
        elif glob.has_magic(str(path)):
            matches = _matches(path)
            if not matches:
                problems.append(Problem(str(path), 0, "Nothing matches this.", "Check its spelling."))
            for match in matches:
                yield from _at(match, problems, skipped)
        else:
            problems.append(Problem(str(path), 0, "There is no file or folder of this name.", "Check its spelling."))


def _matches(path: Path) -> list[Path]:
    return [Path(match) for match in sorted(glob.iglob(str(path), recursive=True))] if glob.has_magic(str(path)) else []


def _at(path: Path, problems: list[Problem], skipped: list[Problem]) -> Iterator[Candidate]:
    if not path.is_dir():
        yield Candidate(path, True)
        return
    for file in _below(path, problems, skipped):
        yield Candidate(file, False)


def _below(folder: Path, problems: list[Problem], skipped: list[Problem]) -> Iterator[Path]:
    """Yield the files of a folder and of those in it, but nothing hidden and nothing that programs left."""

    def unreadable(wrong: OSError) -> None:
        problems.append(Problem(str(wrong.filename), 0, f"The folder cannot be read ({wrong.strerror})."))

    seen: set[Identity] = set()
    for at, folders, files in os.walk(folder, onerror=unreadable, followlinks=True):
        here = identity(at)
        if TAG in files or here in seen:  # links may lead in a circle
            folders.clear()  # the tag marks what a merge keeps to go on with
            continue
        seen.add(here)
        problems += _absent(Path(at), files)
        folders[:] = sorted(name for name in folders if not is_litter(name))
        skipped += _passed_over(Path(at), files)
        found = (Path(at) / name for name in files if not is_litter(name))
        yield from (path for path in found if path.is_file())  # a pipe would be waited at for ever


def _passed_over(folder: Path, names: Iterable[str]) -> Iterator[Problem]:
    """Yield what may be a return, and is not looked at."""
    for path in (folder / name for name in names):
        if path.name.startswith(".") and not path.name.startswith("._") and path.suffix.lower() in RETURNS:
            what = "A name that begins with a dot is that of a hidden file."
            yield Problem(str(path), 0, what, "Give it another name if it is a return.")
        elif not is_litter(path.name) and path.exists() and not path.is_file():
            yield Problem(str(path), 0, "This is a pipe or a device, and no file.")


def _absent(folder: Path, names: Iterable[str]) -> Iterator[Problem]:
    """Yield the files that are named in a folder and are not there."""
    for path in (folder / name for name in names):
        if path.name.startswith(".") and path.suffix == ".icloud":
            what = "This file is in iCloud and has not been loaded down to this computer."
            yield Problem(str(path), 0, what, "Open the folder in the Finder, and load it down.")
        elif path.is_symlink() and not path.exists() and not is_litter(path.name):
            yield Problem(str(path), 0, "This is a link to a file that is not there.", "Put the file itself here.")


def is_litter(name: str) -> bool:
    """Say whether a file or folder is hidden, or one that a system leaves beside others."""
    return name.startswith((".", "~$")) or name.casefold() in LITTER
