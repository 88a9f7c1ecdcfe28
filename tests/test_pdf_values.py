"""What programs make of a form and its values: other types, other names, formatted text, fields of their own."""

from __future__ import annotations

import io
import warnings
import zlib
from base64 import a85encode
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from toolkit_cli.errors import ReturnError
from toolkit_cli.kits.fields import Field
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.pdf.fieldnames import NONE, Named, named
from toolkit_cli.pdf.read import read, read_fdf
from toolkit_cli.pdf.reading import barereturns, formanswers, rich
from toolkit_cli.pdf.reading.formfields import Fields, FormField
from toolkit_cli.pdf.values import string, text
from toolkit_cli.pdf.write import write
from toolkit_cli.pdf.xfdf import read as read_xfdf
from toolkit_cli.returned import Found, Note, Returned
from toolkit_cli.returns import reading
from toolkit_cli.returns.matching import BARE, TWO, Questions, match
from toolkit_cli.returns.toolkits import Toolkits

from .conftest import MakePage
from .formdata import answers, fdf, valued_as, xfdf
from .pdf_objects import Change, changed, field
from .timing import in_seconds


@pytest.fixture(scope="module")
def page(shipped_page: MakePage) -> Page:
    return shipped_page("S1", "S3", "S10")


@pytest.fixture(scope="module")
def blank(page: Page) -> bytes:
    return write(page, theme.load())


def valued(data: bytes, name: str, value: Any) -> Returned:
    def fill(pdf: pikepdf.Pdf) -> None:
        field(pdf, name).V = value(pdf) if callable(value) else value

    return read(changed(data, fill))


# Values


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (String(b"\xfe\xff" + "\x1bel-GR\x1bΩμ".encode("utf-16-be")), "Ωμ"),
        (String(b"\xfe\xff" + "\x1ben\x1bHello \x1belGR\x1bΩμ".encode("utf-16-be")), "Hello Ωμ"),
        (String(b"\xfe\xff\0o\0k\0"), "ok"),
        (String("˘ or ˜"), "˘ or ˜"),
        (lambda pdf: pdf.make_stream(b"\xef\xbb\xbf" + "é".encode()), "é"),
        (lambda pdf: pdf.make_stream("Ωμ".encode()), "Ωμ"),
        (lambda pdf: pdf.make_stream(b"caf\xe9"), "café"),
        (Array([String("one"), String("two")]), "one\ntwo"),
        (Name("/Hello"), "Hello"),
        (14, "14"),
        (True, "True"),
    ],
)
def test_a_text_of_any_type_is_read(value: Any, said: str, page: Page, blank: bytes) -> None:
    assert answers(valued(blank, "S1", value), page) == {"S1": said}


def test_a_number_is_a_count(page: Page, blank: bytes) -> None:
    assert answers(valued(blank, "S10", 14), page) == {"S10": "14"}


FORMATTED = (
    '<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml"><p>One &amp; <b>two</b></p><p>x&nbsp;y</p></body>'
)


def test_formatted_text_is_read_where_there_is_no_plain_one(page: Page, blank: bytes) -> None:
    def fill(pdf: pikepdf.Pdf) -> None:
        field(pdf, "S1").RV = String(FORMATTED)

    assert answers(read(changed(blank, fill)), page) == {"S1": "One & two\nx\u00a0y"}


@pytest.mark.parametrize(("plain", "notes"), [("One & two\rx\u00a0y", 0), ("Another", 1)])
def test_formatted_text_that_says_otherwise_is_noted(plain: str, notes: int, blank: bytes) -> None:
    def fill(pdf: pikepdf.Pdf) -> None:
        field(pdf, "S1").RV, field(pdf, "S1").V = String(FORMATTED), String(plain)

    found = read(changed(blank, fill)).notes

    assert [(note.kind, note.code) for note in found] == [("doubt", "S1")] * notes
    assert all("One & two" in note.text for note in found)


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>a<br/>b</p>\n<p> c\n d </p>", "a\nb\nc d"),
        ("<p>a<br>b<i>c</i>d<BR clear='x'>e</p><p>f</p>", "a\nbcd\ne\nf"),
        ("<p>a<br>b</br>c</p>", "a\nbc"),
        ("a<br>" * 300 + "b", "a\n" * 300 + "b"),
        ("a</body>b", "ab"),
        ("a < b and <b>c</b> <3 d > e", "a < b and c <3 d > e"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<p>a</p>b<ul><li>c</li></ul>d <b>e</b>", "a\nb\nc\nd e"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("no markup & <b>at all", "no markup & at all"),
        ("<p>&lt;b&gt; &hellip; &#x1F600;</p>", "<b> … 😀"),
        (f"<p>a&#{'9' * 5000};b</p>", "a\ufffdb"),
        ("", ""),
        ("<p>" * 400 + "deep", "deep"),
    ],
)
def test_formatted_text_is_read_line_by_line_without_its_markup(markup: str, words: str) -> None:
    assert rich.plain(f"<body>{markup}</body>") == words


def test_formatted_text_without_an_element_around_it_is_read_line_by_line() -> None:
    assert rich.plain("<p>One</p><p>two</p>") == "One\ntwo"


@pytest.mark.parametrize(
    "head", ["\ufeff", '<?xml version="1.0"?>\n', "<!DOCTYPE html>", '<?xml version="1.0"?><!doctype html>']
)
def test_what_stands_before_formatted_text_is_none_of_its_words(head: str) -> None:
    assert rich.plain(f"{head}<html><body><p>One</p>two</body></html>") == "One\ntwo"


@pytest.mark.parametrize("key", ["V", "RV"])
def test_a_stream_that_cannot_be_unpacked_is_noted_and_the_rest_is_read(key: str, page: Page, blank: bytes) -> None:
    def fill(pdf: pikepdf.Pdf) -> None:
        broken = pdf.make_stream(b"")
        broken.write(b"no such thing", filter=Name.FlateDecode)
        field(pdf, "S1").V, field(pdf, "S10").V = String("One"), String("12")
        field(pdf, "S1")[f"/{key}"] = broken

    returned = read(changed(blank, fill))

    assert answers(returned, page)["S10"] == "12"
    assert [note.kind for note in returned.notes if note.code == "S1"]


@pytest.mark.parametrize("said", ["we@example.org", "1"])
@pytest.mark.parametrize(("name", "kind"), [("Kontakt.email", "Kontakt"), ("S1.comment", "S1")])
def test_a_text_of_another_form_is_no_box_whatever_its_name(name: str, kind: str, said: str, blank: bytes) -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        made = pikepdf.Dictionary(FT=Name.Tx, T=String(name), V=String(said))
        pdf.Root.AcroForm.Fields.append(pdf.make_indirect(made))

    assert (said, kind) in [(found.text, found.code) for found in read(changed(blank, add)).found]


