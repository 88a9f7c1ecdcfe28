"""Batches: a personal copy for each row, the same as one that is made alone, and a manifest that knows them all."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from toolkit_cli import filetypes, formats
from toolkit_cli.building import batch, build, manifest, readerwarnings
from toolkit_cli.building.batch import Made
from toolkit_cli.building.batchplan import BatchOptions
from toolkit_cli.building.manifest import Entry
from toolkit_cli.cli import cli
from toolkit_cli.errors import ToolkitError
from toolkit_cli.files import filenames, output, zipped
from toolkit_cli.kits import content, translation
from toolkit_cli.kits.selection import Selection
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import Fill
from toolkit_cli.pdf import glyphs
from toolkit_cli.reports.report import report
from toolkit_cli.reports.reportfiles import ReportOptions
from toolkit_cli.responses.equality import digest
from toolkit_cli.responses.response import Response
from toolkit_cli.responses.versions import is_untouched
from toolkit_cli.returns.mergefiles import MergeOptions, combine
from toolkit_cli.returns.mergeoutcome import Combined
from toolkit_cli.returns.reading import read
from toolkit_cli.returns.toolkits import Toolkits

from . import accessibility
from .conftest import Folder, problems, relative
from .pdfua import failures as pdf_failures

ROSTER = "name,organisation,date,only\nAnn,Nord,2021-03-19,\nBob,Ελλάδα Ω,,A\nCy,,,\n"


@pytest.fixture
def options(tiny_folder: Folder, tmp_path: Path) -> BatchOptions:
    Folder(tmp_path).write("roster.csv", ROSTER)
    return BatchOptions(tmp_path / "roster.csv", "docx", tmp_path / "out", tiny_folder.path)


def warned(options: BatchOptions) -> list[str]:
    told: list[str] = []
    batch.batch(options, warn=told.append)
    return told


def again(options: BatchOptions, text: str) -> BatchOptions:
    options.roster.write_text(text, encoding="utf-8")
    return options


def note(path: Path, entries: Iterable[manifest.Entry]) -> None:
    path.write_text(manifest.text(entries), encoding="utf-8", newline="")


def merged(options: BatchOptions, *paths: Path, name: str = "m.yaml", **more: Any) -> Combined:
    """Merge what came back of a batch into a file beside its folder."""
    return combine(MergeOptions(paths, options.output.with_name(name), folders=(options.toolkit or Path(),), **more))


def refused(options: BatchOptions) -> list[str]:
    said = problems(lambda: batch.batch(options), options.roster.parent)
    assert not options.output.exists()
    return said


@pytest.mark.parametrize("name", formats.NAMES)
def test_each_row_gets_a_copy_of_its_own(options: BatchOptions, name: str) -> None:
    options = replace(options, format=name)

    made = batch.batch(options)

    assert made == Made(options.output / "manifest.csv", 3, 0)
    entries = manifest.load(made.path)
    assert [(entry.row, entry.file) for entry in entries] == [(2, f"Ann.{name}"), (3, f"Bob.{name}"), (4, f"Cy.{name}")]
    assert len({entry.copy for entry in entries}) == 3
    assert sorted(path.name for path in options.output.iterdir()) == sorted(
        ["manifest.csv", *(e.file for e in entries)]
    )
    for entry in entries:
        assert hashlib.sha256((options.output / entry.file).read_bytes()).hexdigest() == entry.sha256
        back = read(options.output / entry.file, Toolkits([options.toolkit or Path()]))
        assert back.response.id == entry.copy
    toolkits = Toolkits([options.toolkit or Path()])
    ann, bob = (read(options.output / f"{who}.{name}", toolkits) for who in ("Ann", "Bob"))
    assert ann.response.respondent == {"organisation": "Nord", "date": "2021-03-19"}
    assert bob.response.respondent == {"organisation": "Ελλάδα Ω"}
    assert not [code for code in bob.receipt.empty if code.startswith("B")]


@pytest.mark.parametrize("name", formats.NAMES)
def test_a_facilitator_s_copy_takes_no_participant_s_name(options: BatchOptions, name: str) -> None:
    batch.batch(options)
    before = {path.name: path.read_bytes() for path in options.output.iterdir()}
    facilitators = replace(options, edition="facilitator", format=name)

    assert problems(lambda: batch.batch(facilitators), options.roster.parent) == [
        "out: Copies of the participant edition are here: Ann.docx, Bob.docx, Cy.docx. Give another folder with -o."
    ]
    assert {path.name: path.read_bytes() for path in options.output.iterdir()} == before
    apart = replace(facilitators, output=options.output.with_name("apart"))
    assert (batch.batch(apart).new, batch.batch(apart).kept) == (3, 3)
    for file in options.output.glob("*.docx"):
        file.unlink()
    assert batch.batch(facilitators).new == 3


def test_a_facilitator_s_copy_may_lie_beside_other_people_s(options: BatchOptions) -> None:
    batch.batch(options)

    batch.batch(replace(again(options, "name\nDora\n"), edition="facilitator"))

    entries = manifest.load(options.output / "manifest.csv")
    editions = {entry.file: entry.edition for entry in entries}
    assert editions == {"Dora.docx": "facilitator", **{f"{who}.docx": "participant" for who in ("Ann", "Bob", "Cy")}}


@pytest.mark.parametrize("name", formats.NAMES)
def test_facilitators_copies_of_which_a_manifest_does_not_say_so_are_known_and_told(
    options: BatchOptions, name: str
) -> None:
    again(options, "name,organisation,pass\nAnn,Nord,secret\nBob,,other\n" if name == "pdf" else ROSTER)
    asked = replace(options, edition="facilitator", format=name, password_column="pass" if name == "pdf" else None)
    made = batch.batch(asked)
    entries = manifest.load(made.path)
    note(made.path, [replace(entry, made_of=entry.made_of.removeprefix(manifest.FACILITATOR)) for entry in entries])
    before = {path.name: path.read_bytes() for path in options.output.iterdir() if path != made.path}

    assert (batch.batch(asked).new, batch.batch(asked).kept) == (0, len(entries))
    assert manifest.load(made.path) == entries
    assert {path.name: path.read_bytes() for path in options.output.iterdir() if path != made.path} == before
    assert problems(lambda: batch.batch(replace(asked, edition="participant")), options.roster.parent)
    note(made.path, [replace(entry, made_of="0" * 12) for entry in entries])  # of another content
    assert batch.batch(asked).new == len(entries)
    assert manifest.load(made.path)[0].edition == "facilitator"


def test_nothing_is_written_where_a_name_cannot_be(options: BatchOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsencode", lambda path: str(path).encode("ascii"))

    (said,) = refused(again(options, "name\nAnn\nΆννα\n"))

    assert relative(said).startswith("out/Άννα.docx: This system is set so that names cannot have these letters.")


def test_nothing_is_written_where_one_path_is_too_long_for_windows(
    options: BatchOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "WINDOWS", True)
    folder = options.output.with_name("x" * (259 - 30 - len(str(options.output.parent))))

    (said,) = refused(again(replace(options, output=folder), f"name\nAnn\n{'Ann' * 10}\n"))

    assert said.endswith("letters, and Windows allows 259. Give a shorter folder with -o.")
    assert not folder.exists()


def test_a_copy_that_cannot_be_read_does_not_stop_the_others(
    options: BatchOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch.batch(options)
    read_bytes = Path.read_bytes

    def denied(path: Path) -> bytes:
        if path.name == "Ann.docx":
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", denied)

    assert batch.batch(again(options, f"{ROSTER}Di,,,\n")) == Made(options.output / "manifest.csv", 1, 2, ("Ann.docx",))


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("Marνa\nJοsé", "Letters of two scripts are in 'Marνa' and in 1 other word."),
        ("¯æàêåâè÷ Îëåíà", "Signs that no name has are in '¯æàêåâè÷'."),
    ],
)
def test_words_that_a_wrong_encoding_may_have_spoilt_are_told(options: BatchOptions, names: str, said: str) -> None:
    assert warned(again(options, f"name\n{names}\n")) == [
        f"{options.roster}:2: {said} Look whether the encoding is the right one (--encoding)."
    ]


@pytest.mark.parametrize("name", formats.NAMES)
def test_a_copy_is_the_same_as_one_that_is_made_alone(options: BatchOptions, name: str) -> None:
    options = replace(options, format=name)
    batch.batch(options)

    entries = {entry.file: entry.copy for entry in manifest.load(options.output / "manifest.csv")}
    whole = content.load(options.toolkit or Path())
    nord, greek = {"organisation": "Nord", "date": "2021-03-19"}, {"organisation": "Ελλάδα Ω"}
    alone = {
        f"Ann.{name}": (whole, {"R-organisation": "Nord", "R-date": "19 March 2021"}, digest(Response({}, nord))[:12]),
        f"Bob.{name}": (
            Selection(only=("A",)).of(whole),
            {"R-organisation": "Ελλάδα Ω"},
            digest(Response({}, greek))[:12],
        ),
        f"Cy.{name}": (whole, {}, ""),
    }
    for file, (toolkit, values, filled) in alone.items():
        page = build.page(toolkit, "participant")
        page = replace(page, stamp=replace(page.stamp, copy=entries[file], personal=True, filled=filled))
        assert (options.output / file).read_bytes() == formats.write(name, page, theme.load(), Fill(values))


@pytest.mark.parametrize("name", formats.NAMES)
def test_an_answer_that_quotes_the_id_of_the_shared_copy_is_kept(options: BatchOptions, name: str) -> None:
    page = build.page(content.load(options.toolkit or Path()), "participant")
    again(options, f"name,organisation\nAnn,Copy {page.stamp.copy}\n")

    batch.batch(replace(options, format=name))

    ann = read(options.output / f"Ann.{name}", Toolkits([options.toolkit or Path()]))
    assert ann.response.respondent == {"organisation": f"Copy {page.stamp.copy}"}
    assert page.stamp.copy != ann.response.id


def test_several_processes_make_the_same(options: BatchOptions) -> None:
    again(options, "organisation\n" + "".join(f"Nord {number}\n" for number in range(30)))
    assert batch.batch(replace(options, jobs=2)).new == 30
    several = {path.name: path.read_bytes() for path in options.output.iterdir()}
    for path in options.output.glob("*.docx"):
        path.unlink()

    assert batch.batch(replace(options, jobs=1)).new == 30

    assert {path.name: path.read_bytes() for path in options.output.iterdir()} == several


@pytest.mark.parametrize("recorded", [True, False])
def test_a_batch_that_was_stopped_while_it_made_copies_anew_goes_on(options: BatchOptions, recorded: bool) -> None:
    def stop(done: int, _: int) -> None:
        raise KeyboardInterrupt

    made = batch.batch(options)
    before = made.path.read_bytes()
    (options.output / "Cy.docx").write_bytes(b"filled in")
    anew = replace(options, paper="letter", jobs=1)
    with pytest.raises(KeyboardInterrupt):
        batch.batch(anew, stop)
    if not recorded:  # as where the computer was switched off
        made.path.write_bytes(before)

    assert batch.batch(anew).changed == ("Cy.docx",)
    assert batch.batch(anew) == Made(made.path, 0, 2, ("Cy.docx",))
    assert (options.output / "Cy.docx").read_bytes() == b"filled in"
    assert [entry.sha256 for entry in manifest.load(made.path) if entry.file != "Cy.docx"] == [
        hashlib.sha256((options.output / file).read_bytes()).hexdigest() for file in ("Ann.docx", "Bob.docx")
    ]


def test_a_batch_that_was_stopped_has_noted_what_it_made_and_goes_on(options: BatchOptions) -> None:
    def stop(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        batch.batch(options, stop)
    stopped = manifest.load(options.output / "manifest.csv")

    made = batch.batch(options)

    assert sum(bool(entry.sha256) for entry in stopped) == 2
    assert (made.new, made.kept) == (1, 2)
    assert [(each.file, each.copy) for each in manifest.load(made.path)] == [(each.file, each.copy) for each in stopped]
    assert len(list(options.output.glob("*.docx"))) == 3


def test_what_is_there_is_kept_and_what_has_changed_is_made_anew_with_its_id(options: BatchOptions) -> None:
    batch.batch(options)
    first = {entry.file: entry for entry in manifest.load(options.output / "manifest.csv")}

    assert batch.batch(options) == Made(options.output / "manifest.csv", 0, 3)
    (options.output / "Cy.docx").unlink()
    made = batch.batch(again(options, ROSTER.replace("Nord", "Nord-West")))

    second = {entry.file: entry for entry in manifest.load(options.output / "manifest.csv")}
    assert (made.new, made.kept) == (2, 1)
    assert [second[file].copy for file in second] == [first[file].copy for file in second]
    assert second["Cy.docx"] == first["Cy.docx"]
    assert second["Ann.docx"].sha256 != first["Ann.docx"].sha256


def test_a_name_in_other_capitals_is_that_of_the_same_copy(options: BatchOptions) -> None:
    first = manifest.load(batch.batch(options).path)

    made = batch.batch(again(options, ROSTER.replace("Ann,", "ANN,")))

    assert (made.new, made.kept) == (0, 3)
    assert manifest.load(made.path) == first


def test_names_of_an_earlier_batch_are_looked_through_once(
    options: BatchOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch.batch(again(options, "organisation\n" + "".join(f"Org {number}\n" for number in range(12))))
    asked: list[str] = []
    alike = filenames.alike

    def noted(name: str) -> str:
        asked.append(name)
        return alike(name)

    monkeypatch.setattr(filenames, "alike", noted)

    batch.batch(options)

    assert max(Counter(asked).values()) < 12  # and not once for each copy


def test_a_folder_that_somebody_keeps_among_the_copies_is_in_nobodys_way(options: BatchOptions) -> None:
    (options.output / "x").mkdir(parents=True)

    assert batch.batch(options) == Made(options.output / "manifest.csv", 3, 0)


def test_the_same_manifest_is_written_again_with_the_mark_that_excel_needs(options: BatchOptions) -> None:
    path = batch.batch(options).path
    marked = path.read_bytes()
    path.write_bytes(marked[3:])  # as earlier programs wrote it

    assert batch.batch(options) == Made(path, 0, 3)
    assert marked[:3] == b"\xef\xbb\xbf"
    assert path.read_bytes() == marked


def test_a_copy_that_somebody_has_filled_in_is_left_alone(options: BatchOptions) -> None:
    batch.batch(options)
    (options.output / "Ann.docx").write_bytes(b"filled in")

    made = batch.batch(again(options, f"{ROSTER}Dee,,,\n"))

    assert (made.new, made.kept, made.changed) == (1, 2, ("Ann.docx",))
    assert "Ann.docx: changed since it was made, perhaps filled in, or open in a program; it was left alone" in str(
        made
    )
    assert (options.output / "Ann.docx").read_bytes() == b"filled in"
    assert len(manifest.load(made.path)) == 4


@pytest.mark.parametrize("filled", [False, True])
def test_a_copy_of_which_nobody_noted_how_it_was_made_is_written_over_by_the_same_only(
    options: BatchOptions, filled: bool
) -> None:
    path = batch.batch(options).path
    note(path, [replace(each, sha256="") for each in manifest.load(path)])
    if filled:
        (options.output / "Bob.docx").write_bytes(b"filled in")

    made = batch.batch(options)

    assert (made.new, made.changed) == ((2, ("Bob.docx",)) if filled else (3, ()))
    assert ((options.output / "Bob.docx").read_bytes() == b"filled in") is filled
    assert batch.batch(options).changed == made.changed


def test_files_that_are_left_alone_are_noted_once(options: BatchOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    path = batch.batch(options).path
    note(path, [replace(each, sha256="") for each in manifest.load(path)])
    for name in ("Ann", "Bob", "Cy"):
        (options.output / f"{name}.docx").write_bytes(b"filled in")
    written: list[Path] = []
    monkeypatch.setattr(output, "write_all", written.extend)

    assert len(batch.batch(options).changed) == 3
    assert written == [path, path]  # at the beginning and at the end


def test_a_copy_with_a_password_that_somebody_has_filled_in_is_left_alone(options: BatchOptions) -> None:
    options = again(replace(options, format="pdf", password_column="pin"), "name,pin\nAnn,1\nBob,2\n")
    batch.batch(options)
    (options.output / "Ann.pdf").write_bytes(b"filled in")

    assert batch.batch(options).changed == ("Ann.pdf",)


def test_the_manifest_knows_every_copy_that_is_there(options: BatchOptions) -> None:
    batch.batch(options)
    batch.batch(replace(options, format="pdf"))
    path = batch.batch(again(options, ROSTER.replace("Ann,Nord,2021-03-19,\n", ""))).path

    assert sorted(entry.file for entry in manifest.load(path)) == sorted(
        f"{name}.{ending}" for name in ("Ann", "Bob", "Cy") for ending in ("docx", "pdf")
    )


def test_the_manifest_waits_for_no_copy_that_is_neither_there_nor_asked_for(options: BatchOptions) -> None:
    batch.batch(options)
    (options.output / "Ann.docx").unlink()

    path = batch.batch(again(options, ROSTER.replace("Ann,Nord,2021-03-19,\n", ""))).path

    assert sorted(entry.file for entry in manifest.load(path)) == ["Bob.docx", "Cy.docx"]


def test_the_manifest_holds_the_rows_of_the_roster_at_hand(options: BatchOptions) -> None:
    batch.batch(options)
    (options.output / "Cy.docx").write_bytes(b"filled in")

    made = batch.batch(again(options, ROSTER.replace("Ann,Nord,2021-03-19,\n", "")))

    assert (made.new, made.kept, made.changed) == (0, 1, ("Cy.docx",))
    assert {entry.file: entry.row for entry in manifest.load(made.path)} == {"Ann.docx": 2, "Bob.docx": 2, "Cy.docx": 3}


def test_every_row_s_problems_come_at_once_and_nothing_is_written(options: BatchOptions) -> None:
    again(options, "name,date,only,language\nAnn,soon,,\nann,,,\nBob,now,,xx\nBob,,Z9,\n,,,\nD,,,\n")

    said = refused(options)

    assert [each.split(". ")[0] for each in said] == [
        "roster.csv:2: The answer to 'R-date' is 'soon', which is not a date",
        "roster.csv:3: The rows 2, 3 give one file, 'Ann.docx'",
        "roster.csv:4: The answer to 'R-date' is 'now', which is not a date",
        "roster.csv:4: There is no translation into 'xx'",
        "roster.csv:5: The rows 4, 5 give one file, 'Bob.docx'",
        "roster.csv:5: column 'only': there is no kit or item 'Z9'",
        "roster.csv:6: This row is empty",
    ]


def test_a_language_that_is_not_here_is_told_once_and_is_no_row_s_mistake(options: BatchOptions) -> None:
    (told,) = problems(lambda: batch.batch(replace(options, lang="xx")), options.output)

    assert told.startswith("There is no translation into 'xx'. Known: ")


def test_a_file_of_somebody_else_s_is_not_written_over(options: BatchOptions) -> None:
    path = Folder(options.output).write("Ann.docx", "mine")

    assert problems(lambda: batch.batch(options), options.output) == [
        "Ann.docx: This file exists already. Give an empty folder with -o, or the one of an earlier batch."
    ]
    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("name\n../../x\n", ["x.docx"]),
        ("file,name\nReport 1.docx,A\nb,C\n", ["Report 1.docx", "b.docx"]),
        ("organisation\nNord/Süd\n", ["Nord-Süd.docx"]),
        ("country\nA\nB\n", ["0002.docx", "0003.docx"]),
    ],
)
def test_files_are_named_after_the_row(options: BatchOptions, text: str, files: list[str]) -> None:
    batch.batch(again(options, text))

    assert sorted(path.name for path in options.output.glob("*.docx")) == files


NAMELESS = "country,role\nItaly,Director\nSpain,Manager\n"


@pytest.mark.parametrize(
    "text",
    [
        "country,role\nGreece,Manager\nItaly,Director\nSpain,Manager\n",
        "country,role\nSpain,Manager\nItaly,Director\n",
        "country,role\nItaly,Manager\nSpain,Manager\n",
        "country,role\nSpain,Manager\n",
    ],
)
def test_a_copy_that_the_row_s_number_names_never_passes_to_another_row(options: BatchOptions, text: str) -> None:
    batch.batch(again(options, NAMELESS))
    before = {path.name: path.read_bytes() for path in options.output.iterdir()}

    told = problems(lambda: batch.batch(again(options, text)), options.roster.parent)

    assert told[0].startswith("roster.csv: Rows without a name have moved or changed since their copies were made: 2")
    assert {path.name: path.read_bytes() for path in options.output.iterdir()} == before


def test_rows_without_a_name_keep_their_ids_where_they_stay(options: BatchOptions, tmp_path: Path) -> None:
    first = manifest.load(batch.batch(again(options, NAMELESS)).path)
    look = Folder(tmp_path).write("theme.yaml", 'colours:\n  main: "#5b2a86"\n')

    made = batch.batch(replace(again(options, f"{NAMELESS}Greece,\n"), theme=look))

    second = manifest.load(made.path)
    assert (made.new, [entry.copy for entry in second[:2]]) == (3, [entry.copy for entry in first])


def test_rows_that_have_moved_keep_their_ids_by_names_that_are_given_them(options: BatchOptions) -> None:
    first = manifest.load(batch.batch(again(options, NAMELESS)).path)

    made = batch.batch(again(options, "file,country,role\nnew,Greece,\n0003,Spain,Manager\n0002,Italien,Director\n"))

    ids = {entry.file: entry.copy for entry in manifest.load(made.path)}
    assert [ids["0002.docx"], ids["0003.docx"]] == [entry.copy for entry in first]
    assert len(set(ids.values())) == 3


def test_answers_are_put_in_by_the_file_s_name(options: BatchOptions, tmp_path: Path) -> None:
    Folder(tmp_path / "answers").write(
        "Ann.yaml", "toolkit: tiny\nrespondent: {organisation: Old}\nanswers: {A3: done}\n"
    )

    batch.batch(replace(options, answers=tmp_path / "answers"))

    back = read(options.output / "Ann.docx", Toolkits([options.toolkit or Path()])).response
    assert (back.answers, back.respondent["organisation"]) == ({"A3": "done"}, "Nord")


def test_a_pdf_with_a_password_opens_with_it_only(options: BatchOptions) -> None:
    again(options, "name,PIN,organisation\nAnn,päss 1,Zimbelstern\nBob,2,\n")
    locked = replace(options, format="pdf", password_column="PIN")

    batch.batch(locked)

    path = options.output / "Ann.pdf"
    data = path.read_bytes()
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(data))
    with pikepdf.open(io.BytesIO(data), password="päss 1") as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
        assert pdf.allow.accessibility and pdf.allow.modify_form
    assert b"Zimbelstern" not in data
    assert batch.batch(locked) == Made(options.output / "manifest.csv", 0, 2)
    assert path.read_bytes() == data  # as it was sent: no two locked files are the same
    again(options, options.roster.read_text(encoding="utf-8").replace("päss 1", "other"))
    assert batch.batch(locked) == Made(options.output / "manifest.csv", 1, 1)
    with pikepdf.open(path, password="other") as pdf:
        assert pdf.is_encrypted


def test_a_copy_with_a_password_gives_way_to_none_without(options: BatchOptions) -> None:
    locked = again(replace(options, format="pdf", password_column="pin"), "name,pin,role\nAnn,1,Manager\nBob,2,\n")
    batch.batch(locked)
    before = (options.output / "Ann.pdf").read_bytes()
    open_ = again(replace(locked, password_column=None), "name,pin,role\nAnn,1,Director\nBob,2,\n")

    assert problems(lambda: batch.batch(open_), options.output.parent) == [
        "out: Copies with a password are here: Ann.pdf, Bob.pdf. "
        "Give --password-column as when they were made, or another folder with -o."
    ]
    assert (options.output / "Ann.pdf").read_bytes() == before
    assert batch.batch(replace(open_, format="docx")).new == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "organization\nNord\n",
            "The column 'organization' is not known; 'organisation' is.",
        ),
        (
            "name,lang\nAnn,it\n",
            "The column 'lang' is not known; 'language' is. Write that, or give the column another name.",
        ),
        ("Ann,Nord\nBob,Süd\n", "No column is known here: ann, nord."),
    ],
)
def test_a_column_that_means_nothing_by_mistake_is_told(options: BatchOptions, text: str, said: str) -> None:
    assert refused(again(options, text))[0].startswith(f"roster.csv: {said}")


def test_a_column_of_somebodys_own_is_passed_over(options: BatchOptions) -> None:
    assert str(batch.batch(again(options, "name,e-mail,room\nAnn,a@example.org,7\n"))) == "1 workbook made"


def test_answers_that_belong_to_no_copy_are_told(options: BatchOptions, tmp_path: Path) -> None:
    head = 'toolkit: tiny\nversion: "1.0"\nanswers: {A2: "yes"}\n'
    Folder(tmp_path).write("given/Anne.yaml", head)

    assert refused(replace(options, answers=tmp_path / "given")) == [
        "given/Anne.yaml: No copy has the name of this answers file. Did you mean 'Ann'?"
    ]
    assert "There is no such folder." in refused(replace(options, answers=tmp_path / "nix"))[0]
    assert refused(replace(options, answers=tmp_path / "given" / "Anne.yaml")) == [
        "given/Anne.yaml: This is a file, not a folder. Give the folder with an answers file for each copy."
    ]


def test_of_rows_that_cannot_be_read_nothing_else_is_told(options: BatchOptions, tmp_path: Path) -> None:
    Folder(tmp_path).write("given/Ann.yaml", 'toolkit: tiny\nversion: "1.0"\nanswers: {A2: "yes"}\n')

    for text in ("name\nAnn,x\nBob\n", "name\nAnn,x\n"):
        (said,) = refused(replace(again(options, text), answers=tmp_path / "given"))
        assert said.startswith("roster.csv:2: This row has 2 cells, and there is 1 column.")


@pytest.mark.parametrize("name", ["Ann.YAML", "ANN.yaml", "Ann.yml"])
def test_an_answers_file_is_found_in_capitals_or_not(options: BatchOptions, tmp_path: Path, name: str) -> None:
    Folder(tmp_path / "given").write(name, 'toolkit: tiny\nanswers: {A3: "done"}\n')
    Folder(tmp_path / "given").write(".DS_Store", "x")

    batch.batch(replace(options, answers=tmp_path / "given"))

    data = (options.output / f"Ann.{options.format}").read_bytes()
    assert [found.text for found in filetypes.reader(options.format)(data).found if found.code == "A3"] == ["done"]


def test_an_answers_file_that_cannot_be_read_is_told_and_nothing_is_made(options: BatchOptions, tmp_path: Path) -> None:
    Folder(tmp_path / "given").write("Ann.yaml", "toolkit: tiny\nanswers: [\n")

    (said,) = refused(replace(options, answers=tmp_path / "given"))

    assert said.startswith("given/Ann.yaml:")


def test_answers_of_several_people_are_put_into_no_copy(options: BatchOptions, tmp_path: Path) -> None:
    two = "toolkit: tiny\nresponses: [{answers: {A3: mine}}, {answers: {A3: yours}}]\n"
    Folder(tmp_path / "given").write("Ann.yaml", two)

    assert refused(replace(options, answers=tmp_path / "given")) == [
        "roster.csv:2: Ann.yaml holds 2 responses. Give a file with one."
    ]


def test_two_answers_files_for_one_copy_are_told(options: BatchOptions, tmp_path: Path) -> None:
    for name in ("Ann.yaml", "Ann.json"):
        Folder(tmp_path / "given").write(name, '{"toolkit": "tiny", "answers": {"A3": "done"}}')

    assert refused(replace(options, answers=tmp_path / "given")) == [
        "given/Ann.yaml: This is one of two answers files for the copy 'Ann'. Keep one of the two."
    ]


def test_a_file_that_is_no_answers_file_by_its_name_is_told(options: BatchOptions, tmp_path: Path) -> None:
    Folder(tmp_path / "given").write("Ann.yaml.txt", "toolkit: tiny\n")
    Folder(tmp_path / "given").write("read me.txt", "Answers for the copies.\n")

    assert refused(replace(options, answers=tmp_path / "given")) == [
        "given/Ann.yaml.txt: By its name, this is not an answers file. Give it the ending .yaml, or move it away."
    ]


def test_a_manifest_that_a_spreadsheet_has_saved_is_read(options: BatchOptions) -> None:
    path = batch.batch(options).path
    before = manifest.load(path)
    path.write_text(path.read_text(encoding="utf-8-sig").replace(",", ";"), encoding="utf-8-sig")

    assert manifest.load(path) == before
    assert not any(re.fullmatch(r"[0-9]+(e[0-9]+)?", entry.copy) for entry in before)


@pytest.mark.parametrize("empty", ["", ",,,,"])
def test_an_empty_row_in_a_manifest_is_nothing(options: BatchOptions, empty: str) -> None:
    path = batch.batch(options).path
    before = manifest.load(path)
    head, *rows = path.read_text(encoding="utf-8-sig").splitlines()
    path.write_text("\n".join([head, empty, *rows, empty, ""]), encoding="utf-8-sig")

    assert manifest.load(path) == before


# How Excel saves a table: what stands between the cells, the encoding, and the name of a file as it is read then.
SAVED = {"CSV": (";", "cp1252", "J�rg.docx"), "Unicode text": ("\t", "utf-16", "Jörg.docx")}


@pytest.mark.parametrize("kind", SAVED)
def test_a_merge_reads_a_manifest_in_the_encodings_in_which_excel_saves_it(
    options: BatchOptions, tmp_path: Path, kind: str
) -> None:
    between, encoding, name = SAVED[kind]
    path = batch.batch(again(options, "name\nAnn\nBob\nJörg\n")).path
    filled_in(options, tmp_path / "back" / "filled.docx")
    path.write_text(path.read_text("utf-8-sig").replace(",", between), encoding)

    merged, folders = tmp_path / "merged.yaml", (options.toolkit or Path(),)
    done = combine(MergeOptions((tmp_path / "back",), merged, folders=folders, manifest=path))

    assert f"1 of 3 copies are back\nnot back yet: row 2, Ann.docx\nnot back yet: row 4, {name}" in str(done)


def test_a_batch_goes_on_only_from_a_manifest_whose_letters_are_known(options: BatchOptions) -> None:
    path = batch.batch(again(options, "name\nAnn\nJörg\n")).path
    text = path.read_text("utf-8-sig")

    path.write_text(text, "utf-16")
    assert batch.batch(options) == Made(path, 0, 2)
    path.write_text(text, "cp1252")
    assert problems(lambda: batch.batch(options), options.roster.parent) == [
        "out/manifest.csv: This is not in UTF-8: a spreadsheet has saved it, and names of files may have lost letters. "
        'In Excel, save it as "CSV UTF-8"; or move it elsewhere with the copies, and make the batch again.'
    ]


def test_a_name_that_could_be_a_formula_is_none_in_the_manifest(options: BatchOptions) -> None:
    again(options, "organisation\n=1+1\n'=1+1\n@2\n'Nord'\n")
    path = batch.batch(options).path

    assert [line.split(",")[2] for line in path.read_text(encoding="utf-8").splitlines()[1:]] == [
        "'=1+1.docx",
        "''=1+1.docx",
        "'@2.docx",
        "'Nord'.docx",
    ]
    assert [entry.file for entry in manifest.load(path)] == ["=1+1.docx", "'=1+1.docx", "@2.docx", "'Nord'.docx"]
    assert batch.batch(options).kept == 4


def test_a_password_that_no_pdf_takes_is_told(options: BatchOptions) -> None:
    told = refused(replace(again(options, f"name,pass\nAnn,{'ω' * 64}\n"), password_column="pass", format="pdf"))

    assert told[0].endswith("is longer than a PDF takes. Give one of at most 127 letters; Greek ones count twice.")


def test_a_manifest_holds_nothing_of_a_password(options: BatchOptions) -> None:
    locked = replace(options, format="pdf", password_column="pin")
    made = [
        manifest.load(
            batch.batch(replace(again(locked, f"country,pin\nMalta,{pin}\n"), output=options.output / pin)).path
        )
        for pin in ("1", "2")
    ]

    assert made[0][0].whose == made[1][0].whose and "-" in made[0][0].made_of


def test_a_password_column_that_is_not_there_is_told_once(options: BatchOptions) -> None:
    assert refused(replace(options, format="pdf", password_column="pin")) == [
        "roster.csv: There is no column 'pin', or nothing in it. Known here: date, name, only, organisation."
    ]


def test_copies_with_passwords_come_back_with_a_list_of_them(options: BatchOptions, tmp_path: Path) -> None:
    options = again(replace(options, format="pdf", password_column="pin"), "organisation,pin\nNord,één 1\nSüd,2\n")
    batch.batch(options)
    keys = Folder(tmp_path).write("keys.txt", "\ufeffother\r\n2\r\n\r\néén 1\r\n")

    made = merged(options, options.output, passwords=keys)

    assert sorted(each.organisation for each in made.responses) == ["Nord", "Süd"]
    with pytest.raises(ToolkitError, match="locked with a password"):
        read(options.output / "Nord.pdf", Toolkits([options.toolkit or Path()]))
    (tmp_path / "keys.txt").write_bytes(b"\xe9")
    with pytest.raises(ToolkitError, match="not in UTF-8"):
        Toolkits(passwords=keys)
    with pytest.raises(ToolkitError) as wrong:
        Toolkits(passwords=tmp_path)
    assert wrong.value.exit_code == 1  # and no return


def test_locked_copies_are_looked_through_with_their_passwords(options: BatchOptions, tmp_path: Path) -> None:
    batch.batch(again(replace(options, format="pdf", password_column="pin"), "name,organisation,pin\nFirst,Nord,1\n"))
    path, tiny = str(options.output / "First.pdf"), ["--toolkit", str(options.toolkit)]
    right, wrong = (str(Folder(tmp_path).write(f"{said}.txt", said)) for said in ("1", "2"))

    looked, *refused_ = (
        CliRunner().invoke(cli, [*command, path, *tiny, *passwords])
        for command, passwords in [
            (["check", "--privacy"], ["--passwords", right]),
            (["check", "--privacy"], ["--passwords", wrong]),
            (["read"], ["--passwords", wrong]),
            (["read"], []),
        ]
    )

    assert looked.exit_code == 0 and looked.stderr.startswith("1 file: nothing found")
    assert [done.exit_code for done in refused_] == [3, 3, 3]
    told = f"{path}: This PDF is locked, and none of the passwords fits. Add its password to the file of --passwords,"
    assert all(told in done.stderr for done in refused_[:2])
    assert f"{path}: This PDF is locked with a password. Give a file with its password as " in refused_[2].stderr
    assert CliRunner().invoke(cli, ["check", "--passwords", right]).exit_code == 2


def test_a_row_without_its_password_is_told(options: BatchOptions) -> None:
    again(options, "name,pin\nAnn,1\nBob,\n")

    assert refused(replace(options, format="pdf", password_column="pin")) == [
        "roster.csv:3: There is no password in the column 'pin'. Add it."
    ]


def test_a_copy_that_only_its_printed_line_tells_of_is_back(options: BatchOptions, tmp_path: Path) -> None:
    batch.batch(options)
    parts = zipped.unpacked((options.output / "Bob.docx").read_bytes())
    bare = {name: data for name, data in parts.items() if not name.startswith("docProps/")}
    back = tmp_path / "back" / "filled.docx"
    back.parent.mkdir()
    back.write_bytes(zipped.packed(bare))

    done = merged(options, back, manifest=options.output / "manifest.csv")

    assert "1 of 3 copies are back" in str(done)


def test_a_merge_says_whose_copy_is_not_back(options: BatchOptions, tmp_path: Path) -> None:
    path = batch.batch(options).path
    filled_in(options, tmp_path / "back" / "filled.docx")

    done = merged(options, tmp_path / "back", manifest=path)
    later = merged(options, *done.files, name="n.yaml", manifest=path)

    assert "1 of 3 copies are back\nnot back yet: row 2, Ann.docx\nnot back yet: row 4, Cy.docx" in str(done)
    assert len(later.missing) == 2


def test_quiet_still_tells_what_is_not_back_and_what_is_of_another_batch(options: BatchOptions, tmp_path: Path) -> None:
    manifest_ = batch.batch(options).path
    filled_in(options, tmp_path / "back" / "filled.docx")
    other = replace(options, output=tmp_path / "other")
    batch.batch(other)
    filled_in(other, tmp_path / "back" / "stranger.docx")
    arguments = ["merge", tmp_path / "back", "-o", tmp_path / "m.yaml", "--manifest", manifest_, "-q"]

    done = CliRunner().invoke(cli, [*map(str, arguments), "--toolkit", str(options.toolkit)])

    assert done.stderr.splitlines() == [
        "not back yet: row 2, Ann.docx",
        "not back yet: row 4, Cy.docx",
        "not in the manifest, and perhaps of another batch: stranger.docx",
    ]


def test_copies_that_came_back_more_than_once_are_named(options: BatchOptions, tmp_path: Path) -> None:
    manifest_ = batch.batch(options).path
    filled_in(options, tmp_path / "back" / "later.docx")
    filled_in(options, tmp_path / "back" / "filled.docx", "before")

    done = merged(options, tmp_path / "back")
    none = merged(options, options.output, name="n.yaml")

    assert "what it replaced is noted: filled.docx, later.docx" in str(done).splitlines()[3]
    assert "perhaps of another batch" not in f"{done}{none}" and manifest_.exists()


def filled_in(options: BatchOptions, path: Path, said: str = "done") -> None:
    """Write what comes back of Bob's copy, which he has filled in."""
    copies = {entry.file: entry.copy for entry in manifest.load(options.output / "manifest.csv")}
    page = build.page(content.load(options.toolkit or Path()), "participant")
    page = replace(page, stamp=replace(page.stamp, copy=copies["Bob.docx"], personal=True))
    data = formats.write("docx", page, theme.load(), Fill({"A3": said}))
    Folder(path.parent).write(path.name, data)


