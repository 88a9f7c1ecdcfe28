"""Renders a comparison through the templates into a `Page`: each question with what has changed, side by side."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from toolkit_cli import environment as environments
from toolkit_cli import fields as fields_module
from toolkit_cli import local, markup, named, render, selection, words
from toolkit_cli.errors import TemplateError
from toolkit_cli.fields import Field
from toolkit_cli.fill import Value, shown
from toolkit_cli.filling import printed
from toolkit_cli.letters import clean, one_line
from toolkit_cli.model import AnyItem, Toolkit
from toolkit_cli.page import Block, Cell, Page, Paragraph, Row, Run, Table
from toolkit_cli.reports import placed
from toolkit_cli.reports.comparison import Change, Comparison
from toolkit_cli.stamp import Stamp
from toolkit_cli.words import Words

MAIN = "compare.html"
EDITION = "compare"
NOTHING = "–"


def page(toolkit: Toolkit, comparison: Comparison, templates: Path | None = None) -> Page:
    """Return the page of a comparison; raise `TemplateError` for unknown tags and names."""
    toolkit = selection.for_edition(toolkit, "participant")
    said = words.of(toolkit, templates)
    fields = fields_module.of(toolkit, said)
    try:
        text = _rendered(toolkit, fields, comparison, said, templates)
        blocks = markup.parse(text, EDITION)
        named.check(blocks, text, named.Known(MAIN, None, (), {"compared": (), "changes": fields}))
    except TemplateError as wrong:
        raise TemplateError(render.located(problem, templates) for problem in wrong.problems) from wrong.__cause__
    makers: dict[str, placed.Maker] = {
        "changes": lambda code: _changes(fields[code], comparison.changes.get(code, ()), said, toolkit.lang),
        "compared": lambda _: _names(comparison, said),
    }
    blocks = placed.within(blocks, makers)
    stamp = Stamp(toolkit.toolkit, toolkit.version, fields_module.fingerprint(fields), EDITION, toolkit.lang)
    copy = hashlib.sha256(repr((toolkit.title, blocks)).encode("utf-8", "replace")).hexdigest()[:12]
    return Page(
        title=one_line(toolkit.title),
        subtitle=one_line(toolkit.subtitle or ""),
        publisher=one_line(toolkit.publisher.name),
        edition_name=said["compare"],
        lang=toolkit.lang,
        blocks=blocks,
        stamp=replace(stamp, copy=copy),
        fields=fields,
        words=said,
    )


def _rendered(
    toolkit: Toolkit,
    fields: Mapping[str, Field],
    comparison: Comparison,
    said: Words,
    templates: Path | None,
) -> str:
    environment = environments.environment(templates)
    environment.filters["inline"] = lambda text: render.linked(text, toolkit, said)

    def codes(item: AnyItem) -> list[str]:
        return [code for code, field in fields.items() if field.item == item.code and code in comparison.changes]

    with render.explained():
        return environment.get_template(MAIN).render(
            toolkit=toolkit,
            words=said,
            numbers=render.numbered(toolkit),
            kits=[kit for kit in toolkit.kits if any(codes(item) for item in kit.items)],
            fields=fields,
            codes=codes,
            compared=comparison.count,
            nameless=comparison.nameless,
            unattributed=comparison.unattributed,
            same={code: comparison.same.get(code, 0) for code in fields},
        )


def _changes(field: Field, changes: tuple[Change, ...], said: Words, lang: str) -> tuple[Block, ...]:
    """Return a table of what was answered before and after; with names where they are told."""
    if not changes:
        return ()
    told = any(change.organisation for change in changes)
    heads = [said["compare_organisation"]] * told + [said["compare_before"], said["compare_after"]]
    rows = [Row(tuple(_cell(head, True) for head in heads))]
    for change in changes:
        who = (_cell(change.organisation, True),) if told else ()
        rise = change.difference if field.kind == "count" else None
        risen = f" ({local.rise(rise, lang)})" if rise is not None else ""
        before, after = (
            said["compare_open"] if waits else _printed(field, value, lang)
            for value, waits in zip((change.before, change.after), change.undecided, strict=True)
        )
        rows.append(Row((*who, _cell(before), _cell(after + risen))))
    return (Table(tuple(rows)),)


def _printed(field: Field, value: Value | None, lang: str) -> str:
    return NOTHING if value is None else clean(shown(field, printed(field, value, lang)))


def _names(comparison: Comparison, said: Words) -> tuple[Block, ...]:
    """Return which organisations are compared and which are not; where names are removed, how many."""
    gone, new = (str(count or "") for count in comparison.alone)
    if not comparison.unattributed:
        gone, new = ", ".join(comparison.gone), ", ".join(comparison.new)
    lists = (("compare_names", ", ".join(comparison.compared)), ("compare_gone", gone), ("compare_new", new))
    return tuple(_words(said[word].format(names=names)) for word, names in lists if names)


def _cell(text: str, head: bool = False) -> Cell:
    return Cell((_words(text),), head)


def _words(text: str) -> Paragraph:
    return Paragraph((Run(clean(text)),))
