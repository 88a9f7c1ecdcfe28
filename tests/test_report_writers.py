"""A report in the writers of workbooks: shaded cells, tables that end a figure, structure, letters without a font."""

from __future__ import annotations

import io
import zipfile
from contextlib import closing
from typing import Any

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from toolkit_cli import filetypes
from toolkit_cli.building import build as building
from toolkit_cli.docx.write import write as write_docx
from toolkit_cli.html.write import write as write_html
from toolkit_cli.kits import fields, words
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.layout import chart, theme
from toolkit_cli.layout.fill import Fill, Said
from toolkit_cli.layout.page import DARKEST, Block, Cell, Chart, Figure, Heading, Page, Paragraph, Row, Run, Table
from toolkit_cli.pdf.write import write as write_pdf
from toolkit_cli.reports.report import report as make_report
from toolkit_cli.reports.reportfiles import ReportOptions
from toolkit_cli.responses.response import Response
from toolkit_cli.returns.workbookprint import Print
from toolkit_cli.stamp import Stamp

from .conftest import Folder
from .reported import everything, made
from .trees import text_content

THEME = theme.load()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def cell(text: str, **about: Any) -> Cell:
    return Cell((Paragraph((Run(text),)),), **about)


def page(*blocks: Block) -> Page:
    head = Heading(1, (Run("Head"),), "head")
    words_ = {**words.load("en")}
    stamp = Stamp("tiny", "1.0", "", "report", "en")
    return Page("Title", "", "Publisher", "Report", "en", (head, *blocks), stamp, words=words_)


HEAT = Table(
    (
        Row((cell("What", head=True), *(cell(f"Status {number}", head=True) for number in range(DARKEST + 1)))),
        Row((cell("One", head=True), *(cell(str(number), shade=number) for number in range(DARKEST + 1)))),
    ),
    "heat",
)


def test_a_docx_shades_the_cells_of_a_heat_table() -> None:
    with zipfile.ZipFile(io.BytesIO(write_docx(page(HEAT), THEME))) as archive:
        rows = etree.fromstring(archive.read("word/document.xml")).findall(f".//{W}tr")

    fills = [[shade.get(f"{W}fill") for shade in row.iter(f"{W}shd")] for row in rows]
    assert [f"#{fill}".lower() for fill in fills[1]] == [chart.shade(THEME, step) for step in range(1, DARKEST + 1)]


def test_a_pdf_shades_the_cells_of_a_heat_table() -> None:
    with pikepdf.open(io.BytesIO(write_pdf(page(HEAT), THEME))) as pdf:
        colours = {
            tuple(round(float(part), 3) for part in each.operands)
            for each in pikepdf.parse_content_stream(pdf.pages[0])
            if str(each.operator) == "rg"
        }

    for step in range(1, DARKEST + 1):
        shade = chart.shade(THEME, step)
        assert tuple(round(int(shade[at : at + 2], 16) / 255, 3) for at in (1, 3, 5)) in colours


RECOMMENDED = Table(
    (
        Row((cell("Recommendation", head=True), cell("Planned", head=True))),
        Row((cell("Carry out assessments more often.", head=True, code="G1r1"), cell("3"))),
    ),
    "heat",
)


def test_what_heads_a_row_with_its_code_is_not_bold_in_a_docx() -> None:
    with zipfile.ZipFile(io.BytesIO(write_docx(page(RECOMMENDED), THEME))) as archive:
        rows = etree.fromstring(archive.read("word/document.xml")).findall(f".//{W}tr")

    styles = [[each.get(f"{W}val") for each in row.iter(f"{W}pStyle")] for row in rows]
    assert styles == [["TableHead", "TableHead"], ["TableText", "TableText"]]
    first, words_ = rows[1].findall(f"{W}tc")[0].findall(f".//{W}r")
    assert [each.get(f"{W}val") for each in first.iter(f"{W}rStyle")] == ["Code"]
    assert [text_content(each) for each in (first, words_)] == [
        "G1r1\u00a0\u00a0", "Carry out assessments more often."
    ]  # fmt: skip


