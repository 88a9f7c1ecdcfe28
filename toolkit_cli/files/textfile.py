"""What holds for every file that is read: no folder, no pipe, no device, not too large, and texts are in UTF-8."""

from __future__ import annotations

import errno
import io
import os
import stat
from pathlib import Path

from toolkit_cli.errors import Problem, unreadable

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # first bytes of what Office saved until 2003, and of what it locks
DOCUMENTS = (b"PK\x03\x04", b"%PDF-", b"{\\rtf", OLD_OFFICE)  # first bytes of DOCX and ODT, PDF, RTF, DOC
AS_TEXT = "Save it as plain text, in UTF-8."
MAX_BYTES = 100 * 1024 * 1024
AS_UTF8 = "Save it as UTF-8 in your editor (in Notepad: Save as, Encoding: UTF-8)."
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
SHELL = ("/dev/stdin", "/dev/fd/", "/proc/")  # where a shell puts what a command is to read: `<(…)`, `|`
# PowerShell's > writes UTF-16, after it has read the letters in a wrong encoding.
PIPED = "If it was made with >, its letters are spoilt: make it again with -o."


def regular(path: Path) -> Path:
    """Return a path; raise `OSError` for a folder, a device, or a named pipe on which reading could wait for ever.

    Windows says of a folder that one is not allowed to read it. Pipes in /dev and /proc are those that a shell gives a
    command to read from.
    """
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise OSError(errno.EISDIR, "it is a folder, not a file", str(path))
    given = str(path).startswith(SHELL)
    if stat.S_ISFIFO(mode) and not given:
        raise OSError(errno.EINVAL, "it is a pipe, not a file", str(path))
    if stat.S_ISBLK(mode) or (stat.S_ISCHR(mode) and not given):
        raise OSError(errno.EINVAL, "it is a device, not a file", str(path))
    return path


def read(path: Path) -> bytes:
    """Return the bytes of a file, at most one more than `MAX_BYTES`: what a shell gives may have no end.

    Raise `OSError` as `regular` does.
    """
    with regular(path).open("rb") as file:
        # For what is asked for at once, all memory is taken, and on Windows every page of it is touched.
        most = min(os.fstat(file.fileno()).st_size, MAX_BYTES) + 1
        data = file.read(most)
        return data if len(data) < most else data + file.read(MAX_BYTES + 1 - most)


def text(path: Path, problems: list[Problem], fix: str, data: bytes | None = None) -> str | None:
    """Return a file's text; None where it has none, with the reason in `problems`.

    `fix` says what to do if the file is a workbook; `data` are the file's bytes if they are known already.
    """
    try:
        found = read(path) if data is None else data
        if found.startswith(DOCUMENTS):
            problems.append(Problem(str(path), 0, "This is a document, not a text file.", fix))
            return None
        if len(found) <= MAX_BYTES:
            return io.TextIOWrapper(io.BytesIO(found), encoding="utf-8-sig").read()
        problems.append(Problem(str(path), 0, f"The file is larger than {MAX_BYTES >> 20} MB.", "Split it."))
    except UnicodeDecodeError:
        problems.append(not_utf8(path, found))
    except OSError as wrong:
        problems.append(unreadable(path, wrong, "Check its name."))
    return None


def not_utf8(path: Path, data: bytes) -> Problem:
    """Return the problem of a file that is not in UTF-8, with the line of the first wrong byte."""
    if data.startswith(UTF_16):
        return Problem(str(path), 0, "The file is in UTF-16, and not in UTF-8.", f"{AS_UTF8} {PIPED}")
    line = 0
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
    return Problem(str(path), line, "The file is not in UTF-8.", AS_UTF8)
