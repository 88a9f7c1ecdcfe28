"""Writes copies of returns and answers files with marks, such as [name], in place of likely personal data.

What is read is never changed. A copy is always an answers file: the hidden parts of a DOCX or PDF would keep what is
taken out of its words. No more can be said of a copy than "names removed": what no rule found still stands there.
"""

from __future__ import annotations

import hashlib
import re
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
from toolkit_cli.privacy import decisionsfile
from toolkit_cli.privacy import findings as privacy
from toolkit_cli.privacy.findings import Findings, ResponseScanner, ToolkitWords, composed
from toolkit_cli.privacy.passages import FILE, Passage, changed
from toolkit_cli.privacy.spans import replaced, united
from toolkit_cli.responses import writeanswers
from toolkit_cli.responses.equality import answers_digest, digest, read_digest, signature
from toolkit_cli.responses.merge import OF_FILES
from toolkit_cli.responses.response import Origin, Response
from toolkit_cli.responses.versions import own
from toolkit_cli.returned import Note
from toolkit_cli.returns.receipt import Read
from toolkit_cli.returns.toolkits import Toolkits
from toolkit_cli.running.callbacks import OnStage, no_progress

ENDING = "-names-removed"
MADE = "(?:[0-9a-f]{12}|org-[0-9a-f]{8})"  # an id that the program has given
TELLING = OF_FILES | {"open", "decided"}  # kinds of notes that call responses by their ids
OTHERS = "0" * 8  # in a signature, for letters of which only blanks and marks were changed by hand
LEFT = "Do not pass it on: a merge of the copies asks again."
COPY = re.compile(rf"(?:nearly )?the same answers as in {MADE}(?:, {MADE})*(?: and [\d,]+ more)?")
DONE = Note(
    "redacted",
    text="rules put marks in the place of likely names and other personal data; what they did not find still stands",
)


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
    opened = privacy.open_returns(paths, toolkits, progress)
    looked = privacy.found_in(opened, progress)
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


def redacted(response: Response, asked: ToolkitWords) -> Response:
    """Return a response with marks in place of all that may be personal data, and a note that says so.

    Words beside a mark may look different to the rules than before: they are applied until nothing more is found.
    """
    before, after = None, response
    while after != before:
        before, after = after, _once(after, asked)
    return after if DONE in after.notes else replace(after, notes=(*after.notes, DONE))


def _once(response: Response, asked: ToolkitWords) -> Response:
    scanner = ResponseScanner(response, asked)

    def change(passage: Passage) -> str:
        spans = scanner.spans(passage)
        return replaced(composed(passage.text), spans) if spans else passage.text

    return changed(response, asked.fields, change)


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
        responses.append(_renamed(_signed(redacted(read.response, asked), read.response, salt), salt))
    given = yamlfile.read(path, ReturnError).data if reads[0].receipt.format == "answers" else {}
    if "responses" not in given:
        return writeanswers.single(toolkit, responses[0])
    return writeanswers.several(toolkit, responses, **({"by": clean(str(given["by"]))} if given.get("by") else {}))


def _signed(response: Response, was: Response, salt: str) -> Response:
    """Return a redacted response with new signatures, so that what was corrected by hand (`was`) still counts as such.

    What was read before a correction is not known in the redacted words. The signature of a correction therefore fits
    no words; it is made of the old one, so that the versions of one return stay together. `salt` is as for ids.
    """
    now, before = own(response), own(was)

    def signed(source: Origin, old: Origin) -> Origin:
        digits, letters = read_digest(old), old.says.removeprefix(read_digest(old))
        if digits == digest(before):
            kept = signature(now) if old.says == signature(before) else f"{digest(now)}{OTHERS if letters else ''}"
        else:
            kept = hashlib.sha256(f"{salt} {digits}".encode()).hexdigest()[: len(digits)]
        put = answers_digest(now) if old.put == answers_digest(before) else ""
        return replace(source, says=kept, put=put)

    def each(nows: Sequence[Response], olds: Sequence[Response]) -> tuple[Response, ...]:
        return tuple(_signed(one, old, salt) for one, old in zip(nows, olds, strict=True))

    return replace(
        response,
        source=signed(response.source, was.source),
        also=tuple(signed(one, old) for one, old in zip(response.also, was.also, strict=True)),
        earlier=each(response.earlier, was.earlier),
        members=each(response.members, was.members),
    )


def _renamed(response: Response, salt: str) -> Response:
    """Return a response with a meaningless id in place of one that somebody has typed, which often is a name.

    The same id gives the same new one in all files that are redacted together. `salt` are the hashes of these files:
    who does not have them cannot try out names.
    """

    def new(id_: str) -> str:
        if not id_ or re.fullmatch(MADE, id_):
            return id_
        return hashlib.sha256(f"{salt} {id_}".encode("utf-8", "replace")).hexdigest()[:12]

    ids = "|".join(re.escape(each.id) for each in (response, *response.members) if each.id)
    called = re.compile(rf"(?<!\w)(Response |id |\()({ids})(?=\)?(?:[:,]|$))")

    def told(text: str) -> str:
        """Return a text with new ids for the old ones by which it calls responses: "Response 1:", "(1):", "id 1"."""
        return called.sub(lambda found: found[1] + new(found[2]), text) if ids else text

    def note(given: Note) -> Note:
        if given.kind == "copy":  # made anew by the next merge
            return given if COPY.fullmatch(given.text) else replace(given, text="")
        return replace(given, text=told(given.text)) if given.kind in TELLING else given

    answers = response.answers.items()
    return replace(
        response,
        answers={
            code: told(value) if response.members and isinstance(value, str) else value for code, value in answers
        },
        id=new(response.id),
        notes=tuple(note(each) for each in response.notes),
        earlier=tuple(_renamed(each, salt) for each in response.earlier),
        members=tuple(_renamed(each, salt) for each in response.members),
    )


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
