"""The areas of a printed page: its rectangles with what stands in each, and which belong to a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from toolkit_cli.document.questions import PRINTED_CODE
from toolkit_cli.pdf.geometry import NEAR, Rectangle
from toolkit_cli.pdf.printout.lines import Line

TWO_LINES, WORD = 2.6, 3.0  # in sizes of letters: the height of two lines, and the breadth of a word
GAP = 40.0  # points between a question outside of rectangles and its box at most


@dataclass(eq=False)
class Area:
    """A rectangle of a page, or the whole page: its own lines, and the rectangles in it.

    `pictures` says how many pictures are in it, `drawn` how many other drawings. `aslant` are words across a page, such
    as a mark that a program has put there; `struck` are words of its own that are struck out, and `marks` the
    colour behind some.
    """

    place: Rectangle
    lines: list[Line] = field(default_factory=list)
    inner: list[Area] = field(default_factory=list)
    outer: Area | None = None
    pictures: int = 0
    drawn: int = 0
    aslant: str = ""
    struck: str = ""
    marks: list[Rectangle] = field(default_factory=list)

    @property
    def end(self) -> float:
        """Where its lines end at the most: they are as far from its right side as from its left."""
        left = min((line.left for line in self.lines), default=self.place.left)
        return self.place.right - max(left - self.place.left, 0.0)

    @property
    def is_full(self) -> bool:
        """Whether no more words would have fitted: a box of a form does not grow, and hides what is too long."""
        if not self.lines:
            return False
        last = self.lines[-1]
        if self.place.height < TWO_LINES * last.size:
            return last.right > self.place.right - WORD * last.size
        return 0 < last.base - self.place.bottom < TWO_LINES / 2 * last.size + NEAR

    def in_order(self) -> list[Line | Area]:
        """Return its lines and the areas in it from top to bottom, and from left to right."""
        items: list[Line | Area] = [*self.lines, *self.inner]
        return sorted(items, key=lambda each: (-round(_top(each)), _left(each)))

    def rows(self) -> Iterator[Line | list[Area]]:
        """Yield its lines and rows of the areas in it, from top to bottom."""
        row: list[Area] = []
        for item in self.in_order():
            if row and (isinstance(item, Line) or not _is_beside(row[-1].place, item.place)):
                yield row
                row = []
            if isinstance(item, Line):
                yield item
            else:
                row.append(item)
        if row:
            yield row

    def leading(self) -> Iterator[Area]:
        """Yield the areas with which it begins: the first, and the first in each cell of its first row, and so on."""
        first = next(self.rows(), None)
        if isinstance(first, list):
            yield first[0]
            for each in first:
                yield from each.leading()

    def all(self) -> Iterator[Area]:
        """Yield it, and all areas in it."""
        yield self
        for each in self.inner:
            yield from each.all()


@dataclass(eq=False)
class Question:
    """A question as it is printed: its code, its lines and all below them in its area, and the areas that belong to it.

    `area` is the one that it stands in itself, `beside` are the cells to the right in its row, `below` the rectangles
    under it.
    """

    code: str
    area: Area
    lines: list[Line]
    beside: list[Area]
    below: list[Area]

    @property
    def is_of_form(self) -> bool:
        """Whether its boxes stand in its own area, as those of a form do."""
        return any(each.outer is self.area for each in self.below)

    @property
    def is_ruled(self) -> bool:
        """Whether the rows below it are all as high: lines for a pen, or rows that the Tab key has added to a box."""
        heights = [each.place.height for each in self.below]
        return max(heights, default=0.0) - min(heights, default=0.0) <= NEAR


def asked_on(page: Area) -> dict[Area, list[Question]]:
    """Return the questions of a page by the area in which each stands; what belongs to one asks nothing itself."""
    made: dict[Area, list[Question]] = {}
    answers: set[Area] = set()
    for area in sorted(page.all(), key=lambda each: (-round(each.place.top), each.place.left, -each.place.height)):
        if area not in answers:
            made[area] = _questions(area)
            for one in made[area]:
                answers.update(each for held in (*one.beside, *one.below) for each in held.all())
    return made


def _questions(area: Area) -> list[Question]:
    """Return the questions that stand in an area itself, from top to bottom."""
    begins = [at for at, line in enumerate(area.lines) if PRINTED_CODE.match(line.text)]
    made: list[Question] = []
    for begin, end in pairwise([*begins, len(area.lines)]):
        asked = area.lines[begin:end]
        after = area.lines[end] if end < len(area.lines) else None
        inner = _inside(area, asked, after)
        beside = [] if len(begins) > 1 else _beside(area)
        below = inner or ([] if after or beside else rows_below(area))
        found = PRINTED_CODE.match(asked[0].text)
        made.append(Question(found[1] if found else "", area, asked, beside, below))
    return made


def is_under(one: Rectangle, two: Rectangle) -> bool:
    """Say whether a rectangle has the same sides as another one above it, on the same page or the one before."""
    return abs(one.left - two.left) <= NEAR and abs(one.right - two.right) <= NEAR


def _top(item: Line | Area) -> float:
    return item.base + item.size if isinstance(item, Line) else item.place.top


def _left(item: Line | Area) -> float:
    return item.left if isinstance(item, Line) else item.place.left


def _inside(area: Area, asked: Sequence[Line], after: Line | None) -> list[Area]:
    """Return the rectangles in an area that are below a question's lines and above the next one.

    On a page itself, only one right below it is the question's.
    """
    inner = sorted(area.inner, key=lambda each: -each.place.top)
    below = [each for each in inner if each.place.top < asked[0].base + NEAR]
    if area.outer is None:
        above = [line.base for line in asked if not below or line.base > below[0].place.top - NEAR]
        return [each for each in below[:1] if min(above) - each.place.top < GAP and not _asks(each)]
    return [each for each in below if after is None or each.place.bottom > after.base]


def _siblings(area: Area) -> list[Area]:
    return [each for each in area.outer.inner if each is not area] if area.outer else []


def _asks(area: Area) -> bool:
    return any(PRINTED_CODE.match(line.text) for line in area.lines)


def _is_beside(one: Rectangle, two: Rectangle) -> bool:
    """Say whether a cell is the one to the right of another in its row."""
    level = abs(two.top - one.top) <= NEAR and abs(two.bottom - one.bottom) <= NEAR
    return level and abs(two.left - one.right) <= NEAR


def _beside(area: Area) -> list[Area]:
    """Return the cells to the right of a cell in its row, up to one with a question."""
    made: list[Area] = []
    at = area.place
    for each in sorted(_siblings(area), key=lambda each: each.place.left):
        place = each.place
        if _is_beside(at, place):
            if _asks(each):
                break
            made.append(each)
            at = place
    return made


def rows_below(area: Area) -> list[Area]:
    """Return the areas right below one that are as broad, the first whatever it holds, up to one with a question.

    An answer may begin as a question does.
    """
    made: list[Area] = []
    at = area.place
    for each in sorted(_siblings(area), key=lambda each: -each.place.top):
        if abs(each.place.top - at.bottom) <= NEAR and is_under(each.place, at):
            if made and _asks(each):
                break
            made.append(each)
            at = each.place
    return made
