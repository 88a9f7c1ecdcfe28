"""Checks a file's data against a model, and says what does not fit in words for people.

msgspec checks, quickly, and stops at the first thing that is wrong. Only then is the data walked through, by the types
that msgspec tells, so that everything is found at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from toolkit_cli.characters import blank, foreign, unprintable, visible
from toolkit_cli.errors import Problem, counted, likely_meant, nearest, quoted
from toolkit_cli.files import yamlfile
from toolkit_cli.kits import langcodes
from toolkit_cli.kits.constraints import LANG
from toolkit_cli.kits.itemparts import Model
from toolkit_cli.kits.model import Item, Kit

M = TypeVar("M", bound=Model)

NOTHING = "there is no value here (what follows a # is a comment, unless it stands between quotation marks)"
NO_KIND = "The key 'kind' is missing in an item."
LACKS = re.compile(f"{re.escape(NOTHING)}|^{re.escape(NO_KIND)}$")
UNSEEN = "there is an invisible character in what is written here: type it again"
CURLY = "leave out the quotation marks, or type straight ones"
LIST = "a list is expected here, each entry with a hyphen (-) and a space before it"
WRITTEN = "a list is expected here, and not text with hyphens in it: leave out the | or > above it"
KEYED = "text is expected here; put it between quotation marks if it holds a colon and a space, or begins with {"
LISTED = "text is expected here: put | before its list, or quotation marks around it if it begins with ["
EXPECTED = {
    inspect.StrType: "text is expected here",
    inspect.IntType: "a whole number is expected here",
    inspect.FloatType: "a number such as 20 or 10.5 is expected here",
    inspect.BoolType: "true or false is expected here",
}


def validated(model: type[M], document: yamlfile.Document, problems: list[Problem]) -> M | None:
    """Return the data as a `model`; where it does not fit, add every problem to `problems` and return None.

    `problems` may hold what is wrong with the file's form. The document's texts lose the spaces around them: a code
    with one that nobody sees is the code.
    """
    if not isinstance(document.data, dict):
        what = "The file is empty." if document.data is None else "The file has to hold keys and values."
        problems.append(document.problem((), what, f"Start with '{model.__struct_encode_fields__[0]}: …'."))
        return None
    check = _Check(document)
    document.data = data = check.tidy(document.data, ())
    try:
        made = msgspec.convert(data, model, strict=False)
    except msgspec.ValidationError as wrong:
        check.walk(inspect.type_info(model), data, ())
        if not check.problems:
            check.say((), str(wrong))
    # Where the file's form is wrong, a value lacks because it was left out.
    broken = {problem.line for problem in problems if problem.file == document.path}
    problems.extend(each for each in check.problems if each.line not in broken or not LACKS.search(each.what))
    return None if check.problems else made


def tidied(document: yamlfile.Document) -> yamlfile.Document:
    """Return a document whose texts have no spaces around them, as `validated` leaves it; all of it can be printed."""
    return replace(document, data=_Check(document).tidy(document.data, ()))


class _Check:
    """Looks for everything in a file that does not fit its model."""

    def __init__(self, document: yamlfile.Document) -> None:
        self.document = document
        self.problems: list[Problem] = []

    def say(self, place: yamlfile.Place, said: str) -> None:
        """Say what is wrong with the value at `place`."""
        itself = _owner(self.document.data, (*place, ""))
        whole = place and isinstance(place[-1], int) and not itself.startswith("entry")
        named = itself if whole else f"{_name(place)} in {_owner(self.document.data, place)}"
        said += "" if said.endswith("?") else "."
        self.problems.append(self.document.problem(place, f"{named if place else 'This file'}: {said}"))

    def tidy(self, data: Any, place: yamlfile.Place) -> Any:
        """Return the data with no spaces around its texts; say where one holds what cannot be printed."""
        if isinstance(data, dict):
            return {key: self.tidy(value, (*place, key)) for key, value in data.items() if self._printable(key, place)}
        if isinstance(data, list):
            return [self.tidy(value, (*place, number)) for number, value in enumerate(data)]
        if not isinstance(data, str):
            return data
        said = unprintable(data)
        if said:
            self.say(place, said)
        return "" if blank(data) else data.strip()

    def _printable(self, key: str, place: yamlfile.Place) -> bool:
        """Say where a key holds what cannot be printed, such as half a letter of JSON's: msgspec fails there."""
        said = unprintable(key)
        if said:
            self.say((*place, key), said)
        return not said

    def walk(self, kind: inspect.Type, data: Any, place: yamlfile.Place) -> None:
        """Say everything that is wrong with a value that should be of a kind."""
        if isinstance(kind, inspect.UnionType):
            self._any_of(kind.types, data, place)
        elif isinstance(kind, inspect.StructType):
            self._struct(kind, data, place)
        elif isinstance(kind, inspect.VarTupleType):
            self._list(kind, data, place)
        elif data is None:
            self.say(place, NOTHING)
        else:
            said = _unfit(kind, data)
            if said and isinstance(data, str) and not _unfit(kind, visible(data)):
                said = f"{said.partition(';')[0]}; {UNSEEN}"
            elif said and isinstance(data, str) and not _unfit(kind, data.strip("“”„‟‘’‚«»")):
                said = f"{said.partition(';')[0]}; {CURLY}"
            if said:
                self.say(place, said)

    def _any_of(self, kinds: tuple[inspect.Type, ...], data: Any, place: yamlfile.Place) -> None:
        others = [kind for kind in kinds if not isinstance(kind, inspect.NoneType)]
        if data is None and len(others) < len(kinds):
            return
        if len(others) == 1 or not isinstance(data, dict):
            self.walk(others[0], data, place)
            return
        known = {kind.tag: kind for kind in others if isinstance(kind, inspect.StructType)}
        said = data.get("kind")
        if isinstance(said, str) and said in known:
            self.walk(known[said], data, place)
            return
        alike = (key for key in data if likely_meant(str(key).casefold(), ["kind"]))
        if "kind" not in data and (almost := next(alike, None)):
            what = f"The key {quoted(almost)} does not belong in an item."
            self.problems.append(self.document.problem((*place, almost), what, "Did you mean 'kind'?"))
            return
        what = NO_KIND if said is None else f"{quoted(said)} is not a kind of item."
        names = [str(tag) for tag in known]
        meant = likely_meant(said.casefold(), names) if isinstance(said, str) else ""
        fix = f"Did you mean {meant!r}?" if meant else f"Known: {', '.join(names)}."
        self.problems.append(self.document.problem((*place, "kind"), what, fix))

    def _struct(self, kind: inspect.StructType, data: Any, place: yamlfile.Place) -> None:
        if not isinstance(data, dict):
            self.say(place, NOTHING if data is None else _keys_expected(kind))
            return
        found = len(self.problems)
        fields = {field.encode_name: field for field in kind.fields}
        for key, field in fields.items():
            if key in data:
                self.walk(field.type, data[key], (*place, key))
            elif field.required:
                what = f"The key {quoted(key)} is missing in {_owner(self.document.data, (*place, key))}."
                self.problems.append(self.document.problem(place, what, _added(field.type)))
        for key in data:
            if key not in fields and key != kind.tag_field:
                self._unknown(kind, key, (*place, key))
        if len(self.problems) == found:  # each value is right, but not beside the others
            try:
                msgspec.convert(data, kind.cls, strict=False)
            except msgspec.ValidationError as wrong:
                self.say(place, str(wrong).rpartition(" - at `$")[0] or str(wrong))

    def _unknown(self, kind: inspect.StructType, key: Any, place: yamlfile.Place) -> None:
        what = f"The key {quoted(key)} does not belong in {_owner(self.document.data, place)}."
        keyed = [name for name, other in KINDS.items() if key in other.__struct_encode_fields__]
        if keyed and (kind.tag or kind.cls is Kit):
            fix = f"It belongs to the kind {_joined(keyed, 'or')}. Remove it."
        else:
            close = nearest(str(key), [field.encode_name for field in kind.fields])
            fix = close if close.startswith("Did") else "Remove it."
        self.problems.append(self.document.problem(place, what, fix))

    def _list(self, kind: inspect.VarTupleType, data: Any, place: yamlfile.Place) -> None:
        if not isinstance(data, list):
            written = isinstance(data, str) and data.startswith("- ")
            self.say(place, NOTHING if data is None else WRITTEN if written else LIST)
            return
        for number, value in enumerate(data):
            self.walk(kind.item_type, value, (*place, number))
        if len(data) < (kind.min_length or 0):
            self.say(place, f"the list needs at least {counted(kind.min_length or 0, 'entry', 'entries')}")
        elif kind.max_length is not None and len(data) > kind.max_length:
            self.say(place, f"the list takes at most {counted(kind.max_length, 'entry', 'entries')}")


