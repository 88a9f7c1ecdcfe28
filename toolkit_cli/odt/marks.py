"""What stands in an ODT's text and is not words: controls, bookmarks, comments, notes, changes, pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from toolkit_cli.docx.read_archive import Element
from toolkit_cli.docx.read_lists import whole
from toolkit_cli.docx.read_scribe import Scribe
from toolkit_cli.docx.read_story import Cell, Control, Paragraph, Table
from toolkit_cli.odt.names import DC, DRAW, FIELD, FORM, LOEXT, OFFICE, SVG, TEXT

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
FEW = 100  # blanks that one element may stand for in a comment
MOST = 1_000_000  # blanks that a document may have in elements that stand for many
SHAPES = "custom-shape rect line polyline polygon path circle ellipse connector caption measure g"
# An element's children to go through, and what is to be done when they are done.
Opened = tuple[Iterator[Element], Callable[[], None] | None] | None


class Marks(Scribe):
    """`lists` are those that are open; `head` says that a table's head is being read."""

    def __init__(self) -> None:
        super().__init__()
        self.head = False
        self.lists: list[str] = []
        self.changes: dict[str, tuple[str, str, str]] = {}  # kind, who and words by a change's id
        self.forms: dict[str, Element] = {}
        self._blanks_left = MOST

    def marks(self) -> dict[str, Callable[[Element], Opened]]:
        """Return what to do at each element, by its name."""
        return {
            f"{{{TEXT}}}bookmark": self._bookmark, f"{{{TEXT}}}bookmark-start": self._bookmark,
            f"{{{TEXT}}}note": self._note, f"{{{TEXT}}}tracked-changes": self._tracked,
            f"{{{TEXT}}}change": self._change, f"{{{TEXT}}}change-start": self._change_start,
            f"{{{TEXT}}}change-end": self._change_end, f"{{{OFFICE}}}annotation": self._comment,
            f"{{{OFFICE}}}annotation-end": self._comment_end, f"{{{OFFICE}}}forms": self._forms,
            f"{{{DRAW}}}frame": self._frame, f"{{{DRAW}}}control": self._control,
            f"{{{LOEXT}}}content-control": self._content, f"{{{FIELD}}}fieldmark": self._mark,
            f"{{{FIELD}}}fieldmark-start": self._mark,
            **{f"{{{DRAW}}}{name}": self._shape for name in SHAPES.split()},
        }  # fmt: skip

    def _content(self, element: Element) -> Opened:
        def said(name: str) -> str:
            return element.get(f"{{{LOEXT}}}{name}") or ""

        control = Control(showing=said("showing-place-holder") == "true")
        control.name(said("tag"))
        control.box, control.checked = said("checkbox") == "true", said("checked") == "true"
        control.on, control.off = said("checked-state"), said("unchecked-state")
        self.enter_control(control)
        return iter(element), self.leave_control

    def _mark(self, element: Element) -> Opened:
        """Read a field of an old form, which LibreOffice keeps as a mark with parameters."""
        told = {each.get(f"{{{FIELD}}}name"): each.get(f"{{{FIELD}}}value") for each in element}
        if (element.get(f"{{{FIELD}}}type") or "").endswith("FORMCHECKBOX"):
            self.tick(told.get("Checkbox_Checked") == "true")
        return None

    def blanks(self, element: Element) -> str:
        """Return the blanks that an element stands for."""
        count = max(min(whole(element.get(f"{{{TEXT}}}c"), 1), self._blanks_left), 0)
        self._blanks_left -= count
        return " " * count

    def _forms(self, element: Element) -> Opened:
        for each in element.iter():
            for name in (each.get(XML_ID), each.get(f"{{{FORM}}}id")):
                if name:
                    self.forms[name] = each
        return None

    def _control(self, element: Element) -> Opened:
        shown = self.forms.get(element.get(f"{{{DRAW}}}control") or "")
        if shown is not None and shown.tag == f"{{{FORM}}}checkbox":
            self.tick(shown.get(f"{{{FORM}}}current-state", shown.get(f"{{{FORM}}}state")) == "checked")
            self.say(shown.get(f"{{{FORM}}}label") or "")
        elif shown is not None:
            self.say(shown.get(f"{{{FORM}}}current-value") or "")
        return None

    def _bookmark(self, element: Element) -> Opened:
        self.mark(element.get(f"{{{TEXT}}}name") or "")
        return None

    def _comment(self, element: Element) -> Opened:
        who = element.findtext(f"{{{DC}}}creator") or element.findtext(f"{{{LOEXT}}}sender-initials") or ""
        remark = self.remark("comment", lines(element), who)
        name = element.get(f"{{{OFFICE}}}name")
        if name:
            self.anchor(name, remark)
        return None

    def _comment_end(self, element: Element) -> Opened:
        self.anchored.pop(element.get(f"{{{OFFICE}}}name") or "", None)
        return None

    def _note(self, element: Element) -> Opened:
        said = lines(element)
        if said.strip():
            self.remark("typed", said, place=element.get(f"{{{TEXT}}}note-class") or "footnote")
        return None

    def _tracked(self, element: Element) -> Opened:
        for region in element:
            kinds = (name for name in ("deletion", "insertion") if region.find(f"{{{TEXT}}}{name}") is not None)
            kind = next(kinds, "")
            who = next((each.text or "" for each in region.iter(f"{{{DC}}}creator")), "")
            code = region.get(f"{{{TEXT}}}id") or region.get(XML_ID) or ""
            self.changes[code] = kind, who, lines(region) if kind == "deletion" else ""
        return None

    def _change(self, element: Element) -> Opened:
        kind, who, said = self.changes.pop(element.get(f"{{{TEXT}}}change-id") or "", ("", "", ""))
        if kind == "deletion" and said:
            self.remark(kind, said, who)
        return None

    def _change_start(self, element: Element) -> Opened:
        kind, who, _ = self.changes.get(element.get(f"{{{TEXT}}}change-id") or "", ("", "", ""))
        if kind == "insertion":
            self.inserting.append(who)
        return None

    def _change_end(self, element: Element) -> Opened:
        kind, _, _ = self.changes.get(element.get(f"{{{TEXT}}}change-id") or "", ("", "", ""))
        if kind == "insertion" and self.inserting:
            self.inserting.pop()
        return None

    def _frame(self, element: Element) -> Opened:
        """Note a picture or an object; words in a frame are read where it stands."""
        if not any(True for _ in element.iter(f"{{{DRAW}}}text-box")):
            told = element.findtext(f"{{{SVG}}}desc") or element.findtext(f"{{{SVG}}}title") or ""
            own = bool(told) and element.get(f"{{{TEXT}}}anchor-type") == "as-char"
            self.remark("picture", told or element.get(f"{{{DRAW}}}name") or "", printed=own)
        return self._apart(element)

    def _shape(self, element: Element) -> Opened:
        if not any(True for _ in element.iter(f"{{{TEXT}}}p", f"{{{DRAW}}}frame")):
            self.remark("picture", element.get(f"{{{DRAW}}}name") or "")
        return self._apart(element)

    def _apart(self, element: Element) -> Opened:
        before = self.paragraph, self.cell, self.table, self.head, self.lists
        self.paragraph, self.lists = None, []
        return iter(element), partial(self.out, *before)

    def out(
        self, paragraph: Paragraph | None, cell: Cell | None, table: Table | None, head: bool, lists: list[str]
    ) -> None:
        """Come out of a cell, a table or a frame."""
        self.paragraph, self.cell, self.table, self.head, self.lists = paragraph, cell, table, head, lists


def lines(element: Element) -> str:
    """Return the words of a comment, a note or a deletion, a line for each paragraph."""
    return "\n".join(_line(each) for each in element.iter(f"{{{TEXT}}}p", f"{{{TEXT}}}h"))


def _line(paragraph: Element) -> str:
    signs = {f"{{{TEXT}}}tab": "\t", f"{{{TEXT}}}line-break": "\n"}
    made = paragraph.text or ""
    for each in paragraph.iterdescendants():
        blanks = " " * min(whole(each.get(f"{{{TEXT}}}c"), 1), FEW) if each.tag == f"{{{TEXT}}}s" else ""
        made += (signs.get(each.tag) or blanks or each.text or "") + (each.tail or "")
    return made
