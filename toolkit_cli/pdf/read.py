"""Reads a filled PDF, and form data exported from one (FDF): answers, what stands beside the form, the stamp."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from html import unescape
from itertools import islice

import pikepdf
from pikepdf import Array, Pdf, Stream

from toolkit_cli.document.questions import IsCode
from toolkit_cli.errors import ReturnError
from toolkit_cli.pdf import values
from toolkit_cli.pdf.lock import spellings
from toolkit_cli.pdf.objects import BROKEN, entry, is_dictionary, unpacked
from toolkit_cli.pdf.printout import nearest
from toolkit_cli.pdf.printout import read as printout
from toolkit_cli.pdf.reading import (
    annots,
    barereturns,
    drawnnotes,
    formanswers,
    overlaid,
    pagecontent,
    showntext,
    wholefile,
)
from toolkit_cli.pdf.reading.boxes import Near, widgets
from toolkit_cli.pdf.reading.form import Form
from toolkit_cli.pdf.reading.ownpages import has_our_names, is_renamed
from toolkit_cli.pdf.values import slashed
from toolkit_cli.returned import REPORT, UNREADABLE, Found, Loose, Note, Returned, refusal
from toolkit_cli.stamp import Stamp

NO_DATA = ("This FDF file holds no form data.", "Export the form's data again, or ask for the PDF itself.")
TICKS_LEFT = Note("doubt", text="what is ticked was taken from the form that the file still holds, not from its pages")
END = b"%%EOF"
END_LENGTH = 2048  # twice what qpdf looks through for the place of the table of objects
ADDED = re.compile(rb"(?<!\d)\d+\s+\d+\s+obj\b|\bxref\b|<<")
FIRST = 3  # pages that tell who made a document
MOST_MEMORY = 64 * 1024 * 1024
MOST_ERRORS = 2_000  # of an object or a content, each kept as a warning: behind them qpdf leaves out the rest
# A file's trailer; in people's words, "trailer" does not stand at the beginning of a line before a dictionary.
TRAILER = re.compile(rb"(?<![^\s>])trailer(?=\s*<<)")
ROOT = re.compile(rb"/Root\s+(\d+\s+\d+\s+R)")
# qpdf opens no file without a page: the catalog of the data is put into a document with an empty page.
CARRIER = b"""
%d 0 obj << /Type /Catalog /Pages %d 0 R /Data DATA >> endobj
%d 0 obj << /Type /Pages /Count 1 /Kids [%d 0 R] >> endobj
%d 0 obj << /Type /Page /Parent %d 0 R /MediaBox [0 0 9 9] >> endobj
trailer << /Root %d 0 R /Size %d >>
"""


def read(data: bytes, passwords: Sequence[str] = (), is_code: IsCode | None = None) -> Returned:
    """Return what is found in a PDF; raise `ReturnError` where it is no PDF, or is locked, flattened or broken.

    `passwords` are tried one after another where it is locked.
    """
    returned = _read(data, "pdf", partial(of_document, is_code=is_code), ("", *passwords))
    if _unfinished(data):
        cut = Note("damage", text="the end of what was saved last is missing: ask for the file again")
        return replace(returned, notes=(cut, *returned.notes))
    return returned


def read_fdf(data: bytes) -> Returned:
    """Return what is found in FDF: the same objects as a PDF's, without pages (ISO 32000-1 12.7.7)."""
    trailers = list(TRAILER.finditer(data))
    roots = ROOT.findall(data, trailers[-1].start() if trailers else 0)
    if not roots:
        raise refusal(*NO_DATA)
    body = TRAILER.sub(b"%", data[data.find(b"%FDF") + len(b"%FDF-1.2") :])
    last = max((int(number) for number in re.findall(rb"(\d{1,7})\s+\d+\s+obj", data)), default=0)
    carrier = CARRIER % tuple(last + offset for offset in (1, 2, 2, 3, 3, 2, 1, 4))
    root = roots[0] if trailers else roots[-1]
    return _read(b"%PDF-1.7" + body + carrier.replace(b"DATA", root), "fdf", _of_data)


def _unfinished(data: bytes) -> bool:
    """Say whether what was last added to a PDF lacks its end, as in a file that is half downloaded."""
    end = data.rfind(END)
    return end >= 0 and ADDED.search(data, end + len(END)) is not None


def _read(data: bytes, name: str, reader: Callable[[Pdf], Returned], passwords: Sequence[str] = ("",)) -> Returned:
    limit()
    returned = _once(data, name, reader, passwords)
    found = (*returned.found, *(each.found for each in returned.nameless))
    said = "\0".join([*(each.text for each in found), *(note.text for note in returned.notes)])
    if barereturns.may_stand_in(said) and (mended := barereturns.escaped(data)) != data:
        return _once(mended, name, reader, passwords)
    return returned


