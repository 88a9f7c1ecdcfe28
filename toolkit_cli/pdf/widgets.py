"""Places for answers in a PDF: boxes to write in and to tick, which note where their widgets go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from toolkit_cli.pdf import faces
from toolkit_cli.pdf.tags import Node
from toolkit_cli.theme import Theme

BOX = 11.0  # a tick box's side
FIELD_SIZE = 10.0  # fixed: size 0 shrinks to 4 points and then clips in some viewers
FIELD_LEADING = 13.0


@dataclass(frozen=True)
class Widget:
    """A field's place on a page: `rect` is left, bottom, right, top in points; `option` is "" for a text box."""

    code: str
    option: str
    page: int
    rect: tuple[float, float, float, float]
    node: Node


@dataclass
class Marks:
    """What is noted while pages are drawn: where the fields are, and on which page each heading stands."""

    widgets: list[Widget] = field(default_factory=list)
    headings: list[tuple[str, int]] = field(default_factory=list)


class AnswerBox(Flowable):  # type: ignore[misc]
    """A white box to write in, with its widget over it; it may be made lower, down to `least`."""

    def __init__(
        self, code: str, tall: float, least: float, theme: Theme, node: Node, marks: Marks, wide: float = 0.0
    ) -> None:
        super().__init__()
        self.code, self.height, self.least, self.wide = code, tall, least, wide
        self.theme, self.node, self.marks = theme, node, marks
        self.spaceBefore = 5.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = min(self.wide, width) if self.wide else width
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.setFillColor(HexColor(self.theme.colours.box))
        canvas.setStrokeColor(HexColor(self.theme.colours.line))
        canvas.setLineWidth(0.7)
        canvas.rect(0, 0, self.width, self.height, stroke=1, fill=1)
        x, y = canvas.absolutePosition(0, 0)
        rect = (x + 1, y + 1, x + self.width - 1, y + self.height - 1)
        self.marks.widgets.append(Widget(self.code, "", canvas.index, rect, self.node))


class Ticks(Flowable):  # type: ignore[misc]
    """Boxes to tick, each with its label: in a row where they fit, below one another else."""

    def __init__(self, code: str, options: Sequence[tuple[str, Any, Node]], theme: Theme, marks: Marks) -> None:
        super().__init__()
        self.code, self.options, self.theme, self.marks = code, options, theme, marks
        self.spaceBefore = 5.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.places: list[tuple[float, float]] = []
        x = y = tall = 0.0
        for _, words, _ in self.options:
            needed = BOX + 5 + min(_natural(words), width - BOX - 5)
            if x and x + needed > width:
                x, y, tall = 0.0, y + tall + 5, 0.0
            _, high = words.wrap(min(needed - BOX - 5 + 1, width - BOX - 5), 10**6)
            self.places.append((x, y))
            tall = max(tall, high, BOX + 2)
            x += needed + 20
        self.height = y + tall
        return width, self.height

    def draw(self) -> None:
        canvas = self.canv
        for (option, words, node), (x, y) in zip(self.options, self.places, strict=True):
            bottom = self.height - y - BOX - 1
            left, low = canvas.absolutePosition(x, bottom)
            rect = (left, low, left + BOX, low + BOX)
            self.marks.widgets.append(Widget(self.code, option, canvas.index, rect, node))
            canvas.setStrokeColor(HexColor(self.theme.colours.text))
            canvas.setFillColor(HexColor(self.theme.colours.box))
            canvas.setLineWidth(0.9)
            canvas.rect(x, bottom, BOX, BOX, stroke=1, fill=1)
            words.drawOn(canvas, x + BOX + 5, self.height - y - words.height)


def _natural(words: Any) -> float:
    """Return the width of a paragraph on one line."""
    return sum(faces.width(frag.text, frag.fontName, frag.fontSize) for frag in words.frags)
