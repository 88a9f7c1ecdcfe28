"""Puts what is on a printed page into its areas: words, boxes to tick, pictures and drawings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from toolkit_cli.pdf.geometry import Point, Rectangle
from toolkit_cli.pdf.printout.areas import Area
from toolkit_cli.pdf.printout.lines import lines
from toolkit_cli.pdf.printout.pageletters import PageLetters
from toolkit_cli.pdf.printout.regions import Regions, TickBox
from toolkit_cli.pdf.printout.struck import without_struck
from toolkit_cli.pdf.reading.letters import SPACE, Letter

BAND = 20.0  # points: the height of the bands of a page by which areas are looked up
LEVEL = 0.2  # points by which letters that were drawn at once differ in height
CLOSE = 3.0  # points between the side of an area and words: those in a box keep more distance

Placed = TypeVar("Placed", Area, TickBox)


def page_of(place: Rectangle, words: PageLetters, regions: Regions, pictures: Sequence[Point] = ()) -> Area:
    """Return a page with what is on it in the smallest of the rectangles around each; `pictures` are their middles."""
    marks = [each for each in regions.filled if _is_behind_words(each, words.page)]
    coloured = (each for each in regions.filled if each not in marks)
    rectangles = sorted((*regions.framed, *coloured), key=lambda each: each.width * each.height)
    page, inner = Area(place), [Area(each) for each in rectangles if not place.is_within(each)]
    for number, each in enumerate(inner):
        each.outer = next((other for other in inner[number + 1 :] if each.place.is_within(other.place)), page)
        each.outer.inner.append(each)

    found = _finder(inner)

    def at(point: Point) -> Area:
        return found(point) or page

    left, struck = without_struck(words, regions)
    for gone in struck:
        area = at(gone[0].middle)
        area.struck = " ".join([area.struck, *(line.text.strip() for line in lines(gone))]).strip()
    _set_lines(page, at, left, regions.boxes)
    for mark in marks:
        at(mark.middle).marks.append(mark)
    for middle in pictures:
        at(middle).pictures += 1
    for drawing in regions.drawn:
        at(drawing.middle).drawn += 1
    return page


def _finder(held: Sequence[Placed]) -> Callable[[Point], Placed | None]:
    """Return a function that returns the first that a point is in, which is asked for each letter of a page."""
    bands: dict[int, list[Placed]] = defaultdict(list)
    for each in held:
        for band in range(int(each.place.bottom // BAND), int(each.place.top // BAND) + 1):
            bands[band].append(each)

    def found(point: Point) -> Placed | None:
        there = bands.get(int(point[1] // BAND), ())
        return next((each for each in there if each.place.holds(*point)), None)

    return found


def _is_behind_words(place: Rectangle, letters: Sequence[Letter]) -> bool:
    """Say whether an area is the colour behind some words: these begin where it begins."""
    return any(
        abs(each.left - place.left) < CLOSE and each.text.strip() and place.holds(*each.middle) for each in letters
    )


def _set_lines(page: Area, at: Callable[[Point], Area], words: PageLetters, boxes: Sequence[TickBox]) -> None:
    """Put words and boxes to tick into the areas that `at` returns for their places.

    What is longer than its cell goes on beside it. A word in a box is a tick, unless it has run into it from elsewhere:
    LibreOffice sets the words of a PDF in broader letters where it has not got the font.
    """
    letters: dict[Area, list[Letter]] = defaultdict(list)
    ticks: dict[Area, list[TickBox]] = defaultdict(list)
    marked: set[TickBox] = set()
    box_at = _finder(boxes)
    page.aslant = "".join(each.text for each in words.page if each.tilted)
    marked.update(box for each in words.page if each.tilted and (box := box_at(each.middle)))
    for drawn in _at_once(each for each in words.page if not each.tilted):
        area = at(drawn[0].middle)
        for _, word in groupby(drawn, key=lambda each: each.text.isspace()):
            told = list(word)
            box, *others = {box_at(each.middle) for each in told}
            if box is None or others or at(box.place.middle) is not area:
                letters[area] += told
            elif told[0].text.strip():
                marked.add(box)
    for middle, of_field in words.fields:
        letters[at(middle)] += of_field
    for box in boxes:
        ticks[at(box.place.middle)].append(box._replace(ticked=box.ticked or box in marked))
    for area in page.all():
        area.lines = lines(letters[area], ticks[area])


def _at_once(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    """Yield letters that were drawn one right after the other at one height, blanks among them."""
    drawn: list[Letter] = []
    for letter in letters:
        last = drawn[-1] if drawn else letter
        if drawn and (last.gap_before(letter) >= SPACE or abs(last.base - letter.base) > LEVEL):
            yield drawn
            drawn = []
        drawn.append(letter)
    if drawn:
        yield drawn
