"""Finds the options of a field, and the ticks at them, in the lines that stand in its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from toolkit_cli.characters import blank, clean, visible
from toolkit_cli.kits.fields import ENDS, Option
from toolkit_cli.kits.options import option_key
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
TICKS = frozenset(f"{TICKED}{CROSSES}{SIGNS}")
AROUND = " \t\u00a0.,;:!–-•“”„»«\"'"  # what may stand around a word that is the whole answer
BEFORE = re.compile(rf"(?:(?![–-][0-9])[{re.escape(AROUND)}])*")  # the same before it: a minus belongs to a number
OFF = {"", "off", "/off"}
MOST_LINES, MOST_LETTERS = 1_000, 100_000  # in which options are looked for


class Line(NamedTuple):
    """A line of an answer: the option that it names, whether that is ticked, other words, and whether it has a box."""

    option: Option | None
    ticked: bool
    said: str
    boxed: bool = False


class _Parts(NamedTuple):
    """The parts of a line: the option that it names, the boxes at its head, and the words that are neither."""

    option: Option | None
    boxes: str
    rest: str

    @property
    def ticked(self) -> bool:
        """Whether one of the boxes is ticked."""
        return not TICKS.isdisjoint(self.boxes)

    @property
    def beside(self) -> str:
        """The words beside the boxes, after the option or the box that they are about; "" where there are none."""
        words = self.rest.strip()
        if self.option:
            apart = "" if self.rest.startswith(tuple(",.;:")) else " " if self.option.label.endswith(ENDS) else ": "
            return f"{self.option.label}{apart}{words}" if words else ""
        return f"{TICKED if self.ticked else UNTICKED} {words}".strip() if words or self.ticked else ""


@dataclass(frozen=True)
class OptionReader:
    """Reads which of a field's options are meant; `many` says that any number of them may be chosen."""

    options: Sequence[Option]
    many: bool

    def lines(self, text: str, data: bool) -> Iterator[Line]:
        """Yield each line that says something.

        `data` says that the text is a form's value: there "Off" is no word of anybody's.
        """
        written, further = _first(text)
        if sum(not blank(line) for line in written) == 1:
            written = [self._bare(line) for line in written]
        lines = [self._signed(part) for line in self._apart(written) for part in self._split(line)]
        parted = [self._parts(line) for line in lines]
        if not any(parts.ticked for parts in parted):
            parted = [_ticked_behind(parts) for parts in parted]
        labelled = {parts.option for parts in parted if parts.option and parts.boxes}
        meant = set() if any(parts.boxes for parts in parted) else self._meant(lines, data)
        for line, parts in zip(lines, parted, strict=True):
            option = parts.option
            if parts.boxes:
                yield Line(option, parts.ticked, parts.beside, True)
            elif data and line.strip().casefold() in OFF:
                continue
            elif option and not parts.rest.strip() and option not in labelled:
                # An answer in words, or what is left of a box.
                yield Line(option, option in meant, "")
                labelled = labelled | {option}
            else:
                yield Line(None, False, line)
        if further:
            yield Line(None, False, further)

    def renamed(self, text: str) -> Iterator[str]:
        """Yield the words at boxes that are an option's code, and not its label any more."""
        for line in _first(text)[0]:
            option, boxes, rest = self._parts(line)
            printed = BOXED.sub(r"\2", line).strip()
            if option and boxes and not rest.strip() and not _is_label(printed, option):
                yield printed

    def codes(self, states: Sequence[str]) -> tuple[list[str], list[str]]:
        """Return the options' codes among states, and the states that are none; a label is taken for its code."""
        by_name = {option_key(option.label): option.code for option in self.options}
        by_name |= {option_key(option.code): option.code for option in self.options}  # which go before any label
        codes = [by_name[option_key(state)] for state in states if option_key(state) in by_name]
        return codes, [state for state in states if option_key(state) not in by_name]

    def _bare(self, line: str) -> str:
        """Return a line without the signs around an option, where that is all that it says: "Yes."."""
        bare = BEFORE.sub("", line.rstrip(AROUND), count=1)
        option, rest = self._named(bare)
        return bare if option and not rest else line

    def _apart(self, lines: list[str]) -> list[str]:
        """Return lines with a line for each option, where they name each once and say nothing else.

        This is what is left where a program has made a document of a PDF, in which options may stand side by side.
        """
        named: list[Option] = []
        for line in lines:
            rest = line
            while not blank(rest):
                option, rest = self._named(rest)
                if option is None or len(named) == len(self.options):
                    return lines
                named.append(option)
        return [option.label for option in named] if Counter(named) == Counter(self.options) else lines

    def _split(self, line: str) -> list[str]:
        """Split a line of several options, each with its box before it, or behind it: "☐ Yes ☒ No", "Yes ☒ No ☐"."""
        if line.lstrip().startswith((TICKED, UNTICKED)):
            return [each for part in BESIDE.split(line) for each in self._split_joined(part)]
        if line.rstrip().endswith((TICKED, UNTICKED)) and self._named(line)[0]:
            return [part for part in re.split(rf"(?<=[{TICKED}{UNTICKED}])", line) if part.strip()]
        return [line]

    def _split_joined(self, part: str) -> list[str]:
        """Split lines that have become one before each box that has an option behind it: "☐ Yes☒ No"."""
        made: list[str] = []
        for piece in JOINED.split(part):
            if made and not self._named(piece[1:])[0]:
                made[-1] += piece
            else:
                made.append(piece)
        return made

    def _signed(self, line: str) -> str:
        """Return a line with the box that is meant where somebody has set a sign of their own at an option."""
        for sign, box in ((SIGNED, TICKED), (EMPTY, UNTICKED)):
            found = sign.match(line)
            option, rest = self._named(line[found.end() :]) if found else (None, "")
            if found and option and (not rest.strip() or rest.lstrip()[0] in ",.;:(–"):
                return f"{box} {line[found.end() :]}"
        option, rest = self._named(line)
        found = BEHIND.fullmatch(rest) if option else None
        return f"{found['box'] or TICKED} {line[: len(line) - len(rest)]}" if found else line

    def _parts(self, line: str) -> _Parts:
        mark = MARKED.match(line)
        mark = mark if mark and not self._named(mark[1])[0] else None
        line = line[mark.end() :] if mark else line
        boxes, words = BOXED.fullmatch(line).groups()  # type: ignore[union-attr]  # it matches every line
        option, rest = self._named(words if boxes.strip() else line.removeprefix("/"))  # form data: "/yes"
        return _Parts(option, boxes.strip(), f"{mark[1]} {rest}" if mark else rest)

    def _named(self, words: str) -> tuple[Option | None, str]:
        """Return the option with the longest label that a line begins with, and the rest of the line.

        A label in the same capitals goes before others of its length, and any label before a code: where options were
        worded anew, one's label may be another's code.
        """
        best: tuple[Option | None, str] = (None, words)
        rank = (0, 0)
        for option in self.options:
            for name, kind in ((option.label, 1), (option.code, 0)):
                found = _beginning(name).match(words)
                exact = kind and found is not None and " ".join(found[1].split()) == " ".join(name.split())
                if found and (len(name), kind + exact) > rank:
                    best, rank = (option, words[found.end() :]), (len(name), kind + exact)
        return best

    def _meant(self, lines: Sequence[str], data: bool) -> set[Option]:
        """Return the options that are chosen in words where no box is left: the only one named, or some of many.

        `data` says that the text is a form's value, in which all of many may be chosen.
        """
        named = {option for line in lines for option in self._mentioned(line)}
        several = self.many and (data or len(named) < len(self.options))
        return named if len(named) == 1 or several else set()

    def _mentioned(self, line: str) -> Iterator[Option]:
        """Yield the options that a line names, wherever in it; of labels within labels the longest."""
        named = [(name, rank, each) for each in self.options for rank, name in enumerate((each.code, each.label))]
        for name, _, option in sorted(named, key=lambda each: (len(each[0]), each[1]), reverse=True):
            line, found = re.subn(rf"(?<!\w){_spaced(name)}(?!\w)", "\n", line, flags=re.IGNORECASE)
            if found:
                yield option


