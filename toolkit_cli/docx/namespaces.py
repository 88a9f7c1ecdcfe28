"""Namespaces of a DOCX, and names in it that every part of the reader needs; it loads nothing."""

from __future__ import annotations

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DC = "http://purl.org/dc/elements/1.1/"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
VAL, ID = f"{{{W}}}val", f"{{{W}}}id"
OFF = ("0", "false", "off")  # the values of a property that is not
