"""Returns of every kind: answers exactly, a receipt that adds up, and words for what cannot be read."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pikepdf
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.text.paragraph import Paragraph

from toolkit_cli import formats
from toolkit_cli.building import build
from toolkit_cli.docx.writing import package
from toolkit_cli.errors import ReturnError
from toolkit_cli.files import zipped
from toolkit_cli.kits import content, fields
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.selection import Selection
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.returned import Found, Note, NoteKind, Returned
from toolkit_cli.returns import gather, reading
from toolkit_cli.returns.matching import AGAIN, MOVED, Questions, match
from toolkit_cli.returns.printed import PrintedLines
from toolkit_cli.returns.readfiles import read_all
from toolkit_cli.returns.receipt import WORDS, Receipt
from toolkit_cli.returns.toolkits import Toolkits
from toolkit_cli.returns.workbookprint import Print
from toolkit_cli.stamp import Stamp

from .conftest import Folder, MakePage
from .programs import converted
from .readback import ANSWERS, combined, flat, made
from .trees import holder


@pytest.fixture(scope="module")
def page(shipped_page: MakePage) -> Page:
    return shipped_page()


@pytest.fixture(scope="module")
def toolkits() -> Toolkits:
    return Toolkits()


@pytest.mark.parametrize("name", formats.NAMES)
def test_answers_come_back_exactly_from_either_format(
    name: str, page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    read = reading.read(made(page, name, tmp_path), toolkits)

    assert flat(read) == ANSWERS
    assert read.receipt.notes == ()
    assert set(read.receipt.answered) == set(ANSWERS)


@pytest.mark.parametrize("unattributed", [False, True])
@pytest.mark.parametrize("name", [*formats.NAMES, "odt"])
def test_what_others_have_said_in_a_combined_workbook_is_no_answer(
    name: str, unattributed: bool, shipped: Toolkit, toolkits: Toolkits, tmp_path: Path
) -> None:
    page, filled = combined(shipped, unattributed)
    path = tmp_path / f"combined.{name.replace('odt', 'docx')}"
    path.write_bytes(formats.write(path.suffix[1:], page, theme.load(), filled))
    path = converted(path, tmp_path, "odt") if name == "odt" else path

    read = reading.read(path, toolkits)

    assert flat(read) == ANSWERS
    assert {note.kind for note in read.receipt.notes} == (set() if name == "pdf" else {"said"})
    assert read.receipt.missing == ()


@pytest.mark.parametrize("name", formats.NAMES)
def test_a_blank_has_no_answer_and_no_note(name: str, page: Page, toolkits: Toolkits, tmp_path: Path) -> None:
    read = reading.read(made(page, name, tmp_path, {}), toolkits)

    assert flat(read) == {}
    assert (read.receipt.answered, read.receipt.missing, read.receipt.notes) == ((), (), ())
    assert len(read.receipt.empty) == len(page.fields)


@pytest.mark.parametrize("name", formats.NAMES)
def test_the_counts_add_up(name: str, page: Page, toolkits: Toolkits, tmp_path: Path) -> None:
    receipt = reading.read(made(page, name, tmp_path), toolkits).receipt

    assert receipt.fields == len(page.fields)
    assert sorted([*receipt.answered, *receipt.empty, *receipt.missing]) == sorted(page.fields)
    assert sum(receipt.anchors.values()) == len(page.fields)


@pytest.mark.parametrize("name", formats.NAMES)
def test_a_selection_is_held_against_its_own_blank(
    name: str, shipped: Toolkit, toolkits: Toolkits, tmp_path: Path
) -> None:
    chosen = Selection(only=("S", "D2"), order=("C", "S")).of(shipped)
    page = build.page(chosen, "facilitator")

    read = reading.read(made(page, name, tmp_path, {"D2-why": "Because.", "S3": "yes"}), toolkits)

    assert flat(read) == {"S3": "yes", "D2-why": "Because."}
    assert read.receipt.fields == len(page.fields)
    assert read.receipt.notes == ()


def test_a_personal_copy_is_known_by_its_id_and_a_shared_one_by_the_file(
    page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    own = replace(page, stamp=replace(page.stamp, copy="0123456789ab", personal=True))

    personal = reading.read(made(own, "pdf", tmp_path, file="own"), toolkits).response
    shared = reading.read(made(page, "pdf", tmp_path, file="shared"), toolkits).response

    assert personal.id == "0123456789ab"
    assert shared.id == shared.source.sha256[:12]


def test_answers_of_another_version_are_matched_by_code_and_noted(
    page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    fields = {
        **{code: field for code, field in page.fields.items() if code != "S1"},
        "S2": replace(page.fields["S2"], label="An older wording?"),
    }
    blocks = tuple(block for block in page.blocks)
    older = replace(page, fields={**page.fields, **fields}, blocks=blocks, stamp=replace(page.stamp, version="0.9"))

    read = reading.read(made(older, "pdf", tmp_path, {"S2": "An answer", "S3": "yes"}), toolkits)

    assert flat(read) == {"S2": "An answer", "S3": "yes"}
    assert [(note.kind, note.code) for note in read.receipt.notes] == [("changed", "S2"), ("version", "")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xff\xd8\xff\xe0 jpeg", "picture"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\x00\x00\x00\x18ftypheic", "picture"),
        (b"\x00\x00\x00\x18ftypisom", "film"),
        (b"[InternetShortcut]\r\nURL=https://x.org/a.docx", "shortcut"),
        (b"bplist00\xd1\x01\x02_\x10\x0fWebMainResource\xd0", "Safari"),
        (b"<?xml?>\n<plist><dict><key>WebMainResource</key><dict/></dict></plist>", "Safari"),
        (b"<html><body>a page</body></html>", "browser"),
        (b"PK\x03\x04 cut off", "broken"),
        (b"%PDF-1.7 cut off", "broken"),
        (b"\x7fELF\x00\x00\x00\x00", "neither a workbook"),
    ],
)
def test_what_is_no_return_is_told_in_words(data: bytes, words: str, toolkits: Toolkits, tmp_path: Path) -> None:
    path = tmp_path / "return.docx"
    path.write_bytes(data)

    with pytest.raises(ReturnError) as wrong:
        reading.read(path, toolkits)

    assert words in str(wrong.value)
    assert str(path) in str(wrong.value)
    assert wrong.value.exit_code == 3


def test_when_a_file_was_saved_is_told_in_utc_wherever_it_is_read(tmp_path: Path) -> None:
    path = Folder(tmp_path).write("a.docx", "x")
    os.utime(path, (1_616_155_200.5, 1_616_155_200.5))

    assert reading.saved(path) == "2021-03-19T12:00:00+00:00"


@pytest.mark.parametrize(("seconds", "date"), [(-11_644_473_600, "1601-01-01T00:00:00+00:00"), (3e11, "")])
def test_a_file_with_a_date_that_no_calendar_has_is_read(
    seconds: float, date: str, page: Page, toolkits: Toolkits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(page, "docx", tmp_path)
    monkeypatch.setattr(os.path, "getmtime", lambda _: seconds)  # few disks take it

    read = reading.read(path, toolkits)

    assert (flat(read), read.response.source.saved) == (ANSWERS, date)


def test_a_file_is_known_by_its_bytes_and_not_by_its_name(page: Page, toolkits: Toolkits, tmp_path: Path) -> None:
    path = made(page, "pdf", tmp_path).rename(tmp_path / "return.docx")

    assert reading.read(path, toolkits).receipt.format == "pdf"


def test_a_workbook_of_a_toolkit_that_is_not_here_says_so(page: Page, toolkits: Toolkits, tmp_path: Path) -> None:
    foreign = replace(page, stamp=replace(page.stamp, toolkit="covid20"))

    with pytest.raises(ReturnError, match=r"'covid20', which is not here.*--toolkit"):
        reading.read(made(foreign, "pdf", tmp_path), toolkits)


# What stands around every page


def with_running_line(data: bytes, name: str, words: str) -> bytes:
    """Return a DOCX with a paragraph more in one of its running lines, as people type it there."""
    parts = zipped.unpacked(data)
    end = {"header": b"</w:hdr>", "footer": b"</w:ftr>"}[name]
    typed = f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>".encode()
    part = f"word/{name}1.xml"
    return zipped.packed({**parts, part: parts[part].replace(end, typed + end)})


@pytest.mark.parametrize("line", ["header", "footer"])
def test_words_typed_in_a_running_line_are_noted(line: str, page: Page, toolkits: Toolkits, tmp_path: Path) -> None:
    path = made(page, "docx", tmp_path, {})
    path.write_bytes(with_running_line(path.read_bytes(), line, "Programme North, confidential"))

    notes = reading.read(path, toolkits).receipt.notes

    assert notes == (Note("stray", text="Programme North, confidential", place=line),)


def test_the_running_lines_of_a_theme_are_no_words_of_anybodys(page: Page, toolkits: Toolkits, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text('header: "Our house, 2 Street"\nfooter: "{title} — {copy}"\n', encoding="utf-8")
    path = tmp_path / "own.docx"
    path.write_bytes(formats.write("docx", page, theme.load(tmp_path / "own.yaml"), Fill()))
    typed = tmp_path / "typed.docx"
    typed.write_bytes(with_running_line(path.read_bytes(), "header", "Our house"))

    assert reading.read(path, toolkits).receipt.notes == ()
    assert reading.read(typed, toolkits).receipt.notes == (Note("stray", text="Our house", place="header"),)


@pytest.mark.parametrize("lang", ["it", "el"])
def test_a_return_that_has_lost_its_stamp_is_read_in_the_language_of_its_questions(
    lang: str, toolkits: Toolkits, tmp_path: Path
) -> None:
    """As pandoc writes it: without properties and controls, so that an option is known by its label alone."""
    spoken = build.page(toolkits.toolkit("covid19", lang), "participant")
    path = made(spoken, "docx", tmp_path, {"S3": "yes"})
    change_body(path, lambda body: re.sub(r"<w:sdtPr>.*?</w:sdtPr>", "<w:sdtPr/>", body))
    without_properties(path)

    read = reading.read(path, toolkits)

    assert dict(read.response.answers) == {"S3": "yes"}
    assert read.toolkit.lang == lang
    assert read.receipt.notes == ()


def change_body(path: Path, change: Callable[[str], str]) -> None:
    """Change the main part of a DOCX, as XML."""
    parts = zipped.unpacked(path.read_bytes())
    path.write_bytes(zipped.packed({**parts, package.MAIN: change(parts[package.MAIN].decode()).encode()}))


def table_of(body: str, code: str) -> str:
    """Return the table of a question as XML."""
    at = body.index(f">[{code}]")
    return body[body.rindex("<w:tbl>", 0, at) : body.index("</w:tbl>", at) + len("</w:tbl>")]


def without_properties(path: Path) -> None:
    """Take a DOCX's properties out, as programs do that make a file of their own."""
    parts = zipped.unpacked(path.read_bytes())
    kept = {name: part for name, part in parts.items() if not name.startswith("docProps/")}
    kept["_rels/.rels"] = re.sub(rb"<Relationship [^>]*docProps[^>]*/>", b"", kept["_rels/.rels"])
    path.write_bytes(zipped.packed(kept))


