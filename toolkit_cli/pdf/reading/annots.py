"""What people put on a PDF beside its form: sticky notes, free text, highlights, ink, stamps, attached files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from pikepdf import Object

from toolkit_cli.pdf.fieldnames import named
from toolkit_cli.pdf.reading.form import entry, sides
from toolkit_cli.pdf.reading.rich import plain
from toolkit_cli.pdf.values import lines, slashed, text
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
Sides = tuple[float, float, float, float]
MOST_NEAR = 300  # boxes of a page among which the nearest one is looked for
MOST_SHOWN = 100  # annotations whose looks are looked at
MARKS = {"/Text", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Ink", "/Line", "/FileAttachment"}  # wordless
# What is part of the page, and not of what people say.
PASSED_OVER = {"/Popup", "/PrinterMark", "/TrapNet"}


def notes(
    others: Iterable[tuple[int, Object]],
    annotations: Iterable[tuple[int, Object]] = (),
    shown: Callable[[Object], str] = lambda annotation: "",
) -> Iterator[Note]:
    """Yield a note for each annotation that is no part of the form, with the nearest field among all on its page.

    `shown` is asked for the words that one shows which has none of its own.
    """
    looked = 0
    said: list[tuple[int, str, Object]] = []
    for page, annotation in others:
        subtype = slashed(entry(annotation, "/Subtype"))
        if subtype in ("/Link", "/Widget"):  # the workbook has many itself, and a link only says where it leads
            continue
        if (subtype and subtype not in PASSED_OVER) or _words(annotation, subtype):
            said.append((page, subtype, annotation))
    near: dict[int, list[tuple[Sides, str]]] = {}
    for page, box in annotations if said else ():
        there = near.setdefault(page, [])
        if entry(box, "/Subtype") == "/Widget" and len(there) < MOST_NEAR and (code := _code_of(box)):
            there.append((_sides(box), code))
    for page, subtype, annotation in said:
        note = _note(page, subtype, annotation, near.get(page, []))
        if (subtype == "/Stamp" or not note.text) and subtype not in MARKS and looked < MOST_SHOWN:
            looked += 1
            seen = shown(annotation)
            further = seen and seen.split() != note.text.split()
            note = replace(note, text="\n".join(filter(None, (note.text, seen)))) if further else note
        yield note


def _note(page: int, subtype: str, annotation: Object, places: list[tuple[Sides, str]]) -> Note:
    left, bottom, right, top = _sides(annotation)
    middle = (left + right) / 2, (bottom + top) / 2
    there = [(_away(middle, box), code) for box, code in places]
    said = _words(annotation, subtype)
    return Note(
        KINDS.get(subtype) or ("comment" if said else "picture"),
        text=said,
        near=min(there)[1] if there else "",
        who=text(entry(annotation, "/T")) or "",
        place=f"page {page}",
    )


def _words(annotation: Object, subtype: str) -> str:
    """Return what an annotation says: its plain words, the formatted ones where they are others, a file's name."""
    plainly = lines(text(entry(annotation, "/Contents")) or "")
    if subtype == "/Popup" and "/Parent" in annotation:
        return ""  # shows its parent's words
    formatted = lines(plain(text(entry(annotation, "/RC")) or ""))
    said = [plainly.strip("\n"), formatted if formatted.split() != plainly.split() else ""]
    said.append(text(entry(annotation, "/OverlayText")) or "")
    if subtype == "/FileAttachment":
        said = list(dict.fromkeys("\n".join([*said, of_file(entry(annotation, "/FS"))]).split("\n")))
    return "\n".join(filter(None, said))


def of_file(file: Any) -> str:
    """Return the name of an attached file, and what is said of it."""
    about = lines(text(entry(file, "/Desc")) or "")
    return "\n".join(dict.fromkeys(filter(None, (file_name(file), *about.split("\n")))))


def file_name(file: Any) -> str:
    """Return the name of an attached file."""
    return text(entry(file, "/UF")) or text(entry(file, "/F")) or (text(file) or "")


def _code_of(annotation: Object) -> str:
    """Return the code of a widget's field; "" where it is none of the workbook's."""
    return named(text(entry(annotation, "/T")) or text(entry(entry(annotation, "/Parent"), "/T")) or "").code


def _sides(annotation: Object) -> Sides:
    """Return left, bottom, right and top of an annotation's rectangle; the page's corner where it has none."""
    one, low, other, high = sides(annotation) or (0.0, 0.0, 0.0, 0.0)
    return min(one, other), min(low, high), max(one, other), max(low, high)


def _away(point: tuple[float, float], box: Sides) -> tuple[float, float]:
    """Return how far a point is from a box, which in a big one is nothing, and how far from its middle.

    What stands above or below is further away than what stands beside it.
    """
    (x, y), (left, bottom, right, top) = point, box
    outside = max(left - x, 0.0, x - right) + 3 * max(bottom - y, 0.0, y - top)
    return outside, abs(x - (left + right) / 2) + 3 * abs(y - (bottom + top) / 2)
