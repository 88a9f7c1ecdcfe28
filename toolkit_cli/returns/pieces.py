"""Pieces of print: what the end of a page or a column left of a printed paragraph, or what lacks some letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from toolkit_cli.characters import unlisted
from toolkit_cli.returned import UNREADABLE, Note
from toolkit_cli.returns.printed import DIGITS, MOST_CUT, WITHIN, squeezed, unnumbered

LEADERS = re.compile(r"([.·_-])\1{3,}")  # between a title in the contents and the page's number
LED = re.compile(rf"\s*[.·]{{4,}}\s*[0-9]{{0,{DIGITS}}}\s*")  # left for the next line by a title that fills one
SHORTEST = 12  # letters of a piece that tell that it is one
UNTOLD = re.compile(f"({UNREADABLE}+)")
MOST_GAPS = 8  # in a line: what has more of them may be much
MOST_KNOWN = 500  # parts of such lines whose places are kept
MOST_PATTERNS = 4_000  # lines with such letters that are looked for, which takes longer


class Pieces:
    """Finds pieces of squeezed printed paragraphs."""

    def __init__(self, printed: Iterable[str]) -> None:
        self.printed = dict.fromkeys(LEADERS.sub("", text) for text in printed)
        self.all = "\n".join(self.printed)  # in the order in which they are printed
        self.lines = _Lines(self.all)
        self.patterns = MOST_PATTERNS

    def others(self, lines: Sequence[str], places: Sequence[int]) -> Iterator[int]:
        """Yield those of the places in lines, in order, that are no piece of print; one may go on in the next line."""
        at = 0
        while at < len(places):
            count = self._begun(lines, places[at : at + MOST_CUT])
            if not count and not self._is_between(lines, places[at]):
                yield places[at]
            at += count or 1

    def runs(self, text: str) -> bool:
        """Say whether a squeezed text is a printed one but for letters that are not told, and a page's numbers."""
        return UNREADABLE in text and any(self._holds(each, whole=True) for each in (text, *unnumbered(text)))

    def _begun(self, lines: Sequence[str], places: Sequence[int]) -> int:
        """Return in how many of the places a piece stands that begins in the first of them, 0 if none does."""
        if LED.fullmatch(lines[places[0]]):
            return 1
        cells = [self._squeezed(cell) for cell in lines[places[0]].split("\t")]
        if len(cells) > 1 and all(map(self._holds, cells)) and max(map(_told, cells)) >= SHORTEST:
            return 1  # columns side by side
        text, found = "", 0
        for count, place in enumerate(places, start=1):
            line = self._squeezed(lines[place])
            if place != places[0] + count - 1:
                break
            if not line:
                found = count if found == count - 1 else found
                continue
            tried = (text + line, (text + line).removesuffix("-"), text.removesuffix("-") + line)
            text = next(filter(self._holds, tried), "")
            if not text:
                break
            if _told(text) >= SHORTEST or self._holds(text, whole=True):
                found = count
        return found

    def _is_between(self, lines: Sequence[str], place: int) -> bool:
        """Say whether a line has the end of a printed paragraph, and the next line the next one; or its beginning."""
        pairs = (lines[at : at + 2] for at in (place - 1, place) if at >= 0)
        both = ("\n".join(map(self._squeezed, pair)) for pair in pairs if len(pair) > 1)
        return any(_told(text) > SHORTEST and text.strip("\n") == text and text in self.all for text in both)

    @staticmethod
    def _squeezed(line: str) -> str:
        return LEADERS.sub("", squeezed(WITHIN.sub("", unlisted(line))))

    def _holds(self, text: str, whole: bool = False) -> bool:
        """Say whether a squeezed text is within a printed paragraph, or is the `whole` of one."""
        if UNREADABLE not in text:
            return text in self.printed if whole else text in self.all
        if not _is_telling(text) or self.patterns <= 0:
            return False
        self.patterns -= 1
        return self.lines.hold(text, whole)


def _told(text: str) -> int:
    return len(text) - text.count(UNREADABLE)


def is_told(text: str, printed: str) -> bool:
    """Say whether a squeezed text is a printed one but for letters that the file does not tell."""
    return UNREADABLE in text and _is_telling(text) and _Lines(printed).hold(text, whole=True)


def _is_telling(text: str) -> bool:
    """Say whether a text without some letters tells enough."""
    return len(UNTOLD.findall(text)) <= MOST_GAPS and text.strip(UNREADABLE) != ""


class _Lines:
    """Lines in which texts are looked for of which some letters are not told; each of these stands for two at most.

    Sets of places are numbers with a bit for each: so all the ways in which a text may stand there are tried at once.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.known: dict[str, int] = {}
        breaks = self._places("\n")
        self.all = (1 << len(text) + 1) - 1
        self.begins, self.ends = breaks << 1 | 1, breaks | 1 << len(text)
        self.within = self.all & ~self.begins

    def hold(self, text: str, whole: bool) -> bool:
        """Say whether a line holds a text, or is the `whole` of it."""
        at = self.begins if whole else self.all
        for part in UNTOLD.split(text):
            if part.startswith(UNREADABLE):
                at = self._going_on(at, 2 * len(part))
            elif part:
                at = (at & self._places(part)) << len(part)
        return at & (self.ends if whole else self.all) != 0

    def _going_on(self, at: int, most: int) -> int:
        """Return the places that are at most so many letters further in the same line."""
        for _ in range(most):
            further = at | at << 1 & self.within
            if further == at:
                break
            at = further
        return at

    def _places(self, part: str) -> int:
        """Return where a part of a text stands."""
        if part not in self.known:
            bits = bytearray(len(self.text) // 8 + 1)
            at = self.text.find(part)
            while at >= 0:
                bits[at >> 3] |= 1 << (at & 7)
                at = self.text.find(part, at + 1)
            if len(self.known) == MOST_KNOWN:
                self.known.clear()
            self.known[part] = int.from_bytes(bits, "little")
        return self.known[part]


def together(notes: Iterable[tuple[int, Note]]) -> Iterator[Note]:
    """Yield the notes of lines, each given with its number, those of lines that follow each other as one."""
    before: Note | None = None
    last = 0
    for at, note in notes:
        if before and last == at - 1 and replace(before, text=note.text) == note:
            before = replace(before, text=f"{before.text}\n{note.text}")
        else:
            yield from [before] if before else []
            before = note
        last = at
    yield from [before] if before else []
