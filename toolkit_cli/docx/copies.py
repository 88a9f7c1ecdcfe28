"""Makes many copies of a DOCX that is written once; they differ in the copy id and in the answers that are filled in.

Each copy has the same bytes as `write` would give for it.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import replace
from html import escape, unescape

from toolkit_cli.docx.write import write
from toolkit_cli.docx.writing import package
from toolkit_cli.docx.writing.controls import text_control
from toolkit_cli.docx.writing.wml import to_xml
from toolkit_cli.files import zipped
from toolkit_cli.kits.fields import Field
from toolkit_cli.layout.fill import Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.layout.theme import Theme
from toolkit_cli.stamp import SCHEME, Stamp

STAMP = re.compile(f">({SCHEME}:[^<]+)<")
CORE = "docProps/core.xml"
MOST = 1 << 20  # bytes of it that are looked at


class CopyMaker:
    """Makes copies of a page: `maker(stamp, fill)` is what `write` gives for the page with this stamp."""

    def __init__(self, page: Page, theme: Theme) -> None:
        self.page, self.theme = replace(page, stamp=replace(page.stamp, personal=True)), theme
        self.parts = zipped.unpacked(write(self.page, theme))
        self.body = self.parts[package.MAIN].decode()
        self.controls: dict[str, tuple[str, int]] = {}
        for field in self.page.fields.values():
            self._find(field)

    def __call__(self, stamp: Stamp, fill: Fill) -> bytes:
        """Return the copy's bytes: by replacing the stamp and the empty controls, where nothing else differs."""
        own = self.page.stamp
        same = stamp == replace(own, copy=stamp.copy, filled=stamp.filled)
        if not same or fill.said or fill.tallies or not self.controls.keys() >= fill.values.keys():
            return write(replace(self.page, stamp=stamp), self.theme, fill)
        stamped = [(_keywords(own), _keywords(stamp)), (own.in_xml, stamp.in_xml)]
        stamped.append((own.copy.encode(), stamp.copy.encode()))
        parts = dict(self.parts)
        for name, data in parts.items():
            for ours, theirs in stamped:
                data = data.replace(ours, theirs)
            parts[name] = data
        body = parts[package.MAIN].decode()
        for code, value in fill.values.items():
            empty, number = self.controls[code]
            body = body.replace(empty, to_xml([text_control(self.page.fields[code], value, number)]), 1)
        return zipped.packed({**parts, package.MAIN: body.encode()})

    def _find(self, field: Field) -> None:
        """Keep the XML of a field's empty content control, if it has one, and the control's number."""
        found = re.search(rf'<w:tag w:val="{re.escape(field.code)}"/><w:id w:val="([0-9]+)"/>', self.body)
        if found:
            number = int(found[1])
            empty = to_xml([text_control(field, "", number)])
            if self.body.count(empty) == 1:
                self.controls[field.code] = empty, number


def _keywords(stamp: Stamp) -> bytes:
    """Return the keywords with a stamp, which may lack a part of it, as they stand in XML."""
    return f"<cp:keywords>{escape(package.keywords(stamp))}</cp:keywords>".encode()


def stamp(data: bytes) -> Stamp | None:
    """Return the stamp in a DOCX's properties, as it was written here; None where there is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source, source.open(CORE) as core:
            found = STAMP.search(core.read(MOST).decode())
    except (KeyError, ValueError, NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error, EOFError):
        return None
    return Stamp.parse(unescape(found[1])) if found else None
