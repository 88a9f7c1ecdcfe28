"""Form data without the form: FDF and XFDF, as programs write them."""

from __future__ import annotations

from html import escape

import pytest

from toolkit_cli.errors import ReturnError
from toolkit_cli.filetypes import kind
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.pdf.read import read, read_fdf
from toolkit_cli.pdf.write import write
from toolkit_cli.pdf.xfdf import read as read_xfdf
from toolkit_cli.returned import Note
from toolkit_cli.returns.matching import Questions, match

from .conftest import MakePage
from .formdata import answers, fdf, valued_as, xfdf


@pytest.fixture(scope="module")
def page(shipped_page: MakePage) -> Page:
    return shipped_page("S1", "S3", "S10")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (fdf("<</T(S1)/V(We lived in a trailer park)>>"), "We lived in a trailer park"),
        (fdf("<</T(S1)/V(trailer (x))>>"), "trailer (x)"),
        (fdf("<</T(S1)/V(see /Root 7 0 R)>>") + b"% /Root 9 0 R\n", "see /Root 7 0 R"),
        (fdf(b"<</T(S1)/V(" + "Ωμ".encode() + b")>>", "/Encoding /utf_8"), "Ωμ"),
        (fdf("<</T(S1)/RV(<p>Rich</p>)>>"), "Rich"),
        (fdf("<</T(form1)/Kids[<</T(S1)/V(within)>>]>>"), "within"),
    ],
)
def test_form_data_are_read_as_they_are_written(data: bytes, said: str, page: Page) -> None:
    assert answers(read_fdf(data), page) == {"S1": said}


def test_boxes_that_are_fields_below_their_question_are_its_options(page: Page) -> None:
    boxes = b"<< /T (S3) /Kids [ << /T (yes) /V /Off >> << /T (no) /V /Yes >> ] >> << /T (S1.copy) /V (hello) >>"
    data = (
        b"%FDF-1.2\n1 0 obj\n<< /FDF << /Fields [ " + boxes + b" ] >> >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
    )

    returned = read_fdf(data)

    assert answers(returned, page) == {"S3": "no", "S1": "hello"}


def test_what_a_question_s_own_field_says_beside_its_boxes_is_kept() -> None:
    boxes = "<< /T (S3) /V /yes >> << /T (S3#yes) /V /Off >> << /T (S3#no) /V /Off >> << /T (S10) >> << /T (S10#a) >>"

    found = [(found.code, found.states) for found in read_fdf(fdf(boxes)).found]

    assert found == [("S3", ("yes",)), ("S3", ()), ("S10", ())]


def test_comments_and_files_that_form_data_carry_are_noted() -> None:
    comment = "/Annots [ << /Subtype /Text /Page 3 /Contents (my comment) /T (Bo) >> ]"
    notes = read_fdf(fdf("<</T(S1)/V(x)>>", f"{comment} /EmbeddedFDFs [ << /F (more.fdf) >> ]")).notes

    assert notes == (
        Note("comment", text="my comment", who="Bo", place="page 4"),
        Note("picture", text="more.fdf", place="attached file"),
    )


def test_a_name_that_stands_twice_in_form_data_is_found_twice(page: Page) -> None:
    assert answers(read_fdf(fdf("<</T(S1)/V(one)>><</T(S1)/V(two)>>")), page) == {"S1": "one", "S1-": "two"}


