"""Notes of what others drew on the pages of a PDF; what stands on many pages, such as a watermark, is told once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from types import MappingProxyType
from typing import TypeVar

from toolkit_cli.marks import FIELD_CODE
from toolkit_cli.pdf.reading.boxes import Box, Laid, Near, as_seen, is_sign
from toolkit_cli.pdf.reading.pagecontent import Drawing
from toolkit_cli.returned import Note

T = TypeVar("T")
Lines = list[tuple[str, Near]]
MOST_LINES = 20  # of a page that are told apart by the fields next to them; with more, somebody has drawn a page anew
CODE = re.compile(rf"\[{FIELD_CODE.pattern}\]")  # as the writer prints it before a question
COUNTED, DIGITS = re.compile("[0-9]+"), "0123456789.,- "
FEWEST, SHARE = 3, 3  # the same is told once if it stands on at least three pages, and on a third of all


def notes(
    drawings: Iterable[Drawing], pages: int, near: Mapping[tuple[int, int], Near] = MappingProxyType({})
) -> Iterator[Laid]:
    """Yield notes of drawings in a document with so many `pages`.

    Of each kind there is one for a page at most, and of words one for each box that they were laid over, or field that
    they are `near`, by the page and the number of the line.
    """
    drawings = list(drawings)
    # Of the words of an unmarked page nobody can tell who drew them.
    lines = {each.page: _lines(each, near) for each in drawings if each.text and not each.unmarked}
    lines = _without_marks(lines, pages)
    words = on_many(_beside_boxes(lines), pages)
    ink = on_many({each.page: [each.lines] for each in drawings if each.lines}, pages).get(True, ())
    pictures = on_many({each.page: [each.pictures] for each in drawings if each.pictures}, pages)
    for on in dict.fromkeys(words.values()):
        yield Laid(Note("typed", text="\n".join(line for line in words if words[line] == on), place=place_of(on)))
    if ink:
        yield Laid(Note("ink", place=place_of(ink)))
    for count, on in pictures.items():
        yield Laid(Note("picture", text=f"{count} on each" * (count > 1), place=place_of(on)))
    for each in drawings:
        own = [(text, place) for text, place in lines.get(each.page, ()) if place.box or text not in words]
        yield from _of_words(each.page, own)
        if each.lines and not ink:
            yield Laid(Note("ink", place=place_of([each.page])))
        if each.pictures and each.pictures not in pictures:
            text = f"{each.pictures} of them" * (each.pictures > 1)
            yield Laid(Note("picture", text=text, place=place_of([each.page])))


def _of_words(page: int, lines: Lines) -> Iterator[Laid]:
    """Yield the notes of lines on one page: one for each box that they lie over, or field that they are near."""
    if sum(not near.box for _, near in lines) > MOST_LINES:
        lines = [(text, near if near.box else Near()) for text, near in lines]
    for there in (*_by_box(lines), *_by_field(lines)):
        first = max((near for _, near in there), key=lambda near: near.begin[1])
        if (text := _as_text(there) if first.box else "\n".join(line for line, _ in there)).strip():
            yield Laid(Note("typed", text=text, near=first.code, place=place_of([page])), page, first)


def _lines(drawing: Drawing, near: Mapping[tuple[int, int], Near]) -> Lines:
    """Return the lines of what is drawn on a page, each with what it is near.

    On a page with printed codes on it somebody has drawn a page anew, and no line lies over a box.
    """
    lines = [(line, near.get((drawing.page, at), Near())) for at, line in enumerate(drawing.text.split("\n"))]
    return list(map(_off_box, lines)) if any(CODE.match(line) for line, _ in lines) else lines


def _without_marks(there: Mapping[int, Lines], pages: int) -> dict[int, Lines]:
    """Return the lines of each page; those of a program's mark on many pages lie over no box, wherever they stand."""
    beside = on_many(_beside_boxes(there), pages)
    marks = {page: [_mark(*line) for line in lines if line[1].code] for page, lines in there.items()}
    placed = on_many(marks, sum(map(bool, marks.values())))

    def is_mark(line: tuple[str, Near]) -> bool:
        text, near = line
        # Tables on several pages may have their boxes in one place.
        ticks = near.box and near.box.option and is_sign(text)
        return not ticks and (text in beside or _mark(text, near) in placed)

    return {page: [_off_box(line) if is_mark(line) else line for line in lines] for page, lines in there.items()}


def _mark(text: str, near: Near) -> tuple[str, int, int]:
    """Return a line, with where it begins, as it is alike on all pages if a program counts them; a number stays one."""
    x, y = map(round, near.begin)
    return (COUNTED.sub("0", text) if text.strip(DIGITS) else text), x, y


def _by_box(lines: Lines) -> list[Lines]:
    """Return the lines that lie over each box."""
    there: dict[Box, Lines] = {}
    for line in lines:
        if line[1].box:
            there.setdefault(line[1].box, []).append(line)
    return list(there.values())


def _by_field(lines: Lines) -> list[Lines]:
    """Return the lines that lie over no box, those that follow each other at one field together."""
    free = [line for line in lines if not line[1].box]
    return [list(there) for _, there in groupby(free, key=lambda line: line[1].code)]


def _as_text(lines: Lines) -> str:
    """Return lines over a box as a text; of lines that are turned the order is kept in which they were drawn."""
    if any(near.turned for _, near in lines):
        return "\n".join(text for text, _ in lines)
    return as_seen([(text, near.begin) for text, near in lines])


def _off_box(line: tuple[str, Near]) -> tuple[str, Near]:
    text, near = line
    return text, near._replace(box=None)


def _beside_boxes(there: Mapping[int, Lines]) -> dict[int, list[str]]:
    """Return the lines of each page that lie over no box."""
    return {page: [text for text, near in lines if text and not near.box] for page, lines in there.items()}


def on_many(there: Mapping[int, Iterable[T]], pages: int) -> dict[T, tuple[int, ...]]:
    """Return what stands on so many pages that it is told once, with its pages; `there` is what is on each page."""
    found: dict[T, list[int]] = {}
    for page, things in there.items():
        for thing in dict.fromkeys(things):
            found.setdefault(thing, []).append(page)
    return {thing: tuple(on) for thing, on in found.items() if len(on) >= FEWEST and len(on) * SHARE >= pages}


def place_of(pages: Sequence[int]) -> str:
    """Return the place of a note that stands on these pages, in their order: "page 3", or "pages 1, 4–34"."""
    breaks = [at for at, (page, after) in enumerate(pairwise(pages), 1) if after != page + 1]
    runs = [pages[begin:end] for begin, end in pairwise([0, *breaks, len(pages)])]
    named = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return f"{'pages' if len(pages) > 1 else 'page'} {', '.join(named)}"
