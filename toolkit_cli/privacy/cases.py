"""Finds the numbers of files and proceedings: after a word such as "case", or in the form of a docket."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from toolkit_cli.privacy.spans import CASE, Span
from toolkit_cli.privacy.toldnumbers import NEAR, behind, count_digits, number_in
from toolkit_cli.privacy.words import one_of

# As courts and files have them: 12 Js 345/20, II K 123/20, K-123/20.
DOCKET = re.compile(
    r"(?<![\w/.-])(?:(?:\d{1,4}|[IVX]{1,5})\s)?"
    r"(?P<first>[^\W\d_])[^\W\d_]{0,5}[ .:-]{0,2}(?P<number>\d{1,7}(?:[/-]\d{2,7})+)(?!\w)"
)
SAID = r"(?:(?:[^\W_]{1,5}|\d{1,4})[ .-]){0,3}(?:[^\W\d_]{1,5}[-./]?)?\d\w{0,20}(?:[./:-]\w{1,20}){0,6}"
STROKE = re.compile(r"\d[/-]\d")
YEARS = re.compile(r"[^\W\d_]{2,}\s(?:19|20)(\d\d)[/-](?:(?:19|20)\d\d|(\d\d))$")
FEW = 3  # digits of a number that only an ordinary word, such as "case", speaks for
SOME = 4  # digits of a number that nothing speaks for but its form


def cases(text: str) -> Iterator[Span]:
    """Yield the numbers of cases; those of laws, which look the same, are left out because of the word before them.

    That may be the word in the form of a docket, too: "Law 3500/2006".
    """
    yield from (number_in(found, CASE) for found in behind("case_words", SAID).finditer(text))
    for found in behind("case_words_weak", SAID).finditer(text):
        if STROKE.search(found["said"]) or (found["sign"] and count_digits(found["said"]) >= FEW):
            yield number_in(found, CASE)
    for found in DOCKET.finditer(text):
        before = (text[max(0, found.start() - NEAR) : at] for at in (found.start(), found.start("number")))
        other = any(map(_law().search, before)) or _is_told().match(found[0]) or _are_years(found[0])
        if found["first"].isupper() and count_digits(found[0]) >= SOME and not other:
            yield Span(*found.span(), CASE)


def _are_years(said: str) -> bool:
    """Say whether the number behind a word is a year and a later one: "In 2020/21", "Seit 2018-2020"."""
    years = YEARS.match(said)
    return years is not None and (years[2] is None or int(years[2]) == (int(years[1]) + 1) % 100)


@lru_cache(maxsize=1)
def _law() -> re.Pattern[str]:
    return re.compile(rf"{one_of('law_words')}\s*(?:{one_of('number_words')}\s*)?\(?$")


@lru_cache(maxsize=1)
def _is_told() -> re.Pattern[str]:
    """Return a pattern for a word that tells another kind of number: a telephone's, a person's."""
    return re.compile(one_of("phone_words", "id_words"))
