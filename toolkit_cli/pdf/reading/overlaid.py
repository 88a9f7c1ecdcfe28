"""Takes words that were laid over the empty boxes of a form for their answers.

People do so whose program cannot fill in forms, as many on telephones: they type on the page instead.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from toolkit_cli.pdf.reading.boxes import AROUND, Box, Laid
from toolkit_cli.returned import Found, Note
from toolkit_cli.ticks import CROSSES, SIGNS

TAKEN = "over the empty box, and taken as its answer"
TICKS = {*CROSSES, *SIGNS}


def answered(found: Sequence[Found], laid: Sequence[Laid]) -> tuple[list[Found], list[Note]]:
    """Return what is found, with the words over the box of each empty field as its answer, and all notes.

    Notes of such words stay, and say so: they may also be a remark on the question. A box to tick counts as ticked
    where a cross or a tick lies over it. A field that is in the file twice takes none.
    """
    times = Counter(each.code for each in found)
    empty = {each.code for each in found if not (each.text or each.states) and times[each.code] == 1}
    over: defaultdict[str, list[Laid]] = defaultdict(list)
    notes: list[Note] = []
    for each in laid:
        box = each.near.box
        if box and box.code in empty and (not box.option or _ticks(each, box)):
            over[box.code].append(each)
            notes.append(replace(each.note, code=box.code, place=f"{each.note.place}, {TAKEN}"))
        else:
            notes.append(each.note)
    return [_filled(each, over[each.code]) if each.code in over else each for each in found], notes


def _ticks(laid: Laid, box: Box) -> bool:
    """Say whether words are a sign that ticks a box; one that lies upon the label may strike the option out."""
    left, _, right, _ = box.place
    x, _ = laid.near.begin
    return laid.note.text.strip() in TICKS and left - 2 * AROUND <= x <= right + AROUND


def _filled(found: Found, laid: Iterable[Laid]) -> Found:
    """Return an empty field with what lies over its boxes, from the top of its first page downwards."""
    there = sorted(laid, key=lambda each: (each.page, -each.near.begin[1], each.near.begin[0]))
    options = tuple(dict.fromkeys(each.near.box.option for each in there if each.near.box and each.near.box.option))
    if options:
        return replace(found, states=options)
    return replace(found, text="\n".join(each.note.text for each in there), pieces=())
