"""Building reports: every format from one answers file, all or none, and no trace of names or of the maker."""

from __future__ import annotations

import getpass
import os
import platform
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from toolkit_cli import formats
from toolkit_cli.building import build
from toolkit_cli.files import zipped
from toolkit_cli.kits import fields, translation
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import EMPTY
from toolkit_cli.reports.report import report
from toolkit_cli.reports.reportfiles import FORMATS, ReportOptions
from toolkit_cli.returns.mergefiles import MergeOptions, combine

from .conftest import Folder, problems
from .leaks import as_text, everything

NAMES = [f"Programme {name}" for name in ("Quartz", "Basalt", "Gneiss", "Marble", "Slate", "Flint")]


def answers(toolkit: Toolkit, count: int = 6) -> dict[str, object]:
    """Return the data of a merged file: every field answered, in the first response only one that others leave out."""
    known = fields.known(toolkit)
    given = {code: "yes" for code, field in known.items() if field.kind in ("yes_no", "yes_no_unsure")}
    given |= {code: "planned" for code, field in known.items() if any(each.code == "planned" for each in field.options)}
    responses: list[dict[str, object]] = [
        {
            "id": f"feed{number:08d}",
            "source": {
                "file": f"returned-by-{name.split()[1].lower()}.docx",
                "format": "docx",
                "sha256": f"c0ffee{number}d" * 8,
            },
            "respondent": {"organisation": name, "country": "Lichtenstein" if number else "Andorra"},
            "answers": {**given, "S1": f"Text number {number}."},
            "notes": [{"kind": "comment", "text": "Look here", "code": "S1", "who": "Hildegard Commentator"}],
        }
        for number, name in enumerate(NAMES[:count])
    ]
    return {"toolkit": toolkit.toolkit, "version": "1.0", "responses": responses}


@pytest.fixture
def merged(shipped: Toolkit, folder: Folder) -> Path:
    return folder.write("merged.yaml", yaml.safe_dump(answers(shipped)))


def text_of(path: Path) -> Iterator[str]:
    data = path.read_bytes()
    yield from everything(data) if path.suffix in (".docx", ".pdf", ".xlsx") else as_text(data)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_format_is_made_from_one_answers_file(merged: Path, tmp_path: Path) -> None:
    made = report(ReportOptions(merged, FORMATS, tmp_path / "out"))

    assert [path.name for path in made] == [f"covid19-report.{name}" for name in FORMATS]
    starts = [path.read_bytes()[:5] for path in made]
    assert starts == [b"PK\x03\x04" + starts[0][4:], b"%PDF-", b"<!DOC", b"PK\x03\x04" + starts[3][4:], b"respo"]


@pytest.mark.parametrize("name", FORMATS)
def test_the_name_of_the_file_tells_the_format(merged: Path, tmp_path: Path, name: str) -> None:
    made = report(ReportOptions(merged, output=tmp_path / f"ours.{name}"))

    assert made == [tmp_path / f"ours.{name}"] and made[0].is_file()


@pytest.mark.parametrize("name", FORMATS)
def test_without_names_no_file_holds_one_in_any_form(merged: Path, tmp_path: Path, name: str) -> None:
    (made,) = report(ReportOptions(merged, (name,), tmp_path / "out", unattributed=True))

    for text in map(squeezed, text_of(made)):
        for told in ("Quartz", "Flint", "quartz", "Hildegard", "feed0000", "Andorra", "c0ffee0d"):
            assert told not in text, told


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "csv"])
def test_the_same_search_finds_the_words_of_an_answer(merged: Path, tmp_path: Path, name: str) -> None:
    (made,) = report(ReportOptions(merged, (name,), tmp_path / "out", unattributed=True))

    assert any("Textnumber3." in squeezed(text) for text in text_of(made))


