"""What a translator is given, as a PO file, and what is said of it when it comes back."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path

from toolkit_cli.errors import Problem, quoted
from toolkit_cli.files import installed, output
from toolkit_cli.kits import content, langcodes, selection, translatedtext, translation, words
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.translation import FOLDER, NOTHING, WORDS, Translation, TranslationError, sources, wrong

# Babel wraps what a fuzzy entry was made from as if it were a remark: other programs want it in quotation marks.
WRAPPED = re.compile(r"\n#\| (?!msgid |msgctxt )")
MADE_FROM = re.compile(r"^#\| msgid .*$", re.MULTILINE)
BETWEEN = re.compile(r'(?<!\\)" "')  # its parts
HEAD = """\
# {title}, version {version}: translation into {lang}
#
# Put the translation between the quotation marks after msgstr. Leave everything else as it is. What stands in
# brackets or braces, such as [[S3]] or {{code}}, stays the same in the translation; \\n is the end of a line.
# A text marked "fuzzy" was translated from an older wording: look at it, and take the word fuzzy out.
msgid ""
msgstr ""
"Project-Id-Version: {toolkit} {version}\\n"
"Language: {lang}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def export(folder: Path | None, lang: str, path: Path | None) -> tuple[Path, State]:
    """Write the PO file of a toolkit and return its path, and how far it is.

    What is translated already, in the file that stands there or in the one beside the toolkit's files, is kept.
    """
    folder = folder or installed.default_toolkit()
    if not langcodes.CODE.fullmatch(lang):
        raise TranslationError(Problem("", 0, f"{quoted(lang)} is no code of a language.", langcodes.advice(lang)))
    toolkit = content.load(folder)
    if lang == toolkit.lang:
        raise TranslationError(Problem("", 0, f"The toolkit is in {quoted(lang)} itself.", "Give another language."))
    path = path or Path(f"{lang}.po")
    known = (each for each in (path, folder / FOLDER / f"{lang}.po") if each.is_file())
    before = next((translation.load(each, lang) for each in known), None)
    if before:
        _same(before, toolkit, folder, lang)
    output.check([path], force=True)
    output.write_all({path: exported(toolkit, lang, before).encode()})
    return path, checked(toolkit, translation.load(path))


def _same(before: Translation, toolkit: Toolkit, folder: Path, lang: str) -> None:
    """Raise `TranslationError` where what stands there is the work on another toolkit, or into another language."""
    what = ""
    if not before.belongs(toolkit, folder):
        what = before.other
    elif before.headed and before.lang != lang:
        what = f"This is a translation into another language, {quoted(before.lang)}."
    if what:
        raise TranslationError(Problem(before.path, 0, what, "Name another file with -o."))


def check(path: Path, folder: Path | None) -> State:
    """Return how far a translation is; raise `TranslationError` with all that is wrong in it.

    Without the folder of a toolkit it is that beside whose files it stands, else the shipped one.
    """
    folder = folder or translation.home(path) or installed.default_toolkit()
    toolkit, found = content.load(folder), translation.load(path)
    if not found.belongs(toolkit, folder):
        raise TranslationError(Problem(found.path, 0, found.other, "Name that toolkit's folder after the file."))
    state = checked(toolkit, found)
    if state.problems:
        raise TranslationError(state.problems)
    return state


def exported(toolkit: Toolkit, lang: str, before: Translation | None = None) -> str:
    """Return the PO file of a toolkit for a language, with what was translated before.

    A translation of an older wording is kept, marked as fuzzy; one of a text that is no longer there, at the end, as
    obsolete. The workbook's own words in the base language of a region's are fuzzy too: Switzerland writes no ß.
    """
    from babel.messages.catalog import Catalog, Message
    from babel.messages.pofile import write_po

    catalog = Catalog()
    known = words.own(lang)
    borrowed = lang not in words.languages()
    earlier = {**before.gone, **before.said} if before else {}
    loose = {**before.lost, **before.placeless} if before else {}
    private = selection.secrets(toolkit)
    for place, source in sources(toolkit):
        text = known.get(place.removeprefix(f"{WORDS} "), "") if place.startswith(f"{WORDS} ") else ""
        flags, old = ["fuzzy"] if text and borrowed else [], tuple[str, ...]()
        made_from, said, fuzzy = earlier.pop(place, NOTHING)
        if not said and source in loose:
            made_from, (said, fuzzy) = source, loose[source]
        if said:
            text = said
            flags = ["fuzzy"] if fuzzy or made_from != source else []
            old = (made_from,) if made_from != source else ()
        own = before.comments.get(place, ()) if before else ()
        comments = ["Facilitator edition only."] if place in private else []
        catalog.add(
            source, text, flags=flags, auto_comments=comments, user_comments=own, previous_id=old, context=place
        )
    for place, (made_from, said, _) in earlier.items():
        if said:
            catalog.obsolete[made_from, place] = Message(made_from, said, context=place)
    for made_from in sorted(loose.keys() - {source for _, source in sources(toolkit)}):
        catalog.obsolete[made_from] = Message(made_from, loose[made_from][0])
    made = io.BytesIO()
    write_po(made, catalog, width=100, omit_header=True, include_previous=True)
    written = WRAPPED.sub(" ", made.getvalue().decode().strip())
    written = MADE_FROM.sub(lambda line: BETWEEN.sub("", line[0]), written)
    for place in (place for place, (_, said, fuzzy) in earlier.items() if said and fuzzy):  # Babel leaves it out there
        written = written.replace(head := f'#~ msgctxt "{place}"', f"#, fuzzy\n{head}")
    title = " ".join(toolkit.title.split())
    named = HEAD.format(title=title, toolkit=toolkit.toolkit, version=toolkit.version, lang=lang)
    return f"{named}{written}\n"


@dataclass(frozen=True)
class State:
    """How far a translation is; `older` are texts whose source has changed, or that are marked as fuzzy.

    `warnings` tell what can be used and is hardly meant.
    """

    lang: str
    texts: int
    translated: int
    older: int
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()

    def __str__(self) -> str:
        left = self.texts - self.translated - self.older
        rest = f", {self.older} to look at again" if self.older else ""
        are, are_not = ("is" if number == 1 else "are" for number in (self.translated, left))
        return f"{self.lang}: {self.translated} of {self.texts} texts {are} translated, {left} {are_not} not{rest}"


def checked(toolkit: Toolkit, translation: Translation) -> State:
    """Return how far a translation is, and what is wrong in it."""
    known = dict(sources(toolkit))
    problems = wrong(toolkit, translation)
    warnings: list[Problem] = []
    translated = older = 0
    for place, (made_from, text, fuzzy) in translation.said.items():
        if place not in known:
            what = f"The toolkit has no text {quoted(place)}."
            line = translation.lines.get(place, 0)
            problems.append(Problem(translation.path, line, what, "Remove it, or export anew."))
        elif text and (fuzzy or made_from != known[place]):
            older += 1
        elif text:
            translated += 1
            for what, fix in translatedtext.doubtful(made_from, text):
                warnings.append(Problem(translation.path, translation.lines.get(place, 0), f"{place}: {what}", fix))
    return State(translation.lang, len(known), translated, older, tuple(sorted(problems)), tuple(sorted(warnings)))
