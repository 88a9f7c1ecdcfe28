"""The flowables of a PDF's pages that know their structure elements: words, headings, charts, the table of contents."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image as Pillow
from reportlab.lib.colors import HexColor, white
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Image, Paragraph

from toolkit_cli.layout.chart import Rect, shapes
from toolkit_cli.layout.page import Chart
from toolkit_cli.layout.theme import Theme
from toolkit_cli.pdf.writing import addresses
from toolkit_cli.pdf.writing.faces import Faces, width
from toolkit_cli.pdf.writing.lineends import ending_lines
from toolkit_cli.pdf.writing.structure import StructElem
from toolkit_cli.pdf.writing.styles import LONGEST, Styles
from toolkit_cli.pdf.writing.tags import marked, worded
from toolkit_cli.pdf.writing.widgets import ABOVE, Positions

TALL = 360.0  # points: a higher heading is split between pages
PLATE = 5.0  # points of white paper around a logo
LONG_HEADING = 1000  # letters of a heading
ROUNDED = 0.5  # points by which a line may be wider than its room
NO_LEVEL = 9  # of the rest of a heading on the next page: the outline names a heading once


class Words(Paragraph):  # type: ignore[misc]
    """A paragraph with its structure element.

    `bullet` is drawn before its first line, in the element `label`; links may lead to its `anchor`.
    """

    style: Any
    frags: list[Any]
    element: StructElem | None = None
    faces: Faces
    bullet: str = ""
    label: StructElem | None = None
    anchor: str = ""
    answers = False  # whether it is part of an answer
    broken: tuple[float, tuple[float, float]] | None = None  # the width for which lines are broken, and the size then
    styles: Styles | None = None
    whole: Any = None  # its ParaFrags before lines were broken

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Break the words into lines, once for each width: panels and frames ask for it again and again."""
        if self.broken is None or self.broken[0] != width or not hasattr(self, "blPara"):  # `split` deletes blPara
            self.whole = self.whole or self.frags
            self.frags = addresses.cut(self.whole, width - self._indent)
            if self.styles and (letters := self._overflows(width)):
                self.style = self.styles.hyphenated(self.style, letters)
            made = super().wrap(width, height)
            if self._runs_over():
                self.style = ParagraphStyle(f"{self.style.name} cut", self.style, hyphenationLang="")
                self.frags = addresses.cut(self.whole, width - self._indent)
                made = super().wrap(width, height)
            self.broken = (width, made)
        return self.broken[1]

    def _runs_over(self) -> bool:
        """Say whether a line is too wide: ReportLab cuts no further what is left of a word behind its last syllable."""
        if not self.style.hyphenationLang:
            return False
        lines = self.blPara.lines
        if self.blPara.kind == 0:
            return any(room < -ROUNDED and len(words) == 1 for room, words in lines)
        return any(line.extraSpace < -ROUNDED and line.wordCount == 1 for line in lines)

    @property
    def _indent(self) -> float:
        """How much narrower than the paragraph its narrowest line is."""
        return float(self.style.leftIndent + self.style.rightIndent + max(self.style.firstLineIndent, 0))

    def _overflows(self, room: float) -> int:
        """Return the letters of the shortest word that is too wide for a line, 0 if there is none.

        Only then are words hyphenated, for screen readers do better with whole words. Return 0 also where there is
        a word longer than LONGEST: the time for hyphenation grows with the square of a word's letters.
        """
        whole = (frag for frag in self.frags if hasattr(frag, "text"))  # after `split`, there are lists of words
        words = ((word, frag) for frag in whole for word in frag.text.split() if len(word) * frag.fontSize > room)
        long = [word for word, frag in words if width(word, frag.fontName, frag.fontSize) > room]
        return 0 if any(len(word) > LONGEST for word in long) else min(map(len, long), default=0)

    def beginning(self, width: float, height: float) -> float:
        """Return the height that has to fit below a table to which the words belong: all of it."""
        return self.wrap(width, height)[1]

    def split(self, width: float, height: float) -> list[Any]:
        parts = super().split(width, height)
        for index, part in enumerate(parts):
            part.element, part.faces, part.answers = self.element, self.faces, self.answers
            if not index:
                part.bullet, part.label, part.anchor = self.bullet, self.label, self.anchor
            while index and len(part.frags) > 1 and _ends_line(part.frags[0]):
                del part.frags[0]  # it ends the last line before the split, and would make an empty line here
        return list(parts)

    def beginText(self, x: float, y: float) -> Any:
        """Begin the text object in which ReportLab writes the lines, for screen readers as well."""
        return ending_lines(super().beginText(x, y), self)

    def draw(self) -> None:
        if self.anchor:
            _, top = self.canv.absolutePosition(0, self.height)
            self.canv.bookmarkPage(self.anchor, fit="XYZ", left=0, top=top + ABOVE)
        if self.bullet:
            with marked(self.canv, self.label, self):
                style, top = self.style, self.height - self.style.fontSize
                self.canv.setFillColor(style.textColor)
                self.faces.draw(self.canv, style.bulletIndent, top, self.bullet, style.fontName, style.fontSize)
        with worded(self.canv, self.element, self):
            super().draw()


def _ends_line(word: Any) -> bool:
    return isinstance(word, list) and hasattr(word[1][0], "lineBreak")


