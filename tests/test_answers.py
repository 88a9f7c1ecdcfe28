"""Answers files: what is taken, what is cleaned, what is refused, and what a writer gets of it."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from toolkit_cli import errors
from toolkit_cli.characters import FORBIDDEN, clean, spoilt
from toolkit_cli.errors import AnswersError, OutputError
from toolkit_cli.files import installed, yamlfile
from toolkit_cli.kits import fields, multilingual, words
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import Respondent, Toolkit
from toolkit_cli.kits.values import Value
from toolkit_cli.responses import doubts, givenanswer, readanswers, writeanswers
from toolkit_cli.responses.givenanswer import fits
from toolkit_cli.responses.response import Origin, Response
from toolkit_cli.returned import Note

from . import strategies
from .conftest import TINY, Folder, problems
from .strategies import LETTERS, PRINTABLE
from .timing import in_seconds

HEAD = 'toolkit: tiny\nversion: "1.0"\n'


class Asked:
    """Reads answers to the tiny toolkit."""

    def __init__(self, folder: Folder, toolkit: Toolkit, fields: dict[str, Field]) -> None:
        self.folder, self.toolkit, self.fields = folder, toolkit, fields

    def load(self, text: str | bytes, name: str = "a.yaml") -> tuple[Response, ...]:
        return readanswers.load(self.folder.write(name, text), self.toolkit, self.fields)

    def one(self, given_answers: str) -> dict[str, Any]:
        """Return the answers of a file that holds just these."""
        (response,) = self.load(f"{HEAD}answers:\n{given_answers}")
        return dict(response.answers)

    def json(self, **given_answers: Any) -> dict[str, Any]:
        (response,) = self.load(json.dumps({"toolkit": "tiny", "answers": given_answers}), "a.json")
        return dict(response.answers)

    def refused(self, text: str | bytes, name: str = "a.yaml") -> list[str]:
        return problems(lambda: self.load(text, name), self.folder.path)


@pytest.fixture
def asked(folder: Folder, tiny: Toolkit, tiny_fields: dict[str, Field]) -> Asked:
    return Asked(folder, tiny, tiny_fields)


def test_a_response_is_read_with_who_gave_it(asked: Asked) -> None:
    text = f"""{HEAD}id: 9f31c2ab77d0
source: {{file: north.docx, format: docx}}
respondent: {{organisation: North, date: 2021-03-19}}
answers:
  A2: yes
  A3: |
    One

    Two
  A4: 14
  A7: [post, phone]
