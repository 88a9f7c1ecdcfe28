"""The ODT reader: what LibreOffice makes of a workbook, and what is read from it then."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit_cli.errors import ReturnError
from toolkit_cli.marks import PROMPT
from toolkit_cli.odt.read import read
from toolkit_cli.returned import Found, Loose, Note, Returned
from toolkit_cli.stamp import Stamp

from .conftest import circles, lost
from .strategies import WORDS, broken, read_or_refused, wrapped

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = {
    **{name: f"{OASIS}{name}:1.0" for name in ("text", "table", "office", "style", "meta", "form")},
    "draw": f"{OASIS}drawing:1.0",
    "svg": f"{OASIS}svg-compatible:1.0",
    "fo": f"{OASIS}xsl-fo-compatible:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "field": "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
SPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items() if prefix != "xml")
STYLES = """
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Question"/>
<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Said"/>
<style:style style:name="P3" style:family="paragraph" style:parent-style-name="Tick"/>
<style:style style:name="T1" style:family="text" style:parent-style-name="Placeholder_20_Text"/>
<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1"/></text:list-style>
<text:list-style style:name="L2">
<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" style:num-prefix="("/>
</text:list-style>
<text:list-style style:name="L3"><text:list-level-style-number text:level="1" loext:num-list-format="%1%)"
style:num-format="1"/><text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/>
</text:list-style>
"""


def packed(**parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name.replace("__", "/") + ".xml", part)
    return made.getvalue()


def document(body: str, **parts: str) -> bytes:
    styles = f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    return packed(content=f"<office:document-content {SPACES}>{styles}{text}</office:document-content>", **parts)


def p(inner: str = "", style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{inner}</text:p>'


def row(*cells: str) -> str:
    held = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
    return f"<table:table-row>{held}</table:table-row>"


def table(head: str, *rows: str) -> str:
    heads = f"<table:table-header-rows>{head}</table:table-header-rows>"
    return f"<table:table><table:table-column/>{heads}{''.join(rows)}</table:table>"


def question(code: str = "S1", label: str = "What?") -> str:
    name = f'text:name="tk_{code.replace("-", "_")}"'
    marked = (
        f'<text:bookmark-start {name}/><text:span text:style-name="C">[{code}]</text:span><text:bookmark-end {name}/>'
    )
    hint = '<text:span text:style-name="Hint">\u2003Hint</text:span>'
    return p(f"{marked} {label}{hint}", "P1")


def field(*answer: str, code: str = "S1") -> str:
    return table(row(question(code)), row("".join(answer)))


def said(inner: str) -> str:
    (found,) = read(document(field(p(inner)))).found
    return found.text


def tick(glyph: str, label: str, checked: bool | None = None, tag: str = "") -> str:
    state = ' loext:checked="true"' if (glyph == "☒" if checked is None else checked) else ""
    named = f' loext:tag="{tag}"' if tag else ""
    box = (
        f'<loext:content-control loext:checkbox="true"{state}{named} loext:checked-state="☒" loext:unchecked-state="☐">'
    )
    return p(f"{box}<text:span>{glyph}</text:span></loext:content-control><text:tab/>{label}", "P3")


def test_a_field_is_found_by_its_bookmark_and_read_whole() -> None:
    returned = read(document(p("Before") + field(p("one"), p(), p("two"))))

    assert returned.found == (Found("S1", "one\n\ntwo", label="What?", anchor="bookmark"),)
    assert returned.loose == (Loose("Before"), Loose("\u2003Hint", "S1"))
    assert returned.notes == ()


def test_line_breaks_between_elements_are_no_words() -> None:
    # LibreOffice can be set to write them (PrettyPrinting).
    listed = f"<text:list>\n <text:list-item>\n  {p('one')}\n </text:list-item>\n</text:list>"
    body = f"{p('Before')}\n{field(listed)}\n".replace("<table:table-", "\n<table:table-")

    returned = read(document(body))

    assert returned == read(document(body.replace("\n", "")))
    assert [found.text for found in returned.found] == ["one"]


@pytest.mark.parametrize(
    ("inner", "note"),
    [
        (
            "<draw:frame><draw:image/><svg:title>Tree</svg:title><svg:desc>In May</svg:desc></draw:frame>",
            "Tree\nIn May",
        ),
        ("<draw:frame><draw:text-box/><svg:desc>In May</svg:desc></draw:frame>", "In May"),
        ('<draw:rect draw:name="Shape1"><svg:title>Tree</svg:title></draw:rect>', "Tree"),
        ('<text:alphabetical-index-mark text:string-value="Trees"/>', "Trees"),
        ('<text:toc-mark text:string-value="Trees" text:outline-level="1"/>', "Trees"),
    ],
)
def test_what_is_said_of_pictures_and_in_indices_is_noted(inner: str, note: str) -> None:
    returned = read(document(field(p(f"a{inner}b"))))

    assert [each.text for each in returned.notes] == [note]
    assert [found.text for found in returned.found] == ["ab"]


def test_frames_on_pages_are_read_in_the_order_in_which_they_stand_there() -> None:
    """LibreOffice makes frames of a PDF's pages and writes them in any order; the text comes after them."""
    placed = [
        ("2", "10pt", "1in", "four"),
        ("1", "2.54cm", "2in", "two"),
        ("1", "30mm", "", "three"),
        ("1", "1in", "1.5in", "one"),
        ("x", "", "1in", "somewhere"),
    ]
    frames = "".join(
        f'<draw:frame text:anchor-type="page" text:anchor-page-number="{page}" svg:y="{down}" svg:x="{across}">'
        f"<draw:text-box>{p(words)}</draw:text-box></draw:frame>"
        for page, down, across, words in placed
    )

    returned = read(document(f"<text:sequence-decls/>{frames}{p('the text')}"))

    said = [loose.text for loose in returned.loose or ()]
    assert said == ["somewhere", "one", "two", "three", "four", "the text"]


def test_of_print_only_what_stands_in_a_control_is_an_answer() -> None:
    copied = '<loext:content-control loext:tag="S1"><text:span>x</text:span></loext:content-control>'

    returned = read(document(p(f"Printed{copied} typed", "Subtitle")))

    assert returned.found == (Found("S1", "x"),)
    assert returned.loose == (Loose("Printed typed"),)


@pytest.mark.parametrize("line", ["header", "header-first", "footer", "footer-left"])
def test_running_lines_are_read_without_the_numbers_of_pages(line: str) -> None:
    words = p("Page <text:page-number>3</text:page-number> typed")
    page = f'<style:master-page style:name="Standard"><style:{line}>{words}</style:{line}></style:master-page>'
    masters = f"<office:master-styles>{page}</office:master-styles>"
    styles = f"<office:document-styles {SPACES}>{masters}</office:document-styles>"

    returned = read(document(field(p("one")), styles=styles))

    assert returned.loose == (Loose("\u2003Hint", "S1"), Loose("Page  typed", place=line.partition("-")[0]))


def test_a_line_that_stands_over_several_parts_of_a_document_is_told_once() -> None:
    line = f"<style:header>{p('typed')}</style:header>"
    masters = "".join(f'<style:master-page style:name="{name}">{line}</style:master-page>' for name in ("A", "B"))
    held = f"<office:master-styles>{masters}</office:master-styles>"
    styles = f"<office:document-styles {SPACES}>{held}</office:document-styles>"

    assert read(document(p("typed"), styles=styles)).loose == (Loose("typed"), Loose("typed", place="header"))


def test_a_field_is_found_by_its_tag_or_by_its_printed_code() -> None:
    marks = re.compile("<text:bookmark[^>]*>")
    tagged = field(p('<loext:content-control loext:tag="S1">x</loext:content-control>'))

    assert [found.anchor for found in read(document(tagged)).found] == ["tag"]
    assert [found.anchor for found in read(document(marks.sub("", field(p("x"))))).found] == ["code"]
    assert read(document(marks.sub("", question() + p("x") + question("S2") + p("y")))).found == (
        Found("S1", "x", label="What?", anchor="text"),
        Found("S2", "y", label="What?", anchor="text"),
    )


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("a<text:line-break/>b<text:tab/>c", "a\nb\tc"),
        (' <text:s text:c="3"/>a <text:s/>b', "   a  b"),
        ("\n   a\n   b<text:span> c</text:span>", "a b c"),
        ("a <text:span> b</text:span>", "a b"),
        ("<text:a>li<text:span>nk</text:span></text:a>s", "links"),
        ("a<text:soft-page-break/>b", "ab"),
        ("<text:date>4 May</text:date>!", "4 May!"),
        ("a<text:bookmark-ref text:reference-format='page'>17</text:bookmark-ref>", "a17"),
        ("<!-- no -->a<text:unknown>b</text:unknown>c", "abc"),
        ("Ξένα 😀 &lt;b&gt; “q”", "Ξένα 😀 <b> “q”"),
        ('<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>out', "out\nbox"),
        ("a <text:text-input>  b\tc&#13;</text:text-input>", "a   b\tc"),
        ('<field:fieldmark-start field:type="x.FORMTEXT"/>typed<field:fieldmark-end/>', "typed"),
        (f'<loext:content-control loext:showing-place-holder="true"><text:span>{PROMPT}</text:span>'
         "</loext:content-control>beside", "beside"),
        (PROMPT, ""),
    ],
)  # fmt: skip
def test_text_is_read_as_it_stands(inner: str, text: str) -> None:
    assert said(inner) == text


