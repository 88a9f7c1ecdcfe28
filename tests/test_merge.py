"""Merging: the same return counts once, the latest counts, and nothing that anybody said is lost."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit_cli.kits.values import Value, as_text
from toolkit_cli.responses.equality import answers_digest, normalised, signature
from toolkit_cli.responses.merge import merge
from toolkit_cli.responses.response import Origin, Response
from toolkit_cli.responses.versions import is_untouched
from toolkit_cli.returned import Note, NoteKind

from .responses import everything

LONG = "We kept the phone line open in April."


def sha(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def shared(name: str, answers: dict[str, Value], organisation: str = "", saved: str = "") -> Response:
    """Return the response of a shared copy, which is known by its file `name`."""
    kind = name.rpartition(".")[2]
    who = {"organisation": organisation} if organisation else {}
    return Response(answers, who, sha(name)[:12], source=Origin(name, kind, sha(name), saved))


def personal(copy: str, name: str, answers: dict[str, Value], saved: str = "") -> Response:
    kind = name.rpartition(".")[2]
    return Response(answers, {}, copy, source=Origin(name, kind, sha(name), saved))


def as_read(response: Response) -> Response:
    """Return a response with the signature that its reader gives it."""
    return replace(response, source=replace(response.source, says=signature(response)))


def test_what_was_filled_in_can_be_taken_out_or_corrected_by_hand() -> None:
    first = as_read(personal("c1", "a.pdf", {"S1": "1", "S2": "old"}, "2021-01-01"))
    second = as_read(personal("c1", "b.pdf", {"S1": "2", "S2": "new"}, "2021-01-02"))
    last = as_read(replace(personal("c1", "c.pdf", {"S1": "3"}, "2021-01-03"), missing=("S2",)))
    (merged,) = merge([first, second, last])

    assert merged.answers == {"S1": "3", "S2": "new"}
    for by_hand in ({"S1": "3"}, {"S1": "3", "S2": "old"}):
        assert merge([replace(merged, answers=by_hand), first, second])[0].answers == by_hand


def test_an_earlier_program_s_merge_counts_as_corrected_where_the_return_says_otherwise() -> None:
    read = as_read(personal("c1", "a.pdf", {"S1": "read"}, "2021-01-01"))
    for said in ("one", "two", "three", "four"):
        older = replace(read, answers={"S1": said}, source=replace(read.source, says=""))

        assert merge([older, read])[0].answers == {"S1": said}


def test_a_correction_goes_before_its_own_file_with_a_later_date_where_nobody_noted_what_was_read() -> None:
    older = personal("c1", "a.pdf", {"S1": "corrected"}, "2021-01-01")
    read = as_read(personal("c1", "a.pdf", {"S1": "read"}, "2021-02-01"))

    assert merge([older, read])[0].answers == {"S1": "corrected"}


def test_files_that_somebody_has_retouched_alike_stay_one_save() -> None:
    files = [as_read(shared(name, {"S1": LONG}, "North")) for name in ("a.docx", "a.pdf")]
    merged = merge([replace(each, answers={"S1": LONG.replace(" ", "\n")}) for each in files])

    assert [source.file for source in merged[0].also] == ["a.pdf"]
    assert merge(merged) == merged


def test_a_copy_as_it_was_made_is_no_rival_of_one_with_answers() -> None:
    made = as_read(personal("c1", "a.pdf", {"S1": "put"}, "2021-01-01"))
    made = replace(made, source=replace(made.source, untouched=True, put=answers_digest(made)))
    sent = as_read(personal("c1", "b.pdf", {"S1": "mine"}, "2021-01-01"))
    (merged,) = merge([made, sent])

    assert merged.answers == {"S1": "mine"}
    assert [note.kind for note in merged.notes] == ["replaced"]


def test_an_earlier_program_s_merge_takes_nothing_away() -> None:
    first = as_read(personal("c1", "a.pdf", {"S1": "1", "S2": "2"}, "2021-01-01"))
    last = as_read(replace(personal("c1", "b.pdf", {"S1": "one"}, "2021-01-02"), missing=("S2",)))
    older = replace(last, missing=(), source=replace(last.source, says=""))
    same = replace(older, source=replace(personal("c1", "c.pdf", {}).source, saved="2021-01-02"))

    assert merge([first, last, older])[0].answers == {"S1": "one", "S2": "2"}
    assert merge([first, last, same])[0].answers == {"S1": "one", "S2": "2"}


def test_a_save_that_says_the_same_as_a_later_one_stops_no_filling() -> None:
    saves = [
        as_read(personal("c1", "0.docx", {"S2": "2"}, "2021-01-01")),
        as_read(personal("c1", "1.docx", {"S1": "1", "S2": "2"}, "2021-01-02")),
        as_read(replace(personal("c1", "2.docx", {"S2": "2"}, "2021-01-03"), missing=("S1",))),
    ]

    assert merge(saves)[0].answers == {"S2": "2", "S1": "1"}


def test_the_same_file_twice_is_one_response() -> None:
    one = shared("north.docx", {"S1": "yes"})

    assert merge([one, one]) == (one,)
    assert merge([one, replace(one, id="")]) == (one,)


def test_answers_in_another_order_are_no_correction() -> None:
    read = as_read(shared("a.docx", {"S1": LONG, "S2": "yes"}))

    assert merge([replace(read, answers={"S2": "yes", "S1": LONG}), read])[0].earlier == ()


def test_the_same_file_under_two_names_is_one_response() -> None:
    one = shared("north.docx", {"S1": "yes"}, saved="2021-03-01")
    other = replace(one, source=replace(one.source, file="copy of north.docx", saved="2021-03-02"))

    assert merge([other, one]) == (one,)


@pytest.mark.parametrize(
    ("pdf", "docx"),
    [
        (shared("n.pdf", {"S1": f"{LONG} "}), shared("n.docx", {"S1": LONG})),
        (shared("n.pdf", {"S1": "yes"}, "North"), shared("n.docx", {"S1": "yes"}, "North")),
        (personal("c1", "n.pdf", {"S1": "yes"}), personal("c1", "n.docx", {"S1": "yes"})),
    ],
    ids=["a long text", "ticks of an organisation", "a personal copy"],
)
def test_the_same_return_in_two_formats_is_one_response(pdf: Response, docx: Response) -> None:
    assert merge([pdf, docx]) == (replace(docx, also=(pdf.source,)),)


def test_a_file_that_came_in_two_formats_before_is_known_again() -> None:
    pdf, docx = shared("n.pdf", {"S1": LONG}), shared("n.docx", {"S1": LONG})

    assert merge([*merge([pdf, docx]), pdf]) == merge([pdf, docx])


def test_a_personal_copy_that_came_in_two_formats_stays_one_when_it_is_merged_again() -> None:
    both = merge([as_read(personal("c1", name, {"S1": "yes"})) for name in ("n.pdf", "n.docx")])

    assert [(each.id, len(each.also)) for each in both] == [("c1", 1)]
    assert merge(both) == both


def test_of_a_copy_for_anybody_no_field_waits_for_another_save() -> None:
    (merged,) = merge([replace(shared("a.docx", {"S1": LONG}), missing=("S2",))])

    assert merged.missing == ()


@pytest.mark.parametrize("said", ["not-suitable-for-us-at-all", f"We{' ' * 20}wrote"])
def test_ticks_and_short_texts_of_nobody_that_are_the_same_stay_two_and_are_noted(said: str) -> None:
    one, two = (shared(name, {"S1": said}, " ") for name in ("a.docx", "b.docx"))

    merged = merge([one, two])

    assert {response.id: [str(note.text) for note in response.notes] for response in merged} == {
        one.id: [f"the same answers as in {two.id}"],
        two.id: [f"the same answers as in {one.id}"],
    }


def test_blank_returns_are_no_possible_copies() -> None:
    assert not any(response.notes for response in merge([shared("a.docx", {}), shared("b.docx", {})]))


def test_a_note_on_many_possible_copies_names_a_few() -> None:
    merged = merge(shared(f"{number}.docx", {"S1": "yes"}) for number in range(9))

    first, second, third, fourth, *_, last = [response.id for response in merged]
    assert [merged[0].notes[0].text, merged[-1].notes[0].text] == [
        f"the same answers as in {second}, {third}, {fourth} and 5 more",
        f"the same answers as in {first}, {second}, {third} and 5 more",
    ]
    assert last == merged[-1].id


def test_a_later_save_of_a_personal_copy_counts_and_what_differed_is_noted() -> None:
    before = personal("c1", "a.docx", {"S1": "yes", "S2": "Old", "S3": ("a", "b")}, "2021-03-01")
    after = personal("c1", "b.docx", {"S1": "no", "S2": "Old "}, "2021-03-02")

    notes = (Note("replaced", text="yes", code="S1"), Note("replaced", text="a, b", code="S3"))
    assert merge([before, after]) == (replace(after, earlier=(before,), notes=notes),)


def test_what_a_personal_copy_said_of_its_writer_before_is_noted() -> None:
    before = replace(personal("c1", "a.docx", {}, "2021-03-01"), respondent={"organisation": "Nort"})
    after = replace(personal("c1", "b.docx", {}, "2021-03-02"), respondent={"organisation": "North"})

    (merged,) = merge([after, before])

    assert merged.organisation == "North"
    assert merged.notes == (Note("replaced", text="Nort", place="organisation"),)


def test_two_personal_copies_that_say_the_same_are_two_people() -> None:
    one, two = personal("c1", "a.docx", {"S1": "yes"}), personal("c2", "b.docx", {"S1": "yes"})

    assert merge([one, two]) == (one, two)


@pytest.mark.parametrize("said", ["We kept the phone line open in May.", "99", "yes", ""])
def test_what_was_corrected_by_hand_goes_before_what_was_read(said: str) -> None:
    read = as_read(shared("a.docx", {"S1": LONG}))
    corrected = replace(read, answers={"S1": said} if said else {})

    (merged,) = merge([*merge([read, corrected]), read])

    assert merged.answers == corrected.answers
    assert merged.earlier == (read,)
    assert merged.notes == (Note("replaced", text=LONG, code="S1"),)


@pytest.mark.parametrize("make", [shared, lambda *given_: personal("c1", *given_)])
@pytest.mark.parametrize("name", ["a.docx", "a.pdf"])
def test_a_correction_outlives_a_later_date_of_what_it_corrects(make: Callable[..., Response], name: str) -> None:
    read = as_read(replace(make("a.docx", {"S1": LONG}), source=replace(make("a.docx", {}).source, saved="2021-01-01")))
    copied = make(name, {"S1": LONG})
    copied = as_read(replace(copied, source=replace(copied.source, saved="2021-02-01")))

    (merged,) = merge([replace(read, answers={"S1": "by hand"}), copied])

    assert (merged.answers, merged.earlier) == ({"S1": "by hand"}, (copied,))


@pytest.mark.parametrize(("first", "second"), [("a.pdf", "b.pdf"), ("b.pdf", "a.pdf")])
@pytest.mark.parametrize(("said", "changed"), [("1", "2"), ("2", "1")])
def test_who_puts_back_by_hand_what_an_earlier_save_said_is_followed(
    said: str, changed: str, first: str, second: str
) -> None:
    given_ = [
        as_read(personal("c1", first, {"S1": said}, "2021-01-01")),
        as_read(personal("c1", second, {"S1": changed}, "2021-01-02")),
    ]
    (merged,) = merge(given_)

    put_back = replace(merged, answers={"S1": said})

    assert merged.answers == {"S1": changed}
    for again in ([put_back], [put_back, *given_], merge([put_back, *given_])):
        assert merge(again)[0].answers == {"S1": said}


def test_a_later_save_goes_before_the_correction_of_an_earlier_one() -> None:
    read = as_read(personal("c1", "a.docx", {"S1": "1"}, "2021-01-01"))
    later = as_read(personal("c1", "b.docx", {"S1": "3"}, "2021-01-02"))

    assert merge([replace(read, answers={"S1": "2"}), read, later])[0].answers == {"S1": "3"}


def test_a_correction_to_what_a_colleague_says_joins_nobody_with_the_colleague() -> None:
    one, two = (as_read(shared(f"{number}.docx", {"S1": number}, "North")) for number in ("4", "5"))

    merged = merge([replace(one, answers={"S1": "5"}), one, two])

    assert {(each.source.file, each.answers["S1"]) for each in merged} == {("5.docx", "5"), ("4.docx", "5")}


@pytest.mark.parametrize("names", ["North South", "North North"])
def test_corrections_to_what_several_people_ticked_alike_join_nobody(names: str) -> None:
    read = merge([as_read(shared(name, {"S1": "yes"})) for name in ("a.docx", "b.docx")])
    named = [replace(each, respondent={"organisation": name}) for each, name in zip(read, names.split(), strict=True)]

    for given_ in (named, [*named, *read], [*merge(named), *read]):
        merged = merge(given_)
        assert sorted(each.organisation for each in merged) == names.split()
        assert all(each.answers == {"S1": "yes"} for each in merged)


@pytest.mark.parametrize("said", ["99", "We kept the phone line open in May."])
def test_two_files_of_one_return_stay_one_when_it_is_corrected(said: str) -> None:
    docx, pdf = (as_read(shared(name, {"S1": LONG})) for name in ("a.docx", "a.pdf"))
    (read,) = merge([docx, pdf])
    corrected = replace(read, answers={"S1": said})

    for given_ in ([corrected], [corrected, pdf], [*merge([corrected]), docx]):
        assert [each.answers for each in merge(given_)] == [{"S1": said}]


def test_two_files_of_one_return_stay_one_within_an_organisation_and_within_another_save() -> None:
    docx, pdf = (as_read(shared(name, {"S1": LONG})) for name in ("a.docx", "a.pdf"))
    (read,) = merge([docx, pdf])
    corrected = replace(read, answers={"S1": "99"})
    around = Response({}, {}, "around", members=(corrected,))
    again = merge([replace(corrected, answers={"S1": "98"}, also=()), corrected])

    assert [each.answers for each in merge([around])] == [{"S1": "99"}]
    assert len(again) == 1 and again[0].earlier[0].also
    assert merge(again) == again


def test_two_different_corrections_of_one_return_are_told() -> None:
    read = as_read(shared("a.docx", {"S1": "1"}))

    copied = replace(read, source=replace(read.source, file="b.docx"))

    (merged,) = merge([replace(read, answers={"S1": "2"}), replace(copied, answers={"S1": "3"})])

    assert [(note.kind, note.text) for note in merged.notes][1:] == [("corrected", "a.docx, b.docx")]


def test_corrections_of_two_files_are_no_two_corrections_of_one() -> None:
    saves = [as_read(personal("c1", f"{number}.pdf", {"S1": number}, f"2021-01-0{number}")) for number in "12"]

    (merged,) = merge([replace(each, answers={"S1": f"{each.answers['S1']} by hand"}) for each in saves])

    assert merged.answers == {"S1": "2 by hand"}
    assert [note.kind for note in merged.notes] == ["replaced"]


def test_line_breaks_that_were_put_in_by_hand_stay() -> None:
    docx, pdf = (as_read(shared(name, {"S1": LONG})) for name in ("z.docx", "a.pdf"))
    by_hand = {"S1": LONG.replace(" ", "\n")}

    for given_ in ([docx], [docx, pdf]):
        (merged,) = merge(given_)
        corrected = replace(merged, answers=by_hand, also=(), earlier=(merged,))
        assert merge([replace(merged, answers=by_hand), *given_]) == (corrected,)
        assert merge([replace(corrected, earlier=()), *given_]) == (corrected,)


def test_a_merged_file_without_digests_gets_them_from_the_return() -> None:
    read = as_read(shared("a.docx", {"S1": LONG}))

    assert merge([replace(read, source=replace(read.source, says="")), read]) == (read,)


def test_a_name_with_other_marks_is_no_other_name() -> None:
    first = replace(personal("c1", "a.pdf", {"S1": "1"}, "2021-01-01"), respondent={"organisation": "L'Aquila"})
    second = replace(personal("c1", "b.pdf", {"S1": "2"}, "2021-01-02"), respondent={"organisation": "L’Aquila"})

    assert merge([first, second])[0].notes == (Note("replaced", text="1", code="S1"),)


def test_a_copy_as_it_was_made_replaces_no_answers() -> None:
    filled = as_read(personal("c1", "a.pdf", {"S1": "1"}, "2021-01-01"))
    blank = as_read(personal("c1", "copies/a.pdf", {}, "2021-01-02"))

    (merged,) = merge([filled, blank])

    assert (merged.answers, merged.notes, len(merged.earlier)) == ({"S1": "1"}, (), 1)
    assert merge([replace(merged, answers={}), blank])[0].answers == {}  # somebody has taken it out by hand


def test_two_saves_of_the_same_time_are_told() -> None:
    one, two = (personal("c1", name, {"S1": name}, "2021-01-01") for name in ("first.pdf", "later.pdf"))

    (merged,) = merge([one, two])

    assert [note.kind for note in merged.notes] == ["replaced", "tie"]
    assert merged.notes[1].text == "first.pdf, later.pdf"


@pytest.mark.parametrize(("before", "last"), [("a", "z"), ("z", "a")])
def test_of_files_that_say_the_same_the_one_of_the_same_time_as_another_is_told(before: str, last: str) -> None:
    one = personal("c1", before, {"S1": "1"}, "2021-01-01")
    other = personal("c1", last, {"S1": "1"}, "2021-01-02")
    differing = personal("c1", "m", {"S1": "2"}, "2021-01-02")

    (merged,) = merge([one, other, differing])

    assert [note.text for note in merged.notes if note.kind == "tie"] == [", ".join(sorted(["m", last]))]


@pytest.mark.parametrize(
    ("answers", "who", "missing", "kinds"),
    [
        ({"S1": "yes", "S2": "more"}, {"role": "Head"}, (), []),
        ({"S2": "more"}, {"role": "Head"}, ("S1",), []),
        ({"S2": "more"}, {"role": "Head"}, (), ["tie"]),
        ({"S1": "yes"}, {"role": "Trainer"}, (), ["tie"]),
    ],
)
def test_saves_of_the_same_time_that_differ_in_no_field_that_both_have_are_no_tie(
    answers: dict[str, Value], who: dict[str, str], missing: tuple[str, ...], kinds: list[str]
) -> None:
    one = replace(personal("c1", "a.pdf", {"S1": "yes"}), respondent={"role": "Head"}, missing=("S2",))
    other = replace(personal("c1", "b.pdf", answers), respondent=who, missing=missing)

    assert [note.kind for note in merge([one, other])[0].notes if note.kind == "tie"] == kinds


def test_two_typed_responses_with_one_id_are_told() -> None:
    one, two = (as_read(Response({"S1": said}, id="1")) for said in ("yes", "no"))

    for given_ in ([one, two], [two, one], merge([one, two]), [*merge([two]), one]):
        (merged,) = merge(given_)
        assert [(note.kind, note.text) for note in merged.notes][1:] == [("tie", "id 1")]


def test_marks_that_a_program_has_changed_make_no_difference() -> None:
    typed = shared("n.docx", {"S1": 'We don\'t "stop" - ever... at night'})
    curly = shared("n.pdf", {"S1": "We don’t “stop” – ever… at night"})

    (merged,) = merge([curly, typed])

    assert (merged.answers, merged.notes) == (typed.answers, ())


@pytest.mark.parametrize(
    ("first", "second"),
    [("2021-03-01T12:00:00+02:00", "2021-03-01T11:00:00+00:00"), ("2021-03-01T11:00:00", "2021-03-01 11:30")],
)
def test_times_of_other_zones_and_forms_are_compared(first: str, second: str) -> None:
    (merged,) = merge([personal("c1", "a.pdf", {"S1": "1"}, first), personal("c1", "b.pdf", {"S1": "2"}, second)])

    assert merged.answers == {"S1": "2"}


@pytest.fixture(params=["WEST+12", "EAST-12"])
def far_away(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the computer stand half a day from UTC, as POSIX names its zone, while a test runs."""
    if sys.platform == "win32":
        pytest.skip("Windows has no setting of a process's own for its zone")
    with monkeypatch.context() as changed:
        changed.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("far_away")
