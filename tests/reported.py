"""Reports on made-up responses, for the tests of their pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from toolkit_cli.kits import fields
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.values import Value
from toolkit_cli.layout.fill import Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.reports import page, tallies
from toolkit_cli.responses.response import Response


def sample(field: Field) -> Value:
    if field.kind == "many":
        return (field.options[0].code,)
    if field.options:
        return field.options[1].code
    return {"count": "4", "date": "2021-03-19"}.get(field.kind, f"Words on {field.code}.")


def everything(known: Mapping[str, Field], count: int = 6, front: str = "R") -> list[Response]:
    """Return responses that answer every field alike, of organisations A, B, C and so on."""
    answers = {code: sample(field) for code, field in known.items() if field.item != front}
    return [Response(answers, {"organisation": chr(65 + number)}) for number in range(count)]


def made(
    toolkit: Toolkit, responses: Sequence[Response], templates: Path | None = None, **options: Any
) -> tuple[Page, Fill]:
    known = fields.known(toolkit)
    return page.page(toolkit, tallies.of(toolkit, known, responses, **options), templates)
