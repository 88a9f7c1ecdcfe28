"""The blank workbook that a stamp names: what it prints, so that everything else in a return can be told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import unquote

from toolkit_cli import filetypes, formats, marks
from toolkit_cli.building import build
from toolkit_cli.characters import unlisted
from toolkit_cli.kits import fields, selection, words
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.layout import guidance as guided
from toolkit_cli.layout import page as pages
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import EMPTY
from toolkit_cli.layout.leftout import LeftOut
from toolkit_cli.layout.page import NOTHING, Aside, FieldBox, Listing, Output, Page, Paragraph, Together, plain, walk
from toolkit_cli.returned import RUNNING, Found, Loose, Note, Returned
from toolkit_cli.returns.parts import selected
from toolkit_cli.returns.printed import PrintedLines, going_on, squeezed, taken
from toolkit_cli.stamp import APART, Stamp

# A bookmark of ours, before which some programs put the file's own name.
OURS = re.compile(rf"#(?:{marks.HEADING}|{marks.BOOKMARK}|{marks.CUT})\w+$")
CONTENTS = "contents"  # the place of lines that may end with a page's number
COPY = "c" * 12  # stands for the copy id, in which one workbook differs from another


@dataclass(frozen=True)
class Design:
    """What of a user's own a workbook was printed with: templates and words, and a theme, whose marks are words too."""

    templates: Path | None = None
    theme: Path | None = None

    def files(self) -> list[Path]:
        """Return all files of it."""
        below = sorted(path for path in self.templates.rglob("*") if path.is_file()) if self.templates else []
        return [*below, *([self.theme] if self.theme else [])]


SHIPPED = Design()


def stray(toolkit: Toolkit, returned: Returned, times: int = 1, design: Design = SHIPPED) -> Iterator[Note]:
    """Note every paragraph outside the boxes that the blank workbook does not print.

    The workbook's own words may stand in the file `times` over: a question that somebody has copied brings them along.
    """
    if not returned.loose:
        return
    made = _blank(toolkit, returned, design)
    blank = (made.lines if returned.format == "pdf" else made.paragraphs) * times
    of_return = _of_return(toolkit, returned.stamp)
    print_ = PrintedLines(
        Counter(of_return(text) for text, place in blank if place not in (*RUNNING, CONTENTS)),
        _contents(blank * 2),  # Word's own list may stand beside ours
        _running(blank, returned),
    )

    hints = set(map(squeezed, fields.hints(words.of(toolkit, design.templates))))

    def is_known(loose: Loose) -> bool:
        text = squeezed(loose.text)
        if text and loose.place in RUNNING:
            return text in print_.running or (loose.place == "footer" and print_.runs(text))
        empty = not text or (loose.said and text == NOTHING)  # as a cell for answers has it, beside one with some
        return empty or taken(text, print_.left) or print_.take(loose.text) or (text in hints and not loose.said)

    # What responses said may be the same words as printed ones, which are looked for first.
    known = {id(loose): is_known(loose) for loose in sorted(returned.loose, key=lambda loose: loose.said)}
    others = [loose for loose in returned.loose if not known[id(loose)]]
    lines = [(loose, line) for loose in others for line in loose.text.split("\n") if squeezed(line)]
    added = {id(lines[at][0]) for at in print_.added([line for _, line in lines])}
    for loose in others:
        if id(loose) in added:
            yield Note("said" if loose.said else "stray", loose.text.strip("\n"), near=loose.near, place=loose.place)


def guidance(toolkit: Toolkit, returned: Returned, design: Design = SHIPPED) -> Mapping[str, str]:
    """Return what the blank workbook prints below each question of who is to answer it, by the question's code."""
    return guided.of(_blank(toolkit, returned, design).page)


def _edition(toolkit: Toolkit, returned: Returned, design: Design) -> str:
    """Return the edition that the stamp names, or that is printed; else the one in which more is printed."""
    if returned.stamp and returned.stamp.edition in selection.EDITIONS:
        return returned.stamp.edition
    said = words.of(toolkit, design.templates)
    printed = "\n".join(loose.text for loose in returned.loose or () if not loose.near or loose.place in RUNNING)
    return next((edition for edition in selection.EDITIONS if said[f"edition_{edition}"] in printed), "facilitator")


def unprinted(toolkit: Toolkit, returned: Returned, design: Design = SHIPPED) -> Returned:
    """Take printed words out of the answers whose places are `open`.

    They are so in a copy that was pasted without formats, and where tables have become text.
    """
    if not any(found.open for found in returned.found):
        return returned
    blank = _blank(toolkit, returned, design)
    running = _running(blank.paragraphs, returned)
    of_return = _of_return(toolkit, returned.stamp)
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


def _running(blank: Iterable[tuple[str, str]], returned: Returned) -> set[str]:
    copy = returned.stamp.copy if returned.stamp else ""
    running = {text.replace(COPY, copy) for text, place in blank if place in RUNNING}
    return running | set(filter(None, map(squeezed, returned.running)))


def _of_return(toolkit: Toolkit, stamp: Stamp | None) -> Callable[[str], str]:
    """Return a function that puts the return's own copy id and version into a line of our blank workbook."""
    copy = stamp.copy if stamp else ""
    versions = (toolkit.version, stamp.version if stamp and stamp.version else toolkit.version)
    ours, theirs = (squeezed(f"{APART}{toolkit.toolkit} {version}{APART}") for version in versions)
    return lambda text: text.replace(COPY, copy).replace(ours, theirs)


