"""A document as a story: its paragraphs in reading order, each with what it says and the cell that it stands in.

What a DOCX and an ODT have in common. The readers of both make a story in one pass over the file; where the answers
are is found in it afterwards (`places`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from toolkit_cli.marks import BEFORE_OPTION, FIELD_CODE
from toolkit_cli.returned import NoteKind
from toolkit_cli.ticks import CROSSES, EMPTY, ON, SIGNS

WORDS = 200  # letters of a comment's anchor that are shown
OURS = f" \t\n\u00a0{EMPTY}{ON}"  # what an empty box of ours holds
NUMBER = "#number"  # the style of a page's number: part of an answer, and of nothing that is compared
SCHEME = re.compile("(?:mailto:|https?://)", re.I)
LEAF = "\f"  # where a new page begins: no file can hold it as a letter


def shows_target(words: str, target: str) -> bool:
    """Say whether words show where a link leads: programs make links of addresses by themselves."""
    return SCHEME.sub("", target).rstrip("/") in words


def without_page_breaks(text: str) -> str:
    """Return a text in which a new page is a line break between words, and nothing at an end.

    LibreOffice writes a break of the page that belongs to a paragraph into the words beside it.
    """
    return text.strip(LEAF).replace(LEAF, "\n")


# Each of these knows what it stands in, and not what stands in it: objects that refer to each other in a circle are
# kept, with the file that they were read from, until Python happens to look for such circles.


@dataclass(eq=False, slots=True)
class Table:
    """A table, with the cell that it stands in and the number of its rows."""

    within: Cell | None
    height: int = 0


@dataclass(eq=False, slots=True)
class Row:
    """A row, with its place in the table and the number of its cells; `head`: it comes again on each page."""

    table: Table
    index: int
    head: bool = False
    width: int = 0


@dataclass(eq=False, slots=True)
class Cell:
    row: Row
    column: int


@dataclass(eq=False, slots=True)
class Control:
    """A content control; `box` is True for one to tick, `on` and `off` are its glyphs, `showing` that it is empty."""

    tag: str = ""
    showing: bool = False
    box: bool = False
    checked: bool = False
    on: str = ""
    off: str = ""
    date: str = ""  # of a control for dates, as the file notes it
    start: tuple[int, int] = (0, 0)  # the paragraph that it begins in, and the piece
    code: str = ""  # of the field that the tag names

    def name(self, tag: str) -> None:
        """Give it its tag."""
        code = tag.partition(BEFORE_OPTION)[0]
        self.tag, self.code = tag, code if FIELD_CODE.fullmatch(code) else ""

    def shows(self, glyph: str) -> bool | None:
        """Return whether a glyph is that of a ticked box; None for what is no box."""
        if glyph and glyph in (self.on, self.off):
            return glyph == self.on
        if glyph and glyph in f"{ON}{CROSSES}{SIGNS}":
            return True
        return False if glyph and glyph in EMPTY else None


@dataclass(eq=False, slots=True)
class Piece:
    """Text in one style. A box to tick is a piece without text, and `ticked` is True or False.

    `marked` says that somebody made it stand out: bold, underlined, in a colour.
    """

    text: str
    style: str = ""
    control: Control | None = None
    ticked: bool | None = None
    marked: bool = False


@dataclass(eq=False, slots=True)
class Remark:
    """What becomes a note: `words` are those that a comment stands at."""

    kind: NoteKind
    parts: list[str] = field(default_factory=list)
    who: str = ""
    words: str = ""
    place: str = ""

    @property
    def text(self) -> str:
        return "".join(self.parts)


@dataclass(eq=False, slots=True)
class Paragraph:
    """A paragraph: what it says, in `pieces`, and what is anchored or noted in it.

    `controls` are those around it or in it. `number` is the list that it belongs to, with its level, `mark` what that
    list prints before it; `begins` says that the list begins here at a number of its own.
    `joined` says that its end was deleted, so that the next one goes on in the same line.
    The lists that most paragraphs do not need are None there: there are hundreds of paragraphs.
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
        text = "".join([piece.text for piece in self.pieces if piece.style != NUMBER])
        return without_page_breaks(text) if LEAF in text else text

    def noted(self) -> list[Remark]:
        """Return the list of remarks, to add to."""
        if self.remarks is None:
            self.remarks = []
        return self.remarks


@dataclass(eq=False, slots=True)
class Story:
    """A document, or a part of one such as a header: its paragraphs, and its tables' rows and cells, in reading order.

    `prompts` are the words of empty controls that the file itself names; `remarks` stand nowhere in particular.
    """

    paragraphs: list[Paragraph] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    prompts: set[str] = field(default_factory=set)

    def told(self) -> tuple[str, list[Remark]]:
        """Return the words, a line for each paragraph, and all that is to be said of them."""
        text = "\n".join(each.text for each in self.paragraphs)
        return text, [remark for each in self.paragraphs for remark in each.remarks or ()] + self.remarks
