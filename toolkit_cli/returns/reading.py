"""Reads a return: its bytes to its reader, what was found to answers, everything else to the receipt."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timezone
from functools import lru_cache, partial
from pathlib import Path

from toolkit_cli import filetypes
from toolkit_cli.characters import clean, readable_name
from toolkit_cli.document.questions import IsCode
from toolkit_cli.errors import Problem, ReturnError, quoted
from toolkit_cli.kits import fields, texts, words
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.layout.fill import Value, as_text
from toolkit_cli.responses import equality
from toolkit_cli.responses.response import Origin, Response
from toolkit_cli.returned import REPORT, Loose, Note, Returned, refusal
from toolkit_cli.returns import answersreturn, blank, labels, parts
from toolkit_cli.returns.answersreturn import AnswersReturn
from toolkit_cli.returns.blank import Design
from toolkit_cli.returns.labels import Labels
from toolkit_cli.returns.matching import answers_like_questions, filled_first, match
from toolkit_cli.returns.receipt import Read, Receipt
from toolkit_cli.returns.toolkits import Toolkits
from toolkit_cli.running.callbacks import OnStage, no_progress
from toolkit_cli.stamp import Stamp

OTHERWISE = Note(
    "changed", "some questions are others here, or offer other options, although the workbook is of the same version"
)
UNSURE = "the tables are gone, and the printed words are not those known here: some of them may stand in the answers"


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
        if asked := _asked(toolkit, returned, toolkits.design):
            returned = filetypes.reader(name, toolkits.passwords, asked)(data)
        return _read(toolkit, path, data, returned, toolkits)


def _asked(toolkit: Toolkit, returned: Returned, design: Design) -> IsCode | None:
    """Return a function that tells a question's code from other words in brackets; None where all found are codes.

    A workbook of another version may have questions that are not known here.
    """
    known, _ = _known(toolkit, None, design)
    answers = answers_like_questions(returned.found, known)
    if returned.printed <= known.keys() and not answers:
        return None
    other = _is_other_version(returned.stamp, toolkit)

    def is_code(code: str, text: str) -> bool:
        may_be = code in known or (other and any(letter.isdigit() or letter == "-" for letter in code))
        return may_be and not any(said in text for said in answers.get(code, ()))

    return is_code


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
            found = read_file(path, toolkits)
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


def read_file(path: Path, toolkits: Toolkits) -> list[Read]:
    """Read a return, or an answers file as so many; raise `ReturnError` with what is wrong with it."""
    if os.path.isdir(path):  # Path.is_dir raises for a name that is too long
        fix = f"Give the files in it, or merge it: toolkit merge {path} -o merged.yaml"
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


def _read(toolkit: Toolkit, path: Path, data: bytes, returned: Returned, toolkits: Toolkits) -> Read:
    made = _read_as(toolkit, path, data, returned, toolkits.design)
    if toolkit.original and any(note.kind in ("stray", "changed") for note in made.receipt.notes):
        printed = toolkits.as_printed(toolkit, returned)
        return made if printed is toolkit else _read_as(printed, path, data, returned, toolkits.design)
    return made


def _read_as(toolkit: Toolkit, path: Path, data: bytes, returned: Returned, design: Design) -> Read:
    """Read what was returned as a workbook of a toolkit in the words in which it stands there."""
    returned, left_out = _guessed(toolkit, _labelled(toolkit, returned, design), design)
    known, _ = _known(toolkit, None, design)
    returned = filled_first(returned, known, toolkit.respondent_code)
    stamp = returned.stamp
    known, expected = _known(toolkit, stamp, design)
    if not stamp and not any(found.code in known for found in returned.found):
        fix = "If it was scanned, printed or exported, ask for the file as it was filled in."
        raise refusal("This is not a workbook that is known here: none of its fields is.", fix)
    returned = blank.unprinted(toolkit, returned, design)
    known_version = stamp is not None and not _is_other_version(stamp, toolkit)
    asked_as = stamp.asked if stamp and stamp.asked != _letters(toolkit, design, stamp.items) else ""
    matched = match(known, expected, returned, known_version, partial(_hints, toolkit, returned, design), asked_as)
    notes = [*_others(returned), *returned.notes, *matched.notes, *_version(toolkit, stamp), *left_out]
    if asked_as and known_version and not any(note.kind in ("changed", "gone") for note in notes):
        notes.append(OTHERWISE)
    notes += _unsure(toolkit, returned, notes)
    # Beside a question may stand what is printed below it, where a program has joined the two.
    beside = tuple(Loose(note.text, note.near) for note in notes if note.kind == "stray")
    notes = [note for note in notes if note.kind != "stray"]
    outside = replace(returned, loose=(*beside, *(returned.loose or ())))
    notes += blank.stray(toolkit, outside, matched.times + bool(matched.twice), design)
    notes += blank.others(toolkit, returned, matched.times, design)
    notes = [*_unspoken(toolkit, stamp, known, notes), *notes]
    receipt = Receipt(
        file=readable_name(path.name),
        format=returned.format,
        sha256=hashlib.sha256(data).hexdigest(),
        stamp=stamp,
        answered=tuple(matched.values),
        empty=matched.empty,
        missing=matched.missing,
        twice=matched.twice,
        anchors=dict(Counter(found.anchor for found in returned.found)),
        notes=tuple(
            replace(note, text=clean(note.text), who=clean(note.who), place=clean(note.place)) for note in notes
        ),
    )
    return Read(toolkit, _response(receipt, matched.values, known, toolkit, saved(path)), receipt)


def _toolkit(returned: Returned, toolkits: Toolkits) -> Toolkit:
    """Return the toolkit whose workbook came back, in the language in which it is printed."""
    stamp = returned.stamp
    if stamp and stamp.edition == "report":
        raise ReturnError(REPORT)
    toolkit = toolkits.toolkit(stamp.toolkit, stamp.lang) if stamp else toolkits.usual()
    return toolkit if stamp and stamp.lang else toolkits.in_language_of_questions(toolkit, returned.found)


def _response(
    receipt: Receipt, values: Mapping[str, Value], known: Collection[str], toolkit: Toolkit, date: str
) -> Response:
    """Return what a return answers, and who gave it; `date` is that of the file."""
    stamp = receipt.stamp
    names = {code: line.name for code, line in toolkit.respondent_lines().items()}
    response = Response(
        {code: value for code, value in values.items() if code not in names},
        {names[code]: shown for code, value in values.items() if code in names and (shown := as_text(value))},
        id=stamp.copy if stamp and stamp.personal and stamp.copy else receipt.sha256[:12],
        version=stamp.version if stamp else "",
        source=Origin(receipt.file, receipt.format, receipt.sha256, date),
        notes=receipt.notes,
    )
    if stamp and stamp.personal:  # another part of it may come, or the copy made again with other questions
        there = {*receipt.answered, *receipt.empty}
        response = replace(response, missing=tuple(names.get(code, code) for code in known if code not in there))
    untouched = bool(stamp and stamp.filled and equality.digest(response).startswith(stamp.filled))
    return replace(response, source=replace(response.source, says=equality.signature(response), untouched=untouched))


def _labelled(toolkit: Toolkit, returned: Returned, design: Design) -> Returned:
    """Return what was returned with the fields of a form that only their labels tell."""
    _, expected = _known(toolkit, returned.stamp, design)
    if not returned.nameless and all(found.code in expected for found in returned.found):
        return returned
    known_version = not _is_other_version(returned.stamp, toolkit)
    return labels.with_names(returned, Labels(expected, words.of(toolkit, design.templates)["part"]), known_version)


def _guessed(toolkit: Toolkit, returned: Returned, design: Design) -> tuple[Returned, list[Note]]:
    """Return what was returned with the selection that its fields tell of, and a note on what is not in it."""
    known, _ = _known(toolkit, None, design)
    heads = {loose.text.split()[-1] for loose in returned.loose or () if loose.text.strip()}
    told = parts.guessed(toolkit, returned.stamp, known, {found.code for found in returned.found}, heads)
    if told is None or told == returned.stamp:
        return returned, []
    _, there = _known(toolkit, told, design)
    left = ", ".join(dict.fromkeys(field.item for code, field in known.items() if code not in there))
    text = f"the file does not say which questions its workbook had; these are not in it: {left}"
    return replace(returned, stamp=told), [Note("version", text=text)]


def saved(path: Path) -> str:
    """Return when a file was last written (ISO 8601, UTC)."""
    return datetime.fromtimestamp(int(os.path.getmtime(path)), tz=timezone.utc).isoformat()


def _known(toolkit: Toolkit, stamp: Stamp | None, design: Design) -> tuple[dict[str, Field], dict[str, Field]]:
    """Return the fields of the whole toolkit, and those of the workbook that the stamp names."""
    whole = _fields(toolkit, design, ())
    return whole, _fields(toolkit, design, stamp.items) if stamp and stamp.items else whole


@lru_cache(maxsize=32)
def _fields(toolkit: Toolkit, design: Design, items: tuple[str, ...]) -> dict[str, Field]:
    """Return the fields of a selection; thousands of returns are of one, and ask several times each."""
    return fields.known(parts.selected(toolkit, items), design.templates)


@lru_cache(maxsize=32)
def _letters(toolkit: Toolkit, design: Design, items: tuple[str, ...]) -> str:
    return fields.letters(_fields(toolkit, design, items))


def _others(returned: Returned) -> Iterator[Note]:
    for each in returned.stamps:
        which = f"copy {each.copy}" if each.copy else str(each)
        yield Note("twice", text=f"marks of another workbook are in the file too: {which}")


def _hints(toolkit: Toolkit, returned: Returned, design: Design, field: Field) -> tuple[str, ...]:
    """Return what may stand behind a question: programs put what is printed or told below it into the same line."""
    how = fields.hint(field, words.of(toolkit, design.templates))
    who = blank.guidance(toolkit, returned, design).get(field.code, "")
    return how, who, f"{who}{how}"


def _unsure(toolkit: Toolkit, returned: Returned, notes: Sequence[Note]) -> Iterator[Note]:
    """Note that print may stand in answers: without tables it is known only for the toolkit's own version."""
    other = _is_other_version(returned.stamp, toolkit) or any(note.kind == "changed" for note in notes)
    if other and any(found.open for found in returned.found):
        yield Note("version", text=UNSURE)


