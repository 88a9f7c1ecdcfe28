"""Explains errors in YAML and JSON in plain words, with the line in which the mistake likely is."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

from toolkit_cli.characters import HIDDEN
from toolkit_cli.errors import Problem, quoted
from toolkit_cli.files import jsonlines
from toolkit_cli.files.textfile import PIPED, UTF_16, not_utf8

ROWS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # YAML's line breaks
NEAR = 3  # lines before the one with a parser's error, in which the mistake may be
TAB = re.compile("[ ]*\t")
HIDDEN_BLANK = rf"(?:[\u00a0\u2000-\u200a\u202f\u3000]|{HIDDEN.pattern})"
HARD = re.compile(rf"[ ]*{HIDDEN_BLANK}")
KEY = r"[ ]*(?:- +)?[^\W\d][\w-]*"
RUN_ON = re.compile(rf"{KEY}(?::(?![ \t/]|$)|：|[ ]*=)")  # a key with no space after its colon, or without a colon
HARD_COLON = re.compile(rf"{KEY}:{HIDDEN_BLANK}")
LISTED = re.compile(r"[ ]*(?:[‐-―−•·*] *|-)[A-Za-z][\w-]*:(?: |$)")  # an entry of a list, with another sign or no blank
CURLY = re.compile(rf"{KEY}:[ ]+[“”„«»]")
BLOCK = re.compile(r"(?::|^[ ]*-) +[|>][-+0-9]*[ ]*(?:#.*)?$")  # begins a block of text
OPENED = re.compile(rf"(?:{KEY}:|[ ]*-)[ ]+([\"'\[{{])")
STARRED = re.compile(rf"(?:{KEY}:|[ ]*-)[ ]+[*&]")
ENTRY = re.compile(r"[ ]*(?:#|$|-(?: |$)|[\w-]+:(?: |$))")
# What is wrong within one text, or between it and its name.
COLON = "A colon with a space after it stands inside the text here."
CLOSED = "The quotation mark or bracket at the beginning of this text is closed before its end."
BEGINS = "The text here begins with "
HARD_BLANK = "A non-breaking space, or an invisible character, stands after the colon here."
HARD_BEFORE = (
    "A non-breaking space, or an invisible character, stands at the beginning of this line.",
    "Delete it, and type ordinary spaces.",
)
TOGETHER = "The name and the answer run into each other here."
OTHERWISE = "This line, or the one above it, begins further left or right than the lines around it."
AS_MANY = "Begin it with as many spaces as they have."
QUOTE = "Put the text between quotation marks."
BELOW = "Begin the text in the line below, further in; or put it between quotation marks if the sign belongs to it."
SLASH = ("There is a \\ between quotation marks here.", "Write it twice.")
SCANNED = {  # what is wrong, by what a parser was doing
    "while scanning a tag": (f"{BEGINS}!.", QUOTE),
    "while parsing a tag": (f"{BEGINS}!.", QUOTE),
    "while scanning a block scalar": ("There are words after the > or | here.", BELOW),
    "while parsing a quoted scalar": SLASH,
    "while scanning a double-quoted scalar": SLASH,
}
# The signs to leave out of such a text, so that the rest of the file can be looked through.
SPOILING = {COLON: re.compile(r":(?=[ \t]|$)"), CLOSED: re.compile(r"[\"'\[\]{}]"), BEGINS: re.compile(r"^[^\w ]+")}
NAMED = re.compile(rf"(?:{KEY}:[ ]+|[ ]*(?:- +)?)")
UNPARTED = re.compile(rf"({KEY})(?::|：|[ ]*=){HIDDEN_BLANK}*")
STRAIGHT = 'Put the text between straight quotation marks ("): those here are curly ones.'

Told = tuple[int, str, str]  # the line, counted from 1; what is wrong; what to do


class UnusableError(Exception):
    """The file is well-formed, and yet cannot be used."""

    def __init__(self, what: str, line: int = 0) -> None:
        super().__init__(what)
        self.line = line


def unreadable(path: Path, text: str, wrong: Exception) -> Problem:
    """Return the problem of a file that a parser, or the reader, could not go on with."""
    said = str(getattr(wrong, "problem", None) or getattr(wrong, "msg", wrong))
    mark = getattr(wrong, "problem_mark", None)
    line = mark.line + 1 if mark else getattr(wrong, "lineno", 0)
    if isinstance(wrong, UnusableError):
        return Problem(str(path), wrong.line, f"The file is {wrong}.", "Write it with fewer lists and keys.")
    if isinstance(wrong, RecursionError) or "nesting depth" in said:  # libyaml has its own limit
        return Problem(str(path), line, "The file is nested too deeply.", "Write it with fewer lists and keys.")
    if isinstance(wrong, yaml.reader.ReaderError):
        return _unprintable(path, text)
    if plain := _plainly(text, wrong):
        return Problem(str(path), *plain)
    if isinstance(wrong, json.JSONDecodeError):
        return Problem(str(path), line, f"This is not valid JSON ({said}).", jsonlines.fix(said))
    fix = "Check the indentation, the colons and the quotation marks there and on the line above."
    if getattr(wrong, "context", None) == "while scanning a quoted scalar":  # it extends to the end of the file
        line = wrong.context_mark.line + 1  # type: ignore[attr-defined]
        said, fix = "a quotation mark opens here and is not closed", "Close it, or leave it out."
    return Problem(str(path), line, f"This is not valid YAML ({said}).", fix)


def mended(text: str, line: int, what: str) -> str:
    """Return a text without what is wrong in a line, counted from 1; "" where it is not known how it was meant."""
    rows = ROWS.split(text)
    row = rows[line - 1] if 0 < line <= len(rows) else ""
    signs = next((signs for told, signs in SPOILING.items() if what.startswith(told)), None)
    if signs and (name := NAMED.match(row)):
        row = name[0] + signs.sub("", row[name.end() :])
    elif what in (HARD_BLANK, TOGETHER):
        row = UNPARTED.sub(r"\1: ", row, count=1)
    else:
        return ""
    rows[line - 1] = row
    return "\n".join(rows)


def _unprintable(path: Path, text: str) -> Problem:
    """Return the problem of a file with a character that YAML does not allow (YAML 1.1, 5.1)."""
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    line = text.count("\n", 0, found.start()) + 1 if found else 0
    if found and "\x80" <= found[0] <= "\x9f":  # a byte of a letter in UTF-8, taken for a letter
        return Problem(str(path), line, "Its letters are spoilt: they went through a wrong encoding.", PIPED)
    if text.count("\0") * 3 > len(text):  # without a byte order mark
        return not_utf8(path, UTF_16[0])
    before = text[: found.start()].rpartition("\n")[2][-20:].strip() if found else ""
    after = f" after {quoted(before)}" if before else ""
    named = f" U+{ord(found[0]):04X}" if found else ""
    what = f"There is a control character{named}{after}, which nobody can see."
    return Problem(str(path), line, what, "Type the words around it again.")


def _plainly(text: str, wrong: Any) -> Told | None:
    """Return what a parser's error means; None if it is not known."""
    mark = getattr(wrong, "problem_mark", None)
    if mark is None:
        return None
    rows = ROWS.split(text)
    near = _near(rows, mark.line, _written(rows[: mark.line + 1]))
    if near:
        return near
    if told := SCANNED.get(wrong.context):
        return mark.line + 1, *told
    return _said(rows, str(wrong.problem), mark, getattr(wrong, "context_mark", None))


