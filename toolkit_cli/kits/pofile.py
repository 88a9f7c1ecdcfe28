"""A PO file: its bytes prepared for Babel, and searched for what Babel does not tell; its texts.

Dates and plural forms at the head, which other programs write in forms of their own, are left out. The line that names
the language, what translators and their programs add at the head, second texts for one place, texts without their
quotation marks, and those that lack a line are found in the bytes.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from babel.messages.catalog import Message

# What other programs write there in forms of their own, and means nothing here.
PASSED = re.compile(rb'"(?:POT-Creation-Date|PO-Revision-Date|Plural-Forms):', re.IGNORECASE)
EARLIER = re.compile(rb"^#~\|.*", re.MULTILINE)  # what an obsolete text was made from; Babel knows no such line
# Letters as `msgcat --escape` writes them, byte by byte in octal numbers; Babel takes these for a text's own words.
ESCAPED = re.compile(rb"(?<!\\)((?:\\\\)*)((?:\\[23][0-7]{2})+)")
LANGUAGE = re.compile(rb'"Language:', re.IGNORECASE)
NAMELESS = ("PROJECT", "PACKAGE")  # what stands for a project's name until somebody writes it
NAME = re.compile("[a-z][a-z0-9-]*")  # of a toolkit; any other project's name is somebody's own title
STRING = rb'"(?:[^"\\\n]|\\.)*"'
STRINGS = rb"(%s(?:[ \t]*\n[ \t]*%s)*)" % (STRING, STRING)
LINE = re.compile("(?:#~[ \t]*)?(?:msg(?:ctxt|id|id_plural|str|str\\[[0-9]+\\]) )?[ \t]*(.*)")
# A text with its quotation marks; a program for letters may have made them curly.
MARKED = re.compile(r'["“”„](?:.*(?:[^\\]|(?<!\\)(?:\\\\)+))?["“”„]')
ENTRY = re.compile(rb"^msgctxt[ \t]*%s[ \t]*\nmsgid[ \t]*%s[ \t]*\nmsgstr[ \t]*%s" % ((STRINGS,) * 3), re.MULTILINE)
KEYWORD = re.compile(rb"(#~[ \t]*)?msg(ctxt|id_plural|id|str)\b")
# Which lines may follow which within a text, and between two texts; those of plural forms are told together.
FOLLOWING = {b"ctxt": (b"id",), b"id": (b"str", b"id_plural"), b"id_plural": (b"str",), b"str": (b"ctxt", b"id")}
# A line of what a text was made from, as it is written into a file; Babel takes it for a translator's remark.
WORDING = re.compile(r'\|[ \t]*(msg[a-z_]+[ \t]+)?(".*")')


class Translated(NamedTuple):
    """A text of a PO file: the source that was translated, and the translation, "" where there is none.

    One that is `fuzzy` is not used until somebody has looked at it again.
    """

    source: str
    text: str
    fuzzy: bool


NOTHING = Translated("", "", False)


def said(message: Message) -> Translated:
    """Return a text as Babel has read it."""
    return Translated(str(message.id), str(message.string or ""), message.fuzzy)


def remarks(message: Message) -> tuple[str, ...]:
    """Return what translators have noted on a text."""
    return tuple(row for row in message.user_comments if not WORDING.fullmatch(row))


def made_from(message: Message) -> str:
    """Return the earlier wording that a text was translated from, as its lines `#| msgid "…"` tell; "" if none does."""
    from babel.messages.pofile import denormalize

    key, strings = "", list[str]()
    for found in filter(None, map(WORDING.fullmatch, message.user_comments)):
        key = (found[1] or key).strip()
        strings += [found[2]] if key == "msgid" else []
    return "".join(map(denormalize, strings))


def prepared(data: bytes) -> bytes:
    """Return a PO file's bytes with newlines and letters, without what means nothing; each line keeps its number."""
    data = data.removeprefix(codecs.BOM_UTF8)  # some editors on Windows put it there
    data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    data = ESCAPED.sub(lambda found: found[1] + bytes(int(each, 8) for each in found[2].split(b"\\")[1:]), data)
    head, entry, rest = _parted(EARLIER.sub(b"", data))
    return b"\n".join(_kept(head.split(b"\n"))) + entry + rest


def _parted(data: bytes) -> tuple[bytes, bytes, bytes]:
    """Return the head, what begins the first text, and the rest."""
    found = re.search(rb'^(?:msgctxt|msgid[ \t]*"[^"])', data, re.MULTILINE)
    at, to = found.span() if found else (len(data), len(data))
    return data[:at], data[at:to], data[to:]


def _kept(lines: list[bytes]) -> Iterator[bytes]:
    passed = False
    for line in lines:
        passed = bool(PASSED.match(line)) or (passed and line.startswith(b'"'))  # it may go on in the next line
        yield b"" if passed else line
        passed = passed and not line.rstrip().endswith(b'\\n"')


def language_line(data: bytes) -> int:
    """Return the line of a prepared file's head that names the language; 0 where none does."""
    lines = enumerate(_parted(data)[0].split(b"\n"), 1)
    return next((number for number, line in lines if LANGUAGE.match(line)), 0)


def head(data: bytes) -> tuple[list[str], list[str]]:
    """Return the comments before a prepared file's head, and its fields, such as `Language: it`, as they stand."""
    rows = _parted(data)[0].decode("utf-8", "replace").split("\n")
    comments = [*takewhile(lambda row: not row.startswith("msg"), rows)]
    _, *said = [*dropwhile(lambda row: not row.startswith("msgstr"), rows)] or [""]
    strings = takewhile(lambda row: not row or row.startswith('"'), said)  # empty: what means nothing here
    fields = "".join(row.strip()[1:-1] for row in strings).split("\\n")
    return [row for row in comments if row.startswith("# ")], [*filter(None, fields)]


def unmarked(data: bytes) -> Iterator[int]:
    """Yield the lines of a prepared file whose text lacks a quotation mark: Babel cuts off a letter in its place."""
    for number, line in enumerate(data.decode("utf-8", "replace").split("\n"), 1):
        row = line.strip()
        found = LINE.match(row) if row and (row[0] != "#" or row.startswith("#~")) else None
        if found and found[1] and not MARKED.fullmatch(found[1]):
            yield number


def disordered(data: bytes) -> Iterator[int]:
    """Yield the lines of a prepared file before which one of a text's is missing, or which stand twice.

    Babel puts the rest of the text to the one before or after it.
    """
    before, plural = (b"", b"str"), False
    for number, line in enumerate(data.split(b"\n"), 1):
        if found := KEYWORD.match(line):
            here = (found[1] or b"")[:2], found[2]
            begins = before[1] == b"str"
            again = begins and plural and here == before
            if not again and (here[1] not in FOLLOWING[before[1]] or not (begins or here[0] == before[0])):
                yield number
            before, plural = here, line[found.end() : found.end() + 1] == b"["


def named(project: object) -> str:
    """Return the short name of a toolkit that a file's head gives as its project; "" for any other name."""
    name = str(project or "")
    return name if name not in NAMELESS and NAME.fullmatch(name) else ""


def twice(data: bytes) -> dict[str, int]:
    """Return the places of a prepared file that two texts claim, each with the line of the second."""
    first: dict[bytes, bytes] = {}
    found: dict[str, int] = {}
    for entry in ENTRY.finditer(data):
        place, _, text = (b"".join(line.strip()[1:-1] for line in said.split(b"\n")) for said in entry.groups())
        if text and first.setdefault(place, text) != text:
            found.setdefault(place.decode("utf-8", "replace"), data.count(b"\n", 0, entry.start()) + 1)
    return found
