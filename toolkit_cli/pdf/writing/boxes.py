"""Makes the field boxes of a PDF: the question, what others have said, and the place for the answer."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.values import Value, as_text, parts_of
from toolkit_cli.layout.columns import grid_shares, named_shares
from toolkit_cli.layout.fill import LEAST_LINES, UNNAMED, paragraphs
from toolkit_cli.layout.lines import wrapped
from toolkit_cli.layout.page import Block, FieldBox, FieldRows
from toolkit_cli.layout.theme import MM
from toolkit_cli.pdf.writing import language
from toolkit_cli.pdf.writing.panels import Look, Panel
from toolkit_cli.pdf.writing.setting import Setting, cell_room
from toolkit_cli.pdf.writing.structure import StructElem
from toolkit_cli.pdf.writing.widgets import FIELD_LEADING, FIELD_SIZE, LINE, MARGINS, AnswerBox, Place, Ticks

SHORT = 60 * MM  # the width of a box for a number or a date
ONE_LINE = 7.5 * MM  # the height of a box for one line
LEAST = 0.6  # of its height: a box is made no lower to fit on a page
PIECE = 40  # lines of an answer that are one paragraph
# Blocks and the structure element that they stand in → flowables.
Inner = Callable[[tuple[Block, ...], StructElem], list[Any]]


def field_box(setting: Setting, block: FieldBox, parent: StructElem, inner: Inner) -> list[Any]:
    """Return a field with its question as a panel of its own."""
    field = setting.page.fields[block.code]
    part, look = parent.add("Div"), Look(setting.tone.tint, setting.tone.colour)
    room = look.inner(setting.width)
    kids = [_asked(setting, field, "question", part, setting.hint(field, field.lang))]
    with setting.within(room):
        kids += inner(block.blocks, part)
    if field.code not in setting.elsewhere:
        kids += said(setting, field, part)
    taken = Panel(kids, look, setting.room).wrap(setting.width, 0)[1] + 12
    kids += _answer(setting, field, part, room, setting.room - taken)
    return [Panel(kids, look, setting.room, field.code, lambda number: _again(setting, field, number))]


def _again(setting: Setting, field: Field, number: int) -> Any:
    """Return the line that says which answer goes on here; an artifact, since screen readers say the field's name."""
    part = setting.page.words["part"].format(number=number)
    return setting.paragraph(f"{setting.code(field.code)}&nbsp; {escape(part)}", "small", None)


def field_rows(setting: Setting, block: FieldRows, parent: StructElem, inner: Inner) -> list[Any]:
    """Return fields with the same options as a table, a row each."""
    table = parent.add("Table")
    head = table.add("TR")
    hints = ("", setting.hint(setting.page.fields[block.rows[0].code]) if block.rows else "")
    cells = [
        [
            [setting.paragraph(_head(setting, text) + hint, "head", head.add("TH", scope="Column").add("P"))]
            for text, hint in zip(block.heads, hints, strict=True)
        ]
    ]
    shares = grid_shares(any(setting.fill.is_answered(box.code) for box in block.rows))
    room, place = (cell_room(setting.width * share) for share in shares)
    for box in block.rows:
        field = setting.page.fields[box.code]
        row = table.add("TR")
        left, right = row.add("TH", scope="Row"), row.add("TD")
        asked = _asked(setting, field, "cell", left)
        asked.anchor = field.code
        with setting.within(room):
            about = [asked, *inner(box.blocks, left)]
        cells.append([about, said(setting, field, right) + _answer(setting, field, right, place, setting.room)])
    return [setting.grid(cells, shares, 1, pad=3)]


def _head(setting: Setting, text: str) -> str:
    return language.within(escape(text), setting.page.foreign.get(text, ""))


def _asked(setting: Setting, field: Field, style: str, parent: StructElem, hint: str = "") -> Any:
    asked = f"{setting.code(field.code)}&nbsp; {escape(field.label)}{hint}"
    return setting.paragraph(asked, style, parent.add("P", lang=field.lang))


def said(setting: Setting, field: Field, parent: StructElem, title: str = "") -> list[Any]:
    """Return a field's tally and every response's answer with who gave it, as printed words below a `title`, if any."""
    tally = setting.fill.tallies.get(field.code, "")
    begins = "said" if field.kind == "text" else "said line"
    given = setting.fill.above(field)
    heads = [_head(setting, title) if given or tally else "", escape(tally)]
    made = [setting.paragraph(f"<b>{head}</b>", "said alone", parent.add("P")) for head in heads if head]
    if not given or any(each.who != UNNAMED for each in given):
        for each in given:
            before = f"<b>{escape(each.who)}</b> "
            made += _pieces(setting, as_text(each.value), parent.add("P"), begins=begins, before=before)
        return made
    listed = parent.add("L", numbering="Disc")  # whose items a screen reader counts
    for each in given:
        item = listed.add("LI")
        label, body = item.add("Lbl"), item.add("LBody")
        first, *rest = _pieces(setting, as_text(each.value), body, " listed", begins)
        first.bullet, first.label = UNNAMED, label
        made += [first, *rest]
    return made


