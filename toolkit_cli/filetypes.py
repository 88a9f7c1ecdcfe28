"""Recognises a file by its first bytes, whatever its name is, and finds its reader."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit_cli.errors import NoReturnError, PartError, Problem, ReturnError, ToolkitError, unexpected, unreadable
from toolkit_cli.files import envelope, textfile, zipped
from toolkit_cli.files.textfile import AS_UTF8, MAX_BYTES, OLD_OFFICE, PIPED, UTF_16
from toolkit_cli.returned import REPORT, Note, Returned, refusal
from toolkit_cli.stamp import SCHEME, Stamp

if TYPE_CHECKING:
    from toolkit_cli.document.questions import IsCode

AS_DOCX = "Open it in the program it was made with, choose Save as, and save it as a Word document (.docx)."
AS_FILE = "Ask for the file as it was filled in, or type the answers into an answers file."
UNPACK = "Unpack it, and give the files in it."
OTHERWISE = "Ask for the workbook in an e-mail in plain text or HTML, or in another way."
ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b", b"\xfd7zXZ", b"BZh")  # TAR is recognised further in
REFUSED = (
    (b"{\\rtf", "This is an RTF file.", AS_DOCX),
    (b"\xff\xd8\xff", "This is a picture.", AS_FILE),
    (b"\x89PNG", "This is a picture.", AS_FILE),
    (b"GIF8", "This is a picture.", AS_FILE),
    (b"II*\x00", "This is a picture or a scan.", AS_FILE),
    (b"MM\x00*", "This is a picture or a scan.", AS_FILE),
    (b"BM", "This is a picture.", AS_FILE),
    *((start, "This is an archive, not a workbook.", UNPACK) for start in ARCHIVES),
    (b"RIFF", "This is a picture or a recording.", AS_FILE),
    (b"\x78\x9f\x3e\x22", "This is what Outlook makes of an e-mail for others (winmail.dat).", OTHERWISE),
    (b"-----BEGIN PGP MESSAGE-----", "This is encrypted for whoever got it.", "Decrypt it, and give what is in it."),
)
PHONES = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")  # types of pictures that telephones take
ATTACHED = "Save the file that is attached to it, and give that."
HEADERS = (
    "from|received|return-path|delivered-to|mime-version|message-id|subject|date|to|content-type|x-[a-z-]+|"
    "arc-[a-z-]+|dkim-signature|authentication-results|envelope-to|sender|reply-to|cc|list-[a-z-]+"
)
MAIL = re.compile(rf"(?:{HEADERS}):? .*\n(?s:.*)^(?:mime-version|content-type|subject):".encode(), re.I | re.M)
SHORTCUTS = (b"L\0\0\0\1\x14\2\0", b"[InternetShortcut]", b"[Desktop Entry]", b"bplist00")
WEBLOC = re.compile(rb"<plist\b.{0,200}<key>URL</key>", re.DOTALL)
DRIVE = re.compile(rb'^\{\s*"(?:url|doc_id|resource_id)"')
TRANSLATION = re.compile(rb'^msgid ".*"\r?\n(?:".*"\r?\n)*msgstr "', re.MULTILINE)  # a PO file
OTHER_ODF = tuple(f"application/vnd.oasis.opendocument.{name}".encode() for name in ("spreadsheet", "presentation"))
DRAWING = b"application/vnd.oasis.opendocument.graphics"
XFDF = re.compile(rb"<(?:[\w.-]+:)?xfdf[\s>]|<fields\s[^>]{0,200}xfdf-transition/|<fields>\s*<field\s+name=")
STAMP = re.compile(rf"{SCHEME}:[^\s\"'<>]+".encode())
# Form data of other kinds: XFA's, and whatever names the field that every workbook has.
FORM_DATA = re.compile(rb"http://ns\.adobe\.com/xdp/|http://www\.xfa\.org/|\x22toolkit-stamp\x22\s*:|<toolkit-stamp>")
KEY = re.compile(rb"[\w-]+:\s")
AHEAD = b"\xef\xbb\xbf \t\r\n"  # what may be before a text: a byte order mark, white space
MOST_HEAD = 1 << 16  # bytes at the beginning of XML that show what it is


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn any exception while a file is read into `ReturnError` with the file's name."""
    try:
        yield
    except ToolkitError as wrong:
        kind = type(wrong) if isinstance(wrong, ReturnError) else ReturnError
        raise kind(replace(problem, file=problem.file or str(path)) for problem in wrong.problems) from None
    except Exception as wrong:
        raise ReturnError(unexpected(path, wrong)) from wrong


def load(path: Path) -> bytes:
    """Return a return's bytes; raise `ReturnError` if it cannot be read, or is larger than any workbook."""
    try:
        data = textfile.read(path)
    except OSError as wrong:
        raise ReturnError(unreadable(path, wrong, "Check its name.")) from None
    if len(data) > MAX_BYTES:
        what = f"The file is larger than {MAX_BYTES >> 20} MB."
        raise ReturnError(Problem(str(path), 0, what, "A workbook is far smaller: look at what it is."))
    return data


def kind(data: bytes) -> str:
    """Return docx, odt, pdf, fdf, xfdf or answers; raise `ReturnError`, with what to do, for all other files."""
    if not data.strip(b"\0 \t\r\n"):
        raise refusal("The file is empty.", "Ask for it again.", NoReturnError)
    came = envelope.opened(data)
    if came.locked:
        raise refusal("This is encrypted for whoever got it.", "Open it in the mail program, and save what is in it.")
    name = _kind(came.data)
    if name == "answers" and came.wrapped:
        raise refusal("This is a text that somebody has signed.", "Save the text without the signature.")
    return name


def _kind(data: bytes) -> str:
    """Return what a file is that came as it is, as `kind` does."""
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    in_utf_16 = data.startswith(UTF_16)
    head = data[:MOST_HEAD].decode("utf-16", "ignore").encode() if in_utf_16 else data[:1024]
    if _is_pdf(head, _first(data)):
        return "pdf"
    if b"%FDF-" in head and not _quotes(head, b"%FDF-"):
        return "fdf"
    if other := _of_other_program(data):
        raise other
    text = head.lstrip(AHEAD)
    if (data.startswith(b"bplist00") or b"<plist" in head) and b"WebMainResource" in data:
        raise refusal("This is a page that Safari has saved (.webarchive).", AS_FILE)
    if text.startswith(SHORTCUTS) or WEBLOC.search(text):
        raise refusal("This is a shortcut to a file.", "Give the file itself.", NoReturnError)
    if text.startswith(b"<"):
        if XFDF.search(head if in_utf_16 else data[:MOST_HEAD]):
            return "xfdf"
        raise _other_xml(data, head)
    if other := _other_text(data, text):
        raise other
    if in_utf_16 and re.match(rb"\s*(?:[\w-]+\s*:|\{)", text):
        raise refusal("This text is in UTF-16, which an answers file must not be.", f"{AS_UTF8} {PIPED}")
    if b"\0" in head:
        raise refusal("This is neither a workbook nor an answers file.", AS_FILE, NoReturnError)
    return "answers"


def _first(data: bytes) -> bytes:
    """Return the first byte that is no white space and no byte order mark, as it stands in the file."""
    return data[:1024].lstrip(AHEAD)[:1]


def _of_other_program(data: bytes) -> ReturnError | None:
    """Return what is to be said of a file that begins as those of other programs do, of an archive or a picture."""
    if data.startswith(OLD_OFFICE):
        return _old_office(data)
    if data[4:8] == b"ftyp":
        if data[8:12] in PHONES:
            return refusal("This is a picture.", AS_FILE)
        return refusal("This is a film.", AS_FILE, NoReturnError)
    for start, what, fix in REFUSED:
        if data.startswith(start):
            return refusal(what, fix)
    if data[257:262] == b"ustar":
        return refusal("This is an archive, not a workbook.", UNPACK)
    return None


def _other_xml(data: bytes, head: bytes) -> ReturnError:
    """Return what is to be said of XML that is no XFDF."""
    if b"<office:document" in head:
        return refusal("This is a flat OpenDocument text (.fodt).", "In LibreOffice, save it as .odt or .docx.")
    if (found := STAMP.search(head)) and (stamp := Stamp.parse(unescape(found[0].decode()))) and stamp.is_of_report:
        return ReturnError(REPORT)
    return _form_data(data) or refusal("This is a page of a browser or another XML file.", AS_DOCX)


def _other_text(data: bytes, text: bytes) -> ReturnError | None:
    """Return what is to be said of a text that is neither XML nor an answers file; `text` is its beginning."""
    if wrong := _form_data(data):
        return wrong
    if MAIL.match(data[:MOST_HEAD].lstrip(AHEAD)):
        return refusal("This is an e-mail or a page that was saved as one.", ATTACHED)
    if TRANSLATION.search(data[:MOST_HEAD]):
        return refusal("This is a translation of a toolkit, and holds no answers.", kind=PartError)
    if DRIVE.search(text):
        what = "This is a link to a document, and not the document."
        return refusal(what, "Download it as a Word document (.docx).", NoReturnError)
    return None


def _form_data(data: bytes) -> ReturnError | None:
    """Return what is to be said of the data of a form, in XML or JSON, of a kind that is not read."""
    if _first(data) not in (b"{", b"<") or not FORM_DATA.search(data):
        return None
    fix = "Ask for the PDF itself, or export its data as FDF or XFDF."
    return refusal("This is the data of a form, of a kind that is not read.", fix)


