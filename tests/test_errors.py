"""What can go wrong, in words: what to do about a file that cannot be read."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner

from toolkit_cli import errors, filetypes
from toolkit_cli.building import manifest, roster
from toolkit_cli.characters import readable_name
from toolkit_cli.cli import cli
from toolkit_cli.errors import IN_USE, Problem, ToolkitError, typed, unreadable
from toolkit_cli.files import yamlfile
from toolkit_cli.kits import translation
from toolkit_cli.returns import reading
from toolkit_cli.returns.toolkits import Toolkits

from .conftest import problems

READERS: list[Callable[[Path], object]] = [
    filetypes.load,
    manifest.load,
    lambda path: roster.load(path, None, []),
    translation.load,
    lambda path: yamlfile.read(path, ToolkitError),
]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("returns", "returns"),
        ("./rückläufe_2/a-b.po", "./rückläufe_2/a-b.po"),
        (r"C:\toolkit\mine", r"C:\toolkit\mine"),
        ("our returns", '"our returns"'),
        ("returns (2)", '"returns (2)"'),
        ("north&south", '"north&south"'),
    ],
)
def test_a_path_stands_in_a_command_as_it_can_be_typed(path: str, said: str) -> None:
    assert typed(path) == said


@pytest.mark.parametrize("read", READERS)
def test_a_file_that_a_program_has_open_is_to_be_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: Callable[[Path], object]
) -> None:
    def held(path: Path, *_: object, **__: object) -> object:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    (tmp_path / "x.csv").write_bytes(b"name\nAnn\n")
    monkeypatch.setattr(Path, "open", held)
    monkeypatch.setattr(Path, "read_bytes", held)

    assert problems(lambda: read(tmp_path / "x.csv"), tmp_path) == [
        "x.csv: The file cannot be read (Permission denied). "
        "Close it in Word or Excel if it is open there; otherwise you do not have permission to read it."
    ]


def test_a_folder_that_windows_refuses_to_open_is_not_open_in_a_program(tmp_path: Path) -> None:
    wrong = PermissionError(errno.EACCES, "Permission denied")

    assert unreadable(tmp_path, wrong, "Check its name.").fix == "Check its name."


def test_a_return_for_which_there_is_no_memory_is_not_to_be_sent_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one.yaml").write_text("toolkit: covid19\nanswers: {S10: 1}\n", encoding="utf-8")

    def exhausted(*_: object) -> NoReturn:
        raise MemoryError

    monkeypatch.setattr(reading, "read_any", exhausted)
    done = CliRunner().invoke(cli, ["merge", str(tmp_path / "one.yaml"), "-o", str(tmp_path / "merged.yaml")])

    told = "one.yaml: There is not enough memory to read this file. Close other programs, and run the command again."
    assert (done.exit_code, told in done.stderr) == (3, True)


@pytest.mark.parametrize(
    ("command", "ahead"), [(["read"], ""), (["merge", "-o", "merged.yaml"], "one.docx: It cannot be read because of ")]
)
def test_a_return_is_not_to_be_sent_again_where_a_file_of_the_toolkit_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], ahead: str
) -> None:
    def locked(*_: object) -> NoReturn:
        raise PermissionError(errno.EACCES, "Permission denied", "shared/toolkit.yaml")

    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(cli, ["build", "--only", "S1", "-q", "-o", "one.docx"]).exit_code == 0
    monkeypatch.setattr(Toolkits, "toolkit", locked)
    done = CliRunner().invoke(cli, [*command, "one.docx"])

    told = f"{ahead}shared/toolkit.yaml: The file cannot be read (Permission denied). {IN_USE}\n"
    assert (done.exit_code, done.stderr) == (3, told)


def test_a_file_that_is_in_a_cloud_is_to_be_loaded_down(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"")
    told = OSError(errno.EIO, "The cloud file provider is not running")
    told.winerror = 362  # type: ignore[attr-defined, unused-ignore]  # Windows alone has it
    untold = OSError(errno.EINVAL, "Invalid argument")

    fix = "If it is in OneDrive or another cloud, make it available on this device."
    assert [unreadable(tmp_path / "x.docx", wrong, "Check its name.").fix for wrong in (told, untold)] == [fix, fix]
    assert unreadable(tmp_path / "x?.docx", untold, "Check its name.").fix == "Check its name."


def test_a_path_that_windows_does_not_look_for_is_told_as_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(errors, "WINDOWS", True)
    lost, short = FileNotFoundError(errno.ENOENT, "No such file or directory"), "x.docx"
    long = "x" * (260 - len(str(tmp_path)) - 1)

    fix = "With its folders this name has 260 letters, and Windows allows 259. "
    fix += "Move it into a folder near the top, such as C:\\returns."
    assert [unreadable(path, lost, "Check its name.").fix for path in (short, long)] == ["Check its name.", fix]
    assert [errors.unreadable_folder(path, lost).fix for path in (short, long)] == ["", fix]


def test_a_problem_is_one_line_and_tells_a_terminal_nothing_else() -> None:
    name = "a\x1b[2J\nb\u202efdp.docx"

    assert str(Problem(name, 3, f"See {name}.")) == "a�[2J�b�fdp.docx:3: See a�[2J�b�fdp.docx."


def test_a_name_in_any_script_is_readable_as_it_is() -> None:
    assert readable_name("Łódź Ελλάδα საქართველო 2.docx") == "Łódź Ελλάδα საქართველო 2.docx"
    assert readable_name(os.fsdecode(b"h\xe4lso.docx") if os.name == "posix" else "h�lso.docx") == "h�lso.docx"


HOSTILE = "north\x1b]0;gone\x07\nsouth"
WITH_HOSTILE_NAMES = (
    ["read", "in/*"],
    ["read", "in", "--receipt", "receipt.json"],
    ["merge", "in", "-o", "m.yaml"],
    ["check", "in/*"],
    ["check", "--privacy", "in", "--redact", "copies"],
    ["report", f"in/{HOSTILE} 2.yaml"],
    ["build", f"in/{HOSTILE}.yaml", "-o", f"{HOSTILE}.docx"],
    ["build", "-o", f"{HOSTILE}.docx"],
)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes no such names")
@pytest.mark.parametrize("command", WITH_HOSTILE_NAMES)
def test_names_of_files_write_nothing_of_their_own_to_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True, raising=False)
    answers = "toolkit: covid19\nrespondent: {organisation: North}\nanswers: {S3: maybe, S1: Call Maria Rossi}\n"
    files = {
        f"{HOSTILE}.yaml": answers.replace("maybe", "yes"),
        f"{HOSTILE} 2.yaml": answers,
        f"{HOSTILE}.docx": "no document",
        f"~${HOSTILE}.docx": "a lock",
        f"{HOSTILE}.tmp": "left behind",
    }
    (tmp_path / "in").mkdir()
    for name, text in files.items():
        (tmp_path / "in" / name).write_text(text, "utf-8")

    done = CliRunner().invoke(cli, command)

    assert "north�]0;gone��south" in done.output or command == WITH_HOSTILE_NAMES[1]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", done.output.replace("\r", ""))


def test_an_argument_too_many_is_told_without_what_a_terminal_would_take_from_it() -> None:
    assert "(a�[2J)" in CliRunner().invoke(cli, ["report", "m.yaml", "a\x1b[2J"]).output


@pytest.mark.skipif(os.name != "posix", reason="devices of POSIX")
@pytest.mark.parametrize("read", READERS)
def test_a_device_is_no_file(read: Callable[[Path], object]) -> None:
    (told,) = problems(lambda: read(Path("/dev/zero")))

    assert told.startswith("/dev/zero: The file cannot be read (it is a device, not a file).")


@pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX")
def test_what_a_shell_gives_is_read_as_far_as_any_file() -> None:
    command = [sys.executable, "-m", "toolkit_cli", "read", "/dev/stdin"]
    answers = "toolkit: covid19\nanswers: {S3: yes}\n"

    piped = subprocess.run(command, input=answers, capture_output=True, text=True, timeout=60)
    with Path("/dev/zero").open("rb") as zero:
        endless = subprocess.run(command, stdin=zero, capture_output=True, text=True, timeout=60)

    assert (piped.returncode, "S3: 'yes'" in piped.stdout) == (0, True)
    assert (endless.returncode, endless.stderr) == (
        3,
        "/dev/stdin: The file is larger than 100 MB. A workbook is far smaller: look at what it is.\n",
    )
