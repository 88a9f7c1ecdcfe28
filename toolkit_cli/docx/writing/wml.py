"""Builds WordprocessingML (ISO/IEC 29500-1): elements, paragraphs, runs, fields and bookmarks.

Elements are the standard library's, with prefixes in their names, since making them takes a fifteenth of the time that
lxml's take. `to_xml` serialises them, `to_oxml` makes python-docx's elements of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from docx.oxml import parse_xml

from toolkit_cli.characters import clean
from toolkit_cli.docx.namespaces import W14, R, W

SPACES = {
    "w": W,
    "w14": W14,
    "r": R,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}

Element = ElementTree.Element
Child = Element | None

# The order of the schema; programs differ in how they take any other.
_PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs suppressAutoHyphens spacing ind contextualSpacing "
    "jc outlineLvl"
)
_RUN = "rStyle rFonts b i color sz szCs u lang"
ORDER = {name: tuple(f"w:{child}" for child in line.split(" ")) for name, line in (("pPr", _PARAGRAPH), ("rPr", _RUN))}
BREAKS = re.compile("(\n|\t)")
BAND_BORDER = 6.0  # points of colour around the paragraphs of a band
# What has to be escaped in text and attributes; attributes would otherwise lose line breaks and tabs. By name where
# there is one: SuperDoc takes the numbers of signs for text as soon as somebody writes beside them.
ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
SPECIAL = re.compile('[&<>"\n\t]')


@dataclass(frozen=True)
class Look:
    """How a run differs from its paragraph's style; `style` is a character style, `lang` the words' language."""

    strong: bool = False
    em: bool = False
    style: str = ""
    lang: str = ""


PLAIN = Look()
# Emphasis is a style too: screen readers can tell styles, and LibreOffice's accessibility check warns of bold text.
EMPHASES = {(True, False): "Strong", (False, True): "Emphasis", (True, True): "StrongEmphasis"}


def w(name: str, /, *children: Child, **attributes: str | int) -> Element:
    """Return an element of WordprocessingML; its attributes are in the same namespace."""
    return _made("w", name, children, attributes)


def w14(name: str, /, *children: Child, **attributes: str | int) -> Element:
    """Return an element of Word 2010's extension, with attributes in its namespace."""
    return _made("w14", name, children, attributes)


def _made(prefix: str, name: str, children: tuple[Child, ...], attributes: dict[str, str | int]) -> Element:
    named = {f"{prefix}:{key}": str(value) for key, value in attributes.items()}
    made = ElementTree.Element(f"{prefix}:{name}", named)
    if children:
        made.extend([child for child in children if child is not None])
    return made


def properties(name: str, children: Iterable[Child]) -> Element:
    """Return a `pPr` or `rPr` with its children in the schema's order."""
    asked = [child for child in children if child is not None]
    return w(name, *sorted(asked, key=lambda child: ORDER[name].index(child.tag)))


def descendant(element: Element, *names: str) -> Element | None:
    """Return the first child with a name, or that child's first child with the next name, and so on; else None."""
    found: Element | None = element
    for name in names:
        found = None if found is None else next((child for child in found if child.tag == name), None)
    return found


def to_oxml(element: Element) -> Any:
    """Return python-docx's element of a finished one."""
    for prefix, space in SPACES.items():
        element.set(f"xmlns:{prefix}", space)
    return parse_xml(to_xml([element]))


def replace_children(into: Any, made: Element) -> None:
    """Replace the children of a part's root element by those of another."""
    for child in list(into):
        into.remove(child)
    into.extend(list(to_oxml(made)))


def to_xml(elements: Iterable[Element]) -> str:
    """Return elements as XML; the namespaces in `SPACES` have to be declared around them."""
    pieces: list[str] = []
    for element in elements:
        _write(element, pieces.append)
    return "".join(pieces)


def _write(element: Element, put: Callable[[str], None]) -> None:
    """Serialise an element; the standard library would look for namespaces, which are in the names already."""
    tag = element.tag
    put(f"<{tag}")
    for name, value in element.items():
        put(f' {name}="{value if value.isalnum() else _escaped(value)}"')
    text = element.text
    if text:
        put(f">{_escaped(text)}")
    elif len(element):
        put(">")
    else:
        put("/>")
        return
    for child in element:
        _write(child, put)
    put(f"</{tag}>")


def _escaped(text: str) -> str:
    return text.translate(ESCAPES) if SPECIAL.search(text) else text


def twips(points: float) -> int:
    """Return points as twentieths of a point, in which WordprocessingML measures."""
    return round(points * 20)


