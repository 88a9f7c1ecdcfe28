"""Gathering: files, folders, globs and earlier merges in any mixture; one bad return does not stop the rest."""

from __future__ import annotations

import io
import json
import os
import signal
import stat
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from toolkit_cli import filetypes, formats
from toolkit_cli.building import build, manifest
from toolkit_cli.cli import cli
from toolkit_cli.errors import AnswersError, OutputError
from toolkit_cli.files.search import search
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import Fill, Value
from toolkit_cli.responses import answersfile
from toolkit_cli.responses.receipt import Receipt
from toolkit_cli.responses.response import Response
from toolkit_cli.returned import Note, ReturnError
from toolkit_cli.returns import gather, intake, mergefiles, readcache, reading
from toolkit_cli.returns.blank import Own
from toolkit_cli.returns.gather import Gathered
from toolkit_cli.returns.mergefiles import MergeOptions
from toolkit_cli.returns.readcache import Part, Parts
from toolkit_cli.returns.toolkits import Toolkits
from toolkit_cli.running.progress import Progress

from .conftest import Folder, problems

HEAD = 'toolkit: tiny\nversion: "1.0"\n'


@pytest.fixture
def toolkits(tiny_folder: Folder) -> Toolkits:
    return Toolkits((tiny_folder.path,))


@pytest.fixture
def returns(tmp_path: Path) -> Folder:
    """A folder for returns."""
    made = Folder(tmp_path / "returns")
    made.path.mkdir()
    return made


def typed(organisation: str, answers: str = "A2: yes") -> str:
    return f"{HEAD}respondent: {{organisation: {organisation}}}\nanswers: {{{answers}}}\n"


def workbook(toolkit: Toolkit, name: str, values: dict[str, Value], copy: str = "") -> bytes:
    """Return a filled workbook; a copy id makes it a personal one."""
    page = build.page(toolkit, "participant")
    if copy:
        page = replace(page, stamp=replace(page.stamp, copy=copy, personal=True))
    return formats.write(name, page, theme.load(), Fill(values=values))


def told(gathered: Gathered, folder: Folder) -> list[str]:
    return [str(problem).replace(f"{folder.path}/", "") for problem in gathered.failures]


def skipped(gathered: Gathered, folder: Folder) -> list[str]:
    return [str(problem).replace(f"{folder.path}/", "") for problem in gathered.skipped]


# What paths mean.


def names(paths: list[Path], under: Path) -> list[str]:
    return [str(candidate.path.relative_to(under)) for candidate in search(paths).candidates]


