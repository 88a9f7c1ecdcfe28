"""Recognises the fields of a form by their labels, where a program has dropped or changed their names.

A program that joins several files may drop a box's field, and its name with it, or number all fields anew. What a
screen reader says stays: the question, and for a box "question – option".
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace

from toolkit_cli.kits.fields import Field
from toolkit_cli.pdf.reading.joinedfields import OptionBox, gap, joined, ticked
from toolkit_cli.returned import Found, Nameless, Note, Returned
from toolkit_cli.returns.printed import squeezed


@dataclass(frozen=True)
class Meant:
    """The field that a label names, with the option of a box to tick, or the part of a long answer from 1."""

    code: str
    option: str = ""
    part: int = 1


class Labels:
    """The labels of a workbook's fields; a label that two fields share means neither.

    `part` is the workbook's word for a part of a long answer, with `{number}` in it.
    """

    def __init__(self, fields: Mapping[str, Field], part: str) -> None:
        self.codes = set(fields)
        self._meant: dict[str, Meant | None] = {}
        for label, meant in _labels(fields):
            self._meant[squeezed(label)] = None if squeezed(label) in self._meant else meant
        ahead, _, behind = part.partition("{number}")
        self._part = re.compile(
            f"(.*){re.escape(squeezed(f'– {ahead}'))}([1-9][0-9]{{0,4}}){re.escape(squeezed(behind))}", re.DOTALL
        )

    def meant(self, label: str) -> Meant | None:
        """Return what a label names, None where it is none of the workbook's."""
        said = squeezed(label)
        part = self._part.fullmatch(said)
        asked = self._meant.get(part[1]) if part else None
        return replace(asked, part=int(part[2])) if part and asked else self._meant.get(said)


def with_names(returned: Returned, labels: Labels, known_version: bool) -> Returned:
    """Return what was returned with the fields that are known by their labels alone; notes say what is in the others.

    `known_version` says that the workbook is of the toolkit's version. Then an unknown code is a name that only looks
    like a code, such as Text1. A field with another name is somebody's own if the workbook's own field is there too,
    unless the name is that field's with a number behind it: Syncfusion calls a second S1 S10.
    """
    named: list[Found] = []
    renamed: list[Found] = []
    for found in returned.found:
        (renamed if known_version and _is_renamed(found, labels) else named).append(found)
    if not renamed and not returned.nameless:
        return returned
    fields = [*(Nameless(found, (), (), found.code) for found in renamed), *returned.nameless]
    there = set() if returned.stamps or _are_most(fields, labels) else {*_parts(named)}
    known, own = _recognised(fields, labels, there)
    named += (each.found for each in own if each.found.code)
    boxes = [
        OptionBox(meant.code, meant.option, bool(each.found.states), each.found.page)
        for each, meant in known
        if meant.option
    ]
    many = {box.code for box in boxes}
    texts = [(meant.part, replace(each.found, code=meant.code, label="")) for each, meant in known if not meant.option]
    said = [(part, found) for part, found in texts if found.code not in many or found.text or found.states]
    whole, gone, left = _put(named, said)
    others = (note for each in own for note in each.notes)
    doubts = (replace(note, code=meant.code) for each, meant in known for note in each.doubts)
    notes = (*(note for note in returned.notes if note not in gone), *left, *others, *doubts)
    # Of two workbooks in a file, a program may take the names of the one: the first comes first all the same.
    placed = sorted((*whole, *ticked(boxes)), key=lambda each: each.page or math.inf)
    return replace(returned, found=tuple(placed), notes=notes, nameless=())


def _recognised(
    fields: Iterable[Nameless], labels: Labels, there: Set[tuple[str, int]]
) -> tuple[list[tuple[Nameless, Meant]], list[Nameless]]:
    """Return the fields that their labels tell, each with what it tells, and those that are somebody's own.

    `there` are the code and number of each part of an answer that has its own field, whose name is left.
    """
    known: list[tuple[Nameless, Meant]] = []
    own: list[Nameless] = []
    for each in fields:
        meant = labels.meant(each.found.label)
        if meant and (not (each.name and (meant.code, meant.part) in there) or _is_numbered(each.name, meant)):
            known.append((each, meant))
        else:
            own.append(each)
    return known, own


def _put(named: list[Found], said: list[tuple[int, Found]]) -> tuple[list[Found], list[Note], list[Note]]:
    """Put parts of answers (`said`, each with its number) together with the parts that have kept their names.

    Return all that is found then, the notes on missing parts as they were before, and those that are left.
    """
    codes = {each.code for _, each in said}
    whole = [each for each in named if each.code not in codes or not each.pieces]
    pieces = [
        (at, replace(each, text=text, page=page), wide)
        for each in named
        if each.code in codes
        for at, text, wide, page in each.pieces
    ]
    put = list(joined([*pieces, *((at, each, 0.0) for at, each in said)]))
    gone, left = (
        [note for code in sorted(codes) for note in gap(code, {at for known, at in _parts(found) if known == code})]
        for found in (named, put)
    )
    return [*whole, *put], gone, left


def _parts(found: Iterable[Found]) -> Iterator[tuple[str, int]]:
    """Yield the code and number of each part of an answer that is there."""
    for each in found:
        yield from ((each.code, number) for number, *_ in each.pieces or ((1,),))


def _are_most(fields: Iterable[Nameless], labels: Labels) -> bool:
    """Say whether fields with other names make up most of a workbook: then a second workbook is in the file."""
    codes = {meant.code for each in fields if each.name and (meant := labels.meant(each.found.label))}
    return 2 * len(codes) > len(labels.codes)


def _is_renamed(found: Found, labels: Labels) -> bool:
    meant = labels.meant(found.label) if found.anchor == "field" else None
    return meant is not None and (found.code not in labels.codes or _is_numbered(found.code, meant))


def _is_numbered(name: str, meant: Meant) -> bool:
    """Say whether a name is that of the field that a label names, with a number behind it."""
    number = name.removeprefix(meant.code)
    return number != name and number.isdecimal()


def _labels(fields: Mapping[str, Field]) -> Iterator[tuple[str, Meant]]:
    for field in fields.values():
        yield field.name, Meant(field.code)
        for option in field.options:
            yield f"{field.name} – {option.label}", Meant(field.code, option.code)
