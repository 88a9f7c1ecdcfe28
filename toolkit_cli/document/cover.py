"""The cover's line, which tells the copy where a program has dropped the file's properties."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from toolkit_cli.stamp import Stamp

COVER = 60  # paragraphs among which the printed line with the copy stands


def stamp(*texts: str | None, printed: Iterable[str]) -> Stamp | None:
    """Return the stamp that one of the texts is, the surest first, else what the printed line on the cover tells."""
    told = (Stamp.parse(text) for text in texts if text)
    return next(filter(None, chain(told, map(Stamp.of_line, printed))), None)
