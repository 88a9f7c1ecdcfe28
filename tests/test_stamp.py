"""The stamp: one line of ASCII that says which workbook a return is, and comes back whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit_cli.stamp import Stamp

from .strategies import LETTERS

WHOLE = Stamp("tiny", "1.0", "0123456789ab", "participant", "en", "ba9876543210", items=("S1", "G1"))

SLUG = st.from_regex(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", fullmatch=True)
CODES = st.lists(st.from_regex(r"[A-Z][A-Za-z0-9]*", fullmatch=True)).map(tuple)
STAMPS = st.builds(Stamp, SLUG, *[st.text(LETTERS)] * 5, st.booleans(), CODES)


def test_a_stamp_is_one_line_that_a_person_can_read() -> None:
    assert str(WHOLE) == (
        "toolkit:tiny?version=1.0&fields=0123456789ab&edition=participant&lang=en&copy=ba9876543210&personal=no&items=S1+G1"
    )


@given(STAMPS)
def test_every_stamp_comes_back_as_it_was(stamp: Stamp) -> None:
    text = str(stamp)

    assert Stamp.parse(f" {text}\n") == stamp
    assert text.isascii()
    assert "\n" not in text


def test_a_stamp_among_keywords_is_known_where_a_program_has_parted_it_at_its_colon() -> None:
    for between in (", ", ",", "; ", ";"):
        assert Stamp.parse(str(WHOLE).replace(":", between, 1)) == WHOLE


@pytest.mark.parametrize("word", ["Kopie", "Egzemplarz nr"])
@pytest.mark.parametrize("copy", ["ba9876543210", ""])
def test_the_line_on_the_cover_tells_of_it_what_people_see(copy: str, word: str) -> None:
    line = replace(WHOLE, copy=copy).line(word, "Participant edition")

    assert line == (f"{word} ba9876543210 · " if copy else "") + "tiny 1.0 · Participant edition"
    assert Stamp.of_line(f" {line}\n") == Stamp("tiny", "1.0", "", "participant", "", copy)
    assert Stamp.of_line(f"Our notes · {line}") is None


@given(st.text())
def test_any_other_text_is_no_stamp_or_a_stamp_and_never_an_error(text: str) -> None:
    assert Stamp.parse(text) is None or text.strip().startswith("toolkit:")
    assert isinstance(Stamp.parse(f"toolkit:tiny?{text}"), Stamp)


@pytest.mark.parametrize(
    "text", ["", "toolkit:", "toolkit://[x", "toolkit:?version=1", "http://tiny", "toolkit:a/b", "tiny"]
)
def test_what_is_no_stamp_is_none(text: str) -> None:
    assert Stamp.parse(text) is None


def test_a_stamp_of_a_later_program_may_say_more() -> None:
    assert Stamp.parse(f"{WHOLE}&colour=red") == WHOLE


def test_a_stamp_that_names_only_its_toolkit_is_parsed() -> None:
    assert Stamp.parse("toolkit:tiny") == Stamp("tiny", "", "", "", "")
