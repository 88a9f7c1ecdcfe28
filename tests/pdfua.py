"""Rules for a tagged PDF form, one function each: it takes a document and yields, in words, what breaks the rule.

They hold what checkers leave to people, and what only those can hold who know what is asked. Each docstring names its
source: ISO 14289-1:2014 (PDF/UA-1), ISO 32000-1:2008, and the failure conditions of the Matterhorn Protocol 1.1 (MP).
"""

from __future__ import annotations

import io
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf
from page import SafetyLimits, ValidationProfile, validate_pdf_bytes
from pikepdf import Array, Dictionary, Matrix, NumberTree, OutlineItem

from toolkit_cli.kits.fields import Field

HEADINGS = {f"H{level}": level for level in range(1, 7)}
WORDED = {*HEADINGS, "P", "Lbl", "LBody", "TH", "Caption", "Link", "Note", "TOCI"}
PARTS = ("Part", "Sect")
HIDDEN = 2  # of an annotation's flags
LINE = 6.0  # points: what differs less in height stands on one line


@dataclass(frozen=True)
class Mark:
    """A marked-content sequence: its tag, its number (-1 for none), and what kind of artifact it is."""

    tag: str
    mcid: int = -1
    kind: str = ""
    part: str = ""


@dataclass(frozen=True)
class Shown:
    """Words that one operator shows: on which page, from 0; where its line begins, in points; inside which marks."""

    page: int
    words: str
    x: float
    y: float
    marks: tuple[Mark, ...]

    @property
    def artifact(self) -> Mark | None:
        return next((mark for mark in self.marks if mark.tag == "Artifact"), None)


@dataclass(frozen=True)
class Content:
    """A marked-content sequence, as an element names it."""

    page: int
    mcid: int


@dataclass(frozen=True)
class Placed:
    """An annotation, as an element names it."""

    page: int
    annotation: Any


