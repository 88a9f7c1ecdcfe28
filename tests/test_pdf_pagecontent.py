"""Words and pictures that other programs have drawn on the pages of a PDF, or put in with pages of their own."""

from __future__ import annotations

import io
import zlib
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen import canvas

from toolkit_cli import formats
from toolkit_cli.kits import selection
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import EMPTY, Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.pdf.read import read
from toolkit_cli.pdf.reading import ownpages, pagecontent, scratch
from toolkit_cli.pdf.reading.pagecontent import _GraphicsState
from toolkit_cli.pdf.writing import faces
from toolkit_cli.returned import UNREADABLE, Loose, Note
from toolkit_cli.returns import reading
from toolkit_cli.returns.toolkits import Toolkits

from .conftest import MakePage
from .pdf_objects import Change, changed, field
from .timing import in_seconds


@pytest.fixture(scope="module")
def page(shipped_page: MakePage) -> Page:
    return shipped_page("S1", "S3", "F1")


@pytest.fixture(scope="module")
def blank(page: Page) -> bytes:
    return formats.write("pdf", page, theme.load(), EMPTY)


def sheet(*lines: str, face: str = "Helvetica") -> bytes:
    """Return a PDF with a page of lines, such as programs lay over a page."""
    made = io.BytesIO()
    paper = canvas.Canvas(made)
    for number, line in enumerate(lines):
        paper.setFont(face, 10)
        paper.drawString(100, 600 - 20 * number, line)
    paper.showPage()
    paper.save()
    return made.getvalue()


def notes(data: bytes) -> tuple[Note, ...]:
    return read(data).notes


def after(content: bytes, **resources: Any) -> Change:
    """Return a change that draws on the second page: a content of its own after what is there."""

    def draw(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1]
        page.Contents = Array([page.Contents, pdf.make_stream(content)])
        page.Resources = Dictionary(dict(page.Resources.items()))  # other pages draw with the same
        for kind, named in resources.items():
            held = page.Resources.get(f"/{kind}", Dictionary())
            page.Resources[f"/{kind}"] = Dictionary({**dict(held.items()), **named})

    return draw


HELVETICA = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
WORDS = b"BT /Helv 10 Tf 100 300 Td (We \x93kept\x94 going) Tj ET"


def form(pdf: pikepdf.Pdf, content: bytes, **resources: Any) -> pikepdf.Object:
    look = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 9, 9])}
    stream = pdf.make_stream(content, Dictionary({f"/{key}": value for key, value in look.items()}))
    stream.Resources = Dictionary({f"/{kind}": Dictionary(named) for kind, named in resources.items()})
    return pdf.make_indirect(stream)


def image(pdf: pikepdf.Pdf) -> pikepdf.Object:
    size = {"Width": 1, "Height": 1, "BitsPerComponent": 8}
    return pdf.make_stream(b"\0", Type=Name.XObject, Subtype=Name.Image, ColorSpace=Name.DeviceGray, **size)


# What is drawn


@pytest.mark.parametrize("edition", selection.EDITIONS)
@pytest.mark.parametrize("filled", [False, True])
def test_on_a_workbook_as_it_was_written_nobody_drew(shipped_page: MakePage, edition: str, filled: bool) -> None:
    page = shipped_page(edition=edition)
    fill = Fill(values={"S1": "Words. " * 900, "S3": "no"}) if filled else EMPTY

    with pikepdf.open(io.BytesIO(formats.write("pdf", page, theme.load(), fill))) as pdf:
        assert pagecontent.drawings(pdf) == []


def test_words_laid_over_a_page_are_noted(blank: bytes) -> None:
    name = faces.register(theme.load()).regular
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(blank))
    writer.pages[1].merge_page(pypdf.PdfReader(io.BytesIO(sheet("Δουλέψαμε “από” το σπίτι", face=name))).pages[0])
    saved = io.BytesIO()
    writer.write(saved)

    assert notes(saved.getvalue()) == (Note("typed", text="Δουλέψαμε “από” το σπίτι", place="page 2"),)


