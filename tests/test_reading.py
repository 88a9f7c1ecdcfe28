"""Returns of every kind: answers exactly, a receipt that adds up, and words for what cannot be read."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from textwrap import wrap
from typing import get_args

import pikepdf
import pytest
import yaml
from click.testing import CliRunner
from docx import Document
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from PIL import Image

from toolkit_cli import cli, formats
from toolkit_cli.building import build
from toolkit_cli.docx.writing import package
from toolkit_cli.errors import ReturnError, TranslationError
from toolkit_cli.files import installed, zipped
from toolkit_cli.kits import content, fields, words
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.selection import Selection
from toolkit_cli.kits.values import Value
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import Fill
from toolkit_cli.layout.page import FieldBox, Page, plain, walk
from toolkit_cli.layout.page import Paragraph as Words
from toolkit_cli.pdf.reading import extract
from toolkit_cli.responses import filling
from toolkit_cli.responses.response import Response
from toolkit_cli.returned import Found, Note, NoteKind, Returned
from toolkit_cli.returns import gather, reading
from toolkit_cli.returns.design import Design
from toolkit_cli.returns.matching import AGAIN, MOVED, Questions, answers_like_questions, match
from toolkit_cli.returns.mergefiles import MergeOptions, combine
from toolkit_cli.returns.printed import PrintedLines
from toolkit_cli.returns.readfiles import read_all
from toolkit_cli.returns.receipt import WORDS, Read, Receipt
from toolkit_cli.returns.toolkits import Toolkits
from toolkit_cli.returns.workbookprint import Print
from toolkit_cli.returns.workbookreader import UNSURE
from toolkit_cli.stamp import Stamp

from . import docx_markup
from .conftest import Folder, missing
from .programs import converted
from .trees import holder

ANSWERS: dict[str, Value] = {
    "R-organisation": "Κέντρο „Север“",
    "R-date": "2021-03-19",
    "S1": "  One\n\n\ttwo “ελ” 😀\nthree ",
    "S3": "no",
    "S10": "14",
    "S13": "unsure",
    "G1r1": "planned",
    "G1-notes": "[S3] is no code here",
}


@pytest.fixture(scope="module")
def toolkit() -> Toolkit:
    return content.load(installed.default_toolkit())


@pytest.fixture(scope="module")
def page(toolkit: Toolkit) -> Page:
    return build.page(toolkit, "participant")


@pytest.fixture(scope="module")
def toolkits() -> Toolkits:
    return Toolkits()


def made(page: Page, name: str, folder: Path, values: dict[str, Value] | None = None, file: str = "north") -> Path:
    path = folder / f"{file}.{name}"
    path.write_bytes(formats.write(name, page, theme.load(), Fill(values=ANSWERS if values is None else values)))
    return path


def flat(read: Read) -> dict[str, Value]:
    who = {f"R-{name}": value for name, value in read.response.respondent.items()}
    return {**who, **read.response.answers}


@pytest.mark.parametrize("name", formats.NAMES)
def test_answers_come_back_exactly_from_either_format(
    name: str, page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    read = reading.read(made(page, name, tmp_path), toolkits)

    assert flat(read) == ANSWERS
    assert read.receipt.notes == ()
    assert set(read.receipt.answered) == set(ANSWERS)


def combined(toolkit: Toolkit, unattributed: bool) -> tuple[Page, Fill]:
    """Return a combined workbook of many answers, in which somebody has answered, too."""
    said = words.of(toolkit)
    known = fields.of(toolkit, said)
    given: dict[str, Value] = {code: option for code, field in known.items() for option in field.labels}
    given |= {code: "One.\n\nTwo of it. " * 12 for code, field in known.items() if field.kind == "text"}
    whose = [{"organisation": f"Place {number}", "role": "[S3]", "date": "2021-08-17"} for number in range(5)]
    responses = [Response({**given, "S10": "7", "S13": "it depends"}, who) for who in whose]
    filled = filling.fill(responses, toolkit, known, said, unattributed)
    filled = replace(filled, values=ANSWERS)
    return build.page(toolkit, "facilitator", filled), filled


@pytest.mark.parametrize("unattributed", [False, True])
@pytest.mark.parametrize("name", [*formats.NAMES, "odt"])
def test_what_others_have_said_in_a_combined_workbook_is_no_answer(
    name: str, unattributed: bool, toolkit: Toolkit, toolkits: Toolkits, tmp_path: Path
) -> None:
    page, filled = combined(toolkit, unattributed)
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
    name: str, toolkit: Toolkit, toolkits: Toolkits, tmp_path: Path
) -> None:
    chosen = Selection(only=("S", "D2"), order=("C", "S")).of(toolkit)
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


def command(*given: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli.cli, ["read", *(str(each) for each in given)], catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr


def test_a_glob_that_the_shell_left_is_read(page: Page, tmp_path: Path) -> None:
    made(page, "pdf", tmp_path, file="north")
    made(page, "docx", tmp_path, file="south")

    code, _, err = command("-o", tmp_path / "all.yaml", tmp_path / "*th.*")

    assert code == 0
    assert "north.pdf (PDF" in err and "south.docx (DOCX" in err


def test_the_command_writes_answers_and_a_receipt(page: Page, tmp_path: Path) -> None:
    path = made(page, "pdf", tmp_path)

    code, out, err = command(path, "-o", tmp_path / "north.json", "--receipt", tmp_path / "receipt.json")

    assert (code, out.strip()) == (0, str(tmp_path / "north.json"))
    assert f"{len(ANSWERS)} of {len(page.fields)} fields answered" in err
    answers = json.loads((tmp_path / "north.json").read_text(encoding="utf-8"))
    assert (answers["toolkit"], answers["answers"]["S10"], answers["answers"]["S3"]) == ("covid19", 14, "no")
    (receipt,) = json.loads((tmp_path / "receipt.json").read_text(encoding="utf-8"))["receipts"]
    assert receipt["fields"] == len(receipt["answered"]) + len(receipt["empty"]) + len(receipt["missing"])


@pytest.mark.parametrize("name", formats.NAMES)
def test_a_workbook_that_was_printed_with_ones_own_words_and_marks_says_nothing_of_itself(
    shipped: Toolkit, tmp_path: Path, name: str
) -> None:
    (tmp_path / "words.yaml").write_text("en:\n  option_yes: Yea\n  notes: What you think\n", encoding="utf-8")
    (tmp_path / "look.yaml").write_text('kits: [{colour: "#0f766e", tint: "#e6f4f2", mark: "A"}]\n', encoding="utf-8")
    page = build.page(shipped, "participant", templates=tmp_path)
    path = tmp_path / f"own.{name}"
    path.write_bytes(formats.write(name, page, theme.load(tmp_path / "look.yaml", templates=tmp_path), Fill()))

    code, _, err = command(path, "--templates", tmp_path, "--theme", tmp_path / "look.yaml", "--strict")

    assert (code, "×" in err) == (0, False)
    assert command(path, "--strict")[0] == 4


@pytest.mark.parametrize("name", formats.NAMES)
def test_a_workbook_in_a_language_of_which_only_ones_own_words_are_there_is_read_in_it(
    tiny_folder: Folder, tmp_path: Path, name: str
) -> None:
    own = Folder(tmp_path / "own").write("words.yaml", "pl: {option_yes: Tak, option_no: Nie, notes: Notatki}\n").parent
    answers = Folder(tmp_path).write("a.yaml", "toolkit: tiny\nanswers: {A2: Tak}\n")
    path, told = tmp_path / f"pl.{name}", list[str]()
    options = build.BuildOptions(tiny_folder.path, "pl", answers=answers, templates=own, output=path)
    build.build(options, warn=told.append)

    found = reading.read(path, Toolkits((tiny_folder.path,), design=Design(own)))

    assert (found.toolkit.lang, found.response.answers, found.receipt.notes) == ("pl", {"A2": "yes"}, ())
    assert [re.sub("[0-9]+", "#", sentence) for sentence in told] == [
        "pl: none of the # texts is translated: they are printed in 'en'.",
        "pl: # of the workbook's own # words and phrases are not translated, and printed in 'en'.",
    ]
    with pytest.raises(TranslationError, match="no translation into 'pl'"):
        build.build(replace(options, templates=None, force=True))


@pytest.mark.parametrize("name", formats.NAMES)
def test_every_question_that_was_asked_otherwise_is_told_once_and_by_no_other_note(
    tiny_folder: Folder, tmp_path: Path, name: str
) -> None:
    path = tmp_path / f"tiny.{name}"
    build.build(build.BuildOptions(tiny_folder.path, output=path))
    before = {"A2": "Did it work?", "A4": "How many?", "A6": "At what level?", "A7": "By what means?"}
    for asked in before.values():
        tiny_folder.change("alpha.yaml", f"question: {asked}", f"question: Not so. {asked.lower()}")

    notes = reading.read(path, Toolkits((tiny_folder.path,))).receipt.notes

    assert notes == tuple(Note("changed", text=f"asked there: {asked}", code=code) for code, asked in before.items())


@pytest.mark.parametrize("name", formats.NAMES)
def test_a_question_that_is_shorter_now_is_no_word_of_anybodys(tiny_folder: Folder, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"tiny.{name}"
    tiny_folder.change("alpha.yaml", "question: Did it work?", "question: Did it work? And how?")
    build.build(build.BuildOptions(tiny_folder.path, output=path))
    tiny_folder.change("alpha.yaml", "question: Did it work? And how?", "question: Did it work?")

    (note,) = reading.read(path, Toolkits((tiny_folder.path,))).receipt.notes

    # In a DOCX somebody may have written behind the question.
    told = {"pdf": Note("changed", text="asked there: Did it work? And how?", code="A2")}
    assert note == told.get(name, Note("stray", text="And how?", near="A2"))


@pytest.mark.parametrize("name", formats.NAMES)
def test_of_a_workbook_of_another_version_both_versions_are_told_and_nothing_else(
    name: str, page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    older = replace(page, stamp=replace(page.stamp, version="0.9"))

    notes = reading.read(made(older, name, tmp_path), toolkits).receipt.notes

    text = f"the workbook is of version 0.9, the toolkit here is {page.stamp.version}"
    assert notes == (Note("version", text=text),)


def test_the_file_of_receipts_has_what_could_not_be_read_with_its_line_and_what_was_skipped(
    folder: Folder, tiny_folder: Folder
) -> None:
    given = folder.write("a.yaml", "toolkit: tiny\nanswers:\n  A4: few\n"), folder.write("~$b.docx", "x")

    command(*given, "--toolkit", tiny_folder.path, "--receipt", folder.path / "r.json")

    told = json.loads((folder.path / "r.json").read_text(encoding="utf-8"))
    assert [(each["file"], each["line"]) for each in told["unread"]] == [(str(given[0]), 3)]
    assert told["unread"][0]["problem"].startswith("The answer to 'A4' is 'few'")
    assert [each["file"] for each in told["skipped"]] == [str(given[1])]


@pytest.mark.parametrize("option", ["--toolkit", "--theme"])
@pytest.mark.parametrize("named", [("read",), ("check", "--privacy"), ("merge", "-o", "merged.yaml")])
def test_what_is_wrong_in_a_toolkit_or_theme_of_one_s_own_is_told_once_and_is_no_fault_of_the_returns(
    folder: Folder, named: tuple[str, ...], option: str
) -> None:
    given = [folder.write(name, "toolkit: covid19\nanswers: {S1: x}\n") for name in ("a.yaml", "b.yaml")]
    missing = folder.path / "none"

    done = CliRunner().invoke(cli.cli, [*named, *map(str, given), option, str(missing)])

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1 and done.stderr.startswith(f"{missing}: ")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [("words.yaml", "en:\n  prosss: For\n", "No template asks for the word"), ("workbook.html", "<h9>A</h9>", "<h9>")],
)
def test_what_is_wrong_in_templates_of_one_s_own_is_told_once(
    folder: Folder, page: Page, tmp_path: Path, name: str, text: str, told: str
) -> None:
    given = [made(page, "docx", tmp_path, {"S1": answer}, answer) for answer in ("one", "two")]
    own = folder.write(f"own/{name}", text).parent

    code, out, said = command(*given, "--templates", own)

    assert (code, out, said.count(told)) == (1, "", 1)


def test_templates_may_be_made_for_another_toolkit_than_the_last_that_is_given(
    page: Page, folder: Folder, tiny_folder: Folder, tmp_path: Path
) -> None:
    text = installed.template("workbook.html").read_text("utf-8")
    own = folder.write("own/workbook.html", text.replace("</h1>", '</h1><p><a href="#S3">S3</a></p>', 1)).parent

    code, out, _ = command(
        made(page, "docx", tmp_path, {"S1": "one"}), "--templates", own, "--toolkit", tiny_folder.path
    )

    assert (code, "S1: one" in out) == (0, True)


def test_of_a_return_and_of_passwords_that_are_not_there_the_name_is_to_be_checked(page: Page, tmp_path: Path) -> None:
    absent, there = tmp_path / "none", made(page, "docx", tmp_path)
    told = f"{absent}: The file cannot be read ({missing()}). Check its name.\n"

    assert [command(absent)[2], command(there, "--passwords", absent)[2]] == [told, told]


@pytest.mark.parametrize("option", ["-o", "--receipt"])
def test_what_is_read_is_not_written_over_even_by_force(page: Page, tmp_path: Path, option: str) -> None:
    path = made(page, "pdf", tmp_path).rename(tmp_path / "north.yaml")
    before = path.read_bytes()

    code, _, err = command(path, option, path, "--force")

    assert (code, path.read_bytes()) == (1, before)
    assert "north.yaml: This is one of the files that are read. Give another name." in err


def test_a_file_that_is_read_is_known_under_another_name_too(page: Page, tmp_path: Path) -> None:
    path = made(page, "pdf", tmp_path).rename(tmp_path / "north.yaml")
    with suppress(FileExistsError):  # where capitals do not count
        os.link(path, tmp_path / "North.yaml")

    assert "North.yaml: This is one of the files" in command(path, "-o", tmp_path / "North.yaml", "--force")[2]


def test_a_hyphen_is_standard_output_and_no_file(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(page, "pdf", tmp_path)
    monkeypatch.chdir(tmp_path)

    assert command(path, "-o", "-") == command(path)
    assert command(path, "--receipt", "-")[0] == 1
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_an_answers_file_is_not_told_to_be_no_known_workbook(tmp_path: Path) -> None:
    path = Folder(tmp_path).write("north.yaml", "toolkit: covid19\nversion: '1.0'\nanswers: {S10: 14}\n")

    _, _, err = command(path)

    assert err.splitlines()[0] == "north.yaml (ANSWERS)"


@pytest.mark.parametrize("name", ["answers.docx", "answers.PDF"])
def test_answers_get_no_name_of_a_workbook(page: Page, tmp_path: Path, name: str) -> None:
    code, _, err = command(made(page, "pdf", tmp_path), "-o", tmp_path / name)

    assert (code, (tmp_path / name).exists()) == (1, False)
    assert "Give a name such as answers.yaml." in err


@pytest.mark.parametrize("receipt", ["a.json", "A.json"])
def test_answers_and_receipts_need_names_that_differ_in_more_than_capitals(
    page: Page, tmp_path: Path, receipt: str
) -> None:
    code, _, err = command(made(page, "pdf", tmp_path), "-o", tmp_path / "a.json", "--receipt", tmp_path / receipt)

    assert (code, (tmp_path / "a.json").exists()) == (1, False)
    assert err == f"{tmp_path / 'a.json'}: Two files would have this name. Give one of them another.\n"


@pytest.mark.parametrize("name", formats.NAMES)
def test_a_workbook_that_does_not_ask_who_answers_misses_no_answer_about_it(
    shipped: Toolkit, tmp_path: Path, name: str
) -> None:
    page = build.page(Selection(only=("S1", "S2"), skip=("R",)).of(shipped), "participant")
    path = tmp_path / f"x.{name}"
    path.write_bytes(formats.write(name, page, theme.load(), Fill()))

    receipt = reading.read(path, Toolkits()).receipt

    assert (receipt.missing, receipt.notes, receipt.empty) == ((), (), ("S1", "S2"))


@pytest.mark.parametrize("quiet", [False, True])
def test_one_bad_return_is_told_even_under_quiet_and_does_not_stop_the_others(
    page: Page, tmp_path: Path, quiet: bool
) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 no")

    code, out, err = command(made(page, "pdf", tmp_path), tmp_path / "bad.pdf", *["-q"] * quiet)

    told = f"{tmp_path / 'bad.pdf'}: This PDF file is broken, and cannot be read. Ask for it again.\n"
    assert (code, "S10: 14" in out, err.endswith(told)) == (3, True, True)
    assert (err == told) is quiet


def test_what_was_read_can_be_read_and_built_again(page: Page, toolkits: Toolkits, tmp_path: Path) -> None:
    command(made(page, "docx", tmp_path), "-o", tmp_path / "north.yaml", "-q")

    again = CliRunner().invoke(
        cli.cli, ["build", "-f", "pdf", "--answers", str(tmp_path / "north.yaml"), "-o", str(tmp_path / "again.pdf")]
    )

    assert again.exit_code == 0
    assert flat(reading.read(tmp_path / "again.pdf", toolkits)) == ANSWERS
    assert [flat(read) for read in read_all([tmp_path / "north.yaml"], toolkits)[0]] == [ANSWERS]


def test_returns_of_another_toolkit_than_the_first_are_told_and_the_rest_is_written(
    tiny_folder: Folder, tmp_path: Path
) -> None:
    heads = {"a": "covid19", "b": "tiny", "c": "covid19"}
    for name, toolkit in heads.items():
        (tmp_path / f"{name}.yaml").write_text(f"toolkit: {toolkit}\nrespondent: {{organisation: {name}}}\n", "utf-8")
    (tmp_path / "none.yaml").write_text("toolkit: tiny\nresponses: []\n", "utf-8")
    files = [str(tmp_path / f"{name}.yaml") for name in ("none", *heads)]

    done = CliRunner().invoke(cli.cli, ["read", *files, "--toolkit", str(tiny_folder.path), "-q"])

    assert done.exit_code == 3
    assert done.stderr == (
        f"{files[2]}: This belongs to the toolkit 'tiny', and the first that was read to 'covid19'. "
        "Read each toolkit's returns by themselves.\n"
    )
    written = yaml.safe_load(done.stdout)
    assert written["toolkit"] == "covid19"
    assert [each["respondent"]["organisation"] for each in written["responses"]] == ["a", "c"]


def test_strict_tells_of_notes_by_the_exit_code(page: Page, tmp_path: Path) -> None:
    path = made(page, "pdf", tmp_path, {"S10": "about ten", "S1": "x"})

    assert command(path)[0] == 0
    assert command(path, "--strict")[0] == 4


def test_an_answer_that_does_not_fit_is_kept_and_printed_again(page: Page, toolkits: Toolkits, tmp_path: Path) -> None:
    path = made(page, "pdf", tmp_path, {"S10": "about ten"})

    command(path, "-o", tmp_path / "odd.yaml", "-q")

    (read,), problems = read_all([tmp_path / "odd.yaml"], toolkits)
    assert (dict(read.response.answers), problems) == ({"S10": "about ten"}, [])
    assert [note.kind for note in read.response.notes] == ["misfit"]


def test_a_csv_has_the_mark_by_which_excel_knows_the_letters_on_demand(page: Page, tmp_path: Path) -> None:
    path = made(page, "pdf", tmp_path)
    plain, marked, yaml = (tmp_path / name for name in ("a.csv", "b.csv", "c.yaml"))

    for out, *more in ((plain,), (marked, "--bom")):
        assert command(path, "-o", out, *more)[0] == 0
    code, _, told = command(path, "-o", yaml, "--bom")

    assert marked.read_bytes() == b"\xef\xbb\xbf" + plain.read_bytes()
    assert (code, yaml.exists()) == (2, False)
    assert "--bom can only be used with a CSV: add -f csv, or leave it out." in told


def test_a_csv_is_safe_to_open_in_a_spreadsheet(page: Page, tmp_path: Path) -> None:
    path = made(page, "pdf", tmp_path, {"S1": "=1+1", "S2": "plain"})

    _, out, _ = command(path, "--format", "csv")

    assert "S1,'=1+1" in out
    assert "S2,plain" in out


def test_no_file_is_made_where_nothing_could_be_read(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 no")

    code, out, _ = command(tmp_path / "bad.pdf", "-o", tmp_path / "out.yaml")

    assert (code, out) == (3, "")
    assert not (tmp_path / "out.yaml").exists()


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
    without: tuple[str, ...], toolkit: Toolkit, toolkits: Toolkits, tmp_path: Path
) -> None:
    chosen = Selection(skip=("S3", "G", *without)).of(toolkit)
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
    left_out: tuple[str, ...], told: str, toolkit: Toolkit, toolkits: Toolkits, tmp_path: Path
) -> None:
    chosen = build.page(Selection(skip=left_out).of(toolkit), "participant")
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
    toolkit: Toolkit, toolkits: Toolkits, tmp_path: Path, only: tuple[str, ...], heading: str, edition: str
) -> None:
    page = build.page(Selection(only=only).of(toolkit), edition)
    answers: dict[str, Value] = {code: f"About {code}." for code, field in page.fields.items() if field.kind == "text"}
    path = begun_at(without_formats(made(page, "docx", tmp_path, answers)), heading)

    there = flat(reading.read(path, toolkits))

    assert len(there) > 2
    assert there == {code: said for code, said in answers.items() if code in there}


def test_an_answer_in_a_copy_without_tables_may_name_another_item_by_its_number(
    toolkit: Toolkit, toolkits: Toolkits, tmp_path: Path
) -> None:
    """In a workbook of other items, the line that stands there would have that number."""
    answers: dict[str, Value] = {"D3-why": "As in\nDebate 1\nwe said", "D4-why": "Debate 2"}
    page = build.page(toolkit, "participant")

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
    toolkit: Toolkit, toolkits: Toolkits, tmp_path: Path
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
    path = made(build.page(toolkit, "facilitator", templates=templates), "docx", tmp_path, answers)
    whole = reading.read(path, toolkits)

    read = reading.read(without_formats(path), toolkits)

    assert flat(read) == flat(whole)
    assert read.receipt.notes == ()


def test_a_note_for_facilitators_that_somebody_has_copied_into_a_box_stays_in_a_copy_without_formats(
    toolkit: Toolkit, toolkits: Toolkits, tmp_path: Path
) -> None:
    note = next(item.facilitation for _, item in toolkit.items() if item.code == "S1")
    assert note
    path = made(build.page(toolkit, "facilitator"), "docx", tmp_path, {"S1": note.strip()})

    assert flat(reading.read(without_formats(path), toolkits)) == {"S1": note.strip()}


def test_an_answer_like_print_stays_in_a_copy_without_formats(
    toolkit: Toolkit, page: Page, toolkits: Toolkits, tmp_path: Path
) -> None:
    title, behind = toolkit.kits[0].title, [kit.title for kit in toolkit.kits if kit.part == "kit"][1]
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


def lines(block: Paragraph | Table, mark: str) -> Iterator[str]:
    """Yield a block as text: with `mark` before what is listed, and the page at the end of a line of the contents."""
    if isinstance(block, Table):
        for row in block.rows:
            said = ["\n".join(each.strip("\u00a0") for each in texts(cell, mark)) for cell in row.cells]
            yield from "\t".join(said).split("\n")
    else:
        page = "\t12" if block.style and block.style.name.casefold().startswith("toc") else ""
        yield f"{listed(block, mark)}{block.text}{page}"


def listed(paragraph: Paragraph, mark: str) -> str:
    return mark if paragraph.style and paragraph.style.name == "List Bullet" else ""


def texts(cell: _Cell, mark: str) -> list[str]:
    """Return all that a cell shows, what stands in controls too, which python-docx passes over."""
    signs = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    found = []
    for each in cell._tc.iter(qn("w:p")):
        assert isinstance(each, CT_P)
        shown = (signs.get(part.tag) or part.text or "" for part in each.iter(qn("w:t"), *signs))
        found.append(listed(Paragraph(each, cell), mark) + "".join(shown))
    return found


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


def test_of_a_combined_workbook_the_terminal_shows_what_it_is_and_not_what_others_said(
    tiny: Toolkit, tiny_fields: dict[str, Field], tiny_folder: Folder, tmp_path: Path
) -> None:
    people = [Response({"A3": f"Secret {number}"}, {"organisation": f"Org {number}"}) for number in range(9)]
    fill = filling.fill(people, tiny, tiny_fields, words.of(tiny))
    path = tmp_path / "combined.docx"
    path.write_bytes(formats.write("docx", build.page(tiny, "participant", fill), theme.load(), fill))

    _, _, err = command(path, "--toolkit", tiny_folder.path, "--receipt", tmp_path / "r.json")
    done = combine(MergeOptions((path,), tmp_path / "m.yaml", folders=(tiny_folder.path,)))

    assert "a combined workbook: what stands in its boxes is this return, not what is printed there" in err
    assert "× what others have said" in err and "Secret" not in err
    assert (tmp_path / "r.json").read_text(encoding="utf-8").count("Secret") == 9
    assert "combined workbooks, of which only the boxes are read: combined.docx" in done.warnings


def test_a_terminal_shows_so_many_notes_of_a_kind_and_says_how_many_more() -> None:
    notes = tuple(Note("comment", f"Note {number}") for number in range(60))

    lines = str(Receipt("a.docx", "docx", "0" * 64, notes=notes)).splitlines()

    assert lines[-2:] == ["    Note 49", "    … and 10 more: --receipt FILE has all"]


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
