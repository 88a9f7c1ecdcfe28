"""Tries the templates of reports and comparisons on made-up responses, before there are any.

A mistake in a branch that only many answers reach would otherwise show on the day when the report is due.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from toolkit_cli.kits.fields import Field, known
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.values import Value
from toolkit_cli.reports import comparison, comparisonpage, page, tallies
from toolkit_cli.responses.response import Response

MANY = 2 * tallies.LEAST  # responses: enough for names and shares to be given
WRITTEN = "…"  # what stands for words that somebody wrote


def renderings(toolkit: Toolkit, templates: Path) -> Iterator[Callable[[], object]]:
    """Yield what renders each page that the templates are for; each raises `TemplateError` for a mistake in them."""
    fields = known(toolkit, templates)
    before, after = ([_response(fields, at, later) for at in range(MANY)] for later in (0, 1))
    for number in (0, MANY):
        for unattributed in (False, True):
            report = tallies.of(toolkit, fields, before[:number], unattributed=unattributed)
            yield partial(page.page, toolkit, report, templates)
            compared = comparison.of(toolkit, fields, before, after[:number], unattributed=unattributed)
            yield partial(comparisonpage.page, toolkit, compared, templates)


def _response(fields: Mapping[str, Field], at: int, later: int) -> Response:
    """Return one organisation's answer to every field; the first of all answers each in words."""
    about = {"organisation": f"{WRITTEN} {at}", "country": f"{WRITTEN} {at % 2}", "role": WRITTEN}
    return Response({code: _answer(field, at + later if at else 0) for code, field in fields.items()}, about)


def _answer(field: Field, at: int) -> Value:
    if field.options and at:
        code = field.options[at % len(field.options)].code
        return (code,) if field.kind == "many" else code
    typed = {"count": str(at), "date": f"2021-03-{at + 1:02}"}
    return typed[field.kind] if at and field.kind in typed else f"{WRITTEN} {at}"