def test_words_are_noted_with_the_field_that_they_begin_above(page: Page) -> None:
    data = formats.write("pdf", page, theme.load(), EMPTY)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fields = [each for sheet in pdf.pages for each in sheet.get("/Annots", []) if each.get("/T") in ("S1", "F1")]
        numbers = [at for at, sheet in enumerate(pdf.pages) for each in sheet.get("/Annots", []) if each in fields]
        for number, field, said in zip(numbers, fields, ("We kept|going, and", "Thank you"), strict=True):
            left, _, _, top = map(float, field.Rect)
            made = io.BytesIO()
            paper = canvas.Canvas(made)
            for line, words in enumerate(said.split("|")):
                paper.drawString(left + 5, top + 20 - 14 * line, words)
            paper.save()
            with pikepdf.open(made) as over:
                pdf.pages[number].add_overlay(over.pages[0])
        saved = io.BytesIO()
        pdf.save(saved)

    assert [(note.kind, note.near, note.text, note.place) for note in notes(saved.getvalue())] == [
        ("typed", "S1", "We kept\ngoing, and", f"page {numbers[0] + 1}"),
        ("typed", "F1", "Thank you", f"page {numbers[1] + 1}"),
    ]


def test_words_in_a_content_of_their_own_are_noted(blank: bytes) -> None:
    data = changed(blank, after(WORDS, Font={"/Helv": HELVETICA}))

    assert notes(data) == (Note("typed", text="We “kept” going", place="page 2"),)


def test_words_that_a_program_has_marked_are_told_by_their_face(blank: bytes) -> None:
    data = changed(blank, after(b"/Span <</MCID 900>> BDC " + WORDS + b" EMC", Font={"/Helv": HELVETICA}))

    assert notes(data) == (Note("typed", text="We “kept” going", place="page 2"),)


def test_words_behind_many_signs_that_mean_nothing_are_noted(blank: bytes) -> None:
    data = changed(blank, after(b") " * 100 + WORDS, Font={"/Helv": HELVETICA}))

    assert Note("typed", text="We “kept” going", place="page 2") in notes(data)


def test_words_in_forms_within_forms_are_noted_once(blank: bytes) -> None:
    def draw(pdf: pikepdf.Pdf) -> None:
        inner = form(pdf, WORDS, Font={"/Helv": HELVETICA})
        outer = form(pdf, b"/In Do /In Do", XObject={"/In": inner})
        inner.Resources.XObject = Dictionary(Back=outer)  # a circle
        after(b"/Out Do /Out Do", XObject={"/Out": outer})(pdf)

    assert notes(changed(blank, draw)) == (Note("typed", text="We “kept” going", place="page 2"),)


def test_pictures_and_lines_are_noted(blank: bytes) -> None:
    def draw(pdf: pikepdf.Pdf) -> None:
        drawn = b"/Photo Do BI /W 1 /H 1 /BPC 8 /CS /G ID \0 EI 1 1 m 9 9 l S /Artifact BMC /Photo Do EMC"
        after(drawn, XObject={"/Photo": image(pdf)})(pdf)

    assert notes(changed(blank, draw)) == (
        Note("ink", place="page 2"),
        Note("picture", text="3 of them", place="page 2"),
    )


def test_lines_are_noted_where_a_program_has_made_one_content_of_the_page_and_of_them(blank: bytes) -> None:
    def draw(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].Contents = pdf.make_stream(pdf.pages[1].Contents.read_bytes() + b" 1 1 m 9 9 l S")

    assert notes(changed(blank, draw)) == (Note("ink", place="page 2"),)


def test_a_page_that_was_put_in_is_read(blank: bytes) -> None:
    def put(pdf: pikepdf.Pdf) -> None:
        with pikepdf.open(io.BytesIO(sheet("Page one of our own", "and what else we did"))) as other:
            pdf.pages.insert(1, other.pages[0])
            pdf.pages[1].Resources.Font = Dictionary(Own=HELVETICA)
            pdf.pages[1].Contents = pdf.make_stream(pdf.pages[1].Contents.read_bytes().replace(b"/F1", b"/Own"))

    assert notes(changed(blank, put)) == (
        Note("typed", text="Page one of our own\nand what else we did", place="page 2"),
    )


def without_marks(pdf: pikepdf.Pdf) -> None:
    """Write every page anew without its marked content, as a program may that knows nothing of it."""
    for page in pdf.pages:
        kept = [each for each in pikepdf.parse_content_stream(page) if str(each.operator) not in ("BMC", "BDC", "EMC")]
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
        page.Resources = Dictionary(dict(page.Resources.items()))


