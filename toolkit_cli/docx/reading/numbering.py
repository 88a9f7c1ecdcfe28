"""Reads the lists that a DOCX defines in `numbering.xml`."""

from __future__ import annotations

from collections.abc import Iterable, Set
from itertools import islice

from toolkit_cli.document import symbols
from toolkit_cli.document.archive import Element
from toolkit_cli.document.lists import DEEPEST, LONGEST, Lists, as_number
from toolkit_cli.docx.namespaces import VAL, W


def defined(root: Element | None, used: Set[str]) -> Lists:
    """Return those lists of `numbering.xml` that are used, given its root element; none where there is no such part."""
    made = Lists()
    if root is None:
        return made
    abstracts = {each.get(f"{{{W}}}abstractNumId"): each for each in root.iter(f"{{{W}}}abstractNum")}
    levels = {code: list(islice(_levels(each), DEEPEST + 1)) for code, each in abstracts.items()}
    styled = {style: code for code, each in abstracts.items() if (style := _named(each, "styleLink"))}
    of_style = {code: styled.get(_named(each, "numStyleLink"), code) for code, each in abstracts.items()}
    for num in root.iter(f"{{{W}}}num"):
        number = num.get(f"{{{W}}}numId") or ""
        if number not in used:
            continue
        named = _named(num, "abstractNumId")
        abstract = of_style.get(named, named)
        own = list(islice(_levels(num), DEEPEST + 1))  # instead of the abstract list's
        for level, kind, start, text in (*levels.get(abstract, ()), *own):
            made.formats[number, level] = kind
            made.starts[number, level] = start
            if text is not None:
                made.texts[number, level] = text
        if abstract and num.find(f"{{{W}}}lvlOverride") is None:
            made.counted_as[number] = f"of {abstract}"  # one list with all that share it (ISO 29500-1 17.9.15)
        for over in num.iterchildren(f"{{{W}}}lvlOverride"):
            place = number, as_number(over.get(f"{{{W}}}ilvl"))
            made.starts[place] = _value(over, "startOverride", made.starts.get(place, 1))
    return made


def _levels(abstract: Element) -> Iterable[tuple[int, str, int, str | None]]:
    """Yield each level of an abstract list: its number from 0, its format, where it starts, and what is drawn."""
    for level in abstract.iter(f"{{{W}}}lvl"):
        kind, text = level.find(f"{{{W}}}numFmt"), level.find(f"{{{W}}}lvlText")
        shown = (kind.get(VAL) or "decimal") if kind is not None else "decimal"
        drawn = (text.get(VAL) or "")[:LONGEST] if text is not None else None
        font = next((each.get(f"{{{W}}}ascii", "").lower() for each in level.iter(f"{{{W}}}rFonts")), "")
        drawn = symbols.bullet(font, drawn) if drawn else drawn
        yield as_number(level.get(f"{{{W}}}ilvl")), shown, _value(level, "start", 1), drawn


def _named(element: Element, name: str) -> str:
    found = element.find(f"{{{W}}}{name}")
    return "" if found is None else found.get(VAL) or ""


def _value(element: Element, name: str, usual: int) -> int:
    found = element.find(f"{{{W}}}{name}")
    return usual if found is None else as_number(found.get(VAL), usual)
