"""The workbook's own words: by language, with what a folder of the user's changes."""

from __future__ import annotations

import re
from pathlib import Path
from unicodedata import normalize

import pytest
from msgspec.structs import replace

from toolkit_cli.errors import TemplateError
from toolkit_cli.files import installed, yamlfile
from toolkit_cli.kits import words
from toolkit_cli.kits.model import Toolkit

from .conftest import Folder, problems


def refused(folder: Folder, text: str | bytes) -> list[str]:
    folder.write("words.yaml", text)
    return problems(lambda: words.load("en", folder.path), folder.path)


def test_english_words_are_as_they_stand_in_the_file() -> None:
    shipped = yamlfile.read(installed.template("words/en.yaml"), TemplateError).data

    assert shipped
    assert words.load("en") == shipped


def test_every_word_is_asked_for_so_that_nobody_translates_one_in_vain() -> None:
    """By its whole name, or by its end where the beginning is one of many words', as in `option_{code}`."""
    sources = [*installed.PACKAGE.rglob("*.py"), *installed.template("").rglob("*.html")]
    asking = "\n".join(path.read_text("utf-8") for path in sources)
    families = re.findall(r'f"([a-z]+_)\{', asking)
    named = set(re.findall(r"[\"']([\w-]+)[\"']", asking)) | set(re.findall(r"words\.(\w+)", asking))
    named |= set(re.findall(r"\b(\w+)=", asking))  # as an argument's name

    def asked(key: str) -> bool:
        return key in named or any(key.startswith(each) and key.removeprefix(each) in named for each in families)

    assert [key for key in words.load("en") if not asked(key)] == []


@pytest.mark.parametrize("lang", sorted(words.languages()))
def test_two_counts_are_set_beside_each_other_and_none_is_said_to_be_a_part(lang: str) -> None:
    told = words.load(lang)

    assert told["report_share"].split("{whole}")[0] == told["report_set_against"].split("{whole}")[0]


@pytest.mark.parametrize("lang", sorted(words.languages()))
def test_what_names_a_sheet_is_no_longer_than_a_sheet_s_name(lang: str) -> None:
    sheets = [word for word in words.load(lang) if word.startswith("report_sheet_")]
    sheets += ["compare", "compare_about", "report_about", "report_removed"]

    assert {word: words.load(lang)[word] for word in sheets if len(words.load(lang)[word]) > 31} == {}


@pytest.mark.parametrize("lang", sorted(words.languages()))
def test_a_language_has_one_kind_of_quotation_marks(lang: str) -> None:
    used = set("«»„“”") & set("".join(words.load(lang).values()))

    assert used in ({*"«»"}, {*"„“"}, {*"„”"}, {*"“”"})


@pytest.mark.parametrize("lang", sorted(words.languages()))
def test_a_title_with_a_question_mark_does_not_meet_the_full_stop_of_a_sentence(lang: str) -> None:
    assert "?." not in words.load(lang)["report_after"].format(title="How safe is our place?")


@pytest.mark.parametrize("lang", ["en-GB", "xx", "xx-YY"])
def test_an_unknown_language_has_the_english_words(lang: str) -> None:
    assert words.load(lang) == words.load("en")


def test_what_is_not_translated_is_in_the_language_of_the_toolkit(tiny: Toolkit, folder: Folder) -> None:
    italian = replace(tiny, lang="pt", original="it", words={"pros": "A favor"})
    folder.write("words.yaml", "en:\n  contents: What\npt:\n  cons: Contra\n")

    found = words.of(italian, folder.path)

    assert (found["pros"], found["cons"]) == ("A favor", "Contra")
    assert found["contents"] == words.load("it")["contents"] != words.load("en")["contents"]
    assert words.foreign(italian, folder.path) == {"it": len(found) - 2}
    assert words.foreign(replace(tiny, lang="en-GB", original="it")) == {}
    assert words.of(replace(tiny, original="it")) == words.load("en")


def test_a_folder_without_words_changes_nothing(tmp_path: Path) -> None:
    assert words.load("en", tmp_path) == words.load("en")


@pytest.mark.parametrize("written", ["PL", "pl", "pl_PL"])
def test_a_language_may_be_written_as_other_programs_do(folder: Folder, written: str) -> None:
    folder.write("words.yaml", f"{written}:\n  pros: Za\n")

    assert words.load("pl-PL", folder.path)["pros"] == "Za"


def test_a_folder_may_change_a_few_words(folder: Folder) -> None:
    folder.write("words.yaml", "en:\n  notes: What you think\n  option_yes: Yes\n")

    assert words.load("en", folder.path) == {**words.load("en"), "notes": "What you think", "option_yes": "Yes"}


