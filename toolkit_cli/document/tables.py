"""Finds answers in tables: in the rows under a question or the cells beside it, without what others have said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from toolkit_cli.document.answers import BOX, TICK
from toolkit_cli.document.questions import Outline, Place
from toolkit_cli.document.story import Cell, Paragraph, Row
from toolkit_cli.document.styles import ANSWER, SAID
from toolkit_cli.marks import PROMPT
from toolkit_cli.ticks import CROSSES, SIGNS

OWN = (ANSWER, TICK)  # the styles of an answer's paragraphs
# An option before whose label somebody has typed a tick in place of the box; what others have said begins with a name.
TICKED_OVER = re.compile(rf"\s*(?:[{SIGNS}]|[{CROSSES}]\s)")
LOOK_ALIKE = "some words in the box look like what others have said, and were taken for the answer"


def body(outline: Outline, place: Place, cell: Cell) -> list[Paragraph]:
    """Return the paragraphs of the answer to the question in a cell."""
    row = cell.row
    if len(outline.asking[row]) > 1:
        return _following(outline, place, cell)
    if row.width > 1 and not _widened(outline, row):
        return _beside(outline, place, cell) or _melted(outline, place, cell)
    return _below(outline, place, row) or _melted(outline, place, cell)


def _widened(outline: Outline, row: Row) -> bool:
    """Return whether a row of several cells heads a field's own table, to which somebody has added a column."""
    rows = outline.rows[row.table]
    return row.index == 0 and len(rows) > 1 and rows[1] not in outline.asking


def _following(outline: Outline, place: Place, cell: Cell) -> list[Paragraph]:
    """Return what follows a question in the same cell, up to the next question: rows were merged."""
    held = takewhile(lambda each: _is_within(each.cell, cell), outline.following(place))
    return [each for each in held if not _is_theirs(outline, each)]


def _melted(outline: Outline, place: Place, cell: Cell) -> list[Paragraph]:
    """Return the answer that stands in one cell with its question: somebody has merged the two cells."""
    held = _following(outline, place, cell)
    first = next((at for at, each in enumerate(held) if each.controls or each.style in OWN or _ticks(each)), len(held))
    return held[first:]


def _is_within(inner: Cell | None, cell: Cell) -> bool:
    while inner and inner is not cell:
        inner = inner.row.table.within
    return inner is cell


def _beside(outline: Outline, place: Place, cell: Cell) -> list[Paragraph]:
    """Return what stands in the cells to the right of a question."""
    held = [each for row in _going_on(outline, cell) for each in outline.held(outline.cells[row][cell.column + 1 :])]
    if outline.styled:
        return [each for each in held if not _is_theirs(outline, each)]
    first = next((at for at, each in enumerate(held) if _ticks(each)), 0)
    while first and TICKED_OVER.match(held[first - 1].text):
        first -= 1
    if any(each.text.strip() for each in held[:first]):
        place.doubts.append("the words above the boxes were taken for what others have said")
        return held[first:]
    return held


def _going_on(outline: Outline, cell: Cell) -> list[Row]:
    """Return a question's row, and the rows below it, to the last with an answer, with nothing under the question.

    Programs that know only plain tables make a row of each line of an answer.
    """
    rows = outline.rows[cell.row.table]
    end = last = cell.row.index + 1
    while end < len(rows) and rows[end] not in outline.asking and rows[end].width == cell.row.width:
        if any(map(_filled, outline.held(outline.cells[rows[end]][: cell.column + 1]))):
            break
        end += 1
        last = end if any(map(_filled, outline.held(outline.cells[rows[end - 1]]))) else last
    return rows[cell.row.index : last]


def _filled(paragraph: Paragraph) -> bool:
    return bool(paragraph.pieces or paragraph.controls)


def _below(outline: Outline, place: Place, row: Row) -> list[Paragraph]:
    """Return what stands in the rows under a question."""
    rows: list[list[Paragraph]] = []
    for at in range(row.index + 1, row.table.height):
        other = outline.rows[row.table][at]
        if other in outline.asking or (other.head and rows):
            break
        rows.append(outline.held(outline.cells[other]))
    own = rows[-1] if rows else []
    if outline.styled and len(rows) == 1 and _all_said(own) and not any(each.controls for each in own):
        return []  # somebody has deleted the box, or it stands elsewhere now
    said = _count_said(rows) if outline.styled else _count_above(place, rows)
    while len(rows) > said + 1 and not any(map(_filled, rows[-1])):
        rows.pop()  # ruled lines for a pen, or rows that the Tab key has added
    if any(_is_theirs(outline, each) and each.text.strip() for each in own):
        place.doubts.append(LOOK_ALIKE)
    # Somebody may have written amid what others have said.
    return [each for held in rows[said:] for each in held if held is own or not _is_theirs(outline, each)]


def _count_said(rows: Sequence[Sequence[Paragraph]]) -> int:
    """Return how many rows at the top hold what others have said, by their style; the last row is the answer's."""
    most = max(len(rows) - 1, 0)
    return next((at for at, row in enumerate(rows[:most]) if not _all_said(row)), most)


def _count_above(place: Place, rows: Sequence[Sequence[Paragraph]]) -> int:
    """Return how many rows stand above the answer where styles are lost.

    The answer begins with the first row that has a control or the blanks of an empty box, or begins with a box to tick,
    else with the last row with words.
    """
    own = (any(each.controls or PROMPT in each.text for each in row) or _boxed(row) for row in rows)
    if (first := next((at for at, is_own in enumerate(own) if is_own), None)) is not None:
        return first
    filled = [at for at, row in enumerate(rows) if any(each.text.strip() for each in row)]
    if filled and filled[0] < len(rows) - 1:
        place.doubts.append("only the last row with words was read as the answer")
    return filled[-1] if filled else 0


def _boxed(row: Sequence[Paragraph]) -> bool:
    """Return whether a row begins with a box to tick; what others have said begins with a name."""
    return next((_ticks(each) for each in row if _filled(each)), False)


def _is_theirs(outline: Outline, paragraph: Paragraph) -> bool:
    """Say whether a paragraph is what others have said, by its style."""
    return outline.styled and paragraph.style == SAID and not paragraph.boxes


def _all_said(row: Sequence[Paragraph]) -> bool:
    written = [each for each in row if each.text.strip()]
    return bool(written) and all(each.style == SAID for each in written)


def _ticks(paragraph: Paragraph) -> bool:
    return bool(paragraph.boxes or BOX.match(paragraph.text))
