"""The faces in which a PDF is set: registers them with ReportLab, measures text, and finds a face for each letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path
from struct import unpack_from
from typing import Any
from unicodedata import normalize

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import FF_FORCEBOLD, FF_ITALIC, TTFont

from toolkit_cli.layout.lines import letters, wrapped
from toolkit_cli.layout.theme import FACES, Theme
from toolkit_cli.pdf.writing import lastresort
from toolkit_cli.pdf.writing.renumbered import TAB_SPACES

UNSEEN = frozenset(map(chr, lastresort.SELECTORS | lastresort.FORMATS))
BLANK = frozenset("\t\n\r")  # they separate words and lines; no face has them, and none needs them


@dataclass(frozen=True)
class Faces:
    """ReportLab's names of a theme's faces; `fallback` are the font files for letters that these lack."""

    regular: str
    bold: str
    italic: str
    fallback: tuple[Path, ...] = ()

    def runs(self, text: str, name: str) -> list[tuple[str, str]]:
        """Split a text into runs `(face, text)`, in the face `name` as far as it has the letters.

        A letter and its accents stay in one face. Letters that no face has are in the face of last resort, as boxes.
        """
        text = drawn(text)
        if characters(name).issuperset(text):
            return [(name, text)]
        runs: list[tuple[str, str]] = []
        for cluster in letters(text):
            if cluster == " " and runs and " " in characters(runs[-1][0]):
                runs[-1] = (runs[-1][0], runs[-1][1] + " ")
                continue
            for face, part in self._spelt(cluster, name):
                if runs and runs[-1][0] == face:
                    runs[-1] = (face, runs[-1][1] + part)
                else:
                    runs.append((face, part))
        return runs

    def _spelt(self, cluster: str, name: str) -> Iterator[tuple[str, str]]:
        """Yield the runs of a letter with its accents: in the first face that has all of it, else each in its own."""
        for form in (cluster, normalize("NFD", cluster)):
            for face in chain(self, name):
                if characters(face).issuperset(form):
                    yield face, form
                    return
        for part in cluster:
            having = (face for face in chain(self, name) if part in characters(face))
            yield next(having, None) or lastresort.holding(part), part

    def frags(self, frags: list[Any]) -> list[Any]:
        """Return a ReportLab paragraph's ParaFrags, split so that each is in a face that has its letters."""
        made = []
        for frag in frags:
            runs = self.runs(frag.text, frag.fontName)
            as_it_is = runs == [(frag.fontName, frag.text)]
            made += [frag] if as_it_is else [frag.clone(fontName=face, text=text) for face, text in runs]
        return made

    def width(self, text: str, name: str, size: float) -> float:
        """Return the width of a line of text in points; no tab in it is drawn wider than TAB_SPACES."""
        told = text.replace("\t", " " * TAB_SPACES)
        return sum(width(run, face, size) for face, run in self.runs(told, name))

    def wrapped(self, text: str, name: str, size: float, room: float) -> list[str]:
        """Break a text into lines no wider than `room` points."""
        return wrapped(drawn(text), room, lambda part: self.width(part, name, size))

    def draw(self, canvas: Any, x: float, y: float, text: str, name: str, size: float) -> None:
        """Draw a line of text that starts at `x`, `y`."""
        for face, run in self.runs(text, name):
            canvas.setFont(face, size)
            canvas.drawString(x, y, run)
            x += width(run, face, size)


def register(theme: Theme, bold_italic: bool = False) -> Faces:
    """Register a theme's faces and return their names; bold italic, which takes time to open, only if it is used."""
    names = {face: _registered(theme.face(face)) for face in FACES if bold_italic or face != "bold_italic"}
    family = (names["regular"], names["bold"], names["italic"], names.get("bold_italic", names["bold"]))
    pdfmetrics.registerFontFamily(names["regular"], *family)
    return Faces(*family[:3], theme.fallback)


@cache
def _registered(path: Path) -> str:
    name = f"{path.stem}-{path.stat().st_size}"
    if name not in pdfmetrics.getRegisteredFontNames():
        made = TTFont(name, str(path))
        made.face.hmetrics = _metrics(made.face)
        pdfmetrics.registerFont(made)
    return name


def _metrics(face: Any) -> list[tuple[int, int]]:
    """Return the width of each glyph and its left side bearing, in the face's units.

    ReportLab gives the width that the last glyphs of a face share, all of a monospaced one, in thousandths.
    """
    *own, width = [wide for wide, _ in face.hmetrics[: unpack_from(">H", face.get_table("hhea"), 34)[0]]]
    bearings = [bearing for _, bearing in face.hmetrics]
    return list(zip_longest(own, bearings, fillvalue=width))


def font(name: str) -> Any:
    """Return a registered face's TTFont."""
    return pdfmetrics.getFont(name)


def width(text: str, name: str, size: float) -> float:
    """Return the width of a line of text in points, all in one face."""
    return float(pdfmetrics.stringWidth(text, name, size))


@cache
def characters(name: str) -> frozenset[str]:
    """Return the characters of a registered face, with BLANK and without those that must stay invisible."""
    return frozenset([chr(code) for code, glyph in font(name).face.charToGlyph.items() if glyph]) - UNSEEN | BLANK


def drawn(text: str) -> str:
    """Return a text as it is drawn: with composed characters (NFC)."""
    if text.isascii():
        return text
    # A soft hyphen would be visible; PDF/UA-1 7.21.7 forbids U+FEFF in text that is shown.
    return normalize("NFC", text).replace("\xad", "").replace("\ufeff", "")


@cache
def chain(faces: Faces, name: str) -> tuple[str, ...]:
    """Return the faces in which a letter is looked for, in order: fallback fonts of the same weight and slant first."""
    own = (faces.regular, faces.bold, faces.italic)
    fallback = sorted(map(_registered, faces.fallback), key=lambda other: (_style(other) ^ _style(name)).bit_count())
    return (name, *fallback, *(other for other in own if other != name))


def _style(name: str) -> int:
    flags: int = font(name).face.flags & (FF_FORCEBOLD | FF_ITALIC)
    return flags
