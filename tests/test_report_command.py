"""The command `toolkit report`: options in, paths out."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from toolkit_cli.cli import cli
from toolkit_cli.files import zipped

from .conftest import Folder

ANSWERS = 'toolkit: covid19\nversion: "1.0"\nresponses:\n' + "".join(
    f"  - respondent: {{organisation: Org {name}}}\n    answers: {{S1: Words of {name}, S10: 4, S11: 2}}\n"
    for name in "ABCDE"
)


def report(*options: object) -> Result:
    return CliRunner().invoke(cli, ["report", *map(str, options)])


@pytest.fixture
def merged(folder: Folder) -> Path:
    return folder.write("merged.yaml", ANSWERS)


def test_the_path_goes_to_standard_output(merged: Path, tmp_path: Path) -> None:
    done = report(merged, "-f", "html", "-f", "csv", "-o", tmp_path / "out")

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.split() == [str(tmp_path / "out" / f"covid19-report.{name}") for name in ("html", "csv")]


def test_names_are_given_where_enough_responses_stand_behind_them(merged: Path, tmp_path: Path) -> None:
    report(merged, "-o", tmp_path / "five.html")
    report(merged, "-o", tmp_path / "none.html", "--unattributed")
    few = report(merged, "-o", tmp_path / "six.html", "--min-responses", "6")

    assert [b"Org A" in (tmp_path / name).read_bytes() for name in ("five.html", "none.html", "six.html")] == [
        True,
        False,
        False,
    ]
    assert few.stderr == "Names removed: 5 responses, fewer than the 6 of --min-responses.\n"


def test_returns_that_count_twice_because_nobody_merged_them_are_told(folder: Folder, tmp_path: Path) -> None:
    ids = iter(("0123456789ab", "0123456789ac", "0123456789ab", "0123456789ab", "''"))
    read = folder.write("read.yaml", re.sub("  - ", lambda found: f"  - id: {next(ids)}\n    ", ANSWERS))

    done = report(read, "-o", tmp_path / "r.html")

    assert done.stderr == (
        f"{read}: 1 return stands here more than once, and each time is counted. "
        f"Merge it first: toolkit merge {read} -o merged.yaml\n"
    )


def test_a_report_is_in_a_language_of_which_only_ones_own_words_are_there(merged: Path, tmp_path: Path) -> None:
    own = Folder(tmp_path / "own").write("words.yaml", "pl: {report: Raport}\n").parent

    done = report(merged, "-o", tmp_path / "r.html", "--lang", "pl", "--templates", own)

    assert done.exit_code == 0
    assert "Raport" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_counts_that_the_toolkit_sets_against_each_other_are_told(tiny_folder: Folder, tmp_path: Path) -> None:
    tiny_folder.change("alpha.yaml", "answer: date", "answer: count\n    share_of: A4")
    text = ANSWERS.replace("covid19", "tiny").replace("S1:", "A3:").replace("S10:", "A4:").replace("S11:", "A5:")
    merged = Folder(tmp_path).write("tiny.yaml", text)

    report(merged, "-o", tmp_path / "r.html", "--toolkit", tiny_folder.path)

    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "In the responses that answer both this question and A4 (5): 10 here and 20 there, a ratio of 50%." in text


def test_a_csv_begins_with_a_mark_where_that_is_asked(merged: Path, tmp_path: Path) -> None:
    report(merged, "-o", tmp_path / "r.csv", "--bom")

    assert (tmp_path / "r.csv").read_bytes().startswith(b"\xef\xbb\xbfresponse,")


def test_no_mark_is_asked_of_what_is_no_csv(merged: Path, tmp_path: Path) -> None:
    for command in (["report"], ["compare", str(merged)]):
        done = CliRunner().invoke(cli, [*command, str(merged), "-o", str(tmp_path / "r.xlsx"), "--bom"])
        assert (done.exit_code, [*tmp_path.glob("*.xlsx")]) == (2, [])
        assert "--bom can only be used with a CSV" in done.stderr
    both = report(merged, "-f", "csv", "-f", "html", "-o", tmp_path / "out", "--bom")
    assert both.exit_code == 0


@pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX")
@pytest.mark.parametrize("command", [["report"], ["compare", "merged.yaml"], ["check"]])
def test_answers_may_come_from_a_shell(
    merged: Path, tiny_folder: Folder, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(merged.parent)
    out, into = os.pipe()
    os.write(into, merged.read_bytes())
    os.close(into)
    options = ["-o", "r.html", "--toolkit", str(tiny_folder.path)] if command != ["check"] else []

    done = CliRunner().invoke(cli, [*command, f"/dev/fd/{out}", *options])
    os.close(out)

    assert (done.exit_code, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("command", "warning"),
    [
        (["report"], "Names removed: 5 responses, fewer than the 9 of --min-responses.\n"),
        (["compare", "merged.yaml"], "Names removed: 5 organisations, fewer than the 9 of --min-responses.\n"),
    ],
)
def test_quiet_prints_no_paths_but_warnings(
    merged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], warning: str
) -> None:
    monkeypatch.chdir(merged.parent)
    options = [merged.name, "-o", str(tmp_path / "r.csv"), "-q", "--force", "--min-responses"]

    few, enough = (CliRunner().invoke(cli, [*command, *options, least]) for least in ("9", "5"))

    assert (few.exit_code, few.stdout, few.stderr) == (0, "", warning)
    assert (enough.exit_code, enough.output) == (0, "")


def test_a_mistake_is_told_in_a_line(tmp_path: Path) -> None:
    done = report(tmp_path / "none.yaml")

    assert done.exit_code == 1 and done.stderr.count("\n") == 1


@pytest.mark.parametrize("text", ["id,file,organisation,code,answer\n", "id,answer\nx,He said: no\n"])
def test_answers_as_a_table_are_told_to_be_wanted_as_yaml(tmp_path: Path, text: str) -> None:
    (tmp_path / "merged.CSV").write_text(text, encoding="utf-8")

    done = report(tmp_path / "merged.CSV")

    assert done.stderr == (
        f"{tmp_path / 'merged.CSV'}: This is a table for spreadsheets, which is not read back. "
        "Read or merge into a file of YAML: -o answers.yaml.\n"
    )


@pytest.mark.parametrize(("name", "mark"), [("returns", ""), ("our returns", '"')])
def test_a_folder_is_to_be_merged_first(merged: Path, tmp_path: Path, name: str, mark: str) -> None:
    returns = tmp_path / name
    returns.mkdir()
    advice = f"toolkit merge {mark}{returns}{mark} -o merged.yaml\n"

    for command in (["report", returns], ["compare", returns, merged], ["build", "--answers", returns]):
        done = CliRunner().invoke(cli, [*map(str, command), "-o", str(tmp_path / "r.docx")])
        told = f"{returns}: This is a folder, not an answers file. Merge it first: {advice}"
        assert (done.exit_code, done.stderr) == (1, told)
    done = CliRunner().invoke(cli, ["read", str(returns)])
    told = f"{returns}: This is a folder, not a return. Give the files in it, or merge it: {advice}"
    assert (done.exit_code, done.stderr) == (3, told)


def test_a_toolkit_s_folder_is_no_file_of_answers(merged: Path, tiny_folder: Folder) -> None:
    told = "This is a folder, not an answers file. It is a toolkit's: put the file of answers in its place."

    for command in (["report"], ["compare", merged], ["build", "--answers"]):
        done = CliRunner().invoke(cli, [*map(str, command), str(tiny_folder.path)])
        assert (done.exit_code, done.stderr) == (1, f"{tiny_folder.path}: {told}\n")


def test_names_need_at_least_one_response_behind_a_number(merged: Path) -> None:
    assert report(merged, "--min-responses", "0").exit_code == 2


def test_a_report_is_not_read_as_a_return(merged: Path, tmp_path: Path) -> None:
    for name in ("docx", "pdf", "html"):
        report(merged, "-o", tmp_path / f"r.{name}")

        done = CliRunner().invoke(cli, ["read", str(tmp_path / f"r.{name}")])

        assert done.exit_code == 3
        assert "This is a report, not a workbook. Give the workbooks that came back." in done.stderr


def test_a_report_is_no_return_where_only_the_line_on_its_cover_says_what_it_is(merged: Path, tmp_path: Path) -> None:
    """Google Docs drops the properties, and the stamp with them."""
    path = tmp_path / "r.docx"
    report(merged, "-o", path)
    parts = zipped.unpacked(path.read_bytes())
    path.write_bytes(zipped.packed({name: data for name, data in parts.items() if not name.startswith("docProps/")}))

    done = CliRunner().invoke(cli, ["read", str(path)])

    assert (done.exit_code, "not a workbook that is known here" in done.stderr) == (3, True)
