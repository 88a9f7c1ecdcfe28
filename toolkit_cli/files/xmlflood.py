"""XML that holds more than any workbook: told before it is parsed, for its tree would take all memory."""

from __future__ import annotations

MOST = 500_000  # tags in a file's XML, and attributes: what fifty times a workbook's markup would take
SHORTEST = 3  # bytes that a tag or an attribute takes: <a>


def crowded(data: bytes) -> bool:
    """Say whether XML holds more tags or attributes than fifty workbooks."""
    if len(data) <= SHORTEST * MOST:
        return False
    return data.count(b"<") > MOST or data.count(b'="') + data.count(b"='") > MOST
