"""Reads words that a widget shows and its field does not hold: a program drew them and did not save them.

Where a program has joined the fields of several workbooks, further widgets may show what their own fields held. The
opposite case, a value that is not drawn, needs no reading: the value counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import islice
from typing import Any

from pikepdf import Object, Pdf, Stream

from toolkit_cli.characters import as_read, blank, clean
from toolkit_cli.pdf import fieldnames
from toolkit_cli.pdf.objects import BROKEN, TooLongError, entry, is_dictionary, unpacked
from toolkit_cli.pdf.reading.extract import DRAWN, Layer, instructions, words
from toolkit_cli.pdf.reading.form import Form
from toolkit_cli.pdf.reading.formanswers import called
from toolkit_cli.pdf.reading.formfields import FormField
from toolkit_cli.pdf.values import slashed, unescaped
from toolkit_cli.returned import UNREADABLE, Note

# A string that is not empty with the operator that shows it; programs draw empty strings in empty boxes.
SHOWS = re.compile(rb"""(?:[^(]\)|[^<]>|[^\[]\])\s*(?:T[jJ]|['"])(?![^\s\[(<])""")
MOST = 500  # widgets that are looked into
MOST_FORMS = 8  # of a widget's appearance: its stream and the form XObjects that it draws
MOST_BYTES = 1 << 16  # of one of them
MOST_INSTRUCTIONS = 300_000  # of all


def notes(pdf: Pdf, form: Form) -> Iterator[Note]:
    """Yield a note for each widget that shows words which its text field, the workbook's or another, lacks."""
    found: list[tuple[FormField, Layer]] = []
    usual = entry(entry(entry(pdf.Root, "/AcroForm"), "/DR"), "/Font")
    left = MOST_INSTRUCTIONS
    for field, widget in form.unlike[:MOST]:
        told = not blank(field.value or "") or field.rich
        joined = field.boxes > 1 and fieldnames.named(field.name).code
        layer = _layer(pdf, widget, usual) if left > 0 and (joined or not told) else None
        if layer:
            found.append((field, layer))
            left -= len(layer.instructions)
    letters = cache(_letters)  # one long field may have hundreds of boxes
    for (field, _), said in zip(found, words(layer for _, layer in found), strict=True):
        code = fieldnames.named(field.name).code
        if blank(clean(said).replace(UNREADABLE, "")):  # as of signs that programs draw for a tab or a line's end
            continue
        if not code:
            yield Note("typed", text=said, place=called(field, ", which is not from the workbook"))
        elif blank(field.value or ""):
            yield Note("doubt", text=f"the field is empty, but its box shows: {said}", code=code)
        elif letters(said) not in letters(field.value or ""):
            yield Note("doubt", text=f"another box of the field shows: {said}", code=code)


def _letters(text: str) -> str:
    """Return a text as it is compared: without blanks, also those that a font has a sign for."""
    return "".join(as_read(text).replace(UNREADABLE, "").split())


def shown(pdf: Pdf, annotation: Object) -> str:
    """Return the words that an annotation shows, such as a stamp's."""
    layer = _layer(pdf, annotation, None)
    said = next(iter(words([layer])), "") if layer else ""
    return said.strip(f"{UNREADABLE} \n")


def _layer(pdf: Pdf, widget: Object, usual: Any) -> Layer | None:
    """Return what a widget shows, None where it shows no words or is damaged.

    `usual` are the form's default fonts, for an appearance that names none.
    """
    try:
        for stream, data in _appearance(entry(entry(widget, "/AP"), "/N")):
            if SHOWS.search(data):
                fonts = entry(entry(stream, "/Resources"), "/Font")
                fonts = fonts if is_dictionary(fonts) else usual
                return Layer.made(pdf, instructions(pdf, data), fonts)
    except BROKEN:
        pass
    return None


def _appearance(stream: Any) -> Iterator[tuple[Stream, bytes]]:
    """Yield an appearance stream and the form XObjects that it draws, MOST_FORMS at most, each with its data.

    One that is too long is left out. Its resources may hold others: some programs give the page's to each appearance.
    """
    waiting = [stream]
    for _ in range(MOST_FORMS):
        if not waiting:
            return
        stream = waiting.pop(0)
        with suppress(TooLongError):
            data = unpacked(stream, MOST_BYTES) if isinstance(stream, Stream) else b""
            yield stream, data
            there = entry(entry(stream, "/Resources"), "/XObject")
            drawn = [entry(there, unescaped(found[1])) for found in islice(DRAWN.finditer(data), MOST_FORMS)]
            waiting += [each for each in drawn if slashed(entry(each, "/Subtype")) != "/Image"]
