"""Renders a report through the templates into a `Page`, which the same writers take as a workbook's.

The templates know the toolkit, its words and the tallies. What people have written, including their names and
countries, never goes through a template, which only says where it stands: `<output name="said" code="S1">`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit_cli.characters import one_line
from toolkit_cli.kits import selection
from toolkit_cli.kits.fields import Field, of_item
from toolkit_cli.kits.model import AnyItem, Toolkit
from toolkit_cli.kits.words import Words
from toolkit_cli.layout import render, templatecheck
from toolkit_cli.layout.fill import UNNAMED, Fill, Said
from toolkit_cli.layout.page import DARKEST, Block, Page, Row, Table
from toolkit_cli.reports import charts, outputs
from toolkit_cli.reports.tallies import Answer, Choices, Numbers, Report, Share, is_written
from toolkit_cli.responses.filling import localised
from toolkit_cli.responses.givenanswer import fits
from toolkit_cli.responses.namelist import listed, with_count

MAIN = "report.html"


@dataclass(frozen=True)
class Tallies:
    """What the templates know of the responses: numbers by the codes of fields, and nothing that anybody wrote.

    `blank` of the `responses` hold no answer, and `answering` do. `answered` counts those that answer a field,
    `undecided` the organisations that have not agreed on an answer to it. `written` and `removed` name the fields that
    have words to quote, and those whose names are removed though others are told.
    """

    responses: int
    blank: int
    answering: int
    organisations: int | None
    least: int
    unattributed: bool
    groups: tuple[tuple[str, str], ...]
    answered: Mapping[str, int]
    undecided: Mapping[str, int]
    written: frozenset[str]
    removed: frozenset[str]
    choices: Mapping[str, Choices]
    numbers: Mapping[str, Numbers]
    shares: Mapping[str, Share]
    planned: Mapping[str, int]


def page(toolkit: Toolkit, report: Report, templates: Path | None = None) -> tuple[Page, Fill]:
    """Return a report's page, and the answers that the writer puts in.

    Raises `TemplateError` for unknown tags and names, and for fields, which a report has none of.
    """
    toolkit = selection.for_edition(toolkit, "participant")
    source = render.PageSource(toolkit, "report", templates)
    fields, said = source.fields, source.words
    drawn = charts.of(toolkit, fields, report, said)
    fill = Fill(said=_Quotes(report, said, toolkit.lang).by_field(fields))

    def codes(item: AnyItem) -> list[str]:
        return list(of_item(fields, item.code))

    made = render.render(
        source,
        "report",
        templatecheck.Known(MAIN, None, drawn, {"said": fields, "planned": fields, "respondents": report.groups}),
        kits=[kit for kit in toolkit.kits if any(codes(item) for item in kit.items)],
        fields=fields,
        codes=codes,
        charts=frozenset(drawn),
        tallies=_tallies(toolkit, fields, report),
        stances=charts.stances,
        period=report.period.said(toolkit.lang) if report.period else "",
        shade=_shade,
        in_order=charts.in_order,
    )
    makers: dict[str, outputs.Maker] = {
        "respondents": lambda name: _respondents(report, name, said),
        "planned": lambda code: _planned(report, code, said),
    }
    made = replace(made, blocks=outputs.replaced(made.blocks, makers))
    return made.with_copy_id(drawn, fill), fill


@dataclass(frozen=True)
class _Quotes:
    """Quotes what people wrote in a report, with who wrote it; a dash stands for each name that is removed."""

    report: Report
    said: Words
    lang: str

    def by_field(self, fields: Mapping[str, Field]) -> dict[str, tuple[Said, ...]]:
        """Return what is quoted under each field, by code: dates first, each once."""
        return {code: (*self._days(fields[code]), *self._words(fields[code])) for code in _written(fields, self.report)}

    def _days(self, field: Field) -> Iterator[Said]:
        """Yield the dates that a field was answered with, from the first to the last."""
        days: dict[str, list[Answer]] = {}
        for each in self.report.answers[field.code]:
            if _is_day(field, each):
                days.setdefault(str(each.value), []).append(each)
        for day, given in sorted(days.items()):
            who, told = self._who(given), localised(field, day, self.lang)
            yield Said(who, with_count(str(told), len(given)) if who == UNNAMED else told)

    def _words(self, field: Field) -> Iterator[Said]:
        for each in self.report.answers[field.code]:
            if is_written(field, each.value) and not _is_day(field, each):
                yield Said(self._who([each]), localised(field, each.value, self.lang))

    def _who(self, given: Sequence[Answer]) -> str:
        """Return who gave the same answer."""
        names = [self.report.organisation(each) for each in given if each.response]
        return self.said["said_by"].format(who=listed(names, self.said)) if names else UNNAMED


def _is_day(field: Field, answer: Answer) -> bool:
    return field.kind == "date" and fits(field, answer.value)


def _written(fields: Mapping[str, Field], report: Report) -> list[str]:
    """Return the codes of the fields that have words to quote, in their order: a copy id is made of them."""
    answers = report.answers.items()
    return [code for code, given in answers if any(is_written(fields[code], each.value) for each in given)]


def _tallies(toolkit: Toolkit, fields: Mapping[str, Field], report: Report) -> Tallies:
    labels = {line.name: line.label for line in toolkit.respondent_lines().values()}
    written = _written(fields, report)
    return Tallies(
        responses=report.responses,
        blank=report.blank,
        answering=report.answered,
        organisations=report.organisations,
        least=report.least,
        unattributed=report.unattributed,
        groups=tuple((name, labels[name]) for name, group in report.groups.items() if group.counts),
        answered={code: report.given.get(code, 0) for code in fields},
        undecided=report.undecided,
        written=frozenset(written),
        removed=frozenset(code for code in written if not report.unattributed and not report.named(code)),
        choices=report.choices,
        numbers=report.numbers,
        shares={share.part: share for share in report.shares},
        planned={code: len(found) for code, found in report.planned.items()},
    )


def _shade(count: int, total: int) -> int:
    """Return how dark a cell is, 0 to DARKEST, by its share of its row."""
    return math.ceil(DARKEST * count / total) if total else 0


def _respondents(report: Report, name: str, said: Words) -> tuple[Block, ...]:
    """Return a table of what responses say to one line about the respondent, with how many say it."""
    group = report.groups[name]
    counts = [(value or said["report_not_said"], count) for value, count in group.counts]
    counts += [(said["report_pooled"], group.pooled)] if group.pooled else []
    head = Row((outputs.cell(said["report_answer"], True), outputs.cell(said["report_count"], True)))
    rows = (Row((outputs.cell(one_line(label), True), outputs.cell(str(count)))) for label, count in counts)
    return (Table((head, *rows), "numbers"),)


def _planned(report: Report, code: str, said: Words) -> tuple[Block, ...]:
    """Return who plans something, where names may be told."""
    names = [report.organisation(each) for each in report.planned.get(code, ()) if each.response]
    return (outputs.paragraph(listed(names, said), "small"),) if names else ()