@dataclass(eq=False)
class Element:
    """An element of the structure tree, with its kids in reading order."""

    tag: str
    entry: Any
    parent: Element | None = None
    kids: list[Element | Content | Placed] = field(default_factory=list)

    @property
    def elements(self) -> list[Element]:
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def walk(self, *tags: str) -> Iterator[Element]:
        """Yield this element and those below it in reading order; only those of some tags, where any are named."""
        if not tags or self.tag in tags:
            yield self
        for kid in self.elements:
            yield from kid.walk(*tags)

    def items(self) -> Iterator[tuple[Element, Content | Placed]]:
        """Yield what stands on the pages for this element and those below it, each with its own element."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.items()
            else:
                yield self, kid

    def inside(self, *tags: str) -> Element | None:
        """Return the nearest element of some tags: this one, or one that it stands in."""
        found: Element | None = self
        while found and found.tag not in tags:
            found = found.parent
        return found

    def attribute(self, key: str) -> Any:
        return next((given[key] for given in listed(self.entry.get("/A")) if key in given), None)


class Document:
    """A PDF opened for the rules: its structure tree, and the words on its pages; `asked` are its fields by code."""

    def __init__(self, data: bytes, asked: Mapping[str, Field]) -> None:
        self.data, self.asked = data, asked
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.pages: list[Any] = [page.obj for page in self.pdf.pages]
        self.numbers = {page.objgen: number for number, page in enumerate(self.pages)}
        readers = [_Reader(number, page) for number, page in enumerate(self.pages)]
        self.shown = [shown for reader in readers for shown in reader.shown]
        self.marked = Counter(Content(reader.page, mcid) for reader in readers for mcid in reader.numbered)
        self.by_mark: dict[Content, list[Shown]] = {}
        for shown in self.shown:
            for mark in shown.marks:
                self.by_mark.setdefault(Content(shown.page, mark.mcid), []).append(shown)
        self.tree = self._element(self.pdf.Root.StructTreeRoot, None)

    def _element(self, entry: Any, parent: Element | None) -> Element:
        made = Element(str(entry.get("/S", "/"))[1:], entry, parent)
        for kid in listed(entry.get("/K")):
            page = kid.get("/Pg") if isinstance(kid, Dictionary) else None
            number = self.page_number(entry.get("/Pg") if page is None else page)
            if not isinstance(kid, Dictionary):
                made.kids.append(Content(number, int(kid)))
            elif "/S" in kid:
                made.kids.append(self._element(kid, made))
            else:
                made.kids.append(Placed(number, kid.Obj) if "/Obj" in kid else Content(number, int(kid.MCID)))
        return made

    @cached_property
    def page_words(self) -> dict[int, str]:
        """All words of each page, without white space."""
        pages = itertools.groupby(self.shown, lambda each: each.page)
        return {page: squeezed("".join(each.words for each in shown)) for page, shown in pages}

    @cached_property
    def repeated(self) -> dict[int, str]:
        """What says whose a table or a box is that goes on on a page, by that page, without white space."""
        found: dict[int, str] = {}
        for table in self.tree.walk("Table"):
            said = "".join(self.words(cell) for cell in table.walk("TH"))
            for page in {item.page for _, item in table.items()} - {self.begins(table)}:
                found[page] = found.get(page, "") + said
        for box in self.tree.walk("Div"):
            code = "".join(self.words(element) for element in box.walk("P")).partition("]")[0] + "]"
            for part, page in enumerate(sorted({item.page for _, item in box.items()})[1:], 2):
                found[page] = found.get(page, "") + f"{code}part{part}"
        return found

    def says_again(self, shown: Shown) -> bool:
        """Whether an artifact's words are the head of a table, or of a box, that goes on on its page."""
        plain = shown.artifact is not None and not shown.artifact.kind
        return plain and squeezed(shown.words) in self.repeated.get(shown.page, "")

    def page_number(self, page: Any) -> int:
        return -1 if page is None else self.numbers.get(page.objgen, -1)

    def begins(self, element: Element) -> int:
        """Return the page on which an element begins, from 0; -1 where it stands on none."""
        return next((item.page for _, item in element.items()), -1)

    def shows(self, element: Element) -> Iterator[Shown]:
        """Yield what is shown for an element and those below it, in reading order."""
        for _, item in element.items():
            if isinstance(item, Content):
                yield from self.by_mark.get(item, ())

    def words(self, element: Element) -> str:
        """Return the words of an element and those below it, without white space: lines break anywhere."""
        return squeezed("".join(shown.words for shown in self.shows(element)))

    def heard(self, element: Element) -> str:
        """Return the words of an element as they are read out: only what is drawn parts them."""
        return " ".join("".join(shown.words for shown in self.shows(element)).split())

    def called(self, element: Element) -> str:
        """Return a name for an element, by which a person finds it."""
        return f"{element.tag} {self.words(element)[:40]!r} on page {self.begins(element) + 1}"

    def annotations(self, kind: str = "") -> Iterator[tuple[int, Any]]:
        """Yield the annotations that are not hidden, with their page; of one kind, where it is named."""
        for number, page in enumerate(self.pages):
            for annotation in listed(page.get("/Annots")):
                if not int(annotation.get("/F", 0)) & HIDDEN and kind in ("", annotation.Subtype):
                    yield number, annotation

    def headings(self, deepest: int) -> list[Element]:
        return [heading for heading in self.tree.walk(*HEADINGS) if HEADINGS[heading.tag] <= deepest]


def describes_itself(document: Document) -> Iterator[str]:
    """A file says that it is tagged and PDF/UA-1, in which language, and its title, which viewers then show.

    ISO 14289-1 5, 7.1, 7.2; MP 01-007, 06-001 to 06-003, 07-001, 07-002, 11-006.
    """
    root: Any = document.pdf.Root
    described = document.pdf.open_metadata()
    marks, title = root.get("/MarkInfo", Dictionary()), str(described.get("dc:title", ""))
    said = {
        "marked as tagged": marks.get("/Marked") is True and not marks.get("/Suspects", False),
        "PDF/UA-1": described.get("pdfuaid:part") == "1",
        "in a language": bool(re.fullmatch(r"[a-z]{2,3}(-\w+)*", str(root.get("/Lang", "")))),
        "titled": bool(title.strip()) and title == str(document.pdf.docinfo.get("/Title", "")),
        "shown by its title": root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle") is True,
    }
    yield from (f"The file is not {what}." for what, holds in said.items() if not holds)


