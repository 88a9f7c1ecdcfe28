"""Writes copies of returns and answers files with marks, such as [name], in place of likely personal data.

What is read is never changed. A copy is always an answers file: the hidden parts of a DOCX or PDF would keep what is
taken out of its words. No more can be said of a copy than "names removed": what no rule found still stands there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

from toolkit_cli import filetypes
from toolkit_cli.characters import clean, readable_name
from toolkit_cli.errors import OutputError, Problem, ReturnError
from toolkit_cli.files import output, yamlfile
from toolkit_cli.files.filenames import alike
from toolkit_cli.files.search import identity
from toolkit_cli.privacy import decisionsfile, findings
from toolkit_cli.privacy.findings import Findings
from toolkit_cli.privacy.passages import FILE, Passage
from toolkit_cli.privacy.redactedresponse import redacted, signed_anew, with_new_ids
from toolkit_cli.privacy.scanner import ResponseScanner, ToolkitWords, composed
from toolkit_cli.privacy.spans import replaced, united
from toolkit_cli.responses import writeanswers
from toolkit_cli.responses.response import Response
from toolkit_cli.returns.receipt import Read
from toolkit_cli.returns.toolkits import Toolkits
from toolkit_cli.running.callbacks import OnStage, no_progress

ENDING = "-names-removed"
LEFT = "Do not pass it on: a merge of the copies asks again."


@dataclass(frozen=True)
class Redacted:
    """What was found in the files, and the copies that were written, in the order of the files."""

    looked: Findings
    copies: tuple[Path, ...]


def redact(
    paths: Sequence[Path], folder: Path, toolkits: Toolkits, force: bool = False, progress: OnStage = no_progress
) -> Redacted:
    """Write a copy of every return and answers file into a folder, all or none of them.

    `north.docx` gives `north-names-removed.yaml`; a JSON file gives JSON. A file that cannot be read gives none, and is
    told among the problems. Raises `OutputError` where a copy exists, unless `force`; a file that was given is never
    written over.
    """
    opened = findings.open_returns(paths, toolkits, progress)
    looked = findings.found_in(opened, progress)
    decided = [path for path, reads in opened.files if reads[0].receipt.format == decisionsfile.FORMAT]
    opened = replace(opened, files=tuple(each for each in opened.files if each[0] not in decided))
    left = tuple(Problem(str(path), 0, "Of a file of decisions there is no copy.", LEFT) for path in decided)
    salt = "".join(sorted(reads[0].receipt.sha256 for _, reads in opened.files))
    named: list[tuple[str, str, str]] = []
    made: list[str] = []
    total = sum(len(reads) for _, reads in opened.files)
    done = count()

    def begin() -> None:
        progress(next(done), total, "responses copied")

    for path, reads in opened.files:
        asked = ToolkitWords(reads[0].toolkit)
        form = filetypes.answers_format(path.read_bytes()) if reads[0].receipt.format == "answers" else "yaml"
        named.append((_clean(path, reads, asked), form, reads[0].receipt.sha256))
        made.append(writeanswers.text(_data(path, reads, asked, salt, begin), form))
    copies = dict(zip((folder / name for name in _numbered(named)), made, strict=True))
    _spare([*decided, *(path for path, _ in opened.files)], copies)
    output.write_texts(copies, force, dict.fromkeys(copies, "--redact"))
    return Redacted(replace(looked, left=left), tuple(copies))


def _data(
    path: Path, reads: Sequence[Read], asked: ToolkitWords, salt: str, begin: Callable[[], None]
) -> dict[str, Any]:
    """Return a copy as an answers file's data: with one response or several, as its file has them.

    `begin` is called before each of them.
    """
    toolkit = reads[0].toolkit
    responses: list[Response] = []
    for read in reads:
        begin()
        responses.append(with_new_ids(signed_anew(redacted(read.response, asked), read.response, salt), salt))
    given = yamlfile.read(path, ReturnError).data if reads[0].receipt.format == "answers" else {}
    if "responses" not in given:
        return writeanswers.single(toolkit, responses[0])
    return writeanswers.several(toolkit, responses, **({"by": clean(str(given["by"]))} if given.get("by") else {}))


def _clean(path: Path, reads: Sequence[Read], asked: ToolkitWords) -> str:
    """Return a file's name without its ending, and without what may be personal data or was found in the file."""
    passage = Passage(path.name, form=FILE)
    spans = united(span for read in reads for span in ResponseScanner(read.response, asked).spans(passage))
    return readable_name(replaced(composed(path.stem), spans).replace("[", "").replace("]", ""))


def _numbered(files: Sequence[tuple[str, str, str]]) -> list[str]:
    """Return a name for each copy, made of the cleaned name, the format and the hash of each file.

    Copies of one name, in capitals or not, are numbered in the order of the hashes: the order of the files, mostly that
    of their names, would tell whose each is.
    """
    met: Counter[tuple[str, str]] = Counter()
    names = [""] * len(files)
    for at in sorted(range(len(files)), key=lambda at: files[at][2]):
        clean, form, _ = files[at]
        met[alike(clean), form] += 1
        number = met[alike(clean), form]
        names[at] = f"{clean}{ENDING}{f'-{number}' if number > 1 else ''}.{form}"
    return names


def _spare(given: Sequence[Path], copies: Iterable[Path]) -> None:
    """Raise `OutputError` where a copy would be written over a file that was given."""
    read = set(map(identity, given))
    for copy in copies:
        if identity(copy) in read:
            what = "A copy would be written over a file that was given."
            raise OutputError(Problem(str(copy), 0, what, "Give another folder."))
