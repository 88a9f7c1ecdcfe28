"""Recognises pages that are as the writer made them, by the names of their fonts and forms and by marked content.

To read a page's instructions is slow; this is quick, and most pages of a return are so.
"""

from __future__ import annotations

import re
from typing import Any

import pikepdf
from pikepdf import Array, Object, Stream

from toolkit_cli.pdf.reading.form import entry, is_dictionary
from toolkit_cli.pdf.values import slashed, unpacked

FACE, FORM = re.compile(r"/F\d+\+\d+"), "/FormXob."  # ReportLab's names
SUBSET = re.compile(r"/AAAA[A-Z]{2}\+")  # how ReportLab's names of a face's parts begin; other programs draw lots
MOST_PARTS = 300  # streams that a page's content is looked for in
MOST_MARKED, LONGEST_MARKED = 1000, 50_000  # pages and bytes of each
# Whether pages of earlier files draw marked content only, by their content as it was in the file, and its filter: the
# returns of one workbook have the same pages, and to unpack and search these takes as long as to read the form.
MARKED: dict[tuple[bytes, str], bool] = {}
# What pikepdf and qpdf raise, in the middle of anything, where a file is damaged.
BROKEN = (
    pikepdf.PdfError,
    pikepdf.PikepdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)

ObjectNumber = tuple[int, int]  # an indirect object's number and generation; (0, 0) for a direct object


def is_untouched(page: Object, known: dict[ObjectNumber, bool]) -> bool:
    """Return whether a page draws nothing that the writer would not: all of it is marked, and shown by our names.

    `known` keeps, by the number of resources that pages share, whether they are the writer's.
    """
    resources = entry(page, "/Resources")
    number = resources.objgen if is_dictionary(resources) else (0, 0)
    if number == (0, 0) or number not in known:
        known[number] = has_our_names(resources)
    if not known[number]:
        return False
    try:
        return _is_marked(page)
    except BROKEN:
        return False


def _is_marked(page: Object) -> bool:
    """Return whether all that a page draws is marked content; raise one of BROKEN where it cannot be unpacked."""
    content = entry(page, "/Contents")
    if not isinstance(content, Stream) or "/DecodeParms" in content:
        return _holds_marked_only(content_of(page))
    as_written = content.read_raw_bytes(), str(content.get("/Filter"))
    known = MARKED.get(as_written)
    if known is None:
        known = _holds_marked_only(content_of(page))
        if len(MARKED) < MOST_MARKED and len(as_written[0]) < LONGEST_MARKED:
            MARKED[as_written] = known
    return known


def _holds_marked_only(data: bytes) -> bool:
    """Say whether a content consists of marked content only, none inside of other, as the writer makes it."""
    *marked, rest = data.split(b"EMC")
    return bool(marked) and not rest.strip() and all(len(re.findall(rb"\bB[MD]C\b", part)) == 1 for part in marked)


def has_our_names(resources: Any) -> bool:
    """Say whether all fonts and forms among resources have names as the writer gives them, and there is a font."""
    forms = names(entry(resources, "/XObject"))
    return has_our_faces(resources) and all(name.startswith(FORM) for name in forms)


def has_our_faces(resources: Any) -> bool:
    """Say whether all fonts among resources have names as the writer gives them, and there is one."""
    faces = names(entry(resources, "/Font"))
    return bool(faces) and all(map(FACE.fullmatch, faces))


def is_renamed(fonts: Any) -> bool:
    """Say whether there are the writer's fonts, under names that a program gave them when it wrote the page anew."""
    held = fonts.as_dict().values() if is_dictionary(fonts) else ()
    return any(SUBSET.match(slashed(entry(each, "/BaseFont"))) for each in held)


def names(resources: Any) -> list[str]:
    """Return the names in a dictionary of resources, without looking up the objects that they name, which is slow."""
    return list(resources.as_dict()) if is_dictionary(resources) else []


def content_of(holder: Object) -> bytes:
    """Return the content of a page or a form; raise one of BROKEN where it cannot be unpacked."""
    content = holder if isinstance(holder, Stream) else entry(holder, "/Contents")
    parts = list(content)[:MOST_PARTS] if isinstance(content, Array) else [content]
    return b"\n".join(unpacked(part) for part in parts if isinstance(part, Stream))
