"""Finds addresses: a street's word with a name and a house's number, and postcodes with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import takewhile

from toolkit_cli.privacy.dates import dates
from toolkit_cli.privacy.spans import ADDRESS, Span
from toolkit_cli.privacy.words import is_land, is_place, listed, lists, months, one_of

END = r"(?=\s*(?:[,.;)\n]|$))"
# Words with the full stop of an abbreviation or with a year (Huit-Mai-1945), and numbers as houses have them: 5, 5a,
# 5/2/15, 5-7, 5/B, 5 bis, 5 b.
LETTER = r"[^\W\d_](?!\w)"
MORE = rf"(?: (?:bis|ter|quater)(?!\w|\s\d{{1,3}}(?!\d))| [A-Za-z](?!\w|\.\s?\d){END})?"
TOKEN = re.compile(
    rf"(?<![^\Wº])(?P<number>\d+(?:{LETTER})?(?:[/-](?:\d+(?:{LETTER})?|{LETTER})){{0,3}}{MORE})"
    r"|[Cc]/|[Nn]°|[^\W\d_]+(?:['’.-][^\W\d_]+)*(?:-1[7-9]\d\d(?!\w)|[.’'])?|[#№]"
)
HOUSE = re.compile(rf"[1-9]\d{{0,3}}(?:{LETTER})?(?:[/-](?:\d{{1,4}}(?:{LETTER})?|{LETTER})){{0,3}}{MORE}")
YEAR = re.compile(r"\d{4}")
RECENT = re.compile(r"(?:19|20)\d\d(?:[/-]\d+)?")
NO_HOUSE = re.compile(r"\s?[%€$£]|[.,:]\d")
SMALL = "am|an der|auf|bei|im|in|of|on|upon|sur|sous|en|di|del|della|de|do|da|la|le|los|las|nad|pod|ob|na|v|u|над|на"
PLACE = r"(?P<place>[^\W\d_]{3,}(?:[ -][^\W\d_]{3,}){0,2})"
TOWN = rf"(?P<place>[^\W\d_]{{3,}}(?:[ -](?:(?:{SMALL})[ -])?[^\W\d_]{{3,}}){{0,2}})"  # also Frankfurt am Main
# What stands before postcodes in other countries, and the forms that cannot be another number.
POSTCODES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\w)(?P<code>(?:[ABDFILMS]|CH|DK|FIN?|FL|HR|NL|SE|SI|SK|CZ|PL|GR|BG|RO|EE|LT|LV|MD|AL|RS|MK)-\d{{4,5}}"
        rf"\s+{TOWN})",
        rf"(?<![\w-])(?P<code>(?:\d{{2}}-\d{{3}}|\d{{4}}-\d{{3}})\s+{PLACE}){END}",
        rf"(?<!\w)(?P<code>(?!19|20)\d{{4}} ?[A-Z]{{2}}\s+{TOWN})",
        r"(?<!\w)(?P<code>(?P<place>[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}))(?!\w)",
        rf"(?m)(?:(?<=,)|^)[^\S\n]*(?P<code>(?:\d{{3}} ?\d{{2}}|(?!19|20)\d{{4}})\s+{PLACE}){END}",
    )
)
AFTER_STREET = re.compile(
    r"[\s,–-]{1,3}(?:[A-Z]{1,3}-)?(?:\d{3} ?\d{2}|\d{4}(?:-\d{3})?|\d\d-\d{3}"
    rf"|\d{{3}}(?=\s+[^\W\d_]+{END}))\s+{TOWN}"
)
BEFORE_PLACE = re.compile(r"(?<![\w.,/-])(?!19|20)\d{4}\s+$")  # as in Hungarian: 1052 Budapest, Váci utca 10
PLACE_FIRST = re.compile(f"{PLACE},")
# Which flat it is: 2, 2b, B; or on which floor and side of a Spanish or Portuguese stair: 2º B, 3º izq.
FLAT = r"(?:[1-9]\d{0,3}[^\W\d_]?|[A-Z]{1,2}\d{1,3}[A-Z]?|[A-ZΑ-ΩА-ЯЁЄІЇЂЈЉЊЋЏ])(?![\w%€$£]|[.,:/-]\d)"
FLOOR = r"[1-9]\d?\.?[ºª°](?:\s?(?:[A-H](?!\w)|(?i:izq(?:da)?\.?|dcha?\.?|dta\.?|esq\.?|dto\.?|frente)))?"
# The same in Finland, by stair and flat, and in Hungary, by floor and flat: B 34, II/3, 2. em. 3.
STAIR = r"\s[A-H]\s\d{1,3}(?![\w%€$£]|[.,:/-]\d)"
STOREY = r"\.?,?\s(?:[IVX]{1,4}/\d{1,3}|(?:[IVX]{1,4}|\d{1,2})\.?\s?em(?:elet|\.)(?:,?\s?\d{1,3}(?!\w))?)(?!\w)"
HOME = 30  # letters before a street in which a flat may stand
NEAR = frozenset(' ,:\u00a0“”„"«»')
FURTHER = re.compile(r"\s[^\W\d_]")
# Lists with abbreviations, whose full stop ends no sentence.
STOPPED = ("street_before", "street_after_weak", "street_between", "number_words", "street_particles", "titles")
WORDS = 6  # of a street's name, its small words counted


def addresses(text: str) -> Iterator[Span]:
    """Yield streets with their houses' numbers, the place behind them included, and postcodes with their places."""
    yield from _streets(text)
    yield from _postcodes(text)


