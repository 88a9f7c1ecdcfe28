"""The faces in which a PDF is set: registered with ReportLab, measured, and asked in turn for a letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import FF_FORCEBOLD, FF_ITALIC, TTFont

from toolkit_cli.layout.theme import FACES, Theme
from toolkit_cli.pdf.lines import letters, wrapped
from toolkit_cli.pdf.writing import lastresort

UNSEEN = frozenset(map(chr, lastresort.SELECTORS | lastresort.FORMATS))
BLANK = frozenset("\t\n\r")  # they part words and lines; no face has them, and none needs them


@dataclass(frozen=True)
class Faces:
    """The names under which ReportLab knows a theme's faces; `fallback` are the files asked for letters they lack."""

    regular: str
    bold: str
    italic: str
    fallback: tuple[Path, ...] = ()

    def runs(self, text: str, name: str) -> list[tuple[str, str]]:
        """Split a text into runs of one face each, `(face, text)`, to be drawn in the face `name` where it can be.

        A letter and its accents stay in one face. What no face has comes out as boxes.
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
        """Yield the runs of a letter with its accents: whole in the first face that has it, in parts where none has."""
        for form in (cluster, normalize("NFD", cluster)):
            for face in chain(self, name):
                if characters(face).issuperset(form):
                    yield face, form
                    return
        for part in cluster:
            having = (face for face in chain(self, name) if part in characters(face))
            yield next(having, None) or lastresort.holding(part), part

    def frags(self, frags: list[Any]) -> list[Any]:
        """Return the pieces of a ReportLab paragraph, divided so that each has its face."""
        made = []
        for frag in frags:
            runs = self.runs(frag.text, frag.fontName)
            as_it_is = runs == [(frag.fontName, frag.text)]
            made += [frag] if as_it_is else [frag.clone(fontName=face, text=text) for face, text in runs]
        return made

    def width(self, text: str, name: str, size: float) -> float:
        """Return the width of a line of text in points."""
        return sum(width(run, face, size) for face, run in self.runs(text, name))

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
    """Register a theme's faces and return their names; the fourth, which takes time to open, only where it is used."""
    names = {face: _registered(theme.face(face)) for face in FACES if bold_italic or face != "bold_italic"}
    family = (names["regular"], names["bold"], names["italic"], names.get("bold_italic", names["bold"]))
    pdfmetrics.registerFontFamily(names["regular"], *family)
    return Faces(*family[:3], theme.fallback)


@cache
def _registered(path: Path) -> str:
    name = f"{path.stem}-{path.stat().st_size}"
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, str(path)))
    return name


def font(name: str) -> Any:
    """Return a registered face's TTFont."""
    return pdfmetrics.getFont(name)


def width(text: str, name: str, size: float) -> float:
    """Return the width of a line of text in points, all in one face."""
    return float(pdfmetrics.stringWidth(text, name, size))


@cache
def characters(name: str) -> frozenset[str]:
    """Return the characters that a registered face has, and the blank ones; without those that nobody should see."""
    return frozenset([chr(code) for code, glyph in font(name).face.charToGlyph.items() if glyph]) - UNSEEN | BLANK


def drawn(text: str) -> str:
    """Return a text as it is drawn: letter and accent as one character where there is one (NFC)."""
    if text.isascii():
        return text
    # A soft hyphen would show in the middle of a line; PDF/UA-1 7.21.7 forbids U+FEFF in drawn text.
    return normalize("NFC", text).replace("\xad", "").replace("\ufeff", "")


@cache
def chain(faces: Faces, name: str) -> tuple[str, ...]:
    """Return the faces that are asked after each other: of the fallback those first that are as bold and as slanted."""
    own = (faces.regular, faces.bold, faces.italic)
    fallback = sorted(map(_registered, faces.fallback), key=lambda other: (_style(other) ^ _style(name)).bit_count())
    return (name, *fallback, *(other for other in own if other != name))


def _style(name: str) -> int:
    flags: int = font(name).face.flags & (FF_FORCEBOLD | FF_ITALIC)
    return flags
