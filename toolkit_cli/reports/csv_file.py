"""Writes a report's answers as CSV in long form, a row for each: for R, pandas and spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from toolkit_cli.fields import Field
from toolkit_cli.letters import for_cell
from toolkit_cli.model import Toolkit
from toolkit_cli.reports import rows as report_rows
from toolkit_cli.reports.tallies import Report
from toolkit_cli.words import Words

FIRST = ("response",)
LAST = ("field", "kind", "item", "question", "answer", "label")


def write(toolkit: Toolkit, fields: Mapping[str, Field], report: Report, words: Words, bom: bool = False) -> bytes:
    """Return the file in UTF-8, with a byte order mark on demand, by which Excel knows the letters.

    Where names are removed, the columns about the response are empty. A text that a spreadsheet would take for a
    formula has an apostrophe before it.
    """
    names = [line.name for line in toolkit.respondent.fields] if toolkit.respondent else []
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow((*FIRST, *names, *LAST))
    for line in report_rows.lines(fields, report):
        field = fields[line.code]
        who = (report_rows.person(report, line.response, name, words) for name in names)
        about = (field.code, field.kind, field.item, field.name)
        writer.writerow(
            [line.response or "", *(for_cell(str(cell)) for cell in (*who, *about, line.value, line.label))]
        )
    return made.getvalue().encode("utf-8-sig" if bom else "utf-8")
