"""The structure tree of a PDF: built with the layout, filled in while pages are drawn, and written at the end.

ISO 32000-1 14.7 and 14.8 say what it consists of, PDF/UA-1 what it has to tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String


@dataclass(frozen=True)
class MarkedContent:
    """A marked-content sequence: its page, counted from 0, and its number there."""

    page: int
    mcid: int


@dataclass(frozen=True)
class Annotation:
    """An annotation: its page, counted from 0, and its index among the annotations of the page."""

    page: int
    index: int


@dataclass
class StructElem:
    """A structure element: its type, its kids in reading order, its attributes; `drawn` holds what was drawn for it."""

    tag: str
    kids: list[StructElem | MarkedContent | Annotation] = field(default_factory=list)
    alt: str = ""
    lang: str = ""
    scope: str = ""
    numbering: str = ""
    box: tuple[float, float, float, float] | None = None
    drawn: list[Any] = field(default_factory=list)

    def add(self, tag: str, **attributes: Any) -> StructElem:
        """Add an element below this one, after its kids so far; return it."""
        element = StructElem(tag, **attributes)
        self.kids.append(element)
        return element

    def repeats(self, key: Any) -> bool:
        """Return whether `key` was drawn for this element before; keys are kept, so that none is taken for another."""
        again = any(key is each for each in self.drawn)
        self.drawn.append(key)
        return again

    def written(self) -> Iterator[StructElem | MarkedContent | Annotation]:
        """Yield the kids without elements for which, and below which, nothing was drawn.

        Cells stay in any case: a row without them would have fewer than the others (PDF/UA-1 7.5).
        """
        for kid in self.kids:
            if not isinstance(kid, StructElem) or kid.tag in ("TH", "TD") or any(True for _ in kid.written()):
                yield kid


def write(pdf: pikepdf.Pdf, root: StructElem) -> None:
    """Write the structure tree into a PDF, and the parent tree, by which content finds its element."""
    _Writer(pdf).write(root)


class _Writer:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.pages = [page.obj for page in pdf.pages]
        self.by_page: list[dict[int, pikepdf.Object]] = [{} for _ in self.pages]
        self.annotations: list[pikepdf.Object] = []
        self.notes = 0

    def write(self, root: StructElem) -> None:
        tree = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = Array([self._element(root, tree)])
        tree.ParentTree = self.pdf.make_indirect(Dictionary(Nums=self._numbers()))
        tree.ParentTreeNextKey = len(self.pages) + len(self.annotations)
        self.pdf.Root.StructTreeRoot = tree
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _element(self, element: StructElem, parent: pikepdf.Object) -> pikepdf.Object:
        made = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + element.tag), P=parent))
        if element.alt:
            made.Alt = String(element.alt)
        if element.lang:
            made.Lang = String(element.lang)
        if element.tag == "Note":
            self.notes += 1
            made.ID = String(f"note-{self.notes}")
        if element.scope:
            made.A = Dictionary(O=Name.Table, Scope=Name("/" + element.scope))
        if element.numbering:
            made.A = Dictionary(O=Name.List, ListNumbering=Name("/" + element.numbering))
        if element.box:
            made.A = Dictionary(O=Name.Layout, BBox=Array([round(value, 2) for value in element.box]))
        made.K = Array([self._kid(kid, made) for kid in element.written()])
        return made

    def _kid(self, kid: StructElem | MarkedContent | Annotation, owner: pikepdf.Object) -> Any:
        if isinstance(kid, StructElem):
            return self._element(kid, owner)
        page = self.pages[kid.page]
        if isinstance(kid, MarkedContent):
            self.by_page[kid.page][kid.mcid] = owner
            return Dictionary(Type=Name.MCR, Pg=page, MCID=kid.mcid)
        annotation = page.Annots[kid.index]
        annotation.StructParent = len(self.pages) + len(self.annotations)
        self.annotations.append(owner)
        return Dictionary(Type=Name.OBJR, Pg=page, Obj=annotation)

    def _numbers(self) -> Array:
        numbers = Array()
        for index, (page, owners) in enumerate(zip(self.pages, self.by_page, strict=True)):
            page.StructParents = index
            page.Tabs = Name.S
            numbers.append(index)
            numbers.append(Array([owners[mcid] for mcid in sorted(owners)]))
        for offset, owner in enumerate(self.annotations):
            numbers.append(len(self.pages) + offset)
            numbers.append(owner)
        return numbers
