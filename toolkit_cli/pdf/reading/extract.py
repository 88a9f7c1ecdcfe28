"""Reads the words that content streams of a PDF show, line by line."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf, String

from toolkit_cli.pdf.objects import is_dictionary
from toolkit_cli.pdf.reading.letters import drawn_lines, of_page
from toolkit_cli.pdf.reading.scratch import Scratch
from toolkit_cli.returned import UNREADABLE

MOST_INSTRUCTIONS = 50_000  # of a page: ten times as many as on the fullest page of a workbook
MOST_PARTS = 800_000  # of a content, which all become instructions and operands at once
MOST_LETTERS = 100_000  # of a page
SHOWS = ("Tj", "TJ", "'", '"')  # the operators that show words (ISO 32000-1 9.4.3)
DRAWN = re.compile(rb"(/[^\s/\[\]()<>{}%]+)\s+Do(?![^\s\[(<])")  # the name of what is drawn
PART = re.compile(rb"[^\s\[\]<>()]+|[\[<(]")  # an operator or an operand, more or less: of a string each word is one
BLANK = 0x20  # the highest byte of a string that shows nothing, in fonts of letters with a byte each


@dataclass(frozen=True)
class Layer:
    """Instructions that show words, and the dictionary of their fonts as an indirect object; None without fonts."""

    instructions: list[Any]
    fonts: Object | None

    @classmethod
    def made(cls, pdf: Pdf, instructions: list[Any], fonts: Any) -> Layer:
        """Return a layer of instructions with those of some fonts that they select."""
        used = {str(each.operands[0]) for each in instructions if str(each.operator) == "Tf" and each.operands}
        held = fonts.items() if is_dictionary(fonts) else ()
        kept = {name: font for name, font in held if name in used}
        return cls(instructions, pdf.make_indirect(Dictionary(kept)) if kept else None)

    def shows_signs(self) -> bool:
        """Say whether there is anything but blanks in the strings that the instructions show."""
        said = (each.operands[-1] for each in self.instructions if str(each.operator) in SHOWS and each.operands)
        strings = (part for text in said for part in (list(text) if isinstance(text, Array) else [text]))
        return any(byte > BLANK for each in strings if isinstance(each, String) for byte in bytes(each))


def instructions(pdf: Pdf, content: bytes) -> list[Any]:
    """Return a content stream's instructions; raise one of BROKEN where the content is damaged, or has too many."""
    if len(content) > MOST_PARTS and any(True for _ in islice(PART.finditer(content), MOST_PARTS, None)):
        raise ValueError("more than anybody draws")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they tell programmers of damage
        return list(pikepdf.parse_content_stream(pdf.make_stream(content)))


def words(layers: Iterable[Layer]) -> list[str]:
    """Return the words of each layer, line by line; UNREADABLE for a layer with words that cannot be read."""
    laid, scratch = list(layers), Scratch()
    sound: list[bool] = []
    for layer in laid:
        few = len(layer.instructions) <= MOST_INSTRUCTIONS
        content = pikepdf.unparse_content_stream(layer.instructions) if few else b""
        sound.append(scratch.add(content, layer.fonts) and few)
    texts = _texts(scratch.saved()) if any(sound) else [""] * len(sound)
    there = zip(laid, texts, sound, strict=True)
    return [text if fine and (text or not layer.shows_signs()) else UNREADABLE for layer, text, fine in there]


def lines(data: bytes) -> list[str]:
    """Return every line that is shown on the pages of a PDF."""
    return [line for text in _texts(data) for line in text.split("\n") if line]


def _texts(data: bytes) -> list[str]:
    import pypdfium2  # slow to load, and hardly ever needed

    document = pypdfium2.PdfDocument(data)
    try:
        return ["\n".join(drawn_lines(of_page(page.get_textpage(), MOST_LETTERS))) for page in document]
    finally:
        document.close()
