"""Tells of the digital signatures of a document: Word's and LibreOffice's (XML-DSig), which cannot be checked here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from toolkit_cli.document.archive import Archive
from toolkit_cli.document.story import Remark

WORD = re.compile(r"_xmlsignatures/[^/]+\.xml", re.IGNORECASE)
OPEN_DOCUMENT = "META-INF/documentsignatures.xml"  # all of them in one part
SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"
# What somebody types who signs: a name and a purpose in Word, a description in LibreOffice.
TYPED = ("SignatureText", "SignatureComments", "description")
MOST = 100


def remarks(archive: Archive) -> Iterator[Remark]:
    """Yield a remark on each signature, with what was typed when it was made."""
    signed = [name for name in archive.names if WORD.fullmatch(name)]
    for name in (*signed[:MOST], OPEN_DOCUMENT):
        root = archive.tree(name)
        for each in root.iter(SIGNATURE) if root is not None else ():
            typed = (part.text for part in each.iter(etree.Element) if etree.QName(part).localname in TYPED)
            yield Remark("signature", ["\n".join(filter(None, typed))], place="the whole document")
