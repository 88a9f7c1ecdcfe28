"""Reads the styles of an ODT: their names and parents, and which of them strike words out, hide or emphasise them."""

from __future__ import annotations

import re

from toolkit_cli.document import symbols
from toolkit_cli.document.archive import Element
from toolkit_cli.document.lists import LONGEST, Lists, as_number
from toolkit_cli.document.styles import plain
from toolkit_cli.odt.namespaces import FO, LOEXT, OFFICE, STYLE, SVG, TEXT

# OpenDocument's number formats, and WordprocessingML's.
FORMATS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none",
    "01, 02, 03, ...": "decimalZero",
}  # fmt: skip
# How LibreOffice's formats with the letters of a language end: "а, б, .., аа, аб, ... (ru)".
ALPHABETS = {"(bg)": "bulgarian", "(gr)": "greek", "(ru)": "russian", "(sr)": "serbian"}
# Properties that emphasise words, each with the value that does not.
STANDING_OUT = (
    (f"{{{FO}}}font-weight", "normal"), (f"{{{FO}}}background-color", "transparent"), (f"{{{FO}}}color", "#000000"),
    (f"{{{STYLE}}}text-underline-style", "none"), (f"{{{FO}}}font-style", "normal"), (f"{{{FO}}}border", "none"),
    (f"{{{FO}}}font-size", ""), (f"{{{FO}}}text-transform", "none"), (f"{{{FO}}}font-variant", "normal"),
    (f"{{{STYLE}}}text-emphasize", "none"), (f"{{{STYLE}}}text-outline", "false"), (f"{{{FO}}}text-shadow", "none"),
)  # fmt: skip
RAISED = re.compile(r"[1-9][0-9.]*%")  # how far above the line
ESCAPED = re.compile(r"_([0-9a-f]{1,4})_")
# LibreOffice's names of styles, and Word's.
WORD = {"textbody": "bodytext", "contents1": "toc1", "contents2": "toc2"}


