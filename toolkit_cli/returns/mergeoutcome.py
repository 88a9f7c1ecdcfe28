"""What a merge has done, in words: counts, what is not back, and everything that somebody should look at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from toolkit_cli.building import manifest
from toolkit_cli.building.manifest import Entry
from toolkit_cli.characters import readable_name
from toolkit_cli.errors import Problem, counted, first_of, quoted
from toolkit_cli.files.textfile import PIPED
from toolkit_cli.responses import copies, readanswers
from toolkit_cli.responses.copies import NAMED
from toolkit_cli.responses.decisions import OpenQuestion
from toolkit_cli.responses.equality import digest
from toolkit_cli.responses.merge import called, file_hash, last_saved, saved_at
from toolkit_cli.responses.organisationnames import similar_names
from toolkit_cli.responses.response import Origin, Response, with_members
from toolkit_cli.responses.versions import is_shared, is_untouched
from toolkit_cli.returns.gather import Gathered

TYPED = ("", "yaml", "json")  # the formats of answers that somebody has typed
MOST = 20  # copies that came back more than once, of which the files are named
COPY = re.compile("[0-9a-f]{12}")  # the id of a copy that a batch has made


@dataclass(frozen=True)
class Combined:
    """What came of a merge: the files that were written, what was gathered, the responses, and the open questions.

    Of the copies that were `sent`, those in `missing` have not come back, and those in `untouched` only as they were
    made; both have one entry for each person, who may have been sent two formats. `by` is what responses were combined
    by, "" for nothing. `undeleted` tells what could not be deleted.
    """

    files: tuple[Path, ...]
    gathered: Gathered
    responses: tuple[Response, ...]
    opens: tuple[OpenQuestion, ...]
    exit_code: int
    sent: tuple[Entry, ...] = ()
    missing: tuple[Entry, ...] = ()
    untouched: tuple[Entry, ...] = ()
    by: str = ""
    undeleted: tuple[Problem, ...] = ()

    def __str__(self) -> str:
        """Return the outcome in words: counts, what is not back, and everything that somebody should look at."""
        lines = [str(self.gathered), f"{counted(len(self.responses), 'response')} after merging"]
        if again := [saves for saves in map(_came_back, self._replacing) if len(_files(saves)) > 1]:
            many = counted(len(again), "copy", "copies")
            lines.append(
                f"{many} came back more than once: the latest save with answers counts, what it replaced is noted: "
                + first_of([self._named_all(saves) for saves in again], MOST, between="; ")
            )
        if self.sent:
            sent = len(manifest.by_person(self.sent))
            back = sent - len(self.missing) - len(self.untouched)
            lines.append(f"{back:,} of {counted(sent, 'copy is', 'copies are')} back")
        return "\n".join([*lines, *self.warnings])

    @property
    def warnings(self) -> list[str]:
        """Return in words what is not back, undecided or doubtful, was passed over, or could not be read."""
        lines = [f"not back yet: row {entry.row}, {entry.file}" for entry in self.missing]
        lines += [f"as it was made, nothing filled in: row {entry.row}, {entry.file}" for entry in self.untouched]
        lines += [*self._of_other_batches(), *self._combined_workbooks(), *self._untranslated(), *self._nameless()]
        waiting = sum(open_.decision is None for open_ in self.opens)
        if waiting:
            within = "within an organisation and"
            many = counted(waiting, f"answer differs {within} waits", f"answers differ {within} wait")
            lines.append(f"{many} for a decision: {self.files[-1]}")
        decided = any(note.kind == "decided" for response in self.gathered.responses for note in response.notes)
        if decided and not any(open_.decision for open_ in self.opens):
            lines.append("decided in an earlier merge, and not used: give --by organisation and its --decisions")
        lines += [*self._half_redacted(), *self._alike(), *self._without_answers(), *self._odd(), *self._doubtful()]
        for names in similar_names(response.organisation for response in self._everyone):
            lines.append(f"taken for different organisations: {', '.join(map(quoted, names))}")
        lines += [f"skipped: {problem}" for problem in self.gathered.skipped]
        return [*lines, *map(str, (*self.gathered.failures, *self.undeleted))]

    def _of_other_batches(self) -> Iterator[str]:
        """Yield which personal copies are none of those that were sent."""
        sent = {entry.copy for entry in self.sent}
        others = [
            self._called(each)
            for each in self._everyone
            if each.source.sha256 and not is_shared(each) and COPY.fullmatch(each.id) and each.id not in sent
        ]
        if sent and others:
            yield f"not in the manifest, and perhaps of another batch: {', '.join(sorted(others))}"

    def _combined_workbooks(self) -> Iterator[str]:
        """Yield which files are combined workbooks: filled in by somebody, or only left in the folder."""
        files = {name for each in self.gathered.receipts if each.is_combined for name in self._files(each.sha256)}
        if files:
            yield f"combined workbooks, of which only the boxes are read: {', '.join(sorted(files))}"

    def _untranslated(self) -> Iterator[str]:
        """Yield which files are in a language without a translation or words here."""
        files: dict[str, list[str]] = {}
        for receipt in self.gathered.receipts:
            for note in receipt.notes:
                if note.kind == "language":
                    files.setdefault(note.text, []).extend(self._files(receipt.sha256))
        for what, names in files.items():
            yield f"{what}: {first_of(sorted(set(names)), NAMED)}"

    def _nameless(self) -> Iterator[str]:
        """Yield which responses cannot be combined with others, because they do not say whose they are."""
        nameless = sorted(self._called(response) for response in self.responses if not response.organisation)
        if self.by and len(nameless) == len(self.responses):
            yield f"no response says which {self.by} it comes from: each is kept separate"
        elif self.by and nameless:
            many = counted(len(nameless), "response does", "responses do")
            they = "it comes from, and is" if len(nameless) == 1 else "they come from, and are"
            yield f"{many} not say which {self.by} {they} kept separate: {', '.join(nameless)}"

    def _half_redacted(self) -> Iterator[str]:
        """Yield which responses are here with names removed and as they were, too: then the names are in the merge."""
        both = [
            response
            for response in self._replacing
            if len({any(note.kind == "redacted" for note in each.notes) for each in (response, *response.earlier)}) == 2
        ]
        if both:
            what = "here with names removed and as they were, so that the names are in this merge"
            named = first_of(sorted({self._called(each) for each in both}), NAMED)
            yield f"{what}: {named}. Merge only one of the two."

    def _without_answers(self) -> Iterator[str]:
        """Yield which files hold no answer; of the copies that were sent and are as they were made it is said above."""
        people = [each for each in self._people if not self._is_as_sent(each)]
        if silent := sorted(self._called(each) for each in people if not each.answers):
            yield f"without any answer: {', '.join(silent)}"
        if as_made := sorted(self._called(each) for each in people if each.answers and is_untouched(each)):
            yield f"as made, so that what was put in does not count: {', '.join(as_made)}"

    def _is_as_sent(self, response: Response) -> bool:
        """Say whether a response is one of the copies that were sent, as it was made."""
        if is_untouched(response):
            return any(response.id == entry.copy for entry in self.sent)
        return any(response.source.sha256 == entry.sha256 for entry in self.sent if entry.sha256)

    def _odd(self) -> Iterator[str]:
        """Yield which typed answers are of another version, which receipts tell of workbooks; and spoilt letters."""
        typed = [each for each in self._people if each.source.format in TYPED]
        if older := [self._called(each) for each in typed if any(note.kind == "version" for note in each.notes)]:
            yield f"of another version than the toolkit here: {', '.join(older)}"
        if spoilt := [self._called(each) for each in self._people if readanswers.SPOILT in each.notes]:
            yield f"{readanswers.SPOILT.text}: {', '.join(spoilt)}. {PIPED}"

    def _alike(self) -> Iterator[str]:
        """Yield which files count as one return, and which may be one and count each.

        Colleagues who tick the same boxes in shared copies look the same.
        """
        for hashed, paths in self.gathered.paths.items():
            if len(paths) > 1:
                yield f"the same file, counted once: {', '.join(self._files(hashed))}"
        for response in self._everyone:
            if response.also and is_shared(response):
                named = {name for source in (response.source, *response.also) for name in self._named(source)}
                yield f"counted once, because they say the same: {', '.join(sorted(named))}"
        alike: dict[str, set[str]] = {}
        for response in self._everyone:
            if any(note.kind == "copy" and note.text.startswith(copies.SAME) for note in response.notes):
                alike.setdefault(digest(response), set()).add(self._called(response))
        for names in alike.values():
            listed = first_of(sorted(names), NAMED)
            yield f"each counted, but perhaps one return, because they say the same: {listed}"
        for group in copies.nearly_alike(self._people):
            listed = first_of(sorted(set(map(self._called, group))), NAMED)
            yield f"each counted, but perhaps one return, because they say nearly the same: {listed}"

    @cached_property
    def _everyone(self) -> list[Response]:
        """The responses, and the members of organisations."""
        return list(with_members(self.responses))

    @cached_property
    def _people(self) -> list[Response]:
        """The responses that are not combined of others."""
        return [response for response in self._everyone if not response.members]

    @cached_property
    def _replacing(self) -> list[Response]:
        """The responses that replace earlier saves, what was corrected by hand, or the copy as it was made."""
        return [response for response in self._everyone if response.earlier]

    @cached_property
    def _shared_names(self) -> set[str]:
        """The names that several files have: they stand with their folders."""
        names = Counter(path.name for paths in self.gathered.paths.values() for path in paths)
        return {name for name, count in names.items() if count > 1}

    def _files(self, hashed: str) -> list[str]:
        paths = self.gathered.paths.get(hashed, ())
        return [readable_name(str(path) if path.name in self._shared_names else path.name) for path in paths]

    def _named(self, source: Origin) -> list[str]:
        """Return how people know the files of a source, of which several may have the same bytes."""
        return self._files(source.sha256) or [source.file]

    def _named_all(self, responses: Sequence[Response]) -> str:
        return ", ".join(sorted(set(map(self._called, responses))))

    def _called(self, response: Response) -> str:
        return self._named(response.source)[0] or called(response)

    def _doubtful(self) -> Iterator[str]:
        """Yield where somebody else may have filled a copy in, and where the save that counts may not be the latest."""
        for response in self._replacing:
            files, saves = self._named_all((response, *response.earlier)), _came_back(response)
            # What was corrected by hand stands otherwise in the file itself, and was said by nobody else.
            others = [each for each in saves if file_hash(each) != file_hash(response)]
            before = {(name, text) for each in others for name, text in each.respondent.items()}
            for note in response.notes:
                if note.kind == "replaced" and note.place != "date" and (note.place, note.text) in before:
                    now = quoted(response.respondent.get(note.place, ""))
                    people = self._named_all(saves)
                    yield f"perhaps filled in by two people: {people}: {note.place} {quoted(note.text)}, and then {now}"
            for each in saves:
                if not each.answers and last_saved(each) > last_saved(response):
                    yield f"saved later without any answer, so the earlier save counts: {self._called(each)}"
            if any(note.kind == "tie" for note in response.notes):
                tied = ", ".join(sorted(set(self._saved_with(response, saves))))
                yield f"saved at the same time, and it is not known which is later: {tied}"
            if any(note.kind == "corrected" for note in response.notes):
                yield f"corrected by hand in two ways, and it is not known which is right: {files}"

    def _saved_with(self, response: Response, saves: Sequence[Response]) -> Iterator[str]:
        """Yield the names of the files among a copy's saves that were saved when the last one of a response was."""
        for each in saves:
            for source in saved_at(each, last_saved(response)):
                yield from self._named(source) if source.file else [self._called(each)]


def _came_back(response: Response) -> list[Response]:
    """Return what was sent of a copy, and not the copy as it was made, which may lie beside it."""
    return [each for each in (response, *response.earlier) if not is_untouched(each)]


def _files(responses: Sequence[Response]) -> set[str]:
    return set(map(file_hash, responses))
