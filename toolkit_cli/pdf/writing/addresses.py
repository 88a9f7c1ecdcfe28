"""Breaks web addresses that are too long for a line: they begin on a new line and are cut after a slash or full stop.

ReportLab would begin them in the current line, and cut them at any letter.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import Any

from toolkit_cli.pdf.writing.faces import width

WORD = re.compile(r"\S+")
SCHEME, WEB = "://", "www."
CUT = re.compile(r"[/?&.](?=[^/?&.])")  # after these an address is cut
LEAST = 1 / 3  # of a line: an address is cut at any letter rather than leave less than that in a line


def cut(frags: Sequence[Any], room: float) -> list[Any]:
    """Return a paragraph's ParaFrags, ReportLab's runs of words, with line breaks in addresses wider than `room`."""
    if not any(_is_address(frag.text) for frag in frags if _is_words(frag)):
        return list(frags)
    made: list[Any] = []
    for frag in _merged(frags):
        text, end = frag.text if _is_words(frag) else "", 0
        for found in WORD.finditer(text):
            if _is_address(found[0]) and width(found[0], frag.fontName, frag.fontSize) > room:
                made += _between(frag, text[end : found.start()].rstrip(" "), made)
                for piece in _pieces(found[0], frag, room):
                    made += [frag.clone(text=piece), _break(frag)]
                made.pop()
                end = found.end()
        if not end:
            made.append(frag)
        elif end < len(text):
            made.append(frag.clone(text=text[end:]))
    return made


def _merged(frags: Sequence[Any]) -> Iterator[Any]:
    """Yield adjacent runs of one style as one: ReportLab splits words at each `&`."""
    for _, alike in groupby(frags, key=lambda frag: {**vars(frag), "text": ""} if _is_words(frag) else id(frag)):
        first, *others = alike
        yield first.clone(text="".join(each.text for each in (first, *others))) if others else first


def _is_address(text: str) -> bool:
    return SCHEME in text or WEB in text.lower()


def _is_words(frag: Any) -> bool:
    return bool(getattr(frag, "text", "")) and not hasattr(frag, "lineBreak")


def _between(frag: Any, text: str, before: Sequence[Any]) -> Iterator[Any]:
    """Yield the words before an address, if there are any, and a line break unless the line has just begun."""
    if text:
        yield frag.clone(text=text)
    if text or (before and not hasattr(before[-1], "lineBreak")):
        yield _break(frag)


def _break(frag: Any) -> Any:
    """Return a line break, as ReportLab's parser makes it of <br/>."""
    return frag.clone(text="", lineBreak=True)


def _pieces(text: str, frag: Any, room: float) -> Iterator[str]:
    """Yield an address in pieces of a line each; its scheme stays with what follows it."""
    ends = [0.0, *accumulate(width(letter, frag.fontName, frag.fontSize) for letter in text)]
    start, scheme = 0, text.find(SCHEME)
    cuts = {found.end() for found in CUT.finditer(text, scheme + len(SCHEME) if scheme >= 0 else 0)}
    while ends[-1] - ends[start] > room:
        last = max(bisect_right(ends, ends[start] + room) - 1, start + 1)
        enough = (end for end in range(last, start, -1) if ends[end] - ends[start] >= LEAST * room)
        end = next((end for end in enough if end in cuts), last)
        yield text[start:end]
        start = end
    yield text[start:]
