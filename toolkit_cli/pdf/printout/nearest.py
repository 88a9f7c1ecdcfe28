"""Finds the field next to which words stand that others drew on a page of a form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pikepdf import Object, Pdf

from toolkit_cli.pdf.printout import flat
from toolkit_cli.pdf.printout.letters import letters
from toolkit_cli.pdf.printout.views import Matrix, moved
from toolkit_cli.pdf.reading import annots
from toolkit_cli.pdf.reading.annots import Box
from toolkit_cli.pdf.reading.letters import Letter
from toolkit_cli.pdf.reading.pagecontent import Drawing

ANYTHING = re.compile("")
NEXT = 2.5  # sizes of letters from one line of a text to the next at most
MOST = 200  # drawings whose words are looked for


def fields(
    pdf: Pdf, drawings: Iterable[Drawing], annotations: Iterable[tuple[int, Object]]
) -> Mapping[tuple[int, str], str]:
    """Return the code of the nearest field for each line that is drawn on a page, by the page's number and the line.

    Lines that are not found are left out, and those on pages without fields, or where print cannot be told from them.
    """
    told = {each.page: each.text.split("\n") for each in list(drawings)[:MOST] if each.text and not each.unmarked}
    held = annots.widgets(annotations) if told else {}  # most files have no drawings, and to look them up is slow
    there = {page: boxes for page, boxes in held.items() if page in told and boxes}
    sheets = list(flat.sheets(pdf, there)) if there else []
    made: dict[tuple[int, str], str] = {}
    for sheet, words in zip(sheets, letters(sheets, ANYTHING) or (), strict=True):
        shown = [letter for letter in words.page if letter.text.strip()]
        boxes = list(_upright(there[sheet.number], sheet.base))
        code, before = "", 0  # where the line before ends
        for line, begin, end in _found(told[sheet.number], shown):
            if not (before and before == begin and _is_next(shown[begin - 1], shown[begin])):
                left, right = shown[begin].left, shown[end - 1].right
                code = annots.nearest(((left + right) / 2, shown[begin].middle[1]), boxes).code
            made[sheet.number, line], before = code, end
    return made


def _is_next(last: Letter, letter: Letter) -> bool:
    """Say whether a letter begins the line right below the one that ends with another."""
    return 0 < last.base - letter.base < NEXT * max(last.size, letter.size)


def _upright(boxes: Iterable[Box], base: Matrix) -> Iterator[Box]:
    """Yield boxes as they are on the page when it is upright."""
    for box in boxes:
        (left, bottom), (right, top) = moved(*box.place[:2], base), moved(*box.place[2:], base)
        yield box._replace(place=(min(left, right), min(bottom, top), max(left, right), max(bottom, top)))


def _found(lines: Iterable[str], shown: Sequence[Letter]) -> Iterator[tuple[str, int, int]]:
    """Yield lines with the indices of their first letter and the one after the last; the last such line on a page.

    What was drawn later lies over print that may say the same.
    """
    begins: list[int] = []  # of each letter, in the text: some are two
    text = ""
    for letter in shown:
        begins.append(len(text))
        text += letter.text
    index = {at: number for number, at in enumerate(begins)} | {len(text): len(shown)}
    for line in lines:
        squeezed = "".join(line.split())
        at = text.rfind(squeezed) if squeezed else -1
        if at in index and at + len(squeezed) in index:
            yield line, index[at], index[at + len(squeezed)]
