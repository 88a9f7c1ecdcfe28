"""Decodes a roster in CSV, which may have been saved in many an encoding."""

from __future__ import annotations

import re
from pathlib import Path

from toolkit_cli.errors import Problem, RosterError, quoted

# To try where a file is not in UTF-8.
ENCODINGS = (
    "cp1252 for Western Europe, cp1250 for Central Europe, cp1251 for Cyrillic, cp1253 for Greek, cp1254 for Turkish, "
    "or cp1257 for Baltic languages"
)
# Encodings with several bytes for each letter.
WIDE_ENCODING = re.compile("u(?:tf|cs)?[-_]?(?:16|32|2|4)", re.IGNORECASE)


def decoded(path: Path, data: bytes, encoding: str | None) -> str:
    """Return the text of a CSV file; without an `encoding`, it is in UTF-8, or in UTF-16 with a mark that says so.

    Raises `RosterError` where letters would come out wrong, as far as that can be seen.
    """
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in data and not marked and not WIDE_ENCODING.match(encoding or ""):
        order = "le" if data[1::2].count(0) > data[::2].count(0) else "be"
        what = "This looks like UTF-16, without the mark at its beginning that says so."
        fix = f"Give --encoding utf-16-{order}, and check a name afterwards."
        raise RosterError(Problem(str(path), 0, what, fix))
    if encoding is None:
        encoding = "utf-16" if marked else "utf-8-sig"
    meant, text = _as_utf8(data), ""
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except LookupError:
        what = f"There is no encoding {quoted(encoding)}."
        raise RosterError(Problem(str(path), 0, what, f"Try {ENCODINGS}.")) from None
    except ValueError as wrong:  # a few encodings raise no more than that
        if not meant:
            line = data.count(b"\n", 0, wrong.start) + 1 if isinstance(wrong, UnicodeDecodeError) else 0
            fix = f'In Excel, save it as "CSV UTF-8"; or try --encoding {ENCODINGS}, and check a name afterwards.'
            what = "This is not in UTF-8, and its letters could come out wrong."
            raise RosterError(Problem(str(path), line, what, fix)) from None
    if text != meant and not (text and meant.isascii()):
        what = f"This is in UTF-8, and its letters would come out wrong in {encoding}."
        raise RosterError(Problem(str(path), 0, what, "Leave out --encoding."))
    return text


def _as_utf8(data: bytes) -> str:
    """Return the text of a file in UTF-8, without its mark; "" if it is in another encoding."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
