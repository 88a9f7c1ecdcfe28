"""Organisations: equal answers become one, texts stand side by side, the rest waits for people."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit_cli.kits import words
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.values import Value
from toolkit_cli.layout.fill import Said
from toolkit_cli.responses import decisions, readanswers, writeanswers
from toolkit_cli.responses.decisions import Decision, OpenQuestion
from toolkit_cli.responses.merge import merge
from toolkit_cli.responses.organisationnames import similar_names
from toolkit_cli.responses.organisations import apart, by_organisation, undecided, unlabelled, who_of
from toolkit_cli.responses.response import Origin, Response
from toolkit_cli.returned import Note

from .conftest import Folder, problems
from .responses import everything


def person(id_: str, answers: dict[str, Value], role: str = "", organisation: str = "North", **who: str) -> Response:
    named = {"organisation": organisation, "role": role, **who}
    return Response(answers, {name: value for name, value in named.items() if value}, id_)


def test_each_organisation_has_one_response(tiny_fields: dict[str, Field]) -> None:
    one, two = person("c1", {"A2": "yes"}, organisation="North"), person("c2", {"A2": "yes"}, organisation=" north ")
    alone, nobody = person("c3", {"A2": "no"}, organisation="East"), person("c4", {"A2": "no"}, organisation="")
    neither = person("c5", {"A2": "yes"}, organisation="")

    made, opens = by_organisation([one, neither, nobody, two, alone], tiny_fields)

    assert [(response.organisation, response.answers["A2"]) for response in made] == [
        ("", "no"),
        ("", "yes"),
        ("East", "no"),
        ("North", "yes"),
    ]
    assert made[:3] == (nobody, neither, alone)
    assert made[3].members == (one, two)
    assert made[3].id.startswith("org-") and len(made[3].id) == 12
    assert opens == ()


def test_the_spelling_that_most_people_use_is_printed(tiny_fields: dict[str, Field]) -> None:
    names = ["NORTH", "North", "north", "North "]

    (made,), _ = by_organisation([person(f"c{i}", {}, organisation=name) for i, name in enumerate(names)], tiny_fields)

    assert made.organisation == "North"


@pytest.mark.parametrize(
    ("names", "usual"),
    [
        (["North\u200b", "\ufeffNorth", "North\u200b", "North"], "North"),
        (["Rainbow \U0001f3f3\ufe0f\u200d\U0001f308", "RAINBOW \U0001f3f3\ufe0f\u200d\U0001f308"] * 2, None),
    ],
)
def test_no_character_that_nobody_sees_is_in_the_spelling_unless_all_have_it(
    tiny_fields: dict[str, Field], names: list[str], usual: str | None
) -> None:
    (made,), _ = by_organisation([person(f"c{i}", {}, organisation=name) for i, name in enumerate(names)], tiny_fields)

    assert made.organisation == (usual or min(names))
    assert {member.organisation for member in made.members} == set(names)


def test_spellings_of_one_name_come_together_whatever_stands_between_them(tiny_fields: dict[str, Field]) -> None:
    names = ['"North"', "Middle", "\u201cNorth\u201d", "ΟΜΑΔΑ", "Ομάγα", "Ομάδα"]

    made, _ = by_organisation([person(f"c{i}", {}, organisation=name) for i, name in enumerate(names)], tiny_fields)

    assert sorted(len(each.members) for each in made) == [0, 0, 2, 2]


def test_an_open_question_that_somebody_has_answered_by_hand_is_open_no_more() -> None:
    notes = (Note("open", code="A2"), Note("open", code="A6"))

    assert undecided(Response({"A2": "yes"}, notes=notes)) == ["A6"]


def test_people_are_known_by_all_lines_about_them_but_the_date() -> None:
    who = {"organisation": "N", "date": "2021-03-19", "team": "Blue", "country": "Malta", "role": "Manager"}

    assert who_of([Response({}, who), Response({}, {"team": "Red"})]) == ["Manager, Malta, Blue", "Red"]


def test_texts_stand_side_by_side_with_who_wrote_them(tiny_fields: dict[str, Field]) -> None:
    people = [
        person("c1", {"A3": "By post.\nAnd phone."}, "Manager", country="Malta"),
        person("c2", {"A3": "Not at all."}),
        person("c3", {"A3": "By post. And  phone."}, "Director", country="Malta"),
    ]

    (made,), opens = by_organisation(people, tiny_fields)

    assert made.answers == {"A3": "Manager, Malta, Director, Malta:\nBy post.\nAnd phone.\n\nResponse c2:\nNot at all."}
    assert (made.notes, opens) == ((), ())


def test_texts_of_one_line_stand_side_by_side_in_one_line(tiny_fields: dict[str, Field]) -> None:
    fields = {"A3": replace(tiny_fields["A3"], kind="line")}

    (made,), _ = by_organisation([person("c1", {"A3": "Two"}, "A"), person("c2", {"A3": "One"}, "B")], fields)

    assert made.answers == {"A3": "A: Two; B: One"}


@pytest.mark.parametrize(("kind", "between"), [("text", "\n\n"), ("line", "; ")])
def test_no_member_is_told_by_the_place_of_an_answer(
    tiny_fields: dict[str, Field], kind: Literal["text", "line"], between: str
) -> None:
    fields = {"A3": replace(tiny_fields["A3"], kind=kind)}
    people = [
        person(id_, {"A3": said}, role) for id_, said, role in (("c1", "b", "A"), ("c2", "c", "B"), ("c3", "a", "C"))
    ]

    (made,), _ = by_organisation(people, fields)

    assert unlabelled("A3", made) == between.join("abc")


@pytest.mark.parametrize(("kind", "between"), [("text", "\n\n"), ("line", "; ")])
def test_what_somebody_has_corrected_by_hand_stays_without_who_wrote_it(
    tiny_fields: dict[str, Field], kind: Literal["text", "line"], between: str
) -> None:
    fields = {"A3": replace(tiny_fields["A3"], kind=kind)}
    people = [person("c1", {"A3": "By post."}, "Head"), person("c2", {"A3": "By phone."}, "Head: groups")]

    (made,), _ = by_organisation(people, fields)

    corrected = replace(made, answers={"A3": str(made.answers["A3"]).replace("phone", "mail")})
    assert unlabelled("A3", corrected) == between.join(("By post.", "By mail."))
    assert apart("A3", corrected) == [unlabelled("A3", corrected)]
    assert apart("A3", made) == ["By phone.", "By post."]


def test_an_organisation_is_of_the_version_that_all_its_members_have(tiny_fields: dict[str, Field]) -> None:
    old, older, new = (replace(person(f"c{at}", {}), version=said) for at, said in enumerate(("1.0", "1.0", "2.0")))

    assert by_organisation([old, older], tiny_fields)[0][0].version == "1.0"
    assert by_organisation([old, new], tiny_fields)[0][0].version == ""


def test_people_who_call_themselves_the_same_are_told_apart(tiny_fields: dict[str, Field]) -> None:
    people = [
        person("c1", {"A3": "One"}, "Manager", date="2021-03-01"),
        person("c2", {"A3": "Two"}, "manager", date="2021-03-02"),
    ]

    (made,), _ = by_organisation(people, tiny_fields)

    assert made.answers == {"A3": "Manager (c1):\nOne\n\nmanager (c2):\nTwo"}


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("A2", "yes", "no"),
        ("A4", "1", "2"),
        ("A4", "1", "about two"),
        ("A5", "2021-03-01", "2021-03-02"),
        ("A6", "low", "high"),
        ("A7", ("phone",), ("phone", "post")),
    ],
)
def test_other_answers_that_differ_wait_for_a_decision(
    tiny_fields: dict[str, Field], code: str, one: Value, other: Value
) -> None:
    (made,), opens = by_organisation([person("c1", {code: one}, "A"), person("c2", {code: other}, "B")], tiny_fields)

    assert made.answers == {}
    assert opens == (OpenQuestion("North", code, tiny_fields[code].name, (Said("A", one), Said("B", other))),)
    assert [note.kind for note in made.notes] == ["open"]


def test_an_open_answer_is_noted_in_words(tiny_fields: dict[str, Field]) -> None:
    (made,), _ = by_organisation([person("c1", {"A2": "yes"}, "A"), person("c2", {"A2": "no"}, "B")], tiny_fields)

    assert made.notes == (Note("open", text="A: Yes; B: No", code="A2"),)


def test_who_left_a_question_empty_does_not_disagree(tiny_fields: dict[str, Field]) -> None:
    (made,), opens = by_organisation([person("c1", {"A2": "yes"}), person("c2", {"A4": "1"})], tiny_fields)

    assert (made.answers, opens) == ({"A2": "yes", "A4": "1"}, ())


def test_numbers_that_are_none_stand_side_by_side(tiny_fields: dict[str, Field]) -> None:
    people = [person("c1", {"A4": "a few"}, "A"), person("c2", {"A4": "about ten"}, "B")]

    (made,), opens = by_organisation(people, tiny_fields)

    assert made.answers == {"A4": "A:\na few\n\nB:\nabout ten"}
    assert [note.kind for note in made.notes] == ["misfit"]
    assert opens == ()


def test_what_people_say_of_themselves_is_listed_where_it_differs(tiny_fields: dict[str, Field]) -> None:
    (made,), _ = by_organisation(
        [person("c1", {}, "Manager", country="Malta"), person("c2", {}, "Director", country="malta")], tiny_fields
    )

    assert made.respondent == {"organisation": "North", "role": "Director; Manager", "country": "Malta"}


def test_a_role_stands_once_as_most_of_its_people_write_it(tiny_fields: dict[str, Field]) -> None:
    roles = ["trainer", "Trainer", "Board", "Trainer"]

    (made,), _ = by_organisation([person(f"c{i}", {}, role) for i, role in enumerate(roles)], tiny_fields)

    assert made.respondent["role"] == "Board; Trainer"


def test_the_same_roles_are_told_alike_whoever_has_them(tiny_fields: dict[str, Field]) -> None:
    people = [person("c1", {"A1": "One."}, "trainer", country="Malta"), person("c2", {"A1": "Two."}, "Board")]
    others = [person("c3", {"A1": "One."}, "Board", "East"), person("c4", {"A1": "Two."}, "trainer", "East")]

    made, _ = by_organisation([*people, *others], tiny_fields)

    assert [each.respondent["role"] for each in made] == ["Board; trainer", "Board; trainer"]


def test_a_decision_settles_what_was_open(tiny_fields: dict[str, Field]) -> None:
    people = [person("c1", {"A2": "yes"}, "A"), person("c2", {"A2": "no"}, "B")]

    (made,), opens = by_organisation(people, tiny_fields, [Decision("NORTH", "A2", "no", ("Yes", "No"))])

    assert by_organisation(people, tiny_fields, [Decision("North", "A2", "no")]) == ((made,), opens)  # without a list
    assert made.answers == {"A2": "no"}
    assert made.notes == (Note("decided", text="A: Yes; B: No", code="A2"),)
    assert opens == (OpenQuestion("North", "A2", tiny_fields["A2"].name, (Said("A", "yes"), Said("B", "no")), "no"),)


def test_a_decision_that_all_agree_with_is_no_problem(tiny_fields: dict[str, Field]) -> None:
    people = [person("c1", {"A2": "yes"}), person("c2", {"A2": "yes"})]

    (made,), _ = by_organisation(people, tiny_fields, [Decision("North", "A2", "yes")])

    assert made.answers == {"A2": "yes"}


def test_every_decision_that_matches_nothing_is_told(tiny_fields: dict[str, Field]) -> None:
    people = [person("c1", {"A2": "yes"}, "A"), person("c2", {"A2": "no", "A4": "3"}, "B")]
    given_ = [
        Decision("North", "A2", "yes", ("Yes", "Not sure"), "d.yaml", 3),
        Decision("North", "A2", "no", (), "d.yaml", 6),
        Decision("Nort", "A2", "no", (), "d.yaml", 9),
        Decision("North", "A4", "5", (), "d.yaml", 12),
    ]

    assert problems(lambda: by_organisation(people, tiny_fields, given_)) == [
        "d.yaml:6: A2 of 'North' is decided twice (first on line 3). Keep one of the two.",
        "d.yaml:3: Another answer to A2 has come since this was decided (B: No). "
        "Decide again, and add that answer to those listed above.",
        "d.yaml:9: There is no response from an organisation 'Nort'. Did you mean 'North'?",
        "d.yaml:12: There is nothing to decide on A4 of 'North' any more. Take this decision out.",
    ]


def test_an_answer_that_was_taken_out_of_the_list_is_told(tiny_fields: dict[str, Field]) -> None:
    people = [person("c1", {"A2": "yes"}, "A"), person("c2", {"A2": "no"}, "B")]
    given_ = [Decision("North", "A2", "yes", ("Yes",), "d.yaml", 3)]

    assert problems(lambda: by_organisation(people, tiny_fields, given_)) == [
        "d.yaml:3: Of the answers to A2, one is not in the list any more (B: No). Put it back."
    ]


def test_a_merged_file_is_read_back_with_its_members(
    folder: Folder, tiny: Toolkit, tiny_fields: dict[str, Field]
) -> None:
    people = [
        person("c1", {"A2": "yes", "A3": "One\n\nTwo", "A4": "a few"}, date="2021-03-01"),
        person("c2", {"A2": "no", "A4": "about ten"}, date="2021-03-02"),
    ]
    people = [replace(each, version="1.0", source=replace(each.source, sha256="0" * 64)) for each in people]
    made, _ = by_organisation(people, tiny_fields)
    text = writeanswers.text(writeanswers.several(tiny, made), "yaml")

    again = readanswers.load(folder.write("m.yaml", text), tiny, tiny_fields)

    assert merge(again) == merge(people)
    assert by_organisation(again, tiny_fields)[0] == made


VALUES = {
    "A2": st.sampled_from(["yes", "no"]),
    "A3": st.sampled_from(["One", "One ", "Two\n\nlines", "Ω"]),
    "A4": st.sampled_from(["1", "2", "a few", "about ten"]),
    "A7": st.sampled_from([("phone",), ("post",)]),
    "gone": st.sampled_from(["x", "y"]),
}


PEOPLE = st.lists(
    st.builds(
        Response,
        st.fixed_dictionaries({}, optional=VALUES),
        st.fixed_dictionaries(
            {},
            optional={
                "organisation": st.sampled_from(["North", "north ", "NORTH", "East", " "]),
                "role": st.sampled_from(["Manager", "Director"]),
            },
        ),
        st.sampled_from(["c1", "c2", "c3", "c4", "c5"]),
    ),
    max_size=6,
)


def test_names_like_those_of_decisions_without_a_response_are_looked_for_a_few_times_only(
    tiny_fields: dict[str, Field],
) -> None:
    people = [person("c1", {"A2": "yes"}, organisation="North")]
    given_ = [Decision(f"Nort {at}", "A2", "yes", (), "d.yaml", at) for at in range(1, 1000)]

    told = problems(lambda: by_organisation(people, tiny_fields, given_))

    assert [said.endswith("Did you mean 'North'?") for said in told] == [True] * 20 + [False] * 979


MANY = settings(max_examples=150, deadline=None)


@MANY
@given(PEOPLE, PEOPLE)
def test_organisations_in_steps_are_organisations_at_once(
    tiny_fields: dict[str, Field], some: list[Response], others: list[Response]
) -> None:
    first, _ = by_organisation(some, tiny_fields)
    second, _ = by_organisation(others, tiny_fields)

    at_once = by_organisation([*some, *others], tiny_fields)

    assert by_organisation([*second, *first], tiny_fields) == at_once
    assert by_organisation(at_once[0], tiny_fields) == at_once
    assert merge(at_once[0]) == merge([*some, *others])


@MANY
@given(PEOPLE)
def test_nothing_is_lost_and_nothing_is_chosen(tiny_fields: dict[str, Field], people: list[Response]) -> None:
    made, opens = by_organisation(people, tiny_fields)

    assert {said for each in people for said in everything(each)} <= {
        said for each in made for said in everything(each)
    }
    for each in made:
        for code in {code for member in each.members for code in member.answers}:
            said = {member.answers[code] for member in each.members if code in member.answers}
            is_open = any(open_.code == code and open_.organisation == each.organisation for open_ in opens)
            assert (code in each.answers) is not is_open
            if not is_open:
                assert all(str(value).strip() in str(each.answers[code]) for value in said)


@MANY
@given(PEOPLE, st.data())
def test_what_is_decided_and_handed_back_makes_the_same_merge(
    tiny: Toolkit,
    tiny_fields: dict[str, Field],
    tmp_path_factory: pytest.TempPathFactory,
    people: list[Response],
    data: st.DataObject,
) -> None:
    _, opens = by_organisation(people, tiny_fields)
    chosen: dict[str, Value] = {"A2": "no", "A4": "7", "A7": ("phone", "post")}
    decided = [replace(open_, decision=chosen[open_.code]) if data.draw(st.booleans()) else open_ for open_ in opens]
    path = tmp_path_factory.mktemp("decided") / "d.yaml"
    path.write_text(decisions.text(decided, tiny, tiny_fields, words.of(tiny)), encoding="utf-8")

    made, again = by_organisation(people, tiny_fields, decisions.load(path, tiny, tiny_fields))

    assert list(again) == decided
    assert decisions.text(again, tiny, tiny_fields, words.of(tiny)) == path.read_text(encoding="utf-8")
    assert [
        each.answers.get(open_.code) for open_ in decided for each in made if each.organisation == open_.organisation
    ] == [open_.decision for open_ in decided]
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["toolkit"] == "tiny"


@pytest.mark.parametrize(
    "names",
    [
        ("Αθήνα Πρόγραμμα", "ΑΘΗΝΑ Πρόγραμμα"),
        ("Caf\u00e9\u200b Berlin", "Café Berlin"),
        ("İzmir", "izmir"),
        ("Işık Derneği", "IŞIK DERNEĞİ"),
        ("L’Aquila", "L'Aquila"),
    ],
)
def test_a_name_is_the_same_whatever_nobody_sees_or_capitals_lack(
    names: tuple[str, str], tiny_fields: dict[str, Field]
) -> None:
    people = [person(f"c{at}", {"A3": "x"}, organisation=name) for at, name in enumerate((names[0], "Beta", names[1]))]

    made, _ = by_organisation(people, tiny_fields)

    assert [len(response.members) for response in made if response.members] == [2]
    assert list(similar_names(names)) == []


def test_names_that_may_be_one_are_told() -> None:
    names = ["Café Berlin", "Cafe Berlin", "Café-Berlin", "café berlin", "Zagreb", "Zagreb 2", ""]

    assert list(similar_names(names)) == [["Cafe Berlin", "Café Berlin", "Café-Berlin"]]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Zürich Hilfe", "Zürich Hilfe e. V.", True),
        ("Programme North", "Programme North Ltd", True),
        ("Programme North", "PROGRAMME NORTH, LTD.", True),
        ("Zürich Hilfe", "Zürcih Hilfe", True),
        ("Zürich Hilfe", "Zürich Hife", True),
        ("Zürich Hilfe", "Zürich Hulfe", True),
        ("Programme East", "Programme West", False),
        ("Programme North", "Programme South", False),
        ("Programme A", "Programme B", False),
        ("Programme I", "Programme II", False),
        ("Programme 12", "Programme 13", False),
        ("Haus", "Maus", False),
        ("e. V.", "Ltd", False),
    ],
)
def test_a_slip_or_a_legal_form_may_be_all_that_parts_two_names(one: str, other: str, same: bool) -> None:
    assert list(similar_names([one, other])) == ([sorted([one, other])] if same else [])


def test_names_are_told_together_that_are_like_a_third_one() -> None:
    names = ["Zürich Hilfe e.V.", "Zürcih Hilfe", "Zürich Hilfe", "Graz"]

    assert list(similar_names(names)) == [["Zürcih Hilfe", "Zürich Hilfe", "Zürich Hilfe e.V."]]


@pytest.mark.parametrize("names", [("Żółw", "Zolw"), ("Udruženje Šansa", "Удружење Шанса"), ("Straße", "Strasse")])
def test_names_that_are_typed_on_another_keyboard_may_be_one(names: tuple[str, str]) -> None:
    assert len(list(similar_names(names))) == (0 if names[0] == "Straße" else 1)


def test_organisations_stand_in_the_order_of_the_alphabet(tiny_fields: dict[str, Field]) -> None:
    names = ["Ącki", "Bielsko", "Ćmielów", "Elbląg", "Łódź", "Łódź 2", "Łódź 10", "Śrem", "Zamość", "Żory"]
    people = [person(f"c{at}", {"A3": "x"}, organisation=name) for at, name in enumerate(reversed(names))]

    made, _ = by_organisation(people, tiny_fields)

    assert [response.organisation for response in made] == names


def test_what_was_put_into_a_copy_that_came_back_as_it_was_made_is_no_member_s_answer(
    tiny_fields: dict[str, Field],
) -> None:
    who = {"organisation": "North"}
    said = Response({"A2": "yes", "A3": "Mine."}, {**who, "role": "Trainer"}, "c1")
    made = Response({"A2": "no", "A3": "Put in."}, {**who, "role": "Head"}, "c2", source=Origin(untouched=True))

    (org,), opens = by_organisation([said, made], tiny_fields)

    assert (org.answers, org.respondent, opens) == (said.answers, said.respondent, ())
    assert len(org.members) == 2 and unlabelled("A3", org) == "Mine."
    assert by_organisation([org], tiny_fields) == ((org,), ())


def of_file(name: str, answer: str, who: dict[str, str], sha: str) -> Response:
    return Response({"A2": answer}, {"organisation": "North", **who}, sha * 12, source=Origin(name, sha256=sha * 64))


def test_who_is_to_be_asked_is_named_by_the_file_where_nothing_else_tells(
    tiny: Toolkit, tiny_fields: dict[str, Field], folder: Folder
) -> None:
    trainer = {"role": "Trainer"}
    people = [
        of_file("anna.docx", "yes", trainer, "1"),
        of_file("bo.docx", "no", trainer, "2"),
        of_file("cy.docx", "no", {"role": "Head"}, "3"),
        of_file("form.docx", "yes", {}, "4"),
        of_file("Form.docx", "no", {}, "5"),
        Response({"A2": "no"}, {"organisation": "North"}, "typed"),
    ]

    (org,), opens = by_organisation(people, tiny_fields)

    names = {"Trainer (anna.docx)", "Trainer (bo.docx)", "Head"}
    names |= {f"form.docx, {'4' * 12}", f"Form.docx, {'5' * 12}", "Response typed"}
    (entry,) = yaml.safe_load(decisions.text(opens, tiny, tiny_fields, words.of(tiny)))["decisions"]
    assert entry["answers"].keys() == names
    assert by_organisation([org, *people[::-1]], tiny_fields) == ((org,), opens)
    assert "docx" not in org.notes[0].text and f"Trainer ({'1' * 12})" in org.notes[0].text  # which redaction knows
    path = folder.write(
        "d.yaml", decisions.text(opens, tiny, tiny_fields, words.of(tiny)).replace("decision:\n", "decision: Yes\n")
    )
    assert decisions.load(path, tiny, tiny_fields)[0].answer == "yes"
