"""Marks that a workbook's writers set and its readers look for: codes of fields, bookmarks, and blanks to type over."""

from __future__ import annotations

import re

# A field's code, as it is printed, tagged, bookmarked, and named in a form.
FIELD_CODE = re.compile(r"[A-Z][A-Za-z0-9]*(?:-[a-z0-9]+)*")
BEFORE_OPTION = "#"  # parts it from the option's in the name of a box to tick
# What stands in an empty box of a DOCX: Word puts words of its own into a control that is left empty, and blanks can
# be told from any answer.
PROMPT = "\u00a0" * 12
BOOKMARK, HEADING = "tk_", "h_"  # how the bookmarks of fields and headings begin in a DOCX
CUT = "to_"  # how that of a field does whose name was cut or numbered: it tells no code
BEFORE_HINT = "\u2003"  # parts a question from how it is answered


def bookmark(code: str) -> str:
    """Return the name of the bookmark around a field's code."""
    return f"{BOOKMARK}{code.replace('-', '_')}"


def code_of(bookmark: str) -> str:
    """Return the code of the field whose bookmark it is; "" for any other."""
    return bookmark[len(BOOKMARK) :].replace("_", "-") if bookmark.startswith(BOOKMARK) else ""
