"""Marks that writers set in a workbook and readers look for: codes of fields, bookmarks, and the prompt of a box."""

from __future__ import annotations

import re

# A field's code, as it is printed, and as tags, bookmarks and a form's fields are named.
FIELD_CODE = re.compile(r"[A-Z][A-Za-z0-9]*(?:-[a-z0-9]+)*")
BEFORE_OPTION = "#"  # between a field's code and an option's, in the name of a box to tick
# The prompt in an empty box of a DOCX: Word would put its own words into an empty control, and nobody takes no-break
# spaces for an answer.
PROMPT = "\u00a0" * 12
BOOKMARK, HEADING = "tk_", "h_"  # beginnings of the bookmarks of fields and headings in a DOCX
CUT = "to_"  # that of a field's bookmark whose name was cut or numbered, and does not tell the code
BEFORE_HINT = "\u2003"  # between a question and the hint how it is answered


def bookmark(code: str) -> str:
    """Return the name of the bookmark around a field's code."""
    return f"{BOOKMARK}{code.replace('-', '_')}"


def code_of(bookmark: str) -> str:
    """Return the code of the field of a bookmark; "" for any other bookmark."""
    return bookmark[len(BOOKMARK) :].replace("_", "-") if bookmark.startswith(BOOKMARK) else ""
