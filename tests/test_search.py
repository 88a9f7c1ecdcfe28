"""What paths, folders and globs mean: each file once, and a word on what is passed over."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from toolkit_cli.cli import cli
from toolkit_cli.files.search import TAG, search

from .conftest import Folder, relative
from .gathered import typed


def names(paths: list[Path], under: Path) -> list[str]:
    return [candidate.path.relative_to(under).as_posix() for candidate in search(paths).candidates]


def test_a_folder_means_the_files_in_it_and_below_but_nothing_hidden(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for name in ("b.pdf", "a/c.docx", "a/.hidden.pdf", ".git/d.pdf", "~$b.docx", ".~lock.b.odt#", "Thumbs.db"):
        folder.write(name, "x")
    folder.write(f"m.yaml.parts/{TAG}", "x")
    for name in ("1.part", "deep/d.docx"):
        folder.write(f"m.yaml.parts/{name}", "x")

    assert names([tmp_path], tmp_path) == ["a/c.docx", "b.pdf"]


def test_what_was_deleted_does_not_come_back(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for name in (
        "$RECYCLE.BIN/S-1/a.docx",
        "#recycle/b.docx",
        "@eaDir/c.docx",
        "System Volume Information/d.pdf",
        "e.pdf",
    ):
        folder.write(name, "x")

    assert names([tmp_path], tmp_path) == ["e.pdf"]


def test_a_return_under_a_hidden_name_is_told(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for name in (".north.docx", ".docx", "._north.docx", "~$north.docx", ".DS_Store"):
        folder.write(name, "x")

    why = "This file is hidden, because its name begins with a dot. Give it another name if it is a return."
    assert [relative(problem, tmp_path) for problem in search([tmp_path]).skipped] == [
        f".docx: {why}",  # a name that is nothing but an ending
        f".north.docx: {why}",
    ]


def test_what_programs_left_of_returns_is_told_and_read_only_by_its_name(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for name in ("~WRL0001.tmp", "a.docx", "a.asd", "b.docx.crdownload", "~$a.docx", "old.bak/c.pdf"):
        folder.write(name, "x")
    said = [
        "a.asd: A program left this behind when it saved earlier. Give it by its name if it is a return.",
        "b.docx.crdownload: This is a download that is not complete. Give it by its name if it is a return.",
        "~WRL0001.tmp: A program left this behind when it saved earlier. Give it by its name if it is a return.",
    ]

    for meant in (tmp_path, tmp_path / "*"):
        assert [relative(problem, tmp_path) for problem in search([meant]).skipped] == said
        assert names([meant], tmp_path) == ["a.docx", "old.bak/c.pdf"]
    assert names([tmp_path / "~WRL0001.tmp"], tmp_path) == ["~WRL0001.tmp"]


def test_what_a_shell_has_named_and_can_be_no_return_is_told_and_no_failure(
    returns: Folder, tiny_folder: Folder
) -> None:
    paths = [returns.write(name, "x") for name in ("~$a.docx", "Thumbs.db")]
    good = returns.write("a.yaml", typed("North"))
    said = [
        f"skipped: {paths[1]}: This is a file that the system keeps for itself.",
        f"skipped: {paths[0]}: This only shows that a document is open in a program; it is not the document.",
    ]

    for command in ("read", "merge"):
        more = ["-q", "-o", returns.path.parent / f"{command}.yaml", "--toolkit", tiny_folder.path]
        done = CliRunner().invoke(cli, list(map(str, [command, *sorted([*paths, good]), *more])))
        matched = CliRunner().invoke(cli, list(map(str, [command, returns.path / "*", *more, "--force"])))
        alone = CliRunner().invoke(cli, list(map(str, [command, paths[0], *more, "--force"])))

        assert (done.exit_code, done.stderr.splitlines()) == (0, said)
        assert (matched.exit_code, matched.stderr) == (0, "")
        assert (alone.exit_code, alone.stderr.splitlines()[-1][:27]) == (3, "There are no returns here. ")


def test_a_glob_that_the_shell_left_is_expanded(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for name in ("a.pdf", "b.docx", "x/c.pdf", "d[1].pdf"):
        folder.write(name, "x")

    assert names([tmp_path / "*.pdf"], tmp_path) == ["a.pdf", "d[1].pdf"]
    assert names([tmp_path / "**/*.pdf"], tmp_path) == ["a.pdf", "d[1].pdf", "x/c.pdf"]
    assert names([tmp_path / "d[1].pdf"], tmp_path) == ["d[1].pdf"]


def test_a_file_that_is_reached_in_two_ways_comes_once(tmp_path: Path) -> None:
    path = Folder(tmp_path).write("a/b.pdf", "x")
    (tmp_path / "link.pdf").symlink_to(path)
    with suppress(FileExistsError):  # where capitals do not count
        os.link(path, tmp_path / "B.pdf")

    assert len(search([tmp_path, path, tmp_path / "a" / ".." / "a", tmp_path / "*" / "*.pdf"]).candidates) == 1


@pytest.mark.skipif(os.name != "posix", reason="links as POSIX has them")
def test_what_is_named_in_a_folder_and_is_not_there_is_told(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.write("returns/.north.docx.icloud", "bplist00")
    folder.write("other/south.docx", "x")
    (tmp_path / "returns" / "east.docx").symlink_to(tmp_path / "gone.docx")
    (tmp_path / "returns" / "linked").symlink_to(tmp_path / "other")
    (tmp_path / "other" / "circle").symlink_to(tmp_path / "returns")

    found = search([tmp_path / "returns"])

    assert [each.path.name for each in found.candidates] == ["south.docx"]
    assert [problem.what for problem in found.problems] == [
        "This file is in iCloud and has not been downloaded to this computer.",
        "This is a link to a file that is not there.",
    ]


def test_a_folder_into_which_one_may_not_look_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(tmp_path)
    folder.write("returns/a.docx", "x")
    locked = folder.write("returns/locked/b.docx", "x").parent
    scandir = os.scandir

    def refusing(path: Any) -> Any:
        if str(path) == str(locked):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)

    found = search([tmp_path / "returns"])

    assert [each.path.name for each in found.candidates] == ["a.docx"]
    assert list(map(str, found.problems)) == [
        f"{locked}: The folder cannot be read (Permission denied). Ask for permission to read it."
    ]


def test_a_file_at_which_one_may_not_look_is_told_and_keeps_no_other_from_being_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So it is where a link leads into somebody else's folder, or to a network drive that does not answer."""
    folder = Folder(tmp_path)
    there, locked = folder.write("returns/a.docx", "x"), folder.write("returns/b.docx", "x")
    stat = os.stat

    def refusing(path: Any, *more: Any, **named: Any) -> os.stat_result:
        if str(path) == str(locked):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return stat(path, *more, **named)

    monkeypatch.setattr(os, "stat", refusing)

    found = search([tmp_path / "returns"])
    named = search([locked])

    assert [each.path for each in found.candidates] == [there]
    assert [relative(problem, tmp_path).partition(".docx: ")[2] for problem in found.problems] == [
        "The file cannot be read (Permission denied). Close it in Word or Excel if it is open there; otherwise you do "
        "not have permission to read it."
    ]
    assert [each.path for each in named.candidates] == [locked]


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    found = search([tmp_path / "none.pdf", tmp_path / "*.odt"])

    assert [relative(problem, tmp_path) for problem in found.problems] == [
        "*.odt: Nothing matches this. Check its spelling.",
        "none.pdf: There is no file or folder of this name. Check its spelling.",
    ]


def test_a_hidden_file_is_not_taken_for_one_that_is_in_icloud(folder: Folder) -> None:
    for name in (".north.docx", ".DS_Store", ".south.docx.icloud", "a.icloud"):
        folder.write(name, "x")

    assert [Path(problem.file).name for problem in search([folder.path]).problems] == [".south.docx.icloud"]