def others(toolkit: Toolkit, returned: Returned, times: int = 1, design: Design = SHIPPED) -> Iterator[Note]:
    """Note every picture and link that is none of the workbook's own: its charts and links, and a theme's logo."""
    if not returned.others:
        return
    page = _blank(toolkit, returned, design).page
    printed = Counter([page.publisher, *(chart.alt for chart in page.charts.values())] * times)
    pictures = [note for note in returned.others if note.kind == "picture"]
    added = [told for note in pictures if (told := _added(note, printed))]
    lost = len(added) == len(pictures)  # a program has dropped what the charts show
    yield from added[len(page.charts) * times if lost else 0 :]
    linked = {unquote(run.href).rstrip("/").casefold() for run in pages.running(page.blocks)}
    for note in returned.others:
        target = unquote(note.text).rstrip("/").casefold()
        if note.kind == "link" and target not in linked and not OURS.search(target):
            yield note


def _added(note: Note, left: Counter[str]) -> Note | None:
    """Return the note of a picture that is none of the workbook's; of one that has got a title, what the title says."""
    if taken(note.text, left):
        return None
    title, _, said = note.text.partition("\n")
    return replace(note, text=title) if said and taken(said, left) else note


@dataclass(frozen=True)
class _Blank:
    """A blank workbook: an edition of a selection of a toolkit's items. What it prints is made when it is asked for."""

    toolkit: Toolkit
    design: Design
    edition: str
    items: tuple[str, ...]

    @cached_property
    def page(self) -> Page:
        page = build.page(selected(self.toolkit, self.items), self.edition, templates=self.design.templates)
        return replace(page, stamp=replace(page.stamp, copy=COPY, personal=True))  # it prints a line more

    def written(self, name: str) -> bytes:
        """Return its file in a format."""
        return formats.write(name, self.page, theme.load(self.design.theme, templates=self.design.templates), EMPTY)

    @cached_property
    def loose(self) -> Sequence[Loose]:
        """What stands outside the boxes, as our own reader finds it."""
        return filetypes.reader("docx")(self.written("docx")).loose or ()

    @cached_property
    def paragraphs(self) -> tuple[tuple[str, str], ...]:
        """What stands outside the boxes, squeezed, each with its place."""
        printed = ((text, loose.place) for loose in self.loose for text in self._ever(squeezed(loose.text)))
        return (*printed, *self._unprinted)

    def _ever(self, text: str) -> Iterator[str]:
        """Yield a squeezed text as it is printed, and as workbooks of before had it, if it is not empty."""
        yield from filter(None, dict.fromkeys((text, self._left_out.earlier(text))))

    @cached_property
    def _left_out(self) -> LeftOut:
        return LeftOut(words.of(self.toolkit, self.design.templates)["left_out"])

    @cached_property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """The lines on its pages, squeezed, as `paragraphs` are."""
        from toolkit_cli.pdf.reading import extract  # hardly ever needed

        return (*((squeezed(line), "") for line in extract.lines(self.written("pdf"))), *self._unprinted)

    @cached_property
    def _unprinted(self) -> tuple[tuple[str, str], ...]:
        """What stands above answers where some are printed, and in the place of a chart where a program drops it."""
        titles = (block.title for block in walk(self.page.blocks) if isinstance(block, Output))
        alternatives = (chart.alt for chart in self.page.charts.values())
        return tuple((squeezed(text), "") for text in (*titles, *alternatives) if text)

    @cached_property
    def after(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """What is printed between each question and the next, squeezed, each with its place, by the question's code."""
        made: dict[str, list[tuple[str, str]]] = {}
        for loose in self.loose:
            lines = list(filter(None, map(squeezed, loose.text.split("\n"))))
            lines += [squeezed(loose.text)] if len(lines) > 1 else []  # earlier, an address stood behind its source
            lines = [each for line in lines for each in self._ever(line)]
            made.setdefault(loose.near, []).extend((line, loose.place) for line in lines)
        return made

    @cached_property
    def tips(self) -> Mapping[str, Sequence[str]]:
        """The notes for facilitators that stand ahead of a question, squeezed, their title first, by its code.

        In earlier workbooks they stand behind its box.
        """
        made: dict[str, list[str]] = {}
        for group in (block for block in walk(self.page.blocks) if isinstance(block, Together)):
            lines: list[str] = []
            for block in group.blocks:
                if isinstance(block, Aside) and block.role == "tip":
                    lines = [block.title]
                    for each in walk(block.blocks):
                        lines += [plain(each.runs)] if isinstance(each, Paragraph) else []
                        lines += map(plain, each.items) if isinstance(each, Listing) else []
                elif isinstance(block, FieldBox) and lines:
                    made[block.code] = [*map(squeezed, lines)]
        return made

    @cached_property
    def lists(self) -> Mapping[str, Sequence[str]]:
        """The items of the lists that are printed right behind a question, squeezed, by its code."""
        made: dict[str, list[str]] = {}
        code = ""
        for block in walk(self.page.blocks):
            if isinstance(block, FieldBox):
                code = block.code
            elif isinstance(block, Listing):
                made.setdefault(code, []).extend(
                    each for item in block.items for each in self._ever(squeezed(plain(item)))
                )
            elif not isinstance(block, Together) and not (isinstance(block, Paragraph) and block.role == "guidance"):
                code = ""
        return made


_kept = lru_cache(maxsize=32)(_Blank)


def _blank(toolkit: Toolkit, returned: Returned, design: Design) -> _Blank:
    """Return the blank workbook that a return was made from; thousands of returns are of one."""
    return _kept(toolkit, design, _edition(toolkit, returned, design), returned.stamp.items if returned.stamp else ())