def test_a_person_who_was_sent_two_formats_is_back_with_one_of_them(options: BatchOptions, tmp_path: Path) -> None:
    batch.batch(again(options, "organisation\nNord\nBob\n"))
    path = batch.batch(replace(options, format="pdf")).path
    filled_in(options, tmp_path / "back" / "filled.docx")

    done = merged(options, tmp_path / "back", manifest=path)

    assert len({entry.copy for entry in manifest.load(path)}) == 2
    assert "1 of 2 copies are back\nnot back yet: row 2, Nord.docx, Nord.pdf" in str(done)


def test_two_formats_to_which_an_earlier_program_gave_two_ids_are_one_person_s(
    options: BatchOptions, tmp_path: Path
) -> None:
    batch.batch(again(options, "organisation\nNord\nBob\n"))
    filled_in(options, tmp_path / "back" / "filled.docx")
    path = batch.batch(replace(options, format="pdf")).path
    entries = [
        replace(each, copy=f"{each.copy[:-1]}{'-' if each.file.endswith('.pdf') else each.copy[-1]}")
        for each in manifest.load(path)
    ]
    note(path, entries)

    done = merged(options, tmp_path / "back", manifest=path)

    assert "1 of 2 copies are back\nnot back yet: row 2, Nord.docx, Nord.pdf" in str(done)


