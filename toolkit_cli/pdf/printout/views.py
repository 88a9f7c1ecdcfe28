"""Views of pages: the matrix that puts a page upright and in a usual size, with its corner at the origin."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from pikepdf import Array, Object

from toolkit_cli.pdf.geometry import Matrix, Rectangle, around, multiplied
from toolkit_cli.pdf.objects import entry, is_dictionary

SHORTEST, LONGEST = 3.0, 14_400.0  # points: of a page's sides (ISO 32000-1 annex C)
DEEPEST = 12  # nodes of the tree of pages
A4 = Rectangle(0.0, 0.0, 595.0, 842.0)


class View(NamedTuple):
    """How to look at a page: after so many quarters of a turn clockwise, and so many times as large."""

    turns: int = 0
    scale: float = 1.0


STRAIGHT = View()


def upright(page: Object, view: View, bounds: Rectangle | None = None) -> tuple[Matrix, float, float]:
    """Return what puts a page, or what is within `bounds` on it, upright with its corner at the origin.

    With it come the width and the height that it then has.
    """
    left, bottom, right, top = bounds or _media_box(page)
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


def _media_box(page: Object) -> Rectangle:
    box = _inherited(page, "/MediaBox")
    if not isinstance(box, Array) or len(box) != len(A4):
        return A4
    one, low, other, high = (float(each) if isinstance(each, (int, Decimal)) else 0.0 for each in list(box))
    return around(((one, low), (other, high)))


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
