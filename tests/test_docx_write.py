"""The DOCX: what a filler, a Word processor and the reader of returns find in it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image

from toolkit_cli.docx.copies import CopyMaker
from toolkit_cli.docx.write import write
from toolkit_cli.docx.writing import package
from toolkit_cli.kits import words
from toolkit_cli.kits.fields import Field, Option
from toolkit_cli.kits.values import Value
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import EMPTY, UNNAMED, Fill, Respondents, Said
from toolkit_cli.layout.page import (
    Aside,
    Block,
    Cell,
    Chart,
    FieldBox,
    FieldRows,
    Figure,
    Heading,
    Listing,
    Output,
    Page,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    Together,
)
from toolkit_cli.stamp import Stamp

from .conftest import MakePage

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
YES, NO = Option("yes", "Yes"), Option("no", "No")
FIELDS = {
    "S1": Field("S1", "text", "What did you do?", "S1", lines=6),
    "S2": Field("S2", "yes_no", "Did it help?", "S2", (YES, NO)),
    "S2-more": Field("S2-more", "text", "Say more", "S2", about="Did it help?"),
    "S3": Field("S3", "count", "How many?", "S3"),
    "S4": Field("S4", "many", "Which of these?", "S4", (YES, NO)),
    "G1r1": Field("G1r1", "choice", "Agree on a word that stops the talk.", "G1", (YES, NO)),
}
STAMP = Stamp("demo", "1.0", "0123456789ab", "participant", "en", copy="9f31c2ab77d0", personal=True)


def made(*blocks: Block, **changed: Any) -> Page:
    page = Page("A Toolkit", "For practice", "The Publisher", "Participant edition", "en", blocks, STAMP, FIELDS)
    return replace(page, words=words.load("en"), **changed)


def said(*runs: str, role: str = "") -> Paragraph:
    return Paragraph(tuple(Run(text) for text in runs), role)


def parts(page: Page, fill: Fill = EMPTY, look: theme.Theme | None = None) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(write(page, look or theme.load(), fill))) as file:
        return {name: file.read(name) for name in file.namelist()}


def body(page: Page, fill: Fill = EMPTY) -> etree._Element:
    found = etree.fromstring(parts(page, fill)["word/document.xml"]).find(f"{W}body")
    assert found is not None
    return found


def text(element: etree._Element) -> str:
    """Return an element's words; breaks and tabs as the characters that they stand for."""
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    runs = (child for run in element.iter(f"{W}r") for child in run)
    return "".join(child.text or "" if child.tag == f"{W}t" else signs.get(str(child.tag), "") for child in runs)


def texts(element: etree._Element) -> list[str]:
    return [text(paragraph) for paragraph in element.iter(f"{W}p")]


def values(element: etree._Element, name: str) -> list[str | None]:
    return [found.get(f"{W}val") for found in element.iter(f"{W}{name}")]


def control(page: Page, code: str, fill: Fill = EMPTY) -> etree._Element:
    return next(each for each in body(page, fill).iter(f"{W}sdt") if code in values(each, "tag"))


@pytest.fixture(scope="module")
def whole_page(shipped_page: MakePage) -> Page:
    return shipped_page()


def test_tables_say_whether_their_rows_have_heads() -> None:
    def line(*heads: bool) -> Row:
        return Row(tuple(Cell((said("x"),), head) for head in heads))

    blocks = Table((line(True, True), line(True, False))), Table((line(True, True), line(False, False)))
    rows = FieldRows(("What", "Status"), (FieldBox("G1r1"),))

    looks = list(body(made(*blocks, rows, FieldBox("S1"))).iter(f"{W}tblLook"))

    assert [look.get(f"{W}firstColumn") for look in looks] == ["1", "0", "1", "0"]
    assert [look.get(f"{W}val") for look in looks] == ["04A0", "0420", "04A0", "0420"]


def test_a_sentence_stays_with_the_table_below_it() -> None:
    table = Table((Row((Cell((said("What"),), head=True),)), Row((Cell((said("one"),)),))))

    first, second, *_ = body(made(said("Above."), said("Whole."), table)).iter(f"{W}p")

    assert [each.find(f".//{W}keepNext") is not None for each in (first, second)] == [False, True]


def test_words_stay_with_the_questions_to_think_about_below_them() -> None:
    first, second, *_ = body(
        made(said("Above."), said("Think."), Aside("prompts", "Questions", (said("Well?"),)))
    ).iter(f"{W}p")

    assert [each.find(f"{W}pPr/{W}keepNext") is not None for each in (first, second)] == [False, True]


def test_the_head_of_every_part_but_the_cover_stands_on_a_band_of_its_colour() -> None:
    head = Heading(1, (Run("Head"),), "H")
    sections = [Section(role, (head, said("x")), tone=tone) for role, tone in (("cover", 0), ("front", 0), ("kit", 1))]

    shown = [each.find(f"{W}pPr/{W}shd") for each in body(made(*sections)).iter(f"{W}p") if text(each) == "Head"]

    main, first = (theme.load().tone(number).colour.removeprefix("#") for number in (0, 1))
    assert ["" if shade is None else shade.get(f"{W}fill", "").lower() for shade in shown] == ["", main, first]


def test_a_cover_that_is_not_the_first_part_begins_a_page() -> None:
    front, cover = Section("front", (said("Before it"),)), Section("cover", (said("The title", role="title"),))

    for blocks, begun in (((front, cover), ["Before it", "The title"]), ((cover, front), ["Before it"])):
        found = body(made(*blocks)).iter(f"{W}p")
        assert [text(each) for each in found if each.find(f"{W}pPr/{W}pageBreakBefore") is not None] == begun


