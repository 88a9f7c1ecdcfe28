"""What a writer puts into the fields: answers that are filled in, and what others have said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from toolkit_cli.kits.fields import Field
from toolkit_cli.layout.page import Output, Page, walk

# A text, or the codes of the options chosen.
Value = str | tuple[str, ...]


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


EMPTY = Fill()
LEAST_LINES = 2  # of the place for a text below what others have said
UNNAMED = "–"  # stands for the name of a respondent who is not named


def placed(fill: Fill, page: Page) -> Fill:
    """Return what is filled into a page: fields do not repeat the table of who answered, if the page has one."""
    table, places = fill.respondents, {block.name for block in walk(page.blocks) if isinstance(block, Output)}
    if table is None or "respondents" not in places:
        return replace(fill, respondents=None)
    return replace(fill, said={code: each for code, each in fill.said.items() if code not in table.codes})


def answered(fill: Fill, code: str) -> bool:
    """Return whether anything that others have said stands above a field."""
    return bool(fill.said.get(code) or fill.tallies.get(code))


def lines(fill: Fill, field: Field) -> int:
    """Return the number of lines to write on in the place for an answer: fewer below what others have said."""
    return max(LEAST_LINES, field.lines // 2) if answered(fill, field.code) and field.lines > 1 else field.lines


def above(fill: Fill, field: Field) -> tuple[Said, ...]:
    """Return what stands above a field, below its tally, with each `value` as people read it."""
    said = (replace(each, value=shown(field, each.value)) for each in fill.said.get(field.code, ()))
    return (*fill.chosen.get(field.code, ()), *said)


def shown(field: Field, value: Value) -> str:
    """Return a value as people read it: an option by its label, several with commas."""
    labels = field.labels
    return ", ".join(labels.get(code, code) for code in parts_of(value))


def parts_of(value: Value) -> tuple[str, ...]:
    """Return a value's codes, or a text as the only part."""
    return (value,) if isinstance(value, str) else value


def as_text(value: Value, between: str = ", ") -> str:
    """Return a value as one text, with `between` between its codes."""
    return between.join(parts_of(value))


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of an answer, which have empty lines between them; at least one."""
    return re.split(r"\n(?:[^\S\n]*\n)+", text.strip("\n"))
