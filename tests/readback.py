"""Workbooks that are filled in, and what is read of them, for the tests of returns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from toolkit_cli import formats
from toolkit_cli.building import build
from toolkit_cli.kits import fields, words
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.values import Value
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.responses import filling
from toolkit_cli.responses.response import Response
from toolkit_cli.returns.receipt import Read

ANSWERS: dict[str, Value] = {
    "R-organisation": "Κέντρο „Север“",
    "R-date": "2021-03-19",
    "S1": "  One\n\n\ttwo “ελ” 😀\nthree ",
    "S3": "no",
    "S10": "14",
    "S13": "unsure",
    "G1r1": "planned",
    "G1-notes": "[S3] is no code here",
}


def made(page: Page, name: str, folder: Path, values: dict[str, Value] | None = None, file: str = "north") -> Path:
    """Write a workbook with answers, ANSWERS if none are given, and return its path."""
    path = folder / f"{file}.{name}"
    path.write_bytes(formats.write(name, page, theme.load(), Fill(values=ANSWERS if values is None else values)))
    return path


def flat(read: Read) -> dict[str, Value]:
    """Return who answered and the answers by the codes of their fields."""
    who = {f"R-{name}": value for name, value in read.response.respondent.items()}
    return {**who, **read.response.answers}


def combined(toolkit: Toolkit, unattributed: bool) -> tuple[Page, Fill]:
    """Return a combined workbook of many answers, in which somebody has answered, too."""
    said = words.of(toolkit)
    known = fields.of(toolkit, said)
    given: dict[str, Value] = {code: option for code, field in known.items() for option in field.labels}
    given |= {code: "One.\n\nTwo of it. " * 12 for code, field in known.items() if field.kind == "text"}
    whose = [{"organisation": f"Place {number}", "role": "[S3]", "date": "2021-08-17"} for number in range(5)]
    responses = [Response({**given, "S10": "7", "S13": "it depends"}, who) for who in whose]
    filled = filling.fill(responses, toolkit, known, said, unattributed)
    filled = replace(filled, values=ANSWERS)
    return build.page(toolkit, "facilitator", filled), filled


def lines(block: Paragraph | Table, mark: str) -> Iterator[str]:
    """Yield a block as text: with `mark` before what is listed, and the page at the end of a line of the contents."""
    if isinstance(block, Table):
        for row in block.rows:
            said = ["\n".join(each.strip("\u00a0") for each in texts(cell, mark)) for cell in row.cells]
            yield from "\t".join(said).split("\n")
    else:
        page = "\t12" if block.style and block.style.name.casefold().startswith("toc") else ""
        yield f"{listed(block, mark)}{block.text}{page}"


def listed(paragraph: Paragraph, mark: str) -> str:
    return mark if paragraph.style and paragraph.style.name == "List Bullet" else ""


def texts(cell: _Cell, mark: str) -> list[str]:
    """Return all that a cell shows, what stands in controls too, which python-docx passes over."""
    signs = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    found = []
    for each in cell._tc.iter(qn("w:p")):
        assert isinstance(each, CT_P)
        shown = (signs.get(part.tag) or part.text or "" for part in each.iter(qn("w:t"), *signs))
        found.append(listed(Paragraph(each, cell), mark) + "".join(shown))
    return found
