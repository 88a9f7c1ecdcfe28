"""Turns texts of the content into markup: paragraphs, lists, links to what they refer to, and their language."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from markupsafe import Markup, escape

from toolkit_cli.kits import lists
from toolkit_cli.kits.model import REFERENCE, Toolkit
from toolkit_cli.layout.leftout import LeftOut


@dataclass(frozen=True)
class Prose:
    """Makes markup of a toolkit's texts; `codes` are those to which links can lead, others are `left_out`."""

    toolkit: Toolkit
    codes: Collection[str]
    left_out: LeftOut

    def blocks(self, text: str | None, role: str = "") -> Markup:
        """Return the markup of a text: paragraphs, and lists of the lines that begin with a dash or are numbered."""
        text = text or ""
        opening = Markup('<p role="{}">').format(role) if role else Markup("<p>")
        made = []
        for words, points, ordered in lists.paragraphs(text):
            if words:
                made.append(opening + self.linked(words, text) + Markup("</p>"))
            if points:
                items = (Markup("<li>") + self.linked(point, text) + Markup("</li>") for point in points)
                tag = "ol" if ordered else "ul"
                made.append(Markup(f"<{tag}>") + Markup("").join(items) + Markup(f"</{tag}>"))
        return Markup("\n").join(made)

    def linked(self, text: str, whole: str = "") -> Markup:
        """Escape a text and turn `[[S3]]` into a link; what the workbook leaves out is named without a link.

        `whole` is the text of the toolkit of which this is a part. If that is not translated, the markup gives its
        language, and that of translated names in it.
        """
        toolkit, made, end = self.toolkit, Markup(""), 0
        foreign = (whole or text) in toolkit.untranslated
        for found in REFERENCE.finditer(text):
            made += escape(text[end : found.start()])
            end = found.end()
            named = self._named(found[1], foreign)
            if found[1] in self.codes:
                made += Markup('<a href="#{}">{}</a>').format(found[1], named)
                continue
            said, passed = self.left_out.named(named, text[: found.start()], text[end:])
            made, end = made + said, end + passed
        return _spoken(made + escape(text[end:]), toolkit.original if foreign else "")

    def _named(self, code: str, foreign: bool) -> Markup:
        toolkit = self.toolkit
        name = toolkit.titles.get(code, code)
        other = name in toolkit.untranslated
        return _spoken(name, (toolkit.original if other else toolkit.lang) if other != foreign else "")


def _spoken(words: str, lang: str) -> Markup:
    """Return words as markup that gives their language, if `lang` is not ""."""
    return Markup('<span lang="{}">{}</span>').format(lang, words) if lang else escape(words)
