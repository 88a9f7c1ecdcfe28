"""Notes of what others drew on the pages of a PDF; what stands on many pages, such as a watermark, is told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from toolkit_cli.pdf.reading.pagecontent import Drawing
from toolkit_cli.returned import Note

FEWEST, SHARE = 3, 3  # the same is told once if it stands on at least three pages, and on a third of all


def notes(drawings: Iterable[Drawing], pages: int) -> Iterator[Note]:
    """Yield notes of drawings, at most one for each page of a document with so many `pages`."""
    drawings = list(drawings)
    # Of the words of an unmarked page nobody can tell who drew them.
    lines = {each.page: each.text.split("\n") for each in drawings if each.text and not each.unmarked}
    usual = {line: tuple(on) for line, on in _by_line(lines).items() if _are_many(on, pages)}
    for on in dict.fromkeys(usual.values()):
        yield Note("typed", text="\n".join(line for line in usual if usual[line] == on), place=placed(on))
    inked = [each.page for each in drawings if each.lines]
    if _are_many(inked, pages):
        yield Note("ink", place=placed(inked))
        inked = []
    pictured: dict[int, list[int]] = {}
    for each in drawings:
        pictured.setdefault(each.pictures, []).append(each.page)
    once = {count: on for count, on in pictured.items() if count and _are_many(on, pages)}
    for count, on_pages in once.items():
        yield Note("picture", text=f"{count} on each" * (count > 1), place=placed(on_pages))
    for each in drawings:
        page = placed([each.page])
        text = "\n".join(line for line in lines.get(each.page, ()) if line not in usual)
        if text.strip():
            yield Note("typed", text=text, place=page)
        if each.page in inked:
            yield Note("ink", place=page)
        if each.pictures and each.pictures not in once:
            yield Note("picture", text=f"{each.pictures} of them" * (each.pictures > 1), place=page)


def placed(pages: Sequence[int]) -> str:
    """Return the place of a note that stands on these pages, in their order: "page 3", or "pages 1, 4–34"."""
    breaks = [at for at, (page, after) in enumerate(pairwise(pages), 1) if after != page + 1]
    runs = [pages[begin:end] for begin, end in pairwise([0, *breaks, len(pages)])]
    named = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return f"{'pages' if len(pages) > 1 else 'page'} {', '.join(named)}"


def _by_line(lines: Mapping[int, Sequence[str]]) -> dict[str, list[int]]:
    """Return the pages on which each line stands."""
    found: dict[str, list[int]] = {}
    for page, there in lines.items():
        for line in dict.fromkeys(filter(None, there)):
            found.setdefault(line, []).append(page)
    return found


def _are_many(on: Sequence[int], pages: int) -> bool:
    return len(on) >= FEWEST and len(on) * SHARE >= pages
