"""Translations: a PO file (GNU gettext) of a toolkit's texts and the workbook's own words, with places as context.

What is not translated, or was translated from a text that has changed since, stays in the toolkit's own language and
is counted. A PO file is opened with Poedit, Weblate and every other program for translators.
"""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from toolkit_cli.errors import Problem, TranslationError, counted, quoted, typed, unreadable
from toolkit_cli.files import installed
from toolkit_cli.files.textfile import regular
from toolkit_cli.kits import content, langcodes, pofile, texts, translatedtext, words
from toolkit_cli.kits.model import Question, Toolkit
from toolkit_cli.kits.options import alike
from toolkit_cli.kits.pofile import NOTHING, Translated
from toolkit_cli.kits.translationfolder import FOLDER, beside

WORDS = "words"


@dataclass(frozen=True)
class Translation:
    """The texts of a PO file.

    By place: `said` are the texts, `lines` where they stand, `comments` the translators' own, `earlier` the wordings
    that fuzzy texts were made from, and `twice` the lines of second texts that differ from the first. `gone` are the
    obsolete texts, whose places the toolkit no longer had when the file was last exported. `placeless` are texts whose
    places (msgctxt) a program has dropped, by their source, each with whether it is fuzzy; `lost` are the obsolete ones
    among such texts. `toolkit` is the short name in the file's head, and `headed` says that the head names the
    language. `head` are the comments there, and the fields.
    """

    path: str
    lang: str
    said: Mapping[str, Translated]
    lines: Mapping[str, int]
    gone: Mapping[str, Translated] = field(default_factory=dict)
    toolkit: str = ""
    headed: bool = False
    placeless: Mapping[str, tuple[str, bool]] = field(default_factory=dict)
    lost: Mapping[str, tuple[str, bool]] = field(default_factory=dict)
    comments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    earlier: Mapping[str, str] = field(default_factory=dict)
    twice: Mapping[str, int] = field(default_factory=dict)
    head: tuple[Sequence[str], Sequence[str]] = ((), ())

    def of(self, place: str, source: str) -> str:
        """Return the translation of a text; "" where there is none of this very text."""
        said = self.said.get(place, NOTHING)
        return said.text if said.source == source and not said.fuzzy else ""

    @property
    def other(self) -> str:
        """The sentence that says that this is the translation of another toolkit, and of which."""
        return f"By its line Project-Id-Version, this is the translation of another toolkit, {quoted(self.toolkit)}."

    def belongs(self, toolkit: Toolkit, folder: Path) -> bool:
        """Say whether this may be a translation of the toolkit in a folder: its head names that toolkit, or none.

        A translation beside the toolkit's files is its own, even if the toolkit has a new name since.
        """
        own = Path(self.path).resolve().parent == (folder / FOLDER).resolve()
        return own or self.toolkit in ("", toolkit.toolkit)


def load(path: Path, lang: str = "") -> Translation:
    """Read a PO file; raise `TranslationError` where it is none, or into no language.

    `lang` is the language of one that does not say its own.
    """
    from babel.messages.pofile import PoFileError, read_po

    try:
        data = pofile.prepared(regular(path).read_bytes())
        catalog = read_po(io.BytesIO(data), abort_invalid=True)
    except OSError as wrong:
        raise TranslationError(unreadable(path, wrong, "Check its name.")) from wrong
    except PoFileError as wrong:
        what = "This is not a translation file (.po), or it is damaged here."
        raise TranslationError(Problem(str(path), wrong.lineno + 1, what, "Correct it in a PO editor.")) from wrong
    except (ValueError, LookupError, TypeError, AttributeError) as wrong:
        what = "This is not a translation file (.po)."
        raise TranslationError(Problem(str(path), 0, what, "Correct it in a PO editor, in UTF-8.")) from wrong
    if unmarked := [*pofile.unmarked(data)]:
        what = "A quotation mark is missing at the beginning or at the end of the text here."
        raise TranslationError(Problem(str(path), line, what, 'Put " at both ends.') for line in unmarked)
    if disordered := [*pofile.disordered(data)]:
        what = "A line is missing before this one, or stands twice: msgctxt, msgid and msgstr follow one another."
        raise TranslationError(Problem(str(path), line, what, "Correct it in a text editor.") for line in disordered)
    kept = [message for message in catalog if message.id and message.context]
    gone = list(catalog.obsolete.values())
    placeless, lost = (
        {str(each.id): (str(each.string), each.fuzzy) for each in among if each.id and not each.context and each.string}
        for among in (catalog, gone)
    )
    return Translation(
        path=str(path),
        lang=_language(path, str(catalog.locale_identifier or ""), pofile.language_line(data), lang),
        said={str(each.context): pofile.said(each) for each in kept},
        lines={str(each.context): each.lineno or 0 for each in kept},
        gone={str(each.context): pofile.said(each) for each in gone if each.context},
        toolkit=pofile.named(catalog.project),
        headed=bool(catalog.locale_identifier),
        placeless=placeless,
        lost=lost,
        comments={str(each.context): pofile.remarks(each) for each in (*gone, *kept)},
        earlier={str(each.context): pofile.made_from(each) for each in kept if each.fuzzy},
        twice=pofile.twice(data),
        head=pofile.head(data),
    )


