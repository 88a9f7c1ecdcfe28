"""The columns of tables: figures are never broken, and a table whose columns get too narrow is turned."""

from __future__ import annotations

import pytest
from msgspec import structs

from toolkit_cli.layout.columns import letters_across, shares, turned
from toolkit_cli.layout.page import Cell, Paragraph, Row, Run, Table


def numbers(heads: list[str], names: list[str], role: str = "numbers") -> Table:
    def cell(text: str, head: bool) -> Cell:
        return Cell((Paragraph((Run(text),)),), head)

    head = Row(tuple(cell(text, True) for text in ["", *heads]))
    return Table((head, *(Row((cell(name, True), *(cell("1200", False) for _ in heads))) for name in names)), role)


PAGE = letters_across(482, 10.5)  # of A4, with the theme's margins
NARROW = numbers(["Liechtenstein"] * 10, ["no measures", "recommended"])


def test_a_table_with_too_many_columns_has_a_row_for_each_of_them() -> None:
    made = turned(NARROW, PAGE)

    assert [len(row.cells) for row in made.rows] == [3] * 11
    assert made.rows[0].head
    assert [row.cells[0].head for row in made.rows] == [True] * 11
    assert made == numbers(["no measures", "recommended"], ["Liechtenstein"] * 10)


@pytest.mark.parametrize(
    "table",
    [
        numbers(["April", "May", "June"], ["none"]),
        numbers(["Liechtenstein"] * 5, ["a"] * 9),
        numbers(["Liechtenstein"] * 10, ["a"], role="heat"),
    ],
    ids=["wide enough", "longer than wide", "of another kind"],
)
def test_any_other_table_stays_as_it_is(table: Table) -> None:
    assert turned(table, PAGE) is table


@pytest.mark.parametrize("bars", range(1, 13))
@pytest.mark.parametrize("levels", range(2, 7))
def test_every_column_of_a_figure_s_table_holds_its_numbers(bars: int, levels: int) -> None:
    table = turned(numbers(["Herzegovina"] * bars, ["required by all"] * levels), PAGE)

    assert sum(shares(table, PAGE)) == pytest.approx(1)
    assert min(shares(table, PAGE)) * PAGE > len("1200") + 3  # with a cell's margins


def test_a_first_column_has_room_for_its_codes() -> None:
    plain = numbers(["Agree", "Disagree"], ["Work online"])
    coded = Table(
        tuple(Row((structs.replace(row.cells[0], code="CD1"), *row.cells[1:])) for row in plain.rows), plain.role
    )

    assert shares(coded, PAGE)[0] * PAGE > len("CD1 Work online") > shares(plain, PAGE)[0] * PAGE


def test_one_long_word_does_not_take_the_room_of_what_heads_a_row() -> None:
    heads = ["Stimme nicht zu", "Stimme teilweise zu", "Stimme zu", "Unentschieden"]
    table = numbers(heads, ["Is it safer to work online with individuals than with groups?"])

    first, *others = shares(table, PAGE)

    assert first > 1 / 3 and sum((first, *others)) == pytest.approx(1)
    assert [wide * PAGE >= max(map(len, head.split())) for head, wide in zip(heads, others, strict=True)] == [True] * 4


def test_shaded_columns_leave_room_for_what_heads_a_row_and_break_no_word() -> None:
    heads = ["In place", "Planned", "Not suitable for us", "Undecided", "Answers"]
    table = numbers(heads, ["Carry out risk assessments more often and in every case"], role="heat")

    first, *others = shares(table, PAGE)

    assert first > 0.4
    assert sum((first, *others)) == pytest.approx(1)
    assert [wide * PAGE >= max(map(len, head.split())) for head, wide in zip(heads, others, strict=True)] == [True] * 5


def test_shaded_columns_of_long_words_share_what_the_first_column_leaves() -> None:
    first, *others = shares(numbers(["Gemeinschaftsaufgabe"] * 5, ["Something that is long"], role="heat"), PAGE)

    assert first >= 0.15
    assert sum((first, *others)) == pytest.approx(1)


def test_a_column_of_names_has_half_of_what_the_others_have() -> None:
    table = numbers(["Before", "After"], ["North", "South"], role="")

    assert shares(table, PAGE) == pytest.approx((0.2, 0.4, 0.4))


def test_the_columns_of_a_comparison_are_alike_whatever_stands_in_them() -> None:
    with_names = numbers(["Before", "After"], ["North", "South"], role="changes")
    without = Table(tuple(Row(row.cells[1:]) for row in with_names.rows), "changes")

    assert shares(with_names, PAGE) == pytest.approx((0.24, 0.38, 0.38))
    assert shares(without, PAGE) == pytest.approx((0.5, 0.5))


def test_columns_of_a_table_without_names_are_of_one_width() -> None:
    cells = tuple(Cell((Paragraph((Run("words"),)),)) for _ in range(3))

    assert shares(Table((Row(cells),)), PAGE) == pytest.approx((1 / 3,) * 3)


@pytest.mark.parametrize(("width", "size"), [(482, 10.5), (499, 16), (340, 12)])
def test_columns_are_as_wide_as_their_words_in_any_size_and_on_any_paper(width: float, size: float) -> None:
    letters = letters_across(width, size)

    first, *others = shares(numbers(["Agree", "Partly", "Disagree", "Undecided"], ["Responses"]), letters)

    assert first * letters >= len("Responses") + 1 - 1e-9
    assert min(others) * letters >= min(len("Undecided"), (letters - len("Responses") - 1) / 4) - 1e-9
