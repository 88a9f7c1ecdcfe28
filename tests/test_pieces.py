"""Pieces of printed paragraphs, as pages have them that end within a table."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toolkit_cli.returned import UNREADABLE, Note
from toolkit_cli.returns.pieces import Pieces, is_told, together

from .timing import in_seconds

PRINTED = ("Forashortbreakinanin-personprogramme,phoneinterventionstakefewerresources", "Yes", "Beforeyouwrite·TP1.0")


def others(*lines: str) -> list[str]:
    return [lines[at] for at in Pieces(PRINTED).others(lines, range(len(lines)))]


def test_what_the_end_of_a_page_left_of_a_paragraph_is_print() -> None:
    assert others("interventions take fewer", "• For a short break in an in-", "person programme, phone") == []


def test_a_word_may_be_parted_where_a_line_ends() -> None:
    assert others("phone inter-", "ventions take fewer") == []


def test_a_few_letters_are_no_piece_but_a_whole_paragraph() -> None:
    assert others("phone", "Yes") == ["phone"]


def test_a_few_letters_are_a_piece_beside_the_paragraph_that_is_printed_next() -> None:
    assert others("resources", "Yes", "mine") == ["mine"]
    assert others("sources", "mine", "Yes") == ["sources", "mine"]
    assert others("No", "Before", "mine") == ["No", "Before", "mine"]


def test_pieces_in_columns_side_by_side_are_print() -> None:
    assert others("person programme\t• For a short", "person programme\twe called them") == [
        "person programme\twe called them"
    ]


def test_leaders_may_stand_anywhere_in_a_line_of_the_contents() -> None:
    assert others("Yes..........", "........Yes", "........ 20", "........") == []
    assert others("........ we called them", "20") == ["........ we called them", "20"]


def test_words_between_pieces_are_none() -> None:
    assert others("For a short break", "we called them", "interventions take fewer") == ["we called them"]


def test_lines_that_do_not_follow_each_other_are_no_piece_together() -> None:
    lines = ("short", "and", "break in")

    assert list(Pieces(PRINTED).others(lines, [0, 2])) == [0, 2]


def test_letters_that_are_not_told_may_be_any() -> None:
    assert others("Before you � ite � TP 1.0", "�es", "� we called them", "�") == ["� we called them", "�"]


@pytest.mark.parametrize(("line", "runs"), [("Beforeyouwrite�TP1.0Page7", True), ("Yes", False), ("�other", False)])
def test_a_running_line_may_have_a_number_and_letters_that_are_not_told(line: str, runs: bool) -> None:
    assert Pieces([*PRINTED, "Beforeyouwrite·TP1.0Page"]).runs(line) is runs


@given(st.lists(st.text("ab", max_size=8), max_size=4), st.text(f"ab{UNREADABLE}", min_size=1, max_size=8))
@example(["ab", "ba"], f"b{UNREADABLE}b")
@example(["aba"], f"{UNREADABLE}b{UNREADABLE}")
def test_a_letter_that_is_not_told_stands_for_two_letters_of_a_line_at_most(lines: list[str], text: str) -> None:
    pattern = re.sub(f"{UNREADABLE}+", lambda found: f".{{0,{2 * len(found[0])}}}", text)
    telling = UNREADABLE in text and text.strip(UNREADABLE) != ""
    pieces = Pieces(lines)

    assert pieces.runs(text) == (telling and any(re.fullmatch(pattern, line) for line in lines))
    for line in lines:
        assert is_told(text, line) == (telling and re.fullmatch(pattern, line) is not None)


def test_a_flood_of_letters_that_are_not_told_is_read_in_seconds() -> None:
    pieces = Pieces(["e" * 600 + str(number) for number in range(200)])

    with in_seconds(5):  # a fraction of a second, and centuries where each way is tried by itself
        lines = [f"{UNREADABLE * 10}e" * 8 + "Z"] * 50
        assert list(pieces.others(lines, range(50))) == list(range(50))


def test_notes_of_lines_that_follow_each_other_are_one_and_others_stay_apart() -> None:
    first, second, third = (Note("stray", word, near="S1") for word in ("one", "two", "three"))
    elsewhere = Note("stray", "four", near="S2")

    told = together([(1, first), (2, second), (4, third), (5, elsewhere)])

    assert list(told) == [Note("stray", "one\ntwo", near="S1"), third, elsewhere]
