"""Reads the styles of a DOCX: their names, which are the same in every language, by the ids that a document uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from toolkit_cli.document.archive import Element
from toolkit_cli.document.lists import as_number
from toolkit_cli.document.styles import plain
from toolkit_cli.docx.namespaces import OFF, VAL, W

STRIKES, HIDES = (f"{{{W}}}strike", f"{{{W}}}dstrike"), f"{{{W}}}vanish"
T = TypeVar("T")
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


class _Written:
    """A style as it is written in the file: what it says itself, None for what the one that it is based on says."""

    def __init__(self, style: Element) -> None:
        self.name, self.based = _value(style, "name") or "", _value(style, "basedOn")
        self.list, self.level = _value(style, "pPr/numPr/numId"), _value(style, "pPr/numPr/ilvl")
        found = (style.find(f"{{{W}}}rPr/{look}") for look in (*STRIKES, HIDES))
        self.looks = tuple(None if each is None else each.get(VAL) not in OFF for each in found)


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Element | None = None) -> None:
        self._known = {"": Style("")}
        read = root.iter(f"{{{W}}}style") if root is not None else ()
        written = {style.get(f"{{{W}}}styleId") or "": _Written(style) for style in read}
        for code, style in written.items():
            line = list(_line(style, written))
            single, double, veiled = (_first(looks) for looks in zip(*(each.looks for each in line), strict=True))
            self._known[code] = Style(plain(style.name or code), _number(line), bool(single or double), bool(veiled))

    def of(self, named: Element | None) -> Style:
        """Return the style that a `pStyle` or `rStyle` names; one that is not defined is called by its id."""
        code = (named.get(VAL) or "") if named is not None else ""
        return self._known.get(code) or Style(plain(code))  # not kept: later files may have the same styles


def _line(style: _Written, written: Mapping[str, _Written]) -> Iterator[_Written]:
    """Yield a style, the one that it is based on, and so on; in a broken file they may go round in a circle."""
    following: _Written | None = style
    for _ in range(DEEPEST):
        if following is None:
            return
        yield following
        following = written.get(following.based) if following.based else None


def _first(said: Iterable[T | None]) -> T | None:
    """Return what a style says or, if that is nothing, what the first that says anything says on which it is based."""
    return next((each for each in said if each is not None), None)


def _number(line: Sequence[_Written]) -> tuple[str, int] | None:
    """Return the list and level of a style's paragraphs; `line` are the style and those that it is based on."""
    ends = next((at for at, each in enumerate(line, 1) if each.list is not None), 0)
    code = line[ends - 1].list if ends else ""
    return (code, as_number(_first(each.level for each in line[:ends]))) if code and code != "0" else None


def _value(style: Element, path: str) -> str | None:
    """Return the value of an element in a style, "" if it has none; None where there is no such element."""
    found = style.find("/".join(f"{{{W}}}{name}" for name in path.split("/")))
    return None if found is None else found.get(VAL) or ""


def numbered(element: Element, usual: tuple[str, int] | None = None) -> tuple[str, int] | None:
    """Return the list and level of a `numPr`, None for list 0; `usual` is the list of the paragraph's style."""
    number, level = element.find(f"{{{W}}}numId"), element.find(f"{{{W}}}ilvl")
    code = (number.get(VAL) or "") if number is not None else usual[0] if usual else ""
    return (code, as_number(level.get(VAL)) if level is not None else 0) if code and code != "0" else None