def _once(data: bytes, name: str, reader: Callable[[Pdf], Returned], passwords: Sequence[str]) -> Returned:
    try:
        with _opened(data, passwords) as pdf:
            return reader(pdf)
    except pikepdf.PasswordError:
        given = len(passwords) - 1  # the first is "", for a file that is not locked
        what = "This PDF is locked, and none of the passwords fits." if given else "This PDF is locked with a password."
        how = "Add its password to the file of --passwords" if given else "Give a file with its password as --passwords"
        raise refusal(what, f"{how}, or save a copy without one from your PDF program.") from None
    except BROKEN:
        raise refusal(f"This {name.upper()} file is broken, and cannot be read.", "Ask for it again.") from None


def _opened(data: bytes, passwords: Sequence[str]) -> Pdf:
    try:
        return _unlocked(data, passwords)
    except pikepdf.PasswordError:
        raise
    except pikepdf.PdfError:
        # The table of objects may leave the catalog out, as borb's does; without a table, qpdf looks for the objects.
        return _unlocked(data[:-END_LENGTH] + data[-END_LENGTH:].replace(b"startxref", b"startless"), passwords)


def _unlocked(data: bytes, passwords: Sequence[str]) -> Pdf:
    tried = [spelt for password in passwords for spelt in spellings(password)]
    for spelt in tried[:-1]:
        with suppress(pikepdf.PasswordError):
            return pikepdf.open(io.BytesIO(data), password=spelt, suppress_warnings=True)
    return pikepdf.open(io.BytesIO(data), password=tried[-1], suppress_warnings=True)


def limit() -> None:
    """Cap what qpdf unpacks, for the whole process: a file of a few kilobytes can hold a gigabyte.

    pikepdf's warnings of damage are silenced: they are for programmers, and the receipt says what could not be read.
    """
    logging.getLogger("pikepdf").addHandler(logging.NullHandler())
    set_limits = getattr(pikepdf.settings, "set_qpdf_limits", None)
    if set_limits is None:  # as in the last pikepdf for Python 3.10; the readers have caps of their own
        return
    set_limits(
        parser_max_nesting=200,
        parser_max_errors=MOST_ERRORS,
        parser_max_container_size_damaged=20_000,
        doc_max_warnings=2_000,
        dct_max_memory=MOST_MEMORY,
        flate_max_memory=MOST_MEMORY,
        png_max_memory=MOST_MEMORY,
        run_length_max_memory=MOST_MEMORY,
        tiff_max_memory=MOST_MEMORY,
    )


def of_document(pdf: Pdf, is_code: IsCode | None = None) -> Returned:
    """Return what is found in an open document; raise `ReturnError`, or one of BROKEN where it is damaged."""
    form = Form(pdf)
    own = formanswers.stamp(form)
    stamp = own or _stamp_of_metadata(pdf)
    nameless = tuple(formanswers.nameless(form))
    if nameless or formanswers.has_parts(form):
        form.place()  # of two workbooks, a program may have taken the names of one: pages tell which is the first
        nameless = tuple(formanswers.nameless(form))
    found = list(formanswers.found(form))
    unfilled = not found and not (stamp and nameless)
    if unfilled or not (own or _is_drawn_by_us(pdf)) or not form.is_on_pages():
        with suppress(*BROKEN):  # then it is told what is missing
            if printed := printout.read(pdf, form, stamp, is_code):
                return _with_what_is_left(printed, form, found)
    if unfilled:
        raise _unfit(pdf, form, stamp)
    found, notes, loose = _beside_form(pdf, form, found)
    return Returned(
        "pdf", stamp, tuple(found), tuple(notes), loose, stamps=tuple(formanswers.others(form)), nameless=nameless
    )


def _beside_form(pdf: Pdf, form: Form, found: list[Found]) -> tuple[list[Found], list[Note], tuple[Loose, ...]]:
    """Return what is found, with what was laid over its empty boxes, the notes, and the lines of pages drawn anew."""
    broken = wholefile.is_mended(pdf)
    drawings = [each for each in pagecontent.drawings(pdf) if not broken or each.text.strip(f"{UNREADABLE} \n")]
    near: Mapping[tuple[int, int], Near] = {}
    with suppress(*BROKEN):  # then a note says only on which page words stand
        near = nearest.fields(pdf, drawings, form.annotations)
    laid = [
        *annots.notes(form.others, partial(widgets, form.annotations), partial(showntext.shown, pdf)),
        *drawnnotes.notes(drawings, len(pdf.pages), near),
    ]
    found, told = overlaid.answered(found, laid)
    notes = [*formanswers.doubts(form), *showntext.notes(pdf, form), *told, *wholefile.attached(pdf)]
    if form.xfa:
        notes.append(Note("doubt", text="the file holds a second form (XFA), which was not read"))
    if broken:
        notes.append(wholefile.MENDED)
    lines = [(line, each) for each in drawings if each.unmarked for line in each.text.split("\n") if line]
    return found, notes, tuple(Loose(line, place=f"page {each.page}") for line, each in lines)


