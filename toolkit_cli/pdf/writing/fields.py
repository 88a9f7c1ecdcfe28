"""Fields of a PDF: an AcroForm with appearances of its own, in embedded faces, written by pikepdf.

Why not ReportLab's forms: they know the standard faces only, which have no Greek and no Cyrillic.
"""

from __future__ import annotations

from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from toolkit_cli.kits.fields import Field
from toolkit_cli.layout.fill import Fill
from toolkit_cli.layout.page import FieldBox, Page, Paragraph, plain, walk
from toolkit_cli.layout.theme import Theme
from toolkit_cli.pdf.fieldnames import box_to_tick, part
from toolkit_cli.pdf.values import string
from toolkit_cli.pdf.writing import embed, faces, typedface
from toolkit_cli.pdf.writing.appearances import FONT, Looks
from toolkit_cli.pdf.writing.tags import Annotation
from toolkit_cli.pdf.writing.widgets import FIELD_SIZE, Widget
from toolkit_cli.stamp import FIELD

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
        self.face = typedface.of(page, self.faces)
        fonts = self._embedded()
        named = {name: embedded.font for name, embedded in fonts.values()}
        self.looks = Looks(pdf, theme, self.face, fonts, pdf.make_indirect(Dictionary(Font=Dictionary(named))))
        self.font, self.colour = fonts[self.face][1].font, self.looks.colour
        self.ticks = {name: self.looks.tick(drawn) for name, drawn in (("on", True), ("off", False))}
        self.guidance = guidance(page)

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
                DR=Dictionary(Font=Dictionary({FONT: self.font})),
                DA=String(f"{FONT} {FIELD_SIZE:g} Tf {self.colour} rg"),
            )
        )

    def _embedded(self) -> dict[str, tuple[str, embed.Embedded]]:
        """Embed the fields' face whole, and of the others what the answers need; each has a name in the resources."""
        main = self.face
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

    def _said(self, field: Field, about: str) -> String:
        """Return what a reader says of a field or a box: its name, and in a line below that how it is answered."""
        told = " ".join(filter(None, (self.guidance.get(field.code), self.page.hint(field))))
        return String(f"{field.name}{about}\n{told}" if told else f"{field.name}{about}")

    def _placed(self, widget: Widget, annotation: pikepdf.Object) -> None:
        widget.node.kids.append(Annotation(widget.page, self._annotate(widget.page, annotation)))

    def _annotate(self, number: int, annotation: pikepdf.Object) -> int:
        """Put an annotation on a page; return which of the page's it is.

        It names no page itself (/P, ISO 32000-1 12.5.2): by that pdfunite finds page 1 once more, without its boxes.
        """
        page = self.pages[number]
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(annotation)
        return len(page.Annots) - 1

    def _text(self, field: Field, widget: Widget) -> pikepdf.Object:
        text = widget.text or self._value(field.code)
        several = field.kind == "text" or bool(widget.text)
        about = f"{field.name} – {self.page.words['part'].format(number=widget.part)}"
        made = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T=String(part(field.code, widget.part)),
                TU=String(about) if widget.part > 1 else self._said(field, ""),
                F=PRINT,
                Ff=MULTILINE if several else 0,
                Rect=_rect(widget),
                DA=String(f"{FONT} {FIELD_SIZE:g} Tf {self.colour} rg"),
                MK=Dictionary(),
                AP=Dictionary(N=self.looks.text(text, widget, several)),
            )
        )
        if text:
            made.V = string(text)
        self._placed(widget, made)
        return made

    def _choice(self, field: Field, placed: list[Widget]) -> pikepdf.Object:
        """Make one field with a box for each option: ticking one clears the others, and each can be cleared."""
        value = self.fill.values.get(field.code)
        state = f"/{value}" if isinstance(value, str) and value else "/Off"
        parent = self.pdf.make_indirect(
            Dictionary(FT=Name.Btn, T=String(field.code), TU=String(field.name), V=Name(state), Kids=Array())
        )
        for widget in placed:
            box = self._box(widget, f"/{widget.option}", state == f"/{widget.option}")
            box.Parent = parent
            box.TU = self._said(field, f" – {field.labels[widget.option]}")
            parent.Kids.append(box)
        return parent

    def _many(self, field: Field, widget: Widget) -> pikepdf.Object:
        chosen = widget.option in (self.fill.values.get(field.code) or ())
        box = self._box(widget, f"/{widget.option}", chosen)
        box.FT = Name.Btn
        box.T = String(box_to_tick(field.code, widget.option))
        box.TU = self._said(field, f" – {field.labels[widget.option]}")
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
                Rect=Array([0, 0, 1, 1]),  # one without room keeps pdf.js from drawing the page, once it draws anew
                DA=String(f"{FONT} {FIELD_SIZE:g} Tf 0 g"),
                AP=Dictionary(N=self.looks.form(b"q Q", (0, 0, 1, 1))),
            )
        )
        self._annotate(0, made)
        return made


def guidance(page: Page) -> dict[str, str]:
    """Return what is printed under each question of who is to answer it, by its code."""
    return {block.code: _guidance(block) for block in walk(page.blocks) if isinstance(block, FieldBox)}


def _guidance(block: FieldBox) -> str:
    told = (each for each in block.blocks if isinstance(each, Paragraph) and each.role == "guidance")
    return " ".join(" ".join(plain(each.runs).split()) for each in told)


def _rect(widget: Widget) -> Array:
    return Array([round(value, 2) for value in widget.rect])
