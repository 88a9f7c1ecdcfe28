"""A written checker of a DOCX's accessibility: what a person who reads with the ears, or badly with the eyes, needs.

It reads the file's bytes with zipfile and lxml and knows nothing of the writer. Each rule says where it comes from:
WCAG 2.1 by the number of its criterion (EN 301 549 asks the same of documents under 10 and the same number: 1.1.1 is
10.1.1.1), "Word" for the rules that Microsoft gives for Word's own checker, "Writer" for LibreOffice's.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from .lettering import NS, OFF, Styles, W, value
from .trees import Element

DC = "{http://purl.org/dc/elements/1.1/}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MAIN = "word/document.xml"
HEADING = re.compile(r"heading ([1-9])")
BARE = {"", "here", "click here", "this", "this link", "link", "more", "read more", "see more"}
FILE_NAME = re.compile(r"\.(png|jpe?g|gif|svg|bmp|tiff?|wmf|emf)\s*$", re.IGNORECASE)
CODE = re.compile(r"\[[^\]]*\]\s*")  # what is printed before a question
HINT = "\u2003"  # what is printed after it follows this blank
HAND_MADE = re.compile(r"\s*([•‣◦▪·*–—-]|\d{1,2}[.)]|[a-zA-Z][.)])\s")
TINY = 40  # twentieths of a point: what nobody sees


class Docx:
    """A file's parts, and in `stories` what is printed: the body, headers and footers."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
            self.parts = {name: etree.fromstring(archive.read(name)) for name in names}
        self.styles = Styles(self.parts["word/styles.xml"])
        printed = re.compile(rf"{MAIN}|word/(header|footer)\d*\.xml")
        self.stories = [root for name, root in self.parts.items() if printed.fullmatch(name)]

    def each(self, name: str) -> Iterator[Element]:
        """Yield the elements of a name in everything that is printed."""
        for story in self.stories:
            yield from story.iter(f"{W}{name}")


def problems(data: bytes) -> list[str]:
    """Return what is wrong with a DOCX, a line each: what, and where. Nothing is returned for a good one."""
    docx = Docx(data)
    return [problem for rule in RULES for problem in rule(docx)]


def title(docx: Docx) -> Iterator[str]:
    """The document has a title of its own (2.4.2; Writer)."""
    if not docx.parts["docProps/core.xml"].findtext(f"{DC}title", "").strip():
        yield "the document has no title"


def language(docx: Docx) -> Iterator[str]:
    """The language stands in the styles, where screen readers take it from, and wherever else it is told (3.1.1)."""
    styles, settings = docx.parts["word/styles.xml"], docx.parts["word/settings.xml"]
    lang = value(styles, "w:docDefaults/w:rPrDefault/w:rPr/w:lang")
    if not lang:
        yield "the styles name no language"
    told = docx.parts["docProps/core.xml"].findtext(f"{DC}language", ""), value(settings, "w:themeFontLang")
    for name, other in zip(("properties", "settings"), told, strict=True):
        if other != lang:
            yield f"the {name} say that the language is {other!r}, the styles {lang!r}"


def headings(docx: Docx) -> Iterator[str]:
    """Headings are styled as such, none is empty, and going down none leaves out a level (1.3.1, 2.4.6; Word)."""
    last = 0
    for paragraph in docx.parts[MAIN].iter(f"{W}p"):
        found = HEADING.fullmatch(docx.styles.name(paragraph).lower())
        level = int(found[1]) if found else 0
        if _outline(docx, paragraph) != level:
            yield f"{_near(paragraph)} is a heading by its outline or by its style, but not by both"
        if level and not _text(paragraph).strip():
            yield f"a heading of level {level} is empty"
        if level > last + 1:
            yield f"{_near(paragraph)} is a heading of level {level} after one of level {last}"
        last = level or last
    if not last:
        yield "the document has no headings"


def placed_headings(docx: Docx) -> Iterator[str]:
    """No heading stands in a table, where Word's navigation does not show it (Writer)."""
    for cell in docx.each("tc"):
        for paragraph in cell.iterfind("w:p", NS):
            if HEADING.fullmatch(docx.styles.name(paragraph).lower()):
                yield f"{_near(paragraph)} is a heading in a table"


def tables(docx: Docx) -> Iterator[str]:
    """A table is simple: no cells are merged or split, and none holds a table (1.3.1; Word, Writer)."""
    for table in docx.each("tbl"):
        columns = len(table.findall("w:tblGrid/w:gridCol", NS))
        if any(len(row.findall("w:tc", NS)) != columns for row in table.iterfind("w:tr", NS)):
            yield f"{_table(table)} has rows of differently many cells"
        if any(table.find(f"w:tr/w:tc/w:tcPr/w:{name}", NS) is not None for name in ("gridSpan", "hMerge", "vMerge")):
            yield f"{_table(table)} has merged cells"
        if next(table.iterancestors(f"{W}tbl"), None) is not None:
            yield f"{_table(table)} stands in a table"


