"""Embeds the fonts of a PDF's fields: Type0 fonts (Identity-H) with a ToUnicode CMap (ISO 32000-1 9.7, 9.10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from toolkit_cli.pdf.writing.renumbered import TAB, renumbered


@dataclass(frozen=True)
class Embedded:
    """A font in a PDF, and its code for each character."""

    font: pikepdf.Object
    codes: Mapping[int, int]

    def written(self, text: str) -> str:
        """Return a text as a hexadecimal string for a content stream; characters that the font lacks are spaces."""
        space = self.codes.get(0x20, 0)
        return "".join(f"{self.codes.get(ord(character)) or space:04X}" for character in text)


@dataclass(frozen=True)
class _Glyphs:
    """What a font is made of: its file, its name, and for each code the width, in the face's units, and the character.

    `places` is the CIDToGIDMap, two bytes for each code's glyph; None if codes are glyphs.
    """

    data: bytes
    name: str
    widths: Mapping[int, int]
    meant: Mapping[int, int]
    places: bytes | None = None


def whole(pdf: pikepdf.Pdf, face: Any) -> Embedded:
    """Embed a whole TrueType face, so that whatever people type can be shown, with characters for codes and glyphs."""
    made = renumbered(face)
    meant = {TAB: TAB, **{code: character for character, code in made.codes.items()}}
    return Embedded(_type0(pdf, face, _Glyphs(made.data, _name(face), made.widths, meant)), made.codes)


def subset(pdf: pikepdf.Pdf, face: Any, used: Iterable[str]) -> Embedded:
    """Embed as much of a TrueType face as the characters `used` need; their codes are numbered from 1."""
    wanted, glyphs = sorted(map(ord, used)), face.charToGlyph
    order: dict[int, int] = {}  # glyph of the face → glyph of the subset, as ReportLab's makeSubset numbers them
    for character in wanted:
        order.setdefault(glyphs[character], len(order) + 1)
    codes = {character: code for code, character in enumerate(wanted, 1)}
    made = _Glyphs(
        data=face.makeSubset(wanted),
        name=f"FIELDS+{_name(face)}",
        widths={code: face.hmetrics[glyphs[character]][0] for character, code in codes.items()},
        meant={code: character for character, code in codes.items()},
        places=b"\0\0" + b"".join(order[glyphs[character]].to_bytes(2, "big") for character in wanted),
    )
    return Embedded(_type0(pdf, face, made), codes)


def _name(face: Any) -> str:
    name = face.name
    return name.decode("latin-1") if isinstance(name, bytes) else str(name)


def _type0(pdf: pikepdf.Pdf, face: Any, made: _Glyphs) -> pikepdf.Object:
    name, scale = Name(f"/{made.name}"), 1000 / face.unitsPerEm
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=32,
        FontBBox=Array([round(value) for value in face.bbox]),
        ItalicAngle=round(face.italicAngle),
        Ascent=round(face.ascent),
        Descent=round(face.descent),
        CapHeight=round(face.capHeight),
        StemV=round(face.stemV),
        FontFile2=pdf.make_indirect(Stream(pdf, made.data, Length1=len(made.data))),
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        CIDToGIDMap=Name.Identity if made.places is None else pdf.make_indirect(Stream(pdf, made.places)),
        DW=round(face.defaultWidth),
        W=_widths({code: round(width * scale) for code, width in made.widths.items()}),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_indirect(Stream(pdf, to_unicode(made.meant, 2))),
        )
    )


def _widths(widths: Mapping[int, int]) -> Array:
    """Return the /W array of widths by ascending code: a first code and the widths from there (ISO 32000-1 9.7.4.3)."""
    pieces: list[tuple[int, list[int]]] = []
    for code, width in widths.items():
        if not pieces or code != pieces[-1][0] + len(pieces[-1][1]):
            pieces.append((code, []))
        pieces[-1][1].append(width)
    # In one go, since pikepdf writes an Array anew at each step that extends it.
    return Array([entry for code, run in pieces for entry in (code, Array(run))])


def to_unicode(meant: Mapping[int, int], size: int) -> bytes:
    """Return the ToUnicode CMap for codes of `size` bytes, given the character of each (ISO 32000-1 9.10.3)."""
    rows = [f"<{code:0{2 * size}X}> <{_utf16(character)}>" for code, character in meant.items()]
    chunks = [rows[index : index + 100] for index in range(0, len(rows), 100)]
    body = "\n".join(f"{len(chunk)} beginbfchar\n" + "\n".join(chunk) + "\nendbfchar" for chunk in chunks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        f"1 begincodespacerange <{'00' * size}> <{'FF' * size}> endcodespacerange\n{body}\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end\n"
    ).encode("ascii")


def _utf16(character: int) -> str:
    return f"{character:04X}" if character < 0x10000 else chr(character).encode("utf-16-be").hex().upper()