def _streets(text: str) -> Iterator[Span]:
    tokens = list(TOKEN.finditer(text))
    full = [range(span.start, span.end) for span in dates(text) if YEAR.search(text, span.start, span.end)]
    in_dates = {place for date in full for place in date}
    for index, token in enumerate(tokens):
        is_house = HOUSE.fullmatch(token[0]) and not NO_HOUSE.match(text, token.end())
        if is_house and token.start() not in in_dates and (street := _House(text, tokens, index).street()):
            start, end = with_home(text, *street)
            yield Span(start, with_place(text, end), ADDRESS)


def _postcodes(text: str) -> Iterator[Span]:
    for pattern in (*POSTCODES, _postcode_told()):
        for found in pattern.finditer(text):
            place = found["place"]
            if place[0].isupper() and place.split()[0] not in listed("no_names"):
                yield Span(found.start("code"), _place_end(found), ADDRESS)


def with_home(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where a street lies with the flat in the house, before it or behind: "Flat 2, 14 Baker Street"."""
    before = _home_before().search(text, max(0, start - HOME), start)
    if not before and PLACE_FIRST.match(text, start):
        before = BEFORE_PLACE.search(text, max(0, start - HOME), start)
    behind = _home_behind().match(text, end)
    return before.start() if before else start, behind.end() if behind else end


@lru_cache(maxsize=1)
def _postcode_told() -> re.Pattern[str]:
    """Return a pattern for a postcode that only a word before it tells: "wohnt in 10115 Berlin"."""
    return re.compile(rf"{one_of('lives')}\s+(?:[^\W\d_]{{1,3}}\s+)?(?P<code>(?:\d{{5}}|(?!19|20)\d{{4}})\s+{TOWN})")


@lru_cache(maxsize=1)
def _home_before() -> re.Pattern[str]:
    return re.compile(rf"{one_of('homes')}\s*{FLAT}(?:,\s*|\s+(?:at\s+)?)$")


@lru_cache(maxsize=1)
def _home_behind() -> re.Pattern[str]:
    return re.compile(rf"(?:[\s,/–-]{{1,3}}(?:{one_of('homes')}\s*{FLAT}|{FLOOR})|{STAIR}|{STOREY})+")


def with_place(text: str, end: int) -> int:
    """Return where an address ends, with the postcode and the place that follow it."""
    place = AFTER_STREET.match(text, end)
    return _place_end(place) if place and place["place"][0].isupper() else end


def _place_end(found: re.Match[str]) -> int:
    """Return where a place ends, with its last word that has a capital; a British postcode is its own place."""
    words = [word for word in re.finditer(r"\w+", found["place"]) if _is_capital(word) or word[0][0].isdigit()]
    return found.start("place") + words[-1].end()


@dataclass(frozen=True)
class _House:
    """A number that may be a house's: the token of a text at an index."""

    text: str
    tokens: Sequence[re.Match[str]]
    index: int

    def street(self) -> tuple[int, int] | None:
        """Return start and end of the street to which the house belongs; None where there is none."""
        if first := self._first_before():
            return first.start(), self._number.end()
        end = self._end_behind()
        return (self._number.start(), end) if end else None

    @property
    def _number(self) -> re.Match[str]:
        return self.tokens[self.index]

    @cached_property
    def _is_alone(self) -> bool:
        """Whether no further word follows the number."""
        return not FURTHER.match(self.text, self._number.end())

    def _first_before(self) -> re.Match[str] | None:
        """Return the first word of a street whose name stands before the number; None where there is none.

        "Hauptstraße 5", "Nowa ulica 5", "via Roma 5", "u Vukovarskoj 12"
        """
        before = self._words_before()
        if before and before[0][0] in listed("number_words"):
            before = before[1:]
        if not before:
            return None
        last = before[0]
        if _is_capital(last) and self._ends_as_street(last):
            return last
        if last[0] in listed("street_after") or (self._is_alone and last[0] in listed("street_after_weak")):
            named = _capitals(before[1:])
            return named[-1] if named else None
        for count, word in enumerate(before):
            if word[0] in listed("street_before"):
                return word if _is_name(before[:count]) else None
        if not self._is_alone or RECENT.fullmatch(self._number[0]):
            return None
        return last if _is_adjective(last) else self._first_told(before)

    def _ends_as_street(self, word: re.Match[str]) -> bool:
        """Say whether a word is a street's whole name: "Hauptstraße", and "Marktplatz" if the number is the last."""
        return _ends(word[0], "street_endings") or (self._is_alone and _ends(word[0], "street_endings_weak"))

    def _first_told(self, before: Sequence[re.Match[str]]) -> re.Match[str] | None:
        """Return the same where only what stands before it tells: "wohnt Unter den Linden 5", "Adresse: Hang 5"."""
        for count, word in enumerate(before):
            lives = word[0] in listed("lives")
            labelled = self.text[word.end() : word.end() + 1] == ":" and word[0] in listed("address_labels")
            if lives or labelled:
                named = [each for each in before[:count] if _is_capital(each)]
                return None if not named or (lives and self._is_other(before[0], named)) else named[-1]
        return None

    def _is_other(self, last: re.Match[str], named: Sequence[re.Match[str]]) -> bool:
        """Say whether a number is an age, a day or the like: "lives in Leeds, 35", "wohnt seit Mai 12"."""
        apart = "," in self.text[last.end() : self._number.start()]
        words = [word[0] for word in named]
        return apart or last[0].lower() in months() or all(is_place(word) for word in words)

    def _end_behind(self) -> int | None:
        """Return where a street ends whose number comes first; None where there is none.

        "5 High Street", "5, rue de la Paix"
        """
        after = self._words_behind()
        if after and after[0][0] in listed("street_between"):
            name = [word for word in after[1:] if word[0] not in listed("street_particles")]
            named = _capitals(name)
            return _end(named[-1]) if named else None
        named = _capitals(after)
        return next((_end(word) for word in named[1:] if word[0].rstrip(".") in listed("street_after_number")), None)

    def _words_before(self) -> list[re.Match[str]]:
        """Return the words before the number, with only blanks, commas and quotes between them, the nearest first."""
        found: list[re.Match[str]] = []
        right = self._number
        for token in reversed(self.tokens[max(0, self.index - WORDS) : self.index]):
            if not NEAR.issuperset(self.text[token.end() : right.start()]) or _ends_sentence(token[0]):
                break
            found.append(token)
            right = token
        return found

    def _words_behind(self) -> list[re.Match[str]]:
        """Return the words after the number, likewise."""
        found: list[re.Match[str]] = []
        left = self._number
        for token in self.tokens[self.index + 1 : self.index + WORDS]:
            if not NEAR.issuperset(self.text[left.end() : token.start()]) or _ends_sentence(left[0]):
                break
            found.append(token)
            left = token
        return found


def _end(word: re.Match[str]) -> int:
    """Return where a word ends, without a full stop."""
    return word.start() + len(word[0].rstrip("."))


def _is_capital(word: re.Match[str]) -> bool:
    return word[0][0].isupper()


def _is_adjective(word: re.Match[str]) -> bool:
    """Say whether a word may be a street's name in the form of an adjective, and is no country or organisation."""
    other = is_land(word[0]) or word[0] in listed("organisations")  # "u Hrvatskoj 12", "Unii Europejskiej 27"
    return _is_capital(word) and not other and _ends(word[0], "street_adjectives")


def _ends_sentence(word: str) -> bool:
    """Tell a full stop at a sentence's end from that of an abbreviation."""
    return (
        word.endswith(".")
        and len(word) > 2
        and not any(word in listed(name) for name in STOPPED)
        and not _ends(word, "street_endings")
    )


def _ends(word: str, name: str) -> bool:
    """Say whether a word ends with one of a list, and is longer than that."""
    return word.lower().endswith(lists()[name]) and word.lower() not in lists()[name]


def _capitals(words: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Return the words at the beginning that have a capital."""
    return list(takewhile(_is_capital, words))


def _is_name(words: Sequence[re.Match[str]]) -> bool:
    """Say whether words may name a street: one has a capital, and all others but one are known small words."""
    capitals = [word for word in words if _is_capital(word)]
    others = [word for word in words if not _is_capital(word) and not word["number"]]
    unknown = [word for word in others if word[0] not in listed("street_particles")]
    return bool(capitals) and len(unknown) <= 1 and not any(word[0] in listed("no_names") for word in capitals)
