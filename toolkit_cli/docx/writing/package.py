"""Makes the DOCX package: of python-docx's blank document without its leftovers, with fixed dates.

So the same workbook always gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.package import Package
from lxml import etree

from toolkit_cli.characters import clean
from toolkit_cli.docx.namespaces import DC, MC
from toolkit_cli.docx.writing.wml import SPACES
from toolkit_cli.files import zipped
from toolkit_cli.layout.page import Page
from toolkit_cli.stamp import FIELD, RUNNING, Stamp

LONGEST = 255  # letters of a core property that Word shows, and edits
WHEN = datetime(2021, 1, 1)
EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
CUSTOM_KIND = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
EXTENDED_KIND = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
# The format id of custom properties (MS-OSHARED 2.3.3.2.3).
OWN = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
MAIN = "word/document.xml"
KEPT = {RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES, RT.STYLES, RT.SETTINGS, RT.NUMBERING}


def blank() -> Document:
    """Return an empty document with only those parts of python-docx's template that the writer fills in."""
    document = docx.Document()
    for rels in (_package(document).rels, document.part.rels):
        for code in [code for code, rel in rels.items() if rel.reltype not in KEPT]:
            del rels[code]
    section = document.element.body.sectPr
    if section is not None:
        section.attrib.clear()
    return document


def describe(document: Document, page: Page, running: str) -> None:
    """Write the document's properties: title, language, publisher, header and footer, and the stamp in three places.

    Of these, programs keep the keywords where they save a document as PDF.
    """
    core = document.core_properties
    core.author = core.last_modified_by = clean(page.publisher)[:LONGEST]
    core.title, core.subject = clean(page.name)[:LONGEST], clean(page.subtitle or page.edition_name)[:LONGEST]
    core.category, core.language, core.comments = clean(page.edition_name)[:LONGEST], page.lang, ""
    core.created = core.modified = WHEN
    part = _package(document).part_related_by(RT.CORE_PROPERTIES)
    assert isinstance(part, XmlPart)
    # python-docx refuses an identifier of over 255 letters; the stamp of a selection can be longer.
    etree.SubElement(part.element, f"{{{DC}}}identifier").text = str(page.stamp)
    core.keywords = keywords(page.stamp)
    application = f'<Properties xmlns="{EXTENDED}"><Application>toolkit</Application></Properties>'
    _add(document, "/docProps/app.xml", EXTENDED_KIND, RT.EXTENDED_PROPERTIES, application.encode())
    _add(
        document,
        "/docProps/custom.xml",
        CUSTOM_KIND,
        RT.CUSTOM_PROPERTIES,
        _custom({FIELD: str(page.stamp), RUNNING: running}),
    )


def keywords(stamp: Stamp) -> str:
    """Return a stamp that Word shows whole among the keywords, without what is least missed if it must be shorter."""
    brief = replace(stamp, asked="")
    tried = map(str, (stamp, brief, replace(brief, filled=""), replace(brief, items=())))
    return next((text for text in tried if len(text) <= LONGEST), "")


def _custom(own: Mapping[str, str]) -> bytes:
    root = etree.Element(f"{{{CUSTOM}}}Properties", nsmap={"cp": CUSTOM, "vt": TYPES})
    for number, (name, value) in enumerate(own.items(), 2):  # 0 and 1 are reserved (ISO 29500-1 22.3.2.2)
        made = etree.SubElement(root, f"{{{CUSTOM}}}property", fmtid=OWN, pid=str(number), name=name)
        etree.SubElement(made, f"{{{TYPES}}}lpwstr").text = value
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _add(document: Document, name: str, kind: str, relation: str, blob: bytes) -> None:
    package = _package(document)
    package.relate_to(Part(PackURI(name), kind, blob, package), relation)


def _package(document: Document) -> Package:
    package = document.part.package
    assert isinstance(package, Package)
    return package


def finished(document: Document, body: str) -> bytes:
    """Return the file, with the body given as XML."""
    saved = io.BytesIO()
    document.save(saved)
    parts = zipped.unpacked(saved.getvalue())
    return zipped.packed({**parts, MAIN: _whole(parts[MAIN], body)})


def _whole(main: bytes, body: str) -> bytes:
    """Return the main part with the body put before the section properties that python-docx has written.

    If the body were made of python-docx's elements, it would be made, serialised and compressed twice.
    """
    settings = main[main.index(b"<w:sectPr") : main.index(b"</w:body>")]
    spaces = "".join(f' xmlns:{prefix}="{space}"' for prefix, space in (SPACES | {"mc": MC}).items())
    head = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document{spaces} mc:Ignorable="w14"><w:body>'
    return b"".join((head.encode(), body.encode(), settings, b"</w:body></w:document>"))
