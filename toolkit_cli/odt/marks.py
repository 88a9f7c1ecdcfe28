"""Reads what stands among the words of an ODT: controls, bookmarks, comments, notes, changes, pictures."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Iterable
from typing import ClassVar

from toolkit_cli.document.archive import Element, beginning
from toolkit_cli.document.lists import as_number
from toolkit_cli.document.story import OURS, Control, Remark, Story, shows_target
from toolkit_cli.document.storybuilder import Opened, StoryBuilder
from toolkit_cli.marks import FIELD_CODE
from toolkit_cli.odt.namespaces import DC, DRAW, FIELD, FORM, LOEXT, OFFICE, SVG, TEXT, XLINK

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
# The title of one of our controls, which ONLYOFFICE keeps as its name, begins with the field's code.
TITLED = re.compile(rf"(?=\S*[0-9-])({FIELD_CODE.pattern}) ")
SEAMED = "ONLYOFFICE writes {} between words of different looks; each was left out, also one that somebody typed"
MOST = 1_000_000  # spaces of a document that elements stand for; one element may stand for many
SELECTED = ("current-selected", "selected")  # what a form says is chosen now, and what it says is at first
INDEX = "alphabetical-index-mark alphabetical-index-mark-start toc-mark user-index-mark"
SHAPES = "custom-shape rect line polyline polygon path circle ellipse connector caption measure g"


class Marks(StoryBuilder):
    """Takes down what stands among the words of an ODT.

    `lists` are the styles of the lists that are open, from the outermost; `head` says that the header rows of a table
    are being read. `objects` returns the words of a chart, a formula or a table that is a document within the file, by
    its address.
    """

    PLACE = (*StoryBuilder.PLACE, "head", "lists")

    def __init__(self, objects: Callable[[str], str]) -> None:
        super().__init__()
        self.objects = objects
        self.head = False
        self.lists: list[str] = []
        self.changes: dict[str, tuple[str, str, Element]] = {}  # kind, author and content by a change's id
        self.depth = 0  # how many elements around this one are read apart from the text
        self.forms: dict[str, Element] = {}
        self._typed: dict[Element, str] = {}  # the words in their controls
        self.seam = ""  # in an ODT of ONLYOFFICE's, what stands in a control's text for no words at all
        self._blanks_left = MOST

    @abstractmethod
    def apart(self, element: Element) -> tuple[str, list[Remark]]:
        """Return the words of an element that is read apart from the text, and its remarks."""

    def finished(self) -> Story:
        """Return the story when all is read; deletions without a place in the text are noted now."""
        for kind, who, region in self.changes.values():
            if kind == "deletion":
                self.paragraph = None
                self._gone(who, region)
        return super().finished()

    def _content_control(self, element: Element) -> Opened:
        def said(name: str) -> str:
            return element.get(f"{{{LOEXT}}}{name}") or ""

        control = Control(showing=said("showing-place-holder") == "true")
        control.name(said("tag"))
        control.box, control.checked = said("checkbox") == "true", said("checked") == "true"
        control.on, control.off = said("checked-state"), said("unchecked-state")
        control.date = said("current-date")[:10] if said("date") == "true" else ""
        self.enter_control(control)
        return iter(element), self.leave_control

    def _field_mark(self, element: Element) -> Opened:
        """Read a legacy form field, which LibreOffice keeps as a field mark with parameters."""
        told = [(each.get(f"{{{FIELD}}}name"), each.get(f"{{{FIELD}}}value") or "") for each in element]
        kind = element.get(f"{{{FIELD}}}type") or ""
        if kind.endswith("FORMCHECKBOX"):
            self.tick(("Checkbox_Checked", "true") in told)
        elif kind.endswith("FORMDROPDOWN"):
            entries = [value for name, value in told if name == "Dropdown_ListEntry"]
            at = as_number(dict(told).get("Dropdown_Selected"), -1)
            self.say(entries[at] if 0 <= at < len(entries) else "")
        return None

    def blanks(self, element: Element) -> str:
        """Return the spaces that an element stands for."""
        count = max(min(as_number(element.get(f"{{{TEXT}}}c"), 1), self._blanks_left), 0)
        self._blanks_left -= count
        return " " * count

    def _forms(self, element: Element) -> Opened:
        for each in element.iter():
            for name in (each.get(XML_ID), each.get(f"{{{FORM}}}id")):
                if name:
                    self.forms[name] = each
        return None

    def _form_control(self, element: Element) -> Opened:
        """Read the content of a form's control."""
        shown = self.forms.get(element.get(f"{{{DRAW}}}control") or "")
        if shown is None:
            return None
        kind = shown.tag.rpartition("}")[2]
        if kind in ("checkbox", "radio"):
            state = _first(shown, *(("current-state", "state") if kind == "checkbox" else SELECTED))
            self.tick(state in ("checked", "true"))
            self.say(shown.get(f"{{{FORM}}}label") or "")
        elif kind == "listbox":
            chosen = [each for name in SELECTED for each in shown if _is(each, name)]
            self.say("\n".join(dict.fromkeys(each.get(f"{{{FORM}}}label") or "" for each in chosen)))
        else:
            self._text_box(shown)
        return None

    def _text_box(self, shown: Element) -> None:
        """Read a form's control for text as a content control; ONLYOFFICE makes such of these, by their titles."""
        said = _first(shown, "current-value", "value") or self._typed_in(shown)
        seamed = bool(self.seam) and self.seam in said
        if seamed:
            said = said.replace(self.seam, "")
        titled = TITLED.match(shown.get(f"{{{FORM}}}name") or "") if self.seam else None
        control = Control(showing=not said.strip())  # an empty one holds the blanks of its box
        control.name(titled[1] if titled else "")
        self.enter_control(control)
        self.say(said)
        if seamed:
            self.remark("doubt", SEAMED.format(self.seam))
        self.leave_control()

    def _typed_in(self, shown: Element) -> str:
        """Return the words in a form's control, of which the text may show many copies."""
        if shown not in self._typed:
            self._typed[shown] = self.apart(shown)[0]
        return self._typed[shown]

    def _hidden_text(self, element: Element) -> Opened:
        self.remark("hidden", element.get(f"{{{TEXT}}}string-value") or "")
        return None

    def _index_entry(self, element: Element) -> Opened:
        """Note the words of an index entry that are not in the text: its own, and those under which it stands."""
        told = (element.get(f"{{{TEXT}}}{name}") for name in ("string-value", "key1", "key2"))
        if said := "\n".join(each for each in told if each and not each.isspace()):
            self.remark("field", said)
        return None

    def _link(self, element: Element) -> Opened:
        """Note the target of a link, unless its words show it or it is a place in the text."""
        target = element.get(f"{{{XLINK}}}href") or ""
        if target and not target.startswith("#") and not shows_target(beginning(element) or self.said(), target):
            self.remark("link", target)
        return iter(element), None

    def _bookmark(self, element: Element) -> Opened:
        self.mark(element.get(f"{{{TEXT}}}name") or "")
        return None

    def _comment(self, element: Element) -> Opened:
        who = element.findtext(f"{{{DC}}}creator") or element.findtext(f"{{{LOEXT}}}sender-initials") or ""
        text, others = self.apart(element)
        remark = self.remark("comment", text, who)
        self._beside(others)
        name = element.get(f"{{{OFFICE}}}name")
        if name:
            self.anchor(name, remark)
        return None

    def _comment_end(self, element: Element) -> Opened:
        self.anchored.pop(element.get(f"{{{OFFICE}}}name") or "", None)
        return None

    def _note(self, element: Element) -> Opened:
        text, others = self.apart(element)
        if text.strip():
            self.remark("typed", text, place=element.get(f"{{{TEXT}}}note-class") or "footnote")
        self._beside(others)
        return None

    def _tracked(self, element: Element) -> Opened:
        for region in element:
            kinds = (name for name in ("deletion", "insertion") if region.find(f"{{{TEXT}}}{name}") is not None)
            who = next((each.text or "" for each in region.iter(f"{{{DC}}}creator")), "")
            code = region.get(f"{{{TEXT}}}id") or region.get(XML_ID) or ""
            for said in [*region.iter(f"{{{OFFICE}}}change-info")]:
                comment = "\n".join("".join(map(str, each.itertext())) for each in said.iterchildren(f"{{{TEXT}}}p"))
                if comment.strip():
                    self.remark("comment", comment, who)
                said.clear()
            self.changes[code] = next(kinds, ""), who, region
        return None

    def _change(self, element: Element) -> Opened:
        kind, who, region = self.changes.pop(element.get(f"{{{TEXT}}}change-id") or "", ("", "", element))
        if kind == "deletion":
            self.leave_out()
            self._gone(who, region)
        return None

    def _gone(self, who: str, region: Element) -> None:
        text, others = self.apart(region)
        if text.strip(OURS):
            self.remark("deletion", text, who)
        self._beside(others)

    def _beside(self, others: Iterable[Remark]) -> None:
        """Note the remarks of a comment, a note or a deletion."""
        for each in others:
            self.remark(each.kind, each.text, each.who, each.place)

    def _change_start(self, element: Element) -> Opened:
        kind, who, _ = self.changes.get(element.get(f"{{{TEXT}}}change-id") or "", ("", "", element))
        if kind == "insertion":
            self.inserting.append(who)
        return None

    def _change_end(self, element: Element) -> Opened:
        kind, _, _ = self.changes.get(element.get(f"{{{TEXT}}}change-id") or "", ("", "", element))
        if kind == "insertion" and self.inserting:
            self.inserting.pop()
        return None

    def _frame(self, element: Element) -> Opened:
        """Note a picture or an object; the words in a text box are read in their place."""
        held = (self.objects(each.get(f"{{{XLINK}}}href") or "") for each in element.iter(f"{{{DRAW}}}object"))
        framed = any(True for _ in element.iter(f"{{{DRAW}}}text-box"))
        self._pictured(element, framed, dict.fromkeys(held))  # several may lead to one object
        return self._apart(element)

    def _pictured(self, element: Element, framed: bool, held: Iterable[str] = ()) -> None:
        """Note a picture: its title and description, else its name, and the words `held` in it.

        One that holds a text box (`framed`) is noted only if it has a title or a description.
        """
        told = [element.findtext(f"{{{SVG}}}{name}") for name in ("title", "desc")]
        about = "\n".join(dict.fromkeys(filter(None, told)))
        if about or not framed:
            self.remark("picture", "\n".join(filter(None, (about or element.get(f"{{{DRAW}}}name"), *held))))

    def _shape(self, element: Element) -> Opened:
        self._pictured(element, any(True for _ in element.iter(f"{{{TEXT}}}p", f"{{{DRAW}}}frame")))
        return self._apart(element)

    def _apart(self, element: Element) -> Opened:
        leave = self.coming_out()
        self.paragraph, self.lists = None, []
        return iter(element), leave

    # What reads an element, by its name.
    MARKS: ClassVar[dict[str, Callable[..., Opened]]] = {
        f"{{{TEXT}}}bookmark": _bookmark, f"{{{TEXT}}}bookmark-start": _bookmark,
        f"{{{TEXT}}}note": _note, f"{{{TEXT}}}tracked-changes": _tracked,
        f"{{{TEXT}}}change": _change, f"{{{TEXT}}}change-start": _change_start,
        f"{{{TEXT}}}change-end": _change_end, f"{{{OFFICE}}}annotation": _comment,
        f"{{{OFFICE}}}annotation-end": _comment_end, f"{{{OFFICE}}}forms": _forms,
        f"{{{DRAW}}}frame": _frame, f"{{{DRAW}}}control": _form_control,
        f"{{{LOEXT}}}content-control": _content_control, f"{{{FIELD}}}fieldmark": _field_mark,
        f"{{{FIELD}}}fieldmark-start": _field_mark,
        f"{{{TEXT}}}hidden-text": _hidden_text, f"{{{TEXT}}}a": _link, f"{{{DRAW}}}a": _link,
        **dict.fromkeys((f"{{{TEXT}}}{name}" for name in INDEX.split()), _index_entry),
        **dict.fromkeys((f"{{{DRAW}}}{name}" for name in SHAPES.split()), _shape),
    }  # fmt: skip


def _first(shown: Element, *names: str) -> str:
    """Return what a form's control says first of some things; "" where it says none of them."""
    return next(filter(None, (shown.get(f"{{{FORM}}}{name}") for name in names)), "")


def _is(option: Element, state: str) -> bool:
    return option.get(f"{{{FORM}}}{state}") == "true"