def renamed(pdf: pikepdf.Pdf) -> None:
    """Write every page anew with other names for its fonts, as an editor of PDFs may, such as PDFix."""
    for page in pdf.pages:
        content = page.Contents.read_bytes()
        fonts = Dictionary()
        for number, (old, font) in enumerate(page.Resources.Font.items()):
            fonts[f"/T{number}"] = font
            content = content.replace(f"{old} ".encode(), f"/T{number} ".encode())
        page.Contents = pdf.make_stream(content)
        page.Resources = Dictionary({**page.Resources.as_dict(), "/Font": fonts})


def test_where_the_fonts_have_other_names_the_blank_tells_what_is_new(blank: bytes, tmp_path: Path) -> None:
    plain, typed = tmp_path / "plain.pdf", tmp_path / "typed.pdf"
    plain.write_bytes(changed(blank, renamed))
    typed.write_bytes(changed(blank, renamed, after(WORDS, Font={"/Helv": HELVETICA})))

    assert Loose("Contents", place="page 2") in (read(plain.read_bytes()).loose or ())
    assert reading.read(plain, Toolkits()).receipt.notes == ()
    assert reading.read(typed, Toolkits()).receipt.notes == (Note("stray", text="We “kept” going", place="page 2"),)


def test_where_all_marks_are_gone_the_blank_tells_what_is_new(page: Page, blank: bytes, tmp_path: Path) -> None:
    plain, typed = tmp_path / "plain.pdf", tmp_path / "typed.pdf"
    plain.write_bytes(changed(blank, without_marks))
    typed.write_bytes(changed(blank, without_marks, after(WORDS, Font={"/Helv": HELVETICA})))

    assert Loose("Contents", place="page 2") in (read(plain.read_bytes()).loose or ())
    assert reading.read(plain, Toolkits()).receipt.notes == ()
    assert reading.read(typed, Toolkits()).receipt.notes == (Note("stray", text="We “kept” going", place="page 2"),)


def test_pages_that_a_program_writes_anew_are_as_they_were(blank: bytes) -> None:
    def anew(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(pikepdf.parse_content_stream(page)))
            page.Resources = Dictionary(dict(page.Resources.items()))

    assert notes(changed(blank, anew)) == ()


def wrapped(pdf: pikepdf.Pdf, over: pikepdf.Object) -> None:
    """Make a form of the second page, and lay another over it, as qpdf does."""
    page = pdf.pages[1]
    old = form(pdf, page.Contents.read_bytes())
    old.Resources = page.Resources
    page.Contents = pdf.make_stream(b"q /Fx0 Do Q q /Fx1 Do Q")
    page.Resources = Dictionary(XObject=Dictionary(Fx0=old, Fx1=over))


def test_a_page_of_ours_that_a_program_has_made_a_form_of_is_as_it_was(blank: bytes) -> None:
    """As qpdf does that lays another page over it; words in our face that are marked by nobody are told still."""

    def lay(pdf: pikepdf.Pdf) -> None:
        face = next(name for name in map(str, pdf.pages[1].Resources.Font) if ownpages.FACE.fullmatch(name))
        words = b"BT %s 10 Tf (We) Tj ET" % face.encode()
        wrapped(pdf, form(pdf, words, Font={face: pdf.pages[1].Resources.Font[face]}))

    assert notes(changed(blank, lay)) == (Note("typed", text="We", place="page 2"),)
    assert notes(changed(blank, lay, lambda pdf: wrapped(pdf, form(pdf, b"q Q")))) == notes(changed(blank, lay))


def test_a_page_of_ours_on_which_a_program_drew_before_it_made_a_form_of_it_is_as_it_was(blank: bytes) -> None:
    """As Syncfusion does that takes pages into another file: it draws the ticks, which stay in their fields too."""

    def draw(pdf: pikepdf.Pdf) -> None:
        after(b"/Drawn Do", XObject={"/Drawn": form(pdf, WORDS, Font={"/Helv": HELVETICA})})(pdf)
        pdf.pages[1].contents_coalesce()
        wrapped(pdf, form(pdf, b"q Q"))

    assert notes(changed(blank, draw)) == (Note("typed", text="We “kept” going", place="page 2"),)


