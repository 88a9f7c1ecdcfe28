"""Where what stands in a JSON file begins, and in plain words what is wrong with one: the parser tells no lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from toolkit_cli.errors import Problem, quoted

TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[][{},:]|[^][{},:"\s]+', re.DOTALL)
VALUE = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[{,]', re.DOTALL)  # a text, also an open one; a sign before a value
# What to do, by how the parser's message begins.
FIXES = {
    "Expecting ',' delimiter": "Put a comma between the entries, and close every bracket.",
    "Expecting property name": "Put the name between double quotation marks, and no comma after the last entry.",
    "Illegal trailing comma": "Delete the comma after the last entry.",
    "Expecting value": "Put a text between double quotation marks, and no comma after the last entry.",
    "Unterminated string": "Close it with a double quotation mark.",
    "Invalid control character": r"Write \n for a line break inside a text, and \t for a tab.",
    "Invalid \\": r"Write \\ for a backslash.",
    "Extra data": "Keep one pair of brackets around everything, and nothing after it.",
}
OTHERWISE = "Check the commas, the quotation marks and the brackets there and on the line above."


def fix(said: str) -> str:
    """Return what to do about a file of which the parser says this."""
    return next((fix for begins, fix in FIXES.items() if said.startswith(begins)), OTHERWISE)


def has_more(text: str, most: int) -> bool:
    """Return whether a JSON file, valid or not, holds more than so many values; lists and groups count too."""
    if sum(map(text.count, "[{,")) < most:
        return False
    begun = (sign for sign in VALUE.finditer(text) if sign[0][0] != '"')
    return next(islice(begun, most, None), None) is not None


def doubled(path: Path, text: str) -> Iterator[Problem]:
    """Yield a problem for each key of a JSON file that stands where the same one stands already."""
    first: dict[tuple[str | int, ...], int] = {}
    for place, line in places(text):
        if place in first:
            what = f"The key {quoted(place[-1])} stands twice (first on line {first[place]})."
            yield Problem(str(path), line, what, "Remove one of the two.")
        first.setdefault(place, line)


def places(text: str) -> Iterator[tuple[tuple[str | int, ...], int]]:
    """Yield the place of each entry of a valid JSON file, such as `("items", 3, "code")`, and its line from 1.

    A key that stands twice gives its place twice.
    """
    line, at = 1, 0
    place: list[str | int] = []
    objects: list[bool] = []  # for each bracket that is open, whether it is one of { and }
    key = False
    for token in TOKEN.finditer(text):
        line += text.count("\n", at, token.start())
        at, sign = token.start(), token[0]
        if sign in ("}", "]"):
            place.pop()
            objects.pop()
            key = False
        elif sign == ",":
            key = objects[-1]
            place[-1] = "" if key else int(place[-1]) + 1
        elif key:
            place[-1], key = json.loads(sign), False
            yield tuple(place), line
        elif sign != ":":
            if not (objects and objects[-1]):
                yield tuple(place), line
            if sign in ("{", "["):
                key = sign == "{"
                objects.append(key)
                place.append("" if key else 0)
