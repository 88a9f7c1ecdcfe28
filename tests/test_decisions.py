"""Files of decisions: what is open in an organisation, filled in and handed back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from toolkit_cli import errors
from toolkit_cli.errors import AnswersError
from toolkit_cli.kits import fields, translation, words
from toolkit_cli.kits.fields import Field, Option
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.values import Value
from toolkit_cli.layout.fill import Said
from toolkit_cli.responses import decisions, writeanswers
from toolkit_cli.responses.decisions import Decision, OpenQuestion

from .conftest import Folder, problems


@pytest.fixture
def opens() -> tuple[OpenQuestion, ...]:
    return (
        OpenQuestion("North", "A2", "Did it work?", (Said("Manager", "yes"), Said("Director: West", "no"))),
        OpenQuestion("North", "A4", "How many?", (Said("Manager", "3"), Said("Director: West", "4")), "4"),
        OpenQuestion(
            "Ω\n“North”: #1", "A7", "By what means?", (Said("A", ("phone",)), Said("B", ("phone", "post"))), ("post",)
        ),
        OpenQuestion("West", "A5", "Since when?", (Said("A", "2021-03-01"), Said("B", "2021-03-02"))),
    )


def test_the_file_of_decisions_lists_each_open_answer_with_all_that_was_said(
    opens: tuple[OpenQuestion, ...], tiny: Toolkit, tiny_fields: dict[str, Field]
) -> None:
    text = decisions.text(opens, tiny, tiny_fields, words.of(tiny))

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
  offered: A whole number
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
  offered: A date, as day, month and year
  decision:
"""
    )


@pytest.mark.parametrize("lang", sorted(words.languages()))
def test_the_file_of_decisions_explains_itself_in_its_language_with_what_is_offered(
    opens: tuple[OpenQuestion, ...], tiny_folder: Folder, lang: str
) -> None:
    asked = translation.toolkit(tiny_folder.path, lang)
    said = words.of(asked)
    text = decisions.text(opens, asked, fields.known(asked), said)

    head = text[: text.index("toolkit:")]
    assert head.startswith(f"# {said['decisions']}\n#\n# ")
    assert f"\n#\n#     decision: {said['option_yes']}\n#\n" in head
    assert f" {said['decisions_several'].format(example='By phone, By post')}\n" in head
    assert all(line.startswith("#") and len(line) <= 120 for line in head.splitlines() if line)
    listed = " ".join(line.removeprefix("#").strip() for line in head.splitlines())
    assert all(said[f"decisions_{key}"] in listed for key in ("how", "open", "again", "keep"))
    assert decisions.is_file(text.encode())
    assert decisions.is_file(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())


@pytest.mark.parametrize(("code", "example"), [("A4", "12"), ("A5", "2021-03-19"), ("A7", "By phone")])
def test_the_example_is_of_the_kind_that_is_asked_for(
    tiny: Toolkit, tiny_fields: dict[str, Field], code: str, example: str
) -> None:
    text = decisions.text([OpenQuestion("North", code, "?", ())], tiny, tiny_fields, words.of(tiny))

    assert f"#     decision: {example}\n" in text
    assert ("Where several may be chosen" in text) == (code == "A7")


def test_many_are_written_as_few_are(
    opens: tuple[OpenQuestion, ...], tiny: Toolkit, tiny_fields: dict[str, Field], monkeypatch: pytest.MonkeyPatch
) -> None:
    few = decisions.text(opens, tiny, tiny_fields, words.of(tiny))
    monkeypatch.setattr(writeanswers, "FEW", 0)

    assert decisions.text(opens, tiny, tiny_fields, words.of(tiny)) == few


def test_what_is_filled_in_is_read_back(
    folder: Folder, opens: tuple[OpenQuestion, ...], tiny: Toolkit, tiny_fields: dict[str, Field]
) -> None:
    text = decisions.text(opens, tiny, tiny_fields, words.of(tiny))
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


@pytest.mark.parametrize(("code", "said"), [("A4", "12 ."), ("A4", "“12”"), ("A5", "“2021-03-01”"), ("A2", "“Yes”")])
def test_a_listed_answer_that_did_not_fit_is_known_again(
    folder: Folder, tiny: Toolkit, tiny_fields: dict[str, Field], code: str, said: str
) -> None:
    fitting = {"A2": "no", "A4": "3", "A5": "2021-03-02"}[code]
    asked = OpenQuestion("North", code, "?", (Said("A", said), Said("B", fitting)), fitting)
    path = folder.write("d.yaml", decisions.text([asked], tiny, tiny_fields, words.of(tiny)))

    (found,) = decisions.load(path, tiny, tiny_fields)

    assert found.seen[0] == said


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
    assert decisions.is_file(decisions.text((), tiny, tiny_fields, words.of(tiny)).encode())
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
  - organisation: " "
    code: A2
    decision: yes
  - organisation: North
    kode: A4
    decision: 3
  - organisation: North
    code: A4
    decision: many
  - just words
  - organisation: North
    code: [A2]
    decision: yes
  - organisation: [North]
    code: A2
    decision: yes