def test_what_a_box_shows_and_a_program_draws_on_the_page_too_is_nobody_s_drawing(blank: bytes) -> None:
    """As Syncfusion draws each box that it ticks; the same lines in a form that no box has are told."""

    def draw(pdf: pikepdf.Pdf, more: bytes) -> None:
        (asked,) = (field for field in pdf.Root.AcroForm.Fields if field.T == "S3")
        look = asked.Kids[0].AP.N["/yes"]
        pdf.pages[1].Annots = Array([*pdf.pages[1].get("/Annots", []), asked.Kids[0]])
        after(b"/Drawn Do", XObject={"/Drawn": form(pdf, look.read_bytes() + more)})(pdf)

    assert notes(changed(blank, partial(draw, more=b""))) == ()
    assert notes(changed(blank, partial(draw, more=b" "))) == (Note("ink", place="page 2"),)


@pytest.mark.parametrize("content", [b"/P BMC %s EMC", b"/P <</MCID 0>> BDC %s EMC", b"%s"])
def test_marked_words_in_a_face_that_is_called_as_ours_are_told_in_a_form_of_anothers(
    content: bytes, blank: bytes
) -> None:
    """As ReportLab calls each; only it gives a page its first face too."""

    def lay(pdf: pikepdf.Pdf, wrap: bool) -> None:
        face = next(name for name in map(str, pdf.pages[1].Resources.Font) if ownpages.FACE.fullmatch(name))
        words = content % (b"BT %s 10 Tf (We) Tj ET" % face.encode())
        over = form(pdf, words, Font={face: pdf.pages[1].Resources.Font[face], "/F1": HELVETICA})
        if wrap:
            wrapped(pdf, over)
        else:
            after(b"/Over Do", XObject={"/Over": over})(pdf)

    for wrap in (True, False):
        assert notes(changed(blank, partial(lay, wrap=wrap))) == (Note("typed", text="We", place="page 2"),)


@pytest.mark.parametrize("beneath", [True, False])
def test_answers_that_a_filled_workbook_shows_over_or_beneath_a_blank_one_are_told(
    beneath: bool, page: Page, blank: bytes
) -> None:
    by_hand = replace(page, by_hand=True)
    filled = formats.write("pdf", by_hand, theme.load(), Fill(values={"S1": "We kept going"}))

    def lay(pdf: pikepdf.Pdf) -> None:
        with pikepdf.open(io.BytesIO(filled)) as other:
            for mine, others in zip(pdf.pages, other.pages, strict=False):
                (mine.add_underlay if beneath else mine.add_overlay)(others, None)

    assert "We kept going" in "\n".join(note.text for note in notes(changed(blank, lay)))


def test_a_running_line_whose_form_a_program_has_renamed_is_as_it_was(blank: bytes) -> None:
    def rename(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1]
        forms = {name.replace(ownpages.FORM, "/Fm"): form for name, form in page.Resources.XObject.items()}
        page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(ownpages.FORM.encode(), b"/Fm"))
        page.Resources = Dictionary({**page.Resources.as_dict(), "/XObject": Dictionary(forms)})

    assert notes(changed(blank, rename)) == ()


# What cannot be read, and what means harm


def test_signs_without_a_table_of_letters_are_not_passed_over(blank: bytes) -> None:
    strange = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Strange, Encoding=Name("/Identity-H"))
    data = changed(blank, after(b"BT /Odd 10 Tf <00410042> Tj ET", Font={"/Odd": strange}))

    assert [note.place for note in notes(data)] == ["page 2"]


@pytest.mark.parametrize(
    ("content", "kinds"),
    [
        (b"(" * 1000 + b" BT /Helv 10 Tf", set()),
        (b"0 " * 200_000, set()),
        (b"/Helv Do", set()),
        (b"BT /Helv 10 Tf (x) Tj ET " * 20_000, {"typed"}),
        (b"BT /Helv 10 Tf (x) Tj ET " * 100_000, {"picture"}),  # more than is looked into
        (b"BT /Nothing 10 Tf (lost) Tj ET", {"typed"}),
    ],
)
def test_odd_contents_do_no_harm(blank: bytes, content: bytes, kinds: set[str]) -> None:
    found = notes(changed(blank, after(content, Font={"/Helv": HELVETICA}, XObject={"/Helv": HELVETICA})))

    assert {note.kind for note in found} == kinds
    assert {note.place for note in found} <= {"page 2"}


