"""Workbooks that came back as print: what stands on pages is read, and told from what is printed there anyway."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String
from reportlab.pdfgen.canvas import Canvas

from toolkit_cli.errors import ReturnError
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.pdf.geometry import Rectangle
from toolkit_cli.pdf.printout import flat as flat_module
from toolkit_cli.pdf.printout.flat import Shape
from toolkit_cli.pdf.printout.lines import lines as put_together
from toolkit_cli.pdf.printout.read import FULL, PRINT
from toolkit_cli.pdf.printout.regions import of_shapes
from toolkit_cli.pdf.read import TICKS_LEFT, read
from toolkit_cli.pdf.reading.letters import Letter
from toolkit_cli.pdf.reading.wholefile import MENDED
from toolkit_cli.pdf.write import write
from toolkit_cli.returned import Note
from toolkit_cli.returns import reading
from toolkit_cli.returns.toolkits import Toolkits
from toolkit_cli.stamp import FIELD

from .conftest import MakePage
from .pdf_objects import Change, changed
from .printouts import (
    LEFT,
    RIGHT,
    SIZE,
    STEP,
    WORDS,
    answers,
    asked,
    asked_to_tick,
    drawn,
    flat,
    of_canvas,
    wrapped,
)
from .timing import in_seconds


@pytest.fixture(scope="module")
def page(shipped_page: MakePage) -> Page:
    return shipped_page("S1", "S3", "S10", "G1")


def test_the_fields_of_a_workbook_that_were_drawn_into_its_pages_are_read(page: Page) -> None:
    values = {"S1": "One line\nand another", "S3": "no", "S10": "14", "G1r2": "planned"}

    returned = read(flat(page, values))

    found = answers(returned)
    assert found.keys() == page.fields.keys()
    assert found["S1"] == values["S1"]
    assert found["S10"] == "14"
    assert [line.strip() for line in found["S3"].split("\n") if "☒" in line] == ["☒ No"]
    assert [line.strip() for line in found["G1r2"].split("\n") if "☒" in line] == ["☒ Planned"]
    assert "☒" not in found["G1r1"]
    assert returned.stamp == page.stamp
    assert returned.notes == (PRINT,)


def test_a_tab_that_a_program_has_drawn_by_its_sign_is_a_blank(page: Page) -> None:
    """As pdf.js and poppler draw one that somebody has pasted into a box: the form's font shows nothing for it."""

    def draw(pdf: pikepdf.Pdf) -> None:
        (box,) = (each for each in pdf.Root.AcroForm.Fields if each.T == "S1")
        shown = "one\ttwo".encode("utf-16-be").hex()
        box.AP.N.write(f"BT /Wingdings 10 Tf 1 0 0 1 4 40 Tm <{shown}> Tj ET".encode())

    returned = read(flat(page, {"S1": "one two"}, draw))

    assert answers(returned)["S1"] == "one two"
    assert returned.notes == (PRINT,)


def test_the_stamp_in_a_hidden_field_that_is_left_is_nobody_s_words(page: Page, tmp_path: Path) -> None:
    def leave(pdf: pikepdf.Pdf) -> None:
        look = Dictionary(Subtype=Name.Widget, F=2, Rect=Array([0, 0, 1, 1]), FT=Name.Tx)
        look.T, look.V = String(FIELD), String(str(page.stamp))
        hidden = pdf.make_indirect(look)
        pdf.pages[0].Annots = Array([hidden])
        pdf.Root.AcroForm = Dictionary(Fields=Array([hidden]))

    path = tmp_path / "print.pdf"
    path.write_bytes(changed(flat(page, {"S1": "We called."}), leave))

    returned = reading.read(path, Toolkits())

    assert returned.response.answers == {"S1": "We called."}
    assert returned.receipt.notes == (PRINT,)


def test_an_answer_may_say_what_stands_at_the_head_and_foot_of_pages(page: Page, tmp_path: Path) -> None:
    said = "COVID-19 Revision of Practice · Participant edition\nPage 3 of 9"
    path = tmp_path / "print.pdf"
    path.write_bytes(flat(page, {"S1": said}))

    returned = reading.read(path, Toolkits())

    assert returned.response.answers == {"S1": said}
    assert returned.receipt.notes == (PRINT,)


def test_an_answer_may_repeat_what_is_asked_next(page: Page, tmp_path: Path) -> None:
    said = f"{page.fields['S3'].label}\nWe met out of doors."
    path = tmp_path / "print.pdf"
    path.write_bytes(flat(page, {"S1": said}))

    assert reading.read(path, Toolkits()).response.answers == {"S1": said}


def test_words_outside_of_the_boxes_are_noted_together(page: Page, tmp_path: Path) -> None:
    def typed(pdf: pikepdf.Pdf) -> None:
        sheet = next(each for each in pdf.pages if b"Tj" in each.Contents.read_bytes() and "/Annots" in each)
        said = b" ".join(
            b"1 0 0 1 60 %d Tm (%s) Tj" % (y, line) for y, line in ((75, b"We called"), (63, b"them all."))
        )
        sheet.Resources.Font.Own = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        sheet.contents_add(b"BT /Own 10 Tf " + said + b" ET")

    path = tmp_path / "print.pdf"
    path.write_bytes(flat(page, {"S1": "We called."}, typed))

    notes = reading.read(path, Toolkits()).receipt.notes

    assert [note.text for note in notes if note.kind == "stray"] == ["We called\nthem all."]


def test_words_that_their_box_is_too_small_for_are_read_where_the_file_holds_them(page: Page) -> None:
    said = " ".join(f"word{number}" for number in range(1200))

    assert answers(read(flat(page, {"S1": said})))["S1"].split() == said.split()