def test_a_prompt_of_words_menus_is_no_answer() -> None:
    prompt = '<text:span text:style-name="T1">Click or tap here to enter text.</text:span>'

    assert said(f'<loext:content-control loext:showing-place-holder="true">{prompt}</loext:content-control>') == ""


def test_bullets_and_numbers_that_a_list_draws_are_read_before_its_words() -> None:
    def items(style: str, *inner: str, more: str = "") -> str:
        held = "".join(f"<text:list-item>{each}</text:list-item>" for each in inner)
        return f'<text:list text:style-name="{style}"{more}>{held}</text:list>'

    nested = p("b") + items("", p("x"), p("y"))
    answer = items("L2", p("a"), nested) + p("between") + items("L2", p("c"), more=' text:continue-numbering="true"')

    (found,) = read(document(field(answer, items("L1", p("d") + p("e"))))).found

    assert found.text == "1. a\n2. b\n  (a) x\n  (b) y\nbetween\n3. c\n- d\ne"
    (found,) = read(document(field(items("L2", p("a")), p("between"), items("L2", p("b"))))).found
    assert found.text == "1. a\nbetween\n1. b"
    (found,) = read(document(field(items("L3", p("a"), p("b") + items("", p("x"), p("y")))))).found
    assert found.text == "1) a\n2) b\n  2.1 x\n  2.2 y"


def test_ticks_are_read_as_lines_and_by_tags_where_there_are_any() -> None:
    (plain,) = read(document(field(tick("☒", "Yes"), tick("☐", "No"), code="S3"))).found
    (tagged,) = read(document(field(tick("☒", "Yes", tag="S3#yes"), tick("☐", "No", tag="S3#no"), code="S3"))).found

    assert (plain.text, plain.states) == ("☒ Yes\n☐ No", None)
    assert (tagged.text, tagged.states) == ("☒ Yes\n☐ No", ("yes",))


