"""A text as the rules for names see it: its words, and the rows of words with capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from toolkit_cli.privacy.forenames import forenames
from toolkit_cli.privacy.spans import COVER
from toolkit_cli.privacy.words import WORD, is_place, listed, lists, months, one_of, plain

ENDS = re.compile(r"[.!?…;\n•▪]")
QUOTES = "“”„«\"'‘’("
BLANKS = (" ", "\u00a0")
# In Irish the Ó of a surname, and what stands there in a woman's, is a word of its own: Ó Briain, Ní hUiginn.
IRISH = "(?:Ó|Ní|Nic|Uí|Mac|Mhic)[ \u00a0]h?(?=[A-ZÁÉÍÓÚ])"
NAMES_WORD = re.compile(rf"(?:(?<!\w){IRISH})?{WORD.pattern}")
BEFORE_CAPITAL = re.compile(rf"^(?:{IRISH}|(?:Ma?c|[A-Z]['’])(?=[A-Z]))")
THINGS_BEFORE = 40  # letters before "called" in which a thing may stand
GERMAN = re.compile(r"(?:B|Bsp|E|H|Hdn?|K|S|T|Tl|Z|Zt)\.")  # what follows z. in abbreviations
DAY = re.compile(r"(?<!\w)(?:Mo|Di|Mi|Do|Sa|So)(?:\.?\s?[/&+–-]|\.,?)\s?$|(?:tag|woch)s?\s?[/&+–-]\s?$")  # in German
PART_OF_DAY = re.compile(r"(?:Vormittag|Nachmittag|Abend)s?(?!\w)")
FIGURE = re.compile(r"\s\d")
PRODUCTS = ("Access", "Excel", "Forms", "Office", "Outlook", "PowerPoint", "Project", "Teams", "Windows", "Word")
CITIZEN = "громадян"
# Small words with which a surname begins, in Dutch and German; after "señor de" rather a place follows.
SURNAMES = ("van", "von", "ter", "ten", "af")
DUTCH = ("meneer", "mevrouw")
LARGE, LARGE_FIRST = 3, 4  # letters of a surname in capitals, and of one before its forename: shorter ones shorten
ORDINARY = ("organisations", "no_names", "people", "relatives", "things", "nobody", "beginnings")
ROMAN = re.compile("[IVXLCDM]+")
ENOUGH = 15  # one word in so many has to be of a language for a text to be in it


@dataclass(frozen=True)
class Word:
    """A word of a text; `gap` is what stands between it and the one before, `first` says that it begins a sentence."""

    text: str
    start: int
    end: int
    gap: str
    first: bool

    @property
    def small(self) -> str:
        return self.text.lower()

    @property
    def capital(self) -> bool:
        """A capital with small letters after it, as names have them: no abbreviation, and no brand written LikeThis."""
        if not self.text[0].isupper() or self.text.isupper():
            return False
        parts = BEFORE_CAPITAL.sub("", self.text).split("-")
        return all(part[1:].islower() for part in parts)

    @property
    def initial(self) -> bool:
        return len(self.text) == 1 and self.text.isupper()

    @property
    def large(self) -> bool:
        """All in capitals, as in French letters DUPONT and DE LA TOUR are, and no number in Roman numerals."""
        long = len(self.text) >= LARGE and not ROMAN.fullmatch(self.text)
        return self.text.isupper() and (long or (len(self.text) > 1 and self.small in listed("particles")))

    @property
    def inner(self) -> bool:
        """Whether its capital means something: it stands inside a sentence, and not after a colon or a quote."""
        return not self.first and not set(self.gap) & {":", *QUOTES}


Row = Sequence[Word]


class Text:
    """A text's words and rows of words with capitals; where titles and words like "called" end, names begin."""

    def __init__(self, text: str) -> None:
        self.text = text
        titles = [found for found in _titles().finditer(text) if self._is_title(found)]
        self.titled = frozenset(self._name_after(found) for found in titles)
        self.labelled = frozenset(found.end() for found in _labels().finditer(text) if not self._is_thing(found))
        self.words = list(_words(text))
        if any(word.large for word in self.words):
            self.words = list(self._surnames_small())
        self.place = {word.start: index for index, word in enumerate(self.words)}
        named = (found.end() for found in _named().finditer(text) if not self._is_thing(found))
        self.named = self.labelled.union(named)
        related = list(_relatives().finditer(text))
        self.related = frozenset(found.end() for found in related)
        self.introduced = frozenset(found.end() for found in related if _people().fullmatch(found[0]))
        after = list(_titles_after().finditer(text))
        self.before_title = frozenset(found.start() for found in after)
        self.german = self._speaks("german")
        self.hungarian = self._speaks("hungarian")
        begins = (*(found.start() for found in titles), *(found.end() - len(found[0].strip()) for found in after))
        self.rows = list(self._rows(frozenset(begins)))

    def before(self, word: Word) -> str:
        """Return the word before one in its sentence, "" where there is none."""
        index = self.place[word.start]
        return self.words[index - 1].text if index and not word.first else ""

    def after(self, word: Word) -> str:
        index = self.place[word.start] + 1
        return self.words[index].text if index < len(self.words) and not self.words[index].first else ""

    def is_heading(self, word: Word) -> bool:
        """Say whether a line, or a part of a list, ends with a word, and with no full stop."""
        return not self.after(word) and self.text[word.end : word.end + 1] not in (".", "!", "?")

    def is_dated(self, word: Word) -> bool:
        """Say whether a word is rather a month behind a relative or a client: "with the children, May 2020"."""
        return word.small in months() and (word.gap != " " or bool(FIGURE.match(self.text, word.end)))

    def is_abbreviation(self, word: Word) -> bool:
        """Say whether a letter goes on after another one and a full stop: the B of "z. B."."""
        index = self.place[word.start]
        return index > 0 and len(self.words[index - 1].text) == 1 and word.gap.startswith(".")

    def is_saint(self, word: Word) -> bool:
        """Say whether a name is that of a church, a street or a hospital: San Giorgio, Villa Maria."""
        return word.text in listed("saints") or self.before(word) in listed("saints")

    def _rows(self, titles: frozenset[int]) -> Iterator[Row]:
        """Yield rows of words with capitals, with initials and the small words inside a name; a title ends a row."""
        row: list[Word] = []
        for word in self.words:
            fits = (word.capital or word.initial) and word.start not in titles
            particle = word.text in listed("particles") and word.text.islower()
            if row and (fits or particle) and _joined(row[-1], word):
                row.append(word)
            else:
                yield from _trimmed(row)
                row = [word] if fits else []
        yield from _trimmed(row)

    def _surnames_small(self) -> Iterator[Word]:
        """Yield the words; surnames in capitals beside a forename or behind a title in small letters, as others are."""
        before: Word | None = None
        changed, told = False, self.titled | self.labelled
        for index, word in enumerate(self.words):
            goes_on = before is not None and _joined(before, word)
            named = goes_on and before is not None and (changed or _is_forename(before))
            beside = (named or self._is_before_forename(index)) and not _is_ordinary(word)
            changed = word.large and (word.start in told or beside)
            yield replace(word, text=word.text.title()) if changed else word
            before = word

    def _is_before_forename(self, index: int) -> bool:
        """Say whether a word stands before a forename, as in "NOWAK Anna"; "DVIP Anna Nowak" has a surname already."""
        word, *following = self.words[index : index + 3]
        if len(word.text) < LARGE_FIRST or not following or not _joined(word, following[0]):
            return False
        named = len(following) > 1 and following[1].capital and _joined(following[0], following[1])
        return _is_forename(following[0]) and not named

    def _speaks(self, language: str) -> bool:
        """Say whether enough words of a text are of a language."""
        count = sum(word.small in listed(language) for word in self.words)
        return 0 < len(self.words) <= count * ENOUGH

    def _is_title(self, title: re.Match[str]) -> bool:
        """Tell a title from another word: a name follows it, or its mark; `Frau` after an article is any woman,
        and `Fr.` after `bis`, another day or before a part of one is a Friday. A citizen may be one of a country.

        An Albanian `z.` is neither a name's first letter nor that of a German abbreviation, z. B.
        """
        at = self._name_after(title)
        following = self.text[at : at + 1]
        if not following.isupper() and following != COVER:
            return False
        if title[0].startswith(("Z. ", "z. ")) and (title[0][0] == "Z" or GERMAN.match(self.text, title.end())):
            return False
        name = WORD.match(self.text, at)
        large = title[0].strip().isupper() and len(title[0].strip(" .\u00a0")) > 1
        if name and large and (name[0].isupper() or name[0] in PRODUCTS):  # an MR SCAN, MS Teams
            return False
        if name and title[0].lower().startswith(CITIZEN) and is_place(name[0]):
            return False
        near = self.text[max(0, title.start() - THINGS_BEFORE) : title.start()]
        if title[0].startswith("Fr.") and (DAY.search(near) or PART_OF_DAY.match(self.text, at)):
            return False
        before = near.split()
        woman = title[0].startswith("Fr") and before and before[-1].lower() in listed("no_title_after")
        return not woman or before[-2:-1] in (["Herr"], ["Herrn"])  # Herr und Frau Schmidt

    def _name_after(self, title: re.Match[str]) -> int:
        """Return where the first word with a capital after a title stands: behind "van der", after "M." behind "de"."""
        small = _particles().match(self.text, title.end())
        told = title[0].strip().lower()
        if small and (small["first"] in SURNAMES or told.endswith(".") or told in DUTCH):
            return small.end()
        return title.end()

    def _is_thing(self, named: re.Match[str]) -> bool:
        """Say whether a thing is called so, and no person: "our group is called", "un projet nommé"."""
        before = WORD.findall(self.text[max(0, named.start() - THINGS_BEFORE) : named.start()])
        return any(word in listed("things") for word in before) or any(word in listed("means") for word in before[-1:])


