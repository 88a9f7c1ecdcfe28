"""Programs that paint the pages of a PDF: poppler (Evince, Okular), MuPDF, PDFium (Chrome, Edge)."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from ..programs import program, run
from .pictures import Picture

Paint = Callable[..., list[Picture]]


def poppler(path: Path, dpi: int, page: int | None = None) -> list[Picture]:
    """Paint all pages in grey, or the one that is named, counted from 0."""
    one = [] if page is None else ["-f", page + 1, "-l", page + 1]
    with TemporaryDirectory() as folder:
        run(program("pdftoppm"), "-r", dpi, "-gray", *one, path, Path(folder) / "page")
        return _loaded(Path(folder))


def mupdf(path: Path, dpi: int, page: int | None = None) -> list[Picture]:
    one = [] if page is None else [page + 1]
    with TemporaryDirectory() as folder:
        run(program("mutool"), "draw", "-q", "-r", dpi, "-c", "gray", "-o", Path(folder) / "page%05d.pgm", path, *one)
        return _loaded(Path(folder))


def _loaded(folder: Path) -> list[Picture]:
    pictures = []
    for path in sorted(folder.iterdir()):
        with Image.open(path) as picture:
            pictures.append(picture.convert("L"))
    return pictures


def in_pdfium(path: Path, dpi: int, page: int | None = None) -> list[Picture]:
    document = pdfium.PdfDocument(path)
    document.init_forms()
    numbers = range(len(document)) if page is None else [page]
    painted = [document[number].render(scale=dpi / 72, grayscale=True).to_pil() for number in numbers]
    document.close()
    return painted


ALL: dict[str, Paint] = {"poppler": poppler, "MuPDF": mupdf, "PDFium": in_pdfium}


@dataclass(frozen=True)
class Word:
    """Letters that follow each other: `grey` is their colour without hue, `box` left, top, right, bottom in points.

    The page is counted from 0, the box from the upper left corner of what is seen of it.
    """

    text: str
    page: int
    grey: int
    box: tuple[float, float, float, float]


def words(path: Path) -> list[Word]:
    """Return the words on a PDF's pages as PDFium finds them, also those that lie outside the paper."""
    document = pdfium.PdfDocument(path)
    found = [word for number in range(len(document)) for word in _words(number, document[number])]
    document.close()
    return found


def size(path: Path, page: int = 0) -> tuple[float, float]:
    """Return the width and height in points of what is seen of a page."""
    document = pdfium.PdfDocument(path)
    left, bottom, right, top = document[page].get_cropbox()
    document.close()
    return right - left, top - bottom


def _words(number: int, page: pdfium.PdfPage) -> Iterator[Word]:
    text, (left, _, _, top) = page.get_textpage(), page.get_cropbox()
    letters = text.get_text_range()
    assert len(letters) == text.count_chars()
    for blank, group in groupby(range(len(letters)), lambda index: letters[index].isspace()):
        indices = list(group)
        if not blank:
            lefts, bottoms, rights, tops = zip(*(text.get_charbox(index, loose=True) for index in indices), strict=True)
            box = (min(lefts) - left, top - max(tops), max(rights) - left, top - min(bottoms))
            yield Word("".join(letters[index] for index in indices), number, _grey(text, indices[0]), box)


def _grey(text: pdfium.PdfTextPage, index: int) -> int:
    """Return a letter's colour as a printer without colours prints it: the weights are those of ITU-R BT.601."""
    red, green, blue, cover = (ctypes.c_uint() for _ in range(4))
    assert raw.FPDFText_GetFillColor(text, index, red, green, blue, cover)
    return round(0.299 * red.value + 0.587 * green.value + 0.114 * blue.value)
