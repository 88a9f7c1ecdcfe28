"""Reads the first sheet of an XLSX file as lines of texts, and refuses what a reader of the roster would not see."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from toolkit_cli.characters import clean
from toolkit_cli.errors import Problem, RosterError, quoted

MOST_BYTES = 50 * 1024 * 1024  # of a file, unpacked
# Excel marks a text that looks like a number so, to keep its noughts.
MARKED_AS_TEXT = re.compile(r'="([^"]*)"')
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
UNCALCULATED = "\0"  # for a formula whose result the file does not hold; no cell has such a letter
# The cells of a file, line by line, each line with its number.
Lines = list[tuple[int, list[str]]]


def first_sheet(path: Path, data: bytes) -> Lines:
    """Return the cells of the first sheet that is shown, formulas by their last result.

    Raises `RosterError` for hidden rows, which nobody sees who checks the roster, for merged cells, of which only the
    first holds the words, and for other sheets with something in them.
    """
    try:
        sheet = _read(data)
    except Exception:  # openpyxl raises many kinds for files that are broken
        what = "This cannot be read as an XLSX file."
        raise RosterError(Problem(str(path), 0, what, "Save it again as XLSX, or as CSV.")) from None
    problems = [
        Problem(str(path), number, "This row is hidden.", "Show it, or delete it: a filter hides rows too.")
        for number in sheet.hidden
    ]
    problems += [
        Problem(str(path), number, f"The cells {area} are merged.", "Unmerge them, and fill in each.")
        for number, area in sheet.merged
    ]
    if sheet.others:
        named = ", ".join(map(quoted, sheet.others))
        what = f"Only the first sheet is read, {quoted(sheet.title)}, and there are words on {named} too."
        problems.append(Problem(str(path), 0, what, "Put all rows on the first one, and hide the others."))
    if problems:
        raise RosterError(sorted(problems, key=lambda problem: problem.line))
    return sheet.lines


class _Sheet(NamedTuple):
    """A sheet: its lines, the numbers of hidden ones among them, its merged cells by the number of their first line.

    `others` are the titles of further sheets that are shown and hold words.
    """

    title: str
    lines: Lines
    hidden: list[int]
    merged: list[tuple[int, str]]
    others: list[str]


def _read(data: bytes) -> _Sheet:
    from openpyxl import load_workbook

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if sum(part.file_size for part in package.infolist()) > MOST_BYTES:
            raise ValueError("larger than any roster")
        has_formulas = any(FORMULA.search(package.read(name)) for name in package.namelist())
    book = load_workbook(io.BytesIO(data), data_only=True)
    sheet, *others = (sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
    lines = _cells(sheet, load_workbook(io.BytesIO(data))[sheet.title] if has_formulas else None)
    return _Sheet(
        title=sheet.title,
        lines=lines,
        hidden=[number for number, values in lines if any(values) and sheet.row_dimensions[number].hidden],
        merged=sorted((area.min_row, area.coord) for area in sheet.merged_cells.ranges),
        others=[other.title for other in others if _cells(other)],
    )


def _cells(sheet: Any, formulas: Any = None) -> Lines:
    """Return the lines of a sheet, each with its number, from the first with words to the last.

    `formulas` is the same sheet with its formulas. Only cells that the file holds are looked at: a coloured one may
    stand in row 1,000,000.
    """
    lines: dict[int, list[str]] = {}
    for (row, column), cell in sorted(sheet._cells.items()):
        # A formula without a result has no type either; the result of another may be an empty text.
        undone = cell.value is None and cell.data_type == "n" and formulas and formulas.cell(row, column).value
        if text := UNCALCULATED if undone else shown(cell.value):
            line = lines.setdefault(row, [])
            line += [""] * (column - 1 - len(line)) + [text]
    return [(row, lines.get(row, [])) for row in range(min(lines), max(lines) + 1)] if lines else []


def shown(value: Any) -> str:
    """Return a cell as it reads: 7.0 is 7, a date is written year-month-day."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value == datetime.combine(value.date(), datetime.min.time()) else str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return without_marks(str(value))


def without_marks(value: str) -> str:
    """Return a cell's text without what only marks it as one, and without white space around it."""
    kept = MARKED_AS_TEXT.fullmatch(value.strip())
    return clean(kept[1] if kept else value).strip()
