"""Reads XFDF: the data of a PDF form as XML (ISO 19444-1), with the comments that programs export along."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from toolkit_cli.errors import Problem
from toolkit_cli.pdf import told
from toolkit_cli.pdf.beside import KINDS
from toolkit_cli.pdf.form import Fields, FormField
from toolkit_cli.pdf.rich import plain
from toolkit_cli.pdf.values import OFF, lines
from toolkit_cli.returned import Note, Returned, ReturnError, crowded

MOST_DEPTH = 60
LONGEST = 500  # letters of a field's name
PAGE = re.compile("[0-9]{1,6}")
PASSED_OVER = {"link", "popup"}


def read(data: bytes) -> Returned:
    """Return what is found in XFDF; raise `ReturnError` where it is broken or carries a document type."""
    root = _root(data)
    form = Fields()
    for field in _fields(root):
        form.add(field)
    notes = (*told.doubts(form), *_comments(root))
    return Returned("xfdf", told.stamp(form), tuple(told.found(form)), notes)


def _root(data: bytes) -> etree._Element:
    if crowded(data):
        raise ReturnError(Problem("", 0, "This XFDF file is larger than any.", "Ask for the PDF itself."))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as wrong:
        said = f"This XFDF file is broken (line {wrong.lineno})."
        raise ReturnError(Problem("", 0, said, "Export the form's data again.")) from None
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise ReturnError(Problem("", 0, "This XFDF file carries a document type.", "Ask for the PDF itself."))
    return root


def _fields(root: etree._Element) -> Iterator[FormField]:
    """Yield each field that has a value; names of nested fields are joined with dots."""
    waiting = [(field, "") for fields in root.iterchildren("{*}fields") for field in fields.iterchildren("{*}field")]
    waiting.reverse()
    while waiting:
        field, prefix = waiting.pop()
        name = f"{prefix}.{field.get('name', '')}" if prefix else field.get("name", "")
        name = name[:LONGEST]
        values = [_text(value) for value in field.iterchildren("{*}value")]
        rich = next(field.iterchildren("{*}value-richtext"), None)
        if values or rich is not None:
            said = "\n".join(filter(None, values))
            states = tuple(value for value in values if value not in ("", OFF))
            formatted = _markup(rich) if rich is not None else ""
            yield FormField(name, "", said or (None if formatted else ""), states, rich=formatted)
        if name.count(".") < MOST_DEPTH:
            waiting += [(kid, name) for kid in reversed(list(field.iterchildren("{*}field")))]


def _text(value: etree._Element) -> str:
    return lines("".join(str(part) for part in value.itertext()))


def _markup(rich: etree._Element) -> str:
    return etree.tostring(rich, encoding="unicode", with_tail=False)


def _comments(root: etree._Element) -> Iterator[Note]:
    kinds = {name[1:].lower(): kind for name, kind in KINDS.items()}
    for group in root.iterchildren("{*}annots"):
        for annotation in group.iterchildren():
            if isinstance(annotation.tag, str):
                named = etree.QName(annotation).localname
                said = _words(annotation)
                page = annotation.get("page", "")
                place = f"page {int(page) + 1}" if PAGE.fullmatch(page) else ""
                if named not in PASSED_OVER or said:
                    kind = kinds.get(named) or ("comment" if said else "picture")
                    yield Note(kind, text=said, who=annotation.get("title", ""), place=place)


def _words(annotation: etree._Element) -> str:
    """Return what an annotation says; the rest of it tells how it looks."""
    said = [annotation.get("file", "")]
    known = {tuple(said[0].split())}
    for part in annotation.iterchildren("{*}contents", "{*}contents-richtext", "{*}overlay-text", "{*}popup"):
        name = etree.QName(part).localname
        found = _words(part) if name == "popup" else plain(_markup(part)) if "rich" in name else _text(part).strip()
        if tuple(found.split()) not in known:
            known.add(tuple(found.split()))
            said.append(found)
    return "\n".join(filter(None, said))