def test_form_data_with_words_in_the_place_of_a_box_keeps_them() -> None:
    fields = b'<field name="S1"><field name="x"><value>kid</value></field></field>'
    data = b'<xfdf xmlns="http://ns.adobe.com/xfdf/"><fields>' + fields + b"</fields></xfdf>"

    assert [(found.code, found.text) for found in read_xfdf(data).found] == [("S1", "kid")]


@pytest.mark.parametrize(
    ("name", "values", "states"),
    [
        ("G1r1#planned", ("planned", "Planned", "/Yes", "On", "1", "true"), ("planned",)),
        ("G1r1#planned", ("Off", "/Off", "off", "", "No", "false", "0"), ()),
        ("S3#no", ("no", "/no", "Yes"), ("no",)),
    ],
)
def test_a_box_in_form_data_is_ticked_or_not_as_its_value_says(
    name: str, values: tuple[str, ...], states: tuple[str, ...]
) -> None:
    for value in values:
        texts = read_xfdf(xfdf(valued_as(value, name=name))), read_fdf(fdf(f"<</T({name})/V({value})>>"))
        named = read_fdf(fdf(f"<</T({name})/V/{value.lstrip('/')}>>"))
        assert [found.states for returned in (*texts, named) for found in returned.found] == [states] * 3, value


@pytest.mark.parametrize("page", ["\u00b2", "9" * 5000, "-1", ""])
def test_a_comment_of_form_data_on_a_page_that_is_none_stands_nowhere(page: str) -> None:
    note = f'<annots><text page="{page}" title="A"><contents>words</contents></text></annots>'
    data = f'<xfdf xmlns="http://ns.adobe.com/xfdf/"><fields/>{note}</xfdf>'.encode()

    assert read_xfdf(data).notes == (Note("comment", text="words", who="A"),)


def test_words_that_are_struck_out_or_marked_without_a_comment_are_told_as_such_in_form_data() -> None:
    note = '<annots><strikeout page="1" title="A"/><highlight page="0"><contents>words</contents></highlight></annots>'
    data = f'<xfdf xmlns="http://ns.adobe.com/xfdf/"><fields/>{note}</xfdf>'.encode()

    struck, marked = Note("comment", who="A", place="page 2, struck out"), Note("comment", "words", place="page 1")
    assert read_xfdf(data).notes == (struck, marked)


def test_handwriting_is_one_note_for_each_page_of_form_data() -> None:
    note = '<annots><ink page="0"/><ink page="0"/><ink page="0"/><ink page="1"/></annots>'
    data = f'<xfdf xmlns="http://ns.adobe.com/xfdf/"><fields/>{note}</xfdf>'.encode()

    assert read_xfdf(data).notes == (Note("ink", place="page 1"), Note("ink", place="page 2"))


def test_comments_beside_fields_in_an_element_of_another_name_are_told() -> None:
    note = '<annots><text page="0"><contents>words</contents></text></annots>'
    data = f'<data><fields><field name="S1"><value>a</value></field></fields>{note}</data>'.encode()

    assert read_xfdf(data).notes == (Note("comment", "words", place="page 1"),)


def test_two_fields_of_form_data_with_one_name_are_both_told() -> None:
    objects = b"1 0 obj << /FDF << /Fields [<< /T (S3) /V /yes >> << /T (S3) /V /no >>] >> >> endobj"
    data = b"%FDF-1.2\n" + objects + b"\ntrailer << /Root 1 0 R >>\n%%EOF"

    assert [found.states for found in read_fdf(data).found] == [("yes",), ("no",)]


def test_very_long_formatted_text_is_read_without_a_tree() -> None:
    assert rich.plain("<p>a</p>" * (rich.MOST // 4)).count("a") == rich.MOST // 4


# Choices


def test_numbered_boxes_mean_what_the_form_lists(page: Page, blank: bytes) -> None:
    def number(pdf: pikepdf.Pdf) -> None:
        choice = field(pdf, "S3")
        for at, kid in enumerate(choice.Kids):
            looks = kid.AP.N
            looks[f"/{at}"] = looks[f"/{('yes', 'no')[at]}"]
            kid.AS = Name("/1") if at else Name.Off
        choice.V, choice.Opt = Name("/1"), Array([String("yes"), String("no")])

    returned = read(changed(blank, number))

    assert answers(returned, page) == {"S3": "no"}
    assert returned.notes == ()


@pytest.mark.parametrize("state", ["Yes", "On", "1"])
@pytest.mark.parametrize("names", [None, ["0", "1"]], ids=["boxes", "fields"])
def test_of_boxes_whose_states_a_program_has_renamed_the_label_tells_which_is_ticked(
    state: str, names: list[str] | None, page: Page, blank: bytes
) -> None:
    def rename(pdf: pikepdf.Pdf) -> None:
        choice = field(pdf, "S3")
        for at, (kid, code) in enumerate(zip(choice.Kids, ("yes", "no"), strict=True)):
            kid.AP.N[f"/{state}"] = kid.AP.N[f"/{code}"]
            del kid.AP.N[f"/{code}"]
            kid.AS = Name(f"/{state}") if at else Name.Off
            if names:
                kid.T, kid.FT, kid.V = String(names[at]), Name.Btn, kid.AS
        if not names:
            choice.V = Name(f"/{state}")

    returned = read(changed(blank, rename))

    assert answers(returned, page) == {"S3": "no"}
    assert returned.notes == ()


@pytest.mark.parametrize(
    ("entry", "said"), [({"V": String("a2")}, "no"), ({"I": Array([1])}, "no"), ({"I": Array([0])}, "yes")]
)
def test_a_choice_made_a_list_means_what_it_shows(entry: dict[str, Any], said: str, page: Page, blank: bytes) -> None:
    def list_(pdf: pikepdf.Pdf) -> None:
        choice = field(pdf, "S3")
        choice.FT = Name.Ch
        choice.Opt = Array([Array([String("a1"), String("Yes")]), Array([String("a2"), String("No")])])
        for key, value in entry.items():
            choice[f"/{key}"] = value

    assert answers(read(changed(blank, list_)), page) == {"S3": said}


def test_a_text_made_a_list_of_several_means_what_it_shows(page: Page, blank: bytes) -> None:
    def list_(pdf: pikepdf.Pdf) -> None:
        text = field(pdf, "S1")
        text.FT, text.V = Name.Ch, Array([String("b"), String("a")])
        text.Opt = Array([Array([String("a"), String("By phone")]), Array([String("b"), String("By post")])])

    assert answers(read(changed(blank, list_)), page) == {"S1": "By post\nBy phone"}


# Names and trees


@pytest.mark.parametrize(
    ("name", "means"),
    [
        ("S1", Named("S1")),
        ("G1r2", Named("G1r2")),
        ("S5-more", Named("S5-more")),
        ("S5#yes", Named("S5", "yes")),
        ("S1~12", Named("S1", part=12)),
        ("form1[0].#subform[3].S1[0]", Named("S1")),
        ("Copy of it.S5#yes", Named("S5", "yes")),
        ("S1_2", Named("S1")),
        ("S1+1", Named("S1")),
        ("S1 2", Named("S1")),
        ("S1#0", Named("S1")),
        ("S1.1", Named("S1")),
        ("S1_copy", Named("S1")),
        ("S1 (copy) 2", Named("S1")),
        ("S1~3+1", Named("S1", part=3)),
        ("toolkit-stamp", Named(stamp=True)),
        ("a.toolkit-stamp_2", Named(stamp=True)),
        ("my box", NONE),
        ("s1", NONE),
        ("S1 and more", NONE),
        ("S" * 1000, NONE),
    ],
)
def test_a_name_that_a_program_has_changed_is_known_by_its_code(name: str, means: Named) -> None:
    assert named(name) == means


@pytest.mark.parametrize("listed", [True, False])
def test_fields_under_a_name_that_a_program_gave_to_the_form_are_found(listed: bool, page: Page, blank: bytes) -> None:
    def wrap(pdf: pikepdf.Pdf) -> None:
        field(pdf, "S1").V = String("words")
        fields = pdf.Root.AcroForm.Fields
        top = pdf.make_indirect(Dictionary(T=String("form1"), Kids=fields))
        for each in fields:
            each.Parent = top
        pdf.Root.AcroForm.Fields = Array([top] * listed)

    returned = read(changed(blank, wrap))

    assert answers(returned, page) == {"S1": "words"}
    assert returned.stamp == page.stamp
    assert returned.notes == ()


def test_boxes_that_a_program_has_given_names_are_those_of_their_question(page: Page, blank: bytes) -> None:
    """As Origami, a library for Ruby, does with every PDF that it saves."""

    def name(pdf: pikepdf.Pdf) -> None:
        asked = field(pdf, "S3")
        asked.V = asked.Kids[1].AS = Name("/no")
        for number, box in enumerate(asked.Kids):
            box.T = String(f"field{number}")

    returned = read(changed(blank, name))

    assert answers(returned, page) == {"S3": "no"}
    assert [each.code for each in returned.found].count("S3") == 1
    assert returned.notes == ()


def parted(pdf: pikepdf.Pdf) -> Any:
    """Make of a field with its box a field and a box, and return the field."""
    whole = field(pdf, "S1")
    box = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=whole.Rect, Parent=whole))
    for sheet in pdf.pages:
        for at, each in enumerate(sheet.obj.get("/Annots", [])):
            if each.objgen == whole.objgen:
                sheet.obj.Annots[at] = box
    del whole["/Subtype"], whole["/Rect"]
    whole.Kids = Array([box])
    return whole


