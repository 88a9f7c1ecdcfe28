"""Renders a comparison through the templates into a `Page`: each question with what has changed, side by side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from toolkit_cli.characters import clean, one_line
from toolkit_cli.kits import localformat, selection
from toolkit_cli.kits.fields import Field, of_item
from toolkit_cli.kits.model import AnyItem, Toolkit
from toolkit_cli.kits.words import Words
from toolkit_cli.layout import render, templatecheck
from toolkit_cli.layout.fill import EMPTY, Value, shown
from toolkit_cli.layout.page import Block, Page, Row, Table
from toolkit_cli.reports import placed
from toolkit_cli.reports.comparison import Comparison
from toolkit_cli.responses.filling import printed

MAIN = "compare.html"
TIMES = ("compare_before", "compare_after")
SHORT = 24  # letters of a file's name that stands at the head of a column


def page(toolkit: Toolkit, comparison: Comparison, templates: Path | None = None) -> Page:
    """Return the page of a comparison; raise `TemplateError` for unknown tags and names."""
    toolkit = selection.for_edition(toolkit, "participant")
    source = render.PageSource(toolkit, "compare", templates)
    fields, said = source.fields, source.words

    def codes(item: AnyItem) -> list[str]:
        return [code for code in of_item(fields, item.code) if code in comparison.changes]

    made = render.render(
        source,
        "compare",
        templatecheck.Known(MAIN, None, {}, {"compared": (), "times": (), "changes": fields}),
        kits=[kit for kit in toolkit.kits if any(codes(item) for item in kit.items)],
        fields=fields,
        codes=codes,
        compared=comparison.count,
        nameless=comparison.nameless,
        blank=comparison.blank,
        least=comparison.least,
        unattributed=comparison.unattributed,
        same={code: comparison.same.get(code, 0) for code in fields},
    )
    makers: dict[str, placed.Maker] = {
        "changes": lambda code: _changes(fields[code], comparison, said, toolkit.lang),
        "compared": lambda _: tuple(map(placed.paragraph, names(comparison, said))),
        "times": lambda _: tuple(map(placed.paragraph, times(comparison, said, toolkit.lang))),
    }
    made = replace(made, blocks=placed.within(made.blocks, makers))
    return made.with_copy_id(made.charts, EMPTY)


def _changes(field: Field, comparison: Comparison, said: Words, lang: str) -> tuple[Block, ...]:
    """Return a table of what was answered before and after; with names where they are told."""
    changes = comparison.changes.get(field.code, ())
    if not changes:
        return ()
    told = any(change.organisation for change in changes)
    head = (*[said["compare_organisation"]] * told, *heads(comparison, said, lang))
    rows = [Row(tuple(placed.cell(text, True) for text in head))]
    for change in changes:
        who = (placed.cell(change.organisation, True),) if told else ()
        rise = change.difference if field.kind == "count" else None
        risen = f" ({localformat.rise(rise, lang)})" if rise is not None else ""
        before, after = (
            said["compare_open"] if waits else _printed(field, value, said, lang)
            for value, waits in zip((change.before, change.after), change.undecided, strict=True)
        )
        rows.append(Row((*who, placed.cell(before), placed.cell(after + risen))))
    return (Table(tuple(rows), "changes"),)


def _printed(field: Field, value: Value | None, said: Words, lang: str) -> str:
    return said["report_not_said"] if value is None else clean(shown(field, printed(field, value, lang)))


def heads(comparison: Comparison, said: Words, lang: str) -> tuple[str, ...]:
    """Return what heads the answers of each time: which one, and in figures when, or of which file if that is short."""
    found = zip(comparison.periods, comparison.files, strict=True)
    told = (period.short(lang) if period else file if len(file) <= SHORT else "" for period, file in found)
    return tuple(f"{said[word]} ({text})" if text else said[word] for word, text in zip(TIMES, told, strict=True))


def times(comparison: Comparison, said: Words, lang: str) -> tuple[str, ...]:
    """Return in words which two times are compared: when the answers of each were given, else the files' names."""
    found = zip(comparison.periods, comparison.files, strict=True)
    told = (period.said(lang) if period else one_line(file) for period, file in found)
    labels = (said["labelled"].format(label=said[word]) for word in TIMES)
    return tuple(f"{label} {text}" for label, text in zip(labels, told, strict=True) if text)


def names(comparison: Comparison, said: Words) -> tuple[str, ...]:
    """Return in words which organisations are compared and which are not; where names are removed, how many."""
    gone, new = (str(count or "") for count in comparison.alone)
    if not comparison.unattributed:
        gone, new = ", ".join(comparison.gone), ", ".join(comparison.new)
    lists = (("compare_names", ", ".join(comparison.compared)), ("compare_gone", gone), ("compare_new", new))
    return tuple(said[word].format(names=listed) for word, listed in lists if listed)
