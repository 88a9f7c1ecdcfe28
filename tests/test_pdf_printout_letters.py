"""Letters of print: fonts that tell what they are, and fonts that do not."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

from toolkit_cli.layout import theme
from toolkit_cli.layout.page import Page
from toolkit_cli.pdf.printout.read import PRINT, SPOILT
from toolkit_cli.pdf.read import read
from toolkit_cli.returned import Note
from toolkit_cli.returns import reading
from toolkit_cli.returns.toolkits import Toolkits

from .conftest import MakePage
from .pdf_objects import changed
from .printouts import (
    LEFT,
    SIZE,
    answers,
    asked,
    drawn,
    flat,
)


@pytest.fixture(scope="module")
def page(shipped_page: MakePage) -> Page:
    return shipped_page("S1", "S3", "S10", "G1")


MakeFont = Callable[[pikepdf.Pdf], pikepdf.Object]


@pytest.mark.parametrize("control", [b"0001", b"008d"])
def test_letters_that_the_file_does_not_tell_are_noted(control: bytes) -> None:
    def unmap(pdf: pikepdf.Pdf) -> None:
        table = b"1 beginbfchar <57> <%s> endbfchar" % control  # W
        for font in pdf.pages[0].Resources.Font.values():
            font.ToUnicode = pdf.make_stream(table)

    data = changed(drawn(partial(asked, top=700, question="[S1] What did you do?", said=["We called."])), unmap)
    returned = read(data)

    assert answers(returned) == {"S1": "\ufffde called."}
    assert returned.notes == (PRINT, Note("letters", SPOILT, code="S1"))


def test_ligatures_whose_bytes_ghostscript_has_swapped_are_read() -> None:
    def swap(pdf: pikepdf.Pdf) -> None:
        for font in pdf.pages[0].Resources.Font.values():
            font.ToUnicode = pdf.make_stream(b"3 beginbfchar <78> <66006900> <7A> <74006900> <71> <7400dd00> endbfchar")

    data = drawn(partial(asked, top=700, question="[S1] Why?", said=["We xrst met with cauzon in this seqng."]))

    assert answers(read(changed(data, swap))) == {"S1": "We first met with caution in this setting."}


def test_letters_of_which_ghostscript_has_made_one_byte_are_read(page: Page) -> None:
    """As it does with the table of a form's font where pages go through it twice."""
    said = "Како сте? και čaj"

    def spoil(pdf: pikepdf.Pdf) -> None:
        codes = sorted(set(map(ord, said)))
        rows = " ".join(f"<{code:04x}><{code:04x}><{code >> 8 | code & 0xFF:04x}>" for code in codes)
        font = pdf.Root.AcroForm.DR.Font.Wingdings
        font.ToUnicode = pdf.make_stream(f"{len(codes)} beginbfrange {rows} endbfrange".encode())

    returned = read(flat(page, {"S1": said}, spoil))

    assert answers(returned)["S1"] == said
    assert returned.notes == (PRINT,)


def test_a_font_that_tells_nothing_of_its_letters_is_trusted_for_ascii_only() -> None:
    """As ps2pdf makes them, with the letters of a font at any places of another."""

    def embed(pdf: pikepdf.Pdf) -> None:
        file = pdf.make_stream(theme.load().face("regular").read_bytes())
        descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name.X, Flags=4, FontFile2=file)
        font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.X, FirstChar=32, LastChar=255)
        font.Widths, font.FontDescriptor = Array([600] * 224), pdf.make_indirect(descriptor)
        pdf.pages[0].Resources.Font = Dictionary(dict.fromkeys(pdf.pages[0].Resources.Font.keys(), font))

    data = changed(drawn(partial(asked, top=700, question="[S1] What did you do?", said=["A caf\u00e9."])), embed)
    returned = read(data)

    assert answers(returned) == {"S1": "A caf\ufffd."}
    assert returned.notes == (PRINT, Note("letters", SPOILT, code="S1"))


def of_true_type(name: str, start: int) -> MakeFont:
    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        file = pdf.make_stream(theme.load().face("regular").read_bytes())
        descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name(name), Flags=4, FontFile2=file)
        font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name(name), FirstChar=start, LastChar=255)
        font.Widths, font.FontDescriptor = Array([600] * (256 - start)), pdf.make_indirect(descriptor)
        return font

    return make


def of_type_3(table: bytes) -> MakeFont:
    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        names = [Name(f"/a{code}") for code in range(32, 128)]
        shape = pdf.make_stream(b"600 0 0 0 500 700 d1 0 0 500 700 re f")
        font = Dictionary(Type=Name.Font, Subtype=Name.Type3, FirstChar=32, LastChar=127, Widths=Array([600] * 96))
        font.FontBBox, font.FontMatrix = Array([0, 0, 500, 700]), Array([0.001, 0, 0, 0.001, 0, 0])
        font.CharProcs = Dictionary({str(name): shape for name in names})
        font.Encoding = Dictionary(Type=Name.Encoding, Differences=Array([32, *names]))
        if table:
            font.ToUnicode = pdf.make_stream(table)
        return font

    return make


@pytest.mark.parametrize(
    "make",
    [
        of_true_type("/ABCDEF+Roboto-Regular_04", 32),
        of_true_type("/ABCDEF+Roboto-Regular_00", 1),
        of_type_3(b""),
        of_type_3(b"%d beginbfrange " % 96 + b"".join(b"<%02x><%02x><27%02x>" % (c, c, c) for c in range(32, 128))),
    ],
    ids=["poppler's part of a font", "numbers of glyphs", "Ghostscript's shapes", "Ghostscript's shapes as dingbats"],
)
def test_of_a_font_whose_codes_are_no_letters_none_is_guessed(make: MakeFont) -> None:
    """As cups-pdf and others make them: "\u0441\u0442\u0435" came out as "AB5", or as signs."""

    def draw(canvas: Canvas) -> None:
        asked(canvas, top=700, question="[S1] What did you do?", said=[])
        canvas.setFont("Courier", SIZE)
        canvas.drawString(LEFT + 6, 700 - 38, "AB5")

    def embed(pdf: pikepdf.Pdf) -> None:
        fonts = pdf.pages[0].Resources.Font
        for name in [name for name, font in fonts.items() if font.BaseFont == Name.Courier]:
            fonts[name] = pdf.make_indirect(make(pdf))

    returned = read(changed(drawn(draw), embed))

    assert answers(returned) == {"S1": "\ufffd\ufffd\ufffd"}
    assert returned.notes == (PRINT, Note("letters", SPOILT, code="S1"))


def test_print_is_print_even_if_the_file_does_not_tell_some_of_its_letters(
    shipped_page: MakePage, tmp_path: Path
) -> None:
    """As in what mutool converts, which also drops the properties."""

    def unmap(pdf: pikepdf.Pdf) -> None:
        for font in (font for sheet in pdf.pages for font in sheet.Resources.Font.values() if "/ToUnicode" in font):
            table = re.sub(
                b"<(?:00b7|2022|2019)>(?=\r?\n)", b"<0001>", font.ToUnicode.read_bytes(), flags=re.IGNORECASE
            )
            font.ToUnicode = pdf.make_stream(table)
        del pdf.Root.Metadata, pdf.trailer.Info

    path = tmp_path / "print.pdf"
    path.write_bytes(flat(shipped_page("S8"), {"S8": "We called."}, unmap))

    returned = reading.read(path, Toolkits())

    assert returned.response.answers == {"S8": "We called."}
    assert {note.kind for note in returned.receipt.notes if note != PRINT} == {"version"}
