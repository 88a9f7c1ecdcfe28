"""Content that somebody writes one day: labels with quotation marks, labels that are codes, headings of a page."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pytest

from toolkit_cli import filetypes, formats
from toolkit_cli.building import build
from toolkit_cli.errors import OutputError
from toolkit_cli.files import zipped
from toolkit_cli.kits import content, fields
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import EMPTY, Fill, Said
from toolkit_cli.layout.page import Heading, Page, Paragraph, Run, Section
from toolkit_cli.pdf.copies import CopyMaker
from toolkit_cli.reports import page as report_page
from toolkit_cli.reports import tallies
from toolkit_cli.responses.response import Response
from toolkit_cli.returned import Found
from toolkit_cli.returns import reading
from toolkit_cli.returns.interpret import answer
from toolkit_cli.returns.toolkits import Toolkits

from .conftest import Folder, problems
from .pdfua import Document

LOW, HIGH = "      - code: low\n        label: Low level\n", "      - code: high\n        label: High level\n"


def offering(folder: Folder, low: str, high: str) -> Toolkit:
    """Give the options of the question A6 other labels."""
    folder.change("alpha.yaml", LOW + HIGH, LOW.replace("Low level", low) + HIGH.replace("High level", high))
    return content.load(folder.path)


def read_back(toolkit: Toolkit, page: Page, name: str, value: str) -> object:
    """Return the answer to A6 that a file in a format gives back."""
    data = formats.write(name, page, theme.load(), Fill({"A6": value}))
    (found,) = (found for found in filetypes.reader(name)(data).found if found.code == "A6")
    return answer(found, fields.known(toolkit)["A6"]).value


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
    field = fields.known(toolkit)["A6"]
    seen = "\n".join(f"{'☒' if option.code == value else '☐'} {option.label}" for option in field.options)
    assert answer(Found("A6", seen), field).value == value  # where a program has dropped the tags


@pytest.mark.parametrize("other", ["'Muché '", '"Mu\\xADché"', '"Much\\u200Bé"', '"Muche\\u0301"'])
def test_two_options_of_one_label_are_refused(tiny_folder: Folder, other: str) -> None:
    (told,) = problems(lambda: offering(tiny_folder, "Muché", other), tiny_folder.path)

    assert "the options 'low' and 'high' have the same label" in told


@pytest.mark.parametrize("label", ["☐ A ☒ B", "□ A", "A ☓"])
def test_a_label_with_a_box_of_its_own_is_refused(tiny_folder: Folder, label: str) -> None:
    (told,) = problems(lambda: offering(tiny_folder, label, "High"), tiny_folder.path)

    assert "a label holds a sign of a box to tick" in told


def test_a_title_of_two_lines_is_named_in_one(tiny_folder: Folder) -> None:
    tiny_folder.change("beta.yaml", "title: Beta", 'title: "Kit one\\ntwo"')
    toolkit = offering(tiny_folder, "as in [[B]]", "High")

    assert fields.known(toolkit)["A6"].options[0].label == "as in Kit one two"


def test_titles_and_labels_of_two_lines_are_one_where_there_is_one(tiny_folder: Folder) -> None:
    tiny_folder.change("toolkit.yaml", "title: A tiny toolkit", "title: |\n  A tiny\n  toolkit")
    tiny_folder.change("beta.yaml", "levels: [none, some]", 'levels: ["no\\nne", some]')
    tiny_folder.change("beta.yaml", "label: April", "label: |\n            Early\n            April")
    page = build.page(content.load(tiny_folder.path), "participant")

    assert (page.title, page.running_line("{title} ·")) == ("A tiny toolkit", "A tiny toolkit")
    assert (page.charts["B4"].levels, page.charts["B4"].bars[0][0]) == (("no ne", "some"), "Early April")
    drawn = Document(formats.write("pdf", page, theme.load(), EMPTY), {}).shown
    assert [shown.words for shown in drawn if "\ufffd" in shown.words] == []  # what no font has a letter for


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
    known = fields.known(toolkit)
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


def test_a_field_whose_code_is_too_long_for_a_bookmark_is_found_by_its_printed_code(tiny_folder: Folder) -> None:
    names = ("name-of-the-organisation-and-programme", "name-of-the-organisation-and-project")
    fields_ = "".join(f"    - name: {name}\n      label: Name\n" for name in names)
    tiny_folder.change("toolkit.yaml", "    - name: organisation\n      label: Organisation\n", fields_)
    page = build.page(content.load(tiny_folder.path), "participant")
    data = formats.write("docx", page, theme.load(), Fill({f"R-{name}": name for name in names}))

    for change in (lambda part: part, lambda part: re.sub(rb"<w:tag [^>]*/>", b"", part)):  # LibreOffice drops tags
        parts = {name: change(part) for name, part in zipped.unpacked(data).items()}
        returned = filetypes.reader("docx")(zipped.packed(parts))
        found = {each.code: each.text for each in returned.found if each.code.startswith("R-name")}
        assert found == {f"R-{name}": name for name in names}
        assert returned.notes == ()


def test_a_reference_is_never_printed_as_it_is_typed(tiny_folder: Folder) -> None:
    tiny_folder.change("alpha.yaml", "Did it work?", "Did [[B]] work?")
    tiny_folder.change("alpha.yaml", "In what way", "In what way, after [[A5]]")
    tiny_folder.change("alpha.yaml", "text: If it worked", "text: If [[A2]] worked")
    tiny_folder.change("alpha.yaml", "label: By post", "label: As in [[A5]]")
    tiny_folder.change("beta.yaml", "text: A recommendation", "text: Look at [[A3]]")
    tiny_folder.change("toolkit.yaml", "label: Organisation", "label: Organisation of [[A]]")
    toolkit = content.load(tiny_folder.path)
    page = build.page(toolkit, "participant")

    assert page.fields["A2"].label == "Did Beta work?"
    assert "[[" not in repr(page.blocks) + repr(page.fields)
    path = tiny_folder.write("x.docx", formats.write("docx", page, theme.load(), EMPTY))
    assert reading.read(path, Toolkits((tiny_folder.path,))).receipt.notes == ()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("toolkit.yaml", "title: A tiny toolkit", "title: See [[A]]"),
        ("toolkit.yaml", "title: Before you write", "title: Before [[A]]"),
        ("toolkit.yaml", "title: A source", 'title: "[[A]]"'),
        ("toolkit.yaml", "name: The Publisher", 'name: "[[A]]"'),
        ("toolkit.yaml", "short: TP", 'short: "[[A]]"'),
        ("toolkit.yaml", "notice:\n  title: Before you write", "caution:\n  title: Before [[A]]"),
        ("alpha.yaml", "title: Alpha", "title: After [[B]]"),
        ("beta.yaml", "label: April", 'label: "[[A]]"'),
        ("beta.yaml", "alt: One bar.", 'alt: "[[A]]"'),
    ],
)
def test_a_reference_where_none_can_stand_is_told(tiny_folder: Folder, name: str, old: str, new: str) -> None:
    tiny_folder.change(name, old, new)

    (told,) = problems(lambda: content.load(tiny_folder.path), tiny_folder.path)

    assert "stands where a reference is not possible" in told


def test_a_long_answer_to_a_line_is_shown_whole(tiny: Toolkit) -> None:
    page = build.page(tiny, "participant")
    long = "A programme with a name that is far longer than any line of a page can be, of the city and county " * 2
    data = formats.write("pdf", page, theme.load(), Fill({"R-organisation": long}))

    (found,) = (found for found in filetypes.reader("pdf")(data).found if found.code == "R-organisation")
    assert found.text == long
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (asked,) = (field for field in pdf.Root.AcroForm.Fields if field.T == "R-organisation")
        assert len(re.findall(rb"Tj", asked.AP.N.read_bytes())) == 2
    made = CopyMaker(page, theme.load())
    stamp = replace(page.stamp, copy="0" * 12, personal=True)
    whole = formats.write("pdf", replace(page, stamp=stamp), theme.load(), Fill({"R-organisation": long}))
    assert made(stamp, Fill({"R-organisation": long})) == whole


def test_a_title_that_nobody_can_see_is_empty(tiny_folder: Folder) -> None:
    tiny_folder.change("alpha.yaml", "title: To begin with", 'title: "\\u200b\\u2060"')

    (told,) = problems(lambda: content.load(tiny_folder.path), tiny_folder.path)

    assert "the text is empty" in told


def test_words_that_are_printed_too_may_be_somebody_s_answer(
    tiny_folder: Folder,
) -> None:
    toolkit = content.load(tiny_folder.path)
    fill = Fill(said={"R-organisation": (Said("–", "Tick one"),), "A3": (Said("–", "Tick one"),)})
    page = build.page(toolkit, "participant", fill)
    path = tiny_folder.write("x.docx", formats.write("docx", page, theme.load(), fill))

    read = reading.read(path, Toolkits((tiny_folder.path,)))

    assert {note.kind for note in read.receipt.notes} == {"said"}
