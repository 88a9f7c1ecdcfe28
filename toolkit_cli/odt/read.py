"""Reads an ODT that came back: LibreOffice, or another program, has made it of a DOCX workbook."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator

from toolkit_cli.document import signatures
from toolkit_cli.document.archive import LOCKED, Archive, Element, outermost
from toolkit_cli.document.assemble import Document, assembled
from toolkit_cli.document.questions import IsCode
from toolkit_cli.document.story import Story
from toolkit_cli.errors import SAVE_AGAIN
from toolkit_cli.odt.body import Body
from toolkit_cli.odt.namespaces import LOEXT, META, OFFICE, STYLE, SVG, TEXT
from toolkit_cli.odt.styles import Styles
from toolkit_cli.returned import Returned, refusal

KIND = "ODT"
MOST_OBJECTS = 100
SEAM = r"\n"  # these two characters ONLYOFFICE writes between words of a control that differ in anything, as in bold
# What OpenOffice writes before a formula; it names its rules, and declares nothing.
FORMULA_TYPE = re.compile(rb'<!DOCTYPE math:math PUBLIC "[\w\s./-]*" "math\.dtd">')
FORMULA, TYPED = (f"{{http://www.w3.org/1998/Math/MathML}}{name}" for name in ("math", "annotation"))
LENGTH = re.compile(r"(-?[0-9]*\.?[0-9]+)(in|cm|mm|pt|pc|px)")
UNITS = {"in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pt": 1.0, "pc": 12.0, "px": 0.75}  # in points
# Headers and footers, also those of left pages and of first ones, for which LibreOffice extends ODF 1.2.
RUNNING_LINES = re.compile(rf"{{(?:{STYLE}|{LOEXT})}}(header|footer)(?:-first|-left)?")


def read(data: bytes, is_code: IsCode | None = None) -> Returned:
    """Return all that is found in an ODT file; raise `ReturnError` for what cannot be read as one.

    `is_code` tells codes of questions from other words in brackets; without it all are taken for codes.
    """
    archive = Archive(data, KIND)
    if b"encryption-data" in (archive.part("META-INF/manifest.xml") or b""):
        raise refusal(*LOCKED)
    content = archive.tree("content.xml")
    text = content.find(f"{{{OFFICE}}}body/{{{OFFICE}}}text") if content is not None else None
    if content is None or text is None:
        raise refusal(f"This file is not {KIND}: it has no text in it.", SAVE_AGAIN)
    _put_in_order(text)
    part = archive.tree("styles.xml")
    meta = archive.tree("meta.xml")
    styles = Styles()
    running = list(_running(part, styles)) if part is not None else []
    styles.add(content)
    body = Body(styles, _objects(archive))
    body.seam = SEAM if _generator(meta).startswith("ONLYOFFICE") else ""
    body.walk(text)
    story = body.finished()
    story.remarks += signatures.remarks(archive)
    return assembled(Document("odt", story, running, _properties(meta), archive.damage), is_code)


def _put_in_order(text: Element) -> None:
    """Put what is anchored to pages in the order in which it stands on them.

    Of a PDF, LibreOffice makes a frame of each piece of a line, and writes them in any order.
    """
    frames = [each for each in text if each.get(f"{{{TEXT}}}anchor-type") == "page"]
    at = text.index(frames[0]) if frames else 0
    for frame in frames:
        text.remove(frame)
    text[at:at] = sorted(frames, key=_where)


def _where(frame: Element) -> tuple[float, ...]:
    """Return the page of a frame, and its place there from above and from the left."""
    page = frame.get(f"{{{TEXT}}}anchor-page-number") or ""
    down, across = (LENGTH.fullmatch(frame.get(f"{{{SVG}}}{side}") or "") for side in ("y", "x"))
    places = (float(each[1]) * UNITS[each[2]] if each else 0.0 for each in (down, across))
    return (float(page) if page.isdecimal() else 0.0, *places)


def _objects(archive: Archive) -> Callable[[str], str]:
    """Return a function that gives the words of a document within the file by its address.

    Those of a formula are its source if it has one.
    """
    found: dict[str, str] = {}

    def told(address: str) -> str:
        name = posixpath.normpath(f"{address}/content.xml")
        if name not in found:
            data = archive.part(name) if len(found) < MOST_OBJECTS else None
            root = archive.parsed(name, FORMULA_TYPE.sub(b"", data, count=1)) if data is not None else None
            parts = list(outermost(root, TYPED, f"{{{TEXT}}}p"))
            if not parts and root is not None and root.tag == FORMULA:
                parts = [root]
            found[name] = " ".join(filter(None, ("".join(map(str, each.itertext())) for each in parts)))
        return found[name]

    return told


def _running(part: Element, styles: Styles) -> Iterator[tuple[str, Story]]:
    """Yield the headers and footers of `styles.xml`, each with "header" or "footer", and add its `styles`."""
    styles.add(part)
    for each in part.iterfind(f"{{{OFFICE}}}master-styles/{{{STYLE}}}master-page/*"):
        line = RUNNING_LINES.fullmatch(each.tag)
        if line:
            body = Body(styles)
            body.walk(each)
            yield line[1], body.finished()


def _generator(meta: Element | None) -> str:
    """Return the name of the program that saved the file."""
    named = next(meta.iter(f"{{{META}}}generator"), None) if meta is not None else None
    return (named.text or "") if named is not None else ""


def _properties(meta: Element | None) -> dict[str, str]:
    own = outermost(meta, f"{{{META}}}user-defined")
    return {each.get(f"{{{META}}}name") or "": "".join(map(str, each.itertext())) for each in own}
