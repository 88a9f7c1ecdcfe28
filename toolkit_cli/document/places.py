"""Places: where in a document each field's answer stands, by whatever of its anchors are left.

A field's own table has its question in the first row and the answer in the last one; a table of many fields has one
in each row, the answer in its right cell. A place is known by the tag of its control, the bookmark at its question,
the printed code, or, where the tables are gone, by the code at the head of a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence, Set
from itertools import dropwhile
from operator import itemgetter

from toolkit_cli.document import tables
from toolkit_cli.document.questions import IsCode, Layout, Place
from toolkit_cli.document.story import Cell, Control, Paragraph, Piece, Story
from toolkit_cli.document.styles import BETWEEN, HEADINGS, LISTS, PRINTED, is_printed
from toolkit_cli.document.tables import OWN
from toolkit_cli.ticks import EMPTY

# Where a question ends in a paragraph that goes on behind it: at the end of its line, or before a box.
BREAK = re.compile(rf"[\n\f]|\s*(?=[{EMPTY}☒☑])")


def places(story: Story, asked: IsCode | None = None) -> list[Place]:
    """Return every field's place in reading order; a field that stands there twice has two."""
    layout = Layout(story, asked)
    found: list[Place] = []
    for place in layout.heads:
        if place.cell:
            place.body = tables.body(layout, place, place.cell)
            found += [] if _is_bare(place, place.cell) else [place]
    _part(found)
    _give_back(found)
    codes = {code for place in layout.heads for code in (place.bookmark, place.printed)}
    for place in found:
        _name(place, codes)
    taken = _taken(layout, found)
    copies = _copies(layout, taken)
    found += _at_home(_orphans(layout, taken), found)
    found += [*_linear(layout, found), *copies]
    return sorted(found, key=lambda place: layout.position[id(next(place.paragraphs()))])


def _is_bare(place: Place, cell: Cell) -> bool:
    """Return whether a question is all that is left of its table: somebody has parted it from its box, or deleted that.

    Then it is read as one outside of tables.
    """
    return not place.body and cell.row.width == 1 and cell.row.index == cell.row.table.height - 1


def _part(found: Sequence[Place]) -> None:
    """Give what stands in a place within another place to the inner one alone."""
    owner = {id(each): place for place in sorted(found, key=_depth) for each in place.paragraphs()}
    for place in found:
        place.body = [each for each in place.body if owner[id(each)] is place]


def _give_back(found: Sequence[Place]) -> None:
    """Give boxes to tick to the question that they name, where its own cell was merged with another one's."""
    by_code = {place.bookmark or place.printed: place for place in found}
    without = {code for code, place in by_code.items() if not _tags_of(place.body)}
    for place in found:
        for paragraph in tuple(place.body):
            controls = [piece.control for piece in paragraph.pieces if piece.ticked is not None]
            codes = {control.code if control else "" for control in controls}
            code = codes.pop() if len(codes) == 1 else ""
            if code in without and by_code[code] is not place:
                place.body.remove(paragraph)
                by_code[code].body.append(paragraph)


def _depth(place: Place) -> int:
    depth, cell = 0, place.cell
    while cell:
        depth, cell = depth + 1, cell.row.table.within
    return depth


def _name(place: Place, asked: Set[str] | None = None) -> None:
    """Decide on a place's code: the tag, the bookmark or the printed code; two that agree outvote the third.

    `asked` are the codes at the document's questions: another tag is of a control that somebody has brought along.
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
    """Return the fields that the controls in paragraphs name."""
    return list(dict.fromkeys(control.code for each in paragraphs for control in each.controls or () if control.code))


def _taken(layout: Layout, found: Sequence[Place]) -> set[int]:
    """Return the ids of the paragraphs that belong to a question, in a table or after it."""
    taken = {id(each) for place in found for each in place.paragraphs()} | layout.ids
    in_tables = set(map(id, found))
    for place in layout.heads:
        if id(place) not in in_tables:
            taken |= {id(each) for each in _until(layout, place, taken)}
    return taken


def _copies(layout: Layout, taken: Set[int]) -> list[Place]:
    """Part controls that were copied or moved from the words around them; return their places.

    A program takes the control along when an answer is copied; what stands around it is no answer then.
    """
    spread: dict[Control, list[Paragraph]] = {}
    loose = [each for each in layout.paragraphs if each.controls and id(each) not in taken]
    for paragraph in loose:
        for control in (each for each in paragraph.controls or () if each.code and not each.box):
            spread.setdefault(control, []).append(paragraph)
    if not spread:
        return []
    placed = set(_tags_of([each for each in layout.paragraphs if id(each) in taken]))
    around = _Around(layout)
    made: list[Place] = []
    for control, paragraphs in spread.items():
        if control.code in placed or around.has_print(control, paragraphs):
            made.append(Place(None, [_apart(layout, control, each) for each in paragraphs]))
            _name(made[-1])
    return made


def _apart(layout: Layout, control: Control, paragraph: Paragraph) -> Paragraph:
    """Part what stands in a control from the rest of a paragraph."""
    own = [piece for piece in paragraph.pieces if piece.control is control]
    paragraph.pieces = [piece for piece in paragraph.pieces if piece.control is not control]
    paragraph.controls = [each for each in paragraph.controls or () if each is not control]
    apart = Paragraph("", paragraph.cell, own, controls=[control])
    layout.position[id(apart)] = layout.position[id(paragraph)]
    return apart


class _Around:
    """What stands around a control that is at no question of its field."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.heads = sorted((layout.position[id(place.head)], place) for place in layout.heads)
        self.begins: dict[Cell, int] = {}  # where the first words stand in a cell that are no answer's by their style
        for paragraph in reversed(layout.paragraphs):
            if paragraph.cell and paragraph.style not in OWN and any(each.text.strip() for each in paragraph.pieces):
                self.begins[paragraph.cell] = layout.position[id(paragraph)]

    def has_print(self, control: Control, paragraphs: Sequence[Paragraph]) -> bool:
        """Say whether words stand before it, or behind it in a style of print, that nobody wrote to its question."""
        first, last = paragraphs[0], paragraphs[-1]
        at = next((at for at, piece in enumerate(first.pieces) if piece.control is control), 0)
        ahead = any(piece.text.strip() for piece in first.pieces[:at])
        if first.cell:
            return ahead or self.begins.get(first.cell, len(self.layout.position)) < self.layout.position[id(first)]
        if self._question(first) == control.code:
            return False
        printed = all(is_printed(each.style) for each in paragraphs)
        return ahead or (printed and any(each.text.strip() for each in last.pieces if each.control is not control))

    def _question(self, paragraph: Paragraph) -> str:
        """Return the code at the nearest question before a paragraph."""
        at = bisect(self.heads, self.layout.position[id(paragraph)], key=itemgetter(0))
        return (self.heads[at - 1][1].bookmark or self.heads[at - 1][1].printed) if at else ""


