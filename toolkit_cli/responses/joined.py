"""Sets of things that belong together, joined step by step (union-find)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)
V = TypeVar("V")


class Joined(Generic[T]):
    """Each thing is alone until it is joined with another one."""

    def __init__(self) -> None:
        self._parents: dict[T, T] = {}

    def join(self, one: T, other: T) -> None:
        """Join two things, and with them all that are joined with either."""
        self._parents[self.first(one)] = self.first(other)

    def first(self, thing: T) -> T:
        """Return the one thing that stands for all that are joined with this one."""
        while (parent := self._parents.get(thing, thing)) != thing:
            self._parents[thing] = self._parents.get(parent, parent)
            thing = parent
        return thing

    def sets(self, things: Iterable[V], name: Callable[[V], T]) -> list[list[V]]:
        """Return things in the sets that their names make, in their order."""
        made: dict[T, list[V]] = {}
        for thing in things:
            made.setdefault(self.first(name(thing)), []).append(thing)
        return list(made.values())
