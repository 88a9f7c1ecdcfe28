"""Reads an answers file that came back, typed or merged, as so many returns."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit_cli import filetypes
from toolkit_cli.characters import readable_name
from toolkit_cli.errors import NoReturnError, PartError, Problem, ReturnError
from toolkit_cli.files import yamlfile
from toolkit_cli.kits import content, fields
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.responses import readanswers
from toolkit_cli.responses.response import Response
from toolkit_cli.returned import Note
from toolkit_cli.returns.receipt import Read, Receipt
from toolkit_cli.returns.toolkits import Toolkits

KEYS = {*readanswers.HOLD, "toolkit", "version"}  # one of which a file has that is meant for answers
# The same in a file that is no YAML and no JSON as it stands.
ANSWERS = re.compile(
    rb"""(?m)(?:^|[{,])[\s{,"'\xef\xbb\xbf]{0,20}(?:""" + "|".join(sorted(KEYS)).encode() + rb""")["']?\s{0,20}:"""
)


@dataclass(frozen=True)
class AnswersReturn:
    """What an answers file holds, single or merged, with the toolkit that it names and the fields of that."""

    toolkit: Toolkit
    fields: Mapping[str, Field]
    responses: tuple[Response, ...]

    def reads(self, path: Path, data: bytes) -> list[Read]:
        """Return its responses as so many returns, each with a receipt; `data` are the file's bytes."""
        digest = hashlib.sha256(data).hexdigest()
        several = len(self.responses) > 1
        return [
            Read(self.toolkit, each, self._receipt(path, digest, each, number if several else 0))
            for number, each in enumerate(self.responses, 1)
        ]

    def _receipt(self, path: Path, digest: str, response: Response, number: int) -> Receipt:
        """Return the receipt of a response; `number` is its place in the file, 0 where it is alone there."""
        names = {code: line.name for code, line in self.toolkit.respondent_lines().items()}
        answered = (*(code for code, name in names.items() if name in response.respondent), *response.answers)
        absent = set(response.absent)
        missing = tuple(code for code in self.fields if names.get(code, code) in absent)
        other = {*answered, *missing}
        return Receipt(
            file=readable_name(path.name),
            format="answers",
            sha256=digest,
            answered=answered,
            empty=tuple(code for code in self.fields if code not in other),
            missing=missing,
            notes=response.notes,
            whose=", ".join(filter(None, (f"response {number}", response.organisation, response.id))) if number else "",
        )


def read(path: Path, data: bytes, toolkits: Toolkits) -> AnswersReturn:
    """Read an answers file by its bytes; raise `ReturnError` with the problems in it."""
    with filetypes.in_words(path):
        try:
            document = yamlfile.opened(path, ReturnError, data=data)
        except ReturnError:
            if ANSWERS.search(data):
                raise
            document = yamlfile.Document(str(path), None)
        if content.is_part(document.data):
            raise PartError(Problem(str(path), 0, readanswers.PART))
        if not isinstance(document.data, dict) or KEYS.isdisjoint(document.data):
            if document.mistakes and ANSWERS.search(data):
                raise ReturnError(document.mistakes)
            what = "This is a text, and neither a workbook nor an answers file."
            raise NoReturnError(Problem(str(path), 0, what, filetypes.AS_FILE))
        toolkit = toolkits.named(document.data.get("toolkit"))
        known = fields.known(toolkit, toolkits.design.templates)
        responses = readanswers.of(document, toolkit, known, toolkits.languages(toolkit))
        return AnswersReturn(toolkit, known, tuple(_with_version(each, toolkit) for each in responses))


def _with_version(response: Response, toolkit: Toolkit) -> Response:
    """Return a response with a note where what somebody has typed is of another version than the toolkit here.

    In a merged file the notes of the returns say so, and an organisation's response is made anew of its members'.
    """
    typed = not (response.source.sha256 or response.source.says or response.members)
    if not typed or response.version in ("", toolkit.version) or any(note.kind == "version" for note in response.notes):
        return response
    text = f"these answers are of version {response.version}, the toolkit here is {toolkit.version}"
    return replace(response, notes=(*response.notes, Note("version", text=text)))
