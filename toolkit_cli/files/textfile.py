"""What holds for every file that is read: it is not a pipe and not too large, and texts are in UTF-8."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

MAX_BYTES = 100 * 1024 * 1024
AS_UTF8 = "Save it as UTF-8 in your editor (in Notepad: Save as, Encoding: UTF-8)."
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# PowerShell's > writes UTF-16, after it has read the letters in a wrong encoding.
PIPED = "If it was made with >, its letters are spoilt: read the returns again with -o answers.yaml."


def regular(path: Path) -> Path:
    """Return a path; raise `OSError` for a named pipe, on which reading could wait for ever.

    Pipes in /dev and /proc are those that a shell gives a command to read from.
    """
    if stat.S_ISFIFO(path.stat().st_mode) and not str(path).startswith(("/dev/", "/proc/")):
        raise OSError(errno.EINVAL, "it is a pipe, not a file", str(path))
    return path
