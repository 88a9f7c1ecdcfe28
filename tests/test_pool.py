"""Work that is handed out to several processes: it ends in good order, whatever breaks it off."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from _thread import interrupt_main
from collections.abc import Iterator
from concurrent.futures import wait
from contextlib import closing
from functools import partial
from multiprocessing import synchronize
from pathlib import Path
from threading import Timer
from types import SimpleNamespace
from typing import Any

import pytest

from toolkit_cli.running import pool
from toolkit_cli.running.pool import FEW, defer_interrupts, handed_out, spread
from toolkit_cli.running.processes import INTERRUPTS, out_of_reach


def test_every_piece_is_done_and_comes_back_with_its_result() -> None:
    chunks = [["a", "bb"], ["ccc"]]

    assert sorted(spread(len, [*chunks], 2, 2)) == [("a", 1), ("bb", 2), ("ccc", 3)]


def test_few_pieces_are_worth_no_further_processes() -> None:
    here = {process for _, process in handed_out(_process, range(FEW), 2, lambda lost: ())}
    elsewhere = {process for _, process in handed_out(_process, range(FEW + 1), 2, lambda lost: ())}

    assert here == {os.getpid()}
    assert elsewhere and os.getpid() not in elsewhere


@pytest.mark.parametrize("wrong", [OSError("no /dev/shm"), ImportError("no locks")], ids=type)
def test_where_processes_can_share_nothing_all_is_done_in_this_one(
    monkeypatch: pytest.MonkeyPatch, wrong: Exception
) -> None:
    def refused(**_: object) -> object:
        raise wrong

    monkeypatch.setattr(synchronize, "Lock", refused)

    done = dict(handed_out(_process, range(FEW + 1), 2, lambda lost: ()))

    assert [*done] == [*range(FEW + 1)] and {*done.values()} == {os.getpid()}


def _process(_: int) -> int:
    return os.getpid()


def test_each_process_ends_the_piece_that_it_is_at_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopping(*given: Any, **more: Any) -> object:
        if not more:  # the work is broken off
            (tmp_path / "stopping").touch()
        return wait(*given, **more)

    monkeypatch.setattr(pool, "wait", stopping)

    with closing(spread(partial(_make, tmp_path), [["first"], ["at it", "never"]], 1, 2)) as results:
        assert next(results) == ("first", "first")
        while not (tmp_path / "at it-begun").exists():
            time.sleep(0.01)

    assert (tmp_path / "at it").exists()
    assert not (tmp_path / "never").exists()


def _make(folder: Path, name: str) -> str:
    """Make a file; one is made only when the work is being broken off."""
    (folder / f"{name}-begun").touch()
    while name == "at it" and not (folder / "stopping").exists():
        time.sleep(0.01)
    (folder / name).touch()
    return name


def test_a_piece_that_does_not_end_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "PATIENCE", 0)

    with closing(spread(time.sleep, [[0], [3600]], 1, 2)) as results:
        assert next(results) == (0, None)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """SIGINT as a command in a terminal has it: what runs tests in several processes lets them ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_breaks_off_the_work_while_a_piece_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "PATIENCE", 0)
    begun = time.monotonic()

    with pytest.raises(KeyboardInterrupt), closing(spread(time.sleep, [[0], [60]], 1, 2)) as results:
        assert next(results) == (0, None)
        Timer(0.5, interrupt_main).start()  # as Ctrl-C does on Windows: without an end to what is waited for
        next(results)

    assert time.monotonic() - begun < 50


@pytest.mark.parametrize("number", INTERRUPTS)
def test_an_interrupt_waits_until_a_block_is_done(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.signal(number, signal.default_int_handler)
    done = []
    try:
        with pytest.raises(KeyboardInterrupt), defer_interrupts():
            signal.raise_signal(number)
            signal.raise_signal(number)
            done.append(number)

        assert done == [number]
        assert signal.getsignal(number) is signal.default_int_handler
    finally:
        signal.signal(number, before)


def test_ctrl_c_is_kept_from_what_starts_on_windows_and_given_back_whatever_happens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[tuple[object, ...]] = []
    kernel = SimpleNamespace(SetConsoleCtrlHandler=lambda *given: told.append(given))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")

    with pytest.raises(ValueError), out_of_reach():
        told.append(("started",))
        raise ValueError

    assert told == [(None, True), ("started",), (None, False)]


if sys.platform == "win32":  # the same with a real console, which no other system has

    def test_ctrl_c_ends_no_process_while_it_starts_and_reaches_the_one_that_starts_it() -> None:
        own_console = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        done = subprocess.run(
            [sys.executable, "-c", PRESSING], capture_output=True, text=True, creationflags=own_console
        )

        assert (done.stdout, done.stderr) == ("0 [2]\n", "")


PRESSING = """
import ctypes
import signal
import subprocess
import sys
from toolkit_cli.running.processes import out_of_reach

met = []
signal.signal(signal.SIGINT, lambda number, _: met.append(int(number)))
with out_of_reach():
    begun = subprocess.Popen([sys.executable, "-c", "import time; print(flush=True); time.sleep(3)"], stdout=-1)
begun.stdout.readline()
ctypes.windll.kernel32.GenerateConsoleCtrlEvent(0, 0)
print(begun.wait(), met)
"""


@pytest.mark.skipif(os.name != "posix", reason="sends a signal that no process can take")
def test_the_processes_that_work_end_with_the_one_that_hands_out_the_work() -> None:
    command = [sys.executable, "-c", WORKING]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        worker = int(process.stdout.readline())
        process.kill()

    end = time.monotonic() + 30
    while _runs(worker):
        assert time.monotonic() < end
        time.sleep(0.1)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


WORKING = """
import os
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from toolkit_cli.running.processes import init_worker

if __name__ == "__main__":
    pool = ProcessPoolExecutor(1, get_context("spawn"), init_worker)
    print(pool.submit(os.getpid).result(), flush=True)
    time.sleep(60)
"""
