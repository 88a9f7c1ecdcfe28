"""Finds likely names of persons by rules that hold in the languages of Europe, without a model of any of them.

A word with a capital is likely a name if it follows a title (Mrs, Herr, κα), a word such as "called" or a label such as
"Name:", or is a common given name. It is also likely one beside another word with a capital, or where it is repeated;
but not in German, which writes every noun with a capital, nor where the words around it speak of an organisation or a
place. At the beginning of a sentence, two capitals count only if neither word is an ordinary one. A word all in
capitals is a name beside a title, a label or a given name.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from toolkit_cli.privacy.forenames import ENDING, LEAST, forenames, is_form
from toolkit_cli.privacy.spans import LINK, NAME, Span, covered, matches, united
from toolkit_cli.privacy.text import BLANKS, Row, Text, Word, parsed
from toolkit_cli.privacy.words import is_locale, is_place, listed, months, months_alone, plain, weekdays

MOST = 4  # words of a name, the small ones inside it not counted
STAYS, SURE = 0.6, 6  # the part of a name that stays in every form, and its letters where a sentence begins with it
SHORT = 2  # letters of a word that is looked for by itself in no other text
SURNAME = re.compile(r"\b[^\W\d_]+,\s*$")
LOCALE = re.compile(r"(?<![^\W_])[a-z]{2,3}(?:[_-][a-z]{4})?[_-](?:[a-z]{4}|[a-z]{2})(?![^\W_])", re.I)
JOINED = re.compile(r"(?<![^\W_])([^\W\d_][^\W\d_A-Z]+)[A-Z][^\W\d_]+(?![^\W_])")


class Names:
    """Finds the likely names in the texts of one writer: what is surely a name in one text is one in the others too.

    `known` are words in small letters that are no names though they have capitals: the toolkit's, the organisation's;
    `small` are those that the writer writes without one. Words that are looked for in all texts: `told` are surely
    names, and `roots` what stays of these in their other forms; `heard` are names by their capitals alone; `repeated`
    stand alone with a capital more than once.
    """

    def __init__(
        self, texts: Iterable[str] = (), known: frozenset[str] = frozenset(), people: Iterable[str] = ()
    ) -> None:
        """Learn names from `texts`, and from `people`, each of which is a name as a whole."""
        read = [parsed(text) for text in texts]
        self.known = known
        self.german = parsed("\n".join(text.text for text in read)).german
        self.small = frozenset(word.text for text in read for word in text.words if word.text.islower())
        told = (name for text in read for name in (*self._sure(text), *self._surname_first(text)))
        sure = [*told, *(parsed(text).words for text in people)]
        self.told = frozenset(word.text for name in sure for word in name if _tells(word))
        self.roots = frozenset(plain(name)[:cut] for name in self.told for cut in _cuts(plain(name)))
        self.repeated = self._repeated(read)
        self.heard: frozenset[str] = frozenset()  # what follows asks for it
        self.heard = frozenset(word.text for text in read for row in self._by_capitals(text) for word in self._new(row))

    def spans(self, text: str) -> Iterator[Span]:
        """Yield the likely names in a text."""
        read = parsed(text)
        for name in (*self._sure(read), *self._likely(read)):
            yield Span(self._forename(name[0], read).start, name[-1].end, NAME)

    def alone(self, text: str) -> Iterator[Span]:
        """Yield the names that fill a part of a line: "Maria Rossi, director" but not "Villa Maria"."""
        for part in re.finditer(r"[^,;:()/|–\n]+", text):
            read = Text(part[0])
            for name in self._sure(read):
                titled = name[0].start in read.titled and not self._is_organisation(name)
                if titled or (len(name) > 1 and len(name) == len(read.words)):
                    yield Span(part.start() + name[0].start, part.start() + name[-1].end, NAME)

    def in_role(self, text: str) -> Iterator[Span]:
        """Yield the names in what somebody says of themselves: "Director Maria Rossi", but not "Social worker"."""
        read = parsed(text)
        given = [found for row in read.rows for found in self._given(row, read)]
        told = [(name, True) for name in self._told(read)]
        found = [(name, len(name) > 1 or len(name) == len(read.words)) for name in (*self._sure(read), *given)]
        yield from united(Span(name[0].start, name[-1].end, NAME) for name, is_name in (*told, *found) if is_name)

    def in_file(self, name: str) -> Iterator[Span]:
        """Yield the names in a file's name, which often has no capitals and no blanks: maria_rossi-2.docx.

        A given name counts here even beside an organisation's words, for files are named after who sends them. Surnames
        before it, with a comma, and names in one word, such as AnnaSchmidt, are found too.
        """
        yield from united(self._in_file(name))

    def _in_file(self, name: str) -> Iterator[Span]:
        stem = name.rpartition(".")[0] or name
        # The "sr" of sr-Latn is a language and no title.
        stem = covered(stem, (span for span in matches(LOCALE, stem, LINK) if is_locale(stem[span.start : span.end])))
        titled = re.sub("[_.-]", " ", stem).title()
        read = Text(titled if len(titled) == len(stem) else stem)
        given = [found for row in read.rows for found in self._given(row, read)]
        for found in (*self._sure(read), *self._told(read), *given):
            before = SURNAME.search(read.text[: found[0].start])
            yield Span(before.start() if before else found[0].start, found[-1].end, NAME)
        for one in JOINED.finditer(stem):
            if plain(one[1]) in forenames():
                yield Span(*one.span(), NAME)

    def _sure(self, text: Text) -> Iterator[Row]:
        """Yield names that are told by a title, by words such as "called" or "his wife", or by a given name."""
        for row in text.rows:
            if row[0].start in text.titled:
                yield _cut(row)
            elif row[0].start in text.named:
                yield from () if self._is_organisation(row) else (_cut(row),)
            elif row[-1].end in text.before_title and row[0].text not in listed("articles"):
                yield row if text.hungarian or not row[0].first else row[1:] or row
            elif row[0].start in text.introduced and not self._is_german(text) and not self._is_other(row, text):
                yield _cut(row)
            elif relative := self._related(row, text):
                yield relative
            elif not self._is_organisation(row) and not text.is_saint(row[0]):
                yield from self._given(row, text)

    def _given(self, row: Row, text: Text) -> Iterator[Row]:
        """Yield a name from a given name on; in Hungarian the family's name stands before it."""
        for index, word in enumerate(row):
            after = row[index + 1] if index + 1 < len(row) else None
            if self._is_given(word) or (after and self._is_given_with(word, after)):
                first = max(0, index - 1) if text.hungarian else index if row[0].first or text.german else 0
                alone = after is not None and after.small in _calendar()
                most = 1 if alone else 2 if self._is_german(text) else MOST
                yield [*row[first:index], *_cut(row[index:], most)]
                return

    def _related(self, row: Row, text: Text) -> Row:
        """Return a name behind a word for a relative or a client, which has a capital itself in German."""
        given = ((at, word) for at, word in enumerate(row) if self._is_given_or_other(word))
        at = (at for at, word in given if word.start in text.related and not text.is_dated(word))
        name = row[next(at, len(row)) :]
        return _cut(name, 2) if name and not self._is_organisation(name) else []

    def _forename(self, word: Word, text: Text) -> Word:
        """Return the forename before a name that begins with a surname, else the name's first word itself."""
        before = text.words[text.place[word.start] - 1]
        surname = not text.hungarian and word.start not in text.titled and plain(word.text) not in forenames()
        joined = before.capital and word.gap in BLANKS and not word.first
        if not (surname and joined) or before.small in listed("people") or before.small in listed("relatives"):
            return word
        return word if self._is_ordinary(before) or self._is_other([before], text) else before

    def _is_given(self, word: Word) -> bool:
        """Say whether a word is a common given name; inside a sentence in another form too, `Marka` of `Marko`."""
        if plain(word.text).split("-")[0] in forenames():
            return True
        return not word.first and is_form(word.text) and not self._is_known(word)

    def _is_given_or_other(self, word: Word) -> bool:
        """Say whether a word is a given name that may be a word of another kind, too."""
        return plain(word.text) in forenames("given_names_with_surname")

    def _is_given_with(self, word: Word, surname: Word) -> bool:
        """Say whether a word is a given name before a surname, and a word of another kind elsewhere."""
        return self._is_given_or_other(word) and not self._is_known(surname)

    def _is_organisation(self, row: Row) -> bool:
        return any(word.text in listed("organisations") or word.text in listed("no_names") for word in row)

    def _likely(self, text: Text) -> Iterator[Row]:
        """Yield names that are known from other texts, and those that only capitals tell, but not headings."""
        yield from self._told(text)
        yield from self._surname_first(text)
        yield from self._by_capitals(text)

    def _by_capitals(self, text: Text) -> Iterator[Row]:
        for row in text.rows:
            begins = self._is_heard(row) or self._begins(row, text) or self._is_signed(row, text)
            inner = row if begins or not row[0].first else row[1:]
            heading = len(row) > len(inner) > 1 and text.is_heading(row[-1])
            capitals = not self._is_german(text) and not heading and self._is_likely(row, inner)
            if (capitals or self._is_signed(inner, text)) and not self._is_other(inner, text):
                yield inner

    def _begins(self, row: Row, text: Text) -> bool:
        """Say whether a sentence begins with a name: two capitals, no ordinary word behind them, and no heading."""
        if len(row) == 1 or any(self._is_ordinary(word) for word in row if word.capital):
            return False
        if text.hungarian or row[-1].end in text.before_title:
            return False
        return not text.is_heading(row[-1]) and not all(is_place(word.text) for word in row[1:])

    def _is_signed(self, row: Row, text: Text) -> bool:
        """Say whether a name stands with its first letter: "J. Smith", but not "z. B. Gruppen" nor "plan B. Then"."""
        if len(row) < 2 or not row[0].initial or (row[0].first and self._is_german(text)):
            return False
        return not text.is_abbreviation(row[0]) and not any(self._is_ordinary(word) for word in row if word.capital)

    def _surname_first(self, text: Text) -> Iterator[Row]:
        """Yield names such as "Smith, John", and "Rossi Mario" by itself; what stands before is no ordinary word."""
        for before, row in pairwise(text.rows):
            joined = text.text[before[-1].end : row[0].start].strip() == ","
            given = all(self._is_given(word) or self._is_given_with(word, before[-1]) for word in row)
            if joined and given and not (self._is_german(text) and before[0].inner) and self._is_surname(before, text):
                yield [*before, *row]
        for row in text.rows:
            alone = row[0].first and not text.after(row[-1]) and not self._is_german(text)
            if alone and len(row) > 1 and self._is_given(row[-1]) and self._is_surname(row[:-1], text):
                yield row

    def _is_surname(self, row: Row, text: Text) -> bool:
        other = any(self._is_given(word) or self._is_ordinary(word) or is_place(word.text) for word in row)
        return not other and text.before(row[0]) not in listed("where") and not self._is_other(row, text)

    def _is_ordinary(self, word: Word) -> bool:
        """Say whether a word has its capital only because a sentence begins with it, as far as that is known."""
        return self._is_known(word) or word.small in listed("articles") or word.small in listed("beginnings")

    def _told(self, text: Text) -> Iterator[Row]:
        """Yield words that are surely names in another text; those that follow each other are one name."""
        name: list[Word] = []
        for word in text.words:
            is_told = self._is_told(word)
            if name and (not is_told or word.gap not in BLANKS):
                yield name
                name = []
            if is_told:
                name.append(word)
        if name:
            yield name

    def _is_told(self, word: Word) -> bool:
        """Say whether a word is surely a name elsewhere, in this form or with another ending."""
        if word.text in self.told or (word.large and word.text.title() in self.told):
            return True
        small = plain(word.text)
        if not word.capital or small in self.small or self._is_known(word) or is_place(word.text):
            return False
        least = max(math.ceil(STAYS * len(small)), SURE if word.first else LEAST)
        return any(small[:cut] in self.roots for cut in range(least, len(small) + 1))

    def _new(self, row: Row) -> Iterator[Word]:
        """Yield the words of a name, told by its capitals alone, that are looked for in other places too."""
        yield from (word for word in row if _tells(word) and not self._is_known(word) and not is_place(word.text))

    def _is_heard(self, row: Row) -> bool:
        """Say whether a row is a name inside a sentence elsewhere: then it is one where a sentence begins, too."""
        return len(row) > 1 and all(word.text in self.heard for word in row if word.capital)

    def _is_likely(self, row: Row, inner: Row) -> bool:
        """Say whether capitals inside a sentence speak for a name: two words together, or one that comes again."""
        heard = any(word.text in self.heard for word in inner)
        return heard or sum(word.capital for word in inner) > 1 or self._is_repeated(row)

    def _is_repeated(self, row: Row) -> bool:
        return len(row) == 1 and row[0].inner and row[0].text in self.repeated

    def _repeated(self, texts: Sequence[Text]) -> frozenset[str]:
        """Return the words that stand alone with a capital inside sentences, more than once and never without it."""
        rows = (row for text in texts if not self._is_german(text) for row in text.rows)
        alone = Counter(row[0].text for row in rows if len(row) == 1 and row[0].inner and _tells(row[0]))
        return frozenset(word for word, count in alone.items() if count > 1)

    def _is_other(self, row: Row, text: Text) -> bool:
        """Say whether words with capitals are rather an organisation, a place, a brand, or words of the toolkit."""
        if text.before(row[0]) in listed("articles") or text.is_saint(row[0]):
            return True
        after = text.after(row[-1])
        if after in listed("organisations") or after in listed("things"):
            return True
        names = [word for word in row if word.capital and (word is row[0] or word.small not in listed("articles"))]
        if any(word.text in listed("organisations") or self._is_known(word) for word in names):
            return True
        return all(is_place(word.text) for word in row if word.capital)

    def _is_known(self, word: Word) -> bool:
        """Say whether a word is an ordinary one: the toolkit's, the writer's own without a capital, a month."""
        small = word.small
        return small in self.known or small in self.small or small in listed("no_names") or small in _calendar()

    def _is_german(self, text: Text) -> bool:
        return self.german or text.german


def _cut(row: Row, most: int = MOST) -> Row:
    """Return the beginning of a row, up to `most` words with a capital, with the small words between them."""
    whole = [index for index, word in enumerate(row) if word.capital or word.initial]
    return row[: whole[:most][-1] + 1]


def _tells(word: Word) -> bool:
    return word.capital and len(word.text) > SHORT


def _cuts(name: str) -> range:
    """Return the lengths of what stays of a name, in small letters, in its other forms."""
    return range(max(LEAST, len(name) - ENDING), len(name) + 1)


@lru_cache(maxsize=1)
def _calendar() -> frozenset[str]:
    return months() | months_alone() | weekdays()