def test_the_glyph_beats_what_the_file_notes() -> None:
    returned = read(document(field(tick("☒", "Yes", checked=False), tick("☐", "No"), code="S3")))

    assert returned.found[0].text == "☒ Yes\n☐ No"
    assert [(note.kind, note.code) for note in returned.notes] == [("doubt", "S3")]


def test_a_date_is_what_its_control_notes_where_that_is_all_that_it_shows() -> None:
    control = '<loext:content-control loext:date="true" loext:current-date="2021-03-04T00:00:00Z">{}'
    dates = [f"{control.format(shown)}</loext:content-control>" for shown in ("3/4/2021", "4 May")]

    assert [read(document(field(p(date)))).found[0].dated for date in dates] == ["2021-03-04", ""]


def test_the_boxes_of_an_old_form_are_read() -> None:
    def box(value: str, label: str) -> str:
        told = f'<field:param field:name="Checkbox_Checked" field:value="{value}"/>'
        return p(
            f'<field:fieldmark field:type="vnd.oasis.opendocument.field.FORMCHECKBOX">{told}</field:fieldmark> {label}'
        )

    form = '<form:checkbox xml:id="c1" form:label="Maybe" form:current-state="checked"/>'
    forms = f"<office:forms><form:form>{form}</form:form></office:forms>"
    answer = (box("true", "Yes"), box("false", "No"), p('<draw:control draw:control="c1"/>'))

    (found,) = read(document(forms + field(*answer, code="S3"))).found

    assert found.text == "☒ Yes\n☐ No\n☒ Maybe"


def test_what_others_have_said_is_no_answer() -> None:
    rows = row(p("North: theirs", "P2")), row(p("mine"))
    grid = table(row(p("What"), p("How")), row(question("G1r1"), p("North: Planned", "P2") + tick("☒", "Planned")))

    returned = read(document(table(row(question()), *rows) + grid))

    assert [(found.code, found.text) for found in returned.found] == [("S1", "mine"), ("G1r1", "☒ Planned")]
    assert Loose("North: theirs", "S1", said=True) in (returned.loose or ())
    assert Loose("North: Planned", "G1r1", said=True) in (returned.loose or ())


def test_a_style_that_a_program_names_by_a_number_is_known_by_the_name_that_it_shows() -> None:
    said = '<style:style style:name="738" style:family="paragraph" style:display-name="Said"/>'
    styles = f"<office:document-styles {SPACES}><office:styles>{said}</office:styles></office:document-styles>"
    body = table(row(question()), row(p("North: theirs", "738")), row(p()))

    returned = read(document(body, styles=styles))

    assert [(found.code, found.text) for found in returned.found] == [("S1", "")]
    assert returned.notes == ()
    assert Loose("North: theirs", "S1", said=True) in (returned.loose or ())


CHANGES = (("change", 1), ("change-start", 2), ("change-end", 2))


def test_tracked_changes_comments_notes_and_pictures_are_noted() -> None:
    def change(number: int, kind: str, who: str, words: str = "") -> str:
        info = f"<office:change-info><dc:creator>{who}</dc:creator><dc:date>2021</dc:date></office:change-info>"
        return (
            f'<text:changed-region text:id="ct{number}"><text:{kind}>{info}{words}</text:{kind}></text:changed-region>'
        )

    changes = change(1, "deletion", "Ann", p("no") + p("<text:s/>more")) + change(2, "insertion", "Bob")
    remark = f"<dc:creator>Cy</dc:creator>{p('Really?')}{p('So?')}"
    comment = (
        f'<office:annotation office:name="c">{remark}</office:annotation>c<office:annotation-end office:name="c"/>'
    )
    note = f"<text:note-citation>1</text:note-citation><text:note-body>{p('At foot')}</text:note-body>"
    foot = f'<text:note text:note-class="footnote">{note}</text:note>'
    drawn = '<draw:frame draw:name="Tree"><draw:image/></draw:frame><draw:custom-shape draw:name="Oval"/>'
    deleted, begun, ended = (f'<text:{name} text:change-id="ct{number}"/>' for name, number in CHANGES)
    answer = f"a{deleted}{begun}b{ended}{comment}d{foot}{drawn}"

    returned = read(document(f"<text:tracked-changes>{changes}</text:tracked-changes>" + field(p(answer))))

    assert [found.text for found in returned.found] == ["abcd"]
    assert returned.notes == (
        Note("deletion", "no\n more", code="S1", who="Ann"),
        Note("insertion", "b", code="S1", who="Bob"),
        Note("comment", "Really?\nSo?", code="S1", who="Cy", place="“c”"),
        Note("typed", "At foot", code="S1", place="footnote"),
        Note("picture", "Tree", code="S1"),
        Note("picture", "Oval", code="S1"),
    )


def test_an_empty_footnote_says_nothing() -> None:
    note = f"<text:note-citation>1</text:note-citation><text:note-body>{p(' ')}</text:note-body>"

    assert read(document(field(p(f'a<text:note text:note-class="footnote">{note}</text:note>')))).notes == ()


@pytest.mark.parametrize("name", ["toolkit-stamp", "OOXMLCorePropertyIdentifier"])
def test_the_stamp_is_read_from_the_properties(name: str) -> None:
    stamp = Stamp("covid19", "1.0", "c0ffee", "participant", "en", "0123456789ab")
    told = f'<meta:user-defined meta:name="{name}">{str(stamp).replace("&", "&amp;")}</meta:user-defined>'
    meta = f"<office:document-meta {SPACES}><office:meta>{told}</office:meta></office:document-meta>"

    assert read(document(field(p("x")), meta=meta)).stamp == stamp


