"""Notes of what others drew on the pages of a PDF; what stands on many pages, such as a watermark, is told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from types import MappingProxyType
from typing import TypeVar

from toolkit_cli.pdf.reading.pagecontent import Drawing
from toolkit_cli.returned import Note

T = TypeVar("T")
MOST_LINES = 20  # of a page that are told apart by the fields next to them; with more, somebody has drawn a page anew
FEWEST, SHARE = 3, 3  # the same is told once if it stands on at least three pages, and on a third of all


def notes(
    drawings: Iterable[Drawing], pages: int, near: Mapping[tuple[int, str], str] = MappingProxyType({})
) -> Iterator[Note]:
    """Yield notes of drawings in a document with so many `pages`.

    Of each kind there is one for a page at most, and of words one for each field that they are `near`, by the page and
    the line.
    """
    drawings = list(drawings)
    # Of the words of an unmarked page nobody can tell who drew them.
    lines = {each.page: each.text.split("\n") for each in drawings if each.text and not each.unmarked}
    words = _on_many({page: filter(None, there) for page, there in lines.items()}, pages)
    ink = _on_many({each.page: [each.lines] for each in drawings if each.lines}, pages).get(True, ())
    pictures = _on_many({each.page: [each.pictures] for each in drawings if each.pictures}, pages)
    for on in dict.fromkeys(words.values()):
        yield Note("typed", text="\n".join(line for line in words if words[line] == on), place=placed(on))
    if ink:
        yield Note("ink", place=placed(ink))
    for count, on in pictures.items():
        yield Note("picture", text=f"{count} on each" * (count > 1), place=placed(on))
    for each in drawings:
        page = placed([each.page])
        own = [line for line in lines.get(each.page, ()) if line not in words]
        codes = [near.get((each.page, line), "") for line in own] if len(own) <= MOST_LINES else [""] * len(own)
        for code, there in groupby(zip(codes, own, strict=True), key=itemgetter(0)):
            if (text := "\n".join(line for _, line in there)).strip():
                yield Note("typed", text=text, near=code, place=page)
        if each.lines and not ink:
            yield Note("ink", place=page)
        if each.pictures and each.pictures not in pictures:
            yield Note("picture", text=f"{each.pictures} of them" * (each.pictures > 1), place=page)


def _on_many(there: Mapping[int, Iterable[T]], pages: int) -> dict[T, tuple[int, ...]]:
    """Return what stands on so many pages that it is told once, with its pages; `there` is what is on each page."""
    found: dict[T, list[int]] = {}
    for page, things in there.items():
        for thing in dict.fromkeys(things):
            found.setdefault(thing, []).append(page)
    return {thing: tuple(on) for thing, on in found.items() if len(on) >= FEWEST and len(on) * SHARE >= pages}


def placed(pages: Sequence[int]) -> str:
    """Return the place of a note that stands on these pages, in their order: "page 3", or "pages 1, 4–34"."""
    breaks = [at for at, (page, after) in enumerate(pairwise(pages), 1) if after != page + 1]
    runs = [pages[begin:end] for begin, end in pairwise([0, *breaks, len(pages)])]
    named = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return f"{'pages' if len(pages) > 1 else 'page'} {', '.join(named)}"
