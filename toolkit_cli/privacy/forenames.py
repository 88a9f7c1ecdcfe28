"""Common given names of Europe, and the forms that they take in sentences."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit_cli.privacy.words import lists, place_root, plain

LEAST, ENDING = 4, 2  # letters of a name that stay, and that may follow them, in another form of it
# Longer endings in Hungarian, one of which begins with the name's last letter: Annával, Péterrel, Évának.
HUNGARIAN = re.compile(r"(?:v[ae]l|(?<=([^aeiou]))\1[ae]l|n[ae][kl]|h[oe]z|[btr][oe]l|b[ae]n|ert)$")


@lru_cache(maxsize=2)
def forenames(name: str = "given_names") -> frozenset[str]:
    """Return the names of a list in small letters and without accents."""
    return frozenset(plain(word) for word in lists()[name])


@lru_cache(maxsize=4096)
def is_form(word: str) -> bool:
    """Say whether a word is a common given name with another ending, and rather that than a place with one."""
    small = plain(word)
    ends = range(len(small), max(LEAST, len(small) - ENDING) - 1, -1)
    root = next((small[:end] for end in ends if small[:end] in _roots()), "")
    whole = HUNGARIAN.sub("", small)
    return len(root or whole * (whole in forenames())) > place_root(word)


@lru_cache(maxsize=1)
def _roots() -> frozenset[str]:
    """Return given names without the vowel, the й, or the s and its vowel, that changes with the case.

    Of a й without its accent an и is left. Only in long names is the s that of the Baltic languages: what is left of
    Markus is the beginning of a Markt.
    """
    cut = (re.sub(r"(?:[οηα]ς|[aeioяаоeuηиь]|(?<=\w{5})[aiuy]s)$", "", name) for name in forenames())
    return frozenset(root for root in cut if len(root) >= LEAST)
