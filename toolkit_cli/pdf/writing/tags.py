"""Structure tags: a tree built beside the layout, filled in while pages are drawn, written into the PDF at the end.

ReportLab writes no tags. Here each page begins as an artifact; a flowable with a node ends the artifact around its
own drawing and opens a marked-content sequence, whose number the node keeps (ISO 32000-1 14.7, 14.8; PDF/UA-1). So
whatever has no node (bars, borders, running lines) is an artifact by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas

from toolkit_cli.pdf.writing import language

LATER = "%later "  # begins a comment among a page's instructions


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
    kids: list[Node | Content | Annotation] = field(default_factory=list)
    alt: str = ""
    lang: str = ""
    scope: str = ""
    numbering: str = ""
    box: tuple[float, float, float, float] | None = None
    drawn: list[Any] = field(default_factory=list)

    def add(self, tag: str, **attributes: Any) -> Node:
        """Add an element below this one, after what is there."""
        node = Node(tag, **attributes)
        self.kids.append(node)
        return node

    def repeats(self, key: Any) -> bool:
        """Return whether `key` was drawn for this element before; it is kept, lest another take its place in memory."""
        again = any(key is each for each in self.drawn)
        self.drawn.append(key)
        return again

    def holds(self) -> bool:
        """Return whether anything was drawn for this element or below it; an element without content is left out.

        A cell stays, lest its row have fewer of them than the others (PDF/UA-1 7.5).
        """
        return self.tag in ("TH", "TD") or any(not isinstance(kid, Node) or kid.holds() for kid in self.kids)


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """A canvas on which everything is an artifact until a flowable says what it is.

    `names` are the words that say to a reader where a link leads, by its place in the document.
    """

    names: Mapping[str, str] = {}
    linked: _Linked | None = None

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._preamble = "1 0 0 1 0 0 cm"  # ReportLab's own names Helvetica, which is not embedded
        self.marked = 0

    def showPage(self) -> None:
        self._code[0:0] = ["/Artifact BMC"]
        self._code.append("EMC")
        super().showPage()
        self.marked = 0

    def later(self, name: str) -> None:
        """Leave room among the instructions for what is known only at the end: a comment, in whose place it is put."""
        self._code.append(f"{LATER}{name}")

    def fill_in(self, known: Callable[[int], Mapping[str, str]]) -> None:
        """Put instructions in the places that were left for them; `known` gives those of a page, counted from 1."""
        for number, page in enumerate(self._doc.Pages.pages, 1):
            for name, made in known(number).items() if LATER in page.stream else ():
                page.stream = page.stream.replace(f"{LATER}{name}\n", f"{made}\n")

    def linkRect(self, contents: str, destinationname: str, *args: Any, **settings: Any) -> Any:
        return super().linkRect(self.names.get(destinationname, contents), destinationname, *args, **settings)

    def linkURL(self, url: str, *args: Any, **settings: Any) -> Any:
        _, leads = language.read(url)
        if leads.startswith("#"):
            return self.linkRect("", leads[1:], *args, relative=settings.get("relative", 0))
        return super().linkURL(leads, *args, **settings) if leads else None

    def beginText(self, *args: Any, **settings: Any) -> Any:
        made = super().beginText(*args, **settings)
        if self.linked:
            self.linked.begin(made)
        return made

    def drawText(self, text: Any) -> None:
        if self.linked:
            self.linked.close()
            self._code.append("EMC")
        super().drawText(text)
        if self.linked:
            self._code.append("/Artifact BMC")

    @property
    def index(self) -> int:
        """The number of the page being drawn, from 0."""
        return int(self._pageNumber) - 1


@contextmanager
def running(canvas: TaggedCanvas, part: str) -> Iterator[None]:
    """Mark what is drawn inside as a page's `Header` or `Footer` (PDF/UA-1 7.8)."""
    canvas._code += ["EMC", f"/Artifact <</Type /Pagination /Subtype /{part}>> BDC"]
    yield
    canvas._code += ["EMC", "/Artifact BMC"]


