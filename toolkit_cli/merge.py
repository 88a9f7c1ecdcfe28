"""Merges responses: a pure function of what is given, in whatever order, however often, in however many steps.

Every response is taken apart into *versions*: what one file says. Versions that belong together become one response
again: those of the same personal copy, of which the latest counts; those of the same file; and those of a shared copy
that say the same, where they say enough to be the same return in two formats. A field that the latest file does not
have keeps its answer from an earlier one: a copy may come back in parts. Nothing that a version says is lost: what does
not count any more stands in `earlier`, and what differed is noted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from functools import cached_property

from toolkit_cli.alike import digest, evened, same
from toolkit_cli.fill import Value
from toolkit_cli.response import Response, Source
from toolkit_cli.returned import Note

FORMATS = ("docx", "odt", "pdf", "fdf", "xfdf", "yaml", "json")
DERIVED = ("replaced", "copy", "filled", "tie")  # kinds of notes that are made here, anew each time
ENOUGH = 20  # letters of a text that two people hardly write alike
NAMED = 3  # responses that a note on a possible copy names
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def merge(responses: Iterable[Response]) -> tuple[Response, ...]:
    """Return one response for each return, sorted by organisation and id.

    `merge(merge(a) + merge(b)) == merge(a + b)`, whatever the order; organisations come back as their members.
    """
    versions = [_Version(plain) for response in responses for plain in _taken_apart(response)]
    made = [_together(group) for group in _groups(versions)]
    return tuple(sorted(_copies(made), key=_order))


def shown(value: Value) -> str:
    """Return an answer as a note quotes it."""
    return value if isinstance(value, str) else ", ".join(value)


def _taken_apart(response: Response) -> Iterator[Response]:
    """Yield every version that a response holds, each for itself."""
    for member in response.members:
        yield from _taken_apart(member)
    if response.members:
        return  # what stands in an organisation's response is made from its members
    notes = tuple(note for note in response.notes if note.kind not in DERIVED)
    plain = replace(_own(response), notes=notes, also=(), earlier=())
    plain = replace(plain, id=plain.id or plain.source.sha256[:12] or digest(plain)[:12])
    yield plain
    for source in response.also:
        own = source.sha256[:12] if _is_shared(plain) else ""
        yield replace(plain, source=source, id=own or plain.id)
    for earlier in response.earlier:
        yield from _taken_apart(earlier)


def _own(response: Response) -> Response:
    """Return a response without what was filled in from an earlier save, and what nobody has changed since."""
    filled = {
        name
        for name in response.filled
        if any(same(value, _at(response, name)) for each in response.earlier if (value := _at(each, name)) is not None)
    }
    return replace(
        response,
        answers={code: value for code, value in response.answers.items() if code not in filled},
        respondent={name: value for name, value in response.respondent.items() if name not in filled},
        filled=(),
    )


def _at(response: Response, name: str) -> Value | None:
    """Return the answer to a field, or a line about the respondent."""
    return response.answers.get(name, response.respondent.get(name))


def _is_shared(response: Response) -> bool:
    """Tell a copy for anybody, whose returns are known by their files, from one that was made for one person."""
    return bool(response.source.sha256) and response.id == response.source.sha256[:12]


@dataclass(frozen=True)
class _Version:
    """What one file says."""

    response: Response

    @cached_property
    def says(self) -> str:
        return digest(self.response)

    @cached_property
    def copy(self) -> Hashable:
        return _is_shared(self.response), self.response.id

    @property
    def telling(self) -> bool:
        """Say whether two shared copies that say this are the same return: somebody is named, or a text is long."""
        texts = (evened(value) for value in self.response.answers.values() if isinstance(value, str))
        long = any(len(text) >= ENOUGH and not CODE.fullmatch(text) for text in texts)
        return long or bool(evened(self.response.organisation))

    @cached_property
    def rank(self) -> tuple[object, ...]:
        """Put versions that say the same in an order: the first gives its source, its id and the very letters."""
        source = self.response.source
        format_ = FORMATS.index(source.format) if source.format in FORMATS else len(FORMATS)
        exact = json.dumps([dict(self.response.respondent), dict(self.response.answers)], sort_keys=True)
        when = (not source.saved, source.saved, not source.says, source.says)
        return format_, source.sha256, *when, source.file, exact, self.response.version


def _groups(versions: list[_Version]) -> Iterable[list[_Version]]:
    """Return the versions that belong together: of one copy, or saying the same where that tells enough."""
    joined = _Joined()
    for version in versions:
        if _is_shared(version.response) and version.telling:
            joined.join(version.copy, version.says)
    groups: dict[Hashable, list[_Version]] = {}
    for version in versions:
        groups.setdefault(joined.first(version.copy), []).append(version)
    return groups.values()


class _Joined:
    """Sets of names that are joined step by step (union-find)."""

    def __init__(self) -> None:
        self.parents: dict[Hashable, Hashable] = {}

    def first(self, name: Hashable) -> Hashable:
        while (parent := self.parents.get(name, name)) != name:
            self.parents[name] = self.parents.get(parent, parent)
            name = parent
        return name

    def join(self, one: Hashable, other: Hashable) -> None:
        self.parents[self.first(one)] = self.first(other)


def _together(group: list[_Version]) -> Response:
    """Return the response that versions of one return make: the latest counts, what was said before is kept."""
    by_content: dict[str, list[_Version]] = {}
    for version in group:
        by_content.setdefault(version.says, []).append(version)
    *earlier, latest = sorted(map(_alike, by_content.values()), key=_saved)
    made = _filled(latest, earlier)
    notes = (*made.notes, *_replaced(made, earlier), *_ties(latest, earlier))
    return replace(made, earlier=tuple(earlier), notes=notes)


def _filled(latest: Response, earlier: list[Response]) -> Response:
    """Return the latest version with the answers to the fields that it does not have from those before it."""
    found: dict[str, Value] = {}
    for name in latest.missing:
        before = next((each for each in reversed(earlier) if name not in each.missing), None)
        value = _at(before, name) if before else None
        if value is not None and _at(latest, name) is None:
            found[name] = value
    if not found:
        return latest
    names = {name for each in earlier for name in each.respondent}
    return replace(
        latest,
        answers={**latest.answers, **{name: value for name, value in found.items() if name not in names}},
        respondent={**latest.respondent, **{name: shown(value) for name, value in found.items() if name in names}},
        filled=tuple(found),
        notes=(*latest.notes, Note("filled", text=", ".join(found))),
    )


def _ties(latest: Response, earlier: list[Response]) -> Iterator[Note]:
    """Note where it is not known which of two saves is the later one."""
    files = {
        each.source.file
        for each in earlier
        if _when(each)[0] == _when(latest)[0] and each.source.sha256 != latest.source.sha256 and _differ(each, latest)
    }
    if files:
        yield Note("tie", text=", ".join(sorted({*files, latest.source.file})))


def _differ(one: Response, other: Response) -> bool:
    """Return whether two versions say otherwise in a field that both have."""
    names = {name for each in (one, other) for name in (*each.answers, *each.respondent)}
    return any(
        not same(_at(one, name) or "", _at(other, name) or "") for name in names - {*one.missing, *other.missing}
    )


def _alike(versions: list[_Version]) -> Response:
    """Return one response for versions that say the same; each file is named once."""
    by_file: dict[Hashable, Response] = {}
    for version in sorted(versions, key=lambda version: version.rank):
        source = version.response.source
        by_file.setdefault(source.sha256 or source, version.response)
    first, *others = by_file.values()
    also = tuple(other.source for other in others if other.source != Source())
    missing = set.intersection(*(set(version.response.missing) for version in versions))
    return replace(
        first,
        also=also,
        notes=_notes([version.response.notes for version in versions]),
        missing=tuple(name for name in first.missing if name in missing),
    )


def _notes(several: list[tuple[Note, ...]]) -> tuple[Note, ...]:
    """Return every note once; in the reader's order where all have the same."""
    if all(notes == several[0] for notes in several):
        return several[0]
    return tuple(sorted({note for notes in several for note in notes}, key=_note_order))


