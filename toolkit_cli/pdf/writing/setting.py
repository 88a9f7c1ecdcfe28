"""What all parts of a PDF's layout share: styles, faces, the look of the current section, and what is noted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

from reportlab.lib.colors import HexColor

from toolkit_cli.kits.fields import Field
from toolkit_cli.layout import titles
from toolkit_cli.layout.fill import Fill
from toolkit_cli.layout.page import FieldBox, Heading, Page, Runs, main_language, plain, text_runs, walk
from toolkit_cli.layout.theme import Theme
from toolkit_cli.pdf.writing import faces, language, typedface
from toolkit_cli.pdf.writing.flowables import Title, Words
from toolkit_cli.pdf.writing.rows import Rows
from toolkit_cli.pdf.writing.structure import StructElem
from toolkit_cli.pdf.writing.styles import Styles
from toolkit_cli.pdf.writing.widgets import ENDLESS, NARROWEST, Positions

ASIDE = 6.0  # a cell's margins at its sides in points


class Setting:
    """Makes flowables of words.

    `tone` is the look of the current section, `room` the height between the margins, and `width` that of the current
    box or cell, in points. `typed` is the face of the form's fields; `anchors` holds the words at each place to which
    links may lead, `boxes` the link to the first box of each item.
    """

    def __init__(self, page: Page, theme: Theme, fill: Fill) -> None:
        self.page, self.theme, self.fill = page, theme, fill.on(page)
        self.faces = faces.register(theme, any(run.strong and run.em for run in text_runs(page.blocks)))
        self.typed = typedface.of(page, self.faces)
        self.styles = Styles(theme, self.faces, page.lang, titles.scale(page.title))
        self.positions = Positions(page.by_hand)
        self.tone = theme.tone(0)
        self.elsewhere = page.said_elsewhere()
        self.width = theme.inner_width
        self.room = theme.height
        self.anchors = _anchors(page)
        self.boxes = {f"#{page.fields[code].item}": f"#{code}" for code in reversed(_boxes(page))}

    @contextmanager
    def within(self, width: float, taken: float = 0.0) -> Iterator[None]:
        """Set the width for flowables that are made inside, in a box or a cell, where a height is `taken` on a page."""
        around, self.width, self.room = (self.width, self.room), width, self.room - taken
        yield
        self.width, self.room = around

    def paragraph(self, markup: str, style: str | Any, element: StructElem | None, kind: type[Words] = Words) -> Any:
        """Return a paragraph of ReportLab's markup, tagged as `element`; an artifact without one."""
        kept = markup.replace("\u202f", "\u00a0")  # at a narrow no-break space, as before « ? », ReportLab breaks lines
        made = kind(kept, self.styles.style(style) if isinstance(style, str) else style)
        made.element, made.faces, made.styles = element, self.faces, self.styles
        made.frags = self.faces.frags(made.frags)
        return made

    def text(self, text: str, style: str | Any, element: StructElem | None) -> Any:
        """Return a paragraph of plain text."""
        return self.paragraph(escape(text).replace("\n", "<br/>"), style, element)

    def title(self, heading: Heading, parent: StructElem, style: str | Any) -> Any:
        """Return a heading, which notes its page when it is drawn; its element goes below `parent`."""
        code = f"&nbsp;&nbsp;{self._small(heading.code)}" if heading.code else ""
        element = parent.add(f"H{heading.level}", lang=main_language(heading.runs))
        made = self.paragraph(self.markup(heading.runs, element.lang) + code, style, element, Title)
        made.anchor, made.level, made.plain = heading.anchor, heading.level, plain(heading.runs)
        made.positions, made.room = self.positions, self.room
        made.wrap(self.width, ENDLESS)  # so that it knows how high it is
        return made

    def markup(self, runs: Runs, lang: str) -> str:
        """Return runs in ReportLab's paragraph markup; a link without a target becomes plain words.

        `lang` is the language of their structure element, "" for the page's; words in another language are marked.
        """
        made = ""
        for run in runs:
            text = escape(run.text).replace("\n", "<br/>")
            text = f"<b>{text}</b>" if run.strong else text
            text = f"<i>{text}</i>" if run.em else text
            other = run.lang or self.page.lang if run.lang != lang and run.text.strip() else ""
            href = run.href if run.href[1:] in self.anchors else self.boxes.get(run.href, run.href)
            if href and (not href.startswith("#") or href[1:] in self.anchors):
                colour = self.theme.colours.main
                address = escape(language.address(other, href))
                text = f'<a href="{address}" color="{colour}"><u>{text}</u></a>'
            else:
                text = language.within(text, other)
            made += text
        return made

    def coded(self, code: str) -> str:
        """Return the code at the head of a table's row as markup; "" for none."""
        return f"{self._small(code)}&nbsp;&nbsp;" if code else ""

    def code(self, code: str) -> str:
        """Return a field's code as markup in square brackets, by which readers find it."""
        return self._small(f"[{code}]")

    def hint(self, field: Field, lang: str = "") -> str:
        """Return how a field is answered as markup to follow other words, on one line; "" if there is nothing to say.

        `lang` is the language of the words before it, "" for the page's.
        """
        said = self.page.hint(field)
        hint_lang = self.page.foreign.get(said, "")
        hint = escape(said).replace(" ", "\u00a0")
        small = self._small(language.within(hint, hint_lang or self.page.lang if hint_lang != lang else ""))
        return f'&nbsp; <font name="{self.faces.regular}">{small}</font>' if hint else ""

    def _small(self, text: str) -> str:
        return f'<font color="{self.theme.colours.muted}" size="{self.styles.code:g}">{text}</font>'

    def grid(self, cells: list[list[Any]], shares: tuple[float, ...], heads: int, pad: float) -> Rows:
        """Return a ruled table of cells of flowables.

        `shares` are the columns' parts of the width, `heads` the number of head rows, `pad` is the space above and
        below the words of a cell in points.
        """
        line = HexColor(self.theme.colours.line)
        look: list[tuple[Any, ...]] = [
            ("FONTNAME", (0, 0), (-1, -1), self.faces.regular),  # else Helvetica, which is not embedded
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("GRID", (0, 0), (-1, -1), 0.5, line),
            ("LEFTPADDING", (0, 0), (-1, -1), ASIDE),
            ("RIGHTPADDING", (0, 0), (-1, -1), ASIDE),
            ("TOPPADDING", (0, 0), (-1, -1), pad),
            ("BOTTOMPADDING", (0, 0), (-1, -1), pad + 1),
        ]
        if heads:
            look.append(("BACKGROUND", (0, 0), (-1, heads - 1), HexColor(self.tone.tint)))
            look.append(("LINEBELOW", (0, heads - 1), (-1, heads - 1), 1.4, HexColor(self.tone.colour)))
        widths = [max(self.width * share, NARROWEST + 2 * ASIDE) for share in shares]
        made = Rows(cells, colWidths=widths, repeatRows=heads, style=look, spaceBefore=6, spaceAfter=10)
        made.room, made.rule = self.room, self.theme.colours.line
        return made


def cell_room(width: float) -> float:
    """Return how much of a cell's width is left for its content."""
    return max(width - 2 * ASIDE, NARROWEST)


def _anchors(page: Page) -> dict[str, str]:
    """Return the places to which links may lead, each with the words that stand there."""
    headings = {block.anchor: plain(block.runs) for block in walk(page.blocks) if isinstance(block, Heading)}
    return headings | {code: page.fields[code].name for code in _boxes(page) if code not in headings}


def _boxes(page: Page) -> list[str]:
    return [block.code for block in walk(page.blocks) if isinstance(block, FieldBox)]
