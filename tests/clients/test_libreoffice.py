"""LibreOffice Writer, over its programming interface: by the mouse's ways and the keyboard's, saved as DOCX and ODT."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ..programs import program, run, system_python
from .conftest import Workbook

SCRIPT = Path(__file__).with_name("office_fill.py")


@pytest.mark.parametrize("way", ["mouse", "keys"])
def test_every_field_comes_back(real: Workbook, tmp_path: Path, way: str) -> None:
    saved = [tmp_path / f"saved.{name}" for name in ("docx", "odt")]
    blank = shutil.copy(real.docx, tmp_path / "blank.docx")  # LibreOffice asks a question where it finds its lock
    run(system_python("uno"), SCRIPT, program("soffice"), tmp_path / "profile", blank, real.job(way), *saved)

    returned = [real.read(path) for path in saved]

    assert [real.differences(each) for each in returned] == [[], []]
    notes = {note.kind for each in returned for note in each.receipt.notes}
    assert notes == ({"doubt"} if way == "keys" else set())  # typing over a box leaves its control's state behind
