"""Puts what is on a printed page into its areas: words, boxes to tick, pictures and drawings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeVar

from toolkit_cli.pdf.printout.areas import Area
from toolkit_cli.pdf.printout.letters import Words
from toolkit_cli.pdf.printout.lines import lines
from toolkit_cli.pdf.printout.regions import Box, Rectangle, Regions
from toolkit_cli.pdf.printout.struck import parted
from toolkit_cli.pdf.reading.letters import SPACE, Letter, Point

BAND = 20.0  # points: the height of the bands of a page by which areas are looked up
CLOSE = 3.0  # points between the side of an area and words: those in a box keep more distance

Placed = TypeVar("Placed", Area, Box)


def page_of(place: Rectangle, words: Words, regions: Regions, pictures: Sequence[Point] = ()) -> Area:
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

    left, struck = parted(words, regions.across)
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


def _set_lines(page: Area, at: Callable[[Point], Area], words: Words, boxes: Sequence[Box]) -> None:
    """Put words and boxes to tick into the areas that `at` returns for their places; a letter in a box is a tick."""
    letters: dict[Area, list[Letter]] = defaultdict(list)
    ticks: dict[Area, list[Box]] = defaultdict(list)
    marked: set[Box] = set()
    box_at = _finder(boxes)
    page.aslant = "".join(each.text for each in words.page if each.tilted)
    last, area = None, page
    for letter in words.page:
        box = box_at(letter.middle)
        if box:
            marked |= {box} if letter.text.strip() else set()
        elif not letter.tilted:
            there = at(letter.middle)
            # a word that is longer than a cell goes on beside it
            area = area if last and area.is_in(there) and last.gap_before(letter) < SPACE else there
            letters[area].append(letter)
            last = letter
    for middle, of_field in words.fields:
        letters[at(middle)] += of_field
    for box in boxes:
        ticks[at(box.place.middle)].append(box._replace(ticked=box.ticked or box in marked))
    for area in page.all():
        area.lines = lines(letters[area], ticks[area])
