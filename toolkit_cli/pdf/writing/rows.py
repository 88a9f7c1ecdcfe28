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
        on_page = hasattr(self, "_frame")  # which ReportLab sets as long as a page is filled, and not to measure
        self.parting = on_page and tall <= height and self._leaves_below(tall, width, height)
        return (wide, height + 1) if self.parting else (wide, tall)

    def _leaves_below(self, tall: float, width: float, height: float) -> bool:
        """Say whether what stands below begins on the next page, and the last row fits on that with it."""
        rows = self._rowHeights
        if self.below is None or len(rows) < self.repeatRows + 2 or self._may_split(len(rows) - 1):
            return False
        needed = gap(self, self.below) + self.below.beginning(width, height)
        return bool(tall + needed > height and self._heads + rows[-1] + needed <= self.room)

    def beginning(self, width: float, height: float) -> float:
        """Return the least height that has to fit below what leads to it: head, and beginning of the first row."""
        self.wrap(width, height)
        first = self.repeatRows
        if first >= len(self._rowHeights):
            return float(sum(self._rowHeights))
        return self._heads + (self._least(first) if self._may_split(first) else float(self._rowHeights[first]))

    def split(self, width: float, height: float) -> list[Any]:
        """Return the part that fits, and what is left for the next page; nothing where no part fits."""
        self._calc(width, height)
        if self.parting:
            return self._without_last(width)
        line, left = self._first_over(height)
        parts = []
        if self.repeatRows <= line < len(self._rowHeights) and self._may_split(line):
            parts = self._inside(width, height, line, left)
        return self._alike(parts or self._between(width, height))

    def _first_over(self, height: float) -> tuple[int, float]:
        """Return the first row that does not fit as a whole in a height, and what the rows before it leave for it."""
        line, left = 0, height
        while line < len(self._rowHeights) and self._rowHeights[line] <= left:
            left -= self._rowHeights[line]
            line += 1
        return line, left

    def _between(self, width: float, height: float) -> list[Any]:
        """Return both parts of the table, split between rows."""
        self.splitByRow, self.splitInRow = 1, 0
        parts: list[Any] = super().split(width, height)
        return parts

    def _without_last(self, width: float) -> list[Any]:
        """Return the table without its last row, a page break, and the last row."""
        heights = self._rowHeights
        here, last = self._alike(self._between(width, sum(heights[:-1]) + heights[-1] / 2))
        return [here, CondPageBreak(self.room - 1), last]

    def _alike(self, parts: list[Any]) -> list[Any]:
        """Return parts with what ReportLab does not pass on to them; what stands below is below the last."""
        for part in parts:
            part.room, part.rule, part.read, part.again = self.room, self.rule, self.read, self.again
        if parts:
            parts[-1].below = self.below
        return parts

    @property
    def _heads(self) -> float:
        return float(sum(self._rowHeights[: self.repeatRows]))

    def _may_split(self, line: int) -> bool:
        """Return whether a row may be split: no page can hold it, or it is high with answers that are only read."""
        tall = self._rowHeights[line]
        answered = self.read and any(holds_answers(cell) for cell in self._cellvalues[line])
        return bool(self._heads + tall > self.room or (answered and tall > TALL * self.room))

    def _least(self, line: int) -> float:
        """Return how much of a row has to fit on its first page: its first cell, if that says what it is about."""
        about, style, tall = self._cellvalues[line][0], self._cellStyles[line][0], self._rowHeights[line]
        if not self.again and holds_answers(about):
            return float(min(PART, tall))
        needed = self._listCellGeom(about, self._colWidths[0], style)[1] + style.topPadding + style.bottomPadding
        return float(min(max(PART, needed), tall))

    def _inside(self, width: float, height: float, line: int, left: float) -> list[Any]:
        """Return both parts of the table, split inside a row of which `left` fits; none if that is too little."""
        lacks = max(0.0, LEFT - (self._rowHeights[line] - left))
        fresh = height >= self.room - 1  # on a page of its own the row has to be split, however little fits
        if left - lacks < self._least(line) and not fresh:
            return []
        self.splitByRow, self.splitInRow = 0, 1
        parts: list[Any] = super().split(width, height - lacks)
        if len(parts) == 2 and len(parts[0]._cellvalues) == line + 1:  # else it was split above the row, or not at all
            self._go_on(parts[0], parts[1], line)
        return parts

    def _go_on(self, here: Rows, further: Rows, line: int) -> None:
        """Rule off the part of a row that stands here, and begin the further one with a line that says what it is."""
        here.setStyle([("LINEBELOW", (0, -1), (-1, -1), 0.5, HexColor(self.rule))])
        parted = line == self.repeatRows and self.part > 1
        further.part = self.part + 1 if parted else 2
        further.named = self.named if parted else self._cellvalues[line][0]
        first = further.repeatRows
        if self.again and not further._cellvalues[first][0]:
            further._cellvalues[first][0] = [self.again(further.named, further.part)]
            further._argH[first] = None  # it may be higher than what is left of the answers


def holds_answers(kids: Sequence[Any]) -> bool:
    """Return whether one of some flowables is an answer, or the place for one."""
    return any(getattr(kid, "answers", False) for kid in kids)


def gap(last: Any, kid: Any) -> float:
    """Return the space between two flowables, 0 before the first."""
    if last is None:
        return 0.0
    return max(float(last.getSpaceAfter()), float(kid.getSpaceBefore()))