def test_a_box_of_a_form_that_is_full_is_noted() -> None:
    """Programs that print pages leave out what a box does not show."""

    def form(canvas: Canvas, said: Sequence[Sequence[str]], higher: float = 0.0) -> None:
        for number, lines in enumerate(said):
            top = 800 - number * 150
            height = 70 + (higher if len(lines) > 5 else 0.0)
            canvas.setFillGray(0.9)
            canvas.rect(LEFT, top - height - 30, RIGHT - LEFT, height + 30, stroke=0, fill=1)
            canvas.setFillGray(0)
            canvas.drawString(LEFT + 8, top - 16, f"[S{number}] What did you do?")
            canvas.rect(LEFT + 8, top - 25 - height, RIGHT - LEFT - 16, height)
            for at, line in enumerate(lines):
                canvas.drawString(LEFT + 11, top - 36 - at * STEP, line)

    full, short = ["one", "two", "three", "four", "five"], ["one", "two", "three"]

    assert of_canvas(partial(form, said=[short, full, short])).notes == (PRINT, Note("doubt", FULL, code="S1"))
    # boxes that are all full are as large as what is in them
    assert of_canvas(partial(form, said=[full, full, full])).notes == (PRINT,)
    # and so is one that is higher than the others
    assert of_canvas(partial(form, said=[short, [*full, "six"], short], higher=STEP)).notes == (PRINT,)


def test_a_workbook_that_nobody_has_filled_in_is_refused(page: Page) -> None:
    with pytest.raises(ReturnError, match="nothing is printed in its boxes"):
        read(flat(page, {}))


def test_a_document_of_others_is_refused() -> None:
    def letter(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "Dear colleagues [see below],")

    with pytest.raises(ReturnError, match="not a fillable workbook"):
        of_canvas(letter)


def test_codes_in_a_document_of_others_make_no_workbook_of_it(toolkits: Toolkits, tmp_path: Path) -> None:
    def sources(canvas: Canvas) -> None:
        for number, line in enumerate(
            ["[A2] What practice teaches. In:", "A journal, 2019.", "[A3] Groups and leaders."]
        ):
            canvas.drawString(100, 700 - number * STEP, line)

    (tmp_path / "article.pdf").write_bytes(drawn(sources))

    with pytest.raises(ReturnError, match="not a workbook that is known here"):
        reading.read(tmp_path / "article.pdf", toolkits)


@pytest.mark.parametrize("last", ["", "They spoke."])
def test_rows_that_are_as_high_are_one_answer(last: str) -> None:
    """The Tab key adds a row to a box in LibreOffice, and lines for a pen are rows as well."""

    def two(canvas: Canvas) -> None:
        asked(canvas, 700, "[S1] What did you do?", ["We called."], height=60)
        canvas.rect(LEFT, 556, RIGHT - LEFT, 60)
        canvas.drawString(LEFT + 6, 602, last)

    returned = of_canvas(two)

    assert answers(returned)["S1"].rstrip() == f"We called.\n{last}".rstrip()
    assert returned.notes == (PRINT,)


def test_the_prompt_of_an_empty_box_is_no_answer(toolkits: Toolkits, tmp_path: Path) -> None:
    """Word has one of its own in a box from which somebody has deleted everything."""

    def printed(canvas: Canvas) -> None:
        asked(canvas, 780, "[A2-more] In what way", ["Click or tap here to enter text."])
        asked(canvas, 500, "[A3] How did it work?", ["Well."])

    (tmp_path / "printed.pdf").write_bytes(drawn(printed))
    read = reading.read(tmp_path / "printed.pdf", toolkits)

    assert read.response.answers == {"A3": "Well."}
    assert ("A2-more", "taken for a program’s prompt and left out: Click or tap here to enter text.") in [
        (note.code, note.text) for note in read.receipt.notes
    ]


def test_a_combined_workbook_is_refused(toolkits: Toolkits, tmp_path: Path) -> None:
    """What others have said stands in the boxes there, in a form that no page tells from an answer's."""

    def combined(canvas: Canvas) -> None:
        canvas.drawString(LEFT, 780, "Responses: 12")
        asked(canvas, 700, "[A3] How did it work?", ["Programme North: Well"])

    (tmp_path / "combined.pdf").write_bytes(drawn(combined))

    with pytest.raises(ReturnError, match="a combined workbook that came back as print"):
        reading.read(tmp_path / "combined.pdf", toolkits)


def test_an_answer_in_the_box_below_its_question_is_read() -> None:
    returned = of_canvas(partial(asked, top=700, question="[S1] What did you do?", said=["We called.", "They spoke."]))

    (found,) = returned.found
    assert (found.code, found.label, found.text, found.anchor) == (
        "S1",
        "What did you do?",
        "We called.\nThey spoke.",
        "code",
    )


def test_a_line_that_was_broken_because_it_was_full_goes_on_in_the_next() -> None:
    said = (WORDS * 4).strip() + "."

    returned = of_canvas(
        partial(asked, top=700, question="[S1] What did you do?", said=[*wrapped(said), "A new line."])
    )

    assert len(wrapped(said)) > 3
    assert answers(returned) == {"S1": f"{said}\nA new line."}


def test_empty_lines_and_the_items_of_a_list_stay_lines() -> None:
    item = (WORDS * 2).strip()
    said = ["First.", "", "- one", *wrapped(f"- {item}"), "- three", "", "", "• a sign"]

    returned = of_canvas(partial(asked, top=700, question="[S1] What did you do?", said=said, height=200))

    assert answers(returned) == {"S1": f"First.\n\n- one\n- {item}\n- three\n\n\n• a sign"}


def test_a_word_that_was_parted_at_its_hyphen_is_put_together_without_a_blank() -> None:
    first = wrapped((WORDS * 2).strip())[0].rsplit(" ", 1)[0]
    said = [f"{first} re-", "opened, and so on"]

    assert answers(of_canvas(partial(asked, top=700, question="[S1] What did you do?", said=said))) == {
        "S1": f"{first} re-opened, and so on"
    }


@pytest.mark.parametrize(("letter_by_letter", "hyphen"), [(False, ""), (True, "-")])
def test_a_word_that_a_program_has_parted_is_put_together_without_the_hyphen(
    letter_by_letter: bool, hyphen: str
) -> None:
    """LibreOffice draws its hyphens by themselves."""
    short = of_canvas(partial(asked, top=700, question="[S1] What did you do?", said=["a-", "b-", "c"]))
    first = f"{wrapped((WORDS * 2).strip())[0].rsplit(' ', 1)[0]} re"

    def question(canvas: Canvas) -> None:
        asked(canvas, 700, "[S1] What did you do?", [])
        text = canvas.beginText(LEFT + 6, 662)
        for part in [*first, "-"] if letter_by_letter else [first, "-"]:
            text.textOut(part)
        canvas.drawText(text)
        for y, line in ((662 - STEP, "opened, and so on"), (662 - 2 * STEP, "- a list")):
            canvas.drawString(LEFT + 6, y, line)

    assert answers(of_canvas(question)) == {"S1": f"{first}{hyphen}opened, and so on\n- a list"}
    assert answers(short) == {"S1": "a-\nb-\nc"}


