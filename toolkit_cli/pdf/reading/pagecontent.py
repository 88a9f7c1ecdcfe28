"""Reads what other programs drew on the pages themselves: words and pictures in no field and no annotation.

The writer draws only in marked content (`tags`), with fonts and form XObjects that it names itself. So whatever a page
shows outside of marked content, or by another name, was added later: by a program that cannot fill in forms, or with a
page that somebody inserted. Pages that nobody drew on are recognised without reading their instructions, which is slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Name, Object, Pdf, Stream

from toolkit_cli.pdf.reading.extract import Layer, instructions, words
from toolkit_cli.pdf.reading.form import MOST_PAGES, entry, is_dictionary
from toolkit_cli.pdf.values import slashed, unpacked

FACE, FORM = re.compile(r"/F\d+\+\d+"), "/FormXob."  # ReportLab's names
SUBSET = re.compile(r"/AAAA[A-Z]{2}\+")  # how ReportLab's names of a face's parts begin; other programs draw lots
SHOWS = ("Tj", "TJ", "'", '"')
PAINTS = ("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh")
MOST_BYTES = 1 << 20  # of what is looked into: four times all pages of a workbook of ours
MOST_LAYERS = 300  # pages and forms that are looked into
MOST_MARKED, LONGEST_MARKED = 1000, 50_000  # pages and bytes of each
# Whether pages of earlier files draw marked content only, by their content as it was in the file, and its filter: the
# returns of one workbook have the same pages, and to unpack and search these takes as long as to read the form.
MARKED: dict[tuple[bytes, str], bool] = {}
# What pikepdf and qpdf raise, in the middle of anything, where a file is damaged.
BROKEN = (
    pikepdf.PdfError,
    pikepdf.PikepdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)


ObjectNumber = tuple[int, int]  # an indirect object's number and generation; (0, 0) for a direct object


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
    known: dict[ObjectNumber, bool] = {}
    for number, page in zip(range(1, MOST_PAGES), pdf.pages, strict=False):
        if not _untouched(page.obj, known):
            found.append(_PageReader(pdf, page.obj, Drawing(number), budget).read())
    texts = iter(words([layer for drawing in found for layer in drawing.layers]))
    for drawing in found:
        drawing.text = "\n".join(filter(None, (next(texts) for _ in drawing.layers)))
    return [each for each in found if each.text or each.pictures or each.lines]


def _untouched(page: Object, known: dict[ObjectNumber, bool]) -> bool:
    """Return whether a page draws nothing that the writer would not: all of it is marked, and shown by our names.

    `known` keeps, by the number of resources that pages share, whether they are the writer's.
    """
    resources = entry(page, "/Resources")
    number = resources.objgen if is_dictionary(resources) else (0, 0)
    if number == (0, 0) or number not in known:
        known[number] = _has_our_names(resources)
    if not known[number]:
        return False
    try:
        return _is_marked(page)
    except BROKEN:
        return False


def _is_marked(page: Object) -> bool:
    """Return whether all that a page draws is marked content; raise one of BROKEN where it cannot be unpacked."""
    content = entry(page, "/Contents")
    if not isinstance(content, Stream) or "/DecodeParms" in content:
        return _holds_marked_only(_unpacked(page))
    as_written = content.read_raw_bytes(), str(content.get("/Filter"))
    known = MARKED.get(as_written)
    if known is None:
        known = _holds_marked_only(_unpacked(page))
        if len(MARKED) < MOST_MARKED and len(as_written[0]) < LONGEST_MARKED:
            MARKED[as_written] = known
    return known


def _holds_marked_only(data: bytes) -> bool:
    *marked, rest = data.split(b"EMC")
    return bool(marked) and not rest.strip() and all(len(re.findall(rb"\bB[MD]C\b", part)) == 1 for part in marked)


def _has_our_names(resources: Any) -> bool:
    faces, forms = _names(entry(resources, "/Font")), _names(entry(resources, "/XObject"))
    return bool(faces) and all(map(FACE.fullmatch, faces)) and all(name.startswith(FORM) for name in forms)


def _is_renamed(fonts: Any) -> bool:
    """Say whether there are the writer's fonts, under names that a program gave them when it wrote the page anew."""
    held = fonts.as_dict().values() if is_dictionary(fonts) else ()
    return any(SUBSET.match(slashed(entry(each, "/BaseFont"))) for each in held)


def _names(resources: Any) -> list[str]:
    """Return the names in a dictionary of resources, without looking up the objects that they name, which is slow."""
    return list(resources.as_dict()) if is_dictionary(resources) else []


