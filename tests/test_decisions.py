"""Decisions and organisations: equal answers become one, texts stand side by side, the rest waits for people."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit_cli.errors import AnswersError
from toolkit_cli.kits.fields import Field, Option
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.layout.fill import Said, Value
from toolkit_cli.responses import answers, answersfile, decisions
from toolkit_cli.responses.decisions import Decision, Open
from toolkit_cli.responses.givenanswer import fits
from toolkit_cli.responses.merge import merge
from toolkit_cli.responses.organisations import by_organisation, nearly
from toolkit_cli.responses.response import Response
from toolkit_cli.returned import Note

from .conftest import Folder, problems
from .responses import everything


def person(id_: str, answers: dict[str, Value], role: str = "", organisation: str = "North", **who: str) -> Response:
    named = {"organisation": organisation, "role": role, **who}
    return Response(answers, {name: value for name, value in named.items() if value}, id_)


def test_each_organisation_has_one_response(tiny_fields: dict[str, Field]) -> None:
    one, two = person("c1", {"A2": "yes"}, organisation="North"), person("c2", {"A2": "yes"}, organisation=" north ")
    alone, nobody = person("c3", {"A2": "no"}, organisation="East"), person("c4", {"A2": "no"}, organisation="")

    made, opens = by_organisation([one, nobody, two, alone], tiny_fields)

    assert [(response.organisation, response.answers["A2"]) for response in made] == [
        ("", "no"),
        ("East", "no"),
        ("North", "yes"),
    ]
    assert made[:2] == (nobody, alone)
    assert made[2].members == (one, two)
    assert made[2].id.startswith("org-") and len(made[2].id) == 12
    assert opens == ()


def test_the_spelling_that_most_people_use_is_printed(tiny_fields: dict[str, Field]) -> None:
    names = ["NORTH", "North", "north", "North "]

    (made,), _ = by_organisation([person(f"c{i}", {}, organisation=name) for i, name in enumerate(names)], tiny_fields)

    assert made.organisation == "North"


def test_texts_stand_side_by_side_with_who_wrote_them(tiny_fields: dict[str, Field]) -> None:
    people = [
        person("c1", {"A3": "By post.\nAnd phone."}, "Manager", country="Malta"),
        person("c2", {"A3": "Not at all."}),
        person("c3", {"A3": "By post. And  phone."}, "Director", country="Malta"),
    ]

    (made,), opens = by_organisation(people, tiny_fields)

    assert made.answers == {"A3": "Manager, Malta, Director, Malta:\nBy post.\nAnd phone.\n\nResponse c2:\nNot at all."}
    assert opens == ()


def test_people_who_call_themselves_the_same_are_told_apart(tiny_fields: dict[str, Field]) -> None:
    people = [person("c1", {"A3": "One"}, "Manager"), person("c2", {"A3": "Two"}, "manager")]

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
    assert opens == (Open("North", code, tiny_fields[code].name, (Said("A", one), Said("B", other))),)
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

    assert made.respondent == {"organisation": "North", "role": "Manager; Director", "country": "Malta"}


def test_a_decision_settles_what_was_open(tiny_fields: dict[str, Field]) -> None:
    people = [person("c1", {"A2": "yes"}, "A"), person("c2", {"A2": "no"}, "B")]

    (made,), opens = by_organisation(people, tiny_fields, [Decision("NORTH", "A2", "no", ("Yes", "No"))])

    assert made.answers == {"A2": "no"}
    assert made.notes == (Note("decided", text="A: Yes; B: No", code="A2"),)
    assert opens == (Open("North", "A2", tiny_fields["A2"].name, (Said("A", "yes"), Said("B", "no")), "no"),)


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
        "d.yaml:9: There is no response of an organisation 'Nort'. Did you mean 'North'?",
        "d.yaml:12: There is nothing to decide on A4 of 'North' any more. Take this decision out.",
    ]


def test_an_answer_that_was_taken_out_of_the_list_is_told(tiny_fields: dict[str, Field]) -> None:
    people = [person("c1", {"A2": "yes"}, "A"), person("c2", {"A2": "no"}, "B")]
    given_ = [Decision("North", "A2", "yes", ("Yes",), "d.yaml", 3)]

    assert problems(lambda: by_organisation(people, tiny_fields, given_)) == [
        "d.yaml:3: Of the answers to A2, one is not in the list any more (B: No). Put it back."
    ]


@pytest.fixture
def opens() -> tuple[Open, ...]:
    return (
        Open("North", "A2", "Did it work?", (Said("Manager", "yes"), Said("Director: West", "no"))),
        Open("North", "A4", "How many?", (Said("Manager", "3"), Said("Director: West", "4")), "4"),
        Open(
            "Ω\n“North”: #1", "A7", "By what means?", (Said("A", ("phone",)), Said("B", ("phone", "post"))), ("post",)
        ),
        Open("West", "A5", "Since when?", (Said("A", "2021-03-01"), Said("B", "2021-03-02"))),
    )


def test_the_file_of_decisions_lists_each_open_answer_with_all_that_was_said(
    opens: tuple[Open, ...], tiny: Toolkit, tiny_fields: dict[str, Field]
) -> None:
    text = decisions.text(opens, tiny, tiny_fields)

    assert text.startswith("# Answers that differ within an organisation, and wait for a decision.\n")
    assert (
        text[text.index("toolkit:") :]
        == """\