def _note_order(note: Note) -> tuple[str, ...]:
    return note.kind, note.code, note.near, note.place, note.text, note.who


def _saved(response: Response) -> tuple[object, ...]:
    """Return when the same was last saved, whether by hand since it was read, and then what makes the order certain."""
    says = digest(response)
    corrected = response.source.says not in ("", says)
    return (*_when(response), corrected, says)


def _when(response: Response) -> tuple[str, str]:
    return max((_moment(source.saved), source.sha256) for source in (response.source, *response.also))


def _moment(saved: str) -> str:
    """Return a time in UTC; what was edited by hand may be of another zone, or no time at all."""
    try:
        found = datetime.fromisoformat(saved.replace("Z", "+00:00"))
    except ValueError:
        return saved
    return (found if found.tzinfo else found.replace(tzinfo=timezone.utc)).astimezone(timezone.utc).isoformat()


def _replaced(latest: Response, earlier: list[Response]) -> Iterator[Note]:
    """Note, once each, what was said before and is not said any more."""
    notes: dict[Note, None] = {}
    for before in earlier:
        for name, text in before.respondent.items():
            if evened(text) != evened(latest.respondent.get(name, "")):
                notes[Note("replaced", text=text, place=name)] = None
        for code, value in before.answers.items():
            if not same(value, latest.answers.get(code)):
                notes[Note("replaced", text=shown(value), code=code)] = None
    yield from sorted(notes, key=_note_order)


def _copies(responses: list[Response]) -> Iterator[Response]:
    """Note on responses that say the same, and too little to tell, that they may be one return."""
    alike: dict[str, list[Response]] = {}
    for response in responses:
        alike.setdefault(digest(response), []).append(response)
    for group in alike.values():
        if len(group) == 1 or not any(_is_shared(response) for response in group):
            yield from group
            continue
        ids = sorted(response.id for response in group)
        for response in group:
            yield replace(response, notes=(*response.notes, _copy(response.id, ids)))


def _copy(own: str, ids: list[str]) -> Note:
    others = [other for other in ids[: NAMED + 1] if other != own][:NAMED]
    more = len(ids) - 1 - len(others)
    listed = ", ".join(others) + (f" and {more} more" if more > 0 else "")
    return Note("copy", text=f"the same answers as in {listed}")


def _order(response: Response) -> tuple[str, ...]:
    return evened(response.organisation).casefold(), response.id, digest(response), response.source.sha256
