"""Fields of a PDF: an AcroForm with appearances of its own, in one embedded face, written by pikepdf.

Why not ReportLab's forms: they know the standard faces only, which have no Greek and no Cyrillic.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from toolkit_cli.fields import Field
from toolkit_cli.fill import Fill
from toolkit_cli.page import Page
from toolkit_cli.pdf import faces
from toolkit_cli.pdf.tags import Annotation
from toolkit_cli.pdf.widgets import FIELD_LEADING, FIELD_SIZE, Widget
from toolkit_cli.stamp import FIELD
from toolkit_cli.theme import Theme

# PDFium sets characters outside ANSI in the field's own face only under such a name (seen); BaseFont is the real one.
FONT = "/Wingdings"
PRINT = 4
READ_ONLY, MULTILINE = 1, 1 << 12
HIDDEN = 2
# Latin with every diacritic, Greek, Cyrillic, punctuation, currency and letter-like signs.
COVERED = ((0x20, 0x52F), (0x1D00, 0x1FFF), (0x2000, 0x214F), (0x2190, 0x25FF), (0xFB00, 0xFB06))


def write(pdf: pikepdf.Pdf, page: Page, theme: Theme, fill: Fill, widgets: Iterable[Widget]) -> None:
    """Put a page's fields where the layout has drawn their boxes."""
    _Writer(pdf, page, theme, fill).write(list(widgets))


class _Writer:
    def __init__(self, pdf: pikepdf.Pdf, page: Page, theme: Theme, fill: Fill) -> None:
        self.pdf, self.page, self.fill = pdf, page, fill
        self.pages = [page.obj for page in pdf.pages]
        self.name = faces.register(theme).regular
        self.face = faces.font(self.name).face
        self.font = embedded(pdf, self.face)
        self.resources = pdf.make_indirect(Dictionary(Font=Dictionary({FONT: self.font})))
        red, green, blue = (int(theme.colours.text[index : index + 2], 16) / 255 for index in (1, 3, 5))
        self.colour = f"{red:.3f} {green:.3f} {blue:.3f}"
        self.ticks = {name: self._tick(drawn) for name, drawn in (("on", True), ("off", False))}

    def write(self, widgets: list[Widget]) -> None:
        fields = Array()
        by_code: dict[str, list[Widget]] = {}
        for widget in widgets:
            by_code.setdefault(widget.code, []).append(widget)
        for code, placed in by_code.items():
            field = self.page.fields[code]
            if field.kind == "many":
                for widget in placed:
                    fields.append(self._many(field, widget))
            elif field.options:
                fields.append(self._choice(field, placed))
            else:
                fields.append(self._text(field, placed[0]))
        fields.append(self._stamp())
        self.pdf.Root.AcroForm = self.pdf.make_indirect(
            Dictionary(
                Fields=fields,
                DR=Dictionary(Font=Dictionary({FONT: self.font})),
                DA=String(f"{FONT} {FIELD_SIZE:g} Tf {self.colour} rg"),
            )
        )

    def _placed(self, widget: Widget, annotation: pikepdf.Object) -> None:
        page = self.pages[widget.page]
        annotation.P = page
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(annotation)
        widget.node.kids.append(Annotation(widget.page, len(page.Annots) - 1))

    def _text(self, field: Field, widget: Widget) -> pikepdf.Object:
        value = self.fill.values.get(field.code)
        text = value if isinstance(value, str) else ""
        made = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T=String(field.code),
                TU=String(field.name),
                F=PRINT,
                Ff=MULTILINE if field.kind == "text" else 0,
                Rect=_rect(widget),
                DA=String(f"{FONT} {FIELD_SIZE:g} Tf {self.colour} rg"),
                MK=Dictionary(),
                AP=Dictionary(N=self._appearance(text, widget, field.kind == "text")),
            )
        )
        if text:
            made.V = String(text)
        self._placed(widget, made)
        return made

    def _choice(self, field: Field, placed: list[Widget]) -> pikepdf.Object:
        """Make one field with a box for each option: ticking one clears the others, and each can be cleared."""
        value = self.fill.values.get(field.code)
        state = f"/{value}" if isinstance(value, str) and value else "/Off"
        parent = self.pdf.make_indirect(
            Dictionary(FT=Name.Btn, T=String(field.code), TU=String(field.name), V=Name(state), Kids=Array())
        )
        labels = {option.code: option.label for option in field.options}
        for widget in placed:
            box = self._box(widget, f"/{widget.option}", state == f"/{widget.option}")
            box.Parent = parent
            box.TU = String(f"{field.name} – {labels[widget.option]}")
            parent.Kids.append(box)
        return parent

    def _many(self, field: Field, widget: Widget) -> pikepdf.Object:
        chosen = widget.option in (self.fill.values.get(field.code) or ())
        box = self._box(widget, f"/{widget.option}", chosen)
        label = next(option.label for option in field.options if option.code == widget.option)
        box.FT = Name.Btn
        box.T = String(f"{field.code}#{widget.option}")
        box.TU = String(f"{field.name} – {label}")
        box.V = Name(f"/{widget.option}" if chosen else "/Off")
        return box

    def _box(self, widget: Widget, state: str, on: bool) -> pikepdf.Object:
        made = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                F=PRINT,
                Rect=_rect(widget),
                MK=Dictionary(CA=String("8")),
                AS=Name(state if on else "/Off"),
                AP=Dictionary(N=Dictionary({state: self.ticks["on"], "/Off": self.ticks["off"]})),
            )
        )
        self._placed(widget, made)
        return made

    def _tick(self, drawn: bool) -> pikepdf.Object:
        strokes = f"q {self.colour} RG 1.6 w 1 J 2.6 2.6 m 8.4 8.4 l S 2.6 8.4 m 8.4 2.6 l S Q" if drawn else "q Q"
        return self._form(strokes.encode(), (0, 0, 11, 11))

    def _form(self, data: bytes, box: tuple[float, float, float, float]) -> pikepdf.Object:
        return self.pdf.make_indirect(
            Stream(
                self.pdf,
                data,
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([round(value, 2) for value in box]),
                Resources=self.resources,
            )
        )

    def _appearance(self, text: str, widget: Widget, multiline: bool) -> pikepdf.Object:
        left, bottom, right, top = widget.rect
        wide, tall = right - left, top - bottom
        if not text:
            return self._form(b"/Tx BMC q Q EMC", (0, 0, wide, tall))
        lines = faces.wrapped(text, self.name, FIELD_SIZE, wide - 8) if multiline else [text.replace("\n", " ")]
        start = tall - 3 - FIELD_SIZE if multiline else (tall - FIELD_SIZE) / 2 + 2
        shown = "\n".join(f"<{self._glyphs(line)}> Tj 0 -{FIELD_LEADING:g} Td" for line in lines)
        stream = (
            f"/Tx BMC q 1 1 {wide - 2:.2f} {tall - 2:.2f} re W n BT {FONT} {FIELD_SIZE:g} Tf {self.colour} rg "
            f"4 {start:.2f} Td\n{shown}\nET Q EMC"
        )
        return self._form(stream.encode("ascii"), (0, 0, wide, tall))

    def _glyphs(self, line: str) -> str:
        glyphs = self.face.charToGlyph
        return "".join(f"{glyphs.get(ord(char), 0):04X}" for char in line.expandtabs(4))

    def _stamp(self) -> pikepdf.Object:
        """Carry the stamp in a hidden field with a widget: it survives every program that fills in the form."""
        made = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T=String(FIELD),
                TU=String(self.page.words["workbook"]),
                V=String(str(self.page.stamp)),
                Ff=READ_ONLY,
                F=HIDDEN,
                Rect=Array([0, 0, 0, 0]),
                DA=String(f"{FONT} {FIELD_SIZE:g} Tf 0 g"),
                AP=Dictionary(N=self._form(b"q Q", (0, 0, 1, 1))),
                P=self.pages[0],
            )
        )
        if "/Annots" not in self.pages[0]:
            self.pages[0].Annots = Array()
        self.pages[0].Annots.append(made)
        return made


