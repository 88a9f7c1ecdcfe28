"""Lists: the bullets and numbers that a word processor draws before a paragraph and does not write into it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from toolkit_cli.document.story import Paragraph

DEEPEST = 8
LONGEST = 60  # letters of what is drawn before a paragraph
TICKS = "✓✔✗✘☒☑"  # bullets that say something
PLACE = re.compile("%([1-9])")  # where a level's number is drawn
WHOLE = re.compile(r"\s*[+-]?[0-9]{1,9}\s*")
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
         (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass
class Lists:
    """Formats by list and level, and how far each list has been counted.

    `texts` are what is drawn, with %1 for the number of the first level: "%1)", "%1.%2.".
    """

    formats: dict[tuple[str, int], str] = field(default_factory=dict)
    texts: dict[tuple[str, int], str] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    counts: dict[str, list[int]] = field(default_factory=dict)
    counted_as: dict[str, str] = field(default_factory=dict)  # lists that are counted together, and under which name

    def mark(self, number: str, level: int) -> str:
        """Return the mark of the list's next paragraph: "- ", the tick, or the number that stands there."""
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
        """Say whether the last paragraph is the first of a list that begins at another number than 1, as a typed 14."""
        level = min(max(level, 0), DEEPEST)
        start = self.starts.get((number, level), 1)
        return start != 1 and self.counts[self.counted_as.get(number, number)][level] == start

    def _count(self, number: str, counts: list[int], level: int) -> str:
        return numeral(counts[level], self.formats.get((number, level), "decimal")) if level < len(counts) else ""

    def restart(self, number: str, level: int, value: int) -> None:
        """Let the list go on at a level with a number of its own."""
        level = min(max(level, 0), DEEPEST)
        counts = self.counts.setdefault(number, [])
        del counts[level + 1 :]
        counts += [1] * (level + 1 - len(counts))
        counts[level] = value - 1


def numeral(number: int, kind: str) -> str:
    """Return a number in a format of WordprocessingML's, "" for a bullet; one that is not known as digits."""
    if kind in ("bullet", "none"):
        return ""
    if kind in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if kind == "upperLetter" else letter
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
    """Return a whole number, `usual` for what is none, and for what is larger than any that a document needs."""
    return int(text) if text and WHOLE.fullmatch(text) else usual


def mark(paragraphs: Iterable[Paragraph], lists: Lists) -> None:
    """Give each paragraph of a list its mark."""
    for paragraph in paragraphs:
        if paragraph.number:
            paragraph.mark, paragraph.begins = lists.mark(*paragraph.number), lists.begun(*paragraph.number)
