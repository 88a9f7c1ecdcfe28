"""Reads the words that a content stream of a PDF shows; pypdf tells which letters they are, and where lines end."""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf, Stream

from toolkit_cli.pdf.reading.form import is_dictionary
from toolkit_cli.pdf.values import unpacked

UNREADABLE = "\ufffd"  # stands for words whose letters the file does not tell
MOST_INSTRUCTIONS = 50_000  # of a page: ten times as many as on the fullest page of a workbook
MOST_FONTS = 1_000  # of all layers together: pypdf reads a font anew for each layer
MOST_OBJECTS, DEEPEST = 2_000, 24  # that fonts refer to, and at how many removes
# Ranges in a ToUnicode CMap: each takes one line, and pypdf writes it out code by code (ISO 32000-1 9.10.3).
BLOCKS = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
RANGE = re.compile(rb"<([0-9A-Fa-f]{1,8})>\s*<([0-9A-Fa-f]{1,8})>\s*[<\[]")
ENTRY = 16  # bytes of a code's entry, written out
MOST_TABLE, MOST_TABLES = 1 << 20, 8 << 20  # bytes of one CMap and of all: Unicode's first plane takes less than one


@dataclass(frozen=True)
class Layer:
    """Instructions that show words, and the dictionary of their fonts as an indirect object; None without fonts."""

    instructions: list[Any]
    fonts: Object | None

    def used(self) -> set[str]:
        """Return the names of the fonts that the instructions select."""
        return {str(each.operands[0]) for each in self.instructions if str(each.operator) == "Tf" and each.operands}


def instructions(pdf: Pdf, content: bytes) -> list[Any]:
    """Return a content stream's instructions; raise what pikepdf raises where the content is damaged."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they tell programmers of damage
        return list(pikepdf.parse_content_stream(pdf.make_stream(content)))


def words(layers: Iterable[Layer]) -> list[str]:
    """Return the words of each layer, line by line; UNREADABLE for a layer with words that cannot be read.

    The layers are copied to pages of a new document, so that nothing else in the file can harm pypdf.
    """
    fonts = 0
    sound: list[tuple[Layer, bool]] = []
    for layer in layers:
        fonts += len(layer.used())
        few = fonts <= MOST_FONTS and len(layer.instructions) <= MOST_INSTRUCTIONS
        sound.append((layer, few and referred(layer.fonts) is not None))
    laid = [layer for layer, fine in sound if fine]
    saved = io.BytesIO()
    with Pdf.new() as scratch:
        left = MOST_TABLES
        for layer in laid:
            content = pikepdf.unparse_content_stream(layer.instructions)
            left = lay(scratch, content, layer.fonts, layer.used(), left)
        scratch.save(saved)
    texts = iter(_texts(saved) if laid else ())
    return [next(texts) if fine else UNREADABLE for _, fine in sound]


def lines(data: bytes) -> list[str]:
    """Return every line that is shown on the pages of a PDF."""
    return [line for text in _texts(io.BytesIO(data)) for line in text.splitlines()]


def _texts(file: io.BytesIO) -> list[str]:
    import pypdf  # slow to load, and hardly ever needed

    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    made: list[str] = []
    for page in pypdf.PdfReader(file).pages:
        try:
            text = page.extract_text()
        except Exception:  # whatever it meets in a broken font
            text = UNREADABLE
        made.append("\n".join(line.rstrip() for line in text.splitlines() if line.strip()))
    return made


def lay(
    scratch: Pdf,
    content: bytes,
    among: Object | None,
    used: Container[str],
    left: int,
    size: tuple[float, float] = (612, 792),
) -> int:
    """Put a content on a new page; return what is then `left` of the bytes that all ToUnicode CMaps may take.

    The fonts that are `used` are copied from `among` all. A CMap that takes more is removed: the letters are then not
    readable. `size` is the page's width and height in points.
    """
    page = scratch.add_blank_page(page_size=size)
    page.obj.Contents = scratch.make_stream(content)
    copied = scratch.copy_foreign(among) if among else Dictionary()
    fonts = {name: font for name, font in copied.items() if name in used}
    page.obj.Resources = Dictionary(Font=Dictionary(fonts))
    for font in fonts.values():
        table = font.get("/ToUnicode") if is_dictionary(font) else None
        if isinstance(table, Stream):
            taken = _size(table)
            left -= taken
            if taken > MOST_TABLE or left < 0:
                del font["/ToUnicode"]
    return left


def referred(fonts: Object | None) -> list[Object] | None:
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
