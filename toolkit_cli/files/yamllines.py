"""Where what stands in a YAML file begins, in a shape that takes little room: a file may hold a million values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias


@dataclass(slots=True)
class Branch:
    """The line, from 1, on which a list or a group begins, and those of what it holds: in its order, or by key."""

    line: int
    within: dict[str, Begun] | list[Begun]


Begun: TypeAlias = "Branch | int"  # of a word only the line


def first(begun: Begun) -> int:
    """Return the line on which a value begins."""
    return begun if isinstance(begun, int) else begun.line


def at(begun: Begun, place: Sequence[str | int]) -> int:
    """Return the line of what stands at a place within a value, or of the nearest place around it."""
    for key in place:
        if isinstance(begun, int):
            break
        within: Any = begun.within
        try:
            begun = within[key]
        except LookupError:
            break
    return first(begun)


def all_of(begun: Begun) -> Iterator[int]:
    """Yield the lines of a value and of everything within it."""
    yield first(begun)
    if not isinstance(begun, int):
        for held in begun.within.values() if isinstance(begun.within, dict) else begun.within:
            yield from all_of(held)
