"""Tables of the PDF: between which rows a page parts them, and inside which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import CondPageBreak, Table

PART = 72.0  # points: so much of a row that goes on overleaf begins below what leads to it
LEFT = 36.0  # points: so much of it is left for the next page, and no single line
TALL = 1 / 3  # of a page: a row of answers that is higher may go on overleaf, where it would leave a gap


class Rows(Table):  # type: ignore[misc]
    """A table that is parted between rows; inside a row where a page cannot hold it.

    Such a row begins where it stands, under its heading, and not on a page of its own. In a table that is `read`, with
    no box to fill in, so does a row with long answers. `again` makes what a row that is about somebody begins with
    overleaf, from what its first cell holds and the number of the part, from 2. The last row goes overleaf with the
    panel, or the line in small print, that stands `below` the table, where that does not begin on its page: so it is
    told to what that belongs.
    """

    room = 0.0
    parting = False  # the last row is to go overleaf
    below: Any = None
    rule = "#000000"
    read = False
    again: Callable[[Sequence[Any], int], Any] | None = None
    part = 1  # of the row that comes first under the head
    named: Sequence[Any] = ()  # what that row began with, if this is no first part of it

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return its size; to a page that asks for it, too high a one where its last row goes overleaf."""
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
        """Return the least height that stands under what leads to it: of its head, and of what begins its first row."""
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
        """Return the table without its last row, and that for the next page."""
        self.splitByRow, self.splitInRow = 1, 0
        parts = self._alike(super().split(width, sum(self._rowHeights[:-1]) + self._rowHeights[-1] / 2))
        turn = [CondPageBreak(self.room - 1)] if len(parts) == 2 else []
        return [*parts[:1], *turn, *parts[1:]]

    @property
    def _heads(self) -> float:
        return float(sum(self._rowHeights[: self.repeatRows]))

    def _goes_on(self, line: int) -> bool:
        """Return whether a row may be parted."""
        tall = self._rowHeights[line]
        answered = self.read and any(holds_answers(cell) for cell in self._cellvalues[line])
        return bool(self._heads + tall > self.room or (answered and tall > TALL * self.room))

    def _least(self, line: int) -> float:
        """Return how much of a row stands on its first page: the whole of what it is about, if it says that first."""
        if not self.again and holds_answers(self._cellvalues[line][0]):
            return float(min(PART, self._rowHeights[line]))
        about = self._listCellGeom(self._cellvalues[line][0], self._colWidths[0], self._cellStyles[line][0])[1]
        style = self._cellStyles[line][0]
        return float(min(max(PART, about + style.topPadding + style.bottomPadding), self._rowHeights[line]))

    def _inside(self, width: float, height: float, line: int, left: float) -> list[Any]:
        """Return both parts of the table, parted inside a row, of which `left` is on this page; none if too little."""
        lacks = max(0.0, LEFT - (self._rowHeights[line] - left))
        if left - lacks < self._least(line) and height < self.room - 1:
            return []
        self.splitByRow, self.splitInRow = 0, 1
        parts: list[Any] = super().split(width, height - lacks)
        if len(parts) < 2 or len(parts[0]._cellvalues) != line + 1:  # it was parted above the row, or not at all
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
    """Return whether an answer, or the place for one, stands among some flowables."""
    return any(getattr(kid, "answers", False) for kid in kids)


def gap(last: Any, kid: Any) -> float:
    """Return the space between two flowables that follow one another."""
    if last is None:
        return 0.0
    return max(float(last.getSpaceAfter()), float(kid.getSpaceBefore()))
