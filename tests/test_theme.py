"""Themes: the shipped one, what files of the user's change in it, and what is refused."""

from __future__ import annotations

import errno
import io
from pathlib import Path
from typing import Any

import font_roboto
import pytest
from msgspec.structs import replace
from PIL import Image

from toolkit_cli.errors import IN_USE, ThemeError
from toolkit_cli.files import installed
from toolkit_cli.layout import contrast, theme

from .conftest import Folder, missing, problems

ROBOTO = Path(font_roboto.__file__).parent / "files" / "Roboto-Bold.ttf"
LINES = "Known: {copy_word}, {copy}, {edition}, {publisher}, {title}, {toolkit}, {version}."


def picture(kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (4, 2), "#1d3557").save(made, kind)
    return made.getvalue()


def refused(folder: Folder, text: str) -> list[str]:
    path = folder.write("theme.yaml", text)
    return problems(lambda: theme.load(path), folder.path)


def test_the_shipped_theme_has_paper_and_all_faces() -> None:
    shipped = theme.load()

    assert shipped.paper == "a4"
    assert shipped.logo_path is None
    assert [shipped.face(name).is_file() for name in theme.FACES] == [True] * 4
    assert round(shipped.inner_width / theme.MM) == 170


def test_a_theme_changes_only_what_it_names(folder: Folder) -> None:
    path = folder.write("mine.yaml", 'colours:\n  text: "#000000"\nfonts:\n  size: 12\nfooter: "{title}"\n')

    mine, shipped = theme.load(path), theme.load()

    assert mine == replace(
        shipped,
        colours=replace(shipped.colours, text="#000000"),
        fonts=replace(shipped.fonts, size=12.0),
        footer="{title}",
    )


def test_what_has_the_main_colour_follows_it_where_a_theme_leaves_it_out(folder: Folder) -> None:
    own = 'colours: {main: "#5b2a86"}\nroles:\n  note: {tint: "#ffffff"}\n'

    mine, shipped = theme.load(folder.write("mine.yaml", own)), theme.load()

    tint = mine.colours.main_tint
    assert (mine.colours.main, tint, mine.chart[0], mine.chart[-1]) == ("#5b2a86", "#f4f0f7", tint, "#5b2a86")
    assert mine.roles.callout == mine.roles.prompts == theme.Tone(colour="#5b2a86", tint=tint)
    assert mine.roles.note == theme.Tone(colour="#5b2a86", tint="#ffffff")
    assert (mine.roles.position, mine.kits) == (shipped.roles.position, shipped.kits)
    assert contrast.weak(mine) == []


def test_the_shipped_theme_has_one_main_colour() -> None:
    shipped = theme.load()

    assert {shipped.role(name).colour for name in theme.FOLLOWERS} == {shipped.colours.main} == {shipped.chart[-1]}


def test_a_list_of_a_theme_takes_the_place_of_the_shipped_one(folder: Folder) -> None:
    path = folder.write("mine.yaml", 'kits:\n  - colour: "#000000"\n    tint: "#ffffff"\n    mark: "+"\n')

    assert [tone.mark for tone in theme.load(path).kits] == ["+"]


def test_an_empty_theme_changes_nothing(folder: Folder) -> None:
    assert theme.load(folder.write("mine.yaml", "# nothing yet\n")) == theme.load()


def test_paper_that_is_asked_for_goes_over_that_of_a_theme_file(folder: Folder) -> None:
    path = folder.write("mine.yaml", "paper: a4\n")

    assert theme.load(path, "letter").size == (612, 792)


def test_a_theme_of_a_file_goes_over_that_of_the_templates(folder: Folder) -> None:
    folder.write("templates/theme.yaml", 'header: from the templates\ncolours:\n  main: "#111111"\n')
    path = folder.write("mine.yaml", "header: mine\n")

    mine = theme.load(path, templates=folder.path / "templates")

    assert (mine.header, mine.colours.main) == ("mine", "#111111")


