"""Finds where in a document the answer to each field stands, by whichever of its anchors are left.

The table of one field has the question in its first row and the answer in its last; a table of many fields has one in
each row, with the answer in the right cell. A place is known by the tag of its content control, by the bookmark at its
question, by the printed code, or, where the tables are gone, by the code at the beginning of a paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence

from toolkit_cli.document import detached, tables, untabled
from toolkit_cli.document.questions import IsCode, Outline, Place, tags_of
from toolkit_cli.document.story import Cell, Paragraph, Story


def places(story: Story, is_code: IsCode | None = None) -> list[Place]:
    """Return every field's place in reading order; a field that stands there twice has two.

    Looked for are, each among what is left: questions in tables; controls that were copied; controls whose question is
    gone, some of which were only separated from one in a table; and what stands below questions outside of tables.
    """
    outline = Outline(story, is_code)
    found = _in_tables(outline)
    taken = _taken(outline, found)
    copies = detached.copies(outline, taken)
    orphans = detached.orphans(outline, taken)
    found += _without_home(orphans, found)
    found += untabled.places(outline, found)
    return sorted([*found, *copies], key=lambda place: outline.position[next(place.paragraphs())])


def _in_tables(outline: Outline) -> list[Place]:
    """Return the places of the questions in tables, each with its answer."""
    found: list[Place] = []
    for place in outline.heads:
        if place.cell:
            place.body = tables.body(outline, place, place.cell)
            if not _is_bare(place, place.cell):
                found.append(place)
    _take_out_inner(found)
    _give_back_boxes(found)
    asked = {code for place in outline.heads for code in (place.bookmark, place.printed)}
    for place in found:
        place.set_code(asked)
    return found


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
    without = {code for code, place in by_code.items() if not tags_of(place.body)}
    for place in found:
        kept: list[Paragraph] = []
        for paragraph in place.body:
            codes = {box.control.code if box.control else "" for box in paragraph.boxes}
            code = codes.pop() if len(codes) == 1 else ""
            home = by_code[code] if code in without else place
            (kept if home is place else home.body).append(paragraph)
        place.body = kept


def _taken(outline: Outline, found: Sequence[Place]) -> set[Paragraph]:
    """Return the paragraphs that belong to a question, in a table or after the question."""
    taken = {each for place in found for each in place.paragraphs()} | outline.questions
    in_tables = set(found)
    for place in outline.heads:
        if place not in in_tables:
            taken.update(untabled.below(outline, place, taken))
    return taken


def _without_home(orphans: Sequence[Place], found: Sequence[Place]) -> list[Place]:
    """Join orphans to the question in a table that they were separated from; return those whose question is gone."""
    empty = {place.code: place for place in found if not any(each.controls or each.text.strip() for each in place.body)}
    _give_back_boxes([*found, *orphans])  # where the cells of several rows were merged in both columns
    for place in empty.values():
        if tags_of(place.body):
            place.set_code()
    left: list[Place] = []
    for orphan in (each for each in orphans if each.body):
        home = empty.pop(orphan.code, None) if orphan.head is None else None
        if home:
            home.body += orphan.body
            home.set_code()
        else:
            left.append(orphan)
    return left
