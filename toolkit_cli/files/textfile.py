"""What any file that is read is held against: no pipe, not too large, and a text in UTF-8."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

MAX_BYTES = 100 * 1024 * 1024
AS_UTF8 = "Save it as UTF-8 in your editor (in Notepad: Save as, Encoding: UTF-8)."
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# What PowerShell writes with > is UTF-16, and its letters went through another encoding before.
PIPED = "If it was made with >, its letters are spoilt: read the returns again with -o answers.yaml."


def regular(path: Path) -> Path:
    """Return a path; raise `OSError` for a pipe that has a name, which would be waited at for ever.

    What a shell gives to read from stands in /dev and /proc.
    """
    if stat.S_ISFIFO(path.stat().st_mode) and not str(path).startswith(("/dev/", "/proc/")):
        raise OSError(errno.EINVAL, "it is a pipe, not a file", str(path))
    return path
