"""Puts an answer together that a form has in several fields: its parts, or a box for each option."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from toolkit_cli.pdf.lines import ENDS
from toolkit_cli.returned import Found, Note

WIDEST = 22.0  # points that any letter takes in the size of an answer, a dash of three ems too
LONGEST = 1000  # letters of a line: more than there is room for on any page
EDGES = 8.0  # points of a box beside a line in it


def joined(found: Iterable[tuple[int, Found, float]]) -> Iterator[Found]:
    """Yield what was found by the number of its part and the width of its box, each answer as a whole.

    A part that an answer has already begins another answer to the same field. The width is in points, 0 where it is not
    known.
    """
    runs: dict[str, list[dict[int, tuple[Found, float]]]] = {}
    for number, each, wide in found:
        of_code = runs.setdefault(each.code, [])
        if not of_code or number in of_code[-1]:
            of_code.append({})
        of_code[-1][number] = each, wide
    for of_code in runs.values():
        for run in of_code:
            numbers = sorted(run)
            (first, wide), *further = (run[number] for number in numbers)
            pieces = tuple((number, run[number][0].text, run[number][1]) for number in numbers)
            text = first.text
            for each, width in further:
                text += f"{_between(text, each.text, wide)}{each.text}"
                wide = width
            yield replace(first, text=text, pieces=pieces)


def _between(text: str, further: str, wide: float) -> str:
    """Return the blank that a program has trimmed between two parts of an answer, "" where nothing says that it has.

    A part ends with the white space behind its last word, but where a word is longer than a line: then the piece of it
    before the cut is as wide as the box. Words that only a hard or thin blank parts are one word, as they were written.
    """
    if not text or text[-1].isspace() or not further[:1].strip():
        return ""
    tail = text[-LONGEST:]
    piece = len(tail) - 1 - max(map(tail.rfind, ENDS))
    return " " if (piece + 1) * WIDEST < wide - EDGES else ""


def gap(code: str, numbers: Collection[int]) -> Iterator[Note]:
    """Note which parts of a long answer are not there, of whose parts those of these `numbers` are."""
    gone = sorted(set(range(1, max(numbers, default=0))) - {*numbers})
    if gone:
        yield Note("doubt", text=f"a part of a long answer is missing ({', '.join(map(str, gone))})", code=code)


@dataclass(frozen=True)
class Box:
    """A box to tick that is a field of its own, for an option of a question; `page` is 0 where it is not known."""

    code: str
    option: str
    on: bool
    page: int


def ticked(boxes: Iterable[Box]) -> Iterator[Found]:
    """Yield what was found by the boxes, each question as a whole.

    A box for an option that a question has already is of another answer to it.
    """
    many: dict[str, list[dict[str, Box]]] = {}
    for box in boxes:
        of_code = many.setdefault(box.code, [{}])
        free = next((each for each in of_code if box.option not in each), None)
        if free is None:
            of_code.append(free := {})
        free[box.option] = box
    for code, options in ((code, each) for code, of_code in many.items() for each in of_code):
        states = tuple(option for option, box in options.items() if box.on)
        yield Found(code, states=states, anchor="field", page=min(box.page for box in options.values()))