class Styles:
    """The styles of an ODT by family and name; an automatic style is called by its parent's name.

    Those of a part that is added later go before others of the same name: programs call their automatic styles P1, P2
    and so on in every part.
    """

    def __init__(self) -> None:
        self._parents: dict[tuple[str, str], str] = {}
        self._titles: dict[tuple[str, str], str] = {}  # what programs show, where a style is named by a number
        self.struck: dict[tuple[str, str], bool] = {}  # whether styles, by family and name, strike words out, if said
        self.veiled: dict[tuple[str, str], bool] = {}  # whether they hide words, if said
        self.raised: dict[tuple[str, str], bool] = {}  # whether they set words higher, if said
        self.marked: set[tuple[str, str]] = set()  # families and names of those that emphasise words
        self.faces: dict[tuple[str, str], str] = {}  # their fonts of signs, "" where it is a font of letters
        self._fonts: dict[str, str] = {}  # the real names of fonts, in small letters
        self.lists = Lists()

    def add(self, root: Element) -> None:
        """Add the styles of a part, given its root element; its lists are counted from their beginnings."""
        self.lists.counts.clear()
        for font in root.iterfind(f"{{{OFFICE}}}font-face-decls/{{{STYLE}}}font-face"):
            family = font.get(f"{{{SVG}}}font-family") or ""
            self._fonts[font.get(f"{{{STYLE}}}name") or ""] = family.strip("'\"").lower()
        for style in root.iterfind(f"{{{OFFICE}}}styles/{{{STYLE}}}style"):
            self._titles[_key(style)] = style.get(f"{{{STYLE}}}display-name") or ""
        for style in root.iterfind(f"{{{OFFICE}}}automatic-styles/{{{STYLE}}}style"):
            self._automatic(_key(style), style)
        for each in root.iter(f"{{{TEXT}}}list-style"):
            self._list(each)

    def _automatic(self, key: tuple[str, str], style: Element) -> None:
        """Read a style that a program has made for what somebody set by hand."""
        self._parents[key] = style.get(f"{{{STYLE}}}parent-style-name") or ""
        for known in (self.struck, self.veiled, self.raised, self.faces):
            known.pop(key, None)
        self.marked.discard(key)
        look, ground = (style.find(f"{{{STYLE}}}{name}-properties") for name in ("text", "paragraph"))
        if look is not None:
            self._look(key, look)
        looks = [each for each in (look, ground) if each is not None]
        if any(each.get(name, usual) != usual for each in looks for name, usual in STANDING_OUT):
            self.marked.add(key)

    def _look(self, key: tuple[str, str], look: Element) -> None:
        line = look.get(f"{{{STYLE}}}text-line-through-style") or look.get(f"{{{STYLE}}}text-line-through-type")
        if line:
            self.struck[key] = line != "none"
        if display := look.get(f"{{{TEXT}}}display"):
            self.veiled[key] = display == "none"
        if place := look.get(f"{{{STYLE}}}text-position"):
            self.raised[key] = place.startswith("super") or bool(RAISED.match(place))
        if f"{{{STYLE}}}font-name" in look.attrib:
            font = self._font(look)
            self.faces[key] = font if font in symbols.FONTS else ""

    def _font(self, look: Element | None) -> str:
        """Return the font of text properties, in small letters, "" where they name none."""
        name = (look.get(f"{{{STYLE}}}font-name") or "") if look is not None else ""
        return self._fonts.get(name, name.lower())

    def _list(self, style: Element) -> None:
        name = style.get(f"{{{STYLE}}}name") or ""
        for level in style:
            place = name, as_number(level.get(f"{{{TEXT}}}level"), 1) - 1
            if level.tag == f"{{{TEXT}}}list-level-style-number":
                self.lists.formats[place] = _format(level.get(f"{{{STYLE}}}num-format") or "")
                self.lists.starts[place] = as_number(level.get(f"{{{TEXT}}}start-value"), 1)
                self.lists.texts[place] = _drawn(level, place[1])
            elif level.tag == f"{{{TEXT}}}list-level-style-bullet":
                self.lists.formats[place] = "bullet"
                sign = (level.get(f"{{{TEXT}}}bullet-char") or "")[:LONGEST]
                self.lists.texts[place] = symbols.bullet(self._font(level.find(f"{{{STYLE}}}text-properties")), sign)

    def of(self, family: str, name: str) -> str:
        """Return a style's name as the DOCX reader has it: in small letters, without spaces."""
        known = self._parents.get((family, name), name)
        title = self._titles.get((family, known)) or ESCAPED.sub(lambda found: chr(int(found[1], 16)), known)
        shown = plain(title)
        return WORD.get(shown, shown)


def _key(style: Element) -> tuple[str, str]:
    """Return a style's family and name."""
    return style.get(f"{{{STYLE}}}family") or "", style.get(f"{{{STYLE}}}name") or ""


def _format(shown: str) -> str:
    """Return the name of a number format as WordprocessingML has it; one that is not known counts in digits."""
    alphabet = ALPHABETS.get(shown[-4:])
    if alphabet:
        return f"{alphabet}{'Upper' if shown[0].isupper() else 'Lower'}"
    return FORMATS.get(shown, "decimal")


def _drawn(level: Element, at: int) -> str:
    """Return what a list draws before a paragraph of a level, from 0, as WordprocessingML writes it: "%1.%2."."""
    shown = min(max(as_number(level.get(f"{{{TEXT}}}display-levels"), 1), 1), at + 1)
    numbers = ".".join(f"%{number}" for number in range(at + 2 - shown, at + 2))
    before, after = (level.get(f"{{{STYLE}}}num-{name}") or "" for name in ("prefix", "suffix"))
    template = level.get(f"{{{LOEXT}}}num-list-format") or f"{before}{numbers}{after}"
    return re.sub("%([1-9])%", r"%\1", template)[:LONGEST]
