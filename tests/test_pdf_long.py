"""Long answers in a PDF: what is filled in already is shown whole, page after page, and comes back letter by letter."""

from __future__ import annotations

import io
import re
from contextlib import closing
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from toolkit_cli import filetypes
from toolkit_cli.building import build
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import Fill, Said
from toolkit_cli.layout.page import Block, Cell, FieldBox, Page, Paragraph, Row, Run, Table
from toolkit_cli.pdf.fieldnames import named
from toolkit_cli.pdf.reading.joinedfields import joined
from toolkit_cli.pdf.write import write
from toolkit_cli.returned import Found

LONG = "".join(f"Zeile {number}: Ξεκινήσαμε “online” – đak, Ł; €5.\n" for number in range(300)) + "\n  last"


@pytest.fixture(scope="module")
def page(tiny: Toolkit) -> Page:
    return build.page(tiny, "participant")


@pytest.fixture(scope="module")
def made(page: Page) -> bytes:
    return write(page, theme.load(), Fill({"A3": LONG, "A4": "7"}))


def answer(data: bytes, code: str = "A3") -> str:
    return next(found.text for found in filetypes.reader("pdf")(data).found if found.code == code)


def parts(pdf: pikepdf.Pdf, code: str = "A3") -> list[pikepdf.Object]:
    return [field for field in pdf.Root.AcroForm.Fields if str(field.T).split("~")[0] == code]


def drawn_lines(box: pikepdf.Object) -> int:
    return bytes(box.AP.N.read_bytes()).count(b" Td") - 1


def fits(box: pikepdf.Object) -> bool:
    """Return whether every line that is shown lies in its box."""
    bottom, top = float(box.Rect[1]), float(box.Rect[3])
    return drawn_lines(box) * 13 < top - bottom


def test_an_answer_goes_on_over_pages_and_comes_back_whole(made: bytes) -> None:
    assert answer(made) == LONG
    assert answer(made, "A4") == "7"
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert [str(part.T) for part in parts(pdf)][:3] == ["A3", "A3~2", "A3~3"]
        assert len(pdf.pages) > 5


def test_all_of_it_can_be_read_on_paper(made: bytes) -> None:
    document = pypdfium2.PdfDocument(made)
    document.init_forms()
    drawn = [document[number].render(scale=0.5, may_draw_forms=True).to_pil() for number in range(len(document))]
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert [str(part.T) for part in parts(pdf) if not fits(part)] == []
    assert len(drawn) == len(document)


@pytest.mark.parametrize("code", ["A4", "A5"], ids=["a number", "a date"])
def test_words_in_the_place_of_a_number_or_a_date_are_shown_whole(page: Page, code: str) -> None:
    said = "in the first year about twenty, and many more than that in the second"

    data = write(page, theme.load(), Fill({code: said}))

    assert answer(data, code) == said
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (box,) = parts(pdf, code)
        assert drawn_lines(box) > 1
        assert fits(box)


@pytest.mark.parametrize("said", ["1\t2\t3\t" * 30, f"By month:{40 * chr(9)}twelve men, and eighteen women"])
def test_what_stands_behind_tabs_is_shown_within_the_box(page: Page, said: str) -> None:
    data, flat = write(page, theme.load(), Fill({"A3": said})), io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (box,) = parts(pdf)
        (number,) = (at for at, each in enumerate(pdf.pages) if box in list(each.get("/Annots", ())))
        _, bottom, right, top = map(float, box.Rect)
        pdf.flatten_annotations()
        pdf.save(flat)

    assert answer(data) == said
    with closing(pypdfium2.PdfDocument(flat)) as document:
        text = document[number].get_textpage()
        places = [text.get_charbox(at) for at in range(text.count_chars())]
    assert max(end for _, low, end, _ in places if bottom < low < top) <= right


def test_an_answer_in_a_cell_is_broken_for_its_cell(page: Page) -> None:
    cells = (Cell((FieldBox("A3"),)), Cell((Paragraph((Run("beside it"),)),)))
    narrow = replace(page, blocks=(Table((Row(cells),)),))

    with pikepdf.open(io.BytesIO(write(narrow, theme.load(), Fill({"A3": "so many words " * 60})))) as pdf:
        (box,) = parts(pdf)
        assert drawn_lines(box) > 20
        assert fits(box)


def test_each_part_says_its_question_and_which_part_it_is(made: bytes, page: Page) -> None:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        first, second, *_ = parts(pdf)
        assert str(first.TU).splitlines()[0] == page.fields["A3"].name
        assert str(second.TU) == f"{page.fields['A3'].name} – part 2"


def test_a_question_stays_with_the_beginning_of_its_answer(made: bytes, page: Page) -> None:
    document = pypdfium2.PdfDocument(made)
    texts = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    asked = next(number for number, text in enumerate(texts) if "[A3]" in text.replace(" ", ""))

    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert parts(pdf)[0].objgen in {box.objgen for box in pdf.pages[asked].obj.Annots}


