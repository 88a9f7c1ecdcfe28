"""Makes a TrueType font file of a face in which each character's glyph has the character's own number.

Programs that fill in forms take the codes of a field's font for different things: PDFBox for glyphs, Apryse (which is
in Xodo) for characters, whatever the font's CMap says. Where the two are one, all of them show what people type.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, islice
from struct import pack, unpack_from
from typing import Any

from reportlab.pdfbase import ttfonts

from toolkit_cli.pdf.writing.lastresort import FORMATS, SELECTORS

LAST = 0xFFFD  # after it come two that are no characters
MARK = 0xFEFF  # of byte order, which PDF/UA-1 7.21.7 forbids as the meaning of a code
# Numbers that nobody types, for parts of other glyphs and for characters beyond U+FFFF: the area for private use.
FREE = range(0xE000, 0xF900)
MOST_BEYOND = 4096
TAB, TAB_SPACES = 0x09, 4  # some programs show a tab by its glyph: a blank rather than the box of a missing one
# Of the characters that a face lacks, these are shown as boxes by programs that look up no character, and the others as
# nothing: scripts of Europe and beside it, signs, and the first half of an emoji in UTF-16.
BOXED = {*range(0x20, 0x1100), *range(0x2000, 0x2C00), *range(0xD83C, 0xD83F)} - SELECTORS - FORMATS
COPIED = ("OS/2", "cvt ", "fpgm", "name", "prep")


@dataclass(frozen=True)
class Renumbered:
    """A font file, the code of each character in it, and the width of each code and of a tab, in the face's units."""

    data: bytes
    codes: Mapping[int, int]
    widths: Mapping[int, int]


@lru_cache(maxsize=4)
def renumbered(face: Any) -> Renumbered:
    """Return a face with its characters' numbers for its glyphs, without the glyphs that show no character by itself.

    A character beyond U+FFFF has a free number, as far as there are any.
    """
    cmap = {character: glyph for character, glyph in sorted(face.charToGlyph.items()) if glyph and character != MARK}
    codes = {character: character for character in cmap if 0x20 <= character <= LAST}
    glyphs = {0: 0, **{code: cmap[code] for code in codes}}
    free = (number for number in chain(FREE, range(LAST, 0x20, -1)) if number not in glyphs)
    beyond = islice((character for character in cmap if character > 0xFFFF), MOST_BEYOND)
    for character, code in zip(beyond, free, strict=False):
        codes[character], glyphs[code] = code, cmap[character]
    numbers = {glyph: code for code, glyph in reversed(glyphs.items())}
    waiting = [*numbers]
    while waiting:  # the parts of composite glyphs, and their parts
        outline = _outline(face, waiting.pop())
        for part in [unpack_from(">H", outline, at)[0] for at in _parts(outline)]:
            if part not in numbers:
                numbers[part] = next(free)
                glyphs[numbers[part]] = part
                waiting.append(part)
    metrics = {code: face.hmetrics[glyph] for code, glyph in glyphs.items()}
    outlines = {code: _moved(_outline(face, glyph), numbers) for code, glyph in glyphs.items()}
    for number in BOXED - metrics.keys():
        outlines[number], metrics[number] = outlines[0], metrics[0]
    metrics.setdefault(TAB, (TAB_SPACES * face.hmetrics[cmap.get(0x20, 0)][0], 0))
    widths = {code: metrics[code][0] for code in sorted((*codes.values(), TAB))}
    shown = [character for character, code in codes.items() if character == code]
    return Renumbered(_file(face, outlines, metrics, shown), codes, widths)


def _outline(face: Any, glyph: int) -> bytes:
    """Return a glyph's entry in the table `glyf`, b"" for one without an outline."""
    start, _ = face.get_table_pos("glyf")
    data: bytes = face._ttf_data[start + face.glyphPos[glyph] : start + face.glyphPos[glyph + 1]]
    return data


def _parts(outline: bytes) -> Iterator[int]:
    """Yield where the numbers of the other glyphs stand of which a glyph is composed."""
    at, more = 10, len(outline) > 10 and unpack_from(">h", outline)[0] < 0
    while more:
        flags = unpack_from(">H", outline, at)[0]
        yield at + 2
        at += 8 if flags & ttfonts.GF_ARG_1_AND_2_ARE_WORDS else 6
        if flags & ttfonts.GF_WE_HAVE_A_SCALE:
            at += 2
        elif flags & ttfonts.GF_WE_HAVE_AN_X_AND_Y_SCALE:
            at += 4
        elif flags & ttfonts.GF_WE_HAVE_A_TWO_BY_TWO:
            at += 8
        more = bool(flags & ttfonts.GF_MORE_COMPONENTS)


def _moved(outline: bytes, numbers: Mapping[int, int]) -> bytes:
    """Return a glyph's outline with the new numbers of the glyphs of which it is composed, padded to four bytes."""
    made = bytearray(outline)
    for at in _parts(outline):
        made[at : at + 2] = pack(">H", numbers[unpack_from(">H", outline, at)[0]])
    return bytes(made) + b"\0" * (-len(made) % 4)


def _file(face: Any, outlines: Mapping[int, bytes], metrics: Mapping[int, tuple[int, int]], shown: list[int]) -> bytes:
    """Return a font file; `shown` are the codes that its table `cmap` has, in order."""
    count = max(metrics) + 1
    made = ttfonts.TTFontMaker()
    for tag in COPIED:
        if tag in face.table:
            made.add(tag, face.get_table(tag))
    lengths, measures = [0] * (count + 1), [0] * (2 * count)
    for number, outline in outlines.items():
        lengths[number + 1] = len(outline)
    for number, metric in metrics.items():
        measures[2 * number : 2 * number + 2] = metric
    made.add("glyf", b"".join(outlines[number] for number in sorted(outlines)))
    made.add("loca", pack(f">{count + 1}L", *accumulate(lengths)))
    made.add("hmtx", pack(f">{2 * count}H", *measures))
    made.add("cmap", _cmap(shown))
    made.add("post", b"\0\3\0\0" + face.get_table("post")[4:32])
    for tag, at, value in (("head", 50, 1), ("hhea", 34, count), ("maxp", 4, count)):
        table = face.get_table(tag)
        made.add(tag, table[:at] + pack(">H", value) + table[at + 2 :])
    data: bytes = made.makeStream()
    return data


def _cmap(shown: list[int]) -> bytes:
    """Return a table `cmap` that gives each code its own number (OpenType 1.9 "cmap", format 4)."""
    starts = [code for before, code in zip([-1, *shown], shown, strict=False) if code != before + 1]
    ends = [code for code, after in zip(shown, [*shown[1:], -1], strict=True) if after != code + 1]
    starts, ends = [*starts, 0xFFFF], [*ends, 0xFFFF]
    count = len(starts)
    power = count.bit_length() - 1
    search = 2 << power
    deltas = [0] * (count - 1) + [1]
    head = (4, 16 + 8 * count, 0, 2 * count, search, power, 2 * count - search)
    words = (*head, *ends, 0, *starts, *deltas, *[0] * count)
    return pack(">4HL", 0, 1, 3, 1, 12) + pack(f">{len(words)}H", *words)