def _language(path: Path, headed: str, line: int, lang: str) -> str:
    """Return the code of the language in a file's head, else in its name, else `lang`.

    Raises `TranslationError` where the head names something else, on `line`, or no language can be found.
    """
    if found := langcodes.code(headed or path.stem) or ("" if headed else lang):
        return found
    if headed:
        what = f"{quoted(headed)} is not a language code."
        raise TranslationError(Problem(str(path), line, what, langcodes.advice(headed)))
    what = (
        "The file does not say its language: it has no line Language at its head, and its name is not a language code."
    )
    raise TranslationError(Problem(str(path), 0, what, 'Write "Language: it\\n" there, with the code of yours.'))


def toolkit(folder: Path, lang: str | None = None, more: Sequence[Path] = (), templates: Path | None = None) -> Toolkit:
    """Return a toolkit in a language: by a translation among `more`, else by the one beside the toolkit's files.

    Without a language, it is that of the first of `more`, else the toolkit's own. Texts that are not translated stay
    as they are and are named in `untranslated`. Raises `TranslationError` where there is neither a translation nor
    the workbook's own words in that language, shipped or in the folder `templates`, and for all that is wrong in the
    translation.
    """
    loaded = content.load(folder)
    given = {translation.lang: translation for translation in map(load, more)}
    lang = lang or next(iter(given), loaded.lang)
    if lang in given:
        if not given[lang].belongs(loaded, folder):
            raise TranslationError(Problem(given[lang].path, 0, given[lang].other, f"Give one of {loaded.toolkit!r}."))
        return applied(loaded, given[lang])
    if lang == loaded.lang:
        return loaded
    path = folder / FOLDER / f"{lang}.po"
    if path.is_file():
        found = load(path)  # its region or script may be another: that makes no other language
        if langcodes.code(lang).partition("-")[0] not in ("", found.lang.partition("-")[0]):
            raise TranslationError(_other(found, lang, "Correct its line Language, or name it after its language."))
        return applied(loaded, found)
    if lang in words.spoken(templates):
        return applied(loaded, Translation(str(path), lang, {}, {}))
    known = sorted({loaded.lang, *given, *languages(folder, (), templates)})
    own = "" if folder in installed.toolkits() else f"{typed(folder)} "
    advice = next(misnamed(folder, lang), "") or langcodes.missing_advice(lang, known, own)
    raise TranslationError(Problem("", 0, f"There is no translation into {quoted(lang)}.", advice))


def misnamed(folder: Path, lang: str) -> Iterator[str]:
    """Yield a sentence for each file beside a toolkit's that is in a language by its head and not by its name."""
    for path in beside(folder):
        with suppress(TranslationError):  # `toolkit check` tells of it
            if path.stem != lang and load(path).lang == lang:
                yield f"{path} is in {quoted(lang)}, and found only by the name {lang}.po: name it so."


def check_language(lang: str | None, more: Sequence[Path]) -> None:
    """Raise `TranslationError` where none of some translations is into `lang`; None asks for no language."""
    found = [load(path) for path in more] if lang else []
    if lang and found and lang not in (each.lang for each in found):
        raise TranslationError(_other(each, lang, f"Give --lang {each.lang}, or another file.") for each in found)


def _other(found: Translation, lang: str, fix: str) -> Problem:
    """Return the problem of a translation into another language than `lang`."""
    said = "It says" if found.headed else "It does not say its language at its head; by its name it is"
    what = f"This is not a translation into {quoted(lang)}. {said} {quoted(found.lang)}."
    return Problem(found.path, 0, what, fix)


def languages(folder: Path, more: Sequence[Path] = (), templates: Path | None = None) -> list[str]:
    """Return the languages in which a toolkit's workbooks can be made, the workbook's own words at the least."""
    own = {path.stem for path in beside(folder)}
    return sorted(own | words.spoken(templates) | {translation.lang for translation in map(load, more)})


