"""What `check --privacy` says of files and folders: where a finding stands, and what was not looked at."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from toolkit_cli import formats
from toolkit_cli.building import build
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.values import Value
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import Fill
from toolkit_cli.privacy import decisionsfile
from toolkit_cli.privacy import findings as privacy
from toolkit_cli.privacy.findings import CAUTION, Finding
from toolkit_cli.privacy.passages import Passage
from toolkit_cli.privacy.redaction import redact
from toolkit_cli.privacy.scanner import ResponseScanner, ToolkitWords
from toolkit_cli.responses import writeanswers
from toolkit_cli.responses.response import Response
from toolkit_cli.returned import Note
from toolkit_cli.returns.toolkits import Toolkits

from .conftest import Folder
from .timing import in_seconds

HEAD = 'toolkit: tiny\nversion: "1.0"\n'


def findings(path: Path, toolkits: Toolkits) -> list[Finding]:
    looked = privacy.find([path], toolkits)
    assert looked.problems == ()
    return list(looked.findings)


def told(path: Path, toolkits: Toolkits) -> list[str]:
    return [str(finding) for finding in findings(path, toolkits)]


def test_a_finding_says_where_what_and_the_words(folder: Folder, toolkits: Toolkits) -> None:
    path = folder.write("north.yaml", f"{HEAD}answers: {{A3: 'Ring him: +30 210 123 4567.'}}\n")

    assert findings(path, toolkits) == [
        Finding("north.yaml", "A3", "phone number", "+30 210 123 4567", start=10, end=26)
    ]
    assert told(path, toolkits) == ["north.yaml: A3: likely phone number: “+30 210 123 4567”"]


def test_who_answered_is_left_but_for_persons_and_how_to_reach_them(folder: Folder, toolkits: Toolkits) -> None:
    path = folder.write(
        "a.yaml",
        f"{HEAD}respondent: {{organisation: 'Villa Maria, Via Roma 5, info@example.org', date: 2021-03-19}}\n"
        "answers: {A3: Nothing.}\n",
    )
    other = folder.write(
        "b.yaml", f"{HEAD}respondent: {{organisation: 'Programme North (Maria Rossi)'}}\nanswers: {{}}\n"
    )

    assert told(path, toolkits) == ["a.yaml: R-organisation: likely e-mail address: “info@example.org”"]
    assert told(other, toolkits) == ["b.yaml: R-organisation: likely name: “Maria Rossi”"]


def test_dates_counts_and_boxes_that_were_asked_for_are_left(folder: Folder, toolkits: Toolkits) -> None:
    path = folder.write("a.yaml", f"{HEAD}answers: {{A4: 123456789012, A5: 2021-03-19, A6: high, A7: [phone]}}\n")

    assert told(path, toolkits) == []


def test_what_does_not_fit_its_question_is_looked_at(folder: Folder, toolkits: Toolkits, tiny: Toolkit) -> None:
    odd = Response({"A4": "Ask Herr Weber", "A5": "since 3 May, j@example.org"}, id="x", notes=(Note("misfit"),))
    source = "source: {file: a.docx, sha256: abc}\n"
    text = writeanswers.text(writeanswers.single(tiny, odd), "yaml")
    path = folder.write("a.yaml", text.replace("answers:", f"{source}answers:"))

    assert told(path, toolkits) == [
        "a.yaml: A4: likely name: “Weber”",
        "a.yaml: A5: likely e-mail address: “j@example.org”",
    ]


def test_each_of_several_responses_is_named(folder: Folder, toolkits: Toolkits) -> None:
    path = folder.write(
        "merged.yaml",
        f"{HEAD}responses:\n  - id: c1\n    answers: {{A3: Mr Smith}}\n"
        "  - id: c2\n    answers: {A3: nobody}\n"
        "    earlier: [{id: c2, answers: {A3: Mrs Jones}}]\n    members: [{id: m1, answers: {A3: Dr Brown}}]\n",
    )

    assert told(path, toolkits) == [
        "merged.yaml: c1, A3: likely name: “Smith”",
        "merged.yaml: c2, said earlier, A3: likely name: “Jones”",
        "merged.yaml: c2, m1, A3: likely name: “Brown”",
    ]


def workbook(toolkit: Toolkit, path: Path, values: dict[str, Value]) -> Path:
    path.write_bytes(
        formats.write(path.suffix[1:], build.page(toolkit, "participant"), theme.load(), Fill(values=values))
    )
    return path


def test_comments_and_stray_words_of_a_docx_are_looked_at(tmp_path: Path, toolkits: Toolkits, tiny: Toolkit) -> None:
    path = workbook(tiny, tmp_path / "maria_rossi.docx", {"A3": "We rang her."})
    document = docx.Document(str(path))
    document.add_comment(document.paragraphs[0].runs, text="Ask Frau Weber", author="Kelly Osgood", initials="KO")
    document.add_paragraph("Ring 020 7946 0958.")
    document.save(str(path))

    assert [(finding.kind, finding.text, finding.place) for finding in findings(path, toolkits)] == [
        ("name", "maria_rossi", "file name"),
        ("name", "Kelly Osgood", "who wrote the comment"),
        ("name", "Weber", "comment"),
        ("phone number", "020 7946 0958", "text outside every box"),
    ]


def test_what_is_found_in_a_note_is_told_with_its_question(folder: Folder, toolkits: Toolkits) -> None:
    notes = "[{kind: comment, text: Ask Frau Weber, code: A3}, {kind: stray, text: Ring Herr Braun, near: A4}]"
    path = folder.write("a.yaml", f"{HEAD}answers: {{A3: Words}}\nnotes: {notes}\n")

    assert told(path, toolkits) == [
        "a.yaml: comment, A3: likely name: “Weber”",
        "a.yaml: text outside every box, A4: likely name: “Braun”",
    ]


def test_a_pdf_is_looked_at(tmp_path: Path, toolkits: Toolkits, tiny: Toolkit) -> None:
    path = workbook(tiny, tmp_path / "north.pdf", {"A3": "We rang Mrs Jones."})

    assert told(path, toolkits) == ["north.pdf: A3: likely name: “Jones”"]


def test_a_program_and_an_organisation_are_no_persons_who_commented(tiny: Toolkit) -> None:
    notes = tuple(Note("comment", "Well", who=who) for who in ("Microsoft Office User", "Programme North", "Kim"))
    response = Response({}, {"organisation": "Programme North"}, notes=notes)
    asked = ToolkitWords(tiny)
    scanner = ResponseScanner(response, asked)

    assert [bool(scanner.spans(Passage(note.who, form="person"))) for note in notes] == [False, False, True]


def test_who_wrote_a_comment_is_known_in_the_answers_too_whatever_form_its_accents_have(tiny: Toolkit) -> None:
    note = Note("comment", "Well", who=unicodedata.normalize("NFD", "Ülle Käärmann"))
    said = Passage("We asked Käärmann in May.", "A3")
    scanner = ResponseScanner(Response({"A3": said.text}, notes=(note,)), ToolkitWords(tiny))

    assert [said.text[span.start : span.end] for span in scanner.spans(said)] == ["Käärmann"]


def test_a_folder_is_looked_through_and_what_cannot_be_read_is_told(folder: Folder, toolkits: Toolkits) -> None:
    folder.write("in/a.yaml", f"{HEAD}answers: {{A3: Mr Smith and Mrs Jones}}\n")
    folder.write("in/b.yaml", f"{HEAD}answers: {{A3: Nothing}}\n")
    folder.write("in/c.docx", b"")
    folder.write("in/notes.txt", "Mr Smith")

    looked = privacy.find([folder.path / "in"], toolkits)

    assert str(looked).splitlines() == [
        "2 files: 2 × name",
        f"{folder.path / 'in' / 'c.docx'}: The file is empty. Ask for it again.",
        CAUTION,
    ]
    assert (looked.exit_code(False), looked.exit_code(True)) == (3, 3)


def test_findings_are_no_error_unless_asked_to_be(folder: Folder, toolkits: Toolkits) -> None:
    some = privacy.find([folder.write("a.yaml", f"{HEAD}answers: {{A3: Mr Smith}}\n")], toolkits)
    none = privacy.find([folder.write("b.yaml", f"{HEAD}answers: {{A3: Nothing}}\n")], toolkits)

    assert (some.exit_code(False), some.exit_code(True)) == (0, 4)
    assert (none.exit_code(False), none.exit_code(True)) == (0, 0)


def test_it_always_says_that_these_are_likely_cases_and_not_all(folder: Folder, toolkits: Toolkits) -> None:
    none = privacy.find([folder.write("b.yaml", f"{HEAD}answers: {{A3: Nothing}}\n")], toolkits)

    assert str(none).splitlines() == ["1 file: nothing found", CAUTION]
    assert "likely" in CAUTION
    assert "not all" in CAUTION


def test_where_nothing_was_looked_at_it_does_not_look_as_if_nothing_were_there(
    folder: Folder, toolkits: Toolkits
) -> None:
    (folder.path / "in").mkdir()

    looked = privacy.find([folder.path / "in"], toolkits)

    assert str(looked).splitlines()[1] == "There are no returns here. Give files or folders."
    assert looked.exit_code(False) == 3


def test_a_file_without_responses_is_told(folder: Folder, toolkits: Toolkits) -> None:
    path = folder.write("a.yaml", f"{HEAD}responses: []\n")

    (problem,) = privacy.find([path], toolkits).problems

    assert problem.what == "There are no responses in this file."


DECISIONS = """toolkit: tiny
decisions:
- organisation: North
  code: A2
  question: Did it work?
  answers:
    Manager Anna Smith: Yes
    Trainer (maria_rossi.docx): No
    Trainer (c.docx): ask Mrs Jones, 020 7946 0958
  offered: Yes / No
  decision:
- organisation: North
  code: A4
  answers: they were taken out
  decision: Mr Brown knows
- organisation: North
  code: A7
  answers: {Trainer: By phone}
  decision: [By phone, ask Mr Green]
- just words
"""


def test_a_file_of_decisions_is_looked_through_and_has_no_redacted_copy(folder: Folder, toolkits: Toolkits) -> None:
    path = folder.write("m-decisions.yaml", DECISIONS)

    looked = privacy.find([path], toolkits)
    done = redact([path], folder.path / "out", toolkits)

    assert sorted((finding.kind, finding.text, finding.code) for finding in looked.findings) == [
        ("name", "Anna Smith", "role"),
        ("name", "Brown", "A4"),
        ("name", "Green", "A7"),
        ("name", "Jones", "A2"),
        ("name", "maria_rossi", ""),
        ("phone number", "020 7946 0958", "A2"),
    ]
    assert (looked.files, looked.problems, looked.exit_code(False)) == (1, (), 0)
    assert done.copies == () and done.looked.findings == looked.findings
    assert "Of a file of decisions there is no copy." in str(done.looked) and done.looked.exit_code(False) == 0


def test_who_answered_is_found_in_a_file_of_decisions_however_long_it_is(folder: Folder, toolkits: Toolkits) -> None:
    names = {"Trainer (maria (1).docx, 0123456789ab)": ("Trainer", "maria (1).docx"), "a (" * 16_000: None}
    entry = {"organisation": "North", "code": "A2", "answers": dict.fromkeys(names, "Yes")}
    path = folder.write("d.json", json.dumps({"toolkit": "tiny", "decisions": [entry]}))

    with in_seconds(2):
        reads = decisionsfile.read(path, toolkits)

    told = [(read.response.respondent["role"], read.response.source.file) for read in reads]
    assert told == [said or (name, "") for name, said in names.items()]


@pytest.mark.parametrize("head", ["toolkit: tiny\n", "", "toolkit: [tiny]\n"])
def test_a_file_of_decisions_may_name_its_toolkit_or_not(folder: Folder, toolkits: Toolkits, head: str) -> None:
    path = folder.write("d.YAML", DECISIONS.replace("toolkit: tiny\n", head))

    assert len(privacy.find([path], toolkits).findings) == 6


@pytest.mark.parametrize("more", ["", "decisions: Mr Smith's\n"])
def test_answers_that_speak_of_decisions_are_answers(folder: Folder, toolkits: Toolkits, more: str) -> None:
    path = folder.write("a.yaml", f"{HEAD}answers: {{A3: Mr Smith makes our decisions}}\n{more}")

    looked = privacy.find([path], toolkits)

    assert [finding.code for finding in looked.findings] == ([] if more else ["A3"])
    assert len(looked.problems) == bool(more)


def test_a_file_of_decisions_that_is_no_yaml_is_told_once(folder: Folder, toolkits: Toolkits) -> None:
    path = folder.write("d.yaml", DECISIONS.replace("decisions:", "decisions: ["))

    looked = privacy.find([path], toolkits)

    assert not looked.findings and [Path(problem.file) for problem in looked.problems] == [path]


def test_a_workbook_in_a_language_that_is_not_here_is_told_as_not_read(
    tmp_path: Path, toolkits: Toolkits, tiny: Toolkit
) -> None:
    page = build.page(tiny, "participant")
    path = tmp_path / "a.docx"
    path.write_bytes(formats.write("docx", replace(page, stamp=replace(page.stamp, lang="pl")), theme.load(), Fill()))

    looked = privacy.find([path], toolkits)

    assert "This workbook is in 'pl', and no translation into it was given" in str(looked)
    assert looked.exit_code(False) == 3


def test_a_note_without_words_that_somebody_has_typed_tells_no_language(folder: Folder, toolkits: Toolkits) -> None:
    path = folder.write("a.yaml", f"{HEAD}answers: {{A3: Words}}\nnotes: [{{kind: language}}]\n")

    assert privacy.find([path], toolkits).problems == ()
