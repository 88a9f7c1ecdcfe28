"""Reading PDFs, FDF and XFDF: exact answers, what stands beside the form, and files that mean harm."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Literal
from unicodedata import normalize

import pikepdf
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from toolkit_cli.errors import ReturnError
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.pdf import xfdf
from toolkit_cli.pdf.read import read, read_fdf
from toolkit_cli.pdf.write import write
from toolkit_cli.returned import Found, Note, Returned

from .conftest import MakePage
from .pdf_objects import Change, changed, field
from .timing import in_seconds

NASTY = "  “Ελληνικά”, Ћирилица,\tđak 😀\n\nsecond ' \" \\ ) ( line\n"


@pytest.fixture(scope="module")
def page(shipped_page: MakePage) -> Page:
    return shipped_page("S1", "S3", "S10", "G1")


@pytest.fixture(scope="module")
def blank(page: Page) -> bytes:
    return write(page, theme.load())


@pytest.fixture(scope="module")
def filled(page: Page) -> bytes:
    return write(page, theme.load(), Fill(values={"S1": NASTY, "S3": "no", "S10": "14", "G1r2": "planned"}))


def found(returned: Returned) -> dict[str, Found]:
    return {each.code: each for each in returned.found}


def test_a_blank_has_every_field_and_no_answer(page: Page, blank: bytes) -> None:
    returned = read(blank)

    assert {each.code for each in returned.found} == set(page.fields)
    assert not any(each.text or each.states for each in returned.found)
    assert returned.stamp == page.stamp
    assert returned.notes == ()


def test_answers_that_were_filled_in_are_read_letter_by_letter(filled: bytes) -> None:
    answers = found(read(filled))

    assert answers["S1"].text == NASTY
    assert answers["S3"].states == ("no",)
    assert answers["S10"].text == "14"
    assert answers["G1r2"].states == ("planned",)
    assert answers["G1r1"].states == ()


# Two letters such as Â and ©, which nobody types together, are rather é in UTF-8 that does not say so.
TYPED = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), max_size=200).filter(
    lambda text: not re.search("[\u00c2-\u00f4][^\\x00-\\x7f]", text)
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TYPED)
@example(text="au «CAFÉ» et au CAFÉ»")
@example(text="CAFÉ’s, PERCHÉ… we")
@example(text="Strauß’ method, Spaß… Weiß”")
@example(text="é…” QUALITÉ™ Ø’s")
@example(text="PÅ…")
@example(text="§Â§ Ö« Ñ» Â£5")
@example(text="25 €, „ja“, naïve à éà")
def test_any_text_that_a_program_writes_comes_back(text: str, blank: bytes) -> None:

    def fill(pdf: pikepdf.Pdf) -> None:
        field(pdf, "S1").V = String(text)

    assert found(read(changed(blank, fill)))["S1"].text == text


@pytest.mark.parametrize("newline", ["\r", "\r\n", "\n"])
def test_every_programs_line_breaks_are_line_breaks(newline: str, blank: bytes) -> None:
    def fill(pdf: pikepdf.Pdf) -> None:
        field(pdf, "S1").V = String(f"one{newline}two")

    assert found(read(changed(blank, fill)))["S1"].text == "one\ntwo"


def test_a_value_that_is_a_stream_or_a_text_of_a_button_is_read(blank: bytes) -> None:
    def fill(pdf: pikepdf.Pdf) -> None:
        field(pdf, "S1").V = pdf.make_indirect(pikepdf.Stream(pdf, "long ελ".encode()))
        field(pdf, "S3").V = String("/yes")

    answers = found(read(changed(blank, fill)))

    assert answers["S1"].text == "long ελ"
    assert answers["S3"].states == ("yes",)


def test_boxes_that_show_other_than_the_value_are_believed_and_noted(blank: bytes) -> None:
    def fill(pdf: pikepdf.Pdf) -> None:
        field(pdf, "S3").V = Name.yes
        field(pdf, "S3").Kids[1].AS = Name.no

    returned = read(changed(blank, fill))

    assert found(returned)["S3"].states == ("no",)
    assert Note("doubt", text="the value says yes, the boxes show no", code="S3") in returned.notes


def test_a_value_that_no_box_shows_counts_and_is_noted(blank: bytes) -> None:
    def fill(pdf: pikepdf.Pdf) -> None:
        field(pdf, "S3").V = Name.yes

    returned = read(changed(blank, fill))

    assert found(returned)["S3"].states == ("yes",)
    assert returned.notes == (Note("doubt", text="the value says yes, the boxes show nothing", code="S3"),)


def test_a_tick_that_only_the_box_holds_is_clear(blank: bytes) -> None:
    def fill(pdf: pikepdf.Pdf) -> None:
        field(pdf, "S3").Kids[1].AS = field(pdf, "S3").Kids[1].V = Name.no

    returned = read(changed(blank, fill))

    assert found(returned)["S3"].states == ("no",)
    assert returned.notes == ()


def test_two_ticks_are_both_given(blank: bytes) -> None:
    def fill(pdf: pikepdf.Pdf) -> None:
        for kid, state in zip(field(pdf, "S3").Kids, (Name.yes, Name.no), strict=True):
            kid.AS = state

    assert found(read(changed(blank, fill)))["S3"].states == ("yes", "no")


def test_what_is_put_beside_the_form_is_noted_with_the_nearest_field(blank: bytes) -> None:
    def annotate(pdf: pikepdf.Pdf) -> None:
        page = next(sheet for sheet in pdf.pages for each in sheet.obj.get("/Annots", []) if each.get("/T") == "S1")
        rect = next(each.Rect for each in page.obj.Annots if each.get("/T") == "S1")
        for subtype, words in (
            (Name.Text, "a note"),
            (Name.FreeText, "typed\rhere"),
            (Name.Ink, ""),
            (Name.Popup, "a note"),
        ):
            made = Dictionary(Type=Name.Annot, Subtype=subtype, Rect=rect, Contents=String(words), T=String("Ana"))
            if subtype == Name.Popup:
                made.Parent = page.obj.Annots[-3]
            page.obj.Annots.append(pdf.make_indirect(made))

    notes = read(changed(blank, annotate)).notes

    assert [(each.kind, each.text, each.near, each.who) for each in notes] == [
        ("comment", "a note", "S1", "Ana"),
        ("typed", "typed\nhere", "S1", "Ana"),
        ("ink", "", "S1", "Ana"),
    ]


def test_what_is_laid_over_the_top_of_a_big_box_is_near_that_one_and_not_near_boxes_to_tick_above_it(
    blank: bytes,
) -> None:
    def annotate(pdf: pikepdf.Pdf) -> None:
        sheet = next(sheet for sheet in pdf.pages for each in sheet.obj.get("/Annots", []) if each.get("/T") == "S1")
        for box in sheet.obj.Annots:  # a box's sides may stand in any order
            box.Rect = pikepdf.Array([540, 100, 60, 220] if box.get("/T") == "S1" else [70, 240, 80, 250])
        made = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=[64, 204, 150, 218], Contents=String("typed"))
        sheet.obj.Annots.append(pdf.make_indirect(made))

    assert [each.near for each in read(changed(blank, annotate)).notes if each.kind == "typed"] == ["S1"]


@pytest.mark.parametrize(
    ("place", "near"),
    [((90, 195), "S1"), ((90, 210), "S10"), ((380, 105), "S3")],
    ids=["beside a box", "as far from two boxes", "between two boxes"],
)
def test_a_comment_is_near_the_box_beside_it(place: tuple[int, int], near: str, blank: bytes) -> None:
    boxes = {"S1": [100, 100, 300, 200], "S10": [100, 220, 300, 240], "S3": [400, 100, 410, 110]}
    (x, y), words = place, String("x")

    def annotate(pdf: pikepdf.Pdf) -> None:
        made = [Dictionary(Subtype=Name.Widget, FT=Name.Tx, T=String(name), Rect=box) for name, box in boxes.items()]
        widgets = [pdf.make_indirect(each) for each in made]
        note = Dictionary(Subtype=Name.Text, Rect=[x - 9, y - 9, x + 9, y + 9], Contents=words)
        pdf.Root.AcroForm.Fields.extend(widgets)
        pdf.pages[0].obj.Annots = pikepdf.Array([*widgets, pdf.make_indirect(note)])

    assert [each.near for each in read(changed(blank, annotate)).notes if each.kind == "comment"] == [near]


@pytest.mark.parametrize(("words", "told"), [("", ["", "in its window"]), ("said", ["said"])])
def test_words_that_only_the_window_of_a_comment_holds_are_noted(words: str, told: list[str], blank: bytes) -> None:
    def annotate(pdf: pikepdf.Pdf) -> None:
        made = pdf.make_indirect(Dictionary(Subtype=Name.Highlight, Rect=[0, 0, 9, 9], Contents=String(words)))
        window = Dictionary(Subtype=Name.Popup, Rect=[0, 0, 9, 9], Parent=made, Contents=String("in its window"))
        pdf.pages[0].obj.Annots = pikepdf.Array([made, pdf.make_indirect(window)])

    assert [note.text for note in read(changed(blank, annotate)).notes] == told


def test_handwriting_is_one_note_for_each_box_however_many_strokes_it_has(blank: bytes) -> None:
    def write_by_hand(pdf: pikepdf.Pdf) -> None:
        for box, left in zip(field(pdf, "S3").Kids, (100, 300), strict=True):
            box.Rect = [left, 100, left + 10, 110]
        strokes = [Dictionary(Subtype=Name.Ink, Rect=[x, 101, x + 2, 108]) for x in (101, 104, 301, 304, 307, 102)]
        pdf.pages[0].obj.Annots = pikepdf.Array([*field(pdf, "S3").Kids, *map(pdf.make_indirect, strokes)])

    assert [(note.kind, note.place) for note in read(changed(blank, write_by_hand)).notes] == [
        ("ink", "page 1, at the box “yes”"),
        ("ink", "page 1, at the box “no”"),
    ]


@pytest.mark.parametrize(
    ("mark", "rect", "kind", "place"),
    [
        ("Circle", (92, 95, 136, 115), "ink", "page 1, at the box “yes”"),
        ("Ink", (95, 98, 113, 114), "ink", "page 1, at the box “yes”"),
        ("StrikeOut", (214, 100, 230, 110), "comment", "page 1, struck out, at the box “no”"),
        ("Highlight", (114, 100, 130, 110), "comment", "page 1, highlighted, at the box “yes”"),
        ("Stamp", (198, 98, 212, 112), "picture", "page 1, at the box “no”"),
        ("Highlight", (114, 140, 130, 150), "comment", "page 1, highlighted"),
        ("Ink", (95, 60, 260, 150), "ink", "page 1"),
        ("Square", (400, 100, 410, 110), "ink", "page 1"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_option_at_which_somebody_has_set_a_mark_is_told(
    mark: str, rect: tuple[int, ...], kind: str, place: str, blank: bytes
) -> None:
    def annotate(pdf: pikepdf.Pdf) -> None:
        for box, left in zip(field(pdf, "S3").Kids, (100, 200), strict=True):
            box.Rect = [left, 100, left + 10, 110]
        made = Dictionary(Subtype=Name(f"/{mark}"), Rect=rect)
        pdf.pages[0].obj.Annots = pikepdf.Array([*field(pdf, "S3").Kids, pdf.make_indirect(made)])

    (note,) = read(changed(blank, annotate)).notes

    assert (note.kind, note.near, note.place) == (kind, "S3", place)


def test_rich_text_alone_is_read_without_its_tags(blank: bytes) -> None:
    def annotate(pdf: pikepdf.Pdf) -> None:
        made = Dictionary(Subtype=Name.FreeText, RC=String("<body><p>Typed <b>so</b></p></body>"))
        pdf.pages[0].obj.Annots.append(pdf.make_indirect(made))

    assert [each.text for each in read(changed(blank, annotate)).notes] == ["Typed so"]


@pytest.mark.parametrize(
    "said", ["a smile \uf600", "lost \ufffd", "\x07\x11, the low bytes of ć and đ", "those of € \x9d"]
)
def test_letters_that_a_program_has_spoilt_are_noted_at_their_field(said: str, blank: bytes) -> None:
    def fill(pdf: pikepdf.Pdf) -> None:
        field(pdf, "S1").V = String(said)

    assert [(each.kind, each.code) for each in read(changed(blank, fill)).notes] == [("letters", "S1")]


def test_white_space_of_any_kind_is_no_spoilt_letter(blank: bytes) -> None:
    def fill(pdf: pikepdf.Pdf) -> None:
        field(pdf, "S1").V = String("one\ttwo\nthree\rfour\x0bfive\x0csix\x85seven\u00a0eight")

    assert read(changed(blank, fill)).notes == ()


@pytest.mark.filterwarnings("ignore:This document has .* form widget")
def test_fields_that_only_the_pages_know_are_found(page: Page, filled: bytes) -> None:
    def lose(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm.Fields = Array()

    returned = read(changed(filled, lose))

    answers = found(returned)
    assert set(answers) == set(page.fields)
    assert (answers["S1"].text, answers["S3"].states) == (NASTY, ("no",))
    assert returned.stamp == page.stamp


def test_the_stamp_is_found_in_the_metadata_where_the_field_is_gone(page: Page, filled: bytes) -> None:
    def lose(pdf: pikepdf.Pdf) -> None:
        kept = [each for each in pdf.Root.AcroForm.Fields if each.T != "toolkit-stamp"]
        pdf.Root.AcroForm.Fields = Array(kept)
        for sheet in pdf.pages:
            annotations = [each for each in sheet.obj.get("/Annots", []) if each.get("/T") != "toolkit-stamp"]
            sheet.obj.Annots = Array(annotations)

    assert read(changed(filled, lose)).stamp == page.stamp


def message(data: bytes, reader: Callable[[bytes], Returned] = read) -> str:
    with pytest.raises(ReturnError) as wrong:
        reader(data)
    return str(wrong.value)


def flatten(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AcroForm
    for sheet in pdf.pages:
        sheet.obj.Annots = Array()


def test_files_without_fields_get_a_message_each(page: Page, blank: bytes) -> None:
    def only_xfa(pdf: pikepdf.Pdf) -> None:
        flatten(pdf)
        pdf.Root.AcroForm = Dictionary(XFA=pikepdf.Stream(pdf, b"<xdp/>"), Fields=Array())

    def foreign(pdf: pikepdf.Pdf) -> None:
        flatten(pdf)
        del pdf.Root.Metadata

    def exported(pdf: pikepdf.Pdf) -> None:
        foreign(pdf)
        pdf.docinfo["/Keywords"], pdf.docinfo["/Subject"] = String("by the team"), String(str(page.stamp))

    messages = [message(changed(blank, change)) for change in (flatten, only_xfa, foreign, exported)]

    assert "nothing is printed in its boxes" in messages[0]
    assert "XFA" in messages[1]
    assert "not a fillable workbook" in messages[2]
    assert messages[3] == messages[0]


def test_a_broken_file_without_fields_is_told_as_broken(blank: bytes) -> None:
    """Some programs break a file where they encrypt it, and what is left of it is an earlier state."""
    data = changed(blank, flatten)
    assert "is broken" in message(data[: data.rfind(b"startxref")] + b"startxref\n7\n%%EOF\n")


def test_a_locked_file_says_so(filled: bytes) -> None:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(filled)) as pdf:
        pdf.save(made, encryption=pikepdf.Encryption(user="secret", owner="secret", R=6))

    assert "locked with a password" in message(made.getvalue())
    assert "none of the passwords fits" in message(made.getvalue(), partial(read, passwords=("Secret", "word")))
    assert found(read(made.getvalue(), ("Secret", "secret")))["S1"].text == NASTY


@pytest.mark.parametrize(
    ("password", "spelt", "way"),
    [
        ("geh\u00e9im\u010d", "geh\u00e9im\u010d", 6),
        ("geh\u00e9im\u0161", "geh\u00e9im\u0161", 4),
        ("\u00e9\u010d", "\u00e9?", 3),
    ],
    ids=["AES-256", "AES-128", "LibreOffice"],
)
def test_a_password_is_known_in_each_way_in_which_programs_write_it(
    filled: bytes, password: str, spelt: str, way: Literal[3, 4, 6]
) -> None:
    """In a file of passwords from a Mac, letters and their marks may stand apart."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(filled)) as pdf:
        pdf.save(made, encryption=pikepdf.Encryption(user=spelt, owner="owner", R=way, aes=way > 3, metadata=way > 3))

    for each in (password, normalize("NFD", password)):
        assert found(read(made.getvalue(), ("other \u0436", each)))["S1"].text == NASTY


