"""Print that means harm: what nothing can be read from is refused, and the rest is read soon."""

from __future__ import annotations

from functools import partial
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from toolkit_cli.errors import ReturnError
from toolkit_cli.layout.page import Page
from toolkit_cli.pdf.read import read

from .conftest import MakePage
from .pdf_objects import Change, changed
from .printouts import (
    answers,
    asked,
    drawn,
)
from .timing import in_seconds


@pytest.fixture(scope="module")
def page(shipped_page: MakePage) -> Page:
    return shipped_page("S1", "S3", "S10", "G1")


def a_loop(pdf: pikepdf.Pdf) -> None:
    form = Stream(pdf, b"/Self Do /Self Do")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
    form = pdf.make_indirect(form)
    form.Resources = Dictionary(XObject=Dictionary(Self=form))
    pdf.pages[0].Resources.XObject = Dictionary(Self=form)
    pdf.pages[0].Contents = pdf.make_stream(pdf.pages[0].Contents.read_bytes() + b" /Self Do")


def many_instructions(pdf: pikepdf.Pdf) -> None:
    for page in (pdf.pages[0], *(pdf.add_blank_page() for _ in range(20))):
        page.Contents = pdf.make_stream(page.obj.get("/Contents", Stream(pdf, b"")).read_bytes() + b" q Q" * 40_000)


def many_shapes(pdf: pikepdf.Pdf) -> None:
    lines = b"".join(b"%d 0 m %d 800 l S 0 %d m 500 %d l S\n" % (n, n, n, n) for n in range(9_000))
    pdf.pages[0].Contents = pdf.make_stream(pdf.pages[0].Contents.read_bytes() + lines)


def a_grid_with_letters(pdf: pikepdf.Pdf) -> None:
    lines = b"".join(b"%d 0 m %d 840 l S 0 %d m 590 %d l S\n" % (n, n, n, n) for n in range(0, 840, 4))
    font = next(iter(pdf.pages[0].Resources.Font.keys())).encode()
    words = b"".join(b"BT %s 3 Tf 5 %d Td (%s) Tj ET\n" % (font, n, b"x" * 400) for n in range(0, 840, 8))
    for _ in range(5):
        pdf.pages.append(pdf.pages[0])
    for page in pdf.pages:
        page.Contents = pdf.make_stream(pdf.pages[0].Contents.read_bytes() + lines + words)


def narrow_columns(pdf: pikepdf.Pdf) -> None:
    lines = b"".join(b"%d 0 m %d 840 l S " % (n, n) for n in range(0, 600, 4))
    lines += b"".join(b"0 %d m 590 %d l S " % (n, n) for n in range(0, 840, 10))
    pdf.pages[0].Contents = pdf.make_stream(pdf.pages[0].Contents.read_bytes() + lines)
    for _ in range(60):
        pdf.pages.append(pdf.pages[0])


def a_bomb_for_a_font(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        font.FontDescriptor = Dictionary(FontFile2=pdf.make_stream(bytes(64 << 20)))


def one_long_value(pdf: pikepdf.Pdf) -> None:
    value = pdf.make_stream(b"x" * 8_000_000)
    box = Dictionary(Subtype=Name.Widget, FT=Name.Tx, T=String("own"), V=value, Rect=Array([0, 0, 40, 9]))
    pdf.pages[0].Annots = Array([pdf.make_indirect(box)])
    pdf.Root.AcroForm = Dictionary(Fields=pdf.pages[0].Annots)


def very_many_blanks(pdf: pikepdf.Pdf) -> None:
    form = Stream(pdf, b" " * 8_000_000)
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
    pdf.pages.append(pdf.pages[0])
    pdf.pages[1].Resources = Dictionary(XObject=Dictionary(Blanks=pdf.make_indirect(form)))
    pdf.pages[1].Contents = pdf.make_stream(b"/Blanks Do " * 1000)


def very_many_operators(pdf: pikepdf.Pdf) -> None:
    content = pdf.make_stream(b"q Q " * 2_000_000)
    for _ in range(20):
        pdf.add_blank_page().Contents = content


def one_path_of_very_many(pdf: pikepdf.Pdf) -> None:
    boxes = b"".join(b"%d %d 9 9 re " % (number % 500, number % 800) for number in range(100_000))
    pdf.add_blank_page().Contents = pdf.make_stream(boxes + b"S")


def a_form_of(pdf: pikepdf.Pdf, content: bytes, **entries: Any) -> pikepdf.Object:
    return pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 100]), **entries)


def add_pages(pdf: pikepdf.Pdf, count: int, content: bytes, **forms: pikepdf.Object) -> None:
    """Add pages that share a content, which draws forms by their names."""
    named = Dictionary({f"/{name}": form for name, form in forms.items()})
    said, held = pdf.make_stream(content), pdf.make_indirect(Dictionary(XObject=named))
    for _ in range(count):
        page = pdf.add_blank_page()
        page.Contents, page.Resources = said, held


def a_form_with_very_many_fonts(pdf: pikepdf.Pdf) -> None:
    face = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    fonts = pdf.make_indirect(Dictionary({f"/F{number}": face for number in range(20_000)}))
    add_pages(pdf, 1, b"/X Do " * 20_000, X=a_form_of(pdf, b" ", Resources=Dictionary(Font=fonts)))


def sheets_with_very_many_instructions(pdf: pikepdf.Pdf) -> None:
    drawn = b"/A Do q 1 0 0 1 200 0 cm /B Do Q"
    add_pages(pdf, 150, b"q Q " * 100_000 + drawn, A=a_form_of(pdf, b" "), B=a_form_of(pdf, b" "))


def very_many_damaged_pages(pdf: pikepdf.Pdf) -> None:
    add_pages(pdf, 150, b"q Q " * 100_000 + b"(no end")


def no_size(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].MediaBox = Array([0, 0, 0, 99_999])


def harmed(harm: Change) -> bytes:
    return changed(drawn(partial(asked, top=700, question="[S1] What did you do?", said=["We called."])), harm)


@pytest.mark.parametrize(
    "harm",
    [
        a_form_with_very_many_fonts,
        a_loop,
        many_instructions,
        many_shapes,
        narrow_columns,
        no_size,
        one_long_value,
        sheets_with_very_many_instructions,
        very_many_blanks,
        very_many_damaged_pages,
        very_many_operators,
        one_path_of_very_many,
    ],
)
def test_an_answer_is_read_beside_what_means_harm(harm: Change) -> None:
    data = harmed(harm)

    with in_seconds(20):
        assert answers(read(data)) == {"S1": "We called."}


@pytest.mark.parametrize("harm", [a_grid_with_letters, a_bomb_for_a_font])
def test_pages_that_nothing_can_be_read_from_are_refused(harm: Change) -> None:
    with pytest.raises(ReturnError, match="not a fillable workbook"):
        read(harmed(harm))