def test_words_beside_a_form_that_cannot_be_unpacked_are_noted(blank: bytes) -> None:
    def draw(pdf: pikepdf.Pdf) -> None:
        forms = {"/Fm0": form(pdf, b"x"), "/Fm1": form(pdf, WORDS, Font={"/Helv": HELVETICA}), "/Fm2": form(pdf, b"x")}
        forms["/Fm0"].Filter = forms["/Fm2"].Filter = Name.JBIG2Decode
        after(b"/Fm0 Do /Fm1 Do /Fm2 Do", XObject=forms)(pdf)

    assert [(note.kind, note.text) for note in notes(changed(blank, draw))] == [
        ("typed", "We “kept” going"),
        ("picture", "2 of them"),
    ]


def test_a_graph_of_forms_is_gone_through_once(blank: bytes) -> None:
    def draw(pdf: pikepdf.Pdf) -> None:
        inner = form(pdf, WORDS, Font={"/Helv": HELVETICA})
        for _ in range(2 * pagecontent.MOST_LAYERS):
            inner = form(pdf, b"/In Do /In Do", XObject={"/In": inner})
        after(b"/Out Do", XObject={"/Out": inner})(pdf)

    found = notes(changed(blank, draw))

    assert {note.kind for note in found} == {"picture"}
    assert len(found) < 10


def test_a_table_of_letters_that_unpacks_to_very_much_is_left_alone(blank: bytes) -> None:
    def draw(pdf: pikepdf.Pdf) -> None:
        table = pdf.make_stream(b" " * (64 << 20))
        table.write(b" " * (64 << 20))
        font = Dictionary({**HELVETICA.as_dict(), "/ToUnicode": table})
        after(WORDS, Font={"/Helv": font})(pdf)

    assert notes(changed(blank, draw)) == (Note("typed", text="We “kept” going", place="page 2"),)


@pytest.mark.parametrize("many", [400, 5000])
def test_of_a_page_of_very_many_contents_no_word_is_left_out_in_silence(blank: bytes, many: int) -> None:
    def draw(pdf: pikepdf.Pdf) -> None:
        after(WORDS, Font={"/Helv": HELVETICA})(pdf)
        ours, theirs = pdf.pages[1].Contents
        pdf.pages[1].Contents = Array([ours, *([pdf.make_stream(b"q Q")] * many), theirs])

    (told,) = notes(changed(blank, draw))

    assert (told.text, told.kind) == (("We “kept” going", "typed") if many < 1000 else ("", "picture"))
    assert told.place == "page 2"


def test_a_page_that_stands_there_hundreds_of_times_is_not_looked_into_each_time(blank: bytes) -> None:
    def repeat(pdf: pikepdf.Pdf) -> None:
        after(b"q Q " * 20_000 + WORDS, Font={"/Helv": HELVETICA})(pdf)
        for _ in range(400):
            pdf.pages.append(pdf.pages[1])

    with pikepdf.open(io.BytesIO(changed(blank, repeat))) as pdf:
        found = pagecontent.drawings(pdf)

    assert len([each for each in found if each.text]) < 20
    assert len([each for each in found if each.pictures]) > 300


def one_stream_as_all_parts_of_a_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].Contents = Array([packed(pdf, b" " * 8_000_000)] * 300)


def many_pages_that_unpack_to_very_much(pdf: pikepdf.Pdf) -> None:
    content = packed(pdf, b" " * 8_000_000)
    for _ in range(500):
        pdf.add_blank_page().Contents = content


def boxes_that_show_one_content(pdf: pikepdf.Pdf) -> None:
    for words in (b"q Q " * 16_000, b" " * 8_000_000):
        look = packed(pdf, b"(a) Tj " + words)
        made = [Dictionary(Subtype=Name.Widget, FT=Name.Tx, AP=Dictionary(N=look)) for _ in range(250)]
        pdf.Root.AcroForm.Fields = Array([*made, *pdf.Root.AcroForm.Fields])


def many_boxes_of_one_long_value(pdf: pikepdf.Pdf) -> None:
    long = field(pdf, "S1")
    look = form(pdf, WORDS, Font={"/Helv": HELVETICA})
    boxes = [pdf.make_indirect(Dictionary(Subtype=Name.Widget, AP=Dictionary(N=look))) for _ in range(400)]
    long.V, long.Kids = packed(pdf, b"x " * 3_000_000), Array(boxes)