@pytest.mark.parametrize(
    ("first", "second"),
    [("2021-03-01T11:00", "2021-03-01T12:00:00Z"), ("2021-03-01T11:00:00Z", "2021-03-01T12:00")],
)
def test_a_time_without_zone_is_utc_wherever_returns_are_merged(first: str, second: str) -> None:
    (merged,) = merge([personal("c1", "a.pdf", {"S1": "1"}, first), personal("c1", "b.pdf", {"S1": "2"}, second)])

    assert merged.answers == {"S1": "2"}


def test_each_part_of_a_copy_keeps_what_no_later_one_has() -> None:
    parts = [
        replace(personal("c1", "1.pdf", {"S1": "one"}, "2021-01-01"), missing=("S2", "S3")),
        replace(personal("c1", "2.pdf", {"S2": "two"}, "2021-01-02"), missing=("S1", "S3")),
        replace(personal("c1", "3.pdf", {"S3": "three"}, "2021-01-03"), missing=("S1", "S2")),
    ]

    for order in permutations(parts):
        (merged,) = merge(order)
        assert (merged.answers, merged.filled) == ({"S1": "one", "S2": "two", "S3": "three"}, ("S1", "S2"))
        assert merge([merged]) == (merged,)


def test_a_copy_that_comes_back_in_parts_is_put_together() -> None:
    parts = [
        replace(personal("c1", "1.pdf", {"S1": "one"}), respondent={"organisation": "North"}, missing=("S2", "S3")),
        replace(personal("c1", "2.pdf", {"S2": "two"}), missing=("organisation", "S1", "S3")),
        replace(personal("c1", "3.pdf", {}), missing=("organisation", "S1", "S2")),
    ]

    later = replace(parts[1], source=replace(parts[1].source, saved="2021-01-01"))
    for order in [*permutations(parts), (parts[0], later, parts[2])]:
        (merged,) = merge(order)
        assert (merged.answers, merged.organisation) == ({"S1": "one", "S2": "two"}, "North")
        assert [note.kind for note in merged.notes] == ["filled"]