def test_blank_lines_between_all_lines_are_told_by_their_room() -> None:
    said = ["one", "", "two", "", "", "three", "", "", "", "four"]

    returned = of_canvas(partial(asked, top=700, question="[S1] What did you do?", said=said, height=200, step=12))

    assert answers(returned) == {"S1": "\n".join(said)}


def test_a_word_that_is_longer_than_a_line_is_put_together_again() -> None:
    address = f"https://example.org/{'a_long_name' * 15}.pdf"
    parts = [f"See {address[:85]}", address[85:170], f"{address[170:]} for more"]
    others = [
        "https://example.org/one_name_that_is_longer_than_half",
        "https://example.org/and_another_one_longer_than_half",
    ]

    returned = of_canvas(partial(asked, top=700, question="[S1] What did you do?", said=[*parts, *others]))

    assert answers(returned) == {"S1": f"See {address} for more\n{others[0]} {others[1]}"}


def test_an_address_that_was_parted_where_it_may_be_is_put_together_without_a_blank() -> None:
    first = wrapped((WORDS * 2).strip())[0].rsplit(" ", 6)[0]
    said = [f"{first} see https://example.org/a?", "b=c&d=e_and_so_on."]

    assert answers(of_canvas(partial(asked, top=700, question="[S1] What did you do?", said=said))) == {
        "S1": f"{first} see https://example.org/a?b=c&d=e_and_so_on."
    }


def test_a_word_that_is_too_long_for_its_box_stays_in_one() -> None:
    """Browsers do not break it."""
    said = f"https://example.org/{'a_long_name' * 8} and so on"

    returned = of_canvas(partial(asked, top=700, question="[S1] What did you do?", said=["See", said, "for more."]))

    assert answers(returned) == {"S1": f"See {said} for more."}
    assert returned.loose == ()


def test_an_answer_that_begins_as_a_question_does_is_the_answer() -> None:
    def two(canvas: Canvas) -> None:
        asked(canvas, 700, "[S1] What did you do?", ["[S2] no"])
        asked(canvas, 500, "[S2] And then?", ["Nothing."])

    assert answers(of_canvas(two)) == {"S1": "[S2] no", "S2": "Nothing."}


@pytest.mark.parametrize("again", [True, False], ids=["the question stands there again", "it does not"])
def test_an_answer_goes_on_on_the_next_page(again: bool) -> None:
    said = wrapped((WORDS * 12).strip())

    def first(canvas: Canvas) -> None:
        canvas.drawString(LEFT, 760, "Kit 1")
        asked(canvas, 140, "[S1] What did you do?", said[:3], height=60)

    def second(canvas: Canvas) -> None:
        if again:
            asked(canvas, 780, "[S1] What did you do?", said[3:], height=200)
        else:
            canvas.rect(LEFT, 500, RIGHT - LEFT, 290)
            for number, line in enumerate(said[3:]):
                canvas.drawString(LEFT + 6, 770 - number * STEP, line)
        canvas.drawString(LEFT, 300, "What is printed after it")

    returned = of_canvas(first, second)

    assert answers(returned) == {"S1": (WORDS * 12).strip()}
    assert [loose.text for loose in returned.loose or ()] == ["Kit 1", "What is printed after it"]


def test_an_answer_goes_on_on_the_next_page_though_the_cover_reaches_lower() -> None:
    returned = of_canvas(
        lambda canvas: canvas.drawString(LEFT, 34, "Copy 1"),
        partial(asked, top=140, question="[S1] What did you do?", said=["We called."], height=36),
        partial(asked, top=780, question="[S1] part 2", said=["They spoke."]),
    )

    assert answers(returned) == {"S1": "We called.\nThey spoke."}


def test_an_answer_may_begin_on_the_page_after_its_question() -> None:
    def second(canvas: Canvas) -> None:
        canvas.rect(LEFT, 700, RIGHT - LEFT, 90)
        canvas.drawString(LEFT + 6, 770, "We called.")

    first = partial(asked, top=100, question="[S1] What did you do?", said=[], height=30)

    assert answers(of_canvas(first, second)) == {"S1": "We called."}


def test_what_stands_below_an_answer_and_across_the_pages_does_not_part_it() -> None:
    said = wrapped((WORDS * 6).strip())

    def marked(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "DRAFT")
        canvas.restoreState()

    def first(canvas: Canvas) -> None:
        asked(canvas, 140, "[S1] What did you do?", said[:2], height=60)
        canvas.drawString(LEFT, 45, "See below")
        marked(canvas)

    def second(canvas: Canvas) -> None:
        canvas.rect(LEFT, 600, RIGHT - LEFT, 190)
        for number, line in enumerate(said[2:]):
            canvas.drawString(LEFT + 6, 770 - number * STEP, line)
        marked(canvas)

    returned = of_canvas(first, second)

    assert answers(returned) == {"S1": (WORDS * 6).strip()}
    assert [(loose.text, loose.place) for loose in returned.loose or ()] == [("See below", ""), ("DRAFT", "header")]


def test_answers_side_by_side_both_go_on_on_the_next_page() -> None:
    """As in the cells of a table of one's own template, which programs part at the end of a page."""

    def cells(canvas: Canvas, bottom: float, top: float, said: Sequence[Sequence[str]], asks: bool) -> None:
        for column, lines in enumerate(said):
            left = LEFT + column * 240
            canvas.rect(left, bottom, 240, top - bottom)
            canvas.rect(left + 8, bottom, 224, top - bottom - 4 - 24 * asks)
            if asks:
                canvas.rect(left + 8, top - 28, 224, 24)
                canvas.drawString(left + 14, top - 20, f"[S{column + 1}] What did you do?")
            for number, line in enumerate(lines):
                canvas.drawString(left + 14, top - 18 - 24 * asks - number * STEP, line)

    returned = of_canvas(
        partial(cells, bottom=50, top=120, said=[["We called.", "They"], ["Nothing.", "Then"]], asks=True),
        partial(cells, bottom=700, top=780, said=[["spoke."], ["something."]], asks=False),
    )

    assert answers(returned) == {"S1": "We called.\nThey\nspoke.", "S2": "Nothing.\nThen\nsomething."}


