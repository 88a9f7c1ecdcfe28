"""Long tables in a PDF: where a page parts them, and what says overleaf whose row goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace

import pypdfium2
import pytest

from toolkit_cli.building import build
from toolkit_cli.docx.write import write as write_docx
from toolkit_cli.html.write import write as write_html
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import Fill, Said
from toolkit_cli.layout.page import (
    Aside,
    Block,
    Cell,
    FieldBox,
    Heading,
    Output,
    Page,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
)
from toolkit_cli.pdf.write import write
from toolkit_cli.reports import outputs

from .conftest import Folder

HEADS = ("Organisation", "Before", "After")
Write = Callable[[Page, theme.Theme], bytes]


@pytest.fixture(scope="module")
def page(tiny: Toolkit) -> Page:
    return build.page(tiny, "participant")


def lines(word: str, count: int) -> str:
    return "\n".join(f"{word}{number}" for number in range(count))


def changes(*rows: tuple[str, str, str]) -> Table:
    head = Row(tuple(outputs.cell(text, True) for text in HEADS))
    body = [Row((outputs.cell(name, True), outputs.cell(one), outputs.cell(two))) for name, one, two in rows]
    return Table((head, *body), "changes")


def pages(page: Page, *blocks: Block) -> list[list[str]]:
    """Return the words on each page."""
    with closing(pypdfium2.PdfDocument(write(replace(page, blocks=blocks), theme.load()))) as document:
        return [sheet.get_textpage().get_text_bounded().split() for sheet in document]


def words(word: str, of: Sequence[str]) -> list[str]:
    return [each for each in of if each.rstrip("0123456789") == word]


@pytest.mark.parametrize("write", [write, write_docx, write_html])
def test_a_table_of_answers_that_nobody_has_given_stands_there_without_them(page: Page, write: Write) -> None:
    table = Table((Row((Cell((Output("said", "A2"),)),)),))

    assert write(replace(page, blocks=(Paragraph((Run("Words."),)), table)), theme.load())


def test_a_box_without_words_does_no_harm_before_a_question(page: Page) -> None:
    boxes = Aside("tip", "", ()), FieldBox("A2")

    assert pages(page, Section("front", boxes)) == pages(page, Section("front", boxes[1:]))


@pytest.mark.parametrize("lines_above", range(40, 50, 2))
def test_a_question_in_a_cell_goes_to_the_next_page_where_it_does_not_fit(page: Page, lines_above: int) -> None:
    above = tuple(Paragraph((Run(f"above{number}"),)) for number in range(lines_above))
    below = tuple(Paragraph((Run(f"below{number}"),)) for number in range(20))
    cells = Cell((*above, FieldBox("A3"), *below)), Cell((Paragraph((Run("Beside"),)),))

    found = pages(page, Section("front", (Heading(1, (Run("One"),), "a"), Table((Row(cells),)))))

    said = [word for sheet in found for word in sheet]
    assert words("above", said) == [f"above{number}" for number in range(lines_above)]
    assert words("below", said) == [f"below{number}" for number in range(20)]
    assert said.count("[A3]") == 1


def test_a_table_in_a_narrow_cell_of_another_is_no_narrower_than_a_letter(page: Page) -> None:
    box = Cell((Aside("tip", "", (Paragraph((Run("word"),)),)),))
    others = (Cell((Paragraph((Run("a"),)),)),) * 6

    assert pages(page, Table((Row((*others, Cell((Table((Row((box,) * 4),)),)))),)))


def test_headings_in_a_row_that_goes_on_overleaf_may_be_drawn_in_another_order(page: Page) -> None:
    above = tuple(Paragraph((Run("above"),)) for _ in range(60))
    row = Row((Cell((*above, Heading(1, (Run("One"),), "a"))), Cell((Heading(2, (Run("Two"),), "b"),))))

    first, second = pages(page, Table((row,)))

    assert ("Two" in first, "One" in second) == (True, True)


def test_options_in_a_very_narrow_cell_are_printed(page: Page) -> None:
    cells = Cell((FieldBox("A2"),)), *(Cell((Paragraph((Run("a"),)),)),) * 11

    (found,) = pages(page, Table((Row(cells),)))

    assert "[A2]" in "".join(found)


@pytest.mark.parametrize("below", [(), (Paragraph((Run("Words."),)),)])
def test_a_heading_that_is_higher_than_a_page_goes_on_on_the_next(
    below: tuple[Block, ...], page: Page, folder: Folder
) -> None:
    """ReportLab began new pages without end."""
    margins = "{top: 80, bottom: 80, left: 60, right: 60}"
    look = theme.load(folder.write("own.yaml", f"paper: letter\nmargins: {margins}\nfonts: {{size: 16}}\n"))
    heading = Heading(2, (Run("long " * 150),), "a")

    made = write(replace(page, blocks=(Section("front", (Heading(1, (Run("One"),), "b"), heading, *below)),)), look)

    with closing(pypdfium2.PdfDocument(made)) as document:
        said = " ".join(sheet.get_textpage().get_text_bounded() for sheet in document)
    assert said.split().count("long") == 150


@pytest.mark.parametrize("above", range(1, 40, 6))
def test_a_page_has_the_head_of_a_table_once_and_no_answer_is_lost(page: Page, above: int) -> None:
    rows = [(f"N{number}", "Short.", lines("say", above)) for number in range(3)]

    made = pages(page, changes(*rows, ("West", lines("one", 130), lines("two", 90)), ("South", "a", "b")))

    assert [sheet.count("Before") for sheet in made] == [1] * len(made)
    said = [word for sheet in made for word in sheet]
    assert words("one", said) == lines("one", 130).split()
    assert words("two", said) == lines("two", 90).split()


def test_a_row_that_goes_on_overleaf_says_again_whose_it_is(page: Page) -> None:
    made = pages(page, changes(("West", lines("one", 130), ""), ("South", "a", "b")))

    assert [" ".join(sheet[3:6]) for sheet in made][1:] == ["West part 2", "West part 3"]
    assert made[-1][-3:] == ["South", "a", "b"]


def test_what_says_whose_row_goes_on_is_no_second_head_for_a_screen_reader(page: Page) -> None:
    data = write(replace(page, blocks=(changes(("West", lines("one", 130), "")),)), theme.load())

    assert data.count(b"/S /TH") == 4


def test_a_row_that_goes_on_overleaf_ends_with_a_line(page: Page) -> None:
    long = replace(page, blocks=(changes(("West", lines("one", 130), "")),))
    with closing(pypdfium2.PdfDocument(write(long, theme.load()))) as document:
        drawn = document[0].render(scale=4).to_pil().convert("L")
    left = int(4 * theme.load().margins.left * theme.MM)

    assert [y for y in range(3000, 3300) if max(drawn.getpixel((left + x, y)) for x in range(8, 300)) < 200]


def test_a_row_that_no_page_holds_begins_under_the_title_of_its_part(page: Page) -> None:
    title, head = Heading(1, (Run("Kit"),), "K"), Heading(2, (Run("Asked"),), "K1")

    made = pages(page, Section("kit", (title, head, changes(("West", lines("one", 90), ""))), 1))

    assert {"Kit", "Asked"} < {*made[0]}
    assert len(words("one", made[0])) > 20


def test_a_long_row_leaves_no_gap_on_its_page_and_no_single_line_overleaf(page: Page) -> None:
    for count in range(20, 40):
        first, *others = pages(page, changes(("North", lines("a", 25), ""), ("South", lines("b", count), "")))
        assert len(words("b", first)) >= min(count, 15)
        assert not others or len(words("b", others[0])) > 1


def test_printed_words_stay_in_one_row(page: Page) -> None:
    def row(word: str, count: int) -> Row:
        return Row((outputs.cell(lines(word, count)), outputs.cell("beside it")))

    first, second = pages(page, Paragraph((Run("Above."),)), Table((row("a", 30), row("b", 28)), "versus"))

    assert (len(words("a", first)), len(words("b", first))) == (30, 0)
    assert len(words("b", second)) == 28


def test_a_heading_and_a_sentence_under_it_stay_with_the_beginning_of_their_table(page: Page) -> None:
    head, sentence = Heading(1, (Run("Asked"),), "A"), Paragraph((Run("Whole."),))
    long = [(f"N{number}", "a", "b") for number in range(40)]

    for above in range(32, 40):
        blocks: list[Block] = [*[Paragraph((Run("Above."),))] * above, head, sentence, changes(*long)]
        (sheet,) = (sheet for sheet in pages(page, *blocks) if "Asked" in sheet)
        assert {"Whole.", "Before", "N0"} < {*sheet}


def test_long_answers_side_by_side_begin_below_the_row_above_them(page: Page) -> None:
    made = (Row((outputs.cell(lines(word, count)), outputs.cell("beside it"))) for word, count in (("a", 5), ("b", 40)))
    head = Row(tuple(outputs.cell(text, True) for text in HEADS[1:]))

    first, second = pages(page, *[Paragraph((Run("Above."),))] * 10, Table((head, *made), "changes"))

    assert len(words("b", first)) > 10
    assert words("b", [*first, *second]) == lines("b", 40).split()


def test_added_pros_begin_below_the_printed_ones(page: Page) -> None:
    pros, cons, *_ = page.fields
    added = Row((Cell((Output("said", pros),)), Cell((Output("said", cons),))))
    table = Table((Row((outputs.cell("for"), outputs.cell("against"))), added), "versus")
    blocks: tuple[Block, ...] = (*[Paragraph((Run("Above."),))] * 20, table)
    fill = Fill(said={pros: (Said("North:", lines("pro", 25)),), cons: (Said("North:", "con"),)})

    with closing(pypdfium2.PdfDocument(write(replace(page, blocks=blocks), theme.load(), fill))) as document:
        first, *_ = (sheet.get_textpage().get_text_bounded().split() for sheet in document)

    assert len(words("pro", first)) > 5


@pytest.mark.parametrize("role", ["small", "caption"])
@pytest.mark.parametrize("above", range(28, 40))
def test_a_line_that_says_how_a_table_is_meant_stays_with_its_last_row(page: Page, above: int, role: str) -> None:
    rows = [(f"N{number}", "a", "b") for number in range(4)]
    small = Paragraph((Run("Unchanged."),), role)

    made = pages(page, *[Paragraph((Run("Above."),))] * above, changes(*rows), small)

    (sheet,) = (sheet for sheet in made if "Unchanged." in sheet)
    assert "N3" in sheet


def test_a_long_row_stays_where_it_is_for_a_line_in_small_print(page: Page) -> None:
    for count in range(32, 46):
        small = Paragraph((Run("Unchanged."),), "small")
        first, *_ = pages(page, changes(("N", "a", "b"), ("South", lines("b", count), "")), small)
        assert len(words("b", first)) > 25