def test_a_row_s_number_is_one_person_s_where_it_was_the_same_row() -> None:
    names = {"7.docx": "0-a", "7.pdf": "1-a", "8.docx": "0-b", "8.pdf": "1-c", "9.docx": "0", "9.PDF": "1"}
    entries = [Entry(file, int(file[0]), file, "", made_of) for file, made_of in names.items()]

    assert [one.whose == other.whose for one, other in zip(entries[::2], entries[1::2], strict=True)] == [
        True,
        False,
        True,
    ]


def test_copies_as_they_were_made_are_not_back(options: BatchOptions, tmp_path: Path) -> None:
    path = batch.batch(options).path
    filled_in(options, tmp_path / "back" / "filled.docx")
    as_made = "as it was made, nothing filled in: row"

    blank = str(merged(options, options.output, manifest=path))
    done = merged(options, options.output, tmp_path / "back", manifest=path, force=True)
    both, file = str(done), done.files[0]
    (options.output / "Ann.docx").unlink()
    said = file.read_text(encoding="utf-8").replace("organisation: Nord", "organisation: Nord-West")
    file.write_text(said, encoding="utf-8")
    named = str(merged(options, file, options.output, name="n.yaml", manifest=path))
    head, name, rest = said.partition("Nord-West")
    file.write_text(f"{head}{name}{rest.replace('answers: {}', 'answers: {A3: By phone}', 1)}", encoding="utf-8")
    again_ = str(merged(options, file, options.output, name="o.yaml", manifest=path))

    assert f"0 of 3 copies are back\n{as_made} 2, Ann.docx\n{as_made} 3, Bob.docx\n{as_made} 4, Cy.docx" in blank
    assert f"1 of 3 copies are back\n{as_made} 2, Ann.docx\n{as_made} 4, Cy.docx" in both
    assert f"1 of 3 copies are back\n{as_made} 2, Ann.docx\n{as_made} 4, Cy.docx" in named
    assert f"2 of 3 copies are back\n{as_made} 4, Cy.docx" in again_  # what was typed into a merged file counts


