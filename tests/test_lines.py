"""Lines: where a text is broken, and what stays together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit_cli.layout.lines import letters, wrapped

ACCENT = "\u0301"  # combining, so that the letter before it has it


def width(text: str) -> float:
    """Measure letters, each a point wide; accents have no width."""
    return float(len(text.replace(ACCENT, "")))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("one two", ["one ", "two"]),
        ("on two", ["on two"]),  # as wide as there is room
        ("on two   ", ["on two   "]),  # white space at the end is not counted
        ("one\ttwo", ["one\t", "two"]),
        ("one   two", ["one   ", "two"]),
        ("one\u00a0two", ["one\u00a0tw", "o"]),  # a no-break space is a letter of a word
        ("a\r\nb\rc\n\nd", ["a", "b", "c", "", "d"]),
        (" a", [" a"]),
        ("abcdef", ["abcdef"]),
        ("abcdefg", ["abcdef", "g"]),
        ("abcdefg hi", ["abcdef", "g hi"]),
        ("abcdefghijkl  ", ["abcdef", "ghijkl  "]),
        ("x abcdefgh", ["x ", "abcdef", "gh"]),
        (f"abcdef{ACCENT}g", [f"abcdef{ACCENT}", "g"]),
    ],
)
def test_a_text_is_broken_where_its_words_end_and_where_a_word_is_too_wide(text: str, lines: list[str]) -> None:
    assert wrapped(text, 6, width) == lines


@given(st.text(alphabet=f"ab \t{ACCENT}\u00a0", max_size=60), st.integers(1, 9))
def test_nothing_of_a_text_is_lost_and_no_line_is_wider_than_the_room(text: str, room: int) -> None:
    lines = wrapped(text, room, width)

    assert "".join(lines) == text
    assert all(width(line.rstrip()) <= room for line in lines)


def test_a_letter_has_the_accents_that_follow_it() -> None:
    assert [*letters(f"{ACCENT}ae{ACCENT}{ACCENT}b")] == [ACCENT, "a", f"e{ACCENT}{ACCENT}", "b"]
    assert [*letters("")] == []
