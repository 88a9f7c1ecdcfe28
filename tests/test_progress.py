"""The progress bar: for people, on a terminal, after a second."""

from __future__ import annotations

import io
from itertools import groupby
from pathlib import Path

import pytest
from click.testing import CliRunner

from toolkit_cli.cli import cli
from toolkit_cli.running import progress as bar
from toolkit_cli.running.progress import Progress


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_after_a_second_and_wiped() -> None:
    stream, clock = _Terminal(), iter([0.0, 0.5, 1.1, 1.15, 1.3])
    with Progress("files", stream, lambda: next(clock)) as progress:
        for done in (1, 2, 3, 4):
            progress(done, 4)

    shown = stream.getvalue().split("\r")
    assert [line.strip() for line in shown if line.strip()] == [
        f"[{'#' * 15}{'-' * 15}] 2 of 4 files",
        f"[{'#' * 30}] 4 of 4 files",
    ]
    assert shown[-1] == ""


def test_an_interrupt_as_soon_as_the_bar_stands_there_leaves_none() -> None:
    class _Interrupted(_Terminal):
        written = 0

        def flush(self) -> None:
            self.written += 1
            if self.written == 1:
                raise KeyboardInterrupt

    stream, clock = _Interrupted(), iter([0.0, 2.0])
    with pytest.raises(KeyboardInterrupt), Progress("files", stream, lambda: next(clock)) as progress:
        progress(1, 2)

    assert [line.strip() for line in stream.getvalue().split("\r")][2:] == ["", ""]


@pytest.mark.parametrize(
    ("columns", "shown"),
    [(80, f"[{'#' * 15}{'-' * 15}] 3 of 6 returns"), (30, "[######------] 3 of 6 returns"), (12, "3 of 6 retu")],
)
def test_progress_fits_into_the_terminal(monkeypatch: pytest.MonkeyPatch, columns: int, shown: str) -> None:
    monkeypatch.setattr(Progress, "_columns", lambda _: columns)
    stream, now = _Terminal(), iter([0.0, 2.0])

    with Progress("returns", stream, lambda: next(now)) as progress:
        progress(3, 6)

    assert stream.getvalue().split("\r")[1] == shown


def test_progress_is_not_shown_where_nobody_looks() -> None:
    stream = io.StringIO()
    clock = iter([0.0, 5.0, 6.0])
    with Progress("files", stream, lambda: next(clock)) as progress:
        progress(1, 2)

    assert stream.getvalue() == ""


def test_what_is_counted_next_is_shown_at_once() -> None:
    stream, clock = _Terminal(), iter([0.0, 1.1, 1.15, 1.16])
    with Progress("files", stream, lambda: next(clock)) as progress:
        progress(9, 9, "responses")
        progress(0, 2)
        progress(1, 2)

    assert [line.strip() for line in stream.getvalue().split("\r") if line.strip()] == [
        f"[{'#' * 30}] 9 of 9 responses",
        f"[{'-' * 30}] 0 of 2 files",
    ]


def test_what_is_said_meanwhile_does_not_stand_behind_the_bar() -> None:
    stream, clock = _Terminal(), iter([0.0, 2.0])
    with Progress("files", stream, lambda: next(clock)) as progress:
        progress(1, 2)
        progress.above(lambda told: print(told, file=stream))("Names removed.")

    shown = stream.getvalue().split("\r")
    assert shown[1].endswith("1 of 2 files")
    assert shown[2].strip() == ""
    assert shown[3:] == ["Names removed.\n\r"] or shown[3] == "Names removed.\n"


MERGED = """\
toolkit: covid19
version: "1.0"
responses:
  - {id: a, respondent: {organisation: North}, answers: {S3: yes}}
  - {id: b, respondent: {organisation: South}, answers: {S3: no}}
"""
# What a command counts, one thing after the other.
COUNTED = {
    "read m.yaml m.yaml": ["files"],
    "check --privacy m.yaml --redact copies": ["files", "responses", "responses copied"],
    "build --answers m.yaml -e facilitator -f pdf -f docx -o made": ["responses", "files", "parts of the PDF", "files"],
    "report m.yaml -f pdf -f xlsx -o made": ["responses", "files", "parts of the PDF", "files"],
    "compare m.yaml m.yaml -f pdf -o made": ["responses", "files", "parts of the PDF"],
}


@pytest.mark.parametrize("command", COUNTED)
def test_every_command_that_may_take_long_shows_progress(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    met: list[tuple[int, int, str]] = []

    class Watched(Progress):
        def __init__(self, what: str, *, quiet: bool = False) -> None:
            super().__init__(what, quiet=quiet)

        def __call__(self, done: int, total: int, what: str = "") -> None:
            met.append((done, total, what or self.what))

    monkeypatch.setattr(bar, "Progress", Watched)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.yaml").write_text(MERGED, "utf-8")

    done = CliRunner().invoke(cli, command.split())

    assert done.exit_code == 0, done.output
    assert [what for what, _ in groupby(what for _, _, what in met)] == COUNTED[command]
    assert all(0 <= at <= total for at, total, _ in met)


@pytest.mark.parametrize("command", ["read --force", "build --force --answers", "report --force"])
def test_with_quiet_no_progress_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setattr(bar, "AFTER", -1.0)
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.yaml").write_text(MERGED, "utf-8")

    said = {quiet: CliRunner().invoke(cli, [*command.split(), "m.yaml", *quiet]) for quiet in ((), ("-q",))}

    assert [done.exit_code for done in said.values()] == [0, 0]
    assert "files" in said[()].stderr
    assert "\r" not in said["-q",].stderr
