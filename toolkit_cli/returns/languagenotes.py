"""Notes that a workbook is in a language or in words that are not here, from which most else that is noted follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from toolkit_cli.errors import quoted
from toolkit_cli.kits import texts, words
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.returned import Note
from toolkit_cli.returns.matching import OTHERWISE
from toolkit_cli.returns.receipt import REWORDED


@dataclass(frozen=True)
class LanguageCheck:
    """Finds out whether the language or the words of a workbook are not here.

    `toolkit` is as it was read in the workbook's language `lang`, "" where that is not known; `known` are its fields by
    code. `there` are the codes of the workbook's fields, `noted` is what was found in it so far.
    """

    toolkit: Toolkit
    templates: Path | None
    known: Mapping[str, Field]
    lang: str
    there: Set[str]
    noted: Sequence[Note]

    def notes(self) -> Iterator[Note]:
        """Yield the note on what to give, if anything.

        Of the toolkit's own language it may be the workbook's own words that are not here, but in a folder of the
        user's.
        """
        if not self.lang:
            return
        this = f"this workbook is in {quoted(self.lang)}, and"
        wordless = self.lang not in words.spoken(self.templates)
        is_read_in_it = self.toolkit.lang == self.lang
        if is_read_in_it and not wordless and self._is_reworded():
            yield Note("version", text=REWORDED)
        elif not is_read_in_it or self._lacks_content():
            how = "--translation, or your own words with --templates" if wordless else "--translation"
            what = f"{this} no translation into it was given: give it with {how}, or else answers may be missing"
            yield Note("language", text=what)
        elif wordless and not self.toolkit.original and not self._changed.keys().isdisjoint(self._with_own_words()):
            what = f"{this} no words for it were given: give the folder of your words.yaml with --templates"
            yield Note("language", text=f"{what}, or else answers may be missing")

    def _lacks_content(self) -> bool:
        """Say whether only the workbook's own words are here in its language, and most of it is asked otherwise there.

        A workbook of somebody who had no translation either is asked as it is here.
        """
        asked = {code for code, field in self.known.items() if field.lang}  # in the toolkit's own language
        most = 2 * len(asked & self._changed.keys()) > len(asked)
        return most and all(text in self.toolkit.untranslated for _, text in texts.all_of(self.toolkit))

    def _is_reworded(self) -> bool:
        """Say whether all that is asked otherwise has a word of the workbook's own that is another wherever it stands.

        Such a word is a field's label or, where only this is otherwise, one of its options.
        """
        changed = {code: how for code, how in self._changed.items() if code in self.known}
        others = [
            {*self.known[code].labels.values()} if how == OTHERWISE else {self.known[code].label}
            for code, how in changed.items()
        ]
        asked_alike = [self.known[code] for code in self.there - changed.keys() if code in self.known]
        alike = {text for field in asked_alike for text in (field.label, *field.labels.values())}
        return bool(others) and all(each & self._own_words - alike for each in others)

    def _with_own_words(self) -> Iterator[str]:
        """Yield the codes of the fields that have one of the workbook's own words for their label or for an option."""
        for code, field in self.known.items():
            if not self._own_words.isdisjoint((field.label, *field.labels.values())):
                yield code

    @cached_property
    def _changed(self) -> Mapping[str, str]:
        """How fields are asked otherwise in the workbook, in a sentence, by code."""
        return {note.code: note.text for note in self.noted if note.kind == "changed"}

    @cached_property
    def _own_words(self) -> Set[str]:
        return {*words.of(self.toolkit, self.templates).values()}
