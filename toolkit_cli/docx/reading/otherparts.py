"""What stands beside a DOCX's body: running lines, comments, foot- and endnotes, prompts, and the stamp."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set

from toolkit_cli.document.archive import Archive, Element
from toolkit_cli.document.story import Remark, Story
from toolkit_cli.docx.namespaces import DC, ID, W
from toolkit_cli.docx.reading.body import AUTHOR, Body, apart
from toolkit_cli.docx.reading.marks import CHARTEX, DRAWN, Beside
from toolkit_cli.docx.reading.styles import Styles
from toolkit_cli.returned import refusal

MOST = 5000  # comments, or notes
MOST_DRAWN = 100  # diagrams and charts
VALUE = "{http://schemas.openxmlformats.org/drawingml/2006/chart}v"  # a chart's names and numbers
TOLD = (f"{{{CHARTEX}}}v", f"{{{CHARTEX}}}pt")  # the same of the charts that came with Word 2016
OVER = "chartUserShapes"  # the relation of what is drawn over a chart
BESIDE = (
    "picture",
    "link",
    "ink",
    "struck",
    "deletion",
    "damage",
)  # what is told of in a comment or a note, after its words


def notes(archive: Archive, parts: Mapping[str, str], styles: Styles) -> dict[str, str]:
    """Return the foot- and endnotes by kind and id, "footnote 2"."""
    found: dict[str, str] = {}
    for kind in ("footnote", "endnote"):
        part = parts.get(f"{kind}s", f"word/{kind}s.xml")
        root = archive.tree(part)
        beside = Beside(links=archive.links_of(part) if root is not None else {})
        for each in _few(root.iter(f"{{{W}}}{kind}") if root is not None else iter(())):
            found[f"{kind} {each.get(ID)}"] = words(each, styles, beside).strip()
    return found


def drawn(archive: Archive, main: str) -> Callable[[str], str]:
    """Return a function that gives the words of a diagram or chart, a line for each, by its relation's id."""
    found: dict[str, str] = {}

    def told(code: str) -> str:
        name = archive.inner.get((main, code), "")
        if name not in found:
            root = archive.tree(name) if len(found) < MOST_DRAWN else None
            over = [archive.tree(part) for kind, part in archive.related(name) if kind == OVER] if name else []
            trees = [each for each in (root, *over[:MOST_DRAWN]) if each is not None]
            said = (each.text or "" for tree in trees for each in tree.iter(DRAWN, VALUE, *TOLD))
            found[name] = " ".join(filter(None, said))
        return found[name]

    return told


def uncited(notes: Mapping[str, str], cited: Set[str]) -> Iterator[Remark]:
    """Yield the foot- and endnotes that the text does not refer to, or no longer."""
    for name, text in notes.items():
        if text and name not in cited:
            yield Remark("typed", [text], place=name.split()[0])


def comments(
    archive: Archive, parts: Mapping[str, str], placed: Mapping[str, Remark], styles: Styles
) -> Iterator[Remark]:
    """Fill in the comments that the body refers to, and yield those that it does not."""
    part = parts.get("comments", "word/comments.xml")
    root = archive.tree(part)
    beside = Beside(links=archive.links_of(part) if root is not None else {})
    for each in _few(root.iter(f"{{{W}}}comment") if root is not None else iter(())):
        remark = placed.get(each.get(ID) or "")
        if remark is None or remark.parts != [""]:
            remark = Remark("comment")
            yield remark
        remark.who = each.get(AUTHOR) or each.get(f"{{{W}}}initials") or ""
        remark.parts = [words(each, styles, beside)]


def _few(elements: Iterator[Element]) -> Iterator[Element]:
    """Yield elements, but no more of them than people write."""
    for number, element in enumerate(elements):
        if number == MOST:
            raise refusal("The file has too many comments or notes to be a workbook.")
        yield element


def words(element: Element, styles: Styles, beside: Beside) -> str:
    """Return the text of a comment or a note, a line for each paragraph, and after it what else it holds."""
    text, others = apart(element, styles, beside)
    more = [f"({each.kind}{': ' if each.text else ''}{each.text})" for each in others if each.kind in BESIDE]
    return "\n".join(filter(None, (text, *more)))


def prompts(archive: Archive, parts: Mapping[str, str]) -> set[str]:
    """Return the words that Word keeps for controls that are empty."""
    root = archive.tree(parts.get("glossaryDocument", "word/glossary/document.xml"))
    bodies = root.iter(f"{{{W}}}docPartBody") if root is not None else ()
    return {text for each in bodies if (text := apart(each, Styles())[0].strip())}


def running(archive: Archive, related: Iterable[tuple[str, str]], styles: Styles) -> Iterator[tuple[str, Story]]:
    """Yield what stands at the head and foot of the pages, each with "header" or "footer"."""
    for kind, name in related:
        root = archive.tree(name) if kind in ("header", "footer") else None
        if root is not None:
            told = Body(styles, Beside(links=archive.links_of(name)))
            told.walk(root)
            yield kind, told.finished()


def properties(archive: Archive, package: Mapping[str, str]) -> dict[str, str]:
    """Return the file's own properties by name."""
    root = archive.tree(package.get("custom-properties", "docProps/custom.xml"))
    own = root if root is not None else ()
    return {each.get("name") or "": "".join(map(str, each.itertext())) for each in own}


def identifier(archive: Archive, package: Mapping[str, str]) -> str:
    """Return the identifier among a DOCX's properties; "" where there is none."""
    root = archive.tree(package.get("core-properties", "docProps/core.xml"))
    return (root.findtext(f"{{{DC}}}identifier") or "") if root is not None else ""
