"""Decides which blocks stay on the page on which the next block begins."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit_cli.layout.page import Aside, Block, FieldBox, Listing, Paragraph, Table, Together, plain

ABOUT = ("small", "caption")  # roles of paragraphs that say how the table above them is meant
FEW = 400  # letters, about five lines, that stay with what is below or above; more would leave a gap on their page
LINE, ENOUGH = 90, 10  # letters of a line, lines that may be alone on a page
MANY = 600  # letters of a paragraph that does not go to the next page as a whole for the few lines below it
NOTE, PROMPTS = "tip", "prompts"  # roles of asides that lead to the question below them; a note is the last of these


def announces(block: Block) -> bool:
    """Return whether a block is a paragraph that announces what follows, with a colon at its end."""
    return isinstance(block, Paragraph) and plain(block.runs).rstrip().endswith(":")


def belongs(block: Block) -> bool:
    """Return whether a block belongs to a table above it: a box, a line in small print, a caption."""
    return isinstance(block, FieldBox) or (isinstance(block, Paragraph) and block.role in ABOUT)


def stays(block: Block, following: Block | None) -> bool:
    """Return whether a block stays with what follows.

    That is a field or a table to which it leads, prompts below words, or a note after prompts.
    """
    if isinstance(following, (FieldBox, Table)):
        return leads(block)
    if isinstance(following, Aside) and following.role == PROMPTS and isinstance(block, (Paragraph, Listing)):
        return True
    roles = [each.role for each in (block, following) if isinstance(each, Aside)]
    return roles == [PROMPTS, NOTE]


def closing(blocks: Sequence[Block]) -> int:
    """Return how many blocks at a section's end stay together, 0 for none: else few lines could fill a page.

    They are paragraphs, and the box above these if they are still few lines. How much a page holds differs between
    programs, and between their releases.
    """
    count = lines = 0
    for block in reversed(blocks):
        if lines >= ENOUGH or not isinstance(block, Paragraph) or len(plain(block.runs)) > MANY:
            break
        count, lines = count + 1, lines + 1 + len(plain(block.runs)) // LINE
    above = blocks[-count - 1 : -count or None][:1]
    if count and lines < ENOUGH and any(map(_ends_in_box, above)):
        return count + 1
    return count if count > 1 else 0


def _ends_in_box(block: Block) -> bool:
    return isinstance(block, FieldBox) or (isinstance(block, Together) and any(map(_ends_in_box, block.blocks[-1:])))


def leads(block: Block) -> bool:
    """Return whether a block, or the last item of a list, is short enough to stay with a box below it."""
    if isinstance(block, Listing):
        return any(len(plain(item)) <= FEW for item in block.items[-1:])
    if isinstance(block, Aside):
        return block.role in (NOTE, PROMPTS)
    return isinstance(block, Paragraph) and len(plain(block.runs)) <= FEW
