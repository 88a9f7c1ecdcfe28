"""Keeps out of a report what only facilitators may read, and the notes on their workbooks may quote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from toolkit_cli.responses.response import Response
from toolkit_cli.returned import Note

RUN = 5  # words in a row that nobody writes by chance as a position has them
FEW = 3  # words of a line that may be a piece of one
WORD = re.compile(r"\w+")
OTHERWISE = {"version", "language", "changed"}  # notes that a workbook may be in words that are not here
OUTSIDE = {"stray", "typed", "insertion", "field", "link"}  # notes of words; without a code, they are in no box


class Hidden:
    """Leaves out notes that hold, or may hold, a position or another text for facilitators.

    When a facilitator's workbook comes back, notes may quote such a text: print beside which somebody has typed, or the
    words that a comment is about. It is recognised by five words in a row, or a short line, of the texts given here, in
    any language. The texts of other versions of the content, and of translations that are not here, are not known: for
    a response to such a one, or to a workbook that asked in other words, nothing that stood outside the boxes is
    reported. The receipt and the merged file keep all notes.
    """

    def __init__(self, version: str, texts: Iterable[str]) -> None:
        """Take the version of the toolkit that is reported on, and the texts that are for facilitators only."""
        self.version = version
        said = [_words(text) for text in texts]
        self.rows = frozenset(row for words in said for row in _rows(words))
        self.short = [_row(words) for words in said if 1 < len(words) < RUN]
        self.whole = "\n".join(map(_row, said))

    def without(self, response: Response) -> Iterator[Note]:
        """Yield a response's own notes that participants may read."""
        unsure = response.version not in ("", self.version) or any(note.kind in OTHERWISE for note in response.notes)
        for note in response.notes:
            if unsure and note.kind in OUTSIDE and not note.code:
                continue
            quotes = note.place.startswith("“") and (unsure or self._holds(note.place))
            if not self._holds(note.text):
                yield replace(note, place="") if quotes else note

    def _holds(self, text: str) -> bool:
        words = _words(text)
        if len(words) < RUN:
            found = len(words) >= FEW and _row(words) in self.whole
        else:
            found = not self.rows.isdisjoint(_rows(words))
        return found or any(short in _row(words) for short in self.short)


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def _rows(words: Sequence[str]) -> Iterator[str]:
    """Yield every row of five words."""
    return (_row(words[start : start + RUN]) for start in range(len(words) - RUN + 1))


def _row(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "
