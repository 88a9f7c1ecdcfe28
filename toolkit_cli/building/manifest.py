"""The manifest of a batch: which copy went into which file.

With it a batch that was stopped is resumed, and missing copies are found.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path

from toolkit_cli.errors import ManifestError, Problem, unreadable
from toolkit_cli.files import csvtext, filenames, textfile
from toolkit_cli.responses.joined import Joined

NAME = "manifest.csv"
FACILITATOR = "F"  # which stands in no mark: they are of figures and small letters


@dataclass(frozen=True)
class Entry:
    """A file: the id of the copy, the row of the roster, its name, its SHA-256, and a mark of what it was made of.

    A row's DOCX and PDF are one copy. In `made_of` a letter comes first if it is for facilitators; where nothing in a
    row names its file, a hyphen and a mark of the row follow.
    """

    copy: str
    row: int
    file: str
    sha256: str
    made_of: str

    @property
    def whose(self) -> tuple[str, str]:
        """What tells the person: the file's name without ending and, where that is a row's number, the row's mark."""
        return filenames.alike(self.file.rpartition(".")[0]), self.made_of.partition("-")[2]

    @property
    def edition(self) -> str:
        """The edition as far as the manifest tells; one of before this was marked counts as participants'."""
        return "facilitator" if self.made_of.startswith(FACILITATOR) else "participant"


HEAD = tuple(field.name for field in fields(Entry))


def text(entries: Iterable[Entry]) -> str:
    """Return the manifest as CSV, by rows, as Excel takes it."""
    return csvtext.text([HEAD, *map(astuple, sorted(entries, key=lambda entry: (entry.row, entry.file)))], bom=True)


def load(path: Path, exact: bool = False) -> list[Entry]:
    """Return a manifest's entries; raise `ManifestError` for a file that is none.

    A spreadsheet may have saved it in another encoding. Ids, rows and hashes are the same in all of them; letters that
    are not known in the names of files become �, or with `exact`, where names decide, raise `ManifestError` too.
    """
    try:
        data = textfile.read(path)
        wide = data.startswith(textfile.UTF_16)
        text = data.decode("utf-16" if wide else "utf-8-sig", "strict" if exact else "replace")
        delimiter = max(",;\t", key=text.partition("\n")[0].count)  # as spreadsheets save it in this country or that
        return _entries(list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))
    except UnicodeDecodeError:
        what = "This is not in UTF-8: a spreadsheet has saved it, and names of files may have lost letters."
        fix = 'In Excel, save it as "CSV UTF-8"; or move it elsewhere with the copies, and make the batch again.'
        raise ManifestError(Problem(str(path), 0, what, fix)) from None
    except OSError as wrong:
        raise ManifestError(unreadable(path, wrong, "Give the manifest.csv of a batch.")) from wrong
    except (ValueError, csv.Error, IndexError):
        what = "This is not the manifest of a batch."
        raise ManifestError(Problem(str(path), 0, what, "Give the manifest.csv that `toolkit batch` wrote.")) from None


def _entries(rows: Sequence[Sequence[str]]) -> list[Entry]:
    if tuple(rows[0]) != HEAD:
        raise ValueError
    filled = (cells for cells in rows[1:] if any(cells))  # a spreadsheet keeps the place of a row that was emptied
    return [Entry(copy, int(row), csvtext.from_cell(file), sha256, made) for copy, row, file, sha256, made in filled]


def by_person(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Return the entries of each person, in their order: of two formats, each of which once had an id of its own."""
    joined = Joined[Hashable]()
    for entry in entries:
        joined.join(entry.copy, entry.whose)
    return joined.sets(entries, lambda entry: entry.copy)


def of_person(entries: Sequence[Entry]) -> Entry:
    """Return one of a person's entries, which names all the files."""
    return replace(entries[0], file=", ".join(entry.file for entry in entries))
