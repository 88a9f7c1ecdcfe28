"""Reads a return: its bytes to its reader, what was found to answers, everything else to the receipt."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from functools import cached_property, lru_cache, partial
from pathlib import Path

from toolkit_cli import filetypes
from toolkit_cli.characters import clean, readable_name
from toolkit_cli.document.questions import IsCode
from toolkit_cli.errors import Problem, ReturnError, quoted
from toolkit_cli.kits import fields, texts, words
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.values import Value, as_text
from toolkit_cli.responses import equality
from toolkit_cli.responses.response import Origin, Response
from toolkit_cli.returned import REPORT, Loose, Note, Returned, refusal
from toolkit_cli.returns import answersreturn, labels, parts
from toolkit_cli.returns.answersreturn import AnswersReturn
from toolkit_cli.returns.blankworkbook import Design
from toolkit_cli.returns.labels import Labels
from toolkit_cli.returns.matching import answers_like_questions, begins, filled_first, match
from toolkit_cli.returns.receipt import Read, Receipt
from toolkit_cli.returns.toolkits import Toolkits
from toolkit_cli.returns.workbookprint import Print
from toolkit_cli.stamp import Stamp

OTHER_QUESTIONS = Note(
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
        reader = _WorkbookReader(toolkit, toolkits)
        if is_code := reader.code_test(returned):
            returned = filetypes.reader(name, toolkits.passwords, is_code)(data)
        made = reader.read(path, data, returned)
        if toolkit.original and any(note.kind in ("stray", "changed") for note in made.receipt.notes):
            printed = toolkits.as_printed(toolkit, returned)
            if printed is not toolkit:
                return _WorkbookReader(printed, toolkits).read(path, data, returned)
        return made


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


def saved(path: Path) -> str:
    """Return when a file was last written (ISO 8601, UTC)."""
    return datetime.fromtimestamp(int(os.path.getmtime(path)), tz=timezone.utc).isoformat()


def _toolkit(returned: Returned, toolkits: Toolkits) -> Toolkit:
    """Return the toolkit whose workbook came back, in the language in which it is printed."""
    stamp = returned.stamp
    if stamp and stamp.edition == "report":
        raise ReturnError(REPORT)
    toolkit = toolkits.toolkit(stamp.toolkit, stamp.lang) if stamp else toolkits.usual()
    return toolkit if stamp and stamp.lang else toolkits.in_language_of_questions(toolkit, returned.found)


@dataclass(frozen=True)
class _WorkbookReader:
    """Turns what was found in a workbook of a `toolkit` into answers and a receipt.

    The toolkit is in the words in which the workbook is printed; `toolkits` know the other states of its translation,
    and what else workbooks were printed with.
    """

    toolkit: Toolkit
    toolkits: Toolkits

    @property
    def design(self) -> Design:
        return self.toolkits.design

    def code_test(self, returned: Returned) -> IsCode | None:
        """Return a function that tells a question's code from other words in brackets; None where all found are codes.

        A workbook of another version may have questions that are not known here.
        """
        known = self._known
        answers = answers_like_questions(returned.found, known)
        if returned.printed <= known.keys() and not answers:
            return None
        other = self._is_other_version(returned.stamp)

        def is_code(code: str, text: str) -> bool:
            if code in answers and any(said in text for said in answers[code]):
                return begins(known[code], text.partition("]")[2])  # there may be an answer's “no” in a question too
            return code in known or (other and any(letter.isdigit() or letter == "-" for letter in code))

        return is_code

    def read(self, path: Path, data: bytes, returned: Returned) -> Read:
        """Return the response and the receipt of a file; raise `ReturnError` where none of its fields is known."""
        returned, left_out = self._guessed(self._labelled(returned))
        known = self._known
        returned = filled_first(returned, known, self.toolkit.respondent_code)
        stamp = returned.stamp
        if not stamp and not any(found.code in known for found in returned.found):
            fix = "If it was scanned, printed or exported, ask for the file as it was filled in."
            raise refusal("This is not a workbook that is known here: none of its fields is.", fix)
        print_ = Print(self.toolkit, returned, self.design)
        returned = print_.unprinted()
        known_version = stamp is not None and not self._is_other_version(stamp)
        asked_as = self._asked_as(stamp)
        hints = partial(self._hints, print_)
        matched = match(known, self._expected(stamp), returned, known_version, hints, asked_as)
        notes = [*_others(returned), *returned.notes, *matched.notes, *self._version(stamp), *left_out]
        if asked_as and known_version and not any(note.kind in ("changed", "gone") for note in notes):
            notes.append(OTHER_QUESTIONS)
        notes += self._unsure(returned, notes)
        beside = [Loose(note.text, note.near) for note in notes if note.kind == "stray"]
        notes = [note for note in notes if note.kind != "stray"]
        notes += print_.stray(max(matched.times + bool(matched.twice), matched.most), beside)
        notes += print_.others(matched.times)
        notes = [*self._unspoken(stamp, notes), *notes]
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
        return Read(self.toolkit, self._response(receipt, matched.values, saved(path)), receipt)

    @cached_property
    def _known(self) -> dict[str, Field]:
        """The fields of the whole toolkit."""
        return self._expected(None)

    def _expected(self, stamp: Stamp | None) -> dict[str, Field]:
        """Return the fields of the workbook that a stamp names; all of the toolkit's without one."""
        return _fields(self.toolkit, self.design, stamp.items if stamp else ())

    def _asked_as(self, stamp: Stamp | None) -> str:
        """Return a stamp's letters of the fields where some were asked otherwise than now; "" where none was."""
        if not stamp or not stamp.asked or stamp.asked == _letters(self.toolkit, self.design, stamp.items):
            return ""
        return "" if self._is_of_another_state(stamp) else stamp.asked

    def _is_of_another_state(self, stamp: Stamp) -> bool:
        """Say whether the fields were asked as now, in the words of one or several states of the translation."""
        states = [_fields(each, self.design, stamp.items) for each in self.toolkits.states(self.toolkit)]
        now = self._expected(stamp)
        there = dict(zip(sorted(now), stamp.asked, strict=False))
        for first in states:  # a letter may fit two of them by chance
            asked = {code: [each[code] for each in (first, *states, now)] for code in there}
            fitting = {
                code: next((field for field in each if fields.letter(field) == there[code]), each[0])
                for code, each in asked.items()
            }
            if fields.letters(fitting) == stamp.asked:
                return True
        return False

    def _labelled(self, returned: Returned) -> Returned:
        """Return what was returned with the fields of a form that only their labels tell."""
        expected = self._expected(returned.stamp)
        if not returned.nameless and all(found.code in expected for found in returned.found):
            return returned
        part = words.of(self.toolkit, self.design.templates)["part"]
        return labels.with_names(returned, Labels(expected, part), not self._is_other_version(returned.stamp))

    def _guessed(self, returned: Returned) -> tuple[Returned, list[Note]]:
        """Return what was returned with the selection that its fields tell of, and a note on what is not in it."""
        known = self._known
        heads = {loose.text.split()[-1] for loose in returned.loose or () if loose.text.strip()}
        codes = {found.code for found in returned.found}
        stamp = parts.guessed(self.toolkit, returned.stamp, known, codes, heads)
        if stamp is None or stamp == returned.stamp:
            return returned, []
        there = self._expected(stamp)
        left = ", ".join(dict.fromkeys(field.item for code, field in known.items() if code not in there))
        text = f"the file does not say which questions its workbook had; these are not in it: {left}"
        return replace(returned, stamp=stamp), [Note("version", text=text)]

    def _hints(self, print_: Print, field: Field) -> tuple[str, ...]:
        """Return what may stand behind a question: programs put what is printed or told below it into the same line."""
        how = fields.hint(field, words.of(self.toolkit, self.design.templates))
        who = print_.guidance().get(field.code, "")
        return how, who, f"{who}{how}"

    def _version(self, stamp: Stamp | None) -> Iterator[Note]:
        if stamp is None:
            yield Note("version", text="the file does not say which workbook it is; its fields were matched by code")
        elif self._is_other_version(stamp):
            text = f"the workbook is of version {stamp.version}, the toolkit here is {self.toolkit.version}"
            yield Note("version", text=text)

    def _unsure(self, returned: Returned, notes: Sequence[Note]) -> Iterator[Note]:
        """Note that print may stand in answers: without tables it is known only for the toolkit's own version."""
        other = self._is_other_version(returned.stamp) or any(note.kind == "changed" for note in notes)
        if other and any(found.open for found in returned.found):
            yield Note("version", text=UNSURE)

    def _unspoken(self, stamp: Stamp | None, notes: Sequence[Note]) -> Iterator[Note]:
        """Note that a workbook is in a language that is not here, from which most of what else is noted follows.

        There may be the workbook's own words in it, and nothing of the content: then what is asked otherwise is
        counted.
        """
        if not stamp or not stamp.lang:
            return
        asked = {code for code, field in self._known.items() if field.lang}  # in the toolkit's own language
        otherwise = {note.code for note in notes if note.kind == "changed"}
        bare = bool(asked) and all(text in self.toolkit.untranslated for _, text in texts.all_of(self.toolkit))
        if self.toolkit.lang != stamp.lang or (bare and 2 * len(asked & otherwise) > len(asked)):
            what = f"this workbook is in {quoted(stamp.lang)}, and no translation into it was given"
            yield Note("language", text=f"{what}: give it with --translation, for without it answers may be missing")

    def _is_other_version(self, stamp: Stamp | None) -> bool:
        """Say whether a workbook is of another version than the toolkit here; one without a stamp is taken for ours."""
        return stamp is not None and stamp.version != self.toolkit.version

    def _response(self, receipt: Receipt, values: Mapping[str, Value], date: str) -> Response:
        """Return what a return answers, and who gave it; `date` is that of the file."""
        stamp = receipt.stamp
        names = {code: line.name for code, line in self.toolkit.respondent_lines().items()}
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
            missing = tuple(names.get(code, code) for code in self._known if code not in there)
            response = replace(response, missing=missing)
        untouched = bool(stamp and stamp.filled and equality.digest(response).startswith(stamp.filled))
        put = equality.answers_digest(response) if untouched else ""
        source = replace(response.source, says=equality.signature(response), untouched=untouched, put=put)
        return replace(response, source=source)


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