def _first(text: str) -> tuple[list[str], str]:
    """Return the lines of a text in which options are looked for, and what follows them in a very long one."""
    text = clean(visible(text))
    end = len(text) if len(text) <= MOST_LETTERS else max(text.rfind("\n", 0, MOST_LETTERS), 0)
    lines = text[:end].split("\n", MOST_LINES)[:MOST_LINES]
    return lines, text[len("\n".join(lines)) :].strip("\n")


def _ticked_behind(parts: _Parts) -> _Parts:
    """Return a line as ticked where its box is left empty and a tick was typed behind the option: "☐ Yes  x"."""
    found = BEHIND.fullmatch(parts.rest) if parts.option and parts.boxes else None
    return _Parts(parts.option, TICKED, "") if found and not found["box"] else parts


def _is_label(printed: str, option: Option) -> bool:
    same = option_key(printed) == option_key(option.label)
    return same or _beginning(option.label).fullmatch(printed) is not None


@lru_cache(maxsize=1024)  # thousands of returns ask for the same ones
def _beginning(name: str) -> re.Pattern[str]:
    return re.compile(rf"\s*({_spaced(name)})(?!\w)", re.IGNORECASE)


def _spaced(name: str) -> str:
    """Return the pattern of a name as it may be printed: its words, and parts of them, may stand in several lines."""
    return r"\s+".join(map(_parted, name.split()))


def _parted(word: str) -> str:
    ends = ("[-\u2010]?" if one.isalpha() and two.isalpha() else "" for one, two in pairwise((*word, "")))
    return "".join(f"{re.escape(letter)}{end}" for letter, end in zip(word, ends, strict=True))
