"""Puts marks, such as [name], into a response in place of likely personal data, and gives it new signatures and ids.

The digests of the words as they were, and ids that somebody has typed, would tell what the marks stand for.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from toolkit_cli.privacy.passages import Passage, changed
from toolkit_cli.privacy.scanner import ResponseScanner, ToolkitWords, composed
from toolkit_cli.privacy.spans import replaced
from toolkit_cli.responses.equality import answers_digest, digest, read_digest, signature
from toolkit_cli.responses.merge import OF_FILES
from toolkit_cli.responses.response import Origin, Response
from toolkit_cli.responses.versions import own
from toolkit_cli.returned import Note

MADE = "(?:[0-9a-f]{12}|org-[0-9a-f]{8})"  # an id that the program has given
TELLING = OF_FILES | {"open", "decided"}  # kinds of notes that call responses by their ids
OTHERS = "0" * 8  # in a signature, for letters of which only blanks and marks were changed by hand
COPY = re.compile(rf"(?:nearly )?the same answers as in {MADE}(?:, {MADE})*(?: and [\d,]+ more)?")
DONE = Note(
    "redacted",
    text="rules put marks in the place of likely names and other personal data; what they did not find still stands",
)


def redacted(response: Response, asked: ToolkitWords) -> Response:
    """Return a response with marks in place of all that may be personal data, and a note that says so.

    Words beside a mark may look different to the rules than before: they are applied until nothing more is found.
    """
    before, after = None, response
    while after != before:
        before, after = after, _once(after, asked)
    return after if DONE in after.notes else replace(after, notes=(*after.notes, DONE))


def _once(response: Response, asked: ToolkitWords) -> Response:
    scanner = ResponseScanner(response, asked)

    def change(passage: Passage) -> str:
        spans = scanner.spans(passage)
        return replaced(composed(passage.text), spans) if spans else passage.text

    return changed(response, asked.fields, change)


def signed_anew(response: Response, was: Response, salt: str) -> Response:
    """Return a redacted response with new signatures, so that what was corrected by hand (`was`) still counts as such.

    What was read before a correction is not known in the redacted words. The signature of a correction therefore fits
    no words; it is made of the old one, so that the versions of one return stay together. `salt` is as for ids.
    """
    now, before = own(response), own(was)

    def signed(source: Origin, old: Origin) -> Origin:
        digits, letters = read_digest(old), old.says.removeprefix(read_digest(old))
        if digits == digest(before):
            kept = signature(now) if old.says == signature(before) else f"{digest(now)}{OTHERS if letters else ''}"
        else:
            kept = hashlib.sha256(f"{salt} {digits}".encode()).hexdigest()[: len(digits)]
        put = answers_digest(now) if old.put == answers_digest(before) else ""
        return replace(source, says=kept, put=put)

    def each(nows: Sequence[Response], olds: Sequence[Response]) -> tuple[Response, ...]:
        return tuple(signed_anew(one, old, salt) for one, old in zip(nows, olds, strict=True))

    return replace(
        response,
        source=signed(response.source, was.source),
        also=tuple(signed(one, old) for one, old in zip(response.also, was.also, strict=True)),
        earlier=each(response.earlier, was.earlier),
        members=each(response.members, was.members),
    )


def with_new_ids(response: Response, salt: str) -> Response:
    """Return a response with a meaningless id in place of one that somebody has typed, which often is a name.

    The same id gives the same new one in all files that are redacted together. `salt` are the hashes of these files:
    who does not have them cannot try out names.
    """

    def new(id_: str) -> str:
        if not id_ or re.fullmatch(MADE, id_):
            return id_
        return hashlib.sha256(f"{salt} {id_}".encode("utf-8", "replace")).hexdigest()[:12]

    ids = "|".join(re.escape(each.id) for each in (response, *response.members) if each.id)
    called = re.compile(rf"(?<!\w)(Response |id |\()({ids})(?=\)?(?:[:,]|$))")

    def told(text: str) -> str:
        """Return a text with new ids for the old ones by which it calls responses: "Response 1:", "(1):", "id 1"."""
        return called.sub(lambda found: found[1] + new(found[2]), text)

    def note(given: Note) -> Note:
        if given.kind == "copy":  # made anew by the next merge
            return given if COPY.fullmatch(given.text) else replace(given, text="")
        return replace(given, text=told(given.text)) if given.kind in TELLING else given

    answers = response.answers.items()
    return replace(
        response,
        answers={
            code: told(value) if response.members and isinstance(value, str) else value for code, value in answers
        },
        id=new(response.id),
        notes=tuple(note(each) for each in response.notes),
        earlier=tuple(with_new_ids(each, salt) for each in response.earlier),
        members=tuple(with_new_ids(each, salt) for each in response.members),
    )
