"""Decides how a table is set: how wide its columns are, whether it is transposed, and which heads are bold."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit_cli.layout.page import Cell, Paragraph, Row, Table, plain

SHORT = 12  # letters of a first column that needs little room
LEAST, MOST = 0.15, 1 / 3  # of the width: the share of a first column, which has more only if the others leave it
NUMBERS = 0.5  # of the width: the least share of all columns of numbers together
SHADES, SHADE = 0.5, 0.2  # the same for all shaded columns together, and the most that each of them needs
FIGURES = 7  # letters for which a shaded column has room, margins included
NAMES = 0.24  # of the width: the share of organisations' names beside their answers
MORE = 1.5  # times another column's share, for a column with names of organisations
LETTER = 0.675  # of the text's size: the width of a bold letter, with its share of a cell's margins


def letters_across(width: float, size: float) -> float:
    """Return how many letters fit beside each other in a width, given the text's size; both are in points."""
    return width / (size * LETTER)


def grid_shares(answered: bool) -> tuple[float, float]:
    """Return the shares of questions and of boxes to tick, which are wider if others' answers stand above them."""
    return (0.45, 0.55) if answered else (0.7, 0.3)


def named_shares(columns: int) -> tuple[float, ...]:
    """Return the shares of so many columns, of which the first holds names and is wider than the others."""
    most = MORE / (columns - 1 + MORE)
    return (most, *[most / MORE] * (columns - 1))


def turned(table: Table, letters: float) -> Table:
    """Return a table of figures transposed, if its columns are too narrow for their words; else as it is.

    `letters` is how many letters fit beside each other in the table's width.
    """
    columns = len(table.rows[0].cells)
    fits = _longest(table) * (columns - 1) <= (1 - LEAST) * letters
    if table.role != "numbers" or columns <= len(table.rows) or fits:
        return table
    return Table(tuple(Row(cells) for cells in zip(*(row.cells for row in table.rows), strict=True)), table.role)


def is_bold(cell: Cell, row: Row, role: str) -> bool:
    """Return whether a cell is bold: a head is, unless it heads a row with a code, where it is often a sentence."""
    return cell.head and (row.head or not (cell.code or role == "heat"))


def shares(table: Table, letters: float) -> tuple[float, ...]:
    """Return the shares of a table's columns in its width, which add up to 1.

    All columns have the same, except that a column of names has half as much. In `numbers` and `heat` no word of a head
    is broken if there is room, and the first column has what is left; shaded columns are as wide as their own words,
    which leaves about half of the width, and so are others if one with long words would leave less than a third.
    `letters` is how many letters fit beside each other in the table's width.
    """
    others = max(len(row.cells) for row in table.rows) - 1  # columns beside the first
    if others and table.role in ("numbers", "heat"):
        return _shares_of_figures(table, letters, others)
    if not others or not all(row.cells[0].head for row in table.rows):
        return (1 / (others + 1),) * (others + 1)
    if table.role == "changes":
        return (NAMES, *[(1 - NAMES) / others] * others)
    return (1 / (2 * others + 1), *[2 / (2 * others + 1)] * others)


def _shares_of_figures(table: Table, letters: float, others: int) -> tuple[float, ...]:
    """Return the shares of a first column that says what is counted, and of `others` with figures."""
    label = max(sum(map(len, _words(row.cells[0]))) for row in table.rows)  # letters of the longest
    if label <= SHORT:
        return _first_with_the_rest((1 - max(LEAST, (label + 1) / letters)) / others, others)
    word = max((len(word) for row in table.rows for word in _words(row.cells[0])), default=0)
    first = max(LEAST, min(MOST, (word + 1) / letters))
    if table.role == "heat":
        least = min(SHADE, SHADES / others)
        own = [max(least, longest / letters) for longest in _columns(table)]
        whole = max(1.0, sum(own) / (1 - first))
        return (1 - sum(own) / whole, *(wide / whole for wide in own))
    each = min(max(NUMBERS / others, _longest(table) / letters), (1 - first) / others)
    longest = _columns(table)
    if each * others > 1 - MOST and (needed := max(NUMBERS, sum(longest) / letters)) < each * others:
        # One long word in them would take the room of the first.
        return (1 - needed, *(needed * wide / sum(longest) for wide in longest))
    return _first_with_the_rest(each, others)


def _first_with_the_rest(each: float, others: int) -> tuple[float, ...]:
    return (1 - each * others, *[each] * others)


def _longest(table: Table) -> int:
    """Return the number of letters of the longest word outside of the first column."""
    return max((len(word) for row in table.rows for cell in row.cells[1:] for word in _words(cell)), default=1)


def _columns(table: Table) -> list[int]:
    """Return the number of letters of the longest word in each column but the first, at least FIGURES."""
    columns = zip(*(row.cells[1:] for row in table.rows), strict=True)
    return [max((FIGURES, *(len(word) for cell in column for word in _words(cell)))) for column in columns]


def _words(cell: Cell) -> Iterator[str]:
    """Yield the words of a cell, its code first."""
    yield from filter(None, [cell.code])
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            yield from plain(block.runs).split()
