"""Charts: bars as shapes, whole and readable in grey."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path
from unicodedata import combining

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image

from toolkit_cli.layout import chart, chartpicture, colours, theme
from toolkit_cli.layout.chart import Label, Rect
from toolkit_cli.layout.page import DARKEST, Chart

from .clients.pictures import palette

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
        assert [part.width for part in parts] == pytest.approx([number / sum(count) * (WIDTH - 1) for number in shown])
        assert sum(part.width for part in parts) == pytest.approx(WIDTH - 1)
        for left, right in pairwise(parts):
            assert left.x + left.width == pytest.approx(right.x)


@given(st.lists(COUNTS, min_size=1, max_size=6))
def test_everything_lies_within_the_picture(counts: list[tuple[int, ...]]) -> None:
    rects, labels, height = drawn(*counts)

    assert all(rect.x >= 0 and rect.x + rect.width <= WIDTH for rect in rects)
    assert all(rect.y >= 0 and rect.y + rect.height <= height for rect in rects)
    assert all(0 <= label.y <= height for label in labels)


LONG = "words of a level that is told at length " * 5


@pytest.mark.parametrize("level", [LONG, "x" * 200, "x" * 90, ""])
def test_a_level_that_is_longer_than_a_line_goes_on_below_it(level: str) -> None:
    made = Chart(("short", level, "other", "last"), (("Bar", (1, 2, 3, 4)),), "x", "alt")

    rects, labels, height = shapes_of(made)

    key = {rect.y: rect for rect in rects if rect.height == 9}
    said = [label for label in labels if not label.centred and not label.bold]
    assert all(label.x + measure(label.text, label.size, False) <= WIDTH for label in said)
    assert "".join(label.text for label in said).replace(" ", "") == f"short{level}otherlast".replace(" ", "")
    assert all(0 <= label.y <= height for label in said)
    assert len(key) == (1 if not level else 3) and max(key) + 9 <= height
    for one, other in pairwise(sorted({label.y for label in said})):
        assert other - one >= chart.LABEL


def test_a_long_name_of_what_stands_apart_stays_above_it() -> None:
    made = diverging((1, 2, 3, 4), (1, 2, 3, 0))
    *levels, _ = made.levels

    rects, labels, _ = shapes_of(replace(made, levels=(*levels, LONG)))

    above = [label for label in labels if label.y < min(rect.y for rect in rects)][:-1]
    assert " ".join(label.text for label in above) == LONG.strip()
    assert all(label.x + measure(label.text, label.size, False) <= WIDTH for label in above)


def test_a_part_carries_its_count_where_there_is_room() -> None:
    _, labels, _ = drawn((1, 0, 999, 0))

    below, inside = (label for label in labels if label.centred)
    assert (below.text, inside.text) == ("1", "999")
    assert below.y > inside.y + chart.BAR / 2


UNEVEN = st.lists(st.sampled_from((0, 1, 8, 40, 500)), min_size=4, max_size=4).filter(any).map(tuple)


@given(st.lists(UNEVEN, min_size=1, max_size=3), st.booleans())
@example([(8, 8, 500, 8)], False)  # two counts stand below the bar, and there is no room for a third
@example([(8, 8, 500, 8)], True)
def test_counts_below_a_bar_do_not_run_into_each_other_nor_into_what_follows(
    counts: list[tuple[int, ...]], sides: bool
) -> None:
    rects, labels, _ = shapes_of(diverging(*counts)) if sides else drawn(*counts)

    words = {label.y for label in labels if not label.centred}
    bars = sorted({rect.y for rect in rects if rect.height == chart.BAR})
    for top in bars:
        below = sorted((label for label in labels if label.centred and top + chart.BAR < label.y < top + 36), key=place)
        ends = [(label.x - measure(label.text, label.size, True) / 2, label) for label in below]
        assert all(left >= 0 for left, _ in ends)
        for (_, one), (left, _) in pairwise(ends):
            assert left > one.x + measure(one.text, one.size, True) / 2
        assert all(other < top or other - label.y >= label.size for label in below for other in words)


def place(label: Label) -> float:
    return label.x


def test_the_axis_of_diverging_bars_does_not_touch_the_words_above() -> None:
    rects, labels, _ = shapes_of(diverging((3, 1, 2, 1), (1, 2, 4, 0)))

    for axis in axes(rects):
        above = max(label.y for label in labels if label.y < axis.y + chart.BEYOND and not label.centred)
        assert axis.y - above >= 0.3 * chart.SIZE  # what a letter such as g has below the line


def test_what_stands_apart_is_named_above_it() -> None:
    rects, labels, _ = shapes_of(diverging((1, 2, 3, 4), (1, 2, 3, 0)))

    apart = next(rect for rect in rects if rect.fill == colours.WHITE)
    assert (labels[0].text, labels[0].x) == ("Undecided", apart.x)
    assert shapes_of(diverging((1, 2, 3, 0)))[1][0].text == "Bar 0"


def test_a_level_has_the_same_colour_in_every_bar_and_in_the_key() -> None:
    rects, labels, _ = drawn((1, 2, 3), (3, 2, 1))

    first, second = ([part.fill for part in parts] for parts in bars(rects).values())
    key = [rect.fill for rect in rects if rect.height != chart.BAR]
    assert first == second == key
    assert [label.text for label in labels[-3:]] == ["Level 0", "Level 1", "Level 2"]


@pytest.mark.parametrize("levels", [2, 3, 4, 5, 6])
def test_levels_go_from_light_to_dark_in_steps_that_differ(levels: int) -> None:
    fills = [part.fill for part in next(iter(bars(drawn((1,) * levels)[0]).values()))]

    light = [colours.luminance(fill) for fill in fills]
    assert light == sorted(light, reverse=True)
    assert all(above - below > 0.03 for above, below in pairwise(light))


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_ink_can_be_read_on_every_colour(colour: str) -> None:
    assert colours.contrast(colour, colours.ink(colour)) >= 4.5


@pytest.mark.parametrize("letter", ["L", "e\u0301"])
def test_a_word_that_is_wider_than_the_chart_is_broken(letter: str) -> None:
    word = letter * 140
    made = Chart(("none", "some"), ((f"Of {word}", (1, 3)),), "x", "alt")

    shapes, _ = chart.shapes(made, THEME, WIDTH, measure)

    lines = [shape.text for shape in shapes if isinstance(shape, Label) and not shape.centred][:-2]
    assert "".join(lines) == f"Of{word}"
    assert max(measure(line, chart.SIZE, True) for line in lines) <= WIDTH
    assert not any(combining(line[0]) for line in lines)


def test_luminance_is_that_of_the_standard() -> None:
    assert [round(colours.luminance(colour), 4) for colour in ("#000000", "#ffffff", "#ff0000")] == [0.0, 1.0, 0.2126]


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

    data, height = chartpicture.picture(made, THEME, WIDTH)

    with Image.open(io.BytesIO(data)) as image:
        assert image.format == "PNG"
        assert image.size == (round(WIDTH * 300 / 72), round(height * 300 / 72))
        assert round(image.info["dpi"][0]) == 300
        assert {THEME.chart[0], THEME.chart[-1]} <= palette(image)
    assert chartpicture.picture(made, THEME, WIDTH) == (data, height)


def test_a_picture_of_more_colours_than_a_palette_holds_is_drawn_in_the_nearest() -> None:
    levels = tuple(f"Level {number}" for number in range(40))
    data, _ = chartpicture.picture(Chart(levels, (("", (1,) * 40),), "x", ""), THEME, WIDTH * 4)

    with Image.open(io.BytesIO(data)) as picture:
        assert len(picture.getcolors() or ()) == 256


def test_an_accent_before_a_capital_letter_is_in_the_picture() -> None:
    plain, accented = (
        chartpicture.picture(Chart(("a",), ((label, (1,)),), "x", "", whole=1), THEME, WIDTH)[0] for label in "ΕΈ"
    )

    def left(data: bytes) -> int:
        with Image.open(io.BytesIO(data)) as image:
            label = image.convert("L").point(lambda light: 255 - light).crop((0, 0, image.width, 50)).getbbox()
        assert label is not None
        return int(label[0])

    assert 0 < left(accented) < left(plain)


def shapes_of(made: Chart) -> tuple[list[Rect], list[Label], float]:
    shapes, height = chart.shapes(made, THEME, WIDTH, measure)
    return (
        [shape for shape in shapes if isinstance(shape, Rect)],
        [shape for shape in shapes if isinstance(shape, Label)],
        height,
    )


def diverging(*counts: tuple[int, ...]) -> Chart:
    bars = tuple((f"Bar {index}", count) for index, count in enumerate(counts))
    return Chart(("Against", "Partly", "For", "Undecided"), bars, "x", "alt", sides=(-1, 1, 1, 0))


def axes(rects: list[Rect]) -> list[Rect]:
    return [rect for rect in rects if rect.width == chart.AXIS]


def test_bars_that_diverge_have_one_axis_and_one_scale() -> None:
    rects, _, _ = shapes_of(diverging((3, 1, 2, 1), (1, 2, 4, 0)))

    against, partly, for_, undecided = chart.levels(diverging((1, 1, 1, 1)), THEME)
    axis = {rect.x + chart.AXIS / 2 for rect in axes(rects)}
    assert len(axis) == 1
    place = axis.pop()
    parts = [rect for rect in rects if rect.height == chart.BAR]
    assert all(rect.x + rect.width == pytest.approx(place) for rect in parts if rect.fill == against)
    assert all(rect.x == pytest.approx(place) for rect in parts if rect.fill == partly)
    assert all(rect.x > place for rect in parts if rect.fill in (for_, undecided))
    widths = {round(rect.width / count, 6) for rect, count in zip(parts, (3, 1, 2, 1, 1, 2, 4), strict=True)}
    assert len(widths) == 1


def test_what_stands_apart_does_not_touch_what_diverges() -> None:
    rects, _, _ = shapes_of(diverging((0, 2, 3, 4)))

    first, second, apart = (rect for rect in rects if rect.height == chart.BAR)
    assert first.x + first.width == pytest.approx(second.x)
    assert apart.x - (second.x + second.width) == pytest.approx(chart.APART)


@given(st.lists(COUNTS, min_size=1, max_size=6))
def test_bars_that_diverge_lie_within_the_picture(counts: list[tuple[int, ...]]) -> None:
    rects, labels, height = shapes_of(diverging(*counts))

    assert all(rect.x >= -1e-9 and rect.x + rect.width <= WIDTH + 1e-9 for rect in rects)
    assert all(rect.y >= 0 and rect.y + rect.height <= height for rect in rects)
    assert all(0 <= label.y <= height for label in labels)


def test_the_sides_are_told_apart_by_hue_and_what_is_apart_is_white() -> None:
    against, partly, for_, undecided = chart.levels(diverging((1, 1, 1, 1)), THEME)

    assert against == THEME.roles.caution.colour
    assert for_ == THEME.chart[-1] and colours.luminance(partly) > colours.luminance(for_)
    assert undecided == colours.WHITE


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
def test_a_bar_of_one_level_is_as_long_as_its_count(counts: list[int]) -> None:
    whole = max(1, *counts)
    bars = tuple((f"Bar {index}", (count,)) for index, count in enumerate(counts))

    rects, labels, height = shapes_of(Chart(("x",), bars, "x", "alt", whole=whole))

    assert [label.text for label in labels[1::2]] == [str(count) for count in counts]
    lengths = [rect.width for rect in rects]
    shown = [count for count in counts if count]
    assert lengths == pytest.approx([count * max(lengths, default=0) / max(shown, default=1) for count in shown])
    assert all(rect.x + rect.width <= WIDTH and rect.y + rect.height <= height for rect in rects)


def test_levels_that_fall_begin_with_the_darkest() -> None:
    rising = Chart(("yes", "no"), (("", (1, 1)),), "x", "alt")
    falling = Chart(("yes", "no"), (("", (1, 1)),), "x", "alt", falling=True)

    assert chart.levels(falling, THEME) == chart.levels(rising, THEME)[::-1]
    assert [rect.fill for rect in shapes_of(falling)[0] if rect.height == chart.BAR] == chart.levels(falling, THEME)


def test_a_label_that_is_too_long_for_a_line_goes_on_below() -> None:
    long = "A question that is rather long " * 5
    _, _, once = shapes_of(Chart(("a", "b"), (("Short", (1, 1)),), "x", ""))

    _, labels, height = shapes_of(Chart(("a", "b"), ((long.strip(), (1, 1)),), "x", ""))

    lines = [label for label in labels if label.bold and not label.centred]
    assert " ".join(label.text for label in lines) == long.strip()
    assert all(measure(label.text, label.size, True) <= WIDTH for label in lines)
    assert height == once + (len(lines) - 1) * chart.LABEL


def test_a_bar_without_a_label_leaves_no_room_for_it() -> None:
    named, bare = (shapes_of(Chart(("a", "b"), ((label, (1, 1)),), "x", "")) for label in ("Bar", ""))

    assert named[2] - bare[2] == chart.LABEL


@pytest.mark.parametrize("text", [THEME.colours.text, "#56606b"])
def test_every_shade_is_darker_than_the_one_before_and_can_be_read_on(text: str) -> None:
    look = replace(THEME, colours=replace(THEME.colours, text=text))

    grounds = [chart.shade(look, step) for step in range(DARKEST + 1)]

    light = [colours.luminance(ground) for ground in grounds]
    assert grounds[0] == colours.WHITE
    assert all(above > below for above, below in pairwise(light))
    assert all(colours.contrast(text, ground) >= colours.READABLE for ground in grounds)


def test_a_chart_s_letters_follow_the_size_of_the_text(tmp_path: Path) -> None:
    made = Chart(("none", "some"), (("April", (1, 3)),), "x", "One")
    own = tmp_path / "own.yaml"
    own.write_text("fonts: {size: 15.75}", encoding="utf-8")

    once, height = chart.shapes(made, THEME, 300.0, measure)
    larger, tall = chart.shapes(made, theme.load(own), 450.0, measure)

    assert tall == pytest.approx(1.5 * height)
    assert [each.size for each in larger if isinstance(each, chart.Label)] == [
        1.5 * each.size for each in once if isinstance(each, chart.Label)
    ]
