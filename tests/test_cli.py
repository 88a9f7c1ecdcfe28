"""The command line: what it prints where, its exit codes, and no traceback for a person's mistake."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import NoReturn

import click
import pytest
from click.testing import CliRunner, Result

from toolkit_cli import __main__, __version__
from toolkit_cli.cli import cli
from toolkit_cli.commands import workbooks
from toolkit_cli.errors import IN_USE
from toolkit_cli.kits import listing

from .conftest import Folder, relative


def run(*command: object) -> Result:
    return CliRunner().invoke(cli, [str(part) for part in command])


def test_on_windows_a_backslash_before_a_quotation_mark_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    made_of = ["merge", r'my returns" -o merged.yaml']  # what `merge "my returns\" -o merged.yaml` becomes there
    monkeypatch.setattr("toolkit_cli.cli.WINDOWS", False)
    assert "Missing option '-o'" in run(*made_of).stderr

    monkeypatch.setattr("toolkit_cli.cli.WINDOWS", True)
    done = run(*made_of)

    said = '"my returns\\": After a backslash, a quotation mark ends no name. Write "my returns".\n'
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", said)


def test_a_format_is_given_with_f_wherever_there_is_one() -> None:
    options = [option.opts for command in cli.commands.values() for option in command.params]

    named = [names for names in options if "--format" in names]
    assert named == [["-f", "--format"]] * 5


def test_each_command_is_told_in_a_whole_sentence() -> None:
    told = run("--help").stdout.split("Commands:\n")[1].splitlines()

    assert [line.split()[0] for line in told][:3] == ["build", "batch", "read"] and len(told) == len(cli.commands)
    told += run("translate", "--help").stdout.split("Commands:\n")[1].splitlines()
    assert [line.split()[0] for line in told][-2:] == ["export", "check"]
    assert [line for line in told if not line.endswith(".") or line.endswith("...")] == []


def options_of(command: click.Command) -> Iterator[click.Option]:
    yield from (option for option in command.params if isinstance(option, click.Option))
    for each in command.commands.values() if isinstance(command, click.Group) else ():
        yield from options_of(each)


def test_every_option_says_what_it_does_and_whether_it_may_be_repeated() -> None:
    silent = [option.opts for option in options_of(cli) if not option.help]
    repeated = [option for option in options_of(cli) if option.multiple]

    assert silent == []
    assert [option.opts for option in repeated if "may be repeated" not in (option.help or "")] == []


@pytest.mark.parametrize("names", [*cli.commands, *(f"translate {name}" for name in workbooks.translate.commands)])
def test_of_two_values_for_one_option_none_is_taken_in_silence(names: str) -> None:
    command: click.Command = cli
    for name in names.split():
        assert isinstance(command, click.Group)
        command = command.commands[name]
    for option in command.params:
        single = isinstance(option, click.Option) and not (option.multiple or option.is_flag)
        for name in option.opts if single else ():
            done = run(*names.split(), name, "a", name, "b")

            assert done.exit_code == 2
            assert f"{option.opts[-1]} is given more than once" in done.stderr


def test_what_check_takes_with_privacy_only_says_so(tmp_path: Path) -> None:
    others = [option for option in options_of(workbooks.check) if option.name != "privacy"]

    assert [option.opts for option in others if not (option.help or "").startswith("With --privacy: ")] == []
    for option in others:
        given = option.opts if option.is_flag else [*option.opts, tmp_path]
        assert "can only be used with --privacy" in run("check", *given).stderr


def test_the_words_of_a_workbook_are_given_to_a_search_for_personal_data_too(
    tiny_folder: Folder, tmp_path: Path
) -> None:
    tiny_folder.change("toolkit.yaml", "toolkit: tiny\n", "toolkit: tiny\nlang: pl\n")
    ours = Folder(tmp_path / "ours")
    ours.write("words.yaml", 'pl:\n  contents: "Spis, Jan Kowalski"\n  option_yes: "Tak"\n  option_no: "Nie"\n')
    made = tmp_path / "made.docx"
    run("build", tiny_folder.path, "--templates", ours.path, "-o", made)

    search = ("check", "--privacy", made, "--toolkit", tiny_folder.path)
    without, given = run(*search), run(*search, "--templates", ours.path)

    assert (without.exit_code, "no words for it were given" in without.stderr) == (3, True)
    assert (given.exit_code, given.stdout) == (0, "")


def test_codes_may_be_given_one_by_one(tiny_folder: Folder, tmp_path: Path) -> None:
    one, two = tmp_path / "one.docx", tmp_path / "two.docx"

    run("build", tiny_folder.path, "--only", "A2", "--only", "A4", "-o", one)
    run("build", tiny_folder.path, "--only", "A2,A4", "-o", two)

    assert one.read_bytes() == two.read_bytes()


def test_the_same_bytes_are_made_whatever_the_order_of_sets(tiny_folder: Folder, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "toolkit_cli", "build", str(tiny_folder.path), "-q", "-f", "docx", "-f", "pdf"]
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([*command, "-e", "both", "-o", str(tmp_path / seed)], env=env, check=True)

    one, two = ({path.name: path.read_bytes() for path in (tmp_path / seed).iterdir()} for seed in ("1", "2"))
    assert len(one) == 4
    assert one == two


def test_build_says_what_is_done_when_asked(tiny_folder: Folder, tmp_path: Path) -> None:
    silent = run("build", tiny_folder.path, "-o", tmp_path / "one.docx")
    said = run("build", tiny_folder.path, "-o", tmp_path / "two.docx", "-v")

    assert silent.stderr == ""
    first, second = said.stderr.splitlines()
    assert first == f"A tiny toolkit, tiny 1.0, from {tiny_folder.path}"
    assert second.startswith("participant: 19 fields, 0 filled in, copy ")


def test_only_without_a_code_is_refused(tiny_folder: Folder, tmp_path: Path) -> None:
    done = run("build", tiny_folder.path, "--only", "", "-o", tmp_path / "one.docx")

    assert (done.exit_code, files(tmp_path / "one.docx")) == (2, [])
    assert "--only names no kit and no item. Name some, or leave it out for the whole workbook." in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize("given", ["list", "--help", "--version"])
def test_a_full_disk_is_told_in_words(given: str) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "toolkit_cli", given], stdout=full, stderr=subprocess.PIPE, text=True
        )

    assert (done.returncode, done.stderr) == (1, "There is no space left where the output is written.\n")


@pytest.mark.parametrize(
    "wrong", [MemoryError(), OSError(errno.EMFILE, ""), BlockingIOError(errno.EAGAIN, "")], ids=str
)
def test_what_the_system_has_no_more_of_is_told_in_words(monkeypatch: pytest.MonkeyPatch, wrong: Exception) -> None:
    def refused(_: object) -> NoReturn:
        raise wrong

    monkeypatch.setattr(listing, "as_text", refused)

    done = run("list")

    said = "The system has no more memory, files or processes for this program."
    assert (done.exit_code, done.stderr) == (1, f"{said} Close other programs, and run the command again.\n")


def test_a_file_that_another_program_has_open_is_told_as_that(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As Word has a template, on Windows."""
    path = tmp_path / "workbook.html"

    def refused(_: object) -> NoReturn:
        raise PermissionError(errno.EACCES, "Permission denied", f"{tmp_path}//workbook.html")

    monkeypatch.setattr(listing, "as_text", refused)
    elsewhere = run("list")
    path.write_text("", encoding="utf-8")
    there = run("list")

    assert (there.exit_code, there.stderr) == (1, f"{path}: The file cannot be read (Permission denied). {IN_USE}\n")
    place = "You are not allowed to read or write here. Give another place, or ask for permission."
    assert (elsewhere.exit_code, elsewhere.stderr) == (1, f"{path}: {place}\n")


