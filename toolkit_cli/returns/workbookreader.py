"""Turns what was found in a workbook into answers and a receipt."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from toolkit_cli.characters import clean, readable_name
from toolkit_cli.document import prompts
from toolkit_cli.document.questions import IsCode
from toolkit_cli.kits import fields, words
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.values import Value, as_text
from toolkit_cli.responses import equality
from toolkit_cli.responses.response import Origin, Response
from toolkit_cli.returned import Found, Loose, Note, Returned, refusal
from toolkit_cli.returns import codetest, labels, parts
from toolkit_cli.returns.askedfields import asked_otherwise, asked_then, fields_of
from toolkit_cli.returns.codetest import TELLING, beginning
from toolkit_cli.returns.design import Design
from toolkit_cli.returns.labels import Labels
from toolkit_cli.returns.languagenotes import LanguageCheck
from toolkit_cli.returns.matching import Matched, Questions, begins, filled_first, match
from toolkit_cli.returns.printed import squeezed
from toolkit_cli.returns.receipt import Read, Receipt
from toolkit_cli.returns.toolkits import Toolkits
from toolkit_cli.returns.workbookprint import Print
from toolkit_cli.stamp import Stamp

OTHER_QUESTIONS = Note(
    "changed", "some questions are others here, or offer other options, although the workbook is of the same version"
)
COMBINED = (
    "This is a combined workbook that came back as print, or without its tables and formats: what others have said "
    "cannot be told from an answer there.",
    "Give the workbooks that it was made of, or ask for the file as it was filled in.",
)
UNSURE = "the tables are gone, and the printed words are not those known here: some of them may stand in the answers"


@dataclass(frozen=True)
class WorkbookReader:
    """Turns what was found in a workbook of a `toolkit` into answers and a receipt.

    The toolkit is in the words in which the workbook is printed; `toolkits` know the other states of its translation,
    and what else workbooks were printed with.
    """

    toolkit: Toolkit
    toolkits: Toolkits

    @property
    def design(self) -> Design:
        """What of the user's own the workbook was printed with."""
        return self.toolkits.design

    def code_test(self, returned: Returned) -> IsCode | None:
        """Return a function that tells questions' codes from other words in brackets; None if all found are codes."""
        stamp = returned.stamp
        return codetest.code_test(returned, self._known, self._expected(stamp), self._is_other_version(stamp))

    def read(self, path: Path, data: bytes, saved: str, returned: Returned) -> Read:
        """Return the response and the receipt of a file that was `saved` then (ISO 8601, UTC).

        Raises `ReturnError` for what is no workbook that can be read; see `_refuse_others`.
        """
        returned, left_out = self._guessed(self._labelled(self._for_one(returned)))
        returned = filled_first(returned, self._known, self.toolkit.respondent_code)
        self._refuse_others(returned)
        print_ = Print(self.toolkit, returned, self.design, self.toolkits.earlier(self.toolkit))
        returned = _unprompted(print_.unprinted())
        asked_as = asked_otherwise(self.toolkit, self.toolkits, returned.stamp)
        matched = self._matched(returned, print_, asked_as)
        notes = self._notes(returned, matched, left_out, bool(asked_as))
        notes = self._with_stray(notes, print_, matched)
        there = {*matched.values, *matched.empty}
        lang = returned.stamp.lang if returned.stamp else ""
        language = LanguageCheck(self.toolkit, self.design.templates, self._known, lang, there, notes)
        receipt = Receipt(
            file=readable_name(path.name),
            format=returned.format,
            sha256=hashlib.sha256(data).hexdigest(),
            stamp=returned.stamp,
            answered=tuple(matched.values),
            empty=matched.empty,
            missing=matched.missing,
            twice=matched.twice,
            anchors=dict(Counter(found.anchor for found in returned.found)),
            notes=tuple(map(_cleaned, (*language.notes(), *notes))),
        )
        return Read(self.toolkit, self._response(receipt, matched.values, saved), receipt)

    def _refuse_others(self, returned: Returned) -> None:
        """Raise `ReturnError` for a document with none of our fields, and for a combined workbook that lost its marks.

        The cover of a report, of which a program has dropped the stamp, has such a line as a workbook's.
        """
        stamped = returned.stamp is not None and returned.stamp.fingerprint != ""
        if not stamped and not any(map(partial(self._is_ours, returned), returned.found)):
            fix = "If it was scanned, printed or exported, ask for the file as it was filled in."
            raise refusal("This is not a workbook that is known here: none of its fields is.", fix)
        bare = returned.printed_out or any(found.open == "all" for found in returned.found)
        if bare and self._is_combined(returned):
            raise refusal(*COMBINED)

    def _is_ours(self, returned: Returned, found: Found) -> bool:
        """Say whether a place is that of a known field; in print, other documents have words in brackets, too."""
        if found.code not in self._known:
            return False
        return not returned.printed_out or (found.label != "" and begins(self._known[found.code], found.label))

    def _is_combined(self, returned: Returned) -> bool:
        """Say whether a line tells how many responses there are, as on the cover of a combined workbook."""
        ahead, _, after = words.of(self.toolkit, self.design.templates)["report_responses"].partition("{count}")
        told = re.compile(rf"{re.escape(ahead)}\d+{re.escape(after)}")
        cover = ("", self.toolkit.respondent_code)
        texts = (loose.text for loose in returned.loose or () if loose.near.partition("-")[0] in cover)
        return any(told.fullmatch(line.strip()) for text in texts for line in text.split("\n"))

    def _matched(self, returned: Returned, print_: Print, asked_as: str) -> Matched:
        """Return what was found, matched with the fields; `asked_as` are the stamp's letters if some were others."""
        stamp = returned.stamp
        known_version = stamp is not None and not self._is_other_version(stamp)
        hints = partial(self._hints, print_)
        then = asked_then(self.toolkit, self.toolkits, asked_as, stamp.items if stamp else ())
        return match(Questions(self._known, self._expected(stamp), known_version, hints, asked_as, then), returned)

    def _notes(
        self, returned: Returned, matched: Matched, left_out: Sequence[Note], asked_otherwise: bool
    ) -> list[Note]:
        """Return the notes on what was found, but for what is printed nowhere."""
        stamp = returned.stamp
        notes = [*_further_stamps(returned), *returned.notes, *matched.notes, *self._version(stamp), *left_out]
        told = self._is_other_version(stamp) or any(note.kind in ("changed", "gone") for note in notes)
        if asked_otherwise and not told:
            notes.append(OTHER_QUESTIONS)
        return [*notes, *self._unsure(returned, notes)]

    def _with_stray(self, notes: Sequence[Note], print_: Print, matched: Matched) -> list[Note]:
        """Return notes with those on words, pictures and links that the workbook does not print.

        Where a program has dropped the styles of a combined workbook, words that somebody has typed are not told from
        what others have said: no report may name these.
        """
        beside = [Loose(note.text, note.near) for note in notes if note.kind == "stray"]
        others = [note for note in notes if note.kind != "stray"]
        times = max(matched.times + bool(matched.twice), matched.most)  # what is there again brings its print along
        stray = list(print_.stray(times, beside))
        if self._is_combined(print_.returned) and all(note.kind == "stray" for note in stray):  # styles are lost
            stray = [replace(note, kind="said") for note in stray]
        return [*others, *stray, *print_.others(matched.times)]

    @cached_property
    def _known(self) -> Mapping[str, Field]:
        """The fields of the whole toolkit."""
        return self._expected(None)

    def _expected(self, stamp: Stamp | None) -> Mapping[str, Field]:
        """Return the fields of the workbook that a stamp names; all of the toolkit's without one."""
        return fields_of(self.toolkit, self.design, stamp.items if stamp else ())

    def _for_one(self, returned: Returned) -> Returned:
        """Return what was returned with its copy known as one person's where only the cover still says so."""
        stamp = returned.stamp
        if stamp is None or stamp.fingerprint or not stamp.copy:
            return returned
        said = squeezed(words.of(self.toolkit, self.design.templates)["copy_personal"])
        is_for_one = any(said in squeezed(each.text) for each in returned.loose or ())
        return replace(returned, stamp=replace(stamp, personal=True)) if is_for_one else returned

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
        lines = [line for loose in returned.loose or () for line in loose.text.split("\n") if line.strip()]
        codes = {found.code for found in returned.found}
        stamp = parts.guessed(self.toolkit, returned.stamp, known, codes, lines)
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
        """Note that print may stand in answers: without tables it is known only for the toolkit's own version.

        Even of that, words do not stand as they were printed where a DOCX was saved as PDF, and this made a document.
        """
        open_ = [found.text for found in returned.found if found.open]
        other = self._is_other_version(returned.stamp) or any(note.kind == "changed" for note in notes)
        if open_ and (other or any(map(self._asks, open_))):
            yield Note("version", text=UNSURE)

    def _asks(self, text: str) -> bool:
        """Say whether a line of an answer begins as a question does, if it is long enough to tell."""
        asked = {begun for field in self._known.values() if len(begun := beginning(field.name)) == TELLING}
        return any(squeezed(line)[:TELLING] in asked for line in text.split("\n"))

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


def _cleaned(note: Note) -> Note:
    return replace(note, text=clean(note.text), who=clean(note.who), place=clean(note.place))


def _unprompted(returned: Returned) -> Returned:
    """Return print without the prompts that programs print in empty boxes, which a document's controls tell."""
    prompted = {found.code: found for found in returned.found if returned.printed_out and prompts.is_known(found.text)}
    notes = (Note("doubt", prompts.TAKEN.format(found.text.strip()), code=code) for code, found in prompted.items())
    found = tuple(replace(each, text="") if each in prompted.values() else each for each in returned.found)
    return replace(returned, found=found, notes=(*returned.notes, *notes)) if prompted else returned


def _further_stamps(returned: Returned) -> Iterator[Note]:
    for each in returned.stamps:
        which = f"copy {each.copy}" if each.copy else str(each)
        yield Note("twice", text=f"marks of another workbook are in the file too: {which}")
