"""Checks that what templates name exists: fields, figures and outputs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from toolkit_cli.errors import Problem, TemplateError, nearest
from toolkit_cli.kits.fields import Field
from toolkit_cli.layout.page import Block, Chart, FieldBox, FieldRows, Figure, Output, walk

TAG = re.compile(
    r"""<!--@(?P<name>.*?):(?P<line>[0-9]+)-->|<(?:field|figure|output)\b[^<>]*?\bcode=["']?(?P<code>[^"'\s>]+)"""
)
EVERYWHERE = ("contents", "copy")  # outputs that every page can have
CODELESS = (*EVERYWHERE, "compared", "times")
Lines = Mapping[str, list[tuple[str, int]]]


@dataclass(frozen=True)
class Known:
    """What a page can name: `charts` as figures, and `outputs`, besides those of every page, each with its codes.

    `main` is its own template. `fields` are those that the page has to have, each once; None where it can have none.
    """

    main: str
    fields: Mapping[str, Field] | None
    charts: Mapping[str, Chart]
    outputs: Mapping[str, Collection[str]]


def check(blocks: tuple[Block, ...], text: str, known: Known) -> None:
    """Raise `TemplateError` for all that is wrong; `text` is what the templates made, with the marks of where."""
    if problems := list(_problems(blocks, _lines(text), known)):
        raise TemplateError(problems)


def _problems(blocks: tuple[Block, ...], lines: Lines, known: Known) -> Iterator[Problem]:
    yield from _fields(blocks, lines, known)
    for block in walk(blocks):
        if isinstance(block, Output):
            yield from _output(block, lines, known)
        if isinstance(block, Figure) and block.code not in known.charts:
            what = f"<figure code={block.code!r}> names no figure."
            yield Problem(*_line(lines, block.code, known), what, nearest(block.code, list(known.charts)))


def _fields(blocks: tuple[Block, ...], lines: Lines, known: Known) -> Iterator[Problem]:
    """Hold the page's fields against the toolkit's: a template that forgets a question is an error."""
    named = Counter(block.code for block in walk(blocks) if isinstance(block, FieldBox))
    for code, times in named.items():
        where = _line(lines, code, known)
        if known.fields is None:
            yield Problem(*where, "A report has no fields.", 'Write <output name="said" code="…">.')
            continue
        if code not in known.fields:
            yield Problem(*where, f"<field code={code!r}> names no field.", nearest(code, list(known.fields)))
        if times > 1:
            yield Problem(*where, f"The field {code!r} stands {times} times.", "Keep one.")
    for code, field in (known.fields or {}).items():
        if code not in named:
            what = f"The templates forget the field {code!r} of {field.item!r}."
            yield Problem(known.main, 0, what, f'Add <field code="{code}"></field>.')
    for block in walk(blocks):
        if isinstance(block, FieldRows) and known.fields:
            offered = [(row.code, known.fields[row.code].options) for row in block.rows if row.code in known.fields]
            if not all(options and options == offered[0][1] for _, options in offered):
                what = "<fields> takes questions that offer the same options."
                yield Problem(*_line(lines, offered[0][0], known), what, "Take the others out of it.")


def _output(block: Output, lines: Lines, known: Known) -> Iterator[Problem]:
    where = _line(lines, block.code, known)
    if block.name not in (*EVERYWHERE, *known.outputs):
        what = f"There is no <output name={block.name!r}> on this page."
        yield Problem(*where, what, nearest(block.name, [*EVERYWHERE, *known.outputs]))
    elif block.name not in CODELESS and block.code not in known.outputs[block.name]:
        what = f"<output name={block.name!r} code={block.code!r}> names nothing that is there."
        yield Problem(*where, what, nearest(block.code, list(known.outputs[block.name])))


def _lines(text: str) -> Lines:
    """Return where in which template each field, figure and output stands, by code."""
    where, lines = ("", 0), dict[str, list[tuple[str, int]]]()
    for found in TAG.finditer(text):
        if found["code"] is None:
            where = (found["name"], int(found["line"]))
        else:
            lines.setdefault(found["code"], []).append(where)
    return lines


def _line(lines: Lines, code: str, known: Known) -> tuple[str, int]:
    return lines.get(code, [(known.main, 0)])[-1]