def test_the_stamp_is_read_from_the_cover() -> None:
    line = p("Copy 0123456789ab · covid19 1.0 · Participant edition")

    assert read(document(line)).stamp == Stamp("covid19", "1.0", "", "participant", "", "0123456789ab")
    assert read(document(p("nothing"))).stamp is None


def test_the_number_that_a_program_writes_before_an_item_is_no_word() -> None:
    item = f"<text:list-item><text:number>1.</text:number>{p('one')}</text:list-item>"
    heading = "<text:h><text:number>1.2</text:number>Services</text:h>"
    returned = read(document(heading + field(f'<text:list text:style-name="L2">{item}</text:list>')))

    assert [found.text for found in returned.found] == ["1. one"]
    assert (returned.loose or ())[0] == Loose("Services")


@pytest.mark.parametrize("kind", ["alphabetical-index", "toc", "user-index"])
def test_the_words_of_an_entry_of_an_index_are_noted(kind: str) -> None:
    (note,) = read(document(field(p(f'mine<text:{kind}-mark text:string-value="words"/>')))).notes

    assert note == Note("field", "words", code="S1")


def test_the_words_under_which_an_entry_stands_in_an_index_are_noted() -> None:
    marks = "".join(
        f'<text:alphabetical-index-mark{kind} text:key1="{kind[1:] or "whole"}"/>' for kind in ("", "-start")
    )

    returned = read(document(field(p(f"mine{marks}"))))

    assert [(note.kind, note.text) for note in returned.notes] == [("field", "whole"), ("field", "start")]


def test_an_entry_of_an_index_without_words_of_its_own_says_only_those_under_which_it_stands() -> None:
    mark = '<text:alphabetical-index-mark text:string-value=" " text:key1="Trees"/>'

    assert kinds(f"a{mark}") == [("field", "Trees")]


def test_the_link_of_a_picture_is_noted() -> None:
    picture = '<draw:frame draw:name="Map"><draw:image/></draw:frame>'
    returned = read(document(field(p(f'<draw:a xlink:href="https://example.org/">{picture}</draw:a>'))))

    assert [(note.kind, note.text) for note in returned.notes] == [("link", "https://example.org/"), ("picture", "Map")]


@pytest.mark.parametrize("struck", ["header", "answer"])
def test_what_stands_in_a_header_looks_as_the_styles_beside_it_say(struck: str) -> None:
    def style(where: str) -> str:
        line = 'style:text-line-through-style="solid"' if struck == where else ""
        look = f"<style:text-properties {line}/>"
        return f'<style:style style:name="T9" style:family="text">{look}</style:style>'

    words = p('<text:span text:style-name="T9">words</text:span>')
    header = f"<style:master-page><style:header>{words}</style:header></style:master-page>"
    automatic = f"<office:automatic-styles>{style('header')}</office:automatic-styles>"
    styles = f"{automatic}<office:master-styles>{header}</office:master-styles>"
    content = f"<office:automatic-styles>{STYLES}{style('answer')}</office:automatic-styles>"
    body = f"{content}<office:body><office:text>{field(words)}</office:text></office:body>"
    returned = read(
        packed(
            content=f"<office:document-content {SPACES}>{body}</office:document-content>",
            styles=f"<office:document-styles {SPACES}>{styles}</office:document-styles>",
        )
    )

    assert [found.text for found in returned.found] == ["" if struck == "answer" else "words"]
    (note,) = returned.notes
    assert (note.kind, note.text, note.place) == ("struck", "words", "header" if struck == "header" else "")
    assert (Loose("words", place="header") in (returned.loose or ())) == (struck == "answer")


def test_a_list_of_bullets_has_none_of_the_numbers_of_a_list_of_the_same_name_in_another_part() -> None:
    level = '<text:list-level-style-number text:level="1" style:num-format="1"/>'
    numbers = f'<office:automatic-styles><text:list-style style:name="L1">{level}</text:list-style>'
    items = "".join(f"<text:list-item>{p(each)}</text:list-item>" for each in ("one", "two"))
    body = field(f'<text:list text:style-name="L1">{items}</text:list>')
    styles = f"<office:document-styles {SPACES}>{numbers}</office:automatic-styles></office:document-styles>"

    assert [found.text for found in read(document(body, styles=styles)).found] == ["- one\n- two"]


@pytest.mark.parametrize("line", ["loext:header-first", "style:header-first", "style:footer-left"])
def test_the_lines_of_first_and_of_left_pages_are_read(line: str) -> None:
    page = f"<style:master-page><{line}>{p('typed')}</{line}></style:master-page>"
    styles = (
        f"<office:document-styles {SPACES}><office:master-styles>{page}</office:master-styles></office:document-styles>"
    )

    returned = read(document(field(p("mine")), styles=styles))

    place = "header" if "header" in line else "footer"
    assert [loose for loose in returned.loose or () if loose.place] == [Loose("typed", place=place)]


def refused(data: bytes) -> str:
    with pytest.raises(ReturnError) as raised:
        read(data)
    return raised.value.problems[0].what


def test_what_was_read_is_let_go_at_once() -> None:
    data = document(field(p("<office:annotation><text:p>why</text:p></office:annotation>kept")))

    assert circles(lambda: read(data)) == 0


