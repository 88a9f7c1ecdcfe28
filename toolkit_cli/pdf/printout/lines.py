"""Puts letters together to lines, and lines to paragraphs where a program only broke them to fit."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise, takewhile
from statistics import median

from toolkit_cli.pdf.printout.regions import TickBox
from toolkit_cli.pdf.reading.letters import SAME, SOFT, SPACE, TAB, Letter
from toolkit_cli.ticks import BOXES

REACH = 0.6  # of the size of a box to tick or of letters: their middles in one line are no farther apart
BREAKABLE = re.compile(r"\w[-\u00ad\u2010/–—]$|://\S*[?&=_#%+~]$")  # after which a line may be broken without a space
SIGNS, DASHES = set(f"•‣▪◦●■·➢❖✓✗{BOXES}"), {"- ", "– ", "— ", "* "}
LEAST, STEP = 1.1, 1.5  # sizes of letters from one line to the next, if there is nothing else to tell by
SMALLEST, MOST_STEPS = 0.1, 200  # points: of letters, some of which have no size; and empty lines between two
SLACK = 1.0  # points by which the letters of two programs differ in breadth


@dataclass
class Run:
    """Letters that follow each other in a line; `box` is set for a box to tick, which has none."""

    letters: list[Letter] = field(default_factory=list)
    box: TickBox | None = None

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
    def height(self) -> float:
        """Where its middle is, halfway up its small letters or its box."""
        return self.box.place.middle[1] if self.box else self.base + self.size / 4

    @property
    def text(self) -> str:
        return "".join(each.text for each in self.letters)


@dataclass(eq=False)
class Line:
    """A line of runs, from left to right.

    `gap` says that ahead of it there is room for so many empty lines, `within` that it begins within a word.
    """

    runs: list[Run]
    gap: int = 0
    within: bool = False

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
        return next((run.base for run in self.runs if not run.box), self.runs[0].base)

    @property
    def size(self) -> float:
        return median(run.size for run in self.runs)

    @property
    def boxed(self) -> bool:
        """Whether there is a drawn box to tick in it."""
        return any(run.box for run in self.runs)

    @property
    def label(self) -> float | None:
        """Where the words behind its last box to tick begin; None where there are none, or no box."""
        behind = [self.runs[at + 1].left for at, run in enumerate(self.runs[:-1]) if run.box]
        return behind[-1] if behind and not self.runs[-1].box else None

    @property
    def text(self) -> str:
        """Its words, without boxes to tick."""
        return "".join(_spaced([run for run in self.runs if not run.box]))

    def parts(self) -> Iterator[TickBox | str]:
        """Yield its boxes to tick, and the words between them."""
        for boxed, group in groupby(self.runs, key=lambda run: run.box is not None):
            if boxed:
                yield from (run.box for run in group if run.box)
            else:
                yield "".join(_spaced(list(group)))

    def first_word(self) -> float:
        """Return how broad its first word is, to the first space or gap."""
        return _breadth(list(takewhile(lambda each: not each.text.isspace(), self.runs[0].letters)))

    def last_word(self) -> float:
        """Return how broad its last word is, from the last space or gap; nothing where a space is its end."""
        return _breadth(list(takewhile(lambda each: not each.text.isspace(), reversed(self.runs[-1].letters))))


def _breadth(word: Sequence[Letter]) -> float:
    return max(each.right for each in word) - min(each.left for each in word) if word else 0.0


def _spaced(runs: Sequence[Run]) -> Iterator[str]:
    """Yield the words of runs, and the blank between each two that room stands for."""
    for number, run in enumerate(runs):
        before = runs[number - 1] if number else run
        gap = (run.left - before.right) / max(min(run.size, before.size), 1.0)
        apart = number == 0 or before.text[-1:].isspace() or run.text[:1].isspace()
        yield "" if apart or gap < SPACE else " " if gap < TAB else "\t"
        yield run.text


def lines(letters: Iterable[Letter], boxes: Sequence[TickBox] = ()) -> list[Line]:
    """Return letters that stand in one place, and the boxes to tick there, as lines from top to bottom.

    Lines of blanks are left out: room stands for them.
    """
    written = _leveled(run for run in _runs(letters) if run.text.strip())
    alone: list[Run] = []
    for box in (Run(box=each) for each in boxes):
        (_beside(written, box) or alone).append(box)
    made = sorted((*written, *_leveled(alone)), key=lambda line: -line[0].base)
    found = [Line(sorted(each, key=lambda run: run.left)) for each in made]
    _space(found)
    return found


def _leveled(runs: Iterable[Run]) -> list[list[Run]]:
    """Return runs by their lines, from top to bottom: those whose baselines are as good as one."""
    made: list[list[Run]] = []
    base = largest = 0.0  # of the largest run of the last line
    for run in sorted(runs, key=lambda run: -run.base):
        size = run.size
        if made and abs(base - run.base) <= SAME * max(size, largest):
            made[-1].append(run)
            if size <= largest:
                continue
        else:
            made.append([run])
        base, largest = run.base, size
    return made


def _beside(written: Sequence[list[Run]], box: Run) -> list[Run] | None:
    """Return the line in which a box stands, if any; it may be much smaller than letters, and as high as they reach."""
    nearest = min(written, key=lambda line: abs(line[0].height - box.height), default=None)
    near = nearest and abs(nearest[0].height - box.height) <= REACH * max(nearest[0].size, box.size)
    return nearest if near else None


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
    usual = _usual([step for step in steps if step > 0], max(SMALLEST, *(line.size for line in found)))
    for line, step in zip(found[1:], steps, strict=True):
        line.gap = min(max(round(step / usual) - 1, 0), MOST_STEPS)


def _usual(steps: Sequence[float], size: float) -> float:
    """Return the step from a line to the next one, of which all steps are multiples, as far as steps tell it."""
    smallest = min(steps, default=size)
    if smallest <= STEP * size:
        return max(smallest, size)
    fewest, most = math.ceil(smallest / (STEP * size)), min(math.floor(smallest / (LEAST * size)), MOST_STEPS)
    likely = [smallest / count for count in range(fewest, most + 1)]
    return min(likely, key=lambda one: sum(abs(step / one - round(step / one)) for step in steps), default=STEP * size)


def paragraphs(found: Sequence[Line], end: float) -> list[list[Line]]:
    """Return lines in paragraphs: a line goes on in the next where its first word would not have fitted any more.

    `end` is where lines end at the most.
    """
    made: list[list[Line]] = []
    room = end - min((line.left for line in found), default=end)
    for line in found:
        if made and not line.gap and not _begins(made[-1][0], line) and goes_on(made[-1][-1], line, end):
            line.within = is_within(made[-1][-1], line, room, end)
            made[-1].append(line)
        else:
            made.append([line])
    return made


def _begins(first: Line, line: Line) -> bool:
    """Say whether a line begins with a box or as a list's item; a dash is one only in a list of such."""
    sign = line.text.lstrip()[:2]
    return line.boxed or sign[:1] in SIGNS or (sign in DASHES and first.text.lstrip().startswith(sign))


