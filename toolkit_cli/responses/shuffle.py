"""Puts answers into an order that tells nothing: neither whose they are, nor in which order they came."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable
from typing import TypeVar

Said = TypeVar("Said")


def shuffled(code: str, found: Iterable[Said]) -> list[Said]:
    """Return a field's answers, shuffled by a seed of their own: the same ones always stand in the same order."""
    made = sorted(found, key=repr)
    random.Random(hashlib.sha256(f"{code} {made!r}".encode("utf-8", "replace")).digest()).shuffle(made)
    return made
