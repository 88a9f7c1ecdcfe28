"""The blank workbook that a return was made from: which one it is, and what it prints."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise

from toolkit_cli import filetypes, formats
from toolkit_cli.building import build
from toolkit_cli.characters import one_line
from toolkit_cli.kits import fields, selection, words
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.layout import chart, guidance, theme
from toolkit_cli.layout.fill import EMPTY
from toolkit_cli.layout.leftout import LeftOut
from toolkit_cli.layout.page import Aside, FieldBox, Listing, Output, Page, Paragraph, Together, plain, walk
from toolkit_cli.layout.theme import Theme
from toolkit_cli.returned import RUNNING, Loose, Returned
from toolkit_cli.returns.design import SHIPPED, Design
from toolkit_cli.returns.parts import SIGNED, joined, selected
from toolkit_cli.returns.printed import squeezed

NUMBERED = ("challenge", "opportunity", "debate", "figure")  # kinds of items that are printed with a number
COPY = "c" * 12  # stands for the copy id, in which one workbook differs from another


@dataclass(frozen=True)
class BlankWorkbook:
    """A blank workbook: an edition of a selection of a toolkit's items. What it prints is made when it is asked for.

    `earlier` are other states of the toolkit: what these print outside the boxes counts as printed, too.
    """

    toolkit: Toolkit
    design: Design
    edition: str
    items: tuple[str, ...]
    earlier: tuple[Toolkit, ...] = ()

    @cached_property
    def page(self) -> Page:
        """What it prints, with COPY for its copy id."""
        page = build.page(selected(self.toolkit, self.items), self.edition, templates=self.design.templates)
        return replace(page, stamp=replace(page.stamp, copy=COPY, personal=True))  # it prints a line more

    def written(self, name: str) -> bytes:
        """Return its file in a format."""
        return formats.write(name, self.page, self._theme, EMPTY)

    @cached_property
    def _theme(self) -> Theme:
        return theme.load(self.design.theme, templates=self.design.templates)

    @property
    def pictures(self) -> int:
        """How many pictures it shows: its charts, and the theme's logo if there is one."""
        return len(self.page.charts) + bool(self._theme.logo)

    @cached_property
    def loose(self) -> Sequence[Loose]:
        """What stands outside the boxes, as our own reader finds it."""
        return filetypes.reader("docx")(self.written("docx")).loose or ()

    @cached_property
    def paragraphs(self) -> tuple[tuple[str, str], ...]:
        """What stands outside the boxes, squeezed, each with its place."""
        printed = ((text, loose.place) for loose in self.loose for text in self._ever(squeezed(loose.text)))
        made = (*printed, *self._unprinted)
        return (*made, *_otherwise(made, (each.paragraphs for each in self._earlier)))

    @cached_property
    def _earlier(self) -> Sequence[BlankWorkbook]:
        return [_kept(toolkit, self.design, self.edition, ()) for toolkit in self.earlier]

    def _ever(self, text: str) -> Iterator[str]:
        """Yield a squeezed text, if it is not empty, as it is printed, and as workbooks of before had it.

        A kit's number, and that of an item of a kind, is another one in a workbook of other kits and items; a PDF draws
        a mark before a kit's.
        """
        yield from filter(None, dict.fromkeys((text, self._left_out.earlier(text))))
        if found := self._numbered.fullmatch(text):
            begins = (f"{found['mark']}{found['kind']}", found["kind"])
            made = (f"{each}{number}{found['rest'] or ''}" for each in begins for number in range(1, self._most + 1))
            yield from dict.fromkeys(each for each in made if each != text)

    def numbered(self, text: str) -> tuple[str, str]:
        """Return of which kind a squeezed line's number is, and what stands behind it; empty where it has none."""
        found = self._numbered.fullmatch(text)
        return (found["kind"], found["rest"] or "") if found else ("", "")

    @cached_property
    def exactly(self) -> Mapping[str, Set[str]]:
        """The lines between each question and the next as it prints them, squeezed, by the question's code."""
        made: dict[str, set[str]] = {}
        for loose in self.loose:
            made.setdefault(loose.near, set()).update(map(squeezed, loose.text.split("\n")))
        return made

    @cached_property
    def _numbered(self) -> re.Pattern[str]:
        """A pattern for lines with the number of a kit, or of an item of a kind."""
        said = words.of(self.toolkit, self.design.templates)
        kinds = "|".join(re.escape(squeezed(said[kind])) for kind in ("kit", *NUMBERED))
        return re.compile(rf"(?P<mark>.{{0,2}})(?P<kind>{kinds})\d+(?P<rest>\W.*)?")

    @cached_property
    def _most(self) -> int:
        """The highest number of a kit, or of an item of a kind, in a workbook of the whole toolkit."""
        kinds = Counter(item.kind for _, item in self.toolkit.items() if item.kind in NUMBERED)
        return max([len(self.toolkit.kits), *kinds.values()])

    @cached_property
    def _left_out(self) -> LeftOut:
        return LeftOut(words.of(self.toolkit, self.design.templates)["left_out"])

    @cached_property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """The lines on its pages, squeezed, as `paragraphs` are."""
        return (*self._on_pages, *_otherwise(self._on_pages, (each.lines for each in self._earlier)))

    @cached_property
    def _on_pages(self) -> tuple[tuple[str, str], ...]:
        from toolkit_cli.pdf.reading import extract  # hardly ever needed

        return (*((squeezed(line), "") for line in extract.lines(self.written("pdf"))), *self._unprinted)

    @cached_property
    def _unprinted(self) -> tuple[tuple[str, str], ...]:
        """What stands above answers where some are printed, and in the place of a chart where a program drops it."""
        titles = (block.title for block in walk(self.page.blocks) if isinstance(block, Output))
        alternatives = (each.alt for each in self.page.charts.values())
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
        for code, lines_ in made.items():
            lines_ += _otherwise(list(lines_), (each.after.get(code, ()) for each in self._earlier))
        return made

    @cached_property
    def drawn(self) -> Mapping[str, Sequence[str]]:
        """What stands on the pages of its PDF between each question and the next, squeezed, by the question's code."""
        made: dict[str, list[str]] = {}
        asked = {f"[{code}]": code for code in self.page.fields}
        code = ""
        for line, _ in self._on_pages:
            code = asked.get(line[: line.find("]") + 1], code)
            made.setdefault(code, []).append(line)
        return made

    @cached_property
    def marked(self) -> Mapping[str, Sequence[str]]:
        """What a DOCX prints with a kit's mark, and the PDF's pages without it, squeezed, by the question before it.

        It stands in a band of colour, which may be taken for the rest of a box that ends the page before.
        """
        made: dict[str, list[str]] = {}
        for code, there in self.drawn.items():
            after = [line for line, _ in self.after.get(code, ())]
            made[code] = [line for line in after if (bare := SIGNED.sub("", line)) != line and bare in there]
        return made

    @cached_property
    def charted(self) -> Set[str]:
        """The words of its charts and the numbers on its pages, squeezed, which may be an answer's as well: a year."""
        numbers = {line for there in self.drawn.values() for line in there if line.isdecimal()}
        return numbers | {squeezed(text) for each in self.page.charts.values() for text in chart.texts(each)}

    @cached_property
    def asked_next(self) -> Mapping[str, Sequence[str]]:
        """What is asked after each question, squeezed, and its first line on a page, without codes, by the code."""
        asked: dict[str, Sequence[str]] = {}
        for before, code in self._next.items():
            field, line = self.page.fields[code], self.drawn[code][0].removeprefix(f"[{code}]")
            asked[before] = tuple(dict.fromkeys(map(squeezed, (line, field.name, field.label))))
        return asked

    def asked_after(self, code: str, labels: Mapping[str, str]) -> Sequence[str]:
        """Return what is asked next, but nothing where it stands whole among the `labels` of what is asked, by code."""
        after = self._next.get(code, "")
        whole = after in labels and labels[after].startswith(squeezed(self.page.fields[after].label))
        return () if whole else self.asked_next.get(code, ())

    @cached_property
    def _next(self) -> Mapping[str, str]:
        return dict(pairwise(self.drawn))

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
        for code, tip in made.items():
            others = (line for each in self._earlier for line in each.tips.get(code, ())[1:])
            tip += [line for line in others if line not in tip]
        return made

    @cached_property
    def guidance(self) -> Mapping[str, str]:
        """What is printed below each question of who is to answer it, by the question's code."""
        return guidance.of(self.page)

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


