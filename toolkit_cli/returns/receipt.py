"""The receipt of a return: what was found in it and where each thing went, for people and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from toolkit_cli.characters import readable_name, shortened
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.responses.response import Response, note_data
from toolkit_cli.returned import Note, NoteKind
from toolkit_cli.stamp import Stamp

MOST = 160  # letters of a text, for a line or two of a terminal; the answers file has it whole
SHOWN = 50  # notes of a kind that are printed in words
FEW_SAID = 5  # what one response says where boxes are ticked is printed as in a combined workbook
WORDS: Mapping[NoteKind, str] = {
    "language": "translation or words missing",
    "comment": "comment",
    "typed": "text beside the form",
    "stray": "text outside every box",
    "said": "what others have said, printed in a combined workbook",
    "redacted": "names removed",
    "beside": "text beside the boxes to tick",
    "signature": "signature, which cannot be checked here",
    "ink": "drawing, which cannot be read",
    "picture": "picture or attached file, which cannot be read",
    "struck": "words that are struck out, left out",
    "hidden": "hidden words, which are not shown, left out",
    "link": "link",
    "field": "words of a field, which cannot be read as they are shown",
    "deletion": "tracked deletion, left out",
    "insertion": "tracked insertion, taken in",
    "doubt": "unclear, please look",
    "damage": "damage",
    "letters": "spoilt letters",
    "misfit": "answer that does not fit the question",
    "ticks": "more ticks than asked for",
    "twice": "found twice",
    "changed": "question changed since",
    "gone": "answer to a question that the toolkit does not have",
    "version": "another version, or not known",
    "replaced": "earlier answer, replaced",
    "copy": "possibly the same return twice",
    "filled": "not in the latest save, taken from an earlier one",
    "tie": "saved at the same time with different answers: it is not known which is later",
    "corrected": "corrected by hand in two ways: it is not known which is right",
    "open": "answers differ, not decided yet",
    "decided": "answers differed, decided",
}
# Kinds that every question and printed line gives rise to where the language is not here.
PRINTED = ("changed", "stray")
REWORDED = (
    "words of the workbook itself, such as those for options, are others here: if you have changed them, give the "
    "folder of your words.yaml with --templates"
)
FORM_DATA = ("fdf", "xfdf")


@dataclass(frozen=True)
class Receipt:
    """What was found in one file. Every field of its workbook is answered, empty or missing: the counts add up.

    `whose` says which response it is of, where its file holds several.
    """

    file: str
    format: str
    sha256: str
    stamp: Stamp | None = None
    answered: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    anchors: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    whose: str = ""

    @property
    def lacks_translation(self) -> bool:
        """Whether there is no translation into the workbook's language here, so that its print is not recognised."""
        return any(note.kind == "language" for note in self.notes)

    @property
    def is_combined(self) -> bool:
        """Whether the file is a combined workbook, in which what others have said is printed."""
        return sum(note.kind == "said" for note in self.notes) > FEW_SAID

    @property
    def fields(self) -> int:
        """How many fields the workbook has."""
        return len(self.answered) + len(self.empty) + len(self.missing)

    def as_data(self) -> dict[str, Any]:
        """Return the receipt as plain data for JSON."""
        return {
            "file": self.file,
            **({"whose": self.whose} if self.whose else {}),
            "format": self.format,
            "sha256": self.sha256,
            "stamp": str(self.stamp) if self.stamp else None,
            "fields": self.fields,
            "answered": list(self.answered),
            "empty": list(self.empty),
            "missing": list(self.missing),
            "twice": list(self.twice),
            "anchors": dict(self.anchors),
            "notes": [note_data(note) for note in self.notes],
        }

    def __str__(self) -> str:
        """Return the receipt in words, with a line for each note.

        Some notes are only counted: those that follow from a missing translation or from other words, what others have
        said, which nobody wrote into this file, and those of a kind beyond the first 50.
        """
        whose = f": {self.whose}" if self.whose else ""
        copy = f", {self._copy(self.stamp)}" if self.stamp else ""
        lines = [readable_name(f"{self.file}{whose} ({self.format.upper()}{copy})")]
        counts = f"{len(self.answered)} of {self.fields} fields answered, {len(self.empty)} empty"
        lines.append(f"  {counts}{f', {len(self.missing)} missing' if self.missing else ''}")
        if self.is_combined:
            lines.append("  a combined workbook: what stands in its boxes is this return, not what is printed there")
        if self.missing:
            why = " (of form data, programs may leave empty fields out)" if self.format in FORM_DATA else ""
            lines.append(f"  missing{why}: {', '.join(self.missing)}")
        for kind, count in Counter(note.kind for note in self.notes).items():
            lines.append(f"  {count} × {in_words(kind)}")
            if (kind == "said" and self.is_combined) or (kind in PRINTED and self.lacks_translation):
                continue
            if kind == "changed" and any(note.text == REWORDED for note in self.notes):
                continue
            lines += [f"    {_line(note)}" for note in self.notes if note.kind == kind][:SHOWN]
            lines += [f"    … and {count - SHOWN:,} more: --receipt FILE has all"] if count > SHOWN else []
        return "\n".join(lines)

    @staticmethod
    def _copy(stamp: Stamp) -> str:
        known = (f"{stamp.toolkit} {stamp.version}", stamp.edition, f"copy {stamp.copy}" if stamp.copy else "")
        return ", ".join(part for part in known if part)  # pages of print do not tell all that the stamp does


@dataclass(frozen=True)
class Read:
    """A return that was read."""

    toolkit: Toolkit
    response: Response
    receipt: Receipt


def in_words(kind: NoteKind) -> str:
    """Return what notes of a kind are, in words; one that only an answers file names, as it stands there."""
    return WORDS.get(kind, kind)


def _line(note: Note) -> str:
    where = note.code or (f"near {note.near}" if note.near else "") or note.place
    if note.place and where != note.place:
        where = f"{where} ({note.place})"
    who = f"{note.who}: " if note.who else ""
    text = shortened(" / ".join(note.text.split("\n")), MOST)
    return f"{where}: {who}{text}".strip(": ") if where else f"{who}{text}"
