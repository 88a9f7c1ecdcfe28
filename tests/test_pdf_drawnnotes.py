"""What stands on many pages of a PDF, such as the mark of a program that is tried out, is told once."""

from __future__ import annotations

import pytest

from toolkit_cli.pdf.geometry import Rectangle
from toolkit_cli.pdf.reading import drawnnotes
from toolkit_cli.pdf.reading.boxes import Box, Near
from toolkit_cli.pdf.reading.pagecontent import Drawing
from toolkit_cli.reports.unnamed import PLACES
from toolkit_cli.returned import Note

MARK = "For Evaluation Purposes Only"


def noted(*drawings: Drawing, pages: int) -> list[Note]:
    return [each.note for each in drawnnotes.notes(drawings, pages)]


def test_words_that_stand_on_many_pages_are_told_once_and_those_beside_them_with_their_page() -> None:
    words = {2: f"{MARK}\nWe kept going", 5: f"See page 9\n{MARK}", 6: "Only here"}
    drawings = [Drawing(page, words.get(page, MARK)) for page in range(1, 9)]

    assert noted(*drawings, pages=9) == [
        Note("typed", text=MARK, place="pages 1–5, 7–8"),
        Note("typed", text="We kept going", place="page 2"),
        Note("typed", text="See page 9", place="page 5"),
        Note("typed", text="Only here", place="page 6"),
    ]


def test_lines_that_stand_on_the_same_pages_are_one_note() -> None:
    drawings = [Drawing(page, f"{MARK}\nCopyright") for page in (1, 3, 4)]

    assert noted(*drawings, pages=5) == [Note("typed", text=f"{MARK}\nCopyright", place="pages 1, 3–4")]


def test_drawings_and_pictures_on_many_pages_are_told_once() -> None:
    drawings = [Drawing(page, pictures=2 if page == 4 else 1, lines=True) for page in range(1, 5)]

    assert noted(*drawings, pages=4) == [
        Note("ink", place="pages 1–4"),
        Note("picture", place="pages 1–3"),
        Note("picture", text="2 of them", place="page 4"),
    ]
    assert noted(*(Drawing(page, pictures=2) for page in (1, 2, 3)), pages=4) == [
        Note("picture", text="2 on each", place="pages 1–3")
    ]


@pytest.mark.parametrize(("on", "pages"), [((1, 2), 2), ((1, 2, 3), 10)])
def test_what_stands_on_few_pages_is_told_with_each(on: tuple[int, ...], pages: int) -> None:
    drawings = [Drawing(page, "Yes", pictures=1, lines=True) for page in on]

    assert noted(*drawings, pages=pages) == [
        note
        for page in on
        for note in (
            Note("typed", text="Yes", place=f"page {page}"),
            Note("ink", place=f"page {page}"),
            Note("picture", place=f"page {page}"),
        )
    ]


def test_of_the_words_of_pages_without_marks_none_is_noted_but_their_pictures_are() -> None:
    assert noted(Drawing(1, "Contents", pictures=1, unmarked=True), pages=1) == [Note("picture", place="page 1")]


@pytest.mark.parametrize("pages", [[3], [1, 2], [1, 3, 4, 5, 9]])
def test_a_place_of_several_pages_is_shown_where_nobody_is_named(pages: list[int]) -> None:
    assert PLACES.fullmatch(drawnnotes.place_of(pages))


@pytest.mark.parametrize(("place", "shown"), [("page 3, at the box “in-place”", True), ("page 3, by A. Name", False)])
def test_the_option_at_which_somebody_has_set_a_mark_names_nobody(place: str, shown: bool) -> None:
    assert bool(PLACES.fullmatch(place)) == shown


def test_words_are_told_by_the_fields_that_they_are_at_and_a_page_of_words_as_one() -> None:
    few, many = Drawing(2, "one\ntwo\nthree"), Drawing(3, "\n".join(map(str, range(21))))
    near = {(2, at): Near(code=code) for at, code in enumerate(("S1", "S1", "S2"))}
    near |= {(3, at): Near(code=f"S{at}") for at in range(21)}

    assert [each.note for each in drawnnotes.notes([few, many], 4, near)] == [
        Note("typed", text="one\ntwo", near="S1", place="page 2"),
        Note("typed", text="three", near="S2", place="page 2"),
        Note("typed", text=many.text, place="page 3"),
    ]


def test_words_over_boxes_are_told_by_them_however_many_and_wherever_they_are_the_same() -> None:
    drawings = [Drawing(page, "\n".join(["No", *map(str, range(30)), "Draft"])) for page in (1, 2, 3)]
    box = Box(Rectangle(0, 0, 9, 9), "S1", "")
    near = {(page, at): Near((page * 9.0, 0.0), "S1", box) for page in (1, 2, 3) for at in range(31)}
    text = "\n".join(["No", *map(str, range(30))])

    assert [each.note for each in drawnnotes.notes(drawings, 3, near)] == [
        Note("typed", text="Draft", place="pages 1–3"),
        *(Note("typed", text=text, near="S1", place=f"page {page}") for page in (1, 2, 3)),
    ]


def test_a_programs_mark_is_no_answer_where_it_lies_over_a_box() -> None:
    drawings = [Drawing(page, f"{MARK}\nNo") for page in range(1, 7)]
    over = {page: Box(Rectangle(0, 0, 9, 9), f"S{page}", "") for page in (2, 3, 4)}
    near = {(page, 0): Near((5.1, 5.0), box.code, box) for page, box in over.items()}
    near |= {(page, 1): Near((5.0, page * 9.0), box.code, box) for page, box in over.items()}

    laid = list(drawnnotes.notes(drawings, 12, near))

    assert [(each.note.text, each.note.place, each.near.box) for each in laid] == [
        (MARK, "pages 1–6", None),
        *(("No", f"page {page}", over.get(page)) for page in range(1, 7)),
    ]


def test_on_a_page_that_was_drawn_anew_no_line_lies_over_a_box() -> None:
    box = Box(Rectangle(0, 0, 9, 9), "S1", "")
    near = {(3, at): Near(code="S1", box=box) for at in range(3)}

    (laid,) = drawnnotes.notes([Drawing(3, "We kept going\n[S3] Did you?\nYes")], 4, near)

    assert (laid.note.near, laid.near.box) == ("S1", None)


@pytest.mark.parametrize(("turned", "text"), [(True, "one\ntwo"), (False, "two\none")])
def test_turned_lines_over_a_box_stay_in_the_order_in_which_they_were_drawn(turned: bool, text: str) -> None:
    box = Box(Rectangle(0, 0, 99, 99), "S1", "")
    near = {(3, at): Near((9.0, 9.0 + 20 * at), "S1", box, turned) for at in range(2)}

    (laid,) = drawnnotes.notes([Drawing(3, "one\ntwo")], 4, near)

    assert laid.note.text == text
