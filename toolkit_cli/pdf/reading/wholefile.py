"""What is to be told of a PDF or of form data as a whole: files attached to it, and whether it is damaged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

from pikepdf import Array, Object, Pdf

from toolkit_cli.pdf.objects import BROKEN, entry, first
from toolkit_cli.pdf.values import text, with_newlines
from toolkit_cli.returned import Note

MOST_FILES = 1_000  # of which each is told
MENDED = Note("damage", text="the file is incomplete or broken; it was read as far as possible")


def is_mended(pdf: Pdf) -> bool:
    """Say whether a file was so broken that qpdf had to look for its objects; it can be asked once."""
    return any("reconstruct" in warning for warning in pdf.get_warnings())


def attached(pdf: Pdf) -> Iterator[Note]:
    """Yield a note for each file that is attached to the document as a whole (ISO 32000-1 7.11.4, 32000-2 14.13).

    Of more than MOST_FILES the others have one together, without a name.
    """
    if entry(entry(pdf.Root, "/Names"), "/EmbeddedFiles") is not None or "/AF" in pdf.Root:
        listed = entry(pdf.Root, "/AF")
        there = first(listed, MOST_FILES + 1) if isinstance(listed, Array) else []
        files = {file_name(each): file_words(each) for each in there}
        with suppress(*BROKEN):  # the files before the damage are named
            for name, file in islice(pdf.attachments.items(), MOST_FILES + 1):
                files.setdefault(name, file_words(file.obj) or name)
        named = list(files.values())[:MOST_FILES]
        for said in [*named, *([] if named and len(named) == len(files) else [""])]:
            yield Note("picture", text=said, place="attached file")


def attached_data(catalog: Object) -> Iterator[Note]:
    """Yield a note for each file of form data within form data, which is not read (ISO 32000-1 12.7.7.3)."""
    files = entry(catalog, "/EmbeddedFDFs")
    for each in first(files, MOST_FILES) if isinstance(files, Array) else ():
        yield Note("picture", text=file_words(each), place="attached file")


def file_words(file: Any) -> str:
    """Return the name and the description in a file specification (ISO 32000-1 7.11), a line each."""
    about = with_newlines(text(entry(file, "/Desc")) or "")
    return "\n".join(dict.fromkeys(filter(None, (file_name(file), *about.split("\n")))))


def file_name(file: Any) -> str:
    """Return the name in a file specification, which may be a mere string."""
    return text(entry(file, "/UF")) or text(entry(file, "/F")) or (text(file) or "")
