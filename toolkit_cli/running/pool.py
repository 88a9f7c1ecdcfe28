"""Distributes work over several processes, and ends them in an orderly way however the work ends."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context
from typing import Any, TypeVar

from toolkit_cli.running.processes import INTERRUPTS, init_worker, out_of_reach

FEW = 20  # pieces for which it is not worth starting further processes
CHUNK = 8  # pieces that a process gets at once
AHEAD = 3  # chunks that wait for each process
TURN = 0.2  # seconds; who waits is not interrupted on Windows, and has to look up now and then
PATIENCE = 10  # seconds that a process has to finish its piece when the work is interrupted

Piece = TypeVar("Piece")
Result = TypeVar("Result")


def handed_out(
    work: Callable[[Piece], Result],
    pieces: Sequence[Piece],
    jobs: int,
    lost: Callable[[Sequence[Piece]], Iterable[tuple[Piece, Result]]],
) -> Generator[tuple[Piece, Result], None, None]:
    """Yield each piece with what `work` makes of it, in any order.

    A few pieces are done in this process, and all of them where no others can be had. If a process dies, `lost` is
    called with the pieces one of which may have ended it, and yields their results.
    """
    if jobs == 1 or len(pieces) <= FEW or not _can_spread():
        for piece in pieces:
            yield piece, work(piece)
        return
    waiting = [pieces[at : at + CHUNK] for at in range(0, len(pieces), CHUNK)]
    while waiting:
        suspects = yield from spread(work, waiting, jobs, jobs * AHEAD)
        if suspects or waiting:
            yield from lost([piece for chunk in suspects for piece in chunk])


def _can_spread() -> bool:
    """Say whether processes can share a lock and a flag: not in a container without a /dev/shm to write to."""
    context = get_context("spawn")
    try:
        context.Lock()
        context.RawValue("b", 0)
    except (ImportError, OSError):  # ImportError: this Python has no locks for several processes
        return False
    return True


def spread(
    work: Callable[[Piece], Result], waiting: list[Sequence[Piece]], jobs: int, ahead: int
) -> Generator[tuple[Piece, Result], None, list[Sequence[Piece]]]:
    """Yield each piece with what `work` makes of it, in any order, until no chunk waits or a process dies.

    Chunks are taken out of `waiting`, `ahead` of them at a time; those that may have ended a process are returned. If
    the generator is left early, it has to be closed: each process then finishes its piece and begins no other.
    """
    context = get_context("spawn")
    stop = context.RawValue("b", 0)
    with defer_interrupts():
        pool = ProcessPoolExecutor(jobs, context, _begin, (work, stop))
    running: dict[Future[list[Any]], Sequence[Piece]] = {}
    broken = False
    try:
        while waiting or running:
            while waiting and len(running) < ahead:
                # the pool would never end a process that it has not registered yet
                with defer_interrupts(), out_of_reach():
                    running[pool.submit(_work, waiting[0])] = waiting[0]
                    del waiting[0]
            for future in wait(running, TURN, return_when=FIRST_COMPLETED).done:
                results = future.result()
                yield from zip(running.pop(future), results, strict=True)
    except BrokenProcessPool:
        broken = True
    finally:
        with defer_interrupts():  # at exit, Python waits for ever for a process that was not told to end
            stop.value = 1
            if broken or wait(running, PATIENCE).not_done:
                for process in active_children():
                    process.kill()
            pool.shutdown()
    return list(running.values())


@contextmanager
def defer_interrupts() -> Iterator[None]:
    """Defer interrupts to the end of the block, and raise `KeyboardInterrupt` there if there were any.

    Processes that are started in the block are not interrupted while they start; on Windows, see `out_of_reach`.
    """
    met: list[int] = []
    here = threading.current_thread() is threading.main_thread()  # other threads are not interrupted
    kept = [number for number in INTERRUPTS if here and signal.getsignal(number) is signal.default_int_handler]
    for number in kept:
        signal.signal(number, lambda number, _: met.append(number))
    mask = getattr(signal, "pthread_sigmask", lambda *_: ())  # Windows has none
    before = mask(getattr(signal, "SIG_BLOCK", 0), INTERRUPTS)
    try:
        yield
    finally:
        mask(getattr(signal, "SIG_SETMASK", 0), before)
        for number in kept:
            signal.signal(number, signal.default_int_handler)
    if met:
        raise KeyboardInterrupt


_held: list[Any] = []  # in each worker process: its work, and the flag to stop


def _begin(work: Callable[[Any], Any], stop: Any) -> None:
    init_worker()
    _held[:] = [work, stop]


def _work(chunk: Sequence[Any]) -> list[Any]:
    work, stop = _held
    return [work(piece) for piece in chunk if not stop.value]
