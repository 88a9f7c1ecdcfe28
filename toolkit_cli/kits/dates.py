"""Dates as people write them, in figures or with the month's name, in any language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product, takewhile
from operator import eq
from typing import TYPE_CHECKING

from toolkit_cli.characters import visible
from toolkit_cli.kits.localformat import dated, locale
from toolkit_cli.kits.words import languages

if TYPE_CHECKING:
    from babel import Locale

LANGUAGES = (
    "en", "de", "fr", "it", "es", "pt", "ca", "gl", "eu", "nl", "lb", "pl", "cs", "sk", "sl", "hr", "bs", "sr-Latn",
    "sr", "mk", "bg", "ru", "uk", "be", "ro", "sq", "el", "hu", "tr", "mt", "ga", "cy", "da", "sv", "nb", "is", "fi",
    "et", "lv", "lt", "ka", "hy",
)  # fmt: skip
# What may stand in a date beside its parts: endings of numbers; articles, "on the day"; "year", "of the year", "month".
ENDINGS = ("st", "nd", "rd", "th", "er", "re", "o", "a", "º", "ª", "°", "го", "е", "η", "ης", "ú", "én", "án", "eko")
ARTICLES = ("le", "il", "el", "am", "den", "an", "id", "l", "dne", "dana", "dnia")
YEARS = (
    "r", "rok", "roku", "р", "рік", "року", "г", "год", "года", "година", "g", "god", "godina", "godine", "година",
    "године", "leta", "թ", "թվական", "թվականի", "წ", "წელი", "წლის", "m", "mėn", "d", "gada", "a", "aasta", "hó",
)  # fmt: skip
QUOTES = str.maketrans(dict.fromkeys('«»„“”"()', " ") | {"ʼ": "'", "․": "."})
LONGEST = 60  # letters of a date in words
CONTEXTS = ("stand-alone", "format")  # of names in CLDR: by themselves, and within a date
SHORTEST = 3  # letters by which a name in another case is known
# Dates in figures: 2021-03-19 and, as in Hungary, "2021. 03. 19."; 19.3.2021, 19 III 2021 and, in Sweden, "19/3 2021".
ROMAN = dict(zip(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), range(1, 13), strict=True))
MONTH = rf"(?P<month>\d{{1,2}}|{'|'.join(ROMAN)})"
ISO = re.compile(rf"(?P<year>\d{{4}})(?:[-/]|\.\s*){MONTH}(?:[-/]|\.\s*)(?P<day>\d{{1,2}})")
BEFORE, BEHIND = r"\s*[-./]\s*|\s+(?=[IVX])", r"\s*[-./]\s*|(?<=[IVX])\s+|(?<=/\d)\s+|(?<=/\d\d)\s+"  # the month
EUROPEAN = re.compile(rf"(?P<day>\d{{1,2}})(?:{BEFORE}){MONTH}(?:{BEHIND})(?P<year>\d{{4}})")
# Articles before it, and "of the year" behind it.
ARTICLE = re.compile(rf"^(?:{'|'.join(ARTICLES)})\s+(?=\d)", re.IGNORECASE)
YEAR = re.compile(rf"(?<=\d)\.?\s*(?:{'|'.join(sorted(YEARS, key=len, reverse=True))})[.․]*$", re.IGNORECASE)


def day(text: str, lang: str) -> str | None:
    """Return a text that is a date as `2021-03-19`; None for any other text.

    Read are year, month and day in this order, or day, month and year as Europe writes them. The year has four digits;
    the month is a number, a Roman numeral, or a name in `lang` or in English.
    """
    said = visible(text).strip()
    exact = _in_figures(said) or _in_words(said, lang, exactly=True)
    if exact:
        return exact
    # What would be another case of a month is none where it is another month elsewhere: "lipnja", which is no "lipca".
    found = _in_words(said, lang)
    return None if found and _in_others(said) - {found, ""} else found


def day_in_any(text: str, lang: str) -> str | None:
    """Return a text that is a date in `lang`, or in other languages of Europe if all that can read it agree.

    In the others, the names of months count only as they are printed in dates, and those of weekdays only as they are.
    "listopad" is October in Croatian and November in Polish: where `lang` is neither, the text is no date.
    """
    if found := day(text, lang):
        return found
    others = _in_others(visible(text).strip())
    if len(others) != 1:
        return None
    (agreed,) = others
    return agreed or None


def written(value: str, lang: str) -> str:
    """Return a date such as `2021-03-19` in the words of `lang`; as it is where these could be misread.

    They have to be the same date in every language of the workbooks: a form's data may come back without what says its
    language, or to somebody who lacks the translation.
    """
    told = dated(value, lang)
    return told if all(day_in_any(told, each) == value for each in {lang, *languages()}) else value


def _in_figures(said: str) -> str | None:
    """Return a date whose month is a number, in Arabic or Roman figures, as `2021-03-19`; None for other texts."""
    figures = ARTICLE.sub("", YEAR.sub("", said)).rstrip(".")
    found = ISO.fullmatch(figures) or EUROPEAN.fullmatch(figures)
    if found is None:
        return None
    month = found["month"]
    return _date(found["year"], ROMAN.get(month) or int(month), found["day"])


def _in_words(said: str, lang: str, exactly: bool = False) -> str | None:
    """Return a date whose month is written by its name in `lang` or in English as `2021-03-19`; None for other texts.

    `exactly` takes the month's name only as it is printed in dates.
    """
    apart = _apart(said)
    if apart is None:
        return None
    for name in dict.fromkeys((lang, "en")):
        found = _read(apart, _names(name), month_cases=not exactly)
        if found is not None:
            return found or None
    return None


@lru_cache(maxsize=256)
def _in_others(said: str) -> frozenset[str]:
    """Return the dates that a text is in the languages of Europe, with months and weekdays as they are printed.

    Among them is "" where a language knows the words, but there is no such day.
    """
    apart = _apart(said)
    if apart is None:
        return frozenset()
    read = (_read(apart, _names(name), month_cases=False, weekday_cases=False) for name in LANGUAGES)
    return frozenset(found for found in read if found is not None)


@dataclass(frozen=True)
class _Apart:
    """A text with a year of four digits and a day of one or two: these, and its other words."""

    year: str
    day: str
    words: Sequence[str]


def _apart(text: str) -> _Apart | None:
    """Split a text; return None where it is too long for a date, or has not one of each number."""
    words = _parts(text) if len(text) <= LONGEST else []
    years = [word for word in words if word.isdecimal() and len(word) == 4]
    days = [word for word in words if word.isdecimal() and len(word) < 3]
    if len(years) != 1 or len(days) != 1:
        return None
    return _Apart(years[0], days[0], [word for word in words if word not in (years[0], days[0])])


def _read(said: _Apart, known: _Names, month_cases: bool, weekday_cases: bool = True) -> str | None:
    """Return the date that a text is by the names of a language, as `2021-03-19`.

    It is "" where there is no such day, or another day of the week; None where the text is no date in that language.
    Its parts may stand in any order. Beside them may stand what dates of the language have (such as "de"), articles,
    endings of numbers, and the day of the week; with anything else the text is more than a date. Whether names count in
    other cases than they are printed in is said for the month's and the day's.
    """
    month, left = known.month(said.words, month_cases)
    weekdays = [known.weekday(word, weekday_cases) for word in left if word not in known.beside]
    if not month or not all(weekdays):
        return None
    return _date(said.year, month, said.day, weekdays) or ""


def _date(year: str, month: int, day_: str, weekdays: Sequence[Set[int]] = ()) -> str | None:
    """Return a date as `2021-03-19`; None where there is no such day, or it is not one of each set of `weekdays`."""
    try:
        found = date(int(year), month, int(day_))
    except ValueError:
        return None
    return found.isoformat() if all(found.weekday() in each for each in weekdays) else None


@dataclass(frozen=True)
class _Names:
    """The names of a language's months (1 to 12) and days of the week (0 for Monday), and what else its dates have.

    A month's name may be several words; a word, such as an abbreviation, may name several days. Of those in
    `cases_of_months` and `cases_of_weekdays`, which are written out, another case is one too, as in Slavic, Baltic and
    Nordic languages. `beside` are words that may stand in a date and name nothing.
    """

    months: Mapping[frozenset[str], int]
    weekdays: Mapping[str, frozenset[int]]
    cases_of_months: Mapping[frozenset[str], int]
    cases_of_weekdays: Mapping[str, frozenset[int]]
    beside: frozenset[str]

    def month(self, words: Sequence[str], cases: bool) -> tuple[int, Sequence[str]]:
        """Return the number of the month that words name, and the words left; 0 and all words for none or several.

        Names as they are printed go before other `cases`, if these count, and of names within names the longest.
        """
        for months, is_meant in ((self.months, eq), (self.cases_of_months if cases else {}, _is_case)):
            named = [name for name in months if all(any(is_meant(word, part) for word in words) for part in name)]
            longest = [name for name in named if len(name) == max(map(len, named))]
            numbers = {months[name] for name in longest}
            if len(numbers) == 1:
                left = [word for word in words if not any(is_meant(word, part) for part in longest[-1])]
                return numbers.pop(), left
            if numbers:
                break
        return 0, words

    def weekday(self, word: str, cases: bool) -> frozenset[int]:
        """Return the days of the week that a word may name, 0 for Monday."""
        if word in self.weekdays or not cases:
            return self.weekdays.get(word, frozenset())
        inflected = self.cases_of_weekdays.items()
        return frozenset[int]().union(
            *(days for name, days in inflected if len(word) >= len(name) and _is_case(word, name))
        )


def _is_case(word: str, name: str) -> bool:
    """Say whether a word may be a name in another case: all but two letters of the name, and at most three others."""
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, name, strict=False)))
    return alike >= max(SHORTEST, len(name) - 2) and len(word) - alike <= 3


@lru_cache(maxsize=64)
def _names(lang: str) -> _Names:
    """Return what CLDR has of a language, as it stands alone and within a date, abbreviated and written out."""
    known = locale(lang)
    english = known.language == "en"
    beside = {*ENDINGS, *ARTICLES, *YEARS, *(("of", "the") if english else ())}
    for form in ("long", "full"):
        beside.update(re.findall("'[^']*'|[^\\W\\d_a-zA-Z]+", str(known.date_formats[form].pattern)))
    return _Names(
        months=_months(known, "abbreviated") | _months(known, "wide"),
        weekdays=_weekdays(known, "abbreviated", "wide"),
        cases_of_months={} if english else _months(known, "wide"),
        cases_of_weekdays={} if english else _weekdays(known, "wide"),
        beside=frozenset(part for each in beside for part in _parts(each)),
    )


def _months(known: Locale, width: str) -> dict[frozenset[str], int]:
    """Return the numbers of the months by the words of their names."""
    names = [pair for context in CONTEXTS for pair in known.months[context][width].items()]
    return {frozenset(_parts(name)): number for number, name in names}


def _weekdays(known: Locale, *widths: str) -> dict[str, frozenset[int]]:
    """Return the days that each word of their names may mean."""
    days: dict[str, frozenset[int]] = {}
    for context, width in product(CONTEXTS, widths):
        for number, name in known.days[context][width].items():
            for part in _parts(name):
                days[part] = days.get(part, frozenset()) | {number}
    return days


def _parts(text: str) -> list[str]:
    """Return the words, numbers and signs of a date, in small letters and without accents, which people leave out."""
    apart = unicodedata.normalize("NFD", text.translate(QUOTES).casefold().replace("ı", "i"))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return re.findall(r"\d+|[^\W\d_]+|[^\w\s.,'’-]|[^\W\d]", bare)
