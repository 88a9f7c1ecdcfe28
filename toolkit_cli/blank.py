"""The blank workbook that a stamp names: what it prints, so that everything else in a return can be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from toolkit_cli import build, formats, kinds, selection, theme
from toolkit_cli.fill import EMPTY
from toolkit_cli.model import Toolkit
from toolkit_cli.returned import Note, Returned
from toolkit_cli.stamp import Stamp

RUNNING = ("header", "footer")
COPY = "c" * 12  # stands for the copy id, in which one workbook differs from another


def selected(toolkit: Toolkit, stamp: Stamp | None) -> Toolkit:
    """Return the selection that a workbook was made of; items that are gone from the toolkit are left out."""
    if not stamp or not stamp.items:
        return toolkit
    here = {item.code for _, item in toolkit.items()}
    items = [code for code in stamp.items if code in here]
    kits = list(dict.fromkeys(kit.code for code in items for kit, item in toolkit.items() if item.code == code))
    return selection.select(toolkit, only=items, order=[*kits, *items]) if items else toolkit


def stray(toolkit: Toolkit, returned: Returned) -> Iterator[Note]:
    """Note every paragraph outside the boxes that the blank workbook does not have."""
    if not returned.loose:
        return
    stamp = returned.stamp
    edition = stamp.edition if stamp and stamp.edition in build.EDITIONS else "facilitator"
    copy = stamp.copy if stamp else ""
    made = _lines if returned.format == "pdf" else _paragraphs
    blank = made(edition, stamp.items if stamp else (), _Key(toolkit))
    printed = Counter(squeezed(text.replace(COPY, copy)) for text, place in blank if not place)
    running = {unnumbered(text.replace(COPY, copy)) for text, place in blank if place}
    running |= {unnumbered(text) for text in returned.running}
    for loose in returned.loose:
        text = squeezed(loose.text)
        if loose.place in RUNNING:
            if unnumbered(text) not in running:
                yield Note("stray", text=loose.text.strip("\n"), place=loose.place)
        elif text and not printed[text]:
            kind = "said" if loose.said else "stray"
            yield Note(kind, text=loose.text.strip("\n"), near=loose.near, place=loose.place)
        elif text:
            printed[text] -= 1


@dataclass(frozen=True)
class _Key:
    """A toolkit that is compared by identity, so that a cache can hold what was made of it."""

    toolkit: Toolkit

    def __hash__(self) -> int:
        return id(self.toolkit)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.toolkit is self.toolkit


@lru_cache(maxsize=32)
def _paragraphs(edition: str, items: tuple[str, ...], key: _Key) -> tuple[tuple[str, str], ...]:
    """Return what stands outside the boxes of a blank workbook, squeezed, and its place, as our own reader finds it."""
    blank = kinds.reader("docx")(_blank("docx", edition, items, key.toolkit))
    return tuple((squeezed(loose.text), loose.place) for loose in blank.loose or () if squeezed(loose.text))


@lru_cache(maxsize=32)
def _lines(edition: str, items: tuple[str, ...], key: _Key) -> tuple[tuple[str, str], ...]:
    """Return the lines that a blank workbook prints on its pages, squeezed."""
    from toolkit_cli.pdf import extract  # hardly ever needed

    return tuple((squeezed(line), "") for line in extract.lines(_blank("pdf", edition, items, key.toolkit)))


def _blank(name: str, edition: str, items: tuple[str, ...], toolkit: Toolkit) -> bytes:
    stamp = Stamp(toolkit.toolkit, "", "", edition, toolkit.lang, items=items)
    page = build.page(selected(toolkit, stamp), edition)
    return formats.write(name, replace(page, stamp=replace(page.stamp, copy=COPY)), theme.load(), EMPTY)


def squeezed(text: str) -> str:
    """Return a text without white space and without the page number that closes a line of the contents."""
    return "".join(text.rstrip("0123456789 \t\u00a0").split())


def unnumbered(line: str) -> str:
    """Return a running line without its numbers, among which is the page's own, and without white space."""
    return "".join(letter for letter in line if not (letter.isdigit() or letter.isspace()))
