"""Finds full dates: day, month and year in figures, or day and month in the words of any language of Europe."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit_cli.privacy.spans import DATE, Span, matches
from toolkit_cli.privacy.words import listed, months, short_months

FIGURES = (
    re.compile(r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sign>[./-])\s?(?P<b>\d{1,2})(?P=sign)\s?(?P<year>\d{4})(?!\w|[/-]\d)"),
    re.compile(r"(?<![\d/.-])(?P<year>\d{4})(?P<sign>[./-])\s?(?P<a>\d{1,2})(?P=sign)\s?(?P<b>\d{1,2})(?!\w|[/-]\d)"),
    re.compile(r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sign>/)(?P<b>\d{1,2})/(?P<year>\d{2})(?!\w|[/-]\d)"),
    re.compile(
        r"(?<![\w/.-])(?P<a>\d{1,2})(?P<sign>[.-])\s?(?P<b>0?[1-9]|1[0-2])(?P=sign)\s?(?P<year>\d{2})(?!\w|[./-]\d)"
    ),
)
YEAR = r"(?:19|20)\d{2}(?!\d)"
# With the month in Roman figures: 12.III.1985, 12 III 1985.
ROMAN = re.compile(
    rf"(?<![\w/.-])(?:0?[1-9]|[12]\d|3[01])(?P<sign>\. ?|[ /-])"
    rf"(?:I{{1,3}}|I[VX]|VI{{0,3}}|XI{{0,2}})(?P=sign){YEAR}(?!\w)"
)
ORDINAL = r"(?:\.?[º°ª]|\.|(?:st|nd|rd|th|er|ère|ης|η|-?го|-?ти|-?ви|-?ри|-?те|e|ste|de|ú)\b)?"
OF = r"(?:(?:de|of|do|di|ta[’']|an|lá)\s+|d[’'])?"
FROM = rf"{YEAR}\.?\s?(?:m\.|gada|g\.|г\.|թ\.|թվականի|წლის)?\s"
BEFORE = rf"(?:{FROM})?(?:\d{{1,2}}\.?\s?(?:[-–/]|to|bis|al|au|do)\s?)?"
TWO = "(?: Fómhair)?"  # September and October are two words in Irish
DAY_MONTH = re.compile(
    rf"(?<!\w)(?<![^\W\d_]-)(?<!\d[.,/]){BEFORE}(?P<day>\d{{1,2}}){ORDINAL}\s{{0,2}}{OF}(?P<month>[^\W\d_]{{3,15}}{TWO})(?![^\W\d_])"
    rf"(?P<after>\.?,?\s{{0,2}}(?:(?:de|del|of|ta[’'])\s+)?(?P<year>{YEAR}|[’']\d{{2}}(?!\d)))?"
)
# With hyphens, as Excel writes dates, and French streets: 12-Mar-21, rue du 8-Mai-1945; or with strokes: 12/Mar/21.
HYPHENS = re.compile(
    rf"(?<![\w.,/-])(?P<day>\d{{1,2}})(?:er)?(?P<sign>[/-])(?P<month>[^\W\d_]{{3,15}})\.?"
    rf"(?P<year>(?P=sign)(?:{YEAR}|1[78]\d\d|\d\d))?(?!\w|-\w)"
)
MONTH_DAY = re.compile(
    rf"(?P<before>\bon\s+|(?P<from>{FROM}))?(?<![^\W\d_])(?P<month>[^\W\d_]{{3,15}})\s(?P<day>\d{{1,2}})(?!\d)"
    rf"(?P<after>(?:st|nd|rd|th)\b|-\w+|\sd\.|\.?)(?(from)|(?P<year>,?\s{YEAR})?)"
)


def dates(text: str) -> Iterator[Span]:
    """Yield the dates that name a day."""
    for pattern in FIGURES:
        for found in pattern.finditer(text):
            if _is_day(int(found["a"]), int(found["b"])) and 1900 <= _year(found["year"]) < 2100:
                yield Span(*found.span(), DATE)
    yield from matches(ROMAN, text, DATE)
    yield from days(text)
    yield from month_days(text, told=True)


def days(text: str) -> Iterator[Span]:
    """Yield the dates in which a month's name stands behind the day."""
    for pattern in (DAY_MONTH, HYPHENS):
        for found in pattern.finditer(text):
            if 1 <= int(found["day"]) <= 31 and _is_month(found["month"], bool(found["year"]), text[found.end() :]):
                yield Span(found.start(), found.end(), DATE)


def month_days(text: str, told: bool = False) -> Iterator[Span]:
    """Yield those in which it stands before the day; `told`: only where it is clear that a day is meant."""
    for found in MONTH_DAY.finditer(text):
        is_told = found["before"] or found["year"] or found["after"] not in ("", ".")
        if (is_told or not told) and 1 <= int(found["day"]) <= 31 and _known(found["month"]):
            yield Span(found.start("from") if found["from"] else found.start("month"), found.end(), DATE)


def _is_day(first: int, second: int) -> bool:
    """Say whether two numbers are a day and a month, in whatever order."""
    return 1 <= min(first, second) <= 12 and max(first, second) <= 31


def _year(figures: str) -> int:
    return int(figures) if len(figures) == 4 else 2000 + int(figures)


def _is_month(word: str, with_year: bool, rest: str) -> bool:
    """Say whether the word after a day is a month; where it may be another word, by what follows."""
    if word.lower() in listed("months_also_words"):
        return with_year or word[0].isupper() or not re.match(r"\s*\w", rest)
    return _known(word) or (with_year and word.lower() in short_months())


def _known(word: str) -> bool:
    return word.lower() in months()