def _version(toolkit: Toolkit, stamp: Stamp | None) -> Iterator[Note]:
    if stamp is None:
        yield Note("version", text="the file does not say which workbook it is; its fields were matched by code")
    elif _is_other_version(stamp, toolkit):
        text = f"the workbook is of version {stamp.version}, the toolkit here is {toolkit.version}"
        yield Note("version", text=text)


def _unspoken(
    toolkit: Toolkit, stamp: Stamp | None, known: Mapping[str, Field], notes: Sequence[Note]
) -> Iterator[Note]:
    """Note that a workbook is in a language that is not here, from which most of what else is noted follows.

    There may be the workbook's own words in it, and nothing of the content: then what is asked otherwise is counted.
    """
    if not stamp or not stamp.lang:
        return
    asked = {code for code, field in known.items() if field.lang}  # in the toolkit's own language
    otherwise = {note.code for note in notes if note.kind == "changed"}
    bare = bool(asked) and all(text in toolkit.untranslated for _, text in texts.all_of(toolkit))
    if toolkit.lang != stamp.lang or (bare and 2 * len(asked & otherwise) > len(asked)):
        what = f"this workbook is in {quoted(stamp.lang)}, and no translation into it was given"
        yield Note("language", text=f"{what}: give it with --translation, for without it answers may be missing")


def _is_other_version(stamp: Stamp | None, toolkit: Toolkit) -> bool:
    """Say whether a workbook is of another version than the toolkit here; one without a stamp is taken for ours."""
    return stamp is not None and stamp.version != toolkit.version
