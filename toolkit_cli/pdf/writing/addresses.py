"""Web addresses that no line holds: they begin a line of their own and are cut behind a slash or a full stop.

ReportLab goes on in the line at hand and cuts them at any letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from types import FunctionType
from typing import Any

from reportlab.lib.utils import isBytes
from reportlab.platypus import paragraph as rl

from toolkit_cli.pdf.writing.faces import width

ADDRESS = re.compile(r"(?:\w+://|www\.)", re.IGNORECASE)
CUT = re.compile(r"[/?&.](?=[^/?&.])")  # behind these
LEAST = 1 / 3  # of a line: what would be shorter is cut at any letter


def pieces(text: str, widths: Sequence[float], lines: Iterator[float]) -> list[str]:
    """Return an address in the pieces that go on lines of their own; `widths` are its letters', `lines` those of each.

    The name of its scheme stays with what follows it.
    """
    scheme = ADDRESS.search(text)
    cuts = {found.end() for found in CUT.finditer(text, scheme.end() if scheme else 0)}
    made, start = [], 0
    while start < len(text):
        room, end, used, least = next(lines), start, 0.0, start
        while end < len(text) and (used + widths[end] <= room or end == start):
            used += widths[end]
            end += 1
            least += used < LEAST * room
        if end < len(text):
            end = next((cut for cut in range(end, least, -1) if cut in cuts), end)
        made.append(text[start:end])
        start = end
    return made


def _lines(rooms: Sequence[float], line: int) -> Iterator[float]:
    while True:
        yield rooms[min(line, len(rooms) - 1)]
        line += 1


def _words(
    word: Any, used: float, rooms: Sequence[float], line: int, face: str, size: float, encoding: str = "utf8"
) -> list[Any]:
    """Cut a word of a paragraph in one style, as `_splitWord` of ReportLab's does."""
    if isBytes(word) or not ADDRESS.search(word):
        return list(rl._splitWord(word, used, rooms, line, face, size, encoding))
    letters = [width(letter, face, size) for letter in word]
    *first, last = pieces(word, letters, _lines(rooms, line + (used > 0)))
    end = rl._SplitWord("")  # ends the line at hand
    made = [end] if used > 0 else []
    for piece in first:
        made += [rl._SplitWord(piece), end] if made else [rl._SplitWord(piece)]
    return [*made, rl._SplitWordEnd(last)]


def _frags(word: Any, left: float, rooms: Sequence[float], line: int) -> list[Any]:
    """Cut a word of a paragraph in several styles, as `_splitFragWord` of ReportLab's does."""
    text = "".join(part for _, part in word[1:])
    if not ADDRESS.search(text):
        return list(rl._splitFragWord(word, left, rooms, line))
    letters = [
        (frag, letter, width(letter, frag.fontName, frag.fontSize)) for frag, part in word[1:] for letter in part
    ]
    fresh = left >= rooms[min(line, len(rooms) - 1)]
    made: list[Any] = [] if fresh else [rl._SplitFrag([0, (word[1][0].clone(), "")])]
    cut = pieces(text, [wide for _, _, wide in letters], _lines(rooms, line + (not fresh)))
    for piece in cut:
        held, letters = letters[: len(piece)], letters[len(piece) :]
        kind = rl._SplitFrag if letters else rl._SplitFragHS if isinstance(word, rl._HSFrag) else rl._SplitFragH
        if len(made) > 1:  # behind the first piece ReportLab ends the line itself
            made.append(rl._InjectedFrag([0, (word[1][0].clone(_fkind=rl._FK_BREAK, text=""), "")]))
        made.append(kind([sum(wide for _, _, wide in held), *_joined(held)]))
    return made


def _joined(letters: Sequence[tuple[Any, str, float]]) -> Iterator[tuple[Any, str]]:
    """Yield each style with its letters."""
    at = 0
    while at < len(letters):
        frag, end = letters[at][0], at
        while end < len(letters) and letters[end][0] is frag:
            end += 1
        text = "".join(letter for _, letter, _ in letters[at:end])
        own = frag.clone()
        own.text = text
        yield own, text
        at = end


# Lines are broken by one function of ReportLab's, which calls those that cut words by their names: here it finds ours.
break_lines = FunctionType(
    rl.Paragraph.breakLines.__code__,
    {**vars(rl), "_splitWord": _words, "_splitFragWord": _frags},
    "breakLines",
    rl.Paragraph.breakLines.__defaults__,
)
