"""Returns in a folder, for the tests of what is gathered from them and merged."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from toolkit_cli import formats
from toolkit_cli.building import build
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.values import Value
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import Fill
from toolkit_cli.returns import mergefiles
from toolkit_cli.returns.gather import Gathered
from toolkit_cli.returns.mergefiles import MergeOptions
from toolkit_cli.returns.mergeoutcome import Combined

from .conftest import Folder, relative

HEAD = 'toolkit: tiny\nversion: "1.0"\n'


def typed(organisation: str, answers: str = "A2: yes") -> str:
    """Return an answers file as somebody types it."""
    return f"{HEAD}respondent: {{organisation: {organisation}}}\nanswers: {{{answers}}}\n"


def workbook(toolkit: Toolkit, name: str, values: dict[str, Value], copy: str = "") -> bytes:
    """Return a filled workbook; a copy id makes it a personal one."""
    page = build.page(toolkit, "participant")
    if copy:
        page = replace(page, stamp=replace(page.stamp, copy=copy, personal=True))
    return formats.write(name, page, theme.load(), Fill(values=values))


def told(gathered: Gathered, folder: Folder) -> list[str]:
    """Return what could not be read, in words, without the folder's name."""
    return [relative(problem, folder.path) for problem in gathered.failures]


def skipped(gathered: Gathered, folder: Folder) -> list[str]:
    """Return what was passed over, in words, without the folder's name."""
    return [relative(problem, folder.path) for problem in gathered.skipped]


def many(returns: Folder, count: int = 60) -> None:
    """Write so many answers files, each of another organisation, into several folders."""
    for number in range(count):
        returns.write(f"{number % 7}/{number:03}.yaml", typed(f"Organisation {number}", f"A4: {number}"))


def combined(returns: Folder, tiny_folder: Folder, **more: Any) -> Combined:
    """Merge the returns into merged.yaml beside their folder."""
    output = returns.path.parent / "merged.yaml"
    return mergefiles.combine(MergeOptions((returns.path,), output, folders=(tiny_folder.path,), **more))
