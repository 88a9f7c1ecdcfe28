"""Fields of a PDF: an AcroForm with appearances of its own, in embedded faces, written by pikepdf.

Why not ReportLab's forms: they know the standard faces only, which have no Greek and no Cyrillic.
"""

from __future__ import annotations

from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from toolkit_cli.fields import Field
from toolkit_cli.fill import Fill
from toolkit_cli.page import Page
from toolkit_cli.pdf import embed, faces
from toolkit_cli.pdf.names import part
from toolkit_cli.pdf.tags import Annotation
from toolkit_cli.pdf.widgets import FIELD_LEADING, FIELD_SIZE, Widget
from toolkit_cli.stamp import FIELD
from toolkit_cli.theme import Theme

# PDFium sets characters outside ANSI in the field's own face only under such a name (seen); BaseFont is the real one.
FONT = "/Wingdings"
PRINT = 4
READ_ONLY, MULTILINE = 1, 1 << 12
HIDDEN = 2


def write(pdf: pikepdf.Pdf, page: Page, theme: Theme, fill: Fill, widgets: Iterable[Widget]) -> None:
    """Put a page's fields where the layout has drawn their boxes."""
    _Writer(pdf, page, theme, fill).write(list(widgets))


class _Writer:
    def __init__(self, pdf: pikepdf.Pdf, page: Page, theme: Theme, fill: Fill) -> None:
        self.pdf, self.page, self.fill = pdf, page, fill
        self.pages = [page.obj for page in pdf.pages]
        self.faces = faces.register(theme)
        self.fonts = self._embedded()
        fonts = {name: embedded.font for name, embedded in self.fonts.values()}
        self.resources = pdf.make_indirect(Dictionary(Font=Dictionary(fonts)))
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
                fields.extend(self._text(field, widget) for widget in placed)
        fields.append(self._stamp())
        self.pdf.Root.AcroForm = self.pdf.make_indirect(
            Dictionary(
                Fields=fields,
                DR=Dictionary(Font=Dictionary({FONT: self.fonts[self.faces.regular][1].font})),
                DA=String(f"{FONT} {FIELD_SIZE:g} Tf {self.colour} rg"),
            )
        )

    def _embedded(self) -> dict[str, tuple[str, embed.Embedded]]:
        """Embed the main face whole, and of the others what the answers need; each has a name in the resources."""
        main = self.faces.regular
        used: dict[str, set[str]] = {main: set()}
        for code in self.page.fields:
            for face, run in self.faces.runs(self._value(code), main):
                # A tab is drawn as spaces, in the face of what is before it.
                used.setdefault(face, {" "} & faces.characters(face)).update(run)
        made = {main: (FONT, embed.whole(self.pdf, faces.font(main).face, used.pop(main) - faces.BLANK))}
        for number, (face, characters) in enumerate(used.items(), 1):
            made[face] = (f"/F{number}", embed.subset(self.pdf, faces.font(face).face, characters - faces.BLANK))
        return made

    def _value(self, code: str) -> str:
        """Return the text of an answer; "" where there is none, or one of options."""
        value = self.fill.values.get(code)
        return value if isinstance(value, str) and not self.page.fields[code].options else ""

    def _placed(self, widget: Widget, annotation: pikepdf.Object) -> None:
        page = self.pages[widget.page]
        annotation.P = page
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(annotation)
        widget.node.kids.append(Annotation(widget.page, len(page.Annots) - 1))

    def _text(self, field: Field, widget: Widget) -> pikepdf.Object:
        text = widget.text or self._value(field.code)
        about = f" – {self.page.words['part'].format(number=widget.part)}" if widget.part > 1 else ""
        made = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T=String(part(field.code, widget.part)),
                TU=String(field.name + about),
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
        main = self.faces.regular
        lines = self.faces.wrapped(text, main, FIELD_SIZE, wide - 8) if multiline else [text.replace("\n", " ")]
        start = tall - 3 - FIELD_SIZE if multiline else (tall - FIELD_SIZE) / 2 + 2
        shown = "\n".join(f"{self._line(line)} 0 -{FIELD_LEADING:g} Td" for line in lines)
        clip = f"1 1 {wide - 2:.2f} {tall - 2:.2f} re W n"
        stream = f"/Tx BMC q {clip} BT {self.colour} rg 4 {start:.2f} Td\n{shown}\nET Q EMC"
        return self._form(stream.encode("ascii"), (0, 0, wide, tall))

    def _line(self, line: str) -> str:
        """Return the operators that draw a line, each run of it in its face."""
        runs = ((self.fonts[face], run) for face, run in self.faces.runs(line.expandtabs(4), self.faces.regular))
        return " ".join(f"{name} {FIELD_SIZE:g} Tf <{font.written(run)}> Tj" for (name, font), run in runs)

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
