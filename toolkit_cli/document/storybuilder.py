"""Builds a story while a reader goes through a file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from operator import attrgetter
from typing import ClassVar

from toolkit_cli.document.archive import Element
from toolkit_cli.document.story import WORDS, Cell, Control, Paragraph, Piece, Remark, Row, Story, Table
from toolkit_cli.document.styles import STANDING_OUT
from toolkit_cli.document.symbols import drawn
from toolkit_cli.marks import code_of
from toolkit_cli.returned import NoteKind, refusal
from toolkit_cli.ticks import CROSSES, SIGNS, TICKED

AROUND = 8  # controls around a paragraph, and bookmarks in it, that are kept
OPEN = 20  # comments whose words are read at a time
JOINED = ("insertion", "deletion", "struck", "hidden")  # kinds of remarks that become one where they touch
MOST = 50_000  # paragraphs; a workbook has some hundreds
MOST_CHARACTERS = 16_000_000  # of all text and remarks; fifty full workbooks have fewer
BREAK = 40  # characters that a line break counts as: each line is looked for among the printed ones
NOTED = 160  # those that a remark counts as: each becomes a note in everybody's answers
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
PRIVATE = re.compile("[\ue000-\uf8ff]")
PIECES, LETTERS = 20, 5000  # of a paragraph at most, and of each, in which the target of a link is looked for
JOINER = "\u200d"  # which LibreOffice puts into a row that is added while changes are tracked
BY_HAND = re.compile(rf"^[(\[]\s*([{CROSSES}{SIGNS}{TICKED}])\s*[)\]]$")  # a tick in brackets, as people type it

# What is called after an element's children; the children with it, None for an element that is not opened.
Leave = Callable[[], object] | None
Opened = tuple[Iterator[Element], Leave] | None


class StoryBuilder:
    """Builds a story while a reader goes through a file: the state that the readers of both formats need.

    PLACE names what of it says where the reader is.
    """

    PLACE: ClassVar[tuple[str, ...]] = ("paragraph", "cell", "table")

    def __init__(self) -> None:
        self.story = Story()
        self._place = attrgetter(*self.PLACE)
        self.paragraph: Paragraph | None = None
        self.cell: Cell | None = None
        self.table: Table | None = None
        self._rows: dict[Table, Row] = {}  # the last one of each table
        self.style = self.face = ""  # of the text that is being read; `face` is a font of signs
        self.controls: list[Control] = []
        self.inserting: list[str] = []  # authors of the tracked insertions that are being read
        self.struck = self.veiled = self.marked = False  # the text that is being read is struck out, hidden, emphasised
        self.raised = False  # it is set higher, as the 2 of a square
        self.hidden: Paragraph | None = None  # the paragraph in which the text that is being read is not shown
        self.unseen: list[str] = []  # what was left out of it
        self.anchored: dict[str, Remark] = {}  # comments whose words are being read, by their ids
        self.spent = [0]  # characters so far; what is read apart from the text shares the count
        self.waiting = Paragraph()  # holds what stands between two paragraphs, for the next one

    def spend(self, text: str, more: int = 0) -> None:
        """Count characters; raise `ReturnError` if there are too many: a small file may repeat the same long words."""
        self.spent[0] += len(text) + more
        if self.spent[0] > MOST_CHARACTERS:
            raise refusal("The file has too many paragraphs or words to be a workbook.")

    def finished(self) -> Story:
        """Return the story when all is read."""
        self.spend("")
        self.story.remarks += self.waiting.noted()
        return self.story

    def begin(self, style: str) -> Paragraph:
        """Begin a paragraph in the cell that is being read."""
        self.spend("", MOST_CHARACTERS // MOST)
        made = Paragraph(style, self.cell, controls=self.controls[-AROUND:] or None)
        if self.waiting.remarks or self.waiting.bookmarks:
            made.remarks, made.bookmarks = self.waiting.remarks, self.waiting.bookmarks
            self.waiting = Paragraph()
        self.story.paragraphs.append(made)
        self.paragraph = made
        return made

    def seen(self, text: str) -> str:
        """Return what one sees of a text in its font; note signs of a font that is not known."""
        if self.face:
            text = drawn(self.face, text)
        if self.raised and self.said()[-1:].isalnum():  # 10 and a raised 2 are not 102
            text = text.translate(RAISED)
        if not text.isascii() and PRIVATE.search(text):
            letters = ", ".join(f"U+{ord(each):04X}" for each in sorted(set(PRIVATE.findall(text))))
            self.remark("letters", f"signs of a font that is not here ({letters})")
        return text

    def say(self, text: str) -> None:
        """Add text to the paragraph, or to a new one if none is open; what is struck out or hidden becomes a remark."""
        self.spent[0] += len(text)  # what comes next checks it
        if "\n" in text:
            self.spent[0] += BREAK * text.count("\n")
        if self.struck or self.veiled or (self.hidden and self.hidden is self.paragraph):
            if self.struck or self.veiled:
                self.leave_out()
                self.remark("struck" if self.struck else "hidden", text)
            else:
                self.unseen.append(text)
            return
        paragraph = self.paragraph or self.begin("")
        if self.inserting and text[-1:] == JOINER:
            last = paragraph.pieces[-1].text if paragraph.pieces else ""
            text = text if _joining(text[:-1] or last) else text[:-1]
            if not text:
                return
        marked = self.marked or self.style in STANDING_OUT
        paragraph.pieces.append(Piece(text, self.style, self.controls[-1] if self.controls else None, None, marked))
        if self.inserting:
            self.remark("insertion", text, self.inserting[-1])
        if self.anchored:
            for code, remark in list(self.anchored.items()):
                remark.words += text[: WORDS + 1]
                if len(remark.words) > WORDS:
                    del self.anchored[code]

    def tick(self, ticked: bool) -> None:
        """Add a box to tick."""
        (self.paragraph or self.begin("")).pieces.append(Piece("", self.style, None, ticked))

    def remark(self, kind: NoteKind, text: str = "", who: str = "", place: str = "") -> Remark:
        """Note something at this place; texts of one kind by one author that touch become one remark."""
        self.spend(text)
        self.spend(who)
        remarks = (self.paragraph or self.waiting).noted()
        last = remarks[-1] if remarks else None
        if last and kind in JOINED and (last.kind, last.who) == (kind, who):
            last.parts.append(text)
            return last
        self.spend("", NOTED)
        remarks.append(Remark(kind, [text], who, place=place))
        return remarks[-1]

    def anchor(self, code: str, remark: Remark) -> None:
        """Begin to read the words that a comment is about."""
        if len(self.anchored) < OPEN:
            self.anchored[code] = remark

    def said(self) -> str:
        """Return the end of what the paragraph says so far: ONLYOFFICE puts a link behind the words that show it."""
        return "".join(piece.text[-LETTERS:] for piece in self.paragraph.pieces[-PIECES:]) if self.paragraph else ""

    def mark(self, bookmark: str) -> None:
        """Note a bookmark if it is one of a field."""
        if code := code_of(bookmark):
            place = self.paragraph or self.waiting
            place.bookmarks = [*(place.bookmarks or [])[:AROUND], code]

    def enter_table(self) -> Table:
        """Begin a table in the cell that is being read; `coming_out` takes the reader back."""
        self.table = Table(self.cell)
        return self.table

    def enter_row(self, head: bool) -> Row:
        """Begin a row; one outside of tables gets a table of its own."""
        table = self.table or self.enter_table()
        row = self._rows[table] = Row(table, table.height, head)
        table.height += 1
        self.story.rows.append(row)
        return row

    def enter_cell(self) -> Cell:
        """Begin a cell; one outside of rows gets a row of its own. `coming_out` takes the reader back."""
        table = self.table or self.enter_table()
        row = self._rows.get(table) or self.enter_row(False)
        self.cell = Cell(row, row.width)
        row.width += 1
        self.story.cells.append(self.cell)
        return self.cell

    def coming_out(self) -> Callable[[], None]:
        """Return what takes the reader back to where it is now, once, at the end of a table, a cell or a frame."""
        return partial(vars(self).update, zip(self.PLACE, self._place(self), strict=True))

    def enter_control(self, control: Control) -> None:
        """Begin a control, which may hold pieces of a paragraph or whole paragraphs, up to `leave_control`."""
        control.start = len(self.story.paragraphs), 0
        self.controls.append(control)
        if self.paragraph:
            control.start = len(self.story.paragraphs) - 1, len(self.paragraph.pieces)
            self.paragraph.controls = self.paragraph.controls or []
            self.paragraph.controls.append(control)

    def leave_out(self) -> None:
        """Take down that something was deleted, or is not to be read, in the control that is being read."""
        if self.controls:
            self.controls[-1].emptied = True

    def leave_control(self) -> None:
        """End a control; the glyph in a check box's control becomes a box to tick."""
        control = self.controls.pop()
        if control.box:
            first, at = control.start
            paragraph = self.paragraph
            if paragraph and len(paragraph.pieces) == at + 1 and _plainly(paragraph.pieces[at], control):
                return
            for each in self.story.paragraphs[first:]:
                if any(piece.control is control for piece in each.pieces[at:]):
                    paragraph = each
                    break
                at = 0
            else:
                if control.emptied:  # the file still says whether the box that was deleted or struck out is ticked
                    return
            _boxed(paragraph or self.begin(""), control, at)


