"""Workbooks as programs print them, for the tests of what is read off their pages."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.pdf.read import read
from toolkit_cli.pdf.write import write
from toolkit_cli.returned import Returned

Draw = Callable[[Canvas], None]
LEFT, RIGHT, SIZE, STEP = 60.0, 540.0, 10.0, 14.0
WORDS = "we called every man by telephone twice a week because of the curfew and asked how he was "


def drawn(*pages: Draw, size: tuple[float, float] = (595, 842)) -> bytes:
    """Return a PDF whose pages are drawn by functions."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=size)
    for draw in pages:
        canvas.setFont("Helvetica", SIZE)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def asked(
    canvas: Canvas, top: float, question: str, said: Sequence[str], height: float = 100.0, step: float = STEP
) -> None:
    """Draw a question with its box below it, as programs print the table of a DOCX: lines along each side."""
    bottom = top - 24 - height
    canvas.setFillGray(0.9)
    canvas.rect(LEFT, top - 24, RIGHT - LEFT, 24, stroke=0, fill=1)
    canvas.setFillGray(0)
    for y in (top, top - 24, bottom):
        canvas.line(LEFT, y, RIGHT, y)
    for x in (LEFT, RIGHT):
        canvas.line(x, top, x, bottom)
    canvas.drawString(LEFT + 6, top - 16, question)
    for number, line in enumerate(said):
        canvas.drawString(LEFT + 6, top - 38 - number * step, line)


def asked_to_tick(canvas: Canvas) -> None:
    """Draw a question with its two boxes to tick, the first of them at (70, 640)."""
    canvas.rect(LEFT, 600, RIGHT - LEFT, 100)
    canvas.drawString(LEFT + 6, 680, "[S3] Did you go on?")
    for x, option in ((70, "Yes"), (130, "No")):
        canvas.rect(x, 640, 10, 10)
        canvas.drawString(x + 14, 641, option)


def answers(returned: Returned) -> dict[str, str]:
    return {found.code: found.text for found in returned.found}


def of_canvas(*pages: Draw) -> Returned:
    return read(drawn(*pages))


def wrapped(text: str, width: float = RIGHT - LEFT - 12) -> list[str]:
    """Break a text into lines as programs do."""
    made = [""]
    canvas = Canvas(io.BytesIO())
    for word in text.split():
        longer = f"{made[-1]} {word}".strip()
        if canvas.stringWidth(longer, "Helvetica", SIZE) > width:
            made.append(word)
        else:
            made[-1] = longer
    return made


def flat(
    page: Page, values: dict[str, str], *further: Callable[[pikepdf.Pdf], None], look: theme.Theme | None = None
) -> bytes:
    """Return a filled workbook whose fields are drawn into its pages."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(write(page, look or theme.load(), Fill(values=values)))) as pdf:
        for change in further:
            change(pdf)
        pdf.flatten_annotations()
        pdf.save(made)
    return made.getvalue()
