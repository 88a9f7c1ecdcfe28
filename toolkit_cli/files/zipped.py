"""Zipped packages, such as DOCX and XLSX: the same parts give the same bytes at any time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MOST = 20_000  # parts of a package that anybody has made; a workbook has some dozens
WHEN = (1980, 1, 1, 0, 0, 0)  # the first date that a ZIP file can hold


def crowded(data: bytes) -> bool:
    """Say whether a package has more parts than any document: a list of them would take all memory."""
    return data.count(b"PK\x01\x02") > MOST  # an entry of its directory


def part_name(name: str) -> str:
    r"""Return an entry's name as documents have it: some write `./word/x.xml` or `\word\x.xml`."""
    return name.replace("\\", "/").removeprefix("./").lstrip("/")


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package by their names, in their order; only for packages that the program has made."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a package of these parts, in their order."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, data)
    return made.getvalue()
