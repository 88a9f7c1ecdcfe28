"""What can go wrong, in words for people: a `Problem` says where, what and what to do.

All errors that the command line reports are here, as kinds of `ToolkitError`. Exceptions that are caught before anybody
sees them are in the modules that raise them.
"""

from __future__ import annotations

import difflib
import errno
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from toolkit_cli.characters import foreign, latin, readable_name, shortened

LONGEST_QUOTE = 61  # letters of a quotation in a message, with the ellipsis
MOST = 200  # problems of one file that are told
MOST_NAMED = 5  # rows, files or fields that one problem names
MOST_OWN = 4  # codes of one item that a message suggests
SUGGESTED = 20  # problems for which the nearest of many names are looked for: among thousands that takes long
ALIKE = 0.75  # similarity of two words above which one is likely meant for the other
BARE = re.compile(r"[\w.,:/\\~@%+=-]+")  # the names that a command takes without quotation marks
IN_USE = "Close it in Word or Excel if it is open there; otherwise you do not have permission to read it."
CLOSE_OTHERS = "Close other programs, and run the command again."
SAVE_AGAIN = "Ask the sender to save it again and send it."
IN_CLOUD = "If it is in OneDrive or another cloud, make it available on this device."
WINDOWS = os.name == "nt"
LONGEST_PATH = 259  # letters of a path on Windows (MAX_PATH without the final null)
CLOUD = {*range(362, 399), 404, 426}  # the errors of Windows about files that are in a cloud (winerror.h)


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong in one place.

    `file` is the path as the user gave it, "" where there is none; `line` counts from 1, 0 where
    it is not known. `what` is a whole sentence; `fix`, a second one, says what to do.
    """

    file: str
    line: int
    what: str
    fix: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.file and self.line else self.file
        words = f"{self.what} {self.fix}".strip()
        return readable_name(f"{where}: {words}" if where else words)


class ToolkitError(Exception):
    """A person's mistake, or a file's; carries every problem that was found, not only the first."""

    exit_code = 1

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        found = (problems,) if isinstance(problems, Problem) else problems
        self.problems: tuple[Problem, ...] = tuple(dict.fromkeys(found))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ContentError(ToolkitError):
    """The content of a toolkit is wrong."""


class TemplateError(ToolkitError):
    """A template or the words file is wrong."""


class ThemeError(ToolkitError):
    """A theme is wrong."""


class AnswersError(ToolkitError):
    """An answers file is wrong, or does not belong to the toolkit."""


class SelectionError(ToolkitError):
    """--only, --skip or --order name what is not there."""


class OutputError(ToolkitError):
    """A file cannot be written where it was asked for."""


class TranslationError(ToolkitError):
    """A translation is wrong, or there is none."""


class RosterError(ToolkitError):
    """A roster is wrong."""


class ManifestError(ToolkitError):
    """A manifest cannot be read."""


class ReturnError(ToolkitError):
    """A return cannot be read: it is none, broken, encrypted, or too large."""

    exit_code = 3


class NoReturnError(ReturnError):
    """The file is neither a return nor anything that may hold one: a shortcut, a spreadsheet, a film."""


class PartError(NoReturnError):
    """The file is part of a toolkit, which its author has beside the returns."""


def unreadable(path: object, wrong: OSError, fix: str = "") -> Problem:
    """Return the problem of a file that the system does not let us read; `fix` is used if the error suggests none."""
    if isinstance(wrong, PermissionError) and not os.path.isdir(str(path)):
        fix = IN_USE
    elif _is_elsewhere(str(path), wrong):
        fix = IN_CLOUD
    elif isinstance(wrong, FileNotFoundError):  # so Windows calls what it does not look for
        fix = _too_long(path) or fix
    return Problem(str(path), 0, f"The file cannot be read ({wrong.strerror}).", fix)


def unreadable_folder(path: object, wrong: OSError) -> Problem:
    """Return the problem of a folder into which the system does not let us look."""
    fix = "Ask for permission to read it." if isinstance(wrong, PermissionError) else _too_long(path)
    return Problem(str(path), 0, f"The folder cannot be read ({wrong.strerror}).", fix)


def unexpected(path: object, wrong: Exception) -> Problem:
    """Return the problem of a file on which a reader fails in a way that was not foreseen.

    Where the system does not let us read another file that is needed for it, such as a toolkit's, it is that file's.
    """
    if isinstance(wrong, MemoryError):
        return Problem(str(path), 0, "There is not enough memory to read this file.", CLOSE_OTHERS)
    if isinstance(wrong, OSError) and wrong.filename:
        return unreadable(wrong.filename, wrong)
    return Problem(str(path), 0, f"The file cannot be read ({type(wrong).__name__}).", SAVE_AGAIN)


def add(problems: list[Problem], problem: Problem, error: type[ToolkitError]) -> None:
    """Add a problem to those of its file; raise `error` with them where there are more than anybody reads."""
    if len(problems) >= MOST:
        raise error([*problems, replace(problem, what="There are more problems.", fix="Begin with these.")])
    problems.append(problem)


def _is_elsewhere(path: str, wrong: OSError) -> bool:
    """Return whether a file's content is in OneDrive and not on this device: open() then fails with EINVAL."""
    return getattr(wrong, "winerror", 0) in CLOUD or (wrong.errno == errno.EINVAL and os.path.isfile(path))


