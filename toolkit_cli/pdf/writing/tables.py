"""Makes the tables of a PDF that are only read: of content, numbers and answers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from textwrap import shorten
from typing import Any

from reportlab.lib.colors import HexColor

from toolkit_cli.layout import chart
from toolkit_cli.layout.columns import is_bold, letters_across, shares, turned
from toolkit_cli.layout.page import NOTHING, Cell, Paragraph, Table, main_language
from toolkit_cli.layout.theme import Theme
from toolkit_cli.pdf.writing.boxes import Inner
from toolkit_cli.pdf.writing.rows import Rows
from toolkit_cli.pdf.writing.setting import Setting, cell_room
from toolkit_cli.pdf.writing.structure import StructElem

MOST_NAMED = 60  # letters of a row's name that stand before its further parts
PADS = {"numbers": 2, "heat": 3}  # points above and below the words of a cell, by the table's role
PAD = 5


def table(setting: Setting, block: Table, parent: StructElem, inner: Inner) -> Rows:
    """Return a table; its columns are as wide as what stands in them needs, and rows that nobody answered are left out.

    `inner` makes the flowables of the blocks in a cell.
    """
    letters = letters_across(setting.width, setting.theme.fonts.size)
    block = turned(setting.fill.without_unanswered_rows(block), letters)
    element = parent.add("Table")
    cells, parts = [], shares(block, letters)
    for row in block.rows:
        line, made_row = element.add("TR"), []
        for column, (cell, share) in enumerate(zip(row.cells, parts, strict=True)):
            style = "head" if is_bold(cell, row, block.role) else "cell"
            style += " number" if column and block.role in ("numbers", "heat") else ""
            scope = ("Column" if row.head else "Row") if cell.head else ""
            own = line.add("TH" if cell.head else "TD", scope=scope)
            with setting.within(cell_room(setting.width * share)):
                made_row.append(_cell(setting, cell, own, style, inner))
        cells.append(made_row)
    heads = sum(1 for row in block.rows if row.head)
    made = setting.grid(cells, parts, heads, PADS.get(block.role, PAD))
    made.setStyle(_shades(block, setting.theme))
    made.read = True
    if block.role == "changes":
        made.again = partial(_again, setting) if all(row.cells[0].head for row in block.rows) else None
        _answered(cells[heads:])
    return made


def _again(setting: Setting, named: Sequence[Any], number: int) -> Any:
    """Return the line that says which row goes on here; an artifact, since screen readers have the row's head."""
    name = escape(shorten(" ".join(each.getPlainText() for each in named), MOST_NAMED, placeholder="…"))
    part = escape(setting.page.words["part"].format(number=number))
    return setting.paragraph(f"<b>{name}</b><br/>{part}", "small", None)


def _cell(setting: Setting, cell: Cell, parent: StructElem, style: str, inner: Inner) -> list[Any]:
    """Return the flowables of a cell, whose elements go below its own, the `parent`."""
    made: list[Any] = []
    for block in cell.blocks:
        if isinstance(block, Paragraph) and not block.role:
            element = parent.add("P", lang=main_language(block.runs))
            code = "" if made else setting.coded(cell.code)
            said = code + setting.markup(block.runs, element.lang)
            made.append(setting.paragraph(said, style, element))
        else:
            made += inner((block,), parent)
    return made or [setting.text(NOTHING, style, parent.add("P"))]


def _answered(rows: list[list[list[Any]]]) -> None:
    for words in (each for row in rows for cell in row for each in cell):
        words.answers = True


def _shades(block: Table, theme: Theme) -> list[tuple[Any, ...]]:
    """Return the table style that darkens the cells that have a shade."""
    return [
        ("BACKGROUND", (column, line), (column, line), HexColor(chart.shade(theme, cell.shade)))
        for line, row in enumerate(block.rows)
        for column, cell in enumerate(row.cells)
        if cell.shade
    ]
