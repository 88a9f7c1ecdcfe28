"""Reaches into a PDF's objects without trusting them: entries, arrays, streams, and what pages and forms draw.

Every entry may be missing, of another type, too long, or damaged.
"""

from __future__ import annotations

import zlib
from base64 import a85decode
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Object, Stream

MOST_BYTES = 8 * 1024 * 1024  # of a stream's data
MOST_PARTS = 2_000  # streams of a page's content: some programs begin a new one with each word that is typed
# What pikepdf and qpdf raise, in the middle of anything, where a file is damaged.
BROKEN = (
    pikepdf.PdfError,
    pikepdf.PikepdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)

ObjectNumber = tuple[int, int]  # an indirect object's number and generation; (0, 0) for a direct object


class TooLongError(ValueError):
    """A stream unpacks to more bytes than any answer has."""


def is_dictionary(item: Any) -> bool:
    """Say whether an object is a dictionary and not a stream."""
    return isinstance(item, Dictionary)


def held_by(item: Any) -> dict[str, Any]:
    """Return what a dictionary holds, by its names: to look one up in pikepdf's own takes longer the more there are."""
    return dict(item.as_dict()) if is_dictionary(item) else {}


def entry(node: Any, key: str) -> Any:
    """Return an entry of a dictionary or of a stream's dictionary, None where there is none."""
    return node[key] if isinstance(node, (Dictionary, Stream)) and key in node else None


def first(array: Array, most: int) -> list[Any]:
    """Return the first elements of an array; how many there are in all does not count, as for `list`."""
    return [array[at] for at in range(min(len(array), most))]


def content_of(holder: Object, most: int = MOST_BYTES) -> bytes:
    """Return the content of a page or a form; raise one of BROKEN where it cannot be unpacked, or is too long."""
    content = holder if isinstance(holder, Stream) else entry(holder, "/Contents")
    parts = first(content, MOST_PARTS + 1) if isinstance(content, Array) else [content]
    if len(parts) > MOST_PARTS:
        raise ValueError("in more parts than anybody draws")
    made: list[bytes] = []
    for part in parts:  # which may all be one stream
        if isinstance(part, Stream):
            made.append(unpacked(part, most))
            most -= len(made[-1])
    return b"\n".join(made)


def unpacked(stream: Stream, most: int = MOST_BYTES) -> bytes:
    """Return a stream's unpacked data.

    Raise `TooLongError` where it is longer than `most` bytes, before it takes the memory, and `ValueError` where it is
    broken or its filter is not one that answers are packed with.
    """
    data, packing = bytes(stream.read_raw_bytes()), stream.get("/Filter")
    for each in packing if isinstance(packing, Array) else (packing,):
        if each == "/FlateDecode" and not _is_predicted(stream):
            try:
                data = zlib.decompressobj().decompress(data, most + 1)
            except zlib.error as wrong:
                raise ValueError("broken") from wrong
        elif each == "/ASCII85Decode":
            data = a85decode(data.strip().removesuffix(b"~>"))
        elif each == "/ASCIIHexDecode":
            data = bytes.fromhex(data.strip().removesuffix(b">").decode("ascii"))
        elif each is not None:
            raise ValueError("packed as no answer is")
    if len(data) > most:
        raise TooLongError("longer than any answer")
    return data


def _is_predicted(stream: Stream) -> bool:
    """Say whether a stream holds differences from what a predictor expects (ISO 32000-1 7.4.4.4), as pictures do."""
    given = stream.get("/DecodeParms")
    parts = list(given) if isinstance(given, Array) else [given]
    return any(isinstance(part, Dictionary) and part.get("/Predictor", 1) != 1 for part in parts)
