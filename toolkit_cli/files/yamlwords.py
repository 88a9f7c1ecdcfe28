"""Explains errors in YAML in plain words, with the line in which the mistake likely is."""

from __future__ import annotations

import re
from typing import Any

from toolkit_cli.characters import HIDDEN

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


def plainly(text: str, wrong: Any) -> Told | None:
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
