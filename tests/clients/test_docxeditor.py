"""docx-editor, an editor for web pages: boxes typed into and ticked, saved as DOCX."""

from __future__ import annotations

from pathlib import Path

from toolkit_cli.returns.receipt import Read

from ..programs import node_package, program, run
from .conftest import Workbook

SCRIPT = Path(__file__).with_name("fill_docxeditor.mjs")


def filled(workbook: Workbook, way: str, saved: Path) -> Read:
    run(program("node"), SCRIPT, node_package("@eigenpal/docx-editor-core"), workbook.docx, workbook.job(way), saved)
    return workbook.read(saved)


def test_every_field_comes_back(workbook: Workbook, tmp_path: Path) -> None:
    """The editor makes a control of each paragraph, and leaves the flag that the box is empty on all of them."""
    returned = filled(workbook, "typed", tmp_path / "saved.docx")

    assert workbook.differences(returned) == []
    assert returned.receipt.notes == ()


def test_what_is_written_over_the_blanks_is_no_prompt_where_it_differs(
    real: Workbook, tiny_workbook: Workbook, tmp_path: Path
) -> None:
    many, few = (filled(each, "chosen", tmp_path / f"{each.page.title}.docx") for each in (real, tiny_workbook))

    assert real.differences(many) == tiny_workbook.differences(few) == []
    assert many.receipt.notes == ()
    assert [note.text.partition(": ")[2] for note in few.receipt.notes] == ["R-organisation, B2-why"]
