"""A folder of templates of one's own: what nobody looks for in it is told wherever it is given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit_cli import check
from toolkit_cli.building import batch, build
from toolkit_cli.building.batchplan import BatchOptions
from toolkit_cli.building.build import BuildOptions
from toolkit_cli.errors import Problem
from toolkit_cli.reports.report import report
from toolkit_cli.reports.reportfiles import ReportOptions
from toolkit_cli.returns.design import Design
from toolkit_cli.returns.toolkits import Toolkits

from .conftest import Folder, problems, relative

MADE: dict[str, Callable[[Path, Path], object]] = {
    "build": lambda tiny, out: build.build(BuildOptions(tiny, templates=tiny, output=out / "x.docx")),
    "batch": lambda tiny, out: batch.batch(BatchOptions(out / "r.csv", "docx", out / "o", tiny, templates=tiny)),
    "report": lambda tiny, out: report(ReportOptions(out / "a.yaml", folders=(tiny,), templates=tiny)),
    "read": lambda tiny, out: Toolkits((tiny,), design=Design(tiny)),
}


@pytest.mark.parametrize("command", MADE)
def test_a_folder_of_which_no_file_is_looked_for_is_refused(tiny_folder: Folder, tmp_path: Path, command: str) -> None:
    (told,) = problems(lambda: MADE[command](tiny_folder.path, tmp_path), tiny_folder.path.parent)

    assert told.startswith("tiny: Nothing uses the files of this folder. The names that are used are compare.html,")


def test_a_file_with_a_wrong_name_is_told_where_it_is_not_used(tiny_folder: Folder, tmp_path: Path) -> None:
    own = Folder(tmp_path / "own").write("reports.html", "<p>Mine</p>").parent
    others = ("people.yaml", "below/other.html", "notes.txt", "note.html.txt")
    idle = ("parts/items.html.txt", "parts/kits.html", "reports.html", "theme.yml", "themes.yaml", "workbook.html.txt")
    for name in ("words.yaml", *others, *idle):
        Folder(own).write(name, "en: {pros: Good}\n")
    answers = Folder(tmp_path).write("a.yaml", "toolkit: tiny\nanswers: {A2: yes}\n")
    told, of_report = list[str](), list[str]()

    build.build(BuildOptions(tiny_folder.path, templates=own, output=tmp_path / "x.docx"), warn=told.append)
    options = ReportOptions(answers, folders=(tiny_folder.path,), templates=own, output=tmp_path / "x.csv", least=1)
    report(options, of_report.append)

    assert [each.split(". ")[0] for each in told] == [f"{own / name}: Nothing uses this file" for name in idle]
    assert of_report == told


@pytest.mark.parametrize(
    ("name", "meant"),
    [("words.yaml.txt", "words.yaml"), ("words.yml", "words.yaml"), ("parts/kit.html.txt", "kit.html")],
)
def test_of_a_file_that_has_nearly_the_name_that_is_looked_for_it_is_told_which(
    tiny_folder: Folder, tmp_path: Path, name: str, meant: str
) -> None:
    own = tmp_path / "own"
    Folder(own).write(name, "en: {pros: Good}\n")
    told = [f"{name}: Nothing uses this file. Rename it to {meant}."]

    assert problems(lambda: Toolkits((tiny_folder.path,), design=Design(own)), own) == told
    if "/" not in name:  # a folder `parts` is one of templates
        assert problems(lambda: check.check([own]), own) == told


def test_of_a_copied_file_of_words_it_is_told_where_words_are_looked_for(tiny_folder: Folder, tmp_path: Path) -> None:
    own = Folder(tmp_path / "own").write("words/en.yaml", "pros: Good\n").parent.parent
    made = BuildOptions(tiny_folder.path, templates=own, output=tmp_path / "x.docx")
    told = (
        f"{own / 'words' / 'en.yaml'}: Nothing uses this file: words of your own are looked for in a file words.yaml "
        "beside the templates. Write en: on its first line and two spaces before each line below it, and save it as "
        f"{own / 'words.yaml'}."
    )
    warned, checked = list[str](), list[Problem]()

    assert problems(lambda: build.build(made), own) == [relative(told, own)]
    assert problems(lambda: check.check([own / "words" / "en.yaml"]), own) == [relative(told, own)]
    assert problems(lambda: check.check([own]), own) == [relative(told, own)]
    Folder(own).write("words.yaml", "en:\n  pros: Good\n")
    build.build(made, warn=warned.append)
    check.check([own], checked.append)
    assert warned == [str(each) for each in checked] == [told]


def test_words_beside_a_toolkit_s_files_that_are_not_used_are_refused_as_building_does(tiny_folder: Folder) -> None:
    tiny_folder.write("words/pl.yaml", "pl:\n  pros: Za\n")
    made = BuildOptions(tiny_folder.path, templates=tiny_folder.path, output=tiny_folder.path.parent / "x.docx")

    told = problems(lambda: build.build(made), tiny_folder.path)

    assert told[0].startswith("words/pl.yaml: Nothing uses this file: words of your own are looked for")
    assert problems(lambda: check.check([tiny_folder.path]), tiny_folder.path) == told


def test_a_file_in_a_folder_that_is_called_words_may_be_anything_else(folder: Folder) -> None:
    path = folder.write("words/answers.yaml", "toolkit: covid19\nanswers: {S3: yes}\n")

    assert check.check([path]) == {path: 0}
