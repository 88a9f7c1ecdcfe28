"""Reads a filled PDF, and form data taken out of one (FDF): values, what stands beside the form, the stamp."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape

import pikepdf
from pikepdf import Pdf, Stream

from toolkit_cli.errors import Problem
from toolkit_cli.pdf import beside, drawn, names
from toolkit_cli.pdf.drawn import Drawing
from toolkit_cli.pdf.form import Form, FormField, entry, is_dictionary, unpacked
from toolkit_cli.pdf.form import text as text_of
from toolkit_cli.returned import Found, Loose, Note, Returned, ReturnError
from toolkit_cli.stamp import FIELD, Stamp

MOST_MEMORY = 64 * 1024 * 1024
# PDFium saves a pasted U+1F600 as U+F600; U+FFFD stands for what a program could not keep.
SPOILT = re.compile("[\uf000-\uf8ff\ufffd]")


# What pikepdf and qpdf raise, in the middle of anything, where a file is damaged.
BROKEN = (
    pikepdf.PdfError,
    pikepdf.PikepdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
# qpdf opens nothing without a page: the data's catalog is carried by a document that has an empty one.
CARRIER = b"""
%d 0 obj << /Type /Catalog /Pages %d 0 R /Data DATA >> endobj
%d 0 obj << /Type /Pages /Count 1 /Kids [%d 0 R] >> endobj
%d 0 obj << /Type /Page /Parent %d 0 R /MediaBox [0 0 9 9] >> endobj
trailer << /Root %d 0 R /Size %d >>
"""


def read(data: bytes) -> Returned:
    """Return what is found in a PDF; raise `ReturnError` where it is none, locked, flattened or broken."""
    return _read(data, "pdf", of_document)


def read_fdf(data: bytes) -> Returned:
    """Return what is found in FDF: the same objects as a PDF's, without pages (ISO 32000-1 12.7.7)."""
    roots = re.findall(rb"/Root\s+(\d+\s+\d+\s+R)", data)
    if not roots:
        raise wrong("This FDF file holds no form data.", "Export the form's data again, or send the PDF itself.")
    body = data[data.find(b"%FDF") + len(b"%FDF-1.2") :].replace(b"trailer", b"%")
    last = max((int(number) for number in re.findall(rb"(\d{1,7})\s+\d+\s+obj", data)), default=0)
    carrier = CARRIER % tuple(last + offset for offset in (1, 2, 2, 3, 3, 2, 1, 4))
    return _read(b"%PDF-1.7" + body + carrier.replace(b"DATA", roots[-1]), "fdf", _of_data)


def _read(data: bytes, name: str, reader: Callable[[Pdf], Returned]) -> Returned:
    limit()
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            return reader(pdf)
    except pikepdf.PasswordError:
        raise wrong(
            "This PDF is locked with a password.", "Ask for a copy without one, or save one from your PDF program."
        ) from None
    except BROKEN as broken:
        raise wrong(f"This {name.upper()} file is broken ({type(broken).__name__}).", "Ask for it again.") from None


def limit() -> None:
    """Cap what qpdf unpacks: a file of a few kilobytes can hold a gigabyte (process-wide settings of qpdf's).

    Its warnings of damage are for programmers: a receipt says in words what could not be read.
    """
    logging.getLogger("pikepdf").addHandler(logging.NullHandler())
    set_limits = getattr(pikepdf.settings, "set_qpdf_limits", None)
    if set_limits is None:  # the last pikepdf for Python 3.10 has none; what is read here has caps of its own
        return
    set_limits(
        parser_max_nesting=200,
        parser_max_container_size_damaged=20_000,
        doc_max_warnings=2_000,
        dct_max_memory=MOST_MEMORY,
        flate_max_memory=MOST_MEMORY,
        png_max_memory=MOST_MEMORY,
        run_length_max_memory=MOST_MEMORY,
        tiff_max_memory=MOST_MEMORY,
    )


def wrong(what: str, fix: str) -> ReturnError:
    return ReturnError(Problem("", 0, what, fix))


def of_document(pdf: Pdf) -> Returned:
    """Return what is found in a document that is open; raise `ReturnError`, or one of BROKEN where it is damaged."""
    form = Form(pdf)
    stamp = _stamp(form) or _stamp_of_metadata(pdf)
    found = list(_found(form))
    if not found:
        raise _unfit(form, stamp)
    drawings = drawn.drawings(pdf)
    notes = [*_doubts(form), *beside.notes(form.annotations), *_drawn(drawings)]
    lines = [(line, each) for each in drawings if each.unmarked for line in each.text.split("\n") if line]
    loose = tuple(Loose(line, place=f"page {each.page}") for line, each in lines)
    return Returned("pdf", stamp, tuple(found), tuple(notes), loose)


