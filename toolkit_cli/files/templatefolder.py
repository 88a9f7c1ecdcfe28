"""Looks into a user's folder of templates: which files replace shipped ones, and which does nothing use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from toolkit_cli.errors import Problem, TemplateError, likely_meant, no_folder
from toolkit_cli.files import installed

OWN = ("words.yaml", "theme.yaml")  # other files that such a folder can hold
WORDS = "words"  # where the shipped words are
LANGUAGE = re.compile("[a-z]{2,3}(?:-[A-Za-z0-9]+)*")  # what such a file is named after
YAML = (".yaml", ".yml")
ENDINGS = (".html", ".htm", *YAML)
HIDDEN = ".txt"  # what the editor of Windows puts behind a file's ending, and its folders do not show


def templates() -> list[str]:
    """Return the names of the shipped templates, as a user's folder can have them."""
    shipped = installed.template("")
    return sorted(path.relative_to(shipped).as_posix() for path in shipped.rglob("*.html"))


def check(folder: Path | None) -> None:
    """Raise `TemplateError` for a folder that does not exist, or holds nothing that is used."""
    if folder and not any((there(folder) / name).is_file() for name in (*templates(), *OWN)):
        if named := [*words_files(folder), *misnamed(folder)]:
            raise TemplateError(map(told, named))
        raise TemplateError(Problem(str(folder), 0, "Nothing uses the files of this folder.", _looked_for()))


def there(folder: Path) -> Path:
    """Return a folder; raise `TemplateError` if it does not exist."""
    if folder.is_dir():
        return folder
    raise TemplateError(Problem(str(folder), 0, no_folder(folder), "Give the folder of your templates."))


def passed_over(folder: Path | None) -> Iterator[Problem]:
    """Yield the files of a folder that were likely meant to be used and are not; raise as `check` does.

    Of YAML files, only those with nearly the name of one that is used: others may be there for another reason.
    """
    check(folder)
    for path in idle(folder) if folder else ():
        if path.suffix not in YAML or _meant(path) or path.parent.name == WORDS:
            yield told(path)


def misnamed(folder: Path) -> list[Path]:
    """Return the files of a folder that have nearly, but not quite, a name that is used."""
    return [path for path in idle(folder) if _meant(path)]


def _meant(path: Path) -> str:
    """Return the name that a file was likely meant to have; "" if there is none."""
    if path.suffix in YAML:
        return likely_meant(path.with_suffix(".yaml").name, OWN)
    return path.stem if path.suffix == HIDDEN else ""


def words_files(folder: Path) -> list[Path]:
    """Return the files of words in a user's folder that are named as the shipped ones are: nothing looks for them."""
    found = sorted(path for path in folder.glob(f"{WORDS}/*.yaml") if LANGUAGE.fullmatch(path.stem))
    return found if found and not folder.samefile(installed.template("")) else []


def idle(folder: Path, below: bool = False) -> list[Path]:
    """Return the files of a folder that replace no shipped one, and that no template names.

    The folder, its `parts` and its `words` are looked into; with `below`, all folders in it. Where a toolkit is in it,
    too, YAML files may be the toolkit's. Of texts, those are taken that have but one ending too many.
    """
    if folder.samefile(installed.template("")):
        return []
    known = {*templates(), *OWN}
    looked = folder.rglob("*") if below else (*folder.glob("*"), *folder.glob("parts/*"), *words_files(folder))
    endings = ENDINGS[:2] if (folder / installed.TOOLKIT).is_file() else ENDINGS
    found = {path: path.relative_to(folder).as_posix() for path in sorted(looked) if path.is_file()}
    ours = {f"{name}{HIDDEN}" for name in known}
    names = {path: name for path, name in found.items() if path.suffix.lower() in endings or name in ours}
    texts = {path: path.read_text("utf-8", "replace") for path in names if path.suffix == ".html"}
    return [
        path
        for path, name in names.items()
        if name not in known and not any(name in text for other, text in texts.items() if other != path)
    ]


def told(path: Path) -> Problem:
    """Return the problem of a file that nothing uses."""
    if path.parent.name == WORDS:
        what = "Nothing uses this file: words of your own are looked for in a file words.yaml beside the templates."
        fix = f"Write {path.stem}: on its first line and two spaces before each line below it, and save it as {{}}."
        return Problem(str(path), 0, what, fix.format(path.parent.parent / OWN[0]))
    meant = _meant(path)
    fix = f"Rename it to {meant}." if meant and not path.with_name(meant).exists() else _looked_for()
    return Problem(str(path), 0, "Nothing uses this file.", fix)


def _looked_for() -> str:
    return f"The names that are used are {', '.join((*templates(), *OWN))}."
