"""Finds the rectangles on a page, and the marks in its boxes to tick, among the lines and areas that are painted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from typing import NamedTuple

from toolkit_cli.pdf.geometry import NEAR, Rectangle, around
from toolkit_cli.pdf.printout.flat import Shape

LINE = 1.0  # the breadth of the lines around a box to tick at most
THIN = 3.5  # the breadth of an area up to which it is a line
NARROWEST, LOWEST = 18.0, 9.0  # of a rectangle in which words stand
SMALLEST, LARGEST = 5.0, 20.0  # the sides of a box to tick
MOST_LINES = 400  # of a page, in either direction
MOST_PLACES = 300  # rectangles of a page, or boxes to tick


# A line along the sides of the page: its place across its direction, and where it begins and ends in it, in points.
Segment = tuple[float, float, float]


class TickBox(NamedTuple):
    """A box to tick that is drawn with lines, and whether something is drawn in it."""

    place: Rectangle
    ticked: bool


@dataclass
class _Lines:
    """Lines in one direction: where each is across it, and from where to where it goes."""

    lines: list[Segment] = field(default_factory=list)

    def add(self, at: float, begin: float, end: float) -> None:
        if len(self.lines) < MOST_LINES:
            self.lines.append((at, begin, end))

    def joined(self) -> list[Segment]:
        """Return the lines sorted by their places, those that go on in each other joined to one."""
        levels: list[list[Segment]] = []  # lines whose places are as good as one
        for line in sorted(self.lines):
            if levels and line[0] - levels[-1][-1][0] <= NEAR / 2:
                levels[-1].append(line)
            else:
                levels.append([line])
        return [line for level in levels for line in _joined(level)]


def _joined(level: Sequence[Segment]) -> Iterator[Segment]:
    """Yield lines in one place, those that touch joined to one."""
    at = sum(line[0] for line in level) / len(level)
    spans: list[tuple[float, float]] = []
    for begin, end in sorted(line[1:] for line in level):
        if spans and begin <= spans[-1][1] + NEAR:
            spans[-1] = spans[-1][0], max(spans[-1][1], end)
        else:
            spans.append((begin, end))
    return ((at, begin, end) for begin, end in spans)


@dataclass
class _Painted:
    """What is painted on a page, by kind.

    `squares` have an outline and the size of boxes to tick; `areas` are filled and of that size: a mark in a box, or
    the ground behind one. `others` are no rectangles: they may be a mark as well.
    """

    across: _Lines = field(default_factory=_Lines)
    down: _Lines = field(default_factory=_Lines)
    framed: list[Rectangle] = field(default_factory=list)
    filled: list[Rectangle] = field(default_factory=list)
    squares: list[Rectangle] = field(default_factory=list)
    areas: list[Rectangle] = field(default_factory=list)
    others: list[Rectangle] = field(default_factory=list)

    def add(self, shape: Shape) -> None:
        """Sort a shape into its kind; the sides of a rectangle with an outline are lines, too."""
        place = around(shape.points)
        if place.height <= THIN < place.width:
            self.across.add((place.bottom + place.top) / 2, place.left, place.right)
        elif place.width <= THIN < place.height:
            self.down.add((place.left + place.right) / 2, place.bottom, place.top)
        elif not _is_rectangle(shape):
            self.others.append(place)
        else:
            if SMALLEST <= place.width <= LARGEST and SMALLEST <= place.height <= LARGEST:
                (self.squares if shape.stroked else self.areas).append(place)
            if place.width >= NARROWEST and place.height >= LOWEST:
                (self.framed if shape.stroked else self.filled).append(place)
            if shape.stroked:
                for at in (place.bottom, place.top):
                    self.across.add(at, place.left, place.right)
                for at in (place.left, place.right):
                    self.down.add(at, place.bottom, place.top)


@dataclass(frozen=True)
class Regions:
    """The rectangles of a page: those with lines around them, those that are only filled, and the boxes to tick.

    Each is there once, the smallest first. `drawn` are places of all that is neither a rectangle nor a line along the
    page, nor in a box to tick: what somebody has drawn. `across` are all lines across the page but the sides of boxes
    to tick, which strike no words out that have run into one.
    """

    framed: list[Rectangle]
    filled: list[Rectangle]
    boxes: list[TickBox]
    drawn: list[Rectangle]
    across: list[Segment] = field(default_factory=list)


def of_shapes(shapes: Sequence[Shape]) -> Regions:
    """Return the rectangles among the shapes on a page."""
    painted = _Painted()
    for shape in shapes:
        painted.add(shape)
    framed = _once([*painted.framed, *_cells(painted.across.joined(), painted.down.joined())])
    filled = [each for each in _once(painted.filled) if not any(each.is_like(other) for other in framed)]
    boxes = list(_boxes(painted.squares, painted.areas, painted.others))
    drawn = [each for each in painted.others if not any(each.is_within(box.place) for box in boxes)]
    across = [line for line in painted.across.lines if not any(_is_side(line, box.place) for box in boxes)]
    return Regions(framed, filled, boxes, drawn, across)


def _boxes(squares: Iterable[Rectangle], areas: Sequence[Rectangle], others: Sequence[Rectangle]) -> Iterator[TickBox]:
    for square in _once(squares):
        drawn = any(each.is_within(square) for each in others)
        # an area that is all that the box encloses is its ground
        yield TickBox(square, drawn or any(each.is_within(square) and not each.is_like(square, LINE) for each in areas))


def _is_side(line: Segment, box: Rectangle) -> bool:
    at, begin, end = line
    as_long = abs(begin - box.left) <= LINE and abs(end - box.right) <= LINE
    return as_long and min(abs(at - box.bottom), abs(at - box.top)) <= LINE


def _is_rectangle(shape: Shape) -> bool:
    """Say whether a shape is a rectangle with sides along the page's: each side goes along one of the two."""
    points = [*shape.points, shape.points[0]]
    steps = list(pairwise(points))
    return len(shape.points) >= 4 and all(abs(x - v) < 0.5 or abs(y - w) < 0.5 for (x, y), (v, w) in steps)


