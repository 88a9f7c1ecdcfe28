"""What can go wrong, in words: what to do about a file that cannot be read."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit_cli import filetypes
from toolkit_cli.building import manifest, roster
from toolkit_cli.errors import ToolkitError, unreadable
from toolkit_cli.files import yamlfile
from toolkit_cli.kits import translation

from .conftest import problems

READERS: list[Callable[[Path], object]] = [
    filetypes.load,
    manifest.load,
    roster.load,
    translation.load,
    lambda path: yamlfile.read(path, ToolkitError),
]


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


def test_a_file_that_is_in_a_cloud_is_to_be_loaded_down(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"")
    told = OSError(errno.EIO, "The cloud file provider is not running")
    told.winerror = 362  # type: ignore[attr-defined, unused-ignore]  # Windows alone has it
    untold = OSError(errno.EINVAL, "Invalid argument")

    fix = "If it is in OneDrive or another cloud, make it available on this device."
    assert [unreadable(tmp_path / "x.docx", wrong, "Check its name.").fix for wrong in (told, untold)] == [fix, fix]
    assert unreadable(tmp_path / "x?.docx", untold, "Check its name.").fix == "Check its name."
