"""Lists in the texts of a toolkit: each point begins a line, with a dash, or with 1., 2. and so on."""

from __future__ import annotations

import re
from typing import NamedTuple

PARAGRAPHS = re.compile(r"\n\s*\n")
NUMBERED = re.compile(r"\s*([0-9]{1,2})[.)]\s+(?=\S)")


class Paragraph(NamedTuple):
    """A part of a text between empty lines: its words, and the points of the list below them."""

    words: str
    points: list[str]
    ordered: bool = False


def paragraphs(text: str) -> list[Paragraph]:
    """Return a text's paragraphs, each with its list; a line that begins no point goes on with the one above it."""
    return [_paragraph(part.split("\n")) for part in PARAGRAPHS.split(text.strip())]


def numbered(text: str) -> list[str]:
    """Return the lines that begin the points of a text's numbered lists."""
    parts = [part.split("\n") for part in PARAGRAPHS.split(text)]
    listed = (lines for lines in parts if _are_counted(lines, _numbers(lines)))
    return [line for lines in listed for line in lines if NUMBERED.match(line)]


def uncounted(text: str) -> str:
    """Return the first of lines that count on and are no list: they begin late, or others stand among them; or ""."""
    for part in PARAGRAPHS.split(text):
        lines = part.split("\n")
        numbers = _numbers(lines)
        counts = any({number, number + 1} <= {*numbers} for number in numbers)
        if counts and not _are_counted(lines, numbers):
            return next(line for line in lines if NUMBERED.match(line)).strip()
    return ""


def _paragraph(lines: list[str]) -> Paragraph:
    ordered = _are_counted(lines, _numbers(lines))
    words: list[str] = []
    points: list[str] = []
    for line in lines:
        begins = NUMBERED.match(line) if ordered else re.match(r"\s*- ", line)
        if begins:
            points.append(line[begins.end() :].strip())
        elif points:
            points[-1] += " " + line.strip()
        else:
            words.append(line.strip())
    return Paragraph(" ".join(words), points, ordered)


def _numbers(lines: list[str]) -> list[int]:
    return [int(found[1]) for line in lines if (found := NUMBERED.match(line))]


def _are_counted(lines: list[str], numbers: list[int]) -> bool:
    """Say whether lines are numbered from 1 on, two at least, and have no list of dashes among them."""
    counted = len(numbers) > 1 and numbers == [*range(1, len(numbers) + 1)]
    return counted and not any(line.lstrip().startswith("- ") for line in lines)
