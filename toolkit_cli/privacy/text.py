"""A text as the rules for names see it: its words, and the rows of words with capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from toolkit_cli.privacy.forenames import forenames
from toolkit_cli.privacy.titles import shortened, titles
from toolkit_cli.privacy.words import WORD, listed, months, one_of, plain

ENDS = re.compile(r"[.!?…;\n•▪]")
QUOTES = "“”„«\"'‘’("
BLANKS = re.compile("[ \u00a0\u2009\u202f]{1,2}")  # two by mistake; more of them part columns
# In Irish the Ó of a surname, and what stands there in a woman's, is a word of its own: Ó Briain, Ní hUiginn.
IRISH = "(?:Ó|Ní|Nic|Uí|Mac|Mhic)[ \u00a0]h?(?=[A-ZÁÉÍÓÚ])"
NAMES_WORD = re.compile(rf"(?:(?<!\w){IRISH})?{WORD.pattern}")
BEFORE_CAPITAL = re.compile(rf"^(?:{IRISH}|(?:Ma?c|[A-Z]['’])(?=[A-Z]))")
THINGS_BEFORE = 40  # letters before "called" in which a thing may stand
APART = re.compile(rf"{WORD.pattern}(?: {WORD.pattern})?[,)]")
FIGURE = re.compile(r"\s\d")
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
    """A text's words, its rows of words with capitals, and where words such as titles tell that a name begins or ends.

    Names begin at the characters `titled`, behind a title; `named`, behind "called" or a label such as "Name:"; and
    `related`, behind a word for a relative or a client, of which `introduced` hold wherever nouns have no capital. They
    end at `before_title`. `place` holds each word's index by the character at which it starts.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        before = list(titles(text))
        after = list(_titles_after().finditer(text))
        related = list(_relatives().finditer(text))
        labelled = frozenset(self._behind_persons(_labels()))
        self.titled = frozenset(title.name for title in before)
        self.named = labelled.union(self._behind_persons(_named()))
        self.related = frozenset(found.end() for found in related)
        self.introduced = frozenset(found.end() for found in related if _introduces(found))
        self.before_title = frozenset(found.start() for found in after)
        self.words = _surnames_small(list(_words(text)), self.titled | labelled)
        self.place = {word.start: index for index, word in enumerate(self.words)}
        self.german = self._speaks("german")
        self.hungarian = self._speaks("hungarian")
        of_titles = (*(title.start for title in before), *(found.end() - len(found[0].strip()) for found in after))
        self.rows = list(self._rows(frozenset(of_titles)))

    def before(self, word: Word) -> str:
        """Return the word before one in its sentence, "" where there is none."""
        index = self.place[word.start]
        return self.words[index - 1].text if index and not word.first else ""

    def after(self, word: Word) -> str:
        """Return the word after one in its sentence, "" where there is none."""
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

    def _rows(self, ends: Set[int]) -> Iterator[Row]:
        """Yield rows of words with capitals, with initials and the small words inside a name; a title ends a row."""
        row: list[Word] = []
        for word in self.words:
            fits = (word.capital or word.initial) and word.start not in ends
            particle = word.text in listed("particles") and word.text.islower()
            if row and (fits or particle) and _joined(row[-1], word):
                row.append(word)
            else:
                yield from _trimmed(row)
                row = [word] if fits else []
        yield from _trimmed(row)

    def _speaks(self, language: str) -> bool:
        """Say whether enough words of a text are of a language."""
        count = sum(word.small in listed(language) for word in self.words)
        return 0 < len(self.words) <= count * ENOUGH

    def _behind_persons(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """Yield where names begin behind what a pattern finds, unless it is a thing that is called so."""
        for found in pattern.finditer(self.text):
            if not self._is_thing(found.start()):
                yield found.end()

    def _is_thing(self, called: int) -> bool:
        """Say whether a thing is called so, and no person: "our group is called", "un projet nommé"."""
        before = WORD.findall(self.text[max(0, called - THINGS_BEFORE) : called])
        return any(word in listed("things") for word in before) or (bool(before) and before[-1] in listed("means"))


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
    return gap in (". ", ".") and (word.initial or f"{word.small}." in shortened())


def _surnames_small(words: Sequence[Word], begins: Set[int]) -> list[Word]:
    """Return words; surnames in capitals in small letters, as others are.

    They are known beside a forename, or where a name `begins`: behind a title or a label.
    """
    surnames: set[int] = set()  # by their index
    for index, word in enumerate(words):
        if not word.large:
            continue
        beside = _goes_on(words, index, surnames) or _is_before_forename(words, index)
        if word.start in begins or (beside and not _is_ordinary(word)):
            surnames.add(index)
    return [replace(word, text=word.text.title()) if at in surnames else word for at, word in enumerate(words)]


def _goes_on(words: Sequence[Word], index: int, surnames: Set[int]) -> bool:
    """Say whether a word stands behind a forename, or goes on with a surname in capitals: "Jean DE LA TOUR"."""
    before = words[index - 1] if index else None
    return before is not None and _joined(before, words[index]) and (index - 1 in surnames or _is_forename(before))


def _is_before_forename(words: Sequence[Word], index: int) -> bool:
    """Say whether a word stands before a forename, as in "NOWAK Anna"; "DVIP Anna Nowak" has a surname already."""
    word, *following = words[index : index + 3]
    if len(word.text) < LARGE_FIRST or not following or not _joined(word, following[0]):
        return False
    named = len(following) > 1 and following[1].capital and _joined(following[0], following[1])
    return _is_forename(following[0]) and not named


def _is_ordinary(word: Word) -> bool:
    """Say whether a word in capitals is one of those that tell an organisation or a person without a name."""
    forms = {word.text, word.text.title(), word.small}
    return any(form in listed(name) for form in forms for name in ORDINARY)


def _is_forename(word: Word) -> bool:
    return word.capital and plain(word.text) in forenames()


def _joined(before: Word, word: Word) -> bool:
    """Say whether only what may stand inside a name stands between two words: a blank, a full stop after an initial."""
    if before.initial:
        return word.gap in (". ", ".")
    return bool(BLANKS.fullmatch(word.gap))


def _trimmed(row: list[Word]) -> Iterator[Row]:
    """Yield a row without the small words at its end; nothing where no word is whole."""
    while row and not (row[-1].capital or row[-1].initial):
        row.pop()
    if row:
        yield row


@lru_cache(maxsize=1)
def _named() -> re.Pattern[str]:
    return re.compile(rf"{one_of('named')}(?<!\.)\s+[{QUOTES}]?")


@lru_cache(maxsize=1)
def _labels() -> re.Pattern[str]:
    return re.compile(rf"{one_of('name_labels')}\s?:\s+(?=[^\W\d_])(?!{one_of('untold')})")


@lru_cache(maxsize=1)
def _people() -> re.Pattern[str]:
    return re.compile(rf"{one_of('people')}(?<!\.)[ \u00a0]")


def _introduces(found: re.Match[str]) -> bool:
    """Say whether a word for a person stands right before a name, or apart from one that stands between two commas."""
    if _people().fullmatch(found[0]):
        return True
    apart = _people().match(found[0].replace(",", "").replace("(", ""))
    return apart is not None and APART.match(found.string, found.end()) is not None


@lru_cache(maxsize=1)
def _relatives() -> re.Pattern[str]:
    return re.compile(rf"{one_of('people', 'relatives')}(?<!\.)(?:[ \u00a0]\(|,?[ \u00a0])")


@lru_cache(maxsize=1)
def _titles_after() -> re.Pattern[str]:
    return re.compile(rf"[ \u00a0]{one_of('titles_after')}")