toolkit: tiny
decisions:

- organisation: North
  code: A2
  question: Did it work?
  answers:
    Manager: Yes
    'Director: West': No
  offered: Yes / No
  decision:

- organisation: North
  code: A4
  question: How many?
  answers:
    Manager: 3
    'Director: West': 4
  offered: a whole number
  decision: 4

- organisation: |-
    Ω
    “North”: #1
  code: A7
  question: By what means?
  answers:
    A: By phone
    B: By phone, By post
  offered: By phone / By post
  decision: [By post]

- organisation: West
  code: A5
  question: Since when?
  answers:
    A: 2021-03-01
    B: 2021-03-02
  offered: a date, written as year-month-day
  decision:
"""
    )


def test_many_are_written_as_few_are(
    opens: tuple[Open, ...], tiny: Toolkit, tiny_fields: dict[str, Field], monkeypatch: pytest.MonkeyPatch
) -> None:
    few = decisions.text(opens, tiny, tiny_fields)
    monkeypatch.setattr(answersfile, "FEW", 0)

    assert decisions.text(opens, tiny, tiny_fields) == few


def test_what_is_filled_in_is_read_back(
    folder: Folder, opens: tuple[Open, ...], tiny: Toolkit, tiny_fields: dict[str, Field]
) -> None:
    text = decisions.text(opens, tiny, tiny_fields)
    filled = text.replace("Yes / No\n  decision:\n", "Yes / No\n  decision: No\n")
    filled = f"{filled.rstrip()} 2021-03-02\n"

    found = decisions.load(folder.write("d.yaml", filled), tiny, tiny_fields)

    assert found == (
        Decision("North", "A2", "no", ("Yes", "No")),
        Decision("North", "A4", "4", ("3", "4")),
        Decision("Ω\n“North”: #1", "A7", ("post",), ("By phone", "By phone, By post")),
        Decision("West", "A5", "2021-03-02", ("2021-03-01", "2021-03-02")),
    )
    assert found[0].line == filled[: filled.index("decision: No")].count("\n") + 1


@pytest.mark.parametrize(
    "said",
    ["[By phone, post]", "by PHONE , By post", "By phone, By post", "phone,post", "\n      - By phone\n      - post"],
)
def test_several_may_be_decided_however_they_are_listed(
    folder: Folder, tiny: Toolkit, tiny_fields: dict[str, Field], said: str
) -> None:
    path = folder.write("d.yaml", f"decisions:\n  - organisation: North\n    code: A7\n    decision: {said}\n")

    assert decisions.load(path, tiny, tiny_fields) == (Decision("North", "A7", ("phone", "post")),)


def test_a_file_of_decisions_is_known_by_its_beginning(tiny: Toolkit, tiny_fields: dict[str, Field]) -> None:
    assert decisions.is_file(decisions.text((), tiny, tiny_fields).encode())
    assert not decisions.is_file(b"toolkit: tiny\nresponses: []\n")


def test_every_problem_of_a_file_of_decisions_is_told(
    folder: Folder, tiny: Toolkit, tiny_fields: dict[str, Field]
) -> None:
    text = """\