@pytest.mark.parametrize(
    "text", ["", "a,b\n", "copy,row,file,sha256,made_of\na,b,c,d,e\n", "copy,row,file,sha256,made_of\na\n"]
)
def test_a_manifest_of_another_form_is_told(tmp_path: Path, text: str) -> None:
    path = Folder(tmp_path).write("manifest.csv", text)

    with pytest.raises(ToolkitError, match="This is not the manifest of a batch"):
        manifest.load(path)


def test_copies_of_two_batches_for_the_same_people_have_other_ids(options: BatchOptions, tmp_path: Path) -> None:
    batch.batch(options)
    batch.batch(replace(options, output=tmp_path / "other"))

    ids = [{entry.copy for entry in manifest.load(tmp_path / folder / "manifest.csv")} for folder in ("out", "other")]
    assert not ids[0] & ids[1]


@pytest.mark.parametrize("jobs", [1, 2])
def test_letters_that_no_font_has_are_told_once_for_all_copies(options: BatchOptions, jobs: int) -> None:
    again(options, "name,organisation\n" + "".join(f"N{at:02},Nord {'☃✺לא'[at % 5 :]}\n" for at in range(25)))

    assert warned(replace(options, format="pdf", jobs=jobs)) == [
        "No font has “☃” (U+2603 SNOWMAN), “✺” (U+273A SIXTEEN POINTED ASTERISK), in N00.pdf and 9 more copies: "
        f"they are shown as boxes. {glyphs.HINT}",
        "“א” (U+05D0 HEBREW LETTER ALEF), in N00.pdf and 19 more copies, is written from right to left: "
        "such scripts are not supported.",
    ]
    assert warned(replace(options, output=options.output / "docx")) == []  # in the fonts of who reads it


