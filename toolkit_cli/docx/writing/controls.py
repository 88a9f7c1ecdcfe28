"""Makes fields: the question, and below it the place for the answer, with a content control that also works on paper.

Controls stand inside a paragraph of a table's cell, where most programs keep them. A field's code is printed at the
head of its table, with a bookmark, because LibreOffice 7.4 drops a control's tag when it saves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit_cli.characters import clean
from toolkit_cli.docx.writing.draft import Draft
from toolkit_cli.docx.writing.heights import ANSWERED, fits
from toolkit_cli.docx.writing.numbering import DASHES, INDENT, in_list
from toolkit_cli.docx.writing.paragraphs import keep_with_next, set_spacing, spacing_after
from toolkit_cli.docx.writing.styles import TICK_FONT
from toolkit_cli.docx.writing.tables import DOWN, cell, grid_lines, head_row, row, table
from toolkit_cli.docx.writing.wml import Element, Look, borders, lines, paragraph, run, twips, w, w14
from toolkit_cli.kits.fields import Field, Option
from toolkit_cli.kits.values import Value, as_text, parts_of
from toolkit_cli.layout.columns import named_shares
from toolkit_cli.layout.fill import UNNAMED, paragraphs
from toolkit_cli.layout.theme import MM
from toolkit_cli.marks import BEFORE_HINT, BEFORE_OPTION, PROMPT
from toolkit_cli.ticks import TICKED, UNTICKED

LINE = 8 * MM  # the height of a line for handwriting
APART = 10.0  # points before the table of who answered
CLOSE = 3.0  # points between paragraphs of one answer, or between short answers
TALLEST = 0.75  # of a page: with a higher box, the heading of a part would stand alone on the page before
LONGEST = 64  # letters of a tag or an alias that Word allows


def box(draft: Draft, field: Field, guidance: Sequence[Element], width: float) -> Element:
    """Return a field's table: its question, what others have said, and the place for the answer."""
    theme, colours = draft.theme, draft.theme.colours
    asked = [_head(draft, field), *guidance]
    rows = [head_row([width], [asked], draft.tone, whole=fits(theme, asked, width))]
    rows += _said_rows(draft, [] if field.code in draft.elsewhere else said(draft, field), width)
    if field.options:
        boxes = ticks(draft, field)
        rows.append(row([cell(width, boxes, colours.box)], whole=fits(theme, boxes, width)))
    elif draft.page.by_hand:
        rows += _ruled(draft, field, width)
    else:
        answer = cell(width, [paragraph("Answer", [_text(draft, field)])], colours.box)
        height = _lines(draft, field) * LINE
        # An answer may fill pages: of a row that may not be split, LibreOffice 7 hides last lines while it grows.
        rows.append(row([answer], whole=False, height=height))
    return table([width], rows, grid_lines(colours.line))


def _said_rows(draft: Draft, others: list[Element], width: float) -> Iterator[Element]:
    """Yield rows with what others have said, of which the last stays with the place for the answer.

    If they have said more than fills a part of a page, the last row has only the last paragraph, and the other may be
    split between pages. If both rows hold parts of one answer, they are as close as its paragraphs in one row.
    """
    short, ground = fits(draft.theme, others, width, ANSWERED), draft.theme.colours.box
    parts = [part for part in ([others] if short else [others[:-1], others[-1:]]) if part]
    further = len(parts) > 1 and spacing_after(parts[0][-1]) == CLOSE
    for number, part in enumerate(parts):
        last = part[-1] is others[-1]
        between = borders("tcBorders", "top" if number else "bottom", ground, 0.5) if len(parts) > 1 else None
        top, bottom = (CLOSE / 2 if further and meets else DOWN for meets in (number > 0, number == 0))
        inner = cell(width, part, ground, between, top, bottom)
        made = row([inner], whole=fits(draft.theme, part, width, ANSWERED))
        if last:
            keep_with_next(made)
        yield made


def _lines(draft: Draft, field: Field) -> int:
    """Return how many lines high the place for an answer is, at most: whoever types makes it higher."""
    return min(draft.fill.lines(field), int(TALLEST * draft.theme.height / LINE))


