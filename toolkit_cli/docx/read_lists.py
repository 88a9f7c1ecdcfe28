"""Lists: the bullets and numbers that a word processor draws before a paragraph and does not write into it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from toolkit_cli.docx import read_symbols
from toolkit_cli.docx.read_archive import Element, W
from toolkit_cli.docx.read_story import Paragraph

VAL = f"{{{W}}}val"
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
    one: dict[str, str] = field(default_factory=dict)  # lists that are counted together, and under which name

    def mark(self, number: str, level: int) -> str:
        """Return the mark of the list's next paragraph: "- ", the tick, or the number that stands there."""
        level = min(max(level, 0), DEEPEST)
        counts = self.counts.setdefault(self.one.get(number, number), [])
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
        return start != 1 and self.counts[self.one.get(number, number)][level] == start

    def _count(self, number: str, counts: list[int], level: int) -> str:
        return counted(counts[level], self.formats.get((number, level), "decimal")) if level < len(counts) else ""

    def restart(self, number: str, level: int, value: int) -> None:
        """Let the list go on at a level with a number of its own."""
        level = min(max(level, 0), DEEPEST)
        counts = self.counts.setdefault(number, [])
        del counts[level + 1 :]
        counts += [1] * (level + 1 - len(counts))
        counts[level] = value - 1


def counted(number: int, kind: str) -> str:
    """Return a number in a format of WordprocessingML's, "" for a bullet; one that is not known as digits."""
    if kind in ("bullet", "none"):
        return ""
    if kind in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        return roman(number).upper() if kind == "upperRoman" else roman(number)
    return str(number)


def roman(number: int) -> str:
    made = ""
    for value, letters in ROMAN:
        made += letters * (number // value)
        number %= value
    return made


def defined(root: Element | None) -> Lists:
    """Return the lists of `numbering.xml`."""
    made = Lists()
    if root is None:
        return made
    levels = {
        each.get(f"{{{W}}}abstractNumId"): list(islice(_levels(each), DEEPEST + 1))
        for each in root.iter(f"{{{W}}}abstractNum")
    }
    for num in root.iter(f"{{{W}}}num"):
        number = num.get(f"{{{W}}}numId") or ""
        abstract = num.find(f"{{{W}}}abstractNumId")
        for level, kind, start, text in levels.get(abstract.get(VAL), []) if abstract is not None else ():
            made.formats[number, level] = kind
            made.starts[number, level] = start
            if text is not None:
                made.texts[number, level] = text
        if abstract is not None and num.find(f"{{{W}}}lvlOverride") is None:
            made.one[number] = f"of {abstract.get(VAL)}"  # ISO 29500-1 17.9.15: they are one list
        for over in num.iter(f"{{{W}}}lvlOverride"):
            place = number, whole(over.get(f"{{{W}}}ilvl"))
            made.starts[place] = _value(over, "startOverride", made.starts.get(place, 1))
    return made


def _levels(abstract: Element) -> Iterable[tuple[int, str, int, str | None]]:
    for level in abstract.iter(f"{{{W}}}lvl"):
        kind, text = level.find(f"{{{W}}}numFmt"), level.find(f"{{{W}}}lvlText")
        shown = (kind.get(VAL) or "decimal") if kind is not None else "decimal"
        drawn = (text.get(VAL) or "")[:LONGEST] if text is not None else None
        font = next((each.get(f"{{{W}}}ascii", "").lower() for each in level.iter(f"{{{W}}}rFonts")), "")
        drawn = read_symbols.bullet(font, drawn) if drawn else drawn
        yield whole(level.get(f"{{{W}}}ilvl")), shown, _value(level, "start", 1), drawn


def _value(element: Element, name: str, usual: int) -> int:
    found = element.find(f"{{{W}}}{name}")
    return usual if found is None else whole(found.get(VAL), usual)


def whole(text: str | None, usual: int = 0) -> int:
    """Return a whole number, `usual` for what is none, and for what is larger than any that a document needs."""
    return int(text) if text and WHOLE.fullmatch(text) else usual


def mark(paragraphs: Iterable[Paragraph], lists: Lists) -> None:
    """Give each paragraph of a list its mark."""
    for paragraph in paragraphs:
        if paragraph.number:
            paragraph.mark, paragraph.begins = lists.mark(*paragraph.number), lists.begun(*paragraph.number)
