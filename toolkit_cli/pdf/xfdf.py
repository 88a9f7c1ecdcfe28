"""Reads XFDF: the data of a PDF form as XML (ISO 19444-1), with the comments that programs export along."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from toolkit_cli.errors import Problem
from toolkit_cli.pdf import names
from toolkit_cli.pdf.beside import KINDS
from toolkit_cli.returned import Found, Note, Returned, ReturnError
from toolkit_cli.stamp import FIELD, Stamp

MOST_DEPTH = 60


def read(data: bytes) -> Returned:
    """Return what is found in XFDF; raise `ReturnError` where it is broken or carries a document type."""
    values = dict(_values(_root(data)))
    many: dict[str, list[str]] = {}
    texts, notes = [], []
    for name, value in values.items():
        code, option = names.code_of(name), names.option_of(name)
        if name == FIELD:
            continue
        if not code:
            notes.append(Note("typed", text=value, place=f"field {name!r}, which is none of ours"))
        elif option:
            many.setdefault(code, []).extend([option] if value not in ("", "Off") else [])
        else:
            texts.append((name, Found(code, text=value, anchor="field")))
    found = [*names.joined(texts)]
    found += [Found(code, states=tuple(options), anchor="field") for code, options in many.items()]
    stamp = Stamp.parse(values.get(FIELD, ""))
    return Returned("xfdf", stamp, tuple(found), (*notes, *_comments(_root(data))))


def _root(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as wrong:
        said = f"This XFDF file is broken (line {wrong.lineno})."
        raise ReturnError(Problem("", 0, said, "Export the form's data again.")) from None
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise ReturnError(Problem("", 0, "This XFDF file carries a document type.", "Ask for the PDF itself."))
    return root


def _values(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield each field's full name and value; names of nested fields are joined with dots."""
    waiting = [(field, "") for fields in root.iterchildren("{*}fields") for field in fields.iterchildren("{*}field")]
    waiting.reverse()
    while waiting:
        field, prefix = waiting.pop()
        name = f"{prefix}.{field.get('name', '')}" if prefix else field.get("name", "")
        value = next(field.iterchildren("{*}value"), None)
        rich = next(field.iterchildren("{*}value-richtext"), None)
        if value is not None:
            yield name, _text(value)
        elif rich is not None:
            yield name, "\n".join(_text(part) for part in rich.iter("{*}p")) or _text(rich)
        if name.count(".") < MOST_DEPTH:
            waiting += [(kid, name) for kid in reversed(list(field.iterchildren("{*}field")))]


def _text(value: etree._Element) -> str:
    return "".join(str(part) for part in value.itertext()).replace("\r\n", "\n").replace("\r", "\n")


def _comments(root: etree._Element) -> Iterator[Note]:
    kinds = {name[1:].lower(): kind for name, kind in KINDS.items()}
    for group in root.iterchildren("{*}annots"):
        for annotation in group.iterchildren():
            kind = kinds.get(etree.QName(annotation).localname) if isinstance(annotation.tag, str) else None
            if kind:
                page = annotation.get("page", "")
                place = f"page {int(page) + 1}" if page.isdigit() else ""
                words = _text(annotation).strip()
                yield Note(kind, text=words, who=annotation.get("title", ""), place=place)