def test_a_file_that_only_forbids_changes_is_read(filled: bytes) -> None:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(filled)) as pdf:
        pdf.save(made, encryption=pikepdf.Encryption(user="", owner="secret", R=6))

    assert found(read(made.getvalue()))["S1"].text == NASTY


def test_half_a_file_still_gives_fields_or_says_that_it_is_broken(filled: bytes) -> None:
    for share in (0.3, 0.6, 0.9, 0.99):
        try:
            returned = read(filled[: int(len(filled) * share)])
        except ReturnError as wrong:
            assert wrong.exit_code == 3
        else:
            assert returned.found


def test_loops_depths_and_floods_end(blank: bytes) -> None:
    def loop(pdf: pikepdf.Pdf) -> None:
        node = pdf.make_indirect(Dictionary(T=String("Z1"), FT=Name.Tx))
        node.Kids = Array([node])
        node.Parent = node
        pdf.Root.AcroForm.Fields.append(node)

    def deep(pdf: pikepdf.Pdf) -> None:
        node = pdf.make_indirect(Dictionary(T=String("a")))
        for _ in range(3000):
            node = pdf.make_indirect(Dictionary(T=String("a"), Kids=Array([node])))
        pdf.Root.AcroForm.Fields.append(node)

    def paths(pdf: pikepdf.Pdf) -> None:
        node = pdf.make_indirect(Dictionary(T=String("a")))
        for _ in range(30):
            node = pdf.make_indirect(Dictionary(T=String("a"), Kids=Array([node, node])))
        pdf.Root.AcroForm.Fields.append(node)

    for change in (loop, deep, paths):
        assert "S1" in found(read(changed(blank, change)))


