"""Draws a bar chart as a list of shapes, which become vectors in a PDF and on a web page, and a picture in a DOCX.

Lengths are in points, from the top left corner downwards. Levels go from light to dark, and each part has its count, so
that the chart can be read in grey. If a part is too narrow for its count, the count stands below it; if there is no
room there either, the table below the chart has the number. Diverging bars have an axis, so that nobody mistakes what
is left of it for what is right of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit_cli.layout.colours import READABLE, WHITE, contrast, ink, mixed
from toolkit_cli.layout.lines import wrapped
from toolkit_cli.layout.page import DARKEST, Chart
from toolkit_cli.layout.theme import Theme

BAR, GAP, LABEL, KEY = 26.0, 14.0, 12.0, 14.0
BESIDE = 14.0  # from a colour's square in the key to its words' beginning, and from their end to the next square
LENGTH = 14.0  # the height of a bar that shows a count by its length
APART = 10.0  # between the diverging parts of a bar and the parts at its end
AXIS, BEYOND = 1.6, 2.0  # the width of the axis, and how far it extends beyond its bar
CLEAR = 3.0  # between the axis and the words above it
HIGHEST = 0.7  # of a page's height; a higher chart is drawn smaller, and the table below it has the numbers
SMALLEST = 0.95  # of its size: a chart is made no smaller to stay with its heading and its table
BELOW = 8.5  # from a bar to the baseline of a count below it
SIZE, USUAL = 8.5, 10.5  # of the chart's letters, and of the text for which all of these lengths are

# Text, its size in points and whether it is bold → its width in points.
Measure = Callable[[str, float, bool], float]


@dataclass(frozen=True)
class Rect:
    """A rectangle: its upper left corner, its size, and the colours of its inside and its edge."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    stroke: str


@dataclass(frozen=True)
class Label:
    """A line of text that begins at `x`, `y` on its baseline, or is `centred` there, on the colour `ground`."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    bold: bool = False
    centred: bool = False
    ground: str = WHITE


Shape = Rect | Label


def shapes(chart: Chart, theme: Theme, width: float, measure: Measure) -> tuple[list[Shape], float]:
    """Return the shapes of a chart of a given width, and its height; its letters scale with the size of the text."""
    scale = theme.fonts.size / USUAL
    drawn, height = _shapes(chart, theme, width / scale, measure)
    return [_scaled(shape, scale) for shape in drawn], height * scale


def _scaled(shape: Shape, scale: float) -> Shape:
    x, y = shape.x * scale, shape.y * scale
    if isinstance(shape, Rect):
        return replace(shape, x=x, y=y, width=shape.width * scale, height=shape.height * scale)
    return replace(shape, x=x, y=y, size=shape.size * scale)


def _shapes(chart: Chart, theme: Theme, width: float, measure: Measure) -> tuple[list[Shape], float]:
    """Return the same for text of the usual size."""
    canvas = _Canvas(chart, theme, width, measure)
    drawn: list[Shape] = []
    high = LENGTH if chart.whole else BAR
    y = 2.0
    if chart.sides and (heads := list(canvas.apart(y))):
        drawn += heads
        y += LABEL * len(heads)
    for label, counts in chart.bars:
        for line in canvas.lines(label, width, bold=True):
            drawn.append(Label(0, y + LABEL - 3, line, SIZE, theme.colours.text, bold=True))
            y += LABEL
        y += BEYOND + CLEAR if chart.sides else 0
        drawn += canvas.bar(counts, y)
        y += high + GAP
    if chart.whole:
        return drawn, y - GAP + 2
    keys, y = canvas.key(y)
    return drawn + keys, y


@dataclass(frozen=True)
class _Canvas:
    """What a chart is drawn with: its width, its look, and the measure of words."""

    chart: Chart
    theme: Theme
    width: float
    measure: Measure

    def lines(self, text: str, width: float, bold: bool = False) -> list[str]:
        """Break a text into lines no wider than `width`; a word that is wider is broken inside."""
        made = wrapped(" ".join(text.split()), width, lambda part: self.measure(part, SIZE, bold))
        return [line.rstrip() for line in made if line]

    def bar(self, counts: tuple[int, ...], y: float) -> Iterator[Shape]:
        """Yield the shapes of a bar, without counts below it that would overlap the one before."""
        free = 0.0
        for shape in self._bar(counts, y):
            if isinstance(shape, Label) and shape.y > y + BAR:
                half = self.measure(shape.text, shape.size, shape.bold) / 2
                if shape.x - half < free:
                    continue
                free = shape.x + half + 3
            yield shape

    def _bar(self, counts: tuple[int, ...], y: float) -> Iterator[Shape]:
        if self.chart.sides:
            yield from self._diverging(counts, y)
        elif self.chart.whole:
            yield from self._length(counts[0], y)
        else:
            yield from self._parts(counts, levels(self.chart, self.theme), 0.5, y, (self.width - 1) / sum(counts))

    def _parts(self, counts: Sequence[int], fills: Sequence[str], x: float, y: float, unit: float) -> Iterator[Shape]:
        """Yield parts from `x` to the right, `unit` points long for each that was counted."""
        for count, fill in zip(counts, fills, strict=True):
            part, text = count * unit, str(count)
            if not count:
                continue
            yield Rect(x, y, part, BAR, fill, self.theme.colours.text)
            if self.measure(text, SIZE + 1, True) + 3 <= part:
                at = (x + part / 2, y + BAR / 2 + 3.3)
                yield Label(*at, text, SIZE + 1, ink(fill), bold=True, centred=True, ground=fill)
            else:
                half = self.measure(text, SIZE, True) / 2
                at = (min(max(x + part / 2, half), self.width - half), y + BAR + BELOW)
                yield Label(*at, text, SIZE, self.theme.colours.text, bold=True, centred=True)
            x += part

    def _length(self, count: int, y: float) -> Iterator[Shape]:
        """Yield a bar as long as its count, which stands after it; the longest bar leaves room for its count."""
        whole, text = self.chart.whole, self.theme.colours.text
        room = self.width - 1 - self.measure(str(whole), SIZE + 1, True) - 6
        part = count / whole * room
        if count:
            yield Rect(0.5, y, part, LENGTH, self.theme.chart[-1], text)
        yield Label(part + 6 if count else 0, y + LENGTH - 3.6, str(count), SIZE + 1, text, bold=True)

    def _diverging(self, counts: tuple[int, ...], y: float) -> Iterator[Shape]:
        """Yield a bar's parts on both sides of the axis, and the parts at its end; all bars have one axis and scale."""
        axis, apart, unit = self._scale()
        fills = levels(self.chart, self.theme)
        for side, x in ((-1, axis - sum(self._on(counts, -1)) * unit), (1, axis), (0, apart)):
            ours = [fill for fill, own in zip(fills, self.chart.sides, strict=True) if own == side]
            yield from self._parts(self._on(counts, side), ours, x, y, unit)
        start, text = min(max(axis - AXIS / 2, 0), self.width - AXIS), self.theme.colours.text
        yield Rect(start, y - BEYOND, AXIS, BAR + 2 * BEYOND, text, text)

    def _scale(self) -> tuple[float, float, float]:
        """Return where the axis of diverging bars is, where the parts at their end begin, and the length of a count."""
        left, right, apart = (max(sum(self._on(each, side)) for _, each in self.chart.bars) for side in (-1, 1, 0))
        unit = (self.width - 1 - (APART if apart else 0)) / max(left + right + apart, 1)
        axis = 0.5 + left * unit
        return axis, axis + right * unit + APART, unit

    def apart(self, y: float) -> Iterator[Shape]:
        """Yield the names, above diverging bars, of the parts at their end; nothing if these are all empty."""
        named = [level for level, side in zip(self.chart.levels, self.chart.sides, strict=True) if side == 0]
        if any(sum(self._on(counts, 0)) for _, counts in self.chart.bars):
            text = ", ".join(named)
            _, start, _ = self._scale()
            for number, line in enumerate(self.lines(text, self.width), 1):
                x = max(0.0, min(start, self.width - self.measure(line, SIZE, False)))
                yield Label(x, y + number * LABEL - 3, line, SIZE, self.theme.colours.text)

    def _on(self, counts: tuple[int, ...], side: int) -> list[int]:
        return [count for count, own in zip(counts, self.chart.sides, strict=True) if own == side]

    def key(self, y: float) -> tuple[list[Shape], float]:
        """Return the key, with as many levels in a line as there is room for, and where it ends.

        A level too long for a line goes on below it, and the next one begins a line.
        """
        drawn: list[Shape] = []
        x = 0.0
        for level, fill in zip(self.chart.levels, levels(self.chart, self.theme), strict=True):
            first, *others = self.lines(level, self.width - BESIDE) or [""]
            needed = BESIDE + self.measure(first, SIZE, False) + BESIDE
            if x and x + (self.width if others else needed) > self.width:
                x, y = 0.0, y + KEY
            drawn.append(Rect(x + 0.5, y + 1, 9, 9, fill, self.theme.colours.text))
            drawn.append(Label(x + BESIDE, y + 8.6, first, SIZE, self.theme.colours.text))
            for other in others:
                y += LABEL
                drawn.append(Label(x + BESIDE, y + 8.6, other, SIZE, self.theme.colours.text))
            x += self.width if others else needed
        return drawn, y + KEY


