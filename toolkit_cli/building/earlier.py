"""What an earlier batch has left in its folder: what it says of each copy, and what a new one must not write over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path

from toolkit_cli import formats
from toolkit_cli.building import manifest
from toolkit_cli.building.batchplan import Copy
from toolkit_cli.building.manifest import Entry
from toolkit_cli.errors import MOST_NAMED, OutputError, Problem, RosterError, first_of
from toolkit_cli.files import filenames, output


class State(Enum):
    """What has become of a copy's file; of one that is `UNSURE` the manifest has no hash yet, or another's.

    One that is `LOCKED` has a password, and is asked for without one.
    """

    TO_MAKE = auto()
    LOCKED = auto()
    THERE = auto()
    CHANGED = auto()
    UNSURE = auto()


@dataclass(frozen=True)
class CopyJob:
    """A copy to make, with its id and the place of its page; `entry` has no hash yet.

    `unsure`: the file exists and the manifest has no hash of it, or that of an earlier copy; it may be overwritten only
    by identical bytes.
    """

    copy: Copy
    page: int
    entry: Entry
    unsure: bool = False


def with_names(copies: Sequence[Copy], before: Mapping[str, Entry]) -> list[Copy]:
    """Return copies with the file names of an earlier batch, where these differ from the new ones in capitals alone."""
    known = {filenames.alike(file): file for file in before}
    return [
        copy if copy.file in before else replace(copy, file=known.get(filenames.alike(copy.file), copy.file))
        for copy in copies
    ]


def entries(folder: Path, before: Mapping[str, Entry], jobs: Sequence[CopyJob]) -> dict[str, Entry]:
    """Return an earlier batch's entries for files that are still there, with the present numbers of their rows."""
    rows = {job.entry.file: job.entry.row for job in jobs}
    there = {file: entry for file, entry in before.items() if _is_file(folder / file)}
    return {file: replace(entry, row=rows.get(file, entry.row)) for file, entry in there.items()}


def check_files(folder: Path, copies: Sequence[Copy], known: set[str]) -> None:
    """Refuse to write over what is not this batch's own."""
    output.check([folder / manifest.NAME], force=True)
    output.check_names(folder / copy.file for copy in copies)
    taken = sorted(copy.file for copy in copies if copy.file not in known and (folder / copy.file).exists())
    if taken:
        fix = "Give an empty folder with -o, or the one of an earlier batch."
        raise OutputError(Problem(str(folder / file), 0, "This file exists already.", fix) for file in taken)


def check_locks(folder: Path, locked: Sequence[CopyJob]) -> None:
    """Refuse to put copies that everybody can open in the place of those with a password."""
    if locked:
        what = f"Copies with a password are here: {first_of([job.entry.file for job in locked], MOST_NAMED)}."
        fix = "Give --password-column as when they were made, or another folder with -o."
        raise OutputError(Problem(str(folder), 0, what, fix))


def check_nameless_rows(path: Path, jobs: Sequence[CopyJob], before: Mapping[str, Entry]) -> None:
    """Refuse to give a copy that is named by its row's number to another person, whose row has that number now."""
    nameless = [job for job in jobs if job.copy.content and job.copy.file in before]
    moved = [job for job in nameless if before[job.copy.file].whose != job.entry.whose]
    if moved:
        numbers = first_of([str(job.copy.row) for job in moved], MOST_NAMED)
        what = f"Rows without a name have moved or changed since their copies were made: {numbers}."
        fix = "Write the name of each row's copy in the column 'file', or give an empty folder with -o."
        raise RosterError(Problem(str(path), 0, what, fix))


def by_state(
    folder: Path, format_: str, jobs: Iterable[CopyJob], before: Mapping[str, Entry]
) -> dict[State, list[CopyJob]]:
    """Return jobs by what has become of their files; `before` are the entries of the manifest by their files."""
    found: dict[State, list[CopyJob]] = {state: [] for state in State}
    for job in jobs:
        found[_state(folder, format_, job, before.get(job.entry.file))].append(job)
    return found


def _state(folder: Path, format_: str, job: CopyJob, entry: Entry | None) -> State:
    """Return what has become of a file since an earlier batch; `entry` is its entry in the manifest.

    No manifest holds passwords, so the copy itself is tried with its password. A copy that has it is not made again:
    no two locked files are the same, and the one that was sent would not be recognised as it was made.
    """
    path = folder / job.entry.file
    if entry is None or not _is_file(path):
        return State.TO_MAKE
    if not entry.sha256:  # the batch was stopped before it was recorded
        return State.CHANGED if job.copy.password else State.UNSURE
    try:
        data = path.read_bytes()
    except OSError:  # it may not be read, or a program that has it open keeps others out
        return State.CHANGED
    alike = entry.made_of == job.entry.made_of
    if hashlib.sha256(data).hexdigest() != entry.sha256:  # made anew, it may be, by a batch that could not record it
        return State.CHANGED if alike or job.copy.password else State.UNSURE
    is_locked_so = formats.is_locked_with(format_, data, job.copy.password)
    if not is_locked_so and not job.copy.password:
        return State.LOCKED
    return State.THERE if alike and is_locked_so else State.TO_MAKE


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that this drive cannot have
        return False
