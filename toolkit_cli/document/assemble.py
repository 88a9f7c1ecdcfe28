"""Puts together what the reader of a DOCX or ODT returns: answers, notes, the words outside of boxes, and the stamp."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain, islice

from toolkit_cli.characters import visible
from toolkit_cli.document.answers import BOX, answer, offers, shown
from toolkit_cli.document.places import places
from toolkit_cli.document.prompts import FORGOTTEN, folded
from toolkit_cli.document.questions import IsCode, Place
from toolkit_cli.document.story import WORDS, Paragraph, Remark, Story, without_page_breaks
from toolkit_cli.document.styles import CONTENTS, HINT, SAID
from toolkit_cli.marks import BEFORE_HINT
from toolkit_cli.returned import Found, Loose, Note, Returned
from toolkit_cli.stamp import FIELD, RUNNING, Stamp

IDENTIFIER = "OOXMLCorePropertyIdentifier"  # LibreOffice's name, in an ODT, for the identifier of a DOCX
FEW = 3  # boxes that somebody may have taken out
MOST_PROMPTS = 3  # of a program, in boxes that are all marked as empty: for texts, for dates, for choices
_Standing = Mapping[Paragraph, tuple[Place, str]]  # the field's place of each paragraph that is in one, and its hint
COVER = 120  # paragraphs of a document among which the cover's line about the copy stands


@dataclass(frozen=True)
class Document:
    """A file as its reader has read it: its story, and what stands around that.

    `format` is the format's name. `running` has a story for each header and footer, after "header" or "footer".
    `properties` are those of the file by name, with its identifier under IDENTIFIER. `damage` holds a sentence on each
    broken part of the file.
    """

    format: str
    story: Story
    running: Sequence[tuple[str, Story]]
    properties: Mapping[str, str]
    damage: Sequence[str] = ()


def assembled(document: Document, is_code: IsCode | None) -> Returned:
    """Return everything in a document, each paragraph in one place only.

    `is_code` tells codes of questions from other words in brackets; without it all are taken for codes.
    """
    story = document.story
    placed = places(story, is_code)
    found, doubts, stands = _answers(placed, folded(story.prompts))
    told, others = _notes(story, stands)
    lines, of_lines = _of_running(document.running)
    damaged = [Note("damage", text) for text in document.damage]
    notes = _forgotten_once([*damaged, *doubts], {each.code: each for each in found})
    return Returned(
        format=document.format,
        stamp=_stamp(document.properties, story),
        found=tuple(found),
        notes=(*notes, *_boxes_gone(placed), *told, *of_lines),
        loose=(*_loose(story, stands), *lines),
        running=tuple(filter(None, document.properties.get(RUNNING, "").split("\n"))),
        others=tuple(others),
        printed=frozenset(place.printed for place in placed if place.printed),
    )


def _answers(placed: Sequence[Place], prompts: Set[str]) -> tuple[list[Found], list[Note], _Standing]:
    """Return what stands in each place, notes on what is doubtful about it, and what each paragraph belongs to."""
    found: list[Found] = []
    doubts: list[Note] = []
    stands: dict[Paragraph, tuple[Place, str]] = {}
    for place in placed:
        label, hint = _label(place)
        said = answer(place.code, place.body, prompts)
        found.append(
            Found(place.code, said.text, said.states, label, place.anchor, said.dated, place.open, said.written)
        )
        doubts += (Note("doubt", text, code=place.code) for text in (*place.doubts, *said.doubts))
        stands |= dict.fromkeys(place.body, (place, ""))
        if place.head:
            stands[place.head] = place, hint
    return found, doubts, stands


def _of_running(running: Sequence[tuple[str, Story]]) -> tuple[list[Loose], list[Note]]:
    """Return the paragraphs in headers and footers, and the notes on what is in them.

    Programs write the same for several parts of a document: that counts once.
    """
    lines: dict[Loose, None] = {}
    notes: list[Note] = []
    for where, line in running:
        lines |= dict.fromkeys(replace(each, place=where) for each in _loose(line, {}))
        told, pictures = _notes(line, {})  # the writer puts no pictures there
        notes += [replace(note, place=note.place or where) for note in told]
        notes += [replace(note, place=where) for note in pictures]
    return list(lines), list(dict.fromkeys(notes))


def _label(place: Place) -> tuple[str, str]:
    """Return the printed question without its code, and the hint that stands after it."""
    if not place.head:
        return "", ""
    pieces = place.head.pieces
    text = without_page_breaks("".join(piece.text for piece in pieces if piece.style != HINT))
    hint = "".join(piece.text for piece in pieces if piece.style == HINT)
    if not hint:
        text, _, hint = text.partition(BEFORE_HINT)
    return visible(text).replace(f"[{place.printed}]", "", 1).strip(), hint


def _forgotten_once(notes: list[Note], found: Mapping[str, Found]) -> list[Note]:
    """Replace several notes of FORGOTTEN by one: some programs never remove the flag that a box is empty.

    Where what stands in the boxes differs more than prompts do, what stands in one only is an answer, unless it repeats
    the question.
    """
    codes = list(dict.fromkeys(note.code for note in notes if note.text == FORGOTTEN))
    if len(codes) < 2:
        return notes
    times = Counter(found[code].text for code in codes)
    few = len(times) <= MOST_PROMPTS
    codes = [code for code in codes if few or times[found[code].text] > 1 or _asks(found[code])]
    told = f"these boxes are marked as empty, but there are words in them: {', '.join(codes)}"
    others = [note for note in notes if note.text != FORGOTTEN]
    return [Note("doubt", told), *others] if codes else others


def _asks(found: Found) -> bool:
    """Say whether what stands in a box is the question, or begins with it or its code, as a control's title does."""
    text, asked = found.text.strip(), found.label
    return text.startswith((found.code, asked or found.code)) or asked.startswith(text)


