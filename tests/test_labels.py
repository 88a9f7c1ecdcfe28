"""Fields of a PDF that have lost their names, or got others: told by what a screen reader says of them."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Name, String

from toolkit_cli.kits.fields import Field, Option
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.pdf.write import write
from toolkit_cli.returned import Found, Note, Returned
from toolkit_cli.returns import reading
from toolkit_cli.returns.labels import Labels, Meant, with_names
from toolkit_cli.returns.matching import TWO
from toolkit_cli.returns.receipt import Read
from toolkit_cli.returns.toolkits import Toolkits

from .conftest import MakePage
from .pdf_objects import Change, changed

Rename = Callable[[str], str]
SAID = {"S1": "By phone", "S3": "no", "S10": "14"}


@pytest.fixture(scope="module")
def page(shipped_page: MakePage) -> Page:
    return shipped_page("S1", "S3", "S4", "S10")


def made(page: Page, values: dict[str, str], *changes: Change) -> bytes:
    return changed(write(page, theme.load(), Fill(values=values)), *changes)


def read(data: bytes, folder: Path) -> Read:
    path = folder / "return.pdf"
    path.write_bytes(data)
    return reading.read(path, Toolkits())


def named(pdf: pikepdf.Pdf, name: str) -> pikepdf.Object:
    return next(field for field in pdf.Root.AcroForm.Fields if name == field.T)


def without_parents(pdf: pikepdf.Pdf) -> None:
    """Take the fields of boxes away, with their names, as pdfunite does."""
    for field in pdf.Root.AcroForm.Fields:
        for kid in field.get("/Kids", ()):
            del kid["/Parent"]
        if "/Kids" in field:
            field.Kids, field.T, field.V = Array(), String(""), Name.Off


def renamed(rename: Rename) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for number, field in enumerate(pdf.Root.AcroForm.Fields):
            field.T = String(rename(str(number)))

    return change


def test_boxes_that_have_lost_their_field_are_those_of_their_question(page: Page, tmp_path: Path) -> None:
    said = read(made(page, SAID, without_parents), tmp_path)

    assert said.response.answers == SAID
    assert (said.receipt.missing, said.receipt.twice, said.receipt.notes) == ((), (), ())


@pytest.mark.parametrize("rename", ["dummyFieldName{}", "Text{}", "S1-2Sn8&QbI[{}]"])
def test_fields_with_other_names_are_told_by_their_labels(rename: str, page: Page, tmp_path: Path) -> None:
    said = read(made(page, SAID, renamed(rename.format)), tmp_path)

    assert said.response.answers == SAID
    assert (said.receipt.missing, said.receipt.twice, said.receipt.notes) == ((), (), ())


def test_labels_that_do_not_say_how_to_answer_are_known_too(page: Page, tmp_path: Path) -> None:
    """As in workbooks that were made before labels said so."""

    def shorten(pdf: pikepdf.Pdf) -> None:
        for field in pdf.Root.AcroForm.Fields:
            for each in (field, *field.get("/Kids", ())):
                each.TU = String(str(each.TU).split("\n")[0])

    for change in (without_parents, renamed("Text{}".format)):
        said = read(made(page, SAID, shorten, change), tmp_path)

        assert said.response.answers == SAID
        assert (said.receipt.missing, said.receipt.twice, said.receipt.notes) == ((), (), ())


def test_the_renamed_fields_of_a_second_workbook_are_another_answer(page: Page, tmp_path: Path) -> None:
    other = made(page, {"S1": "By post", "S3": "yes"}, renamed("dummyFieldName{}".format))

    def join(pdf: pikepdf.Pdf) -> None:
        with pikepdf.open(io.BytesIO(other)) as second:
            pdf.Root.AcroForm.Fields.extend(pdf.copy_foreign(second.Root.AcroForm).Fields)

    said = read(made(page, SAID, join), tmp_path)

    assert said.response.answers == SAID
    assert [(note.kind, note.text, note.code) for note in said.receipt.notes] == [
        ("twice", TWO, ""),
        ("twice", "a second answer, which was not taken: By post", "S1"),
        ("twice", "a second answer, which was not taken: yes", "S3"),
    ]


def test_the_parts_of_a_second_workbooks_long_answer_are_none_of_the_first_ones(page: Page, tmp_path: Path) -> None:
    """PDFsam renames only what both have."""
    long = "We rang every man once a week. " * 300

    def rename(pdf: pikepdf.Pdf) -> None:
        for field in pdf.Root.AcroForm.Fields:
            field.T = String(str(field.T) if "~" in str(field.T) else f"{field.T}-2ji32c4")

    def join(pdf: pikepdf.Pdf) -> None:
        with pikepdf.open(io.BytesIO(made(page, {"S1": long}, rename))) as second:
            count = len(pdf.pages)
            pdf.pages.extend(second.pages)
        boxes = (each for sheet in pdf.pages[count:] for each in sheet.obj.get("/Annots", ()) if "/T" in each)
        pdf.Root.AcroForm.Fields.extend(boxes)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that there are boxes outside of the form
        said = read(made(page, {"S3": "no"}, join), tmp_path)

    assert said.response.answers == {"S3": "no"}
    assert [note.text for note in said.receipt.notes if note.code == "S1"] == [
        f"a second answer, which was not taken: {long}"
    ]


@pytest.mark.parametrize("number", ["0", "17"])
def test_a_number_behind_the_names_of_a_second_workbook_makes_no_other_questions_of_them(
    number: str, page: Page, tmp_path: Path
) -> None:
    """As Syncfusion adds one; where a workbook's parts are put together, a second S1 is called as S10 is."""

    def add(pdf: pikepdf.Pdf) -> None:
        for field in pdf.Root.AcroForm.Fields:
            field.T = String(f"{field.T}{number}")

    other = made(page, {"S1": "By post", "S3": "yes"}, add)

    def join(pdf: pikepdf.Pdf) -> None:
        fields = [field for field in pdf.Root.AcroForm.Fields if field.T != "S10"]
        with pikepdf.open(io.BytesIO(other)) as second:
            copied = [field for field in pdf.copy_foreign(second.Root.AcroForm).Fields if f"S10{number}" != field.T]
        pdf.Root.AcroForm.Fields = Array([*fields, *copied])
        for sheet in pdf.pages:
            del sheet["/Annots"]

    said = read(made(page, SAID, join), tmp_path)

    assert said.response.answers == {"S1": "By phone", "S3": "no"}
    assert [(note.kind, note.text, note.code) for note in said.receipt.notes] == [
        ("twice", TWO, ""),
        ("twice", "a second answer, which was not taken: By post", "S1"),
        ("twice", "a second answer, which was not taken: yes", "S3"),
    ]


