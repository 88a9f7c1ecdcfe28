"""Builds reports: answers, tallies, page and writer, one after the other. What `toolkit report` does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from toolkit_cli import answers as answers_module
from toolkit_cli import fields, filling, output, words
from toolkit_cli.errors import AnswersError, Problem, Say, counted, unsaid
from toolkit_cli.fields import Field
from toolkit_cli.model import Toolkit
from toolkit_cli.reports import page as report_page
from toolkit_cli.reports import tallies as reports
from toolkit_cli.reports.making import Printed, ReportOptions, files
from toolkit_cli.reports.tallies import Report


def build(options: ReportOptions, warn: Say = unsaid) -> list[Path]:
    """Make the reports that are asked for and return their paths; on any problem, none of them.

    `warn` is told in words what a reader of the report may not expect.
    """
    toolkit = options.toolkit()
    targets = options.targets(toolkit, "report")
    known = fields.known(toolkit, options.templates)
    responses = answers_module.load(options.answers, toolkit, known)
    if not responses:
        raise AnswersError(
            Problem(str(options.answers), 0, "There are no responses in this file.", "Merge some first.")
        )
    report = reports.of(toolkit, known, responses, options.least, options.unattributed, secrets=options.secrets())
    if report.unattributed and not options.unattributed:
        warn(
            f"Names removed: {counted(report.responses, 'response')}, fewer than the {report.least} of --min-responses."
        )
    for told in (*answers_module.told(options.answers, responses, known), *filling.waiting(responses)):
        warn(str(told))
    tables = {
        "xlsx": lambda: _xlsx(options, toolkit, known, report),
        "csv": lambda: _csv(options, toolkit, known, report),
    }
    made, warnings = files(options, targets, toolkit, lambda: _printed(options, toolkit, report), tables)
    for sentence in warnings:
        warn(sentence)
    output.write_all(made)
    return list(made)


def _printed(options: ReportOptions, toolkit: Toolkit, report: Report) -> Printed:
    return Printed(options, *report_page.page(toolkit, report, options.templates))


def _xlsx(options: ReportOptions, toolkit: Toolkit, known: Mapping[str, Field], report: Report) -> bytes:
    from toolkit_cli.reports.xlsx_file import write

    return write(toolkit, known, report, words.of(toolkit, options.templates))


def _csv(options: ReportOptions, toolkit: Toolkit, known: Mapping[str, Field], report: Report) -> bytes:
    from toolkit_cli.reports.csv_file import write

    return write(toolkit, known, report, words.of(toolkit, options.templates), options.bom)
