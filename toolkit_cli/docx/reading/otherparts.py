"""Reads the parts of a DOCX beside its body: running lines, comments, foot- and endnotes, prompts, and the stamp."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set

from toolkit_cli.document.archive import Archive, Element, outermost
from toolkit_cli.document.story import Remark, Story
from toolkit_cli.document.symbols import letter
from toolkit_cli.docx.namespaces import CORE, DC, ID, W
from toolkit_cli.docx.reading.body import AUTHOR, Body, apart
from toolkit_cli.docx.reading.drawings import CHARTEX, DRAWN, References
from toolkit_cli.docx.reading.styles import Styles
from toolkit_cli.returned import refusal
from toolkit_cli.stamp import Stamp

STAMPED = (f"{{{DC}}}identifier", f"{{{CORE}}}keywords")  # the core properties that hold the stamp
MOST = 5000  # comments, or notes
MOST_DRAWN = 100  # diagrams and charts
VALUE = "{http://schemas.openxmlformats.org/drawingml/2006/chart}v"  # a name or number in a chart
VALUES_2016 = (f"{{{CHARTEX}}}v", f"{{{CHARTEX}}}pt")  # the same in the kinds of charts that Word has since 2016
OVER = "chartUserShapes"  # the type of relationship of what is drawn over a chart
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")  # how programs write a letter of a property, such as ? or a line's end
# What is told of a comment or a note after its words.
TOLD = ("picture", "link", "ink", "struck", "hidden", "field", "letters", "deletion", "damage")


def notes(archive: Archive, parts: Mapping[str, str], styles: Styles) -> dict[tuple[str, str], str]:
    """Return the foot- and endnotes by their kind, "footnote" or "endnote", and id."""
    found: dict[tuple[str, str], str] = {}
    for kind in ("footnote", "endnote"):
        for each, links in _elements(archive, parts, kind):
            found[kind, each.get(ID) or ""] = _words(each, styles, links).strip()
    return found


def drawn(archive: Archive, main: str) -> Callable[[str], str]:
    """Return a function that gives the words of a diagram or chart by the id of its relationship."""
    found: dict[str, str] = {}

    def told(code: str) -> str:
        name = archive.inner.get(main, {}).get(code, "")
        if name not in found:
            root = archive.tree(name) if len(found) < MOST_DRAWN else None
            over = [archive.tree(part) for kind, part in archive.related(name) if kind == OVER] if name else []
            trees = [each for each in (root, *over[:MOST_DRAWN]) if each is not None]
            said = (each.text or "" for tree in trees for each in tree.iter(DRAWN, VALUE, *VALUES_2016))
            found[name] = " ".join(filter(None, said))
        return found[name]

    return told


def uncited(notes: Mapping[tuple[str, str], str], cited: Set[tuple[str, str]]) -> Iterator[Remark]:
    """Yield the foot- and endnotes to which nothing in the text refers."""
    for (kind, code), text in notes.items():
        if text and (kind, code) not in cited:
            yield Remark("typed", [text], place=kind)


def comments(
    archive: Archive, parts: Mapping[str, str], placed: Mapping[str, Remark], styles: Styles
) -> Iterator[Remark]:
    """Fill in the remarks of the comments that the body refers to, and yield a remark for each other comment."""
    for each, links in _elements(archive, parts, "comment"):
        remark = placed.get(each.get(ID) or "")
        if remark is None or remark.parts != [""]:
            remark = Remark("comment")
            yield remark
        remark.who = each.get(AUTHOR) or each.get(f"{{{W}}}initials") or ""
        remark.parts = [_words(each, styles, links)]


def _elements(archive: Archive, parts: Mapping[str, str], name: str) -> Iterator[tuple[Element, Mapping[str, str]]]:
    """Yield the comments or notes of their part with the part's links; refuse more of them than people write."""
    part = parts.get(f"{name}s", f"word/{name}s.xml")
    root = archive.tree(part)
    if root is None:
        return
    links = archive.links_of(part)
    for number, element in enumerate(outermost(root, f"{{{W}}}{name}")):
        if number == MOST:
            raise refusal("The file has too many comments or notes to be a workbook.")
        yield element, links


def _words(element: Element, styles: Styles, links: Mapping[str, str]) -> str:
    """Return the text of a comment or a note, a line for each paragraph, and below it what else it holds."""
    text, others = apart(element, styles, References(links=links))
    more = [f"({each.kind}{': ' if each.text else ''}{each.text})" for each in others if each.kind in TOLD]
    return "\n".join(filter(None, (text, *more)))


def prompts(archive: Archive, parts: Mapping[str, str]) -> set[str]:
    """Return the prompts of empty controls, which Word keeps in a part of their own."""
    root = archive.tree(parts.get("glossaryDocument", "word/glossary/document.xml"))
    bodies = outermost(root, f"{{{W}}}docPartBody")
    return {text for each in bodies if (text := apart(each, Styles())[0].strip())}


def running(archive: Archive, related: Iterable[tuple[str, str]], styles: Styles) -> Iterator[tuple[str, Story]]:
    """Yield the headers and footers, each with "header" or "footer"; one that several sections have, once."""
    for kind, name in dict.fromkeys(related):
        root = archive.tree(name) if kind in ("header", "footer") else None
        if root is not None:
            body = Body(styles, References(links=archive.links_of(name)))
            body.walk(root)
            yield kind, body.finished()


def properties(archive: Archive, package: Mapping[str, str]) -> dict[str, str]:
    """Return the file's custom properties by name, with letters for their numbers, as Spire.Doc writes all signs."""
    root = archive.tree(package.get("custom-properties", "docProps/custom.xml"))
    own = root if root is not None else ()
    told = {each.get("name") or "": "".join(map(str, each.itertext())) for each in own}
    return {name: ESCAPED.sub(lambda found: letter(found[1]), text) for name, text in told.items()}


def identifier(archive: Archive, package: Mapping[str, str]) -> str:
    """Return the stamp in the file's core properties, the identifier or the keywords; "" where it is in neither."""
    root = archive.tree(package.get("core-properties", "docProps/core.xml"))
    told = (root.findtext(name) or "" for name in STAMPED) if root is not None else ()
    return next((text for text in told if Stamp.parse(text)), "")