def test_fields_of_form_data_may_have_labels_too(page: Page, tmp_path: Path) -> None:
    asked = page.fields["S1"].name.encode()
    fields = b"<</T(a)/TU(%s)/V(By phone)>><</T(b)/TU(What else?)/V(By post)>><</T(S10)/V(14)>>" % asked
    path = tmp_path / "data.fdf"
    path.write_bytes(
        b"%FDF-1.2\n1 0 obj\n<</FDF<</Fields[" + fields + b"]>>>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
    )

    said = reading.read(path, Toolkits())

    assert said.response.answers == {"S1": "By phone", "S10": "14"}
    assert [note.text for note in said.receipt.notes if note.kind == "typed"] == ["By post"]


def test_a_field_of_somebodys_own_with_a_label_is_noted(page: Page, tmp_path: Path) -> None:
    def relabel(pdf: pikepdf.Pdf) -> None:
        field = named(pdf, "S1")
        field.T, field.TU = String("my box"), String("What else?")

    said = read(made(page, SAID, relabel), tmp_path)

    assert [(note.kind, note.text, note.place) for note in said.receipt.notes] == [
        ("typed", "By phone", "field 'my box', which is not from the workbook (What else?)")
    ]


@pytest.mark.parametrize("name", ["Text1", "my box"])
@pytest.mark.parametrize("ours", ["", "By phone"])
def test_a_field_of_somebodys_own_is_no_answer_where_ours_is_there(
    name: str, ours: str, page: Page, tmp_path: Path
) -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        asked = named(pdf, "S1").TU
        field = pikepdf.Dictionary(FT=Name.Tx, T=String(name), TU=asked, V=String("By post"))
        pdf.Root.AcroForm.Fields.append(pdf.make_indirect(field))

    said = read(made(page, {"S1": ours} if ours else {}, add), tmp_path)

    assert said.response.answers == ({"S1": ours} if ours else {})
    (note,) = said.receipt.notes
    assert "By post" in note.text
    assert name in f"{note.code}{note.place}"


@pytest.mark.parametrize("lost", [["S1"], ["S1~2"], ["S1~2", "S1~3"]])
@pytest.mark.parametrize("rename", ["Text{}", "my box {}"])
def test_parts_of_a_long_answer_that_have_other_names_are_put_in_their_place(
    lost: list[str], rename: str, page: Page, tmp_path: Path
) -> None:
    long = "".join(f"{number}. We kept going. " for number in range(900)).strip()

    def change(pdf: pikepdf.Pdf) -> None:
        for number, name in enumerate(lost):
            named(pdf, name).T = String(rename.format(number))

    said = read(made(page, {"S1": long}, change), tmp_path)

    assert said.response.answers == {"S1": long}
    assert said.receipt.notes == ()


def test_a_box_that_has_lost_its_name_and_shows_other_words_says_so_at_its_question(page: Page, tmp_path: Path) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        field = named(pdf, "S1")
        field.T, field.RV = String("my box"), String("<p>By post</p>")

    (note,) = read(made(page, SAID, spoil), tmp_path).receipt.notes

    assert (note.kind, note.code) == ("doubt", "S1")


def test_labels_name_fields_options_and_parts_and_nothing_where_two_have_them() -> None:
    asked = Field("S3", "yes_no", "Was it so?", "S3", (Option("yes", "Yes"), Option("no", "No")))
    told = Field("S4", "text", "How was it?", "S4")
    labels = Labels(
        {"S3": asked, "S4": told, "S5": replace(told, code="S5", label="Twice"), "S6": asked}, "part {number}"
    )
    only = Labels({"S3": asked, "S4": told}, "{number}. dio")

    assert labels.meant("How was it? – part 12") == Meant("S4", part=12)
    assert labels.meant("Was it so? – No") is None
    assert only.meant("Was  it so? – No") == Meant("S3", "no")
    assert only.meant("How was it? – 2. dio") == Meant("S4", part=2)
    assert only.meant("How was it? – part 2") is None


def test_what_was_noted_on_a_file_is_kept_where_its_fields_are_told_by_their_labels(
    tiny_fields: dict[str, Field],
) -> None:
    comment = Note("comment", text="Ask her again")
    found = (Found("Text1", "we rang", label=tiny_fields["A3"].name, anchor="field"),)

    returned = Returned("pdf", None, found, (comment,))
    said = with_names(returned, Labels(tiny_fields, "part {number}"), known_version=True)

    assert [(each.code, each.text) for each in said.found] == [("A3", "we rang")]
    assert said.notes == (comment,)
