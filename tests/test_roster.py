"""Rosters: CSV as Excel writes it in any country, XLSX and YAML; what is wrong is told with its row."""

from __future__ import annotations

import io
import re
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill

from toolkit_cli.building import roster, spoiltwords
from toolkit_cli.building.roster import Row
from toolkit_cli.building.spreadsheet import MOST_BYTES, UNCALCULATED
from toolkit_cli.errors import Problem, RosterError
from toolkit_cli.files.filenames import safe, same_names

from .conftest import Folder, missing, problems

TWO = [Row(2, {"organisation": "Nord", "country": "Österreich"}), Row(3, {"organisation": "Θεσσαλονίκη"})]
NAMELESS = "This row does not name its columns. Put a column's name and a colon before it, such as organisation:"
TEXT = "organisation,country\nNord,Österreich\nΘεσσαλονίκη,\n"


def load(path: Path, encoding: str | None = None) -> list[Row]:
    """Return the rows of a roster in which nothing is wrong; raise `RosterError` otherwise."""
    found: list[Problem] = []
    rows = roster.load(path, encoding, found)
    if found:
        raise RosterError(found)
    return rows


def refused(path: Path, encoding: str | None = None) -> list[str]:
    return problems(lambda: load(path, encoding), path.parent)


def put(folder: Folder, data: bytes, name: str = "roster.csv") -> Path:
    path = folder.path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_csv_is_read_however_it_is_saved(folder: Folder, delimiter: str, encoding: str, end: str) -> None:
    text = TEXT.replace(",", delimiter).replace("\n", end)

    assert load(put(folder, text.encode(encoding))) == TWO


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "text",
    [
        "\norganisation;country\nNorth, West;Italy\n",
        ";\norganisation;country\nNorth, West;Italy\n",
        "\n ORGANISATION ;Country;address (street, town, code, land)\nNorth, West;Italy\n",
        '\n"organisation";"country";a, b, c\nNorth, West;Italy\n',
        "\norganisation\tcountry\tone;two;or three\nNorth, West\tItaly\n",
    ],
)
def test_what_stands_between_cells_is_told_by_the_columns_that_are_known(folder: Folder, text: str, end: str) -> None:
    assert load(put(folder, text.replace("\n", end).encode())) == [
        Row(3, {"organisation": "North, West", "country": "Italy"})
    ]


def test_another_encoding_has_to_be_named(folder: Folder) -> None:
    path = put(folder, "organisation\nΘεσσαλονίκη\n".encode("cp1253"))

    assert refused(path) == [
        'roster.csv:2: This is not in UTF-8, and its letters could come out wrong. In Excel, save it as "CSV UTF-8"; '
        "or try --encoding cp1252 for Western Europe, cp1250 for Central Europe, cp1251 for Cyrillic, cp1253 for "
        "Greek, cp1254 for Turkish, or cp1257 for Baltic languages, and check a name afterwards."
    ]
    assert load(path, "cp1253") == [Row(2, {"organisation": "Θεσσαλονίκη"})]
    assert refused(path, "excel") == [
        "roster.csv: There is no encoding 'excel'. "
        "Try cp1252 for Western Europe, cp1250 for Central Europe, cp1251 for Cyrillic, cp1253 for Greek, "
        "cp1254 for Turkish, or cp1257 for Baltic languages."
    ]


def test_an_encoding_that_tells_no_place_of_what_it_cannot_decode_is_told(folder: Folder) -> None:
    (said,) = refused(put(folder, "name\nJosé\n".encode("cp1252")), "undefined")

    assert said.startswith("roster.csv: This is not in UTF-8, and its letters could come out wrong.")


@pytest.mark.parametrize("encoding", ["cp1252", "cp1250", "latin-1", "cp1251"])
def test_a_file_in_utf_8_is_not_read_in_another_encoding(folder: Folder, encoding: str) -> None:
    paths = (folder.write("a.csv", "name\nJosé\n"), folder.write("b.csv", "name\nŠÁ\n".encode("utf-8-sig")))

    for path in paths:
        what = f"This is in UTF-8, and its letters would come out wrong in {encoding}."
        assert refused(path, encoding) == [f"{path.name}: {what} Leave out --encoding."]
        assert load(path, "utf-8") == load(path)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_file_of_plain_letters_is_not_told_to_be_in_another_encoding_than_utf_8(
    folder: Folder, encoding: str
) -> None:
    what = f"This is in UTF-8, and its letters would come out wrong in {encoding}. Leave out --encoding."
    assert refused(folder.write("a.csv", "name\nAnnie\n"), encoding) == [f"a.csv: {what}"]


def test_an_encoding_that_decodes_nothing_is_told(folder: Folder) -> None:
    (said,) = refused(put(folder, b"name\nA\n"), "undefined")

    assert (
        said == "roster.csv: This is in UTF-8, and its letters would come out wrong in undefined. Leave out --encoding."
    )