KINDS: dict[str, type[Item]] = {str(kind.__struct_config__.tag): kind for kind in Item.__subclasses__()}


def _unfit(kind: inspect.Type, value: Any) -> str:
    """Say why a single value is not of a kind; "" where it is. A pattern has a description, which is what is said."""
    described = ""
    if isinstance(kind, inspect.Metadata):
        described, kind = (kind.extra_json_schema or {})["description"], kind.type
    if isinstance(kind, inspect.LiteralType):
        meant = likely_meant(str(value).casefold(), [str(known) for known in kind.values])
        said = f"it has to be one of {_joined([*map(repr, kind.values)], 'or')}"
        return "" if value in kind.values else f"{said}; did you mean {meant!r}?" if meant else said
    wanted = {inspect.StrType: str, inspect.IntType: int, inspect.FloatType: float, inspect.BoolType: bool}[type(kind)]
    try:
        made: Any = msgspec.convert(value, wanted, strict=False)
    except msgspec.ValidationError:
        held = KEYED if isinstance(value, dict) else LISTED if isinstance(value, list) else ""
        return held if held and wanted is str else EXPECTED[type(kind)]
    if isinstance(kind, inspect.StrType):
        return _unfit_text(kind, made, described)
    if isinstance(kind, (inspect.IntType, inspect.FloatType)):
        if kind.ge is not None and not made >= kind.ge:
            return f"the number must not be below {kind.ge:g}"
        if kind.le is not None and not made <= kind.le:
            return f"the number must not be above {kind.le:g}"
    return ""


