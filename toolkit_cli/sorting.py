"""Sorts what a reader found: an answer to each field, fields that are empty or missing, notes for what fits nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from toolkit_cli.fields import Field, asked
from toolkit_cli.fill import Value, as_text
from toolkit_cli.interpret import answer
from toolkit_cli.printed import squeezed
from toolkit_cli.returned import Found, Note, Returned

AGAIN = "the question stands there twice; its first place is empty, and the answer is of another one"
MOVED = "the box under the question is empty, and the answer is of one that stands elsewhere"
BARE = "the code of the question begins a line once more, with nothing behind it"
COPIED = re.compile("-copy[0-9]{0,4}$")
FEW = 3  # questions that stand twice, as where somebody copied a table, make no second workbook
TWO = (
    "the file is two workbooks in one: the answers are those of the first that has any, and the other’s are noted with "
    "each question"
)


def filled_first(returned: Returned, known: Mapping[str, Field], front: str) -> Returned:
    """Return what was returned with the first workbook that has an answer before others, where several are in a file.

    With it goes its stamp, where each has one of its own. Who answers stands in a blank personal copy too, and is no
    answer where there are others; its item is `front`.
    """
    by_code = _by_code(returned, known)
    times = _times(by_code)
    tried = ((number, fields) for fields in (asked(known, front), known) for number in range(times) if times > 1)
    first = next((number for number, fields in tried if _is_filled(by_code, number, fields)), 0)
    if not first:
        return returned
    found = [each for places_ in by_code.values() for each in (*places_[first:], *places_[:first])]
    stamps = (returned.stamp, *returned.stamps)
    if len(stamps) == times:
        stamp, *others = (*stamps[first:], *stamps[:first])
        returned = replace(returned, stamp=stamp, stamps=tuple(filter(None, others)))
    return replace(returned, found=tuple(found))


def _by_code(returned: Returned, known: Collection[str]) -> dict[str, list[Found]]:
    by_code: dict[str, list[Found]] = {}
    for found in returned.found:
        by_code.setdefault(_meant(found.code, known), []).append(found)
    return by_code


def _times(by_code: Mapping[str, list[Found]]) -> int:
    """Return how many workbooks are in the file."""
    again = sum(len(places_) > 1 for places_ in by_code.values())
    return max(map(len, by_code.values())) if again > max(FEW, len(by_code) // 2) else 1


def _is_filled(by_code: Mapping[str, list[Found]], number: int, known: Mapping[str, Field]) -> bool:
    """Say whether the workbook of a number, from 0, has anything in a field that others have too."""
    there = ((code, places_[number]) for code, places_ in by_code.items() if len(places_) > max(number, 1))
    given = (answer(found, known[code]) for code, found in there if code in known)
    return any(each.value is not None or each.notes for each in given)


class Sorted:
    """Every found place sorted: answers, empty fields, missing ones, and notes for what fits nowhere.

    `known_version` says that the workbook is of the toolkit's own version, so that what is printed in it is known;
    `two` that the file is two workbooks in one, whose answers are never mixed, `times` how many. `hint` returns how a
    field is answered, as it is printed behind its question.
    """

    def __init__(
        self,
        known: dict[str, Field],
        expected: dict[str, Field],
        returned: Returned,
        known_version: bool,
        hint: Callable[[Field], str] = lambda field: "",
    ) -> None:
        self.known_version, self.hint = known_version, hint
        self.values: dict[str, Value] = {}
        self.notes: list[Note] = []
        self.twice: tuple[str, ...] = ()
        by_code = _by_code(returned, known)
        self.times = _times(by_code)
        self.two = self.times > 1
        if self.two:
            self.notes.append(Note("twice", text=TWO))
        for code, places_ in by_code.items():
            if code in known:
                self._one(expected.get(code, known[code]), places_)
            else:
                self._gone(code, places_)
        self.empty = tuple(code for code in by_code if code in known and code not in self.values)
        self.missing = tuple(code for code in expected if code not in by_code)

    def _one(self, field: Field, places_: list[Found]) -> None:
        if not self.two:  # a box under its question goes before one that was copied to another place
            places_ = sorted(places_, key=lambda found: not found.label)
        given = [answer(found, field) for found in places_]
        for each in given:
            self.notes += each.notes
        values = list(dict.fromkeys(each.value for each in given if each.value is not None))
        taken = given[0].value if self.two else values[0] if values else None
        if taken is not None:
            self.values[field.code] = taken
        for label in dict.fromkeys(found.label for found in places_ if found.label):
            self._asked(field, label)
        if len(places_) > 1:
            self.twice = (*self.twice, field.code)
            if taken is not None and given[0].value is None:
                what = AGAIN if sum(bool(found.label) for found in places_) > 1 else MOVED
                self.notes.append(Note("twice", text=what, code=field.code))
            if any(
                found.anchor == "text" and each.value is None
                for found, each in zip(places_[1:], given[1:], strict=True)
            ):
                self.notes.append(Note("twice", text=BARE, code=field.code))
            for value in (value for value in values if value != taken):
                text = f"a second answer, which was not taken: {as_text(value)}"
                self.notes.append(Note("twice", text=text, code=field.code))

    def _asked(self, field: Field, asked: str) -> None:
        """Note where a question stands in other words: it was changed, or somebody has written there."""
        if _evened(asked) in (_evened(field.label), _evened(field.name)):
            return
        printed = next((label for label in (field.name, field.label) if label in asked), "")
        if printed:
            ahead, _, after = asked.partition(printed)
            words_ = " … ".join(part.strip() for part in (ahead, after) if part.strip())
            titles = {option.label for option in field.options}  # of a box, moved up
            if words_.removeprefix("– ") not in titles and squeezed(words_) != squeezed(self.hint(field)):
                self.notes.append(Note("stray", text=words_, near=field.code))
        else:
            self.notes.append(Note("changed", text=f"asked there: {asked}", code=field.code))

    def _gone(self, code: str, places_: list[Found]) -> None:
        for found in places_:
            text = found.text.strip() or ", ".join(found.states or ())
            # A question that is gone, or, where none is, words that begin as one does.
            if found.label and (self.known_version or found.anchor in ("code", "text")):
                text = "\n".join(filter(None, (f"[{code}] {found.label}", text)))
            if text:
                self.notes.append(Note("gone", text=text, code=code))


def _meant(code: str, known: Collection[str]) -> str:
    """Return a field's code without what a program adds to the name of a copied field."""
    bare = COPIED.sub("", code)
    return bare if code not in known and bare in known else code


def _evened(asked: str) -> str:
    """Return a question as it is compared: earlier programs put a colon behind any title, also behind a mark."""
    return squeezed(asked).replace(":", "")
