"""The blank workbooks that the programs fill in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from toolkit_cli import formats
from toolkit_cli.building import build
from toolkit_cli.files import installed
from toolkit_cli.kits import content
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import EMPTY
from toolkit_cli.layout.page import Page
from toolkit_cli.returns.receipt import Read

from ..conftest import TINY, Folder
from . import compare, form, values
from .values import Given

NONE: Mapping[str, str] = {}


@dataclass(frozen=True)
class Workbook:
    """A blank workbook in both formats, what is put into its fields, and where its boxes are in the PDF."""

    source: Path
    folder: Path
    page: Page
    given: tuple[Given, ...]

    @property
    def pdf(self) -> Path:
        return self.folder / "blank.pdf"

    @property
    def docx(self) -> Path:
        return self.folder / "blank.docx"

    def boxes(self) -> dict[tuple[str, str], form.Box]:
        return form.boxes(self.pdf)

    def texts(self) -> dict[str, str]:
        """Return what is written, by field."""
        return {each.code: each.text for each in self.given if each.text}

    def ticks(self) -> list[tuple[str, str]]:
        """Return which options of which fields are ticked."""
        return [(each.code, option) for each in self.given for option in each.ticks]

    def job(self, way: str = "") -> Path:
        """Return a file that tells a program what to write and to tick, and where; `way` says by which means."""
        path, boxes = self.folder / f"job{way}.json", self.boxes()
        job = {
            "way": way,
            "texts": self.texts(),
            "ticks": self.ticks(),
            "clicks": [(boxes[tick].page, *boxes[tick].middle) for tick in self.ticks()],
            "controls": list(boxes),
            "places": {f"{code}#{option}": (box.page, *box.rect) for (code, option), box in boxes.items()},
        }
        path.write_text(json.dumps(job), encoding="ascii")
        return path

    def read(self, path: Path) -> Read:
        return compare.saved(path, self.source)

    def differences(self, returned: Read, losses: Mapping[str, str] = NONE) -> list[str]:
        """Compare every field; `losses` tells what arrives for a value that the program is known to spoil."""
        expected = [each.becomes(losses.get(each.text, each.answer)) for each in self.given]
        return compare.differences(returned, self.page, expected)


def _workbook(folder: Path, source: Path) -> Workbook:
    page = build.page(content.load(source), "participant")
    made = Workbook(source, folder, page, tuple(values.given(page)))
    for name in formats.NAMES:
        (folder / f"blank.{name}").write_bytes(formats.write(name, page, theme.load(), EMPTY))
    return made


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """The real workbook."""
    return _workbook(tmp_path_factory.mktemp("real"), installed.default_toolkit())


@pytest.fixture(scope="session")
def tiny_workbook(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """A small workbook with a field of the kind that the real one has not: boxes of which any number may be ticked."""
    source = Folder(tmp_path_factory.mktemp("source"))
    for name, text in TINY.items():
        source.write(name, text)
    return _workbook(tmp_path_factory.mktemp("tiny"), source.path)


@pytest.fixture(scope="module", params=["real", "tiny"])
def workbook(request: pytest.FixtureRequest, real: Workbook, tiny_workbook: Workbook) -> Workbook:
    """Each of the workbooks in turn."""
    return real if request.param == "real" else tiny_workbook
