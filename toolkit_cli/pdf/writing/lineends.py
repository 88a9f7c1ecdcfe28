"""Ends the lines of a paragraph for screen readers: with a space between words, and a soft hyphen within a word.

Screen readers have only the text that is shown (ISO 32000-1 14.8.2.5), and ReportLab shows neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlab.platypus import paragraph as rl

from toolkit_cli.pdf.writing.faces import characters, font

SOFT = "\xad"


def ending_lines(text: Any, paragraph: Any) -> Any:
    """Return a text object that ends each line of a paragraph with a space, except where a word is cut.

    A hyphen that ReportLab has put into text of one style becomes a soft hyphen. Neither changes the lines' widths.
    """
    put, ends = text._textOut, iter(list(_ends(paragraph)))  # all ends, before the first line is drawn

    def out(words: str, last: Any = 0) -> None:
        blank = last and next(ends, True) and " " in characters(text._fontname)
        put(f"{words} " if blank else words, last)

    text._textOut = out
    return text


def _ends(paragraph: Any) -> Iterator[bool]:
    """Yield for each line whether it ends with a whole word; make the hyphen soft where it does not.

    In text of several styles hyphens stay as they are: after a page break ReportLab does not tell its own from others.
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
        if following is not None and following.sFW <= line.sFW:  # none of it is on this page
            yield True
            continue
        word = paragraph.frags[(len(paragraph.frags) if following is None else following.sFW) - 1]
        ends = isinstance(word, rl._HSFrag) and not isinstance(word, rl._SplitFragLL)
        yield ends or not isinstance(word, rl._SplitFrag)


def _softened(word: str, face: str) -> str:
    soft = word.endswith("-") and font(face).face.charToGlyph.get(ord(SOFT))
    return word[:-1] + SOFT if soft else word
