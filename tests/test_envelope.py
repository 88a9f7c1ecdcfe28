"""Files that come in something else: signed (.p7m), in Base64, or behind the headers of what was sent."""

from __future__ import annotations

import io
import zipfile
from base64 import encodebytes
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit_cli import filetypes, formats
from toolkit_cli.errors import NoReturnError, ReturnError
from toolkit_cli.files import envelope
from toolkit_cli.files.envelope import EXPLICIT, LOCKED, OBJECT_ID, OCTETS, PIECES, SEQUENCE, SIGNED, Opened, opened
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.returned import Note
from toolkit_cli.returns import gather, reading
from toolkit_cli.returns.toolkits import Toolkits

from .conftest import MakePage
from .timing import in_seconds

DATA = bytes([6, 9]) + SIGNED[:-1] + b"\x01"  # what is signed is data, RFC 5652 5.2
SAID = {"S1": "“We” kept going. " * 300, "S3": "no"}


@pytest.fixture(scope="module")
def page(shipped_page: MakePage) -> Page:
    return shipped_page("S1", "S3")


def element(tag: int, content: bytes, sized: bool = True) -> bytes:
    if not sized:
        return bytes([tag, 0x80]) + content + b"\0\0"
    size = len(content).to_bytes(4, "big")
    return bytes([tag, len(content)]) + content if len(content) < 0x80 else bytes([tag, 0x84]) + size + content


def whole(data: bytes) -> bytes:
    return element(OCTETS, data)


def in_pieces(data: bytes) -> bytes:
    """Cut the data into pieces, one of them into pieces again, as who writes before all of it is known."""
    pieces = [element(OCTETS, data[at : at + 1000]) for at in range(0, len(data), 1000)]
    return element(PIECES, b"".join([element(PIECES, pieces[0], sized=False), *pieces[1:]]), sized=False)


def signed(octets: bytes, sized: bool = True, kind: bytes = SIGNED) -> bytes:
    """Return a signed file; the signers, who come after the content, do not matter here."""
    content = element(SEQUENCE, DATA + element(EXPLICIT, octets, sized), sized)
    message = element(SEQUENCE, b"\x02\x01\x01" + element(0x31, b"", sized) + content + element(0x31, b""), sized)
    return element(SEQUENCE, element(OBJECT_ID, kind) + element(EXPLICIT, message, sized), sized)


def pem(data: bytes) -> bytes:
    return b"-----BEGIN CMS-----\n" + encodebytes(data) + b"-----END CMS-----\n"


