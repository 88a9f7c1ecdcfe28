"""Common given names of Europe, and the forms that they take in sentences."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit_cli.privacy.words import is_place, lists, plain

LEAST, ENDING = 4, 2  # letters of a name that stay, and that may follow them, in another form of it


@lru_cache(maxsize=2)
def forenames(name: str = "given_names") -> frozenset[str]:
    """Return the names of a list in small letters and without accents."""
    return frozenset(plain(word) for word in lists()[name])


@lru_cache(maxsize=4096)
def is_form(word: str) -> bool:
    """Say whether a word is a common given name with another ending."""
    small = plain(word)
    roots = (small[: len(small) - cut] for cut in range(ENDING + 1) if len(small) - cut >= LEAST)
    return any(root in _roots() for root in roots) and not is_place(word)


@lru_cache(maxsize=1)
def _roots() -> frozenset[str]:
    """Return given names without the vowel, or the ς and its vowel, that changes with the case."""
    cut = (re.sub(r"(?:[οηα]ς|[aeioяаоeuη])$", "", name) for name in forenames())
    return frozenset(root for root in cut if len(root) >= LEAST)