@pytest.mark.parametrize("mode", ["CMYK", "RGB"])
def test_every_picture_that_can_be_a_logo_stands_on_the_cover(tmp_path: Path, mode: str) -> None:
    """Without a head of JFIF, as it is in CMYK, or with one that says 0 dots an inch."""
    Image.new(mode, (40, 20)).save(tmp_path / "logo.jpg")
    data = (tmp_path / "logo.jpg").read_bytes()
    assert (b"JFIF" in data) == (mode == "RGB")
    at = data.find(b"JFIF") + 7  # its unit and its two densities
    (tmp_path / "logo.jpg").write_bytes(data[:at] + b"\1\0\0\0\0" + data[at + 5 :] if mode == "RGB" else data)
    (tmp_path / "own.yaml").write_text("logo: logo.jpg\nlogo_width: 30\n", encoding="utf-8")

    written = parts(made(Section("cover", (said("x"),))), look=theme.load(tmp_path / "own.yaml"))

    size = re.search(rb'wp:extent cx="(\d+)" cy="(\d+)"', written["word/document.xml"])
    assert size
    assert int(size[1]) == pytest.approx(2 * int(size[2]), abs=1)


def test_the_same_page_gives_the_same_bytes(whole_page: Page) -> None:
    assert write(whole_page, theme.load(), EMPTY) == write(whole_page, theme.load(), EMPTY)


def test_every_field_of_the_page_has_controls_of_its_code(whole_page: Page) -> None:
    tags = values(body(whole_page), "tag")

    asked = [code for code, field in whole_page.fields.items() if not field.options]
    asked += [f"{code}#{option.code}" for code, field in whole_page.fields.items() for option in field.options]
    assert sorted(tag or "" for tag in tags) == sorted(asked)


def test_the_package_holds_only_what_the_page_needs() -> None:
    assert sorted(parts(made(said("Words.")))) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "docProps/custom.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/footer1.xml",
        "word/header1.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
    ]


def test_the_stamp_stands_in_the_custom_and_twice_in_the_core_properties() -> None:
    found = parts(made(said("Words.")))

    custom = etree.fromstring(found["docProps/custom.xml"])
    core = etree.fromstring(found["docProps/core.xml"])
    assert [(own.get("name"), own[0].text) for own in custom][:1] == [("toolkit-stamp", str(STAMP))]
    assert core.findtext("{*}identifier") == core.findtext("{*}keywords") == str(STAMP)


def test_a_stamp_of_many_items_is_kept_whole() -> None:
    stamp = replace(STAMP, items=tuple(f"S{number}" for number in range(200)))

    core = etree.fromstring(parts(made(said("Words."), stamp=stamp))["docProps/core.xml"])
    assert Stamp.parse(core.findtext("{*}identifier") or "") == stamp


@pytest.mark.parametrize(("items", "letters", "kept"), [(9, 9, (9, 9)), (20, 100, (20, 0)), (200, 100, (0, 0))])
def test_the_keywords_hold_as_much_of_the_stamp_as_word_shows(items: int, letters: int, kept: tuple[int, int]) -> None:
    stamp = replace(STAMP, items=tuple(f"S{number}" for number in range(items)), asked="y" * letters)

    told = etree.fromstring(parts(made(said("Words."), stamp=stamp))["docProps/core.xml"]).findtext("{*}keywords") or ""

    expected = replace(stamp, items=stamp.items[: kept[0]], asked=stamp.asked[: kept[1]])
    assert (Stamp.parse(told), len(told) <= 255) == (expected, True)


@pytest.mark.parametrize("items", [3, 24, 27, 30, 200])
def test_a_copy_has_the_same_bytes_as_a_workbook_that_is_written_with_its_stamp(items: int) -> None:
    page = made(said("Words."), stamp=replace(STAMP, copy="c" * 12, items=tuple(f"S{at}" for at in range(items))))
    stamp = replace(page.stamp, copy="0123456789ab", filled="0" * 12)

    assert CopyMaker(page, theme.load())(stamp, EMPTY) == write(replace(page, stamp=stamp), theme.load())


def test_the_keywords_of_a_personal_copy_say_what_was_filled_in_before_it_was_sent() -> None:
    stamp = replace(STAMP, items=tuple(f"S{at}" for at in range(200)), asked="y" * 200, filled="0" * 12)

    assert package.keywords(stamp) == str(replace(stamp, items=(), asked=""))


def test_the_properties_name_the_work_and_no_machine() -> None:
    core = etree.fromstring(parts(made(said("Words."), lang="el"))["docProps/core.xml"])

    told = {etree.QName(each).localname: each.text for each in core if each.text}
    assert told == {
        "title": "A Toolkit – Participant edition",
        "subject": "For practice",
        "creator": "The Publisher",
        "lastModifiedBy": "The Publisher",
        "category": "Participant edition",
        "language": "el",
        "identifier": str(STAMP),
        "keywords": str(STAMP),
        "created": "2021-01-01T00:00:00Z",
        "modified": "2021-01-01T00:00:00Z",
        "revision": "1",
    }


def test_the_language_is_that_of_the_page() -> None:
    found = parts(made(said("Λόγια."), lang="el"))

    assert values(etree.fromstring(found["word/styles.xml"]), "lang") == ["el"]
    assert values(etree.fromstring(found["word/settings.xml"]), "themeFontLang") == ["el"]


def test_words_in_another_language_say_so() -> None:
    words = Paragraph((Run("Λόγια "), Run("and words", lang="en"), Run(", ", strong=True, lang="en")))

    found = [values(each, "lang") for each in body(made(words, lang="el")).iter(f"{W}r")]
    assert found == [[], ["en"], ["en"]]


