"""Reads XFDF: the data of a PDF's form as XML (ISO 19444-1), with the comments that programs export with it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

from lxml import etree

from toolkit_cli.files.safexml import PARSER, RECOVERING, crowded, joined_halves
from toolkit_cli.files.textfile import UTF_16
from toolkit_cli.pdf.reading import formanswers
from toolkit_cli.pdf.reading.annots import KINDS, WITHOUT_WORDS, repeats
from toolkit_cli.pdf.reading.formfields import Fields, FormField
from toolkit_cli.pdf.reading.rich import lettered, plain, words
from toolkit_cli.pdf.values import SPOILT, with_newlines
from toolkit_cli.returned import Note, Returned, refusal

MOST_DEPTH = 60
LONGEST = 500  # letters of a field's name
DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
PAGE = re.compile("[0-9]{1,6}")
ORIGINAL = "{http://ns.adobe.com/xfdf-transition/}original"  # a field's name that its element cannot have
KNOWN = re.compile("utf-|iso8859-|cp|koi8|mac-|ascii")  # Python's other codecs are very slow, or not of text
ENCODING = re.compile(rb"""\s*<\?xml[^>]{0,100}?encoding=["']([\w.-]{1,40})["']""")
NUMBER = re.compile("&#(?:x([0-9A-Fa-f]{1,7})|([0-9]{1,7}));")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML 1.0 does not allow
BREAKS = {0xB: "\n", 0xC: "\n"}


def read(data: bytes) -> Returned:
    """Return what is found in XFDF; raise `ReturnError` where it is broken or has a document type.

    XFDF may stand inside an XDP file. Acrobat's other XML of a form, with an element for each field, is read as well,
    and so is that of programs that export the fields of XFDF without the element around them.
    """
    root, damaged = _root(data)
    form = Fields()
    lists = [root] if etree.QName(root).localname == "fields" else list(root.iterchildren("{*}fields"))
    fields = [field for each in lists for field in each.iterchildren("{*}field")]
    for field in _fields(fields) if fields or root not in lists else _elements(root):
        form.add(field)
    around = root.getparent() if root in lists else None  # comments stand beside the fields
    told: set[Note] = set()
    comments = (note for note in _comments(root if around is None else around) if not repeats(note, told))
    notes = [*formanswers.doubts(form), *comments]
    if damaged:
        notes.append(Note("damage", text="the file is broken; it was read as far as possible"))
    return Returned("xfdf", formanswers.stamp(form), tuple(formanswers.found(form)), tuple(notes))


def _root(data: bytes) -> tuple[etree._Element, bool]:
    """Return the element that holds the fields, and whether the file is damaged."""
    if crowded(data):
        raise refusal("This XFDF file is too large for the data of a form.", "Ask for the PDF itself.")
    root, damaged = _parsed(data)
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise refusal("This XFDF file carries a document type.", "Ask for the PDF itself.")
    return next(root.iter("{*}xfdf", "{*}fields"), root), damaged


def _parsed(data: bytes) -> tuple[etree._Element, bool]:
    try:
        return etree.fromstring(data, PARSER), False
    except etree.XMLSyntaxError as wrong:
        line = wrong.lineno
    mended = _mended(data)
    with suppress(etree.XMLSyntaxError):
        return etree.fromstring(mended, PARSER), False
    with suppress(etree.XMLSyntaxError):
        root = etree.fromstring(mended, RECOVERING)
        if root is not None and next(root.iter("{*}value", "{*}value-richtext", "{*}contents"), None) is not None:
            return root, True
    raise refusal(f"This XFDF file is broken (line {line}).", "Export the form's data again.")


def _mended(data: bytes) -> bytes:
    """Return XML in UTF-8 without what XML does not allow and programs write nevertheless.

    PDFBox refers to an emoji by its two surrogates; other programs write HTML's named entities, and control characters:
    vertical tabs and form feeds become line breaks, the others SPOILT.
    """
    encoded = DECLARED.sub("", _decoded(data)).encode("utf-8", "surrogatepass")
    text = joined_halves(encoded).decode("utf-8", "surrogatepass")
    text = NUMBER.sub(lambda found: found[0] if _is_letter(found) else BREAKS.get(_number(found), SPOILT), text)
    return lettered(CONTROL.sub(lambda found: BREAKS.get(ord(found[0]), SPOILT), text)).encode("utf-8")


def _decoded(data: bytes) -> str:
    """Return a file's text: in the encoding that it declares if that is right, else in UTF-8."""
    said = ENCODING.match(data)
    for name in ("utf-16",) if data.startswith(UTF_16) else (said[1].decode("ascii") if said else "", "utf-8-sig"):
        with suppress(LookupError, ValueError):
            text = data.decode(name) if KNOWN.match(codecs.lookup(name).name) else ""
            if "<" in text[:100]:
                return text
    return data.decode("utf-8", "replace")


def _number(found: re.Match[str]) -> int:
    return int(found[1], 16) if found[1] else int(found[2])


def _is_letter(found: re.Match[str]) -> bool:
    number = _number(found)
    return number < 0x110000 and not CONTROL.match(chr(number))


def _fields(fields: Iterable[etree._Element]) -> Iterator[FormField]:
    """Yield each field except those that only hold others; the names of nested fields are joined with dots."""
    waiting = [(field, "") for field in fields]
    waiting.reverse()
    while waiting:
        field, prefix = waiting.pop()
        name = f"{prefix}.{field.get('name', '')}" if prefix else field.get("name", "")
        name = name[:LONGEST]
        values = [_text(value) for value in field.iterchildren("{*}value")]
        rich = next(field.iterchildren("{*}value-richtext"), None)
        kids = list(field.iterchildren("{*}field"))
        if values or rich is not None or not kids:  # some programs write no value for a field that is empty
            said = "\n".join(filter(None, values))
            formatted = _markup(rich) if rich is not None else ""
            yield FormField(name, "", said, rich=formatted)
        if name.count(".") < MOST_DEPTH:
            waiting += [(kid, name) for kid in reversed(kids)]


def _elements(root: etree._Element) -> Iterator[FormField]:
    """Yield each field of XML that has an element for each; a name that XML does not allow is in the attribute."""
    for element in islice(root.iter("*"), 1, None):
        if next(element.iterchildren("*"), None) is None:
            name = element.get(ORIGINAL) or etree.QName(element).localname
            yield FormField(name[:LONGEST], "", _text(element))


def _text(value: etree._Element) -> str:
    """Return a value's text with its white space; some programs write markup into it, with `br` for line breaks."""
    return with_newlines(words(value, blanks=lambda text: text or ""))


def _markup(rich: etree._Element) -> str:
    """Return the markup of formatted text, which some programs escape."""
    if not len(rich) and (rich.text or "").lstrip().startswith("<"):
        return str(rich.text)
    return etree.tostring(rich, encoding="unicode", with_tail=False)


def _comments(root: etree._Element) -> Iterator[Note]:
    kinds = {name[1:].lower(): kind for name, kind in KINDS.items()}
    hows = {name[1:].lower(): how for name, how in WITHOUT_WORDS.items()}
    for group in root.iterchildren("{*}annots"):
        for annotation in group.iterchildren():
            if isinstance(annotation.tag, str):
                named = etree.QName(annotation).localname
                said = _words(annotation)
                page = annotation.get("page", "")
                places = [f"page {int(page) + 1}"] if PAGE.fullmatch(page) else []
                places += [hows[named]] if named in hows and not said else []
                if named != "link" and (said or named != "popup"):  # a link says only where it leads
                    kind = kinds.get(named) or ("comment" if said else "picture")
                    yield Note(kind, text=said, who=annotation.get("title", ""), place=", ".join(places))


def _words(annotation: etree._Element) -> str:
    """Return what an annotation says, and the name of its file; its other parts tell how it looks."""
    said = [annotation.get("file", "")]
    known = {tuple(said[0].split())}
    for part in annotation.iterchildren("{*}contents", "{*}contents-richtext", "{*}overlay-text", "{*}popup"):
        name = etree.QName(part).localname
        found = _words(part) if name == "popup" else plain(_markup(part)) if "rich" in name else _text(part).strip()
        if tuple(found.split()) not in known:
            known.add(tuple(found.split()))
            said.append(found)
    return "\n".join(filter(None, said))
