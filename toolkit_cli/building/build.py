"""Builds workbooks: content, selection, answers, page and writer, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from toolkit_cli import formats
from toolkit_cli.building import readerwarnings
from toolkit_cli.files import installed, output, templatefolder
from toolkit_cli.kits import fields, multilingual, selection, translation, words
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.selection import WHOLE, Selection
from toolkit_cli.layout import contrast, render, theme
from toolkit_cli.layout.fill import EMPTY, Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.layout.theme import Theme
from toolkit_cli.running.callbacks import OnStage, Say, no_progress, say_nothing

Target = tuple[str, str]  # a file's format and edition


@dataclass(frozen=True)
class BuildOptions:
    """What is asked of a build; paths as the user gave them, None for what is left to the program."""

    toolkit: Path | None = None
    lang: str | None = None
    translation: Path | None = None
    formats: tuple[str, ...] = ()
    editions: tuple[str, ...] = ("participant",)
    answers: Path | None = None
    selection: Selection = WHOLE
    unattributed: bool = False
    by_hand: bool = False
    paper: str | None = None
    theme: Path | None = None
    templates: Path | None = None
    output: Path | None = None
    force: bool = False

    @property
    def folder(self) -> Path:
        """The toolkit's folder; the shipped one's if none is given."""
        return self.toolkit or installed.default_toolkit()

    @property
    def translations(self) -> tuple[Path, ...]:
        """The translation as other commands have them, of which there may be several."""
        return (self.translation,) if self.translation else ()


def build(
    options: BuildOptions, say: Say = say_nothing, warn: Say = say_nothing, progress: OnStage = no_progress
) -> list[Path]:
    """Make the workbooks that are asked for and return their paths; on any problem, none of them.

    `say` is told in words what is done, `warn` what a reader of the workbook may miss, `progress` how many responses
    are read, and files and parts of a PDF made.
    """
    for problem in templatefolder.passed_over(options.templates):
        warn(str(problem))
    translation.check_language(options.lang, options.translations)
    toolkit = translation.toolkit(options.folder, options.lang, options.translations, options.templates)
    chosen = options.selection.asked_of(toolkit)
    say(f"{toolkit.title}, {toolkit.toolkit} {toolkit.version}, from {options.folder}")
    for sentence in readerwarnings.untranslated(toolkit, options.templates, options.folder):
        warn(sentence)
    look = theme.load(options.theme, options.paper, options.templates)
    for sentence in contrast.in_short(look, options.theme, options.templates):
        warn(sentence)
    targets = dict(_targets(options, toolkit))
    output.check(targets, options.force)
    fill = _fill(options, toolkit, chosen, warn, progress)
    pages = {
        edition: replace(page(chosen, edition, fill, options.templates), by_hand=options.by_hand)
        for edition in options.editions
    }
    files = _written(targets, pages, look, fill, progress)
    for edition, made in pages.items():
        say(f"{edition}: {len(made.fields)} fields, {len(fill.values)} filled in, copy {made.stamp.copy}")
    in_formats = {name for name, _ in targets.values()}
    absent = (readerwarnings.absent(in_formats, made, fill, look) for made in pages.values())
    for sentence in dict.fromkeys(chain.from_iterable(absent)):  # both editions have most words in common
        warn(sentence)
    output.write_all(files)
    return list(files)


def page(toolkit: Toolkit, edition: str, fill: Fill = EMPTY, templates: Path | None = None) -> Page:
    """Return the page of an edition with its copy id: the same for everybody who is sent this very workbook."""
    made = render.workbook(selection.for_edition(toolkit, edition), edition, templates)
    return made.with_copy_id(made.stamp, fill)


def stem(toolkit: Toolkit, *kind: str) -> str:
    """Return what the names of a toolkit's files begin with: its name, the language of a translation, and `kind`."""
    return "-".join((toolkit.toolkit, *([toolkit.lang] if toolkit.original else []), *kind))


def _fill(options: BuildOptions, toolkit: Toolkit, chosen: Toolkit, warn: Say, progress: OnStage) -> Fill:
    """Read the answers, which may be to questions that this workbook leaves out."""
    if options.answers is None:
        return EMPTY
    from toolkit_cli.responses import doubts, filling, readanswers  # loads what a blank workbook needs nothing of

    said = words.of(toolkit, options.templates)
    known = fields.of(toolkit, said)
    languages = multilingual.languages(options.folder, options.translations, options.templates)
    responses = readanswers.load(options.answers, toolkit, known, languages, progress)
    asked = fields.of(chosen, said)
    left = (*filling.waiting(responses), *filling.left_out(filling.outside(responses, known, asked)))
    for told in (*doubts.of(options.answers, responses, known), *left):
        warn(str(told))
    return filling.fill(responses, toolkit, asked, said, options.unattributed)


def _targets(options: BuildOptions, toolkit: Toolkit) -> Iterator[tuple[Path, Target]]:
    """Yield each file's path with its format and edition."""
    names = output.formats_of(options.output, options.formats, formats.NAMES)
    wanted = [(name, edition) for name in names for edition in options.editions]
    end = ["print"] if options.by_hand else []
    named = [f"{stem(toolkit, edition, *end)}.{name}" for name, edition in wanted]
    return zip(output.paths(options.output, named, "workbook"), wanted, strict=True)


def _written(
    targets: Mapping[Path, Target], pages: Mapping[str, Page], look: Theme, fill: Fill, progress: OnStage
) -> dict[Path, bytes]:
    """Return the bytes of each file, of the page of its edition."""
    files: dict[Path, bytes] = {}
    for path, (name, edition) in targets.items():
        progress(len(files), len(targets), "files")
        files[path] = formats.write(name, pages[edition], look, fill, progress)
    return files
