"""Tables of a PDF: where they are split, between rows or inside a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import CondPageBreak, Table

PART = 72.0  # points: the least of a split row on its first page
LEFT = 36.0  # points: the least of it on the next page, so that it is not a single line
TALL = 1 / 3  # of a page: a higher row of answers may be split rather than leave a gap


class Rows(Table):  # type: ignore[misc]
    """A table that is split between rows, and inside a row only if no page can hold the row.

    Such a row begins where it stands, below its heading, and not on a new page. So does a row with long answers if the
    table is only `read` and has nothing to fill in. `again` makes the first line of a row's further parts, from the
    content of its first cell and the number of the part, from 2. The panel or the line in small print `below` the table
    belongs to it: if it does not begin on the table's page, the last row goes with it to the next page.
    """

    room = 0.0  # the height of a page's frame in points
    parting = False  # whether the last row is to go to the next page
    below: Any = None
    rule = "#000000"
    read = False
    again: Callable[[Sequence[Any], int], Any] | None = None
    part = 1  # of the first row below the head
    named: Sequence[Any] = ()  # the content of that row's first cell, if this is a further part of the row

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return its size; if its last row is to go to the next page, one too high for the page that asks for it."""
        wide, tall = super().wrap(width, height)
        self.parting = hasattr(self, "_frame") and tall <= height and self._parts(tall, width, height)
        return (wide, height + 1) if self.parting else (wide, tall)

    def _parts(self, tall: float, width: float, height: float) -> bool:
        rows = self._rowHeights
        if self.below is None or len(rows) < self.repeatRows + 2 or self._goes_on(len(rows) - 1):
            return False
        needed = gap(self, self.below) + self.below.beginning(width, height)
        return bool(tall + needed > height and self._heads + rows[-1] + needed <= self.room)

    def beginning(self, width: float, height: float) -> float:
        """Return the least height that has to fit below what leads to it: head, and beginning of the first row."""
        self.wrap(width, height)
        first = self.repeatRows
        if first >= len(self._rowHeights):
            return float(sum(self._rowHeights))
        return self._heads + (self._least(first) if self._goes_on(first) else float(self._rowHeights[first]))

    def split(self, width: float, height: float) -> list[Any]:
        self._calc(width, height)
        if self.parting:
            return self._without_last(width)
        line, left = 0, height
        while line < len(self._rowHeights) and self._rowHeights[line] <= left:
            left -= self._rowHeights[line]
            line += 1
        parts = []
        if self.repeatRows <= line < len(self._rowHeights) and self._goes_on(line):
            parts = self._inside(width, height, line, left)
        if not parts:
            self.splitByRow, self.splitInRow = 1, 0
            parts = super().split(width, height)
        return self._alike(parts)

    def _alike(self, parts: list[Any]) -> list[Any]:
        for part in parts:
            part.room, part.rule, part.read, part.again = self.room, self.rule, self.read, self.again
        for last in parts[-1:]:
            last.below = self.below
        return parts

    def _without_last(self, width: float) -> list[Any]:
        """Return the table without its last row, a page break, and the last row."""
        self.splitByRow, self.splitInRow = 1, 0
        parts = self._alike(super().split(width, sum(self._rowHeights[:-1]) + self._rowHeights[-1] / 2))
        turn = [CondPageBreak(self.room - 1)] if len(parts) == 2 else []
        return [*parts[:1], *turn, *parts[1:]]

    @property
    def _heads(self) -> float:
        return float(sum(self._rowHeights[: self.repeatRows]))

    def _goes_on(self, line: int) -> bool:
        """Return whether a row may be split."""
        tall = self._rowHeights[line]
        answered = self.read and any(holds_answers(cell) for cell in self._cellvalues[line])
        return bool(self._heads + tall > self.room or (answered and tall > TALL * self.room))

    def _least(self, line: int) -> float:
        """Return how much of a row has to fit on its first page: its first cell, if that says what it is about."""
        if not self.again and holds_answers(self._cellvalues[line][0]):
            return float(min(PART, self._rowHeights[line]))
        about = self._listCellGeom(self._cellvalues[line][0], self._colWidths[0], self._cellStyles[line][0])[1]
        style = self._cellStyles[line][0]
        return float(min(max(PART, about + style.topPadding + style.bottomPadding), self._rowHeights[line]))

    def _inside(self, width: float, height: float, line: int, left: float) -> list[Any]:
        """Return both parts of the table, split inside a row of which `left` fits; none if that is too little."""
        lacks = max(0.0, LEFT - (self._rowHeights[line] - left))
        if left - lacks < self._least(line) and height < self.room - 1:
            return []
        self.splitByRow, self.splitInRow = 0, 1
        parts: list[Any] = super().split(width, height - lacks)
        if len(parts) < 2 or len(parts[0]._cellvalues) != line + 1:  # it was split above the row, or not at all
            return parts
        here, further = parts
        here.setStyle([("LINEBELOW", (0, -1), (-1, -1), 0.5, HexColor(self.rule))])
        goes_on = line == self.repeatRows and self.part > 1
        further.part = self.part + 1 if goes_on else 2
        further.named = self.named if goes_on else self._cellvalues[line][0]
        if self.again and not further._cellvalues[further.repeatRows][0]:
            further._cellvalues[further.repeatRows][0] = [self.again(further.named, further.part)]
            further._argH[further.repeatRows] = None  # it may be higher than what is left of the answers
        return parts


def holds_answers(kids: Sequence[Any]) -> bool:
    """Return whether one of some flowables is an answer, or the place for one."""
    return any(getattr(kid, "answers", False) for kid in kids)


def gap(last: Any, kid: Any) -> float:
    """Return the space between two flowables, 0 before the first."""
    if last is None:
        return 0.0
    return max(float(last.getSpaceAfter()), float(kid.getSpaceBefore()))
