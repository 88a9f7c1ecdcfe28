"""The picture in the README: pages of the shipped workbooks. `python -m tests.shown` draws it again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from toolkit_cli import formats
from toolkit_cli.building import build
from toolkit_cli.files import installed
from toolkit_cli.kits import content
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import EMPTY

PATH = Path(__file__).parent / "data" / "pages.png"
SHOWN = {"participant": ("[R-date]", "[S1]"), "facilitator": ("[D3-cons]",)}  # words that only these pages have
DPI = 62
EDGE = 12  # pixels around each page
DESK = "#d8dce2"
COLOURS = 64


def pages() -> Iterator[Image.Image]:
    """Draw the pages that are shown."""
    toolkit, look = content.load(installed.default_toolkit()), theme.load()
    for edition, words in SHOWN.items():
        document = pdfium.PdfDocument(formats.write("pdf", build.page(toolkit, edition), look, EMPTY))
        texts = [page.get_textpage().get_text_bounded() for page in document]
        for word in words:
            found = max(number for number, text in enumerate(texts) if word in text)
            yield document[found].render(scale=DPI / 72).to_pil().convert("RGB")
        document.close()


def picture() -> Image.Image:
    """Lay the pages side by side."""
    drawn = list(pages())
    wide, tall = drawn[0].size
    sheet = Image.new("RGB", (len(drawn) * (wide + EDGE) + EDGE, tall + 2 * EDGE), DESK)
    for place, page in enumerate(drawn):
        sheet.paste(page, (EDGE + place * (wide + EDGE), EDGE))
    return sheet


if __name__ == "__main__":
    picture().quantize(COLOURS, dither=Image.Dither.NONE).save(PATH, optimize=True)
