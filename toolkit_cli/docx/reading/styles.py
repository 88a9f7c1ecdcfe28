"""Reads the styles of a DOCX: their names, which are the same in every language, by the ids that a document uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit_cli.document.archive import Element
from toolkit_cli.document.lists import as_number
from toolkit_cli.document.styles import plain
from toolkit_cli.docx.namespaces import OFF, VAL, W

STRIKES, HIDES = (f"{{{W}}}strike", f"{{{W}}}dstrike"), f"{{{W}}}vanish"
DEEPEST = 20  # styles of which one is based on the next


@dataclass(frozen=True)
class Style:
    """A style: its name in small letters and without spaces, and the list and level of its paragraphs.

    `struck` and `veiled` say that its words are struck out or hidden: Word hides so the ends of a web page's form.
    """

    name: str
    number: tuple[str, int] | None = None
    struck: bool = False
    veiled: bool = False


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Element | None = None) -> None:
        self._known = {"": Style("")}
        read = list(root.iter(f"{{{W}}}style")) if root is not None else []
        by_code = {style.get(f"{{{W}}}styleId") or "": style for style in read}
        for code, style in by_code.items():
            name = style.find(f"{{{W}}}name")
            shown = (name.get(VAL) if name is not None else "") or code
            numbers = style.find(f"{{{W}}}pPr/{{{W}}}numPr")
            number = numbered(numbers) if numbers is not None else None
            looks = [look for each in _line(style, by_code) for look in each.iterfind(f"{{{W}}}rPr/*")]
            self._known[code] = Style(plain(shown), number, _says(looks, *STRIKES), _says(looks, HIDES))

    def of(self, named: Element | None) -> Style:
        """Return the style that a `pStyle` or `rStyle` names; one that is not defined is called by its id."""
        code = (named.get(VAL) or "") if named is not None else ""
        return self._known.get(code) or Style(plain(code))  # not kept: later files may have the same styles


def _line(style: Element, by_code: Mapping[str, Element]) -> Iterator[Element]:
    """Yield a style, the one that it is based on, and so on; in a broken file they may go round in a circle."""
    for _ in range(DEEPEST):
        yield style
        based = style.find(f"{{{W}}}basedOn")
        following = by_code.get(based.get(VAL) or "") if based is not None else None
        if following is None:
            return
        style = following


def _says(looks: Sequence[Element], *names: str) -> bool:
    """Say whether the first of some properties with each of these names, if there is one, is on."""
    found = (next((look for look in looks if look.tag == name), None) for name in names)
    return any(look is not None and look.get(VAL) not in OFF for look in found)


def numbered(element: Element, usual: tuple[str, int] | None = None) -> tuple[str, int] | None:
    """Return the list and level of a `numPr`, None for list 0; `usual` is the list of the paragraph's style."""
    number, level = element.find(f"{{{W}}}numId"), element.find(f"{{{W}}}ilvl")
    code = (number.get(VAL) or "") if number is not None else usual[0] if usual else ""
    return (code, as_number(level.get(VAL)) if level is not None else 0) if code and code != "0" else None
