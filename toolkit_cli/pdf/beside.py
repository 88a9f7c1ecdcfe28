"""What people put on a PDF beside its form: sticky notes, free text, highlights, ink, stamps, attached files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pikepdf import Array, Object

from toolkit_cli.pdf.form import entry, text
from toolkit_cli.returned import Note

KINDS = {
    "/Text": "comment",
    "/Highlight": "comment",
    "/Underline": "comment",
    "/StrikeOut": "comment",
    "/Squiggly": "comment",
    "/Caret": "comment",
    "/FreeText": "typed",
    "/Ink": "ink",
    "/Line": "ink",
    "/Polygon": "ink",
    "/PolyLine": "ink",
    "/Square": "ink",
    "/Circle": "ink",
    "/Stamp": "picture",
    "/FileAttachment": "picture",
}
TAG = re.compile(r"<[^>]*>")


def notes(annotations: Iterable[tuple[int, Object]]) -> Iterator[Note]:
    """Yield a note for each annotation that is no part of the form, with the nearest field on its page."""
    places: list[tuple[int, tuple[float, float], str]] = []
    others: list[tuple[int, str, Object]] = []
    for page, annotation in annotations:
        kind = str(annotation.get("/Subtype"))
        if kind == "/Widget":
            others.append((page, "", annotation))
        elif kind in KINDS:
            others.append((page, KINDS[kind], annotation))
    if not any(kind for _, kind, _ in others):
        return
    for page, kind, annotation in others:
        if not kind:
            places.append((page, middle(annotation), name(annotation)))
    for page, kind, annotation in others:
        if kind:
            yield _note(page, kind, annotation, places)


def _note(page: int, kind: str, annotation: Object, places: list[tuple[int, tuple[float, float], str]]) -> Note:
    x, y = middle(annotation)
    there = [
        (abs(x - left) + 3 * abs(y - low), code) for number, (left, low), code in places if number == page and code
    ]
    said = text(entry(annotation, "/Contents")) or TAG.sub("", text(entry(annotation, "/RC")) or "").strip()
    return Note(
        kind,
        text=said.replace("\r\n", "\n").replace("\r", "\n"),
        near=min(there)[1] if there else "",
        who=text(entry(annotation, "/T")) or "",
        place=f"page {page}",
    )


def name(annotation: Object) -> str:
    """Return the name of a widget's field, without an option's."""
    found = text(entry(annotation, "/T")) or text(entry(entry(annotation, "/Parent"), "/T")) or ""
    return found.partition("#")[0]


def middle(annotation: Object) -> tuple[float, float]:
    """Return the middle of an annotation's rectangle; the page's corner where it has none."""
    rect: Any = entry(annotation, "/Rect")
    if isinstance(rect, Array) and len(rect) == 4:
        try:
            left, bottom, right, top = (float(value) for value in rect)
            return (left + right) / 2, (bottom + top) / 2
        except (TypeError, ValueError):
            pass
    return 0.0, 0.0