def _written(rows: list[str]) -> set[int]:
    """Return the lines, counted from 0, of blocks of text below a `|` or `>`, which may contain anything."""
    inside, found = -1, set()
    for number, row in enumerate(rows):
        deep = len(row) - len(row.lstrip(" "))
        if inside >= 0 and (deep > inside or not row.strip()):
            found.add(number)
        else:
            inside = deep if BLOCK.search(row) else -1
    return found


def _near(rows: list[str], at: int, written: set[int]) -> Told | None:
    """Return a mistake, in the line of the error or shortly before, of which the error is only a consequence."""
    for number in range(min(at, len(rows) - 1), max(at - NEAR, 0) - 1, -1):
        row = rows[number] if number not in written else ""
        if TAB.match(row):
            return number + 1, "A tab stands at the beginning of this line.", "Use spaces."
        if HARD.match(row):
            return number + 1, *HARD_BEFORE
        if HARD_COLON.match(row):
            return number + 1, HARD_BLANK, "Delete it, and type an ordinary space."
        if LISTED.match(row):
            what = "An entry of a list begins with a hyphen (-) and a space, and this line does not."
            return number + 1, what, "Type both before the first word."
        if RUN_ON.match(row):
            return number + 1, TOGETHER, "Put a colon and a space between."
    return None


def _said(rows: list[str], problem: str, mark: Any, context: Any) -> Told | None:
    line = mark.line + 1
    row = rows[mark.line] if mark.line < len(rows) else ""
    if problem.startswith("mapping values are not allowed"):
        if re.fullmatch(r"[ ]*(?:- +)?[\w-]+", row[: mark.column]):
            return line, OTHERWISE, AS_MANY
        fix = STRAIGHT if CURLY.match(row) else QUOTE
        return line, COLON, fix
    if problem.startswith(("block sequence entries are not allowed", "mapping keys are not allowed")):
        fix = "Put a text that begins so between quotation marks, write another answer, or leave it empty."
        return line, "There is a - or a ? after the colon here.", fix
    if problem.startswith("could not find expected ':'") and context:
        what = 'This line lacks "name: ", with a colon and a space after it.'
        return context.line + 1, what, "If it continues the line above, begin it with more spaces than that line."
    if problem.startswith(("did not find expected <document start>", "expected '<document start>'")):
        first = next((at for at, each in enumerate(rows) if not ENTRY.match(each)), mark.line)
        return first + 1, "This line is neither a comment nor an entry.", "Put # before it, or delete it."
    if problem.startswith(("did not find expected key", "did not find expected '-'", "expected <block end>")):
        if (opened := OPENED.match(row)) and mark.column > opened.start(1):
            return line, CLOSED, _closed_early(row, opened[1])
        if STARRED.match(row):
            return line, f"{BEGINS}* or &.", QUOTE
        return line, OTHERWISE, AS_MANY
    if "alphabetic or numeric character" in problem:
        return line, f"{BEGINS}* or &.", QUOTE
    if "cannot start any token" in problem:
        return line, f"{BEGINS}{row[mark.column : mark.column + 1]}.", QUOTE
    return None


def _closed_early(row: str, opened: str) -> str:
    """Return what to do about a text that continues after the quotation mark or bracket that closes its beginning."""
    if opened in "[{":
        return QUOTE
    if not row.lstrip(" -").startswith("decision:"):
        return "Write “ and ” inside it, and ’ for an apostrophe."
    # There the marks belong to labels, which must not be changed.
    mark = "'" if '"' in row or "\\" in row else '"'
    twice = ", and write each ' in it twice" if mark == "'" and "'" in row else ""
    return f"Put the whole decision between {mark} and {mark}{twice}."
