"""A workbook's page: what it contains, block by block, the same for every format.

Everything is frozen, so that two pages compare as values. Writers and themes decide on the look: here are no sizes.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from msgspec import Struct

from toolkit_cli.characters import one_line
from toolkit_cli.kits import fields
from toolkit_cli.kits.fields import Field
from toolkit_cli.stamp import Stamp

NOTHING = "–"  # in a cell without content: screen readers pass over an empty one
SCHEMES = ("http://", "https://", "mailto:")  # beginnings of addresses that may be links
DARKEST = 10  # the shade of a cell; 0 is none
BAND = ("kicker", "title", "subtitle", "edition")  # roles of the lines of a title, on a band of colour


class Run(Struct, frozen=True):
    """Words in one style. A newline in `text` is a line break; `href` is a web address, or `#code` inside the page.

    `lang` is their language where it is not the page's.
    """

    text: str
    strong: bool = False
    em: bool = False
    href: str = ""
    lang: str = ""


Runs = tuple[Run, ...]


class Heading(Struct, frozen=True):
    """A heading of level 1 to 3. Its `code`, if it has one, is printed beside it; links lead to its `anchor`."""

    level: int
    runs: Runs
    anchor: str
    code: str = ""


class Paragraph(Struct, frozen=True):
    runs: Runs
    role: str = ""


class Listing(Struct, frozen=True):
    items: tuple[Runs, ...]
    ordered: bool = False


class Cell(Struct, frozen=True):
    """A table's cell; its `code` is printed before its words, `shade`, from 0 to DARKEST, darkens its background."""

    blocks: tuple[Block, ...]
    head: bool = False
    shade: int = 0
    code: str = ""


class Row(Struct, frozen=True):
    cells: tuple[Cell, ...]

    @property
    def head(self) -> bool:
        return all(cell.head for cell in self.cells)


class Table(Struct, frozen=True):
    """A table.

    `role` is `numbers` (columns of figures), `heat` (the same with shaded cells), `versus` (two columns of lists side
    by side) or `changes` (what was answered at two times).
    """

    rows: tuple[Row, ...]
    role: str = ""


class FieldBox(Struct, frozen=True):
    """A field: its question, the blocks printed with it, and the place for the answer."""

    code: str
    blocks: tuple[Block, ...] = ()


class FieldRows(Struct, frozen=True):
    """Fields with the same options, a row each: what it is about, and the boxes to tick. `heads` name the columns."""

    heads: tuple[str, str]
    rows: tuple[FieldBox, ...]


class Aside(Struct, frozen=True):
    """A box; `lang` is the language of its title if it is not the page's."""

    role: str
    title: str
    blocks: tuple[Block, ...]
    lang: str = ""


class Figure(Struct, frozen=True):
    """A chart, by its code in `Page.charts`, and the blocks below it: caption, source."""

    code: str
    blocks: tuple[Block, ...]


class Section(Struct, frozen=True):
    """A part that begins on a new page: `cover`, `contents`, `front`, `kit` or `back`.

    `tone` is the kit's number among all kits of the toolkit, from 1; 0 for the other parts.
    """

    role: str
    blocks: tuple[Block, ...]
    tone: int = 0


class Together(Struct, frozen=True):
    """Blocks that stay on one page if they fit."""

    blocks: tuple[Block, ...]


class PageBreak(Struct, frozen=True):
    pass


class Output(Struct, frozen=True):
    """Something that only the writer knows.

    `contents` is the table of contents, `copy` the copy id. `said` is what responses have answered to the field `code`,
    below a `title`; it is then not repeated at the field itself. `responses` says how many responses there are, and
    `respondents` is the table of who answered. No writer meets a report's `respondents` and `planned`.
    """

    name: str
    code: str = ""
    title: str = ""


Block = (
    Heading | Paragraph | Listing | Table | FieldBox | FieldRows | Aside | Figure | Section | Together | PageBreak
    | Output
)  # fmt: skip


class Chart(Struct, frozen=True):
    """A bar chart: each of `bars` is a label and a count for each of `levels`.

    Bars are stacked of their levels and fill the width. With `whole`, the count that fills the width, bars of one level
    show their counts by their length. With `sides`, one for each level, bars diverge on one scale: -1 puts a level left
    of the axis, 1 right of it, 0 at the end of the bar. Levels go from the least to the most, which is the darkest; if
    `falling`, from the most to the least. `lang` is that of `alt` if it is not the page's.
    """

    levels: tuple[str, ...]
    bars: tuple[tuple[str, tuple[int, ...]], ...]
    unit: str
    alt: str
    whole: int = 0
    sides: tuple[int, ...] = ()
    falling: bool = False
    lang: str = ""


