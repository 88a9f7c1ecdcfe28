"""Content: a toolkit's files become one checked value; every problem of every file is told at once."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from toolkit_cli import check
from toolkit_cli.errors import ContentError
from toolkit_cli.kits import content
from toolkit_cli.kits.model import Challenge, Debate, Question, Toolkit, ToolkitFile, points
from toolkit_cli.layout import theme

from .conftest import TINY, Folder, problems

KINDS = "Known: text, callout, prompts, figure, question, challenge, opportunity, debate."


def refused(folder: Folder) -> list[str]:
    return problems(lambda: content.load(folder.path), folder.path)


def line(name: str, words: str) -> int:
    """Return the line of a tiny file on which some words stand."""
    return next(number for number, text in enumerate(TINY[name].split("\n"), 1) if words in text)


def test_where_a_reference_of_yaml_stands_in_the_place_of_a_value_that_alone_is_told(tiny_folder: Folder) -> None:
    tiny_folder.change("alpha.yaml", "answer: count", "answer: *a")
    tiny_folder.change("beta.yaml", "kind: debate", "kind: *kind")

    found = problems(lambda: content.load(tiny_folder.path), tiny_folder.path)

    assert [each.partition(" (&) and references (*)")[0] for each in found] == [
        "alpha.yaml:34: Anchors",
        "beta.yaml:16: Anchors",
    ]


def test_a_toolkit_is_read_with_its_kits_in_order(tiny: Toolkit) -> None:
    assert tiny.title == "A tiny toolkit"
    assert [kit.code for kit in tiny.kits] == ["A", "B"]
    assert " ".join(tiny.codes()) == ("R A A1 A2 A3 A4 A5 A6 A7 B B1 B1c1 B1r1 B1r2 B2 B2p1 B2n1 B2x B3 B4 B5")
    assert (tiny.tones, tiny.titles, tiny.whole) == ({"A": 1, "B": 2}, {"A": "Alpha", "B": "Beta"}, True)


def test_what_is_loaded_cannot_be_changed(tiny: Toolkit) -> None:
    with pytest.raises(AttributeError, match="immutable"):
        tiny.title = "Another"  # type: ignore[misc]  # that is what it refuses


def test_the_points_of_an_item_come_in_reading_order(tiny: Toolkit) -> None:
    items = {item.code: item for _, item in tiny.items()}

    assert [(kind, point.code) for kind, point in points(items["B1"])] == [
        ("concern", "B1c1"),
        ("recommendation", "B1r1"),
        ("recommendation", "B1r2"),
    ]
    assert [(kind, point.code) for kind, point in points(items["B2"])] == [
        ("pro", "B2p1"),
        ("con", "B2n1"),
        ("position", "B2x"),
    ]


def test_colons_in_two_questions_and_a_doubled_code_are_told_together(tiny_folder: Folder) -> None:
    tiny_folder.change("alpha.yaml", "question: Did it work?", "question: Did it work: yes or no?")
    tiny_folder.change("alpha.yaml", "question: How many?", "question: How many: of all?")
    tiny_folder.change("beta.yaml", "code: B3", "code: A3")

    told = refused(tiny_folder)

    assert [each.split(": ")[0] for each in told] == [
        f"alpha.yaml:{line('alpha.yaml', 'Did it work?')}",
        f"alpha.yaml:{line('alpha.yaml', 'How many?')}",
        f"beta.yaml:{line('beta.yaml', 'code: B3')}",
    ]


def test_the_shipped_toolkit_holds_every_kind_that_answers_need(shipped: Toolkit) -> None:
    kinds = {type(item) for _, item in shipped.items()}

    assert {Question, Challenge, Debate} <= kinds


def test_a_json_kit_is_taken_too(tiny_folder: Folder) -> None:
    tiny_folder.change("toolkit.yaml", "  - beta.yaml", "  - beta.json")
    tiny_folder.write(
        "beta.json", '{"code": "B", "title": "B", "items": [{"code": "B1", "kind": "text", "text": "t"}]}'
    )

    assert content.load(tiny_folder.path).codes()[-2:] == ["B", "B1"]


def test_half_a_letter_in_a_key_is_told(tiny_folder: Folder) -> None:
    tiny_folder.change("toolkit.yaml", "  - beta.yaml", "  - beta.json")
    item = {"code": "B1", "kind": "text", "text": "t", "x\ud800": "y"}
    tiny_folder.write("beta.json", json.dumps({"code": "B", "title": "B", "items": [item], "\x07": 1}))

    assert refused(tiny_folder) == [
        "beta.json:1: '\\x07' in this file: the control character U+0007 cannot be printed.",
        "beta.json:1: 'x\\ud800' in text 'B1': the control character U+D800 cannot be printed.",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('code: B\ntitle: B\nitems: ["see [[A]]"]', "'kind' and 'code' are expected here, each with its value."),
        ('code: B\ntitle: B\nitems: [["see [[A]]"]]', "'kind' and 'code' are expected here, each with its value."),
        ("see [[A]] here", "The file has to hold keys and values. Start with 'code: …'."),
    ],
)
def test_a_reference_in_a_file_of_another_form_is_no_matter(tiny_folder: Folder, text: str, told: str) -> None:
    tiny_folder.write("beta.yaml", text)

    assert any(problem.endswith(told) for problem in refused(tiny_folder))


def test_no_folder_is_told(tmp_path: Path) -> None:
    assert problems(lambda: content.load(tmp_path / "none"), tmp_path) == [
        "none: There is no such folder. Give the folder that holds a toolkit's files."
    ]


@pytest.mark.parametrize("name", ["toolkit.yaml.txt", "toolkit.yml", "Toolkit.YAML"])
def test_a_toolkit_s_file_with_nearly_its_name_is_told(tmp_path: Path, name: str) -> None:
    Folder(tmp_path).write(name, "toolkit: x\n")

    if not (tmp_path / "toolkit.yaml").exists():  # where capitals do not matter it is found
        assert problems(lambda: content.load(tmp_path), tmp_path.parent) == [
            f"{tmp_path.name}: There is no toolkit.yaml in this folder. Rename {name!r} to toolkit.yaml."
        ]


@pytest.mark.parametrize("name", ["beta.yaml.txt", "beta.yml", "Beta.yaml"])
def test_a_kit_s_file_with_nearly_its_name_is_told(tiny_folder: Folder, name: str) -> None:
    text = (tiny_folder.path / "beta.yaml").read_text("utf-8")
    (tiny_folder.path / "beta.yaml").unlink()
    tiny_folder.write(name, text)

    if not (tiny_folder.path / "beta.yaml").exists():
        told = f"There is no file 'beta.yaml' beside this one. Did you mean {name!r}?"
        assert [each.partition(": ")[2] for each in refused(tiny_folder)] == [told]


def test_a_kit_s_file_whose_name_only_looks_the_same_is_told(tiny_folder: Folder) -> None:
    """A Mac stores č as two signs, and other computers look for one."""
    (tiny_folder.path / "beta.yaml").rename(tiny_folder.path / "c\u030cekaonica.yaml")
    head = (tiny_folder.path / "toolkit.yaml").read_text("utf-8")
    tiny_folder.write("toolkit.yaml", head.replace("beta.yaml", "\u010dekaonica.yaml"))

    if not (tiny_folder.path / "\u010dekaonica.yaml").exists():
        told = "It looks the same, and its letters are stored as on a Mac: type the file's name anew."
        assert [each.partition("? ")[2] for each in refused(tiny_folder)] == [told]


def test_a_file_where_a_folder_is_needed_is_told(tiny_folder: Folder) -> None:
    assert problems(lambda: content.load(tiny_folder.path / "toolkit.yaml"), tiny_folder.path) == [
        "toolkit.yaml: This is a file, not a folder. Give the folder that holds a toolkit's files."
    ]


def test_a_folder_without_a_toolkit_is_told(tmp_path: Path) -> None:
    assert problems(lambda: content.load(tmp_path), tmp_path.parent) == [
        f"{tmp_path.name}: There is no toolkit.yaml in this folder. Give the folder that holds a toolkit's files."
    ]


def test_a_toolkit_one_folder_further_in_is_told(tiny_folder: Folder) -> None:
    above = tiny_folder.path.parent

    (told,) = problems(lambda: content.load(above), above.parent)

    there = tiny_folder.path.relative_to(above.parent).as_posix()
    assert told == f"{above.name}: There is no toolkit.yaml in this folder. There is one in {there}: give that."
    Folder(above / "another").write("toolkit.yaml", "")
    (told,) = problems(lambda: content.load(above))
    assert told.endswith("Give the folder that holds a toolkit's files.")


def test_all_problems_of_all_files_come_at_once(tiny_folder: Folder) -> None:
    tiny_folder.change("toolkit.yaml", "title: A tiny toolkit\n", "titel: A tiny toolkit\n")
    tiny_folder.change("alpha.yaml", "answer: count", "answer: number")
    tiny_folder.change("beta.yaml", "    assumption: All is well\n", "    assumption: See [[X9]]\n")
    tiny_folder.change("beta.yaml", "code: B3", "code: A3")

    said = refused(tiny_folder)

    assert said == [
        f"alpha.yaml:{line('alpha.yaml', 'answer: count')}: 'answer' in question 'A4': it has to be one of "
        "'choice', 'count', 'date', 'line', 'many', 'text', 'yes_no' or 'yes_no_unsure'.",
        f"beta.yaml:{line('beta.yaml', 'assumption: All')}: [[X9]] refers to no kit or item.",
        f"beta.yaml:{line('beta.yaml', 'code: B3')}: Code 'A3' is used twice (first in alpha.yaml:"
        f"{line('alpha.yaml', 'code: A3')}). Give one of them its own.",
        "toolkit.yaml:1: The key 'title' is missing in this file. Add it.",
        "toolkit.yaml:3: The key 'titel' does not belong in this file. Did you mean 'title' or 'subtitle' or 'notice'?",
    ]


def test_conditions_and_shares_are_looked_at_beside_other_problems(tiny_folder: Folder) -> None:
    tiny_folder.change("beta.yaml", "assumption: All is well", "assumptoin: All is well")
    tiny_folder.change("toolkit.yaml", "title: A tiny toolkit", "title: A tiny toolkit\nfoo: 1")
    tiny_folder.change("alpha.yaml", 'is: "yes"', "is: perhaps")
    tiny_folder.change("alpha.yaml", "answer: count", "answer: count\n    share_of: A3")

    assert [each.partition(": ")[2] for each in refused(tiny_folder)[:2]] == [
        "'perhaps' is not an answer to A2. It offers: yes, no.",
        "'A3' is not another question that asks for a count. "
        "Name the code of the question of which this counts a share.",
    ]


def test_references_are_looked_at_beside_other_problems(tiny_folder: Folder) -> None:
    tiny_folder.change("alpha.yaml", "answer: count", "answer: number")
    tiny_folder.change("beta.yaml", "assumption: All is well", "assumption: See [[A4]] and [[B1r9]]")
    tiny_folder.change("toolkit.yaml", "[[A]]", "[[Z]]")

    assert refused(tiny_folder)[1:] == [
        f"beta.yaml:{line('beta.yaml', 'assumption')}: [[B1r9]] refers to no kit or item. "
        "Did you mean 'B1r2' or 'B1r1' or 'B1'?",
        f"toolkit.yaml:{line('toolkit.yaml', '[[A]]')}: [[Z]] refers to no kit or item.",
    ]


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("See [[A3 and go on.", "[[A3"),
        ("See [[A3] and [[A4]].", "[[A3"),
        ("See [[ A3", "[[ A3"),
        ("See [[X9 and [[A4]]", "[[X9"),
        ("See [[A.", "[[A"),
        ("See [[A]", "[[A"),
    ],
)
def test_a_reference_without_its_end_is_told(tiny_folder: Folder, text: str, begun: str) -> None:
    tiny_folder.change("beta.yaml", "assumption: All is well", f"assumption: '{text}'")

    assert refused(tiny_folder) == [
        f"beta.yaml:{line('beta.yaml', 'assumption')}: The reference '{begun}' has no end, and is printed as it "
        f"stands. Write [[{begun.strip('[ ')}]]."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "See [[A3]], [[A]] [sic].",
        "Lists [[1, 2], [3]].",
        "[[A group] of them]",
        "[[sic] x]",
        "[[COVID19] x]",
        "[[NGO], [GP]]",
        "[[",
    ],
)
def test_other_brackets_are_left_alone(tiny_folder: Folder, text: str) -> None:
    tiny_folder.change("beta.yaml", "assumption: All is well", f"assumption: '{text}'")

    content.load(tiny_folder.path)


@pytest.mark.parametrize(("old", "new"), [("  - beta.yaml", "  - better.yaml"), ("title: Beta", "title: 'Beta")])
def test_a_kit_that_is_not_read_hides_no_other_mistake_and_what_refers_to_it_is_none(
    tiny_folder: Folder, old: str, new: str
) -> None:
    tiny_folder.change("alpha.yaml", "First words;", "See [[X9]].")  # and [[B]], which is a kit that was not read
    tiny_folder.change("alpha.yaml", "field: A2", "field: A2x")
    tiny_folder.change("alpha.yaml", "answer: count", "answer: count\n    share_of: A5")
    tiny_folder.change("toolkit.yaml" if "yaml" in old else "beta.yaml", old, new)

    said = [problem.partition(": ")[2] for problem in refused(tiny_folder)]

    assert [each for each in said if not each.startswith(("There is no file", "This is not valid", "A quot"))] == [
        "[[X9]] refers to no kit or item.",
        "'A2x' is not a question. Did you mean 'A2'?",
        "'A5' is not another question that asks for a count. Name the code of the question of which this counts a "
        "share.",
    ]
    assert len(said) == 4


def test_a_kit_that_is_gone_hides_no_mistake_that_has_nothing_to_do_with_it(tiny_folder: Folder) -> None:
    (tiny_folder.path / "beta.yaml").unlink()
    tiny_folder.change("alpha.yaml", 'is: "yes"', 'is: "maybe"')
    tiny_folder.change("alpha.yaml", "answer: count", "answer: count\n    share_of: A5")

    assert [problem.partition(": ")[2].split(". ")[0] for problem in refused(tiny_folder)] == [
        "'maybe' is not an answer to A2",
        "'A5' is not another question that asks for a count",
        "There is no file 'beta.yaml' beside this one",
    ]


def test_broken_yaml_in_one_file_does_not_hide_the_others(tiny_folder: Folder) -> None:
    tiny_folder.write("toolkit.yaml", "toolkit: [\n")
    tiny_folder.change("alpha.yaml", "title: Alpha\n", "")
    tiny_folder.write("beta.yaml", 'code: "B\n')

    said = refused(tiny_folder)

    assert [problem.split(": ")[0] for problem in said] == ["alpha.yaml:1", "beta.yaml:1", "toolkit.yaml:2"]


def test_a_double_key_does_not_hide_what_else_is_wrong(tiny_folder: Folder) -> None:
    tiny_folder.change("alpha.yaml", "title: Alpha\n", "title: Alpha\ntitle: Again\ncolour: red\n")

    assert refused(tiny_folder) == [
        "alpha.yaml:3: The key 'title' stands twice (first on line 2). "
        "Remove one of the two, or give it its own entry with a dash.",
        "alpha.yaml:4: The key 'colour' does not belong in this file. Remove it.",
    ]


def test_a_code_that_is_used_twice_in_a_file_is_told(tiny_folder: Folder) -> None:
    tiny_folder.change("alpha.yaml", "code: A4", "code: A2")

    assert refused(tiny_folder) == [
        f"alpha.yaml:{line('alpha.yaml', 'code: A4')}: Code 'A2' is used twice "
        f"(first on line {line('alpha.yaml', 'code: A2')}). Give one of them its own."
    ]


@pytest.mark.parametrize("sign", [" ", "\u00a0"])
def test_a_blank_around_a_code_makes_no_other_code_of_it(tiny_folder: Folder, sign: str) -> None:
    tiny_folder.change("alpha.yaml", "code: A2", f'code: "A2{sign}"')
    path = tiny_folder.change("alpha.yaml", "code: A\n", f'code: "A{sign}"\n')
    tiny_folder.change("alpha.yaml", "field: A2", f'field: "{sign}A2"')
    tiny_folder.change("alpha.yaml", "code: A3\n    kind: question", f'code: A3\n    kind: "question{sign}"')

    assert [item.code for _, item in content.load(tiny_folder.path).items()][:3] == ["A1", "A2", "A3"]
    assert check.check([tiny_folder.path, path]) == {tiny_folder.path: 0, path: 0}
    tiny_folder.change("alpha.yaml", "code: A4", f'code: "A2{sign}"')
    assert refused(tiny_folder) == [
        f"alpha.yaml:{line('alpha.yaml', 'code: A4')}: Code 'A2' is used twice "
        f"(first on line {line('alpha.yaml', 'code: A2')}). Give one of them its own."
    ]


@pytest.mark.parametrize("old", ["code: A1", "code: B1r2", "code: B2x", "code: B"])
def test_kits_items_points_and_the_respondent_share_their_codes(tiny_folder: Folder, old: str) -> None:
    name = "alpha.yaml" if old == "code: A1" else "beta.yaml"
    tiny_folder.change(name, f"{old}\n", "code: R\n")

    assert any(
        f"Code 'R' is used twice (first in toolkit.yaml:{line('toolkit.yaml', 'code: R')})" in problem
        for problem in refused(tiny_folder)
    )


def test_codes_of_options_are_a_question_s_own(tiny_folder: Folder) -> None:
    tiny_folder.change("alpha.yaml", "code: phone", "code: low")

    assert content.load(tiny_folder.path).codes()[0] == "R"


def test_two_options_of_one_question_need_two_codes(tiny_folder: Folder) -> None:
    tiny_folder.change("alpha.yaml", "code: post", "code: phone")

    assert refused(tiny_folder) == [
        f"alpha.yaml:{line('alpha.yaml', 'code: A7')}: question 'A7': two options have the same code, 'phone'."
    ]


def test_two_fields_of_the_respondent_need_two_names(tiny_folder: Folder) -> None:
    tiny_folder.change("toolkit.yaml", "name: date", "name: organisation")

    assert refused(tiny_folder) == [
        f"toolkit.yaml:{line('toolkit.yaml', 'respondent')}: 'respondent' in this file: two fields have the same name, "
        "'organisation'."
    ]


SLUG = "it begins with a letter and takes small Latin letters (a-z), digits and hyphens only"
EDITS = {
    "a missing code": (
        "alpha.yaml",
        "  - code: A4\n    kind",
        "  - kind",
        "The key 'code' is missing in entry 4 of 'items'. Add it.",
    ),
    "an option without keys": (
        "alpha.yaml",
        "- code: low\n        label: Low level",
        "- Low level",
        "entry 1 of 'options' in question 'A6': 'code' and 'label' are expected here, each with its value.",
    ),
    "a con without keys": (
        "beta.yaml",
        "- code: B2n1\n        text: A con",
        "- No",
        "entry 1 of 'cons' in debate 'B2': 'code' and 'text' are expected here, each with its value.",
    ),
    "a code in Greek letters": (
        "alpha.yaml",
        "code: A4",
        "code: Α4",
        "'code' in question 'Α4': a code begins with a capital letter and holds Latin letters (A-Z, a-z) and "
        "digits only; 'Α' is a Greek letter.",
    ),
    "an option in Cyrillic letters": (
        "alpha.yaml",
        "code: low",
        "code: lоw",
        f"'code' in 'lоw': {SLUG}; 'о' is a Cyrillic letter.",
    ),
    "a line with an accent": (
        "toolkit.yaml",
        "name: date",
        "name: daté",
        f"'name' in entry 2 of 'fields' of 'R': {SLUG}; 'é' is none of them.",
    ),
    "a code in small letters": (
        "alpha.yaml",
        "code: A4",
        "code: a4",
        "'code' in question 'a4': a code begins with a capital letter and holds Latin letters (A-Z, a-z) "
        "and digits only.",
    ),
    "a code with a hyphen": (
        "alpha.yaml",
        "code: A4",
        "code: A-4",
        "'code' in question 'A-4': a code begins with a capital letter and holds Latin letters (A-Z, a-z) "
        "and digits only.",
    ),
    "a position on a question": (
        "alpha.yaml",
        "    answer: count\n",
        "    answer: count\n    position:\n      code: A4x\n      text: Ours\n",
        "The key 'position' does not belong in question 'A4'. It belongs to the kind debate. Remove it.",
    ),
    "a key that is nearly one": (
        "alpha.yaml",
        "    more: In",
        "    mre: In",
        "The key 'mre' does not belong in question 'A2'. Did you mean 'more'?",
    ),
    "a key that is none": (
        "alpha.yaml",
        "    more: In",
        "    xyzzy: In",
        "The key 'xyzzy' does not belong in question 'A2'. Remove it.",
    ),
    "a key deep inside": (
        "beta.yaml",
        "unit: countries",
        "units: countries",
        "The key 'units' does not belong in 'chart' of figure 'B4'. Did you mean 'unit'?",
    ),
    "a kind that is none": ("beta.yaml", "kind: debate", "kind: quarrel", f"'quarrel' is not a kind of item. {KINDS}"),
    "no kind": ("beta.yaml", "    kind: debate\n", "", f"The key 'kind' is missing in an item. {KINDS}"),
    "a kind with a capital": (
        "beta.yaml",
        "    kind: debate\n",
        "    Kind: debate\n",
        "The key 'Kind' does not belong in an item. Did you mean 'kind'?",
    ),
    "a kind that is a list": (
        "beta.yaml",
        "kind: debate",
        "kind: [debate]",
        f"\"['debate']\" is not a kind of item. {KINDS}",
    ),
    "a kind without value": ("beta.yaml", "kind: debate", "kind:", f"The key 'kind' is missing in an item. {KINDS}"),
    "no question": (
        "alpha.yaml",
        "    question: How many?\n",
        "",
        "The key 'question' is missing in question 'A4'. Add it.",
    ),
    "an empty text": (
        "alpha.yaml",
        "question: How many?",
        'question: " "',
        "'question' in question 'A4': the text is empty.",
    ),
    "no value": (
        "alpha.yaml",
        "question: How many?",
        "question:",
        "'question' in question 'A4': there is no value here (what follows a # is a comment, unless it stands "
        "between quotation marks).",
    ),
    "a list where text is expected": (
        "alpha.yaml",
        "question: How many?",
        "question: [How, many]",
        "'question' in question 'A4': text is expected here: put | before its list, or quotation marks "
        "around it if it begins with [.",
    ),
    "a colon in an entry of a list": (
        "beta.yaml",
        "      - What if?",
        "      - Ask: what if?",
        "entry 1 of 'prompts' in prompts 'B5': text is expected here; put it between quotation marks if it holds a "
        "colon and a space, or begins with {.",
    ),
    "keys where a list is expected": (
        "beta.yaml",
        "    prompts:\n      - What if?",
        "    prompts:\n      one: What if?",
        "'prompts' in prompts 'B5': a list is expected here, each entry with a hyphen (-) and a space before it.",
    ),
    "text where a list is expected": (
        "beta.yaml",
        "    prompts:\n      - What if?",
        "    prompts: What if?",
        "'prompts' in prompts 'B5': a list is expected here, each entry with a hyphen (-) and a space before it.",
    ),
    "an empty list": (
        "beta.yaml",
        "    prompts:\n      - What if?",
        "    prompts: []",
        "'prompts' in prompts 'B5': the list needs at least 1 entry.",
    ),
    "a list where keys are expected": (
        "alpha.yaml",
        "  aim: Secret aim\n  watch:\n    - Secret watch\n",
        "  - Secret aim\n",
        "'facilitation' in this file: keys such as 'aim' are expected here, each with its value.",
    ),
    "text where an item is expected": (
        "beta.yaml",
        "  - code: B5\n    kind: prompts\n    prompts:\n      - What if?\n",
        "  - What if?\n",
        "entry 5 of 'items' in this file: 'kind' and 'code' are expected here, each with its value.",
    ),
    "letters where a number is expected": (
        "beta.yaml",
        "counts: [1, 3]",
        "counts: [1, three]",
        "entry 2 of 'counts' in entry 1 of 'bars' of figure 'B4': a whole number is expected here.",
    ),
    "text where a single key is expected": (
        "beta.yaml",
        "    source:\n      text: Where it comes from\n",
        "    source: Somewhere\n",
        "'source' in figure 'B4': the key 'text' is expected here, with its value.",
    ),
    "an answer with a sign that nobody sees": (
        "alpha.yaml",
        "answer: count",
        "answer: \u200bcount",
        "'answer' in question 'A4': it has to be one of 'choice', 'count', 'date', 'line', 'many', 'text', 'yes_no' or "
        "'yes_no_unsure'; there is an invisible character in what is written here: type it again.",
    ),
    "a code with a sign that nobody sees": (
        "alpha.yaml",
        "code: low",
        "code: lo\u00adw",
        f"'code' in 'lo\\xadw': {SLUG}; there is an invisible character in what is written here: type it again.",
    ),
    "a list below the sign of a text": (
        "beta.yaml",
        "    prompts:\n      - What if?",
        "    prompts: |\n      - What if?",
        "'prompts' in prompts 'B5': a list is expected here, and not text with hyphens in it: leave out the | or > "
        "above it.",
    ),
    "a code that is a number": ("alpha.yaml", "code: low", "code: 1", f"'code' in '1': {SLUG}."),
    "an answer that is nearly one": (
        "alpha.yaml",
        "answer: count",
        "answer: Counts",
        "'answer' in question 'A4': it has to be one of 'choice', 'count', 'date', 'line', 'many', 'text', 'yes_no' or "
        "'yes_no_unsure'; did you mean 'count'?",
    ),
    "an answer between curly quotation marks": (
        "alpha.yaml",
        "answer: count",
        "answer: “count”",
        "'answer' in question 'A4': it has to be one of 'choice', 'count', 'date', 'line', 'many', 'text', 'yes_no' or "
        "'yes_no_unsure'; leave out the quotation marks, or type straight ones.",
    ),
    "a version between curly quotation marks": (
        "toolkit.yaml",
        'version: "1.0"',
        "version: „1.0“",
        "'version' in this file: a version such as \"1.0\" is expected here; leave out the quotation marks, or type "
        "straight ones.",
    ),
    "a kind that is nearly one": (
        "beta.yaml",
        "kind: debate",
        "kind: Debat",
        "'Debat' is not a kind of item. Did you mean 'debate'?",
    ),
    "no publisher": (
        "toolkit.yaml",
        "publisher:\n  name: The Publisher\n  short: TP\n",
        "",
        "The key 'publisher' is missing in this file. Add it, with 'name' and 'short' below it.",
    ),
    "a position on a kit": (
        "alpha.yaml",
        "title: Alpha\n",
        "title: Alpha\nposition: Ours\n",
        "The key 'position' does not belong in this file. It belongs to the kind debate. Remove it.",
    ),
    "a text on a kit": (
        "alpha.yaml",
        "title: Alpha\n",
        "title: Alpha\ntext: Read this\n",
        "The key 'text' does not belong in this file. It belongs to the kind text, callout, prompts, figure, "
        "challenge, opportunity or debate. Remove it.",
    ),
    "options with one label": (
        "alpha.yaml",
        "label: By phone",
        "label: By post",
        "question 'A7': the options 'phone' and 'post' have the same label.",
    ),
    "a negative count in a chart": (
        "beta.yaml",
        "counts: [1, 3]",
        "counts: [-1, 3]",
        "entry 1 of 'counts' in entry 1 of 'bars' of figure 'B4': the number must not be below 0.",
    ),
    "too few counts in a chart": (
        "beta.yaml",
        "counts: [1, 3]",
        "counts: [1]",
        "'chart' in figure 'B4': 'April' has 1 counts for 2 levels.",
    ),
    "counts of nothing": (
        "beta.yaml",
        "counts: [1, 3]",
        "counts: [0, 0]",
        "entry 1 of 'bars' in 'chart' of figure 'B4': a bar needs a count above 0.",
    ),
    "neither yes nor no": (
        "alpha.yaml",
        "notes: true",
        "notes: perhaps",
        "'notes' in text 'A1': true or false is expected here.",
    ),
    "options where none belong": (
        "alpha.yaml",
        "answer: choice",
        "answer: text",
        "question 'A6': the answer 'text' takes no 'options'.",
    ),
    "no options": ("alpha.yaml", "answer: count", "answer: many", "question 'A4': the answer 'many' needs 'options'."),
    "half a condition": (
        "alpha.yaml",
        '      is: "yes"\n',
        "",
        "'when' in question 'A3': 'field' and 'is' belong together.",
    ),
    "a condition on nothing": (
        "alpha.yaml",
        "field: A2",
        "field: A9",
        "'A9' is not a question. Did you mean 'A7' or 'A6' or 'A5'?",
    ),
    "a condition on itself": (
        "alpha.yaml",
        "field: A2",
        "field: A3",
        "'A3' depends on its own answer. Name another question, or take 'when' out.",
    ),
    "a condition on an answer that is not offered": (
        "alpha.yaml",
        'is: "yes"',
        "is: perhaps",
        "'perhaps' is not an answer to A2. It offers: yes, no.",
    ),
    "a condition on a written answer": (
        "alpha.yaml",
        "field: A2",
        "field: A4",
        "'yes' is not an answer to A4. It offers no choices.",
    ),
    "a share of nothing": (
        "alpha.yaml",
        "question: How many?",
        "question: How many?\n    share_of: A2",
        "'A2' is not another question that asks for a count. "
        "Name the code of the question of which this counts a share.",
    ),
    "a share that is no count": (
        "alpha.yaml",
        "question: Since when?",
        "question: Since when?\n    share_of: A4",
        "'A5' does not ask for a count, so it cannot be a share. Take 'share_of' out, or write 'answer: count'.",
    ),
    "a control character": (
        "alpha.yaml",
        "question: How many?",
        'question: "How\\x07many?"',
        "'question' in question 'A4': the control character U+0007 cannot be printed.",
    ),
    "a toolkit's name with capitals": (
        "toolkit.yaml",
        "toolkit: tiny",
        "toolkit: Tiny",
        f"'toolkit' in this file: {SLUG}.",
    ),
    "a version of words": (
        "toolkit.yaml",
        'version: "1.0"',
        "version: first edition",
        "'version' in this file: a version such as \"1.0\" is expected here.",
    ),
    "a language that is none": (
        "toolkit.yaml",
        'version: "1.0"',
        'version: "1.0"\nlang: English',
        "'lang' in this file: a language code such as en or pt-BR is expected here; did you mean 'en'?",
    ),
    "a language in capitals": (
        "toolkit.yaml",
        'version: "1.0"',
        'version: "1.0"\nlang: PT_BR',
        "'lang' in this file: a language code such as en or pt-BR is expected here; did you mean 'pt-BR'?",
    ),
    "a language that nobody knows": (
        "toolkit.yaml",
        'version: "1.0"',
        'version: "1.0"\nlang: our own',
        "'lang' in this file: a language code such as en or pt-BR is expected here.",
    ),
    "an address that is none": (
        "toolkit.yaml",
        "  title: A source",
        "  title: A source\n  url: javascript:alert(1)",
        "'url' in 'source': a web address that begins with https:// is expected here.",
    ),
    "a kit that is not there": (
        "toolkit.yaml",
        "beta.yaml",
        "gamma.yaml",
        "There is no file 'gamma.yaml' beside this one. Correct its name in 'kits'.",
    ),
    "a kit with a name that no file can have": (
        "toolkit.yaml",
        "beta.yaml",
        f"{'x' * 300}.yaml",
        f"There is no file '{'x' * 60}…' beside this one. Correct its name in 'kits'.",
    ),
    "a kit elsewhere": (
        "toolkit.yaml",
        "beta.yaml",
        "../beta.yaml",
        "There is no file '../beta.yaml' beside this one. Did you mean 'beta.yaml'?",
    ),
    "a kit twice": (
        "toolkit.yaml",
        "beta.yaml",
        "alpha.yaml",
        "The file 'alpha.yaml' is named twice. Remove one of the two.",
    ),
    "no kits": (
        "toolkit.yaml",
        "kits:\n  - alpha.yaml\n  - beta.yaml\n",
        "kits: []\n",
        "'kits' in this file: the list needs at least 1 entry.",
    ),
    "kits that are no list": (
        "toolkit.yaml",
        "kits:\n  - alpha.yaml\n  - beta.yaml\n",
        "kits: alpha.yaml\n",
        "'kits' in this file: a list is expected here, each entry with a hyphen (-) and a space before it.",
    ),
    "a kit that is a list": (
        "toolkit.yaml",
        "  - alpha.yaml\n",
        "  - [alpha.yaml]\n",
        "entry 1 of 'kits' in this file: text is expected here: put | before its list, or quotation marks "
        "around it if it begins with [.",
    ),
}


@pytest.mark.parametrize("case", EDITS)
def test_a_mistake_is_told_with_its_line_and_what_to_do(tiny_folder: Folder, case: str) -> None:
    name, old, new, words = EDITS[case]
    tiny_folder.change(name, old, new)

    said = refused(tiny_folder)

    first = TINY[name][: TINY[name].index(old)].count("\n") + 1
    last = first + max(old.count("\n"), new.count("\n")) + 1
    where = [problem for problem in said if problem.endswith(words)]
    assert len(where) == 1, said
    file, number, _ = where[0].split(":", 2)
    assert file == name
    assert first - 9 <= int(number) <= last


def test_questions_that_depend_on_one_another_in_a_circle_are_told_once(tiny_folder: Folder) -> None:
    asked = "  - code: {0}\n    kind: question\n    question: Is it {0}?\n    answer: yes_no\n    when: {1}\n"
    counted = "  - code: {0}\n    kind: question\n    question: How many {0}?\n    answer: count\n    share_of: {1}\n"
    when = '{{field: {}, is: "yes", text: If so}}'
    conditions = [asked.format(code, when.format(field)) for code, field in ("XY", "YZ", "ZY")]
    shares = [counted.format(code, whole) for code, whole in ("VW", "WV")]
    tiny_folder.write("alpha.yaml", TINY["alpha.yaml"] + "".join(conditions + shares))

    assert [each.partition(": ")[2] for each in refused(tiny_folder)] == [
        "These questions depend on one another in a circle: 'Y' on 'Z', 'Z' on 'Y'. Take 'when' out of one of them.",
        "These questions depend on one another in a circle: 'V' on 'W', 'W' on 'V'. Take 'share_of' out of one of "
        "them.",
    ]


EMPTY = {
    "": "The file is empty. Start with",
    "# a note\n": "The file is empty. Start with",
    "- a\n- b\n": "The file has to hold keys and values. Start with",
    "words\n": "The file has to hold keys and values. Start with",
}


@pytest.mark.parametrize("text", EMPTY)
@pytest.mark.parametrize("name", ["toolkit.yaml", "beta.yaml"])
def test_a_file_of_another_form_is_told(tiny_folder: Folder, name: str, text: str) -> None:
    tiny_folder.write(name, text)
    first = "toolkit" if name == "toolkit.yaml" else "code"

    assert any(f"{EMPTY[text]} '{first}: …'." in problem for problem in refused(tiny_folder))


WRONG = ["null", "[]", "{}", "[null]", "[[]]", "[{}]", "12", "true", '""', '"x"', "{x: y}", "[1, 2]"]


@pytest.mark.parametrize("name", TINY)
@pytest.mark.parametrize("wrong", WRONG)
def test_whatever_stands_at_any_key_there_are_words_for_it(tiny_folder: Folder, name: str, wrong: str) -> None:
    lines = TINY[name].split("\n")
    tried = 0
    for number, text in enumerate(lines):
        key, colon, _ = text.partition(":")
        if not colon or "http" in text:
            continue
        deeper = len(text) - len(text.lstrip(" -"))
        rest = number + 1
        while rest < len(lines) and len(lines[rest]) - len(lines[rest].lstrip(" -")) > deeper:
            rest += 1
        tiny_folder.write(name, "\n".join([*lines[:number], f"{key}: {wrong}", *lines[rest:]]))
        tried += 1
        try:
            content.load(tiny_folder.path)
        except ContentError as found:
            assert all(problem.file and problem.line and problem.what for problem in found.problems), found
            assert not any("`" in problem.what for problem in found.problems), "in our words, not in msgspec's"
    assert tried > 10


def test_numbers_and_booleans_of_json_are_no_text(tiny_folder: Folder) -> None:
    tiny_folder.change("toolkit.yaml", "  - beta.yaml", "  - beta.json")
    tiny_folder.write(
        "beta.json", '{"code": "B", "title": true, "items": [{"code": "B1", "kind": "text", "text": 2.5}]}'
    )

    assert refused(tiny_folder) == [
        "beta.json:1: 'text' in text 'B1': text is expected here.",
        "beta.json:1: 'title' in this file: text is expected here.",
    ]


def test_every_pattern_has_words_for_what_it_refuses() -> None:
    _, schemas = msgspec.json.schema_components([Toolkit, ToolkitFile, theme.Theme])
    waiting: list[object] = [schemas]
    patterns: list[dict[str, str]] = []
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            patterns += [each] if "pattern" in each else []
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each

    assert {each["pattern"] for each in patterns} >= {"^[A-Z][A-Za-z0-9]*$", "^#[0-9a-fA-F]{6}$"}
    assert [each["pattern"] for each in patterns if "description" not in each] == []
