"""What the writer puts into a DOCX and the readers look for, in an ODT that was made of it too."""

from __future__ import annotations

FIELD, HEADING = "tk_", "h_"  # how the bookmarks of fields and headings begin
CUT = "to_"  # how that of a field does whose name was cut or numbered: it tells no code
BEFORE_HINT = "\u2003"  # parts a question from how it is answered


def bookmark(code: str) -> str:
    """Return the name of the bookmark around a field's code."""
    return f"{FIELD}{code.replace('-', '_')}"


def code_of(bookmark: str) -> str:
    """Return the code of the field whose bookmark it is; "" for any other."""
    return bookmark[len(FIELD) :].replace("_", "-") if bookmark.startswith(FIELD) else ""