def test_all_letters_that_no_font_has_are_told_for_all_copies(options: BatchOptions) -> None:
    again(options, "name,organisation\nAnn,აბგდევზთიკლმ\n")

    assert warned(replace(options, format="pdf"))[0].endswith(
        "“კ” (U+10D9 GEORGIAN LETTER KAN), ლ U+10DA, მ U+10DB, in Ann.pdf: they are shown as boxes. " + glyphs.HINT
    )


def test_letters_of_a_page_are_told_with_the_copies_that_have_it(options: BatchOptions) -> None:
    Folder(options.toolkit or Path()).change("beta.yaml", "label: April", "label: April ☃")

    told = "No font has “☃” (U+2603 SNOWMAN), in Ann.{} and 1 more copy: it is shown as a box. " + glyphs.HINT
    assert [warned(replace(options, format=name)) for name in ("pdf", "docx")] == [
        [told.format("pdf")],
        [told.format("docx")],
    ]


def test_what_is_not_translated_is_told_once_for_each_language(options: BatchOptions) -> None:
    again(options, "name,language,only\nAnn,it,\nBob,it,A\nCy,de,\nDee,,\n")

    alone = [
        sentence
        for lang in ("it", "de")
        for sentence in readerwarnings.untranslated(translation.toolkit(options.toolkit or Path(), lang))
    ]
    assert warned(options) == alone
    done = CliRunner().invoke(
        cli, ["batch", str(options.roster), str(options.toolkit), "-o", str(options.output), "-q"]
    )
    assert (done.exit_code, done.stderr.splitlines()) == (0, alone)


