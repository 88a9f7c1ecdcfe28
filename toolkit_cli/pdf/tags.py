"""Structure tags: a tree built beside the layout, filled in while pages are drawn, written into the PDF at the end.

ReportLab writes no tags. Here each page begins as an artifact; a flowable with a node ends the artifact around its
own drawing and opens a marked-content sequence, whose number the node keeps (ISO 32000-1 14.7, 14.8; PDF/UA-1). So
whatever has no node (bars, borders, running lines) is an artifact by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Union

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas


@dataclass(frozen=True)
class Content:
    """A marked-content sequence: on which page (from 0), with which number."""

    page: int
    mcid: int


@dataclass(frozen=True)
class Annotation:
    """An annotation of a page, by its place among those that are drawn there."""

    page: int
    index: int


@dataclass
class Node:
    """An element of the structure tree: its type, its kids in reading order, its attributes."""

    tag: str
    kids: list[Union[Node, Content, Annotation]] = field(default_factory=list)
    alt: str = ""
    lang: str = ""
    scope: str = ""
    box: tuple[float, float, float, float] | None = None
    drawn: set[int] = field(default_factory=set)

    def add(self, tag: str, **attributes: Any) -> Node:
        """Add an element below this one, after what is there."""
        node = Node(tag, **attributes)
        self.kids.append(node)
        return node

    def holds(self) -> bool:
        """Whether anything was drawn for this element or below it; an element without content is left out."""
        return any(not isinstance(kid, Node) or kid.holds() for kid in self.kids)


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """A canvas on which everything is an artifact until a flowable says what it is."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._preamble = "1 0 0 1 0 0 cm"  # ReportLab's own names Helvetica, which is not embedded
        self.marked = 0

    def showPage(self) -> None:
        self._code[0:0] = ["/Artifact BMC"]
        self._code.append("EMC")
        super().showPage()
        self.marked = 0

    @property
    def index(self) -> int:
        """The number of the page being drawn, from 0."""
        return int(self._pageNumber) - 1


@contextmanager
def marked(canvas: TaggedCanvas, node: Node | None, key: Any) -> Iterator[None]:
    """Mark what is drawn inside as the content of `node`; `key` tells the drawing of one thing from another's.

    A second drawing with the same key is a repetition (a table's head on the next page) and stays an artifact. Link
    annotations made inside become kids of the node.
    """
    if node is None or id(key) in node.drawn:
        yield
        return
    node.drawn.add(id(key))
    content = Content(canvas.index, canvas.marked)
    canvas.marked += 1
    node.kids.append(content)
    canvas._code += ["EMC", f"/{node.tag} <</MCID {content.mcid}>> BDC"]
    before = len(canvas._annotationrefs)
    yield
    canvas._code += ["EMC", "/Artifact BMC"]
    for index in range(before, len(canvas._annotationrefs)):
        owner = node if node.tag == "Link" else node.add("Link")
        owner.kids.append(Annotation(canvas.index, index))


def write(pdf: pikepdf.Pdf, root: Node) -> None:
    """Write the structure tree into a PDF, and tell every page and annotation of its place in it."""
    _Writer(pdf).write(root)


class _Writer:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.pages = [page.obj for page in pdf.pages]
        self.by_page: list[dict[int, pikepdf.Object]] = [{} for _ in self.pages]
        self.annotations: list[pikepdf.Object] = []
        self.notes = 0

    def write(self, root: Node) -> None:
        tree = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = Array([self._element(root, tree)])
        tree.ParentTree = self.pdf.make_indirect(Dictionary(Nums=self._numbers()))
        tree.ParentTreeNextKey = len(self.pages) + len(self.annotations)
        self.pdf.Root.StructTreeRoot = tree
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _element(self, node: Node, parent: pikepdf.Object) -> pikepdf.Object:
        element = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + node.tag), P=parent))
        if node.alt:
            element.Alt = String(node.alt)
        if node.lang:
            element.Lang = String(node.lang)
        if node.tag == "Note":
            self.notes += 1
            element.ID = String(f"note-{self.notes}")
        if node.scope:
            element.A = Dictionary(O=Name.Table, Scope=Name("/" + node.scope))
        if node.box:
            element.A = Dictionary(O=Name.Layout, BBox=Array([round(value, 2) for value in node.box]))
        element.K = Array([self._kid(kid, element) for kid in node.kids if not isinstance(kid, Node) or kid.holds()])
        return element

    def _kid(self, kid: Node | Content | Annotation, element: pikepdf.Object) -> Any:
        if isinstance(kid, Node):
            return self._element(kid, element)
        page = self.pages[kid.page]
        if isinstance(kid, Content):
            self.by_page[kid.page][kid.mcid] = element
            return Dictionary(Type=Name.MCR, Pg=page, MCID=kid.mcid)
        annotation = page.Annots[kid.index]
        annotation.StructParent = len(self.pages) + len(self.annotations)
        self.annotations.append(element)
        return Dictionary(Type=Name.OBJR, Pg=page, Obj=annotation)

    def _numbers(self) -> Array:
        numbers = Array()
        for index, (page, owners) in enumerate(zip(self.pages, self.by_page, strict=True)):
            page.StructParents = index
            page.Tabs = Name.S
            numbers.append(index)
            numbers.append(Array([owners[mcid] for mcid in sorted(owners)]))
        for offset, element in enumerate(self.annotations):
            numbers.append(len(self.pages) + offset)
            numbers.append(element)
        return numbers
