"""Reads what other programs drew on the pages themselves: words and pictures in no field and no annotation.

The writer draws only in marked content (`tags`), with fonts and form XObjects that it names itself. So whatever a page
shows outside of marked content, or by another name, was added later: by a program that cannot fill in forms, or with a
page that somebody inserted. Pages that nobody drew on are recognised without reading their instructions, which is slow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

from pikepdf import Array, Name, Object, Pdf, Stream

from toolkit_cli.pdf.objects import BROKEN, ObjectNumber, content_of, entry, first, held_by, is_dictionary
from toolkit_cli.pdf.reading.extract import DRAWN, SHOWS, Layer, instructions, words
from toolkit_cli.pdf.reading.form import MOST_PAGES
from toolkit_cli.pdf.reading.ownpages import FACE, FORM, has_our_faces, is_renamed, is_untouched, names
from toolkit_cli.pdf.values import unescaped

PAINTS = ("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh")
MOST_BYTES = 1 << 20  # of what is looked into: four times all pages of a workbook of ours
MOST_LAYERS = 300  # pages and forms that are looked into
PART = 64  # bytes that each of the streams counts for of which a page's content consists
MOST_BOXES = 300  # boxes of a page whose looks are compared with what the page draws
MOST_STATES, LOOK = 1000, 64  # looks of a box, and bytes that each counts for beside its own


@dataclass
class Drawing:
    """What others drew on a page, counted from 1: words, the number of pictures, whether there are lines or areas.

    What is too large or too broken to be looked into counts as a picture. `unmarked` says that a program has removed
    the marked content, or renamed the fonts: `text` then holds all words of the page, and nobody can tell who drew its
    lines. `layers` holds the instructions that show words until `text` is read from them.
    """

    page: int
    text: str = ""
    pictures: int = 0
    lines: bool = False
    unmarked: bool = False
    layers: list[Layer] = field(default_factory=list, repr=False)


def drawings(pdf: Pdf) -> list[Drawing]:
    """Return what others drew on each page, without the pages on which nobody did."""
    budget = _Budget()
    found: list[Drawing] = []
    known: dict[tuple[ObjectNumber, str], bool] = {}
    for number, page in enumerate(islice(pdf.pages, MOST_PAGES), 1):
        if not is_untouched(page.obj, known):
            found.append(_PageReader(pdf, page.obj, Drawing(number), budget).read())
    texts = iter(words([layer for drawing in found for layer in drawing.layers]))
    for drawing in found:
        drawing.text = "\n".join(filter(None, (next(texts) for _ in drawing.layers)))
    return [each for each in found if each.text or each.pictures or each.lines]


@dataclass
class _Budget:
    """How much may still be looked into in a document: a file can draw the same page hundreds of times."""

    layers: int = MOST_LAYERS
    size: int = MOST_BYTES
    looks: int = MOST_BYTES
    held: dict[ObjectNumber, dict[str, Any]] = field(default_factory=dict, repr=False)

    def held_by(self, item: Any) -> dict[str, Any]:
        """Return what a dictionary holds, which many pages may share."""
        number = item.objgen if is_dictionary(item) else (0, 0)
        if number == (0, 0):
            return held_by(item)
        if number not in self.held:
            self.held[number] = held_by(item)
        return self.held[number]

    def content_of(self, holder: Object) -> bytes:
        """Return the content of a page or a form; raise one of BROKEN where there is no room left for it."""
        self.layers -= 1
        if self.layers < 0:
            raise ValueError("more than anybody draws")
        data = content_of(holder, max(self.size, 0))
        parts = entry(holder, "/Contents")
        self.size -= len(data) + (PART * len(parts) if isinstance(parts, Array) else 0)
        return data


class _PageReader:
    """Reads into `drawing` what a page, and the forms that it draws, show and the writer did not put there."""

    def __init__(self, pdf: Pdf, page: Object, drawing: Drawing, budget: _Budget) -> None:
        self.pdf, self.page, self.drawing, self.budget = pdf, page, drawing, budget
        self._contents: dict[ObjectNumber, bytes] = {}  # of the page and its forms
        self._known_looks: dict[ObjectNumber, bool] = {}

    @cached_property
    def _looks(self) -> frozenset[bytes]:
        """The contents that the boxes on the page show: Syncfusion draws a box that it ticks on the page, too."""
        boxes = entry(self.page, "/Annots")
        looks: set[bytes] = set()
        for box in first(boxes, MOST_BOXES) if isinstance(boxes, Array) else ():
            normal = entry(entry(box, "/AP"), "/N") if self.budget.looks > 0 else None
            held = islice(self.budget.held_by(normal).values(), MOST_STATES)
            for look in held if is_dictionary(normal) else filter(None, [normal]):
                self.budget.looks -= LOOK
                with suppress(*BROKEN):
                    shown = content_of(look, max(self.budget.looks, 0))
                    self.budget.looks -= len(shown)
                    looks.add(shown)
        return frozenset(looks - {b""})

    def _is_look(self, form: Object) -> bool:
        """Say whether a form shows what a box on the page shows; each is looked at once."""
        if form.objgen not in self._known_looks:
            self._known_looks[form.objgen] = False
            with suppress(*BROKEN):
                self._known_looks[form.objgen] = self._content(form) in self._looks
        return self._known_looks[form.objgen]

    def read(self) -> Drawing:
        """Look into the page and the forms that it draws, each once; return the drawing."""
        seen: set[ObjectNumber] = set()
        ours = {self.page.objgen, *self._wrapped_page()}
        waiting = [(self.page, False)]
        while waiting:
            holder, marked = waiting.pop()
            if holder.objgen in seen:
                continue
            seen.add(holder.objgen)
            try:
                waiting += self._layer(holder, holder.objgen in ours, marked)
            except BROKEN:
                self.drawing.pictures += 1
                if self.budget.layers < 0:
                    break
        return self.drawing

    def _content(self, holder: Object) -> bytes:
        """Return the content of the page or of a form, counted once; raise one of BROKEN where it cannot be had."""
        if holder.objgen not in self._contents:
            self._contents[holder.objgen] = self.budget.content_of(holder)
        return self._contents[holder.objgen]

    def _wrapped_page(self) -> set[ObjectNumber]:
        """Return the number of the form that is the writer's page, none where there is no such form.

        qpdf makes a form of a page each time that it lays another page over it. Where several forms may be the page, as
        with the print of a filled workbook over a blank one, nobody can tell which is. What a program drew on the page
        before, such as ticks, may stand in the form as well.
        """
        alike: set[ObjectNumber] = set()
        waiting = [self.page]
        while waiting:
            holder = waiting.pop()
            resources = entry(holder, "/Resources")
            with suppress(*BROKEN):  # `read` counts what is broken
                seen = holder.objgen in self._contents
                content = self._content(holder)
                if b"EMC" in content:
                    if holder is self.page or has_our_faces(resources):
                        alike.add(holder.objgen)
                elif not seen:
                    waiting += _forms_named(content, self.budget.held_by(entry(resources, "/XObject")))
        return alike if len(alike) == 1 else set()

    def _layer(self, holder: Object, ours: bool, marked: bool) -> Iterator[tuple[Object, bool]]:
        """Note what the page or a form shows that the writer did not put there; yield the forms that it draws.

        `ours` says that it is a page of the writer's, `marked` that a page of the writer's draws it in marked content:
        what it shows in a face of the writer's is the writer's then too, such as a running line, whose form PyMuPDF
        renames. Each form is yielded with whether it is drawn in marked content of the writer's.
        """
        content = instructions(self.pdf, self._content(holder))
        resources = entry(holder, "/Resources")
        fonts, drawn = entry(resources, "/Font"), self.budget.held_by(entry(resources, "/XObject"))
        has_faces = ours and _has_faces(fonts)
        if ours and _is_stripped(content, fonts, has_faces):
            self.drawing.unmarked = True
        ours = has_faces
        state = _GraphicsState()
        kept: list[Any] = []
        shows = False
        for each in content:
            operator = str(each.operator)
            state.follow(operator, each.operands)
            own = ours and state.depth > 0
            if operator == "Do":
                name = str(each.operands[0])
                if not (own and name.startswith(FORM)):
                    yield from self._drawn(drawn.get(name), own)
            elif operator not in SHOWS:
                if not own:
                    self._painted(operator)
                kept.append(each)
            elif not ((own or marked) and FACE.fullmatch(state.font)):
                kept.append(each)
                shows = True
        if shows:
            self.drawing.layers.append(Layer.made(self.pdf, kept, fonts))

    def _drawn(self, target: Any, own: bool) -> Iterator[tuple[Object, bool]]:
        """Yield a form that is drawn, with whether that is in marked content of the writer's; count a picture."""
        if _is_form(target):
            if not self._is_look(target):
                yield target, own
        elif isinstance(target, Stream):
            self.drawing.pictures += 1

    def _painted(self, operator: str) -> None:
        """Note what an instruction paints; where nobody can tell who drew lines and pictures, none are noted."""
        if not self.drawing.unmarked:
            self.drawing.pictures += operator == "INLINE IMAGE"
            self.drawing.lines = self.drawing.lines or operator in PAINTS