class Title(Words):
    """A heading, which notes its page; links and the outline lead to it. `room` is the height of a page's frame."""

    level: int = 1
    room = TALL
    plain: str = ""
    positions: Positions | None = None

    def getKeepWithNext(self) -> int:
        """Do not keep a very long heading with what follows: ReportLab would begin new pages without end.

        The same goes for one that is higher than a page, which is known of one that is wrapped.
        """
        low = len(self.plain) < LONG_HEADING and (self.broken is None or self.broken[1][1] <= self.room)
        return int(low and super().getKeepWithNext())

    def split(self, width: float, height: float) -> list[Any]:
        """Split only a heading that is higher than TALL or a page, such as a question that fills one."""
        parts = super().split(width, height) if self.height > min(TALL, self.room) else []
        for index, part in enumerate(parts):
            part.level, part.plain = (self.level, self.plain) if not index else (NO_LEVEL, "")
            part.positions = None if index else self.positions
            part.keepWithNext, part.room = 0, self.room
        return parts

    def draw(self) -> None:
        canvas = self.canv
        if self.level <= 2:
            # Of a row that is split, a heading in one cell may be drawn before the one above it in another.
            level = min(self.level - 1, canvas._doc.outline.currentlevel + 1)
            canvas.addOutlineEntry(self.plain, self.anchor, level, closed=self.level == 1)
        if self.positions:
            self.positions.headings.append((self.anchor, canvas.index))
        super().draw()


class Picture(Flowable):  # type: ignore[misc]
    """A chart, drawn as vectors in its Figure element; one that is higher than `most` points is drawn smaller."""

    most = float("inf")

    def __init__(self, chart: Chart, theme: Theme, names: Faces, element: StructElem) -> None:
        super().__init__()
        self.chart, self.theme, self.names, self.element = chart, theme, names, element
        self.spaceBefore = 4.0
        self.keepWithNext = 1

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.drawn, self.tall = shapes(self.chart, self.theme, width, self._measure)
        self.height = min(self.tall, self.most)
        return width, self.height

    def _measure(self, text: str, size: float, bold: bool) -> float:
        return self.names.width(text, self.names.bold if bold else self.names.regular, size)

    def draw(self) -> None:
        canvas = self.canv
        left, bottom = canvas.absolutePosition(0, 0)
        self.element.box = (left, bottom, left + self.width, bottom + self.height)
        with marked(canvas, self.element, self):
            canvas.saveState()
            canvas.scale(self.height / self.tall, self.height / self.tall)
            for shape in self.drawn:
                if isinstance(shape, Rect):
                    canvas.setFillColor(HexColor(shape.fill))
                    canvas.setStrokeColor(HexColor(shape.stroke))
                    canvas.setLineWidth(0.5)
                    bottom = self.tall - shape.y - shape.height
                    canvas.rect(shape.x, bottom, shape.width, shape.height, stroke=1, fill=1)
                else:
                    canvas.setFillColor(HexColor(shape.colour))
                    x = shape.x - (self._measure(shape.text, shape.size, shape.bold) / 2 if shape.centred else 0)
                    face = self.names.bold if shape.bold else self.names.regular
                    self.names.draw(canvas, x, self.tall - shape.y, f"{shape.text} ", face, shape.size)
            canvas.restoreState()


class Logo(Image):  # type: ignore[misc]
    """A logo on a band of colour; below a transparent one, white paper is drawn."""

    def __init__(self, data: bytes, theme: Theme) -> None:
        super().__init__(io.BytesIO(data))
        self.drawWidth, self.drawHeight = theme.logo_size((self.imageWidth, self.imageHeight))
        self.hAlign, self.spaceAfter = "LEFT", 14
        with Pillow.open(io.BytesIO(data)) as picture:
            self.clear = "A" in picture.getbands() or "transparency" in picture.info

    def draw(self) -> None:
        if self.clear:
            self.canv.setFillColor(white)
            width, height = self.drawWidth + 2 * PLATE, self.drawHeight + 2 * PLATE
            self.canv.rect(-PLATE, -PLATE, width, height, stroke=0, fill=1)
        super().draw()


class Entry(Words):
    """A line of the table of contents: a link to its heading, and at the right the page number, put in at the end.

    `target` is the heading's anchor, `form` the name of the instructions that draw the number.
    """

    target: str = ""
    form: str = ""

    def split(self, width: float, height: float) -> list[Any]:
        return []

    def draw(self) -> None:
        canvas = self.canv
        with marked(canvas, self.element, self):
            Paragraph.draw(self)
            right = self.width - 2
            last = self.height - self.style.fontSize - self.style.leading * (len(self.blPara.lines) - 1)
            self._dots(last, right + 4 - self.style.rightIndent)
            canvas.saveState()
            canvas.translate(right, last)
            canvas.later(self.form)
            canvas.restoreState()
            canvas.linkRect("", self.target, (0, 0, self.width, self.height), relative=1, Border="[0 0 0]")

    def _dots(self, y: float, right: float) -> None:
        """Draw the leader from the end of the words to the number; it is not text."""
        start = self.style.leftIndent + self._last_width() + 8
        canvas = self.canv
        canvas.setStrokeColor(HexColor("#9aa5b1"))
        canvas.setLineWidth(0.6)
        canvas.setDash(0.6, 3)
        if start < right:
            canvas.line(start, y + 1.5, right, y + 1.5)
        canvas.setDash()

    def _last_width(self) -> float:
        """Return the width of the last line, which ReportLab keeps as strings, or as pieces in several styles."""
        line = self.blPara.lines[-1]
        if hasattr(line, "words"):
            return sum(width(piece.text, piece.fontName, piece.fontSize) for piece in line.words)
        frag = self.frags[0]
        return width(" ".join(line[1]), frag.fontName, frag.fontSize)