def test_a_command_does_its_work_where_there_is_no_output_to_write_to(tiny_folder: Folder, tmp_path: Path) -> None:
    """As pythonw starts it, and a shell that closes both."""
    path = tmp_path / "one.docx"
    program = "import sys; sys.stdout = sys.stderr = None; from toolkit_cli import cli; cli.main()"

    done = subprocess.run([sys.executable, "-c", program, "build", tiny_folder.path, "-o", path])

    assert (done.returncode, path.exists()) == (0, True)


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_the_version_is_told() -> None:
    assert run("--version").stdout == f"toolkit, version {__version__}\n"


@pytest.mark.parametrize("command", [["-h"], ["--help"], ["build", "-h"], ["list", "--help"], ["check", "-h"]])
def test_asking_for_help_prints_the_usage_and_no_error(command: list[str]) -> None:
    result = run(*command)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Usage: ")


def test_both_formats_of_a_batch_go_into_one_folder_as_the_help_says() -> None:
    """In two folders, one person's DOCX and PDF would be two copies, and two responses."""
    said = " ".join(run("batch", "--help").stdout.split())

    assert "for both, run it again with the other one, into the same folder." in said


@pytest.mark.parametrize(
    "command",
    [
        ["bild"],
        ["build", "-f", "odt"],
        ["build", "-e", "trainer"],
        ["build", "--paper", "a5"],
        ["build", "a", "b"],
        ["list", "-x"],
    ],
)
def test_a_command_that_is_not_understood_is_2(command: list[str]) -> None:
    result = run(*command)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: ")