def _joining(text: str) -> bool:
    """Return whether a joiner after a text may be a part of an emoji."""
    return unicodedata.category(text[-1:] or " ")[0] in "SM"


def _plainly(piece: Piece, control: Control) -> bool:
    """Make a box of a piece that is one glyph with the state that the file notes, as nearly all; say whether it was."""
    shown = control.shows(piece.text)
    if piece.control is not control or shown != control.checked:
        return False
    piece.text, piece.style, piece.ticked = "", "", shown
    return True


def _boxed(paragraph: Paragraph, control: Control, start: int) -> None:
    """Replace what stands in a check box's control by one box; the glyph counts, and not the state in the file."""
    tail = paragraph.pieces[start:]
    held = [piece for piece in tail if piece.control is control]
    said = "".join(piece.text for piece in held).strip()
    said = BY_HAND.sub(r"\1", said)
    at = tail.index(held[0]) if held else len(tail)
    glyph, rest = (said[:1], said[1:].lstrip("\ufe0e\ufe0f")) if said[:1] not in CROSSES else (said, "")
    shown = control.shows(glyph)
    if shown is None:
        rest = said
    box = [Piece("", "", control, control.checked if shown is None else shown)]
    if rest:
        box.append(Piece(f" {rest} " if shown is None else rest, held[0].style))
    paragraph.pieces[start:] = [*tail[:at], *box, *(piece for piece in tail[at:] if piece.control is not control)]
    if shown is not None and shown != control.checked:
        what = "ticked" if shown else "empty"
        paragraph.noted().append(Remark("doubt", [f"the box is shown as {what}, but the file says the opposite"]))