def test_each_theme_names_files_beside_itself(folder: Folder) -> None:
    folder.write("templates/logo.png", picture())
    folder.write("templates/theme.yaml", "logo: logo.png\n")
    folder.write("fonts/bold.ttf", ROBOTO.read_bytes())
    path = folder.write("mine.yaml", "fonts:\n  bold: fonts/bold.ttf\n")

    mine = theme.load(path, templates=folder.path / "templates")

    assert mine.logo_path == folder.path.resolve() / "templates" / "logo.png"
    assert mine.face("bold") == folder.path.resolve() / "fonts" / "bold.ttf"


def test_other_fonts_are_asked_in_the_order_in_which_they_are_named(folder: Folder) -> None:
    folder.write("fonts/mine.ttf", ROBOTO.read_bytes())
    path = folder.write("mine.yaml", f"fonts:\n  fallback:\n    - fonts/mine.ttf\n    - {ROBOTO}\n")

    assert theme.load(path).fallback[:-1] == (folder.path.resolve() / "fonts" / "mine.ttf", ROBOTO)
    assert [path.name for path in theme.load().fallback] == ["SourceSansPro-Regular.ttf"]


@pytest.mark.parametrize("name", ["RobotoBold", "Roboto Bold", "roboto-bold"])
def test_a_font_may_be_named_that_an_installed_package_brings(folder: Folder, name: str) -> None:
    mine = theme.load(folder.write("mine.yaml", f"fonts:\n  regular: {name}\n  fallback: [{name}]\n"))

    assert (mine.face("regular"), mine.fallback[:-1]) == (ROBOTO, (ROBOTO,))


