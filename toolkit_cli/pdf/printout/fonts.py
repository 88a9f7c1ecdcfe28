"""The fonts of printed pages: what they tell of the letters that they show."""

from __future__ import annotations

from pikepdf import Dictionary, Object, Pdf

from toolkit_cli.pdf.reading.form import entry, is_dictionary
from toolkit_cli.pdf.values import slashed
from toolkit_cli.returned import UNREADABLE

UNTOLD = [*range(0x20), *range(0x7F, 0x100)]  # what no font without a table means by itself
TABLE = (
    "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange %s endcmap end"
)
MOST_CHARS = 100  # in one part of a table (Adobe Technical Note 5014)


def told(pdf: Pdf, font: Object) -> Object:
    """Return a font that tells its letters; of one that tells none, only those of ASCII are taken to be what they seem.

    Pages that went through PostScript have such fonts, as those of cups-pdf: Greek comes out as signs of Latin-1.
    """
    described = entry(font, "/FontDescriptor")
    silent = (
        slashed(entry(font, "/Subtype")) == "/TrueType"
        and "/ToUnicode" not in font
        and "/Encoding" not in font
        and is_dictionary(described)
        and "/FontFile2" in described
    )
    if not silent:
        return font
    parts = [UNTOLD[at : at + MOST_CHARS] for at in range(0, len(UNTOLD), MOST_CHARS)]
    to = f"<{ord(UNREADABLE):04x}>"
    chars = (f"{len(part)} beginbfchar {' '.join(f'<{code:02x}> {to}' for code in part)} endbfchar" for part in parts)
    made = Dictionary(dict(font.items()))
    made.ToUnicode = pdf.make_stream((TABLE % " ".join(chars)).encode())
    return made
