"""The appearance streams of a PDF's widgets (ISO 32000-1 12.5.5), which draw answers in embedded fonts."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Name, Stream

from toolkit_cli.layout.colours import rgb
from toolkit_cli.layout.theme import Theme
from toolkit_cli.pdf.writing import embed, faces
from toolkit_cli.pdf.writing.renumbered import TAB_SPACES
from toolkit_cli.pdf.writing.widgets import FIELD_LEADING, FIELD_SIZE, Widget

# The name of the fields' font in the form's resources; BaseFont holds the true one. As seen, PDFium sets characters
# outside ANSI in a field's own font only where it has such a name.
FONT = "/Wingdings"


class Appearances:
    """Makes appearance streams in a PDF.

    `face` is the one in which fields show what is typed; `fonts` holds the embedded fonts by their faces, each with its
    name in `resources`.
    """

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        theme: Theme,
        face: str,
        fonts: dict[str, tuple[str, embed.Embedded]],
        resources: pikepdf.Object,
    ) -> None:
        self.pdf, self.face, self.fonts, self.resources = pdf, face, fonts, resources
        self.faces = faces.register(theme)
        self.colour = " ".join(f"{part / 255:.3f}" for part in rgb(theme.colours.text))

    def text(self, text: str, widget: Widget, multiline: bool) -> pikepdf.Object:
        """Return the appearance of a text field; one that is not `multiline` shows its text in one line."""
        left, bottom, right, top = widget.rect
        wide, tall = right - left, top - bottom
        if not text:
            return self.form(b"/Tx BMC q Q EMC", (0, 0, wide, tall))
        lines = self.faces.wrapped(text, self.face, FIELD_SIZE, wide - 8) if multiline else [text]
        start = tall - 3 - FIELD_SIZE if multiline else (tall - FIELD_SIZE) / 2 + 2
        shown = "\n".join(f"{self._line(line)} 0 -{FIELD_LEADING:g} Td" for line in lines)
        clip = f"1 1 {wide - 2:.2f} {tall - 2:.2f} re W n"
        stream = f"/Tx BMC q {clip} BT {self.colour} rg 4 {start:.2f} Td\n{shown}\nET Q EMC"
        return self.form(stream.encode("ascii"), (0, 0, wide, tall))

    def _line(self, line: str) -> str:
        """Return the operators that show a line, each run of it in its font."""
        runs = ((self.fonts[face], run) for face, run in self.faces.runs(line.expandtabs(TAB_SPACES), self.face))
        return " ".join(f"{name} {FIELD_SIZE:g} Tf <{font.written(run)}> Tj" for (name, font), run in runs)

    def tick(self, drawn: bool) -> pikepdf.Object:
        """Return the appearance of a box with a cross in it, or of an empty one."""
        strokes = f"q {self.colour} RG 1.6 w 1 J 2.6 2.6 m 8.4 8.4 l S 2.6 8.4 m 8.4 2.6 l S Q" if drawn else "q Q"
        return self.form(strokes.encode(), (0, 0, 11, 11))

    def form(self, data: bytes, box: tuple[float, float, float, float]) -> pikepdf.Object:
        """Return a form XObject with a content stream; `box` is its left, bottom, right and top in points."""
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
