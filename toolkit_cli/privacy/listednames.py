"""Names in a row, of which one is known: who stands beside "Marek" in "Marek, Zyta and Olaf" is a person, too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from toolkit_cli.privacy.surenames import SureNames
from toolkit_cli.privacy.text import Row, Text
from toolkit_cli.privacy.words import listed, one_of


def listed_names(text: Text, sure: SureNames) -> Iterator[Row]:
    """Yield the words with a capital that stand in a row with a common given name, and tell nothing else.

    In German, where any noun may stand there, and where no name is sure, all of them have to be given names, though
    they may be other words by themselves: "Finn und Mia". Words stand alone: behind "Anna Smith," an organisation may
    follow. A word such as `a`, which is "and" in one language and "to" in another, joins no two words by itself.
    """
    for rows in _enumerations(text):
        if all(sure.is_given(row[0], text) or sure.may_be_given(row[0]) for row in rows):
            yield from rows
        elif not sure.other.has_nouns(text) and any(sure.is_given(row[0], text) for row in rows):
            yield from (row for row in rows if _may_be_name(row, text, sure))


def _enumerations(text: Text) -> Iterator[Sequence[Row]]:
    """Yield rows of one word each that follow each other with commas, and "and" before the last."""
    rows: list[Row] = []
    for row in text.rows:
        if len(row) > 1 or not row[0].capital:
            rows = []
            continue
        link = _link().fullmatch(text.text, rows[-1][0].end, row[0].start) if rows else None
        if link is None:
            rows = [row]
            continue
        rows.append(row)
        if link["and"] or (link["perhaps"] and len(rows) > 2):
            yield rows
        if not link["comma"]:
            rows = [row]


def _may_be_name(row: Row, text: Text, sure: SureNames) -> bool:
    """Say whether a word may be one; before it an article may stand, or an "and" that looks like one."""
    ordinary = row[0].first or row[0].small in listed("articles")
    return not ordinary and not text.is_saint(row[0]) and not sure.other.is_no_person(row, text)


@lru_cache(maxsize=1)
def _link() -> re.Pattern[str]:
    """Return a pattern for what may stand between two names in a row."""
    between = rf"[ \u00a0](?:(?:{one_of('with_names')})[ \u00a0])?"
    sure, perhaps = (rf"[ \u00a0]{one_of(name)}" for name in ("and", "and_or_other"))
    return re.compile(rf"(?:(?P<comma>,)|(?P<and>,?{sure})|(?P<perhaps>,?{perhaps})){between}")
