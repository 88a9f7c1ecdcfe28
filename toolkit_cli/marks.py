"""Marks that a workbook's writers set and its readers look for: codes of fields, and blanks to type over."""

from __future__ import annotations

import re

# A field's code, as it is printed, tagged, bookmarked, and named in a form.
FIELD_CODE = re.compile(r"[A-Z][A-Za-z0-9]*(?:-[a-z0-9]+)*")
BEFORE_OPTION = "#"  # parts it from the option's in the name of a box to tick
# What stands in an empty box of a DOCX: Word puts words of its own into a control that is left empty, and blanks can
# be told from any answer.
PROMPT = "\u00a0" * 12