def test_answers_that_stand_in_no_copy_for_its_selection_are_counted(options: BatchOptions) -> None:
    given = Folder(options.roster.parent / "given")
    for name in ("Ann", "Bob", "Cy"):
        given.write(f"{name}.yaml", "toolkit: tiny\nanswers: {A3: One, A4: 3, B2-why: Two}\n")

    assert warned(replace(options, answers=given.path)) == [  # Bob's copy is of A alone
        "1 answer is to a question that is not in the selection, and is not printed."
    ]


def test_a_translation_that_no_copy_is_in_the_language_of_is_told(options: BatchOptions, tmp_path: Path) -> None:
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: {}\\n"\n'
    own = [Folder(tmp_path).write(f"own-{lang}.po", head.format(lang)) for lang in ("de", "it")]
    told: list[str] = []

    batch.batch(replace(again(options, "name,language\nAnn,it\n"), translations=tuple(own)), warn=told.append)

    assert told[0] == f"{own[0]}: No copy is in 'de', and this translation is not used."
    assert not any(str(own[1]) in sentence for sentence in told)


def test_a_translation_for_answers_that_no_copy_is_in_the_language_of_is_not_called_idle(
    options: BatchOptions, tmp_path: Path
) -> None:
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: de\\n"\n'
    own = Folder(tmp_path / "own").write(
        "de.po", f'{head}\nmsgctxt "words option_yes"\nmsgid "Yes"\nmsgstr "Ja genau"\n'
    )
    given = Folder(tmp_path / "given").write("Ann.yaml", "toolkit: tiny\nanswers:\n  A2: Ja genau\n")
    told: list[str] = []

    batch.batch(replace(options, lang="en", translations=(own,), answers=given.parent), warn=told.append)

    assert told == [f"{own}: No copy is in 'de', and this translation is only used to understand answers files."]


