"""Renders a comparison through the templates into a `Page`: each question with what has changed, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit_cli.characters import clean, one_line
from toolkit_cli.kits import localformat, selection
from toolkit_cli.kits.fields import Field, of_item
from toolkit_cli.kits.model import AnyItem, Toolkit
from toolkit_cli.kits.values import Value, shown
from toolkit_cli.kits.words import Words
from toolkit_cli.layout import render, templatecheck
from toolkit_cli.layout.fill import EMPTY
from toolkit_cli.layout.page import Block, Page, Row, Table
from toolkit_cli.reports import outputs
from toolkit_cli.reports.comparison import Comparison
from toolkit_cli.reports.period import Period
from toolkit_cli.responses.filling import localised
from toolkit_cli.responses.namelist import listed

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
    told = ComparisonWords(comparison, said, toolkit.lang)
    makers: dict[str, outputs.Maker] = {
        "changes": lambda code: told.changes(fields[code]),
        "compared": lambda _: tuple(map(outputs.paragraph, told.names())),
        "times": lambda _: tuple(map(outputs.paragraph, told.times())),
    }
    made = replace(made, blocks=outputs.replaced(made.blocks, makers))
    return made.with_copy_id(made.charts, EMPTY)


@dataclass(frozen=True)
class ComparisonWords:
    """Says a comparison in the words of a language."""

    comparison: Comparison
    said: Words
    lang: str

    def changes(self, field: Field) -> tuple[Block, ...]:
        """Return a table of the answers before and after, with names where they are told; () where all are the same."""
        changes = self.comparison.changes.get(field.code, ())
        if not changes:
            return ()
        named = any(change.organisation for change in changes)
        head = (*[self.said["compare_organisation"]] * named, *self.heads())
        rows = [Row(tuple(outputs.cell(text, True) for text in head))]
        for change in changes:
            who = (outputs.cell(change.organisation, True),) if named else ()
            rise = change.difference if field.kind == "count" else None
            risen = f" ({localformat.rise(rise, self.lang)})" if rise is not None else ""
            before, after = (
                self.said["compare_open"] if waits else self._answer(field, value)
                for value, waits in zip((change.before, change.after), change.undecided, strict=True)
            )
            rows.append(Row((*who, outputs.cell(before), outputs.cell(after + risen))))
        return (Table(tuple(rows), "changes"),)

    def _answer(self, field: Field, value: Value | None) -> str:
        if value is None:
            return self.said["report_not_said"]
        return clean(shown(field, localised(field, value, self.lang)))

    def heads(self) -> Iterator[str]:
        """Yield the heads of the columns of both times: which time it is, and in brackets when that was, in figures.

        Where that is not known, the file's name stands in brackets if it is short.
        """
        for word, period, file in self._times():
            text = period.short(self.lang) if period else file if len(file) <= SHORT else ""
            yield f"{self.said[word]} ({text})" if text else self.said[word]

    def times(self) -> Iterator[str]:
        """Yield in words which two times are compared: when the answers of each were given, else the files' names."""
        for word, period, file in self._times():
            if text := period.said(self.lang) if period else one_line(file):
                yield f"{self.said['labelled'].format(label=self.said[word])} {text}"

    def _times(self) -> Iterator[tuple[str, Period | None, str]]:
        """Yield of each time its word's key, when it was, and the file's name."""
        return zip(TIMES, self.comparison.periods, self.comparison.files, strict=True)

    def names(self) -> Iterator[str]:
        """Yield in words which organisations are compared and which are not; where names are removed, how many."""
        made = self.comparison
        gone, new = (
            listed(names, self.said) or str(count or "")
            for names, count in zip((made.gone, made.new), made.alone, strict=True)
        )
        compared = listed(made.compared, self.said)
        for word, names in (("compare_names", compared), ("compare_gone", gone), ("compare_new", new)):
            if names:
                yield self.said[word].format(names=names)
