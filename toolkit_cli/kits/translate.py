"""What a translator is given, as a PO file, and what is said of it when it comes back: `toolkit translate`."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit_cli.errors import OutputError, Problem, TranslationError, quoted
from toolkit_cli.files import installed, output
from toolkit_cli.kits import content, langcodes, selection, translatedtext, translation, words
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.pofile import NOTHING, Translated
from toolkit_cli.kits.translation import WORDS, Translation, sources, wrong
from toolkit_cli.kits.translationfolder import FOLDER

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

# Babel wraps what a fuzzy entry was made from as if it were a remark: other programs want it in quotation marks.
WRAPPED = re.compile(r"\n#\| (?!msgid |msgctxt )")
MADE_FROM = re.compile(r"^#\| msgid .*$", re.MULTILINE)
BETWEEN = re.compile(r'(?<!\\)" "')  # its parts
TITLE = re.compile(r"# .+, version \S+: translation into \S+")  # the first line of HEAD in an earlier file
HEAD = """\
# {title}, version {version}: translation into {lang}
#
# Put the translation between the quotation marks after msgstr. Leave everything else as it is. What stands in
# brackets or braces, such as [[S3]] or {{code}}, stays the same in the translation; \\n is the end of a line.
# A text marked "fuzzy" was translated from an older wording: look at it, and take the word fuzzy out.
{comments}msgid ""
msgstr ""
"Project-Id-Version: {toolkit} {version}\\n"
"Language: {lang}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
{fields}
"""


def export(folder: Path | None, lang: str, path: Path | None) -> tuple[Path, State]:
    """Write the PO file of a toolkit and return its path, and how far it is.

    What is translated already, in the file that stands there or in the one beside the toolkit's files, is kept.
    """
    folder = folder or installed.default_toolkit()
    if not langcodes.CODE.fullmatch(lang):
        raise TranslationError(Problem("", 0, f"{quoted(lang)} is not a language code.", langcodes.advice(lang)))
    if not langcodes.is_readable(lang):
        what = f"Programs for translators cannot read the language code {quoted(lang)}."
        fix = "Give a language with at most a script, a region and a variant, such as sr-Latn-RS or de-simple."
        raise TranslationError(Problem("", 0, what, fix))
    toolkit = content.load(folder)
    if lang == toolkit.lang:
        raise TranslationError(Problem("", 0, f"The toolkit is in {quoted(lang)} itself.", "Give another language."))
    path = path or Path(f"{lang}.po")
    if path.suffix.lower() != ".po" and not path.is_dir():  # of a folder the writing says what is wrong
        raise OutputError(Problem(str(path), 0, "A translation needs a name that ends in .po.", "Change the name."))
    known = (each for each in (path, folder / FOLDER / f"{lang}.po") if each.is_file())
    before = next((translation.load(each, lang) for each in known), None)
    if before:
        _check_same(before, toolkit, folder, lang)
    output.check([path], force=True)
    output.write_all({path: exported(toolkit, lang, before).encode()})
    return path, checked(toolkit, translation.load(path))


def _check_same(before: Translation, toolkit: Toolkit, folder: Path, lang: str) -> None:
    """Raise `TranslationError` for an earlier file of another toolkit or language, or with two texts for one place."""
    what = ""
    if not before.belongs(toolkit, folder):
        what = before.other
    elif before.headed and before.lang != lang:
        what = f"This is a translation into another language, {quoted(before.lang)}."
    if what:
        raise TranslationError(Problem(before.path, 0, what, "Name another file with -o."))
    if before.twice:
        raise TranslationError(translation.doubled(before, place) for place in before.twice)


def check(path: Path, folder: Path | None) -> State:
    """Return how far a translation is; raise `TranslationError` with all that is wrong in it.

    Without the folder of a toolkit it is that beside whose files it stands, else the shipped one.
    """
    folder = folder or home(path) or installed.default_toolkit()
    toolkit, found = content.load(folder), translation.load(path)
    if not found.belongs(toolkit, folder):
        raise TranslationError(Problem(found.path, 0, found.other, "Name that toolkit's folder after the file."))
    state = checked(toolkit, found)
    if state.problems:
        raise TranslationError(state.problems)
    return state


def home(path: Path) -> Path | None:
    """Return the folder of the toolkit beside whose files a translation stands; None where it stands elsewhere."""
    folder = path.absolute().parent
    return folder.parent if folder.name == FOLDER and (folder.parent / installed.TOOLKIT).is_file() else None


def exported(toolkit: Toolkit, lang: str, before: Translation | None = None) -> str:
    """Return the PO file of a toolkit for a language, with what was translated before.

    A translation of an older wording is kept, marked as fuzzy; one of a text that is no longer there, at the end, as
    obsolete. The workbook's own words in the base language of a region's are fuzzy too: Switzerland writes no ß.
    """
    from babel.messages.catalog import Catalog, Message

    catalog, memory = Catalog(), _Memory(before)
    own_words, borrowed = words.own(lang), lang not in words.languages()
    private = selection.secrets(toolkit)
    for place, source in sources(toolkit):
        told = memory.take(place, source)
        text, fuzzy = told.text, told.fuzzy or told.source != source
        made_from = (before.earlier.get(place) if before else "") or told.source
        if not text and place.startswith(f"{WORDS} "):
            text, fuzzy = own_words.get(place.removeprefix(f"{WORDS} "), ""), borrowed
        catalog.add(
            source,
            text,
            flags=["fuzzy"] if text and fuzzy else [],
            auto_comments=["Facilitator edition only."] if place in private else [],
            user_comments=before.comments.get(place, ()) if before else (),
            previous_id=(made_from,) if told.text and made_from != source else (),
            context=place,
        )
    for place, told in memory.earlier.items():
        comments = before.comments.get(place, ()) if before else ()
        catalog.obsolete[told.source, place] = Message(told.source, told.text, context=place, user_comments=comments)
    for source in sorted(memory.loose.keys() - {source for _, source in sources(toolkit)}):
        catalog.obsolete[source] = Message(source, memory.loose[source][0])
    head = _headed(toolkit, lang, before)
    return f"{head}{_written(catalog, [place for place, told in memory.earlier.items() if told.fuzzy])}\n"


def _headed(toolkit: Toolkit, lang: str, before: Translation | None) -> str:
    """Return the head of a PO file, with what translators and their programs have added to that of the one `before`."""
    comments, fields = before.head if before else ((), ())
    title = " ".join(toolkit.title.split())
    form = partial(HEAD.format, title=title, toolkit=toolkit.toolkit, version=toolkit.version, lang=lang)
    ours = form(comments="", fields="").split("\n")
    known = {line.partition(":")[0].strip('"') for line in ours if line.startswith('"')}
    return form(
        comments="".join(f"{line}\n" for line in comments if line not in ours and not TITLE.fullmatch(line)),
        fields="".join(f'"{line}\\n"\n' for line in fields if line.partition(":")[0] not in known),
    )


class _Memory:
    """What was translated before: `earlier` by places, as far as nobody has taken it; `loose` by sources."""

    def __init__(self, before: Translation | None) -> None:
        said = {**before.gone, **before.said} if before else {}
        self.earlier = {place: told for place, told in said.items() if told.text}
        self.loose = {**before.lost, **before.placeless} if before else {}

    def take(self, place: str, source: str) -> Translated:
        """Return the translation of a place; where it has none, that of the same source whose place is not known."""
        told = self.earlier.pop(place, NOTHING)
        if not told.text and source in self.loose:
            return Translated(source, *self.loose[source])
        return told


def _written(catalog: Catalog, fuzzy: Sequence[str]) -> str:
    """Return a catalogue as PO; `fuzzy` are places of obsolete texts that are, which Babel leaves out there."""
    from babel.messages.pofile import write_po

    made = io.BytesIO()
    write_po(made, catalog, width=100, omit_header=True, include_previous=True)
    written = WRAPPED.sub(" ", made.getvalue().decode().strip())
    written = MADE_FROM.sub(lambda line: BETWEEN.sub("", line[0]), written)
    for place in fuzzy:
        written = written.replace(head := f'#~ msgctxt "{place}"', f"#, fuzzy\n{head}")
    return written


@dataclass(frozen=True)
class State:
    """How far a translation is; `older` are texts whose source has changed, or that are marked as fuzzy.

    `warnings` tell what can be used and is hardly meant, `to_do` each text that is not translated or to look at again.
    """

    lang: str
    texts: int
    translated: int
    older: int
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()
    to_do: tuple[Problem, ...] = ()

    def __str__(self) -> str:
        left = self.texts - self.translated - self.older
        rest = f", {self.older} to look at again" if self.older else ""
        are, are_not = ("is" if number == 1 else "are" for number in (self.translated, left))
        return f"{self.lang}: {self.translated} of {self.texts} texts {are} translated, {left} {are_not} not{rest}"


def checked(toolkit: Toolkit, translation: Translation) -> State:
    """Return how far a translation is, what is wrong in it, and what is left to do."""
    known = dict(sources(toolkit))
    problems = [*wrong(toolkit, translation), *_unknown(translation, known)]
    warnings: list[Problem] = [*_misnamed(translation)]
    to_do: list[Problem] = []
    translated = older = 0
    for place, source in known.items():
        made_from, text, fuzzy = translation.said.get(place, NOTHING)
        line = translation.lines.get(place, 0)
        if not text:
            fix = "" if line else 'It is not in the file: run "toolkit translate export" into it again.'
            to_do.append(Problem(translation.path, line, f"{place} is not translated.", fix))
        elif fuzzy or made_from != source:
            older += 1
            to_do.append(Problem(translation.path, line, f"{place} is to be looked at again."))
        else:
            translated += 1
            for what, fix in translatedtext.doubtful(source, text):
                warnings.append(Problem(translation.path, line, f"{place}: {what}", fix))
    if langcodes.runs_leftwards(translation.lang):
        what = f"{quoted(translation.lang)} is written from right to left."
        warnings.append(Problem(translation.path, 0, what, langcodes.UNSUPPORTED))
    base = translation.lang.partition("-")[0]
    if (meant := langcodes.usual(base)) != base:
        other = "a longer code than is used here" if len(base) > 2 else "the code of a country, and of no language"
        what = f"{quoted(translation.lang)} is {other}."
        warnings.append(Problem(translation.path, 0, what, f"Did you mean {meant!r}?"))
    told = (tuple(sorted(each)) for each in (problems, warnings, to_do))
    return State(translation.lang, len(known), translated, older, *told)


def _unknown(translation: Translation, known: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for each text that the toolkit does not have."""
    for place in translation.said.keys() - known.keys():
        line = translation.lines.get(place, 0)
        fix = 'Run "toolkit translate export" into this file again, or remove it.'
        yield Problem(translation.path, line, f"The toolkit has no text {quoted(place)}.", fix)


def _misnamed(translation_: Translation) -> Iterator[Problem]:
    """Yield a warning for a translation beside a toolkit's files that has not the name by which it is found there."""
    path, name = Path(translation_.path), f"{translation_.lang}.po"
    if path.name != name and home(path):
        what = f"Nothing uses this file: the translation into {quoted(translation_.lang)} is looked for as {name}."
        fix = "One of that name is here: take one of the two out." if path.with_name(name).exists() else "Name it so."
        yield Problem(translation_.path, 0, what, fix)
