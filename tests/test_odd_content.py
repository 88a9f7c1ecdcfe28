"""Content that somebody writes one day: labels with quotation marks, labels that are codes, headings of a page."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest

from toolkit_cli import build, content, fields, formats, kinds, theme, words
from toolkit_cli.errors import OutputError
from toolkit_cli.fill import EMPTY, Fill
from toolkit_cli.interpret import answer
from toolkit_cli.model import Toolkit
from toolkit_cli.page import Heading, Page, Paragraph, Run, Section
from toolkit_cli.reports import page as report_page
from toolkit_cli.reports import tallies
from toolkit_cli.response import Response
from toolkit_cli.returned import Found

from .conftest import Folder, problems

LOW, HIGH = "      - code: low\n        label: Low level\n", "      - code: high\n        label: High level\n"


def offering(folder: Folder, low: str, high: str) -> Toolkit:
    """Give the options of the question A6 other labels."""
    folder.change("alpha.yaml", LOW + HIGH, LOW.replace("Low level", low) + HIGH.replace("High level", high))
    return content.load(folder.path)


def read_back(toolkit: Toolkit, page: Page, name: str, value: str) -> object:
    """Return the answer to A6 that a file in a format gives back."""
    data = formats.write(name, page, theme.load(), Fill({"A6": value}))
    (found,) = (found for found in kinds.reader(name)(data).found if found.code == "A6")
    return answer(found, fields.of(toolkit, words.of(toolkit))["A6"]).value


@pytest.mark.parametrize("name", formats.NAMES)
@pytest.mark.parametrize(
    "label",
    ['"Don\'t know"', "R&D", "'< 10'", "low → high", "✓ plain", "A & B > C", "Ნ ქართული and Latin", "a\u200bb", "☺"],
)
def test_a_label_of_any_signs_is_printed_and_comes_back(tiny_folder: Folder, label: str, name: str) -> None:
    toolkit = offering(tiny_folder, label, "High level")

    assert read_back(toolkit, build.page(toolkit, "participant"), name, "low") == "low"


@pytest.mark.parametrize("name", formats.NAMES)
@pytest.mark.parametrize("value", ["low", "high"])
@pytest.mark.parametrize(
    "labels",
    [("High", "Low"), ("Higher", "Low"), ("high", "x"), ("CBT", "cbt"), ('"By phone\\nor post"', "b")],
)
def test_a_label_that_is_another_option_s_code_is_no_code(
    tiny_folder: Folder, labels: tuple[str, str], value: str, name: str
) -> None:
    toolkit = offering(tiny_folder, *labels)

    assert read_back(toolkit, build.page(toolkit, "participant"), name, value) == value
    field = fields.of(toolkit, words.of(toolkit))["A6"]
    seen = "\n".join(f"{'☒' if option.code == value else '☐'} {option.label}" for option in field.options)
    assert answer(Found("A6", seen), field).value == value  # where a program has dropped the tags


def test_two_options_of_one_label_are_refused(tiny_folder: Folder) -> None:
    (told,) = problems(lambda: offering(tiny_folder, "Much", "'Much '"), tiny_folder.path)

    assert "two options have the same label" in told


@pytest.mark.parametrize("by_hand", [False, True])
def test_a_text_may_lead_to_a_row_of_a_table(tiny_folder: Folder, by_hand: bool) -> None:
    tiny_folder.change("alpha.yaml", "see [[A2]] and [[B]]", "see [[B1r1]]")
    page = replace(build.page(content.load(tiny_folder.path), "participant"), by_hand=by_hand)

    with pikepdf.open(io.BytesIO(formats.write("pdf", page, theme.load(), EMPTY))) as pdf:
        listed = [each for page_ in pdf.pages for each in page_.get("/Annots", []) if each.Subtype == "/Link"]
    tiny_folder.change("alpha.yaml", "see [[B1r1]]", "see the row")
    page = replace(build.page(content.load(tiny_folder.path), "participant"), by_hand=by_hand)
    with pikepdf.open(io.BytesIO(formats.write("pdf", page, theme.load(), EMPTY))) as pdf:
        before = [each for page_ in pdf.pages for each in page_.get("/Annots", []) if each.Subtype == "/Link"]
    assert len(listed) == len(before) + 1


@pytest.mark.parametrize("name", formats.NAMES)
def test_a_question_may_fill_a_page_of_a_report(tiny_folder: Folder, name: str) -> None:
    tiny_folder.change("alpha.yaml", "How did it work?", "How did it work? " * 400)
    toolkit = content.load(tiny_folder.path)
    known = fields.of(toolkit, words.of(toolkit))
    page, fill = report_page.page(toolkit, tallies.of(toolkit, known, [Response({"A3": "Well."})]))

    data = formats.write(name, page, theme.load(), fill)

    if name == "pdf":
        with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
            named = [item.title for top in outline.root for item in top.children]
        assert sum(title.startswith("How did it work?") for title in named) == 1


def test_a_heading_that_no_page_can_hold_is_told_when_it_is_checked(tiny_folder: Folder) -> None:
    tiny_folder.change("toolkit.yaml", "A tiny toolkit", "A tiny toolkit " * 40)

    (told,) = problems(lambda: content.load(tiny_folder.path), tiny_folder.path)

    assert "longer than 400 characters" in told


def test_what_no_page_can_hold_is_told(tiny: Toolkit) -> None:
    long = Paragraph((Run("A tiny toolkit " * 400),), "title")
    page = replace(build.page(tiny, "participant"), blocks=(Section("cover", (long,)),))

    with pytest.raises(OutputError, match="too high for a page of the PDF"):
        formats.write("pdf", page, theme.load(), EMPTY)


def test_a_heading_of_pages_at_the_end_is_printed(tiny: Toolkit) -> None:
    short, long = (
        Heading(level, (Run("A tiny toolkit " * times),), "ab"[level - 1]) for level, times in ((1, 1), (2, 400))
    )
    page = replace(build.page(tiny, "participant"), blocks=(Section("front", (short, long)),))

    with pikepdf.open(io.BytesIO(formats.write("pdf", page, theme.load(), EMPTY))) as pdf:
        assert len(pdf.pages) > 2
