"""Words by which personal data is found: lists from `words.yaml`, months and places from Babel."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from babel import Locale, localedata

from toolkit_cli.errors import TemplateError
from toolkit_cli.files import yamlfile
from toolkit_cli.kits.dates import LANGUAGES

LISTS = Path(__file__).with_name("words.yaml")

LOCALES = tuple(lang.replace("-", "_") for lang in LANGUAGES)
# The countries whose telephone numbers are looked for where a number does not say its own.
COUNTRIES = (
    "GB", "DE", "IT", "FR", "ES", "PT", "NL", "BE", "LU", "AT", "CH", "LI", "IE", "PL", "CZ", "SK", "SI", "HR", "BA",
    "RS", "ME", "XK", "MK", "AL", "GR", "CY", "BG", "RO", "MD", "HU", "UA", "TR", "MT", "DK", "SE", "NO", "IS", "FI",
    "EE", "LV", "LT", "AD", "MC", "SM", "GE", "AM",
)  # fmt: skip
# An apostrophe belongs to a word only after a capital at its beginning: O’Brien, but l’Anna and Anna’s.
WORD = re.compile(r"(?:[A-Z]['’](?=[A-Z]))?[^\W\d_]+(?:-[^\W\d_]+)*")
SHORT = 5  # letters of an abbreviation, with its full stop
LOCATIVE = {"iej": "a", "ej": "a", "oj": "a", "ој": "а"}  # ends of adjectives after "in", and as they are named
# Islands that have the names of persons, who are rather meant: "Helena", "Martin".
NAMESAKES = ("BL", "KN", "LC", "MF", "MP", "MQ", "PM", "SH", "ST", "SX", "VC")
# Languages from elsewhere that interpreters speak in Europe.
TONGUES = ("am", "ar", "fa", "ku", "om", "pa", "rom", "so", "sw", "ti", "tl", "ur", "vi", "zh")
STEM = 4  # letters that a word has to share with another for being taken as a form of it


@lru_cache(maxsize=1)
def lists() -> dict[str, tuple[str, ...]]:
    """Return the lists by name, each with its words in the order of the file."""
    data = yamlfile.read(LISTS, TemplateError).data
    return {name: tuple(word.strip() for word in words.split(",") if word.strip()) for name, words in data.items()}


@lru_cache(maxsize=64)
def one_of(*names: str) -> str:
    """Return a regular expression that matches any whole word of some lists, the longest first."""
    words = sorted({word for name in names for word in lists()[name]}, key=lambda word: (-len(word), word))
    return rf"(?<!\w)(?:{'|'.join(_pattern(word) for word in words)})(?!\w)"


def _pattern(word: str) -> str:
    """Return a pattern for a word, or several in a row; in capitals or not, unless it has one itself."""
    pattern = r"\s+".join(re.escape(part) for part in word.split())
    pattern += "" if word.endswith((".", "’", "'", "/")) else r"\.?"
    return pattern if any(letter.isupper() for letter in word) else f"(?i:{pattern})"


class Listed:
    """Words to look others up in; one that ends with a hyphen stands for all that begin so."""

    def __init__(self, words: Iterable[str]) -> None:
        self.whole = {word for word in words if not word.endswith("-")}
        self.begun = {word.rstrip("-") for word in words if word.endswith("-")}
        self.lengths = sorted({len(word) for word in self.begun})

    def __contains__(self, word: str) -> bool:
        small = word.lower()
        if small in self.whole or any(small[:length] in self.begun for length in self.lengths):
            return True
        return len(small) <= SHORT and small.endswith(".") and small[:-1] in self.whole


@lru_cache(maxsize=64)
def listed(name: str) -> Listed:
    """Return a list of `words.yaml` to look words up in."""
    return Listed(lists()[name])


@lru_cache(maxsize=4096)
def plain(word: str) -> str:
    """Return a word in small letters and without accents, as many people write names."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(sign))


def root(word: str) -> str:
    """Return the part of a word, in small letters, that stays in most of its forms."""
    small = word.lower()
    return small[: max(STEM, len(small) - 2)]


@lru_cache(maxsize=1)
def months() -> frozenset[str]:
    """Return the names of the months as dates have them, in each language of Europe, in small letters."""
    made = frozenset(form for name in LOCALES for month in _months(name, "wide") for form in _forms(name, month))
    return made.union(lists()["months_too"])


@lru_cache(maxsize=1)
def months_alone() -> frozenset[str]:
    """Return the names of the months as they stand by themselves, which are also other words beside a number."""
    alone = frozenset(month for name in LOCALES for month in _months(name, "wide", "stand-alone"))
    return alone | {month.removesuffix("ς") for month in alone}  # κάθε Σεπτέμβριο


