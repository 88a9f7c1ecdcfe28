"""Walks the form of a filled PDF: every field with its value, whatever a program made of the tree.

Field trees in the wild may be loops, thousands deep, or a graph with far more paths than fields; `/Fields` may be
empty while the widgets lie on the pages. So each object is visited once, and their number is capped. Every entry's
type is looked at before it is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from types import NoneType
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from toolkit_cli.pdf.values import OFF, lines, name, slashed, states, text

MOST_NODES = 100_000
MOST_CHARACTERS = 32_000_000  # of all values, labels and names
LONGEST = 1_000  # letters of a name
MOST_PAGES = 5_000
MOST_PARENTS = 60
MOST_OPTIONS = 1000
INHERITED = ("/FT", "/V", "/TU", "/Opt")


@dataclass
class FormField:
    """A field as the file has it: `value` is text, `named` and `shown` the on-states that its value and widgets name.

    `rich` is the markup of a formatted text, `others` what its widgets hold where that is not the value, `signed` says
    that somebody has signed in it, `wide` how many points its box is, 0 where it has none. `boxes` is how many boxes a
    text has on the pages: one in a workbook of ours, more where a program has joined several. `page` is that of its
    first box, from 1, and 0 where it has none.
    """

    name: str
    kind: str
    value: str | None = None
    named: tuple[str, ...] = ()
    shown: list[str] = field(default_factory=list)
    label: str = ""
    rich: str = ""
    others: list[str] = field(default_factory=list)
    options: tuple[tuple[str, str], ...] = ()
    signed: bool = False
    wide: float = 0.0
    boxes: int = 0
    page: int = 0

    def offered(self, state: str) -> str:
        """Return what stands in the form for a state: programs number boxes, and list elsewhere what they mean."""
        for number, (export, shown) in enumerate(self.options):
            if state == export or (self.kind == "/Btn" and state == str(number)):
                return shown
        return state


class Fields:
    """Fields by name, and `all` of them in the order of the form: a name may stand there twice."""

    def __init__(self) -> None:
        self.fields: dict[str, FormField] = {}
        self.all: list[FormField] = []

    def add(self, field_: FormField) -> None:
        before = self.fields.get(field_.name)
        if before is None or field_.kind or field_.value is not None or field_.named or field_.rich:
            self.all.append(field_)
        if before is None or (field_.kind and not before.kind):
            self.fields[field_.name] = field_


class Form(Fields):
    """The fields of a document; `annotations` are all that stand on its pages, with the number of the page, from 1.

    `others` are those of them that are no field's; `unlike` are the boxes of text fields that may show other words than
    these hold: of those that had no value so far, and the further ones of others.
    """

    def __init__(self, pdf: Pdf, utf_8: bool = False) -> None:
        super().__init__()
        self.utf_8 = utf_8
        self.seen: set[tuple[int, int]] = set()
        self.left = MOST_NODES
        self.letters = MOST_CHARACTERS
        self.unlike: list[tuple[FormField, Object]] = []
        self._owners: dict[tuple[int, int], FormField] = {}  # of boxes, by the number of what holds their name
        root = entry(pdf.Root, "/AcroForm")
        self.present = is_dictionary(root)
        self.xfa = self.present and "/XFA" in root
        fields = entry(root, "/Fields") if self.present else None
        if isinstance(fields, Array):
            self._walk(fields, "", {}, None)
        self.annotations = tuple(placed(pdf))  # looked up once, for all who ask
        self.others: list[tuple[int, Object]] = []
        for page, annotation in self.annotations:
            if annotation.objgen not in self.seen:
                if entry(annotation, "/Subtype") == "/Widget":
                    self._stray(annotation)
                else:
                    self.others.append((page, annotation))
            self._place(page, annotation)

    def _place(self, page: int, annotation: Object) -> None:
        """Note on which page a field begins."""
        for node in (annotation, entry(annotation, "/Parent")):
            owner = self._owners.get(node.objgen) if is_dictionary(node) and node.objgen != (0, 0) else None
            if owner:
                owner.page = owner.page or page

    def _walk(self, kids: Array, prefix: str, inherited: dict[str, Any], owner: FormField | None) -> None:
        """Visit fields and their kids, first come first served, without recursion."""
        waiting: list[tuple[Any, str, dict[str, Any], FormField | None]] = [
            (kid, prefix, inherited, owner) for kid in reversed(list(kids))
        ]
        while waiting and self.left > 0:
            node, above, given, field_ = waiting.pop()
            if not is_dictionary(node) or self._known(node):
                continue
            # Asking pikepdf for an entry that is not there takes six times as long as whether it is there.
            own, passed, full = text(node["/T"]) if "/T" in node else None, given, above
            if own is not None or field_ is None:
                passed = {key: node[key] if key in node else given.get(key) for key in INHERITED}
                full = (f"{above}.{own}" if above and own else (own or above))[:LONGEST]
                field_ = self._add(full, passed, node)
                self._owners[node.objgen] = field_
                self._widget(node, field_)
            else:
                self._widget(node, field_)
                self._own(node, field_)
            below = entry(node, "/Kids")
            if isinstance(below, Array):
                listed = list(below)[: max(self.left - len(waiting), 0)]
                waiting += [(kid, full, passed, field_) for kid in reversed(listed)]

    def _known(self, node: Object) -> bool:
        self.left -= 1
        number = node.objgen
        if number == (0, 0):
            return False
        if number in self.seen:
            return True
        self.seen.add(number)
        return False

    def _add(self, full: str, passed: dict[str, Any], node: Object) -> FormField:
        kind, value = passed["/FT"], passed["/V"]
        label = (text(passed["/TU"]) or "").strip().splitlines()[:1]  # below it stands how it is answered
        made = FormField(full, slashed(kind), label="".join(label))
        if passed["/Opt"] is not None:
            made.options = tuple(_options(passed["/Opt"], self.left))
            self.left -= len(made.options)  # what many fields inherit is read anew for each of them
        if made.kind == "/Ch" and isinstance(value, (Name, NoneType)):
            value = _chosen(node.get("/I"), made.options)
        if made.kind == "/Sig":
            made.signed = value is not None
            told = (text(entry(value, key)) for key in ("/Name", "/Reason", "/Location", "/ContactInfo"))
            made.value = "\n".join(filter(None, told)) or None
        elif made.kind == "/Tx" and isinstance(value, Name):
            made.value = name(value)
        elif value is not None:
            made.value = text(value, self.utf_8)
            made.named = tuple(states(value)) if made.kind != "/Tx" else ()
        self.letters -= len(made.value or "") + len(made.label) + len(full)
        if self.letters < 0:  # what thousands of fields inherit from one
            raise ValueError("more words than any form")
        made.rich = (text(node["/RV"]) or "") if "/RV" in node else ""
        self.add(made)
        return made

    def _own(self, widget: Object, field_: FormField) -> None:
        """Note what a widget holds itself, as programs write it that take each box for a field."""
        if field_.kind != "/Btn" and "/V" in widget and (value := text(widget["/V"], self.utf_8)):
            if field_.value is None:
                field_.value = value
            elif lines(value) != lines(field_.value):
                field_.others.append(value)

    def _widget(self, node: Object, field_: FormField) -> None:
        if field_.kind == "/Tx" and (rect := sides(node)):
            field_.wide = abs(rect[2] - rect[0])
        if field_.kind == "/Btn" and "/AS" in node:
            state = node["/AS"]
            if isinstance(state, Name) and (named := name(state)) != OFF:
                field_.shown.append(named)
        elif field_.kind == "/Tx":
            field_.boxes += entry(node, "/Subtype") == "/Widget"
            if field_.boxes > 1 or not (field_.value or "").strip():
                self.unlike.append((field_, node))

    def _stray(self, widget: Object) -> None:
        """Read a widget of a page that the form does not list, by way of its parents."""
        if self.left <= 0 or self._known(widget):
            return
        chain = [widget]
        while len(chain) < MOST_PARENTS:
            parent = entry(chain[-1], "/Parent")
            if not is_dictionary(parent) or any(parent.objgen == node.objgen != (0, 0) for node in chain):
                break
            chain.append(parent)
        named = [part for node in reversed(chain) if (part := text(entry(node, "/T"))) is not None]
        full = ".".join(named)
        at = next((at for at, node in enumerate(chain) if "/T" in node), 0)  # a choice's boxes say what each is for
        owner = self._owners.get(chain[at].objgen) if chain[at].objgen != (0, 0) else self.fields.get(full)
        if owner is None or not at:
            passed = {key: next((node[key] for node in chain[at:] if key in node), None) for key in INHERITED}
            if passed["/V"] is None:
                passed["/V"] = widget.get("/V")
            if passed["/FT"] is None and "/AS" in widget:
                passed["/FT"] = Name.Btn  # a box to tick whose field a program has thrown away
            owner = self._owners[chain[at].objgen] = self._add(full, passed, chain[at])
        self._widget(widget, owner)
        self._own(widget, owner)


def _options(listed: Any, most: int) -> Iterator[tuple[str, str]]:
    """Yield what a field offers: the value for each, and what is shown (ISO 32000-1 12.7.4.2.3, 12.7.4.4)."""
    for each in list(listed)[: max(0, min(most, MOST_OPTIONS))] if isinstance(listed, Array) else ():
        pair = list(each)[:2] if isinstance(each, Array) else [each, each]
        export, shown = (text(part) or "" for part in (pair[0], pair[-1])) if pair else ("", "")
        yield export, shown


def _chosen(indices: Any, options: tuple[tuple[str, str], ...]) -> Array | None:
    """Return the options that a list of indices names, as a value."""
    numbers = list(indices)[:MOST_OPTIONS] if isinstance(indices, Array) else []
    named = [options[each][0] for each in numbers if isinstance(each, int) and 0 <= each < len(options)]
    return Array([String(each) for each in named]) if named else None


def placed(pdf: Pdf) -> Iterator[tuple[int, Object]]:
    """Yield each annotation with the number of its page, from 1."""
    left = MOST_NODES
    for number, page in enumerate(islice(pdf.pages, MOST_PAGES), 1):
        listed = entry(page.obj, "/Annots")
        if isinstance(listed, Array):
            for annotation in list(listed)[: max(left, 0)]:
                left -= 1
                if is_dictionary(annotation):
                    yield number, annotation


def sides(annotation: Object) -> tuple[float, ...] | None:
    """Return left, bottom, right and top of an annotation's rectangle, None where it has none."""
    rect: Any = entry(annotation, "/Rect")
    if isinstance(rect, Array) and len(rect) == 4:
        with suppress(TypeError, ValueError):
            return tuple(float(value) for value in rect)
    return None


def is_dictionary(item: Any) -> bool:
    """Say whether an object is a dictionary, and no stream."""
    return isinstance(item, Dictionary)


def entry(node: Any, key: str) -> Any:
    """Return an entry of a dictionary, None where there is none."""
    return node[key] if isinstance(node, (Dictionary, Stream)) and key in node else None
