"""Words and boxes that lie over printed pages: free text, and fields that a program has made of a document's controls.

LibreOffice makes a field of each content control where it exports a form; their values tell an answer exactly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pikepdf import Name, Object

from toolkit_cli.pdf.geometry import Rectangle, rectangle_moved, rectangle_of
from toolkit_cli.pdf.objects import ObjectNumber, entry, is_dictionary
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

    `drawn` are the boxes to tick on the pages: a sign that begins over one stands in it. A page with more words than
    there is room for counts as damaged.
    """
    overlay = _Overlay(sheets, drawn)
    for number, annotation in annotations:
        overlay.add(number, annotation)
    return overlay.letters, overlay.boxes


class _Overlay:
    """Gathers the letters and the boxes to tick that annotations lay over pages."""

    def __init__(self, sheets: Sequence[Sheet], drawn: Mapping[int, Sequence[TickBox]]) -> None:
        self.letters: dict[int, list[Letter]] = defaultdict(list)
        self.boxes: dict[int, list[TickBox]] = defaultdict(list)
        self._sheets = {sheet.number: sheet for sheet in sheets}
        self._drawn = drawn
        self._fields: set[ObjectNumber] = set()  # whose values were laid: each counts once, on however many places
        self._left = MOST_LETTERS

    def add(self, number: int, annotation: Object) -> None:
        """Lay an annotation over its page; those that are neither free text nor widgets are passed over."""
        sheet = self._sheets.get(number)
        place = _placed(annotation, sheet) if sheet else None
        if not (sheet and place):
            return
        if is_free_text(annotation):
            said = text(entry(annotation, "/Contents")) or ""
            if is_sign(said):
                place, said = _of_sign(place, self._drawn.get(number, ())), said.strip()
            self._lay(sheet, place, said)
        elif entry(annotation, "/Subtype") == "/Widget":
            self._add_widget(sheet, place, annotation)

    def _add_widget(self, sheet: Sheet, place: Rectangle, widget: Object) -> None:
        owner = widget if "/FT" in widget else entry(widget, "/Parent")
        if not is_dictionary(owner):
            return
        if slashed(entry(owner, "/FT")) == "/Btn":
            state = entry(widget, "/AS")
            self.boxes[sheet.number].append(TickBox(place, isinstance(state, Name) and name(state) != OFF))
        elif owner.objgen == (0, 0) or owner.objgen not in self._fields:
            self._fields.add(owner.objgen)
            said = text(entry(owner, "/V")) or rich.plain(text(entry(owner, "/RV")) or "")
            self._lay(sheet, place, "" if Stamp.parse(said) else said)  # a program may leave hidden fields as they are

    def _lay(self, sheet: Sheet, place: Rectangle, said: str) -> None:
        lines = with_newlines(said[: self._left]).split("\n")
        sheet.damaged = sheet.damaged or len(said) > self._left or len(lines) > MOST_LINES
        self._left -= len(said[: self._left])
        self.letters[sheet.number] += _letters(place, lines[:MOST_LINES])


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


def _letters(place: Rectangle, lines: Sequence[str]) -> Iterator[Letter]:
    """Yield the letters of lines that stand in a place, from its top, as close as they must be."""
    step = min(SIZE * 1.2, place.height / len(lines))
    size = step / 1.2
    for number, line in enumerate(lines):
        base = place.top - step * number - size
        for at, each in enumerate(line):
            begin = place.left + at * BREADTH
            yield Letter(each, begin, begin + BREADTH, base, size)
