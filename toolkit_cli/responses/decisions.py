"""Decisions: answers that differ within an organisation, in a small YAML file that people fill in and hand back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from textwrap import wrap
from typing import Any

import yaml

from toolkit_cli.errors import AnswersError, Problem, add, nearest, quoted
from toolkit_cli.files import yamlfile
from toolkit_cli.files.yamlfile import Document, Place
from toolkit_cli.kits import multilingual
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.multilingual import Languages
from toolkit_cli.kits.values import Value, shown
from toolkit_cli.kits.words import Words
from toolkit_cli.layout.fill import Said
from toolkit_cli.responses import givenanswer, writeanswers
from toolkit_cli.responses.equality import normalised
from toolkit_cli.responses.givenanswer import MisfitError

KIND = "a file of decisions"  # in words, for what is wrong in it
HEAD = ("toolkit", "decisions")
EMPTY: tuple[object, ...] = (None, "", [])  # what stands after 'decision:' where nothing was decided
KEYS = ("organisation", "code", "question", "answers", "offered", "decision")
LIST = "tag:yaml.org,2002:seq"
NULL = "tag:yaml.org,2002:null"
WANTED = {"count": "a_number", "date": "a_date"}  # words for what is asked where nothing is offered
SAMPLES = {"count": "12", "date": "2021-03-19"}  # an answer that could be given there
BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?#[^\n]*\n(?:#[^\n]*\n|\s)*toolkit:[^\n]*\s+decisions:")
WIDTH = 118  # letters of a line of the explanation


@dataclass(frozen=True)
class Decision:
    """What an organisation has decided; `seen` are the answers, as they are shown, that the decision was about."""

    organisation: str
    code: str
    answer: Value
    seen: tuple[str, ...] = ()
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    def problem(self, what: str, fix: str) -> Problem:
        """Return a problem with the place where the decision is written."""
        return Problem(self.file, self.line, what, fix)


@dataclass(frozen=True)
class OpenQuestion:
    """A question that people of one organisation answer differently; `decision` is None until it is decided.

    `files` gives, for a name that only an id tells from others, a name with the file: nobody knows people by their ids.
    """

    organisation: str
    code: str
    question: str
    answers: tuple[Said, ...]
    decision: Value | None = None
    files: Mapping[str, str] = field(default_factory=dict)

    def listed(self, shown_: Callable[[Value], str]) -> dict[str, str]:
        """Return the answers as they are shown, by who gave them."""
        return {self.files.get(said.who, said.who): shown_(said.value) for said in self.answers}


def text(opens: Sequence[OpenQuestion], toolkit: Toolkit, fields: Mapping[str, Field], said: Words) -> str:
    """Return the file of decisions, for people to fill in; what is decided already stands in it.

    `said` are the words in which it explains itself, in the language of the `fields`.
    """
    entries = [_entry(open_, fields[open_.code], said) for open_ in opens]
    dumper = _Fast if len(entries) > writeanswers.FEW else _Dumper
    head = writeanswers.as_yaml({"toolkit": toolkit.toolkit}, dumper)
    listed = "\n".join(writeanswers.as_yaml([entry], dumper) for entry in entries)
    explained = _explained([fields[open_.code] for open_ in opens], said)
    return f"{explained}{head}decisions:{chr(10) if listed else ' []'}\n{listed}"


def is_file(data: bytes) -> bool:
    """Tell a file of decisions from answers, by its beginning: an explanation, and what it explains."""
    return BEGINNING.match(data) is not None


def _explained(asked: Sequence[Field], said: Words) -> str:
    """Return what people have to do, as a comment, with an example of what is offered for the first question."""
    sample = next(map(_sample, asked), said["option_yes"])
    several = next(([option.label for option in field.options[:2]] for field in asked if field.kind == "many"), [])
    example = said["decisions_several"].format(example=", ".join(several)) if several else ""
    parts = (
        [said["decisions"]],
        [said["decisions_how"]],
        [f"    decision: {sample}"],
        [example] * bool(example) + [said["decisions_open"]],
        [said["decisions_again"], said["decisions_keep"]],
    )
    wrapped = ([line for text in part for line in wrap(text, WIDTH)] for part in parts)
    return "\n#\n".join("\n".join(f"# {line}".rstrip() for line in part) for part in wrapped) + "\n\n"


def _sample(field: Field) -> str:
    """Return an answer that could be given to a field."""
    return SAMPLES.get(field.kind) or next((option.label for option in field.options), "")


def load(
    path: Path, toolkit: Toolkit, fields: Mapping[str, Field], languages: Languages = tuple
) -> tuple[Decision, ...]:
    """Read what was decided, in words of any of the toolkit's `languages`; what was left empty is no decision.

    Raises `AnswersError` with every problem: another toolkit's file, an unknown code, an answer that is not offered.
    """
    reader = _DecisionsReader(yamlfile.opened(path, AnswersError), toolkit, fields, languages)
    decisions = tuple(reader.decisions())
    if reader.problems:
        raise AnswersError(sorted(reader.problems, key=lambda problem: problem.line))
    return decisions


def count(path: Path) -> int:
    """Return how many decisions somebody has written into a file; 0 where it is missing or no file of decisions.

    Raises `AnswersError` where it cannot be read.
    """
    if not path.is_file():
        return 0
    data = yamlfile.read(path, AnswersError).data
    entries = data.get("decisions") if isinstance(data, dict) else None
    entries = entries if isinstance(entries, list) else []
    return sum(isinstance(entry, dict) and entry.get("decision") not in EMPTY for entry in entries)


# Our reader takes every word for text but what stands for nothing: no quotation marks are needed around Yes and 3.
PLAIN = {
    letter: [each for each in resolvers if each[0] == NULL]
    for letter, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def _nothing(dumper: Any, _: None) -> Any:
    return dumper.represent_scalar(NULL, "")


def _listed(dumper: Any, listed: list[Any]) -> Any:
    return dumper.represent_sequence(LIST, listed, flow_style=isinstance(listed[0], str))


REPRESENTERS = {**writeanswers.REPRESENTERS, type(None): _nothing, list: _listed}


class _Dumper(writeanswers.Dumper):
    """Writes as people would: words as they are, options in one line, nothing after `decision:`."""

    yaml_implicit_resolvers = PLAIN
    yaml_representers = REPRESENTERS


class _Fast(writeanswers.Fast):
    """The same by libyaml, where there are many."""

    yaml_implicit_resolvers = PLAIN
    yaml_representers = REPRESENTERS


def _entry(open_: OpenQuestion, field: Field, said: Words) -> dict[str, Any]:
    decision = open_.decision
    return {
        "organisation": open_.organisation,
        "code": open_.code,
        "question": open_.question,
        "answers": open_.listed(partial(shown, field)),
        "offered": said[WANTED[field.kind]] if field.kind in WANTED else " / ".join(field.labels.values()),
        "decision": _labels(field, decision) if decision else None,
    }


def _labels(field: Field, decision: Value) -> str | list[str]:
    if isinstance(decision, tuple):
        return [shown(field, code) for code in decision]
    return shown(field, decision)


class _DecisionsReader:
    """Reads a file of decisions, and gathers its `problems`."""

    def __init__(self, document: Document, toolkit: Toolkit, fields: Mapping[str, Field], languages: Languages) -> None:
        self.document, self.toolkit, self.fields, self.languages = document, toolkit, fields, languages
        self.problems = [*document.mistakes]

    def decisions(self) -> Iterator[Decision]:
        """Yield what was decided; what is wrong goes into `problems`."""
        data = self.document.data
        if not isinstance(data, dict) or not isinstance(data.get("decisions"), list):
            what = "This is not a file of decisions: it has no list of 'decisions'."
            self._problem((), what, "Take the file that 'toolkit merge --by organisation' wrote.")
            return
        if data.get("toolkit") not in (None, self.toolkit.toolkit):
            told = quoted(data["toolkit"])
            what = f"These are decisions for the toolkit {told}, and not for {self.toolkit.toolkit!r}."
            fix = f"Merge them with the returns they belong to; 'check' takes the folder of {told} beside them."
            self._problem(("toolkit",), what, fix)
            return
        self._check_keys(data, HEAD, ())
        for index, entry in enumerate(data["decisions"]):
            place: Place = ("decisions", index)
            if isinstance(entry, dict):
                self._check_keys(entry, KEYS, place)
                yield from self._decision(entry, place)
            else:
                self._problem(place, "A decision has to hold 'organisation', 'code' and 'decision'.")

    def _decision(self, entry: dict[str, Any], place: Place) -> Iterator[Decision]:
        """Yield the decision of an entry that has one."""
        given, code, organisation = (entry.get(key) for key in ("decision", "code", "organisation"))
        if given in EMPTY:
            return
        if not isinstance(organisation, str) or not normalised(organisation):
            self._problem(place, "This decision does not name its organisation.", "Name it.")
            return
        if not isinstance(code, str) or code not in self.fields:
            said = f"There is no field {quoted(code)}." if code else "This decision does not name its 'code'."
            fix = nearest(str(code), list(self.fields)) if code else "Put it back, as the merge wrote it."
            self._problem((*place, "code"), said, fix)
            return
        where, field = (*place, "decision"), self.fields[code]
        try:
            if answer := self._value(given, field):
                seen = tuple(self._printed(said, field) for said in _listed_answers(entry))
                yield Decision(organisation, code, answer, seen, self.document.path, self.document.line(where))
        except MisfitError as wrong:
            self._problem(where, wrong.what, wrong.fix)

    def _value(self, given: Any, field: Field) -> Value:
        others = multilingual.others(self.languages, field.code)
        return givenanswer.value(given, field, labelled=True, others=others)

    def _printed(self, said: Any, field: Field) -> str:
        """Return a listed answer as this merge would list it: the file may have been asked for in another language.

        What did not fit its field when it was read stays as it is.
        """
        others = multilingual.others(self.languages, field.code)
        return shown(field, givenanswer.value(str(said), field, loose=True, labelled=True, others=others))

    def _check_keys(self, data: dict[str, Any], known: Sequence[str], place: Place) -> None:
        for problem in self.document.unknown(data, known, place, KIND):
            add(self.problems, problem, AnswersError)

    def _problem(self, place: Place, what: str, fix: str = "") -> None:
        add(self.problems, self.document.problem(place, what, fix), AnswersError)


def _listed_answers(entry: dict[str, Any]) -> list[Any]:
    """Return the answers that an entry lists; none where the list was taken out or is written otherwise."""
    listed = entry.get("answers")
    return [*listed.values()] if isinstance(listed, dict) else []
