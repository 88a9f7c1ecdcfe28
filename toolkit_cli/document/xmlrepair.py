"""Repairs XML from which a recovering parser would drop words: those after one end tag too many, and after a bare "&".

LibreOffice 7.4 leaves such an end tag behind when the deletion of a control is tracked. What becomes of an "&" that
begins no reference, or a reference to an unknown entity, differs between releases of libxml2: some drop it.
"""

from __future__ import annotations

import re
from itertools import islice

# Elements that no end tag of an element that is not among them may close.
BLOCKS = {b"document", b"body", b"tbl", b"tr", b"tc", b"p"}
BLOCKS |= {b"document-content", b"text", b"table", b"table-row", b"table-cell", b"h"}
# Longer tags are not taken for tags, since the memory that the expression takes grows with their length.
TAG = re.compile(rb"""<(/?)(?:([\w.-]+):)?([\w.-]+)(?![\w.-])(?:[^<>"']|"[^"<]*"|'[^'<]*'){0,65536}?(/?)>""")
BARE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9A-Fa-f]+);)")
NEAR = 512  # enclosing elements among which the one that an end tag closes is looked for


def mended(data: bytes) -> bytes:
    """Return XML in which every element is closed, every end tag closes one, and an "&" begins what XML knows."""
    data = BARE.sub(b"&amp;", data)
    made: list[bytes] = []
    open_: list[tuple[bytes, bytes]] = []
    at = 0
    for found in TAG.finditer(data):
        made.append(data[at : found.start()])
        at = found.end()
        closing, prefix, name, empty = found.groups(b"")
        if not closing:
            made.append(found[0])
            if not empty:
                open_.append((prefix, name))
        elif _within((prefix, name), open_):
            last = (b"", b"")
            while last != (prefix, name):
                last = open_.pop()
                made.append(_end(*last))
    made.append(data[at:].partition(b"<")[0])
    return b"".join([*made, *(_end(*each) for each in reversed(open_))])


def _within(tag: tuple[bytes, bytes], open_: list[tuple[bytes, bytes]]) -> bool:
    """Return whether an end tag closes an open element without closing a block around it as well."""
    for each in islice(reversed(open_), NEAR):
        if each == tag:
            return True
        if each[1] in BLOCKS and tag[1] not in BLOCKS:
            return False
    return False


def _end(prefix: bytes, name: bytes) -> bytes:
    return b"</" + (prefix + b":" if prefix else b"") + name + b">"
