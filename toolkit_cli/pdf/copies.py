"""Makes many copies of a PDF that is laid out once; they differ in the copy id and in a few short answers.

Each copy has the same bytes as `write` would give for it.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

import pikepdf
from pikepdf import Stream, String

from toolkit_cli.layout.fill import EMPTY, Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.layout.theme import Theme
from toolkit_cli.pdf.values import string
from toolkit_cli.pdf.write import laid_out, pack, saved, write
from toolkit_cli.pdf.writing import embed, faces, typedface
from toolkit_cli.pdf.writing.appearances import FONT, Appearances
from toolkit_cli.pdf.writing.renumbered import renumbered
from toolkit_cli.pdf.writing.widgets import FIELD_SIZE, Widget
from toolkit_cli.stamp import FIELD, Stamp


class CopyMaker:
    """Makes copies of a page: `maker(stamp, fill)` is what `write` gives for the page with this stamp."""

    def __init__(self, page: Page, theme: Theme) -> None:
        self.page, self.theme = replace(page, stamp=replace(page.stamp, personal=True)), theme
        self.blank, sheet = laid_out(self.page, theme, EMPTY)
        self.places = {widget.code: widget for widget in sheet.widgets if not widget.option}
        self.faces = faces.register(theme)
        self.face = typedface.of(self.page, self.faces)

    def __call__(self, stamp: Stamp, fill: Fill) -> bytes:
        """Return the copy with a stamp and answers; where these would change the layout, it is written anew."""
        own = self.page.stamp
        same = stamp == replace(own, copy=stamp.copy, filled=stamp.filled) and len(stamp.copy) == len(own.copy)
        if not (same and self._only_differs_there(fill)):
            return write(replace(self.page, stamp=stamp), self.theme, fill)
        with pikepdf.open(io.BytesIO(self.blank)) as pdf:
            for number, data in self._stamped:
                data = data.replace(own.in_xml, stamp.in_xml).replace(self._id, stamp.copy.encode())
                pack(pdf.get_object(number), data)
            form = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
            form[FIELD].V = String(str(stamp))
            appearances = self._appearances(pdf, form)
            for code, value in fill.values.items():
                if isinstance(value, str) and value:
                    form[code].V = string(value)
                    shown = appearances.text(value, self.places[code], multiline=False)
                    pack(shown, shown.read_raw_bytes())
                    form[code].AP.N = shown
            return saved(pdf)

    @property
    def _id(self) -> bytes:
        return self.page.stamp.copy.encode()

    @cached_property
    def _stamped(self) -> list[tuple[tuple[int, int], bytes]]:
        """The streams of the blank that hold its copy id, each with its object's number and its data."""
        with pikepdf.open(io.BytesIO(self.blank)) as pdf:
            streams = ((each.objgen, each.read_bytes()) for each in pdf.objects if isinstance(each, Stream))
            return [(number, data) for number, data in streams if self._id in data]

    @cached_property
    def _plain(self) -> frozenset[str]:
        """The characters that the blank's embedded font maps to Unicode; others would change what is embedded."""
        return frozenset(map(chr, self._codes))

    @cached_property
    def _codes(self) -> Mapping[int, int]:
        return renumbered(faces.font(self.face).face).codes

    def _only_differs_there(self, fill: Fill) -> bool:
        """Return whether all answers are short ones in the fields' font, so that they do not change the layout."""
        if fill.said or fill.tallies:
            return False
        return all(
            isinstance(value, str)
            and code in self.places
            and self.page.fields[code].kind in ("line", "date", "count")
            and self._plain.issuperset(faces.drawn(value))
            and self._in_a_line(value, self.places[code])
            for code, value in fill.values.items()
        )

    def _in_a_line(self, value: str, place: Widget) -> bool:
        left, _, right, _ = place.rect
        return len(self.faces.wrapped(value, self.face, FIELD_SIZE, right - left - 8)) == 1

    def _appearances(self, pdf: pikepdf.Pdf, form: dict[str, pikepdf.Object]) -> Appearances:
        """Return what makes appearance streams with the font that the blank has already."""
        resources = form[FIELD].AP.N.Resources
        fonts = {self.face: (FONT, embed.Embedded(resources.Font[FONT], self._codes))}
        return Appearances(pdf, self.theme, self.face, fonts, resources)


def stamp(data: bytes, password: str) -> Stamp | None:
    """Return the stamp in a PDF's form; None where there is none, or where it opens with another password."""
    try:
        with pikepdf.open(io.BytesIO(data), password=password) as pdf:
            said = [str(field.V) for field in pdf.Root.AcroForm.Fields if field.T == FIELD]
    except (pikepdf.PasswordError, pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError):
        return None
    return Stamp.parse(said[0]) if said else None
