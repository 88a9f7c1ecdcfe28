"""The names of a workbook's styles, which are the same in every language of a word processor."""

from __future__ import annotations

QUESTION, ANSWER, SAID, HINT = "question", "answer", "said", "hint"
CONTENTS = ("toc1", "toc2", "contentskit")  # beginnings of the styles of lines of the table of contents
HEADINGS = tuple(f"heading{level}" for level in range(1, 10))
LISTS = {"listbullet", "listnumber"}  # of printed lists, and of those that somebody has written
# The styles of what is printed between the fields, which programs do not give to a person's words.
PRINTED = {
    *HEADINGS, "title", "subtitle", "kicker", "edition", "lead", "bodytext", "guidance", "caption", "source", "small",
    "assumption", "boxtitle", "tablehead", "tabletext", "gap", *LISTS, *CONTENTS[:2],
}  # fmt: skip
# Word's and LibreOffice's styles of words that stand out.
STANDING_OUT = {
    "strong", "strongemphasis", "emphasis", "subtleemphasis", "intenseemphasis", "subtlereference", "intensereference",
    "booktitle",
}  # fmt: skip
BETWEEN = {"guidance", "gap", "small", "tabletext", SAID}  # what may stand between a question and its answer


def is_printed(style: str) -> bool:
    """Say whether a style is one of printed words."""
    return style in PRINTED or style.startswith(CONTENTS)


def plain(name: str) -> str:
    """Return a style's name without spaces and in small letters."""
    return "".join(name.split()).lower()