def test_what_is_no_odt_is_refused_in_words() -> None:
    manifest = '<manifest:manifest xmlns:manifest="m"><manifest:encryption-data/></manifest:manifest>'

    assert "not ODT" in refused(b"PK and so on")
    assert "no text in it" in refused(packed(content="<x/>"))
    assert "password" in refused(packed(content="gibberish", **{"META-INF__manifest": manifest}))
    assert "document type" in refused(packed(content='<!DOCTYPE x><office:document-content xmlns:office="o"/>'))


def test_malformed_xml_is_read_as_far_as_it_goes_and_said() -> None:
    returned = read(document(field(p("kept</text:span>")) + field(p("and this"), code="S2")))

    assert [found.text for found in returned.found] == ["kept", "and this"]
    assert [note.kind for note in returned.notes] == ["damage"]


@pytest.mark.parametrize("said", ["one &bad; two", "AT&T and B & C", "&"])
def test_an_ampersand_that_begins_nothing_in_a_broken_file_takes_no_word_with_it(said: str) -> None:
    returned = read(document(field(p(said))))

    assert [found.text for found in returned.found] == [said]
    assert [note.kind for note in returned.notes] == ["damage"]


LIST = "<text:list><text:list-item>{}</text:list-item></text:list>"
WRAPS = [
    "{}", "<text:span>{}</text:span>", "<text:a>{}</text:a>", "<loext:content-control>{}</loext:content-control>",
    '<loext:content-control loext:checkbox="true">{}</loext:content-control>', "<text:unknown>{}</text:unknown>x",
    '<loext:content-control loext:showing-place-holder="true">{}</loext:content-control>',
    "<draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>",
    "<office:annotation><text:p>{}</text:p></office:annotation>",
    "<draw:custom-shape><text:p>{}</text:p></draw:custom-shape>",
    "<text:note><text:note-body><text:p>{}</text:p></text:note-body></text:note>",
    '<text:bookmark-start text:name="tk_S2"/>{}',
]  # fmt: skip
paragraphs = st.builds(
    lambda head, style, inner: p(head + inner, style),
    st.sampled_from(["[S1] ", "[S3-more]", "", "☐ ", PROMPT]), st.sampled_from(["P1", "P2", "P3", "Standard"]),
    wrapped(WORDS, WRAPS),
)  # fmt: skip
blocks = st.recursive(
    paragraphs,
    lambda inner: st.lists(st.lists(inner, min_size=1, max_size=2), min_size=1, max_size=3).map(
        lambda rows: table(row(*rows[0]), *(row(*each) for each in rows[1:]))
    ) | st.lists(inner, max_size=2).map(lambda held: LIST.format("".join(held))),
    max_leaves=10,
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=st.lists(blocks, max_size=5).map("".join))
def test_every_word_of_a_document_is_given_somewhere(body: str) -> None:
    assert lost(body, read(document(body))) == {}


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(draw=st.data())
def test_a_broken_file_gives_an_error_in_words_or_what_is_left(draw: st.DataObject) -> None:
    data = document(p("Before") + field(p("one"), tick("☒", "Yes")) + field(p("two"), code="S2"), styles="<x/>")

    read_or_refused(read, draw.draw(broken(data)))


# What people leave beside plain words


def form(control: str, *beside: str) -> str:
    """Return an answer in which a control of a form stands, with other words after it."""
    forms = f"<office:forms><form:form>{control}</form:form></office:forms>"
    first, *others = beside or ("",)
    returned = read(document(forms + field(p(f'<draw:control draw:control="c"/>{first}'), *map(p, others))))
    assert returned.notes == ()
    (found,) = returned.found
    return found.text


@pytest.mark.parametrize(
    ("control", "text"),
    [
        ('<form:text form:id="c" form:current-value="now" form:value="before"/>', "now"),
        ('<form:text form:id="c" form:value="before"/>', "before"),
        (f'<form:textarea form:id="c">{p("two")}{p("lines")}</form:textarea>', "two\nlines"),
        ('<form:listbox form:id="c"><form:option form:label="A"/>'
         '<form:option form:label="B" form:current-selected="true"/></form:listbox>', "B"),
        ('<form:listbox form:id="c"><form:option form:label="A" form:selected="true"/></form:listbox>', "A"),
        ('<form:radio form:id="c" form:label="Yes" form:current-selected="true"/>', "☒ Yes"),
        ('<form:radio form:id="c" form:label="Yes" form:current-selected="false" form:selected="true"/>', "☐ Yes"),
    ],
)  # fmt: skip
def test_what_is_in_the_controls_of_a_form_is_read(control: str, text: str) -> None:
    assert form(control) == text


@pytest.mark.parametrize("beside", [(), ("pasted",), ("pasted", "lines")])
def test_the_blanks_in_a_forms_empty_control_are_no_part_of_what_was_pasted_beside_it(beside: tuple[str, ...]) -> None:
    blanks = "\u00a0" * 4

    assert form(f'<form:textarea form:id="c" form:current-value="{blanks}"/>', *beside) == "\n".join(beside)


def of_onlyoffice(control: str, generator: str = "ONLYOFFICE/10.0.0.170") -> Returned:
    """Return what is read of an answer in a form's control, as a program has saved it."""
    forms = f"<office:forms><form:form>{control}</form:form></office:forms>"
    told = f"<office:meta><meta:generator>{generator}</meta:generator></office:meta>"
    meta = f"<office:document-meta {SPACES}>{told}</office:document-meta>"
    return read(document(forms + field(p('<draw:control draw:control="c"/>')), meta=meta))


