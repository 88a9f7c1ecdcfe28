"""Settings of processes: how many run side by side, what interrupts them, how often they collect garbage."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

MOST_JOBS = 61  # processes for which one can wait on Windows
# What ends a command: Ctrl-C, `kill` and shutdown, the closing of a terminal; on Windows, Ctrl-C and Ctrl-Break.
NAMED = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
INTERRUPTS = tuple(getattr(signal, name) for name in NAMED if hasattr(signal, name))


def processors() -> int:
    """Return how many processors this process may use."""
    found = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(found, MOST_JOBS)


def collect_seldom() -> None:
    """Collect garbage seldom: commands are short, and collections take a tenth of their time."""
    gc.set_threshold(100_000)


def raise_interrupts() -> None:
    """Let each of INTERRUPTS end this command as Ctrl-C does, so that it cleans up; ignored signals stay ignored."""
    for number in INTERRUPTS:
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


@contextmanager
def out_of_reach() -> Iterator[None]:
    """On Windows, keep Ctrl-C from the processes that are started in the block, for good; it is lost to this one, too.

    If a process ends while it starts, the one that starts it waits for ever: it holds both ends of the pipe in which it
    tells that process what to do (multiprocessing.popen_spawn_win32). Elsewhere what starts can mask its signals.
    """
    if sys.platform != "win32":
        yield
        return
    import ctypes

    ctypes.windll.kernel32.SetConsoleCtrlHandler(None, True)  # who ignores Ctrl-C hands that on
    try:
        yield
    finally:
        ctypes.windll.kernel32.SetConsoleCtrlHandler(None, False)


def init_worker() -> None:
    """Initialise a worker process: ignore interrupts, exit with the parent.

    Interrupts reach all processes of a command and are left to the parent, so that workers finish what they write.
    """
    import threading

    collect_seldom()
    for number in INTERRUPTS:
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_outlive, daemon=True).start()


def _outlive() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
