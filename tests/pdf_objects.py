"""Changes to the objects of a PDF, as programs make them."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from typing import Any

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


def field(pdf: pikepdf.Pdf, name: str) -> Any:
    """Return the form's field of a name."""
    return next(each for each in pdf.Root.AcroForm.Fields if each.get("/T") == name)
