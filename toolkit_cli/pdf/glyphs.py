"""Tells which characters no font has: a PDF, or a DOCX's charts, show a box for them, and fields keep them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from unicodedata import bidirectional, category, name, normalize

from toolkit_cli.errors import counted
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.values import as_text
from toolkit_cli.layout import chart
from toolkit_cli.layout.fill import EMPTY, Fill
from toolkit_cli.layout.page import (
    Aside,
    Block,
    FieldBox,
    FieldRows,
    Figure,
    Heading,
    Listing,
    Output,
    Page,
    Paragraph,
    Section,
    plain,
    walk,
)
from toolkit_cli.layout.theme import Theme
from toolkit_cli.pdf.writing import faces, typedface
from toolkit_cli.pdf.writing.banner import DRAWN
from toolkit_cli.pdf.writing.lastresort import unseen

MOST = 10  # characters of which the name and the place are told
HINT = "Fonts that have such characters can be named in a theme, under 'fonts: fallback'."

# Where a text stands, in words that follow "in", and the text.
Placed = tuple[str, str]


def absent(page: Page, fill: Fill, theme: Theme, charts_only: bool = False) -> list[str]:
    """Return a sentence for each character of a page and its answers that no font has, and for right-to-left scripts.

    Each says where the character stands first. After MOST of them the others are only listed. With `charts_only` only
    charts are looked at, as for a DOCX: charts are pictures there, and its words are in the reader's own fonts.
    """
    texts = list(_in_charts(page) if charts_only else _texts(page, fill, theme))
    lacking, backward = _lacking("\n".join(text for _, text in texts), theme)
    untyped = [] if charts_only else list(_untyped(page, theme))
    if not lacking and not backward:
        return untyped
    found = _first(texts, lacking | backward)
    boxes = [each for each in found if each in lacking]
    said = [f"No font has {_named(each)}, in {found[each]}: it is shown as a box." for each in boxes[:MOST]]
    if rest := boxes[MOST:]:
        said.append(f"The same goes for {len(rest):,} more: {_listed(rest)}.")
    said += [HINT] * bool(lacking)
    return said + [_unsupported(each, place) for each, place in found.items() if each in backward][:1] + untyped


def absent_in_copies(
    pages: Sequence[Page], copies: Sequence[tuple[str, int, Fill]], theme: Theme, charts_only: bool = False
) -> list[str]:
    """Return one sentence on the characters of many copies that no font has, and one on right-to-left scripts.

    A copy is the name of its file, the index of its page in `pages`, and what is filled in. `charts_only` is that of
    `absent`.
    """
    texts = (_in_charts(page) if charts_only else _texts(page, EMPTY, theme) for page in pages)
    printed = ["\n".join(text for _, text in each) for each in texts]
    filled = ["" if charts_only else "\n".join(_given(pages[at], fill)) for _, at, fill in copies]
    lacking, backward = _lacking("\n".join([*printed, *filled]), theme)
    on_page = [(lacking | backward).intersection(faces.drawn(text)) for text in printed]

    def having(wanted: set[str]) -> str:
        both = zip(copies, filled, strict=True)
        found = [
            file for (file, at, _), text in both if wanted & on_page[at] or not wanted.isdisjoint(faces.drawn(text))
        ]
        more = f" and {counted(len(found) - 1, 'more copy', 'more copies')}" if len(found) > 1 else ""
        return f"{found[0]}{more}"

    said = []
    if lacking:
        first, rest = sorted(lacking)[:MOST], sorted(lacking)[MOST:]
        named = ", ".join([*map(_named, first), *([_listed(rest)] if rest else [])])
        shown_ = "it is shown as a box" if len(lacking) == 1 else "they are shown as boxes"
        said.append(f"No font has {named}, in {having(lacking)}: {shown_}. {HINT}")
    if backward:
        said.append(_unsupported(min(backward), having(backward)))
    return said + list(dict.fromkeys(told for page in pages if not charts_only for told in _untyped(page, theme)))


def _untyped(page: Page, theme: Theme) -> Iterator[str]:
    """Yield a sentence where no single font has all letters of a workbook's language, as its fields need."""
    names = faces.register(theme)
    letters = typedface.letters(page)
    left = letters - faces.characters(typedface.of(page, names)) - missing("".join(letters), theme)
    if left and not page.by_hand:
        what = f"What people type is shown in one font, and none has all letters of this workbook: {_named(min(left))}"
        yield f"{what} may stay unseen. Name one that has them all in a theme, under 'fonts: regular'."


