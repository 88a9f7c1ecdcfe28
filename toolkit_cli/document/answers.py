"""Answers: what stands in a field's place, as text with its boxes to tick, and what has to be said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from toolkit_cli.characters import unlisted
from toolkit_cli.document.prompts import BLANK, prompting
from toolkit_cli.document.story import LEAF, Cell, Paragraph, Piece, without_page_breaks
from toolkit_cli.marks import BEFORE_OPTION, PROMPT
from toolkit_cli.ticks import CROSSES, EMPTY, FILLED, ON, SIGNS, TICKED, UNTICKED

BOXED = re.compile(rf"[ \t\u00a0]*([{ON}{EMPTY}])[\ufe0e\ufe0f]?[ \t\u00a0]*")
BOX = re.compile(rf"\s*[{EMPTY}{FILLED}]")
MARKED = re.compile(rf"\s*(?:[(\[]\s*)?[{CROSSES}{SIGNS}]\s*[)\]]?\s*")  # a tick that somebody has set before a box
LONG = 20  # letters, with blanks, in which a mark may stand
MARK = 3  # letters before a box that are rather a mark at its option than a word of their own
TICK = "tick"  # the style of an option's paragraph
LABELLED = re.compile(rf"\s*[{TICKED}{UNTICKED}]\s*\w")
BULLET = "- "  # a list's mark that is no number
HALF = re.compile(f"{BLANK}{{3,}}")


@dataclass(frozen=True)
class Answer:
    """An answer as it stands in its field's place.

    `text` is all that stands there, a line for each paragraph, without the prompts of an empty box; boxes to tick stand
    in it as ☒ and ☐ before their labels. `states` holds the codes of the ticked options if every box is tagged;
    `doubts` are sentences for a note each. `dated` is the date, as year-month-day, that a control notes whose words are
    the whole text. `written` is the text with the signs in it that were taken for boxes, "" where there are none.
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
    if not text:  # a number that a word processor has made a list of
        text = "\n".join(each.mark.strip() for each in paragraphs if each.begins)
    states, unclear = _states(code, paragraphs, text) if ticks else (None, [])
    doubts += [*half, *unclear, *(_standing_out(paragraphs) if ticks else ())]
    written = _text(paragraphs, left_out, ticks, signs=True)[0] if ticks and states is None else text
    return Answer(text, states, tuple(doubts), _dated(text, paragraphs), written if written != text else "")


def _text(
    paragraphs: Sequence[Paragraph], left_out: Set[int], ticks: bool, signs: bool = False
) -> tuple[str, list[str]]:
    """Return what stands in paragraphs, and sentences on it; `signs` says that signs for boxes are left as they are."""
    lines = [(each, _line(each, left_out, ticks and not signs)) for each in paragraphs]
    if any(each.mark for each in paragraphs):
        lines = list(_listed(lines))
    return _unprompted(_joined(lines, apart=ticks))


