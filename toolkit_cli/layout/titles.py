"""Long titles: smaller on the cover, shorter in the lines that run around every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import sqrt

from toolkit_cli.layout.page import Page

USUAL = 60  # letters of a title, which have about two lines of a cover
SMALLEST = 0.6  # of its size, in which a title is still the largest on its page
FEWEST = 12  # letters by which a title that goes on is known


def scale(title: str) -> float:
    """Return how large a title is written on its cover: a long one takes about as much of it as a usual one."""
    return max(SMALLEST, min(1.0, sqrt(USUAL / max(len(title), 1))))


def running(page: Page, line: str, fits: Callable[[str], bool]) -> str:
    """Return a theme's header or footer, its title shortened where the whole does not fit; what else it says stays.

    What would not fit with a title of a few letters either is returned whole.
    """
    whole = page.running(line)
    if fits(whole):
        return whole
    return next((text for title in _shorter(page.title) if fits(text := page.running(line, title))), whole)


def _shorter(title: str) -> Iterator[str]:
    """Yield a title without its end, the longest first: between words, or within one that has no blanks."""
    for end in range(len(title) - 1, FEWEST - 1, -1):
        if title[end] == " " or " " not in title[FEWEST : end + 1]:
            yield f"{title[:end].rstrip(' ,.;:–-')}…"
