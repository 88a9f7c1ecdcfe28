"""The boxes of a form on their pages: over which of them words lie, and which is nearest to something."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple

from pikepdf import Object

from toolkit_cli.pdf.fieldnames import named
from toolkit_cli.pdf.geometry import Point, Rectangle, rectangle_of
from toolkit_cli.pdf.objects import entry, is_dictionary
from toolkit_cli.pdf.values import OFF, slashed, text
from toolkit_cli.returned import Note
from toolkit_cli.ticks import CROSSES, ON, SIGNS

MOST_NEAR = 300  # widgets of a page among which the nearest one is looked for
MOST_LOOKS = 50  # of a widget, which has two
NOWHERE = Rectangle(0.0, 0.0, 0.0, 0.0)
TALLEST, AROUND, LABEL = 40, 4, 100  # points: of a mark at one option, beside and over its box, along its label
SAME = 3.0  # points from one line to another that is as good as at its height: programs lay words one by one
TICKS = {*CROSSES, *SIGNS, *ON}  # words that tick a box over which they are laid
FORMS = "\ufe0e\ufe0f"  # select the form of the sign before them


class Box(NamedTuple):
    """Where a widget is, of which field, and for which option, "" for text."""

    place: Rectangle
    code: str
    option: str


class Near(NamedTuple):
    """Where words begin, the field that is nearest, and the box over which they were laid, if they were.

    `turned` says that they do not run from left to right.
    """

    begin: Point = (0.0, 0.0)
    code: str = ""
    box: Box | None = None
    turned: bool = False


class Laid(NamedTuple):
    """A note of something on a page, and of words also where they are."""

    note: Note
    page: int = 0
    near: Near = Near()


def widgets(annotations: Iterable[tuple[int, Object]]) -> dict[int, list[Box]]:
    """Return, by page, where widgets of the workbook's fields are."""
    found: dict[int, list[Box]] = {}
    for page, annotation in annotations:
        there = found.setdefault(page, [])
        if entry(annotation, "/Subtype") == "/Widget" and len(there) < MOST_NEAR and (code := _code_of(annotation)):
            there.append(Box(rectangle_of(annotation) or NOWHERE, code, _option_of(annotation)))
    return found


def _code_of(widget: Object) -> str:
    """Return the code of a widget's field; "" where it is not one of the workbook's, such as one to sign in."""
    parent = entry(widget, "/Parent")
    if "/Sig" in (slashed(entry(widget, "/FT")), slashed(entry(parent, "/FT"))):
        return ""
    return named(text(entry(widget, "/T")) or text(entry(parent, "/T")) or "").code


def _option_of(widget: Object) -> str:
    """Return the state of a widget that is ticked, which is called as its option; "" for other widgets."""
    looks = entry(entry(widget, "/AP"), "/N")
    if not is_dictionary(looks) or len(looks) > MOST_LOOKS:
        return ""
    with suppress(ValueError):  # a name that is not in its encoding
        return min({key.removeprefix("/") for key, _ in looks.items()} - {OFF}, default="")
    return ""


def nearest(point: Point, boxes: Sequence[Box]) -> Box:
    """Return the box of some that is nearest to a point."""
    return min(boxes, key=lambda box: (_distance(point, box.place), box.code))


def over(begin: Point, boxes: Iterable[Box]) -> Box | None:
    """Return the box for text in which words begin that were laid over a page."""
    x, y = begin
    for box in boxes:
        left, bottom, right, top = box.place
        if not box.option and left - AROUND <= x <= right and bottom <= y <= top:
            return box
    return None


def at_option(middle: Point, height: float, boxes: Iterable[Box]) -> Box | None:
    """Return the box to tick over which, or over whose label behind it, something lies, such as a circle."""
    x, y = middle
    there = [
        box
        for box in boxes
        if box.option
        and box.place.bottom - AROUND <= y <= box.place.top + AROUND
        and -AROUND <= x - box.place.left <= LABEL
    ]

    def fit(box: Box) -> tuple[float, float]:  # of options one below the other, lines are close to each other
        return box.place.left, -abs(y - box.place.middle[1])

    return max(there, key=fit, default=None) if height <= TALLEST else None


def is_sign(words: str) -> bool:
    """Say whether words are a sign that ticks a box; telephones put the selector of a coloured form behind it."""
    return words.strip().rstrip(FORMS) in TICKS


def as_seen(laid: Iterable[tuple[str, Point]]) -> str:
    """Return texts with where they begin as one text, from the top downwards; parts of one line stand in one."""
    rows: list[list[tuple[str, Point]]] = []
    for words, begin in sorted(laid, key=lambda each: -each[1][1]):
        x, y = rows[-1][-1][1] if rows else begin
        if abs(begin[1] - y) < SAME < abs(begin[0] - x):
            rows[-1].append((words, begin))
        else:
            rows.append([(words, begin)])
    made = ([words for words, _ in sorted(row, key=lambda each: each[1])] for row in rows)
    return "\n".join(("\n" if "\n" in "".join(row) else " ").join(row) for row in made)


def _distance(point: Point, box: Rectangle) -> tuple[float, float]:
    """Return how far a point is from a box, 0 inside it, and how far it is from the middle of the box.

    Distances up and down count three times, since what stands beside a box is more likely to belong to it.
    """
    x, y = point
    left, bottom, right, top = box  # without calls, since very many are compared
    across = left - x if x < left else x - right if x > right else 0.0
    up = bottom - y if y < bottom else y - top if y > top else 0.0
    return across + 3 * up, abs(x - (left + right) / 2) + 3 * abs(y - (bottom + top) / 2)
