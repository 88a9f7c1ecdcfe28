"""Form data as programs write them, and what a form or its data answer, for the tests of their values."""

from __future__ import annotations

from typing import Any

from toolkit_cli.layout.page import Page
from toolkit_cli.returned import Returned
from toolkit_cli.returns.interpret import answer


def answers(returned: Returned, page: Page) -> dict[str, Any]:
    """Return what is answered, and each further answer to the same field after its code and a dash."""
    made: dict[str, Any] = {}
    for found in returned.found:
        value = answer(found, page.fields[found.code]).value
        if value is not None:
            made[f"{found.code}-" if found.code in made else found.code] = value
    return made


def fdf(fields: str | bytes, more: str = "", after: str = "") -> bytes:
    fields = fields.encode("latin-1") if isinstance(fields, str) else fields
    head, tail = f"<< /FDF << {more} /Fields [ ", f" ] >> >>\nendobj\n{after}trailer\n<< /Root 1 0 R >>\n%%EOF\n"
    return b"%FDF-1.2\n1 0 obj\n" + head.encode() + fields + tail.encode()


def xfdf(fields: str, annots: str = "", encoding: str = "utf-8", before: str = "") -> bytes:
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{before}'
    inner = f"<fields>{fields}</fields><annots>{annots}</annots>"
    return f'{declared}<xfdf xmlns="http://ns.adobe.com/xfdf/" xml:space="preserve">{inner}</xfdf>'.encode(encoding)


def valued_as(*values: str, name: str = "S1") -> str:
    return f'<field name="{name}">{"".join(f"<value>{value}</value>" for value in values)}</field>'
