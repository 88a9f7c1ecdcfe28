"""Reads and changes the properties of finished paragraphs: style, spacing, and what stays with what follows."""

from __future__ import annotations

from toolkit_cli.docx.writing.wml import Element, descendant, paragraph, properties, spacing, twips, w

HAIR = 1.0  # the height in points of a paragraph that is not to be seen


def set_property(block: Element, asked: Element) -> None:
    """Set a property of a finished paragraph; one of the same name is replaced."""
    block[0] = properties("pPr", [*(child for child in block[0] if child.tag != asked.tag), asked])


def set_spacing(block: Element, before: float | None = None, after: float | None = None) -> None:
    """Set a paragraph's space before or after it in points; the rest of its spacing stays."""
    asked = spacing(before, after)
    found = descendant(block, "w:pPr", "w:spacing")
    if found is not None:
        asked.attrib.update({name: value for name, value in found.items() if name not in asked.attrib})
    set_property(block, asked)


def spacing_after(block: Element) -> float | None:
    """Return a paragraph's own space after it in points, None if its style gives it."""
    found = descendant(block, "w:pPr", "w:spacing")
    told = None if found is None else found.get("w:after")
    return int(told) / twips(1) if told else None


def keep_with_next(block: Element) -> None:
    """Keep a paragraph, or every row of a table, on the page of what follows."""
    for each in [block] if block.tag == "w:p" else block.iter("w:p"):
        set_property(each, w("keepNext"))


def part_from_next(block: Element) -> None:
    """Take out of a paragraph what keeps it on the page of what follows; its style may still ask for that."""
    if block.tag == "w:p":
        block[0] = properties("pPr", [child for child in block[0] if child.tag != "w:keepNext"])


def style_of(block: Element) -> str:
    """Return the style of a paragraph, "" if it names none."""
    found = descendant(block, "w:pPr", "w:pStyle")
    return "" if found is None else found.get("w:val", "")


def gap(points: float) -> Element:
    """Return the paragraph that keeps two tables apart, so many points high: Word makes one of adjacent tables.

    The paragraph itself is tiny, and the rest of its height is space after it.
    """
    return paragraph("Gap", (), spacing(0, points - HAIR, exact=HAIR))