@pytest.mark.parametrize("name", FORMATS)
def test_where_names_are_given_sources_ids_and_small_countries_are_not(merged: Path, tmp_path: Path, name: str) -> None:
    (made,) = report(ReportOptions(merged, (name,), tmp_path / "out"))

    texts = [squeezed(text) for text in text_of(made)]
    assert any("ProgrammeQuartz" in text for text in texts)
    for text in texts:
        for told in ("returned-by", "Hildegard", "feed0000", "Andorra", "Lichtenstein"):
            assert told not in text, told


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_tells_nothing_of_its_maker(
    merged: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (made,) = report(ReportOptions(merged, (name,), tmp_path / "out"))

    own = {platform.node(), getpass.getuser(), tmp_path.name, str(Path.cwd()), merged.name} - {"root", ""}
    for text in text_of(made):
        assert not [each for each in own if len(each) > 3 and each in text]
    shutil.copy(merged, tmp_path / "elsewhere.yaml")
    os.utime(tmp_path / "elsewhere.yaml", (1, 1))
    monkeypatch.chdir(tmp_path)
    (again,) = report(ReportOptions(Path("elsewhere.yaml"), (name,), Path("again")))
    assert again.read_bytes() == made.read_bytes()


def test_few_responses_are_reported_without_names_and_that_is_said(shipped: Toolkit, folder: Folder) -> None:
    merged = folder.write("merged.yaml", yaml.safe_dump(answers(shipped, 3)))
    warnings: list[str] = []

    (made,) = report(ReportOptions(merged, ("html",), folder.path / "out"), warnings.append)

    assert warnings == ["Names removed: 3 responses, fewer than the 5 of --min-responses."]
    assert b"Quartz" not in made.read_bytes()


def test_one_response_alone_is_a_report_too(shipped: Toolkit, folder: Folder) -> None:
    alone = folder.write("one.yaml", 'toolkit: covid19\nversion: "1.0"\nanswers: {S1: Words}\n')
    warnings: list[str] = []

    (made,) = report(ReportOptions(alone, ("html",), folder.path / "out"), warnings.append)

    assert warnings == ["Names removed: 1 response, fewer than the 5 of --min-responses."]
    assert b"<li><p>Words</p></li>" in made.read_bytes()


def test_answers_to_questions_that_are_gone_are_told(shipped: Toolkit, folder: Folder) -> None:
    alone = folder.write("one.yaml", 'toolkit: covid19\nversion: "0.9"\nanswers: {S1: Words, S99: Lost}\n')
    warnings: list[str] = []

    report(ReportOptions(alone, ("html",), folder.path / "out", least=1), warnings.append)

    assert warnings[0].startswith(f"{alone}: There is no field 'S99' in this version. An answer to it is left out.")


def test_a_report_is_made_in_another_language(merged: Path, tmp_path: Path, folder: Folder) -> None:
    translation = folder.write(
        "it.po",
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: it\\n"\n\n'
        'msgctxt "toolkit title"\nmsgid "COVID-19 Revision of Practice"\nmsgstr "Rivedere la pratica"\n',
    )

    warnings: list[str] = []

    options = ReportOptions(merged, ("html",), tmp_path / "out", lang="it", translations=(translation,))
    (made,) = report(options, warnings.append)

    assert warnings[0].startswith("it: ") and "not translated" in warnings[0]
    text = made.read_text(encoding="utf-8")
    assert made.name == "covid19-it-report.html"
    assert '<html lang="it">' in text and "Rivedere la pratica" in text and "Sì" in text


def test_a_toolkit_of_one_s_own_is_found_by_its_name(tiny_folder: Folder, folder: Folder) -> None:
    given = folder.write("tiny.yaml", 'toolkit: tiny\nversion: "1.0"\nanswers: {A3: Words}\n')

    (made,) = report(ReportOptions(given, ("html",), folder.path / "out", folders=(tiny_folder.path,)))

    assert made.name == "tiny-report.html"


POSITION = "The network holds that nobody is to wait for the first call of all."
GRUNDSATZ = "Das Netzwerk meint, dass niemand auf den ersten Anruf warten soll."
GERMAN = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: de\\n"\n\n'
    f'msgctxt "B2x text"\nmsgid "{POSITION}"\nmsgstr "{GRUNDSATZ}"\n'
)


# Two options that are translated alike, which no content may hold.
ALIKE = "".join(
    f'\nmsgctxt "A6 options {code} label"\nmsgid "{said}"\nmsgstr "Gleich"\n'
    for code, said in (("low", "Low level"), ("high", "High level"))
)


@pytest.mark.parametrize(("lang", "said"), [("en", POSITION), ("de", GRUNDSATZ)])
@pytest.mark.parametrize("version", ["1.0", "0.9"])
def test_a_position_that_comes_back_stands_in_no_report(
    tiny_folder: Folder, folder: Folder, lang: str, said: str, version: str
) -> None:
    tiny_folder.change("beta.yaml", "Secret position", POSITION)
    tiny_folder.write("translations/de.po", GERMAN)
    page = build.page(translation.toolkit(tiny_folder.path, lang), "facilitator")
    back = zipped.unpacked(formats.write("docx", page, theme.load(), EMPTY))
    body = back["word/document.xml"].decode()
    assert body.count(said) == 1
    back["word/document.xml"] = body.replace(said, f"{said} Not with us, ever!").encode()
    returned = folder.write("back.docx", zipped.packed(back))
    if version != "1.0":
        tiny_folder.change("toolkit.yaml", '"1.0"', '"1.1"')
        tiny_folder.change("beta.yaml", POSITION, "Something else altogether, as of today.")
        tiny_folder.change("translations/de.po", POSITION, "Something else altogether, as of today.")
        tiny_folder.change("translations/de.po", GRUNDSATZ, "Ganz etwas anderes.")
    path = tiny_folder.path / "translations" / "de.po"
    path.write_text(path.read_text(encoding="utf-8") + ALIKE, encoding="utf-8")  # since then
    done = combine(MergeOptions((returned,), folder.path / "m.yaml", folders=(tiny_folder.path,)))
    assert any(said in note.text for note in done.responses[0].notes)

    made = report(
        ReportOptions(folder.path / "m.yaml", FORMATS, folder.path / "out", folders=(tiny_folder.path,), least=1)
    )

    for path in made:
        assert not [text for text in text_of(path) if "".join(said.split()[1:6]) in squeezed(text)]


