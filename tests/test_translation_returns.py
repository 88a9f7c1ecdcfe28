"""Returns in the words of a translation, or of one that is not here."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from toolkit_cli import filetypes
from toolkit_cli.building import build
from toolkit_cli.building.build import BuildOptions
from toolkit_cli.kits import content, texts, translate, translation
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.returned import Note
from toolkit_cli.returns import mergefiles, readfiles, reading, wordings
from toolkit_cli.returns.mergefiles import MergeOptions
from toolkit_cli.returns.receipt import REWORDED
from toolkit_cli.returns.toolkits import Toolkits

from .conftest import Folder, problems
from .translations import beside, filled, po


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_workbook_is_read_that_went_out_before_its_translation_was_done(tiny_folder: Folder, kind: str) -> None:
    path = po(tiny_folder, {"A2 question": "Ha funzionato?", "A3 question": "Che cosa è successo?"})
    earlier = Path(shutil.copy(path, path.with_name("earlier.po")))
    (made,) = build.build(BuildOptions(tiny_folder.path, "it", earlier, (kind,), output=path.parent))
    said = {
        place: text.replace("e", "è").replace("\n", "\\n")
        for place, text in texts.all_of(content.load(tiny_folder.path))
    }
    filled(path, {place: text for place, text in said.items() if place != "A2 question"})

    notes = [
        reading.read(made, Toolkits((tiny_folder.path,), given)).receipt.notes for given in ((path,), (earlier, path))
    ]

    # The words of the options, which a form does not say, are known by the stamp.
    assert [[(note.kind, note.code) for note in found] for found in notes] == [[("changed", "A3")], []]


@pytest.mark.parametrize("lang", ["uk", "it"])
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_return_whose_translation_was_not_given_says_so_first(tiny_folder: Folder, lang: str, kind: str) -> None:
    ours = texts.all_of(content.load(tiny_folder.path))
    said = {place: text.translate(str.maketrans("eo", "èò")).replace("\n", "\\n") for place, text in ours}
    path, _ = translate.export(tiny_folder.path, lang, tiny_folder.path.parent / f"{lang}.po")
    filled(path, said)
    (made,) = build.build(BuildOptions(tiny_folder.path, lang, path, (kind,), output=path.parent))

    def taken(*given: Path) -> readfiles.FilesRead:
        return readfiles.read_files(readfiles.ReadOptions((made,), folders=(tiny_folder.path,), translations=given))

    how = "--translation, or your own words with --templates" if lang == "uk" else "--translation"
    told = f"this workbook is in '{lang}', and no translation into it was given: give it with {how}"
    (receipt,) = taken().receipts
    assert (receipt.notes[0].kind, receipt.notes[0].text) == ("language", f"{told}, or else answers may be missing")
    assert str(receipt).splitlines()[2:4] == ["  1 × translation or words missing", f"    {receipt.notes[0].text}"]
    assert "asked there" not in str(receipt) and any(note.kind == "changed" for note in receipt.notes)
    assert (taken().exit_code, taken(path).exit_code) == (3, 0)
    assert taken(path).receipts[0].notes == ()

    options = MergeOptions((made,), path.parent / "merged.yaml", folders=(tiny_folder.path,))
    merged = mergefiles.combine(options)
    assert merged.warnings[0] == f"{receipt.notes[0].text}: {made.name}"
    assert merged.exit_code == 3


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_return_in_words_of_one_s_own_that_were_not_given_says_so_first(tiny_folder: Folder, kind: str) -> None:
    """The toolkit's own language is one of which no words are shipped."""
    tiny_folder.change("toolkit.yaml", "toolkit: tiny\n", "toolkit: tiny\nlang: pl\n")
    ours = Folder(tiny_folder.path.parent / "ours")
    ours.write("words.yaml", 'pl:\n  notes: Notatki\n  option_yes: "Tak"\n  option_no: "Nie"\n')
    options = BuildOptions(tiny_folder.path, None, formats=(kind,), output=ours.path, templates=ours.path)
    (made,) = build.build(options)
    (without,) = build.build(replace(options, output=tiny_folder.path, templates=None))

    def taken(path: Path, templates: Path | None) -> readfiles.FilesRead:
        return readfiles.read_files(readfiles.ReadOptions((path,), folders=(tiny_folder.path,), templates=templates))

    (receipt,) = taken(made, None).receipts
    what = "this workbook is in 'pl', and no words for it were given: give the folder of your words.yaml"
    assert receipt.notes[0].text == f"{what} with --templates, or else answers may be missing"
    assert taken(made, None).exit_code == 3
    for path, templates in ((made, ours.path), (without, None)):
        read = taken(path, templates)
        assert (read.exit_code, [receipt.notes for receipt in read.receipts]) == (0, [()])


