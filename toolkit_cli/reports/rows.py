"""A report's answers, tallies and cover as rows for spreadsheets and statistics, one answer or count in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from toolkit_cli.characters import clean
from toolkit_cli.kits.fields import Field, whole_number
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.values import parts_of
from toolkit_cli.kits.words import Words, placeholders
from toolkit_cli.reports.tallies import Report, Share
from toolkit_cli.responses.givenanswer import fits

# A text, a number or a date, as a spreadsheet keeps them apart.
Cell = str | int | float | date


@dataclass(frozen=True)
class Line:
    """One answer: to which field, by which response (0 where names are removed), and its label where it is an option.

    A field that takes several options has a line for each.
    """

    code: str
    response: int
    value: Cell
    label: str = ""


@dataclass(frozen=True)
class Count:
    """One number: of which field (`code`), of which answer (`what`), and out of how many `answers`."""

    code: str
    what: str
    count: float
    answers: int


@dataclass(frozen=True)
class ReportRows:
    """The rows of a report on a toolkit's `fields`, in the words of its language."""

    toolkit: Toolkit
    fields: Mapping[str, Field]
    report: Report
    words: Words

    @property
    def about_respondent(self) -> dict[str, Field]:
        """The fields about the respondent by the names of their lines."""
        return {line.name: self.fields[code] for code, line in self.toolkit.respondent_lines().items()}

    def lines(self) -> Iterator[Line]:
        """Yield every answer, field by field; where names are removed the order tells nothing."""
        for code, answers in self.report.answers.items():
            field = self.fields[code]
            for each in answers:
                for value in parts_of(each.value):
                    yield Line(code, each.response, typed(field, value), field.labels.get(value, ""))

    def counts(self) -> Iterator[Count]:
        """Yield what a report counts: countries and roles, options, sums and medians, and counts set against others."""
        report, words, answered = self.report, self.words, self.report.answered
        about = self.about_respondent
        for name, group in report.groups.items():
            for value, count in group.counts:
                yield Count(about[name].code, value or words["report_not_said"], count, answered)
            if group.pooled:
                yield Count(about[name].code, words["report_pooled"], group.pooled, answered)
        for code, field in self.fields.items():
            if code in report.choices and code in report.answers:
                choices = report.choices[code]
                for option in field.options:
                    yield Count(code, option.label, choices.counts[option.code], choices.answers)
            if code in report.numbers:
                found = report.numbers[code]
                yield Count(code, words["report_sum"], found.sum, found.answers)
                yield Count(code, words["report_median"], found.median, found.answers)
            if report.undecided.get(code):
                yield Count(code, head(words["undecided"], "count"), report.undecided[code], answered)
        for share in report.shares:
            yield from self._share(share)

    def _share(self, share: Share) -> Iterator[Count]:
        """Yield both sums of a share, and its percentage; or in how many responses the part is the greater."""
        words = self.words
        for code, other, summed in zip((share.part, share.whole), (share.whole, share.part), share.sums, strict=True):
            what = head(words["report_set_against"], "part", code=other, answers=share.answers)
            yield Count(code, what, summed, share.answers)
        if share.percent is not None:
            yield Count(share.part, words["report_percent"].format(code=share.whole), share.percent, share.answers)
        if share.over:
            yield Count(share.part, words["report_no_share"].format(over=share.over), share.over, share.answers)

    def person(self, response: int, name: str) -> str:
        """Return a line about the respondent of a response, by its number; "" for 0, whose name is removed.

        A value that is put together with others is "one of several" in words.
        """
        if not response:
            return ""
        lines = self.report.people[response - 1]
        if name in self.report.groups and name not in lines:
            return self.words["report_pooled"]
        return clean(lines.get(name, ""))

    def cover(self) -> Iterator[str]:
        """Yield what a report says of itself on its cover, a sentence each."""
        report, words = self.report, self.words
        yield words["report_responses"].format(count=report.responses)
        if report.blank:
            yield words["report_blank"].format(count=report.blank)
        if report.organisations is not None:
            yield words["report_organisations"].format(count=report.organisations)
        if report.period:
            yield words["report_period"].format(period=report.period.said(self.toolkit.lang))
        yield names_told(report.unattributed, report.least, words)
        if report.groups and report.least > 1:
            yield words["report_small"].format(least=report.least)
        yield words["report_wording"]


def head(text: str, number: str, **said: object) -> str:
    """Return a sentence about a number as the head of a column or row of such numbers.

    That is its part before `{number}`, without a colon; or, where it begins with that or with another number, the
    whole of it with an ellipsis for each. `said` is what the other braces in it are filled with.
    """
    before = text.partition(f"{{{number}}}")[0]
    others = {name.strip("{}") for name in placeholders(before) or ()} - said.keys()
    gaps = defaultdict[str, object](lambda: "…", said)
    return (before if before.strip() and not others else text).format_map(gaps).rstrip(": \u00a0\u202f")


def names_told(unattributed: bool, least: int, words: Words) -> str:
    """Return in words where names are told."""
    return words["report_names_none"] if unattributed else words["report_names_some"].format(least=least)


def typed(field: Field, text: str) -> Cell:
    """Return an answer as a number or a date where it is one."""
    if field.kind == "count" and (found := whole_number(text)) is not None:
        return found
    return date.fromisoformat(text) if field.kind == "date" and fits(field, text) else clean(text)
