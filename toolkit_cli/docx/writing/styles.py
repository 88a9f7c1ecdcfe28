"""Makes a workbook's styles and settings from the theme, so that people can change them for the whole document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit_cli.docx.writing.numbering import BULLETS, INDENT, NUMBERS, in_list
from toolkit_cli.docx.writing.wml import (
    ORDER,
    Child,
    Element,
    colour,
    fonts,
    properties,
    replace_children,
    size,
    spacing,
    twips,
    w,
)
from toolkit_cli.layout import colours
from toolkit_cli.layout.theme import Theme

TICK_FONT = "MS Gothic"  # the font in which Word sets check boxes
ZONE = 28.0  # points of a line that may stay empty before a word is hyphenated
COVER_HEAD = 1.6  # the size of a heading on the cover, to that of the text: less than a chapter's
# Roles of a paragraph → styles.
ROLES = {
    "": "BodyText",
    "lead": "Lead",
    "guidance": "Guidance",
    "caption": "Caption",
    "source": "Source",
    "small": "Small",
    "assumption": "Assumption",
    "kicker": "Kicker",
    "title": "Title",
    "subtitle": "Subtitle",
    "edition": "Edition",
}


def install(into: Any, theme: Theme, lang: str, title: float = 1.0) -> None:
    """Replace the styles in the root of `styles.xml` by the workbook's.

    `title` is the scale of the document's title, less than 1 for a long one.
    """
    prose = _prose(theme, title)
    replace_children(into, w("styles", _defaults(theme, lang), *_basic(), *_headings(theme), *prose, *_boxes(theme)))


def _defaults(theme: Theme, lang: str) -> Element:
    letters = (
        fonts(theme.fonts.document),
        colour(theme.colours.text),
        *size(theme.fonts.size),
        w("lang", val=lang, eastAsia=lang, bidi=lang),
    )
    return w(
        "docDefaults",
        w("rPrDefault", properties("rPr", letters)),
        w("pPrDefault", properties("pPr", [spacing(0, 0, line=1.12)])),
    )


def _style(
    kind: str,
    code: str,
    name: str,
    *look: Child,
    based: str = "",
    following: str = "",
    default: bool = False,
    own: bool = False,
) -> Element:
    """Return a style; the properties in `look` go to its paragraph or run properties by their names."""
    asked = [child for child in look if child is not None]
    letters = [child for child in asked if child.tag in ORDER["rPr"]]
    placed = [child for child in asked if child not in letters]
    made = w(
        "style",
        w("name", val=name),
        w("basedOn", val=based) if based else None,
        w("next", val=following) if following else None,
        w("uiPriority", val=99) if kind == "table" or code in ("NoList", "DefaultParagraphFont") else None,
        w("qFormat") if kind == "paragraph" else None,
        properties("pPr", placed) if placed else None,
        properties("rPr", letters) if letters else None,
        type=kind,
        styleId=code,
    )
    for flag, on in (("default", default), ("customStyle", own)):
        if on:
            made.set(f"w:{flag}", "1")
    return made


def _basic() -> Iterator[Element]:
    yield _style("paragraph", "Normal", "Normal", default=True)
    yield _style("character", "DefaultParagraphFont", "Default Paragraph Font", default=True)
    table = _style("table", "TableNormal", "Normal Table", default=True)
    sides = (w(side, w=width, type="dxa") for side, width in (("top", 0), ("left", 108), ("bottom", 0), ("right", 108)))
    table.append(w("tblPr", w("tblInd", w=0, type="dxa"), w("tblCellMar", *sides)))
    yield table
    yield _style("numbering", "NoList", "No List", default=True)


def _headings(theme: Theme) -> Iterator[Element]:
    for level, scale, before, after in ((1, 2.1, 0.0, 10.0), (2, 1.5, 15.0, 5.0), (3, 1.17, 12.0, 4.0)):
        yield _style(
            "paragraph",
            f"Heading{level}",
            f"heading {level}",
            w("keepNext"),
            w("keepLines"),
            w("suppressAutoHyphens"),
            spacing(before, after, line=1.05),
            w("outlineLvl", val=level - 1),
            w("b"),
            colour(theme.colours.main),
            *size(round(theme.fonts.size * scale)),
            based="Normal",
            following="BodyText",
        )


def _prose(theme: Theme, title: float) -> Iterator[Element]:
    base, muted = theme.fonts.size, theme.colours.muted
    yield _paragraph("BodyText", "Body Text", spacing(0, 6, line=1.08))
    yield _paragraph("Lead", "Lead", spacing(0, 8, line=1.09), *size(base + 1), own=True)
    yield _paragraph("Guidance", "Guidance", spacing(2, 2), w("i"), colour(muted), *size(base - 1), own=True)
    yield _paragraph("Caption", "caption", spacing(3, 6), *size(base - 1))
    yield _paragraph(
        "Source", "Source", spacing(2, 8), w("contextualSpacing"), colour(muted), *size(base - 2), own=True
    )
    yield _paragraph("Small", "Small", spacing(6, 0), w("contextualSpacing"), colour(muted), *size(base - 2), own=True)
    yield _paragraph("Assumption", "Assumption", spacing(0, 2, line=1.15), w("b"), *size(base + 1.5), own=True)
    yield _paragraph("ListBullet", "List Bullet", spacing(0, 3.5, line=1.09), in_list(BULLETS))
    yield _paragraph("ListNumber", "List Number", spacing(0, 3.5, line=1.09), in_list(NUMBERS))
    yield _paragraph("Kicker", "Kicker", w("keepNext"), spacing(0, 2), w("b"), *size(base), own=True)
    unparted = (w("keepNext"), w("suppressAutoHyphens"))
    yield _paragraph("Title", "Title", *unparted, spacing(0, 6, line=1.0), w("b"), *size(base * 2.7 * title))
    yield _paragraph("Subtitle", "Subtitle", w("keepNext"), w("suppressAutoHyphens"), spacing(0, 8), *size(base * 1.3))
    yield _paragraph("Edition", "Edition", spacing(2, 12), w("b"), *size(base), own=True)
    for code in ("Header", "Footer"):
        yield _paragraph(code, code.lower(), _end(theme), colour(muted), *size(base - 2))
    for level, before, left, hanging in ((1, 5.0, INDENT, INDENT), (2, 0.5, 2 * INDENT, 0.0)):
        stops = _end(theme, *((INDENT,) if level == 1 else ()), leader="dot")
        indent = w("ind", left=twips(left), hanging=twips(hanging))
        look = (w("b"), colour(theme.colours.main)) if level == 1 else ()
        whole = w("suppressAutoHyphens")
        yield _paragraph(f"TOC{level}", f"toc {level}", whole, spacing(before, 1.5, line=1.05), indent, stops, *look)
    for number, kit in enumerate(theme.kits, 1):
        code = contents_style(theme, 1, number)
        yield _style("paragraph", code, f"Contents Kit {number}", colour(kit.colour), based="TOC1", own=True)


def _boxes(theme: Theme) -> Iterator[Element]:
    base = theme.fonts.size
    yield _paragraph("BoxTitle", "Box Title", w("keepNext"), w("keepLines"), spacing(0, 0), w("b"), own=True)
    yield _paragraph("TableHead", "Table Head", spacing(0, 0), w("b"), *size(base - 0.5), own=True)
    yield _paragraph("TableText", "Table Text", spacing(0, 0), *size(base - 0.5), own=True)
    yield _paragraph("Question", "Question", w("keepNext"), w("keepLines"), spacing(0, 0), own=True)
    # In a PDF that is made of it, a hyphen where a line ends cannot be told from one that somebody has typed.
    yield _paragraph("Answer", "Answer", w("suppressAutoHyphens"), spacing(0, 0, line=1.15), own=True)
    aside = w("ind", left=twips(INDENT), hanging=twips(INDENT))  # the name of who said it stands out at the left
    yield _paragraph("Said", "Said", spacing(0, 10), aside, *size(base - 0.5), own=True)
    tick = w("ind", left=twips(INDENT + 3), hanging=twips(INDENT + 3))
    stop = w("tabs", w("tab", val="left", pos=twips(INDENT + 3)))
    yield _paragraph("Tick", "Tick", spacing(0.5, 0.5), stop, tick, own=True)
    # Word joins adjacent tables: there has to be a paragraph between them, so it is made tiny.
    yield _paragraph("Gap", "Gap", spacing(0, 0, exact=1), *size(1), own=True)
    yield from _characters(theme)


def _characters(theme: Theme) -> Iterator[Element]:
    base, muted = theme.fonts.size, theme.colours.muted
    yield _character("Hyperlink", "Hyperlink", colour(theme.colours.main), w("u", val="single"))
    yield _character("PlaceholderText", "Placeholder Text", colour(muted))
    yield _character("Strong", "Strong", w("b"))
    yield _character("Emphasis", "Emphasis", w("i"))
    yield _character("StrongEmphasis", "Strong Emphasis", w("b"), w("i"), own=True)
    # In a bold paragraph Word would print code and hint bold (ISO 29500-1, 17.7.3): there the words asked are bold.
    yield _character("Asked", "Question Words", w("b"), own=True)
    yield _character("Code", "Field Code", w("b", val=0), colour(muted), *size(base - 1.5), own=True)
    yield _character("Hint", "Hint", w("b", val=0), colour(muted), *size(base - 1.5), own=True)
    yield _character("TickBox", "Tick Box", fonts(TICK_FONT), *size(base + 1), own=True)
    yield _character("CoverHeading", "Cover Heading", *size(base * COVER_HEAD), own=True)
    for number in range(len(theme.kits) + 1):
        code, ink = band_style(theme, number), colours.ink(theme.tone(number).colour)
        yield _character(code, f"Band {number}", colour(ink), own=True)
    for number, kit in enumerate(theme.kits, 1):
        yield _character(kit_style(theme, number), f"Kit {number}", colour(kit.colour), own=True)
    for role in theme.roles.__struct_fields__:
        yield _character(role_style(role), f"{role.title()} Title", colour(theme.role(role).colour), own=True)


def kit_style(theme: Theme, number: int) -> str:
    """Return the character style with a kit's colour; "" for other parts, whose headings have the styles' colour."""
    return f"Kit{_place(theme, number)}" if number else ""


def contents_style(theme: Theme, level: int, number: int) -> str:
    """Return the paragraph style, with the kit's colour, of a line of the table of contents.

    If the colour came from a character style in the link, LibreOffice 7.4 would leave the link out of a PDF's tags.
    """
    kit = kit_style(theme, number) if level == 1 else ""
    return f"Contents{kit}" if kit else f"TOC{level}"


def band_style(theme: Theme, number: int) -> str:
    """Return the character style of words on a band of a kit's colour; for 0, on the band of other parts."""
    return f"Band{_place(theme, number)}"


