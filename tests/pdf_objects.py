"""Changes to the objects of a PDF, as programs make them."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable

import pikepdf

Change = Callable[[pikepdf.Pdf], None]


def changed(data: bytes, *changes: Change) -> bytes:
    """Return a PDF after changes to its objects."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that there are boxes outside of the form
        for change in changes:
            change(pdf)
        pdf.save(made)
    return made.getvalue()
