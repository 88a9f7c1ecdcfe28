"""Reads print piece by piece: rectangles, questions, paragraphs, fonts, sheets of several pages, lines near boxes."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from toolkit_cli.pdf.geometry import Rectangle
from toolkit_cli.pdf.printout.areas import Area, asked_on
from toolkit_cli.pdf.printout.flat import Shape, sheets
from toolkit_cli.pdf.printout.fonts import legible
from toolkit_cli.pdf.printout.imposed import parts
from toolkit_cli.pdf.printout.lines import joined, lines, paragraphs
from toolkit_cli.pdf.printout.nearest import _near_lines
from toolkit_cli.pdf.printout.pageletters import PageLetters
from toolkit_cli.pdf.printout.pages import page_of
from toolkit_cli.pdf.printout.regions import Regions, of_shapes
from toolkit_cli.pdf.reading.boxes import Box
from toolkit_cli.pdf.reading.letters import Letter

PAGE = Rectangle(0, 0, 600, 800)
FULL = "many words in one line"


def written(text: str, base: float, left: float = 0.0) -> Iterator[Letter]:
    """Yield the letters of a line, each five points wide, in a size of ten."""
    return (Letter(each, left + 5 * at, left + 5 * at + 5, base, 10) for at, each in enumerate(text))


def framed(across: list[float], down: list[tuple[float, float, float]]) -> list[Rectangle]:
    """Return the rectangles of lines across from 0 to 200, and of lines down: where, from where, to where."""
    shapes = [Shape(((0, y), (200, y)), stroked=True) for y in across]
    shapes += [Shape(((x, low), (x, high)), stroked=True) for x, low, high in down]
    return sorted(of_shapes(shapes).framed)


def test_cells_below_a_head_across_them_are_not_one() -> None:
    assert framed([0, 50, 100], [(0, 0, 100), (120, 0, 50), (200, 0, 100)]) == [
        Rectangle(0, 0, 120, 50),
        Rectangle(0, 50, 200, 100),
        Rectangle(120, 0, 200, 50),
    ]


def test_the_two_lines_of_a_double_one_enclose_nothing() -> None:
    assert framed([0, 50, 55], [(0, 0, 55), (200, 0, 55)]) == [Rectangle(0, 0, 200, 50)]


def test_a_background_as_large_as_the_page_is_no_area_in_it() -> None:
    assert page_of(PAGE, PageLetters([], []), Regions([], [PAGE], [], [])).inner == []


@pytest.mark.parametrize(("top", "said", "is_its_box"), [(690, "", True), (600, "", False), (690, "[S2] And?", False)])
def test_of_a_question_on_the_page_itself_a_box_right_below_it_is_its_own(
    top: float, said: str, is_its_box: bool
) -> None:
    """So are those of a form whose grounds a program has left out."""
    page = Area(PAGE, lines(written("[S1] What did you do?", 700)))
    box = Area(Rectangle(0, top - 80, 500, top), lines(written(said, top - 20)), outer=page)
    page.inner.append(box)

    (asked,) = asked_on(page)[page]

    assert (asked.code, asked.below) == ("S1", [box] if is_its_box else [])


@pytest.mark.parametrize(("second", "expected"), [("and two", [f"{FULL} and two"]), ("• two", [FULL, "• two"])])
def test_an_item_of_a_list_below_a_full_line_is_a_paragraph_of_its_own(second: str, expected: list[str]) -> None:
    found = lines([*written(FULL, 100), *written(second, 86)])

    assert [joined(each) for each in paragraphs(found, 5 * len(FULL))] == expected


@pytest.mark.parametrize(
    "font",
    [
        Dictionary(Subtype=Name.Type3, Encoding=Dictionary(Differences=Array([1, Name.A, Name.B]))),
        Dictionary(Subtype=Name.Type3, Encoding=Dictionary(Differences=Array([1, Name.a1, Name.B]))),
        Dictionary(Subtype=Name.Type3),
        Dictionary(Subtype=Name.TrueType, Encoding=Name.WinAnsiEncoding, FontDescriptor=Dictionary(FontFile2=0)),
        Dictionary(Subtype=Name.TrueType, FontDescriptor=Dictionary()),
        Dictionary(Subtype=Name.TrueType),
        Dictionary(Subtype=Name.Type1, FontDescriptor=Dictionary(FontFile2=0)),
    ],
)
def test_fonts_that_tell_their_letters_stay_as_they_are(font: Dictionary) -> None:
    assert legible(Pdf.new(), font) is font


@pytest.mark.parametrize(
    ("name", "first", "ascii_is_known"), [("/F_00", 33, True), ("/F_00", 1, False), ("/F_03", 33, False)]
)
def test_a_part_of_a_font_tells_its_letters_only_if_they_may_be_ascii(
    name: str, first: int, ascii_is_known: bool
) -> None:
    described = Dictionary(FontFile2=0)
    font = Dictionary(Subtype=Name.TrueType, BaseFont=Name(name), FirstChar=first, FontDescriptor=described)

    with Pdf.new() as pdf:
        table = legible(pdf, font).ToUnicode.read_bytes()

    assert (b"<80> <fffd>" in table, b"<41> <fffd>" in table) == (True, not ascii_is_known)


def test_a_graphics_state_that_was_never_saved_is_not_restored() -> None:
    with Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(400, 300)).obj
        page.Contents = pdf.make_stream(b"Q 1 0 0 1 100 0 cm Q 0 0 50 50 re f q")

        (sheet,) = sheets(pdf)

    assert sheet.shapes == [Shape(((100, 0), (150, 0), (150, 50), (100, 50)), stroked=False)]
    assert [sheet.content.split().count(operator) for operator in (b"q", b"Q")] == [2, 2]


@pytest.mark.parametrize(
    ("content", "subtype", "expected"),
    [
        (b"/P1 Do q 1 0 0 1 200 0 cm /P2 Do Q", Name.Form, [(0, 0, 200, 300), (200, 0, 400, 300)]),
        (b"Q /P1 Do 1 0 0 1 200 0 cm /P2 Do", Name.Form, [(0, 0, 200, 300), (200, 0, 400, 300)]),
        (b"/P1 Do q 1 0 0 1 200 0 cm /P2 Do Q", Name.Image, []),
        (b"/P1 Do q 1 0 0 1 190 0 cm /P2 Do Q", Name.Form, []),  # one over the other
        (b"/P1 Do q 1 0 0 1 0 -290 cm /P2 Do Q", Name.Form, []),
        (b"/P1 Do q .3 0 0 1 200 0 cm /P2 Do Q", Name.Form, []),  # too small for a page
        (b"/P1 Do q 1 0 0 .2 200 0 cm /P2 Do Q", Name.Form, []),
        (b"/P1 Do", Name.Form, []),
        (b"/P1 Do 1 0 0 1 200 0 cm " * 17, Name.Form, []),  # more than anybody puts on a sheet
    ],
)
def test_forms_side_by_side_are_pages(
    content: bytes, subtype: Name, expected: list[tuple[float, float, float, float]]
) -> None:
    with Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(400, 300)).obj
        forms = {name: pdf.make_stream(b"", Subtype=subtype, BBox=[0, 0, 200, 300]) for name in ("/P1", "/P2")}
        page.Resources, page.Contents = Dictionary(XObject=Dictionary(forms)), pdf.make_stream(content)

        found = parts(page, lambda holder: list(pikepdf.parse_content_stream(holder)))

        assert [part.bounds for part in found] == expected


@pytest.mark.parametrize(("base", "codes"), [(82, ["S1", "S1", "S1"]), (78, ["S1", "S1", "S2"])])
def test_words_that_run_out_of_a_box_run_on_over_the_next_one_line_by_line(base: float, codes: list[str]) -> None:
    boxes = [Box(Rectangle(0, 100, 200, 140), "S1", ""), Box(Rectangle(0, 60, 200, 98), "S2", "")]
    shown = [*written("one", 110), *written("two", 96), *written("three", base)]

    found = list(_near_lines(["one", "two", "three"], shown, boxes))

    assert [(number, near.code, near.box and near.box.code) for number, near in found] == [
        (number, code, code) for number, code in enumerate(codes)
    ]
