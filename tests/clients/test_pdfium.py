"""PDFium, which Chrome, Edge and many phones use: boxes clicked, texts typed a key at a time or pasted."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from . import values
from .conftest import Workbook
from .form import Box

ENTER, BACKSPACE = "\r", "\b"
MOST_KEYS = 500  # PDFium lays the whole text out again at every key
SPOILT = {
    values.TEXTS["emoji"]: "\uf600 and \uf44d\uf3fd",
    values.LINES[2]: "☒ Yes [S3] \uf600",
    values.TEXTS["a byte order mark of Latin letters"]: values.AS_UTF_16,
}


class Desk:
    """An open form with a pointer and a keyboard."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self.document = document
        self.form = document.formenv.raw
        self.pages = [document[number] for number in range(len(document))]

    def click(self, box: Box) -> None:
        page, (x, y) = self.pages[box.page].raw, box.middle
        raw.FORM_OnMouseMove(self.form, page, 0, x, y)
        raw.FORM_OnLButtonDown(self.form, page, 0, x, y)
        raw.FORM_OnLButtonUp(self.form, page, 0, x, y)

    def typed(self, box: Box, text: str) -> None:
        """Type a text, a key for each letter; Enter breaks the line. What is too long to type is pasted."""
        for letter in text[:MOST_KEYS].replace("\n", ENTER):
            raw.FORM_OnChar(self.form, self.pages[box.page].raw, ord(letter), 0)
        if text[MOST_KEYS:]:
            self.pasted(box, text[MOST_KEYS:])

    def pasted(self, box: Box, text: str) -> None:
        words = (text + "\0").encode("utf-16-le")
        wide = (ctypes.c_ushort * (len(words) // 2)).from_buffer_copy(words)
        raw.FORM_ReplaceSelection(self.form, self.pages[box.page].raw, wide)

    def leave(self) -> None:
        raw.FORM_ForceToKillFocus(self.form)


@contextmanager
def desk(blank: Path, saved: Path) -> Iterator[Desk]:
    """Open a form, and save it at the end."""
    document = pdfium.PdfDocument(blank)
    document.init_forms()
    opened = Desk(document)
    yield opened
    opened.leave()
    document.save(saved)
    for page in opened.pages:
        page.close()
    document.close()


def fill(workbook: Workbook, saved: Path, write: Callable[[Desk, Box, str], None]) -> None:
    boxes = workbook.boxes()
    with desk(workbook.pdf, saved) as opened:
        for each in workbook.given:
            if each.text:
                opened.click(boxes[each.code, ""])
                write(opened, boxes[each.code, ""], each.text)
            for option in each.ticks:
                opened.click(boxes[each.code, option])


@pytest.mark.parametrize(("write", "tabs"), [(Desk.typed, "onetwo\nindented"), (Desk.pasted, "one two\n indented ")])
def test_every_field_comes_back(
    workbook: Workbook, tmp_path: Path, write: Callable[[Desk, Box, str], None], tabs: str
) -> None:
    """PDFium takes no tab, cuts letters beyond U+FFFF to 16 bits, and writes þÿ as a byte order mark."""
    fill(workbook, tmp_path / "saved.pdf", write)

    returned = workbook.read(tmp_path / "saved.pdf")

    assert workbook.differences(returned, {values.TEXTS["tabs"]: tabs} | SPOILT) == []
    spoilt = {each.code for each in workbook.given if each.text in SPOILT and "\uf600" in SPOILT[each.text]}
    assert {(note.kind, note.code) for note in returned.receipt.notes} == {("letters", code) for code in spoilt}


def test_a_tick_is_cleared_by_a_second_click_and_by_another_option(real: Workbook, tmp_path: Path) -> None:
    boxes = real.boxes()
    with desk(real.pdf, tmp_path / "saved.pdf") as opened:
        for code, option in (("S3", "yes"), ("S3", "yes"), ("S4", "yes"), ("S4", "no"), ("D1-stance", "partly")):
            opened.click(boxes[code, option])

    returned = real.read(tmp_path / "saved.pdf")

    assert returned.response.answers == {"S4": "no", "D1-stance": "partly"}
    assert returned.receipt.notes == ()


def test_an_answer_that_is_deleted_again_is_none(real: Workbook, tmp_path: Path) -> None:
    box = real.boxes()["S1", ""]
    with desk(real.pdf, tmp_path / "first.pdf") as opened:
        opened.click(box)
        opened.typed(box, "we kept going")
    with desk(tmp_path / "first.pdf", tmp_path / "second.pdf") as opened:
        opened.click(box)
        raw.FORM_SelectAllText(opened.form, opened.pages[box.page].raw)
        opened.typed(box, BACKSPACE)

    assert real.read(tmp_path / "first.pdf").response.answers == {"S1": "we kept going"}
    assert real.read(tmp_path / "second.pdf").response.answers == {}