@lru_cache(maxsize=1)
def short_months() -> frozenset[str]:
    """Return the short names of the months; many are also other words."""
    return frozenset(month for name in LOCALES for month in _months(name, "abbreviated"))


def _months(name: str, width: str, form: str = "format") -> Iterator[str]:
    """Yield each month by itself, without the "of" that some languages put before it, and as it is."""
    for text in Locale.parse(name).months[form][width].values():
        words = WORD.findall(text.lower())
        if words:
            yield max(words, key=len)
            yield " ".join(words)


def _forms(name: str, month: str) -> Iterator[str]:
    """Yield a month's name and the form that stands after a day, where Babel has only the other one."""
    yield month
    if name in ("bs", "sl", "sr_Latn"):
        yield f"{month}a"
        yield re.sub("bar$", "bra", month)  # oktobra
    elif name == "sr":
        yield f"{month}а"
        yield re.sub("бар$", "бра", month)
    elif name == "hr" and month.endswith("oga"):
        yield month.removesuffix("a")  # studenog
    elif name == "et":
        yield re.sub("ber$", "br", month).removesuffix("i") + "il"  # septembril, juunil
    elif name == "ka":
        yield f"{month.removesuffix('ი')}ს"
    elif name == "lv":
        yield f"{month[:-2]}ī" if month.endswith("is") else f"{month[:-1]}ā"
        yield f"{re.sub('l$', 'ļ', month.removesuffix('s').removesuffix('i'))}a"


@lru_cache(maxsize=1)
def _place_names() -> frozenset[str]:
    """Return the words for countries, their languages and cities in each language of Europe, and their roots."""
    found: set[str] = set()
    for name in LOCALES:
        locale = Locale.parse(name)
        lands = (text for code, text in locale.territories.items() if len(code) == 2 and code not in NAMESAKES)
        tongues = (text for code, text in locale.languages.items() if code in {*LOCALES, *TONGUES})
        for text in (*lands, *tongues, *_cities(locale)):
            words = [word for word in WORD.findall(text.replace("_", " ")) if len(word) >= STEM]
            found.update(word.lower() for word in words)
            found.update(map(root, words))
    return frozenset(found)


def is_place(word: str) -> bool:
    """Say whether a word is a country, a language or a city, in this form or another."""
    return place_root(word) > 0


def place_root(word: str) -> int:
    """Return how many letters at the beginning of a word tell a country, a language or a city; 0 where none do."""
    small = word.lower()
    ends = range(len(small), max(STEM, len(small) - 3) - 1, -1)
    return next((end for end in ends if small[:end] in _place_names()), 0)


def is_land(word: str) -> bool:
    """Say whether a word is a country's name that has the form of an adjective, as in "u Hrvatskoj"."""
    small = word.lower()
    return any(small.removesuffix(end) + last in _lands() for end, last in LOCATIVE.items() if small.endswith(end))


def is_whole_place(word: str) -> bool:
    """Say whether a word is a country's or a city's name, as by itself."""
    return word.lower() in _lands() or word.lower() in _all_cities()


def _cities(locale: Locale) -> Iterator[str]:
    """Yield the names of the cities in Europe that Babel has for zones of time."""
    zones = ((zone.get("city"), key) for key, zone in locale.time_zones.items() if key.startswith("Europe/"))
    yield from (city or key.removeprefix("Europe/") for city, key in zones)


@lru_cache(maxsize=1)
def _all_cities() -> frozenset[str]:
    """Return them in each language of Europe, in small letters."""
    return frozenset(city.lower() for name in LOCALES for city in _cities(Locale.parse(name)))


@lru_cache(maxsize=1)
def _lands() -> frozenset[str]:
    """Return the names of countries in each language of Europe, in small letters."""
    return frozenset(text.lower() for name in LOCALES for text in Locale.parse(name).territories.values())


def is_locale(code: str) -> bool:
    """Say whether a code is one of a language with a script or a country, such as sr-Latn or de_CH."""
    return localedata.exists(code.replace("-", "_"))


@lru_cache(maxsize=1)
def weekdays() -> frozenset[str]:
    """Return the days of the week in each language of Europe, in small letters."""
    return frozenset(
        word
        for name in LOCALES
        for text in Locale.parse(name).days["format"]["wide"].values()
        for word in WORD.findall(text.lower())
        if len(word) >= STEM
    )


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Return the codes of the countries by their names in each language of Europe, in small letters."""
    return {Locale.parse(name).territories.get(code, code).lower(): code for name in LOCALES for code in COUNTRIES}


def countries(text: str) -> tuple[str, ...]:
    """Return the codes of the countries that a text names, as people write them."""
    words = f" {' '.join(WORD.findall(text.lower()))} "
    return tuple(dict.fromkeys(code for name, code in _countries().items() if f" {name} " in words))
