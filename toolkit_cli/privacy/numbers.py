"""Finds telephone numbers and the numbers of persons: identity cards, insurance, tax.

Telephone numbers are checked with `phonenumbers`, the others with `python-stdnum`: they know how the numbers of each
country are made, and which digits check the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib import import_module

import phonenumbers

from toolkit_cli.privacy.spans import IDENTITY, PHONE, Span, matches
from toolkit_cli.privacy.toldnumbers import NEAR, behind, count_digits, number_in
from toolkit_cli.privacy.words import COUNTRIES, one_of

LONG = 9  # digits in a row that are no count of anything
# Figures in groups; letters and figures; figures in a row, or a birth date and the rest, as persons' numbers are.
DIGITS = re.compile(r"(?<![\w+])(?<!\d[.,/-])(?:\+|\()?\(?\d(?:[ \u00a0./()–-]{0,3}\d){5,18}(?![\w%€$£])")
MIXED = re.compile(
    r"(?<![\w/.-])(?=[\w+/-]{0,34}\d)(?=[\d+/-]{0,34}[A-Za-z])[A-Za-z0-9](?:[-+/]?[A-Za-z0-9]){6,16}(?!\w)"
)
PLAIN = re.compile(
    r"(?<![\w.,/+-])(?:\d{9,15}|\d{6,8}[-/+]\d{3,5}|\d\d\.\d\d\.\d\d-\d{3}\.\d\d|756\.\d{4}\.\d{4}\.\d\d|\d{3}\.\d{3}\.\d{3}-\d\d)"
    r"(?![\w%])"
)
SAID = r"[^\W_](?:[ ./-]?[^\W_]){4,17}"
WITHIN = re.compile(r"\s+[^\W\d_]+(?=\s)")
CHECK_LETTER = re.compile(r"[ \u00a0-][A-Z](?!\w)")
GROUPED = re.compile(r"(?<!\w)[A-CEGHJ-PR-TW-Z]{2} \d\d \d\d \d\d [A-D](?!\w)")  # a British insurance number
ROW = re.compile(rf"(?<![\w.,])\d{{{LONG},}}(?![\w%])")
# What is no telephone number, though it looks like one.
THOUSANDS = re.compile(r"\d{1,3}(?:[ .\u00a0]\d{3})+")
TIMES = re.compile(r"\d{1,2}\.\d{2}\s?[–-]\s?\d{1,2}\.\d{2}")
YEARS = re.compile(r"(?:(?:19|20)\d{2}\s?[ /–-]+\s?)+(?:19|20)\d{2}")
MONEY = re.compile(r"\s?(?:€|\$|£|%|eur\b|euro|usd|gbp|chf|kr\b|zł|kč|lei\b|ft\b|лв|дин|ден)", re.I)
HELP_LINE = re.compile(r"116[ \u00a0]?\d{3}")  # the same in all of Europe
# Countries where a number begins with any digit; in the others it begins with 0.
WITHOUT_ZERO = ("GR", "IT", "ES", "PL", "PT", "CZ", "DK", "NO", "LV", "EE", "LU", "CY", "MT")
# Modules of stdnum for numbers of persons that hold letters, a birth date or good check digits.
PERSONAL = (
    "at.vnr", "be.nn", "bg.egn", "ch.ssn", "cz.rc", "de.idnr", "dk.cpr", "ee.ik", "es.nif", "fi.hetu", "fr.nir",
    "gr.amka", "hr.oib", "ie.pps", "is_.kennitala", "it.codicefiscale", "lt.asmens", "no.fodselsnummer", "pl.pesel",
    "pt.cc", "ro.cnp", "se.personnummer", "si.emso", "tr.tckimlik",
)  # fmt: skip
# What no module knows: the United Kingdom's, Albania's, Latvia's, Malta's, and Brazil's by its form alone.
SHAPES = re.compile(
    r"[A-CEGHJ-PR-TW-Z]{2}\d{6}[A-D]|[A-T]\d{8}[A-Z]|[0-3]\d[01]\d\d\d-?[012]\d{4}|(?-i:\d{6,7}[ABGHLMPZ])|"
    r"\d{3}\.\d{3}\.\d{3}-\d\d",
    re.I,
)


def identities(text: str) -> Iterator[Span]:
    """Yield the numbers of persons, passports and cards: after a word for one, or with digits that check."""
    for found in behind("id_words", SAID).finditer(text):
        if count_digits(found["said"]) > 3:
            told = _to_words(text, number_in(found, IDENTITY))
            if count_digits(text[told.start : told.end]) > 3:
                yield _to_check_letter(text, told)
    yield from matches(GROUPED, text, IDENTITY)
    for pattern in (MIXED, PLAIN):
        yield from (Span(*found.span(), IDENTITY) for found in pattern.finditer(text) if _is_personal(found[0]))


def _to_words(text: str, span: Span) -> Span:
    """Return a number as far as the first word in small letters: "AB123456 and 3"."""
    words = (word for word in WITHIN.finditer(text, span.start, span.end) if word[0].strip().islower())
    word = next(words, None)
    return Span(span.start, word.start(), span.kind) if word else span


def _to_check_letter(text: str, span: Span) -> Span:
    """Return a number with the letter behind it that a blank parts from it, if it is whole with that: 12345678 Z."""
    letter = CHECK_LETTER.match(text, span.end)
    if letter and _is_personal(re.sub(r"[ .-]", "", text[span.start : letter.end()])):
        return Span(span.start, letter.end(), IDENTITY)
    return span


def phones(text: str, countries: Sequence[str]) -> Iterator[Span]:
    """Yield telephone numbers; `countries` are those where the writer is, as far as that is known."""
    for found in DIGITS.finditer(text):
        said = found[0].rstrip(" (/.-–")
        end = found.start() + len(said)
        before = text[max(0, found.start() - NEAR) : found.start()]
        if HELP_LINE.fullmatch(said) or MONEY.match(text, end):
            continue
        if _is_phone(said, bool(_phone_before().search(before)), countries):
            around = said.startswith("(") and ")" not in said  # the bracket is that of the words around the number
            yield Span(found.start() + around, end, PHONE)


def others(text: str) -> Iterator[Span]:
    """Yield what is left: numbers of persons in groups, as most telephone numbers are written, and long ones."""
    for found in DIGITS.finditer(text):
        if not THOUSANDS.fullmatch(found[0]) and _is_personal(found[0]):
            yield Span(*found.span(), IDENTITY)
    yield from matches(ROW, text, IDENTITY)


def _is_personal(said: str) -> bool:
    return bool(SHAPES.fullmatch(said)) or any(check(said) for check in _checks())


@lru_cache(maxsize=1)
def _checks() -> Sequence[Callable[[str], bool]]:
    return [import_module(f"stdnum.{name}").is_valid for name in PERSONAL]


@lru_cache(maxsize=1)
def _phone_before() -> re.Pattern[str]:
    words, is_ = one_of("phone_words"), one_of("number_words", "is_words")
    return re.compile(rf"{words}\s*(?:{is_}|number|\W){{0,3}}\s*\(?$", re.I)


def _is_phone(said: str, told: bool, countries: Sequence[str]) -> bool:
    """Say whether digits are a telephone number; `told` says that a word before them speaks of one."""
    digits = re.sub(r"\D", "", said)
    if said.startswith("+") or (digits.startswith("00") and len(digits) >= LONG):
        return len(digits) > 7
    if told:
        return len(digits) > 5
    if len(digits) < 7 or TIMES.fullmatch(said) or YEARS.fullmatch(said):
        return False
    if digits.startswith("0"):
        return _is_valid(digits, COUNTRIES)
    if THOUSANDS.fullmatch(said) and (len(digits) != LONG or digits.endswith("000")):
        return False
    here = len(digits) > 7 and _is_valid(digits, countries)
    return here or (LONG <= len(digits) <= LONG + 1 and _is_valid(digits, WITHOUT_ZERO))


def _is_valid(digits: str, countries: Sequence[str]) -> bool:
    for country in countries:
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(digits, country)):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False
