"""A theme: fonts, colours, margins, logo and roles, from `theme.yaml` and the user's own theme file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from os.path import exists
from pathlib import Path
from re import fullmatch
from typing import Annotated, Any, Literal

from msgspec import Meta, convert

from toolkit_cli.errors import Problem, ThemeError, quoted
from toolkit_cli.files import installed, yamlfile
from toolkit_cli.kits import validation
from toolkit_cli.kits.itemparts import Model
from toolkit_cli.kits.words import placeholders
from toolkit_cli.layout import namedfiles
from toolkit_cli.layout.colours import WHITE, mixed

MM = 72 / 25.4
HIGHEST_LOGO = 0.15  # of the height between the margins
PAPERS = {"a4": (210 * MM, 297 * MM), "letter": (612.0, 792.0)}
LINE_NAMES = {"title", "edition", "toolkit", "version", "copy", "copy_word", "publisher"}
FACES = ("regular", "bold", "italic", "bold_italic")
NOT_THERE = "is not there."
ENDINGS = (".png", ".jpg", ".jpeg")  # of the names of pictures

FOLLOWERS = ("note", "callout", "prompts")  # the roles that have the main colour
LIGHT = (0.93, 0.68, 0.37, 0)  # how much white is in the main colour, for the tint and the levels of a chart

HEX = "^#[0-9a-fA-F]{6}$"
COLOUR = 'a colour is written as "#rrggbb", for example "#1d3557", in quotation marks'
Colour = Annotated[str, Meta(pattern=HEX, description=COLOUR)]
Line = Annotated[str, Meta(max_length=200)]


class Margins(Model, frozen=True):
    """The page's margins in millimetres."""

    top: Annotated[float, Meta(ge=15, le=80)]
    bottom: Annotated[float, Meta(ge=15, le=80)]
    left: Annotated[float, Meta(ge=8, le=60)]
    right: Annotated[float, Meta(ge=8, le=60)]


class Fonts(Model, frozen=True):
    document: Annotated[str, Meta(min_length=1, max_length=60)]
    size: Annotated[float, Meta(ge=8, le=16)]
    regular: str | None = None
    bold: str | None = None
    italic: str | None = None
    bold_italic: str | None = None
    fallback: tuple[Annotated[str, Meta(min_length=1)], ...] = ()


class Colours(Model, frozen=True):
    text: Colour
    muted: Colour
    line: Colour
    box: Colour
    main: Colour
    main_tint: Colour


class Tone(Model, frozen=True):
    """A colour for heads and bars, and a tint for the background of dark text."""

    colour: Colour
    tint: Colour


class KitTone(Tone, frozen=True):
    mark: Annotated[str, Meta(min_length=1, max_length=2)]


class Roles(Model, frozen=True):
    notice: Tone
    caution: Tone
    tip: Tone
    note: Tone
    callout: Tone
    prompts: Tone
    position: Tone


class Theme(Model, kw_only=True, frozen=True):
    """Everything that a writer has to know of the look; files are named by their whole paths."""

    paper: Literal["a4", "letter"]
    margins: Margins
    fonts: Fonts
    logo: str | None = None
    logo_width: Annotated[float, Meta(ge=5, le=150)]
    colours: Colours
    kits: Annotated[tuple[KitTone, ...], Meta(min_length=1)]
    roles: Roles
    chart: Annotated[tuple[Colour, ...], Meta(min_length=2, max_length=6)]
    header: Line
    footer: Line

    @property
    def size(self) -> tuple[float, float]:
        """The paper's width and height in points."""
        return PAPERS[self.paper]

    @property
    def inner_width(self) -> float:
        """The width between the margins in points."""
        return self.size[0] - (self.margins.left + self.margins.right) * MM

    def tone(self, number: int) -> KitTone:
        """Return the look of the kit with a number, from 1; for 0, that of front and back matter."""
        if not number:
            return KitTone(colour=self.colours.main, tint=self.colours.main_tint, mark="◆")
        return self.kits[(number - 1) % len(self.kits)]

    def role(self, name: str) -> Tone:
        """Return the look of an aside's role, one of the fields of `Roles`."""
        found = getattr(self.roles, name)
        assert isinstance(found, Tone)
        return found

    def face(self, name: str) -> Path:
        """Return the TrueType file of a face: regular, bold, italic or bold_italic."""
        own = getattr(self.fonts, name) or self.fonts.regular
        if own:
            return Path(own)
        import font_roboto

        style = {"regular": "Regular", "bold": "Bold", "italic": "Italic", "bold_italic": "BoldItalic"}[name]
        return Path(font_roboto.__file__).parent / "files" / f"Roboto-{style}.ttf"

    @property
    def fallback(self) -> tuple[Path, ...]:
        """The TrueType files in which a character that a face lacks is looked for, in order.

        The last one, Source Sans, has arrows and ticks, which people type and programs put in the place of `-->`.
        """
        import font_source_sans_pro

        signs = Path(font_source_sans_pro.__file__).parent / "files" / "SourceSansPro-Regular.ttf"
        return *map(Path, self.fonts.fallback), signs

    @property
    def height(self) -> float:
        """The height between the margins in points."""
        return self.size[1] - (self.margins.top + self.margins.bottom) * MM

    def logo_size(self, pixels: tuple[int, int]) -> tuple[float, float]:
        """Return the width and height in points of a logo, given those in pixels; a high logo is made narrower."""
        width = min(self.logo_width * MM, self.inner_width, HIGHEST_LOGO * self.height * pixels[0] / pixels[1])
        return width, width * pixels[1] / pixels[0]

    @property
    def logo_path(self) -> Path | None:
        """The logo's file; None where there is none."""
        return Path(self.logo) if self.logo else None


