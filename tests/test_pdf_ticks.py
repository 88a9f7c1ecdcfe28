"""Boxes to tick in a PDF: on one line, or in even columns, or below one another."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from toolkit_cli.layout import theme
from toolkit_cli.pdf.writing.structure import StructElem
from toolkit_cli.pdf.writing.widgets import BESIDE, BOX, LABELLED, Place, Positions, Ticks

PLACE = Place("A1", StructElem("Div"), theme.load(), Positions())
STYLE = ParagraphStyle("option", fontName="Courier", fontSize=10, leading=13)
LETTER = 6.0


def laid(width: float, *labels: str) -> list[tuple[float, float]]:
    """Return where the boxes are whose labels these are."""
    options = [(f"o{number}", Paragraph(label, STYLE), StructElem("Form")) for number, label in enumerate(labels)]
    ticks = Ticks(PLACE, options, (), [LETTER * len(label) for label in labels])
    ticks.wrap(width, 1000)
    return ticks.places


def lines(places: list[tuple[float, float]]) -> list[int]:
    """Return how many boxes each line has."""
    return list(Counter(y for _, y in places).values())


@pytest.mark.parametrize(
    ("width", "expected"),
    [(400, [4]), (290, [2, 2]), (140, [1, 1, 1, 1])],
)
def test_options_stand_on_one_line_or_in_even_columns_or_below_one_another(width: float, expected: list[int]) -> None:
    assert lines(laid(width, "In place", "Planned", "Not suitable for us", "Undecided")) == expected


def test_a_scale_of_six_points_has_lines_of_three() -> None:
    scale = ["Not at all", "Very little", "Somewhat", "Quite a lot", "Very much so", "Entirely"]

    assert lines(laid(430, *scale)) == [3, 3]


def test_one_long_option_sets_all_below_one_another() -> None:
    assert lines(laid(300, "Yes", "No", "In some of the groups, but not in all of those", "Other")) == [1, 1, 1, 1]


@given(st.lists(st.integers(1, 60), min_size=1, max_size=12), st.integers(60, 500))
def test_no_option_stands_over_another_and_columns_are_one_below_the_other(letters: list[int], width: int) -> None:
    places = laid(width, *("x" * count for count in letters))

    counts = lines(places)
    assert len(set(counts[:-1])) <= 1
    assert counts[0] - counts[-1] < max(counts[0], 1)
    if len(counts) > 1:
        assert {x for x, _ in places} == {x for x, _ in places[: counts[0]]}
    for (x, y), (next_x, next_y) in pairwise(places):
        assert (next_y > y) if next_x == 0 else (next_y == y and next_x - x > BOX + LABELLED + BESIDE)
    assert all(x + BOX + LABELLED <= width for x, _ in places)