def test_a_word_in_letters_of_two_scripts_is_known() -> None:
    rows = [Row(2, {"name": "Marνa Lopez", "country": "Ελλάδα"}), Row(3, {"name": "María Núñez", "role": "α-test"})]

    assert list(spoiltwords.mixed(rows, "")) == [(2, "Marνa")]
    assert list(spoiltwords.mixed(rows, "name")) == []


def test_a_word_with_signs_that_no_name_has_is_known() -> None:
    spoilt = "Жакевич Олена".encode("cp1251").decode("cp1252")
    names = ["Col·lectiu l’Hospitalet", "O´Brien & Søn", "Mª Ángeles “Núñez”", "№ 4 – 2ª", "§ 5 · £ 20", "Łódź (±)"]
    rows = [Row(number, {"name": name, "key": spoilt}) for number, name in enumerate([spoilt, *names], 2)]

    assert list(spoiltwords.signed(rows, "key")) == [(2, spoilt.split()[0])]


@pytest.mark.parametrize("order", ["le", "be"])
def test_utf_16_that_does_not_say_so_is_named(folder: Folder, order: str) -> None:
    path = put(folder, "name\tcountry\nŽukauskas\tLietuva\n".encode(f"utf-16-{order}"))

    assert refused(path) == [
        "roster.csv: This looks like UTF-16, without the mark at its beginning that says so. "
        f"Give --encoding utf-16-{order}, and check a name afterwards."
    ]
    assert refused(path, "cp1257") == refused(path)
    assert load(path, f"utf-16-{order}") == [Row(2, {"name": "Žukauskas", "country": "Lietuva"})]


def test_a_title_above_the_columns_is_told(folder: Folder) -> None:
    assert refused(put(folder, b"Our people\nname,country\nA,B\n"))[0] == (
        "roster.csv:2: This row has 2 cells, and there is 1 column. "
        "The first row is taken for the columns' names: delete a title above it."
    )


def test_excel_s_own_marks_are_no_text(folder: Folder) -> None:
    path = put(folder, b'sep=;\r\nname;"code; own"\r\n="007";"a, ""b"""\r\n')

    assert load(path) == [Row(3, {"name": "007", "code; own": 'a, "b"'})]


def test_a_cell_of_several_lines_leaves_the_rows_their_numbers(folder: Folder) -> None:
    path = put(folder, b'name,country\n"a\nb",x\nc,y\n')

    assert [(row.number, row.get("name")) for row in load(path)] == [(2, "a\nb"), (4, "c")]


def test_column_names_are_known_in_capitals_too(folder: Folder) -> None:
    assert load(put(folder, b" Name ,COUNTRY\nA,B\n")) == [Row(2, {"name": "A", "country": "B"})]


def test_empty_lines_and_columns_at_the_end_are_nothing(folder: Folder) -> None:
    assert load(put(folder, b"\nname,,\nA,,\n,,\n\n")) == [Row(3, {"name": "A"})]


def test_every_problem_is_told_with_its_row(folder: Folder) -> None:
    path = put(folder, b"name,name,country\nA,B,C\n,,\nD,E,F,G\nH,I,J\n")

    assert refused(path) == [
        "roster.csv:1: Two columns are named 'name'. Give one of them another name.",
        "roster.csv:3: This row is empty. Remove it, or fill it in.",
        "roster.csv:4: This row has 4 cells, and there are 3 columns. Put quotation marks around what holds a comma.",
    ]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"name\n", b"name,country\n,\n"])
def test_a_roster_without_rows_is_told(folder: Folder, data: bytes) -> None:
    assert refused(put(folder, data)) == ["roster.csv: There are no rows here. Name the columns, and give a row each."]


def test_a_roster_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path / "x.csv") == [f"x.csv: The file cannot be read ({missing()}). Check its name."]


def book(*rows: tuple[Any, ...], hidden: bool = False) -> bytes:
    made = Workbook()
    sheet = made.worksheets[0]
    if hidden:
        sheet.sheet_state = "hidden"
        sheet.append(["not", "this"])
        sheet = made.create_sheet("People")
    for row in rows:
        sheet.append(row)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


@pytest.mark.parametrize("hidden", [False, True])
def test_a_workbook_of_excel_is_read_as_it_is_seen(folder: Folder, hidden: bool) -> None:
    rows = (("Name", "date", "number"), ("Ζ", date(2021, 3, 9), 7.0), ("Y", datetime(2021, 3, 9), 7.5))

    assert load(put(folder, book(*rows, hidden=hidden), "r.xlsx")) == [
        Row(2, {"name": "Ζ", "date": "2021-03-09", "number": "7"}),
        Row(3, {"name": "Y", "date": "2021-03-09", "number": "7.5"}),
    ]


