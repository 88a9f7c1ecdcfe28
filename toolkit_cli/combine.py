"""Combines returns into one answers file: gathers, merges, writes. What `toolkit merge` does."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit_cli import answers, answersfile, decisions, fields, gather, kinds, manifest, output, parts, take, words
from toolkit_cli.alike import digest
from toolkit_cli.blank import Own
from toolkit_cli.decisions import Open
from toolkit_cli.errors import OutputError, Problem, ToolkitError, counted, quoted
from toolkit_cli.gather import Gathered
from toolkit_cli.manifest import Entry
from toolkit_cli.merge import called, merge
from toolkit_cli.organisations import by_organisation, nearly
from toolkit_cli.response import Response
from toolkit_cli.returned import ReturnError
from toolkit_cli.search import search
from toolkit_cli.shelf import Shelf
from toolkit_cli.versions import is_shared, moment
from toolkit_cli.yamlfile import PIPED

MERGED = re.compile(rb'^(?:responses:| *"responses": )', re.MULTILINE)  # in a file that a merge has written


@dataclass(frozen=True)
class MergeOptions:
    """What is asked of a merge; `folders` are the user's own toolkits, `by` is "organisation" or None."""

    paths: tuple[Path, ...]
    output: Path
    folders: tuple[Path, ...] = ()
    translations: tuple[Path, ...] = ()
    by: str | None = None
    decisions: Path | None = None
    strict: bool = False
    force: bool = False
    jobs: int | None = None
    cache: Path | None = None
    manifest: Path | None = None
    passwords: Path | None = None
    templates: Path | None = None
    theme: Path | None = None

    @property
    def open_file(self) -> Path:
        """The file that asks for decisions: beside the merged one."""
        return self.output.with_name(f"{self.output.stem}-decisions.yaml")

    @property
    def parts(self) -> Path:
        return self.cache or self.output.with_name(f"{self.output.name}.parts")