def test_a_later_save_of_some_fields_leaves_the_others_as_they_were() -> None:
    whole = personal("c1", "a.pdf", {"S3": "three", "S2": "two", "S1": "one"}, "2021-01-01")
    later = replace(personal("c1", "b.fdf", {"S1": "One!"}, "2021-01-02"), missing=("S2",))

    (merged,) = merge([whole, later])

    assert merged.answers == {"S1": "One!", "S2": "two"}  # S3 is there, and was emptied
    assert merged.notes == (
        Note("filled", text="S2"),
        Note("replaced", text="one", code="S1"),
        Note("replaced", text="three", code="S3"),
    )
    corrected = replace(merged, answers={"S1": "One!", "S2": "by hand"})
    assert merge([corrected, whole])[0].answers["S2"] == "by hand"


def test_what_somebody_says_again_is_as_late_as_the_last_file_that_says_it() -> None:
    days = (("a.docx", "1", "2021-01-01"), ("b.docx", "2", "2021-01-02"), ("a.pdf", "1", "2021-01-03"))

    (merged,) = merge(as_read(personal("c1", name, {"S1": said}, day)) for name, said, day in days)

    assert merged.answers == {"S1": "1"}


def test_what_one_of_two_files_of_a_save_has_is_not_filled_in() -> None:
    before = as_read(personal("c1", "a.pdf", {"S1": "1", "S2": "2", "S3": "3"}, "2021-01-01"))
    part, whole = (as_read(personal("c1", name, {"S1": "one"}, "2021-01-02")) for name in ("b.docx", "b.pdf"))
    saves = [before, replace(part, missing=("S2", "S3")), replace(whole, missing=("S3",))]

    for order in permutations(saves):
        assert merge(order)[0].answers == {"S1": "one", "S3": "3"}  # S2 is in the PDF, and was emptied


