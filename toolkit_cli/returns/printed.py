"""What a blank workbook prints, as the lines that those of a return are held against."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import cached_property, partial
from itertools import combinations, islice
from urllib.parse import unquote

from toolkit_cli.characters import BULLET, unlisted, visible

SIGN = re.compile(rf"\s*{BULLET}")
WITHIN = re.compile("[•‣▪◦]")  # the bullets of a list whose paragraphs a program has joined
MOST_CUT = 40  # lines that a printed paragraph may have been cut into
HEAD = 4  # letters by which lines are looked up, and all of a shorter one, such as a word in a chart
PARTED = re.compile(r"(?<=[^\W\d_])[-\u2010](?=[^\W\d_])")  # a hyphen that may have stood at a line's end
DIGITS = 4  # of a page's number
MOST_NUMBERS = 12  # in a running line, of which some may be the page's

_ByHead = dict[str, list[tuple[str, str]]]  # lines by their first letters, each as it is looked for and as it is


class PrintedLines:
    """The printed lines of a workbook, squeezed: those that have not been found yet, and those that are on every page.

    `left` counts the lines that have not been found; who takes one takes it away. `contents` are the lines of the table
    of contents, which may end with a page's number, `running` those at the head and foot of pages. No line is empty.
    """

    def __init__(self, left: Counter[str], contents: Counter[str], running: Set[str]) -> None:
        self.left = left
        self.contents = contents
        self.running = running

    def unprinted(self, lines: Sequence[str]) -> list[str]:
        """Return lines without the printed ones, and without the bullets that stand by themselves before these.

        Print follows an answer: of two lines that are the same, the first is the person's.
        """
        left = [at for at in reversed(range(len(lines))) if not self.take(lines[at])][::-1]
        added = [left[number] for number in self.added([lines[at] for at in left])]
        words = ((at, WITHIN.sub("", lines[at])) for at in added)
        mine = {at for at, said in words if not (squeezed(said) and self.take_joined(said))}
        kept: list[str] = []
        led = False  # whether the words that follow are somebody's
        for at in reversed(range(len(lines))):
            if WITHIN.sub("", lines[at]).strip():
                led = at in mine
            if at in mine and (led or not WITHIN.search(lines[at])):
                kept.append(lines[at])
        return kept[::-1]

    def added(self, lines: Sequence[str]) -> Iterator[int]:
        """Yield the places of the lines that are not printed, nor what print was cut into."""
        at = 0
        while at < len(lines):
            cut = self.take_cut(lines[at : at + MOST_CUT])
            if not cut:
                yield at
            at += cut or 1

    def take(self, line: str) -> bool:
        """Take a line out of what is left; return whether it was there, or stands on every page.

        Programs write a list's mark as text, a page's number into the contents, and a table's row as one line.
        """
        for text in filter(None, _forms(line)):
            if taken(text, self.left) or self._take_listed(text) or self.runs(text):
                return True
        return self._take_row(line)

    def _take_listed(self, text: str) -> bool:
        """Take a squeezed line out of the contents; return whether it was there."""
        return any(taken(each, self.contents) for each in _unpaged(text))

    def _take_row(self, line: str) -> bool:
        """Take the cells of a table's row, which have tabs between them; return whether all that have words were left.

        A cell may have a list's mark: with or without it, it is the one that is left.
        """
        cells = Counter(max(_forms(cell), key=self.left.__getitem__) for cell in line.split("\t"))
        if len(cells) < 2 or any(cell and self.left[cell] < count for cell, count in cells.items()):
            return False
        self.left.subtract(cells)
        return True

    def take_cut(self, lines: Sequence[str]) -> int:
        """Take what some lines begin with out of what is left; return how many lines it was cut into, 0 for none.

        A page that was made text again has a paragraph for each of its lines, and a hyphen where a word was parted.
        """
        first, *further = lines
        if self.take(first):
            return 1
        begun = (*_forms(first), squeezed(SIGN.sub("", first, count=1)))
        for text in filter(None, begun):
            if count := self._take_begun(text, further):
                return count
        return 0

    def _take_begun(self, text: str, further: Sequence[str]) -> int:
        """Take what begins with a squeezed text and goes on in `further` lines; return in how many it stands, or 0."""
        for count, line in enumerate(("", *further), start=1):
            text += squeezed(line)
            if taken(text, self.left) or self._take_listed(text) or self.runs(text):
                return count
            if not self._begins(text):
                text = text.removesuffix("-")
            if not text or not self._begins(text):
                return 0
        return 0

    def take_joined(self, paragraph: str) -> bool:
        """Take the lines of which a paragraph consists out of what is left; return whether it consists of nothing else.

        ONLYOFFICE 8 and 9 join printed paragraphs when they save a workbook as ODT, and so do programs that make a
        document of a PDF. Lines that were joined may have parted words in them.
        """
        text = squeezed(paragraph)
        bare = PARTED.sub("", text)
        return self._take_parts(text, self._by_head) or (bare != text and self._take_parts(bare, self._by_bare_head))

    def _take_parts(self, text: str, by_head: _ByHead) -> bool:
        """Take the lines of which a squeezed text consists; return whether it consists of nothing else."""
        parts = Counter[str]()
        while text:
            heads = (text[:end] for end in range(1, HEAD + 1))
            near = (each for head in heads for each in by_head.get(head, ()) if text.startswith(each[0]))
            still = (each for each in near if parts[each[1]] < self.left[each[1]] + self.contents[each[1]])
            begun, part = max(still, key=lambda each: len(each[0]), default=("", ""))
            if not part:
                return False
            parts[part] += 1
            text = text[len(begun) :]
        return all(taken(part, self.left) or taken(part, self.contents) for part in parts.elements())

    @cached_property
    def _by_head(self) -> _ByHead:
        """The lines by their first letters; those of the contents are headings too."""
        return self._headed(lambda line: line)

    @cached_property
    def _by_bare_head(self) -> _ByHead:
        """The lines without the hyphens within their words, by their first letters, each with the line as it is."""
        return self._headed(partial(PARTED.sub, ""))

    def _headed(self, form: Callable[[str], str]) -> _ByHead:
        made: _ByHead = {}
        for line in {**self.left, **self.contents}:
            formed = form(line)
            made.setdefault(formed[:HEAD], []).append((formed, line))
        return made

    def _begins(self, text: str) -> bool:
        """Return whether anything that is printed begins with a text."""
        at = bisect_left(self._sorted, text)
        return at < len(self._sorted) and self._sorted[at].startswith(text)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted((*self.left, *self.contents, *self.running))

    def runs(self, text: str) -> bool:
        """Say whether a squeezed line stands at the head or foot of pages; it may have the page's numbers in it."""
        if len(text) > self._longest:  # hundreds of copies of a very long one would be compared
            return False
        return text in self.running or not self.running.isdisjoint(unnumbered(text))

    @cached_property
    def _longest(self) -> int:
        """The letters of the longest running line, with two numbers of pages in it."""
        return max(map(len, self.running), default=0) + 2 * DIGITS


