"""The workbook's own words ("Your answer", "Pros"), by language, from `templates/words/`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType

from toolkit_cli import places, yamlfile
from toolkit_cli.errors import Problem, TemplateError, nearest, quoted
from toolkit_cli.letters import FORBIDDEN
from toolkit_cli.model import Toolkit

Words = Mapping[str, str]
FALLBACK = "en"
# The writers put the numbers of pages between the parts of this one.
NEEDED = {"page_of": ("{page}", "{pages}")}


def load(lang: str, templates: Path | None = None, translated: Words = MappingProxyType({})) -> Words:
    """Return the words of a language; of its base language (`pt` for `pt-BR`), else of English.

    A words file in the folder `templates` may hold only the words that it changes. Raises `TemplateError` for a
    word that the program does not know, one that is no text, and for {…} that is not filled in there.
    """
    own = templates / "words.yaml" if templates else None
    changed = _changed(own, _shipped(FALLBACK)) if own and own.is_file() else {}
    chain = (FALLBACK, lang.split("-")[0], lang)
    found: dict[str, str] = {}
    for name in dict.fromkeys(chain):
        found.update(_shipped(name))
    found.update(translated)
    for name in chain:
        found.update(changed.get(name, {}))
    return found


def own(lang: str) -> Words:
    """Return the words of a language, and of its base language, alone: without English in the place of others."""
    return {**_shipped(lang.split("-")[0]), **_shipped(lang)}


def of(toolkit: Toolkit, templates: Path | None = None) -> Words:
    """Return the words of a toolkit's language, with those of its translation; a user's own go before both."""
    return load(toolkit.lang, templates, toolkit.words)


@lru_cache(maxsize=1)
def languages() -> frozenset[str]:
    """Return the languages in which the program has its own words."""
    return frozenset(path.stem for path in places.template("words").glob("*.yaml"))


def _shipped(lang: str) -> Words:
    """Return the program's own words of a language; none where it has none."""
    path = places.template("words") / f"{lang}.yaml"
    words: Words = yamlfile.read(path, TemplateError).data if lang in languages() else {}
    return words


def _read(path: Path) -> yamlfile.Document:
    document = yamlfile.read(path, TemplateError)
    data = document.data
    if not isinstance(data, dict) or not all(isinstance(words, dict) for words in data.values()):
        what = "A words file holds languages, and words under each."
        raise TemplateError(document.problem((), what, "Begin with 'en:' and set the words in below it."))
    return document


def _changed(path: Path, known: Words) -> dict[str, dict[str, str]]:
    document = _read(path)
    problems = [
        problem
        for lang, words in document.data.items()
        for key, text in words.items()
        for problem in _wrong(document, (lang, key), text, known)
    ]
    if problems:
        raise TemplateError(problems)
    changed: dict[str, dict[str, str]] = document.data
    return changed


def _wrong(document: yamlfile.Document, place: tuple[str, str], text: object, known: Words) -> Iterator[Problem]:
    lang, key = place
    if key not in known:
        what = f"No template asks for the word {quoted(key)} ({quoted(lang)})."
        yield document.problem(place, what, nearest(key, list(known)))
    elif not isinstance(text, str):
        yield document.problem(place, f"The word {key!r} has no text.", "Write its text after the colon.")
    elif FORBIDDEN.search(text):
        yield document.problem(place, f"The word {key!r} holds a control character.", "Remove it.")
    else:
        names = filled(known[key])
        used = filled(text)
        if used is None or any(name not in (names or ()) or used.count(name) > 1 for name in used):
            what = f"The word {key!r} holds {{…}} that the program does not fill in there."
            fix = f"It fills in, once each: {', '.join(names)}." if names else "Nothing is filled in there."
            yield document.problem(place, what, fix)
        elif set(NEEDED.get(key, ())) - set(used):
            fix = f"It needs {' and '.join(NEEDED[key])}."
            yield document.problem(place, f"The word {key!r} leaves out what the program fills in.", fix)


def filled(text: str) -> list[str] | None:
    """Return the {…} that `str.format` fills in, as they stand in a text; None where a brace is left open."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return None
    return [
        "{" + name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "") + "}"
        for _, name, form, conversion in parts
        if name is not None
    ]
