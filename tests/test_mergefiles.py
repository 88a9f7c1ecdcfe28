"""The whole merge: what is written, what is told, and what is left alone."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from toolkit_cli import filetypes
from toolkit_cli.building import manifest
from toolkit_cli.cli import cli
from toolkit_cli.errors import AnswersError, OutputError, ReturnError
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.values import Value
from toolkit_cli.returns import mergefiles
from toolkit_cli.returns.mergefiles import MergeOptions

from .conftest import Folder, problems
from .gathered import HEAD, combined, many, typed, workbook


def test_answers_that_were_read_do_not_stay_whatever_goes_wrong(
    returns: Folder, tiny_folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    returns.write("a.yaml", typed("North"))
    monkeypatch.setattr(mergefiles, "merge", lambda *_: [][0])

    with pytest.raises(IndexError):
        combined(returns, tiny_folder)

    assert list(returns.path.parent.glob("*.parts")) == []


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
    mergefiles.combine(MergeOptions(paths, corrected, folders=folders))
    said = corrected.read_text(encoding="utf-8")
    assert said.count("A2: 'yes'") == count
    corrected.write_text(said.replace("A2: 'yes'", "A2: 'no'"), encoding="utf-8")

    for number, order in enumerate([(corrected, given), (given, corrected)]):
        done = mergefiles.combine(MergeOptions(order, tmp_path / f"{number}.yaml", folders=folders))
        later = mergefiles.combine(
            MergeOptions((given, *done.files, given), tmp_path / f"{number}-again.yaml", folders=folders)
        )

        assert [each.answers["A2"] for each in done.responses] == ["no"] * count
        assert later.responses == done.responses


def test_two_who_typed_one_id_are_told(returns: Folder, tiny_folder: Folder) -> None:
    for name, said in (("a", "yes"), ("b", "no")):
        returns.write(f"{name}.yaml", f"{HEAD}id: '1'\nanswers: {{A2: {said}}}\n")

    done = combined(returns, tiny_folder)

    assert "saved at the same time, and it is not known which is later: a.yaml, b.yaml" in str(done)


def test_a_return_that_was_corrected_by_hand_in_two_ways_is_told(
    returns: Folder, tiny: Toolkit, tiny_folder: Folder
) -> None:
    returns.write("a.docx", workbook(tiny, "docx", {"A4": "1"}))
    (path,) = combined(returns, tiny_folder).files
    merged = path.read_text(encoding="utf-8")
    for name, said in (("b", "2"), ("c", "3")):
        returns.write(f"{name}.yaml", merged.replace("A4: 1", f"A4: {said}"))

    done = combined(returns, tiny_folder, force=True)

    assert "corrected by hand in two ways, and it is not known which is right: a.docx" in done.warnings


def listed(organisation: str) -> str:
    """Return a list of two typed responses, the first of which has an id."""
    first = f"- {{id: 1, respondent: {{organisation: {organisation}}}, answers: {{A2: yes}}}}"
    return f"{HEAD}responses:\n{first}\n- answers: {{A2: no}}\n"


def test_two_organisations_that_have_one_id_in_two_lists_are_told(returns: Folder, tiny_folder: Folder) -> None:
    for name in ("North", "South"):
        returns.write(f"{name}.yaml", listed(name))

    assert "perhaps filled in by two people: id 1: organisation '" in str(combined(returns, tiny_folder))


def test_a_name_in_a_list_that_was_corrected_by_hand_is_no_other_person_s(returns: Folder, tiny_folder: Folder) -> None:
    returns.write("a.yaml", listed("Nroth"))
    (path,) = combined(returns, tiny_folder).files
    returns.write("m.yaml", path.read_text("utf-8").replace("Nroth", "North"))

    done = combined(returns, tiny_folder, force=True)

    assert sorted(each.organisation for each in done.responses) == ["", "North"]
    assert "two people" not in str(done)


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
    options = MergeOptions((*paths,), returns.path / "merged.yaml", folders=(tiny_folder.path,), by=by, force=True)

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
        "1 copy came back more than once: the latest save with answers counts, what it replaced is noted: "
        "a.docx, b.docx",
        "perhaps filled in by two people: a.docx, b.docx: organisation 'North', and then 'South'",
        "saved at the same time, and it is not known which is later: a.docx, b.docx",
    ]


def test_of_saves_of_one_copy_those_of_the_same_time_are_told_and_no_earlier_one(
    returns: Folder, tiny_folder: Folder
) -> None:
    for name, said, day in (("a", "Two", 1), ("b", "Two", 3), ("c", "One", 2), ("d", "Three", 3)):
        head = f"id: c1\nsource: {{file: {name}.docx, sha256: {name * 64}, saved: '2021-01-0{day}'}}\n"
        returns.write(f"{name}.yaml", f"toolkit: tiny\n{head}answers: {{A3: {said}}}\n")

    told = str(combined(returns, tiny_folder)).split("\n")

    assert told[-1] == "saved at the same time, and it is not known which is later: b.docx, d.docx"


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

    head, counts, after = str(combined(returns, tiny_folder)).splitlines()
    assert (head, after) == ("1 file: 1 response (1 YAML)", "1 response after merging")
    assert counts.startswith("fields: 2 answered, ")


def test_colleagues_who_ticked_alike_in_copies_for_anybody_are_told(
    returns: Folder, tiny_folder: Folder, tiny: Toolkit
) -> None:
    for name in ("anna", "bruno"):
        returns.write(f"{name}.pdf", workbook(tiny, "pdf", {"R-organisation": "North", "A4": "12"}) + name.encode())

    told = str(combined(returns, tiny_folder))

    assert "1 response after merging\ncounted once, because they say the same: anna.pdf, bruno.pdf" in told


@pytest.mark.parametrize("by", [None, "organisation"])
def test_notes_on_the_members_of_an_organisation_are_notes_too(
    returns: Folder, tiny_folder: Folder, by: str | None
) -> None:
    for name, note in (("a", "\nnotes: [{kind: comment, text: Why, code: A2}]"), ("b", "")):
        returns.write(f"{name}.yaml", f"{typed('North', f'A3: {name}')}{note}\n")

    assert combined(returns, tiny_folder, by=by, strict=True).exit_code == 4


def test_where_nobody_says_of_which_organisation_a_return_is_that_is_told(returns: Folder, tiny_folder: Folder) -> None:
    returns.write("a.yaml", f"{HEAD}answers: {{A2: yes}}\n")
    said = "no response says which organisation it comes from: each is kept separate"

    assert said in combined(returns, tiny_folder, by="organisation").warnings
    assert said not in combined(returns, tiny_folder, force=True).warnings


def test_a_return_that_does_not_say_of_which_organisation_it_is_is_told(returns: Folder, tiny_folder: Folder) -> None:
    returns.write("a.yaml", typed("North"))
    returns.write("b.yaml", f"{HEAD}answers: {{A2: yes}}\n")

    done = combined(returns, tiny_folder, by="organisation")

    assert done.warnings == ["1 response does not say which organisation it comes from, and is kept separate: b.yaml"]


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
    assert said == f"counted once, because they say the same: {anna}, {bruno}, own.pdf"


def test_returns_that_may_be_one_and_count_as_two_are_told(returns: Folder, tiny_folder: Folder, tiny: Toolkit) -> None:
    said: dict[str, Value] = {"R-organisation": "North", "A3": "We kept the phone line open in April."}
    returns.write("a.pdf", workbook(tiny, "pdf", said, "c1"))
    returns.write("a.docx", workbook(tiny, "docx", said, "c2"))
    returns.write("b.pdf", workbook(tiny, "pdf", {"A2": "yes"}))
    returns.write("b.docx", workbook(tiny, "docx", {"A2": "yes"}))

    done = combined(returns, tiny_folder)

    told_ = "each counted, but perhaps one return, because they say the same"
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


def test_a_copy_that_the_manifest_knows_as_it_was_made_is_so_in_later_merges_too(
    returns: Folder, tiny_folder: Folder, tiny: Toolkit
) -> None:
    """Also where somebody corrects in the merged file whose copy it is, and gives no answer."""
    data = workbook(tiny, "docx", {"A2": "yes", "R-organisation": "Nort"}, "c1")  # without a mark of its own
    returns.write("north.docx", data)
    sent = manifest.text([manifest.Entry("c1", 2, "north.docx", hashlib.sha256(data).hexdigest(), "")])
    first = combined(returns, tiny_folder, manifest=Folder(tiny_folder.path.parent).write("sent.csv", sent))
    text = first.files[0].read_text(encoding="utf-8")
    told_ = "as made, so that what was put in does not count: north.docx"
    (returns.path / "north.docx").unlink()

    for name, answer, told_of in (("North", "yes", [told_]), ("North", "no", [])):
        corrected = text.replace("organisation: Nort\n", f"organisation: {name}\n")
        returns.write("m.yaml", corrected.replace("A2: 'yes'", f"A2: {answer}"))
        later = combined(returns, tiny_folder, force=True)
        assert [(each.organisation, each.answers["A2"]) for each in later.responses] == [(name, answer)]
        assert later.warnings == told_of


def test_a_return_without_any_answer_is_told(returns: Folder, tiny_folder: Folder, tiny: Toolkit) -> None:
    returns.write("blank.docx", workbook(tiny, "docx", {}))
    returns.write("north.yaml", typed("North"))

    assert combined(returns, tiny_folder).warnings == ["without any answer: blank.docx"]


def test_returns_without_any_answer_are_told_in_the_order_of_their_names(
    returns: Folder, tiny_folder: Folder, tiny: Toolkit
) -> None:
    for name, copy in [("a", "cccccccccccc"), ("b", "bbbbbbbbbbbb"), ("c", "aaaaaaaaaaaa")]:
        returns.write(f"{name}.docx", workbook(tiny, "docx", {}, copy))

    assert combined(returns, tiny_folder).warnings == ["without any answer: a.docx, b.docx, c.docx"]


def test_a_file_that_may_not_be_read_does_not_stop_the_rest(
    returns: Folder, tiny_folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = returns.write("a.yaml", typed("North")), returns.write("b.yaml", typed("East"))
    monkeypatch.setattr(os, "access", lambda path, mode, **_: mode != os.R_OK or path != str(bad))  # as root may all
    opened = Path.open

    def denied(path: Path, *how: Any, **more: Any) -> Any:
        if path == bad:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *how, **more)

    monkeypatch.setattr(Path, "open", denied)
    done = CliRunner().invoke(cli, ["read", str(good), str(bad), "--toolkit", str(tiny_folder.path)])

    assert done.exit_code == 3
    assert "organisation: North" in done.stdout
    assert f"{bad}: The file cannot be read (Permission denied)." in done.stderr


def test_a_return_that_lies_in_the_folder_is_not_written_over(returns: Folder, tiny_folder: Folder) -> None:
    path = returns.write("a.yaml", typed("North", "A2: yes"))
    options = MergeOptions((returns.path,), path, folders=(tiny_folder.path,), force=True)
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
    with suppress(FileExistsError):  # where capitals do not count
        os.link(lying, returns.path.parent / "Merged.yaml")
    options = MergeOptions(
        (returns.path,), returns.path.parent / "Merged.yaml", folders=(tiny_folder.path,), force=True
    )

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
    assert "saved later without any answer, so the earlier save counts: b.yaml" in done.warnings


@pytest.mark.parametrize("explained", [True, False])
def test_decisions_that_were_made_are_not_written_over(returns: Folder, tiny_folder: Folder, explained: bool) -> None:
    returns.write("a.yaml", typed("North", "A2: yes, A4: 3"))
    returns.write("b.yaml", typed("north", "A2: no, A4: 4"))
    path = combined(returns, tiny_folder, by="organisation").files[1]
    combined(returns, tiny_folder, by="organisation", force=True)  # nothing is decided yet
    text = _decided(path.read_text(encoding="utf-8"))
    text = text if explained else "".join(line for line in text.splitlines(True) if not line.startswith("#"))
    path.write_text(text, encoding="utf-8")

    other = returns.path.parent / "other.yaml"
    other.write_text("decisions: []\n", encoding="utf-8")

    for force, named in ((False, None), (True, None), (True, other), (True, other.with_name("none.yaml"))):
        with pytest.raises(OutputError, match="holds 2 decisions that the merge would write over"):
            combined(returns, tiny_folder, by="organisation", decisions=named, force=force)
    combined(returns, tiny_folder, force=True)  # not by organisation: it writes no file of decisions

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
    assert "decisions.yaml: This is a file of decisions, not an answers file." in str(made)


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
import hashlib
import os
import signal
import sys
from pathlib import Path
from typing import Any
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
    combine(MergeOptions((returns,), output, folders=(folder,), jobs=2), stop_at_a_hundred)
"""


def _decided(text: str) -> str:
    """Decide on A2 and A4."""
    first, second, third = text.split("- organisation: ")
    return "- organisation: ".join([first, _filled(second, "No"), _filled(third, "4")])


def _filled(entry: str, answer: str) -> str:
    head, _, _ = entry.partition("decision:")
    return f"{head}decision: {answer}\n\n"


def test_a_correction_that_came_in_a_copy_for_anybody_is_told(returns: Folder, tiny_folder: Folder) -> None:
    said = 'A3: "We kept the phone line open in April.", A2: {}'
    returns.write("first.yaml", typed("North", said.format("yes")))
    returns.write("later.yaml", typed("North", said.format("no")))

    done = combined(returns, tiny_folder)

    assert len(done.responses) == 2
    told = "each counted, but perhaps one return, because they say nearly the same: first.yaml, later.yaml"
    assert told in done.warnings
