"""Reads what stands in a DOCX's text and is not words: fields, bookmarks, comments, notes, pictures, ink."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar

from toolkit_cli.document.archive import Element, beginning
from toolkit_cli.document.lists import as_number
from toolkit_cli.document.story import Cell, Paragraph, Remark, Story, Table, shows_target
from toolkit_cli.document.storybuilder import Opened, StoryBuilder
from toolkit_cli.docx.namespaces import ID, VAL, R, W

FRAME = f"{{{W}}}txbxContent"
OFF = ("0", "false", "off")
DEEPEST, LONGEST = 60, 10_000  # fields within a field, letters of an instruction
SHOWN = 20  # pieces in which the words of a link stand
PAGES = ("PAGEREF", "PAGE", "NUMPAGES")  # fields whose result the program works out
PAGED = [[name] for name in PAGES]
ADDRESS = re.compile(r'\s*HYPERLINK\s+"?([^\s"\\][^\s"]*)')  # without a switch: \\l is a place in the document
# Fields whose words stand in the instruction, where there is no result.
SAYING = (
    "ASK", "EQ", "FILLIN", "GOTOBUTTON", "IF", "MACROBUTTON", "QUOTE", "SET", "SYMBOL", "TA", "TC", "XE",
)  # fmt: skip
LINK = f"{{{R}}}id"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
CHARTEX = "http://schemas.microsoft.com/office/drawing/2014/chartex"
ELSEWHERE = "{http://schemas.openxmlformats.org/drawingml/2006/%s}%s"
# What refers to a part of its own, and by which attribute: a diagram's data, a chart.
PARTS = (
    (ELSEWHERE % ("diagram", "relIds"), LINK.replace("}id", "}dm")), (ELSEWHERE % ("chart", "chart"), LINK),
    (f"{{{CHARTEX}}}chart", LINK),
)  # fmt: skip
VML = "{urn:schemas-microsoft-com:vml}"
ART = f"{VML}textpath"
NOTHING: tuple[str, tuple[Paragraph | None, str]] = ("", (None, ""))


@dataclass(frozen=True)
class Beside:
    """What a text refers to: its foot- and endnotes by kind and id, addresses and words of parts by a relation's id."""

    notes: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    words: Callable[[str], str] = lambda code: ""


