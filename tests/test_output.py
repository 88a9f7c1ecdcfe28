"""Files that are written: whole or not at all, and never over another without leave."""

from __future__ import annotations

import errno
import os
import stat
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from toolkit_cli.cli import cli
from toolkit_cli.files import output

from .conftest import problems


def listed(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_folder_that_is_there_may_have_a_dot_in_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "spring.2021"
    folder.mkdir()

    assert output.paths(folder, ["a.docx", "a.pdf"], "workbook") == [folder / "a.docx", folder / "a.pdf"]
    assert output.formats_of(folder.rename(tmp_path / "copies.pdf"), (), ("docx", "pdf")) == ("docx",)


def test_files_are_written_with_the_folders_that_they_need(tmp_path: Path) -> None:
    output.write_all({tmp_path / "a" / "b" / "x.pdf": b"one", tmp_path / "y.pdf": b"two"})

    assert listed(tmp_path) == ["a", "a/b", "a/b/x.pdf", "y.pdf"]
    assert (tmp_path / "a" / "b" / "x.pdf").read_bytes() == b"one"


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
def test_a_file_may_be_read_by_whom_the_umask_allows(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        output.write_all({tmp_path / "x.pdf": b""})
    finally:
        after = os.umask(before)

    assert (stat.S_IMODE((tmp_path / "x.pdf").stat().st_mode), after) == (0o640, 0o027)


def test_a_failure_leaves_no_file_and_the_old_one_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.pdf").write_bytes(b"old")

    def full(number: int, *_: object) -> None:
        os.close(number)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)

    assert problems(lambda: output.write_all({tmp_path / "x.pdf": b"new", tmp_path / "y.pdf": b"new"}), tmp_path) == [
        "x.pdf: The file cannot be written (No space left on device). Give another place with -o."
    ]
    assert listed(tmp_path) == ["x.pdf"]
    assert (tmp_path / "x.pdf").read_bytes() == b"old"


def test_a_drive_that_knows_no_rights_is_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chmod", refused)

    output.write_all({tmp_path / "x.pdf": b"new"})

    assert (tmp_path / "x.pdf").read_bytes() == b"new"


def test_a_set_with_a_file_in_use_is_left_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("a.docx", "b.docx")
    for name in names:
        (tmp_path / name).write_bytes(b"old")
    opened = Path.open

    def locked(path: Path, mode: str = "r", *more: Any, **named: Any) -> object:
        if path.name == "b.docx" and mode == "r+b":
            raise PermissionError(13, "Permission denied")  # as Windows does while Word has it open
        return opened(path, mode, *more, **named)

    monkeypatch.setattr(Path, "open", locked)

    assert problems(lambda: output.write_all({tmp_path / name: b"new" for name in names}), tmp_path) == [
        "b.docx: The file cannot be written (Permission denied). "
        "Close it where it is open, and run the same command again; "
        "if it is write-protected, give another place with -o."
    ]
    assert {(tmp_path / name).read_bytes() for name in names} == {b"old"}
    assert listed(tmp_path) == ["a.docx", "b.docx"]


@pytest.mark.parametrize("times", [1, 5, 6])
def test_a_file_that_a_virus_scanner_looks_at_is_waited_for_on_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    refusals, pauses, replace = [PermissionError(13, "Access is denied")] * times, list[float](), os.replace

    def held(*paths: Path) -> None:
        if refusals:
            raise refusals.pop()
        replace(*paths)

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(output, "WINDOWS", True)
    monkeypatch.setattr(time, "sleep", pauses.append)

    if times < 6:
        output.write_all({tmp_path / "x.pdf": b"new"})
    else:
        assert problems(lambda: output.write_all({tmp_path / "x.pdf": b"new"}), tmp_path) == [
            "x.pdf: The file cannot be written (Access is denied). "
            "Run the same command again; if that does not help, give another place with -o."
        ]
    assert (len(pauses), listed(tmp_path)) == (min(times, 5), ["x.pdf"] if times < 6 else [])
    assert sum(pauses) < 2


@pytest.mark.skipif(os.name != "posix", reason="links and rights as POSIX has them")
def test_what_is_there_keeps_its_rights_and_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "merged.yaml").write_bytes(b"old")
    (tmp_path / "merged.yaml").chmod(0o600)
    (tmp_path / "link.yaml").symlink_to(tmp_path / "merged.yaml")

    output.write_all({tmp_path / "link.yaml": b"new"})

    assert (tmp_path / "link.yaml").is_symlink()
    assert (tmp_path / "merged.yaml").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "merged.yaml").stat().st_mode) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="a device of POSIX")
def test_a_device_is_no_file() -> None:
    assert problems(lambda: output.check([Path("/dev/null")], force=True)) == [
        "/dev/null: This is a device or a pipe, not a file. Give another name."
    ]


def test_an_interruption_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)

    with pytest.raises(KeyboardInterrupt):
        output.write_all({tmp_path / "x.pdf": b"new"})
    assert listed(tmp_path) == []


