"""Walks the form of a filled PDF: every field with its value, whatever a program made of the tree.

Field trees in the wild may be loops, thousands deep, or a graph with far more paths than fields; `/Fields` may be
empty while the widgets lie on the pages. So each object is visited once, and their number is capped. Every entry's
type is looked at before it is used.
"""

from __future__ import annotations

import zlib
from base64 import a85decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

MOST_NODES = 100_000
MOST_PAGES = 5_000
MOST_PARENTS = 60
MOST_BYTES = 8 * 1024 * 1024
OFF = "Off"
INHERITED = ("/FT", "/V", "/TU")


@dataclass
class FormField:
    """A field as the file has it: `value` is text, `states` the on-states that its value and its widgets name."""

    name: str
    kind: str
    value: str | None = None
    named: tuple[str, ...] = ()
    shown: list[str] = field(default_factory=list)
    label: str = ""


class Form:
    """The fields of a document by name, in the order of the form; `twice` holds names that two fields have.

    `annotations` are all that stand on its pages, with the number of the page, from 1.
    """

    def __init__(self, pdf: Pdf) -> None:
        self.fields: dict[str, FormField] = {}
        self.twice: dict[str, list[FormField]] = {}
        self.signatures = 0
        self.seen: set[tuple[int, int]] = set()
        self.left = MOST_NODES
        root = entry(pdf.Root, "/AcroForm")
        self.present = is_dictionary(root)
        self.xfa = self.present and "/XFA" in root
        fields = entry(root, "/Fields") if self.present else None
        if isinstance(fields, Array):
            self._walk(fields, "", {}, None)
        self.annotations = tuple(placed(pdf))  # looked up once, for all who ask
        for _, annotation in self.annotations:
            if annotation.objgen not in self.seen and entry(annotation, "/Subtype") == "/Widget":
                self._stray(annotation)

    def _walk(self, kids: Array, prefix: str, inherited: dict[str, Any], owner: FormField | None) -> None:
        """Visit fields and their kids, first come first served, without recursion."""
        waiting: list[tuple[Any, str, dict[str, Any], FormField | None]] = [
            (kid, prefix, inherited, owner) for kid in reversed(list(kids))
        ]
        while waiting and self.left:
            node, above, given, field_ = waiting.pop()
            if not is_dictionary(node) or self._known(node):
                continue
            title = node.get("/T")
            name, passed, full = None if title is None else text(title), given, above
            if name is not None or field_ is None:
                passed = {key: given.get(key) if (own := node.get(key)) is None else own for key in INHERITED}
                full = f"{above}.{name}" if above and name else (name or above)
                field_ = self._add(full, passed)
            self._widget(node, field_)
            below = node.get("/Kids")
            if below is not None and isinstance(below, Array):
                waiting += [(kid, full, passed, field_) for kid in reversed(list(below)[: self.left])]

    def _known(self, node: Object) -> bool:
        self.left -= 1
        number = node.objgen
        if number == (0, 0):
            return False
        if number in self.seen:
            return True
        self.seen.add(number)
        return False

    def _add(self, name: str, passed: dict[str, Any]) -> FormField:
        kind = passed["/FT"]
        made = FormField(name, str(kind) if isinstance(kind, Name) else "", label=text(passed["/TU"]) or "")
        value = passed["/V"]
        if value is not None:
            made.value, made.named = text(value), tuple(states(value))
        if made.kind == "/Sig":
            self.signatures += 1
        if name in self.fields and made.kind:
            self.twice.setdefault(name, [self.fields[name]]).append(made)
        elif made.kind or name not in self.fields:
            self.fields[name] = made
        return made

    def _widget(self, node: Object, field_: FormField) -> None:
        if field_.kind == "/Btn":
            state = node.get("/AS")
            if isinstance(state, Name) and (named := str(state)) != "/Off":
                field_.shown.append(named[1:])

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
        names = [name for node in reversed(chain) if (name := text(entry(node, "/T"))) is not None]
        name = ".".join(names)
        if not name:
            return
        if name in self.fields and len(chain) > 1:
            self._widget(widget, self.fields[name])
            return
        passed = {key: next((node[key] for node in chain if key in node), None) for key in INHERITED}
        self._widget(widget, self._add(name, passed))


def placed(pdf: Pdf) -> Iterator[tuple[int, Object]]:
    """Yield each annotation with the number of its page, from 1."""
    for number, page in enumerate(pdf.pages, 1):
        if number > MOST_PAGES:
            return
        listed = entry(page.obj, "/Annots")
        if isinstance(listed, Array):
            for annotation in list(listed)[:MOST_NODES]:
                if is_dictionary(annotation):
                    yield number, annotation


def is_dictionary(item: Any) -> bool:
    return isinstance(item, Dictionary)


def entry(node: Any, key: str) -> Any:
    """Return an entry of a dictionary, None where there is none."""
    return node.get(key) if isinstance(node, (Dictionary, Stream)) else None


def text(value: Any) -> str | None:
    """Return a text string, or the text of a stream; None for anything else (ISO 32000-1 12.7.4.3 allows both)."""
    if value is None:
        return None
    if isinstance(value, String):
        return str(value)
    if isinstance(value, Stream):
        data = unpacked(value)
        return str(String(data)) if data[:2] in (b"\xfe\xff", b"\xff\xfe") else data.decode("utf-8", "replace")
    if isinstance(value, Array) and len(value) == 1:
        return text(value[0])
    return None


def unpacked(stream: Stream) -> bytes:
    """Return a stream's data; raise `ValueError` where it is longer than any answer, before it takes the memory."""
    data, packing = bytes(stream.read_raw_bytes()), stream.get("/Filter")
    for each in packing if isinstance(packing, Array) else (packing,):
        if each == "/FlateDecode" and "/DecodeParms" not in stream:
            try:
                data = zlib.decompressobj().decompress(data, MOST_BYTES + 1)
            except zlib.error as wrong:
                raise ValueError("broken") from wrong
        elif each == "/ASCII85Decode":
            data = a85decode(data.removesuffix(b"\n").removesuffix(b"~>"))
        elif each is not None:
            raise ValueError("packed as no answer is")
    if len(data) > MOST_BYTES:
        raise ValueError("longer than any answer")
    return data


def states(value: Any) -> Iterator[str]:
    """Yield the on-states that a button's value names; programs write them as names or as the text `/no`."""
    if isinstance(value, Array):
        for part in list(value)[:1000]:
            yield from states(part)
    elif isinstance(value, (Name, String)):
        state = str(value).removeprefix("/")
        if state and state != OFF:
            yield state