def _rect(widget: Widget) -> Array:
    return Array([round(value, 2) for value in widget.rect])


def embedded(pdf: pikepdf.Pdf, face: Any) -> pikepdf.Object:
    """Embed a TrueType face whole, addressed by glyph (Type0, Identity-H), so that whatever is typed can be shown."""
    name = Name("/" + _text(face.name))
    scale = 1000 / face.unitsPerEm if face.unitsPerEm else 1.0
    covered = {
        code: glyph
        for code, glyph in sorted(face.charToGlyph.items())
        if glyph and any(low <= code <= high for low, high in COVERED)
    }
    advances = ((glyph, round(face.hmetrics[glyph][0] * scale)) for glyph in sorted(set(covered.values())))
    # Made at one go: an Array that is extended step by step is written anew at each step.
    widths = Array([entry for glyph, advance in advances for entry in (glyph, Array([advance]))])
    file = Stream(pdf, face._ttf_data, Length1=len(face._ttf_data))
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=32,
        FontBBox=Array([round(value) for value in face.bbox]),
        ItalicAngle=round(face.italicAngle),
        Ascent=round(face.ascent),
        Descent=round(face.descent),
        CapHeight=round(face.capHeight),
        StemV=round(face.stemV),
        FontFile2=pdf.make_indirect(file),
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        CIDToGIDMap=Name.Identity,
        DW=round(face.defaultWidth),
        W=widths,
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_indirect(Stream(pdf, _to_unicode(covered))),
        )
    )


def _text(name: Any) -> str:
    return name.decode("latin-1") if isinstance(name, bytes) else str(name)


def _to_unicode(covered: dict[int, int]) -> bytes:
    rows = [f"<{glyph:04X}> <{code:04X}>" for code, glyph in covered.items() if code not in (0xAD, 0xA0)]
    chunks = [rows[index : index + 100] for index in range(0, len(rows), 100)]
    body = "\n".join(f"{len(chunk)} beginbfchar\n" + "\n".join(chunk) + "\nendbfchar" for chunk in chunks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{body}\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end\n"
    ).encode("ascii")