@pytest.mark.parametrize(
    ("generator", "text", "notes"),
    [("ONLYOFFICE/10.0.0.170", "in bold words", ["doubt"]), ("LibreOffice/24.2", r"in \nbold\n words", [])],
)
def test_what_onlyoffice_writes_between_a_controls_words_in_bold_and_others_is_left_out_with_a_note(
    generator: str, text: str, notes: list[str]
) -> None:
    returned = of_onlyoffice(r'<form:textarea form:id="c" form:value="in \nbold\n words"/>', generator)

    assert [found.text for found in returned.found] == [text]
    assert [note.kind for note in returned.notes] == notes


@pytest.mark.parametrize(
    ("name", "told"), [("S2 Why?", ["the box belongs to S2"]), ("S1 What?", []), ("Text 1", []), ("S2", [])]
)
def test_the_name_of_a_control_of_onlyoffices_tells_whose_box_it_is(name: str, told: list[str]) -> None:
    returned = of_onlyoffice(f'<form:textarea form:id="c" form:name="{name}" form:value="words"/>')

    assert [(found.code, found.text) for found in returned.found] == [("S1", "words")]
    assert [note.text for note in returned.notes] == told


@pytest.mark.parametrize(("at", "chosen"), [("0", "A"), ("1", "Bee"), ("2", ""), ("-1", "")])
def test_a_choice_from_an_old_forms_list_is_read(at: str, chosen: str) -> None:
    entries = "".join(f'<field:param field:name="Dropdown_ListEntry" field:value="{each}"/>' for each in ("A", "Bee"))
    selected = f'<field:param field:name="Dropdown_Selected" field:value="{at}"/>'
    kind = "vnd.oasis.opendocument.field.FORMDROPDOWN"

    assert said(f'<field:fieldmark field:type="{kind}">{entries}{selected}</field:fieldmark>') == chosen


def kinds(inner: str) -> list[tuple[str, str]]:
    return [(note.kind, note.text) for note in read(document(field(p(inner)))).notes]


@pytest.mark.parametrize(
    ("inner", "notes"),
    [
        ('<text:a xlink:href="https://example.org/a">here</text:a>', [("link", "https://example.org/a")]),
        ('<text:a xlink:href="https://example.org/">https://example.org/</text:a>', []),
        ('<text:a xlink:href="#S2">there</text:a>', []),
        ('www.example.org and more<text:a xlink:href="http://www.example.org"/>', []),
        ('here<text:a xlink:href="http://www.example.org"/>', [("link", "http://www.example.org")]),
        ('<text:hidden-text text:string-value="secret" text:is-hidden="true"/>', [("hidden", "secret")]),
        ('<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
         '<text:p>words<office:annotation><dc:creator>Zed</dc:creator><text:p>why</text:p></office:annotation>'
         '<draw:frame draw:name="Scan"/></text:p></text:note-body></text:note>',
         [("typed", "words"), ("comment", "why"), ("picture", "Scan")]),
        ('<office:annotation><text:p>see <text:a xlink:href="https://example.org/b">this</text:a></text:p>'
         '</office:annotation>', [("comment", "see this"), ("link", "https://example.org/b")]),
    ],
)  # fmt: skip
def test_links_hidden_words_and_what_is_in_notes_are_noted(inner: str, notes: list[tuple[str, str]]) -> None:
    assert kinds(inner) == notes


def test_the_words_of_documents_within_a_file_are_noted_with_them() -> None:
    def framed(name: str) -> str:
        return f'<draw:frame draw:name="{name}"><draw:object xlink:href="./{name}"/></draw:frame>'

    spaces = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:m="http://www.w3.org/1998/Math/MathML"'
    body = field(p("".join(map(framed, ("Object 1", "Object 2", "Object 3", "Object 4")))))
    charted = f"<chart {spaces}><text:p>Calls</text:p><text:p>by <text:span>phone</text:span></text:p></chart>"
    formula = f"<m:math {spaces}><m:mi>E</m:mi><m:annotation>E = mc^2</m:annotation></m:math>"
    bare = f"<m:math {spaces}><m:mi>a</m:mi><m:mo>+</m:mo><m:mi>b</m:mi></m:math>"
    parts = {"Object 1__content": charted, "Object 2__content": formula, "Object 3__content": bare}

    said = [note.text for note in read(document(body, **parts)).notes]
    assert said == ["Object 1\nCalls by phone", "Object 2\nE = mc^2", "Object 3\na+b", "Object 4"]


def test_a_formula_of_an_old_program_keeps_nobody_from_the_answers() -> None:
    frame = '<draw:frame draw:name="Sum"><draw:object xlink:href="./Object 1"/></draw:frame>'
    named = '<!DOCTYPE math:math PUBLIC "-//OpenOffice.org//DTD Modified W3C MathML 1.01//EN" "math.dtd">'
    formula = '<math:math xmlns:math="http://www.w3.org/1998/Math/MathML"><math:mi>E</math:mi></math:math>'

    returned = read(document(field(p(f"kept{frame}")), **{"Object 1__content": f"{named}{formula}"}))
    assert [found.text for found in returned.found] == ["kept"]
    assert [note.text for note in returned.notes] == ["Sum\nE"]
    declared = named.replace(">", ' [<!ENTITY a "b">]>')
    assert "document type" in refused(document(field(p(frame)), **{"Object 1__content": f"{declared}{formula}"}))


