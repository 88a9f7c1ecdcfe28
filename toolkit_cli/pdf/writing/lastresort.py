"""Makes the face of last resort, in which every character that no other face has is a box.

PDF/UA-1 7.21.8 forbids the `.notdef` glyph, and ReportLab writes U+0000 for all that it draws with it. In the small
face that is made here each character keeps its code, so that it can be copied, searched for and read aloud.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable
from struct import pack

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, TTFontMaker

NAME = "Toolkit-Boxes"
EM = 1000
LEFT, RIGHT, TOP, LINE = 70, 530, 700, 45  # edges and stroke of the box, which stands on the baseline
WIDTHS = (600, 600, 0, 250)
BOX, NOTHING, SPACE = 1, 2, 3  # the glyphs; glyph 0 is a box too
# They select a form of the letter before them and are invisible; Unicode counts them as combining characters.
SELECTORS = {0x034F, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
# Joiners and directional marks, for which some faces (Roboto) have glyphs meant for editors.
FORMATS = {*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070)}


def holding(text: str) -> str:
    """Add the characters of a text to the face, and return its name."""
    if NAME not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(NAME, io.BytesIO(_truetype())))
        _learn(map(chr, range(0x20, 0x7F)))  # ReportLab gives these the first codes in each document if they are there
    _learn(text)
    return NAME


def unseen(character: str) -> bool:
    """Return whether a character is invisible: a space, a joiner, a variation selector, a soft hyphen."""
    category = unicodedata.category(character)
    return category in ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp") or ord(character) in SELECTORS


def _learn(characters: Iterable[str]) -> None:
    face = pdfmetrics.getFont(NAME).face
    for character in characters:
        glyph = SPACE if character.isspace() else NOTHING if unseen(character) else BOX
        face.charToGlyph[ord(character)], face.charWidths[ord(character)] = glyph, WIDTHS[glyph]


def _truetype() -> bytes:
    """Return the face as a TrueType file (OpenType 1.9): the tables that a PDF and ReportLab need."""
    box, count = _box(), len(WIDTHS)
    places = (0, len(box), *[2 * len(box)] * (count - 1))  # two boxes, two glyphs without an outline
    bounds = (LEFT, 0, RIGHT, TOP)
    name = NAME.encode("ascii")
    made = TTFontMaker()
    made.add("cmap", pack(">4HL5H", 0, 1, 3, 1, 12, 6, 12, 0, 0x25A1, 1) + pack(">H", BOX))
    made.add("glyf", box * 2)
    made.add("head", pack(">4L2H2q4h2H3h", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, EM, 0, 0, *bounds, 0, 8, 2, 1, 0))
    made.add("hhea", pack(">L3hH11hH", 0x10000, TOP, -200, 0, max(WIDTHS), LEFT, LEFT, RIGHT, 1, *[0] * 7, count))
    made.add("hmtx", b"".join(pack(">Hh", width, LEFT if width == WIDTHS[BOX] else 0) for width in WIDTHS))
    made.add("loca", pack(f">{count + 1}L", *places))
    made.add("maxp", pack(">L14H", 0x10000, count, 8, 2, 0, 0, 2, *[0] * 8))
    made.add("name", pack(">9H", 0, 1, 18, 1, 0, 0, 6, len(name), 0) + name)
    made.add("post", pack(">2L2h5L", 0x30000, 0, -100, 50, 0, 0, 0, 0, 0))
    return bytes(made.makeStream())


def _box() -> bytes:
    """Return the glyph's outline: the outer contour of the box, and the inner one in the other direction."""
    inside = (LEFT + LINE, LINE, RIGHT - LINE, TOP - LINE)
    points = [(LEFT, 0), (LEFT, TOP), (RIGHT, TOP), (RIGHT, 0)]
    points += [(inside[0], inside[1]), (inside[2], inside[1]), (inside[2], inside[3]), (inside[0], inside[3])]
    steps = [(x - left, y - low) for (x, y), (left, low) in zip(points, [(0, 0), *points], strict=False)]
    across, up = zip(*steps, strict=True)
    head = pack(">5h3H", 2, LEFT, 0, RIGHT, TOP, 3, 7, 0)
    return head + b"\x01" * 8 + pack(">8h", *across) + pack(">8h", *up)
