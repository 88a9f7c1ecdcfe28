"""Finds where in a document the answer to each field stands, by whichever of its anchors are left.

The table of one field has the question in its first row and the answer in its last; a table of many fields has one in
each row, with the answer in the right cell. A place is known by the tag of its content control, by the bookmark at its
question, by the printed code, or, where the tables are gone, by the code at the beginning of a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence, Set
from itertools import dropwhile
from operator import itemgetter

from toolkit_cli.document import tables
from toolkit_cli.document.questions import IsCode, Outline, Place
from toolkit_cli.document.story import Cell, Control, Paragraph, Piece, Story
from toolkit_cli.document.styles import BETWEEN, HEADINGS, LISTS, PRINTED, is_printed
from toolkit_cli.document.tables import OWN
from toolkit_cli.ticks import EMPTY

# The end of a question in a paragraph that goes on after it: the end of its line, or a box.
BREAK = re.compile(rf"[\n\f]|\s*(?=[{EMPTY}☒☑])")


def places(story: Story, is_code: IsCode | None = None) -> list[Place]:
    """Return every field's place in reading order; a field that stands there twice has two.

    Looked for are, each among what is left: questions in tables; controls that were copied; controls whose question is
    gone, some of which were only separated from one in a table; and what stands below questions outside of tables.
    """
    outline = Outline(story, is_code)
    found: list[Place] = []
    for place in outline.heads:
        if place.cell:
            place.body = tables.body(outline, place, place.cell)
            found += [] if _is_bare(place, place.cell) else [place]
    _take_out_inner(found)
    _give_back_boxes(found)
    codes = {code for place in outline.heads for code in (place.bookmark, place.printed)}
    for place in found:
        _set_code(place, codes)
    taken = _taken(outline, found)
    copies = _copies(outline, taken)
    found += _without_home(_orphans(outline, taken), found)
    found += [*_linear(outline, found), *copies]
    return sorted(found, key=lambda place: outline.position[next(place.paragraphs())])


def _is_bare(place: Place, cell: Cell) -> bool:
    """Return whether a question is all that is left of its table: its box was separated from it, or deleted.

    Then it is read as one outside of tables.
    """
    return not place.body and cell.row.width == 1 and cell.row.index == cell.row.table.height - 1


def _take_out_inner(found: Sequence[Place]) -> None:
    """Take the paragraphs of places that are inside another place out of the outer one."""
    owner = {each: place for place in found for each in place.paragraphs()}  # the question inside comes later
    for place in found:
        place.body = [each for each in place.body if owner[each] is place]


def _give_back_boxes(found: Sequence[Place]) -> None:
    """Move boxes to tick to the question that their tags name, where its cell was merged with another question's."""
    by_code = {place.asked: place for place in found}
    without = {code for code, place in by_code.items() if not _tags_of(place.body)}
    for place in found:
        for paragraph in tuple(place.body):
            codes = {box.control.code if box.control else "" for box in paragraph.boxes}
            code = codes.pop() if len(codes) == 1 else ""
            if code in without and by_code[code] is not place:
                place.body.remove(paragraph)
                by_code[code].body.append(paragraph)


def _set_code(place: Place, asked: Set[str] | None = None) -> None:
    """Set a place's code: that of the tag, the bookmark or the print, of which two that agree outvote the third.

    `asked` are the codes at the document's questions: a tag with another code is of a control that was copied there.
    """
    held = _tags_of(place.body)
    tags = [code for code in held if asked is None or code in asked]
    beside = [code for code in (place.bookmark, place.printed) if code]
    agreed = next((code for code in beside if code in tags), "")
    if agreed:
        place.code, place.anchor = agreed, "tag"
    elif not tags or (len(beside) == 2 and beside[0] == beside[1]):
        place.code, place.anchor = beside[0], "bookmark" if place.bookmark else "code"
    else:
        place.code, place.anchor = tags[0], "tag"
    for words, codes in (
        ("the box belongs to", held),
        ("the bookmark belongs to", [place.bookmark]),
        ("the printed code is", [place.printed]),
    ):
        others = [code for code in codes if code and code != place.code]
        if others:
            place.doubts.append(f"{words} {', '.join(others)}")


