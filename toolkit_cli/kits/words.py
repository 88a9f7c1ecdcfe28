"""The workbook's own words ("Your answer", "Pros"), by language, from `templates/words/`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType

from toolkit_cli.characters import FORBIDDEN
from toolkit_cli.errors import Problem, TemplateError, nearest, quoted
from toolkit_cli.files import installed, templatefolder, yamlfile
from toolkit_cli.kits import langcodes
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.options import TOGETHER, alike
from toolkit_cli.ticks import BOXES

Words = Mapping[str, str]
FALLBACK = "en"
# What is filled in has to stand in every wording, but for names that a workbook or report prints elsewhere too.
DISPENSABLE = {
    "based_on": {"{title}", "{publisher}"},
    "position": {"{publisher}"},
    "report_after": {"{title}"},
    "report_planned_intro": {"{planned}"},
    "report_planned_none": {"{planned}"},
}


def load(lang: str, templates: Path | None = None) -> Words:
    """Return the words of a language; where it has none, those of its base language (`pt` for `pt-BR`), else English.

    A words file in the folder `templates` may hold only the words that it changes. Raises `TemplateError` for a
    word that the program does not know, one that is no text, and for {…} that is not filled in there.
    """
    return _sources(lang, templates).words(lang)


def own(lang: str) -> Words:
    """Return the words of a language, and of its base language, alone: without English in the place of others."""
    return {**_shipped(lang.split("-")[0]), **_shipped(lang)}


def of(toolkit: Toolkit, templates: Path | None = None) -> Words:
    """Return the words of a toolkit's language, with those of its translation; a user's own go before both.

    What a translation leaves out is in the language that it was made from, where there are words in it.
    """
    return _of(toolkit, templates).words(toolkit.lang)


def foreign(toolkit: Toolkit, templates: Path | None = None) -> Counter[str]:
    """Return how many of a toolkit's words are in other languages than its own, by language."""
    return Counter(other_languages(toolkit, templates).values())


def other_languages(toolkit: Toolkit, templates: Path | None = None) -> dict[str, str]:
    """Return the language of each of a toolkit's words, by its key, that is in another language than the toolkit."""
    found: dict[str, str] = {}
    for name, words in _of(toolkit, templates).layers(toolkit.lang):
        found.update(dict.fromkeys(words, name))
    own = toolkit.lang.split("-")[0]
    return {key: name for key, name in found.items() if name.split("-")[0] != own}


@cache
def languages() -> frozenset[str]:
    """Return the languages in which the program has its own words."""
    return frozenset(path.stem for path in installed.template("words").glob("*.yaml"))


def spoken(templates: Path | None) -> frozenset[str]:
    """Return the languages of the program's own words, and of the words file in a user's folder.

    Raises `TemplateError` for all that is wrong in that file: a language that is no code may be the one asked for.
    """
    return languages() | _sources(FALLBACK, templates).changed.keys()


def doubled(words: Words) -> Iterator[tuple[str, str]]:
    """Yield the pairs, by their keys, of words that are offered together and are alike."""
    return (pair for keys in TOGETHER for pair in alike({key: words[key] for key in keys}, capitals=False))