def test_what_heads_a_row_with_its_code_is_not_bold_in_a_pdf() -> None:
    with closing(pypdfium2.PdfDocument(write_pdf(page(RECOMMENDED), THEME))) as pdf:
        text = pdf[0].get_textpage()
        weights = {word: weight(text, word) for word in ("Planned", "G1r1", "Carry out")}

    assert weights["Planned"] > weights["G1r1"] == weights["Carry out"]


def weight(text: pypdfium2.PdfTextPage, word: str) -> int:
    at, _ = text.search(word).get_next()
    return int(pypdfium2.raw.FPDFText_GetFontWeight(text, at))


def test_what_heads_a_row_with_its_code_is_not_bold_in_html() -> None:
    made_ = write_html(page(RECOMMENDED), THEME).decode()

    assert '<th class="coded" scope="row"><span class="code">G1r1</span> Carry out' in made_
    assert ".coded{font-weight:normal}" in made_


SAID = {"B2-pros": (Said("North:", "One more pro."),)}
CAPTION = "Pros that were added or changed"


def test_what_was_added_to_a_debate_has_a_row_and_says_so_in_a_combined_workbook(tiny: Toolkit) -> None:
    workbook = building.page(tiny, "facilitator")

    for fill, rows in ((Fill(said=SAID), 3), (Fill(), 2)):
        with zipfile.ZipFile(io.BytesIO(write_docx(workbook, THEME, fill))) as archive:
            body = etree.fromstring(archive.read("word/document.xml"))
        (table,) = (each for each in body.iter(f"{W}tbl") if "A pro" in text_content(each))
        assert len(table.findall(f"{W}tr")) == rows
        assert text_content(table).count(CAPTION) == rows - 2
    with closing(pypdfium2.PdfDocument(write_pdf(workbook, THEME, Fill(said=SAID)))) as pdf:
        printed = " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in pdf).split())
    assert f"{CAPTION} " in printed and printed.index(CAPTION) < printed.index("One more pro.")


def test_what_stands_above_added_pros_is_print_to_whoever_reads_the_workbook(tiny: Toolkit) -> None:
    data = write_docx(building.page(tiny, "facilitator"), THEME, Fill(said=SAID))

    noted = list(Print(tiny, filetypes.reader("docx")(data)).stray())

    assert [(note.kind, note.text) for note in noted] == [("said", "North: One more pro.")]


def test_a_figure_that_ends_with_a_table_goes_on_a_next_page_of_the_pdf() -> None:
    numbers = Table((Row((cell("a", head=True), cell("b", head=True))), Row((cell("1"), cell("2")))), "numbers")
    drawn = Chart(("a", "b"), (("Bar", (1, 2)),), "x", "alt")
    full = page(*(Figure("F", (numbers,)) for _ in range(9)))

    data = write_pdf(Page(**{**vars(full), "charts": {"F": drawn}}), THEME)

    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) > 1


@pytest.mark.parametrize("unattributed", [False, True])
def test_a_report_is_made_in_both_formats_and_the_same_each_time(shipped: Toolkit, unattributed: bool) -> None:
    given = everything(fields.of(shipped, words.load("en")))

    for write in (write_docx, write_pdf):
        (page_, fill), (again, filled) = (made(shipped, given, unattributed=unattributed) for _ in range(2))
        assert write(page_, THEME, fill) == write(again, THEME, filled)


def test_every_figure_of_the_pdf_has_its_alternative_text(tiny: Toolkit) -> None:
    report, fill = made(tiny, [Response({"A2": "yes", "A7": ("post",), "B2-stance": "agree"})])

    with pikepdf.open(io.BytesIO(write_pdf(report, THEME, fill))) as pdf:
        told = [
            str(each.Alt)
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]

    assert sorted(told) == sorted(report.charts[code].alt for code in ("A2", "A7", "B-stances"))


def test_a_character_that_no_font_of_the_pdf_has_is_named(folder: Folder) -> None:
    alone = folder.write("one.yaml", 'toolkit: covid19\nversion: "1.0"\nanswers: {S1: "Words \U00013080"}\n')
    warnings: list[str] = []

    make_report(ReportOptions(alone, ("pdf",), folder.path / "out", least=1), warnings.append)

    assert warnings[0].startswith("No font has “\U00013080” (U+13080 EGYPTIAN HIEROGLYPH D010), in S1")
