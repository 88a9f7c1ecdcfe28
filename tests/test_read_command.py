"""The command `toolkit read`: what it writes, refuses and says."""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from toolkit_cli import cli, formats
from toolkit_cli.building import build
from toolkit_cli.errors import TranslationError
from toolkit_cli.files import installed
from toolkit_cli.kits import words
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.selection import Selection
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.responses import filling
from toolkit_cli.responses.response import Response
from toolkit_cli.returned import Note
from toolkit_cli.returns import reading
from toolkit_cli.returns.design import Design
from toolkit_cli.returns.mergefiles import MergeOptions, combine
from toolkit_cli.returns.readfiles import read_all
from toolkit_cli.returns.receipt import Receipt
from toolkit_cli.returns.toolkits import Toolkits

from .conftest import Folder, MakePage, missing
from .readback import ANSWERS, flat, made


@pytest.fixture(scope="module")
def page(shipped_page: MakePage) -> Page:
    return shipped_page()


@pytest.fixture(scope="module")
def toolkits() -> Toolkits:
    return Toolkits()


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
