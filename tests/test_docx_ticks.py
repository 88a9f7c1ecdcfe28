"""Boxes to tick in a DOCX, as controls, signs and words."""

from __future__ import annotations

import pytest

from toolkit_cli.docx.read import read
from toolkit_cli.returned import Found

from .docx_markup import (
    LISTED,
    document,
    field,
    numbered,
    p,
    question,
    r,
    said,
    sdt,
    table,
    text_of,
    tick,
)


def choice(*options: str) -> Found:
    (found,) = read(document(field(*options, code="S3"))).found
    return found


def test_ticks_are_read_by_their_tags_and_as_text() -> None:
    found = choice(tick("S3#yes", "☒", label="Yes"), tick("S3#no", "☐", label="No"))

    assert (found.text, found.states) == ("☒ Yes\n☐ No", ("yes",))


def test_of_a_box_that_was_copied_for_an_option_of_ones_own_the_tag_tells_nothing() -> None:
    own = tick("S3#no", "☒", label="Partly")

    found = choice(tick("S3#yes", "☐", label="Yes"), tick("S3#no", "☐", label="No"), own)

    assert (found.text, found.states) == ("☐ Yes\n☐ No\n☒ Partly", None)
    assert choice(tick("S3#yes", "☒", label="Yes"), own.replace("☒", "☐")).states == ("yes",)
    assert choice(tick("S3#no", "☐", label="No"), tick("S3#no", "☒", label="No")).states == ("no",)


@pytest.mark.parametrize("glyph", list("☑☒✓✔✗✘⊠🗹xX"))
def test_whatever_mark_is_in_a_box_it_is_ticked(glyph: str) -> None:
    found = choice(tick("S3#yes", glyph, 1, "Yes"), tick("S3#no", "□", 0, "No"))

    assert (found.text, found.states) == ("☒ Yes\n☐ No", ("yes",))


@pytest.mark.parametrize(("font", "place"), [("Wingdings", "F0FE"), ("Webdings", "F061")])
def test_a_tick_that_is_a_symbol_of_a_font_of_signs_is_one(font: str, place: str) -> None:
    sign = f'<w:r><w:sym w:font="{font}" w:char="{place}"/></w:r>'
    box = sdt(sign, "S3#yes", '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>')

    assert choice(p(box, r("Yes")), tick("S3#no", "☐", label="No")).text == "☒ Yes\n☐ No"


def test_the_glyph_beats_what_the_file_notes() -> None:
    returned = read(document(field(tick("S3#yes", "☒", 0, "Yes"), tick("S3#no", "☐", label="No"), code="S3")))

    assert [(found.text, found.states) for found in returned.found] == [("☒ Yes\n☐ No", ("yes",))]
    assert [(note.kind, note.code) for note in returned.notes] == [("doubt", "S3")]


def test_ticks_without_tags_are_known_by_their_words_only() -> None:
    found = choice(tick("", "☒", label="Yes"), tick("", "☐", label="No"))

    assert (found.text, found.states) == ("☒ Yes\n☐ No", None)


def test_a_box_that_was_typed_over_is_known_by_its_words_only() -> None:
    found = choice(p(r("✓\tYes"), style="Tick"), tick("S3#no", "☐", label="No"))

    assert (found.text, found.states) == ("☒ Yes\n☐ No", None)
    assert choice(p(r("✓\tYes"), style="Tick"), p(r("because"))).text == "☒ Yes\nbecause"


@pytest.mark.parametrize(
    ("typed", "line", "states", "doubts"),
    [
        (r("☒ really"), "☒ really\tYes", ("yes",), 1),
        (r("☐") + r("x"), "☐ x\tYes", (), 0),
        (r("ja"), "☐ ja \tYes", (), 0),
        (r("( x )"), "☒ Yes", ("yes",), 1),
        (r("☑\ufe0f"), "☒ Yes", ("yes",), 1),
        ("", "☐ Yes", (), 0),
    ],
)
def test_what_was_typed_into_the_control_of_a_box_stays(
    typed: str, line: str, states: tuple[str, ...], doubts: int
) -> None:
    yes, no = tick("S3#yes", "@", 0, "Yes"), tick("S3#no", "☐", label="No")
    returned = read(document(field(yes.replace(r("@"), typed), no, code="S3")))

    assert (returned.found[0].text, returned.found[0].states) == (f"{line}\n☐ No", states)
    assert [note.text for note in returned.notes] == [
        "the box is shown as ticked, but the file says the opposite"
    ] * doubts


def test_two_boxes_in_one_paragraph_stand_on_two_lines() -> None:
    one, two = (tick(f"S3#{label.lower()}", glyph, label=label) for label, glyph in (("Yes", "☐"), ("No", "☒")))

    assert choice(one.replace("</w:p>", " ") + two[two.index("<w:sdt>") :]).text == "☐ Yes\n☒ No"


