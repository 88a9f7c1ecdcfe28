"""Opens the package of a return, a ZIP file that anybody may have made, with care.

Nothing is written to disk, no part may unpack to more than a fixed size, and its XML may use no document type, no
entities and no network. What is broken is read as far as possible.
"""

from __future__ import annotations

import copy
import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from toolkit_cli.document.xmlrepair import mended
from toolkit_cli.errors import SAVE_AGAIN
from toolkit_cli.files.safexml import PARSER, RECOVERING, crowded, joined_halves
from toolkit_cli.files.zipped import part_name
from toolkit_cli.returned import refusal

Element = etree._Element

PART, ALL = 24 << 20, 64 << 20  # bytes that a part, and all that are read, may unpack to
MOST_TEXTS = 200  # text nodes of an element of which the beginning is enough
CHUNK, CRUMB = 1 << 18, 1 << 8  # bytes that are unpacked at a time, and of a broken part
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, OverflowError)
LOCKED = ("The file is protected with a password.", "Ask for a copy without a password.")
# The namespaces of "Strict Open XML", as which Word can save a file, and those of a usual file.
STRICTLY = b"http://purl.oclc.org/ooxml/"
STRICT = (
    (STRICTLY + b"wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (STRICTLY + b"officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (STRICTLY + b"drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)  # fmt: skip


class Archive:
    """The parts of a package by name; `kind` is its format in words, `damage` holds a sentence on each broken part.

    `links` holds addresses outside, and `inner` names of other parts, for each part that refers to them by the ids of
    the relationships; `related` fills them in.
    """

    def __init__(self, data: bytes, kind: str) -> None:
        self.kind = kind
        self.damage: list[str] = []
        self._left = ALL
        self.links: dict[str, dict[str, str]] = {}
        self.inner: dict[str, dict[str, str]] = {}
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = {part_name(info.filename): info for info in self._zip.infolist()}
            self._spelt = {name.lower(): name for name in self.names}  # names are equal in any case (ISO 29500-2)
        except (*BROKEN, RuntimeError, KeyError, IndexError):
            what = f"This file is not {kind}, or it is broken or incomplete."
            raise refusal(what, SAVE_AGAIN) from None

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._spelt

    def part(self, name: str) -> bytes | None:
        """Return a part's data, None where there is no such part; of a broken one as much as can be unpacked."""
        info = self.names.get(self._spelt.get(name.lower(), name))
        if info is None:
            return None
        if info.flag_bits & 1:
            raise refusal(*LOCKED)
        chunks, wrong = self._read(info, CHUNK)
        if wrong:
            self._broken(f"{name} ({wrong})")
            unsure = copy.copy(info)
            del unsure.CRC  # a wrong checksum must not keep from reading the rest
            chunks, _ = self._read(unsure, CRUMB)
        self._left -= sum(map(len, chunks))
        return b"".join(chunks)

    def _read(self, info: zipfile.ZipInfo, most: int) -> tuple[list[bytes], str]:
        """Return what can be unpacked of an entry, in chunks, and what went wrong, "" if nothing did."""
        chunks: list[bytes] = []
        size = 0
        try:
            with self._zip.open(info) as source:
                while chunk := source.read(most):
                    chunks.append(chunk)
                    size += len(chunk)
                    if size > min(PART, self._left):
                        raise refusal(f"The file unpacks to more than {PART >> 20} MB.", "No workbook is so large.")
        except (*BROKEN, RuntimeError, KeyError) as wrong:
            return chunks, type(wrong).__name__
        return chunks, ""

    def tree(self, name: str) -> Element | None:
        """Return a part's root element, None where there is no such part or none of it can be read."""
        data = self.part(name)
        return None if data is None else self.parsed(name, data)

    def parsed(self, name: str, data: bytes) -> Element | None:
        """Return the root element of a part's data, None where none of it can be read."""
        typed = f"The file has a document type in {name}, which no {self.kind} file has."
        if b"<!DOCTYPE" in data[:4096]:
            raise refusal(typed, "Do not open it.")
        if crowded(data):
            raise refusal(f"The file holds too much to be a workbook, in {name}.")
        if b"&#" in data:
            data = joined_halves(data)
        for strict, usual in STRICT if STRICTLY in data else ():
            data = data.replace(strict, usual)
        try:
            root: Element | None = etree.fromstring(data, PARSER)
        except (etree.XMLSyntaxError, ValueError):
            root = _recovered(mended(data))
            self._broken(name)
        if root is not None and root.getroottree().docinfo.internalDTD is not None:
            raise refusal(typed, "Do not open it.")
        return root

    def _broken(self, what: str) -> None:
        said = f"{what} is broken; it was read as far as possible"
        if said not in self.damage:
            self.damage.append(said)

    def related(self, name: str) -> list[tuple[str, str]]:
        """Return the parts to which a part ("" for the package) refers, each after the type of its relationship.

        The type is the last word of the full one, such as "styles".
        """
        folder, base = posixpath.split(name)
        root = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: list[tuple[str, str]] = []
        links, inner = self.links[name], self.inner[name] = {}, {}
        for each in root if root is not None else ():
            target, code = each.get("Target") or "", each.get("Id") or ""
            if each.get("TargetMode") == "External":
                links[code] = target
            elif target:
                kind = (each.get("Type") or "").rpartition("/")[2]
                path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                found.append((kind, path))
                inner[code] = path
        return found

    def links_of(self, name: str) -> dict[str, str]:
        """Return the addresses outside to which a part refers, by the ids of the relationships."""
        if name not in self.links:
            self.related(name)
        return {code: target for code, target in self.links[name].items() if target[:1] != "#"}


def above(element: Element, steps: int) -> Element:
    """Return the ancestor of an element that is so many steps above it, or the topmost element."""
    for _ in range(steps):
        holder = element.getparent()
        element = element if holder is None else holder
    return element


def outermost(root: Element | None, *tags: str) -> Iterator[Element]:
    """Yield the elements with some tags that are in no other one; none of a part that is not there."""
    for each in root.iter(*tags) if root is not None else ():
        if next(each.iterancestors(*tags), None) is None:
            yield each


def beginning(element: Element) -> str:
    """Return the words in an element, of a very long one only the first."""
    return "".join(map(str, islice(element.itertext(), MOST_TEXTS)))


def _recovered(data: bytes) -> Element | None:
    try:
        root: Element | None = etree.fromstring(data, RECOVERING)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root
