"""Tells of the digital signatures of a document: Word's and LibreOffice's (XML-DSig), which cannot be checked here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit_cli.document.archive import Archive
from toolkit_cli.document.story import Remark

WORD = re.compile(r"_xmlsignatures/[^/]+\.xml", re.IGNORECASE)
OPEN_DOCUMENT = "META-INF/documentsignatures.xml"  # all of them in one part
SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"
# What somebody types who signs: a name and a purpose in Word, a description in LibreOffice.
TYPED = tuple(f"{{*}}{name}" for name in ("SignatureText", "SignatureComments", "description"))
MOST = 100  # parts with signatures


def remarks(archive: Archive) -> Iterator[Remark]:
    """Yield a remark on each signature, with what was typed when it was made."""
    signed = [name for name in archive.names if WORD.fullmatch(name)]
    for name in (*signed[:MOST], OPEN_DOCUMENT):
        root = archive.tree(name)
        typed: list[list[str]] = []  # for each signature
        for each in root.iter(SIGNATURE, *TYPED) if root is not None else ():
            if each.tag == SIGNATURE:
                typed.append([])
            elif typed and each.text:
                typed[-1].append(each.text)
        yield from (Remark("signature", ["\n".join(texts)], place="the whole document") for texts in typed)
