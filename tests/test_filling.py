"""Responses in a workbook: one prefills it, several stand above empty fields, under a tally."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from toolkit_cli.building import build
from toolkit_cli.building.build import BuildOptions
from toolkit_cli.kits import localformat, words
from toolkit_cli.kits.fields import Field, Option
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.selection import Selection
from toolkit_cli.kits.values import Value
from toolkit_cli.kits.words import Words
from toolkit_cli.layout.fill import Fill, Respondents, Said
from toolkit_cli.responses import filling
from toolkit_cli.responses.organisations import by_organisation
from toolkit_cli.responses.response import Origin, Response

from .conftest import Folder


@pytest.fixture(scope="module")
def english() -> Words:
    return words.load("en")


SEVERAL = (
    Response({"A4": "1", "A2": "yes", "A3": "One."}, {"organisation": "North"}),
    Response({"A4": "2", "A2": "no", "A3": "Two."}),
    Response({"A4": "9", "A2": "yes"}, {"organisation": "South"}),
)


def test_one_response_goes_into_the_fields(tiny: Toolkit, tiny_fields: dict[str, Field], english: Words) -> None:
    response = Response({"A4": "1", "A7": ("post",)}, {"organisation": "North"})

    assert filling.fill((response,), tiny, tiny_fields, english) == Fill(
        values={"R-organisation": "North", "A4": "1", "A7": ("post",)}
    )


def test_answers_outside_the_selection_are_counted_for_who_builds_it(tiny_folder: Folder, tmp_path: Path) -> None:
    one, merged = (
        Folder(tmp_path).write(name, f"toolkit: tiny\n{text}")
        for name, text in (
            ("one.yaml", "respondent: {organisation: North}\nanswers: {A3: One, A4: 3, B2-why: Two}\n"),
            ("two.yaml", "responses: [{id: a, answers: {A3: One, A4: 3}}, {id: b, answers: {A4: 5, B1r1: planned}}]\n"),
        )
    )
    options = BuildOptions(tiny_folder.path, output=tmp_path / "x.docx", force=True)
    told: list[list[str]] = [[], [], []]

    build.build(replace(options, answers=one, selection=Selection(only=("B",))), warn=told[0].append)
    build.build(replace(options, answers=merged, selection=Selection(skip=("A",))), warn=told[1].append)
    build.build(replace(options, answers=merged), warn=told[2].append)

    several = "{} answers are to questions that are not in the selection, and are not printed."
    assert told == [[several.format(2)], [several.format(3)], []]


def test_words_where_a_box_is_ticked_stand_above_it(
    tiny: Toolkit, tiny_fields: dict[str, Field], english: Words
) -> None:
    response = Response({"A2": "it depends"}, {"organisation": "North"})

    filled = filling.fill((response,), tiny, tiny_fields, english)

    assert filled == Fill({"R-organisation": "North"}, {"A2": (Said("North:", "it depends"),)})


def test_words_where_a_number_or_a_date_is_asked_for_stand_in_the_box_and_a_day_among_words_as_it_was_typed(
    tiny: Toolkit, tiny_fields: dict[str, Field], english: Words
) -> None:
    typed: dict[str, Value] = {"A3": "2021-03-19", "A4": "about ten", "A5": "in spring"}

    assert filling.fill((Response({**typed, "R-date": "2021-03-19"}),), tiny, tiny_fields, english) == Fill(
        {**typed, "R-date": "19 March 2021"}
    )


def test_several_responses_stand_above_the_fields_in_their_order(
    tiny: Toolkit, tiny_fields: dict[str, Field], english: Words
) -> None:
    filled = filling.fill(SEVERAL, tiny, tiny_fields, english)

    assert filled.values == {}
    assert filled.said["A3"] == (Said("North:", "One."), Said("A response without a name:", "Two."))
    assert filled.said["R-organisation"] == (Said("–", "North"), Said("–", "South"))
    dated = replace(SEVERAL[0], respondent={"organisation": "North", "date": "2021-03-19"})
    assert filling.fill((dated, *SEVERAL), tiny, tiny_fields, english).said["R-date"][0].who == "North:"


def test_choices_are_counted_and_counts_summed_up(tiny: Toolkit, tiny_fields: dict[str, Field], english: Words) -> None:
    filled = filling.fill(SEVERAL, tiny, tiny_fields, english)

    assert filled.tallies["A2"].startswith("Yes:\xa02\xa0· No:\xa01")
    assert filled.tallies["A4"] == "Total: 12, median: 2, answers: 3"
    assert set(filled.tallies) == {"A2", "A4"}


def test_a_line_of_a_tally_breaks_between_options_and_ends_with_the_dot(
    tiny: Toolkit, tiny_fields: dict[str, Field], english: Words
) -> None:
    responses = [Response({"A7": ("phone",)}), Response({"A7": ("phone", "post")}), Response({"A7": "smoke"})]

    filled = filling.fill(responses, tiny, tiny_fields, english)

    told = "By\xa0phone:\xa02\xa0· By\xa0post:\xa01\xa0· Answered\xa0in\xa02\xa0of\xa03\xa0responses"
    assert filled.tallies["A7"] == told


def test_a_long_part_of_a_tally_breaks_between_its_words_but_not_before_its_number(
    tiny: Toolkit, tiny_fields: dict[str, Field], english: Words
) -> None:
    long = replace(tiny_fields["A2"], options=(Option("yes", "Yes, and we would do all of it again at once"),))

    filled = filling.fill(SEVERAL, tiny, {"A2": long}, english)

    assert filled.tallies["A2"] == "Yes, and we would do all of it again at once:\xa02"


def test_who_ticked_the_same_box_stands_on_one_line_in_the_order_of_the_options(
    tiny: Toolkit, tiny_fields: dict[str, Field], english: Words
) -> None:
    names = ("South", "North", "", "Centre")
    responses = [Response({"A2": "no"}, {"organisation": "East"}), Response({"A2": "it depends"})]
    responses += [Response({"A2": "yes"}, {"organisation": name}) for name in (*names, "North")]

    filled = filling.fill(responses, tiny, tiny_fields, english)

    assert filled.chosen["A2"] == (
        Said("Yes\xa0(5):", "Centre, North (×2), South, A response without a name"),
        Said("No\xa0(1):", "East"),
    )
    assert filled.said["A2"] == (Said("A response without a name:", "it depends"),)


def test_names_with_commas_are_told_apart(tiny: Toolkit, tiny_fields: dict[str, Field], english: Words) -> None:
    responses = [Response({"A2": "yes"}, {"organisation": name}) for name in ("Men, Talking", "East")]

    filled = filling.fill(responses, tiny, tiny_fields, english)

    assert filled.chosen["A2"] == (Said("Yes\xa0(2):", "East; Men, Talking"),)


def test_who_ticked_and_wrote_something_else_stands_with_the_box_and_with_the_whole_answer(
    tiny: Toolkit, tiny_fields: dict[str, Field], english: Words
) -> None:
    mixed = Response({"A7": ("phone", "smoke")}, {"organisation": "North"})

    filled = filling.fill([mixed, Response({"A7": ("post",)})], tiny, tiny_fields, english)

    assert filled.above(tiny_fields["A7"]) == (
        Said("By phone\xa0(1):", "North"),
        Said("By post\xa0(1):", "A response without a name"),
        Said("North:", "By phone, smoke"),
    )


def test_an_organisation_called_like_an_option_keeps_its_name(
    tiny: Toolkit, tiny_fields: dict[str, Field], english: Words
) -> None:
    responses = [Response({"A2": "no"}, {"organisation": "yes"}), Response({})]

    assert filling.fill(responses, tiny, tiny_fields, english).above(tiny_fields["A2"]) == (Said("No\xa0(1):", "yes"),)


def test_an_unattributed_workbook_names_nobody_and_its_order_tells_nothing(
    tiny: Toolkit, tiny_fields: dict[str, Field], english: Words
) -> None:
    filled = filling.fill(SEVERAL, tiny, tiny_fields, english, unattributed=True)

    assert {said.who for each in filled.said.values() for said in each} == {"–"}
    assert filled.chosen == {}
    assert not any(code.startswith("R-") for code in filled.said)
    assert sorted(str(said.value) for said in filled.said["A3"]) == ["One.", "Two."]
    assert filled == filling.fill(tuple(reversed(SEVERAL)), tiny, tiny_fields, english, unattributed=True)


def test_where_nobody_is_named_a_tally_says_alone_what_was_ticked(
    tiny: Toolkit, tiny_fields: dict[str, Field], english: Words
) -> None:
    responses = [Response({"A2": "yes", "A7": ("phone",)}), Response({"A2": "as far as we could", "A7": ("post",)})]

    filled = filling.fill(responses, tiny, tiny_fields, english, unattributed=True)

    assert filled.said == {"A2": (Said("–", "as far as we could"),)}
    told = "By\xa0phone:\xa01\xa0· By\xa0post:\xa01\xa0· Answered\xa0in\xa02\xa0of\xa02\xa0responses"
    assert filled.tallies["A7"] == told


def test_one_response_alone_is_unattributed_too(tiny: Toolkit, tiny_fields: dict[str, Field], english: Words) -> None:
    filled = filling.fill(SEVERAL[:1], tiny, tiny_fields, english, unattributed=True)

    assert filled.values == {}
    assert filled.said["A3"] == (Said("–", "One."),)


def test_no_response_fills_nothing(tiny: Toolkit, tiny_fields: dict[str, Field], english: Words) -> None:
    assert filling.fill((), tiny, tiny_fields, english) == Fill()


def test_a_question_that_the_workbook_leaves_out_is_left_out(
    tiny: Toolkit, tiny_fields: dict[str, Field], english: Words
) -> None:
    chosen = {code: field for code, field in tiny_fields.items() if code != "A2"}

    filled = filling.fill(SEVERAL, tiny, chosen, english)

    assert "A2" not in filled.said and "A2" not in filled.tallies


@pytest.mark.parametrize(
    ("lang", "date", "number"),
    [
        ("en", "19 March 2021", "1,234.5"),
        ("en-US", "March 19, 2021", "1,234.5"),
        ("it", "19 marzo 2021", "1.234,5"),
        ("de", "19. März 2021", "1.234,5"),
        ("el", "19 Μαρτίου 2021", "1.234,5"),
        ("fr", "19 mars 2021", "1\u202f234,5"),
        ("pt-BR", "19 de março de 2021", "1.234,5"),
        ("xx", "19 March 2021", "1,234.5"),
    ],
)
def test_dates_and_numbers_are_printed_as_the_language_writes_them(lang: str, date: str, number: str) -> None:
    assert (localformat.dated("2021-03-19", lang), localformat.number(1234.5, lang)) == (date, number)
    assert localformat.dated("2021-03-19; 2021-03-19", lang) == f"{date}; {date}"


@pytest.mark.parametrize("text", ["", "soon", "2021-13-01", "19.3.2021", "2021-03"])
def test_what_is_no_date_is_printed_as_it_is(text: str) -> None:
    assert localformat.dated(text, "it") == text
    assert localformat.dated(f"2021-03-19; {text}", "it") == f"19 marzo 2021; {text}"


def test_an_organisation_s_people_are_not_named_in_an_unattributed_workbook(
    tiny: Toolkit, tiny_fields: dict[str, Field], english: Words
) -> None:
    people = [
        Response({"A3": text}, {"organisation": "North", "role": role}, id=role)
        for text, role in (("One.", "Manager"), ("Two.", "Trainer"))
    ]
    merged, _ = by_organisation(people, tiny_fields, ())

    said = filling.fill([*merged, Response({})], tiny, tiny_fields, english, unattributed=True).said["A3"]

    assert sorted(each.value for each in said) == ["One.", "Two."]  # in one piece they would tell that one has several


def test_words_that_are_a_number_are_not_counted_and_stay_as_they_were_written(
    tiny: Toolkit, tiny_fields: dict[str, Field], english: Words
) -> None:
    responses = [Response({"A3": said}, {"organisation": "North"}) for said in ("2021", "0012000")]

    filled = filling.fill(responses, tiny, tiny_fields, english)

    assert ([said.value for said in filled.said["A3"]], filled.tallies) == (["2021", "0012000"], {})


def test_what_is_longer_than_any_count_is_none(tiny: Toolkit, tiny_fields: dict[str, Field], english: Words) -> None:
    responses = [Response({"A4": "9" * 5000}), Response({"A4": "9" * 13}), Response({"A4": "2"})]

    assert filling.fill(responses, tiny, tiny_fields, english).tallies["A4"] == "Total: 2, median: 2, answers: 1"


def test_what_an_organisation_has_not_decided_is_counted_and_told(
    tiny: Toolkit, tiny_fields: dict[str, Field], english: Words
) -> None:
    people = [Response({"A2": said}, {"organisation": "North"}, id=said) for said in ("yes", "no")]
    responses, _ = by_organisation([*people, Response({"A2": "yes"}, {"organisation": "South"})], tiny_fields)

    tally = filling.fill(responses, tiny, tiny_fields, english).tallies["A2"]

    assert tally.startswith("Yes:\xa01\xa0· No:\xa00")
    assert tally.endswith("\xa0· Organisations in which people gave different answers and have not decided yet:\u00a01")
    assert tally.endswith(filling.fill(responses[:1], tiny, tiny_fields, english, unattributed=True).tallies["A2"])
    assert list(filling.waiting(responses)) == [
        "1 answer waits for a decision within an organisation, and cannot be printed yet."
    ]


def test_responses_that_hold_no_answer_do_not_stand_in_a_combined_workbook(
    tiny: Toolkit, tiny_fields: dict[str, Field], english: Words
) -> None:
    made = Response({"A3": "Put in."}, {"organisation": "East"}, source=Origin(sha256="1" * 64, untouched=True))
    blank = Response({}, {"organisation": "West"})

    filled = filling.fill((*SEVERAL, made, blank), tiny, tiny_fields, english)

    assert filled == filling.fill(SEVERAL, tiny, tiny_fields, english)
    assert not filling.fill(SEVERAL[:1], tiny, tiny_fields, english).said
    assert filling.fill((SEVERAL[0], made), tiny, tiny_fields, english).said["A3"] == (Said("North:", "One."),)


def test_who_answered_stands_in_a_table_with_a_row_for_each_response(
    tiny: Toolkit, tiny_fields: dict[str, Field], english: Words
) -> None:
    responses = (*SEVERAL, Response({"A2": "no"}, {"organisation": "North", "date": "2021-03-19"}))

    filled = filling.fill(responses, tiny, tiny_fields, english)

    assert filled.responses == "Responses: 4"
    assert filled.respondents == Respondents(
        ("R-organisation", "R-date"),
        (("North", "–"), ("A response without a name", "–"), ("South", "–"), ("North", "19 March 2021")),
    )


@pytest.mark.parametrize("unattributed", [False, True])
def test_who_answered_is_not_told_where_nobody_is_named_or_asked(
    tiny: Toolkit, tiny_fields: dict[str, Field], english: Words, unattributed: bool
) -> None:
    asked = {code: field for code, field in tiny_fields.items() if unattributed or not code.startswith("R-")}

    filled = filling.fill(SEVERAL, tiny, asked, english, unattributed)

    assert (filled.responses, filled.respondents) == ("Responses: 3", None)


def test_a_date_is_filled_in_as_the_language_writes_it(
    tiny: Toolkit, tiny_fields: dict[str, Field], english: Words
) -> None:
    response = Response({}, {"organisation": "North", "date": "2021-03-19"})

    assert filling.fill((response,), tiny, tiny_fields, english).values["R-date"] == "19 March 2021"


def test_answers_outside_a_selection_are_those_that_people_gave() -> None:
    made = Response({"A2": "yes", "A3": "Put in."}, source=Origin(sha256="1" * 64, untouched=True))

    given = ((*SEVERAL, made), (SEVERAL[0], made), (made,))
    assert [filling.outside(each, {"A2", "A3"}, {"A2"}) for each in given] == [2, 1, 1]
