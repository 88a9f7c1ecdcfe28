"""Translations: a PO file (GNU gettext) of a toolkit's texts and the workbook's own words, with places as context.

What is not translated, or was translated from a text that has changed since, stays in the toolkit's own language and
is counted. A PO file is opened with Poedit, Weblate and every other program for translators.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from toolkit_cli import content, texts, words
from toolkit_cli.errors import Problem, ToolkitError, quoted
from toolkit_cli.model import Toolkit

if TYPE_CHECKING:
    from babel.messages.catalog import Message

FOLDER = "translations"  # beside a toolkit's files
WORDS = "words"


class TranslationError(ToolkitError):
    """A translation is wrong, or there is none."""


@dataclass(frozen=True)
class Translation:
    """A PO file's texts by place: each with the text that it was made from, and whether it is to be looked at.

    `gone` are those of places that the toolkit had when the file was last exported, and no longer had; `toolkit` is the
    short name that stands in the file's head, and `headed` says that the language does too. `placeless` are those whose
    places a program has dropped, by the text that they were made from; `comments` are translators' own, by place.
    """

    path: str
    lang: str
    said: Mapping[str, tuple[str, str, bool]]
    lines: Mapping[str, int]
    gone: Mapping[str, tuple[str, str, bool]] = field(default_factory=dict)
    toolkit: str = ""
    headed: bool = False
    placeless: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, place: str, source: str) -> str:
        """Return the translation of a text; "" where there is none of this very text."""
        made_from, text, fuzzy = self.said.get(place, ("", "", False))
        return text if made_from == source and not fuzzy else ""


def load(path: Path) -> Translation:
    """Read a PO file; raise `TranslationError` where it is none."""
    from babel.messages.pofile import PoFileError, read_po

    try:
        data = path.read_bytes().removeprefix(codecs.BOM_UTF8)  # some editors on Windows put it there
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        catalog = read_po(io.BytesIO(data), abort_invalid=True)
    except OSError as wrong:
        raise TranslationError(
            Problem(str(path), 0, f"The file cannot be read ({wrong.strerror}).", "Check its name.")
        ) from wrong
    except PoFileError as wrong:
        what = f"This is no valid PO file ({wrong.args[0]})."
        raise TranslationError(Problem(str(path), wrong.lineno + 1, what, "Correct it in a PO editor.")) from wrong
    except (ValueError, LookupError, TypeError, AttributeError) as wrong:
        what = f"This is no valid PO file ({wrong})."
        raise TranslationError(Problem(str(path), 0, what, "Correct it in a PO editor, in UTF-8.")) from wrong
    kept = [message for message in catalog if message.id and message.context]
    bare = [message for message in catalog if message.id and not message.context and message.string]
    gone = [message for message in catalog.obsolete.values() if message.context]
    return Translation(
        str(path),
        str(catalog.locale_identifier or path.stem).replace("_", "-"),
        {str(each.context): _said(each) for each in kept},
        {str(each.context): each.lineno or 0 for each in kept},
        {str(each.context): _said(each) for each in gone},
        str(catalog.project or "").replace("PROJECT", ""),
        bool(catalog.locale_identifier),
        {str(each.id): str(each.string) for each in bare},
        {str(each.context): tuple(each.user_comments) for each in kept if each.user_comments},
    )


def _said(message: Message) -> tuple[str, str, bool]:
    return str(message.id), str(message.string or ""), message.fuzzy


def toolkit(folder: Path, lang: str | None = None, more: Sequence[Path] = ()) -> Toolkit:
    """Return a toolkit in a language: by a translation among `more`, else by the one beside the toolkit's files.

    Without a language, it is that of the first of `more`, else the toolkit's own. Texts that are not translated stay
    as they are and are named in `untranslated`. Raises `TranslationError` where there is neither a translation nor
    the workbook's own words in that language.
    """
    loaded = content.load(folder)
    given = {translation.lang: translation for translation in map(load, more)}
    lang = lang or next(iter(given), loaded.lang)
    if lang in given:
        return applied(loaded, given[lang])
    if lang == loaded.lang:
        return loaded
    path = folder / FOLDER / f"{lang}.po"
    if path.is_file():
        return applied(loaded, load(path))
    if lang in words.languages():
        return applied(loaded, Translation(str(path), lang, {}, {}))
    known = sorted({loaded.lang, *languages(folder)})
    fix = f"Known: {', '.join(known)}. Begin one with: toolkit translate export --lang {lang}"
    raise TranslationError(Problem("", 0, f"There is no translation into {quoted(lang)}.", fix))


def fit(lang: str | None, more: Sequence[Path]) -> None:
    """Raise `TranslationError` for translations that are into another language than the one that is asked for."""
    problems = []
    for path in more if lang else ():
        found = load(path)
        if found.lang != lang:
            said = "It says" if found.headed else "It does not say its language at its head; by its name it is"
            what = f"This is no translation into {quoted(lang or '')}. {said} {quoted(found.lang)}."
            problems.append(Problem(str(path), 0, what, f"Give --lang {found.lang}, or another file."))
    if problems:
        raise TranslationError(problems)


def languages(folder: Path, more: Sequence[Path] = ()) -> list[str]:
    """Return the languages in which a toolkit's workbooks can be made, the workbook's own words at the least."""
    beside = {path.stem for path in (folder / FOLDER).glob("*.po")}
    return sorted(beside | set(words.languages()) | {translation.lang for translation in map(load, more)})


def applied(toolkit: Toolkit, translation: Translation) -> Toolkit:
    """Return the toolkit with its texts and the workbook's own words translated as far as they are."""
    missing: set[str] = set()

    def change(place: str, text: str) -> str:
        made = translation.of(place, text)
        if not made:
            missing.add(text)
        return made or text

    own = words.load(toolkit.lang)
    said = {key: translation.of(f"{WORDS} {key}", text) for key, text in own.items()}
    try:
        made = texts.changed(toolkit, change)
    except ValueError as wrong:  # what no content may hold, such as two options of one label
        fix = "See: toolkit translate check."
        raise TranslationError(Problem(translation.path, 0, f"This cannot be used: {wrong}.", fix)) from None
    changed = {key: text for key, text in said.items() if text}
    return replace(made, lang=translation.lang, words=changed, original=toolkit.lang, untranslated=frozenset(missing))
