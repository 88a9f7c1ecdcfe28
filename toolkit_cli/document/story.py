"""A document as a story: its paragraphs in reading order, each with its words and the table cell that it stands in.

This is what a DOCX and an ODT have in common: the reader of each makes a story in one pass over the file, and `places`
finds the answers in the story afterwards. Paragraphs, pieces, controls, cells and rows are equal only to themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from toolkit_cli.marks import BEFORE_OPTION, FIELD_CODE
from toolkit_cli.returned import NoteKind
from toolkit_cli.ticks import CROSSES, EMPTY, ON, SIGNS

WORDS = 200  # letters of a comment's anchor that are shown
OURS = f" \t\n\u00a0{EMPTY}{ON}"  # the characters of an empty answer box as the writer makes it
NUMBER = "#number"  # the style of a page number: it is read in an answer, and left out where texts are compared
SCHEME = re.compile("(?:mailto:|https?://)", re.I)
LEAF = "\f"  # stands for a page break: no XML file can contain the character itself


def shows_target(words: str, target: str) -> bool:
    """Say whether a link's words show its target, as where a program has made a link of an address by itself."""
    return SCHEME.sub("", target).rstrip("/") in words


def without_page_breaks(text: str) -> str:
    """Return a text with line breaks for the page breaks in it, and without those at its ends.

    LibreOffice writes the page break of a paragraph into the words next to it.
    """
    return text.strip(LEAF).replace(LEAF, "\n")


# Each of these refers to what it stands in, and not to what stands in it: a circle of references would keep them, and
# the file that they were read from, until Python collects its garbage.


@dataclass(eq=False, slots=True)
class Table:
    """A table: the cell that it stands in, None outside of tables, and the number of its rows."""

    within: Cell | None
    height: int = 0


@dataclass(eq=False, slots=True)
class Row:
    """A row: its place in the table from 0, the number of its cells; `head` says that each page repeats it."""

    table: Table
    index: int
    head: bool = False
    width: int = 0


@dataclass(eq=False, slots=True)
class Cell:
    """A cell: its row, and its place in that from 0, counted in cells, however many columns each goes over."""

    row: Row
    column: int


@dataclass(eq=False, slots=True)
class Control:
    """A content control. `showing` says that it shows its prompt, `box` that it is a box to tick.

    `emptied` says that something in it is left out: deleted by a tracked change, struck out, or hidden.
    """

    tag: str = ""
    showing: bool = False
    box: bool = False
    checked: bool = False
    emptied: bool = False
    on: str = ""  # the glyph of a ticked box, and of an empty one
    off: str = ""
    date: str = ""  # year-month-day, as a control for dates notes it in the file
    start: tuple[int, int] = (0, 0)  # the indices of the paragraph that it begins in, and of the piece
    code: str = ""  # of the field that the tag names

    def name(self, tag: str) -> None:
        """Set the tag, and the code of the field that it names."""
        code = tag.partition(BEFORE_OPTION)[0]
        self.tag, self.code = tag, code if FIELD_CODE.fullmatch(code) else ""

    def shows(self, glyph: str) -> bool | None:
        """Return whether a glyph is that of a ticked box; None for what is not a box."""
        if not glyph:
            return None
        if glyph in (self.on, self.off):
            return glyph == self.on
        if glyph in f"{ON}{CROSSES}{SIGNS}":
            return True
        return False if glyph in EMPTY else None


@dataclass(eq=False, slots=True)
class Piece:
    """Text in one style. A box to tick is a piece without text, whose `ticked` is True or False.

    `marked` says that somebody has emphasised it: bold, underlined, in a colour.
    """

    text: str
    style: str = ""
    control: Control | None = None
    ticked: bool | None = None
    marked: bool = False


@dataclass(eq=False, slots=True)
class Remark:
    """What will become a note, with its text in parts; `words` are those that a comment is about."""

    kind: NoteKind
    parts: list[str] = field(default_factory=list)
    who: str = ""
    words: str = ""
    place: str = ""

    @property
    def text(self) -> str:
        """All parts in one."""
        return "".join(self.parts)


@dataclass(eq=False, slots=True)
class Paragraph:
    """A paragraph: its words in `pieces`, and what is anchored or noted in it.

    `controls` are those around it and in it. `number` names the list that it belongs to, and the level; `mark` is the
    bullet or number that the list prints before it, and `begins` says that the list begins here with a number of its
    own. `joined` says that the paragraph mark was deleted, so that the next paragraph goes on in the same line.
    `bookmarks`, `controls` and `remarks` are None instead of empty: a document has hundreds of paragraphs.
    """

    style: str = ""
    cell: Cell | None = None
    pieces: list[Piece] = field(default_factory=list)
    bookmarks: list[str] | None = None
    controls: list[Control] | None = None
    remarks: list[Remark] | None = None
    number: tuple[str, int] | None = None
    mark: str = ""
    begins: bool = False
    joined: bool = False

    @property
    def text(self) -> str:
        """The words as they are compared with print: without page numbers, page breaks at the ends, and boxes."""
        text = "".join([piece.text for piece in self.pieces if piece.style != NUMBER])
        return without_page_breaks(text) if LEAF in text else text

    @property
    def boxes(self) -> list[Piece]:
        """The boxes to tick."""
        return [piece for piece in self.pieces if piece.ticked is not None]

    def noted(self) -> list[Remark]:
        """Return the list of remarks, to add to."""
        if self.remarks is None:
            self.remarks = []
        return self.remarks


@dataclass(eq=False, slots=True)
class Story:
    """A document, or a part of one such as a header: its paragraphs, and its tables' rows and cells, in reading order.

    `prompts` are the words that the file itself keeps for empty controls; `remarks` are those without a place.
    """

    paragraphs: list[Paragraph] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    prompts: set[str] = field(default_factory=set)

    def told(self) -> tuple[str, list[Remark]]:
        """Return the words, a line for each paragraph, and all remarks."""
        text = "\n".join(each.text for each in self.paragraphs)
        return text, [remark for each in self.paragraphs for remark in each.remarks or ()] + self.remarks
