"""Draws the band of colour that opens a part of a PDF, with the part's sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib.colors import HexColor

from toolkit_cli.layout.colours import ink
from toolkit_cli.layout.theme import Theme
from toolkit_cli.pdf.writing import faces
from toolkit_cli.pdf.writing.faces import Faces
from toolkit_cli.pdf.writing.panels import Look, Panel

BELOW = 16.0  # points of a band below its words
SMALLEST = 0.4  # of their size: the words of a band are made no smaller
SIGN = 22.0  # points: the side of a kit's sign
DISC = "●"
# The corners of the other plain shapes, in parts of the sign's side.
SHAPES: dict[str, tuple[tuple[float, float], ...]] = {
    "■": ((0, 0), (1, 0), (1, 1), (0, 1)),
    "▲": ((0, 0), (1, 0), (0.5, 1)),
    "◆": ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
}
DRAWN = {DISC, *SHAPES}  # signs that need no font


class Banner(Panel):
    """Words on a band of colour that runs off the paper at both sides, and at the top if it opens a page.

    `mark` is the kit's sign, `above` the height in points from the band to the upper edge of the paper. A band is never
    split: words that would be higher than the page are set smaller.
    """

    def __init__(self, kids: Sequence[Any], colour: str, theme: Theme, mark: str = "", above: float = 0.0) -> None:
        super().__init__(kids, Look(pad=0), theme.height - 1)
        self.colour, self.theme, self.mark, self.above = colour, theme, mark, above
        self.spaceBefore, self.spaceAfter = 0.0, 16.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.scale = 1.0
        words = width - 2 * SIGN if self.mark else width  # no word beside the sign may look like a part of it
        super().wrap(words, height)
        while self.height * self.scale + BELOW > self.room and self.scale > SMALLEST:
            self.scale *= 0.95
            super().wrap(words / self.scale, height)
        self.width, self.height = width, self.height * self.scale + BELOW
        return width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        return []

    def draw(self) -> None:
        canvas = self.canv
        x, _ = canvas.absolutePosition(0, 0)
        paper, _ = self.theme.size
        canvas.saveState()
        canvas.setFillColor(HexColor(self.colour))
        canvas.rect(-x, 0, paper, self.height + self.above, stroke=0, fill=1)
        canvas.setFillColor(HexColor(ink(self.colour)))
        if self.mark:
            _draw_mark(canvas, self.mark, self.width - SIGN, self.height - SIGN - 2, faces.register(self.theme))
        canvas.restoreState()
        canvas.saveState()
        canvas.scale(self.scale, self.scale)
        top = self.height / self.scale
        for kid, y in self.places:
            kid.drawOn(canvas, 0, top - y)
        canvas.restoreState()


def _draw_mark(canvas: Any, mark: str, x: float, y: float, known: Faces) -> None:
    """Draw a kit's sign: a plain shape, which few text fonts have, or else letters that end at the same edge."""
    if mark == DISC:
        canvas.circle(x + SIGN / 2, y + SIGN / 2, SIGN / 2, stroke=0, fill=1)
        return
    if mark not in SHAPES:
        wide = known.width(mark, known.bold, SIGN)
        known.draw(canvas, x + SIGN - wide, y + SIGN / 8, mark, known.bold, SIGN)
        return
    path = canvas.beginPath()
    first, *others = [(x + across * SIGN, y + up * SIGN) for across, up in SHAPES[mark]]
    path.moveTo(*first)
    for corner in others:
        path.lineTo(*corner)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