def _unsupported(character: str, place: str) -> str:
    return f"{_named(character)}, in {place}, is written from right to left: such scripts are not supported."


def _lacking(text: str, theme: Theme) -> tuple[set[str], set[str]]:
    """Return the characters of a text that no font has, and those of right-to-left scripts."""
    backward = {each for each in set(text) if each >= "\u0590" and bidirectional(each) in ("R", "AL")}
    return missing(text, theme) - backward, backward


def missing(text: str, theme: Theme) -> set[str]:
    """Return the characters of a text that none of a theme's fonts has; invisible characters do not count."""
    names = faces.register(theme)
    left = {each for each in set(faces.drawn(text)) - faces.characters(names.regular) if not unseen(each)}
    for face in faces.chain(names, names.regular) if left else ():
        left = {each for each in left if not faces.characters(face).issuperset(normalize("NFD", each))}
        left -= faces.characters(face)
    return left


def _first(texts: Iterable[Placed], wanted: set[str]) -> dict[str, str]:
    """Return where each of the characters stands first, in reading order."""
    found: dict[str, str] = {}
    for place, text in texts:
        for each in faces.drawn(text):
            if each in wanted:
                found.setdefault(each, place)
    return found


def _named(character: str) -> str:
    called = f"{_code(character)} {name(character, '')}".rstrip()
    return f"“{_held(character)}” ({called})"


def _listed(characters: Iterable[str]) -> str:
    return ", ".join(f"{_held(each)} {_code(each)}" for each in characters)


def _held(character: str) -> str:
    """Return a character with a circle to stand on, if it is a mark that stands on another letter."""
    return f"◌{character}" if category(character)[0] == "M" else character


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def _in_charts(page: Page) -> Iterator[Placed]:
    """Yield the words of a page's charts."""
    figures = (block for block in walk(page.blocks) if isinstance(block, Figure))
    yield from ((figure.code, text) for figure in figures for text in _words(figure, page))


def _texts(page: Page, fill: Fill, theme: Theme) -> Iterator[Placed]:
    """Yield all words that are drawn, in reading order, and then those that stand on every page."""
    place = "the title"
    for block in walk(page.blocks):
        if isinstance(block, Heading):
            place = block.code or f"“{plain(block.runs)}”"
        if isinstance(block, FieldBox):
            yield from ((block.code, text) for text in _asked(page, fill, block.code))
        if isinstance(block, Output) and block.name == "said":
            yield from ((block.code, text) for text in _said(page.fields[block.code], fill))
        yield from ((place, text) for text in _words(block, page))
    for block in page.blocks:
        if isinstance(block, Section) and block.tone:
            mark = theme.tone(block.tone).mark
            yield "the mark of a kit", "" if mark in DRAWN else mark
    yield "the header", page.running_line(theme.header)
    yield "the footer", page.running_line(theme.footer) + page.words["page_of"]


def _words(block: Block, page: Page) -> Iterator[str]:
    if isinstance(block, (Heading, Paragraph)):
        yield plain(block.runs)
    elif isinstance(block, Listing):
        yield from map(plain, block.items)
    elif isinstance(block, (Aside, Output)):
        yield block.title
    elif isinstance(block, FieldRows):
        yield from block.heads
    elif isinstance(block, Figure):
        yield from chart.texts(page.charts[block.code])


def _asked(page: Page, fill: Fill, code: str) -> Iterator[str]:
    """Yield a question, its options, and what is answered to it."""
    field = page.fields[code]
    yield from (field.label, *(option.label for option in field.options), fill.tallies.get(code, ""))
    yield from _answered(field, fill)


def _said(field: Field, fill: Fill) -> Iterator[str]:
    return (f"{each.who} {as_text(each.value)}" for each in fill.above(field))


def _answered(field: Field, fill: Fill) -> Iterator[str]:
    yield from _said(field, fill)
    value = fill.values.get(field.code)
    if isinstance(value, str) and not field.options:
        yield value


def _given(page: Page, fill: Fill) -> Iterator[str]:
    """Yield all that is answered to a page's questions."""
    for code in dict.fromkeys((*fill.chosen, *fill.said, *fill.values)):
        if code in page.fields:
            yield from _answered(page.fields[code], fill)
