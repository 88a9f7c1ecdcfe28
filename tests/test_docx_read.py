"""The DOCX reader: what people and their programs do to a workbook, and what is read from it then."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from toolkit_cli.building import build
from toolkit_cli.characters import clean
from toolkit_cli.document import archive, prompts
from toolkit_cli.document.tables import LOOK_ALIKE
from toolkit_cli.document.xmlrepair import mended
from toolkit_cli.docx.read import read
from toolkit_cli.docx.write import write
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.selection import Selection
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import EMPTY, Fill, Said
from toolkit_cli.layout.page import Page
from toolkit_cli.marks import PROMPT
from toolkit_cli.returned import Found, Loose, Note, Returned

from .conftest import lost
from .docx_markup import (
    LISTED,
    NASTY,
    SPACES,
    W,
    changed,
    document,
    dropped,
    every,
    field,
    numbered,
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
)
from .strategies import PRINTABLE, WORDS, wrapped
from .trees import Element, holder

NBSP = "\u00a0"


# Whole workbooks


@pytest.fixture(scope="module")
def page(shipped: Toolkit) -> Page:
    return build.page(shipped, "facilitator")


def values(page: Page) -> dict[str, str | tuple[str, ...]]:
    made: dict[str, str | tuple[str, ...]] = {}
    for at, (code, field_) in enumerate(page.fields.items()):
        codes = tuple(option.code for option in field_.options)
        plain = {"count": "14", "date": "2021-03-04"}.get(field_.kind, f"{code} {NASTY}")
        made[code] = codes[:2] if field_.kind == "many" else codes[at % len(codes)] if codes else plain
    return made


@pytest.fixture(scope="module")
def blank(page: Page) -> bytes:
    return write(page, theme.load(), EMPTY)


@pytest.fixture(scope="module")
def filled(page: Page) -> bytes:
    return write(page, theme.load(), Fill(values=values(page)))


def answers(returned: Returned, page: Page) -> dict[str, str | tuple[str, ...]]:
    """Return what was read by code, the ticks by the labels that stand beside them."""
    made: dict[str, str | tuple[str, ...]] = {}
    for found in returned.found:
        options = {option.label: option.code for option in page.fields[found.code].options}
        if options:
            lines = found.text.split("\n")
            assert [line[2:] for line in lines] == list(options), found
            ticked = tuple(options[line[2:]] for line in lines if line.startswith("☒ "))
            assert found.states in (None, ticked)
            if ticked:
                made[found.code] = ticked if page.fields[found.code].kind == "many" else ticked[0]
        elif found.text:
            made[found.code] = found.text
    return made


def test_what_was_filled_in_comes_back_exactly(page: Page, filled: bytes) -> None:
    returned = read(filled)

    assert answers(returned, page) == values(page)
    assert Counter(found.code for found in returned.found) == Counter(list(page.fields))
    assert {found.anchor for found in returned.found} == {"tag"}
    assert returned.notes == ()
    assert returned.stamp == page.stamp


def test_a_blank_has_no_answers_and_nothing_to_note(page: Page, blank: bytes) -> None:
    returned = read(blank)

    assert answers(returned, page) == {}
    assert returned.notes == ()
    assert all(found.states == () for found in returned.found if page.fields[found.code].options)


def test_the_questions_come_back_as_they_are_printed(page: Page, blank: bytes) -> None:
    labels = {found.code: " ".join(found.label.split()) for found in read(blank).found}

    assert labels == {code: " ".join(field_.label.split()) for code, field_ in page.fields.items()}


def test_what_stands_outside_the_places_is_the_same_whatever_stands_in_them(blank: bytes, filled: bytes) -> None:
    assert read(blank).loose == read(filled).loose
    assert read(blank).loose


def test_styles_are_known_by_their_names_whatever_their_ids_are() -> None:
    named = {"Question": "Frage", "Said": "a2", "Answer": "a3"}
    styles = "".join(f'<w:style w:styleId="{code}"><w:name w:val="{name}"/></w:style>' for name, code in named.items())
    rows = question().replace("Question", "Frage"), p(r("North: theirs"), style="a2"), p(r("mine"), style="a3")
    returned = read(document(table(*rows), styles=f'<w:styles xmlns:w="{W}">{styles}</w:styles>'))

    assert [found.text for found in returned.found] == ["mine"]
    assert returned.notes == ()
    assert returned.loose == (Loose("North: theirs", "S1", said=True),)


def test_what_others_have_said_is_no_answer(page: Page) -> None:
    wanted = values(page)
    others = {code: (Said("North", value), Said("", value)) for code, value in wanted.items()}
    returned = read(write(page, theme.load(), Fill(said=others)))

    assert answers(returned, page) == {}
    assert sum(loose.text.startswith("North ") for loose in returned.loose or ()) == len(page.fields)
    assert answers(read(write(page, theme.load(), Fill(wanted, others))), page) == wanted


@pytest.fixture(scope="module")
def tiny_page(tiny: Toolkit) -> Page:
    return build.page(tiny, "participant")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(PRINTABLE | st.sampled_from("\n\t  []☐☒S3"), max_size=80))
def test_any_text_comes_back_exactly(tiny_page: Page, text: str) -> None:
    text = clean(text)
    data = write(tiny_page, theme.load(), Fill(values={"A3": text}))
    (found,) = (found for found in read(data).found if found.code == "A3")

    assert found.text == (text if text.strip() else "")


def test_a_long_answer_comes_back_whole(tiny_page: Page) -> None:
    text = "Ä ŋ 😀\n" * 2857

    data = write(tiny_page, theme.load(), Fill(values={"A3": text}))

    assert {found.code: found.text for found in read(data).found}["A3"] == text


# What other programs leave of the anchors

TAGS = ("//w:sdtPr/w:tag", "//w:sdtPr/w:alias", "//w:sdtPr/w:id")
MARKS = ("//w:bookmarkStart", "//w:bookmarkEnd")
STYLES = ("//w:pStyle", "//w:rStyle")


@pytest.mark.parametrize(
    ("lost", "anchor"),
    [
        (TAGS, "bookmark"),
        (MARKS, "tag"),
        (TAGS + MARKS, "code"),
        (TAGS + MARKS + STYLES, "code"),
        (STYLES, "tag"),
        ((*STYLES, "//w:sdtPr"), "bookmark"),
    ],
)
def test_a_field_is_found_by_the_anchor_that_is_left(
    page: Page, filled: bytes, lost: tuple[str, ...], anchor: str
) -> None:
    returned = read(changed(filled, lambda root: dropped(root, *lost)))

    assert answers(returned, page) == values(page)
    assert {found.anchor for found in returned.found} == {anchor}
    assert returned.notes == ()


def test_a_workbook_without_any_controls_is_read(page: Page, filled: bytes, blank: bytes) -> None:
    def flattened(root: Element) -> None:
        unwrapped(root, "//w:sdt", "w:sdtContent")

    assert answers(read(changed(filled, flattened)), page) == values(page)
    assert answers(read(changed(blank, flattened)), page) == {}


def test_a_workbook_whose_tables_became_text_is_read(page: Page, filled: bytes) -> None:
    def flattened(root: Element) -> None:
        unwrapped(root, "//w:sdt", "w:sdtContent")
        for path in ("//w:tbl", "//w:tr", "//w:tc"):
            dropped(root, "//w:tblPr", "//w:tblGrid", "//w:trPr", "//w:tcPr")
            unwrapped(root, path)

    def bared(root: Element) -> None:
        flattened(root)
        dropped(root, *MARKS)

    returned = read(changed(filled, flattened))

    assert answers(returned, page) == values(page)
    bare = read(changed(filled, bared))
    assert answers(bare, page) == values(page)
    assert {found.anchor for found in bare.found} == {"text"}


def test_google_docs_wraps_everything_and_writes_odd_widths(page: Page, filled: bytes) -> None:
    def wrapped(root: Element) -> None:
        dropped(root, *MARKS)
        for width in every(root, "//w:tcW"):
            width.set(f"{{{W}}}w", "2210.0000000000005")
        for number, each in enumerate(every(root, "//w:tbl | //w:tr | //w:tc | //w:p/w:r")):
            made = etree.fromstring(f"<x {SPACES}>{sdt('', f'goog_rdk_{number}')}</x>")[0]
            holder(each).replace(each, made)
            made[1].append(each)

    assert answers(read(changed(filled, wrapped)), page) == values(page)


def test_a_strict_document_with_other_names_of_parts_is_read(page: Page, filled: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(filled)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name in [name for name in parts if name.endswith((".xml", ".rels"))]:
        for strict, usual in archive.STRICT:
            parts[name] = parts[name].replace(usual, strict)
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["word/_rels/document2.xml.rels"] = parts.pop("word/_rels/document.xml.rels")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"word/document.xml", b"/word/document2.xml")

    assert answers(read(packed(parts)), page) == values(page)


# Where a field is


def test_an_answer_may_begin_with_a_code() -> None:
    returned = read(document(field(p(r("[S2] says it all"))) + field(p(r("x")), code="S2")))

    assert [(found.code, found.text) for found in returned.found] == [("S1", "[S2] says it all"), ("S2", "x")]


@pytest.mark.parametrize("style", ["Question", "Compact"])
def test_an_answer_may_begin_with_the_code_of_a_question_that_is_not_here(style: str) -> None:
    words = p(r("[S9] says it all"))
    tables = table(question(), words) + table((question("S2"), words))
    returned = read(document(tables.replace("Question", style)))

    assert [(found.code, found.text) for found in returned.found] == [
        ("S1", "[S9] says it all"), ("S2", "[S9] says it all")
    ]  # fmt: skip
    assert text_of(table(question(), words, p(r("and more")))) == "[S9] says it all\nand more"


def test_a_question_without_its_style_is_known_at_the_head_of_its_table_whatever_is_left_of_it() -> None:
    for head in (p(r("[S1] What?")), p(r("  "), r(" [S1] What?"))):
        grid = table((p(r("What")), p(r("How"))), (head, p(r("x"))))
        for body in (table(head) + p(r("x")), table(head, p(r("x"))), table((head, p(r("x")))), grid):
            assert [(found.code, found.text) for found in read(document(body)).found] == [("S1", "x")]


def test_a_field_that_stands_there_twice_is_found_twice() -> None:
    returned = read(document(field(p(sdt(r("one"), "S1"))) + field(p(sdt(r("two"), "S1")))))

    assert [(found.code, found.text) for found in returned.found] == [("S1", "one"), ("S1", "two")]


def test_tables_that_grew_together_are_parted_by_their_questions() -> None:
    grid = (p(r("[G1r1]")) + p(r("Do it")), tick("G1r1#planned", "☒", label="Planned"))
    rows = (question("S1"), p(r("one")), question("S2"), p(r("two")), (p(r("Heads")), p(r("How"))), grid)
    plain = f"<w:tr><w:tc>{p(r('Heads'))}"
    head = plain.replace("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>")
    returned = read(document(table(*rows).replace(plain, head)))

    assert [(found.code, found.text) for found in returned.found] == [
        ("S1", "one"), ("S2", "two"), ("G1r1", "☒ Planned")
    ]  # fmt: skip


def test_the_box_of_another_field_is_doubted_where_question_and_code_agree() -> None:
    returned = read(document(field(p(sdt(r("moved here"), "S2")))))

    assert returned.found == (Found("S1", "moved here", label="What?", anchor="bookmark"),)
    assert returned.notes == (Note("doubt", "the box belongs to S2", code="S1"),)


def test_the_box_decides_where_bookmark_and_code_disagree() -> None:
    mixed = question("S1").replace("[S1]", "[S9]")

    returned = read(document(table(mixed, p(sdt(r("x"), "S9")))))

    assert [(found.code, found.anchor) for found in returned.found] == [("S9", "tag")]
    assert [note.text for note in returned.notes] == ["the bookmark belongs to S1"]


def test_a_box_whose_question_is_gone_is_found_by_its_tag() -> None:
    under = table(p() + p(r("Some words")), p(sdt(r("x"), "S1"), r(" beside")))
    returned = read(document(under + p(sdt(r("y"), "S2")) + table(p(sdt(r("z"), "S3")), p(r("More words")))))

    assert returned.found == (Found("S1", "x beside", label="Some words"), Found("S2", "y"), Found("S3", "z"))


def test_a_box_in_a_grid_whose_code_is_gone_has_its_row_for_a_question() -> None:
    rows = [(p(r(label)), tick(f"{code}#yes", "☒", label="Yes")) for label, code in (("Do", "G1r1"), ("Be", "G1r2"))]

    assert [(found.code, found.label, found.text) for found in read(document(table(*rows))).found] == [
        ("G1r1", "Do", "☒ Yes"), ("G1r2", "Be", "☒ Yes")
    ]  # fmt: skip


@pytest.mark.parametrize(("between", "ahead"), [("", ""), ("", "ahead "), (field(p(r("z")), code="S2"), "")])
def test_a_box_that_was_taken_out_of_its_table_belongs_to_the_question_that_is_left_there(
    between: str, ahead: str
) -> None:
    body = field(p(r("o")), code="S0") + field(p(r(" "))) + between + p(r(ahead), sdt(r("x"), "S1"), r(" beside"))
    (found,) = (found for found in read(document(body)).found if found.code == "S1")

    assert (found.text.strip(), found.label, found.anchor) == (f"{ahead}x beside", "What?", "tag")


def test_boxes_that_changed_places_answer_the_questions_that_they_stand_at() -> None:
    returned = read(document(field(p(sdt(r("x"), "S2"))) + field(p(sdt(r("y"), "S1")), code="S2")))

    assert [(found.code, found.text) for found in returned.found] == [("S1", "x"), ("S2", "y")]
    assert [(note.code, note.text) for note in returned.notes] == [
        ("S1", "the box belongs to S2"), ("S2", "the box belongs to S1")
    ]  # fmt: skip


@pytest.mark.parametrize("style", ["Subtitle", "BodyText", "ContentsKit1", "BoxTitle"])
def test_of_print_only_what_stands_in_a_control_is_an_answer(style: str) -> None:
    printed = p(r("Printed"), sdt(r("x"), "S1"), r(" typed"), style=style)
    first = p(sdt(r("x"), "S3"), r("Printed"), style=style)
    returned = read(document(printed + table(printed.replace("S1", "S2")) + first))

    assert returned.found == (Found("S1", "x"), Found("S2", "x"), Found("S3", "x"))
    assert [loose.text for loose in returned.loose or ()] == ["Printed typed", "Printed typed", "Printed"]


def test_words_above_a_control_whose_question_is_gone_belong_to_it_by_their_style() -> None:
    typed, printed = (p(r("above"), style=style) + p(sdt(r("x"), "S1")) for style in ("Answer", ""))

    assert [found.text for found in read(document(table(typed))).found] == ["above\nx"]
    assert [found.text for found in read(document(table(printed))).found] == ["x"]


def test_a_control_that_was_copied_takes_no_words_around_it_along() -> None:
    returned = read(document(p(r("Before"), sdt(r("x"), "S1")) + field(p(sdt(r("y"), "S1"), r(" beside")))))

    assert returned.found == (Found("S1", "x"), Found("S1", "y beside", label="What?"))
    assert [loose.text for loose in returned.loose or ()] == ["Before"]


@pytest.mark.parametrize("style", ["Small", "ListBullet", ""])
def test_a_control_of_several_paragraphs_is_one_answer(style: str) -> None:
    inner = p(r("one"), style=style) + p(r("two"), style=style) + p(r("three"))
    control = sdt(inner, "S1")

    for written in (question() + control, table(control), control):
        (found,) = read(document(question("S0") + p(r("x")) + p(r("Title"), style="Heading1") + written)).found[1:]
        assert [line.strip("-• ") for line in found.text.split("\n")] == ["one", "two", "three"]


def test_a_control_with_a_table_in_it_is_one_answer_where_its_question_is_gone() -> None:
    inner = table((p(r("a")), p(r("b")))) + p(r("after"))
    other = table((p(r("Theirs")), p(sdt(r("x"), "S1"))))

    returned = read(document(sdt(p(r("before")) + inner, "S1") + sdt(inner, "S2") + other))

    assert [(found.code, found.text) for found in returned.found] == [
        ("S1", "before\na\tb\nafter"), ("S2", "a\tb\nafter"), ("S1", "x")
    ]  # fmt: skip


def test_an_answer_in_a_style_of_print_stays_whole_where_its_question_is_gone() -> None:
    inner = p(sdt(r("in it"), "S1"), r(" beside"), style="BodyText") + p(r("more"), style="BodyText")

    assert [found.text for found in read(document(table(inner))).found] == ["in it beside\nmore"]


@pytest.mark.parametrize("holding", [table, str])
def test_a_control_that_was_moved_into_other_words_takes_none_of_them_along(holding: Callable[[str], str]) -> None:
    moved = p(r("The network's position")) + p(r("as it stands. "), sdt(r("Mine."), "S1"))
    returned = read(document(field(p(r(""))) + field(p(r("x")), code="S2") + holding(moved)))

    assert [(found.text, found.label) for found in returned.found] == [("", "What?"), ("x", "What?"), ("Mine.", "")]
    assert [loose.text for loose in returned.loose or ()] == ["The network's position", "as it stands. "]


def test_a_control_that_was_copied_is_no_place_where_the_tables_are_gone() -> None:
    returned = read(document(p(sdt(r("x"), "S1"), style="Title") + question() + p(sdt(r("y"), "S1"), r(" beside"))))

    assert [(found.text, found.label) for found in returned.found] == [("x", ""), ("y beside", "What?")]


def asked(code: str, _: str) -> bool:
    return code in ("S1", "S2")


@pytest.mark.parametrize(
    ("note", "style"), [("[Anna] in May", "Question"), ("[NB] in May", "Answer"), ("[A1] in May", ""), ("[X]", "")]
)
def test_a_word_in_brackets_beside_a_question_is_no_code(note: str, style: str) -> None:
    written = p(r(note), style=style)
    cells = (written + question() + p(r("print"), style="Guidance"), question("S2") + written)
    returned = read(document("".join(table(cell, p(r("words"), style="Answer")) for cell in cells)), asked)

    assert [(found.code, found.text) for found in returned.found] == [("S1", "words"), ("S2", "words")]
    assert [loose.text for loose in returned.loose or ()] == [note, "print", note]


@pytest.mark.parametrize("note", ["[Anna] in May", "[NB]", "[X] Yes"])
@pytest.mark.parametrize("named", [True, False])
def test_a_word_in_brackets_at_the_head_of_an_answers_line_is_no_code_where_the_tables_are_gone(
    note: str, named: bool
) -> None:
    head = [question(code) if named else p(r(f"[{code}] What?")) for code in ("S1", "S2")]
    returned = read(document(head[0] + p(r("words")) + p(r(note)) + head[1] + p(r(note))), asked)

    assert [(found.code, found.text) for found in returned.found] == [("S1", f"words\n{note}"), ("S2", note)]


def test_a_code_with_which_an_answer_begins_is_no_question_without_styles() -> None:
    one, two, see = (p(r(said)) for said in ("[S1] What?", "[S2] How?", "[S2] see there"))
    merged = read(document(table(one, see, two, p(r("so")))), lambda _, text: "see" not in text)
    mixed = read(document(one + see + table(two, p(r("so")))))
    own = read(document(question() + p(r("[S1] is unclear")) + question("S2") + p(r("[S1] see there"))))

    assert [(found.code, found.text) for found in merged.found] == [("S1", "[S2] see there"), ("S2", "so")]
    assert [(found.code, found.text) for found in mixed.found] == [("S1", "[S2] see there"), ("S2", "so")]
    assert [found.text for found in own.found] == ["[S1] is unclear", "[S1] see there"]


def test_a_code_that_bookmarks_or_tags_name_counts_though_it_is_not_known() -> None:
    returned = read(document(question("X") + p(r("words")) + p(sdt(r("[V] What?"), "V")) + p(r("more"))), asked)

    assert [(found.code, found.text) for found in returned.found] == [("X", "words"), ("V", "more")]


def test_boxes_that_have_become_text_in_their_controls_are_boxes() -> None:
    yes, no = (p(sdt(r(box), f"S1#{code}"), r(f" {code}"), style="Tick") for box, code in (("☑", "yes"), ("□", "no")))

    assert text_of(field(yes, no)) == "☒ yes\n☐ no"


def test_a_bookmark_of_somebodys_own_makes_no_question_though_it_is_named_as_ours_are() -> None:
    own = "<w:bookmarkStart w:id='9' w:name='tk_my list'/><w:bookmarkEnd w:id='9'/>"

    assert [found.code for found in read(document(field(p(own, r("words"))))).found] == ["S1"]


def test_ticks_in_brackets_are_read_where_they_were_merged_with_their_question() -> None:
    cell = question() + p(r("print"), style="Guidance") + p(r("[X] Yes"), style="Tick") + p(r("[ ] No"), style="Tick")

    words = question() + p(r("print"), style="Guidance") + p(r("words"), style="Answer")

    assert [found.text for found in read(document(table(cell)), asked).found] == ["[X] Yes\n[ ] No"]
    merged = read(document(table(words, (question("S2"), p(r("x"))))))
    assert [(found.code, found.text) for found in merged.found] == [("S1", "words"), ("S2", "x")]


def test_a_field_within_an_answer_is_its_own() -> None:
    returned = read(document(field(p(r("before")), field(p(r("inner")), code="S2"), p(r("after")))))

    assert [(found.code, found.text) for found in returned.found] == [("S1", "before\nafter"), ("S2", "inner")]


def test_a_column_that_was_added_does_not_hide_the_answer() -> None:
    returned = read(document(table((question(), p(r("head"))), (p(r("answer")), p(r("more"))))))

    assert [(found.code, found.text) for found in returned.found] == [("S1", "answer\tmore")]
    assert returned.loose == (Loose("head", "S1"),)


# What stands in a place


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ((p(sdt(r(PROMPT, "PlaceholderText"), "S1", "<w:showingPlcHdr/>"), r("beside")),), "beside"),
        ((p(r("before"), sdt(r("in"), "S1"), r("after")),), "beforeinafter"),
        ((p(sdt(r("one"), "S1")), p(r("two")), p(), p(r("four"))), "one\ntwo\n\nfour"),
        ((p(r("a")), table((p(r("b")), p(r("c"))), (p(), p(r("d")))), p(r("e"))), "a\nb\tc\n\td\ne"),
        ((p(sdt(p(r("one")) + p(r("two")), "S1"), r("three")),), "one\ntwo\nthree"),
        ((p(r("one"), sdt(p(r("two")), "S1")),), "one\ntwo"),
        ((p(r(PROMPT)),), ""),
        ((p(r(" \u00a0\u3000 ")), p()), ""),
        ((p(r(f"typed{PROMPT}")),), "typed"),
        ((p(sdt(r(f"typed{PROMPT} behind it"), "S1", "<w:showingPlcHdr/>")), p(r("more"))), "typed behind it\nmore"),
        ((p(sdt(r(f"typed{PROMPT}behind it"), "S1", "<w:showingPlcHdr/>")),), "typed behind it"),
        ((p(sdt(r(f"typed {PROMPT}behind it"), "S1", "<w:showingPlcHdr/>")),), "typed behind it"),
    ],
)
def test_the_whole_cell_is_the_answer(answer: tuple[str, ...], text: str) -> None:
    returned = read(document(field(*answer)))

    assert [found.text for found in returned.found] == [text]
    assert returned.notes == ()


def test_rows_that_were_added_belong_to_the_answer() -> None:
    added = (p(r("two")), p(r("three")))

    theirs = p(r("North: theirs"), style="Said")
    returned = read(document(table(question(), theirs, p(r("one")), added, p())))
    copied = read(document(table(question(), theirs, p(r("mine"), style="Said"))))

    assert [found.text for found in returned.found] == ["one\ntwo\tthree"]
    assert [found.text for found in copied.found] == ["mine"]
    assert returned.loose == copied.loose == (Loose("North: theirs", "S1", said=True),)


def test_of_rows_without_styles_the_last_with_words_is_the_answer_which_is_said_where_it_may_be_another() -> None:
    head, theirs = p(r("[S1] What?")), p(r("North: theirs"))
    rows = (head, p(r("mine"))), (head, theirs, p(r("mine"))), (head, p(r("mine")), p(r(" ")))
    alone, below, above = (read(document(table(*each))) for each in rows)
    beside = read(document(table((head, theirs + p(r("☒ Yes"))))))

    assert [each.found[0].text for each in (alone, below, above, beside)] == ["mine", "mine", "mine\n ", "☒ Yes"]
    assert [len(each.notes) for each in (alone, below, above, beside)] == [0, 1, 1, 1]
    assert [loose.text for each in (below, beside) for loose in each.loose or ()] == ["North: theirs"] * 2


def test_what_somebody_writes_amid_what_others_have_said_takes_none_of_that_along() -> None:
    theirs, mine, box = p(r("North: theirs"), style="Said"), p(r("mine")), p(sdt(r("x"), "S1"), style="Answer")
    below = read(document(table(question(), theirs + mine, box)))
    merged = read(document(table(question() + box + theirs + mine)))
    beside = read(document(table((question(), mine + theirs + tick("S1#yes", "☒", label="Yes")))))
    emptied = read(document(table(question(), theirs + mine, p())))

    returns = (below, merged, beside, emptied)
    assert [each.found[0].text for each in returns] == ["mine\nx", "x\nmine", "mine\n☒ Yes", "mine"]
    for returned in returns:
        assert returned.loose == (Loose("North: theirs", "S1", said=True),)


def test_where_the_box_is_gone_what_others_have_said_is_no_answer() -> None:
    theirs, box = p(r("North: theirs"), style="Said"), p(sdt(r("mine"), "S1"), style="Answer")
    deleted = read(document(table(question(), theirs)))
    parted = read(document(table(question(), theirs) + p(r("between")) + table(box)))

    assert [[(each.code, each.text) for each in returned.found] for returned in (deleted, parted)] == [
        [("S1", "")],
        [("S1", "mine")],
    ]
    for returned in (deleted, parted):
        assert [loose for loose in returned.loose or () if loose.said] == [Loose("North: theirs", "S1", said=True)]
        assert returned.notes == ()


def test_an_answer_that_looks_as_what_others_have_said_does_is_doubtful() -> None:
    theirs, box = p(r("North: theirs"), style="Said"), p(sdt(r("mine"), "S1"), style="Answer")
    merged, copied = read(document(table(question(), theirs + box))), read(document(table(question(), theirs, theirs)))

    assert [returned.found[0].text for returned in (merged, copied)] == ["North: theirs\nmine", "North: theirs"]
    for returned in (merged, copied):
        assert returned.notes == (Note("doubt", LOOK_ALIKE, code="S1"),)


def test_of_rows_without_styles_that_with_the_blanks_of_an_empty_box_is_the_answer() -> None:
    returned = read(document(table(p(r("[S1] What?")), p(r("North: theirs")), p(r(PROMPT)))))

    assert (returned.found[0].text, returned.notes) == ("", ())
    assert returned.loose == (Loose("North: theirs", "S1"),)


def test_questions_whose_cells_were_merged_are_parted_in_their_cell() -> None:
    cell = question() + p(r("one")) + question("S2") + p(r("two"))

    assert [(found.code, found.text) for found in read(document(table(cell, p(r("below"))))).found] == [
        ("S1", "one"), ("S2", "two")
    ]  # fmt: skip


def test_words_typed_at_the_question_are_not_lost() -> None:
    returned = read(document(table(question(label="What? I ask myself") + p(r("typed")), p(r("x")))))

    assert returned.found == (Found("S1", "x", label="What? I ask myself", anchor="bookmark"),)
    assert returned.loose == (Loose("typed", "S1"),)


@pytest.mark.parametrize("prompt", sorted(prompts.KNOWN))
def test_a_prompt_of_words_menus_is_no_answer(prompt: str) -> None:
    for tag in ("S1", ""):
        empty = sdt(r(f"{prompt.capitalize()}.", "PlaceholderText"), tag, "<w:showingPlcHdr/>")

        returned = read(document(field(p(empty))))

        assert [found.text for found in returned.found] == [""]
        assert returned.notes == ()


@pytest.mark.parametrize(
    "prompt",
    [
        "Smelltu hér til að slá inn texta.",
        "დააწკაპუნეთ ან შეეხეთ აქ ტექსტის შესაყვანად.",
        "Սեղմեք այստեղ՝ տեքստ մուտքագրելու համար։",
        "Ikklikkja hawn biex iddaħħal it-test.",
    ],
)
def test_a_prompt_in_a_language_that_is_not_known_is_left_out_and_said(prompt: str) -> None:
    empty = sdt(r(prompt, "PlaceholderText"), "S1", "<w:showingPlcHdr/>")

    returned = read(document(field(p(empty))))

    assert [found.text for found in returned.found] == [""]
    assert [(note.kind, prompt in note.text) for note in returned.notes] == [("doubt", True)]


@pytest.mark.parametrize(
    ("content", "flag", "text"),
    [
        (r("An answer", "PlaceholderText"), "<w:showingPlcHdr/>", "An answer"),
        (r("An answer"), "<w:showingPlcHdr/>", "An answer"),
        (r("Click or tap here to enter text.", "PlaceholderText"), "", "Click or tap here to enter text."),
        (r(f"{NBSP * 4}An answer{NBSP * 8}"), "", "An answer"),
        (r(f"{NBSP * 4}An answer"), "", f"{NBSP * 4}An answer"),
    ],
)
def test_what_looks_half_way_is_given_and_said(content: str, flag: str, text: str) -> None:
    returned = read(document(field(p(sdt(content, "S1", flag)))))

    assert [found.text for found in returned.found] == [text]
    assert len(returned.notes) == (0 if NBSP * 8 in content else 1)


@pytest.mark.parametrize("content", [r(f"{NBSP * 4}typed{NBSP * 8}"), r("typed") + r(NBSP * 8)])
def test_blanks_around_what_was_typed_amid_them_are_no_part_of_it(content: str) -> None:
    returned = read(document(field(p(sdt(content, "S1", "<w:showingPlcHdr/>")), p(r("beside")))))

    assert [found.text for found in returned.found] == ["typed\nbeside"]
    assert ["spaces" in note.text for note in returned.notes] == [False]


def test_a_program_that_says_of_every_box_that_it_is_empty_is_told_once() -> None:
    bodies = [field(p(sdt(r("words"), code, "<w:showingPlcHdr/>")), code=code) for code in ("S1", "S2", "R-role")]
    (note,) = read(document("".join(bodies))).notes

    assert (note.code, note.text.partition(": ")[2]) == ("", "S1, S2, R-role")
    assert [note.code for note in read(document(bodies[1])).notes] == ["S2"]


def test_boxes_that_are_marked_as_empty_hold_no_prompts_if_each_holds_other_words() -> None:
    words = {"S1": "By phone", "S2": "Since May", "S3": "Nobody", "S4": "We met", "S5": "Skriv", "S6": "Skriv"}
    bodies = [field(p(sdt(r(text), code, "<w:showingPlcHdr/>")), code=code) for code, text in words.items()]

    def told(*kept: str) -> list[str]:
        return [note.text.partition(": ")[2] for note in read(document("".join(kept))).notes]

    titles = [field(p(sdt(r(f"{code} What?"), code, "<w:showingPlcHdr/>")), code=code) for code in words]

    assert told(*bodies) == ["S5, S6"]
    assert told(*bodies[:5]) == []
    assert told(*bodies[:3]) == ["S1, S2, S3"]
    assert told(*titles) == [", ".join(words)]


@pytest.mark.parametrize("tag", ["S1", ""])
def test_a_control_that_was_split_into_one_for_each_paragraph_holds_no_prompt(tag: str) -> None:
    """docx-editor splits it so, and keeps the flag that it is empty; the blanks go into the last part, or nowhere.

    LibreOffice 7.4 drops the tags.
    """
    parts = (r("One", "PlaceholderText"), "", r("three", "PlaceholderText") + r(NBSP * 12, "PlaceholderText"))
    returned = read(document(field(*(p(sdt(part, tag, "<w:showingPlcHdr/>")) for part in parts))))

    assert [found.text for found in returned.found] == ["One\n\nthree"]
    assert returned.notes == ()


def test_boxes_that_a_program_has_dropped_with_the_answers_in_them_are_noted(page: Page, blank: bytes) -> None:
    """docxmlater drops the controls in a line, and so do some that import a DOCX into an editor for the browser."""
    (note, *others) = read(changed(blank, lambda root: dropped(root, "//w:sdt"))).notes

    assert (note.kind, note.code) == ("doubt", "")
    text = [each.code for each in page.fields.values() if not each.options]
    assert sorted(note.text.partition(": ")[2].split(", ")) == sorted(text)
    assert others == []
    assert read(write(replace(page, by_hand=True), theme.load(), EMPTY)).notes == ()


def test_of_a_workbook_for_the_pen_with_lines_and_boxes_to_tick_nothing_is_taken_for_dropped(shipped: Toolkit) -> None:
    page = replace(build.page(Selection(only=("S3",)).of(shipped), "participant"), by_hand=True)

    returned = read(write(page, theme.load(), EMPTY))

    assert [found.code for found in returned.found] == ["R-organisation", "R-country", "R-role", "R-date", "S3"]
    assert returned.notes == ()


def test_boxes_that_somebody_has_taken_out_of_some_questions_are_not_noted() -> None:
    bodies = [field(p(), code=f"S{number}") for number in range(1, 6)]

    assert len(read(document("".join(bodies[:4]))).notes) == 1
    assert read(document("".join(bodies[:3]))).notes == ()
    assert read(document("".join([*bodies, field(p(r("words")), code="S6")]))).notes == ()


def test_blanks_behind_a_list_s_mark_are_not_left_of_an_empty_box() -> None:
    assert read(document(field(p(r(f"•{NBSP * 5} one")), p(r(f"•{NBSP * 5} two"))))).notes == ()
    assert len(read(document(field(p(r("one")), p(r(f"two{NBSP * 5}"))))).notes) == 1


@pytest.mark.parametrize(
    "content",
    [
        r(f"{NBSP * 12}", "PlaceholderText") + r("An answer", "PlaceholderText"),
        r("Two", "PlaceholderText") + "<w:r><w:br/></w:r>" + r("lines", "PlaceholderText"),
        r("With a click they get more words than a program asks for answers with. " * 2, "PlaceholderText"),
        r("7. 3. 2021", "PlaceholderText"),
    ],
)
def test_what_can_be_no_prompt_is_an_answer_without_a_word(content: str) -> None:
    returned = read(document(field(p(sdt(content, "S1", "<w:showingPlcHdr/>")))))

    assert returned.found[0].text
    assert returned.notes == ()


def test_the_prompt_of_the_file_itself_is_no_answer() -> None:
    part = f"<w:docPart><w:docPartBody>{p(r('Napište'))}</w:docPartBody></w:docPart>"
    glossary = f'<w:glossaryDocument xmlns:w="{W}">{part}</w:glossaryDocument>'
    parts = {"glossary/document": glossary}

    assert text_of(field(p(sdt(r("Napište", "X"), "S1", "<w:showingPlcHdr/>"))), **parts) == ""


# Lists, and tables that became text


@pytest.mark.parametrize(("start", "kept"), [(14, "14."), (1, "")])
def test_a_number_that_became_a_list_without_words_is_kept_where_somebody_gave_it(start: int, kept: str) -> None:
    lists = numbered("decimal", "%1.").replace("<w:numFmt", f'<w:start w:val="{start}"/><w:numFmt')

    assert text_of(field(p(look=LISTED)), numbering=lists) == kept
    assert text_of(field(p(r("a"), look=LISTED), p(look=LISTED)), numbering=lists) == f"{start}. a\n"


@pytest.mark.parametrize(
    ("kind", "start", "shown"),
    [
        ("russianLower", 1, "а) x\nб) y"),
        ("russianUpper", 9, "И) x\nК) y"),
        ("upperLetter", 26, "Z) x\n27) y"),
        ("decimalZero", 9, "09) x\n10) y"),
        ("ordinal", 1, "1) x\n2) y"),
    ],
)
def test_a_list_is_counted_in_letters_as_its_language_has_them(kind: str, start: int, shown: str) -> None:
    lists = numbered(kind, "%1)").replace("<w:numFmt", f'<w:start w:val="{start}"/><w:numFmt')

    assert text_of(field(*(p(r(each), look=LISTED) for each in "xy")), numbering=lists) == shown


def test_items_of_a_list_that_a_tracked_change_has_joined_are_one() -> None:
    mark = '<w:rPr><w:del w:author="Ann"/></w:rPr>'
    gone = p('<w:del w:author="Ann"><w:r><w:delText>x</w:delText></w:r></w:del>', look=LISTED + mark)
    one, two, three = (p(r(text), look=LISTED) for text in ("a", "b", "c"))
    joined = p(r("a "), look=LISTED + mark)

    assert text_of(field(joined, two, three), numbering=numbered("bullet", "•")) == "- a b\n- c"
    assert text_of(field(one, gone, two), numbering=numbered("decimal", "%1.")) == "1. a\n2. b"
    assert text_of(field(table((joined, two))), numbering=numbered("decimal", "%1.")) == "1. a \t2. b"


def test_a_list_with_a_form_of_its_own_or_of_a_style_of_lists_is_drawn_so() -> None:
    lists = numbered("bullet", "•")
    own = '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="(%1)"/></w:lvl>'
    changed = lists.replace("</w:num>", f"{own}</w:lvlOverride></w:num>")
    link = '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Own"/></w:abstractNum><w:num '
    style = (
        numbered("upperRoman", "(%1)").replace("<w:lvl ", '<w:styleLink w:val="Own"/><w:lvl ').replace("<w:num ", link)
    )
    items = field(*(p(r(each), look=LISTED) for each in "xy"))

    assert text_of(items, numbering=changed) == "(I) x\n(II) y"
    assert text_of(items, numbering=style.replace('NumId w:val="1"', 'NumId w:val="2"')) == "(I) x\n(II) y"
    signs = '<w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr></w:lvl>'
    assert text_of(items, numbering=numbered("bullet", "P").replace("</w:lvl>", signs)) == "✓ x\n✓ y"


@pytest.mark.parametrize(("over", "text"), [("", "1. x\n2. y"), ('<w:startOverride w:val="1"/>', "1. x\n1. y")])
def test_lists_that_share_their_form_are_counted_as_one_unless_one_begins_anew(over: str, text: str) -> None:
    again = f'<w:lvlOverride w:ilvl="0">{over}</w:lvlOverride>' if over else ""
    more = f'<w:num w:numId="8"><w:abstractNumId w:val="1"/>{again}</w:num></w:numbering>'
    lists = numbered("decimal", "%1.").replace("</w:numbering>", more)
    items = p(r("x"), look=LISTED) + p(r("y"), look=LISTED.replace('"7"', '"8"'))

    assert text_of(field(items), numbering=lists) == text


def test_a_date_that_became_a_list_within_a_list_keeps_its_numbers() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%{at + 1}."/>'
        "</w:lvl>"
        for at, start in enumerate((7, 3))
    )
    lists = numbered("decimal", "").partition("<w:lvl ")[0] + levels + "</w:abstractNum>"
    lists += '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    inner = p(r("2021"), look=LISTED.replace('ilvl w:val="0"', 'ilvl w:val="1"'))

    assert text_of(field(p(look=LISTED), inner), numbering=lists) == "7. \n  3. 2021"
    assert text_of(field(p(look=LISTED), p(r("2021"), look=LISTED)), numbering=lists) == "\n8. 2021"
    assert text_of(field(p(look=LISTED), inner * 2), numbering=numbered("bullet", "•")) == "\n  - 2021\n  - 2021"


@pytest.mark.parametrize("rest", ["3. 2021", "3.21", "März 2021", "ožujka 2021."])
def test_a_day_that_a_program_counts_in_a_list_is_noted(rest: str) -> None:
    """SuperDoc makes a list of a date as one types it: of 7. 3. 2021 it makes 1. 3. 2021."""

    def told(*items: str, start: int = 1) -> list[str]:
        lists = numbered("decimal", "%1.").replace("<w:numFmt", f'<w:start w:val="{start}"/><w:numFmt')
        return [note.text for note in read(document(field(*items), numbering=lists)).notes]

    item = p(r(rest), look=LISTED)

    assert [text.partition(" is ")[0] for text in told(item, p())] == ["the day, 1.,"]
    assert told(item, start=7) == told(item, item) == told(p(r(f"We did, {rest}"), look=LISTED)) == []


def test_the_bullet_of_a_single_item_is_no_part_of_the_answer() -> None:
    lists = numbered("bullet", "•")
    item = p(r("7. 3. 2021"), look=LISTED)

    assert text_of(field(item, p()), numbering=lists) == "7. 3. 2021\n"
    assert text_of(field(item, item), numbering=lists) == "- 7. 3. 2021\n- 7. 3. 2021"
    assert text_of(field(p(r("a"), look=LISTED)), numbering=numbered("decimal", "%1.")) == "1. a"


def test_a_box_and_its_label_in_neighbouring_cells_are_one_line() -> None:
    boxes = table((p(r("☒")), p(r("Yes"))), (p(r("☐")), p(r("No"))))

    assert text_of(field(boxes, code="S3")).replace(" ", "") == "☒\tYes\n☐\tNo"


@pytest.mark.parametrize(
    ("below", "text"),
    [
        (p() + table(p(r("x"))), "x"),
        (p(r("typed")) + p(r("below")), "typed\nbelow"),
        (p(r("x")) + p(r("What is printed"), style="BodyText") + p(r("y")), "x"),
        (p(style="Gap") + p(r("Part two"), style="Heading1") + p(r("x")), ""),
    ],
)
def test_what_stands_below_a_question_without_its_box_is_the_answer(below: str, text: str) -> None:
    one, two = read(document(table(question()) + below + field(p(r("z")), code="S2"))).found

    assert (one.code, one.text, one.label) == ("S1", text, "What?")
    assert (two.code, two.text) == ("S2", "z")


def test_a_row_above_a_question_is_no_answer_to_the_question_before_whose_table_is_gone() -> None:
    returned = read(document(question() + p(r("x")) + table(p(r("typed above")), question("S2"), p(r("y")))))

    assert [(found.code, found.text) for found in returned.found] == [("S1", "x"), ("S2", "y")]
    assert [loose.text for loose in returned.loose or ()] == ["typed above"]


def test_a_table_that_was_cut_between_question_and_answer_is_one_place() -> None:
    (found,) = read(document(table(question()) + p() + table(p(sdt(r("x"), "S1"))))).found

    assert (found.code, found.text, found.label, found.anchor) == ("S1", "x", "What?", "tag")


def test_boxes_of_merged_cells_go_to_the_questions_that_they_name() -> None:
    codes = ("G1r1", "G1r2", "G1r3")
    boxes = "".join(tick(f"{code}#yes", "☒" if code == "G1r2" else "☐", label="Yes") for code in codes)
    body = table((question(codes[0]), boxes), *((question(code), p()) for code in codes[1:]))

    found = [(each.code, each.states) for each in read(document(body)).found]

    assert found == [("G1r1", ()), ("G1r2", ("yes",)), ("G1r3", ())]


def test_boxes_go_to_the_questions_that_they_name_where_the_questions_were_merged_too() -> None:
    def boxes(code: str, ticked: str) -> str:
        return "".join(tick(f"{code}#{option}", "☒" if option == ticked else "☐", label=option) for option in "ab")

    merged = (question("G1r2") + question("G1r3"), boxes("G1r2", "b") + boxes("G1r3", "a"))
    returned = read(document(table((question("G1r1"), boxes("G1r1", "a")), merged)))

    assert [(each.code, each.states) for each in returned.found] == [
        ("G1r1", ("a",)), ("G1r2", ("b",)), ("G1r3", ("a",))
    ]  # fmt: skip
    assert returned.notes == ()


def test_boxes_that_were_copied_from_another_question_are_there_twice() -> None:
    body = table(*((question(code), tick("G1r1#yes", "☒", label="Yes")) for code in ("G1r1", "G1r2")))

    assert [(found.code, found.text) for found in read(document(body)).found] == [
        ("G1r1", "☒ Yes"), ("G1r2", "☒ Yes")
    ]  # fmt: skip


def test_a_table_that_became_text_keeps_the_box_in_the_question_s_paragraph() -> None:
    head = p(r("[S3] Did you?"), r("\t"), r("☒"), r("\tYes"))

    boxes = [sdt(r("☒"), "S3#yes", "<w14:checkbox/>"), r(" Yes "), sdt(r("☐"), "S3#no", "<w14:checkbox/>"), r(" No")]

    (found,) = read(document(head + p(r("☐ No")))).found
    (tagged,) = read(document(p(r("[S3] Did you? "), *boxes))).found

    assert (found.label, found.text) == ("Did you?", "☒ Yes\n☐ No")
    assert (tagged.label, tagged.text, tagged.states) == ("Did you?", "☒ Yes \n☐ No", ("yes",))


@pytest.mark.parametrize("style", ["Question", "Normal"])
@pytest.mark.parametrize("answer", ["\tso", "\t" + sdt(r("so"), "S1"), " – " + sdt(r("so"), "S1")])
def test_a_row_of_a_table_that_became_text_holds_question_and_answer(answer: str, style: str) -> None:
    before, _, control = answer.partition("<")
    apart = r(before).replace("\t", "</w:t><w:tab/><w:t>")
    row = question().replace("</w:p>", f"{apart}{'<' * bool(control)}{control}</w:p>").replace("Question", style)

    (found,) = read(document(row)).found

    assert (found.code, found.text, found.label.rstrip(" –")) == ("S1", "so", "What?")


def test_an_answer_in_a_style_of_print_is_read_where_the_questions_have_it_too() -> None:
    lines = [p(r(text), style="BodyText") for text in ("[S1] What?", "so", "and so", "[S2] How?", "thus")]

    assert [(found.code, found.text) for found in read(document("".join(lines))).found] == [
        ("S1", "so\nand so"), ("S2", "thus")
    ]  # fmt: skip


def test_a_list_where_a_table_became_text_is_an_answer_with_print_in_it() -> None:
    listed = [p(r(text), style="ListBullet") for text in ("one", "two")]
    after = p(r("Next"), style="Heading2") + p(r("print"), style="ListBullet")

    found, other = read(document(question() + "".join(listed) + after + question("S2") + p(r("three")))).found

    assert (found.text, found.open) == ("one\ntwo", "lists")
    assert (other.text, other.open) == ("three", "")


def test_a_column_beside_the_boxes_stands_on_lines_of_its_own() -> None:
    row = (question("S3"), p(r("because")), tick("S3#yes", "☒", label="Yes"))

    assert text_of(table(row)) == "because\n☒ Yes"


@pytest.mark.parametrize(("ahead", "behind"), [("not before ", ""), ("", "?")])
def test_words_beside_a_date_in_its_control_stay(ahead: str, behind: str) -> None:
    noted = '<w:date w:fullDate="2021-03-19T00:00:00Z"/>'
    (found,) = read(document(field(p(sdt(r(f"{ahead}19.3.2021"), "S1", noted), r(behind))))).found

    assert (found.text, found.dated) == (f"{ahead}19.3.2021{behind}", "")


def test_a_page_break_in_a_question_without_its_table_is_a_line_break() -> None:
    broken = p(r("[S1] What?"), '<w:r><w:br w:type="page"/></w:r>', r("My answer"))

    assert [(each.code, each.text) for each in read(document(broken)).found] == [("S1", "My answer")]


def test_a_date_is_what_is_shown_not_what_the_file_notes() -> None:
    noted = sdt(r("3/4/2021"), "S1", '<w:date w:fullDate="2021-03-04T00:00:00Z"/>')
    (found,) = read(document(p(r("[S1] When?"), "<w:r><w:br/></w:r>", noted))).found

    assert (found.text, found.dated) == ("3/4/2021", "2021-03-04")
    assert said(sdt(r("4 May"), "S1", '<w:date w:fullDate="2020-01-01T00:00:00Z"/>')) == "4 May"


# The stamp


def test_the_stamp_is_found_in_three_places(page: Page, blank: bytes) -> None:
    def without(data: bytes, *names: str) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return packed({name: package.read(name) for name in package.namelist() if name not in names})

    core = without(blank, "docProps/custom.xml")
    line = without(core, "docProps/core.xml")

    assert read(core).stamp == page.stamp
    told = read(line).stamp
    assert told == replace(page.stamp, fingerprint="", lang="", items=(), asked="")
    assert read(document(field(p(r("x"))))).stamp is None


def test_a_stamp_whose_signs_are_written_as_numbers_is_read(page: Page, blank: bytes) -> None:
    """Spire.Doc writes the properties of a file so, and drops the identifier."""

    def numbered(root: Element) -> None:
        for own in root.iter("{*}lpwstr"):
            own.text = re.sub("[?=&\n]", lambda found: f"_x{ord(found[0]):04X}_", own.text or "")

    saved = changed(blank, numbered, "docProps/custom.xml")
    saved = changed(saved, lambda root: etree.strip_elements(root, "{*}identifier"), "docProps/core.xml")

    assert (read(saved).stamp, read(saved).running) == (page.stamp, read(blank).running)


# Nothing is lost

WRAPS = [
    "{}", "<w:ins w:author='A'>{}</w:ins>", "<w:hyperlink>{}</w:hyperlink>", "<w:smartTag>{}</w:smartTag>",
    "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", "<w:del w:author='A'>{}</w:del>",
    "<w:sdt><w:sdtPr><w:tag w:val='S1'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "<w:sdt><w:sdtPr><w:tag w:val='S2#yes'/><w14:checkbox/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "<w:r><w:pict><w:txbxContent><w:p>{}</w:p></w:txbxContent></w:pict></w:r>", "<w:moveTo>{}</w:moveTo>",
    "<mc:AlternateContent><mc:Choice>{}</mc:Choice></mc:AlternateContent>",
    "<w:bookmarkStart w:name='tk_S3'/>{}<w:bookmarkEnd/>",
]  # fmt: skip
HEADS = ["[S1] ", "[S2]", "[S3-more] ", "", "", "☐ ", "☒", NBSP * 12, "Click or tap here to enter text."]
STYLED = ["", "Question", "Said", "Answer", "Tick", "Heading1", "Gap"]
runs = wrapped(WORDS.map(r), WRAPS)
paragraphs = st.builds(
    lambda head, style, inner: p(r(head) if head else "", *inner, style=style),
    st.sampled_from(HEADS), st.sampled_from(STYLED), st.lists(runs, max_size=3),
)  # fmt: skip
blocks = st.recursive(
    paragraphs, lambda inner: st.lists(st.lists(st.lists(inner, min_size=1, max_size=2).map("".join).map(
        lambda cell: cell + p()), min_size=1, max_size=2).map(tuple), min_size=1, max_size=4).map(
        lambda rows: table(*rows)), max_leaves=12,
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=st.lists(blocks, max_size=5).map("".join))
def test_every_word_of_a_document_is_given_somewhere(body: str) -> None:
    assert lost(body, read(document(body))) == {}


def test_breaks_and_tabs_stay_in_a_run_that_holds_other_things_than_words() -> None:
    mixed = '<w:r><w:t>a</w:t><w:sym w:font="Wingdings" w:char="F04A"/><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>'

    assert read(document(field(p(mixed)))).found[0].text.endswith("\nb\tc")


@pytest.mark.parametrize(
    ("broken", "mended_"),
    [
        (b"<body><p><r>one</p><p>two</p></body>", b"<body><p><r>one</r></p><p>two</p></body>"),  # an end too few
        (b"<tr><tc><p>one</tc><tc><p>two</p></tc></tr>", b"<tr><tc><p>one</p></tc><tc><p>two</p></tc></tr>"),
        (b"<body><p><r>one", b"<body><p><r>one</r></p></body>"),  # cut short
        (b"<r><p>one</r> two</p></r>", b"<r><p>one two</p></r>"),  # an end of what the paragraph stands in
    ],
)
def test_an_end_that_is_missing_or_too_many_parts_no_paragraph(broken: bytes, mended_: bytes) -> None:
    assert mended(broken) == mended_


def test_a_strict_document_has_the_namespaces_of_the_standard() -> None:
    strict = "http://purl.oclc.org/ooxml/"
    spaces = f'xmlns:w="{strict}wordprocessingml/main" xmlns:r="{strict}officeDocument/relationships"'
    linked = f'<w:hyperlink {spaces} r:id="r1">{r("here")}</w:hyperlink>'
    plain = document(field(p(linked)))
    with zipfile.ZipFile(io.BytesIO(plain)) as held:
        parts = {name: held.read(name) for name in held.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        W.encode(), f"{strict}wordprocessingml/main".encode()
    )
    parts["word/_rels/document.xml.rels"] = (
        f'<Relationships><Relationship Id="r1" Type="{strict}officeDocument/relationships/hyperlink" '
        'Target="https://example.org/a" TargetMode="External"/></Relationships>'
    ).encode()

    returned = read(packed(parts))

    assert returned.found[0].text == "here"
    assert [(note.kind, note.text) for note in returned.notes] == [("link", "https://example.org/a")]


def test_a_box_whose_control_stands_around_its_paragraph_is_in_that_paragraph() -> None:
    look = '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'
    yes = sdt(p(r("☒"), style="Tick"), "S1#yes", look)
    no = sdt(p(r("☐"), style="Tick"), "S1#no", look.replace('"1"', '"0"'))

    returned = read(document(field(yes + no)))

    assert (returned.found[0].text.split(), returned.found[0].states) == (["☒", "☐"], ("yes",))


def test_a_header_is_read_where_the_package_names_a_document_that_is_not_there() -> None:
    relation = '<Relationships><Relationship Id="a" Type="x/{}" Target="{}"/></Relationships>'
    parts = {
        "_rels/.rels": relation.format("officeDocument", "word/document2.xml"),
        "word/document.xml": f"<w:document {SPACES}><w:body>{field(p(r('mine')))}</w:body></w:document>",
        "word/_rels/document.xml.rels": relation.format("header", "header1.xml"),
        "word/header1.xml": f"<w:hdr {SPACES}>{p(r('typed'))}</w:hdr>",
    }

    returned = read(packed({"[Content_Types].xml": "<Types/>", **parts}))

    assert [loose.text for loose in returned.loose or () if loose.place == "header"] == ["typed"]