def test_emphasised_words_have_a_character_style_and_no_look_of_their_own() -> None:
    runs = (Run("a"), Run("b", strong=True), Run("c", em=True), Run("d", strong=True, em=True))

    found = body(made(Paragraph(runs)))
    assert values(found, "rStyle") == ["Strong", "Emphasis", "StrongEmphasis"]
    assert list(found.iter(f"{W}b", f"{W}i")) == []


def test_no_field_asks_a_question_when_the_file_is_opened(whole_page: Page) -> None:
    found = parts(whole_page)

    assert b"updateFields" not in found["word/settings.xml"]
    assert b"w:dirty" not in found["word/document.xml"]
    assert b"documentProtection" not in found["word/settings.xml"]


def test_the_paper_and_its_margins_are_the_themes() -> None:
    look = theme.load(paper="letter")

    section = etree.fromstring(parts(made(said("Words.")), look=look)["word/document.xml"]).find(f".//{W}sectPr")
    assert section is not None
    (size,) = section.iter(f"{W}pgSz")
    assert dict(size.items()) == {f"{W}w": "12240", f"{W}h": "15840"}
    assert section.find(f"{W}titlePg") is not None


def test_header_and_footer_say_what_the_theme_asks() -> None:
    found = parts(made(said("Words.")))

    assert text(etree.fromstring(found["word/header1.xml"])) == "A Toolkit · Participant edition"
    assert text(etree.fromstring(found["word/footer1.xml"])) == "demo 1.0 · Copy 9f31c2ab77d0\tPage 1 of 1"


def test_the_words_around_page_numbers_say_which_language_they_are_in() -> None:
    page = made(lang="is")
    page = replace(page, foreign={page.words["page_of"]: "en"})

    runs = list(etree.fromstring(parts(page)["word/footer1.xml"]).iter(f"{W}r"))

    assert [text(each).strip() for each in runs if values(each, "lang") == ["en"]] == ["Page", "of"]


def test_a_footer_without_a_copy_id_has_no_loose_end() -> None:
    page = made(said("Words."), stamp=replace(STAMP, copy=""))

    assert text(etree.fromstring(parts(page)["word/footer1.xml"])) == "demo 1.0\tPage 1 of 1"


def test_a_question_stands_in_a_head_row_over_its_answer() -> None:
    found = body(made(FieldBox("S1", (said("Think of March.", role="guidance"),))))

    head, answer = found.iter(f"{W}tr")
    assert texts(head) == ["[S1] What did you do?", "Think of March."]
    assert text(answer).strip() == ""
    assert head.find(f"{W}trPr/{W}tblHeader") is not None
    assert head.find(f"{W}trPr/{W}cantSplit") is not None
    assert all(each.find(f"{W}pPr/{W}keepNext") is not None for each in head.iter(f"{W}p"))


def test_a_box_for_text_has_room_for_its_lines_and_may_go_on_overleaf() -> None:
    _, answer = body(made(FieldBox("S1"))).iter(f"{W}tr")

    (height,) = answer.findall(f"{W}trPr/{W}trHeight")
    assert dict(height.items()) == {f"{W}val": str(round(6 * 8 / 25.4 * 1440 - 8 * 20)), f"{W}hRule": "atLeast"}
    assert answer.find(f"{W}trPr/{W}cantSplit") is None


@pytest.mark.parametrize("by_hand", [False, True])
def test_a_box_leaves_room_on_a_page_for_the_head_of_its_part(by_hand: bool) -> None:
    fields = {"S1": replace(FIELDS["S1"], lines=40)}

    _, *answer = body(made(FieldBox("S1"), fields=fields, by_hand=by_hand)).iter(f"{W}tr")

    heights = [int(height or 0) + 8 * 20 for row in answer for height in values(row, "trHeight")]
    assert len(heights) == (23 if by_hand else 1)
    assert 0.7 < sum(heights) / 20 / theme.load().height < 0.76


@pytest.mark.parametrize(("before", "kept"), [("So many forms.", [True] * 3), ("word " * 130, [False] * 3)])
def test_few_words_do_not_fill_the_last_page_of_a_section(before: str, kept: list[bool]) -> None:
    section = Section("front", (said("First."), said(before), said("Last words.")))
    found = body(made(section, Section("back", (said("A new page."),)))).findall(f"{W}p")

    assert [each.find(f"{W}pPr/{W}keepLines") is not None for each in found] == [*kept, False]
    assert [each.find(f"{W}pPr/{W}keepNext") is not None for each in found] == [*kept[:-1], False, False]


@pytest.mark.parametrize("above", [FieldBox("S1"), Together((FieldBox("S1"),))])
def test_a_table_of_answers_is_not_kept_with_few_words_for_it_may_become_higher_than_a_page(above: Block) -> None:
    found = body(made(Section("front", (above, said("Last."), said("Words."))))).findall(f"{W}p")

    assert [each.find(f"{W}pPr/{W}keepNext") is not None for each in found[-2:]] == [True, False]


def test_the_code_carries_a_bookmark_within_its_paragraph() -> None:
    found = body(made(FieldBox("S2-more")))

    start = found.find(f".//{W}bookmarkStart")
    assert start is not None and start.get(f"{W}name") == "tk_S2_more"
    code, end = list(start.itersiblings())[:2]
    assert (text(code) or code.findtext(f"{W}t"), end.tag) == ("[S2-more]", f"{W}bookmarkEnd")


def test_an_empty_field_holds_a_prompt_of_blanks_only() -> None:
    found = control(made(FieldBox("S1")), "S1")

    assert text(found).strip() == "" and text(found) != ""
    assert [etree.QName(each).localname for each in found[0]] == ["alias", "tag", "id", "showingPlcHdr", "richText"]


