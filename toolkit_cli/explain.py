"""Checks a file's data against a model, and says what does not fit in words for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import ValidationError

from toolkit_cli import model as models
from toolkit_cli import yamlfile
from toolkit_cli.errors import Problem, nearest, quoted

M = TypeVar("M", bound=models.Model)


def validated(model: type[M], document: yamlfile.Document, problems: list[Problem]) -> M | None:
    """Return the data as a `model`; where it does not fit, add every problem to `problems` and return None."""
    if not isinstance(document.data, dict):
        what = "The file is empty." if document.data is None else "The file has to hold keys and values."
        first = next(iter(model.model_fields))
        problems.append(document.problem((), what, f"Start with '{first}: …'."))
        return None
    try:
        return model.model_validate(document.data)
    except ValidationError as wrong:
        errors = wrong.errors(include_url=False)
        inner = {error["loc"][:depth] for error in errors for depth in range(len(error["loc"]))}
        # pydantic counts only the good entries of a list, so a list with a bad one is also too short for it
        kept = [error for error in errors if error["type"] != "too_short" or error["loc"] not in inner]
        problems.extend(_explained(error, document, model) for error in kept)
        return None


def _explained(error: Any, document: yamlfile.Document, model: type[models.Model]) -> Problem:
    """Turn pydantic's error into words; its place names the union's tag, which the file does not."""
    place = _place(error["loc"])
    key, owner = _name(place), _owner(document.data, place)
    kind = error["type"]
    if kind == "extra_forbidden":
        return document.problem(place, f"The key {key} does not belong on {owner}.", _instead(error["loc"], model))
    if kind == "missing":
        return document.problem(place[:-1], f"The key {key} is missing on {owner}.", "Add it.")
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        said = error["input"].get("kind")
        what = "The key 'kind' is missing on an item." if said is None else f"{quoted(said)} is no kind of item."
        return document.problem((*place, "kind"), what, f"Known: {', '.join(_MODELS)}.")
    itself = _owner(document.data, (*place, ""))
    whole = place and isinstance(place[-1], int) and not itself.startswith("entry")
    return document.problem(place, f"{itself if whole else f'{key} on {owner}'}: {_said(error)}.")


def _said(error: Any) -> str:
    if error["input"] is None:
        return "there is no value here (what follows a # is a note, unless it stands in quotation marks)"
    words = {
        "string_type": "text is expected here",
        "string_too_short": "the text is empty",
        "int_type": "a whole number is expected here",
        "int_parsing": "a whole number is expected here",
        "int_from_float": "a whole number is expected here",
        "float_type": "a number is expected here",
        "float_parsing": "a number is expected here",
        "finite_number": "a number is expected here",
        "greater_than_equal": "the number must not be below {ge:g}",
        "less_than_equal": "the number must not be above {le:g}",
        "bool_type": "true or false is expected here",
        "bool_parsing": "true or false is expected here",
        "tuple_type": "a list is expected here, each entry with a dash",
        "too_short": "the list needs at least {min_length}",
        "too_long": "the list takes at most {max_length}",
        "model_type": "keys and values are expected here",
        "model_attributes_type": "keys and values are expected here",
        "literal_error": "it has to be one of {expected}",
        "string_too_long": "it is longer than {max_length} characters",
        "value_error": "{error}",
    }
    patterns = {
        "^[A-Z]": "a code begins with a capital letter and holds letters and digits only",
        "^[a-z][": "it takes small letters, digits and hyphens only",
        "^(https": "a web address that begins with https:// is expected here",
        "^[a-z]{2": "a language code such as en or pt-BR is expected here",
        "^#[0-9": 'a colour is written as "#rrggbb", for example "#1d3557", in quotation marks',
        "^[0-9A": 'a version such as "1.0" is expected here',
    }
    if error["type"] == "string_pattern_mismatch":
        pattern = error["ctx"]["pattern"]
        return next((said for start, said in patterns.items() if pattern.startswith(start)), str(error["msg"]))
    said = words.get(error["type"])
    return said.format(**(error.get("ctx") or {})) if said else str(error["msg"])


_MODELS: dict[str, type[models.Model]] = {
    "text": models.TextItem,
    "callout": models.Callout,
    "prompts": models.Prompts,
    "figure": models.Figure,
    "question": models.Question,
    "challenge": models.Challenge,
    "opportunity": models.Opportunity,
    "debate": models.Debate,
}


def _place(loc: tuple[str | int, ...]) -> yamlfile.Place:
    """Take the union's tag out of a place: it stands after an item's number."""
    tagged = loc[:1] == ("items",) and loc[2:3] and loc[2] in _MODELS
    return (*loc[:2], *loc[3:]) if tagged else loc


def _name(place: yamlfile.Place) -> str:
    """Name the last step of a place: a key in quotation marks, an entry of a list by its number."""
    last = place[-1] if place else ""
    return f"entry {last + 1} of {_name(place[:-1])}" if isinstance(last, int) else quoted(last)


def _instead(loc: tuple[str | int, ...], model: type[models.Model]) -> str:
    """Say what to do about the unknown key at the end of `loc`."""
    key = str(loc[-1])
    others = [kind for kind, other in _MODELS.items() if key in other.model_fields]
    if loc[:1] == ("items",) and len(loc) == 4 and others:
        return f"It belongs on the kind {' or '.join(others)}. Remove it."
    known = _keys(loc[:-1], model)
    close = nearest(key, known)
    return close if close.startswith("Did") else "Remove it."


def _keys(loc: tuple[str | int, ...], model: type[models.Model]) -> list[str]:
    """Return the keys that a file may have at `loc`, which begins in `model`."""
    if not loc:
        return [field.alias or name for name, field in model.model_fields.items()]
    for name, field in model.model_fields.items():
        if loc[0] in (name, field.alias):
            steps = loc[2:] if isinstance(loc[1:2] and loc[1], int) else loc[1:]
            held = list(_models(field.annotation))
            if len(held) > 1:  # items: the next step is the kind
                held, steps = [_MODELS[str(steps[0])]], steps[1:]
            return _keys(steps, held[0]) if held else []
    return []


def _models(annotation: Any) -> Iterator[type[models.Model]]:
    if isinstance(annotation, type) and issubclass(annotation, models.Model):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _owner(data: Any, place: yamlfile.Place) -> str:
    """Name what holds the key or list at `place`: what has a code, and the way from there."""
    while place and isinstance(place[-1], int):
        place = place[:-1]
    coded, way, here = "", "", data
    for step in place[:-1]:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            break
        way = f"entry {step + 1} of {way}" if isinstance(step, int) else quoted(step)
        if isinstance(here, dict) and isinstance(here.get("code"), str):
            kind = here.get("kind")
            coded, way = f"{kind} {quoted(here['code'])}" if isinstance(kind, str) else quoted(here["code"]), ""
    return " of ".join(part for part in (way, coded) if part) or "this file"