def test_a_file_beside_the_theme_goes_before_a_font_of_the_same_name(folder: Folder) -> None:
    folder.write("Roboto", ROBOTO.read_bytes())

    assert theme.load(folder.write("mine.yaml", "fonts:\n  fallback: [Roboto]\n")).fallback[:-1] == (
        folder.path.resolve() / "Roboto",
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_may_be_png_or_jpeg(folder: Folder, kind: str) -> None:
    folder.write("logo", picture(kind))

    assert theme.load(folder.write("mine.yaml", "logo: logo\n")).logo_path == folder.path.resolve() / "logo"


def test_kits_take_their_looks_in_turn() -> None:
    shipped = theme.load()

    assert shipped.tone(1) == shipped.tone(1 + len(shipped.kits)) == shipped.kits[0]
    assert shipped.tone(0).colour == shipped.colours.main


MISTAKES = {
    "a colour that is none": (
        "colours:\n  main: blue\n",
        "theme.yaml:2: 'main' in 'colours': a colour is written as \"#rrggbb\", for example \"#1d3557\", in "
        "quotation marks.",
    ),
    "a colour without quotation marks": (
        "colours:\n  main: #5b2a86\n",
        "theme.yaml:2: 'main' in 'colours': there is no value here (what follows a # is a comment, unless it "
        "stands between quotation marks).",
    ),
    "a short colour": (
        'colours:\n  main: "#fff"\n',
        "theme.yaml:2: 'main' in 'colours': a colour is written as \"#rrggbb\", for example \"#1d3557\", in "
        "quotation marks.",
    ),
    "a setting that is none": (
        'colors:\n  main: "#5b2a86"\n',
        "theme.yaml:1: The key 'colors' does not belong in this file. Did you mean 'colours' or 'roles' or 'footer'?",
    ),
    "a setting deep inside": (
        "fonts:\n  sizes: 12\n",
        "theme.yaml:2: The key 'sizes' does not belong in 'fonts'. Did you mean 'size'?",
    ),
    "a role that is none": (
        'roles:\n  tipp:\n    colour: "#000000"\n    tint: "#000000"\n',
        "theme.yaml:2: The key 'tipp' does not belong in 'roles'. Did you mean 'tip'?",
    ),
    "a margin that is no number": (
        "margins:\n  top: wide\n",
        "theme.yaml:2: 'top' in 'margins': a number such as 20 or 10.5 is expected here.",
    ),
    "a size with a comma": (
        "fonts:\n  size: 10,5\n",
        "theme.yaml:2: 'size' in 'fonts': a number such as 20 or 10.5 is expected here.",
    ),
    "a margin beyond measure": (
        "margins:\n  top: 500\n",
        "theme.yaml:2: 'top' in 'margins': the number must not be above 80.",
    ),
    "a margin that is nothing": ("margins:\n  top: nan\n", None),
    "a paper that is none": (
        "paper: a5\n",
        "theme.yaml:1: 'paper' in this file: it has to be one of 'a4' or 'letter'.",
    ),
    "a header that names what is not there": (
        'header: "{name}"\n',
        f"theme.yaml:1: {{name}} is not known in the header. {LINES}",
    ),
    "a header with a form": (
        'header: "{title:>9999999999}"\n',
        f"theme.yaml:1: {{title:>9999999999}} is not known in the header. {LINES}",
    ),
    "a header that asks for more": (
        'header: "{title.upper}"\n',
        f"theme.yaml:1: {{title.upper}} is not known in the header. {LINES}",
    ),
    "a footer with an open brace": ('footer: "{title"\n', f"theme.yaml:1: {{ is not known in the footer. {LINES}"),
    "a header with a control character": (
        'header: "a\\x01"\n',
        "theme.yaml:1: 'header' in this file: the control character U+0001 cannot be printed.",
    ),
    "a logo that is not there": (
        "logo: none.png\n",
        "theme.yaml:1: The logo 'none.png' is not there. Give the name of a picture beside the theme file.",
    ),
    "a logo in a folder that is not there": (
        "logo: pictures/Logo.PNG\n",
        "theme.yaml:1: The logo 'Logo.PNG' is not there. Give the name of a picture beside the theme file.",
    ),
    "a font that is not there": (
        "fonts:\n  bold: none.ttf\n",
        "theme.yaml:2: The font 'none.ttf' is not there. Give the name of a .ttf beside the theme file.",
    ),
    "a fallback font that is not there": (
        "fonts:\n  fallback:\n    - Roboto Bold\n    - none.ttf\n",
        "theme.yaml:4: The font 'none.ttf' is not there. Give the name of a .ttf beside the theme file.",
    ),
    "a fallback font with a very long name": (
        f"fonts:\n  fallback: [{'x' * 300}]\n",
        f"theme.yaml:2: The font '{'x' * 60}…' is not there. Give the name of a .ttf beside the theme file.",
    ),
    "one fallback font and no list": (
        "fonts:\n  fallback: Roboto\n",
        "theme.yaml:2: 'fallback' in 'fonts': a list is expected here, each entry with a hyphen (-) and a space before "
        "it.",
    ),
    "a fallback font without a name": (
        "fonts:\n  fallback:\n    - \n",
        "theme.yaml:3: entry 1 of 'fallback' in 'fonts': there is no value here (what follows a # is a comment, "
        "unless it stands between quotation marks).",
    ),
    "a list": ("- a\n", "theme.yaml:1: A theme holds settings and their values. Start from theme.yaml."),
    "no kits": ("kits: []\n", "theme.yaml:1: 'kits' in this file: the list needs at least 1 entry."),
    "a chart of one colour": (
        'chart: ["#000000"]\n',
        "theme.yaml:1: 'chart' in this file: the list needs at least 2 entries.",
    ),
    "text where keys are expected": (
        "colours: blue\n",
        "theme.yaml:1: 'colours' in this file: 'text', 'muted', 'line', 'box', 'main' and 'main_tint' are expected "
        "here, each with its value.",
    ),
    "nothing where keys are expected": (
        "colours:\n",
        "theme.yaml:1: 'colours' in this file: there is no value here (what follows a # is a comment, unless it "
        "stands between quotation marks).",
    ),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_with_its_line(folder: Folder, case: str) -> None:
    text, said = MISTAKES[case]

    found = refused(folder, text)

    assert len(found) == 1
    assert found == [said] or (said is None and found[0].startswith("theme.yaml:2: 'top' in 'margins': "))


def test_all_mistakes_come_at_once_in_the_order_of_the_file(folder: Folder) -> None:
    found = refused(folder, 'paper: a5\ncolours:\n  main: red\n  text: "#12345"\nsize: 3\n')

    assert [problem.split(": ")[0] for problem in found] == [
        "theme.yaml:1",
        "theme.yaml:3",
        "theme.yaml:4",
        "theme.yaml:5",
    ]


def test_mistakes_of_form_are_told_with_the_others(folder: Folder) -> None:
    found = refused(folder, "paper: a5\nheader: a: b\nsize: 3\n")

    assert [problem.split(": ")[0] for problem in found] == [f"theme.yaml:{line}" for line in (1, 2, 3)]


def test_a_setting_that_is_wrong_hides_no_file_that_is_named_beside_it(folder: Folder) -> None:
    found = refused(folder, 'fonts:\n  size: 90\n  bold: none.ttf\nroles:\n  tip: {colour: red}\nheader: "{titel}"\n')

    assert [problem.split(": ")[0] for problem in found] == [f"theme.yaml:{line}" for line in (2, 3, 5, 6)]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"no picture",
        picture()[:45],
        picture("GIF"),
        picture("TIFF")[:-40],  # of which Pillow would warn
    ],
)
def test_a_logo_that_cannot_be_read_is_told(folder: Folder, data: bytes) -> None:
    folder.write("logo.png", data)

    assert refused(folder, "logo: logo.png\n") == [
        "theme.yaml:1: The logo 'logo.png' cannot be read as a PNG or JPEG picture. "
        "Save it as PNG in a program for pictures, and give that file's name."
    ]


