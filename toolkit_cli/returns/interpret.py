"""Turns what stands in a field's place into an answer, or into a note where it does not fit the field's kind.

An odd answer is never an error and never a guess: it is kept as written, and noted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from toolkit_cli.characters import blank, clean, visible
from toolkit_cli.errors import quoted
from toolkit_cli.kits.dates import day_in_any
from toolkit_cli.kits.fields import Field, Option, whole_number
from toolkit_cli.kits.options import option_key
from toolkit_cli.layout.fill import Value
from toolkit_cli.responses.givenanswer import not_offered_note
from toolkit_cli.returned import Found, Note, NoteKind
from toolkit_cli.ticks import CROSSES, SIGNS, TICKED, UNTICKED

# The boxes at the head of a line, ticked by a program or by hand: "☒ Yes", "x Yes", "(x) Yes", "x ☐ Yes", "☒☐ Yes".
BOX, OPEN, CLOSE = f"[{TICKED}{UNTICKED}]", r"(?:[(\[]\s*)?", r"\s*[)\]]?"
BY_HAND = rf"{OPEN}(?:[xX✓✔]{CLOSE}(?=\s|{BOX})|[{CROSSES}{SIGNS}]\ufe0f?{CLOSE}(?=\s*{BOX}))"
BOXED = re.compile(rf"\s*((?:{BY_HAND}\s*)?(?:{BOX}\s*)*)(.*)", re.S)
# Boxes may stand side by side in a line that begins with one: "☐ Yes  ☒ No", "☐Yes/☒No".
BESIDE = re.compile(rf"(?<=\w)[ \t\u00a0/|,;]+(?={BOX}\s*\w)")
JOINED = re.compile(rf"(?<=\w)(?={BOX}\s*\w)")
# Signs that people type for a tick or a box: before or after an option they are that, elsewhere only signs.
TICK = rf"{OPEN}(?:[{CROSSES}](?=[\s)\]]|{BOX}|$)|[{SIGNS}]\ufe0f?){CLOSE}"
SIGNED = re.compile(rf"\s*(?:{UNTICKED}\s*)?{TICK}[\s{TICKED}{UNTICKED}]*")  # also behind an empty box: "☐x Yes"
EMPTY = re.compile(r"\s*(?:\[\s*\]|\(\s*\)|[○◯⚪⬜])\s*")
BEHIND = re.compile(rf"\s+(?:(?P<box>{BOX})|{TICK})\s*")
# Signs before a box that are no tick that is known here: "V ☐ Yes".
MARKED = re.compile(rf"\s*(?!{BY_HAND})([^\s{TICKED}{UNTICKED}]{{1,3}})\s*(?={BOX})")
UNTOUCHED = re.compile(rf"\s*{UNTICKED}\s*\S")  # a box that a workbook of another version has here, and its label
TICKS = frozenset(f"{TICKED}{CROSSES}{SIGNS}")
AROUND = " \t\u00a0.,;:!–-•“”„»«\"'"  # what may stand around a word that is the whole answer
OFF = {"", "off", "/off"}
ONE_LINE = ("line", "count", "date")
MOST_LINES = 1_000  # that are looked at one by one, for an option each


@dataclass(frozen=True)
class Answer:
    """A field's answer, None where it is not answered, and what has to be said of it."""

    value: Value | None
    notes: tuple[Note, ...] = ()


def answer(found: Found, field: Field) -> Answer:
    """Return the answer to a field from what was found in its place."""
    if field.options:
        return _chosen(found, field)
    text = clean(found.written or found.text) or ", ".join(
        found.states or ()
    )  # of boxes, where words are asked for now
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
    number = whole_number(visible(text).strip().removesuffix("."))
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

    lines = list(_lines(found.text, field, data=found.anchor == "field"))
    shown = [line.option.code for line in lines if line.option and line.ticked]
    beside = "\n".join(line.said for line in lines if line.said.strip())
    twins = _twins(lines, field) if found.states is None else {}
    shown = [code for code in shown if code not in twins]
    for label in twins.values():
        note("doubt", f"two boxes are called {quoted(label)}: it is not known which was meant")
    states, unknown = _split_states(found.states or (), field)
    if unknown:
        notes.append(not_offered_note(unknown, field.code))
    # What people saw is the box; the tag tells which option it is even where its label was changed.
    chosen = tuple(code for code in field.labels if code in (states or shown))
    if found.states is not None and shown and set(shown) != set(states):
        note("doubt", f"the words say: {'; '.join(field.labels[code] for code in shown)}")
    if beside:
        note("beside", beside)
    if chosen and (renamed := "; ".join(_renamed(found.text, field))):
        note("changed", f"the workbook offers: {renamed}")
    if len(chosen) > 1 and field.kind != "many":
        note("ticks", f"{'; '.join(field.labels[code] for code in chosen)} (one was asked for)")
        return Answer(None, tuple(notes))
    lost = "" if twins else _lost(lines, field, bool(chosen))
    if lost and not states and (beside or not chosen):
        note("doubt", lost)
    value = chosen if field.kind == "many" else "".join(chosen)  # one at most
    return Answer(value or None, tuple(notes))


