"""Formats: finds the writer for a kind of file. A workbook is DOCX or PDF, a report may be HTML too."""

from __future__ import annotations

from collections.abc import Callable

from toolkit_cli.layout.fill import Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.layout.theme import Theme
from toolkit_cli.running.callbacks import OnStage, no_progress
from toolkit_cli.stamp import Stamp

NAMES = ("docx", "pdf")

# A copy's stamp and what is filled in → the bytes of its file.
CopyMaker = Callable[[Stamp, Fill], bytes]


def write(name: str, page: Page, theme: Theme, fill: Fill, progress: OnStage = no_progress) -> bytes:
    """Return a page as the bytes of a file of the format `name`: docx, pdf or html.

    `progress` is told how much of a PDF is laid out; the others are made far faster.
    """
    if name == "html":
        from toolkit_cli.html.write import write as write_html

        return write_html(page, theme, fill)
    if name == "docx":
        from toolkit_cli.docx.write import write as write_docx

        return write_docx(page, theme, fill)
    from toolkit_cli.pdf.write import write as write_pdf

    return write_pdf(page, theme, fill, progress)


def copy_maker(name: str, page: Page, theme: Theme) -> CopyMaker:
    """Return what makes copies of a page: the same bytes as `write` gives for each."""
    if name == "pdf":
        from toolkit_cli.pdf.copies import CopyMaker as PdfCopyMaker

        return PdfCopyMaker(page, theme)
    from toolkit_cli.docx.copies import CopyMaker as DocxCopyMaker

    return DocxCopyMaker(page, theme)


def locked(data: bytes, password: str) -> bytes:
    """Return a PDF that opens with a password only (AES-256); programs for screen readers may still read it."""
    from toolkit_cli.pdf.lock import locked as lock

    return lock(data, password)


def is_locked_with(name: str, data: bytes, password: str) -> bool:
    """Say whether a file of the format `name` opens only with a password; for "", whether it is not locked."""
    if name != "pdf":
        return not password
    from toolkit_cli.pdf.lock import is_locked_with as is_locked

    return is_locked(data, password)


def stamp(data: bytes, password: str = "") -> Stamp | None:
    """Return the stamp of a workbook as it was made or saved again; None where it is not found at once."""
    if data.startswith(b"PK"):
        from toolkit_cli.docx.copies import stamp as docx_stamp

        return docx_stamp(data)
    from toolkit_cli.pdf.copies import stamp as pdf_stamp

    return pdf_stamp(data, password)