def _with_what_is_left(printed: Returned, form: Form, found: Sequence[Found]) -> Returned:
    """Return print with the ticks of fields that are on no page, which pypdf leaves where it draws a form into pages.

    It draws the boxes of a question alike, so that the pages show all of them ticked, or none.
    """
    ticked = {} if form.is_on_pages() else {each.code: each for each in found if each.states}
    if not ticked:
        return printed
    again = {*formanswers.foreign(form, ticked)}
    notes = [note for note in printed.notes if note not in again]
    merged = tuple(ticked.get(each.code, each) for each in printed.found)
    return replace(printed, found=merged, notes=(*notes, TICKS_LEFT))


def _is_drawn_by_us(pdf: Pdf) -> bool:
    """Say whether some of the first pages have the writer's fonts.

    Programs make forms of documents, too, with fields that have neither the workbook's names nor its stamp.
    """
    resources = (entry(page.obj, "/Resources") for page in islice(pdf.pages, FIRST))
    return any(has_our_names(each) or is_renamed(entry(each, "/Font")) for each in resources)


def _of_data(pdf: Pdf) -> Returned:
    """Return what is found in form data, whose catalog stands in a carrier; raise as `of_document` does."""
    catalog = entry(entry(pdf.Root, "/Data"), "/FDF")
    if not is_dictionary(catalog):
        raise refusal(*NO_DATA)
    fields = entry(catalog, "/Fields")
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=fields if fields is not None else pikepdf.Array())
    form = Form(pdf, utf_8=slashed(entry(catalog, "/Encoding")).lower() in ("/utf_8", "/utf-8"))
    told = (each.note for each in annots.notes(_numbered(catalog)))
    notes = [*formanswers.doubts(form), *told, *wholefile.attached_data(catalog)]
    nameless = tuple(formanswers.nameless(form))  # fields of FDF may have labels too
    return Returned("fdf", formanswers.stamp(form), tuple(formanswers.found(form)), tuple(notes), nameless=nameless)


def _numbered(catalog: pikepdf.Object) -> Iterator[tuple[int, pikepdf.Object]]:
    """Yield the annotations in form data, each with the number of its page from 1."""
    listed = entry(catalog, "/Annots")
    for each in list(listed) if isinstance(listed, Array) else ():
        if is_dictionary(each):
            page = each.get("/Page")
            yield (page + 1 if isinstance(page, int) else 1), each


def _unfit(pdf: Pdf, form: Form, stamp: Stamp | None) -> ReturnError:
    """Return the error for a PDF in which no answers can be found."""
    attached = [note.text.split("\n")[0] for note in wholefile.attached(pdf)]
    if attached:
        files = ", ".join(attached[:5])
        return refusal(
            f"This PDF has no fields of a workbook, but other files are attached to it: {files}.",
            "Save these, and give them.",
        )
    if form.xfa:
        fix = "Fill in the workbook as it was sent."
        return refusal("This PDF holds only an XFA form, which a workbook is not.", fix)
    if stamp and stamp.is_of_report:
        return ReturnError(REPORT)
    if wholefile.is_mended(pdf):  # what holds the fields may be what is lost
        return refusal("This PDF file is broken, and no answers are left in it.", "Ask for it again.")
    if stamp:
        return refusal(
            "This workbook has no fields, and nothing is printed in its boxes: it is empty, or filled in by hand.",
            "Ask for the file as it was filled in, or type the answers into an answers file.",
        )
    return refusal(
        "This PDF is not a fillable workbook: it has none of a workbook's fields.",
        "If it was scanned, printed or exported to PDF, ask for the file as it was filled in.",
    )


def _stamp_of_metadata(pdf: Pdf) -> Stamp | None:
    """Return the stamp in the document's properties, in XML or in the older dictionary."""
    metadata = entry(pdf.Root, "/Metadata")
    if isinstance(metadata, Stream):
        with suppress(ValueError):  # packed otherwise than the writer does it, or with a reference to no character
            for text in re.findall(r"toolkit:[^<\s]+", unpacked(metadata).decode("utf-8", "replace")):
                if stamp := Stamp.parse(unescape(text)):
                    return stamp
    information = entry(pdf.trailer, "/Info")
    told = (values.text(entry(information, key)) or "" for key in ("/Keywords", "/Subject"))
    return next(filter(None, map(Stamp.parse, told)), None)
