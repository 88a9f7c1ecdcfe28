"""Renders a toolkit through the templates into a checked `Page` of one edition and one selection.

Templates run in Jinja2's sandbox with autoescape and strict undefined names. They know the toolkit and the edition, but
never answers: a template says only `<field code="S3a">`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import TemplateError as JinjaError
from jinja2 import TemplateNotFound, TemplateSyntaxError

from toolkit_cli.characters import one_line
from toolkit_cli.errors import Problem, TemplateError
from toolkit_cli.kits import fields, localformat, words
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import Challenge, Debate, Figure, Kit, Opportunity, TextItem, Toolkit
from toolkit_cli.kits.values import shown
from toolkit_cli.kits.words import Words
from toolkit_cli.layout import environment, languagemarks, markup, templatecheck
from toolkit_cli.layout.leftout import LeftOut
from toolkit_cli.layout.page import Block, Chart, Page
from toolkit_cli.layout.prose import Prose
from toolkit_cli.stamp import NOBODY, Stamp

MAIN = "workbook.html"
# What a template's mistakes raise.
MISTAKES = (
    JinjaError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RuntimeError, MemoryError,
)  # fmt: skip
NO_ATTRIBUTE = re.compile("'[^']* object' has no attribute ('.*')")  # as Jinja calls a name that is nowhere
WHOLE = ("",)  # the only code of what is said of all responses


def workbook(toolkit: Toolkit, edition: str, templates: Path | None = None) -> Page:
    """Return the page of one edition of a toolkit, as selected.

    `templates` is a folder of the user's, whose files take precedence over the shipped ones. Raise `TemplateError` for
    unknown tags and names, and for a field that the templates forget or use twice.
    """
    source = PageSource(toolkit, edition, templates)
    asked = source.fields
    outputs = {"said": asked, "responses": WHOLE, "respondents": WHOLE}
    kits = {item.code: kit.code for kit, item in toolkit.items()}
    return render(
        source,
        f"edition_{edition}",
        templatecheck.Known(MAIN, asked, _charts(toolkit, source.words), outputs, kits),
        edition=edition,
        levels=_levels(toolkit),
        views=_views,
        label=lambda when: shown(asked[when.field], when.is_),
    )


@dataclass(frozen=True)
class PageSource:
    """What a page is made of: a toolkit as selected, with its words and fields, and the user's `templates`.

    `edition` is a workbook's, or says what else the page is: `report`, `compare`.
    """

    toolkit: Toolkit
    edition: str
    templates: Path | None = None

    @cached_property
    def words(self) -> Words:
        """The workbook's own words in the toolkit's language, with those of the user's templates."""
        return words.of(self.toolkit, self.templates)

    @cached_property
    def other_languages(self) -> dict[str, str]:
        """The languages of the words, by key, that are not in the toolkit's language."""
        return words.other_languages(self.toolkit, self.templates)

    @cached_property
    def marked(self) -> Words:
        """The words with marks of their language, for those in another than the toolkit's."""
        return {key: languagemarks.marked(text, self.other_languages.get(key, "")) for key, text in self.words.items()}

    @cached_property
    def foreign(self) -> dict[str, str]:
        """The languages of the words, by their text, that are not in the toolkit's language."""
        return {self.words[key]: lang for key, lang in self.other_languages.items()}

    @cached_property
    def fields(self) -> dict[str, Field]:
        """The fields of the toolkit as selected, by code, in their order."""
        return fields.of(self.toolkit, self.words, self.foreign)

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes to which links can lead."""
        return frozenset(self.toolkit.codes())

    @property
    def stamp(self) -> Stamp:
        """What the page says it is, without a copy id; its items only where it is a selection."""
        toolkit = self.toolkit
        items = () if toolkit.whole else tuple(item.code for _, item in toolkit.items())
        if items and not toolkit.respondent:
            items = (NOBODY, *items)
        return Stamp(
            toolkit.toolkit,
            toolkit.version,
            fields.fingerprint(self.fields),
            self.edition,
            toolkit.lang,
            items=items,
            asked=fields.letters(self.fields),
        )


def render(source: PageSource, name: str, known: templatecheck.Known, **values: object) -> Page:
    """Return the page that the template `known.main` makes of a source, checked against what it may name.

    `name` is the key of the word that says what the page is. `values` are what the template knows besides the toolkit,
    its words and numbers; blocks that are `for` another edition are left out. Raise `TemplateError` with the paths of
    the templates.
    """
    toolkit, said = source.toolkit, source.words
    return Page(
        title=one_line(toolkit.title),
        subtitle=one_line(toolkit.subtitle or ""),
        publisher=one_line(toolkit.publisher.name),
        edition_name=one_line(said[name]),
        lang=toolkit.lang,
        blocks=_blocks(source, known, values),
        stamp=source.stamp,
        fields=source.fields,
        charts=known.charts,
        words=said,
        foreign=source.foreign,
    )


def _blocks(source: PageSource, known: templatecheck.Known, values: dict[str, object]) -> tuple[Block, ...]:
    toolkit, said, templates = source.toolkit, source.marked, source.templates
    jinja = environment.environment(templates)
    prose = Prose(toolkit, source.codes, LeftOut(said["left_out"]))
    jinja.filters |= {
        "prose": prose.blocks,
        "inline": prose.linked,
        "labelled": lambda label: said["labelled"].format(label=label),
        "lang_of": lambda text: toolkit.original if text in toolkit.untranslated else "",
        "plain": lambda number: localformat.number(number, toolkit.lang),
    }
    try:
        with _explained():
            text = jinja.get_template(known.main).render(
                toolkit=toolkit, words=said, numbers=_numbered(toolkit), **values
            )
        made = markup.parse(text, source.edition)
        templatecheck.check(made, text, known, source.codes if toolkit.whole else None)
    except TemplateError as wrong:
        raise TemplateError(_located(problem, templates) for problem in wrong.problems) from wrong.__cause__
    return made


def _charts(toolkit: Toolkit, said: Mapping[str, str]) -> dict[str, Chart]:
    return {item.code: _chart(toolkit, item, said) for _, item in toolkit.items() if isinstance(item, Figure)}


def _chart(toolkit: Toolkit, figure: Figure, said: Mapping[str, str]) -> Chart:
    """Return a figure's chart; if its bars have different totals, though they look alike, their labels tell these."""
    labels, alt = [one_line(bar.label) for bar in figure.chart.bars], figure.alt
    totals = [sum(bar.counts) for bar in figure.chart.bars]
    if len(set(totals)) > 1:
        pairs = zip(labels, totals, strict=True)
        labels = [said["bar_total"].format(label=label, count=total) for label, total in pairs]
        alt = f"{alt} {', '.join(labels)}"
    return Chart(
        tuple(map(one_line, figure.chart.levels)),
        tuple((label, bar.counts) for label, bar in zip(labels, figure.chart.bars, strict=True)),
        figure.chart.unit,
        alt,
        lang=toolkit.original if figure.alt in toolkit.untranslated else "",
    )