def load(path: Path | None = None, paper: str | None = None, templates: Path | None = None) -> Theme:
    """Return the shipped theme, with what the theme in `templates`, and the file `path`, change in it.

    Raise `ThemeError` with every setting that is unknown or invalid, and with a logo or font that cannot be read.
    """
    data = yamlfile.read(installed.template("theme.yaml"), ThemeError).data
    for changed in own_files(path, templates):
        data = _merged(data, changed)
    if paper:
        data["paper"] = paper
    return convert(data, Theme, strict=False)


def own_files(path: Path | None, templates: Path | None) -> list[Path]:
    """Return the user's own theme files: the one in the folder `templates`, and `path`, which goes over it."""
    beside = templates / "theme.yaml" if templates else None
    return [file for file in (beside if beside and beside.is_file() else None, path) if file]


def _merged(data: dict[str, Any], path: Path) -> dict[str, Any]:
    """Return `data` with a theme file's settings over it; raise `ThemeError` with the problems of that file."""
    document = yamlfile.opened(path, ThemeError)
    settings, problems = {} if document.data is None else document.data, [*document.mistakes]
    if not isinstance(settings, dict):
        problems.append(document.problem((), "A theme holds settings and their values.", "Start from theme.yaml."))
        raise ThemeError(problems)
    own = _with_followers(_with_whole_paths(settings, path.resolve().parent))
    merged = _overlaid(data, own)

    def valid(settings: dict[str, Any], told: list[Problem]) -> Theme | None:
        return validation.validated(Theme, replace(document, data=settings), told)

    if not (theme := valid(merged, problems)):  # then at least the settings that are valid are checked further
        fitting = [each for each in _settings(own) if valid(_overlaid(data, each), [])]
        theme = valid(reduce(_overlaid, fitting, data), [])
    if theme:
        problems += _file_problems(theme, document) + _line_problems(theme, document)
    if problems:
        raise ThemeError(sorted(problems))
    return merged


def _settings(own: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield each setting of a theme file by itself, also if several stand below one name."""
    for key, value in own.items():
        yield from ({key: {name: each}} for name, each in value.items()) if isinstance(value, dict) else [{key: value}]


def _overlaid(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    both = dict(under)
    for key, value in over.items():
        mixed = isinstance(value, dict) and isinstance(under.get(key), dict)
        both[key] = _overlaid(under[key], value) if mixed else value
    return both


def _with_whole_paths(data: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return a theme file's settings with the whole paths of the files that it names."""
    placed = dict(data)
    if data.get("logo") and isinstance(data["logo"], str):
        placed["logo"] = str(folder / data["logo"])
    if isinstance(data.get("fonts"), dict):
        placed["fonts"] = {
            key: namedfiles.font(value, folder) if key in (*FACES, "fallback") else value
            for key, value in data["fonts"].items()
        }
    return placed


def _with_followers(data: dict[str, Any]) -> dict[str, Any]:
    """Return a theme file's settings with the colours that follow its main colour, where it leaves them out."""
    colours = data.get("colours")
    main = colours.get("main") if isinstance(colours, dict) else None
    if not isinstance(main, str) or not fullmatch(HEX, main):
        return data
    tint = mixed(main, WHITE, LIGHT[0])
    followers = {
        "colours": {"main_tint": tint},
        "roles": {role: {"colour": main, "tint": tint} for role in FOLLOWERS},
        "chart": [mixed(main, WHITE, share) for share in LIGHT],
    }
    return _overlaid(followers, data)


def _file_problems(theme: Theme, document: yamlfile.Document) -> list[Problem]:
    """Return the problems of the files that a theme names: missing, no picture, no font."""
    problems = []
    logo = theme.logo_path
    if logo and not namedfiles.is_picture(logo):
        why = "cannot be read as a PNG or JPEG picture." if exists(logo) else NOT_THERE
        what = f"The logo {quoted(logo.name)} {why}"
        fix = namedfiles.alike(logo, ENDINGS) or "Give the name of a picture beside the theme file."
        fix = "Save it as PNG in a program for pictures, and give that file's name." if exists(logo) else fix
        problems.append(namedfiles.refused(logo) or document.problem(("logo",), what, fix))
    own = (face for face in FACES if getattr(theme.fonts, face))
    named: dict[yamlfile.Place, Path] = {("fonts", face): theme.face(face) for face in own}
    named |= {("fonts", "fallback", number): path for number, path in enumerate(map(Path, theme.fonts.fallback))}
    for place, path in named.items():
        if not namedfiles.is_truetype(path):
            why = "cannot be read as a TrueType file." if exists(path) else NOT_THERE
            what = f"The font {quoted(path.name)} {why}"
            fix = namedfiles.alike(path, (".ttf",)) or "Give the name of a .ttf beside the theme file."
            problems.append(namedfiles.refused(path) or document.problem(place, what, fix))
    return problems


def _line_problems(theme: Theme, document: yamlfile.Document) -> list[Problem]:
    problems = []
    known = sorted(f"{{{name}}}" for name in LINE_NAMES)
    for name in ("header", "footer"):
        used = placeholders(getattr(theme, name))
        for unknown in ["{"] if used is None else sorted(set(used) - set(known)):
            what = f"{unknown} is not known in the {name}."
            problems.append(document.problem((name,), what, f"Known: {', '.join(known)}."))
    return problems
