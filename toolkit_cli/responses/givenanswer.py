"""One answer of an answers file, checked against its field. A choice is taken by its option's code or its label."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from toolkit_cli.characters import clean, unaccented
from toolkit_cli.errors import quoted
from toolkit_cli.kits.dates import day, day_in_any
from toolkit_cli.kits.fields import DIGITS, Field, Option, whole_number
from toolkit_cli.kits.options import option_key
from toolkit_cli.kits.values import Value, parts_of
from toolkit_cli.responses.equality import normalised
from toolkit_cli.returned import Note

MAX_CHARACTERS = 100_000
AROUND = "“”„‘’‚«»\"' "  # what Word and people set around a word
BOOLEANS = {"true": "yes", "false": "no"}


class MisfitError(Exception):
    """An answer does not fit its field: `what` is wrong with it, and what to do. The caller knows where it stands."""

    def __init__(self, field: Field, what: str, fix: str) -> None:
        super().__init__(what)
        self.what = f"The answer to {field.code!r} {what}."
        self.fix = fix


def value(given: Any, field: Field, loose: bool = False, labelled: bool = False, others: Iterable[Field] = ()) -> Value:
    """Return an answer as its field keeps it, from a value of YAML or JSON; "" or () where it is empty.

    `loose` says that it comes from a return: what does not fit its field is kept as written. Elsewhere it raises
    `MisfitError`, and the quotation marks and the full stop around a choice or a number do not count. `labelled` says
    that people saw labels and no codes: a word is taken for a label before it is taken for a code. `others` are the
    field in other languages, and as it was before, whose labels and months are tried where its own do not fit.
    """
    listed = isinstance(given, list) and all(isinstance(each, str) for each in given)
    kept = loose and not isinstance(given, bool) and (listed or isinstance(given, (str, int)))
    written = clean(", ".join(given) if listed else str(given))
    if kept and field.is_text:
        return written
    parser = _Parser(field, str if kept else unquoted, labelled)
    try:
        return parser.value(given)
    except MisfitError:
        # A return's date is left as its reader left it: who merges it again has to find the same.
        for other in others if field.options or (field.kind == "date" and not kept) else ():
            with suppress(MisfitError):
                if other.kind == field.kind and fits(field, found := replace(parser, field=other).value(given)):
                    return found
        if kept:
            return written
        if field.kind == "date" and (meant := day_in_any(parser.trim(written.strip()), field.workbook_lang)):
            return meant
        raise


def offered(given: Sequence[str], field: Field, others: Iterable[Field] = ()) -> tuple[tuple[str, ...], list[str]]:
    """Return the codes of the options in a list of several, and what of it the field does not offer any more.

    The list is read in the first language in which everything is offered, else in the field's own.
    """
    parser = _Parser(field)
    if gone := parser.unknown(given):
        for other in (_Parser(each) for each in others if each.kind == field.kind):
            if not other.unknown(given) and fits(field, found := other.several(given)):
                return found, []
    return parser.several([each for each in given if each not in gone]), gone


def not_offered_note(ticked: Iterable[str], code: str) -> Note:
    """Return the note on what is ticked and the field with a code does not offer, or not any more."""
    return Note("misfit", text=f"not offered: {', '.join(ticked)}", code=code)


def fits(field: Field, value: Value) -> bool:
    """Say whether an answer is one that its field asks for."""
    if isinstance(value, tuple) or field.options:
        return {option.code for option in field.options}.issuperset(parts_of(value))
    if field.kind == "count":
        return whole_number(value) is not None
    if field.kind == "date":
        try:
            return date.fromisoformat(value).isoformat() == value
        except ValueError:
            return False
    return True


def unquoted(said: str) -> str:
    """Return a word without the quotation marks around it and the full stop behind it."""
    return said.lstrip(AROUND).rstrip(f"{AROUND}.")


@dataclass(frozen=True)
class _Parser:
    """Makes an answer to a field of what a file gives.

    `trim` takes away what people set around a word. `labelled`: labels go before codes.
    """

    field: Field
    trim: Callable[[str], str] = str
    labelled: bool = False

    def value(self, given: Any) -> Value:
        """Return the answer; raise `MisfitError` where it does not fit."""
        if self.field.kind == "many":
            return self.several(given)
        if isinstance(given, (list, dict)):
            one = "Only one answer is asked for here." if self.field.options else "Write it as one text."
            raise MisfitError(self.field, "is a list or a group of keys", one)
        if self.field.options:
            return self._one(given)
        if self.field.kind == "count":
            return self._count(given)
        if self.field.kind == "date":
            return self._date(given)
        return self._text(given)

    def several(self, given: Any) -> tuple[str, ...]:
        """Return the codes of the options that are meant, in the order in which the question offers them."""
        said = {_as_written(item): self._option(item) for item in self._listed(given) if item not in (None, "")}
        if wrong := [item for item, code in said.items() if code is None]:
            raise self._not_offered(wrong)
        return tuple(code for code in self.field.labels if code in said.values())

    def unknown(self, given: Sequence[str]) -> list[str]:
        """Return what of a list of options the field does not offer."""
        return [each for each in given if self._option(each) is None]

    def _listed(self, given: Any) -> list[Any]:
        """Return several options one by one: a list, or with commas between them; a label may hold commas itself.

        Capitals settle which options are meant; where they do not, that is a misfit.
        """
        if not isinstance(given, str):
            return given if isinstance(given, list) else [given]
        names = {normalised(name) for option in self.field.options for name in (option.code, option.label)}
        texts = [normalised(whole) for whole in (given, self.trim(given.strip()))]
        for text, capitals in [(text, capitals) for capitals in (True, False) for text in texts]:
            sets = {frozenset(map(self._option, some)): some for some in _parted(text, names, capitals)}
            if len(sets) > 1:
                codes = ([code for code in self.field.labels if code in some] for some in sets)
                either = " or ".join(sorted(f"[{', '.join(some)}]" for some in codes))
                what = f"is {quoted(given)}, which may be {either}"
                raise MisfitError(self.field, what, "Write the one that is meant.")
            if sets:
                return list(*sets.values())
        return re.split("[,;]", given)

    def _one(self, given: Any) -> str:
        code = self._option(given)
        if code is None:
            raise self._not_offered([given])
        return code

    def _option(self, given: Any) -> str | None:
        """Return the code of the option that is meant, "" where nothing is said and None where it is not offered.

        An exact spelling goes before a similar one; within each, codes go before labels, or labels before codes.
        """
        said = clean(str(given)).strip()
        codes, labels = [option.code for option in self.field.options], [option.label for option in self.field.options]
        ways: list[Callable[[str], str]] = [str, option_key, lambda text: option_key(self.trim(text))]
        # Greek capitals have no accents, and Turkish has an İ and an ı.
        ways.append(lambda text: unaccented(option_key(self.trim(text))))
        for word in (said, _word(given), self.trim(said)):
            for same in ways:
                for names in (labels, codes) if self.labelled else (codes, labels):
                    alike = [index for index, name in enumerate(names) if same(name) == same(word)]
                    if len(alike) == 1:
                        return codes[alike[0]]
        return None if said else ""

    def _not_offered(self, given: Sequence[Any]) -> MisfitError:
        said = ", ".join(quoted(clean(_as_written(each)).strip()) for each in given)
        offered = ", ".join(map(_named, self.field.options))
        many = " Put commas between several." if self.field.kind == "many" else ""
        what = f"is {said}, which {'is' if len(given) == 1 else 'are'} not offered"
        return MisfitError(self.field, what, f"It offers: {offered}.{many}")

    def _count(self, given: Any) -> str:
        text = self.trim(_as_written(int(given) if isinstance(given, float) and given.is_integer() else given).strip())
        number = whole_number(text)
        if number is None and text:
            fix = f"Write digits only, {DIGITS} at most."
            raise MisfitError(self.field, f"is {quoted(text)}, which is not a whole number of 0 or more", fix)
        return "" if number is None else str(number)

    def _date(self, given: Any) -> str:
        text = self.trim(_as_written(given).strip())
        found = day(text, self.field.workbook_lang)
        if text and not found:
            fix = "Write it as year-month-day, for example 2021-03-19."
            raise MisfitError(self.field, f"is {quoted(text)}, which is not a date", fix)
        return found or ""

    def _text(self, given: Any) -> str:
        text = _word(given) if isinstance(given, bool) else clean(str(given)).rstrip()
        if len(text) > MAX_CHARACTERS:
            what = f"is {len(text):,} characters long, the most is {MAX_CHARACTERS:,}"
            raise MisfitError(self.field, what, "Shorten it.")
        return " ".join(text.split("\n")) if self.field.kind == "line" else text


def _parted(text: str, names: Collection[str], capitals: bool) -> list[frozenset[str]]:
    """Return the sets of names that a text can be, with commas between them; two at most, which is one too many."""
    flags = re.UNICODE if capitals else re.IGNORECASE
    patterns = [re.compile(rf"({re.escape(name)})\s*(?:[,;]\s*|$)", flags) for name in sorted(names)]
    steps: dict[int, dict[int, str]] = {}  # from where a name begins to where the next one does
    waiting = [0]
    while waiting:
        at = waiting.pop()
        if at not in steps and at < len(text):
            matches = (pattern.match(text, at) for pattern in patterns)
            steps[at] = {each.end(): each[1] for each in matches if each}
            waiting += steps[at]
    ways = {len(text): [frozenset[str]()]}
    for at in sorted(steps, reverse=True):
        found = dict.fromkeys(rest | {name} for end, name in steps[at].items() for rest in ways[end])
        ways[at] = list(found)[:2]
    return ways[0]


def _as_written(given: Any) -> str:
    """Return a value as its file has it: JSON writes `true` for what Python writes as `True`."""
    return str(given).lower() if isinstance(given, bool) else str(given)


def _word(given: Any) -> str:
    """Return what is meant by a boolean, which YAML and JSON write for yes and no."""
    said = str(given).strip()
    return BOOLEANS.get(said.casefold(), said)


def _named(option: Option) -> str:
    """Return what an option can be written as: its code, and its label where that is another word."""
    return option.code if option_key(option.code) == option_key(option.label) else f"{option.code} ({option.label})"
