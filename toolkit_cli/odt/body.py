"""Reads the text of an ODT in one pass, and takes down its story, as the DOCX reader does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import ClassVar

from toolkit_cli.document.archive import Element
from toolkit_cli.document.lists import as_number
from toolkit_cli.document.story import NUMBER, Paragraph, Remark
from toolkit_cli.document.storybuilder import Leave, Opened
from toolkit_cli.odt.marks import Marks
from toolkit_cli.odt.namespaces import FIELD, LOEXT, OFFICE, SVG, TABLE, TEXT
from toolkit_cli.odt.styles import Styles

SPACE = re.compile("[ \t\r\n]+")
MIXED = tuple(f"{{{space}}}" for space in (TEXT, LOEXT, FIELD))  # elements of these hold words
SKIPPED = (
    (TEXT, "bookmark-end soft-page-break sequence-decls variable-decls user-field-decls note-citation number "
           "index-title-template table-of-content-source"),
    (OFFICE, "scripts settings"), (LOEXT, "sender-initials"), (SVG, "title desc"),
    (TABLE, "table-column table-columns desc title"),
)  # fmt: skip
DEEPEST = 4  # comments within notes within deletions
Look = tuple[str, bool, bool, bool, str, bool]  # its style, struck out, hidden, emphasised, a font of signs, raised


class Body(Marks):
    """Reads words, lists and tables; only elements in the namespaces of MIXED hold words, others hold such elements."""

    def __init__(self, styles: Styles, objects: Callable[[str], str] = lambda address: "") -> None:
        super().__init__(objects)
        self.styles = styles
        self.blank = True  # the text before ends with a space, or is empty: more spaces do not count (ODF 1.3, 6.1.2)
        self.item = False  # the next paragraph is a list item's first
        self.renumbered = False  # and that item has a number of its own

    def walk(self, root: Element) -> None:
        """Read all that is in an element."""
        stack: list[tuple[Element, Iterator[Element], Leave]] = [(root, iter(root), None)]
        while stack:
            holder, children, leave = stack[-1]
            for element in children:
                act = self.ACTS.get(element.tag, _inside)
                opened = act(self, element) if act else None
                if opened:
                    if element.text and element.tag.startswith(MIXED):
                        self._words(element.text)
                    stack.append((element, *opened))
                    break
                if element.tail:
                    self._after(element, holder)
            else:
                stack.pop()
                if leave:
                    leave()
                if stack and holder.tail:
                    self._after(holder, stack[-1][0])

    def _after(self, element: Element, holder: Element) -> None:
        """Add the text after an element, which belongs to the element that holds it."""
        if holder.tag.startswith(MIXED):
            self._words(element.tail or "")

    def _words(self, text: str) -> None:
        text = SPACE.sub(" ", text)
        if self.blank and text.startswith(" "):
            text = text[1:]
        if text and (self.paragraph or text.strip()):
            self.say(self.seen(text))
            self.blank = text.endswith(" ")

    def say(self, text: str) -> None:
        """Add text as `StoryBuilder.say` does; a space after it counts."""
        super().say(text)
        self.blank = False

    def apart(self, element: Element) -> tuple[str, list[Remark]]:
        """Return the words of an element that is read apart from the text, a line a paragraph, and its remarks."""
        if self.depth == DEEPEST:
            return "".join(map(str, element.itertext())), []
        body = Body(self.styles, self.objects)
        body.forms, body.depth, body.spent = self.forms, self.depth + 1, self.spent
        body.walk(element)
        return body.finished().told()

    # Words

    def _paragraph(self, element: Element) -> Opened:
        leave = partial(self._paragraph_ends, self.paragraph, self.blank, self._look())
        key = "paragraph", element.get(f"{{{TEXT}}}style-name") or ""
        made = self.begin(self.styles.of(*key))
        self.blank, self.style = True, ""
        self.struck, self.veiled = self.styles.struck.get(key, False), self.styles.veiled.get(key, False)
        self.marked, self.raised = key in self.styles.marked, self.styles.raised.get(key, False)
        self.face = self.styles.faces.get(key, "")
        if self.item and self.lists:
            place = self.lists[-1], len(self.lists) - 1
            made.mark = self.styles.lists.mark(*place)
            made.begins = self.renumbered or self.styles.lists.begun(*place)
            self.item = False
        return iter(element), leave

    def _paragraph_ends(self, paragraph: Paragraph | None, blank: bool, look: Look) -> None:
        self.paragraph, self.blank = paragraph, blank
        self._look_again(look)

    def _span(self, element: Element) -> Opened:
        leave = partial(self._look_again, self._look())
        key = "text", element.get(f"{{{TEXT}}}style-name") or ""
        self.style = self.styles.of(*key) or self.style
        self.struck = self.styles.struck.get(key, self.struck)
        self.veiled = self.styles.veiled.get(key, self.veiled)
        self.marked = self.marked or key in self.styles.marked
        self.face = self.styles.faces.get(key, self.face)
        self.raised = self.styles.raised.get(key, self.raised)
        return iter(element), leave

    def _look(self) -> Look:
        return self.style, self.struck, self.veiled, self.marked, self.face, self.raised

    def _look_again(self, look: Look) -> None:
        self.style, self.struck, self.veiled, self.marked, self.face, self.raised = look

    def _blanks(self, element: Element) -> Opened:
        self.say(self.blanks(element))
        return None

    def _sign(self, element: Element, sign: str) -> Opened:
        self.say(sign)
        return None

    def _input(self, element: Element) -> Opened:
        """Read a field that was typed into, in which LibreOffice writes blanks as they are, and a return at the end."""
        if len(element):
            return iter(element), None
        self.say((element.text or "").rstrip("\r\n").replace("\r", "\n"))
        return None

    def _reference(self, element: Element) -> Opened:
        return self._number(element) if element.get(f"{{{TEXT}}}reference-format") == "page" else (iter(element), None)

    def _number(self, element: Element) -> Opened:
        """Read a page number, which the program counts; in an answer it is part of the text."""
        before, self.style = self.style, NUMBER
        self.say(element.text or "")
        self.style = before
        return None

    # Lists and tables

    def _list(self, element: Element) -> Opened:
        name = element.get(f"{{{TEXT}}}style-name") or (self.lists[-1] if self.lists else "")
        going = element.get(f"{{{TEXT}}}continue-numbering") == "true" or element.get(f"{{{TEXT}}}continue-list")
        if not self.lists and not going:
            self.styles.lists.counts.pop(name, None)
        self.lists.append(name)
        return iter(element), self._list_ends

    def _list_ends(self) -> None:
        self.lists.pop()
        self.item = False

    def _item(self, element: Element) -> Opened:
        self.item = element.tag == f"{{{TEXT}}}list-item"
        begins = as_number(element.get(f"{{{TEXT}}}start-value"), 1)
        self.renumbered = begins != 1
        if element.get(f"{{{TEXT}}}start-value") and self.lists:
            self.styles.lists.restart(self.lists[-1], len(self.lists) - 1, begins)
        return iter(element), None

    def _table(self, element: Element) -> Opened:
        leave = self.coming_out()
        self.paragraph, self.head, self.lists = None, False, []
        self.enter_table()
        return iter(element), leave

    def _heads(self, element: Element) -> Opened:
        self.head = True
        return iter(element), partial(setattr, self, "head", False)

    def _row(self, element: Element) -> Opened:
        self.enter_row(self.head)
        return iter(element), None

    def _cell(self, element: Element) -> Opened:
        leave = self.coming_out()
        self.enter_cell()
        self.paragraph, self.lists = None, []
        return iter(element), leave

    ACTS: ClassVar[dict[str, Callable[..., Opened] | None]] = {
        f"{{{TEXT}}}p": _paragraph, f"{{{TEXT}}}h": _paragraph, f"{{{TEXT}}}span": _span, f"{{{TEXT}}}s": _blanks,
        f"{{{TEXT}}}tab": partial(_sign, sign="\t"), f"{{{TEXT}}}line-break": partial(_sign, sign="\n"),
        f"{{{TEXT}}}list": _list, f"{{{TEXT}}}list-item": _item, f"{{{TEXT}}}list-header": _item,
        f"{{{TEXT}}}bookmark-ref": _reference, f"{{{TEXT}}}text-input": _input,
        f"{{{TEXT}}}page-number": _number, f"{{{TEXT}}}page-count": _number, f"{{{TABLE}}}table": _table,
        f"{{{TABLE}}}table-header-rows": _heads, f"{{{TABLE}}}table-row": _row, f"{{{TABLE}}}table-cell": _cell,
        f"{{{TABLE}}}covered-table-cell": _cell, **Marks.MARKS,
        **{f"{{{space}}}{name}": None for space, line in SKIPPED for name in line.split(" ")},
    }  # fmt: skip


def _inside(_: Body, element: Element) -> Opened:
    return iter(element), None
