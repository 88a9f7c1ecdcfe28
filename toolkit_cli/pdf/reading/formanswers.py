"""Reads the fields of a form, of a PDF or of form data: answers by their codes, the stamp, what does not fit."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import takewhile
from string import digits

from toolkit_cli.pdf import fieldnames
from toolkit_cli.pdf.reading import rich
from toolkit_cli.pdf.reading.form import BEFORE_LABEL, Form
from toolkit_cli.pdf.reading.formfields import Fields, FormField
from toolkit_cli.pdf.reading.joinedfields import OptionBox, Part, gap, joined, ticked
from toolkit_cli.pdf.values import OFF, with_newlines
from toolkit_cli.returned import Found, Nameless, Note
from toolkit_cli.stamp import Stamp

# The values of boxes to tick, in form data that does not say which fields are boxes.
TICKED, UNTICKED = ("on", "yes", "true", "1"), ("off", "no", "false", "0")
# PDFium saves a pasted U+1F600 as U+F600; other programs keep only the low byte of each letter, which turns some into
# control characters; U+FFFD stands for what a program could not keep.
SPOILT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\uf000-\uf8ff\ufffd]")
JOINED = (
    "a program has put several workbooks into the file and made one field of each question: only the answers of one "
    "are left; ask for each file by itself"
)


def found(form: Fields) -> Iterator[Found]:
    """Yield what stands in each of the workbook's fields: texts in the order of the form, then boxes to tick."""
    boxes: list[OptionBox] = []
    labels: dict[str, dict[str, str]] = {}
    texts: list[Part] = []
    for field in form.all:
        said = fieldnames.named(field.name)
        if said.option and _is_box(field, said.option):
            of_options = labels.setdefault(said.code, {})
            option = _unnumbered(said.option, field.label, of_options)
            boxes.append(OptionBox(said.code, option, _is_ticked(field, said.option), field.page))
            of_options.setdefault(option, field.label)
        elif said.code and not _is_apart(field):
            texts.append((said.part, _one(said.code, field), field.width))
    # Where a program has made a field of each box, the question's own field is left without anything in it.
    yield from joined(part for part in texts if part[1].code not in labels or part[1].text or part[1].states)
    yield from (replace(each, label=_question(labels[each.code].values())) for each in ticked(boxes))


def _unnumbered(option: str, label: str, known: Mapping[str, str]) -> str:
    """Return an option without the number that a program has put behind a second box with the same label."""
    bare = (option[:end] for end in range(len(option.rstrip(digits)), len(option)))
    return next((each for each in bare if label and known.get(each) == label), option)


def _question(labels: Iterable[str]) -> str:
    """Return the question in the labels of its boxes ("question – option"), "" where they do not begin alike."""
    heads = zip(*(label.split(BEFORE_LABEL)[:-1] for label in labels if label), strict=False)
    return BEFORE_LABEL.join(head for head, *_ in takewhile(lambda alike: len({*alike}) == 1, heads))


def has_parts(form: Fields) -> bool:
    """Say whether answers go on in further fields, which of two workbooks in a file may belong to either."""
    return any(fieldnames.named(field.name).part > 1 for field in form.all)


def nameless(form: Fields) -> Iterator[Nameless]:
    """Yield every field that has a label, and a name that is not one of the workbook's."""
    for field in form.all:
        if _is_nameless(field):
            yield Nameless(_one("", field), tuple(_foreign(field)), tuple(_doubts("", field)), field.name)


def _is_nameless(field: FormField) -> bool:
    said = fieldnames.named(field.name)
    return bool(field.label) and not (said.code or said.stamp or _is_apart(field))


def _is_apart(field: FormField) -> bool:
    """Say whether a field holds a signature or a stamp, and so no answer, whatever its name is."""
    return field.signed or Stamp.parse(field.value or "") is not None


def _is_box(field: FormField, option: str) -> bool:
    """Say whether a field that is named like an option's box is one; another form may have an `S1.comment`."""
    if field.kind:
        return field.kind == "/Btn"
    return not field.value or _state(field) in (*TICKED, *UNTICKED, option)


def _is_ticked(field: FormField, option: str) -> bool:
    """Say whether an option's box is ticked; "no" is the state of a ticked box if it is the option's name."""
    if field.kind:
        return bool(_states(field))
    return _state(field) == option or _state(field) not in ("", *UNTICKED)


def _state(field: FormField) -> str:
    """Return the state of a box in form data, whether it is written as a text or as a name."""
    return (field.value or "".join(field.states)).lstrip("/").lower()