def _unpacked(holder: Object) -> bytes:
    """Return the content of a page or a form; raise one of BROKEN where it cannot be unpacked."""
    content = holder if isinstance(holder, Stream) else entry(holder, "/Contents")
    parts = list(content)[:MOST_LAYERS] if isinstance(content, Array) else [content]
    return b"\n".join(unpacked(part) for part in parts if isinstance(part, Stream))


@dataclass
class _Budget:
    """How much may still be looked into in a document: a file can draw the same page hundreds of times."""

    layers: int = MOST_LAYERS
    size: int = MOST_BYTES

    def take(self, data: bytes) -> bytes:
        """Return the data of a page or a form; raise `ValueError` where there is no room left for it."""
        self.layers -= 1
        self.size -= len(data)
        if self.layers < 0 or self.size < 0:
            raise ValueError("more than anybody draws")
        return data


class _PageReader:
    """Reads into `drawing` what a page, and the forms that it draws, show and the writer did not put there."""

    def __init__(self, pdf: Pdf, page: Object, drawing: Drawing, budget: _Budget) -> None:
        self.pdf, self.page, self.drawing, self.budget = pdf, page, drawing, budget
        self._contents: dict[ObjectNumber, bytes] = {}  # of the page and its forms

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
            self._contents[holder.objgen] = self.budget.take(_unpacked(holder))
        return self._contents[holder.objgen]

    def _wrapped_page(self) -> set[ObjectNumber]:
        """Return the number of the form that is the writer's page, none where there is no such form.

        qpdf makes a form of a page each time that it lays another page over it. Where several forms may be the page, as
        with the print of a filled workbook over a blank one, nobody can tell which is.
        """
        alike: set[ObjectNumber] = set()
        waiting = [self.page]
        while waiting:
            holder = waiting.pop()
            resources = entry(holder, "/Resources")
            with suppress(*BROKEN):  # `read` counts what is broken
                known = holder.objgen in self._contents
                content = self._content(holder)
                if b"EMC" in content:
                    if holder is self.page or _has_our_names(resources):
                        alike.add(holder.objgen)
                elif not known:
                    forms = entry(resources, "/XObject")
                    drawn = (entry(forms, name) for name in _names(forms) if name.encode() in content)
                    waiting += [each for each in drawn if _is_form(each)]
        return alike if len(alike) == 1 else set()

    def _layer(self, holder: Object, ours: bool, marked: bool) -> Iterator[tuple[Object, bool]]:
        """Note what the page or a form shows that the writer did not put there; yield the forms that it draws.

        `ours` says that it is a page of the writer's, `marked` that a page of the writer's draws it in marked content:
        what it shows in a face of the writer's is the writer's then too, such as a running line, whose form PyMuPDF
        renames. Each form is yielded with whether it is drawn in marked content of the writer's.
        """
        content = instructions(self.pdf, self._content(holder))
        drawing, resources = self.drawing, entry(holder, "/Resources")
        fonts, drawn = entry(resources, "/Font"), entry(resources, "/XObject")
        named = any(map(FACE.fullmatch, _names(fonts)))
        if ours and (_is_renamed(fonts) if not named else not any(str(each.operator) == "EMC" for each in content)):
            drawing.unmarked = True
        ours = ours and named
        state = _GraphicsState()
        kept: list[Any] = []
        shows = False
        for each in content:
            operator = str(each.operator)
            state.follow(operator, each.operands)
            own = ours and state.depth > 0
            if operator in SHOWS:
                if (own or marked) and FACE.fullmatch(state.font):
                    continue
                shows = True
            elif operator == "Do":
                name = str(each.operands[0])
                target = entry(drawn, name)
                if isinstance(target, Stream) and not (own and name.startswith(FORM)):
                    if _is_form(target):
                        yield target, own
                    else:
                        drawing.pictures += 1
                continue
            elif not own and not drawing.unmarked:
                drawing.pictures += operator == "INLINE IMAGE"
                drawing.lines = drawing.lines or operator in PAINTS
            kept.append(each)
        if shows:
            drawing.layers.append(Layer(kept, self.pdf.make_indirect(fonts) if is_dictionary(fonts) else None))


def _is_form(item: Any) -> bool:
    return isinstance(item, Stream) and item.get("/Subtype") == Name.Form


class _GraphicsState:
    """How deep in marked content a content stream's instructions are, and the font of the graphics state."""

    def __init__(self) -> None:
        self.depth = 0
        self.font = ""
        self._saved: list[str] = []

    def follow(self, operator: str, operands: Any) -> None:
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
