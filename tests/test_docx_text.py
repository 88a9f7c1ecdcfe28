"""The text of a DOCX: what it is wrapped in, lists, tracked changes, comments, pictures."""

from __future__ import annotations

import pytest

from toolkit_cli.docx.read import read
from toolkit_cli.marks import PROMPT
from toolkit_cli.returned import Note

from .docx_markup import (
    W,
    document,
    field,
    numbered,
    p,
    r,
    said,
    sdt,
    text_of,
)

FRAMED = f"<w:txbxContent>{p(r('box'))}</w:txbxContent>"


def either(one: str, other: str) -> str:
    ways = f"<mc:Choice>{one}</mc:Choice><mc:Fallback>{other}</mc:Fallback>"
    return f"<mc:AlternateContent>{ways}</mc:AlternateContent>"


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:tab/><w:t>c</w:t></w:r>", "a\nb\n\tc"),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/></w:r>", "a\u2011b\u00ad"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F04A"/><w:sym w:font="Symbol" w:char="F061"/></w:r>', "☺α"),
        ('<w:r><w:sym w:font="Arial" w:char="20AC"/></w:r>', "€"),
        (f'<w:ins w:author="A">{r("in")}</w:ins>{r("out")}', "inout"),
        (f'<w:hyperlink>{r("link")}<w:smartTag>{r("smart")}</w:smartTag></w:hyperlink>', "linksmart"),
        (f'<w:customXml><w:fldSimple w:instr="X">{sdt(sdt(r("deep"), "S1"))}</w:fldSimple></w:customXml>', "deep"),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
        (either(r("once"), r("once")), "once"),
        (either("", r("back")), "back"),
        (f"<w:r><w:drawing><wps:txbx>{FRAMED}</wps:txbx></w:drawing></w:r>{r('out')}", "out\nbox"),
        (f"<w:r><w:pict><v:textbox>{FRAMED}</v:textbox></w:pict></w:r>", "\nbox"),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>' + r("4"), "4"),
        ('<w:r><w:br w:type="page"/><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t><w:br w:type="page"/></w:r>', "a\nb"),
        ("<!-- note --><w:r><w:t>a<!-- note -->b</w:t></w:r>", "ab"),
        (f"<w:unknown>{r('kept')}</w:unknown>", "kept"),
    ],
)  # fmt: skip
def test_text_is_read_from_whatever_it_is_wrapped_in(runs: str, text: str) -> None:
    assert said(runs) == text


def test_a_paragraph_without_properties_is_a_line() -> None:
    lines = [f"<w:p>{r(text) if text else ''}</w:p>" for text in ("a", "", "b")]

    assert text_of(field(*lines)) == "a\n\nb"


def in_line(inner: str, around: str = "inline") -> str:
    """Return a box of text as ONLYOFFICE draws a control of an ODT."""
    held = f"<wp:{around}><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wp:{around}>"
    return f"<w:r><w:drawing>{held}</w:drawing></w:r>"


def test_a_control_that_is_drawn_in_a_line_is_read_in_the_line() -> None:
    ticked, empty = (
        in_line(p(sdt(r(sign), look='<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>'))) for sign in "☒☐"
    )
    options = [p(box, f"<w:r><w:tab/><w:t>{label}</w:t></w:r>") for box, label in ((empty, "Yes"), (ticked, "No"))]

    assert said(in_line(p(sdt(r("one")))), r(" two")) == "one two"
    assert said(in_line(p(sdt(r(PROMPT))))) == ""
    assert text_of(field(*options, code="S3")) == "☐ Yes\n☒ No"


@pytest.mark.parametrize(
    "drawn", [in_line(p(r("one"))), in_line(p(sdt(r("one"))), "anchor"), in_line(p(sdt(r("one"))) + p(r("two")))]
)
def test_any_other_box_of_text_is_read_after_the_line(drawn: str) -> None:
    assert said(drawn, r("typed")).startswith("typed\none")


def test_tab_stops_are_no_tabs() -> None:
    assert text_of(field(p(r("x"), look='<w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs>'))) == "x"


def test_a_sign_that_cannot_be_told_is_noted() -> None:
    returned = read(document(field(p('<w:r><w:sym w:font="Strange" w:char="F0AB"/></w:r>'))))

    assert [found.text for found in returned.found] == ["\ufffd"]
    assert [(note.kind, note.code) for note in returned.notes] == [("letters", "S1")]


def test_bullets_and_numbers_that_a_list_draws_are_read_before_its_words() -> None:
    def item(text: str, number: int, level: int = 0) -> str:
        look = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        return p(r(text) if text else "", style="ListParagraph", look=look)

    def level(at: int, kind: str, text: str = "") -> str:
        drawn = f'<w:lvlText w:val="{text}"/>' if text else ""
        return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{drawn}</w:lvl>'

    numbers = level(0, "decimal", "%1)") + level(1, "decimal", "%1.%2") + level(2, "upperLetter", "Part %3:")
    kinds = level(0, "decimal") + level(1, "lowerLetter"), level(0, "bullet", "•"), numbers
    lists = "".join(f'<w:abstractNum w:abstractNumId="{at}">{kind}</w:abstractNum>' for at, kind in enumerate(kinds))
    nums = "".join(f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at - 1}"/></w:num>' for at in (1, 2, 3))
    numbering = f'<w:numbering xmlns:w="{W}">{lists}{nums}</w:numbering>'
    items = [item("a", 1), item("b", 1, 1), item("c", 1, 1), item("d", 1), item("e", 2), item("f", 0), item("", 2)]

    assert text_of(field(*items), numbering=numbering) == "1. a\n  a. b\n  b. c\n2. d\n- e\nf\n"
    items = [item("a", 3), item("b", 3), item("c", 3, 1), item("d", 3, 1), item("e", 3, 2)]
    assert text_of(field(*items), numbering=numbering) == "1) a\n2) b\n  2.1 c\n  2.2 d\n    Part A: e"
    bare = level(0, "decimal", " ") + level(1, "decimal", "Note:") + level(2, "none", "%3.")
    numbering = numbering.replace(numbers, bare)
    items = [item("a", 3), item("b", 3, 1), item("c", 3, 2)]
    assert text_of(field(*items), numbering=numbering) == "a\n  Note: b\nc"