def agrees_with_its_pages(document: Document) -> Iterator[str]:
    """Each sequence of a page belongs to one element, what an element names is there, the parent tree says the same.

    ISO 32000-1 14.7.4.2 and 14.7.4.4; ISO 14289-1 7.1.
    """
    items = list(document.tree.items())
    owners = {item: element.entry.objgen for element, item in items if isinstance(item, Content)}
    held = Counter(item for _, item in items if isinstance(item, Content))
    yield from (f"{item} is held {times} times." for item, times in held.items() if times > 1)
    yield from (f"{item} is marked {times} times." for item, times in document.marked.items() if times > 1)
    yield from (f"{item} is not on its page." for item in held.keys() - document.marked.keys())
    yield from (f"{item} is in no element." for item in document.marked.keys() - held.keys())
    tree = dict(NumberTree(document.tree.entry.ParentTree).items())
    said: dict[Content, Any] = {}
    for number, page in enumerate(document.pages):
        for mcid, owner in enumerate(listed(tree.pop(page.get("/StructParents", -1), None))):
            said[Content(number, mcid)] = owner.objgen if isinstance(owner, Dictionary) else None
    differing = [item for item in {**said, **owners} if said.get(item) != owners.get(item)]
    yield from (f"{item} has another element in the parent tree." for item in differing)
    for element, item in items:
        if isinstance(item, Placed):
            owner = tree.pop(item.annotation.get("/StructParent", -1), None)
            if owner is None or owner.objgen != element.entry.objgen:
                yield f"{document.called(element)} holds what the parent tree gives to another."
    yield from (f"Nothing leads to entry {number} of the parent tree." for number in tree)


def has_no_empty_element(document: Document) -> Iterator[str]:
    """Each element holds something, and words where it is made for words.

    ISO 14289-1 7.1; ISO 32000-1 14.8.2.2.
    """
    for element in document.tree.walk():
        if not element.kids or (element.tag in WORDED and not document.words(element)):
            yield f"{document.called(element)} is empty."


def marks_every_word_once(document: Document) -> Iterator[str]:
    """All words stand in one sequence that is tagged or an artifact; others around them may only describe.

    ISO 14289-1 7.1; MP 01-003, 01-004, 01-005.
    """
    for shown in document.shown:
        owners = [mark.tag for mark in shown.marks if mark.mcid >= 0 or mark.tag == "Artifact"]
        if len(owners) != 1:
            yield f"Page {shown.page + 1}: {shown.words!r} stands in {owners}."


def keeps_no_words_from_a_reader(document: Document) -> Iterator[str]:
    """Words that are an artifact are a running line, or the head of a table or a box on a page where it goes on.

    ISO 14289-1 7.1; MP 01-002.
    """
    for shown in document.shown:
        if shown.artifact and shown.artifact.kind != "Pagination" and not document.says_again(shown):
            yield f"Page {shown.page + 1}: {shown.words!r} is an artifact."


def calls_running_lines_so(document: Document) -> Iterator[str]:
    """A running line is a pagination artifact: a header above all else on its page, or a footer below it.

    ISO 14289-1 7.8; ISO 32000-1 Table 330; MP 01-001, 18-001, 18-002.
    """
    for page, shown in itertools.groupby(document.shown, lambda each: each.page):
        lines, middle = list(shown), float(document.pages[page].MediaBox[3]) / 2
        heights = [each.y for each in lines if not each.artifact or document.says_again(each)] or [middle]
        for each in lines:
            place = "Header" if each.y > max(heights) else "Footer" if each.y < min(heights) else ""
            called = each.artifact.part if each.artifact and each.artifact.kind == "Pagination" else ""
            if called != place:
                yield f"Page {each.page + 1}: {each.words!r} is called {called!r}, and stands as {place!r}."


def has_a_part_for_each_kit(document: Document) -> Iterator[str]:
    """One Document is made of parts, each with one heading of the first level; only the cover may do without.

    ISO 32000-1 14.8.4.2 and Table 333; MP 09-002.
    """
    tops = document.tree.elements
    if [top.tag for top in tops] != ["Document"]:
        yield f"The tree begins with {[top.tag for top in tops]}."
    for index, part in enumerate(part for top in tops for part in top.elements):
        heads = len(list(part.walk("H1")))
        if part.tag not in PARTS or heads > 1 or (index and not heads):
            yield f"{document.called(part)} has {heads} headings of the first level."


def steps_down_its_headings(document: Document) -> Iterator[str]:
    """Headings begin with H1, leave no level out on the way down, and go no deeper than H3.

    ISO 14289-1 7.4.2; MP 14-002, 14-003.
    """
    last = 0
    for heading in document.headings(6):
        level = HEADINGS[heading.tag]
        if level > min(last + 1, 3):
            yield f"{document.called(heading)} follows on level {last}."
        last = level


