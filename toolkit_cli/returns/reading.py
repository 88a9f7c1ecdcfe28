"""Reads a return: its bytes to its reader, what was found to answers, everything else to the receipt."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from pathlib import Path

from toolkit_cli import filetypes
from toolkit_cli.errors import Problem, ReturnError, typed
from toolkit_cli.files import installed
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.returned import REPORT, Returned
from toolkit_cli.returns import answersreturn
from toolkit_cli.returns.answersreturn import AnswersReturn
from toolkit_cli.returns.receipt import Read
from toolkit_cli.returns.toolkits import Toolkits
from toolkit_cli.returns.workbookreader import WorkbookReader

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def read(path: Path, toolkits: Toolkits, data: bytes | None = None) -> Read:
    """Read a filled workbook of any format; `data` are the file's bytes where they are known already.

    Raises `ReturnError` with the file's name for what cannot be read; whatever a reader meets in a broken file, no
    other exception comes out.
    """
    data = filetypes.load(path) if data is None else data
    with filetypes.in_words(path):
        name = filetypes.kind(data)
        returned = filetypes.reader(name, toolkits.passwords)(data)
        toolkit = _toolkit(returned, toolkits)
        reader = WorkbookReader(toolkit, toolkits)
        if is_code := reader.code_test(returned):
            returned = filetypes.reader(name, toolkits.passwords, is_code)(data)
        made = reader.read(path, data, saved(path), returned)
        if toolkit.original and any(note.kind in ("stray", "changed") for note in made.receipt.notes):
            printed = toolkits.as_printed(toolkit, returned)
            if printed is not toolkit:
                return WorkbookReader(printed, toolkits).read(path, data, saved(path), returned)
        return made


def read_file(path: Path, toolkits: Toolkits) -> list[Read]:
    """Read a return, or an answers file as so many; raise `ReturnError` with what is wrong with it."""
    if os.path.isdir(path):  # Path.is_dir raises for a name that is too long
        fix = f"Give the files in it, or merge it: toolkit merge {typed(path)} -o merged.yaml"
        if (path / installed.TOOLKIT).is_file():
            fix = "If it is the toolkit that the workbooks were made from, put --toolkit before it."
        raise ReturnError(Problem(str(path), 0, "This is a folder, not a return.", fix))
    data = filetypes.load(path)
    found = read_any(path, data, toolkits)
    return [found] if isinstance(found, Read) else found.reads(path, data)


def read_any(path: Path, data: bytes, toolkits: Toolkits) -> Read | AnswersReturn:
    """Read a return by its bytes, a workbook or an answers file; raise `ReturnError` with what is wrong with it."""
    return answersreturn.read(path, data, toolkits) if _is_answers(data) else read(path, toolkits, data)


def _is_answers(data: bytes) -> bool:
    try:
        return filetypes.kind(data) == "answers"
    except ReturnError:
        return False  # the reader says it in its own words


def saved(path: Path) -> str:
    """Return when a file was last written (ISO 8601, UTC), "" where its date is one that no calendar has.

    Windows counts no dates before 1970, and yet has files of 1601, which some program has left without a date.
    """
    try:
        return (EPOCH + timedelta(seconds=int(os.path.getmtime(path)))).isoformat()
    except OverflowError:
        return ""


def _toolkit(returned: Returned, toolkits: Toolkits) -> Toolkit:
    """Return the toolkit whose workbook came back, in the language in which it is printed."""
    stamp = returned.stamp
    if stamp and stamp.is_of_report:
        raise ReturnError(REPORT)
    toolkit = toolkits.toolkit(stamp.toolkit, stamp.lang) if stamp else toolkits.usual()
    return toolkit if stamp and stamp.lang else toolkits.in_language_of_questions(toolkit, returned)
