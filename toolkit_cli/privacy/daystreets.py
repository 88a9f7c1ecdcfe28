"""Finds streets named after a day: "5, rue du 8-Mai-1945", "via 25 Aprile, 12", "Straße des 17. Juni 135"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from toolkit_cli.privacy.addresses import FURTHER, HOUSE, NO_HOUSE, RECENT, with_home, with_place
from toolkit_cli.privacy.dates import days, month_days
from toolkit_cli.privacy.spans import ADDRESS, Span
from toolkit_cli.privacy.words import one_of

NEAR = 40  # letters before a day in which the street's word and the house's number stand
NUMBER = re.compile(rf"(?<![\w.,/:-])(?P<house>{HOUSE.pattern})(?:\s*,)?\s+$")
YEAR = re.compile(r"\d{4}$")
THIS_CENTURY = re.compile(r"20\d\d$")


def day_streets(text: str) -> Iterator[Span]:
    """Yield streets with a word for a street right before their day or behind it, and with the house's number.

    A street's word before a day tells it even without a number, if the month has a capital or a year is named. A year
    of this century names none: that is when something was, as in "la route du 5 mai 2020".
    """
    for day in days(text):
        said = text[day.start : day.end]
        word = _word_before().search(text, max(0, day.start - NEAR), day.start)
        if word and not THIS_CENTURY.search(said):
            named = bool(YEAR.search(said)) or said != said.lower()
            yield from _street(text, word.start("word"), day.end, named)
    for day in (*days(text), *month_days(text)):
        if (word := _word_behind().match(text, day.end)) and (house := _house(text, word.end(), True)):
            yield _whole(text, day.start, house)


def _street(text: str, start: int, end: int, named: bool) -> Iterator[Span]:
    """Yield the street between two places, with its house; without one only if it is `named` beyond doubt."""
    before = NUMBER.search(text, max(0, start - NEAR), start)
    if before and _between().match(text, start) and not RECENT.fullmatch(before["house"]):
        yield _whole(text, before.start("house"), end)
    elif house := _house(text, end, named):
        yield _whole(text, start, house)
    elif named:
        yield _whole(text, start, end)


def _house(text: str, end: int, named: bool) -> int | None:
    """Return where the number of a house behind a street ends; no word may follow it unless the street is `named`."""
    house = _number_behind().match(text, end)
    if house and not NO_HOUSE.match(text, house.end()) and (named or not FURTHER.match(text, house.end())):
        return house.end()
    return None


def _whole(text: str, start: int, end: int) -> Span:
    """Return an address with the flat, the postcode and the place that belong to it."""
    start, end = with_home(text, start, end)
    return Span(start, with_place(text, end), ADDRESS)


@lru_cache(maxsize=1)
def _word_before() -> re.Pattern[str]:
    words = one_of("street_before", "street_between", "street_before_day")
    return re.compile(rf"(?P<word>{words})\s*(?:{one_of('street_particles')}\s*)?$")


@lru_cache(maxsize=1)
def _word_behind() -> re.Pattern[str]:
    return re.compile(rf"\s{one_of('street_after', 'street_after_weak')}")


@lru_cache(maxsize=1)
def _between() -> re.Pattern[str]:
    return re.compile(one_of("street_between"))


@lru_cache(maxsize=1)
def _number_behind() -> re.Pattern[str]:
    return re.compile(rf"[ \u00a0,:]{{1,3}}(?:{one_of('number_words')}[ \u00a0:]{{0,2}})?{HOUSE.pattern}")