def test_an_empty_cell_of_excel_moves_no_other_into_its_column(folder: Folder) -> None:
    rows = (("name", "role", "country"), ("Ann", None, "Italy"), (None, "Head", "Spain"))

    assert load(put(folder, book(*rows), "r.xlsx")) == [
        Row(2, {"name": "Ann", "country": "Italy"}),
        Row(3, {"role": "Head", "country": "Spain"}),
    ]


def test_a_row_of_excel_has_excel_s_number(folder: Folder) -> None:
    assert refused(put(folder, book(("name",), ("a",), (None,), ("b",)), "r.xlsx")) == [
        "r.xlsx:3: This row is empty. Remove it, or fill it in."
    ]


def test_hidden_rows_and_merged_cells_are_told(folder: Folder) -> None:
    def hidden_and_merged(made: Workbook) -> None:
        sheet = made.worksheets[0]
        sheet.merge_cells("B2:B3")
        sheet.row_dimensions[5].hidden = True
        sheet.row_dimensions[9].hidden = True  # nothing stands there

    data = edited(book(("name", "country"), ("a", "x"), ("b", None), ("c", "y"), ("d", "z")), hidden_and_merged)

    assert refused(put(folder, data, "r.xlsx")) == [
        "r.xlsx:2: The cells B2:B3 are merged. Unmerge them, and fill in each.",
        "r.xlsx:5: This row is hidden. Show it, or delete it: a filter hides rows too.",
    ]


def test_a_cell_that_is_only_coloured_costs_nothing(folder: Folder) -> None:
    path = put(folder, edited(book(("name", "country"), ("a", "x"), ("b", None)), coloured), "r.xlsx")
    tracemalloc.start()
    try:
        assert load(path) == [Row(2, {"name": "a", "country": "x"}), Row(3, {"name": "b"})]
        assert tracemalloc.get_traced_memory()[1] < 20e6
    finally:
        tracemalloc.stop()


def edited(data: bytes, edit: Callable[[Workbook], object]) -> bytes:
    made = load_workbook(io.BytesIO(data))
    edit(made)
    changed = io.BytesIO()
    made.save(changed)
    return changed.getvalue()


def coloured(made: Workbook) -> None:
    for place in ("T1", "A90000"):
        made.worksheets[0][place].fill = PatternFill("solid", fgColor="5b2a86")


def test_words_on_another_sheet_that_is_shown_are_told(folder: Folder) -> None:
    def further(made: Workbook, state: Literal["visible", "hidden"]) -> None:
        made.create_sheet("Empty")
        made.create_sheet("People")["A3"] = "Ann"
        made["People"].sheet_state = state

    people = book(("name",), ("a",))

    assert refused(put(folder, edited(people, lambda made: further(made, "visible")), "r.xlsx")) == [
        "r.xlsx: Only the first sheet is read, 'Sheet', and there are words on 'People' too. "
        "Put all rows on the first one, and hide the others."
    ]
    assert len(load(put(folder, edited(people, lambda made: further(made, "hidden")), "r.xlsx"))) == 1


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("<f>1+1</f><v/></c>", {"country": UNCALCULATED}),
        ("<f>1+1</f></c>", {"country": UNCALCULATED}),
        ("<f>1+1</f><v>2</v></c>", {"country": "2"}),
        ('t="str"><f>""</f><v></v></c>', {}),
    ],
)
def test_a_formula_without_a_result_is_no_empty_cell(folder: Folder, cell: str, said: dict[str, str]) -> None:
    data, made = io.BytesIO(), zipfile.ZipFile(io.BytesIO(book(("name", "country"), ("a", "=1+1"))))
    with zipfile.ZipFile(data, "w") as package:
        for name in made.namelist():
            text = made.read(name).decode()
            begun = cell if cell.startswith("t=") else f">{cell}"
            package.writestr(name, re.sub(r'(<c r="B2" ?)[^>]*>.*?</c>', rf"\1 {begun}", text))

    assert load(put(folder, data.getvalue(), "r.xlsx")) == [Row(2, {"name": "a", **said})]


def test_a_workbook_of_excel_that_unpacks_to_more_than_any_roster_is_told(folder: Folder) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", bytes(MOST_BYTES + 1))

    said = refused(put(folder, data.getvalue(), "r.xlsx"))

    assert said == ["r.xlsx: This cannot be read as an XLSX file. Save it again as XLSX, or as CSV."]


def test_a_broken_workbook_of_excel_is_told(folder: Folder) -> None:
    said = refused(put(folder, book(("name",), ("a",))[:300], "r.xlsx"))

    assert len(said) == 1
    assert said[0].startswith("r.xlsx: This cannot be read as an XLSX file")


