"""Writes a PDF's form with pikepdf: an AcroForm whose widgets have their own appearance streams, in embedded fonts.

ReportLab's forms know only the standard fonts, which have no Greek and no Cyrillic letters.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from toolkit_cli.kits.fields import Field
from toolkit_cli.layout import guidance
from toolkit_cli.layout.fill import Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.layout.theme import Theme
from toolkit_cli.pdf.fieldnames import box_to_tick, part
from toolkit_cli.pdf.values import string
from toolkit_cli.pdf.writing import embed, faces, typedface
from toolkit_cli.pdf.writing.appearances import FONT, Appearances
from toolkit_cli.pdf.writing.structure import Annotation
from toolkit_cli.pdf.writing.widgets import FIELD_SIZE, Widget
from toolkit_cli.stamp import FIELD

PRINT = 4
READ_ONLY, MULTILINE = 1, 1 << 12
HIDDEN = 2


def write(pdf: pikepdf.Pdf, page: Page, theme: Theme, fill: Fill, widgets: Iterable[Widget]) -> None:
    """Put the fields of a page into a PDF, each where the layout has drawn its boxes."""
    _Writer(pdf, page, theme, fill).write(list(widgets))


class _Writer:
    def __init__(self, pdf: pikepdf.Pdf, page: Page, theme: Theme, fill: Fill) -> None:
        self.pdf, self.page, self.fill = pdf, page, fill
        self.pages = [page.obj for page in pdf.pages]
        self.faces = faces.register(theme)
        self.face = typedface.of(page, self.faces)
        fonts = self._embedded()
        named = {name: embedded.font for name, embedded in fonts.values()}
        self.appearances = Appearances(
            pdf, theme, self.face, fonts, pdf.make_indirect(Dictionary(Font=Dictionary(named)))
        )
        self.font = fonts[self.face][1].font
        # the default appearance string, by which a program sets what people type (ISO 32000-1 12.7.3.3)
        self.typed = f"{FONT} {FIELD_SIZE:g} Tf {self.appearances.colour} rg"
        self.ticks = {name: self.appearances.tick(drawn) for name, drawn in (("on", True), ("off", False))}
        self.guidance = guidance.of(page)

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
                DA=String(self.typed),
            )
        )

    def _embedded(self) -> dict[str, tuple[str, embed.Embedded]]:
        """Embed the fields' face whole, and of other faces what the answers need.

        Return each font by its face, with its name in the resources.
        """
        main = self.face
        used: dict[str, set[str]] = {main: set()}
        for code in self.page.fields:
            for face, run in self.faces.runs(self._value(code), main):
                # A tab is drawn as spaces, in the face of what is before it.
                used.setdefault(face, {" "} & faces.characters(face)).update(run)
        made = {main: (FONT, embed.whole(self.pdf, faces.font(main).face))}
        others = ((face, characters) for face, characters in used.items() if face != main)
        for number, (face, characters) in enumerate(others, 1):
            made[face] = (f"/F{number}", embed.subset(self.pdf, faces.font(face).face, characters - faces.BLANK))
        return made

    def _value(self, code: str) -> str:
        """Return the text of an answer; "" where there is none, or one of options."""
        value = self.fill.values.get(code)
        return value if isinstance(value, str) and not self.page.fields[code].options else ""

    def _said(self, field: Field, about: str) -> String:
        """Return a field's or a box's alternate name, which screen readers say (/TU, ISO 32000-1 12.7.3.1).

        In a line below it stands how the field is answered.
        """
        told = " ".join(filter(None, (self.guidance.get(field.code), self.page.hint(field))))
        return String(f"{field.name}{about}\n{told}" if told else f"{field.name}{about}")

    def _text(self, field: Field, widget: Widget) -> pikepdf.Object:
        text = widget.text or self._value(field.code)
        several = field.kind == "text" or bool(widget.text)
        about = f"{field.name} – {self.page.words['part'].format(number=widget.part)}"
        made = self._widget(
            widget,
            FT=Name.Tx,
            T=String(part(field.code, widget.part)),
            TU=String(about) if widget.part > 1 else self._said(field, ""),
            Ff=MULTILINE if several else 0,
            DA=String(self.typed),
            MK=Dictionary(),
            AP=Dictionary(N=self.appearances.text(text, widget, several)),
        )
        if text:
            made.V = string(text)
        return made

    def _choice(self, field: Field, placed: list[Widget]) -> pikepdf.Object:
        """Return one field with a widget for each option: ticking one clears the others, and each can be cleared.

        It has no value until an option is ticked: PyPDFForm takes /Off for the last one, and ticks that.
        """
        value = self.fill.values.get(field.code)
        parent = self.pdf.make_indirect(
            Dictionary(FT=Name.Btn, T=String(field.code), TU=String(field.name), Kids=Array())
        )
        if isinstance(value, str) and value:
            parent.V = Name(f"/{value}")
        for widget in placed:
            box = self._box(field, widget, widget.option == value)
            box.Parent = parent
            parent.Kids.append(box)
        return parent

    def _many(self, field: Field, widget: Widget) -> pikepdf.Object:
        chosen = widget.option in (self.fill.values.get(field.code) or ())
        box = self._box(field, widget, chosen)
        box.FT = Name.Btn
        box.T = String(box_to_tick(field.code, widget.option))
        box.V = box.AS
        return box

    def _box(self, field: Field, widget: Widget, on: bool) -> pikepdf.Object:
        """Return the widget of an option; the name of its on-state is the option's code."""
        state = f"/{widget.option}"
        return self._widget(
            widget,
            TU=self._said(field, f" – {field.labels[widget.option]}"),
            MK=Dictionary(CA=String("8")),
            AS=Name(state if on else "/Off"),
            AP=Dictionary(N=Dictionary({state: self.ticks["on"], "/Off": self.ticks["off"]})),
        )

    def _widget(self, widget: Widget, **entries: Any) -> pikepdf.Object:
        """Put a widget annotation where the layout has its box, in its structure element; return the annotation."""
        rect = Array([round(value, 2) for value in widget.rect])
        made = self.pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, F=PRINT, Rect=rect, **entries))
        widget.element.kids.append(Annotation(widget.page, self._annotate(widget.page, made)))
        return made

    def _annotate(self, number: int, annotation: pikepdf.Object) -> int:
        """Put an annotation on a page, counted from 0; return its place among the page's annotations.

        It does not name its page (/P, ISO 32000-1 12.5.2): if it did, pdfunite would put page 1 in once more, without
        its boxes.
        """
        page = self.pages[number]
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(annotation)
        return len(page.Annots) - 1

    def _stamp(self) -> pikepdf.Object:
        """Return a hidden field that carries the stamp; with a widget it outlasts every program that fills in forms."""
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
                Rect=Array([0, 0, 1, 1]),  # an empty one would keep pdf.js from drawing the page again
                DA=String(f"{FONT} {FIELD_SIZE:g} Tf 0 g"),
                AP=Dictionary(N=self.appearances.form(b"q Q", (0, 0, 1, 1))),
            )
        )
        self._annotate(0, made)
        return made