def _boxes_gone(placed: Sequence[Place]) -> Iterator[Note]:
    """Note that all boxes are gone: some programs drop content controls, with the answers in them.

    The boxes of a workbook for the pen have no controls either, but those for text have several rows, and those to tick
    are printed.
    """
    texts = []
    for place in placed:
        if not offers(place.body):
            if not place.cell or any(_holds(each) for each in place.body):
                return
            texts.append(place)
    tables = Counter(place.cell.row.table for place in placed if place.cell)
    boxes = any(BOX.match(each.text) or each.boxes for place in placed for each in place.body)
    if len(texts) > FEW and not boxes and all(table.height == many + 1 for table, many in tables.items()):
        codes = ", ".join(place.code for place in texts)
        yield Note("doubt", f"a program has dropped the boxes for text, and what was written in them: {codes}")


def _holds(paragraph: Paragraph) -> bool:
    return bool(paragraph.text or paragraph.controls or paragraph.remarks)


def _notes(story: Story, stands: _Standing) -> tuple[list[Note], list[Note]]:
    """Return the notes, and apart those of pictures and links outside the boxes, some of which are the workbook's."""
    notes: list[Note] = []
    others: list[Note] = []
    for paragraph, place, _, near in _placed(story, stands):
        for remark in paragraph.remarks or ():
            if remark.kind == "hidden" and not remark.text.strip():
                continue
            outside = remark.kind in ("picture", "link") and (place is None or bool(place.open))
            note = _note(remark, place.code if place and not outside else "", near)
            (others if outside else notes).append(note)
    return notes + [_note(remark, "", "") for remark in story.remarks], others


def _note(remark: Remark, code: str, near: str) -> Note:
    words = " ".join(remark.words.split())
    cut = f"{words[:WORDS]}…" if len(words) > WORDS else words
    text = without_page_breaks(remark.text)
    return Note(remark.kind, text, code, "" if code else near, remark.who, f"“{cut}”" if cut else remark.place)


def _loose(story: Story, stands: _Standing) -> Iterator[Loose]:
    """Yield the paragraphs that are in no field's place, and the hints of those that are."""
    for paragraph, place, hint, near in _placed(story, stands):
        text = hint if place else shown(paragraph)
        if text and not text.isspace():
            where = "contents" if paragraph.style.startswith(CONTENTS) else ""
            yield Loose(text, near, paragraph.style == SAID, where)


def _placed(story: Story, stands: _Standing) -> Iterator[tuple[Paragraph, Place | None, str, str]]:
    """Yield each paragraph with the field's place in which it stands, the hint in it, and the last field's code."""
    near = ""
    for paragraph in story.paragraphs:
        place, hint = stands.get(paragraph, (None, ""))
        near = place.code if place else near
        yield paragraph, place, hint, near


def _stamp(properties: Mapping[str, str], story: Story) -> Stamp | None:
    """Return the stamp in the file's properties; where a program has dropped it, what the line on the cover tells."""
    carried = (Stamp.parse(properties.get(name, "")) for name in (FIELD, IDENTIFIER))
    printed = (Stamp.of_line(each.text) for each in islice(story.paragraphs, COVER))
    return next(filter(None, chain(carried, printed)), None)