def _one(code: str, field: FormField) -> Found:
    if field.kind == "/Btn" or (field.states and not field.value):  # form data does not give the type
        return Found(code, states=_states(field), label=field.label, anchor="field", page=field.page)
    return Found(code, text=_said(field), label=field.label, anchor="field", page=field.page)


def _said(field: FormField) -> str:
    """Return a field's text; for a list, the words shown for each chosen option, a line each."""
    said = with_newlines(field.value or "") or rich.plain(field.rich)
    if not field.options:
        return said
    shown = field.offered(said)
    return "\n".join(map(field.offered, said.split("\n"))) if shown == said and field.kind == "/Ch" else shown


def _states(field: FormField) -> tuple[str, ...]:
    """Return the options that are ticked: those that the widgets show, which people saw, or else the value's."""
    return tuple(dict.fromkeys(field.offered(state) for state in field.shown_states or field.states))


def doubts(form: Fields) -> Iterator[Note]:
    """Yield notes on the workbook's fields, and on what is in other fields that have no label."""
    parts: dict[str, set[int]] = {}
    texts = [field.boxes for field in form.all if field.boxes and fieldnames.named(field.name).code]
    if sum(boxes > 1 for boxes in texts) > len(texts) // 2:
        yield Note("twice", text=JOINED)
    for field in form.all:
        said = fieldnames.named(field.name)
        if said.code and not _is_apart(field):
            parts.setdefault(said.code, set()).add(said.part)
            yield from _doubts(said.code, field)
        elif not _is_nameless(field):
            yield from _foreign(field)
    for code, there in parts.items():
        yield from gap(code, there)


def _doubts(code: str, field: FormField) -> Iterator[Note]:
    """Note what a field's widgets show instead of its value, and letters in it that a program has spoilt."""
    if (
        field.kind == "/Btn"
        and field.states  # otherwise a program has ticked the box alone, as everybody sees
        and field.shown_states != [*field.states]
        and {*map(field.offered, field.shown_states)} != {*map(field.offered, field.states)}
    ):
        says, shows = ", ".join(field.states), ", ".join(field.shown_states) or "nothing"
        yield Note("doubt", text=f"the value says {says}, the boxes show {shows}", code=code)
    formatted = with_newlines(rich.plain(field.rich)) if field.rich and field.value else ""
    for other in (*field.others, formatted):
        if other and other.split() != (field.value or "").split():
            yield Note("doubt", text=f"the box shows other words: {with_newlines(other)}", code=code)
    if field.value and SPOILT.search(field.value):
        letters = ", ".join(f"U+{ord(letter):04X}" for letter in sorted(set(SPOILT.findall(field.value))))
        yield Note("letters", text=f"a program has spoilt letters here ({letters})", code=code)


def _foreign(field: FormField) -> Iterator[Note]:
    """Note what somebody has filled in or signed in a field that is not the workbook's, or has lost its name."""
    if fieldnames.named(field.name).stamp or Stamp.parse(field.value or ""):
        return
    off = field.kind == "/Btn" or (not field.kind and field.value == OFF)  # form data does not give the type
    said = "" if off else _said(field)
    ticked = [f"ticked ({field.offered(state)})" for state in field.shown_states or field.states] if not said else []
    if field.signed:
        yield Note("signature", text=said, place=called(field))
    else:
        for each in (said, *ticked, *field.others):
            if each:
                yield Note("typed", text=each, place=called(field, ", which is not from the workbook"))


def off_pages(form: Form) -> Iterator[Note]:
    """Yield notes of what no page shows as words: who has signed, and what is in fields that are on no page."""
    form.place()
    for field in form.all:
        if field.signed or not field.page:
            yield from _foreign(field)


def foreign(form: Fields, codes: Container[str]) -> Iterator[Note]:
    """Yield the notes of fields with these codes if they are taken for others than the workbook's."""
    for field in form.all:
        if fieldnames.named(field.name).code in codes:
            yield from _foreign(field)


def called(field: FormField, more: str = "") -> str:
    """Return the place, for a note, of a field that is not the workbook's."""
    about = f" ({field.label})" if field.label else ""
    return f"{f'field {field.name!r}' if field.name else 'a field without a name'}{more}{about}"


def stamp(form: Fields) -> Stamp | None:
    """Return the stamp, from whichever field holds it; the one with the stamp's own name comes first."""
    return next(_stamps(form), None)


def others(form: Fields) -> Iterator[Stamp]:
    """Yield the stamps of further workbooks in the same file."""
    yield from list(dict.fromkeys(_stamps(form)))[1:]


def _stamps(form: Fields) -> Iterator[Stamp]:
    named = sorted(form.all, key=lambda field: not fieldnames.named(field.name).stamp)
    yield from (known for field in named if field.value and (known := Stamp.parse(field.value)))
