"""The shipped toolkit: no item is lost, and no number in it changes unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from toolkit_cli.kits import fields, texts, words
from toolkit_cli.kits.model import AnyItem, Figure, Question, Toolkit, points
from toolkit_cli.reports import tallies
from toolkit_cli.reports.tallies import Share
from toolkit_cli.responses.response import Response

# A line for each kit, item and point: its code and kind, what a figure's bars count, the numbers in its texts.
KNOWN = Path(__file__).with_name("data") / "covid19-codes.txt"


def lines(toolkit: Toolkit) -> Iterator[str]:
    """Yield the lines as the content has them; after a change that is meant they are what the file has to hold."""
    numbers: dict[str, list[str]] = {}
    for place, text in texts.all_of(toolkit):
        numbers.setdefault(place.split()[0], []).extend(re.findall(r"\d+", text))
    kinds = [(texts.HEAD, "")]
    for kit in toolkit.kits:
        kinds.append((kit.code, "kit"))
        for item in kit.items:
            kinds.append((item.code, kind(item)))
            kinds += [(point.code, kind_) for kind_, point in points(item)]
    for code, said in kinds:
        yield f"{code} {said}: {' '.join(numbers[code])}".replace(" :", ":").strip()


def kind(item: AnyItem) -> str:
    if isinstance(item, Question):
        return f"question {item.answer}"
    if isinstance(item, Figure):
        return " ".join(["figure", *(str(list(bar.counts)) for bar in item.chart.bars)])
    return item.kind


def test_every_item_is_there_with_its_kind_and_its_numbers(shipped: Toolkit) -> None:
    assert list(lines(shipped)) == KNOWN.read_text(encoding="utf-8").splitlines()


def test_men_followed_up_are_set_against_those_still_in_the_programme(shipped: Toolkit) -> None:
    given = [Response({"S10": "40", "S11": "30"}), Response({"S10": "51", "S11": "40"}), Response({"S11": "9"})]

    made = tallies.of(shipped, fields.of(shipped, words.of(shipped)), given)

    assert made.shares == (Share("S11", "S10", (70, 91), 2),)
