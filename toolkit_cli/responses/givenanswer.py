"""One answer of an answers file, checked against its field. A choice is taken by its option's code or its label."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from toolkit_cli.characters import clean
from toolkit_cli.errors import quoted
from toolkit_cli.kits.dates import day, day_in_any
from toolkit_cli.kits.fields import DIGITS, Field, Option, whole_number
from toolkit_cli.kits.options import option_key
from toolkit_cli.layout.fill import Value, parts_of
from toolkit_cli.responses.equality import normalised
from toolkit_cli.returned import Note

MAX_CHARACTERS = 100_000
AROUND = "“”„‘’‚«»\"' "  # what Word and people set around a word
BOOLEANS = {"true": "yes", "false": "no"}


@dataclass(frozen=True)
class _Way:
    """How a choice is read: `trim` takes away what people set around a word; `labelled`: labels go before codes."""

    trim: Callable[[str], str]
    labelled: bool = False


class MisfitError(Exception):
    """An answer does not fit its field: `what` is wrong with it, and what to do. The caller knows where it stands."""

    def __init__(self, field: Field, what: str, fix: str) -> None:
        super().__init__(what)
        self.what = f"The answer to {field.code!r} {what}."
        self.fix = fix


def value(given: Any, field: Field, loose: bool = False, labelled: bool = False, others: Iterable[Field] = ()) -> Value:
    """Return an answer as a file gives it, "" or () where it is empty; raise `MisfitError` for what does not fit.

    `loose` says that it comes from a return, where what does not fit its kind was kept as written. Elsewhere the
    quotation marks and the stop that somebody has set around a choice or a number do not count. Where people saw labels
    and no codes, `labelled`, a word is taken for a label before it is taken for a code. `others` are the field in other
    languages, whose labels and months are taken where its own do not fit.
    """
    listed = isinstance(given, list) and all(isinstance(each, str) for each in given)
    kept = loose and not isinstance(given, bool) and (listed or isinstance(given, (str, int)))
    written = clean(", ".join(given) if listed else str(given))
    if kept and field.kind in ("text", "line"):
        return written
    way = _Way(str if kept else unquoted, labelled)
    try:
        return _fitting(given, field, way)
    except MisfitError:
        # A return's date is left as its reader left it: who merges it again has to find the same.
        for other in others if field.options or (field.kind == "date" and not kept) else ():
            with suppress(MisfitError):
                return _fitting(given, other, way)
        if kept:
            return written
        if field.kind == "date" and (found := day_in_any(way.trim(written.strip()), field.workbook_lang)):
            return found
        raise


def offered(given: Sequence[str], field: Field, others: Iterable[Field] = ()) -> tuple[tuple[str, ...], list[str]]:
    """Return the codes of the options in a list of several, and what of it the field does not offer any more."""
    way = _Way(str)

    def left(of: Field) -> list[str]:
        return [each for each in given if _option(each, of, way) is None]

    best = next((each for each in chain([field], others) if not left(each)), field)
    gone = left(best)
    return _several([each for each in given if each not in gone], best, way), gone


def not_offered_note(ticked: Iterable[str], code: str) -> Note:
    """Return the note on what is ticked and the field with a code does not offer, or not any more."""
    return Note("misfit", text=f"not offered: {', '.join(ticked)}", code=code)


def fits(field: Field, value: Value) -> bool:
    """Say whether an answer is one that its field asks for."""
    codes = {option.code for option in field.options}
    if isinstance(value, tuple) or codes:
        return codes.issuperset(parts_of(value))
    if field.kind == "count":
        return whole_number(value) is not None
    if field.kind == "date":
        try:
            return date.fromisoformat(value).isoformat() == value
        except ValueError:
            return False
    return True


def _fitting(given: Any, field: Field, way: _Way) -> Value:
    if field.kind == "many":
        return _several(given, field, way)
    if isinstance(given, (list, dict)):
        one = "Only one answer is asked for here." if field.options else "Write it as one text."
        raise MisfitError(field, "is a list or a group of keys", one)
    if field.options:
        return _one(given, field, way)
    if field.kind == "count":
        return _count(given, field, way)
    if field.kind == "date":
        return _date(given, field, way)
    return _text(given, field)


def _text(given: Any, field: Field) -> str:
    text = _word(given) if isinstance(given, bool) else clean(str(given)).rstrip()
    if len(text) > MAX_CHARACTERS:
        raise MisfitError(field, f"is {len(text):,} characters long, the most is {MAX_CHARACTERS:,}", "Shorten it.")
    return " ".join(text.split("\n")) if field.kind == "line" else text


def _several(given: Any, field: Field, way: _Way) -> tuple[str, ...]:
    """Return the codes of the options that are meant, in the order in which the question offers them."""
    said = {str(item): _option(item, field, way) for item in _listed(given, field, way) if item not in (None, "")}
    if wrong := [item for item, code in said.items() if code is None]:
        raise _not_offered(wrong, field)
    return tuple(option.code for option in field.options if option.code in said.values())


def _listed(given: Any, field: Field, way: _Way) -> list[Any]:
    """Return several options one by one: a list, or with commas between them; a label may hold commas itself.

    Capitals settle which options are meant; where nothing does, that is a misfit.
    """
    if not isinstance(given, str):
        return given if isinstance(given, list) else [given]
    names = {normalised(name) for option in field.options for name in (option.code, option.label)}
    texts = [normalised(whole) for whole in (given, way.trim(given.strip()))]
    for text, capitals in [(text, capitals) for capitals in (True, False) for text in texts]:
        sets = {frozenset(_option(each, field, way) for each in some): some for some in _parted(text, names, capitals)}
        if len(sets) > 1:
            codes = ([option.code for option in field.options if option.code in some] for some in sets)
            either = " or ".join(sorted(f"[{', '.join(some)}]" for some in codes))
            raise MisfitError(field, f"is {quoted(given)}, which may be {either}", "Write the one that is meant.")
        if sets:
            return list(*sets.values())
    return [part.strip() for part in re.split("[,;]", given)]


def _one(given: Any, field: Field, way: _Way) -> str:
    code = _option(given, field, way)
    if code is None:
        raise _not_offered([given], field)
    return code


def _option(given: Any, field: Field, way: _Way) -> str | None:
    """Return the code of the option that is meant, "" where nothing is said and None where it is not offered.

    What is spelt as it is goes before what is spelt nearly so, and of codes and labels one before the other.
    """
    said = clean(str(given)).strip()
    codes, labels = [option.code for option in field.options], [option.label for option in field.options]
    ways: list[Callable[[str], str]] = [str, option_key, lambda text: option_key(way.trim(text))]
    for word in (said, _word(given), way.trim(said)):
        for same in ways:
            for names in (labels, codes) if way.labelled else (codes, labels):
                alike = [index for index, name in enumerate(names) if same(name) == same(word)]
                if len(alike) == 1:
                    return codes[alike[0]]
    return None if said else ""


def _not_offered(given: Sequence[Any], field: Field) -> MisfitError:
    said = ", ".join(quoted(clean(str(each)).strip()) for each in given)
    offered = ", ".join(map(_named, field.options))
    many = " Put commas between several." if field.kind == "many" else ""
    what = f"is {said}, which {'is' if len(given) == 1 else 'are'} not offered"
    return MisfitError(field, what, f"It offers: {offered}.{many}")


def _word(given: Any) -> str:
    """Return what is meant by a boolean, which YAML and JSON write for yes and no."""
    said = str(given).strip()
    return BOOLEANS.get(said.casefold(), said)


def _count(given: Any, field: Field, way: _Way) -> str:
    text = way.trim(str(int(given) if isinstance(given, float) and given.is_integer() else given).strip())
    number = whole_number(text)
    if number is None and text:
        fix = f"Write digits only, {DIGITS} at most."
        raise MisfitError(field, f"is {quoted(text)}, which is not a whole number of 0 or more", fix)
    return "" if number is None else str(number)


def _date(given: Any, field: Field, way: _Way) -> str:
    text = way.trim(str(given).strip())
    found = day(text, field.workbook_lang)
    if text and not found:
        fix = "Write it as year-month-day, for example 2021-03-19."
        raise MisfitError(field, f"is {quoted(text)}, which is not a date", fix)
    return found or ""


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
    return [way for way in ways[0] if way]


def unquoted(said: str) -> str:
    """Return a word without the quotation marks and the stop around it."""
    return said.lstrip(AROUND).rstrip(f"{AROUND}.")


def _named(option: Option) -> str:
    """Return what an option can be written as: its code, and its label where that is another word."""
    return option.code if option_key(option.code) == option_key(option.label) else f"{option.code} ({option.label})"
