"""Gathering: returns, answers files and earlier merges in any mixture; one bad return does not stop the rest."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from toolkit_cli import filetypes
from toolkit_cli.building import manifest
from toolkit_cli.cli import cli
from toolkit_cli.files.search import Candidate
from toolkit_cli.kits import fields
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.responses import writeanswers
from toolkit_cli.responses.response import Response
from toolkit_cli.returns import gather, intake
from toolkit_cli.returns.design import Design
from toolkit_cli.returns.toolkits import Toolkits

from .conftest import Folder, problems
from .gathered import HEAD, combined, many, skipped, told, typed, workbook


@pytest.mark.skipif(os.name != "posix", reason="links as POSIX has them")
def test_a_link_that_leads_to_itself_is_told_and_stops_nothing(returns: Folder, tiny_folder: Folder) -> None:
    returns.write("a.yaml", typed("North"))
    (returns.path / "self").symlink_to("self")
    by_name = CliRunner().invoke(cli, ["read", str(returns.path / "self")])

    done = combined(returns, tiny_folder)

    assert by_name.exit_code == 3 and "Traceback" not in by_name.output
    assert [response.organisation for response in done.responses] == ["North"]
    assert told(done.gathered, returns) == [
        "self: This is a link to a file that is not there. Put the file itself here."
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="names of other encodings")
def test_a_return_with_a_name_in_another_encoding_is_read(returns: Folder, toolkits: Toolkits, tiny: Toolkit) -> None:
    path = returns.path / os.fsdecode(b"\xc5\xeb.docx")
    path.write_bytes(workbook(tiny, "docx", {"A2": "yes"}, "c1"))

    gathered = gather.gather([returns.path], toolkits)

    assert [each.source.file for each in gathered.responses] == ["\ufffd\ufffd.docx"]
    assert writeanswers.text(writeanswers.several(tiny, gathered.responses), "yaml").encode()


def test_answers_stand_in_the_order_of_the_workbook_whatever_that_of_the_file(
    returns: Folder, toolkits: Toolkits
) -> None:
    said = "answers: {B1-notes: x, B1-seen: yes, A2: yes}"
    returns.write("a.yaml", f"{HEAD}responses: [{{id: c1, {said}, earlier: [{{{said}}}], members: [{{{said}}}]}}]\n")

    (response,) = gather.gather([returns.path], toolkits).responses

    for each in (response, *response.earlier, *response.members):
        assert list(each.answers) == ["A2", "B1-seen", "B1-notes"]


def test_a_json_file_that_begins_with_a_byte_order_mark_is_one(returns: Folder, toolkits: Toolkits) -> None:
    returns.write("a.json", b'\xef\xbb\xbf{"toolkit": "tiny", "answers": {"A2": "yes"}}')

    (response,) = gather.gather([returns.path], toolkits).responses

    assert response.source.format == "json"


def test_returns_answers_files_and_earlier_merges_come_together(
    returns: Folder, toolkits: Toolkits, tiny: Toolkit
) -> None:
    returns.write("a.pdf", workbook(tiny, "pdf", {"R-organisation": "North", "A2": "yes"}, "c1"))
    returns.write("b.yaml", typed("East", "A2: no"))
    merged = [Response({"A4": "7"}, {"organisation": "West"}, "c7"), Response({"A4": "8"}, {}, "c8")]
    returns.write("c.json", writeanswers.text(writeanswers.several(tiny, merged), "json"))

    gathered = gather.gather([returns.path], toolkits)

    assert [(each.organisation, dict(each.answers)) for each in gathered.responses] == [
        ("North", {"A2": "yes"}),
        ("East", {"A2": "no"}),
        ("West", {"A4": "7"}),
        ("", {"A4": "8"}),
    ]
    assert gathered.responses[0].id == "c1"
    assert gathered.responses[1].source.file == "b.yaml"
    assert (gathered.toolkit, gathered.failures, gathered.skipped) == ("tiny", (), ())
    fields_ = len(fields.known(tiny))
    assert str(gathered).splitlines()[:2] == [
        "3 files: 4 responses (2 JSON, 1 PDF, 1 YAML)",
        f"fields: 7 answered, {4 * fields_ - 7} empty",
    ]


def test_a_bad_return_is_told_and_the_rest_is_read(returns: Folder, toolkits: Toolkits) -> None:
    returns.write("a.yaml", typed("North"))
    returns.write("b.docx", b"")
    returns.write("c.pdf", "%PDF-1.7 and no more")
    returns.write("d.yaml", typed("East", "A2: perhaps"))
    returns.write("e.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

    gathered = gather.gather([returns.path], toolkits)

    assert [each.organisation for each in gathered.responses] == ["North"]
    assert [line.split(":")[0] for line in told(gathered, returns)] == ["b.docx", "c.pdf", "d.yaml", "e.doc"]


def test_what_lies_beside_returns_is_skipped_with_a_word(returns: Folder, tiny_folder: Folder) -> None:
    returns.write("a.yaml", typed("North"))
    returns.write("notes.txt", "A call with [[East]]: they answer in May.")
    returns.write("it.po", 'msgid ""\nmsgstr ""\n"Language: it\\n"\n\nmsgid "A text:\\n"\n"answers: no"\nmsgstr ""\n')
    returns.write("film.mp4", b"\0\0\0\x20ftypisom")
    returns.write("empty", b"")
    returns.write("north.docx.lnk", b"L\0\0\0\1\x14\2\0")
    returns.write("north.webloc", '<?xml version="1.0"?>\n<plist version="1.0"><dict><key>URL</key></dict></plist>')

    done = combined(returns, tiny_folder, strict=True)

    assert told(done.gathered, returns) == []
    assert skipped(done.gathered, returns) == [
        "empty: The file is empty. Ask for it again.",
        "film.mp4: This is a film. Ask for the file as it was filled in, or type the answers into an answers file.",
        "it.po: This is a translation of a toolkit, and holds no answers.",
        "north.docx.lnk: This is a shortcut to a file. Give the file itself.",
        "north.webloc: This is a shortcut to a file. Give the file itself.",
        "notes.txt: This is a text, not an answers file.",
    ]
    assert done.exit_code == 4


def test_what_may_hold_a_return_is_told_with_what_to_do_under_whatever_name(
    returns: Folder, toolkits: Toolkits
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("north.docx", "x")
    returns.write("all.zip", packed.getvalue())
    returns.write("flat.fodt", "<?xml version='1.0'?>\n<office:document xmlns:office='x'></office:document>")
    returns.write("half", b"PK\x03\x04 no zip")
    returns.write("mail.eml", "From: North\nTo: us\nSubject: Our return\nMIME-Version: 1.0\n\nHello")
    returns.write("north.old", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    returns.write("scan.jpg", b"\xff\xd8\xff\xe0")

    gathered = gather.gather([returns.path], toolkits)

    assert skipped(gathered, returns) == []
    assert told(gathered, returns) == [
        "all.zip: This is a ZIP archive, not a workbook. Unpack it, and give the files in it.",
        "flat.fodt: This is a flat OpenDocument text (.fodt). In LibreOffice, save it as .odt or .docx.",
        "half: The file is broken: it was cut off or damaged on its way. Ask for it again.",
        "mail.eml: This is an e-mail or a page that was saved as one. "
        "Save the file that is attached to it, and give that.",
        f"north.old: This is an old Word document (.doc). {filetypes.AS_DOCX}",
        f"scan.jpg: This is a picture. {filetypes.AS_FILE}",
    ]


def test_where_there_is_no_return_what_lies_there_is_told(returns: Folder, tiny_folder: Folder) -> None:
    returns.write("north.lnk", b"L\0\0\0\1\x14\2\0")

    assert problems(lambda: combined(returns, tiny_folder), under=returns.path) == [
        "north.lnk: This is a shortcut to a file. Give the file itself.",
        "There are no returns here. Give files or folders.",
    ]


def test_the_manifest_of_a_batch_among_its_copies_is_no_return(returns: Folder, toolkits: Toolkits) -> None:
    returns.write("manifest.csv", manifest.text([manifest.Entry("c1", 2, "north.docx", "", "")]))

    gathered = gather.gather([returns.path], toolkits)

    assert (gathered.failures, gathered.skipped) == ((), ())


def test_a_toolkit_among_the_returns_is_skipped_and_given_by_name_it_is_none(
    returns: Folder, toolkits: Toolkits, tiny_folder: Folder
) -> None:
    names = ("beta.yaml", "toolkit.yaml")
    parts = [returns.write(name, (tiny_folder.path / name).read_text("utf-8")) for name in names]
    returns.write("north.yaml", typed("North"))

    gathered = gather.gather([returns.path], toolkits)

    assert (len(gathered.responses), gathered.failures) == (1, ())
    assert skipped(gathered, returns) == [
        "beta.yaml: This is part of a toolkit, and holds no answers.",
        "toolkit.yaml: This is part of a toolkit, and holds no answers.",
    ]
    assert told(gather.gather(parts, toolkits), returns) == skipped(gathered, returns)


def test_what_is_given_by_name_is_never_skipped(returns: Folder, toolkits: Toolkits) -> None:
    path = returns.write("notes.txt", "A call with East")

    assert told(gather.gather([path], toolkits), returns) == [
        "notes.txt: This is a text, and neither a workbook nor an answers file. "
        "Ask for the file as it was filled in, or type the answers into an answers file."
    ]


def test_a_return_without_an_ending_is_known_by_its_bytes(returns: Folder, toolkits: Toolkits, tiny: Toolkit) -> None:
    returns.write("return", workbook(tiny, "pdf", {"A2": "yes"}))
    returns.write("typed", typed("North"))

    assert len(gather.gather([returns.path], toolkits).responses) == 2


def test_returns_of_two_toolkits_are_not_mixed(returns: Folder, toolkits: Toolkits) -> None:
    returns.write("a.yaml", typed("North"))
    returns.write("b.yaml", typed("East"))
    returns.write("c.yaml", "toolkit: covid19\nanswers: {S3: yes}\n")
    returns.write("d.yaml", "toolkit: nowhere\nanswers: {S3: yes}\n")

    gathered = gather.gather([returns.path], toolkits)

    assert [each.organisation for each in gathered.responses] == ["North", "East"]
    assert told(gathered, returns) == [
        "c.yaml: This belongs to the toolkit 'covid19', and most of the others to 'tiny'. "
        "Merge each toolkit's returns by themselves.",
        "d.yaml: This belongs to the toolkit 'nowhere', which is not here. "
        "Give its folder with --toolkit. Known here: covid19, tiny.",
    ]


def test_two_who_typed_the_same_into_one_file_are_two(returns: Folder, toolkits: Toolkits) -> None:
    returns.write("a.yaml", f"{HEAD}responses:\n  - answers: {{A2: yes}}\n  - answers: {{A2: yes}}\n")
    returns.write("b.yaml", f"{HEAD}responses:\n  - answers: {{A2: yes}}\n  - answers: {{A2: no}}\n")

    assert len({each.id for each in gather.gather([returns.path], toolkits).responses}) == 4


def test_whoever_is_typed_into_a_list_has_the_id_of_earlier_merges(returns: Folder, toolkits: Toolkits) -> None:
    """Others would make two of each response that an earlier merged file holds."""
    returns.write("a.yaml", f"{HEAD}responses:\n  - answers: {{A2: yes}}\n  - answers: {{A2: yes}}\n")

    assert {each.id for each in gather.gather([returns.path], toolkits).responses} == {
        "5cbe9464d77a",
        "d6b6c0292a6d",
    }


@pytest.mark.parametrize(
    "said", ["respondent: {organisation: North}, answers: {A2: yes}", "answers: {A3: We went on by telephone.}"]
)
def test_who_typed_the_same_into_two_files_is_one_where_that_is_no_chance(
    returns: Folder, toolkits: Toolkits, said: str
) -> None:
    returns.write("a.yaml", f"{HEAD}responses:\n  - {{{said}}}\n  - {{{said}}}\n")
    returns.write("b.yaml", f"{HEAD}responses:\n  - {{{said}}}\n  - answers: {{A2: no}}\n")
    returns.write("c.yaml", f"{HEAD}responses:\n  - answers: {{A3: We have met in the garden.}}\n  - {{{said}}}\n")

    assert len({each.id for each in gather.gather([returns.path], toolkits).responses}) == 4


@pytest.mark.parametrize("said", ["A2: yes", "A3: We went on by telephone."])
def test_who_is_typed_into_a_merged_file_is_nobody_who_is_there_already(
    returns: Folder, tiny_folder: Folder, said: str
) -> None:
    listed = f"  - answers: {{{said}}}\n"
    returns.write("a.yaml", f"{HEAD}responses:\n{listed}  - answers: {{A3: We stayed at home all the time.}}\n")
    (merged,) = combined(returns, tiny_folder).files
    returns.write("a.yaml", merged.read_text(encoding="utf-8") + listed.replace("  - ", "- "))

    (merged,) = (done := combined(returns, tiny_folder, force=True)).files
    returns.write("b.yaml", merged.read_text(encoding="utf-8"))

    assert len(done.responses) == 3
    assert combined(returns, tiny_folder, force=True).responses == done.responses


def test_a_list_to_which_somebody_has_added_is_the_same_list(returns: Folder, tiny_folder: Folder) -> None:
    listed = f"{HEAD}responses:\n  - answers: {{A2: yes}}\n  - answers: {{A3: We went on by telephone.}}\n"
    returns.write("a.yaml", listed)
    (merged,) = combined(returns, tiny_folder).files
    returns.write("earlier.yaml", merged.read_text(encoding="utf-8"))
    returns.write("a.yaml", f"{listed}  - answers: {{A2: yes}}\n")

    assert len(combined(returns, tiny_folder, force=True).responses) == 3


def test_typed_answers_of_nobody_in_particular_count_once_with_an_earlier_merge(
    returns: Folder, tiny_folder: Folder
) -> None:
    for name in "ab":
        returns.write(f"{name}.yaml", f"{HEAD}responses:\n  - answers: {{A2: yes}}\n  - answers: {{A2: yes}}\n")
        assert len(combined(returns, tiny_folder, force=True).responses) == 2
    returns.write("b.yaml", f"{HEAD}responses:\n  - answers: {{A2: yes}}\n  - answers: {{A4: 1}}\n")

    first = combined(returns, tiny_folder, force=True)
    (merged,) = first.files
    returns.write("earlier.yaml", merged.read_text(encoding="utf-8"))

    assert len(first.responses) == 4
    assert combined(returns, tiny_folder, force=True).responses == first.responses


def test_answers_come_in_the_workbook_s_order(returns: Folder, toolkits: Toolkits) -> None:
    returns.write("a.yaml", typed("North", "B3: yes, A4: 1, A2: no"))

    (response,) = gather.gather([returns.path], toolkits).responses

    assert list(response.answers) == ["A2", "A4", "B3"]


def test_lines_about_who_answers_come_in_the_workbook_s_order(
    tiny_folder: Folder, returns: Folder, toolkits: Toolkits
) -> None:
    tiny_folder.change("toolkit.yaml", "    - name: date\n", "    - name: why\n      label: Why\n    - name: date\n")
    tiny_folder.change("toolkit.yaml", "name: organisation", "name: job-title")
    returns.write(
        "a.yaml", "toolkit: tiny\nrespondent: {date: 2021-03-19, why: for fun, job-title: Trainer}\nanswers: {}\n"
    )

    (response,) = gather.gather([returns.path], toolkits).responses

    assert list(response.respondent) == ["job-title", "why", "date"]


def test_what_is_wrong_with_a_template_is_told_of_the_return(
    tiny_folder: Folder, folder: Folder, tiny: Toolkit
) -> None:
    words = folder.write("own/words.yaml", "en: {gone: Words}\n")
    path = folder.write("a.docx", workbook(tiny, "docx", {"A2": "yes"}))

    (problem,) = gather.gather([path], Toolkits([tiny_folder.path], design=Design(words.parent))).failures

    assert str(problem).startswith(f"{path}: It cannot be read because of {words}:1: No template asks for the word")


def test_several_processes_find_what_one_finds(returns: Folder, toolkits: Toolkits) -> None:
    many(returns)
    returns.write("bad.pdf", "%PDF-")
    calls: list[tuple[int, int]] = []

    several = gather.gather([returns.path], toolkits, jobs=2, progress=lambda *at: calls.append(at))

    assert several == gather.gather([returns.path], toolkits, jobs=1)
    assert (len(several.responses), len(several.failures)) == (60, 1)
    assert calls == [(number, 61) for number in range(1, 62)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a signal that ends a process")
def test_a_file_that_ends_its_process_is_told_and_the_rest_is_read(
    returns: Folder, toolkits: Toolkits, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(returns, 40)
    deadly = {returns.write("3/deadly.yaml", "x"), returns.write("6/deadly.yaml", "x")}
    monkeypatch.setattr(gather, "Intake", _Mortal)

    gathered = gather.gather([returns.path], toolkits, jobs=2)

    assert len(gathered.responses) == 40
    assert {Path(problem.file) for problem in gathered.failures} == deadly
    assert "was ended" in gathered.failures[0].what


class _Mortal(intake.Intake):
    """Dies of some files, as a process does for which there is no memory left."""

    def take(self, candidate: Candidate) -> intake.Outcome:
        if candidate.path.name == "deadly.yaml":
            os.kill(os.getpid(), signal.SIGKILL)
        return super().take(candidate)


def test_receipts_are_plain_data(returns: Folder, toolkits: Toolkits, tiny: Toolkit) -> None:
    returns.write("a.pdf", workbook(tiny, "pdf", {"A2": "yes"}))

    (receipt,) = gather.gather([returns.path], toolkits).receipts
    data = json.loads(json.dumps(receipt.as_data()))

    assert data["answered"] == ["A2"]
    assert data["stamp"].startswith("toolkit:tiny?version=1.0&")
    assert replace(receipt, stamp=None).as_data()["stamp"] is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="makes a pipe that has a name")
def test_what_is_no_file_is_not_waited_for(returns: Folder, toolkits: Toolkits) -> None:
    returns.write("a.yaml", typed("North", "A2: yes"))
    os.mkfifo(returns.path / "pipe.pdf")

    gathered = gather.gather([returns.path], toolkits)

    assert len(gathered.responses) == 1
    assert skipped(gathered, returns) == ["pipe.pdf: This is a pipe or a device, not a file."]
    assert told(gather.gather([returns.path / "pipe.pdf"], toolkits), returns) == [
        "pipe.pdf: The file cannot be read (it is a pipe, not a file). Check its name."
    ]


def test_typed_answers_of_another_version_keep_it_and_are_told_once(returns: Folder, tiny_folder: Folder) -> None:
    returns.write("a.yaml", 'toolkit: tiny\nversion: "0.9"\nanswers: {A2: yes}\n')

    first = combined(returns, tiny_folder, strict=True)
    returns.write("b.yaml", first.files[0].read_bytes())
    later = combined(returns, tiny_folder, force=True)

    told = [("version", "these answers are of version 0.9, the toolkit here is 1.0")]
    assert [(each.version, [(note.kind, note.text) for note in each.notes]) for each in first.responses] == [
        ("0.9", told)
    ]
    assert later.responses == first.responses
    assert first.exit_code == 4 and "of another version than the toolkit here: a.yaml" in first.warnings
