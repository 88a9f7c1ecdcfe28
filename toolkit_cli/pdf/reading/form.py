"""Walks the AcroForm of a filled PDF: every field with its value, whatever a program made of the field tree.

In files from anywhere a field tree may be a loop, thousands of levels deep, or a graph with far more paths than fields;
`/Fields` may be empty while the widgets lie on the pages. So each object is visited once, and the number of objects is
capped. The type of every entry is checked before it is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from types import NoneType
from typing import Any

from pikepdf import Array, Name, Object, Pdf, Stream, String

from toolkit_cli.pdf.geometry import rectangle_of
from toolkit_cli.pdf.objects import entry, first, is_dictionary
from toolkit_cli.pdf.reading.formfields import Fields, FormField
from toolkit_cli.pdf.values import MOST_PARTS, OFF, name, slashed, states, text, with_newlines

MOST_NODES = 100_000
MOST_CHARACTERS = 32_000_000  # of all values, labels and names
PART = 100  # characters that the part of an array counts for, whatever it holds
LONGEST = 1_000  # letters of a name
MOST_PAGES = 5_000
MOST_PARENTS = 60
MOST_OPTIONS = 1000
STATE = re.compile("[a-z][a-z0-9-]*")  # of a ticked box as the writer calls it: the option's code
BEFORE_LABEL = " – "  # between the question and an option's label, in what screen readers say of a box
INHERITED = ("/FT", "/V", "/TU", "/Opt")


class Form(Fields):
    """The fields of a document.

    `annotations` are all annotations of its pages, each with the number of the page from 1; `others` are those that
    are no widgets. `unlike` are the widgets of text fields that may show other words than the field holds: those of
    fields that had no value when they were met, and the further ones of others. `utf_8` says that strings are in UTF-8
    unless they say otherwise.
    """

    def __init__(self, pdf: Pdf, utf_8: bool = False) -> None:
        super().__init__()
        self.utf_8 = utf_8
        self.seen: set[tuple[int, int]] = set()
        self.nodes_left = MOST_NODES
        self.characters_left = MOST_CHARACTERS
        self.unlike: list[tuple[FormField, Object]] = []
        self._owners: dict[tuple[int, int], FormField] = {}  # by the number of the object with the field's name
        self._streams: dict[tuple[int, int], str | None] = {}  # the texts of streams, by their numbers
        root = entry(pdf.Root, "/AcroForm")
        root = root if is_dictionary(root) else None
        self.xfa = entry(root, "/XFA") is not None
        fields = entry(root, "/Fields")
        if isinstance(fields, Array):
            self._walk(fields)
        self.annotations = tuple(annotations_of(pdf))  # looked up once, for all who ask
        self.others: list[tuple[int, Object]] = []
        for page, annotation in self.annotations:
            if annotation.objgen not in self.seen:
                if entry(annotation, "/Subtype") == "/Widget":
                    self._add_stray(annotation)
                else:
                    self.others.append((page, annotation))

    def is_on_pages(self) -> bool:
        """Say whether any field can be seen on a page."""
        return any(entry(annotation, "/Subtype") == "/Widget" for _, annotation in self.annotations)

    def place(self) -> None:
        """Give every field the number of the page on which it begins."""
        for page, annotation in self.annotations:
            for node in (annotation, entry(annotation, "/Parent")):
                owner = self._owners.get(node.objgen) if is_dictionary(node) and node.objgen != (0, 0) else None
                if owner:
                    owner.page = owner.page or page

    def _walk(self, fields: Array) -> None:
        """Visit fields and their kids in the order of the form, without recursion."""
        waiting: list[tuple[Any, str, dict[str, Any], FormField | None]] = [
            (field_, "", {}, None) for field_ in reversed(self._taken(fields))
        ]
        while waiting:
            node, above, given, field_ = waiting.pop()
            if not is_dictionary(node) or self._was_seen(node):
                continue
            # Asking pikepdf for an entry that is not there takes six times as long as whether it is there.
            own = self._text(node["/T"]) if "/T" in node and not _is_box(node, given) else None
            passed, full = given, above
            if own is not None or field_ is None:
                passed = {key: node[key] if key in node else given.get(key) for key in INHERITED}
                full = (f"{above}.{own}" if above and own else (own or above))[:LONGEST]
                field_ = self._add_field(full, passed, node)
                self._owners[node.objgen] = field_
                self._add_widget(node, field_)
            else:
                self._add_widget(node, field_)
                self._add_own_value(node, field_)
            below = entry(node, "/Kids")
            if isinstance(below, Array):
                waiting += [(kid, full, passed, field_) for kid in reversed(self._taken(below))]

    def _taken(self, listed: Array) -> list[Any]:
        """Return what is listed, as far as there is room; whatever it is, each counts as a node."""
        taken = first(listed, self.nodes_left)
        self.nodes_left -= len(taken)
        return taken

    def _text(self, value: Any, utf_8: bool = False) -> str | None:
        """Return a value as text; raise `ValueError` where all texts together are longer than those of any form.

        Thousands of fields may share a stream, or inherit a long value from one.
        """
        if isinstance(value, Stream):
            if value.objgen not in self._streams:
                self._streams[value.objgen] = text(value, utf_8)
            made = self._streams[value.objgen]
        else:
            made = text(value, utf_8)
        self.characters_left -= len(made or "")
        if isinstance(value, Array):
            self.characters_left -= PART * min(len(value), MOST_PARTS)
        if self.characters_left < 0:
            raise ValueError("more words than any form")
        return made

    def _was_seen(self, node: Object) -> bool:
        """Say whether an object was visited before, and note that it was; a direct object has only one place."""
        number = node.objgen
        if number == (0, 0):
            return False
        if number in self.seen:
            return True
        self.seen.add(number)
        return False

    def _add_field(self, full: str, passed: dict[str, Any], node: Object) -> FormField:
        """Add a field with its full name; `passed` are the entries of INHERITED that it has, or those above it."""
        kind, value = passed["/FT"], passed["/V"]
        made = FormField(full, slashed(kind), label=self._label(passed["/TU"]))
        if passed["/Opt"] is not None:
            made.options = tuple(_options(passed["/Opt"], self.nodes_left))
            self.nodes_left -= len(made.options)  # options that many fields inherit are read anew for each of them
        if made.kind == "/Ch" and isinstance(value, (Name, NoneType)):
            value = _chosen(node.get("/I"), made.options)
        if made.kind == "/Sig":
            made.signed = value is not None
            told = (self._text(entry(value, key)) for key in ("/Name", "/Reason", "/Location", "/ContactInfo"))
            made.value = "\n".join(filter(None, told))
        elif made.kind == "/Tx" and isinstance(value, Name):
            made.value = name(value)
        elif value is not None:
            made.value = self._text(value, self.utf_8)
            made.states = tuple(states(value)) if made.kind != "/Tx" else ()
        self.characters_left -= len(full)
        made.rich = (self._text(node["/RV"]) or "") if "/RV" in node else ""
        self.add(made)
        return made

    def _add_own_value(self, widget: Object, field_: FormField) -> None:
        """Add a widget's own value to its field, which programs write that take each widget for a field."""
        if field_.kind != "/Btn" and "/V" in widget and (value := self._text(widget["/V"], self.utf_8)):
            if field_.value is None:
                field_.value = value
            elif with_newlines(value) != with_newlines(field_.value):
                field_.others.append(value)

    def _add_widget(self, node: Object, field_: FormField) -> None:
        """Add what a widget shows of its field: the width of its box, or the state of its box to tick."""
        if field_.kind == "/Tx" and (rect := rectangle_of(node)):
            field_.width = rect.width
        if field_.kind == "/Btn" and "/AS" in node:
            state = node["/AS"]
            if isinstance(state, Name) and (named := name(state)) != OFF:
                option = "" if STATE.fullmatch(named) or field_.options else self._shown_option(node, field_)
                field_.shown_states.append(option or named)
                if option:  # several boxes may have this state, such as "Yes"
                    field_.states = tuple(each for each in field_.states if each != named)
        elif field_.kind == "/Tx":
            field_.boxes += entry(node, "/Subtype") == "/Widget"
            if field_.boxes > 1 or not (field_.value or "").strip():
                self.unlike.append((field_, node))

    def _shown_option(self, box: Object, field_: FormField) -> str:
        """Return the label of a box's option, as screen readers say it behind the question; "" where they do not."""
        label = self._label(entry(box, "/TU"))
        asked = f"{field_.label}{BEFORE_LABEL}"
        _, said, last = label.rpartition(BEFORE_LABEL)
        return label.removeprefix(asked) if label.startswith(asked) else last if said else ""

    def _label(self, said: Any) -> str:
        """Return the first line of what screen readers say (/TU); the lines below it say how to answer."""
        return "".join((self._text(said) or "").strip().splitlines()[:1])

    def _add_stray(self, widget: Object) -> None:
        """Add a widget that lies on a page and is not listed in the form, by way of its parents."""
        if self.nodes_left <= 0 or self._was_seen(widget):
            return
        chain = _with_parents(widget)
        self.nodes_left -= len(chain)
        at = next((at for at, node in enumerate(chain) if "/T" in node), 0)  # a choice's boxes say what each is for
        node, number = chain[at], chain[at].objgen
        named = [part for each in reversed(chain) if (part := self._text(entry(each, "/T"))) is not None]
        full = ".".join(named)[:LONGEST]
        owner = self._owners.get(number) if number != (0, 0) else self.fields.get(full)
        if owner is None or not at:
            owner = self._owners[number] = self._add_field(full, _inherited(chain[at:], widget), node)
        self._add_widget(widget, owner)
        self._add_own_value(widget, owner)