@pytest.mark.skipif(os.name != "posix" or not Path("/proc").exists(), reason="a folder of the system's own")
def test_a_place_that_takes_no_file_is_told() -> None:
    path = Path("/proc/x.pdf")

    assert problems(lambda: output.write_all({path: b""})) == [
        "/proc/x.pdf: The file cannot be written (No such file or directory). Give another place with -o."
    ]


def test_a_file_that_exists_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"old")

    assert problems(lambda: output.check([tmp_path / "x.pdf", tmp_path / "y.pdf"], force=False), tmp_path) == [
        "x.pdf: This file exists already. Use --force to write over it."
    ]
    output.check([tmp_path / "x.pdf"], force=True)


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"")

    for path in (tmp_path / "x" / "y.pdf", tmp_path / "x" / "deep" / "y.pdf"):
        assert problems(partial(output.check, [path], force=True), tmp_path) == [
            "x: This is a file, not a folder. Give a folder."
        ]


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").mkdir()

    assert problems(lambda: output.check([tmp_path / "x.pdf"], force=True), tmp_path) == [
        "x.pdf: There is a folder with this name. Give another name."
    ]


def test_a_folder_that_may_not_be_written_to_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write anywhere

    assert problems(lambda: output.check([tmp_path / "new" / "x.pdf"], force=False), tmp_path.parent) == [
        f"{tmp_path.name}: This folder cannot be written to. Give another with -o."
    ]


def test_what_to_do_names_the_option_with_which_a_place_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.yaml").write_text("toolkit: covid19\nanswers: {S3: yes}\n", "utf-8")
    commands = {
        "read m.yaml -o a.yaml": "-o",
        "read m.yaml --receipt r.json": "--receipt",
        "check --privacy m.yaml --redact red": "--redact",
    }

    def said(command: str) -> str:
        return CliRunner().invoke(cli, command.split()).stderr.splitlines()[-1]

    with monkeypatch.context() as locked:
        locked.setattr(os, "access", lambda path, mode: False)  # root may write anywhere
        for command, option in commands.items():
            assert said(command) == f".: This folder cannot be written to. Give another with {option}."

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    for command, option in commands.items():
        assert said(command).endswith(f"(No space left on device). Give another place with {option}.")


def test_every_place_is_looked_at_before_one_is_told(tmp_path: Path) -> None:
    for name in ("x.pdf", "y.pdf"):
        (tmp_path / name).write_bytes(b"")

    assert len(problems(lambda: output.check([tmp_path / "x.pdf", tmp_path / "y.pdf"], force=False))) == 2


def test_a_failure_leaves_no_new_folder_and_takes_none_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    (tmp_path / "made before").mkdir()
    for folder in ("new", "made before"):
        assert problems(partial(output.write_all, {tmp_path / folder / "below" / "x.pdf": b"x"}), tmp_path)

    assert listed(tmp_path) == ["made before"]


@pytest.mark.parametrize("path", [Path("-"), Path("-") / "x.pdf"])
def test_a_hyphen_is_no_file_and_no_folder(path: Path) -> None:
    assert problems(lambda: output.check([path], force=True)) == [
        "-: Nothing is written to standard output here, and a file of this name would be hard to remove. "
        "Give the name of a file or a folder."
    ]


@pytest.mark.skipif(os.name != "posix", reason="plays Windows")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("what?.pdf", "what?.pdf: Windows does not allow '?' in a name. Give another name."),
        ("a: b/x.pdf", "a: b/x.pdf: Windows does not allow ':' in a name. Give another name."),
        ("Aux.pdf", "Aux.pdf: Windows does not allow the name 'Aux.pdf'. Give another name."),
    ],
)
def test_names_that_windows_does_not_take_are_told_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, said: str
) -> None:
    output.check([tmp_path / name], force=True)
    monkeypatch.setattr(output, "WINDOWS", True)

    assert problems(lambda: output.check([tmp_path / "x.pdf", tmp_path / name], force=True), tmp_path) == [said]


def test_a_path_that_is_too_long_for_windows_is_told_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "WINDOWS", True)
    monkeypatch.chdir(tmp_path)
    longest = 259 - len(str(tmp_path)) - 1

    output.check([Path("x" * (longest - 4) + ".pdf")], force=True)
    for path in (Path("x" * (longest - 3) + ".pdf"), Path("x" * (longest - 21)) / "x.pdf"):  # files are made beside it
        assert problems(partial(output.check, [path], force=True)) == [
            f"{path.as_posix()}: With its folders this name has 260 letters, and Windows allows 259. "
            f"Give a shorter folder with -o."
        ]


def test_a_drive_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.pdf"
    monkeypatch.setattr(Path, "exists", lambda _: False)

    assert problems(lambda: output.check([path], force=False, options={path: "--receipt"})) == [
        f"{Path(path.anchor).as_posix()}: This drive is not there. Connect it, or give another place with --receipt."
    ]


def test_names_that_the_system_cannot_have_are_told_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsencode", lambda path: str(path).encode("ascii"))

    assert problems(lambda: output.check([tmp_path / "a.pdf", tmp_path / "Καφές.pdf"], force=True), tmp_path) == [
        "Καφές.pdf: This system is set so that names cannot have these letters. "
        "Set the variable PYTHONUTF8 to 1, and try again; or give another name."
    ]
