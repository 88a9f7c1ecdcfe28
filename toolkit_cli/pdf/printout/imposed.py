"""The pages that were put on one sheet: forms side by side, which a page draws and shows no words beside."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any, NamedTuple

from pikepdf import Name, Object, Stream

from toolkit_cli.pdf.geometry import IDENTITY, Matrix, Rectangle, around, as_matrix, moved, multiplied
from toolkit_cli.pdf.objects import entry, held_by, is_dictionary
from toolkit_cli.pdf.reading.extract import SHOWS

MOST, SMALLEST = 16, 72.0  # pages on a sheet, and points of a side
TOUCH = 2.0  # points by which they may overlap


class Part(NamedTuple):
    """A page on a sheet: a form, what puts it in its place there, and where it is."""

    holder: Object
    matrix: Matrix
    bounds: Rectangle


def parts(page: Object, instructions: Callable[[Object], list[Any]]) -> list[Part]:
    """Return the pages on a sheet; none where it is a page itself. Raise one of BROKEN where it is damaged.

    `instructions` returns those of a page.
    """
    drawn = entry(entry(page, "/Resources"), "/XObject")
    if not is_dictionary(drawn) or len(drawn) < 2 or "/Annots" in page:
        return []
    forms = held_by(drawn)
    made: list[Part] = []
    matrix, saved = IDENTITY, list[Matrix]()
    for each in instructions(page):
        operator = str(each.operator)
        if operator == "q":
            saved.append(matrix)
        elif operator == "Q":
            matrix = saved.pop() if saved else IDENTITY
        elif operator == "cm":
            matrix = multiplied(as_matrix(each.operands), matrix)
        elif operator in SHOWS:
            return []
        elif operator == "Do":
            part = _part(forms.get(str(each.operands[0])), matrix)
            if not part or len(made) == MOST:
                return []
            made.append(part)
    apart = all(_are_apart(one.bounds, two.bounds) for one, two in combinations(made, 2))
    return made if len(made) > 1 and apart else []


def _part(form: Object | None, matrix: Matrix) -> Part | None:
    """Return a form as a page; None where it is none, or too small for one."""
    if not isinstance(form, Stream) or form.get("/Subtype") != Name.Form:
        return None
    own = entry(form, "/Matrix")
    placed = multiplied(as_matrix(own) if own is not None else IDENTITY, matrix)
    left, bottom, right, top = (float(each) for each in list(form.BBox))
    bounds = around(moved(x, y, placed) for x in (left, right) for y in (bottom, top))
    return Part(form, placed, bounds) if min(bounds.width, bounds.height) > SMALLEST else None


def _are_apart(one: Rectangle, two: Rectangle) -> bool:
    width = min(one.right, two.right) - max(one.left, two.left)
    height = min(one.top, two.top) - max(one.bottom, two.bottom)
    return min(width, height) < TOUCH
