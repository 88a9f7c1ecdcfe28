"""Turns blocks into the elements of a document's body, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from toolkit_cli.characters import one_line
from toolkit_cli.docx.writing import between, controls, pictures
from toolkit_cli.docx.writing.draft import Draft
from toolkit_cli.docx.writing.heights import fits, height, table_fits
from toolkit_cli.docx.writing.numbering import in_numbered_list
from toolkit_cli.docx.writing.paragraphs import keep_with_next, part_from_next, set_property, set_spacing
from toolkit_cli.docx.writing.styles import ROLES, band_style, contents_style, kit_style, role_style
from toolkit_cli.docx.writing.tables import ACROSS, DOWN, cell, grid_lines, row, table, top_bar
from toolkit_cli.docx.writing.wml import (
    Element,
    Look,
    band,
    borders,
    complex_field,
    descendant,
    is_table,
    paragraph,
    run,
    w,
)
from toolkit_cli.layout import chart
from toolkit_cli.layout.columns import grid_shares, is_bold, letters_across, shares, turned
from toolkit_cli.layout.keeptogether import announces, closing, stays
from toolkit_cli.layout.page import (
    BAND,
    NOTHING,
    Aside,
    Block,
    Cell,
    FieldBox,
    FieldRows,
    Figure,
    Heading,
    Listing,
    Output,
    PageBreak,
    Paragraph,
    Row,
    Section,
    Table,
    Together,
    main_language,
    plain,
)

LEADING = 4.0  # points below words in a cell that introduce what was said
BAR = 4.5  # points: the width of the bar at the left of an aside
COVER, KIT = 11, 9  # the margins inside a band in points; Word takes up to 31
PAD = 2 * ACROSS
NARROW = 4.0  # points at the sides of a number in a shaded cell, which leave room for words in other columns
FULL = 0.85  # of a page's height, which a figure with its table may take below its heading


def flow(draft: Draft, blocks: Sequence[Block], width: float) -> list[Element]:
    """Return the elements of some blocks, `width` points wide, with the space between them."""
    made: list[Element] = []
    turn, last = False, None
    for block in blocks:
        if isinstance(block, PageBreak):
            turn = True
            continue
        elements = MAKERS[type(block)](draft, block, width)
        if not elements:
            continue
        if turn or _begins_page(draft, block):
            made += between.on_new_page(made, elements)
        elif made and descendant(elements[0], "w:pPr", "w:pageBreakBefore") is None:
            between.separate(made, elements)
        if last is not None and stays(last, block):
            between.keep_last_with_next(made)
        if isinstance(block, FieldBox) and isinstance(last, FieldRows) and not turn:
            between.keep_last_row_with_next(made)
        made += elements
        turn, last = False, block
    return made


def _begins_page(draft: Draft, block: Block) -> bool:
    opens = isinstance(block, Section) and block.role == "cover" and block is draft.page.blocks[0]
    return isinstance(block, Section) and not opens


def _section(draft: Draft, section: Section, width: float) -> list[Element]:
    before = draft.kit_number, draft.cover
    draft.kit_number, draft.cover = section.tone, section.role == "cover"
    made = flow(draft, section.blocks, width)
    for each in [element for element in made[-closing(section.blocks) or len(made) :] if element.tag == "w:p"]:
        set_property(each, w("keepLines"))
        if each is not made[-1]:
            keep_with_next(each)
    if draft.cover:
        made = [*pictures.logo(draft), *made]
    draft.kit_number, draft.cover = before
    return made


def _together(draft: Draft, block: Together, width: float) -> list[Element]:
    made = flow(draft, block.blocks, width)
    _keep_on_one_page(draft, made)
    if made and is_table(made[-1]) and table_fits(draft.theme, made[-1]):
        for line in [child for child in made[-1] if child.tag == "w:tr"][:-1]:
            keep_with_next(line)
    return made


def _keep_on_one_page(draft: Draft, made: Sequence[Element]) -> None:
    """Keep blocks on one page, except for tables that are too high: LibreOffice loses rows that no page can hold."""
    for each in made[:-1]:
        if not is_table(each) or table_fits(draft.theme, each):
            keep_with_next(each)


def _heading(draft: Draft, heading: Heading, width: float) -> list[Element]:
    banded = heading.level == 1 and not draft.cover
    look = Look(style=_heading_style(draft, heading.level))
    inner = list(draft.bookmark(draft.names.headings[heading.anchor], draft.inline(heading.runs, look)))
    if heading.code:
        inner.append(run(f"\u00a0\u00a0{heading.code}", Look(style="Code")))
    return [paragraph(f"Heading{heading.level}", inner, *(band(draft.tone.colour, KIT) if banded else ()))]


def _heading_style(draft: Draft, level: int) -> str:
    if level > 1:
        return kit_style(draft.theme, draft.kit_number)
    if draft.cover:
        return "CoverHeading"
    return band_style(draft.theme, draft.kit_number)


def _paragraph(draft: Draft, block: Paragraph, width: float) -> list[Element]:
    style = ROLES[block.role]
    if block.role not in BAND:
        return [paragraph(style, draft.inline(block.runs), w("keepNext") if announces(block) else None)]
    look = Look(style=band_style(draft.theme, draft.kit_number))
    mark = [run(f"{draft.tone.mark}\u2002", look)] if draft.kit_number else []
    margin = KIT if draft.kit_number else COVER
    return [paragraph(style, [*mark, *draft.inline(block.runs, look)], *band(draft.tone.colour, margin))]


def _listing(draft: Draft, block: Listing, width: float) -> list[Element]:
    made = [paragraph("ListNumber" if block.ordered else "ListBullet", draft.inline(item)) for item in block.items]
    if block.ordered:
        draft.numbered += 1
        for each in made:
            set_property(each, in_numbered_list(draft.numbered))
    if made:
        set_spacing(made[-1], after=8)
    return made


def _table(draft: Draft, block: Table, width: float) -> list[Element]:
    letters = letters_across(width, draft.theme.fonts.size)
    block = turned(draft.fill.without_unanswered_rows(block), letters)
    leading = True
    widths = [width * share for share in shares(block, letters)]
    rows = []
    for line in block.rows:
        leading = leading and line.head
        rows.append(_row(draft, block.role, line, leading, widths))
        if leading:
            keep_with_next(rows[-1])  # not by a style: that of head cells is also that of cells which head other rows
    headed = any(line.cells[0].head for line in block.rows if not line.head)
    made = table(widths, rows, grid_lines(draft.theme.colours.line), headed)
    if block.role == "numbers" and fits(draft.theme, [made], width):
        for each in rows[:-1]:
            keep_with_next(each)
    return [made]


def _row(draft: Draft, role: str, line: Row, head: bool, widths: list[float]) -> Element:
    bar = top_bar(draft.tone.colour) if head else None
    down = DOWN / 2 if role == "numbers" else DOWN
    cells, whole = [], True
    for column, (each, wide) in enumerate(zip(line.cells, widths, strict=False)):
        blocks = _cell(draft, each, wide - PAD, is_bold(each, line, role))
        whole = whole and fits(draft.theme, blocks, wide)
        if column and role in ("numbers", "heat"):
            for block in blocks:
                if not is_table(block):
                    set_property(block, w("jc", val="center"))
        ground = draft.tone.tint if head else _ground(draft, each)
        side = NARROW if column and role == "heat" else ACROSS
        cells.append(cell(wide, blocks, ground, bar, down, down, side))
    return row(cells, head=head, whole=whole)


def _ground(draft: Draft, each: Cell) -> str:
    return chart.shade(draft.theme, each.shade) if each.shade else ""


def _cell(draft: Draft, each: Cell, width: float, bold: bool) -> list[Element]:
    style = "TableHead" if bold else "TableText"
    made: list[Element] = []
    for block in each.blocks:
        if isinstance(block, Paragraph) and not block.role:
            code = [run(f"{each.code}\u00a0\u00a0", Look(style="Code"))] if each.code and not made else []
            made.append(paragraph(style, [*code, *draft.inline(block.runs)]))
        else:
            if made and isinstance(block, Output):
                set_spacing(made[-1], after=LEADING)
            made += flow(draft, [block], width)
    return made or [paragraph("Said" if each.blocks else style, [run(NOTHING)])]


def _aside(draft: Draft, block: Aside, width: float) -> list[Element]:
    """Return a box with a thick bar at its left in the colours of its role; nothing for an empty aside."""
    tone = draft.theme.role(block.role)
    width -= BAR / 2  # half of a line stands outside its table
    inner = flow(draft, block.blocks, width - PAD)
    rows = []
    if block.title:
        title = paragraph("BoxTitle", [run(block.title, Look(style=role_style(block.role), lang=block.lang))])
        rows.append(row([cell(width, [title], tone.tint, bottom=0 if inner else 5)], head=True))
    if inner:
        whole = fits(draft.theme, inner, width)
        for each in inner if whole else ():
            part_from_next(each)  # the row stays whole by itself; LibreOffice would keep it with what is below the box
        rows.append(row([cell(width, inner, tone.tint, top=3 if block.title else 6, bottom=7)], whole=whole))
    lines = borders("tblBorders", "left", tone.colour, BAR)
    return [table([width], rows, lines)] if rows else []


def _figure(draft: Draft, block: Figure, width: float) -> list[Element]:
    under = flow(draft, block.blocks, width)
    left = draft.theme.height * FULL - height(draft.theme, under, width)
    made = [pictures.drawn(draft, block.code, width, left), *under]
    _keep_on_one_page(draft, made)
    return made


def _box(draft: Draft, block: FieldBox, width: float) -> list[Element]:
    field = draft.page.fields[block.code]
    return [controls.box(draft, field, flow(draft, block.blocks, width - PAD), width)]


def _rows(draft: Draft, block: FieldRows, width: float) -> list[Element]:
    widths = [width * share for share in grid_shares(any(draft.fill.is_answered(each.code) for each in block.rows))]
    fields = [(draft.page.fields[each.code], flow(draft, each.blocks, widths[0] - PAD)) for each in block.rows]
    return [controls.grid(draft, block.heads, fields, widths)]


def _output(draft: Draft, block: Output, width: float) -> list[Element]:
    if block.name == "contents":
        entries = list(_contents(draft))
        for last in entries[-1:]:
            set_spacing(last, after=between.AFTER)
        return entries
    if block.name == "said":
        return controls.said(draft, draft.page.fields[block.code], block.title)
    if block.name == "responses":
        return controls.responses(draft)
    if block.name == "respondents":
        return controls.respondents(draft, width)
    return [paragraph("Small", [run(line)]) for line in draft.page.copy_lines()]


def _contents(draft: Draft) -> Iterator[Element]:
    """Yield a line for each heading: a link, and the page number as a field that the program counts."""
    for heading, number in draft.page.contents():
        top = heading.level == 1
        name = draft.names.headings[heading.anchor]
        mark = [run(f"{draft.theme.tone(number).mark}\t")] if top and number else []
        link = w("hyperlink", anchor=name, history=1)
        words = run(one_line(plain(heading.runs)), Look(lang=main_language(heading.runs)))
        link.extend([*mark, words, run("\t")])
        link.extend(complex_field(rf"PAGEREF {name} \h"))
        flush = w("ind", firstLine=0) if top and not number else None  # without a mark, but aligned with the others
        yield paragraph(contents_style(draft.theme, heading.level, number), [link], flush)


MAKERS: dict[type, Callable[[Draft, Any, float], list[Element]]] = {
    Section: _section,
    Together: _together,
    Heading: _heading,
    Paragraph: _paragraph,
    Listing: _listing,
    Table: _table,
    Aside: _aside,
    Figure: _figure,
    FieldBox: _box,
    FieldRows: _rows,
    Output: _output,
}
