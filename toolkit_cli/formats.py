"""Formats: which writer makes which kind of file."""

from __future__ import annotations

from toolkit_cli.fill import Fill
from toolkit_cli.page import Page
from toolkit_cli.theme import Theme

NAMES = ("docx", "pdf")


def write(name: str, page: Page, theme: Theme, fill: Fill) -> bytes:
    """Return a workbook as the bytes of a file of the format `name`."""
    if name == "docx":
        from toolkit_cli.docx.write import write as write_docx

        return write_docx(page, theme, fill)
    from toolkit_cli.pdf.write import write as write_pdf

    return write_pdf(page, theme, fill)
