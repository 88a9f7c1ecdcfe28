"""Answers files: read, cleaned and checked against a toolkit's fields.

A file holds one response (`respondent`, `answers`) or, merged, several (`responses`). Unanswered is absent. A choice
is kept by its option's code; its label is taken too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from os.path import isdir, isfile
from pathlib import Path
from typing import Any, cast

from toolkit_cli.characters import spoilt
from toolkit_cli.errors import AnswersError, Problem, add, nearest, quoted, typed
from toolkit_cli.files import installed, yamlfile
from toolkit_cli.files.yamlfile import Place
from toolkit_cli.kits import content, multilingual
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.multilingual import Languages
from toolkit_cli.kits.values import Value
from toolkit_cli.responses import givenanswer
from toolkit_cli.responses.givenanswer import MisfitError, unquoted
from toolkit_cli.responses.response import Origin, Response
from toolkit_cli.returned import Note, NoteKind
from toolkit_cli.running.callbacks import OnStage, no_progress

MAX_RESPONSES = 100_000  # with their members and earlier saves
HALF = re.compile("[\ud800-\udfff]")
HELD = ("earlier", "members", "missing", "filled")  # what a merge keeps in a response
RESPONSE = ("id", "version", "source", "also", "respondent", "answers", "notes", *HELD)
SPOILT = Note("letters", text="letters here that went through a wrong encoding")
KIND = "an answers file here"  # in words, for what is wrong in it
HEAD = ("toolkit", "responses", "by", *RESPONSE)
HOLD = frozenset(("responses", "respondent", "answers"))  # of which an answers file has one at least
MERGE = "Merge it first: toolkit merge {} -o merged.yaml"
PART = "This is part of a toolkit, and holds no answers."
DECISIONS = (
    "This is a file of decisions, not an answers file.",
    "Give it to 'toolkit merge --by organisation' with --decisions.",
)


def load(
    path: Path,
    toolkit: Toolkit,
    fields: Mapping[str, Field],
    languages: Languages = tuple,
    progress: OnStage = no_progress,
) -> tuple[Response, ...]:
    """Read an answers file, single or merged, which may be worded in another of the toolkit's `languages`.

    Raises `AnswersError` with every problem in it: another toolkit's file, a code that is not known, an answer that
    is not offered, a count or a date that is none.
    """
    return of(document(path), toolkit, fields, languages, progress)


def document(path: Path) -> yamlfile.Document:
    """Read what stands in an answers file; raise `AnswersError` where none of it can be used."""
    if isdir(path):  # Path.is_dir raises for a name that is too long
        fix = MERGE.format(typed(path))
        if (path / installed.TOOLKIT).is_file():
            fix = "It is a toolkit's: put the file of answers in its place."
        raise AnswersError(Problem(str(path), 0, "This is a folder, not an answers file.", fix))
    if path.suffix.lower() == ".csv" and isfile(path):
        what = "This is a table for spreadsheets, which is not read back."
        raise AnswersError(Problem(str(path), 0, what, "Read or merge into a file of YAML: -o answers.yaml."))
    return yamlfile.opened(path, AnswersError, "Take the answers out of it first: toolkit read FILE -o answers.yaml.")


def of(
    document: yamlfile.Document,
    toolkit: Toolkit,
    fields: Mapping[str, Field],
    languages: Languages = tuple,
    progress: OnStage = no_progress,
) -> tuple[Response, ...]:
    """Return the responses of an answers file that was read; raise `AnswersError` as `load` does.

    Where a response is of another version, answers to questions that are gone become notes.
    """
    reader = _AnswersReader(document, toolkit, fields, languages)
    responses = tuple(reader.responses(progress))
    if reader.problems:
        raise AnswersError(sorted(reader.problems, key=lambda problem: problem.line))
    return responses


class _AnswersReader:
    """Reads what stands in an answers file; what is wrong with it goes into `problems`."""

    def __init__(
        self, document: yamlfile.Document, toolkit: Toolkit, fields: Mapping[str, Field], languages: Languages
    ) -> None:
        self.document, self.toolkit, self.fields, self.languages = document, toolkit, fields, languages
        self.problems = [*document.mistakes]
        self._read = 0
        # The names of the lines about who answers, by their fields' codes, and these fields by their names.
        self._names = {code: line.name for code, line in toolkit.respondent_lines().items() if code in fields}
        self._asked = {name: fields[code] for code, name in self._names.items()}

    def _wrong(self, place: Place, what: str, fix: str) -> None:
        self._add(self.document.problem(place, what, fix))

    def _add(self, problem: Problem) -> None:
        add(self.problems, problem, AnswersError)

    def responses(self, progress: OnStage) -> Iterator[Response]:
        """Yield the one response that stands in the file, or each in its list."""
        if refused := self._refused(self.document.data):
            self._wrong(*refused)
            return
        data = self.document.data
        self._check_keys(data, HEAD, ())
        listed = data.get("responses")
        for key in ("respondent", "answers") if listed is not None else ():
            if key in data:
                self._wrong((key,), f"{key!r} stands beside 'responses'.", "Put it into one of the responses.")
        if listed is None:
            yield self._response(data, ())
        elif not isinstance(listed, list):
            self._wrong(("responses",), "'responses' has to be a list.", "Begin each with a dash.")
        else:
            for index, response in enumerate(listed):
                progress(index, len(listed), "responses")
                place: Place = ("responses", index)
                if isinstance(response, dict):
                    self._check_keys(response, RESPONSE, place)
                    yield self._response(response, place)
                else:
                    self._wrong(place, "A response has to hold 'answers'.", "Add them.")

    def _refused(self, data: Any) -> tuple[Place, str, str] | None:
        """Return the place, what is wrong and what to do where a file holds no answers to this toolkit, else None."""
        if isinstance(data, dict) and "decisions" in data:
            return (), *DECISIONS
        if content.is_part(data):
            return (), PART, "Give a file of answers."
        if not isinstance(data, dict) or HOLD.isdisjoint(data):
            what = "This is not an answers file: it has neither 'answers' nor 'responses'."
            below = "Put 'answers:' above the answers, and two spaces before each of them."
            named = isinstance(data, dict) and "toolkit" in data and "kits" not in data
            return (), what, below if named else "An answers file begins with 'toolkit: …'."
        if data.get("toolkit") is None:
            what = "This answers file does not say to which toolkit it belongs."
            return (), what, f"Add 'toolkit: {self.toolkit.toolkit}'."
        if data["toolkit"] != self.toolkit.toolkit:
            what = f"These are answers to the toolkit {quoted(data['toolkit'])}, and not to {self.toolkit.toolkit!r}."
            fix = f"Name the folder of {quoted(data['toolkit'])}; 'report' and 'compare' take it as --toolkit."
            return ("toolkit",), what, fix
        return None

    def _check_keys(self, data: dict[str, Any], known: Sequence[str], place: Place) -> None:
        """Find keys that do not belong there, such as answers that begin too far left."""
        homes = {**dict.fromkeys(self._asked, "respondent"), **dict.fromkeys(self.fields, "answers")}
        others = {key: value for key, value in data.items() if key in known or key not in homes}
        for problem in self.document.unknown(others, known, place, KIND):
            self._add(problem)
        for key in data.keys() - others.keys():
            what = f"{quoted(key)} does not stand below {homes[key]!r}."
            self._wrong((*place, key), what, f"Put it there, and begin it with two spaces more than {homes[key]!r}.")

    def _response(self, data: dict[str, Any], place: Place) -> Response:
        self._read += 1
        if self._read > MAX_RESPONSES:
            self._wrong(place, f"There are more than {MAX_RESPONSES:,} responses in it.", "Split it.")
            raise AnswersError(self.problems)
        version = unquoted(_text(data.get("version") or self.document.data.get("version") or ""))
        given = _Given(data, place, version, [])
        who = self._checked(given, "respondent", self._asked)
        found = self._checked(given, "answers", self.fields)
        answers = {code: value for code, value in found.items() if code not in self._names}
        for code, name in self._names.items():
            if code in found and who.setdefault(name, found[code]) != found[code]:
                what = f"{quoted(code)} is {quoted(name)} of the respondent, and has another answer there."
                self._wrong((*place, "answers", code), what, "Keep one of the two.")
        below = {
            key: tuple(self._response(each, (*place, key, at)) for at, each in enumerate(self._entries(given, key)))
            for key in ("earlier", "members")
        }
        notes = map(_note, self._entries(given, "notes"))
        return Response(
            answers,
            {name: str(value) for name, value in who.items()},
            id=_text(data.get("id") or ""),
            version=version,
            source=_source(data.get("source")),
            notes=tuple(dict.fromkeys((*notes, *given.noted, *_spoilt([*answers.values(), *who.values()])))),
            also=tuple(map(_source, self._entries(given, "also"))),
            earlier=below["earlier"],
            members=below["members"],
            missing=_codes(data, "missing"),
            filled=_codes(data, "filled"),
        )

    def _checked(self, response: _Given, key: str, known: Mapping[str, Field]) -> dict[str, Value]:
        """Return the answers under a key of a response; what is left empty is absent."""
        found: dict[str, Value] = {}
        for code, given in self._mapping(response, key).items():
            where = (*response.place, key, code)
            comment = self.document.cut.get(where, "") if code in known and known[code].is_text else ""
            if given in (None, "") and not yamlfile.MEANT.match(comment):
                continue
            if code not in known:
                self._unknown(response, where, given, known)
            elif comment:
                what = f"Everything after # in the answer to {quoted(code)} is taken for a comment and left out."
                fix = "Put the whole answer between quotation marks, or the comment on a line of its own."
                self._wrong(where, what, fix)
            else:
                try:
                    if answer := self._value(response, given, known[code]):
                        found[code] = answer
                except MisfitError as wrong:
                    self._wrong(where, wrong.what, wrong.fix)
        return found

    def _unknown(self, response: _Given, where: Place, given: Any, known: Mapping[str, Field]) -> None:
        """Note an answer to no field; in a response of another version of the content the question may be gone."""
        code = str(where[-1])
        if response.version in ("", self.toolkit.version):
            self._wrong(where, f"There is no field {quoted(code)}.", nearest(code, list(known)))
            return
        listed = given if isinstance(given, list) else [given]
        response.noted.append(Note("gone", text=", ".join(map(_text, listed)), code=_text(code)))

    def _value(self, response: _Given, given: Any, field: Field) -> Value:
        """Return an answer; ticks of a return at options that are gone are noted."""
        others = multilingual.others(self.languages, field.code)
        if not (response.loose and field.kind == "many" and isinstance(given, list)):
            return givenanswer.value(given, field, response.loose, others=others)
        answer, left = givenanswer.offered([str(each) for each in given], field, others)
        if left:
            response.noted.append(givenanswer.not_offered_note(left, field.code))
        return answer

    def _mapping(self, response: _Given, key: str) -> dict[str, Any]:
        if isinstance(found := response.data.get(key), dict):
            return found
        if found is not None:
            what = f"{key!r} has to hold codes and values."
            self._wrong((*response.place, key), what, "Write each as 'code: value'.")
        return {}

    def _entries(self, response: _Given, key: str) -> list[dict[str, Any]]:
        """Return the entries of a list that a reader or a merge has made."""
        found = response.data.get(key) or []
        if isinstance(found, list) and all(isinstance(each, dict) for each in found):
            return found
        what = f"{key!r} has to be a list whose entries have keys, as 'toolkit read' writes them."
        self._wrong((*response.place, key), what, "Put words of your own behind a #.")
        return []


@dataclass(frozen=True)
class _Given:
    """A response as it stands in a file: its data, its place there, its version, and what is noted as it is read."""

    data: dict[str, Any]
    place: Place
    version: str
    noted: list[Note]

    @property
    def loose(self) -> bool:
        """Whether it is from a return, where what does not fit was kept as written."""
        return bool(_source(self.data.get("source")).sha256 or self.data.get("members"))


def _spoilt(values: Iterable[Value]) -> list[Note]:
    return [SPOILT] if spoilt("\n".join(value for value in values if isinstance(value, str))) else []


def _codes(data: dict[str, Any], key: str) -> tuple[str, ...]:
    return tuple(filter(None, (code.strip() for code in _text(data.get(key) or "").split(","))))


def _source(data: Any) -> Origin:
    untouched = isinstance(data, dict) and str(data.get("untouched")).casefold() in ("true", "yes")
    return Origin(**_texts(data, ("file", "format", "sha256", "saved", "says", "put")), untouched=untouched)


def _note(data: dict[str, Any]) -> Note:
    """Return a note that stands in a file, of whatever kind: what somebody wrote there is kept."""
    kind = cast(NoteKind, _text(data.get("kind") or ""))
    return Note(kind, **_texts(data, ("text", "code", "near", "who", "place")))


def _texts(data: Any, names: tuple[str, ...]) -> dict[str, str]:
    given = data if isinstance(data, dict) else {}
    return {name: _text(given[name]) for name in names if given.get(name) is not None}


def _text(given: Any) -> str:
    """Return what is given as a text that any file can hold: without half a letter, which JSON may have."""
    return HALF.sub("", str(given))
