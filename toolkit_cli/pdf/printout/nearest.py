"""Finds the box over which, or the field next to which, words stand that others drew on a page of a form."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from pikepdf import Object, Pdf

from toolkit_cli.pdf.geometry import Matrix, rectangle_moved
from toolkit_cli.pdf.printout import flat
from toolkit_cli.pdf.printout.pageletters import letters
from toolkit_cli.pdf.reading.boxes import TALLEST, Box, Near, at_option, nearest, over, widgets
from toolkit_cli.pdf.reading.letters import Letter
from toolkit_cli.pdf.reading.pagecontent import Drawing

ANYTHING = re.compile("")
NEXT = 2.5  # sizes of letters from one line of a text to the next at most
ASLANT = 0.1  # radians between a line and one along, or up and down, the page, from which it is aslant
SAME = 1.0  # points by which the distances of a text's lines differ at most
APART = 1.0  # sizes of letters between words of different texts at least
MOST_TRIES = 200  # places of a line that are looked at
MOST = 200  # drawings whose words are looked for


def fields(
    pdf: Pdf, drawings: Iterable[Drawing], annotations: Iterable[tuple[int, Object]]
) -> Mapping[tuple[int, int], Near]:
    """Return what each line is near that is drawn on a page, by the page's number and that of the line, from 0.

    Lines that are not found are left out, and those on pages without fields, or where print cannot be told from them.
    """
    told = {each.page: each.text.split("\n") for each in list(drawings)[:MOST] if each.text and not each.unmarked}
    held = widgets(annotations) if told else {}
    there = {page: boxes for page, boxes in held.items() if page in told and boxes}
    if not there:  # as in most files: to look for letters is slow
        return {}
    sheets = list(flat.sheets(pdf, there))
    made: dict[tuple[int, int], Near] = {}
    for sheet, words in zip(sheets, letters(sheets, ANYTHING) or (), strict=True):
        shown = [letter for letter in words.page if letter.text.strip()]
        boxes = list(_upright(there[sheet.number], sheet.base))
        for number, near in _near_lines(told[sheet.number], shown, boxes):
            made[sheet.number, number] = near
    return made


def _near_lines(lines: Sequence[str], shown: Sequence[Letter], boxes: Sequence[Box]) -> Iterator[tuple[int, Near]]:
    """Yield what each line of a page is near that is found among its letters, with the number of the line.

    What has run out of a box runs on over the next ones, as far as its lines have the same distance.
    """
    last, before = Near(), 0  # what the line before is near, and where it ends
    step = 0.0  # to the line before, where that has run out of its box
    for number, (begin, end) in _found(lines, shown):
        near = _near(shown[begin], shown[end - 1], boxes)
        down = last.begin[1] - near.begin[1]
        is_next = before and before == begin and _is_next(shown[begin - 1], shown[begin])
        if is_next and (not near.box or (step and abs(down - step) < SAME)):
            is_text = last.box and not last.box.option  # a sign in a box to tick stands there by itself
            near = near._replace(code=last.code, box=last.box if is_text else None)
            step = down if is_text else 0.0
        else:
            step = 0.0
        yield number, near
        last, before = near, end


def _near(first: Letter, last: Letter, boxes: Sequence[Box]) -> Near:
    x, y = (first.left + last.right) / 2, first.middle[1]
    aslant = abs(math.remainder(first.angle, math.pi / 2)) > ASLANT
    is_mark = aslant or first.size > TALLEST  # such as a watermark, which may begin anywhere
    box = None if is_mark else over(first.middle, boxes) or at_option((x, y), first.size, boxes)
    return Near(first.middle, (box or nearest((x, y), boxes)).code, box, turned=first.tilted)


def _is_next(last: Letter, letter: Letter) -> bool:
    """Say whether a letter begins the line right below the one that ends with another."""
    return 0 < last.base - letter.base < NEXT * max(last.size, letter.size)


def _upright(boxes: Iterable[Box], base: Matrix) -> Iterator[Box]:
    """Yield boxes as they are on the page when it is upright."""
    return (box._replace(place=rectangle_moved(box.place, base)) for box in boxes)


def _found(lines: Sequence[str], shown: Sequence[Letter]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield the number of each line that is found, with the indices of its first letter and the one after the last.

    What was drawn later lies over print that may say the same: of places that do, lines take the last ones. A short
    line may stand within a long one, too: it takes no place of that, and rather one that nothing stands right beside.
    """
    begins: list[int] = []  # of each letter, in the text: some are two
    text = ""
    for letter in shown:
        begins.append(len(text))
        text += letter.text
    index = {at: number for number, at in enumerate(begins)} | {len(text): len(shown)}
    taken = bytearray(len(text))
    found: dict[int, tuple[int, int]] = {}
    ends: dict[str, int] = {}  # where to look for a line that stands on the page once more
    squeezed = {number: "".join(line.split()) for number, line in enumerate(lines)}
    for number in sorted(squeezed, key=lambda each: (-len(squeezed[each]), -each)):
        said = squeezed[number]
        tried = islice(_places(text, said, ends.get(said, len(text))), MOST_TRIES)
        free = (each for each in tried if {*each} <= index.keys() and taken.find(1, *each) < 0)
        span = _best(((index[at], index[end]) for at, end in free), shown)
        ends[said] = begins[span[0]] if span else 0
        if span:
            found[number] = span
            taken[ends[said] : ends[said] + len(said)] = bytes([1]) * len(said)
    yield from sorted(found.items())


def _places(text: str, said: str, end: int) -> Iterator[tuple[int, int]]:
    """Yield where a text holds some words before an end, the last place first."""
    while (at := text.rfind(said, 0, end)) >= 0:
        yield at, at + len(said)
        end = at + len(said) - 1


def _best(spans: Iterable[tuple[int, int]], shown: Sequence[Letter]) -> tuple[int, int] | None:
    """Return the first of some places that nothing stands right beside, else the first of all."""
    first: tuple[int, int] | None = None
    for span in spans:
        if _is_apart(shown, *span):
            return span
        first = first or span
    return first


def _is_apart(shown: Sequence[Letter], begin: int, end: int) -> bool:
    """Say whether nothing is drawn right before or behind some letters in their line."""
    before = not begin or shown[begin - 1].gap_before(shown[begin]) > APART
    return before and (end == len(shown) or shown[end - 1].gap_before(shown[end]) > APART)
