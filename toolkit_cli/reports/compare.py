"""Compares what organisations said at two times, in the formats of a report. What `toolkit compare` does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from toolkit_cli.errors import AnswersError, Problem, counted, quoted
from toolkit_cli.files import csvtext
from toolkit_cli.kits import fields
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.values import Value
from toolkit_cli.layout.fill import EMPTY, Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.reports import comparison, comparisonpage, rows
from toolkit_cli.reports.comparison import Comparison
from toolkit_cli.reports.comparisonpage import ComparisonWords
from toolkit_cli.reports.reportfiles import ReportFiles, ReportOptions, names_removed
from toolkit_cli.reports.rows import Cell
from toolkit_cli.reports.xlsxfile import Book, heads_of
from toolkit_cli.responses import doubts, filling, readanswers
from toolkit_cli.responses.organisationnames import similar_names
from toolkit_cli.running.callbacks import OnStage, Say, no_progress, say_nothing

HEAD = ("organisation", "field", "kind", "item", "question", "before", "after")


def compare(
    before: Path, options: ReportOptions, warn: Say = say_nothing, progress: OnStage = no_progress
) -> list[Path]:
    """Make the comparisons that are asked for and return their paths; on any problem, none of them.

    `before` are the earlier answers, the later ones those of the options. `warn` is told in words what a reader may not
    expect, `progress` as for a report. Raises `AnswersError` where no organisation stands in both files, or one stands
    in one of them twice.
    """
    toolkit = options.toolkit()
    targets = options.targets(toolkit, "comparison")
    known = fields.known(toolkit, options.templates)
    languages = options.languages()
    both = (readanswers.document(before), options.document)
    earlier, later = (readanswers.of(each, toolkit, known, languages, progress) for each in both)
    comparison.check({before: earlier, options.answers: later})
    called = (before.name, options.answers.name)
    made = comparison.of(toolkit, known, earlier, later, options.least, options.unattributed, called)
    if not made.count:
        named = any(response.organisation for response in (*earlier, *later))
        raise AnswersError(_nothing_in_common(before, options.answers, named, made.blank))
    if made.unattributed and not options.unattributed:
        warn(names_removed(made.count, "organisation", made.least))
    lost = (doubts.of(path, given, known) for path, given in ((before, earlier), (options.answers, later)))
    for told in (*chain.from_iterable(lost), *filling.waiting([*earlier, *later])):
        warn(str(told))
    for names in similar_names(response.organisation for response in (*earlier, *later)):
        warn(f"Taken for different organisations: {', '.join(map(quoted, names))}.")
    return _Comparison(options, toolkit, known, made).write(targets, warn, progress)


def _nothing_in_common(before: Path, after: Path, named: bool, blank: int) -> Problem:
    """Return the problem of two files with no organisation in common; `named` says that one is named at all.

    `blank` responses without any answer are in them.
    """
    what = f"No organisation in this file is also in {before}."
    fix = "The names of organisations have to be the same in both; capital letters and spaces do not matter."
    if not named:
        what = "No response says which organisation it comes from."
        fix = "Responses are matched by the line 'organisation' about the respondent."
    if blank:
        many = counted(blank, "response without any answer is", "responses without any answer are")
        what = f"{what} {many} not compared."
    return Problem(str(after), 0, what, fix)


@dataclass(frozen=True)
class _Comparison(ReportFiles):
    """What has changed; as spreadsheets and statistics read it, a row for each change."""

    fields: Mapping[str, Field]
    comparison: Comparison

    def page(self) -> tuple[Page, Fill]:
        return comparisonpage.page(self.toolkit, self.comparison, self.options.templates), EMPTY

    @property
    def _words(self) -> ComparisonWords:
        return ComparisonWords(self.comparison, self.said, self.toolkit.lang)

    def _lines(self) -> Iterator[tuple[str, Field, Cell, Cell]]:
        """Yield a row for each change: the organisation, the field, and both answers as a spreadsheet keeps them."""
        for code, changes in self.comparison.changes.items():
            field = self.fields[code]
            for each in changes:
                before, after = (
                    self.said["compare_open"] if waits else _cell(field, value)
                    for value, waits in zip((each.before, each.after), each.undecided, strict=True)
                )
                yield each.organisation, field, before, after

    def csv(self) -> bytes:
        lines = (
            (who, field.code, field.kind, field.item, field.name, before, after)
            for who, field, before, after in self._lines()
        )
        return csvtext.text([HEAD, *lines], self.options.bom).encode()

    def xlsx(self) -> bytes:
        said = self.said
        book = Book(self.toolkit, said, "compare")
        times = ((head, 40) for head in self._words.heads())
        heads = [(said["compare_organisation"], 30), *heads_of(said, field=12, question=60), *times]
        lines = ((who, field.code, field.name, before, after) for who, field, before, after in self._lines())
        book.sheet("compare", heads, lines)
        heads = [*heads_of(said, field=12, question=60), (rows.head(said["compare_same"], "count"), 20)]
        same = self.comparison.same
        book.sheet("report_sheet_tallies", heads, ((code, self.fields[code].name, same[code]) for code in same))
        book.about("compare_about", self._about())
        return book.data()

    def _about(self) -> Iterator[str]:
        """Yield what the page says on its cover, a sentence each."""
        said, made = self.said, self.comparison
        yield said["compare_intro"]
        yield from self._words.times()
        yield said["compare_compared"].format(count=made.count)
        yield rows.names_told(made.unattributed, made.least, said)
        yield from self._words.names()
        if made.nameless:
            yield said["compare_nameless"].format(count=made.nameless)
        if made.blank:
            yield said["compare_blank"].format(count=made.blank)
        yield said["report_wording"]


def _cell(field: Field, value: Value | None) -> Cell:
    """Return an answer as a spreadsheet keeps it: an option by its label, "" for none."""
    if value is None:
        return ""
    labels = field.labels
    if isinstance(value, tuple):
        return "; ".join(labels.get(code, code) for code in value)
    return labels[value] if value in labels else rows.typed(field, value)