@pytest.mark.parametrize(
    ("label", "alias"),
    [
        ("What  did\nyou do?", "S1 What did you do?"),
        ("What did you do, " * 9, "S1 What did you do, What did you do, What…What did you do,"),
        ("やったことは何ですか" * 9, f"S1 {'やったことは何ですか' * 4}…{'やったことは何ですか' * 2}"),
    ],
)
def test_an_alias_is_the_code_and_the_question_in_64_letters(label: str, alias: str) -> None:
    page = made(FieldBox("S1"), fields={**FIELDS, "S1": replace(FIELDS["S1"], label=label)})

    assert values(control(page, "S1"), "alias") == [alias]


def test_an_alias_that_is_cut_still_tells_which_option_of_which_item_it_is() -> None:
    options = tuple(Option(code, f"By telephone, at {code} times that suit everybody in the group") for code in "abc")
    others = (
        Option("d", "With one another"),
        Option("e", "By telephone, at any times that suit everybody in the group"),
    )
    asked = replace(
        FIELDS["S4"],
        code="D1",
        label="Where do you stand on what is assumed here?",
        options=(*options, *others),
        about="The very long title of an item, the first of these two",
    )

    titles = values(body(made(FieldBox("D1"), fields={"D1": asked})), "alias")

    assert titles == [
        "D1 1. By telep…group: Where do…here? (The very…se two)",
        "D1 2. By telep…group: Where do…here? (The very…se two)",
        "D1 3. By telep…group: Where do…here? (The very…se two)",
        "D1 4. With…nother: Where do…here? (The very…se two)",
        "D1 5. By telep…group: Where do…here? (The very…se two)",
    ]


def test_an_alias_says_what_is_asked_before_of_what() -> None:
    found = body(made(FieldBox("S2"), FieldBox("S2-more")))

    assert values(found, "alias") == ["S2 Yes: Did it help?", "S2 No: Did it help?", "S2-more Say more (Did it help?)"]


@pytest.mark.parametrize(
    "answer",
    [
        "one line",
        "  leading\n\tand a tab\n\nlast",
        "Ξεκινήσαμε – Їжак, đak 😀",
        "<b>&amp;</b> ]]> {{ x }}",
        "two  spaces ",
    ],
)
def test_an_answer_stands_in_its_field_letter_for_letter(answer: str) -> None:
    found = control(made(FieldBox("S1")), "S1", Fill({"S1": answer}))

    assert text(found) == answer
    assert found.find(f"{W}sdtPr/{W}showingPlcHdr") is None


def test_signs_that_xml_needs_are_written_by_name_or_superdoc_takes_their_numbers_for_text() -> None:
    document = parts(made(FieldBox("S1")), Fill({"S1": '<b>"a" & b</b>'}))["word/document.xml"]

    assert b">&lt;b&gt;&quot;a&quot; &amp; b&lt;/b&gt;</w:t>" in document


def test_what_xml_cannot_hold_is_dropped_from_an_answer() -> None:
    assert text(control(made(FieldBox("S1")), "S1", Fill({"S1": "a\x00b\x0bc\r\nd\ufffee\ud800"}))) == "ab\nc\nde"


@pytest.mark.parametrize("by_hand", [False, True])
def test_each_line_break_of_an_answer_is_a_run_of_its_own_or_onlyoffice_drops_it_in_an_odt(by_hand: bool) -> None:
    page, answer = made(FieldBox("S1"), by_hand=by_hand), "one\n\ttwo\nthree"
    fill = Fill({"S1": answer}, said={"S1": (Said("North:", answer),)})

    runs = [each for each in body(page, fill).iter(f"{W}r") if each.find(f"{W}br") is not None]

    assert [[child.tag for child in each] for each in runs] == [[f"{W}br"]] * 4


@pytest.mark.parametrize(
    ("value", "ticked"), [((), ["0", "0"]), ("no", ["0", "1"]), (("yes", "no"), ["1", "1"]), ("maybe", ["0", "0"])]
)
def test_the_options_chosen_are_ticked(value: Value, ticked: list[str]) -> None:
    found = body(made(FieldBox("S4")), Fill({"S4": value}))

    assert [each.get(f"{W14}val") for each in found.iter(f"{W14}checked")] == ticked
    glyphs = {"0": "☐", "1": "☒"}
    assert texts(list(found.iter(f"{W}tr"))[1]) == [
        f"{glyphs[ticked[0]]}\tYes",
        f"{glyphs[ticked[1]]}\tNo",
    ]


def test_a_tick_box_stands_alone_in_its_paragraph_and_has_no_id() -> None:
    found = body(made(FieldBox("S2")))

    assert [len(list(each.iter(f"{W}sdt"))) for each in list(found.iter(f"{W}tr"))[1].iter(f"{W}p")] == [1, 1]
    assert values(found, "tag") == ["S2#yes", "S2#no"]
    assert values(found, "id") == []


def test_hints_say_how_a_field_is_answered() -> None:
    found = body(made(FieldBox("S2"), FieldBox("S3"), FieldBox("S4")))

    heads = [
        texts(each)[0].replace("\u00a0", " ")
        for each in found.iter(f"{W}tr")
        if each.find(f".//{W}tblHeader") is not None
    ]
    assert heads == [
        "[S2] Did it help?\u2003Tick one",
        "[S3] How many?\u2003A whole number",
        "[S4] Which of these?\u2003Tick all that fit",
    ]


def test_what_others_said_stands_between_question_and_answer() -> None:
    fill = Fill(said={"S1": (Said("North:", "First.\nSecond."), Said("Nobody:", "No name."))})

    rows = [texts(each) for each in body(made(FieldBox("S1")), fill).iter(f"{W}tr")]
    assert rows[1] == ["North: First.\nSecond.", "Nobody: No name."]
    assert len(rows) == 3


