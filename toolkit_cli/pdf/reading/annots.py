"""Reads what people put on a PDF beside its form: sticky notes, free text, highlights, ink, stamps, attached files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, NamedTuple

from pikepdf import Object

from toolkit_cli.pdf.fieldnames import named
from toolkit_cli.pdf.reading.form import Rectangle, entry, is_dictionary, rectangle
from toolkit_cli.pdf.reading.rich import plain
from toolkit_cli.pdf.values import OFF, lines, slashed, text
from toolkit_cli.returned import Note, NoteKind

KINDS: Mapping[str, NoteKind] = {
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
MOST_NEAR = 300  # widgets of a page among which the nearest one is looked for
MOST_SHOWN = 100  # annotations whose appearance is read
NO_WORDS = {"/Text", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Ink", "/Line", "/FileAttachment"}
# What people do to words, which a note tells where they say nothing about it.
WITHOUT_WORDS = {
    "/Highlight": "highlighted",
    "/Underline": "underlined",
    "/Squiggly": "underlined",
    "/StrikeOut": "struck out",
}
# Annotations that are part of the page or of another annotation, and not of what people say.
PASSED_OVER = {"/Popup", "/PrinterMark", "/TrapNet"}
NOWHERE = (0.0, 0.0, 0.0, 0.0)
TALLEST, AROUND, LABEL = 40, 4, 100  # points: of a mark at one option, beside and over its box, along its label


class Box(NamedTuple):
    """Where a widget is, of which field, and for which option, "" for text."""

    place: Rectangle
    code: str
    option: str


def notes(
    others: Iterable[tuple[int, Object]],
    annotations: Iterable[tuple[int, Object]] = (),
    shown: Callable[[Object], str] = lambda annotation: "",
) -> Iterator[Note]:
    """Yield a note for each annotation that is no part of the form, with the nearest field, and the option it is at.

    `others` are these annotations, `annotations` all of the document, both with the number of their page from 1.
    `shown` gives the words that an annotation shows; it is asked for annotations that hold no words, and for stamps.
    """
    said: list[tuple[int, str, Object]] = []
    for page, annotation in others:
        subtype = slashed(entry(annotation, "/Subtype"))
        if subtype in ("/Link", "/Widget"):  # the workbook has many itself, and a link only says where it leads
            continue
        if (subtype and subtype not in PASSED_OVER) or _words(annotation, subtype):
            said.append((page, subtype, annotation))
    boxes = widgets(annotations if said else ())
    looked = 0
    for page, subtype, annotation in said:
        note = _note(page, subtype, annotation, boxes.get(page, []))
        if (subtype == "/Stamp" or not note.text) and subtype not in NO_WORDS and looked < MOST_SHOWN:
            looked += 1
            seen = shown(annotation)
            further = seen and seen.split() != note.text.split()
            note = replace(note, text="\n".join(filter(None, (note.text, seen)))) if further else note
        yield note


def widgets(annotations: Iterable[tuple[int, Object]]) -> dict[int, list[Box]]:
    """Return, by page, where widgets of the workbook's fields are."""
    found: dict[int, list[Box]] = {}
    for page, annotation in annotations:
        there = found.setdefault(page, [])
        if entry(annotation, "/Subtype") == "/Widget" and len(there) < MOST_NEAR and (code := _code_of(annotation)):
            there.append(Box(rectangle(annotation) or NOWHERE, code, _option_of(annotation)))
    return found


def _code_of(widget: Object) -> str:
    """Return the code of a widget's field; "" where it is not one of the workbook's, such as one to sign in."""
    parent = entry(widget, "/Parent")
    if "/Sig" in (slashed(entry(widget, "/FT")), slashed(entry(parent, "/FT"))):
        return ""
    return named(text(entry(widget, "/T")) or text(entry(parent, "/T")) or "").code


def _option_of(widget: Object) -> str:
    """Return the state of a widget that is ticked, which is called as its option; "" for other widgets."""
    looks = entry(entry(widget, "/AP"), "/N")
    with suppress(ValueError):  # a name that is not in its encoding
        states = {key.removeprefix("/") for key, _ in looks.items()} if is_dictionary(looks) else set()
        return min(states - {OFF}, default="")
    return ""


def _note(page: int, subtype: str, annotation: Object, boxes: Sequence[Box]) -> Note:
    place = rectangle(annotation) or NOWHERE
    left, bottom, right, top = place
    middle = (left + right) / 2, (bottom + top) / 2
    said, at = _words(annotation, subtype), _at(middle, top - bottom, boxes)
    how = [WITHOUT_WORDS[subtype]] if subtype in WITHOUT_WORDS and not said else []
    near = at or (nearest(middle, boxes) if boxes else None)
    return Note(
        KINDS.get(subtype) or ("comment" if said else "picture"),
        text=said,
        near=near.code if near else "",
        who=text(entry(annotation, "/T")) or "",
        place=", ".join([f"page {page}", *how, *([f"at the box “{at.option}”"] if at else [])]),
    )


def nearest(point: tuple[float, float], boxes: Sequence[Box]) -> Box:
    """Return the box of some that is nearest to a point."""
    return min(boxes, key=lambda box: (_distance(point, box.place), box.code))


def _at(middle: tuple[float, float], height: float, boxes: Iterable[Box]) -> Box | None:
    """Return the box to tick over which, or over whose label behind it, something lies, such as a circle."""
    x, y = middle
    there = [
        box
        for box in boxes
        if box.option and box.place[1] - AROUND <= y <= box.place[3] + AROUND and -AROUND <= x - box.place[0] <= LABEL
    ]
    return max(there, key=lambda box: box.place[0], default=None) if height <= TALLEST else None


def _distance(point: tuple[float, float], box: Rectangle) -> tuple[float, float]:
    """Return how far a point is from a box, 0 inside it, and how far it is from the middle of the box.

    Distances up and down count three times, since what stands beside a box is more likely to belong to it.
    """
    (x, y), (left, bottom, right, top) = point, box
    outside = max(left - x, 0.0, x - right) + 3 * max(bottom - y, 0.0, y - top)
    return outside, abs(x - (left + right) / 2) + 3 * abs(y - (bottom + top) / 2)


def _words(annotation: Object, subtype: str) -> str:
    """Return what an annotation says; "" for a window that shows its parent's words."""
    parent = entry(annotation, "/Parent")
    if subtype == "/Popup" and is_dictionary(parent) and _own_words(parent):
        return ""
    return _own_words(annotation, subtype)


def _own_words(annotation: Object, subtype: str = "") -> str:
    """Return an annotation's plain words, formatted words that differ from them, and the name of a file."""
    plainly = lines(text(entry(annotation, "/Contents")) or "")
    formatted = lines(plain(text(entry(annotation, "/RC")) or ""))
    said = [plainly.strip("\n"), formatted if formatted.split() != plainly.split() else ""]
    said.append(text(entry(annotation, "/OverlayText")) or "")
    if subtype == "/FileAttachment":
        said = list(dict.fromkeys("\n".join([*said, of_file(entry(annotation, "/FS"))]).split("\n")))
    return "\n".join(filter(None, said))


def of_file(file: Any) -> str:
    """Return the name of an attached file and its description, a line each; `file` is its file specification."""
    about = lines(text(entry(file, "/Desc")) or "")
    return "\n".join(dict.fromkeys(filter(None, (file_name(file), *about.split("\n")))))


def file_name(file: Any) -> str:
    """Return the name in a file specification (ISO 32000-1 7.11)."""
    return text(entry(file, "/UF")) or text(entry(file, "/F")) or (text(file) or "")