def _ruled(draft: Draft, field: Field, width: float) -> Iterator[Element]:
    """Yield a row for each line to write on, or one row with the answer if there is one."""
    text = _words(draft.fill.values.get(field.code, ""))
    if text:
        yield row([cell(width, [paragraph("Answer", lines(text))], draft.theme.colours.box)], whole=False)
        return
    for number in range(_lines(draft, field), 0, -1):
        line = cell(width, [paragraph("Answer", [])], draft.theme.colours.box)
        if number > 1:
            keep_with_next(line)
        yield row([line], height=LINE)


def grid(
    draft: Draft, heads: tuple[str, str], fields: Sequence[tuple[Field, Sequence[Element]]], widths: Sequence[float]
) -> Element:
    """Return a table with a row for each of some fields: what it is about, with its guidance, and the boxes to tick."""
    colours = draft.theme.colours
    named = [
        [paragraph("TableHead", [run(clean(head), Look(lang=draft.page.foreign.get(head, "")))])] for head in heads
    ]
    if fields:
        named[1][0].extend(_hint(draft, fields[0][0]))
    rows = [head_row(widths, named, draft.tone)]
    for field, guidance in fields:
        about = [paragraph("TableText", [*_code(draft, field), _asked(field)]), *guidance]
        answer = [*said(draft, field), *ticks(draft, field)]
        whole = fits(draft.theme, about, widths[0]) and fits(draft.theme, answer, widths[1])
        rows.append(row([cell(widths[0], about), cell(widths[1], answer, colours.box)], whole=whole))
    return table(widths, rows, grid_lines(colours.line), headed=True)


def ticks(draft: Draft, field: Field) -> list[Element]:
    """Return a paragraph for each option: with two check boxes in one paragraph LibreOffice loses words."""
    chosen = parts_of(draft.fill.values.get(field.code, ()))
    made = []
    for option, title in zip(field.options, _titles(field), strict=True):
        ticked = option.code in chosen
        box = _printed_tick(ticked) if draft.page.by_hand else _tick(field, option, title, ticked)
        made.append(paragraph("Tick", [box, run(f"\t{option.label}", Look(lang=option.lang))]))
    return made


def _head(draft: Draft, field: Field) -> Element:
    return paragraph("Question", [*_code(draft, field), _asked(field, "Asked"), *_hint(draft, field)])


def _asked(field: Field, style: str = "") -> Element:
    return run(field.label, Look(style=style, lang=field.lang))


def _hint(draft: Draft, field: Field) -> list[Element]:
    """Return how a field is answered, on one line."""
    hint = draft.page.hint(field)
    look = Look(style="Hint", lang=draft.page.foreign.get(hint, ""))
    return [run(f"{BEFORE_HINT}{hint}".replace(" ", "\u00a0"), look)] if hint else []


def _code(draft: Draft, field: Field) -> list[Element]:
    printed = run(f"[{field.code}]", Look(style="Code"))
    return [*draft.bookmark(draft.names.fields[field.code], [printed]), run(" ")]


def _text(draft: Draft, field: Field) -> Element:
    return text_control(field, draft.fill.values.get(field.code, ""), draft.new_id())


def text_control(field: Field, value: Value, number: int) -> Element:
    """Return a rich text control with an answer; a plain text control loses its line breaks in LibreOffice 7.4."""
    text = _words(value)
    content = lines(text) if text else [run(PROMPT, Look(style="PlaceholderText"))]
    look = w(
        "sdtPr",
        w("alias", val=_title(field)),
        w("tag", val=field.code),
        w("id", val=number),
        None if text else w("showingPlcHdr"),
        w("richText"),
    )
    return w("sdt", look, w("sdtContent", *content))


def _words(value: Value) -> str:
    return clean(as_text(value, "\n"))


def _tick(field: Field, option: Option, title: str, ticked: bool) -> Element:
    """Return a check box control, without a `w:id`: with it and an alias, LibreOffice wraps the cell in a control."""
    look = w(
        "sdtPr",
        w("alias", val=title),
        w("tag", val=clean(f"{field.code}{BEFORE_OPTION}{option.code}")[:LONGEST]),
        w14(
            "checkbox",
            w14("checked", val=int(ticked)),
            w14("checkedState", val=f"{ord(TICKED):04X}", font=TICK_FONT),
            w14("uncheckedState", val=f"{ord(UNTICKED):04X}", font=TICK_FONT),
        ),
    )
    return w("sdt", look, w("sdtContent", _printed_tick(ticked)))


