"""Names in WordprocessingML that every part of the reader needs."""

from __future__ import annotations

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
VAL, ID = f"{{{W}}}val", f"{{{W}}}id"
