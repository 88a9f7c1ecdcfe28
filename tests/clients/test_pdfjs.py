"""pdf.js, which Firefox uses: what its viewer stores at each key and click, and the file that it saves."""

from __future__ import annotations

from pathlib import Path

from ..programs import node_package, program, run
from .conftest import Workbook

SCRIPT = Path(__file__).with_name("fill_pdfjs.mjs")


def test_every_field_comes_back(workbook: Workbook, tmp_path: Path) -> None:
    run(program("node"), SCRIPT, node_package("pdfjs-dist"), workbook.pdf, workbook.job(), tmp_path / "saved.pdf")

    returned = workbook.read(tmp_path / "saved.pdf")

    assert workbook.differences(returned) == []
    assert returned.receipt.notes == ()


def test_what_is_typed_over_the_boxes_comes_back_too(workbook: Workbook, tmp_path: Path) -> None:
    job = workbook.job("laid")
    run(program("node"), SCRIPT, node_package("pdfjs-dist"), workbook.pdf, job, tmp_path / "saved.pdf")

    returned = workbook.read(tmp_path / "saved.pdf")

    # Some programs end such a text with a line break, which is not told from a person's.
    losses = {
        each.text: each.answer.strip("\n") for each in workbook.given if each.text and isinstance(each.answer, str)
    }
    assert workbook.differences(returned, losses) == []
    assert {note.kind for note in returned.receipt.notes} == {"typed"}