def _too_long(path: object) -> str:
    """Return what to do about a path that has more letters than Windows allows, "" for any other."""
    letters = len(os.path.abspath(str(path))) if WINDOWS else 0
    if letters <= LONGEST_PATH:
        return ""
    told = f"With its folders this name has {letters} letters, and Windows allows {LONGEST_PATH}."
    return f"{told} Move it into a folder near the top, such as C:\\returns."


def no_folder(path: str | os.PathLike[str]) -> str:
    """Return what is wrong with a path that is to lead to a folder and does not, as a sentence."""
    return "This is a file, not a folder." if os.path.isfile(path) else "There is no such folder."


def quoted(said: object) -> str:
    """Return a value in quotation marks, cut if it is long, for a message."""
    return repr(shortened(str(said), LONGEST_QUOTE))


def typed(path: object) -> str:
    """Return a path as it is typed in a command: between quotation marks if it has blanks or other signs in it."""
    return str(path) if BARE.fullmatch(str(path)) else f'"{path}"'


def counted(count: int, one: str, many: str = "") -> str:
    """Return a number with its noun: 1 file, 2 files, 1,000 files."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def first_of(names: Sequence[str], most: int, count: int | None = None, between: str = ", ") -> str:
    """Return the first of some names with `between` between them, and how many more there are.

    `count` is the number of all names, if `names` does not hold all.
    """
    more = (len(names) if count is None else count) - most
    return between.join(names[:most]) + (f" and {more:,} more" if more > 0 else "")


def nearest(word: str, known: Sequence[str]) -> str:
    """Return a sentence that suggests the known words nearest to `word`, whatever their case; "" if there are none."""
    if (plain := latin(word)) != word and plain in known:
        return f"Did you mean {plain!r} in Latin letters? {foreign(word)}."
    folded, said = {name.casefold(): name for name in known}, word[:80].casefold()
    whole = said.partition("-")[0]
    own = [name for name in folded if f"{name}-".startswith(f"{whole}-")]  # of D1, D1-stance and not F1
    near = difflib.get_close_matches(said, own, n=3, cutoff=0.5) if said != whole else []
    close = near or own[:MOST_OWN] or difflib.get_close_matches(said, folded, n=3, cutoff=0.5)
    if not close:
        return f"Known here: {', '.join(known)}." if 0 < len(known) <= 12 else ""
    return f"Did you mean {' or '.join(repr(folded[name]) for name in close)}?"


def likely_meant(word: str, known: Sequence[str]) -> str:
    """Return the known word that was likely meant by a word that is not known, "" if there is none."""
    begun = [name for name in known if len(word) > 3 and name.startswith(word)]
    return next(iter(begun or difflib.get_close_matches(word, known, 1, ALIKE)), "")
