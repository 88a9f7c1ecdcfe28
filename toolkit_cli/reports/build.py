"""Builds reports: answers, tallies, page and writer, one after the other. What `toolkit report` does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from toolkit_cli import answers as answers_module
from toolkit_cli import build as builds
from toolkit_cli import content, fields, filling, formats, output, places, translation, words, yamlfile
from toolkit_cli import theme as themes
from toolkit_cli.errors import AnswersError, OutputError, Problem, nearest, quoted
from toolkit_cli.fill import Fill
from toolkit_cli.model import Toolkit
from toolkit_cli.page import Page
from toolkit_cli.reports import page as report_page
from toolkit_cli.reports import tallies as reports
from toolkit_cli.reports.tallies import LEAST, Report
from toolkit_cli.theme import Theme

FORMATS = ("docx", "pdf", "html", "xlsx", "csv")


@dataclass(frozen=True)
class Order:
    """What is asked of a report; paths as the user gave them, None for what is left to the program.

    `folders` are the user's own toolkits. `bom` puts a byte order mark before a CSV.
    """

    answers: Path
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


def build(order: Order, warn: Callable[[str], None] = lambda words: None) -> list[Path]:
    """Make the reports that are asked for and return their paths; on any problem, none of them.

    `warn` is told in words what a reader of the report may not expect.
    """
    toolkit = toolkit_of(order.answers, order.folders, order.lang, order.translations)
    targets = dict(targets_of(order.output, order.formats, toolkit, "report"))
    output.check(targets, order.force)
    known = fields.of(toolkit, words.of(toolkit, order.templates))
    responses = answers_module.load(order.answers, toolkit, known)
    if not responses:
        raise AnswersError(Problem(str(order.answers), 0, "There are no responses in this file.", "Merge some first."))
    made = reports.of(toolkit, known, responses, order.least, order.unattributed)
    if made.unattributed and not order.unattributed:
        warn(f"Names removed: {made.responses} responses, fewer than the {made.least} of --min-responses.")
    for sentence in filling.waiting(responses):
        warn(sentence)
    if toolkit.untranslated:
        warn(builds.untranslated(toolkit))
    maker = _Maker(order, toolkit, made)
    for sentence in maker.absent() if "pdf" in targets.values() else ():
        warn(sentence)
    files = {path: maker.file(name) for path, name in targets.items()}
    output.write_all(files)
    return list(files)


class _Maker:
    """Makes the files of a report; the page is made once for all formats that show it."""

    def __init__(self, order: Order, toolkit: Toolkit, report: Report) -> None:
        self.order, self.toolkit, self.report = order, toolkit, report
        self.words = words.of(toolkit, order.templates)
        self.fields = fields.of(toolkit, self.words)

    def file(self, name: str) -> bytes:
        """Return the file of a format."""
        if name == "xlsx":
            from toolkit_cli.reports.xlsx_file import write as write_xlsx

            return write_xlsx(self.toolkit, self.fields, self.report, self.words)
        if name == "csv":
            from toolkit_cli.reports.csv_file import write as write_csv

            return write_csv(self.toolkit, self.fields, self.report, self.words, self.order.bom)
        page, fill = self.page
        if name == "html":
            from toolkit_cli.html.write import write as write_html

            return write_html(page, self.theme, fill)
        return formats.write(name, page, self.theme, fill)

    def absent(self) -> list[str]:
        """Return in words which characters no font of the PDF has."""
        from toolkit_cli import glyphs  # loads what only a PDF needs

        page, fill = self.page
        return glyphs.absent(page, fill, self.theme)

    @cached_property
    def page(self) -> tuple[Page, Fill]:
        return report_page.page(self.toolkit, self.report, self.order.templates)

    @cached_property
    def theme(self) -> Theme:
        return themes.load(self.order.theme, self.order.paper, self.order.templates)


def toolkit_of(
    answers: Path, own: Sequence[Path] = (), lang: str | None = None, translations: Sequence[Path] = ()
) -> Toolkit:
    """Return the toolkit to which answers belong, one of the user's `own` folders or a shipped one, in a language."""
    folders = [*reversed(own), *places.toolkits()]
    if len(folders) > 1:
        data = yamlfile.read(answers, AnswersError).data
        name = data.get("toolkit") if isinstance(data, dict) else None
        names = {content.load(folder).toolkit: folder for folder in reversed(folders)}
        if name and name not in names:
            what = f"These are answers to the toolkit {quoted(name)}, which is not here."
            fix = f"Give its folder with --toolkit. {nearest(str(name), list(names))}"
            raise AnswersError(Problem(str(answers), 0, what, fix.strip()))
        folders = [names.get(str(name), folders[0])]
    translation.fit(lang, translations)
    return translation.toolkit(folders[0], lang, translations)


def targets_of(out: Path | None, wanted: Sequence[str], toolkit: Toolkit, kind: str) -> Iterator[tuple[Path, str]]:
    """Yield each file's path with its format; `kind` (report, comparison) is in its name."""
    suffix = out.suffix.lstrip(".").lower() if out and not out.is_dir() else ""
    names = tuple(dict.fromkeys(wanted)) or ((suffix,) if suffix in FORMATS else ("docx",))
    if out and suffix:
        if len(names) > 1:
            what = f"This is one file name for {len(names)} reports."
            raise OutputError(Problem(str(out), 0, what, "Give a folder with -o."))
        if suffix != names[0]:
            what = f"A {names[0].upper()} report needs a name that ends in .{names[0]}."
            fix = "Change the name, or the format with -f; make the folder first if you mean one."
            raise OutputError(Problem(str(out), 0, what, fix))
        yield out, names[0]
        return
    for name in names:
        named = "-".join((toolkit.toolkit, *([toolkit.lang] if toolkit.original else []), kind))
        yield (out or Path()) / f"{named}.{name}", name
