"""Writes a page as a DOCX: the same page, theme and fill always give the same bytes."""

from __future__ import annotations

from toolkit_cli.docx.writing import body, headerfooter, numbering, package, styles
from toolkit_cli.docx.writing.draft import Draft, names
from toolkit_cli.docx.writing.paragraphs import HAIR, gap
from toolkit_cli.docx.writing.wml import is_table, to_xml
from toolkit_cli.layout import titles
from toolkit_cli.layout.fill import EMPTY, Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.layout.theme import Theme


def write(page: Page, theme: Theme, fill: Fill = EMPTY) -> bytes:
    """Return a workbook as a DOCX file."""
    document = package.blank()
    styles.install(document.styles.element, theme, page.lang, titles.scale(page.title))
    styles.settings(document.settings.element, page.lang)
    headerfooter.paper(document, theme)
    headerfooter.running_lines(document, page, theme)
    draft = Draft(page, theme, fill.on(page), document, names=names(page))
    made = body.flow(draft, page.blocks, theme.inner_width)
    if not made or is_table(made[-1]):
        made.append(gap(HAIR))  # a document cannot end with a table
    numbering.lists(document.part.numbering_part.element, draft.numbered, theme)
    package.describe(document, page, "\n".join(headerfooter.lines(page, theme)))
    return package.finished(document, to_xml(made))