def _tags_of(paragraphs: Sequence[Paragraph]) -> list[str]:
    """Return the codes of the fields that the controls of paragraphs name, each once."""
    return list(dict.fromkeys(control.code for each in paragraphs for control in each.controls or () if control.code))


def _taken(outline: Outline, found: Sequence[Place]) -> set[Paragraph]:
    """Return the paragraphs that belong to a question, in a table or after the question."""
    taken = {each for place in found for each in place.paragraphs()} | outline.questions
    in_tables = set(found)
    for place in outline.heads:
        if place not in in_tables:
            taken.update(_until(outline, place, taken))
    return taken


def _copies(outline: Outline, taken: Set[Paragraph]) -> list[Place]:
    """Separate controls that were copied or moved from the words around them; return the controls' places.

    Programs copy the control along with an answer; the words around the copy are then no answer.
    """
    spread: dict[Control, list[Paragraph]] = {}
    loose = [each for each in outline.paragraphs if each.controls and each not in taken]
    for paragraph in loose:
        for control in (each for each in paragraph.controls or () if each.code and not each.box):
            spread.setdefault(control, []).append(paragraph)
    if not spread:
        return []
    placed = set(_tags_of([each for each in outline.paragraphs if each in taken]))
    around = _Around(outline)
    made: list[Place] = []
    for control, paragraphs in spread.items():
        if control.code in placed or around.has_print(control, paragraphs):
            made.append(Place(None, [_taken_out(outline, control, each) for each in paragraphs]))
            _set_code(made[-1])
    return made


def _taken_out(outline: Outline, control: Control, paragraph: Paragraph) -> Paragraph:
    """Take what stands in a control out of a paragraph; return it as a paragraph at the same position."""
    own = [piece for piece in paragraph.pieces if piece.control is control]
    paragraph.pieces = [piece for piece in paragraph.pieces if piece.control is not control]
    paragraph.controls = [each for each in paragraph.controls or () if each is not control]
    apart = Paragraph("", paragraph.cell, own, controls=[control])
    outline.position[apart] = outline.position[paragraph]
    return apart