@dataclass(frozen=True)
class Combined:
    """What came of it: the files that were written, what was gathered, the responses, and what waits for people.

    Of the copies that were `sent`, some are `missing`, and of some only the `untouched` file is there, as it was made.
    `by` is what responses were to be brought together by, "" for none. `left` tells what could not be deleted.
    """

    files: tuple[Path, ...]
    gathered: Gathered
    responses: tuple[Response, ...]
    opens: tuple[Open, ...]
    exit_code: int
    sent: tuple[Entry, ...] = ()
    missing: tuple[Entry, ...] = ()
    untouched: tuple[Entry, ...] = ()
    by: str = ""
    left: tuple[Problem, ...] = ()

    def __str__(self) -> str:
        """Return the outcome in words: counts, what is not back, and everything that somebody should look at."""
        lines = [str(self.gathered), f"{counted(len(self.responses), 'response')} after merging"]
        if again := self._again:
            many = counted(len(again), "copy", "copies")
            lines.append(
                f"{many} came back more than once: the latest save with answers counts, what it replaced is noted"
            )
        if self.sent:
            back = len(self.sent) - len(self.missing) - len(self.untouched)
            lines.append(f"{back:,} of {counted(len(self.sent), 'copy is', 'copies are')} back")
        lines += [f"not back: row {entry.row}, {entry.file}" for entry in self.missing]
        lines += [f"as it was made, nothing filled in: row {entry.row}, {entry.file}" for entry in self.untouched]
        return "\n".join([*lines, *self.warnings])

    @property
    def warnings(self) -> list[str]:
        """Return in words what is undecided or doubtful, was passed over, or could not be read."""
        lines = list(self._for_themselves())
        waiting = sum(open_.decision is None for open_ in self.opens)
        if waiting:
            within = "within an organisation and"
            many = counted(waiting, f"answer differs {within} waits", f"answers differ {within} wait")
            lines.append(f"{many} for a decision: {self.files[-1]}")
        lines += [*self._once(), *self._unusable(), *self._doubtful()]
        for names in nearly(response.organisation for response in _everyone(self.responses)):
            lines.append(f"taken for different organisations: {', '.join(map(quoted, names))}")
        lines += [f"skipped: {problem}" for problem in self.gathered.skipped]
        return [*lines, *map(str, (*self.gathered.failures, *self.left))]

    def _for_themselves(self) -> Iterator[str]:
        """Yield which responses cannot be brought together with others."""
        nameless = [called(response) for response in self.responses if not response.organisation]
        if self.by and len(nameless) == len(self.responses):
            yield f"no response says of which {self.by} it is: each stays for itself"
        elif self.by and nameless:
            many = counted(len(nameless), "response does", "responses do")
            stay = "it is, and stays for itself" if len(nameless) == 1 else "they are, and stay for themselves"
            yield f"{many} not say of which {self.by} {stay}: {', '.join(nameless)}"

    def _unusable(self) -> Iterator[str]:
        """Yield which files hold no answer, and which hold letters that a wrong encoding has spoilt.

        Of those that are as they were made it is said already.
        """
        made = {entry.sha256 for entry in self.sent}
        people = [each for each in _everyone(self.responses) if not each.members]
        blank = [each for each in people if not each.answers and each.source.sha256 not in made]
        if blank:
            yield f"without any answer: {', '.join(map(called, blank))}"
        if spoilt := [called(each) for each in people if answers.SPOILT in each.notes]:
            yield f"{answers.SPOILT.text}: {', '.join(spoilt)}. {PIPED}"

    def _once(self) -> Iterator[str]:
        """Yield which files count as one return: colleagues who ticked alike in copies for anybody look the same."""
        same: dict[str, list[str]] = {}
        for receipt in self.gathered.receipts:
            same.setdefault(receipt.sha256, []).append(receipt.file)
        yield from (f"the same file, counted once: {', '.join(files)}" for files in same.values() if len(files) > 1)
        for response in _everyone(self.responses):
            if response.also and is_shared(response):
                files = sorted({source.file for source in (response.source, *response.also)})
                yield f"counted once, for they say the same: {', '.join(files)}"

    @property
    def _again(self) -> list[Response]:
        """Return the responses of copies that came back more than once, of which only one save counts."""
        return [response for response in _everyone(self.responses) if response.earlier]

    def _doubtful(self) -> Iterator[str]:
        """Yield where somebody else may have filled a copy in, and where the save that counts may not be the latest."""
        for response in self._again:
            files = ", ".join(sorted({called(each) for each in (response, *response.earlier)}))
            for note in response.notes:
                if note.kind == "replaced" and note.place not in ("", "date"):
                    now = quoted(response.respondent.get(note.place, ""))
                    yield f"by other people? {files}: {note.place} {quoted(note.text)}, and then {now}"
            for each in response.earlier:
                if not each.answers and moment(each.source.saved) > moment(response.source.saved):
                    yield f"saved later without any answer, so that the earlier save counts: {called(each)}"
            if any(note.kind == "tie" for note in response.notes):
                yield f"saved at the same time, and which is the later is not known: {files}"


def combine(options: MergeOptions, progress: Callable[[int, int], None] = lambda done, total: None) -> Combined:
    """Merge returns into one file; what could be read is written, whatever could not.

    Raises `ReturnError` where nothing could be read. What was read is kept beside the output until that is written,
    so that a merge that was stopped goes on where it was; a folder that `cache` names is left as it is.
    """
    targets = [options.output, options.open_file] if options.by else [options.output]
    _keep_decisions(options)
    output.check(targets, options.force)
    take.check([*options.paths, *_lying(options.paths, targets)], targets)
    parts.check(options.parts)
    form = take.form_of(options.output, None)
    try:
        done = _combined(options, form, progress)
    except Exception as wrong:  # what was read holds people's answers, and nobody would look for it
        left = _cleared(options)
        if isinstance(wrong, ToolkitError):
            wrong.problems += left
        raise
    return replace(done, left=_cleared(options))


def _lying(paths: Sequence[Path], targets: Sequence[Path]) -> Iterator[Path]:
    """Yield the files in the folders of returns that the merge would write over, but for those that a merge wrote."""
    written = {os.path.realpath(path) for path in targets if os.path.exists(path)}
    for candidate in search(paths).candidates if written else ():
        if os.path.realpath(candidate.path) in written and not MERGED.search(kinds.load(candidate.path)):
            yield candidate.path


