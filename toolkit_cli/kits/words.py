"""The workbook's own words ("Your answer", "Pros"), by language, from `templates/words/`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from string import Formatter
from types import MappingProxyType

from toolkit_cli.characters import FORBIDDEN
from toolkit_cli.errors import Problem, TemplateError, nearest, quoted
from toolkit_cli.files import installed, templatefolder, yamlfile
from toolkit_cli.kits import langcodes
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.options import TOGETHER, alike

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
    """Return the words of a language; of its base language (`pt` for `pt-BR`), else of English.

    A words file in the folder `templates` may hold only the words that it changes. Raises `TemplateError` for a
    word that the program does not know, one that is no text, and for {…} that is not filled in there.
    """
    return _top(_layers(lang, templates))


def own(lang: str) -> Words:
    """Return the words of a language, and of its base language, alone: without English in the place of others."""
    return {**_shipped(lang.split("-")[0]), **_shipped(lang)}


def of(toolkit: Toolkit, templates: Path | None = None) -> Words:
    """Return the words of a toolkit's language, with those of its translation; a user's own go before both.

    What a translation leaves out is in the language that it was made from, where there are words in it.
    """
    return _top(_layers(toolkit.lang, templates, toolkit.original, toolkit.words))


def foreign(toolkit: Toolkit, templates: Path | None = None) -> Counter[str]:
    """Return how many of a toolkit's words are in which other languages than its own."""
    return Counter(other_languages(toolkit, templates).values())


def other_languages(toolkit: Toolkit, templates: Path | None = None) -> dict[str, str]:
    """Return the languages of those of a toolkit's words, by key, that are in another than its own."""
    found: dict[str, str] = {}
    for name, words in _layers(toolkit.lang, templates, toolkit.original, toolkit.words):
        found.update(dict.fromkeys(words, name))
    own = toolkit.lang.split("-")[0]
    return {key: name for key, name in found.items() if name.split("-")[0] != own}


def _layers(
    lang: str, templates: Path | None, original: str = "", translated: Words = MappingProxyType({})
) -> list[tuple[str, Words]]:
    """Return languages with words of theirs, from English up to the one that is wanted."""
    document = _own_file(templates)
    stacked = partial(_stacked, original, {lang: translated})
    return stacked(_changed(document, stacked) if document else {}, lang)


def _stacked(
    original: str, translated: Mapping[str, Words], changed: Mapping[str, Words], lang: str
) -> list[tuple[str, Words]]:
    """Return languages with words of theirs, of which a user has `changed` some, up to the one that is wanted."""
    chain = (FALLBACK, *(part for name in (original, lang) if name for part in (name.split("-")[0], name)))
    return [
        (name, words)
        for name in reversed(dict.fromkeys(reversed(chain)))  # each where it stands last
        for words in (_shipped(name), translated.get(name, {}), changed.get(name, {}))
    ]


def _top(layers: Iterable[tuple[str, Words]]) -> Words:
    """Return the words of all layers; where several have a word, the last one's."""
    return {key: text for _, words in layers for key, text in words.items()}


@lru_cache(maxsize=1)
def languages() -> frozenset[str]:
    """Return the languages in which the program has its own words."""
    return frozenset(path.stem for path in installed.template("words").glob("*.yaml"))


def spoken(templates: Path | None) -> frozenset[str]:
    """Return these, and the languages of the words file in a user's folder."""
    own = _own_file(templates)
    return languages() | {langcodes.code(str(lang)) for lang in (own.data if own else ())}


def _shipped(lang: str) -> Words:
    """Return the program's own words of a language; none where it has none."""
    path = installed.template("words") / f"{lang}.yaml"
    words: Words = yamlfile.read(path, TemplateError).data if lang in languages() else {}
    return words


def _own_file(templates: Path | None) -> yamlfile.Document | None:
    """Read the words file in a user's folder; return None where there is none."""
    path = templatefolder.there(templates) / "words.yaml" if templates else None
    if not path or not path.is_file():
        return None
    document = yamlfile.read(path, TemplateError)
    data = document.data
    if not isinstance(data, dict) or not all(isinstance(words, dict) for words in data.values()):
        what = "A words file holds languages, and words under each."
        raise TemplateError(
            document.problem((), what, "Begin with 'en:', and begin each line below it with two spaces.")
        )
    return document


def _changed(
    document: yamlfile.Document, stacked: Callable[[Mapping[str, Words], str], Iterable[tuple[str, Words]]]
) -> Mapping[str, Words]:
    """Return the words that a words file changes, by language; `stacked` puts them onto those that they change."""
    known = _shipped(FALLBACK)
    problems = [
        problem
        for lang, words in document.data.items()
        for key, text in words.items()
        for problem in _wrong(document, (lang, key), text, known)
    ]
    codes = {lang: langcodes.code(str(lang)) for lang in document.data}
    problems += [
        document.problem((lang,), f"{quoted(lang)} is not a language code.", langcodes.advice(str(lang)))
        for lang, code in codes.items()
        if not code
    ]
    changed = {
        codes[lang]: {key: text for key, text in words.items() if isinstance(text, str)}
        for lang, words in document.data.items()
    }
    for lang, code in codes.items():
        problems += _alike(document, lang, changed[code], _top(stacked(changed, code)))
    if problems:
        raise TemplateError(problems)
    return changed


def _alike(document: yamlfile.Document, lang: str, changed: Words, words: Words) -> Iterator[Problem]:
    """Yield which of the words that a file changes make two alike that are offered together."""
    for first, second in doubled(words):
        if first in changed or second in changed:
            key, other = (second, first) if second in changed else (first, second)
            yield document.problem(
                (lang, key), f"The word {key!r} has the same text as {other!r}.", "Give each its own."
            )


def doubled(words: Words) -> Iterator[tuple[str, str]]:
    """Yield the pairs, by their keys, of words that are offered together and are alike."""
    return (pair for keys in TOGETHER for pair in alike({key: words[key] for key in keys}, capitals=False))


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
        for what, fix in misfilled(key, known[key], text):
            yield document.problem(place, f"The word {key!r} {what}", fix)


def misfilled(key: str, source: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with {…} in a wording of a word, and what to do; `source` is another wording of it.

    A number that is left out, and a name that stands nowhere else, nobody could make out any more.
    """
    names, used = filled(source) or [], filled(text)
    needed = [name for name in names if name not in DISPENSABLE.get(key, ())]
    if used is None or any(name not in names or used.count(name) > 1 for name in used):
        fix = f"It fills in, once each: {', '.join(names)}." if names else "Nothing is filled in there."
        yield "holds {…} that the program does not fill in there.", fix
    elif not {*needed} <= {*used}:
        *most, last = needed
        fix = f"It needs {', '.join(most)} and {last}." if most else f"It needs {last}."
        yield "leaves out what the program fills in.", fix


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