def test_what_is_lowest_on_a_page_goes_on_on_the_next_one() -> None:
    """As where a browser parts the head of a table from its box, or the head itself."""

    def first(canvas: Canvas) -> None:
        asked(canvas, 140, "[S1] What did you do?", ["We called."], height=30)
        canvas.rect(LEFT, 52, RIGHT - LEFT, 24)
        canvas.drawString(LEFT + 6, 60, "[S2] And then, if you could")

    def second(canvas: Canvas) -> None:
        for bottom, top, line in ((756, 780, "meet?"), (700, 756, "Nothing.")):
            canvas.rect(LEFT, bottom, RIGHT - LEFT, top - bottom)
            canvas.drawString(LEFT + 6, top - 16, line)

    assert answers(of_canvas(first, second)) == {"S1": "We called.", "S2": "meet?\nNothing."}


def test_running_lines_are_told_once() -> None:
    def page(canvas: Canvas) -> None:
        asked(canvas, 700, "[S1] What did you do?", ["We called."])
        canvas.drawString(LEFT, 20, f"file:///workbook.html {canvas.getPageNumber()}/3")

    returned = of_canvas(page, page, page)

    assert [(loose.text, loose.place) for loose in returned.loose or ()] == [("file:///workbook.html 1/3", "footer")]


def test_the_box_may_stand_on_the_page_after_its_question() -> None:
    def first(canvas: Canvas) -> None:
        canvas.rect(LEFT, 50, RIGHT - LEFT, 24)
        canvas.drawString(LEFT + 6, 58, "[S1] What did you do?")

    def second(canvas: Canvas) -> None:
        canvas.rect(LEFT, 700, RIGHT - LEFT, 90)
        canvas.drawString(LEFT + 6, 770, "We called.")

    assert answers(of_canvas(first, second)) == {"S1": "We called."}


def test_an_answer_in_one_box_with_its_question_is_read() -> None:
    def merged(canvas: Canvas) -> None:
        canvas.rect(LEFT, 600, RIGHT - LEFT, 100)
        for number, line in enumerate(["[S1] What did you do?", *wrapped((WORDS * 2).strip()), "They spoke."]):
            canvas.drawString(LEFT + 6, 680 - number * STEP, line)

    assert answers(of_canvas(merged)) == {"S1": f"{(WORDS * 2).strip()}\nThey spoke."}


def test_a_table_in_an_answer_has_a_line_for_each_row() -> None:
    def with_table(canvas: Canvas) -> None:
        asked(canvas, 700, "[S1] What did you do?", ["By month:"], height=150)
        for row, cells in enumerate((("March", "12"), ("April", "9"), ("May", "30"))):
            for column, cell in enumerate(cells):
                canvas.rect(LEFT + 6 + column * 100, 610 - row * 20, 100, 20)
                canvas.drawString(LEFT + 10 + column * 100, 616 - row * 20, cell)
        canvas.drawString(LEFT + 6, 545, "No more.")

    assert answers(of_canvas(with_table)) == {"S1": "By month:\nMarch\t12\nApril\t9\nMay\t30\nNo more."}


def test_letters_of_several_sizes_and_heights_stand_in_one_line() -> None:
    def sizes(canvas: Canvas) -> None:
        asked(canvas, 700, "[S1] What did you do?", [])
        x = LEFT + 6
        for text, size, up in (("One", 10, 0), ("group", 20, 0), ("of", 6, 0), ("10", 10, 0), ("th", 6, 4)):
            canvas.setFontSize(size)
            canvas.drawString(x, 640 + up, text)
            x += canvas.stringWidth(text, "Helvetica", size) + (0 if text == "10" else 2.4)

    assert answers(of_canvas(sizes)) == {"S1": "One group of 10th"}


def test_the_bullets_of_words_lists_are_read_as_one_sees_them() -> None:
    """Their letters have no meaning but in Word's fonts of symbols."""

    def map_to_symbols(pdf: pikepdf.Pdf) -> None:
        for font in pdf.pages[0].Resources.Font.values():
            font.ToUnicode = pdf.make_stream(b"2 beginbfchar <78> <F0B7> <7A> <F0A7> endbfchar")

    data = drawn(partial(asked, top=700, question="[S1] Why?", said=["x one", "z two"]))

    assert answers(read(changed(data, map_to_symbols))) == {"S1": "• one\n▪ two"}


def test_a_question_without_any_box_is_answered_by_what_stands_below_it() -> None:
    def plain(canvas: Canvas) -> None:
        for number, line in enumerate(["[S1] What did you do?", "We called.", "[S3] Did you go on?", "☒ Yes"]):
            canvas.drawString(LEFT, 700 - number * STEP, line.replace("☒", "x"))

    returned = of_canvas(plain)

    assert [(found.code, found.text, found.open) for found in returned.found] == [
        ("S1", "We called.", "all"),
        ("S3", "x Yes", "all"),
    ]


def test_a_title_at_the_head_of_the_next_page_is_no_answer() -> None:
    def first(canvas: Canvas) -> None:
        asked(canvas, 700, "[S1] What did you do?", ["We called."])
        canvas.drawString(LEFT, 100, "What is printed after it")

    def second(canvas: Canvas) -> None:
        canvas.rect(LEFT, 700, RIGHT - LEFT, 60)
        canvas.drawString(LEFT + 6, 730, "Kit 2")

    assert answers(of_canvas(first, second)) == {"S1": "We called."}


def test_boxes_beside_a_question_are_read_as_drawn() -> None:
    def row(canvas: Canvas) -> None:
        for x in (LEFT, 400, RIGHT):
            canvas.line(x, 700, x, 600)
        for y in (700, 600):
            canvas.line(LEFT, y, RIGHT, y)
        canvas.drawString(LEFT + 6, 680, "[S3] Did you go on?")
        for y, option in ((680, "Yes"), (660, "No"), (640, "Not sure")):
            canvas.rect(406, y - 2, 10, 10)
            canvas.drawString(422, y, option)
        canvas.line(407, 659, 415, 667)
        canvas.line(407, 667, 415, 659)

    returned = of_canvas(row)

    assert answers(returned) == {"S3": "☐ Yes\n☒ No\n☐ Not sure"}
    assert returned.notes == (PRINT,)


