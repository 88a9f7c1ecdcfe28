"""Draws a chart as a picture, in the theme's fonts, and in its fallback fonts for letters that these lack."""

from __future__ import annotations

import io
import math
from functools import lru_cache
from pathlib import Path
from typing import Any
from unicodedata import combining, normalize

from toolkit_cli.layout.chart import Label, Measure, Rect, shapes
from toolkit_cli.layout.colours import WHITE, mixed, rgb
from toolkit_cli.layout.page import Chart
from toolkit_cli.layout.theme import Theme

DPI = 300
EDGE = 3.0  # points at both sides of a picture: an accent before a capital letter extends to the left of it
RIM = 4  # pixels around a line of text, for letters that extend beyond it
SHADES = 16  # colours from a background to the ink on it, at the edges of letters


def picture(chart: Chart, theme: Theme, width: float) -> tuple[bytes, float]:
    """Return a chart as a PNG of 300 dots per inch, `width` points wide, and its height in points."""
    from PIL import Image, ImageDraw

    scale, length = DPI / 72, ruler(theme)
    drawn, height = shapes(chart, theme, width - 2 * EDGE, length)
    inks = _Inks()
    image = Image.new("P", (round(width * scale), round(height * scale)), inks.of(WHITE))
    draw = ImageDraw.Draw(image)
    for shape in drawn:
        if isinstance(shape, Rect):
            left = EDGE + shape.x
            corners = [value * scale for value in (left, shape.y, left + shape.width, shape.y + shape.height)]
            draw.rectangle(corners, inks.of(shape.fill), inks.of(shape.stroke), round(scale / 2))
            continue
        x = (EDGE + shape.x - (length(shape.text, shape.size, shape.bold) / 2 if shape.centred else 0)) * scale
        for face, part in _runs(shape.text, shape.bold, theme):
            _letter(image, inks, shape, part, face, x)
            x += _measured(part, face, shape.size * scale)
    made = io.BytesIO()
    made.name = "chart.png"  # so that Pillow loads only the writer of this format
    image.putpalette(inks.palette())
    image.save(made, dpi=(DPI, DPI), compress_level=3)  # takes half the time of 6, and some 6 KB more
    return made.getvalue(), height


def ruler(theme: Theme, unknown: str = "") -> Measure:
    """Return the measure of words in a theme's faces; what no face has is as wide as `unknown`, or as a box."""
    scale = DPI / 72

    def length(text: str, size: float, bold: bool) -> float:
        runs = _runs(text, bold, theme)
        if unknown and not text.isascii():
            runs = [
                (face, "".join(each if each in _characters(face) else unknown for each in part)) for face, part in runs
            ]
        return sum(_measured(part, face, size * scale) for face, part in runs) / scale

    return length


def _letter(image: Any, inks: _Inks, label: Label, text: str, face: Path, x: float) -> None:
    """Draw a part of a label that is all in one face; it begins `x` pixels from the left edge of the picture."""
    from PIL import Image, ImageDraw

    font = _font(face, label.size * DPI / 72)
    up, down = font.getmetrics()
    y = label.y * DPI / 72
    left, top = int(x) - RIM, int(y) - up - RIM
    letters = Image.new("L", (int(font.getlength(text)) + 2 * RIM + 1, up + down + 2 * RIM))
    ImageDraw.Draw(letters).text((x - left, y - top), text, 255, font, "ls")
    shades = inks.ramp(label.ground, label.colour)
    image.paste(letters.point(shades), (left, top), letters.point([0] + [255] * 255))


def _runs(text: str, bold: bool, theme: Theme) -> list[tuple[Path, str]]:
    """Split a text into parts in one face each; a letter and its accents stay together."""
    text, own = normalize("NFC", text), theme.face("bold" if bold else "regular")
    if text.isascii():
        return [(own, text)]
    runs: list[tuple[Path, str]] = []
    for each in text:
        if combining(each) and runs:
            face = runs[-1][0]
        else:
            face = next((face for face in (own, *theme.fallback) if each in _characters(face)), own)
        if runs and runs[-1][0] == face:
            runs[-1] = (face, runs[-1][1] + each)
        else:
            runs.append((face, each))
    return runs


@lru_cache(maxsize=16)
def _characters(face: Path) -> frozenset[str]:
    from reportlab.pdfbase.ttfonts import TTFontFile  # Pillow does not say which characters a font has

    return frozenset(chr(code) for code, glyph in TTFontFile(str(face)).charToGlyph.items() if glyph)


@lru_cache(maxsize=1024)
def _measured(text: str, face: Path, size: float) -> float:
    return float(_font(face, size).getlength(text))


@lru_cache(maxsize=16)
def _font(face: Path, size: float) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(str(face), size, layout_engine=ImageFont.Layout.BASIC)


class _Inks:
    """A picture's palette: the colours of the shapes, and those between each background and the letters on it."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._ramps: dict[tuple[str, str], list[int]] = {}

    def of(self, colour: str) -> int:
        """Return a colour's number in the palette; if all 256 are taken, that of the nearest colour."""
        if colour in self._numbers or len(self._numbers) < 256:
            return self._numbers.setdefault(colour, len(self._numbers))
        return self._numbers[min(self._numbers, key=lambda other: math.dist(rgb(other), rgb(colour)))]

    def ramp(self, ground: str, colour: str) -> list[int]:
        """Return for each of 256 shades, from the background to the ink, the number of a colour that is near."""
        if (ground, colour) not in self._ramps:
            shades = [self.of(mixed(ground, colour, step / (SHADES - 1))) for step in range(SHADES)]
            self._ramps[ground, colour] = [shade for shade in shades for _ in range(256 // SHADES)]
        return self._ramps[ground, colour]

    def palette(self) -> list[int]:
        """Return red, green and blue of each colour in turn, as Pillow takes a palette."""
        return [part for colour in self._numbers for part in rgb(colour)]
