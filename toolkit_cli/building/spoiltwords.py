"""Words of a roster that look as if they were read in a wrong encoding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit_cli.building.roster import Row

LATIN, GREEK, CYRILLIC = (re.compile(f"[{signs}]") for signs in ("A-Za-zÀ-ɏ", "Ͱ-Ͽἀ-῿", "Ѐ-ӿ"))
LETTER = r"[^\W\d_]"
SIGN = "[¢-¦¨¬¯±-³¶¸¹¼-¿×÷ˆ˜†‡‰]"  # that stands at no letter of a name, other than · ´ º ª and quotation marks
SIGNED = re.compile(rf"\S*(?:{LETTER}{SIGN}|{SIGN}{LETTER})\S*")


def mixed(rows: Sequence[Row], secret: str) -> Iterator[tuple[int, str]]:
    """Yield the words with letters of two scripts, each with its row; the `secret` column is not looked at."""
    for number, text in _texts(rows, secret):
        for word in re.findall(rf"{LETTER}+", text):
            if not word.isascii() and sum(bool(script.search(word)) for script in (LATIN, GREEK, CYRILLIC)) > 1:
                yield number, word


def signed(rows: Sequence[Row], secret: str) -> Iterator[tuple[int, str]]:
    """Yield the words with signs that no name has, such as "¯æàêåâè÷", each with its row."""
    for number, text in _texts(rows, secret):
        yield from ((number, word) for word in SIGNED.findall(text))


def _texts(rows: Sequence[Row], secret: str) -> Iterator[tuple[int, str]]:
    for row in rows:
        yield row.number, " ".join(value for name, value in row.values.items() if name != secret)