@pytest.mark.parametrize(("own", "said", "notes"), [(None, "in the box", 0), ("of the field", "of the field", 1)])
@pytest.mark.parametrize("listed", [True, False])
def test_what_a_box_holds_itself_is_not_lost(
    own: str | None, said: str, notes: int, listed: bool, page: Page, blank: bytes
) -> None:
    def fill(pdf: pikepdf.Pdf) -> None:
        whole = parted(pdf)
        whole.Kids[0].V = String("in the box")
        if own:
            whole.V = String(own)
        if not listed:
            pdf.Root.AcroForm.Fields = Array()

    returned = read(changed(blank, fill))

    assert answers(returned, page) == {"S1": said}
    assert [note.kind for note in returned.notes] == ["doubt"] * notes


def shows(content: bytes, **entries: Any) -> Change:
    """Have S1's box show something, whatever the field holds."""

    def change(pdf: pikepdf.Pdf) -> None:
        resources = Dictionary(Font=Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier)))
        look = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 90, 20], Resources=resources)
        field(pdf, "S1").AP = Dictionary(N=look)
        for key, entry in entries.items():
            field(pdf, "S1")[f"/{key}"] = entry

    return change


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"/Tx BMC BT /F 9 Tf 0 9 Td (By phone) Tj 0 -9 Td (and on foot)Tj ET EMC", "By phone\nand on foot"),
        (b"BT /F 9 Tf [<42> 20 <79>] TJ ET", "By"),
        (b"/Tx BMC BT /F 9 Tf () Tj [] TJ ET EMC", ""),
        (b"BT /F 9 Tf (  ) Tj ET", ""),
        (b"BT /F 9 Tf ( \\003\\011) Tj ET", ""),
        (b"0 0 9 9 re f", ""),
        (b"BT /F 9 Tf (cut", ""),
        (b"BT /None 9 Tf ( x) Tj ET", " x"),
    ],
)
def test_words_that_a_box_shows_and_its_field_does_not_hold_are_noted(content: bytes, said: str, blank: bytes) -> None:
    expected = (Note("doubt", text=f"the field is empty, but its box shows: {said}", code="S1"),)

    assert read(changed(blank, shows(content))).notes == (expected if said else ())


def test_words_that_a_box_shows_in_the_form_s_own_face_are_noted(blank: bytes) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        face = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier)
        pdf.Root.AcroForm.DR.Font["/F"] = face
        look = pdf.make_stream(b"BT /F 9 Tf (By phone) Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        field(pdf, "S1").AP = Dictionary(N=look)

    assert [note.text for note in read(changed(blank, change)).notes] == [
        "the field is empty, but its box shows: By phone"
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"/Tx BMC q Q EMC", []),
        (b"q /Photo Do /Page#201 Do Q", ["By phone"]),
        (b"BT (/Page#201) Tj ET", []),
    ],
)
def test_of_what_the_resources_of_a_box_hold_only_what_it_draws_is_shown(
    content: bytes, said: list[str], blank: bytes
) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        face = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier)
        inner = pdf.make_stream(b"BT /F 9 Tf (By phone) Tj ET", Subtype=Name.Form, BBox=[0, 0, 9, 9])
        inner.Resources = Dictionary(Font=Dictionary(F=face))
        photo = pdf.make_stream(b"", Subtype=Name.Image, Filter=Name.DCTDecode)
        look = pdf.make_stream(content, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        look.Resources = Dictionary(XObject=Dictionary({"/Page 1": inner, "/Photo": photo}))
        field(pdf, "S1").AP = Dictionary(N=look)

    shown = [note.text.rpartition(": ")[2] for note in read(changed(blank, change)).notes]

    assert [text for text in shown if text != "/Page#201"] == said


def test_a_value_of_blanks_is_none_where_the_box_shows_words(blank: bytes) -> None:
    (note,) = read(changed(blank, shows(b"BT /F 9 Tf (By phone) Tj ET", V=String(" ")))).notes

    assert note.text.endswith("its box shows: By phone")


@pytest.mark.parametrize("entries", [{"V": String("By post")}, {"RV": String("<body><p>By post</p></body>")}])
def test_what_a_box_shows_does_not_matter_where_its_field_holds_a_value(entries: dict[str, Any], blank: bytes) -> None:
    returned = read(changed(blank, shows(b"BT /F 9 Tf (By phone) Tj ET", **entries)))

    assert returned.notes == ()
    assert next(each.text for each in returned.found if each.code == "S1") == "By post"


def joined(codes: Iterable[str], value: str) -> Change:
    """Give fields two boxes each, as of two workbooks that are one now; the second box shows what it held before."""

    def change(pdf: pikepdf.Pdf) -> None:
        for code in codes:
            shows(b"BT /F 9 Tf (By bus) Tj ET")(pdf)
            whole, look = field(pdf, code), field(pdf, "S1").AP
            boxes = [
                pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=whole.Rect, Parent=whole))
                for _ in range(2)
            ]
            boxes[1].AP = look
            del whole["/Subtype"]
            whole.V, whole.Kids = String(value), Array(boxes)
            for page, box in zip(pdf.pages, boxes, strict=False):
                page.obj.Annots = Array([*page.obj.get("/Annots", []), box])

    return change


