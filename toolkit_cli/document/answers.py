"""Reads answers: what stands in a field's place, as text with its boxes to tick, and what is doubtful in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import compress

from toolkit_cli.characters import unlisted
from toolkit_cli.document.prompts import BLANK, prompting
from toolkit_cli.document.story import LEAF, Cell, Paragraph, Piece, without_page_breaks
from toolkit_cli.marks import BEFORE_OPTION, PROMPT
from toolkit_cli.ticks import CROSSES, EMPTY, FILLED, ON, SIGNS, TICKED, UNTICKED

BOXED = re.compile(rf"[ \t\u00a0]*([{ON}{EMPTY}])[\ufe0e\ufe0f]?[ \t\u00a0]*")
BOX = re.compile(rf"\s*[{EMPTY}{FILLED}]")
MARKED = re.compile(rf"\s*(?:[(\[]\s*)?[{CROSSES}{SIGNS}]\s*[)\]]?\s*")  # a tick that somebody has typed before a box
LONG = 20  # letters, with spaces: a longer text is not MARKED
MARK = 3  # letters before a box that are more likely a mark at its option than a word
TICK = "tick"  # the style of an option's paragraph
LABELLED = re.compile(rf"\s*[{TICKED}{UNTICKED}]\s*\w")
OF_DATE = re.compile(r"(?:[0-9]{1,2}\.|[^\W\d_]{3,}\.?)\s*(?:[0-9]{2}|[0-9]{4})\.?")  # of "7. 3. 2021" after the day
BULLET = "- "  # the mark of a list without numbers
HALF = re.compile(f"{BLANK}{{3,}}")


@dataclass(frozen=True)
class Answer:
    """An answer as it stands in its field's place.

    `text` is all that stands there, a line for each paragraph, without the prompt of an empty box; boxes to tick stand
    in it as ☒ and ☐ before their labels. `states` holds the codes of the ticked options, None if a box has no tag.
    `doubts` are sentences for a note each. `dated` is the date, as year-month-day, of a control for dates that holds
    the whole text. `written` is the text with the signs in it that were taken for boxes, "" if there are none.
    """

    text: str = ""
    states: tuple[str, ...] | None = None
    doubts: tuple[str, ...] = ()
    dated: str = ""
    written: str = ""


def answer(code: str, paragraphs: Sequence[Paragraph], prompts: Set[str]) -> Answer:
    """Return the answer in the paragraphs of a field's place."""
    left_out, doubts = prompting(paragraphs, prompts)
    ticks = offers(paragraphs)
    text, half = _text(paragraphs, left_out, ticks)
    if not text:  # somebody has typed a number, such as 14., of which a word processor has made a list
        text = "\n".join(each.mark.strip() for each in paragraphs if each.begins)
    states, unclear = _states(code, paragraphs, text) if ticks else (None, [])
    doubts += [*half, *unclear, *(_emphasised(paragraphs) if ticks else _counted(paragraphs))]
    written = _text(paragraphs, left_out, ticks, signs=True)[0] if ticks and states is None else text
    return Answer(text, states, tuple(doubts), _dated(text, paragraphs), written if written != text else "")


def _text(
    paragraphs: Sequence[Paragraph], left_out: Set[Piece], ticks: bool, signs: bool = False
) -> tuple[str, list[str]]:
    """Return the text of paragraphs, and sentences on it; `signs` says that signs for boxes stay as they are."""
    lines = [(each, _line(each, left_out, ticks and not signs)) for each in paragraphs]
    if any(each.mark for each in paragraphs):
        lines = list(_listed(lines))
    return _unprompted(_joined(lines, apart=ticks))


def shown(paragraph: Paragraph) -> str:
    """Return the text of a paragraph that is no answer, without its list's mark: programs number print differently."""
    return _line(paragraph, frozenset(), ticks=False) if paragraph.boxes else paragraph.text


