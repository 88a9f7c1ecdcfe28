"""Writes everything to a stream that takes only what it has room for, as some programs set up the output of others."""

from __future__ import annotations

import io
import os
import select
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class _Waiting(io.FileIO):
    """A file that waits until there is room, where the system says that there is none now (EAGAIN)."""

    def write(self, data: ReadableBuffer, /) -> int:
        while (written := super().write(data)) is None:
            select.select([], [self], [])
        return written


def waiting(stream: TextIO) -> TextIO:
    """Return a stream that writes to the same place, and waits where a program has made that non-blocking.

    Python loses what finds no room there. The place itself stays as it is: it may be shared with that program.
    """
    try:
        if os.name != "posix" or os.get_blocking(stream.fileno()):
            return stream
    except (OSError, ValueError):  # no file at all, or a closed one
        return stream
    stream.flush()
    raw = _Waiting(stream.fileno(), "w", closefd=False)
    lines = stream.isatty() or bool(stream.line_buffering)
    return io.TextIOWrapper(io.BufferedWriter(raw), stream.encoding, stream.errors, newline="", line_buffering=lines)