@lru_cache(maxsize=1024)
def parsed(text: str) -> Text:
    """Return a text as the rules look at it; each answer is looked at several times in a row."""
    return Text(text)


def _words(text: str) -> Iterator[Word]:
    before: Word | None = None
    for found in NAMES_WORD.finditer(text):
        gap = text[before.end if before else 0 : found.start()]
        first = before is None or (bool(ENDS.search(gap)) and not _abbreviated(before, gap))
        before = Word(found[0], *found.span(), gap, first)
        yield before


def _abbreviated(word: Word, gap: str) -> bool:
    """Say whether the full stop after a word is that of an initial or a title, and ends no sentence."""
    return gap in (". ", ".") and (word.initial or f"{word.text}." in listed("titles"))


def _is_ordinary(word: Word) -> bool:
    """Say whether a word in capitals is one of those that tell an organisation or a person without a name."""
    forms = {word.text, word.text.title(), word.small}
    return any(form in listed(name) for form in forms for name in ORDINARY)


def _is_forename(word: Word) -> bool:
    return word.capital and plain(word.text) in forenames()


def _joined(before: Word, word: Word) -> bool:
    if before.initial:
        return word.gap in (". ", ".")
    return word.gap in BLANKS


def _trimmed(row: list[Word]) -> Iterator[Row]:
    """Yield a row without the small words at its end; nothing where no word is whole."""
    while row and not (row[-1].capital or row[-1].initial):
        row.pop()
    if row:
        yield row