def test_what_was_filled_in_gives_way_to_a_save_that_comes_later_and_has_it() -> None:
    first = replace(personal("c1", "a.pdf", {"S2": "first"}, "2021-01-01"), respondent={"organisation": "Nort"})
    second = replace(personal("c1", "b.pdf", {"S2": "second"}, "2021-01-02"), respondent={"organisation": "North"})
    last = replace(personal("c1", "c.pdf", {"S1": "1"}, "2021-01-03"), missing=("S2", "organisation"))

    (merged,) = merge([*merge([first, last]), second])

    assert (merged.answers, merged.organisation) == ({"S1": "1", "S2": "second"}, "North")
    assert merge([first, second, last]) == (merged,)


def test_notes_of_readers_stay_and_those_of_both_formats_come_together() -> None:
    comments = [Note("comment", f"Why {number}?", code="S1") for number in range(5)]
    typed = Note("typed", "Beside", place="page 3")
    docx = replace(shared("n.docx", {"S1": LONG}), notes=tuple(comments[::-1]))
    pdf = replace(shared("n.pdf", {"S1": LONG}), notes=(typed, comments[0]))

    (merged,) = merge([pdf, docx])

    assert merged.notes == (*comments, typed)


def test_answers_without_a_file_are_known_by_what_they_say() -> None:
    first, second = Response({"S1": "yes"}), Response({"S1": "no"})

    merged = merge([first, second, first])

    assert {(response.answers["S1"], len(response.id)) for response in merged} == {("yes", 12), ("no", 12)}


