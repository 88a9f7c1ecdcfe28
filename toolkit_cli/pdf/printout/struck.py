"""Words on a printed page that are struck out: a line goes through them that is as long as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from toolkit_cli.pdf.geometry import Rectangle
from toolkit_cli.pdf.printout.pageletters import PageLetters
from toolkit_cli.pdf.printout.regions import Regions, Segment
from toolkit_cli.pdf.reading.letters import Letter

LOWEST, HIGHEST = 0.15, 0.5  # of a letter's size: above its baseline, where it is struck out
BEYOND = 0.4  # of a letter's size by which a line may be longer than the words, as by a space; a box's is much longer
# Points between a line to write on and the sides of its box; words in the boxes of a document are farther from them.
MARGIN, PAD, EVEN = 3.0, 7.5, 0.5
BAND = 20.0  # points: the height of the bands of a page by which lines are looked up


def without_struck(words: PageLetters, regions: Regions) -> tuple[PageLetters, list[list[Letter]]]:
    """Return the letters of a page without those that are struck out, and those that each line strikes out."""
    bands: dict[int, list[Segment]] = defaultdict(list)
    for line in (each for each in regions.across if not _is_to_write_on(each, regions.framed)):
        bands[int(line[0] // BAND)].append(line)
    struck: list[list[Letter]] = []
    page = _unstruck(words.page, bands, struck)
    fields = [(middle, _unstruck(of_field, bands, struck)) for middle, of_field in words.fields]
    return PageLetters(page, fields), struck


def _is_to_write_on(line: Segment, framed: Sequence[Rectangle]) -> bool:
    """Say whether a line is one for a pen, over which words may be typed: it ends as far from both sides of a box."""
    height, begin, end = line
    return any(
        box.bottom < height < box.top
        and abs(begin - box.left - box.right + end) < EVEN
        and MARGIN <= begin - box.left < PAD
        for box in framed
    )


def _unstruck(letters: list[Letter], bands: dict[int, list[Segment]], struck: list[list[Letter]]) -> list[Letter]:
    """Return the letters that no line strikes out; add the others to those that are `struck`."""
    through: dict[Segment, list[int]] = defaultdict(list)
    for number, letter in enumerate(letters):
        for line in _through(letter, bands):
            through[line].append(number)
    gone: dict[int, Letter | None] = {}
    for line, numbers in through.items():
        there = [letters[number] for number in numbers if number not in gone]
        if there and _is_as_long(line, there):
            struck.append(there)
            gone |= dict.fromkeys(numbers)
            before = letters[numbers[0] - 1] if numbers[0] else there[0]
            if numbers[0] - 1 not in gone and not before.text.isspace():  # the room is no tab
                gone[numbers[0]] = before._replace(text=" ", left=before.right)
    left = (gone.get(number, letter) for number, letter in enumerate(letters))
    return [letter for letter in left if letter] if gone else letters


def _is_as_long(line: Segment, words: Sequence[Letter]) -> bool:
    _, begin, end = line
    beyond = BEYOND * max(each.size for each in words)
    return min(each.left for each in words) < begin + beyond and max(each.right for each in words) > end - beyond


def _through(letter: Letter, bands: dict[int, list[Segment]]) -> list[Segment]:
    """Return the lines that go through a letter where it would be struck out."""
    low, high = letter.base + LOWEST * letter.size, letter.base + HIGHEST * letter.size
    middle, _ = letter.middle
    there = [line for band in {int(low // BAND), int(high // BAND)} for line in bands.get(band, ())]
    return [line for line in there if low < line[0] < high and line[1] < middle < line[2]]