def _is_box(node: Object, given: dict[str, Any]) -> bool:
    """Say whether a node is a box to tick of the field above it though it has a name: Origami gives all boxes one."""
    of_field = given.get("/FT") == Name.Btn and given.get("/V") is not None and not ("/FT" in node or "/V" in node)
    return of_field and entry(node, "/Subtype") == "/Widget"


def _with_parents(widget: Object) -> list[Object]:
    """Return a widget and what it belongs to, step by step; parents that go in a circle stand there once."""
    chain = [widget]
    while len(chain) < MOST_PARENTS:
        parent = entry(chain[-1], "/Parent")
        if not is_dictionary(parent) or any(parent.objgen == node.objgen != (0, 0) for node in chain):
            break
        if "/AS" in chain[-1] and entry(parent, "/Subtype") == "/Widget" and "/Kids" not in parent:
            break  # a box has no boxes: PDFium leaves the old number where it takes a page into another file
        chain.append(parent)
    return chain


def _inherited(chain: Sequence[Object], widget: Object) -> dict[str, Any]:
    """Return what a field and those above it say of it; what none of them says its widget may."""
    passed = {key: next((node[key] for node in chain if key in node), None) for key in INHERITED}
    if passed["/V"] is None:
        passed["/V"] = widget.get("/V")
    if passed["/FT"] is None and "/AS" in widget:
        passed["/FT"] = Name.Btn  # a box to tick whose field a program has thrown away
    return passed