def _unfit_text(kind: inspect.StrType, text: str, described: str) -> str:
    if len(text) < (kind.min_length or 0):
        return "the text is empty"
    if kind.pattern and not re.search(kind.pattern, text):
        if described == LANG and (meant := langcodes.likely_code(text)):
            return f"{described}; did you mean {meant!r}?"
        other = foreign(text) if "Latin" in described else ""
        return f"{described}; {other}" if other else described
    if kind.max_length is not None and len(text) > kind.max_length:
        return f"it is longer than {kind.max_length} characters"
    return ""


def _keys_expected(kind: inspect.StructType) -> str:
    """Say which keys a struct has to have; those that all items have, where its kind is not known."""
    needed = ["kind", "code"] if kind.tag_field else [field.encode_name for field in kind.fields if field.required]
    if not needed:
        return f"keys such as {quoted(kind.fields[0].encode_name)} are expected here, each with its value"
    keys = _joined([*map(quoted, needed)], "and")
    if len(needed) == 1:
        return f"the key {keys} is expected here, with its value"
    return f"{keys} are expected here, each with its value"


def _added(kind: inspect.Type) -> str:
    """Say what to do where a key is missing: some hold keys of their own."""
    fields = kind.fields if isinstance(kind, inspect.StructType) else ()
    needed = [quoted(field.encode_name) for field in fields if field.required]
    return f"Add it, with {_joined(needed, 'and')} below it." if needed else "Add it."


def _joined(words: Sequence[str], joint: str) -> str:
    """Return words in a row: 'name', 'title' and 'text'."""
    *most, last = words
    return f"{', '.join(most)} {joint} {last}" if most else last


def _name(place: yamlfile.Place) -> str:
    """Name the last step of a place: a key in quotation marks, an entry of a list by its number."""
    last = place[-1] if place else ""
    return f"entry {last + 1} of {_name(place[:-1])}" if isinstance(last, int) else quoted(last)


def _owner(data: Any, place: yamlfile.Place) -> str:
    """Name what holds the key or list at `place`: what has a code, and the way from there."""
    while place and isinstance(place[-1], int):
        place = place[:-1]
    coded, way, here = "", "", data
    for step in place[:-1]:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            break
        way = f"entry {step + 1} of {way}" if isinstance(step, int) else quoted(step)
        if isinstance(here, dict) and isinstance(here.get("code"), str):
            kind = here.get("kind")
            coded, way = f"{kind} {quoted(here['code'])}" if isinstance(kind, str) else quoted(here["code"]), ""
    return " of ".join(part for part in (way, coded) if part) or "this file"
