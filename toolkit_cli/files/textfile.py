"""What holds for every file that is read: no folder, no pipe, no device, not too large, and texts are in UTF-8."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

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
        return file.read(MAX_BYTES + 1)
