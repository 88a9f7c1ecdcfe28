"""What making reports and comparisons has in common: what is asked, the toolkit, the files."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from toolkit_cli import formats
from toolkit_cli.building import build, readerwarnings
from toolkit_cli.errors import AnswersError, Problem, TranslationError, counted, nearest, quoted
from toolkit_cli.files import installed, output, templatefolder
from toolkit_cli.files.yamlfile import Document
from toolkit_cli.kits import content, multilingual, selection, translation, translationfolder, words
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.multilingual import Languages
from toolkit_cli.kits.words import Words
from toolkit_cli.layout import contrast, theme
from toolkit_cli.layout.fill import Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.layout.theme import Theme
from toolkit_cli.reports.tallies import LEAST
from toolkit_cli.responses import readanswers
from toolkit_cli.running.callbacks import OnStage, Say

FORMATS = ("docx", "pdf", "html", "xlsx", "csv")


@dataclass(frozen=True)
class ReportOptions:
    """What is asked of a report or a comparison; paths as the user gave them, None for what is left to the program.

    `answers` are those of a report, and the later ones of a comparison. `folders` are the user's own toolkits. `bom`
    puts a byte order mark before a CSV.
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

    @property
    def made(self) -> tuple[str, ...]:
        """The formats that are made."""
        return output.formats_of(self.output, self.formats, FORMATS)

    def targets(self, toolkit: Toolkit, kind: str) -> dict[Path, str]:
        """Return each file's path with its format; raise `OutputError` where it cannot be written.

        `kind` (report, comparison) is in its name.
        """
        paths = output.paths(self.output, [f"{build.stem(toolkit, kind)}.{name}" for name in self.made], kind)
        output.check(paths, self.force)
        return dict(zip(paths, self.made, strict=True))

    def toolkit(self) -> Toolkit:
        """Return the toolkit to which the answers belong, one of the user's own or a shipped one, in a language.

        Translations may also be given for the answers and for what is kept out: they need not be into that language.
        """
        templatefolder.check(self.templates)
        beside = self.folder / translationfolder.FOLDER / f"{self.lang}.po"
        if self.lang != content.load(self.folder).lang and not beside.is_file():
            translation.check_language(self.lang, self.translations)
        return translation.toolkit(self.folder, self.lang, self.translations, self.templates)

    def languages(self) -> Languages:
        """Return the toolkit's fields in every language in which answers may be worded."""
        return multilingual.languages(self.folder, self.translations, self.templates)

    def secrets(self) -> list[str]:
        """Return what only facilitators may read, in every language and state that a workbook may have come back in."""
        name = content.load(self.folder).toolkit
        found: list[str] = []
        for folder in dict.fromkeys(self._known):
            toolkit = content.load(folder)
            secrets = selection.secrets(toolkit) if toolkit.toolkit == name else {}
            found += secrets.values()
            for path in (*translationfolder.beside(folder), *self.translations) if secrets else ():
                with suppress(TranslationError):  # it is no translation at all, and nothing was printed of it
                    said = translation.load(path).said
                    found += [said[place].text for place in secrets if place in said]
        return found

    @cached_property
    def document(self) -> Document:
        """What stands in the file of answers: it is read once, for it may be a pipe."""
        return readanswers.document(self.answers)

    @cached_property
    def folder(self) -> Path:
        """The folder of that toolkit."""
        return _folder(self.document, self._known)

    @property
    def _known(self) -> list[Path]:
        """The folders of all toolkits, the one that counts first; some may be earlier states of others."""
        return [*reversed(self.folders), *installed.toolkits()]


@dataclass(frozen=True)
class ReportFiles(ABC):
    """The files of a report or a comparison: some show a page, the others are tables."""

    options: ReportOptions
    toolkit: Toolkit

    @abstractmethod
    def page(self) -> tuple[Page, Fill]:
        """Return the page, and what stands in it."""

    @abstractmethod
    def xlsx(self) -> bytes:
        """Return the spreadsheet."""

    @abstractmethod
    def csv(self) -> bytes:
        """Return the table for statistics."""

    def write(self, targets: Mapping[Path, str], warn: Say, progress: OnStage) -> list[Path]:
        """Write files of these formats and return their paths; `warn` is told what their reader may miss."""
        idle = templatefolder.passed_over(self.options.templates)
        for told in (*idle, *readerwarnings.untranslated(self.toolkit, self.options.templates, self.options.folder)):
            warn(str(told))
        names = set(targets.values())
        for sentence in (*self._weak(names), *self._absent(names)):
            warn(sentence)
        files: dict[Path, bytes] = {}
        for path, name in targets.items():
            progress(len(files), len(targets), "files")
            files[path] = self._file(name, progress)
        output.write_all(files)
        return list(targets)

    @cached_property
    def said(self) -> Words:
        """The words of the workbook."""
        return words.of(self.toolkit, self.options.templates)

    @cached_property
    def _made(self) -> tuple[Page, Fill]:
        """The page, made once and only where a format shows it."""
        return self.page()

    @cached_property
    def _theme(self) -> Theme:
        return theme.load(self.options.theme, self.options.paper, self.options.templates)

    def _weak(self, names: set[str]) -> Iterator[str]:
        """Say what few can read of a page in the user's own colours."""
        shown = names - {"xlsx", "csv"}
        return contrast.in_short(self._theme, self.options.theme, self.options.templates) if shown else iter(())

    def _absent(self, names: set[str]) -> list[str]:
        """Say which characters no font has."""
        return readerwarnings.absent(names, *self._made, self._theme) if names & {"pdf", "docx"} else []

    def _file(self, name: str, progress: OnStage) -> bytes:
        if name == "xlsx":
            return self.xlsx()
        if name == "csv":
            return self.csv()
        page, fill = self._made
        return formats.write(name, page, self._theme, fill, progress)


def names_removed(count: int, noun: str, least: int) -> str:
    """Say that names are removed though nobody asked for it, for so few stand behind them."""
    return f"Names removed: {counted(count, noun)}, fewer than the {least} of --min-responses."


def _folder(answers: Document, folders: Sequence[Path]) -> Path:
    """Return the folder of the toolkit that a file of answers names."""
    if len(folders) == 1:
        return folders[0]
    name = answers.data.get("toolkit") if isinstance(answers.data, dict) else None
    names = {content.load(folder).toolkit: folder for folder in reversed(folders)}
    if name and str(name) not in names:  # it may be a list or a group of keys
        what = f"These are answers to the toolkit {quoted(name)}, which is not here."
        fix = f"Give its folder with --toolkit. {nearest(str(name), list(names))}"
        raise AnswersError(Problem(answers.path, 0, what, fix.strip()))
    return names.get(str(name), folders[0])
