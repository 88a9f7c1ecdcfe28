"""Field boxes of a PDF: the question, what others have said, and the place for the answer."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from toolkit_cli.fields import Field
from toolkit_cli.fill import shown
from toolkit_cli.page import Block, FieldBox, FieldRows
from toolkit_cli.pdf.flowables import BAR, PAD, Look, Panel
from toolkit_cli.pdf.setting import Setting
from toolkit_cli.pdf.tags import Node
from toolkit_cli.pdf.widgets import FIELD_LEADING, FIELD_SIZE, AnswerBox, Ticks
from toolkit_cli.theme import MM

LINE = 8 * MM  # a line that is written by hand
SHORT = 60 * MM
LEAST = 0.65  # of its height: so much may a box be lowered to close a page without a gap
# Blocks and the element that they stand in → flowables.
Inner = Callable[[tuple[Block, ...], Node], list[Any]]


def field_box(setting: Setting, block: FieldBox, node: Node, inner: Inner) -> list[Any]:
    """Return a field with its question as a panel of its own."""
    field = setting.page.fields[block.code]
    part = node.add("Div")
    kids = [_asked(setting, field, "question", part)]
    kids += inner(block.blocks, part)
    hint = _hint(setting, field)
    if hint:
        kids.append(setting.plain(hint, "hint", part.add("P")))
    if field.code not in setting.elsewhere:
        kids += said(setting, field, part)
    taken = Panel(kids, Look(bar=setting.tone.colour), setting.room).wrap(setting.width, 0)[1] + 12
    kids += _answer(setting, field, part, setting.width - 2 * PAD - BAR, setting.room - taken)
    return [Panel(kids, Look(setting.tone.tint, setting.tone.colour), setting.room, anchor=field.code)]


def field_rows(setting: Setting, block: FieldRows, node: Node, inner: Inner) -> list[Any]:
    """Return fields of one kind of choice as a table, a row each."""
    table = node.add("Table")
    head = table.add("TR")
    cells = [[[setting.plain(text, "head", head.add("TH", scope="Column").add("P"))] for text in block.heads]]
    for box in block.rows:
        field = setting.page.fields[box.code]
        row = table.add("TR")
        left, right = row.add("TD"), row.add("TD")
        about = [_asked(setting, field, "cell", left), *inner(box.blocks, left)]
        cells.append([about, said(setting, field, right) + _answer(setting, field, right, 0, setting.room)])
    return [setting.grid(cells, (0.7, 0.3), 1)]


def _asked(setting: Setting, field: Field, style: str, node: Node) -> Any:
    return setting.words(f"{setting.code(field.code)}&nbsp; {escape(field.label)}", style, node.add("P"))


def _hint(setting: Setting, field: Field) -> str:
    names = {"count": "a_number", "date": "a_date", "many": "tick_any"}
    name = names.get(field.kind) or ("tick_one" if field.options else "")
    return setting.page.words[name] if name else ""


def said(setting: Setting, field: Field, node: Node) -> list[Any]:
    """Give the tally, and every response's answer with who gave it, as printed words."""
    tally = setting.fill.tallies.get(field.code, "")
    made = [setting.words(f"<b>{escape(tally)}</b>", "said", node.add("P"))] if tally else []
    for each in setting.fill.said.get(field.code, ()):
        text = escape(shown(field, each.value)).replace("\n", "<br/>")
        made.append(setting.words(f"<b>{escape(each.who)}</b> {text}", "said", node.add("P")))
    return made


def _answer(setting: Setting, field: Field, node: Node, wide: float, left: float) -> list[Any]:
    """Return the place for an answer; `left` is the height that the page still has under the question."""
    if field.options:
        options = []
        for option in field.options:
            form = node.add("Form")
            options.append((option.code, setting.plain(option.label, "option", node.add("P")), form))
        return [Ticks(field.code, options, setting.theme, setting.marks)]
    tall = field.lines * LINE if field.kind == "text" else 7.5 * MM
    least = tall * LEAST if field.kind == "text" else tall
    value = setting.fill.values.get(field.code)
    if isinstance(value, str) and field.kind == "text":
        lines = setting.faces.wrapped(value, setting.faces.regular, FIELD_SIZE, wide - 10)
        least = max(least, len(lines) * FIELD_LEADING + 12)
    most = left if left > LINE else setting.room * 0.9
    tall = min(max(tall, least), most)
    short = SHORT if field.kind in ("count", "date") else 0.0
    form = node.add("Form")
    return [AnswerBox(field.code, tall, min(least, tall), setting.theme, form, setting.marks, short)]
