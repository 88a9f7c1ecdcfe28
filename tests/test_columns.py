"""The columns of tables: figures are never broken, and a table whose columns get too narrow is turned."""

from __future__ import annotations

import pytest

from toolkit_cli.columns import ACROSS, shares, turned
from toolkit_cli.page import Cell, Paragraph, Row, Run, Table


def numbers(heads: list[str], names: list[str], role: str = "numbers") -> Table:
    def cell(text: str, head: bool) -> Cell:
        return Cell((Paragraph((Run(text),)),), head)

    head = Row(tuple(cell(text, True) for text in ["", *heads]))
    return Table((head, *(Row((cell(name, True), *(cell("1200", False) for _ in heads))) for name in names)), role)


NARROW = numbers(["Liechtenstein"] * 10, ["no measures", "recommended"])


def test_a_table_with_too_many_columns_has_a_row_for_each_of_them() -> None:
    made = turned(NARROW)

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
    assert turned(table) is table


@pytest.mark.parametrize("bars", range(1, 13))
@pytest.mark.parametrize("levels", range(2, 7))
def test_every_column_of_a_figure_s_table_holds_its_numbers(bars: int, levels: int) -> None:
    table = turned(numbers(["Herzegovina"] * bars, ["required by all"] * levels))

    assert sum(shares(table)) == pytest.approx(1)
    assert min(shares(table)) * ACROSS > len("1200") + 3  # with a cell's margins
