"""What stands on many pages of a PDF, such as the mark of a program that is tried out, is told once."""

from __future__ import annotations

import pytest

from toolkit_cli.pdf.reading import drawnnotes
from toolkit_cli.pdf.reading.pagecontent import Drawing
from toolkit_cli.reports.unnamed import PLACES
from toolkit_cli.returned import Note

MARK = "For Evaluation Purposes Only"


def noted(*drawings: Drawing, pages: int) -> list[Note]:
    return list(drawnnotes.notes(drawings, pages))


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
    assert PLACES.fullmatch(drawnnotes.placed(pages))


@pytest.mark.parametrize(("place", "shown"), [("page 3, at the box “in-place”", True), ("page 3, by A. Name", False)])
def test_the_option_at_which_somebody_has_set_a_mark_names_nobody(place: str, shown: bool) -> None:
    assert bool(PLACES.fullmatch(place)) == shown


def test_words_are_told_by_the_fields_that_they_are_at_and_a_page_of_words_as_one() -> None:
    few, many = Drawing(2, "one\ntwo\nthree"), Drawing(3, "\n".join(map(str, range(21))))
    near = {(2, "one"): "S1", (2, "two"): "S1", (2, "three"): "S2"}
    near |= {(3, str(number)): f"S{number}" for number in range(21)}

    assert list(drawnnotes.notes([few, many], 4, near)) == [
        Note("typed", text="one\ntwo", near="S1", place="page 2"),
        Note("typed", text="three", near="S2", place="page 2"),
        Note("typed", text=many.text, place="page 3"),
    ]
