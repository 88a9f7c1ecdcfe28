"""poppler, which Evince and Okular use: fields set as these viewers do, and what is seen on the pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..programs import program, run, system_python
from .conftest import Workbook

SCRIPT = Path(__file__).with_name("fill_poppler.py")


@pytest.fixture(scope="module")
def saved(workbook: Workbook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the workbook as it was filled in."""
    path = tmp_path_factory.mktemp("saved") / "saved.pdf"
    run(system_python("gi"), SCRIPT, workbook.pdf, workbook.job(), path)
    return path


def test_every_field_comes_back(workbook: Workbook, saved: Path) -> None:
    returned = workbook.read(saved)

    assert workbook.differences(returned) == []
    assert returned.receipt.notes == ()


def test_what_pdfunite_puts_together_is_read(workbook: Workbook, saved: Path, tmp_path: Path) -> None:
    run(program("pdfunite"), saved, tmp_path / "one.pdf")

    returned = workbook.read(tmp_path / "one.pdf")

    assert workbook.differences(returned) == []
    assert returned.receipt.notes == ()