def _once(rectangles: Iterable[Rectangle]) -> list[Rectangle]:
    """Return rectangles without those that are like another, the smallest first."""
    kept: list[Rectangle] = []
    for each in sorted(rectangles, key=lambda place: place.width * place.height):
        if len(kept) < MOST_PLACES and not any(each.is_like(other) for other in kept):
            kept.append(each)
    return kept


def _cells(across: Sequence[Segment], down: Sequence[Segment]) -> list[Rectangle]:
    """Return the smallest rectangles that lines across and down enclose, each kind sorted by their places."""
    heights = [line[0] for line in across]
    made: list[Rectangle] = []
    for number, (left, low, high) in enumerate(down):
        further = down[number + 1 :]
        parted = inf  # where a line parts all that is wider
        for count, (right, other_low, other_high) in enumerate(further):
            if right > parted + NEAR:
                break
            if right > left + NEAR and other_low <= low + NEAR and other_high >= high - NEAR:
                parted = min(parted, right)
            if right - left < NARROWEST:
                continue
            begin, end = max(low, other_low), min(high, other_high)
            rows = across[bisect_left(heights, begin - NEAR) : bisect_left(heights, end + NEAR)]
            made += (each for each in _between(left, right, rows) if not _is_cut(each, further[:count]))
            if len(made) >= MOST_PLACES:
                return made
    return made


def _between(left: float, right: float, across: Sequence[Segment]) -> Iterator[Rectangle]:
    """Yield the rectangles between two lines down and the lines across, sorted by height, that reach both."""
    heights = [at for at, begin, end in across if begin <= left + NEAR and end >= right - NEAR]
    return (Rectangle(left, low, right, high) for low, high in pairwise(heights) if high - low >= LOWEST)


def _is_cut(place: Rectangle, down: Sequence[Segment]) -> bool:
    """Say whether a line down parts a rectangle."""
    return any(
        place.left + NEAR < at < place.right - NEAR and low <= place.bottom + NEAR and high >= place.top - NEAR
        for at, low, high in down
    )
