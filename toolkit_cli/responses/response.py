"""Responses: the answers of a return with who gave them, where they came from, and what was noted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from toolkit_cli.kits.values import Value
from toolkit_cli.returned import Note


@dataclass(frozen=True)
class Origin:
    """The file that a response was read from; `file` is its name without the folder, `saved` when (ISO 8601, UTC).

    `says` is the signature of what was read there: an answers file that says otherwise was corrected by hand.
    `untouched` says that it is a copy as it was made: what stands in it was put there before it was sent. `put` is the
    digest of the answers among that.
    """

    file: str = ""
    format: str = ""
    sha256: str = ""
    saved: str = ""
    says: str = ""
    untouched: bool = False
    put: str = ""


@dataclass(frozen=True)
class Response:
    """The answers of one return by field code, and who gave them by the respondent's field names.

    `id` is the copy id of a personal copy, else the beginning of the file's SHA-256: any number of people fill in the
    same shared copy. `version` is the content's version in the return. `earlier` holds what the same copy said when it
    was saved before; `members` the responses that were made into this one of an organisation. `missing` are the fields
    that the file does not have, and lines about the respondent; `filled` those of them that an earlier save answers.
    """

    answers: Mapping[str, Value]
    respondent: Mapping[str, str] = field(default_factory=dict)
    id: str = ""
    version: str = ""
    source: Origin = Origin()
    notes: tuple[Note, ...] = ()
    also: tuple[Origin, ...] = ()
    earlier: tuple[Response, ...] = ()
    members: tuple[Response, ...] = ()
    missing: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()

    @property
    def organisation(self) -> str:
        """The organisation from which it comes, as somebody wrote it; "" where nobody did."""
        return self.respondent.get("organisation", "")

    @property
    def absent(self) -> tuple[str, ...]:
        """The fields that are missing, and that neither an earlier save nor somebody by hand has answered."""
        return tuple(name for name in self.missing if name not in self.answers and name not in self.respondent)


def with_members(responses: Iterable[Response]) -> Iterator[Response]:
    """Yield responses, each followed by the members that an organisation's was made of."""
    for response in responses:
        yield response
        yield from with_members(response.members)


def note_data(note: Note) -> dict[str, str]:
    """Return a note as plain data, without what is empty."""
    parts = {"code": note.code, "kind": note.kind, "text": note.text, "near": note.near, "who": note.who}
    return {name: value for name, value in {**parts, "place": note.place}.items() if value}
