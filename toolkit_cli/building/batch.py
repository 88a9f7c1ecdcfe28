"""Makes a personal copy for each row of a roster: what `toolkit batch` does.

Copies of one variant share a page, which is laid out once in each process; a copy differs in its id and in what is
filled in. A batch that was stopped goes on where it was: the manifest knows every id from the beginning, and each file
is written whole or not at all.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Generator, Hashable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import NoReturn

from toolkit_cli import formats
from toolkit_cli.building import earlier, editions, manifest, readerwarnings, roster, spoiltwords
from toolkit_cli.building.batchplan import BatchOptions, Copy, Plan
from toolkit_cli.building.earlier import CopyJob, State
from toolkit_cli.building.manifest import Entry
from toolkit_cli.errors import OutputError, Problem, counted, quoted
from toolkit_cli.files import output, templatefolder
from toolkit_cli.kits import translation
from toolkit_cli.layout import contrast, theme
from toolkit_cli.layout.page import Page
from toolkit_cli.layout.theme import Theme
from toolkit_cli.running.callbacks import OnProgress, Say, no_progress, say_nothing
from toolkit_cli.running.pool import handed_out
from toolkit_cli.running.processes import processors

RECORDED = 100  # copies after which the manifest is brought up to date


@dataclass(frozen=True)
class Made:
    """What came of it: the manifest, how many files are new, how many were there already.

    `changed` are files that are no longer as they were made, and were left so: somebody may have filled them in.
    """

    path: Path
    new: int
    kept: int
    changed: tuple[str, ...] = ()

    def __str__(self) -> str:
        kept = f", {self.kept:,} {'was' if self.kept == 1 else 'were'} there already" if self.kept else ""
        return "\n".join([f"{counted(self.new, 'workbook')} made{kept}", *self.warnings])

    @property
    def warnings(self) -> list[str]:
        """What somebody has to look at, a sentence each."""
        return [
            f"{file}: changed since it was made, perhaps filled in, or open in a program; it was left alone"
            for file in self.changed
        ]


# A job, and the hash of its file: "" for one that was left as it was.
Done = tuple[CopyJob, str]


def batch(options: BatchOptions, progress: OnProgress = no_progress, warn: Say = say_nothing) -> Made:
    """Make the copies that are not there yet; `warn` is told what readers of any copy may miss.

    Nothing is written where it raises `RosterError`, with every problem of every row and with rows whose earlier copies
    may be another person's, or `OutputError` for files in the way: no manifest names them, or they have passwords and
    the new ones none.
    """
    plan = Plan(options)
    if options.lang:  # one that is not here is no row's mistake
        translation.toolkit(plan.folder, options.lang, options.translations, options.templates)
    idle = [str(problem) for problem in templatefolder.passed_over(options.templates)]
    rows = roster.load(options.roster, options.encoding, plan.problems)
    copies = plan.copies(rows)
    path = options.output / manifest.NAME
    recorded = {entry.file: entry for entry in manifest.load(path, exact=True)} if path.is_file() else {}
    copies = earlier.with_names(copies, recorded)
    earlier.check_files(options.output, copies, set(recorded))
    look = theme.load(options.theme, options.paper, options.templates)
    writer, jobs = _jobs(plan, copies, recorded, look)
    states, before = _states(options, jobs, recorded)
    for sentence in (*idle, *_warnings(plan, rows, writer, jobs)):
        warn(sentence)
    waiting = [*states[State.TO_MAKE], *(replace(job, unsure=True) for job in states[State.UNSURE])]
    done = len(jobs) - len(waiting)
    # Until a copy is made anew, the manifest tells of the earlier one: a batch that is stopped knows it by its hash.
    entries = {job.entry.file: job.entry for job in waiting} | earlier.entries(options.output, before, jobs)
    _record(path, entries)
    written = _written(writer, waiting, options.jobs)
    left = _recorded(written, path, entries, lambda made: progress(done + made, len(jobs)))
    left_alone = [job.entry.file for job in states[State.CHANGED]]
    return Made(path, len(waiting) - len(left), len(states[State.THERE]), (*left_alone, *left))


def _jobs(
    plan: Plan, copies: Sequence[Copy], recorded: Mapping[str, Entry], look: Theme
) -> tuple[CopyWriter, list[CopyJob]]:
    """Return the writer of the pages that copies share, and a job for each copy; `recorded` is the earlier manifest."""
    ids: dict[Hashable, str] = {key: entry.copy for entry in recorded.values() for key in (entry.whose, entry.file)}
    variants = {variant: at for at, variant in enumerate(dict.fromkeys(copy.variant for copy in copies))}
    pages = [plan.page(variant) for variant in variants]
    writer = CopyWriter(plan.options.format, plan.options.output, pages, look)
    return writer, [_job(copy, variants[copy.variant], writer, ids) for copy in copies]


def _states(
    options: BatchOptions, jobs: Sequence[CopyJob], recorded: Mapping[str, Entry]
) -> tuple[dict[State, list[CopyJob]], dict[str, Entry]]:
    """Return jobs by what has become of their files, and the earlier manifest with each entry's true edition.

    Raises as `batch` does where a copy could pass to another person, or replace one of another edition or a locked one.
    """
    passwords: dict[Hashable, str] = {job.entry.whose: job.copy.password for job in jobs}
    before = editions.checked(options.output, options.edition, passwords, recorded)
    earlier.check_nameless_rows(options.roster, jobs, before)
    states = earlier.by_state(options.output, options.format, jobs, before)
    earlier.check_locks(options.output, states[State.LOCKED])
    return states, before


def _warnings(plan: Plan, rows: Sequence[roster.Row], writer: CopyWriter, jobs: Sequence[CopyJob]) -> Iterator[str]:
    """Yield what readers of any copy may miss: weak colours, spoilt words, what is passed over, unknown characters."""
    options = plan.options
    yield from contrast.in_short(writer.theme, options.theme, options.templates)
    yield from _spoilt(options, rows)
    yield from plan.warnings()
    drawn = [(job.entry.file, job.page, job.copy.fill) for job in jobs]
    yield from readerwarnings.absent_in_copies(options.format, writer.pages, drawn, writer.theme)


def _recorded(
    written: Generator[Done, None, None], path: Path, entries: dict[str, Entry], told: Callable[[int], None]
) -> list[str]:
    """Record copies in the manifest as they are made, also when the batch is stopped; return the files left alone.

    `told` is called with the number of copies that are made so far.
    """
    made, left = 0, list[str]()
    try:
        with closing(written):
            for job, sha256 in written:
                entries |= {job.entry.file: replace(job.entry, sha256=sha256)} if sha256 else {}
                left += [] if sha256 else [job.entry.file]
                made += bool(sha256)
                told(made)
                if sha256 and made % RECORDED == 0:
                    _record(path, entries)
    finally:
        _record(path, entries)
    return left


def _spoilt(options: BatchOptions, rows: Sequence[roster.Row]) -> Iterator[str]:
    """Yield warnings of words that a wrong encoding may have spoilt; passwords are not looked at."""
    for what, find in (("Letters of two scripts", spoiltwords.mixed), ("Signs that no name has", spoiltwords.signed)):
        words = list(find(rows, options.secret))
        for number, word in words[:1]:
            more = f" and in {counted(len(words) - 1, 'other word')}" if len(words) > 1 else ""
            fix = "Look whether the encoding is the right one (--encoding)."
            yield str(Problem(str(options.roster), number, f"{what} are in {quoted(word)}{more}.", fix))


def _record(path: Path, entries: dict[str, Entry]) -> None:
    output.write_all({path: manifest.text(entries.values()).encode()})


def _job(copy: Copy, page: int, writer: CopyWriter, ids: Mapping[Hashable, str]) -> CopyJob:
    """Return the job for a copy, with the id of its file or of its person's copy in another format, else a new one."""
    made_of = manifest.FACILITATOR if writer.pages[page].stamp.edition == "facilitator" else ""
    made_of += hashlib.sha256(repr((writer.marks[page], copy.fill)).encode()).hexdigest()[:12]
    made_of += f"-{copy.content}" if copy.content else ""
    entry = Entry("", copy.row, copy.file, "", made_of)
    return CopyJob(copy, page, replace(entry, copy=ids.get(entry.file) or ids.get(entry.whose) or _new_id()))


