"""Files that hold of one thing as much as a file may: each is read, or refused, in seconds and in little memory."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from toolkit_cli.docx.read import read

from .docx_markup import SPACES, document, field, p, packed, r

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@contextmanager
def in_seconds(most: float) -> Iterator[None]:
    """Fail where something takes longer than a few seconds, which is minutes in the square of what there is."""
    start = time.process_time()
    yield
    assert time.process_time() - start < most


def whole(body: str, related: str = "", **parts: str) -> bytes:
    """Return a DOCX whose parts are related to each other; further parts by their names in `word/`."""
    main = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"
    named = {f"word/{name}.xml": part for name, part in parts.items()}
    package = '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>'
    relations = {"_rels/.rels": package, "word/_rels/document.xml.rels": f"<Relationships>{related}</Relationships>"}
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": main, **relations, **named})


def test_a_flood_of_ends_of_fields_is_read_in_seconds() -> None:
    ends = '<w:tab/><w:fldChar w:fldCharType="end"/>' * 60_000

    with in_seconds(5):
        (found,) = read(document(field(p(r("mine"), f"<w:r>{ends}</w:r>")))).found

    assert found.text.strip() == "mine"


def test_a_flood_of_fields_that_may_hold_words_is_read_in_seconds() -> None:
    begin, separate, end = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))
    run = f"<w:r>{f'{begin}<w:instrText>QUOTE</w:instrText>{separate}<w:tab/>{end}' * 50_000}</w:r>"

    with in_seconds(5):
        (found,) = read(document(field(p(r("mine"), run)))).found

    assert found.text.strip() == "mine"


def test_a_flood_of_sections_with_one_header_and_of_links_is_read_in_seconds() -> None:
    header = '<Relationship Id="h{0}" Type="x/header" Target="h.xml"/>'
    link = '<Relationship Id="e{0}" TargetMode="External" Target="https://example.org/{0}"/>'
    related = "".join(f"{header}{link}".format(number) for number in range(20_000))

    with in_seconds(5):
        returned = read(whole(field(p(r("mine"))), related, h=f"<w:hdr {SPACES}>{p(r('typed'))}</w:hdr>"))

    assert returned.loose is not None
    assert [(loose.text, loose.place) for loose in returned.loose] == [("typed", "header")]
