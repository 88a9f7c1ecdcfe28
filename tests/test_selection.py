"""Selections: which kits and items, in which order; editions: who may read what."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit_cli.kits import selection
from toolkit_cli.kits.model import Debate, Toolkit
from toolkit_cli.kits.selection import Selection
from toolkit_cli.kits.translation import Translation, applied

from .conftest import problems


def items(toolkit: Toolkit) -> str:
    return " ".join(item.code for _, item in toolkit.items())


def kits(toolkit: Toolkit) -> str:
    return " ".join(kit.code for kit in toolkit.kits)


def test_codes_are_read_from_a_list_with_or_without_spaces() -> None:
    assert Selection.parsed(" S, D2,,G1 ", "", " , ") == Selection(only=("S", "D2", "G1"))


def test_nothing_asked_for_is_the_whole_toolkit(tiny: Toolkit) -> None:
    assert Selection().of(tiny) is tiny


def test_only_keeps_whole_kits_and_single_items(tiny: Toolkit) -> None:
    chosen = Selection(only=("A4", "B")).of(tiny)

    assert (items(chosen), chosen.whole) == ("A4 B1 B2 B3 B4 B5", False)


def test_skip_takes_kits_and_items_away(tiny: Toolkit) -> None:
    assert items(Selection(skip=("A", "B2", "B4")).of(tiny)) == "B1 B3 B5"


def test_skip_goes_over_only(tiny: Toolkit) -> None:
    assert items(Selection(only=("B",), skip=("B1",)).of(tiny)) == "B2 B3 B4 B5"
    assert items(Selection(only=("B1", "A4"), skip=("B",)).of(tiny)) == "A4"


def test_a_kit_without_items_is_left_out(tiny: Toolkit) -> None:
    assert kits(Selection(skip=("B1", "B2", "B3", "B4", "B5")).of(tiny)) == "A"


def test_order_puts_kits_in_another_order(tiny: Toolkit) -> None:
    assert kits(Selection(order=("B", "A")).of(tiny)) == "B A"


def test_order_keeps_the_others_in_their_places(tiny: Toolkit, shipped: Toolkit) -> None:
    assert items(Selection(only=("A",), order=("A6", "A2")).of(tiny)) == "A1 A6 A3 A4 A5 A2 A7"
    before = kits(shipped).split()
    after = kits(Selection(order=("G", "S")).of(shipped)).split()
    assert [code for code in after if code not in "GS"] == [code for code in before if code not in "GS"]
    assert after.index("G") == before.index("S")
    assert after.index("S") == before.index("G")


def test_an_item_stays_in_its_kit(tiny: Toolkit) -> None:
    assert items(Selection(only=("A4", "A2", "B3"), order=("B3", "A4", "A2")).of(tiny)) == "A4 A2 B3"


def test_an_order_passes_over_what_is_left_out(tiny: Toolkit, shipped: Toolkit) -> None:
    assert items(Selection(only=("A4", "A2"), order=("B", "A4", "B3", "A2")).of(tiny)) == "A4 A2"
    assert items(Selection(skip=("A",), order=("B3", "A", "B1")).of(tiny)) == "B3 B2 B1 B4 B5"
    chosen = Selection(only=("S", "D2"), order=("G", "S")).of(shipped)
    assert items(chosen) == items(Selection(only=("S", "D2")).of(shipped))


def test_a_code_that_is_named_twice_counts_once(tiny: Toolkit) -> None:
    assert items(Selection(only=("A4", "A4", "A2"), order=("A4", "A2", "A4")).of(tiny)) == "A4 A2"


def test_a_kit_keeps_its_tone_and_name_when_others_are_left_out(tiny: Toolkit) -> None:
    chosen = Selection(only=("B",)).of(tiny)

    assert (chosen.tones, chosen.titles) == (tiny.tones, tiny.titles)


def test_the_respondent_stays_until_it_is_skipped(tiny: Toolkit) -> None:
    assert Selection(only=("A4",)).of(tiny).respondent == tiny.respondent
    assert Selection(skip=("R",)).of(tiny).respondent is None


UNKNOWN: dict[str, tuple[dict[str, Any], list[str]]] = {
    "only": ({"only": ("A9",)}, ["--only: there is no kit or item 'A9'. Did you mean 'A' or 'A7' or 'A6'?"]),
    "skip": ({"skip": ("a4",)}, ["--skip: there is no kit or item 'a4'. Did you mean 'A4'?"]),
    "order": ({"order": ("b",)}, ["--order: there is no kit or item 'b'. Did you mean 'B'?"]),
    "semicolons": ({"only": ("A;B2",)}, ["--only: there is no kit or item 'A;B2'. Put commas between several codes."]),
    "blanks": ({"skip": ("A1 B2",)}, ["--skip: there is no kit or item 'A1 B2'. Put commas between several codes."]),
    "all at once": (
        {"only": ("b1",), "skip": ("A", "A33"), "order": ("B1r2",)},
        [
            "--only: there is no kit or item 'b1'. Did you mean 'B1'?",
            "--skip: there is no kit or item 'A33'. Did you mean 'A3' or 'A'?",
            "--order: 'B1r2' is a part of 'B1'. Name 'B1'.",
        ],
    ),
    "an order of one": (
        {"order": ("B",)},
        ["--order: nothing changes places with 'B'. Name two or more kits, or items of one kit, in their new order."],
    ),
    "an order of two in two kits": ({"order": ("A4", "B3", "A4")}, ["--order: nothing changes places with 'A4'. "]),
    "a field": ({"only": ("A2-more",)}, ["--only: there is no kit or item 'A2-more'. "]),
    "Greek letters": (
        {"only": ("Α4",)},
        ["--only: there is no kit or item 'Α4'. Did you mean 'A4' in Latin letters? 'Α' is a Greek letter."],
    ),
    "far from any": (
        {"only": ("zzzzzz",)},
        [
            "--only: there is no kit or item 'zzzzzz'. "
            "`toolkit list`, with the folder of a toolkit of your own, shows all codes."
        ],
    ),
    "the respondent": (
        {"only": ("R",)},
        ["--only: 'R' stands on the cover of every workbook. It can only be left out, with --skip."],
    ),
    "a position": ({"skip": ("B2x",)}, ["--skip: 'B2x' is a part of 'B2'. Name 'B2'."]),
    "nothing left": ({"skip": ("A", "B")}, ["Nothing is left of the toolkit. Keep at least one kit or item."]),
    "nothing chosen": (
        {"only": ("A",), "skip": ("A",)},
        ["Nothing is left of the toolkit. Keep at least one kit or item."],
    ),
}


@pytest.mark.parametrize("case", UNKNOWN)
def test_what_cannot_be_chosen_is_told(tiny: Toolkit, case: str) -> None:
    given_, said = UNKNOWN[case]

    found = problems(lambda: Selection(**given_).asked_of(tiny))

    assert len(found) == len(said)
    assert all(f"{problem} ".startswith(words) for problem, words in zip(found, said, strict=True)), found


def test_a_part_may_have_a_code_unlike_its_owner_s(tiny: Toolkit) -> None:
    text = msgspec.json.encode(tiny).replace(b'"B1r1"', b'"Z9"')

    assert problems(lambda: Selection(only=("Z9",)).of(msgspec.json.decode(text, type=Toolkit))) == [
        "--only: 'Z9' is a part of 'B1'. Name 'B1'."
    ]


@given(st.data())
def test_an_order_only_moves_what_it_names(tiny: Toolkit, data: st.DataObject) -> None:
    codes = [item.code for item in tiny.kits[0].items]
    order = data.draw(st.permutations(codes).map(lambda some: some[: data.draw(st.integers(2, len(codes)))]))

    after = [item.code for item in Selection(order=tuple(order)).of(tiny).kits[0].items]

    assert [code for code in after if code in order] == order
    assert [code if code not in order else "" for code in after] == [
        code if code not in order else "" for code in codes
    ]


def test_a_participant_s_toolkit_holds_no_secret(shipped: Toolkit, tiny: Toolkit) -> None:
    untranslated = applied(shipped, Translation("", "it", {}, {}))
    for toolkit in (shipped, tiny, untranslated):
        secrets = selection.secrets(toolkit).values()
        bare = selection.for_edition(toolkit, "participant")

        assert secrets
        assert selection.secrets(bare) == {}
        assert not [text for text in secrets if text in repr(bare)]
        assert not [item for _, item in bare.items() if isinstance(item, Debate) and item.position]
    assert selection.for_edition(untranslated, "participant").untranslated


def test_a_facilitator_s_toolkit_is_the_whole(tiny: Toolkit) -> None:
    assert selection.for_edition(tiny, "facilitator") is tiny
    assert selection.secrets(tiny) == {
        "A facilitation aim": "Secret aim",
        "A facilitation watch 1": "Secret watch",
        "A2 facilitation": "Secret note",
        "B2x text": "Secret position",
    }
