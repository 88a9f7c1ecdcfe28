"""Reports: what is tallied, and what is kept to itself."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace as change

from toolkit_cli.kits import fields, words
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.itemparts import When
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.values import Value
from toolkit_cli.pdf.reading.overlaid import TAKEN
from toolkit_cli.reports import tallies
from toolkit_cli.reports.tallies import Answer, Choices, Numbers, Share
from toolkit_cli.responses import merge
from toolkit_cli.responses.organisations import by_organisation, unlabelled
from toolkit_cli.responses.response import Origin, Response
from toolkit_cli.returned import Note, NoteKind


def response(name: str, answers: Mapping[str, Value], **respondent: str) -> Response:
    return Response(answers, {"organisation": name, **respondent} if name else respondent)


def many(code: str, *values: Value) -> list[Response]:
    """Return a response for each value, of organisations A, B, C and so on."""
    return [response(chr(65 + place), {code: value}) for place, value in enumerate(values)]


@pytest.fixture(scope="module")
def known(tiny: Toolkit) -> dict[str, Field]:
    return fields.of(tiny, words.load("en"))


def test_options_are_counted_with_those_that_nobody_chose(tiny: Toolkit, known: dict[str, Field]) -> None:
    made = tallies.of(tiny, known, many("B1r1", "planned", "in-place", "planned"))

    assert made.choices["B1r1"] == Choices({"in-place": 1, "planned": 2, "not-suitable": 0, "undecided": 0}, 3)


def test_several_options_of_one_response_are_each_counted(tiny: Toolkit, known: dict[str, Field]) -> None:
    made = tallies.of(tiny, known, many("A7", ("phone", "post"), ("post",), ("phone", "pigeon"), ("pigeon",)))

    assert made.choices["A7"] == Choices({"phone": 2, "post": 2}, 3)


def test_words_in_the_place_of_a_choice_are_quoted_and_not_counted(tiny: Toolkit, known: dict[str, Field]) -> None:
    made = tallies.of(tiny, known, many("A2", "yes", "it depends"))

    assert made.choices["A2"] == Choices({"yes": 1, "no": 0}, 1)
    assert [tallies.is_written(known["A2"], value) for value in ("yes", "it depends")] == [False, True]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("0", "7", "3"), Numbers(10, 3, 3)),
        (("1", "2"), Numbers(3, 1.5, 2)),
        (("9", "about ten", "-3", "²", "9" * 13), Numbers(9, 9, 1)),
    ],
)
def test_counts_are_summed_up(
    tiny: Toolkit, known: dict[str, Field], given: tuple[str, ...], expected: Numbers
) -> None:
    assert tallies.of(tiny, known, many("A4", *given)).numbers["A4"] == expected


def test_numbers_that_answer_other_questions_are_not_summed_up(tiny: Toolkit, known: dict[str, Field]) -> None:
    assert tallies.of(tiny, known, many("A3", "14", "2021")).numbers == {}


def test_a_count_that_is_none_is_quoted(known: dict[str, Field]) -> None:
    quoted = [value for value in ("9", "about ten", "9" * 13) if tallies.is_written(known["A4"], value)]

    assert quoted == ["about ten", "9" * 13]


def counts(*pairs: tuple[str | None, str | None]) -> list[Response]:
    return [
        response("", {code: value for code, value in zip(("A4", "A5"), pair, strict=True) if value is not None})
        for pair in pairs
    ]


@pytest.fixture(scope="module")
def sharing(tiny: Toolkit) -> Toolkit:
    """The tiny toolkit, in which the count A4 is set against A5."""
    alpha, *others = tiny.kits
    items = tuple(change(item, share_of="A5") if item.code == "A4" else item for item in alpha.items)
    return change(tiny, kits=(change(alpha, items=items), *others))


def test_a_share_is_of_those_who_said_both(sharing: Toolkit, known: dict[str, Field]) -> None:
    given = counts(("1", "4"), ("2", None), (None, "9"), ("3", "6"), ("x", "5"))

    made = tallies.of(sharing, known, given)

    assert made.shares == (Share("A4", "A5", (4, 10), 2),)
    assert made.shares[0].percent == 40
    assert tallies.of(sharing, known, counts(("2", None), (None, "9"))).shares == ()


def test_a_part_that_is_greater_than_its_whole_is_no_share(sharing: Toolkit, known: dict[str, Field]) -> None:
    made = tallies.of(sharing, known, counts(("5", "4"), ("1", "8")))

    assert made.shares == (Share("A4", "A5", (6, 12), 2, over=1),)
    assert made.shares[0].percent is None


def test_a_part_that_few_give_is_not_told_by_the_names_at_its_whole(sharing: Toolkit, known: dict[str, Field]) -> None:
    given = [response(name, {"A2": "no", "A5": whole}) for name, whole in zip("ABCDEF", "123456", strict=True)]
    given[5] = response("F", {"A2": "no", "A5": "60", "A4": "40"})

    made = tallies.of(sharing, known, given)

    assert [made.named(code) for code in ("A2", "A4", "A5")] == [True, False, False]
    assert made.shares == (Share("A4", "A5", (40, 60), 1),)


def test_the_whole_that_few_give_is_not_told_by_the_names_at_its_part(
    sharing: Toolkit, known: dict[str, Field]
) -> None:
    given = [response(chr(65 + place), {"A4": str(place)}) for place in range(6)]
    given[3] = response("D", {"A4": "3", "A5": "60"})

    assert not tallies.of(sharing, known, given, least=5).named("A4")
    assert tallies.of(sharing, known, given, least=1).named("A4")
    assert tallies.of(sharing, known, [response(each.organisation, {"A4": "3"}) for each in given]).named("A4")


def test_a_share_of_a_share_is_not_told_by_the_names_at_the_whole_of_both(
    sharing: Toolkit, known: dict[str, Field]
) -> None:
    alpha, *others = sharing.kits
    items = tuple(change(item, share_of="A9") if item.code == "A5" else item for item in alpha.items)
    toolkit = change(sharing, kits=(change(alpha, items=items), *others))
    more = {**known, "A9": replace(known["A5"], code="A9", item="A9")}
    given = [response(name, {"A2": "no", "A9": whole}) for name, whole in zip("ABCDEF", "123456", strict=True)]
    given[5] = response("F", {"A2": "no", "A9": "60", "A4": "40"})

    made = tallies.of(toolkit, more, given)

    assert [made.named(code) for code in ("A2", "A4", "A9")] == [True, False, False]


def test_a_number_and_its_share_carry_names_both_or_neither(sharing: Toolkit, known: dict[str, Field]) -> None:
    toolkit = depending(sharing, ("A6", "A5"))
    given = [response(name, {"A4": "1", "A5": "4"}) for name in "ABCDE"]
    assert tallies.of(toolkit, known, given).shares == (Share("A4", "A5", (5, 20), 5),)

    given[0] = response("A", {"A4": "1", "A5": "4", "A6": "low"})
    made = tallies.of(toolkit, known, given)

    assert not made.named("A4") and not made.named("A5")
    assert made.shares == (Share("A4", "A5", (5, 20), 5),)


def test_half_a_per_cent_is_rounded_up() -> None:
    assert [Share("A4", "A5", (part, 8), 1).percent for part in (1, 3, 5)] == [13, 38, 63]


@pytest.mark.parametrize(
    ("sums", "percent"),
    [
        ((0, 6000), 0), ((1, 6000), 0.1), ((6, 6000), 0.1), ((24, 6000), 0.4), ((30, 6000), 1),
        ((5969, 6000), 99), ((5970, 6000), 99.5), ((5994, 6000), 99.9), ((5999, 6000), 99.9), ((6000, 6000), 100),
    ],
)  # fmt: skip
def test_a_percentage_is_none_or_all_only_where_it_is(sums: tuple[int, int], percent: float) -> None:
    assert Share("A4", "A5", sums, 1).percent == percent


def test_a_share_of_nothing_has_no_percentage() -> None:
    assert Share("A4", "A5", (0, 0), 1).percent is None


def test_answers_to_a_question_that_few_answer_carry_no_names(tiny: Toolkit, known: dict[str, Field]) -> None:
    given = [response(name, {"A3": f"{name} says"}) for name in "ABCDE"]
    given[0] = response("A", {"A3": "A says", "A1-notes": "only A"})

    made = tallies.of(tiny, known, given)

    assert made.named("A3") and not made.named("A1-notes")
    assert made.answers["A1-notes"] == (Answer("only A"),)
    assert [made.organisation(each) for each in made.answers["A3"]] == list("ABCDE")


@pytest.mark.parametrize("depends", ["A3", "A2-more"])
def test_who_answers_what_few_are_asked_is_not_told_by_the_question_that_leads_there(
    tiny: Toolkit, known: dict[str, Field], depends: str
) -> None:
    given = [response(name, {"A2": "no", "A4": "1"}) for name in "ABCDE"]
    given.append(response("F", {"A2": "yes", "A4": "1", depends: "It was hard."}))

    made = tallies.of(tiny, known, given)

    assert made.answers[depends] == (Answer("It was hard."),) and made.named("A4")
    assert {each.response for each in made.answers["A2"]} == {0}


def depending(toolkit: Toolkit, *pairs: tuple[str, str]) -> Toolkit:
    """Return a toolkit in which the first question of each pair depends on a "yes" to the second."""
    on = {code: When(text="If so", field=above, is_="yes") for code, above in pairs}
    kits = (
        change(kit, items=tuple(change(item, when=on[item.code]) if item.code in on else item for item in kit.items))
        for kit in toolkit.kits
    )
    return change(toolkit, kits=tuple(kits))


def eight_and_two(many_: Mapping[str, Value], few: Mapping[str, Value]) -> list[Response]:
    return [response(name, {"A7": ("phone",), **(few if name in "CG" else many_)}) for name in "ABCDEFGHIJ"]


def test_who_answers_what_few_are_asked_is_not_told_by_what_the_others_are_asked(
    tiny: Toolkit, known: dict[str, Field]
) -> None:
    toolkit = depending(tiny, ("A3", "A2"), ("A4", "A2"), ("A5", "A4"))
    given = eight_and_two({"A2": "no", "A4": "1", "A5": "2021-03-19"}, {"A2": "yes", "A3": "It was hard."})

    made = tallies.of(toolkit, known, given)

    assert {code: made.named(code) for code in made.answers} == {
        "A2": False, "A3": False, "A4": False, "A5": False, "A7": True
    }  # fmt: skip


def test_a_question_below_one_that_nobody_answers_depends_on_the_one_above_that(
    tiny: Toolkit, known: dict[str, Field]
) -> None:
    toolkit = depending(tiny, ("A3", "A2"), ("A4", "A3"))

    made = tallies.of(toolkit, known, eight_and_two({"A2": "no"}, {"A2": "yes", "A4": "1"}))

    assert not made.named("A2") and not made.named("A4") and made.named("A7")


@pytest.mark.parametrize("waits", [False, True])
def test_a_question_above_one_that_many_answer_keeps_its_names(
    tiny: Toolkit, known: dict[str, Field], waits: bool
) -> None:
    toolkit = depending(tiny, ("A4", "A2"), ("A3", "A4"))
    said: dict[str, Value] = {"A2": "yes"} if waits else {"A2": "yes", "A4": "1"}
    notes = (Note("open", "3; 5", code="A4"),) if waits else ()
    given = [replace(each, notes=notes) for each in eight_and_two(said, {**said, "A3": "Few."})]

    made = tallies.of(toolkit, known, given)

    assert made.named("A2") and not made.named("A4") and not made.named("A3")


def test_an_undecided_answer_counts_as_one_that_few_give(tiny: Toolkit, known: dict[str, Field]) -> None:
    toolkit = depending(tiny, ("A3", "A2"), ("A4", "A2"))
    members = [response("Z", {"A2": "yes", "A4": count}, role=count) for count in "35"]
    others = [response(name, {"A2": "no", "A7": ("phone",)}) for name in "ABCDEFG"]

    made = tallies.of(toolkit, known, [organisation(toolkit, known, *members), *others])

    assert made.undecided == {"A4": 1}
    assert not made.named("A2") and made.named("A7")


def test_undecided_answers_do_not_add_up_with_few_others_to_enough(tiny: Toolkit, known: dict[str, Field]) -> None:
    waiting = [Response({}, {"organisation": name}, notes=(Note("open", "3; 5", code="A4"),)) for name in "XYZ"]

    assert not tallies.of(tiny, known, [*many("A4", "1", "2"), *waiting]).named("A4")


def test_with_few_responses_nobody_is_named_at_all(tiny: Toolkit, known: dict[str, Field]) -> None:
    made = tallies.of(tiny, known, many("A3", "one", "two", "three", "four"))

    assert made.unattributed and made.people == () and not made.named("A3")


def test_names_are_told_where_as_few_answer_as_are_asked_for(tiny: Toolkit, known: dict[str, Field]) -> None:
    made = tallies.of(tiny, known, many("A3", "one"), least=1)

    assert made.named("A3") and made.people == ({"organisation": "A"},)


def test_a_report_names_nobody_where_that_is_asked(tiny: Toolkit, known: dict[str, Field]) -> None:
    made = tallies.of(tiny, known, many("A3", *"123456"), unattributed=True)

    assert made.people == () and {each.response for each in made.answers["A3"]} == {0}


@given(st.permutations([response(name, {"A3": name * 3, "A2": "yes", "B1r1": "planned"}) for name in "ABCDEFG"]))
def test_without_names_the_order_of_the_responses_leaves_no_trace(
    tiny: Toolkit, known: dict[str, Field], given: list[Response]
) -> None:
    in_order = sorted(given, key=lambda each: each.organisation)

    assert tallies.of(tiny, known, given, unattributed=True) == tallies.of(tiny, known, in_order, unattributed=True)


def test_without_names_answers_are_shuffled_in_each_field_anew(tiny: Toolkit, known: dict[str, Field]) -> None:
    given = [response(name, {"A3": name, "A2-more": name}) for name in "ABCDEFGHIJ"]

    made = tallies.of(tiny, known, given, unattributed=True)

    orders = ["".join(str(each.value) for each in made.answers[code]) for code in ("A3", "A2-more")]
    assert [sorted(order) for order in orders] == [list("ABCDEFGHIJ")] * 2
    assert len({*orders, "ABCDEFGHIJ"}) == 3


def test_what_is_planned_names_who_plans_it_where_enough_do(tiny: Toolkit, known: dict[str, Field]) -> None:
    given = [
        response(name, {"B1r1": "planned", **({"B1r2": "planned"} if name in "AB" else {"B1r2": "in-place"})})
        for name in "ABCDE"
    ]

    made = tallies.of(tiny, known, given)

    assert [made.organisation(each) for each in made.planned["B1r1"]] == list("ABCDE")
    assert made.planned["B1r2"] == (Answer("planned"), Answer("planned"))


def test_who_plans_something_is_not_told_where_the_names_of_its_question_are_removed(
    tiny: Toolkit, known: dict[str, Field]
) -> None:
    toolkit = depending(tiny, ("A3", "B1r1"))
    given = [response(name, {"B1r1": "planned", **({"A3": "So."} if name == "A" else {})}) for name in "ABCDE"]

    assert tallies.of(toolkit, known, given).planned["B1r1"] == (Answer("planned"),) * 5


@pytest.mark.parametrize("given", [many("B1r1", "in-place", "undecided"), many("A3", "planned")])
def test_only_the_option_planned_is_listed_as_a_plan(
    tiny: Toolkit, known: dict[str, Field], given: list[Response]
) -> None:
    assert tallies.of(tiny, known, given).planned == {}


def test_an_answer_without_a_name_is_nobody_s(tiny: Toolkit, known: dict[str, Field]) -> None:
    made = tallies.of(tiny, known, many("A3", "a", "b", "c", "d", "e"))

    assert [made.organisation(answer) for answer in (Answer("a", 1), Answer("e", 5), Answer("e"))] == ["A", "E", ""]


def test_organisations_are_counted_once(tiny: Toolkit, known: dict[str, Field]) -> None:
    given = [response(name, {"A3": "x"}) for name in ("North", "north ", "South", "")]

    assert tallies.of(tiny, known, given).organisations == 2


def test_of_organisations_that_nobody_is_asked_for_none_are_counted(tiny: Toolkit, known: dict[str, Field]) -> None:
    assert tiny.respondent
    lines = tuple(line for line in tiny.respondent.fields if line.name != "organisation")
    toolkit = change(tiny, respondent=change(tiny.respondent, fields=lines))

    assert tallies.of(toolkit, known, [Response({"A3": "x"})]).organisations is None
    assert tallies.of(toolkit, known, [response("North", {"A3": "x"})]).organisations == 1
    assert tallies.of(tiny, known, [Response({"A3": "x"})]).organisations == 0


def test_responses_that_answer_nothing_are_counted(tiny: Toolkit, known: dict[str, Field]) -> None:
    given = [response("A", {}), response("B", {"A3": "x"}), response("", {})]

    assert tallies.of(tiny, known, given).blank == 2


def test_lines_about_the_respondent_are_grouped_and_small_ones_left_out_of_the_people(
    shipped: Toolkit,
) -> None:
    known = fields.of(shipped, words.load("en"))
    countries = ["Norway"] * 6 + ["Malta"] * 2 + ["Greece"] * 3
    given = [response(f"P{place}", {"S1": "x"}, country=country) for place, country in enumerate(countries)]

    made = tallies.of(shipped, known, given)

    assert made.groups["country"].counts == (("Norway", 6),)
    assert [person.get("country") for person in made.people] == ["Norway"] * 6 + [None] * 5
    assert made.groups["role"].counts == (("", 11),)


def test_no_gap_in_the_numbers_tells_where_in_the_alphabet_somebody_stands_whom_nothing_names(
    tiny: Toolkit, known: dict[str, Field]
) -> None:
    given = [response(name, {"A1-notes": "Few."} if name == "C" else {"A3": "Many."}) for name in "ABCDEFG"]

    made = tallies.of(tiny, known, given)

    assert [each.response for each in made.answers["A3"]] == [1, 2, 3, 4, 5, 6]
    assert [made.organisation(each) for each in made.answers["A3"]] == list("ABDEFG")
    assert [lines["organisation"] for lines in made.people] == list("ABDEFG")


@pytest.mark.parametrize(("unnamed", "told"), [(0, "Norway"), (1, None), (4, None), (5, "Norway")])
def test_the_country_of_few_whom_nothing_names_is_not_told_by_those_of_the_others(
    shipped: Toolkit, unnamed: int, told: str | None
) -> None:
    known = fields.of(shipped, words.load("en"))
    given = [response(f"P{place}", {"S1": "x"}, country="Norway") for place in range(6)]
    given += [response(f"Q{place}", {"S1": "x"}, country="Malta") for place in range(6)]
    given += [response(f"R{place}", {f"G{place + 1}-notes": "y"}, country="Norway") for place in range(unnamed)]

    made = tallies.of(shipped, known, given)

    assert dict(made.groups["country"].counts) == {"Norway": 6 + unnamed, "Malta": 6}
    assert [person.get("country") for person in made.people] == [told] * 6 + [told and "Malta"] * 6


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "A1-notes": st.sampled_from(["One.", "Two."]),
        "A2": st.sampled_from(["yes", "no", "it depends"]),
        "A2-more": st.sampled_from(["So.", "Thus."]),
        "A3": st.sampled_from(["Here.", "There."]),
        "A4": st.sampled_from(["1", "7", "many"]),
        "A5": st.sampled_from(["2", "9"]),
        "A7": st.sampled_from([("phone",), ("phone", "post")]),
        "B1r1": st.sampled_from(["planned", "in-place"]),
    },
)


@given(st.lists(ANSWERS, min_size=1, max_size=9), st.randoms(use_true_random=False))
def test_answers_without_names_may_be_anybody_s_who_is_named(
    sharing: Toolkit, known: dict[str, Field], said: list[dict[str, Value]], chance: random.Random
) -> None:
    given = [response(f"O{place}", answers) for place, answers in enumerate(said)]
    made = tallies.of(sharing, known, given, least=3)
    named = [each for each in given if any(map(made.named, each.answers))]
    apart = [{code: value for code, value in each.answers.items() if not made.named(code)} for each in named]
    chance.shuffle(apart)
    exchanged = {
        each.organisation: {**{code: value for code, value in each.answers.items() if made.named(code)}, **others}
        for each, others in zip(named, apart, strict=True)
    }

    again = [
        response(each.organisation, exchanged[each.organisation])
        if each in named
        else response(f"{chance.choice('AZ')}{each.organisation}", each.answers)
        for each in given
    ]

    assert tallies.of(sharing, known, again, least=3) == made


def organisation(tiny: Toolkit, known: dict[str, Field], *members: Response) -> Response:
    sources = [
        Response(each.answers, each.respondent, f"id{place}", source=Origin(sha256=f"{place}" * 64), notes=each.notes)
        for place, each in enumerate(members)
    ]
    made, _ = by_organisation(merge.merge(sources), known)
    assert len(made) == 1 and len(made[0].members) == len(members)
    return made[0]


def test_an_organisation_s_answer_says_not_which_member_wrote_what(tiny: Toolkit, known: dict[str, Field]) -> None:
    joined = organisation(
        tiny,
        known,
        response("North", {"A3": "By phone.", "A4": "a few"}, role="Manager"),
        response("North", {"A3": "By post.", "A4": "some"}, role="Director"),
    )
    assert "Manager:" in str(joined.answers["A3"]) and "Manager:" in str(joined.answers["A4"])

    made = tallies.of(tiny, known, [joined])

    assert "Manager" not in repr(made) and "Director" not in repr(made)
    assert sorted(str(each.value) for each in made.answers["A3"]) == ["By phone.", "By post."]


@pytest.mark.parametrize(
    "answer",
    ["Manager:\n[name] said so.\n\nDirector:\n[name] said so.", "Manager: [name] said so.; Director: [name] said so."],
)
def test_members_who_say_the_same_since_names_were_taken_out_are_not_told_by_their_roles(
    tiny: Toolkit, known: dict[str, Field], answer: str
) -> None:
    given = [response("North", {"A3": "[name] said so."}, role=role) for role in ("Manager", "Director")]
    joined = organisation(tiny, known, *given)

    assert unlabelled("A3", replace(joined, answers={"A3": answer})) == "[name] said so."
    assert unlabelled("A3", replace(joined, answers={"A3": "By hand."})) == "By hand."


def test_a_named_organisations_answer_tells_no_members_role(tiny: Toolkit, known: dict[str, Field]) -> None:
    given = [response(name, {"A3": f"Words of {name}"}, role="Trainer") for name in "ABCDE"]
    given.append(response("A", {"A3": "I see it otherwise"}, role="Psychologist", country="Malta"))

    made = tallies.of(tiny, known, by_organisation(given, known)[0])

    assert made.named("A3")
    assert not any(word in repr(made.answers) for word in ("Psychologist", "Malta", "Trainer"))
    assert any("I see it otherwise" in str(each.value) for each in made.answers["A3"])


@pytest.mark.parametrize("code", ["A1-notes", "A6"])
def test_answers_without_names_do_not_tell_that_they_are_of_one_organisation(
    tiny: Toolkit, known: dict[str, Field], code: str
) -> None:
    given = [response(name, {"A4": "1"}) for name in "ABCDEF"]
    given += [response("C", {code: said, "A4": "1"}, role=said) for said in ("One.", "Two.")]
    given += [response("E", {code: "Three.\n\nFour."})]

    made = tallies.of(tiny, known, by_organisation(given, known)[0])

    assert made.named("A4") and not made.named(code)
    assert sorted(str(each.value) for each in made.answers[code]) == ["One.", "Three.\n\nFour.", "Two."]
    assert made.given[code] == 2


def test_what_members_wrote_is_whole_even_where_it_looks_like_their_roles(
    tiny: Toolkit, known: dict[str, Field]
) -> None:
    said = "Who does what. Trainer: leads the group. Manager: decides."
    given = [response("A", {"A3": said}, role="Trainer"), response("A", {"A3": "As agreed."}, role="Manager")]

    made = tallies.of(tiny, known, by_organisation(given, known)[0])

    assert sorted(str(each.value) for each in made.answers["A3"]) == ["As agreed.", said]


def test_what_one_member_wrote_is_whole_where_it_looks_like_a_role_and_was_broken_into_lines(
    tiny: Toolkit, known: dict[str, Field]
) -> None:
    given = [response("A", {"A3": "Trainer: leads the group."}, role="Trainer"), response("A", {}, role="Manager")]
    broken = "Trainer: leads\nthe group."

    ((made,), _) = by_organisation(given, known)

    assert unlabelled("A3", replace(made, answers={"A3": broken})) == broken


@pytest.mark.parametrize(("code", "one", "other"), [("A2", "yes", "no"), ("A7", ("phone",), ("phone", "post"))])
def test_a_decided_choice_is_the_decision(
    tiny: Toolkit, known: dict[str, Field], code: str, one: Value, other: Value
) -> None:
    given = [response("A", {code: value}, role=role) for value, role in ((one, "Trainer"), (other, "Manager"))]
    ((made,), _) = by_organisation(given, known)

    assert unlabelled(code, replace(made, answers={code: other})) == other


@pytest.mark.parametrize(
    "note",
    [
        Note("deletion", "Old Name", code="R-organisation"),
        Note("stray", "Programme North", near="R-organisation"),
        Note("typed", "Programme North", near="R-date", place="page 1"),
        Note("gone", "north@example.org", code="R-contact"),
        Note("gone", "Programme North", code="Q-organisation"),
        Note("gone", "north@example.org", code="contact"),
        Note("stray", "Programme North", place="header"),
        Note("picture", "North.png", place="footer"),
        Note("stray", "Programme North"),
        Note("typed", "Programme North", place="page 1"),
        Note("stray", "Programme North", place="page 1"),
        Note("typed", "Programme North", place="pages 2–9"),
        Note("insertion", "Programme North"),
        Note("field", "QUOTE Programme North"),
        Note("link", "mailto:north@example.org"),
    ],
)
def test_what_is_noted_about_who_answers_is_left_out(tiny: Toolkit, known: dict[str, Field], note: Note) -> None:
    noted = Response({"A3": "x"}, {"organisation": "A"}, notes=(note,))

    assert tallies.of(tiny, known, [noted]).notes == ()


def test_of_signatures_and_files_no_more_is_told_than_that_they_are_there(
    tiny: Toolkit, known: dict[str, Field]
) -> None:
    notes = (
        Note("signature", "Ann Other", place="field 'Ann Other'"),
        Note("picture", "north.png", place="attached file"),
        Note("picture", "Ann Other", near="A3", place="“Ann Other”"),
        Note("typed", "Ann Other", place="field 'Name', which is not from the workbook (Name)"),
        Note("typed", "At the side", place="page 2"),
        Note("comment", "Look", place="“Programme North”"),
    )

    assert tallies.of(tiny, known, [Response({}, notes=notes)]).notes == (
        Note("picture", near="A3"),
        Note("comment", "Look"),
        Note("picture", place="attached file"),
        Note("signature"),
        Note("typed"),
        Note("typed", "At the side", place="page 2"),
    )


def test_of_words_over_an_empty_box_which_are_its_answer_no_note_is_reported(
    tiny: Toolkit, known: dict[str, Field]
) -> None:
    beside = Note("typed", "Beside", near="A3", place="page 2")
    notes = (Note("typed", "Over", code="A3", near="A3", place=f"page 2, {TAKEN}"), beside)

    assert tallies.of(tiny, known, [Response({"A3": "Over"}, notes=notes)]).notes == (beside,)


def test_notes_never_say_whose_they_are(tiny: Toolkit, known: dict[str, Field]) -> None:
    notes = (
        Note("comment", "why; how in aaaabbbb0123", code="A3", who="Ann Other", place="page 2"),
        Note("replaced", "What I wrote first", code="A3"),
        Note("deletion", "Better not", code="A3"),
        Note("struck", "Nor this", code="A3"),
        Note("replaced", "Old Name", place="organisation"),
        Note("copy", "the same answers as in 123"),
        Note("said", "South: what they wrote"),
        Note("tie", "maria rossi.docx, maria rossi (2).docx"),
        Note("corrected", "maria rossi.docx"),
        Note("filled", "organisation, A2"),
        Note("stray", "In the margin", near="A2"),
        Note("stray", "On its own", place="page 3"),
    )
    given = [Response({"A3": "x"}, {"organisation": "North"}, notes=notes)]

    made = tallies.of(tiny, known, given)

    assert made.notes == (
        Note("stray", "In the margin", near="A2"),
        Note("comment", "why; how in …", code="A3", place="page 2"),
        Note("stray", "On its own", place="page 3"),
    )


def test_a_comment_does_not_tell_by_the_answer_that_it_is_about_whose_it_is(
    tiny: Toolkit, known: dict[str, Field]
) -> None:
    said = "We kept the groups going\nby phone, as long as we could."
    notes = (
        Note("comment", "Not all of us.", code="A3", place="“groups going by phone, as…”"),
        Note("comment", "What is meant?", code="A3", place="“How did it work”"),
    )
    north = Response({"A3": said}, {"organisation": "North"}, notes=notes)

    made = tallies.of(tiny, known, [north, *many("A3", "a", "b", "c", "d")])

    assert made.named("A3")
    assert made.notes == (replace(notes[0], place=""), notes[1])


def test_a_place_on_a_page_is_told_though_the_answer_speaks_of_it(tiny: Toolkit, known: dict[str, Field]) -> None:
    note = Note("comment", "Not all of us.", code="A3", place="page 2")

    assert tallies.of(tiny, known, [Response({"A3": "See page 2."}, notes=(note,))]).notes == (note,)


def test_notes_on_the_returns_of_an_organisation_s_people_are_told(tiny: Toolkit, known: dict[str, Field]) -> None:
    note = Note("comment", "What is meant?", code="A3")
    members = (response("North", {"A2": said}, role=said) for said in ("yes", "no"))

    joined = organisation(tiny, known, *(replace(each, notes=(note,)) for each in members))

    assert tallies.of(tiny, known, [joined]).notes == (Note("open", "No; Yes", code="A2"), note, note)


def test_a_comment_on_a_question_that_few_answer_is_told(tiny: Toolkit, known: dict[str, Field]) -> None:
    note = Note("comment", "What is meant?", code="A4")
    given = [*many("A3", *"abcde"), Response({"A4": "1"}, notes=(note,))]

    made = tallies.of(tiny, known, given)

    assert made.named("A3") and not made.named("A4")
    assert made.notes == (note,)


def test_a_list_of_what_members_answer_tells_none_of_them(tiny: Toolkit, known: dict[str, Field]) -> None:
    given = [
        response("A", {"A2": "yes"}, role="Head", country="Malta"),
        response("A", {"A2": "no"}, country="Malta"),
    ]

    made = tallies.of(tiny, known, by_organisation(given, known)[0])

    assert made.notes == (Note("open", "No; Yes", code="A2"),)


def test_what_members_answer_is_not_listed_where_few_answer_and_others_are_named(
    tiny: Toolkit, known: dict[str, Field]
) -> None:
    given = [response(name, {"A3": "x"}) for name in "ABCDE"]
    given += [response("C", {"A2": said, "A4": count}) for said, count in (("yes", "1"), ("no", "2"))]
    given += [response(name, {"A4": "3"}) for name in "ABDE"] + [response("F", {"A4": "3"})]

    joined = by_organisation(given, known)[0]

    assert tallies.of(tiny, known, joined).notes == (Note("open", code="A2"), Note("open", "1; 2", code="A4"))
    assert tallies.of(tiny, known, joined, unattributed=True).notes[0] == Note("open", "No; Yes", code="A2")


@pytest.mark.parametrize("kind", ["open", "decided"])
def test_a_list_of_what_members_answer_tells_no_role_that_was_changed_since(
    tiny: Toolkit, known: dict[str, Field], kind: NoteKind
) -> None:
    given = [response("A", {"A4": said}, role=f"Head {name}") for said, name in (("3", "Ann"), ("2; or 4", "Bo"))]
    joined = by_organisation(given, known)[0][0]
    redacted = [replace(each, respondent={"organisation": "A", "role": "Head [name]"}) for each in joined.members]
    note = Note(kind, "Head [name]: 3; Head [name]: 2; or 4", code="A4")

    made = tallies.of(tiny, known, [replace(joined, members=tuple(redacted), notes=(note,))])

    assert made.notes == (Note(kind, "2; or 4; 3", code="A4"),)


def test_a_list_of_what_members_answer_to_a_question_that_is_gone_tells_no_piece_of_a_role(
    tiny: Toolkit, known: dict[str, Field]
) -> None:
    joined = organisation(tiny, known, *(response("A", {"A4": "3"}, role=role) for role in ("Head", "Deputy Head")))
    note = Note("open", "Head: 5; Deputy Head: 3", code="Z9")

    assert tallies.of(tiny, known, [replace(joined, notes=(note,))]).notes == (Note("open", "3; 5", code="Z9"),)
    # members may have answered a question that is gone, as a merged file of an earlier version has it
    members = tuple(replace(each, answers={**each.answers, "Z9": "7"}) for each in joined.members)
    assert tallies.of(tiny, known, [replace(joined, members=members, notes=(note,))]).notes == (
        Note("open", "3; 5", code="Z9"),
    )


POSITION = "The network holds that nobody is to wait for the first call of all."


@pytest.mark.parametrize(
    "note",
    [
        Note("stray", f"{POSITION} We do not."),
        Note("stray", "the first call"),
        Note("typed", "Nobody is to wait for us"),
        Note("typed", "And the first call of all"),
        Note("stray", "Secret aim, which was met"),
    ],
)
def test_notes_that_hold_a_position_are_not_told(tiny: Toolkit, known: dict[str, Field], note: Note) -> None:
    given = [Response({}, notes=(replace(note, near="B2-con"), Note("stray", "wait for", near="A3")))]

    assert tallies.of(tiny, known, given, secrets=[POSITION]).notes == (Note("stray", "wait for", near="A3"),)


def test_a_text_for_facilitators_of_one_word_hides_no_note(tiny: Toolkit, known: dict[str, Field]) -> None:
    note = Note("stray", "No, we do not.", near="A3")

    assert tallies.of(tiny, known, [Response({}, notes=(note,))], secrets=["No."]).notes == (note,)


def test_a_comment_on_what_others_have_said_in_a_combined_workbook_is_told_without_their_words(
    tiny: Toolkit, known: dict[str, Field]
) -> None:
    comment, theirs = Note("comment", "Ask them!", near="A3", place="“North: We did”"), Note("said", "North: We did")

    made = tallies.of(tiny, known, [Response({}, notes=(theirs, comment))])

    assert made.notes == (replace(comment, place=""),)


def test_a_comment_on_a_position_is_told_without_it(tiny: Toolkit, known: dict[str, Field]) -> None:
    given = [Response({}, notes=(Note("comment", "No!", near="B2-con", place=f"“{POSITION}”"),))]

    assert tallies.of(tiny, known, given, secrets=[POSITION]).notes == (Note("comment", "No!", near="B2-con"),)


@pytest.mark.parametrize("kind", ["stray", "typed", "insertion", "field", "link"])
@pytest.mark.parametrize(
    ("version", "noted"),
    [
        ("0.9", ()),
        ("1.0", (Note("version", "no stamp"),)),
        ("1.0", (Note("language", "no translation into it was given"),)),
        ("1.0", (Note("changed", "asked there: Comment cela a-t-il marché ?", code="B1-notes"),)),
    ],
)
def test_words_outside_the_boxes_of_another_version_are_not_told(
    tiny: Toolkit, known: dict[str, Field], version: str, noted: tuple[Note, ...], kind: NoteKind
) -> None:
    outside, comment = Note(kind, "In the margin", near="A3"), Note("comment", "Why?", near="A3", place="“As it was”")
    inside = Note("insertion", "So it was", code="A3")

    made = tallies.of(tiny, known, [Response({}, version=version, notes=(*noted, outside, comment, inside))])

    assert {*made.notes} == {replace(comment, place=""), inside, *noted}


def test_notes_on_what_colleagues_answer_differently_do_not_say_who(tiny: Toolkit, known: dict[str, Field]) -> None:
    joined = organisation(
        tiny,
        known,
        response("North", {"A2": "yes"}, role="Manager"),
        response("North", {"A2": "no"}, role="Director"),
    )

    made = tallies.of(tiny, known, [joined])

    assert made.notes == (Note("open", "No; Yes", code="A2"),)
    assert made.undecided == {"A2": 1} and "A2" not in made.answers and not made.blank


def test_no_responses_make_an_empty_report(tiny: Toolkit, known: dict[str, Field]) -> None:
    made = tallies.of(tiny, known, [])

    assert made.responses == 0 and made.answers == {}


def as_made(name: str, answers: Mapping[str, Value], **respondent: str) -> Response:
    """Return a copy that came back as it was made, with what a coordinator has put into it."""
    return replace(response(name, answers, **respondent), source=Origin(sha256=f"{name:0>64}", untouched=True))


def test_what_holds_no_answer_makes_no_group_large_enough(shipped: Toolkit) -> None:
    known = fields.known(shipped)
    spain = [response(f"S{number}", {"S1": "x"}, country="Spain", role="Worker") for number in range(9)]
    (italy,) = [response("I", {"S1": "mine"}, country="Italy", role="Manager")]
    blank = [response(f"B{number}", {}, country="Italy", role="Manager") for number in range(6)]
    made_so = [as_made(f"M{number}", {"S1": "put in"}, country="Italy", role="Manager") for number in range(6)]

    report = tallies.of(shipped, known, [*blank, *spain, italy, *made_so])

    assert (report.responses, report.blank, report.answered, report.organisations) == (22, 12, 10, 10)
    assert [(group.counts, group.pooled) for group in report.groups.values()] == [((), 10)] * 2
    assert [answer.value for answer in report.answers["S1"]] == [*["x"] * 9, "mine"]
    assert {lines["organisation"] for lines in report.people} == {"I", *(f"S{number}" for number in range(9))}
    assert replace(report, responses=10, blank=0) == tallies.of(shipped, known, [*spain, italy])


def test_names_are_told_where_enough_hold_an_answer_and_not_where_enough_came_back(
    tiny: Toolkit, known: dict[str, Field]
) -> None:
    given = [*many("A3", "a", "b", "c", "d"), response("", {}), as_made("Z", {"A3": "e"})]

    assert tallies.of(tiny, known, given).unattributed
