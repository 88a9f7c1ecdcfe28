"""Puts together what the reader of a DOCX or ODT returns: answers, notes, all that stands outside, and the stamp."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice

from toolkit_cli.characters import visible
from toolkit_cli.document.answers import answer, shown
from toolkit_cli.document.archive import Archive
from toolkit_cli.document.places import places
from toolkit_cli.document.prompts import FORGOTTEN
from toolkit_cli.document.questions import ANYWHERE, IsCode, Place
from toolkit_cli.document.story import WORDS, Remark, Story, without_page_breaks
from toolkit_cli.document.styles import CONTENTS, HINT, SAID
from toolkit_cli.marks import BEFORE_HINT
from toolkit_cli.returned import Found, Loose, Note, Returned
from toolkit_cli.stamp import FIELD, RUNNING, Stamp

IDENTIFIER = "OOXMLCorePropertyIdentifier"  # the name under which LibreOffice keeps the one of a DOCX in an ODT
COVER = 60  # paragraphs among which the printed line with the copy stands


def assembled(
    archive: Archive,
    story: Story,
    running: Sequence[tuple[str, Story]],
    properties: Mapping[str, str],
    asked: IsCode | None = None,
) -> Returned:
    """Return everything in a story, each paragraph in one place only, and what stands in the running lines.

    `running` has a story for each header and footer. `properties` are those of the file, its identifier under
    IDENTIFIER. `asked` tells codes of questions from other words in brackets.
    """
    found: list[Found] = []
    notes = [Note("damage", text) for text in archive.damage]
    stands: dict[int, tuple[Place, str]] = {}
    printed: set[str] = set()
    for place in places(story, asked):
        printed |= {place.printed} if place.printed else set()
        said = answer(place.code, place.body, story.prompts)
        label, hint = _label(place)
        open_, written = place.open, said.written
        found.append(Found(place.code, said.text, said.states, label, place.anchor, said.dated, open_, written))
        notes += [Note("doubt", text, code=place.code) for text in (*place.doubts, *said.doubts)]
        stands |= {id(each): (place, "") for each in place.body}
        if place.head:
            stands[id(place.head)] = place, hint
    notes = _once(notes)
    others: list[Note] = []
    notes += _notes(story, stands, others)
    loose = list(_loose(story, stands))
    for where, each in running:
        loose += (replace(line, place=where) for line in _loose(each, {}))
        pictures: list[Note] = []  # the workbook has none there
        notes += [replace(note, place=note.place or where) for note in _notes(each, {}, pictures)]
        notes += [replace(note, place=where) for note in pictures]
    return Returned(
        format=archive.kind.lower(),
        stamp=_stamp(properties, story),
        found=tuple(found),
        notes=tuple(notes),
        loose=tuple(loose),
        running=tuple(filter(None, properties.get(RUNNING, "").split("\n"))),
        others=tuple(others),
        printed=frozenset(printed),
    )


def _stamp(properties: Mapping[str, str], story: Story) -> Stamp | None:
    """Return the stamp that the file carries; where a program has dropped it, what the line on the cover tells."""
    carried = (Stamp.parse(properties.get(name, "")) for name in (FIELD, IDENTIFIER))
    printed = (Stamp.of_line(each.text) for each in islice(story.paragraphs, COVER))
    return next(filter(None, chain(carried, printed)), None)


def _once(notes: list[Note]) -> list[Note]:
    """Tell once of boxes that say that they are empty, where there are several: some programs never take that away."""
    codes = list(dict.fromkeys(note.code for note in notes if note.text == FORGOTTEN))
    if len(codes) < 2:
        return notes
    told = f"these boxes are marked as empty, but there are words in them: {', '.join(codes)}"
    return [Note("doubt", told), *(note for note in notes if note.text != FORGOTTEN)]


def _label(place: Place) -> tuple[str, str]:
    """Return the printed question, without its code, and the hint that stands after it."""
    if not place.head:
        return "", ""
    pieces = place.head.pieces
    text = without_page_breaks("".join(piece.text for piece in pieces if piece.style != HINT))
    hint = "".join(piece.text for piece in pieces if piece.style == HINT)
    if not hint:
        text, _, hint = text.partition(BEFORE_HINT)
    text, code = visible(text), f"[{place.code}]"
    text = text.replace(code, "", 1) if code in text else ANYWHERE.sub("", text, count=1)
    return text.strip(), hint


def _loose(story: Story, stands: dict[int, tuple[Place, str]]) -> Iterator[Loose]:
    near = ""
    for paragraph in story.paragraphs:
        place, text = stands.get(id(paragraph), (None, ""))
        if place:
            near = place.code
        else:
            text = shown(paragraph)
        if text and not text.isspace():
            place_ = "contents" if paragraph.style.startswith(CONTENTS) else ""
            yield Loose(text, near, paragraph.style == SAID, place_)


def _notes(story: Story, stands: dict[int, tuple[Place, str]], others: list[Note]) -> Iterator[Note]:
    """Yield what is to be said; pictures and links outside the boxes, some the workbook's, go to `others`."""
    near = ""
    for paragraph in story.paragraphs:
        place, _ = stands.get(id(paragraph), (None, ""))
        near = place.code if place else near
        for remark in paragraph.remarks or ():
            outside = remark.kind in ("picture", "link") and (place is None or bool(place.open))
            note = _note(remark, place.code if place and not outside else "", near)
            if outside:
                others.append(note)
            else:
                yield note
    for remark in story.remarks:
        yield _note(remark, "", "")


def _note(remark: Remark, code: str, near: str) -> Note:
    words = " ".join(remark.words.split())
    cut = f"{words[:WORDS]}…" if len(words) > WORDS else words
    text = without_page_breaks(remark.text)
    return Note(remark.kind, text, code, "" if code else near, remark.who, f"“{cut}”" if cut else remark.place)
