"""How the letters of a DOCX look: their colour, size and ground, from its styles and what differs from them.

It knows WordprocessingML (ISO/IEC 29500-1, 17.7.2) and nothing of the writer: the defaults of the document, then the
paragraph's style with those that it is based on, then the letters' style, then what the run says itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .trees import Element

NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "decorative": "http://schemas.microsoft.com/office/drawing/2017/decorative",
}
W = f"{{{NS['w']}}}"
PAPER = "FFFFFF"
OFF = ("0", "false", "off")
LARGE, LARGE_BOLD = 18.0, 14.0  # points (WCAG 2.1, 1.4.3)


@dataclass(frozen=True)
class Letters:
    """Colours are written as rrggbb; `size` is in points."""

    colour: str
    ground: str
    size: float
    bold: bool

    @property
    def contrast(self) -> float:
        """From 1 for equal colours to 21 for black on white."""
        light, dark = sorted((luminance(self.colour), luminance(self.ground)), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    @property
    def needed(self) -> float:
        """The contrast that letters of this size need."""
        return 3.0 if self.size >= (LARGE_BOLD if self.bold else LARGE) else 4.5


class Styles:
    """The styles of a document by their ids, and what comes of them."""

    def __init__(self, root: Element) -> None:
        self.known = {style.get(f"{W}styleId", ""): style for style in root.iterfind("w:style", NS)}
        self.defaults = [root] if root.find("w:docDefaults", NS) is not None else []
        self.usual = next((code for code, style in self.known.items() if _usual(style)), "")

    def name(self, paragraph: Element) -> str:
        """Return the name of a paragraph's style, which is the same in every language of Word."""
        found = self.known.get(self._code(paragraph))
        return value(found, "w:name") if found is not None else ""

    def all(self, paragraph: Element, path: str) -> list[Element]:
        """Return a paragraph's property: what it says itself first, then what its styles say."""
        holders = [paragraph, *self._chain(self._code(paragraph))]
        return [found for holder in holders for found in holder.iterfind(f"w:pPr/{path}", NS)]

    def letters(self, run: Element) -> Letters:
        """Return how a run looks on the ground that it stands on."""
        paragraph = next(run.iterancestors(f"{W}p"))
        styles = [*self._chain(value(run, "w:rPr/w:rStyle")), *self._chain(self._code(paragraph))]
        said = [found for holder in (run, *styles) for found in holder.iterfind("w:rPr", NS)]
        said += [found for root in self.defaults for found in root.iterfind("w:docDefaults/w:rPrDefault/w:rPr", NS)]
        bold = next((found for each in said for found in each.iterfind("w:b", NS)), None)
        return Letters(
            next((colour for each in said if (colour := _rgb(value(each, "w:color")))), "000000"),
            self._ground(run, paragraph, said),
            float(next((half for each in said if (half := value(each, "w:sz"))), "20")) / 2,
            bold is not None and bold.get(f"{W}val") not in OFF,
        )

    def twice_bold(self, run: Element) -> bool:
        """Say whether a run's style and its paragraph's are bold both, which makes it light (ISO 29500-1, 17.7.3)."""
        paragraph = next(run.iterancestors(f"{W}p"))
        codes = value(run, "w:rPr/w:rStyle"), self._code(paragraph)
        found = [[bold for style in self._chain(code) for bold in style.iterfind("w:rPr/w:b", NS)] for code in codes]
        return all(bolds and bolds[0].get(f"{W}val") not in OFF for bolds in found)

    def _ground(self, run: Element, paragraph: Element, said: list[Element]) -> str:
        shades = [shade for each in said for shade in each.iterfind("w:shd", NS)]
        shades += self.all(paragraph, "w:shd")
        for cell in run.iterancestors(f"{W}tc"):
            shades += cell.findall("w:tcPr/w:shd", NS)
        for table in run.iterancestors(f"{W}tbl"):
            shades += table.findall("w:tblPr/w:shd", NS)
        return next((fill for shade in shades if (fill := _rgb(shade.get(f"{W}fill", "")))), PAPER)

    def _code(self, paragraph: Element) -> str:
        return value(paragraph, "w:pPr/w:pStyle") or self.usual

    def _chain(self, code: str) -> Iterator[Element]:
        """Yield a style and those that it is based on."""
        while code in self.known:
            yield self.known[code]
            code = value(self.known[code], "w:basedOn")


def value(element: Element, path: str) -> str:
    """Return the `w:val` of what stands at a path, "" where nothing does."""
    found = element.find(path, NS)
    return found.get(f"{W}val", "") if found is not None else ""


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.1, glossary)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(colour: str) -> str:
    return "" if colour == "auto" else colour


def _usual(style: Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default", "0") not in OFF
