"""Reads what is drawn in a DOCX: pictures, shapes, diagrams, charts, boxes of text, ink."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from toolkit_cli.document.archive import Element
from toolkit_cli.document.storybuilder import Opened
from toolkit_cli.docx.namespaces import R, W
from toolkit_cli.docx.reading.formulas import Formulas

FRAME, SDT = f"{{{W}}}txbxContent", f"{{{W}}}sdt"
LINK = f"{{{R}}}id"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
LINKED = "{http://schemas.openxmlformats.org/drawingml/2006/main}hlinkClick"
CHARTEX = "http://schemas.microsoft.com/office/drawing/2014/chartex"
ELSEWHERE = "{http://schemas.openxmlformats.org/drawingml/2006/%s}%s"
# Elements that refer to a part of the package, a diagram's data or a chart, and the attribute by which they do.
PARTS = (
    (ELSEWHERE % ("diagram", "relIds"), LINK.replace("}id", "}dm")), (ELSEWHERE % ("chart", "chart"), LINK),
    (f"{{{CHARTEX}}}chart", LINK),
)  # fmt: skip
VML = "{urn:schemas-microsoft-com:vml}"
ART = f"{VML}textpath"


@dataclass(frozen=True)
class References:
    """What a text refers to.

    `notes` holds foot- and endnotes by their kind and id, `links` addresses by the id of their relationship; `words`
    returns those of the part with a relationship's id.
    """

    notes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    words: Callable[[str], str] = lambda code: ""


class Drawings(Formulas):
    """Takes down what is drawn; `references` are those of the part that is being read."""

    def __init__(self, references: References) -> None:
        super().__init__()
        self.references = references

    def _drawing(self, element: Element) -> Opened:
        """Note a picture, its words and its links; the words in a text box are read in their place."""
        about, name = _titles(element)
        words = " ".join(filter(None, self._words_drawn(element)))
        framed = next(element.iter(FRAME), None) is not None and next(element.iter("{*}pic"), None) is None
        targets = (self.references.links.get(each.get(LINK) or "", "") for each in element.iter(LINKED))
        for target in dict.fromkeys(filter(None, targets)):
            self.remark("link", target)
        if about or words or not framed:
            self.remark("picture", "\n".join(filter(None, (about or name, words))))
        return iter(element), None

    def _words_drawn(self, element: Element) -> Iterator[str]:
        """Yield the words in shapes, in ornamental letters (WordArt), and in diagrams and charts."""
        yield from (each.text or "" for each in element.iter(DRAWN))
        yield from (each.get("string") or "" for each in element.iter(ART))
        codes = (each.get(of) or "" for name, of in PARTS for each in element.iter(name))
        yield from dict.fromkeys(map(self.references.words, codes))  # several may lead to one part

    def ink(self, element: Element) -> Opened:
        """Note what was written by hand on a screen (contentPart)."""
        self.remark("ink")
        return None

    def _frame(self, element: Element) -> Opened:
        """Read a box of text: in the line, if it holds nothing but a control, as ONLYOFFICE draws those of an ODT."""
        if self.paragraph and len(element) == 1 and element[0].find(SDT) is not None and _is_in_line(element):
            return iter(element[0]), None
        leave = self.coming_out()
        self.paragraph = None
        return iter(element), leave

    # What reads an element of WordprocessingML that draws something, by its name.
    DRAWINGS: ClassVar[dict[str, Callable[..., Opened]]] = {
        "drawing": _drawing, "pict": _drawing, "object": _drawing, "txbxContent": _frame, "contentPart": ink,
    }  # fmt: skip


def _titles(element: Element) -> tuple[str, str]:
    """Return a picture's title and description, and its name, which programs give; "" for what it does not have."""
    shown = next(element.iter("{*}docPr"), None)
    if shown is None:
        told, name = [each.get(key) for each in element.iter(f"{VML}*") for key in ("title", "alt")], ""
    else:
        told, name = [shown.get("title"), shown.get("descr")], shown.get("name") or ""
    return "\n".join(dict.fromkeys(filter(None, told))), name


def _is_in_line(element: Element) -> bool:
    """Say whether what holds an element is drawn in a line of words, and not beside them or over them."""
    drawing = next(element.iterancestors(f"{{{W}}}drawing"), None)
    return drawing is not None and drawing[0].tag.endswith("}inline")