toolkit: tiny
decisions:
  - organisation: North
    code: A2
    decision: perhaps
  - organisation: North
    code: A9
    decision: yes
  - code: A2
    decision: yes
  - organisation: North
    kode: A4
    decision: 3
  - organisation: North
    code: A4
    decision: many
  - just words
"""

    assert problems(lambda: decisions.load(folder.write("d.yaml", text), tiny, tiny_fields), folder.path) == [
        "d.yaml:5: The answer to 'A2' is 'perhaps', which is not offered. It offers: yes, no.",
        "d.yaml:7: There is no field 'A9'. Did you mean 'A7' or 'A6' or 'A5'?",
        "d.yaml:9: This decision does not name its organisation. Name it.",
        "d.yaml:12: The key 'kode' does not belong in a file of decisions. Did you mean 'code'?",
        "d.yaml:11: This decision does not name its 'code'. Put it back, as the merge wrote it.",
        "d.yaml:16: The answer to 'A4' is 'many', which is no whole number of 0 or more. "
        "Write digits only, 12 at most.",
        "d.yaml:17: A decision has to hold 'organisation', 'code' and 'decision'.",
    ]


@pytest.mark.parametrize("text", ["toolkit: tiny\nanswers: {}\n", "- a\n", "decisions: yes\n"])
def test_another_file_is_no_file_of_decisions(
    folder: Folder, tiny: Toolkit, tiny_fields: dict[str, Field], text: str
) -> None:
    with pytest.raises(AnswersError, match="no file of decisions"):
        decisions.load(folder.write("d.yaml", text), tiny, tiny_fields)


def test_decisions_for_another_toolkit_are_refused(
    folder: Folder, tiny: Toolkit, tiny_fields: dict[str, Field]
) -> None:
    with pytest.raises(AnswersError, match="decisions for the toolkit 'other'"):
        decisions.load(folder.write("d.yaml", "toolkit: other\ndecisions: []\n"), tiny, tiny_fields)


def test_a_merged_file_is_read_back_with_its_members(
    folder: Folder, tiny: Toolkit, tiny_fields: dict[str, Field]
) -> None:
    people = [
        person("c1", {"A2": "yes", "A3": "One\n\nTwo", "A4": "a few"}, date="2021-03-01"),
        person("c2", {"A2": "no", "A4": "about ten"}, date="2021-03-02"),
    ]
    people = [replace(each, version="1.0", source=replace(each.source, sha256="0" * 64)) for each in people]
    made, _ = by_organisation(people, tiny_fields)
    text = answersfile.text(answersfile.several(tiny, made), "yaml")

    again = answers.load(folder.write("m.yaml", text), tiny, tiny_fields)

    assert merge(again) == merge(people)
    assert by_organisation(again, tiny_fields)[0] == made


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
        ("A7", ("phone", "post"), True),
        ("A7", ("fax",), False),
        ("A3", "anything", True),
    ],
)
def test_an_answer_fits_only_the_kind_of_its_field(
    tiny_fields: dict[str, Field], code: str, value: Value, whether: bool
) -> None:
    assert fits(tiny_fields[code], value) is whether


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
    chosen = {"A2": "no", "A4": "7", "A7": ("phone", "post")}
    decided = [replace(open_, decision=chosen[open_.code]) if data.draw(st.booleans()) else open_ for open_ in opens]
    path = tmp_path_factory.mktemp("decided") / "d.yaml"
    path.write_text(decisions.text(decided, tiny, tiny_fields), encoding="utf-8")

    made, again = by_organisation(people, tiny_fields, decisions.load(path, tiny, tiny_fields))

    assert list(again) == decided
    assert decisions.text(again, tiny, tiny_fields) == path.read_text(encoding="utf-8")
    assert [
        each.answers.get(open_.code) for open_ in decided for each in made if each.organisation == open_.organisation
    ] == [open_.decision for open_ in decided]
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["toolkit"] == "tiny"


@pytest.mark.parametrize("said", ["By phone, at home, By post", "By post, phone", "by phone, at home,By Post"])
def test_a_label_with_commas_is_one_option(
    said: str, folder: Folder, tiny: Toolkit, tiny_fields: dict[str, Field]
) -> None:
    asked = tiny_fields["A7"]
    options = tuple(
        replace(each, label=f"{each.label}, at home") if each.code == "phone" else each for each in asked.options
    )
    text = f"decisions: [{{organisation: North, code: A7, decision: '{said}'}}]"

    (made,) = decisions.load(folder.write("d.yaml", text), tiny, {"A7": replace(asked, options=options)})

    assert made.answer == ("phone", "post")


@pytest.mark.parametrize(("kind", "said", "meant"), [("choice", "c", "b"), ("many", "c, a", ("b", "c"))])
def test_a_decision_is_taken_for_a_label_before_it_is_taken_for_a_code(
    folder: Folder, tiny: Toolkit, tiny_fields: dict[str, Field], kind: str, said: str, meant: Value
) -> None:
    offered = (Option("a", "b"), Option("b", "c"), Option("c", "a"))
    path = folder.write("d.yaml", f"decisions: [{{organisation: North, code: A7, decision: '{said}'}}]")

    (made,) = decisions.load(path, tiny, {"A7": replace(tiny_fields["A7"], kind=kind, options=offered)})

    assert made.answer == meant


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
    assert list(nearly(names)) == []


def test_names_that_may_be_one_are_told() -> None:
    names = ["Café Berlin", "Cafe Berlin", "Café-Berlin", "café berlin", "Zagreb", "Zagreb 2", ""]

    assert list(nearly(names)) == [["Cafe Berlin", "Café Berlin", "Café-Berlin"]]


@pytest.mark.parametrize("names", [("Żółw", "Zolw"), ("Udruženje Šansa", "Удружење Шанса"), ("Straße", "Strasse")])
def test_names_that_are_typed_on_another_keyboard_may_be_one(names: tuple[str, str]) -> None:
    assert len(list(nearly(names))) == (0 if names[0] == "Straße" else 1)


def test_organisations_stand_in_the_order_of_the_alphabet(tiny_fields: dict[str, Field]) -> None:
    names = ["Ącki", "Bielsko", "Ćmielów", "Elbląg", "Łódź", "Śrem", "Zamość", "Żory"]
    people = [person(f"c{at}", {"A3": "x"}, organisation=name) for at, name in enumerate(reversed(names))]

    made, _ = by_organisation(people, tiny_fields)

    assert [response.organisation for response in made] == names


def test_a_decision_may_be_worded_in_another_language_of_the_toolkit(
    folder: Folder, tiny: Toolkit, tiny_fields: dict[str, Field]
) -> None:
    italian = {"A7": replace(tiny_fields["A7"], options=(Option("phone", "Al telefono"), Option("post", "Per posta")))}
    path = folder.write("d.yaml", "decisions:\n  - {organisation: North, code: A7, decision: Per posta}\n")

    assert decisions.load(path, tiny, tiny_fields, lambda: [italian]) == (Decision("North", "A7", ("post",)),)
