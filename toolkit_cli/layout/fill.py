"""What a writer puts into the fields: answers that are filled in, and what others have said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from msgspec import structs

from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.values import Value, shown
from toolkit_cli.layout.page import Output, Page, Row, Table, walk

LEAST_LINES = 2  # of the place for a text below what others have said
UNNAMED = "–"  # stands for the name of a respondent who is not named


@dataclass(frozen=True)
class Said:
    """One response's answer to a field; `who` is printed before it, for example "North:"."""

    who: str
    value: Value


@dataclass(frozen=True)
class Respondents:
    """The table of who answered: a row for each response, with a text for each field in `codes`."""

    codes: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Fill:
    """What is put into a page's fields, by their codes.

    `values` are filled in. Above an empty field stand its `tallies`, the sums of all responses; then `chosen`, who
    chose which option, as words that are printed as they are; and `said`, the answer of each response. `responses` says
    how many there are; `respondents` is the table of who answered, for a page that has a place for it.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    said: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)
    tallies: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)
    responses: str = ""
    respondents: Respondents | None = None

    def on(self, page: Page) -> Fill:
        """Return what is filled into a page: fields do not repeat the table of who answered, if the page has one."""
        table, outputs = self.respondents, {block.name for block in walk(page.blocks) if isinstance(block, Output)}
        if table is None or "respondents" not in outputs:
            return replace(self, respondents=None)
        return replace(self, said={code: each for code, each in self.said.items() if code not in table.codes})

    def is_answered(self, code: str) -> bool:
        """Return whether anything that others have said stands above a field."""
        return bool(self.said.get(code) or self.tallies.get(code))

    def above(self, field: Field) -> tuple[Said, ...]:
        """Return what stands above a field, below its tally, with each `value` as people read it."""
        said = (replace(each, value=shown(field, each.value)) for each in self.said.get(field.code, ()))
        return (*self.chosen.get(field.code, ()), *said)

    def lines(self, field: Field) -> int:
        """Return the number of lines to write on in the place for an answer: fewer below what others have said."""
        fewer = self.is_answered(field.code) and field.lines > 1
        return max(LEAST_LINES, field.lines // 2) if fewer else field.lines

    def without_unanswered_rows(self, table: Table) -> Table:
        """Return a table without the rows of nothing but answers, if none were given; with no other rows, as it is."""
        rows = tuple(row for row in table.rows if not self._is_unanswered(row))
        return structs.replace(table, rows=rows) if rows else table

    def _is_unanswered(self, row: Row) -> bool:
        blocks = [block for cell in row.cells for block in cell.blocks]
        given = self.said.keys() | self.tallies.keys()
        return bool(blocks) and all(
            isinstance(block, Output) and block.name == "said" and block.code not in given for block in blocks
        )


EMPTY = Fill()


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of an answer, which have empty lines between them; at least one."""
    return re.split(r"\n(?:[^\S\n]*\n)+", text.strip("\n"))