def test_a_letter_in_a_box_is_a_tick() -> None:
    def row(canvas: Canvas) -> None:
        asked_to_tick(canvas)
        canvas.setFont("ZapfDingbats", 9)
        canvas.drawString(71, 642, "4")

    assert answers(of_canvas(row)) == {"S3": "☒ Yes\n☐ No"}


def test_words_that_run_into_a_box_from_elsewhere_are_no_tick_and_are_not_struck_out() -> None:
    """As LibreOffice has them, which opens a PDF with the broader letters of another font."""
    question = "[S3] Did you go on with all of it, also with what was a new task"

    def row(canvas: Canvas) -> None:
        middle = LEFT + 6 + canvas.stringWidth(question.removesuffix(" a new task"), "Helvetica", SIZE)
        for x in (LEFT, middle, RIGHT):
            canvas.line(x, 600, x, 700)
        for y in (600, 700):
            canvas.line(LEFT, y, RIGHT, y)
        canvas.drawString(LEFT + 6, 680, question)
        for y, option in ((672, "Yes"), (652, "No, not yet")):
            canvas.rect(middle + 3, y, 10, 10)
            canvas.drawString(middle + 20, y + 2, option)
        canvas.drawString(middle + 5, 654, "x")

    returned = of_canvas(row)

    assert returned.notes == (PRINT,)
    assert [(found.label, found.text) for found in returned.found] == [(question[5:], "☐ Yes\n☒ No, not yet")]


def test_the_label_of_a_box_goes_on_in_the_next_line() -> None:
    label = f"{WORDS}so that it was safe for all of them"
    first, second = wrapped(label, RIGHT - LEFT - 26)

    def row(canvas: Canvas) -> None:
        canvas.rect(LEFT, 600, RIGHT - LEFT, 100)
        canvas.drawString(LEFT + 6, 680, "[S3] How did you go on?")
        for y in (659, 633, 619):
            canvas.rect(LEFT + 6, y, 10, 10)
        canvas.line(LEFT + 7, 660, LEFT + 15, 668)
        for x, y, text in ((20, 661, first), (20, 648, second), (20, 635, "No"), (6, 605, "By other means")):
            canvas.drawString(LEFT + x, y, text)

    assert answers(of_canvas(row)) == {"S3": f"☒ {label}\n☐ No\n☐ \nBy other means"}


def test_the_label_of_a_box_may_go_on_with_the_rest_of_a_word() -> None:
    first = f"{wrapped(WORDS * 2, RIGHT - LEFT - 60)[0]} and com-"

    def row(canvas: Canvas) -> None:
        canvas.rect(LEFT, 600, RIGHT - LEFT, 100)
        canvas.drawString(LEFT + 6, 680, "[S3] How did you go on?")
        for y, text in ((661, first), (648, "mended him"), (635, "No")):
            canvas.drawString(LEFT + 20, y, text)
        for y in (659, 633):
            canvas.rect(LEFT + 6, y, 10, 10)
        canvas.line(LEFT + 7, 660, LEFT + 15, 668)

    assert answers(of_canvas(row)) == {"S3": f"☒ {first}mended him\n☐ No"}


def test_a_box_may_be_much_smaller_than_the_letters_of_its_label() -> None:
    def row(canvas: Canvas) -> None:
        canvas.rect(LEFT, 600, RIGHT - LEFT, 100)
        canvas.drawString(LEFT + 6, 680, "[S3] Did you go on?")
        canvas.setFontSize(18)
        for x, option in ((70, "Yes"), (150, "No")):
            canvas.rect(x, 646, 10, 10)
            canvas.drawString(x + 14, 640, option)
        canvas.line(151, 647, 159, 655)

    assert answers(of_canvas(row)) == {"S3": "☐ Yes\n☒ No"}


def test_words_that_are_struck_out_are_left_out_and_noted() -> None:
    """As of a document: so are those that a program prints with the changes that it has tracked."""

    def struck(canvas: Canvas) -> None:
        asked(canvas, 700, "[S1] What did you do?", ["We called all of them.", "under a line", "on a line"])
        begin, broad = (canvas.stringWidth(text, "Helvetica", SIZE) for text in ("We called ", "all"))
        canvas.rect(LEFT + 6 + begin, 665, broad, 0.6, stroke=0, fill=1)
        canvas.line(LEFT + 6, 646.5, LEFT + 60, 646.5)
        canvas.line(LEFT + 3, 637, RIGHT - 3, 637)
        canvas.drawString(LEFT, 500, "Kit 1")
        canvas.line(LEFT, 503, LEFT + canvas.stringWidth("Kit 1", "Helvetica", SIZE), 503)

    returned = of_canvas(struck)

    assert answers(returned) == {"S1": "We called  of them.\nunder a line\non a line"}
    assert returned.notes == (PRINT, Note("struck", "Kit 1", place="page 1"), Note("struck", "all", code="S1"))


def test_lines_to_write_on_strike_no_words_out_that_were_typed_over_them() -> None:
    broad = Canvas(io.BytesIO()).stringWidth
    fullest = max(wrapped(WORDS * 12), key=lambda line: broad(line, "Helvetica", SIZE))

    def typed(canvas: Canvas) -> None:
        asked(canvas, 700, "[S1] What did you do?", ["We", fullest, "too."])
        for y in (651, 628, 605):
            canvas.line(LEFT + 6, y, RIGHT - 6, y)

    returned = of_canvas(typed)

    assert answers(returned) == {"S1": f"We\n{fullest} too."}
    assert returned.notes == (PRINT,)


@pytest.mark.parametrize("ticked", [False, True])
def test_an_option_that_is_marked_in_colour_is_noted_where_none_is_ticked(ticked: bool) -> None:
    def marked(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 0)
        canvas.rect(80, 641, 20, 12, stroke=0, fill=1)
        asked(canvas, 700, "[S3] Did you go on?", [])
        asked(canvas, 500, "[S1] What did you do?", ["We called."])
        for y, option in ((658, "Yes"), (644, "No"), (630, "Not sure")):
            canvas.rect(66, y - 1, 9, 9)
            canvas.drawString(80, y, option)
        if ticked:
            canvas.line(67, 658, 74, 665)

    notes = of_canvas(marked).notes

    assert notes == (PRINT, *([] if ticked else [Note("doubt", "nothing is ticked, but this is emphasised: No", "S3")]))