def _has_faces(fonts: Any) -> bool:
    """Say whether fonts have names as the writer gives them."""
    return any(map(FACE.fullmatch, names(fonts)))


def _is_stripped(content: Sequence[Any], fonts: Any, has_faces: bool) -> bool:
    """Say whether a program has removed the marked content of a page of the writer's, or renamed its fonts."""
    if has_faces:
        return not any(str(each.operator) == "EMC" for each in content)
    return is_renamed(fonts)


def _forms_named(content: bytes, drawn: Mapping[str, Any]) -> list[Object]:
    """Return the forms among what may be drawn that a content draws."""
    named = {unescaped(found[1]) for found in DRAWN.finditer(content)}
    return [each for name, each in drawn.items() if name in named and _is_form(each)]


def _is_form(item: Any) -> bool:
    return isinstance(item, Stream) and item.get("/Subtype") == Name.Form


class _GraphicsState:
    """How deep in marked content a content stream's instructions are, and the font of the graphics state."""

    def __init__(self) -> None:
        self.depth = 0
        self.font = ""
        self._saved: list[str] = []

    def follow(self, operator: str, operands: Any) -> None:
        """Go on by one instruction (ISO 32000-1 8.4.4, 9.3.1, 14.6.1)."""
        if operator in ("BMC", "BDC"):
            self.depth += 1
        elif operator == "EMC":
            self.depth = max(self.depth - 1, 0)
        elif operator == "Tf":
            self.font = str(operands[0])
        elif operator == "q":
            self._saved.append(self.font)
        elif operator == "Q" and self._saved:
            self.font = self._saved.pop()