XHTML = '<body xmlns="http://www.w3.org/1999/xhtml"><p>One <b>two</b><br/>b</p><p>c</p></body>'
RICH = f"<value-richtext>{XHTML}</value-richtext>"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (xfdf(valued_as("Ωμ"), encoding="utf-16"), {"S1": "Ωμ"}),
        (xfdf(valued_as("x"), before=f"<!-- {'long ' * 900} -->"), {"S1": "x"}),
        (xfdf(valued_as("x")).replace(b"<", b"<p:").replace(b"<p:/", b"</p:").replace(b"<p:?", b"<?")
         .replace(b"xmlns=", b"xmlns:p="), {"S1": "x"}),
        (xfdf(valued_as("one") + valued_as("two")), {"S1": "one", "S1-": "two"}),
        (xfdf(valued_as("one") + valued_as("")), {"S1": "one"}),
        (xfdf(valued_as("one", "two")), {"S1": "one\ntwo"}),
        (xfdf(f'<field name="S1"><value>one</value>{valued_as("two", name="copy")}</field>'),
         {"S1": "one", "S1-": "two"}),
        (xfdf(valued_as("yes", "no", name="S3")), {}),
        (xfdf(f'<field name="S1">{RICH}</field>'), {"S1": "One two\nb\nc"}),
        (xfdf(f'<field name="S1"><value/>{RICH}</field>'), {"S1": "One two\nb\nc"}),
        (xfdf(f'<field name="S1"><value-richtext>\n{escape(XHTML)}</value-richtext></field>'), {"S1": "One two\nb\nc"}),
        (xfdf('<field name="S1"><value>x</value><value-richtext/></field>'), {"S1": "x"}),
        (xfdf(valued_as("  One <b>two</b><br/> three<!-- four -->  five")), {"S1": "  One two\n three  five"}),
        (xfdf(valued_as("<p>One</p><p>two</p>")), {"S1": "One\ntwo"}),
        (xfdf(valued_as("a &#55357;&#56832; &#xD83D;&#xde00; b")), {"S1": "a 😀 😀 b"}),
        (xfdf(valued_as("a&#11;b\x0bc")), {"S1": "a\nb\nc"}),
        (xfdf(valued_as("A & B&nbsp;C &amp; &lt;")), {"S1": "A & B\u00a0C & <"}),
        (xfdf(valued_as("a<br>b<BR>c") + valued_as("no", name="S3")), {"S1": "a\nb\nc", "S3": "no"}),
        (xfdf(valued_as("a<br>b</br>c")), {"S1": "a\nbc"}),
        (xfdf(valued_as("<![CDATA[R&D &lt; <b>]]> & more")), {"S1": "R&D &lt; <b> & more"}),
        (xfdf(valued_as("AT&T; and &LT;3, &notit; &#x; &é;")), {"S1": "AT&T; and <3, &notit; &#x; &é;"}),
        (xfdf(valued_as("a < b, c > d and <3 </ <!") + valued_as("no", name="S3")),
         {"S1": "a < b, c > d and <3 </ <!", "S3": "no"}),
        (xfdf(valued_as("Ωμέγα")).replace(b'"utf-8"', b'"UTF-16"'), {"S1": "Ωμέγα"}),
        (xfdf(valued_as("Ω & μ"), encoding="utf-16"), {"S1": "Ω & μ"}),
        (xfdf(valued_as("Žena & “été”"), encoding="windows-1252"), {"S1": "Žena & “été”"}),
        (b'<x:xdp xmlns:x="http://ns.adobe.com/xdp/"><x/>' + xfdf(valued_as("x"))[38:] + b"</x:xdp>", {"S1": "x"}),
        (b'<fields xmlns:xfdf="http://ns.adobe.com/xfdf-transition/"><S1>By phone</S1><S3>no</S3>'
         b'<Text xfdf:original="S10">14</Text></fields>', {"S1": "By phone", "S3": "no", "S10": "14"}),
        (b'<fields xmlns:xfdf="http://ns.adobe.com/xfdf-transition/"><form1><S1>By phone</S1></form1>'
         b'<b xfdf:original="S3#yes">Off</b><c xfdf:original="S3#no">no</c></fields>', {"S1": "By phone", "S3": "no"}),
        (b'<?xml version="1.0"?>\n<fields>\n <field name="S1">\n <value>By\nphone</value>\n </field>'
         b'<field name="S3"><value>no</value></field></fields>', {"S1": "By\nphone", "S3": "no"}),
    ],
)  # fmt: skip
def test_xfdf_of_every_make_is_read(data: bytes, said: dict[str, str], page: Page) -> None:
    assert kind(data) == "xfdf"
    assert answers(read_xfdf(data), page) == said
    assert read_xfdf(data).notes == ()


@pytest.mark.parametrize("field", ['<field name="S1"/>', '<field name="form1"><field name="S1">\n</field></field>'])
def test_a_field_of_form_data_that_has_no_value_is_there_and_empty(field: str, page: Page) -> None:
    matched = match(Questions(page.fields, page.fields, True), read_xfdf(xfdf(field + valued_as("14", name="S10"))))

    assert (dict(matched.values), matched.empty) == ({"S10": "14"}, ("S1",))


@pytest.mark.parametrize(
    "letter", [b"&#55357;", b"&#xDE00;&#xD83D;", b"&#2;", b"&#x1F;", b"\x02", b"&#1114112;", b"\xff"]
)
def test_letters_that_xml_does_not_know_are_told_as_spoilt(letter: bytes) -> None:
    returned = read_xfdf(xfdf(valued_as("a*b")).replace(b"*", letter))

    assert returned.format == "xfdf"
    assert returned.found[0].text.strip("ab") in ("\ufffd", "\ufffd\ufffd")
    assert [note.kind for note in returned.notes] == ["letters"]


