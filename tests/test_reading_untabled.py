"""Returns that have lost their tables and formats, and documents that programs have made of PDFs."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from textwrap import wrap

import pikepdf
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from PIL import Image

from toolkit_cli import formats
from toolkit_cli.building import build
from toolkit_cli.errors import ReturnError
from toolkit_cli.files import installed
from toolkit_cli.kits import content
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.selection import Selection
from toolkit_cli.kits.values import Value
from toolkit_cli.layout import theme
from toolkit_cli.layout.page import FieldBox, Page, plain, walk
from toolkit_cli.layout.page import Paragraph as Words
from toolkit_cli.pdf.reading import extract
from toolkit_cli.returned import Found
from toolkit_cli.returns import reading
from toolkit_cli.returns.design import Design
from toolkit_cli.returns.matching import answers_like_questions
from toolkit_cli.returns.toolkits import Toolkits
from toolkit_cli.returns.workbookreader import UNSURE

from . import docx_markup
from .conftest import Folder, MakePage
from .readback import ANSWERS, combined, flat, lines, made
from .trees import holder


@pytest.fixture(scope="module")
def page(shipped_page: MakePage) -> Page:
    return shipped_page()


@pytest.fixture(scope="module")
def toolkits() -> Toolkits:
    return Toolkits()


@pytest.mark.parametrize("mark", ["", "    • ", "* ", "7. "])
def test_a_copy_without_tables_and_formats_gives_the_same_answers(
    mark: str, page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    path = made(page, "docx", tmp_path)
    whole = reading.read(path, toolkits)

    read = reading.read(without_formats(path, mark), toolkits)

    assert {code: said for code, said in flat(read).items() if said != flat(whole).get(code)} == {}
    assert flat(read).keys() == flat(whole).keys()
    assert read.receipt.notes == ()


def begun_at(path: Path, heading: str) -> Path:
    """Take away what stands before a heading in a document without formats."""
    document = Document(str(path))
    begin = next(at for at, each in enumerate(document.paragraphs) if each.text.startswith(heading))
    for paragraph in document.paragraphs[:begin]:
        holder(paragraph._p).remove(paragraph._p)
    document.save(str(path))
    return path


def test_the_head_of_the_pages_is_in_no_answer_of_a_copy_without_tables_whose_cover_is_gone(
    page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    path = without_formats(made(page, "docx", tmp_path))

    read = reading.read(begun_at(path, "[S1]"), toolkits)

    assert flat(read) == {code: said for code, said in ANSWERS.items() if not code.startswith("R-")}


@pytest.mark.parametrize(
    ("only", "heading"),
    [((), "[D4-stance]"), (("G", "D1", "F"), "[G1-seen]"), (("S10", "G2", "D3", "D4"), "[S10]"), (("S", "G5"), "[S9]")],
)
@pytest.mark.parametrize("edition", ["participant", "facilitator"])
def test_a_part_of_a_workbook_in_a_copy_without_tables_and_formats_gives_its_answers_and_nothing_of_its_print(
    shipped: Toolkit, toolkits: Toolkits, tmp_path: Path, only: tuple[str, ...], heading: str, edition: str
) -> None:
    page = build.page(Selection(only=only).of(shipped), edition)
    answers: dict[str, Value] = {code: f"About {code}." for code, field in page.fields.items() if field.kind == "text"}
    path = begun_at(without_formats(made(page, "docx", tmp_path, answers)), heading)

    there = flat(reading.read(path, toolkits))

    assert len(there) > 2
    assert there == {code: said for code, said in answers.items() if code in there}


def test_an_answer_in_a_copy_without_tables_may_name_another_item_by_its_number(
    shipped: Toolkit, toolkits: Toolkits, tmp_path: Path
) -> None:
    """In a workbook of other items, the line that stands there would have that number."""
    answers: dict[str, Value] = {"D3-why": "As in\nDebate 1\nwe said", "D4-why": "Debate 2"}
    page = build.page(shipped, "participant")

    assert flat(reading.read(without_formats(made(page, "docx", tmp_path, answers)), toolkits)) == answers


@pytest.mark.parametrize("said", ["[S5] no", "[S5] o", "see there\n[S5] in"])
def test_a_word_behind_a_code_in_an_answer_takes_no_question_away_that_holds_it(
    said: str, page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    answers: dict[str, Value] = {"S4a": "another one", "S5": "yes", "S8": said}

    read = reading.read(without_formats(made(page, "docx", tmp_path, answers)), toolkits)

    assert read.response.answers == answers


def test_a_copy_without_formats_whose_lines_were_cut_gives_the_same_answers(
    page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    answers = {code: said for code, said in ANSWERS.items() if code not in ("G1-notes", "G1r1")}
    document = Document(str(without_formats(made(page, "docx", tmp_path, answers))))
    for paragraph in document.paragraphs:
        *ahead, last = [paragraph.text] if "\t" in paragraph.text else wrap(paragraph.text, 60) or [""]
        for line in ahead:
            paragraph.insert_paragraph_before(line)
        paragraph.text = last
    document.save(str(tmp_path / "cut.docx"))

    read = reading.read(tmp_path / "cut.docx", toolkits)

    assert flat(read) == {**answers, "S1": "  One\n\n\ttwo “ελ” 😀\nthree"}
    assert read.receipt.notes == ()


def of_pages(
    page: Page,
    folder: Path,
    answers: dict[str, Value],
    begin: str = "",
    parted: Callable[[str], list[str]] | None = None,
) -> Path:
    """Return a document that a program has made of a PDF's pages, with answers typed below their questions.

    It begins with the page that begins with `begin`; `parted` parts a line.
    """
    document = Document()
    lines = "\n".join(extract.lines(made(page, "pdf", folder, {}).read_bytes())).replace("•\n", "•").split("\n")
    begins = [at for at, line in enumerate(lines) if line == begin and lines[at - 1].startswith("Page ")]
    for line in lines[begins[0] if begins else 0 :]:
        for part in parted(line) if parted else [line]:
            document.add_paragraph(part)
        code = line[1:].partition("]")[0] if line.startswith("[") else ""
        for said in str(answers.get(code, "")).split("\n"):
            document.add_paragraph(said)
    document.save(str(folder / "pages.docx"))
    return folder / "pages.docx"


def test_a_document_that_a_program_has_made_of_a_pdf_gives_the_answers_and_nothing_of_its_print(
    page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    typed: dict[str, Value] = {
        "R-date": "2021-03-19",
        "I15-notes": "Kit 1 above all",
        "S1": "One\n1\ntwo",
        "S10": "14",
        "S16": "Kit 2",
    }

    read = reading.read(of_pages(page, tmp_path, typed), toolkits)

    assert flat(read) == typed
    assert {note.kind for note in read.receipt.notes} == {"doubt"}  # the boxes to tick are missing


def before_their_codes(line: str) -> list[str]:
    """Part a line with a question: the question, its code, and how it is answered."""
    if not line.startswith("["):
        return [line]
    code, *further = filter(None, re.split(r"(?<=\S)  +|(?<=\]) +", line))
    return [*further[:1], code, *further[1:]]


def test_questions_that_a_program_has_put_before_their_codes_are_no_part_of_the_answers_above_them(
    page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    """As LibreOffice does, which makes a frame of each piece of a line; lines and boxes become shapes."""

    typed: dict[str, Value] = {"R-role": "Trainer", "R-date": "2021-03-19", "S1": "One\ntwo", "S9": "Yes", "S10": "14"}
    path = of_pages(page, tmp_path, {**typed, "C0b-notes": "One", "D1-cons": "two"}, parted=before_their_codes)
    document = Document(str(path))
    Image.new("RGB", (9, 9)).save(tmp_path / "line.png")
    for number in range(len(page.charts) + 3):
        drawn = document.add_paragraph().add_run().add_picture(str(tmp_path / "line.png"))
        for each in drawn._inline.iter():
            each.attrib.update({name: f"Shape{number}" for name in each.attrib if name in ("name", "descr")})
    document.save(str(path))

    read = reading.read(path, toolkits)

    assert flat(read) == {**typed, "C0b-notes": "One", "D1-cons": "two"}
    assert {note.kind for note in read.receipt.notes} == {"doubt", "picture"}
    assert [note.text for note in read.receipt.notes if note.kind == "picture"] == ["3 of them"]


def test_questions_apart_from_their_codes_tell_the_language_too(toolkits: Toolkits, tmp_path: Path) -> None:
    """Of “Sì” and “No” only one is an option in English, and was taken for the answer."""
    spoken = build.page(toolkits.toolkit("covid19", "it"), "participant")

    read = reading.read(of_pages(spoken, tmp_path, {"S1": "Uno"}, parted=before_their_codes), toolkits)

    assert (read.toolkit.lang, flat(read)) == ("it", {"S1": "Uno"})
    assert {note.kind for note in read.receipt.notes} == {"doubt"}


def test_a_document_made_of_some_of_a_pdf_s_pages_gives_nothing_of_its_print_though_it_does_not_say_what_it_is(
    page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    typed: dict[str, Value] = {"I15-notes": "One", "S3a": "two", "S16": "Page 5", "D4-cons": "three"}

    read = reading.read(of_pages(page, tmp_path, typed, "Introduction"), toolkits)

    assert flat(read) == typed
    assert {note.kind for note in read.receipt.notes} == {"doubt", "version"}


@pytest.mark.parametrize("word", ["Copy", "Copy no."])
def test_what_stands_at_the_foot_of_pages_is_taken_out_of_any_place_of_a_document_made_of_a_pdf(
    word: str, shipped: Toolkit, tmp_path: Path
) -> None:
    (tmp_path / "words.yaml").write_text(f"en:\n  copy: {word}\n", encoding="utf-8")
    page = build.page(shipped, "participant", templates=tmp_path)
    path = made(page, "docx", tmp_path, {"S1": "One", "S3a": "two"})
    foot = f"covid19 1.0 · {word} {page.stamp.copy}\tPage 10 of 34"
    document = Document(str(path))
    for table in document.tables:
        if table.rows[0].cells[0].text.startswith(("[S1]", "[S3]", "[S3a]")):
            table.rows[-1].cells[0].add_paragraph(foot)
    document.save(str(path))

    read = reading.read(path, Toolkits(design=Design(tmp_path)))

    assert flat(read) == {"S1": "One", "S3a": "two"}
    assert read.receipt.notes == ()


def test_what_others_have_said_in_a_combined_workbook_without_styles_is_known_as_such(
    shipped: Toolkit, toolkits: Toolkits, tmp_path: Path
) -> None:
    page, fill = combined(shipped, unattributed=False)
    data = formats.write("docx", page, theme.load(), fill)
    path = tmp_path / "combined.docx"
    path.write_bytes(docx_markup.changed(data, lambda root: docx_markup.dropped(root, ".//w:pStyle", ".//w:rStyle")))

    read = reading.read(path, toolkits)

    assert flat(read) == ANSWERS
    assert {note.kind for note in read.receipt.notes} == {"said", "doubt"}
    assert read.receipt.is_combined


def test_words_as_a_combined_workbook_has_them_on_its_cover_are_somebody_s_elsewhere(
    page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    path = made(page, "docx", tmp_path, {"S10": "12"})
    document = Document(str(path))
    table = next(each for each in document.tables if each.rows[0].cells[0].text.startswith("[S11]"))
    table.rows[0].cells[0].add_paragraph("Responses: 12")
    document.save(str(path))

    read = reading.read(path, toolkits)

    assert [(note.kind, note.text) for note in read.receipt.notes] == [("stray", "Responses: 12")]


def test_a_combined_workbook_without_tables_and_formats_is_refused(
    shipped: Toolkit, toolkits: Toolkits, tmp_path: Path
) -> None:
    page, fill = combined(shipped, unattributed=False)
    path = tmp_path / "combined.docx"
    path.write_bytes(formats.write("docx", page, theme.load(), fill))

    with pytest.raises(ReturnError, match="a combined workbook that came back as print, or without its tables"):
        reading.read(without_formats(path), toolkits)


def test_a_copy_without_formats_of_another_version_says_that_print_may_stand_in_answers(
    tiny_folder: Folder, tmp_path: Path
) -> None:
    page = build.page(content.load(tiny_folder.path), "participant")
    path = without_formats(made(page, "docx", tmp_path, {"A2": "yes"}))
    tiny_folder.change("toolkit.yaml", 'version: "1.0"', 'version: "1.1"')

    read = reading.read(path, Toolkits([tiny_folder.path]))

    assert UNSURE in [note.text for note in read.receipt.notes]


@pytest.mark.parametrize(("line", "told"), [("Did you carry out crisis manage-", True), ("Did you carry", False)])
def test_a_copy_without_formats_says_that_print_may_stand_in_answers_where_a_question_does(
    line: str, told: bool, page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    """As where a DOCX was saved as PDF, and a program has made a document of this, with a question before its code."""
    path = without_formats(made(page, "docx", tmp_path, {"S1": "An answer"}))
    document = Document(str(path))
    asked = next(each for each in document.paragraphs if each.text.startswith("[S3]"))
    asked.insert_paragraph_before(line)
    document.save(str(path))

    texts = [note.text for note in reading.read(path, toolkits).receipt.notes]

    assert (UNSURE in texts) is told


TIP = "{{ tip(item) }}\n"
SEEN, OPPORTUNITY = '<field code="{{ item.code }}-seen"></field>\n', '<field code="{{ item.code }}"></field>\n'
MORE = '<field code="{{ item.code }}-more"></field>\n{% endif %}\n'
EARLIER_ITEMS = (
    (f"{TIP}{SEEN}", f"{SEEN}{TIP}"),
    (f"{TIP}{OPPORTUNITY}", f"{OPPORTUNITY}{TIP}"),
    (f'{TIP}<field code="{{{{ item.code }}}}">\n', '<field code="{{ item.code }}">\n'),
    (MORE, f"{MORE}{TIP}"),
    ("</a><br>", "</a> "),
)


def test_an_earlier_workbook_s_notes_for_facilitators_are_no_answers_in_a_copy_without_formats(
    shipped: Toolkit, toolkits: Toolkits, tmp_path: Path
) -> None:
    """They stood behind the boxes, and the addresses of sources on the line of the source."""
    templates = tmp_path / "templates"
    shutil.copytree(installed.template("workbook.html").parent, templates)
    items = templates / "parts" / "items.html"
    text = items.read_text(encoding="utf-8")
    for now, earlier in EARLIER_ITEMS:
        assert now in text
        text = text.replace(now, earlier)
    items.write_text(text, encoding="utf-8")
    answers = {code: said for code, said in ANSWERS.items() if code != "G1-notes"}  # which begins as a question does
    path = made(build.page(shipped, "facilitator", templates=templates), "docx", tmp_path, answers)
    whole = reading.read(path, toolkits)

    read = reading.read(without_formats(path), toolkits)

    assert flat(read) == flat(whole)
    assert read.receipt.notes == ()


def test_a_note_for_facilitators_that_somebody_has_copied_into_a_box_stays_in_a_copy_without_formats(
    shipped: Toolkit, toolkits: Toolkits, tmp_path: Path
) -> None:
    note = next(item.facilitation for _, item in shipped.items() if item.code == "S1")
    assert note
    path = made(build.page(shipped, "facilitator"), "docx", tmp_path, {"S1": note.strip()})

    assert flat(reading.read(without_formats(path), toolkits)) == {"S1": note.strip()}


def test_an_answer_like_print_stays_in_a_copy_without_formats(
    shipped: Toolkit, page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    title, behind = shipped.kits[0].title, [kit.title for kit in shipped.kits if kit.part == "kit"][1]
    asked = {block.code: block for block in walk(page.blocks) if isinstance(block, FieldBox)}
    answers: dict[str, Value] = {
        "S1": title,
        "S2": f"1. {behind}",
        "S6": next(plain(each.runs) for each in asked["S6"].blocks if isinstance(each, Words)),
        "S7": f"{title} 2020",
        "S12": "2. ",
        "S16": f"{behind}\nmore",  # the next kit begins behind it
    }

    read = reading.read(without_formats(made(page, "docx", tmp_path, answers)), toolkits)

    assert flat(read) == answers


@pytest.mark.parametrize("styled", [True, False])
def test_questions_that_were_parted_from_their_boxes_are_answered(
    styled: bool, page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    path = made(page, "docx", tmp_path)
    document = Document(str(path))
    for control in list(document.element.iter(qn("w:sdt"))):
        for run in control.find(qn("w:sdtContent")):
            control.addprevious(run)
        holder(control).remove(control)
    for table in document.tables:
        if len(table.rows) == 2 and table.cell(0, 0).text.startswith("["):
            apart = document.add_paragraph()
            table._tbl.addnext(apart._p)
            for paragraph in reversed(table.cell(1, 0).paragraphs):
                apart._p.addnext(paragraph._p)
            table._tbl.remove(table.rows[1]._tr)
    for style in () if styled else list(document.element.iter(qn("w:pStyle"), qn("w:rStyle"))):
        holder(style).remove(style)
    document.save(str(path))

    read = reading.read(path, toolkits)

    assert flat(read) == ANSWERS
    assert read.receipt.notes == ()


def test_a_code_at_the_head_of_an_answer_is_known_by_what_stands_behind_it(page: Page) -> None:
    asked, other = page.fields["S3"].name, page.fields["S4"].name
    found = [Found("S3", label=asked, anchor="code"), Found("S3", label="see there", anchor="text")]

    assert answers_like_questions(found, page.fields) == {"S3": ["see there"]}
    assert answers_like_questions(found[1:], page.fields) == {}
    assert answers_like_questions([*found, Found("S4", label=other[:30], anchor="text")], page.fields).keys() == {"S3"}


def test_signs_that_were_typed_stay_in_a_copy_without_formats(page: Page, toolkits: Toolkits, tmp_path: Path) -> None:
    answers: dict[str, Value] = {"S1": "☐ open\n☑ done\n✓ good", "S3": "yes"}

    assert flat(reading.read(without_formats(made(page, "docx", tmp_path, answers)), toolkits)) == answers


def test_a_list_where_tables_became_text_loses_only_the_items_that_are_printed_right_behind_it(
    tiny_folder: Folder, tmp_path: Path
) -> None:
    asked = "  - {code: A8, kind: question, question: How else?, answer: text}\n"
    with (tiny_folder.path / "alpha.yaml").open("a", encoding="utf-8") as file:
        file.write(f'{asked}  - {{code: A9, kind: text, text: "- printed"}}\n')
    path = made(build.page(content.load(tiny_folder.path), "participant"), "docx", tmp_path, {"A8": "Beta"})
    without_tables(path, "Beta")  # as the next kit is called

    assert flat(reading.read(path, Toolkits([tiny_folder.path]))) == {"A8": "- Beta"}


def without_tables(path: Path, item: str) -> None:
    """Make a document's tables paragraphs, and a list's item of the one that reads so."""
    document = Document(str(path))
    styled = 0
    for table in document.tables:
        for paragraph in list(table._tbl.iter(qn("w:p"))):
            assert isinstance(paragraph, CT_P)
            if "".join(each.text or "" for each in paragraph.iter(qn("w:t"))) == item:
                paragraph.style = "ListBullet"
                styled += 1
            table._tbl.addprevious(paragraph)
        holder(table._tbl).remove(table._tbl)
    document.save(str(path))
    assert styled == 1


def without_formats(path: Path, mark: str = "") -> Path:
    """Return a copy in which all is paragraphs without a style, with `mark` before what is listed."""
    document, plain_ = Document(str(path)), Document()
    for block in document.iter_inner_content():
        for line in lines(block, mark):
            plain_.add_paragraph(line)
    for running in (document.sections[0].header, document.sections[0].footer):
        plain_.add_paragraph("\n".join(each.text for each in running.paragraphs))
    plain_.save(str(path.with_name("plain.docx")))
    return path.with_name("plain.docx")


def test_a_name_with_the_colon_that_earlier_workbooks_have_is_the_same_question(
    page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    path = made(page, "pdf", tmp_path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for each in pdf.Root.AcroForm.Fields:
            each.TU = str(each.TU).replace("? ", "?: ")
        pdf.save(path)

    assert reading.read(path, toolkits).receipt.notes == ()


def test_an_item_like_one_printed_further_on_stays_where_tables_became_text(
    tiny_folder: Folder, tmp_path: Path
) -> None:
    with (tiny_folder.path / "alpha.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {code: A8, kind: question, question: How else?, answer: text}\n")
        file.write('  - {code: A9, kind: text, text: "Words between.\\n\\n- printed"}\n')
    path = made(build.page(content.load(tiny_folder.path), "participant"), "docx", tmp_path, {"A8": "printed"})
    without_tables(path, "printed")

    assert flat(reading.read(path, Toolkits([tiny_folder.path]))) == {"A8": "printed"}