@dataclass(frozen=True)
class Page:
    """A whole workbook, report or comparison, as every writer takes it.

    `fields` and `charts` hold those of the blocks by code. `words` are what writers print of their own, in the page's
    language except for those that `foreign` gives a language. `by_hand`: with lines to write on, and no form.
    """

    title: str
    subtitle: str
    publisher: str
    edition_name: str
    lang: str
    blocks: tuple[Block, ...]
    stamp: Stamp
    fields: Mapping[str, Field] = field(default_factory=dict)
    charts: Mapping[str, Chart] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    foreign: Mapping[str, str] = field(default_factory=dict)
    by_hand: bool = False

    @property
    def name(self) -> str:
        """The title in a file's properties, which differs between editions."""
        return f"{self.title} – {self.edition_name}"

    def running_line(self, line: str, title: str = "") -> str:
        """Return a theme's header or footer with its names filled in, and no separators left over at its ends."""
        stamp = self.stamp
        text = line.format(
            title=title or self.title,
            edition=self.edition_name,
            toolkit=stamp.toolkit,
            version=stamp.version,
            copy=stamp.copy,
            copy_word=self.words["copy"] if stamp.copy else "",
            publisher=self.publisher,
        )
        return one_line(text).strip(" ·|–")

    def copy_lines(self) -> list[str]:
        """Return the line on which copy of which toolkit in which edition this is.

        For a personal copy, also return the line that says so: nobody may take it for an anonymous one.
        """
        line = self.stamp.line(self.words["copy"] if self.stamp.copy else "", self.edition_name)
        return [line, self.words["copy_personal"]] if self.stamp.personal else [line]

    def with_copy_id(self, *said: object) -> Page:
        """Return the page with a copy id, which is a hash of its content and of `said`."""
        copy = hashlib.sha256(repr((self.title, self.blocks, *said)).encode()).hexdigest()[:12]
        return replace(self, stamp=replace(self.stamp, copy=copy))

    def hint(self, field: Field) -> str:
        """Return the hint how a field is answered; "" for one that takes any text."""
        return fields.hint(field, self.words)

    def said_elsewhere(self) -> frozenset[str]:
        """Return the codes of the fields whose responses are printed apart from them."""
        said = (block for block in walk(self.blocks) if isinstance(block, Output) and block.name == "said")
        return frozenset(block.code for block in said)

    def headings(self, deepest: int) -> list[Heading]:
        """Return the headings down to a level in reading order."""
        return [block for block in walk(self.blocks) if isinstance(block, Heading) and block.level <= deepest]

    def contents(self) -> list[tuple[Heading, int]]:
        """Return the headings in the table of contents, of two levels, each with its part's tone."""
        return list(_contents(self.blocks, 0))


def text_runs(blocks: tuple[Block, ...]) -> Iterator[Run]:
    """Yield the runs of headings, paragraphs and lists in some blocks."""
    for block in walk(blocks):
        if isinstance(block, (Heading, Paragraph)):
            yield from block.runs
        elif isinstance(block, Listing):
            for item in block.items:
                yield from item


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield every block in reading order, each before the blocks inside it."""
    for block in blocks:
        yield block
        if isinstance(block, (Section, Together, Aside, Figure, FieldBox)):
            yield from walk(block.blocks)
        elif isinstance(block, FieldRows):
            yield from walk(block.rows)
        elif isinstance(block, Table):
            yield from walk(tuple(inner for row in block.rows for cell in row.cells for inner in cell.blocks))


def _contents(blocks: tuple[Block, ...], tone: int) -> Iterator[tuple[Heading, int]]:
    for block in blocks:
        if not isinstance(block, Section):
            headings = (each for each in walk((block,)) if isinstance(each, Heading))
            yield from ((heading, tone) for heading in headings if heading.level <= 2)
        elif block.role != "contents":
            yield from _contents(block.blocks, block.tone)


def on_band(section: Section) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Split a section's blocks into those on the band of colour at its top, title lines or heading, and the rest."""
    for index, block in enumerate(section.blocks):
        title = isinstance(block, Paragraph) and block.role in BAND
        heads = isinstance(block, Heading) and block.level == 1 and section.role != "cover"
        if not (title or heads):
            return section.blocks[:index], section.blocks[index:]
    return section.blocks, ()


def main_language(runs: Runs) -> str:
    """Return the language of most letters of some runs; "" for the page's own."""
    letters = Counter[str]()
    for run in runs:
        letters[run.lang] += len(run.text)
    return max(letters, key=letters.__getitem__, default="")


def plain(runs: Runs) -> str:
    """Return the words of runs without their style."""
    return "".join(run.text for run in runs)