def test_responses_are_sorted_by_organisation_and_then_by_id() -> None:
    given_ = [
        personal("c2", "a.pdf", {}),
        personal("c1", "b.pdf", {}),
        replace(personal("c4", "c.pdf", {}), respondent={"organisation": "NORTH"}),
        replace(personal("c3", "d.pdf", {}), respondent={"organisation": "North"}),
        shared("e.pdf", {}, "east"),
    ]

    assert [response.organisation or response.id for response in merge(given_)] == [
        "c1",
        "c2",
        "east",
        "North",
        "NORTH",
    ]


def test_five_thousand_that_say_the_same_do_not_take_long() -> None:
    merged = merge(shared(f"{number}.pdf", {"S1": "yes"}) for number in range(5000))

    assert len(merged) == 5000


# What must hold for all responses: ids and files clash, answers are thin or thick, and differ in blanks only.

ANSWERS: st.SearchStrategy[dict[str, Value]] = st.sampled_from(
    [
        {},
        {"S1": "yes"},
        {"S1": "a  b "},
        {"S1": "a b", "S2": ("a",)},
        {"S2": ("a", "b")},
        {"S1": "é"},
        {"S1": "e\u0301"},
    ]
    + [{"S1": LONG}, {"S1": f"{LONG}\n"}] * 3
)
WHO = st.sampled_from([{}, {}, {}, {"organisation": "North"}, {"organisation": "north ", "role": "Manager"}])
FILES = st.sampled_from(["a.docx", "b.pdf", "c.pdf", "d.xfdf", "e.yaml"])
NOTES = st.lists(
    st.builds(Note, st.sampled_from(["comment", "stray", "replaced", "copy"]), st.sampled_from(["x", "y"])), max_size=2
).map(tuple)

