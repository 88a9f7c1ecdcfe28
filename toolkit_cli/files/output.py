"""Writes files: whole or not at all, and over existing ones only with permission."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from toolkit_cli.errors import LONGEST_PATH, OutputError, Problem
from toolkit_cli.files.filenames import FORBIDDEN, RESERVED
from toolkit_cli.files.search import identity

T = TypeVar("T")

WINDOWS = os.name == "nt"
PAUSES = (0.05, 0.1, 0.2, 0.3, 0.4)  # seconds
OPTION = "-o"  # the option that names a place, unless another one does
TEMPORARY = len("/.0123456789abcdef.tmp")  # the length of a temporary file's name


def formats_of(out: Path | None, asked: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    """Return the formats that are asked for, each once: those named, else the ending of `out`, else DOCX."""
    suffix = _suffix(out)
    return tuple(dict.fromkeys(asked)) or ((suffix,) if suffix in known else ("docx",))


def paths(out: Path | None, names: Sequence[str], kind: str) -> list[Path]:
    """Return the paths of files with these names: in the folder `out`, or the file `out` itself.

    Raise `OutputError` if `out` is a file's name that does not suit the files; `kind` says in words what they are.
    """
    suffix = _suffix(out)
    if not out or not suffix:
        return [(out or Path()) / name for name in names]
    if len(names) > 1:
        raise OutputError(
            Problem(str(out), 0, f"This is one file name for {len(names)} {kind}s.", "Give a folder with -o.")
        )
    wanted = names[0].rpartition(".")[2]
    if suffix != wanted:
        what = f"A {wanted.upper()} {kind} needs a name that ends in .{wanted}."
        fix = "Change the name, or the format with -f; make the folder first if you mean one."
        raise OutputError(Problem(str(out), 0, what, fix))
    return [out]


def _suffix(out: Path | None) -> str:
    """Return the ending of a file's name in small letters; "" for a folder."""
    return out.suffix.lstrip(".").lower() if out and not out.is_dir() else ""


def check(paths: Iterable[Path], force: bool, options: Mapping[Path, str] | None = None) -> None:
    """Raise `OutputError` with every path that exists already, or whose folder cannot be written to.

    `options` are the options that named the paths, if not -o.
    """
    given = {path: (options or {}).get(path, OPTION) for path in paths}
    check_names(given, options)
    if problems := [problem for path, option in given.items() if (problem := _in_the_way(path, force, option))]:
        raise OutputError(problems)


def _in_the_way(path: Path, force: bool, option: str) -> Problem | None:
    if path.is_dir():
        return Problem(str(path), 0, "There is a folder with this name.", "Give another name.")
    if path.exists() and not path.is_file():
        return Problem(str(path), 0, "This is a device or a pipe, not a file.", "Give another name.")
    if path.exists() and not force:
        return Problem(str(path), 0, "This file exists already.", "Use --force to write over it.")
    folder = next((parent for parent in path.parents if parent.exists()), None)
    if folder is None:  # on Windows: a stick or a share
        return Problem(path.anchor, 0, "This drive is not there.", f"Connect it, or give another place with {option}.")
    if not folder.is_dir():
        return Problem(str(folder), 0, "This is a file, not a folder.", "Give a folder.")
    if not os.access(folder, os.W_OK):
        return Problem(str(folder), 0, "This folder cannot be written to.", f"Give another with {option}.")
    return None


def check_apart(given: Iterable[Path], targets: Sequence[Path]) -> None:
    """Raise `OutputError` if a file would be written over one that is read, or over another one that is written."""
    read = set(map(identity, given))
    what = "This is one of the files that are read."
    problems = [Problem(str(path), 0, what, "Give another name.") for path in targets if identity(path) in read]
    if len(set(map(identity, targets))) < len(targets):
        problems.append(Problem(str(targets[0]), 0, "Two files would have this name.", "Give one of them another."))
    if problems:
        raise OutputError(problems)


def check_names(paths: Iterable[Path], options: Mapping[Path, str] | None = None) -> None:
    """Raise `OutputError` for the first name that the system, or its settings, do not allow; and for `-`."""
    for path in paths:
        if path.parts[:1] == ("-",):
            what = "Nothing is written to standard output here, and a file of this name would be hard to remove."
            raise OutputError(Problem("-", 0, what, "Give the name of a file or a folder."))
        if WINDOWS:
            _check_for_windows(path, (options or {}).get(path, OPTION))
        try:
            os.fsencode(path)
        except UnicodeEncodeError:
            what = "This system is set so that names cannot have these letters."
            fix = "Set the variable PYTHONUTF8 to 1, and try again; or give another name."
            raise OutputError(Problem(str(path), 0, what, fix)) from None