def _new_id() -> str:
    """Return an id that no spreadsheet takes for a number, as it would 140483284033 and 1990056559e7."""
    while True:
        made = secrets.token_hex(6)
        if not set(made).isdisjoint("abcdf"):
            return made


@dataclass
class CopyWriter:
    """Makes copies of some pages in one format; `marks` tell the pages and looks apart."""

    format: str
    folder: Path
    pages: Sequence[Page]
    theme: Theme
    _makers: dict[int, formats.CopyMaker] = field(default_factory=dict)

    @cached_property
    def marks(self) -> list[str]:
        """A mark for each page, which changes with what is on it and how it looks."""
        look = repr(self.theme)
        return [f"{self.format} {page.stamp} {look}" for page in self.pages]

    def make(self, job: CopyJob) -> str:
        """Write a copy and return its file's hash, "" for one that was left as it is."""
        if job.page not in self._makers:
            self._makers[job.page] = formats.copy_maker(self.format, self.pages[job.page], self.theme)
        stamp = replace(self.pages[job.page].stamp, copy=job.entry.copy, personal=True, filled=job.copy.filled)
        data = self._makers[job.page](stamp, job.copy.fill)
        if job.copy.password:
            data = formats.locked(data, job.copy.password)
        path = self.folder / job.entry.file
        if job.unsure and path.read_bytes() != data:
            return ""
        output.write_all({path: data})
        return hashlib.sha256(data).hexdigest()


def _written(writer: CopyWriter, jobs: Sequence[CopyJob], processes: int | None) -> Generator[Done, None, None]:
    """Yield each job that is done, in any order."""

    def lost(_: Sequence[CopyJob]) -> NoReturn:
        what = "One of the processes that make workbooks was ended from outside, perhaps for lack of memory."
        raise OutputError(Problem("", 0, what, "Run the same command again, with --jobs 1: it goes on from there."))

    by_page = sorted(jobs, key=lambda job: job.page)
    return handed_out(writer.make, by_page, processes or processors(), lost)
