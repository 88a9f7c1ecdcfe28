"""Both formats through programs that none of us wrote: what a person sees on paper and on the screen."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from toolkit_cli import formats
from toolkit_cli.building import build
from toolkit_cli.kits import selection
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.selection import Selection
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import EMPTY
from toolkit_cli.layout.page import Aside, FieldBox, Heading, Listing, Page, Paragraph, plain, walk

from .clients.pictures import extremes
from .conftest import Folder, MakePage, WriteFile
from .programs import pdf_text, program, run

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARGIN = 20.0  # points: no word comes nearer to the paper's edge


@dataclass(frozen=True)
class Made:
    """A page with its two workbooks, and the PDF that LibreOffice makes of the DOCX."""

    page: Page
    docx: Path
    pdf: Path
    office: Path

    def papers(self) -> dict[str, Path]:
        return {"pdf": self.pdf, "docx": self.office}


@pytest.fixture(scope="module", params=selection.EDITIONS)
def made(
    request: pytest.FixtureRequest,
    shipped_page: MakePage,
    shipped_file: WriteFile,
    shipped_print: Callable[[str], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Made:
    folder, edition = Folder(tmp_path_factory.mktemp("made")), request.param
    docx, pdf = (folder.write(f"ours.{name}", shipped_file(name, edition)) for name in ("docx", "pdf"))
    return Made(shipped_page(edition=edition), docx, pdf, shipped_print(edition))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u00a0]+", "", text)


def texts(page: Page) -> list[str]:
    """Return every piece of running text of a page."""
    found = [block.title for block in walk(page.blocks) if isinstance(block, Aside) and block.title]
    for block in walk(page.blocks):
        if isinstance(block, (Paragraph, Heading)):
            found.append(plain(block.runs))
        elif isinstance(block, Listing):
            found += [plain(item) for item in block.items]
        elif isinstance(block, FieldBox):
            field = page.fields[block.code]
            found += [field.label, *(option.label for option in field.options)]
    return found


def codes(page: Page) -> list[str]:
    return [block.code for block in walk(page.blocks) if isinstance(block, FieldBox)]


def docx_text(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return "".join(map(str, root.itertext(f"{W}t")))


def page_count(path: Path) -> int:
    counted = re.search(r"Pages:\s+(\d+)", run(program("pdfinfo"), path))
    assert counted
    return int(counted[1])


def test_both_formats_hold_every_text_of_the_page(made: Made) -> None:
    in_docx, in_pdf = squeezed(docx_text(made.docx)), squeezed(pdf_text(made.pdf, "-raw"))

    missing = [text for text in texts(made.page) if squeezed(text) not in in_docx]
    assert missing == []
    # A text that goes on over a page has the running lines in between: its words are all there.
    for text in texts(made.page):
        if squeezed(text) not in in_pdf:
            assert all(word in in_pdf for word in text.split()), text


@pytest.mark.parametrize("name", formats.NAMES)
def test_each_field_is_on_a_page_once_with_its_code(made: Made, name: str) -> None:
    """LibreOffice 26 splits boxes at the foot of a page, even empty ones; then the head is at the top of the next."""
    text = pdf_text(made.papers()[name])

    found: list[str] = []
    for sheet in text.replace("-\n", "-").split("\f"):
        on_page = re.findall(r"\[([A-Z][\w-]*)\]", sheet)
        found += on_page[1:] if found and on_page[:1] == found[-1:] else on_page
    assert sorted(found) == sorted(codes(made.page))


def test_the_two_formats_are_about_as_long(made: Made) -> None:
    ours, office = page_count(made.pdf), page_count(made.office)

    assert 30 <= ours <= 50
    assert abs(ours - office) <= ours / 4


@pytest.mark.parametrize("name", formats.NAMES)
def test_no_word_is_clipped_by_the_edge_of_the_paper(made: Made, name: str, tmp_path: Path) -> None:
    run(program("pdftotext"), "-bbox", made.papers()[name], tmp_path / "words.html")
    pages = etree.HTML((tmp_path / "words.html").read_bytes()).iter("page")

    words = 0
    for sheet in pages:
        width, height = float(sheet.get("width", "")), float(sheet.get("height", ""))
        for word in sheet.iter("word"):
            left, top, right, bottom = (float(word.get(name, "")) for name in ("xmin", "ymin", "xmax", "ymax"))
            assert left >= MARGIN and top >= MARGIN and right <= width - MARGIN and bottom <= height - MARGIN, word.text
            words += 1
    assert words > 5000


@pytest.mark.parametrize("name", formats.NAMES)
def test_every_page_has_something_on_it(made: Made, name: str, tmp_path: Path) -> None:
    run(program("pdftoppm"), "-r", "30", "-gray", "-png", made.papers()[name], tmp_path / "page")

    pictures = sorted(tmp_path.glob("page*.png"))
    assert len(pictures) == page_count(made.papers()[name])
    for picture in pictures:
        with Image.open(picture) as page:
            rows = page.convert("L").crop((0, page.height // 10, page.width, page.height * 9 // 10))
            inked = sum(1 for y in range(rows.height) if extremes(rows.crop((0, y, rows.width, y + 1)))[0] < 200)
        assert inked > rows.height * 0.05, picture.name


def test_qpdf_finds_nothing_wrong(made: Made) -> None:
    assert "No syntax or stream encoding errors found" in run(program("qpdf"), "--check", made.pdf)


def test_the_contents_of_the_docx_show_page_numbers_in_libreoffice(made: Made) -> None:
    contents = pdf_text(made.office, "-layout", "-f", "2", "-l", "3")

    numbered = [line for line in contents.splitlines() if re.search(r"\S\.{3,}\s*\d+\s*$", line)]
    assert len(numbered) == len(made.page.headings(2)) - 1  # all but their own


def test_a_selection_reads_well_in_both(shipped: Toolkit, tmp_path: Path) -> None:
    toolkit = Selection(only=("G4", "D2", "C"), order=("D4", "D1")).of(shipped)
    page = build.page(toolkit, "participant")

    data = formats.write("pdf", page, theme.load(), EMPTY)

    (tmp_path / "some.pdf").write_bytes(data)
    text = " ".join(pdf_text(tmp_path / "some.pdf").split())
    assert "Challenge 1: " in text and "Challenge 2: " not in text
    assert text.index("Debate 1: ") < text.index("[D4-stance]") < text.index("[D2-stance]") < text.index("[D1-stance]")
