"""What stands between two blocks of a DOCX: space, a new page, and what keeps the one with the other."""

from __future__ import annotations

from toolkit_cli.docx.writing.tables import HAIR, gap, hold, space, style_of
from toolkit_cli.docx.writing.wml import Element, ask, inside, is_table, w

APART = 8.0  # between tables: the thick line above the next one is not to look like part of the box above it
AFTER = 10.0  # between a table and words
CHAPTER = 16.0  # before a heading of the first level that begins no page


def on_new_page(made: list[Element], elements: list[Element]) -> list[Element]:
    """Begin a new page with these elements; return what has to be put between `made` and them."""
    if made and is_table(made[-1]) and is_table(elements[0]):
        turned = gap(HAIR)
        ask(turned, w("pageBreakBefore"))
        return [turned]
    first = next(elements[0].iter("w:p"))
    space(first, before=0)
    ask(first, w("pageBreakBefore"))
    return []


def part(made: list[Element], elements: list[Element]) -> None:
    """Put space between a table and what follows it, and before a chapter that begins within a page."""
    first, after_table = elements[0], is_table(made[-1])
    if is_table(first):
        made += [gap(APART)] if after_table else []
    elif style_of(first) == "Heading1" and style_of(made[-1]) != "Kicker":
        space(first, before=CHAPTER)
    elif after_table and not style_of(first).startswith("Heading"):
        space(first, before=AFTER)


def join(made: list[Element]) -> None:
    """Keep a table's last row, and the gap below it, with the box that follows: so it is told to what that belongs."""
    *_, above, apart = made
    lowest = list(above)[-1]
    if inside(lowest, "w:trPr", "w:cantSplit") is not None:
        hold(lowest)
        hold(apart)


def hold_last(made: list[Element]) -> None:
    """Keep the last block, a gap and the table above it, with what follows."""
    for each in made[-1 - (style_of(made[-1]) == "Gap") :]:
        hold(each)
