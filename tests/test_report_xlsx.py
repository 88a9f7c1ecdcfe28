"""A report as a spreadsheet: typed cells, texts that stay texts, and no name where there may be none."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from toolkit_cli import characters
from toolkit_cli.kits import content, fields, words
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.values import Value
from toolkit_cli.reports import tallies, xlsxfile
from toolkit_cli.reports.rows import head
from toolkit_cli.responses.organisations import by_organisation
from toolkit_cli.responses.response import Response
from toolkit_cli.returned import Note

from .conftest import Folder
from .leaks import everything
from .strategies import LETTERS

SAID = words.load("en")
OPEN = "Organisations in which people gave different answers and have not decided yet"


def written(toolkit: Toolkit, *responses: Response, **options: Any) -> bytes:
    known = fields.of(toolkit, SAID)
    return xlsxfile.write(toolkit, known, tallies.of(toolkit, known, responses, **options), SAID)


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def rows(book: Workbook, sheet: str) -> list[tuple[object, ...]]:
    return list(book[sheet].iter_rows(values_only=True))


def cell(toolkit: Toolkit, code: str, value: Value) -> Cell:
    """Return the cell of a field in the only response."""
    sheet = opened(written(toolkit, Response({code: value}, {"organisation": "North"}), least=1))["Responses"]
    place = [head.value for head in sheet[1]].index(code)
    found = sheet[2][place]
    assert isinstance(found, Cell)
    return found


def test_a_response_is_a_row_and_a_field_a_column(tiny: Toolkit) -> None:
    book = opened(written(tiny, Response({"A2": "yes", "A4": "12"}, {"organisation": "North"}), least=1))

    assert rows(book, "Responses") == [("Response", "Organisation", "Date", "A2", "A4"), (1, "North", None, "Yes", 12)]


def test_what_waits_for_a_decision_is_counted_and_the_months_are_named(tiny: Toolkit) -> None:
    about = {"organisation": "North", "date": "2021-03-19"}
    members = [Response({"A2": said}, about, id=said) for said in ("yes", "no")]
    (made,), _ = by_organisation(members, fields.of(tiny, SAID))

    book = opened(written(tiny, made, Response({"A2": "no"}, {**about, "organisation": "South"}), least=1))

    assert rows(book, "Tallies")[-1] == ("A2", "Did it work?", OPEN, 1, 2)
    assert "Period: March 2021" in [row[0] for row in rows(book, "About this report")]


@pytest.mark.parametrize(
    ("code", "given_", "expected"),
    [
        ("A4", "12", 12),
        ("A4", "about ten", "about ten"),
        ("A4", "9" * 16, "9" * 16),
        ("A5", "2021-03-19", datetime(2021, 3, 19)),
        ("A5", "in March", "in March"),
        ("A5", "1812-06-01", "1812-06-01"),
        ("A6", "low", "Low level"),
        ("A7", ("phone", "post"), "By phone; By post"),
        ("A3", "0012", "0012"),
        ("A3", "#N/A", "#N/A"),
        ("A3", "http://example.org", "http://example.org"),
    ],
)
def test_cells_have_the_type_of_their_answer(tiny: Toolkit, code: str, given_: Value, expected: object) -> None:
    found = cell(tiny, code, given_)

    assert found.value == expected
    assert found.data_type == {int: "n", datetime: "d", str: "s"}[type(expected)]
    assert found.hyperlink is None


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", "  =1", "＝1", '=cmd|"/c calc"!A1'])
def test_a_formula_is_a_text_and_stays_one_when_it_is_edited(tiny: Toolkit, text: str) -> None:
    data = written(tiny, Response({"A3": text}, {"organisation": text}), least=1)

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
        assert not [sheet for sheet in sheets if b"<f>" in sheet or b"<f " in sheet]
    for found in opened(data)["Responses"][2][1:]:
        if found.value is not None:
            assert (found.value, found.data_type, found.number_format, found.quotePrefix) == (text, "s", "@", True)


def test_harmless_texts_carry_no_apostrophe(tiny: Toolkit) -> None:
    assert cell(tiny, "A3", "We met").quotePrefix is False


@settings(max_examples=40)
@given(st.text(LETTERS, min_size=1))
def test_every_text_comes_back(tiny: Toolkit, text: str) -> None:
    found = cell(tiny, "A3", text).value

    assert (found or "") == characters.clean(text)


def test_a_letter_s_number_in_a_text_is_no_letter(tiny: Toolkit) -> None:
    data = written(tiny, Response({"A3": "file_x0041_b"}), least=1)

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b">file_x005F_x0041_b<" in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("letter", ["a", "😀"])
def test_a_text_that_no_cell_can_hold_is_whole_on_a_sheet_of_its_own(tiny: Toolkit, letter: str) -> None:
    text = letter * 40_000

    book = opened(written(tiny, Response({"A3": text}), least=1))

    shown = str(rows(book, "Responses")[1][-1])
    assert shown.endswith("… [continued in the sheet “Long texts”]")
    parts = rows(book, "Long texts")[1:]
    assert [(part[:3]) for part in parts] == [("Responses", "D2", number) for number in (1, 2, 3)]
    assert "".join(str(part[3]) for part in parts) == text
    assert all(len(str(part[3]).encode("utf-16-le")) <= 2 * 32_767 for part in parts)


def test_every_sheet_has_a_head_that_stays_and_filters(tiny: Toolkit) -> None:
    given_ = [Response({"A3": "x", "A2": "yes"}, {"organisation": name}) for name in "ABCDE"]
    given_[0] = Response({"A3": "x", "A1-notes": "y"}, notes=(Note("comment", "look", code="A3"),))

    book = opened(written(tiny, *given_, least=4))

    assert book.sheetnames == ["Responses", "Names removed", "Tallies", "Notes", "Fields", "About this report"]
    assert [sheet.freeze_panes for sheet in book.worksheets] == ["C2", *["B2"] * 4, "A2"]  # C: whose a row is
    for sheet in book.worksheets:
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(head.font.bold for head in sheet[1])


def fitted(sheet: Worksheet) -> bool:
    """Say whether a sheet is made smaller where it is printed."""
    found = sheet.sheet_properties.pageSetUpPr
    return bool(found and found.fitToPage)


def test_on_paper_no_column_stands_on_a_page_without_whose_it_is(shipped: Toolkit) -> None:
    codes = [f"S{number}" for number in (1, 2, 6, 7, 8, 9, 12, 14, 15, 16)]
    given_ = [Response(dict.fromkeys(codes, "x"), {"organisation": name}) for name in "ABCDE"]

    first, *others = opened(written(shipped, *given_)).worksheets

    assert (first.title, first.print_title_rows, first.print_title_cols) == ("Responses", "$1:$1", "$A:$B")
    assert not fitted(first)  # with so many columns nobody could read it
    for sheet in others:
        assert fitted(sheet) and sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


def test_where_nobody_is_named_there_is_no_row_for_a_response(tiny: Toolkit) -> None:
    given_ = [Response({"A3": f"{name} says", "A2": "yes"}, {"organisation": f"Org {name}"}) for name in "ABCDEF"]

    data = written(tiny, *given_, unattributed=True)

    book = opened(data)
    assert book.sheetnames == ["Names removed", "Tallies", "Notes", "Fields", "About this report"]
    assert sorted(str(row[2]) for row in rows(book, "Names removed")[1:] if row[0] == "A3") == [
        f"{name} says" for name in "ABCDEF"
    ]
    assert not [text for text in everything(data) if "Org A" in text]


def test_a_response_of_which_nothing_is_named_has_no_row(tiny: Toolkit) -> None:
    others = [Response({"A4": "1"}, {"organisation": name}) for name in "ABCDE"]

    book = opened(written(tiny, *others, Response({"A3": "It was hard."}, {"organisation": "F"})))

    assert [row[1] for row in rows(book, "Responses")[1:]] == list("ABCDE")


def test_a_question_that_few_answer_has_no_column(tiny: Toolkit) -> None:
    given_ = [Response({"A3": "x"}, {"organisation": name}) for name in "ABCDE"]
    given_[0] = Response({"A3": "x", "A1-notes": "Only A."}, {"organisation": "A"})

    book = opened(written(tiny, *given_))

    assert "A1-notes" not in rows(book, "Responses")[0]
    assert rows(book, "Names removed")[1:] == [("A1-notes", "To begin with: Your notes", "Only A.", None)]


def test_tallies_are_numbers(tiny: Toolkit) -> None:
    given_ = [Response({"A2": "yes", "A4": "3"}), Response({"A2": "no", "A4": "4"}), Response({"A2": "yes"})]

    found = rows(opened(written(tiny, *given_)), "Tallies")

    assert found[0] == ("Field", "Question", "Answer", "Number", "Answers")
    assert [row for row in found if row[0] == "A2"] == [
        ("A2", "Did it work?", "Yes", 2, 3),
        ("A2", "Did it work?", "No", 1, 3),
    ]
    assert [row[2:] for row in found if row[0] == "A4"] == [("Total", 7, 2), ("Median", 3.5, 2)]


OVER = "Sometimes this number is the larger of the two (responses: 2), so it is not a share of the other."


@pytest.mark.parametrize(
    ("part", "whole", "sums", "more"),
    [
        ("1", "4", (2, 8), [("A5", "Per cent of A4", 25, 2)]),
        ("5", "4", (10, 8), [("A5", OVER, 2, 2)]),
        ("0", "0", (0, 0), []),
    ],
)
def test_a_share_is_tallied_with_both_of_its_sums(
    tiny_folder: Folder, part: str, whole: str, sums: tuple[int, int], more: list[tuple[object, ...]]
) -> None:
    tiny_folder.change("alpha.yaml", "answer: date", "answer: count\n    share_of: A4")

    data = written(content.load(tiny_folder.path), *[Response({"A5": part, "A4": whole})] * 2)

    found = [(row[0], *row[2:]) for row in rows(opened(data), "Tallies")]
    assert found[found.index(("A5", "Median", int(part), 2)) + 1 :] == [
        ("A5", "In the responses that answer both this question and A4 (2)", sums[0], 2),
        ("A4", "In the responses that answer both this question and A5 (2)", sums[1], 2),
        *more,
    ]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("In those that answer {code} ({answers}): {part} here and {whole} there.", "In those that answer A4 (2)"),
        ("{part} here and {whole} there, of {answers} that answer {code}.", "… here and … there, of 2 that answer A4."),
        ("Of {whole} in {code}, {part} here ({answers})", "Of … in A4, … here (2)"),
    ],
)
def test_a_sentence_stands_beside_its_number_in_whatever_order_a_language_puts_it(sentence: str, told: str) -> None:
    assert head(sentence, "part", code="A4", answers=2) == told


def test_the_last_sheet_says_what_the_cover_of_a_report_says(tiny: Toolkit) -> None:
    given_ = [Response({"A4": "1"}, {"organisation": name}) for name in "ABCDE"]

    book = opened(written(tiny, *given_, Response({})))

    assert [row[0] for row in rows(book, "About this report")] == [
        "About this report",
        "An overview of the responses to “A tiny toolkit”.",
        "Responses: 6",
        "Of these, without any answer: 1",
        "Organisations named in the responses: 5",
        SAID["report_names_some"].format(least=5),
        SAID["report_wording"],
    ]


def test_the_last_sheet_counts_no_organisations_where_nobody_asks_for_them(tiny: Toolkit) -> None:
    books = [opened(written(each, Response({"A3": "x"}))) for each in (tiny, replace(tiny, respondent=None))]

    said = [[row[0] for row in rows(book, "About this report")] for book in books]
    assert ["Organisations named in the responses: 0" in each for each in said] == [True, False]


def test_those_who_name_no_country_are_tallied_in_words(shipped: Toolkit) -> None:
    given_ = [
        Response({"S3": "yes"}, {"country": country} if country else {}) for country in ("Malta",) * 6 + ("",) * 5
    ]

    for least in (1, 5):
        book = opened(written(shipped, *given_, least=least))
        counted = [row[2:4] for row in rows(book, "Tallies") if row[0] == "R-country"]
        about = "\n".join(str(row) for row in rows(book, "About this report"))
        assert counted == [("Malta", 6), ("No answer", 5)]
        assert ("few responses give are combined" in about) is (least > 1)  # of one, none is a small number


def test_countries_are_tallied_without_small_numbers(shipped: Toolkit) -> None:
    given_ = [
        Response({"S1": "x"}, {"country": country}) for country in ("Norway",) * 6 + ("Malta",) * 2 + ("Greece",) * 3
    ]

    few, many = (opened(written(shipped, *responses)) for responses in (given_, given_[:6]))

    assert [[row[1:] for row in rows(book, "Tallies") if row[0] == "R-country"] for book in (few, many)] == [
        [("Country", "Norway", 6, 11), ("Country", "Other (combined)", 5, 11)],
        [("Country", "Norway", 6, 6)],
    ]
    assert SAID["report_small"].format(least=5) in [row[0] for row in rows(few, "About this report")]


def test_notes_are_listed_without_whose_they_are(tiny: Toolkit) -> None:
    note = Note("comment", "=look", code="A3", who="Ann Other", place="page 2")

    data = written(tiny, Response({"A3": "x"}, notes=(note,)), least=1)

    assert rows(opened(data), "Notes")[1:] == [("A3", None, "comment", "=look", "page 2")]
    assert not [text for text in everything(data) if "Ann Other" in text]


def test_the_file_is_the_same_each_time_and_tells_nothing_of_its_maker(tiny: Toolkit) -> None:
    data = written(tiny, Response({"A3": "x"}))

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d{2}-\d{2}T[\d:]+Z", core)) == {"2021-01-01T00:00:00Z"}
    assert opened(data).properties.creator == "The Publisher"
    assert opened(data).properties.language == "en"
    assert written(tiny, Response({"A3": "x"})) == data
