"""Mends XML whose tags do not pair: a parser that recovers drops all that follows one end too many.

LibreOffice 7.4 leaves such an end behind when the deletion of a control is tracked.
"""

from __future__ import annotations

import re
from itertools import islice

# Elements whose end no end of anything smaller may bring about.
BLOCKS = {b"document", b"body", b"tbl", b"tr", b"tc", b"p"}
BLOCKS |= {b"document-content", b"text", b"table", b"table-row", b"table-cell", b"h"}
# A tag of more than so many letters is none: the expression's memory grows with them.
TAG = re.compile(rb"""<(/?)(?:([\w.-]+):)?([\w.-]+)(?![\w.-])(?:[^<>"']|"[^"<]*"|'[^'<]*'){0,65536}?(/?)>""")
REFERENCES = re.compile(rb"(?:&#(?:x[0-9A-Fa-f]{1,6}|[0-9]{1,7});)+")
NEAR = 512  # elements around an end tag among which its beginning is looked for


def joined_halves(data: bytes) -> bytes:
    """Return XML in which each letter is referred to as one; some programs refer to its two halves in UTF-16.

    U+FFFD stands for half a letter.
    """
    return REFERENCES.sub(_paired, data)


def _paired(found: re.Match[bytes]) -> bytes:
    names = [each[1:] if each[:1] == b"x" else b"%x" % int(each) for each in found[0][2:-1].split(b";&#")]
    letters = [min(int(each, 16), 0x10FFFF) for each in names]
    if not any(0xD800 <= each <= 0xDFFF for each in letters):
        return found[0]
    halves = "".join(map(chr, letters)).encode("utf-16-le", "surrogatepass")
    return b"".join(b"&#%d;" % ord(each) for each in halves.decode("utf-16-le", "replace"))


def mended(data: bytes) -> bytes:
    """Return XML in which every element ends where it must, and nothing else does."""
    made: list[bytes] = []
    open_: list[tuple[bytes, bytes]] = []
    at = 0
    for found in TAG.finditer(data):
        made.append(data[at : found.start()])
        at = found.end()
        closing, prefix, name, empty = found.groups(b"")
        if not closing or not name:
            made.append(found[0])
            if name and not empty:
                open_.append((prefix, name))
        elif _within((prefix, name), open_):
            last = (b"", b"")
            while last != (prefix, name):
                last = open_.pop()
                made.append(_end(*last))
    made.append(data[at:].partition(b"<")[0])
    return b"".join([*made, *(_end(*each) for each in reversed(open_))])


def _within(tag: tuple[bytes, bytes], open_: list[tuple[bytes, bytes]]) -> bool:
    """Return whether an end tag has something to end, and would not end a larger thing with it."""
    for each in islice(reversed(open_), NEAR):
        if each == tag:
            return True
        if each[1] in BLOCKS and tag[1] not in BLOCKS:
            return False
    return False


def _end(prefix: bytes, name: bytes) -> bytes:
    return b"</" + (prefix + b":" if prefix else b"") + name + b">"
