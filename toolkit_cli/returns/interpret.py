"""Turns what stands in a field's place into an answer, or into a note where it does not fit the field's kind.

An odd answer is never an error and never a guess: it is kept as written, and noted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit_cli.characters import blank, clean, visible
from toolkit_cli.errors import quoted
from toolkit_cli.kits import localformat
from toolkit_cli.kits.dates import day_in_any
from toolkit_cli.kits.fields import Field, whole_number
from toolkit_cli.kits.values import Value, parts_of
from toolkit_cli.responses.givenanswer import not_offered_note
from toolkit_cli.returned import Found, Note, NoteKind
from toolkit_cli.returns.optionlines import Line, OptionReader
from toolkit_cli.ticks import TICKED, UNTICKED

UNTOUCHED = re.compile(rf"\s*{UNTICKED}\s*\S")  # a box that a workbook of another version has here, and its label
ONE_LINE = ("line", "count", "date")


@dataclass(frozen=True)
class Answer:
    """A field's answer, None where it is not answered, and what has to be said of it."""

    value: Value | None
    notes: tuple[Note, ...] = ()


def answer(found: Found, field: Field, then: Field | None = None) -> Answer:
    """Return the answer to a field from what was found in its place.

    `then` is the field as the workbook asked it, where it is known that other options were offered, or other words.
    """
    if field.options and then and then.kind == field.kind:
        return _still_offered(_chosen(found, then), then, field)
    if field.options:
        return _chosen(found, field)
    # states are of boxes that another version has where words are asked for now
    text = clean(found.written or found.text) or ", ".join(found.states or ())
    if field.kind in ONE_LINE:
        text = text.rstrip("\n")  # which programs put there
    if blank(text) or (found.states == () and all(UNTOUCHED.match(line) or blank(line) for line in text.split("\n"))):
        return Answer(None)
    if field.kind == "count":
        return _count(text, field)
    if field.kind == "date":
        return _date(found.dated or text, field)
    return Answer(text)


def _count(text: str, field: Field) -> Answer:
    number = whole_number(localformat.ungrouped(visible(text).strip().removesuffix("."), field.workbook_lang))
    return _misfit(text, field, "a whole number") if number is None else Answer(str(number))


def _date(text: str, field: Field) -> Answer:
    found = day_in_any(text, field.workbook_lang)
    return Answer(found) if found else _misfit(text, field, "a date")


def _misfit(text: str, field: Field, what: str) -> Answer:
    return Answer(text, (Note("misfit", text=f"this is not {what}; it is kept as written", code=field.code),))


def _chosen(found: Found, field: Field) -> Answer:
    notes: list[Note] = []

    def note(kind: NoteKind, text: str) -> None:
        notes.append(Note(kind, text=text, code=field.code))

    reader = OptionReader(field.options, many=field.kind == "many")
    lines = list(reader.lines(found.text, data=found.anchor == "field"))
    shown = [line.option.code for line in lines if line.option and line.ticked]
    beside = "\n".join(line.said for line in lines if line.said.strip())
    twins = _twins(lines, field) if found.states is None else {}
    shown = [code for code in shown if code not in twins]
    for label in twins.values():
        note("doubt", f"two boxes are called {quoted(label)}: it is not known which was meant")
    states, unknown = reader.codes(found.states or ())
    if unknown:
        notes.append(not_offered_note(unknown, field.code))
    # What people saw is the box; the tag tells which option it is even where its label was changed.
    chosen = tuple(code for code in field.labels if code in (states or shown))
    others = [words for line in lines if line.ticked and not line.option and (words := line.said.strip(f"{TICKED} "))]
    told = [*(field.labels[code] for code in shown), *others]  # others at a box whose label somebody has replaced
    if found.states is not None and ((shown and set(shown) != set(states)) or (states and others)):
        note("doubt", f"the words say: {'; '.join(told)}")
    if beside:
        note("beside", beside)
    if chosen and (renamed := "; ".join(reader.renamed(found.text))):
        note("changed", f"the workbook offers: {renamed}")
    if len(chosen) > 1 and field.kind != "many":
        note("ticks", f"{'; '.join(field.labels[code] for code in chosen)} (one was asked for)")
        return Answer(None, tuple(notes))
    lost = "" if twins else _lost(lines, field, bool(chosen))
    if lost and not states and (beside or not chosen):
        note("doubt", lost)
    value = chosen if field.kind == "many" else "".join(chosen)  # one at most
    return Answer(value or None, tuple(notes))


def _still_offered(given: Answer, then: Field, field: Field) -> Answer:
    """Return an answer without the options that were offered then and are not now, which are noted."""
    gone = [code for code in parts_of(given.value or ()) if code not in field.labels]
    if not gone:
        return given
    kept = tuple(code for code in parts_of(given.value or ()) if code in field.labels)
    value = kept if field.kind == "many" else "".join(kept)
    return Answer(value or None, (not_offered_note([then.labels[code] for code in gone], field.code), *given.notes))


def _twins(lines: Sequence[Line], field: Field) -> dict[str, str]:
    """Return the ticked options, by code with their labels, whose words stand at the box of another one too.

    A workbook may have been printed while a translation had one word for two.
    """
    boxed = Counter(line.option for line in lines if line.option and line.boxed)
    ticked = {line.option for line in lines if line.ticked}
    missing = len(boxed) < len(field.options)  # where each has its own, one was copied
    return {each.code: each.label for each, count in boxed.items() if missing and count > 1 and each in ticked}


def _lost(lines: Sequence[Line], field: Field, chosen: bool) -> str:
    """Say in words which boxes or options are gone, if that may matter; "" where all are there."""
    left = [line.option.label for line in lines if line.option]
    boxless = [line.option.label for line in lines if line.option and not line.boxed]
    if left and not any(line.boxed for line in lines):
        return f"the boxes are missing, and only this is left: {'; '.join(left)}"
    if chosen or not left:
        return ""
    if boxless:
        return f"without its box: {'; '.join(boxless)}"
    kept = dict.fromkeys(left)
    return f"of the options only these are left: {'; '.join(kept)}" if len(kept) < len(field.options) else ""