def misfilled(key: str, source: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with {…} in a wording of a word, and what to do; `source` is another wording of it.

    A number that is left out, and a name that stands nowhere else, nobody could make out any more.
    """
    names, used = placeholders(source) or [], placeholders(text)
    needed = [name for name in names if name not in DISPENSABLE.get(key, ())]
    if used is None or any(name not in names or used.count(name) > 1 for name in used):
        fix = f"It fills in, once each: {', '.join(names)}." if names else "Nothing is filled in there."
        yield "holds {…} that the program does not fill in there.", fix
    elif not {*needed} <= {*used}:
        *most, last = needed
        fix = f"It needs {', '.join(most)} and {last}." if most else f"It needs {last}."
        yield "leaves out what the program fills in.", fix


def placeholders(text: str) -> list[str] | None:
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


@dataclass(frozen=True)
class _Sources:
    """Where words come from, beside those that are shipped, by language: a translation, and a user's words file.

    `original` is the language that the translation was made from, "" where there is none.
    """

    original: str
    translated: Mapping[str, Words]
    changed: Mapping[str, Words]

    def layers(self, lang: str) -> list[tuple[str, Words]]:
        """Return languages with words of theirs, from English up to the one that is wanted: a later word replaces."""
        chain = (FALLBACK, *(part for name in (self.original, lang) if name for part in (name.split("-")[0], name)))
        return [
            (name, words)
            for name in reversed(dict.fromkeys(reversed(chain)))  # each where it stands last
            for words in (_shipped(name), self.translated.get(name, {}), self.changed.get(name, {}))
        ]

    def words(self, lang: str) -> Words:
        """Return all words for a language."""
        return {key: text for _, words in self.layers(lang) for key, text in words.items()}


def _of(toolkit: Toolkit, templates: Path | None) -> _Sources:
    return _sources(toolkit.lang, templates, toolkit.original, toolkit.words)


def _sources(
    lang: str, templates: Path | None, original: str = "", translated: Words = MappingProxyType({})
) -> _Sources:
    """Return the sources of words for a language; raise `TemplateError` for all that is wrong in the words file."""
    document = _own_file(templates)
    if document is None:
        return _Sources(original, {lang: translated}, {})
    codes = {name: langcodes.code(str(name)) for name in document.data}
    changed = {
        codes[name]: {key: text for key, text in words.items() if isinstance(text, str)}
        for name, words in document.data.items()
    }
    sources = _Sources(original, {lang: translated}, changed)
    problems = [*document.mistakes, *document.cut_off(), *_wrong_words(document)]
    problems += _wrong_languages(document, codes)
    for name, code in codes.items():
        problems += _alike(document, name, changed[code], sources.words(code))
    if problems:
        raise TemplateError(sorted(problems, key=lambda problem: problem.line))
    return sources


def _own_file(templates: Path | None) -> yamlfile.Document | None:
    """Read the words file in a user's folder; return None where there is none."""
    path = templatefolder.there(templates) / "words.yaml" if templates else None
    if not path or not path.is_file():
        return None
    document = yamlfile.opened(path, TemplateError)
    data = document.data
    if not isinstance(data, dict) or not all(isinstance(words, dict) for words in data.values()):
        raise TemplateError([*document.mistakes, _unheaded(document)])
    return document


def _unheaded(document: yamlfile.Document) -> Problem:
    """Return the problem of a words file whose words do not stand below a language; at its margin, or without one."""
    lang, *words = document.data if isinstance(document.data, dict) else ("",)
    if words and document.data[lang] is None and langcodes.code(lang):
        what = f"The words below '{lang}:' begin at the margin, as if they were languages."
        return document.problem((words[0],), what, "Begin each of their lines with two spaces.")
    what = "A words file holds languages, and words under each."
    return document.problem((), what, "Begin with 'en:', and begin each line below it with two spaces.")


def _wrong_languages(document: yamlfile.Document, codes: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is wrong with the languages of a words file, given their codes; "" for what is none."""
    first: dict[str, str] = {}
    for name, code in codes.items():
        if not code:
            yield document.problem((name,), f"{quoted(name)} is not a language code.", langcodes.advice(str(name)))
        elif (other := first.setdefault(code, name)) != name:
            what = f"{quoted(name)} is the same language as {quoted(other)}."
            yield document.problem((name,), what, "Put all its words under one of the two.")


def _wrong_words(document: yamlfile.Document) -> Iterator[Problem]:
    """Yield what is wrong with the words of a words file, each by itself."""
    known = _shipped(FALLBACK)
    for lang, words in document.data.items():
        for key, text in words.items():
            if key not in known:
                what = f"No template asks for the word {quoted(key)} ({quoted(lang)})."
                yield document.problem((lang, key), what, nearest(key, list(known)))
            elif not isinstance(text, str):
                what = f"The word {key!r} has no text."
                yield document.problem((lang, key), what, "Write its text after the colon.")
            elif FORBIDDEN.search(text):
                yield document.problem((lang, key), f"The word {key!r} holds a control character.", "Remove it.")
            elif any(sign in text for sign in BOXES):
                what = f"The word {key!r} holds a sign of a box to tick."
                yield document.problem((lang, key), what, "Remove it: every option has its box already.")
            else:
                for what, fix in misfilled(key, known[key], text):
                    yield document.problem((lang, key), f"The word {key!r} {what}", fix)


def _alike(document: yamlfile.Document, lang: str, changed: Words, words: Words) -> Iterator[Problem]:
    """Yield a problem for each changed word that reads like another which is offered beside it."""
    for first, second in doubled(words):
        if first in changed or second in changed:
            key, other = (second, first) if second in changed else (first, second)
            yield document.problem(
                (lang, key), f"The word {key!r} has the same text as {other!r}.", "Give each its own."
            )


def _shipped(lang: str) -> Words:
    """Return the program's own words of a language; none where it has none."""
    return _read(installed.template("words") / f"{lang}.yaml") if lang in languages() else {}


@cache
def _read(path: Path) -> Words:
    return MappingProxyType(yamlfile.read(path, TemplateError).data)