def has_tables_with_heads(document: Document) -> Iterator[str]:
    """A table is a grid of rows and cells; its head stands first and once, and each of its cells says its scope.

    ISO 14289-1 7.2, 7.5; ISO 32000-1 Table 337 and 14.8.5.7; MP 09-004, 15-003.
    """
    for table in document.tree.walk("Table"):
        name, rows = document.called(table), list(table.walk("TR"))
        kinds = [{cell.tag for cell in row.elements} for row in rows]
        heads = [kind == {"TH"} for kind in kinds]
        if {kid.tag for kid in table.elements} - {"TR", "THead", "TBody", "TFoot", "Caption"}:
            yield f"{name} holds what is no row."
        if not all(kind and kind <= {"TH", "TD"} for kind in kinds) or not any(heads):
            yield f"{name} has no head, or rows without cells."
        if len({sum(int(cell.attribute("/ColSpan") or 1) for cell in row.elements) for row in rows}) != 1:
            yield f"{name} has rows of {[len(row.elements) for row in rows]} cells."
        if heads != sorted(heads, reverse=True):
            yield f"{name} has a head among its rows."
        for row in itertools.compress(rows, heads):
            if len({item.page for _, item in row.items()}) > 1:
                yield f"{name} has a head that is tagged again on another page."
        for cell in table.walk("TH"):
            if cell.attribute("/Scope") not in ("/Row", "/Column", "/Both"):
                yield f"{document.called(cell)} has no scope."


def has_lists_of_items(document: Document) -> Iterator[str]:
    """A list is made of items, each a label and a body; one with numbers says how it is numbered.

    ISO 14289-1 7.2, 7.6; ISO 32000-1 Tables 336 and 347; MP 09-005, 16-001.
    """
    for element in document.tree.walk("L", "LI", "Lbl", "LBody"):
        wanted = {"L": "", "LI": "L"}.get(element.tag, "LI")
        if wanted and (element.parent is None or element.parent.tag != wanted):
            yield f"{document.called(element)} stands in no {wanted}."
    for item in document.tree.walk("LI"):
        if [kid.tag for kid in item.elements] not in (["Lbl", "LBody"], ["LBody"]):
            yield f"{document.called(item)} is not a label and a body."
    for element in document.tree.walk("L"):
        labels = [document.words(item) for item in element.walk("Lbl")]
        if not element.elements or {kid.tag for kid in element.elements} - {"LI", "L", "Caption"}:
            yield f"{document.called(element)} holds what is no item."
        if any(re.match(r"\d", label) for label in labels) and element.attribute("/ListNumbering") != "/Decimal":
            yield f"{document.called(element)} is numbered, and does not say how."


def lists_its_contents(document: Document) -> Iterator[str]:
    """The contents name every other heading of the first two levels and its page, in order, and lead to it.

    ISO 14289-1 7.2; ISO 32000-1 Table 333; MP 09-006.
    """
    for contents in document.tree.walk("TOC"):
        own = contents.inside(*PARTS)
        headings = [heading for heading in document.headings(2) if heading.inside(*PARTS) is not own]
        if len(contents.elements) != len(headings):
            yield f"The contents have {len(contents.elements)} entries for {len(headings)} headings."
        for entry, heading in zip(contents.elements, headings, strict=False):
            name, page = document.called(entry), document.begins(heading)
            kinds = {kid.tag for kid in entry.elements}
            if entry.tag != "TOCI" or kinds - {"Lbl", "Reference", "NonStruct", "P", "TOC"}:
                yield f"{name} holds {sorted(kinds)}."
            title = document.words(entry).removesuffix(str(page + 1))
            if title == document.words(entry) or not document.words(heading).startswith(title):
                yield f"{name} is not {document.called(heading)}."
            if {_target(document, item.annotation) for _, item in entry.items() if isinstance(item, Placed)} != {page}:
                yield f"{name} does not lead to page {page + 1}."