def answers_format(data: bytes) -> str:
    """Return the format of an answers file: json or yaml."""
    return "json" if data.lstrip(AHEAD)[:1] == b"{" else "yaml"


def _is_pdf(head: bytes, begins: bytes) -> bool:
    """Say whether a PDF begins here; a mail program or a web server may have put something before it."""
    ahead, mark, _ = head.partition(b"%PDF-")
    if begins == b"<":  # in form data, the mark may be part of an answer
        lone = ahead.endswith((b"\n", b"\r"))
        return bool(mark) and lone and not (b"<?xml" in ahead or XFDF.search(ahead) or FORM_DATA.search(ahead))
    return bool(mark) and begins != b"{" and not _quotes(head, mark)


def _quotes(head: bytes, mark: bytes) -> bool:
    """Say whether a mark stands in a line of what begins as an answers file in YAML, or as headers of what was sent."""
    ahead = head.partition(mark)[0]
    return bool(KEY.match(ahead.lstrip(AHEAD))) and not ahead.endswith((b"\n", b"\r"))


def reader(name: str, passwords: Sequence[str] = (), is_code: IsCode | None = None) -> Callable[[bytes], Returned]:
    """Return the reader for a kind, as `kind` returns it; `passwords` are tried if a PDF is locked.

    `is_code` tells codes of questions, given these and their paragraphs, from other words in brackets.
    """
    read = _reader(name, passwords, is_code)

    def opened(data: bytes) -> Returned:
        came = envelope.opened(data)
        returned = read(came.data)
        signature = (Note("signature", place="around the whole file"),) * came.signed
        return replace(returned, notes=(*signature, *returned.notes)) if signature else returned

    return opened


def _reader(name: str, passwords: Sequence[str], is_code: IsCode | None) -> Callable[[bytes], Returned]:
    if name == "docx":
        from toolkit_cli.docx.read import read as read_docx

        return partial(read_docx, is_code=is_code)
    if name == "odt":
        from toolkit_cli.odt.read import read as read_odt

        return partial(read_odt, is_code=is_code)
    if name == "xfdf":
        from toolkit_cli.pdf.xfdf import read as read_xfdf

        return read_xfdf
    from toolkit_cli.pdf import read as pdf

    return pdf.read_fdf if name == "fdf" else partial(pdf.read, passwords=passwords, is_code=is_code)


def _zipped(data: bytes) -> str:
    if zipped.crowded(data):
        raise refusal("This is an archive of more parts than any workbook has.", UNPACK)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {zipped.part_name(name): name for name in archive.namelist()}
            types, made_as = (_head(archive, names.get(name, "")) for name in ("[Content_Types].xml", "mimetype"))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise refusal("The file is broken: it was cut off or damaged on its way.", "Ask for it again.") from None
    if b"wordprocessingml" in types or any(name.startswith("word/") for name in names):
        return "docx"
    if made_as.startswith(OTHER_ODF) or any(name.startswith(("xl/", "ppt/")) for name in names):
        raise refusal("This is a spreadsheet or a presentation.", "Give the workbook itself.", NoReturnError)
    if made_as.startswith(DRAWING):
        raise refusal("This is a drawing.", AS_FILE, NoReturnError)
    if {"content.xml", "metadata.xml"} < names.keys() and any(name.lower().endswith(".pdf") for name in names):
        raise refusal("This is an archive made by Okular.", "In Okular choose Save as, and save it as a PDF.")
    if "content.xml" in names:
        return "odt"
    if any(name.startswith("Index") for name in names):
        raise refusal("This is a Pages document.", "In Pages choose Share, Export and Send, and then Word.")
    raise refusal("This is a ZIP archive, not a workbook.", UNPACK)


def _head(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return the beginning of a part; b"" if there is no such part, or it cannot be read."""
    try:
        with archive.open(name) as part:
            return part.read(MOST_HEAD)
    except (KeyError, RuntimeError, zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
        return b""


def _old_office(data: bytes) -> ReturnError:
    if "__substg1.0_".encode("utf-16-le") in data:
        return refusal("This is an e-mail.", ATTACHED)
    if "Workbook".encode("utf-16-le") in data and "WordDocument".encode("utf-16-le") not in data:
        return refusal("This is an old spreadsheet (.xls).", "Give the workbook itself.", NoReturnError)
    if "EncryptedPackage".encode("utf-16-le") in data:
        return refusal("This document is locked with a password.", "Ask for a copy without a password.")
    return refusal("This is an old Word document (.doc).", AS_DOCX)
