"""Flowables that hold others together on a page of a PDF: panels and groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether
from reportlab.platypus.doctemplate import NullActionFlowable

from toolkit_cli.pdf.writing.rows import PART, Rows, gap, holds_answers
from toolkit_cli.pdf.writing.widgets import ABOVE, ENDLESS, NARROWEST

PAD = 7.0  # points around the content of a panel
COMPANY = 3  # lines of others' answers that stay with the place for the answer
BAR = 3.5  # points: the width of the bar at the left of a panel
LINES = 40.0  # points of an answer that stay with its question if the panel is split
ANSWERED = 0.35  # of a page: a higher panel with answers is split rather than leave a gap


@dataclass(frozen=True)
class Look:
    """The look of a panel: its ground, the bar at its left, its border, as colours #rrggbb or "" for none."""

    ground: str = ""
    bar: str = ""
    border: str = ""
    pad: float = PAD

    def inner(self, width: float) -> float:
        """Return how much of a panel's width is left for its content."""
        return max(width - 2 * self.pad - (BAR if self.bar else 0), NARROWEST)


class Panel(Flowable):  # type: ignore[misc]
    """Flowables on a ground of their own, split between pages only if it is higher than `whole`.

    `room` is the height of a page's frame. `again` makes the first line of each part but the first from the part's
    number, which counts from 1. Links may lead to its `anchor`.
    """

    part = 1
    opens = False  # whether it opens a chapter, whose heading would be left alone if all of this went to the next page

    def __init__(
        self,
        kids: Sequence[Any],
        look: Look,
        room: float,
        anchor: str = "",
        again: Callable[[int], Any] | None = None,
    ) -> None:
        super().__init__()
        self.kids, self.look, self.room, self.anchor, self.again = list(kids), look, room, anchor, again
        self.spaceBefore, self.spaceAfter = 5.0, 9.0

    @property
    def whole(self) -> float:
        """The height up to which it is not split: a page's, or less if it says what others have answered."""
        return self.room * ANSWERED if any(_said(kid) for kid in self.kids) else self.room

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.places: list[tuple[Any, float]] = []  # each kid and its lower edge, from the top
        y, last = self.look.pad, None
        for kid in self.kids:
            y += gap(last, kid)
            _, tall = kid.wrap(self._inner, ENDLESS)
            y, last = y + tall, kid
            self.places.append((kid, y))
        self.height = y + self.look.pad
        return width, self.height

    @property
    def answers(self) -> bool:
        """Whether it holds an answer, or the place for one."""
        return holds_answers(self.kids)

    @property
    def _inner(self) -> float:
        return self.look.inner(float(self.width))

    def beginning(self, width: float, height: float) -> float:
        """Return the least height that has to fit below what leads to it, with the box at its end lowered."""
        self.wrap(width, height)
        last = self.kids[-1]
        spare = last.height - last.least if hasattr(last, "least") else 0.0
        if self.height <= self.whole:
            return float(self.height - spare)
        asked = [lower for kid, lower in self.places if not holds_answers([kid])]
        return max(PART, asked[-1] + LINES) if asked and self.answers else PART

    def split(self, width: float, height: float) -> list[Any]:
        """Return the part that fits, and what is left for the next page; nothing where no part is to stand here."""
        self.wrap(width, height)
        on_page = hasattr(self, "_frame")  # which ReportLab sets as long as a page is filled, and not for a cell
        if self.height <= min(height, self.room) or (on_page and self._shrunk(self.height - height)):
            return [self] if on_page else []  # ReportLab takes no one part of what is in a cell
        if self.height <= self.whole and not self.opens:
            return []
        first, rest = self._parted(height)
        least = 2 if self.opens else 1
        if len(first) < least or not rest:
            return []
        if _said(first[-1]) and not any(map(_said, rest)):
            self._accompany(first, rest)
        fresh = height >= self.room - 1
        if not fresh and holds_answers(rest) and not holds_answers(first):
            return []  # a question stays with the beginning of its answer
        return [Panel(first, self.look, self.room, self.anchor), self._further(rest)]

    def _parted(self, height: float) -> tuple[list[Any], list[Any]]:
        """Return the kids that fit in a height, of the last of them the part that does, and those for the next page."""
        first, last, used = list[Any](), None, self.look.pad
        for at, kid in enumerate(self.kids):
            used += gap(last, kid)
            _, tall = kid.wrap(self._inner, ENDLESS)
            if used + tall + self.look.pad > height:
                parts = kid.split(self._inner, height - used - self.look.pad)
                if len(parts) > 1:
                    return [*first, parts[0]], [*parts[1:], *self.kids[at + 1 :]]
                return first, self.kids[at:]
            first.append(kid)
            used, last = used + tall, kid
        return first, []

    def _accompany(self, first: list[Any], rest: list[Any]) -> None:
        """Move the last lines of what others have said to the next page, with the place for the answer there."""
        last = first.pop()
        parts = last.split(self._inner, last.height - COMPANY * last.style.leading)
        if len(parts) > 1:
            first.append(parts[0])
        rest[:0] = parts[1:] if len(parts) > 1 else [last]

    def _further(self, rest: list[Any]) -> Panel:
        """Return the part for the next page; the line that says so is left out where it would take needed room."""
        further = Panel(rest, self.look, self.room, again=self.again)
        further.part = self.part + 1
        if self.again:
            above = self.again(further.part)
            needed = above.wrap(self._inner, ENDLESS)[1] + rest[0].wrap(self._inner, ENDLESS)[1]
            if needed + 3 * self.look.pad <= self.room or rest[0].split(self._inner, self.room / 2):
                further.kids.insert(0, above)
        return further

    def _shrunk(self, excess: float) -> bool:
        """Lower the box at the end by `excess`, if it can be, rather than leave a gap on the page; say if it was."""
        last = self.kids[-1]
        if not hasattr(last, "least") or last.height - last.least < excess:  # a table has no height of its own
            return False
        last.height -= excess
        return True

    def draw(self) -> None:
        canvas, look = self.canv, self.look
        canvas.saveState()
        if look.ground:
            canvas.setFillColor(HexColor(look.ground))
            canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        if look.border:
            canvas.setStrokeColor(HexColor(look.border))
            canvas.setLineWidth(0.6)
            canvas.rect(0, 0, self.width, self.height, stroke=1, fill=0)
        if look.bar:
            canvas.setFillColor(HexColor(look.bar))
            canvas.rect(0, 0, BAR, self.height, stroke=0, fill=1)
        canvas.restoreState()
        if self.anchor:
            _, top = canvas.absolutePosition(0, self.height)
            canvas.bookmarkPage(self.anchor, fit="XYZ", left=0, top=top + ABOVE)
        left = look.pad + (BAR if look.bar else 0)
        for kid, y in self.places:
            kid.drawOn(canvas, left, self.height - y)


