"""Takes names out of what a report quotes: answers to a question, and notes on the returns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from toolkit_cli.kits.fields import ENDINGS, Field
from toolkit_cli.kits.values import Value, as_text, shown
from toolkit_cli.reports.hidden import OUTSIDE, Hidden
from toolkit_cli.responses.equality import normalised
from toolkit_cli.responses.merge import OF_FILES
from toolkit_cli.responses.organisations import apart, said_by_members, who_of
from toolkit_cli.responses.response import Response
from toolkit_cli.responses.shuffle import shuffled
from toolkit_cli.returned import RUNNING, Note

# Notes that are about other responses or how they were saved, or quote them with their names or those of their files.
OF_OTHERS = OF_FILES | {"copy", "said", "filled"}
# Notes of what somebody took back or hid: theirs to tell, and kept in the merged file and the receipt.
TAKEN_BACK = {"replaced", "deletion", "struck", "hidden"}
LISTING = {"open", "decided"}  # notes that list what an organisation's people answer

# Of these no more is told than that they are there: what a file, a picture or a field is called may name its maker.
THERE = {"signature", "picture"}
FOREIGN = re.compile("(?:a )?field ")  # the place of what was typed into a field that is none of the workbook's
PLACES = re.compile(r"pages? [\d–, ]+(?:at the box “[\w-]+”)?|attached file")  # places of notes that name nobody
COVER = re.compile("(?:page 1|pages .*)?")  # where words far from every field are on the cover, or run over the pages
COPY = re.compile(r"\b[0-9a-f]{12}\b")  # a copy's id, which a manifest ties to a person


def values(code: str, responses: Sequence[Response]) -> list[Value]:
    """Return the answers to a field, each member's apart, in an order that does not tell whose one is."""
    return shuffled(
        code, (each for response in responses if code in response.answers for each in apart(code, response))
    )


def notes(
    responses: Sequence[Response],
    fields: Mapping[str, Field],
    respondent_code: str,
    hidden: Hidden,
    few: Set[str] = frozenset(),
) -> tuple[Note, ...]:
    """Return what was noted on the returns, in the order of the fields, without whose it is.

    Left out are notes on or beside the lines about the respondent, notes at the head and foot of pages, words that are
    an answer, too, what only facilitators may read, and what an organisation's members answer to the fields in `few`:
    the answers that stand with names show which organisations have several members.
    """
    places = {code: place for place, code in enumerate(fields)}

    def order(note: Note) -> tuple[int, str, str, str]:
        return places.get(note.code or note.near, len(places)), note.kind, note.text, note.place

    found = (note for response in responses for note in _own(response, fields, hidden))
    told = (replace(note, text="") if note.kind in LISTING and note.code in few else note for note in found)
    return tuple(sorted((_without_names(note) for note in told if not _is_about(note, respondent_code)), key=order))


def _is_about(note: Note, respondent_code: str) -> bool:
    """Say whether a note is likely about who answers: by the line about them that it is on, or where it stands.

    A line about the respondent that is no field any more is called by its name, in small letters, or by a code that
    ends as none of an item's fields does. What stands before the first field is on the cover, and words on many pages
    of a PDF are as those at the head and foot of a DOCX.
    """
    code = note.code or note.near
    if code:
        is_line = note.code.partition("-")[2] not in ("", *ENDINGS)
        return is_line or code[0].islower() or code.startswith(f"{respondent_code}-")
    return note.place in RUNNING or (note.kind in OUTSIDE and COVER.fullmatch(note.place) is not None)


def _without_names(note: Note) -> Note:
    """Return a note without those of its words that may be a name as a whole."""
    if note.kind in THERE or (note.kind == "typed" and FOREIGN.match(note.place)):
        return replace(note, text="", place=note.place if PLACES.fullmatch(note.place) else "")
    on_cover = not (note.code or note.near) and note.place.startswith("“")  # whose words it quotes
    return replace(note, place="") if on_cover else note


def _own(response: Response, fields: Mapping[str, Field], hidden: Hidden) -> Iterator[Note]:
    for note in hidden.without(response):
        if note.kind not in OF_OTHERS | TAKEN_BACK and not (note.kind == "typed" and note.code):
            told = _listed(note, response, fields) if note.kind in LISTING else note.text
            place = "" if _quotes_answer(note, response) else note.place
            yield replace(note, who="", text=COPY.sub("…", told), place=place)
    for member in response.members:
        yield from _own(member, fields, hidden)


def _quotes_answer(note: Note, response: Response) -> bool:
    """Say whether the words that a note is about are an answer's: where that has a name, the note would have it too.

    In a combined workbook they may be those of others, with their names.
    """
    if not note.place.startswith("“"):
        return False
    said = as_text(response.answers.get(note.code, ""))
    is_combined = any(each.kind == "said" for each in response.notes)
    return is_combined or normalised(note.place.strip("“…”")) in normalised(said)


def _listed(note: Note, response: Response, fields: Mapping[str, Field]) -> str:
    """Return what members answer, sorted, for their order would tell whose each is.

    It is taken from their answers: since the note was written, roles in it may have been corrected, or names taken out.
    Of a question that is gone, it is taken from the note.
    """
    if note.code in fields and (said := said_by_members(note.code, response)):
        listed = [shown(fields[note.code], value) for value in said]
    else:
        listed = _without_members(note.text, response.members).split("; ")
    return "; ".join(sorted(listed))


def _without_members(text: str, members: Sequence[Response]) -> str:
    """Return a note's words; where they list what members answer, without who they are."""
    for who in sorted(who_of(members), key=len, reverse=True):
        text = text.replace(f"{who}: ", "")
    return text
