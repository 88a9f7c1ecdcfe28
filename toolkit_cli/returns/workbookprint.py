"""The print in a return: what its blank workbook prints, so that everything else can be told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import unquote

from toolkit_cli import marks
from toolkit_cli.characters import unlisted
from toolkit_cli.kits import fields, words
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.layout import page as pages
from toolkit_cli.layout.page import NOTHING, Page
from toolkit_cli.returned import RUNNING, Found, Loose, Note, NoteKind, Returned
from toolkit_cli.returns import blankworkbook
from toolkit_cli.returns.blankworkbook import COPY, SHIPPED, BlankWorkbook, Design
from toolkit_cli.returns.printed import PrintedLines, going_on, squeezed, taken
from toolkit_cli.stamp import APART

# A bookmark of ours, before which some programs put the file's own name; ONLYOFFICE leaves out the sign in an RTF.
OURS = re.compile(rf"(?:^|#)(?:{marks.HEADING}|{marks.BOOKMARK}|{marks.CUT})\w+$")
CONTENTS = "contents"  # the place of lines that may end with a page's number


@dataclass(frozen=True)
class Print:
    """Tells what a workbook prints from what people have put into it, by the blank workbook that it was made from."""

    toolkit: Toolkit
    returned: Returned
    design: Design = SHIPPED

    def unprinted(self) -> Returned:
        """Return what was returned without printed words in the answers whose places are `open`.

        They are so in a copy that was pasted without formats, and where tables have become text.
        """
        returned = self.returned
        if not any(found.open for found in returned.found):
            return returned
        blank = self._blank
        running = self._running(blank.paragraphs)
        of_return = self._of_return()
        texts = (*(loose.text for loose in returned.loose or ()), *(found.text for found in returned.found))
        said = Counter(squeezed(unlisted(line)) for text in texts for line in text.split("\n"))

        def printed(found: Found) -> PrintedLines:
            if found.open == "all":
                there = blank.after.get(found.code, ())
                between = Counter(of_return(text) for text, place in there if place != CONTENTS)
                tip = blank.tips.get(found.code, ())
                between.update(() if any(said[line] > 1 for line in tip[1:]) else tip)  # one may be the person's
                return PrintedLines(between, _contents(there), running)
            return PrintedLines(Counter(blank.lists.get(found.code, ())), Counter(), set())

        def without(found: Found) -> Found:
            if not found.open:
                return found
            label, more = _whole(blank.page, found)
            texts = (text.split("\n")[more:] for text in (found.text, found.written))
            text, written = ("\n".join(printed(found).unprinted(lines)).strip("\n") for lines in texts)
            return replace(found, text=text, written=written, label=label)

        return replace(returned, found=tuple(map(without, returned.found)))

    def stray(self, times: int = 1, beside: Collection[Loose] = ()) -> Iterator[Note]:
        """Note every paragraph outside the boxes that the blank workbook does not print.

        `times` is how often its words may stand in the file: a question that somebody has copied brings them along.
        `beside` is what stands beside questions: it may be print from below them, where a program has joined the two.
        """
        outside = (*beside, *(self.returned.loose or ()))
        if not outside:
            return
        blank = (self._blank.lines if self.returned.format == "pdf" else self._blank.paragraphs) * times
        of_return = self._of_return()
        print_ = PrintedLines(
            Counter(of_return(text) for text, place in blank if place not in (*RUNNING, CONTENTS)),
            _contents(blank * 2),  # Word's own list may stand beside ours
            self._running(blank),
        )
        hints = set(map(squeezed, fields.hints(words.of(self.toolkit, self.design.templates))))

        def is_known(loose: Loose) -> bool:
            text = squeezed(loose.text)
            if text and loose.place in RUNNING:
                return print_.runs(text)
            empty = not text or (loose.said and text == NOTHING)  # as a cell for answers has it, beside one with some
            return empty or taken(text, print_.left) or print_.take(loose.text) or (text in hints and not loose.said)

        # What responses said may be the same words as printed ones, which are looked for first.
        known = {id(loose): is_known(loose) for loose in sorted(outside, key=lambda loose: loose.said)}
        others = [loose for loose in outside if not (known[id(loose)] or print_.take_joined(loose.text))]
        lines = [(loose, line) for loose in others for line in loose.text.split("\n") if squeezed(line)]
        added = {id(lines[at][0]) for at in print_.added([line for _, line in lines])}
        for loose in others:
            if id(loose) in added:
                kind: NoteKind = "said" if loose.said else "stray"
                yield Note(kind, loose.text.strip("\n"), near=loose.near, place=loose.place)

    def others(self, times: int = 1) -> Iterator[Note]:
        """Note every picture and link that is none of the workbook's own: its charts and links, and a theme's logo."""
        if not self.returned.others:
            return
        page = self._blank.page
        printed = Counter([page.publisher, *(chart.alt for chart in page.charts.values())] * times)
        pictures = [note for note in self.returned.others if note.kind == "picture"]
        added = [told for note in pictures if (told := _added(note, printed))]
        lost = len(added) == len(pictures)  # a program has dropped what the charts and the logo show
        yield from added[self._blank.pictures * times if lost else 0 :]
        linked = {unquote(run.href).rstrip("/").casefold() for run in pages.text_runs(page.blocks)}
        for note in self.returned.others:
            target = unquote(note.text).rstrip("/").casefold()
            if note.kind == "link" and target not in linked and not OURS.search(target):
                yield note

    def guidance(self) -> Mapping[str, str]:
        """Return what is printed below each question of who is to answer it, by the question's code."""
        return self._blank.guidance

    @cached_property
    def _blank(self) -> BlankWorkbook:
        return blankworkbook.of(self.toolkit, self.returned, self.design)

    def _running(self, blank: Iterable[tuple[str, str]]) -> set[str]:
        """Return what stands at the head and foot of the return's pages, squeezed."""
        copy = self.returned.stamp.copy if self.returned.stamp else ""
        running = {text.replace(COPY, copy) for text, place in blank if place in RUNNING}
        return running | set(filter(None, map(squeezed, self.returned.running)))

    def _of_return(self) -> Callable[[str], str]:
        """Return a function that puts the return's own copy id and version into a line of our blank workbook."""
        toolkit, stamp = self.toolkit, self.returned.stamp
        copy = stamp.copy if stamp else ""
        versions = (toolkit.version, stamp.version if stamp and stamp.version else toolkit.version)
        ours, theirs = (squeezed(f"{APART}{toolkit.toolkit} {version}{APART}") for version in versions)
        return lambda text: text.replace(COPY, copy).replace(ours, theirs)


def _whole(page: Page, found: Found) -> tuple[str, int]:
    """Return a question whose end may stand in lines below it, and in how many."""
    field = page.fields.get(found.code)
    tried = [(asked, hint) for asked in (field.name, field.label) for hint in (page.hint(field), "")] if field else []
    for asked, hint in tried:
        if more := going_on(f"{asked}{hint}", found.label, found.text.split("\n")):
            return asked, more
    return found.label, 0


def _contents(blank: Iterable[tuple[str, str]]) -> Counter[str]:
    return Counter(text for text, place in blank if place == CONTENTS)


def _added(note: Note, left: Counter[str]) -> Note | None:
    """Return the note of a picture that is none of the workbook's; of one that has got a title, what the title says."""
    if taken(note.text, left):
        return None
    title, _, said = note.text.partition("\n")
    return replace(note, text=title) if said and taken(said, left) else note
