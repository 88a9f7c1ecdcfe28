"""The fields of a workbook, and whether they were asked there as they are now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from toolkit_cli.kits import fields
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.returns import parts
from toolkit_cli.returns.design import Design
from toolkit_cli.returns.toolkits import Toolkits
from toolkit_cli.stamp import Stamp


@lru_cache(maxsize=32)
def fields_of(toolkit: Toolkit, design: Design, items: tuple[str, ...]) -> Mapping[str, Field]:
    """Return the fields of a selection, all for no items; thousands of returns are of one, and ask several times."""
    return fields.known(parts.selected(toolkit, items), design.templates)


def asked_otherwise(toolkit: Toolkit, toolkits: Toolkits, stamp: Stamp | None) -> str:
    """Return a stamp's letters of the fields where some were asked otherwise than now; "" where none was."""
    if not stamp or not stamp.asked or stamp.asked == _letters(toolkit, toolkits.design, stamp.items):
        return ""
    now = fields_of(toolkit, toolkits.design, stamp.items)
    states = [fields_of(each, toolkits.design, stamp.items) for each in toolkits.states(toolkit)]
    return "" if _is_of_states(stamp.asked, now, states) else stamp.asked


def asked_then(toolkit: Toolkit, toolkits: Toolkits, asked: str, items: tuple[str, ...]) -> Mapping[str, Field]:
    """Return the fields as an earlier state of the toolkit asks them, by the letters in the stamp of its workbook.

    `asked` is what `asked_otherwise` returns of the stamp. There are none where that is nothing, and where the state is
    not here.
    """
    earlier = toolkits.earlier(toolkit) if asked else ()
    states = (each for each in earlier if _letters(each, toolkits.design, items) == asked)
    return next((fields_of(each, toolkits.design, items) for each in states), {})


def _is_of_states(asked: str, now: Mapping[str, Field], states: Sequence[Mapping[str, Field]]) -> bool:
    """Say whether fields were asked as now, in the words of one or several states of the translation.

    A field is taken from the first state that its letter fits. A letter may fit two of them by chance, and the letters
    for all fields tell then: so each state is tried as the first.
    """
    letters = dict(zip(sorted(now), asked, strict=False))
    for first in states:
        in_turn = (first, *states, now)
        fitting = {code: _fitting(letter, [each[code] for each in in_turn]) for code, letter in letters.items()}
        if fields.letters(fitting) == asked:
            return True
    return False


def _fitting(letter: str, states: Sequence[Field]) -> Field:
    """Return the first of a field's states that a letter fits; where it fits none, the first of all."""
    return next((field for field in states if fields.letter(field) == letter), states[0])


@lru_cache(maxsize=32)
def _letters(toolkit: Toolkit, design: Design, items: tuple[str, ...]) -> str:
    return fields.letters(fields_of(toolkit, design, items))