def offers(paragraphs: Sequence[Paragraph]) -> bool:
    """Return whether boxes to tick are offered here; elsewhere a ✓ is part of what somebody wrote."""
    if any(each.boxes for each in paragraphs):
        return True
    if any(control.code and BEFORE_OPTION not in control.tag for each in paragraphs for control in each.controls or ()):
        return False
    return any(each.style == TICK for each in paragraphs) or sum(bool(BOX.match(each.text)) for each in paragraphs) > 1


def _line(paragraph: Paragraph, left_out: Set[Piece], ticks: bool) -> str:
    """Return a paragraph's text with its list's mark; each box begins a line unless only a mark stands before it.

    With `ticks`, where boxes are offered, any sign for a box at the beginning of a line becomes ☒ or ☐.
    """
    parts: list[str] = []
    line, fresh = "", False  # what is written on the line; whether the last part is a box
    for piece in paragraph.pieces:
        if piece.ticked is not None:
            parts += ["\n"] if len(line.strip()) > MARK and not MARKED.fullmatch(line) else []
            line, fresh = f"{TICKED if piece.ticked else UNTICKED} ", True
            parts.append(line)
        elif piece not in left_out:
            text = piece.text.lstrip(" \t\u00a0") if fresh else piece.text
            parts.append(text)
            line = text.rpartition("\n")[2] if "\n" in text else line if len(line) > LONG else line + text
            fresh = fresh and not text
    text = "".join(parts)
    mark = paragraph.mark if text.strip() else ""
    if mark and paragraph.boxes and not MARKED.fullmatch(mark):
        mark = ""  # a bullet or a number before an option says nothing
    text = mark + text
    if ticks:
        lines = text.split("\n")
        text = "\n".join(BOXED.sub(_box, line, count=1) if BOXED.match(line) else line for line in lines)
    return without_page_breaks(text) if LEAF in text else text


def _box(found: re.Match[str]) -> str:
    return f"{TICKED if found[1] in ON else UNTICKED} "


def _listed(lines: Sequence[tuple[Paragraph, str]]) -> Iterator[tuple[Paragraph, str]]:
    """Yield lines without the bullet of a single item, and with the number of an empty item that holds another list.

    Programs make lists of a dash that somebody has typed, and of the numbers in a date.
    """
    single = sum(bool(text.strip()) for _, text in lines) == 1
    after = [*(each.mark for each, _ in lines[1:]), ""]
    for (one, text), below in zip(lines, after, strict=True):
        if single and one.mark.lstrip() == BULLET:
            text = text.removeprefix(one.mark)
        elif not text.strip() and one.mark.lstrip() != BULLET and _indent(below) > _indent(one.mark):
            text = one.mark
        yield one, text


def _indent(mark: str) -> int:
    return len(mark) - len(mark.lstrip())


def _joined(lines: Sequence[tuple[Paragraph, str]], apart: bool) -> str:
    """Join paragraphs to a text: those in cells side by side with tabs, all others with line breaks.

    `apart` says that boxes are offered: a box with its label gets a line of its own, but not one with its label in the
    next cell.
    """
    made: list[str] = []
    before: Paragraph | None = None
    for paragraph, text in lines:
        if before and not (before.joined and before.cell is paragraph.cell):
            whole = apart and (LABELLED.match(made[-1]) or LABELLED.match(text))
            made.append("\t" if not whole and _beside(before.cell, paragraph.cell) else "\n")
        made.append(text)
        before = paragraph
    return "".join(made)


def _beside(one: Cell | None, two: Cell | None) -> bool:
    return one is not None and two is not None and one is not two and one.row is two.row


def _unprompted(text: str) -> tuple[str, list[str]]:
    """Return a text without the writer's own prompt, and a sentence where a part of a prompt is left in it."""
    lines = text.removeprefix(PROMPT).removesuffix(PROMPT).split("\n")
    without = "\n".join("" if line == PROMPT else line for line in lines)
    if without != text:
        text = without
    else:
        ahead, behind = len(text) - len(text.lstrip(BLANK)), len(text) - len(text.rstrip(BLANK))
        if ahead + behind == len(PROMPT):
            text = text[ahead : len(text) - behind]
    if not text.strip():
        return "", []
    half = HALF.search(text) and any(HALF.search(unlisted(line)) for line in text.split("\n"))  # "•   one" has its own
    return text, ["spaces of the empty box are left in the answer"] if half else []


