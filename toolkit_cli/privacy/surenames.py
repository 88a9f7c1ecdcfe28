"""Names that something tells for sure: a title, words such as "called" or "his wife", or a common given name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from toolkit_cli.privacy.forenames import forenames, is_form
from toolkit_cli.privacy.otherwords import OtherWords, calendar, is_day, is_organisation
from toolkit_cli.privacy.text import BLANKS, Row, Text, Word
from toolkit_cli.privacy.words import is_place, listed, plain

MOST = 4  # words of a name, the small ones inside it not counted
TWO = 2  # of them, a forename and a surname, where any noun has a capital


@dataclass(frozen=True)
class SureNames:
    """Finds names by what tells them; `other` knows which words of the same writer are none."""

    other: OtherWords

    def names(self, text: Text) -> Iterator[Row]:
        """Yield names that are told by a title, by words such as "called" or "his wife", or by a given name."""
        yield from filter(None, (self._name(row, text) for row in text.rows))

    def _name(self, row: Row, text: Text) -> Row:
        """Return the name in a row of words, by what tells it most surely; empty where nothing does."""
        if row[0].start in text.titled:
            return _cut(row)
        if row[0].start in text.named:
            return [] if _is_organisation(row) else _cut(row)
        if row[-1].end in text.before_title and row[0].text not in listed("articles"):
            begins = row[0].first and not text.hungarian  # of two words, the first may be no name
            return row[1:] if begins and len(row) > 1 else row
        if told := self._introduced(row, text) or self._related(row, text):
            return told
        return [] if _is_organisation(row) or text.is_saint(row[0]) else self._given(row, text)

    def given(self, text: Text) -> Iterator[Row]:
        """Yield names that only a common given name tells, even among the words of an organisation."""
        yield from filter(None, (self._given(row, text) for row in text.rows))

    def _given(self, row: Row, text: Text) -> Row:
        """Return a name with a common given name in it, empty where there is none."""
        for index, word in enumerate(row):
            after = row[index + 1] if index + 1 < len(row) else None
            if self.is_given(word, text) or (after and self._is_given_with(word, after)):
                return [*_before_given(row, index, text), *self._from_given(row[index:], text)]
        return []

    def _from_given(self, row: Row, text: Text) -> Row:
        """Return a name from its given name on; in German any noun may follow it, and anywhere a month: "Anna May"."""
        if len(row) > 1 and row[1].small in calendar():
            return _cut(row, 1)
        return _cut(row, TWO if self.other.has_nouns(text) else MOST)

    def _introduced(self, row: Row, text: Text) -> Row:
        """Return a name behind a word for a person, which has a capital itself where a sentence begins with it."""
        if self.other.has_nouns(text):
            return []
        named = next((row[index:] for index, word in enumerate(row) if word.start in text.introduced), [])
        return [] if not named or self.other.is_other(named, text) else _cut(named)

    def _related(self, row: Row, text: Text) -> Row:
        """Return a name behind a word for a relative or a client, which has a capital itself in German."""
        for index, word in enumerate(row):
            if _is_given_or_other(word) and word.start in text.related and not text.is_dated(word):
                return [] if is_organisation(row[index:]) else _cut(row[index:], TWO)
        return []

    def surname_first(self, text: Text) -> Iterator[Row]:
        """Yield names such as "Smith, John", and "Rossi Mario" by itself."""
        for surname, row in pairwise(text.rows):
            joined = text.text[surname[-1].end : row[0].start].strip() == ","
            noun = surname[0].inner and self.other.has_nouns(text)
            given = all(self.is_given(word, text) or self._is_given_with(word, surname[-1]) for word in row)
            if joined and given and not noun and self._is_surname(surname, text):
                yield [*surname, *row]
        for row in text.rows:
            alone = row[0].first and not text.after(row[-1]) and not self.other.has_nouns(text)
            if alone and len(row) > 1 and self.is_given(row[-1], text) and self._is_surname(row[:-1], text):
                yield row

    def _is_surname(self, row: Row, text: Text) -> bool:
        """Say whether words before a given name may be a surname: none of them is a word of another kind."""
        if any(self.is_given(word, text) or self.other.is_ordinary(word) or is_place(word.text) for word in row):
            return False
        return text.before(row[0]) not in listed("where") and not self.other.is_other(row, text)

    def first_word(self, name: Row, text: Text) -> Word:
        """Return the forename before a name that begins with a surname, else the name's first word itself."""
        word = name[0]
        if word.first or not BLANKS.fullmatch(word.gap):
            return word
        if text.hungarian or word.start in text.titled or plain(word.text) in forenames():
            return word
        before = text.words[text.place[word.start] - 1]
        if not before.capital or before.small in listed("people") or before.small in listed("relatives"):
            return word
        return word if self.other.is_ordinary(before) or self.other.is_other([before], text) else before

    def is_given(self, word: Word, text: Text) -> bool:
        """Say whether a word is a common given name; inside a sentence in another form too, `Marka` of `Marko`.

        German adds no more than an s: a Markt and the Frieden are nouns.
        """
        small = plain(word.text).split("-")[0]
        if small in forenames():
            return True
        if self.other.has_nouns(text):
            return not word.first and small.removesuffix("s") in forenames()
        return not word.first and is_form(word.text) and not self.other.is_known(word)

    def may_be_given(self, word: Word) -> bool:
        """Say whether a word is a given name that may be a word of another kind, but not one of this writer's."""
        return _is_given_or_other(word) and not self.other.is_known(word)

    def _is_given_with(self, word: Word, surname: Word) -> bool:
        """Say whether a word is a given name before a surname, and a word of another kind elsewhere."""
        return _is_given_or_other(word) and not self.other.is_known(surname)


def _is_organisation(row: Row) -> bool:
    """Say whether words tell an organisation, days of the week beside others not counted: "On Monday Anna came"."""
    return is_organisation([word for word in row if not is_day(word)] or row)


def _is_given_or_other(word: Word) -> bool:
    """Say whether a word is a given name that may be a word of another kind, too."""
    return plain(word.text) in forenames("given_names_with_surname")


def _before_given(row: Row, index: int, text: Text) -> Row:
    """Return what of a row, up to the index of its given name, belongs to the name: in Hungarian the family's name."""
    if text.hungarian:
        return row[max(0, index - 1) : index]
    if row[0].first or text.german:
        return []
    behind_day = max((at for at, word in enumerate(row[:index], 1) if is_day(word)), default=0)
    return row[behind_day:index]


def _cut(row: Row, most: int = MOST) -> Row:
    """Return the beginning of a row, up to `most` words with a capital, with the small words between them."""
    whole = [index for index, word in enumerate(row) if word.capital or word.initial]
    return row[: whole[:most][-1] + 1]
