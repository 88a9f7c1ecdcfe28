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
            self.lines.append((at, min(begin, end), max(begin, end)))

    def joined(self) -> list[Segment]:
        """Return the lines, those that go on in each other joined to one."""
        groups: list[list[Segment]] = []
        for line in sorted(self.lines):
            if groups and line[0] - groups[-1][-1][0] <= NEAR / 2:
                groups[-1].append(line)
            else:
                groups.append([line])
        made: list[Segment] = []
        for group in groups:
            at = sum(line[0] for line in group) / len(group)
            begin, end = None, 0.0
            for _, first, last in sorted(group, key=lambda line: line[1:]):
                if begin is not None and first <= end + NEAR:
                    end = max(end, last)
                    continue
                if begin is not None:
                    made.append((at, begin, end))
                begin, end = first, last
            if begin is not None:
                made.append((at, begin, end))
        return made


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
    across, down = _Lines(), _Lines()
    framed: list[Rectangle] = []
    filled: list[Rectangle] = []
    squares: list[Rectangle] = []
    areas: list[Rectangle] = []  # that are small: what may be a mark in a box, or lie behind one
    others: list[Rectangle] = []  # what may be a mark, and is no rectangle
    for shape in shapes:
        place = around(shape.points)
        if place.height <= THIN < place.width:
            across.add((place.bottom + place.top) / 2, place.left, place.right)
        elif place.width <= THIN < place.height:
            down.add((place.left + place.right) / 2, place.bottom, place.top)
        elif _is_rectangle(shape):
            if SMALLEST <= place.width <= LARGEST and SMALLEST <= place.height <= LARGEST:
                (squares if shape.stroked else areas).append(place)
            if place.width >= NARROWEST and place.height >= LOWEST:
                (framed if shape.stroked else filled).append(place)
            if shape.stroked:
                for at in (place.bottom, place.top):
                    across.add(at, place.left, place.right)
                for at in (place.left, place.right):
                    down.add(at, place.bottom, place.top)
        else:
            others.append(place)
    framed = _once([*framed, *_cells(across.joined(), down.joined())])
    filled = [each for each in _once(filled) if not any(each.is_like(other) for other in framed)]
    boxes = list(_boxes(squares, areas, others))
    drawn = [each for each in others if not any(each.is_within(box.place) for box in boxes)]
    others_across = [line for line in across.lines if not any(_is_side(line, box.place) for box in boxes)]
    return Regions(framed, filled, boxes, drawn, others_across)


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
    """Return the smallest rectangles that lines across and down enclose."""
    across = sorted(across)
    made: list[Rectangle] = []
    heights = [line[0] for line in across]
    down = sorted(down)
    for number, (left, low, high) in enumerate(down):
        further = down[number + 1 :]
        last = inf  # where a line parts all that is wider
        for count, (right, other_low, other_high) in enumerate(further):
            if right > last + NEAR:
                break
            if right > left + NEAR and other_low <= low + NEAR and other_high >= high - NEAR:
                last = min(last, right)
            if right - left < NARROWEST:
                continue
            begin, end = max(low, other_low), min(high, other_high)
            rows = across[bisect_left(heights, begin - NEAR) : bisect_left(heights, end + NEAR)]
            spanning = [at for at, start, stop in rows if start <= left + NEAR and stop >= right - NEAR]
            for bottom, top in pairwise(spanning):
                place = Rectangle(left, bottom, right, top)
                if top - bottom >= LOWEST and not _is_cut(place, further[:count]):
                    made.append(place)
            if len(made) >= MOST_PLACES:
                return made
    return made


def _is_cut(place: Rectangle, down: Sequence[Segment]) -> bool:
    """Say whether a line down parts a rectangle."""
    return any(
        place.left + NEAR < at < place.right - NEAR and low <= place.bottom + NEAR and high >= place.top - NEAR
        for at, low, high in down
    )
