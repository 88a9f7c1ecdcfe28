"""Dates and numbers as a language writes them: CLDR, by Babel."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

SEVERAL = "; "  # between what people of one organisation say of themselves, such as dates
THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:([.,'’ \u00a0\u2009\u202f])[0-9]{3})(?:\1[0-9]{3})*")


def dated(value: str, lang: str) -> str:
    """Return a date such as `2021-03-19` in words, "19 March 2021", and several likewise; anything else as it is.

    Among the dates of an organisation's people may stand what one of them wrote in a date's place.
    """
    return SEVERAL.join(_dated(each, lang) for each in value.split(SEVERAL))


def _dated(value: str, lang: str) -> str:
    from babel.dates import format_date

    try:
        return str(format_date(date.fromisoformat(value), "long", locale(lang)))
    except ValueError:
        return value


def months(first: date, last: date, lang: str, short: bool = False) -> str:
    """Return the months from a day to another, "January – March 2021"; `short` in figures, "01/2021 – 03/2021"."""
    from babel.dates import format_interval

    told = str(format_interval(first, last, "yM" if short else "yMMMM", locale=locale(lang)))
    return told.replace("\u2009", " ")  # which not every font has


def number(value: float, lang: str) -> str:
    """Return a number with the language's marks for thousands and decimals, of which it has three at most."""
    from babel.numbers import format_decimal

    return str(format_decimal(value, locale=locale(lang)))


def ungrouped(text: str, lang: str) -> str:
    """Return a whole number without the marks that the language puts between thousands, "1.250" in German as "1250".

    Blanks and apostrophes part thousands in any language, a point or a comma only where it is no mark of decimals.
    Anything else comes back as it is.
    """
    found = THOUSANDS.fullmatch(text)
    if not found or (found[1] in ".," and found[1] != _group_symbol(lang)):
        return text
    return text.replace(found[1], "")


def _group_symbol(lang: str) -> str:
    from babel.numbers import get_group_symbol

    return str(get_group_symbol(locale(lang)))


def rise(value: int, lang: str) -> str:
    """Return a difference with its sign, which is no hyphen: that is not read out."""
    from babel.numbers import format_decimal

    return str(format_decimal(value, format="+#,##0;-#,##0", locale=locale(lang))).replace("-", "\u2212")


@lru_cache(maxsize=8)
def locale(lang: str) -> Locale:
    """Return what is known of a language, else of its base language; English is Europe's, which is British."""
    from babel import Locale, UnknownLocaleError

    for name in (lang, lang.split("-")[0]) if lang != "en" else ():
        try:
            return Locale.parse(name, sep="-")
        except (ValueError, UnknownLocaleError):
            continue
    return Locale("en", "GB")