def _check_for_windows(path: Path, option: str) -> None:
    """Raise `OutputError` for a path that is too long for Windows, or has a name that Windows does not allow."""
    whole = os.path.abspath(path)
    longest = max(len(whole), len(os.path.dirname(whole)) + TEMPORARY)
    if longest > LONGEST_PATH:
        what = f"With its folders this name has {longest} letters, and Windows allows {LONGEST_PATH}."
        raise OutputError(Problem(str(path), 0, what, f"Give a shorter folder with {option}."))
    for part in path.parts[bool(path.anchor) :]:
        sign = FORBIDDEN.search(part)
        if sign or RESERVED.fullmatch(part):
            refused = f"{sign[0]!r} in a name" if sign else f"the name {part!r}"
            raise OutputError(Problem(str(path), 0, f"Windows does not allow {refused}.", "Give another name."))


def write_texts(files: Mapping[Path, str], force: bool, options: Mapping[Path, str] | None = None) -> None:
    """Write texts to files in UTF-8, all or none of them; raise `OutputError` as `check` does."""
    check(files, force, options)
    write_all({path: text.encode("utf-8") for path, text in files.items()}, options)


def write_all(files: Mapping[Path, bytes], options: Mapping[Path, str] | None = None) -> None:
    """Write each file to a temporary file beside it; when all are written and none is in use, rename them.

    A file that exists keeps its permissions, and a link stays a link. Raise `OutputError` if one cannot be written;
    `options` are those of `check`.
    """
    ready: dict[Path, Path] = {}
    named: dict[Path, Path] = {}
    folders: list[Path] = []
    path = Path()
    try:
        for path, data in files.items():
            folders += [folder for folder in path.parents if not folder.exists()]
            path.parent.mkdir(parents=True, exist_ok=True)
            target = Path(os.path.realpath(path))
            named[target] = path
            number, ready[target] = temporary(target.parent)
            with os.fdopen(number, "wb") as file:
                file.write(data)
            with suppress(OSError):  # on drives without permissions
                os.chmod(ready[target], _mode(target))
        for path in ready:
            if path.exists():
                patiently(path.open, "r+b").close()  # on Windows it fails while Word or Excel has the file open
        for path, made in list(ready.items()):
            patiently(os.replace, made, path)
            del ready[path]
    except OSError as wrong:
        path = named.get(path, path)
        raise OutputError(_not_written(path, wrong, (options or {}).get(path, OPTION))) from None
    finally:
        for made in ready.values():
            with suppress(OSError):
                made.unlink(missing_ok=True)
        for folder in folders:  # new ones that are still empty
            with suppress(OSError):
                folder.rmdir()


def _not_written(path: Path, wrong: OSError, option: str) -> Problem:
    """Return the problem of a file that cannot be written; `option` is the one that named its place."""
    elsewhere = f"another place with {option}."
    fix = f"Give {elsewhere}"
    if isinstance(wrong, PermissionError) and path.is_file():
        again = "Close it where it is open, and run the same command again"
        fix = f"{again}; if it is write-protected, give {elsewhere}"
    elif isinstance(wrong, PermissionError) and WINDOWS:
        fix = f"Run the same command again; if that does not help, give {elsewhere}"
    return Problem(str(path), 0, f"The file cannot be written ({wrong.strerror}).", fix)


def patiently(act: Callable[..., T], *given: object) -> T:
    """Do something with a file; on Windows, try again while a virus scanner or OneDrive has the file open.

    Raise `PermissionError` after about a second.
    """
    for pause in PAUSES if WINDOWS else ():
        try:
            return act(*given)
        except PermissionError:
            time.sleep(pause)
    return act(*given)


def temporary(folder: Path) -> tuple[int, Path]:
    """Open a new file with a short name in a folder, for its owner only; return its descriptor and path.

    The module tempfile is not used: on Windows, in a folder that does not allow new files, it takes the names for taken
    and tries others for hours (CPython issue 66305).
    """
    path = folder / f".{secrets.token_hex(8)}.tmp"
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600), path


def _mode(path: Path) -> int:
    """Return the permissions that a file has, or that a new one would get."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
