"""Workbooks that went out before a sentence was changed: who gives the earlier folder, too, has no notes of it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from docx import Document

from toolkit_cli.building import build
from toolkit_cli.files import installed
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.selection import Selection
from toolkit_cli.kits.values import Value
from toolkit_cli.responses.givenanswer import offered
from toolkit_cli.returned import Note
from toolkit_cli.returns import answersreturn, reading
from toolkit_cli.returns.matching import OTHERWISE
from toolkit_cli.returns.toolkits import Toolkits

from .conftest import Folder, problems

POINT = "a point"


@pytest.fixture
def earlier(tiny_folder: Folder, tmp_path: Path) -> Path:
    """The tiny toolkit as it was before a point of a list, a note for facilitators and the source were changed."""
    path = tmp_path / "earlier"
    shutil.copytree(tiny_folder.path, path)
    tiny_folder.change("alpha.yaml", "- a point", "- a point to make")
    tiny_folder.change("alpha.yaml", "aim: Secret aim", "aim: Another aim")
    tiny_folder.change("toolkit.yaml", "text: After a source.", "text: After our source.")
    return path


def workbook(
    folder: Path, path: Path, beside: Sequence[str] = (), only: tuple[str, ...] = (), lang: str | None = None
) -> Path:
    """Build a facilitator's workbook of a toolkit, and write lines behind its last box."""
    asked = build.BuildOptions(folder, lang, editions=("facilitator",), selection=Selection(only=only), output=path)
    build.build(asked)
    if beside:
        document = Document(str(path))
        for line in beside:
            document.add_paragraph(line)
        document.save(str(path))
    return path


def strays(path: Path, *folders: Path) -> list[str]:
    notes = reading.read(path, Toolkits(folders)).receipt.notes
    assert {note.kind for note in notes} <= {"stray"}
    return [note.text for note in notes]


def test_what_the_earlier_state_prints_is_no_word_of_anybodys(
    tiny_folder: Folder, earlier: Path, tmp_path: Path
) -> None:
    path = workbook(earlier, tmp_path / "north.docx", ["Written beside"])
    before = ["After a source. Begin with Alpha.", "Aim: Secret aim", POINT, "Written beside"]

    assert strays(path, tiny_folder.path) == before
    assert strays(path, earlier, tiny_folder.path) == ["Written beside"]


def test_a_workbook_of_now_is_read_as_before_beside_an_earlier_folder(
    tiny_folder: Folder, earlier: Path, tmp_path: Path
) -> None:
    path = workbook(tiny_folder.path, tmp_path / "north.docx", ["Written beside"])

    assert strays(path, earlier, tiny_folder.path) == ["Written beside"]


def test_a_question_that_was_changed_is_told_although_its_earlier_words_are_here(
    tiny_folder: Folder, earlier: Path, tmp_path: Path
) -> None:
    path = workbook(earlier, tmp_path / "north.docx")
    tiny_folder.change("alpha.yaml", "question: Did it work?", "question: Was it of use?")

    notes = reading.read(path, Toolkits((earlier, tiny_folder.path))).receipt.notes

    assert notes == (Note("changed", text="asked there: Did it work?", code="A2"),)


@pytest.mark.parametrize("format_", ["docx", "pdf"])
def test_options_are_read_in_the_words_that_the_earlier_state_has_for_them(
    tiny_folder: Folder, earlier: Path, tmp_path: Path, format_: str
) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text("toolkit: tiny\nanswers: {A6: high, A7: [phone, post]}\n", encoding="utf-8")
    path = tmp_path / f"north.{format_}"
    build.build(build.BuildOptions(earlier, answers=answers, formats=(format_,), output=path))
    tiny_folder.change("alpha.yaml", "label: By phone", "label: By telephone")
    tiny_folder.change("alpha.yaml", "code: high\n        label: High level", "code: top\n        label: Top level")

    taken = reading.read(path, Toolkits((earlier, tiny_folder.path)))

    assert dict(taken.response.answers) == {"A7": ("phone", "post")}
    assert [note for note in taken.receipt.notes if note.code in ("A6", "A7")] == [
        Note("misfit", text="not offered: High level", code="A6"),
        Note("changed", text=OTHERWISE, code="A6"),
        Note("changed", text=OTHERWISE, code="A7"),
    ]


def test_an_answers_file_may_have_the_words_of_the_earlier_state(
    tiny_folder: Folder, earlier: Path, tmp_path: Path
) -> None:
    path = tmp_path / "north.yaml"
    tiny_folder.change("alpha.yaml", "label: By phone", "label: By telephone")
    tiny_folder.change("alpha.yaml", "code: high\n        label: High level", "code: top\n        label: Top level")

    def read(answer: str, *folders: Path) -> Mapping[str, Value]:
        data = f"toolkit: tiny\nanswers:\n  {answer}\n".encode()
        return answersreturn.read(path, data, Toolkits(folders)).responses[0].answers

    for answer in ("A7: By phone, By post", "A7: [By phone, By post]"):
        assert read(answer, earlier, tiny_folder.path) == {"A7": ("phone", "post")}
        assert "not offered" in problems(partial(read, answer, tiny_folder.path))[0]
    for answer in ("A6: High level", "A6: high"):
        (found,) = problems(partial(read, answer, earlier, tiny_folder.path))
        assert "It offers: low (Low level), top (Top level)" in found


def test_a_list_of_options_is_read_in_the_words_of_the_earlier_state_and_holds_none_that_is_gone(
    tiny_fields: dict[str, Field],
) -> None:
    then = tiny_fields["A7"]
    now = replace(then, options=(replace(then.options[0], label="By telephone"),))

    assert offered(["By phone"], now, [then]) == (("phone",), [])
    assert offered(["By phone", "By post"], now, [then]) == ((), ["By phone", "By post"])
    assert offered(["phone", "post"], now, [then]) == (("phone",), ["post"])


def test_a_selection_is_held_against_the_earlier_state_too(tiny_folder: Folder, earlier: Path, tmp_path: Path) -> None:
    path = workbook(earlier, tmp_path / "north.docx", only=("A1", "A2"))

    assert POINT in strays(path, tiny_folder.path)
    assert strays(path, earlier, tiny_folder.path) == []


def test_the_earlier_translation_beside_an_earlier_folder_counts_too(tmp_path: Path) -> None:
    before = Folder(tmp_path / "before")
    shutil.copytree(installed.default_toolkit(), before.path)
    before.change("translations/it.po", "Le sessioni sono state registrate", "Si registravano le sessioni")
    path = workbook(before.path, tmp_path / "nord.docx", lang="it")

    assert len(strays(path)) == 1
    assert strays(path, before.path, installed.default_toolkit()) == []
