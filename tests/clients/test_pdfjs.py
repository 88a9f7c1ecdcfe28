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
