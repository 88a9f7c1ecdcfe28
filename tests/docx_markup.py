"""Small documents as Word would write them, and changes to whole ones, for the tests of what is read from a DOCX."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from lxml import etree

from toolkit_cli.docx.read import read
from toolkit_cli.returned import Note, Returned

from . import trees
from .trees import Element, holder

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = {"w": W, "w14": "http://schemas.microsoft.com/office/word/2010/wordml"}
SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        **NS,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'  # of the list that `numbered` makes
NASTY = "  “Ξεκινήσαμε” — Ћирилица, Їжак, đak 😀👩‍👩‍👧 \"q\" 'q' <b>&amp;\n  two  spaces\n\n\ttab\tx\n[S3] last"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return made.getvalue()


def document(body: str, **parts: str) -> bytes:
    """Return a DOCX with a body; further parts by their file names in `word/`."""
    main = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"
    named = {f"word/{name}.xml": part for name, part in parts.items()}
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": main, **named})


def p(*runs: str, style: str = "", look: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{look}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, style: str = "") -> str:
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def sdt(inner: str, tag: str = "", look: str = "") -> str:
    named = f'<w:tag w:val="{tag}"/>' if tag else ""
    return f"<w:sdt><w:sdtPr>{named}{look}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def tick(tag: str, glyph: str, checked: int | None = None, label: str = "") -> str:
    state = int(glyph == "☒") if checked is None else checked
    box = sdt(r(glyph), tag, f'<w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox>')
    return p(box, f"<w:r><w:tab/><w:t>{label}</w:t></w:r>", style="Tick")


def table(*rows: str | tuple[str, ...]) -> str:
    cells = [(row,) if isinstance(row, str) else row for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{_cells(row)}</w:tr>' for row in cells)}</w:tbl>"


def _cells(row: tuple[str, ...]) -> str:
    return "".join(f"<w:tc>{cell}</w:tc>" for cell in row)


def question(code: str = "S1", label: str = "What?", bookmark: bool = True) -> str:
    name = f"tk_{code.replace('-', '_')}"
    ends = (f'<w:bookmarkStart w:id="1" w:name="{name}"/>', '<w:bookmarkEnd w:id="1"/>') if bookmark else ("", "")
    return p(ends[0], r(f"[{code}]"), ends[1], r(" "), r(label), style="Question")


def field(*answer: str, code: str = "S1") -> str:
    return table(question(code), "".join(answer))


def text_of(body: str, **parts: str) -> str:
    """Return the one answer of a document."""
    (found,) = read(document(body, **parts)).found
    return found.text


def said(*runs: str) -> str:
    return text_of(field(p(*runs)))


def notes(returned: Returned, kind: str) -> list[Note]:
    return [note for note in returned.notes if note.kind == kind]


def changed(data: bytes, change: Callable[[Element], object], name: str = "word/document.xml") -> bytes:
    """Return a package with one part changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {each: package.read(each) for each in package.namelist()}
    root = etree.fromstring(parts[name])
    change(root)
    return packed({**parts, name: etree.tostring(root)})


def every(root: Element, path: str) -> list[Element]:
    return trees.every(root, path, NS)


def dropped(root: Element, *paths: str) -> None:
    for path in paths:
        for each in every(root, path):
            holder(each).remove(each)


def unwrapped(root: Element, path: str, content: str = "") -> None:
    """Put an element's content in its place."""
    for each in every(root, path):
        around, inner = holder(each), each.find(content, NS) if content else each
        at = around.index(each)
        for child in reversed(list(inner) if inner is not None else []):
            around.insert(at, child)
        around.remove(each)


def numbered(kind: str, sign: str) -> str:
    """Return the part that says how a list is counted, and what sign its items have."""
    level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="{kind}"/><w:lvlText w:val="{sign}"/></w:lvl>'
    lists = f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
    return f'<w:numbering {SPACES}>{lists}<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