def lettered(charts: Iterable[Chart]) -> bool:
    """Return whether a word of some charts has letters that a font may lack: others than ASCII."""
    return not all(text.isascii() for chart in charts for text in texts(chart))


def texts(chart: Chart) -> tuple[str, ...]:
    """Return the words that are drawn in a chart."""
    return (*chart.levels, *(label for label, _ in chart.bars))


def levels(chart: Chart, theme: Theme) -> list[str]:
    """Return the colour of each level: of another hue left of an axis, and white for parts at the end of the bars."""
    if not chart.sides:
        return _ramp(theme, len(chart.levels))[:: -1 if chart.falling else 1]
    left, right = chart.sides.count(-1), chart.sides.count(1)
    warm = theme.roles.caution
    hues = {
        -1: [mixed(warm.tint, warm.colour, (left - step) / left) for step in range(left)],
        1: _ramp(theme, right + 1)[1:],
        0: [WHITE] * chart.sides.count(0),
    }
    return [hues[side].pop(0) for side in chart.sides]


def shade(theme: Theme, step: int) -> str:
    """Return the background of a table's cell for a step from 0 (none) to DARKEST; text can be read on all of them."""
    most = 0.6  # of the chart's colour, in the darkest
    while most > 0.05 and contrast(mixed(WHITE, theme.chart[-1], most), theme.colours.text) < READABLE:
        most -= 0.025
    return mixed(WHITE, theme.chart[-1], most * step / DARKEST)


def _ramp(theme: Theme, count: int) -> list[str]:
    """Return colours for `count` levels: the theme's chart colours, with mixtures if there are more levels."""
    colours = theme.chart
    if count == 1:
        return [colours[-1]]
    spread = []
    for step in range(count):
        place = step * (len(colours) - 1) / (count - 1)
        low = int(place)
        high = min(low + 1, len(colours) - 1)
        spread.append(mixed(colours[low], colours[high], place - low))
    return spread
