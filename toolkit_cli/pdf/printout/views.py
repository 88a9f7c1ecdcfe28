"""How pages lie: what puts each upright and in a usual size, with its corner at the origin."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from pikepdf import Array, Object

from toolkit_cli.pdf.objects import entry, is_dictionary
from toolkit_cli.pdf.reading.letters import Point

SHORTEST, LONGEST = 3.0, 14_400.0  # points: of a page's sides (ISO 32000-1 annex C)
DEEPEST = 12  # nodes of the tree of pages
A4 = (0.0, 0.0, 595.0, 842.0)

Matrix = tuple[float, float, float, float, float, float]  # ISO 32000-1 8.3.3
Bounds = tuple[float, float, float, float]  # left, bottom, right and top
PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class View(NamedTuple):
    """How to look at a page: after so many quarters of a turn clockwise, and so many times as large."""

    turns: int = 0
    scale: float = 1.0


STRAIGHT = View()


def as_matrix(matrix: Any) -> Matrix:
    """Return the operands of an instruction, or an array, as a matrix; raise one of BROKEN where they are none."""
    a, b, c, d, e, f = (float(each) for each in list(matrix))
    return a, b, c, d, e, f


def multiplied(one: Matrix, two: Matrix) -> Matrix:
    """Return the matrix that does what `one` does, and then what `two` does."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def undone(matrix: Matrix) -> Matrix:
    """Return the matrix that takes back what puts a page upright."""
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    return d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area


def moved(x: float, y: float, matrix: Matrix) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def rectangle_moved(bounds: Bounds, matrix: Matrix) -> Bounds:
    """Return where a rectangle comes to lie that a matrix shifts, scales and turns by quarters."""
    (left, bottom), (right, top) = moved(*bounds[:2], matrix), moved(*bounds[2:], matrix)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def upright(page: Object, view: View, bounds: Bounds | None = None) -> tuple[Matrix, float, float]:
    """Return what puts a page, or what is within `bounds` on it, upright with its corner at the origin.

    With it come the width and the height that it then has.
    """
    left, bottom, right, top = bounds or _box(page)
    turned = _inherited(page, "/Rotate")
    turns = (view.turns + (int(turned) // 90 if isinstance(turned, (int, Decimal)) else 0)) % 4
    base: Matrix = (
        (1.0, 0.0, 0.0, 1.0, -left, -bottom),
        (0.0, -1.0, 1.0, 0.0, -bottom, right),
        (-1.0, 0.0, 0.0, -1.0, right, top),
        (0.0, 1.0, -1.0, 0.0, top, -left),
    )[turns]
    width, height = (min(max(side * view.scale, SHORTEST), LONGEST) for side in (right - left, top - bottom))
    base = multiplied(base, (view.scale, 0.0, 0.0, view.scale, 0.0, 0.0))
    return (base, height, width) if turns % 2 else (base, width, height)


def _box(page: Object) -> Bounds:
    box = _inherited(page, "/MediaBox")
    if not isinstance(box, Array) or len(box) != len(A4):
        return A4
    one, two, three, four = (float(each) if isinstance(each, (int, Decimal)) else 0.0 for each in list(box))
    return min(one, three), min(two, four), max(one, three), max(two, four)


def _inherited(page: Object, key: str) -> Any:
    """Return an entry of a page that may be one of the tree's (ISO 32000-1 7.7.3.4)."""
    node: Any = page
    for _ in range(DEEPEST):
        if not is_dictionary(node):
            return None
        value = entry(node, key)
        if value is not None:
            return value
        node = entry(node, "/Parent")
    return None