def _drawn(drawings: Iterable[Drawing]) -> Iterator[Note]:
    """Note what others have drawn on the pages."""
    for each in drawings:
        if each.text and not each.unmarked:
            yield Note("typed", text=each.text, place=f"page {each.page}")
        if each.lines:
            yield Note("ink", place=f"page {each.page}")
        for _ in range(each.pictures):
            yield Note("picture", place=f"page {each.page}")


def _of_data(pdf: Pdf) -> Returned:
    catalog = entry(entry(pdf.Root, "/Data"), "/FDF")
    if not is_dictionary(catalog):
        raise wrong("This FDF file holds no form data.", "Export the form's data again, or send the PDF itself.")
    fields = entry(catalog, "/Fields")
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=fields if fields is not None else pikepdf.Array())
    form = Form(pdf)
    return Returned("fdf", _stamp(form), tuple(_found(form)), tuple(_doubts(form)))


def _unfit(form: Form, stamp: Stamp | None) -> ReturnError:
    if form.xfa:
        return wrong("This PDF holds an XFA form only, which is none of ours.", "Fill in the workbook as it was sent.")
    if stamp:
        return wrong(
            "This workbook was flattened: its answers are printed, and no fields are left.",
            "Ask for the file itself, saved and not printed to PDF, or type the answers into an answers file.",
        )
    return wrong(
        "This PDF is no fillable workbook: it has no fields of ours.",
        "If it was scanned or printed to PDF, ask for the file as it was filled in.",
    )


def _found(form: Form) -> Iterator[Found]:
    many: dict[str, list[str]] = {}
    texts: list[tuple[str, Found]] = []
    for name, field in form.fields.items():
        code, option = names.code_of(name), names.option_of(name)
        if not code:
            continue
        if option:
            many.setdefault(code, []).extend([option] if _states(field) else [])
        else:
            texts += ((name, _one(code, each)) for each in form.twice.get(name, [field]))
    yield from names.joined(texts)
    for code, options in many.items():
        yield Found(code, states=tuple(dict.fromkeys(options)), anchor="field")


def _one(code: str, field: FormField) -> Found:
    if field.kind == "/Btn" or (field.value is None and field.named):  # data without a form says no kind
        return Found(code, states=_states(field), label=field.label, anchor="field")
    lines = (field.value or "").replace("\r\n", "\n").replace("\r", "\n")
    return Found(code, text=lines, label=field.label, anchor="field")


def _states(field: FormField) -> tuple[str, ...]:
    """Return the states that are on: what the boxes show where they show any, for that is what people saw."""
    return tuple(dict.fromkeys(field.shown or field.named))


def _doubts(form: Form) -> Iterator[Note]:
    """Note where a value and its boxes disagree, letters that a program has spoilt, and names that stand twice."""
    for name, field in form.fields.items():
        code = names.code_of(name)
        if not code:
            if field.value and name != FIELD:
                yield Note("typed", text=field.value, place=f"field {name!r}, which is none of ours")
            continue
        if field.kind == "/Btn" and set(field.shown) != set(field.named):
            says = ", ".join(field.named) or "nothing"
            shows = ", ".join(field.shown) or "nothing"
            yield Note("doubt", text=f"the value says {says}, the boxes show {shows}", code=code)
        if field.value and SPOILT.search(field.value):
            letters = ", ".join(f"U+{ord(letter):04X}" for letter in sorted(set(SPOILT.findall(field.value))))
            yield Note("letters", text=f"a program has spoilt letters here ({letters})", code=code)


def _stamp(form: Form) -> Stamp | None:
    field = form.fields.get(FIELD)
    return Stamp.parse(field.value) if field and field.value else None


def _stamp_of_metadata(pdf: Pdf) -> Stamp | None:
    metadata = entry(pdf.Root, "/Metadata")
    texts: Iterable[str | None] = ()
    if isinstance(metadata, Stream):
        texts = re.findall(r"toolkit:[^<\s]+", unpacked(metadata).decode("utf-8", "replace"))
    information = entry(pdf.trailer, "/Info")
    more = [text_of(entry(information, key)) for key in ("/Keywords", "/Subject")]
    for text in (*texts, *more):
        stamp = Stamp.parse(unescape(text)) if text else None
        if stamp:
            return stamp
    return None
