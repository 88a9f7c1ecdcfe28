"""Numbers that a word before them tells, such as "case no. 12/20": what cases, accounts and persons' numbers share."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit_cli.privacy.spans import Span
from toolkit_cli.privacy.words import one_of

NEAR = 40  # letters before a number in which a word tells what it is


@lru_cache(maxsize=4)
def behind(words: str, said: str) -> re.Pattern[str]:
    """Return a pattern for `said` behind a word of the list `words`, with a `sign` such as "no." between them.

    `said` is a pattern too: how such numbers are written. The groups `said` and `sign` tell what was found.
    """
    sign = rf"(?P<sign>\s*(?:{one_of('number_words')}|[#:№]|[Nn][°º])+)?"
    # Blanks before a sign belong to the sign: where no sign is, there is one way only to pass over a long run of them.
    return re.compile(rf"{one_of(words)}{sign}(?:\s*[:.])?\s*(?:{one_of('is_words')}\s+)?(?P<said>{said})(?!\w)")


def number_in(found: re.Match[str], kind: str) -> Span:
    """Return the span of the number in what is `said` behind a word, without the small words around it."""
    parts = list(re.finditer(r"\S+", found["said"]))
    first = next(part for part in parts if count_digits(part[0]) or part[0][0].isupper())
    last = next(part for part in reversed(parts) if count_digits(part[0]))
    return Span(found.start("said") + first.start(), found.start("said") + last.end(), kind)


def count_digits(text: str) -> int:
    """Return how many digits a text has, of any script."""
    return sum(sign.isdigit() for sign in text)
