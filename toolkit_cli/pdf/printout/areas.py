"""The areas of a printed page: its rectangles with what stands in each, and which belong to a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from toolkit_cli.document.questions import PRINTED_CODE
from toolkit_cli.pdf.printout.flat import Point
from toolkit_cli.pdf.printout.letters import Letter, Words
from toolkit_cli.pdf.printout.lines import Line, lines
from toolkit_cli.pdf.printout.regions import NEAR, Box, Rectangle, Regions

TWO_LINES, WORD = 2.6, 3.0  # in sizes of letters: the height of two lines, and the breadth of a word
CLOSE = 3.0  # points between the side of an area and words: those in a box keep more distance


@dataclass(eq=False)
class Area:
    """A rectangle of a page, or the whole page: its own lines, and the rectangles in it.

    `pictures` says how many pictures are in it, `drawn` how many other drawings. `aslant` are words across a page, such
    as a mark that a program has put there.
    """

    place: Rectangle
    lines: list[Line] = field(default_factory=list)
    inner: list[Area] = field(default_factory=list)
    outer: Area | None = None
    pictures: int = 0
    drawn: int = 0
    aslant: str = ""

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

    def all(self) -> Iterator[Area]:
        """Yield it, and all areas in it."""
        yield self
        for each in self.inner:
            yield from each.all()


@dataclass(eq=False)
class Question:
    """A question as it is printed: its code, its lines and all below them in its area, and the areas that belong to it.

    `beside` are the cells to the right in its row, `below` the rectangles under it; `within` says that these are in its
    own area, as the boxes of a form are.
    """

    code: str
    lines: list[Line]
    beside: list[Area]
    below: list[Area]
    within: bool = False


def page_of(place: Rectangle, words: Words, regions: Regions, pictures: Sequence[Point] = ()) -> Area:
    """Return a page with what is on it in the smallest of the rectangles around each; `pictures` are their middles."""
    boxes, letters = regions.boxes, words.page
    rectangles = [*regions.framed, *(each for each in regions.filled if not _marks(each, letters))]
    rectangles.sort(key=lambda each: each.width * each.height)
    made = [Area(each) for each in rectangles if not place.is_within(each)]
    page = Area(place)
    held: dict[Area, tuple[list[Letter], list[Box]]] = {each: ([], []) for each in (*made, page)}
    marked: set[Box] = set()

    def at(x: float, y: float) -> Area:
        return next((each for each in made if each.place.holds(x, y)), page)

    page.aslant = "".join(each.text for each in letters if each.tilted)
    for letter in (each for each in letters if not each.tilted):
        x, y = (letter.left + letter.right) / 2, letter.base + letter.size / 4
        box = next((each for each in boxes if each.place.holds(x, y)), None)
        if box:
            marked |= {box} if letter.text.strip() else set()
        else:
            held[at(x, y)][0].append(letter)
    for middle, of_field in words.fields:
        held[at(*middle)][0].extend(of_field)
    for box in boxes:
        held[at(*box.place.middle)][1].append(box._replace(ticked=box.ticked or box in marked))
    for middle in pictures:
        at(*middle).pictures += 1
    for drawing in regions.drawn:
        at(*drawing.middle).drawn += 1
    for each, (there, ticks) in held.items():
        each.lines = lines(there, ticks)
    for number, each in enumerate(made):
        each.outer = next((other for other in made[number + 1 :] if each.place.is_within(other.place)), page)
        each.outer.inner.append(each)
    return page


def _marks(place: Rectangle, letters: Sequence[Letter]) -> bool:
    """Say whether an area is the colour behind some words: these begin where it begins."""
    return any(
        abs(each.left - place.left) < CLOSE and each.text.strip() and place.holds(each.right, each.base + each.size / 4)
        for each in letters
    )


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
        inner = [each for each in area.inner if _is_between(each, asked[0], after)]
        beside = [] if len(begins) > 1 else _beside(area)
        below = inner or ([] if after or beside else _below(area))
        found = PRINTED_CODE.match(asked[0].text)
        made.append(Question(found[1] if found else "", asked, beside, below, bool(inner)))
    return made


def is_under(one: Rectangle, two: Rectangle) -> bool:
    """Say whether a rectangle has the same sides as another one above it, on the same page or the one before."""
    return abs(one.left - two.left) <= NEAR and abs(one.right - two.right) <= NEAR


def _top(item: Line | Area) -> float:
    return item.base + item.size if isinstance(item, Line) else item.place.top


def _left(item: Line | Area) -> float:
    return item.left if isinstance(item, Line) else item.place.left


def _is_between(item: Area, asked: Line, after: Line | None) -> bool:
    """Say whether an area is below a question and above the next one."""
    return item.place.top < asked.base + NEAR and (after is None or item.place.bottom > after.base)


def _siblings(area: Area) -> list[Area]:
    return [each for each in area.outer.inner if each is not area] if area.outer else []


def _asks(area: Area) -> bool:
    return any(PRINTED_CODE.match(line.text) for line in area.lines)


def _beside(area: Area) -> list[Area]:
    """Return the cells to the right of a cell in its row, up to one with a question."""
    made: list[Area] = []
    at = area.place
    for each in sorted(_siblings(area), key=lambda each: each.place.left):
        place = each.place
        level = abs(place.top - at.top) <= NEAR and abs(place.bottom - at.bottom) <= NEAR
        if level and abs(place.left - at.right) <= NEAR:
            if _asks(each):
                break
            made.append(each)
            at = place
    return made


def _below(area: Area) -> list[Area]:
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
