"""A merged response taken apart into what each file says, which is what merging puts together again."""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from functools import cached_property

from toolkit_cli.kits.values import Value
from toolkit_cli.responses.equality import (
    answers_digest,
    digest,
    is_retouched,
    normalised,
    read_digest,
    same,
    signature,
)
from toolkit_cli.responses.response import Response

FORMATS = ("docx", "odt", "pdf", "fdf", "xfdf", "yaml", "json")
DERIVED = ("replaced", "copy", "filled", "tie", "corrected")  # kinds of notes that merging makes, anew each time
ENOUGH = 20  # letters of a text that two people hardly write alike
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def versions_of(responses: Iterable[Response]) -> list[Version]:
    """Return what each file behind some responses says; what one of them marks as it was made is so in all."""
    said = [each for response in responses for each in _taken_apart(response)]
    put: dict[str, str] = {}  # the digest of what was put into a file before it was sent, by the file's SHA-256
    for each in said:
        source = each.source
        if source.untouched and source.sha256:  # no file: typed answers
            put[source.sha256] = max(put.get(source.sha256, ""), source.put)
    return [Version(_as_made(each, put)) for each in said]


def _as_made(response: Response, put: Mapping[str, str]) -> Response:
    source = response.source
    if source.sha256 not in put:
        return response
    return replace(response, source=replace(source, untouched=True, put=put[source.sha256]))


def _taken_apart(response: Response) -> Iterator[Response]:
    """Yield what each file behind a response says, as a response of its own: members, other formats, earlier saves."""
    for member in response.members:
        yield from _taken_apart(member)
    if response.members:
        return  # what stands in an organisation's response is made from its members
    notes = tuple(note for note in response.notes if note.kind not in DERIVED)
    plain = replace(own(response), notes=notes, also=(), earlier=())
    plain = replace(plain, id=plain.id or plain.source.sha256[:12] or digest(plain)[:12])
    if is_shared(plain):
        plain = replace(plain, missing=())  # no other save of it can be known
    yield plain
    for source in response.also:
        hashed = source.sha256[:12] if is_shared(plain) else ""
        yield replace(plain, source=source, id=hashed or plain.id)
    for earlier in response.earlier:
        yield from _taken_apart(earlier)


def joined_before(response: Response) -> Iterator[tuple[Hashable, Hashable]]:
    """Yield the shared copies, two by two, that an earlier merge found to be files of one return."""
    for member in response.members:
        yield from joined_before(member)
    for earlier in response.earlier:
        yield from joined_before(earlier)
    if is_shared(response):
        others = (*(source.sha256[:12] for source in response.also), *(each.id for each in response.earlier))
        yield from (((True, response.id), (True, other)) for other in others)


def own(response: Response) -> Response:
    """Return a response without the answers that a merge filled in from an earlier save and nobody has changed since.

    A field whose filled-in answer somebody has taken out by hand is empty then, and not missing any more.
    """
    gone = {name for name in response.filled if value_at(response, name) is None}
    filled = {
        name
        for name in response.filled
        if (last := last_with(name, response.earlier)) and same(value_at(last, name) or "", value_at(response, name))
    }
    return replace(
        response,
        answers={code: value for code, value in response.answers.items() if code not in filled},
        respondent={name: value for name, value in response.respondent.items() if name not in filled},
        missing=tuple(name for name in response.missing if name not in gone),
        filled=(),
    )


def last_with(name: str, earlier: Sequence[Response]) -> Response | None:
    """Return the last of the earlier saves that has a field."""
    return next((each for each in reversed(earlier) if name not in each.missing), None)


def value_at(response: Response, name: str) -> Value | None:
    """Return the answer to a field, or a line about the respondent."""
    return response.answers.get(name, response.respondent.get(name))


def is_shared(response: Response) -> bool:
    """Tell a copy for anybody, whose returns are known by their files, from one that was made for one person."""
    return bool(response.source.sha256) and response.id == response.source.sha256[:12]


def is_as_read(response: Response) -> bool:
    """Say whether a response says what its file said when it was read, as far as that was noted."""
    return read_digest(response.source) in ("", digest(own(response)))


def is_untouched(response: Response) -> bool:
    """Say whether nobody has answered anything: it came back as it was made, and no answer was corrected by hand since.

    Somebody who corrects the name of the organisation in a merged file gives no answers.
    """
    as_made = all(source.untouched for source in (response.source, *response.also))
    return as_made and (is_as_read(response) or response.source.put == answers_digest(own(response)))


def has_long_text(response: Response) -> bool:
    """Say whether a response holds a text that two people hardly write alike."""
    return any(map(is_long_text, response.answers.values()))


def is_long_text(value: Value) -> bool:
    """Say whether an answer is a text that two people hardly write alike."""
    return is_text(value) and len(normalised(str(value))) >= ENOUGH


def is_text(value: Value) -> bool:
    """Say whether an answer is words, as far as that can be seen: no option's code, no number and no date."""
    return isinstance(value, str) and not CODE.fullmatch(normalised(value))


@dataclass(frozen=True)
class Version:
    """What one file says."""

    response: Response

    @cached_property
    def says(self) -> str:
        """The digest of what it says."""
        return digest(self.response)

    @cached_property
    def is_retouched(self) -> bool:
        """Whether somebody has changed blanks and marks by hand since the file was read, and nothing else."""
        return is_retouched(self.response)

    @cached_property
    def content(self) -> str:
        """The same for versions that say the same: the digest of one that is as it was read.

        Of one that was changed by hand it also holds what was read, and the very letters.
        """
        read = read_digest(self.response.source)
        return signature(self.response) + read if self.is_retouched or read not in ("", self.says) else self.says

    @cached_property
    def copy(self) -> Hashable:
        """What tells the copy that this is a version of, or the file where that is a shared copy, from others."""
        return is_shared(self.response), self.response.id

    @property
    def as_read(self) -> str:
        """The digest of what was read from the file, whatever somebody has corrected since."""
        return read_digest(self.response.source) or self.says

    @property
    def telling(self) -> bool:
        """Whether two shared copies that say this are the same return: somebody is named, or a text is long."""
        return has_long_text(self.response) or bool(normalised(self.response.organisation))

    @cached_property
    def rank(self) -> tuple[object, ...]:
        """The order of versions that say the same: source, id and the very letters are taken from the first."""
        source = self.response.source
        format_ = FORMATS.index(source.format) if source.format in FORMATS else len(FORMATS)
        exact = json.dumps([dict(self.response.respondent), dict(self.response.answers)], sort_keys=True)
        # The digits for the letters come late: of a file that `also` names, merging cuts them off.
        when = (not source.says, not source.saved, source.saved, read_digest(source))
        named = (source.file, source.says, exact)
        return format_, source.sha256, *when, *named, self.response.version, self.response.missing


def moment(saved: str) -> str:
    """Return a time in UTC; what was edited by hand may be of another zone, or no time at all."""
    try:
        found = datetime.fromisoformat(saved.replace("Z", "+00:00"))
        return (found if found.tzinfo else found.replace(tzinfo=timezone.utc)).astimezone(timezone.utc).isoformat()
    except (ValueError, OverflowError):
        return saved