def test_answers_of_which_is_not_told_whose_they_are_stand_in_a_list() -> None:
    fill = Fill(said={"S1": (Said(UNNAMED, "First."), Said(UNNAMED, "Second."))})

    row = list(body(made(FieldBox("S1")), fill).iter(f"{W}tr"))[1]
    assert (texts(row), values(row, "numId")) == (["First.", "Second."], ["3", "3"])


@pytest.mark.parametrize("who", [UNNAMED, "North:"])
def test_the_paragraphs_of_an_answer_stand_closer_than_two_answers(who: str) -> None:
    fill = Fill(said={"S1": (Said(who, "First.\nA line.\n \nIts second paragraph."), Said(who, "Another."))})

    row = list(body(made(FieldBox("S1")), fill).iter(f"{W}tr"))[1]

    first, second, _ = row.iter(f"{W}p")
    assert [each.get(f"{W}after") for each in first.iter(f"{W}spacing")] == ["60"]  # of the style's 200
    assert (texts(second), values(second, "numId")) == (["Its second paragraph."], [])
    assert len(list(second.iter(f"{W}spacing"))) == 0
    (indent,) = second.iter(f"{W}ind")
    assert (indent.get(f"{W}left"), indent.get(f"{W}firstLine")) == ("300", "0")  # below the first, not below its name


@pytest.mark.parametrize("last", ["Third.", "Third.\n\nIts second paragraph."])
def test_the_last_paragraph_of_long_answers_is_as_close_to_those_of_its_answer(last: str) -> None:
    fill = Fill(said={"S1": (Said("North:", "word " * 400), Said("South:", last))})

    _, long, short, _ = body(made(FieldBox("S1")), fill).iter(f"{W}tr")

    assert texts(short)[-1] == ("South: Third." if last == "Third." else "Its second paragraph.")
    margins = [each.get(f"{W}w") for row in (long, short) for each in row.iterfind(f".//{W}tcMar/*")]
    assert margins == ([] if last == "Third." else ["30", "30"])  # together what else is between two paragraphs


def test_short_answers_stand_close_below_one_another() -> None:
    fill = Fill(said={"S3": (Said("North:", "2021-03-19"), Said("South:", "soon"))})

    row = list(body(made(FieldBox("S3")), fill).iter(f"{W}tr"))[1]

    first, _ = row.iter(f"{W}p")
    assert [each.get(f"{W}after") for each in first.iter(f"{W}spacing")] == ["60"]


def test_what_others_chose_is_said_in_words() -> None:
    fill = Fill(said={"S4": (Said("North:", ("yes", "no")),), "G1r1": (Said("South:", "no"),)})
    found = body(made(FieldBox("S4"), FieldRows(("What", "Where you stand"), (FieldBox("G1r1"),))), fill)

    assert "North: Yes, No" in texts(found)
    assert texts(list(found.iter(f"{W}tc"))[-1]) == ["South: No", "☐\tYes", "☐\tNo"]


def test_fields_in_rows_have_a_head_and_a_row_each() -> None:
    found = body(made(FieldRows(("What", "Where you stand"), (FieldBox("G1r1"),))))

    assert [[texts(cell) for cell in row.iter(f"{W}tc")] for row in found.iter(f"{W}tr")] == [
        [["What"], ["Where you stand\u2003Tick\u00a0one"]],
        [["[G1r1] Agree on a word that stops the talk."], ["☐\tYes", "☐\tNo"]],
    ]


def test_a_kit_is_told_apart_by_its_mark() -> None:
    kit = Section("kit", (said("Kit 2", role="kicker"), FieldBox("S1")), tone=2)

    assert texts(body(made(kit)))[:2] == ["■\u2002Kit 2", "[S1] What did you do?"]


def test_tables_that_follow_one_another_are_kept_apart() -> None:
    found = body(made(FieldBox("S1"), FieldBox("S3"), Aside("note", "", (said("Words."),))))

    assert [etree.QName(each).localname for each in found] == ["tbl", "p", "tbl", "p", "tbl", "p", "sectPr"]


def test_all_boxes_stand_equally_far_apart() -> None:
    found = body(made(FieldBox("S2"), FieldBox("S2-more"), FieldBox("S3")))

    gaps = [spacing for each in found.findall(f"{W}p")[:2] for spacing in each.findall(f"{W}pPr/{W}spacing")]
    assert {int(gap.get(f"{W}after", "")) + int(gap.get(f"{W}line", "")) for gap in gaps} == {160}
    assert {gap.get(f"{W}line") for gap in gaps} == {"20"}  # the paragraph itself is no higher than a point


def test_the_last_row_of_a_table_stays_with_the_box_below_it() -> None:
    rows = FieldRows(("What", "Where"), (FieldBox("S2"), FieldBox("G1r1")))
    found = body(made(rows, FieldBox("S1"), FieldBox("S3")))

    def held(part: Any) -> bool:
        return all(each.find(f"{W}pPr/{W}keepNext") is not None for each in part.iter(f"{W}p"))

    table, between, box, gap = list(found)[:4]
    assert [held(row) for row in table.findall(f"{W}tr")] == [True, False, True]
    assert held(between)
    assert [held(row) for row in box.findall(f"{W}tr")] == [True, False]
    assert not held(gap)


def test_what_no_page_can_hold_is_not_chained() -> None:
    """LibreOffice loses the rows of a table that has to stay on one page with what does not fit there."""
    chart = Chart(("none", "some"), (("April", (1, 3)),), "countries", "alt")

    def held(rows: int) -> list[bool]:
        cells = (Cell((said("name " * 30),), head=True), Cell((said("7"),)))
        block = Figure("F", (said("Caption"), Table((Row(cells),) * rows, "numbers"), said("Source")))
        found = body(made(Together((Heading(2, (Run("Head"),), "a"), block)), charts={"F": chart}))
        return [row.find(f".//{W}keepNext") is not None for row in found.iter(f"{W}tr")]

    assert held(4) == [True] * 4
    assert held(40) == [False] * 40


