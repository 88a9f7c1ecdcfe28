"""How long the reading of a hostile file may take: seconds of the processor, more of them on a slower machine.

A limit guards against what grows with the square of a file and takes minutes; how fast things are is measured in
`bench.py`. So a limit is several times what is usual, and it is stretched by what a fixed piece of work takes here and
now, since machines differ and are shared.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

USUAL = 0.1  # seconds of the processor, for the fixed piece of work on the machine that the limits were chosen on


@contextmanager
def in_seconds(most: float) -> Iterator[None]:
    """Fail where what is done within takes more than `most` seconds of the processor, stretched on a slower machine."""
    allowed = most * max(1.0, _fixed_work() / USUAL)
    start = time.process_time()
    yield
    taken = time.process_time() - start
    assert taken < allowed


def _fixed_work() -> float:
    """Return the seconds that a fixed piece of work takes: short texts, cut and searched, as readers do."""
    start = time.process_time()
    words = [f"[A{number}] word {number}".split() for number in range(50_000)]
    assert sum(1 for code, *_ in words if re.search(r"7\]$", code)) == 5_000
    return time.process_time() - start
