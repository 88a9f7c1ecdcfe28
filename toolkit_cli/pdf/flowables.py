"""What a page of the PDF is built of: words, panels, bands and charts that know their tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, Paragraph

from toolkit_cli import chart as charts
from toolkit_cli.page import Chart
from toolkit_cli.pdf.faces import Faces, width
from toolkit_cli.pdf.tags import Node, marked
from toolkit_cli.pdf.widgets import Marks
from toolkit_cli.theme import Theme

PAD = 7.0
BAR = 3.5


class Words(Paragraph):  # type: ignore[misc]
    """A paragraph with its element; `bullet` is drawn before its first line."""

    node: Node | None = None
    faces: Faces
    bullet: str = ""
    label: Node | None = None
    broken: tuple[float, tuple[float, float]] | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Break the words into lines, once for each width: panels and frames ask again and again."""
        if self.broken is None or self.broken[0] != width or not hasattr(self, "blPara"):  # split drops it
            self.broken = (width, super().wrap(width, height))
        return self.broken[1]

    def split(self, width: float, height: float) -> list[Any]:
        parts = super().split(width, height)
        for index, part in enumerate(parts):
            part.node, part.faces = self.node, self.faces
            if not index:
                part.bullet, part.label = self.bullet, self.label
        return list(parts)

    def draw(self) -> None:
        if self.bullet:
            with marked(self.canv, self.label, self):
                style, top = self.style, self.height - self.style.fontSize
                self.canv.setFillColor(style.textColor)
                self.faces.draw(self.canv, style.leftIndent - 10, top, self.bullet, style.fontName, style.fontSize)
        with marked(self.canv, self.node, self):
            super().draw()


class Title(Words):
    """A heading: it notes its page, and is a place that links and the outline lead to."""

    anchor: str = ""
    level: int = 1
    plain: str = ""
    marks: Marks | None = None

    def split(self, width: float, height: float) -> list[Any]:
        return []

    def draw(self) -> None:
        canvas = self.canv
        _, top = canvas.absolutePosition(0, self.height)
        canvas.bookmarkPage(self.anchor, fit="XYZ", left=0, top=top + 12)
        if self.level <= 2:
            canvas.addOutlineEntry(self.plain, self.anchor, self.level - 1, closed=self.level == 1)
        if self.marks:
            self.marks.headings.append((self.anchor, canvas.index))
        super().draw()


@dataclass(frozen=True)
class Look:
    """The ground of a panel: its tint, a bar at its left, a border; colours as #rrggbb, or "" for none."""

    ground: str = ""
    bar: str = ""
    border: str = ""
    bar_width: float = BAR
    pad: float = PAD


class Panel(Flowable):  # type: ignore[misc]
    """Flowables on a ground of their own. It stays whole where a page can hold it, and goes on over pages else."""

    def __init__(self, kids: Sequence[Any], look: Look, room: float, anchor: str = "") -> None:
        super().__init__()
        self.kids, self.look, self.room, self.anchor = list(kids), look, room, anchor
        self.spaceBefore, self.spaceAfter = 5.0, 9.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.places: list[tuple[Any, float]] = []  # each kid and its lower edge, from the top
        y, last = self.look.pad, None
        for kid in self.kids:
            y += _gap(last, kid)
            _, tall = kid.wrap(self._inner, 10**6)
            y, last = y + tall, kid
            self.places.append((kid, y))
        self.height = y + self.look.pad
        return width, self.height

    @property
    def _inner(self) -> float:
        return float(self.width) - 2 * self.look.pad - (self.look.bar_width if self.look.bar else 0)

    def split(self, width: float, height: float) -> list[Any]:
        self.wrap(width, height)
        if self.height <= min(height, self.room):
            return [self]
        if self._shrunk(self.height - height):
            return [self]
        if self.height <= self.room:
            return []
        first, rest, used = [], list(self.kids), self.look.pad
        last = None
        while rest:
            kid = rest[0]
            used += _gap(last, kid)
            _, tall = kid.wrap(self._inner, 10**6)
            if used + tall + self.look.pad > height:
                parts = kid.split(self._inner, height - used - self.look.pad)
                if len(parts) > 1:
                    first.append(parts[0])
                    rest[0:1] = parts[1:]
                break
            used, last = used + tall, kid
            first.append(rest.pop(0))
        if not first or not rest:
            return []
        if height < self.room - 1 and hasattr(rest[0], "answers") and not any(hasattr(kid, "answers") for kid in first):
            return []  # a question stays with the first lines of its answer
        return [Panel(first, self.look, self.room, self.anchor), Panel(rest, self.look, self.room)]

    def _shrunk(self, excess: float) -> bool:
        """Take `excess` off a box at the end that has so much to spare, rather than leave a gap on the page."""
        last = self.kids[-1]
        if last.height - getattr(last, "least", last.height) < excess:
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
            canvas.rect(0, 0, look.bar_width, self.height, stroke=0, fill=1)
        canvas.restoreState()
        if self.anchor:
            _, top = canvas.absolutePosition(0, self.height)
            canvas.bookmarkPage(self.anchor, fit="XYZ", left=0, top=top + 12)
        left = look.pad + (look.bar_width if look.bar else 0)
        for kid, y in self.places:
            kid.drawOn(canvas, left, self.height - y)