def role_style(role: str) -> str:
    """Return the character style of the title of an aside."""
    return f"{role.title()}Title"


def _place(theme: Theme, number: int) -> int:
    """Return the place, from 1, of a kit's look among the theme's, which repeat if there are more kits; 0 for 0."""
    return (number - 1) % len(theme.kits) + 1 if number else 0


def _character(code: str, name: str, *look: Child, own: bool = False) -> Element:
    return _style("character", code, name, *look, based="DefaultParagraphFont", own=own)


def _paragraph(code: str, name: str, *look: Child, own: bool = False) -> Element:
    return _style("paragraph", code, name, *look, based="Normal", own=own)


def _end(theme: Theme, *stops: float, leader: str = "none") -> Element:
    """Return tab stops at given places in points, and one at the end of the line, to which `leader` leads."""
    left = (w("tab", val="left", pos=twips(stop)) for stop in stops)
    return w("tabs", *left, w("tab", val="right", leader=leader, pos=twips(theme.inner_width)))


def settings(into: Any, lang: str) -> None:
    """Replace the settings in the root of `settings.xml` by the workbook's: today's Word, and its language."""
    uri = "http://schemas.microsoft.com/office/word"
    asked = {
        "compatibilityMode": 15,  # with less, Word opens the file in compatibility mode, without check boxes
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
        "differentiateMultirowTableHeaders": 1,
    }
    made = w(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=720),
        w("autoHyphenation"),
        w("consecutiveHyphenLimit", val=2),
        w("hyphenationZone", val=twips(ZONE)),
        w("doNotHyphenateCaps"),
        w("characterSpacingControl", val="doNotCompress"),
        w("compat", *(w("compatSetting", name=name, uri=uri, val=value) for name, value in asked.items())),
        w("themeFontLang", val=lang),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )
    replace_children(into, made)