def _printed_tick(ticked: bool) -> Element:
    return run(TICKED if ticked else UNTICKED, Look(style="TickBox"))


def said(draft: Draft, field: Field, title: str = "") -> list[Element]:
    """Return a field's tally and every response's answer with who gave it, as printed words below a `title`, if any."""
    tally, given = draft.fill.tallies.get(field.code, ""), draft.fill.above(field)
    heads = [(title if given or tally else "", draft.page.foreign.get(title, "")), (tally, "")]
    made = [paragraph("Said", [run(clean(head), Look(strong=True, lang=lang))]) for head, lang in heads if head]
    for each in given:
        first, *further = (list(lines(clean(part))) for part in paragraphs(as_text(each.value)))
        unnamed = each.who == UNNAMED  # then it is a list, of which a screen reader counts the items
        who = [] if unnamed else [run(f"{clean(each.who)} ", Look(strong=True))]
        answer = [paragraph("Said", [*who, *first], in_list(DASHES) if unnamed else None)]
        answer += [paragraph("Said", words, w("ind", left=twips(INDENT), firstLine=0)) for words in further]
        for block in answer[:-1] if field.kind == "text" else answer:
            set_spacing(block, after=CLOSE)
        made += answer
    return made


def responses(draft: Draft) -> list[Element]:
    """Return how many responses a combined workbook holds, in the style of what others have said."""
    return [_strong_in_cell(draft.fill.responses)] if draft.fill.responses else []


def respondents(draft: Draft, width: float) -> list[Element]:
    """Return the table of who answered, in the same style, so that it is not taken for an answer in a return."""
    given, page = draft.fill.respondents, draft.page
    if given is None:
        return []
    widths = [width * share for share in named_shares(len(given.codes))]
    heads = [[_strong_in_cell(page.fields[code].label, page.fields[code].lang)] for code in given.codes]
    rows = [head_row(widths, heads, draft.tone)]
    for texts in given.rows:
        told = zip(widths, texts, strict=True)
        rows.append(row(cell(wide, [_in_cell(run(clean(text)))]) for wide, text in told))
    who = page.words["report_who"]
    title = _strong_in_cell(who, page.foreign.get(who, ""))
    set_spacing(title, before=APART, after=CLOSE)
    keep_with_next(title)
    return [title, table(widths, rows, grid_lines(draft.theme.colours.line), headed=True)]


def _strong_in_cell(text: str, lang: str = "") -> Element:
    return _in_cell(run(clean(text), Look(strong=True, lang=lang)))


def _in_cell(words: Element) -> Element:
    return paragraph("Said", [words], w("ind", left=0, firstLine=0))


def _titles(field: Field) -> list[str]:
    """Return the titles of a field's boxes, no two of which are alike."""
    titles = [_title(field, option.label) for option in field.options]
    if len(set(titles)) == len(titles):
        return titles
    return [_title(field, f"{number}. {option.label}") for number, option in enumerate(field.options, 1)]


def _title(field: Field, option: str = "") -> str:
    """Return a control's title, which a screen reader says: code, option, question, and what it is about.

    A title has few letters: if the parts do not fit, the longest are cut, each in its middle.
    """
    parts = [" ".join(clean(part).split()) for part in (option, field.label, field.about)]
    between = (": " if option else "", " ()" if field.about else "")
    room = LONGEST - len(f"{field.code} {''.join(between)}")
    fitting = (most for most in range(LONGEST, 0, -1) if sum(min(len(part), most) for part in parts) <= room)
    most = next(fitting, 0)
    option, asked, about = (_cut(part, most) for part in parts)
    return f"{field.code} {option}{between[0]}{asked}{f' ({about})' if about else ''}"[:LONGEST]


def _cut(text: str, most: int) -> str:
    """Return a text of at most so many letters; a longer one is cut in its middle, between words if it can be."""
    if len(text) <= most or not most:
        return text[:most]
    behind = most // 3
    head, tail = text[: max(most - behind - 1, 0)], text[len(text) - behind :]
    words, rest = head.rpartition(" ")[0], tail.partition(" ")[2]
    return f"{words if len(words) > len(head) // 2 else head}…{rest if len(rest) > len(tail) // 2 else tail}"
