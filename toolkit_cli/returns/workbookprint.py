"""The print in a return: what its blank workbook prints, so that everything else can be told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

from toolkit_cli import marks
from toolkit_cli.characters import unlisted
from toolkit_cli.kits import fields, words
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.layout import page as pages
from toolkit_cli.layout.page import NOTHING, Page
from toolkit_cli.returned import RUNNING, Found, Loose, Note, Returned
from toolkit_cli.returns import blankworkbook
from toolkit_cli.returns.blankworkbook import COPY, BlankWorkbook
from toolkit_cli.returns.design import SHIPPED, Design
from toolkit_cli.returns.parts import SIGNED
from toolkit_cli.returns.pieces import Pieces, together
from toolkit_cli.returns.printed import PrintedLines, going_on, often, squeezed, taken, target
from toolkit_cli.stamp import APART

# A bookmark of ours, before which some programs put the file's own name; ONLYOFFICE leaves out the sign in an RTF.
OURS = re.compile(rf"(?:^|#)(?:{marks.HEADING}|{marks.BOOKMARK}|{marks.CUT})\w+$")
REPEATED = 50  # times that a line may stand on printed pages
NUMBERED = re.compile(r"\w+ ?[0-9]+")  # how programs name what they draw
CONTENTS = "contents"  # the place of lines that may end with a page's number


@dataclass(frozen=True)
class Print:
    """Tells what a workbook prints from what people have put into it, by the blank workbook that it was made from."""

    toolkit: Toolkit
    returned: Returned
    design: Design = SHIPPED
    earlier: tuple[Toolkit, ...] = ()  # other states of it, of one of which the workbook may be

    def unprinted(self) -> Returned:
        """Return what was returned without printed words in the answers whose places are `open`.

        They are so in a copy that was pasted without formats, and where tables have become text. Where pages have
        become text, print may stand in answers of any place.
        """
        paged = self._is_of_pages
        found = tuple(self._unprinted(each) if each.open or paged else each for each in self.returned.found)
        return replace(self.returned, found=found)

    def _unprinted(self, found: Found) -> Found:
        """Return a place without what is printed there; the lines in which its question goes on belong to its label."""
        label, more = _whole(self._blank.page, found)
        text, written = (self._without_print(found, text.split("\n")[more:]) for text in (found.text, found.written))
        return replace(found, text=text, written=written, label=label)

    def _without_print(self, found: Found, lines: Sequence[str]) -> str:
        """Return lines in a place without the printed ones: paragraphs first, and what is left of lines of pages."""
        printed = self._printed_at(found)
        before = Counter(printed.left)
        lines = printed.unprinted(lines)
        if self._is_of_pages:
            lines = self._drawn_at(found, before - printed.left).unprinted(lines)
        return "\n".join(lines).strip("\n")

    def _drawn_at(self, found: Found, gone: Counter[str]) -> PrintedLines:
        """Return the lines of the blank workbook's pages in a place, but for options and for what is `gone` already.

        LibreOffice puts a question before its code, so that the next one may stand there, and a hint into a line of its
        own. Of a printout, its reader has told what is at head and foot of pages, and charts, from what is in boxes.
        """
        field = self._blank.page.fields.get(found.code)
        offered = {squeezed(option.label) for option in field.options} if field else set()
        apart = offered | self._running | self._blank.charted if self.returned.printed_out else offered
        there = (*self._blank.drawn.get(found.code, ()), *self._blank.asked_after(found.code, self._labels))
        hinted = ((line, hint) for line in there for hint in self._hints if line.endswith(hint))
        parted = (part for line, hint in hinted for part in (line.removesuffix(hint), hint))
        drawn = (line for line in (*there, *parted, *self._blank.marked.get(found.code, ())) if line not in apart)
        return PrintedLines(Counter(map(self._of_return, drawn)) - gone, Counter(), set())

    def _printed_at(self, found: Found) -> PrintedLines:
        """Return what the blank workbook prints in a place: up to the next question, or the lists behind it."""
        blank = self._blank
        if found.open != "all":
            lists = blank.lists.get(found.code, ()) if found.open else ()
            runs = self._is_of_pages and not self.returned.printed_out
            return PrintedLines(Counter(lists), Counter(), self._running if runs else set())
        codes = self._up_to_next(found.code)
        there = [each for code in codes for each in self._without_other_numbers(code)]
        between = Counter(self._of_return(text) for text, place in there if place != CONTENTS)
        tip = blank.tips.get(found.code, ())
        if not any(self._said[line] > 1 for line in tip[1:]):  # else one of the two may be the person's
            between.update(tip)
        return PrintedLines(between, _contents(there), self._running)

    def _without_other_numbers(self, code: str) -> Iterator[tuple[str, str]]:
        """Yield what is printed after a question; lines with the number that they have here or, if it is not, another.

        A workbook of other items numbers them otherwise.
        """
        there, exactly = self._blank.after.get(code, ()), self._blank.exactly.get(code, set())
        told = {self._blank.numbered(text) for text in exactly if text in self._said}
        for text, place in there:
            number = self._blank.numbered(text)
            if text in exactly or not any(number) or number not in told:
                yield text, place

    def _up_to_next(self, code: str) -> Sequence[str]:
        """Return a question's code and, without a stamp, those that the workbook may have left out before the next."""
        asked = list(self._blank.page.fields)
        if self.returned.stamp or code not in asked:
            return [code]
        return [code, *takewhile(lambda each: each not in self._labels, asked[asked.index(code) + 1 :])]

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        return {found.code: squeezed(found.label) for found in self.returned.found}

    @cached_property
    def _said(self) -> Counter[str]:
        """All lines of the return, in answers and outside of them, squeezed."""
        texts = (*(loose.text for loose in self.returned.loose or ()), *(found.text for found in self.returned.found))
        return Counter(squeezed(unlisted(line)) for text in texts for line in text.split("\n"))

    def stray(self, times: int = 1, beside: Collection[Loose] = ()) -> Iterator[Note]:
        """Note every paragraph outside the boxes that the blank workbook does not print.

        `times` is how often its words may stand in the file: a question that somebody has copied brings them along.
        `beside` is what stands beside questions: it may be print from below them, where a program has joined the two.
        """
        outside = (*beside, *(self.returned.loose or ()))
        if outside:
            yield from min((list(self._stray(outside, printed)) for printed in self._printed_outside(times)), key=len)

    def _stray(self, outside: Sequence[Loose], printed: PrintedLines) -> Iterator[Note]:
        """Note every paragraph among those outside the boxes that is not printed."""
        # What responses said may be the same words as printed ones, which are looked for first. Of paragraphs that are
        # equal some may be known and others not: each is told by its identity.
        in_turn = sorted(outside, key=lambda loose: loose.said)
        known = {id(loose) for loose in in_turn if self._is_known(loose, printed)}
        others = [loose for loose in outside if id(loose) not in known and not printed.take_joined(loose.text)]
        lines = [(loose, line) for loose in others for line in loose.text.split("\n") if squeezed(line)]
        places = list(printed.added(texts := [line for _, line in lines]))
        added = {id(lines[at][0]) for at in (self._pieces.others(texts, places) if self._pieces else places)}
        made = [(at, _stray(loose)) for at, loose in enumerate(outside) if id(loose) in added]
        yield from together(made) if self.returned.printed_out else (note for _, note in made)

    def _printed_outside(self, times: int) -> Iterator[PrintedLines]:
        """Yield what the blank workbook prints outside the boxes, `times` times; what came back as print is of either.

        Either format's lines are other ones; where a program has made a document of the PDF, some are and some are not.
        """
        further = () if self.returned.printed_out or not self._is_of_pages else self._on_pages
        if self.returned.printed_out:  # each page may repeat the head of a table
            contents = [(SIGNED.sub("", text), place) for text, place in self._blank.paragraphs if place == CONTENTS]
            ways, times = [(*each, *contents) for each in (self._blank.paragraphs, self._blank.lines)], REPEATED
        else:
            ways = [self._outside]
        for outside in ways:
            between = (self._of_return(text) for text, place in outside if place not in (*RUNNING, CONTENTS))
            left = often(between, times) + Counter(self._of_return(text) for text, _ in further)
            yield PrintedLines(left, _contents(outside, 2 * times), self._running)  # Word's contents may be beside ours

    @cached_property
    def _pieces(self) -> Pieces | None:
        """What of a printed paragraph may stand on a page of a printout; None for any other return."""
        if not self.returned.printed_out:
            return None
        outside = (*self._blank.paragraphs, *self._on_pages)
        return Pieces([*(self._of_return(text) for text, _ in outside), *self._running])

    @property
    def _on_pages(self) -> tuple[tuple[str, str], ...]:
        """What stands on the blank workbook's pages, each with its place; the first question may precede its code."""
        return (*self._blank.lines, *((line, "") for line in self._blank.asked_next.get("", ())))

    def _is_known(self, loose: Loose, printed: PrintedLines) -> bool:
        """Say whether a paragraph outside the boxes is empty or printed; what is printed is taken."""
        text = squeezed(loose.text)
        if not text:
            return True
        if loose.place in RUNNING:
            return printed.runs(text) or (self._pieces is not None and self._pieces.runs(text))
        if loose.said and text == NOTHING:  # as a cell for answers has it, beside one with some
            return True
        # Most are as they were printed, which is quickly seen.
        return taken(text, printed.left) or printed.take(loose.text) or (text in self._hints and not loose.said)

    @cached_property
    def _hints(self) -> set[str]:
        return set(map(squeezed, fields.hints(words.of(self.toolkit, self.design.templates))))

    def others(self, times: int = 1) -> Iterator[Note]:
        """Note every picture and link that is none of the workbook's own: its charts and links, and a theme's logo."""
        pictures = [note for note in self.returned.others if note.kind == "picture"]
        links = [note for note in self.returned.others if note.kind == "link"]
        if pictures:
            yield from self._added_pictures(pictures, times)
        if links:
            linked = {target(run.href) for run in pages.text_runs(self._blank.page.blocks)}
            for note in links:
                if (to := target(note.text)) not in linked and not OURS.search(to):
                    yield note

    def _added_pictures(self, pictures: Sequence[Note], times: int) -> Sequence[Note]:
        """Return the notes of pictures that are none of the workbook's."""
        page = self._blank.page
        printed = Counter([page.publisher, *(chart.alt for chart in page.charts.values())] * times)
        added = [told for note in pictures if (told := _added(note, printed))]
        if len(added) == len(pictures):
            added = added[self._blank.pictures * times :]  # a program has dropped what the charts and the logo show
        return list(_counted(added)) if self._is_of_pages else added

    def guidance(self) -> Mapping[str, str]:
        """Return what is printed below each question of who is to answer it, by the question's code."""
        return self._blank.guidance

    @cached_property
    def _blank(self) -> BlankWorkbook:
        return blankworkbook.of(self.toolkit, self.returned, self.design, self.earlier)

    @property
    def _outside(self) -> tuple[tuple[str, str], ...]:
        """What the blank workbook prints outside the boxes, squeezed, each with its place."""
        in_form = self.returned.format == "pdf" and not self.returned.printed_out
        return self._blank.lines if in_form else self._blank.paragraphs

    @cached_property
    def _running(self) -> set[str]:
        """What stands at the head and foot of the return's pages, squeezed."""
        running = {text.replace(COPY, self._copy) for text, place in self._outside if place in RUNNING}
        if self._is_of_pages:  # a program may have made a paragraph of each part
            parts = (part for loose in self._blank.loose if loose.place in RUNNING for part in loose.text.split("\t"))
            running |= {squeezed(part).replace(COPY, self._copy) for part in parts if part.strip()}
        return running | set(filter(None, map(squeezed, self.returned.running)))

    @cached_property
    def _of_return(self) -> Callable[[str], str]:
        """A function that puts the return's own copy id and version into a line of our blank workbook."""
        toolkit, stamp, copy = self.toolkit, self.returned.stamp, self._copy
        versions = (toolkit.version, stamp.version if stamp and stamp.version else toolkit.version)
        ours, theirs = (squeezed(f"{APART}{toolkit.toolkit} {version}{APART}") for version in versions)
        return lambda text: text.replace(COPY, copy).replace(ours, theirs)

    @property
    def _copy(self) -> str:
        """The copy's id, which stands at the foot of pages; as a foot has it where the stamp is lost."""
        stamp = self.returned.stamp
        return (stamp.copy if stamp else "") or next(iter(self._feet), "")

    @property
    def _is_of_pages(self) -> bool:
        """Whether a program has made the document of a PDF: the feet of pages stand among its words."""
        return self.returned.printed_out or len(self._feet) > 1

    @cached_property
    def _feet(self) -> Sequence[str]:
        """The copy's id at each foot of a page that stands among the words of a document."""
        if self.returned.format == "pdf":
            return ()
        texts = [loose.text for loose in self.returned.loose or () if loose.place not in RUNNING]
        texts += [found.text for found in self.returned.found]
        foot = rf"{re.escape(self.toolkit.toolkit)}\s+[\w.+-]+\s+{APART.strip()}\s+[^\n·]+\s([0-9a-f]{{12}})\b"
        return re.findall(foot, "\n".join(texts))