# What a file does not have, which an earlier program did not note.
MISSING = {"b.pdf": ("S2",), "c.pdf": ("S1", "organisation"), "d.xfdf": ("S1", "S2")}


@st.composite
def versions(draw: st.DrawFn) -> Response:
    name = draw(FILES)
    saved = draw(st.sampled_from(["", "2021-01-01T00:00:00+00:00", "2021-01-02T00:00:00+00:00"]))
    source = Origin(draw(st.sampled_from([name, f"copy-{name}"])), name.rpartition(".")[2], sha(name), saved)
    source = draw(st.sampled_from([source, source, source, replace(source, untouched=True), Origin()]))
    who = draw(WHO)
    id_ = draw(st.sampled_from([source.sha256[:12], source.sha256[:12], "c1", "c2", sha("a.docx")[:12], ""]))
    answers = draw(ANSWERS)
    missing = tuple(name for name in MISSING.get(name, ()) if name not in {**answers, **who})
    made = Response(answers, who, id_, draw(st.sampled_from(["", "1.0"])), source, draw(NOTES), missing=missing)
    bare = replace(made, missing=())
    read = made if source.sha256 else bare  # what somebody typed lacks nothing
    others = [read, replace(read, answers={"S1": "by hand"}), replace(read, answers=draw(ANSWERS))]
    said = draw(st.sampled_from([bare, *map(as_read, others)]))
    return replace(said, answers=answers)


GIVEN = st.lists(versions(), max_size=7)
MANY = settings(max_examples=150, deadline=None)


@MANY
@given(GIVEN, st.randoms())
def test_the_order_of_what_is_given_never_matters(responses: list[Response], random: Random) -> None:
    mixed = list(responses)
    random.shuffle(mixed)

    assert merge(mixed) == merge(responses)


@MANY
@given(GIVEN, GIVEN)
def test_merging_in_steps_is_merging_at_once(some: list[Response], others: list[Response]) -> None:
    assert merge([*merge(some), *merge(others)]) == merge([*some, *others])


def test_which_name_a_file_has_that_came_under_two_does_not_hang_on_the_steps() -> None:
    said: dict[str, Value] = {"S1": "We kept the phone line open in April."}
    docx, pdf = as_read(shared("a.docx", said)), as_read(shared("b.pdf", said))
    copied = replace(pdf, source=replace(pdf.source, file="copy-b.pdf"))

    (merged,) = merge([*merge([docx, copied]), pdf])

    assert [source.file for source in merged.also] == ["b.pdf"] and merge([docx, copied, pdf]) == (merged,)


@MANY
@given(GIVEN)
def test_merging_again_changes_nothing(responses: list[Response]) -> None:
    assert merge(merge(responses)) == merge(responses)
    assert merge([*responses, *merge(responses), *responses]) == merge(responses)


