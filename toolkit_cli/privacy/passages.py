"""The passages of a response in which people's words stand: its answers, who gave them, notes, names of files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.values import Value
from toolkit_cli.responses.givenanswer import fits
from toolkit_cli.responses.merge import OF_FILES
from toolkit_cli.responses.response import Origin, Response
from toolkit_cli.returned import Note
from toolkit_cli.returns.receipt import in_words

FILE_NAME = "file name"
ANSWER, LINE, ROLE, PERSON, FILE = "answer", "line", "role", "person", "file"
NO_ROLES = ("organisation", "country", "date")  # what else the cover asks for is about the person who fills it in
NAMED = "name"  # what a toolkit's cover may ask for, and the whole of it is a name
# Notes that the program writes, about the file and nobody's words.
OWN = ("version", "copy", "redacted", "filled")
ATTACHED = "attached file"  # the place of a note whose first line is a file's name, the others what is said of it


@dataclass(frozen=True)
class Passage:
    """A text and where it stands: `code` is its field's, "" if none; `place` says the rest in words: "file name".

    `form` is ANSWER, LINE (where an organisation, a country or a date is asked for, which is kept), ROLE (where the
    respondent's role is asked for, and a name may stand too), PERSON (a respondent or who wrote a comment: the whole is
    a name) or FILE (a file's name).
    """

    text: str
    code: str = ""
    place: str = ""
    form: str = ANSWER


Change = Callable[[Passage], str]


def passages(response: Response, fields: Mapping[str, Field], place: str = "") -> Iterator[Passage]:
    """Yield every passage of a response, of what it said earlier and of its members."""
    found: list[Passage] = []

    def note(passage: Passage) -> str:
        found.append(passage)
        return passage.text

    changed(response, fields, note, place)
    yield from found


def changed(response: Response, fields: Mapping[str, Field], change: Change, place: str = "") -> Response:
    """Return a response with every passage changed; `place` is put before the passages' own places."""
    return _Changer(fields, change, place).response(response)


@dataclass(frozen=True)
class _Changer:
    """Changes every passage of a response; `place` is put before the passages' own places."""

    fields: Mapping[str, Field]
    change: Change
    place: str

    def response(self, given: Response) -> Response:
        return replace(
            given,
            answers={code: self._answer(code, value) for code, value in given.answers.items()},
            respondent={
                name: self._said(value, _asked(name, self.fields), form=_form(name))
                for name, value in given.respondent.items()
            },
            source=self._source(given.source),
            also=tuple(map(self._source, given.also)),
            notes=tuple(self._note(note, given) for note in given.notes),
            earlier=tuple(self._within("said earlier").response(each) for each in given.earlier),
            members=tuple(self._within(each.id).response(each) for each in given.members),
        )

    def _within(self, place: str) -> _Changer:
        return replace(self, place=self._at(place))

    def _at(self, place: str) -> str:
        return ", ".join(filter(None, (self.place, place)))

    def _said(self, text: str, code: str = "", place: str = "", form: str = ANSWER) -> str:
        return self.change(Passage(text, code, self._at(place), form))

    def _file(self, name: str) -> str:
        return self._said(name, place=FILE_NAME, form=FILE)

    def _source(self, given: Origin) -> Origin:
        bare = replace(given, says="", put="")  # the digest of the words as they were would tell which ones are gone
        return replace(bare, file=self._file(given.file)) if given.file else bare

    def _files(self, names: str, response: Response) -> str:
        """Change each of the files' names in a list; one of them may hold a comma, as in "Rossi, Maria.docx"."""
        origins = (origin for each in (response, *response.earlier) for origin in (each.source, *each.also))
        known = sorted({re.escape(origin.file) for origin in origins if origin.file}, key=len, reverse=True)
        name = rf"(?:^|(?<=, ))(?:{'|'.join([*known, '.*?'])})(?=, |\Z)"
        return re.sub(name, lambda found: self._file(found[0]), names, flags=re.DOTALL)

    def _note(self, given: Note, response: Response) -> Note:
        if given.kind in OWN:
            return given
        if given.kind in OF_FILES:  # and is made anew by the next merge
            return replace(given, text=self._files(given.text, response))
        words, code = in_words(given.kind), given.code or given.near
        who = self._said(given.who, code, f"who wrote the {words}", PERSON) if given.who else ""
        place = self._said(given.place, code, f"place of the {words}")  # it may quote the words there
        lines = given.text.split("\n", 1) if given.kind == "picture" and given.place == ATTACHED else ["", given.text]
        name = self._said(lines[0], code, words, FILE) if lines[0] else ""
        said = (self._said(each, code, words) for each in lines[1:])
        return replace(given, who=who, text="\n".join(filter(None, (name, *said))), place=place)

    def _answer(self, code: str, value: Value) -> Value:
        field = self.fields.get(code)
        if field and not field.is_text and fits(field, value):
            return value
        form = LINE if field and field.kind == "date" else ANSWER
        if isinstance(value, tuple):
            return tuple(self._said(each, code, form=form) for each in value)
        return self._said(value, code, form=form)


def _form(name: str) -> str:
    """Return of which form a line about the respondent is."""
    return LINE if name in NO_ROLES else PERSON if name == NAMED else ROLE


def _asked(name: str, fields: Mapping[str, Field]) -> str:
    """Return the code of the field in which the respondent's `name` is asked for, else the name."""
    return next((code for code, field in fields.items() if code == f"{field.item}-{name}"), name)