def _otherwise(
    made: Iterable[tuple[str, str]], others: Iterable[Iterable[tuple[str, str]]]
) -> Iterator[tuple[str, str]]:
    """Yield what `others` print, each with its place, and this workbook does not."""
    known = {text for text, _ in made}
    yield from (each for other in others for each in other if each[0] not in known)


_kept = lru_cache(maxsize=32)(BlankWorkbook)


def of(
    toolkit: Toolkit, returned: Returned, design: Design = SHIPPED, earlier: tuple[Toolkit, ...] = ()
) -> BlankWorkbook:
    """Return the blank workbook that a return was made from, or its parts; thousands of returns are of one.

    `earlier` are other states of the toolkit.
    """
    items = returned.stamp.items if returned.stamp else ()
    if items:
        items = joined(toolkit, items, _known(toolkit, design), {found.code for found in returned.found})
    return _kept(toolkit, design, _edition(toolkit, returned, design), items, earlier)


@lru_cache(maxsize=32)
def _known(toolkit: Toolkit, design: Design) -> Mapping[str, Field]:
    return fields.known(toolkit, design.templates)


def _edition(toolkit: Toolkit, returned: Returned, design: Design) -> str:
    """Return the edition that the stamp names, or that is printed; else the one in which more is printed.

    Where the tables and the cover are gone, only the head of a page tells it, which may stand in the last answer.
    """
    if returned.stamp and returned.stamp.edition in selection.EDITIONS:
        return returned.stamp.edition
    said = words.of(toolkit, design.templates)
    texts = [loose.text for loose in returned.loose or () if not loose.near or loose.place in RUNNING]
    answers = (line for found in returned.found if found.open for line in found.text.split("\n"))
    printed = "\n".join([*texts, *(line for line in answers if one_line(toolkit.title) in line)])
    return next((edition for edition in selection.EDITIONS if said[f"edition_{edition}"] in printed), "facilitator")
