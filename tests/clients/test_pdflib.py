"""pdf-lib, which many web pages and scripts use: values with the old appearances, and with ones drawn anew."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from toolkit_cli.layout import theme
from toolkit_cli.pdf.reading.overlaid import TAKEN

from ..programs import node_package, pdf_text, program, run
from . import values
from .conftest import Workbook

SCRIPT = Path(__file__).with_name("fill_pdflib.mjs")


def test_every_field_comes_back(workbook: Workbook, tmp_path: Path) -> None:
    run(program("node"), SCRIPT, node_package("pdf-lib"), workbook.pdf, workbook.job(), tmp_path / "saved.pdf")

    returned = workbook.read(tmp_path / "saved.pdf")

    assert workbook.differences(returned) == []
    assert returned.receipt.notes == ()


def test_every_field_comes_back_with_appearances_drawn_anew(workbook: Workbook, tmp_path: Path) -> None:
    """The 20,000 letters are left out: pdf-lib was not done with drawing them after more than a minute."""
    node_package("@pdf-lib/fontkit")
    workbook = replace(workbook, given=tuple(each for each in workbook.given if each.text != values.LONG))
    face, saved = theme.load().face("regular"), tmp_path / "saved.pdf"
    run(program("node"), SCRIPT, node_package("pdf-lib"), workbook.pdf, workbook.job(), saved, face)

    returned = workbook.read(saved)

    assert workbook.differences(returned) == []
    assert returned.receipt.notes == ()
    assert "Καλημέρα σας· πώς είστε;" in pdf_text(saved) or workbook.page.title == "A tiny toolkit"


def test_a_script_that_knows_one_box_a_field_ticks_the_first(real: Workbook, tmp_path: Path) -> None:
    job, saved = tmp_path / "job.json", tmp_path / "saved.pdf"
    texts = {"S1": "We kept on.\nÇa va: “yes” — 5 €", "S10": "14", "R-country": "Norge"}
    job.write_text(json.dumps({"texts": texts, "ticks": [["S3", "no"], ["G1r2", "planned"]]}))
    run(program("node"), SCRIPT, node_package("pdf-lib"), real.pdf, job, saved, "check")

    returned = real.read(saved)

    assert returned.response.respondent == {"country": "Norge"}
    assert returned.response.answers == {"S1": texts["S1"], "S3": "yes", "S10": "14", "G1r2": "in-place"}
    assert returned.receipt.notes == ()


def test_words_that_it_draws_on_the_pages_are_noted_and_those_over_an_empty_box_its_answer(
    real: Workbook, tmp_path: Path
) -> None:
    node_package("@pdf-lib/fontkit")
    job, saved = tmp_path / "job.json", tmp_path / "saved.pdf"
    drawn = [[9, "Ξεκινήσαμε “online”\nand went on"], [10, "Yes"]]
    job.write_text(json.dumps({"texts": {}, "ticks": [], "drawn": drawn}))
    face = theme.load().face("regular")
    run(program("node"), SCRIPT, node_package("pdf-lib"), real.pdf, job, saved, face)

    returned = real.read(saved)

    assert returned.response.answers == {"S4a": "Yes"}
    assert [(note.kind, note.text, note.code, note.place) for note in returned.receipt.notes] == [
        ("typed", drawn[0][1], "", "page 10"),
        ("typed", drawn[1][1], "S4a", f"page 11, {TAKEN}"),
    ]
