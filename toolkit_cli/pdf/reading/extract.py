"""The words that content of a PDF shows, as pypdf reads them: which letters signs are, and where lines end."""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf, Stream

from toolkit_cli.pdf.reading.form import is_dictionary
from toolkit_cli.pdf.values import unpacked

UNREADABLE = "\ufffd"  # there are words, and the file does not say which
MOST_INSTRUCTIONS = 50_000  # of a page: ten times those of the fullest page of ours
MOST_FONTS = 1_000  # that all pages use, each of which is read anew
MOST_OBJECTS, DEEPEST = 2_000, 24  # in fonts, and one within another
# A table's ranges of signs, which a line names and which are written out one by one (ISO 32000-1 9.10.3).
BLOCKS = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
RANGE = re.compile(rb"<([0-9A-Fa-f]{1,8})>\s*<([0-9A-Fa-f]{1,8})>\s*[<\[]")
ENTRY = 16  # bytes of an entry
MOST_TABLE, MOST_TABLES = 1 << 20, 8 << 20  # bytes: all of Unicode's first plane takes less


@dataclass(frozen=True)
class Layer:
    """Instructions that show words, and the fonts by name: an indirect object, or None where there are none."""

    instructions: list[Any]
    fonts: Object | None

    def used(self) -> set[str]:
        """Return the names of the fonts in which something is shown."""
        return {str(each.operands[0]) for each in self.instructions if str(each.operator) == "Tf" and each.operands}


def instructions(pdf: Pdf, content: bytes) -> list[Any]:
    """Return the instructions of a content, as far as it is in order; raise what pikepdf raises where it is not."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of damage, for programmers
        return list(pikepdf.parse_content_stream(pdf.make_stream(content)))


def words(layers: Iterable[Layer]) -> list[str]:
    """Return the words of each layer, line by line; UNREADABLE where it shows some that cannot be told.

    The layers are laid on pages of a document of their own: what pypdf does not see can do it no harm.
    """
    fonts = 0
    sound: list[tuple[Layer, bool]] = []
    for layer in layers:
        fonts += len(layer.used())
        sound.append((layer, fonts <= MOST_FONTS and _is_bounded(layer)))
    laid = [layer for layer, fine in sound if fine]
    saved = io.BytesIO()
    with Pdf.new() as scratch:
        left = MOST_TABLES
        for layer in laid:
            left = _lay(scratch, layer, left)
        scratch.save(saved)
    texts = iter(_texts(saved) if laid else ())
    return [next(texts) if fine else UNREADABLE for _, fine in sound]


def lines(data: bytes) -> list[str]:
    """Return every line of a PDF."""
    return [line for text in _texts(io.BytesIO(data)) for line in text.splitlines()]


def _texts(file: io.BytesIO) -> list[str]:
    import pypdf  # takes time to load, and is hardly ever needed

    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    made: list[str] = []
    for page in pypdf.PdfReader(file).pages:
        try:
            text = page.extract_text()
        except Exception:  # whatever it meets in a broken font
            text = UNREADABLE
        made.append("\n".join(line.rstrip() for line in text.splitlines() if line.strip()))
    return made


def _lay(scratch: Pdf, layer: Layer, left: int) -> int:
    """Lay a layer on a page of its own; return what is `left` of the bytes that tables of letters may have."""
    page = scratch.add_blank_page()
    page.obj.Contents = scratch.make_stream(pikepdf.unparse_content_stream(layer.instructions))
    used = layer.used()
    copied = scratch.copy_foreign(layer.fonts) if layer.fonts else Dictionary()
    fonts = {name: font for name, font in copied.items() if name in used}
    page.obj.Resources = Dictionary(Font=Dictionary(fonts))
    for font in fonts.values():
        table = font.get("/ToUnicode") if is_dictionary(font) else None
        if isinstance(table, Stream):
            size = _size(table)
            left -= size
            if size > MOST_TABLE or left < 0:
                del font["/ToUnicode"]
    return left


def _is_bounded(layer: Layer) -> bool:
    """Say whether a layer is as large as anybody's: qpdf follows fonts to whatever they refer to, without an end."""
    if len(layer.instructions) > MOST_INSTRUCTIONS:
        return False
    below: list[Any] = [layer.fonts]
    seen: set[tuple[int, int]] = set()
    for _ in range(DEEPEST):
        held = [each for node in below for each in _held(node)]
        fresh = [each for each in held if each.objgen == (0, 0) or each.objgen not in seen]
        seen |= {each.objgen for each in fresh}
        if len(seen) + len(fresh) > MOST_OBJECTS:
            return False
        if not fresh:
            return True
        below = fresh
    return False


def _held(node: Any) -> Iterator[Object]:
    """Yield the dictionaries, lists and streams in an object."""
    if isinstance(node, Array):
        values: Iterable[Any] = list(node)
    else:
        values = (node[key] for key in node.as_dict()) if isinstance(node, Dictionary) else ()
        values = (node[key] for key in node.stream_dict.as_dict()) if isinstance(node, Stream) else values
    yield from (each for each in values if isinstance(each, (Array, Dictionary, Stream)))


def _size(table: Stream) -> int:
    """Return how large a font's table of letters is, its ranges written out; more than any where it is broken."""
    try:
        data = unpacked(table)
    except ValueError:
        return MOST_TABLE + 1
    ranges = (each for block in BLOCKS.findall(data) for each in RANGE.findall(block))
    return len(data) + ENTRY * sum(max(int(last, 16) - int(first, 16), 0) for first, last in ranges)
