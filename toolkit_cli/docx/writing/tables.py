"""Makes tables, for boxes and grids: of fixed widths, so that all programs draw them alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from toolkit_cli.docx.writing.paragraphs import HAIR, gap, keep_with_next, set_spacing
from toolkit_cli.docx.writing.wml import Element, borders, is_table, shading, twips, w
from toolkit_cli.layout.theme import KitTone

ACROSS, DOWN = 8.0, 4.0  # a cell's margins in points
BAR = 2.25  # points: the line above a table, in the colour of its part


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
    """Return a row: a `head` is repeated on each page, a `whole` one is not split; `height` is the least in points.

    LibreOffice 26 adds a cell's margins to the height that the row asks for, LibreOffice 7 counts them in.
    """
    look = w(
        "trPr",
        w("cantSplit") if whole else None,
        w("trHeight", val=twips(height - 2 * DOWN), hRule="atLeast") if height else None,
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
    keep_with_next(made)
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
        set_spacing(held[0], before=0)
    set_spacing(held[-1], after=0)
    margins = (("top", top, DOWN), ("left", sides, ACROSS), ("bottom", bottom, DOWN), ("right", sides, ACROSS))
    look = w(
        "tcPr",
        w("tcW", w=twips(width), type="dxa"),
        lines,
        shading(ground) if ground else None,
        w("tcMar", *(w(side, w=twips(margin), type="dxa") for side, margin, usual in margins if margin != usual)),
    )
    if not len(look[-1]):
        look.remove(look[-1])
    return w("tc", look, *held)


def grid_lines(colour: str) -> Element:
    """Return thin borders around a table and between its cells."""
    return borders("tblBorders", "top left bottom right insideH insideV", colour, 0.5)
