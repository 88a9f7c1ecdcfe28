"""Charts: stacked bars as shapes, whole and readable in grey."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from toolkit_cli import chart, theme
from toolkit_cli.chart import Label, Rect
from toolkit_cli.page import Chart

THEME = theme.load()
WIDTH = 400.0


def measure(text: str, size: float, bold: bool) -> float:
    return len(text) * size * 0.5


def drawn(*counts: tuple[int, ...]) -> tuple[list[Rect], list[Label], float]:
    levels = tuple(f"Level {number}" for number in range(len(counts[0])))
    made = Chart(levels, tuple((f"Bar {index}", count) for index, count in enumerate(counts)), "x", "alt")
    shapes, height = chart.shapes(made, THEME, WIDTH, measure)
    rects = [shape for shape in shapes if isinstance(shape, Rect)]
    return rects, [shape for shape in shapes if isinstance(shape, Label)], height


def bars(rects: list[Rect]) -> dict[float, list[Rect]]:
    found: dict[float, list[Rect]] = {}
    for rect in rects:
        if rect.height == chart.BAR:
            found.setdefault(rect.y, []).append(rect)
    return found


COUNTS = st.lists(st.integers(0, 500), min_size=4, max_size=4).filter(any).map(tuple)


@given(st.lists(COUNTS, min_size=1, max_size=6))
def test_the_parts_of_a_bar_fill_its_width_in_proportion(counts: list[tuple[int, ...]]) -> None:
    found = bars(drawn(*counts)[0])

    assert len(found) == len(counts)
    for parts, count in zip(found.values(), counts, strict=True):
        shown = [number for number in count if number]
        assert [round(part.width, 6) for part in parts] == [
            round(number / sum(count) * (WIDTH - 1), 6) for number in shown
        ]
        assert sum(part.width for part in parts) == pytest.approx(WIDTH - 1)
        for left, right in pairwise(parts):
            assert left.x + left.width == pytest.approx(right.x)


@given(st.lists(COUNTS, min_size=1, max_size=6))
def test_everything_lies_within_the_picture(counts: list[tuple[int, ...]]) -> None:
    rects, labels, height = drawn(*counts)

    assert all(rect.x >= 0 and rect.x + rect.width <= WIDTH for rect in rects)
    assert all(rect.y >= 0 and rect.y + rect.height <= height for rect in rects)
    assert all(0 <= label.y <= height for label in labels)


def test_a_part_carries_its_count_where_there_is_room() -> None:
    _, labels, _ = drawn((1, 0, 999, 0))

    assert [label.text for label in labels if label.centred] == ["999"]


def test_a_level_has_the_same_colour_in_every_bar_and_in_the_key() -> None:
    rects, labels, _ = drawn((1, 2, 3), (3, 2, 1))

    first, second = ([part.fill for part in parts] for parts in bars(rects).values())
    key = [rect.fill for rect in rects if rect.height != chart.BAR]
    assert first == second == key
    assert [label.text for label in labels[-3:]] == ["Level 0", "Level 1", "Level 2"]


@pytest.mark.parametrize("levels", [2, 3, 4, 5, 6])
def test_levels_go_from_light_to_dark_in_steps_that_differ(levels: int) -> None:
    fills = [part.fill for part in next(iter(bars(drawn((1,) * levels)[0]).values()))]

    light = [chart.luminance(fill) for fill in fills]
    assert light == sorted(light, reverse=True)
    assert all(above - below > 0.03 for above, below in pairwise(light))


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_ink_can_be_read_on_every_colour(colour: str) -> None:
    pair = sorted((chart.luminance(colour), chart.luminance(chart.ink(colour))))

    assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5


def test_luminance_is_that_of_the_standard() -> None:
    assert [round(chart.luminance(colour), 4) for colour in ("#000000", "#ffffff", "#ff0000")] == [0.0, 1.0, 0.2126]


def test_a_key_that_is_too_long_for_a_line_goes_on_below() -> None:
    made = Chart(
        tuple(f"A rather long name of a level, number {number}" for number in range(4)), (("B", (1,) * 4),), "x", ""
    )

    shapes, _ = chart.shapes(made, THEME, WIDTH, measure)

    keys = [shape for shape in shapes if isinstance(shape, Label)][-4:]
    assert len({label.y for label in keys}) > 1
    assert all(label.x + measure(label.text, label.size, False) <= WIDTH for label in keys)


def test_a_picture_is_sharp_and_the_same_each_time() -> None:
    made = Chart(("none", "some"), (("April", (1, 3)),), "countries", "alt")

    data, height = chart.picture(made, THEME, WIDTH)

    with Image.open(io.BytesIO(data)) as image:
        assert image.format == "PNG"
        assert image.size == (round(WIDTH * 300 / 72), round(height * 300 / 72))
        assert round(image.info["dpi"][0]) == 300
        colours = {"#{:02x}{:02x}{:02x}".format(*pixel) for _, pixel in image.convert("RGB").getcolors(1 << 24)}
    assert {THEME.chart[0], THEME.chart[-1]} <= colours
    assert chart.picture(made, THEME, WIDTH) == (data, height)
