"""DOCX files that nobody should open, and broken ones: refused in words, or read as far as they go."""

from __future__ import annotations

import io
import re
import struct
import tracemalloc
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit_cli.building import build
from toolkit_cli.document import archive, storybuilder
from toolkit_cli.document.xmlrepair import mended
from toolkit_cli.docx.read import read
from toolkit_cli.docx.write import write
from toolkit_cli.errors import ReturnError
from toolkit_cli.files import safexml
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import EMPTY, Fill
from toolkit_cli.layout.page import Page

from .conftest import circles
from .docx_markup import (
    LISTED,
    NASTY,
    SPACES,
    W,
    document,
    field,
    p,
    packed,
    r,
    said,
    sdt,
    table,
    text_of,
)
from .strategies import broken, read_or_refused


@pytest.fixture(scope="module")
def tiny_page(tiny: Toolkit) -> Page:
    return build.page(tiny, "participant")


@pytest.fixture(scope="module")
def tiny_filled(tiny_page: Page) -> bytes:
    return write(tiny_page, theme.load(), Fill(values={"A3": NASTY}))


def refused(data: bytes) -> str:
    with pytest.raises(ReturnError) as raised:
        read(data)
    (problem,) = raised.value.problems
    assert problem.file == ""
    return problem.what


def test_what_is_no_docx_is_refused_in_words() -> None:
    doctype = '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="w"><w:body>&a;</w:body></w:document>'

    assert "not DOCX" in refused(b"")
    assert "not DOCX" in refused(b"PK\x03\x04 and so on")
    assert "no document in it" in refused(packed({"word/other.xml": "<x/>"}))
    assert "no document in it" in refused(packed({"word/document.xml": ""}))
    assert "document type" in refused(packed({"word/document.xml": doctype}))
    assert "document type" in refused(packed({"word/document.xml": f"<!--{'x' * 9999}-->{doctype}"}))
    for kind in ("document.macroEnabled", "template.macroEnabledTemplate"):
        assert "macros" in refused(packed({"[Content_Types].xml": f"application/vnd.ms-word.{kind}.main+xml"}))
    assert "macros" in refused(packed({"word/vbaProject.bin": "x"}))


def test_an_excel_file_with_macros_that_is_embedded_keeps_nobody_from_the_answers() -> None:
    types = '<Types><Default Extension="xlsm" ContentType="application/vnd.ms-excel.sheet.macroEnabled.12"/></Types>'
    body = f"<w:document {SPACES}><w:body>{field(p(r('one')))}</w:body></w:document>"

    (found,) = read(packed({"[Content_Types].xml": types, "word/document.xml": body})).found

    assert found.text == "one"


def test_an_entry_with_a_password_is_refused(tiny_page: Page) -> None:
    data = bytearray(write(tiny_page, theme.load(), EMPTY))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as package:
        start = package.start_dir
    for at in [found.start() for found in re.finditer(b"PK\x01\x02", bytes(data)) if found.start() >= start]:
        struct.pack_into("<H", data, at + 8, 1)

    assert "password" in refused(bytes(data))


def test_a_part_that_unpacks_to_too_much_is_refused_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "PART", 1 << 20)

    assert "more than 1 MB" in refused(document(p(r(" " * (2 << 20)))))


def test_a_flood_of_elements_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safexml, "MOST", 1000)

    assert "too much" in refused(document("<w:p/>" * 1000))


@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_flood_of_attributes_is_refused(monkeypatch: pytest.MonkeyPatch, quote: str) -> None:
    monkeypatch.setattr(safexml, "MOST", 1000)

    assert "too much" in refused(document(f"<w:p {' '.join(f'w:a{at}={quote}{quote}' for at in range(1001))}/>"))


def test_the_same_words_a_thousand_times_are_refused() -> None:
    note = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{p(r("x" * 100_000))}</w:footnote></w:footnotes>'
    body = p('<w:r><w:footnoteReference w:id="2"/></w:r>' * 1000)

    assert refused(document(body, footnotes=note)).startswith("The file has too many paragraphs or words")


def test_a_footnote_that_is_longer_than_all_workbooks_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storybuilder, "MOST_CHARACTERS", 1000)
    note = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{p(r("xx")) * 1000}</w:footnote></w:footnotes>'

    assert refused(document(p(r("x")), footnotes=note)).startswith("The file has too many paragraphs or words")


@pytest.mark.parametrize(
    ("written", "read_"),
    [("&#55357;&#56832;!", "😀!"), ("&#xD83D;&#xDE00;", "😀"), ("a&#xD800;b", "a\ufffdb"), ("&#8217;&#x41;", "’A")],
)
def test_a_letter_that_is_named_by_its_halves_is_one(written: str, read_: str) -> None:
    assert said(r(written)) == read_


def test_an_emoji_of_half_a_letter_is_none() -> None:
    halved = '<w16se:symEx xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex" w16se:char="D800"/>'

    assert said(r("a"), f"<w:r>{halved}</w:r>", r("b")) == "ab"