def _twins(lines: Sequence[_Line], field: Field) -> dict[str, str]:
    """Return the ticked options, by code with their labels, whose words stand at the box of another one too.

    A workbook may have been printed while a translation had one word for two.
    """
    boxed = Counter(line.option for line in lines if line.option and line.boxed)
    ticked = {line.option for line in lines if line.ticked}
    others = len(boxed) < len(field.options)  # where each has its own, one was copied
    return {each.code: each.label for each, count in boxed.items() if others and count > 1 and each in ticked}


def _lost(lines: Sequence[_Line], field: Field, chosen: bool) -> str:
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


class _Line(NamedTuple):
    """A line of an answer: the option that it names, whether that is ticked, other words, and whether it has a box."""

    option: Option | None
    ticked: bool
    said: str
    boxed: bool = False


def _lines(text: str, field: Field, data: bool) -> Iterator[_Line]:
    """Yield each line that says something.

    `data` says that the text is a form's value: there "Off" is no word of anybody's.
    """
    written = clean(visible(text)).split("\n", MOST_LINES)
    if sum(not blank(line) for line in written) == 1:
        written = [_bare(line, field) for line in written]
    lines = [_signed(part, field) for line in written for part in _parted(line, field)]
    boxed = [_boxed(line, field) for line in lines]
    if not any(_ticked(boxes) for _, boxes, _ in boxed):
        boxed = [_ticked_behind(*each) for each in boxed]
    labelled = {option for option, boxes, _ in boxed if option and boxes}
    meant = None if any(boxes for _, boxes, _ in boxed) else _meant(lines, field, data)
    for line, (option, boxes, rest) in zip(lines, boxed, strict=True):
        if boxes:
            apart = "" if rest.startswith(tuple(",.;:")) else ": "
            label = f"{option.label}{apart}" if option and rest.strip() else ""
            alone = not option and bool(rest.strip() or _ticked(boxes))
            mark = f"{TICKED if _ticked(boxes) else UNTICKED} " if alone else ""
            yield _Line(option, _ticked(boxes), f"{mark}{label}{rest.strip()}".strip(), True)
        elif line.strip().casefold() in (OFF if data else ("",)):
            continue
        elif option and not rest.strip() and option not in labelled:
            # An answer in words, or what is left of a box.
            yield _Line(option, meant is not None and option in meant, "")
            labelled = labelled | {option}
        else:
            yield _Line(None, False, line)


def _bare(line: str, field: Field) -> str:
    """Return a line without the signs around an option, where that is all that it says: "Yes."."""
    option, rest = _named(line.strip(AROUND), field)
    return line.strip(AROUND) if option and not rest else line


def _meant(lines: Sequence[str], field: Field, data: bool) -> set[Option]:
    """Return the options that are chosen in words where no box is left: the only one that is named, or some of many.

    `data` says that the text is a form's value, in which all of many may be chosen.
    """
    named = {option for line in lines for option in _mentioned(line, field)}
    several = field.kind == "many" and (data or len(named) < len(field.options))
    return named if len(named) == 1 or several else set()


def _mentioned(line: str, field: Field) -> Iterator[Option]:
    """Yield the options that a line names, wherever in it; of labels within labels the longest."""
    named = [(name, rank, option) for option in field.options for rank, name in enumerate((option.code, option.label))]
    for name, _, option in sorted(named, key=lambda each: (len(each[0]), each[1]), reverse=True):
        line, found = re.subn(rf"(?<!\w){_spaced(name)}(?!\w)", "\n", line, flags=re.IGNORECASE)
        if found:
            yield option


