"""Which blocks stay on the page where the one below them begins."""

from __future__ import annotations

from toolkit_cli.layout.page import Block, Listing, Paragraph, plain

FEW = 400  # letters that are kept with a box below them, about five lines; more would leave a gap on their page


def announces(block: Block) -> bool:
    """Return whether a paragraph leads over to a list or a box, from which no page may part it."""
    return isinstance(block, Paragraph) and plain(block.runs).rstrip().endswith(":")


def leads(block: Block) -> bool:
    """Return whether a block ends with so few words that they stay with a box below them."""
    if isinstance(block, Listing):
        return any(len(plain(item)) <= FEW for item in block.items[-1:])
    return isinstance(block, Paragraph) and len(plain(block.runs)) <= FEW