def test_a_language_of_a_roster_may_have_nothing_but_words_of_ones_own(options: BatchOptions) -> None:
    own = Folder(options.roster.parent / "own").write("words.yaml", "pl: {option_yes: Tak}\n").parent

    made = batch.batch(replace(again(options, "name,language\nAnn,pl\n"), templates=own))

    assert made.new == 1


def test_columns_that_mean_nothing_here_are_told_with_those_that_do(options: BatchOptions) -> None:
    known = "Known here: date, file, language, name, only, order, organisation, skip."

    assert warned(again(options, "Name,Vorname,Einrichtung,Land,\nAnn,A,Nord,,\n")) == [  # Land is empty
        f"{options.roster}: The columns 'einrichtung', 'vorname' are passed over. {known}"
    ]
    assert warned(again(options, "Name,e-mail\nAnn,a@b.org\n")) == [
        f"{options.roster}: The column 'e-mail' is passed over. {known}"
    ]
    assert warned(again(options, "Name,role\nAnn,Manager\n")) == [  # of which this toolkit's cover does not ask
        f"{options.roster}: The column 'role' is passed over. {known}"
    ]
    assert warned(again(options, "name,,organisation,\nAnn,her boss,North,\n")) == [
        f"{options.roster}: The column 'column 2' is passed over. {known}"
    ]
    assert warned(again(options, ROSTER)) == []


def test_copies_keep_the_rules_of_accessibility(options: BatchOptions) -> None:
    for name, failures in (("pdf", pdf_failures), ("docx", accessibility.problems)):
        batch.batch(replace(options, format=name))
        for who in ("Ann", "Bob"):
            assert failures((options.output / f"{who}.{name}").read_bytes()) == []


@pytest.mark.parametrize("name", formats.NAMES)
def test_a_file_s_name_may_have_the_ending_of_any_format(options: BatchOptions, name: str) -> None:
    roster = again(replace(options, format=name), "file\nAnn.docx\nBob.PDF\nCy v1.2\nDora\n")

    made = manifest.load(batch.batch(roster).path)

    assert [entry.file for entry in made] == [f"Ann.{name}", f"Bob.{name}", f"Cy v1.2.{name}", f"Dora.{name}"]


def test_two_formats_at_once_are_told_and_none_is_taken(options: BatchOptions) -> None:
    arguments = ["batch", str(options.roster), "-f", "docx", "-f", "pdf", "-o", str(options.output)]

    done = CliRunner().invoke(cli, arguments)

    assert done.exit_code == 2
    assert "--format is given more than once, and takes one value. Give it once." in done.stderr
    assert not options.output.exists()


@pytest.mark.parametrize("shown", ["#NV", "#BEZUG!", "#N/D", "#¿NOMBRE?", "#Н/Д"])
def test_a_formula_that_went_wrong_is_told_in_the_language_of_the_spreadsheet(
    options: BatchOptions, shown: str
) -> None:
    (told,) = refused(again(options, f"name,organisation\nAnn,{shown}\nBob,#MeToo North\n"))

    assert told.startswith(
        f"roster.csv:2: There is {shown} in the column 'organisation', because a formula went wrong."
    )


def test_a_formula_that_went_wrong_is_told_where_it_matters(options: BatchOptions) -> None:
    told = refused(again(options, "name,organisation,remark\nAnn,#REF!,x\nBob,North,#N/A\n"))

    assert told == [
        "roster.csv:2: There is #REF! in the column 'organisation', because a formula went wrong. "
        "Correct the formula, or write the value in its place."
    ]


def test_answers_that_are_in_no_copy_are_told(options: BatchOptions, tmp_path: Path) -> None:
    given = Folder(tmp_path / "answers").write(
        "Ann.yaml", 'toolkit: tiny\nversion: "0.9"\nanswers: {A3: done, A99: lost}\nnotes: [{kind: open, code: A2}]\n'
    )

    assert warned(replace(options, answers=tmp_path / "answers")) == [
        f"{given}: There is no field 'A99' in this version. An answer to it is left out.",
        "1 answer waits for a decision within an organisation, and cannot be printed yet.",
    ]


