"""What items are made of: sources, options, conditions, points, charts."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct
from msgspec import field as named

from toolkit_cli.kits.constraints import Code, Level, Link, Mark, Name, Slug, Text


class Model(Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a file; the keys that it does not name are refused."""


class Source(Model, frozen=True):
    """Where a text or a figure comes from."""

    text: Text
    url: Link | None = None


class Option(Model, frozen=True):
    """An answer that a `choice` or `many` question offers."""

    code: Slug
    label: Name


class When(Model, kw_only=True, frozen=True):
    """On what a question depends: another field's answer, or a clause that the reader judges."""

    field: str | None = None
    is_: Slug | None = named(name="is", default=None)
    text: Text

    def __post_init__(self) -> None:
        if (self.field is None) != (self.is_ is None):
            raise ValueError("'field' and 'is' belong together")


class Point(Model, frozen=True):
    """A sentence with a code of its own: a concern, a recommendation, a pro, a con, a position."""

    code: Code
    text: Text


class Bar(Model, frozen=True):
    """A bar of a chart, with a count for each of its levels."""

    label: Mark
    counts: Annotated[tuple[Annotated[int, Meta(ge=0)], ...], Meta(min_length=1)]

    def __post_init__(self) -> None:
        if not sum(self.counts):
            raise ValueError("a bar needs a count above 0")


class Chart(Model, frozen=True):
    """Stacked bars: `levels` name the parts, least to most; each bar counts `unit` at each level."""

    unit: Mark
    levels: Annotated[tuple[Level, ...], Meta(min_length=2, max_length=6)]
    bars: Annotated[tuple[Bar, ...], Meta(min_length=1, max_length=12)]

    def __post_init__(self) -> None:
        for bar in self.bars:
            if len(bar.counts) != len(self.levels):
                raise ValueError(f"{bar.label!r} has {len(bar.counts)} counts for {len(self.levels)} levels")
