"""Puts an answer together that a form has in several fields: its parts, or a box for each option."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from toolkit_cli.returned import Found


def joined(found: Iterable[tuple[int, Found]]) -> Iterator[Found]:
    """Yield what was found by the number of its part, each answer as a whole; what stands twice stays apart.

    A part that an answer has already begins another answer to the same field.
    """
    runs: dict[str, list[dict[int, Found]]] = {}
    for number, each in found:
        of_code = runs.setdefault(each.code, [])
        if not of_code or number in of_code[-1]:
            of_code.append({})
        of_code[-1][number] = each
    for of_code in runs.values():
        for run in of_code:
            parts_ = [run[number] for number in sorted(run)]
            yield parts_[0] if len(parts_) == 1 else replace(parts_[0], text="".join(each.text for each in parts_))


def ticked(boxes: Iterable[tuple[str, str, bool]]) -> Iterator[Found]:
    """Yield what was found by the code of each box, its option, and whether it is ticked, each question as a whole.

    A box for an option that a question has already is of another answer to it.
    """
    many: dict[str, list[dict[str, bool]]] = {}
    for code, option, on in boxes:
        of_code = many.setdefault(code, [{}])
        free = next((each for each in of_code if option not in each), None)
        if free is None:
            of_code.append(free := {})
        free[option] = on
    for code, options in ((code, each) for code, of_code in many.items() for each in of_code):
        yield Found(code, states=tuple(option for option, on in options.items() if on), anchor="field")
