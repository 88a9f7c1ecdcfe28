"""What a reader finds in a return, as plain data, before it is compared with a toolkit.

Readers know neither toolkit nor page. They report the place of every field with what stands in it, and everything else
that a person may have put into the file, so that nothing gets lost between them and the receipt.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from toolkit_cli.errors import Problem, ReturnError
from toolkit_cli.stamp import Stamp

Open = Literal["", "all", "lists"]
UNREADABLE = "\ufffd"  # stands in a text for a letter that the file does not tell
RUNNING = ("header", "footer")  # the places of what stands at the head and foot of pages
# What a note is about; `returns.receipt` has it in words.
NoteKind = Literal[
    "language", "comment", "typed", "stray", "said", "redacted", "beside", "signature", "ink",
    "picture", "struck", "hidden", "link", "field", "deletion", "insertion", "doubt", "damage",
    "letters", "misfit", "ticks", "twice", "changed", "gone", "version", "replaced", "copy",
    "filled", "tie", "corrected", "open", "decided",
]  # fmt: skip
REPORT = Problem("", 0, "This is a report, not a workbook.", "Give the workbooks that came back.")


def refusal(what: str, fix: str = "", kind: type[ReturnError] = ReturnError) -> ReturnError:
    """Return the error that a file cannot be read as a return, without the file's name, which readers do not know."""
    return kind(Problem("", 0, what, fix))


@dataclass(frozen=True)
class Found:
    """A field's place in a return.

    `text` is all that stands in the place, the known blanks of an empty box taken out. In a DOCX or ODT the boxes to
    tick stand in it as ☒ and ☐ before their labels, a line each; `states` holds the codes of the ticked options where
    the file says them apart from the words (a PDF's boxes, a control's tag), and is None where it does not. `label` is
    the question as printed there, "" where it was not found. `anchor` is the surest that led here: `tag`, `bookmark`,
    `code` or `text`, and `field` in a form. `dated` is what a control for dates notes beside the text that it shows, as
    year-month-day; `open` says which print is in it too: "all" that stands up to the next question, where neither a
    table nor a style ends the place, or the "lists" behind it, whose style an answer has too. `written` is the text
    with the signs in it that may stand for boxes, as ✓, where there are such. `pieces` are the fields that `text` is
    put together of: the number of each part of a long answer, its words, how many points wide its box is, and its page.
    `page` is where it stands in a PDF, from 1, and 0 where that is not known.
    """

    code: str
    text: str = ""
    states: tuple[str, ...] | None = None
    label: str = ""
    anchor: str = "tag"
    dated: str = ""
    open: Open = ""
    written: str = ""
    pieces: tuple[tuple[int, str, float, int], ...] = field(default=(), compare=False, repr=False)
    page: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True)
class Note:
    """Something in a return that is not simply an answer.

    Readers give these kinds:

    - `comment`: a comment or sticky note, by `who`
    - `typed`: words put on a page beside the form, such as free text; those with a `code` are its answer, too
    - `ink`, `picture`: there, and not readable; for an attached file, its name
    - `signature`
    - `deletion`, `insertion`: tracked, the deleted words left out of the answer, the inserted ones part of it
    - `struck`, `hidden`: words that are struck out, or that the program does not show, left out of the answer
    - `link`: the target of a link in an answer
    - `field`: the words in a Word field that shows none
    - `doubt`: anchors disagree, or a box is unclear
    - `twice`: another workbook is in the file
    - `damage`: the file is broken there, and was read as far as possible
    - `letters`: characters that a program has spoilt

    `code` is the field to which it belongs, `near` the nearest field, `place` where it is, for people ("page 3").
    """

    kind: NoteKind
    text: str = ""
    code: str = ""
    near: str = ""
    who: str = ""
    place: str = ""


@dataclass(frozen=True)
class Nameless:
    """A field of a form that has lost its name, or is somebody's own: `found` has its label, and no code.

    `name` is its name, "" if it has none. `notes` are to be made if its label is not one of the workbook's, `doubts` if
    it is one.
    """

    found: Found
    notes: tuple[Note, ...]
    doubts: tuple[Note, ...]
    name: str = ""


@dataclass(frozen=True)
class Loose:
    """A paragraph outside of all fields' places, printed or somebody's own, with the code of the field before it.

    `said` is True if it has the style of what others have said in a combined workbook. `place` is "header" or "footer",
    "contents" in the table of contents, "page 3" for what is drawn on a page, and "" elsewhere.
    """

    text: str
    near: str = ""
    said: bool = False
    place: str = ""


@dataclass(frozen=True)
class Returned:
    """All that a reader finds in a file.

    `loose` is None if the format has no printed words (form data). In a PDF it holds the lines of pages on which a
    program has left nothing by which print can be told from words that were added.

    `running` are the lines of header and footer as the file's properties give them. `others` are notes of pictures and
    links outside of boxes, some of which are the workbook's own. `printed` are the codes in brackets that were taken
    for those of questions, `stamps` those of further workbooks in the file, `nameless` the fields that can be
    known only by their labels. `printed_out` says that all was read off printed pages.
    """

    format: str
    stamp: Stamp | None
    found: tuple[Found, ...]
    notes: tuple[Note, ...] = ()
    loose: tuple[Loose, ...] | None = None
    running: tuple[str, ...] = ()
    others: tuple[Note, ...] = ()
    printed: frozenset[str] = frozenset()
    stamps: tuple[Stamp, ...] = ()
    nameless: tuple[Nameless, ...] = ()
    printed_out: bool = False
