"""Renders a comparison through the templates into a `Page`: each question with what has changed, side by side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from toolkit_cli.characters import clean
from toolkit_cli.kits import localformat, selection
from toolkit_cli.kits.fields import Field, of_item
from toolkit_cli.kits.model import AnyItem, Toolkit
from toolkit_cli.kits.words import Words
from toolkit_cli.layout import render, templatecheck
from toolkit_cli.layout.fill import EMPTY, Value, shown
from toolkit_cli.layout.page import Block, Page, Row, Table
from toolkit_cli.reports import placed
from toolkit_cli.reports.comparison import Change, Comparison
from toolkit_cli.responses.filling import printed

MAIN = "compare.html"


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
        templatecheck.Known(MAIN, None, {}, {"compared": (), "changes": fields}),
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
        "changes": lambda code: _changes(fields[code], comparison.changes.get(code, ()), said, toolkit.lang),
        "compared": lambda _: tuple(map(placed.paragraph, names(comparison, said))),
    }
    made = replace(made, blocks=placed.within(made.blocks, makers))
    return made.with_copy_id(made.charts, EMPTY)


def _changes(field: Field, changes: tuple[Change, ...], said: Words, lang: str) -> tuple[Block, ...]:
    """Return a table of what was answered before and after; with names where they are told."""
    if not changes:
        return ()
    told = any(change.organisation for change in changes)
    heads = [said["compare_organisation"]] * told + [said["compare_before"], said["compare_after"]]
    rows = [Row(tuple(placed.cell(head, True) for head in heads))]
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


def names(comparison: Comparison, said: Words) -> tuple[str, ...]:
    """Return in words which organisations are compared and which are not; where names are removed, how many."""
    gone, new = (str(count or "") for count in comparison.alone)
    if not comparison.unattributed:
        gone, new = ", ".join(comparison.gone), ", ".join(comparison.new)
    lists = (("compare_names", ", ".join(comparison.compared)), ("compare_gone", gone), ("compare_new", new))
    return tuple(said[word].format(names=listed) for word, listed in lists if listed)