def header_rows(docx: Docx) -> Iterator[str]:
    """A table of data begins with a header row; a box of one column holds no data (1.3.1; Word)."""
    for table in docx.each("tbl"):
        rows = table.findall("w:tr", NS)
        heads = [_on(row, "w:trPr/w:tblHeader") for row in rows]
        if len(table.findall("w:tblGrid/w:gridCol", NS)) > 1 and not heads[0]:
            yield f"{_table(table)} has no header row"
        if heads != sorted(heads, reverse=True):
            yield f"{_table(table)} has a header row that is not at its top"


def cells(docx: Docx) -> Iterator[str]:
    """No cell is empty: whoever hears "blank" cannot tell whether something is missing (1.3.1; Word, Writer)."""
    for cell in docx.each("tc"):
        if not _text(cell).strip() and not _holds(cell):
            yield f"{_table(next(cell.iterancestors(f'{W}tbl')))} has an empty cell"


def pictures(docx: Docx) -> Iterator[str]:
    """A picture says in words what it shows, or that it is decoration, and stands in the line (1.1.1; Word, Writer)."""
    for drawing in docx.each("drawing"):
        about = drawing.find(".//wp:docPr", NS)
        told = about.get("descr", "").strip() if about is not None else ""
        marks = drawing.findall(".//decorative:decorative", NS)
        if not told and all(mark.get("val") in OFF for mark in marks):
            yield f"a picture near {_near(drawing)} has no alternative text"
        if FILE_NAME.search(told):
            yield f"a picture near {_near(drawing)} has a file's name for alternative text"
        if drawing.find("wp:anchor", NS) is not None:
            yield f"a picture near {_near(drawing)} does not stand in the line"
    for old in (*docx.each("pict"), *docx.each("object")):
        yield f"a picture near {_near(old)} is of a kind whose alternative text many programs do not read"


def controls(docx: Docx) -> Iterator[str]:
    """A control's title holds the question that stands beside it, and its tag is its own (1.3.1, 3.3.2, 4.1.2)."""
    tags = Counter(value(control, "w:sdtPr/w:tag") for control in docx.each("sdt"))
    yield from (f"{count} controls have the tag {tag!r}" for tag, count in tags.items() if count > 1)
    for control in docx.each("sdt"):
        title, question = value(control, "w:sdtPr/w:alias"), _question(control)
        _, _, name = title.partition(" ")  # after the code
        if not question or not (name.startswith(question) or _is_cut(name, question)):
            yield f"the control {value(control, 'w:sdtPr/w:tag')!r} is called {title!r} and not {question!r}"


def empty_paragraphs(docx: Docx) -> Iterator[str]:
    """No empty paragraph makes room (1.3.1; Word, Writer).

    One is let pass, where it is too low to be seen: between two tables, or after a table at the end. Word shows
    tables that touch as one (github.com/jgm/pandoc/issues/4315, github.com/python-openxml/python-docx/issues/1072),
    and by the schema a cell ends with a paragraph (ISO/IEC 29500-1); so does every document that Word saves.
    """
    for paragraph in docx.each("p"):
        if not (_text(paragraph).strip() or _holds(paragraph)) and not _parts_tables(docx, paragraph):
            yield f"an empty paragraph stands near {_near(paragraph)}"


def _parts_tables(docx: Docx, paragraph: Element) -> bool:
    after, before = (next(paragraph.itersiblings(preceding=way), None) for way in (False, True))
    between = after is None or after.tag in (f"{W}tbl", f"{W}sectPr")
    spaces = [each for each in docx.styles.all(paragraph, "w:spacing") if each.get(f"{W}lineRule")]
    low = bool(spaces) and spaces[0].get(f"{W}lineRule") == "exact" and int(spaces[0].get(f"{W}line", "240")) <= TINY
    return before is not None and before.tag == f"{W}tbl" and between and low


def links(docx: Docx) -> Iterator[str]:
    """A link has words that say where it leads, and leads there (2.4.4; Word); outside, a name too (Writer)."""
    marks = {mark.get(f"{W}name", "") for mark in docx.each("bookmarkStart")}
    known = {rel.get("Id", "") for name, root in docx.parts.items() if name.endswith(".rels") for rel in root}
    for link in docx.each("hyperlink"):
        words = " ".join(_text(link).split())
        if words.strip(" .,:;!→»").lower() in BARE:
            yield f"a link near {_near(link)} is only called {words!r}"
        target, outside = link.get(f"{W}anchor", ""), link.get(f"{R}id", "")
        if target not in marks if target else outside not in known:
            yield f"the link {words!r} leads nowhere"
        if outside and words not in link.get(f"{W}tooltip", ""):
            yield f"the link {words!r} has no name"
    for field in docx.each("instrText"):
        asked = re.match(r"\s*(?:PAGEREF|REF)\s+(\S+)", field.text or "")
        if asked and asked[1] not in marks:
            yield f"a page number near {_near(field)} is that of nothing"