def describes_its_figures(document: Document) -> Iterator[str]:
    """A figure has a text that stands for it, a box around it on its page, and a caption in it or beside it.

    ISO 14289-1 7.3; ISO 32000-1 14.8.4.5, 14.8.5.4.3; MP 13-004.
    """
    for figure in document.tree.walk("Figure"):
        name, page = document.called(figure), document.begins(figure)
        beside = figure.parent.elements if figure.parent else []
        place = beside.index(figure)
        if not str(figure.entry.get("/Alt", "")).strip():
            yield f"{name} has no text that stands for it."
        if "Caption" not in {kid.tag for kid in [*figure.elements, *beside[max(0, place - 1) : place + 2]]}:
            yield f"{name} has no caption."
        left, bottom, right, top = (float(edge) for edge in figure.attribute("/BBox") or (0, 0, 0, 0))
        _, _, width, height = (float(edge) for edge in document.pages[page].MediaBox)
        if not all(left <= each.x <= right and bottom <= each.y <= top for each in document.shows(figure)):
            yield f"{name} shows words outside of its box."
        if not (0 <= left < right <= width and 0 <= bottom < top <= height):
            yield f"{name} has no box on its page."


def holds_every_annotation(document: Document) -> Iterator[str]:
    """Each link stands in a Link, each field's widget in a Form that holds nothing else.

    ISO 14289-1 7.18.1, 7.18.4, 7.18.5; ISO 32000-1 Table 340; MP 28-010, 28-011.
    """
    holders: dict[Any, list[Element]] = {}
    for element, item in document.tree.items():
        if isinstance(item, Placed):
            holders.setdefault(item.annotation.objgen, []).append(element)
    for page, annotation in document.annotations():
        wanted = {"/Widget": "Form", "/Link": "Link"}.get(str(annotation.Subtype), "Annot")
        found = [element.tag for element in holders.pop(annotation.objgen, [])]
        if found != [wanted]:
            yield f"Page {page + 1}: an annotation stands in {found}, not in one {wanted}."
    for element in (element for left in holders.values() for element in left):
        yield f"{document.called(element)} holds an annotation that is on no page."
    for form in document.tree.walk("Form"):
        if len(form.kids) != 1 or form.elements:
            yield f"{document.called(form)} holds {len(form.kids)} things."


def says_where_links_lead(document: Document) -> Iterator[str]:
    """A link holds its words and its annotation, which is described by them, by its target's words or by its address.

    ISO 14289-1 7.18.5; ISO 32000-1 14.8.4.4.2; MP 28-012.
    """
    for link in document.tree.walk("Link"):
        name, words = document.called(link), document.words(link)
        placed = [item.annotation for item in link.kids if isinstance(item, Placed)]
        if not placed:
            yield f"{name} leads nowhere."
        for annotation in placed:
            said = squeezed(str(annotation.get("/Contents", "")))
            there = document.page_words.get(_target(document, annotation), "")
            address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
            if not said or (said not in words + "\n" + there + "\n" + address and (not words or words not in said)):
                yield f"{name} is described as {said[:60]!r}."


def asks_in_every_field(document: Document) -> Iterator[str]:
    """Each field is named to a reader by its question's words, and each box to tick by its option's besides.

    ISO 14289-1 7.18.1; ISO 32000-1 14.9.3; MP 28-005.
    """
    missing = set(document.asked)
    for page, widget in document.annotations("/Widget"):
        name = str(widget.get("/T", widget.get("/Parent", Dictionary()).get("/T", "")))
        code = re.split("[#~]", name)[0]  # an option's box, or where a long answer goes on
        said = str(widget.get("/TU", widget.get("/Parent", Dictionary()).get("/TU", "")))
        missing.discard(code)
        asked = document.asked.get(code)
        states = set(widget.AP.N.keys()) if not isinstance(widget.AP.N, pikepdf.Stream) else set()
        labels = [option.label for option in asked.options if f"/{option.code}" in states] if asked else []
        if asked is None or not all(words in said for words in (asked.about, asked.label, *labels)):
            yield f"Page {page + 1}: field {code!r} is named {said!r}."
        elif asked.options and not labels:
            yield f"Page {page + 1}: field {code!r} has a box for no option."
    yield from (f"Field {code!r} is on no page." for code in sorted(missing))


def goes_from_field_to_field_as_it_reads(document: Document) -> Iterator[str]:
    """The tabulator follows the structure, and a page lists its fields in the same order.

    ISO 14289-1 7.18.3; MP 28-001, 28-008, 28-009.
    """
    for number, page in enumerate(document.pages):
        if page.get("/Annots") and page.get("/Tabs") != "/S":
            yield f"Page {number + 1} does not follow the structure."
    drawn = [(page, widget.objgen) for page, widget in document.annotations("/Widget")]
    forms = [item for form in document.tree.walk("Form") for _, item in form.items() if isinstance(item, Placed)]
    read = [(item.page, item.annotation.objgen) for item in forms]
    for page in {page for page, _ in drawn}:
        if [each for each in read if each[0] == page] != [each for each in drawn if each[0] == page]:
            yield f"Page {page + 1} lists its fields in another order than they are read in."


