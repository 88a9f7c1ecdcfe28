"""Names of files: what every system takes as one, and which are one where capitals do not count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f]')  # by Windows, in a name
# The names that Windows keeps for itself, with any ending.
RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *((?:\..*)?)", re.IGNORECASE)
# What Windows, macOS or Linux do not take in a file's name.
UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+|^(?:\.|~\$)+|[. ]+$')
LONGEST = 80  # letters of a file's name; with the folder, Windows takes 260 in all
BYTES = 130  # of a file's name; encrypted folders of Linux take 143


def safe(name: str) -> str:
    """Return a name as every system takes it for a file: letters of any script stay."""
    made = UNSAFE.sub("-", unicodedata.normalize("NFC", " ".join(name.split())))[:LONGEST]
    made = made.encode()[:BYTES].decode(errors="ignore").strip(" .-")
    kept = RESERVED.fullmatch(made)
    return f"{kept[1]}-{kept[2]}" if kept else made


def alike(name: str) -> str:
    """Return a file's name as it is compared: macOS and Windows keep letters and capitals each in their own way."""
    return unicodedata.normalize("NFC", name).casefold()


def same_names(names: Sequence[str]) -> Iterator[list[int]]:
    """Yield the places of names that are one file where capitals do not count, as on Windows and macOS."""
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        places.setdefault(alike(name), []).append(place)
    yield from (found for found in places.values() if len(found) > 1)
