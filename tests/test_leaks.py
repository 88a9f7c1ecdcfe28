"""A participant's file holds no word of a position or a facilitation note, in any form."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import msgspec
import pikepdf
import pytest

from toolkit_cli import formats
from toolkit_cli.kits import listing, selection
from toolkit_cli.kits.model import Toolkit

from .conftest import WriteFile
from .leaks import leaks, runs


@pytest.fixture(scope="module")
def secret(shipped: Toolkit) -> set[str]:
    public = msgspec.json.encode(selection.for_edition(shipped, "participant")).decode()
    return runs(selection.secrets(shipped).values(), [public, listing.as_text(None)])


@pytest.fixture(scope="module", params=formats.NAMES)
def participant(request: pytest.FixtureRequest, shipped_file: WriteFile) -> bytes:
    return shipped_file(request.param, "participant")


def test_a_participant_file_holds_nothing_of_them(participant: bytes, secret: set[str]) -> None:
    assert leaks(participant, secret) == []


@pytest.mark.parametrize("name", formats.NAMES)
def test_every_one_of_them_is_found_in_a_facilitator_file(
    name: str, shipped: Toolkit, shipped_file: WriteFile, secret: set[str]
) -> None:
    """The search would see a leak: it sees each text where it does stand."""
    found = set(leaks(shipped_file(name, "facilitator"), secret))

    for text in selection.secrets(shipped).values():
        own = runs([text]) & secret
        assert not own or len(found & own) > len(own) * 0.6, text


def test_the_toolkit_has_positions_and_notes_to_hide(shipped: Toolkit, secret: set[str]) -> None:
    assert len(selection.secrets(shipped)) > 10
    assert len(secret) > 500


def planted_in_zip(data: bytes, name: str, text: str) -> bytes:
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr(name, text)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("word/unused.xml", "<x>{}</x>"),
        ("customXml/item9.xml", '<x note="{}"/>'),
        ("word/media/picture.bin", "{}"),
        ("docProps/comment.xml", "<x><b>{}</b></x>"),
    ],
)
def test_a_leak_planted_in_a_docx_is_seen(
    name: str, form: str, shipped: Toolkit, shipped_file: WriteFile, secret: set[str]
) -> None:
    position = list(selection.secrets(shipped).values())[-1]

    data = planted_in_zip(shipped_file("docx", "participant"), name, form.format(position))

    assert leaks(data, secret)


def plant_in_info(pdf: pikepdf.Pdf, text: str) -> None:
    pdf.docinfo["/Keywords"] = pikepdf.String(text)


def plant_in_an_unused_stream(pdf: pikepdf.Pdf, text: str) -> None:
    pdf.Root.Unused = pdf.make_indirect(pikepdf.Stream(pdf, text.encode("utf-16-be")))


def plant_in_a_tag(pdf: pikepdf.Pdf, text: str) -> None:
    pdf.Root.StructTreeRoot.K[0].ActualText = pikepdf.String(text)


@pytest.mark.parametrize("plant", [plant_in_info, plant_in_an_unused_stream, plant_in_a_tag])
def test_a_leak_planted_in_a_pdf_is_seen(
    plant: Callable[[pikepdf.Pdf, str], None], shipped: Toolkit, shipped_file: WriteFile, secret: set[str]
) -> None:
    planted = io.BytesIO()
    with pikepdf.open(io.BytesIO(shipped_file("pdf", "participant"))) as pdf:
        plant(pdf, list(selection.secrets(shipped).values())[-1])
        pdf.save(planted)

    assert leaks(planted.getvalue(), secret)