notes: [{{kind: stray, text: x}}]
"""

    assert asked.load(text) == (
        Response(
            {"A2": "yes", "A3": "One\n\nTwo", "A4": "14", "A7": ("phone", "post")},
            {"organisation": "North", "date": "2021-03-19"},
            "9f31c2ab77d0",
            version="1.0",
            source=Origin("north.docx", "docx"),
            notes=(Note("stray", "x"),),
        ),
    )


def test_merged_responses_are_read_in_their_order(asked: Asked) -> None:
    text = (
        f"{HEAD}responses:\n  - id: b\n    respondent: {{organisation: North}}\n    answers: {{A4: 1}}\n  - "
        "id: a\n    answers: {A4: 2}\n"
    )

    assert asked.load(text) == (
        Response({"A4": "1"}, {"organisation": "North"}, "b", version="1.0"),
        Response({"A4": "2"}, {}, "a", version="1.0"),
    )


def test_what_the_respondent_wrote_may_stand_under_its_code(asked: Asked) -> None:
    (response,) = asked.load(f"{HEAD}answers: {{R-organisation: North, A4: 1}}")

    assert response == Response({"A4": "1"}, {"organisation": "North"}, version="1.0")


@pytest.mark.parametrize("typed", ["ask Ann", "[ask Ann]", "[{text: ask}, Ann]"])
def test_words_where_only_a_reader_writes_are_told_and_not_lost(asked: Asked, typed: str) -> None:
    what = "'notes' has to be a list whose entries have keys, as 'toolkit read' writes them."

    assert asked.refused(f"{HEAD}answers: {{A4: 1}}\nnotes: {typed}\n") == [
        f"a.yaml:4: {what} Put words of your own behind a #."
    ]


def test_two_answers_to_one_line_about_the_respondent_are_told(asked: Asked) -> None:
    said = "respondent: {organisation: North}\nanswers:\n  A4: 1\n  R-organisation: "

    assert asked.refused(f"{HEAD}{said}South\n") == [
        "a.yaml:6: 'R-organisation' is 'organisation' of the respondent, and has another answer there. "
        "Keep one of the two."
    ]
    assert asked.load(f"{HEAD}{said}North\n")[0].respondent == {"organisation": "North"}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        *(("yes", said) for said in ("yes", "Yes", "YES", "true", "True", "TRUE", '"yes"', " yes ")),
        *(("no", said) for said in ("no", "No", "false", "False", "FALSE")),
    ],
)
def test_yes_and_no_are_read_however_yaml_writes_them(asked: Asked, code: str, said: str) -> None:
    assert asked.one(f"  A2: {said}\n  B3: {said}\n") == {"A2": code, "B3": code}


def test_booleans_and_numbers_of_json_are_taken(asked: Asked) -> None:
    assert asked.json(A2=True, B3=False, A4=14, A3=3.5) == {"A2": "yes", "B3": "no", "A4": "14", "A3": "3.5"}
    assert asked.json(A3=True, A4=14.0) == {"A3": "yes", "A4": "14"}


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("B2", "'B2-stance' or 'B2-why' or 'B2-pros' or 'B2-cons'"),
        ("b1", "'B1-seen' or 'B1-notes'"),
        ("B2-stanse", "'B2-stance' or 'B2-cons'"),
        ("A3-more", "'A3'"),
        ("A22", "'A2'"),
    ],
)
def test_for_an_unknown_code_the_fields_of_its_own_item_are_suggested_first(
    asked: Asked, code: str, meant: str
) -> None:
    (told,) = asked.refused(f"toolkit: tiny\nanswers:\n  {code}: x\n")

    assert told.startswith(f"a.yaml:3: There is no field '{code}'. Did you mean {meant}")


def test_what_is_wrong_in_json_is_told_with_its_line_and_as_it_is_written_there(asked: Asked) -> None:
    text = json.dumps({"toolkit": "tiny", "answers": {"A4": True, "A2": 3, "A1x": "?"}}, indent=1)

    told = asked.refused(text, "a.json")
    assert [each.partition(", which")[0] for each in told] == [
        "a.json:4: The answer to 'A4' is 'true'",
        "a.json:5: The answer to 'A2' is '3'",
        "a.json:6: There is no field 'A1x'.",
    ]


@pytest.mark.parametrize("said", ["in-place", "In place", "IN PLACE", "in_place", " in  place "])
def test_an_option_s_label_is_taken_like_its_code(asked: Asked, said: str) -> None:
    assert asked.one(f'  B1r1: "{said}"\n') == {"B1r1": "in-place"}


@pytest.mark.parametrize(
    ("label", "other", "said"),
    [
        ("Ψυχολόγος", "Άλλη", "ΨΥΧΟΛΟΓΟΣ"),
        ("İhtiyaç gönüllüsü", "Diğer", "ihtiyaç gönüllüsü"),
        ("Psikolog", "Diğer", "PSİKOLOG"),
        ("Işıl", "Diğer", "IŞIL"),
    ],
)
def test_capitals_are_those_of_the_language_of_a_label(asked: Asked, label: str, other: str, said: str) -> None:
    asked.fields = options(("a", label), ("b", other))

    assert asked.one(f"  X: {said}\n") == {"X": "a"}


def test_accents_tell_labels_apart_that_are_the_same_without_them(asked: Asked) -> None:
    asked.fields = options(("a", "Marché"), ("b", "Marche"))

    assert asked.one("  X: MARCHÉ\n") == {"X": "a"}
    assert "is not offered" in asked.refused("toolkit: tiny\nanswers:\n  X: Márche\n")[0]


def test_several_options_come_in_the_question_s_order(asked: Asked) -> None:
    assert asked.one("  A7: [By post, phone, post]\n") == {"A7": ("phone", "post")}
    assert asked.one("  A7: post\n") == {"A7": ("post",)}


@pytest.mark.parametrize("said", ["post, phone", "By post; by phone", "By post,phone,", "post; by-phone"])
def test_several_options_may_stand_with_commas_between_them(asked: Asked, said: str) -> None:
    assert asked.one(f'  A7: "{said}"\n') == {"A7": ("phone", "post")}


def test_a_label_with_a_comma_is_one_option(asked: Asked) -> None:
    asked.fields = options(("a", "By phone, or post"), ("b", "By phone"), ("c", "Or post"), kind="many")

    assert asked.one("  X: By phone, or post, By phone\n") == {"X": ("a", "b")}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Red, Green", ("b", "c")),
        ("Red, green", ("a",)),
        ("Red, green, Green", ("a", "c")),
        ("“Red, Green”", ("b", "c")),
        ("green, b", ("b", "c")),
        (", ".join(["Red, Green"] * 2000), ("b", "c")),
    ],
)
def test_capitals_tell_a_label_with_a_comma_from_two(asked: Asked, said: str, meant: tuple[str, ...]) -> None:
    asked.fields = options(("a", "Red, green"), ("b", "Red"), ("c", "Green"), kind="many")

    assert asked.one(f"  X: {said}\n") == {"X": meant}


@pytest.mark.parametrize("said", ["red, green", "RED, Green"])
def test_what_may_be_one_label_or_two_is_refused(asked: Asked, said: str) -> None:
    asked.fields = options(("a", "Red, green"), ("b", "Red"), ("c", "Green"), kind="many")

    assert asked.refused(f"{HEAD}answers:\n  X: {said}\n") == [
        f"a.yaml:4: The answer to 'X' is {said!r}, which may be [a] or [b, c]. Write the one that is meant."
    ]


@pytest.mark.parametrize(
    "said", ["2026-12-31", "31/12/2026", "31.12.2026", "31. 12. 2026.", "31-12-2026", "2026/12/31"]
)
def test_a_date_is_taken_as_workbooks_ask_for_it(asked: Asked, said: str) -> None:
    assert asked.one(f'  A5: "{said}"\n') == {"A5": "2026-12-31"}


def options(*pairs: tuple[str, str], kind: str = "choice") -> dict[str, Field]:
    return {"X": Field("X", kind, "X", "X", tuple(fields.Option(code, label) for code, label in pairs))}


@pytest.mark.parametrize(
    ("offered", "said", "meant"),
    [
        ([("minus", "-2"), ("plus", "2")], "-2", "minus"),
        ([("minus", "-2"), ("plus", "2")], "2", "plus"),
        ([("a", "b"), ("b", "a")], "a", "a"),
        ([("true", "True"), ("yes", "Yes")], "true", "true"),
        ([("one", "Same"), ("two", "same")], "same", "two"),
    ],
)
def test_an_option_in_the_same_spelling_goes_before_one_in_a_similar_one(
    asked: Asked, offered: list[tuple[str, str]], said: str, meant: str
) -> None:
    asked.fields = options(*offered)

    assert asked.one(f'  X: "{said}"\n') == {"X": meant}


@pytest.mark.parametrize("said", ["“Yes”", "‘Yes’", "Yes.", "«yes»", '"“Yes.”"'])
def test_marks_around_a_choice_or_a_number_do_not_count(asked: Asked, said: str) -> None:
    assert asked.one(f"  A2: {said}\n  A3: {said}\n  A4: “14”.\n") == {"A2": "yes", "A3": said.strip('"'), "A4": "14"}


def test_marks_around_a_version_do_not_count(asked: Asked) -> None:
    (response,) = asked.load("toolkit: tiny\nversion: “1.0”\nanswers: {A2: yes}\n")

    assert response.version == "1.0"


def test_what_is_refused_names_what_is_offered_by_code_and_label(asked: Asked) -> None:
    asked.fields = options(("t1", "By phone"), ("by_post", "By post"))

    assert asked.refused(f"{HEAD}answers:\n  X: Fax\n") == [
        "a.yaml:4: The answer to 'X' is 'Fax', which is not offered. It offers: t1 (By phone), by_post."
    ]


SAID = "Μιλήσαμε — größer, já"


@pytest.mark.parametrize("encoding", ["cp437", "cp850"])
def test_letters_that_went_through_a_wrong_encoding_are_told(asked: Asked, encoding: str) -> None:
    responses = asked.load(f"{HEAD}answers:\n  A3: {SAID.encode().decode(encoding)}\n")

    assert responses[0].notes == (readanswers.SPOILT,)
    assert [problem.what for problem in doubts.of(asked.folder.path, responses, asked.fields)] == [
        "There are letters here that went through a wrong encoding."
    ]


@pytest.mark.parametrize("said", [SAID, "« CAFÉ» é » è »", "“CAFÉ” “MÉ”", "Ñ…", "größer – ß", "PREÇO À £5"])
def test_letters_as_people_write_them_are_not_spoilt(asked: Asked, said: str) -> None:
    (response,) = asked.load(f"{HEAD}answers:\n  A3: {said}\n")

    assert response.notes == ()


def test_a_word_that_may_mean_two_options_is_not_guessed(asked: Asked) -> None:
    asked.fields = options(("one", "Same"), ("two", "same"))

    assert asked.refused(f"{HEAD}answers:\n  X: SAME\n") == [
        "a.yaml:4: The answer to 'X' is 'SAME', which is not offered. It offers: one (Same), two (same)."
    ]


def test_what_is_left_empty_is_absent(asked: Asked) -> None:
    empty = '  A2:\n  A3: ""\n  A4: ~\n  A5: " "\n  A6: ""\n  A7: []\n  A1-notes: "  \\n \\x07 "\n  A2-more: "\\r\\n"\n'

    assert asked.one(empty) == {}
    assert asked.json(A2=None, A3="", A7=[], A4=" ", A6="\u0007") == {}
    assert asked.one('  A7: ["", ~, post]\n') == {"A7": ("post",)}


def test_line_breaks_and_control_characters_are_cleaned(asked: Asked) -> None:
    assert asked.json(A3="a\r\nb\rc\x0bd\x0ce\x00\x07\ud800\ufffe\tf") == {"A3": "a\nb\nc\nd\ne\tf"}


def test_half_a_letter_of_json_is_left_out_wherever_it_stands(asked: Asked) -> None:
    half = "a\ud800"
    note = {"kind": "comment\ud800", "text": half, "who": half}
    response = {"id": half, "version": half, "source": {"file": half, "says": half}, "notes": [note], "missing": half}
    text = json.dumps({"toolkit": "tiny", **response, "answers": {"A3": half, half: half}})

    responses = asked.load(text, "a.json")

    notes = (Note("comment", "a", who="a"), Note("gone", "a", code="a"))
    source = Origin("a", says="a")
    assert responses == (Response({"A3": "a"}, {}, "a", "a", source, notes, missing=("a",)),)
    assert writeanswers.text(writeanswers.several(asked.toolkit, responses), "json").encode()


def test_a_single_line_stays_one(asked: Asked) -> None:
    (response,) = asked.load(json.dumps({"toolkit": "tiny", "respondent": {"organisation": "a\r\nb\n"}}), "a.json")

    assert response.respondent == {"organisation": "a b"}


def test_spaces_and_lines_within_an_answer_stay(asked: Asked) -> None:
    assert asked.json(A3="  two  spaces\n\n\tand a tab \n") == {"A3": "  two  spaces\n\n\tand a tab"}


def test_numbers_lose_their_leading_noughts_only(asked: Asked) -> None:
    assert [asked.one(f"  A4: {said}\n") for said in ("0", "007", "999999999999")] == [
        {"A4": "0"},
        {"A4": "7"},
        {"A4": "999999999999"},
    ]


WRONG = {
    "a code that is not known": ("A33: x", "There is no field 'A33'. Did you mean 'A3'?"),
    "a code in small letters": ("b1r1: planned", "There is no field 'b1r1'. Did you mean 'B1r1'?"),
    "a code that takes no answer": ("B1: x", "There is no field 'B1'. Did you mean 'B1-seen' or 'B1-notes'?"),
    "a choice that is not offered": (
        "A6: middle",
        "The answer to 'A6' is 'middle', which is not offered. It offers: low (Low level), high (High level).",
    ),
    "a choice of several": (
        "A6: [low, high]",
        "The answer to 'A6' is a list or a group of keys. Only one answer is asked for here.",
    ),
    "one of several that is not offered": (
        "A7: [post, pigeon]",
        "The answer to 'A7' is 'pigeon', which is not offered. It offers: phone (By phone), post (By post). "
        "Put commas between several.",
    ),
    "two of several that are not offered": (
        "A7: [pigeon, post, fax]",
        "The answer to 'A7' is 'pigeon', 'fax', which are not offered. "
        "It offers: phone (By phone), post (By post). Put commas between several.",
    ),
    "keys for several": (
        "A7: {post: yes}",
        "The answer to 'A7' is \"{'post': 'yes'}\", which is not offered. "
        "It offers: phone (By phone), post (By post). Put commas between several.",
    ),
    "yes and more": ("A2: yes and no", "The answer to 'A2' is 'yes and no', which is not offered. It offers: yes, no."),
    "a count of words": (
        "A4: many",
        "The answer to 'A4' is 'many', which is not a whole number of 0 or more. Write digits only, 12 at most.",
    ),
    "a count that is a date": (
        "A4: 3 May 2021",
        "The answer to 'A4' is '3 May 2021', which is not a whole number of 0 or more. Write digits only, 12 at most.",
    ),
    "a negative count": (
        "A4: -3",
        "The answer to 'A4' is '-3', which is not a whole number of 0 or more. Write digits only, 12 at most.",
    ),
    "a broken count": (
        "A4: 3.5",
        "The answer to 'A4' is '3.5', which is not a whole number of 0 or more. Write digits only, 12 at most.",
    ),
    "a count without end": (
        "A4: 9999999999999",
        "The answer to 'A4' is '9999999999999', which is not a whole number of 0 or more. "
        "Write digits only, 12 at most.",
    ),
    "a count in other digits": (
        "A4: ٣",
        "The answer to 'A4' is '٣', which is not a whole number of 0 or more. Write digits only, 12 at most.",
    ),
    "a date of another form": (
        "A5: 19.3.21",
        "The answer to 'A5' is '19.3.21', which is not a date. Write it as year-month-day, for example 2021-03-19.",
    ),
    "a date that is none": (
        "A5: 2021-02-30",
        "The answer to 'A5' is '2021-02-30', which is not a date. Write it as year-month-day, for example 2021-03-19.",
    ),
    "a date with a time": (
        "A5: 2021-02-03T10:00",
        "The answer to 'A5' is '2021-02-03T10:00', which is not a date. Write it as year-month-day, for example "
        "2021-03-19.",
    ),
    "a list for a text": ("A3: [a, b]", "The answer to 'A3' is a list or a group of keys. Write it as one text."),
    "keys for a text": ("A3: {a: b}", "The answer to 'A3' is a list or a group of keys. Write it as one text."),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_answer_is_told_with_its_line_and_what_to_do(asked: Asked, case: str) -> None:
    text, said = WRONG[case]

    assert asked.refused(f"{HEAD}answers:\n  A1-notes: fine\n  {text}\n") == [f"a.yaml:5: {said}"]


def test_all_problems_come_at_once(asked: Asked) -> None:
    text = f"{HEAD}respondent: {{organization: N}}\nresponses: x\nanswer: {{}}\n"

    assert asked.refused(text) == [
        "a.yaml:3: 'respondent' stands beside 'responses'. Put it into one of the responses.",
        "a.yaml:4: 'responses' has to be a list. Begin each with a dash.",
        "a.yaml:5: The key 'answer' does not belong in an answers file here. Did you mean 'answers'?",
    ]


def test_mistakes_of_form_are_told_with_the_others(asked: Asked) -> None:
    text = f"{HEAD}answers:\n  A9: x\n  A1-notes: a: b\n  A4: many\n"

    assert [problem.split(". ")[0] for problem in asked.refused(text)] == [
        "a.yaml:4: There is no field 'A9'",
        "a.yaml:5: A colon with a space after it stands inside the text here",
        "a.yaml:6: The answer to 'A4' is 'many', which is not a whole number of 0 or more",
    ]


def test_the_respondent_s_names_are_checked(asked: Asked) -> None:
    assert asked.refused(f"{HEAD}respondent: {{organization: N, date: now, A3: x}}") == [
        "a.yaml:3: There is no field 'organization'. Did you mean 'organisation'?",
        "a.yaml:3: The answer to 'R-date' is 'now', which is not a date. Write it as year-month-day, for example "
        "2021-03-19.",
        "a.yaml:3: There is no field 'A3'. Known here: organisation, date.",
    ]


def test_a_toolkit_that_asks_nobody_takes_no_respondent(asked: Asked, tiny: Toolkit) -> None:
    asked.toolkit = replace(tiny, respondent=None)
    asked.fields = fields.of(asked.toolkit, words.load("en"))

    assert asked.refused(f"{HEAD}respondent: {{A3: x}}") == ["a.yaml:3: There is no field 'A3'."]
    assert asked.one("  A3: x\n") == {"A3": "x"}


FORMS = {
    "another toolkit's": (
        "toolkit: covid\nanswers: {}\n",
        "a.yaml:1: These are answers to the toolkit 'covid', and not to 'tiny'. "
        "Name the folder of 'covid'; 'report' and 'compare' take it as --toolkit.",
    ),
    "no toolkit named": (
        "answers: {A4: 1}\n",
        "a.yaml:1: This answers file does not say to which toolkit it belongs. Add 'toolkit: tiny'.",
    ),
    "an empty file": (
        "",
        "a.yaml: This is not an answers file: it has neither 'answers' nor 'responses'. "
        "An answers file begins with 'toolkit: …'.",
    ),
    "a list": (
        "- a\n",
        "a.yaml:1: This is not an answers file: it has neither 'answers' nor 'responses'. "
        "An answers file begins with 'toolkit: …'.",
    ),
    "answers at the margin": (
        "toolkit: tiny\nA3: x\n",
        "a.yaml:1: This is not an answers file: it has neither 'answers' nor 'responses'. "
        "Put 'answers:' above the answers, and two spaces before each of them.",
    ),
    "a file of decisions": (
        f"{HEAD}decisions: []\n",
        "a.yaml:1: This is a file of decisions, not an answers file. "
        "Give it to 'toolkit merge --by organisation' with --decisions.",
    ),
    "a toolkit's own file": (
        TINY["toolkit.yaml"],
        "a.yaml:1: This is part of a toolkit, and holds no answers. Give a file of answers.",
    ),
    "a toolkit's kit": (
        TINY["beta.yaml"],
        "a.yaml:1: This is part of a toolkit, and holds no answers. Give a file of answers.",
    ),
    "answers that are a list": (
        f"{HEAD}answers: [A4]\n",
        "a.yaml:3: 'answers' has to hold codes and values. Write each as 'code: value'.",
    ),
    "a response that is a text": (
        f"{HEAD}responses:\n  - A4\n",
        "a.yaml:4: A response has to hold 'answers'. Add them.",
    ),
    "a key that is none in a response": (
        f"{HEAD}responses:\n  - anwers: {{}}\n",
        "a.yaml:4: The key 'anwers' does not belong in an answers file here. Did you mean 'answers' or 'notes'?",
    ),
    "an answer at the margin": (
        f"{HEAD}answers:\n  A4: 1\nA3: x\n",
        "a.yaml:5: 'A3' does not stand below 'answers'. "
        "Put it there, and begin it with two spaces more than 'answers'.",
    ),
    "a line about the respondent at the margin": (
        f"{HEAD}organisation: North\nanswers:\n  A4: 1\n",
        "a.yaml:3: 'organisation' does not stand below 'respondent'. "
        "Put it there, and begin it with two spaces more than 'respondent'.",
    ),
    "an answer beside the answers of a response": (
        f"{HEAD}responses:\n  - answers:\n      A4: 1\n    A3: x\n",
        "a.yaml:6: 'A3' does not stand below 'answers'. "
        "Put it there, and begin it with two spaces more than 'answers'.",
    ),
    "a code twice": (
        f"{HEAD}answers:\n  A4: 1\n  A4: 2\n",
        "a.yaml:5: The key 'A4' stands twice (first on line 4). "
        "Remove one of the two, or give it its own entry with a dash.",
    ),
}


@pytest.mark.parametrize("case", FORMS)
def test_a_file_of_another_form_is_told(asked: Asked, case: str) -> None:
    text, said = FORMS[case]

    assert asked.refused(text) == [said]


def test_a_flood_of_problems_stops_in_time(asked: Asked) -> None:
    with in_seconds(5):
        found = asked.refused(f"{HEAD}answers:\n" + "".join(f"  K{number}: x\n" for number in range(50_000)))

    assert found[-1] == "a.yaml:204: There are more problems. Begin with these."
    assert len(found) == errors.MOST + 1


@pytest.mark.skipif(os.name != "posix", reason="limits what a process may take")
@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
def test_an_answer_of_50_mb_is_refused_in_seconds_and_little_memory(folder: Folder, name: str) -> None:
    answer = '"' + "word " * (10 << 20) + '"'
    text = f'{{"toolkit": "covid19", "answers": {{"S1": {answer}}}}}'
    path = folder.write(name, text if name.endswith("json") else f"toolkit: covid19\nanswers:\n  S1: {answer}\n")

    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))

    command = [
        sys.executable,
        "-m",
        "toolkit_cli",
        "build",
        "-f",
        "pdf",
        "--answers",
        str(path),
        "-o",
        str(folder.path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=limit, timeout=60)

    where = f"{path}:{1 if name.endswith('json') else 3}: "
    length = f"{len(answer) - 3:,}"
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (f"{where}The answer to 'S1' is {length} characters long, the most is 100,000. Shorten it.\n")
    assert [made.name for made in folder.path.iterdir()] == [name]


def test_an_answer_may_be_long(asked: Asked) -> None:
    text = "x" * givenanswer.MAX_CHARACTERS

    assert asked.json(A3=text) == {"A3": text}


def test_a_key_of_any_length_is_told_in_short(asked: Asked) -> None:
    (found,) = asked.refused(json.dumps({"toolkit": "tiny", "answers": {"x" * 1_000_000: "y"}}), "a.json")

    assert found == f"a.json:1: There is no field '{'x' * 60}…'."


@given(st.text())
def test_clean_text_is_clean_and_stays_so(text: str) -> None:
    once = clean(text)

    assert clean(once) == once
    assert "\r" not in once
    assert not FORBIDDEN.search(once)
    once.encode("utf-8")


TEXTS = st.text(PRINTABLE | st.sampled_from("\n\t"), min_size=1)


@given(TEXTS)
@settings(max_examples=100)
def test_every_text_comes_back_as_it_was_but_for_its_end(
    tmp_path_factory: pytest.TempPathFactory, tiny: Toolkit, tiny_fields: dict[str, Field], text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.dumps({"toolkit": "tiny", "answers": {"A3": text}}))

    (response,) = readanswers.load(path, tiny, tiny_fields)

    assert response.answers == ({"A3": clean(text).rstrip()} if clean(text).strip() else {})


ANY = strategies.data(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), most=6)


@pytest.mark.parametrize(
    "flood",
    [
        {"answers": {}, **{f"k{number}": 1 for number in range(50_000)}},
        {"responses": [1] * 50_000},
        {"responses": [{"answers": {}, "members": 1}] * 50_000},
        {"responses": [{"answers": {}, "A3": 1}] * 50_000},
    ],
)
def test_of_a_flood_of_mistakes_no_more_is_told_than_anybody_reads(asked: Asked, flood: dict[str, object]) -> None:
    with in_seconds(5):
        found = asked.refused(json.dumps({"toolkit": "tiny", **flood}, indent=0), "a.json")

    assert len(found) == errors.MOST + 1
    assert found[-1].endswith("There are more problems. Begin with these.")


def test_a_flood_of_responses_is_refused(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readanswers, "MAX_RESPONSES", 3)
    each = {"answers": {"A3": "x"}}

    for flood in (
        [each] * 5,
        [{**each, "members": [each] * 4}],
        [{**each, "earlier": [{**each, "earlier": [each] * 3}]}],
    ):
        text = json.dumps({"toolkit": "tiny", "responses": flood})
        assert asked.refused(text, "a.json") == ["a.json:1: There are more than 3 responses in it. Split it."]
    assert len(asked.load(json.dumps({"toolkit": "tiny", "responses": [each] * 3}), "a.json")) == 3


def _is_read(path: Path, most: int, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Tell whether a file is read where it may hold so many values at most."""
    monkeypatch.setattr(yamlfile, "MAX_VALUES", most)
    try:
        yamlfile.read(path, AnswersError)
    except AnswersError:
        return False
    return True


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_no_file_is_written_that_is_too_long_to_be_read(
    tiny: Toolkit, folder: Folder, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    data = writeanswers.several(tiny, [Response({"A3": "x", "A7": ("phone", "post")})] * 3)
    path = folder.write("a.yaml", writeanswers.text(data, "yaml"))
    most = next(most for most in range(1000) if _is_read(path, most, monkeypatch))

    monkeypatch.setattr(writeanswers, "MAX_VALUES", most)
    assert writeanswers.text(data, form)
    monkeypatch.setattr(writeanswers, "MAX_VALUES", most - 1)
    with pytest.raises(OutputError, match="answers, names and notes"):
        writeanswers.text(data, form)


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_no_file_is_written_that_is_too_large_to_be_read(
    tiny: Toolkit, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    data = writeanswers.several(tiny, [Response({"A3": "é" * 100})])
    size = len(writeanswers.text(data, form).encode())

    monkeypatch.setattr(writeanswers, "MAX_BYTES", size)
    assert writeanswers.text(data, form)
    monkeypatch.setattr(writeanswers, "MAX_BYTES", size - 1)
    assert writeanswers.text(data, "csv")
    with pytest.raises(OutputError, match="Merge fewer returns at a time"):
        writeanswers.text(data, form)


@given(st.dictionaries(st.sampled_from(["A2", "A3", "A4", "A5", "A6", "A7", "R-date"]), ANY), ANY, ANY)
@settings(max_examples=40)
def test_whatever_a_file_holds_it_is_taken_or_there_are_words_for_it(
    tmp_path_factory: pytest.TempPathFactory,
    tiny: Toolkit,
    tiny_fields: dict[str, Field],
    codes: dict[str, Any],
    respondent: Any,
    listed: Any,
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    for data in ({"answers": codes, "respondent": respondent}, {"responses": listed}, listed):
        path.write_text(json.dumps({"toolkit": "tiny", **data} if isinstance(data, dict) else data))
        try:
            readanswers.load(path, tiny, tiny_fields)
        except AnswersError as wrong:
            assert all(problem.what for problem in wrong.problems)


def test_the_respondent_has_no_field_of_its_own_code(tiny: Toolkit, tiny_fields: dict[str, Field]) -> None:
    assert isinstance(tiny.respondent, Respondent)
    assert tiny.respondent.code not in tiny_fields


@pytest.mark.parametrize("digits", ["0001234567890123", "9" * 5000, "9" * 14])
def test_digits_that_are_no_number_of_ours_are_kept_as_written(
    tiny: Toolkit, tiny_fields: dict[str, Field], folder: Folder, digits: str
) -> None:
    source = Origin("north.docx", "docx", "0" * 64)
    given = Response({"A4": digits}, id="c1", source=source, notes=(Note("misfit", text="none", code="A4"),))

    path = folder.write("a.yaml", writeanswers.text(writeanswers.several(tiny, [given]), "yaml"))

    assert [each.answers for each in readanswers.load(path, tiny, tiny_fields)] == [{"A4": digits}]


LAST_YEAR = """\
toolkit: tiny
version: "0.9"
responses:
  - source: {file: a.docx, sha256: "%s"}
    respondent: {organisation: North, colour: blue}
    answers: {A2: yes, A77: gone by now, A7: [phone, pigeon]}
""" % ("0" * 64)


def test_answers_of_an_older_version_are_kept_though_their_questions_are_gone(asked: Asked) -> None:
    (response,) = asked.load(LAST_YEAR)

    assert response.answers == {"A2": "yes", "A7": ("phone",)}
    assert response.notes == (
        Note("gone", text="blue", code="colour"),
        Note("gone", text="gone by now", code="A77"),
        Note("misfit", text="not offered: pigeon", code="A7"),
    )
    (listed,) = asked.load(LAST_YEAR.replace("gone by now", "[gone, by now]"))
    assert listed.notes[1] == Note("gone", text="gone, by now", code="A77")


def test_only_answers_to_questions_that_are_gone_are_told_as_gone(asked: Asked) -> None:
    said = [Note("gone", "x", "A77"), Note("gone", "x", "A2"), Note("comment", "x", "A78"), Note("gone", "x")]

    told = doubts.of(asked.folder.path, [Response({}, notes=tuple(said))], asked.fields)

    assert [each.what for each in told] == ["There is no field 'A77' in this version. An answer to it is left out."]


def test_a_wrong_answer_of_an_earlier_save_is_told_with_its_line(asked: Asked) -> None:
    text = f"{HEAD}responses:\n  - answers: {{A4: 1}}\n    earlier:\n      - answers:\n          A4: some\n"

    assert [problem.split(" ")[0] for problem in asked.refused(text)] == ["a.yaml:7:"]


def test_a_code_that_is_mistyped_today_is_told(asked: Asked) -> None:
    assert len(asked.refused(LAST_YEAR.replace("0.9", asked.toolkit.version))) == 2


@pytest.mark.parametrize("said", ["We met in room 3 # 4", "We met\t# twice", "#4 of the list"])
def test_an_answer_that_yaml_cuts_off_is_told(asked: Asked, said: str) -> None:
    (told,) = asked.refused(f"{HEAD}answers:\n  A3: {said}\n  A2: yes  # as she said\n")

    assert told == (
        "a.yaml:4: Everything after # in the answer to 'A3' is taken for a comment and left out. "
        "Put the whole answer between quotation marks, or the comment on a line of its own."
    )
    assert asked.one(f"  # a note\n  A3: '{said}'\n  A4: 3  # men\n") == {"A3": said, "A4": "3"}


def test_a_comment_in_the_place_of_an_answer_is_none(asked: Asked) -> None:
    assert asked.one("  A3:  # not asked\n  A4:  #men\n  A1-notes: #\n  A2: yes\n") == {"A2": "yes"}


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\u0085", "\r"])
def test_a_comment_is_known_behind_every_sign_that_ends_a_line_of_yaml(asked: Asked, end: str) -> None:
    assert asked.one(f'  A1-notes: "a{end}b"\n  A3: plain\n  A2: yes # a note\n')["A3"] == "plain"
    assert len(asked.refused(f'{HEAD}answers:\n  A1-notes: "a{end}b"\n  A3: we met at 5 #3 was late\n')) == 1


SENT = "source: {file: a.docx, sha256: abc}\n"  # it comes from a return, in which what does not fit was kept


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_everything_that_a_merge_holds_comes_back_from_its_file(asked: Asked, form: str) -> None:
    source = Origin("a.docx", "docx", "0" * 64, "2021-03-01T12:00:00+00:00", "1" * 40, untouched=True)
    note = Note("comment", "Why?", code="A2", near="A3", who="Reviewer", place="page 3")
    who = {"organisation": "North"}
    held = Response({"A3": "Before"}, who, "c1", "0.9", source, (note,), missing=("A2", "A4"))
    given = Response(
        {"A2": "yes", "A7": ("phone", "post")},
        who,
        "c1",
        "1.0",
        source,
        (note, Note("tie", "a.docx, b.docx")),
        also=(dataclasses.replace(source, file="b.pdf"), Origin("c.fdf")),
        earlier=(held, dataclasses.replace(held, earlier=(held,))),
        members=(held,),
        missing=("A3", "A4"),
        filled=("A3", "organisation"),
    )

    text = writeanswers.text(writeanswers.several(asked.toolkit, [given, held]), form)

    assert asked.load(text, f"a.{form}") == (given, held)


def test_what_members_answered_to_questions_that_are_gone_is_told_too(asked: Asked) -> None:
    member = Response({"A3": "We met."}, {"organisation": "North"}, "c1", notes=(Note("gone", "yes", "A77"),))
    by_then = Note("gone", "Trainer: yes", "A77")  # of what an earlier merge made of these
    given = Response(
        {"A3": "We met."}, {}, "org-1", notes=(by_then,), members=(member, dataclasses.replace(member, id="c2"))
    )

    (told,) = doubts.of(asked.folder.path, [given], asked.fields)

    assert told.what == "There is no field 'A77' in this version. 2 answers to it are left out."


# Signs that mean something in YAML, and ends of lines, of which people leave some at the end of a text.
TYPED: st.SearchStrategy[str] = st.text(
    LETTERS | st.sampled_from("\n\n\n #:-\"'|>.?&*!%@`[]{},~\t\u00a0\u2028\ufeff\x85"), min_size=1
)
KEPT = TYPED.map(clean).filter(lambda text: text.strip() and not spoilt(text))
NOTE = st.builds(Note, st.just("comment"), KEPT, st.just("A3"), who=KEPT, place=KEPT)
NOTES = st.lists(NOTE, max_size=2, unique=True).map(tuple)


@given(st.lists(st.builds(Response, KEPT.map(lambda text: {"A3": text}), notes=NOTES), min_size=1), st.booleans())
@settings(max_examples=200)
def test_whatever_responses_say_comes_back_from_yaml(
    tiny: Toolkit, tiny_fields: dict[str, Field], said: list[Response], many: bool
) -> None:
    source = Origin("a.docx", sha256="0" * 64)
    given_ = [dataclasses.replace(each, id=f"c{at}", version="1.0", source=source) for at, each in enumerate(said)]
    if many:
        given_ += [dataclasses.replace(given_[0], id="more")] * writeanswers.FEW

    data = writeanswers.text(writeanswers.several(tiny, given_), "yaml").encode()

    document = yamlfile.opened(Path("a.yaml"), AnswersError, data=data)
    assert readanswers.of(document, tiny, tiny_fields) == tuple(given_)


@pytest.mark.parametrize("few", [0, writeanswers.FEW])
@pytest.mark.parametrize("ending", ["", "\n", "\n\n", "\n\n\n", "\n...\n", "\n...\n\n", "\n---\n\n"])
def test_the_last_answer_of_a_response_may_end_in_empty_lines(
    asked: Asked, monkeypatch: pytest.MonkeyPatch, ending: str, few: int
) -> None:
    monkeypatch.setattr(writeanswers, "FEW", few)
    given = [
        Response({"A3": f"We met.{ending}"}, id=f"c{at}", version="1.0", source=Origin("a.pdf", sha256=str(at) * 64))
        for at in range(2)
    ]

    text = writeanswers.text(writeanswers.several(asked.toolkit, given), "yaml")

    assert asked.load(text) == tuple(given)


def test_ticks_at_options_that_are_gone_leave_the_others_counted(asked: Asked) -> None:
    (response,) = asked.load(f"{HEAD}{SENT}answers: {{A7: [post, fax, telex]}}")

    assert response.answers == {"A7": ("post",)}
    assert response.notes == (Note("misfit", "not offered: fax, telex", "A7"),)


@pytest.mark.parametrize(
    ("given", "count"),
    [("A7: [post, fax]", 1), ("A4: about 12", 1), ("A5: in spring", 1), ("A2: perhaps", 1), ("A4: 12", 0)],
)
def test_answers_that_cannot_be_counted_are_told(asked: Asked, given: str, count: int) -> None:
    responses = asked.load(f"{HEAD}{SENT}answers: {{{given}}}")

    said = [problem.what for problem in doubts.of(asked.folder.path, responses, asked.fields)]
    code = given.split(":")[0]
    assert (
        said
        == [f"An answer to '{code}' does not quite fit what it asks for: the part that does not fit is not counted."]
        * count
    )


@pytest.mark.parametrize("head", [HEAD, f"{HEAD}{SENT}"])
def test_answers_may_be_worded_in_another_language_of_the_toolkit(folder: Folder, shipped: Toolkit, head: str) -> None:
    german = replace(shipped, lang="de", original="en")
    path = folder.write(
        "a.yaml",
        f"{head.replace('tiny', 'covid19')}answers: {{S3: Sì, G1r1: Not suitable for us, D1-stance: Abbastanza}}",
    )
    languages = multilingual.languages(installed.default_toolkit())
    (italian,) = (each for each in languages() if each["S3"].workbook_lang == "it")
    path.write_text(
        path.read_text(encoding="utf-8").replace("Abbastanza", italian["D1-stance"].labels["partly"]), "utf-8"
    )

    (response,) = readanswers.load(path, german, fields.known(german), languages)

    assert response.answers == {"S3": "yes", "G1r1": "not-suitable", "D1-stance": "partly"}


@pytest.mark.parametrize(("head", "read"), [(HEAD, "2021-10-19"), (f"{HEAD}{SENT}", "19 listopada 2021")])
def test_a_date_in_another_language_is_read_where_somebody_types_and_stays_as_a_reader_left_it(
    folder: Folder, tiny: Toolkit, tiny_fields: dict[str, Field], head: str, read: str
) -> None:
    date = "R-date"
    croatian = {date: dataclasses.replace(tiny_fields[date], workbook_lang="hr")}
    path = folder.write("a.yaml", f"{head}respondent: {{date: 19 listopada 2021}}\n")  # November in Polish

    (response,) = readanswers.load(path, tiny, tiny_fields, lambda: [croatian])

    assert response.respondent == {"date": read}


def returned(code: str, said: object) -> str:
    """Return an answers file in JSON, of a return with one answer."""
    return json.dumps({"toolkit": "tiny", "source": {"sha256": "abc"}, "answers": {code: said}})


@pytest.mark.parametrize(
    ("said", "read"), [(True, "yes"), ("true", "true"), (14, "14"), (["by post", "by phone"], "by post, by phone")]
)
def test_a_text_of_a_return_is_kept_as_words_whatever_it_was_made_into(asked: Asked, said: object, read: str) -> None:
    (response,) = asked.load(returned("A3", said), "a.json")

    assert response.answers == {"A3": read}


def test_words_of_a_return_in_the_place_of_ticks_stay_as_they_were_written(asked: Asked) -> None:
    (response,) = asked.load(returned("A7", "By pigeon, mostly"), "a.json")

    assert (response.answers, response.notes) == ({"A7": "By pigeon, mostly"}, ())


@pytest.mark.parametrize("said", [{"a": "b"}, [{"a": "b"}], 1.5, True])
def test_what_no_reader_writes_is_refused_in_a_return_too(asked: Asked, said: object) -> None:
    assert len(asked.refused(returned("A4", said), "a.json")) == 1


@pytest.mark.parametrize(
    ("code", "value", "whether"),
    [
        ("A2", "yes", True),
        ("A2", "perhaps", False),
        ("A4", "14", True),
        ("A4", "٤", False),
        ("A5", "2021-03-01", True),
        ("A5", "20210301", False),
        ("A5", "2021-02-30", False),
        ("A5", ("2021-02-03",), False),
        ("A7", ("phone", "post"), True),
        ("A7", ("fax",), False),
        ("A3", "anything", True),
    ],
)
def test_an_answer_fits_only_the_kind_of_its_field(
    tiny_fields: dict[str, Field], code: str, value: Value, whether: bool
) -> None:
    assert fits(tiny_fields[code], value) is whether
