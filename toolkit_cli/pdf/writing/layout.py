"""Lays a page out with platypus and draws it: paper, header and footer, and what is known only at the end."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import partial
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
from reportlab.platypus.doctemplate import LayoutError, PageBegin

from toolkit_cli.errors import OutputError, Problem, quoted
from toolkit_cli.layout import titles
from toolkit_cli.layout.fill import Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.layout.theme import MM, Theme
from toolkit_cli.pdf.writing.setting import Setting
from toolkit_cli.pdf.writing.story import Story
from toolkit_cli.pdf.writing.structure import StructElem
from toolkit_cli.pdf.writing.tags import TaggedCanvas, pagination
from toolkit_cli.pdf.writing.widgets import Widget
from toolkit_cli.running.callbacks import OnStage, no_progress

LEAST = 0.75  # of its size: a header or footer is made no smaller
NUMBER = "number"  # the name of the instructions that draw a page's number
PARTS = "parts of the PDF"  # paragraphs, boxes, tables: the count of pages is known only at the end
MANY = (888, 888)  # a page and a count of pages, for which the footer leaves room


@dataclass(frozen=True)
class Layout:
    """A laid-out document: the PDF without its fields, the structure tree, and where each field goes."""

    data: bytes
    root: StructElem
    widgets: tuple[Widget, ...]


def lay_out(page: Page, theme: Theme, fill: Fill, progress: OnStage = no_progress) -> Layout:
    """Return the page on paper. Same page, theme and fill, same bytes."""
    setting, root = Setting(page, theme, fill), StructElem("Document")
    story = Story(setting, root)
    made = io.BytesIO()
    document = _Document(made, setting, story)
    document.setProgressCallBack(partial(_tell, progress, len(story.flowables)))
    try:
        document.build(story.flowables, canvasmaker=document.canvas)
    except LayoutError as wrong:
        said = re.search(r"=body>(?!\.\.\.)(.+?) \([\d.]+ x ", str(wrong), re.DOTALL)  # ReportLab names words and size
        told = f": {quoted(said[1])}" if said else f", number {document.page}"
        what = f"Something is too high for a page of the PDF{told}."
        raise OutputError(Problem("", 0, what, "Shorten it, or make a DOCX.")) from None
    return Layout(made.getvalue(), root, tuple(setting.positions.widgets))


def _tell(progress: OnStage, parts: int, kind: str, done: int) -> None:
    """Tell how much is laid out, as ReportLab counts it: what is split over pages adds to what is left."""
    if kind == "PROGRESS":
        progress(max(0, done), parts, PARTS)


class _Document(BaseDocTemplate):  # type: ignore[misc]
    """Pages with header and footer; what is known only at the end, such as the number of pages, is put in then."""

    def __init__(self, made: io.BytesIO, setting: Setting, story: Story) -> None:
        page, theme, margins = setting.page, setting.theme, setting.theme.margins
        super().__init__(
            made,
            pagesize=theme.size,
            title=page.title,
            author=page.publisher,
            subject=page.subtitle or page.edition_name,
            creator="toolkit",
            producer="toolkit",
            lang=page.lang,
            invariant=1,
            pageCompression=0,
        )
        self.setting, self.story = setting, story
        frame = _frame(theme, margins.bottom * MM)
        whole = _frame(theme, margins.bottom * MM / 2)  # without a footer, so that the note on a personal copy fits
        self.addPageTemplates(
            [
                PageTemplate("cover", whole),
                PageTemplate("banded", frame, onPage=self._footer),  # the band at its top covers the header
                PageTemplate("body", frame, onPage=self._running_lines),
            ]
        )

    def canvas(self, *args: Any, **settings: Any) -> TaggedCanvas:
        made = TaggedCanvas(*args, **{**settings, "initialFontName": self.setting.faces.regular})
        made.names = self.setting.anchors
        return made

    def _endBuild(self) -> None:
        self.clean_hanging()
        self.handle_pageBreak()
        self._hanging[:] = [PageBegin]  # the last page is complete, and no other follows
        canvas, theme = self.canv, self.setting.theme
        size = self.setting.styles.style("").fontSize
        for name, line in (("header", theme.header), ("footer", theme.footer)):
            self._form(canvas, name, *self._fitting(name, line, size - 2), theme.colours.muted)
        pages, contents = canvas.index, self.story.contents
        listed = {
            f"page-{anchor}": self._ending(canvas, str(index + 1), contents[anchor].fontSize, theme.colours.text)
            for anchor, index in self.setting.positions.headings
            if anchor in contents
        }

        def known(number: int) -> dict[str, str]:
            return listed | {NUMBER: self._ending(canvas, self._number(number, pages), size - 2, theme.colours.muted)}

        canvas.fill_in(known)
        super()._endBuild()

    def _form(self, canvas: Any, name: str, text: str, size: float, colour: str) -> None:
        """Draw a form XObject that is the same on every page; its text begins at the origin."""
        faces = self.setting.faces
        canvas.beginForm(name, -60, -4, self.setting.theme.size[0], 20)
        canvas.setFillColor(HexColor(colour))
        faces.draw(canvas, 0.0, 0, text, faces.regular, size)
        canvas.endForm()

    def _ending(self, canvas: Any, text: str, size: float, colour: str) -> str:
        """Return the instructions that draw a text that is known only at the end; the text ends at the origin."""
        faces, start = self.setting.faces, len(canvas._code)
        canvas.setFillColor(HexColor(colour))
        faces.draw(canvas, -faces.width(text, faces.regular, size), 0, text, faces.regular, size)
        made = "\n".join(canvas._code[start:])
        del canvas._code[start:]
        return made

    def _fitting(self, name: str, line: str, size: float) -> tuple[str, float]:
        """Return the text of a header or footer, and the size in which it fits, in the footer beside the page's number.

        A long title is shortened. A header that is still too long is cut, for the cover has all of it; the footer is
        not cut, since the copy id in it must be readable.
        """
        faces, room = self.setting.faces, self.setting.theme.inner_width
        if name == "footer":
            room -= faces.width(self._number(*MANY), faces.regular, size) + 2 * size
        text = titles.running_line(self.setting.page, line, lambda text: faces.width(text, faces.regular, size) <= room)
        wide = faces.width(text, faces.regular, size)
        least = size * LEAST
        if wide * LEAST <= room or name == "footer":
            return text, size * min(1.0, room / wide) if wide else size
        while text and faces.width(f"{text}…", faces.regular, least) > room:
            text = text[:-1]
        return f"{text.rstrip()}…", least

    def _put(self, canvas: Any, name: str, x: float, y: float) -> None:
        canvas.saveState()
        canvas.translate(x, y)
        canvas.doForm(name)
        canvas.restoreState()

    def _number(self, page: int, pages: int) -> str:
        return self.setting.page.words["page_of"].format(page=page, pages=pages)

    def _running_lines(self, canvas: Any, document: Any) -> None:
        theme = self.setting.theme
        canvas.setFillColor(HexColor(theme.colours.muted))
        with pagination(canvas, "Header"):
            self._put(canvas, "header", theme.margins.left * MM, theme.size[1] - theme.margins.top * MM / 2 - 2)
        self._footer(canvas, document)

    def _footer(self, canvas: Any, _: Any) -> None:
        theme, size = self.setting.theme, self.setting.styles.style("").fontSize - 2
        left, right = theme.margins.left * MM, theme.size[0] - theme.margins.right * MM
        bottom = theme.margins.bottom * MM / 2 - 2
        with pagination(canvas, "Footer"):
            self._put(canvas, "footer", left, bottom)
            canvas.saveState()
            canvas.translate(right, bottom)
            canvas.later(NUMBER)
            canvas.restoreState()
        canvas.setStrokeColor(HexColor(theme.colours.line))
        canvas.setLineWidth(0.4)
        line = bottom + (size + 2) * 1.2
        canvas.line(left, line, right, line)


def _frame(theme: Theme, bottom: float) -> Frame:
    """Return the frame for the blocks of a page, `bottom` points above the lower edge of the paper."""
    height = theme.height + theme.margins.bottom * MM - bottom
    edges = dict.fromkeys(("leftPadding", "rightPadding", "topPadding", "bottomPadding"), 0)
    return Frame(theme.margins.left * MM, bottom, theme.inner_width, height, id="body", **edges)
