"""Values of a PDF's objects as people's words: whatever type a program has given them."""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from typing import Any

from pikepdf import Array, Name, Stream, String

MOST_BYTES = 8 * 1024 * 1024
MOST_PARTS = 1000  # of an array
OFF = "Off"
# "ESC language country ESC" within a text names the language of what follows (ISO 32000-1 7.9.2.2).
LANGUAGE = re.compile("\x1b[A-Za-z]{2}(?:-?[A-Za-z]{2})?\x1b")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")  # in names (ISO 32000-1 7.3.5)
# What a text in UTF-8 that does not say so has, and what would rather be one in PDFDocEncoding, such as CAFÉ».
LETTERS = re.compile("[\u00c0-\u017f\u0218-\u021b\u0370-\u03ff\u0400-\u045f\u0490\u0491\u10d0-\u10ff\u2018-\u201e]")
ODD = re.compile("[\u0080-\u009f\u0180-\u0217\u021c-\u036f\u0460-\u048f\u0492-\u0530\u0590-\u10cf\u1100-\u1eff]")
UTF_16, UTF_8 = (b"\xfe\xff", b"\xff\xfe"), b"\xef\xbb\xbf"


def text(value: Any) -> str | None:
    """Return a value in words, None where there are none in it.

    A text is a string or a stream (ISO 32000-1 12.7.4.3); programs write numbers and lists as well.
    """
    if value is None:
        return None
    if isinstance(value, String):
        return _string(value)
    if isinstance(value, Stream):
        return _decoded(unpacked(value))
    if isinstance(value, (bool, int, float, Decimal)):
        return str(value)
    if isinstance(value, Array):
        parts = [text(part) for part in list(value)[:MOST_PARTS] if not isinstance(part, Array)]
        return "\n".join(part for part in parts if part)
    return None


def lines(value: str) -> str:
    """Return a text with one kind of line break."""
    return value.replace("\r\n", "\n").replace("\r", "\n")


def states(value: Any) -> Iterator[str]:
    """Yield the on-states that a button's value names; programs write them as names or as the text `/no`."""
    if isinstance(value, Array):
        for part in list(value)[:MOST_PARTS]:
            yield from states(part) if not isinstance(part, Array) else ()
    elif isinstance(value, (Name, String)):
        state = (name(value) if isinstance(value, Name) else _string(value)).removeprefix("/")
        if state and state != OFF:
            yield state


def slashed(value: Any) -> str:
    """Return a name with its slash, as types are written; "" for what is no name."""
    return f"/{name(value)}" if isinstance(value, Name) else ""


def name(value: Name) -> str:
    """Return a name without its slash. Its bytes are UTF-8 by custom; some programs write Latin-1."""
    try:
        return str(value)[1:]
    except UnicodeDecodeError:
        escaped = ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), value.unparse()[1:])
        return escaped.decode("latin-1")


def unpacked(stream: Stream) -> bytes:
    """Return a stream's data; raise `ValueError` where it is longer than any answer, before it takes the memory."""
    data, packing = bytes(stream.read_raw_bytes()), stream.get("/Filter")
    for each in packing if isinstance(packing, Array) else (packing,):
        if each == "/FlateDecode" and "/DecodeParms" not in stream:
            try:
                data = zlib.decompressobj().decompress(data, MOST_BYTES + 1)
            except zlib.error as wrong:
                raise ValueError("broken") from wrong
        elif each == "/ASCII85Decode":
            data = a85decode(data.strip().removesuffix(b"~>"))
        elif each == "/ASCIIHexDecode":
            data = bytes.fromhex(data.strip().removesuffix(b">").decode("ascii"))
        elif each is not None:
            raise ValueError("packed as no answer is")
    if len(data) > MOST_BYTES:
        raise ValueError("longer than any answer")
    return data


def _string(value: String) -> str:
    """Return a string's letters; many programs write UTF-8 without a mark, which hardly any other text looks like."""
    data = bytes(value)
    if not data.isascii() and not data.startswith((*UTF_16, UTF_8)):
        with suppress(UnicodeDecodeError):
            said = data.decode("utf-8")
            if LETTERS.search(said) and not ODD.search(said):
                return said
    try:
        found = str(value)
    except UnicodeDecodeError:  # what it says it is it is not: U+FFFD stands for what cannot be told
        found = bytes(value).removeprefix(UTF_8).decode("utf-8", "replace")
    return LANGUAGE.sub("", found) if "\x1b" in found else found


def _decoded(data: bytes) -> str:
    """Return the text of a stream, which is in one of a string's encodings."""
    return _string(String(data)).removeprefix("\ufeff")
