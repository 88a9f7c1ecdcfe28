"""Fits long titles: smaller on the cover, and shortened in header and footer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import sqrt

from toolkit_cli.layout.page import Page

USUAL = 60  # letters of a title that takes about two lines of a cover
SMALLEST = 0.6  # of its size: a title is made no smaller, so that it remains the largest text on its page
FEWEST = 12  # letters of a shortened title by which one still knows it


def scale(title: str) -> float:
    """Return the scale of a title on its cover, 1 or less: a long one takes about as much room as a usual one."""
    return max(SMALLEST, min(1.0, sqrt(USUAL / max(len(title), 1))))


def running_line(page: Page, line: str, fits: Callable[[str], bool]) -> str:
    """Return a theme's header or footer, with the title in it shortened if it does not fit.

    If it does not fit with the shortest title either, it is returned whole.
    """
    whole = page.running_line(line)
    if fits(whole):
        return whole
    return next((text for title in _shorter(page.title) if fits(text := page.running_line(line, title))), whole)


def _shorter(title: str) -> Iterator[str]:
    """Yield beginnings of a title, the longest first, that end between words, or inside one if it has no spaces."""
    for end in range(len(title) - 1, FEWEST - 1, -1):
        if title[end] == " " or " " not in title[FEWEST : end + 1]:
            yield f"{title[:end].rstrip(' ,.;:–-')}…"
