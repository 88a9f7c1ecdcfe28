"""Recognises pages that are as the writer made them, by the names of their fonts and forms and by marked content.

To read a page's instructions is slow; this is quick, and most pages of a return are so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pikepdf import Array, Object, Stream

from toolkit_cli.pdf.objects import BROKEN, ObjectNumber, content_of, entry, is_dictionary
from toolkit_cli.pdf.values import slashed

FACE, FORM = re.compile(r"/F\d+\+\d+"), "/FormXob."  # ReportLab's names
SUBSET = re.compile(r"/AAAA[A-Z]{2}\+")  # how ReportLab's names of a face's parts begin; other programs draw lots
MOST_OF_OURS = 100  # streams of the content of a page that nobody drew on; some programs leave several
MOST_OWN = 1 << 20  # bytes of a page's content: several times all pages of a workbook
MOST_MARKED, LONGEST_MARKED = 1000, 50_000  # pages and bytes of each
# Whether pages of earlier files draw marked content only, by their content as it was in the file, and its filter: the
# returns of one workbook have the same pages, and to unpack and search these takes as long as to read the form.
MARKED: dict[tuple[bytes, str], bool] = {}


def is_untouched(page: Object, known: dict[tuple[ObjectNumber, str], bool]) -> bool:
    """Return whether a page draws nothing that the writer would not: all of it is marked, and shown by our names.

    `known` keeps, by the number of resources that pages share, whether they are the writer's.
    """

    def ours(resources: Any) -> bool:
        fonts, forms = entry(resources, "/Font"), entry(resources, "/XObject")
        return once(fonts, "faces", _are_our_faces) and once(forms, "forms", _are_our_forms)

    def once(item: Any, kind: str, test: Callable[[Any], bool]) -> bool:
        number = item.objgen if is_dictionary(item) else (0, 0)
        if number == (0, 0):
            return test(item)
        if (number, kind) not in known:
            known[number, kind] = test(item)
        return known[number, kind]

    if not once(entry(page, "/Resources"), "all", ours):
        return False
    try:
        return _is_marked(page)
    except BROKEN:
        return False


def _is_marked(page: Object) -> bool:
    """Return whether all that a page draws is marked content; raise one of BROKEN where it cannot be unpacked."""
    content = entry(page, "/Contents")
    if isinstance(content, Array) and len(content) > MOST_OF_OURS:
        return False
    if not isinstance(content, Stream) or "/DecodeParms" in content:
        return _holds_marked_only(content_of(page, MOST_OWN))
    as_written = content.read_raw_bytes(), str(content.get("/Filter"))
    known = MARKED.get(as_written)
    if known is None:
        known = _holds_marked_only(content_of(page, MOST_OWN))
        if len(MARKED) < MOST_MARKED and len(as_written[0]) < LONGEST_MARKED:
            MARKED[as_written] = known
    return known


def _holds_marked_only(data: bytes) -> bool:
    """Say whether a content consists of marked content only, none inside of other, as the writer makes it."""
    *marked, rest = data.split(b"EMC")
    return bool(marked) and not rest.strip() and all(len(re.findall(rb"\bB[MD]C\b", part)) == 1 for part in marked)


def has_our_names(resources: Any) -> bool:
    """Say whether all fonts and forms among resources have names as the writer gives them, and there is a font."""
    return has_our_faces(resources) and _are_our_forms(entry(resources, "/XObject"))


def has_our_faces(resources: Any) -> bool:
    """Say whether all fonts among resources have names as the writer gives them, and there is one."""
    return _are_our_faces(entry(resources, "/Font"))


def _are_our_faces(fonts: Any) -> bool:
    faces = names(fonts)
    return bool(faces) and all(map(FACE.fullmatch, faces))


def _are_our_forms(forms: Any) -> bool:
    return all(name.startswith(FORM) for name in names(forms))


def is_renamed(fonts: Any) -> bool:
    """Say whether there are the writer's fonts, under names that a program gave them when it wrote the page anew."""
    held = fonts.as_dict().values() if is_dictionary(fonts) else ()
    return any(SUBSET.match(slashed(entry(each, "/BaseFont"))) for each in held)


def names(resources: Any) -> list[str]:
    """Return the names in a dictionary of resources, without looking up the objects that they name, which is slow."""
    return list(resources.as_dict()) if is_dictionary(resources) else []
