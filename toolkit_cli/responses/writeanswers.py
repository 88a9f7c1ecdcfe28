"""Writes answers files: YAML and JSON that `toolkit build --answers` takes, and CSV for spreadsheets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import yaml

from toolkit_cli.errors import OutputError, Problem
from toolkit_cli.files import csvtext
from toolkit_cli.files.textfile import MAX_BYTES
from toolkit_cli.files.yamlfile import MAX_VALUES
from toolkit_cli.kits.model import Question, Toolkit
from toolkit_cli.kits.values import Value
from toolkit_cli.responses.response import Origin, Response, note_data

FORMATS = ("yaml", "json", "csv")
# The endings of workbooks' names, and of what else somebody may expect to be written.
OTHERS = ("docx", "docm", "doc", "odt", "rtf", "pdf", "fdf", "xfdf", "xlsx", "xls", "ods", "html", "htm")
COLUMNS = ("id", "file", "organisation", "code", "answer")
MANY = 1_000  # notes
FEW = 50
MOST = 4  # bytes of a letter in UTF-8
END = "...\n"  # how YAML marks the end of a file
COUNT = re.compile("0|[1-9][0-9]{0,11}")  # what a reader takes for a number, as it comes back from one


def form_of(path: Path | None, asked: str | None) -> str:
    """Return the form of an answers file: as asked, else by its name's ending, else YAML."""
    ending = path.suffix.lstrip(".").lower() if path else ""
    named = {"yml": "yaml"}.get(ending, ending)
    if named in OTHERS:
        what = f"Answers are written as {', '.join(FORMATS)}, and this is the name of another kind of file."
        raise OutputError(Problem(str(path), 0, what, f"Give a name such as {path.stem if path else ''}.yaml."))
    if asked and named in FORMATS and named != asked:
        raise OutputError(Problem(str(path), 0, f"This name does not fit the format {asked}.", "Change one of them."))
    return asked or (named if named in FORMATS else "yaml")


def single(toolkit: Toolkit, response: Response) -> dict[str, Any]:
    """Return one response as an answers file's data."""
    head = {"toolkit": toolkit.toolkit, "version": response.version or toolkit.version}
    return {**head, **_response(response, head["version"], counts(toolkit))}


def several(toolkit: Toolkit, responses: Iterable[Response], **more: Any) -> dict[str, Any]:
    """Return several responses as a merged answers file's data; `more` stands before them."""
    numbers = counts(toolkit)
    listed = [_response(response, toolkit.version, numbers) for response in responses]
    return {"toolkit": toolkit.toolkit, "version": toolkit.version, **more, "responses": listed}


def counts(toolkit: Toolkit) -> frozenset[str]:
    """Return the codes of the fields whose answers are numbers."""
    questions = (item for _, item in toolkit.items() if isinstance(item, Question))
    return frozenset(item.code for item in questions if item.answer == "count")


def text(data: dict[str, Any], name: str, bom: bool = False) -> str:
    """Return an answers file in one of FORMATS; what is read back from YAML and JSON is equal to what was given.

    `bom`: a CSV begins with a byte order mark, by which Excel knows the letters.
    Raises `OutputError` for more in YAML and JSON than is read back.
    """
    if name == "csv":
        return csvtext.text([COLUMNS, *_rows(data)], bom)
    if _values(data) > MAX_VALUES:
        raise _too_much(f"{MAX_VALUES:,} answers, names and notes")
    made = json.dumps(data, ensure_ascii=False, indent=2) + "\n" if name == "json" else _in_yaml(data)
    if len(made) > MAX_BYTES // MOST and len(made.encode()) > MAX_BYTES:
        raise _too_much(f"{MAX_BYTES >> 20} MB")
    return made


def _too_much(most: str) -> OutputError:
    what = f"This is more than an answers file may hold: {most}."
    return OutputError(Problem("", 0, what, "Merge fewer returns at a time."))


def _in_yaml(data: dict[str, Any]) -> str:
    listed = data.get("responses", [data])
    dumper = Fast if len(listed) > FEW or sum(len(each.get("notes", ())) for each in listed) > MANY else Dumper
    if not data.get("responses"):
        return as_yaml(data, dumper)
    # A response at a time: all of them at once as YAML's nodes would take many times their memory.
    head = {key: value for key, value in data.items() if key != "responses"}
    return "".join([as_yaml(head, dumper), "responses:\n", *(as_yaml([each], dumper) for each in data["responses"])])


def _values(data: Any) -> int:
    """Count what a reader counts: every value, lists and groups too."""
    held = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return 1 + sum(map(_values, held))


def as_yaml(data: Any, dumper: Any) -> str:
    """Return data as YAML, its keys in their order; `dumper` is one of those below, or of those of `decisions`.

    After a text that ends with an empty line, YAML says where the file ends; more may follow here.
    """
    made = str(yaml.dump(data, Dumper=dumper, allow_unicode=True, sort_keys=False, width=100))
    return made.removesuffix(END) if made.endswith(f"\n{END}") else made


def _response(response: Response, version: str, numbers: frozenset[str]) -> dict[str, Any]:
    parts: dict[str, Any] = {
        "id": response.id,
        "version": response.version if response.version != version else "",
        "source": _source(response.source),
        "also": [_source(source) for source in response.also],
        "respondent": dict(response.respondent),
        "answers": {code: _plain(value, code in numbers) for code, value in response.answers.items()},
        "notes": [note_data(note) for note in response.notes],
        "earlier": [_response(earlier, version, numbers) for earlier in response.earlier],
        "members": [_response(member, version, numbers) for member in response.members],
        "missing": ", ".join(response.missing),
        "filled": ", ".join(response.filled),
    }
    return {name: value for name, value in parts.items() if value or name == "answers"}


def _plain(value: Value, number: bool) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return int(value) if number and COUNT.fullmatch(value) else value


def _source(source: Origin) -> dict[str, Any]:
    return {name: value for name, value in asdict(source).items() if value}


def _rows(data: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield each answer, and what is said about the respondent, with whose it is."""
    for response in data.get("responses", [data]):
        who = response.get("respondent", {})
        start = (response.get("id", ""), response.get("source", {}).get("file", ""), who.get("organisation", ""))
        for code, value in [*who.items(), *response["answers"].items()]:
            yield (*start, code, "; ".join(value) if isinstance(value, list) else str(value))


def _text(dumper: Any, value: str) -> Any:
    lines = value.split("\n")
    if not all(line.isprintable() for line in lines):
        style = '"'  # blanks and signs that YAML would fold or that nobody sees
    elif len(lines) > 1 and value[0].strip() and not any(line.endswith(" ") for line in lines):
        style = "|"
    else:
        style = None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


REPRESENTERS: dict[type, Any] = {**yaml.SafeDumper.yaml_representers, str: _text}


class Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks, where YAML can hold them so."""

    yaml_representers = REPRESENTERS


class Fast(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """The same by libyaml: many times faster, but it writes emoji as escapes."""

    yaml_representers = REPRESENTERS
