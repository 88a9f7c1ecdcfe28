"""Points, rectangles and matrices on a PDF's pages, in points from the left and bottom (ISO 32000-1 8.3)."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any, NamedTuple

from pikepdf import Array, Object

from toolkit_cli.pdf.objects import entry

NEAR = 2.5  # points within which sides meet

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]  # a, b, c, d, e, f (ISO 32000-1 8.3.3)
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Rectangle(NamedTuple):
    """A rectangle with sides along the page's."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> Point:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def holds(self, x: float, y: float) -> bool:
        """Say whether a point is in it, or on a side."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    def is_like(self, other: Rectangle, within: float = NEAR) -> bool:
        """Say whether each of its sides is at most so many points from the same side of another."""
        left, bottom, right, top = other  # without a loop, since very many are compared
        return (
            abs(self[0] - left) <= within
            and abs(self[1] - bottom) <= within
            and abs(self[2] - right) <= within
            and abs(self[3] - top) <= within
        )

    def is_above_or_below(self, other: Rectangle) -> bool:
        """Say whether it shares a part of its breadth with another, wherever on the page that is."""
        return self.left < other.right - NEAR and self.right > other.left + NEAR

    def is_within(self, other: Rectangle) -> bool:
        """Say whether all of it is in another, which it may exceed by NEAR."""
        return (
            self.left >= other.left - NEAR
            and self.right <= other.right + NEAR
            and self.bottom >= other.bottom - NEAR
            and self.top <= other.top + NEAR
        )


def around(points: Iterable[Point]) -> Rectangle:
    """Return the smallest rectangle around some points, of which there must be one."""
    xs, ys = zip(*points, strict=True)
    return Rectangle(min(xs), min(ys), max(xs), max(ys))


def rectangle_of(annotation: Object) -> Rectangle | None:
    """Return an annotation's rectangle, None where it has none; its corners may stand in any order in the file."""
    rect: Any = entry(annotation, "/Rect")
    if isinstance(rect, Array) and len(rect) == 4:
        with suppress(TypeError, ValueError):
            one, low, other, high = (float(value) for value in rect)
            return Rectangle(min(one, other), min(low, high), max(one, other), max(low, high))
    return None


def as_matrix(operands: Any) -> Matrix:
    """Return the operands of an instruction, or an array, as a matrix; raise one of BROKEN where they are none."""
    a, b, c, d, e, f = (float(each) for each in list(operands))
    return a, b, c, d, e, f


def multiplied(one: Matrix, two: Matrix) -> Matrix:
    """Return the matrix that does what `one` does, and then what `two` does."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def inverse(matrix: Matrix) -> Matrix:
    """Return the matrix that takes back what another does; raise `ZeroDivisionError` where that cannot be done."""
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    return d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area


def moved(x: float, y: float, matrix: Matrix) -> Point:
    """Return where a matrix moves a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def rectangle_moved(place: Rectangle, matrix: Matrix) -> Rectangle:
    """Return where a matrix moves a rectangle that it shifts, scales and turns by quarters."""
    left, bottom, right, top = place
    return around((moved(left, bottom, matrix), moved(right, top, matrix)))
