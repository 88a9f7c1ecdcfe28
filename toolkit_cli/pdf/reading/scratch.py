"""Opens what a content stream shows in PDFium, in a new document with no more of the file than that needs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from pikepdf import Array, Dictionary, Object, Pdf, Stream

from toolkit_cli.pdf.objects import is_dictionary, unpacked

MOST_OBJECTS, DEEPEST = 2_000, 24  # that fonts refer to, and at how many removes
MOST_FILES = 32 << 20  # bytes of the streams of all fonts, unpacked
# Ranges in a ToUnicode CMap: each takes one line, and programs write it out code by code (ISO 32000-1 9.10.3).
BLOCKS = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
RANGE = re.compile(rb"<([0-9A-Fa-f]{1,8})>\s*<([0-9A-Fa-f]{1,8})>\s*[<\[]")
ENTRY = 16  # bytes of a code's entry, written out
MOST_TABLE, MOST_TABLES = 1 << 20, 8 << 20  # bytes of one CMap and of all: Unicode's first plane takes less than one


class Scratch:
    """A new document for PDFium with a page for each content, and no more of the file that this comes from.

    Nothing else in that can do harm then: no pictures, no actions, no fonts that unpack to more than there is room for.
    """

    def __init__(self) -> None:
        self._pdf = Pdf.new()
        self._tables, self._files = MOST_TABLES, MOST_FILES
        self._measured: set[tuple[int, int]] = set()  # the numbers of fonts' streams

    def add(self, content: bytes, fonts: Object | None, size: tuple[float, float] = (612, 792)) -> bool:
        """Put a content on a new page of a size in points; return whether its fonts could be taken along.

        A ToUnicode CMap that takes more room than there is is removed: the letters are then not known.
        """
        page = self._pdf.add_blank_page(page_size=size)
        if not self._has_room(fonts):
            return False
        page.obj.Contents = self._pdf.make_stream(content)
        copied = self._pdf.copy_foreign(fonts) if fonts else Dictionary()
        page.obj.Resources = Dictionary(Font=copied)
        for font in copied.as_dict().values():
            table = font.get("/ToUnicode") if is_dictionary(font) else None
            if isinstance(table, Stream):
                taken = _size(table)
                self._tables -= taken
                if taken > MOST_TABLE or self._tables < 0:
                    del font["/ToUnicode"]
        return True

    def _has_room(self, fonts: Object | None) -> bool:
        """Say whether what fonts refer to is not too much, and their files can be unpacked and have room."""
        held = _referred(fonts)
        faces = fonts.as_dict().values() if fonts else ()
        tables = {each.ToUnicode.objgen for each in faces if is_dictionary(each) and "/ToUnicode" in each}
        for each in held or ():
            if isinstance(each, Stream) and each.objgen not in self._measured | tables:
                self._measured.add(each.objgen)
                try:
                    self._files -= len(unpacked(each))
                except ValueError:
                    return False
        return held is not None and self._files > 0

    def saved(self) -> bytes:
        """Return the document, which is closed."""
        made = io.BytesIO()
        self._pdf.save(made)
        self._pdf.close()
        return made.getvalue()


def _referred(fonts: Object | None) -> list[Object] | None:
    """Return the dictionaries, arrays and streams that fonts refer to, None where these are too many to copy.

    qpdf copies all that is referred to, however much it is.
    """
    below: list[Any] = [fonts]
    found: list[Object] = []
    seen: set[tuple[int, int]] = set()
    for _ in range(DEEPEST):
        held = [each for node in below for each in _held(node)]
        fresh = [each for each in held if each.objgen == (0, 0) or each.objgen not in seen]
        seen |= {each.objgen for each in fresh}
        if len(seen) + len(fresh) > MOST_OBJECTS:
            return None
        if not fresh:
            return found
        found += fresh
        below = fresh
    return None


def _held(node: Any) -> Iterator[Object]:
    """Yield the dictionaries, arrays and streams in an object."""
    values: Iterable[Any] = ()
    if isinstance(node, Array):
        values = list(node)
    elif isinstance(node, Dictionary):
        values = node.as_dict().values()
    elif isinstance(node, Stream):
        values = node.stream_dict.as_dict().values()
    yield from (each for each in values if isinstance(each, (Array, Dictionary, Stream)))


def _size(table: Stream) -> int:
    """Return the bytes that a ToUnicode CMap takes with its ranges written out; over MOST_TABLE for a broken one."""
    try:
        data = unpacked(table)
    except ValueError:
        return MOST_TABLE + 1
    ranges = (each for block in BLOCKS.findall(data) for each in RANGE.findall(block))
    return len(data) + ENTRY * sum(max(int(last, 16) - int(first, 16), 0) for first, last in ranges)
