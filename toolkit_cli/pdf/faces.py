"""The faces in which a PDF is set: registered with ReportLab, and measured for the fields."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from toolkit_cli.theme import FACES, Theme


@dataclass(frozen=True)
class Faces:
    """The names under which a theme's faces are known to ReportLab."""

    regular: str
    bold: str
    italic: str


def register(theme: Theme, bold_italic: bool = False) -> Faces:
    """Register a theme's faces and return their names; the fourth, which takes time to open, only where it is used."""
    names = {face: _registered(theme.face(face)) for face in FACES if bold_italic or face != "bold_italic"}
    family = (names["regular"], names["bold"], names["italic"], names.get("bold_italic", names["bold"]))
    pdfmetrics.registerFontFamily(names["regular"], *family)
    return Faces(*family[:3])


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
    """Return the width of a line of text in points."""
    return float(pdfmetrics.stringWidth(text, name, size))


def wrapped(text: str, name: str, size: float, room: float) -> list[str]:
    """Break a text into lines no wider than `room` points; a word that is too long is broken inside.

    Line breaks are kept; white space stays at the end of the line that it closes.
    """
    lines: list[str] = []
    for paragraph in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        line = ""
        for word in _words(paragraph):
            if line and width(line + word.rstrip(), name, size) > room:
                lines.append(line)
                line = ""
            while width(word.rstrip(), name, size) > room:
                cut = _fitting(word, name, size, room)
                lines.append(word[:cut])
                word = word[cut:]
            line += word
        lines.append(line)
    return lines


def _words(paragraph: str) -> list[str]:
    """Split after white space, so that joining gives the paragraph again."""
    words: list[str] = []
    start = 0
    for index in range(1, len(paragraph)):
        if paragraph[index - 1] in " \t" and paragraph[index] not in " \t":
            words.append(paragraph[start:index])
            start = index
    return [*words, paragraph[start:]]


def _fitting(word: str, name: str, size: float, room: float) -> int:
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if width(word[:middle], name, size) <= room:
            low = middle
        else:
            high = middle - 1
    return low
