"""Finds content controls that do not stand at their field's question: copies, and those whose question is gone."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence, Set
from itertools import islice
from operator import itemgetter

from toolkit_cli.document.questions import Outline, Place, tags_of
from toolkit_cli.document.story import Cell, Control, Paragraph
from toolkit_cli.document.styles import is_printed
from toolkit_cli.document.tables import OWN

MOST = 1_000  # controls that are separated from the words around them: in five workbooks in one file there are fewer


def copies(outline: Outline, taken: Set[Paragraph]) -> list[Place]:
    """Separate controls that were copied or moved from the words around them; return the controls' places.

    Programs copy the control along with an answer; the words around the copy are then no answer.
    """
    spread: dict[Control, list[Paragraph]] = {}
    for paragraph in _loose(outline, taken):
        for control in paragraph.controls or ():
            if control.code and not control.box:
                spread.setdefault(control, []).append(paragraph)
    if not spread:
        return []
    placed = set(tags_of([each for each in outline.paragraphs if each in taken]))
    around = _Around(outline)
    made: list[Place] = []
    for control, paragraphs in islice(spread.items(), MOST):
        if control.code in placed or around.has_print(control, paragraphs):
            place = Place(None, [_taken_out(outline, control, each) for each in paragraphs])
            place.set_code()
            made.append(place)
    return made


def _loose(outline: Outline, taken: Set[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs with controls that belong to no question."""
    return (each for each in outline.paragraphs if each.controls and each not in taken)


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


def orphans(outline: Outline, taken: set[Paragraph]) -> list[Place]:
    """Return the places of controls whose question is gone, and add their paragraphs to those that are `taken`.

    Outside of tables all paragraphs with the same tag are one place, with those in tables inside the control; in a
    table each is one.
    """
    tagged = [(each, tags[0]) for each in _loose(outline, taken) if (tags := tags_of([each]))]
    outside = {control for each, code in tagged if each.cell is None for control in _controls(each, code)}
    free: dict[str, list[Paragraph]] = {}
    for paragraph, code in tagged:
        if not outside.isdisjoint(_controls(paragraph, code)):
            free.setdefault(code, []).append(paragraph)
    apart = {each for paragraphs in free.values() for each in paragraphs}
    made: list[Place] = []
    for paragraph, code in tagged:
        if paragraph in taken:
            continue
        if paragraph.cell and paragraph not in apart:
            place = _in_cell(outline, paragraph.cell, taken)
        else:
            place = Place(None, [each for each in free[code] if each not in taken])
        place.set_code()
        taken.update(place.paragraphs())
        made.append(place)
    return made


def _controls(paragraph: Paragraph, code: str) -> list[Control]:
    return [each for each in paragraph.controls or () if each.code == code]


def _in_cell(outline: Outline, cell: Cell, taken: Set[Paragraph]) -> Place:
    """Return the place of a control in a cell.

    Its head is the first paragraph with words to the left, or in the row above; else it has no head.
    """
    row = cell.row
    if row.width > 1:
        cells = outline.cells[row]
        ahead, held = outline.held(cells[: cell.column]), outline.held(cells[cell.column :])
    else:
        above = outline.rows[row.table][row.index - 1] if row.index else None
        ahead, held = outline.held(outline.cells[above]) if above else [], outline.within[cell]
    head = next((each for each in ahead if each.text.strip() and each not in taken), None)
    return Place(head, [each for each in held if each not in taken])
