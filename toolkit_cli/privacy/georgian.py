"""Finds likely names and streets in Georgian, whose letters have no capitals, by words and the ends of words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from toolkit_cli.privacy.spans import ADDRESS, NAME, Span, matches
from toolkit_cli.privacy.words import lists

LETTER = "[ა-ჰ]"
CASE = "(?:ი|მა?|ს|ის|ით|თან|სთან|ისთვის)?"
# Most surnames end so, and else hardly more than sons, daughters, grandchildren and the length of a thing.
SURNAME = rf"(?!ქალიშვ|ვაჟიშვ|შვილიშვ|სიგრძ){LETTER}{{2,}}(?:შვილ{CASE}|ძე{CASE}|ძის)(?!{LETTER})"
# These ends tell a surname only behind a given name.
BEHIND = rf"(?:\s(?:{SURNAME}|{LETTER}{{2,}}(?:იან|ავა|უა|ია){CASE}(?!{LETTER})))?"
STREET = re.compile(
    rf"{LETTER}+ის\s(?:ქუჩ(?:ა{LETTER}*|ის)|ქ\.|გამზირ{LETTER}*|გამზ\.|მოედ{LETTER}+)\s?[№#]?\s?[1-9]\d{{0,3}}(?!\d)"
)


def streets(text: str) -> Iterator[Span]:
    """Yield streets with their houses' numbers."""
    yield from matches(STREET, text, ADDRESS)


def names(text: str) -> Iterator[Span]:
    """Yield the word after a title, common given names and surnames; a given name with the surname behind it."""
    if re.search(LETTER, text):
        for found in _names().finditer(text):
            yield Span(*found.span(found.lastgroup or 0), NAME)


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    titles, given = ("|".join(lists()[name]) for name in ("georgian_titles", "georgian_names"))
    titled = rf"(?:{titles}){CASE}\s+(?P<titled>{LETTER}+{BEHIND})"
    return re.compile(rf"(?<!{LETTER})(?:{titled}|(?P<known>(?:{given}){CASE}(?!{LETTER}){BEHIND}|{SURNAME}))")
