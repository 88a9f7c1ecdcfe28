"""Digital signatures of a document are told, with what was typed when they were made."""

from __future__ import annotations

import pytest

from toolkit_cli.docx.read import read as read_docx
from toolkit_cli.odt.read import read as read_odt
from toolkit_cli.returned import Note

from . import docx_markup, test_odt_read
from .docx_markup import p, packed, r

# As Word writes it, and LibreOffice; what they sign, and with what, does not matter here.
OFFICE = """<Signature xmlns="http://www.w3.org/2000/09/xmldsig#" Id="idPackageSignature"><SignedInfo/>
<SignatureValue>bm8=</SignatureValue><Object Id="idOfficeObject"><SignatureProperties><SignatureProperty>
<SignatureInfoV1 xmlns="http://schemas.microsoft.com/office/2006/digsig"><SetupID/>
<SignatureText>A. Hill</SignatureText><SignatureImage/><SignatureComments>I agree</SignatureComments>
</SignatureInfoV1></SignatureProperty></SignatureProperties></Object></Signature>"""
ONE = """<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><Object><SignatureProperties><SignatureProperty>
<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">2021-03-19</dc:date></SignatureProperty><SignatureProperty>
<dc:description xmlns:dc="http://purl.org/dc/elements/1.1/">%s</dc:description></SignatureProperty>
</SignatureProperties></Object></Signature>"""
TWO = f"""<document-signatures xmlns="urn:oasis:names:tc:opendocument:xmlns:digitalsignature:1.0">
{ONE % "I agree"}{ONE % ""}</document-signatures>"""
PLACE = "the whole document"


@pytest.mark.parametrize("folder", ["_xmlsignatures", "_XMLSignatures"])
def test_the_signatures_that_word_makes_are_told(folder: str) -> None:
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {docx_markup.SPACES}><w:body>{p(r('We'))}</w:body></w:document>",
        f"{folder}/origin.sigs": b"",
        f"{folder}/_rels/origin.sigs.rels": "<Relationships/>",
        f"{folder}/sig1.xml": OFFICE,
        f"{folder}/sig2.xml": OFFICE.replace("A. Hill", "").replace("I agree", ""),
    }

    assert read_docx(packed(parts)).notes == (
        Note("signature", "A. Hill\nI agree", place=PLACE),
        Note("signature", place=PLACE),
    )


def test_the_signatures_that_libreoffice_makes_are_told() -> None:
    data = test_odt_read.document(test_odt_read.p("We"), **{"META-INF__documentsignatures": TWO})

    assert read_odt(data).notes == (Note("signature", "I agree", place=PLACE), Note("signature", place=PLACE))


def test_a_signature_that_is_broken_is_damage() -> None:
    data = test_odt_read.document(test_odt_read.p("We"), **{"META-INF__documentsignatures": TWO[:-40]})

    assert [note.kind for note in read_odt(data).notes] == ["damage", "signature", "signature"]


def test_a_document_without_signatures_says_nothing_of_them() -> None:
    assert read_docx(docx_markup.document(p(r("We")))).notes == ()
    assert read_odt(test_odt_read.document(test_odt_read.p("We"))).notes == ()
