"""Reads a return: its bytes to its reader, what was found to answers, everything else to the receipt."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from functools import lru_cache
from pathlib import Path

from toolkit_cli import alike, answers, blank, content, fields, kinds, places, translation, words, yamlfile
from toolkit_cli.blank import SHIPPED, Own
from toolkit_cli.errors import Problem, ToolkitError, nearest
from toolkit_cli.fields import Field
from toolkit_cli.letters import sound
from toolkit_cli.model import Toolkit
from toolkit_cli.receipt import Receipt
from toolkit_cli.response import Response, Source
from toolkit_cli.returned import Found, Note, Returned, ReturnError
from toolkit_cli.sorting import Sorted
from toolkit_cli.stamp import Stamp
from toolkit_cli.translation import TranslationError

# What an answers file has at the beginning of a line, in YAML or JSON.
ANSWERS = re.compile(rb"""(?m)^[\s{,\xef\xbb\xbf]*["']?(?:toolkit|answers|responses|respondent|version)["']?\s*:""")
MAX_BYTES = 100 * 1024 * 1024


@dataclass(frozen=True)
class Read:
    """A return that was read."""

    toolkit: Toolkit
    response: Response
    receipt: Receipt


class Shelf:
    """The toolkits whose returns can be read, by name: the shipped ones and those of the user's folders.

    `passwords` is a file with passwords of PDFs, a line each; raises `ReturnError` where it cannot be read. `own` is
    what the workbooks were printed with.
    """

    def __init__(
        self,
        folders: Sequence[Path] = (),
        translations: Sequence[Path] = (),
        passwords: Path | None = None,
        own: Own = SHIPPED,
    ) -> None:
        self.own = own
        self.folders = (*places.toolkits(), *folders)
        self.translations = tuple(translations)
        self.passwords = _passwords(passwords) if passwords else ()

    def toolkit(self, name: str, lang: str = "") -> Toolkit:
        """Return a toolkit by its name, in a language if it is translated; raise `ReturnError` where there is none."""
        for folder in reversed(self.folders):
            found = _loaded(folder)
            if found.toolkit == name:
                return found if lang in ("", found.lang) else _translated(folder, lang, self.translations)
        known = [_loaded(folder).toolkit for folder in self.folders]
        what = f"This is a workbook of the toolkit {name!r}, which is not here."
        raise ReturnError(Problem("", 0, what, f"Give its folder with --toolkit. {nearest(name, known)}".strip()))

    def first(self) -> Toolkit:
        return _loaded(self.folders[-1])

    def speaking(self, toolkit: Toolkit, asked: Iterable[Found]) -> Toolkit:
        """Return a toolkit in the language in which most of the questions are asked; its own where several fit."""
        labels = {(found.code, blank.squeezed(found.label)) for found in asked if found.label}
        best, most = toolkit, len(labels & _asked(toolkit))
        folder = next(folder for folder in reversed(self.folders) if _loaded(folder).toolkit == toolkit.toolkit)
        for lang in translation.languages(folder, self.translations) if most < len(labels) else ():
            other = self.toolkit(toolkit.toolkit, lang)
            found = len(labels & _asked(other))
            if found > most:
                best, most = other, found
        return best


def _asked(toolkit: Toolkit) -> set[tuple[str, str]]:
    """Return every field's code with what is asked, as it may be printed."""
    known = fields.of(toolkit, words.of(toolkit)).values()
    return {(field.code, blank.squeezed(label)) for field in known for label in (field.label, field.name)}


@lru_cache(maxsize=8)
def _loaded(folder: Path) -> Toolkit:
    return content.load(folder)


@lru_cache(maxsize=64)
def _translated(folder: Path, lang: str, translations: tuple[Path, ...]) -> Toolkit:
    try:
        return translation.toolkit(folder, lang, translations)
    except TranslationError:  # a workbook in a language that is not here is read by its codes
        return _loaded(folder)


def read(path: Path, shelf: Shelf) -> Read:
    """Read a filled workbook of any format.

    Raises `ReturnError` with the file's name for what cannot be read; whatever a reader meets in a broken file, no
    other exception comes out.
    """
    data = _bytes(path)
    try:
        name = kinds.kind(data)
        return _read(path, data, kinds.reader(name, shelf.passwords)(data), shelf)
    except ToolkitError as wrong:
        raise ReturnError(replace(problem, file=problem.file or str(path)) for problem in wrong.problems) from None
    except (Exception, RecursionError) as wrong:  # a file that a reader's author did not think of
        what = f"The file cannot be read ({type(wrong).__name__})."
        raise ReturnError(Problem(str(path), 0, what, "Ask for it again, saved anew.")) from wrong


def _passwords(path: Path) -> tuple[str, ...]:
    try:
        lines = _bytes(path).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        what = "The passwords are not in UTF-8."
        raise ReturnError(Problem(str(path), 0, what, "Save the file as UTF-8 in your editor.")) from None
    return tuple(line for line in lines if line)


def read_all(paths: Sequence[Path], shelf: Shelf) -> tuple[list[Read], list[Problem]]:
    """Read one return after the other; one that cannot be read does not stop the rest."""
    reads: list[Read] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            reads += read_answers(path, shelf) if _is_answers(path) else [read(path, shelf)]
        except ReturnError as wrong:
            problems += wrong.problems
    return reads, problems


def read_answers(path: Path, shelf: Shelf) -> list[Read]:
    """Read an answers file, single or merged, as so many returns; raise `ReturnError` with its problems."""
    if not ANSWERS.search(_bytes(path)):
        what = "This is a text, and neither a workbook nor an answers file."
        raise ReturnError(Problem(str(path), 0, what, kinds.AS_FILE))
    try:
        named = yamlfile.read(path, ReturnError).data
        name = named.get("toolkit") if isinstance(named, dict) else None
        toolkit = shelf.toolkit(name) if isinstance(name, str) else shelf.first()
        known = fields.of(toolkit, words.of(toolkit))
        responses = answers.load(path, toolkit, known)
    except ToolkitError as wrong:
        raise ReturnError(replace(problem, file=problem.file or str(path)) for problem in wrong.problems) from None
    return [Read(toolkit, response, _receipt(path, response, known, toolkit)) for response in responses]


def _receipt(path: Path, response: Response, known: dict[str, Field], toolkit: Toolkit) -> Receipt:
    prefix = f"{toolkit.respondent.code}-" if toolkit.respondent else ""
    answered = (*(f"{prefix}{name}" for name in response.respondent), *response.answers)
    return Receipt(
        file=sound(path.name),
        format="answers",
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        answered=answered,
        empty=tuple(code for code in known if code not in answered),
        notes=response.notes,
    )


def _is_answers(path: Path) -> bool:
    try:
        return kinds.kind(_bytes(path)) == "answers"
    except ReturnError:
        return False  # the reader says it in its own words


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            what = f"The file is larger than {MAX_BYTES >> 20} MB."
            raise ReturnError(Problem(str(path), 0, what, "A workbook is far smaller: look at what it is."))
        return path.read_bytes()
    except OSError as wrong:
        raise ReturnError(Problem(str(path), 0, f"The file cannot be read ({wrong.strerror}).")) from None


def _read(path: Path, data: bytes, returned: Returned, shelf: Shelf) -> Read:
    stamp = returned.stamp
    if stamp and stamp.edition == "report":
        raise ReturnError(Problem("", 0, "This is a report and no workbook.", "Give the workbooks that came back."))
    toolkit = shelf.toolkit(stamp.toolkit, stamp.lang) if stamp else shelf.first()
    if not stamp or not stamp.lang:
        toolkit = shelf.speaking(toolkit, returned.found)
    digest = hashlib.sha256(data).hexdigest()
    returned, left_out = _guessed(toolkit, returned, shelf.own)
    stamp = returned.stamp
    known, expected = _known(toolkit, stamp, shelf.own)
    if not stamp and not any(found.code in known for found in returned.found):
        fix = "If it was scanned, printed or exported, ask for the file as it was filled in."
        raise ReturnError(Problem("", 0, "This is no workbook of ours: it has no fields that are known here.", fix))
    sorted_ = Sorted(known, expected, returned, same=stamp is not None and stamp.version == toolkit.version)
    notes = [*returned.notes, *sorted_.notes, *_version(toolkit, stamp), *left_out]
    notes += blank.stray(toolkit, returned, sorted_.times + bool(sorted_.twice), shelf.own)
    notes += blank.others(toolkit, returned, sorted_.times, shelf.own)
    prefix = f"{toolkit.respondent.code}-" if toolkit.respondent else "-"
    given = {code: value for code, value in sorted_.values.items() if not code.startswith(prefix)}
    respondent = {
        code.removeprefix(prefix): value if isinstance(value, str) else ", ".join(value)
        for code, value in sorted_.values.items()
        if code.startswith(prefix)
    }
    receipt = Receipt(
        file=sound(path.name),
        format=returned.format,
        sha256=digest,
        stamp=stamp,
        answered=tuple(sorted_.values),
        empty=sorted_.empty,
        missing=sorted_.missing,
        twice=sorted_.twice,
        anchors=dict(Counter(found.anchor for found in returned.found)),
        notes=tuple(notes),
    )
    response = Response(
        given,
        respondent,
        id=stamp.copy if stamp and stamp.personal and stamp.copy else digest[:12],
        version=stamp.version if stamp else "",
        source=Source(sound(path.name), returned.format, digest, saved(path)),
        notes=tuple(notes),
    )
    if stamp and stamp.personal:  # of which another part may come, or one that was made again with other questions
        there = {*sorted_.values, *sorted_.empty}
        left = tuple(code.removeprefix(prefix) for code in known if code not in there)
        response = replace(response, missing=left)
    response = replace(response, source=replace(response.source, says=alike.digest(response)))
    return Read(toolkit, response, receipt)


def _guessed(toolkit: Toolkit, returned: Returned, own: Own) -> tuple[Returned, list[Note]]:
    """Return what was returned with the selection that its fields tell of, and a note on what is not in it."""
    known, _ = _known(toolkit, None, own)
    heads = {loose.text.split()[-1] for loose in returned.loose or () if loose.text.strip()}
    told = blank.guessed(toolkit, returned.stamp, known, {found.code for found in returned.found}, heads)
    if told is None or told == returned.stamp:
        return returned, []
    _, there = _known(toolkit, told, own)
    left = ", ".join(dict.fromkeys(field.item for code, field in known.items() if code not in there))
    text = f"the file does not say which questions its workbook had; these are not in it: {left}"
    return replace(returned, stamp=told), [Note("version", text=text)]


def saved(path: Path) -> str:
    return datetime.fromtimestamp(int(os.path.getmtime(path)), tz=timezone.utc).isoformat()


def _known(toolkit: Toolkit, stamp: Stamp | None, own: Own) -> tuple[dict[str, Field], dict[str, Field]]:
    """Return the fields of the whole toolkit, and those of the workbook that the stamp names."""
    said = words.of(toolkit, own.templates)
    whole = fields.of(toolkit, said)
    return whole, fields.of(blank.selected(toolkit, stamp), said) if stamp and stamp.items else whole


def _version(toolkit: Toolkit, stamp: Stamp | None) -> Iterator[Note]:
    if stamp is None:
        yield Note("version", text="the file does not say which workbook it is; its fields were matched by code")
    elif stamp.version != toolkit.version:
        text = f"the workbook is of version {stamp.version}, the toolkit here is {toolkit.version}"
        yield Note("version", text=text)