def _said(kid: Any) -> bool:
    """Say whether a flowable is what others have answered: a text, and no box."""
    return hasattr(kid, "style") and holds_answers([kid])


class Headed(CondPageBreak):  # type: ignore[misc]
    """Begins a page if headings, or words, and the beginning of what they lead to do not fit on the current one.

    Only the beginning: if they were kept together as a whole, a table that can be split, or a box that can be lower,
    would leave a gap.
    """

    _SPACETRANSFER = True  # it does not change the space between what stands around it

    def __init__(self, headings: Sequence[Any], below: Rows | Panel, room: float) -> None:
        super().__init__(0.0)
        self.headings, self.below, self.room = headings, below, room
        for heading in headings:
            heading.keepWithNext = 0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        needed, last = float(self.headings[0].getSpaceBefore()), None
        for heading in self.headings:
            needed += gap(last, heading) + heading.wrap(width, height)[1]
            last = heading
        needed += gap(last, self.below) + self.below.beginning(width, height)
        self.height = min(needed + 1, self.room - 1)
        wide, tall = super().wrap(width, height)
        return float(wide), float(tall)


class Group(KeepTogether):  # type: ignore[misc]
    """Blocks that stay on one page; if they are higher than it, they begin where they stand.

    The same goes for blocks that say what others have answered, if they are higher than a part of the page.
    """

    def __init__(self, kids: Sequence[Any], room: float) -> None:
        super().__init__(list(kids))
        self.kids, self.room = list(kids), room

    def split(self, width: float, height: float) -> list[Any]:
        parted = any(isinstance(kid, Panel) and kid.whole < kid.room for kid in self.kids)
        if (self.room * ANSWERED if parted else self.room) < self._H:
            return [NullActionFlowable(), *self._content]
        return list(super().split(width, height))
