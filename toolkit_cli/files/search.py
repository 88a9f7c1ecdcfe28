"""Finds the files that paths, folders and globs mean, each once and in a certain order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from toolkit_cli.errors import Problem

Identity = tuple[int, int] | str

# Tells backup programs, and ourselves, that what is here can be made again (https://bford.info/cachedir/).
TAG = "CACHEDIR.TAG"
# What Windows, macOS and network drives leave in folders, and where they keep what was deleted.
LITTER = (
    "thumbs.db", "desktop.ini", "__macosx", "icon\r", "$recycle.bin", "system volume information", "#recycle", "@eadir",
)  # fmt: skip
EARLIER, DOWNLOAD = (
    "A program left this behind when it saved earlier.",
    "This is a download that is not complete.",
)
# The endings of what Word (`~WRL0001.tmp`, `Backup of north.wbk`), editors and browsers leave beside files.
LEFT = {
    **dict.fromkeys((".tmp", ".asd", ".wbk", ".bak", "~"), EARLIER),
    **dict.fromkeys((".crdownload", ".part", ".partial", ".opdownload"), DOWNLOAD),
}
# What lies in a folder under such a name is meant to be a return; anything else may lie there for another reason.
RETURNS = (".docx", ".docm", ".doc", ".odt", ".rtf", ".pages", ".pdf", ".fdf", ".xfdf", ".yaml", ".yml", ".json")


@dataclass(frozen=True)
class Candidate:
    """A file that may be a return. `asked` tells one that was given by its name from one that lay in a folder."""

    path: Path
    asked: bool


@dataclass(frozen=True)
class SearchResult:
    """The files that are meant, what cannot be found or read, and what is passed over."""

    candidates: tuple[Candidate, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[Problem, ...]


def search(paths: Iterable[Path]) -> SearchResult:
    """Return every file that is meant, sorted by path; a file that is reached in two ways comes once."""
    problems: list[Problem] = []
    skipped: list[Problem] = []
    met: dict[Identity, Candidate] = {}
    for candidate in sorted(_meant(paths, problems, skipped), key=lambda each: (not each.asked, each.path.parts)):
        met.setdefault(identity(candidate.path), candidate)
    candidates = sorted(met.values(), key=lambda each: each.path.parts)
    return SearchResult(tuple(candidates), tuple(sorted(set(problems))), tuple(sorted(set(skipped))))


def identity(path: str | os.PathLike[str]) -> Identity:
    """Return what is equal for two paths that lead to one file or folder, by links or in capitals that do not count.

    Where there is nothing yet, paths that differ in capitals alone are equal: on most Windows and macOS they are.
    """
    with suppress(OSError):  # nothing is there, or a link that leads to itself
        there = os.stat(path)
        if there.st_ino:  # some network drives number no files
            return there.st_dev, there.st_ino
    return os.path.realpath(path).casefold()


def expanded(paths: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Return the files that paths and globs mean, in their order, and what is passed over; what is not there stays."""
    skipped: list[Problem] = []
    files: list[Path] = []
    for path in paths:
        named = _expand(path, skipped)
        files += [path] if named is None else named
    return tuple(files), tuple(skipped)


def _meant(paths: Iterable[Path], problems: list[Problem], skipped: list[Problem]) -> Iterator[Candidate]:
    for path in paths:
        named = _expand(path, skipped)
        if named is None:
            what = "Nothing matches this." if _is_glob(path) else "There is no file or folder of this name."
            problems.append(Problem(str(path), 0, what, "Check its spelling."))
        for each in named or ():
            yield from _at(each, problems, skipped)


def _expand(path: Path, skipped: list[Problem]) -> list[Path] | None:
    """Return what a path means, or a glob, which the shells of Windows leave as it is; None where nothing is there.

    The shells of other systems name all that a glob matches: of such a file it is told that it can be no return.
    """
    if os.path.lexists(path):
        if what := "" if os.path.isdir(path) else _system(path.name):
            skipped.append(Problem(str(path), 0, what))
            return []
        return [path]
    matches = sorted(map(Path, glob.iglob(str(path), recursive=True))) if _is_glob(path) else []
    skipped += _left(matches)
    return [each for each in matches if not is_litter(each.name) and not _leftover(each)] if matches else None


def _is_glob(path: Path) -> bool:
    return glob.has_magic(str(path))


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
        skipped += [*_passed_over(Path(at), files), *_left(Path(at) / name for name in files)]
        found = (Path(at) / name for name in files if not is_litter(name))
        yield from (
            path for path in found if not _leftover(path) and path.is_file()
        )  # a pipe would be waited at for ever


def _passed_over(folder: Path, names: Iterable[str]) -> Iterator[Problem]:
    """Yield what may be a return, and is not looked at."""
    for path in (folder / name for name in names):
        if path.name.startswith(".") and not path.name.startswith("._") and path.suffix.lower() in RETURNS:
            what = "This file is hidden, because its name begins with a dot."
            yield Problem(str(path), 0, what, "Give it another name if it is a return.")
        elif not is_litter(path.name) and path.exists() and not path.is_file():
            yield Problem(str(path), 0, "This is a pipe or a device, not a file.")


def _left(paths: Iterable[Path]) -> Iterator[Problem]:
    """Yield what programs have left of a return, which would count twice, or go before its last save."""
    for path in paths:
        if not is_litter(path.name) and (what := _leftover(path)):
            yield Problem(str(path), 0, what, "Give it by its name if it is a return.")


def _absent(folder: Path, names: Iterable[str]) -> Iterator[Problem]:
    """Yield the files that are named in a folder and are not there."""
    for path in (folder / name for name in names):
        if path.name.startswith(".") and path.suffix == ".icloud":
            what = "This file is in iCloud and has not been downloaded to this computer."
            yield Problem(str(path), 0, what, "Open the folder in the Finder, and download it.")
        elif path.is_symlink() and not path.exists() and not is_litter(path.name):
            yield Problem(str(path), 0, "This is a link to a file that is not there.", "Put the file itself here.")


def _leftover(path: Path) -> str:
    """Return in words what a program has left of a document in a file of such a name, "" for any other."""
    what = next((what for ending, what in LEFT.items() if path.name.casefold().endswith(ending)), "")
    return "" if os.path.isdir(path) else what


def _system(name: str) -> str:
    """Return in words what a file is that can be no return, by its name: a lock, or what a system leaves."""
    if name.startswith(("~$", ".~lock.")):  # Word's `~$orth.docx`, LibreOffice's `.~lock.north.odt#`
        return "This only shows that a document is open in a program; it is not the document."
    return "This is a file that the system keeps for itself." if name.casefold() in LITTER else ""


def is_litter(name: str) -> bool:
    """Say whether a file or folder is hidden, or one that a system leaves beside others."""
    return name.startswith((".", "~$")) or name.casefold() in LITTER
