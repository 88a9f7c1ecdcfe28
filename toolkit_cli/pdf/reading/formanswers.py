"""What the fields of a form tell: answers by their codes, the stamp, what does not fit, whatever file holds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from toolkit_cli.pdf import fieldnames
from toolkit_cli.pdf.reading import rich
from toolkit_cli.pdf.reading.form import Fields, FormField
from toolkit_cli.pdf.reading.joinedfields import Box, gap, joined, ticked
from toolkit_cli.pdf.values import OFF, lines
from toolkit_cli.returned import Found, Nameless, Note
from toolkit_cli.stamp import Stamp

# What boxes are set to, in data that does not say what is a box.
STATES = ("off", "on", "yes", "no", "true", "false", "1", "0")
# PDFium saves a pasted U+1F600 as U+F600, others keep the low byte of each letter, which makes controls of some; U+FFFD
# stands for what a program could not keep.
SPOILT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\uf000-\uf8ff\ufffd]")
JOINED = (
    "a program has put several workbooks into the file and made one field of each question: only the answers of one "
    "are left; ask for each file by itself"
)


def found(form: Fields) -> Iterator[Found]:
    """Yield every field's place with what stands in it."""
    boxes: list[Box] = []
    called: dict[str, list[str]] = {}
    texts: list[tuple[int, Found, float]] = []
    for field in form.all:
        said = fieldnames.named(field.name)
        if said.option and _is_box(field, said.option):
            boxes.append(Box(said.code, said.option, bool(_states(field)), field.page))
            called.setdefault(said.code, []).append(field.label)
        elif said.code and not _is_apart(field):
            texts.append((said.part, _one(said.code, field), field.wide))
    many = {box.code for box in boxes}
    # A question whose boxes a program has made fields of their own says nothing itself.
    yield from joined(each for each in texts if each[1].code not in many or each[1].text or each[1].states)
    asked = {code: _question(labels) for code, labels in called.items()}
    yield from (replace(each, label=asked[each.code]) for each in ticked(boxes))


def _question(labels: Iterable[str]) -> str:
    """Return the question of which boxes are, as "question – option" names each; "" where they do not agree on it."""
    named = [label for label in labels if label]
    parts = named[0].split(" – ") if named else []
    heads = (" – ".join(parts[:end]) for end in range(len(parts) - 1, 0, -1))
    return next((head for head in heads if all(label.startswith(f"{head} – ") for label in named)), "")


def nameless(form: Fields) -> Iterator[Nameless]:
    """Yield every field that has a label, and no name of ours."""
    for field in form.all:
        if _is_nameless(field):
            yield Nameless(_one("", field), tuple(_foreign(field)), tuple(_doubts("", field)), field.name)


def _is_nameless(field: FormField) -> bool:
    said = fieldnames.named(field.name)
    return bool(field.label) and not (said.code or said.stamp or _is_apart(field))


def _is_apart(field: FormField) -> bool:
    """Say whether a field is no place for an answer, whatever it is called: somebody has signed in it, or the stamp."""
    return field.signed or Stamp.parse(field.value or "") is not None


def _is_box(field: FormField, option: str) -> bool:
    """Say whether a field with an option's name is its box; one of another form may be called so, as `S1.comment`."""
    if field.kind:
        return field.kind == "/Btn"
    return not field.value or field.value.lstrip("/").lower() in (*STATES, option)


def _one(code: str, field: FormField) -> Found:
    if field.kind == "/Btn" or (field.value is None and field.named):  # data without a form says no kind
        return Found(code, states=_states(field), label=field.label, anchor="field", page=field.page)
    return Found(code, text=_said(field), label=field.label, anchor="field", page=field.page)


def _said(field: FormField) -> str:
    """Return a field's words; of a list what is shown for each choice, a line each."""
    said = lines(field.value or "") or rich.plain(field.rich)
    if not field.options:
        return said
    shown = field.offered(said)
    return "\n".join(map(field.offered, said.split("\n"))) if shown == said and field.kind == "/Ch" else shown


def _states(field: FormField) -> tuple[str, ...]:
    """Return the states that are on: what the boxes show where they show any, for that is what people saw."""
    return tuple(dict.fromkeys(field.offered(state) for state in field.shown or field.named))


def doubts(form: Fields) -> Iterator[Note]:
    """Note what is to be said of the workbook's fields, and what is in others that no label tells."""
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
    """Note what a field of the workbook's holds beside its value, and letters that a program has spoilt."""
    if (
        field.kind == "/Btn"
        and field.named  # otherwise a program has ticked the box alone, as everybody sees
        and field.shown != [*field.named]
        and {*map(field.offered, field.shown)} != {*map(field.offered, field.named)}
    ):
        says, shows = ", ".join(field.named), ", ".join(field.shown) or "nothing"
        yield Note("doubt", text=f"the value says {says}, the boxes show {shows}", code=code)
    formatted = lines(rich.plain(field.rich)) if field.rich and field.value else ""
    for other in (*field.others, formatted):
        if other and other.split() != (field.value or "").split():
            yield Note("doubt", text=f"the box shows other words: {lines(other)}", code=code)
    if field.value and SPOILT.search(field.value):
        letters = ", ".join(f"U+{ord(letter):04X}" for letter in sorted(set(SPOILT.findall(field.value))))
        yield Note("letters", text=f"a program has spoilt letters here ({letters})", code=code)


def _foreign(field: FormField) -> Iterator[Note]:
    """Note what somebody has filled in, or signed, in a field that is none of the workbook's or has lost its name."""
    if fieldnames.named(field.name).stamp or Stamp.parse(field.value or ""):
        return
    said = "" if field.kind == "/Btn" or field.value == OFF else _said(field)
    ticked = [f"ticked ({field.offered(state)})" for state in field.shown or field.named] if not said else []
    if field.signed:
        yield Note("signature", text=said, place=called(field))
    else:
        for each in (said, *ticked, *field.others):
            if each:
                yield Note("typed", text=each, place=called(field, ", which is not from the workbook"))


def called(field: FormField, more: str = "") -> str:
    """Return the place of a note on a field that is none of the workbook's."""
    about = f" ({field.label})" if field.label else ""
    return f"{f'field {field.name!r}' if field.name else 'a field without a name'}{more}{about}"


def stamp(form: Fields) -> Stamp | None:
    """Return the stamp: from the field that carries it, whatever a program calls it now."""
    return next(_stamps(form), None)


def others(form: Fields) -> Iterator[Stamp]:
    """Yield the stamps of other workbooks that are in the file too."""
    yield from list(dict.fromkeys(_stamps(form)))[1:]


def _stamps(form: Fields) -> Iterator[Stamp]:
    named = sorted(form.all, key=lambda field: not fieldnames.named(field.name).stamp)
    yield from (known for field in named if field.value and (known := Stamp.parse(field.value)))
