"""Titles before names, such as Mrs, Herr or κα, and what looks like one but is another word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from toolkit_cli.privacy.spans import COVER
from toolkit_cli.privacy.words import WORD, is_place, listed, lists, one_of

LETTER = 2  # letters of a title that is a single one, with its full stop
BEFORE = 40  # letters before a title in which something may tell that it is none
ABBREVIATED = re.compile(r"(?:B|Bsp|E|H|Hdn?|K|S|T|Tl|Z|Zt)\.")  # what follows z. in German abbreviations
AND = r"(?:[/&+–-]|(?<=\s)(?:und|oder))"  # in German, as all below
DAY = re.compile(rf"(?<!\w)(?:Mo|Di|Mi|Do|Sa|So)(?:\.?\s?{AND}|\.,?)\s?$|(?:tag|woch)s?\s?{AND}\s?$")
PART_OF_DAY = re.compile(r"(?:Vormittag|Nachmittag|Abend)s?(?!\w)")
PRODUCTS = ("Access", "Excel", "Forms", "Office", "Outlook", "PowerPoint", "Project", "Teams", "Windows", "Word")
CITIZEN = "громадян"
# Small words with which a surname begins, in Dutch and German; after "señor de" rather a place follows.
SURNAMES = ("van", "von", "ter", "ten", "af")
DUTCH = ("meneer", "mevrouw")
ELIDED = re.compile(r"d['’](?=[^\W\d_])")  # as in French: Mme d’Ornano


@dataclass(frozen=True)
class Title:
    """A title in a text: the character at which it begins, and that at which the name behind it does."""

    start: int
    name: int


def titles(text: str) -> Iterator[Title]:
    """Yield the titles that a name follows, or the mark for one that was taken out."""
    for found in _titles().finditer(text):
        at = _name_after(found)
        followed = text[at : at + 1].isupper() or text[at : at + 1] == COVER
        if followed and not _is_other_word(found, at):
            yield Title(found.start(), at)


def _name_after(title: re.Match[str]) -> int:
    """Return where the first word with a capital after a title stands: behind "van der", after "M." behind "de"."""
    if elided := ELIDED.match(title.string, title.end()):
        return elided.end()
    small = _particles().match(title.string, title.end())
    told = title[0].strip().lower()
    if small and (small["first"] in SURNAMES or told.endswith(".") or told in DUTCH):
        return small.end()
    return title.end()


def _is_other_word(title: re.Match[str], at: int) -> bool:
    """Say whether what looks like a title is another word; `at` is where the name would begin."""
    return (
        _ends_sentence(title)
        or _is_letter(title)
        or _is_abbreviation(title, at)
        or _is_citizen(title, at)
        or _is_friday(title, at)
        or _is_any_woman(title)
    )


def _ends_sentence(title: re.Match[str]) -> bool:
    """Tell a whole word at the end of a sentence from a shortened title: "I told the doctor. Then he left."."""
    said = title[0].strip().lower()
    return said.endswith(".") and said not in shortened()


def _is_letter(title: re.Match[str]) -> bool:
    """Tell an Albanian `z.` from a name's first letter, and from that of a German abbreviation, z. B."""
    if title[0].startswith("Z. "):
        return True
    return title[0].startswith("z. ") and bool(ABBREVIATED.match(title.string, title.end()))


def _is_abbreviation(title: re.Match[str], at: int) -> bool:
    """Tell a title in capitals from an abbreviation, before a word in capitals or a product: an MR SCAN, MS Teams."""
    letters = title[0].strip(" .\u00a0")
    name = WORD.match(title.string, at)
    large = letters.isupper() and len(letters) > 1
    return large and name is not None and (name[0].isupper() or name[0] in PRODUCTS)


def _is_citizen(title: re.Match[str], at: int) -> bool:
    """Tell a citizen, a title in Ukrainian, from the citizens of a country."""
    name = WORD.match(title.string, at)
    return title[0].lower().startswith(CITIZEN) and name is not None and is_place(name[0])


def _is_friday(title: re.Match[str], at: int) -> bool:
    """Tell a German `Fr.` from a Friday, behind another day or before a part of one."""
    if not title[0].startswith("Fr."):
        return False
    return bool(DAY.search(_before(title)) or PART_OF_DAY.match(title.string, at))


def _is_any_woman(title: re.Match[str]) -> bool:
    """Tell a German `Frau` from any woman, after an article or "Mann und", and `Fr.` from a Friday after `bis`.

    The same goes for a `Familie`, which is any also after "für" or "und": "Beratung für Familie Graz".
    """
    *others, last = ["", *_before(title).lower().split()]
    if not title[0].startswith(("Fr", "Familie")):
        return False
    beside = last in ("und", "oder") and others[-1].strip(",-") in listed("men_beside_women")
    any_family = title[0].startswith("Familie") and last in ("für", "und", "oder")
    return beside or any_family or last in listed("no_title_after")


def _before(title: re.Match[str]) -> str:
    """Return the letters shortly before a title."""
    return title.string[max(0, title.start() - BEFORE) : title.start()]


@lru_cache(maxsize=1)
def _titles() -> re.Pattern[str]:
    """Return a pattern for titles and the blanks behind them, which people leave out behind a full stop: Dr.Weber."""
    stopped = (word for word in lists()["titles"] if word.endswith(".") and len(word) > LETTER)
    glued = "|".join(re.escape(word) if word != word.lower() else f"(?i:{re.escape(word)})" for word in stopped)
    return re.compile(rf"(?<!\d )(?<!\d)(?:{one_of('titles')}[ \u00a0\u2009\u202f]+|(?<!\w)(?:{glued})(?=[^\W\d_]))")


@lru_cache(maxsize=1)
def shortened() -> frozenset[str]:
    """Return the titles that have a full stop, in small letters."""
    return frozenset(word.lower() for word in lists()["titles"] if word.endswith("."))


@lru_cache(maxsize=1)
def _particles() -> re.Pattern[str]:
    small = "|".join(lists()["particles"])
    return re.compile(rf"(?P<first>{small})[ \u00a0]+(?:(?:{small})[ \u00a0]+)*")
