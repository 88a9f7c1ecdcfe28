"""Searches the passages of one response by the rules, with what all of them together, and the toolkit, tell."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from toolkit_cli.characters import visible
from toolkit_cli.kits import fields, texts, words
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.privacy.names import Names
from toolkit_cli.privacy.passages import ANSWER, FILE, LINE, PERSON, ROLE, Passage, passages
from toolkit_cli.privacy.rules import Writer, in_file, spans
from toolkit_cli.privacy.spans import DATE, MARK, NAME, Span
from toolkit_cli.privacy.words import WORD, countries, listed
from toolkit_cli.responses.response import Response


class ToolkitWords:
    """A toolkit's fields, and its own words, which are no names though they have capitals."""

    def __init__(self, toolkit: Toolkit) -> None:
        own = words.of(toolkit)
        self.fields = fields.of(toolkit, own)
        self.printed = " ".join([*own.values(), *(text for _, text in texts.all_of(toolkit))])
        self.words = _words([self.printed])


class ResponseScanner:
    """Searches the passages of one response, with what all of them together tell of names and countries."""

    def __init__(self, response: Response, asked: ToolkitWords) -> None:
        self.printed = asked.printed
        texts: dict[str, list[str]] = {}
        for passage in passages(response, asked.fields):
            texts.setdefault(passage.form, []).append(composed(passage.text))
        said, lines, roles = (texts.get(form, []) for form in (ANSWER, LINE, ROLE))
        self.known = asked.words | _words(lines)
        people = list(filter(self._is_person, texts.get(PERSON, [])))
        names = Names(said, self.known, people)
        # A role may hold a name. It is found with what the answers tell, and then looked for in these; the other words
        # of roles are no names.
        if of_roles := [role[span.start : span.end] for role in roles for span in names.in_role(role)]:
            people += of_roles
            names = Names(said, self.known, people)
        self.known |= {word.lower() for role in roles for word in WORD.findall(role) if word not in names.told}
        self.writer = Writer(Names(said, self.known, people), countries(" ".join([*lines, *roles])))

    def spans(self, passage: Passage) -> list[Span]:
        """Return what may be personal data in a passage, as spans of its composed text."""
        text = composed(passage.text)
        if passage.form == PERSON:
            return [Span(0, len(text), NAME)] if self._is_person(text) else []
        if passage.form == FILE:
            found = in_file(text, self.writer)
        else:
            found = spans(text, self.writer, line=passage.form == LINE, role=passage.form == ROLE)
        return [span for span in found if span.kind != DATE or text[span.start : span.end] not in self.printed]

    def _is_person(self, who: str) -> bool:
        """Tell a person's name from that of an organisation or of a program, which stand there too."""
        return any(word not in self.known and word not in listed("nobody") for word in _words([MARK.sub("", who)]))


def _words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of texts in small letters."""
    return frozenset(word.lower() for text in texts for word in WORD.findall(text))


def composed(text: str) -> str:
    """Return a text as the rules know it: accents are part of their letters, and no hidden hyphen parts a word."""
    return unicodedata.normalize("NFC", visible(text))