def test_a_name_with_blanks_and_without_quotation_marks_is_told_as_that() -> None:
    told = run("build", "my", "toolkit").stderr

    assert told.endswith("argument (toolkit). Put a name that has blanks in it between quotation marks.\n")


def test_a_toolkit_s_folder_given_in_the_way_of_other_commands_is_told_how_to_give_it(tiny_folder: Folder) -> None:
    with_option, without = run("build", "--toolkit", tiny_folder.path), run("report", "merged.yaml", tiny_folder.path)

    bare = "Here the folder of a toolkit of your own stands without it: give its name alone.\n"
    assert (with_option.exit_code, with_option.stderr.endswith(bare)) == (2, True)
    assert without.stderr.endswith("Put --toolkit before the folder of a toolkit of your own.\n")
    first = run("report", tiny_folder.path, "merged.yaml")
    assert first.stderr.endswith("(merged.yaml). Put --toolkit before the folder of a toolkit of your own.\n")
    assert bare not in run("build", "--tolkit", tiny_folder.path).stderr


@pytest.mark.parametrize("command", [["build", "-o", "out"], ["check"], ["list"]])
def test_who_names_no_toolkit_in_the_folder_of_one_is_told_that_the_shipped_one_is_taken(
    tiny_folder: Folder, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tiny_folder.path)

    shipped, ours = run(*command), run(*command, ".")

    told = "The shipped toolkit is taken. Give a dot (.) as TOOLKIT to take the one in this folder.\n"
    assert (shipped.exit_code, shipped.stderr, "covid19" in shipped.stdout) == (0, told, True)
    assert (ours.exit_code, ours.stderr, "covid19" in ours.stdout) == (0, "", False)


def test_a_workbook_is_made_and_its_path_printed(tiny_folder: Folder, tmp_path: Path) -> None:
    result = run("build", tiny_folder.path, "-f", "pdf", "-o", tmp_path / "out")

    made = tmp_path / "out" / "tiny-participant.pdf"
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{made}\n", "")
    assert files(tmp_path / "out") == ["tiny-participant.pdf"]
    assert made.read_bytes()[:5] == b"%PDF-"


def test_both_editions_are_made_in_one_run(tiny_folder: Folder, tmp_path: Path) -> None:
    result = run("build", tiny_folder.path, "-f", "pdf", "-f", "pdf", "-e", "both", "-o", tmp_path, "-q")

    assert (result.exit_code, result.output) == (0, "")
    assert [name for name in files(tmp_path) if name.endswith("pdf")] == [
        "tiny-facilitator.pdf",
        "tiny-participant.pdf",
    ]