class Marks(StoryBuilder):
    """Takes down what stands in a DOCX's text beside its words, as a reader comes to it.

    `comments` holds the remark of each comment that the text refers to, by its id.
    """

    def __init__(self, beside: Beside) -> None:
        super().__init__()
        self.beside = beside
        self.cited: set[str] = set()  # the notes that the text refers to
        self.comments: dict[str, Remark] = {}
        self.numbering = False  # the result of a page number's field is being read
        self.instruction = ""  # of a field that has not shown a result so far
        self._parted = NOTHING  # the instruction of a field whose result is being read, and after what that stands
        self._target = ""  # where a link that is a field leads
        self._choice = ("", 0)  # what is chosen in an old form's list, and before which piece that stands
        # Whether each open field of a paragraph shows its result now; a broken file may not close one.
        self._fields: tuple[Paragraph | None, list[bool]] = (None, [])

    def _placed(self, element: Element, sign: str) -> Opened:
        if len(element):
            self.say(sign)
        return iter(element), None

    def _delimited(self, element: Element) -> Opened:
        begins, ends = (next(element.iterfind(f"{{{M}}}dPr/{{{M}}}{name}"), None) for name in ("begChr", "endChr"))
        self.say("(" if begins is None else begins.get(f"{{{M}}}val") or "")
        return iter(element), partial(self.say, ")" if ends is None else ends.get(f"{{{M}}}val") or "")

    def _operator(self, element: Element) -> Opened:
        sign = next(element.iterfind(f"{{{M}}}naryPr/{{{M}}}chr"), None)
        self.say("∫" if sign is None else sign.get(f"{{{M}}}val") or "")
        return iter(element), None

    def _link(self, element: Element) -> Opened:
        """Note where a link leads, unless its words say it."""
        target = self.beside.links.get(element.get(LINK) or "", "")
        if target and not shows_target(beginning(element), target):
            self.remark("link", target)
        return iter(element), None

    def _simple(self, element: Element) -> Opened:
        """Read a field that is one element, with its result in it."""
        told = element.get(f"{{{W}}}instr") or ""
        link = ADDRESS.match(told)
        if link and not shows_target(beginning(element), link[1]):
            self.remark("link", link[1])
        before = self.numbering
        self.numbering = before or told.split(None, 1)[:1] in PAGED
        return iter(element), partial(setattr, self, "numbering", before)

    def _bookmark(self, element: Element) -> Opened:
        self.mark(element.get(f"{{{W}}}name") or "")
        return None

    def _field(self, element: Element) -> Opened:
        """Read where a field begins, where its result does, or where it ends; an old form's one begins with its box."""
        kind = element.get(f"{{{W}}}fldCharType") or ""
        self._nested(kind)
        if kind == "begin":
            self._parted = NOTHING
        elif kind == "separate":
            self._field_separates()
        elif kind == "end":
            self._field_ends()
        if kind in ("begin", "separate", "end"):
            self.instruction = ""
        if len(element):
            self._form_field(element)
        return None

    def _field_separates(self) -> None:
        """Keep what the instruction says, and where it leads, until the field ends: its result may say so too."""
        saying = self._saying()
        self._parted = (saying, self._after()) if saying else NOTHING
        if link := ADDRESS.match(self.instruction):
            self._target = link[1]

    def _field_ends(self) -> None:
        """Note what the instruction says, where there is no result, and where it leads, unless the result says it."""
        self.numbering = False
        self._choose()
        said, where = self._parted
        self._parted = NOTHING
        if saying := self._saying() or (said if self._after() == where else ""):
            self.remark("field", saying)
        if self._target:
            shown = "".join(piece.text for piece in self.paragraph.pieces[-SHOWN:]) if self.paragraph else ""
            if not shows_target(shown, self._target):
                self.remark("link", self._target)
            self._target = ""

    def _saying(self) -> str:
        """Return the instruction that was read last, where its words may be somebody's; "" for any other."""
        return self.instruction.strip() if self.instruction.lstrip().startswith(SAYING) else ""

    def _form_field(self, element: Element) -> None:
        """Tick an old form's box, or keep what is chosen in its list until the field ends."""
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

    def _after(self) -> tuple[Paragraph | None, str]:
        """Return where words would be put down now: the paragraph, and what it says so far."""
        return self.paragraph, self.paragraph.text if self.paragraph else ""

    def _choose(self) -> None:
        """Put down what is chosen in a list, where the field has no result that says it."""
        said, at = self._choice
        self._choice = ("", 0)
        if said and not any(piece.text.strip() for piece in (self.paragraph.pieces[at:] if self.paragraph else ())):
            self.say(said)

    def _nested(self, kind: str) -> None:
        """Hide what a field shows within another's instruction: nobody sees it."""
        if self._fields[0] is not self.paragraph:
            self._show_unseen()
            self._fields = (self.paragraph, [])
        shows = self._fields[1]
        if kind == "begin" and len(shows) < DEEPEST:
            shows.append(False)
        elif kind == "separate" and shows:
            shows[-1] = True
        elif kind == "end" and shows:
            shows.pop()
        self.hidden = None if all(shows[:-1]) else self.paragraph
        if kind == "end" and not self.hidden:
            self.unseen.clear()

    def _show_unseen(self) -> None:
        """Note what was left out as a field's instruction and has no end: in a broken file it may be anybody's."""
        words = "".join(self.unseen).strip()
        self.unseen.clear()
        if words:
            (self._fields[0] or self.waiting).noted().append(Remark("field", [words]))

    def finished(self) -> Story:
        self._show_unseen()
        return super().finished()

    def _instruction(self, element: Element) -> Opened:
        if len(self.instruction) < LONGEST:
            self.instruction += element.text or ""
        words = (element.text or "").split(None, 1)
        if words:
            self.numbering = words[0] in PAGES
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
        self.cited.add(f"{kind} {element.get(ID)}")
        text = self.beside.notes.get(f"{kind} {element.get(ID)}", "")
        if text:
            self.remark("typed", text, place=kind)
        return None

    def _drawing(self, element: Element) -> Opened:
        """Note a picture; words in a frame of it are read where they stand, those that are drawn are noted with it."""
        words = [each.text or "" for each in element.iter(DRAWN)]
        words += [each.get("string") or "" for each in element.iter(ART)]
        words += [self.beside.words(each.get(of) or "") for name, of in PARTS for each in element.iter(name)]
        framed = next(element.iter(FRAME), None) is not None and next(element.iter("{*}pic"), None) is None
        shown = next(element.iter("{*}docPr"), None)
        if shown is not None:
            told, called = [shown.get("title"), shown.get("descr")], shown.get("name") or ""
        else:
            told, called = [each.get(name) for each in element.iter(f"{VML}*") for name in ("title", "alt")], ""
        about = "\n".join(dict.fromkeys(filter(None, told)))
        if about or any(words) or not framed:
            self.remark("picture", "\n".join(filter(None, (about or called, " ".join(filter(None, words))))))
        return iter(element), None

    def ink(self, element: Element) -> Opened:
        self.remark("ink")
        return None

    def _frame(self, element: Element) -> Opened:
        leave = self.coming_out()
        self.paragraph = None
        return iter(element), leave

    def coming_out(self) -> Callable[[], None]:
        """Return what takes the reader back to where it is now, at the end of a table, a cell or a frame."""
        return partial(self._return_to, self.paragraph, self.cell, self.table)

    def _return_to(self, paragraph: Paragraph | None, cell: Cell | None, table: Table | None) -> None:
        self.paragraph, self.cell, self.table = paragraph, cell, table

    def _chunk(self, element: Element) -> Opened:
        self.remark("damage", "there is a document within the document, which was not read")
        return None

    # What to do at each element of WordprocessingML, by its name.
    MARKS: ClassVar[dict[str, Callable[..., Opened]]] = {
        "bookmarkStart": _bookmark, "fldChar": _field, "instrText": _instruction,
        "commentRangeStart": partial(_comment, begins=True), "commentRangeEnd": _comment_end,
        "commentReference": partial(_comment, begins=False), "contentPart": ink,
        "footnoteReference": partial(_note, kind="footnote"), "endnoteReference": partial(_note, kind="endnote"),
        "drawing": _drawing, "pict": _drawing, "object": _drawing, "txbxContent": _frame, "altChunk": _chunk,
        "subDoc": _chunk, "hyperlink": _link, "fldSimple": _simple,
    }  # fmt: skip
    # And at those of a formula: what stands above, below or around says so in a line too.
    FORMULAS: ClassVar[dict[str, Callable[..., Opened]]] = {
        "den": partial(_placed, sign="/"), "sup": partial(_placed, sign="^"), "sub": partial(_placed, sign="_"),
        "d": _delimited, "nary": _operator,
    }  # fmt: skip
