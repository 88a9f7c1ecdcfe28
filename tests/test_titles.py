"""Long titles: smaller on the cover, shorter in the running lines, which keep what else they say."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from toolkit_cli.docx.read import read as read_docx
from toolkit_cli.docx.write import write as write_docx
from toolkit_cli.kits import selection
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.layout import render, theme, titles
from toolkit_cli.layout.page import Page
from toolkit_cli.pdf.reading import extract
from toolkit_cli.pdf.write import write as write_pdf
from toolkit_cli.returns.workbookprint import Print

THEME = theme.load()
LONG = (
    "Reflecting together on what the last years have changed in the work of programmes with people who use violence "
    "at home, and on what should remain of it now"
)
KEPT = "… · Facilitator edition"


@pytest.fixture(scope="module")
def long(shipped: Toolkit) -> Toolkit:
    return selection.for_edition(structs.replace(shipped, title=LONG), "facilitator")


@pytest.fixture(scope="module")
def page(long: Toolkit) -> Page:
    return render.workbook(long, "facilitator").with_copy_id()


def header(data: bytes) -> str:
    return "".join(each.text for each in Document(io.BytesIO(data)).sections[0].header.paragraphs)


def test_the_running_header_shortens_a_long_title_and_keeps_the_edition(page: Page) -> None:
    in_docx = header(write_docx(page, THEME))
    in_pdf = next(line for line in extract.lines(write_pdf(page, THEME)) if line.endswith(KEPT))

    for line in (in_docx, in_pdf):
        assert line.endswith(KEPT)
        assert LONG.startswith(line.removesuffix(KEPT))
        assert LONG[len(line.removesuffix(KEPT))] == " "


def test_a_header_of_the_usual_length_is_whole(shipped: Toolkit) -> None:
    made = render.workbook(selection.for_edition(shipped, "facilitator"), "facilitator")

    assert header(write_docx(made, THEME)) == made.running_line(THEME.header)


def test_a_shortened_header_is_no_words_of_anybody_s(long: Toolkit, page: Page) -> None:
    assert list(Print(long, read_docx(write_docx(page, THEME))).stray()) == []


def test_a_whole_header_of_before_is_known_by_what_its_file_says(long: Toolkit, page: Page) -> None:
    made = read_docx(write_docx(page, THEME))
    whole = page.running_line(THEME.header)
    before = tuple(replace(each, text=whole) if each.place == "header" else each for each in made.loose or ())

    assert list(Print(long, replace(made, loose=before, running=(whole, *made.running[1:]))).stray()) == []


def test_a_long_title_takes_no_page_more(shipped: Toolkit, page: Page) -> None:
    usual = render.workbook(selection.for_edition(shipped, "facilitator"), "facilitator")

    one, other = (len(pikepdf.open(io.BytesIO(write_pdf(each, THEME))).pages) for each in (usual, page))

    assert one == other


@given(st.text("ab ", min_size=1, max_size=200))
def test_a_title_is_never_larger_for_being_longer(title: str) -> None:
    assert titles.SMALLEST <= titles.scale(f"{title} more") <= titles.scale(title) <= 1
    assert titles.scale(title[: titles.USUAL]) == 1


@pytest.mark.parametrize("most", [20, 40, 60, 200])
@pytest.mark.parametrize("title", [LONG, "語" * 150, "Short"])
def test_a_running_line_fits_where_a_few_letters_of_its_title_do(page: Page, title: str, most: int) -> None:
    named = replace(page, title=title, edition_name="E")

    line = titles.running_line(named, "{title} · {edition}", lambda text: len(text) <= most)

    assert len(line) <= most
    assert line.endswith(" · E")


def test_a_line_that_cannot_fit_is_whole(page: Page) -> None:
    assert titles.running_line(page, "{title} · {edition}", lambda _: False) == page.running_line("{title} · {edition}")
