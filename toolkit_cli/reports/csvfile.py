"""Writes a report's answers as CSV in long form, a row for each: for R, pandas and spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from toolkit_cli.files import csvtext
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.words import Words
from toolkit_cli.reports.rows import ReportRows
from toolkit_cli.reports.tallies import Report

FIRST = ("response",)
LAST = ("field", "kind", "item", "question", "answer", "label")


def write(toolkit: Toolkit, fields: Mapping[str, Field], report: Report, words: Words, bom: bool = False) -> bytes:
    """Return the file in UTF-8, with a byte order mark on demand, by which Excel knows the letters.

    Where names are removed, the columns about the response are empty. A text that a spreadsheet would take for a
    formula has an apostrophe before it.
    """
    names = [line.name for line in toolkit.respondent_lines().values()]
    lines = _lines(ReportRows(toolkit, fields, report, words), names)
    return csvtext.text([(*FIRST, *names, *LAST), *lines], bom).encode()


def _lines(rows: ReportRows, names: Sequence[str]) -> Iterator[tuple[object, ...]]:
    for line in rows.lines():
        field = rows.fields[line.code]
        who = (rows.person(line.response, name) for name in names)
        yield (line.response or "", *who, field.code, field.kind, field.item, field.name, line.value, line.label)
