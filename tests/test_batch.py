"""Batches: a personal copy for each row, the same as one that is made alone, and a manifest that knows them all."""

from __future__ import annotations

import hashlib
import io
import os
import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from toolkit_cli import (
    batch,
    build,
    content,
    formats,
    glyphs,
    kinds,
    manifest,
    output,
    selection,
    theme,
    translation,
    zipped,
)
from toolkit_cli.batch import Made
from toolkit_cli.batchplan import Order
from toolkit_cli.cli import cli
from toolkit_cli.combine import Order as Merge
from toolkit_cli.combine import combine
from toolkit_cli.errors import ToolkitError
from toolkit_cli.fill import Fill
from toolkit_cli.reading import read
from toolkit_cli.shelf import Shelf

from . import accessibility
from .conftest import Folder, problems
from .test_pdf_ua import failures as pdf_failures

ROSTER = "name,organisation,date,only\nAnn,Nord,2021-03-19,\nBob,Ελλάδα Ω,,A\nCy,,,\n"


@pytest.fixture
def order(tiny_folder: Folder, tmp_path: Path) -> Order:
    Folder(tmp_path).write("roster.csv", ROSTER)
    return Order(tmp_path / "roster.csv", "docx", tmp_path / "out", tiny_folder.path)


def again(order: Order, text: str) -> Order:
    order.roster.write_text(text, encoding="utf-8")
    return order


def refused(order: Order) -> list[str]:
    said = problems(lambda: batch.batch(order), order.roster.parent)
    assert not order.output.exists()
    return said


@pytest.mark.parametrize("name", formats.NAMES)
def test_each_row_gets_a_copy_of_its_own(order: Order, name: str) -> None:
    order = replace(order, format=name)

    made = batch.batch(order)

    assert made == Made(order.output / "manifest.csv", 3, 0)
    entries = manifest.load(made.path)
    assert [(entry.row, entry.file) for entry in entries] == [(2, f"Ann.{name}"), (3, f"Bob.{name}"), (4, f"Cy.{name}")]
    assert len({entry.copy for entry in entries}) == 3
    assert sorted(path.name for path in order.output.iterdir()) == sorted(["manifest.csv", *(e.file for e in entries)])
    for entry in entries:
        assert hashlib.sha256((order.output / entry.file).read_bytes()).hexdigest() == entry.sha256
        back = read(order.output / entry.file, Shelf([order.toolkit or Path()]))
        assert back.response.id == entry.copy
    shelf = Shelf([order.toolkit or Path()])
    ann, bob = (read(order.output / f"{who}.{name}", shelf) for who in ("Ann", "Bob"))
    assert ann.response.respondent == {"organisation": "Nord", "date": "2021-03-19"}
    assert bob.response.respondent == {"organisation": "Ελλάδα Ω"}
    assert not [code for code in bob.receipt.empty if code.startswith("B")]


