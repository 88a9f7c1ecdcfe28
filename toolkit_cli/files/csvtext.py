"""Writes rows as CSV in which no spreadsheet takes text for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

# Signs with which formulas begin, also in East Asian full width; white space before them makes no difference.
SIGNS = tuple("=+-@＝＋－＠")
CONTROL = ("\t", "\r", "\n")
LEADING = re.compile(r"[\s\ufeff\u200b\u2060]*")


def text(rows: Iterable[Iterable[object]], bom: bool = False) -> str:
    """Return rows as CSV (RFC 4180), with a byte order mark on demand, by which Excel recognises UTF-8.

    Cells that a spreadsheet would take for formulas get an apostrophe, which `from_cell` removes.
    """
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerows([to_cell(str(cell)) for cell in row] for row in rows)
    return ("\ufeff" if bom else "") + made.getvalue()


def could_be_formula(text: str) -> bool:
    """Return whether a spreadsheet could take a text for a formula."""
    return text.startswith(CONTROL) or LEADING.sub("", text, count=1).startswith(SIGNS)


def to_cell(text: str) -> str:
    """Return a text as a cell of a CSV, with an apostrophe before it if it could be a formula.

    Apostrophes that are there already do not count, so that `from_cell` always returns the text.
    """
    return f"'{text}" if could_be_formula(text.lstrip("'")) else text


def from_cell(text: str) -> str:
    """Return the text of which `to_cell` made a cell."""
    return text[1:] if text.startswith("'") and could_be_formula(text.lstrip("'")) else text
