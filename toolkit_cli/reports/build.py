"""Builds reports: answers, tallies, page and writer, one after the other. What `toolkit report` does."""

from __future__ import annotations

from pathlib import Path

from toolkit_cli.errors import AnswersError, Problem
from toolkit_cli.kits import fields, words
from toolkit_cli.reports import csvfile, page, tallies, xlsxfile
from toolkit_cli.reports.reportfiles import ReportOptions, files, names_removed
from toolkit_cli.responses import filling, readanswers
from toolkit_cli.running.callbacks import Say, say_nothing


def build(options: ReportOptions, warn: Say = say_nothing) -> list[Path]:
    """Make the reports that are asked for and return their paths; on any problem, none of them.

    `warn` is told in words what a reader of the report may not expect.
    """
    toolkit = options.toolkit()
    targets = options.targets(toolkit, "report")
    known = fields.known(toolkit, options.templates)
    responses = readanswers.load(options.answers, toolkit, known, options.languages())
    if not responses:
        raise AnswersError(
            Problem(str(options.answers), 0, "There are no responses in this file.", "Merge some first.")
        )
    report = tallies.of(toolkit, known, responses, options.least, options.unattributed, secrets=options.secrets())
    if report.unattributed and not options.unattributed:
        warn(names_removed(report.answered, "response", report.least))
    for told in (*readanswers.warnings(options.answers, responses, known), *filling.waiting(responses)):
        warn(str(told))
    said = words.of(toolkit, options.templates)
    tables = {
        "xlsx": lambda: xlsxfile.write(toolkit, known, report, said),
        "csv": lambda: csvfile.write(toolkit, known, report, said, options.bom),
    }
    return files(options, targets, toolkit, lambda: page.page(toolkit, report, options.templates), tables, warn)
