"""What is said beside the answers of a file that could be read: some of them do not count, or count twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from toolkit_cli.errors import Problem, counted, nearest, quoted, typed
from toolkit_cli.files.textfile import PIPED
from toolkit_cli.kits.fields import Field
from toolkit_cli.responses import givenanswer
from toolkit_cli.responses.readanswers import MERGE, SPOILT
from toolkit_cli.responses.response import Response, with_members


def of(path: Path, responses: Sequence[Response], fields: Mapping[str, Field]) -> Iterator[Problem]:
    """Yield warnings: of returns that count twice, spoilt letters, questions that are gone, answers that do not fit."""
    if twice := sum(count > 1 for count in Counter(each.id for each in responses if each.id).values()):
        what = f"{counted(twice, 'return stands', 'returns stand')} here more than once, and each time is counted."
        yield Problem(str(path), 0, what, MERGE.format(typed(path)))
    if any(note == SPOILT for each in responses for note in each.notes):
        yield Problem(str(path), 0, f"There are {SPOILT.text}.", PIPED)
    people = [each for each in with_members(responses) if not each.members]  # of which organisations' are made
    noted = Counter(note.code for each in people for note in each.notes if note.kind == "gone" and note.code)
    for code, count in noted.items():
        if code not in fields:
            left = "An answer to it is" if count == 1 else f"{count:,} answers to it are"
            what = f"There is no field {quoted(code)} in this version. {left} left out."
            yield Problem(str(path), 0, what, nearest(code, list(fields)))
    for code, field in fields.items():
        if count := sum(_misfits(each, field) for each in responses):
            do = f"An answer to {quoted(code)} does" if count == 1 else f"{count:,} answers to {quoted(code)} do"
            what = f"{do} not quite fit what it asks for: the part that does not fit is not counted."
            yield Problem(str(path), 0, what)


def _misfits(response: Response, field: Field) -> bool:
    """Return whether a response has an answer to a field, or a part of one, that was kept as written."""
    answer = response.answers.get(field.code)
    noted = any(note.kind == "misfit" and note.code == field.code for note in response.notes)
    return noted or (answer is not None and not givenanswer.fits(field, answer))
