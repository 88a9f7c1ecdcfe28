"""Finds likely names of persons by rules that hold in the languages of Europe, without a model of any of them.

A word with a capital is likely a name if it follows a title (Mrs, Herr, κα), a word such as "called" or a label such as
"Name:", or is a common given name. It is also likely one beside another word with a capital, or where it is repeated;
but not in German, which writes every noun with a capital, nor where the words around it speak of an organisation or a
place; and in a row with given names. At the beginning of a sentence, two capitals count only if neither word is an
ordinary one. A word all in capitals is a name beside a title, a label or a given name.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from toolkit_cli.privacy.forenames import ENDING, LEAST, forenames
from toolkit_cli.privacy.listednames import listed_names
from toolkit_cli.privacy.otherwords import OtherWords, is_organisation, tells_organisation
from toolkit_cli.privacy.spans import LINK, NAME, Span, covered, matches, united
from toolkit_cli.privacy.surenames import SureNames
from toolkit_cli.privacy.text import BLANKS, Row, Text, Word, parsed
from toolkit_cli.privacy.words import is_locale, is_place, one_of, place_root, plain

STAYS, SURE = 0.6, 6  # the part of a name that stays in every form, and its letters where a sentence begins with it
SHORT = 2  # letters of a word that is looked for by itself in no other text
SURNAME = re.compile(r"\b[^\W\d_]+,\s*$")
LOCALE = re.compile(r"(?<![^\W_])[a-z]{2,3}(?:[_-][a-z]{4})?[_-](?:[a-z]{4}|[a-z]{2})(?![^\W_])", re.I)
JOINED = re.compile(r"(?<![^\W_])([^\W\d_][^\W\d_A-Z]+)[A-Z][^\W\d_]+(?![^\W_])")


class Names:
    """Finds the likely names in the texts of one writer: what is surely a name in one text is one in the others too.

    Words that are looked for in all texts: `told` are surely names, and `roots` what stays of these in their other
    forms; `heard` are names by their capitals alone; `repeated` stand alone with a capital more than once.
    """

    def __init__(
        self, texts: Iterable[str] = (), known: frozenset[str] = frozenset(), people: Iterable[str] = ()
    ) -> None:
        """Learn names from `texts`, and from `people`, each of which is a name as a whole.

        `known` are words in small letters that are no names though they have capitals.
        """
        read = [parsed(text) for text in texts]
        small = frozenset(word.text for text in read for word in text.words if word.text.islower())
        self.other = OtherWords(known, small, parsed("\n".join(text.text for text in read)).german)
        self.sure = SureNames(self.other)
        told = (name for text in read for name in (*self.sure.names(text), *self.sure.surname_first(text)))
        sure = [*told, *(parsed(text).words for text in people)]
        self.told = frozenset(word.text for name in sure for word in name if _tells(word))
        self.roots = frozenset(plain(name)[:cut] for name in self.told for cut in _cuts(plain(name)))
        self.repeated = self._repeated(read)
        self.heard = frozenset[str]()  # `_by_capitals` asks for it, too: nothing is heard from elsewhere yet
        self.heard = frozenset(word.text for text in read for row in self._by_capitals(text) for word in self._new(row))

    def spans(self, text: str) -> Iterator[Span]:
        """Yield the likely names in a text."""
        read = parsed(text)
        for name in (*self.sure.names(read), *self._likely(read)):
            yield Span(self.sure.first_word(name, read).start, name[-1].end, NAME)

    def alone(self, text: str) -> Iterator[Span]:
        """Yield the names that fill a part of a line: "Maria Rossi, director" but not "Villa Maria"."""
        for part in re.finditer(r"[^,;:()/|–\n]+", text):
            read = Text(part[0])
            for name in self.sure.names(read):
                titled = name[0].start in read.titled and not is_organisation(name)
                if titled or (len(name) > 1 and len(name) == len(read.words)):
                    yield Span(part.start() + name[0].start, part.start() + name[-1].end, NAME)

    def in_role(self, text: str) -> Iterator[Span]:
        """Yield the names in what somebody says of themselves: "Director Maria Rossi", but not "Social worker"."""
        read = parsed(text)
        found = (*self.sure.names(read), *self.sure.given(read))
        whole = (name for name in found if len(name) > 1 or len(name) == len(read.words))
        yield from united(Span(name[0].start, name[-1].end, NAME) for name in (*self._told(read), *whole))

    def in_file(self, name: str) -> Iterator[Span]:
        """Yield the names in a file's name, which often has no capitals and no blanks: maria_rossi-2.docx.

        A given name counts here even beside an organisation's words, for files are named after who sends them. Surnames
        before it, with a comma or where nothing stands behind it, and names in one word (AnnaSchmidt) are found too.
        """
        yield from united(self._in_file(name))

    def _in_file(self, name: str) -> Iterator[Span]:
        stem = name.rpartition(".")[0] or name
        # The "sr" of sr-Latn is a language and no title.
        stem = covered(stem, (span for span in matches(LOCALE, stem, LINK) if is_locale(stem[span.start : span.end])))
        read = Text(_titled(stem))
        sure = self.sure
        for found in (*sure.names(read), *self._told(read), *sure.given(read), *sure.surname_first(read)):
            before = SURNAME.search(read.text[: found[0].start])
            yield Span(before.start() if before else found[0].start, found[-1].end, NAME)
        for one in JOINED.finditer(stem):
            if plain(one[1]) in forenames():
                yield Span(*one.span(), NAME)

    def _likely(self, text: Text) -> Iterator[Row]:
        """Yield names that are known from other texts, and those that only capitals tell, but not headings."""
        yield from self._told(text)
        yield from self.sure.surname_first(text)
        yield from listed_names(text, self.sure)
        yield from self._by_capitals(text)

    def _by_capitals(self, text: Text) -> Iterator[Row]:
        """Yield what capitals alone speak for, and what stands with its first letter, but no organisations."""
        for row in text.rows:
            name = self._without_beginning(row, text)
            told = self._is_signed(name, text) or self._is_likely(row, name, text)
            if told and not self.other.is_other(name, text):
                yield name

    def _without_beginning(self, row: Row, text: Text) -> Row:
        """Return a row without the word that has its capital from the sentence's beginning, as far as that is known."""
        if not row[0].first or self._is_heard(row) or self._begins(row, text) or self._is_signed(row, text):
            return row
        return row[1:]

    def _begins(self, row: Row, text: Text) -> bool:
        """Say whether a sentence begins with a name: two capitals, no ordinary word behind them, and no heading."""
        if len(row) == 1 or self.other.holds_ordinary(row):
            return False
        if text.hungarian or row[-1].end in text.before_title:
            return False
        return not text.is_heading(row[-1]) and not all(is_place(word.text) for word in row[1:])

    def _is_signed(self, row: Row, text: Text) -> bool:
        """Say whether a name has a letter: "J. Smith", "Olu K. rang", and not "z. B. Gruppen", "plan B. Then"."""
        if len(row) < 2 or self.other.holds_ordinary(row):
            return False
        if row[0].initial:
            return not (row[0].first and self.other.has_nouns(text)) and not text.is_abbreviation(row[0])
        *_, name, letter = row
        goes_on = text.text[letter.end : letter.end + 2] in (".,", ".;", ".)") or text.after(letter).islower()
        return name.capital and letter.initial and goes_on and not self.other.has_nouns(text)

    def _told(self, text: Text) -> Iterator[Row]:
        """Yield words that are surely names in another text; those that follow each other are one name."""
        name: list[Word] = []
        for word in text.words:
            is_told = self._is_told(word)
            if name and (not is_told or not BLANKS.fullmatch(word.gap)):
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
        if not word.capital or self.other.is_known(word) or tells_organisation(word):
            return False
        least = max(math.ceil(STAYS * len(small)), SURE if word.first else LEAST)
        return max((cut for cut in range(least, len(small) + 1) if small[:cut] in self.roots), default=0) > place_root(
            word.text
        )

    def _new(self, row: Row) -> Iterator[Word]:
        """Yield the words of a name, told by its capitals alone, that are looked for in other places too."""
        yield from (word for word in row if _tells(word) and not self.other.is_known(word) and not is_place(word.text))

    def _is_heard(self, row: Row) -> bool:
        """Say whether a row is a name inside a sentence elsewhere: then it is one where a sentence begins, too."""
        return len(row) > 1 and all(word.text in self.heard for word in row if word.capital)

    def _is_likely(self, row: Row, inner: Row, text: Text) -> bool:
        """Say whether capitals inside a sentence speak for a name: two words together, or one that comes again.

        `inner` is the row without the word with which a sentence begins: then it may also be a heading.
        """
        heading = len(row) > len(inner) > 1 and text.is_heading(row[-1])
        if heading or self.other.has_nouns(text):
            return False
        heard = any(word.text in self.heard for word in inner)
        return heard or sum(word.capital for word in inner) > 1 or self._is_repeated(row)

    def _is_repeated(self, row: Row) -> bool:
        return len(row) == 1 and row[0].inner and row[0].text in self.repeated

    def _repeated(self, texts: Sequence[Text]) -> frozenset[str]:
        """Return the words that stand alone with a capital inside sentences, more than once and never without it."""
        rows = (row for text in texts if not self.other.has_nouns(text) for row in text.rows)
        alone = Counter(row[0].text for row in rows if len(row) == 1 and row[0].inner and _tells(row[0]))
        return frozenset(word for word, count in alone.items() if count > 1)


def _titled(stem: str) -> str:
    """Return a file's name as a text in which all words but "and" have capitals; it is as long."""
    titled = re.sub(r"[_-]|\.(?! )", " ", stem).title()
    if len(titled) != len(stem):  # some letters have a capital of two
        return stem
    # An "e" may be the initial of a name as well: Maria E. Rossi.
    return re.sub(one_of("and"), lambda found: found[0].lower() if len(found[0].rstrip(".")) > 1 else found[0], titled)


def _tells(word: Word) -> bool:
    return word.capital and len(word.text) > SHORT


def _cuts(name: str) -> range:
    """Return the lengths of what stays of a name, in small letters, in its other forms."""
    return range(max(LEAST, len(name) - ENDING), len(name) + 1)
