"""Rows as CSV, as spreadsheets take it, in which no text is run as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

# With these a spreadsheet begins a formula, the wide ones of East Asia too; blanks before them make no difference.
SIGNS = tuple("=+-@＝＋－＠")
CONTROL = ("\t", "\r", "\n")
LEADING = re.compile(r"[\s\ufeff\u200b\u2060]*")


def text(rows: Iterable[Iterable[object]], bom: bool = False) -> str:
    """Return rows as CSV (RFC 4180), with a byte order mark on demand, by which Excel knows the letters.

    A cell that a spreadsheet would take for a formula has an apostrophe before it (`from_cell` takes it away).
    """
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerows([to_cell(str(cell)) for cell in row] for row in rows)
    return ("\ufeff" if bom else "") + made.getvalue()


def could_be_formula(text: str) -> bool:
    """Tell a text that a spreadsheet could take for a formula, with or without blanks before it."""
    return text.startswith(CONTROL) or LEADING.sub("", text, count=1).startswith(SIGNS)


def to_cell(text: str) -> str:
    """Return a text as a cell of a CSV may have it: one that could be a formula has an apostrophe before it.

    So has one that has apostrophes there already: `from_cell` gives back what was given.
    """
    return f"'{text}" if could_be_formula(text.lstrip("'")) else text


def from_cell(text: str) -> str:
    """Return the text that `to_cell` made a cell of."""
    return text[1:] if text.startswith("'") and could_be_formula(text.lstrip("'")) else text
