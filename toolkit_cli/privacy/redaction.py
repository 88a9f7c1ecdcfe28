"""Writes copies of returns and answers files with marks, such as [name], in the place of likely personal data.

What is read is never changed. A copy is an answers file, also of a DOCX or PDF, whose hidden parts would keep what is
taken out of its words. "Names removed" is all that can be said of a copy: what no rule found still stands there.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

from toolkit_cli import answersfile, kinds, output, yamlfile
from toolkit_cli.errors import OutputError, Problem
from toolkit_cli.privacy import look as privacy
from toolkit_cli.privacy.look import Asked, Look, Looked, composed
from toolkit_cli.privacy.names import Names
from toolkit_cli.privacy.passages import Passage, changed
from toolkit_cli.privacy.spans import replaced
from toolkit_cli.reading import Read
from toolkit_cli.response import Response
from toolkit_cli.returned import Note, ReturnError
from toolkit_cli.shelf import Shelf

ENDING = "-names-removed"
DONE = Note(
    "redacted",
    text="rules put marks in the place of likely names and other personal data; what they did not find still stands",
)


@dataclass(frozen=True)
class Redacted:
    """What was found in the files, and the copies that were written, in the order of the files."""

    looked: Looked
    copies: tuple[Path, ...]


def redact(paths: Sequence[Path], folder: Path, shelf: Shelf, force: bool = False) -> Redacted:
    """Write a copy of every return and answers file into a folder, all or none of them.

    `north.docx` gives `north-names-removed.yaml`; a JSON file gives JSON. A file that cannot be read gives none, and is
    told among the problems. Raises `OutputError` where a copy exists, unless `force`; a file that was given is never
    written over.
    """
    opened = privacy.opened(paths, shelf)
    copies: dict[Path, str] = {}
    for path, reads in opened.files:
        form = _form(path)
        copies[_name(folder, path.stem, form, copies)] = answersfile.text(_data(path, reads), form)
    _spare([path for path, _ in opened.files], copies)
    output.check(copies, force)
    output.write_all({path: text.encode("utf-8") for path, text in copies.items()})
    return Redacted(privacy.looked(opened), tuple(copies))


def redacted(response: Response, asked: Asked) -> Response:
    """Return a response with marks in the place of all that may be personal data, and a note that says so.

    What stands beside a mark may look otherwise than before: this looks again until nothing more is found.
    """
    before, after = None, response
    while after != before:
        before, after = after, _once(after, asked)
    return after if DONE in after.notes else replace(after, notes=(*after.notes, DONE))


def _once(response: Response, asked: Asked) -> Response:
    look = Look(response, asked)

    def change(passage: Passage) -> str:
        spans = look.spans(passage)
        return replaced(composed(passage.text), spans) if spans else passage.text

    return changed(response, asked.fields, change)


def _data(path: Path, reads: Sequence[Read]) -> dict[str, Any]:
    """Return a copy as an answers file's data: with one response or several, as its file has them."""
    toolkit = reads[0].toolkit
    asked = Asked(toolkit)
    responses = [redacted(read.response, asked) for read in reads]
    given = yamlfile.read(path, ReturnError).data if reads[0].receipt.format == "answers" else {}
    if "responses" not in given:
        return answersfile.single(toolkit, responses[0])
    return answersfile.several(toolkit, responses, **({"by": given["by"]} if given.get("by") else {}))


def _form(path: Path) -> str:
    data = path.read_bytes()
    return "json" if kinds.kind(data) == "answers" and data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" else "yaml"


def _name(folder: Path, stem: str, form: str, taken: Container[Path]) -> Path:
    """Return a name for a copy that no other copy has; a person's name in that of the file is taken out too."""
    clean = replaced(stem, Names().in_file(stem)).replace("[", "").replace("]", "")
    names = (folder / f"{clean}{ENDING}{f'-{number}' if number > 1 else ''}.{form}" for number in count(1))
    return next(name for name in names if name not in taken)


def _spare(given: Sequence[Path], copies: Iterable[Path]) -> None:
    """Raise `OutputError` where a copy would be written over a file that was given."""
    for copy in copies:
        if copy.exists() and any(copy.samefile(path) for path in given):
            what = "A copy would be written over a file that was given."
            raise OutputError(Problem(str(copy), 0, what, "Give another folder."))
