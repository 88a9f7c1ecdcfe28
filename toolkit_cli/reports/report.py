"""Makes reports: answers, tallies, page and writer, one after the other. What `toolkit report` does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit_cli.errors import AnswersError, Problem
from toolkit_cli.kits import fields
from toolkit_cli.kits.fields import Field
from toolkit_cli.layout.fill import Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.reports import csvfile, page, tallies, xlsxfile
from toolkit_cli.reports.reportfiles import ReportFiles, ReportOptions, names_removed
from toolkit_cli.reports.tallies import Report
from toolkit_cli.responses import doubts, filling, readanswers
from toolkit_cli.running.callbacks import OnStage, Say, no_progress, say_nothing


def report(options: ReportOptions, warn: Say = say_nothing, progress: OnStage = no_progress) -> list[Path]:
    """Make the reports that are asked for and return their paths; on any problem, none of them.

    `warn` is told in words what a reader of the report may not expect, `progress` how many responses are read, and
    files and parts of a PDF made.
    """
    toolkit = options.toolkit()
    targets = options.targets(toolkit, "report")
    known = fields.known(toolkit, options.templates)
    responses = readanswers.of(options.document, toolkit, known, options.languages(), progress)
    if not responses:
        raise AnswersError(
            Problem(str(options.answers), 0, "There are no responses in this file.", "Merge some first.")
        )
    made = tallies.of(toolkit, known, responses, options.least, options.unattributed, secrets=options.secrets())
    if made.unattributed and not options.unattributed:
        warn(names_removed(made.answered, "response", made.least))
    for told in (*doubts.of(options.answers, responses, known), *filling.waiting(responses)):
        warn(str(told))
    return _Report(options, toolkit, known, made).write(targets, warn, progress)


@dataclass(frozen=True)
class _Report(ReportFiles):
    """What many responses say together."""

    fields: Mapping[str, Field]
    report: Report

    def page(self) -> tuple[Page, Fill]:
        return page.page(self.toolkit, self.report, self.options.templates)

    def xlsx(self) -> bytes:
        return xlsxfile.write(self.toolkit, self.fields, self.report, self.said)

    def csv(self) -> bytes:
        return csvfile.write(self.toolkit, self.fields, self.report, self.said, self.options.bom)
