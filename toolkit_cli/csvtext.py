"""Rows as CSV, as spreadsheets take it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from toolkit_cli.letters import for_cell


def text(rows: Iterable[Iterable[object]], bom: bool = False) -> str:
    """Return rows as CSV (RFC 4180), with a byte order mark on demand, by which Excel knows the letters.

    A cell that a spreadsheet would take for a formula has an apostrophe before it (`letters.of_cell` takes it away).
    """
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerows([for_cell(str(cell)) for cell in row] for row in rows)
    return ("\ufeff" if bom else "") + made.getvalue()
