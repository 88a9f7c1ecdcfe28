"""Tells the fields of a form by their labels, where a program has taken their names or given them others.

A program that puts several files into one may drop the field of a box, and with it the name, or number all fields anew.
What a screen reader says of them stays: the question, and of a box "question – option".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from toolkit_cli.fields import Field
from toolkit_cli.pdf.wholes import joined, ticked
from toolkit_cli.printed import squeezed
from toolkit_cli.returned import Found, Nameless, Note, Returned


@dataclass(frozen=True)
class Meant:
    """The field that a label names, with the option of a box to tick, or the part of a long answer from 1."""

    code: str
    option: str = ""
    part: int = 1


class Labels:
    """The labels of a workbook's fields; one that two of them have names none.

    `part` is what the workbook's words call a part of an answer, with `{number}` in it.
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


def told(returned: Returned, labels: Labels, same: bool) -> Returned:
    """Return what was returned with the fields that only their labels name; a note says what is in others.

    `same` says that the workbook is of the toolkit's version, so that a code that is not known is none: a name may
    begin as one does, as Text1.
    """
    renamed = [each for each in returned.found if same and _is_renamed(each, labels)]
    if not renamed and not returned.nameless:
        return returned
    notes: list[Note] = []
    texts: list[tuple[int, Found, float]] = []
    boxes: list[tuple[str, str, bool]] = []
    for each in (*(Nameless(found, (), ()) for found in renamed), *returned.nameless):
        meant = labels.meant(each.found.label)
        if meant is None:
            notes += each.notes
            continue
        notes += [replace(note, code=meant.code) for note in each.doubts]
        if meant.option:
            boxes.append((meant.code, meant.option, bool(each.found.states)))
        else:
            texts.append((meant.part, replace(each.found, code=meant.code, label=""), 0.0))
    named = [each for each in returned.found if each not in renamed]
    many = {code for code, _, _ in boxes}
    said = (each for each in texts if each[1].code not in many or each[1].text or each[1].states)
    found = (*named, *joined(said), *ticked(boxes))
    return replace(returned, found=found, notes=(*returned.notes, *notes), nameless=())


def _is_renamed(found: Found, labels: Labels) -> bool:
    return found.anchor == "field" and found.code not in labels.codes and labels.meant(found.label) is not None


def _labels(fields: Mapping[str, Field]) -> Iterator[tuple[str, Meant]]:
    for field in fields.values():
        yield field.name, Meant(field.code)
        for option in field.options:
            yield f"{field.name} – {option.label}", Meant(field.code, option.code)
