"""Reads the body of a DOCX in one pass, and takes down its story.

Wrappers of every kind (content controls, insertions, links, smart tags, unknown elements) are looked through at any
depth; tracked deletions are left out and noted. Nothing is recursive: a file may be nested to any depth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from typing import ClassVar

from toolkit_cli.document.archive import Element, above
from toolkit_cli.document.lists import as_number
from toolkit_cli.document.story import LEAF, NUMBER, OURS, Control, Paragraph, Remark
from toolkit_cli.document.storybuilder import Leave, Opened
from toolkit_cli.document.symbols import FONTS, letter
from toolkit_cli.docx.namespaces import MC, OFF, VAL, W14, W
from toolkit_cli.docx.reading.drawings import References
from toolkit_cli.docx.reading.formulas import M
from toolkit_cli.docx.reading.marks import W16SE, Marks
from toolkit_cli.docx.reading.styles import HIDES, STRIKES, Style, Styles, numbered

PPR, RPR, STYLE, RSTYLE, LISTED = (f"{{{W}}}{name}" for name in ("pPr", "rPr", "pStyle", "rStyle", "numPr"))
FACE, ROW_LOOK, CELL_LOOK, HEAD = (f"{{{W}}}{name}" for name in ("rFonts", "trPr", "tcPr", "tblHeader"))
STANDING_OUT = "b i u sz highlight shd color bdr caps smallCaps em effect outline shadow emboss imprint"
GROUND = tuple(f"{{{W}}}{name}" for name in ("shd", "pBdr"))  # by which a whole paragraph stands out
RAISES = (f"{{{W}}}vertAlign", f"{{{W}}}position")
OTHERS = (f"{{{W}}}{name}" for name in STANDING_OUT.split())
LOOKS = {RSTYLE, *STRIKES, HIDES, FACE, *RAISES, *OTHERS}  # the properties of a run that are read
DEL, MOVED, CELL_DEL = f"{{{W}}}del", f"{{{W}}}moveFrom", f"{{{W}}}cellDel"
TAG, SHOWING, BOX, DATE = f"{{{W}}}tag", f"{{{W}}}showingPlcHdr", f"{{{W14}}}checkbox", f"{{{W}}}date"
FILL, PLAIN = f"{{{W}}}fill", (*OFF, "none", "auto", "clear", "nil", *map(str, range(10, 28)))
VAL_14, CHECKED, ON, UNTICKED = (f"{{{W14}}}{name}" for name in ("val", "checked", "checkedState", "uncheckedState"))
TYPE, ASCII, LOOK, CONTENT = (f"{{{W}}}{name}" for name in ("type", "ascii", "sdtPr", "sdtContent"))
T, DELETED, TAB, AUTHOR, COLOUR = (f"{{{W}}}{name}" for name in ("t", "delText", "tab", "author", "color"))
SIGNS = {
    TAB: "\t", f"{{{W}}}ptab": "\t", f"{{{W}}}br": "\n", f"{{{W}}}cr": "\n", f"{{{W}}}noBreakHyphen": "\u2011",
    f"{{{W}}}softHyphen": "\u00ad",
}  # fmt: skip
FRAMED, DROPPED = f"{{{W}}}framePr", ("drop", "margin")
# Elements that hold no words of the document.
SKIPPED = """
    pPr rPr tabs tblPr tblPrEx tblGrid trPr tcPr sectPr sdtPr sdtEndPr smartTagPr customXmlPr rubyPr bookmarkEnd
    proofErr lastRenderedPageBreak delInstrText permStart permEnd annotationRef footnoteRef endnoteRef separator
    continuationSeparator moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd
"""
NO_REFERENCES, UNSTYLED = References(), Style("")


class Body(Marks):
    """Reads words, tables and wrappers; `Marks` reads everything else. `deleted` says that all of it was deleted."""

    def __init__(self, styles: Styles, references: References = NO_REFERENCES, deleted: bool = False) -> None:
        super().__init__(references)
        self.styles, self.deleted = styles, deleted
        self._removed: set[Element] = set()
        self._numbers: dict[Element, Element] = {}
        self._joined, self._shaded = set[Element](), set[Element]()
        self.emphasised, self.ground = False, UNSTYLED  # the whole paragraph that is being read, and its style
        self._header_rows: set[Element] = set()
        self._stack: list[tuple[Iterator[Element], Leave]] = []

    def walk(self, root: Element) -> None:
        """Read all that is in an element."""
        self._index(root)
        stack, acts = self._stack, self.ACTS
        stack.append((iter(root), None))
        while stack:
            children, leave = stack[-1]
            for element in children:
                act = acts.get(element.tag, _inside)
                opened = act(self, element) if act else None
                if opened:
                    stack.append(opened)
                    break
            else:
                stack.pop()
                if leave:
                    leave()

    def _index(self, root: Element) -> None:
        """Find at once what only few paragraphs and rows have; to look for it in each of them is far slower."""
        for each in root.iter(LISTED, HEAD, DEL, MOVED, CELL_DEL, FRAMED, *GROUND):
            holder = each.getparent()
            self._index_one(each, "" if holder is None else holder.tag)

    def _index_one(self, each: Element, within: str) -> None:
        if each.tag == HEAD:
            self._header_rows |= {above(each, 2)} if each.get(VAL) not in OFF else set()
        elif each.tag == LISTED:
            self._numbers[above(each, 2)] = each
        elif each.tag == FRAMED:
            if each.get(f"{{{W}}}dropCap") in DROPPED:
                self._joined.add(above(each, 2))  # the first letter of the next paragraph
        elif each.tag in GROUND:
            looks = (part.get(FILL) or part.get(VAL) for part in (each, *each))
            if within == PPR and any(look not in (None, *PLAIN) for look in looks):
                self._shaded.add(above(each, 2))
        elif within == RPR:
            self._joined.add(above(each, 3))
        elif within in (ROW_LOOK, CELL_LOOK):
            self._removed.add(above(each, 2))

    def _paragraph(self, element: Element) -> Opened:
        before = self._left_by(self.paragraph) if self.paragraph else None
        self.numbering, self.emphasised, self.ground = False, element in self._shaded, UNSTYLED
        children = iter(element)
        look = next(children, None)
        if look is None or look.tag != PPR:
            self.begin("")
            children = iter(element)
        else:
            named = look[0] if len(look) else None
            style = self.ground = self.styles.of(named if named is not None and named.tag == STYLE else None)
            made = self.begin(style.name)
            made.number = style.number
            if element in self._numbers:
                made.number = numbered(self._numbers[element], style.number)
            made.joined = element in self._joined
        for child in children:  # read here up to the first that opens; in most paragraphs none does
            act = self.ACTS.get(child.tag, _inside)
            opened = act(self, child) if act else None
            if opened:
                self._stack.append((children, partial(setattr, self, "paragraph", before)))
                return opened
        self.paragraph = before
        return None

    def _left_by(self, around: Paragraph) -> Paragraph | None:
        """Take an empty paragraph away that holds another one, as docx-form and some scripts fill in a control."""
        if around.pieces or self.story.paragraphs[-1] is not around:
            return around
        self.story.paragraphs.pop()
        self.waiting.noted().extend(around.remarks or ())
        self.waiting.bookmarks = [*(self.waiting.bookmarks or []), *(around.bookmarks or [])]
        return None

    def _run(self, element: Element) -> Opened:
        """Read a run here as far as it holds only words, as most runs do."""
        self.style = self.face = ""
        self.struck, self.veiled = self.ground.struck, self.ground.veiled
        self.raised, self.marked = False, self.emphasised
        children = iter(element)
        for child in children:
            tag = child.tag
            if tag == T:
                self._text(child)
            elif tag == RPR:
                for look in child:
                    if look.tag in LOOKS:
                        self._look(look)
            elif tag in SIGNS:
                self._sign(child)
            else:
                return chain((child,), children), None
        return None

    def _text(self, element: Element) -> Opened:
        if element.text:
            self._words(element.text)
        return None

    def _words(self, text: str) -> None:
        style = self.style
        if self.numbering and text.strip().isdigit():
            self.style = NUMBER
        self.say(self.seen(text))
        self.style = style

    def _look(self, look: Element) -> None:
        """Read a property of a run that tells of its words: style, struck out, hidden, emphasised, a symbol font."""
        tag = look.tag
        if tag == RSTYLE:
            style, ground = self.styles.of(look), self.ground
            self.style = style.name  # what it and the paragraph's both say is off (ISO 29500-1 17.7.3)
            self.struck, self.veiled = ground.struck != style.struck, ground.veiled != style.veiled
        elif tag in STRIKES:
            self.struck = look.get(VAL) not in OFF or (self.struck and tag != STRIKES[0])
        elif tag == HIDES:
            self.veiled = look.get(VAL) not in OFF
        elif tag in RAISES:
            self.raised = self.raised or look.get(VAL) == "superscript" or as_number(look.get(VAL)) > 0
        elif tag != FACE:
            said = look.get(FILL) or look.get(VAL)
            self.marked = self.marked or not (said in PLAIN or (tag == COLOUR and said == "000000"))
        else:
            face = (look.get(ASCII) or "").lower()
            self.face = face if face in FONTS else ""

    def _sign(self, element: Element) -> Opened:
        self.say(LEAF if element.get(TYPE) in ("page", "column") else SIGNS[element.tag])
        return None

    def _table(self, element: Element) -> Opened:
        leave = self.coming_out()
        self.paragraph = None
        self.enter_table()
        return iter(element), leave

    def _row(self, element: Element) -> Opened:
        if element in self._removed:
            return self._deleted(element)
        self.enter_row(element in self._header_rows)
        return iter(element), None

    def _cell(self, element: Element) -> Opened:
        if element in self._removed:
            return self._deleted(element)
        leave = self.coming_out()
        self.enter_cell()
        self.paragraph = None
        return iter(element), leave

    def _sdt(self, element: Element) -> Opened:
        control = Control()
        look = element[0] if len(element) else element
        for part in look if look.tag == LOOK else next(element.iterchildren(LOOK), ()):
            tag = part.tag
            if tag == TAG:
                control.name(part.get(VAL) or "")
            elif tag == SHOWING:
                control.showing = part.get(VAL) not in OFF
            elif tag == DATE:
                control.date = (part.get(f"{{{W}}}fullDate") or "")[:10]
            elif tag == BOX:
                states = {state.tag: state.get(VAL_14) or "" for state in part}
                control.box, control.checked = True, states.get(CHECKED, "0") not in OFF
                control.on, control.off = letter(states.get(ON, "")), letter(states.get(UNTICKED, ""))
        if not (control.box or control.showing or control.code or control.date):
            return _content(element), None  # a wrapper, as Google Docs puts around everything
        self.enter_control(control)
        return _content(element), self.leave_control

    def _inserted(self, element: Element) -> Opened:
        self.inserting.append(element.get(AUTHOR) or "")
        return iter(element), self.inserting.pop

    def _deleted(self, element: Element) -> Opened:
        """Leave out what is deleted, and note it unless it is an empty answer box."""
        if self.deleted:
            return iter(element), None
        self.leave_out()
        text, others = apart(element, self.styles, self.references, within=self)
        if text.strip(OURS) and element.tag in (DEL, MOVED):
            self.remark("deletion", text, element.get(AUTHOR) or "")
        elif text.strip(OURS):  # of a row or a cell, which belongs to what stands before it in the table
            before = [each for each in self.story.paragraphs[-1:] if each.cell and each.cell.row.table is self.table]
            (before[0] if before else self.waiting).noted().append(Remark("deletion", [text]))
        for other in others:
            if other.kind == "comment":  # whose words are filled in later
                other.place = "deleted"
                (self.paragraph or self.waiting).noted().append(other)
            else:
                self.remark(other.kind, other.text, other.who, place="deleted")
        return None

    def _alternate(self, element: Element) -> Opened:
        """Read the first of several alternatives that holds an element that is known here."""
        for way in element:
            if any(self.ACTS.get(each.tag) for each in way.iterdescendants()):
                return iter(way), None
        return None

    PLACE: ClassVar[tuple[str, ...]] = (*Marks.PLACE, "emphasised", "ground")
    ACTS: ClassVar[dict[str, Callable[..., Opened] | None]] = {
        **{f"{{{W}}}{name}": None for name in SKIPPED.split()},
        f"{{{W}}}p": _paragraph, f"{{{W}}}r": _run, f"{{{W}}}tbl": _table, f"{{{W}}}tr": _row,
        f"{{{W}}}tc": _cell, f"{{{W}}}sdt": _sdt, f"{{{W}}}ins": _inserted, f"{{{W}}}moveTo": _inserted, DEL: _deleted,
        MOVED: _deleted, **{f"{{{W}}}{name}": act for name, act in Marks.MARKS.items()},
        **{f"{{{M}}}{name}": act for name, act in Marks.FORMULAS.items()},
        **dict.fromkeys((T, DELETED, f"{{{M}}}t"), _text), **dict.fromkeys(SIGNS, _sign),
        f"{{{MC}}}AlternateContent": _alternate, f"{{{W14}}}contentPart": Marks.ink,
        f"{{{W16SE}}}symEx": Marks.symbol_extended,
    }  # fmt: skip


def apart(
    element: Element, styles: Styles, references: References = NO_REFERENCES, within: Body | None = None
) -> tuple[str, list[Remark]]:
    """Return the words of an element that is read apart from the text, a line for each paragraph, and its remarks.

    `within` is the body from which the element was deleted.
    """
    body = Body(styles, references, deleted=within is not None)
    if within:
        body.spent, body.cited, body.comments = within.spent, within.cited, within.comments
    body.walk(element)
    return body.finished().told()


def _content(element: Element) -> Iterator[Element]:
    """Return an iterator over the content of a content control."""
    last = element[-1] if len(element) else element
    return iter(last) if len(element) == 2 and last.tag == CONTENT else iter(element)


def _inside(_: Body, element: Element) -> Opened:
    return (iter(element), None) if len(element) else None
