"""What people leave in a DOCX beside plain words: struck, deleted, drawn, linked, counted and noted ones."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs
from PIL import Image

from toolkit_cli import filetypes, formats
from toolkit_cli.building import build
from toolkit_cli.docx.read import read
from toolkit_cli.docx.writing import package
from toolkit_cli.files import zipped
from toolkit_cli.kits import selection
from toolkit_cli.kits.fields import Field, Option
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.selection import Selection
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import EMPTY, Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.marks import PROMPT
from toolkit_cli.returned import Found, Loose, Note, Returned
from toolkit_cli.returns import blankworkbook, reading
from toolkit_cli.returns.design import Design
from toolkit_cli.returns.interpret import answer
from toolkit_cli.returns.printed import squeezed
from toolkit_cli.returns.toolkits import Toolkits
from toolkit_cli.returns.workbookprint import Print

from .conftest import MakePage
from .docx_markup import (
    SPACES,
    W,
    changed,
    document,
    dropped,
    every,
    field,
    notes,
    p,
    packed,
    question,
    r,
    said,
    sdt,
    table,
    text_of,
    tick,
    unwrapped,
)  # fmt: skip
from .trees import Element

M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def looked(text: str, look: str) -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def picture(name: str, inside: str = "") -> str:
    return f'<w:r><w:drawing><wp:inline {WP}><wp:docPr id="1" name="{name}"/>{inside}</wp:inline></w:drawing></w:r>'


def told(body: str, kind: str, **parts: str) -> list[str]:
    return [note.text for note in notes(read(document(body, **parts)), kind)]


# Words that look otherwise


@pytest.mark.parametrize("look", ["<w:strike/>", '<w:dstrike w:val="1"/>', '<w:strike/><w:dstrike w:val="false"/>'])
def test_words_that_are_struck_out_are_left_out_and_noted(look: str) -> None:
    body = field(p(looked("15", look), looked("0", look), r(" 12")))

    assert text_of(body) == " 12"
    assert told(body, "struck") == ["150"]


def test_words_that_are_hidden_are_left_out_and_noted() -> None:
    body = field(p(looked("15", "<w:vanish/>"), looked("0", "<w:vanish/>"), looked(" 12", '<w:vanish w:val="0"/>')))

    assert text_of(body) == " 12"
    assert told(body, "hidden") == ["150"]
    assert told(field(p(r("15"), looked(" ", "<w:vanish/>"))), "hidden") == []


def test_words_that_are_no_longer_struck_out_stand() -> None:
    body = field(p(looked("15", '<w:strike w:val="0"/>'), looked("!", "<w:strike/>"), r("?")))

    assert text_of(body) == "15?"


def styled(code: str, look: str, based: str = "") -> str:
    """Return a style with a property of its words."""
    named = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:styleId="{code}"><w:name w:val="{code}"/>{named}<w:rPr>{look}</w:rPr></w:style>'


@pytest.mark.parametrize(("look", "kind"), [("strike", "struck"), ("dstrike", "struck"), ("vanish", "hidden")])
def test_words_whose_style_strikes_them_out_or_hides_them_are_left_out_and_noted(look: str, kind: str) -> None:
    off = f'<w:{look} w:val="0"/>'
    looks = [styled("Off", f"<w:{look}/>"), styled("Like", "<w:b/>", "Off"), styled("On", off, "Off")]
    styles = f'<w:styles xmlns:w="{W}">{"".join(looks)}</w:styles>'
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{p(r('box'))}</w:txbxContent></v:textbox></w:pict></w:r>"
    lines = (
        p(r("1"), r("2", "On"), r("3", "Like"), looked("4", "<w:b/>"), style="Like"),
        p(box, r("5"), style="Like"),
        p(r("6"), r("7", "Off"), style="On"),
        p(r("8")),
    )
    body = field(*lines)

    assert text_of(body, styles=styles).split() == ["3", "box", "6", "8"]
    notes = read(document(body, styles=styles)).notes
    assert [note.text for note in notes if note.kind == kind] == ["124", "5", "7"]


def test_styles_that_are_based_on_each_other_hide_nothing() -> None:
    styles = f'<w:styles xmlns:w="{W}">{styled("A", "<w:b/>", "B")}{styled("B", "<w:i/>", "A")}</w:styles>'

    assert text_of(field(p(r("one"), style="A")), styles=styles) == "one"


@pytest.mark.parametrize("look", ["strike", "vanish"])
def test_a_box_that_is_struck_out_or_hidden_with_its_option_is_no_tick(look: str) -> None:
    box, words = (looked(text, f"<w:{look}/>") for text in ("☒", "Yes"))
    ticked = sdt(box, "S1#yes", '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>')

    (found,) = read(document(field(p(ticked, words), tick("S1#no", "☒", 1, "No")))).found

    assert (found.text.strip(), found.states) == ("☒ No", ("no",))


@pytest.mark.parametrize("raised", ['<w:vertAlign w:val="superscript"/>', '<w:position w:val="6"/><w:sz w:val="14"/>'])
def test_a_raised_number_is_not_one_with_what_is_before_it(raised: str) -> None:
    assert text_of(field(p(r("10"), looked("2", raised), r("1, 1"), looked("st", raised)))) == "10²1, 1st"
    assert text_of(field(p(looked("14", raised)))) == "14"
    lowered = raised.replace("superscript", "subscript").replace("6", "-6")
    assert text_of(field(p(r("CO"), looked("2", lowered)))) == "CO2"


def test_a_font_of_signs_shows_signs() -> None:
    wingdings, symbol = ('<w:rFonts w:ascii="Wingdings" w:hAnsi="x"/>', '<w:rFonts w:ascii="Symbol"/>')
    body = field(
        p(looked("J\uf0e0", wingdings), looked("ab", symbol), r("J"), looked("\uf062\uf03d\uf031\uf020", symbol))
    )

    assert text_of(body) == "☺→αβJβ=1 "
    assert said('<w:r><w:sym w:font="Symbol" w:char="F02B"/></w:r>') == "+"


def test_a_sign_of_a_font_that_is_not_known_is_noted() -> None:
    body = field(p(r("see \uf123")))

    assert text_of(body) == "see \uf123"
    assert told(body, "letters") == ["signs of a font that is not here (U+F123)"]


W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
BOX = f'<w14:checkbox {W14}><w14:checked w14:val="{{}}"/></w14:checkbox>'


@pytest.mark.parametrize(
    "look",
    [
        "<w:b/>",
        "<w:i/>",
        '<w:sz w:val="48"/>',
        '<w:u w:val="single"/>',
        '<w:highlight w:val="yellow"/>',
        '<w:shd w:val="clear" w:fill="FFFF00"/>',
        "<w:caps/>",
        '<w:em w:val="dot"/>',
        '<w:rStyle w:val="IntenseEmphasis"/>',
    ],
)
def test_an_option_that_was_made_to_stand_out_is_noted_where_none_is_ticked(look: str) -> None:
    def option(label: str, code: str, glyph: str = "☐") -> str:
        return p(sdt(r(glyph), f"S1#{code}", BOX.format(int(glyph == "☒"))), label)

    marked = option(looked(" Yes", look), "yes")

    assert told(field(marked, option(r(" No"), "no")), "doubt") == ["nothing is ticked, but this is emphasised: Yes"]
    assert told(field(marked, option(r(" No"), "no", "☒")), "doubt") == []
    assert told(field(option(r(" Yes"), "yes"), option(r(" No"), "no"), p(looked("because", look))), "doubt") == []
    assert told(field(marked, option(looked(" No", look), "no")), "doubt") == []
    for plain in ('<w:b w:val="0"/>', '<w:color w:val="000000"/>', '<w:u w:val="none"/>', '<w:rStyle w:val="Asked"/>'):
        assert told(field(option(looked(" Yes", plain), "yes"), option(r(" No"), "no")), "doubt") == []


@pytest.mark.parametrize(
    ("look", "notes_"),
    [
        ('<w:shd w:val="clear" w:fill="FFFF00"/>', 1),
        ('<w:pBdr><w:top w:val="single"/></w:pBdr>', 1),
        ('<w:shd w:val="clear" w:fill="auto"/>', 0),
        ('<w:pBdr><w:top w:val="nil"/><w:left w:val="none"/></w:pBdr>', 0),
    ],
)
def test_an_option_whose_whole_paragraph_stands_out_is_noted(look: str, notes_: int) -> None:
    boxes = [sdt(r("☐"), f"S1#{code}", BOX.format(0)) for code in ("yes", "no")]
    body = field(f"<w:p><w:pPr>{look}</w:pPr>{boxes[0]}{r(' Yes')}</w:p>" + p(boxes[1], r(" No")))

    assert told(body, "doubt") == ["nothing is ticked, but this is emphasised: Yes"] * notes_


@pytest.mark.parametrize(("sign", "notes_"), [("☐", 1), ("☒", 0), ("✓", 0)])
def test_an_option_that_stands_out_is_noted_where_the_boxes_are_text_as_google_docs_makes_them(
    sign: str, notes_: int
) -> None:
    marked = p(r("☐"), looked(" Yes", '<w:shd w:val="clear" w:fill="ffff00"/>'))
    body = field(marked, p(r("☐"), r(" No")), p(r(sign), r(" Not sure")))

    assert told(body, "doubt") == ["nothing is ticked, but this is emphasised: Yes"] * notes_


# Formulas, numbers of pages, dates


def mr(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        (f"<m:f><m:num>{mr('1')}</m:num><m:den>{mr('2')}</m:den></m:f>", "1/2"),
        (f"<m:sSup><m:e>{mr('c')}</m:e><m:sup>{mr('2')}</m:sup></m:sSup>", "c^2"),
        (f"<m:sSub><m:e>{mr('x')}</m:e><m:sub>{mr('i')}</m:sub></m:sSub>", "x_i"),
        (f"<m:d><m:e>{mr('x')}</m:e></m:d>", "(x)"),
        (f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{mr("x")}</m:e></m:d>', "[x]"),
        (f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub/><m:e>{mr("n")}</m:e></m:nary>', "∑n"),
        (f"<m:rad><m:deg/><m:e>{mr('16')}</m:e></m:rad>", "√16"),
        (f"<m:rad><m:deg>{mr('3')}</m:deg><m:e>{mr('8')}</m:e></m:rad>", "√[3]8"),
        (f"<m:d><m:e>{mr('1')}</m:e><m:e>{mr('2')}</m:e></m:d>", "(1|2)"),
        (f'<m:d><m:dPr><m:sepChr m:val=";"/></m:dPr><m:e>{mr("1")}</m:e><m:e>{mr("2")}</m:e></m:d>', "(1;2)"),
        (f"<m:eqArr><m:e>{mr('x=1')}</m:e><m:e>{mr('2y=3')}</m:e></m:eqArr>", "x=1\n2y=3"),
        ("<m:m>" + f"<m:mr><m:e>{mr('1')}</m:e><m:e>{mr('2')}</m:e></m:mr>" * 2 + "</m:m>", "1\t2\n1\t2"),
        (f"<m:limLow><m:e>{mr('lim')}</m:e><m:lim>{mr('n')}</m:lim></m:limLow>", "lim_n"),
    ],
)
def test_a_formula_is_written_in_a_line(formula: str, said: str) -> None:
    assert text_of(field(p(f"<m:oMath {M}>{formula}</m:oMath>"))) == said


def paged(name: str, number: str) -> str:
    begin, separate, end = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))
    parts = (begin, f"<w:instrText> {name} </w:instrText>", separate, f"<w:t>{number}</w:t>", end)
    return "".join(f"<w:r>{part}</w:r>" for part in parts)


def test_the_number_of_a_page_is_part_of_an_answer_and_of_nothing_else() -> None:
    simple = f'<w:fldSimple w:instr=" PAGE \\* MERGEFORMAT ">{r("4")}</w:fldSimple>'
    lines = (
        p(r("Contents "), paged("PAGEREF x", "4")) + p(r("Page "), simple, r("2020")) + p(paged("PAGE", "4"), r("2"))
    )

    returned = read(document(lines + field(p(r("see page "), paged("PAGE", "12")))))

    assert [found.text for found in returned.found] == ["see page 12"]
    assert returned.loose == (Loose("Contents "), Loose("Page 2020"), Loose("2"))


@pytest.mark.parametrize(
    ("before", "shown", "dated", "answered"),
    [
        ("", "3/4/2026", "2026-03-04", "2026-03-04"),
        ("", "4 March 2026", "", "2026-03-04"),
        ("", "5.4.2026", "", "2026-04-05"),
        ("closed on ", "4.3.2026", "", "closed on 4.3.2026"),
    ],
)
def test_a_date_is_what_its_control_notes_where_that_is_all_that_it_shows(
    before: str, shown: str, dated: str, answered: str
) -> None:
    control = sdt(r(shown), look='<w:date w:fullDate="2026-03-04T00:00:00Z"/>')

    (found,) = read(document(field(p(r(before), control)))).found

    assert (found.text, found.dated) == (before + shown, dated)
    assert answer(found, Field("S1", "text", "When?", "S1")).value == before + shown
    assert answer(found, Field("S1", "date", "When?", "S1")).value == answered


EMOJI = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="w16se"><w16se:symEx xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex"'
    ' w16se:font="Segoe UI Emoji" w16se:char="{place}"/></mc:Choice><mc:Fallback><w:t>{other}</w:t></mc:Fallback>'
    "</mc:AlternateContent></w:r>"
)


def test_a_sign_that_word_writes_by_its_number_is_read() -> None:
    signs = (EMOJI.format(place=place, other="?") for place in ("1F60A", "2460"))

    assert text_of(field(p(r("well "), *signs, r(" on")))) == "well 😊① on"


def test_a_thing_that_is_given_in_an_unknown_way_is_read_in_the_other() -> None:
    assert text_of(field(p(r("a"), EMOJI.format(place="1F60A", other="b").replace("symEx", "never")))) == "ab"


@pytest.mark.parametrize("mark", ["✔", "x", "(X) ", "☑ "])
def test_a_mark_before_a_box_is_a_tick(mark: str) -> None:
    marked = tick("S3#yes", "☐", label="Yes").replace("<w:sdt>", f"{r(mark)}<w:sdt>", 1)

    (found,) = read(document(table(question("S3"), marked + tick("S3#no", "☐", label="No")))).found

    asked = Field("S3", "yes_no", "Did you?", "S3", (Option("yes", "Yes"), Option("no", "No")))
    assert answer(found, asked).value == "yes"


def test_an_answer_whose_cell_was_merged_with_the_questions_is_there_once() -> None:
    text, boxes = p(sdt(r("By phone"), "S1")), tick("S3#yes", "☒", label="Yes") + tick("S3#no", "☐", label="No")
    body = table(f"{question()}{p(r('Think of May.'), style='Guidance')}{text}") + table(question("S3") + boxes)

    found = read(document(body)).found

    assert [(each.code, each.text, each.states) for each in found] == [
        ("S1", "By phone", None),
        ("S3", "☒ Yes\n☐ No", ("yes",)),
    ]


@pytest.mark.parametrize("mark", ["✔", "★", "👍"])
def test_a_mark_before_a_question_is_a_word_of_somebodys(page: Page, tmp_path: Path, mark: str) -> None:
    (note,) = returned(page, tmp_path, "What was your roadmap", f"{mark} What was your roadmap")

    assert (note.kind, note.text) == ("stray", mark)


def test_a_code_before_a_question_is_a_word_of_somebodys(page: Page, tmp_path: Path) -> None:
    (note,) = returned(page, tmp_path, "[S1]", "see [S2] and [S1]")

    assert (note.kind, note.text) == ("stray", "see [S2] and")


def inserted(*runs: str) -> str:
    return f'<w:ins w:author="Ann">{"".join(map(r, runs))}</w:ins>'


def test_a_row_that_was_added_while_changes_are_tracked_says_nothing() -> None:
    returned_ = read(document(table(question(), p(r("Only this")), p(inserted("\u200d")))))

    assert returned_.found[0].text == "Only this"
    assert returned_.notes == ()
    assert text_of(field(p(inserted("row", "\u200d")))) == "row"
    assert text_of(field(p(inserted("👩\u200d", "💻")))) == "👩\u200d💻"


# What is deleted, noted, drawn and linked


def test_what_is_deleted_is_noted_with_its_signs_and_pictures() -> None:
    inside = f'<w:r><w:delText>we </w:delText><w:sym w:font="Wingdings" w:char="F04A"/></w:r>{picture("Photo 1")}'
    returned = read(document(field(p(f'<w:del w:author="Ann">{inside}</w:del>', r("stays")))))

    assert returned.found[0].text == "stays"
    assert [(note.kind, note.text, note.who, note.place) for note in returned.notes] == [
        ("deletion", "we ☺", "Ann", ""),
        ("picture", "Photo 1", "", "deleted"),
    ]


def test_an_empty_box_that_is_deleted_says_nothing() -> None:
    gone = f"<w:del><w:r><w:delText>{PROMPT}</w:delText></w:r><w:r><w:delText>☐</w:delText></w:r></w:del>"

    assert read(document(field(p(gone, r("x"))))).notes == ()


def test_a_box_that_is_deleted_with_its_option_is_no_tick() -> None:
    box, words = (f'<w:del w:author="Ann"><w:r><w:delText>{text}</w:delText></w:r></w:del>' for text in ("☒", "Yes"))
    ticked = sdt(box, "S1#yes", '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>')

    returned = read(document(field(p(ticked, words), tick("S1#no", "☐", label="No"))))

    assert [(found.text.strip(), found.states) for found in returned.found] == [("☐ No", ())]
    assert [note.text for note in returned.notes] == ["Yes"]


# Word marks the words in the row, too.
@pytest.mark.parametrize("words", [r("row"), '<w:del w:author="Ann"><w:r><w:delText>row</w:delText></w:r></w:del>'])
def test_rows_and_cells_that_are_deleted_as_such_are_left_out_and_noted(words: str) -> None:
    gone = f'<w:tr><w:trPr><w:del w:author="Ann"/></w:trPr><w:tc>{p(words)}</w:tc></w:tr>'
    cell = "<w:tc><w:tcPr><w:cellDel/></w:tcPr>{}</w:tc>".format(p(r("cell")))
    body = table(question(), p(r("stays"))).replace("</w:tbl>", f"{gone}</w:tbl>")
    body = body.replace(f"<w:tc>{p(r('stays'))}</w:tc>", f"<w:tc>{p(r('stays'))}</w:tc>{cell}")

    assert text_of(body) == "stays"
    assert sorted(told(body, "deletion")) == ["cell", "row"]
    assert [note.code for note in read(document(body + field(p(r("x")), code="S2"))).notes] == ["S1", "S1"]


def note_part(kind: str, *inner: str) -> str:
    ids = "".join(f'<w:{kind} w:id="{number}">{each}</w:{kind}>' for number, each in enumerate(inner, 2))
    return f'<w:{kind}s xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" {M}>{ids}</w:{kind}s>'


def test_notes_are_read_as_the_text_is_and_none_is_lost() -> None:
    formula = "<m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath>"
    sign = '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'
    first = p("<w:r><w:footnoteRef/></w:r>", r(" see "), sign, formula, picture("Scan"))  # as Word begins it
    second = p(r("kept"), "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>")
    body = field(p(r("x"), '<w:r><w:footnoteReference w:id="2"/></w:r>'))

    said = told(body, "typed", footnotes=note_part("footnote", first, second))

    assert said == ["see ☺E=mc\n(picture: Scan)", "kept\n(deletion: gone)"]


def test_comments_are_read_as_the_text_is() -> None:
    body = field(p('<w:commentRangeStart w:id="2"/>', r("x"), '<w:commentRangeEnd w:id="2"/>'))
    comment = p('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>', r(" well"))

    assert told(body, "comment", comments=note_part("comment", comment)) == ["☺ well"]


def test_words_that_are_drawn_are_noted_with_their_picture() -> None:
    drawn = picture("Canvas", f"<a:p {A}><a:r><a:t>canvas</a:t></a:r><a:r><a:t>words</a:t></a:r></a:p>")
    art = '<w:r><w:pict><v:shape><v:textpath string="HELLO"/></v:shape></w:pict></w:r>'

    assert told(field(p(r("x"), drawn, art)), "picture") == ["Canvas\ncanvas words", "HELLO"]


def related(data: bytes, *relations: str, **parts: str) -> bytes:
    """Return a DOCX whose body refers to further parts or to addresses; parts by their file names in `word/`."""
    listed = "".join(f"<Relationship {each}/>" for each in relations)
    rels = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
    )
    more = {f"word/{name}.xml": part.encode() for name, part in parts.items()}
    return zipped.packed({**zipped.unpacked(data), "word/_rels/document.xml.rels": rels.encode(), **more})


def test_the_words_of_diagrams_and_charts_are_noted_with_them() -> None:
    c = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    dgm = 'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
    diagram = picture("Diagram 1", f'<dgm:relIds {dgm} {R} r:dm="rId1" r:lo="rId2"/>')
    charted, lost = picture("Chart 2", f'<c:chart {c} {R} r:id="rId3"/>'), picture("Chart 3", f"<c:chart {c}/>")
    over = '<Relationship Id="rId1" Type="x/chartUserShapes" Target="over1.xml"/>'
    data = related(
        document(field(p(r("x"), diagram, charted, lost))),
        'Id="rId1" Type="x/diagramData" Target="data1.xml"',
        'Id="rId2" Type="x/diagramLayout" Target="layout1.xml"',
        'Id="rId3" Type="x/chart" Target="chart1.xml"',
        data1=f"<dgm:dataModel {dgm} {A}><a:p><a:r><a:t>phone</a:t></a:r></a:p><a:t>visit</a:t></dgm:dataModel>",
        layout1=f"<dgm:layout {dgm} {A}><a:t>never</a:t></dgm:layout>",
        chart1=f"<c:chartSpace {c} {A}><a:t>Calls</a:t><c:pt><c:v>May</c:v><c:v>7</c:v></c:pt></c:chartSpace>",
        over1=f"<c:userShapes {c} {A}><a:t>so few</a:t></c:userShapes>",
    )
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{over}</Relationships>'
    data = zipped.packed({**zipped.unpacked(data), "word/_rels/chart1.xml.rels": rels.encode()})

    said = [(note.text, note.code) for note in read(data).notes]
    assert said == [("Diagram 1\nphone visit", "S1"), ("Chart 2\nCalls May 7 so few", "S1"), ("Chart 3", "S1")]


@pytest.mark.parametrize(
    ("drawn", "about"),
    [
        ('<w:drawing><wp:docPr name="Picture 1" title="Tree" descr="In May"/></w:drawing>', "Tree\nIn May"),
        ('<w:pict><v:shape alt="In May"><v:imagedata/></v:shape></w:pict>', "In May"),
        ('<w:pict><v:shape alt="In May"><v:textbox>BOX</v:textbox></v:shape></w:pict>', "In May"),
        ("<w:pict><v:shape><v:textbox>BOX</v:textbox></v:shape></w:pict>", None),
    ],
)
def test_what_is_said_of_a_picture_or_a_box_of_text_is_noted(drawn: str, about: str | None) -> None:
    box = f"<w:txbxContent>{p(r('words'))}</w:txbxContent>"

    assert told(field(p(f"<w:r>{drawn.replace('BOX', box)}</w:r>")), "picture") == ([about] if about else [])


def test_where_a_link_in_an_answer_leads_is_noted() -> None:
    link = f'<w:hyperlink {R} r:id="rId9"><w:r><w:t>here</w:t></w:r></w:hyperlink>'
    target = 'Id="rId9" Type="x/hyperlink" Target="https://example.org/a" TargetMode="External"'
    data = related(document(p(link) + field(p(link))), target)

    assert [(note.text, note.code) for note in notes(read(data), "link")] == [("https://example.org/a", "S1")]


@pytest.mark.parametrize(("words", "told"), [("www.example.org", []), ("here", ["http://www.example.org"])])
def test_a_link_without_words_leads_where_the_words_before_it_say(words: str, told: list[str]) -> None:
    link = f'<w:hyperlink {R} r:id="rId9"><w:r/></w:hyperlink>'
    target = 'Id="rId9" Type="x/hyperlink" Target="http://www.example.org" TargetMode="External"'
    data = related(document(field(p(r(f"see {words} and more") + link))), target)

    assert [note.text for note in notes(read(data), "link")] == told


# Questions and codes


def test_blanks_within_an_answer_are_somebodys() -> None:
    assert text_of(field(p(r(f"a{PROMPT}b")))) == f"a{PROMPT}b"


def test_a_control_that_somebody_brought_along_is_no_field_where_the_question_says_its_code() -> None:
    returned = read(document(field(p(sdt(r("words"), "Text1")), code="S2").replace("tk_S2", "x")))

    assert [(found.code, found.text) for found in returned.found] == [("S2", "words")]


# Held against the blank


@pytest.fixture(scope="module")
def page(shipped_page: MakePage) -> Page:
    return shipped_page()


def returned(page: Page, folder: Path, old: str, new: str, values: dict[str, str] | None = None) -> tuple[Note, ...]:
    """Return what is noted of a workbook in which somebody has written something."""
    parts = zipped.unpacked(formats.write("docx", page, theme.load(), Fill(values=values or {})))
    body = parts[package.MAIN].decode()
    assert body.count(old) >= 1
    path = folder / "return.docx"
    path.write_bytes(zipped.packed({**parts, package.MAIN: body.replace(old, new, 1).encode()}))
    return reading.read(path, Toolkits()).receipt.notes


@pytest.mark.parametrize("values", [{}, {"S1": "In the box"}])
def test_words_at_a_question_are_noted_whether_its_box_is_filled_or_not(
    page: Page, tmp_path: Path, values: dict[str, str]
) -> None:
    asked = page.fields["S1"].label

    notes_ = returned(page, tmp_path, f"{asked}</w:t>", f"{asked} By phone 14</w:t>", values)

    assert notes_ == (Note("stray", text="By phone 14", near="S1"),)


def test_a_question_that_somebody_wrote_over_is_noted(page: Page, tmp_path: Path) -> None:
    asked = page.fields["S1"].label

    notes_ = returned(page, tmp_path, f"{asked}</w:t>", "We went on by phone</w:t>")

    assert notes_ == (Note("changed", text="asked there: We went on by phone", code="S1"),)


@pytest.mark.parametrize("words", ["38", "0171 2345", "[Note] please call us back", "[X9] 2020"])
def test_no_words_outside_the_boxes_are_taken_for_a_number_of_a_page_or_a_question(
    page: Page, tmp_path: Path, words: str
) -> None:
    end = "<w:sectPr"

    notes_ = returned(page, tmp_path, end, f"{p(r(words))}{end}")

    assert [note.text for note in notes_] == [words]


def test_digits_that_are_added_to_what_is_printed_are_noted(page: Page, tmp_path: Path) -> None:
    printed = "from March 2020 to March 2021."

    (note,) = returned(page, tmp_path, f"{printed}</w:t>", f"{printed} 17</w:t>")

    assert note.kind == "stray"
    assert note.text.endswith("2021. 17")


def test_a_picture_of_somebodys_own_is_told_from_those_of_the_workbook(page: Page, tmp_path: Path) -> None:
    own = picture("Picture 9").replace('name="Picture 9"', 'name="Picture 9" descr="Our team"')

    notes_ = returned(page, tmp_path, "<w:body>", f"<w:body>{p(own)}")

    assert [(note.kind, note.text) for note in notes_] == [("picture", "Our team")]


def test_the_logo_of_a_theme_is_no_picture_of_anybodys(page: Page, tmp_path: Path) -> None:
    Image.new("RGB", (40, 20), "red").save(tmp_path / "logo.png")
    (tmp_path / "own.yaml").write_text("logo: logo.png\n", encoding="utf-8")
    path = tmp_path / "own.docx"
    path.write_bytes(formats.write("docx", page, theme.load(tmp_path / "own.yaml"), Fill()))

    assert read(path.read_bytes()).others[0].text == page.publisher
    assert reading.read(path, Toolkits()).receipt.notes == ()


@pytest.mark.parametrize("told", ['HYPERLINK "https://example.org/a"', " HYPERLINK https://example.org/a \\\\t _blank"])
def test_where_a_link_leads_that_is_a_field_is_noted(told: str) -> None:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    whole = p(begin, f"<w:r><w:instrText>{told}</w:instrText></w:r>", separate, r("here"), end)
    simple = p("<w:fldSimple w:instr='" + told + "'>" + r("there") + "</w:fldSimple>")

    assert text_of(field(whole, simple)) == "here\nthere"
    assert [note.text for note in notes(read(document(field(whole, simple))), "link")] == ["https://example.org/a"] * 2


@pytest.mark.parametrize(
    ("words", "target"),
    [("a@example.org", "mailto:a@example.org"), ("www.example.org", "http://www.example.org/")],
)
def test_a_link_that_a_program_made_of_an_address_says_no_more(words: str, target: str) -> None:
    link = f'<w:hyperlink {R} r:id="rId9"><w:r><w:t>{words}</w:t></w:r></w:hyperlink>'
    data = related(document(field(p(link))), f'Id="rId9" Type="x/hyperlink" Target="{target}" TargetMode="External"')

    assert read(data).notes == ()


def test_two_workbooks_in_one_document_are_told_without_their_printed_words(page: Page, tmp_path: Path) -> None:
    one, two = (
        zipped.unpacked(formats.write("docx", page, theme.load(), Fill(values={"S1": said})))
        for said in ("North", "South")
    )
    body = two[package.MAIN].decode().partition("<w:body>")[2].partition("<w:sectPr")[0]
    path = tmp_path / "both.docx"
    path.write_bytes(
        zipped.packed({**one, package.MAIN: one[package.MAIN].decode().replace("<w:body>", f"<w:body>{body}").encode()})
    )

    said = reading.read(path, Toolkits())

    assert said.response.answers == {"S1": "South"}
    assert [note.kind for note in said.receipt.notes] == ["twice", "twice"]


def test_print_of_other_parts_of_the_toolkit_that_were_put_into_the_document_is_known(
    shipped_page: MakePage, tmp_path: Path
) -> None:
    """As where colleagues have filled in a part each, and somebody has made one file of them."""
    made = [shipped_page(*items) for items in (("S1", "S3"), ("S6", "S9"), ("D1",))]
    files = [zipped.unpacked(formats.write("docx", page, theme.load(), EMPTY)) for page in made]
    bodies = [file[package.MAIN].decode().partition("<w:body>")[2].partition("<w:sectPr")[0] for file in files]
    first = files[0][package.MAIN].decode().replace("<w:sectPr", f"{bodies[1]}{bodies[2]}<w:sectPr", 1)
    path = tmp_path / "parts.docx"
    path.write_bytes(zipped.packed({**files[0], package.MAIN: first.encode()}))

    receipt = reading.read(path, Toolkits()).receipt

    assert receipt.missing == ()
    assert {"S1", "S3", "S6", "S9", "D1-why"} < set(receipt.empty)
    assert [note.text.partition(" ")[2][:12] for note in receipt.notes] == [page.stamp.copy for page in made[1:]]


def test_a_link_into_the_document_or_one_that_shows_its_address_says_no_more() -> None:
    local = """<w:fldSimple w:instr='HYPERLINK \\\\l "h_S"'>""" + r("Services") + "</w:fldSimple>"
    shown = "<w:fldSimple w:instr='HYPERLINK \"https://example.org/\"'>" + r("https://example.org/") + "</w:fldSimple>"

    assert read(document(field(p(local, shown)))).notes == ()


@pytest.mark.parametrize("parted", [(), ("separate",)])
def test_a_field_that_shows_nothing_is_noted_with_what_it_says(parted: tuple[str, ...]) -> None:
    begin, *ends = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", *parted, "end"))
    field_ = p(r("before "), begin, "<w:r><w:instrText>EQ \\f(1;2)</w:instrText></w:r>", *ends, r(" after"))

    assert told(field(field_), "field") == ["EQ \\f(1;2)"]


@pytest.mark.parametrize("parted", [(), ("separate",)])
def test_what_a_field_says_around_another_one_is_noted(parted: tuple[str, ...]) -> None:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    inner = f"{begin}<w:r><w:instrText>DATE</w:instrText></w:r>{separate}{r('2021')}{end}"
    ahead, behind = (f"<w:r><w:instrText>{said}</w:instrText></w:r>" for said in ('QUOTE "in ', ', we began"'))
    outer = p(r("mine"), begin, ahead, inner, behind, *([separate] if parted else []), end)

    assert told(field(outer), "field") == ['QUOTE "in , we began"']
    assert text_of(field(outer)) == "mine"


@pytest.mark.parametrize(
    "said", ["ASK", "EQ", "FILLIN", "GOTOBUTTON", "IF", "MACROBUTTON", "QUOTE", "SET", "SYMBOL", "TA", "TC", "XE"]
)
def test_a_field_in_one_element_that_shows_nothing_is_noted_with_what_it_says(said: str) -> None:
    field_ = f"<w:fldSimple w:instr=' {said} \"words\" '/>"

    assert told(field(p(r("mine"), field_)), "field") == [f'{said} "words"']


def test_a_page_number_is_known_by_a_field_whose_words_stand_apart() -> None:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    words = [f"<w:r><w:instrText>{each}</w:instrText></w:r>" for each in (" PA", "GE ", "\\* MERGEFORMAT ")]

    returned = read(document(p(begin, *words, separate, r("3"), end, r(" typed"))))

    assert returned.loose == (Loose(" typed"),)


def test_words_in_one_run_with_a_page_number_are_words() -> None:
    field_ = '<w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="separate"/>'
    run = f'<w:r>{field_}<w:t>3</w:t><w:fldChar w:fldCharType="end"/><w:t xml:space="preserve"> typed</w:t></w:r>'

    assert read(document(p(run))).loose == (Loose(" typed"),)


def test_the_link_of_a_picture_is_noted_once() -> None:
    click = f'<a:hlinkClick {A} {R} r:id="h"/>'
    inside = f'<wp:docPr id="1" name="Map">{click}</wp:docPr><pic:cNvPr xmlns:pic="pic">{click}</pic:cNvPr>'
    drawing = f"<w:r><w:drawing><wp:inline {WP}>{inside}</wp:inline></w:drawing></w:r>"
    link = '<Relationship Id="h" TargetMode="External" Target="https://example.org/"/>'
    main = f"<w:document {SPACES}><w:body>{field(p(drawing))}</w:body></w:document>"

    returned = read(packed({"word/document.xml": main, "word/_rels/document.xml.rels": f"<x>{link}</x>"}))

    assert [(note.kind, note.text) for note in returned.notes] == [("link", "https://example.org/"), ("picture", "Map")]


def test_what_is_noted_in_several_headers_is_noted_once() -> None:
    header = f"<w:hdr {SPACES}>{p(looked('old', '<w:strike/>'))}</w:hdr>"
    related = "".join(f'<Relationship Id="{at}" Type="x/header" Target="h{at}.xml"/>' for at in (1, 2))
    relations = {"word/_rels/document.xml.rels": f"<Relationships>{related}</Relationships>"}
    main = f"<w:document {SPACES}><w:body>{field(p(r('mine')))}</w:body></w:document>"

    returned = read(packed({"word/document.xml": main, "word/h1.xml": header, "word/h2.xml": header, **relations}))

    assert returned.notes == (Note("struck", "old", place="header"),)


@pytest.mark.parametrize("look", ["<w:strike/>", "<w:vanish/>"])
def test_a_formula_does_not_look_as_the_words_before_it(look: str) -> None:
    formula = f"<m:oMath {M}><m:d><m:e><m:r><m:t>x+1</m:t></m:r></m:e></m:d></m:oMath>"

    assert text_of(field(p(looked("no", look), formula))) == "(x+1)"


def test_what_a_field_or_an_unknown_font_in_a_footnote_says_is_noted_with_it() -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    words = p(begin, '<w:r><w:instrText>QUOTE "words"</w:instrText></w:r>', end, r("\ue001"))
    footnotes = f'<w:footnotes {SPACES}><w:footnote w:id="2">{words}</w:footnote></w:footnotes>'
    body = field(p(r("mine"), '<w:r><w:footnoteReference w:id="2"/></w:r>'))

    (said,) = told(body, "typed", footnotes=footnotes)
    assert said == '\ue001\n(field: QUOTE "words")\n(letters: signs of a font that is not here (U+E001))'


def test_the_names_of_fields_may_be_typed_in_small_letters() -> None:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))

    def shown(told: str, *result: str) -> str:
        return p(begin, f"<w:r><w:instrText>{told}</w:instrText></w:r>", separate, *result, end)

    returned = read(document(field(shown(' fillin "Who?"'), shown(' hyperlink "http://a.org/b"', r("there")))))

    assert [(note.kind, note.text) for note in returned.notes] == [
        ("field", 'fillin "Who?"'), ("link", "http://a.org/b")
    ]  # fmt: skip
    assert read(document(shown(" page ", r("17")))).loose == ()


def test_a_field_that_shows_words_says_them_alone() -> None:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    quoted = p(begin, '<w:r><w:instrText>QUOTE "x"</w:instrText></w:r>', separate, r("x"), end)

    assert told(field(quoted), "field") == []


@pytest.mark.parametrize("logo", ["", "logo: logo.png"])
def test_charts_and_a_logo_that_have_lost_what_they_show_are_still_the_workbooks(
    logo: str, page: Page, tmp_path: Path
) -> None:
    Image.new("RGB", (40, 20), "red").save(tmp_path / "logo.png")
    (tmp_path / "own.yaml").write_text(logo, encoding="utf-8")
    charts = {code: structs.replace(chart, alt="img") for code, chart in page.charts.items()}
    bare = replace(page, charts=charts, publisher="img")
    path = tmp_path / "plain.docx"
    path.write_bytes(formats.write("docx", bare, theme.load(tmp_path / "own.yaml"), Fill()))

    assert len(charts) > 1
    assert reading.read(path, Toolkits(design=Design(theme=tmp_path / "own.yaml"))).receipt.notes == ()


def test_pictures_and_changes_in_a_running_line_are_noted() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
    line = p(picture("Stamp"), f'<w:ins w:author="Ann">{r("Draft")}</w:ins>')
    header = f'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{line}</w:hdr>'
    target = f'Id="rId9" Type="{kind}" Target="header9.xml"'

    returned_ = read(related(document(field(p(r("x")))), target, header9=header))

    assert returned_.notes == (
        Note("insertion", "Draft", who="Ann", place="header"), Note("picture", text="Stamp", place="header")
    )  # fmt: skip


def test_a_line_of_the_contents_is_known_with_the_number_of_its_page_in_it(
    shipped: Toolkit, shipped_page: MakePage
) -> None:
    blank_ = read(formats.write("docx", shipped_page(), theme.load(), Fill()))
    kits = [kit.title for kit in shipped.kits if kit.part == "kit"]
    lines = [each.text for each in blank_.loose or () if each.place == "contents"]
    numbered = (
        replace(each, text=f"{each.text}{'.' * 9}25") if each.place == "contents" and squeezed(each.text) else each
        for each in blank_.loose or ()
    )

    assert all(any(title in line for line in lines) for title in kits)
    assert any(line.strip().endswith("COVID-19") for line in lines)
    again = [each for each in blank_.loose or () if each.place == "contents"]  # as Word's own list says it
    assert list(Print(shipped, replace(blank_, loose=(*numbered, *again))).stray()) == []


def test_print_is_known_behind_a_list_s_mark_and_what_was_typed_keeps_its_own(
    shipped: Toolkit, shipped_page: MakePage
) -> None:
    blank_ = read(formats.write("docx", shipped_page(edition="facilitator"), theme.load(), Fill()))
    marked = (replace(each, text=f"•\t{each.text}") for each in blank_.loose or () if not each.place)

    stray = Print(shipped, replace(blank_, loose=(*marked, Loose("• 2. typed"), Loose("–")))).stray()

    assert [note.text for note in stray] == ["• 2. typed", "–"]


def test_in_a_running_line_only_running_lines_are_print_with_whatever_number_of_a_page(
    shipped: Toolkit, shipped_page: MakePage
) -> None:
    blank_ = read(formats.write("docx", shipped_page(), theme.load(), Fill()))
    lines = [replace(each, text=re.sub("Page.*", "Page 12 of 345", each.text)) for each in blank_.loose or ()]
    typed = (Loose("Contents", place="header"), Loose("Contents", place="footer"))

    stray = Print(shipped, replace(blank_, loose=(*lines, *typed))).stray()

    assert any("Page 12 of 345" in line.text for line in lines if line.place == "footer")
    assert [(note.text, note.place) for note in stray] == [(each.text, each.place) for each in typed]


@pytest.mark.parametrize("edition", selection.EDITIONS)
@pytest.mark.parametrize("quoted", [0, 1])
def test_of_a_copy_without_formats_an_answer_is_what_is_not_printed_behind_it(
    shipped: Toolkit, shipped_page: MakePage, edition: str, quoted: int
) -> None:
    blank_ = read(formats.write("docx", shipped_page(edition=edition), theme.load(), Fill()))
    behind = {each.code: [line.text for line in blank_.loose or () if line.near == each.code] for each in blank_.found}
    answers = {code: "\n".join(("Our words", *lines[-1:] * quoted)) for code, lines in behind.items()}
    found = [Found(code, "\n".join((answers[code], *lines)), open="all") for code, lines in behind.items()]
    gone = Found("Z9", "A question\nthat is gone", open="all")

    unprinted = Print(shipped, replace(blank_, found=(*found, gone), loose=())).unprinted().found

    assert {each.code: each.text for each in unprinted} == {**answers, gone.code: gone.text}


@pytest.mark.parametrize("look", [("//w:pStyle", "//w:rStyle"), ()])
@pytest.mark.parametrize("tables", [True, False])
@pytest.mark.parametrize("ahead", ["ours: ", "☒ ", "see [S3]:\t"])
def test_a_question_is_known_by_its_code_and_words_whatever_somebody_has_written_before_them(
    shipped: Toolkit, tmp_path: Path, look: tuple[str, ...], tables: bool, ahead: str
) -> None:
    """So it is in a copy of which a program has dropped bookmarks and controls, and perhaps styles and tables."""
    values = {"S1": "One", "S2": "Two", "S4": "no", "G1r1": "planned", "D2-stance": "partly"}
    page = build.page(Selection(("S1", "S2", "S4", "G1", "D2")).of(shipped), "participant")

    def stripped(root: Element) -> None:
        unwrapped(root, "//w:sdt", "w:sdtContent")
        dropped(root, "//w:bookmarkStart", "//w:bookmarkEnd", *look)
        for path in () if tables else ("//w:tbl", "//w:tr", "//w:tc"):
            dropped(root, "//w:tblPr", "//w:tblGrid", "//w:trPr", "//w:tcPr")
            unwrapped(root, path)
        begun = {f"[{code}]" for code in ("S2", "G1r1", "D2-stance")}
        for each in every(root, "//w:t"):
            if (each.text or "").strip() in begun:
                each.text = f"{ahead}{each.text}"

    path = tmp_path / "written.docx"
    path.write_bytes(changed(formats.write("docx", page, theme.load(), Fill(values=values)), stripped))

    read = reading.read(path, Toolkits())

    assert read.response.answers == values
    assert [(note.kind, note.near, note.text) for note in read.receipt.notes] == [
        ("stray", code, ahead.strip()) for code in ("S2", "G1r1", "D2-stance")
    ]


@pytest.mark.parametrize(
    ("loose", "edition"),
    [
        (Loose("Participant edition"), "participant"),
        (Loose("A workbook · Participant edition", near="S1", place="header"), "participant"),
        (Loose("We have the Participant edition", near="S1"), "facilitator"),
    ],
)
def test_a_return_without_its_mark_is_of_the_edition_that_its_cover_or_a_running_line_names(
    shipped: Toolkit, loose: Loose, edition: str
) -> None:
    assert blankworkbook.of(shipped, Returned("docx", None, (), loose=(loose,))).edition == edition


LINKED = f'<w:hyperlink {R} r:id="rId9"><w:r><w:t>here</w:t></w:r></w:hyperlink>'


def leading(place: str) -> str:
    target = f'Id="rId9" Type="x/hyperlink" Target="https://example.org/{place}" TargetMode="External"'
    space = R.replace("officeDocument/2006", "package/2006")
    return f"<r:Relationships {space}><r:Relationship {target}/></r:Relationships>"


def test_where_links_outside_the_boxes_lead_is_told() -> None:
    comment = note_part("comment", p(LINKED))
    body = field(p('<w:commentRangeStart w:id="2"/>', r("x"), '<w:commentRangeEnd w:id="2"/>')) + p(LINKED)
    parts = zipped.unpacked(document(body, comments=comment))
    for name, place in (("document", "body"), ("comments", "comment")):
        parts[f"word/_rels/{name}.xml.rels"] = leading(place).encode()

    returned = read(zipped.packed(parts))

    assert [note.text for note in returned.others] == ["https://example.org/body"]
    assert [note.text for note in returned.notes] == ["here\n(link: https://example.org/comment)"]


def test_the_links_of_the_workbook_itself_are_no_notes(shipped: Toolkit, page: Page, tmp_path: Path) -> None:
    path = tmp_path / "blank.docx"
    path.write_bytes(formats.write("docx", page, theme.load(), Fill()))
    returned = filetypes.reader("docx")(path.read_bytes())
    own = Note("link", "https://example.org/own")
    renamed = (Note("link", "north.docx#h_S"), Note("link", "h_S"))  # by ONLYOFFICE, in an RTF that became a DOCX

    links = (note for note in returned.others if note.kind == "link")
    saved = (replace(note, text=note.text.replace("https://", "HTTPS://") + "/") for note in links)
    noted = list(Print(shipped, replace(returned, others=(*saved, *renamed, own))).others())

    assert any(note.kind == "link" for note in returned.others)
    assert noted == [own]


def test_capitals_in_the_names_of_parts_are_no_matter() -> None:
    parts = zipped.unpacked(document(field(p(r("words")))))
    parts["word/Document.xml"] = parts.pop("word/document.xml")

    assert [found.text for found in read(zipped.packed(parts)).found] == ["words"]


@pytest.mark.parametrize("ahead", ["./", "/", "\\"])
def test_a_document_that_a_program_for_archives_has_zipped_is_known(ahead: str) -> None:
    parts = zipped.unpacked(document(field(p(r("words")))))
    data = zipped.packed({f"{ahead}{name}": part for name, part in parts.items()})

    assert filetypes.kind(data) == "docx"
    assert [found.text for found in read(data).found] == ["words"]


def test_a_document_that_is_only_referred_to_is_told() -> None:
    returned = read(document(field(p(r("words"))) + '<w:subDoc r:id="rId9" xmlns:r="x"/>'))

    assert [note.kind for note in returned.notes] == ["damage"]


def test_what_a_field_shows_within_another_s_instruction_is_no_answer() -> None:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    inner = "".join((begin, "<w:r><w:instrText>MERGEFIELD x</w:instrText></w:r>", separate, r("hidden"), end))
    outer = (
        begin,
        "<w:r><w:instrText>IF </w:instrText></w:r>",
        inner,
        separate,
        r("shown"),
        inner,
        end,
        r(" and typed"),
    )

    assert text_of(field(p(*outer), p(begin, r("kept")), p(inner))) == "shownhidden and typed\nkept\nhidden"