TEXTS = ("R-organisation", "R-country", "R-role", "R-date", "S1")


def test_where_the_fields_of_several_workbooks_are_one_the_loss_is_told_and_what_is_still_shown(blank: bytes) -> None:
    notes = read(changed(blank, joined(TEXTS, "By post"))).notes

    assert (notes[0].kind, notes[0].text) == ("twice", formanswers.JOINED)
    assert {note.text for note in notes[1:]} == {"another box of the field shows: By bus"}
    assert {note.code for note in notes[1:]} == {*TEXTS}


def test_further_boxes_that_show_their_field_s_value_say_nothing(blank: bytes) -> None:
    assert read(changed(blank, joined(TEXTS[-1:], "By bus and on foot"))).notes == ()


def test_a_question_is_the_fields_where_only_its_boxes_are_left(page: Page, blank: bytes) -> None:
    def lose(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.AcroForm

    labels = {found.code: found.label for found in read(changed(blank, lose)).found}

    assert labels["S3"] == page.fields["S3"].name


# What is none of ours


def own_field(pdf: pikepdf.Pdf, **entries: Any) -> None:
    made = {"Type": Name.Annot, "Subtype": Name.Widget, "Rect": Array([9, 9, 90, 20]), **entries}
    widget = pdf.make_indirect(Dictionary({f"/{key}": value for key, value in made.items()}))
    pdf.Root.AcroForm.Fields.append(widget)
    pdf.pages[1].obj.Annots.append(widget)


@pytest.mark.parametrize(
    ("entries", "note"),
    [
        ({"FT": Name.Tx, "T": String("my box"), "V": String("my words")}, ("typed", "my words")),
        ({"FT": Name.Tx, "T": String("my box"), "RV": String("<p>my words</p>")}, ("typed", "my words")),
        ({"FT": Name.Tx, "T": String("the heating is"), "V": String("Off")}, ("typed", "Off")),
        ({"FT": Name.Tx, "V": String("no name")}, ("typed", "no name")),
        ({"FT": Name.Btn, "T": String("I agree"), "AS": Name.On, "V": Name.On}, ("typed", "ticked (On)")),
        ({"FT": Name.Ch, "T": String("my list"), "V": Array([String("a"), String("b")])}, ("typed", "a\nb")),
        ({"FT": Name.Sig, "T": String("Signature1"), "V": Dictionary(Name=String("Ana"))}, ("signature", "Ana")),
        (
            {
                "FT": Name.Sig,
                "V": Dictionary(Name=String("Ana"), Reason=String("I agree"), Location=String("Rab")),
            },
            ("signature", "Ana\nI agree\nRab"),
        ),
    ],
)
def test_fields_that_somebody_added_are_noted(entries: dict[str, Any], note: tuple[str, str], blank: bytes) -> None:
    found = read(changed(blank, lambda pdf: own_field(pdf, **entries))).notes

    assert [(each.kind, each.text) for each in found] == [note]


def test_words_that_only_a_box_of_somebodys_own_shows_are_noted(blank: bytes) -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        face = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        look = pdf.make_stream(b"/Tx BMC BT /F 9 Tf (By phone) Tj ET EMC")
        look.Resources = Dictionary(Font=Dictionary(F=face))
        own_field(pdf, FT=Name.Tx, T=String("text1"), AP=Dictionary(N=look))

    expected = Note("typed", text="By phone", place="field 'text1', which is not from the workbook")
    assert read(changed(blank, add)).notes == (expected,)


def test_a_box_of_somebodys_own_that_is_empty_says_nothing_in_form_data() -> None:
    empty, ticked = (fdf(f"<</T(I agree)/V/{state}>>") for state in ("Off", "Yes"))

    assert (read_fdf(empty).notes, read_xfdf(xfdf(valued_as("Off", name="I agree"))).notes) == ((), ())
    assert [note.kind for note in read_fdf(ticked).notes] == ["typed"]


def test_a_box_of_somebodys_own_that_is_empty_says_nothing(blank: bytes) -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        own_field(pdf, FT=Name.Tx, T=String("my box"))
        own_field(pdf, FT=Name.Btn, T=String("I agree"), AS=Name.Off, V=Name.Off)
        own_field(pdf, FT=Name.Sig, T=String("Signature1"))

    assert read(changed(blank, add)).notes == ()


@pytest.mark.parametrize(
    ("entries", "note"),
    [
        ({"Subtype": Name.Text, "RC": String("<body><p>One &amp;</p><p>two</p></body>")}, ("comment", "One &\ntwo")),
        ({"Subtype": Name.FreeText, "RC": String("<p>new</p>"), "Contents": String("old")}, ("typed", "old\nnew")),
        ({"Subtype": Name.Redact, "OverlayText": String("gone")}, ("comment", "gone")),
        ({"Subtype": Name("/Sound"), "Contents": String("listen")}, ("comment", "listen")),
        ({"Subtype": Name("/Screen")}, ("picture", "")),
        ({"Subtype": Name("/Popup"), "Contents": String("left alone")}, ("comment", "left alone")),
        ({"Subtype": Name.FileAttachment, "FS": Dictionary(UF=String("letter.docx"))}, ("picture", "letter.docx")),
        (
            {
                "Subtype": Name.FileAttachment,
                "Contents": String("a.docx"),
                "FS": Dictionary(F=String("a.docx"), Desc=String("our letter\ra.docx")),
            },
            ("picture", "a.docx\nour letter"),
        ),
    ],
)
def test_annotations_of_any_kind_are_noted(entries: dict[str, Any], note: tuple[str, str], blank: bytes) -> None:
    def annotate(pdf: pikepdf.Pdf) -> None:
        made = {"Type": Name.Annot, "Rect": Array([9, 9, 90, 20]), **entries}
        pdf.pages[1].obj.Annots.append(pdf.make_indirect(Dictionary({f"/{key}": made[key] for key in made})))

    assert [(each.kind, each.text) for each in read(changed(blank, annotate)).notes] == [note]


@pytest.mark.parametrize(
    ("kind", "contents", "note"),
    [
        (Name.Stamp, None, ("picture", "Seen by Ana")),
        (Name.FreeText, None, ("typed", "Seen by Ana")),
        (Name.Stamp, "Seen by\rAna", ("picture", "Seen by\nAna")),
        (Name.Stamp, "Agreed", ("picture", "Agreed\nSeen by Ana")),
        (Name.FreeText, "Agreed", ("typed", "Agreed")),
    ],
)
def test_words_that_an_annotation_s_looks_alone_show_are_noted(
    kind: Name, contents: str | None, note: tuple[str, str], blank: bytes
) -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        look = pdf.make_stream(b"BT /F1 12 Tf 5 5 Td (Seen by Ana) Tj ET")
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        look.Resources = Dictionary(Font=Dictionary(F1=font))
        own = Dictionary(Type=Name.Annot, Subtype=kind, Rect=Array([9, 9, 90, 40]), AP=Dictionary(N=look))
        if contents:
            own.Contents = String(contents)
        pdf.pages[1].obj.Annots.append(pdf.make_indirect(own))

    assert [(each.kind, each.text) for each in read(changed(blank, add)).notes] == [note]


@pytest.mark.parametrize(
    "said",
    [
        "Žene é",
        "Женщины и café",
        "“Ja” – naïve",
        "Österreich",
        "Petrović",
        "Ω",
        "☒ Yes 😀",
        "👍🏽",
        "e\u0301 is é",
        "10\u00a0km à pied",
        "We didn’t – “ask”",
        "5 €",
        "→ next, ≥ 3",
        "Մենք հարցրինք",
        "Ərzaq və su",
        "Ẃ",
        "½ of 10 °C",
        "£5",
        "ﬁnished",
    ],
)
def test_a_text_in_utf_8_without_a_mark_is_read(said: str, page: Page, blank: bytes) -> None:
    assert answers(valued(blank, "S1", String(said.encode())), page) == {"S1": said}
    assert answers(valued(blank, "S1", String(said)), page) == {"S1": said}


@pytest.mark.parametrize(
    "said", ["Zu\xadcker", "10\xa0km, Zu\xadcker", "« Oui\xa0»", "«\xa0Oui »", "Pourquoi\xa0? À 10\xa0h", "M\xa0Éluard"]
)
def test_a_no_break_space_in_latin_1_is_no_euro_sign(said: str) -> None:
    assert text(String(said.encode("latin-1"))) == said


@pytest.mark.parametrize(
    "said", ["10 €", "€10", "1€50", "50 k€: too much", "5€/h", "(€)", "«10€»", "«€10»", "“10 € – no”"]
)
def test_a_euro_sign_is_one_where_it_may_stand(said: str) -> None:
    assert bytes(String(said)).count(b"\xa0") == 1
    assert text(String(said)) == said


def test_a_number_behind_the_option_of_a_box_makes_no_other_option_of_it() -> None:
    """As Syncfusion adds one; the label tells that it is the same box, of a second workbook."""
    form = Fields()
    for name, label, states in (
        ("phone", "By phone", ["On"]),
        ("phone0", "By phone", []),
        ("phone1", "By text", ["On"]),
    ):
        form.add(FormField(f"A7#{name}", "/Btn", label=f"How? – {label}", shown_states=states))

    found = [(each.code, each.states, each.label) for each in formanswers.found(form)]

    assert found == [("A7", ("phone", "phone1"), "How?"), ("A7", (), "How?")]


def test_only_the_workbook_s_fields_are_near(blank: bytes) -> None:
    """Page 1 of a workbook has the stamp, whose field is hidden, and may have somebody's own."""

    def comment(pdf: pikepdf.Pdf) -> None:
        own_field(pdf, FT=Name.Tx, T=String("my box"))
        own_field(pdf, FT=Name.Tx)
        own_field(pdf, FT=Name.Sig, T=String("Sig1"))  # named as a question might be
        for sheet in pdf.pages[:2]:
            note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([9, 9, 19, 19]), Contents=String("x"))
            kept = [
                each for each in sheet.obj.Annots if each.get("/T", "my box") in ("my box", "Sig1", "toolkit-stamp")
            ]
            kept = [each for each in kept if "/Parent" not in each]
            sheet.obj.Annots = Array([*kept, pdf.make_indirect(note)])

    assert [note.near for note in read(changed(blank, comment)).notes if note.kind == "comment"] == ["", ""]


