"""Matching: what a return's fields were asked for, held against the questions that stand under their codes now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from toolkit_cli import formats
from toolkit_cli.building import build
from toolkit_cli.kits import content, fields
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.values import Value
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import Fill
from toolkit_cli.responses.response import Response
from toolkit_cli.returned import Found, Note, Returned
from toolkit_cli.returns import reading, workbookreader
from toolkit_cli.returns.matching import OTHERWISE, Questions, begins, match
from toolkit_cli.returns.toolkits import Toolkits

from .conftest import Folder

ANSWERS: dict[str, Value] = {"A2": "yes", "A3": "Well.", "A4": "3", "A6": "low", "A7": ("phone",)}
NEXT = "\n      - code: high\n        "
CHANGES = {
    "A3": ("How did it work?\n    answer: text", "How did it work?\n    answer: line"),
    "A4": ("answer: count", "answer: text"),
    "A5": ("answer: date", "answer: count"),
    "A6": (f"label: Low level{NEXT}label: High level", f"label: High{NEXT}label: Low"),
    "A7": ("label: By post", "label: By post\n      - code: mail\n        label: By e-mail"),
}  # fmt: skip


@pytest.fixture(params=formats.NAMES)
def returned(request: pytest.FixtureRequest, tiny_folder: Folder, tmp_path: Path) -> Path:
    page = build.page(content.load(tiny_folder.path), "participant")
    path = tmp_path / f"return.{request.param}"
    path.write_bytes(formats.write(request.param, page, theme.load(), Fill(ANSWERS)))
    return path


def edited(folder: Folder, *changes: tuple[str, str]) -> None:
    path = folder.path / "alpha.yaml"
    text = path.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    folder.write("alpha.yaml", text)


def read(path: Path, folder: Folder) -> tuple[Response, tuple[Note, ...]]:
    done = reading.read(path, Toolkits((folder.path,)))
    return done.response, done.receipt.notes


@pytest.mark.parametrize("code", CHANGES)
def test_a_question_with_another_kind_or_other_options_is_noted(returned: Path, tiny_folder: Folder, code: str) -> None:
    edited(tiny_folder, CHANGES[code])

    response, notes = read(returned, tiny_folder)

    assert [(note.kind, note.code) for note in notes if note.kind in ("changed", "stray")] == [("changed", code)]
    assert response.answers == ANSWERS


def test_options_that_have_changed_their_labels_are_noted_whatever_the_letter_of_the_question(
    returned: Path, tiny_folder: Folder
) -> None:
    swapped = f"label: High level{NEXT}label: Low level"  # by chance, it has the letter of what it was
    edited(tiny_folder, (f"label: Low level{NEXT}label: High level", swapped))

    assert workbookreader.OTHER_QUESTIONS in read(returned, tiny_folder)[1]


def test_of_an_unchanged_workbook_nothing_is_noted(returned: Path, tiny_folder: Folder) -> None:
    response, notes = read(returned, tiny_folder)

    assert (response.answers, notes) == (ANSWERS, ())


def test_that_other_questions_are_asked_is_noted_where_it_is_not_known_which(
    returned: Path, tiny_folder: Folder
) -> None:
    edited(
        tiny_folder,
        ("  - code: A7\n", "  - code: A8\n    kind: question\n    question: More?\n    answer: line\n  - code: A7\n"),
    )

    _, notes = read(returned, tiny_folder)

    assert [note for note in notes if note.kind == "changed"] == [workbookreader.OTHER_QUESTIONS]


def test_a_tick_in_a_box_stays_where_words_are_asked_for_now(returned: Path, tiny_folder: Folder) -> None:
    options = f"options:\n      - code: low\n        label: Low level{NEXT}label: High level"
    edited(tiny_folder, (f"answer: choice\n    {options}", "answer: text"))

    response, notes = read(returned, tiny_folder)

    assert "low" in str(response.answers["A6"]).casefold()
    assert Note("changed", text=OTHERWISE, code="A6") in notes


@pytest.mark.parametrize(
    ("found", "known_version", "text"),
    [
        (Found("A77"), False, None),
        (Found("A77", text="Words."), False, "Words."),
        (Found("A77", states=("yes", "no")), True, "yes, no"),
        (Found("A77", label="Asked?", anchor="code", text="Words."), False, "[A77] Asked?\nWords."),
        (Found("A77", label="and no more", anchor="text"), False, "[A77] and no more"),
        (Found("A77", label="Asked?", anchor="field"), False, None),
        (Found("A77", label="Asked?", anchor="field"), True, "[A77] Asked?"),
    ],
)
def test_of_a_question_that_is_gone_its_words_are_noted_where_somebody_may_have_written_them(
    tiny_fields: dict[str, Field], found: Found, known_version: bool, text: str | None
) -> None:
    notes = match(Questions(tiny_fields, tiny_fields, known_version), Returned("docx", None, (found,))).notes

    assert notes == (() if text is None else (Note("gone", text=text, code="A77"),))


@pytest.mark.parametrize(("lost", "noted"), [((), ["A3"]), (("A2",), [])])
def test_letters_tell_which_question_was_asked_otherwise_only_where_none_is_lost(
    tiny_fields: dict[str, Field], lost: tuple[str, ...], noted: list[str]
) -> None:
    then = fields.letters({**tiny_fields, "A3": replace(tiny_fields["A3"], kind="count")})
    found = tuple(Found(code) for code in tiny_fields if code not in lost)

    notes = match(Questions(tiny_fields, tiny_fields, True, letters=then), Returned("docx", None, found)).notes

    assert [note.code for note in notes if note.text == OTHERWISE] == noted


@pytest.mark.parametrize(
    ("times", "text", "values"),
    [(1, "Words.", {"A3": "Words.", "A6": "low"}), (2, "Words.", {"A3": "Words."}), (2, "", {"A6": "low"})],
)
def test_what_only_another_workbook_in_the_file_asks_is_not_taken_beside_answers_of_the_first(
    tiny_fields: dict[str, Field], times: int, text: str, values: dict[str, Value]
) -> None:
    asked = {code: field for code, field in tiny_fields.items() if code != "A6"}
    first = [Found(code, text=text if code == "A3" else "") for code in asked]
    found = (*first, *[Found(code) for code in asked] * (times - 1), Found("A6", text="low"))

    matched = match(Questions(tiny_fields, asked, True), Returned("docx", None, found))

    assert (matched.values, matched.times) == (values, times)


@pytest.mark.parametrize(
    ("kind", "words", "doubted"),
    [
        ("xfdf", ("Yes", "Yes"), ["A2"]),
        ("fdf", ("Yes", "Yes"), ["A2"]),
        ("xfdf", ("yes", "Yes"), []),
        ("xfdf", ("Yes", "Low level"), []),
        ("xfdf", ("Yes", "nonsense"), []),
        ("docx", ("Yes", "Yes"), []),
    ],
)
def test_a_choice_by_the_word_for_any_box_that_is_ticked_is_doubted_in_form_data_that_has_it_elsewhere(
    tiny_fields: dict[str, Field], kind: str, words: tuple[str, str], doubted: list[str]
) -> None:
    found = tuple(Found(code, text=text, anchor="field") for code, text in zip(("A2", "A6"), words, strict=True))

    matched = match(Questions(tiny_fields, tiny_fields, True), Returned(kind, None, found))

    assert matched.values["A2"] == "yes"
    assert [note.code for note in matched.notes if note.kind == "doubt" and note.text.startswith("this was")] == doubted


@pytest.mark.parametrize(
    ("code", "label", "noted"),
    [
        ("A3", "{name}", False),
        ("A3", "{name}:", False),
        ("A3", "{name} (A3)", False),
        ("A3", "{name} – anything", False),
        ("A3", "Anything – {label}", True),
        ("B1-seen", "Anything – {label}", False),
    ],
)
def test_the_label_of_a_field_of_a_form_is_its_question_with_what_that_is_about_or_how_it_is_answered(
    tiny_fields: dict[str, Field], code: str, label: str, noted: bool
) -> None:
    field = tiny_fields[code]
    found = Found(code, label=label.format(name=field.name, label=field.label), anchor="field")

    notes = match(Questions(tiny_fields, tiny_fields, True), Returned("pdf", None, (found,))).notes

    assert [(note.kind, note.text) for note in notes] == [("changed", f"asked there: {found.label}")] * noted


@pytest.mark.parametrize(
    ("asked", "noted"),
    [
        ("How did it wo-rk?", []),
        ("How did it wo-rk? A whole num\u2010ber", []),
        ("How did it re-work?", ["asked there: How did it re-work?"]),
        ("How did it wo-rk? We met on-line", ["We met on-line"]),
    ],
)
def test_a_question_may_have_words_that_were_parted_where_a_line_ends(
    tiny_fields: dict[str, Field], asked: str, noted: list[str]
) -> None:
    returned = Returned("pdf", None, (Found("A3", label=asked, anchor="text"),))

    notes = match(Questions(tiny_fields, tiny_fields, True, hints=lambda field: ("A whole number",)), returned).notes

    assert [note.text for note in notes] == noted
    assert begins(tiny_fields["A3"], asked) == asked.startswith("How did it wo-rk?")


def test_a_question_begins_with_its_title_or_with_its_own_words(tiny_fields: dict[str, Field]) -> None:
    field = tiny_fields["B1-seen"]

    assert all(begins(field, words) for words in (field.name, field.label, field.name[:9], f"{field.label} (R1)"))
    assert not begins(field, "I see")


def test_letters_tell_kinds_and_options_apart_in_whatever_order(tiny_folder: Folder) -> None:
    known = fields.known(content.load(tiny_folder.path))

    told = fields.letters(known)

    assert told == fields.letters(dict(reversed(known.items()))) and len(told) == len(known) + fields.CHECKED
    assert dict(zip(sorted(known), told, strict=False))["A6"] == fields.letter(known["A6"])
