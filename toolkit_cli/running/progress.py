"""Shows a progress bar: only on a terminal, and only for work that takes longer than a second."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import TextIO

from toolkit_cli.running.callbacks import Say

AFTER = 1.0  # seconds before the bar is shown, and between its changes
BETWEEN = 0.1
WIDTH = 30
USUAL = 80  # columns of a terminal that does not tell how many it has


class Progress:
    """Shows how far work has come, in one line that is cleared when it is done.

    Used as `with Progress("returns") as progress: … progress(12, 300)`; work that counts several things, one after
    another, names each: `progress(3, 40, "responses")`. What is said meanwhile goes through `above`.
    """

    def __init__(
        self, what: str, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic, quiet: bool = False
    ) -> None:
        self.what = what
        self.stream = stream or sys.stderr
        self.clock = clock
        self.wanted = not quiet and self.stream.isatty()
        self.start = self.next = clock() + AFTER
        self.counted = ""
        self.shown = 0

    def __enter__(self) -> Progress:
        return self

    def __call__(self, done: int, total: int, what: str = "") -> None:
        """Show that `done` of `total` are done; `what` they are, where it is not what was named first."""
        now, what = self.clock(), what or self.what
        if not self.wanted or now < (self.next if what == self.counted else self.start):
            return
        self.next, self.counted = now + BETWEEN, what
        text = f"{done:,} of {total:,} {what}"
        columns = self._columns()
        width = min(WIDTH, columns - len(text) - 4)
        filled = width * done // max(total, 1)
        bar = f"[{'#' * filled}{'-' * (width - filled)}] " if width > 0 else ""
        self._line(f"{bar}{text}"[: columns - 1])  # a longer line would be wrapped, and not written over

    def __exit__(self, *_: object) -> None:
        self._wipe()

    def above(self, say: Say) -> Say:
        """Return what says the same, and not in the line of the bar."""

        def said(told: str) -> None:
            self._wipe()
            say(told)

        return said

    def _wipe(self) -> None:
        if self.shown:
            self._line("")
            self.stream.write("\r")
            self.stream.flush()

    def _columns(self) -> int:
        try:
            return os.get_terminal_size(self.stream.fileno()).columns or USUAL
        except (OSError, ValueError):
            return USUAL

    def _line(self, text: str) -> None:
        """Write a line over the one before, with spaces over what would be left of that."""
        line = f"\r{text:{self.shown}}"
        self.shown = len(line) - 1  # even if an interrupt keeps this from going on once the line stands there
        self.stream.write(line)
        self.stream.flush()
        self.shown = len(text)