def applied(toolkit: Toolkit, translation: Translation) -> Toolkit:
    """Return the toolkit with its texts and the workbook's own words translated as far as they are.

    Raises `TranslationError` with all that is wrong in it.
    """
    if problems := wrong(toolkit, translation):
        raise TranslationError(problems)
    return as_far_as_fit(toolkit, translation)


def as_far_as_fit(toolkit: Toolkit, translation: Translation) -> Toolkit:
    """Return the toolkit translated without what is wrong: workbooks may have been printed before it was broken."""
    if left_out := {place for places, _ in _found(toolkit, translation) for place in places}:
        fitting = {place: told for place, told in translation.said.items() if place not in left_out}
        return as_far_as_fit(toolkit, dataclasses.replace(translation, said=fitting))
    missing: set[str] = set()

    def change(place: str, text: str) -> str:
        made = translation.of(place, text)
        if not made:
            missing.add(text)
        return made or text

    made = _spoken(texts.changed(toolkit, change), translation)
    return replace(made, untranslated=frozenset(missing))


def _spoken(toolkit: Toolkit, translation: Translation) -> Toolkit:
    """Return a toolkit in the language of its translation, with the translated words of the workbook's own."""
    said = {key: translation.of(f"{WORDS} {key}", text) for key, text in words.load(toolkit.lang).items()}
    translated = {key: text for key, text in said.items() if text}
    return replace(toolkit, lang=translation.lang, words=translated, original=toolkit.lang)


def sources(toolkit: Toolkit) -> Iterator[tuple[str, str]]:
    """Yield everything that is to be translated, with its place: the content, then the workbook's own words."""
    yield from texts.all_of(toolkit)
    yield from ((f"{WORDS} {key}", text) for key, text in words.load(toolkit.lang).items())


def wrong(toolkit: Toolkit, translation: Translation) -> list[Problem]:
    """Return all that is wrong in those texts of a translation that are used, and where."""
    problems = [problem for _, problem in _found(toolkit, translation)]
    if translation.placeless:
        what = f"{counted(len(translation.placeless), 'translation')} without a place (msgctxt)."
        path = typed(translation.path)
        fix = f"Put it back with: toolkit translate export TOOLKIT --lang {translation.lang} -o {path}"
        problems.append(Problem(translation.path, 0, what, fix))
    return sorted(problems)


def _found(toolkit: Toolkit, translation: Translation) -> Iterator[tuple[tuple[str, ...], Problem]]:
    """Yield each problem of the texts that are used, with the places that have it."""
    for place, source in sources(toolkit):
        if text := translation.of(place, source):
            for what, fix in translatedtext.wrong(source, text, _word(place)):
                yield (place,), Problem(translation.path, translation.lines.get(place, 0), f"{place}: {what}", fix)
            if place in translation.twice:
                yield (place,), doubled(translation, place)
    known = dict(sources(toolkit))
    for named in _alike(toolkit, translation):
        if there := tuple(place for place in named if translation.of(place, known[place])):
            (other,) = (name for place, name in named.items() if place != there[-1])
            line = translation.lines.get(there[-1], 0)
            what = f"{there[-1]}: {other} has the same words."
            yield there, Problem(translation.path, line, what, "Give each its own.")


def doubled(translation: Translation, place: str) -> Problem:
    """Return the problem of a place for which two texts stand in a file."""
    what = f"{place}: another text for it stands there too."
    return Problem(translation.path, translation.twice[place], what, "Take one of them out.")


def _word(place: str) -> str:
    """Return the key of the word of the workbook's own that has a place; "" for a place in the content."""
    return place.removeprefix(f"{WORDS} ") if place.startswith(f"{WORDS} ") else ""


def _alike(toolkit: Toolkit, translation: Translation) -> Iterator[dict[str, str]]:
    """Yield each two places whose texts are offered together and read alike, with what messages call each of them."""
    for _, item in toolkit.items():
        offered = item.options if isinstance(item, Question) else ()
        places = {option.code: f"{item.code} options {option.code} label" for option in offered}
        said = {option.code: translation.of(places[option.code], option.label) or option.label for option in offered}
        for pair in alike(said):
            yield {places[code]: f"the option {code!r}" for code in pair}
    for pair in words.doubled(words.of(_spoken(toolkit, translation))):
        yield {f"{WORDS} {key}": f"the word {key!r}" for key in pair}
