"""Writes to streams as other programs set them up: they take only what they have room for, or nobody reads them."""

from __future__ import annotations

import errno
import io
import os
import select
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class _Steady(io.FileIO):
    """A file that waits until there is room, where the system says that there is none now (EAGAIN).

    Where nobody reads any more, as after `q` in `more`, Windows calls that an invalid argument (CPython issue 79935);
    click, which ends quietly then, knows it by its name elsewhere.
    """

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            while (written := super().write(data)) is None:
                select.select([], [self], [])
            return written
        except OSError as wrong:
            if wrong.errno != errno.EINVAL:
                raise
            raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE)) from None


def steady(stream: TextIO) -> TextIO:
    """Return a stream that writes to the same place, waits for room there, and tells when nobody reads it any more.

    Where a program has made that place non-blocking, Python loses what finds no room. The place itself stays as it is:
    it may be shared with that program.
    """
    try:
        if stream.isatty() if os.name == "nt" else os.get_blocking(stream.fileno()):
            return stream
    except (OSError, ValueError):  # no file at all, or a closed one
        return stream
    stream.flush()
    raw = _Steady(stream.fileno(), "w", closefd=False)
    lines = stream.isatty() or bool(stream.line_buffering)
    return io.TextIOWrapper(io.BufferedWriter(raw), stream.encoding, stream.errors, newline="", line_buffering=lines)
