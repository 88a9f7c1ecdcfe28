"""Tags a PDF while its pages are drawn: a canvas on which content is marked as that of a structure element.

ReportLab writes no tags. Here each page begins as an artifact; a flowable with a structure element ends the artifact
around its own drawing and opens a marked-content sequence, whose number the element keeps (ISO 32000-1 14.6, 14.7.4).
So whatever has no element (bars, borders, running lines) is an artifact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from toolkit_cli.pdf.writing import language
from toolkit_cli.pdf.writing.structure import Annotation, MarkedContent, StructElem

LATER = "%later "  # begins a comment in a page's content stream


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
        """End the page, around whose content the artifact goes that flowables interrupt."""
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
        """Make a link within the document, described by the words at its destination (PDF/UA-1 7.18.5)."""
        return super().linkRect(self.names.get(destinationname, contents), destinationname, *args, **settings)

    def linkURL(self, url: str, *args: Any, **settings: Any) -> Any:
        """Make the link of an address that may tell a language, too (see `language`); none if it leads nowhere."""
        _, leads = language.read(url)
        if leads.startswith("#"):
            return self.linkRect("", leads[1:], *args, relative=settings.get("relative", 0))
        return super().linkURL(leads, *args, **settings) if leads else None

    def beginText(self, *args: Any, **settings: Any) -> Any:
        """Begin a text object; in a paragraph with links its words are marked one by one."""
        made = super().beginText(*args, **settings)
        if self.linked:
            self.linked.begin(made)
        return made

    def drawText(self, text: Any) -> None:
        """Draw a text object, whose marked content is inside of it, and not around it, where there are links."""
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
        element.kids.append(Annotation(canvas.index, index))


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