@pytest.mark.parametrize(
    ("looks", "notes"),
    [
        ('fo:background-color="#ffff00"', 1),
        ('fo:font-weight="bold"', 1),
        ('style:text-underline-style="solid"', 1),
        ('fo:text-transform="uppercase"', 1),
        ('fo:text-shadow="none" style:text-outline="false" fo:font-variant="normal"', 0),
        ('fo:font-weight="normal" fo:color="#000000" fo:background-color="transparent"', 0),
        ('fo:language="de"', 0),
    ],
)
def test_an_option_that_is_made_to_stand_out_is_told_where_no_box_is_ticked(looks: str, notes: int) -> None:
    options = tick("☐", '<text:span text:style-name="T9">Yes</text:span>') + tick("☐", "No")
    returned = read(document(field(options, code="S3"), styles=styled(look("T9", looks))))

    assert [note.text for note in returned.notes] == ["nothing is ticked, but this is emphasised: Yes"] * notes


def test_an_option_in_a_style_of_words_that_stand_out_is_told() -> None:
    options = tick("☐", '<text:span text:style-name="Strong_20_Emphasis">Yes</text:span>') + tick("☐", "No")

    assert [note.text for note in read(document(field(options, code="S3"))).notes] == [
        "nothing is ticked, but this is emphasised: Yes"
    ]


@pytest.mark.parametrize(
    "look",
    ['<style:text-properties fo:font-style="italic"/>', '<style:paragraph-properties fo:background-color="#ffff00"/>'],
)
def test_an_option_whose_whole_paragraph_stands_out_is_told(look: str) -> None:
    style = f'<style:style style:name="P9" style:family="paragraph">{look}</style:style>'
    yes = tick("☐", "Yes").replace('"P3"', '"P9"')
    data = document(field(yes + tick("☐", "No"), code="S3"))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content = package.read("content.xml").decode().replace(STYLES, STYLES + style)

    assert [note.text for note in read(packed(content=content)).notes] == [
        "nothing is ticked, but this is emphasised: Yes"
    ]


def styled(*styles: str, fonts: str = "") -> str:
    """Return a part with automatic styles, and with fonts that they name."""
    faces = f"<office:font-face-decls>{fonts}</office:font-face-decls>"
    made = f"{faces}<office:automatic-styles>{''.join(styles)}</office:automatic-styles>"
    return f"<office:document-styles {SPACES}>{made}</office:document-styles>"


def look(name: str, looks: str, family: str = "text") -> str:
    """Return a style with properties of its text."""
    inner = f"<style:text-properties {looks}/>"
    return f'<style:style style:name="{name}" style:family="{family}">{inner}</style:style>'


@pytest.mark.parametrize("said", ["style", "type"])
def test_words_that_are_struck_out_are_left_out_and_noted(said: str) -> None:
    styles = styled(look("X", f'style:text-line-through-{said}="single"'))
    struck = '<text:span text:style-name="X">15<text:span>!</text:span></text:span>12'

    returned = read(document(field(p(struck)), styles=styles))

    assert returned.found[0].text == "12"
    assert [(note.kind, note.text) for note in returned.notes] == [("struck", "15!")]


def test_words_that_are_hidden_are_left_out_and_noted() -> None:
    styles = styled(look("X", 'text:display="none"'), look("Y", 'text:display="true"'))
    hidden = '<text:span text:style-name="X">15<text:span text:style-name="Y">12</text:span>!</text:span>, so'

    returned = read(document(field(p(hidden)), styles=styles))

    assert returned.found[0].text == "12, so"
    assert [(note.kind, note.text) for note in returned.notes] == [("hidden", "15!")]


def test_the_initials_of_who_comments_are_no_words_of_the_comment() -> None:
    who = "<dc:creator>Ann</dc:creator><loext:sender-initials>A</loext:sender-initials>"
    returned = read(document(field(p(f"a<office:annotation>{who}{p('why')}</office:annotation>"))))

    assert [(note.who, note.text) for note in returned.notes] == [("Ann", "why")]


@pytest.mark.parametrize("id_", ["text:id", "xml:id"])  # as before ODF 1.2, and since
def test_a_comment_on_a_change_is_no_part_of_what_was_deleted(id_: str) -> None:
    info = "<office:change-info><dc:creator>Ann</dc:creator><text:p>Too long</text:p></office:change-info>"
    deleted = f"<text:deletion>{info}{p('gone')}</text:deletion>"
    region = f'<text:changed-region {id_}="c1">{deleted}</text:changed-region>'
    answer = field(p('kept<text:change text:change-id="c1"/>'))
    returned = read(document(f"<text:tracked-changes>{region}</text:tracked-changes>{answer}"))

    assert {(note.kind, note.text, note.who, note.code) for note in returned.notes} == {
        ("comment", "Too long", "Ann", "S1"),
        ("deletion", "gone", "Ann", "S1"),
    }


def test_a_box_that_is_deleted_with_its_option_is_no_tick() -> None:
    def gone(number: int, words: str) -> str:
        change = f"<text:deletion><office:change-info/>{p(words)}</text:deletion>"
        return f'<text:changed-region text:id="c{number}">{change}</text:changed-region>'

    ticked = tick("☒", "", tag="S1#yes").replace("<text:span>☒</text:span>", '<text:change text:change-id="c1"/>')
    ticked = ticked.replace("<text:tab/>", '<text:change text:change-id="c2"/>')
    tracked = f"<text:tracked-changes>{gone(1, '☒')}{gone(2, 'Yes')}</text:tracked-changes>"

    returned = read(document(tracked + field(ticked, tick("☐", "No", tag="S1#no"))))

    assert [(found.text.strip(), found.states) for found in returned.found] == [("☐ No", ())]
    assert [note.text for note in returned.notes] == ["Yes"]


