"""Reads what people put on a PDF beside its form: sticky notes, free text, highlights, ink, stamps, attached files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pikepdf import Object

from toolkit_cli.pdf.geometry import rectangle_of
from toolkit_cli.pdf.objects import entry, is_dictionary
from toolkit_cli.pdf.reading.boxes import AROUND, NOWHERE, Box, Laid, Near, at_option, is_sign, nearest, over
from toolkit_cli.pdf.reading.rich import plain
from toolkit_cli.pdf.reading.wholefile import file_words
from toolkit_cli.pdf.values import slashed, text, with_newlines
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
MOST_LETTERS = 8_000_000  # of all annotations
MOST_PLACED = 5_000  # annotations that are told with the field next to them
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
HIDDEN = 0b10 | 0b100000  # flags of annotations that are not shown (ISO 32000-1 table 165)
LINE = 20.0  # points: the height of the first line of a text at most


def notes(
    others: Iterable[tuple[int, Object]],
    boxes: Callable[[], Mapping[int, Sequence[Box]]] = dict,
    shown: Callable[[Object], str] = lambda annotation: "",
) -> Iterator[Laid]:
    """Yield a note for each annotation that is no part of the form, with the nearest field, and the option it is at.

    `others` are these annotations with the number of their page from 1; `boxes` are those of the answers, by page, and
    are asked for if there is anything to tell. `shown` gives the words that an annotation shows; it is asked for
    annotations that hold no words, and for stamps. What has no words and is alike, such as the strokes of a pen at one
    box, is told once. Raises `ValueError` where they say more than any people.
    """
    said = list(_said(others))
    there = boxes() if said else {}
    looked = 0
    told: set[Note] = set()
    for number, (page, annotation, words) in enumerate(said):
        subtype = slashed(entry(annotation, "/Subtype"))
        laid = _laid(page, subtype, annotation, words, there.get(page, []) if number < MOST_PLACED else [])
        note = laid.note
        if (subtype == "/Stamp" or not note.text) and subtype not in NO_WORDS and looked < MOST_SHOWN:
            looked += 1
            note = _with_shown(note, shown(annotation))
        if not repeats(note, told):
            yield laid._replace(note=note)


def _said(others: Iterable[tuple[int, Object]]) -> Iterator[tuple[int, Object, str]]:
    """Yield what is to be told of annotations: the page, the annotation and its words."""
    left = MOST_LETTERS
    for page, annotation in others:
        subtype = slashed(entry(annotation, "/Subtype"))
        if subtype in ("/Link", "/Widget"):  # the workbook has many itself, and a link only says where it leads
            continue
        words = _words(annotation, subtype)
        left -= len(words)
        if left < 0:  # thousands may share a long text
            raise ValueError("more words than anybody writes beside a form")
        if (subtype and subtype not in PASSED_OVER) or words:
            yield page, annotation, words


def _with_shown(note: Note, shown: str) -> Note:
    """Return a note with the words that its annotation shows, where it does not say the same."""
    if not shown or shown.split() == note.text.split():
        return note
    return replace(note, text=f"{note.text}\n{shown}" if note.text else shown)


def repeats(note: Note, told: set[Note]) -> bool:
    """Say whether a note says nothing new, and add it to what was told: each stroke of a pen may be an annotation."""
    again = not note.text and note.kind != "picture" and note in told
    told.add(note)
    return again


def _laid(page: int, subtype: str, annotation: Object, said: str, boxes: Sequence[Box]) -> Laid:
    place = rectangle_of(annotation) or NOWHERE
    begin = place.left + AROUND, place.top - min(LINE, place.height) / 2
    typed = is_typed(annotation, subtype)
    inside = over(begin, boxes) if typed else None
    signed = typed and is_sign(said)  # the place for its words may be far broader than it is
    at = at_option(begin, place.height, boxes) if signed else None
    at = None if inside else at or at_option(place.middle, place.height, boxes)
    how = [WITHOUT_WORDS[subtype]] if subtype in WITHOUT_WORDS and not said else []
    near = inside or at or (nearest(place.middle, boxes) if boxes else None)
    note = Note(
        KINDS.get(subtype) or ("comment" if said else "picture"),
        text=said,
        near=near.code if near else "",
        who=text(entry(annotation, "/T")) or "",
        place=", ".join([f"page {page}", *how, *([f"at the box “{at.option}”"] if at else [])]),
    )
    return Laid(note, page, Near(begin, note.near, inside or at if typed else None))


def is_typed(annotation: Object, subtype: str) -> bool:
    """Say whether an annotation is words on the page that everybody sees, and does not point at anything from afar."""
    flags, intent = entry(annotation, "/F"), slashed(entry(annotation, "/IT"))
    hidden = isinstance(flags, int) and flags & HIDDEN
    return subtype == "/FreeText" and not hidden and intent != "/FreeTextCallout" and "/IRT" not in annotation


def _words(annotation: Object, subtype: str) -> str:
    """Return what an annotation says; "" for a window that shows its parent's words."""
    parent = entry(annotation, "/Parent")
    if subtype == "/Popup" and is_dictionary(parent) and _own_words(parent):
        return ""
    return _own_words(annotation, subtype)


def _own_words(annotation: Object, subtype: str = "") -> str:
    """Return an annotation's plain words, formatted words that differ from them, and the name of a file."""
    plainly = with_newlines(text(entry(annotation, "/Contents")) or "")
    formatted = with_newlines(plain(text(entry(annotation, "/RC")) or ""))
    said = [plainly.strip("\n"), formatted if formatted.split() != plainly.split() else ""]
    said.append(text(entry(annotation, "/OverlayText")) or "")
    if subtype == "/FileAttachment":
        said = list(dict.fromkeys("\n".join([*said, file_words(entry(annotation, "/FS"))]).split("\n")))
    return "\n".join(filter(None, said))
