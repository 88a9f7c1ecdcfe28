"""Reads the letters on printed pages."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from toolkit_cli.pdf.geometry import Point
from toolkit_cli.pdf.printout.flat import Sheet
from toolkit_cli.pdf.printout.views import View
from toolkit_cli.pdf.reading.letters import Letter, of_page
from toolkit_cli.pdf.reading.scratch import Scratch

MOST_LETTERS = 400_000  # of all pages; a workbook has some sixty thousand
# Sizes of letters: of most in a workbook; of most on a page that was made smaller; of nearly all on one made larger,
# where a heading may be as large on any page.
USUAL, TINY, HUGE = 10.0, 7.0, 14.0


class PageLetters(NamedTuple):
    """The letters of a page in the order in which they are drawn, and those of its fields with each one's middle."""

    page: list[Letter]
    fields: list[tuple[Point, list[Letter]]]

    def view(self) -> View:
        """Return how the page is to be looked at, so that most of its words stand upright and in letters as usual."""
        of_fields = (each for _, there in self.fields for each in there)
        told = [each for each in (*self.page, *of_fields) if each.text.strip()]
        turns = Counter(-round(each.angle / (math.pi / 2)) % 4 for each in told).most_common(1)
        sizes = sorted(each.size for each in told) or [USUAL]
        size = median(sizes)
        scaled = 0 < size < TINY or sizes[len(sizes) // 10] > HUGE
        return View(turns[0][0] if turns else 0, USUAL / size if scaled else 1.0)


def letters(sheets: Sequence[Sheet], expected: re.Pattern[str]) -> list[PageLetters] | None:
    """Return the letters of each page; None where what is `expected` stands on none of them, which is soon seen.

    A page with more letters than there is room for counts as damaged.
    """
    import pypdfium2  # slow to load, and hardly ever needed

    document = pypdfium2.PdfDocument(_document_of(sheets))
    try:
        pages = [page.get_textpage() for page in document]
        if not any(expected.search(page.get_text_range()) for page in pages):
            return None
        made: list[PageLetters] = []
        budget, left = MOST_LETTERS, iter(pages)
        for sheet in sheets:
            own = [next(left) for _ in range(1 + len(sheet.fields))]
            counts = [page.count_chars() for page in own]
            budget -= sum(counts)
            sheet.damaged = sheet.damaged or budget < 0
            first, *fields = [
                of_page(page, count if budget >= 0 else 0) for page, count in zip(own, counts, strict=True)
            ]
            made.append(PageLetters(first, [(each.middle, of) for each, of in zip(sheet.fields, fields, strict=True)]))
        return made
    finally:
        document.close()


def _document_of(sheets: Sequence[Sheet]) -> bytes:
    """Return a new document with a page for each page and each of its fields; without those whose fonts do harm."""
    scratch = Scratch()
    for sheet in sheets:
        for content in (sheet.content, *(each.content for each in sheet.fields)):
            sound = scratch.add(content, sheet.fonts, (sheet.width, sheet.height))
            sheet.damaged = sheet.damaged or not sound
    return scratch.saved()
