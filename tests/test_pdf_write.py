"""The PDF: what a filler, a viewer and a screen reader find in it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from msgspec import structs
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from toolkit_cli.building import build
from toolkit_cli.files import installed
from toolkit_cli.kits import translation
from toolkit_cli.kits.fields import Field, Option
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import Fill, Respondents, Said
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
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    Together,
    walk,
)
from toolkit_cli.layout.theme import MM
from toolkit_cli.pdf.write import write
from toolkit_cli.pdf.writing import faces
from toolkit_cli.pdf.writing.banner import Banner
from toolkit_cli.pdf.writing.fields import HIDDEN
from toolkit_cli.pdf.writing.flowables import Words
from toolkit_cli.pdf.writing.setting import Setting
from toolkit_cli.pdf.writing.story import Story
from toolkit_cli.pdf.writing.structure import StructElem
from toolkit_cli.pdf.writing.styles import Styles

from .conftest import MakePage
from .programs import page_texts, painted_text

NASTY = "Ξεκινήσαμε “online” — Ћирилица, Їжак, đak, ș, Ł; €5\n  two  spaces\n\nlast"


def test_pages_are_labelled_by_their_numbers_from_one(tiny: Toolkit) -> None:
    with pikepdf.open(io.BytesIO(write(build.page(tiny, "participant"), theme.load()))) as pdf:
        assert len(pdf.pages) > 1
        assert [page.label for page in pdf.pages] == [str(number + 1) for number in range(len(pdf.pages))]
        assert pdf.Root.PageLabels.Nums[1].S == pikepdf.Name.D


@pytest.fixture(scope="module")
def page(shipped_page: MakePage) -> Page:
    return shipped_page("S", "G1", "D1", "IF1", edition="facilitator")


@pytest.fixture(scope="module")
def blank(page: Page) -> bytes:
    return write(page, theme.load())


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def fields(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    return {str(field.T): field for field in pdf.Root.AcroForm.Fields}


def widgets(pdf: pikepdf.Pdf) -> Iterator[tuple[int, pikepdf.Object]]:
    for index, sheet in enumerate(pdf.pages):
        for annotation in sheet.obj.get("/Annots", []):
            if annotation.Subtype == "/Widget":
                yield index, annotation


def test_a_table_keeps_to_the_box_that_it_stands_in(page: Page) -> None:
    cells = tuple(Cell((Paragraph((Run("words"),)),)) for _ in range(3))
    table, setting = Table((Row(cells),)), Setting(page, theme.load(), Fill())
    boxed = replace(setting.page, blocks=(Aside("note", "Look", (table,)), Table((Row((Cell((table,)), cells[0])),))))
    setting.page = boxed

    box, outer = Story(setting, StructElem("Document")).flowables

    assert sum(box.kids[-1]._colWidths) == pytest.approx(setting.width - 17.5)
    assert sum(outer._cellvalues[0][0][0]._colWidths) == pytest.approx(setting.width / 2 - 12)


def test_a_cover_that_is_not_the_first_part_begins_a_page(page: Page) -> None:
    front = Section("front", (Heading(1, (Run("Before it"),), "a"),))
    cover = Section("cover", (Paragraph((Run("The title"),), "title"),))

    texts = page_texts(write(replace(page, blocks=(front, cover)), theme.load()))

    assert ["Before it" in text for text in texts] == [True, False]
    assert ["The title" in text for text in texts] == [False, True]


@pytest.mark.parametrize("lang", ["en", "it", "de", "es", "fr", "el", "hr", "sq"])
def test_the_cover_of_a_personal_copy_is_one_page(lang: str) -> None:
    page = build.page(translation.toolkit(installed.default_toolkit(), lang), "participant")
    cover = replace(page, blocks=page.blocks[:1], stamp=replace(page.stamp, copy="9f31c2ab77d0", personal=True))
    fill = Fill({"R-organisation": "A name that is longer than a line of its box " * 3})

    (text,) = page_texts(write(cover, theme.load(), fill))

    assert "9f31c2ab77d0" in text


def test_the_same_page_gives_the_same_bytes(page: Page, blank: bytes) -> None:
    assert write(page, theme.load()) == blank


def test_every_field_of_the_page_is_in_the_form(page: Page, blank: bytes) -> None:
    with opened(blank) as pdf:
        assert set(fields(pdf)) == {*page.fields, "toolkit-stamp"}


def test_a_choice_has_a_box_for_each_option_and_none_is_ticked(page: Page, blank: bytes) -> None:
    with opened(blank) as pdf:
        field = fields(pdf)["G1r1"]

        states = [{name for name in kid.AP.N if name != "/Off"} for kid in field.Kids]
        assert states == [{f"/{option.code}"} for option in page.fields["G1r1"].options]
        assert "/V" not in field  # PyPDFForm takes /Off for the last option
        assert all(kid.AS == "/Off" for kid in field.Kids)


def test_no_box_is_without_room_not_even_a_hidden_one(blank: bytes) -> None:
    """Firefox shows a page with one, once a program asks for its fields to be drawn anew, as an empty one."""
    with opened(blank) as pdf:
        boxes = [[float(value) for value in widget.Rect] for _, widget in widgets(pdf)]

    assert boxes
    assert [box for box in boxes if box[0] >= box[2] or box[1] >= box[3]] == []


def test_no_widget_names_its_page_by_which_pdfunite_drops_the_boxes_of_the_first(blank: bytes) -> None:
    with opened(blank) as pdf:
        assert [number for number, widget in widgets(pdf) if "/P" in widget] == []


def test_no_page_shares_its_resources_by_which_a_program_would_draw_one_answer_on_all_pages(blank: bytes) -> None:
    """libpdf and others number the boxes that they draw into each page from 0, and put them among its resources."""
    with opened(blank) as pdf:
        for number, page in enumerate(pdf.pages):
            if "/XObject" not in page.obj.Resources:
                page.obj.Resources.XObject = pikepdf.Dictionary()
            page.obj.Resources.XObject.FlatField0 = pdf.make_stream(str(number).encode())

        shown = [page.obj.Resources.XObject.FlatField0.read_bytes() for page in pdf.pages]

    assert len(shown) > 1
    assert shown == [str(number).encode() for number in range(len(shown))]


def test_each_widget_lies_whole_on_its_page_and_none_over_another(blank: bytes) -> None:
    with opened(blank) as pdf:
        width, height = (float(value) for value in pdf.pages[0].mediabox[2:])
        shown = [(index, widget) for index, widget in widgets(pdf) if not int(widget.F) & HIDDEN]
        boxes = [(index, [float(value) for value in widget.Rect]) for index, widget in shown]

    assert boxes
    for _, (left, bottom, right, top) in boxes:
        assert 0 < left < right < width
        assert 0 < bottom < top < height
    for (index, (left, bottom, right, top)), (other, (left2, bottom2, right2, top2)) in combinations(boxes, 2):
        assert other != index or right <= left2 or right2 <= left or top <= bottom2 or top2 <= bottom


def test_fields_follow_each_other_in_reading_order(page: Page, blank: bytes) -> None:
    with opened(blank) as pdf:
        fields_ = [widget if "/T" in widget else widget.Parent for _, widget in widgets(pdf)]
        names = [str(field.T) for field in fields_]

    drawn = [name for name in dict.fromkeys(names) if name != "toolkit-stamp"]
    assert drawn == [block.code for block in walk(page.blocks) if isinstance(block, FieldBox)]


def test_a_prefilled_answer_is_the_value_and_is_shown(page: Page) -> None:
    data = write(page, theme.load(), Fill(values={"S1": NASTY, "S3": "yes", "S10": "14"}))

    with opened(data) as pdf:
        found = fields(pdf)
        assert str(found["S1"].V) == NASTY
        assert found["S3"].V == "/yes"
        assert [str(kid.AS) for kid in found["S3"].Kids] == ["/yes", "/Off"]
        assert str(found["S10"].V) == "14"
    shown = painted_text(data)
    for word in ("Ξεκινήσαμε", "“online”", "Ћирилица", "Їжак", "đak", "ș", "Ł", "€5", "last"):
        assert word in shown


def test_the_box_of_a_long_answer_grows(page: Page) -> None:
    data = write(page, theme.load(), Fill(values={"S1": "A line of an answer.\n" * 30}))

    with opened(data) as pdf:
        _, bottom, _, top = (float(value) for value in fields(pdf)["S1"].Rect)
    assert top - bottom > 30 * 13


def test_several_responses_stand_above_an_empty_field(page: Page) -> None:
    said = {"S1": (Said("North:", "We stopped."), Said("–", "We went on.")), "G1r1": (Said("South:", "planned"),)}

    data = write(page, theme.load(), Fill(said=said))

    text = painted_text(data)
    assert "North: We stopped." in text.replace("\r\n", " ")
    assert "– We went on." in text.replace("\r\n", " ")
    assert "South: Planned" in text.replace("\r\n", " ")
    with opened(data) as pdf:
        assert "/V" not in fields(pdf)["S1"]


def test_what_is_said_by_very_many_goes_on_over_pages(page: Page) -> None:
    said = {"S1": tuple(Said(f"Organisation {number}:", "We kept on working. " * 20) for number in range(60))}

    data = write(page, theme.load(), Fill(said=said))

    text = painted_text(data)
    assert all(f"Organisation {number}:" in text for number in range(60))
    with opened(data) as pdf:
        assert "S1" in fields(pdf)


def test_the_stamp_is_in_a_hidden_field_and_in_the_metadata(page: Page, blank: bytes) -> None:
    with opened(blank) as pdf:
        field = fields(pdf)["toolkit-stamp"]
        assert str(field.V) == str(page.stamp)
        assert int(field.F) & 2
        assert str(page.stamp).replace("&", "&amp;") in pdf.Root.Metadata.read_bytes().decode()


def test_no_face_is_left_outside_the_file(blank: bytes) -> None:
    with opened(blank) as pdf:
        fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"]

        for font in fonts:
            descriptor = (font.DescendantFonts[0] if "/DescendantFonts" in font else font).get("/FontDescriptor")
            assert descriptor is None or "/FontFile2" in descriptor
            assert font.get("/Subtype") != "/Type1"


def test_contents_link_to_headings_and_name_their_pages(page: Page, blank: bytes) -> None:
    texts = page_texts(blank)
    document = pypdfium2.PdfDocument(blank)
    outline = {mark.get_title(): mark.get_dest().get_index() + 1 for mark in document.get_toc()}
    document.close()

    contents = re.sub(r" ?\r\n", "\n", next(text for text in texts[:3] if "Contents" in text))
    for heading in page.headings(2):
        if heading.anchor != "contents":
            title = "".join(run.text for run in heading.runs)
            assert title in outline
            assert f" {title} {outline[title]} " in " ".join(contents.split())
    assert f"Page {len(texts)} of {len(texts)}" in " ".join(texts[-1].split())


def test_a_link_to_an_item_without_a_heading_leads_to_its_first_box(page: Page) -> None:
    see = Paragraph(tuple(Run("See ", href=href) for href in ("#G1", "#G1-seen", "#G1-notes", "#S1")))

    with opened(write(replace(page, blocks=(see, FieldBox("G1-seen"), FieldBox("G1-notes"))), theme.load())) as pdf:
        item, first, last = (str(each.Dest) for each in pdf.pages[0].Annots if each.Subtype == "/Link")
        assert item == first != last


def test_the_contents_name_each_kit_in_its_colour(page: Page) -> None:
    look = theme.load()
    story = Story(Setting(page, look, Fill()), StructElem("Document"))

    shown = {heading.anchor: tone for heading, tone in page.contents() if heading.level == 1}
    assert {tone for tone in shown.values() if tone}
    for anchor, tone in shown.items():
        assert story.contents[anchor].textColor == HexColor(look.tone(tone).colour)


def test_the_number_of_a_page_ends_at_the_margin(blank: bytes) -> None:
    document, look = pypdfium2.PdfDocument(blank), theme.load()
    for page in list(document)[1:]:
        text = page.get_textpage()
        boxes = [text.get_charbox(at) for at in range(text.count_chars())]
        foot = max(right for _, bottom, right, _ in boxes if bottom < look.margins.bottom * MM - 20)
        assert foot == pytest.approx(look.size[0] - look.margins.right * MM, abs=1)


def test_a_hint_stands_on_the_question_s_line_and_at_the_head_of_a_table(blank: bytes) -> None:
    said = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(blank))

    assert "Does this challenge show in your practice? Tick one" in said
    assert "Where you stand Tick one" in said


def test_what_stands_together_may_hold_more_that_does(page: Page) -> None:
    inner = Together((Heading(1, (Run("Within"),), "in"), Paragraph((Run("Some words."),))))
    outer = Together((Paragraph((Run("Before."),)), inner, Paragraph((Run("After."),))))

    (made,) = pypdfium2.PdfDocument(write(replace(page, blocks=(outer,)), theme.load()))

    said = made.get_textpage().get_text_range().split()
    assert " ".join(said[said.index("Before.") :]).startswith("Before. Within Some words. After.")


def test_a_box_as_high_as_a_page_fits_on_one_with_the_box_in_the_text_around_it(page: Page) -> None:
    tall = {**page.fields, "S1": replace(page.fields["S1"], lines=40)}
    note = Aside("note", "A title", (Aside("tip", "", (FieldBox("S1"),)),))

    with opened(write(replace(page, fields=tall, blocks=(note,)), theme.load())) as pdf:
        assert len(pdf.pages) == 1


def test_few_words_do_not_fill_the_last_page_of_a_section(page: Page) -> None:
    counts = set()
    for number in range(20, 60):
        said = tuple(Paragraph((Run(f"word{at}"),)) for at in range(number))
        document = pypdfium2.PdfDocument(write(replace(page, blocks=(Section("front", said),)), theme.load()))
        counts.add(sum("word" in word for word in document[len(document) - 1].get_textpage().get_text_range().split()))

    assert min(counts) == 10


@pytest.mark.parametrize("boxed", [FieldBox("S1"), Together((Paragraph((Run("A note"),)), FieldBox("S1")))])
def test_few_words_below_a_box_do_not_fill_the_last_page_of_a_section(page: Page, boxed: Block) -> None:
    found = set()
    for number in range(20, 46, 2):
        said = tuple(Paragraph((Run("before"),)) for _ in range(number))
        section = Section("front", (*said, boxed, Paragraph((Run("Last words"),))))
        texts = page_texts(write(replace(page, blocks=(section,)), theme.load()))
        found.add((len(texts), "[S1]" in texts[-1] and "Last words" in texts[-1]))

    assert found == {(1, True), (2, True)}


def test_pages_on_letter_paper_have_its_size(page: Page) -> None:
    with opened(write(page, theme.load(paper="letter"))) as pdf:
        assert [float(value) for value in pdf.pages[0].mediabox] == [0, 0, 612, 792]


def test_each_section_opens_a_page(page: Page, blank: bytes) -> None:
    sections = [block for block in page.blocks if isinstance(block, Section)]
    with opened(blank) as pdf:
        firsts = [
            next(kid for element in structure(part) for kid in element.K if kid.get("/Type") == "/MCR")
            for part in pdf.Root.StructTreeRoot.K[0].K
        ]

        assert [int(first.MCID) for first in firsts] == [0] * len(sections)
        assert len({first.Pg.objgen for first in firsts}) == len(sections) > 3


def structure(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield an element of the structure tree and all below it, in their order."""
    yield root
    for kid in root.K:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from structure(kid)