@pytest.mark.parametrize("kind", ["docx", "pdf"])
@pytest.mark.parametrize("lang", [None, "de"])
def test_a_return_with_changed_words_that_were_not_given_says_so_first(
    tiny_folder: Folder, lang: str | None, kind: str
) -> None:
    words = "  notes: What came up\n  option_yes: Yea\n  stance_agree: I do\n"
    ours = Folder(tiny_folder.path.parent / "ours")
    ours.write("words.yaml", f"{lang or 'en'}:\n{words}")
    (made,) = build.build(BuildOptions(tiny_folder.path, lang, formats=(kind,), output=ours.path, templates=ours.path))

    def taken(templates: Path | None) -> readfiles.FilesRead:
        return readfiles.read_files(readfiles.ReadOptions((made,), folders=(tiny_folder.path,), templates=templates))

    (receipt,) = taken(None).receipts
    assert receipt.notes[0] == Note("version", REWORDED)
    assert "asked there" not in str(receipt) and any(note.kind == "changed" for note in receipt.notes)
    assert (taken(None).exit_code, taken(ours.path).receipts[0].notes) == (0, ())


@pytest.mark.parametrize(
    ("before", "after"),
    [("Did it work?", "Did it help?"), ("answer: yes_no\n", "answer: yes_no_unsure\n")],
)
def test_a_return_of_other_questions_says_nothing_of_other_words(tiny_folder: Folder, before: str, after: str) -> None:
    (made,) = build.build(BuildOptions(tiny_folder.path, output=tiny_folder.path.parent))
    for path in tiny_folder.path.iterdir():
        tiny_folder.write(path.name, path.read_text(encoding="utf-8").replace(before, after))

    notes = reading.read(made, Toolkits((tiny_folder.path,))).receipt.notes

    assert any(note.kind == "changed" for note in notes)
    assert REWORDED not in [note.text for note in notes]


def test_a_workbook_in_a_language_without_a_translation_is_read_in_it(tiny_folder: Folder, tmp_path: Path) -> None:
    (made,) = build.build(BuildOptions(tiny_folder.path, "it", output=tmp_path))

    assert reading.read(made, Toolkits((tiny_folder.path,))).receipt.notes == ()


@pytest.mark.parametrize(("then", "now"), [("", ""), ("", "A favore"), ("A favore", "")])
def test_a_word_that_no_translation_has_is_printed_as_the_program_has_it_in_that_language(
    tiny_folder: Folder, then: str, now: str
) -> None:
    path = po(tiny_folder, {"words pros": then})
    made, *_ = build.build(BuildOptions(tiny_folder.path, "it", path, ("docx",), output=path.parent))
    earlier = Path(shutil.copy(path, path.with_name("earlier.po")))
    filled(path, {"words pros": now})
    data = made.read_bytes()
    returned = filetypes.reader(filetypes.kind(data), ())(data)
    states = [translation.load(each) for each in (path, earlier)]

    told = wordings.printed(content.load(tiny_folder.path), states, returned)

    assert told == ({} if then == now else {"words pros": then or "Pro"})


@pytest.mark.parametrize("order", [1, -1])
def test_one_wording_may_stand_within_another(tiny_folder: Folder, order: int) -> None:
    path = po(tiny_folder, {"A2 question": "Ha funzionato, e come", "R fields organisation label": "Ente o servizio"})
    earlier = Path(shutil.copy(path, path.with_name("earlier.po")))
    (made,) = build.build(BuildOptions(tiny_folder.path, "it", earlier, ("docx",), output=path.parent))
    filled(path, {"A2 question": "Ha funzionato", "R fields organisation label": "Ente"})

    toolkits = Toolkits((tiny_folder.path,), (path, earlier)[::order])

    assert reading.read(made, toolkits).receipt.notes == ()


