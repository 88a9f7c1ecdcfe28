"""Puts together answers that a form holds in several fields: the parts of a long text, or a box for each option."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from toolkit_cli.layout.lines import ENDS
from toolkit_cli.returned import Found, Note

WIDEST = 22.0  # points: no letter is wider in the size of an answer, not even a three-em dash
LONGEST = 1000  # letters of a line: no page has room for more
EDGES = 8.0  # points of a box's width beside the line in it

Part = tuple[int, Found, float]  # its number from 1, what stands in it, its box's width in points or 0 if not known


def joined(parts: Iterable[Part]) -> Iterator[Found]:
    """Yield each answer with its parts put together in the order of their numbers.

    A part with a number that the answer has already begins another answer to the same field. Of two workbooks in a
    file, a program may keep the names of the parts that only one has: their pages tell which answer they belong to.
    """
    by_code: dict[str, list[Part]] = {}
    for part in parts:
        by_code.setdefault(part[1].code, []).append(part)
    for of_field in by_code.values():
        for answer in _apart(of_field):
            yield _whole([answer[number] for number in sorted(answer)])


def _apart(of_field: Sequence[Part]) -> list[dict[int, Part]]:
    """Return the parts of each answer to a field by their numbers."""
    begins = sorted({found.page for number, found, _ in of_field if number == 1})
    if len(begins) < 2 or not all(found.page for _, found, _ in of_field):
        begins = []

    def place(part: Part) -> int:
        return bisect(begins, part[1].page)

    answers: list[dict[int, Part]] = []
    for _, together in groupby(sorted(of_field, key=place), key=place):
        answers.append({})
        for part in together:
            if part[0] in answers[-1]:
                answers.append({})
            answers[-1][part[0]] = part
    return answers


def _whole(parts: Sequence[Part]) -> Found:
    _, first, _ = parts[0]
    text = first.text
    for (_, _, width), (_, further, _) in pairwise(parts):
        text += f"{_between(text, further.text, width)}{further.text}"
    pieces = tuple((number, each.text, width, each.page) for number, each, width in parts)
    return replace(first, text=text, pieces=pieces)


def _between(text: str, further: str, width: float) -> str:
    """Return the blank that a program has trimmed between two parts of an answer, "" where nothing shows that it did.

    The writer ends a part with the white space after its last word, except where it has cut a word that is longer than
    a line: then the piece of the word before the cut fills the box, which is `width` points wide. Words with only a
    no-break or thin space between them count as one word, as they did for the writer.
    """
    if not text or text[-1].isspace() or not further[:1].strip():
        return ""
    tail = text[-LONGEST:]
    piece = len(tail) - 1 - max(map(tail.rfind, ENDS))
    return " " if (piece + 1) * WIDEST < width - EDGES else ""


def gap(code: str, numbers: Collection[int]) -> Iterator[Note]:
    """Note which parts of a long answer are missing; `numbers` are those of the parts that are there."""
    steps = pairwise([0, *sorted(numbers)])
    gone = [
        f"{last + 1}" if number == last + 2 else f"{last + 1}–{number - 1}"
        for last, number in steps
        if number > last + 1
    ]
    if gone:
        yield Note("doubt", text=f"a part of a long answer is missing ({', '.join(gone)})", code=code)


@dataclass(frozen=True)
class OptionBox:
    """A box to tick that is a field of its own, for an option of a question; `page` is 0 if it is not known."""

    code: str
    option: str
    on: bool
    page: int


def ticked(boxes: Iterable[OptionBox]) -> Iterator[Found]:
    """Yield each question's answer.

    A second box for the same option belongs to another answer to the same question.
    """
    answers: dict[str, list[dict[str, OptionBox]]] = {}
    times = Counter[tuple[str, str]]()  # that an option's box was met
    for box in boxes:
        of_field, before = answers.setdefault(box.code, []), times[box.code, box.option]
        if before == len(of_field):
            of_field.append({})
        of_field[before][box.option] = box
        times[box.code, box.option] += 1
    for code, of_field in answers.items():
        for options in of_field:
            states = tuple(option for option, box in options.items() if box.on)
            yield Found(code, states=states, anchor="field", page=min(box.page for box in options.values()))