def test_the_structure_tree_and_the_pages_agree(blank: bytes) -> None:
    with opened(blank) as pdf:
        said: dict[tuple[tuple[int, int], int], tuple[int, int]] = {}
        for element in structure(pdf.Root.StructTreeRoot.K[0]):
            assert len(element.K)
            for kid in element.K:
                if kid.get("/Type") == "/MCR":
                    said[kid.Pg.objgen, int(kid.MCID)] = element.objgen
        numbers = dict(zip(*[iter(pdf.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))
        marked = 0
        for sheet in pdf.pages:
            owners = numbers[int(sheet.obj.StructParents)]
            found = [int(mcid) for mcid in re.findall(rb"/MCID (\d+)", sheet.Contents.read_bytes())]
            assert found == list(range(len(owners)))
            marked += len(found)
            for mcid in found:
                assert said[sheet.obj.objgen, mcid] == owners[mcid].objgen
            for annotation in sheet.obj.get("/Annots", []):
                if "/StructParent" in annotation:
                    owner = numbers[int(annotation.StructParent)]
                    assert any(kid.get("/Obj", None) == annotation for kid in owner.K)
        assert marked == len(said)


def test_each_field_says_its_question_to_a_screen_reader(page: Page, blank: bytes) -> None:
    with opened(blank) as pdf:
        for name, field in fields(pdf).items():
            if name in page.fields:
                assert page.fields[name].label in str(field.TU)


def test_each_field_says_below_its_question_how_it_is_answered(tiny: Toolkit) -> None:
    with opened(write(build.page(tiny, "participant"), theme.load())) as pdf:
        boxes = [kid for field in pdf.Root.AcroForm.Fields for kid in field.get("/Kids", [field])]
        said = [str(box.TU).splitlines() for box in boxes]

    told = {name: "".join(more) for name, *more in said}
    assert told["Date"] == told["Since when?"] == "A date, as day, month and year"
    assert told["How many?"] == "A whole number"
    assert told["How did it work?"] == "Answer this if A2 is “Yes”."
    assert told["Did it work? – Yes"] == told["Did it work? – No"] == "Tick one"
    assert told["By what means? – By post"] == "Tick all that fit"
    assert told["Organisation"] == ""


@pytest.mark.parametrize("text", ["", "one", "a\nb", " lead", "tail ", "very" * 100, "wörter " * 60, "a  b\t c"])
def test_wrapped_lines_hold_the_whole_text_and_fit(text: str) -> None:
    names = faces.register(theme.load())
    name = names.regular

    lines = names.wrapped(text, name, 10, 200)

    assert "".join(lines) == text.replace("\n", "")
    assert all(faces.width(line.rstrip(), name, 10) <= 200 for line in lines)


@pytest.mark.parametrize("ordered", [False, True])
def test_what_follows_a_list_stands_as_far_below_it_as_below_a_paragraph(page: Page, ordered: bool) -> None:
    words = ("First", "Second", "Hand", "Land", "Third")
    first, second, hand, land, third = (((Run(word),)) for word in words)
    blocks = (Paragraph(first), Paragraph(second), Listing((hand, land), ordered), Paragraph(third))

    document = pypdfium2.PdfDocument(write(replace(page, blocks=blocks), theme.load()))

    text = document[0].get_textpage()
    levels = [text.get_charbox(text.search(word).get_next()[0])[1] for word in words]
    apart, _, within, below = (above - level for above, level in pairwise(levels))
    assert within < below == pytest.approx(apart, abs=0.1)


def test_a_point_of_a_list_that_goes_on_overleaf_has_one_bullet(page: Page) -> None:
    long = Listing(((Run("We kept on working. " * 600),),), ordered=True)

    texts = page_texts(write(replace(page, blocks=(*page.blocks, Section("back", (long,)))), theme.load()))

    own = [text for text in texts if "We kept on working." in text]
    assert len(own) > 1
    assert [len(re.findall(r"\b1\.\s", text)) for text in own] == [1, *[0] * (len(own) - 1)]


@pytest.mark.parametrize("size", [8, 10.5, 16])
def test_the_numbers_of_a_list_end_before_its_words(page: Page, size: float) -> None:
    look = theme.load()
    listed = Listing(tuple((Run(f"Word{number}"),) for number in range(1, 13)), ordered=True)
    own = structs.replace(look, fonts=structs.replace(look.fonts, size=size))

    text = pypdfium2.PdfDocument(write(replace(page, blocks=(listed,)), own))[0].get_textpage()
    said = text.get_text_range()
    for number in range(1, 13):
        begins = said.index(f"Word{number}")
        assert said[:begins].endswith(f"{number}. ")
        assert text.get_charbox(begins - 2)[2] + 2 < text.get_charbox(begins)[0]


def test_a_kit_has_the_sign_that_the_theme_gives_it(page: Page, tmp_path: Path) -> None:
    kit = '  - colour: "#0f766e"\n    tint: "#e6f4f2"\n    mark: "{}"\n'
    (tmp_path / "own.yaml").write_text("kits:\n" + kit.format("Ж") + kit.format("●"), encoding="utf-8")

    texts = page_texts(write(page, theme.load(tmp_path / "own.yaml"), Fill()))

    assert sum("Ж" in text for text in texts) == 2  # of three kits the third has the first one's again


def test_a_logo_stands_on_the_cover(page: Page, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (40, 20), "red").save(tmp_path / "logo.png")
    (tmp_path / "own.yaml").write_text("logo: logo.png\n", encoding="utf-8")

    with opened(write(page, theme.load(tmp_path / "own.yaml"))) as pdf:
        assert any(item.get("/Subtype") == "/Image" for item in pdf.objects if isinstance(item, pikepdf.Stream))


@pytest.mark.parametrize(("mode", "ground"), [("RGBA", (255, 255, 255)), ("RGB", (0, 0, 0))])
def test_a_logo_that_can_be_seen_through_stands_on_white(
    page: Page, tmp_path: Path, mode: str, ground: tuple[int, ...]
) -> None:
    from PIL import Image

    Image.new(mode, (40, 40)).save(tmp_path / "logo.png")
    (tmp_path / "own.yaml").write_text("logo: logo.png\n", encoding="utf-8")
    look = theme.load(tmp_path / "own.yaml")
    cover = replace(page, blocks=(Section("cover", (Paragraph((Run("Title"),), "title"),)),), fields={})

    shown = pypdfium2.PdfDocument(write(cover, look))[0].render(scale=1).to_pil().convert("RGB")

    left, top = round(look.margins.left * 72 / 25.4), round(look.margins.top * 72 / 25.4)
    assert shown.getpixel((left + 20, top + 20)) == ground


def test_no_line_of_the_contents_lies_under_its_page_number(page: Page) -> None:
    titles = tuple(Heading(1, (Run("Word " * 12 + "i" * more),), f"a{more}") for more in range(80))
    setting = Setting(replace(page, blocks=(Output("contents"), *titles)), theme.load(), Fill())

    entries = Story(setting, StructElem("Document")).flowables[: len(titles)]

    for entry in entries:
        entry.wrap(setting.width, 800)
    assert {len(entry.blPara.lines) for entry in entries} == {1, 2}
    assert max(entry._last_width() for entry in entries) < setting.width - 28  # blanks may shrink a little


@pytest.mark.parametrize("bars", [3, 8, 12])
def test_the_heading_of_a_figure_stands_with_its_chart(page: Page, bars: int) -> None:
    chart = Chart(("none", "some"), tuple((f"Bar {number}", (1200, 7)) for number in range(bars)), "unit", "alt")
    heads, below = ("Level", *(f"Bosnia {number}" for number in range(bars))), ("none", *["1200"] * bars)
    rows = (heads, below, ("some", *["7"] * bars))
    cells = ([Cell((Paragraph((Run(text),)),), row is heads or not at) for at, text in enumerate(row)] for row in rows)
    figure = Figure("F", (Paragraph((Run("Caption"),)), Table(tuple(Row(tuple(row)) for row in cells), "numbers")))
    together = Together((Heading(1, (Run("The heading"),), "a"), figure))

    texts = page_texts(write(replace(page, blocks=(together,), charts={"F": chart}, fields={}), theme.load()))

    assert "The heading" in texts[0] and "Bar 0" in texts[0]
    assert len(texts) == 1 or bars == 12
    assert "".join(texts).split().count("1200") == 2 * bars


def test_headings_follow_the_size_of_the_theme(page: Page, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("fonts:\n  size: 15.5\n", encoding="utf-8")
    own, other = (Setting(page, look, Fill()) for look in (theme.load(), theme.load(tmp_path / "own.yaml")))

    names = ("title", "subtitle", "edition", "h1", "h2", "h3")
    assert [own.styles.style(name).fontSize for name in names] == [30, 14, 12, 23, 15, 11.5]
    assert [other.styles.style(name).fontSize for name in names] == [45, 21, 18, 34.5, 22.5, 17.25]


def test_titles_higher_than_a_page_are_set_smaller(page: Page, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("paper: letter\nfonts: {size: 16}\n", encoding="utf-8")
    title = "A title that goes on " * 16
    band = (Paragraph((Run(title),), role="title"), Paragraph((Run(title),), role="subtitle"))
    section = Section("cover", (*band, Paragraph((Run("Below it."),))))

    made = write(replace(page, blocks=(section,)), theme.load(tmp_path / "own.yaml"))

    drawn = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_bounded()
    assert " ".join(drawn.split()).count(title.strip()) == 2


def test_a_break_of_a_page_may_leave_a_line_empty() -> None:
    look = theme.load()
    known, canvas = faces.register(look), Canvas(io.BytesIO())
    words = Words("<b>a</b> <br/><br/>work-from-home", Styles(look, known, "en").style("said"))
    words.faces, words.styles = known, Styles(look, known, "en")

    words.wrap(70, 1000)
    first, rest = words.split(70, 2 * words.style.leading + 1)
    for part in (first, rest):
        part.wrap(70, 1000)
        part.drawOn(canvas, 0, 500)
    assert [each.text for line in rest.blPara.lines for each in line.words if each.text] == ["work-", "from-home"]


@pytest.mark.parametrize("who", ["", "<b>North:</b> "])
def test_what_goes_on_overleaf_begins_with_its_next_words(who: str) -> None:
    look = theme.load()
    known = faces.register(look)
    words = Words(f"{who}one<br/>two<br/><br/>four<br/>five<br/>six", Styles(look, known, "en").style("said"))
    words.faces, words.styles = known, Styles(look, known, "en")

    words.wrap(200, 1000)
    rests = [words.split(200, lines * words.style.leading + 1)[1] for lines in (2, 3, 4)]
    for rest in rests:
        rest.wrap(200, 1000)

    lines = [["".join(each.text for each in line.words) for line in rest.blPara.lines] for rest in rests]
    assert lines == [["four", "five", "six"], ["four", "five", "six"], ["five", "six"]]


@pytest.mark.parametrize(
    ("lang", "word", "cut"),
    [
        ("de", "Donaudampfschifffahrtsgesellschaft", "Donaudampfschifffahrts\x02gesellschaft"),
        ("it", "precipitevolissimevolmente", "precipitevolissimevol\x02mente"),
        ("xx", "precipitevolissimevolmente", "precipitevolissimevolmen\r\nte"),  # there are no patterns for it
    ],
)
def test_a_long_word_in_a_narrow_column_is_hyphenated_as_its_language_does(
    page: Page, lang: str, word: str, cut: str
) -> None:
    cells = tuple(Cell((Paragraph((Run(word),)),)) for _ in range(4))
    narrow = replace(page, lang=lang, blocks=(Table((Row(cells),)),))

    drawn = pypdfium2.PdfDocument(write(narrow, theme.load()))[0].get_textpage().get_text_bounded()

    assert drawn.startswith(cut)  # PDFium gives a hyphen at a line's end as U+0002


@pytest.mark.parametrize(("lines", "parted"), [(20, False), (34, True)])
def test_the_head_of_a_chapter_stands_alone_on_no_page(page: Page, lines: int, parted: bool) -> None:
    box = Aside("tip", "Look", tuple(Paragraph((Run(f"line {number}."),)) for number in range(lines)))
    kit = Section("kit", (Heading(1, (Run("A chapter"),), "a"), box), tone=1)

    texts = page_texts(write(replace(page, blocks=(kit,), fields={}), theme.load()))

    assert all(words in texts[0] for words in ("A chapter", "Look", "line 0."))
    assert (len(texts) > 1) is parted


def test_a_short_word_that_its_column_cannot_hold_is_hyphenated_too(page: Page) -> None:
    cells = tuple(Cell((Paragraph((Run("Undecided"),)),)) for _ in range(11))

    data = write(replace(page, blocks=(Table((Row(cells),)),)), theme.load())

    assert page_texts(data)[0].startswith("Unde\ufffecided")


@pytest.mark.parametrize(("lines", "at_once"), [(12, False), (36, False), (60, True)])
def test_blocks_stay_together_unless_they_are_taller_than_a_page(page: Page, lines: int, at_once: bool) -> None:
    kept = Together(tuple(Paragraph((Run(f"kept {number}."),)) for number in range(lines)))
    made = replace(page, blocks=(*(Paragraph((Run("before"),)) for _ in range(30)), kept), fields={})

    first = page_texts(write(made, theme.load()))[0]

    assert ("kept 0." in first) is at_once
    assert f"kept {lines - 1}." not in first


def above_a_box(page: Page, lines: int, *blocks: Block) -> list[str]:
    """Return the pages on which some blocks stand above a box, after so many lines."""
    code = next(code for code, field in page.fields.items() if field.kind == "text" and field.lines == 6)
    before = (Paragraph((Run("before"),)) for _ in range(lines))
    made = replace(page, blocks=(*before, *blocks, FieldBox(code)), fields={code: page.fields[code]})
    return [text.replace(f"[{code}]", "[box]") for text in page_texts(write(made, theme.load()))]


@pytest.mark.parametrize(
    ("last", "kept"),
    [
        (Paragraph((Run("Few words"),)), {"A title", "Few words"}),
        (Listing(((Run("A point"),), (Run("Few words"),))), {"Few words"}),
    ],
    ids=["words", "list"],
)
def test_few_words_are_not_parted_from_the_box_below_them(page: Page, last: Block, kept: set[str]) -> None:
    heading = Heading(1, (Run("A title"),), "a")
    found = [above_a_box(page, lines, heading, last) for lines in range(24, 38)]

    assert {len(texts) for texts in found} == {1, 2}
    assert all(words in texts[-1] for texts in found for words in kept | {"[box]"})


def test_a_box_does_not_stand_overleaf_without_the_last_row_of_the_table_above_it(page: Page) -> None:
    offered = tuple(Option(f"o{number}", f"Option {number}") for number in range(4))
    fields = {f"r{number}": Field(f"r{number}", "choice", "What?", "r", offered) for number in range(4)}
    rows = FieldRows(("What", "Where"), tuple(map(FieldBox, fields)))
    fields["box"] = Field("box", "text", "Why?", "box", lines=6)

    def pages(lines: int) -> list[list[str]]:
        before = (Paragraph((Run("before"),)) for _ in range(lines))
        blocks: tuple[Block, ...] = (*before, rows, FieldBox("box"))
        texts = page_texts(write(replace(page, blocks=blocks, fields=fields), theme.load()))
        return [[code for code in fields if f"[{code}]" in text] for text in texts]

    found = [pages(lines) for lines in range(8, 32)]

    assert {len(each) for each in found} == {1, 2}
    assert all(each[-1][-2:] == ["r3", "box"] for each in found)
    assert any(each[0] == ["r0", "r1", "r2"] for each in found)


def test_many_words_begin_on_their_page_whatever_is_below_them(page: Page) -> None:
    first, rest = above_a_box(page, 30, Paragraph((Run("many words " * 100),)))

    assert "many words" in first
    assert "[box]" in rest


def test_a_very_long_header_is_cut_and_a_foot_with_the_copy_never(page: Page) -> None:
    made = replace(page, title="A very long title of a toolkit " * 10)

    said = page_texts(write(made, theme.load()))[-1]

    assert "A very long title of a toolkit A very long" in said
    assert "…" in said
    assert made.title.strip() not in said
    assert page.stamp.copy in said


def test_the_line_at_the_foot_leaves_room_for_the_page_number(page: Page, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "paper: letter\nmargins: {left: 60, right: 60}\nfonts: {size: 16}\nfooter: 'A copy {title} {title} 12'\n",
        encoding="utf-8",
    )
    look = theme.load(tmp_path / "own.yaml")

    text = pypdfium2.PdfDocument(write(page, look))[3].get_textpage()

    boxes = [text.get_charbox(at) for at in range(text.count_chars())]
    foot = sorted((left, right) for left, bottom, right, _ in boxes if bottom < look.margins.bottom * MM - 20)
    assert len(foot) > 20
    assert all(left > right - 1 for (_, right), (left, _) in pairwise(foot))


def test_the_title_of_a_kit_ends_before_the_room_of_its_sign(page: Page) -> None:
    setting = Setting(page, theme.load(), Fill())
    kit = Section("kit", (Heading(1, (Run("words " * 30),), "a"),), tone=1)
    setting.page = replace(page, blocks=(kit,))

    banner = next(each for each in Story(setting, StructElem("Document")).flowables if isinstance(each, Banner))
    banner.wrap(setting.width, 0)

    ((title, _),) = banner.places
    assert title.width <= setting.width - 40


def test_the_paragraphs_of_an_answer_stand_closer_than_two_answers(page: Page) -> None:
    said = {"S1": (Said("North:", "First.\n\nSecond."), Said("South:", "Third."))}

    text = pypdfium2.PdfDocument(write(replace(page, blocks=(FieldBox("S1"),)), theme.load(), Fill(said=said)))[0]

    places = text.get_textpage()
    north, second, south = (
        places.get_charbox(places.search(word).get_next()[0]) for word in ("North", "Second", "South")
    )
    assert north[1] - second[1] < second[1] - south[1] - 5
    assert second[0] > north[0] + 10 and south[0] == pytest.approx(north[0], abs=1)


def in_lines(count: int) -> tuple[Said, ...]:
    """Return so many answers of a line each."""
    return tuple(Said(f"Place {number}:", "all was well") for number in range(count))


def test_answers_go_on_overleaf_rather_than_leave_half_a_page_empty(page: Page) -> None:
    before = tuple(Paragraph((Run("before"),)) for _ in range(20))
    made = replace(page, blocks=(*before, FieldBox("S1")))

    first, second = page_texts(write(made, theme.load(), Fill(said={"S1": in_lines(20)})))

    assert "Place 0:" in first
    assert "[S1] part 2" in second and "Place 19:" in second


def test_no_single_line_of_an_answer_stands_on_a_page(page: Page) -> None:
    said = tuple(Said(f"Place {number}:", "one\ntwo\nthree\nfour\nfive") for number in range(12))
    found = set()
    for count in range(10):
        before = tuple(Paragraph((Run("before"),)) for _ in range(count))
        made = replace(page, blocks=(*before, Output("said", "S1")))
        first, _ = page_texts(write(made, theme.load(), Fill(said={"S1": said})))
        begun = first.rpartition("Place")[2]
        found.add(sum(word in begun for word in ("one", "two", "three", "four", "five")))

    assert found == {2, 3, 5}


def test_few_answers_stay_on_one_page(page: Page) -> None:
    before = tuple(Paragraph((Run("before"),)) for _ in range(30))
    made = replace(page, blocks=(*before, FieldBox("S1")))

    first, second = page_texts(write(made, theme.load(), Fill(said={"S1": in_lines(3)})))

    assert "[S1]" not in first and "part 2" not in second


def test_few_words_below_many_answers_stay_together(page: Page) -> None:
    last = tuple(Paragraph((Run(word),)) for word in ("Few.", "Words."))
    made = replace(page, blocks=(Section("front", (FieldBox("S1"), *last)),))
    found = [page_texts(write(made, theme.load(), Fill(said={"S1": in_lines(count)}))) for count in range(22, 40)]

    assert {len(texts) for texts in found} == {1, 2}
    assert all("Few." in texts[-1] and "Words." in texts[-1] for texts in found)


@pytest.mark.parametrize("code", ["S1", "S3"])
def test_a_box_does_not_stand_overleaf_without_an_answer_above_it(page: Page, code: str) -> None:
    made = replace(page, blocks=(FieldBox(code),))
    found = [page_texts(write(made, theme.load(), Fill(said={code: in_lines(count)}))) for count in range(22, 50)]

    assert {len(texts) for texts in found} == {1, 2}
    assert all("Place" in texts[-1] for texts in found)


def test_an_answer_filled_in_below_others_goes_on_over_pages(page: Page) -> None:
    long = "We kept on working. " * 300

    data = write(page, theme.load(), Fill({"S1": long}, {"S1": in_lines(12)}))

    with opened(data) as pdf:
        parts = [str(field.V) for name, field in fields(pdf).items() if name.split("~")[0] == "S1"]
    assert len(parts) > 1 and "".join(parts) == long


def test_a_note_for_facilitators_stays_with_the_question_below_it(page: Page) -> None:
    note = Aside("tip", "For the facilitator", (Paragraph((Run("Few words"),)),))
    prompts = Aside("prompts", "Questions", (Listing(((Run("A point"),),)),))
    found = [above_a_box(page, lines, prompts, note) for lines in range(18, 38)]

    assert {len(texts) for texts in found} == {1, 2}
    assert all(words in texts[-1] for texts in found for words in ("A point", "Few words", "[box]"))


def test_words_that_lead_over_to_questions_above_a_box_stay_with_them(page: Page) -> None:
    words = Paragraph((Run("These lead us through:"),))
    prompts = Aside("prompts", "Questions", (Listing(((Run("A point"),),)),))
    found = [above_a_box(page, lines, words, prompts) for lines in range(18, 38)]

    assert {len(texts) for texts in found} == {1, 2}
    assert all(words in texts[-1] for texts in found for words in ("These lead us through:", "A point", "[box]"))


@pytest.mark.parametrize("last", [Paragraph((Run("Words " * 90),)), Listing(((Run("Words"),), (Run("Words"),)))])
def test_words_above_questions_to_think_about_end_on_their_page(page: Page, last: Paragraph | Listing) -> None:
    prompts = Aside("prompts", "Questions", (Listing(((Run("A point"),),)),))
    found = []
    for lines in range(18, 42):
        made = replace(page, blocks=(*[Paragraph((Run("line"),))] * lines, last, prompts))
        found.append(page_texts(write(made, theme.load())))

    assert {len(texts) for texts in found} == {1, 2}
    assert all("Words" in next(text for text in texts if "Questions" in text) for texts in found)


def test_who_answered_stands_in_a_table_after_the_cover_s_boxes(page: Page) -> None:
    codes = tuple(code for code in page.fields if code.startswith("R-"))
    rows = tuple((f"Place {number}", *["–"] * (len(codes) - 1)) for number in range(9))
    said = {codes[0]: tuple(Said("–", name) for name, *_ in rows)}

    data = write(page, theme.load(), Fill(said=said, responses="Responses: 9", respondents=Respondents(codes, rows)))

    text = " ".join(painted_text(data).split())
    assert "Responses: 9" in text and text.count("Place 3") == 1
    assert text.index("Responses: 9") < text.index("[R-organisation]") < text.index("Who answered")
    with opened(data) as pdf:
        assert set(codes) <= fields(pdf).keys()
