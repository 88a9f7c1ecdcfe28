"""Combines returns into one answers file: gathers, merges, writes. What `toolkit merge` does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit_cli import filetypes
from toolkit_cli.building import manifest
from toolkit_cli.building.manifest import Entry
from toolkit_cli.errors import OutputError, Problem, ReturnError, ToolkitError, counted
from toolkit_cli.files import output
from toolkit_cli.files.search import identity, search
from toolkit_cli.kits import fields, words
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.responses import decisions, writeanswers
from toolkit_cli.responses.decisions import Decision, OpenQuestion
from toolkit_cli.responses.equality import answers_digest
from toolkit_cli.responses.merge import merge
from toolkit_cli.responses.organisations import by_organisation
from toolkit_cli.responses.response import Response, with_members
from toolkit_cli.responses.versions import is_as_read, is_untouched
from toolkit_cli.returns import gather, readcache
from toolkit_cli.returns.gather import Gathered
from toolkit_cli.returns.mergeoutcome import Combined
from toolkit_cli.returns.receipt import Receipt
from toolkit_cli.returns.returnoptions import NOTHING, ReturnOptions, exit_code
from toolkit_cli.returns.toolkits import Toolkits
from toolkit_cli.running.callbacks import OnProgress, no_progress

MERGED = re.compile(rb'^(?:responses:| *"responses": )', re.MULTILINE)  # in a file that a merge has written


@dataclass(frozen=True)
class MergeOptions(ReturnOptions):
    """What is asked of a merge; `by` is "organisation" or None.

    `lang` is the language in which decisions are asked for, the toolkit's own if None.
    """

    paths: tuple[Path, ...]
    output: Path
    by: str | None = None
    decisions: Path | None = None
    jobs: int | None = None
    cache: Path | None = None
    manifest: Path | None = None
    lang: str | None = None

    @property
    def open_file(self) -> Path:
        """The file that asks for decisions: beside the merged one."""
        return self.output.with_name(f"{self.output.stem}-decisions.yaml")

    @property
    def parts(self) -> Path:
        """The folder in which what was read is kept until the merge is written."""
        return self.cache or self.output.with_name(f"{self.output.name}.parts")


def combine(options: MergeOptions, progress: OnProgress = no_progress) -> Combined:
    """Merge returns into one file; what could be read is written, whatever could not.

    Raises `ReturnError` where nothing could be read. What was read is kept beside the output until that is written,
    so that a merge that was stopped goes on where it was; a folder that `cache` names is left as it is.
    """
    targets = [options.output, options.open_file] if options.by else [options.output]
    _keep_decisions(options)
    output.check(targets, options.force)
    output.check_apart([*options.paths, *_lying(options.paths, targets)], targets)
    readcache.check(options.parts)
    form = writeanswers.form_of(options.output, None)
    try:
        done = _combined(options, form, progress)
    except Exception as wrong:  # what was read holds people's answers, and nobody would look for it
        left = _cleared(options)
        if isinstance(wrong, ToolkitError):
            wrong.problems += left
        raise
    return replace(done, undeleted=_cleared(options))


def _lying(paths: Sequence[Path], targets: Sequence[Path]) -> Iterator[Path]:
    """Yield the returns in the given folders that the merge would write over; files that a merge wrote are none."""
    written = {identity(path) for path in targets if path.exists()}
    for candidate in search(paths).candidates if written else ():
        if identity(candidate.path) in written and not MERGED.search(filetypes.load(candidate.path)):
            yield candidate.path


def _keep_decisions(options: MergeOptions) -> None:
    """Refuse to write over decisions that people have made and that this merge is not given."""
    path, given = options.open_file, options.decisions
    if not options.by or (given and given.exists() and path.exists() and given.samefile(path)):
        return
    if count := decisions.count(path):
        what = f"This file holds {counted(count, 'decision')} that the merge would write over."
        raise OutputError(Problem(str(path), 0, what, "Give it with --decisions, or move it elsewhere."))


def _cleared(options: MergeOptions) -> tuple[Problem, ...]:
    """Delete what was read, and return a problem where something of it cannot be deleted."""
    if options.cache or readcache.clear(options.parts):
        return ()
    return (Problem(str(options.parts), 0, "This holds answers that were read, and cannot be deleted.", "Delete it."),)


def _combined(options: MergeOptions, form: str, progress: OnProgress) -> Combined:
    sent = tuple(manifest.load(options.manifest)) if options.manifest else ()
    toolkits = options.toolkits()
    gathered = _gathered(options, toolkits, progress)
    toolkit = toolkits.toolkit(gathered.toolkit)
    asked = toolkits.in_language(toolkit, options.lang)
    known = fields.known(asked, options.templates)
    read = _known_as_made(gathered.responses, sent)
    if options.by:
        given = _decided(options, toolkit, toolkits, known)
        responses, opens = by_organisation(read, known, given)
    else:
        responses, opens = merge(read), ()
    more = {"by": options.by} if options.by else {}
    files = {options.output: writeanswers.text(writeanswers.several(toolkit, responses, **more), form)}
    if any(open_.decision is None for open_ in opens):
        files[options.open_file] = decisions.text(opens, toolkit, known, words.of(asked, options.templates))
    output.write_texts(files, options.force)
    missing, untouched = _not_back(sent, gathered)
    return Combined(
        files=tuple(files),
        gathered=gathered,
        responses=responses,
        opens=opens,
        exit_code=_exit_code(gathered, responses, opens, options.strict),
        sent=sent,
        missing=missing,
        untouched=untouched,
        by=options.by or "",
    )


def _gathered(options: MergeOptions, toolkits: Toolkits, progress: OnProgress) -> Gathered:
    """Read what is to be merged; raise `ReturnError` for nothing at all, `OutputError` for an output not understood."""
    gathered = gather.gather(options.paths, toolkits, options.parts, options.jobs, progress)
    if not gathered.responses:
        raise ReturnError([*gathered.skipped, *(gathered.failures or [NOTHING])])
    if any(identity(problem.file) == identity(options.output) for problem in gathered.failures):
        what = "This file could not be read, and the merge would write over it."
        raise OutputError([Problem(str(options.output), 0, what, "Give another name."), *gathered.failures])
    return gathered


def _known_as_made(responses: Iterable[Response], sent: Sequence[Entry]) -> Iterator[Response]:
    """Yield responses; a file that the manifest knows as it was made says so. (Earlier copies do not tell it.)"""
    made = {entry.sha256 for entry in sent} - {""}
    for each in responses:
        if each.source.sha256 in made:
            put = each.source.put or (answers_digest(each) if is_as_read(each) else "")
            yield replace(each, source=replace(each.source, untouched=True, put=put))
        else:
            yield each


def _decided(
    options: MergeOptions, toolkit: Toolkit, toolkits: Toolkits, known: Mapping[str, Field]
) -> tuple[Decision, ...]:
    if options.decisions is None:
        return ()
    return decisions.load(options.decisions, toolkit, known, toolkits.languages(toolkit))


def _not_back(sent: Sequence[Entry], gathered: Gathered) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """Return the copies that have not come back, and those that came back as they were made, perhaps saved again."""
    read = [version for each in with_members(gathered.responses) for version in (each, *each.earlier)]
    same = {source.sha256 for each in read if is_untouched(each) for source in (each.source, *each.also)}
    made = {*same, *(entry.sha256 for entry in sent)} - {""}
    there = {*_there(read, gathered.receipts)}
    back = {copy for copy, sha256 in there if sha256 not in made}
    found = {copy for copy, _ in there}
    people = [([entry.copy for entry in each], manifest.of_person(each)) for each in manifest.by_person(sent)]
    missing = tuple(entry for copies, entry in people if found.isdisjoint(copies))
    untouched = tuple(entry for copies, entry in people if back.isdisjoint(copies) and entry not in missing)
    return missing, untouched


def _there(read: Iterable[Response], receipts: Iterable[Receipt]) -> Iterator[tuple[str, str]]:
    """Yield the copy's id and the SHA-256 of each file that came back, also where only a printed line tells the id.

    The SHA-256 is "" for answers that somebody has typed, or corrected in a merged file.
    """
    for each in read:
        own = is_as_read(each) or is_untouched(each)
        yield from ((each.id, source.sha256 if own else "") for source in (each.source, *each.also))
    yield from ((receipt.stamp.copy, receipt.sha256) for receipt in receipts if receipt.stamp)


def _exit_code(gathered: Gathered, responses: Sequence[Response], opens: Sequence[OpenQuestion], strict: bool) -> int:
    noted = any(note.kind != "decided" for response in with_members(responses) for note in response.notes)
    noted = noted or bool(gathered.skipped) or any(receipt.notes for receipt in gathered.receipts)
    noted = noted or any(open_.decision is None for open_ in opens)
    unread = bool(gathered.failures) or any(receipt.lacks_translation for receipt in gathered.receipts)
    return exit_code(unread, noted, strict)
