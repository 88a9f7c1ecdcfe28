"""Contrast: what the shipped theme prints can be read by everybody, and a theme that breaks this gets a warning."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from toolkit_cli.building import batch, build
from toolkit_cli.building.batchplan import BatchOptions
from toolkit_cli.building.build import BuildOptions
from toolkit_cli.cli import cli
from toolkit_cli.layout import colours, contrast, theme
from toolkit_cli.layout.contrast import Pair
from toolkit_cli.reports.report import report
from toolkit_cli.reports.reportfiles import ReportOptions

from .conftest import Folder


def pair(colour: str, ground: str) -> Pair:
    return Pair((), "", colour, "", ground)


@pytest.mark.parametrize(
    ("colour", "ground", "ratio"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#767676", "#ffffff", 4.54), ("#ff0000", "#ffffff", 4.0)],
)
def test_contrast_is_that_of_the_guidelines(colour: str, ground: str, ratio: float) -> None:
    assert pair(colour, ground).ratio == pytest.approx(ratio, abs=0.005)
    assert pair(ground, colour).ratio == pair(colour, ground).ratio


def test_a_contrast_that_is_too_little_is_not_told_as_enough() -> None:
    assert pair("#697586", "#000000").ratio == pytest.approx(4.49, abs=0.005)
    assert str(pair("#697586", "#000000")).endswith("a contrast of 4.4 to 1")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colours: {text: '#ffffff'}", "text on paper has a contrast of 1.0 to 1, and 12 more have too little"),
        (
            "roles: {tip: {colour: '#aaaaaa'}}",
            "the title of the role 'tip' on its tint has a contrast of 2.0 to 1, which is too little",
        ),
        ("colours: {text: '#111111'}", ""),
    ],
)
def test_who_makes_something_with_weak_colours_is_told_in_one_line(
    tiny_folder: Folder, tmp_path: Path, text: str, said: str
) -> None:
    own = Folder(tmp_path / "own").write("theme.yaml", text)
    roster = Folder(tmp_path).write("r.csv", "name\nAnn\n")
    answers = Folder(tmp_path).write("a.yaml", "toolkit: tiny\nanswers: {A2: yes}\n")
    told: list[list[str]] = [[], [], [], []]
    tiny, out = tiny_folder.path, tmp_path / "out"

    build.build(BuildOptions(tiny, theme=own, output=out / "x.docx"), warn=told[0].append)
    build.build(BuildOptions(tiny, templates=own.parent, output=out / "y.pdf"), warn=told[1].append)
    batch.batch(BatchOptions(roster, "docx", out / "copies", tiny, theme=own), warn=told[2].append)
    options = ReportOptions(answers, folders=(tiny,), theme=own, output=out / "x.html", least=1)
    report(options, told[3].append)

    assert told == [[f"{own}: {said}: toolkit check {own} tells what to do."] if said else []] * 4


def test_everything_in_the_shipped_theme_has_enough() -> None:
    assert [str(each) for each in contrast.weak(theme.load())] == []
    assert len(list(contrast.pairs(theme.load()))) > 40


def test_every_text_on_a_band_or_a_bar_has_enough() -> None:
    shipped = theme.load()
    grounds = [shipped.colours.main, *(kit.colour for kit in shipped.kits), *shipped.chart]

    assert min(pair(colours.ink(ground), ground).ratio for ground in grounds) >= colours.READABLE


def test_kits_are_told_apart_by_more_than_colour() -> None:
    marks = [kit.mark for kit in theme.load().kits]

    assert len(set(marks)) == len(marks)


def test_each_colour_of_text_is_looked_at_on_each_ground() -> None:
    """A colour that is everywhere too light is told once for each ground."""
    shipped = theme.load()
    pale = [each for each in contrast.pairs(shipped) if each.place == ("colours", "text")]

    assert {each.ground for each in pale} == {
        "#ffffff", shipped.colours.box, shipped.colours.main_tint, *(kit.tint for kit in shipped.kits),
        *(shipped.role(name).tint for name in shipped.roles.__struct_fields__),
    }  # fmt: skip


def test_a_check_warns_of_a_theme_and_takes_it(folder: Folder) -> None:
    path = folder.write("pale.yaml", 'colours:\n  muted: "#bbbbbb"\n  text: "#000000"\n')

    done = CliRunner().invoke(cli, ["check", str(path)])

    assert done.exit_code == 0
    assert f"{path}:2: small print on paper has a contrast of 1.9 to 1." in done.stderr
    assert "Take a darker one, or a lighter ground: 4.5 to 1 is what everybody can read." in done.stderr
    assert "text on" not in done.stderr
    warned = done.stderr.count("has a contrast of")
    assert warned > 10 and done.stdout == f"{path}: {warned} warnings\n"


def test_levels_of_a_chart_that_look_alike_are_told(folder: Folder) -> None:
    path = folder.write("grey.yaml", 'chart: ["#eeeeee", "#777777", "#787878", "#000000"]\n')

    done = CliRunner().invoke(cli, ["check", str(path)])

    assert done.stderr.startswith(
        f"{path}:1: level 3 of a chart on level 2 beside it has a contrast of 1.0 to 1. Take one"
    )
    assert done.stdout == f"{path}: 1 warning\n"


def test_a_check_of_a_good_theme_warns_of_nothing(folder: Folder) -> None:
    path = folder.write("good.yaml", "paper: letter\n")

    assert CliRunner().invoke(cli, ["check", str(path)]).stderr == ""


def test_a_check_of_templates_warns_of_the_theme_among_them(tmp_path: Path) -> None:
    Folder(tmp_path / "mine").write("theme.yaml", 'kits:\n  - colour: "#ffff00"\n    tint: "#ffffff"\n    mark: "+"\n')

    done = CliRunner().invoke(cli, ["check", str(tmp_path / "mine")])

    assert done.exit_code == 0
    assert done.stderr.count("a heading of kit 1 on") == 2
