"""Words and boxes that lie over printed pages: free text, and fields that a program has made of a document's controls.

LibreOffice makes a field of each content control where it exports a form; their values tell an answer exactly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pikepdf import Name, Object

from toolkit_cli.pdf.geometry import Rectangle, rectangle_moved, rectangle_of
from toolkit_cli.pdf.objects import entry, is_dictionary
from toolkit_cli.pdf.printout.flat import Sheet
from toolkit_cli.pdf.printout.regions import TickBox
from toolkit_cli.pdf.reading import rich
from toolkit_cli.pdf.reading.annots import LINE, is_typed
from toolkit_cli.pdf.reading.boxes import AROUND, is_sign
from toolkit_cli.pdf.reading.letters import Letter
from toolkit_cli.pdf.values import OFF, name, slashed, text, with_newlines
from toolkit_cli.stamp import Stamp

SIZE, BREADTH = 10.0, 0.01  # points: of the letters of a text whose places nobody tells, which is not broken to fit
MOST_LINES, MOST_LETTERS = 2_000, 400_000  # of a text, and of all


def over(
    annotations: Iterable[tuple[int, Object]], sheets: Sequence[Sheet], drawn: Mapping[int, Sequence[TickBox]]
) -> tuple[dict[int, list[Letter]], dict[int, list[TickBox]]]:
    """Return the letters and the boxes to tick that lie over pages, by the pages' numbers, from annotations with these.

    `drawn` are the boxes to tick on the pages: a sign that begins over one stands in it. The value of a field counts
    once, however many places show it. A page with more words than there is room for counts as damaged.
    """
    letters: dict[int, list[Letter]] = defaultdict(list)
    boxes: dict[int, list[TickBox]] = defaultdict(list)
    by_number = {sheet.number: sheet for sheet in sheets}
    seen: set[tuple[int, int]] = set()
    left = MOST_LETTERS

    def lay(sheet: Sheet, place: Rectangle, said: str) -> None:
        nonlocal left
        found = with_newlines(said[:left]).split("\n")
        sheet.damaged = sheet.damaged or len(said) > left or len(found) > MOST_LINES
        left -= len(said[:left])
        letters[sheet.number] += _letters(place, found[:MOST_LINES])

    for number, annotation in annotations:
        sheet = by_number.get(number)
        place = _placed(annotation, sheet) if sheet else None
        if not (sheet and place):
            continue
        if is_free_text(annotation):
            said = text(entry(annotation, "/Contents")) or ""
            signed = is_sign(said)
            lay(sheet, _of_sign(place, drawn.get(number, ())) if signed else place, said.strip() if signed else said)
        elif entry(annotation, "/Subtype") == "/Widget":
            owner = annotation if "/FT" in annotation else entry(annotation, "/Parent")
            if not is_dictionary(owner):
                continue
            if slashed(entry(owner, "/FT")) == "/Btn":
                state = entry(annotation, "/AS")
                boxes[number].append(TickBox(place, isinstance(state, Name) and name(state) != OFF))
            elif owner.objgen == (0, 0) or owner.objgen not in seen:
                seen.add(owner.objgen)
                said = text(entry(owner, "/V")) or rich.plain(text(entry(owner, "/RV")) or "")
                lay(sheet, place, "" if Stamp.parse(said) else said)  # a program may leave hidden fields as they are
    return letters, boxes


def is_free_text(annotation: Object) -> bool:
    """Say whether an annotation is words that somebody has typed in a place on a page."""
    typed = is_typed(annotation, slashed(entry(annotation, "/Subtype"))) and rectangle_of(annotation) is not None
    return typed and bool(text(entry(annotation, "/Contents")))


def _placed(annotation: Object, sheet: Sheet) -> Rectangle | None:
    place = rectangle_of(annotation)
    return rectangle_moved(place, sheet.base) if place else None


def _of_sign(place: Rectangle, drawn: Sequence[TickBox]) -> Rectangle:
    """Return the box to tick over which a sign in a place begins, or the place where there is none.

    The place of a sign may be far broader than it is.
    """
    x, y = place.left + AROUND, place.top - min(LINE, place.height) / 2
    near = (
        box.place
        for box in drawn
        if -2 * AROUND <= x - box.place.left <= box.place.width + AROUND
        and box.place.bottom - AROUND <= y <= box.place.top + AROUND
    )
    return min(near, key=lambda box: abs(y - box.middle[1]), default=place)


def _letters(place: Rectangle, found: Sequence[str]) -> Iterator[Letter]:
    """Yield the letters of lines that stand in a place, from its top, as close as they must be."""
    step = min(SIZE * 1.2, place.height / len(found))
    size = step / 1.2
    for number, line in enumerate(found):
        base = place.top - step * number - size
        for at, each in enumerate(line):
            begin = place.left + at * BREADTH
            yield Letter(each, begin, begin + BREADTH, base, size)
