"""Checks: each path is taken for what it is, and every problem of every path is told in one run."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from toolkit_cli import check
from toolkit_cli.building import build, manifest
from toolkit_cli.errors import Problem
from toolkit_cli.files import installed
from toolkit_cli.kits import words

from .conftest import Folder, missing, problems


def warnings(*paths: Path) -> list[Problem]:
    """Check paths that have no problems, and return what is warned of."""
    warned: list[Problem] = []
    check.check(paths, warned.append)
    return warned


def test_what_is_shipped_has_no_problems() -> None:
    assert [*check.check(())] == [installed.default_toolkit()]
    assert installed.toolkits()
    assert warnings() == warnings(*installed.toolkits(), installed.template(""), installed.template("theme.yaml")) == []


def test_an_empty_theme_is_warned_of_for_workbooks_are_made_with_it(folder: Folder) -> None:
    path = folder.write("my-Theme.yaml", "# colours:\n")

    assert warnings(path) == [Problem(str(path), 0, "The file is empty.", "Write something into it, or delete it.")]


def test_a_toolkit_is_checked_by_its_folder_and_by_each_of_its_files(tiny_folder: Folder) -> None:
    paths = [tiny_folder.path, tiny_folder.path / "toolkit.yaml", tiny_folder.path / "alpha.yaml"]

    assert [*check.check(paths)] == paths


def test_a_glob_that_the_shell_left_is_every_file_that_it_means(tiny_folder: Folder) -> None:
    tiny_folder.write("~$pha.yaml", "x")
    warned: list[Problem] = []

    assert list(check.check([tiny_folder.path / "*a.yaml"], warned.append)) == [
        tiny_folder.path / name for name in ("alpha.yaml", "beta.yaml")
    ]
    assert check.check([tiny_folder.path / "~$pha.yaml"], warned.append) == {}
    assert [problem.what for problem in warned] == [
        "This only shows that a document is open in a program; it is not the document."
    ]


def test_a_folder_of_translations_into_which_one_may_not_look_is_a_problem(
    tiny_folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    iterdir = Path.iterdir

    def refusing(path: Path) -> Iterator[Path]:
        if path.name == "translations":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return iterdir(path)

    monkeypatch.setattr(Path, "iterdir", refusing)

    assert problems(lambda: check.check([tiny_folder.path]), tiny_folder.path) == [
        "translations: The folder cannot be read (Permission denied). Ask for permission to read it."
    ]


@pytest.mark.parametrize(
    ("lang", "fix"),
    [
        ("gr", "Did you mean 'el'?"),
        ("deu", "Did you mean 'de'?"),
        ("pl", "Put them into a file words.yaml in a folder for"),
        ("sv", "Put them into a file words.yaml in a folder for"),
    ],
)
def test_a_toolkit_in_a_language_without_words_is_told(
    tiny_folder: Folder, tmp_path: Path, lang: str, fix: str
) -> None:
    tiny_folder.change("toolkit.yaml", "toolkit: tiny", f"toolkit: tiny\nlang: {lang}")
    given = yaml.safe_dump({lang: dict(words.load("en"))})
    own = Folder(tmp_path / "own").write("words.yaml", given).parent
    told: list[str] = []

    (problem,) = warnings(tiny_folder.path)
    assert warnings(tiny_folder.path, own) == []
    build.build(build.BuildOptions(tiny_folder.path, output=tmp_path / "x.docx"), warn=told.append)
    build.build(build.BuildOptions(tiny_folder.path, templates=own, output=tmp_path / "y.docx"), warn=told.append)

    count = len(words.load("en"))
    assert (problem.line, problem.what) == (2, f"There are no words in {lang!r} for the workbook's own words.")
    assert problem.fix.startswith(fix)
    assert told == [
        f"{lang}: none of the workbook's own {count} words and phrases is translated: they are printed in 'en'."
    ]


def test_a_kit_that_nobody_has_added_to_the_toolkit_is_told(tiny_folder: Folder) -> None:
    for name, text in {
        "gamma.yaml": "code: C\ntitle: Gamma\nitems: []\n",
        "toolkit.yml": "title: Old\nkits: [alpha.yaml]\n",
        "broken.yaml": "code: 'C\n",
        "answers.yaml": "toolkit: tiny\nanswers: {A2: yes}\n",
        "theme.json": '{"paper": "letter"}',
        "~$gamma.yaml": "",
    }.items():
        tiny_folder.write(name, text)

    warned = warnings(tiny_folder.path)

    told = "Nothing uses this file: it is not among the 'kits' of toolkit.yaml."
    assert [(Path(problem.file).name, problem.what) for problem in warned] == [
        (name, told) for name in ("broken.yaml", "gamma.yaml", "toolkit.yml")
    ]


def test_answers_are_checked_in_the_words_of_a_folder_beside_them(tiny_folder: Folder, tmp_path: Path) -> None:
    tiny_folder.change("toolkit.yaml", "toolkit: tiny", "toolkit: tiny\nlang: pl")
    own = Folder(tmp_path / "own").write("words.yaml", "pl: {option_yes: Tak, option_no: Nie}\n").parent
    path = Folder(tmp_path).write("a.yaml", "toolkit: tiny\nanswers: {A2: Tak}\n")

    assert [*check.check([path, tiny_folder.path, own])] == [path, tiny_folder.path, own]
    assert "is not offered" in problems(lambda: check.check([path, tiny_folder.path]))[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Two things:\n1. One,\nand so on\n2. Two", ""),
        ("1. One\n3. Three\n2. Two", "1. One"),
        ("1) One\n- a\n2) Two", "1) One"),
        ("Go on:\n3. Three\n4. Four", "3. Three"),
        ("* One\n* Two", "* One"),
        ("So it goes:\n• One\n• Two", "• One"),
        ("•\tOne\n•\tTwo", "• One"),  # as Word pastes it
        ("o\tOne\no\tTwo", "o One"),
        ("-\tOne\n-\tTwo", "- One"),
        ("1.\tOne\n2.\tTwo", ""),
        ("– One\n– Two", "– One"),
        ("a) One\nb) Two", "a) One"),
        ("(1) One\n(2) Two", "(1) One"),
        ("Two things - one – two: -5, or\no one\n– and no more", ""),
        ("1. Quartal, am\n19. März", ""),
        ("+ 5 Personen\n* Pflicht", ""),
        ("Call\n+44 20 7946 0000\n+44 20 7946 0001, at\n–5 to\n–3 degrees", ""),
        ("# Head", "# Head"),
        ("So _very_ much", "_very_"),
        ("So <b>very</b> much", "<b>"),
        ("A `code` here", "`code`"),
        ("This &amp; that", "&amp;"),
        ("In 2021. And 3 * 4, a_b_c, R&D; <18, #3, 10) or (2. and so on\n- one\n- two", ""),
    ],
)
def test_signs_that_other_programs_format_by_are_told(tiny_folder: Folder, text: str, said: str) -> None:
    tiny_folder.change("beta.yaml", "text: To be seen.", f"text: {json.dumps(text)}")

    warned = warnings(tiny_folder.path)

    assert [problem.what for problem in warned] == ([f"{said!r} is printed as it is typed."] if said else [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (">-\n      Two things:\n      - one\n      - two", "list that begins with '- one'"),
        (">\n      - one\n      - two", "list that begins with '- one'"),
        ("Two things\n      - one\n      - two", "list that begins with '- one'"),
        ('"Two things:\n      - one\n      - two"', "list that begins with '- one'"),
        (">-\n      Two things:\n\n      - one\n      - two", "list that begins with '- one'"),
        (">-\n      One thing.\n\n      And another.\n", "paragraph that begins with 'And another.'"),
        (">-\n      1. One\n      2. Two", "list that begins with '1. One'"),
        ("One thing.\n\n      And another.\n", "paragraph that begins with 'And another.'"),
    ],
)
def test_a_list_or_a_paragraph_that_is_joined_to_the_words_before_it_is_told(
    tiny_folder: Folder, text: str, told: str
) -> None:
    path = tiny_folder.change("beta.yaml", "text: To be seen.", f"text: {text}")
    line = 1 + path.read_text("utf-8").split("\n").index(f"    text: {text}".split("\n")[0])

    assert list(map(str, warnings(tiny_folder.path))) == [
        f"{path}:{line}: The {told} is printed in one with the words before it. "
        "Put | after the colon, and begin the text in the line below, further in."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "|\n      Two things:\n      - one\n      - two",
        "|\n      One thing.\n\n      And another.\n",
        ">-\n      Two things:\n        - one\n        - two",
        ">-\n      One -\n      two-three\n      -four",
        ">-\n\n      One\n\n  # a note\n\n",
        '"One thing.\\n\\nAnd another."',
        "'Two things:\n\n\n      - one\n\n      - two'",  # as programs write YAML
        "'Two things:\n\n\n      1. one\n\n      2. two'",
    ],
)
def test_lists_and_paragraphs_that_stay_what_they_are_are_no_fault(tiny_folder: Folder, text: str) -> None:
    tiny_folder.change("beta.yaml", "text: To be seen.", f"text: {text}")

    assert warnings(tiny_folder.path) == []


def test_blank_lines_in_json_are_no_paragraphs(tiny_folder: Folder) -> None:
    data = yaml.safe_load((tiny_folder.path / "beta.yaml").read_text("utf-8"))
    tiny_folder.write("beta.json", json.dumps(data, indent=1).replace("\n", "\n\n"))
    tiny_folder.change("toolkit.yaml", "beta.yaml", "beta.json")
    (tiny_folder.path / "beta.yaml").unlink()

    assert warnings(tiny_folder.path) == []


def test_a_question_of_two_paragraphs_is_to_be_shortened(tiny_folder: Folder) -> None:
    tiny_folder.change("alpha.yaml", "question: How many?", "question: >-\n      How many?\n\n      And why?")

    assert [(problem.what, problem.fix) for problem in warnings(tiny_folder.path)] == [
        (
            "The paragraph that begins with 'And why?' is printed in one with the words before it.",
            "Shorten it, or put the rest into an item of the kind text before it.",
        )
    ]


def test_a_dash_above_its_entry_is_no_point_of_the_text_before_it(tiny_folder: Folder) -> None:
    tiny_folder.change("alpha.yaml", "  - code: A4\n", "  - \n    code: A4\n")
    tiny_folder.change("alpha.yaml", "  - code: A5\n", "  - # a note\n    code: A5\n")

    assert warnings(tiny_folder.path) == []


def test_of_each_sign_in_a_text_the_first_is_told(tiny_folder: Folder) -> None:
    text = "So **very** much, **really**:\n- one\n1. two\n2. three\nSee [here](https://example.org)."
    tiny_folder.change("beta.yaml", "text: To be seen.", f"text: {json.dumps(text)}")

    assert [(problem.what, problem.fix) for problem in warnings(tiny_folder.path)] == [
        ("'**very**' is printed as it is typed.", "Write it without the signs."),
        ("'[here](https://example.org)' is printed as it is typed.", "Write it without the signs."),
        ("'1. two' is printed as it is typed.", "Number the lines of a list from 1 on, and put no other list into it."),
    ]


def test_a_folder_of_answers_files_is_checked_file_by_file(tiny_folder: Folder, tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    folder.mkdir()
    (folder / "north.yaml").write_text("toolkit: tiny\nanswers:\n  A3: x\n  A99: y\n", "utf-8")
    (folder / "south.yaml").write_text("toolkit: tiny\nanswers: [\n", "utf-8")

    told = problems(lambda: check.check([tiny_folder.path, folder]))

    assert [any(name in each for each in told) for name in ("north.yaml:4", "south.yaml")] == [True, True]
    (folder / "south.yaml").unlink()
    (folder / "north.yaml").write_text("toolkit: tiny\nanswers:\n  A3: x\n", "utf-8")
    assert [*check.check([tiny_folder.path, folder])] == [tiny_folder.path, folder]


def test_answers_that_name_no_toolkit_are_told_the_name_of_the_one_that_is_given(
    tiny_folder: Folder, tmp_path: Path
) -> None:
    path = tmp_path / "north.yaml"
    path.write_text("answers:\n  A3: x\n", "utf-8")

    (told,) = problems(lambda: check.check([tiny_folder.path, path]), tmp_path)

    assert told == "north.yaml:1: This answers file does not say to which toolkit it belongs. Add 'toolkit: tiny'."


def test_a_toolkit_with_words_and_a_theme_of_its_own_is_checked_with_them(tiny_folder: Folder) -> None:
    tiny_folder.write("theme.yaml", "colours:\n  muted: '#999999'\n")
    tiny_folder.write("words.yaml", "en:\n  pros: In favour\n")
    tiny_folder.write("parts/kits.html", "<p>x</p>")
    tiny_folder.change("beta.yaml", "text: To be seen.", "text: To be **seen**.")

    told = [(Path(problem.file).name, problem.what) for problem in warnings(tiny_folder.path)]

    assert told[:2] == [
        ("beta.yaml", "'**seen**' is printed as it is typed."),
        ("kits.html", "Nothing uses this file."),
    ]
    assert {name for name, _ in told[2:]} == {"theme.yaml"}


def test_a_report_beside_a_toolkit_is_no_template(tiny_folder: Folder) -> None:
    tiny_folder.write("tiny-report.html", "<!DOCTYPE html><p>Said</p>")

    assert warnings(tiny_folder.path) == []


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [("alpha.yaml", "code: A4", "code: A3", "Code 'A3' is used twice"), ("words.yaml", "pros", "prs", "No template")],
)
def test_every_file_of_a_toolkit_with_words_of_its_own_is_checked(
    tiny_folder: Folder, name: str, before: str, after: str, said: str
) -> None:
    tiny_folder.write("words.yaml", "en:\n  pros: In favour\n")
    tiny_folder.change(name, before, after)

    (told,) = problems(lambda: check.check([tiny_folder.path]), tiny_folder.path)

    assert told.startswith(name) and said in told


def test_answers_at_the_margin_are_told_as_answers(tiny_folder: Folder, tmp_path: Path) -> None:
    path = tmp_path / "north.yaml"
    path.write_text("toolkit: tiny\nA3: x\n", "utf-8")

    (told,) = problems(lambda: check.check([tiny_folder.path, path]), tmp_path)

    assert told.startswith("north.yaml:1: This is not an answers file: it has neither 'answers' nor 'responses'. Put")


def test_bars_of_a_figure_that_do_not_add_up_to_the_same_are_told(tiny_folder: Folder) -> None:
    bar = "        - label: April\n          counts: [1, 3]\n"
    path = tiny_folder.change("beta.yaml", bar, f"{bar}        - label: June\n          counts: [2, 2]\n")
    assert warnings(tiny_folder.path) == []

    tiny_folder.change("beta.yaml", "[2, 2]", "[1, 4]")

    assert list(map(str, warnings(tiny_folder.path))) == [
        f"{path}:38: The bars of 'B4' do not add up to the same number: 4, 5. Look whether a number is wrong."
    ]


@pytest.mark.parametrize("lang", ["ar", "he", "fa-AF", "ur"])
def test_a_language_that_runs_from_right_to_left_is_told(tiny_folder: Folder, lang: str) -> None:
    tiny_folder.change("toolkit.yaml", "toolkit: tiny\n", f"toolkit: tiny\nlang: {lang}\n")

    warned = warnings(tiny_folder.path)

    assert "Scripts that run from right to left are not supported" in str(warned[0])


def test_signs_of_markdown_are_told_in_every_file_of_a_toolkit(tiny_folder: Folder) -> None:
    tiny_folder.change("alpha.yaml", "- another", "- **another** of 2 * 3 * 4")
    tiny_folder.change("beta.yaml", "text: A pro", "text: A [pro](https://example.org/x), see [1] (here)")
    tiny_folder.change("toolkit.yaml", "text: No names.", "text: No names; <https://example.org> and <none>.")

    warned = warnings(tiny_folder.path)

    assert [(Path(problem.file).name, problem.what) for problem in warned] == [
        ("toolkit.yaml", "'<https://example.org>' is printed as it is typed."),
        ("alpha.yaml", "'**another**' is printed as it is typed."),
        ("beta.yaml", "'[pro](https://example.org/x)' is printed as it is typed."),
    ]


def test_a_condition_with_a_full_stop_of_its_own_is_told(tiny_folder: Folder) -> None:
    tiny_folder.change("alpha.yaml", "answer: yes_no", "answer: yes_no\n    when: {text: If you have tried it.}")

    (problem,) = warnings(tiny_folder.path)

    assert (problem.what, problem.fix) == (
        "A full stop is printed after 'If you have tried it.'.",
        "Leave out the sign at its end.",
    )


def test_words_that_are_only_true_are_told(tiny_folder: Folder) -> None:
    tiny_folder.change("alpha.yaml", "more: In what way", "more: true")

    assert [(problem.what, problem.fix) for problem in warnings(tiny_folder.path)] == [
        ("'true' is printed as it is typed.", "Write the words to print after 'more', or take it out.")
    ]


def test_a_condition_on_a_question_that_comes_later_is_told(tiny_folder: Folder) -> None:
    path = tiny_folder.change(
        "alpha.yaml", "answer: yes_no", "answer: yes_no\n    when: {field: A6, is: low, text: If}"
    )

    warned = warnings(tiny_folder.path)

    assert list(map(str, warned)) == [
        f"{path}:21: A6 comes after A2, which depends on the answer to it. Put A6 before it."
    ]


@pytest.mark.parametrize(
    ("name", "meant"), [("organization", "organisation"), ("organ", "organisation"), ("town", ""), ("dates", "")]
)
def test_a_line_about_who_answers_that_is_nearly_a_known_one_is_told(
    tiny_folder: Folder, name: str, meant: str
) -> None:
    path = tiny_folder.change("toolkit.yaml", "name: organisation", f"name: {name}")

    warned = warnings(tiny_folder.path)

    told = f"{path}:17: The name {name!r} means nothing here; {meant!r} does. Write that if you mean it."
    assert list(map(str, warned)) == ([told] if meant else [])


@pytest.mark.parametrize("more", ["\n\nOr not", "\n- so\n- or so", "\n1. so\n2. or so"])
@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("alpha.yaml", "question: Since when?", True),
        ("alpha.yaml", "label: High level", True),
        ("beta.yaml", "text: A concern", True),
        ("alpha.yaml", "text: If it worked", True),
        ("alpha.yaml", "aim: Secret aim", True),
        ("beta.yaml", "text: Where it comes from", True),
        ("beta.yaml", "text: To be seen.", False),
    ],
)
def test_a_list_where_one_paragraph_is_printed_is_told(
    tiny_folder: Folder, name: str, text: str, told: bool, more: str
) -> None:
    key, said = text.split(": ")
    tiny_folder.change(name, text, f"{key}: {json.dumps(said + more)}")

    warned = warnings(tiny_folder.path)

    said = "This is printed in one paragraph, without the blank lines and the list in it."
    assert [problem.what for problem in warned] == ([said] if told else [])


@pytest.mark.parametrize(
    "text",
    ["aim: |\n    Secret aim:\n\n    - secret\n    - aim", "aim: >-\n    Secret aim:\n    - secret\n    - aim"],
)
def test_what_only_facilitators_read_is_never_to_be_put_into_an_item(tiny_folder: Folder, text: str) -> None:
    tiny_folder.change("alpha.yaml", "aim: Secret aim", text)

    assert [problem.fix for problem in warnings(tiny_folder.path)] == [
        "Shorten it, or make points of the rest, below 'watch'."
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Two things:\n- one\n  - a\n  - b\n- two", "- a"),
        ("- one,\n  and more\n  - a", "- a"),
        ("Two things:\n  - one\n  - two\n- three", ""),
        ("- one\n\n  - two", ""),
        ("- one -\n  two-three", ""),
    ],
)
def test_a_list_in_a_list_is_told(tiny_folder: Folder, text: str, told: str) -> None:
    tiny_folder.change("beta.yaml", "text: To be seen.", f"text: {json.dumps(text)}")

    what = f"The list in a list that begins with {told!r} is printed on one level with it."
    assert [problem.what for problem in warnings(tiny_folder.path)] == ([what] if told else [])


def test_a_text_that_ends_at_a_number_sign_is_told(tiny_folder: Folder) -> None:
    tiny_folder.change("alpha.yaml", "question: Since when?", "question: Since when? # a note")
    tiny_folder.change("alpha.yaml", "label: High level", 'label: "High #2"  #3')
    path = tiny_folder.change("alpha.yaml", "question: How many?", "question: Why #1 and not 2?")

    warned = warnings(tiny_folder.path)

    assert list(map(str, warned)) == [
        f"{path}:33: Everything after # is taken for a comment and left out: '#1 and not 2?'. "
        "Put the whole text between quotation marks, or a space after the #."
    ]


def test_a_label_that_is_the_code_of_another_option_is_told(tiny_folder: Folder) -> None:
    tiny_folder.change("alpha.yaml", "label: By phone", "label: Phone")
    path = tiny_folder.change("alpha.yaml", "label: High level", "label: Low")

    warned = warnings(tiny_folder.path)

    assert list(map(str, warned)) == [
        f"{path}:47: The label 'Low' is the code of another option, and means that one in an answers file. "
        "Give one of the two another name."
    ]


def test_the_mark_of_a_kit_that_no_font_has_is_told(tiny_folder: Folder, tmp_path: Path) -> None:
    kit = '{colour: "#1d3557", tint: "#e6eef5", mark: "\U00010384"}'
    theme = Folder(tmp_path).write("theme.yaml", f"kits: [{kit}]\n")

    warned = warnings(theme, tiny_folder.path)

    assert warned[0].what.startswith("No font has “\U00010384”")
    assert "in the mark of a kit" in warned[0].what


def test_answers_are_checked_against_a_toolkit_given_beside_them(tiny_folder: Folder, tmp_path: Path) -> None:
    answers = Folder(tmp_path).write("a.yaml", "toolkit: tiny\nanswers: {A9: x}\n")

    assert problems(lambda: check.check([answers, tiny_folder.path]), tmp_path) == [
        "a.yaml:2: There is no field 'A9'. Did you mean 'A7' or 'A6' or 'A5'?"
    ]


def test_a_folder_of_returns_is_told_from_templates(tmp_path: Path) -> None:
    Folder(tmp_path).write("north.docx", "x")
    Folder(tmp_path).write("page.html", "<p>x</p>")

    assert problems(lambda: check.check([tmp_path]), tmp_path.parent) == [
        f"{tmp_path.name}: This folder holds returns, not a toolkit or templates. "
        "To look for personal data in them, add --privacy."
    ]


def test_a_return_is_told_from_a_text(tmp_path: Path) -> None:
    path = Folder(tmp_path).write("north.docx", "PK\x03\x04")

    assert problems(lambda: check.check([path]), tmp_path) == [
        "north.docx: This is a document, not a text file. To look for personal data in a return, add --privacy."
    ]


def test_answers_to_questions_that_are_gone_are_told(tiny_folder: Folder, tmp_path: Path) -> None:
    text = 'toolkit: tiny\nversion: "0.9"\nresponses: [{answers: {A9: x, A2: yes}}, {answers: {A9: y, Z: z}}]\n'
    answers = Folder(tmp_path).write("a.yaml", text)
    told: list[str] = []

    warned = warnings(answers, tiny_folder.path)
    build.build(build.BuildOptions(tiny_folder.path, answers=answers, output=tmp_path / "x.docx"), warn=told.append)

    assert [problem.what for problem in warned] == [
        "There is no field 'A9' in this version. 2 answers to it are left out.",
        "There is no field 'Z' in this version. An answer to it is left out.",
    ]
    assert warned[0].fix == "Did you mean 'A7' or 'A6' or 'A5'?"
    assert told == list(map(str, warned))


def test_answers_without_their_toolkit_are_told(folder: Folder) -> None:
    path = folder.write("a.yaml", "toolkit: tiny\nanswers: {A9: x}\n")

    (found,) = problems(lambda: check.check([path]), folder.path)

    assert found.startswith("a.yaml:1: These are answers to the toolkit 'tiny', and not to ")


ROSTER = (
    "This is a list or a table, which is not checked here. If it is a roster, `toolkit batch` says all that is wrong "
    "in it before it makes anything."
)
OTHER = (
    "This kind of file is not checked. "
    "This command checks toolkits, templates, words.yaml, themes, answers, decisions and translations."
)
KINDS = {
    "a theme": (
        "theme.yaml",
        "paper: a5\n",
        "theme.yaml:1: 'paper' in this file: it has to be one of 'a4' or 'letter'.",
    ),
    "words": (
        "words.yaml",
        "en: {pros: ~}\n",
        "words.yaml:1: The word 'pros' has no text. Write its text after the colon.",
    ),
    "merged answers": (
        "m.yaml",
        "toolkit: covid19\nresponses: x\n",
        "m.yaml:2: 'responses' has to be a list. Begin each with a dash.",
    ),
    "an empty file": ("x.yaml", "# nothing\n", "x.yaml: The file is empty. Write something into it, or delete it."),
    "broken yaml": (
        "x.yaml",
        "a: [\n",
        "x.yaml:2: This is not valid YAML (did not find expected node content). Check the indentation, the "
        "colons and the quotation marks there and on the line above.",
    ),
    "a kit by itself": (
        "k.yaml",
        "code: K\nitems: []\n",
        "k.yaml:1: This looks like a kit of a toolkit, but there is no toolkit.yaml beside it. "
        "Put it into the folder of its toolkit.",
    ),
    "a toolkit under another name": (
        "list.json",
        '{"toolkit": "x", "title": "X", "kits": []}',
        "list.json:1: This looks like the main file of a toolkit, but has another name. "
        "Name it toolkit.yaml if it is that file.",
    ),
    "decisions": (
        "d.yaml",
        "toolkit: covid19\ndecisions: x\n",
        "d.yaml:1: This is not a file of decisions: it has no list of 'decisions'. "
        "Take the file that 'toolkit merge --by organisation' wrote.",
    ),
    "a manifest": (
        "manifest.csv",
        f"{','.join(manifest.HEAD)}\n",
        "manifest.csv: This is the manifest of a batch, in which there is nothing to check. "
        "Give it to `toolkit merge` with --manifest.",
    ),
    "a roster": ("people.csv", "name;date\nAnn;soon\n", f"people.csv: {ROSTER}"),
    "a roster in YAML": ("people.yaml", "- name: Ann\n", f"people.yaml: {ROSTER}"),
    "a roster under its name": ("people.yaml", "roster:\n  - name: Ann\n", f"people.yaml: {ROSTER}"),
    "a text": ("notes.txt", "Call Ann\n", f"notes.txt: {OTHER}"),
    "receipts": ("r.json", '{"receipts": [], "unread": []}', f"r.json: {OTHER}"),
}


@pytest.mark.parametrize("case", KINDS)
def test_a_file_is_taken_for_what_it_is(folder: Folder, case: str) -> None:
    name, text, said = KINDS[case]
    path = folder.write(name, text)

    assert problems(lambda: check.check([path]), folder.path) == [said]


def test_decisions_are_checked_against_their_toolkit(tiny_folder: Folder, tmp_path: Path) -> None:
    def decided(entry: str) -> Path:
        return Folder(tmp_path).write("d.yaml", f"toolkit: tiny\ndecisions:\n  - {{organisation: X, {entry}}}\n")

    def told(path: Path) -> list[str]:
        return problems(lambda: check.check([path, tiny_folder.path]), tmp_path)

    assert check.check([decided("code: A2, decision: Yes"), tiny_folder.path])
    assert told(decided("code: Z9, decision: Yes"))[0].startswith("d.yaml:3: There is no field 'Z9'.")
    assert "which is not offered" in told(decided("code: A2, decision: maybe"))[0]
    assert told(decided("code: A2, decide: Yes"))[0].startswith("d.yaml:3: The key 'decide' does not belong in")


def test_blanks_around_the_name_of_a_kit_s_file_make_no_difference(tiny_folder: Folder) -> None:
    tiny_folder.change("toolkit.yaml", "  - alpha.yaml\n", '  - " alpha.yaml "\n')

    assert check.check([tiny_folder.path]) == {tiny_folder.path: 0}


def test_a_template_is_checked_with_its_folder(folder: Folder) -> None:
    path = folder.write("parts/cover.html", '<section role="cover"><div>x</div></section>')

    found = problems(lambda: check.check([path]), folder.path)

    assert found[0].startswith("parts/cover.html:1: <div> is not a tag of the workbook's markup.")


@pytest.mark.parametrize("name", ["workbok.html", "parts/cover.html", "words.yaml"])
def test_a_template_that_is_not_there_is_told(folder: Folder, name: str) -> None:
    folder.write("workbook.html", installed.template("workbook.html").read_text("utf-8"))

    assert problems(lambda: check.check([folder.path / name]), folder.path) == [
        f"{name}: The file cannot be read ({missing(folder.path / name)}). Check its name."
    ]


def test_a_folder_of_templates_is_checked_whole(folder: Folder) -> None:
    folder.write("theme.yaml", "paper: a5\n")
    folder.write("words.yaml", "en: {pros: ~}\n")

    found = problems(lambda: check.check([folder.path]), folder.path)

    assert [problem.split(":")[0] for problem in found] == ["theme.yaml", "words.yaml"]


@pytest.mark.parametrize(
    ("name", "right", "wrong", "named"),
    [
        ("parts/report.html", "words.report_written", "words.writen", "writen"),
        ("report.html", "words.report_planned", "words.planed", "planed"),
        ("compare.html", "words.compare_same.", "words.same.", "same"),
        ("compare.html", "words.compare_nothing ", "words.none ", "none"),
    ],
)
def test_a_mistake_that_only_answers_reach_is_found_without_any(
    folder: Folder, name: str, right: str, wrong: str, named: str
) -> None:
    text = installed.template(name).read_text(encoding="utf-8")
    line = text[: text.index(right)].count("\n") + 1
    folder.write(name, text.replace(right, wrong, 1))

    found = problems(lambda: check.check([folder.path]), folder.path)

    told = f"{name}:{line}: '{named}' is not known here."
    assert [problem.startswith(told) for problem in found] == [True]


def test_a_template_that_nothing_uses_is_named(folder: Folder) -> None:
    folder.write("parts/covers.html", "<p>Never printed</p>")
    folder.write("parts/kits.html", "<p>Never printed</p>")
    folder.write("parts/footer.html", "<p>Ours</p>")
    folder.write("theme.yml", "paper: letter\n")
    folder.write("report.html", '<h1 id="a">Head</h1>{% include "parts/footer.html" %}')

    warned = warnings(folder.path)

    assert [Path(problem.file).name for problem in warned] == ["covers.html", "kits.html", "theme.yml"]
    assert "parts/cover.html, " in warned[0].fix
    assert warned[1].fix == ""  # which names are used is said once


@pytest.mark.parametrize("code", ["C", "[a]", "{}"])
def test_a_kit_that_its_toolkit_does_not_name_is_told(tiny_folder: Folder, code: str) -> None:
    path = tiny_folder.write(
        "gamma.yaml", f"code: {code}\ntitle: Gamma\nitems:\n  - code: C1\n    kind: text\n    text: x\n"
    )

    assert problems(lambda: check.check([path]), tiny_folder.path) == [
        "gamma.yaml:1: The toolkit.yaml beside it does not name this file. Add it to 'kits'."
    ]


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as missing:
        (tmp_path / "none").stat()

    assert problems(lambda: check.check([tmp_path / "none", tmp_path]), tmp_path.parent) == [
        f"{tmp_path.name}/none: The file cannot be read ({missing.value.strerror}). Check its name.",
        f"{tmp_path.name}: There is no toolkit.yaml in this folder. Give the folder that holds a toolkit's files.",
    ]


def test_every_problem_of_every_path_comes_at_once(tiny_folder: Folder, tmp_path: Path) -> None:
    tiny_folder.change("alpha.yaml", "code: A4", "code: A2")
    tiny_folder.change("beta.yaml", "kind: debate", "kind: quarrel")
    theme = Folder(tmp_path).write("theme.yaml", "paper: a5\nsize: 2\n")

    found = problems(lambda: check.check([tiny_folder.path, theme]), tmp_path)

    assert [problem.split(":")[0] for problem in found] == [
        "tiny/alpha.yaml",
        "tiny/beta.yaml",
        "theme.yaml",
        "theme.yaml",
    ]
