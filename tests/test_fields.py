"""Fields: the places for answers that content gives rise to, with codes that stay."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from toolkit_cli.building import build
from toolkit_cli.kits import content, fields, options, selection, words
from toolkit_cli.kits.fields import Field, Option
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.selection import Selection
from toolkit_cli.marks import FIELD_CODE
from toolkit_cli.returns import reading
from toolkit_cli.returns.toolkits import Toolkits

from .conftest import Folder


def brief(found: dict[str, Field]) -> list[tuple[str, str, str]]:
    return [(field.code, field.kind, field.item) for field in found.values()]


def test_each_kind_of_item_has_its_fields(tiny_fields: dict[str, Field]) -> None:
    assert brief(tiny_fields) == [
        ("R-organisation", "line", "R"),
        ("R-date", "date", "R"),
        ("A1-notes", "text", "A1"),
        ("A2", "yes_no", "A2"),
        ("A2-more", "text", "A2"),
        ("A3", "text", "A3"),
        ("A4", "count", "A4"),
        ("A5", "date", "A5"),
        ("A6", "choice", "A6"),
        ("A7", "many", "A7"),
        ("B1-seen", "yes_no_unsure", "B1"),
        ("B1r1", "choice", "B1"),
        ("B1r2", "choice", "B1"),
        ("B1-notes", "text", "B1"),
        ("B2-stance", "choice", "B2"),
        ("B2-why", "text", "B2"),
        ("B2-pros", "text", "B2"),
        ("B2-cons", "text", "B2"),
        ("B3", "yes_no", "B3"),
    ]


def test_the_codes_of_items_fields_end_in_known_ways(tiny_fields: dict[str, Field]) -> None:
    ends = {field.code.partition("-")[2] for field in fields.asked(tiny_fields, "R").values()}

    assert ends == {"", *fields.ENDINGS}


def test_options_have_codes_that_stay_and_labels_in_the_language(tiny_fields: dict[str, Field]) -> None:
    assert tiny_fields["A2"].options == (Option("yes", "Yes"), Option("no", "No"))
    assert tiny_fields["A6"].options == (Option("low", "Low level"), Option("high", "High level"))
    assert [option.code for option in tiny_fields["B1r1"].options] == list(options.STATUS)
    assert [option.code for option in tiny_fields["B2-stance"].options] == list(options.STANCE)
    assert [
        field.code for field in tiny_fields.values() if field.kind in ("choice", "many") and not field.options
    ] == []


def test_fields_with_the_same_words_are_told_apart_by_their_codes(tiny_folder: Folder) -> None:
    tiny_folder.change("alpha.yaml", "    title: To begin with\n", "")
    tiny_folder.change("alpha.yaml", "title: Alpha\n", "title: Alpha?\n")
    again = "  - {code: A0, kind: text, text: More., notes: true}\n  - code: A2\n"
    tiny_folder.change("alpha.yaml", "  - code: A2\n", again)
    tiny_folder.change("beta.yaml", "text: Another one", "text: A recommendation")

    found = fields.of(content.load(tiny_folder.path), words.load("en"))

    assert len({field.name for field in found.values()}) == len(found)
    assert [found[code].name for code in ("A1-notes", "A0-notes", "B1r1", "B1r2", "A2-more")] == [
        "Your notes (A1-notes)",
        "Your notes (A0-notes)",
        "A recommendation (B1r1)",
        "A recommendation (B1r2)",
        "Did it work? In what way",
    ]


def test_a_part_of_a_workbook_in_which_no_name_comes_twice_is_read_without_notes(tiny_folder: Folder) -> None:
    tiny_folder.change("beta.yaml", "text: Another one", "text: A recommendation")
    again = "  - {code: B8, kind: debate, title: A debate, assumption: All is ill}\n  - code: B3\n"
    tiny_folder.change("beta.yaml", "  - code: B3\n", again)
    target = tiny_folder.path / "x.pdf"

    build.build(
        build.BuildOptions(tiny_folder.path, formats=("pdf",), selection=Selection(only=("B2",)), output=target)
    )

    assert reading.read(target, Toolkits((tiny_folder.path,))).receipt.notes == ()


def test_every_field_says_what_is_asked_and_of_what(shipped: Toolkit) -> None:
    found = fields.of(shipped, words.load("en"))

    assert found
    assert [field.code for field in found.values() if not field.name.strip()] == []
    assert len({field.name for field in found.values()}) == len(found)


def test_every_code_has_the_form_that_others_rely_on(shipped: Toolkit) -> None:
    found = fields.of(shipped, words.load("en"))

    assert [code for code in found if not FIELD_CODE.fullmatch(code)] == []


@pytest.mark.parametrize("code", ["S3", "S3a", "S5-more", "D1-stance", "D1-pros", "D1-cons", "G1r2"])
def test_codes_that_answers_were_stored_under_are_there(shipped: Toolkit, code: str) -> None:
    assert code in fields.of(shipped, words.load("en"))


def test_the_fingerprint_is_that_of_codes_kinds_and_options(tiny: Toolkit, tiny_fields: dict[str, Field]) -> None:
    other_words = {name: f"{word}!" for name, word in words.load("en").items()}
    facilitator, participant = (selection.for_edition(tiny, edition) for edition in ("facilitator", "participant"))

    same = fields.fingerprint(tiny_fields)
    assert len(same) == 12
    assert fields.fingerprint(fields.of(tiny, other_words)) == same
    assert fields.fingerprint(fields.of(participant, words.load("en"))) == same
    assert fields.fingerprint(fields.of(facilitator, words.load("en"))) == same
    assert fields.fingerprint({code: field for code, field in tiny_fields.items() if code != "A4"}) != same


@pytest.mark.parametrize("change", [{"code": "A9"}, {"kind": "line"}, {"options": (Option("yes", "Yes"),)}])
def test_the_fingerprint_tells_another_field(tiny_fields: dict[str, Field], change: dict[str, Any]) -> None:
    changed = {**tiny_fields, "A2": replace(tiny_fields["A2"], **change)}

    assert fields.fingerprint(changed) != fields.fingerprint(tiny_fields)