def goes_on(one: Line, two: Line, end: float) -> bool:
    """Say whether a line was broken only because the next word did not fit.

    Programs leave the space there at its end, but not all, and not always.
    """
    if one.boxed and (one.label is None or abs(two.left - one.label) > SLACK):
        return False
    text = one.text
    space = 0.0 if BREAKABLE.search(text) else one.size / 4
    needed = one.right + space + two.first_word()
    return needed > end - SLACK or (text.endswith(" ") and needed > end - 2 * one.size)


def is_within(one: Line, two: Line, room: float, end: float) -> bool:
    """Say whether a line is full of a word that goes on in the next, since there is no room for all of it in any."""
    letter = two.runs[0].letters[:1]
    return one.last_word() + two.first_word() > room and one.right + _breadth(letter) > end - SLACK


def joined(paragraph: Sequence[Line]) -> str:
    """Return a paragraph's words in one line, without the blanks at its end, which nobody sees on paper."""
    text = paragraph[0].text
    for line in paragraph[1:]:
        text = ended(text, line.within) + line.text
    return text.rstrip()


def ended(text: str, within: bool = False) -> str:
    """Return a line that was broken to fit as it stands before the next: with a blank, unless it ends within a word."""
    if text[-1:] == SOFT:
        return text[:-1]
    return text if within or text[-1:].isspace() or BREAKABLE.search(text) else f"{text} "
