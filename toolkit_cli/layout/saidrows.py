"""Leaves out rows of a table that are there only for answers, and have none."""

from __future__ import annotations

from msgspec.structs import replace

from toolkit_cli.layout.fill import Fill
from toolkit_cli.layout.page import Output, Row, Table


def filled(table: Table, fill: Fill) -> Table:
    """Return a table without the rows that hold nothing but answers, if nobody has given these."""
    return replace(table, rows=tuple(row for row in table.rows if not _is_empty(row, fill)))


def _is_empty(row: Row, fill: Fill) -> bool:
    blocks = [block for cell in row.cells for block in cell.blocks]
    return bool(blocks) and all(
        isinstance(block, Output) and block.name == "said" and block.code not in fill.said.keys() | fill.tallies.keys()
        for block in blocks
    )
