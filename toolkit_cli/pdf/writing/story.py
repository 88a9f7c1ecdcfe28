"""Turns a page's blocks into platypus flowables, and the structure tree that goes with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from textwrap import shorten
from typing import Any

from msgspec.structs import replace
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import NextPageTemplate
from reportlab.platypus import PageBreak as NewPage

from toolkit_cli.layout import logo
from toolkit_cli.layout.chart import HIGHEST, SMALLEST
from toolkit_cli.layout.colours import ink
from toolkit_cli.layout.keeptogether import announces, belongs, closing, stays
from toolkit_cli.layout.page import (
    BAND,
    Aside,
    Block,
    FieldBox,
    FieldRows,
    Figure,
    Heading,
    Listing,
    Output,
    PageBreak,
    Paragraph,
    Run,
    Runs,
    Section,
    Table,
    Together,
    main_language,
    on_band,
    plain,
)
from toolkit_cli.layout.theme import MM
from toolkit_cli.pdf.writing import boxes, tables
from toolkit_cli.pdf.writing.banner import Banner
from toolkit_cli.pdf.writing.flowables import Entry, Logo, Picture
from toolkit_cli.pdf.writing.panels import Group, Headed, Look, Panel
from toolkit_cli.pdf.writing.rows import Rows
from toolkit_cli.pdf.writing.setting import Setting
from toolkit_cli.pdf.writing.structure import StructElem

MOST_LISTED = 300  # letters of a heading that the contents print
BELOW_CONTENTS = 9.0  # before what else is told on the page


class Story:
    """A page's flowables in order; `contents` holds the style of each line of the table of contents by its anchor."""

    def __init__(self, setting: Setting, root: StructElem) -> None:
        self.setting = setting
        self.contents: dict[str, ParagraphStyle] = {}
        self.makers: dict[type, Callable[[Any, StructElem], list[Any]]] = {
            Section: self._section,
            Together: self._together,
            Heading: self._heading,
            Paragraph: self._paragraph,
            Listing: self._listing,
            Table: lambda block, parent: [tables.table(setting, block, parent, self.blocks)],
            FieldBox: lambda block, parent: boxes.field_box(setting, block, parent, self.blocks),
            FieldRows: lambda block, parent: boxes.field_rows(setting, block, parent, self.blocks),
            Aside: self._aside,
            Figure: self._figure,
            PageBreak: lambda block, parent: [NewPage()],
            Output: self._output,
        }
        self.flowables = self.blocks(setting.page.blocks, root)

    def blocks(self, blocks: tuple[Block, ...], parent: StructElem) -> list[Any]:
        """Return the flowables of some blocks, whose elements go below `parent`."""
        made: list[Any] = []
        headed: int | None = None  # the index where blocks begin that stay with the next one
        for block, following in zip(blocks, (*blocks, None)[1:], strict=True):
            if not (flowables := self.makers[type(block)](block, parent)):
                continue  # a box without words, or answers that nobody has given
            if isinstance(block, (FieldBox, FieldRows, Table)) and headed is not None:
                made.insert(headed, Headed(made[headed:], flowables[0], self.setting.room))
            if made and isinstance(made[-1], Rows) and belongs(block):
                made[-1].below = flowables[0]
            if not _stays(block, following):
                headed = None
            elif headed is None or isinstance(block, Listing):
                headed = len(made) + len(flowables) - 1
            if _has_to_end_with_next(block, following):
                flowables[-1].keepWithNext = 1
            made += flowables
        return made

    def _section(self, section: Section, parent: StructElem) -> list[Any]:
        self.setting.tone = self.setting.theme.tone(section.tone)
        part = parent.add("Sect")
        band, rest = on_band(section)
        opening = self._opening(section, band, part)
        start = self._start(section, opening)
        within = self.blocks(rest, part)
        for block, flowable in zip(rest, within, strict=False):
            if not (isinstance(block, Aside) and isinstance(flowable, Panel)):
                break
            flowable.opens = bool(opening)
        if last := closing(rest):
            for words in within[1 - last : -1]:
                words.keepWithNext = 1  # also below answers of many people, which do not go to the next page
            within[-last:] = [Group(_apart(within[-last:]), self.setting.room)]
        return start + within

    def _opening(self, section: Section, band: Sequence[Block], part: StructElem) -> list[Any]:
        """Return what stands on the band of colour at the head of a section's page, on the cover with the logo."""
        setting, theme = self.setting, self.setting.theme
        shown = logo.picture(theme) if section.role == "cover" else None
        opening: list[Any] = [Logo(shown, theme)] if shown else []
        look = setting.styles.tinted("h1", ink(setting.tone.colour))
        for block in band:
            words = [setting.title(block, part, look)] if isinstance(block, Heading) else self.blocks((block,), part)
            opening += words
        return opening

    def _start(self, section: Section, opening: Sequence[Any]) -> list[Any]:
        """Return what begins a section's page, with the band of colour if there is an opening."""
        setting, body = self.setting, NextPageTemplate("body")
        first = section is setting.page.blocks[0]  # it begins on the page that is there
        start = [body] if first else [NextPageTemplate("banded" if opening else "body"), NewPage(), body]
        if not opening:
            return start
        mark = "" if section.role == "cover" else setting.tone.mark
        return [*start, Banner(opening, setting.tone.colour, setting.theme, mark, setting.theme.margins.top * MM)]

    def _together(self, block: Together, parent: StructElem) -> list[Any]:
        within = self.blocks(block.blocks, parent)
        made = _apart(within)
        self._fit(made)
        return [Group(made, self.setting.room)] if len(made) > 1 else made

    def _fit(self, made: list[Any]) -> None:
        """Draw a chart smaller if all that is to stay together then fits on one page."""
        room = self.setting.room
        over = Panel(made, Look(pad=0), room).wrap(self.setting.width, 0)[1] - room
        for picture in [kid for panel in made if isinstance(panel, Panel) for kid in panel.kids]:
            if isinstance(picture, Picture) and 0 < over <= picture.height - SMALLEST * picture.tall:
                picture.most, over = picture.height - over, 0

    def _heading(self, heading: Heading, parent: StructElem) -> list[Any]:
        style = self.setting.styles.tinted(f"h{max(heading.level, 2)}", self.setting.tone.colour)
        return [self.setting.title(heading, parent, style)]

    def _paragraph(self, block: Paragraph, parent: StructElem) -> list[Any]:
        styles, style = self.setting.styles, block.role
        look = styles.tinted(style, ink(self.setting.tone.colour)) if style in BAND else styles.style(style)
        inside = parent.add("Caption") if style == "caption" else parent
        return [self._said(block.runs, look, inside.add("P", lang=main_language(block.runs)))]

    def _said(self, runs: Runs, style: str | ParagraphStyle, element: StructElem) -> Any:
        return self.setting.paragraph(self.setting.markup(runs, element.lang), style, element)

    def _listing(self, block: Listing, parent: StructElem) -> list[Any]:
        listed, made = parent.add("L", numbering="Decimal" if block.ordered else "Disc"), []
        signs = [f"{number}." if block.ordered else "•" for number, _ in enumerate(block.items, 1)]
        for at, (sign, runs) in enumerate(zip(signs, block.items, strict=True), 1):
            item = listed.add("LI")
            label, body = item.add("Lbl"), item.add("LBody", lang=main_language(runs))
            look = self.setting.styles.listed(signs[-1])
            made.append(self._said(runs, look if at < len(signs) else self.setting.styles.closing(look), body))
            made[-1].bullet, made[-1].label = sign, label
        return made

    def _aside(self, block: Aside, parent: StructElem) -> list[Any]:
        setting = self.setting
        tone = setting.theme.role(block.role)
        note = parent.add("Note")
        kids: list[Any] = []
        if block.title:
            titled = note.add("P", lang=block.lang)
            kids.append(setting.text(block.title, setting.styles.tinted("aside", tone.colour), titled))
        look = Look(tone.tint, tone.colour)
        with setting.within(look.inner(setting.width), Panel(kids, look, 0).wrap(setting.width, 0)[1] + 14):
            kids += self.blocks(block.blocks, note)
        return [Panel(kids, look, setting.room)] if kids else []

    def _figure(self, block: Figure, parent: StructElem) -> list[Any]:
        setting = self.setting
        chart = setting.page.charts[block.code]
        picture = Picture(chart, setting.theme, setting.faces, parent.add("Figure", alt=chart.alt, lang=chart.lang))
        picture.most = HIGHEST * setting.room
        look = Look(border=setting.theme.colours.line)
        with setting.within(look.inner(setting.width)):
            kids = [picture, *self.blocks(block.blocks, parent)]
        return [Panel(kids, look, setting.room)]

    def _output(self, block: Output, parent: StructElem) -> list[Any]:
        if block.name == "said":
            return boxes.said(self.setting, self.setting.page.fields[block.code], parent, block.title)
        if block.name == "responses":
            return boxes.responses(self.setting, parent)
        if block.name == "respondents":
            return boxes.respondents(self.setting, parent)
        return self._contents(parent) if block.name == "contents" else self._copy(parent)

    def _copy(self, parent: StructElem) -> list[Any]:
        return [self.setting.text(line, "small", parent.add("P")) for line in self.setting.page.copy_lines()]

    def _contents(self, parent: StructElem) -> list[Any]:
        setting = self.setting
        listed, made = parent.add("TOC"), []
        for heading, tone in setting.page.contents():
            style = setting.styles.style(f"contents{heading.level}")
            if heading.level == 1:
                style = setting.styles.tinted(style.name, setting.theme.tone(tone).colour)
            said = plain(heading.runs)
            shown = tuple(replace(run, href="", lang="") for run in heading.runs)  # an entry is one link
            runs = shown if len(said) <= MOST_LISTED else (Run(shorten(said, MOST_LISTED, placeholder=" …")),)
            entry = setting.paragraph(
                setting.markup(runs, ""),
                style,
                listed.add("TOCI", lang=main_language(heading.runs)).add("Reference").add("Link"),
                Entry,
            )
            entry.target, entry.form = heading.anchor, f"page-{heading.anchor}"
            self.contents[heading.anchor] = style
            made.append(entry)
        for last in made[-1:]:
            last.spaceAfter = BELOW_CONTENTS
        return made


def _apart(flowables: Sequence[Any]) -> list[Any]:
    """Return flowables with those that a group among them holds in the place of the group."""
    return [kid for each in flowables for kid in (each.kids if isinstance(each, Group) else [each])]


def _stays(block: Block, following: Block | None) -> bool:
    """Return whether a block stays with the one that follows; a heading's style keeps it with a field's box."""
    led = isinstance(block, Heading) and not isinstance(following, FieldBox)
    return led or stays(block, following) or (isinstance(following, Aside) and announces(block))


def _has_to_end_with_next(block: Block, following: Block | None) -> bool:
    """Return whether words have to end on the page where what follows begins; those before a box are `Headed`."""
    if isinstance(block, Paragraph) and (isinstance(following, Listing) or announces(block)):
        return True
    return isinstance(block, (Paragraph, Listing)) and isinstance(following, Aside) and stays(block, following)