@lru_cache(maxsize=1)
def _titles() -> re.Pattern[str]:
    return re.compile(rf"(?<!\d )(?<!\d){one_of('titles')}[ \u00a0]+")


@lru_cache(maxsize=1)
def _particles() -> re.Pattern[str]:
    small = "|".join(lists()["particles"])
    return re.compile(rf"(?P<first>{small})[ \u00a0]+(?:(?:{small})[ \u00a0]+)*")


@lru_cache(maxsize=1)
def _named() -> re.Pattern[str]:
    return re.compile(rf"{one_of('named')}(?<!\.)\s+[{QUOTES}]?")


@lru_cache(maxsize=1)
def _labels() -> re.Pattern[str]:
    return re.compile(rf"{one_of('name_labels')}\s?:\s+(?=[^\W\d_])(?!{one_of('untold')})")


@lru_cache(maxsize=1)
def _people() -> re.Pattern[str]:
    return re.compile(rf"{one_of('people')}(?<!\.)[ \u00a0]")


@lru_cache(maxsize=1)
def _relatives() -> re.Pattern[str]:
    return re.compile(rf"{one_of('people', 'relatives')}(?<!\.)(?:[ \u00a0]\(|,?[ \u00a0])")


@lru_cache(maxsize=1)
def _titles_after() -> re.Pattern[str]:
    return re.compile(rf"[ \u00a0]{one_of('titles_after')}")
