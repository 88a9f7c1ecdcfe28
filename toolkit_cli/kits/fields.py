"""Fields: the places for answers that a toolkit has, each with its code, kind and options."""

from __future__ import annotations

import hashlib
import string
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from toolkit_cli.kits import words
from toolkit_cli.kits.model import (
    REFERENCE,
    AnyItem,
    Challenge,
    Debate,
    Opportunity,
    Prompts,
    Question,
    TextItem,
    Toolkit,
)
from toolkit_cli.kits.options import OFFERED, SEEN, STANCE, STATUS
from toolkit_cli.kits.words import Words

CHECKED = 4
LETTERS = f"{string.ascii_letters}{string.digits}-_"
HINTS = {"count": "a_number", "date": "a_date", "many": "tick_any"}  # how fields are answered, by their kinds
DIGITS = 12  # of a count, at most: what is longer is no number of people or sessions, and spreadsheets round it
ENDINGS = ("more", "notes", "seen", "stance", "why", "pros", "cons")  # behind an item's code in a field's
NONE: Mapping[str, str] = MappingProxyType({})
ENDS = (".", ":", ";", "?", "!", "…", "\u037e")  # marks that need no colon behind them; the last is Greek's question


@dataclass(frozen=True)
class Option:
    """What a field offers to choose, as it is printed; `lang` is the label's language, "" for the workbook's."""

    code: str
    label: str
    lang: str = ""


@dataclass(frozen=True)
class Field:
    """A place for an answer.

    `kind` is one of text, line, yes_no, yes_no_unsure, choice, many, count, date. `label` is what is asked, in the
    workbook's language; `about` names the item where the label alone does not (an accessible name needs both).
    `lines` is the height of a text box. `item` is the code of the item to which the field belongs. `lang` is the
    label's language, "" if it is the workbook's. `shared` says that another field has the same name.
    """

    code: str
    kind: str
    label: str
    item: str
    options: tuple[Option, ...] = ()
    lines: int = 1
    about: str = ""
    lang: str = ""
    workbook_lang: str = "en"
    shared: bool = False

    @property
    def name(self) -> str:
        """The field's accessible name: what is asked, and of what; no two of a workbook are alike."""
        about = f"{self.about}{'' if self.about.endswith(ENDS) else ':'} " if self.about else ""
        return f"{about}{self.label} ({self.code})" if self.shared else f"{about}{self.label}"

    @property
    def is_text(self) -> bool:
        """Whether words are asked for, whatever they are: no choice, number or date."""
        return self.kind in ("text", "line")

    @property
    def labels(self) -> dict[str, str]:
        """The labels of what is offered, by their codes."""
        return {option.code: option.label for option in self.options}


def known(toolkit: Toolkit, templates: Path | None = None) -> dict[str, Field]:
    """Return every field of a toolkit by its code, in its own words; a user's `templates` may change them."""
    return of(toolkit, words.of(toolkit, templates))


def of(toolkit: Toolkit, words: Words, other_languages: Mapping[str, str] = NONE) -> dict[str, Field]:
    """Return every field of a toolkit by its code, in reading order.

    `other_languages` gives the language of each text among the words that is not in the toolkit's language.
    """

    def lang(label: str) -> str:
        return toolkit.original if label in toolkit.untranslated else other_languages.get(label, "")

    found = [
        replace(
            field,
            label=in_one_line(field.label, toolkit),
            about=in_one_line(field.about, toolkit),
            options=tuple(
                Option(option.code, in_one_line(option.label, toolkit), lang(option.label)) for option in field.options
            ),
            lang=lang(field.label),
            workbook_lang=toolkit.lang,
        )
        for field in _fields(toolkit, words)
    ]
    named = Counter(field.name for field in found)
    return {field.code: replace(field, shared=named[field.name] > 1) for field in found}


def of_item(fields: Mapping[str, Field], item: str) -> dict[str, Field]:
    """Return those of the given fields, by code, that belong to an item, of which `item` is the code."""
    return {code: field for code, field in fields.items() if field.item == item}


def asked(fields: Mapping[str, Field], respondent_code: str) -> dict[str, Field]:
    """Return the given fields, by code, without those about the respondent, whose item is `respondent_code`."""
    return {code: field for code, field in fields.items() if field.item != respondent_code}


def hint(field: Field, words: Words) -> str:
    """Return how a field is answered; "" for one that takes any text."""
    name = HINTS.get(field.kind) or ("tick_one" if field.options else "")
    return words[name] if name else ""


