"""pdftk: data taken out of a form, filled in by a script and sent back alone, or put into the PDF again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from ..programs import program, run
from . import values
from .conftest import Workbook

Writer = Callable[[Workbook, Path], Path]
XFDF = "http://ns.adobe.com/xfdf/"
SPOILT = {values.TEXTS["a byte order mark of Latin letters"]: values.AS_UTF_16}


def fdf(workbook: Workbook, folder: Path) -> Path:
    """Let pdftk take the blank form's data out, once, and write the values into it."""
    path, blank = folder / "data.fdf", workbook.folder / "pdftk.fdf"
    if not blank.exists():
        run(program("pdftk"), workbook.pdf, "generate_fdf", "output", blank)
    data = blank.read_bytes()
    for code, text in workbook.texts().items():
        data = replaced(data, f"/T ({code})\n/V ()", f"/T ({code})\n/V <FEFF{text.encode('utf-16-be').hex()}>")
    boxes = workbook.boxes()
    for code, option in workbook.ticks():
        name = boxes[code, option].name
        empty = "/" if name == code else "/Off"  # a box that is a field of its own has a value
        data = replaced(data, f"/T ({name})\n/V {empty}", f"/T ({name})\n/V /{option}")
    path.write_bytes(data)
    return path


def replaced(data: bytes, old: str, new: str) -> bytes:
    assert data.count(old.encode()) == 1, old
    return data.replace(old.encode(), new.encode())


def xfdf(workbook: Workbook, folder: Path) -> Path:
    """Write the values as XFDF, in the shape of Acrobat's, with the stamp that a program takes over from the form."""
    root = etree.Element(f"{{{XFDF}}}xfdf", nsmap={None: XFDF})  # type: ignore[dict-item]  # its stubs know no such space
    root.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    fields = etree.SubElement(root, f"{{{XFDF}}}fields")
    boxes = workbook.boxes()
    ticks = {boxes[code, option].name: option for code, option in workbook.ticks()}
    blank = {box.name: "" if box.state == "" else "Off" for box in boxes.values()}
    for name, value in {**blank, **workbook.texts(), **ticks, "toolkit-stamp": str(workbook.page.stamp)}.items():
        field = etree.SubElement(fields, f"{{{XFDF}}}field", name=name)
        etree.SubElement(field, f"{{{XFDF}}}value").text = value
    path = folder / "data.xfdf"
    path.write_bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
    return path


@pytest.mark.parametrize("write", [fdf, xfdf])
def test_form_data_alone_comes_back(workbook: Workbook, tmp_path: Path, write: Writer) -> None:
    returned = workbook.read(write(workbook, tmp_path))

    assert workbook.differences(returned) == []
    assert returned.receipt.notes == ()


@pytest.mark.parametrize("appearances", [(), ("need_appearances",)])
@pytest.mark.parametrize("write", [fdf, xfdf])
def test_form_data_put_into_the_pdf_comes_back(
    workbook: Workbook, tmp_path: Path, write: Writer, appearances: tuple[str, ...]
) -> None:
    data, saved = write(workbook, tmp_path), tmp_path / "saved.pdf"
    run(program("pdftk"), workbook.pdf, "fill_form", data, "output", saved, *appearances)

    returned = workbook.read(saved)

    assert workbook.differences(returned) == []
    assert returned.receipt.notes == ()


def test_form_data_taken_out_of_the_filled_pdf_comes_back(workbook: Workbook, tmp_path: Path) -> None:
    """What Latin-1 can hold pdftk writes as Latin-1, where FDF has PDFDocEncoding; þÿ becomes a byte order mark."""
    run(program("pdftk"), workbook.pdf, "fill_form", fdf(workbook, tmp_path), "output", tmp_path / "saved.pdf")
    run(program("pdftk"), tmp_path / "saved.pdf", "generate_fdf", "output", tmp_path / "taken.fdf")

    returned = workbook.read(tmp_path / "taken.fdf")

    assert workbook.differences(returned, SPOILT) == []
    assert returned.receipt.notes == ()
