"""Puts between two blocks of a DOCX what has to be there: space, a page break, and what keeps them together."""

from __future__ import annotations

from toolkit_cli.docx.writing.paragraphs import HAIR, gap, keep_with_next, set_property, set_spacing, style_of
from toolkit_cli.docx.writing.wml import Element, descendant, is_table, w

APART = 8.0  # points between tables: the thick line above one must not look like part of the box above it
AFTER = 10.0  # points between a table and words
CHAPTER = 16.0  # points before a heading of the first level that begins no page


def on_new_page(made: list[Element], elements: list[Element]) -> list[Element]:
    """Begin a new page with some elements; return what has to be put between those `made` before and them."""
    if made and is_table(made[-1]) and is_table(elements[0]):
        turned = gap(HAIR)
        set_property(turned, w("pageBreakBefore"))
        return [turned]
    first = next(elements[0].iter("w:p"))
    set_spacing(first, before=0)
    set_property(first, w("pageBreakBefore"))
    return []


def separate(made: list[Element], elements: list[Element]) -> None:
    """Put space between a table and what follows it, and before a chapter that does not begin a page."""
    first, after_table = elements[0], is_table(made[-1])
    if is_table(first):
        made += [gap(APART)] if after_table else []
    elif style_of(first) == "Heading1" and style_of(made[-1]) != "Kicker":
        set_spacing(first, before=CHAPTER)
    elif after_table and not style_of(first).startswith("Heading"):
        set_spacing(first, before=AFTER)


def keep_last_row_with_next(made: list[Element]) -> None:
    """Keep a table's last row, and the gap below it, on the page of the box that follows and belongs to the table."""
    *_, above, apart = made
    lowest = list(above)[-1]
    if descendant(lowest, "w:trPr", "w:cantSplit") is not None:
        keep_with_next(lowest)
        keep_with_next(apart)


def keep_last_with_next(made: list[Element]) -> None:
    """Keep the last block on the page of what follows; if it is a gap, the table above it too."""
    for each in made[-1 - (style_of(made[-1]) == "Gap") :]:
        keep_with_next(each)