def _options(listed: Any, most: int) -> Iterator[tuple[str, str]]:
    """Yield a field's choices: the value of each, and the words shown for it (ISO 32000-1 12.7.4.2.3, 12.7.4.4)."""
    for each in first(listed, min(most, MOST_OPTIONS)) if isinstance(listed, Array) else ():
        pair = first(each, 2) if isinstance(each, Array) else [each, each]
        export, shown = (text(part) or "" for part in (pair[0], pair[-1])) if pair else ("", "")
        yield export, shown


def _chosen(indices: Any, options: tuple[tuple[str, str], ...]) -> Array | None:
    """Return the value that a list of indices names (/I, ISO 32000-1 12.7.4.4), None where it names no choice."""
    numbers = first(indices, len(options)) if isinstance(indices, Array) else []
    named = [options[each][0] for each in numbers if isinstance(each, int) and 0 <= each < len(options)]
    return Array([String(each) for each in named]) if named else None


def annotations_of(pdf: Pdf) -> Iterator[tuple[int, Object]]:
    """Yield each annotation of a document with the number of its page, from 1."""
    left = MOST_NODES
    for number, page in enumerate(islice(pdf.pages, MOST_PAGES), 1):
        listed = entry(page.obj, "/Annots")
        if isinstance(listed, Array):
            taken = first(listed, left)
            left -= len(taken)
            yield from ((number, annotation) for annotation in taken if is_dictionary(annotation))
