"""Reads what stands among the words of a DOCX: fields, links, bookmarks, comments, foot- and endnotes, signs."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import ClassVar

from toolkit_cli.document.archive import Element, beginning
from toolkit_cli.document.lists import as_number
from toolkit_cli.document.story import Paragraph, Remark, Story, shows_target
from toolkit_cli.document.storybuilder import Opened
from toolkit_cli.document.symbols import character, letter
from toolkit_cli.docx.namespaces import ID, OFF, VAL, W
from toolkit_cli.docx.reading.drawings import LINK, Drawings, References

DEEPEST, LONGEST = 60, 10_000  # fields within a field, letters of an instruction
LONGEST_NAME = 12  # letters
PAGES = ("PAGEREF", "PAGE", "NUMPAGES")  # fields whose result is a page number
ADDRESS = re.compile(r'\s*HYPERLINK\s+"?([^\s"\\][^\s"]*)', re.I)  # without a switch: \\l is a place in the document
# Fields whose instruction may hold somebody's words.
SAYING = (
    "ASK", "EQ", "FILLIN", "GOTOBUTTON", "IF", "MACROBUTTON", "QUOTE", "SET", "SYMBOL", "TA", "TC", "XE",
)  # fmt: skip
W16SE = "http://schemas.microsoft.com/office/word/2015/wordml/symex"
NOTHING: tuple[str, Paragraph | None, int] = ("", None, 0)


class Marks(Drawings):
    """Takes down what stands among the words of a DOCX.

    `comments` holds the remark of each comment that the text refers to, by the comment's id.
    """

    def __init__(self, references: References) -> None:
        super().__init__(references)
        self.cited: set[tuple[str, str]] = set()  # kinds and ids of the notes that the text refers to
        self.comments: dict[str, Remark] = {}
        self.numbering = False  # the result of a page number's field is being read
        self.instruction = ""  # of the field that is being read, up to its result
        # The instruction of a field whose result is being read, and where that begins: its paragraph, and the piece.
        self._separated = NOTHING
        self._target = ""  # of a link that is a field
        self._choice = ("", 0)  # the choice in a legacy drop-down, and the index of the piece before which it stands
        # Whether each open field of a paragraph is in its result, and the instruction around it; one may stay open.
        self._fields: tuple[Paragraph | None, list[tuple[bool, str]]] = (None, [])

    def _link(self, element: Element) -> Opened:
        """Note the target of a link, unless its words show it."""
        target = self.references.links.get(element.get(LINK) or "", "")
        if target and not shows_target(beginning(element) or self.said(), target):
            self.remark("link", target)
        return iter(element), None

    def _simple(self, element: Element) -> Opened:
        """Read a field that is one element with its result in it (fldSimple)."""
        told, shown = element.get(f"{{{W}}}instr") or "", beginning(element)
        link = ADDRESS.match(told)
        if link and not shows_target(shown, link[1]):
            self.remark("link", link[1])
        if (saying := _saying(told)) and not shown.strip():
            self.remark("field", saying)
        before = self.numbering
        self.numbering = before or _is_one_of(told, PAGES)
        return iter(element), partial(setattr, self, "numbering", before)

    def _bookmark(self, element: Element) -> Opened:
        self.mark(element.get(f"{{{W}}}name") or "")
        return None

    def _field(self, element: Element) -> Opened:
        """Read the beginning or end of a field, or the beginning of its result; legacy form fields have more in it."""
        kind = element.get(f"{{{W}}}fldCharType") or ""
        around = self._nested(kind)
        if kind == "begin":
            self._separated = NOTHING
        elif kind == "separate":
            self._field_separates()
        elif kind == "end":
            self._field_ends()
        self.instruction = around
        if len(element):
            self._form_field(element)
        return None

    def _field_separates(self) -> None:
        """Keep the instruction's words and target until the field ends: its result may show them too."""
        saying, paragraph = _saying(self.instruction), self.paragraph
        self._separated = (saying, paragraph, len(paragraph.pieces) if paragraph else 0) if saying else NOTHING
        if link := ADDRESS.match(self.instruction):
            self._target = link[1]

    def _field_ends(self) -> None:
        """Note the instruction's words if there is no result, and its target unless the result shows it."""
        self.numbering = False
        self._choose()
        said, paragraph, at = self._separated
        self._separated = NOTHING
        result = paragraph.pieces[at:] if paragraph else ()
        shown = paragraph is not self.paragraph or any(piece.text for piece in result)
        if saying := _saying(self.instruction) or ("" if shown else said):
            self.remark("field", saying)
        if self._target:
            if not shows_target(self.said(), self._target):
                self.remark("link", self._target)
            self._target = ""

    def _form_field(self, element: Element) -> None:
        """Read a legacy check box, or keep the choice in a legacy drop-down until the field ends."""
        box, chosen = (next(element.iter(f"{{{W}}}{name}"), None) for name in ("checkBox", "ddList"))
        if box is not None:
            states = [each for name in ("checked", "default") for each in box.iter(f"{{{W}}}{name}")]
            self.tick(bool(states) and states[0].get(VAL) not in OFF)
        if chosen is not None:
            entries = chosen.findall(f"{{{W}}}listEntry")
            named = (chosen.find(f"{{{W}}}{name}") for name in ("result", "default"))
            at = next((as_number(each.get(VAL)) for each in named if each is not None), 0)
            said = entries[at].get(VAL) or "" if 0 <= at < len(entries) else ""
            self._choice = said, len(self.paragraph.pieces) if self.paragraph else 0

    def _choose(self) -> None:
        """Put down the choice in a legacy drop-down, if the field has no result that shows it."""
        said, at = self._choice
        self._choice = ("", 0)
        if said and not any(piece.text.strip() for piece in (self.paragraph.pieces[at:] if self.paragraph else ())):
            self.say(said)

    def _nested(self, kind: str) -> str:
        """Follow nested fields: the result of a field in another field's instruction is not shown, and left out.

        Return the instruction that goes on at the end of a field within it, "" elsewhere.
        """
        around = ""
        if self._fields[0] is not self.paragraph:
            self._show_unseen()
            self._fields = (self.paragraph, [])
        shows = self._fields[1]
        if kind == "begin" and len(shows) < DEEPEST:
            shows.append((False, self.instruction))
        elif kind == "separate" and shows:
            shows[-1] = True, shows[-1][1]
        elif kind == "end" and shows:
            _, around = shows.pop()
        self.hidden = None if all(shown for shown, _ in shows[:-1]) else self.paragraph
        if kind == "end" and not self.hidden:
            self.unseen.clear()
        return around

    def _show_unseen(self) -> None:
        """Note what was left out in a field without an end: in a broken file that may be somebody's words."""
        words = "".join(self.unseen).strip()
        self.unseen.clear()
        if words:
            (self._fields[0] or self.waiting).noted().append(Remark("field", [words]))

    def finished(self) -> Story:
        """Return the story when all is read; what a field without an end has left out is noted."""
        self._show_unseen()
        return super().finished()

    def _instruction(self, element: Element) -> Opened:
        if len(self.instruction) < LONGEST:
            self.instruction += element.text or ""
        self.numbering = _is_one_of(self.instruction, PAGES)
        return None

    def _comment(self, element: Element, begins: bool) -> Opened:
        """Note a comment where the words that it is about begin, or where its mark stands if it has no such words."""
        code = element.get(ID) or ""
        if code not in self.comments:
            self.comments[code] = self.remark("comment")
            if begins:
                self.anchor(code, self.comments[code])
        return None

    def _comment_end(self, element: Element) -> Opened:
        self.anchored.pop(element.get(ID) or "", None)
        return None

    def _note(self, element: Element, kind: str) -> Opened:
        note = kind, element.get(ID) or ""
        self.cited.add(note)
        if text := self.references.notes.get(note, ""):
            self.remark("typed", text, place=kind)
        return None

    def _symbol(self, element: Element) -> Opened:
        font, place = element.get(f"{{{W}}}font") or "", element.get(f"{{{W}}}char") or ""
        shown, known = character(font, place)
        self.say(shown)
        if not known:
            self.remark("letters", f"a sign of the font {font!r}, number {place!r}")
        return None

    def symbol_extended(self, element: Element) -> Opened:
        """Read an emoji or another character that Word writes as its code point (symEx)."""
        self.say(self.seen(letter(element.get(f"{{{W16SE}}}char") or "")))
        return None

    def _chunk(self, element: Element) -> Opened:
        self.remark("damage", "there is a document within the document, which was not read")
        return None

    # What reads an element of WordprocessingML, by its name.
    MARKS: ClassVar[dict[str, Callable[..., Opened]]] = {
        **Drawings.DRAWINGS,
        "bookmarkStart": _bookmark, "fldChar": _field, "instrText": _instruction,
        "commentRangeStart": partial(_comment, begins=True), "commentRangeEnd": _comment_end,
        "commentReference": partial(_comment, begins=False),
        "footnoteReference": partial(_note, kind="footnote"), "endnoteReference": partial(_note, kind="endnote"),
        "altChunk": _chunk,
        "subDoc": _chunk, "sym": _symbol, "hyperlink": _link, "fldSimple": _simple,
    }  # fmt: skip


def _is_one_of(instruction: str, names: tuple[str, ...]) -> bool:
    """Say whether an instruction is that of a field with one of some names, which people type in small letters too."""
    return instruction.lstrip()[:LONGEST_NAME].upper().startswith(names)


def _saying(instruction: str) -> str:
    """Return a field's instruction if it may hold somebody's words, else ""."""
    return instruction.strip() if _is_one_of(instruction, SAYING) else ""