@pytest.mark.parametrize("data", [b"", b"no font", b"OTTO" + ROBOTO.read_bytes()[4:], ROBOTO.read_bytes()[:200]])
def test_a_font_that_cannot_be_read_is_told(folder: Folder, data: bytes) -> None:
    folder.write("my.ttf", data)

    assert refused(folder, "fonts:\n  regular: my.ttf\n") == [
        "theme.yaml:2: The font 'my.ttf' cannot be read as a TrueType file. "
        "Give the name of a .ttf beside the theme file."
    ]


def test_a_logo_or_font_that_another_program_has_open_is_told_as_that(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def in_use(path: Path, *given: Any, **named: Any) -> Any:
        if path.suffix != ".yaml":
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, *given, **named)

    folder.write("logo.png", b"")
    folder.write("my.ttf", b"")
    monkeypatch.setattr(Path, "open", in_use)

    assert refused(folder, "logo: logo.png\nfonts: {regular: my.ttf}\n") == [
        f"{name}: The file cannot be read (Permission denied). {IN_USE}" for name in ("logo.png", "my.ttf")
    ]


def test_a_file_whose_name_is_like_that_of_a_logo_or_font_that_is_not_there_is_suggested(folder: Folder) -> None:
    folder.write("Our-Logo.PNG", picture())
    folder.write("Our-Font.TTF", ROBOTO.read_bytes())

    assert refused(folder, "logo: our-logo.jpg\nfonts:\n  regular: our-fonts.ttf\n") == [
        "theme.yaml:1: The logo 'our-logo.jpg' is not there. Did you mean 'Our-Logo.PNG'?",
        "theme.yaml:3: The font 'our-fonts.ttf' is not there. Did you mean 'Our-Font.TTF'?",
    ]


def test_a_theme_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert problems(lambda: theme.load(tmp_path / "none.yaml"), tmp_path) == [
        f"none.yaml: The file cannot be read ({missing()}). Check its name."
    ]


WRONG = ["null", "[]", "{}", "[null]", "12", "x", '""', "{x: y}", "true", "inf"]


@pytest.mark.parametrize("wrong", WRONG)
def test_whatever_stands_at_any_setting_it_is_taken_or_there_are_words_for_it(folder: Folder, wrong: str) -> None:
    names = list(theme.Theme.__struct_fields__)
    assert len(names) > 8

    for name in names:
        path = folder.write("theme.yaml", f"{name}: {wrong}\n")
        try:
            theme.load(path)
        except ThemeError as found:
            assert all(problem.file and problem.line and problem.what for problem in found.problems)


def test_the_shipped_theme_says_what_the_program_knows() -> None:
    text = installed.template("theme.yaml").read_text(encoding="utf-8")

    assert [name for name in theme.Theme.__struct_fields__ if f"\n{name}:" not in text] == []


def test_files_and_lines_are_looked_at_beside_other_problems(folder: Folder) -> None:
    path = folder.write("own.yaml", 'paper: a9\ncolours: {man: "#123456"}\nlogo: none.png\nheader: "{titel}"\n')

    assert [each.partition(": ")[2].split(" ")[0] for each in problems(lambda: theme.load(path), folder.path)] == [
        "'paper'",
        "The",
        "The",
        "{titel}",
    ]
