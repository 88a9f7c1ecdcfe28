"""A report as CSV: a row for each answer, in UTF-8, and nothing in it that runs."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit_cli import characters
from toolkit_cli.files import csvtext
from toolkit_cli.kits import fields, words
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.values import Value
from toolkit_cli.reports import csvfile, tallies
from toolkit_cli.responses import writeanswers
from toolkit_cli.responses.response import Response

from .strategies import LETTERS

SAID = words.load("en")
HEAD = ["response", "organisation", "date", "field", "kind", "item", "question", "answer", "label"]


def written(toolkit: Toolkit, *responses: Response, bom: bool = False, **options: Any) -> bytes:
    known = fields.of(toolkit, SAID)
    made = tallies.of(toolkit, known, responses, **options)
    return csvfile.write(toolkit, known, made, SAID, bom)


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def one(toolkit: Toolkit, code: str, value: Value) -> list[list[str]]:
    return read(written(toolkit, Response({code: value}, {"organisation": "North", "date": "2021-05-03"}), least=1))


def test_each_answer_has_a_row_with_who_gave_it_and_what_was_asked(tiny: Toolkit) -> None:
    assert one(tiny, "A2", "yes") == [
        HEAD,
        ["1", "North", "2021-05-03", "A2", "yes_no", "A2", "Did it work?", "yes", "Yes"],
    ]


def test_several_options_have_a_row_each(tiny: Toolkit) -> None:
    assert [row[-2:] for row in one(tiny, "A7", ("phone", "post"))[1:]] == [["phone", "By phone"], ["post", "By post"]]


def test_what_offers_no_options_has_no_label(tiny: Toolkit) -> None:
    for code, value in (("A4", "12"), ("A5", "2021-03-19"), ("A3", "Words")):
        assert one(tiny, code, value)[1][-2:] == [value, ""]


def test_where_names_are_removed_the_columns_about_the_response_are_empty(tiny: Toolkit) -> None:
    given_ = [Response({"A3": f"{name} says"}, {"organisation": name}) for name in "ABCDE"]
    given_[0] = Response({"A3": "A says", "A1-notes": "One of us."}, {"organisation": "A"})

    rows = read(written(tiny, *given_))

    assert [row[:2] for row in rows if row[3] == "A3"] == [[str(n), name] for n, name in enumerate("ABCDE", 1)]
    assert [row[:4] for row in rows if row[3] == "A1-notes"] == [["", "", "", "A1-notes"]]


def test_a_small_country_stands_as_one_of_several(shipped: Toolkit) -> None:
    countries = ["Norway"] * 6 + ["Malta"] * 2 + ["Greece"] * 3

    rows = read(written(shipped, *(Response({"S1": "x"}, {"country": country}) for country in countries)))

    place = rows[0].index("country")
    assert [row[place] for row in rows[1:]] == ["Norway"] * 6 + ["Other (combined)"] * 5


def test_a_line_that_is_left_empty_is_empty(shipped: Toolkit) -> None:
    countries = ["Norway"] * 6 + [""] * 5

    rows = read(written(shipped, *(Response({"S1": "x"}, {"country": country}) for country in countries)))

    assert [row[rows[0].index("country")] for row in rows[1:]] == countries


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\n=1",
        "  =1",
        "\u00a0=1",
        "\u200b \ufeff=1",
        "＝1",
        '=HYPERLINK("http://x")',
    ],
)
def test_a_text_that_could_be_a_formula_has_an_apostrophe_before_it(tiny: Toolkit, text: str) -> None:
    assert one(tiny, "A3", text)[1][-2] == f"'{text}"


@pytest.mark.parametrize("text", ["1+1", "a = b", "x-y", "'quoted'", "", "№ 1"])
def test_other_texts_stand_as_they_are(text: str) -> None:
    assert not csvtext.could_be_formula(text)


@pytest.mark.parametrize("text", ['\u00a0=HYPERLINK("http://x")', "\n=1", "＝1", "-1"])
def test_a_csv_of_answers_keeps_to_the_same(tiny: Toolkit, text: str) -> None:
    made = writeanswers.text(writeanswers.single(tiny, Response({"A3": text})), "csv")

    assert [row[-1] for row in csv.reader(io.StringIO(made, newline=""))] == ["answer", f"'{text}"]


def test_a_formula_for_an_organisation_does_nothing_either(tiny: Toolkit) -> None:
    rows = read(written(tiny, Response({"A3": "x"}, {"organisation": "=1+1"}), least=1))

    assert rows[1][1] == "'=1+1"


@given(st.text(LETTERS, min_size=1))
def test_every_text_comes_back(tiny: Toolkit, text: str) -> None:
    found = one(tiny, "A3", text)[1][-2]

    clean = characters.clean(text)
    assert not csvtext.could_be_formula(found)
    assert csvtext.from_cell(found) == clean
    assert found.removeprefix("'") == clean.removeprefix("'")


def test_a_byte_order_mark_is_there_where_it_is_asked_for(tiny: Toolkit) -> None:
    response = Response({"A3": "Čuvali smo, Ελληνικά, Київ"})

    plain, marked = written(tiny, response), written(tiny, response, bom=True)

    assert marked == b"\xef\xbb\xbf" + plain
    assert "Čuvali smo, Ελληνικά, Київ".encode() in plain


def test_the_same_report_gives_the_same_bytes(tiny: Toolkit) -> None:
    responses = [Response({"A3": f"{name} says"}, {"organisation": name}) for name in "ABC"]

    assert written(tiny, *responses) == written(tiny, *responses[::-1])
