"""ONLYOFFICE, as its document builder runs it: texts typed and pasted, boxes clicked, saved as DOCX, ODT and PDF."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from toolkit_cli import formats
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import Fill
from toolkit_cli.returns.receipt import Read

from ..programs import own_python, pdf_text, run
from . import values
from .conftest import Workbook

SCRIPT = Path(__file__).with_name("fill_onlyoffice.py")
UNPAID = "Unregistered Version"  # what the document builder puts into the header, and over the pages, without a licence
# What the program makes of a text while somebody types it, or of the clipboard's.
CORRECTED = {
    values.TEXTS["quotes"]: values.TEXTS["quotes"].replace(" \" '", " “ ‘"),
    values.TEXTS["markup"]: values.TEXTS["markup"].replace("--", "—"),
    values.TEXTS["yaml"]: "- a: b\n- # no comment\n- ‘",
}
PASTED = {
    values.TEXTS["line breaks at both ends"]: "\n\nin between\n",
    values.TEXTS["no-break space and soft hyphen"]: "10 km, Zu\u00adcker",
}
LOSSES = {"typed": CORRECTED, "pasted": PASTED}
IN_ODT = {values.TEXTS["parentheses"]: values.TEXTS["parentheses"].replace(r"\n", "")}  # there it joins words
IN_PDF = {
    values.TEXTS["tabs"]: "one two\n indented ",
    values.TEXTS["emoji"]: "\uf600 and \uf44d\uf3fd",
    values.LINES[2]: "☒ Yes [S3] \uf600",
}


def opened(blank: Path, job: Path | None, *saved: Path) -> None:
    run(own_python("docbuilder"), SCRIPT, blank, job or "-", *saved)


def noted(returned: Read) -> list[tuple[str, str]]:
    """Return what the receipt notes but for the program's own words."""
    return [(note.kind, note.code) for note in returned.receipt.notes if note.text != UNPAID]


@pytest.mark.parametrize("way", ["typed", "pasted"])
def test_every_field_of_a_docx_comes_back(workbook: Workbook, tmp_path: Path, way: str) -> None:
    saved = [tmp_path / f"saved.{name}" for name in ("docx", "odt")]
    opened(workbook.docx, workbook.job(way), *saved)

    docx, odt = map(workbook.read, saved)

    assert workbook.differences(docx, LOSSES[way]) == []
    assert workbook.differences(odt, LOSSES[way] | IN_ODT) == []
    assert noted(docx) == []
    assert noted(odt) == [("doubt", each.code) for each in workbook.given if each.text in IN_ODT]


def test_an_odt_that_is_opened_again_comes_back(tiny_workbook: Workbook, tmp_path: Path) -> None:
    """The program draws the controls of its own ODT as boxes of text in their lines."""
    opened(tiny_workbook.docx, tiny_workbook.job("typed"), tmp_path / "first.odt")
    saved = [tmp_path / f"second.{name}" for name in ("docx", "odt")]
    opened(tmp_path / "first.odt", None, *saved)

    for returned in map(tiny_workbook.read, saved):
        assert tiny_workbook.differences(returned, CORRECTED | IN_ODT) == []
        assert noted(returned) == []


def test_every_field_of_a_pdf_comes_back(workbook: Workbook, tmp_path: Path) -> None:
    """Like PDFium, it takes no tab, and cuts letters beyond U+FFFF to 16 bits."""
    opened(workbook.pdf, workbook.job(), tmp_path / "saved.pdf")

    returned = workbook.read(tmp_path / "saved.pdf")

    assert workbook.differences(returned, IN_PDF) == []
    spoilt = {each.code for each in workbook.given if "\uf600" in IN_PDF.get(each.text, "")}
    assert set(noted(returned)) == {("letters", code) for code in spoilt}


def test_every_question_and_every_line_of_a_long_answer_are_on_a_page(real: Workbook, tmp_path: Path) -> None:
    lines = "\n".join(f"line{number:03}" for number in range(200))
    (tmp_path / "long.docx").write_bytes(formats.write("docx", real.page, theme.load(), Fill({"S1": lines})))
    opened(tmp_path / "long.docx", None, tmp_path / "long.odt", tmp_path / "long.pdf")

    text = pdf_text(tmp_path / "long.pdf")

    assert sorted(set(re.findall(r"\[([A-Z][\w-]*)\]", text.replace("-\n", "-")))) == sorted(real.page.fields)
    assert re.findall(r"line\d{3}", text) == lines.split("\n")
    assert real.read(tmp_path / "long.odt").response.answers == {"S1": lines}
