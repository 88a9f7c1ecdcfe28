"""Redaction: a copy with marks in the place of what was found; what was given stays as it was."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit_cli import formats
from toolkit_cli.building import build
from toolkit_cli.errors import OutputError
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.values import Value
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import Fill
from toolkit_cli.privacy import findings as privacy
from toolkit_cli.privacy import redaction
from toolkit_cli.privacy.passages import passages
from toolkit_cli.privacy.redactedresponse import DONE, redacted, with_new_ids
from toolkit_cli.privacy.redaction import redact
from toolkit_cli.privacy.scanner import ResponseScanner, ToolkitWords
from toolkit_cli.responses import readanswers, writeanswers
from toolkit_cli.responses.equality import answers_digest, signature
from toolkit_cli.responses.merge import merge
from toolkit_cli.responses.organisations import by_organisation, has_answered, unlabelled
from toolkit_cli.responses.response import Origin, Response
from toolkit_cli.returned import Note, NoteKind
from toolkit_cli.returns.mergefiles import MergeOptions, combine
from toolkit_cli.returns.toolkits import Toolkits

from .conftest import Folder, problems

HEAD = 'toolkit: tiny\nversion: "1.0"\n'
SAID = "Mr Smith rang Maria on 3 May 2020 from 020 7946 0958; Smith lives at 12 High Street."
MARKED = "Mr [name] rang [name] on [date] from [phone number]; [name] lives at [address]."


@pytest.fixture
def given_(tmp_path: Path) -> Folder:
    """A folder for what is given."""
    made = Folder(tmp_path / "given")
    made.path.mkdir()
    return made


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_marks_stand_in_the_place_of_what_was_found(
    given_: Folder, tmp_path: Path, toolkits: Toolkits, tiny: Toolkit, tiny_fields: dict[str, Field]
) -> None:
    path = given_.write(
        "north.yaml", f"# Of Mr Smith\n{HEAD}id: feed00000001\nanswers:\n  A3: {json.dumps(SAID)}\n  A4: 14\n"
    )

    done = redact([path], tmp_path / "out", toolkits)

    assert done.copies == (tmp_path / "out" / "north-names-removed.yaml",)
    assert not [word for word in ("Smith", "responses:") if word in done.copies[0].read_text(encoding="utf-8")]
    assert readanswers.load(done.copies[0], tiny, tiny_fields) == (
        Response({"A3": MARKED, "A4": "14"}, id="feed00000001", version="1.0", notes=(DONE,)),
    )
    assert len(done.looked.findings) == 6


def test_what_was_given_is_not_changed(given_: Folder, tmp_path: Path, toolkits: Toolkits, tiny: Toolkit) -> None:
    given_.write("a.yaml", f"{HEAD}answers: {{A3: Mr Smith}}\n")
    for name in ("docx", "pdf"):
        page = build.page(tiny, "participant")
        given_.write(f"b.{name}", formats.write(name, page, theme.load(), Fill(values={"A3": SAID})))
    before = hashes(given_.path)

    done = redact([given_.path], tmp_path / "out", toolkits)

    assert hashes(given_.path) == before
    assert sorted(path.name for path in done.copies) == [
        "a-names-removed.yaml",
        "b-names-removed-2.yaml",
        "b-names-removed.yaml",
    ]
    assert all(MARKED in path.read_text(encoding="utf-8").replace("\n ", "") for path in done.copies[1:])


def test_a_merge_of_copies_with_their_originals_says_that_names_are_in_it(
    given_: Folder, tmp_path: Path, toolkits: Toolkits, tiny: Toolkit
) -> None:
    page = build.page(tiny, "participant")
    given_.write("north.docx", formats.write("docx", page, theme.load(), Fill({"A3": SAID})))
    given_.write("south.docx", formats.write("docx", page, theme.load(), Fill({"A3": "No names"})))
    copies, merged = tmp_path / "out", tmp_path / "merged.yaml"
    redact([given_.path / "north.docx"], copies, toolkits)

    def warned(*paths: Path, output: Path = tmp_path / "other.yaml") -> list[str]:
        return combine(MergeOptions(paths, output, folders=toolkits.folders, force=True)).warnings

    what = "here with names removed and as they were, so that the names are in this merge"
    assert warned(given_.path, copies, output=merged) == [f"{what}: north.docx. Merge only one of the two."]
    assert warned(merged) == [f"{what}: north.docx. Merge only one of the two."]
    assert warned(given_.path / "south.docx", copies) == []


def test_json_stays_json_and_a_merged_file_stays_merged(
    given_: Folder, tmp_path: Path, toolkits: Toolkits, tiny: Toolkit, tiny_fields: dict[str, Field]
) -> None:
    responses = [Response({"A3": "Mr Smith"}, {}, "c1"), Response({"A4": "3"}, {"organisation": "North"}, "c2")]
    data = writeanswers.several(tiny, responses, by="organisation")
    path = given_.write("merged.json", writeanswers.text(data, "json"))

    (copy,) = redact([path], tmp_path, toolkits).copies

    assert copy.name == "merged-names-removed.json"
    assert json.loads(copy.read_text(encoding="utf-8"))["by"] == "organisation"
    assert [dict(each.answers) for each in readanswers.load(copy, tiny, tiny_fields)] == [
        {"A3": "Mr [name]"},
        {"A4": "3"},
    ]


def test_notes_their_writers_earlier_words_members_and_file_names_are_redacted(tiny: Toolkit) -> None:
    response = Response(
        {"A3": "We rang Osgood."},
        {"organisation": "North (Maria Rossi)", "date": "2021-03-19"},
        id="c1",
        source=Origin("kelly_osgood.docx", "docx", "abc", says="0" * 32),
        also=(Origin("Maria Rossi (2).pdf", "pdf", "def", says="1" * 32),),
        notes=(
            Note("comment", "Ask Herr Weber", who="Kelly Osgood", place="“Frau Weber”"),
            Note("version", text="1"),
            Note("copy", "the same answers as in 207946095812"),
            Note("tie", "Maria Rossi (2).pdf, kelly_osgood.docx"),
            Note("filled", "organisation, A4"),
        ),
        earlier=(Response({"A3": "Mr Smith"}),),
        members=(Response({"A3": "Mr Smith"}),),
    )

    assert redacted(response, ToolkitWords(tiny)) == Response(
        {"A3": "We rang [name]."},
        {"organisation": "North ([name])", "date": "2021-03-19"},
        id="c1",
        source=Origin("[name].docx", "docx", "abc"),
        also=(Origin("[name] (2).pdf", "pdf", "def"),),
        notes=(
            Note("comment", "Ask Herr [name]", who="[name]", place="“Frau [name]”"),
            Note("version", text="1"),
            Note("copy", "the same answers as in 207946095812"),
            Note("tie", "[name] (2).pdf, [name].docx"),
            Note("filled", "organisation, A4"),
            DONE,
        ),
        earlier=(Response({"A3": "Mr [name]"}),),
        members=(Response({"A3": "Mr [name]"}),),
    )


def test_a_comma_in_the_name_of_a_file_keeps_no_part_of_it_where_a_merge_names_files(tiny: Toolkit) -> None:
    names = ("Rossi, Maria.docx", "Weber, Anna, corrected.docx", "b.docx")
    saves = [
        Response({"A3": name}, id="c1", source=Origin(name, "docx", name.encode().hex(), "2021-01-01T00:00:00Z"))
        for name in names
    ]

    (merged,) = merge(saves)

    assert [note.text for note in merged.notes if note.kind == "tie"] == [", ".join(names)]
    (tie,) = (note for note in redacted(merged, ToolkitWords(tiny)).notes if note.kind == "tie")
    assert tie.text == "[name].docx, [name], corrected.docx, b.docx"


def test_who_wrote_a_comment_is_redacted_as_a_whole_however_it_is_spelt(tiny: Toolkit) -> None:
    notes = tuple(Note("comment", "Why?", who=who) for who in ("kosgood", "k. o.", "Author"))

    done = redacted(Response({"A3": "Words."}, notes=notes), ToolkitWords(tiny))

    assert [note.who for note in done.notes if note.kind == "comment"] == ["[name]", "[name]", "Author"]


def read(name: str, answers: dict[str, Value], **about: Any) -> Response:
    """Return what was read from a personal copy of this name."""
    hashed = hashlib.sha256(name.encode()).hexdigest()
    made = Response(answers, id="feed00000001", version="1.0", source=Origin(name, "pdf", hashed))
    return replace(made, source=replace(made.source, says=signature(made), **about))


@pytest.mark.parametrize("untouched", [False, True])
@pytest.mark.parametrize("number", range(8))  # of two versions of one time a hash tells which is the later
def test_what_was_corrected_by_hand_counts_in_a_merge_of_the_copies_too(
    given_: Folder,
    tmp_path: Path,
    toolkits: Toolkits,
    tiny: Toolkit,
    tiny_fields: dict[str, Field],
    untouched: bool,
    number: int,
) -> None:
    was = read(f"{number}.pdf", {"A3": "Mr Smith rang."}, untouched=untouched)
    by_hand = replace(was, answers={"A3": f"Mr Jones rang {number} times."})
    merged = merge([was, by_hand])
    path = given_.write("m.yaml", writeanswers.text(writeanswers.several(tiny, merged), "yaml"))

    (copy,) = redact([path], tmp_path, toolkits).copies
    answers = readanswers.load(copy, tiny, tiny_fields)

    assert merged[0].answers == by_hand.answers
    assert was.source.says[:32] not in copy.read_text(encoding="utf-8")
    for each in (answers, merge(answers), merge([*answers, *merge(answers)])):
        assert [dict(response.answers) for response in each] == [{"A3": f"Mr [name] rang {number} times."}]
        assert [has_answered(response) for response in each] == [True]
        assert [dict(earlier.answers) for earlier in each[0].earlier] == [{"A3": "Mr [name] rang."}]


def test_of_a_copy_as_it_was_made_what_was_put_in_counts_no_more_when_it_is_redacted(
    given_: Folder, tmp_path: Path, toolkits: Toolkits, tiny: Toolkit, tiny_fields: dict[str, Field]
) -> None:
    made = read("a.pdf", {"A3": "Mr Smith rang."}, untouched=True)
    made = replace(made, source=replace(made.source, put=answers_digest(made)))
    path = given_.write("m.yaml", writeanswers.text(writeanswers.several(tiny, [made]), "yaml"))

    (copy,) = redact([path], tmp_path, toolkits).copies

    (copied,) = readanswers.load(copy, tiny, tiny_fields)
    assert copied.source.put not in ("", made.source.put)  # which would tell what is gone
    for each in (copied, replace(copied, respondent={"organisation": "North"})):
        assert not any(map(has_answered, merge([each])))


def test_line_breaks_that_were_put_in_by_hand_stay_in_a_merge_of_the_copies(
    given_: Folder, tmp_path: Path, toolkits: Toolkits, tiny: Toolkit, tiny_fields: dict[str, Field]
) -> None:
    was = read("a.pdf", {"A3": "Mr Smith rang. Twice."})
    merged = merge([was, replace(was, answers={"A3": "Mr Smith rang.\nTwice."})])
    path = given_.write("m.yaml", writeanswers.text(writeanswers.several(tiny, merged), "yaml"))

    (copy,) = redact([path], tmp_path, toolkits).copies

    (again,) = merge(readanswers.load(copy, tiny, tiny_fields))
    assert again.answers == {"A3": "Mr [name] rang.\nTwice."}


@pytest.mark.parametrize(
    ("role", "left"),
    [
        ("Director Anna Schmidt", "Director [name]"),
        ("Leiterin Sabine Krüger", "Leiterin [name]"),
        ("Psicologa Giulia Bianchi", "Psicologa [name]"),
        ("Maria", "[name]"),
        ("Social worker", "Social worker"),
        ("Head of the Online Group", "Head of the Online Group"),
    ],
)
def test_a_name_beside_a_role_is_taken_out_there_and_elsewhere(tiny: Toolkit, role: str, left: str) -> None:
    surname = role.split()[-1]
    said = f"We asked {surname} about it." if "[name]" in left and " " in role else "We asked about it."

    done = redacted(Response({"A3": said}, {"organisation": "North", "role": role}), ToolkitWords(tiny))

    assert done.respondent == {"organisation": "North", "role": left}
    assert done.answers == {"A3": said.replace(surname, "[name]")}


def test_no_hidden_hyphen_keeps_a_part_of_a_name(tiny: Toolkit) -> None:
    said = "Frau Krü\u00adger kam, Kelly Os\u200bgood und maria@exam\u00adple.org auch."

    done = redacted(Response({"A3": said}), ToolkitWords(tiny))

    assert done.answers == {"A3": "Frau [name] kam, [name] und [e-mail address] auch."}


def test_the_line_for_a_name_is_a_name_as_a_whole(tiny: Toolkit) -> None:
    done = redacted(Response({"A3": "Qazimi knows."}, {"name": "Xhevdet Qazimi"}), ToolkitWords(tiny))

    assert done.respondent == {"name": "[name]"}
    assert done.answers == {"A3": "[name] knows."}


def test_titles_before_a_name_that_was_taken_out_are_no_names(tiny: Toolkit) -> None:
    done = redacted(Response({"A3": "Frau Prof. Dr. Sabine Krüger kam."}), ToolkitWords(tiny))

    assert done.answers == {"A3": "Frau Prof. Dr. [name] kam."}


@pytest.mark.parametrize(
    ("stem", "copy"),
    [
        ("Schmidt, Anna", "name"),
        ("Schmidt Anna 2", "name 2"),
        ("Fr. Schmidt - North", "Fr. name - North"),
        ("Frau Mag. Schmidt", "Frau Mag. name"),
        ("Anna Schmidt Programme North", "name"),
        ("AnnaSchmidt", "name"),
        ("copy_AnnaSchmidt_2", "copy_name_2"),
        ("Programme North 2", "Programme North 2"),
        ("LibreOffice export", "LibreOffice export"),
        ("sr-Latn", "sr-Latn"),
        ("North_sr_Cyrl_RS 2", "North_sr_Cyrl_RS 2"),
        ("mr-smith-2 sr-latn", "mr-name-2 sr-latn"),
        ("ms_hans", "ms_name"),
        ("maria_rossi-2020", "name-2020"),
        ("Maria Rossi - John Smith 2", "name - name 2"),
        ("Maria Rossi and John Smith 2", "name and name 2"),
        ("anna_rossi_and_john_smith-2", "name_and_name-2"),
        ("Anna Schmidt und Peter Huber", "name und name"),
        ("Maria E. Rossi 2", "name 2"),
    ],
)
def test_a_name_in_the_name_of_a_file_is_not_in_the_name_of_its_copy(
    given_: Folder, tmp_path: Path, toolkits: Toolkits, stem: str, copy: str
) -> None:
    path = given_.write(f"{stem}.yaml", f"{HEAD}answers: {{A3: x}}\n")

    assert [made.name for made in redact([path], tmp_path, toolkits).copies] == [f"{copy}-names-removed.yaml"]


def test_a_name_beside_the_options_of_a_return_is_taken_out_and_the_options_stay(tiny: Toolkit) -> None:
    made = redacted(Response({"A7": ("phone", "with Mr Smith")}), ToolkitWords(tiny))

    assert made.answers == {"A7": ("phone", "with Mr [name]")}


def test_an_organisations_answer_tells_nobody_even_where_its_words_were_changed(
    tiny: Toolkit, tiny_fields: dict[str, Field]
) -> None:
    members = [
        Response({"A3": said}, {"organisation": "North", "role": role}, id=role)
        for said, role in (("By phone.", "Leitung Peter Müller"), ("By post.", "Beraterin"))
    ]
    ((made,), _) = by_organisation(members, tiny_fields)
    changed = replace(made, answers={"A3": str(made.answers["A3"]).replace("Peter Müller", "P. M.")})

    assert "Leitung" in str(made.answers["A3"])
    for each in (made, changed):
        assert sorted(str(unlabelled("A3", each)).split("\n\n")) == ["By phone.", "By post."]


def test_a_name_that_only_the_words_of_a_file_tell_is_not_in_the_name_of_its_copy(
    given_: Folder, tmp_path: Path, toolkits: Toolkits
) -> None:
    path = given_.write("osgood north.yaml", f"{HEAD}answers: {{A3: Mr Osgood rang.}}\n")

    assert [copy.name for copy in redact([path], tmp_path, toolkits).copies] == ["name north-names-removed.yaml"]


def test_copies_of_one_name_are_numbered_in_no_order_of_the_files(tiny_folder: Folder, folder: Folder) -> None:
    given = Folder(folder.path / "given")
    people = ("Anna", "Lukas", "Maria", "Peter")  # in the order in which files are looked at
    hashes_ = {}
    for number, name in enumerate(people):
        path = given.write(f"{name}.yaml", f"{HEAD}answers: {{A4: {number}}}\n")
        hashes_[number] = hashlib.sha256(path.read_bytes()).hexdigest()

    redact([given.path], folder.path / "clean", Toolkits((tiny_folder.path,)))

    names = ["name-names-removed.yaml", *(f"name-names-removed-{number}.yaml" for number in (2, 3, 4))]
    said = [int((folder.path / "clean" / name).read_text(encoding="utf-8").partition("A4: ")[2][0]) for name in names]
    assert said == sorted(said, key=lambda number: hashes_[number]) != [0, 1, 2, 3]


def test_copies_whose_names_differ_in_capitals_are_numbered(given_: Folder, tmp_path: Path, toolkits: Toolkits) -> None:
    paths = [given_.write(f"{name}.yaml", f"{HEAD}answers: {{A3: {name}}}\n") for name in ("x/North", "y/north")]

    names = [copy.name.casefold() for copy in redact(paths, tmp_path, toolkits).copies]

    assert sorted(names) == ["north-names-removed-2.yaml", "north-names-removed.yaml"]


def test_an_id_that_somebody_typed_is_in_no_copy(
    given_: Folder, tmp_path: Path, toolkits: Toolkits, tiny: Toolkit, tiny_fields: dict[str, Field]
) -> None:
    people = [
        Response({"A3": said}, {"organisation": "North"}, id=f"osgood-{number}")
        for number, said in enumerate(("By phone.", "By post."))
    ]
    made = Note("copy", "the same answers as in feed00000001")
    notes = (Note("tie", "id osgood-0"), Note("copy", "the same answers as in osgood-1"), made)
    tie = replace(people[0], notes=notes)
    data = writeanswers.several(tiny, [*by_organisation(people, tiny_fields)[0], tie], by="organisation")
    assert writeanswers.text(data, "yaml").count("osgood") > 6
    paths = [given_.write("a.yaml", writeanswers.text(data, "yaml"))]
    paths.append(given_.write("b.yaml", f"{HEAD}id: osgood-0\nanswers: {{A3: x}}\n"))

    copies = redact(paths, tmp_path, toolkits).copies

    assert not [copy for copy in copies if "osgood" in copy.read_text(encoding="utf-8")]
    (joined, alone), (other,) = (readanswers.load(copy, tiny, tiny_fields) for copy in copies)
    assert joined.members[0].id == alone.id == other.id != joined.members[1].id
    assert made in alone.notes
    again = redact(paths[::-1], tmp_path / "again", toolkits).copies
    assert {copy.read_bytes() for copy in again} == {copy.read_bytes() for copy in copies}
    twice = redact(copies, tmp_path / "twice", toolkits).copies
    assert {copy.read_bytes() for copy in twice} == {copy.read_bytes() for copy in copies}


def test_words_that_look_like_an_id_that_somebody_typed_stay(tiny_fields: dict[str, Field]) -> None:
    said = {"1": "We did 1 visit.", "12": "(1) Phone, (2) post. Response 1 was late, id 12 too.", "2": "None."}
    people = [
        Response({"A3": words, "A7": ("phone",)}, {"organisation": "North"}, id=id_) for id_, words in said.items()
    ]
    people += [
        Response({"A3": words}, {"organisation": "North", "role": "Head"}, id=id_)
        for id_, words in (("3", "I led (1) it."), ("33", "Me too."))
    ]
    ((made,), _) = by_organisation(people, tiny_fields)
    made = replace(made, notes=(Note("comment", "Response 1: late.", code="A3"),))

    done = with_new_ids(made, "salt")

    assert (done.answers["A7"], done.notes) == (("phone",), made.notes)
    assert unlabelled("A3", done) == unlabelled("A3", made)
    for was, member in zip(made.members, done.members, strict=True):
        label = f"({was.id}):" if "role" in was.respondent else f"Response {was.id}:"
        assert label.replace(was.id, member.id) in str(done.answers["A3"]) and label not in str(done.answers["A3"])


def test_what_nothing_was_found_in_stays_letter_by_letter(tiny: Toolkit) -> None:
    assert redacted(Response({"A3": "Cafe\u0301"}), ToolkitWords(tiny)).answers == {"A3": "Cafe\u0301"}


def test_the_name_of_an_attached_file_is_looked_at_as_one(tiny: Toolkit) -> None:
    note = Note("picture", "maria_rossi.png", place="attached file")

    assert redacted(Response({}, notes=(note,)), ToolkitWords(tiny)).notes[0].text == "[name].png"
    bare = replace(note, text="call_020_7946_0958")
    assert redacted(Response({}, notes=(bare,)), ToolkitWords(tiny)).notes[0].text == "call_[phone number]"


def test_what_is_said_of_an_attached_file_is_looked_at_as_words(tiny: Toolkit) -> None:
    note = Note("picture", "maria_rossi.pdf\nRing 020 7946 0958 or j@example.org.", place="attached file")

    text = redacted(Response({}, notes=(note,)), ToolkitWords(tiny)).notes[0].text
    assert text == "[name].pdf\nRing [phone number] or [e-mail address]."


def test_nothing_more_is_done_to_what_was_redacted(tiny: Toolkit) -> None:
    once = redacted(Response({"A3": SAID}), ToolkitWords(tiny))

    assert redacted(once, ToolkitWords(tiny)) == once


PIECES = """\
Mr Smith|Kelly Osgood|Maria|called Darren|12 High Street|3 May 2020|020 7946 0958|1er mars|j@example.org|Rossi|Frau
12 Js 345/20|Az.|via Roma 5|.|,|12|2020|Hauptstraße|[name]|the|GB82 WEST 1234 5698 7654 32|Ο κ. Παππάς|г-жа Петрова
case|no.|and|We|her|é
"""


@given(st.lists(st.sampled_from(PIECES.replace("\n", "|").split("|")), max_size=14).map(" ".join), st.text(max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_redaction_leaves_nothing_that_is_found_again(tiny: Toolkit, said: str, other: str) -> None:
    asked = ToolkitWords(tiny)
    response = redacted(Response({"A3": said, "A2-more": other}, {"organisation": said}), asked)
    scanner = ResponseScanner(response, asked)

    assert [span for passage in passages(response, asked.fields) for span in scanner.spans(passage)] == []


# What is not written over.


def test_a_copy_that_exists_is_not_written_over_without_force(
    given_: Folder, tmp_path: Path, toolkits: Toolkits
) -> None:
    path = given_.write("a.yaml", f"{HEAD}answers: {{A3: x}}\n")
    redact([path], tmp_path, toolkits)

    assert problems(lambda: redact([path], tmp_path, toolkits), tmp_path) == [
        "a-names-removed.yaml: This file exists already. Use --force to write over it."
    ]
    assert redact([path], tmp_path, toolkits, force=True).copies


def test_what_was_given_is_not_written_over_even_by_force(given_: Folder, toolkits: Toolkits) -> None:
    first = given_.write("a.yaml", f"{HEAD}answers: {{A3: x}}\n")
    second = given_.write("a-names-removed.yaml", f"{HEAD}answers: {{A3: y}}\n")

    with pytest.raises(OutputError, match="over a file that was given"):
        redact([first, second], given_.path, toolkits, force=True)

    assert "y" in second.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_read_has_no_copy_and_is_told(given_: Folder, tmp_path: Path, toolkits: Toolkits) -> None:
    paths = [given_.write("a.docx", b""), given_.write("b.yaml", f"{HEAD}answers: {{A3: x}}\n")]

    done = redact(paths, tmp_path / "out", toolkits)

    assert [path.name for path in done.copies] == ["b-names-removed.yaml"]
    assert [problem.what for problem in done.looked.problems] == ["The file is empty."]


def test_no_word_of_it_promises_that_nobody_can_be_known() -> None:
    for module in (privacy, redaction):
        assert "anonym" not in Path(str(module.__file__)).read_text(encoding="utf-8").casefold()


@pytest.mark.parametrize("kind", ["tie", "corrected"])
def test_notes_that_name_files_or_ids_are_redacted(kind: NoteKind, tiny: Toolkit) -> None:
    notes = (Note(kind, "maria_rossi.docx"), Note(kind, "id osgood"))

    made = with_new_ids(redacted(Response({}, id="osgood", notes=notes), ToolkitWords(tiny)), "salt")

    assert [note.text for note in made.notes[:2]] == ["[name].docx", f"id {made.id}"]
    assert made.id != "osgood"


IN_NAMES = [
    ("returns_anna@example.org.docx", "e-mail address", "returns_anna@example.org"),
    ("tel-0039_347_1234567.pdf", "phone number", "0039_347_1234567"),
    ("19_03_2021 Nord.odt", "date", "19_03_2021"),
    ("case-123-2021.yaml", "case number", "123-2021"),
    ("IT60X0542811101000000123456.docx", "bank account number", "IT60X0542811101000000123456"),
    ("codice-fiscale-RSSMRA85T10A562S.docx", "identity number", "RSSMRA85T10A562S"),
    ("via_Roma_5.docx", "address", "via_Roma_5"),
]


@pytest.mark.parametrize(("name", "kind", "said"), IN_NAMES)
def test_all_that_may_be_personal_in_the_name_of_a_file_is_found_and_taken_out(
    given_: Folder, tmp_path: Path, toolkits: Toolkits, tiny: Toolkit, name: str, kind: str, said: str
) -> None:
    path = given_.path / name
    ending = name.rpartition(".")[2]
    if ending in formats.NAMES:
        path.write_bytes(formats.write(ending, build.page(tiny, "participant"), theme.load(), Fill()))
    else:
        path = given_.write(name.replace(".odt", ".yaml"), f"{HEAD}answers: {{A3: x}}\n")

    (found,) = privacy.find([path], toolkits).findings
    (copy,) = redact([path], tmp_path / "out", toolkits).copies

    assert (found.kind, found.text, found.place) == (kind, said, "file name")
    assert said not in copy.name and kind in copy.name and said not in copy.read_text(encoding="utf-8")
    assert privacy.find([copy], toolkits).findings == ()


@pytest.mark.parametrize(
    "name",
    ["covid19-it-participant (12).docx", "0002.docx", "649c068268cc.docx", "Programme North 2021.docx", "S10-3.pdf",
     "Group 3 - session 12.docx", "return_2021_2022.docx", "scan0001.pdf", "north-v2-final.pdf", "version 1.0.2.docx"],
)  # fmt: skip
def test_a_name_of_a_file_that_says_nothing_of_a_person_stays(tiny: Toolkit, name: str) -> None:
    response = Response({}, source=Origin(name))

    assert redacted(response, ToolkitWords(tiny)).source.file == name