def test_deletions_are_noted_with_their_pictures_also_where_no_mark_tells_their_place() -> None:
    deleted = "<text:deletion><office:change-info><dc:creator>Ann</dc:creator></office:change-info>{}</text:deletion>"
    regions = "".join(
        f'<text:changed-region text:id="c{number}">{deleted.format(inner)}</text:changed-region>'
        for number, inner in enumerate((p("gone"), p('<draw:frame draw:name="Scan"/>'), p("lost")))
    )
    marks = '<text:change text:change-id="c0"/><text:change text:change-id="c1"/>x'

    returned = read(document(f"<text:tracked-changes>{regions}</text:tracked-changes>{field(p(marks))}"))

    assert returned.found[0].text == "x"
    assert [(note.kind, note.text, note.code) for note in returned.notes] == [
        ("deletion", "gone", "S1"),
        ("picture", "Scan", "S1"),
        ("deletion", "lost", ""),
    ]


def counted(level: str) -> str:
    """Return a part with the style L of a list, whose numbers end with a full stop."""
    number = f'<text:list-level-style-number text:level="1" style:num-suffix="." {level}/>'
    return styled(f'<text:list-style style:name="L">{number}</text:list-style>')


def test_a_list_that_begins_with_another_number_is_counted_from_there() -> None:
    items = f'<text:list-item text:start-value="5">{p("a")}</text:list-item><text:list-item>{p("b")}</text:list-item>'
    body = field(f'<text:list text:style-name="L">{items}</text:list>')

    (found,) = read(document(body, styles=counted('style:num-format="1"'))).found

    assert found.text == "5. a\n6. b"


@pytest.mark.parametrize(
    ("shown", "start", "text"),
    [
        ("а, б, .., аа, аб, ... (ru)", 10, "к. a\nл. b"),
        ("А, Б, .., Аа, Бб, ... (bg)", 26, "Ъ. a\nЮ. b"),
        ("а, б, .., аа, аб, ... (sr)", 5, "д. a\nђ. b"),
        ("α, β, ... (gr)", 6, "στ. a\nζ. b"),
        ("01, 02, 03, ...", 7, "07. a\n08. b"),
        ("1st", 1, "1. a\n2. b"),
        ("", 1, "a\nb"),
    ],
)
def test_a_list_is_counted_in_letters_as_its_language_has_them(shown: str, start: int, text: str) -> None:
    styles = counted(f'style:num-format="{shown}" text:start-value="{start}"')
    items = "".join(f"<text:list-item>{p(each)}</text:list-item>" for each in "ab")
    body = field(f'<text:list text:style-name="L">{items}</text:list>')

    assert [found.text for found in read(document(body, styles=styles)).found] == [text]


@pytest.mark.parametrize(
    ("style", "item", "kept"), [(14, "", "14."), (1, ' text:start-value="14"', "14."), (1, "", "")]
)
def test_a_number_that_became_a_list_without_words_is_kept_where_somebody_gave_it(
    style: int, item: str, kept: str
) -> None:
    styles = counted(f'style:num-format="1" text:start-value="{style}"')
    body = field(f'<text:list text:style-name="L"><text:list-item{item}>{p()}</text:list-item></text:list>')

    assert [found.text for found in read(document(body, styles=styles)).found] == [kept]


@pytest.mark.parametrize(("place", "text"), [("super 58%", "10²1"), ("33% 58%", "10²1"), ("0% 100%", "1021")])
def test_a_raised_number_is_not_one_with_what_is_before_it(place: str, text: str) -> None:
    styles = styled(look("X", f'style:text-position="{place}"'))
    answer = '10<text:span text:style-name="X">2</text:span>1'

    assert [found.text for found in read(document(field(p(answer)), styles=styles)).found] == [text]


def test_words_that_are_no_longer_struck_out_stand() -> None:
    line = 'style:text-line-through-style="{}"'
    styles = styled(look("X", line.format("solid")), look("Y", line.format("none")))
    answer = '<text:span text:style-name="X">15<text:span text:style-name="Y">12</text:span></text:span>'

    assert [found.text for found in read(document(field(p(answer)), styles=styles)).found] == ["12"]


def test_a_font_of_signs_shows_signs_in_words_and_bullets() -> None:
    signs, letters = 'style:font-name="W1"', 'style:font-name="Arial"'
    bullet = '<text:list-level-style-bullet text:level="1" text:bullet-char="\uf0fc">'
    drawn = f'<text:list-style style:name="L">{bullet}</text:list-level-style-bullet></text:list-style>'
    looks = look("X", signs), look("Y", letters), look("P", 'style:font-name="Symbol"', "paragraph"), drawn
    styles = styled(*looks, fonts="<style:font-face style:name='W1' svg:font-family=\"'Wingdings'\"/>")
    words = p('<text:span text:style-name="X">\uf0fe J<text:span text:style-name="Y">J</text:span></text:span> \uf123')
    items = f"<text:list-item>{p('a')}</text:list-item>" * 2

    returned = read(
        document(field(words, p("ab", "P"), f'<text:list text:style-name="L">{items}</text:list>'), styles=styles)
    )

    assert [found.text for found in returned.found] == ["☑ ☺J \uf123\nαβ\n✓ a\n✓ a"]
    assert [note.text for note in returned.notes] == ["signs of a font that is not here (U+F123)"]


def test_a_paragraph_that_is_struck_out_as_a_whole_is_left_out_and_noted() -> None:
    styles = styled(look("X", 'style:text-line-through-style="solid"', "paragraph"))

    returned = read(document(field(p("no longer", "X"), p("so now")), styles=styles))

    assert returned.found[0].text.strip() == "so now"
    assert [(note.kind, note.text) for note in returned.notes] == [("struck", "no longer")]
