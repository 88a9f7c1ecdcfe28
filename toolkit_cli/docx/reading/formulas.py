"""Reads the formulas of a DOCX in a line of words: signs tell what stands above, below, around or beside something."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from toolkit_cli.document.archive import Element
from toolkit_cli.document.storybuilder import Opened, StoryBuilder

M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
E, T, ROW, LINES, BRACKETS = (f"{{{M}}}{name}" for name in ("e", "t", "mr", "eqArr", "d"))


class Formulas(StoryBuilder):
    """Takes down what stands in formulas."""

    def _formula(self, element: Element) -> Opened:
        """Read a formula, which does not look as the words before it do."""
        self.style = self.face = ""
        self.struck = self.veiled = self.raised = self.marked = False
        return iter(element), None

    def _placed(self, element: Element, sign: str) -> Opened:
        if len(element):
            self.say(sign)
        return iter(element), None

    def _delimited(self, element: Element) -> Opened:
        begins, ends = (next(element.iterfind(f"{{{M}}}dPr/{{{M}}}{name}"), None) for name in ("begChr", "endChr"))
        self.say("(" if begins is None else begins.get(f"{{{M}}}val") or "")
        return iter(element), partial(self.say, ")" if ends is None else ends.get(f"{{{M}}}val") or "")

    def _operator(self, element: Element) -> Opened:
        sign = next(element.iterfind(f"{{{M}}}naryPr/{{{M}}}chr"), None)
        self.say("∫" if sign is None else sign.get(f"{{{M}}}val") or "")
        return iter(element), None

    def _degree(self, element: Element) -> Opened:
        if next(element.iter(T), None) is None:
            return None
        self.say("[")
        return iter(element), partial(self.say, "]")

    def _root(self, element: Element) -> Opened:
        self.say("√")
        return iter(element), None

    def _element(self, element: Element) -> Opened:
        """Keep the elements of a matrix, of equations below each other, and between two brackets apart."""
        before, around = element.getprevious(), element.getparent()
        if before is not None and around is not None and before.tag == element.tag:
            separator = next(around.iterfind(f"{{{M}}}dPr/{{{M}}}sepChr"), None)
            said = "|" if separator is None else separator.get(f"{{{M}}}val") or ""
            self.say({ROW: "\t", BRACKETS: said}.get(around.tag, "\n"))
        return iter(element), None

    # What reads an element of a formula, by its name.
    FORMULAS: ClassVar[dict[str, Callable[..., Opened]]] = {
        "oMath": _formula, "den": partial(_placed, sign="/"), "sup": partial(_placed, sign="^"),
        "sub": partial(_placed, sign="_"), "lim": partial(_placed, sign="_"), "d": _delimited, "nary": _operator,
        "rad": _root, "deg": _degree, "e": _element, "mr": _element,
    }  # fmt: skip