def test_a_formula_whose_result_is_not_there_is_told_where_it_matters(options: BatchOptions) -> None:
    made = Workbook()
    for row in (("name", "organisation", "remark"), ("Ann", "=A2", "x"), ("Bob", "North", "=A3")):
        made.worksheets[0].append(row)
    path = options.roster.with_suffix(".xlsx")
    made.save(path)  # by a program that works nothing out

    assert refused(replace(options, roster=path)) == [
        "roster.xlsx:2: There is a formula in the column 'organisation', and the file does not hold its result. "
        "Open it in Excel or LibreOffice and save it, or write the value itself."
    ]


def test_what_was_put_into_a_copy_that_came_back_as_it_was_made_does_not_count(
    options: BatchOptions, tmp_path: Path
) -> None:
    for name in ("Ann", "Bob"):
        Folder(tmp_path / "answers").write(f"{name}.yaml", "toolkit: tiny\nanswers: {A2: yes, A3: Put in.}\n")
    path = batch.batch(replace(options, answers=tmp_path / "answers")).path
    filled_in(options, options.output / "Bob.docx")

    first = merged(options, options.output, manifest=path)
    again_ = merged(options, *first.files, name="n.yaml")
    folders = (options.toolkit or Path(),)
    (made,) = report(ReportOptions(again_.files[0], ("csv",), tmp_path / "r.csv", folders, least=1))

    assert "untouched: true" in first.files[0].read_text(encoding="utf-8")
    assert again_.responses == first.responses
    assert "as made, so that what was put in does not count: Ann.docx" in str(again_)
    assert "Put in." not in made.read_text(encoding="utf-8") and "done" in made.read_text(encoding="utf-8")


def saved_again(data: bytes) -> bytes:
    """Return a workbook as another program writes it that changes nothing."""
    made = io.BytesIO()
    if data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pdf.save(made, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return made.getvalue()
    with zipfile.ZipFile(made, "w") as package:
        for part, content_ in reversed(zipped.unpacked(data).items()):
            package.writestr(part, content_)
    return made.getvalue()


@pytest.mark.parametrize("name", formats.NAMES)
def test_a_copy_that_was_saved_again_and_nothing_else_is_as_it_was_made(
    options: BatchOptions, tmp_path: Path, name: str
) -> None:
    answers = {
        "A1-notes": "  A long way.\nAnd back – “so”.",
        "A2": "yes",
        "A2-more": "=1 ✓",
        "A4": 3,
        "A5": "2021-03-19",
        "A6": "high",
        "A7": ["phone", "post"],
    }
    given = Folder(tmp_path / "answers").write("Ann.json", json.dumps({"toolkit": "tiny", "answers": answers}))
    path = batch.batch(replace(options, format=name, answers=given.parent)).path
    (tmp_path / "back").mkdir()
    for who in ("Ann", "Bob"):
        (tmp_path / "back" / f"{who}.{name}").write_bytes(saved_again((options.output / f"{who}.{name}").read_bytes()))
    command = MergeOptions((tmp_path / "back",), tmp_path / "m.yaml", folders=(options.toolkit or Path(),))

    done, unlisted = combine(replace(command, manifest=path)), combine(replace(command, output=tmp_path / "n.yaml"))

    assert [each.source.untouched for each in unlisted.responses] == [True, True]
    assert "as made, so that what was put in does not count: Ann" in str(unlisted)
    assert str(done).splitlines()[-4:] == [
        "0 of 3 copies are back",
        f"not back yet: row 4, Cy.{name}",
        f"as it was made, nothing filled in: row 2, Ann.{name}",
        f"as it was made, nothing filled in: row 3, Bob.{name}",
    ]


@pytest.mark.parametrize("name", formats.NAMES)
def test_a_copy_is_as_it_was_made_though_words_that_are_no_option_stand_above_their_boxes(
    options: BatchOptions, tmp_path: Path, name: str
) -> None:
    data = {"toolkit": "tiny", "source": {"sha256": "0" * 64}, "answers": {"A1-notes": "As before.", "A2": "perhaps"}}
    given = Folder(tmp_path / "answers").write("Ann.json", json.dumps(data))

    batch.batch(replace(options, format=name, answers=given.parent))
    done = merged(options, options.output / f"Ann.{name}")

    assert [is_untouched(each) for each in done.responses] == [True]


@pytest.mark.parametrize("by", [None, "organisation"])
def test_copies_that_an_earlier_program_made_are_known_by_the_manifest(
    by: str | None, options: BatchOptions, tmp_path: Path
) -> None:
    path = batch.batch(options).path
    filled_in(options, options.output / "Bob.docx", "as prefilled")  # the copy does not say that it was
    hashed = hashlib.sha256((options.output / "Bob.docx").read_bytes()).hexdigest()
    entries = [replace(each, sha256=hashed) if each.file == "Bob.docx" else each for each in manifest.load(path)]
    note(path, entries)

    done = merged(options, options.output / "Bob.docx", manifest=path, by=by)
    later = merged(options, *done.files, name="n.yaml", by=by)

    assert [is_untouched(each) for each in (*done.responses, *later.responses)] == [True, True]


def test_typed_answers_count_beside_a_manifest_without_the_hash_of_a_copy(
    options: BatchOptions, tmp_path: Path
) -> None:
    path = batch.batch(options).path
    entries = manifest.load(path)
    note(path, [replace(entries[0], sha256=""), *entries[1:]])
    listed = "responses:\n- {id: one, answers: {A3: Told by telephone.}}\n- {id: two, answers: {}}\n"
    listed += f"- {{id: {entries[0].copy}, answers: {{A3: Typed for her.}}}}\n"
    Folder(tmp_path / "back").write("typed.yaml", f"toolkit: tiny\n{listed}")

    done = merged(options, tmp_path / "back", manifest=path)
    folders = (options.toolkit or Path(),)
    (made,) = report(ReportOptions(done.files[0], ("csv",), tmp_path / "r.csv", folders, least=1))

    assert "untouched" not in done.files[0].read_text(encoding="utf-8") and "without any answer: id two" in str(done)
    assert "Told by telephone." in made.read_text(encoding="utf-8")
    assert [entry.file in str(done) for entry in entries] == [False, True, True]  # as not back


def test_a_copy_as_it_was_made_came_not_back_and_is_nobody_else_s_answer(options: BatchOptions, tmp_path: Path) -> None:
    path = batch.batch(options).path
    copies = {entry.file: entry.copy for entry in manifest.load(path)}
    listed = "respondent: {organisation: Nord-West}\nanswers: {A3: Done.}\n"
    given_ = Folder(tmp_path / "back").write("a.yaml", f"toolkit: tiny\nid: {copies['Ann.docx']}\n{listed}")

    done = merged(options, options.output, given_, manifest=path)
    known, (file,) = str(done), done.files
    unlisted = str(merged(options, options.output, given_, name="n.yaml"))
    file.write_text(file.read_text(encoding="utf-8").replace("Done.", "By hand."), encoding="utf-8")
    corrected = merged(options, file, given_, name="o.yaml", manifest=path)

    for told in (known, unlisted):
        assert "came back more than once" not in told and "two people" not in told and "saved later" not in told
    assert "came back more than once" not in str(corrected)
    assert [each.answers["A3"] for each in corrected.responses if each.answers] == ["By hand."]