def _gap(last: Any, kid: Any) -> float:
    if last is None:
        return 0.0
    return max(float(last.getSpaceAfter()), float(kid.getSpaceBefore()))


class Banner(Panel):
    """Words on a band of colour that runs off the paper at both sides, and at the top where it opens a page."""

    def __init__(self, kids: Sequence[Any], colour: str, theme: Theme, mark: str = "", above: float = 0.0) -> None:
        super().__init__(kids, Look(pad=0), 10**6)
        self.colour, self.theme, self.mark, self.above = colour, theme, mark, above
        self.spaceBefore, self.spaceAfter = 0.0, 16.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        super().wrap(width, height)
        self.height += 16.0  # of the band, below its words
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
        canvas.setFillColor(HexColor(charts.ink(self.colour)))
        if self.mark:
            draw_mark(canvas, self.mark, self.width - 22, self.height - 24, 22)
        canvas.restoreState()
        super().draw()


def draw_mark(canvas: Any, mark: str, x: float, y: float, side: float) -> None:
    """Draw a kit's sign; the four plain shapes are drawn, since hardly any text face has them."""
    path = canvas.beginPath()
    if mark == "●":
        canvas.circle(x + side / 2, y + side / 2, side / 2, stroke=0, fill=1)
        return
    shapes: dict[str, list[tuple[float, float]]] = {
        "■": [(0, 0), (1, 0), (1, 1), (0, 1)],
        "▲": [(0, 0), (1, 0), (0.5, 1)],
        "◆": [(0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)],
    }
    corners = shapes.get(mark)
    if not corners:
        return
    path.moveTo(x + corners[0][0] * side, y + corners[0][1] * side)
    for across, up in corners[1:]:
        path.lineTo(x + across * side, y + up * side)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


class Picture(Flowable):  # type: ignore[misc]
    """A chart, drawn as vectors inside its Figure element."""

    def __init__(self, chart: Chart, theme: Theme, names: Faces, node: Node) -> None:
        super().__init__()
        self.chart, self.theme, self.names, self.node = chart, theme, names, node
        self.spaceBefore = 4.0
        self.keepWithNext = 1

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.drawn, self.height = charts.shapes(self.chart, self.theme, width, self._measure)
        return width, self.height

    def _measure(self, text: str, size: float, bold: bool) -> float:
        return self.names.width(text, self.names.bold if bold else self.names.regular, size)

    def draw(self) -> None:
        canvas = self.canv
        left, bottom = canvas.absolutePosition(0, 0)
        self.node.box = (left, bottom, left + self.width, bottom + self.height)
        with marked(canvas, self.node, self):
            for shape in self.drawn:
                if isinstance(shape, charts.Rect):
                    canvas.setFillColor(HexColor(shape.fill))
                    canvas.setStrokeColor(HexColor(shape.stroke))
                    canvas.setLineWidth(0.5)
                    bottom = self.height - shape.y - shape.height
                    canvas.rect(shape.x, bottom, shape.width, shape.height, stroke=1, fill=1)
                else:
                    canvas.setFillColor(HexColor(shape.colour))
                    x = shape.x - (self._measure(shape.text, shape.size, shape.bold) / 2 if shape.centred else 0)
                    face = self.names.bold if shape.bold else self.names.regular
                    self.names.draw(canvas, x, self.height - shape.y, shape.text, face, shape.size)


class Entry(Words):
    """A line of the contents: a link to its heading, and the page, which is known only at the end."""

    anchor: str = ""
    form: str = ""

    def draw(self) -> None:
        canvas = self.canv
        with marked(canvas, self.node, self):
            Paragraph.draw(self)
            right = self.width - 2
            last = self.height - self.style.fontSize - self.style.leading * (len(self.blPara.lines) - 1)
            self._dots(last, right - 26)
            canvas.saveState()
            canvas.translate(right, last)
            canvas.doForm(self.form)
            canvas.restoreState()
            canvas.linkRect("", self.anchor, (0, 0, self.width, self.height), relative=1, Border="[0 0 0]")

    def _dots(self, y: float, right: float) -> None:
        """Lead the eye to the number; dots are no words and stay outside the text."""
        start = self.style.leftIndent + self._last_width() + 8
        canvas = self.canv
        canvas.setStrokeColor(HexColor("#9aa5b1"))
        canvas.setLineWidth(0.6)
        canvas.setDash(0.6, 3)
        if start < right:
            canvas.line(start, y + 1.5, right, y + 1.5)
        canvas.setDash()

    def _last_width(self) -> float:
        """Return the width of the last line; ReportLab keeps it as strings, or as pieces where it has several."""
        line = self.blPara.lines[-1]
        if hasattr(line, "words"):
            return sum(width(piece.text, piece.fontName, piece.fontSize) for piece in line.words)
        frag = self.frags[0]
        return width(" ".join(line[1]), frag.fontName, frag.fontSize)
