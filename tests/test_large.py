"""What is larger than anybody thought of: many options, high charts and logos, little room on a page."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import etree
from PIL import Image

from toolkit_cli import filetypes, formats
from toolkit_cli.building import build
from toolkit_cli.kits import content, selection
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.layout import chart, theme
from toolkit_cli.layout.fill import EMPTY, Fill
from toolkit_cli.layout.page import Chart
from toolkit_cli.layout.theme import Theme
from toolkit_cli.reports.report import report
from toolkit_cli.reports.reportfiles import ReportOptions

from .conftest import Folder, MakePage
from .programs import page_texts

EMU = 12700  # to a point


def own_theme(folder: Path, text: str) -> Theme:
    (folder / "theme.yaml").write_text(text, encoding="utf-8")
    return theme.load(folder / "theme.yaml")


def offering(folder: Folder, count: int, label: str = "A label of some words that goes on and on") -> Toolkit:
    """Give the question A6 so many options."""
    options = "".join(f"      - code: o{number}\n        label: {label} {number}\n" for number in range(count))
    before = "      - code: low\n        label: Low level\n      - code: high\n        label: High level\n"
    folder.change("alpha.yaml", before, options)
    return content.load(folder.path)


def pictures(data: bytes) -> list[tuple[float, float]]:
    """Return the width and height of each picture of a DOCX in points."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return [(int(each.get("cx", "")) / EMU, int(each.get("cy", "")) / EMU) for each in root.iter("{*}extent")]


def test_the_number_of_a_copy_never_stands_alone_overleaf(tiny_folder: Folder) -> None:
    """The caution above it comes along, wherever the page ends."""
    source = (tiny_folder.path / "toolkit.yaml").read_text("utf-8")
    lengths = []
    for lines in range(16, 32):
        caution = "\\n\\n".join(["Careful."] * lines)
        tiny_folder.write("toolkit.yaml", f'{source}caution:\n  title: Take care\n  text: "{caution}"\n')
        page = build.page(content.load(tiny_folder.path), "participant")

        *_, last = sheets = page_texts(formats.write("pdf", replace(page, blocks=page.blocks[:1]), theme.load(), EMPTY))

        assert "Careful." in last
        lengths.append(len(sheets))
    assert {1, 2} <= {*lengths}


@pytest.mark.parametrize("name", formats.NAMES)
def test_options_that_fill_pages_are_all_there_and_come_back(tiny_folder: Folder, name: str) -> None:
    page = build.page(offering(tiny_folder, 120), "participant")

    data = formats.write(name, page, theme.load(), Fill({"A6": "o119"}))

    (found,) = (found for found in filetypes.reader(name)(data).found if found.code == "A6")
    assert found.states == ("o119",)
    if name == "pdf":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            (asked,) = (field for field in pdf.Root.AcroForm.Fields if field.T == "A6")
            pages = {
                box.objgen: number for number, sheet in enumerate(pdf.pages) for box in sheet.obj.get("/Annots", ())
            }
            places = [(pages[box.objgen], -float(box.Rect[1]), float(box.Rect[0])) for box in asked.Kids]
        assert len(places) == 120
        assert places == sorted(places)
        assert len({place[0] for place in places}) > 1


@pytest.mark.parametrize(("count", "drawn"), [(20, 1), (21, 0)])
def test_a_report_on_many_options_has_their_table_and_a_chart_that_can_be_read(
    tiny_folder: Folder, tmp_path: Path, count: int, drawn: int
) -> None:
    offering(tiny_folder, count)
    answers = Folder(tmp_path).write(
        "a.yaml", 'toolkit: tiny\nversion: "1.0"\nresponses:\n- answers: {A6: o3}\n- answers: {A6: o4}\n'
    )

    paths = report(ReportOptions(answers, ("docx", "pdf", "html"), tmp_path, (tiny_folder.path,)))

    (height,) = [tall for _, tall in pictures(paths[0].read_bytes())] or [0.0]
    assert (height > 0, height <= chart.HIGHEST * theme.load().height + 1) == (bool(drawn), True)
    assert all(path.stat().st_size for path in paths)
    assert f"goes on and on {count - 1}" in paths[2].read_text(encoding="utf-8")