def test_colour_behind_words_is_no_box() -> None:
    def marked(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 0)
        canvas.rect(LEFT + 6, 659, 60, 12, stroke=0, fill=1)
        asked(canvas, 700, "[S1] What did you do?", ["We called them.", "They spoke."])

    assert answers(of_canvas(marked)) == {"S1": "We called them.\nThey spoke."}


def test_words_outside_of_the_boxes_stay_apart() -> None:
    def beside(canvas: Canvas) -> None:
        asked(canvas, 700, "[S1] What did you do?", ["We called."])
        canvas.drawString(LEFT, 540, "See also page 3")

    returned = of_canvas(beside)

    assert answers(returned) == {"S1": "We called."}
    assert [(loose.text, loose.near) for loose in returned.loose or ()] == [("See also page 3", "S1")]


def test_words_that_are_not_shown_are_not_read() -> None:
    """As the words that a program has recognised on a scan, which stand behind the picture."""

    def hidden(canvas: Canvas) -> None:
        canvas.saveState()
        text = canvas.beginText(LEFT + 6, 640)
        text.setTextRenderMode(3)
        text.textLine("Vve ca11ed")
        canvas.drawText(text)
        canvas.restoreState()
        asked(canvas, 700, "[S1] What did you do?", ["We called."])

    assert answers(of_canvas(hidden)) == {"S1": "We called."}


def test_words_behind_lines_that_are_not_shown_stand_where_one_sees_them() -> None:
    def both(canvas: Canvas) -> None:
        asked(canvas, 700, "[S1] What did you do?", [])
        asked(canvas, 560, "[S2] And then?", [])

    def write_below(pdf: pikepdf.Pdf) -> None:
        hidden = b"(Vve ca11ed) ' " * 12
        words = b" BT /F1 10 Tf 3 Tr 14 TL 1 0 0 1 66 662 Tm %s 0 Tr (We called.) ' ET" % hidden
        pdf.pages[0].Contents = pdf.make_stream(pdf.pages[0].Contents.read_bytes() + words)

    assert answers(read(changed(drawn(both), write_below)))["S2"] == "We called."


def test_drawings_and_pictures_in_a_box_are_noted() -> None:
    def signed(canvas: Canvas) -> None:
        asked(canvas, 700, "[S1] What did you do?", ["We called."])
        canvas.bezier(100, 600, 150, 660, 200, 560, 260, 640)
        asked(canvas, 400, "[S2] And then?", ["Nothing."])
        canvas.drawInlineImage(picture(), 200, 300, 40, 40)

    assert of_canvas(signed).notes == (PRINT, Note("ink", code="S1"), Note("picture", code="S2"))


def picture() -> object:
    from PIL import Image

    return Image.new("RGB", (2, 2))


def test_a_picture_outside_of_the_boxes_is_told_with_its_page() -> None:
    def shown(canvas: Canvas) -> None:
        asked(canvas, 700, "[S1] What did you do?", ["We called."])
        canvas.drawInlineImage(picture(), 200, 100, 40, 40)

    assert of_canvas(shown).others == (Note("picture", place="page 1"),)


def test_words_across_a_page_stand_apart_from_the_answers() -> None:
    def marked(canvas: Canvas) -> None:
        asked(canvas, 700, "[S1] What did you do?", ["We called."])
        canvas.translate(200, 600)
        canvas.rotate(45)
        canvas.drawString(0, 0, "For evaluation only")

    returned = of_canvas(marked)

    assert answers(returned) == {"S1": "We called."}
    assert [loose.text for loose in returned.loose or ()] == ["For evaluation only"]


def test_what_was_typed_over_the_pages_belongs_to_the_box_that_it_lies_on() -> None:
    data = drawn(partial(asked, top=700, question="[S1] What did you do?", said=[]))

    def typed(pdf: pikepdf.Pdf) -> None:
        def over(kind: Name, said: str, *rect: int) -> pikepdf.Object:
            made = Dictionary(Type=Name.Annot, Subtype=kind, Rect=Array(rect), Contents=String(said))
            return pdf.make_indirect(made)

        pdf.pages[0].Annots = Array(
            [over(Name.FreeText, "We called.\nThey spoke.", 80, 600, 300, 660), over(Name.Text, "Why?", 20, 20, 40, 40)]
        )

    returned = read(changed(data, typed))

    assert answers(returned) == {"S1": "We called.\nThey spoke."}
    assert returned.notes == (PRINT, Note("comment", "Why?", near="S1", place="page 1"))


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_comment_on_a_page_is_told_with_the_question_whose_box_is_nearest(turned: int) -> None:
    def page(canvas: Canvas) -> None:
        asked(canvas, top=800, question="[S1] What did you do?", said=["We called."])
        asked(canvas, top=400, question="[S2] What was new?", said=["Little."])

    def commented(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Annots = Array(
            pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array(place), Contents=String(said)))
            for said, place in (("One", [90, 690, 110, 710]), ("Two", [400, 300, 420, 320]))
        )
        pdf.pages[0].Rotate = turned

    returned = read(changed(drawn(page), commented))

    assert answers(returned) == {"S1": "We called.", "S2": "Little."}
    assert [(note.text, note.near) for note in returned.notes if note.kind == "comment"] == [
        ("One", "S1"),
        ("Two", "S2"),
    ]


@pytest.mark.parametrize(("key", "value"), [("/F", 2), ("/IT", Name.FreeTextCallout)], ids=["hidden", "a callout"])
def test_words_that_nobody_typed_into_the_box_over_which_they_lie_are_a_note(key: str, value: object) -> None:
    def remark(pdf: pikepdf.Pdf) -> None:
        made = {"/Subtype": Name.FreeText, "/Rect": Array([80, 600, 300, 640]), "/Contents": "When?", key: value}
        pdf.pages[0].Annots = Array([pdf.make_indirect(Dictionary(made))])

    data = drawn(partial(asked, top=700, question="[S1] What did you do?", said=["We called."]))
    returned = read(changed(data, remark))

    assert answers(returned) == {"S1": "We called."}
    assert returned.notes == (PRINT, Note("typed", "When?", near="S1", place="page 1"))