def contrast(docx: Docx) -> Iterator[str]:
    """Letters stand out from their ground: 4.5 to 1, large ones 3 to 1 (1.4.3; Word, Writer)."""
    for run in docx.each("r"):
        if _text(run).strip():
            letters = docx.styles.letters(run)
            if letters.contrast < letters.needed:
                words = f"{letters.colour} on {letters.ground} is {letters.contrast:.1f} to 1"
                yield f"{_near(run)} is hard to read: {words}"


def lists(docx: Docx) -> Iterator[str]:
    """A list is one, and no paragraphs with a mark typed before them (1.3.1; Word, Writer)."""
    for paragraph in docx.each("p"):
        listed = [value(each, "w:numId") for each in docx.styles.all(paragraph, "w:numPr")]
        if HAND_MADE.match(_text(paragraph, answers=False)) and listed[:1] in ([], ["0"]):
            yield f"{_near(paragraph)} has a list's mark typed before it"


def looks(docx: Docx) -> Iterator[str]:
    """Styles say how words look (Writer), and only one of them that they are bold: a second takes it back in Word."""
    for run in docx.each("r"):
        own = {child.tag for child in run.iterfind("w:rPr/*", NS)} - {f"{W}rStyle", f"{W}lang"}
        if own or docx.styles.twice_bold(run):
            yield f"{_near(run)} has a look of its own"


RULES = (
    title,
    language,
    headings,
    placed_headings,
    tables,
    header_rows,
    cells,
    pictures,
    controls,
    empty_paragraphs,
    links,
    contrast,
    lists,
    looks,
)


def _is_cut(name: str, question: str) -> bool:
    """Say whether a name is a question from which parts are left out, and what is behind it in brackets."""
    left = [each.split("…") for each in (name, name.rpartition(" (")[0])]
    return any(
        len(parts) > 1 and parts[0].strip() and re.fullmatch(".+".join(map(re.escape, parts)), question)
        for parts in left
    )


def _question(control: Element) -> str:
    """Return what is printed for a control: the question, and before it the option where the control is a box."""
    row = next(control.iterancestors(f"{W}tr"), None)
    if row is None:
        return ""
    head = row if len(row.findall("w:tc", NS)) > 1 else next(next(row.iterancestors(f"{W}tbl")).iter(f"{W}tr"))
    label = CODE.sub("", _text(next(head.iter(f"{W}p"))), count=1).partition(HINT)[0].strip()
    if control.find("w:sdtPr/w14:checkbox", NS) is None:
        return label
    return f"{_text(next(control.iterancestors(f'{W}p')), answers=False).strip()}: {label}"


def _outline(docx: Docx, paragraph: Element) -> int:
    """Return a paragraph's level in the outline, 0 for running text."""
    found = docx.styles.all(paragraph, "w:outlineLvl")
    return (int(found[0].get(f"{W}val", "9")) + 1) % 10 if found else 0


def _on(element: Element, path: str) -> bool:
    """Return whether a property that is on or off is there and on."""
    found = element.find(path, NS)
    return found is not None and found.get(f"{W}val") not in OFF


def _holds(element: Element) -> bool:
    """Return whether there is something that is no words: a picture, or a place for an answer."""
    return any(next(element.iter(f"{W}{name}"), None) is not None for name in ("drawing", "pict", "object", "sdt"))


def _text(element: Element, answers: bool = True) -> str:
    """Return an element's words, or only those that are printed outside the places for answers."""
    pieces: Iterable[Element] = element.iter(f"{W}t")
    if not answers:
        pieces = (piece for piece in pieces if next(piece.iterancestors(f"{W}sdt"), None) is None)
    return "".join(piece.text or "" for piece in pieces)


def _near(element: Element) -> str:
    """Return the words of an element's paragraph, or those before it, to find the place by."""
    paragraph = next((each for each in (element, *element.iterancestors()) if each.tag == f"{W}p"), element)
    words = _text(paragraph).strip() or str(paragraph.xpath("string((preceding::w:t)[last()])", namespaces=NS))
    return repr(words[:50])


def _table(table: Element) -> str:
    return f"the table of {_text(table).strip()[:50]!r}"