@pytest.mark.parametrize("by_hand", [False, True], ids=["form", "pen"])
@pytest.mark.parametrize(("above", "small"), [(32, 0), (32, 3), (33, 0), (33, 1), (34, 0)])
def test_a_question_with_a_line_under_it_stays_with_the_beginning_of_its_answer(
    page: Page, above: int, small: int, by_hand: bool
) -> None:
    asked = FieldBox("A3", (Paragraph((Run("If it worked."),), "guidance"),))
    words = (Run("Words above."),)
    blocks: tuple[Block, ...] = (*[Paragraph(words)] * above, *[Paragraph(words, "small")] * small, asked)
    answer = "\n".join(f"line{number}" for number in range(60))

    data = write(replace(page, blocks=blocks, by_hand=by_hand), theme.load(), Fill({"A3": answer}))

    with closing(pypdfium2.PdfDocument(data)) as document:
        document.init_forms()
        texts = [sheet.get_textpage().get_text_bounded() for sheet in document]
    (first,) = (number for number, text in enumerate(texts) if "How did it work?" in text)
    if by_hand:
        assert "line0" in texts[first]
        return
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert parts(pdf)[0].objgen in {box.objgen for box in pdf.pages[first].obj.get("/Annots", [])}


def test_each_page_that_an_answer_goes_on_over_says_whose_it_is(made: bytes) -> None:
    with closing(pypdfium2.PdfDocument(made)) as document:
        texts = [" ".join(sheet.get_textpage().get_text_bounded().split()) for sheet in document]
    said = [re.findall(r"\[A3\] part (\d+)", text) for text in texts]

    with pikepdf.open(io.BytesIO(made)) as pdf:
        names = [[str(box.get("/T")) for box in sheet.obj.get("/Annots", [])] for sheet in pdf.pages]
    assert said == [[name[3:] for name in sheet if name.startswith("A3~")] for sheet in names]
    assert any(said)


def test_what_is_changed_in_one_part_changes_the_answer_there(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        second = parts(pdf)[1]
        second.V = pikepdf.String("ANOTHER\n")
        saved = io.BytesIO()
        pdf.save(saved)

    changed = answer(saved.getvalue())

    assert "ANOTHER\n" in changed
    assert (changed[:99], changed[-500:]) == (LONG[:99], LONG[-500:])


WORDS = st.sampled_from(
    ("we", "kept", "rehabilitation", "self-help", "naïve", "😀", "👍🏽", "w" * 90, "\u2e3b" * 30, "")
)
BLANKS = st.sampled_from(("\u00a0", "\u202f", "\u2009", "\u3000", "\u2028", " ", "-", "\n"))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(WORDS, BLANKS), min_size=1, max_size=60), st.integers(1, 60))
@example([("rehabilitation", "\u00a0"), ("we", "\u00a0")], 500)
@example([("kept", "\u2009"), ("we", "\u2009"), ("kept", " ")], 500)
def test_words_with_hard_and_thin_blanks_come_back_as_they_were(
    page: Page, words: list[tuple[str, str]], times: int
) -> None:
    text = "".join(map("".join, words)) * times + "."

    assert answer(write(page, theme.load(), Fill({"A3": text}))) == text


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(blacklist_categories=("Cs", "Cc", "Co", "Cn")) | st.sampled_from("\n\t  "), max_size=4000))
@example("x" * 12_000)
@example("\n" * 200)
@example(" word\t" * 900)
@example("e\u0301" * 3000)
def test_every_text_comes_back_as_it_was(page: Page, text: str) -> None:
    fill = Fill({"A3": text * 3} if text else {})

    assert answer(write(page, theme.load(), fill)) == text * 3


def test_a_short_answer_is_one_field_as_it_was(page: Page) -> None:
    with pikepdf.open(io.BytesIO(write(page, theme.load(), Fill({"A3": "short"})))) as pdf:
        assert [str(part.T) for part in parts(pdf)] == ["A3"]


def test_parts_are_put_together_in_their_order_whatever_the_file_s() -> None:
    given_ = [("S1~10", "j"), ("S1~2", "b "), ("S1", "a "), ("S2", "x"), ("S2", "y"), ("S3~2", "alone")]

    found = list(joined((named(name).part, Found(named(name).code, text=text), 0.0) for name, text in given_))

    assert [(each.code, each.text) for each in found] == [("S1", "a b j"), ("S2", "x"), ("S2", "y"), ("S3", "alone")]


def test_of_two_answers_in_a_file_each_has_the_parts_on_the_pages_behind_its_beginning() -> None:
    """PDFsam gives other names only to those fields of the second workbook that the first one has too."""
    placed = [(1, "", 3), (2, "longer, ", 9), (3, "longest", 10), (1, "long, ", 8)]
    parts_ = [(number, Found("S1", text=text, page=page), 0.0) for number, text, page in placed]

    assert [each.text for each in joined(parts_)] == ["", "long, longer, longest"]
    assert [each.text for each in joined((*parts_[:3], (1, Found("S1", text="x"), 0.0)))] == ["longer, longest", "x"]


