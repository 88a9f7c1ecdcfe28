"""Finds answers below questions outside of tables, as where a document was pasted, or its tables were made text."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import dropwhile

from toolkit_cli.document.questions import Outline, Place
from toolkit_cli.document.story import Paragraph, Piece
from toolkit_cli.document.styles import BETWEEN, HEADINGS, LISTS, PRINTED
from toolkit_cli.ticks import EMPTY

# The end of a question in a paragraph that goes on after it: the end of its line, or a box.
BREAK = re.compile(rf"[\n\f\t]|\s*(?=[{EMPTY}☒☑])")
TAB = re.compile("\t")  # between question and answer, where two cells were made a line


def places(outline: Outline, found: Sequence[Place]) -> list[Place]:
    """Return the places of questions of which nothing is `found` yet, each with what stands up to the next question."""
    known = {place.code for place in found}
    taken = {each for place in found for each in place.paragraphs()}
    in_tables = set(found)
    made: list[Place] = []
    for place in outline.heads:
        if place in in_tables or place.asked in known:
            continue
        place.body = [*_behind(place, outline.styled), *_answer(outline, place, taken)]
        place.set_code()
        if place.anchor == "code":
            place.anchor = "text"
        if not outline.styled:
            place.open = "all"
        elif any(each.style in LISTS for each in place.body):
            place.open = "lists"
        made.append(place)
    return made


def _answer(outline: Outline, place: Place, taken: Set[Paragraph]) -> list[Paragraph]:
    """Return what stands below a question, without the empty lines that separate one in a table from its box."""
    held = below(outline, place, taken)
    return list(dropwhile(lambda each: not (each.pieces or each.controls), held)) if place.cell else held


def below(outline: Outline, place: Place, taken: Set[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs from a question to the next one or its table, to a heading, or to other print."""
    body: list[Paragraph] = []
    for paragraph in outline.following(place):
        own = any(each.code == place.asked for each in paragraph.controls or ())  # an answer, whatever its style
        after = _is_after(paragraph.style, outline.styled) or outline.is_of_others(paragraph, place)
        if paragraph in taken or (after and not own):
            break
        if own or not (outline.styled and paragraph.style in BETWEEN):
            body.append(paragraph)
    return body


def _is_after(style: str, styled: bool) -> bool:
    """Say whether a style is that of print after an answer: of a heading and, where styles are left, of other print."""
    return style in HEADINGS or (styled and style in PRINTED and style not in BETWEEN and style not in LISTS)


def _behind(place: Place, styled: bool) -> list[Paragraph]:
    """Split off what follows a question in its paragraph: a box, or what is behind a tab or, without styles, a line."""
    head = place.head
    assert head is not None
    ends = TAB if styled else BREAK
    ahead = _ahead(place)
    for at, piece in enumerate(head.pieces):
        begin, ahead = ahead, max(ahead - len(piece.text), 0)
        if begin > len(piece.text) or (begin and piece.ticked is not None):
            continue
        if piece.ticked is not None or (_is_of(place, piece) and any(each.text.strip() for each in head.pieces[:at])):
            first, rest = [], [piece]
        elif found := ends.search(piece.text, begin):
            before, after = piece.text[: found.start()], piece.text[found.end() :]
            first, rest = [Piece(before, piece.style, piece.control)], [Piece(after, piece.style, piece.control)]
        else:
            continue
        made = Paragraph(head.style, head.cell, [*rest, *head.pieces[at + 1 :]], controls=head.controls)
        head.pieces[at:] = first
        return [made]
    return []


def _ahead(place: Place) -> int:
    """Return how many letters of a question's paragraph stand before its code, where somebody has written there."""
    text = "".join(piece.text for piece in place.head.pieces) if place.head and not place.sure else ""
    return max(text.find(f"[{place.printed}]"), 0)


def _is_of(place: Place, piece: Piece) -> bool:
    """Say whether a piece stands in the control of a place's field."""
    return piece.control is not None and piece.control.code == place.asked