@pytest.mark.parametrize("name", formats.NAMES)
def test_a_chart_that_is_higher_than_a_page_is_drawn_smaller(tiny: Toolkit, name: str) -> None:
    page = build.page(tiny, "participant")
    bars = tuple((f"A bar with a label of many words, number {number} " * 6, (1, 2)) for number in range(14))
    high = {code: Chart(("none", "all"), bars, "countries", "Many.") for code in page.charts}

    data = formats.write(name, replace(page, charts=high), theme.load(), EMPTY)

    assert high
    if name == "docx":
        (size,) = pictures(data)
        assert size[1] == pytest.approx(chart.HIGHEST * theme.load().height, abs=1)


@pytest.mark.parametrize("name", formats.NAMES)
@pytest.mark.parametrize("size", [(100, 500), (30, 900), (900, 30)])
def test_a_logo_of_any_shape_leaves_room_for_the_words(
    tiny: Toolkit, tmp_path: Path, name: str, size: tuple[int, int]
) -> None:
    Image.new("RGB", size, "red").save(tmp_path / "logo.png")
    look = own_theme(tmp_path, "logo: logo.png\nlogo_width: 150\nmargins: {left: 60, right: 60}\n")

    data = formats.write(name, build.page(tiny, "participant"), look, EMPTY)

    wide, tall = look.logo_size(size)
    assert (wide <= look.inner_width, tall <= look.height / 4) == (True, True)
    assert wide / tall == pytest.approx(size[0] / size[1])
    if name == "docx":
        assert pictures(data)[0] == pytest.approx((wide, tall), abs=1)


@pytest.mark.parametrize("edition", selection.EDITIONS)
def test_the_widest_margins_and_the_largest_letters_leave_nothing_out(
    shipped_page: MakePage, tmp_path: Path, edition: str
) -> None:
    page = shipped_page(edition=edition)
    look = own_theme(tmp_path, "margins: {top: 80, bottom: 80, left: 60, right: 60}\nfonts: {size: 16}\n")

    data = formats.write("pdf", page, look, EMPTY)

    assert {found.code for found in filetypes.reader("pdf")(data).found} == set(page.fields)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/" + "a_long_name_" * 20,
        "See https://example.org/x/" + "b" * 130 + " and Donaudampfschifffahrtsgesellschaftskapitän" * 3,
        "w" * 400,
    ],
)
def test_an_address_or_a_word_that_is_too_long_stays_on_the_page(tiny_folder: Folder, text: str) -> None:
    tiny_folder.change("alpha.yaml", "First words; see [[A2]] and [[B]].", text)

    data = formats.write("pdf", build.page(content.load(tiny_folder.path), "participant"), theme.load(), EMPTY)

    right = theme.load().size[0] - theme.load().margins.right * theme.MM
    document = pypdfium2.PdfDocument(data)
    for page in document:
        words = page.get_textpage()
        boxes = [words.get_charbox(number) for number in range(words.count_chars())]
        assert max(box[2] for box in boxes) <= right + 12  # a band of colour runs over the margin
    said = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)
    assert "".join(text.split())[:300] in said.replace("\ufffe", "").replace("\u00ad", "").replace("-\r\n", "")


def test_a_running_line_of_many_words_leaves_room_for_the_number_of_the_page(tiny: Toolkit, tmp_path: Path) -> None:
    look = own_theme(tmp_path, f'footer: "{"many words " * 18}"\n')

    data = formats.write("pdf", build.page(tiny, "participant"), look, EMPTY)

    words = pypdfium2.PdfDocument(data)[2].get_textpage()
    said = words.get_text_range()
    end, number = said.rindex("words"), said.rindex("Page")
    assert words.get_charbox(end)[2] < words.get_charbox(number)[0]
