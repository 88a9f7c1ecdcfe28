"""Web addresses in a PDF that no line holds: where they are cut, and that nothing of them is lost."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from toolkit_cli.layout import theme
from toolkit_cli.pdf.writing import faces
from toolkit_cli.pdf.writing.flowables import Words
from toolkit_cli.pdf.writing.styles import Styles

LOOK = theme.load()
KNOWN = faces.register(LOOK)
STYLES = Styles(LOOK, KNOWN, "en")
ADDRESS = "https://www.example.org/very/long/path/to/a/guideline/covid-19-2021.pdf?page=7&part=two"


def words(markup: str) -> Words:
    made = Words(markup, STYLES.style("said alone"))
    made.faces, made.styles = KNOWN, STYLES
    return made


def lines(made: Words) -> list[str]:
    """Return the text of each line."""
    pieces = made.blPara.lines
    if made.blPara.kind == 0:
        return [" ".join(line[1]) for line in pieces]
    return ["".join(each.text for each in line.words).strip() for line in pieces]


def broken(markup: str, width: float) -> list[str]:
    made = words(markup)
    made.wrap(width, 1000)
    return lines(made)


@pytest.mark.parametrize("before", ["See", "<b>North:</b> see"])
def test_an_address_begins_a_line_and_is_cut_behind_a_slash_or_a_full_stop(before: str) -> None:
    style = STYLES.style("said alone")
    wide = faces.width("https://www.example.org/very/l", style.fontName, style.fontSize)

    found = broken(f"{before} {ADDRESS.replace('&', '&amp;')} for more.", wide)

    assert found == [
        before.replace("<b>", "").replace("</b>", ""),
        "https://www.example.org/very/",
        "long/path/to/a/guideline/",
        "covid-19-2021.pdf?page=7&",
        "part=two for more.",
    ]


def test_an_address_that_begins_its_paragraph_leaves_no_line_empty() -> None:
    assert broken("https://www.example.org/very/long/path/to/a/guideline", 120) == [
        "https://www.example.org/", "very/long/path/to/a/", "guideline"
    ]  # fmt: skip
    assert broken("<b>N</b>https://www.example.org/very/long/path", 120) == [
        "N",
        "https://www.example.org/",
        "very/long/path",
    ]


def test_what_has_no_place_for_a_cut_is_cut_at_any_letter() -> None:
    first, *others = broken(f"See https://{'x' * 90}", 150)

    assert first == "See" and len(others) > 1
    assert "".join(others) == f"https://{'x' * 90}"


def test_a_long_word_beside_an_address_is_parted_at_a_syllable_and_the_address_at_none() -> None:
    address = "https://www.example.org/guidelines/for/everybody-everywhere"
    found = broken(f"See Donaudampfschifffahrtsgesellschaft and {address} for more.", 150)

    assert found[0].endswith("-") and address in "".join(found)


def test_an_address_that_fits_a_line_stays_whole() -> None:
    assert broken("See www.example.org/a/b", 150) == ["See www.example.org/a/b"]


@pytest.mark.parametrize("before", ["", "See ", "<b>North:</b> see "])
@pytest.mark.parametrize("count", range(2, 6))
def test_a_page_s_end_within_an_address_loses_nothing_of_it(before: str, count: int) -> None:
    made, canvas = words(f"{before}{ADDRESS.replace('&', '&amp;')} for more and more and more."), Canvas(io.BytesIO())
    made.wrap(110, 1000)
    whole = "".join(lines(made)).replace(" ", "")

    parts = made.split(110, count * made.style.leading + 1)
    for part in parts:
        part.wrap(110, 1000)
        part.drawOn(canvas, 0, 500)

    assert "".join(line for part in parts for line in lines(part)).replace(" ", "") == whole
    assert ADDRESS in whole


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(("https://", "www.", "a/", "?", "&", ".", "/", "word", "x" * 40, " ", "<b>b</b>")), max_size=30
    ),
    st.integers(30, 300),
)
@example(["https://", "/", "/"], 30)
@example(["https://"], 30)
@example(["word", "word", "word"], 30)
@example(["word", "word", "word", "<b>b</b>"], 30)
def test_no_text_is_lost_and_no_line_is_too_long(parts: list[str], width: int) -> None:
    markup = "".join(parts).replace("&", "&amp;") or "a"
    text = "".join(parts).replace("<b>b</b>", "b") or "a"

    found = broken(markup, width)

    assert re.sub("[ -]", "", "".join(found)) == text.replace(" ", "")  # hyphens are those of a long word
    if "<b>" not in markup:
        face, size = STYLES.style("said alone").fontName, STYLES.style("said").fontSize
        assert all(faces.width(line, face, size) <= width + 2 for line in found)  # blanks may be a little narrower
