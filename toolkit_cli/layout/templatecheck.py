"""Checks that what templates name exists: fields, figures, outputs, and the places in the page to which links lead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from toolkit_cli.errors import MOST_NAMED, Problem, TemplateError, first_of, nearest
from toolkit_cli.kits.fields import Field
from toolkit_cli.layout.page import Block, Chart, FieldBox, FieldRows, Figure, Heading, Output, text_runs, walk

TAG = re.compile(
    r"""<!--@(?P<name>.*?):(?P<line>[0-9]+)-->|<(?:field|figure|output)\b[^<>]*?\bcode=["']?(?P<code>[^"'\s>]+)"""
    r"""|<a\b[^<>]*?\bhref=["']?(?P<place>\#[^"'\s>]+)"""
)
EVERYWHERE = ("contents", "copy")  # outputs that every page can have
CODELESS = (*EVERYWHERE, "compared", "times")
INCLUDE = ", or include the part that has them, such as parts/kit.html"
Lines = Mapping[str, list[tuple[str, int]]]


@dataclass(frozen=True)
class Known:
    """What the templates of a page may name: `charts` as figures, and `outputs` with the codes that each can have.

    `main` is the page's own template. `fields` are those that the page must have, each once; None if it may have none.
    `outputs` need not hold those of EVERYWHERE. `kits` are the codes of the kits, by those of their items.
    """

    main: str
    fields: Mapping[str, Field] | None
    charts: Mapping[str, Chart]
    outputs: Mapping[str, Collection[str]]
    kits: Mapping[str, str] = field(default_factory=dict)


def check(blocks: tuple[Block, ...], text: str, known: Known, codes: Collection[str] | None) -> None:
    """Raise `TemplateError` with all that is wrong; `text` is what the templates made, with their marks of lines.

    `codes` are those of kits and items, to which links may lead wherever these stand; None in a selection, which may
    leave out what a template leads to.
    """
    if problems := list(_Checker(blocks, _lines(text), known, codes).problems()):
        raise TemplateError(problems)


def _lines(text: str) -> Lines:
    """Return where in which template each field, figure and output stands, by code, and each link, by its target."""
    where, lines = ("", 0), dict[str, list[tuple[str, int]]]()
    for found in TAG.finditer(text):
        if named := found["code"] or found["place"]:
            lines.setdefault(named, []).append(where)
        else:
            where = (found["name"], int(found["line"]))
    return lines


@dataclass(frozen=True)
class _Checker:
    blocks: tuple[Block, ...]
    lines: Lines
    known: Known
    codes: Collection[str] | None

    def problems(self) -> Iterator[Problem]:
        """Yield all that is wrong on the page, each with the template and line where it stands."""
        yield from self._fields()
        yield from self._links() if self.codes is not None else ()
        for block in walk(self.blocks):
            if isinstance(block, Output):
                yield from self._output(block)
            if isinstance(block, Figure) and block.code not in self.known.charts:
                what = f"<figure code={block.code!r}> names no figure."
                yield Problem(*self._line(block.code), what, nearest(block.code, list(self.known.charts)))

    def _fields(self) -> Iterator[Problem]:
        """Hold the page's fields against the toolkit's: a template that forgets a question is an error."""
        known = self.known.fields
        named = Counter(block.code for block in walk(self.blocks) if isinstance(block, FieldBox))
        for code, times in named.items():
            where = self._line(code)
            if known is None:
                yield Problem(*where, "A report has no fields.", 'Write <output name="said" code="…">.')
                continue
            if code not in known:
                yield Problem(*where, f"<field code={code!r}> names no field.", nearest(code, list(known)))
            if times > 1:
                yield Problem(*where, f"The field {code!r} stands {times} times.", "Keep one.")
        yield from self._forgotten(named)
        for block in walk(self.blocks):
            if isinstance(block, FieldRows) and known:
                offered = [(row.code, known[row.code].options) for row in block.rows if row.code in known]
                if not all(options and options == offered[0][1] for _, options in offered):
                    what = "<fields> takes questions that offer the same options."
                    yield Problem(*self._line(offered[0][0]), what, "Take the others out of it.")

    def _forgotten(self, named: Collection[str]) -> Iterator[Problem]:
        """Find the fields that are not on the page: one problem where whole kits are not, and one for a whole item."""
        known, kits = self.known.fields or {}, self.known.kits
        items = {known[code].item for code in named if code in known}
        there = {kits[item] for item in items if item in kits}
        missing = [code for code in known if code not in named]
        gone = {code: kit for code in missing if (kit := kits.get(known[code].item, "")) and kit not in there}
        if gone:
            codes = list(dict.fromkeys(map(repr, gone.values())))
            yield self._forgets(list(gone), f"the kit{'s' if len(codes) > 1 else ''} {', '.join(codes)}", INCLUDE)
        for item, group in groupby((code for code in missing if code not in gone), lambda code: known[code].item):
            codes = list(group)
            for together in [[code] for code in codes] if item in items else [codes]:
                yield self._forgets(together, repr(item))

    def _forgets(self, codes: Sequence[str], of: str, otherwise: str = "") -> Problem:
        what, more = f"The templates forget the field {codes[0]!r} of {of}.", ""
        if len(codes) > 1:
            listed = first_of([repr(code) for code in codes], MOST_NAMED)
            what, more = f"The templates forget all {len(codes)} fields of {of}: {listed}.", " and so on"
        return Problem(self.known.main, 0, what, f'Add <field code="{codes[0]}"></field>{more}{otherwise}.')

    def _links(self) -> Iterator[Problem]:
        """Find links that lead nowhere in the page, which no writer makes links."""
        places = [block.anchor for block in walk(self.blocks) if isinstance(block, Heading)]
        places += [block.code for block in walk(self.blocks) if isinstance(block, FieldBox)]
        places += self.codes or ()
        targets = {run.href for run in text_runs(self.blocks) if run.href.startswith("#")}
        for target in sorted(targets - {f"#{place}" for place in places}):
            what = f"<a href={target[:60]!r}> leads to no heading and no question of this page."
            yield Problem(*self._line(target), what, nearest(target[1:], list(dict.fromkeys(places))))

    def _output(self, block: Output) -> Iterator[Problem]:
        where, outputs = self._line(block.code), self.known.outputs
        if block.name not in (*EVERYWHERE, *outputs):
            what = f"There is no <output name={block.name!r}> on this page."
            yield Problem(*where, what, nearest(block.name, [*EVERYWHERE, *outputs]))
        elif block.name not in CODELESS and block.code not in outputs[block.name]:
            what = f"<output name={block.name!r} code={block.code!r}> names nothing that is there."
            yield Problem(*where, what, nearest(block.code, list(outputs[block.name])))

    def _line(self, code: str) -> tuple[str, int]:
        return self.lines.get(code, [(self.known.main, 0)])[-1]
