"""Counts by country and role: no small number is shown, and none can be worked out."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from toolkit_cli.reports.groups import Group, grouped


def values(**counts: int) -> list[str]:
    return [name for name, count in counts.items() for _ in range(count)]


def test_values_are_counted_and_small_ones_put_together() -> None:
    made = grouped(values(Norway=9, Italy=6, Malta=3, Greece=2), 5)

    assert (made.counts, made.pooled) == ((("Norway", 9), ("Italy", 6)), 5)


def test_a_single_small_value_takes_the_smallest_of_the_others_with_it() -> None:
    """Else 17 less 9 and 6 would tell the two."""
    made = grouped(values(Norway=9, Italy=6, Malta=2), 5)

    assert (made.counts, made.pooled) == ((("Norway", 9),), 8)


def test_few_responses_behind_several_values_are_not_enough() -> None:
    made = grouped(values(Norway=9, Italy=6, Malta=1, Greece=1), 5)

    assert (made.counts, made.pooled) == ((("Norway", 9),), 8)


def test_where_all_are_small_nothing_is_told_apart() -> None:
    assert grouped(values(Norway=2, Italy=1), 5) == Group((), 3, {})


def test_spellings_that_differ_in_capitals_and_blanks_are_one_value() -> None:
    made = grouped(["Norway", "norway ", "Norway", "NORWAY", " Norway"], 5)

    assert made.counts == (("Norway", 5),)
    assert made.spelling("nORWAY") == "Norway"


def test_a_line_that_is_left_empty_counts_as_a_value() -> None:
    assert grouped(["", "", "Norway", "Norway"], 2).counts == (("", 2), ("Norway", 2))


def test_what_is_put_together_has_no_printed_value() -> None:
    made = grouped(values(Norway=9, Malta=2, Greece=3), 5)

    assert made.spelling("Malta") is None
    assert made.spelling("Norway") == "Norway"


def test_with_a_least_number_of_one_everything_is_shown() -> None:
    made = grouped(values(Norway=1, Malta=2), 1)

    assert (made.counts, made.pooled) == ((("Malta", 2), ("Norway", 1)), 0)


@given(st.lists(st.sampled_from("abcdefgh"), max_size=60), st.integers(1, 9))
def test_nothing_small_can_be_read_or_worked_out(said: list[str], least: int) -> None:
    made = grouped(said, least)

    shown = dict(made.counts)
    hidden = set(said) - set(shown)
    assert {value: Counter(said)[value] for value in shown} == shown
    assert sum(shown.values()) + made.pooled == len(said)
    assert all(count >= least for count in shown.values())
    if shown and hidden:
        assert len(hidden) >= 2 and made.pooled >= least


@given(st.lists(st.sampled_from(["Norway", "norway", "Italy", "Malta", ""]), max_size=30), st.integers(1, 6))
def test_the_order_of_the_responses_makes_no_difference(said: list[str], least: int) -> None:
    assert grouped(said, least) == grouped(said[::-1], least)
