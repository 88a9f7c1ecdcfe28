"""What several processes need that work side by side: how many there may be, and when they end."""

from __future__ import annotations

import os
import signal
import threading
from multiprocessing import parent_process

MOST_JOBS = 61  # processes that Windows lets one wait for


def processors() -> int:
    """Return how many processors this process may use."""
    found = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(found, MOST_JOBS)


def deaf() -> None:
    """Leave an interrupt from the keyboard to the process that hands out the work, and end when that has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_outlive, daemon=True).start()


def _outlive() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