def test_a_spreadsheet_of_an_older_excel_is_not_taken_for_text(folder: Folder) -> None:
    said = refused(put(folder, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "r.xls"))

    what = "This is a spreadsheet of an older kind (XLS), or one with a password."
    assert said == [f"r.xls: {what} Save it as XLSX without a password, or as CSV."]


def test_yaml_takes_a_list_and_texts_in_lists(folder: Folder) -> None:
    path = folder.write("r.yaml", "- organisation: Nord\n  only: [S, D2]\n- Organisation: Süd\n")

    assert load(path) == [Row(1, {"organisation": "Nord", "only": "S, D2"}), Row(3, {"organisation": "Süd"})]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: b\n", "r.yaml:1: There are no rows here. Write a list, an entry for each row."),
        ("roster: []\n", "r.yaml:1: There are no rows here. Write a list, an entry for each row."),
        ("roster: Nord\n", "r.yaml:1: There are no rows here. Write a list, an entry for each row."),
        ("- a: 1\n- Nord\n", f"r.yaml:2: {NAMELESS}"),
        ("- [Nord]\n", f"r.yaml:1: {NAMELESS}"),
        *(
            (f"- a: 1\n-{empty}\n", "r.yaml:2: This row is empty. Remove it, or fill it in.")
            for empty in (" {}", "", " a:")
        ),
        (
            "- a: Team #1 of us\n- a: Team  # one\n",
            "r.yaml:1: Everything after # is taken for a comment and left out: '#1 of us'. "
            "Put the whole text between quotation marks, or a space after the #.",
        ),
        (
            "roster: [{a: b}]\nlanguage: it\n",
            "r.yaml:2: The key 'language' does not belong in a roster. Known here: roster.",
        ),
        ("- a: {b: c}\n", "r.yaml:1: A column holds keys and values. Give it a text."),
        ("- a: b\n- A: Nord\n  a: Süd\n", "r.yaml:2: Two columns are named 'a'. Give one of them another name."),
    ],
)
def test_yaml_of_another_form_is_told(folder: Folder, text: str, said: str) -> None:
    assert refused(folder.write("r.yaml", text)) == [said]


def test_blanks_around_the_name_of_a_column_are_nothing_in_json_either(folder: Folder) -> None:
    path = folder.write("r.json", '[{" Organisation": "Nord", "": "x"}]')

    assert load(path) == [Row(1, {"organisation": "Nord"})]


def test_mistakes_of_form_are_told_with_the_others(folder: Folder) -> None:
    found = refused(folder.write("r.yaml", "- organisation: a: b\n- Nord\n"))

    assert found[0].startswith("r.yaml:1: A colon with a space after it stands inside the text here.")
    assert found[1:] == [f"r.yaml:2: {NAMELESS}"]


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Nord & Süd", "Nord & Süd"),
        ("a/b\\c:d*e?", "a-b-c-d-e"),
        ("..", ""),
        ("../../etc", "etc"),
        ("CON", "CON-"),
        ("nul.docx", "nul-.docx"),
        ("Con. Sociale", "Con-. Sociale"),
        ("CONIN$", "CONIN$-"),
        ("~$owner", "owner"),
        ("😀" * 100, "😀" * 32),
        ("  two\n lines ", "two lines"),
        ("Θεσσαλονίκη", "Θεσσαλονίκη"),
        ("e\u0301", "é"),
        ("x" * 300, "x" * 80),
    ],
)
def test_a_name_becomes_one_that_every_system_takes(name: str, made: str) -> None:
    assert safe(name) == made


@given(st.text())
def test_no_name_leads_out_of_its_folder(name: str) -> None:
    made = safe(name)

    assert Path(made).name == made or made == ""
    assert not made.startswith(".")
    assert safe(made) == made


def test_names_that_are_one_file_on_some_system_are_found() -> None:
    assert list(same_names(["a", "B", "A", "b", "c", "é", "e\u0301"])) == [[0, 2], [1, 3], [5, 6]]


@pytest.mark.parametrize("text", ['name,country\nAnn,"DE\nBob,IT\n', 'name\n"A"nn\n', f"name\n{'x' * 200_000}\n"])
def test_a_quotation_mark_that_is_left_open_swallows_no_rows(folder: Folder, text: str) -> None:
    (said,) = refused(put(folder, text.encode()))

    assert said.startswith("roster.csv:2: This row cannot be read")


def test_a_folder_in_the_place_of_a_roster_is_told_as_that(folder: Folder) -> None:
    told = "This is a folder, not a list of people. Give the list first, and a toolkit's folder after it."

    assert problems(lambda: load(folder.path), folder.path.parent) == [f"{folder.path.name}: {told}"]


def test_a_flood_of_rows_is_refused(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster, "MOST_ROWS", 3)

    assert refused(put(folder, b"name\n" + b"a\n" * 4)) == ["roster.csv: There are more than 3 rows. Split the file."]
