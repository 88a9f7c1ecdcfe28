"""Reads YAML and JSON files safely: keeps line numbers, and refuses duplicate keys, anchors and oversized files.

Every YAML scalar is returned as its text in the file (null as None): `1.10`, `yes`, `007` and `2021-03-19` keep their
spelling, and callers that need a number convert it. JSON gives numbers and booleans.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from toolkit_cli.errors import Problem, ToolkitError, nearest, quoted
from toolkit_cli.files import jsonlines, textfile, yamllines
from toolkit_cli.files.textfile import AS_TEXT
from toolkit_cli.files.yamllines import Begun, Branch
from toolkit_cli.files.yamlwords import BEGINS, HARD, HARD_BEFORE, QUOTE, ROWS, UnusableError, mended, unreadable

LONGEST = 4000  # digits of a number; Python refuses more than 4300
MAX_DEPTH = 40
MOST_MISTAKES = 20  # in the form of one file: it is read anew after each
MOST_LETTERS = 10_000_000  # that are read anew for that
MOST_PROBLEMS = 1_000  # such as keys that stand twice: nobody reads more
MAX_VALUES = 1_000_000
MEANT = re.compile(r"#\w")  # a sign that is hardly meant to begin a comment
DEEP = re.compile(r"[>|][-+]?[1-9]")  # begins a block of text set in so deep: ">5", where nothing is below it
NULLS = {"", "~", "null"}  # in German, Null is a word

Place = tuple[str | int, ...]


@dataclass
class Document:
    """A file's data, and the line on which each of its values begins.

    `begun` has the lines of a YAML file, which may be a million. `cut` maps the places of values that a comment ends,
    as in `S1: We met in room 3 # 4`, to the comment; a place is, for instance, `("items", 3, "code")`. `json` is the
    text of a JSON file, whose lines are counted only as far as a problem is told. `mistakes` is what is wrong with the
    file's form: `data` is without it.
    """

    path: str
    data: Any
    begun: Begun = 0
    cut: dict[Place, str] = field(default_factory=dict)
    json: str = ""
    mistakes: tuple[Problem, ...] = ()

    def __post_init__(self) -> None:
        self._counted: dict[Place, int] = {}
        self._uncounted = jsonlines.places(self.json)

    def line(self, place: Place) -> int:
        """Return the line of a place, or of the nearest place around it; 0 if none is known."""
        if not self.json:
            return yamllines.at(self.begun, place)
        while place not in self._counted and (entry := next(self._uncounted, None)):
            self._counted.setdefault(*entry)
        while place and place not in self._counted:
            place = place[:-1]
        return self._counted.get(place, 0)

    def problem(self, place: Place, what: str, fix: str = "") -> Problem:
        """Return a problem with the file's name and the line of a place; `what` and `fix` are whole sentences."""
        return Problem(self.path, self.line(place), what, fix)

    def cut_off(self) -> Iterator[Problem]:
        """Yield the texts that end at a # which may have been meant as part of them, as in `Why #1 and not 2?`."""
        for place, note in self.cut.items():
            if MEANT.match(note):
                what = f"Everything after # is taken for a comment and left out: {quoted(note)}."
                yield self.problem(place, what, "Put the whole text between quotation marks, or a space after the #.")

    def unknown(self, data: dict[str, Any], known: Sequence[str], place: Place, file: str) -> Iterator[Problem]:
        """Yield a problem for each key that is not known; `file` says in words what kind of file it is."""
        for key in data:
            if key not in known:
                what = f"The key {quoted(key)} does not belong in {file}."
                yield self.problem((*place, key), what, nearest(str(key), known))


def read(path: Path, error: type[ToolkitError], fix: str = AS_TEXT, data: bytes | None = None) -> Document:
    """Read a YAML or JSON file; raise `error` with every problem of its form.

    `fix` says what to do if the file is a workbook; `data` are the file's bytes if they are known already.
    """
    document = opened(path, error, fix, data)
    if document.mistakes:
        raise error(document.mistakes)
    return document


def opened(path: Path, error: type[ToolkitError], fix: str = AS_TEXT, data: bytes | None = None) -> Document:
    """Read a file for somebody who tells its `mistakes`; raise `error` as `read` does if none of it can be used."""
    problems: list[Problem] = []
    document = collect(path, problems, fix, data)
    if document is None:
        raise error(problems)
    return replace(document, mistakes=tuple(problems))


def collect(path: Path, problems: list[Problem], fix: str = AS_TEXT, data: bytes | None = None) -> Document | None:
    """Read a file, and add what is wrong with its form to `problems`; return None if none of it can be used."""
    text = textfile.text(path, problems, fix, data)
    if text is None:
        return None
    try:
        if text.lstrip()[:1] in ("{", "["):
            try:
                return _json(path, text, problems)
            except (ValueError, RecursionError, UnusableError):  # YAML's flow style begins alike, and has line numbers
                if path.suffix.lower() == ".json":
                    raise
    except (UnusableError, ValueError, RecursionError) as wrong:
        problems.append(unreadable(path, text, wrong))
        return None
    return _yaml(path, text, problems)