def test_nothing_is_written_where_a_name_cannot_be(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsencode", lambda path: str(path).encode("ascii"))

    (said,) = refused(again(order, "name\nAnn\nΆννα\n"))

    assert said.startswith("out/Άννα.docx: This system is set so that names cannot have these letters.")


def test_a_copy_that_cannot_be_read_does_not_stop_the_others(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    batch.batch(order)
    read_bytes = Path.read_bytes

    def denied(path: Path) -> bytes:
        if path.name == "Ann.docx":
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", denied)

    assert batch.batch(again(order, f"{ROSTER}Di,,,\n")) == Made(order.output / "manifest.csv", 1, 2, ("Ann.docx",))


def test_a_word_in_letters_of_two_scripts_is_told(order: Order) -> None:
    told: list[str] = []

    batch.batch(again(order, "name\nMarνa\nJοsé\n"), warn=told.append)

    assert told == [
        f"{order.roster}:2: Letters of two scripts stand in 'Marνa' and in 1 other word. "
        "Look whether the encoding is the right one (--encoding)."
    ]


@pytest.mark.parametrize("name", formats.NAMES)
def test_a_copy_is_the_same_as_one_that_is_made_alone(order: Order, name: str) -> None:
    order = replace(order, format=name)
    batch.batch(order)

    entries = {entry.file: entry.copy for entry in manifest.load(order.output / "manifest.csv")}
    whole = content.load(order.toolkit or Path())
    alone = {
        f"Ann.{name}": (whole, {"R-organisation": "Nord", "R-date": "2021-03-19"}),
        f"Bob.{name}": (selection.select(whole, only=("A",)), {"R-organisation": "Ελλάδα Ω"}),
        f"Cy.{name}": (whole, {}),
    }
    for file, (toolkit, values) in alone.items():
        page = build.page(toolkit, "participant")
        page = replace(page, stamp=replace(page.stamp, copy=entries[file], personal=True))
        assert (order.output / file).read_bytes() == formats.write(name, page, theme.load(), Fill(values))


@pytest.mark.parametrize("name", formats.NAMES)
def test_an_answer_that_quotes_the_id_of_the_shared_copy_is_kept(order: Order, name: str) -> None:
    page = build.page(content.load(order.toolkit or Path()), "participant")
    again(order, f"name,organisation\nAnn,Copy {page.stamp.copy}\n")

    batch.batch(replace(order, format=name))

    ann = read(order.output / f"Ann.{name}", Shelf([order.toolkit or Path()]))
    assert ann.response.respondent == {"organisation": f"Copy {page.stamp.copy}"}
    assert page.stamp.copy != ann.response.id


def test_several_processes_make_the_same(order: Order) -> None:
    again(order, "organisation\n" + "".join(f"Nord {number}\n" for number in range(30)))
    assert batch.batch(replace(order, jobs=2)).new == 30
    several = {path.name: path.read_bytes() for path in order.output.iterdir()}
    for path in order.output.glob("*.docx"):
        path.unlink()

    assert batch.batch(replace(order, jobs=1)).new == 30

    assert {path.name: path.read_bytes() for path in order.output.iterdir()} == several


def test_a_batch_that_was_stopped_goes_on(order: Order) -> None:
    def stop(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        batch.batch(order, stop)
    known = {entry.file: entry.copy for entry in manifest.load(order.output / "manifest.csv")}

    batch.batch(order)

    after = {entry.file: entry.copy for entry in manifest.load(order.output / "manifest.csv")}
    assert after == known
    assert len(list(order.output.glob("*.docx"))) == 3


def test_what_is_there_is_kept_and_what_has_changed_is_made_anew_with_its_id(order: Order) -> None:
    batch.batch(order)
    first = {entry.file: entry for entry in manifest.load(order.output / "manifest.csv")}

    assert batch.batch(order) == Made(order.output / "manifest.csv", 0, 3)
    (order.output / "Cy.docx").unlink()
    made = batch.batch(again(order, ROSTER.replace("Nord", "Nord-West")))

    second = {entry.file: entry for entry in manifest.load(order.output / "manifest.csv")}
    assert (made.new, made.kept) == (2, 1)
    assert [second[file].copy for file in second] == [first[file].copy for file in second]
    assert second["Cy.docx"] == first["Cy.docx"]
    assert second["Ann.docx"].sha256 != first["Ann.docx"].sha256


def test_a_copy_that_somebody_has_filled_in_is_left_alone(order: Order) -> None:
    batch.batch(order)
    (order.output / "Ann.docx").write_bytes(b"filled in")

    made = batch.batch(again(order, f"{ROSTER}Dee,,,\n"))

    assert (made.new, made.kept, made.changed) == (1, 2, ("Ann.docx",))
    assert "Ann.docx: not as it was made, perhaps filled in or open in a program; it was left alone" in str(made)
    assert (order.output / "Ann.docx").read_bytes() == b"filled in"
    assert len(manifest.load(made.path)) == 4


@pytest.mark.parametrize("filled", [False, True])
def test_a_copy_of_which_nobody_noted_how_it_was_made_is_written_over_by_the_same_only(
    order: Order, filled: bool
) -> None:
    path = batch.batch(order).path
    path.write_text(manifest.text(replace(each, sha256="") for each in manifest.load(path)), encoding="utf-8")
    if filled:
        (order.output / "Bob.docx").write_bytes(b"filled in")

    made = batch.batch(order)

    assert (made.new, made.changed) == ((2, ("Bob.docx",)) if filled else (3, ()))
    assert ((order.output / "Bob.docx").read_bytes() == b"filled in") is filled
    assert batch.batch(order).changed == made.changed


def test_files_that_are_left_alone_are_noted_once(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    path = batch.batch(order).path
    path.write_text(manifest.text(replace(each, sha256="") for each in manifest.load(path)), encoding="utf-8")
    for name in ("Ann", "Bob", "Cy"):
        (order.output / f"{name}.docx").write_bytes(b"filled in")
    written: list[Path] = []
    monkeypatch.setattr(output, "write_all", written.extend)

    assert len(batch.batch(order).changed) == 3
    assert written == [path, path]  # at the beginning and at the end


def test_a_copy_with_a_password_that_somebody_has_filled_in_is_left_alone(order: Order) -> None:
    order = again(replace(order, format="pdf", password_column="pin"), "name,pin\nAnn,1\nBob,2\n")
    batch.batch(order)
    (order.output / "Ann.pdf").write_bytes(b"filled in")

    assert batch.batch(order).changed == ("Ann.pdf",)


def test_the_manifest_knows_every_copy_that_is_there(order: Order) -> None:
    batch.batch(order)
    batch.batch(replace(order, format="pdf"))
    path = batch.batch(again(order, ROSTER.replace("Ann,Nord,2021-03-19,\n", ""))).path

    assert sorted(entry.file for entry in manifest.load(path)) == sorted(
        f"{name}.{ending}" for name in ("Ann", "Bob", "Cy") for ending in ("docx", "pdf")
    )


def test_the_manifest_holds_the_rows_of_the_roster_at_hand(order: Order) -> None:
    batch.batch(order)
    (order.output / "Cy.docx").write_bytes(b"filled in")

    made = batch.batch(again(order, ROSTER.replace("Ann,Nord,2021-03-19,\n", "")))

    assert (made.new, made.kept, made.changed) == (0, 1, ("Cy.docx",))
    assert {entry.file: entry.row for entry in manifest.load(made.path)} == {"Ann.docx": 2, "Bob.docx": 2, "Cy.docx": 3}


def test_a_batch_that_was_stopped_has_noted_what_it_made(order: Order) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        batch.batch(order, stop)

    assert sum(bool(entry.sha256) for entry in manifest.load(order.output / "manifest.csv")) == 1
    assert batch.batch(order).kept == 1


def test_a_manifest_is_the_same_for_the_same(order: Order) -> None:
    path = batch.batch(order).path
    before = path.read_bytes()

    batch.batch(order)

    assert path.read_bytes() == before


def test_every_row_s_problems_come_at_once_and_nothing_is_written(order: Order) -> None:
    again(order, "name,date,only,language\nAnn,soon,,\nann,,Z9,\nBob,,,xx\nCy,,A,\n,,,\nD,,,\n")

    assert refused(order) == ["roster.csv:6: This row is empty. Remove it, or fill it in."]
    again(order, "name,date,only,language\nAnn,soon,,\nann,,,\nBob,,,xx\nCy,,Z9,\nD,,,\n")
    said = refused(order)
    assert [each.split(". ")[0] for each in said] == [
        "roster.csv:2: The answer to 'R-date' is 'soon', which is no date",
        "roster.csv:3: The rows 2, 3 give one file, 'Ann.docx'",
        "roster.csv:4: There is no translation into 'xx'",
        "roster.csv:5: column 'only': there is no kit or item 'Z9'.",
    ]


def test_a_file_of_somebody_else_s_is_not_written_over(order: Order) -> None:
    path = Folder(order.output).write("Ann.docx", "mine")

    assert problems(lambda: batch.batch(order), order.output) == [
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
def test_files_are_named_after_the_row(order: Order, text: str, files: list[str]) -> None:
    batch.batch(again(order, text))

    assert sorted(path.name for path in order.output.glob("*.docx")) == files


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
def test_a_copy_that_the_row_s_number_names_never_passes_to_another_row(order: Order, text: str) -> None:
    batch.batch(again(order, NAMELESS))
    before = {path.name: path.read_bytes() for path in order.output.iterdir()}

    told = problems(lambda: batch.batch(again(order, text)), order.roster.parent)

    assert told[0].startswith("roster.csv: Rows without a name have moved or changed since their copies were made: 2")
    assert {path.name: path.read_bytes() for path in order.output.iterdir()} == before


def test_rows_without_a_name_keep_their_ids_where_they_stay(order: Order, tmp_path: Path) -> None:
    first = manifest.load(batch.batch(again(order, NAMELESS)).path)
    look = Folder(tmp_path).write("theme.yaml", 'colours:\n  main: "#5b2a86"\n')

    made = batch.batch(replace(again(order, f"{NAMELESS}Greece,\n"), theme=look))

    second = manifest.load(made.path)
    assert (made.new, [entry.copy for entry in second[:2]]) == (3, [entry.copy for entry in first])


def test_rows_that_have_moved_keep_their_ids_by_names_that_are_given_them(order: Order) -> None:
    first = manifest.load(batch.batch(again(order, NAMELESS)).path)

    made = batch.batch(again(order, "file,country,role\nnew,Greece,\n0003,Spain,Manager\n0002,Italien,Director\n"))

    ids = {entry.file: entry.copy for entry in manifest.load(made.path)}
    assert [ids["0002.docx"], ids["0003.docx"]] == [entry.copy for entry in first]
    assert len(set(ids.values())) == 3


def test_a_manifest_without_marks_of_rows_is_gone_on_with_where_nothing_has_changed(order: Order) -> None:
    path = batch.batch(again(order, NAMELESS)).path
    before = manifest.load(path)
    older = [replace(entry, made_of=entry.made_of.partition("-")[0]) for entry in before]
    path.write_text(manifest.text(older), encoding="utf-8")

    batch.batch(order)

    assert manifest.load(path) == before


def test_answers_are_put_in_by_the_file_s_name(order: Order, tmp_path: Path) -> None:
    Folder(tmp_path / "answers").write(
        "Ann.yaml", "toolkit: tiny\nrespondent: {organisation: Old}\nanswers: {A3: done}\n"
    )

    batch.batch(replace(order, answers=tmp_path / "answers"))

    back = read(order.output / "Ann.docx", Shelf([order.toolkit or Path()])).response
    assert (back.answers, back.respondent["organisation"]) == ({"A3": "done"}, "Nord")


def test_a_pdf_with_a_password_opens_with_it_only(order: Order) -> None:
    again(order, "name,PIN,organisation\nAnn,päss 1,Zimbelstern\nBob,2,\n")
    locked = replace(order, format="pdf", password_column="PIN")

    batch.batch(locked)

    data = (order.output / "Ann.pdf").read_bytes()
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(data))
    with pikepdf.open(io.BytesIO(data), password="päss 1") as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
        assert pdf.allow.accessibility and pdf.allow.modify_form
    assert b"Zimbelstern" not in data
    assert batch.batch(locked).new == 2, "whether the password is the same, nobody notes"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "organization\nNord\n",
            "The column 'organization' is not known; 'organisation' is.",
        ),
        ("name,lang\nAnn,it\n", "The column 'lang' is not known; 'language' is. Name it so, or otherwise."),
        ("Ann,Nord\nBob,Süd\n", "No column is known here: ann, nord."),
    ],
)
def test_a_column_that_means_nothing_by_mistake_is_told(order: Order, text: str, said: str) -> None:
    assert refused(again(order, text))[0].startswith(f"roster.csv: {said}")


def test_a_column_of_somebodys_own_is_passed_over(order: Order) -> None:
    assert str(batch.batch(again(order, "name,e-mail,room\nAnn,a@example.org,7\n"))) == "1 workbook made"


def test_answers_that_belong_to_no_copy_are_told(order: Order, tmp_path: Path) -> None:
    head = 'toolkit: tiny\nversion: "1.0"\nanswers: {A2: "yes"}\n'
    Folder(tmp_path).write("given/Anne.yaml", head)

    assert refused(replace(order, answers=tmp_path / "given")) == [
        "given/Anne.yaml: No copy has the name of this answers file. Did you mean 'Ann'?"
    ]
    assert "There is no such folder." in refused(replace(order, answers=tmp_path / "nix"))[0]
    assert refused(replace(order, answers=tmp_path / "given" / "Anne.yaml")) == [
        "given/Anne.yaml: This is a file, and no folder. Give the folder with an answers file for each copy."
    ]


@pytest.mark.parametrize("name", ["Ann.YAML", "ANN.yaml", "Ann.yml"])
def test_an_answers_file_is_found_in_capitals_or_not(order: Order, tmp_path: Path, name: str) -> None:
    Folder(tmp_path / "given").write(name, 'toolkit: tiny\nanswers: {A3: "done"}\n')
    Folder(tmp_path / "given").write(".DS_Store", "x")

    batch.batch(replace(order, answers=tmp_path / "given"))

    data = (order.output / f"Ann.{order.format}").read_bytes()
    assert [found.text for found in kinds.reader(order.format)(data).found if found.code == "A3"] == ["done"]


def test_two_answers_files_for_one_copy_are_told(order: Order, tmp_path: Path) -> None:
    for name in ("Ann.yaml", "Ann.json"):
        Folder(tmp_path / "given").write(name, '{"toolkit": "tiny", "answers": {"A3": "done"}}')

    assert refused(replace(order, answers=tmp_path / "given")) == [
        "given/Ann.yaml: This is one of two answers files for the copy 'Ann'. Keep one of the two."
    ]


def test_a_file_that_is_no_answers_file_by_its_name_is_told(order: Order, tmp_path: Path) -> None:
    Folder(tmp_path / "given").write("Ann.yaml.txt", "toolkit: tiny\n")

    assert refused(replace(order, answers=tmp_path / "given")) == [
        "given/Ann.yaml.txt: This is no answers file, by its name. Give it the ending .yaml, or move it away."
    ]


def test_a_manifest_that_a_spreadsheet_has_saved_is_read(order: Order) -> None:
    path = batch.batch(order).path
    before = manifest.load(path)
    path.write_text(path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8-sig")

    assert manifest.load(path) == before
    assert not any(re.fullmatch(r"[0-9]+(e[0-9]+)?", entry.copy) for entry in before)


def test_a_name_that_could_be_a_formula_is_none_in_the_manifest(order: Order) -> None:
    again(order, "organisation\n=1+1\n'=1+1\n@2\n'Nord'\n")
    path = batch.batch(order).path

    assert [line.split(",")[2] for line in path.read_text(encoding="utf-8").splitlines()[1:]] == [
        "'=1+1.docx",
        "''=1+1.docx",
        "'@2.docx",
        "'Nord'.docx",
    ]
    assert [entry.file for entry in manifest.load(path)] == ["=1+1.docx", "'=1+1.docx", "@2.docx", "'Nord'.docx"]
    assert batch.batch(order).kept == 4


def test_a_password_that_no_pdf_takes_is_told(order: Order) -> None:
    told = refused(replace(again(order, f"name,pass\nAnn,{'ω' * 64}\n"), password_column="pass", format="pdf"))

    assert told[0].endswith("is longer than a PDF takes. Give one of at most 127 letters; Greek ones count twice.")


def test_a_password_column_that_is_not_there_is_told_once(order: Order) -> None:
    assert refused(replace(order, format="pdf", password_column="pin")) == [
        "roster.csv: There is no column 'pin', or nothing in it. Known here: date, name, only, organisation."
    ]


def test_copies_with_passwords_come_back_with_a_list_of_them(order: Order, tmp_path: Path) -> None:
    order = again(replace(order, format="pdf", password_column="pin"), "organisation,pin\nNord,één 1\nSüd,2\n")
    batch.batch(order)
    keys = Folder(tmp_path).write("keys.txt", "\ufeffother\r\n2\r\n\r\néén 1\r\n")
    folders = (order.toolkit or Path(),)

    made = combine(Merge((order.output,), tmp_path / "m.yaml", folders, passwords=keys))

    assert sorted(each.organisation for each in made.responses) == ["Nord", "Süd"]
    with pytest.raises(ToolkitError, match="locked with a password"):
        read(order.output / "Nord.pdf", Shelf(folders))
    (tmp_path / "keys.txt").write_bytes(b"\xe9")
    with pytest.raises(ToolkitError, match="not in UTF-8"):
        Shelf(passwords=keys)
    with pytest.raises(ToolkitError) as wrong:
        Shelf(passwords=tmp_path)
    assert wrong.value.exit_code == 1  # and no return


def test_locked_copies_are_looked_through_with_their_passwords(order: Order, tmp_path: Path) -> None:
    batch.batch(again(replace(order, format="pdf", password_column="pin"), "name,organisation,pin\nAnn,Nord,1\n"))
    path, tiny = str(order.output / "Ann.pdf"), ["--toolkit", str(order.toolkit)]
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
    assert f"{path}: This PDF is locked with a password. Give a file with its password, " in refused_[2].stderr
    assert CliRunner().invoke(cli, ["check", "--passwords", right]).exit_code == 2


def test_a_row_without_its_password_is_told(order: Order) -> None:
    again(order, "name,pin\nAnn,1\nBob,\n")

    assert refused(replace(order, format="pdf", password_column="pin")) == [
        "roster.csv:3: There is no password in the column 'pin'. Add it."
    ]


def test_a_copy_that_only_its_printed_line_tells_of_is_back(order: Order, tmp_path: Path) -> None:
    batch.batch(order)
    parts = zipped.unpacked((order.output / "Bob.docx").read_bytes())
    bare = {name: data for name, data in parts.items() if not name.startswith("docProps/")}
    back = tmp_path / "back" / "filled.docx"
    back.parent.mkdir()
    back.write_bytes(zipped.packed(bare))

    merged, folders = tmp_path / "m.yaml", (order.toolkit or Path(),)
    done = combine(Merge((back,), merged, folders, manifest=order.output / "manifest.csv"))

    assert "1 of 3 copies are back" in str(done)


def test_a_merge_says_whose_copy_is_not_back(order: Order, tmp_path: Path) -> None:
    batch.batch(order)
    filled_in(order, "Bob", tmp_path / "back" / "filled.docx")

    merged = tmp_path / "merged.yaml"
    manifest_ = order.output / "manifest.csv"
    done = combine(Merge((tmp_path / "back",), merged, (order.toolkit or Path(),), manifest=manifest_))

    assert "1 of 3 copies are back\nnot back: row 2, Ann.docx\nnot back: row 4, Cy.docx" in str(done)
    later = combine(Merge((merged,), tmp_path / "m.yaml", (order.toolkit or Path(),), manifest=manifest_))
    assert len(later.missing) == 2


def filled_in(order: Order, name: str, path: Path) -> None:
    """Write what comes back of a copy that somebody has filled in."""
    copies = {entry.file: entry.copy for entry in manifest.load(order.output / "manifest.csv")}
    page = build.page(content.load(order.toolkit or Path()), "participant")
    page = replace(page, stamp=replace(page.stamp, copy=copies[f"{name}.docx"], personal=True))
    data = formats.write("docx", page, theme.load(), Fill({"A3": "done"}))
    Folder(path.parent).write(path.name, data)


def test_copies_as_they_were_made_are_not_back(order: Order, tmp_path: Path) -> None:
    path, folders = batch.batch(order).path, (order.toolkit or Path(),)
    filled_in(order, "Bob", tmp_path / "back" / "filled.docx")
    merged = tmp_path / "m.yaml"
    as_made = "as it was made, nothing filled in: row"

    blank = str(combine(Merge((order.output,), merged, folders, manifest=path)))
    both = str(combine(Merge((order.output, tmp_path / "back"), merged, folders, manifest=path, force=True)))
    (order.output / "Ann.docx").unlink()
    said = merged.read_text(encoding="utf-8").replace("organisation: Nord", "organisation: Nord-West")
    merged.write_text(said, encoding="utf-8")
    again_ = str(combine(Merge((merged, order.output), tmp_path / "n.yaml", folders, manifest=path)))

    assert f"0 of 3 copies are back\n{as_made} 2, Ann.docx\n{as_made} 3, Bob.docx\n{as_made} 4, Cy.docx" in blank
    assert f"1 of 3 copies are back\n{as_made} 2, Ann.docx\n{as_made} 4, Cy.docx" in both
    assert f"2 of 3 copies are back\n{as_made} 4, Cy.docx" in again_  # what was typed into a merged file counts


@pytest.mark.parametrize(
    "text", ["", "a,b\n", "copy,row,file,sha256,made_of\na,b,c,d,e\n", "copy,row,file,sha256,made_of\na\n"]
)
def test_a_manifest_of_another_form_is_told(tmp_path: Path, text: str) -> None:
    path = Folder(tmp_path).write("manifest.csv", text)

    with pytest.raises(ToolkitError, match="This is no manifest of a batch"):
        manifest.load(path)


def test_ids_say_nothing_of_a_person(order: Order, tmp_path: Path) -> None:
    batch.batch(order)
    batch.batch(replace(order, output=tmp_path / "other"))

    ids = [{entry.copy for entry in manifest.load(tmp_path / folder / "manifest.csv")} for folder in ("out", "other")]
    assert not ids[0] & ids[1]
    assert kinds.kind((order.output / "Ann.docx").read_bytes()) == "docx"


def warned(order: Order) -> list[str]:
    told: list[str] = []
    batch.batch(order, warn=told.append)
    return told


@pytest.mark.parametrize("jobs", [1, 2])
def test_letters_that_no_font_has_are_told_once_for_all_copies(order: Order, jobs: int) -> None:
    again(order, "name,organisation\n" + "".join(f"N{at:02},Nord {'☃✺לא'[at % 5 :]}\n" for at in range(25)))

    assert warned(replace(order, format="pdf", jobs=jobs)) == [
        "No font has “☃” (U+2603 SNOWMAN), “✺” (U+273A SIXTEEN POINTED ASTERISK), in N00.pdf and 9 more copies: "
        f"they are shown as boxes. {glyphs.HINT}",
        "“א” (U+05D0 HEBREW LETTER ALEF), in N00.pdf and 19 more copies, is written from right to left: "
        "such scripts are not supported.",
    ]
    assert warned(replace(order, output=order.output / "docx")) == []  # in the fonts of who reads it


def test_letters_of_a_page_are_told_with_the_copies_that_have_it(order: Order) -> None:
    Folder(order.toolkit or Path()).change("beta.yaml", "label: April", "label: April ☃")

    told = "No font has “☃” (U+2603 SNOWMAN), in Ann.{} and 1 more copy: it is shown as a box. " + glyphs.HINT
    assert [warned(replace(order, format=name)) for name in ("pdf", "docx")] == [
        [told.format("pdf")],
        [told.format("docx")],
    ]


def test_what_is_not_translated_is_told_once_for_each_language(order: Order) -> None:
    again(order, "name,language,only\nAnn,it,\nBob,it,A\nCy,de,\nDee,,\n")

    alone = [
        sentence
        for lang in ("it", "de")
        for sentence in build.untranslated(translation.toolkit(order.toolkit or Path(), lang))
    ]
    assert warned(order) == alone
    done = CliRunner().invoke(cli, ["batch", str(order.roster), str(order.toolkit), "-o", str(order.output), "-q"])
    assert (done.exit_code, done.stderr.splitlines()) == (0, alone)


def test_copies_keep_the_rules_of_accessibility(order: Order) -> None:
    for name, failures in (("pdf", pdf_failures), ("docx", accessibility.problems)):
        batch.batch(replace(order, format=name))
        for who in ("Ann", "Bob"):
            assert failures((order.output / f"{who}.{name}").read_bytes()) == []


def test_two_formats_at_once_are_told_and_none_is_taken(order: Order) -> None:
    arguments = ["batch", str(order.roster), "-f", "docx", "-f", "pdf", "-o", str(order.output)]

    done = CliRunner().invoke(cli, arguments)

    assert done.exit_code == 2
    assert "docx and pdf at once; a batch is of one format." in done.stderr
    assert not order.output.exists()


def test_a_formula_that_went_wrong_is_told_where_it_matters(order: Order) -> None:
    told = refused(again(order, "name,organisation,remark\nAnn,#REF!,x\nBob,North,#N/A\n"))

    assert told == [
        "roster.csv:2: There is #REF! in the column 'organisation', for a formula went wrong. "
        "Correct the formula, or write the value in its place."
    ]


def test_answers_that_are_in_no_copy_are_told(order: Order, tmp_path: Path) -> None:
    given = Folder(tmp_path / "answers").write(
        "Ann.yaml", 'toolkit: tiny\nversion: "0.9"\nanswers: {A3: done, A99: lost}\nnotes: [{kind: open, code: A2}]\n'
    )

    assert warned(replace(order, answers=tmp_path / "answers")) == [
        f"{given}: There is no field 'A99' in this version. An answer to it is left out.",
        "1 answer waits for a decision within an organisation, and cannot be printed yet.",
    ]


def test_a_formula_whose_result_is_not_there_is_told_where_it_matters(order: Order) -> None:
    made = Workbook()
    for row in (("name", "organisation", "remark"), ("Ann", "=A2", "x"), ("Bob", "North", "=A3")):
        made.active.append(row)
    path = order.roster.with_suffix(".xlsx")
    made.save(path)  # by a program that works nothing out

    assert refused(replace(order, roster=path)) == [
        "roster.xlsx:2: There is a formula in the column 'organisation', and the file does not hold its result. "
        "Open it in Excel or LibreOffice and save it, or write the value itself."
    ]
