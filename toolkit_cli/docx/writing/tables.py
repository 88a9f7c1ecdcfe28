"""Makes tables, for boxes and grids: of fixed widths, so that all programs draw them alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from toolkit_cli.docx.writing.wml import Element, ask, borders, inside, is_table, paragraph, shade, spacing, twips, w
from toolkit_cli.layout.theme import KitTone, Theme

ACROSS, DOWN = 8.0, 4.0  # a cell's margins in points
# Estimates of the width of a letter and the height of a line, in sizes of the text. In Calibri, letters are 0.41 wide
# on average, and lines 1.37 high (1.22, the font's own, by 1.12, the styles'); other fonts, bold words and the ends of
# lines take more.
LETTER, LEADING = 0.53, 1.43
HAIR = 1.0  # the height in points of a paragraph that is not to be seen
BAR = 2.25  # points: the line above a table, in the colour of its part
HALF = 0.55  # of a page: a higher row may be split; LibreOffice clips a row that is longer than a page and may not
ANSWERED = 0.25  # of a page: higher rows with what others have said are split rather than leave a gap


def table(widths: Sequence[float], rows: Iterable[Element], lines: Element, headed: bool = False) -> Element:
    """Return a table; `widths` are its columns' in points, `lines` its `tblBorders`.

    `headed` says that the first cell of each row is the row's head.
    """
    margins = (("top", DOWN), ("left", ACROSS), ("bottom", DOWN), ("right", ACROSS))
    value = "04A0" if headed else "0420"  # the same as the attributes, for programs from before 2010
    look = w(
        "tblPr",
        w("tblW", w=twips(sum(widths)), type="dxa"),
        w("tblInd", w=0, type="dxa"),
        lines,
        w("tblLayout", type="fixed"),
        w("tblCellMar", *(w(side, w=twips(margin), type="dxa") for side, margin in margins)),
        w("tblLook", val=value, firstRow=1, lastRow=0, firstColumn=int(headed), lastColumn=0, noHBand=0, noVBand=1),
    )
    return w("tbl", look, w("tblGrid", *(w("gridCol", w=twips(width)) for width in widths)), *rows)


def row(cells: Iterable[Element], head: bool = False, whole: bool = True, height: float = 0) -> Element:
    """Return a row: a `head` is repeated on each page, a `whole` one is not split; `height` is the least in points."""
    look = w(
        "trPr",
        w("cantSplit") if whole else None,
        w("trHeight", val=twips(height), hRule="atLeast") if height else None,
        w("tblHeader") if head else None,
    )
    return w("tr", look if len(look) else None, *cells)


def head_row(
    widths: Sequence[float], contents: Sequence[Sequence[Element]], tone: KitTone, whole: bool = True
) -> Element:
    """Return the row that heads a table, with a cell for each of `contents`, on the page of the row below it."""
    bar = top_bar(tone.colour)
    cells = [cell(width, content, tone.tint, bar) for width, content in zip(widths, contents, strict=True)]
    made = row(cells, head=True, whole=whole)
    hold(made)
    return made


def top_bar(colour: str) -> Element:
    """Return the borders of a cell that has only the line above a table."""
    return borders("tcBorders", "top", colour, BAR)


def cell(
    width: float,
    content: Sequence[Element],
    ground: str = "",
    lines: Element | None = None,
    top: float = DOWN,
    bottom: float = DOWN,
    sides: float = ACROSS,
) -> Element:
    """Return a cell with its content, which has to end with a paragraph, and without space before and after it.

    `ground` is its colour, `lines` are its `tcBorders`; `top`, `bottom` and `sides` are its margins in points.
    """
    held = list(content)
    if is_table(held[-1]):
        held.append(gap(HAIR))
    if not is_table(held[0]):
        space(held[0], before=0)
    space(held[-1], after=0)
    margins = (("top", top, DOWN), ("left", sides, ACROSS), ("bottom", bottom, DOWN), ("right", sides, ACROSS))
    look = w(
        "tcPr",
        w("tcW", w=twips(width), type="dxa"),
        lines,
        shade(ground) if ground else None,
        w("tcMar", *(w(side, w=twips(margin), type="dxa") for side, margin, usual in margins if margin != usual)),
    )
    if not len(look[-1]):
        look.remove(look[-1])
    return w("tc", look, *held)


def gap(points: float) -> Element:
    """Return the paragraph that keeps two tables apart, so many points high: Word makes one of adjacent tables.

    The paragraph itself is tiny, and the rest of its height is space after it.
    """
    return paragraph("Gap", (), spacing(0, points - HAIR, exact=HAIR))


def space(block: Element, before: float | None = None, after: float | None = None) -> None:
    """Set a paragraph's space before or after it in points; the rest of its spacing stays."""
    asked = spacing(before, after)
    found = inside(block, "w:pPr", "w:spacing")
    if found is not None:
        asked.attrib.update({name: value for name, value in found.items() if name not in asked.attrib})
    ask(block, asked)


def space_after(block: Element) -> float | None:
    """Return a paragraph's own space after it in points, None if its style gives it."""
    found = inside(block, "w:pPr", "w:spacing")
    told = None if found is None else found.get("w:after")
    return int(told) / twips(1) if told else None


def hold(block: Element) -> None:
    """Keep a paragraph, or every row of a table, on the page of what follows."""
    for each in [block] if block.tag == "w:p" else block.iter("w:p"):
        ask(each, w("keepNext"))


def fits(theme: Theme, content: Iterable[Element], width: float, part: float = HALF) -> bool:
    """Return whether the content of a cell takes about less than a part of a page's height."""
    return tall(theme, content, width - 2 * ACROSS) < part * theme.height


def keeps(theme: Theme, each: Element) -> bool:
    """Return whether a table is short enough to stay on one page: shorter, if it says what others have answered."""
    answered = any(style_of(block) == "Said" for block in each.iter("w:p"))
    return fits(theme, [each], theme.inner_width, ANSWERED if answered else HALF)


def style_of(block: Element) -> str:
    """Return the style of a paragraph, "" if it names none."""
    found = inside(block, "w:pPr", "w:pStyle")
    return "" if found is None else found.get("w:val", "")


def tall(theme: Theme, content: Iterable[Element], width: float) -> float:
    """Return an estimate of the height of blocks of a given width, both in points; pictures do not count."""
    size, made = theme.fonts.size, 0.0
    for block in content:
        if is_table(block):
            made += sum(_row_tall(theme, each) for each in block if each.tag == "w:tr")
        else:
            letters = sum(len(part.text or "") for part in block.iter("w:t"))
            lines = max(1, ceil(letters * LETTER * size / max(width, size))) + sum(1 for _ in block.iter("w:br"))
            made += lines * LEADING * size
    return made


def _row_tall(theme: Theme, line: Element) -> float:
    asked = inside(line, "w:trPr", "w:trHeight")
    least = 0.0 if asked is None else float(asked.get("w:val", "0")) / twips(1)
    cells = [each for each in line if each.tag == "w:tc"]
    return max(least, *(tall(theme, each[1:], _width(each) - 2 * ACROSS) + 2 * DOWN for each in cells))


def _width(each: Element) -> float:
    asked = inside(each, "w:tcPr", "w:tcW")
    return 0.0 if asked is None else float(asked.get("w:w", "0")) / twips(1)


def lined(colour: str) -> Element:
    """Return thin borders around a table and between its cells."""
    return borders("tblBorders", "top left bottom right insideH insideV", colour, 0.5)