def _yaml(path: Path, text: str, problems: list[Problem]) -> Document | None:
    """Return what a YAML file holds: after a mistake within one text, it is read on without that, to tell all of them.

    None if there is a mistake after which nothing can be told for certain.
    """
    mistakes: dict[int, Problem] = {}  # by line: a second one comes of what was left out there
    for _ in range(min(MOST_MISTAKES, 1 + MOST_LETTERS // (len(text) + 1))):
        found: list[Problem] = []
        made = None
        try:
            made = _Composer(path, found).compose(text)
        except (UnusableError, ValueError, yaml.YAMLError, RecursionError) as wrong:
            mistake = unreadable(path, text, wrong)
            mistakes.setdefault(mistake.line, mistake)
            text = mended(text, mistake.line, mistake.what)
        if made or not text:
            break
    problems += sorted([*mistakes.values(), *found])
    return made


def _whole(digits: str) -> int | str:
    """Return a JSON number; one with too many digits for Python stays a text."""
    return int(digits) if len(digits) <= LONGEST else digits


def _json(path: Path, text: str, problems: list[Problem]) -> Document:
    twice = False

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal twice
        found = dict(items)
        if len(found) < len(items):
            twice = True
            found.update(reversed(items))  # of a key that stands twice, the first value
        return found

    if jsonlines.has_more(text, MAX_VALUES):
        raise _too_long()

    data = json.loads(text, object_pairs_hook=pairs, parse_int=_whole)
    layer = [data]
    for _ in range(MAX_DEPTH + 1):
        layer = [value for held in layer for value in _held(held)]
    if layer:
        raise UnusableError("nested too deeply")
    if twice:
        problems += islice(jsonlines.doubled(path, text), MOST_PROBLEMS)
    return Document(str(path), data, json=text)


def _held(data: Any) -> Iterable[Any]:
    return data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()


def _too_long(line: int = 0) -> UnusableError:
    return UnusableError(f"too long: it has more than {MAX_VALUES:,} values", line)


class _Composer:
    """Builds plain data from YAML's events, without aliases, which could multiply it, and with each value's line."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        self.document = Document(str(path), None)
        self.values = 0
        self.rows: list[str] = []
        self.problems = problems

    def compose(self, text: str) -> Document:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        events = yaml.parse(text, Loader=loader)
        self.rows = ROWS.split(text) if " #" in text or "\t#" in text or DEEP.search(text) else []
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._problem(event, "A second document starts here ('---').", "Keep one in a file.")
                    break
                self.document.data, self.document.begun = self._value(next(events), events, ())
        return self.document

    def _problem(self, event: Any, what: str, fix: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(self.document.path, event.start_mark.line + 1, what, fix))

    def _value(self, event: Any, events: Iterator[Any], place: Place) -> tuple[Any, Begun]:
        self.values += 1
        if self.values > MAX_VALUES:
            raise _too_long(event.start_mark.line + 1)
        return self._node(event, events, place)

    def _node(self, event: Any, events: Iterator[Any], place: Place) -> tuple[Any, Begun]:
        """Return a value, or a key, and where it begins."""
        line, column = event.start_mark.line + 1, event.start_mark.column
        if len(place) > MAX_DEPTH:
            raise UnusableError("nested too deeply", line)
        if event.anchor:
            self._problem(
                event,
                "Anchors (&) and references (*) are not used here.",
                "Write the text out in each place, or put one that begins with such a sign between quotation marks.",
            )
        if isinstance(event, yaml.AliasEvent):
            return None, line
        if event.tag is not None:
            fix = "Write the value alone, or put a text that begins with ! between quotation marks."
            self._problem(event, f"Tags ({event.tag}) are not used here.", fix)
        if isinstance(event, yaml.ScalarEvent):
            if self.rows and not event.style and event.end_mark:
                rest = self.rows[event.end_mark.line][event.end_mark.column :].strip()
                if rest.startswith("#"):
                    self.document.cut[place] = rest
            block = self.rows[line - 1][column:] if self.rows and event.style in (">", "|") else ""
            if DEEP.match(block) and not event.value:
                self._problem(event, f"{BEGINS}{event.style}.", QUOTE)
            return None if not event.style and event.value in NULLS else event.value, line
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(line, events, place)
        return self._mapping(line, events, place)

    def _sequence(self, line: int, events: Iterator[Any], place: Place) -> tuple[list[Any], Branch]:
        items: list[Any] = []
        lines: list[Begun] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            item, begun = self._value(event, events, (*place, len(items)))
            items.append(item)
            lines.append(begun)
        return items, Branch(line, lines)

    def _mapping(self, begins: int, events: Iterator[Any], place: Place) -> tuple[dict[str, Any], Branch]:
        found: dict[str, Any] = {}
        entries: dict[str, Begun] = {}  # each begins with its key
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            line = event.start_mark.line + 1
            key, _ = self._node(event, events, (*place, ""))
            if not isinstance(key, str):
                self._problem(event, "A key has to be a word.", "Put quotation marks around it.")
                key = f"?{line}"
            elif not event.style and HARD.match(key):
                self._problem(event, *HARD_BEFORE)
            if first := entries.get(key):
                self._problem(
                    event,
                    f"The key {quoted(key)} stands twice (first on line {yamllines.first(first)}).",
                    "Remove one of the two, or give it its own entry with a dash.",
                )
            following = next(events)
            if following.start_mark.index == event.end_mark.index:  # within braces, where a comma ends a text
                what = f"After {quoted(key)} there is neither a colon nor a text."
                self._problem(event, what, "Put a text that has a comma in it between quotation marks.")
            value, begun = self._value(following, events, (*place, key))
            found.setdefault(key, value)
            entries.setdefault(key, line if isinstance(begun, int) else Branch(line, begun.within))
        return found, Branch(begins, entries)
