"""Dates and numbers as a language writes them: CLDR, by Babel."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

SEVERAL = "; "  # between the dates that people of one organisation give
# What may stand in a date beside its parts: endings of numbers, articles, "of the year".
ENDINGS = ("st", "nd", "rd", "th", "er", "re", "o", "a", "º", "ª", "°", "го", "е", "η", "ης")
ARTICLES, YEARS = ("le", "il", "el", "am", "den"), ("roku", "року", "года")
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

    The order of its parts is free. Beside them may stand what the language's own dates have (such as "de"), articles,
    endings of numbers, and the day of the week if it is that of the date; with anything else it is more than a date.
    """
    words = _parts(text) if len(text) <= LONGEST else []
    years = [word for word in words if word.isdecimal() and len(word) == 4]
    days = [word for word in words if word.isdecimal() and len(word) < 3]
    if len(years) != 1 or len(days) != 1:
        return None
    for name in dict.fromkeys((lang, "en")):
        known = _names(name)
        left = [word for word in words if word not in (years[0], days[0])]
        months = [word for word in left if word in known.months]
        if len(months) != 1 or any(word not in known.beside for word in left if word != months[0]):
            continue
        try:
            found = date(int(years[0]), known.months[months[0]], int(days[0]))
        except ValueError:
            return None
        weekdays = [known.weekdays[word] for word in left if word in known.weekdays and word != months[0]]
        return found.isoformat() if all(found.weekday() in each for each in weekdays) else None
    return None


@dataclass(frozen=True)
class _Names:
    """A language's months and days of the week by their names, long and short, and what else its dates have."""

    months: Mapping[str, int]
    weekdays: Mapping[str, frozenset[int]]
    beside: frozenset[str]


@lru_cache(maxsize=8)
def _names(lang: str) -> _Names:
    locale = _locale(lang)
    others = {*ENDINGS, *ARTICLES, *YEARS, *(("of", "the") if locale.language == "en" else ())}
    for form in ("long", "full"):
        others.update(re.findall("'[^']*'|[^\\W\\d_a-zA-Z]+", str(locale.date_formats[form].pattern)))
    months: dict[str, int] = {}
    weekdays: dict[str, set[int]] = {}
    for context in ("stand-alone", "format"):
        for width in ("abbreviated", "wide"):
            for number, name in locale.days[context][width].items():
                for part in _parts(name):
                    weekdays.setdefault(part, set()).add(number)
            for number, name in locale.months[context][width].items():
                *before, month = sorted(_parts(name), key=len) or [""]
                months[month] = number
                others.update(before)
    beside = {part for each in others for part in _parts(each)} | weekdays.keys()
    return _Names(months, {name: frozenset(days) for name, days in weekdays.items()}, frozenset(beside))


def _parts(text: str) -> list[str]:
    """Return the words, numbers and signs of a date, in small letters without accents, which people leave out."""
    apart = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return re.findall(r"\d+|[^\W\d_]+|[^\w\s.,'’-]|[^\W\d]", bare)


def number(value: float, lang: str) -> str:
    """Return a number with the language's marks for thousands and decimals, of which it has three at most."""
    from babel.numbers import format_decimal

    return str(format_decimal(value, locale=_locale(lang)))


def rise(value: int, lang: str) -> str:
    """Return a difference with its sign, which is no hyphen: that is not read out."""
    from babel.numbers import format_decimal

    return str(format_decimal(value, format="+#,##0;-#,##0", locale=_locale(lang))).replace("-", "\u2212")


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