@contextmanager
def _explained() -> Iterator[None]:
    """Turn errors that templates cause into `TemplateError`."""
    try:
        yield
    except MISTAKES as wrong:
        raise TemplateError(_mistake(wrong)) from wrong


def _mistake(wrong: Exception) -> Problem:
    """Return what is wrong in a template, and in which line of the innermost template."""
    if isinstance(wrong, TemplateSyntaxError):
        fix = "Each {{ needs its }}, each {% its %}, each for and if its end."
        return Problem(wrong.filename or wrong.name or MAIN, wrong.lineno, f"{str(wrong.message).rstrip('.')}.", fix)
    name, line = MAIN, 0
    trace = wrong.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.suffix == ".html":
            name, line = str(path), trace.tb_lineno
        trace = trace.tb_next
    if isinstance(wrong, TemplateNotFound):
        return Problem(name, line, f"There is no template {wrong.name!r}.", "Correct its name.")
    if isinstance(wrong, RecursionError):
        return Problem(name, line, "The templates include each other without end.", "Take one of them out.")
    if isinstance(wrong, (OverflowError, MemoryError)):
        return Problem(name, line, "What is calculated here is too large.", "Repeat it less often, or make it smaller.")
    said = NO_ATTRIBUTE.sub(r"\1 is not known here", str(wrong).rstrip("."))
    return Problem(name, line, f"{said}.", "Only what the toolkit, the words and the edition hold can be named.")


def _located(problem: Problem, templates: Path | None) -> Problem:
    """Replace a template's name by the path of its file, the user's or the shipped one."""
    found = (folder / problem.file for folder in environment.folders(templates) if (folder / problem.file).is_file())
    return replace(problem, file=str(next(found, problem.file)))


def _numbered(toolkit: Toolkit) -> dict[str, int]:
    """Return the number of each kit and of each item in this workbook, by code."""
    counts: dict[tuple[str, str], int] = {}
    numbers: dict[str, int] = {}
    for kit in toolkit.kits:
        if kit.part == "kit":
            numbers[kit.code] = counts[("", "kit")] = counts.get(("", "kit"), 0) + 1
        for item in kit.items:
            within = "" if item.kind == "figure" else kit.code
            key = (within, item.kind)
            numbers[item.code] = counts[key] = counts.get(key, 0) + 1
    return numbers


def _levels(toolkit: Toolkit) -> dict[str, int]:
    """Return the level of each opportunity's heading, by code: 3 if a text with a heading leads to it, else 2.

    With another heading between them, the opportunity does not belong to the text.
    """
    levels: dict[str, int] = {}
    for kit in toolkit.kits:
        level = 2
        for item in kit.items:
            if isinstance(item, Opportunity):
                levels[item.code] = level
            elif isinstance(item, TextItem) and item.title:
                level = 3
            elif isinstance(item, (Figure, Challenge, Debate)):
                level = 2
    return levels


def _views(kit: Kit) -> list[dict[str, Any]]:
    """Return a kit's items in order, each with what the layout has to know of its neighbours.

    A text's box for notes stands after the opportunities that directly follow the text (`notes_of` is the text's code).
    A debate begins a page (`breaks`), or a text that leads to it does; a kit's first item stays below the kit's head.
    """
    views: list[dict[str, Any]] = []
    waiting: str | None = None
    leads = False
    for index, item in enumerate(kit.items):
        following = kit.items[index + 1] if index + 1 < len(kit.items) else None
        if isinstance(item, TextItem) and item.notes:
            waiting = item.code
        ends = following is None or following.kind != "opportunity"
        led, leads = leads, isinstance(item, TextItem) and following is not None and following.kind == "debate"
        breaks = index > 0 and (leads or (item.kind == "debate" and not led))
        views.append({"item": item, "notes_of": waiting if ends else None, "breaks": breaks})
        if ends:
            waiting = None
    return views
