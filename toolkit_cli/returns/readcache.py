"""What was read from a file, as a small JSON text: handed from process to process, and kept until a merge is written.

The kept parts hold people's answers: only their owner can read the folder and its files.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from toolkit_cli import __version__
from toolkit_cli.errors import OutputError, Problem
from toolkit_cli.files import output
from toolkit_cli.files.search import TAG
from toolkit_cli.kits import content
from toolkit_cli.kits.values import Value
from toolkit_cli.responses.response import Origin, Response
from toolkit_cli.returned import Note
from toolkit_cli.returns.receipt import Receipt
from toolkit_cli.stamp import Stamp

STATES = ("answered", "empty", "missing")  # of fields
FORM = 6  # of the JSON text; counted up when it changes
PART = re.compile(r"[0-9a-f]{64}\.part")
SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55\n# What `toolkit merge` has read; it can be deleted.\n"


@dataclass(frozen=True)
class Part:
    """What one file holds: the responses to a toolkit; and its receipt, where it is a workbook.

    `form` is the format of an answers file, `fields` how many its toolkit has.
    """

    toolkit: str
    responses: tuple[Response, ...]
    receipt: Receipt | None = None
    form: str = ""
    fields: int = 0

    def formats(self) -> Counter[str]:
        """Return how many responses came in which format."""
        return Counter({self.receipt.format if self.receipt else self.form: len(self.responses)})

    def states(self) -> Counter[str]:
        """Return how many fields are answered, empty and missing."""
        if self.receipt:
            return Counter({name: len(getattr(self.receipt, name)) for name in STATES})
        answered = sum(len(each.respondent) + len(each.answers) for each in self.responses)
        missing = sum(len(each.absent) for each in self.responses)
        empty = self.fields * len(self.responses) - answered - missing
        return Counter(dict(zip(STATES, (answered, empty, missing), strict=True)))

    def named(self, digest: str, file: str, saved: str) -> Part:
        """Return the part for a file of the same bytes, of this hash, with another name and date.

        Responses of an earlier merge are of other files, and keep their names.
        """
        responses = tuple(
            replace(response, source=replace(response.source, file=file, saved=saved))
            if response.source.sha256 == digest
            else response
            for response in self.responses
        )
        return replace(self, responses=responses, receipt=self.receipt and replace(self.receipt, file=file))


def as_text(part: Part) -> str:
    """Return a part as JSON."""
    receipt = part.receipt and {**asdict(part.receipt), "stamp": part.receipt.stamp and asdict(part.receipt.stamp)}
    own = {"toolkit": part.toolkit, "form": part.form, "fields": part.fields}
    data = {**own, "responses": [_plain(each) for each in part.responses], "receipt": receipt}
    return json.dumps(data, ensure_ascii=False)


def of_text(text: str) -> Part:
    """Return the part that `as_text` wrote; raise `ValueError`, `KeyError` or `TypeError` for any other text."""
    data = json.loads(text)
    responses = tuple(_response(each) for each in data["responses"])
    receipt = _receipt(data["receipt"], responses) if data["receipt"] else None
    return Part(data["toolkit"], responses, receipt, data["form"], data["fields"])


class ReadCache:
    """A folder of parts by the hash of the file's bytes, for the toolkits and the program that read them.

    `folders` are the toolkits', `files` what else was used for reading: translations, templates, a theme. Nothing
    depends on the cache: where it cannot be written, or an entry is broken, the file is read again.
    """

    def __init__(self, folder: Path, folders: Sequence[Path], files: Sequence[Path] = ()) -> None:
        self.folder = folder
        self.kept_for = _fingerprint(folders, files)

    def get(self, digest: str) -> Part | None:
        """Return what was kept of a file, by the hash of its bytes; None where nothing was, or it is broken."""
        try:
            return of_text(self._path(digest).read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def put(self, digest: str, part: Part) -> None:
        """Keep what a file holds, by the hash of its bytes, where that can be done."""
        with contextlib.suppress(OSError, ValueError):
            self._open()
            number, made = output.temporary(self.folder)
            try:
                with os.fdopen(number, "w", encoding="utf-8") as file:
                    file.write(as_text(part))
                output.patiently(os.replace, made, self._path(digest))
            except BaseException:  # an interruption too
                made.unlink(missing_ok=True)
                raise

    def _open(self) -> None:
        if not self.folder.is_dir():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (self.folder / TAG).exists():
            (self.folder / TAG).write_text(SIGNATURE, encoding="ascii")

    def _path(self, digest: str) -> Path:
        return self.folder / f"{sha256(f'{self.kept_for} {digest}'.encode()).hexdigest()}.part"


def check(folder: Path) -> None:
    """Raise `OutputError` for a file, or a folder with other files: the tag would hide them from the next merge."""
    if folder.is_file():
        raise OutputError(Problem(str(folder), 0, "This is a file, not a folder.", "Give a folder with --cache."))
    if folder.is_dir() and not (folder / TAG).exists() and any(path.name[0] != "." for path in folder.iterdir()):
        what = "There are other files here, and a merge does not read the folder in which it keeps what it has read."
        raise OutputError(Problem(str(folder), 0, what, "Give an empty one with --cache, or the name of a new one."))


def clear(folder: Path) -> bool:
    """Remove what was kept in a folder, and the folder if nothing else is in it; return whether all of it could be.

    Another merge into the same file may do the same at the same time, and be done with any part of it.
    """
    kept, tag = _kept(folder), folder / TAG
    if not kept and not tag.is_file():
        return True
    left = False
    for path in kept:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            left = True
    with contextlib.suppress(OSError):
        if not left:  # as long as there is something, the next merge passes over the folder
            tag.unlink(missing_ok=True)
            folder.rmdir()
    return not left


def _kept(folder: Path) -> list[Path]:
    """Return the files of a cache; without its tag, which another merge may have removed, those that are surely its."""
    try:
        if (folder / TAG).is_file():
            return [*folder.glob("*.part"), *folder.glob(".*.tmp")]
        return [path for path in folder.glob("*.part") if PART.fullmatch(path.name)]
    except FileNotFoundError:
        return []


def _fingerprint(folders: Sequence[Path], files: Sequence[Path]) -> str:
    """Return what changes with the program and the toolkits: other words may turn a printed line into a stray one."""
    said = [str(FORM), __version__]
    for folder in folders:
        said.append(repr(content.load(folder)))
        said += [sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*/*.po"))]
    said += [sha256(path.read_bytes()).hexdigest() for path in files]
    return sha256("\n".join(said).encode()).hexdigest()


def _plain(response: Response) -> dict[str, Any]:
    return {**asdict(response), "answers": dict(response.answers), "respondent": dict(response.respondent)}


def _response(data: dict[str, Any]) -> Response:
    return Response(
        answers={sys.intern(code): _value(value) for code, value in data["answers"].items()},
        respondent={sys.intern(name): value for name, value in data["respondent"].items()},
        id=data["id"],
        version=sys.intern(data["version"]),
        source=Origin(**data["source"]),
        notes=tuple(Note(**note) for note in data["notes"]),
        also=tuple(Origin(**source) for source in data["also"]),
        earlier=tuple(_response(each) for each in data["earlier"]),
        members=tuple(_response(each) for each in data["members"]),
        missing=tuple(map(sys.intern, data["missing"])),
        filled=tuple(map(sys.intern, data["filled"])),
    )


def _value(value: Any) -> Value:
    """Return an answer; short ones are mostly an option's code, which thousands have in common."""
    if isinstance(value, list):
        return tuple(sys.intern(code) for code in value)
    return sys.intern(value) if len(value) < 16 else str(value)


def _receipt(data: dict[str, Any], responses: tuple[Response, ...]) -> Receipt:
    stamp = data["stamp"]
    notes = tuple(Note(**note) for note in data["notes"])
    shared = next((each.notes for each in responses if each.notes == notes), notes)  # held once, not twice
    codes = {key: tuple(map(sys.intern, data[key])) for key in (*STATES, "twice")}
    told = Stamp(**{**stamp, "items": tuple(stamp["items"])}) if stamp else None
    return Receipt(**{**data, **codes, "stamp": told, "notes": shared})