def _renamed(text: str, field: Field) -> Iterator[str]:
    """Yield the words at boxes that are an option's code, and not its label any more."""
    for line in clean(visible(text)).split("\n"):
        option, boxes, rest = _boxed(line, field)
        printed = BOXED.sub(r"\2", line).strip()
        if option and boxes and not rest.strip() and option_key(printed) != option_key(option.label):
            yield printed


def _parted(line: str, field: Field) -> list[str]:
    """Part a line of several options, each with its box before it, or behind it: "☐ Yes ☒ No", "Yes ☒ No ☐"."""
    if line.lstrip().startswith((TICKED, UNTICKED)):
        return [each for part in BESIDE.split(line) for each in _unjoined(part, field)]
    if line.rstrip().endswith((TICKED, UNTICKED)) and _named(line, field)[0]:
        return [part for part in re.split(rf"(?<=[{TICKED}{UNTICKED}])", line) if part.strip()]
    return [line]


def _unjoined(part: str, field: Field) -> list[str]:
    """Part lines that have become one before each box that has an option behind it: "☐ Yes☒ No"."""
    made = [""]
    for piece in JOINED.split(part):
        made = [*made, piece] if made[0] and _named(piece[1:], field)[0] else [*made[:-1], made[-1] + piece]
    return made


def _boxed(line: str, field: Field) -> tuple[Option | None, str, str]:
    """Return the option that a line names, the boxes at its head, and the words that are neither."""
    mark = MARKED.match(line)
    mark = mark if mark and not _named(mark[1], field)[0] else None
    line = line[mark.end() :] if mark else line
    boxes, words = BOXED.fullmatch(line).groups()  # type: ignore[union-attr]  # it matches every line
    option, rest = _named(words if boxes.strip() else line.removeprefix("/"), field)  # form data: "/yes"
    return option, boxes.strip(), f"{mark[1]} {rest}" if mark else rest


def _ticked_behind(option: Option | None, boxes: str, rest: str) -> tuple[Option | None, str, str]:
    """Return a line as ticked where its box is left empty and a tick was typed behind the option: "☐ Yes  x"."""
    found = BEHIND.fullmatch(rest) if option and boxes else None
    return (option, TICKED, "") if found and not found["box"] else (option, boxes, rest)


def _ticked(boxes: str) -> bool:
    return not TICKS.isdisjoint(boxes)


def _named(words: str, field: Field) -> tuple[Option | None, str]:
    """Return the option with the longest label that a line begins with, and the rest of the line.

    A label in the same capitals goes before others of its length, and any label before a code: where options were
    worded anew, one's label may be another's code.
    """
    best: tuple[Option | None, str] = (None, words)
    rank = (0, 0)
    for option in field.options:
        for name, kind in ((option.label, 1), (option.code, 0)):
            found = _beginning(name).match(words)
            exact = kind and found is not None and " ".join(found[1].split()) == " ".join(name.split())
            if found and (len(name), kind + exact) > rank:
                best, rank = (option, words[found.end() :]), (len(name), kind + exact)
    return best


@lru_cache(maxsize=1024)  # thousands of returns ask for the same ones
def _beginning(name: str) -> re.Pattern[str]:
    return re.compile(rf"\s*({_spaced(name)})(?!\w)", re.IGNORECASE)


def _spaced(name: str) -> str:
    return r"\s+".join(map(re.escape, name.split()))


def _signed(line: str, field: Field) -> str:
    """Return a line with the box that is meant where somebody has set a sign of their own before or after an option."""
    for sign, box in ((SIGNED, TICKED), (EMPTY, UNTICKED)):
        found = sign.match(line)
        option, rest = _named(line[found.end() :], field) if found else (None, "")
        if found and option and (not rest.strip() or rest.lstrip()[0] in ",.;:(–"):
            return f"{box} {line[found.end() :]}"
    option, rest = _named(line, field)
    found = BEHIND.fullmatch(rest) if option else None
    return f"{found['box'] or TICKED} {line[: len(line) - len(rest)]}" if found else line


def _split_states(states: tuple[str, ...], field: Field) -> tuple[list[str], list[str]]:
    """Split states into options' codes and what is none; a label is taken for its code."""
    by_name = {option_key(option.label): option.code for option in field.options}
    by_name |= {option_key(option.code): option.code for option in field.options}  # which go before any label
    codes = [by_name[option_key(state)] for state in states if option_key(state) in by_name]
    return codes, [state for state in states if option_key(state) not in by_name]
