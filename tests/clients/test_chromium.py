"""Chromium's own PDF viewer, without a window: every box clicked, every text typed, saved by the viewer's button."""

from __future__ import annotations

from pathlib import Path

from . import compare, values
from .chromium import viewer
from .conftest import Workbook

ROUNDS = 3
SPOILT = {
    values.TEXTS["tabs"]: "onetwo\nindented",
    values.TEXTS["emoji"]: "\ufffd and \ufffd\ufffd",
    values.LINES[2]: "☒ Yes [S3] \ufffd",
    values.TEXTS["a byte order mark of Latin letters"]: values.AS_UTF_16,
}


def test_every_field_comes_back(real: Workbook, tmp_path: Path) -> None:
    """A key that types an emoji types half of it, which is noted; tabs and þÿ are as in PDFium.

    Without a window a text is now and then dropped before it is in the form. As a person does who sees an empty box,
    it is then typed once more.
    """
    boxes, saved = real.boxes(), tmp_path / "saved.pdf"
    waiting = list(real.given)
    with viewer(real.pdf, tmp_path / "profile") as opened:
        for _ in range(ROUNDS):
            for each in waiting:
                if each.text:
                    opened.fill(boxes[each.code, ""], each.text)
                for option in each.ticks:
                    opened.click(boxes[each.code, option])
            saved.write_bytes(opened.save())
            returned = real.read(saved)
            arrived = compare.values(returned)
            waiting = [each for each in waiting if each.answer is not None and each.code not in arrived]
            opened.settle *= 3

    assert real.differences(returned, SPOILT) == []
    halves = {each.code for each in real.given if "\ufffd" in SPOILT.get(each.text, "")}
    assert {(note.kind, note.code) for note in returned.receipt.notes} == {("letters", code) for code in halves}
