"""Writes out what the pages of a PDF draw: words into a new document, in which nothing else of the file can do harm.

A page draws forms, which draw forms in turn. Their instructions become one list for each page, in which only those are
left that show words; lines and areas are kept apart as shapes.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf, Stream

from toolkit_cli.pdf.geometry import IDENTITY, Matrix, Point, Rectangle, as_matrix, moved, multiplied
from toolkit_cli.pdf.objects import BROKEN, ObjectNumber, content_of, entry, held_by, is_dictionary
from toolkit_cli.pdf.printout.fonts import legible
from toolkit_cli.pdf.printout.imposed import Part, parts
from toolkit_cli.pdf.printout.views import STRAIGHT, View, upright
from toolkit_cli.pdf.reading.extract import SHOWS, instructions

TEXT = ("BT", "ET", "Td", "TD", "Tm", "T*", "Tc", "Tw", "Tz", "TL", "Ts")
NEXT_LINE = ("'", '"')
STROKES, FILLS = ("S", "s", "B", "B*", "b", "b*"), ("f", "F", "f*", "B", "B*", "b", "b*")
MOST_PAGES = 200  # a workbook has some forty
MOST_INSTRUCTIONS = 600_000  # of all pages, written out
LONGEST = 64  # bytes of a content that count for an instruction
FORM, FIELD, FAILED = 10, 100, 60_000  # instructions that a form, a field, and what is found to be damaged, count for
MOST_SHAPES = 4_000  # of a page
DEEPEST = 12  # forms within forms
HIDDEN = 3  # the text rendering mode that shows nothing, as of a scan's recognised words (ISO 32000-1 9.3.6)

OF_FIELD = re.compile(rb"/Tx\s+B[MD]C")  # in the appearance of a field for text (ISO 32000-1 12.7.3.3)


class Shape(NamedTuple):
    """A path that was painted, in points from the left and bottom: its corners, and whether it has an outline."""

    points: tuple[Point, ...]
    stroked: bool


class FieldText(NamedTuple):
    """What shows the words of a field that was made print: more of them than its box shows may be there.

    `middle` is the middle of the box.
    """

    middle: Point
    content: bytes


@dataclass
class Sheet:
    """A page, counted from 1, written out: what shows words, what was painted, and the middle of each picture.

    `fonts` are those that `content` and `fields` name, which are each the content of a page, as an indirect object;
    None without fonts. `base` puts what stands on the page in its place there, upright, with the corner at the origin.
    """

    number: int
    width: float
    height: float
    base: Matrix
    content: bytes = b""
    fonts: Object | None = None
    fields: list[FieldText] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    pictures: list[Point] = field(default_factory=list)
    damaged: bool = False


def sheets(pdf: Pdf, numbers: Container[int] = range(MOST_PAGES + 1), views: Sequence[View] = ()) -> Iterator[Sheet]:
    """Yield pages, all or those with some numbers, written out; of a sheet with several pages on it, each is one.

    What is too much for a workbook counts as damaged, and is left out. `views` says of each page how to look at it.
    """
    source, looks = _Source(pdf), iter(views)
    for number, page in zip(range(1, MOST_PAGES + 1), pdf.pages, strict=False):
        if number in numbers:
            for part in source.parts(page.obj) or (None,):
                yield _Writer(source, number, page.obj, next(looks, STRAIGHT), part).written()


class _Source:
    """What the pages and forms of a document hold, each looked up once, and how much of it may still be written out.

    A form of a few bytes may be drawn a hundred thousand times, and refer to as many fonts.
    """

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.left = MOST_INSTRUCTIONS
        self._contents: dict[ObjectNumber, bytes] = {}
        self._resources: dict[ObjectNumber, tuple[dict[str, Any], dict[str, Any]]] = {}

    def take(self, count: int) -> None:
        """Count instructions; raise one of BROKEN where they are more than there is room for."""
        self.left -= count
        if self.left < 0:
            raise ValueError("more than any workbook draws")

    def parts(self, page: Object) -> Sequence[Part]:
        """Return the pages on a sheet; none where it is a page itself, which is counted when it is written out."""
        left = self.left
        with suppress(*BROKEN):
            if found := parts(page, self.instructions):
                return found
        self.left = left
        return ()

    def content(self, holder: Object) -> bytes:
        """Return the content of a page or a form; raise one of BROKEN where it cannot be had, or there is no room."""
        self.take(0)
        if not isinstance(holder, Stream):  # a page, which is written out once
            return content_of(holder)
        if holder.objgen not in self._contents:
            self._contents[holder.objgen] = content_of(holder)
        return self._contents[holder.objgen]

    def instructions(self, holder: Object) -> list[Any]:
        """Return the instructions of a page or a form; raise one of BROKEN where it is damaged, or has too many."""
        data = self.content(holder)
        self.take(len(data) // LONGEST)
        try:
            made = instructions(self.pdf, data)
        except BROKEN:
            self.left -= FAILED
            raise
        self.take(len(made))
        return made

    def resources(self, holder: Object) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the fonts, and the forms and pictures, of a page or a form by their names."""
        if holder.objgen not in self._resources:
            there = entry(holder, "/Resources")
            self._resources[holder.objgen] = held_by(entry(there, "/Font")), held_by(entry(there, "/XObject"))
        return self._resources[holder.objgen]


