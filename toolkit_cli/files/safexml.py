"""Parses XML that anybody may have made: safely, and not at all if its tree would take all memory."""

from __future__ import annotations

import re

from lxml import etree

MOST = 500_000  # tags in a file, or attributes: as many as in fifty workbooks
SHORTEST = 3  # bytes of the shortest tag: <a>
# References to surrogates, and to letters near them; so many in a row are looked at together, for memory's sake.
HALVES = re.compile(rb"(?:&#(?:x0{0,2}[Dd][89A-Fa-f][0-9A-Fa-f]{2}|0{0,2}5[5-7][0-9]{3});){1,2000}")
# Neither loads a document type, entities or anything from the network; the second recovers from errors.
PARSER, RECOVERING = (
    etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=recover, collect_ids=False,
        remove_comments=True, remove_pis=True,
    )
    for recover in (False, True)
)  # fmt: skip


def crowded(data: bytes) -> bool:
    """Say whether XML holds more tags or attributes than fifty workbooks."""
    if len(data) <= SHORTEST * MOST:
        return False
    return data.count(b"<") > MOST or data.count(b'="') + data.count(b"='") > MOST


def joined_halves(data: bytes) -> bytes:
    """Return XML with one character reference for two that some programs write, of the surrogates of one character.

    U+FFFD replaces a lone surrogate.
    """
    return HALVES.sub(_joined, data)


def _joined(found: re.Match[bytes]) -> bytes:
    names = [each[1:] if each[:1] == b"x" else b"%x" % int(each) for each in found[0][2:-1].split(b";&#")]
    letters = [int(each, 16) for each in names]
    if not any(0xD800 <= each <= 0xDFFF for each in letters):
        return found[0]
    halves = "".join(map(chr, letters)).encode("utf-16-le", "surrogatepass")
    return b"".join(b"&#%d;" % ord(each) for each in halves.decode("utf-16-le", "replace"))