def _standing_out(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """Say which options somebody made to stand out, where no box is ticked."""
    boxed = [each for each in paragraphs if any(piece.ticked is not None for piece in each.pieces)]
    if not any(piece.ticked for each in boxed for piece in each.pieces):
        marked = [
            each.text.strip() for each in boxed if any(piece.marked and piece.text.strip() for piece in each.pieces)
        ]
        if 0 < len(marked) < len(boxed):
            yield f"nothing is ticked, but this is emphasised: {'; '.join(marked)}"


def shown(paragraph: Paragraph) -> str:
    """Return a paragraph as it stands, for one that is no answer; programs differ in how they number print."""
    boxes = any(piece.ticked is not None for piece in paragraph.pieces)
    return _line(paragraph, frozenset(), ticks=False) if boxes else paragraph.text


def offers(paragraphs: Sequence[Paragraph]) -> bool:
    """Return whether boxes to tick are offered here; in a text a ✓ is what somebody wrote, and stays."""
    if any(piece.ticked is not None for each in paragraphs for piece in each.pieces):
        return True
    if any(control.code and BEFORE_OPTION not in control.tag for each in paragraphs for control in each.controls or ()):
        return False
    return any(each.style == TICK for each in paragraphs) or sum(bool(BOX.match(each.text)) for each in paragraphs) > 1


def _line(paragraph: Paragraph, left_out: Set[int], ticks: bool) -> str:
    """Return a paragraph's text; where boxes are offered, each box with its label on a line of its own."""
    parts: list[str] = []
    line, fresh = "", False  # what is written on the line; whether the last part is a box
    for piece in paragraph.pieces:
        if piece.ticked is not None:
            parts += ["\n"] if len(line.strip()) > MARK and not MARKED.fullmatch(line) else []
            line, fresh = f"{TICKED if piece.ticked else UNTICKED} ", True
            parts.append(line)
        elif id(piece) not in left_out:
            text = piece.text.lstrip(" \t\u00a0") if fresh else piece.text
            parts.append(text)
            line = text.rpartition("\n")[2] if "\n" in text else line if len(line) > LONG else line + text
            fresh = fresh and not text
    text = "".join(parts)
    mark = paragraph.mark if text.strip() else ""
    if mark and any(piece.ticked is not None for piece in paragraph.pieces) and not MARKED.fullmatch(mark):
        mark = ""  # a bullet or a number before an option is nothing that somebody says
    lines = (mark + text).split("\n") if ticks else [mark + text]
    if ticks:
        lines = [BOXED.sub(_box, line, count=1) if BOXED.match(line) else line for line in lines]
    text = "\n".join(lines)
    return without_page_breaks(text) if LEAF in text else text


def _listed(lines: Sequence[tuple[Paragraph, str]]) -> Iterator[tuple[Paragraph, str]]:
    """Yield lines without the bullet of a single item, and with the number of an empty item that a list stands in.

    Programs make lists of a dash that somebody has typed, and of the numbers of a date.
    """
    single = sum(bool(text.strip()) for _, text in lines) == 1
    after = [*(each.mark for each, _ in lines[1:]), ""]
    for (one, text), below in zip(lines, after, strict=True):
        if single and one.mark.lstrip() == BULLET:
            text = text.removeprefix(one.mark)
        elif not text.strip() and one.mark.lstrip() != BULLET and _deep(below) > _deep(one.mark):
            text = one.mark
        yield one, text


def _deep(mark: str) -> int:
    return len(mark) - len(mark.lstrip())


def _box(found: re.Match[str]) -> str:
    return f"{TICKED if found[1] in ON else UNTICKED} "


def _joined(lines: Sequence[tuple[Paragraph, str]], apart: bool) -> str:
    """Join paragraphs to a text: cells that stand side by side with tabs, everything else with line breaks.

    `apart` says that boxes are offered: one with its label needs a line of its own; a label may be in the next cell.
    """
    made: list[str] = []
    before: Paragraph | None = None
    for paragraph, text in lines:
        if before and not before.joined:
            whole = apart and (LABELLED.match(made[-1]) or LABELLED.match(text))
            made.append("\t" if not whole and _beside(before.cell, paragraph.cell) else "\n")
        made.append(text)
        before = paragraph
    return "".join(made)


def _beside(one: Cell | None, two: Cell | None) -> bool:
    return one is not None and two is not None and one is not two and one.row is two.row


def _unprompted(text: str) -> tuple[str, list[str]]:
    """Take our own prompt out of a text; what is left of a broken one is given, and said."""
    lines = text.removeprefix(PROMPT).removesuffix(PROMPT).split("\n")
    without = "\n".join("" if line == PROMPT else line for line in lines)
    if without != text:
        text = without
    elif text.startswith(BLANK) or text.endswith(BLANK):
        ahead, behind = len(text) - len(text.lstrip(BLANK)), len(text) - len(text.rstrip(BLANK))
        if ahead + behind == len(PROMPT) and ahead < len(text):
            text = text[ahead : len(text) - behind]
    if not text.strip():
        return "", []
    half = HALF.search(text) and any(HALF.search(unlisted(line)) for line in text.split("\n"))  # "•   one" has its own
    return text, ["spaces of the empty box are left in the answer"] if half else []


def _dated(text: str, paragraphs: Sequence[Paragraph]) -> str:
    """Return the date that a control for dates notes, where the text shows the same numbers in whatever order."""
    control = next((control for each in paragraphs for control in each.controls or () if control.date), None)
    if control is None:
        return ""
    held = "".join(piece.text for each in paragraphs for piece in each.pieces if piece.control is control)
    numbers = [sorted(int(number) for number in re.findall("[0-9]{1,9}", said)[:4]) for said in (control.date, text)]
    same = len(numbers[0]) == 3 and numbers[0] == numbers[1] and not re.search(r"[^\W\d_]", text)
    return control.date if same and held.strip() == text.strip() else ""


def _states(code: str, paragraphs: Sequence[Paragraph], text: str) -> tuple[tuple[str, ...] | None, list[str]]:
    """Return the ticked options by the boxes' tags, None where a box has none or has lost its control."""
    boxes = list(_boxes(paragraphs))
    tagged = [box.control.tag.partition(BEFORE_OPTION) for box in boxes if box.control]
    lines = sum(line.startswith((TICKED, UNTICKED)) for line in text.split("\n"))
    if not boxes or len(tagged) < len(boxes) or not all(option for _, _, option in tagged) or lines != len(boxes):
        return None, []
    foreign = sorted({of for of, _, _ in tagged if of != code})
    doubts = [f"a box of {of} is in it" for of in foreign]
    states = [option for (of, _, option), box in zip(tagged, boxes, strict=True) if box.ticked and of == code]
    return (None if foreign else tuple(dict.fromkeys(states))), doubts


def _boxes(paragraphs: Sequence[Paragraph]) -> Iterator[Piece]:
    return (piece for each in paragraphs for piece in each.pieces if piece.ticked is not None)
