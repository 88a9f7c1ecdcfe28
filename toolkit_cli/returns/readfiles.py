"""Reads filled workbooks into one file of answers, with a receipt of each. What `toolkit read` does."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit_cli.errors import Problem, ReturnError
from toolkit_cli.files import output
from toolkit_cli.files.search import expanded
from toolkit_cli.responses import writeanswers
from toolkit_cli.returns import reading
from toolkit_cli.returns.receipt import Read, Receipt
from toolkit_cli.returns.returnoptions import ReturnOptions, exit_code
from toolkit_cli.returns.toolkits import Toolkits
from toolkit_cli.running.callbacks import OnStage, no_progress


@dataclass(frozen=True)
class ReadOptions(ReturnOptions):
    """What is asked of a reading; `form` is that of the answers file, `bom` puts a byte order mark before a CSV."""

    paths: tuple[Path, ...]
    output: Path | None = None
    form: str | None = None
    receipt: Path | None = None
    bom: bool = False

    @property
    def made(self) -> str:
        """The form of the answers file; raise `OutputError` where its name is that of another one."""
        return writeanswers.form_of(self.output, self.form)


@dataclass(frozen=True)
class FilesRead:
    """What came of a reading: the answers as the text of a file, a receipt each, what could not be read, the exit code.

    `skipped` is what was given and is no return at all, such as the lock of a document that is open.
    """

    text: str
    receipts: tuple[Receipt, ...]
    problems: tuple[Problem, ...]
    exit_code: int
    skipped: tuple[Problem, ...] = ()


def read_files(options: ReadOptions, progress: OnStage = no_progress) -> FilesRead:
    """Read returns of one toolkit, and write what is asked for; raise `ToolkitError` where that cannot be done."""
    paths, skipped = expanded(options.paths)
    if not paths:
        raise ReturnError([*skipped, Problem("", 0, "There are no returns here.", "Give files.")])
    form = options.made
    output.check_apart(paths, [path for path in (options.output, options.receipt) if path])
    done = replace(_read(paths, options, form, progress), skipped=skipped)
    files = {options.receipt: as_json(done)} if options.receipt else {}
    if options.output and done.text:
        files[options.output] = done.text
    output.write_texts(files, options.force, {options.receipt: "--receipt"} if options.receipt else None)
    return done


def _read(paths: Sequence[Path], options: ReadOptions, form: str, progress: OnStage) -> FilesRead:
    """Return the answers of returns as one file's text: one response, or several in a list."""
    reads, problems = read_all(paths, options.toolkits(), progress)
    text = ""
    if reads:
        toolkit = reads[0].toolkit
        responses = [read.response for read in reads]
        single = len(responses) == 1 and len(paths) == 1
        data = writeanswers.single(toolkit, responses[0]) if single else writeanswers.several(toolkit, responses)
        text = writeanswers.text(data, form, options.bom)
    receipts = tuple(read.receipt for read in reads)
    unread = bool(problems) or any(each.lacks_translation for each in receipts)
    code = exit_code(unread, any(each.notes for each in receipts), options.strict)
    return FilesRead(text, receipts, tuple(problems), code)


def read_all(
    paths: Sequence[Path], toolkits: Toolkits, progress: OnStage = no_progress
) -> tuple[list[Read], list[Problem]]:
    """Read one return after the other; one that cannot be read does not stop the rest.

    All belong to the toolkit of the first that can be read; those of another one are told among the problems.
    """
    reads: list[Read] = []
    problems: list[Problem] = []
    for done, path in enumerate(paths):
        progress(done, len(paths), "files")
        try:
            found = reading.read_file(path, toolkits)
        except ReturnError as wrong:
            problems += wrong.problems
            continue
        first, own = ({read.toolkit.toolkit for read in some} for some in (reads, found))
        if own <= (first or own):
            reads += found
        else:
            what = f"This belongs to the toolkit {min(own)!r}, and the first that was read to {min(first)!r}."
            problems.append(Problem(str(path), 0, what, "Read each toolkit's returns by themselves."))
    return reads, problems


def as_json(done: FilesRead) -> str:
    """Return receipts, what could not be read, and what was skipped, as JSON."""
    data = {
        "receipts": [receipt.as_data() for receipt in done.receipts],
        "unread": [*map(_told, done.problems)],
        "skipped": [*map(_told, done.skipped)],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _told(problem: Problem) -> dict[str, str | int]:
    line: dict[str, str | int] = {"line": problem.line} if problem.line else {}
    return {"file": problem.file, **line, "problem": problem.what, "fix": problem.fix}
