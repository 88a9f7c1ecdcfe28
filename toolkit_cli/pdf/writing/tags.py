"""Tags a PDF: a structure tree is built with the layout, filled in while pages are drawn, and written at the end.

ReportLab writes no tags. Here each page begins as an artifact; a flowable with a structure element ends the artifact
around its own drawing and opens a marked-content sequence, whose number the element keeps (ISO 32000-1 14.7, 14.8;
PDF/UA-1). So whatever has no element (bars, borders, running lines) is an artifact.
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

LATER = "%later "  # begins a comment in a page's content stream


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


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """A canvas on which everything is an artifact unless a flowable says what it is.

    `names` holds descriptions of where links lead, by the names of the links' destinations.
    """

    names: Mapping[str, str] = {}
    linked: _Linked | None = None

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._preamble = "1 0 0 1 0 0 cm"  # ReportLab's own selects Helvetica, which is not embedded
        self.marked = 0

    def showPage(self) -> None:
        self._code[0:0] = ["/Artifact BMC"]
        self._code.append("EMC")
        super().showPage()
        self.marked = 0

    def later(self, name: str) -> None:
        """Put a comment in the place of instructions that are known only when all pages are drawn."""
        self._code.append(f"{LATER}{name}")

    def fill_in(self, known: Callable[[int], Mapping[str, str]]) -> None:
        """Replace the comments of `later`; `known` gives a page, counted from 1, its instructions by their names."""
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
def pagination(canvas: TaggedCanvas, part: str) -> Iterator[None]:
    """Mark what is drawn inside as a pagination artifact, a page's `Header` or `Footer` (PDF/UA-1 7.8)."""
    canvas._code += ["EMC", f"/Artifact <</Type /Pagination /Subtype /{part}>> BDC"]
    yield
    canvas._code += ["EMC", "/Artifact BMC"]


@contextmanager
def marked(canvas: TaggedCanvas, element: StructElem | None, key: Any) -> Iterator[None]:
    """Mark what is drawn inside as content of an element; `key` is the object that is drawn.

    If the same object is drawn again (a table's head on the next page), it stays an artifact, without its links. Link
    annotations that are made inside become kids of the element.
    """
    before = len(canvas._annotationrefs)
    if element is None or element.repeats(key):
        yield
        del canvas._annotationrefs[before:]
        return
    content = MarkedContent(canvas.index, canvas.marked)
    canvas.marked += 1
    element.kids.append(content)
    canvas._code += ["EMC", f"/{element.tag} <</MCID {content.mcid}>> BDC"]
    yield
    canvas._code += ["EMC", "/Artifact BMC"]
    for index in range(before, len(canvas._annotationrefs)):
        owner = element if element.tag == "Link" else element.add("Link")
        owner.kids.append(Annotation(canvas.index, index))


@contextmanager
def worded(canvas: TaggedCanvas, element: StructElem | None, paragraph: Any) -> Iterator[None]:
    """Mark ReportLab's paragraph that is drawn inside as content of an element, its links as Links below it."""
    lines = paragraph.blPara  # it is one piece if it has one style, else each line has pieces
    pieces = [lines] if lines.kind == 0 else [piece for line in lines.lines for piece in line.words]
    if element is None or not any(getattr(piece, "link", None) for piece in pieces) or element.repeats(paragraph):
        with marked(canvas, element, paragraph):
            yield
        return
    canvas.linked = linked = _Linked(canvas, element, lines.link[0] if lines.kind == 0 else None)
    yield
    linked.end()
    canvas.linked = None


class _Linked:
    """Marks the words of a paragraph with links: each link has a Link element with its words and its annotations.

    Words in another language that are no link are in a Span. `whole` is the link if all of the paragraph is one. All
    sequences are inside the text object, since none may begin outside of it and end inside (ISO 32000-1 14.6).
    """

    def __init__(self, canvas: TaggedCanvas, element: StructElem, whole: tuple[int, str] | None) -> None:
        self.canvas, self.element, self.whole = canvas, element, whole
        self.links: dict[Any, StructElem] = {}
        self.pieces: list[StructElem] = []
        self.before = len(canvas._annotationrefs)

    def begin(self, text: Any) -> None:
        """Mark what will be written into a text object."""
        text._linkRecord = self._record
        self.code: list[str] = text._code
        self._open(self._element_of(self.whole) if self.whole else self.element)

    def _element_of(self, key: tuple[int, str]) -> StructElem:
        lang, leads = language.read(key[1])
        return self.element.add("Link" if leads else "Span", lang=lang)

    def _record(self, key: tuple[int, str], what: str) -> None:
        if what == "end":
            self.close()
            self._open(self.element)
            return
        piece = self.code.pop()  # ReportLab tells that a link starts only when its first piece is written
        self.close()
        if key not in self.links or self.element.kids[-1] is not self.links[key]:
            self.links[key] = self._element_of(key)
        if self.links[key].tag == "Link":
            self.pieces.append(self.links[key])
        self._open(self.links[key])
        self.code.append(piece)

    def _open(self, element: StructElem) -> None:
        self.owner, self.opened = element, len(self.code)
        self.code.append(f"/{element.tag} <</MCID {self.canvas.marked}>> BDC")
        element.kids.append(MarkedContent(self.canvas.index, self.canvas.marked))
        self.canvas.marked += 1

    def close(self) -> None:
        """End the open sequence; one without words is taken back."""
        if any("Tj" in code for code in self.code[self.opened :]):
            self.code.append("EMC")
            return
        del self.code[self.opened]
        self.owner.kids.pop()
        self.canvas.marked -= 1

    def end(self) -> None:
        """Add the annotations, one for each line of a link, to their Link elements."""
        made = range(self.before, len(self.canvas._annotationrefs))
        for index, link in zip(made, [self.owner] * len(made) if self.whole else self.pieces, strict=True):
            link.kids.append(Annotation(self.canvas.index, index))


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