@pytest.mark.parametrize("without", [(), ("R",)])
def test_a_selection_without_properties_is_told_by_its_questions(
    without: tuple[str, ...], shipped: Toolkit, toolkits: Toolkits, tmp_path: Path
) -> None:
    chosen = Selection(skip=("S3", "G", *without)).of(shipped)
    path = made(build.page(chosen, "participant"), "docx", tmp_path, {"S1": "One"})
    without_properties(path)

    receipt = reading.read(path, toolkits).receipt

    assert (receipt.answered, receipt.missing) == (("S1",), ())
    assert receipt.fields == len(build.page(chosen, "participant").fields)
    left = ", ".join([*without, "S3", "G0a", "G1", "G2", "G3", "G4", "G5"])
    text = f"the file does not say which questions its workbook had; these are not in it: {left}"
    assert receipt.notes == (Note("version", text=text),)


@pytest.mark.parametrize(("left_out", "told"), [(("I15",), "I15"), (("I", "S3"), "I15, S3")])
def test_a_selection_whose_items_the_keywords_have_no_room_for_is_told_by_its_questions(
    left_out: tuple[str, ...], told: str, shipped: Toolkit, toolkits: Toolkits, tmp_path: Path
) -> None:
    chosen = build.page(Selection(skip=left_out).of(shipped), "participant")
    path = made(chosen, "docx", tmp_path, {"S1": "One"})
    parts = zipped.unpacked(path.read_bytes())
    del parts["docProps/custom.xml"]
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = re.sub(rb"<dc:identifier[^>]*>[^<]*</dc:identifier>", b"", core)
    path.write_bytes(zipped.packed(parts))

    receipt = reading.read(path, toolkits).receipt

    text = f"the file does not say which questions its workbook had; these are not in it: {told}"
    assert (receipt.fields, receipt.missing) == (len(chosen.fields), ())
    assert receipt.notes == (Note("version", text=text),)


