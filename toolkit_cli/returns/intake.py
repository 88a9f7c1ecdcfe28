"""Takes one file in, whatever it is: a workbook, an answers file or an earlier merge, or nothing of ours."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from toolkit_cli import filetypes
from toolkit_cli.building import manifest
from toolkit_cli.characters import readable_name
from toolkit_cli.errors import ManifestError, NoReturnError, PartError, Problem, ReturnError, ToolkitError, unexpected
from toolkit_cli.files.search import RETURNS, Candidate
from toolkit_cli.kits import fields
from toolkit_cli.responses import decisions, readanswers
from toolkit_cli.responses.equality import digest, signature
from toolkit_cli.responses.response import Origin, Response
from toolkit_cli.responses.versions import Version
from toolkit_cli.returned import refusal
from toolkit_cli.returns import answersreturn, readcache, reading
from toolkit_cli.returns.readcache import Part, ReadCache
from toolkit_cli.returns.receipt import Read
from toolkit_cli.returns.toolkits import Toolkits


@dataclass(frozen=True)
class Outcome:
    """What came of a file: a part as JSON, or what is wrong with it; `skipped` where it is no return at all.

    A manifest among the copies is skipped without a word.
    """

    part: str = ""
    problems: tuple[Problem, ...] = ()
    skipped: bool = False


@dataclass(frozen=True)
class Intake:
    """What is needed to take files in; it goes to every process."""

    toolkits: Toolkits
    cache: ReadCache | None = None

    def take(self, candidate: Candidate) -> Outcome:
        """Return what came of a file; whatever happens, no exception comes out."""
        path = candidate.path
        try:
            if not candidate.asked and not _has_return_ending(path):
                if _is_manifest(path):
                    return Outcome(skipped=True)
                _check_beginning(path)
            return self._part(path)
        except ToolkitError as wrong:
            problems = tuple(_at(path, problem) for problem in wrong.problems)
            return Outcome(problems=problems, skipped=is_passed_over(candidate, wrong))
        except Exception as wrong:
            return Outcome(problems=(_at(path, unexpected(path, wrong)),))

    def _part(self, path: Path) -> Outcome:
        data = filetypes.load(path)
        if decisions.is_file(data):
            return Outcome(problems=(Problem(str(path), 0, *readanswers.DECISIONS),), skipped=True)
        hashed = hashlib.sha256(data).hexdigest()
        source = Origin(readable_name(path.name), filetypes.answers_format(data), hashed, reading.saved(path))
        part = self.cache.get(hashed) if self.cache else None
        if part is None:
            part = self._read(path, data, source)
            if self.cache:
                self.cache.put(hashed, part)
        return Outcome(readcache.as_text(part.named(hashed, readable_name(path.name), source.saved)))

    def _read(self, path: Path, data: bytes, source: Origin) -> Part:
        found = reading.read_any(path, data, self.toolkits)
        name = found.toolkit.toolkit
        places = _places(name, self.toolkits.folders)
        if isinstance(found, Read):
            return Part(name, (_in_order(found.response, places),), found.receipt)
        responses = tuple(_told_apart([_in_order(each, places) for each in found.responses], source))
        return Part(name, responses, form=source.format, fields=len(found.fields))


def _at(path: Path, problem: Problem) -> Problem:
    """Return a problem with the return's own name, also where a template or a toolkit is what is wrong."""
    if problem.file in ("", str(path)):
        return replace(problem, file=str(path))
    return Problem(str(path), 0, f"It cannot be read because of {problem}")


@lru_cache(maxsize=8)
def _places(name: str, folders: tuple[Path, ...]) -> Mapping[str, int]:
    """Return the places in a toolkit's workbook of its fields by code, and of the lines about who answers by name."""
    toolkit = Toolkits(folders).toolkit(name)
    lines = [line.name for line in toolkit.respondent_lines().values()]
    return {key: place for place, key in enumerate([*lines, *fields.known(toolkit)])}


def _in_order(response: Response, places: Mapping[str, int]) -> Response:
    """Return a response with its answers in the workbook's order, whichever order its file has them in."""

    def place(given: tuple[str, object]) -> tuple[int, str]:
        return places.get(given[0], len(places)), given[0]

    return replace(
        response,
        answers=dict(sorted(response.answers.items(), key=place)),
        respondent=dict(sorted(response.respondent.items(), key=place)),
        earlier=tuple(_in_order(each, places) for each in response.earlier),
        members=tuple(_in_order(each, places) for each in response.members),
    )


def _told_apart(responses: Sequence[Response], source: Origin) -> Iterator[Response]:
    """Give typed responses the signature of what they say: it shows whether they are corrected in a merged file later.

    `source` is their file; only a response that is alone in it takes its hash. One without an id gets an id of its own,
    for two people may have ticked the same. The same in another list is the same response only if it says enough for
    that to be no chance. A list is known by the first response that does, for people add to it; else by its file.
    """
    taken = {each.id for response in responses for each in (response, *response.members)}
    list_ = next((digest(each) for each in responses if Version(each).telling), source.sha256)
    met: Counter[str] = Counter()
    for response in responses:
        if response.source.sha256 or response.source.says or response.members:
            yield response
            continue
        id_ = response.id
        if not id_ and len(responses) == 1:
            id_ = source.sha256[:12]
        elif not id_:
            known_by = "" if Version(response).telling else list_
            said = digest(response)
            while not id_ or id_ in taken:
                met[said] += 1
                id_ = hashlib.sha256(f"{said} {met[said]}{known_by}".encode()).hexdigest()[:12]
        own = source if len(responses) == 1 else response.source
        yield replace(response, id=id_, source=replace(own, says=signature(response)))


def is_passed_over(candidate: Candidate, wrong: ToolkitError) -> bool:
    """Say whether a file that cannot be read only lay in a folder, and neither is a return nor may hold one."""
    none = isinstance(wrong, PartError) or (isinstance(wrong, NoReturnError) and not _has_return_ending(candidate.path))
    return none and not candidate.asked


def _has_return_ending(path: Path) -> bool:
    return path.suffix.lower() in RETURNS


def _is_manifest(path: Path) -> bool:
    """Say whether a file is what a batch has written about its copies."""
    with suppress(ManifestError):
        return path.name == manifest.NAME and bool(manifest.load(path))
    return False


def _check_beginning(path: Path) -> None:
    """Raise `NoReturnError` for a file that its first bytes show to be no return; it may be a film of any length."""
    with path.open("rb") as file:
        head = file.read(filetypes.MOST_HEAD)
    try:
        kind = filetypes.kind(head)
    except NoReturnError:
        raise
    except ReturnError:  # it may hold a return, or the whole of it tells more
        return
    if kind == "answers" and not answersreturn.ANSWERS.search(head):
        raise refusal("This is a text, not an answers file.", kind=NoReturnError)
