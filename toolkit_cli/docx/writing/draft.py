"""The state of a workbook that is being written: what all blocks share, names of bookmarks, and numbers given out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from toolkit_cli import marks
from toolkit_cli.characters import clean, one_line, shortened
from toolkit_cli.docx.writing.wml import PLAIN, Element, Look, bookmarked, run, w
from toolkit_cli.layout.fill import Fill
from toolkit_cli.layout.page import SCHEMES, FieldBox, Heading, Page, Runs, walk
from toolkit_cli.layout.theme import KitTone, Theme

LONGEST, LONGEST_TIP = 40, 255  # letters that Word allows in a bookmark's name, and in what it shows at a link


@dataclass
class Names:
    """The names of bookmarks: by a heading's anchor, a field's code, and the code of an item with fields."""

    headings: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)

    def target(self, code: str) -> str | None:
        """Return the bookmark to which a link with an anchor or a code leads, None where there is none."""
        return self.headings.get(code) or self.fields.get(code) or self.items.get(code)


@dataclass
class Draft:
    """A workbook that is being written.

    `kit_number` is that of the kit whose part is being written, 0 in other parts; `cover` says that it is the cover.
    `numbered` counts the numbered lists; `elsewhere` holds the codes of fields whose responses are printed elsewhere.
    """

    page: Page
    theme: Theme
    fill: Fill
    document: Document
    kit_number: int = 0
    cover: bool = False
    names: Names = field(default_factory=Names)
    numbered: int = 0
    elsewhere: frozenset[str] = field(init=False)
    _bookmarks: Iterator[int] = field(default_factory=lambda: count(1))
    _ids: Iterator[int] = field(default_factory=lambda: count(1001))

    def __post_init__(self) -> None:
        self.elsewhere = self.page.said_elsewhere()

    @property
    def tone(self) -> KitTone:
        """The look of the part that is being written."""
        return self.theme.tone(self.kit_number)

    def bookmark(self, name: str, content: Iterable[Element]) -> Iterator[Element]:
        """Yield a paragraph's content with a bookmark around it."""
        return bookmarked(name, next(self._bookmarks), content)

    def new_id(self) -> int:
        """Return an id that no other content control or picture has."""
        return next(self._ids)

    def inline(self, runs: Runs, look: Look = PLAIN) -> Iterator[Element]:
        """Yield runs and links; a link that leads nowhere becomes plain words."""
        for each in runs:
            styled = replace(look, strong=look.strong or each.strong, em=look.em or each.em, lang=each.lang)
            link = self._link(each.href, each.text)
            if link is None:
                yield run(each.text, styled)
            else:
                link.append(run(each.text, replace(styled, style="Hyperlink")))
                yield link

    def _link(self, href: str, words: str) -> Element | None:
        """Return a link without its words. LibreOffice asks for a name of one that leads out: what Word shows at it."""
        if href.startswith("#"):
            target = self.names.target(href[1:])
            return w("hyperlink", anchor=target, history=1) if target else None
        if href.lower().startswith(SCHEMES):
            address = clean(href)
            made = w("hyperlink", history=1, tooltip=shortened(f"{one_line(clean(words))} ({address})", LONGEST_TIP))
            made.set("r:id", self.document.part.relate_to(address, RT.HYPERLINK, is_external=True))
            return made
        return None


def names(page: Page) -> Names:
    """Return the names of a page's bookmarks, no two of which are equal."""
    made = Names()
    taken: set[str] = set()
    for block in walk(page.blocks):
        if isinstance(block, FieldBox):
            name = marks.bookmark(block.code)
            if len(name) > LONGEST or name.casefold() in taken:
                name = f"{marks.CUT}{name}"
            made.fields[block.code] = _unique(name, taken)
            made.items.setdefault(page.fields[block.code].item, made.fields[block.code])
        elif isinstance(block, Heading):
            made.headings[block.anchor] = _unique(f"{marks.HEADING}{re.sub('[^A-Za-z0-9]', '_', block.anchor)}", taken)
    return made


def _unique(name: str, taken: set[str]) -> str:
    """Return a name that Word takes: short, and different from others in more than capitals."""
    short = name[:LONGEST]
    for number in count(2):
        if short.casefold() not in taken:
            break
        short = f"{name[: LONGEST - 4]}_{number}"
    taken.add(short.casefold())
    return short