class _Writer:
    """Writes out one page."""

    def __init__(self, source: _Source, number: int, page: Object, view: View, part: Part | None) -> None:
        self.source, self.page, self.part = source, page, part
        self.base, width, height = upright(page, view, part.bounds if part else None)
        self.written_out: list[Any] = []
        self.fonts: dict[str, Object] = {}
        self.names: dict[tuple[int, int], str] = {}
        self.sheet = Sheet(number, width, height, self.base)

    def written(self) -> Sheet:
        try:
            placed = multiplied(self.part.matrix, self.base) if self.part else self.base
            self._write(self.part.holder if self.part else self.page, placed, placed, 0)
        except BROKEN:
            self.sheet.damaged = True
        self.sheet.content = pikepdf.unparse_content_stream(self.written_out)
        self.sheet.fonts = self.source.pdf.make_indirect(Dictionary(self.fonts)) if self.fonts else None
        return self.sheet

    def _write(self, holder: Object, relative: Matrix, matrix: Matrix, depth: int) -> None:
        """Write out the content of a page or a form, which `relative` puts in its place, and `matrix` on the page."""
        if depth > DEEPEST:
            raise ValueError("more than any workbook draws")
        content, (fonts, drawn) = self.source.instructions(holder), self.source.resources(holder)
        state = _GraphicsState(matrix)
        self._say("q")
        self._say("cm", *relative)
        for each in content:
            operator, operands = str(each.operator), each.operands
            if operator in TEXT:
                self.written_out.append(each)
            elif operator in SHOWS:
                if state.shows:
                    self.written_out.append(each)
                elif operator in NEXT_LINE:  # what is shown behind it stands a line lower
                    self._say("T*")
            elif operator == "Tf":
                self._select(fonts.get(str(operands[0])), operands[1])
            elif operator == "Tr":
                state.shows = int(operands[0]) != HIDDEN
            elif operator in ("q", "Q", "cm"):
                if state.follow(operator, operands):
                    self.written_out.append(each)
            elif operator == "Do":
                self._draw(drawn.get(str(operands[0])), state.matrix, depth)
            elif operator == "INLINE IMAGE":
                self._picture(state.matrix)
            else:
                self._paint(operator, operands, state)
        for _ in state.saved:
            self._say("Q")
        self._say("Q")

    def _say(self, operator: str, *operands: float) -> None:
        self.written_out.append(
            pikepdf.ContentStreamInstruction([round(each, 5) for each in operands], pikepdf.Operator(operator))
        )

    def _select(self, font: Any, size: Any) -> None:
        if not is_dictionary(font):
            return
        number = font.objgen if font.objgen != (0, 0) else (-len(self.fonts) - 1, 0)
        name = self.names.setdefault(number, f"/W{len(self.names)}")
        if name not in self.fonts:
            self.fonts[name] = legible(self.source.pdf, font)
        self.written_out.append(pikepdf.ContentStreamInstruction([Name(name), size], pikepdf.Operator("Tf")))

    def _draw(self, target: Any, matrix: Matrix, depth: int) -> None:
        """Write out a form that is drawn; count a picture."""
        if not isinstance(target, Stream):
            return
        if target.get("/Subtype") != Name.Form:
            self._picture(matrix)
            return
        own = entry(target, "/Matrix")
        relative = as_matrix(own) if own is not None else IDENTITY
        placed = multiplied(relative, matrix)
        self.source.take(FORM)
        if not OF_FIELD.search(self.source.content(target)):
            self._write(target, relative, placed, depth + 1)
            return
        self.source.take(FIELD)
        page, self.written_out = self.written_out, []
        self._write(target, placed, placed, depth + 1)
        page, self.written_out = self.written_out, page
        middle = moved(*Rectangle(*map(float, list(target.BBox))).middle, placed)
        self.sheet.fields.append(FieldText(middle, pikepdf.unparse_content_stream(page)))

    def _picture(self, matrix: Matrix) -> None:
        """Note where a picture is, which fills the unit square (ISO 32000-1 8.9.5.1)."""
        if len(self.sheet.pictures) < MOST_SHAPES:
            self.sheet.pictures.append(moved(0.5, 0.5, matrix))

    def _paint(self, operator: str, operands: Any, state: _GraphicsState) -> None:
        state.build(operator, operands)
        if operator in STROKES or operator in FILLS or operator == "n":
            if operator != "n":
                made = (Shape(tuple(points), operator in STROKES) for points in state.paths if len(points) > 1)
                self.sheet.shapes += islice(made, MOST_SHAPES - len(self.sheet.shapes))
            state.paths = []


class _GraphicsState:
    """The graphics state as far as it matters: the matrix, the path that is being built, whether words are shown."""

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self.shows = True
        self.saved: list[tuple[Matrix, bool]] = []
        self.paths: list[list[Point]] = []

    def follow(self, operator: str, operands: Any) -> bool:
        """Go on by one instruction; return whether it is to be written out: a stack that is empty gives nothing."""
        if operator == "q":
            self.saved.append((self.matrix, self.shows))
        elif operator == "cm":
            self.matrix = multiplied(as_matrix(operands), self.matrix)
        elif self.saved:
            self.matrix, self.shows = self.saved.pop()
        else:
            return False
        return True

    def build(self, operator: str, operands: Any) -> None:
        """Go on with the path (ISO 32000-1 8.5.2)."""
        if operator in ("re", "m") and len(self.paths) == MOST_SHAPES:
            return
        if operator == "re":
            x, y, width, height = map(float, operands)
            corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
            self.paths.append([moved(*corner, self.matrix) for corner in corners])
        elif operator == "m":
            x, y = map(float, operands)
            self.paths.append([moved(x, y, self.matrix)])
        elif operator in ("l", "c", "v", "y") and self.paths:
            x, y = (float(each) for each in operands[-2:])
            self.paths[-1].append(moved(x, y, self.matrix))
