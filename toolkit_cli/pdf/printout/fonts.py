"""The fonts of printed pages: what they tell of the letters that they show."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from toolkit_cli.pdf.objects import entry, first, is_dictionary, unpacked
from toolkit_cli.pdf.values import slashed
from toolkit_cli.returned import UNREADABLE

ALL = range(0x100)  # the codes of a font of single bytes
UNTOLD = [*range(0x20), *range(0x7F, 0x100)]  # what no font without a table means by itself
# A part of a font that poppler has divided for PostScript, by the higher byte of its letters' numbers.
PART = re.compile(r"_([0-9a-f]{2})$")
# Names that Ghostscript makes for letters whose font had none. It then takes them for those of Zapf Dingbats, and
# writes a table with signs for all of them; the first are these.
MADE_UP = re.compile(r"/a(\d{1,3})")
FIRST_SIGNS = "✁✂✄☎✆✝✞✟✠✡☛☞✌✍✎✏✑✒✓✔"
SIGN = re.compile("[\u2190-\u27be]")
ROW = re.compile(rb"<([0-9a-fA-F]{2})>\s*(?:<[0-9a-fA-F]{2}>\s*)?<([0-9a-fA-F]{4})>")
WIDE_ROW = re.compile(rb"<([0-9a-f]{4})>\s*<\1>\s*<([0-9a-f]{4})>")  # as Ghostscript writes one
TELLING = 3  # rows of a table; fewer might say by chance what a spoilt one says
TABLE = (
    "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <{0}> <{1}> endcodespacerange {2} endcmap end"
)
MOST_CHARS = 100  # in one part of a table (Adobe Technical Note 5014)


def legible(pdf: Pdf, font: Object) -> Object:
    """Return a font that tells its letters as far as they are known; those of whom it tells nothing are unknown.

    Pages that went through PostScript have such fonts, as those of cups-pdf: Greek comes out as signs of Latin-1.
    """
    if slashed(entry(font, "/Subtype")) == "/Type0":
        rows, digits = {code: code for code in _spoilt(entry(font, "/ToUnicode"))}, 4
    else:
        rows, digits = dict.fromkeys(_untold(font), ord(UNREADABLE)), 2
    if not rows:
        return font
    made = Dictionary(dict(font.items()))
    made.ToUnicode = pdf.make_stream(_table(rows, digits).encode())
    return made


def _table(rows: Mapping[int, int], digits: int) -> str:
    """Return a table that tells the character of each code; a code has so many digits."""
    told = [f"<{code:0{digits}x}> <{character:04x}>" for code, character in rows.items()]
    parts = [told[at : at + MOST_CHARS] for at in range(0, len(told), MOST_CHARS)]
    chars = " ".join(f"{len(part)} beginbfchar {' '.join(part)} endbfchar" for part in parts)
    return TABLE.format("0" * digits, "f" * digits, chars)


def _spoilt(table: Any) -> Sequence[int]:
    """Return the codes of a workbook's own font, which are its characters, where a program has spoilt their table.

    Ghostscript 10.00 does where pages go through it for a second time: of the two bytes of each character it makes one
    (one or the other), and K of Cyrillic (U+041A) becomes a control character, a becomes 4.
    """
    found = WIDE_ROW.findall(unpacked(table)) if isinstance(table, Stream) else []
    rows = {int(code, 16): int(character, 16) for code, character in found}
    spoilt = {code: code >> 8 | code & 0xFF for code in rows}
    own = len(rows) >= TELLING and rows != {code: code for code in rows}
    return [*rows] if own and rows == spoilt else ()


def _untold(font: Object) -> Sequence[int]:
    """Return the codes of whose letters a font tells nothing."""
    kind, table = slashed(entry(font, "/Subtype")), entry(font, "/ToUnicode")
    if kind == "/Type3":
        return ALL if _is_made_up(entry(entry(font, "/Encoding"), "/Differences"), table) else ()
    described = entry(font, "/FontDescriptor")
    silent = kind == "/TrueType" and table is None and "/Encoding" not in font
    if not silent or not is_dictionary(described) or "/FontFile2" not in described:
        return ()
    if part := PART.search(slashed(entry(font, "/BaseFont"))):
        start = entry(font, "/FirstChar")
        # The numbers of a font's first glyphs, which no letters have; with other higher bytes, ASCII is never meant.
        if part[1] != "00" or (isinstance(start, int) and start < ord(" ")):
            return ALL
    return UNTOLD  # what the rest has in ASCII is taken to be what it seems


def _is_made_up(names: Any, table: Any) -> bool:
    """Say whether all names of letters are made up, and the table, if there is one, was made from them."""
    listed = (
        [slashed(each) for each in first(names, 2 * len(ALL)) if isinstance(each, Name)]
        if isinstance(names, Array)
        else []
    )
    if not listed or not all(map(MADE_UP.fullmatch, listed)):
        return False
    if not isinstance(table, Stream):
        return True
    rows = {int(code, 16): chr(int(letter, 16)) for code, letter in ROW.findall(unpacked(table))}
    known = dict(enumerate(FIRST_SIGNS, 1))
    return bool(rows) and all(SIGN.match(sign) and known.get(code, sign) == sign for code, sign in rows.items())
