"""The fonts of printed pages: what they tell of the letters that they show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from toolkit_cli.pdf.reading.form import entry, is_dictionary
from toolkit_cli.pdf.values import first, slashed, unpacked
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
TABLE = (
    "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange %s endcmap end"
)
MOST_CHARS = 100  # in one part of a table (Adobe Technical Note 5014)


def told(pdf: Pdf, font: Object) -> Object:
    """Return a font that tells its letters; of one that does not, the letters are unknown.

    Pages that went through PostScript have such fonts, as those of cups-pdf: Greek comes out as signs of Latin-1.
    """
    untold = _untold(font)
    if not untold:
        return font
    parts = [untold[at : at + MOST_CHARS] for at in range(0, len(untold), MOST_CHARS)]
    to = f"<{ord(UNREADABLE):04x}>"
    chars = (f"{len(part)} beginbfchar {' '.join(f'<{code:02x}> {to}' for code in part)} endbfchar" for part in parts)
    made = Dictionary(dict(font.items()))
    made.ToUnicode = pdf.make_stream((TABLE % " ".join(chars)).encode())
    return made


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
