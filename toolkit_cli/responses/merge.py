"""Merges responses: a pure function of what is given, in whatever order, however often, in however many steps.

Every response is taken apart into *versions*: what one file says. Versions that belong together become one response
again. They belong together if they are

1. of the same personal copy; the latest with any answer counts, for a copy may lie about as it was made;
2. of the same file;
3. of a shared copy and say the same, and enough for that to be no chance: it is one return, saved in two formats.

A field that the latest file does not have keeps its answer from an earlier one: a copy may come back in parts. Nothing
that a version says is lost: what does not count any more stands in `earlier`, and what differed is noted.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace

from toolkit_cli.characters import in_order
from toolkit_cli.kits.values import Value, as_text
from toolkit_cli.responses import copies
from toolkit_cli.responses.equality import digest, normalised, read_digest, same
from toolkit_cli.responses.joined import Joined
from toolkit_cli.responses.response import Origin, Response
from toolkit_cli.responses.versions import (
    Version,
    is_shared,
    is_untouched,
    joined_before,
    last_with,
    moment,
    value_at,
    versions_of,
)
from toolkit_cli.returned import Note

OF_FILES = frozenset(("tie", "corrected"))  # kinds of notes that name files, or the ids of those without one


def merge(responses: Iterable[Response]) -> tuple[Response, ...]:
    """Return one response for each return, sorted by organisation and id.

    A copy that came back as it was made never replaces what anybody sent.
    `merge(merge(a) + merge(b)) == merge(a + b)`, whatever the order; organisations come back as their members.
    """
    responses = list(responses)
    versions = versions_of(responses)
    read = _read_digests(versions)
    made = [_merged(group, read) for group in _groups(versions, responses)]
    return tuple(sorted(copies.noted(made), key=_order))


def _read_digests(versions: list[Version]) -> dict[str, set[str]]:
    """Return the digests of what was read from each file, by its SHA-256; earlier programs noted none."""
    read: dict[str, set[str]] = {}
    for version in versions:
        if said := read_digest(version.response.source):
            read.setdefault(version.response.source.sha256, set()).add(said)
    return read


def _groups(versions: list[Version], responses: Iterable[Response]) -> list[list[Version]]:
    """Return the versions that belong together: of one copy, or of files that said the same, and enough of it.

    Whether a corrected version said enough before is not known any more. It is joined with others where one still says
    it, or where the `responses` to which the versions belong hold them as files of one.
    """
    joined = Joined[Hashable]()
    for one, other in (pair for response in responses for pair in joined_before(response)):
        joined.join(one, other)
    enough = {version.says for version in versions if version.telling and version.as_read == version.says}
    for version in versions:
        if is_shared(version.response) and version.as_read in enough:
            joined.join(version.copy, version.as_read)
    return joined.sets(versions, lambda version: version.copy)


@dataclass(frozen=True)
class _Save:
    """What versions of a return say alike, as one response; `corrected` by hand since its file was read, or not."""

    content: str
    response: Response
    corrected: bool

    @property
    def counts(self) -> bool:
        """Whether it goes before all saves that answer nothing, whatever their files' dates."""
        return _counts(self.response) or (self.corrected and not is_untouched(self.response))


def _merged(group: list[Version], read: Mapping[str, Set[str]]) -> Response:
    """Return the response that the versions of one return make: the latest counts, the others are kept in `earlier`."""
    *before, last = _in_order(_saves(group, read))
    latest, earlier = last.response, [save.response for save in before]
    filled = _filled(latest, earlier)
    rivals = [each for each in earlier if _counts(each) == _counts(latest)]
    by_hand = [save.response for save in before if save.corrected]
    notes = (*filled.notes, *_replaced(filled, earlier), *_ties(latest, rivals), *_corrections(latest, by_hand))
    return replace(filled, earlier=tuple(earlier), notes=notes)


def _saves(group: Iterable[Version], read: Mapping[str, Set[str]]) -> Iterator[_Save]:
    by_content: dict[str, list[Version]] = {}
    for version in group:
        by_content.setdefault(version.content, []).append(version)
    for content, versions in by_content.items():
        response = _alike(versions)
        yield _Save(content, response, content not in read.get(response.source.sha256, {digest(response)}))


def _in_order(saves: Iterable[_Save]) -> list[_Save]:
    """Return saves as they were made, those first that do not count.

    What was corrected by hand comes after what it corrects, whatever the dates of the files.
    """
    saves = list(saves)

    def rank(save: _Save) -> tuple[object, ...]:
        corrects = [each.response for each in saves if save.corrected and _is_of(save.response, each.response)]
        when = max(map(_when, [save.response, *corrects]))
        return save.counts, *when, save.corrected, save.content

    return sorted(saves, key=rank)


def _is_of(corrected: Response, other: Response) -> bool:
    """Say whether a response that was corrected by hand is of the same file as another one, or once said the same."""
    own, others = (corrected.source, *corrected.also), (other.source, *other.also)
    files = {source.sha256 for source in own} - {""}
    return digest(other) in map(read_digest, own) or not files.isdisjoint(source.sha256 for source in others)