def _keep_decisions(options: MergeOptions) -> None:
    """Refuse to write over decisions that people have made and that this merge is not given."""
    path, given = options.open_file, options.decisions
    if not options.by or (given and given.exists() and path.exists() and given.samefile(path)):
        return
    if count := decisions.made(path):
        what = f"This file holds {counted(count, 'decision')} that the merge would write over."
        raise OutputError(Problem(str(path), 0, what, "Give it with --decisions, or move it elsewhere."))


def _cleared(options: MergeOptions) -> tuple[Problem, ...]:
    """Clear what was read away, and return what is to be told where something of it stays."""
    if options.cache or parts.clear(options.parts):
        return ()
    return (Problem(str(options.parts), 0, "This holds answers that were read, and cannot be deleted.", "Delete it."),)


def _combined(options: MergeOptions, form: str, progress: Callable[[int, int], None]) -> Combined:
    sent = tuple(manifest.load(options.manifest)) if options.manifest else ()
    shelf = Shelf(options.folders, options.translations, options.passwords, Own(options.templates, options.theme))
    gathered = gather.gather(options.paths, shelf, options.parts, options.jobs, progress)
    if not gathered.responses:
        none = Problem("", 0, "There are no returns here.", "Give files or folders.")
        raise ReturnError([*gathered.skipped, *(gathered.failures or [none])])
    if any(os.path.realpath(problem.file) == os.path.realpath(options.output) for problem in gathered.failures):
        what = "This file could not be read, and the merge would write over it."
        raise OutputError([Problem(str(options.output), 0, what, "Give another name."), *gathered.failures])
    toolkit = shelf.toolkit(gathered.toolkit)
    known = fields.of(toolkit, words.of(toolkit, options.templates))
    opens: tuple[Open, ...] = ()
    more = {"by": options.by} if options.by else {}
    untouched = frozenset(entry.sha256 for entry in sent)
    if options.by:
        given = decisions.load(options.decisions, toolkit, known) if options.decisions else ()
        responses, opens = by_organisation(gathered.responses, known, given, untouched)
    else:
        responses = merge(gathered.responses, untouched)
    files = {options.output: answersfile.text(answersfile.several(toolkit, responses, **more), form)}
    if any(open_.decision is None for open_ in opens):
        files[options.open_file] = decisions.text(opens, toolkit, known)
    take.write(files, options.force)
    return Combined(
        tuple(files),
        gathered,
        responses,
        opens,
        _exit_code(gathered, responses, opens, options.strict),
        sent,
        *_not_back(sent, gathered),
        by=options.by or "",
    )


def _not_back(sent: Sequence[Entry], gathered: Gathered) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """Return the copies that are not there, and those that are there as the very files that were made."""
    made = {entry.copy: entry.sha256 for entry in sent if entry.sha256}
    there = {*_there(gathered)}
    back = {copy for copy, sha256 in there if sha256 != made.get(copy)}
    missing = manifest.missing(sent, (copy for copy, _ in there))
    untouched = manifest.missing(sent, {*back, *(entry.copy for entry in missing)})
    return tuple(missing), tuple(untouched)


def _there(gathered: Gathered) -> Iterator[tuple[str, str]]:
    """Yield the copy's id and the SHA-256 of each file, also of one that only its printed line still tells of.

    The SHA-256 is "" for answers that somebody has typed, or corrected in a merged file.
    """
    for response in _everyone(gathered.responses):
        for each in (response, *response.earlier):
            typed = each.source.says not in ("", digest(each))
            yield from ((each.id, "" if typed else source.sha256) for source in (each.source, *each.also))
    yield from ((receipt.stamp.copy, receipt.sha256) for receipt in gathered.receipts if receipt.stamp)


def _everyone(responses: Sequence[Response]) -> Iterator[Response]:
    """Yield responses, and those that an earlier merge made them of."""
    for response in responses:
        yield response
        yield from _everyone(response.members)


def _exit_code(gathered: Gathered, responses: Sequence[Response], opens: Sequence[Open], strict: bool) -> int:
    noted = any(note.kind != "decided" for response in _everyone(responses) for note in response.notes)
    noted = noted or bool(gathered.skipped) or any(receipt.notes for receipt in gathered.receipts)
    return take.exit_code(gathered.failures, noted or any(open_.decision is None for open_ in opens), strict)
