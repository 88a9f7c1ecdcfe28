"""Puts into the pages of reports and comparisons what people wrote about themselves, as plain words.

None of it goes through a template; the template says only where it stands, as in `<output name="planned" code="A1">`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from toolkit_cli.characters import clean, one_line
from toolkit_cli.kits.words import Words
from toolkit_cli.layout.page import Aside, Block, Cell, Figure, Output, Paragraph, Row, Run, Section, Table, Together
from toolkit_cli.reports.tallies import Report
from toolkit_cli.responses.namelist import listed

# The code of an output → the blocks that stand there.
Maker = Callable[[str], tuple[Block, ...]]


def of(blocks: tuple[Block, ...], report: Report, words: Words) -> tuple[Block, ...]:
    """Return a page's blocks with its outputs `respondents` and `planned` filled in."""
    makers: dict[str, Maker] = {
        "respondents": lambda name: _respondents(report, name, words),
        "planned": lambda code: _planned(report, code, words),
    }
    return within(blocks, makers)


def within(blocks: tuple[Block, ...], makers: Mapping[str, Maker]) -> tuple[Block, ...]:
    """Return blocks with each output that has a maker filled in by it."""
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Output) and block.name in makers:
            made += makers[block.name](block.code)
        elif isinstance(block, (Section, Together, Aside, Figure)):
            made.append(replace(block, blocks=within(block.blocks, makers)))
        elif isinstance(block, Table):
            made.append(replace(block, rows=tuple(_cells(row, makers) for row in block.rows)))
        else:
            made.append(block)
    return tuple(made)


def _cells(row: Row, makers: Mapping[str, Maker]) -> Row:
    return Row(tuple(replace(cell, blocks=within(cell.blocks, makers)) for cell in row.cells))


def _respondents(report: Report, name: str, words: Words) -> tuple[Block, ...]:
    """Return a table of what responses say to one line about the respondent, with how many say it."""
    group = report.groups[name]
    rows = [(value or words["report_not_said"], count) for value, count in group.counts]
    rows += [(words["report_pooled"], group.pooled)] if group.pooled else []
    head = Row((cell(words["report_answer"], True), cell(words["report_count"], True)))
    return (Table((head, *(Row((cell(one_line(label), True), cell(str(count)))) for label, count in rows)), "numbers"),)


def _planned(report: Report, code: str, words: Words) -> tuple[Block, ...]:
    """Return who plans something, where names may be told."""
    names = [report.organisation(each) for each in report.planned.get(code, ()) if each.response]
    return (paragraph(listed(names, words), "small"),) if names else ()


def cell(text: str, head: bool = False) -> Cell:
    """Return a cell with a text."""
    return Cell((paragraph(text),), head)


def paragraph(text: str, role: str = "") -> Paragraph:
    """Return a paragraph with a text."""
    return Paragraph((Run(clean(text)),), role)
