"""Words that were laid over the empty boxes of a form, by a program that cannot fill in forms, are its answers."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name, String
from reportlab.pdfgen import canvas

from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.pdf.read import read
from toolkit_cli.pdf.reading.boxes import widgets
from toolkit_cli.pdf.reading.form import Form
from toolkit_cli.pdf.reading.overlaid import TAKEN
from toolkit_cli.pdf.write import write
from toolkit_cli.returned import Returned

from .conftest import MakePage
from .pdf_objects import Change, changed, field

BOX = (20.0, -20.0)  # points from the left and the top of a box in which words begin


@pytest.fixture(scope="module")
def page(shipped_page: MakePage) -> Page:
    return shipped_page("S1", "S2", "S3", "S10", "G1")


@pytest.fixture(scope="module")
def blank(page: Page) -> bytes:
    return write(page, theme.load())


def place(pdf: pikepdf.Pdf, code: str, option: str) -> tuple[Any, float, float]:
    """Return the page of a box, and the points at its left and its top."""
    by_page = widgets(Form(pdf).annotations)
    return next(
        (pdf.pages[page - 1], box.place[0], box.place[3])
        for page, there in by_page.items()
        for box in there
        if (box.code, box.option) == (code, option)
    )


def typed(
    words: str, code: str, option: str = "", at: tuple[float, float] = BOX, size: tuple[float, float] = (150, 16)
) -> Change:
    """Return a change that puts free text at so many points from the left and the top of a box."""

    def change(pdf: pikepdf.Pdf) -> None:
        sheet, left, top = place(pdf, code, option)
        x, y = left + at[0], top + at[1]
        rect = [x, y - size[1] + 8, x + size[0], y + 8]
        made = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=rect, Contents=String(words), F=4)
        sheet.obj.Annots.append(pdf.make_indirect(made))

    return change


def drawn(words: str, code: str, option: str = "", at: tuple[float, float] = BOX) -> Change:
    """Return a change that draws lines of words upon a page, at so many points from the left and the top of a box."""

    def change(pdf: pikepdf.Pdf) -> None:
        sheet, left, top = place(pdf, code, option)
        made = io.BytesIO()
        paper = canvas.Canvas(made)
        for number, line in enumerate(words.split("\n")):
            paper.drawString(left + at[0], top + at[1] - 14 * number, line)
        paper.save()
        with pikepdf.open(made) as over:
            sheet.add_overlay(over.pages[0])

    return change


def answers(returned: Returned) -> dict[str, str | tuple[str, ...]]:
    return {each.code: each.text or each.states or "" for each in returned.found if each.text or each.states}


@pytest.mark.parametrize("lay", [typed, drawn])
def test_words_over_empty_boxes_are_the_answers_and_noted(lay: Callable[..., Change], blank: bytes) -> None:
    returned = read(changed(blank, lay("We called.\nThey came.", "S1"), lay("12", "S10", at=(5, -10)), lay("No", "S2")))

    assert answers(returned) == {"S1": "We called.\nThey came.", "S10": "12", "S2": "No"}
    assert {(each.kind, each.code, each.near, each.text) for each in returned.notes} == {
        ("typed", "S1", "S1", "We called.\nThey came."),
        ("typed", "S10", "S10", "12"),
        ("typed", "S2", "S2", "No"),
    }
    assert all(each.place.endswith(TAKEN) for each in returned.notes)


@pytest.mark.parametrize(
    ("lay", "sign"), [(typed, "x"), (typed, "✓"), (typed, "☒"), (typed, "✔\ufe0f"), (typed, "🗸"), (drawn, "X")]
)
def test_a_sign_over_an_empty_box_ticks_it(lay: Callable[..., Change], sign: str, blank: bytes) -> None:
    assert answers(read(changed(blank, lay(sign, "S3", "no", at=(2, -9))))) == {"S3": ("no",)}


def test_a_sign_ticks_the_box_over_which_it_begins_however_broad_its_place_is(blank: bytes) -> None:
    returned = read(changed(blank, typed("x", "S3", "yes", at=(0, -9), size=(150, 16))))

    assert answers(returned) == {"S3": ("yes",)}
    assert [each.place for each in returned.notes] == [f"page 3, at the box “yes”, {TAKEN}"]


@pytest.mark.parametrize(("down", "option"), [(-1.5, "planned"), (-12, "planned"), (0.5, "in-place")])
def test_of_options_below_each_other_a_sign_ticks_the_one_that_is_nearest(
    down: float, option: str, blank: bytes
) -> None:
    returned = read(changed(blank, drawn("x", "G1r1", "planned", at=(2, down))))

    assert answers(returned) == {"G1r1": (option,)}


@pytest.mark.parametrize(("words", "at"), [("In part", 0), ("In part", 30), ("x", 22)])
def test_words_at_an_option_and_a_cross_on_its_label_do_not_tick_it(words: str, at: float, blank: bytes) -> None:
    returned = read(changed(blank, typed(words, "S3", "no", at=(at, -6), size=(14, 12))))

    assert answers(returned) == {}
    assert [(each.code, each.near, each.text) for each in returned.notes] == [("", "S3", words)]


@pytest.mark.parametrize("lay", [typed, drawn])
def test_words_over_an_answer_stay_a_note(lay: Callable[..., Change], page: Page) -> None:
    filled = write(page, theme.load(), Fill(values={"S1": "We wrote.", "S3": "yes"}))

    returned = read(changed(filled, lay("Why?", "S1", at=(300, -60)), lay("x", "S3", "no", at=(2, -9))))

    assert answers(returned) == {"S1": "We wrote.", "S3": ("yes",)}
    assert {(each.kind, each.code, each.near, each.text) for each in returned.notes} == {
        ("typed", "", "S1", "Why?"),
        ("typed", "", "S3", "x"),
    }


@pytest.mark.parametrize("lay", [typed, drawn])
def test_words_that_begin_above_a_box_stay_a_note(lay: Callable[..., Change], blank: bytes) -> None:
    returned = read(changed(blank, lay("Which one?", "S1", at=(20, 12))))

    assert answers(returned) == {}
    assert [(each.code, each.near) for each in returned.notes] == [("", "S1")]


def test_words_that_go_on_below_a_box_are_one_answer(blank: bytes) -> None:
    lines = "\n".join(f"Line {number} of an answer" for number in range(30))

    assert answers(read(changed(blank, drawn(lines, "S10", at=(5, -10)))))["S10"] == lines


@pytest.mark.parametrize("lay", [typed, drawn])
def test_several_texts_in_a_box_are_read_from_its_top(lay: Callable[..., Change], blank: bytes) -> None:
    returned = read(changed(blank, lay("second", "S1", at=(20, -60)), lay("first", "S1", at=(20, -15))))

    assert answers(returned) == {"S1": "first\nsecond"}


def test_the_same_words_in_several_boxes_are_each_ones_answer(blank: bytes) -> None:
    returned = read(changed(blank, drawn("See above", "S1"), drawn("See above", "S2"), drawn("See above", "S10")))

    assert answers(returned) == dict.fromkeys(("S1", "S2", "S10"), "See above")


@pytest.mark.parametrize(
    "entries",
    [{"F": 2}, {"F": 32}, {"IT": Name.FreeTextCallout}, {"IRT": Dictionary()}],
    ids=["hidden", "not shown", "a callout", "a reply"],
)
def test_words_that_are_hidden_or_point_at_something_are_no_answer(
    entries: dict[str, pikepdf.Object], blank: bytes
) -> None:
    def mark(pdf: pikepdf.Pdf) -> None:
        made = next(each for sheet in pdf.pages for each in sheet.Annots if each.Subtype == Name.FreeText)
        for key, value in entries.items():
            made[f"/{key}"] = value

    returned = read(changed(blank, typed("Please write more", "S1"), mark))

    assert answers(returned) == {}
    assert [(each.code, each.text) for each in returned.notes] == [("", "Please write more")]


def test_a_field_that_is_there_twice_takes_no_words(blank: bytes) -> None:
    def double(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm.Fields.append(pdf.make_indirect(Dictionary({**field(pdf, "S1")})))

    returned = read(changed(blank, typed("Whose?", "S1"), double))

    assert answers(returned) == {}
    assert [(each.code, each.text) for each in returned.notes if each.kind == "typed"] == [("", "Whose?")]


@pytest.mark.parametrize(("size", "angle"), [(30, 45), (48, 0)], ids=["aslant", "large"])
def test_a_watermark_that_begins_over_a_box_is_no_answer(size: int, angle: int, blank: bytes) -> None:
    def mark(pdf: pikepdf.Pdf) -> None:
        sheet, left, top = place(pdf, "S1", "")
        made = io.BytesIO()
        paper = canvas.Canvas(made)
        paper.translate(left + 100, top - 80)
        paper.rotate(angle)
        paper.setFont("Helvetica", size)
        paper.drawString(0, 0, "COPY")
        paper.save()
        with pikepdf.open(made) as over:
            sheet.add_overlay(over.pages[0])

    returned = read(changed(blank, mark))

    assert answers(returned) == {}
    assert [(each.code, each.text) for each in returned.notes] == [("", "COPY")]


@pytest.mark.parametrize("lay", ["free text", "drawn", "counted"])
def test_what_a_program_puts_in_one_place_of_all_pages_is_no_answer(lay: str, blank: bytes) -> None:
    def mark(pdf: pikepdf.Pdf) -> None:
        for number, sheet in enumerate(pdf.pages, 1):
            if lay == "free text":
                made = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=[99, 299, 300, 319], F=4)
                made.Contents = String("Trial version")
                sheet.obj.Annots = pikepdf.Array([*sheet.obj.get("/Annots", ()), pdf.make_indirect(made)])
                continue
            paper = io.BytesIO()
            drawing = canvas.Canvas(paper)
            drawing.drawString(99, 299, "Trial version" if lay == "drawn" else f"Number 000{number}")
            drawing.save()
            with pikepdf.open(paper) as over:
                sheet.add_overlay(over.pages[0], None)

    returned = read(changed(blank, mark))

    assert answers(returned) == {}
    assert {each.code for each in returned.notes} == {""}


def test_a_mark_all_over_the_pages_is_told_once(blank: bytes) -> None:
    def mark(pdf: pikepdf.Pdf) -> None:
        for sheet in pdf.pages:
            paper = io.BytesIO()
            drawing = canvas.Canvas(paper)
            for at in range(60):
                drawing.drawString(60 + 120 * (at % 4), 50 + 50 * (at // 4), "COPY")
            drawing.save()
            with pikepdf.open(paper) as over:
                sheet.add_overlay(over.pages[0], None)

    returned = read(changed(blank, mark))

    assert answers(returned) == {}
    assert [(each.code, each.text) for each in returned.notes] == [("", "COPY")]


@pytest.mark.parametrize(
    ("one", "two"), [("No", "Nothing"), ("Nothing", "No"), ("1", "In 2021"), ("yes", "no, yes"), ("No", "No, and No")]
)
@pytest.mark.parametrize("turn", [1, -1])
def test_an_answer_that_is_part_of_another_one_stays_in_its_box(one: str, two: str, turn: int, blank: bytes) -> None:
    changes = [drawn(one, "S1"), drawn(two, "S2")][::turn]

    assert answers(read(changed(blank, *changes))) == {"S1": one, "S2": two}


def test_a_text_that_runs_out_of_its_box_over_the_next_one_is_one_answer(blank: bytes) -> None:
    lines = "\n".join(f"Line {number} of an answer" for number in range(30))

    assert answers(read(changed(blank, drawn(lines, "S1")))) == {"S1": lines}


def test_a_cross_over_a_box_ticks_it_though_words_follow_it_below(blank: bytes) -> None:
    returned = read(changed(blank, drawn("x\nbecause we must", "S3", "no", at=(2, -9))))

    assert answers(returned) == {"S3": ("no",)}
    assert [(each.code, each.near, each.text) for each in returned.notes] == [
        ("S3", "S3", "x"),
        ("", "S3", "because we must"),
    ]


def test_crosses_in_one_place_of_several_pages_tick_their_boxes(blank: bytes) -> None:
    spots = [("S3", "no"), ("G1-seen", "no"), ("G1r4", "planned")]

    def level(pdf: pikepdf.Pdf) -> None:
        for code, option in spots:
            sheet, left, top = place(pdf, code, option)
            corners = ((each, *map(float, each.Rect)) for each in sheet.obj.Annots)
            box = next(each for each, x, _, _, y in corners if (round(x, 2), round(y, 2)) == (left, top))
            box.Rect = [120, 40, 131, 51]

    crosses = [drawn("x", code, option, at=(2, -9)) for code, option in spots]
    assert answers(read(changed(blank, level, *crosses))) == {code: (option,) for code, option in spots}


def test_lines_and_parts_of_lines_that_were_drawn_one_by_one_are_read_as_one_sees_them(blank: bytes) -> None:
    parts = [drawn("We called", "S1"), drawn("them.", "S1", at=(90, -20)), drawn("They came.", "S1", at=(20, -40))]

    assert answers(read(changed(blank, *parts))) == {"S1": "We called them.\nThey came."}
    assert answers(read(changed(blank, *reversed(parts)))) == {"S1": "We called them.\nThey came."}


def test_words_that_were_typed_side_by_side_are_one_line(blank: bytes) -> None:
    parts = (
        typed("them.", "S1", at=(90, -20)),
        typed("We called", "S1", at=(20, -21)),
        typed("Then", "S1", at=(20, -50)),
    )

    assert answers(read(changed(blank, *parts))) == {"S1": "We called them.\nThen"}


def test_free_text_without_words_is_no_answer(blank: bytes) -> None:
    returned = read(changed(blank, typed(" ", "S1")))

    assert answers(returned) == {}
    assert [each.code for each in returned.notes] == [""]


def test_a_box_that_holds_blanks_only_is_empty(blank: bytes) -> None:
    def blanks(pdf: pikepdf.Pdf) -> None:
        field(pdf, "S1").V = String("  ")

    assert answers(read(changed(blank, blanks, typed("We called.", "S1")))) == {"S1": "We called."}


def test_words_over_two_places_of_one_field_are_notes(blank: bytes) -> None:
    """A program that puts two workbooks into a file may make one field of both: the words are two people's."""

    def join(pdf: pikepdf.Pdf) -> None:
        sheet, _, _ = place(pdf, "S1", "")
        box = next(each for each in sheet.obj.Annots if each.get("/T") == "S1")
        words = next(each for each in sheet.obj.Annots if each.Subtype == Name.FreeText)
        copies = [pdf.make_indirect(Dictionary({**each})) for each in (box, words)]
        copies[1].Contents = String("They wrote.")
        field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("S1"), Kids=[box, copies[0]]))
        for each in (box, copies[0]):
            del each["/T"]
            each.Parent = field
        pdf.pages[1].obj.Annots = pikepdf.Array(copies)
        others = [each for each in pdf.Root.AcroForm.Fields if each.objgen != box.objgen]
        pdf.Root.AcroForm.Fields = pikepdf.Array([*others, field])

    returned = read(changed(blank, typed("We called.", "S1"), join))

    assert answers(returned) == {}
    typed_ = {(each.code, each.near, each.text) for each in returned.notes if each.kind == "typed"}
    assert typed_ == {("", "S1", "We called."), ("", "S1", "They wrote.")}
