"""The words that content of a PDF shows, as pypdf reads them: which letters signs are, and where lines end."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Dictionary, Object, Pdf, Stream

from toolkit_cli.pdf.form import is_dictionary
from toolkit_cli.pdf.values import unpacked

UNREADABLE = "\ufffd"  # there are words, and the file does not say which
MOST_TABLE = 1 << 20  # bytes: all of Unicode's first plane takes less


@dataclass(frozen=True)
class Layer:
    """Instructions that show words, and the fonts by name: an indirect object, or None where there are none."""

    instructions: list[Any]
    fonts: Object | None


def instructions(pdf: Pdf, content: bytes) -> list[Any]:
    """Return the instructions of a content, as far as it is in order; raise what pikepdf raises where it is not."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of damage, for programmers
        return list(pikepdf.parse_content_stream(pdf.make_stream(content)))


def words(layers: Iterable[Layer]) -> list[str]:
    """Return the words of each layer, line by line; UNREADABLE where it shows some that cannot be told.

    The layers are laid on pages of a document of their own: what pypdf does not see can do it no harm.
    """
    layers = list(layers)
    if not layers:
        return []
    with Pdf.new() as scratch:
        for layer in layers:
            _lay(scratch, layer)
        saved = io.BytesIO()
        scratch.save(saved)
    return _texts(saved)


def lines(data: bytes) -> list[str]:
    """Return every line of a PDF."""
    return [line for text in _texts(io.BytesIO(data)) for line in text.splitlines()]


def _texts(file: io.BytesIO) -> list[str]:
    import pypdf  # takes time to load, and is hardly ever needed

    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    made: list[str] = []
    for page in pypdf.PdfReader(file).pages:
        try:
            text = page.extract_text()
        except Exception:  # whatever it meets in a broken font
            text = UNREADABLE
        made.append("\n".join(line.rstrip() for line in text.splitlines() if line.strip()))
    return made


def _lay(scratch: Pdf, layer: Layer) -> None:
    page = scratch.add_blank_page()
    page.obj.Contents = scratch.make_stream(pikepdf.unparse_content_stream(layer.instructions))
    page.obj.Resources = Dictionary(Font=scratch.copy_foreign(layer.fonts) if layer.fonts else Dictionary())
    for font in page.obj.Resources.Font.values() if layer.fonts else ():
        if is_dictionary(font) and not _small(font.get("/ToUnicode")):
            del font["/ToUnicode"]


def _small(table: Any) -> bool:
    """Return whether a font's table of letters, if it has one, unpacks to what a font may need."""
    try:
        return not isinstance(table, Stream) or len(unpacked(table)) <= MOST_TABLE
    except ValueError:
        return False
