"""Writes a report as a spreadsheet: responses by fields, answers without names, tallies, notes, fields, the cover.

Texts are kept as texts: none is taken for a formula, a number or a link, neither when the file is opened nor when
somebody edits the cell.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from toolkit_cli.characters import clean
from toolkit_cli.files import csvtext, zipped
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.words import Words
from toolkit_cli.reports.rows import Cell, ReportRows, typed
from toolkit_cli.reports.tallies import Report

WHEN = datetime(2021, 1, 1)  # the same report gives the same bytes
# A cell takes 32,767 units of UTF-16; a letter takes up to two of them.
LONGEST = 16_000
OLDEST = date(1900, 3, 1)  # before it spreadsheets count the days differently
BARRED = re.compile(r"[\[\]:*?/\\']")  # what the name of a sheet cannot hold
WIDTHS = {"text": 40, "line": 24}
ON_PAPER = 200  # letters that a sheet may be wide to be made as small as its page; more would be too small to read
SHOWN = 1_000  # letters of a text that goes on elsewhere
ESCAPE = re.compile("_x[0-9A-Fa-f]{4}_")  # a letter's number, as spreadsheets read it (ECMA-376-1 22.9.2.19)
CORE = "docProps/core.xml"
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")

Heads = list[tuple[str, int]]  # of columns, with their widths in letters
Rows = tuple[Heads, Iterable[Sequence[Cell]]]


def write(toolkit: Toolkit, fields: Mapping[str, Field], report: Report, words: Words) -> bytes:
    """Return the file. Where nobody may be named, it has no sheet of responses, only answers without names."""
    book = Book(toolkit, words, "report")
    rows = ReportRows(toolkit, fields, report, words)
    named = [code for code in report.answers if report.named(code)]
    if named:
        book.sheet("report_sheet_responses", *_responses(rows, named), still="C2")
    loose = [line for line in rows.lines() if not line.response]
    if loose:
        listed = [(line.code, fields[line.code].name, line.value, line.label) for line in loose]
        book.sheet("report_removed", heads_of(words, field=12, question=50, answer=50, label=30), listed)
    book.sheet("report_sheet_tallies", *_tallies(rows))
    book.sheet("report_sheet_notes", *_notes(report, words))
    book.sheet("report_sheet_fields", *_fields(fields, words))
    book.about("report_about", [words["report_after"].format(title=toolkit.title), *rows.cover()])
    return book.data()


def heads_of(words: Words, **widths: int) -> Heads:
    """Return the heads of columns by their words, each with its width."""
    return [(words[f"report_{name}"], width) for name, width in widths.items()]


def _responses(rows: ReportRows, named: Sequence[str]) -> Rows:
    """Return a row for each response and a column for each field whose answers may be named.

    A response of which nothing may be named has no row: what is left without names would be its answers.
    """
    about = rows.about_respondent
    by_response: dict[int, dict[str, list[Cell]]] = {}
    for line in rows.lines():
        by_response.setdefault(line.response, {}).setdefault(line.code, []).append(line.label or line.value)

    def row(response: int) -> Iterator[Cell]:
        yield response
        for name, field in about.items():
            yield typed(field, rows.person(response, name))
        for code in named:
            yield _one(by_response.get(response, {}).get(code, []))

    heads = [*heads_of(rows.words, response=14), *((field.label, 22) for field in about.values())]
    lines = [tuple(row(response)) for response in range(1, len(rows.report.people) + 1)]
    return [*heads, *((code, WIDTHS.get(rows.fields[code].kind, 16)) for code in named)], lines


def _one(values: Sequence[Cell]) -> Cell:
    return values[0] if len(values) == 1 else "; ".join(map(str, values))


def _tallies(rows: ReportRows) -> Rows:
    lines = [(each.code, rows.fields[each.code].name, each.what, each.count, each.answers) for each in rows.counts()]
    return heads_of(rows.words, field=12, question=60, answer=30, number=12, answers=12), lines


def _notes(report: Report, words: Words) -> Rows:
    lines = [(note.code, note.near, note.kind, note.text, note.place) for note in report.notes]
    return heads_of(words, field=12, near=12, kind=14, note=80, place=30), lines


def _fields(fields: Mapping[str, Field], words: Words) -> Rows:
    lines = [(field.code, field.kind, field.item, field.name, _offered(field)) for field in fields.values()]
    return heads_of(words, field=12, kind=16, item=10, question=80, options=60), lines


def _offered(field: Field) -> str:
    return "; ".join(f"{option.code}: {option.label}" for option in field.options)


class Book:
    """A workbook whose cells are written by their type; a text that no cell can hold goes on in a sheet of its own.

    `kind` is the word that says in the title what it is: report, compare.
    """

    def __init__(self, toolkit: Toolkit, words: Words, kind: str) -> None:
        from openpyxl import Workbook

        self.words = words
        self.book = Workbook()
        self.book.remove(self.book.worksheets[0])
        about = self.book.properties
        about.title, about.creator = clean(f"{toolkit.title} – {words[kind]}"), clean(toolkit.publisher.name)
        about.created, about.language = WHEN, toolkit.lang
        self.long: list[tuple[Cell, ...]] = []

    def sheet(self, name: str, heads: Heads, lines: Iterable[Sequence[Cell]], still: str = "B2") -> None:
        """Add a sheet with filters in its head; what is above the cell `still`, and left of it, stays in sight."""
        from openpyxl.styles import Font
        from openpyxl.utils import get_column_letter

        sheet = self.book.create_sheet(BARRED.sub(" ", self.words[name])[:31])
        for column, (head, width) in enumerate(heads, 1):
            self._write(sheet.cell(1, column), head, sheet.title)
            sheet.cell(1, column).font = Font(bold=True)
            sheet.column_dimensions[get_column_letter(column)].width = width
        for number, line in enumerate(lines, 2):
            for column, value in enumerate(line, 1):
                if value != "":
                    self._write(sheet.cell(number, column), value, sheet.title)
        sheet.freeze_panes = still
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{max(sheet.max_row, 1)}"
        self._on_paper(sheet, sum(width for _, width in heads))

    def _on_paper(self, sheet: Any, wide: int) -> None:
        """Let each printed page have what stays in sight on the screen, and all columns if they can be read then."""
        sheet.page_setup.orientation = "landscape"
        sheet.print_title_rows = "1:1"
        if wide <= ON_PAPER:
            sheet.sheet_properties.pageSetUpPr.fitToPage = True
            sheet.page_setup.fitToHeight = 0  # as many pages as there are
        else:
            last = sheet[sheet.freeze_panes].offset(column=-1).column_letter
            sheet.print_title_cols = f"A:{last}"

    def about(self, name: str, sentences: Iterable[str]) -> None:
        """Add a sheet of what a page says on its cover: the last, for programs take the first for the data."""
        self.sheet(name, [(self.words[name], 120)], ([each] for each in sentences), still="A2")

    def data(self) -> bytes:
        """Return the file; the same report gives the same bytes."""
        if self.long:
            long, self.long = self.long, []
            self.sheet("report_sheet_long", heads_of(self.words, sheet=20, cell=10, part=8, text=120), long)
        saved = io.BytesIO()
        self.book.save(saved)
        parts = zipped.unpacked(saved.getvalue())
        now = f"{WHEN.isoformat()}Z".encode()  # in the place of the hour, which openpyxl writes
        return zipped.packed({**parts, CORE: MODIFIED.sub(rb"\g<1>" + now, parts[CORE])})

    def _write(self, cell: Any, value: Cell, title: str) -> None:
        from openpyxl.styles import Alignment

        cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str))
        if isinstance(value, (int, float)):
            cell.value = value
        elif isinstance(value, date) and value >= OLDEST:
            cell.value, cell.number_format = value, "yyyy-mm-dd"
        else:
            text = clean(str(value))
            shown = text if len(text) <= LONGEST else self._cut(text, title, cell.coordinate)
            cell.value = ESCAPE.sub(r"_x005F\g<0>", shown)
            cell.data_type, cell.number_format = "s", "@"  # whatever it begins with
            cell.quotePrefix = csvtext.could_be_formula(shown)

    def _cut(self, text: str, title: str, place: str) -> str:
        """Return the beginning of a text, and put the whole, in parts, on the sheet for long texts."""
        parts = [text[start : start + LONGEST] for start in range(0, len(text), LONGEST)]
        self.long += [(title, place, count, part) for count, part in enumerate(parts, 1)]
        return f"{text[:SHOWN]} … {self.words['report_goes_on'].format(sheet=self.words['report_sheet_long'])}"