def responses(setting: Setting, parent: StructElem) -> list[Any]:
    """Return how many responses a combined workbook holds."""
    text = setting.fill.responses
    return [setting.paragraph(f"<b>{escape(text)}</b>", "", parent.add("P"))] if text else []


def respondents(setting: Setting, parent: StructElem) -> list[Any]:
    """Return the table of who answered."""
    given, page = setting.fill.respondents, setting.page
    if given is None:
        return []
    who = page.words["report_who"]
    title = setting.text(who, "head", parent.add("P", lang=page.foreign.get(who, "")))
    title.keepWithNext = 1
    table, fields = parent.add("Table"), [page.fields[code] for code in given.codes]
    head = table.add("TR")
    heads = [head.add("TH", scope="Column").add("P", lang=field.lang) for field in fields]
    cells = [[[setting.text(each.label, "head", element)] for each, element in zip(fields, heads, strict=True)]]
    for texts in given.rows:
        row = table.add("TR")
        places = [row.add("TH" if not at else "TD", scope="" if at else "Row").add("P") for at in range(len(texts))]
        cells.append([[setting.text(text, "cell", place)] for text, place in zip(texts, places, strict=True)])
    return [title, setting.grid(cells, named_shares(len(fields)), 1, pad=3)]


def _pieces(
    setting: Setting, text: str, element: StructElem, look: str = "", begins: str = "said", before: str = ""
) -> list[Any]:
    """Return the paragraphs of an answer, which are one element, closer to each other than to the next answer.

    `begins` is the style of the first paragraph, `look` the variant of all styles, `before` markup before the words. A
    long paragraph comes in pieces of PIECE lines: ReportLab breaks the lines of all the rest on each page anew.
    """
    made = list[Any]()
    for part in paragraphs(text):
        rows = escape(part).split("\n")
        for at in range(0, len(rows), PIECE):
            style = "said next" if at else "said then" if made else begins
            words = ("" if made else before) + "<br/>".join(rows[at : at + PIECE])
            made.append(setting.paragraph(words, f"{style}{look}", element))
            made[-1].answers = True
    return made


def _answer(setting: Setting, field: Field, parent: StructElem, wide: float, left: float) -> list[Any]:
    """Return the place for an answer, `wide` points wide; `left` is the height that a page has below the question."""
    value = setting.fill.values.get(field.code, "")
    place = Place(field.code, parent, setting.theme, setting.positions, field.lang)
    if field.options:
        return [_ticks(setting, field, place, value)]
    if setting.page.by_hand and isinstance(value, str) and value:
        return [_printed(setting, value, parent, min(left, setting.room))]
    tall, least = _heights(setting, field, left)
    short = SHORT if field.kind in ("count", "date") else 0.0
    typed = _lines(setting, field, min(short, wide) if short else wide)
    if typed:
        least = max(least, len(typed) * FIELD_LEADING + MARGINS)
    return [AnswerBox(place, max(tall, least), least, short, typed)]


def _ticks(setting: Setting, field: Field, place: Place, value: Value) -> Ticks:
    """Return the boxes to tick of a field with options."""
    options = []
    for option in field.options:
        form = place.element.add("Form", lang=field.lang)  # a reader says the question, and then the option
        label = setting.text(option.label, "option", place.element.add("P", lang=option.lang))
        options.append((option.code, label, form))
    return Ticks(place, options, set(parts_of(value)))


def _heights(setting: Setting, field: Field, left: float) -> tuple[float, float]:
    """Return how high a box to write in is, and how low it may be made, where a page has so much `left`."""
    tall = least = ONE_LINE
    if field.kind == "text":
        tall = setting.fill.lines(field) * LINE
        least = LEAST_LINES * LINE if setting.fill.is_answered(field.code) else tall * LEAST
    tall = min(tall, left if left > LINE else setting.room * 0.9)
    return tall, min(least, tall)


def _printed(setting: Setting, value: str, parent: StructElem, room: float) -> Panel:
    """Return an answer as words in a box, for paper; a box higher than `room` goes on on the next page."""
    look = Look(setting.theme.colours.box, border=setting.theme.colours.line)
    return Panel(_pieces(setting, value, parent.add("P"), " alone"), look, room)


def _lines(setting: Setting, field: Field, wide: float) -> list[str]:
    """Return an answer's lines as its box will show them, with their line breaks; joined, they are the answer.

    Return none if the answer is empty, or fits in the one line of its field.
    """
    value = setting.fill.values.get(field.code)
    if not isinstance(value, str) or not value:
        return []
    face, made = setting.typed, list[str]()
    for line in value.split("\n"):
        made += wrapped(line, wide - 10, lambda part: setting.faces.width(part, face, FIELD_SIZE))
        made[-1] += "\n"
    made[-1] = made[-1][:-1]
    return made if field.kind == "text" or len(made) > 1 else []
