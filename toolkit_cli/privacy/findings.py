"""Points at what may be personal data in returns and answers files: `toolkit check --privacy`.

Rules find likely cases, and not all. All of it happens on this machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from toolkit_cli.characters import readable_name, shortened
from toolkit_cli.errors import Problem, ReturnError, counted
from toolkit_cli.files.search import search
from toolkit_cli.privacy import decisionsfile
from toolkit_cli.privacy.passages import FILE, FILE_NAME, Passage, passages
from toolkit_cli.privacy.scanner import ResponseScanner, ToolkitWords, composed
from toolkit_cli.privacy.spans import KINDS
from toolkit_cli.returns import reading
from toolkit_cli.returns.intake import is_passed_over
from toolkit_cli.returns.receipt import MOST, Read
from toolkit_cli.returns.returnoptions import NOTHING, ReturnOptions, exit_code
from toolkit_cli.returns.toolkits import Toolkits
from toolkit_cli.running.callbacks import OnStage, no_progress

CAUTION = (
    "These are likely cases, found by rules, and not all: a rule can be wrong, and where nothing is found, that does "
    "not mean that nothing is there."
)


@dataclass(frozen=True)
class PrivacyOptions(ReturnOptions):
    """What is asked of a search for personal data; `redact` is a folder for copies with marks in its place."""

    paths: tuple[Path, ...]
    redact: Path | None = None


@dataclass(frozen=True)
class Finding:
    """Something in a file that may be personal data, and where.

    `code` is the field's, "" where there is none; `place` says in words what the code does not: a comment, the response
    in a file of several. `start` and `end` count characters of the passage in composed form (Unicode's NFC), without
    those that have no width.
    """

    file: str
    code: str
    kind: str
    text: str
    start: int
    end: int
    place: str = ""

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.place, self.code) if part)
        return (
            f"{readable_name(self.file)}: {where}: likely {self.kind}: “{shortened(' '.join(self.text.split()), MOST)}”"
        )


@dataclass(frozen=True)
class Findings:
    """What was found, in how many files; what could not be read, and what was not copied (`left`)."""

    findings: tuple[Finding, ...]
    files: int
    problems: tuple[Problem, ...] = ()
    left: tuple[Problem, ...] = ()

    def __str__(self) -> str:
        """Return the counts by kind, what could not be read, and how far all this can be relied on."""
        counts = Counter(finding.kind for finding in self.findings)
        listed_ = ", ".join(f"{counts[kind]:,} × {kind}" for kind in KINDS if counts[kind])
        lines = [f"{counted(self.files, 'file')}: {listed_ or 'nothing found'}"]
        return "\n".join([*lines, *map(str, (*self.problems, *self.left)), CAUTION])

    def exit_code(self, strict: bool) -> int:
        """Return 3 where a file could not be read, 4 where something was found under `strict`, else 0."""
        return exit_code(self.problems, bool(self.findings), strict)


@dataclass(frozen=True)
class OpenedReturns:
    """The files that could be read, each with what was read from it, and what is wrong with the others."""

    files: tuple[tuple[Path, Sequence[Read]], ...]
    problems: tuple[Problem, ...] = ()


def find(paths: Sequence[Path], toolkits: Toolkits, progress: OnStage = no_progress) -> Findings:
    """Look through files and folders; a file that cannot be read does not stop the rest."""
    return found_in(open_returns(paths, toolkits, progress), progress)


def open_returns(paths: Sequence[Path], toolkits: Toolkits, progress: OnStage = no_progress) -> OpenedReturns:
    """Read every return and answers file that paths name; what else lies in a folder is passed over."""
    found = search(paths)
    files: list[tuple[Path, Sequence[Read]]] = []
    problems = list(found.problems)
    for done, candidate in enumerate(found.candidates):
        progress(done, len(found.candidates), "files")
        try:
            files.append((candidate.path, _read(candidate.path, toolkits)))
        except ReturnError as wrong:
            if not is_passed_over(candidate, wrong):
                problems += wrong.problems
    if not files and not problems:
        problems.append(NOTHING)
    return OpenedReturns(tuple(files), tuple(problems))


def found_in(returns: OpenedReturns, progress: OnStage = no_progress) -> Findings:
    """Return all that may be personal data in files that were read."""
    total = sum(len(reads) for _, reads in returns.files)
    done = count()

    def begin() -> None:
        progress(next(done), total, "responses")

    found = [finding for path, reads in returns.files for finding in _findings(path, reads, begin)]
    return Findings(tuple(found), len(returns.files), (*returns.problems, *_untranslated(returns)))


def _untranslated(returns: OpenedReturns) -> Iterator[Problem]:
    """Yield the files in a language without a translation here, so that print in them is not recognised."""
    for path, reads in returns.files:
        told = [note.text for read in reads for note in read.receipt.notes if note.kind == "language" and note.text]
        if told:
            yield Problem(str(path), 0, f"{told[0][0].upper()}{told[0][1:]}.")


def _read(path: Path, toolkits: Toolkits) -> Sequence[Read]:
    """Return what a return says, an answers file's responses, or the answers in a file of decisions; at least one."""
    if path.is_file() and (listed := decisionsfile.read(path, toolkits)):
        return listed
    if reads := reading.read_file(path, toolkits):
        return reads
    raise ReturnError(Problem(str(path), 0, "There are no responses in this file.", "Leave it out."))


def _findings(path: Path, reads: Sequence[Read], begin: Callable[[], None]) -> Iterator[Finding]:
    """Yield what is found in a file; `begin` is called before each response is looked through."""
    asked = ToolkitWords(reads[0].toolkit)
    named = {read.response.source.file for read in reads}
    if readable_name(path.name) not in named:  # as of answers that somebody has typed
        yield from _found(path, ResponseScanner(reads[0].response, asked), [Passage(path.name, "", FILE_NAME, FILE)])
    for read in reads:
        begin()
        place = (read.response.id or read.response.organisation) if len(reads) > 1 else ""
        yield from _found(path, ResponseScanner(read.response, asked), passages(read.response, asked.fields, place))


def _found(path: Path, scanner: ResponseScanner, looked_at: Iterable[Passage]) -> Iterator[Finding]:
    for passage in looked_at:
        text = composed(passage.text)
        for span in scanner.spans(passage):
            said = text[span.start : span.end]
            yield Finding(path.name, passage.code, span.kind, said, span.start, span.end, passage.place)
