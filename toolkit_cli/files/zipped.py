"""Packages of zipped parts, as DOCX and XLSX are: the same parts give the same bytes, whatever the hour."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

WHEN = (1980, 1, 1, 0, 0, 0)  # the first date that a zip file can tell


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package of our own by their names, in their order."""
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