def hints(words: Words) -> set[str]:
    """Return all that `hint` may return for fields."""
    return {words[name] for name in (*HINTS.values(), "tick_one")}


def whole_number(text: object) -> int | None:
    """Return a text of at most 12 ASCII digits as a number, as every part of the program counts it; else None."""
    if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) <= DIGITS:
        return int(text)
    return None


def in_one_line(text: str, toolkit: Toolkit) -> str:
    """Return a text as one line, with names in place of references: `[[S3]]` is a link in running text only."""
    named = REFERENCE.sub(lambda found: toolkit.titles.get(found[1], found[1]), text)
    return " ".join(named.split())


def fingerprint(fields: Mapping[str, Field]) -> str:
    """Return 12 hexadecimal digits that change when a field's code, kind or options change; alike in every language."""
    said = "\n".join(
        f"{field.code} {field.kind} {' '.join(option.code for option in field.options)}" for field in fields.values()
    )
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def letters(fields: Mapping[str, Field]) -> str:
    """Return a letter for each field, in the order of their codes, and `CHECKED` letters for all of them together."""
    asked = [fields[code] for code in sorted(fields)]
    return "".join(map(letter, asked)) + _lettered("\n".join(map(_asks, asked)), CHECKED)


def letter(field: Field) -> str:
    """Return a letter that mostly changes when a field's kind, or the codes and labels of its options change."""
    return _lettered(_asks(field), 1)


def _asks(field: Field) -> str:
    return "\n".join((field.kind, *(f"{option.code} {option.label}" for option in field.options)))


def _lettered(said: str, count: int) -> str:
    """Return some letters that differ for different words; with one of them, in 63 of 64 cases."""
    return "".join(LETTERS[byte % len(LETTERS)] for byte in hashlib.sha256(said.encode()).digest()[:count])


def _fields(toolkit: Toolkit, words: Words) -> Iterator[Field]:
    for code, line in toolkit.respondent_lines().items():
        yield Field(code, line.answer, line.label, toolkit.respondent_code)
    for _, item in toolkit.items():
        yield from _of_item(item, words)


def _of_item(item: AnyItem, words: Words) -> Iterator[Field]:
    if isinstance(item, Question):
        yield from _of_question(item, words)
    elif isinstance(item, (TextItem, Prompts)) and item.notes:
        about = item.title or (item.prompts[0] if isinstance(item, Prompts) else "")
        yield Field(f"{item.code}-notes", "text", words["notes"], item.code, lines=6, about=about)
    elif isinstance(item, Opportunity):
        label = words["opportunity_seen"]
        yield Field(item.code, "yes_no", label, item.code, _options(("yes", "no"), words), about=item.title)
    elif isinstance(item, Challenge):
        yield from _of_challenge(item, words)
    elif isinstance(item, Debate):
        yield from _of_debate(item, words)


def _of_question(item: Question, words: Words) -> Iterator[Field]:
    offered = tuple(Option(option.code, option.label) for option in item.options) or _options(
        OFFERED.get(item.answer, ()), words
    )
    lines = item.lines or (6 if item.answer == "text" else 1)
    yield Field(item.code, item.answer, item.question, item.code, offered, lines)
    if item.more:
        lines = (item.lines or 4) if item.answer != "text" else 4
        yield Field(f"{item.code}-more", "text", item.more, item.code, lines=lines, about=item.question)


def _of_challenge(item: Challenge, words: Words) -> Iterator[Field]:
    seen, status = _options(SEEN, words), _options(STATUS, words)
    yield Field(f"{item.code}-seen", "yes_no_unsure", words["challenge_seen"], item.code, seen, about=item.title)
    for point in item.recommendations:
        yield Field(point.code, "choice", point.text, item.code, status)
    yield Field(f"{item.code}-notes", "text", words["challenge_notes"], item.code, lines=6, about=item.title)


def _of_debate(item: Debate, words: Words) -> Iterator[Field]:
    stance = tuple(Option(code, words[f"stance_{code}"]) for code in STANCE)
    yield Field(f"{item.code}-stance", "choice", words["debate_stance"], item.code, stance, about=item.title)
    for suffix in ("why", "pros", "cons"):
        label = words[f"debate_{suffix}"]
        yield Field(f"{item.code}-{suffix}", "text", label, item.code, lines=5, about=item.title)


def _options(codes: tuple[str, ...], words: Words) -> tuple[Option, ...]:
    return tuple(Option(code, words[f"option_{code}"]) for code in codes)