def reads_as_it_is_seen(document: Document) -> Iterator[str]:
    """What follows in the tree stands further down on the page, or to the right on the same line, or pages later.

    Only cells of one row stand beside each other whatever their heights. ISO 14289-1 7.2; MP 09-001, 28-001.
    """
    placed = [(element, item, spot) for element, item in document.tree.items() if (spot := _spot(document, item))]
    for (before, first, (x, y)), (after, second, (x2, y2)) in itertools.pairwise(placed):
        row, cells = after.inside("TR"), (before.inside("TD", "TH"), after.inside("TD", "TH"))
        if row and row is before.inside("TR") and cells[0] is not cells[1]:
            follows = x2 > x
        elif first.page != second.page:
            follows = second.page > first.page
        else:
            follows = y2 < y - LINE or (abs(y2 - y) <= LINE and x2 >= x)
        if not follows:
            yield f"{document.called(after)} is read after {document.called(before)}."


def outlines_its_headings(document: Document) -> Iterator[str]:
    """The bookmarks are the headings of the first two levels, in order and at their levels, and lead to their pages.

    ISO 14289-1 7.17.
    """
    headings = document.headings(2)
    marks = list(_bookmarks(document.pdf.open_outline().root, 1))
    if len(marks) != len(headings):
        yield f"There are {len(marks)} bookmarks for {len(headings)} headings."
    for (level, mark), heading in zip(marks, headings, strict=False):
        title, page = squeezed(mark.title), document.page_number(listed(mark.destination)[0])
        right = bool(title) and document.words(heading).startswith(title)
        if not right or level != HEADINGS[heading.tag] or page != document.begins(heading):
            yield f"{mark.title!r} on level {level}, page {page + 1}, is not {document.called(heading)}."


Rule = Callable[[Document], Iterator[str]]
RULES: tuple[Rule, ...] = (
    describes_itself,
    agrees_with_its_pages,
    has_no_empty_element,
    marks_every_word_once,
    keeps_no_words_from_a_reader,
    calls_running_lines_so,
    has_a_part_for_each_kit,
    steps_down_its_headings,
    has_tables_with_heads,
    has_lists_of_items,
    lists_its_contents,
    describes_its_figures,
    holds_every_annotation,
    says_where_links_lead,
    asks_in_every_field,
    goes_from_field_to_field_as_it_reads,
    reads_as_it_is_seen,
    outlines_its_headings,
)


def failures(data: bytes) -> list[str]:
    """Return what the checker finds that is not PDF/UA-1."""
    limits = SafetyLimits(max_reference_depth=5000)  # each bookmark leads to the next: hundreds
    report = validate_pdf_bytes(data, profile=ValidationProfile.PDF_UA_1, limits=limits)
    assert report.rules.total > 100
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def squeezed(text: str) -> str:
    """Return a text without its white space."""
    return "".join(text.split())


def listed(value: Any) -> list[Any]:
    """Return what an entry holds that may be an array, one thing or nothing."""
    return list(value) if isinstance(value, Array) else [] if value is None else [value]


def _target(document: Document, link: Any) -> int:
    """Return the page that a link leads to, from 0; -1 where it leads out of the document."""
    there = link.get("/Dest", link.get("/A", Dictionary()).get("/D"))
    return document.page_number(there[0]) if isinstance(there, Array) else -1


def _spot(document: Document, item: Content | Placed) -> tuple[float, float] | None:
    """Return where words begin, or the lower left corner of a field; None for what stands with its words."""
    if isinstance(item, Content):
        return next(((shown.x, shown.y) for shown in document.by_mark.get(item, ())), None)
    left, bottom, _, _ = (float(edge) for edge in item.annotation.Rect)
    return (left, bottom) if item.annotation.Subtype == "/Widget" else None


def _bookmarks(marks: list[OutlineItem], level: int) -> Iterator[tuple[int, OutlineItem]]:
    for mark in marks:
        yield level, mark
        yield from _bookmarks(mark.children, level + 1)