def _counts(response: Response) -> bool:
    """Say whether a response answers anything, in a file that is not as it was made."""
    return bool(response.answers) and not all(each.untouched for each in (response.source, *response.also))


def _filled(latest: Response, earlier: list[Response]) -> Response:
    """Return the latest version with the answers to the fields that it does not have from those before it."""
    found: dict[str, Value] = {}
    for name in latest.missing:
        last = last_with(name, earlier)
        value = value_at(last, name) if last else None
        if value is not None and value_at(latest, name) is None:
            found[name] = value
    if not found:
        return latest
    names = {name for each in earlier for name in each.respondent}
    return replace(
        latest,
        answers={**latest.answers, **{name: value for name, value in found.items() if name not in names}},
        respondent={**latest.respondent, **{name: as_text(value) for name, value in found.items() if name in names}},
        filled=tuple(found),
        notes=(*latest.notes, Note("filled", text=", ".join(found))),
    )


def _ties(latest: Response, earlier: list[Response]) -> Iterator[Note]:
    """Note where it is not known which of two saves is the later one, and name those of their files saved last."""
    saved = last_saved(latest)
    tied = [
        each
        for each in earlier
        if last_saved(each) == saved and file_hash(each) != file_hash(latest) and _differ(each, latest)
    ]
    if tied:
        files = {source.file or called(each) for each in (latest, *tied) for source in saved_at(each, saved)}
        yield Note("tie", text=", ".join(sorted(files)))


def _corrections(latest: Response, earlier: list[Response]) -> Iterator[Note]:
    """Note where one return was corrected by hand in two ways, of which nobody can know the right one."""
    others = [each for each in earlier if file_hash(each) == file_hash(latest) and _differ(each, latest)]
    if others:
        yield Note("corrected", text=", ".join(sorted({called(each) for each in (latest, *others)})))


def called(response: Response) -> str:
    """Return what people know a response by: its file's name, or the id that somebody has typed."""
    return response.source.file or f"id {response.id}"


def file_hash(response: Response) -> str:
    """Return the hash of a response's file; where somebody typed several into one list, the digest of this one."""
    return response.source.sha256 or response.source.says


def _differ(one: Response, other: Response) -> bool:
    """Return whether two versions say otherwise in a field that both have."""
    names = {name for each in (one, other) for name in (*each.answers, *each.respondent)}
    return any(
        not same(value_at(one, name) or "", value_at(other, name) or "")
        for name in names - {*one.missing, *other.missing}
    )


def _alike(versions: Iterable[Version]) -> Response:
    """Return one response for versions that say the same; each file is named once."""
    versions = sorted(versions, key=lambda version: version.rank)
    by_file: dict[Hashable, Response] = {}
    for version in versions:
        source = version.response.source
        by_file.setdefault(source.sha256 or replace(source, says=read_digest(source)), version.response)
    first, *others = by_file.values()
    also = [other.source for other in others if other.source != Origin()]
    if not versions[0].is_retouched:  # the letters are the first's, and nobody put them in the place of another file's
        also = [replace(source, says=read_digest(source)) for source in also]
    notes = _notes([version.response.notes for version in versions])
    return replace(first, also=tuple(also), notes=notes, missing=_missing(list(by_file.values())))


def _missing(alike: list[Response]) -> tuple[str, ...]:
    """Return the fields that none of the files has of those that were saved last, and read and not typed."""
    read = [each for each in alike if each.source.says] or alike
    saved = max(moment(each.source.saved) for each in read)
    first, *others = (each.missing for each in read if moment(each.source.saved) == saved)
    return tuple(name for name in first if all(name in missing for missing in others))


def _notes(several: list[tuple[Note, ...]]) -> tuple[Note, ...]:
    """Return every note once; in the reader's order where all have the same."""
    if all(notes == several[0] for notes in several):
        return several[0]
    return tuple(sorted({note for notes in several for note in notes}, key=_note_order))


def _note_order(note: Note) -> tuple[str, ...]:
    return note.kind, note.code, note.near, note.place, note.text, note.who


def last_saved(response: Response) -> str:
    """Return when the last of the files was saved that say what a response says."""
    return _when(response)[0]


def saved_at(response: Response, saved: str) -> list[Origin]:
    """Return which files that say what a response says were saved at a time."""
    return [source for source in (response.source, *response.also) if moment(source.saved) == saved]


def _when(response: Response) -> tuple[str, str]:
    return max((moment(source.saved), source.sha256) for source in (response.source, *response.also))


def _replaced(latest: Response, earlier: list[Response]) -> Iterator[Note]:
    """Note, once each, what was said before and is not said any more."""
    notes: dict[Note, None] = {}
    for before in earlier:
        for name, text in before.respondent.items():
            if not same(text, latest.respondent.get(name, "")):
                notes[Note("replaced", text=text, place=name)] = None
        for code, value in before.answers.items():
            if not same(value, latest.answers.get(code)):
                notes[Note("replaced", text=as_text(value), code=code)] = None
    yield from sorted(notes, key=_note_order)


def _order(response: Response) -> tuple[str, ...]:
    name = in_order(normalised(response.organisation).casefold())
    return *name, response.id, digest(response), response.source.sha256