def test_tracked_changes_are_taken_as_accepted_and_noted() -> None:
    deleted = '<w:del w:author="Ann"><w:r><w:delText>no </w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:author="Ann">{r("old ")}</w:moveFrom>'
    inserted = f'<w:ins w:author="Bob">{r("ye")}{r("s")}</w:ins>'

    returned = read(document(field(p(deleted, moved, r("I say "), inserted))))

    assert [found.text for found in returned.found] == ["I say yes"]
    assert returned.notes == (
        Note("deletion", "no old ", code="S1", who="Ann"),
        Note("insertion", "yes", code="S1", who="Bob"),
    )


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    ended = "<w:rPr><w:del w:author='A'/></w:rPr>"

    assert text_of(field(p(r("one "), look=ended), p(look=ended), p(r("two")), p(r("three")))) == "one two\nthree"


@pytest.mark.parametrize(("kind", "text"), [("drop", "We did"), ("margin", "We did"), ("none", "W\ne did")])
def test_a_large_first_letter_begins_the_paragraph_below_it(kind: str, text: str) -> None:
    assert text_of(field(p(r("W"), look=f'<w:framePr w:dropCap="{kind}"/>'), p(r("e did")))) == text


def test_pictures_ink_and_footnotes_are_noted() -> None:
    picture = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="A tree"/></wp:inline></w:drawing></w:r>'
    )
    floating = '<w:r><w:drawing><wp:anchor><wp:docPr id="1" name="Oval 7"/></wp:anchor></w:drawing></w:r>'
    ink = "<w:r><mc:AlternateContent><mc:Choice><w14:contentPart/></mc:Choice></mc:AlternateContent></w:r>"
    footnotes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{p(r("At foot"))}</w:footnote></w:footnotes>'
    foot = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = p(picture) + field(p(picture, r("x"), foot, ink)) + p(floating)

    returned = read(document(body, footnotes=footnotes))

    assert [found.text for found in returned.found] == ["x"]
    assert returned.notes == (
        Note("picture", "A tree", code="S1"),
        Note("typed", "At foot", code="S1", place="footnote"),
        Note("ink", code="S1"),
    )
    assert returned.others == (Note("picture", "A tree"), Note("picture", "Oval 7", near="S1"))


def test_comments_are_noted_with_their_words_and_their_replies() -> None:
    def comment(number: int, who: str, text: str) -> str:
        return f'<w:comment w:id="{number}" w:author="{who}">{p(r(text))}{p(r("more"))}</w:comment>'

    said = "".join(comment(*each) for each in ((0, "Ann", "Really?"), (1, "Bob", "Yes."), (2, "Cy", "Where?")))
    comments = f'<w:comments xmlns:w="{W}">{said}</w:comments>'
    start, end = ("".join(f'<w:commentRange{kind} w:id="{at}"/>' for at in (0, 1)) for kind in ("Start", "End"))
    marks = "".join(f'<w:r><w:commentReference w:id="{at}"/></w:r>' for at in (0, 1))

    returned = read(document(field(p(r("It "), start, r("went"), r(" well"), end, marks)), comments=comments))

    assert [found.text for found in returned.found] == ["It went well"]
    assert returned.notes == (
        Note("comment", "Really?\nmore", code="S1", who="Ann", place="“went well”"),
        Note("comment", "Yes.\nmore", code="S1", who="Bob", place="“went well”"),
        Note("comment", "Where?\nmore", who="Cy"),
    )


def test_a_comment_between_paragraphs_adds_no_line() -> None:
    start, end = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'

    assert text_of(field(start, p(r("one")), end, p(r("two")))) == "one\ntwo"


def test_a_list_is_that_of_the_style_on_which_a_paragraph_s_style_is_based() -> None:
    """So second headings are based on first ones, and say no more than their level."""

    def styled(code: str, numbers: str, based: str = "") -> str:
        look = f"<w:pPr><w:numPr>{numbers}</w:numPr></w:pPr>" if numbers else ""
        return f'<w:style w:styleId="{code}"><w:name w:val="{code}"/><w:basedOn w:val="{based}"/>{look}</w:style>'

    first, second, none = '<w:numId w:val="7"/>', '<w:ilvl w:val="1"/>', '<w:numId w:val="0"/>'
    made = styled("A", first), styled("B", second, "A"), styled("C", "", "B"), styled("D", none, "A")
    again = styled("E", first, "B")
    styles = f'<w:styles xmlns:w="{W}">{"".join(made)}{again}</w:styles>'
    level = '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>'
    numbering = numbered("decimal", "%1.").replace("</w:abstractNum>", level)
    body = field(*(p(r(style), style=style) for style in "ABCCDAE"))

    said_ = text_of(body, styles=styles, numbering=numbering)
    assert said_.split("\n") == ["1. A", "  a) B", "  b) C", "  c) C", "D", "2. A", "3. E"]
