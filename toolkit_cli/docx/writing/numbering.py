"""Makes a workbook's lists: bullets, dashes, and numbers that begin with 1 in each list."""

from __future__ import annotations

from typing import Any

from toolkit_cli.docx.writing.wml import Element, colour, fonts, properties, replace_children, twips, w
from toolkit_cli.layout.theme import Theme

BULLETS, NUMBERS, DASHES = 1, 2, 3  # w:abstractNumId and w:numId; the w:numId of numbered lists follow
INDENT = 15.0


def lists(into: Any, count: int, theme: Theme) -> None:
    """Put the lists into the root of `numbering.xml`; `count` is the number of numbered lists."""
    kinds = ((BULLETS, "bullet", "•"), (NUMBERS, "decimal", "%1."), (DASHES, "bullet", "–"))
    made = w("numbering", *(_list(*kind, theme) for kind in kinds))
    made.extend(w("num", w("abstractNumId", val=number), numId=number) for number, _, _ in kinds)
    for number in range(DASHES + 1, DASHES + 1 + count):
        again = w("lvlOverride", w("startOverride", val=1), ilvl=0)
        made.append(w("num", w("abstractNumId", val=NUMBERS), again, numId=number))
    replace_children(into, made)


def _list(number: int, kind: str, mark: str, theme: Theme) -> Element:
    level = w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=kind),
        w("lvlText", val=mark),
        w("lvlJc", val="left"),
        properties("pPr", [w("ind", left=twips(INDENT), hanging=twips(INDENT - 3))]),
        properties("rPr", [fonts(theme.fonts.document), colour(theme.colours.muted)]),
        ilvl=0,
    )
    return w("abstractNum", w("multiLevelType", val="singleLevel"), level, abstractNumId=number)


def in_numbered_list(count: int) -> Element:
    """Return the property that puts a paragraph into the `count`th numbered list, from 1."""
    return in_list(DASHES + count)


def in_list(number: int) -> Element:
    """Return the property that puts a paragraph into the list with a number."""
    return w("numPr", w("ilvl", val=0), w("numId", val=number))
