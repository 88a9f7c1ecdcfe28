"""Finds questions: the paragraphs that head fields, by the bookmark in them or by the code that is printed there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from toolkit_cli.document.story import Cell, Paragraph, Row, Story, Table
from toolkit_cli.document.styles import QUESTION
from toolkit_cli.marks import FIELD_CODE
from toolkit_cli.returned import Open

PRINTED_CODE = re.compile(rf"\s*\[({FIELD_CODE.pattern})\]")
ANYWHERE = re.compile(rf"\[({FIELD_CODE.pattern})\]")
MOST_WITHIN = 20  # codes of a paragraph, behind other words, of which one may be its own
IsCode = Callable[[str, str], bool]  # says whether a text in brackets may be a question's code, given its paragraph


@dataclass(eq=False)
class Place:
    """Where a field's answer stands.

    `head` is the paragraph with the question, None where the question is gone; `body` holds the answer's paragraphs.
    `bookmark` and `printed` are the codes at the question, of its bookmark and in its words, "" where there is none;
    `sure` says that more than the printed code shows that it is a question. `code`, `anchor` and `open` are those of
    `Found`; `doubts` are sentences for a note each.
    """

    head: Paragraph | None
    body: list[Paragraph] = field(default_factory=list)
    bookmark: str = ""
    printed: str = ""
    sure: bool = True
    code: str = ""
    anchor: str = ""
    doubts: list[str] = field(default_factory=list)
    open: Open = ""

    @property
    def asked(self) -> str:
        """The code at the question: the bookmark's, else the printed one."""
        return self.bookmark or self.printed

    @property
    def cell(self) -> Cell | None:
        """The cell of the question or, where that is gone, of the answer; None outside of tables."""
        return self.head.cell if self.head else self.body[0].cell

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield the question's paragraph, if it is there, and the answer's."""
        if self.head:
            yield self.head
        yield from self.body

    def set_code(self, asked: Set[str] | None = None) -> None:
        """Set the code: that of the tag, the bookmark or the print, of which two that agree outvote the third.

        `asked` are the codes at the document's questions: a tag with another code is of a control that was copied here.
        """
        held = tags_of(self.body)
        tags = [code for code in held if asked is None or code in asked]
        agreed = next((code for code in (self.bookmark, self.printed) if code in tags), "")
        both = self.bookmark != "" and self.bookmark == self.printed
        if agreed or (tags and not both):
            self.code, self.anchor = agreed or tags[0], "tag"
        else:
            self.code, self.anchor = self.asked, "bookmark" if self.bookmark else "code"
        for words, codes in (
            ("the box belongs to", held),
            ("the bookmark belongs to", [self.bookmark]),
            ("the printed code is", [self.printed]),
        ):
            others = [code for code in codes if code and code != self.code]
            if others:
                self.doubts.append(f"{words} {', '.join(others)}")


class Outline:
    """What stands where in a story: its tables, and the questions of its fields.

    `heads` are the places of all questions in reading order, `questions` their paragraphs; `asking` holds the places by
    the row of a table that their question is in, `asking_tables` these tables. `rows` and `cells` are those of each
    table and row; `within` holds all paragraphs of a cell, also those in tables inside it. `position` is a paragraph's
    index in the story. `styled` says that the writer's own styles are still there. `is_code` tells codes from other
    words in brackets; without it all are taken for codes.
    """

    def __init__(self, story: Story, is_code: IsCode | None = None) -> None:
        self.paragraphs, self.is_code = story.paragraphs, is_code
        self.rows: dict[Table, list[Row]] = defaultdict(list)
        for row in story.rows:
            self.rows[row.table].append(row)
        self.cells: dict[Row, list[Cell]] = defaultdict(list)
        for each in story.cells:
            self.cells[each.row].append(each)
        self.styled = any(each.style == QUESTION for each in self.paragraphs)
        self.within: dict[Cell, list[Paragraph]] = {}
        for paragraph in self.paragraphs:
            cell = paragraph.cell
            while cell:
                self.within.setdefault(cell, []).append(paragraph)
                cell = cell.row.table.within
        self.position = {paragraph: at for at, paragraph in enumerate(self.paragraphs)}
        self.heads = self._with_begun(self._asked())
        self.questions = {place.head for place in self.heads if place.head}
        self.asking: dict[Row, list[Place]] = {}
        for place in self.heads:
            if place.cell:
                self.asking.setdefault(place.cell.row, []).append(place)
        self.asking_tables = {row.table for row in self.asking}

    def _asked(self) -> list[Place]:
        """Return the places of all questions.

        What only its printed code tells is none where the question of that code is surely elsewhere, and a line outside
        of tables is none where it is in one.
        """
        found = [place for place in map(self._place, self.paragraphs) if place]
        certain = {place.printed for place in found if place.sure}
        found = [place for place in found if place.sure or place.printed not in certain]
        in_tables = {place.printed for place in found if place.cell}
        return [place for place in found if place.cell or place.bookmark or place.printed not in in_tables]

    def _with_begun(self, found: list[Place]) -> list[Place]:
        """Return places with those of the questions before whose code somebody has written, where no other asks it."""
        if self.is_code is None:
            return found
        heads, asked = {place.head for place in found}, {*self.named, *(place.asked for place in found)}
        others = (each for each in self.paragraphs if each not in heads and self._heads(each))
        for paragraph, text in ((each, each.text) for each in others):
            code = next((code for code in _within(text) if code not in asked and self.is_code(code, text)), "")
            if code:
                asked.add(code)
                found.append(Place(paragraph, [], "", code, sure=False))
        return sorted(found, key=lambda place: self.position[next(place.paragraphs())])

    @cached_property
    def named(self) -> set[str]:
        """The codes of the fields that bookmarks and tags name."""
        return set(_named(self.paragraphs))

    def held(self, cells: Sequence[Cell]) -> list[Paragraph]:
        """Return the paragraphs in some cells and in the tables inside them."""
        return [each for cell in cells for each in self.within.get(cell, ())]

    def following(self, place: Place) -> Iterator[Paragraph]:
        """Yield the paragraphs after a place's question, up to the next question."""
        assert place.head is not None
        for at in range(self.position[place.head] + 1, len(self.paragraphs)):
            if self.paragraphs[at] in self.questions:
                return
            yield self.paragraphs[at]

    def is_of_others(self, paragraph: Paragraph, place: Place) -> bool:
        """Say whether a paragraph stands in a table of other questions, which may have a row above the first."""
        table = paragraph.cell.row.table if paragraph.cell else None
        return table in self.asking_tables and not (place.cell and place.cell.row.table is table)

    def _place(self, paragraph: Paragraph) -> Place | None:
        """Return the place of a paragraph that is a field's question; None for any other paragraph."""
        marks = _marks(paragraph)
        if not marks and not _bracketed(paragraph):
            return None
        text = paragraph.text
        printed = next((mark for mark in marks if f"[{mark}]" in text), "")
        sure = bool(marks) or paragraph.style == QUESTION
        if not printed and (seen := (ANYWHERE.search if marks else PRINTED_CODE.match)(text)):
            printed = seen[1] if self._may_be_code(seen[1], "" if sure else text) else ""
        bookmark = printed if printed in marks else marks[0] if marks else ""
        if not (bookmark or printed) or not (sure or self._heads(paragraph)):
            return None
        return Place(paragraph, [], bookmark, printed, sure)

    def _may_be_code(self, printed: str, text: str) -> bool:
        """Say whether a text in brackets may be a code: people put names, notes and crosses in brackets too."""
        return self.is_code is None or self.is_code(printed, text) or printed in self.named

    def _heads(self, paragraph: Paragraph) -> bool:
        """Return whether a paragraph's place lets its printed code be a question's: answers may begin with one too."""
        cell = paragraph.cell
        if cell is None:
            return True
        row = cell.row
        below = row.index > 0 and row.width == 1
        return not cell.column and not (below and (self.styled or row.index == row.table.height - 1))


def tags_of(paragraphs: Iterable[Paragraph]) -> list[str]:
    """Return the codes of the fields that the controls of paragraphs name, each once."""
    return list(dict.fromkeys(control.code for each in paragraphs for control in each.controls or () if control.code))


def _marks(paragraph: Paragraph) -> list[str]:
    """Return the codes of the fields that a paragraph's bookmarks name."""
    return [mark for mark in paragraph.bookmarks or () if FIELD_CODE.fullmatch(mark)]


def _named(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    """Yield the codes of the fields that bookmarks and tags name."""
    for paragraph in paragraphs:
        yield from _marks(paragraph)
        yield from (control.code for control in paragraph.controls or ())


def _within(text: str) -> Iterable[str]:
    """Return the first codes in brackets that stand behind other words, each once."""
    begins = len(text) - len(text.lstrip())
    behind = (seen[1] for seen in ANYWHERE.finditer(text) if seen.start() > begins)
    return dict.fromkeys(islice(behind, MOST_WITHIN))


def _bracketed(paragraph: Paragraph) -> bool:
    """Return whether a paragraph begins with a bracket."""
    for piece in paragraph.pieces:
        text = piece.text.lstrip()
        if text:
            return text[0] == "["
    return False
