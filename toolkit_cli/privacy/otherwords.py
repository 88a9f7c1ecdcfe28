"""Words with capitals that are rather no names of persons: ordinary ones, organisations, places, the toolkit's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from toolkit_cli.privacy.forenames import forenames
from toolkit_cli.privacy.text import Row, Text, Word
from toolkit_cli.privacy.words import is_place, is_whole_place, listed, months, months_alone, plain, weekdays

# How words for people end that begin as an organisation's: Psychologin, Direktor, Familienhelfer, consultant.
PERSON = re.compile(
    r"(?:olog(?:e|in|ist|o|a|ue)?|agog(?:e|in|a)|therap(?:ist|eut|eutin|eute)|terapeuta|[dst]or(?:in|a|e)?|trice|teur|"
    r"sultant|sistant|(?:arbeit|berat|betreu|führ|helf|leit|sprech)er(?:in)?|volunteer|secretary)$"
)


@dataclass(frozen=True)
class OtherWords:
    """What is known of the words of one writer, all in small letters.

    `known` are no names though they have capitals: the toolkit's, the organisation's; `small` the writer writes without
    a capital, too. `german` says that the texts together are in German, where every noun has a capital.
    """

    known: frozenset[str]
    small: frozenset[str]
    german: bool

    def is_known(self, word: Word) -> bool:
        """Say whether a word is an ordinary one: the toolkit's, the writer's own without a capital, a month."""
        small = word.small
        return small in self.known or small in self.small or small in listed("no_names") or small in calendar()

    def is_ordinary(self, word: Word) -> bool:
        """Say whether a word has its capital only because a sentence begins with it, as far as that is known."""
        return self.is_known(word) or word.small in listed("articles") or word.small in listed("beginnings")

    def holds_ordinary(self, row: Row) -> bool:
        """Say whether one of the words with a capital in a row is an ordinary one."""
        return any(self.is_ordinary(word) for word in row if word.capital)

    def is_other(self, row: Row, text: Text) -> bool:
        """Say whether words with capitals are rather an organisation, a place, a brand, or words of the toolkit."""
        if text.before(row[0]) in listed("articles") or text.is_saint(row[0]):
            return True
        return self.is_no_person(row, text)

    def is_no_person(self, row: Row, text: Text) -> bool:
        """Say the same of words by themselves and by what follows them, whatever stands before them."""
        after = text.after(row[-1])
        if after in listed("organisations") or after in listed("things"):
            return True
        names = [word for word in row if word.capital and (word is row[0] or word.small not in listed("articles"))]
        if any(tells_organisation(word) or self.is_known(word) or word.text in listed("no_persons") for word in names):
            return True
        if len(names) > 1 and is_whole_place(names[-1].text):  # Praxis Wien
            return True
        return all(is_place(word.text) for word in row if word.capital)

    def has_nouns(self, text: Text) -> bool:
        """Say whether a capital may be that of any noun, because the text or the writer's others are in German."""
        return self.german or text.german


def is_organisation(row: Row) -> bool:
    """Say whether one of some words tells an organisation, or is known for no person's."""
    return any(tells_organisation(word) or word.text in listed("no_names") for word in row)


def tells_organisation(word: Word) -> bool:
    """Say whether a word is one of an organisation's, and not what begins so: a given name, Regina, or a Psychologe."""
    if word.text not in listed("organisations"):
        return False
    return plain(word.text) not in forenames() and not PERSON.search(word.small)


def is_day(word: Word) -> bool:
    """Say whether a word is a day of the week, or several: Monday, Mondays."""
    return word.small in weekdays() or word.small.removesuffix("s") in weekdays()


@lru_cache(maxsize=1)
def calendar() -> frozenset[str]:
    """Return the names of months and of days of the week in each language of Europe, in small letters."""
    return months() | months_alone() | weekdays()
