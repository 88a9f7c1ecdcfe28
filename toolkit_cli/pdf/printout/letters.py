"""Reads the letters on pages, each with its place, as PDFium finds them."""

from __future__ import annotations

import ctypes
import io
import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from pikepdf import Object, Pdf, Stream

from toolkit_cli.pdf.printout.flat import Point, Sheet
from toolkit_cli.pdf.reading.extract import MOST_TABLES, UNREADABLE, lay, referred
from toolkit_cli.pdf.values import unpacked

MOST_LETTERS = 400_000  # of all pages; a workbook has some sixty thousand
MOST_FONTS = 32 << 20  # bytes of the files of all fonts, unpacked
HYPHEN = 2  # PDFium's sign for a hyphen at the end of a line
TILTED = 0.1  # radians


class Letter(NamedTuple):
    """A letter: where it begins and ends, its baseline, and the size of its font, in points from the left and bottom.

    `text` may be a space, or UNREADABLE.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    tilted: bool = False

    @property
    def middle(self) -> Point:
        return (self.left + self.right) / 2, self.base + self.size / 4


class Words(NamedTuple):
    """The letters of a page in the order in which they are drawn, and those of its fields with each one's middle."""

    page: list[Letter]
    fields: list[tuple[Point, list[Letter]]]


def letters(sheets: Sequence[Sheet], expected: re.Pattern[str]) -> list[Words] | None:
    """Return the letters of each page; None where what is `expected` stands on none of them, which is soon seen.

    A page with more letters than there is room for counts as damaged.
    """
    import pypdfium2  # slow to load, and hardly ever needed

    document = pypdfium2.PdfDocument(_laid(sheets))
    try:
        pages = [page.get_textpage() for page in document]
        if not any(expected.search(page.get_text_range()) for page in pages):
            return None
        made: list[Words] = []
        budget, left = MOST_LETTERS, iter(pages)
        for sheet in sheets:
            own = [next(left) for _ in range(1 + len(sheet.fields))]
            counts = [page.count_chars() for page in own]
            budget -= sum(counts)
            sheet.damaged = sheet.damaged or budget < 0
            first, *fields = [
                _letters(page.raw, count if budget >= 0 else 0) for page, count in zip(own, counts, strict=True)
            ]
            made.append(Words(first, [(each.middle, of) for each, of in zip(sheet.fields, fields, strict=True)]))
        return made
    finally:
        document.close()


def _laid(sheets: Sequence[Sheet]) -> bytes:
    """Return a new document with a page for each page and each of its fields; fonts that are too large are left out."""
    saved = io.BytesIO()
    left, room, seen = MOST_TABLES, [MOST_FONTS], set[tuple[int, int]]()
    with Pdf.new() as scratch:
        for sheet in sheets:
            sound = _is_sound(sheet.fonts, room, seen)
            sheet.damaged = sheet.damaged or not sound
            fonts = sheet.fonts if sound else None
            for content in (sheet.content, *(each.content for each in sheet.fields)):
                used = fonts.keys() if fonts else ()
                left = lay(scratch, content if sound else b"", fonts, used, left, (sheet.width, sheet.height))
        scratch.save(saved)
    return saved.getvalue()


def _is_sound(fonts: Object | None, room: list[int], seen: set[tuple[int, int]]) -> bool:
    """Say whether the files of fonts can be unpacked, and have room; `seen` are those that were measured already."""
    held = referred(fonts)
    for each in held or ():
        if isinstance(each, Stream) and each.objgen not in seen:
            seen.add(each.objgen)
            try:
                room[0] -= len(unpacked(each))
            except ValueError:
                return False
    return held is not None and room[0] > 0


def _letters(text: object, count: int) -> list[Letter]:
    import pypdfium2.raw as pdfium

    made: list[Letter] = []
    first = 0  # of the two halves of a letter beyond U+FFFF
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    matrix = pdfium.FS_MATRIX()
    for at in range(count):
        if pdfium.FPDFText_IsGenerated(text, at) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(text, at)
        if 0xD800 <= code < 0xDC00:
            first = code
            continue
        if first and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((first - 0xD800) << 10) + code - 0xDC00
        first = 0
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        pdfium.FPDFText_GetLooseCharBox(text, at, box)
        pdfium.FPDFText_GetMatrix(text, at, matrix)
        size = pdfium.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d)
        tilted = TILTED < pdfium.FPDFText_GetCharAngle(text, at) < 2 * math.pi - TILTED
        hyphen = code == HYPHEN and pdfium.FPDFText_IsHyphen(text, at) == 1
        shown = "-" if hyphen else chr(code) if code >= ord(" ") and not 0xD800 <= code < 0xE000 else UNREADABLE
        made.append(Letter(shown, box.left, box.right, y.value, size, tilted))
    return made
