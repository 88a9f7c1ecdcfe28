"""Names of files: makes names that every system allows, and finds those that differ only in case."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f]')  # in a name on Windows
# Names that Windows reserves, with any ending.
RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *((?:\..*)?)", re.IGNORECASE)
# What Windows, macOS or Linux do not allow in a file's name.
UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+|^(?:\.|~\$)+|[. ]+$')
LONGEST = 80  # letters of a file's name; Windows allows 260 with the folder
BYTES = 130  # of a file's name; encrypted folders on Linux allow 143


def safe(name: str) -> str:
    """Return a name that every system allows for a file, with the letters of any script."""
    made = UNSAFE.sub("-", unicodedata.normalize("NFC", " ".join(name.split())))[:LONGEST]
    made = made.encode()[:BYTES].decode(errors="ignore").strip(" .-")
    kept = RESERVED.fullmatch(made)
    return f"{kept[1]}-{kept[2]}" if kept else made


def alike(name: str) -> str:
    """Return a file's name for comparison: macOS and Windows store accents and case each in their own way."""
    return unicodedata.normalize("NFC", name).casefold()


def same_names(names: Sequence[str]) -> Iterator[list[int]]:
    """Yield the indices of names that are one file where case does not count, as on Windows and macOS."""
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        places.setdefault(alike(name), []).append(place)
    yield from (found for found in places.values() if len(found) > 1)
