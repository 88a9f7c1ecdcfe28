"""Estimates the height of blocks, and says what fits on a page: only the program that opens a DOCX sets its lines."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from toolkit_cli.docx.writing.paragraphs import style_of
from toolkit_cli.docx.writing.tables import ACROSS, DOWN
from toolkit_cli.docx.writing.wml import Element, descendant, is_table, twips
from toolkit_cli.layout.theme import Theme

# Estimates of the width of a letter and the height of a line, in sizes of the text. In Calibri, letters are 0.41 wide
# on average, and lines 1.37 high (1.22, the font's own, by 1.12, the styles'); other fonts, bold words and the ends of
# lines take more.
LETTER, LEADING = 0.53, 1.43
HALF = 0.55  # of a page: a higher row may be split; LibreOffice clips a row that is longer than a page and may not
ANSWERED = 0.25  # of a page: higher rows with what others have said are split rather than leave a gap


def fits(theme: Theme, content: Iterable[Element], width: float, part: float = HALF) -> bool:
    """Return whether the content of a cell takes about less than a part of a page's height."""
    return height(theme, content, width - 2 * ACROSS) < part * theme.height


def table_fits(theme: Theme, each: Element) -> bool:
    """Return whether a table is short enough to stay on one page: shorter, if it says what others have answered."""
    answered = any(style_of(block) == "Said" for block in each.iter("w:p"))
    return fits(theme, [each], theme.inner_width, ANSWERED if answered else HALF)


def height(theme: Theme, content: Iterable[Element], width: float) -> float:
    """Return an estimate of the height of blocks of a given width, both in points; pictures do not count."""
    size, made = theme.fonts.size, 0.0
    for block in content:
        if is_table(block):
            made += sum(_row_height(theme, each) for each in block if each.tag == "w:tr")
        else:
            letters = sum(len(part.text or "") for part in block.iter("w:t"))
            lines = max(1, ceil(letters * LETTER * size / max(width, size))) + sum(1 for _ in block.iter("w:br"))
            made += lines * LEADING * size
    return made


def _row_height(theme: Theme, line: Element) -> float:
    asked = descendant(line, "w:trPr", "w:trHeight")
    least = 0.0 if asked is None else float(asked.get("w:val", "0")) / twips(1) + 2 * DOWN
    cells = [each for each in line if each.tag == "w:tc"]
    return max(least, *(height(theme, each[1:], _cell_width(each) - 2 * ACROSS) + 2 * DOWN for each in cells))


def _cell_width(each: Element) -> float:
    asked = descendant(each, "w:tcPr", "w:tcW")
    return 0.0 if asked is None else float(asked.get("w:w", "0")) / twips(1)
