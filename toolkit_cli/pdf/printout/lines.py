"""Puts letters together to lines, and lines to paragraphs where a program only broke them to fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from toolkit_cli.pdf.printout.regions import Box
from toolkit_cli.pdf.reading.letters import SAME, SPACE, TAB, Letter

BREAKABLE = re.compile(r"\w[-/–—]$")  # after which a line may be broken without a space
BULLETS, DASHES = set("•‣▪◦●■"), {"- ", "– ", "— ", "* "}
STEP = 1.5  # sizes of letters from one line to the next at most, if there is nothing else to tell by
SLACK = 1.0  # points by which the letters of two programs differ in breadth


@dataclass
class Run:
    """Letters that follow each other in a line; `box` is set for a box to tick, which has none."""

    letters: list[Letter] = field(default_factory=list)
    box: Box | None = None

    @property
    def left(self) -> float:
        return self.box.place.left if self.box else self.letters[0].left

    @property
    def right(self) -> float:
        return self.box.place.right if self.box else max(each.right for each in self.letters)

    @property
    def size(self) -> float:
        return self.box.place.height if self.box else max(each.size for each in self.letters)

    @property
    def base(self) -> float:
        return self.box.place.bottom + self.size / 4 if self.box else self.letters[0].base

    @property
    def text(self) -> str:
        return "".join(each.text for each in self.letters)


@dataclass(eq=False)
class Line:
    """A line of runs, from left to right. `gap` says that ahead of it there is room for so many empty lines."""

    runs: list[Run]
    gap: int = 0

    @property
    def left(self) -> float:
        return self.runs[0].left

    @property
    def right(self) -> float:
        """Where its last letter ends that is no space."""
        ends = [each.right for run in self.runs for each in run.letters if each.text.strip()]
        return max(ends, default=self.runs[-1].right)

    @property
    def base(self) -> float:
        return self.runs[0].base

    @property
    def size(self) -> float:
        return median(run.size for run in self.runs)

    @property
    def boxed(self) -> bool:
        """Whether there is a drawn box to tick in it."""
        return any(run.box for run in self.runs)

    @property
    def text(self) -> str:
        """Its words, without boxes to tick."""
        runs = [run for run in self.runs if not run.box]
        parts = [run.text for run in runs[:1]]
        for one, two in pairwise(runs):
            gap = (two.left - one.right) / max(two.size, 1.0)
            apart = parts[-1][-1:].isspace() or two.text[:1].isspace()
            parts.append("" if apart or gap < SPACE else " " if gap < TAB else "\t")
            parts.append(two.text)
        return "".join(parts)

    def first_word(self) -> float:
        """Return how broad its first word is, to the first space or gap."""
        first, begun = self.runs[0], self.left
        end = begun
        for each in first.letters:
            if each.text.isspace():
                break
            end = each.right
        return end - begun


def lines(letters: Iterable[Letter], boxes: Sequence[Box] = ()) -> list[Line]:
    """Return letters that stand in one place, and the boxes to tick there, as lines from top to bottom.

    Lines of blanks are left out: room stands for them.
    """
    written = (run for run in _runs(letters) if run.text.strip())
    runs = [*written, *(Run(box=box) for box in boxes)]
    made: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: -run.base):
        if made and abs(made[-1][0].base - run.base) <= SAME * max(run.size, made[-1][0].size):
            made[-1].append(run)
        else:
            made.append([run])
    found = [Line(sorted(each, key=lambda run: run.left)) for each in made]
    _space(found)
    return found


def _runs(letters: Iterable[Letter]) -> Iterator[Run]:
    run = Run()
    for letter in letters:
        last = run.letters[-1] if run.letters else None
        if last and last.gap_before(letter) >= SPACE:
            yield run
            run = Run()
        run.letters.append(letter)
    if run.letters:
        yield run


def _space(found: Sequence[Line]) -> None:
    """Tell each line how many empty ones are above it: programs print those of an answer as room only."""
    steps = [one.base - two.base for one, two in pairwise(found)]
    if not steps:
        return
    usual = min(step for step in steps if step > 0) if any(step > 0 for step in steps) else 0.0
    largest = max(line.size for line in found)
    usual = min(max(usual, largest), STEP * largest)
    for line, step in zip(found[1:], steps, strict=True):
        line.gap = max(round(step / usual) - 1, 0)


def paragraphs(found: Sequence[Line], end: float) -> list[list[Line]]:
    """Return lines in paragraphs: a line goes on in the next where its first word would not have fitted any more.

    `end` is where lines end at the most.
    """
    made: list[list[Line]] = []
    for line in found:
        if made and not line.gap and not _begins(made[-1][0], line) and goes_on(made[-1][-1], line, end):
            made[-1].append(line)
        else:
            made.append([line])
    return made


def _begins(first: Line, line: Line) -> bool:
    """Say whether a line begins with a box or as a list's item; a dash is one only in a list of such."""
    sign = line.text.lstrip()[:2]
    return line.boxed or sign[:1] in BULLETS or (sign in DASHES and first.text.lstrip().startswith(sign))


def goes_on(one: Line, two: Line, end: float) -> bool:
    """Say whether a line was broken only because the next word did not fit.

    Programs leave the space there at its end, but not all, and not always.
    """
    if one.boxed:
        return False
    text = one.text
    space = 0.0 if BREAKABLE.search(text) else one.size / 4
    needed = one.right + space + two.first_word()
    return needed > end - SLACK or (text.endswith(" ") and needed > end - 2 * one.size)


def joined(paragraph: Sequence[Line]) -> str:
    """Return a paragraph's words in one line, without the blanks at its end, which nobody sees on paper."""
    text = paragraph[0].text
    for line in paragraph[1:]:
        text = text + line.text if text[-1:].isspace() or BREAKABLE.search(text) else f"{text} {line.text}"
    return text.rstrip()
