"""Keeps letters whose code has the byte of a carriage return, such as č (U+010D), where a program has not escaped it.

By the standard a bare carriage return in a string is a line feed (ISO 32000-1 7.3.4.2), and č in UTF-16 becomes Ċ. Some
programs, such as Aspose.PDF, write it bare all the same, and most viewers show č.
"""

from __future__ import annotations

import re
from unicodedata import category

from toolkit_cli.pdf.values import with_newlines

BEGIN, UTF_8 = b"(\xfe\xff", b"\xef\xbb\xbf"
BARE = b"\r"
# Without a parenthesis that is not escaped, and without a line that goes on in the next. One does not begin within
# another: then each beginning would be looked through to the end anew.
STRING = re.compile(rb"(?<!\\)\(\xfe\xff([^\\()]*(?:\\[^\r\n][^\\()]*){0,20000})\)")
ESCAPED = re.compile(rb"\\(?:([0-7]{1,3})|(.))", re.DOTALL)
SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
NO_LETTERS = {"Cc", "Cn", "Co", "Cs"}  # control characters, and characters that there are not
SPECIAL = re.compile(rb"[\\()]")
KEY = re.compile(rb"/[A-Za-z]+\s*")  # stands before a string that is the value of an entry
LONGEST_KEY = 40


def may_stand_in(text: str) -> bool:
    """Say whether a text that was read has what such a letter, or a line's end of two, becomes."""
    line_feeds = text.encode("utf-16-be", "surrogatepass").count(b"\n")
    return line_feeds > text.count("\n") or "\n\n" in text


def escaped(data: bytes) -> bytes:
    """Return a file of the same length in which such strings are in UTF-8, where they have the room for it."""
    return STRING.sub(_in_utf_8, data) if BEGIN in data else data


def _in_utf_8(found: re.Match[bytes]) -> bytes:
    begin = found.start()
    if BARE not in found[1] or not _is_value(found.string[max(begin - LONGEST_KEY, 0) : begin]):
        return found[0]
    try:
        text = ESCAPED.sub(_sign, found[1]).decode("utf-16-be")
    except UnicodeDecodeError:
        return found[0]
    text = with_newlines(text)
    if not {category(letter) for letter in text if letter not in "\n\t"}.isdisjoint(NO_LETTERS):
        return found[0]  # bytes of a picture, for example
    made = b"(" + UTF_8 + SPECIAL.sub(rb"\\\g<0>", text.encode("utf-8")) + b")"
    return made.ljust(len(found[0])) if len(made) <= len(found[0]) else found[0]


def _is_value(before: bytes) -> bool:
    slash = before.rfind(b"/")
    return slash >= 0 and KEY.fullmatch(before, slash) is not None


def _sign(found: re.Match[bytes]) -> bytes:
    octal, sign = found.groups()
    return bytes([int(octal, 8) & 0xFF]) if octal else SIGNS.get(sign, sign)
