"""The ends of a paragraph's lines, for those who hear it: a blank between words, a soft hyphen within one.

What is drawn is all that a screen reader has (ISO 32000-1 14.8.2.5), and ReportLab draws neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlab.platypus import paragraph as rl

from toolkit_cli.pdf.writing.faces import characters, font

SOFT = "\xad"


def parted(text: Any, paragraph: Any) -> Any:
    """Return a text object that ends each line of a paragraph with a blank, but where a word is cut.

    A hyphen that ReportLab has put into words of one style becomes a soft one. No width is changed by either.
    """
    put, ends = text._textOut, iter(list(_ends(paragraph)))  # all of them before the first line is drawn

    def out(words: str, last: Any = 0) -> None:
        blank = last and next(ends, True) and " " in characters(text._fontname)
        put(f"{words} " if blank else words, last)

    text._textOut = out
    return text


def _ends(paragraph: Any) -> Iterator[bool]:
    """Yield for each line whether a word ends with it; soften the hyphen of one that does not.

    In text of several styles hyphens stay: once it goes on overleaf, ReportLab takes a word's own for one of its.
    """
    lines = paragraph.blPara.lines
    if paragraph.blPara.kind == 0:
        for _, words in lines:
            word = words[-1]
            if isinstance(word, (rl._SplitWordHY, rl._SplitWordLL)):
                words[-1] = type(word)(_softened(word, paragraph.blPara.fontName))
            yield not isinstance(word, (rl._SplitWord, rl._SplitWordLL)) or isinstance(word, rl._SplitWordEnd)
        return
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if following is not None and following.sFW <= line.sFW:  # nothing of it is left on this page
            yield True
            continue
        word = paragraph.frags[(len(paragraph.frags) if following is None else following.sFW) - 1]
        ends = isinstance(word, rl._HSFrag) and not isinstance(word, rl._SplitFragLL)
        yield ends or not isinstance(word, rl._SplitFrag)


def _softened(word: str, face: str) -> str:
    soft = word.endswith("-") and font(face).face.charToGlyph.get(ord(SOFT))
    return word[:-1] + SOFT if soft else word