def _whole(page: Page, found: Found) -> tuple[str, int]:
    """Return a question whose end may stand in lines below it, and in how many."""
    field = page.fields.get(found.code)
    tried = [(asked, hint) for asked in (field.name, field.label) for hint in (page.hint(field), "")] if field else []
    for asked, hint in tried:
        if more := going_on(f"{asked}{hint}", found.label, found.text.split("\n")):
            return asked, more
    return found.label, 0


def _stray(loose: Loose) -> Note:
    return Note("said" if loose.said else "stray", loose.text.strip("\n"), near=loose.near, place=loose.place)


def _contents(blank: Iterable[tuple[str, str]], times: int = 1) -> Counter[str]:
    return often((text for text, place in blank if place == CONTENTS), times)


def _counted(pictures: Sequence[Note]) -> Iterator[Note]:
    """Yield notes of pictures; one of all that have no words, as what a program made of the lines of pages."""
    told = [note for note in pictures if note.text and not NUMBERED.fullmatch(note.text)]
    if others := len(pictures) - len(told):
        yield Note("picture", text=f"{others} of them" * (others > 1))
    yield from told


def _added(note: Note, left: Counter[str]) -> Note | None:
    """Return the note of a picture that is none of the workbook's; of one that has got a title, what the title says."""
    if taken(note.text, left):
        return None
    title, _, said = note.text.partition("\n")
    return replace(note, text=title) if said and taken(said, left) else note
