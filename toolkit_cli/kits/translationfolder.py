"""The folder beside a toolkit's files in which its translations are looked for."""

from __future__ import annotations

from pathlib import Path

from toolkit_cli.errors import TranslationError, unreadable_folder

FOLDER = "translations"


def beside(folder: Path) -> list[Path]:
    """Return the translations beside a toolkit's files; raise `TranslationError` where one may not look for them."""
    try:
        return sorted(path for path in (folder / FOLDER).iterdir() if path.match("*.po"))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as wrong:
        raise TranslationError(unreadable_folder(folder / FOLDER, wrong)) from None
