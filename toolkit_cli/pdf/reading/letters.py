"""Reads the letters on pages, each with its place, as PDFium finds them."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from toolkit_cli.document.symbols import bullet, drawn
from toolkit_cli.pdf.geometry import Point
from toolkit_cli.returned import UNREADABLE

HYPHEN = 2  # PDFium's sign for a hyphen at the end of a line
SOFT = "\u00ad"  # a hyphen that shows where a word was parted, and is none of its letters
TILTED = 0.1  # radians
# What Ghostscript 10.00 makes of the letters of a ligature: it swaps their bytes, and adds up the second and the third.
SWAPPED = {code << 8: chr(code) for code in range(ord("a"), ord("z") + 1)}
ADDED = {(ord(one) + ord(two)) << 8: one + two for one, two in ("fi", "fl", "ft", "ti")}
NO_HEIGHT = 0.02  # points: of a glyph that shows nothing PDFium gives a hundredth
SPACE, TAB = 0.14, 1.4  # gaps in a line, in sizes of its letters, that are a space or a tab
SAME = 0.4  # of a letter's size: baselines that are no farther apart are one


class Letter(NamedTuple):
    """A letter: where it begins and ends, its baseline, and the size of its font, in points from the left and bottom.

    `text` may be a space, or UNREADABLE. `angle` is that of its line, in radians.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    angle: float = 0.0

    @property
    def tilted(self) -> bool:
        """Whether its line does not run along the page."""
        return TILTED < self.angle < 2 * math.pi - TILTED

    @property
    def middle(self) -> Point:
        """Its middle, halfway up a small letter."""
        return (self.left + self.right) / 2, self.base + self.size / 4

    def gap_before(self, letter: Letter) -> float:
        """Return the room between this letter and the one that is drawn next, in sizes of letters.

        It is infinite where that stands in another line, or does not go on to the right.
        """
        size = max(self.size, letter.size) or 1.0
        if self.tilted and letter.tilted:
            return 0.0
        gap = letter.left - self.right
        if abs(self.base - letter.base) > SAME * size or gap < -SAME * size - (self.right - self.left):
            return math.inf
        return gap / (min(self.size, letter.size) or 1.0)


def of_page(page: Any, most: int) -> list[Letter]:
    """Return the letters of a text page of PDFium, `most` at most, in the order in which they are drawn."""
    import pypdfium2.raw as pdfium

    text = page.raw
    made: list[Letter] = []
    first = 0  # of the two halves of a letter beyond U+FFFF
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    matrix = pdfium.FS_MATRIX()
    for at in range(min(page.count_chars(), most)):
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
        angle = pdfium.FPDFText_GetCharAngle(text, at)
        shown = UNREADABLE if code < ord(" ") or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 else chr(code)
        if code == ord("\t") and _is_blank(text, at):  # as forms show a tab that somebody has pasted
            shown = " "
        if code == HYPHEN and pdfium.FPDFText_IsHyphen(text, at) == 1:
            shown = _hyphen(text, at)
        if "\uf000" <= shown <= "\uf0ff":  # of a list's bullet, as Word has it
            shown = drawn("symbol", bullet("", shown))
        shown = _ligated(made, code) or shown
        made.append(Letter(shown, box.left, box.right, y.value, size, angle))
    return made


def _is_blank(text: Any, at: int) -> bool:
    """Say whether a letter's glyph shows nothing: in some fonts the code of a tab stands for a letter."""
    import pypdfium2.raw as pdfium

    left, right, low, high = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text, at, left, right, low, high)
    return high.value - low.value < NO_HEIGHT


def _hyphen(text: Any, at: int) -> str:
    """Return the hyphen at the end of a line; SOFT for one that a program has set there to part a word.

    LibreOffice draws such a hyphen by itself, and one that somebody has typed with its word. Where each letter is drawn
    by itself, as some programs do, it cannot be told.
    """
    import pypdfium2.raw as pdfium

    if at < 2:
        return "-"
    drawn = (pdfium.FPDFText_GetTextObject(text, each) for each in (at - 2, at - 1, at))
    before, last, own = (ctypes.cast(each, ctypes.c_void_p).value for each in drawn)
    return SOFT if before and before == last != own else "-"


def _ligated(made: list[Letter], code: int) -> str:
    """Return what follows the first letter of a ligature, and put that right; "" where a code is of no ligature."""
    said = SWAPPED.get(code) or ADDED.get(code, "")
    first = SWAPPED.get(ord(made[-1].text), "") if said and made and len(made[-1].text) == 1 else ""
    if first:
        made[-1] = made[-1]._replace(text=first)
    return said if first else ""


def drawn_lines(letters: Iterable[Letter]) -> Iterator[str]:
    """Yield the lines of letters in the order in which they are drawn, without those of blanks."""
    line, last = "", None
    for letter in letters:
        gap = last.gap_before(letter) if last else 0.0
        if gap >= TAB:
            if line.strip():
                yield line.rstrip()
            line = ""
        elif gap >= SPACE and not (line[-1:].isspace() or letter.text.isspace()):
            line += " "
        line += letter.text
        last = letter
    if line.strip():
        yield line.rstrip()
