"""Chooses the face of a PDF's fields: PDFium, in Chrome and Edge, shows what people type in that face alone."""

from __future__ import annotations

import string
from collections.abc import Iterator

from toolkit_cli.layout.page import Page, text_runs
from toolkit_cli.pdf.writing import faces
from toolkit_cli.pdf.writing.faces import Faces

PLAIN = frozenset(string.ascii_letters + string.digits)  # for addresses, dates and numbers in every language


def of(page: Page, names: Faces) -> str:
    """Return the main face, or the first fallback that has all letters of the workbook's language if it lacks some.

    If none has them all, return the main face.
    """
    wanted = letters(page)
    if faces.characters(names.regular).issuperset(wanted):
        return names.regular
    fallback = faces.chain(names, names.regular)[1 : 1 + len(names.fallback)]
    having = (face for face in fallback if faces.characters(face).issuperset(wanted | PLAIN))
    return next(having, names.regular)


def letters(page: Page) -> frozenset[str]:
    """Return the letters in a page's words in its own language."""
    return frozenset(filter(str.isalpha, faces.drawn("".join(_said(page)))))


def _said(page: Page) -> Iterator[str]:
    yield from (run.text for run in text_runs(page.blocks) if run.lang in ("", page.lang))
    for field in page.fields.values():
        if not field.lang:
            yield from (field.label, *field.labels.values())
