"""Workbooks that programs made print: a DOCX that was saved as PDF, and a PDF whose fields were drawn into its pages.

What stands on paper comes back; blanks and line breaks are what a page shows of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from toolkit_cli import formats
from toolkit_cli.kits.values import Value
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import Fill
from toolkit_cli.pdf.printout.read import FULL, PRINT
from toolkit_cli.returns.receipt import Read

from ..programs import node_package, own_python, program, run
from . import compare, values
from .conftest import Workbook

Printer = Callable[[Path, Path], None]
Came = Callable[[Workbook, str], Read]
AS_FORM = '{"ExportFormFields":{"type":"boolean","value":"true"},"UseTaggedPDF":{"type":"boolean","value":"true"}}'
SCRIPT = Path(__file__).with_name("flatten_pdflib.mjs")
# Answers whose lines are shorter than any box: their line breaks can be told from those of a page.
LINES = {values.TEXTS[name] for name in ("lines", "blank lines", "more formulas", "boxes")}
EMOJI = "😀"  # programs lose them where they have no face for them


def libreoffice(filled: Path, saved: Path, kind: str = "pdf") -> None:
    profile = f"-env:UserInstallation={(saved.parent / 'profile').as_uri()}"
    run(program("soffice"), profile, "--headless", "--convert-to", kind, "--outdir", saved.parent, filled)
    filled.with_suffix(".pdf").rename(saved)


def libreoffice_as_form(filled: Path, saved: Path) -> None:
    libreoffice(filled, saved, f"pdf:writer_pdf_Export:{AS_FORM}")


def onlyoffice(filled: Path, saved: Path) -> None:
    run(own_python("docbuilder"), Path(__file__).with_name("fill_onlyoffice.py"), filled, "-", saved)


def pdfium(filled: Path, saved: Path) -> None:
    document = pypdfium2.PdfDocument(filled)
    document.init_forms()
    for page in document:
        page.flatten()
    document.save(saved)
    document.close()


def pdftk(filled: Path, saved: Path) -> None:
    run(program("pdftk"), filled, "output", saved, "flatten")


def poppler(filled: Path, saved: Path) -> None:
    run(program("pdftocairo"), "-pdf", filled, saved)


def qpdf(filled: Path, saved: Path) -> None:
    run(program("qpdf"), "--flatten-annotations=all", filled, saved)


def pdflib(filled: Path, saved: Path) -> None:
    run(program("node"), SCRIPT, node_package("pdf-lib"), filled, saved)


DOCUMENTS: dict[str, Printer] = {
    "LibreOffice": libreoffice,
    "LibreOffice, as a form": libreoffice_as_form,
    "ONLYOFFICE": onlyoffice,
}
FORMS: dict[str, Printer] = {"PDFium": pdfium, "pdftk": pdftk, "poppler": poppler, "qpdf": qpdf, "pdf-lib": pdflib}


def printed(workbook: Workbook, name: str, printer: Printer, folder: Path) -> Path:
    """Return a filled-in workbook that a program has made print."""
    fill = Fill({each.code: each.answer for each in workbook.given if each.answer is not None})
    filled, saved = folder / f"filled.{name}", folder / "saved.pdf"
    filled.write_bytes(formats.write(name, workbook.page, theme.load(), fill))
    printer(filled, saved)
    return saved


@pytest.fixture(scope="module")
def came(tmp_path_factory: pytest.TempPathFactory) -> Came:
    """Return what is read of a filled-in workbook that a program, by its name, has made print; made and read once."""
    read: dict[tuple[Path, str], Read] = {}

    def of(workbook: Workbook, name: str) -> Read:
        if (workbook.folder, name) not in read:
            kind = "docx" if name in DOCUMENTS else "pdf"
            saved = printed(workbook, kind, {**DOCUMENTS, **FORMS}[name], tmp_path_factory.mktemp("printed"))
            read[workbook.folder, name] = workbook.read(saved)
        return read[workbook.folder, name]

    return of


def on_paper(value: Value | None) -> Value | None:
    """Return what a page shows of an answer: no kinds of blanks, no soft hyphens, no parts of a letter."""
    if not isinstance(value, str):
        return value
    return " ".join(unicodedata.normalize("NFKC", value).replace("\u00ad", "").split())


def differences(workbook: Workbook, returned: Read) -> list[tuple[str, Value | None, Value | None]]:
    """Return each field whose answer is not what the page shows of the one that was given, with the two."""
    answers = compare.values(returned)
    return [
        (each.code, each.answer, answers.get(each.code))
        for each in workbook.given
        if EMOJI not in each.text and on_paper(each.answer) != on_paper(answers.get(each.code))
    ]


def kinds(returned: Read) -> set[str]:
    """Return the kinds of notes on what came back, but for what is said of all print."""
    notes = returned.receipt.notes
    assert PRINT in notes
    return {note.kind for note in notes if note != PRINT and note.text != FULL}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_field_of_a_docx_that_was_saved_as_pdf_comes_back(workbook: Workbook, came: Came, name: str) -> None:
    returned = came(workbook, name)

    assert differences(workbook, returned) == []
    # without a licence, ONLYOFFICE draws a mark over each page
    assert kinds(returned) - {"letters"} == ({"ink"} if name == "ONLYOFFICE" else set())
    assert returned.receipt.missing == ()


@pytest.mark.parametrize("name", FORMS)
def test_every_field_that_was_drawn_into_the_pages_comes_back(workbook: Workbook, came: Came, name: str) -> None:
    returned = came(workbook, name)

    # poppler draws no words that do not fit into a box
    long = {each.code for each in workbook.given if name == "poppler" and each.text == values.LONG}
    assert [each for each in differences(workbook, returned) if each[0] not in long] == []
    assert kinds(returned) == set()
    assert returned.receipt.missing == ()


@pytest.mark.parametrize("name", [*DOCUMENTS, *FORMS])
def test_lines_of_an_answer_are_told_from_those_of_the_page(real: Workbook, came: Came, name: str) -> None:
    answers = compare.values(came(real, name))

    expected = {each.code: each.answer for each in real.given if each.text in LINES}
    assert {code: answers.get(code) for code in expected} == expected


def test_what_was_sent_as_a_document_and_as_print_is_one_response(real: Workbook, tmp_path: Path) -> None:
    given = tuple(each for each in real.given if each.text in (*LINES, values.SENTENCE) or each.ticks)
    saved = printed(replace(real, given=given), "docx", libreoffice, tmp_path)

    document, print_ = real.read(tmp_path / "filled.docx").response, real.read(saved).response

    assert document.source.says == print_.source.says
    assert document.answers