decision: yes
"""

    assert problems(lambda: decisions.load(folder.write("d.yaml", text), tiny, tiny_fields), folder.path) == [
        "d.yaml:5: The answer to 'A2' is 'perhaps', which is not offered. It offers: yes, no.",
        "d.yaml:7: There is no field 'A9'. Did you mean 'A7' or 'A6' or 'A5'?",
        "d.yaml:9: This decision does not name its organisation. Name it.",
        "d.yaml:12: This decision does not name its 'code'. Put it back, as the merge wrote it.",
        "d.yaml:13: The key 'kode' does not belong in a file of decisions. Did you mean 'code'?",
        "d.yaml:17: The answer to 'A4' is 'many', which is not a whole number of 0 or more. "
        "Write digits only, 12 at most.",
        "d.yaml:18: A decision has to hold 'organisation', 'code' and 'decision'.",
        "d.yaml:20: There is no field \"['A2']\". Did you mean 'A2'?",
        "d.yaml:22: This decision does not name its organisation. Name it.",
        "d.yaml:25: The key 'decision' does not belong in a file of decisions. Did you mean 'decisions'?",
    ]


def test_mistakes_of_form_are_told_with_the_others(
    folder: Folder, tiny: Toolkit, tiny_fields: dict[str, Field]
) -> None:
    text = "decisions:\n  - organisation: North: South\n    code: A2\n    decision: perhaps\n"

    assert problems(lambda: decisions.load(folder.write("d.yaml", text), tiny, tiny_fields), folder.path) == [
        "d.yaml:2: A colon with a space after it stands inside the text here. Put the text between quotation marks.",
        "d.yaml:4: The answer to 'A2' is 'perhaps', which is not offered. It offers: yes, no.",
    ]


@pytest.mark.parametrize("entry", ["- 1\n", "- more: 1\n", "- code: A9\n  organisation: North\n  decision: x\n"])
def test_of_a_flood_of_mistakes_no_more_is_told_than_anybody_reads(
    folder: Folder, tiny: Toolkit, tiny_fields: dict[str, Field], entry: str
) -> None:
    path = folder.write("d.yaml", f"decisions:\n{entry * 1000}")

    found = problems(lambda: decisions.load(path, tiny, tiny_fields), folder.path)

    assert len(found) == errors.MOST + 1
    assert found[-1].endswith("There are more problems. Begin with these.")


@pytest.mark.parametrize("text", ["toolkit: tiny\nanswers: {}\n", "- a\n", "decisions: yes\n"])
def test_another_file_is_no_file_of_decisions(
    folder: Folder, tiny: Toolkit, tiny_fields: dict[str, Field], text: str
) -> None:
    path = folder.write("d.yaml", text)

    with pytest.raises(AnswersError, match="not a file of decisions"):
        decisions.load(path, tiny, tiny_fields)
    assert decisions.count(path) == 0


def test_only_what_stands_as_a_decision_is_counted(folder: Folder) -> None:
    path = folder.write("d.yaml", "decisions:\n  - nothing\n  - decision: Yes\n  - decision:\n  - decision: []\n")

    assert decisions.count(path) == 1


@pytest.mark.parametrize("entry", ["organisation: North, code: A99", "organisation: North", "code: A2"])
def test_what_is_left_open_is_no_decision_whatever_has_become_of_it(
    folder: Folder, tiny: Toolkit, tiny_fields: dict[str, Field], entry: str
) -> None:
    path = folder.write("d.yaml", f"decisions: [{{{entry}, decision: }}, {{{entry}, decision: []}}]")

    assert decisions.load(path, tiny, tiny_fields) == ()


def test_decisions_for_another_toolkit_are_refused(
    folder: Folder, tiny: Toolkit, tiny_fields: dict[str, Field]
) -> None:
    path = folder.write("d.yaml", "toolkit: other\ndecisions: []\n")

    assert problems(lambda: decisions.load(path, tiny, tiny_fields), folder.path) == [
        "d.yaml:1: These are decisions for the toolkit 'other', and not for 'tiny'. "
        "Merge them with the returns they belong to; 'check' takes the folder of 'other' beside them."
    ]


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
    entry = f"{{organisation: North, code: A7, answers: {{A: c, B: a}}, decision: '{said}'}}"
    path = folder.write("d.yaml", f"decisions: [{entry}]")

    (made,) = decisions.load(path, tiny, {"A7": replace(tiny_fields["A7"], kind=kind, options=offered)})

    assert (made.answer, made.seen) == (meant, ("c", "a"))


def test_a_decision_may_be_worded_in_another_language_of_the_toolkit(
    folder: Folder, tiny: Toolkit, tiny_fields: dict[str, Field]
) -> None:
    italian = {"A7": replace(tiny_fields["A7"], options=(Option("phone", "Al telefono"), Option("post", "Per posta")))}
    path = folder.write("d.yaml", "decisions:\n  - {organisation: North, code: A7, decision: Per posta}\n")

    assert decisions.load(path, tiny, tiny_fields, lambda: [italian]) == (Decision("North", "A7", ("post",)),)
