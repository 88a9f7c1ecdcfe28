"""Dates and numbers as a language writes them: CLDR, by Babel."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

SEVERAL = "; "  # between the dates that people of one organisation give
LONGEST = 60  # letters of a date in words


def dated(value: str, lang: str) -> str:
    """Return a date such as `2021-03-19` in words, "19 March 2021", and several likewise; anything else as it is."""
    from babel.dates import format_date

    try:
        days = map(date.fromisoformat, value.split(SEVERAL))
        return SEVERAL.join(str(format_date(each, "long", _locale(lang))) for each in days)
    except ValueError:
        return value


def day(text: str, lang: str) -> str | None:
    """Return the date that a text with a month's name is, in a language or in English, as year-month-day; else None.

    The order of its parts is free. Beside them may stand a day of the week, what the language's own dates have (such as
    "de"), and an ending behind a number; with any other word it is more than a date.
    """
    words = _parts(text) if len(text) <= LONGEST else []
    years = [word for word in words if word.isdecimal() and len(word) == 4]
    days = [word for word in words if word.isdecimal() and len(word) < 3]
    if len(years) != 1 or len(days) != 1:
        return None
    for name in dict.fromkeys((lang, "en")):
        months, others = _months(name)
        found = [word for word in words if word in months]
        if len(found) == 1 and others.issuperset({*words} - {*years, *days, *found}):
            try:
                return date(int(years[0]), months[found[0]], int(days[0])).isoformat()
            except ValueError:
                return None
    return None


@lru_cache(maxsize=8)
def _months(lang: str) -> tuple[dict[str, int], frozenset[str]]:
    """Return the names of a language's months, short ones too, and what else its dates have in letters."""
    locale = _locale(lang)
    others = {"of", "the"} if locale.language == "en" else set()
    for form in ("long", "full"):
        others.update(re.findall("'[^']*'|[^\\W\\d_a-zA-Z]+", str(locale.date_formats[form].pattern)))
    months: dict[str, int] = {}
    for context in ("stand-alone", "format"):
        for width in ("abbreviated", "wide"):
            others.update(locale.days[context][width].values())
            for number, name in locale.months[context][width].items():
                *before, month = sorted(_parts(name), key=len) or [""]
                months[month] = number
                others.update(before)
    return months, frozenset(part for each in others for part in _parts(each))


def _parts(text: str) -> list[str]:
    """Return the words, numbers and signs of a date, in small letters without accents, which people leave out.

    An ending behind a number, as in "19th", goes with it; what stands between the parts of every date is left out.
    """
    apart = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    found = re.finditer(r"(\d+)(?:[^\W\d_]{1,3}\b)?|[^\W\d_]+|[^\w\s.,'’-]", bare)
    return [each[1] or each[0] for each in found]


def number(value: float, lang: str) -> str:
    """Return a number with the language's marks for thousands and decimals, of which it has three at most."""
    from babel.numbers import format_decimal

    return str(format_decimal(value, locale=_locale(lang)))


def rise(value: int, lang: str) -> str:
    """Return a difference with its sign."""
    from babel.numbers import format_decimal

    return str(format_decimal(value, format="+#,##0;-#,##0", locale=_locale(lang)))


@lru_cache(maxsize=8)
def _locale(lang: str) -> Locale:
    """Return what is known of a language, else of its base language; English is Europe's, which is British."""
    from babel import Locale, UnknownLocaleError

    for name in (lang, lang.split("-")[0]) if lang != "en" else ():
        try:
            return Locale.parse(name, sep="-")
        except (ValueError, UnknownLocaleError):
            continue
    return Locale("en", "GB")
