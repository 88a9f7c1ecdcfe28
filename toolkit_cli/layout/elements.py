"""Makes the blocks of a page of elements of the markup."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from toolkit_cli.layout.page import (
    Aside,
    Cell,
    FieldBox,
    FieldRows,
    Figure,
    Listing,
    Output,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    Together,
)
from toolkit_cli.layout.vocabulary import CELLS, PROSE

HEADINGS = ("h1", "h2", "h3")


@dataclass
class Open:
    """An open element; `where` is its file and line, `kept` says that it belongs to the edition."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    where: tuple[str, int] = ("", 0)
    blocks: list[Any] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    kept: bool = True


def block(opened: Open) -> Any:
    """Return the block, or the part of one, for a closed element that is not a heading; None if it has no words."""
    given, blocks, runs = opened.attributes, tuple(opened.blocks), trimmed(opened.runs)
    if (opened.tag in PROSE and not runs) or (opened.tag in ("ul", "ol") and not blocks):
        return None
    if opened.tag in CELLS and runs:
        blocks = (Paragraph(runs), *blocks)
    makers: dict[str, Any] = {
        "p": lambda: Paragraph(runs, given.get("role", "")),
        "li": lambda: runs,
        "ul": lambda: Listing(blocks),
        "ol": lambda: Listing(blocks, ordered=True),
        "td": lambda: Cell(blocks, shade=int(given.get("shade", "0"))),
        "th": lambda: Cell(blocks, head=True, code=given.get("code", "")),
        "tr": lambda: Row(blocks),
        "table": lambda: Table(blocks, given.get("role", "")),
        "figure": lambda: Figure(given.get("code", ""), blocks),
        "aside": lambda: Aside(given.get("role", "note"), given.get("title", ""), blocks, given.get("lang", "")),
        "section": lambda: _section(given, blocks),
        "pagebreak": PageBreak,
        "field": lambda: FieldBox(given.get("code", ""), blocks),
        "fields": lambda: FieldRows((given.get("about", ""), given.get("answer", "")), blocks),
        "output": lambda: Output(*(given.get(name, "") for name in ("name", "code", "title"))),
    }
    return makers[opened.tag]()


def _section(given: dict[str, str], blocks: tuple[Any, ...]) -> Section | Together:
    role = given.get("role", "front")
    return Together(blocks) if role == "together" else Section(role, blocks, int(given.get("tone") or 0))


def trimmed(runs: list[Run]) -> tuple[Run, ...]:
    """Return runs with those of one style joined, and without white space at both ends and next to line breaks."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        text = run.text.lstrip(" ") if last is None or last.text.endswith((" ", "\n")) else run.text
        if run.text == "\n" and last:
            joined[-1] = last = replace(last, text=last.text.rstrip(" "))
        if last and replace(last, text=run.text) == run:
            joined[-1] = replace(run, text=last.text + text)
        elif text:
            joined.append(replace(run, text=text))
    while joined and not joined[-1].text.strip():
        joined.pop()
    if joined:
        joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip())
    return tuple(joined)
