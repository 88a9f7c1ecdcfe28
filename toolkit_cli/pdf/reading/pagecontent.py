"""What other programs have drawn on the pages themselves: words and pictures that stand in no field and no annotation.

The writer draws in marked content only (`tags`), with faces and forms of its own names. So whatever a page shows
outside of marked content, or by another name, came later: from a program that cannot fill in a form, or with a page
that somebody has put in. Pages that nobody drew on are known by their resources alone, without unpacking them.
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
from toolkit_cli.pdf.values import unpacked

FACE, FORM = re.compile(r"/F\d+\+\d+"), "/FormXob."  # ReportLab's names
SHOWS = ("Tj", "TJ", "'", '"')
PAINTS = ("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh")
MOST_BYTES = 1 << 20  # of what is looked into: four times all pages of a workbook of ours
MOST_LAYERS = 300  # pages and forms that are looked into
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


@dataclass
class Drawing:
    """What was drawn on a page, counted from 1: words, how many pictures, whether there are lines or areas.

    What is too large or too broken to be looked into counts as a picture. `unmarked` says that a program has thrown all
    marks away: then all words of the page are here, and nobody can tell whose the lines are.
    """

    page: int
    text: str = ""
    pictures: int = 0
    lines: bool = False
    unmarked: bool = False
    layers: list[Layer] = field(default_factory=list, repr=False)


def drawings(pdf: Pdf) -> list[Drawing]:
    """Return what others drew on each page, without the pages on which nobody did."""
    left = _Left()
    found: list[Drawing] = []
    known: dict[tuple[int, int], bool] = {}
    for number, page in zip(range(1, MOST_PAGES), pdf.pages, strict=False):
        if not _untouched(page.obj, known):
            drawing = Drawing(number)
            _look(pdf, page.obj, drawing, left)
            found.append(drawing)
    texts = iter(words([layer for drawing in found for layer in drawing.layers]))
    for drawing in found:
        drawing.text = "\n".join(filter(None, (next(texts) for _ in drawing.layers)))
    return [each for each in found if each.text or each.pictures or each.lines]


def _untouched(page: Object, known: dict[tuple[int, int], bool]) -> bool:
    """Return whether a page is as the writer left it, or at least draws nothing that the writer would not.

    The writer gives pages one content each, and resources that they share. `known` says of these, by their object's
    number, whether they are the writer's.
    """
    resources = entry(page, "/Resources")
    number = resources.objgen if is_dictionary(resources) else (0, 0)
    if number == (0, 0) or number not in known:
        known[number] = _has_our_names(resources)
    if not known[number]:
        return False
    if number != (0, 0) and isinstance(entry(page, "/Contents"), Stream):
        return True
    try:
        *marked, rest = _content(page).split(b"EMC")  # another program may have written the same anew
    except BROKEN:
        return False
    return bool(marked) and not rest.strip() and all(len(re.findall(rb"\bB[MD]C\b", part)) == 1 for part in marked)


def _has_our_names(resources: Any) -> bool:
    faces, forms = _names(entry(resources, "/Font")), _names(entry(resources, "/XObject"))
    return bool(faces) and all(map(FACE.fullmatch, faces)) and all(name.startswith(FORM) for name in forms)


def _names(resources: Any) -> list[str]:
    """Return the names in resources of a kind, without looking up what they name, which takes time."""
    return list(resources.as_dict()) if is_dictionary(resources) else []


def _content(holder: Object) -> bytes:
    """Return the content of a page or a form; raise one of BROKEN where it cannot be had."""
    content = holder if isinstance(holder, Stream) else entry(holder, "/Contents")
    parts = list(content)[:MOST_LAYERS] if isinstance(content, Array) else [content]
    return b"\n".join(unpacked(part) for part in parts if isinstance(part, Stream))


@dataclass
class _Left:
    """How much may still be looked into: a file can draw the same page hundreds of times."""

    layers: int = MOST_LAYERS
    size: int = MOST_BYTES

    def take(self, data: bytes) -> bytes:
        """Return data, for which there is room; raise `ValueError` where there is none."""
        self.layers -= 1
        self.size -= len(data)
        if self.layers < 0 or self.size < 0:
            raise ValueError("more than anybody draws")
        return data


def _look(pdf: Pdf, page: Object, drawing: Drawing, left: _Left) -> None:
    """Look into a page and the forms that it draws, each once."""
    contents: dict[tuple[int, int], bytes] = {}
    seen: set[tuple[int, int]] = set()
    pages = {page.objgen, *_wrapped(page, contents, left)}
    waiting = [(page, False)]
    while waiting:
        holder, marked = waiting.pop()
        if holder.objgen not in seen:
            seen.add(holder.objgen)
            try:
                content = instructions(pdf, _taken(holder, contents, left))
                waiting += _layer(pdf, holder, content, drawing, whole=holder.objgen in pages, marked=marked)
            except BROKEN:
                drawing.pictures += 1
                if left.layers < 0:
                    return


def _taken(holder: Object, contents: dict[tuple[int, int], bytes], left: _Left) -> bytes:
    if holder.objgen not in contents:
        contents[holder.objgen] = left.take(_content(holder))
    return contents[holder.objgen]


def _wrapped(page: Object, contents: dict[tuple[int, int], bytes], left: _Left) -> set[tuple[int, int]]:
    """Return the number of the form that is a page of ours, as qpdf makes one of it each time it lays another over it.

    Where several may be, as with the print of a filled workbook over a blank one, nobody can tell which: none is.
    """
    alike: set[tuple[int, int]] = set()
    waiting = [page]
    while waiting:
        holder = waiting.pop()
        resources = entry(holder, "/Resources")
        with suppress(*BROKEN):  # which is told once it is looked into
            known = holder.objgen in contents
            content = _taken(holder, contents, left)
            if b"EMC" in content:
                alike |= {holder.objgen} if holder is page or _has_our_names(resources) else set()
            elif not known:
                forms = entry(resources, "/XObject")
                drawn = (entry(forms, name) for name in _names(forms) if name.encode() in content)
                waiting += [each for each in drawn if isinstance(each, Stream) and each.get("/Subtype") == Name.Form]
    return alike if len(alike) == 1 else set()


def _layer(
    pdf: Pdf, holder: Object, content: list[Any], drawing: Drawing, whole: bool, marked: bool
) -> Iterator[tuple[Object, bool]]:
    """Note what a page, the `whole` of it, or a form shows that is none of ours.

    Yield the forms that it draws, and whether in marked content of ours: as `marked` says, what a form shows in a face
    of ours is ours then too, as a running line, whose form PyMuPDF calls otherwise.
    """
    resources = entry(holder, "/Resources")
    fonts, drawn = entry(resources, "/Font"), entry(resources, "/XObject")
    ours = whole and any(map(FACE.fullmatch, _names(fonts)))
    if ours and not any(str(each.operator) == "EMC" for each in content):
        drawing.unmarked = True
    pen = _Pen()
    kept: list[Any] = []
    shows = False
    for each in content:
        operator = str(each.operator)
        pen.follow(operator, each.operands)
        own = ours and pen.depth > 0
        if operator in SHOWS:
            if (own or marked) and FACE.fullmatch(pen.font):
                continue
            shows = True
        elif operator == "Do":
            name = str(each.operands[0])
            target = entry(drawn, name)
            if isinstance(target, Stream) and not (own and name.startswith(FORM)):
                if target.get("/Subtype") == Name.Form:
                    yield target, own
                else:
                    drawing.pictures += 1
            continue
        elif not own and not drawing.unmarked:
            drawing.pictures += operator == "INLINE IMAGE"
            drawing.lines = drawing.lines or operator in PAINTS
        kept.append(each)
    if shows:
        drawing.layers.append(Layer(kept, pdf.make_indirect(fonts) if is_dictionary(fonts) else None))


class _Pen:
    """How deep in marked content a page's instructions are, and in which face they write."""

    def __init__(self) -> None:
        self.depth = 0
        self.font = ""
        self._fonts: list[str] = []

    def follow(self, operator: str, operands: Any) -> None:
        if operator in ("BMC", "BDC"):
            self.depth += 1
        elif operator == "EMC":
            self.depth = max(self.depth - 1, 0)
        elif operator == "Tf":
            self.font = str(operands[0])
        elif operator == "q":
            self._fonts.append(self.font)
        elif operator == "Q" and self._fonts:
            self.font = self._fonts.pop()