def going_on(asked: str, begun: str, lines: Sequence[str]) -> int:
    """Return over how many lines a question goes on of which only the beginning was found; 0 for one that does not."""
    asked, text = squeezed(asked), squeezed(begun)
    for count, line in enumerate(lines[:MOST_CUT], start=1):
        if not asked.startswith(text) or text == asked:
            return 0
        text += squeezed(line)
        if text == asked:
            return count
    return 0


def taken(text: str, left: Counter[str]) -> bool:
    """Take a line out of those that are `left`; return whether it was among them."""
    if not left[text]:
        return False
    left[text] -= 1
    return True


def often(texts: Iterable[str], times: int) -> Counter[str]:
    """Count texts that stand somewhere so many times each."""
    return Counter({text: count * times for text, count in Counter(texts).items()})


def target(link: str) -> str:
    """Return a link's target as it is compared: programs encode it, change its capitals, or end it with a stroke."""
    return unquote(link).rstrip("/").casefold()


def _forms(line: str) -> tuple[str, str]:
    """Return a line squeezed, as it is and without a list's mark."""
    return squeezed(line), squeezed(unlisted(line))


def _unpaged(line: str) -> Iterator[str]:
    """Yield a line of the contents as it is, and without each number at its end that may be a page's, and the dots."""
    end = line[-DIGITS:]
    digits = len(end) - len(end.rstrip("0123456789"))
    yield from (line[: len(line) - count] for count in range(digits + 1))
    yield line[: len(line) - digits].rstrip(".")


def unnumbered(line: str) -> Iterator[str]:
    """Yield a running line without each number that may be the page's, and without each two that may be."""
    numbers = islice(re.finditer(rf"(?<![0-9])[0-9]{{1,{DIGITS}}}(?![0-9])", line), MOST_NUMBERS)
    places = [found.span() for found in numbers]
    for start, end in places:
        yield line[:start] + line[end:]
    for (start, end), (begin, stop) in combinations(places, 2):
        yield line[:start] + line[end:begin] + line[stop:]


def squeezed(text: str) -> str:
    """Return a text without white space, which programs change, and without soft hyphens, which they put in."""
    return "".join(visible(text).split())
