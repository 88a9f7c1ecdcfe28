"""Flowables for answers in a PDF: boxes to write in and to tick, which note where their widgets go."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from toolkit_cli.layout.theme import MM, Theme
from toolkit_cli.pdf.writing import faces
from toolkit_cli.pdf.writing.structure import StructElem

BOX = 11.0  # a tick box's side
LABELLED, BESIDE, UNDER = 5.0, 20.0, 2.0  # between a tick box and its label, and from that to the next box
FIELD_SIZE = 10.0  # fixed: size 0 shrinks to 4 points and then clips in some viewers
FIELD_LEADING = 13.0
MARGINS = 12.0  # points above and below the lines of an answer, together
FEWEST = 3  # lines: a box with fewer is not begun on a page
LINE = 8 * MM  # the height of a line for handwriting
ENDLESS = 10**6  # points: the height that is available where there is no limit
NARROWEST = 8.0  # points: the least width of words, as in a cell of a narrow column, or of a table in another's cell
ABOVE = 12  # points that are shown above the destination of a link


@dataclass(frozen=True)
class Widget:
    """Where a field's widget annotation goes: `rect` is left, bottom, right, top in points, `page` counts from 0.

    `option` is that of a box to tick, "" for a text box. A long answer has several text boxes: `part` counts them from
    1, and `text` is what stands in this one. `element` is the widget's structure element.
    """

    code: str
    option: str
    page: int
    rect: tuple[float, float, float, float]
    element: StructElem
    part: int = 1
    text: str = ""


@dataclass
class Positions:
    """Where something stands, noted as pages are drawn: widgets, and the page, from 0, of each heading by its anchor.

    In a workbook `by_hand` no widgets are noted, and boxes have lines to write on.
    """

    by_hand: bool = False
    widgets: list[Widget] = field(default_factory=list)
    headings: list[tuple[str, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Place:
    """The place for the answer to a field: its structure element, its look, and where its widgets are noted.

    `lang` is the language of the question if it is not the page's.
    """

    code: str
    element: StructElem
    theme: Theme
    positions: Positions
    lang: str = ""


class AnswerBox(Flowable):  # type: ignore[misc]
    """A box to write in, with its widget over it; it may be made lower, down to `least` points.

    `wide` is its width, 0 for all there is. `lines` are those of an answer, each with the line break or space that ends
    it. A box with lines can be split: what does not fit becomes a field of its own on the next page.
    """

    answers = True

    def __init__(
        self, place: Place, tall: float, least: float, wide: float = 0.0, lines: Sequence[str] = (), part: int = 1
    ) -> None:
        super().__init__()
        self.place, self.height, self.least, self.wide = place, tall, least, wide
        self.lines, self.part = lines, part
        self.spaceBefore = 5.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = min(self.wide, width) if self.wide else width
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        fitting = int((height - MARGINS) // FIELD_LEADING)
        if fitting < FEWEST or len(self.lines) - fitting < 1:
            return []
        here, rest = self.lines[:fitting], self.lines[fitting:]
        tall = max(len(rest), FEWEST) * FIELD_LEADING + MARGINS
        return [
            AnswerBox(self.place, height, height, self.wide, here, self.part),
            AnswerBox(self.place, tall, tall, self.wide, rest, self.part + 1),
        ]

    def draw(self) -> None:
        canvas, place = self.canv, self.place
        canvas.setFillColor(HexColor(place.theme.colours.box))
        canvas.setStrokeColor(HexColor(place.theme.colours.line))
        canvas.setLineWidth(0.7)
        canvas.rect(0, 0, self.width, self.height, stroke=1, fill=1)
        if place.positions.by_hand:
            self._rule(canvas)
            return
        x, y = canvas.absolutePosition(0, 0)
        rect = (x + 1, y + 1, x + self.width - 1, y + self.height - 1)
        form = place.element.add("Form", lang=place.lang)
        place.positions.widgets.append(Widget(place.code, "", canvas.index, rect, form, self.part, "".join(self.lines)))

    def _rule(self, canvas: Any) -> None:
        """Draw the lines to write on; the lower edge of the box is the last."""
        canvas.setLineWidth(0.4)
        y = self.height - LINE
        while y > LINE / 2:
            canvas.line(6, y, self.width - 6, y)
            y -= LINE


class Ticks(Flowable):  # type: ignore[misc]
    """Boxes to tick, each with its label: in one line if they fit, else in even columns.

    `options` are codes, each with its label and structure element; `naturals` are the labels' widths on one line.
    """

    answers = True

    def __init__(
        self,
        place: Place,
        options: Sequence[tuple[str, Any, StructElem]],
        chosen: Collection[str],
        naturals: Sequence[float] = (),
    ) -> None:
        super().__init__()
        self.place, self.options, self.chosen = place, options, chosen
        # Measured before the first wrap, in which ReportLab takes a paragraph's ParaFrags apart.
        self.naturals = naturals or [_natural(words) for _, words, _ in options]
        self.spaceBefore = 5.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.places: list[tuple[float, float]] = []
        most = max(width - BOX - LABELLED, NARROWEST)
        needed = [BOX + LABELLED + min(natural + 1, most) for natural in self.naturals]
        starts = self._starts(needed)
        y = tall = 0.0
        for at, ((_, words, _), wide) in enumerate(zip(self.options, needed, strict=True)):
            column = at % len(starts)
            if at and not column:
                y, tall = y + tall + UNDER, 0.0
            _, high = words.wrap(wide - BOX - LABELLED, ENDLESS)
            self.places.append((starts[column], y))
            tall = max(tall, high, BOX + 2)
        self.height = y + tall
        return width, self.height

    def _starts(self, needed: Sequence[float]) -> list[float]:
        """Return where the columns begin; in several lines, these are even, and all columns as wide as the widest."""
        if sum(needed) + BESIDE * (len(needed) - 1) <= self.width:
            return [sum(needed[:at]) + BESIDE * at for at in range(len(needed))]
        step = max(needed) + BESIDE
        most = max(1, int((self.width + BESIDE) // step))
        lines = -(-len(needed) // most)
        return [step * at for at in range(-(-len(needed) // lines))]

    def split(self, width: float, height: float) -> list[Flowable]:
        """Split the boxes between two lines of them."""
        self.wrap(width, height)
        lines = sorted({y for _, y in self.places})
        ends = [*(y - UNDER for y in lines[1:]), self.height]
        fitting = [y for y, end in zip(lines, ends, strict=True) if end <= height]
        count = sum(y in fitting for _, y in self.places)
        if not 0 < count < len(self.options):
            return []
        parts = (slice(None, count), slice(count, None))
        return [Ticks(self.place, self.options[part], self.chosen, self.naturals[part]) for part in parts]

    def draw(self) -> None:
        canvas, theme, positions = self.canv, self.place.theme, self.place.positions
        for (option, words, element), (x, y) in zip(self.options, self.places, strict=True):
            bottom = self.height - y - BOX - 1
            left, low = canvas.absolutePosition(x, bottom)
            rect = (left, low, left + BOX, low + BOX)
            if not positions.by_hand:
                positions.widgets.append(Widget(self.place.code, option, canvas.index, rect, element))
            canvas.setStrokeColor(HexColor(theme.colours.text))
            canvas.setFillColor(HexColor(theme.colours.box))
            canvas.setLineWidth(0.9)
            canvas.rect(x, bottom, BOX, BOX, stroke=1, fill=1)
            if positions.by_hand and option in self.chosen:
                canvas.lines(
                    [(x + 2.5, bottom + 2.5, x + 8.5, bottom + 8.5), (x + 2.5, bottom + 8.5, x + 8.5, bottom + 2.5)]
                )
            words.drawOn(canvas, x + BOX + LABELLED, self.height - y - words.height)


def _natural(words: Any) -> float:
    """Return the width of a paragraph on one line."""
    return sum(faces.width(frag.text, frag.fontName, frag.fontSize) for frag in words.frags)