def test_a_title_that_is_the_word_for_a_debate_is_not_taken_for_that_word(tiny_folder: Folder) -> None:
    """A kit that is called Debate, and not translated yet, makes no Debate of what is printed as Dibattito."""
    text = (tiny_folder.path / "beta.yaml").read_text("utf-8").replace("title: Beta", "title: Debate")
    tiny_folder.write("beta.yaml", text)
    path = po(tiny_folder, {"A title": "Alfa"})
    (made,) = build.build(BuildOptions(tiny_folder.path, "it", path, ("docx",), output=path.parent))
    tiny_folder.write("beta.yaml", text.replace("A pro\n", "A better pro\n"))

    notes = reading.read(made, Toolkits((tiny_folder.path,), (path,))).receipt.notes

    assert [note.text for note in notes] == ["A pro"]


def test_a_word_that_stands_only_within_a_longer_text_is_not_taken_for_print(tiny_folder: Folder) -> None:
    """A Croatian debate is a Rasprava, a German one a Debatte; the name of the kit has the Croatian word in it."""
    tiny_folder.change("toolkit.yaml", "toolkit: tiny", "toolkit: tiny\nlang: hr")
    tiny_folder.change("beta.yaml", "title: Beta", "title: Rasprava")
    head = 'msgid ""\nmsgstr ""\n"Project-Id-Version: tiny 1.0\\n"\n"Language: de\\n"\n'
    text = '\nmsgctxt "B title"\nmsgid "Rasprava"\nmsgstr "Zur Rasprava"\n'
    tiny_folder.write("translations/de.po", head + text)
    path = tiny_folder.path.parent / "x.docx"
    build.build(BuildOptions(tiny_folder.path, "de", output=path))
    tiny_folder.change("alpha.yaml", "question: How did it work?", "question: How did it go?")

    notes = reading.read(path, Toolkits((tiny_folder.path,))).receipt.notes

    assert [(note.kind, note.code) for note in notes] == [("changed", "A3")]


def test_what_is_typed_into_a_form_is_not_taken_for_print(tiny_folder: Folder) -> None:
    """Notes are "I vostri appunti" in Italian; somebody types the English words."""
    below = Folder(po(tiny_folder, {"A title": "Alfa"}).parent)
    beside(tiny_folder, below.path / "it.po")
    answers = below.write("a.yaml", "toolkit: tiny\nanswers: {A3: Your notes}\n")
    path = below.path / "x.pdf"
    build.build(BuildOptions(tiny_folder.path, "it", answers=answers, output=path))
    tiny_folder.change("alpha.yaml", "question: How did it work?", "question: How did it go?")

    notes = reading.read(path, Toolkits((tiny_folder.path,))).receipt.notes

    assert [(note.kind, note.code) for note in notes] == [("changed", "A3")]


def test_the_translation_of_another_toolkit_is_not_taken(tiny_folder: Folder, shipped: Toolkit) -> None:
    path = tiny_folder.path.parent / "it.po"
    path.write_text(translate.exported(shipped, "it"), encoding="utf-8")
    options = BuildOptions(tiny_folder.path, lang="it", translation=path, output=path.parent / "x.docx")

    assert problems(lambda: build.build(options), path.parent) == [
        "it.po: By its line Project-Id-Version, this is the translation of another toolkit, 'covid19'. "
        "Give one of 'tiny'."
    ]
    assert Toolkits((tiny_folder.path,), (path,)).toolkit("tiny", "it").title == "A tiny toolkit"


def test_a_translation_of_a_toolkit_that_is_not_here_is_told(tiny_folder: Folder) -> None:
    path = po(tiny_folder)

    assert problems(lambda: Toolkits((), (path,)), path.parent) == [
        "it.po: This is a translation of the toolkit 'tiny', which is not here. Give its folder with --toolkit."
    ]