def test_a_language_goes_over_its_base_and_that_over_english(folder: Folder) -> None:
    folder.write(
        "words.yaml",
        "en:\n  pros: Good\n  cons: Bad\n  kit: Set\npt:\n  pros: A favor\n  cons: Contra\npt-BR:\n  pros: Prós\n",
    )

    found = words.load("pt-BR", folder.path)

    assert (found["pros"], found["cons"], found["kit"], found["notes"]) == (
        "Prós",
        "Contra",
        "Set",
        words.load("en")["notes"],
    )


def test_what_is_filled_in_may_move_and_a_name_that_stands_elsewhere_be_left_out(folder: Folder) -> None:
    folder.write("words.yaml", 'en:\n  page_of: "{pages}: {page}"\n  based_on: By {publisher}\n')

    found = words.load("en", folder.path)

    assert found["page_of"].format(page=1, pages=2) == "2: 1"
    assert found["based_on"].format(title="T", publisher="P") == "By P"


MISTAKES = {
    "an unknown word": ("en:\n  pro: x\n", "words.yaml:2: No template asks for the word 'pro' ('en'). Did you mean"),
    "an unknown word of another language": (
        "de:\n  prs: x\n",
        "words.yaml:2: No template asks for the word 'prs' ('de'). Did you mean",
    ),
    "no text": ("en:\n  pros:\n", "words.yaml:2: The word 'pros' has no text. Write its text after the colon."),
    "a list": ("en:\n  pros: [a]\n", "words.yaml:2: The word 'pros' has no text. Write its text after the colon."),
    "a control character": (
        'en:\n  pros: "a\\x02"\n',
        "words.yaml:2: The word 'pros' holds a control character. Remove it.",
    ),
    "a name that is not filled in": (
        'en:\n  when_text: "{claus}:"\n',
        "words.yaml:2: The word 'when_text' holds {…} that the program does not fill in there. It fills in, once "
        "each: {clause}.",
    ),
    "a name where none is": (
        'en:\n  pros: "{title}"\n',
        "words.yaml:2: The word 'pros' holds {…} that the program does not fill in there. Nothing is filled in there.",
    ),
    "a name twice": (
        'en:\n  said_by: "{who} {who}"\n',
        "words.yaml:2: The word 'said_by' holds {…} that the program does not fill in there. It fills in, once "
        "each: {who}.",
    ),
    "a form": (
        'en:\n  said_by: "{who:>99999999}"\n',
        "words.yaml:2: The word 'said_by' holds {…} that the program does not fill in there. It fills in, once "
        "each: {who}.",
    ),
    "an open brace": (
        'en:\n  said_by: "{who"\n',
        "words.yaml:2: The word 'said_by' holds {…} that the program does not fill in there. It fills in, once "
        "each: {who}.",
    ),
    "a page number left out": (
        'en:\n  page_of: "Page {page}"\n',
        "words.yaml:2: The word 'page_of' leaves out what the program fills in. It needs {page} and {pages}.",
    ),
    "a count left out": (
        'en:\n  tally_choice: "{label}"\n',
        "words.yaml:2: The word 'tally_choice' leaves out what the program fills in. It needs {label} and {count}.",
    ),
    "a code and an answer left out": (
        "en:\n  when_answer: Answer this if it applies.\n",
        "words.yaml:2: The word 'when_answer' leaves out what the program fills in. It needs {code} and {answer}.",
    ),
    "all numbers left out": (
        "en:\n  report_share: Set against another.\n",
        "words.yaml:2: The word 'report_share' leaves out what the program fills in. It needs {code}, {answers}, "
        "{part}, {whole} and {percent}.",
    ),
    "words without a language": (
        "pros: Good\n",
        "words.yaml:1: A words file holds languages, and words under each. "
        "Begin with 'en:', and begin each line below it with two spaces.",
    ),
    "a box in a word": (
        "en:\n  option_yes: ☐ Yes\n",
        "words.yaml:2: The word 'option_yes' holds a sign of a box to tick. "
        "Remove it: every option has its box already.",
    ),
    "words at the margin": (
        "pl:\n# the editions\npros: Za\ncons: Przeciw\n",
        "words.yaml:3: The words below 'pl:' begin at the margin, as if they were languages. "
        "Begin each of their lines with two spaces.",
    ),
    "an empty file": (
        "",
        "words.yaml: A words file holds languages, and words under each. "
        "Begin with 'en:', and begin each line below it with two spaces.",
    ),
    "a language without words": (
        "en:\n",
        "words.yaml:1: A words file holds languages, and words under each. "
        "Begin with 'en:', and begin each line below it with two spaces.",
    ),
    "one word for two answers": (
        "pl:\n  option_yes: Tak\n  option_no: tak\n",
        "words.yaml:3: The word 'option_no' has the same text as 'option_yes'. Give each its own.",
    ),
    "the English word of another answer": (
        "pl:\n  option_in-place: Planned\n",
        "words.yaml:2: The word 'option_in-place' has the same text as 'option_planned'. Give each its own.",
    ),
    "the word of another position": (
        "de:\n  stance_partly: stimme zu\n",
        "words.yaml:2: The word 'stance_partly' has the same text as 'stance_agree'. Give each its own.",
    ),
    "a language by its name": (
        "Polish:\n  pros: Za\n",
        "words.yaml:1: 'Polish' is not a language code. Did you mean 'pl'?",
    ),
    "a sign that begins a comment": (
        "en:\n  pros: Pros #1 to 3\n  cons: Cons  # ours\n",
        "words.yaml:2: Everything after # is taken for a comment and left out: '#1 to 3'. Put the whole text between",
    ),
    "a language twice": (
        "pt-BR:\n  pros: Prós\npt_BR:\n  cons: Contras\n",
        "words.yaml:3: 'pt_BR' is the same language as 'pt-BR'. Put all its words under one of the two.",
    ),
    "broken yaml": ("en: [\n", "words.yaml:2: This is not valid YAML"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_with_its_line(folder: Folder, case: str) -> None:
    text, said = MISTAKES[case]

    (found,) = refused(folder, text)

    assert found.startswith(said)


def test_a_mistake_is_told_too_where_the_languages_are_asked_for(folder: Folder) -> None:
    folder.write("words.yaml", "polish:\n  pros: Za\n")

    assert problems(lambda: words.spoken(folder.path), folder.path) == [
        "words.yaml:1: 'polish' is not a language code. Did you mean 'pl'?"
    ]


def test_french_signs_stay_on_the_line_of_their_words() -> None:
    parted = [key for key, text in words.load("fr").items() if re.search("« | [»:;?!]", text)]

    assert parted == []


def test_a_word_of_the_users_is_held_against_those_of_a_translation(tiny: Toolkit, folder: Folder) -> None:
    polish = replace(tiny, lang="pl", original="en", words={"option_yes": "Tak", "option_no": "Nie"})
    folder.write("words.yaml", "pl:\n  option_yes: Nie\n")

    assert problems(lambda: words.of(polish, folder.path), folder.path) == [
        "words.yaml:2: The word 'option_yes' has the same text as 'option_no'. Give each its own."
    ]


def test_all_mistakes_come_at_once(folder: Folder) -> None:
    found = refused(folder, "en:\n  pros:\n  nonsense: x\nde:\n  cons: '{x}'\n")

    assert [problem.split(": ")[0] for problem in found] == ["words.yaml:2", "words.yaml:3", "words.yaml:5"]


def test_mistakes_of_form_are_told_with_the_others(folder: Folder) -> None:
    found = refused(folder, "en:\n  nonsense: x\n  pros: a: b\n")

    assert [problem.split(": ")[0] for problem in found] == ["words.yaml:2", "words.yaml:3"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a", []),
        ("{a} {b}", ["{a}", "{b}"]),
        ("{a!r:>5}", ["{a!r:>5}"]),
        ("{}", ["{}"]),
        ("{{a}}", []),
        ("{", None),
        ("}", None),
    ],
)
def test_braces_are_found_as_they_stand(text: str, names: list[str] | None) -> None:
    assert words.placeholders(text) == names


@pytest.mark.parametrize("lang", sorted(words.languages()))
def test_every_language_has_every_word_and_fills_in_the_same(lang: str) -> None:
    english, found = (
        yamlfile.read(installed.template(f"words/{name}.yaml"), TemplateError).data for name in ("en", lang)
    )

    assert list(found) == list(english)
    for key, text in english.items():
        assert sorted(words.placeholders(found[key]) or []) == sorted(words.placeholders(text) or []), key


@pytest.mark.parametrize("lang", sorted(words.languages()))
def test_what_people_of_an_organisation_have_not_agreed_on_is_no_answer_that_can_be_ticked(lang: str) -> None:
    said = words.load(lang)

    assert said["compare_open"] not in {text for key, text in said.items() if key.startswith(("option_", "stance_"))}


@pytest.mark.parametrize("lang", sorted(words.languages()))
def test_what_comes_back_and_what_is_answered_have_two_words(lang: str) -> None:
    said = words.load(lang)

    assert said["report_response"] != said["report_answer"]
    assert said["report_sheet_responses"] != said["report_answers"]


@pytest.mark.parametrize("lang", sorted(words.languages()))
def test_what_counts_organisations_says_so_also_at_the_head_of_a_column(lang: str) -> None:
    said = words.load(lang)

    organisation, counted = (normalize("NFD", said[key]).casefold() for key in ("compare_organisation", "compare_same"))
    assert organisation[:4] in counted.partition("{count}")[0]


@pytest.mark.parametrize("lang", sorted(words.languages()))
def test_how_many_are_open_stands_on_the_line_of_the_words_before_it(lang: str) -> None:
    assert words.load(lang)["undecided"].endswith(":\u00a0{count}")


def test_the_words_come_in_the_languages_that_are_promised() -> None:
    assert words.languages() == {"en", "it", "de", "es", "fr", "el", "hr", "sq"}