def test_files_that_are_attached_are_named(blank: bytes) -> None:
    def attach(pdf: pikepdf.Pdf) -> None:
        letter = pikepdf.AttachedFileSpec(pdf, b"words", filename="letter.docx", description="What we sent out")
        pdf.attachments["letter.docx"] = letter
        plan = pikepdf.AttachedFileSpec(pdf, b"words", filename="plan.docx", description="plan.docx")
        pdf.attachments["plan.docx"] = plan

    assert read(changed(blank, attach)).notes == (
        Note("picture", text="letter.docx\nWhat we sent out", place="attached file"),
        Note("picture", text="plan.docx", place="attached file"),
    )


def test_a_file_that_belongs_to_the_document_is_named_though_no_list_of_files_has_it(blank: bytes) -> None:
    def attach(pdf: pikepdf.Pdf) -> None:
        letter = pikepdf.AttachedFileSpec(pdf, b"words", filename="letter.docx")
        pdf.Root.AF = Array([letter.obj])

    assert read(changed(blank, attach)).notes == (Note("picture", text="letter.docx", place="attached file"),)


def test_of_very_many_files_it_is_told_that_there_are_others(blank: bytes) -> None:
    def attach(pdf: pikepdf.Pdf) -> None:
        files = [pdf.make_indirect(Dictionary(UF=String(f"{number}.txt"))) for number in range(2_000)]
        pdf.Root.AF = Array(files)

    *named, others = read(changed(blank, attach)).notes

    assert [note.text for note in named] == [f"{number}.txt" for number in range(1_000)]
    assert others == Note("picture", place="attached file")