def test_an_encoding_that_no_program_writes_is_not_used(page: Page) -> None:
    data = xfdf(valued_as("R&D Ωμ")).replace(b'encoding="utf-8"', b'encoding="punycode"')  # Python's takes very long

    assert b"punycode" in data
    assert answers(read_xfdf(data), page) == {"S1": "R&D Ωμ"}


@pytest.mark.parametrize("end", ["<value>cut o", "<value>not ended</field>"])
def test_xfdf_that_is_broken_is_read_as_far_as_it_goes(end: str) -> None:
    data = xfdf(valued_as("whole") + f'<field name="S2">{end}').partition(b"</fields>")[0]

    returned = read_xfdf(data)

    assert [found.text for found in returned.found] == ["whole", end.removeprefix("<value>").removesuffix("</field>")]
    assert [note.kind for note in returned.notes] == ["damage"]


def test_a_pdf_with_a_warning_of_a_web_server_before_it_is_read(page: Page) -> None:
    data = b"<br />\n<b>Warning</b>: Undefined index on line <b>12</b><br />\n"
    data += write(page, theme.load(), Fill({"S1": "By phone"}))

    assert kind(data) == "pdf"
    assert answers(read(data), page) == {"S1": "By phone"}


@pytest.mark.parametrize("value", ["%PDF-1.7", "we wrote\n%PDF-1.7"])
def test_form_data_in_which_somebody_has_written_as_a_pdf_begins_are_form_data(value: str) -> None:
    assert kind(xfdf(valued_as(value))) == kind(xfdf(valued_as(value)).partition(b"?>")[2]) == "xfdf"


@pytest.mark.parametrize("mark", ["%PDF-1.7", "%FDF-1.2"])
def test_answers_in_which_somebody_has_written_as_a_pdf_begins_are_answers(mark: str) -> None:
    assert kind(f"toolkit: covid19\nanswers:\n  S1: {mark}\n".encode()) == "answers"
    assert kind(f"toolkit: covid19\nanswers:\n  S1: |\n    {mark}\n".encode()) == "answers"
    assert kind(f"Content-Type: application/octet-stream\r\n\r\n{mark}\n".encode()) == mark[1:4].lower()


@pytest.mark.parametrize(
    "data",
    [
        b'{"S1": "By phone", "S2": "%PDF-1.7", "toolkit-stamp": "toolkit:covid19?version=1.0"}',
        b"<root><S1>By phone</S1><toolkit-stamp>toolkit:covid19?version=1.0</toolkit-stamp></root>",
        b'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><data><S1>By phone</S1></data></xdp:xdp>',
    ],
)
def test_form_data_of_another_kind_are_refused_as_what_they_are(data: bytes) -> None:
    with pytest.raises(ReturnError, match="data of a form"):
        kind(data)


@pytest.mark.parametrize(
    ("annotation", "note"),
    [
        ('<freetext page="2" title="Bo"><contents-richtext><body><p>Free</p><p>two</p></body></contents-richtext>'
         "<contents>Free\ntwo</contents><defaultstyle>font: x</defaultstyle></freetext>", ("typed", "Free\ntwo")),
        ('<ink page="2"><inklist><gesture>1,2;3,4</gesture></inklist><popup page="2"/></ink>', ("ink", "")),
        ('<sound page="2"/>', ("picture", "")),
        ('<text page="2"><contents> one </contents>'
         '<contents-richtext>&lt;p&gt;two&lt;/p&gt;</contents-richtext></text>', ("comment", "one\ntwo")),
        ('<stamp page="2"><appearance>QUJD</appearance><contents>mine</contents></stamp>', ("picture", "mine")),
        ('<fileattachment page="2" file="a.docx"><data>4142</data></fileattachment>', ("picture", "a.docx")),
        ('<redact page="2"><contents>words</contents></redact>', ("comment", "words")),
        ('<text page="2"><contents>one</contents><popup><contents>two</contents></popup></text>',
         ("comment", "one\ntwo")),
    ],
)  # fmt: skip
def test_comments_in_xfdf_are_words_only(annotation: str, note: tuple[str, str]) -> None:
    (found,) = read_xfdf(xfdf(valued_as("x"), annotation)).notes

    assert (found.kind, found.text, found.place) == (*note, "page 3")


def test_the_workbook_s_links_are_no_comments_in_xfdf() -> None:
    link = '<link page="1" flags="print"><contents>Kit 1</contents><OnActivation/></link>'
    annotations = f'{link}<popup page="2"/><popup page="3"><contents>But</contents></popup>'

    assert [(note.kind, note.text) for note in read_xfdf(xfdf("", annotations)).notes] == [("comment", "But")]
