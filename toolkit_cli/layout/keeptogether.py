"""Which blocks stay on the page where the one below them begins."""

from __future__ import annotations

from toolkit_cli.layout.page import Aside, Block, FieldBox, Listing, Paragraph, Table, plain

FEW = 400  # letters that are kept with a box below them, about five lines; more would leave a gap on their page
NOTE, PROMPTS = "tip", "prompts"  # roles of asides that lead over to the question below them, the note as the last one


def announces(block: Block) -> bool:
    """Return whether a paragraph leads over to a list or a box, from which no page may part it."""
    return isinstance(block, Paragraph) and plain(block.runs).rstrip().endswith(":")


def belongs(block: Block) -> bool:
    """Return whether a block says by the table above it what it is about: a box, or a line in small print."""
    return isinstance(block, FieldBox) or (isinstance(block, Paragraph) and block.role == "small")


def stays(block: Block, following: Block | None) -> bool:
    """Return whether a block stays with what follows it: a field or a table to which it leads, or a note at a field."""
    if isinstance(following, (FieldBox, Table)):
        return leads(block)
    roles = [each.role for each in (block, following) if isinstance(each, Aside)]
    return roles == [PROMPTS, NOTE]


def leads(block: Block) -> bool:
    """Return whether a block ends with so few words that they stay with a box below them."""
    if isinstance(block, Listing):
        return any(len(plain(item)) <= FEW for item in block.items[-1:])
    if isinstance(block, Aside):
        return block.role in (NOTE, PROMPTS)
    return isinstance(block, Paragraph) and len(plain(block.runs)) <= FEW