def test_quiet_prints_no_path_but_warnings(tiny_folder: Folder, tmp_path: Path) -> None:
    result = run("build", tiny_folder.path, "--lang", "it", "-o", tmp_path, "-q")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "it: none of the 50 texts is translated: they are printed in 'en'.\n"


def test_nothing_is_warned_of_where_the_selection_is_wrong(tiny_folder: Folder, tmp_path: Path) -> None:
    result = run("build", tiny_folder.path, "--lang", "it", "--only", "Z", "-o", tmp_path)

    assert result.exit_code == 1
    assert result.stderr.startswith("--only: there is no kit or item 'Z'")


@pytest.mark.parametrize("name", ["my workbook.pdf", "x.PDF"])
def test_a_file_name_of_one_s_own_says_the_format_too(tiny_folder: Folder, tmp_path: Path, name: str) -> None:
    result = run("build", tiny_folder.path, "-o", tmp_path / name)

    assert (result.exit_code, result.stdout) == (0, f"{tmp_path / name}\n")
    assert (tmp_path / name).read_bytes()[:5] == b"%PDF-"


def test_the_same_order_gives_the_same_bytes(tiny_folder: Folder, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        assert run("build", tiny_folder.path, "-o", tmp_path / name).exit_code == 0

    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_file_that_exists_is_kept_without_force(tiny_folder: Folder, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"mine")

    kept = run("build", tiny_folder.path, "-o", path)
    before = path.read_bytes()
    forced = run("build", tiny_folder.path, "-o", path, "--force")

    assert (kept.exit_code, kept.stdout) == (1, "")
    assert kept.stderr == f"{path}: This file exists already. Use --force to write over it.\n"
    assert before == b"mine"
    assert (forced.exit_code, path.read_bytes()[:5]) == (0, b"%PDF-")


def test_one_file_that_exists_keeps_all_from_being_written(tiny_folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "tiny-facilitator.pdf").write_bytes(b"mine")

    assert run("build", tiny_folder.path, "-f", "pdf", "-e", "both", "-o", tmp_path / "out").exit_code == 1
    assert files(tmp_path / "out") == ["tiny-facilitator.pdf"]


def test_codes_may_be_given_with_spaces(tiny_folder: Folder, tmp_path: Path) -> None:
    result = run("build", tiny_folder.path, "--only", "B, A4", "--order", "B ,A", "-o", tmp_path / "x.pdf")

    assert result.exit_code == 0


def test_the_list_goes_to_standard_output(tiny_folder: Folder) -> None:
    text, as_json = run("list", tiny_folder.path), run("list", tiny_folder.path, "--json")

    assert (text.exit_code, text.stderr, text.stdout.split("\n")[0]) == (0, "", "A tiny toolkit (tiny 1.0)")
    assert (as_json.exit_code, as_json.stderr, json.loads(as_json.stdout)["toolkit"]) == (0, "", "tiny")


def test_a_check_says_that_all_is_well(tiny_folder: Folder) -> None:
    result = run("check", tiny_folder.path)

    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{tiny_folder.path}: no problems\n", "")


def test_a_translation_and_its_toolkit_are_checked_in_either_order(tiny_folder: Folder, tmp_path: Path) -> None:
    run("translate", "export", tiny_folder.path, "--lang", "it", "-o", tmp_path / "it.po")

    one = run("translate", "check", tmp_path / "it.po", tiny_folder.path)
    two = run("translate", "check", tiny_folder.path, tmp_path / "it.po")

    assert (one.exit_code, one.stdout) == (two.exit_code, two.stdout)
    assert one.stdout.startswith("it: ")


def test_a_check_tells_every_problem_on_standard_error(tiny_folder: Folder) -> None:
    tiny_folder.change("alpha.yaml", "code: A4", "code: A5")
    tiny_folder.change("beta.yaml", "kind: debate", "kind: quarrel")

    result = run("check", tiny_folder.path)

    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (1, "", 2)


Spoil = Callable[[Folder], list[object]]


def content(name: str, text: str | bytes) -> Spoil:
    def spoil(tiny: Folder) -> list[object]:
        tiny.write(name, text)
        return []

    return spoil


def edit(name: str, old: str, new: str) -> Spoil:
    def spoil(tiny: Folder) -> list[object]:
        tiny.change(name, old, new)
        return []

    return spoil


def given(option: str, name: str, text: str | bytes) -> Spoil:
    """Give a file with an option; a folder where the name has one."""

    def spoil(tiny: Folder) -> list[object]:
        path = Folder(tiny.path.parent / "given").write(name, text)
        return [option, path.parents[len(Path(name).parts) - 2] if option == "--templates" else path]

    return spoil


def options(*parts: object) -> Spoil:
    return lambda tiny: list(parts)


def under_a_file(tiny: Folder) -> list[object]:
    tiny.write("../plain", b"")
    return ["-o", tiny.path.parent / "plain" / "deep"]


COVER = "t/parts/cover.html"
ANSWERS = "toolkit: tiny\nanswers:\n"
# of a name that is too long, Python 3.14 says that nothing of this name is there
NO_FOLDER = "There is no such folder." if sys.version_info >= (3, 14) else "This name is too long. Give a shorter one."
BAD: dict[str, tuple[Spoil, str]] = {
    "broken YAML": (content("beta.yaml", "code: [\n"), "beta.yaml:2: This is not valid YAML ("),
    "a double key": (
        edit("alpha.yaml", "title: Alpha\n", "title: Alpha\ntitle: B\n"),
        "alpha.yaml:3: The key 'title' stands twice (first on line 2).",
    ),
    "a missing code": (
        edit("alpha.yaml", "code: A\n", ""),
        "alpha.yaml:1: The key 'code' is missing in this file. Add it.",
    ),
    "a double code": (edit("alpha.yaml", "code: A5", "code: A4"), "Code 'A4' is used twice (first on line 31)."),
    "a double code across files": (edit("beta.yaml", "code: B3", "code: A4"), "Code 'A4' is used twice (first in "),
    "a position on a question": (
        edit("alpha.yaml", "    answer: count\n", "    answer: count\n    position: x\n"),
        "The key 'position' does not belong in question 'A4'.",
    ),
    "an unknown kind": (edit("beta.yaml", "kind: debate", "kind: quarrel"), "'quarrel' is not a kind of item."),
    "not UTF-8": (content("beta.yaml", b"code: \xff\n"), "beta.yaml:1: The file is not in UTF-8."),
    "an empty file": (content("beta.yaml", ""), "beta.yaml: The file is empty. Start with 'code: …'."),
    "NUL bytes": (
        content("beta.yaml", b"code: B\n\0\0\0"),
        "beta.yaml:2: There is a control character U+0000, which nobody can see.",
    ),
    "deep nesting": (content("beta.yaml", "[" * 100_000), "beta.yaml:1: The file is nested too deeply."),
    "a billion laughs": (
        content("beta.yaml", "a: &a [x]\nb: &b [*a,*a,*a]\n"),
        "beta.yaml:2: Anchors (&) and references (*) are not used here.",
    ),
    "a name too long": (options("--answers", "x" * 5000), "The file cannot be read (File name too long)."),
    "a folder's name too long": (options("--templates", "x" * 5000), NO_FOLDER),
    "an unknown answer": (
        given("--answers", "a.yaml", f"{ANSWERS}  A44: x\n"),
        "a.yaml:3: There is no field 'A44'. Did you mean 'A4'",
    ),
    "a choice that is not offered": (
        given("--answers", "a.yaml", f"{ANSWERS}  A6: mid\n"),
        "a.yaml:3: The answer to 'A6' is 'mid', which is not offered. It offers: low (Low level), high (High level).",
    ),
    "a negative count": (
        given("--answers", "a.yaml", f"{ANSWERS}  A4: -1\n"),
        "a.yaml:3: The answer to 'A4' is '-1', which is not a whole number of 0 or more.",
    ),
    "a wrong date": (
        given("--answers", "a.yaml", f"{ANSWERS}  A5: 2021-13-01\n"),
        "a.yaml:3: The answer to 'A5' is '2021-13-01', which is not a date.",
    ),
    "another toolkit's answers": (
        given("--answers", "a.yaml", "toolkit: other\nanswers: {}\n"),
        "a.yaml:1: These are answers to the toolkit 'other', and not to 'tiny'.",
    ),
    "answers of another form": (given("--answers", "a.yaml", "words"), "a.yaml:1: This is not an answers file"),
    "deep JSON": (
        given("--answers", "a.json", "[" * 100_000 + "]" * 100_000),
        "a.json: The file is nested too deeply.",
    ),
    "no answers file": (
        options("--answers", "none.yaml"),
        "none.yaml: The file cannot be read (",
    ),
    "an unknown tag": (
        given("--templates", COVER, "\n<div>x</div>"),
        "t/parts/cover.html:2: <div> is not a tag of the workbook's markup.",
    ),
    "an unknown attribute": (
        given("--templates", COVER, "\n\n<p id='x'>x</p>"),
        "t/parts/cover.html:3: <p> has no attribute 'id'.",
    ),
    "an unclosed tag": (given("--templates", COVER, "\n<section>"), "t/parts/cover.html:2: <section> is not closed."),
    "an undefined name": (
        given("--templates", COVER, "\n<p>{{ organisation }}</p>"),
        "t/parts/cover.html:2: 'organisation' is undefined.",
    ),
    "a syntax error": (
        given("--templates", COVER, "\n\n{% if %}"),
        "t/parts/cover.html:3: Expected an expression, got 'end of statement block'.",
    ),
    "a forgotten field": (
        given("--templates", COVER, ""),
        "The templates forget all 2 fields of 'R': 'R-organisation'",
    ),
    "a field twice": (
        given("--templates", COVER, '<field code="R-date"></field>\n<field code="R-date"></field>'),
        "t/parts/cover.html:2: The field 'R-date' stands 2 times. Keep one.",
    ),
    "no templates": (options("--templates", "none"), "none: There is no such folder."),
    "wrong words": (
        given("--templates", "t/words.yaml", "en: {notez: x}\n"),
        "t/words.yaml:1: No template asks for the word 'notez' ('en').",
    ),
    "a colour that is none": (
        given("--theme", "t.yaml", "colours: {main: blue}\n"),
        "t.yaml:1: 'main' in 'colours': a colour is written as",
    ),
    "an unreadable logo": (
        given("--theme", "t.yaml", "logo: t.yaml\n"),
        "t.yaml:1: The logo 't.yaml' cannot be read as a PNG or JPEG picture.",
    ),
    "an unreadable font": (
        given("--theme", "t.yaml", "fonts: {bold: t.yaml}\n"),
        "t.yaml:1: The font 't.yaml' cannot be read as a TrueType file.",
    ),
    "an unwritable folder": (under_a_file, "plain: This is a file, not a folder. Give a folder."),
    "a place that takes no file": (
        options("-o", "/proc"),
        "The file cannot be written (No such file or directory). Give another place with -o."
        if os.access("/proc", os.W_OK)  # as the administrator
        else "/proc: This folder cannot be written to. Give another with -o.",
    ),
    "an output's name too long": (options("-o", "x" * 300 + ".pdf"), "too long"),
    "a wrong suffix": (options("-o", "x.docx"), "x.docx: A PDF workbook needs a name that ends in .pdf."),
    "a suffix that is none": (options("-o", "x.txt"), "x.txt: A PDF workbook needs a name that ends in .pdf."),
    "one name for two": (
        options("-e", "both", "-o", "x.pdf"),
        "x.pdf: This is one file name for 2 workbooks. Give a folder with -o.",
    ),
    "only an unknown code": (options("--only", "A99"), "--only: there is no kit or item 'A99'. Did you mean 'A'"),
    "skip in small letters": (options("--skip", "b1"), "--skip: there is no kit or item 'b1'. Did you mean 'B1'"),
    "order of a part": (options("--order", "B1r2"), "--order: 'B1r2' is a part of 'B1'. Name 'B1'."),
    "nothing left": (options("--skip", "A,B"), "Nothing is left of the toolkit. Keep at least one kit or item."),
}


ON_POSIX = {"a name too long", "a folder's name too long", "a place that takes no file", "an output's name too long"}


@pytest.mark.parametrize("case", [case for case in BAD if os.name == "posix" or case not in ON_POSIX])
def test_bad_input_is_told_and_no_file_is_written(
    tiny_folder: Folder, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    spoil, words = BAD[case]
    where = tiny_folder.path.parent / "here"
    where.mkdir()
    monkeypatch.chdir(where)
    more = spoil(tiny_folder)
    before = files(tiny_folder.path.parent)

    result = run("build", tiny_folder.path, "-f", "pdf", *more)

    assert (result.exit_code, result.stdout) == (1, "")
    assert words in relative(result.stderr)
    assert result.stderr.endswith((".\n", "?\n"))
    assert isinstance(result.exception, SystemExit)
    assert files(tiny_folder.path.parent) == before


@pytest.mark.parametrize("command", ["build", "list", "check"])
def test_a_toolkit_that_is_not_there_is_told(tmp_path: Path, command: str) -> None:
    result = run(command, tmp_path / "none")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"{tmp_path / 'none'}: ")


@pytest.mark.skipif(os.name != "posix", reason="words of POSIX")
def test_what_cannot_be_a_path_is_told() -> None:
    results = [run(command, "x" * 5000) for command in ("build", "list", "check")]

    assert [(result.exit_code, len(result.stderr.splitlines())) for result in results] == [(1, 1)] * 3


def shell(*command: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "toolkit_cli", *(str(part) for part in command)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, **environment},
        timeout=60,
    )


