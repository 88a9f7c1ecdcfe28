"""Replaces the outputs of a page, such as `<output name="planned" code="A1">`, by what people wrote, as plain words.

None of it goes through a template, which only says where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from toolkit_cli.characters import clean
from toolkit_cli.layout.page import Aside, Block, Cell, Figure, Output, Paragraph, Row, Run, Section, Table, Together

# The code of an output → the blocks that stand there.
Maker = Callable[[str], tuple[Block, ...]]


def replaced(blocks: tuple[Block, ...], makers: Mapping[str, Maker]) -> tuple[Block, ...]:
    """Return blocks with what the makers make, by the names of outputs, in the place of these."""
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Output) and block.name in makers:
            made += makers[block.name](block.code)
        elif isinstance(block, (Section, Together, Aside, Figure)):
            made.append(replace(block, blocks=replaced(block.blocks, makers)))
        elif isinstance(block, Table):
            made.append(replace(block, rows=tuple(_cells(row, makers) for row in block.rows)))
        else:
            made.append(block)
    return tuple(made)


def _cells(row: Row, makers: Mapping[str, Maker]) -> Row:
    return Row(tuple(replace(cell, blocks=replaced(cell.blocks, makers)) for cell in row.cells))


def cell(text: str, head: bool = False) -> Cell:
    """Return a cell with a text."""
    return Cell((paragraph(text),), head)


def paragraph(text: str, role: str = "") -> Paragraph:
    """Return a paragraph with a text."""
    return Paragraph((Run(clean(text)),), role)