def very_many_names(pdf: pikepdf.Pdf) -> None:
    fonts = pdf.make_indirect(Dictionary({f"/F1+{number}": Dictionary() for number in range(30_000)}))
    forms = pdf.make_indirect(Dictionary({f"/X{number}": Dictionary() for number in range(30_000)}))
    look = form(pdf, b"")
    box = pdf.make_indirect(Dictionary(Subtype=Name.Widget, AP=Dictionary(N=forms)))
    ours, others, drawing = (packed(pdf, each) for each in (b"/P BMC EMC", b"/P BMC" + b" " * 3_000, b"/X Do"))
    for _ in range(200):
        for content, held in ((ours, Dictionary(Font=fonts)), (others, Dictionary(XObject=forms))):
            page = pdf.add_blank_page()
            page.Contents, page.Resources = content, held
    page = pdf.add_blank_page()
    page.Contents, page.Resources = drawing, Dictionary(XObject=Dictionary(X=look))
    page.obj.Annots = Array([box] * 300)


def packed(pdf: pikepdf.Pdf, content: bytes) -> pikepdf.Object:
    stream = pdf.make_stream(b"")
    stream.write(zlib.compress(content, 9), filter=Name.FlateDecode)
    return stream


@pytest.mark.parametrize(
    "harm",
    [
        one_stream_as_all_parts_of_a_page,
        many_pages_that_unpack_to_very_much,
        boxes_that_show_one_content,
        many_boxes_of_one_long_value,
        very_many_names,
    ],
)
def test_a_small_file_that_means_very_much_is_soon_read(harm: Change, blank: bytes) -> None:
    data = changed(blank, harm)

    with in_seconds(10):
        assert read(data).found


def test_a_font_that_refers_to_more_than_any_is_not_followed(blank: bytes) -> None:
    def chain(pdf: pikepdf.Pdf) -> None:
        last = pdf.make_indirect(Dictionary())
        for _ in range(3_000):  # qpdf follows it by recursion, and 60,000 end the program
            last = pdf.make_indirect(Dictionary(X=last))
        face = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, X=last)
        after(b"BT /F9 12 Tf (typed) Tj ET", Font={"/F9": pdf.make_indirect(face)})(pdf)

    assert [(note.kind, note.text) for note in notes(changed(blank, chain))] == [("typed", UNREADABLE)]


@pytest.mark.parametrize("kind", ["Stamp", "Watermark", "Caret", "Ours"])
def test_words_that_an_annotation_shows_by_a_form_within_its_look_are_told(kind: str, blank: bytes) -> None:
    def stamp(pdf: pikepdf.Pdf) -> None:
        inner = form(pdf, b"BT /Helv 10 Tf (shown) Tj ET", Font={"/Helv": HELVETICA})
        look = form(pdf, b"/In Do", XObject={"/In": inner})
        made = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=[0, 0, 9, 9], AP=Dictionary(N=look))
        pdf.pages[0].Annots = pdf.make_indirect(Array([*pdf.pages[0].get("/Annots", []), pdf.make_indirect(made)]))

    assert [note.text for note in notes(changed(blank, stamp))] == ["shown"]


def test_fonts_that_no_word_is_set_in_do_not_count(blank: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scratch, "MOST_OBJECTS", 60)  # a page of ours refers to some twenty
    many = {f"/Helv{number}": Dictionary(dict(HELVETICA.items())) for number in range(100)}

    found = notes(changed(blank, after(b"BT /Helv7 12 Tf (typed) Tj ET", Font=many)))

    assert [note.text for note in found] == ["typed"]


def test_the_face_before_a_saved_state_is_the_one_after_it() -> None:
    state = _GraphicsState()
    for operator, operands in (("Tf", ["/F1+0"]), ("q", []), ("Tf", ["/Arial"]), ("Tj", []), ("Q", [])):
        state.follow(operator, operands)

    assert state.font == "/F1+0"


def test_what_is_marked_within_marked_content_does_not_end_it() -> None:
    state = _GraphicsState()
    for operator in ("EMC", "BDC", "BMC", "EMC"):
        state.follow(operator, [])

    assert state.depth == 1
