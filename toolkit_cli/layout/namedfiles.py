"""The files that a theme names: fonts, also those of installed packages, and pictures."""

from __future__ import annotations

from os.path import exists, isdir, isfile
from pathlib import Path
from typing import Any

from toolkit_cli.errors import Problem, likely_meant, unreadable

PICTURES = ("PNG", "JPEG")


def font(named: Any, folder: Path) -> Any:
    """Return the path of a font, or of each in a list: beside the theme file, else in an installed package."""
    if isinstance(named, list):
        return [font(each, folder) for each in named]
    if not named or not isinstance(named, str):
        return named
    beside = str(folder / named)
    # Path.is_file raises for a name that is too long
    return beside if isfile(beside) else _packaged(named) or beside


def _packaged(name: str) -> str | None:
    """Return the file of a font with a name (Roboto Bold) that an installed package offers as `fonts_ttf`, or None."""
    from importlib import metadata  # loading it takes as long as reading a theme

    wanted = _plain(name)
    for entry in metadata.entry_points(group="fonts_ttf"):
        try:
            offered = {_plain(key): str(path) for key, path in entry.load().items()}
        except Exception:  # whatever is wrong in that package, it offers no font
            continue
        if wanted in offered:
            return offered[wanted]
    return None


def _plain(name: str) -> str:
    return name.casefold().replace(" ", "").replace("-", "")


def alike(path: Path, endings: tuple[str, ...]) -> str:
    """Return a sentence that suggests a file beside the place of one that is not there; "" if no name is like its own.

    The names of files end in one of `endings`, in whatever capitals.
    """
    if exists(path) or not isdir(path.parent):
        return ""
    beside = {each.name.casefold(): each.name for each in path.parent.iterdir()}
    found = likely_meant(path.name.casefold(), sorted(name for name in beside if name.endswith(endings)))
    return f"Did you mean {beside[found]!r}?" if found else ""


def refused(path: Path) -> Problem | None:
    """Return the problem of a file that is there and that the system does not let us read, as when it is in use."""
    try:
        if isfile(path):
            path.open("rb").close()
    except OSError as wrong:
        return unreadable(path, wrong)
    return None


def is_picture(path: Path) -> bool:
    """Say whether a file is a PNG or JPEG that Pillow can read to its end."""
    try:
        from PIL import Image

        with Image.open(path, formats=PICTURES) as picture:
            picture.load()
    except Exception:  # Pillow raises many kinds for files that are no pictures
        return False
    return True


def is_truetype(path: Path) -> bool:
    """Say whether a file is a TrueType font that ReportLab can put into a PDF."""
    try:
        from reportlab.pdfbase.ttfonts import TTFontFile

        TTFontFile(str(path))
    except Exception:  # ReportLab raises TTFError, struct.error and others for files that are no fonts
        return False
    return True