def test_a_row_that_is_higher_than_half_a_page_may_go_on_overleaf(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "margins: {top: 80, bottom: 80, left: 60, right: 60}\nfonts: {size: 16}\n", encoding="utf-8"
    )
    page = made(Aside("note", "", (said("Words of a box. " * 40),)))

    wholes = [
        parts(page, look=look)["word/document.xml"].count(b"<w:cantSplit/>")
        for look in (theme.load(), theme.load(tmp_path / "own.yaml"))
    ]

    assert wholes == [1, 0]


def test_a_question_and_a_line_of_the_contents_say_which_language_they_are_in() -> None:
    german = {code: replace(field, lang="de") for code, field in FIELDS.items()}
    heading = Heading(1, (Run("Kopf", lang="de"),), "a")
    rows = FieldRows(("What", "Status"), (FieldBox("G1r1"),))

    found = body(made(Output("contents"), heading, FieldBox("S1"), rows, fields=german))

    spoken = {text(each) for each in found.iter(f"{W}r") if values(each, "lang") == ["de"]}
    assert spoken == {"Kopf", FIELDS["S1"].label, FIELDS["G1r1"].label}
    assert sum(text(each) == "Kopf" for each in found.iter(f"{W}r") if values(each, "lang")) == 2


def test_sections_after_the_cover_begin_on_a_new_page() -> None:
    cover = Section("cover", (said("A Toolkit", role="title"),))
    front = Section("front", (Heading(1, (Run("Welcome"),), "W"), said("Words.")))
    back = Section("back", (FieldBox("S1"),))

    found = body(made(cover, front, back))
    begins = [text(each) for each in found.iter(f"{W}p") if each.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert begins == ["Welcome", "[S1] What did you do?"]


def test_between_two_tables_the_tiny_paragraph_begins_the_page() -> None:
    found = body(made(FieldBox("S1"), PageBreak(), FieldBox("S3")))

    begins = [each for each in found.iter(f"{W}p") if each.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert [values(each, "pStyle") for each in begins] == [["Gap"]]
    assert begins[0] is found[1]


def test_a_page_break_stands_in_the_heading_after_it() -> None:
    found = body(made(said("Words."), PageBreak(), Heading(2, (Run("Challenge"),), "G1", "G1")))

    assert [(text(each), each.find(f".//{W}pageBreakBefore") is not None) for each in found.findall(f"{W}p")] == [
        ("Words.", False),
        ("Challenge\u00a0\u00a0G1", True),
    ]


def test_blocks_together_are_kept_on_one_page() -> None:
    found = body(made(Together((Heading(3, (Run("Head"),), "a"), said("Words."), FieldBox("S2")))))

    held = {text(each): each.find(f"{W}pPr/{W}keepNext") is not None for each in found.iter(f"{W}p")}
    assert held == {
        "Head": True,
        "Words.": True,
        "[S2] Did it help?\u2003Tick\u00a0one": True,
        "☐\tYes": False,
        "☐\tNo": False,
        "": False,
    }


def test_few_words_are_kept_with_the_box_below_them_and_many_are_not() -> None:
    listing = Listing(((Run("A point"),), (Run("The last"),)))
    found = body(made(said("Words."), FieldBox("S2"), listing, FieldBox("S2"), said("many " * 100), FieldBox("S2")))

    held = {text(each): each.find(f"{W}pPr/{W}keepNext") is not None for each in found.findall(f"{W}p") if text(each)}
    assert held == {"Words.": True, "A point": False, "The last": True, ("many " * 100): False}


def test_a_box_that_begins_with_an_announcement_is_not_kept_with_what_is_below_it() -> None:
    """LibreOffice takes what a row's first paragraph says for the whole table."""
    listing = Listing(((Run("A point"),),))
    long = Listing(((Run("many " * 1000),),))
    found = body(made(said("Outside:"), listing, Aside("callout", "", (said("Inside:"), listing)), said("Words.")))
    parted = body(made(Aside("callout", "", (said("Inside:"), long)), said("Words.")))

    held = {text(each): each.find(f"{W}pPr/{W}keepNext") is not None for each in found.iter(f"{W}p") if text(each)}
    assert held == {"Outside:": True, "A point": False, "Inside:": False, "Words.": False}
    first = next(parted.iter(f"{W}p"))  # a row that goes on overleaf keeps the announcement with its list
    assert (text(first), first.find(f"{W}pPr/{W}keepNext") is not None) == ("Inside:", True)


def test_the_contents_link_to_headings_and_leave_page_numbers_to_the_program() -> None:
    kit = Section("kit", (Heading(1, (Run("Services"),), "S"), Heading(2, (Run("First"),), "S-é")), tone=1)
    page = made(Section("contents", (Heading(1, (Run("Contents"),), "contents"), Output("contents"))), kit)

    found = body(page)
    links = [(each.get(f"{W}anchor"), text(each)) for each in found.iter(f"{W}hyperlink")]
    assert links == [("h_S", "●\tServices\t"), ("h_S__", "First\t")]
    assert [each.text for each in found.iter(f"{W}instrText")] == [" PAGEREF h_S \\h ", " PAGEREF h_S__ \\h "]
    names = [each.get(f"{W}name") for each in found.iter(f"{W}bookmarkStart")]
    assert names == ["h_contents", "h_S", "h_S__"]


def test_links_lead_to_headings_fields_and_items_or_are_plain_words() -> None:
    targets = ("W", "S1", "S2", "G1", "gone", "javascript:x")
    hrefs = [target if ":" in target else f"#{target}" for target in targets]
    links = Paragraph(tuple(Run(target, href=href) for target, href in zip(targets, hrefs, strict=True)))
    rows = FieldRows(("What", "Where"), (FieldBox("G1r1"),))
    page = made(Heading(1, (Run("Welcome"),), "W"), links, FieldBox("S1"), FieldBox("S2"), rows)

    found = [(text(each), each.get(f"{W}anchor")) for each in body(page).iter(f"{W}hyperlink")]
    assert found == [("W", "h_W"), ("S1", "tk_S1"), ("S2", "tk_S2"), ("G1", "tk_G1r1")]
    assert "".join(targets) in texts(body(page))


def test_a_heading_and_a_field_of_one_name_have_a_bookmark_each() -> None:
    long = "a" * 60
    page = made(*(Heading(2, (Run("Head"),), anchor) for anchor in ("S1", long, f"{long}b")), FieldBox("S1"))

    names = [each.get(f"{W}name") or "" for each in body(page).iter(f"{W}bookmarkStart")]
    assert names == ["h_S1", f"h_{'a' * 38}", f"h_{'a' * 34}_2", "tk_S1"]


def test_the_address_of_a_web_link_stands_in_an_external_relationship() -> None:
    page = made(Paragraph((Run("here", href="https://example.org/?a=1&b=2"),)))

    rels = etree.fromstring(parts(page)["word/_rels/document.xml.rels"])
    assert [each.get("Target") for each in rels if each.get("TargetMode") == "External"] == [
        "https://example.org/?a=1&b=2"
    ]


def test_an_aside_is_a_box_of_one_column_with_its_title_over_it() -> None:
    found = body(made(Aside("tip", "For you", (said("Words."), Listing(((Run("a point"),),))))))

    assert [texts(row) for row in found.iter(f"{W}tr")] == [["For you"], ["Words.", "a point"]]
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in found.iter(f"{W}tr")] == [True, False]


def test_a_table_repeats_its_head_on_each_page() -> None:
    head = Row((Cell((said("Pros"),), head=True), Cell((said("Cons"),), head=True)))
    row = Row((Cell((Listing(((Run("one"),),)),)), Cell(())))

    found = list(body(made(Table((head, row), "versus"))).iter(f"{W}tr"))
    assert [texts(each) for each in found] == [["Pros", "Cons"], ["one", "–"]]
    assert [each.find(f"{W}trPr/{W}tblHeader") is not None for each in found] == [True, False]


def test_a_table_of_names_goes_on_overleaf_after_any_of_its_rows() -> None:
    rows = [Row((Cell((said(name),), True), Cell((said("words"),), name == "Name"))) for name in ("Name", "A", "B")]

    found = body(made(Table(tuple(rows))))

    held = [[bool(values(each, "keepNext")) for each in row.iter(f"{W}p")] for row in found.iter(f"{W}tr")]
    assert held == [[True, True], [False, False], [False, False]]
    styles = etree.fromstring(parts(made(said("Words.")))["word/styles.xml"])
    (style,) = (each for each in styles if each.get(f"{W}styleId") == "TableHead")
    assert values(style, "keepNext") == []


def test_each_numbered_list_begins_with_one() -> None:
    listing = Listing(((Run("one"),), (Run("two"),)), ordered=True)
    page = made(listing, said("Between."), listing)

    assert values(body(page), "numId") == ["4", "4", "5", "5"]
    numbering = etree.fromstring(parts(page)["word/numbering.xml"])
    assert values(numbering, "startOverride") == ["1", "1"]


def test_a_figure_says_in_words_what_it_shows() -> None:
    chart = Chart(("none", "all"), (("2020", (1, 2)),), "countries", "One of three.")
    page = made(Figure("IF1", (said("Figure 1.", role="caption"),)), charts={"IF1": chart})

    found = body(page)
    shown = found.find(".//{*}docPr")
    assert shown is not None and shown.get("descr") == "One of three."
    assert [each.find(f"{W}pPr/{W}keepNext") is not None for each in found.findall(f"{W}p")] == [True, False]
    assert parts(page)["word/media/image1.png"].startswith(b"\x89PNG")


def test_the_logo_stands_on_the_cover(tmp_path: Path) -> None:
    Image.new("RGB", (40, 20), "red").save(tmp_path / "logo.png")
    (tmp_path / "theme.yaml").write_text("logo: logo.png\n", encoding="utf-8")

    found = parts(made(Section("cover", (said("Title", role="title"),))), look=theme.load(tmp_path / "theme.yaml"))
    shown = etree.fromstring(found["word/document.xml"]).find(".//{*}docPr")
    assert shown is not None and shown.get("descr") == "The Publisher"


def test_the_copy_line_names_the_copy_the_toolkit_and_the_edition() -> None:
    shared = replace(STAMP, personal=False)

    assert texts(body(made(Output("copy"), stamp=shared))) == ["Copy 9f31c2ab77d0 · demo 1.0 · Participant edition"]


def test_a_personal_copy_says_that_its_number_tells_whose_it_is() -> None:
    first, second = texts(body(made(Output("copy"), stamp=replace(STAMP, personal=True))))

    assert first.startswith("Copy 9f31c2ab77d0")
    assert second == words.load("en")["copy_personal"]


def test_the_boxes_of_a_debate_stand_equally_close_whether_held_together_or_not(whole_page: Page) -> None:
    blocks = list(body(whole_page))
    heads = {text(block).split("]")[0]: at for at, block in enumerate(blocks) if text(block).startswith("[D1-")}

    gaps = [blocks[heads[f"[D1-{name}"] + 1].find(f".//{W}spacing") for name in ("stance", "why", "pros")]
    assert len({tuple(gap.attrib.items()) for gap in gaps if gap is not None}) == 1


def test_every_style_that_is_used_is_defined(whole_page: Page) -> None:
    found = parts(whole_page)
    defined = {each.get(f"{W}styleId") for each in etree.fromstring(found["word/styles.xml"]).iter(f"{W}style")}

    used: set[str | None] = set()
    for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
        root = etree.fromstring(found[name])
        used |= {*values(root, "pStyle"), *values(root, "rStyle")}
    assert used and used <= defined


def test_no_empty_paragraph_makes_room(whole_page: Page) -> None:
    empty = [each for each in body(whole_page).iter(f"{W}p") if not text(each) and each.find(f".//{W}drawing") is None]

    assert empty
    assert {value for each in empty for value in values(each, "pStyle")} == {"Gap"}


def test_a_page_for_the_pen_has_lines_and_no_controls(whole_page: Page) -> None:
    fill = Fill({"S3": "yes", "S2": "Answered."})

    with zipfile.ZipFile(io.BytesIO(write(replace(whole_page, by_hand=True), theme.load(), fill))) as archive:
        body = archive.read("word/document.xml").decode()

    assert "<w:sdt>" not in body
    assert "Answered." in body
    assert body.count("☒") == 1


def test_words_are_hyphenated_in_the_text_and_not_in_headings_and_answers(whole_page: Page) -> None:
    with zipfile.ZipFile(io.BytesIO(write(whole_page, theme.load()))) as archive:
        settings, styles = (archive.read(f"word/{name}.xml").decode() for name in ("settings", "styles"))

    assert "<w:autoHyphenation/>" in settings
    kept = {
        style: "<w:suppressAutoHyphens/>" in styles.split(f'w:styleId="{style}"')[1].split("</w:style>")[0]
        for style in ("Heading1", "Answer", "BodyText")
    }
    assert kept == {"Heading1": True, "Answer": True, "BodyText": False}


def rows_of(code: str, answers: int) -> list[etree._Element]:
    """Return the rows of a field that so many have answered at length, each in a line."""
    others = tuple(Said(f"Place {number}:", "All was well there. " * 4) for number in range(answers))
    return list(body(made(FieldBox(code)), Fill(said={code: others})).iter(f"{W}tr"))


def whole(row: etree._Element) -> bool:
    return row.find(f"{W}trPr/{W}cantSplit") is not None


def held(row: etree._Element) -> bool:
    return all(each.find(f"{W}pPr/{W}keepNext") is not None for each in row.iter(f"{W}p"))


@pytest.mark.parametrize("code", ["S1", "S2"])
def test_few_answers_stay_with_the_place_for_another(code: str) -> None:
    question, others, _ = rows_of(code, 3)

    assert [(whole(row), held(row)) for row in (question, others)] == [(True, True), (True, True)]


@pytest.mark.parametrize("code", ["S1", "S2"])
def test_many_answers_go_on_overleaf_and_the_last_one_stays_with_the_place_for_another(code: str) -> None:
    question, others, last, _ = rows_of(code, 40)

    assert (len(texts(others)), len(texts(last))) == (39, 1)
    assert [(whole(row), held(row)) for row in (question, others, last)] == [(True, True), (False, False), (True, True)]


def test_a_place_for_an_answer_is_lower_below_what_others_have_said() -> None:
    heights = [values(rows_of("S1", answers)[-1], "trHeight") for answers in (0, 1)]

    assert heights == [["2561"], ["1201"]]


def test_what_others_ticked_has_more_room_beside_a_question() -> None:
    rows = FieldRows(("What", "Where you stand"), (FieldBox("G1r1"),))

    blank, full = (
        [int(each.get(f"{W}w", "0")) for each in body(made(rows), Fill(tallies=tallies)).iter(f"{W}gridCol")]
        for tallies in ({}, {"G1r1": "Yes: 1"})
    )

    assert sum(blank) == pytest.approx(sum(full), abs=2)
    assert [round(each[1] / sum(each), 2) for each in (blank, full)] == [0.3, 0.55]


def test_a_note_for_facilitators_is_kept_with_the_question_below_it() -> None:
    found = body(made(Aside("tip", "Look", (said("Words."),)), FieldBox("S2")))

    note = next(found.iter(f"{W}tbl"))
    assert all(held(row) for row in note.iter(f"{W}tr"))


WHO = Respondents(("S1", "S2"), (("North", "–"), ("South", "19 March 2021")))


def test_who_answered_stands_in_a_table_in_the_style_of_what_others_have_said() -> None:
    fill = Fill(said={"S1": (Said(UNNAMED, "North"),)}, responses="Responses: 2", respondents=WHO)
    found = body(made(Output("responses"), FieldBox("S1"), said("Between."), Output("respondents")), fill)

    *_, last = found.iter(f"{W}tbl")
    assert texts(found)[0] == "Responses: 2"
    assert [[text(cell) for cell in row.iter(f"{W}tc")] for row in last.iter(f"{W}tr")] == [
        ["What did you do?", "Did it help?"],
        ["North", "–"],
        ["South", "19 March 2021"],
    ]
    assert {values(each, "pStyle")[0] for each in last.iter(f"{W}p")} == {"Said"}
    assert texts(found).count("North") == 1


def test_who_answered_stands_above_the_fields_on_a_page_without_a_place_for_the_table() -> None:
    fill = Fill(said={"S1": (Said(UNNAMED, "North"),)}, responses="Responses: 2", respondents=WHO)

    assert "North" in texts(body(made(FieldBox("S1")), fill))


def test_a_workbook_that_is_not_combined_has_neither_a_number_nor_a_table_of_responses() -> None:
    assert texts(body(made(Output("responses"), said("Words."), Output("respondents")))) == ["Words."]