@pytest.mark.parametrize("sign", ["X", "✔\ufe0f"])
@pytest.mark.parametrize("rect", [(63, 636, 83, 656), (58, 632, 90, 660), (72, 638, 240, 652)])
def test_a_sign_that_was_typed_over_a_box_ticks_it_however_broad_its_place_is(rect: tuple[int, ...], sign: str) -> None:
    def typed(pdf: pikepdf.Pdf) -> None:
        made = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=Array(rect), Contents=String(sign))
        pdf.pages[0].Annots = Array([pdf.make_indirect(made)])

    assert answers(read(changed(drawn(asked_to_tick), typed))) == {"S3": "☒ Yes\n☐ No"}


def test_what_was_typed_into_places_without_a_height_is_read() -> None:
    def typed(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Annots = Array(
            pdf.make_indirect(
                Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=[80, at, 200, at], Contents=String(said))
            )
            for at, said in ((640, "We called."), (628, "They spoke."))
        )

    data = changed(drawn(partial(asked, top=700, question="[S1] What did you do?", said=[])), typed)

    assert "".join(answers(read(data))["S1"].split()) == "Wecalled.Theyspoke."


def test_words_that_a_rubber_stamp_alone_shows_are_noted() -> None:
    def stamped(pdf: pikepdf.Pdf) -> None:
        look = pdf.make_stream(b"BT /F1 12 Tf 5 5 Td (Seen by Ana) Tj ET")
        look.Resources = Dictionary(
            Font=Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        )
        made = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=[80, 20, 200, 40], AP=Dictionary(N=look))
        pdf.pages[0].Annots = Array([pdf.make_indirect(made)])

    data = drawn(partial(asked, top=700, question="[S1] What did you do?", said=["We called."]))

    assert read(changed(data, stamped)).notes == (PRINT, Note("picture", "Seen by Ana", near="S1", place="page 1"))


def test_signatures_formatted_words_and_what_has_no_place_are_not_lost() -> None:
    def fill(pdf: pikepdf.Pdf) -> None:
        place = {"/Type": Name.Annot, "/Subtype": Name.Widget, "/Rect": Array([66, 600, 200, 670])}
        signed = Dictionary(Name=String("Ana"), Reason=String("I agree"))
        fields = [
            Dictionary({**place, "/FT": Name.Sig, "/T": String("Signature1"), "/V": signed}),
            Dictionary({**place, "/FT": Name.Tx, "/T": String("own"), "/RV": String("<p>We called.</p>")}),
            Dictionary(FT=Name.Tx, T=String("nowhere"), V=String("They spoke.")),
        ]
        made = [pdf.make_indirect(each) for each in fields]
        over = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Contents=String("Thank you"))
        pdf.pages[0].Annots = Array([*made[:2], pdf.make_indirect(over)])
        pdf.Root.AcroForm = Dictionary(Fields=Array(made))

    returned = read(changed(drawn(partial(asked, top=700, question="[S1] What did you do?", said=[])), fill))

    assert answers(returned) == {"S1": "We called."}
    assert returned.notes == (
        PRINT,
        Note("typed", "Thank you", near="S1", place="page 1"),
        Note("signature", "Ana\nI agree", place="field 'Signature1'"),
        Note("typed", "They spoke.", place="field 'nowhere', which is not from the workbook"),
    )


