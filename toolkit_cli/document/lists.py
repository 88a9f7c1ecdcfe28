"""Counts lists: the bullets and numbers that a word processor draws before paragraphs, and does not write into them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from string import ascii_lowercase

from toolkit_cli.document.story import Paragraph

DEEPEST = 8
LONGEST = 60  # letters that are drawn before a paragraph
TICKS = "✓✔✗✘☒☑"  # bullets that say something
PLACE = re.compile("%([1-9])")  # stands for the number of a level
WHOLE = re.compile(r"\s*[+-]?[0-9]{1,9}\s*")
# The letters of formats, small: those of WordprocessingML, and those that LibreOffice has besides, each as it counts.
LETTERS: dict[str, Sequence[str]] = {
    "lowerLetter": ascii_lowercase,
    "russianLower": "абвгдежзиклмнопрстуфхцчшщыэюя",
    "bulgarianLower": "абвгдежзиклмнопрстуфхцчшщъюя",
    "serbianLower": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "greekLower": [f"{ten}{one}" for ten in ("", *"ικλ") for one in ("", *"αβγδε", "στ", *"ζηθ")][1:],
}
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
         (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass
class Lists:
    """The formats of lists, by list and level from 0, and how far each list has been counted.

    `formats` are those of WordprocessingML, `texts` what is drawn, with %1 for the number of the first level: "%1)",
    "%1.%2."; `starts` holds first numbers.
    """

    formats: dict[tuple[str, int], str] = field(default_factory=dict)
    texts: dict[tuple[str, int], str] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    counts: dict[str, list[int]] = field(default_factory=dict)
    counted_as: dict[str, str] = field(default_factory=dict)  # the common name of lists that are counted together

    def mark(self, number: str, level: int) -> str:
        """Count a list's next paragraph, and return its mark, indented by its level: "- ", a tick, or the number."""
        level = min(max(level, 0), DEEPEST)
        counts = self.counts.setdefault(self.counted_as.get(number, number), [])
        del counts[level + 1 :]
        while len(counts) < level:
            counts.append(self.starts.get((number, len(counts)), 1))
        if len(counts) == level:
            counts.append(self.starts.get((number, level), 1) - 1)
        counts[level] += 1
        shown = self.texts.get((number, level), "")[:1]
        shown = shown if shown and shown in TICKS else "-"
        if self.formats.get((number, level), "bullet") != "bullet":
            text = self.texts.get((number, level), f"%{level + 1}.")
            shown = PLACE.sub(lambda found: self._count(number, counts, int(found[1]) - 1), text).strip()
        return f"{'  ' * level}{shown} " if any(each.isalnum() or each in f"-{TICKS}" for each in shown) else ""

    def begun(self, number: str, level: int) -> bool:
        """Say whether the last paragraph is the first of a list that begins with another number than 1.

        Programs make such lists of a number that somebody has typed.
        """
        level = min(max(level, 0), DEEPEST)
        start = self.starts.get((number, level), 1)
        return start != 1 and self.counts[self.counted_as.get(number, number)][level] == start

    def _count(self, number: str, counts: list[int], level: int) -> str:
        return numeral(counts[level], self.formats.get((number, level), "decimal")) if level < len(counts) else ""

    def restart(self, number: str, level: int, value: int) -> None:
        """Let a list go on at a level with the number `value`."""
        level = min(max(level, 0), DEEPEST)
        counts = self.counts.setdefault(number, [])
        del counts[level + 1 :]
        counts += [1] * (level + 1 - len(counts))
        counts[level] = value - 1


def numeral(number: int, kind: str) -> str:
    """Return a number in a format of WordprocessingML, "" for a bullet; in digits for a format that is not known."""
    if kind in ("bullet", "none"):
        return ""
    if kind == "decimalZero":
        return f"{number:02}"
    small = kind.replace("upper", "lower").replace("Upper", "Lower")
    letters = LETTERS.get(small, "")
    if 0 < number <= len(letters):
        return letters[number - 1] if kind == small else letters[number - 1].upper()
    if kind in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        return _roman(number).upper() if kind == "upperRoman" else _roman(number)
    return str(number)


def _roman(number: int) -> str:
    """Return a number in small Roman numerals."""
    made = ""
    for value, letters in ROMAN:
        made += letters * (number // value)
        number %= value
    return made


def as_number(text: str | None, usual: int = 0) -> int:
    """Return the whole number in a text; `usual` where there is none, or one larger than any document needs."""
    return int(text) if text and WHOLE.fullmatch(text) else usual


def mark(paragraphs: Sequence[Paragraph], lists: Lists) -> None:
    """Give each paragraph of a list its mark; those that a tracked change has joined are one: the last of them."""
    line: list[Paragraph] = []
    for paragraph, following in zip(paragraphs, chain(paragraphs[1:], (None,)), strict=True):
        if paragraph.joined and following and following.cell is paragraph.cell:
            line.append(paragraph)
            continue
        if paragraph.number:
            first = next((each for each in line if each.text.strip()), paragraph)
            first.mark, first.begins = lists.mark(*paragraph.number), lists.begun(*paragraph.number)
        if line:
            line.clear()
