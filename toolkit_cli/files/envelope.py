"""Takes a file out of what it came in: a signature around it (.p7m, .asice), letters for its bytes, or lines before it.

A signed file is a CMS message (RFC 5652) with the file in it, whole or, as programs write that do not know its length
yet, cut into pieces (X.690, 8.7.3); or a package of the file and its signature (ETSI EN 319 162-1). What is cut off is
left out, so that a file's beginning shows what is in it.
"""

from __future__ import annotations

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from string import ascii_letters, digits

from toolkit_cli.files import zipped
from toolkit_cli.files.textfile import MAX_BYTES

# How a package, a PDF and a signed file begin in Base64, which a mail program has left as it was sent.
LETTERS = re.compile(
    rb"\s{0,99}(?:data:[\w.+/-]{0,99};base64,|-----BEGIN (?:CMS|PKCS7)-----)?\s{0,99}(?=UEsDB|JVBERi|M[A-P])"
)
BASE_64 = f"{ascii_letters}{digits}+/".encode()
DOCUMENTS = (b"PK\x03\x04", b"%PDF-")
AHEAD = re.compile(rb"[\t\r\n -~]{1,1000}?(?=PK\x03\x04)")  # headers of what was sent, as text
SIGNED_PACKAGE = re.compile(rb"PK\x03\x04(?s:.{26})mimetypeapplication/vnd\.etsi\.asic-")
BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError)
NOT_SIGNED = ("META-INF/", "mimetype")  # what else is in such a package
SEQUENCE, OBJECT_ID, OCTETS, PIECES, EXPLICIT = 0x30, 0x06, 0x04, 0x24, 0xA0
SIGNED, LOCKED = (b"\x2a\x86\x48\x86\xf7\x0d\x01\x07" + kind for kind in (b"\x02", b"\x03"))  # 1.2.840.113549.1.7
MOST_PIECES = 1_000_000  # elements that are looked at one after the other
MOST_LAYERS = 5  # what one person has signed, another may sign as well


@dataclass(frozen=True)
class Opened:
    """The file that was in what came, whether somebody had signed it, and whether it is encrypted, so that it is not.

    `wrapped` says that the file did not come as it is.
    """

    data: bytes
    signed: bool = False
    locked: bool = False
    wrapped: bool = False


def opened(data: bytes) -> Opened:
    """Return what is in a file, or the file itself where it came as it is."""
    found = Opened(data)
    for _ in range(MOST_LAYERS):
        inner = _unwrapped(found)
        if inner is None:
            break
        found = inner
    return found


def _unwrapped(outer: Opened) -> Opened | None:
    """Return what is in one layer, None where it is none."""
    data = outer.data
    if letters := LETTERS.match(data):
        made = _decoded(data, letters.end())
        is_file = made.startswith(DOCUMENTS) or _message_kind(made) in (SIGNED, LOCKED)
        return replace(outer, data=made, wrapped=True) if is_file else None
    if lines := AHEAD.match(data):
        return replace(outer, data=data[lines.end() :], wrapped=True)
    if SIGNED_PACKAGE.match(data):
        inner = _packed(data)
        return replace(outer, data=inner, signed=True, wrapped=True) if inner else None
    kind = _message_kind(data)
    if kind == LOCKED and not outer.locked:
        return replace(outer, locked=True)
    if kind == SIGNED:
        with suppress(ValueError, IndexError):  # the signature alone, or something broken
            return replace(outer, data=_signed(data), signed=True, wrapped=True)
    return None


def _decoded(data: bytes, begin: int) -> bytes:
    """Return the bytes that letters stand for, none where other signs are among them."""
    letters = b"".join(data[begin:].partition(b"-----END")[0].split()).rstrip(b"=")
    if letters.translate(None, BASE_64):
        return b""
    return base64.b64decode(letters[: len(letters) - (len(letters) % 4 == 1)] + b"==")


def _packed(data: bytes) -> bytes:
    """Return the file in a package, none where there are several, or where it cannot be read."""
    if zipped.crowded(data):
        return b""
    with suppress(*BROKEN), zipfile.ZipFile(io.BytesIO(data)) as package:
        files = [each for each in package.infolist() if not each.filename.startswith(NOT_SIGNED)]
        if len(files) == 1 and files[0].file_size <= MAX_BYTES:
            return package.read(files[0])
    return b""


def _message_kind(data: bytes) -> bytes:
    """Return what kind of message this is, SIGNED or LOCKED for one; b"" where it is none."""
    with suppress(ValueError, IndexError):
        begin, _ = _content(data, 0, SEQUENCE)
        start, end = _content(data, begin, OBJECT_ID)
        return data[start:end]
    return b""


def _signed(data: bytes) -> bytes:
    """Return the content of a signed file; raise `ValueError` or `IndexError` where it has none."""
    message, _ = _content(data, 0, SEQUENCE)
    explicit, _ = _content(data, _after(data, message), EXPLICIT)
    version, _ = _content(data, explicit, SEQUENCE)
    holder, _ = _content(data, _after(data, _after(data, version)), SEQUENCE)
    inner, _ = _content(data, _after(data, holder), EXPLICIT)
    found: list[bytes] = []
    with suppress(IndexError):  # the last is cut off
        found += _pieces(data, inner)
    return b"".join(found)


def _pieces(data: bytes, at: int) -> Iterator[bytes]:
    """Yield the pieces of a string of bytes, which may hold such strings; raise `ValueError` where there is none."""
    open_: list[tuple[int, bool]] = []  # the end of each string around this place, and whether that is told
    for _ in range(MOST_PIECES):
        if open_ and (at >= open_[-1][0] or data[at : at + 2] == b"\0\0"):
            end, told = open_.pop()
            at = end if told else at + 2
        elif data[at] == PIECES:
            begin, end = _content(data, at, PIECES)
            open_.append((end, data[at + 1] != 0x80))
            at = begin
        else:
            begin, at = _content(data, at, OCTETS)
            yield data[begin:at]
        if not open_:
            return


def _content(data: bytes, at: int, tag: int) -> tuple[int, int]:
    """Return where an element's content begins and ends: with the data, where the element does not say how long it is.

    Raise `ValueError` for an element of another kind, `IndexError` where there is none (X.690, 8.1).
    """
    if data[at] != tag:
        raise ValueError("another element")
    length, begin = data[at + 1], at + 2
    if length == 0x80:
        return begin, len(data)
    if length > 0x80:
        begin += length & 0x7F
        length = int.from_bytes(data[at + 2 : begin], "big")
    return begin, min(begin + length, len(data))


def _after(data: bytes, at: int) -> int:
    """Return where the element after one begins; raise as `_content` does."""
    depth = 0  # of elements that do not say how long they are
    for _ in range(MOST_PIECES):
        if depth and data[at : at + 2] == b"\0\0":
            at, depth = at + 2, depth - 1
        else:
            begin, end = _content(data, at, data[at])
            at, depth = (begin, depth + 1) if data[at + 1] == 0x80 else (end, depth)
        if not depth:
            return at
    raise ValueError("too many")
