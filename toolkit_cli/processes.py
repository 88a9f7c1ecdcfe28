"""What processes need: how many may work side by side, when they end, how seldom they look for garbage."""

from __future__ import annotations

import gc
import os

MOST_JOBS = 61  # processes that Windows lets one wait for


def processors() -> int:
    """Return how many processors this process may use."""
    found = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(found, MOST_JOBS)


def collect_seldom() -> None:
    """Look for garbage seldom: a command makes its objects and ends, and to go through them takes a tenth of it."""
    gc.set_threshold(100_000)


def helping() -> None:
    """Begin a process that is handed its work by another.

    An interrupt from the keyboard is left to that one, and when it has ended, so does this.
    """
    import signal
    import threading

    collect_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_outlive, daemon=True).start()


def _outlive() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
