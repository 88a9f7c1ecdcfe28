"""Files that are written: whole or not at all, and never over another without leave."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from toolkit_cli.errors import OutputError, Problem


def check(paths: Iterable[Path], force: bool) -> None:
    """Raise `OutputError` for every path that is taken, or whose folder cannot be written to."""
    problems = []
    for path in paths:
        folder = next((parent for parent in path.parents if parent.exists()), path.parent)
        if path.is_dir():
            problems.append(Problem(str(path), 0, "There is a folder of this name.", "Give another name."))
        elif path.exists() and not force:
            problems.append(Problem(str(path), 0, "This file exists already.", "Use --force to write over it."))
        elif not folder.is_dir():
            problems.append(Problem(str(folder), 0, "This is a file and no folder.", "Give a folder."))
        elif not os.access(folder, os.W_OK):
            problems.append(Problem(str(folder), 0, "This folder cannot be written to.", "Give another with -o."))
    if problems:
        raise OutputError(problems)


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write every file to a temporary one beside it, and rename them when all are there."""
    ready: dict[Path, str] = {}
    path = Path()
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            number, ready[path] = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
            with os.fdopen(number, "wb") as file:
                file.write(data)
            os.chmod(ready[path], 0o666 & ~_umask())
        for path, temporary in list(ready.items()):
            os.replace(temporary, path)
            del ready[path]
    except OSError as wrong:
        what = f"The file cannot be written ({wrong.strerror})."
        raise OutputError(Problem(str(path), 0, what, "Give another place with -o.")) from None
    finally:
        for temporary in ready.values():
            Path(temporary).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
