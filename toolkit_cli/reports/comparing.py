"""Compares what organisations said at two times, in the formats of a report. What `toolkit compare` does."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from toolkit_cli import answers, fields, filling, formats, output, words
from toolkit_cli import theme as themes
from toolkit_cli.errors import AnswersError, Problem, quoted
from toolkit_cli.fields import Field
from toolkit_cli.fill import EMPTY, Value
from toolkit_cli.model import Toolkit
from toolkit_cli.organisations import nearly
from toolkit_cli.page import Page
from toolkit_cli.reports import comparison, comparison_page, rows
from toolkit_cli.reports.build import targets_of, toolkit_of
from toolkit_cli.reports.comparison import Comparison
from toolkit_cli.reports.csv_file import safe
from toolkit_cli.reports.rows import Cell
from toolkit_cli.reports.tallies import LEAST
from toolkit_cli.words import Words

HEAD = ("organisation", "field", "kind", "item", "question", "before", "after")


@dataclass(frozen=True)
class Order:
    """What is asked of a comparison; paths as the user gave them, None for what is left to the program."""

    before: Path
    after: Path
    formats: tuple[str, ...] = ()
    output: Path | None = None
    folders: tuple[Path, ...] = ()
    lang: str | None = None
    translations: tuple[Path, ...] = ()
    unattributed: bool = False
    least: int = LEAST
    bom: bool = False
    paper: str | None = None
    theme: Path | None = None
    templates: Path | None = None
    force: bool = False


def compare(order: Order, warn: Callable[[str], None] = lambda words: None) -> list[Path]:
    """Make the comparisons that are asked for and return their paths; on any problem, none of them.

    `warn` is told in words what a reader may not expect. Raises `AnswersError` where no organisation stands in both
    files, or one stands in one of them twice.
    """
    toolkit = toolkit_of(order.after, order.folders, order.lang, order.translations)
    targets = dict(targets_of(order.output, order.formats, toolkit, "comparison"))
    output.check(targets, order.force)
    known = fields.of(toolkit, words.of(toolkit, order.templates))
    before, after = (answers.load(path, toolkit, known) for path in (order.before, order.after))
    made = comparison.of(toolkit, known, before, after, order.least, order.unattributed)
    if not made.count:
        fix = "The names of organisations have to be the same in both; capitals and blanks do not count."
        raise AnswersError(Problem(str(order.after), 0, f"No organisation stands in {order.before} too.", fix))
    if made.unattributed and not order.unattributed:
        warn(f"Names removed: {made.count} organisations, fewer than the {order.least} of --min-responses.")
    for sentence in filling.waiting([*before, *after]):
        warn(sentence)
    for names in nearly(response.organisation for response in (*before, *after)):
        warn(f"Taken for different organisations: {', '.join(map(quoted, names))}.")
    maker = _Maker(order, toolkit, known, made)
    output.write_all({path: maker.file(name) for path, name in targets.items()})
    return list(targets)


@dataclass(frozen=True)
class _Maker:
    order: Order
    toolkit: Toolkit
    fields: Mapping[str, Field]
    comparison: Comparison

    def file(self, name: str) -> bytes:
        """Return the file of a format."""
        if name == "csv":
            return self._csv()
        if name == "xlsx":
            return self._xlsx()
        theme = themes.load(self.order.theme, self.order.paper, self.order.templates)
        if name == "html":
            from toolkit_cli.html.write import write

            return write(self.page, theme, EMPTY)
        return formats.write(name, self.page, theme, EMPTY)

    @cached_property
    def page(self) -> Page:
        return comparison_page.page(self.toolkit, self.comparison, self.order.templates)

    @cached_property
    def words(self) -> Words:
        return words.of(self.toolkit, self.order.templates)

    def _lines(self) -> Iterator[tuple[str, Field, Cell, Cell]]:
        """Yield each change: whose it is, of which field, and the answers as a spreadsheet keeps them."""
        for code, changes in self.comparison.changes.items():
            field = self.fields[code]
            for each in changes:
                before, after = (
                    self.words["compare_open"] if waits else _cell(field, value)
                    for value, waits in zip((each.before, each.after), each.undecided, strict=True)
                )
                yield each.organisation, field, before, after

    def _csv(self) -> bytes:
        made = io.StringIO()
        writer = csv.writer(made, lineterminator="\r\n")
        writer.writerow(HEAD)
        for who, field, before, after in self._lines():
            writer.writerow(map(safe, (who, field.code, field.kind, field.item, field.name, before, after)))
        return made.getvalue().encode("utf-8-sig" if self.order.bom else "utf-8")

    def _xlsx(self) -> bytes:
        from toolkit_cli.reports.xlsx_file import Book, heads_of

        said = self.words
        book = Book(self.toolkit, said)
        heads = [
            (said["compare_organisation"], 30),
            *heads_of(said, field=12, question=60),
            (said["compare_before"], 40),
            (said["compare_after"], 40),
        ]
        lines = ((who, field.code, field.name, before, after) for who, field, before, after in self._lines())
        book.sheet("compare", heads, lines)
        return book.data()


def _cell(field: Field, value: Value | None) -> Cell:
    """Return an answer as a spreadsheet keeps it: an option by its label, "" for none."""
    if value is None:
        return ""
    labels = {option.code: option.label for option in field.options}
    if isinstance(value, tuple):
        return "; ".join(labels.get(code, code) for code in value)
    return labels[value] if value in labels else rows.typed(field, value)
