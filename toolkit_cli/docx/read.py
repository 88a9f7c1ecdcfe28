"""Reads a DOCX that came back, saved by Word, LibreOffice, ONLYOFFICE, Google Docs or pandoc."""

from __future__ import annotations

import re

from toolkit_cli.document import lists, signatures
from toolkit_cli.document.archive import Archive
from toolkit_cli.document.assemble import IDENTIFIER, Document, assembled
from toolkit_cli.document.questions import IsCode
from toolkit_cli.docx.namespaces import W
from toolkit_cli.docx.reading import numbering, otherparts
from toolkit_cli.docx.reading.body import Body
from toolkit_cli.docx.reading.drawings import References
from toolkit_cli.docx.reading.styles import Styles
from toolkit_cli.errors import SAVE_AGAIN
from toolkit_cli.returned import Returned, refusal

KIND = "DOCX"
MOST_KNOWN, LARGEST_KNOWN = 16, 1 << 20  # parts, and bytes of one, as no program writes them
KNOWN: dict[bytes, Styles] = {}  # the styles of earlier files by their part's data
# The type of a document or template with macros, and not of an Excel file with macros that is embedded in a document.
WITH_MACROS = re.compile(rb"macroEnabled(?:Template)?\.main\+xml")


def read(data: bytes, is_code: IsCode | None = None) -> Returned:
    """Return all that is found in a DOCX file; raise `ReturnError` for what cannot be read as one.

    `is_code` tells codes of questions from other words in brackets; without it all are taken for codes.
    """
    archive = Archive(data, KIND)
    _no_macros(archive)
    package = dict(reversed(archive.related("")))
    main = package.get("officeDocument", "word/document.xml")
    main = main if main in archive else "word/document.xml"
    root = archive.tree(main)
    content = root.find(f"{{{W}}}body") if root is not None else None
    if content is None:
        raise refusal(f"This file is not {KIND}: it has no document in it.", SAVE_AGAIN)
    related = archive.related(main)
    parts = dict(reversed(related))  # the first of each kind
    styles = _styles(archive, parts.get("styles", "word/styles.xml"))
    links = archive.links_of(main)
    notes = otherparts.notes(archive, parts, styles)
    body = Body(styles, References(notes, links, otherparts.drawn(archive, main)))
    body.walk(content)
    running = list(otherparts.running(archive, related, styles))
    story = body.finished()
    if used := {each.number[0] for each in story.paragraphs if each.number}:
        part = archive.tree(parts.get("numbering", "word/numbering.xml"))
        lists.mark(story.paragraphs, numbering.defined(part, used))
    story.remarks += otherparts.comments(archive, parts, body.comments, styles)
    story.remarks += otherparts.uncited(notes, body.cited)
    story.remarks += signatures.remarks(archive)
    story.prompts = otherparts.prompts(archive, parts)
    properties = otherparts.properties(archive, package)
    properties[IDENTIFIER] = otherparts.identifier(archive, package)
    return assembled(Document("docx", story, running, properties, archive.damage), is_code)


def _styles(archive: Archive, name: str) -> Styles:
    """Return the styles; those of an earlier file if its part was the same, as in returns of one workbook."""
    data = archive.part(name) or b""
    known = KNOWN.get(data)
    if known is None:
        known = Styles(archive.parsed(name, data) if data else None)
        if not archive.damage and len(KNOWN) < MOST_KNOWN and len(data) <= LARGEST_KNOWN:
            KNOWN[data] = known
    return known


def _no_macros(archive: Archive) -> None:
    types = archive.part("[Content_Types].xml") or b""
    if WITH_MACROS.search(types) or any(name.lower().endswith("vbaproject.bin") for name in archive.names):
        fix = "Ask for it as a Word document without macros."
        raise refusal("The file has macros, which no workbook has.", fix)