def test_a_blank_that_a_program_has_trimmed_between_two_parts_is_put_back(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        first, second, *_ = parts(pdf)
        first.V, second.V = pikepdf.String("we went"), pikepdf.String("home\n")
        saved = io.BytesIO()
        pdf.save(saved)

    assert answer(saved.getvalue()).startswith("we went home\n")


def test_a_last_word_that_is_shorter_than_its_box_is_parted_from_what_goes_on() -> None:
    parts = [(1, Found("A3", "we rang all of them by phone in the first"), 400.0), (2, Found("A3", "week"), 400.0)]

    assert [each.text for each in joined(parts)] == ["we rang all of them by phone in the first week"]


@pytest.mark.parametrize(
    ("said", "wide", "whole"),
    [
        (("we went", "home"), 400.0, "we went home"),
        (("we went", "home"), 0.0, "we wenthome"),
        (("we went\n", "home"), 400.0, "we went\nhome"),
        (("we went", " home"), 400.0, "we went home"),
        (("we w" + "e" * 40, "home"), 400.0, "we w" + "e" * 40 + "home"),
        (("we " + "\u2e3b" * 18, "home"), 400.0, "we " + "\u2e3b" * 18 + "home"),
        (("we went", ""), 400.0, "we went"),
    ],
)
def test_a_blank_stands_between_parts_where_no_word_can_be_cut(said: tuple[str, str], wide: float, whole: str) -> None:
    (found,) = joined((number, Found("S1", text=text), wide) for number, text in enumerate(said, 1))

    assert found.text == whole


def test_data_taken_out_of_the_form_are_put_together_too() -> None:
    names = (("A3", "one "), ("A3~2", "two"))
    fdf = "".join(f"<< /T ({name}) /V ({value}) >>" for name, value in names)
    xfdf = "".join(f'<field name="{name}"><value>{value}</value></field>' for name, value in names)
    files = {
        "fdf": f"%FDF-1.2\n1 0 obj << /FDF << /Fields [{fdf}] >> >> endobj\ntrailer << /Root 1 0 R >>\n",
        "xfdf": f'<xfdf xmlns="http://ns.adobe.com/xfdf/"><fields>{xfdf}</fields></xfdf>',
    }

    for name, text in files.items():
        assert [(each.code, each.text) for each in filetypes.reader(name)(text.encode()).found] == [("A3", "one two")]


def test_what_is_answered_already_is_printed_on_a_page_for_the_pen(page: Page) -> None:
    fill = Fill({"A3": "Erste Zeile\nđak & <b>", "A4": "7", "A2": "yes", "R-organisation": "Nord"})

    document = pypdfium2.PdfDocument(write(replace(page, by_hand=True), theme.load(), fill))

    text = "\n".join(document[number].get_textpage().get_text_bounded() for number in range(len(document)))
    assert all(each in text for each in ("Erste Zeile", "đak & <b>", "7", "Nord"))


@pytest.mark.parametrize("count", range(46, 56))
def test_an_answer_about_as_high_as_a_page_is_printed_for_the_pen(page: Page, count: int) -> None:
    words = [f"word{number}" for number in range(count)]

    data = write(replace(page, by_hand=True), theme.load(), Fill({"A3": "\n".join(words)}))

    with closing(pypdfium2.PdfDocument(data)) as document:
        printed = "\n".join(sheet.get_textpage().get_text_bounded() for sheet in document).split()
    assert [word for word in printed if word in words] == words


def test_a_page_for_the_pen_has_lines_and_no_form(page: Page) -> None:
    with pikepdf.open(io.BytesIO(write(replace(page, by_hand=True), theme.load()))) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert not [each for sheet in pdf.pages for each in sheet.obj.get("/Annots", []) if each.Subtype == "/Widget"]


def test_an_answer_without_a_name_hangs_from_its_dash_and_its_paragraphs_stand_close(page: Page) -> None:
    fill = Fill(said={"A3": (Said("–", "First.\n\nIts second paragraph."), Said("–", "Another."))})

    with closing(pypdfium2.PdfDocument(write(page, theme.load(), fill))) as document:
        sheet = next(text for each in document if "Another." in (text := each.get_textpage()).get_text_bounded())
        boxes = [sheet.get_charbox(sheet.search(word).get_next()[0]) for word in ("First", "Its second", "Another")]

    lefts, bottoms = [box[0] for box in boxes], [box[1] for box in boxes]
    assert lefts == pytest.approx([lefts[0]] * 3, abs=1)
    assert bottoms[1] - bottoms[2] > bottoms[0] - bottoms[1] + 2


def test_what_somebody_said_in_thousands_of_lines_is_one_paragraph(page: Page) -> None:
    lines = [f"line {number}" for number in range(3000)]
    fill = Fill(said={"A3": (Said("North:", "\n".join(lines)), Said("South:", "short"))})

    data = write(page, theme.load(), fill)

    with closing(pypdfium2.PdfDocument(data)) as document:
        printed = "\n".join(sheet.get_textpage().get_text_bounded() for sheet in document).split()
    found = [int(word) for before, word in pairwise(printed) if before == "line"]
    assert found == list(range(3000))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        held = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/P"]
        assert max(len(each.K) for each in held if isinstance(each.get("/K"), pikepdf.Array)) >= 3000 / 40
