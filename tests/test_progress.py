"""The progress bar: for people, on a terminal, after a second."""

from __future__ import annotations

import io

import pytest

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
