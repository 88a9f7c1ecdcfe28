"""Makes a story of printed pages: each question with the box below or beside it as a table, all else as paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit_cli.document.answers import BOX
from toolkit_cli.document.story import Cell, Paragraph, Piece, Row, Story, Table
from toolkit_cli.pdf.printout.areas import Area, Question, asked_on, is_under, rows_below
from toolkit_cli.pdf.printout.lines import Line, ended, goes_on, is_within, joined, paragraphs

MARGIN = 0.1  # of a page's height: the lines at its head and foot stand there
FEWEST, SHARE = 2, 3  # a running line is on at least so many pages, and on a third of all
FOOT = 40.0  # points between the lowest print on a page and an answer that goes on on the next one
DIGITS = re.compile(r"\d+")


@dataclass
class _Open:
    """An answer that may go on on the next page: its question, its cell, its area, and its last paragraph."""

    asked: Question
    cell: Cell
    area: Area
    last: Paragraph | None = None


class PrintedStory:
    """Makes the story of pages, and those of the lines at their heads and feet."""

    def __init__(self, pages: Sequence[Area]) -> None:
        self.story, self.head, self.foot = Story(), Story(), Story()
        self.answers: list[tuple[Area, Question]] = []  # the areas of answers, each with its question
        self._open: list[_Open] = []
        self._claimed: set[Area] = set()  # the areas that belong to questions
        self._ran: set[str] = set()  # the running lines that were found
        self._aslant = Counter(page.aslant for page in pages)
        running = _running(pages)
        for page in pages:
            self._set_aside(page, running)
        ends = [min(map(_bottom, page.in_order()), default=page.place.height) for page in pages]
        for number, page in enumerate(pages):
            # The lowest print on the page before, and on all but the cover, which has no foot and may reach lower.
            self._lowest = min([*ends[1:], *ends[max(number - 1, 0) : number]], default=0.0)
            self._add(page)

    def _set_aside(self, page: Area, running: set[str]) -> None:
        """Take the running lines from a page."""
        for line in list(_marginal(page)):
            if (said := _numberless(line)) in running:
                page.lines.remove(line)
                part = self.head if line.base > page.place.height / 2 else self.foot
                part.paragraphs += [] if said in self._ran else [_paragraph([line])]
                self._ran.add(said)

    def _add(self, page: Area) -> None:
        asked = asked_on(page)
        self._claimed = {each for found in asked.values() for one in found for each in (*one.beside, *one.below)}
        before, self._open = self._open, []
        for item in page.leading():
            each = next((each for each in before if self._goes_on(each, item, asked)), None)
            if each:
                before.remove(each)
                self._claimed.add(item)
        self._area(page, asked)
        if page.aslant:
            part = self.head if self._aslant[page.aslant] >= FEWEST else self.story
            part.paragraphs.append(Paragraph("", None, [Piece(page.aslant)]))

    def _goes_on(self, before: _Open, item: Area, asked: dict[Area, list[Question]]) -> bool:
        """Add an area at the top of a page to an answer on the page before, if it goes on there; say whether it does.

        Programs print the question again above it.
        """
        if item in self._claimed or before.area.place.bottom > self._lowest + FOOT:
            return False
        if found := asked[item]:
            if len(found) > 1 or found[0].code != before.asked.code or not found[0].below:
                return False
            bodies = found[0].below
        elif item.inner or not is_under(item.place, before.area.place):
            return False
        else:  # of a question that the page's end has parted, the box may be below its end
            bodies = [item, *rows_below(item)]
        for number, body in enumerate(bodies):
            self._claimed.add(body)
            self._answer(body, before.asked, before.cell, None if number else before)
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
            self._boxless(asked, cell)
            return
        self._say(asked.lines, cell)
        for each in asked.beside:
            self._answer(each, asked, self._cell(row))
        held: Cell | None = None
        for each in asked.below:
            held = held if held and asked.is_ruled else self._cell(self._row(table))
            self._answer(each, asked, held)

    def _boxless(self, asked: Question, cell: Cell) -> None:
        """Add a question in whose area all of its boxes to tick stand, or else its answer, or nothing."""
        boxed = (at for at, line in enumerate(asked.lines) if at and (line.boxed or BOX.match(line.text)))
        first = next(boxed, 0)
        self._say(asked.lines[: first or 1], cell)
        for said in paragraphs(asked.lines[first or 1 :], asked.area.end):
            self._say(said, cell, boxes=True)
        if not first:  # its box may be on the next page
            self._leave_open(_Open(asked, cell, asked.area))

    def _answer(self, area: Area, asked: Question, cell: Cell, before: _Open | None = None) -> None:
        """Add the answer that stands in an area; `before` is what it goes on from."""
        self.answers.append((area, asked))
        self._fill(area, cell, before)
        last = self.story.paragraphs[-1]
        self._leave_open(_Open(asked, cell, area, last if last.cell is cell else None))

    def _leave_open(self, made: _Open) -> None:
        """Let an answer go on on the next page instead of those above it in its column."""
        place = made.area.place
        self._open = [each for each in self._open if not each.area.place.is_above_or_below(place)]
        self._open.append(made)

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

    def _fill(self, area: Area, cell: Cell, before: _Open | None = None) -> None:
        """Put what stands in an area into a cell; a table in it has a line for each row, tabs between its cells."""
        words: list[Line] = []
        above: Area | None = None  # the rectangle above the words
        for row in area.rows():
            if isinstance(row, Line):
                words.append(row)
                continue
            self._write(words, area, cell, before, fresh=above is not None)
            words, above, before = [], row[0], None
            if len(row) > 1:
                texts = ("\n".join(map(joined, paragraphs(each.lines, each.end))) for each in row)
                self.story.paragraphs.append(Paragraph("", cell, [Piece("\t".join(texts))]))
            else:
                self._fill(row[0], cell)
        self._write(words, area, cell, before, fresh=above is not None)

    def _write(self, words: Sequence[Line], area: Area, cell: Cell, before: _Open | None, fresh: bool) -> None:
        """Put lines of an area into a cell; `fresh` says that the room above them is no room for lines."""
        for number, each in enumerate(paragraphs(words, area.end)):
            if number == 0 and before and before.last and _goes_on(before.area.lines[-1:], each[0], area):
                _go_on(before.last, before.area.lines[-1], each, area)
                continue
            if number or not fresh:
                self.story.paragraphs += [Paragraph("", cell) for _ in range(each[0].gap)]
            self._say(each, cell, boxes=True)

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


def _goes_on(last: Sequence[Line], line: Line, area: Area) -> bool:
    """Say whether the last line of a page goes on in a line of an area on the next page."""
    return any(goes_on(each, line, area.end) for each in last) and not line.boxed


def _go_on(paragraph: Paragraph, last: Line, said: Sequence[Line], area: Area) -> None:
    """Let a paragraph go on on the next page."""
    within = is_within(last, said[0], area.end - min(line.left for line in area.lines), area.end)
    paragraph.pieces[-1].text = ended(paragraph.pieces[-1].text, within)
    paragraph.pieces.append(Piece(joined(said)))


def _paragraph(said: Sequence[Line], boxes: bool = False) -> Paragraph:
    if not (boxes and said[0].boxed):
        return Paragraph("", None, [Piece(joined(said))])
    pieces: list[Piece] = []
    for number, line in enumerate(said):
        if number and pieces[-1].ticked is None:
            pieces[-1].text = ended(pieces[-1].text)
        pieces += (Piece(each) if isinstance(each, str) else Piece("", "", None, each.ticked) for each in line.parts())
    return Paragraph("", None, pieces)


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