def _states(code: str, paragraphs: Sequence[Paragraph], text: str) -> tuple[tuple[str, ...] | None, list[str]]:
    """Return the ticked options by the boxes' tags, None where the tags do not tell them.

    A box may have no tag, or have lost its control. Somebody who adds an option copies one with its box, and writes
    other words behind it: the tag is then that of two options. Also return a sentence for each other field of which a
    box is here.
    """
    boxes = [box for each in paragraphs for box in each.boxes]
    tagged = [box.control.tag.partition(BEFORE_OPTION) for box in boxes if box.control]
    lines = [line for line in text.split("\n") if line.startswith((TICKED, UNTICKED))]
    if not boxes or len(tagged) < len(boxes) or not all(option for _, _, option in tagged) or len(lines) != len(boxes):
        return None, []
    words: dict[tuple[str, ...], set[str]] = {}
    for tag, line in zip(tagged, lines, strict=True):
        words.setdefault(tag, set()).add(line[1:].strip())
    if any(box.ticked and len(words[tag]) > 1 for tag, box in zip(tagged, boxes, strict=True)):
        return None, []
    if foreign := sorted({of for of, _, _ in tagged if of != code}):
        return None, [f"a box of {of} is in it" for of in foreign]
    return tuple(dict.fromkeys(option for (_, _, option), box in zip(tagged, boxes, strict=True) if box.ticked)), []


def _emphasised(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """Yield a sentence on options that somebody has emphasised, where no box is ticked."""
    if any(box.ticked for each in paragraphs for box in each.boxes) or any(map(_shows_tick, paragraphs)):
        return
    boxed = [each for each in paragraphs if each.boxes or BOX.match(each.text)]
    labels = [BOXED.sub("", each.text, count=1).strip() for each in boxed]
    marked = [any(piece.marked and piece.text.strip() for piece in each.pieces) for each in boxed]
    if 0 < sum(marked) < len(boxed):
        yield emphasised(list(compress(labels, marked)))


def _shows_tick(paragraph: Paragraph) -> bool:
    """Say whether a paragraph begins with the sign of a ticked box, as text."""
    sign = BOXED.match(paragraph.text)
    return sign is not None and sign[1] in ON


def emphasised(options: Sequence[str]) -> str:
    """Return the sentence on options that are emphasised where nothing is ticked."""
    return f"nothing is ticked, but this is emphasised: {'; '.join(options)}"


def _counted(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """Yield a sentence on a date of which a program has made a list: SuperDoc's begins with 1, whatever was typed."""
    one = next((each for each in paragraphs if each.mark and each.text.strip()), None)
    alone = one and not any(each.text.strip() for each in paragraphs if each is not one)
    if one and alone and one.mark[:1].isdigit() and not one.begins and OF_DATE.fullmatch(one.text.strip()):
        yield f"the day, {one.mark.strip()}, is a list's number that a program counts: another one may have been typed"


def _dated(text: str, paragraphs: Sequence[Paragraph]) -> str:
    """Return the date that a control for dates notes, where the text shows the same numbers in any order, else ""."""
    control = next((control for each in paragraphs for control in each.controls or () if control.date), None)
    if control is None:
        return ""
    held = "".join(piece.text for each in paragraphs for piece in each.pieces if piece.control is control)
    numbers = [sorted(int(number) for number in re.findall("[0-9]{1,9}", said)[:4]) for said in (control.date, text)]
    same = len(numbers[0]) == 3 and numbers[0] == numbers[1] and not re.search(r"[^\W\d_]", text)
    return control.date if same and held.strip() == text.strip() else ""
