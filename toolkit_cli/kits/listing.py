"""Lists a toolkit's kits, items and fields with their codes, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from toolkit_cli.characters import shortened
from toolkit_cli.files import installed
from toolkit_cli.kits import content, fields
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import AnyItem, Toolkit, points

LONGEST_TITLE = 70  # letters of it in a list


def as_json(folder: Path | None) -> str:
    """Return the list as JSON: kits with their items, each with its points and fields."""
    toolkit, found = _loaded(folder)
    listed: dict[str, Any] = {
        "toolkit": toolkit.toolkit,
        "version": toolkit.version,
        "title": toolkit.title,
        "fingerprint": fields.fingerprint(found),
    }
    if toolkit.respondent:
        code = toolkit.respondent.code
        listed["respondent"] = {"code": code, "title": toolkit.respondent.title, "fields": _fields(code, found)}
    listed["kits"] = [
        {
            "code": kit.code,
            "title": kit.title,
            "part": kit.part,
            "items": [
                {
                    "code": item.code,
                    "kind": item.kind,
                    "title": _title(item, toolkit),
                    "points": [{"code": point.code, "kind": kind} for kind, point in points(item)],
                    "fields": _fields(item.code, found),
                }
                for item in kit.items
            ],
        }
        for kit in toolkit.kits
    ]
    return json.dumps(listed, indent=2, ensure_ascii=False)


def as_text(folder: Path | None) -> str:
    """Return the list as lines: a kit, its items indented below it, their fields below them, with options' codes."""
    toolkit, found = _loaded(folder)
    lines = [f"{toolkit.title} ({toolkit.toolkit} {toolkit.version})"]
    if toolkit.respondent:
        lines += ["", f"{toolkit.respondent.code}  {toolkit.respondent.title}"]
        lines += _field_lines(toolkit.respondent.code, found)
    for kit in toolkit.kits:
        lines += ["", f"{kit.code}  {kit.title}"]
        for item in kit.items:
            lines.append(f"  {item.code:<5} {item.kind:<11} {_title(item, toolkit)}")
            lines += _field_lines(item.code, found)
    return "\n".join(lines)


def _title(item: AnyItem, toolkit: Toolkit) -> str:
    return shortened(fields.in_one_line(heading(item), toolkit), LONGEST_TITLE)


def heading(item: AnyItem) -> str:
    """Return what names an item: its title or question, else its first words."""
    for name in ("title", "question", "text", "prompts"):
        found = getattr(item, name, None)
        if found:
            return found if isinstance(found, str) else str(found[0])
    return ""


def _loaded(folder: Path | None) -> tuple[Toolkit, dict[str, Field]]:
    toolkit = content.load(folder or installed.default_toolkit())
    return toolkit, fields.known(toolkit)


def _fields(item: str, found: dict[str, Field]) -> list[dict[str, Any]]:
    return [
        {
            "code": field.code,
            "kind": field.kind,
            "label": field.label,
            "options": [{"code": option.code, "label": option.label} for option in field.options],
        }
        for field in fields.of_item(found, item).values()
    ]


def _field_lines(item: str, found: dict[str, Field]) -> list[str]:
    return [
        f"      {code:<15} {field.kind:<13} {', '.join(field.labels)}".rstrip()
        for code, field in fields.of_item(found, item).items()
    ]