def test_a_folder_means_the_files_in_it_and_below_but_nothing_hidden(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for name in ("b.pdf", "a/c.docx", "a/.hidden.pdf", ".git/d.pdf", "~$b.docx", ".~lock.b.odt#", "Thumbs.db"):
        folder.write(name, "x")
    folder.write(f"m.yaml.parts/{readcache.TAG}", "x")
    folder.write("m.yaml.parts/1.part", "x")

    assert names([tmp_path], tmp_path) == ["a/c.docx", "b.pdf"]


def test_what_was_deleted_does_not_come_back(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for name in (
        "$RECYCLE.BIN/S-1/a.docx",
        "#recycle/b.docx",
        "@eaDir/c.docx",
        "System Volume Information/d.pdf",
        "e.pdf",
    ):
        folder.write(name, "x")

    assert names([tmp_path], tmp_path) == ["e.pdf"]


def test_a_return_under_a_hidden_name_is_told(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for name in (".north.docx", "._north.docx", "~$north.docx", ".DS_Store"):
        folder.write(name, "x")

    assert [str(problem).replace(f"{tmp_path}/", "") for problem in search([tmp_path]).skipped] == [
        ".north.docx: A name that begins with a dot is that of a hidden file. Give it another name if it is a return."
    ]


def test_what_programs_left_of_returns_is_told_and_read_only_by_its_name(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for name in ("~WRL0001.tmp", "a.docx", "a.asd", "b.docx.crdownload", "~$a.docx", "old.bak/c.pdf"):
        folder.write(name, "x")
    said = [
        "a.asd: This is what a program left of an earlier save. Give it by its name if it is a return.",
        "b.docx.crdownload: This is a download that has not ended. Give it by its name if it is a return.",
        "~WRL0001.tmp: This is what a program left of an earlier save. Give it by its name if it is a return.",
    ]

    for meant in (tmp_path, tmp_path / "*"):
        assert [str(problem).replace(f"{tmp_path}/", "") for problem in search([meant]).skipped] == said
        assert names([meant], tmp_path) == ["a.docx", "old.bak/c.pdf"]
    assert names([tmp_path / "~WRL0001.tmp"], tmp_path) == ["~WRL0001.tmp"]


def test_what_a_shell_has_named_and_can_be_no_return_is_told_and_no_failure(
    returns: Folder, tiny_folder: Folder
) -> None:
    paths = [returns.write(name, "x") for name in ("~$a.docx", "Thumbs.db")]
    good = returns.write("a.yaml", typed("North"))
    said = [
        f"skipped: {paths[1]}: This is a file that the system keeps for itself.",
        f"skipped: {paths[0]}: This is the lock of a document that is open, and no file.",
    ]

    for command in ("read", "merge"):
        more = ["-q", "-o", returns.path.parent / f"{command}.yaml", "--toolkit", tiny_folder.path]
        done = CliRunner().invoke(cli, list(map(str, [command, *sorted([*paths, good]), *more])))
        matched = CliRunner().invoke(cli, list(map(str, [command, returns.path / "*", *more, "--force"])))
        alone = CliRunner().invoke(cli, list(map(str, [command, paths[0], *more, "--force"])))

        assert (done.exit_code, done.stderr.splitlines()) == (0, said)
        assert (matched.exit_code, matched.stderr) == (0, "")
        assert (alone.exit_code, alone.stderr.splitlines()[-1][:27]) == (3, "There are no returns here. ")


def test_a_glob_that_the_shell_left_is_expanded(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for name in ("a.pdf", "b.docx", "x/c.pdf", "d[1].pdf"):
        folder.write(name, "x")

    assert names([tmp_path / "*.pdf"], tmp_path) == ["a.pdf", "d[1].pdf"]
    assert names([tmp_path / "**/*.pdf"], tmp_path) == ["a.pdf", "d[1].pdf", "x/c.pdf"]
    assert names([tmp_path / "d[1].pdf"], tmp_path) == ["d[1].pdf"]


def test_a_file_that_is_reached_in_two_ways_comes_once(tmp_path: Path) -> None:
    path = Folder(tmp_path).write("a/b.pdf", "x")
    (tmp_path / "link.pdf").symlink_to(path)
    os.link(path, tmp_path / "B.pdf")  # as where capitals do not count

    assert len(search([tmp_path, path, tmp_path / "a" / ".." / "a", tmp_path / "*" / "*.pdf"]).candidates) == 1


@pytest.mark.skipif(os.name != "posix", reason="links as POSIX has them")
def test_what_is_named_in_a_folder_and_is_not_there_is_told(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.write("returns/.north.docx.icloud", "bplist00")
    folder.write("other/south.docx", "x")
    (tmp_path / "returns" / "east.docx").symlink_to(tmp_path / "gone.docx")
    (tmp_path / "returns" / "linked").symlink_to(tmp_path / "other")
    (tmp_path / "other" / "circle").symlink_to(tmp_path / "returns")

    found = search([tmp_path / "returns"])

    assert [each.path.name for each in found.candidates] == ["south.docx"]
    assert [problem.what for problem in found.problems] == [
        "This file is in iCloud and has not been loaded down to this computer.",
        "This is a link to a file that is not there.",
    ]


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


def test_answers_that_were_read_do_not_stay_whatever_goes_wrong(
    returns: Folder, tiny_folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    returns.write("a.yaml", typed("North"))
    monkeypatch.setattr(mergefiles, "merge", lambda *_: [][0])

    with pytest.raises(IndexError):
        combined(returns, tiny_folder)

    assert list(returns.path.parent.glob("*.parts")) == []


@pytest.mark.skipif(sys.platform != "linux", reason="names of other encodings")
def test_a_return_with_a_name_in_another_encoding_is_read(returns: Folder, toolkits: Toolkits, tiny: Toolkit) -> None:
    path = returns.path / os.fsdecode(b"\xc5\xeb.docx")
    path.write_bytes(workbook(tiny, "docx", {"A2": "yes"}, "c1"))

    gathered = gather.gather([returns.path], toolkits)

    assert [each.source.file for each in gathered.responses] == ["\ufffd\ufffd.docx"]
    assert answersfile.text(answersfile.several(tiny, gathered.responses), "yaml").encode()


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    found = search([tmp_path / "none.pdf", tmp_path / "*.odt"])

    assert [str(problem).replace(f"{tmp_path}/", "") for problem in found.problems] == [
        "*.odt: Nothing matches this. Check its spelling.",
        "none.pdf: There is no file or folder of this name. Check its spelling.",
    ]


# What files hold.


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
    returns.write("c.json", answersfile.text(answersfile.several(tiny, merged), "json"))

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
    assert str(gathered).splitlines()[0] == "3 files: 4 responses (1 PDF)"


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
    returns.write("film.mp4", b"\0\0\0\x20ftypisom")
    returns.write("empty", b"")
    returns.write("north.docx.lnk", b"L\0\0\0\1\x14\2\0")
    returns.write("north.webloc", '<?xml version="1.0"?>\n<plist version="1.0"><dict><key>URL</key></dict></plist>')

    done = combined(returns, tiny_folder, strict=True)

    assert told(done.gathered, returns) == []
    assert skipped(done.gathered, returns) == [
        "empty: The file is empty. Ask for it again.",
        "film.mp4: This is a film. Ask for the file as it was filled in, or type the answers into an answers file.",
        "north.docx.lnk: This is a shortcut to a file. Send the file itself.",
        "north.webloc: This is a shortcut to a file. Send the file itself.",
        "notes.txt: This is a text, and no answers file.",
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
        "all.zip: This is a ZIP archive and no workbook. Unpack it, and give the files in it.",
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
        "north.lnk: This is a shortcut to a file. Send the file itself.",
        "There are no returns here. Give files or folders.",
    ]


def test_the_manifest_of_a_batch_among_its_copies_is_no_return(returns: Folder, toolkits: Toolkits) -> None:
    returns.write("manifest.csv", manifest.text([manifest.Entry("c1", 2, "north.docx", "", "")]))

    gathered = gather.gather([returns.path], toolkits)

    assert (gathered.failures, gathered.skipped) == ((), ())


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
        "d.yaml: This is a workbook of the toolkit 'nowhere', which is not here. "
        "Give its folder with --toolkit. Known here: covid19, tiny.",
    ]


def test_two_who_typed_the_same_into_one_file_are_two(returns: Folder, toolkits: Toolkits) -> None:
    returns.write("a.yaml", f"{HEAD}responses:\n  - answers: {{A2: yes}}\n  - answers: {{A2: yes}}\n")
    returns.write("b.yaml", f"{HEAD}responses:\n  - answers: {{A2: yes}}\n  - answers: {{A2: no}}\n")

    assert len({each.id for each in gather.gather([returns.path], toolkits).responses}) == 3


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

    (problem,) = gather.gather([path], Toolkits([tiny_folder.path], own=Own(words.parent))).failures

    assert str(problem).startswith(f"{path}: It cannot be read because of {words}:1: No template asks for the word")


# Several processes.


def many(returns: Folder, count: int = 60) -> None:
    for number in range(count):
        returns.write(f"{number % 7}/{number:03}.yaml", typed(f"Organisation {number}", f"A4: {number}"))


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
    assert "ended the process" in gathered.failures[0].what


class _Mortal(intake.Intake):
    """Dies of some files, as a process does for which there is no memory left."""

    def take(self, candidate: object) -> intake.Outcome:
        if candidate.path.name == "deadly.yaml":  # type: ignore[attr-defined]
            os.kill(os.getpid(), signal.SIGKILL)
        return super().take(candidate)  # type: ignore[arg-type]


# What is kept to go on with.


def test_what_was_read_is_not_read_again(
    returns: Folder, toolkits: Toolkits, tmp_path: Path, tiny: Toolkit, monkeypatch: pytest.MonkeyPatch
) -> None:
    returns.write("a.pdf", workbook(tiny, "pdf", {"R-organisation": "North", "A2": "yes", "A7": ("post",)}, "c1"))
    returns.write("b.yaml", typed("East"))
    first = gather.gather([returns.path], toolkits, tmp_path / "kept")
    monkeypatch.setattr(reading, "read_any", None)

    assert gather.gather([returns.path], toolkits, tmp_path / "kept") == first


def test_a_file_that_was_renamed_is_known_and_has_its_new_name(
    returns: Folder, toolkits: Toolkits, tmp_path: Path, tiny: Toolkit
) -> None:
    path = returns.write("a.pdf", workbook(tiny, "pdf", {"A2": "yes"}))
    gather.gather([returns.path], toolkits, tmp_path / "kept")
    path.rename(returns.path / "b.pdf")

    gathered = gather.gather([returns.path], toolkits, tmp_path / "kept")

    assert (gathered.responses[0].source.file, gathered.receipts[0].file) == ("b.pdf", "b.pdf")
    assert len(list((tmp_path / "kept").glob("*.part"))) == 1


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"toolkit": 1}', '{"responses": [{}], "toolkit": "tiny", "receipt": 1}']
)
def test_a_kept_part_that_is_broken_is_read_anew(
    returns: Folder, toolkits: Toolkits, tmp_path: Path, text: str
) -> None:
    returns.write("a.yaml", typed("North"))
    first = gather.gather([returns.path], toolkits, tmp_path / "kept")
    (part,) = (tmp_path / "kept").glob("*.part")
    part.write_text(text)

    assert gather.gather([returns.path], toolkits, tmp_path / "kept") == first


def test_a_toolkit_that_has_changed_has_its_returns_read_anew(tiny_folder: Folder, tmp_path: Path) -> None:
    before = Parts(tmp_path / "kept", (tiny_folder.path,))
    before.put("0" * 64, Part("tiny", ()))
    other = Folder(tmp_path / "other")
    for path in tiny_folder.path.iterdir():
        other.write(path.name, path.read_bytes())

    assert Parts(tmp_path / "kept", (other.path,)).get("0" * 64) == Part("tiny", ())
    other.change("alpha.yaml", "Did it work?", "Did it work well?")
    assert Parts(tmp_path / "kept", (other.path,)).get("0" * 64) is None


def test_a_part_that_is_interrupted_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)

    with pytest.raises(KeyboardInterrupt):
        Parts(tmp_path / "kept", ()).put("0" * 64, Part("tiny", ()))
    assert [path.name for path in (tmp_path / "kept").iterdir()] == [readcache.TAG]


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_kept_parts_are_for_their_owner_alone(returns: Folder, toolkits: Toolkits, tmp_path: Path) -> None:
    returns.write("a.yaml", typed("North"))

    gather.gather([returns.path], toolkits, tmp_path / "kept")

    assert stat.S_IMODE((tmp_path / "kept").stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "kept").glob("*.part")] == [0o600]


def test_a_folder_that_cannot_be_written_does_not_stop_the_work(returns: Folder, toolkits: Toolkits) -> None:
    path = returns.write("a.yaml", typed("North"))

    assert len(gather.gather([path], toolkits, path / "kept").responses) == 1


def test_nothing_is_kept_among_other_files(returns: Folder, tiny_folder: Folder, tmp_path: Path) -> None:
    many(returns, 2)

    assert problems(lambda: combined(returns, tiny_folder, cache=returns.path / "0"), tmp_path) == [
        "returns/0: There are other files here, and a merge passes over a folder in which it keeps what it has read. "
        "Give an empty one with --cache, or the name of a new one."
    ]
    (tmp_path / "kept").mkdir()
    for _ in range(2):
        assert len(combined(returns, tiny_folder, cache=tmp_path / "kept", force=True).responses) == 2
    assert len(list((tmp_path / "kept").glob("*.part"))) == 2


def test_clearing_leaves_what_is_not_ours(returns: Folder, toolkits: Toolkits, tmp_path: Path) -> None:
    returns.write("a.yaml", typed("North"))
    gather.gather([returns.path], toolkits, tmp_path / "kept")
    mine = Folder(tmp_path / "kept").write("mine.txt", "x")
    readcache.clear(tmp_path / "kept")

    assert list((tmp_path / "kept").iterdir()) == [mine]
    readcache.clear(returns.path)
    assert len(list(returns.path.iterdir())) == 1


def test_what_was_read_and_cannot_be_deleted_is_told_and_the_rest_goes(
    returns: Folder, tiny_folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(returns, 3)
    unlink, kept = Path.unlink, list[Path]()

    def locked(path: Path, missing_ok: bool = False) -> None:
        if path.suffix == ".part" and path in (kept or [path]):
            kept[:] = [path]
            raise PermissionError(13, "in use", str(path))
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", locked)
    (said,) = combined(returns, tiny_folder).warnings

    folder = returns.path.parent / "merged.yaml.parts"
    assert said == f"{folder}: This holds answers that were read, and cannot be deleted. Delete it."
    assert sorted(folder.glob("*.part")) == kept
    assert search([folder]).candidates == ()


def test_a_part_is_the_same_after_its_way_through_json() -> None:
    notes = (Note("comment", "Why?\n“Ω” \U0001f600", "A2", who="X"),)
    earlier = Response({"A7": ("phone",)}, {}, "c1", notes=notes)
    part = Part(
        "tiny", (Response({"A2": "yes", "A3": "x" * 40}, {"role": ""}, "c1", "1.0", notes=notes, earlier=(earlier,)),)
    )

    assert readcache.of_text(readcache.as_text(part)) == part


# The whole merge.


def combined(returns: Folder, tiny_folder: Folder, **more: object) -> mergefiles.Combined:
    output = returns.path.parent / "merged.yaml"
    return mergefiles.combine(MergeOptions((returns.path,), output, (tiny_folder.path,), **more))  # type: ignore[arg-type]


def test_a_merge_is_written_and_nothing_else_stays(returns: Folder, tiny_folder: Folder) -> None:
    many(returns, 3)

    made = combined(returns, tiny_folder)

    assert (made.exit_code, made.files) == (0, (returns.path.parent / "merged.yaml",))
    assert sorted(path.name for path in returns.path.parent.iterdir()) == ["merged.yaml", "returns", "tiny"]


def test_a_merge_of_a_merge_is_the_same_file(returns: Folder, tiny_folder: Folder, tiny: Toolkit) -> None:
    many(returns, 5)
    returns.write("a.pdf", workbook(tiny, "pdf", {"R-organisation": "North", "A2": "yes", "A4": "few"}, "c1"))
    returns.write("b.pdf", workbook(tiny, "pdf", {"R-organisation": "North", "A2": "no"}, "c1"))
    os.utime(returns.path / "a.pdf", (1, 1))
    first = combined(returns, tiny_folder).files[0].read_bytes()
    returns.write("earlier.yaml", first)

    assert combined(returns, tiny_folder, force=True).files[0].read_bytes() == first
    assert b"replaced" in first


LISTED = f"{HEAD}responses:\n- {{answers: {{A2: yes}}}}\n- {{id: North 7, answers: {{A2: yes, A4: 1}}}}\n"


@pytest.mark.parametrize("text", [typed("North"), LISTED, f"{HEAD}id: North 7\nanswers: {{A2: yes}}\n"])
def test_what_is_corrected_by_hand_goes_before_what_somebody_typed(
    returns: Folder, tiny_folder: Folder, tmp_path: Path, text: str
) -> None:
    given = returns.write("given.yaml", text)
    paths, count = (given,), text.count("A2: yes")
    folders = (tiny_folder.path,)
    corrected = tmp_path / "m.yaml"
    mergefiles.combine(MergeOptions(paths, corrected, folders))
    said = corrected.read_text(encoding="utf-8")
    assert said.count("A2: 'yes'") == count
    corrected.write_text(said.replace("A2: 'yes'", "A2: 'no'"), encoding="utf-8")

    for number, order in enumerate([(corrected, given), (given, corrected)]):
        done = mergefiles.combine(MergeOptions(order, tmp_path / f"{number}.yaml", folders))
        later = mergefiles.combine(
            MergeOptions((given, *done.files, given), tmp_path / f"{number}-again.yaml", folders)
        )

        assert [each.answers["A2"] for each in done.responses] == ["no"] * count
        assert later.responses == done.responses


def test_two_who_typed_one_id_are_told(returns: Folder, tiny_folder: Folder) -> None:
    for name, said in (("a", "yes"), ("b", "no")):
        returns.write(f"{name}.yaml", f"{HEAD}id: '1'\nanswers: {{A2: {said}}}\n")

    done = combined(returns, tiny_folder)

    assert "saved at the same time, and which is the later is not known: a.yaml, b.yaml" in str(done)


def test_one_bad_return_makes_exit_code_3_and_the_rest_is_written(returns: Folder, tiny_folder: Folder) -> None:
    many(returns, 3)
    returns.write("bad.pdf", "%PDF-")

    made = combined(returns, tiny_folder)

    assert made.exit_code == 3
    assert len(made.responses) == 3
    assert "bad.pdf: " in str(made)


def test_nothing_that_can_be_read_is_an_error(returns: Folder, tiny_folder: Folder) -> None:
    with pytest.raises(ReturnError, match="There are no returns here"):
        combined(returns, tiny_folder)


def test_an_output_that_exists_is_told_before_anything_is_read(returns: Folder, tiny_folder: Folder) -> None:
    returns.path.with_name("merged.yaml").write_text("x")

    with pytest.raises(OutputError, match="exists already"):
        combined(returns, tiny_folder)


@pytest.mark.parametrize(("name", "by"), [("merged", None), ("merged-decisions", "organisation")])
def test_what_is_merged_is_not_written_over_even_by_force(
    returns: Folder, tiny_folder: Folder, name: str, by: str | None
) -> None:
    paths = [returns.write(f"{each}.yaml", typed(each)) for each in ("a", name)]
    options = MergeOptions((*paths,), returns.path / "merged.yaml", (tiny_folder.path,), by=by, force=True)

    assert problems(lambda: mergefiles.combine(options), returns.path) == [
        f"{name}.yaml: This is one of the files that are read. Give another name."
    ]
    assert paths[1].read_text(encoding="utf-8") == typed(name)


def test_decisions_are_asked_for_filled_in_and_handed_back(returns: Folder, tiny_folder: Folder) -> None:
    returns.write("a.yaml", typed("North", "A2: yes, A4: 3"))
    returns.write("b.yaml", typed("north", "A2: no, A4: 4"))

    asked = combined(returns, tiny_folder, by="organisation", strict=True)
    path = asked.files[1]
    path.write_text(_decided(path.read_text(encoding="utf-8")), encoding="utf-8")
    decided = combined(returns, tiny_folder, by="organisation", decisions=path, force=True)

    assert (asked.exit_code, path.name, len(asked.opens)) == (4, "merged-decisions.yaml", 2)
    assert "2 answers differ within an organisation" in str(asked)
    assert [dict(each.answers) for each in decided.responses] == [{"A2": "no", "A4": "4"}]
    assert decided.files == (path.with_name("merged.yaml"),)


def test_decisions_are_offered_and_taken_in_the_words_of_ones_own(returns: Folder, tiny_folder: Folder) -> None:
    tiny_folder.change("toolkit.yaml", "toolkit: tiny", "toolkit: tiny\nlang: pl")
    own = Folder(returns.path.parent / "tpl").write("words.yaml", "pl: {option_yes: Tak, option_no: Nie}\n").parent
    returns.write("a.yaml", typed("North", "A2: Tak"))
    returns.write("b.yaml", typed("North", "A2: Nie"))

    path = combined(returns, tiny_folder, by="organisation", templates=own).files[1]
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\n  decision:", "\n  decision: Nie"), encoding="utf-8")
    decided = combined(returns, tiny_folder, by="organisation", templates=own, decisions=path, force=True)

    assert "offered: Tak / Nie\n" in text
    assert [dict(each.answers) for each in decided.responses] == [{"A2": "no"}]


def test_a_copy_that_two_people_filled_in_is_told(returns: Folder, tiny_folder: Folder) -> None:
    for name, who, said in (("a", "North", "One"), ("b", "South", "Three")):
        head = f"id: c1\nsource: {{file: {name}.docx, sha256: {name * 64}, saved: '2021-01-01'}}\n"
        respondent = f"respondent: {{organisation: {who}, date: 2021-03-1{len(said)}}}\nanswers: {{A3: {said}}}\n"
        returns.write(f"{name}.yaml", f"toolkit: tiny\n{head}{respondent}")

    told = str(combined(returns, tiny_folder)).split("\n")

    assert told[-3:] == [
        "1 copy came back more than once: the latest save with answers counts, what it replaced is noted",
        "by other people? a.docx, b.docx: organisation 'North', and then 'South'",
        "saved at the same time, and which is the later is not known: a.docx, b.docx",
    ]


def test_quiet_tells_only_what_somebody_should_look_at(returns: Folder, tiny_folder: Folder, tmp_path: Path) -> None:
    command = ["merge", returns.path, "--toolkit", tiny_folder.path, "--by", "organisation", "-q", "--force"]
    command += ["-o", tmp_path / "m.yaml"]
    returns.write("a.yaml", typed("North", "A2: yes"))
    alone = CliRunner().invoke(cli, list(map(str, command)))
    returns.write("b.yaml", typed("North", "A2: no"))
    returns.write("c.yaml", typed("N-orth", "A2: no"))
    returns.write("film.mp4", b"\0\0\0\x20ftypisom")

    done = CliRunner().invoke(cli, list(map(str, command)))

    assert (alone.exit_code, alone.output, done.stdout) == (0, "", "")
    assert done.stderr.splitlines() == [
        f"1 answer differs within an organisation and waits for a decision: {tmp_path / 'm-decisions.yaml'}",
        "taken for different organisations: 'N-orth', 'North'",
        f"skipped: {returns.path / 'film.mp4'}: This is a film. {filetypes.AS_FILE}",
    ]


def test_decisions_are_asked_for_in_the_language_that_is_named(returns: Folder, tmp_path: Path) -> None:
    for name, said in (("a", "yes"), ("b", "no")):
        text = f"toolkit: covid19\nrespondent: {{organisation: Nord}}\nanswers: {{S3: {said}}}\n"
        returns.write(f"{name}.yaml", text)
    asked = tmp_path / "m-decisions.yaml"
    merge = ["merge", str(returns.path), "--by", "organisation", "-o", str(tmp_path / "m.yaml"), "--force"]

    first = CliRunner().invoke(cli, [*merge, "--lang", "it"])
    said = asked.read_text(encoding="utf-8")
    asked.write_text(said.replace("  decision:\n", "  decision: Sì\n"), encoding="utf-8")
    second = CliRunner().invoke(cli, [*merge, "--decisions", str(asked)])
    unknown = CliRunner().invoke(cli, [*merge, "--decisions", str(asked), "--lang", "xx"])

    assert "  offered: Sì / No\n" in said
    assert (first.exit_code, second.exit_code, unknown.exit_code) == (0, 0, 1)
    assert [answers["S3"] for answers in _merged_answers(tmp_path / "m.yaml")] == ["yes"]
    assert "There is no translation into 'xx'." in unknown.stderr


def _merged_answers(path: Path) -> list[dict[str, str]]:
    return [response["answers"] for response in yaml.safe_load(path.read_text(encoding="utf-8"))["responses"]]


def test_one_of_something_is_told_as_one(returns: Folder, tiny_folder: Folder) -> None:
    returns.write("a.yaml", typed("North"))

    assert str(combined(returns, tiny_folder)).splitlines() == ["1 file: 1 response", "1 response after merging"]


def test_colleagues_who_ticked_alike_in_copies_for_anybody_are_told(
    returns: Folder, tiny_folder: Folder, tiny: Toolkit
) -> None:
    for name in ("anna", "bruno"):
        returns.write(f"{name}.pdf", workbook(tiny, "pdf", {"R-organisation": "North", "A4": "12"}) + name.encode())

    told = str(combined(returns, tiny_folder))

    assert "1 response after merging\ncounted once, for they say the same: anna.pdf, bruno.pdf" in told


@pytest.mark.parametrize("by", [None, "organisation"])
def test_notes_on_the_members_of_an_organisation_are_notes_too(
    returns: Folder, tiny_folder: Folder, by: str | None
) -> None:
    for name, note in (("a", "\nnotes: [{kind: comment, text: Why, code: A2}]"), ("b", "")):
        returns.write(f"{name}.yaml", f"{typed('North', f'A3: {name}')}{note}\n")

    assert combined(returns, tiny_folder, by=by, strict=True).exit_code == 4


def test_where_nobody_says_of_which_organisation_a_return_is_that_is_told(returns: Folder, tiny_folder: Folder) -> None:
    returns.write("a.yaml", f"{HEAD}answers: {{A2: yes}}\n")
    said = "no response says of which organisation it is: each stays for itself"

    assert said in combined(returns, tiny_folder, by="organisation").warnings
    assert said not in combined(returns, tiny_folder, force=True).warnings


def test_a_return_that_does_not_say_of_which_organisation_it_is_is_told(returns: Folder, tiny_folder: Folder) -> None:
    returns.write("a.yaml", typed("North"))
    returns.write("b.yaml", f"{HEAD}answers: {{A2: yes}}\n")

    done = combined(returns, tiny_folder, by="organisation")

    assert done.warnings == ["1 response does not say of which organisation it is, and stays for itself: b.yaml"]


def test_files_that_are_the_same_are_named(returns: Folder, tiny_folder: Folder, tiny: Toolkit) -> None:
    for name in ("a.docx", "a (1).docx"):
        returns.write(name, workbook(tiny, "docx", {"A2": "yes"}))

    assert combined(returns, tiny_folder).warnings == ["the same file, counted once: a (1).docx, a.docx"]


def test_of_files_that_are_called_alike_the_folders_are_named_too(
    returns: Folder, tiny_folder: Folder, tiny: Toolkit
) -> None:
    for name in ("anna/w.pdf", "bruno/w.pdf", "carla/own.pdf"):
        returns.write(name, workbook(tiny, "pdf", {"R-organisation": "North", "A4": "12"}) + name.encode())

    (said,) = combined(returns, tiny_folder).warnings

    anna, bruno = (returns.path / name / "w.pdf" for name in ("anna", "bruno"))
    assert said == f"counted once, for they say the same: {anna}, {bruno}, own.pdf"


def test_returns_that_may_be_one_and_count_as_two_are_told(returns: Folder, tiny_folder: Folder, tiny: Toolkit) -> None:
    said: dict[str, Value] = {"R-organisation": "North", "A3": "We kept the phone line open in April."}
    returns.write("a.pdf", workbook(tiny, "pdf", said, "c1"))
    returns.write("a.docx", workbook(tiny, "docx", said, "c2"))
    returns.write("b.pdf", workbook(tiny, "pdf", {"A2": "yes"}))
    returns.write("b.docx", workbook(tiny, "docx", {"A2": "yes"}))

    done = combined(returns, tiny_folder)

    told_ = "counted each for itself, and perhaps one return, for they say the same"
    assert sorted(done.warnings) == [f"{told_}: a.docx, a.pdf", f"{told_}: b.docx, b.pdf"]
    assert len(done.responses) == 4


def test_a_name_that_was_corrected_by_hand_is_no_other_person_s(
    returns: Folder, tiny_folder: Folder, tiny: Toolkit
) -> None:
    returns.write("a.pdf", workbook(tiny, "pdf", {"R-organisation": "Nroth", "A2": "yes"}))
    (path,) = combined(returns, tiny_folder).files
    path.write_text(path.read_text("utf-8").replace("Nroth", "North"), "utf-8")
    returns.write("m.yaml", path.read_bytes())

    done = combined(returns, tiny_folder, force=True)

    assert [each.organisation for each in done.responses] == ["North"] and not done.warnings


def test_of_typed_files_with_one_id_the_later_counts(returns: Folder, tiny_folder: Folder) -> None:
    for day, said in (("1", "yes"), ("2", "no")):
        path = returns.write(f"{said}.yaml", f"{HEAD}id: north-1\nanswers: {{A2: {said}}}\n")
        os.utime(path, (86_400 * int(day),) * 2)

    done = combined(returns, tiny_folder)

    assert [(each.id, each.answers["A2"]) for each in done.responses] == [("north-1", "no")]


@pytest.mark.parametrize("by", [None, "organisation"])
def test_decisions_of_an_earlier_merge_that_are_not_given_are_told(
    returns: Folder, tiny_folder: Folder, by: str | None
) -> None:
    for name, said in (("a", "yes"), ("b", "no")):
        returns.write(f"{name}.yaml", typed("North", f"A2: {said}"))
    merged, asked = combined(returns, tiny_folder, by="organisation").files
    asked.write_text(asked.read_text("utf-8").replace("decision:", "decision: yes"), "utf-8")
    combined(returns, tiny_folder, by="organisation", decisions=asked, force=True)
    returns.write("m.yaml", merged.read_bytes())
    asked.unlink(missing_ok=True)

    told_ = "decided in an earlier merge, and not used: give --by organisation and its --decisions"
    assert told_ in combined(returns, tiny_folder, by=by, force=True).warnings


def test_spoilt_letters_are_told_by_their_file(returns: Folder, tiny_folder: Folder) -> None:
    returns.write("a.yaml", typed("Nørre Åby".encode().decode("cp437")))

    (said,) = combined(returns, tiny_folder).warnings

    assert said.startswith("letters here that went through a wrong encoding: a.yaml. If it was made with >")


def test_a_return_without_any_answer_is_told(returns: Folder, tiny_folder: Folder, tiny: Toolkit) -> None:
    returns.write("blank.docx", workbook(tiny, "docx", {}))
    returns.write("north.yaml", typed("North"))

    assert combined(returns, tiny_folder).warnings == ["without any answer: blank.docx"]


def test_a_file_that_may_not_be_read_does_not_stop_the_rest(
    returns: Folder, tiny_folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = returns.write("a.yaml", typed("North")), returns.write("b.yaml", typed("East"))
    monkeypatch.setattr(os, "access", lambda path, mode, **_: mode != os.R_OK or path != str(bad))  # as root may all
    read_bytes = Path.read_bytes

    def denied(path: Path) -> bytes:
        if path == bad:
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", denied)
    done = CliRunner().invoke(cli, ["read", str(good), str(bad), "--toolkit", str(tiny_folder.path)])

    assert done.exit_code == 3
    assert "organisation: North" in done.stdout
    assert f"{bad}: The file cannot be read (Permission denied)." in done.stderr


def test_a_return_that_lies_in_the_folder_is_not_written_over(returns: Folder, tiny_folder: Folder) -> None:
    path = returns.write("a.yaml", typed("North", "A2: yes"))
    options = MergeOptions((returns.path,), path, (tiny_folder.path,), force=True)
    text = path.read_bytes()

    with pytest.raises(OutputError, match="one of the files that are read"):
        mergefiles.combine(options)
    assert path.read_bytes() == text

    merged = returns.path / "merged.yaml"
    for _ in range(2):  # what a merge has written is merged again, in its place
        assert len(mergefiles.combine(replace(options, output=merged)).responses) == 1
    merged.write_text(f"{merged.read_text(encoding='utf-8')}\nnot: [valid", encoding="utf-8")
    with pytest.raises(OutputError, match="could not be read"):
        mergefiles.combine(replace(options, output=merged))


def test_a_return_that_is_reached_by_another_name_is_not_written_over(returns: Folder, tiny_folder: Folder) -> None:
    lying = returns.write("merged.yaml", f"{HEAD}responses:\n- answers: {{A2: yes}}\nnot: [valid")
    returns.write("a.yaml", typed("North"))
    os.link(lying, returns.path.parent / "Merged.yaml")  # as where capitals do not count
    options = MergeOptions((returns.path,), returns.path.parent / "Merged.yaml", (tiny_folder.path,), force=True)

    with pytest.raises(OutputError, match="could not be read"):
        mergefiles.combine(options)
    lying.write_text(typed("East"), encoding="utf-8")
    with pytest.raises(OutputError, match="one of the files that are read"):
        mergefiles.combine(options)


def test_a_later_save_without_any_answer_is_told(returns: Folder, tiny_folder: Folder) -> None:
    for name, day, said in (("a.yaml", 1, "A2: yes"), ("b.yaml", 2, "")):
        source = f"{{file: {name}, sha256: {str(day) * 64}, saved: 2021-01-0{day}T00:00:00+00:00}}"
        returns.write(name, f"{HEAD}id: c1\nsource: {source}\nanswers: {{{said}}}\n")

    done = combined(returns, tiny_folder)

    assert [response.answers for response in done.responses] == [{"A2": "yes"}]
    assert "saved later without any answer, so that the earlier save counts: b.yaml" in done.warnings


@pytest.mark.parametrize("explained", [True, False])
def test_decisions_that_were_made_are_not_written_over(returns: Folder, tiny_folder: Folder, explained: bool) -> None:
    returns.write("a.yaml", typed("North", "A2: yes, A4: 3"))
    returns.write("b.yaml", typed("north", "A2: no, A4: 4"))
    path = combined(returns, tiny_folder, by="organisation").files[1]
    combined(returns, tiny_folder, by="organisation", force=True)  # nothing is decided yet
    text = _decided(path.read_text(encoding="utf-8"))
    text = text if explained else "".join(line for line in text.splitlines(True) if not line.startswith("#"))
    path.write_text(text, encoding="utf-8")

    for force in (False, True):
        with pytest.raises(OutputError, match="holds 2 decisions that the merge would write over"):
            combined(returns, tiny_folder, by="organisation", force=force)

    assert path.read_text(encoding="utf-8") == text
    given = combined(returns, tiny_folder, by="organisation", decisions=path, force=True, strict=True)
    assert given.exit_code == 0  # all is decided, and a decision is no doubt


def test_a_decision_that_is_not_offered_leaves_everything_as_it_is(returns: Folder, tiny_folder: Folder) -> None:
    many(returns, 2)
    path = Folder(returns.path.parent).write("d.yaml", "decisions: [{organisation: X, code: A2, decision: maybe}]")

    with pytest.raises(AnswersError, match="not offered"):
        combined(returns, tiny_folder, by="organisation", decisions=path)

    assert [path.name for path in returns.path.parent.iterdir() if "merged" in path.name] == []


def test_a_file_of_decisions_among_the_returns_is_skipped(returns: Folder, tiny_folder: Folder) -> None:
    returns.write("a.yaml", typed("North", "A2: yes"))
    returns.write("b.yaml", typed("North", "A2: no"))
    asked = combined(returns, tiny_folder, by="organisation")
    asked.files[1].rename(returns.path / "decisions.yaml")

    made = combined(returns, tiny_folder, by="organisation", force=True)

    assert made.exit_code == 0
    assert "decisions.yaml: This is a file of decisions, and no return." in str(made)


@pytest.mark.skipif(os.name != "posix", reason="sends the signal of a terminal")
def test_a_merge_that_was_interrupted_twice_ends_and_goes_on_where_it_was(returns: Folder, tiny_folder: Folder) -> None:
    many(returns, 400)
    kept = returns.path.parent / "merged.yaml.parts"
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            INTERRUPTED,
            str(returns.path),
            str(returns.path.parent / "merged.yaml"),
            str(tiny_folder.path),
        ],
        start_new_session=True,
        stderr=subprocess.PIPE,
    )
    try:
        process.communicate(timeout=60)
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)

    assert process.returncode not in (0, None)
    assert list(kept.glob("*.part"))
    assert len(combined(returns, tiny_folder).responses) == 400
    assert not kept.exists()


INTERRUPTED = """
import os
import signal
import sys
from pathlib import Path
from threading import Thread
from toolkit_cli.returns.mergefiles import MergeOptions, combine
def stop_at_a_hundred(done, total):
    if done == 100:
        os.killpg(0, signal.SIGINT)  # as the terminal does to all of a command's processes
def join(thread, *timeout, joined=Thread.join):
    os.killpg(0, signal.SIGINT)  # and once more, while the processes are waited for
    joined(thread, *timeout)
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # who runs the tests in the background ignores it
    Thread.join = join
    returns, output, folder = map(Path, sys.argv[1:])
    combine(MergeOptions((returns,), output, (folder,), jobs=2), stop_at_a_hundred)
"""


def _decided(text: str) -> str:
    """Decide on A2 and A4."""
    first, second, third = text.split("- organisation: ")
    return "- organisation: ".join([first, _filled(second, "No"), _filled(third, "4")])


def _filled(entry: str, answer: str) -> str:
    head, _, _ = entry.partition("decision:")
    return f"{head}decision: {answer}\n\n"


# Progress.


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_after_a_second_and_wiped() -> None:
    clock = iter([0.0, 0.5, 1.1, 1.15, 1.3])
    with Progress("files", _Terminal(), lambda: next(clock)) as progress:
        for done in (1, 2, 3, 4):
            progress(done, 4)

    shown = progress.stream.getvalue().split("\r")  # type: ignore[attr-defined]
    assert [line.strip() for line in shown if line.strip()] == [
        f"[{'#' * 15}{'-' * 15}] 2 of 4 files",
        f"[{'#' * 30}] 4 of 4 files",
    ]
    assert shown[-1] == ""


@pytest.mark.parametrize(
    ("columns", "shown"),
    [(80, f"[{'#' * 15}{'-' * 15}] 3 of 6 returns"), (30, "[######------] 3 of 6 returns"), (12, "3 of 6 retu")],
)
def test_progress_fits_into_the_terminal(monkeypatch: pytest.MonkeyPatch, columns: int, shown: str) -> None:
    monkeypatch.setattr(Progress, "_columns", lambda _: columns)
    stream, now = _Terminal(), iter([0.0, 2.0])

    with Progress("returns", stream, lambda: next(now)) as progress:
        progress(3, 6)

    assert stream.getvalue().split("\r")[1] == shown


def test_progress_is_not_shown_where_nobody_looks() -> None:
    stream = io.StringIO()
    clock = iter([0.0, 5.0, 6.0])
    with Progress("files", stream, lambda: next(clock)) as progress:
        progress(1, 2)

    assert stream.getvalue() == ""


def test_receipts_are_plain_data(returns: Folder, toolkits: Toolkits, tiny: Toolkit) -> None:
    returns.write("a.pdf", workbook(tiny, "pdf", {"A2": "yes"}))

    (receipt,) = gather.gather([returns.path], toolkits).receipts

    assert json.loads(json.dumps(receipt.as_data()))["answered"] == ["A2"]


@pytest.mark.skipif(os.name != "posix", reason="sends a signal that no process can take")
def test_the_processes_that_work_end_with_the_one_that_hands_out_the_work() -> None:
    command = [sys.executable, "-c", WORKING]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        worker = int(process.stdout.readline())
        process.kill()

    end = time.monotonic() + 30
    while _runs(worker):
        assert time.monotonic() < end
        time.sleep(0.1)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


WORKING = """
import os
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from toolkit_cli.running.processes import init_worker

if __name__ == "__main__":
    pool = ProcessPoolExecutor(1, get_context("spawn"), init_worker)
    print(pool.submit(os.getpid).result(), flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="makes a pipe that has a name")
def test_what_is_no_file_is_not_waited_for(returns: Folder, toolkits: Toolkits) -> None:
    returns.write("a.yaml", typed("North", "A2: yes"))
    os.mkfifo(returns.path / "pipe.pdf")

    gathered = gather.gather([returns.path], toolkits)

    assert len(gathered.responses) == 1
    assert skipped(gathered, returns) == ["pipe.pdf: This is a pipe or a device, and no file."]
    assert told(gather.gather([returns.path / "pipe.pdf"], toolkits), returns) == [
        "pipe.pdf: The file cannot be read (it is a pipe, and no file)."
    ]


def test_what_was_kept_is_not_taken_where_a_translation_has_changed(
    tiny_folder: Folder, folder: Folder, tmp_path: Path
) -> None:
    path = folder.write("de.po", 'msgid "a"\nmsgstr "b"\n')
    Parts(tmp_path / "kept", (tiny_folder.path,), (path,)).put("0" * 64, Part("tiny", ()))
    assert Parts(tmp_path / "kept", (tiny_folder.path,), (path,)).get("0" * 64) == Part("tiny", ())

    path.write_text('msgid "a"\nmsgstr "c"\n', encoding="utf-8")

    assert Parts(tmp_path / "kept", (tiny_folder.path,), (path,)).get("0" * 64) is None


def test_a_hidden_file_is_not_taken_for_one_that_is_in_icloud(folder: Folder) -> None:
    for name in (".north.docx", ".DS_Store", ".south.docx.icloud", "a.icloud"):
        folder.write(name, "x")

    assert [Path(problem.file).name for problem in search([folder.path]).problems] == [".south.docx.icloud"]


def test_a_part_of_a_workbook_without_a_stamp_is_kept_as_it_is() -> None:
    part = Part("tiny", (Response({"A3": "x"}),), Receipt("a.docx", "docx", "0" * 64))

    assert readcache.of_text(readcache.as_text(part)) == part


def test_a_hidden_file_hinders_no_cache(folder: Folder) -> None:
    folder.write(".DS_Store", "x")

    readcache.check(folder.path)