@contextmanager
def marked(canvas: TaggedCanvas, node: Node | None, key: Any) -> Iterator[None]:
    """Mark what is drawn inside as the content of `node`; `key` tells the drawing of one thing from another's.

    A second drawing with the same key is a repetition (a table's head on the next page) and stays an artifact, without
    its links. Link annotations made inside become kids of the node.
    """
    before = len(canvas._annotationrefs)
    if node is None or node.repeats(key):
        yield
        del canvas._annotationrefs[before:]
        return
    content = Content(canvas.index, canvas.marked)
    canvas.marked += 1
    node.kids.append(content)
    canvas._code += ["EMC", f"/{node.tag} <</MCID {content.mcid}>> BDC"]
    yield
    canvas._code += ["EMC", "/Artifact BMC"]
    for index in range(before, len(canvas._annotationrefs)):
        owner = node if node.tag == "Link" else node.add("Link")
        owner.kids.append(Annotation(canvas.index, index))


@contextmanager
def worded(canvas: TaggedCanvas, node: Node | None, paragraph: Any) -> Iterator[None]:
    """Mark the paragraph of ReportLab's that is drawn inside as the content of `node`, its links as Links below it."""
    lines = paragraph.blPara  # one piece for all lines, or each line with pieces of its own
    pieces = [lines] if lines.kind == 0 else [piece for line in lines.lines for piece in line.words]
    if node is None or not any(getattr(piece, "link", None) for piece in pieces) or node.repeats(paragraph):
        with marked(canvas, node, paragraph):
            yield
        return
    canvas.linked = linked = _Linked(canvas, node, lines.link[0] if lines.kind == 0 else None)
    yield
    linked.end()
    canvas.linked = None


class _Linked:
    """Marks the words of a paragraph with links: each link's words and annotations are those of a Link of its own.

    Words of another language, which are no link, are those of a Span. `whole` is the link that all words are. A
    sequence may not begin outside of a text object and end inside it (ISO 32000-1 14.6), so all of these are inside.
    """

    def __init__(self, canvas: TaggedCanvas, node: Node, whole: tuple[int, str] | None) -> None:
        self.canvas, self.node, self.whole = canvas, node, whole
        self.links: dict[Any, Node] = {}
        self.pieces: list[Node] = []
        self.before = len(canvas._annotationrefs)

    def begin(self, text: Any) -> None:
        """Mark what will be written into a text object of ReportLab's."""
        text._linkRecord = self._record
        self.code: list[str] = text._code
        self._open(self._element(self.whole) if self.whole else self.node)

    def _element(self, key: tuple[int, str]) -> Node:
        lang, leads = language.read(key[1])
        return self.node.add("Link" if leads else "Span", lang=lang)

    def _record(self, key: tuple[int, str], what: str) -> None:
        if what == "end":
            self.close()
            self._open(self.node)
            return
        piece = self.code.pop()  # ReportLab says that a link starts when the first piece of it is written
        self.close()
        if key not in self.links or self.node.kids[-1] is not self.links[key]:
            self.links[key] = self._element(key)
        if self.links[key].tag == "Link":
            self.pieces.append(self.links[key])
        self._open(self.links[key])
        self.code.append(piece)

    def _open(self, node: Node) -> None:
        self.owner, self.opened = node, len(self.code)
        self.code.append(f"/{node.tag} <</MCID {self.canvas.marked}>> BDC")
        node.kids.append(Content(self.canvas.index, self.canvas.marked))
        self.canvas.marked += 1

    def close(self) -> None:
        """End the sequence at hand; one without words is taken back."""
        if any("Tj" in code for code in self.code[self.opened :]):
            self.code.append("EMC")
            return
        del self.code[self.opened]
        self.owner.kids.pop()
        self.canvas.marked -= 1

    def end(self) -> None:
        """Give each annotation that was made for a line of a link to that link."""
        made = range(self.before, len(self.canvas._annotationrefs))
        for index, link in zip(made, [self.owner] * len(made) if self.whole else self.pieces, strict=True):
            link.kids.append(Annotation(self.canvas.index, index))


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
        if node.numbering:
            element.A = Dictionary(O=Name.List, ListNumbering=Name("/" + node.numbering))
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
