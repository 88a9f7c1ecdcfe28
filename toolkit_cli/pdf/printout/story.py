"""Makes a story of printed pages: each question with the box below or beside it as a table, all else as paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit_cli.document.answers import BOX
from toolkit_cli.document.story import Cell, Paragraph, Piece, Row, Story, Table
from toolkit_cli.pdf.printout.areas import Area, Question, asked_on, is_under
from toolkit_cli.pdf.printout.lines import Line, goes_on, joined, paragraphs

MARGIN = 0.1  # of a page's height: the lines at its head and foot stand there
FEWEST, SHARE = 2, 3  # a running line is on at least so many pages, and on a third of all
FOOT = 40.0  # points between the lowest print on a page and an answer that goes on on the next one
DIGITS = re.compile(r"\d+")


@dataclass
class _Open:
    """An answer that may go on on the next page: its question, its cell and its area."""

    asked: Question
    cell: Cell
    area: Area


class PrintedStory:
    """Makes the story of pages, and those of the lines at their heads and feet."""

    def __init__(self, pages: Sequence[Area]) -> None:
        self.story, self.head, self.foot = Story(), Story(), Story()
        self.answers: list[tuple[Area, Question]] = []  # the areas of answers, each with its question
        self._open: _Open | None = None
        self._claimed: set[Area] = set()  # the areas that belong to questions
        running = _running(pages)
        for page in pages:
            self._set_aside(page, running)
        self._lowest = min((_bottom(item) for page in pages for item in page.in_order()), default=0.0)
        for page in pages:
            self._add(page)

    def _set_aside(self, page: Area, running: set[str]) -> None:
        """Take the running lines from a page."""
        for line in list(_marginal(page)):
            if _numberless(line) in running:
                page.lines.remove(line)
                part = self.head if line.base > page.place.height / 2 else self.foot
                part.paragraphs.append(_paragraph([line]))

    def _add(self, page: Area) -> None:
        asked = asked_on(page)
        self._claimed = {each for found in asked.values() for one in found for each in (*one.beside, *one.below)}
        before, self._open = self._open, None
        if page.aslant:
            self.story.paragraphs.append(Paragraph("", None, [Piece(page.aslant)]))
        first = next(iter(page.in_order()), None)
        if before and isinstance(first, Area) and first not in self._claimed and self._goes_on(before, first, asked):
            self._claimed.add(first)
        self._area(page, asked)

    def _goes_on(self, before: _Open, item: Area, asked: dict[Area, list[Question]]) -> bool:
        """Add an area at the top of a page to the answer on the page before, if it goes on there; say whether it does.

        Programs print the question again above it.
        """
        if before.area.place.bottom > self._lowest + FOOT:
            return False
        if found := asked[item]:
            if len(found) > 1 or found[0].code != before.asked.code or not found[0].below:
                return False
            body = found[0].below[0]
        elif item.inner or not is_under(item.place, before.area.place):
            return False
        else:
            body = item
        self._answer(body, before.asked, before.cell, before.area.lines[-1:])
        return True

    def _area(self, area: Area, asked: dict[Area, list[Question]]) -> None:
        """Add what stands in an area: its questions with their boxes, and its words."""
        heads = {one.lines[0]: one for one in asked[area]}
        held = {line for one in asked[area] for line in one.lines}
        words: list[Line] = []  # that stand one below the other
        for item in area.in_order():
            if isinstance(item, Line) and item not in held:
                words.append(item)
                continue
            self._say_all(words, area)
            words = []
            if isinstance(item, Line):
                if item in heads:
                    self._question(heads[item])
            elif item not in self._claimed:
                self._area(item, asked)
        self._say_all(words, area)

    def _question(self, asked: Question) -> None:
        """Add a question with what is beside it, below it or in it; outside of rectangles, only with its lines."""
        if asked.area.outer is None and not asked.below:
            for line in asked.lines:
                self._say([line], boxes=True)
            return
        table = Table(None)
        row = self._row(table)
        cell = self._cell(row)
        if not asked.beside and not asked.below:
            lines = asked.lines
            boxed = (at for at, line in enumerate(lines) if at and (line.boxed or BOX.match(line.text)))
            first = next(boxed, len(lines))
            self._say(lines[:first], cell)
            for line in lines[first:]:
                self._say([line], cell, boxes=True)
            return
        self._say(asked.lines, cell)
        for each in asked.beside:
            self._answer(each, asked, self._cell(row))
        for each in asked.below:
            self._answer(each, asked, self._cell(self._row(table)))

    def _answer(self, area: Area, asked: Question, cell: Cell, before: Sequence[Line] = ()) -> None:
        """Add the answer that stands in an area; `before` is the last line of the page before if it goes on there."""
        self.answers.append((area, asked))
        self._fill(area, cell, before)
        self._open = _Open(asked, cell, area)

    def _row(self, table: Table) -> Row:
        row = Row(table, table.height)
        table.height += 1
        self.story.rows.append(row)
        return row

    def _cell(self, row: Row) -> Cell:
        cell = Cell(row, row.width)
        row.width += 1
        self.story.cells.append(cell)
        return cell

    def _fill(self, area: Area, cell: Cell, before: Sequence[Line] = ()) -> None:
        """Put an area's words into a cell, after the line that was `before` them if there is one."""
        for number, each in enumerate(paragraphs(area.lines, area.end)):
            if number == 0 and before and not each[0].boxed and goes_on(before[0], each[0], area.end):
                held = self.story.paragraphs[-1].pieces
                space = "" if held[-1].text[-1:].isspace() else " "
                held.append(Piece(f"{space}{joined(each)}"))
                continue
            self.story.paragraphs += [Paragraph("", cell) for _ in range(each[0].gap)]
            self._say(each, cell, boxes=True)
        for inner in area.inner:
            self._fill(inner, cell)

    def _say_all(self, words: Sequence[Line], area: Area) -> None:
        """Add print: a paragraph for each line of a page, and one with all lines of any other area."""
        if area.outer is None:
            for line in words:
                self._say([line])
        elif words:
            self.story.paragraphs.append(Paragraph("", None, [Piece("\n".join(line.text for line in words))]))

    def _say(self, said: Sequence[Line], cell: Cell | None = None, boxes: bool = False) -> None:
        """Add a paragraph; `boxes` says that squares in it are boxes to tick, and not those of a chart's legend."""
        made = _paragraph(said, boxes)
        made.cell = cell
        self.story.paragraphs.append(made)


def _paragraph(said: Sequence[Line], boxes: bool = False) -> Paragraph:
    if boxes and said[0].boxed:
        runs = [run for line in said for run in line.runs]
        return Paragraph(
            "", None, [Piece("", "", None, run.box.ticked) if run.box else Piece(run.text) for run in runs]
        )
    return Paragraph("", None, [Piece(joined(said))])


def _running(pages: Sequence[Area]) -> set[str]:
    """Return the lines that stand at the head or foot of many pages, without their numbers."""
    found = Counter(line for page in pages for line in {_numberless(each) for each in _marginal(page)})
    return {line for line, count in found.items() if count >= max(FEWEST, len(pages) / SHARE)}


def _marginal(page: Area) -> Iterator[Line]:
    height = page.place.height
    for line in page.lines:
        if line.base > height * (1 - MARGIN) or line.base < height * MARGIN:
            yield line


def _numberless(line: Line) -> str:
    return DIGITS.sub("", "".join(line.text.split()))


def _bottom(item: Line | Area) -> float:
    return item.base if isinstance(item, Line) else item.place.bottom