@MANY
@given(GIVEN)
def test_nothing_that_anybody_said_is_lost(responses: list[Response]) -> None:
    merged = merge(responses)

    assert {said for response in responses for said in everything(response)} <= {
        said for response in merged for said in everything(response)
    }


@MANY
@given(GIVEN)
def test_every_file_is_named(responses: list[Response]) -> None:
    assert {source.sha256 for response in responses for source in files(response)} <= {
        source.sha256 for response in merge(responses) for source in files(response)
    } | {""}


@MANY
@given(GIVEN)
def test_what_was_replaced_is_noted(responses: list[Response]) -> None:
    for response in merge(responses):
        noted = {(note.code, normalised(note.text)) for note in response.notes if note.kind == "replaced"}
        for earlier in response.earlier:
            for code, value in earlier.answers.items():
                now = normalised(as_text(response.answers.get(code, "")))
                assert (code, normalised(as_text(value))) in noted or normalised(as_text(value)) == now


def files(response: Response) -> Iterator[Origin]:
    yield from (response.source, *response.also)
    for held in (*response.earlier, *response.members):
        yield from files(held)


@pytest.mark.parametrize("kind", ["replaced", "copy"])
def test_notes_that_merging_makes_are_made_anew(kind: NoteKind) -> None:
    stale = replace(shared("a.docx", {"S1": "yes"}), notes=(Note(kind, "stale"),))

    assert merge([stale])[0].notes == ()


def as_made(response: Response) -> Response:
    return replace(response, source=replace(response.source, untouched=True))


def test_a_prefilled_copy_that_is_known_to_be_as_it_was_made_replaces_no_answers() -> None:
    filled = as_read(personal("c1", "a.pdf", {"S1": "this year"}, "2021-01-01"))
    made = as_read(personal("c1", "copies/a.pdf", {"S1": "last year"}, "2021-01-02"))

    assert merge([filled, made])[0].answers == {"S1": "last year"}
    assert merge([filled, as_made(made)])[0].answers == {"S1": "this year"}
    assert merge([as_made(made)])[0].answers == {"S1": "last year"}


def test_a_copy_that_came_back_as_it_was_made_says_so_whatever_is_merged_with_it_later() -> None:
    made = as_read(personal("c1", "copies/a.pdf", {"S1": "last year"}, "2021-01-02"))
    other = as_read(personal("c2", "b.pdf", {"S1": "this year"}, "2021-01-01"))

    (merged,) = merge([as_made(made)])

    assert merged == as_made(made) and is_untouched(merged)
    assert merge([merged]) == merge([made, merged]) == (merged,)
    assert [is_untouched(each) for each in merge([other, merged])] == [True, False]
    assert not is_untouched(merge([replace(merged, answers={"S1": "by hand"})])[0])


def test_who_corrects_a_name_by_hand_gives_no_answers_that_were_put_in_before() -> None:
    answered: dict[str, Value] = {"S1": "last year"}
    for said in (answered, {}):
        read = as_read(personal("c1", "copies/a.pdf", said, "2021-01-02"))
        made = replace(read, source=replace(read.source, untouched=True, put=answers_digest(read)))
        named = replace(made, respondent={"organisation": "North"})

        for given_ in ([named], [named, made], [*merge([named, made]), read]):
            (merged,) = merge(given_)
            assert merged.organisation == "North" and is_untouched(merged)
    assert not is_untouched(merge([replace(named, answers={"S1": "by hand"})])[0])


def test_a_name_in_a_copy_as_it_was_made_replaces_no_answers() -> None:
    filled = as_read(personal("c1", "a.pdf", {"S1": "this year"}, "2021-01-01"))
    read = as_read(personal("c1", "copies/a.pdf", {"S1": "last year"}, "2021-01-02"))
    made = replace(read, source=replace(read.source, untouched=True, put=answers_digest(read)))

    assert merge([filled, replace(made, respondent={"organisation": "North"})])[0].answers == {"S1": "this year"}


def test_a_copy_as_it_was_made_counts_where_another_file_of_it_says_the_same() -> None:
    before = as_read(personal("c1", "b.docx", {"S1": "this year"}, "2021-01-01"))
    made = as_made(as_read(personal("c1", "copies/a.docx", {"S1": "last year"}, "2021-01-02")))
    confirmed = as_read(personal("c1", "a.pdf", {"S1": "last year"}, "2021-01-02"))

    (merged,) = merge([before, made, confirmed])

    assert merged.answers == {"S1": "last year"} and not is_untouched(merged)


def test_answers_that_somebody_has_typed_are_no_copy_as_it_was_made() -> None:
    one, two = (as_read(Response({"S1": said}, id=said)) for said in ("first", "second"))

    assert {each.id: is_untouched(each) for each in merge([as_made(one), two])} == {"first": True, "second": False}


def test_notes_stay_as_they_follow_one_another_in_the_file() -> None:
    notes = (Note("stray", text="Twice."), Note("comment", text="Once."), Note("stray", text="Again."))
    read = replace(personal("c1", "a.pdf", {"S1": "1"}), notes=notes)

    assert [each.notes for each in merge([read, read])] == [notes]