def test_of_files_whose_list_is_broken_it_is_told_that_they_are_there(blank: bytes) -> None:
    def attach(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Names, pdf.Root.AF = Dictionary(EmbeddedFiles=Dictionary(Names=Array([7, 7]))), Dictionary()

    assert read(changed(blank, attach)).notes == (Note("picture", place="attached file"),)


def test_a_file_that_only_carries_others_names_them(blank: bytes) -> None:
    def pack(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.AcroForm
        for sheet in pdf.pages:
            sheet.obj.Annots = Array()
        pdf.attachments["north.docx"] = pikepdf.AttachedFileSpec(pdf, b"words", filename="north.docx")

    with pytest.raises(ReturnError, match=r"north\.docx"):
        read(changed(blank, pack))


def test_a_second_form_in_the_file_is_told(blank: bytes) -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")

    assert [note.kind for note in read(changed(blank, add)).notes] == ["doubt"]


def test_a_file_that_is_cut_short_says_so_with_what_is_left_of_it(blank: bytes) -> None:
    assert "damage" in [note.kind for note in read(blank[: len(blank) // 2]).notes]


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        (b"feff03a9d83dde00000a007a", "Ω😀\nz"),
        (b"FEFF03A9", "Ω"),
        (b"feff03a", "feff03a"),
        (b"feff and so on", "feff and so on"),
    ],
)
def test_a_text_that_a_program_has_left_as_hexadecimal_digits_is_read(blank: bytes, value: bytes, answer: str) -> None:
    """As borb leaves each that is not in ASCII."""

    def fill_in(pdf: pikepdf.Pdf) -> None:
        field(pdf, "S1").V = String(value)

    returned = read(changed(blank, fill_in))

    assert [each.text for each in returned.found if each.code == "S1"] == [answer]


def test_a_file_whose_table_of_objects_leaves_out_the_catalog_is_read(page: Page, blank: bytes) -> None:
    """As borb writes it; viewers show such a file without a word."""
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        field(pdf, "S1").V = String("kept")
        pdf.save(saved, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = saved.getvalue()
    number = int(data.rpartition(b"/Root ")[2].split()[0])
    entry = data.rindex(b"xref\n0 ", 0, data.rindex(b"trailer"))
    entry = data.index(b"\n", entry + len(b"xref\n")) + 1 + 20 * number

    returned = read(data[:entry] + b"0000000000" + data[entry + 10 :])

    assert {each.code: each.text for each in returned.found if each.text} == {"S1": "kept"}
    assert [note.kind for note in returned.notes] == ["damage"]


PACKED = zlib.compress(b"Hello")


@pytest.mark.parametrize(
    ("data", "entries"),
    [
        (b"87cU\nRDZ~>\n", {"Filter": Name.ASCII85Decode}),
        (b"48 65\n6c 6c 6f>\n", {"Filter": Name.ASCIIHexDecode}),
        (PACKED + b"\n", {"Filter": Name.FlateDecode}),
        (PACKED, {"Filter": Array([Name.FlateDecode]), "DecodeParms": Array([None])}),
        (PACKED, {"Filter": Name.FlateDecode, "DecodeParms": Dictionary(Predictor=1)}),
        (a85encode(PACKED), {"Filter": Array([Name.ASCII85Decode, Name.FlateDecode])}),
    ],
)
def test_a_stream_is_read_however_it_is_packed(data: bytes, entries: dict[str, Any]) -> None:
    """A file is no help here: pikepdf packs anew what it saves."""
    assert text(pikepdf.new().make_stream(data, **entries)) == "Hello"


@pytest.mark.parametrize(
    "entries",
    [{"Filter": Name.LZWDecode}, {"Filter": Name.FlateDecode, "DecodeParms": Dictionary(Predictor=12, Columns=5)}],
)
def test_a_stream_that_is_packed_as_no_answer_is_is_told_as_spoilt(entries: dict[str, Any]) -> None:
    assert text(pikepdf.new().make_stream(PACKED, **entries)) == "\ufffd"


@pytest.mark.parametrize("value", [None, Dictionary(), Array(), Array([Array([String("deep")])])])
def test_what_holds_no_words_says_none(value: Any) -> None:
    assert not text(value)


# More than one return in a file, and names that are broken


def test_answers_of_two_returns_in_one_file_are_never_joined(page: Page) -> None:
    names = ["S1", "S1+1", "S1~2+1", "S1~3+1"]
    values = ["short", "long, ", "longer, ", "longest"]
    data = fdf("".join(f"<</T({name})/V({value})>>" for name, value in zip(names, values, strict=True)))

    returned = read_fdf(data)

    assert answers(returned, page) == {"S1": "short", "S1-": "long, longer, longest"}


def filled(values: dict[str, str], made: Page) -> bytes:
    return write(made, theme.load(), Fill(values=values))


def in_one(*returns: bytes) -> bytes:
    """Put the pages of returns into one file, whose form is of all of them."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(returns[0])) as whole, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that there are boxes outside of the form
        for data in returns[1:]:
            with pikepdf.open(io.BytesIO(data)) as other:
                whole.pages.extend(other.pages)
        whole.save(made)
    return made.getvalue()


def test_what_two_people_say_in_one_file_is_never_mixed(shipped_page: MakePage, tmp_path: Path) -> None:
    made = shipped_page("S1", "S2", "S3", "S4", "F1")
    other = replace(made, stamp=replace(made.stamp, copy="0" * 12))
    one = filled({"S1": "North", "S3": "yes"}, made)
    two = filled({"S1": "South", "S2": "By bus", "S3": "no", "S4": "yes"}, other)
    path = tmp_path / "both.pdf"
    path.write_bytes(in_one(one, two))

    said = reading.read(path, Toolkits())

    assert said.response.answers == {"S1": "North", "S3": "yes"}
    assert [(note.text, note.code) for note in said.receipt.notes if note.kind == "twice"] == [
        (f"marks of another workbook are in the file too: copy {'0' * 12}", ""),
        (TWO, ""),
        ("a second answer, which was not taken: South", "S1"),
        ("a second answer, which was not taken: By bus", "S2"),
        ("a second answer, which was not taken: no", "S3"),
        ("a second answer, which was not taken: yes", "S4"),
    ]


@pytest.mark.parametrize("first", [0, 1])
def test_what_two_people_say_is_not_mixed_where_one_was_asked_less(
    shipped_page: MakePage, tmp_path: Path, first: int
) -> None:
    more, less = shipped_page("S1", "S2", "S3", "S4", "S9"), shipped_page("S1", "S2", "S3", "S4")
    said = [({"S1": "North", "S9": "Mine"}, more), ({"S1": "South", "S2": "By bus"}, less)]
    path = tmp_path / "both.pdf"
    path.write_bytes(in_one(*(filled(*each) for each in (said[first], said[1 - first]))))

    read = reading.read(path, Toolkits())

    assert read.response.answers == said[first][0]
    notes = [(note.text, note.code) for note in read.receipt.notes]
    assert (TWO, "") in notes
    assert (("a second answer, which was not taken: Mine", "S9") in notes) is bool(first)
    assert "S9" not in read.receipt.empty


def test_what_two_people_say_is_not_mixed_where_a_program_takes_the_names_from_the_boxes_of_one(
    shipped_page: MakePage, tmp_path: Path
) -> None:
    """As pdfunite does with fields that have several boxes, but those of the last file."""
    made = shipped_page()
    answers = [{"S1": "North", "S3": "yes", "G1r1": "planned"}, {"S1": "South", "S3": "no", "G1r1": "in-place"}]

    def without_names(pdf: pikepdf.Pdf) -> None:
        lost = [each for each in pdf.Root.AcroForm.Fields if "/Kids" in each]
        pdf.Root.AcroForm.Fields = Array([each for each in pdf.Root.AcroForm.Fields if "/Kids" not in each])
        for each in lost:
            for box in each.Kids:
                del box["/Parent"]

    path = tmp_path / "united.pdf"
    path.write_bytes(in_one(changed(filled(answers[0], made), without_names), filled(answers[1], made)))

    assert reading.read(path, Toolkits()).response.answers == answers[0]


def test_boxes_whose_parent_is_another_box_are_those_of_the_question_where_they_lie(
    shipped_page: MakePage, tmp_path: Path
) -> None:
    """As where PDFium takes pages into another file: the form is gone, and numbers of parents are those of before."""

    def take(pdf: pikepdf.Pdf) -> None:
        for box in field(pdf, "S3").Kids:
            box.Parent = field(pdf, "R-role")
        del pdf.Root.AcroForm

    path = tmp_path / "taken.pdf"
    path.write_bytes(changed(filled({"S1": "words", "S3": "no"}, shipped_page("S1", "S2", "S3", "S4")), take))

    said = reading.read(path, Toolkits())

    assert said.response.answers == {"S1": "words", "S3": "no"}
    assert said.receipt.notes == ()


def test_of_two_workbooks_in_one_file_a_blank_one_hides_no_answer(shipped_page: MakePage, tmp_path: Path) -> None:
    made = shipped_page("S1", "S2", "S3", "S4")
    other = replace(made, stamp=replace(made.stamp, copy="0" * 12, personal=True))
    path = tmp_path / "both.pdf"
    path.write_bytes(in_one(filled({}, made), filled({"S1": "South", "S3": "no"}, other)))

    said = reading.read(path, Toolkits())

    assert said.response.answers == {"S1": "South", "S3": "no"}
    assert said.response.id == "0" * 12
    assert [(note.text, note.code) for note in said.receipt.notes] == [
        (f"marks of another workbook are in the file too: copy {made.stamp.copy}", ""),
        (TWO, ""),
    ]


def test_a_blank_personal_copy_hides_no_answer_in_the_filled_one_behind_it(page: Page, tmp_path: Path) -> None:
    given = {"R-organisation": "Programme North"}
    made = replace(page, stamp=replace(page.stamp, personal=True))
    path = tmp_path / "both.pdf"
    path.write_bytes(in_one(filled(given, made), filled({**given, "S1": "South"}, made)))

    said = reading.read(path, Toolkits()).response

    assert (said.answers, said.respondent) == ({"S1": "South"}, {"organisation": "Programme North"})


def test_an_answer_in_the_second_place_of_a_question_says_that_it_is(page: Page) -> None:
    found = (Found("S1"), Found("S1", "By phone"), Found("S3", states=("yes",)), Found("S10", "4"))

    matched = match(Questions(page.fields, page.fields, True), Returned("docx", page.stamp, found))

    assert matched.values["S1"] == "By phone"
    assert [(note.kind, note.code) for note in matched.notes] == [("twice", "S1")]


@pytest.mark.parametrize("names", ["phone post phone+1 post+1", "phone phone+1 post post+1"])
def test_boxes_that_stand_there_twice_are_two_answers(names: str) -> None:
    on = {"phone": "/phone", "post": "/Off", "phone+1": "/Off", "post+1": "/post"}
    states = {f"M1#{name}": on[name] for name in names.split()}
    data = fdf("".join(f"<</T({name})/V {state}>>" for name, state in states.items()))

    assert [found.states for found in read_fdf(data).found] == [("phone",), ("post",)]


@pytest.mark.parametrize("end", [b"", b"\r\n", b"\n\n%%EOF\n"])
def test_an_end_that_is_there_is_no_damage(end: bytes, blank: bytes) -> None:
    assert read(blank + end).notes == ()


def test_a_later_save_that_was_cut_short_is_damage(blank: bytes) -> None:
    def comment(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([9, 9, 19, 19]), Contents=String("ask"))
        pdf.pages[1].obj.Annots.append(pdf.make_indirect(note))

    notes = read(changed(blank, comment) + b"\n7 0 obj\n<< /Type /Annot /V (By pho").notes

    assert [note.kind for note in notes] == ["damage", "comment"]
    assert "saved last is missing" in notes[0].text


def test_the_title_of_a_box_that_a_program_gives_to_the_field_is_no_word_of_anybodys(
    page: Page, blank: bytes, tmp_path: Path
) -> None:
    def lift(pdf: pikepdf.Pdf) -> None:
        field(pdf, "S3").TU = field(pdf, "S3").Kids[0].TU

    path = tmp_path / "lifted.pdf"
    path.write_bytes(changed(blank, lift))

    assert reading.read(path, Toolkits()).receipt.notes == ()


def test_what_a_form_tells_below_a_question_is_no_other_question_where_a_program_puts_both_in_one_line(
    shipped_page: MakePage, tmp_path: Path
) -> None:
    made = shipped_page(edition="facilitator")
    path = tmp_path / "joined.pdf"
    with pikepdf.open(io.BytesIO(filled({}, made))) as pdf:
        for each in pdf.Root.AcroForm.Fields:
            each.TU = String(" ".join(str(each.TU).split()))
        pdf.save(path)

    assert reading.read(path, Toolkits()).receipt.notes == ()


def test_a_part_of_a_long_answer_that_is_gone_is_noted() -> None:
    data = fdf("<</T(S1)/V(one)>><</T(S1~3)/V(three)>>")

    (note,) = read_fdf(data).notes
    assert (note.kind, note.code) == ("doubt", "S1")
    assert "(2)" in note.text


def test_a_stamp_under_another_name_is_the_stamp_and_no_word_of_anybodys() -> None:
    returned = read_fdf(fdf("<</T(dummyFieldName5)/V(toolkit:covid19?version=1.0)>><</T(S1)/V(x)>>"))

    assert returned.stamp is not None
    assert returned.stamp.toolkit == "covid19"
    assert returned.notes == ()


def test_the_stamp_under_its_own_name_goes_before_one_that_stands_elsewhere() -> None:
    returned = read_fdf(fdf("<</T(x)/V(toolkit:other?version=9)>><</T(toolkit-stamp)/V(toolkit:covid19?version=1.0)>>"))

    assert returned.stamp is not None
    assert returned.stamp.toolkit == "covid19"


@pytest.mark.parametrize(("state", "ticked"), [("/0", True), ("/No", True), ("/Off", False)])
def test_a_box_that_is_a_field_of_its_own_in_a_pdf_is_ticked_whatever_its_state_is_called(
    state: str, ticked: bool, blank: bytes
) -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        own_field(pdf, FT=Name.Btn, T=String("G1r1#planned"), AS=Name(state), V=Name(state))

    found = {each.code: each.states for each in read(changed(blank, add)).found}

    assert found["G1r1"] == ("planned",) * ticked


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("(/yes)", {"S3": "yes"}),
        ("(/Off)", {}),
        ("(Off)", {}),
        ("[/yes]", {"S3": "yes"}),
        ("[(yes)]", {"S3": "yes"}),
        ("[/Off [/no]]", {}),
    ],
)
def test_a_state_written_otherwise_than_as_a_name_is_a_state(value: str, said: dict[str, str], page: Page) -> None:
    assert answers(read_fdf(fdf(f"<</T(S3)/V{value}>>")), page) == said


@pytest.mark.parametrize("value", [String(b"\xef\xbb\xbfok\xff"), String(b"\xfe\xff\0o\0k\xde\0")])
def test_a_name_or_a_text_that_is_not_in_its_encoding_is_read_as_far_as_it_goes(
    value: String, page: Page, blank: bytes
) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        field(pdf, "S1").V = value
        field(pdf, "S3").V = pikepdf.Object.parse(b"/ne\xfcn")
        field(pdf, "S10").V = String("14")

    returned = read(changed(blank, spoil))

    assert answers(returned, page) == {"S1": "ok\ufffd", "S10": "14"}
    assert {(note.kind, note.code) for note in returned.notes} == {("letters", "S1"), ("doubt", "S3")}
    assert "neün" in next(note.text for note in returned.notes if note.kind == "doubt")


@pytest.mark.parametrize("said", ["Ã© typed so", "PÅ… och PÅ…", "CAFÉ’s", "Ä”Ä”"])
def test_what_looks_like_utf_8_is_written_so_that_it_comes_back(said: str, page: Page) -> None:
    assert answers(read(write(page, theme.load(), Fill(values={"S1": said}))), page) == {"S1": said}


@pytest.mark.parametrize("said", ["rječnik", "čaj", "tvrđava", "Đakovo", "są", "Gdańsk", "Kőszeg", "Bacău", "KOČEVJE"])
def test_a_single_letter_of_a_word_in_utf_8_is_told_from_a_capital_and_a_mark(said: str, blank: bytes) -> None:
    def fill(pdf: pikepdf.Pdf) -> None:
        field(pdf, "S1").V = String(said.encode())

    assert next(each.text for each in read(changed(blank, fill)).found if each.code == "S1") == said


@pytest.mark.parametrize("said", ["“We” – it’s … 5 €", "Ça va?", "Žena", "plain"])
def test_a_value_that_is_written_is_the_same_for_who_takes_its_bytes_for_latin_1(said: str) -> None:
    data = bytes(string(said))

    assert (data.decode("utf-16") if data.startswith(b"\xfe\xff") else data.decode("latin-1")) == said


def test_form_data_that_say_that_they_are_in_utf_8_are() -> None:
    data = b"%FDF-1.2\n1 0 obj\n<< /FDF << /Encoding /utf-8 /Fields [ << /T (S1) /V (\xc4\x8d) >> ] >> >>\nendobj\n"

    (found,) = read_fdf(data + b"trailer\n<< /Root 1 0 R >>\n%%EOF\n").found

    assert found.text == "č"


def test_a_code_that_begins_a_line_once_more_with_nothing_behind_it_is_told(tiny_fields: dict[str, Field]) -> None:
    found = (Found("A3", "we rang", anchor="text"), Found("A3", "", anchor="text"))

    matched = match(Questions(tiny_fields, tiny_fields, True), Returned("docx", None, found))

    assert matched.values == {"A3": "we rang"}
    assert [(note.kind, note.text, note.code) for note in matched.notes] == [("twice", BARE, "A3")]


# Letters whose code has the byte of a carriage return


def bare(pdf: bytes, text: str) -> bytes:
    """Write a text where a value of as many bytes stands, in UTF-16 with nothing escaped but parentheses."""
    data = b"\xfe\xff" + text.encode("utf-16-be")
    for sign in (b"\\", b"(", b")"):
        data = data.replace(sign, b"\\" + sign)
    made = changed(pdf, lambda pdf: field(pdf, "S1").__setattr__("V", String("x" * len(data))))
    return made.replace(b"(" + b"x" * len(data) + b")", b"(" + data + b")")


@pytest.mark.parametrize(
    "text", ["Čačić, raču(n)\\", "čćžšđ Čč dž ѝ", "two čs\nin two lines", "👩‍👩‍👧 and čaj", "love 😍", "a “č” – 5 €"]
)
def test_a_letter_with_the_byte_of_a_carriage_return_is_kept_where_a_program_writes_it_bare(
    blank: bytes, page: Page, text: str
) -> None:
    assert answers(read(bare(blank, text)), page) == {"S1": text}


def test_a_bare_carriage_return_is_a_letter_in_a_field_that_has_lost_its_name_as_well(blank: bytes) -> None:
    data = bare(changed(blank, lambda pdf: field(pdf, "S1").__setattr__("TU", String("What?"))), "Čačić, računi")

    (found,) = [each.found for each in read(data.replace(b"/T (S1)", b"/T (q1)")).nameless if each.found.text]
    assert found.text == "Čačić, računi"


def test_very_many_beginnings_of_strings_are_soon_looked_through() -> None:
    with in_seconds(2):
        assert barereturns.escaped(b"\\(\xfe\xff" * 20_000) == b"\\(\xfe\xff" * 20_000


@pytest.mark.parametrize("ends", ["\r", "\r\n"])
def test_a_bare_carriage_return_that_ends_a_line_ends_one_line(blank: bytes, page: Page, ends: str) -> None:
    assert answers(read(bare(blank, f"one{ends}two")), page) == {"S1": "one\ntwo"}


def test_a_bare_carriage_return_is_left_alone_where_it_may_be_no_letters(blank: bytes) -> None:
    picture = b"(\xfe\xff\x01\r\xff\xff\x00a\x00b\x00c)"
    short = b"/V (\xfe\xff\x01\r\x01\r)"  # which has no room in UTF-8
    folded = b"/V (\xfe\xff\x01\r\x00a\x00b\\\r\n\x00c)"

    for data in (picture, b"/V " + picture, short, folded, b"( (\xfe\xff\x01\r\x00a\x00b)", b"/V (\xfe\xff\x01\r\x00a"):
        assert barereturns.escaped(data) == data
