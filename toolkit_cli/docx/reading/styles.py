"""Reads the styles of a DOCX: their names, which are the same in every language, by the ids that a document uses."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit_cli.document.archive import Element
from toolkit_cli.document.lists import as_number
from toolkit_cli.document.styles import plain
from toolkit_cli.docx.namespaces import VAL, W


@dataclass(frozen=True)
class Style:
    """A style: its name in small letters and without spaces, and the list and level of its paragraphs."""

    name: str
    number: tuple[str, int] | None = None


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Element | None = None) -> None:
        self._known = {"": Style("")}
        for style in root.iter(f"{{{W}}}style") if root is not None else ():
            name = style.find(f"{{{W}}}name")
            code = style.get(f"{{{W}}}styleId") or ""
            shown = (name.get(VAL) if name is not None else "") or code
            numbers = style.find(f"{{{W}}}pPr/{{{W}}}numPr")
            self._known[code] = Style(plain(shown), numbered(numbers) if numbers is not None else None)

    def of(self, named: Element | None) -> Style:
        """Return the style that a `pStyle` or `rStyle` names; one that is not defined is called by its id."""
        code = (named.get(VAL) or "") if named is not None else ""
        return self._known.get(code) or Style(plain(code))  # not kept: later files may have the same styles


def numbered(element: Element, usual: tuple[str, int] | None = None) -> tuple[str, int] | None:
    """Return the list and level of a `numPr`, None for list 0; `usual` is the list of the paragraph's style."""
    number, level = element.find(f"{{{W}}}numId"), element.find(f"{{{W}}}ilvl")
    code = (number.get(VAL) or "") if number is not None else usual[0] if usual else ""
    return (code, as_number(level.get(VAL)) if level is not None else 0) if code and code != "0" else None