def notes_on_copies(merged: Iterable[Response]) -> dict[str, list[str]]:
    return {each.source.file: [note.text for note in each.notes if note.kind == "copy"] for each in merged}


SAID: dict[str, Value] = {"S1": LONG, "S2": "yes", "S3": "no", "S4": "12"}


@pytest.mark.parametrize(
    "later", [{**SAID, "S2": "no"}, {**SAID, "S5": "A last word on it.", "S6": "yes"}, {"S1": LONG}]
)
def test_a_second_save_with_few_changes_in_a_copy_for_anybody_is_noted_and_counts(later: dict[str, Value]) -> None:
    first, second = shared("a.docx", SAID, "North"), shared("b.docx", later, "North")

    for order in permutations([first, second, shared("c.docx", SAID, "South")]):
        assert notes_on_copies(merge(order)) == {
            "a.docx": [f"nearly the same answers as in {second.id}"],
            "b.docx": [f"nearly the same answers as in {first.id}"],
            "c.docx": [],
        }
    assert not any(notes_on_copies(merge([as_made(first), second])).values())  # for everybody was sent the same


@pytest.mark.parametrize(
    "other",
    [
        {**SAID, "S2": "no", "S3": "yes"},
        {**SAID, "S1": "We wrote letters in April."},
        {"S1": LONG, "S7": "yes", "S8": "no"},
    ],
)
def test_responses_that_differ_in_much_or_in_their_texts_are_two_people(other: dict[str, Value]) -> None:
    given_ = [shared("a.docx", SAID, "North"), shared("b.docx", other, "North")]

    assert notes_on_copies(merge(given_)) == {"a.docx": [], "b.docx": []}


@pytest.mark.parametrize(
    ("who", "count"),
    [({}, 2), ({"organisation": "North", "role": "Head"}, 2), ({"organisation": "South", "role": "Trainer"}, 0)],
)
def test_a_second_save_with_the_same_answers_and_another_line_about_who_answers_is_noted(
    who: dict[str, str], count: int
) -> None:
    for name, other in permutations(["a.docx", "b.docx"]):  # responses are compared in the order of their ids
        first = replace(shared(name, SAID), respondent={"organisation": "North", "role": "Trainer"})
        second = replace(shared(other, SAID), respondent=who)
        merged = merge([first, second])
        assert len(merged) == 2 and sum(map(len, notes_on_copies(merged).values())) == count


def test_of_a_named_organisation_a_short_text_is_enough_where_one_answer_differs() -> None:
    short: dict[str, Value] = {"S1": "First", "S2": "yes", "S3": "12"}
    corrected: dict[str, Value] = {**short, "S3": "14"}

    named = merge([shared("a.docx", short, "North"), shared("b.docx", corrected, "North")])
    nameless = merge([shared("a.docx", short), shared("b.docx", corrected)])

    assert all(notes_on_copies(named).values()) and not any(notes_on_copies(nameless).values())


def test_a_short_text_in_common_makes_no_second_save_of_one_that_answers_much_more() -> None:
    more: dict[str, Value] = {f"S{number}": "yes" for number in range(2, 7)}

    for name, other in permutations(["a.docx", "b.docx"]):
        merged = merge([shared(name, {"S1": "By phone."}, "N"), shared(other, {"S1": "By phone.", **more}, "N")])
        assert not any(notes_on_copies(merged).values())


def test_without_an_organisation_a_long_text_in_common_is_enough_where_one_answer_differs() -> None:
    merged = merge([shared("a.docx", SAID), shared("b.docx", {**SAID, "S2": "no"})])

    assert all(notes_on_copies(merged).values())


@pytest.mark.parametrize("copy", ["000000000000", "ffffffffffff"])
def test_a_personal_copy_and_one_for_anybody_that_say_nearly_the_same_are_noted(copy: str) -> None:
    merged = merge([personal(copy, "a.docx", SAID), shared("b.docx", {**SAID, "S2": "no"})])

    assert all(notes_on_copies(merged).values())


def test_two_personal_copies_that_say_the_same_at_length_are_noted_unless_it_was_put_into_them() -> None:
    copies = [as_read(personal(copy, f"{copy}.docx", SAID)) for copy in ("c1", "c2")]
    short = [personal(copy, f"{copy}.docx", {"S2": "yes"}) for copy in ("c1", "c2")]

    assert all(notes_on_copies(merge(copies)).values())
    for others in (map(as_made, copies), short):
        assert not any(notes_on_copies(merge(others)).values())


def test_returns_that_tick_nearly_alike_and_texts_that_all_have_make_no_flood_of_notes() -> None:
    ticks: list[dict[str, Value]] = [
        {f"S{at}": "yes" if at != number else "no" for at in range(60)} for number in range(60)
    ]
    ticked = [shared(f"{number}.docx", answers, "North") for number, answers in enumerate(ticks)]
    texts = [shared(f"{number}.docx", {**ticks[number], "T1": LONG}, "North") for number in range(60)]
    people = [personal(f"c{number}", f"{number}.docx", {**SAID, "S4": str(number)}) for number in range(5)]

    for given_ in (ticked, texts, people):
        assert not any(each.notes for each in merge(given_))