class _Around:
    """What stands around controls that are not at their field's question."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.heads = [(outline.position[place.head], place) for place in outline.heads if place.head]
        self.begins: dict[Cell, int] = {}  # the position of a cell's first words that do not have an answer's style
        for paragraph in reversed(outline.paragraphs):
            if paragraph.cell and paragraph.style not in OWN and any(each.text.strip() for each in paragraph.pieces):
                self.begins[paragraph.cell] = outline.position[paragraph]

    def has_print(self, control: Control, paragraphs: Sequence[Paragraph]) -> bool:
        """Say whether printed words stand before a control, or after it: then it is a copy, and no answer with them."""
        first, last = paragraphs[0], paragraphs[-1]
        at = next((at for at, piece in enumerate(first.pieces) if piece.control is control), 0)
        ahead = any(piece.text.strip() for piece in first.pieces[:at])
        if first.cell:
            return ahead or self.begins.get(first.cell, len(self.outline.position)) < self.outline.position[first]
        if self._question(first) == control.code:
            return False
        printed = all(is_printed(each.style) for each in paragraphs)
        return ahead or (printed and any(each.text.strip() for each in last.pieces if each.control is not control))

    def _question(self, paragraph: Paragraph) -> str:
        """Return the code at the last question before a paragraph, "" where there is none."""
        at = bisect(self.heads, self.outline.position[paragraph], key=itemgetter(0))
        return self.heads[at - 1][1].asked if at else ""


def _orphans(outline: Outline, taken: set[Paragraph]) -> list[Place]:
    """Return the places of controls whose question is gone."""
    made: list[Place] = []
    beyond = [each for each in outline.paragraphs if each.controls and each not in taken]
    loose = [(each, codes[0]) for each in beyond if (codes := _tags_of([each]))]
    outside = {control for each, code in loose if each.cell is None for control in _controls(each, code)}
    free: dict[str, list[Paragraph]] = {}
    for paragraph, code in loose:
        if not outside.isdisjoint(_controls(paragraph, code)):  # outside of tables, or in a table inside the control
            free.setdefault(code, []).append(paragraph)
    apart = {each for held in free.values() for each in held}
    for paragraph, code in loose:
        if paragraph not in taken:
            place = _orphan(outline, None if paragraph in apart else paragraph.cell, free.get(code, []), taken)
            taken.update(place.paragraphs())
            _set_code(place)
            made.append(place)
    return made


def _controls(paragraph: Paragraph, code: str) -> list[Control]:
    return [each for each in paragraph.controls or () if each.code == code]


def _without_home(orphans: Sequence[Place], found: Sequence[Place]) -> Iterator[Place]:
    """Join orphans to the question in a table that they were separated from; yield those whose question is gone."""
    empty = {place.code: place for place in found if not any(each.controls or each.text.strip() for each in place.body)}
    for orphan in orphans:
        home = empty.pop(orphan.code, None) if orphan.head is None else None
        if home:
            home.body += orphan.body
            _set_code(home)
        else:
            yield orphan


def _orphan(outline: Outline, cell: Cell | None, free: list[Paragraph], taken: set[Paragraph]) -> Place:
    """Return the place of a control in `cell`; outside of tables, that of the paragraphs `free` with the same tag.

    In a table, its head is the first paragraph with words to the left, or in the row above; else it has no head.
    """
    if cell is None:
        return Place(None, [each for each in free if each not in taken])
    row = cell.row
    if row.width > 1:
        cells = outline.cells[row]
        ahead, held = outline.held(cells[: cell.column]), outline.held(cells[cell.column :])
    else:
        above = outline.rows[row.table][row.index - 1] if row.index else None
        ahead, held = outline.held(outline.cells[above]) if above else [], outline.within[cell]
    head = next((each for each in ahead if each.text.strip() and each not in taken), None)
    return Place(head, [each for each in held if each not in taken])


def _linear(outline: Outline, found: Sequence[Place]) -> list[Place]:
    """Return what stands between two printed codes where no tables are left."""
    known = {place.code for place in found}
    taken = {each for place in found for each in place.paragraphs()}
    in_tables = set(found)
    made: list[Place] = []
    for place in outline.heads:
        if place.head and place not in in_tables and place.asked not in known:
            below = _until(outline, place, taken)
            if place.cell:  # what separates it from its box
                below = list(dropwhile(lambda each: not (each.pieces or each.controls), below))
            place.body = [*_behind(place.head, outline.styled), *below]
            _set_code(place)
            place.anchor = "text" if place.anchor == "code" else place.anchor
            if not outline.styled:
                place.open = "all"
            elif any(each.style in LISTS for each in place.body):
                place.open = "lists"
            made.append(place)
    return made


def _until(outline: Outline, place: Place, taken: set[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs from a question to the next one, to a heading, or to other print."""
    body: list[Paragraph] = []
    for paragraph in outline.following(place):
        own = any(each.code == place.asked for each in paragraph.controls or ())
        style = "" if own else paragraph.style
        between = outline.styled and style in BETWEEN
        printed = style in HEADINGS or (outline.styled and style in PRINTED and not between and style not in LISTS)
        if paragraph in taken or printed:
            break
        if not between:
            body.append(paragraph)
    return body


def _behind(head: Paragraph, styled: bool) -> list[Paragraph]:
    """Split off what follows a question in its paragraph: boxes, or, where styles are lost, further lines."""
    for at, piece in enumerate(head.pieces):
        if piece.ticked is not None:
            first, rest = [], [piece]
        elif not styled and BREAK.search(piece.text):
            before, after = BREAK.split(piece.text, maxsplit=1)
            first, rest = [Piece(before, piece.style, piece.control)], [Piece(after, piece.style, piece.control)]
        else:
            continue
        made = Paragraph(head.style, head.cell, [*rest, *head.pieces[at + 1 :]], controls=head.controls)
        head.pieces[at:] = first
        return [made]
    return []
