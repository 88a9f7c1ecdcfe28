"""Takes words that were laid over the empty boxes of a form for their answers.

People do so whose program cannot fill in forms, as many on telephones: they type on the page instead.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from toolkit_cli.pdf.reading.boxes import AROUND, Box, Laid, as_seen, is_sign
from toolkit_cli.pdf.reading.drawnnotes import on_many
from toolkit_cli.returned import Found, Note

TAKEN = "over the empty box, and taken as its answer"


def answered(found: Sequence[Found], laid: Sequence[Laid]) -> tuple[list[Found], list[Note]]:
    """Return what is found, with the words over the box of each empty field as its answer, and all notes.

    Notes of such words stay, and say so: they may also be a remark on the question. A box to tick counts as ticked
    where a cross or a tick lies over it. A field that is in the file twice takes none, nor one whose words lie over two
    places, nor is a program's mark, which stands in one place on many pages, an answer.
    """
    times = Counter(each.code for each in found)
    empty = {each.code for each in found if not (each.text.strip() or each.states) and times[each.code] == 1}
    marks = _marks(laid)
    over: defaultdict[str, list[Laid]] = defaultdict(list)
    notes: list[Note] = []
    for each in laid:
        box = each.near.box
        is_answer = box and each.note.text.strip() and _placed(each) not in marks
        if box and is_answer and box.code in empty and (not box.option or _ticks(each, box)):
            over[box.code].append(each)
    answers = {code: there for code, there in over.items() if not _is_of_several(there)}
    taken = {id(each) for there in answers.values() for each in there}
    for each in laid:
        note = each.note
        notes.append(replace(note, code=note.near, place=f"{note.place}, {TAKEN}") if id(each) in taken else note)
    return [_filled(each, answers[each.code]) if each.code in answers else each for each in found], notes


def _is_of_several(laid: Sequence[Laid]) -> bool:
    """Say whether words lie over two places of a box, which a program made one whose file has several workbooks."""
    places = {(each.near.box.option, each.page, each.near.box.place) for each in laid if each.near.box}
    return len(places) > len({option for option, _, _ in places})


def _marks(laid: Iterable[Laid]) -> set[tuple[str, int, int]]:
    """Return which words stand in one place on many of the pages with words, as a program's mark does."""
    there: defaultdict[int, list[tuple[str, int, int]]] = defaultdict(list)
    for each in laid:
        if each.note.kind == "typed" and each.near.code and not is_sign(each.note.text):
            there[each.page].append(_placed(each))
    return {*on_many(there, len(there))}


def _placed(laid: Laid) -> tuple[str, int, int]:
    x, y = laid.near.begin
    return laid.note.text, round(x), round(y)


def _ticks(laid: Laid, box: Box) -> bool:
    """Say whether words are a sign that ticks a box; one that lies upon the label may strike the option out."""
    left, _, right, _ = box.place
    x, _ = laid.near.begin
    return is_sign(laid.note.text) and left - 2 * AROUND <= x <= right + AROUND


def _filled(found: Found, laid: Iterable[Laid]) -> Found:
    """Return an empty field with what lies over its boxes."""
    there = sorted(laid, key=lambda each: (each.page, -each.near.begin[1], each.near.begin[0]))
    options = tuple(dict.fromkeys(each.near.box.option for each in there if each.near.box and each.near.box.option))
    if options:
        return replace(found, states=options)
    return replace(found, text=as_seen([(each.note.text, each.near.begin) for each in there]), pieces=())