def test_files_that_are_attached_and_damage_are_told_of_print_as_well() -> None:
    def attach(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["more.txt"] = b"words"

    data = changed(drawn(partial(asked, top=700, question="[S1] What did you do?", said=["We called."])), attach)
    attached = Note("picture", "more.txt", place="attached file")

    assert read(data).notes == (PRINT, attached)
    assert read(data[: data.rindex(b"startxref")]).notes == (PRINT, attached, MENDED)


def test_a_form_that_a_program_has_made_of_a_document_is_read_by_what_its_fields_hold() -> None:
    """LibreOffice calls its fields by titles and numbers."""

    def both(canvas: Canvas) -> None:
        asked(canvas, 700, "[S1] What did you do?", [])
        canvas.rect(LEFT, 400, RIGHT - LEFT, 80)
        canvas.drawString(LEFT + 6, 460, "[S3] Did you go on?")
        canvas.drawString(86, 430, "Yes")
        canvas.drawString(146, 430, "No")

    def fill(pdf: pikepdf.Pdf) -> None:
        def field(name: str, kind: Name, *rect: int, **more: pikepdf.Object) -> pikepdf.Object:
            made = Dictionary(Type=Name.Annot, Subtype=Name.Widget, T=String(name), FT=kind, Rect=Array(rect))
            for key, value in more.items():
                made[f"/{key}"] = value
            return pdf.make_indirect(made)

        fields = Array(
            [
                field("Widget", Name.Tx, 66, 600, 200, 670, V=String("  We called.\r\rThey spoke.")),
                field("_2", Name.Btn, 70, 428, 80, 438, V=Name.Yes, AS=Name.Yes),
                field("_3", Name.Btn, 130, 428, 140, 438, V=Name.Off, AS=Name.Off),
            ]
        )
        pdf.pages[0].Annots = fields
        pdf.Root.AcroForm = Dictionary(Fields=fields)

    assert answers(read(changed(drawn(both), fill))) == {"S1": "  We called.\n\nThey spoke.", "S3": "☒ Yes\n☐ No"}


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_page_that_is_turned_is_read_upright(turned: int) -> None:
    def sideways(canvas: Canvas) -> None:
        for _ in range(turned // 90):
            canvas.translate(842, 0)
            canvas.rotate(90)
        asked(canvas, 700, "[S1] What did you do?", ["We called.", "They spoke."])

    def turn(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Rotate = turned
        pdf.pages[0].MediaBox = Array([0, 0, 842, 842])

    assert answers(read(changed(drawn(sideways, size=(842, 842)), turn))) == {"S1": "We called.\nThey spoke."}


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_whose_words_are_turned_is_read_as_it_stands(turned: int) -> None:
    def turn(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Rotate = turned

    data = drawn(partial(asked, top=700, question="[S1] What did you do?", said=["We called.", "They spoke."]))

    assert answers(read(changed(data, turn))) == {"S1": "We called.\nThey spoke."}


@pytest.mark.parametrize("scale", [0.25, 2.5])
def test_a_page_that_was_made_smaller_or_larger_is_read(scale: float) -> None:
    """As where several pages are printed on a sheet, or one on a poster."""

    def scaled(canvas: Canvas) -> None:
        canvas.scale(scale, scale)
        asked_to_tick(canvas)
        canvas.line(71, 641, 79, 649)

    data = drawn(scaled, size=(595 * max(scale, 1), 842 * max(scale, 1)))
    assert answers(read(data)) == {"S3": "☒ Yes\n☐ No"}


def test_a_page_that_an_answer_fills_is_as_large_as_the_others(page: Page, tmp_path: Path) -> None:
    """What is printed on it, but for the answer, is in small letters."""
    said = "\n".join(f"Man {number} was called." for number in range(160))
    (tmp_path / "theme.yaml").write_text("fonts:\n  size: 9\n", "utf-8")

    assert answers(read(flat(page, {"S1": said}, look=theme.load(tmp_path / "theme.yaml"))))["S1"] == said


def imposed(pdf: pikepdf.Pdf) -> None:
    """Put all pages on one sheet, side by side."""
    forms, content = Dictionary(), b""
    for number, page in enumerate(pdf.pages):
        forms[f"/P{number}"] = page.as_form_xobject()
        content += b"q 0.5 0 0 0.5 %d 100 cm /P%d Do Q " % (number * 300, number)
    sheet = pdf.add_blank_page(page_size=(595, 842))
    sheet.Resources, sheet.Contents = Dictionary(XObject=forms), pdf.make_stream(content)
    del pdf.pages[:-1]


def test_several_pages_on_a_sheet_are_read_one_after_the_other() -> None:
    said = wrapped((WORDS * 6).strip())

    def first(canvas: Canvas) -> None:
        asked(canvas, 140, "[S1] What did you do?", said[:2], height=60)

    def second(canvas: Canvas) -> None:
        canvas.rect(LEFT, 600, RIGHT - LEFT, 190)
        for number, line in enumerate(said[2:]):
            canvas.drawString(LEFT + 6, 770 - number * STEP, line)
        canvas.drawInlineImage(picture(), 200, 100, 40, 40)

    returned = read(changed(drawn(first, second), imposed))

    assert answers(returned) == {"S1": (WORDS * 6).strip()}
    assert returned.others == (Note("picture", place="page 1"),)


@pytest.mark.parametrize("several", [False, True])
def test_pages_that_are_too_many_to_be_read_are_noted(several: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flat_module, "MOST_PAGES", 2)
    told = Note("damage", "no more than the first 2 pages were read")

    def times(count: int) -> Change:
        def repeat(pdf: pikepdf.Pdf) -> None:
            for _ in range(count - 1):
                pdf.pages.append(pdf.pages[0])

        return repeat

    data = drawn(*[partial(asked, top=700, question="[S1] What did you do?", said=["We called."])] * 2)
    data = changed(data, imposed) if several else changed(data, lambda pdf: pdf.pages.__delitem__(1))

    assert told not in read(changed(data, times(2))).notes
    assert told in read(changed(data, times(3))).notes


def test_a_form_that_pypdf_has_drawn_into_its_pages_is_read_off_them_with_the_ticks_that_it_leaves(page: Page) -> None:
    """It removes fields of one box, and keeps those of several; these it draws all ticked, or none."""
    blank, made = write(page, theme.load(), Fill()), io.BytesIO()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(blank))
    for sheet in writer.pages:
        given = {"S1": "We called.", "S3": "/no", "S10": "14"}
        writer.update_page_form_field_values(sheet, given, flatten=True)
    writer.remove_annotations("/Widget")
    writer.write(made)

    returned = read(made.getvalue())

    found = {each.code: each for each in returned.found}
    assert found.keys() == page.fields.keys()
    assert (found["S1"].text, found["S10"].text, found["S3"].states) == ("We called.", "14", ("no",))
    assert returned.notes == (PRINT, TICKS_LEFT)


def test_a_page_may_begin_anywhere_and_be_drawn_by_forms() -> None:
    def move(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        inner = Stream(pdf, page.Contents.read_bytes())
        inner.Type, inner.Subtype, inner.BBox = Name.XObject, Name.Form, Array([0, 0, 595, 842])
        inner.Matrix, inner.Resources = Array([1, 0, 0, 1, -200, 50]), page.Resources
        page.Contents = pdf.make_stream(b"q 1 0 0 1 100 0 cm /Page Do Q")
        page.Resources = Dictionary(XObject=Dictionary(Page=pdf.make_indirect(inner)))
        page.MediaBox = Array([-100, 50, 495, 892])

    data = changed(drawn(partial(asked, top=700, question="[S1] What did you do?", said=["We called."])), move)

    assert answers(read(data)) == {"S1": "We called."}


def test_lines_that_meet_enclose_rectangles() -> None:
    def line(*points: tuple[float, float]) -> Shape:
        return Shape(points, stroked=True)

    across = [line((0, y), (200, y)) for y in (0, 50, 100)]
    down = [line((x, 0), (x, 100)) for x in (0, 120, 200)]

    assert sorted(of_shapes([*across, *down]).framed) == [
        Rectangle(0, 0, 120, 50),
        Rectangle(0, 50, 120, 100),
        Rectangle(120, 0, 200, 50),
        Rectangle(120, 50, 200, 100),
    ]


def test_many_words_in_one_line_are_soon_put_together() -> None:
    with in_seconds(5):
        (line,) = put_together(Letter("x", 9.0 * number, 9.0 * number + 1, 100.0, 3.0) for number in range(20_000))

    assert len(line.runs) == 20_000


def test_thin_areas_are_lines() -> None:
    """Word draws the lines of a table as areas."""

    def area(left: float, bottom: float, right: float, top: float) -> Shape:
        return Shape(((left, bottom), (right, bottom), (right, top), (left, top)), stroked=False)

    lines = [area(0, 0, 200, 0.5), area(0, 80, 200, 80.5), area(0, 0, 0.5, 80), area(200, 0, 200.5, 80)]

    assert [tuple(map(round, each)) for each in of_shapes(lines).framed] == [(0, 0, 200, 80)]