class _Reader:
    """Reads the content of a page: the words that it shows, and the numbers of its marked-content sequences.

    It follows form XObjects, and knows no widths: two words of a line begin where their line begins.
    """

    def __init__(self, number: int, page: Any) -> None:
        self.page = number
        self.shown: list[Shown] = []
        self.numbered: list[int] = []
        self.marks: list[Mark] = []
        self.faces: dict[tuple[int, int], tuple[int, dict[int, str]]] = {}
        self._read(pikepdf.Page(page), page.get("/Resources", Dictionary()), Matrix())

    def _read(self, content: Any, resources: Any, matrix: Matrix) -> None:
        saved: list[Matrix] = []
        line, leading, face = Matrix(), 0.0, (1, dict[int, str]())
        for each in pikepdf.parse_content_stream(content):
            operands: list[Any] = list(each.operands)
            match str(each.operator), operands:
                case "q", _:
                    saved.append(matrix)
                case "Q", _:
                    matrix = saved.pop()
                case "cm", numbers:
                    matrix = Matrix(*map(float, numbers)) @ matrix
                case "BT", _:
                    line = Matrix()
                case "Tm", numbers:
                    line = Matrix(*map(float, numbers))
                case ("Td" | "TD") as name, [x, y]:
                    line = Matrix(1, 0, 0, 1, float(x), float(y)) @ line
                    leading = -float(y) if name == "TD" else leading
                case "TL", [size]:
                    leading = float(size)
                case "T*", _:
                    line = Matrix(1, 0, 0, 1, 0, -leading) @ line
                case "Tf", [name, _]:
                    face = self._face(resources.Font[name])
                case "Tj", [text]:
                    self._show(bytes(text), face, line @ matrix)
                case "TJ", [parts]:
                    texts = [bytes(part) for part in parts if isinstance(part, pikepdf.String)]
                    self._show(b"".join(texts), face, line @ matrix)
                case (("'" | '"'), [*_, text]):
                    line = Matrix(1, 0, 0, 1, 0, -leading) @ line
                    self._show(bytes(text), face, line @ matrix)
                case (("BMC" | "BDC"), [tag, *given]):
                    self._begin(str(tag)[1:], given[0] if given else Dictionary(), resources)
                case "EMC", _:
                    del self.marks[-1:]
                case "Do", [name] if resources.XObject[name].Subtype == "/Form":
                    form = resources.XObject[name]
                    moved = Matrix(*map(float, form.get("/Matrix", [1, 0, 0, 1, 0, 0]))) @ matrix
                    self._read(form, form.get("/Resources", resources), moved)

    def _begin(self, tag: str, given: Any, resources: Any) -> None:
        said = given if isinstance(given, Dictionary) else resources.Properties[given]
        mcid, kinds = int(said.get("/MCID", -1)), [str(said.get(key, "/"))[1:] for key in ("/Type", "/Subtype")]
        self.marks.append(Mark(tag, mcid, *kinds))
        if mcid >= 0:
            self.numbered.append(mcid)

    def _show(self, codes: bytes, face: tuple[int, dict[int, str]], at: Matrix) -> None:
        wide, texts = face
        found = (int.from_bytes(codes[index : index + wide], "big") for index in range(0, len(codes), wide))
        words = "".join(texts.get(code, "\ufffd") for code in found)
        self.shown.append(Shown(self.page, words, at.e, at.f, tuple(self.marks)))

    def _face(self, font: Any) -> tuple[int, dict[int, str]]:
        if font.objgen not in self.faces:
            self.faces[font.objgen] = _texts(font.ToUnicode.read_bytes().decode("ascii", "replace"))
        return self.faces[font.objgen]


def _texts(cmap: str) -> tuple[int, dict[int, str]]:
    """Return of a ToUnicode CMap how many bytes a code has, and the text of each code (ISO 32000-1 9.10.3)."""
    wide = len(re.findall(r"begincodespacerange\s*<(\w+)>", cmap)[0]) // 2
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be", "replace")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for low, high, texts in re.findall(r"<(\w+)>\s*<(\w+)>\s*(<\w+>|\[.*?\])", block, re.DOTALL):
            given, codes = re.findall(r"<(\w+)>", texts), range(int(low, 16), int(high, 16) + 1)
            for offset, code in enumerate(codes):
                text = given[offset] if texts[0] == "[" else f"{int(given[0], 16) + offset:0{len(given[0])}X}"
                found[code] = bytes.fromhex(text).decode("utf-16-be", "replace")
    return wide, found
