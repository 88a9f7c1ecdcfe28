"""The namespaces of OpenDocument (ISO/IEC 26300)."""

from __future__ import annotations

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, OFFICE, DRAW, STYLE, META, FORM = (
    f"{OASIS}{name}:1.0" for name in ("text", "table", "office", "drawing", "style", "meta", "form")
)
SVG = f"{OASIS}svg-compatible:1.0"
XLINK = "http://www.w3.org/1999/xlink"
LOEXT = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"
FIELD = "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"
DC = "http://purl.org/dc/elements/1.1/"
FO = f"{OASIS}xsl-fo-compatible:1.0"
