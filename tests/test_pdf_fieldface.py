"""The font of a PDF's fields: its codes, its glyphs and the characters that they show have the same numbers."""

from __future__ import annotations

import copy
import io
import re
from struct import pack, unpack_from
from typing import Any

import pikepdf
import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from toolkit_cli.building import build
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import EMPTY
from toolkit_cli.pdf.write import write
from toolkit_cli.pdf.writing import faces, renumbered
from toolkit_cli.pdf.writing.appearances import FONT

from .test_letters import dejavu

TYPED = "Azñ Ł đak ę Καλημέρα ΐ Љубав ёлка €–“…”\u00a0\u00ad\u03a9\u2126"
ABSENT, EMOJI = "\u10d0\u05d0\u2611", 0x1F600
PARTS = 10  # where those of a composite glyph begin in its outline


@pytest.fixture(scope="module")
def face() -> Any:
    """The face that is embedded."""
    return faces.font(faces.register(theme.load()).regular).face


def opened(data: bytes) -> Any:
    return TTFontFile(io.BytesIO(data), validate=1)


def outline(face: Any, glyph: int) -> list[bytes]:
    """Return what a glyph draws: its outline, or those of its parts, each with how it is placed."""
    start, _ = face.get_table_pos("glyf")
    data = face._ttf_data[start + face.glyphPos[glyph] : start + face.glyphPos[glyph + 1]]
    if len(data) < PARTS or unpack_from(">h", data)[0] >= 0:
        return [data.rstrip(b"\0")]
    ends = [*renumbered._parts(data)]
    drawn = [data[:PARTS]]
    for at, following in zip(ends, [*ends[1:], len(data)], strict=True):
        drawn += [
            data[at - 2 : at],
            data[at + 2 : following].rstrip(b"\0"),
            *outline(face, *unpack_from(">H", data, at)),
        ]
    return drawn


def test_what_a_program_takes_for_a_character_a_code_or_a_glyph_is_the_same(tiny: Toolkit) -> None:
    data = write(build.page(tiny, "participant"), theme.load(), EMPTY)

    with pikepdf.open(io.BytesIO(data)) as pdf:
        font = pdf.Root.AcroForm.DR.Font[FONT]
        descendant = font.DescendantFonts[0]
        meant = dict(re.findall(rb"<(\w{4})> <(\w+)>", font.ToUnicode.read_bytes().split(b"beginbfchar", 1)[1]))
        made = opened(descendant.FontDescriptor.FontFile2.read_bytes())

        assert (font.Encoding, descendant.CIDToGIDMap) == ("/Identity-H", "/Identity")
        assert {f"{ord(letter):04X}".encode() for letter in f"{TYPED}\t"} <= {*meant}
        assert all(code == character for code, character in meant.items() if len(character) == 4)
        # ReportLab takes a no-break space for a space.
        letters = {ord(letter) for letter in TYPED} - {0xA0}
        assert {letter: made.charToGlyph[letter] for letter in letters} == {letter: letter for letter in letters}


def test_the_fields_font_draws_what_its_face_draws(face: Any) -> None:
    made = renumbered.renumbered(face)
    font = opened(made.data)

    assert len(made.codes) > 2000
    for character, code in made.codes.items():
        glyph = face.charToGlyph[character]
        assert [part for part in outline(font, code) if part] == [part for part in outline(face, glyph) if part]
        assert font.hmetrics[code] == face.hmetrics[glyph]
        assert made.widths[code] == face.hmetrics[glyph][0]


def test_what_the_face_lacks_is_a_box_and_a_tab_a_blank(face: Any) -> None:
    made = renumbered.renumbered(face)
    font = opened(made.data)

    assert all(ord(letter) not in font.charToGlyph for letter in ABSENT)
    assert [outline(font, ord(letter)) for letter in ABSENT] == [outline(face, 0)] * len(ABSENT)
    assert outline(face, 0) != [b""]
    assert (outline(font, ord("\t")), made.widths[ord("\t")]) == ([b""], 4 * made.widths[ord(" ")])


def with_characters(face: Any, glyphs: dict[int, int]) -> Any:
    """Return a face that has just these characters."""
    made = copy.copy(face)
    made.charToGlyph = glyphs
    return made


def test_a_character_beyond_the_first_plane_has_a_number_that_no_other_has(face: Any) -> None:
    letter, first = face.charToGlyph[ord("Ж")], renumbered.FREE[0]

    made = renumbered.renumbered(with_characters(face, {**face.charToGlyph, EMOJI: letter, first: letter}))

    assert made.codes[first] == first
    assert made.codes[EMOJI] in renumbered.FREE
    assert len({*made.codes.values()}) == len(made.codes)
    assert made.codes[EMOJI] not in opened(made.data).charToGlyph
    assert outline(opened(made.data), made.codes[EMOJI]) == outline(face, letter)
    assert made.codes[ord("Ж")] == ord("Ж")


def parts(face: Any, glyph: int) -> list[int]:
    """Return the glyphs of which one is composed."""
    data = renumbered._outline(face, glyph)
    return [unpack_from(">H", data, at)[0] for at in renumbered._parts(data)]


def test_parts_of_parts_that_show_no_character_by_themselves_are_drawn(face: Any) -> None:
    letter = ord("―")
    glyph = face.charToGlyph[letter]
    composed = parts(face, glyph)
    assert composed and parts(face, composed[0])

    font = opened(renumbered.renumbered(with_characters(face, {letter: glyph})).data)

    assert [each for each in outline(font, letter) if each] == [each for each in outline(face, glyph) if each]


@pytest.mark.parametrize(
    ("flags", "placed"), [(0x0000, 2), (0x0001, 4), (0x0008, 4), (0x0040, 6), (0x0080, 10), (0x0081, 12)]
)
def test_the_parts_of_a_glyph_are_found_however_each_is_placed_and_scaled(flags: int, placed: int) -> None:
    """Flags of OpenType 1.9 "glyf": words for where it is, a scale, two, a matrix; 0x20 says that more parts follow."""
    head = b"\xff\xff" + bytes(8)
    first, last = pack(">2H", flags | 0x20, 700) + b"\xff" * placed, pack(">2H", 0, 900) + b"\xff\xff"

    data = head + first + last

    assert [unpack_from(">H", data, at) for at in renumbered._parts(data)] == [(700,), (900,)]
    assert [*renumbered._parts(b"\0\2" + data[2:])] == []


def test_a_face_s_characters_may_stand_in_any_order_and_some_may_have_no_glyph(face: Any) -> None:
    made = renumbered.renumbered(face)

    again = renumbered.renumbered(
        with_characters(face, {ord(ABSENT[0]): 0, renumbered.MARK: 1, **dict(reversed(face.charToGlyph.items()))})
    )

    assert again == made


def test_a_monospaced_face_is_embedded_with_its_width() -> None:
    """ReportLab gives another width of the glyphs that share one."""
    face = faces.font(faces._registered(dejavu("Mono"))).face

    made = renumbered.renumbered(face)

    assert {made.widths[made.codes[ord(letter)]] for letter in "Azñж€"} == {round(0.602 * face.unitsPerEm)}
    assert opened(made.data).charWidths[ord("A")] == face.charWidths[ord("A")]