def test_words_beside_the_boxes_are_kept() -> None:
    found = choice(tick("S3#yes", "☐", label="Yes, but"), p(r("  not always")), tick("S3#no", "☐", label="No"))

    assert found.text == "☐ Yes, but\n  not always\n☐ No"


def test_the_boxes_of_an_old_form_are_read() -> None:
    def box(state: str, label: str) -> str:
        data = f"<w:ffData><w:checkBox><w:default w:val='0'/>{state}</w:checkBox></w:ffData>"
        return p(f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>', r(f" {label}"))

    assert choice(box("<w:checked/>", "Yes"), box("", "No")).text == "☒ Yes\n☐ No"


def test_a_tick_in_a_text_stays_as_it_was_typed() -> None:
    assert said(sdt(r("✓ done"), "S1"), "<w:r><w:br/></w:r>", r("☑ and this")) == "✓ done\n☑ and this"
    assert text_of(field(sdt(p(r("☑ done")) + p(r("☑ and this")), "S1"))) == "☑ done\n☑ and this"


def test_signs_in_a_text_without_a_control_are_taken_for_boxes_and_kept_too() -> None:
    (found,) = read(document(field(p(r("☐ open")), p(r("☑ shut")), p(r("✓\tdone"))))).found
    (ticked,) = read(document(field(tick("S1#a", "☒", label="A")))).found

    assert (found.text, found.written) == ("☐ open\n☒ shut\n☒ done", "☐ open\n☑ shut\n✓\tdone")
    assert (ticked.text, ticked.written) == ("☒ A", "")


def test_options_that_became_a_row_each_are_one_answer() -> None:
    own = table(question("S3"), p(), p(r("North: Yes")), p(r("☒ Yes")), p(), p(r("☐ No")))
    grid = table(
        (p(r("What")), p(r("How"))),
        (question("G1r1"), p(r("☐ Planned"))), (p(), p()), (p(), p(r("☒ Done"))), (p(), p()),
        (question("G1r2"), p(r("☒ Planned"))), (p(), p(r("☐ Done"))), (p(r("Total")), p(r("☐ Done"))), (p(), p()),
    ).replace("Question", "Compact")  # fmt: skip

    returned = read(document(own.replace("Question", "Compact") + grid))

    assert [found.text for found in returned.found] == ["☒ Yes\n\n☐ No", "☐ Planned\n\n☒ Done", "☒ Planned\n☐ Done"]
    assert [loose.text for loose in returned.loose or ()] == ["North: Yes", "What", "How", "Total", "☐ Done"]


def test_a_grid_is_read_row_by_row() -> None:
    others = p(r("North: Planned"), style="Said")
    rows = [
        (question(f"G1r{at}"), others + tick(f"G1r{at}#planned", glyph, label="Planned"))
        for at, glyph in ((1, "☒"), (2, "☐"))
    ]
    returned = read(document(table((p(r("What")), p(r("How"))), *rows, (p(r("a new one")), p()))))

    assert [(found.code, found.text, found.states) for found in returned.found] == [
        ("G1r1", "☒ Planned", ("planned",)),
        ("G1r2", "☐ Planned", ()),
    ]
    assert [loose.text for loose in returned.loose or ()] == [
        "What", "How", "North: Planned", "North: Planned", "a new one",
    ]  # fmt: skip


@pytest.mark.parametrize("tick_", ["✔\t", "✅\ufe0f ", "x "])
def test_a_tick_typed_in_place_of_the_first_box_is_the_answer_s_where_styles_are_lost(tick_: str) -> None:
    said, boxes = p(r("North: Done")), p(r("☐\tDone")) + p(r("☐\tUndecided"))
    grid = table((question("G1r1"), said + p(r(f"{tick_}Planned")) + boxes)).replace("Question", "Compact")

    returned = read(document(grid))

    assert [found.written or found.text for found in returned.found] == [f"{tick_}Planned\n☐\tDone\n☐\tUndecided"]
    assert [loose.text for loose in returned.loose or ()] == ["North: Done"]


@pytest.mark.parametrize(("sign", "said"), [("\uf0fc", "☒ ☐ Yes"), ("✗", "☒ ☐ Yes"), ("•", "☐ Yes")])
def test_a_bullet_at_an_option_says_something_only_where_it_is_a_tick(sign: str, said: str) -> None:
    box = sdt(r("☐"), "S3#yes", '<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>')
    options = p(box, r("Yes"), style="Tick", look=LISTED)

    assert text_of(field(options, code="S3"), numbering=numbered("bullet", sign)).replace("  ", " ") == said
