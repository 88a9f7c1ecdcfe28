"""A report's answers, tallies and cover as rows for spreadsheets and statistics, one answer or count in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from toolkit_cli.characters import clean
from toolkit_cli.kits.fields import Field, whole_number
from toolkit_cli.kits.words import Words
from toolkit_cli.layout.fill import parts_of
from toolkit_cli.reports.tallies import Answer, Report, Share
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


def lines(fields: Mapping[str, Field], report: Report) -> Iterator[Line]:
    """Yield every answer, field by field; where names are removed the order tells nothing."""
    for code, answers in report.answers.items():
        for each in answers:
            yield from _lines(fields[code], each)


def counts(fields: Mapping[str, Field], report: Report, words: Words, about: Mapping[str, str]) -> Iterator[Count]:
    """Yield what a report counts: by country and role, by option, sums and medians, and counts set against others.

    `about` gives the code of the field of each line about the respondent, by the line's name.
    """
    for name, group in report.groups.items():
        for value, count in group.counts:
            yield Count(about[name], value or words["report_not_said"], count, report.answered)
        if group.pooled:
            yield Count(about[name], words["report_pooled"], group.pooled, report.answered)
    for code, field in fields.items():
        if code in report.choices and code in report.answers:
            choices = report.choices[code]
            yield from (Count(code, each.label, choices.counts[each.code], choices.answers) for each in field.options)
        if code in report.numbers:
            found = report.numbers[code]
            yield Count(code, words["report_sum"], found.sum, found.answers)
            yield Count(code, words["report_median"], found.median, found.answers)
        if report.undecided.get(code):
            yield Count(code, head(words["undecided"], "count"), report.undecided[code], report.answered)
    for share in report.shares:
        yield from _share(share, words)


def _share(share: Share, words: Words) -> Iterator[Count]:
    """Yield both sums of a share, and its percentage; or in how many responses the part is the greater."""
    for code, other, summed in zip((share.part, share.whole), (share.whole, share.part), share.sums, strict=True):
        what = head(words["report_set_against"], "part", code=other, answers=share.answers)
        yield Count(code, what, summed, share.answers)
    if share.percent is not None:
        yield Count(share.part, words["report_percent"].format(code=share.whole), share.percent, share.answers)
    if share.over:
        yield Count(share.part, words["report_no_share"].format(over=share.over), share.over, share.answers)


def head(text: str, number: str, **said: object) -> str:
    """Return the part of a sentence before `{number}`, without its colon, as the head of a column or row of numbers.

    `said` is what the other braces in it are filled with.
    """
    return text.partition(f"{{{number}}}")[0].format(**said).rstrip(": \u00a0\u202f")


def about(report: Report, words: Words, lang: str) -> Iterator[str]:
    """Yield what a report says of itself on its cover, a sentence each."""
    yield words["report_responses"].format(count=report.responses)
    if report.blank:
        yield words["report_blank"].format(count=report.blank)
    yield words["report_organisations"].format(count=report.organisations)
    if report.period:
        yield words["report_period"].format(period=report.period.said(lang))
    yield names_told(report.unattributed, report.least, words)
    if report.groups and report.least > 1:
        yield words["report_small"].format(least=report.least)
    yield words["report_wording"]


def names_told(unattributed: bool, least: int, words: Words) -> str:
    """Return in words where names are told."""
    return words["report_names_none"] if unattributed else words["report_names_some"].format(least=least)


def typed(field: Field, text: str) -> Cell:
    """Return an answer as a number or a date where it is one."""
    if field.kind == "count" and (found := whole_number(text)) is not None:
        return found
    return date.fromisoformat(text) if field.kind == "date" and fits(field, text) else clean(text)


def person(report: Report, response: int, name: str, words: Words) -> str:
    """Return a line about the respondent who gave an answer, and "" where names are removed.

    A value that is put together with others is "one of several" in words.
    """
    if not response:
        return ""
    lines_ = report.people[response - 1]
    if name in report.groups and name not in lines_:
        return words["report_pooled"]
    return clean(lines_.get(name, ""))


def _lines(field: Field, answer: Answer) -> Iterator[Line]:
    for value in parts_of(answer.value):
        yield Line(field.code, answer.response, typed(field, value), field.labels.get(value, ""))