def test_fields_that_share_long_entries_are_read_at_once_or_refused(blank: bytes) -> None:
    """Each of these files has a few hundred kilobytes, and means gigabytes or minutes to who goes through all of it."""

    def packed(pdf: pikepdf.Pdf, words: bytes, **entries: Any) -> pikepdf.Object:
        stream = pikepdf.Stream(pdf, b"")
        stream.write(
            zlib.compress(words * (4_000_000 // len(words)), 9), filter=entries.get("filter", Name.FlateDecode)
        )
        return pdf.make_indirect(stream)

    def add(pdf: pikepdf.Pdf, count: int, **entries: Any) -> None:
        """Put so many fields into the form, which have the same entries."""
        made = [pdf.make_indirect(Dictionary(T=String(f"q{number}"), **entries)) for number in range(count)]
        pdf.Root.AcroForm.Fields = Array([*pdf.Root.AcroForm.Fields, *made])

    def numbers(pdf: pikepdf.Pdf) -> pikepdf.Object:
        return pdf.make_indirect(Array([0] * 20_000))

    def pairs(pdf: pikepdf.Pdf) -> Array:
        return Array([numbers(pdf)] * 1000)

    def widgets(pdf: pikepdf.Pdf) -> Array:
        words = packed(pdf, b"one ")
        return Array([pdf.make_indirect(Dictionary(Subtype=Name.Widget, V=words)) for _ in range(300)])

    def parts(pdf: pikepdf.Pdf) -> None:
        made = [pdf.make_indirect(Dictionary(T=String(f"Q{number}~99999"), FT=Name.Tx)) for number in range(300)]
        pdf.Root.AcroForm.Fields = Array([*pdf.Root.AcroForm.Fields, *made])

    def boxes(pdf: pikepdf.Pdf) -> None:
        made = [pdf.make_indirect(Dictionary(T=String("Q1#yes"), FT=Name.Btn)) for _ in range(20_000)]
        said = String("a – " * 50_000)
        made += [pdf.make_indirect(Dictionary(T=String(f"Q2#{one}"), FT=Name.Btn, TU=said)) for one in ("yes", "no")]
        made[-1].TU = String("b")
        pdf.Root.AcroForm.Fields = Array([*pdf.Root.AcroForm.Fields, *made])

    def lay(pdf: pikepdf.Pdf, count: int, boxes: Sequence[pikepdf.Object] = (), **entries: Any) -> None:
        """Put so many comments on a page beside boxes."""
        made = [pdf.make_indirect(Dictionary(Subtype=Name.Text, **entries)) for _ in range(count)]
        pdf.pages[0].obj.Annots = Array([*boxes, *made])

    def looks(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
        many = pdf.make_indirect(Dictionary({f"/s{number}": Dictionary() for number in range(20_000)}))
        return [pdf.make_indirect(Dictionary(Subtype=Name.Widget, T=String("Q1"), AP=Dictionary(N=many)))] * 300

    unknown = Array([Name.FlateDecode, Name.Unknown])
    changes: list[Change] = [
        lambda pdf: add(pdf, 800, Kids=numbers(pdf)),
        lambda pdf: add(pdf, 3000, FT=Name.Tx, V=numbers(pdf)),
        lambda pdf: add(pdf, 30, FT=Name.Ch, Opt=pdf.make_indirect(pairs(pdf))),
        lambda pdf: add(pdf, 300, FT=Name.Tx, RV=packed(pdf, b"one ")),
        lambda pdf: add(pdf, 300, FT=Name.Tx, TU=packed(pdf, b"\n ")),
        lambda pdf: add(pdf, 1000, FT=Name.Tx, V=packed(pdf, b"one ", filter=unknown)),
        lambda pdf: add(pdf, 1, FT=Name.Tx, V=String("a"), Kids=widgets(pdf)),
        parts,
        boxes,
        lambda pdf: lay(pdf, 60, Contents=packed(pdf, b"one ")),
        lambda pdf: lay(pdf, 40_000, looks(pdf), Contents=String("x")),
    ]
    for change in changes:
        data = changed(blank, change)
        with in_seconds(30), suppress(ReturnError):  # without bounds, minutes
            assert sum(len(note.text) for note in read(data).notes) < 1_000_000


def test_a_bomb_is_not_unpacked(blank: bytes) -> None:
    def bomb(pdf: pikepdf.Pdf) -> None:
        packed = zlib.compress(b" " * 300_000_000, 9)
        stream = pikepdf.Stream(pdf, b"")
        stream.write(packed, filter=Name.FlateDecode)
        field(pdf, "S1").V = pdf.make_indirect(stream)

    assert "broken" in message(changed(blank, bomb))


ODD = [None, 3, True, Name.yes, String("x"), Array([1, Name.a, String("y")]), Dictionary(A=1), Array()]


@pytest.mark.parametrize("key", ["/T", "/FT", "/V", "/AS", "/Kids", "/Rect", "/TU", "/Parent", "/Subtype"])
@pytest.mark.parametrize("odd", range(len(ODD)))
def test_entries_of_odd_types_never_stop_the_reading(key: str, odd: int, filled: bytes) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        for name in ("S1", "S3"):
            for node in (field(pdf, name), *field(pdf, name).get("/Kids", [])):
                if ODD[odd] is None:
                    if key in node:
                        del node[key]
                else:
                    node[key] = ODD[odd]

    assert "S10" in found(read(changed(filled, spoil)))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=30))
def test_flipped_bytes_give_answers_or_an_error_in_words(flips: list[tuple[float, int]], filled: bytes) -> None:
    data = bytearray(filled)
    for place, value in flips:
        data[int(place * len(data))] = value

    try:
        read(bytes(data))
    except ReturnError as wrong:
        assert str(wrong)


FDF = b"""%FDF-1.2
1 0 obj
<< /FDF << /Fields [
 << /T (S1) /V <FEFF03950301006100620063> >>
 << /T (S3) /V /yes >>
 << /T (S10) /V (14) >>
 << /T (toolkit-stamp) /V (toolkit:covid19?version=1.0&edition=participant) >>
] >> >>
endobj
trailer
<< /Root 1 0 R >>
%%EOF
"""


def test_fdf_is_read_like_the_form_it_came_from() -> None:
    returned = read_fdf(FDF)

    answers = found(returned)
    assert (answers["S1"].text, answers["S3"].states, answers["S10"].text) == ("Ε\u0301abc", ("yes",), "14")
    assert returned.stamp is not None and returned.stamp.toolkit == "covid19"


def test_form_data_without_a_form_is_refused() -> None:
    assert "FDF" in message(b"%FDF-1.2\nnothing here", read_fdf)


XFDF = """<?xml version="1.0" encoding="UTF-8"?>
<xfdf xmlns="http://ns.adobe.com/xfdf/" xml:space="preserve"><fields>
<field name="S1"><value>Ελ “x”
 next</value></field><field name="S3"><value>no</value></field><field name="S4"><value>Off</value></field>
<field name="own"><value>words</value></field>
</fields><annots><text page="1" title="Ana"><contents>hello</contents></text></annots></xfdf>"""


def test_xfdf_is_read_with_its_comments() -> None:
    returned = xfdf.read(XFDF.encode())

    answers = found(returned)
    assert (answers["S1"].text, answers["S3"].text) == ("Ελ “x”\n next", "no")
    assert returned.notes == (
        Note("typed", text="words", place="field 'own', which is not from the workbook"),
        Note("comment", text="hello", who="Ana", place="page 2"),
    )


@pytest.mark.parametrize(
    "data",
    [
        b"<xfdf",
        b'<!DOCTYPE x [<!ENTITY a "b">]><xfdf><fields><field name="S1"><value>&a;</value></field></fields></xfdf>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><xfdf/>',
        b"<xfdf>%b</xfdf>" % (b"<a/>" * 500_001),
    ],
    ids=["broken", "entity", "document type", "more tags than any form"],
)
def test_xfdf_that_is_broken_too_large_or_has_entities_is_refused(data: bytes) -> None:
    assert "XFDF" in message(data, xfdf.read)