def _rgb(colour: str) -> str:
    """Return a colour #rrggbb as WordprocessingML writes it."""
    return colour.lstrip("#").upper()


def _run_properties(look: Look) -> Element | None:
    """Return the `rPr` for a look, None if it differs in nothing from its paragraph's style."""
    style = look.style or EMPHASES.get((look.strong, look.em), "")
    made = properties(
        "rPr",
        [
            w("rStyle", val=style) if style else None,
            w("b") if look.strong and look.style else None,
            w("i") if look.em and look.style else None,
            w("lang", val=look.lang) if look.lang else None,
        ],
    )
    return made if len(made) else None


def colour(value: str) -> Element:
    """Return the property of a run's colour."""
    return w("color", val=_rgb(value))


def fonts(name: str) -> Element:
    """Return the property of a run's font, the same for every script."""
    return w("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def size(points: float) -> list[Child]:
    """Return the properties of a run's size in points; none for 0."""
    half = round(points * 2)
    return [w("sz", val=half), w("szCs", val=half)] if points else []


def run(text: str, look: Look = PLAIN) -> Element:
    """Return a run of text in which newlines are line breaks and tabs are tabs."""
    made = w("r", _run_properties(look))
    for part in BREAKS.split(clean(text)):
        if part == "\n":
            made.append(w("br"))
        elif part == "\t":
            made.append(w("tab"))
        elif part:
            made.append(_text(part))
    return made


def lines(text: str) -> Iterator[Element]:
    """Yield runs of text with each line break in a run of its own: ONLYOFFICE drops others when it saves as ODT."""
    for part in re.split("(\n)", text):
        if part:
            yield run(part)


def _text(text: str) -> Element:
    made = w("t")
    made.text = text
    if text != text.strip() or "  " in text:
        made.set("xml:space", "preserve")
    return made


def paragraph(style: str, content: Iterable[Element], *asked: Child) -> Element:
    """Return a paragraph in a style, with properties `asked` beside it."""
    made = w("p", properties("pPr", [w("pStyle", val=style) if style else None, *asked]))
    made.extend(content)
    return made


def is_table(block: Element) -> bool:
    """Say whether a block is a table."""
    return block.tag == "w:tbl"


def complex_field(instruction: str, cached: str = "") -> Iterator[Element]:
    """Yield the runs of a field whose result programs compute, such as a page number; `cached` is a first result."""
    yield w("r", w("fldChar", fldCharType="begin"))
    yield w("r", _instruction(instruction))
    yield w("r", w("fldChar", fldCharType="separate"))
    if cached:
        yield run(cached)
    yield w("r", w("fldChar", fldCharType="end"))


def _instruction(text: str) -> Element:
    made = w("instrText")
    made.text = f" {text} "
    made.set("xml:space", "preserve")
    return made


def bookmarked(name: str, number: int, content: Iterable[Element]) -> Iterator[Element]:
    """Yield a paragraph's content in a bookmark; programs lose bookmarks that span several paragraphs."""
    yield w("bookmarkStart", id=number, name=name)
    yield from content
    yield w("bookmarkEnd", id=number)


def borders(name: str, sides: str, colour: str, points: float, space: int = 0) -> Element:
    """Return `pBdr`, `tcBorders` or `tblBorders` with one line on each of the sides."""
    return w(
        name, *(w(side, val="single", sz=round(points * 8), space=space, color=_rgb(colour)) for side in sides.split())
    )


def shading(colour: str) -> Element:
    """Return the property of a background."""
    return w("shd", val="clear", color="auto", fill=_rgb(colour))


def band(colour: str, margin: int) -> list[Child]:
    """Return the properties with which adjacent paragraphs look like one band; they have to be the same in all of them.

    `margin` is the space around the words in points.
    """
    aside = twips(margin + BAND_BORDER)
    return [
        borders("pBdr", "top left bottom right", colour, BAND_BORDER, margin),
        shading(colour),
        w("ind", left=aside, right=aside),
    ]


def spacing(before: float | None = None, after: float | None = None, line: float = 0, exact: float = 0) -> Element:
    """Return a paragraph's spacing in points; `line` is a multiple of the font's line height, `exact` a height."""
    asked: dict[str, str | int] = {}
    if before is not None:
        asked["before"] = twips(before)
    if after is not None:
        asked["after"] = twips(after)
    if line or exact:
        asked |= {"line": twips(exact) if exact else round(line * 240), "lineRule": "exact" if exact else "auto"}
    return w("spacing", **asked)