def test_questions_that_were_deleted_under_their_heading_are_missing(
    page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    gone = ("D1-stance", "D1-why", "D1-pros", "D1-cons")

    def without_questions(body: str) -> str:
        for code in gone:
            body = body.replace(table_of(body, code), "")
        return body

    path = made(page, "docx", tmp_path, {"S1": "One"})
    change_body(path, without_questions)
    without_properties(path)

    receipt = reading.read(path, toolkits).receipt

    assert receipt.missing == gone
    assert receipt.notes == ()


def test_a_whole_workbook_without_properties_says_nothing_of_it(page: Page, toolkits: Toolkits, tmp_path: Path) -> None:
    path = made(page, "docx", tmp_path)
    without_properties(path)

    assert reading.read(path, toolkits).receipt.notes == ()


@pytest.mark.parametrize("personal", [True, False])
@pytest.mark.parametrize("lang", ["en", "it"])
def test_a_personal_copy_without_properties_is_known_by_its_cover(
    lang: str, personal: bool, toolkits: Toolkits, tmp_path: Path
) -> None:
    """As DevExpress's editor saves it: another save of it, which no such program has touched, is the same copy."""
    spoken = build.page(toolkits.toolkit("covid19", lang), "participant")
    own = replace(spoken, stamp=replace(spoken.stamp, copy="0123456789ab", personal=personal))
    path = made(own, "docx", tmp_path, {"S1": "One"})
    without_properties(path)

    read = reading.read(path, toolkits)

    assert read.response.id == ("0123456789ab" if personal else read.receipt.sha256[:12])
    assert dict(read.response.answers) == {"S1": "One"}
    assert read.receipt.notes == ()


@pytest.mark.parametrize("code", ["S3", "S3a", "S10", "G1r1"])
def test_a_question_that_was_copied_brings_no_words_of_anybodys(
    code: str, page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    path = made(page, "docx", tmp_path, {})
    change_body(path, lambda body: body.replace("<w:sectPr", f"{table_of(body, code)}<w:sectPr", 1))

    receipt = reading.read(path, toolkits).receipt

    assert code in receipt.twice
    assert [note for note in receipt.notes if note.kind != "twice"] == []


@pytest.mark.parametrize(("name", "code"), [("S1-copy", "S1"), ("S2-copy2", "S2"), ("S99-copy", "")])
def test_a_field_with_the_name_of_a_copy_is_that_field(
    name: str, code: str, toolkits: Toolkits, tmp_path: Path
) -> None:
    path = tmp_path / "a.xfdf"
    field = f'<field name="{name}"><value>x</value></field><field name="S14"><value>y</value></field>'
    path.write_text(f'<xfdf xmlns="http://ns.adobe.com/xfdf/"><fields>{field}</fields></xfdf>', encoding="utf-8")

    read = reading.read(path, toolkits)

    assert read.response.answers == {**({code: "x"} if code else {}), "S14": "y"}
    assert ["gone"] * (not code) == [note.kind for note in read.receipt.notes if note.kind == "gone"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("pdf", "missing: S1, S2"),
        ("xfdf", "missing (of form data, programs may leave empty fields out): S1, S2"),
    ],
)
def test_a_receipt_says_why_fields_may_be_missing_in_form_data(name: str, said: str) -> None:
    """Nutrient's form data, for one, have no field that is empty."""
    receipt = Receipt(f"a.{name}", name, "0" * 64, missing=("S1", "S2"))

    assert str(receipt).splitlines()[-1].strip() == said


@pytest.mark.parametrize("note", ["[Anna] in May", "[A77] in May", "[X] yes"])
def test_words_in_brackets_above_a_question_are_no_code(
    note: str, page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    def with_note(body: str) -> str:
        at = body.rindex("<w:p>", 0, body.index("[S4a]"))
        return f"{body[:at]}<w:p><w:r><w:t>{note}</w:t></w:r></w:p>{body[at:]}"

    path = made(page, "docx", tmp_path, {"S4a": "Mine"})
    change_body(path, with_note)

    read = reading.read(path, toolkits)

    assert read.response.answers == {"S4a": "Mine"}
    assert [(told.kind, told.text) for told in read.receipt.notes] == [("stray", note)]


@pytest.mark.parametrize("written", ["[Anna]", "[S4new]", "S4a"])
def test_what_was_written_in_the_place_of_a_code_is_noted(
    written: str, page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    path = made(page, "docx", tmp_path, {"S4a": "Mine"})
    change_body(path, lambda body: body.replace("<w:t>[S4a]</w:t>", f"<w:t>{written}</w:t>"))

    read = reading.read(path, toolkits)

    assert read.response.answers == {"S4a": "Mine"}
    assert [(told.kind, told.text, told.near) for told in read.receipt.notes] == [("stray", written, "S4a")]


@pytest.mark.parametrize(("given", "taken"), [("Under its question", "Under its question"), ("", "Copied")])
def test_the_box_under_its_question_goes_before_one_that_was_copied_into_print(
    given: str, taken: str, page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    path = made(page, "docx", tmp_path, {"S1": given} if given else {})
    copied = '<w:sdt><w:sdtPr><w:tag w:val="S1"/></w:sdtPr><w:sdtContent><w:r><w:t>Copied</w:t></w:r></w:sdtContent>'
    title = f"<w:t>{page.title}</w:t></w:r>"
    change_body(path, lambda body: body.replace(title, f"{title}{copied}</w:sdt>", 1))

    read = reading.read(path, toolkits)

    assert read.response.answers == {"S1": taken}
    assert [note.kind for note in read.receipt.notes] == ["twice"]


def test_words_at_a_question_are_kept_from_a_workbook_of_another_version(
    page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    older = replace(page, stamp=replace(page.stamp, version="0.9"))
    path = made(older, "docx", tmp_path, {})
    document = Document(str(path))
    asked = next(each for each in document.element.body.iter(qn("w:p")) if "[S2]" in "".join(each.itertext()))
    assert isinstance(asked, CT_P)
    Paragraph(asked, document._body).add_run(" By phone only.")
    document.save(str(path))

    notes = reading.read(path, toolkits).receipt.notes

    assert [(note.near, note.text) for note in notes if note.kind == "stray"] == [("S2", "By phone only.")]


@pytest.mark.parametrize("said", ["Yes", "– No", "Perhaps"])
def test_what_is_typed_behind_a_question_is_noted_though_it_is_an_option(
    said: str, page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    path = made(page, "docx", tmp_path, {})
    document = Document(str(path))
    (asked,) = (each for each in document.element.body.iter(qn("w:p")) if "".join(each.itertext()).startswith("[S3]"))
    Paragraph(asked, document._body).add_run(f" {said}")
    document.save(str(path))

    assert reading.read(path, toolkits).receipt.notes == (Note("stray", said, near="S3"),)


def test_how_a_question_is_answered_is_known_behind_it_without_its_style(
    page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    path = made(page, "docx", tmp_path, {})
    document = Document(str(path))
    for run in document.element.body.iter(qn("w:r")):
        if run.style == "Hint":
            run.style, run.text = None, run.text.replace("\u2003", " ")
    document.save(str(path))

    assert reading.read(path, toolkits).receipt.notes == ()


def test_what_no_text_can_hold_is_no_part_of_a_note(page: Page, toolkits: Toolkits, tmp_path: Path) -> None:
    path = made(page, "pdf", tmp_path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        said = "Who\x1b[31m: \x07red"
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[9, 9, 20, 20], Contents=said
        )
        pdf.pages[0].obj.Annots.append(pdf.make_indirect(note))
        pdf.save(path)

    read = reading.read(path, toolkits)

    assert [note.text for note in read.receipt.notes if note.kind == "comment"] == ["Who[31m: red"]
    assert read.response.notes == read.receipt.notes


@pytest.mark.parametrize(
    "text",
    [
        '{"id": "x", "answers": {"S1": "One"}, "toolkit": "covid19"}',
        'version: "1.0"\nanswers:\n  S1: |\n    One\n    toolkit: abc\ntoolkit: covid19\n',
    ],
)
def test_an_answers_file_is_of_the_toolkit_that_it_names_wherever_it_does(
    text: str, toolkits: Toolkits, tmp_path: Path
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")

    (read,), problems = read_all([path], toolkits)
    (taken,) = gather.gather([path], toolkits).responses

    assert problems == []
    assert read.response.answers == taken.answers


def test_every_kind_of_note_has_its_words() -> None:
    assert set(WORDS) == set(get_args(NoteKind))


@pytest.mark.parametrize("key", ["answers: {A4: 3}", "respondent: {organisation: North}", "responses: []"])
def test_an_answers_file_is_known_by_any_of_its_keys(key: str, tiny_folder: Folder, folder: Folder) -> None:
    path = folder.write("a.yaml", f"{key}\n")

    _, wrong = read_all([path], Toolkits([tiny_folder.path]))

    assert [each.what for each in wrong] == ["This answers file does not say to which toolkit it belongs."]


@pytest.mark.parametrize(("label", "told"), [("again", AGAIN), ("", MOVED)])
def test_an_empty_box_whose_answer_stands_elsewhere_is_told(
    label: str, told: str, tiny_fields: dict[str, Field]
) -> None:
    asked = tiny_fields["A3"].name
    found = (Found("A3", "", label=asked), Found("A3", "we rang", label=label and asked))

    matched = match(Questions(tiny_fields, tiny_fields, True), Returned("docx", None, found))

    assert matched.values == {"A3": "we rang"}
    assert [note.text for note in matched.notes] == [told]


@pytest.mark.parametrize("mark", ["", "•", "– "])
def test_a_printed_paragraph_may_stand_cut_into_lines(mark: str) -> None:
    printed = PrintedLines(Counter({"onetwothree": 1, "onetwo": 0}), Counter(), {"Copy7Pageof"})

    assert printed.take_cut([f"{mark}one ", "two", "three", "four"]) == 3
    assert printed.take_cut([f"{mark}one ", "two", "three"]) == 0  # it is taken
    assert printed.take_cut(["Copy 7", "Page 2 of 13", "Copy 7"]) == 2
    assert printed.take_cut(["Copy 7", "mine", "Page 2 of 13"]) == 0


def test_a_word_may_be_parted_where_print_is_cut() -> None:
    assert PrintedLines(Counter({"onetwo-three": 1}), Counter(), set()).take_cut(["o-", "ne two-", "three"]) == 3


def test_printed_paragraphs_may_be_joined_but_with_nothing_else() -> None:
    printed = PrintedLines(Counter({"Head": 1, "Headword": 1, "words.": 2}), Counter({"Chapter": 2}), set())

    assert not printed.take_joined("Head words. mine")
    assert printed.take_joined("Headwordwords.")
    assert printed.take_joined("Chapter\nHead words.")
    assert not printed.take_joined("Head")  # it is taken
    short = PrintedLines(Counter({"no": 1, "some": 1, "all": 1}), Counter(), set())
    assert short.take_joined("no  some  all")  # the words of a chart, which stand in one line
    bullets = PrintedLines(Counter({"Onething.": 1, "Another–thing": 1}), Counter(), set())
    assert bullets.unprinted(["•One thing. • Another–thing", "•One thing. • mine"]) == ["•One thing. • mine"]


def test_a_bullet_in_a_line_of_its_own_is_somebodys_before_words_of_somebodys() -> None:
    """LibreOffice puts it into a frame of its own where it makes a document of a PDF."""
    printed = PrintedLines(Counter({"Onething.": 1, "Anotherthing.": 1}), Counter(), set())

    said = ["•", "•", "One thing.", "•", "", "mine", "•", "Another thing.", "-", "•"]
    assert printed.unprinted(said) == ["•", "", "mine", "-"]


def test_lines_that_were_joined_may_have_words_that_were_parted_where_a_line_ended() -> None:
    printed = PrintedLines(Counter({"Awholenumber": 1, "Forthefollow-up.": 1, "Head": 1}), Counter(), set())

    assert not printed.take_joined("A whole num-ber mine")
    assert printed.take_joined("A whole num-ber For the fol-low-up.")
    assert not printed.take_joined("-")


def test_paragraphs_that_a_program_has_joined_are_no_words_of_anybodys(
    page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    path = made(page, "docx", tmp_path)
    document = Document(str(path))
    joined = 0
    for one, two in reversed(list(zip(document.paragraphs, document.paragraphs[1:], strict=False))):
        if one.style and one.style.name.startswith("Heading") and one._p.getnext() is two._p and two.text:
            for run in two._p.r_lst:
                one._p.append(run)
            one._p.getparent().remove(two._p)  # type: ignore[union-attr]  # it stands in the document's body
            joined += 1
    document.save(str(path))

    read = reading.read(path, toolkits)

    assert joined > 10
    assert flat(read) == ANSWERS
    assert read.receipt.notes == ()


def test_lines_that_became_paragraphs_bring_no_words_of_anybodys(
    page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    path = made(page, "docx", tmp_path)
    document = Document(str(path))
    for paragraph in document.paragraphs:
        words = paragraph.text.split(" ")
        if len(words) > 12 and paragraph.style and paragraph.style.name in ("Body Text", "List Bullet"):
            paragraph.insert_paragraph_before(" ".join(words[:6]) + " ")
            paragraph.insert_paragraph_before(" ".join(words[6:9]))
            paragraph.text = " ".join(words[9:])
    for chart in page.charts.values():  # as a program writes that does not print pictures
        document.paragraphs[-1].insert_paragraph_before(chart.alt)
    source = next(each for each in document.paragraphs if each.text.startswith("Source:"))
    before = source._p.getprevious()
    assert isinstance(before, CT_P)
    source.insert_paragraph_before(f"{Paragraph(before, source._parent).text}\n{source.text}")  # they became one
    for each in (before, source._p):
        holder(each).remove(each)
    document.paragraphs[-1].insert_paragraph_before("Ours.")
    for table in document.tables:
        first = table.cell(0, 0).paragraphs
        for guidance in first[1:] if first[0].text.startswith("[S") else ():
            first[0].add_run(f"\n{guidance.text}")
            holder(guidance._p).remove(guidance._p)
    document.save(str(path))

    read = reading.read(path, toolkits)

    assert flat(read) == ANSWERS
    assert [(note.kind, note.text) for note in read.receipt.notes] == [("stray", "Ours.")]


@pytest.mark.parametrize("line", ["Page3of40–Kit", "Page3of–Kit", "Pageof–Kit"])
def test_a_running_line_may_have_two_numbers_of_its_own(line: str) -> None:
    assert PrintedLines(Counter(), Counter(), {"Pageof–Kit"}).runs(line)


def test_the_receipt_of_an_answers_file_counts_the_lines_about_who_answers(tiny_folder: Folder, folder: Folder) -> None:
    path = folder.write("a.yaml", "toolkit: tiny\nrespondent: {organisation: North}\nanswers: {A4: 3}\n")

    (read,), _ = read_all([path], Toolkits([tiny_folder.path]))

    assert read.receipt.answered == ("R-organisation", "A4")
    assert "R-date" in read.receipt.empty and not {"R-organisation", "A4"} & {*read.receipt.empty}


def test_fields_that_a_merge_has_filled_in_are_answered_and_not_missing(tiny_folder: Folder, folder: Folder) -> None:
    said = "earlier: [{answers: {A2: yes}}], missing: 'organisation, A2, A4, B3', filled: A2"
    path = folder.write("m.yaml", f"toolkit: tiny\nresponses: [{{id: c1, answers: {{A2: yes, A3: x}}, {said}}}]\n")
    toolkits = Toolkits([tiny_folder.path])

    (read,), _ = read_all([path], toolkits)
    gathered = gather.gather([path], toolkits)

    assert (read.receipt.answered, read.receipt.missing) == (("A2", "A3"), ("R-organisation", "A4", "B3"))
    assert gathered.states == {"answered": 2, "empty": len(read.receipt.empty), "missing": 3}
    assert read.receipt.fields == len(fields.known(toolkits.toolkit("tiny")))


def test_the_name_of_the_next_kit_is_in_no_answer_of_print(tiny_folder: Folder) -> None:
    """LibreOffice prints a DOCX with it at the head of a page, in a band as wide as the box on the page before."""
    tiny = content.load(tiny_folder.path)
    told = Found("A7", "By hand\n■\u2002Kit 2\nBeta", anchor="code")

    (found,) = Print(tiny, Returned("pdf", None, (told,), loose=(), printed_out=True)).unprinted().found

    assert found.text == "By hand"


@pytest.mark.parametrize(("said", "date"), [("19 March 2021", "2021-03-19"), ("41", "41"), ("9", "9")])
def test_an_answer_of_print_may_be_what_a_chart_or_the_contents_behind_it_say(
    said: str, date: str, page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    by_hand = made(replace(page, by_hand=True), "pdf", tmp_path, {"R-organisation": "North", "R-date": said})

    assert reading.read(by_hand, toolkits).response.respondent == {"organisation": "North", "date": date}


def test_a_toolkit_s_folder_among_returns_is_told_how_to_give_it(tiny_folder: Folder) -> None:
    with pytest.raises(ReturnError, match="put --toolkit before it"):
        reading.read_file(tiny_folder.path, Toolkits())


def test_a_receipt_leaves_out_what_pages_of_print_do_not_tell_of_the_workbook() -> None:
    known = Stamp("tiny", "1.0", "", "", "", copy="0123456789ab")

    assert str(Receipt("a.pdf", "pdf", "0" * 64, known)).splitlines()[0] == "a.pdf (PDF, tiny 1.0, copy 0123456789ab)"


def test_the_receipts_of_a_merged_file_say_whose_each_is(tiny_folder: Folder, folder: Folder) -> None:
    listed = "responses:\n- {id: c1, respondent: {organisation: North}, answers: {A4: 3}}\n- {answers: {A4: 4}}\n"
    path = folder.write("m.yaml", f"toolkit: tiny\n{listed}")

    reads, _ = read_all([path], Toolkits([tiny_folder.path]))

    assert [str(read.receipt).splitlines()[0] for read in reads] == [
        "m.yaml: response 1, North, c1 (ANSWERS)",
        "m.yaml: response 2 (ANSWERS)",
    ]
    assert [read.receipt.as_data()["whose"] for read in reads] == ["response 1, North, c1", "response 2"]
