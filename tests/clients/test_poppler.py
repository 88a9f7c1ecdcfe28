"""poppler, which Evince and Okular use: fields set as these viewers do, and what is seen on the pages."""

from __future__ import annotations

from pathlib import Path

from ..programs import program, run, system_python
from .conftest import Workbook

SCRIPT = Path(__file__).with_name("fill_poppler.py")


def test_every_field_comes_back(workbook: Workbook, tmp_path: Path) -> None:
    run(system_python("gi"), SCRIPT, workbook.pdf, workbook.job(), tmp_path / "saved.pdf")

    returned = workbook.read(tmp_path / "saved.pdf")

    assert workbook.differences(returned) == []
    assert returned.receipt.notes == ()


def test_what_pdfunite_puts_together_is_read(workbook: Workbook, tmp_path: Path) -> None:
    run(system_python("gi"), SCRIPT, workbook.pdf, workbook.job(), tmp_path / "saved.pdf")
    run(program("pdfunite"), tmp_path / "saved.pdf", tmp_path / "one.pdf")

    returned = workbook.read(tmp_path / "one.pdf")

    assert workbook.differences(returned) == []
    assert returned.receipt.notes == ()