def test_a_position_of_an_earlier_state_stands_in_no_report_if_its_folder_is_given_too(
    tiny_folder: Folder, folder: Folder
) -> None:
    tiny_folder.change("beta.yaml", "Secret position", POSITION)
    earlier = folder.path / "earlier"
    shutil.copytree(tiny_folder.path, earlier)
    tiny_folder.change("beta.yaml", POSITION, "Something else altogether, as of today.")
    note = f"{{kind: comment, code: A3, text: '{POSITION} Not with us!'}}"
    given = folder.write("a.yaml", f"toolkit: tiny\nresponses:\n  - answers: {{A3: Words}}\n    notes: [{note}]\n")

    for folders in ((tiny_folder.path,), (earlier, tiny_folder.path)):
        asked = ReportOptions(given, ("xlsx",), folder.path / "out", folders, least=1, force=True)
        (made,) = report(asked)
        assert any("Not with us!" in text for text in text_of(made)) is (len(folders) == 1)


def test_translations_of_one_s_own_keep_positions_out_of_a_report_in_any_language(
    tiny_folder: Folder, folder: Folder
) -> None:
    tiny_folder.change("beta.yaml", "Secret position", POSITION)
    german, italian = (
        folder.write(f"own-{lang}.po", GERMAN.replace("Language: de", f"Language: {lang}")) for lang in ("de", "it")
    )
    note = f"{{kind: comment, code: A3, text: '{GRUNDSATZ} Not with us!'}}"
    given = folder.write("a.yaml", f"toolkit: tiny\nresponses:\n  - answers: {{A3: Words}}\n    notes: [{note}]\n")
    asked = ReportOptions(given, ("xlsx",), folder.path / "out", (tiny_folder.path,), least=1, force=True)

    for lang, own in (("en", ()), ("en", (german,)), ("it", (italian, german)), ("it", (german, italian))):
        (made,) = report(replace(asked, lang=lang, translations=own))
        assert any("Netzwerk" in text for text in text_of(made)) is not bool(own)
    assert problems(lambda: report(replace(asked, lang="it", translations=(german,))), folder.path) == [
        "own-de.po: This is not a translation into 'it'. It says 'de'. Give --lang de, or another file."
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "toolkit: tinny\nanswers: {A3: Words}\n",
            "a.yaml: These are answers to the toolkit 'tinny', which is not here. "
            "Give its folder with --toolkit. Did you mean 'tiny'?",
        ),
        (
            "toolkit: [tiny]\nanswers: {A3: Words}\n",
            "a.yaml: These are answers to the toolkit \"['tiny']\", which is not here. "
            "Give its folder with --toolkit. Did you mean 'tiny'?",
        ),
        ("toolkit: tiny\nresponses: []\n", "a.yaml: There are no responses in this file. Merge some first."),
        ("toolkit: tiny\nanswers:\n  A33: x\n", "a.yaml:3: There is no field 'A33'. Did you mean 'A3'?"),
    ],
)
def test_answers_that_cannot_be_reported_on_are_told(tiny_folder: Folder, folder: Folder, text: str, told: str) -> None:
    options = ReportOptions(folder.write("a.yaml", text), folders=(tiny_folder.path,))

    assert problems(lambda: report(options), folder.path) == [told]


@pytest.mark.parametrize(
    ("formats", "name", "told"),
    [
        (("docx", "pdf"), "ours.docx", "This is one file name for 2 reports. Give a folder with -o."),
        (("csv",), "ours.xlsx", "A CSV report needs a name that ends in .csv."),
        ((), "ours.txt", "A DOCX report needs a name that ends in .docx."),
    ],
)
def test_a_name_that_does_not_fit_is_told(
    merged: Path, tmp_path: Path, formats: tuple[str, ...], name: str, told: str
) -> None:
    found = problems(lambda: report(ReportOptions(merged, formats, tmp_path / name)), tmp_path)

    assert found[0].startswith(f"{name}: {told}")


def test_a_file_that_exists_is_kept_without_leave(merged: Path, folder: Folder) -> None:
    folder.write("out/covid19-report.csv", "ours")

    found = problems(lambda: report(ReportOptions(merged, FORMATS, folder.path / "out")), folder.path)

    assert found == ["out/covid19-report.csv: This file exists already. Use --force to write over it."]
    assert [path.name for path in (folder.path / "out").iterdir()] == ["covid19-report.csv"]


def test_a_mistake_in_a_template_leaves_no_file(merged: Path, folder: Folder) -> None:
    folder.write("own/report.html", "<h7>No</h7>")

    found = problems(
        lambda: report(ReportOptions(merged, FORMATS, folder.path / "out", templates=folder.path / "own")),
        folder.path,
    )

    assert found[0].startswith("own/report.html:1: <h7> is not a tag of the workbook's markup.")
    assert not (folder.path / "out").exists()