def test_numbers_that_nobody_counts_to_stop_no_list_and_no_date() -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="{}"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    lists = f'<w:abstractNum w:abstractNumId="1">{level.format("9" * 5000)}</w:abstractNum>'
    numbering = f'<w:numbering {SPACES}>{lists}<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    noted = '<w:date w:fullDate="2021-03-19T00:00:00Z"/>'

    assert text_of(field(p(r("a"), look=LISTED)), numbering=numbering) == "1. a"
    assert said(sdt(r("1" * 5000), "S1", noted)) == "1" * 5000


@pytest.mark.parametrize("told", ['QUOTE "words"', 'XE "words"', 'IF 1 = 1 "words" "x"'])
def test_words_in_a_field_that_shows_nothing_are_noted(told: str) -> None:
    begun, ended = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    inner = f"<w:r><w:instrText>{told}</w:instrText></w:r>".replace('"', "&quot;")

    assert [note.text for note in read(document(field(p(begun, inner, ended)))).notes] == [told]


@pytest.mark.parametrize(("shown", "read_"), [("", "two"), ("two", "two"), ("other", "other")])
def test_a_list_of_an_old_form_says_once_what_is_chosen(shown: str, read_: str) -> None:
    entries = '<w:default w:val="1"/><w:listEntry w:val="one"/><w:listEntry w:val="two"/>'
    begun = (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList>{entries}</w:ddList></w:ffData></w:fldChar></w:r>'
    )
    parted, ended = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end"))

    assert said(begun, parted, r(shown), ended) == read_


def test_a_comment_at_deleted_words_is_noted_once_and_there() -> None:
    inner = '<w:r><w:delText>gone</w:delText></w:r><w:r><w:commentReference w:id="4"/></w:r>'
    comments = f'<w:comments xmlns:w="{W}"><w:comment w:id="4" w:author="A">{p(r("Why?"))}</w:comment></w:comments>'
    body = field(p(f'<w:del w:author="B">{inner}</w:del>')) + field(p(r("b")), code="S2")
    told = [(note.kind, note.text, note.code) for note in read(document(body, comments=comments)).notes]

    assert told == [("deletion", "gone", "S1"), ("comment", "Why?", "S1")]


def test_words_in_a_field_without_an_end_are_noted() -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    returned = read(document(field(p(begun, begun, r("my words"))) + field(p(r("b")), code="S2")))

    assert [found.text for found in returned.found] == ["", "b"]
    assert [(note.kind, note.text, note.code) for note in returned.notes] == [("field", "my words", "S1")]


def test_a_broken_tag_without_end_takes_no_memory_without_end() -> None:
    tracemalloc.start()
    try:
        mended(b"<w:p " + b"a" * 5_000_000 + b">")
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()


def test_what_was_read_is_let_go_at_once() -> None:
    deleted = '<w:del w:author="Ann"><w:r><w:delText>no </w:delText></w:r></w:del>'
    data = document(field(p(deleted, r("kept"))) + table(field(p(r("x")), code="S2")))

    assert circles(lambda: read(data)) == 0


def test_deep_nesting_is_read_as_far_as_it_goes() -> None:
    deep = "<w:sdt><w:sdtContent>" * 10_000 + p(r("deep")) + "</w:sdtContent></w:sdt>" * 10_000

    returned = read(document(field(p(r("kept"))) + deep))

    assert [found.text for found in returned.found] == ["kept"]
    assert [note.kind for note in returned.notes] == ["damage"]


def test_malformed_xml_is_read_as_far_as_it_goes_and_said() -> None:
    # LibreOffice 7.4 can write such a file after a tracked deletion of a control
    body = field(p("<w:ins>", r("kept"), "</w:sdtContent></w:ins>")) + field(p(r("and this")), code="S2")

    returned = read(document(body))

    assert [(found.code, found.text) for found in returned.found] == [("S1", "kept"), ("S2", "and this")]
    assert [note.kind for note in returned.notes] == ["damage", "insertion"]


@pytest.mark.parametrize("said", ["one &bad; two", "AT&T and B & C", "&", "a &#x; b"])
def test_an_ampersand_that_begins_nothing_in_a_broken_file_takes_no_word_with_it(said: str) -> None:
    returned = read(document(field(p(r(said)))))

    assert [found.text for found in returned.found] == [said]
    assert [note.kind for note in returned.notes] == ["damage"]


def test_a_part_with_a_wrong_checksum_is_read_and_said() -> None:
    data = bytearray(document(field(p(r("kept")))))
    for mark, at in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        where = data.rindex(mark)
        data[where + at] ^= 0xFF

    returned = read(bytes(data))

    assert [found.text for found in returned.found] == ["kept"]
    assert [note.kind for note in returned.notes] == ["damage"]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(draw=st.data())
def test_a_broken_file_gives_an_error_in_words_or_what_is_left(tiny_filled: bytes, draw: st.DataObject) -> None:
    read_or_refused(read, draw.draw(broken(tiny_filled)))
