"""Turns values of a PDF's objects into text, whatever type a program has given them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from typing import Any

from pikepdf import Array, Name, Stream, String

from toolkit_cli.pdf.objects import TooLongError, first, unpacked

MOST_PARTS = 1000  # of an array
OFF = "Off"  # the state of a box that is not ticked
SPOILT = "\ufffd"  # stands for what cannot be read
# "ESC language country ESC" in a text names the language of what follows (ISO 32000-1 7.9.2.2).
LANGUAGE = re.compile("\x1b[A-Za-z]{2}(?:-?[A-Za-z]{2})?\x1b")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")  # in names (ISO 32000-1 7.3.5)
# What a string in UTF-8 without a byte order mark consists of beside ASCII: letters of Europe, combining accents,
# punctuation, signs, ligatures, emoji and what joins these. One letter of Armenian has the bytes of "Ö…".
EUROPE = re.compile(
    "[\u00a0-\u017f\u018f\u0218-\u021b\u0259\u0300-\u036f\u0370-\u03ff\u0400-\u045f\u0490\u0491\u10d0-\u10ff\u1e00-\u1fff"
    "\u200d\u2010-\u27bf\ufb00-\ufb06\ufe0f\U0001f300-\U0001faff]|[\u0531-\u0589]{2,}"
)
# In PDFDocEncoding a capital letter and a punctuation mark, as in CAFÉ’s; in UTF-8 the same bytes are one letter. No
# capital follows a small letter, and between letters stands an apostrophe, a dash or an ellipsis, behind a capital: "č"
# in "rječnik" is one letter.
MARKED = re.compile(
    rb"(?<![a-z])[\xc2-\xdf][\x80\x83-\x85\x88\x89\x8c-\x92](?![A-Za-z])"
    rb"|(?<=[A-Z\xc0-\xde])[\xc2-\xdf][\x83-\x85\x90](?=[A-Za-z])"
)
# In Latin-1, a soft hyphen or a no-break space where no euro sign stands: within a word, beside a quotation mark, or
# behind a word and before a mark, as in French. pdftk, pdf_oxide and Syncfusion write Latin-1 for PDFDocEncoding, in
# which the one byte means nothing and the other a euro sign; other characters that people type are the same in both.
LATIN_1 = re.compile(r"\xad|«\xa0(?!\d)|(?<!\d)\xa0»|[^\W\d_]\xa0[^\W\d_]|[^\W\d_]{2}\xa0[?!:;]")
# A string of UTF-16 in hexadecimal digits that stands as a text: borb writes it in parentheses instead of < and >.
DIGITS_OF_UTF_16 = re.compile(rb"[Ff][Ee][Ff][Ff](?:[0-9A-Fa-f]{4})+")
UTF_16, UTF_8 = (b"\xfe\xff", b"\xff\xfe"), b"\xef\xbb\xbf"


def text(value: Any, utf_8: bool = False) -> str | None:
    """Return a value as text, None where it holds none.

    A text is a string or a stream (ISO 32000-1 12.7.4.3); programs write numbers and arrays as well, whose parts are
    returned a line each. `utf_8` says that strings are in UTF-8 unless they say otherwise, as in some form data. SPOILT
    is returned for a stream that cannot be unpacked; `TooLongError` is raised for one that is longer than any answer.
    """
    if value is None:
        return None
    if isinstance(value, String):
        return _string(value, utf_8)
    if isinstance(value, Stream):
        try:
            return _decoded(unpacked(value))
        except TooLongError:
            raise
        except ValueError:
            return SPOILT
    if isinstance(value, (bool, int, float, Decimal)):
        return str(value)
    if isinstance(value, Array):
        parts = [text(part, utf_8) for part in first(value, MOST_PARTS) if not isinstance(part, Array)]
        return "\n".join(part for part in parts if part)
    return None


def with_newlines(value: str) -> str:
    """Return a text whose line breaks are all newlines."""
    return value.replace("\r\n", "\n").replace("\r", "\n")


def states(value: Any) -> Iterator[str]:
    """Yield the on-states that a button's value names; programs write them as names or as strings such as `/no`."""
    if isinstance(value, Array):
        for part in first(value, MOST_PARTS):
            yield from states(part) if not isinstance(part, Array) else ()
    elif isinstance(value, (Name, String)):
        state = (name(value) if isinstance(value, Name) else _string(value)).removeprefix("/")
        if state and state != OFF:
            yield state


def slashed(value: Any) -> str:
    """Return a name with its slash; "" for what is not a name."""
    return f"/{name(value)}" if isinstance(value, Name) else ""


def name(value: Name) -> str:
    """Return a name without its slash. Its bytes are usually UTF-8 (ISO 32000-1 7.3.5); some programs write Latin-1."""
    try:
        return str(value)[1:]
    except UnicodeDecodeError:
        return unescaped(value.unparse()[1:])


def unescaped(name: bytes) -> str:
    """Return a name as it stands in a file."""
    data = ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def string(said: str) -> String:
    """Return a PDF string of a text in an encoding that no reader can mistake for another.

    Some readers take PDFDocEncoding for Latin-1, which has other characters instead of quotation marks and dashes.
    """
    made = String(said)
    certain = bytes(made) == said.encode("latin-1", "replace") and _string(made) == said
    return made if certain else String(UTF_16[0] + said.encode("utf-16-be"))


def _string(value: String, utf_8: bool = False) -> str:
    """Return a string's text; many programs write UTF-8 without a byte order mark."""
    data = bytes(value)
    if data[:2] in (b"fe", b"FE") and DIGITS_OF_UTF_16.fullmatch(data):
        data = bytes.fromhex(data.decode("ascii"))
    if data.isascii() and (plain := data.decode("ascii")).isprintable():
        return plain  # the same in every encoding
    if data.startswith(UTF_16):
        return LANGUAGE.sub("", data[: len(data) // 2 * 2].decode("utf-16", "replace"))
    if data.startswith(UTF_8):
        return LANGUAGE.sub("", data.decode("utf-8-sig", "replace"))
    if not data.isascii():
        with suppress(UnicodeDecodeError):
            said = data.decode("utf-8")
            if utf_8 or _is_likely(data, said):
                return said
        if LATIN_1.search(data.decode("latin-1")):
            return "".join(chr(byte) if byte in b"\xa0\xad" else str(String(bytes([byte]))) for byte in data)
    return str(value)


def _is_likely(data: bytes, said: str) -> bool:
    """Say whether bytes that both encodings allow are more likely UTF-8, as `said` reads them, than PDFDocEncoding."""
    others = EUROPE.sub("", said)
    several = len(said) - sum(letter.isascii() for letter in said) > 1
    return others.isascii() and (several or not MARKED.search(data))


def _decoded(data: bytes) -> str:
    """Return the text of a stream's data, which may be in any encoding of a string."""
    return _string(String(data), utf_8=True)
