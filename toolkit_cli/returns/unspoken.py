"""Notes that a workbook is in a language or in words that are not here, from which most else that is noted follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path

from toolkit_cli.errors import quoted
from toolkit_cli.kits import texts, words
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.returned import Note
from toolkit_cli.returns.matching import OTHERWISE
from toolkit_cli.returns.receipt import REWORDED
from toolkit_cli.stamp import Stamp


def notes(
    toolkit: Toolkit,
    known: Mapping[str, Field],
    stamp: Stamp | None,
    there: Set[str],
    noted: Sequence[Note],
    templates: Path | None,
) -> Iterator[Note]:
    """Yield what to give for a workbook's language or words, where they are not here.

    `there` are the codes of its fields, `noted` is what was found in it. Of the toolkit's own language it may be these
    words that are not here, but in a folder of the user's.
    """
    if not stamp or not stamp.lang:
        return
    this = f"this workbook is in {quoted(stamp.lang)}, and"
    otherwise = {note.code for note in noted if note.kind == "changed"}
    wordless = stamp.lang not in words.spoken(templates)
    if not wordless and toolkit.lang == stamp.lang and _is_reworded(toolkit, known, there, noted, templates):
        yield Note("version", text=REWORDED)
    elif toolkit.lang != stamp.lang or _is_bare(toolkit, known, otherwise):
        how = "--translation, or your own words with --templates" if wordless else "--translation"
        what = f"{this} no translation into it was given: give it with {how}, or else answers may be missing"
        yield Note("language", text=what)
    elif wordless and not toolkit.original and not otherwise.isdisjoint(_worded(toolkit, known, templates)):
        what = f"{this} no words for it were given: give the folder of your words.yaml with --templates"
        yield Note("language", text=f"{what}, or else answers may be missing")


def _is_bare(toolkit: Toolkit, known: Mapping[str, Field], otherwise: Set[str]) -> bool:
    """Say whether only the workbook's own words are here in its language, and most of it is asked otherwise there.

    A workbook of somebody who had no translation either is asked as it is here.
    """
    asked = {code for code, field in known.items() if field.lang}  # in the toolkit's own language
    most = 2 * len(asked & otherwise) > len(asked)
    return most and all(text in toolkit.untranslated for _, text in texts.all_of(toolkit))


def _is_reworded(
    toolkit: Toolkit, known: Mapping[str, Field], there: Set[str], noted: Sequence[Note], templates: Path | None
) -> bool:
    """Say whether all that is asked otherwise has a word of the workbook's own that is another wherever it stands.

    Such a word is a field's label or, where only this is otherwise, one of its options.
    """
    own = {*words.of(toolkit, templates).values()}
    changed = {note.code: note.text for note in noted if note.kind == "changed" and note.code in known}
    others = [
        {*known[code].labels.values()} if how == OTHERWISE else {known[code].label} for code, how in changed.items()
    ]
    asked_alike = [known[code] for code in there - changed.keys() if code in known]
    alike = {text for field in asked_alike for text in (field.label, *field.labels.values())}
    return bool(others) and all(each & own - alike for each in others)


def _worded(toolkit: Toolkit, known: Mapping[str, Field], templates: Path | None) -> Iterator[str]:
    """Yield the codes of the fields that have one of the workbook's own words for their label or for an option."""
    own = {*words.of(toolkit, templates).values()}
    for code, field in known.items():
        if not own.isdisjoint((field.label, *(option.label for option in field.options))):
            yield code
