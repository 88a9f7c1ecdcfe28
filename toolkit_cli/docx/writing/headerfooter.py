"""Sets a document's paper, its header and its footer."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter
from typing import Any

from docx.document import Document
from docx.section import _Footer, _Header
from docx.shared import Mm, Pt

from toolkit_cli.characters import clean
from toolkit_cli.docx.writing.heights import LETTER
from toolkit_cli.docx.writing.wml import Element, Look, borders, complex_field, paragraph, run, to_oxml
from toolkit_cli.layout import titles
from toolkit_cli.layout.page import Page
from toolkit_cli.layout.theme import Theme

NUMBERS = {"page": "PAGE", "pages": "NUMPAGES"}
EDGE = 0.45  # of a margin, between the paper's edge and the header or footer: it leaves about as much inside


def paper(document: Document, theme: Theme) -> None:
    """Set the size and margins of pages; the first page, the cover, has no header and footer."""
    section = document.sections[0]
    section.page_width, section.page_height = (Pt(length) for length in theme.size)
    margins = theme.margins
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
    section.header_distance, section.footer_distance = Mm(margins.top * EDGE), Mm(margins.bottom * EDGE)
    section.different_first_page_header_footer = True


def running_lines(document: Document, page: Page, theme: Theme) -> None:
    """Write the header and the footer; page numbers are fields, which programs count themselves."""
    section, line = document.sections[0], theme.colours.line
    header = paragraph("Header", [run(_line(page, theme, theme.header))], borders("pBdr", "bottom", line, 0.5, 4))
    counted = page.words["page_of"]
    numbers = _numbers(counted, Look(lang=page.foreign.get(counted, "")))
    left = run(f"{_line(page, theme, theme.footer)}\t")
    footer = paragraph("Footer", [left, *numbers], borders("pBdr", "top", line, 0.5, 4))
    _put(section.header, header)
    _put(section.footer, footer)


def lines(page: Page, theme: Theme) -> Iterator[str]:
    """Yield the header and the footer as text, without page numbers."""
    yield _line(page, theme, theme.header)
    numbering = "".join(words for words, *_ in Formatter().parse(page.words["page_of"]))
    yield clean(f"{_line(page, theme, theme.footer)} {numbering}")


def _line(page: Page, theme: Theme, line: str) -> str:
    """Return the text of a header or footer, its title shortened so that it fits in one line with the page number."""
    letters = theme.inner_width / ((theme.fonts.size - 2) * LETTER)
    most = letters - (len(page.words["page_of"]) if line == theme.footer else 0)
    return titles.running_line(page, line, lambda text: len(text) <= most)


def _numbers(text: str, look: Look) -> Iterator[Element]:
    for words, name, _, _ in Formatter().parse(text):
        if words:
            yield run(words, look)
        if name in NUMBERS:
            yield from complex_field(NUMBERS[name], cached="1")


def _put(place: _Header | _Footer, made: Element) -> None:
    place.is_linked_to_previous = False
    root: Any = place.part.element
    for child in list(root):
        root.remove(child)
    root.append(to_oxml(made))