def test_a_mistake_of_a_person_shows_no_traceback(tiny_folder: Folder, tmp_path: Path) -> None:
    tiny_folder.write("beta.yaml", "code: [\n")

    done = shell("build", "tiny", "-f", "pdf", cwd=tmp_path)

    assert (done.returncode, done.stdout) == (1, "")
    assert relative(done.stderr).startswith("tiny/beta.yaml:2: This is not valid YAML (")
    assert len(done.stderr.splitlines()) == 1


def test_the_shipped_toolkit_is_built_in_the_folder_at_hand(tmp_path: Path) -> None:
    done = shell("build", "-f", "pdf", "--only", "S", cwd=tmp_path)

    assert (done.returncode, done.stdout, done.stderr) == (0, "covid19-participant.pdf\n", "")
    assert files(tmp_path) == ["covid19-participant.pdf"]


@pytest.mark.skipif(os.name != "posix", reason="sends signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_whatever_ends_a_merge_is_told_what_lies_there(tiny_folder: Folder, tmp_path: Path, name: str) -> None:
    for number in range(3):
        tiny_folder.write(f"../returns/{number}.yaml", f"toolkit: tiny\nanswers: {{A4: {number}}}\n")

    done = subprocess.run(
        [sys.executable, "-c", ENDED, name, "merge", "returns", "-o", "m.yaml", "--toolkit", "tiny"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=60,
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert "What was read is kept in m.yaml.parts" in done.stderr
    assert not list(tmp_path.rglob("*.tmp"))


ENDED = """
import os, signal, sys
from toolkit_cli import cli
number = getattr(signal, sys.argv.pop(1))
signal.signal(number, signal.SIG_DFL)  # tests that run in the background, or by nohup, inherit that it is ignored
replaced = os.replace
def replace(*paths):
    os.kill(os.getpid(), number)
    replaced(*paths)
os.replace = replace
cli.main()
"""


def test_ctrl_c_while_the_program_is_loaded_is_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "toolkit_cli.cli", SimpleNamespace(main=interrupted))

    with pytest.raises(SystemExit) as ended:
        __main__.main()

    assert (ended.value.code, capsys.readouterr().err) == (1, "Aborted!\n")


def test_a_name_that_is_like_a_glob_is_that_file_s_on_windows_too(
    tiny_folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, count in (("answers1.yaml", 1), ("answers[1].yaml", 2)):
        (tmp_path / name).write_text(f"toolkit: tiny\nanswers: {{A4: {count}}}\n")
    monkeypatch.setattr("click.core.os", SimpleNamespace(**{**vars(os), "name": "nt"}))
    monkeypatch.setattr(sys, "argv", ["toolkit", "read", "answers[1].yaml", "--toolkit", "tiny"])
    monkeypatch.chdir(tmp_path)

    with pytest.raises(SystemExit):
        cli.main()
    assert "A4: 2" in capsys.readouterr().out


def test_line_ends_are_not_doubled_on_the_way_into_a_pipe(tiny_folder: Folder, tmp_path: Path) -> None:
    answers = tiny_folder.write("../north.yaml", "toolkit: tiny\nanswers: {A2: yes}\n")
    as_windows = "import sys; sys.stdout.reconfigure(newline='\\r\\n'); from toolkit_cli.cli import main; main()"

    done = subprocess.run(
        [sys.executable, "-c", as_windows, "read", answers, "-f", "csv", "--toolkit", "tiny"],
        capture_output=True,
        cwd=tmp_path,
    )

    assert done.stdout == b"id,file,organisation,code,answer\r\n,,,A2,yes\r\n"


@pytest.mark.skipif(os.name != "posix", reason="makes a pipe non-blocking")
@pytest.mark.parametrize(("given", "stream"), [(["list"], "stdout"), (["build", "x" * 100_000], "stderr")])
def test_nothing_is_lost_on_the_way_into_a_pipe_that_takes_only_what_it_has_room_for(
    tmp_path: Path, given: list[str], stream: str
) -> None:
    command = [sys.executable, "-m", "toolkit_cli", *given]
    whole = subprocess.run(command, capture_output=True, cwd=tmp_path)
    out, into = os.pipe()
    os.set_blocking(into, False)
    while True:  # until it is full
        try:
            os.write(into, b" " * 4096)
        except BlockingIOError:
            break

    given_out, given_err = (into, None) if stream == "stdout" else (None, into)
    with subprocess.Popen(command, cwd=tmp_path, stdout=given_out, stderr=given_err) as done:
        os.close(into)
        with contextlib.suppress(subprocess.TimeoutExpired):
            done.wait(timeout=1)  # it has something to say, and no room for it
        with open(out, "rb") as reader:
            said = reader.read()

    assert said.lstrip(b" ") == getattr(whole, stream)
    assert done.returncode == whole.returncode


@pytest.mark.parametrize("given", [["list"], ["--help"], ["build", "none"]])
def test_a_pipe_that_nobody_reads_any_more_is_no_traceback(tmp_path: Path, given: list[str]) -> None:
    out, into = os.pipe()
    os.close(out)  # as with `q` in `more`

    said = into if given[-1] == "none" else subprocess.PIPE
    command = [sys.executable, "-m", "toolkit_cli", *given]
    done = subprocess.run(command, cwd=tmp_path, stdout=into, stderr=said, text=True)
    os.close(into)

    assert (done.returncode, done.stderr or "") == (1, "")


def test_no_letter_is_lost_on_the_way_into_a_pipe(tiny_folder: Folder, tmp_path: Path) -> None:
    tiny_folder.change("toolkit.yaml", "title: A tiny toolkit", "title: Ξ tiny")

    done = shell("list", "tiny", cwd=tmp_path, PYTHONIOENCODING="latin-1")

    assert (done.returncode, done.stdout.split("\n")[0]) == (0, "Ξ tiny (tiny 1.0)")