def _orphans(layout: Layout, taken: set[int]) -> list[Place]:
    """Return the places of controls whose question is gone."""
    made: list[Place] = []
    loose = [(each, _tags_of([each])) for each in layout.paragraphs if each.controls and id(each) not in taken]
    free: dict[str, list[Paragraph]] = {}
    for paragraph, codes in loose:
        if codes and paragraph.cell is None:
            free.setdefault(codes[0], []).append(paragraph)
    for paragraph, codes in loose:
        if codes and id(paragraph) not in taken:
            held = free.get(codes[0], [])
            place = _orphan(layout, paragraph.cell, held, taken)
            taken |= {id(each) for each in place.paragraphs()}
            _name(place)
            made.append(place)
    return made


def _at_home(orphans: Sequence[Place], found: Sequence[Place]) -> Iterator[Place]:
    """Give orphans back to a question in a table that was cut off from theirs; yield those whose question is gone."""
    empty = {place.code: place for place in found if not any(each.controls or each.text.strip() for each in place.body)}
    for orphan in orphans:
        home = empty.pop(orphan.code, None) if orphan.head is None else None
        if home:
            home.body += orphan.body
            _name(home)
        else:
            yield orphan


def _orphan(layout: Layout, cell: Cell | None, free: list[Paragraph], taken: set[int]) -> Place:
    """Return the place of a control: its cell, or, outside of tables, the paragraphs `free` that are tagged alike."""
    if cell is None:
        return Place(None, [each for each in free if id(each) not in taken])
    row = cell.row
    if row.width > 1:
        cells = layout.cells[row]
        ahead, held = layout.held(cells[: cell.column]), layout.held(cells[cell.column :])
    else:
        above = layout.rows[row.table][row.index - 1] if row.index else None
        ahead, held = layout.held(layout.cells[above]) if above else [], layout.within[cell]
    head = next((each for each in ahead if each.text.strip() and id(each) not in taken), None)
    return Place(head, [each for each in held if id(each) not in taken])


def _linear(layout: Layout, found: Sequence[Place]) -> list[Place]:
    """Return what stands between two printed codes where no tables are left."""
    known = {place.code for place in found}
    taken = {id(each) for place in found for each in place.paragraphs()}
    in_tables = set(map(id, found))
    made: list[Place] = []
    for place in layout.heads:
        if place.head and id(place) not in in_tables and (place.bookmark or place.printed) not in known:
            below = _until(layout, place, taken)
            if place.cell:  # what parts it from its box
                below = list(dropwhile(lambda each: not (each.pieces or each.controls), below))
            place.body = [*_behind(place.head, layout.styled), *below]
            _name(place)
            place.anchor = "text" if place.anchor == "code" else place.anchor
            if not layout.styled:
                place.open = "all"
            elif any(each.style in LISTS for each in place.body):
                place.open = "lists"
            made.append(place)
    return made


def _until(layout: Layout, place: Place, taken: set[int]) -> list[Paragraph]:
    """Return the paragraphs from a question to the next one, to a heading, or to what is printed there."""
    body: list[Paragraph] = []
    code = place.bookmark or place.printed
    for paragraph in layout.following(place):
        own = any(each.code == code for each in paragraph.controls or ())
        style = "" if own else paragraph.style
        between = layout.styled and style in BETWEEN
        printed = style in HEADINGS or (layout.styled and style in PRINTED and not between and style not in LISTS)
        if id(paragraph) in taken or printed:
            break
        if not between:
            body.append(paragraph)
    return body


def _behind(head: Paragraph, styled: bool) -> list[Paragraph]:
    """Part a question from what stands behind it in its paragraph: boxes, or, where no style tells, further lines."""
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