def packed(*files: bytes) -> bytes:
    """Return a package of files and their signature; what it is stands first in it, and is not packed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", "application/vnd.etsi.asic-e+zip")
        for number, each in enumerate(files):
            package.writestr(f"file{number}", each, zipfile.ZIP_DEFLATED)
        package.writestr("META-INF/signatures0.xml", "<x/>")
    return made.getvalue()


def read(data: bytes, folder: Path) -> tuple[dict[str, object], tuple[Note, ...]]:
    path = folder / "return"
    path.write_bytes(data)
    said = reading.read(path, Toolkits())
    return dict(said.response.answers), said.receipt.notes


def filled(name: str, page: Page) -> bytes:
    return formats.write(name, page, theme.load(), Fill(values=SAID))


@pytest.mark.parametrize("name", formats.NAMES)
def test_a_signed_workbook_is_read_and_the_signature_told(name: str, page: Page, tmp_path: Path) -> None:
    """In pieces, the bytes between them would stand in answers, and a PDF seem to be broken."""
    data = filled(name, page)
    expected = (SAID, (Note("signature", place="around the whole file"),))

    for each in (whole(data), in_pieces(data)):
        for sized in (True, False):
            assert read(signed(each, sized), tmp_path) == expected
    assert read(pem(signed(whole(data))), tmp_path) == expected
    assert read(packed(data), tmp_path) == expected
    assert read(signed(whole(signed(in_pieces(data)))), tmp_path) == expected


@pytest.mark.parametrize("name", formats.NAMES)
@pytest.mark.parametrize("before", [b"", b"\r\n", b"data:application/octet-stream;base64,"])
def test_a_workbook_in_the_letters_of_an_e_mail_is_read(before: bytes, name: str, page: Page, tmp_path: Path) -> None:
    assert read(before + encodebytes(filled(name, page)), tmp_path) == (SAID, ())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"\r\n\r\n", b""),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n", b""),
        (b'------Boundary\r\nContent-Disposition: form-data; name="file"\r\n\r\n', b"\r\n------Boundary--\r\n"),
    ],
)
def test_a_document_behind_the_headers_of_what_was_sent_is_read(
    before: bytes, after: bytes, page: Page, tmp_path: Path
) -> None:
    for name in formats.NAMES:
        assert read(before + filled(name, page) + after, tmp_path) == (SAID, ())


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (signed(whole(b"toolkit: covid19\n")), "This is a text that somebody has signed."),
        (signed(whole(b"From: a\nTo: b\nSubject: c\n\nd")), "This is an e-mail or a page that was saved as one."),
        (packed(b"one", b"two"), "This is a ZIP archive, not a workbook."),
        (packed(), "This is a ZIP archive, not a workbook."),
        (signed(b"", kind=LOCKED), "This is encrypted for whoever got it."),
        (pem(signed(b"", kind=LOCKED)), "This is encrypted for whoever got it."),
        (b"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n", "This is encrypted for whoever got it."),
        (b"\x78\x9f\x3e\x22\1\0", "This is what Outlook makes of an e-mail for others (winmail.dat)."),
    ],
)
def test_what_may_hold_a_return_and_is_not_opened_says_so(data: bytes, says: str) -> None:
    with pytest.raises(ReturnError) as wrong:
        filetypes.kind(data)

    assert [problem.what for problem in wrong.value.problems] == [says]
    assert not isinstance(wrong.value, NoReturnError)


@pytest.mark.parametrize("name", formats.NAMES)
def test_a_signed_workbook_in_a_folder_is_taken_in_whatever_it_is_called(name: str, page: Page, tmp_path: Path) -> None:
    """The beginning of a file, by which `merge` passes over what is no return, shows what is in it."""
    (tmp_path / f"north.{name}.p7m").write_bytes(signed(in_pieces(filled(name, page)), sized=False))
    (tmp_path / "note.p7m").write_bytes(signed(whole(b"\0 something else")))

    found = gather.gather([tmp_path], Toolkits(), jobs=1)

    assert [dict(each.answers) for each in found.responses] == [SAID]
    assert [Path(each.file).name for each in found.skipped] == ["note.p7m"]


@given(st.binary())
def test_whatever_comes_nothing_breaks(data: bytes) -> None:
    for each in (data, b"\x30\x80" + data, signed(data), signed(element(PIECES, data, sized=False), sized=False)):
        assert isinstance(opened(each), Opened)


@pytest.mark.parametrize("data", [b"0123", b"\x30", b"\x30\x80", b"MINE is that", b"MINEMINE", b"a line\nPK", b"PK"])
def test_what_only_begins_as_something_that_holds_a_file_stays_as_it_is(data: bytes) -> None:
    assert opened(data) == Opened(data)


@pytest.mark.parametrize("data", [b" " * 10_000_000 + b"x", b"UEsDB" + b" " * 10_000_000 + b"?", b"UEsDB" * 2_000_000])
def test_long_files_of_little_are_told_soon(data: bytes) -> None:
    with in_seconds(5):
        assert opened(data).data[:2] in (data[:2], b"PK")


def test_pieces_within_pieces_have_an_end() -> None:
    deep = signed(b"\x24\x80" * 100_000, sized=False)
    many = signed(b"\x24\x80\x24\x80" + b"\x04\x00" * 2 * envelope.MOST_PIECES, sized=False)

    assert opened(deep) == Opened(deep)
    assert opened(many).data == b""
