"""Nothing that is made says who made it, where and when: no name of a user or machine, no path, no hour."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from toolkit_cli.cli import cli

from .conftest import Folder

USER, MACHINE, PLACE = "maker-of-this", "machine-of-this", "folder-of-this"
ANSWERS = "toolkit: tiny\nresponses:\n{}"
ENTRY = "- respondent: {{organisation: Org {}}}\n  answers: {{A2: yes, A3: Text., A4: {}}}\n"
EVERY = "-f docx -f pdf -f html -f xlsx -f csv"
COMMANDS = {
    "build": "build {toolkit} -f docx -f pdf -e both -o {out}",
    "print": "build {toolkit} --print -f pdf -f docx -o {out}",
    "combined": "build {toolkit} --answers {answers} -f docx -f pdf -o {out}",
    "batch docx": "batch {roster} {toolkit} -f docx -o {out}",
    "batch pdf": "batch {roster} {toolkit} -f pdf -o {out}",
    "report": f"report {{answers}} --toolkit {{toolkit}} {EVERY} -o {{out}}",
    "compare": f"compare {{answers}} {{later}} --toolkit {{toolkit}} {EVERY} -o {{out}}",
    "translate": "translate export {toolkit} --lang it -o {out}/it.po",
}


def plain(data: bytes) -> Iterator[bytes]:
    """Yield what a file holds, unpacked as far as it goes."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                yield from plain(archive.read(entry))
                yield repr((entry.date_time, entry.extra, entry.comment)).encode()
    elif data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            yield repr(dict(pdf.docinfo)).encode()
            for each in pdf.objects:
                if isinstance(each, pikepdf.Stream):
                    yield each.read_bytes()


@pytest.mark.parametrize("command", COMMANDS)
def test_no_file_says_who_made_it_where_and_when(
    tiny_folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    for name in ("USER", "LOGNAME", "USERNAME", "LNAME"):
        monkeypatch.setenv(name, USER)
    for name in ("HOSTNAME", "COMPUTERNAME"):
        monkeypatch.setenv(name, MACHINE)
    here = Folder(tmp_path / PLACE)
    places = {
        "toolkit": str(tiny_folder.path),
        "out": str(here.path / "out"),
        "answers": str(here.write("a.yaml", ANSWERS.format("".join(ENTRY.format(at, at) for at in range(6))))),
        "later": str(here.write("b.yaml", ANSWERS.format("".join(ENTRY.format(at, at + 1) for at in range(6))))),
        "roster": str(here.write("r.csv", "organisation\nNorth\nSouth\n")),
    }

    done = CliRunner().invoke(cli, [part.format(**places) for part in COMMANDS[command].split()])

    assert done.exit_code == 0, done.output
    made = [path for path in (here.path / "out").rglob("*") if path.is_file()]
    assert made
    today = datetime.now(timezone.utc)
    told = [USER, MACHINE, PLACE, f"{today:%Y-%m-%d}", f"D:{today:%Y%m%d}", f"({today:%Y, })"]
    for path in made:
        found = {word for part in plain(path.read_bytes()) for word in told if word.encode() in part}
        assert found == set(), path.name
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as archive:
                assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
                core = archive.read("docProps/core.xml").decode()
            assert re.findall(r"<dcterms:\w+[^>]*>([^<]*)<", core) == ["2021-01-01T00:00:00Z"] * 2
