"""Breaks text into lines of a given width."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from unicodedata import combining

# A text → its width in points.
Measure = Callable[[str], float]
ENDS = " \t\n"  # after which a line may end; no-break and thin spaces count as letters of a word


def wrapped(text: str, room: float, measure: Measure) -> list[str]:
    """Break a text into lines no wider than `room` points; a word that is wider is broken inside.

    Line breaks are kept. White space stays at the end of its line, and is not counted in the line's width.
    """
    lines: list[str] = []
    for paragraph in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        line, used = "", 0.0
        for word in _words(paragraph):
            needed = measure(word.rstrip())
            if line and used + needed > room:
                lines.append(line)
                line, used = "", 0.0
            if needed > room:
                *full, word = _pieces(word, room, measure)
                lines += full
            line += word
            used += measure(word)
        lines.append(line)
    return lines


def letters(text: str) -> Iterator[str]:
    """Yield each letter of a text with the combining characters that follow it."""
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not combining(text[index]):
            yield text[start:index]
            start = index


def _words(paragraph: str) -> list[str]:
    """Split after white space, so that joining gives the paragraph again."""
    words: list[str] = []
    start = 0
    for index in range(1, len(paragraph)):
        if paragraph[index - 1] in ENDS and paragraph[index] not in ENDS:
            words.append(paragraph[start:index])
            start = index
    return [*words, paragraph[start:]]


def _pieces(word: str, room: float, measure: Measure) -> list[str]:
    """Cut a word that is too long for a line; the white space after it stays with the last piece."""
    pieces, used = [""], 0.0
    for letter in letters(word):
        needed = measure(letter)
        if pieces[-1] and used + needed > room and not letter.isspace():
            pieces.append("")
            used = 0.0
        pieces[-1] += letter
        used += needed
    return pieces
