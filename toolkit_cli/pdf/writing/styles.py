"""Makes the paragraph styles of a PDF from a theme, one for each role."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle

from toolkit_cli.layout.theme import Theme
from toolkit_cli.pdf.writing.faces import Faces

INDENT, BULLET = 14.0, 4.0  # points before the words of a list, and before the sign or the number at its margin
BESIDE = 3.0  # points at least between a number and its words
LEAST, ACROSS = 10.0, 30  # titles' base size: the least in points, and how often the largest fits in a page's width
APART, CLOSE = 10.0, 3.0  # points between texts by two people, and between paragraphs of one text or two short answers
LONG, LONGEST = 12, 100  # letters of a word that may be hyphenated


class Styles:
    """The styles of one document; `style(name)` gives the style of a role, `tinted` the same in another colour.

    `title` is the scale of the document's title, less than 1 for a long one.
    """

    def __init__(self, theme: Theme, faces: Faces, lang: str, title: float = 1.0) -> None:
        size, text, muted = theme.fonts.size - 0.5, theme.colours.text, theme.colours.muted
        head = min(size, max(LEAST, theme.inner_width / ACROSS))  # the band with a title has to fit on a page
        self.code = size * 0.85  # the size of a code beside what it names
        make = partial(
            ParagraphStyle,
            fontName=faces.regular,
            fontSize=size,
            leading=size * 1.38,
            textColor=HexColor(text),
            allowWidows=0,  # no last line of a paragraph stands alone overleaf; no first one does in ReportLab anyway
        )
        bold = partial(make, fontName=faces.bold)
        small = partial(make, fontSize=size - 1.5, leading=(size - 1.5) * 1.35, textColor=HexColor(muted))
        self.lang, self.faces = lang, faces
        self._styles = {
            "": make("body", spaceAfter=6),
            "li": make("li", spaceAfter=3, leftIndent=INDENT, bulletIndent=BULLET),
            "lead": make("lead", fontSize=size + 0.5, leading=(size + 0.5) * 1.42, spaceAfter=6),
            "guidance": make("guidance", fontName=faces.italic, fontSize=size - 0.5, spaceBefore=2),
            "caption": make("caption", fontSize=size - 0.5, leading=(size - 0.5) * 1.35, spaceBefore=4, spaceAfter=5),
            "source": small("source", spaceAfter=6),
            "small": small("small", spaceAfter=3),
            "kicker": bold("kicker", fontSize=size + 0.5, spaceAfter=4),
            "title": bold("title", fontSize=head * 3 * title, leading=head * 3.6 * title, spaceAfter=8),
            "subtitle": make("subtitle", fontSize=head * 1.4, leading=head * 1.9, spaceAfter=10),
            "edition": bold("edition", fontSize=head * 1.2, leading=head * 1.6),
            "h1": bold("h1", fontSize=head * 2.3, leading=head * 2.8),
            "h2": bold("h2", fontSize=size * 1.5, leading=size * 1.95, spaceBefore=13, spaceAfter=5, keepWithNext=1),
            "h3": bold("h3", fontSize=size * 1.15, leading=size * 1.5, spaceBefore=9, spaceAfter=4, keepWithNext=1),
            "question": bold("question", leading=size * 1.35),
            "assumption": bold("assumption", fontSize=size + 1, leading=(size + 1) * 1.35),
            "aside": bold("aside", fontSize=size + 0.5, spaceAfter=3),
            "cell": make("cell", fontSize=size - 0.5, leading=(size - 0.5) * 1.35),
            "head": bold("head", fontSize=size - 0.5, leading=(size - 0.5) * 1.35),
            "cell number": make("cell number", fontSize=size - 0.5, leading=(size - 0.5) * 1.35, alignment=TA_CENTER),
            "head number": bold("head number", fontSize=size - 0.5, leading=(size - 0.5) * 1.35, alignment=TA_CENTER),
            "option": make("option", leading=size * 1.3),
            **_said(partial(make, leftIndent=INDENT), "", firstLineIndent=-INDENT),
            **_said(partial(make, leftIndent=INDENT, bulletIndent=BULLET), " listed"),
            **_said(make, " alone"),
            "contents1": bold("contents1", rightIndent=size * 3, spaceBefore=5),
            "contents2": make("contents2", leftIndent=INDENT, rightIndent=size * 3),
        }

    def style(self, name: str) -> ParagraphStyle:
        """Return the style of a role, or of a part of the layout."""
        return self._styles[name]

    def tinted(self, name: str, colour: str) -> ParagraphStyle:
        """Return a style with another colour; each is made once."""
        key = f"{name} {colour}"
        if key not in self._styles:
            self._styles[key] = ParagraphStyle(key, parent=self._styles[name], textColor=HexColor(colour))
        return self._styles[key]

    def listed(self, last: str) -> ParagraphStyle:
        """Return the style of a list's items, set in as far as the widest of its signs, the `last`, needs."""
        style = self._styles["li"]
        indent = BULLET + self.faces.width(last, style.fontName, style.fontSize) + BESIDE
        return style if indent <= INDENT else ParagraphStyle(f"li {last}", style, leftIndent=indent)

    def closing(self, style: ParagraphStyle) -> ParagraphStyle:
        """Return the style of a list's last item: what follows stands as far below it as below a paragraph."""
        key = f"{style.name} last"
        if key not in self._styles:
            self._styles[key] = ParagraphStyle(key, style, spaceAfter=self._styles[""].spaceAfter)
        return self._styles[key]

    def hyphenated(self, style: ParagraphStyle, letters: int) -> ParagraphStyle:
        """Return a style that hyphenates long words, and words of at least so many letters if they do not fit."""
        least = min(LONG, letters)
        key = f"{style.name} -{least}"
        if key not in self._styles:
            lang = _hyphenation(self.lang)
            self._styles[key] = ParagraphStyle(key, style, hyphenationLang=lang, hyphenationMinWordLength=least)
        return self._styles[key]


def _said(make: Callable[..., ParagraphStyle], look: str, **begins: float) -> dict[str, ParagraphStyle]:
    """Return the styles of an answer: its beginning, as text or in one line, the rest of a paragraph, a new paragraph.

    `look` is the variant's name, `begins` are properties of the first paragraph, in which a name may stand out.
    """
    first, further = {"said": APART, "said line": CLOSE}, {"said next": 0, "said then": CLOSE}
    return {
        **{f"{name}{look}": make(f"{name}{look}", spaceBefore=before, **begins) for name, before in first.items()},
        **{f"{name}{look}": make(f"{name}{look}", spaceBefore=before) for name, before in further.items()},
    }


def _hyphenation(lang: str) -> str:
    """Return the language of the hyphenation patterns for a language; "" where there are none."""
    import pyphen  # ReportLab loads it only when it hyphenates, too

    return str(pyphen.language_fallback(lang.replace("-", "_")) or "")
