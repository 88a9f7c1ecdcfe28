"""The list of kits, items and fields, for people and for programs."""

from __future__ import annotations

import json

from toolkit_cli.kits import fields, listing, words
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import Toolkit

from .conftest import Folder


def test_people_read_codes_kinds_and_first_words(tiny_folder: Folder) -> None:
    assert (
        listing.as_text(tiny_folder.path)
        == """\
A tiny toolkit (tiny 1.0)

R  About you
      R-organisation  line
      R-date          date

A  Alpha
  A1    text        To begin with
      A1-notes        text
  A2    question    Did it work?
      A2              yes_no        yes, no
      A2-more         text
  A3    question    How did it work?
      A3              text
  A4    question    How many?
      A4              count
  A5    question    Since when?
      A5              date
  A6    question    At what level?
      A6              choice        low, high
  A7    question    By what means?
      A7              many          phone, post

B  Beta
  B1    challenge   A challenge
      B1-seen         yes_no_unsure yes, no, unsure
      B1r1            choice        in-place, planned, not-suitable, undecided
      B1r2            choice        in-place, planned, not-suitable, undecided
      B1-notes        text
  B2    debate      A debate
      B2-stance       choice        agree, partly, disagree, undecided
      B2-why          text
      B2-pros         text
      B2-cons         text
  B3    opportunity An opportunity
      B3              yes_no        yes, no
  B4    figure      A figure
  B5    prompts     What if?"""
    )


def test_a_reference_is_listed_by_its_title(tiny_folder: Folder) -> None:
    tiny_folder.change("alpha.yaml", "question: Did it work?", "question: Did “[[B]]” work, and [[A3]]?")

    assert "  A2    question    Did “Beta” work, and A3?\n" in listing.as_text(tiny_folder.path)
    read = json.loads(listing.as_json(tiny_folder.path))
    assert read["kits"][0]["items"][1]["title"] == "Did “Beta” work, and A3?"


def test_programs_read_the_same_as_json(tiny_folder: Folder, tiny: Toolkit, tiny_fields: dict[str, Field]) -> None:
    read = json.loads(listing.as_json(tiny_folder.path))

    assert list(read) == ["toolkit", "version", "title", "fingerprint", "respondent", "kits"]
    assert read["fingerprint"] == fields.fingerprint(tiny_fields)
    assert read["respondent"]["fields"][1] == {"code": "R-date", "kind": "date", "label": "Date", "options": []}
    assert [item["code"] for kit in read["kits"] for item in kit["items"]] == [item.code for _, item in tiny.items()]
    assert read["kits"][0]["items"][5] == {
        "code": "A6",
        "kind": "question",
        "title": "At what level?",
        "points": [],
        "fields": [
            {
                "code": "A6",
                "kind": "choice",
                "label": "At what level?",
                "options": [{"code": "low", "label": "Low level"}, {"code": "high", "label": "High level"}],
            }
        ],
    }
    assert read["kits"][1]["items"][0]["points"] == [
        {"code": "B1c1", "kind": "concern"},
        {"code": "B1r1", "kind": "recommendation"},
        {"code": "B1r2", "kind": "recommendation"},
    ]


def test_json_loses_no_letter(tiny_folder: Folder) -> None:
    tiny_folder.change("toolkit.yaml", "title: A tiny toolkit", "title: Ξ “tiny” 😀")

    text = listing.as_json(tiny_folder.path)

    assert '"title": "Ξ “tiny” 😀"' in text
    assert json.loads(text)["title"] == "Ξ “tiny” 😀"


def test_the_shipped_list_has_every_field(shipped: Toolkit) -> None:
    found = set(fields.of(shipped, words.load("en")))
    read = json.loads(listing.as_json(None))

    items = [item for kit in read["kits"] for item in kit["items"]] + [read["respondent"]]
    assert {field["code"] for item in items for field in item["fields"]} == found
    assert found <= set(listing.as_text(None).split())


def test_a_long_title_is_cut(tiny_folder: Folder) -> None:
    tiny_folder.change("alpha.yaml", "question: How many?", f"question: {'long ' * 40}")

    assert max(len(line) for line in listing.as_text(tiny_folder.path).split("\n")) <= 90


def test_an_item_without_a_title_is_named_by_the_first_words_of_its_text_in_one_line(tiny_folder: Folder) -> None:
    tiny_folder.change("alpha.yaml", "    title: To begin with\n", "")

    listed = json.loads(listing.as_json(tiny_folder.path))

    assert listed["kits"][0]["items"][0]["title"] == "First words; see A2 and Beta. - a point - another"
