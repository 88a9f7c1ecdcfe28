"""Translations that somebody has made of a small toolkit, for the tests of what is made with them."""

from __future__ import annotations

from pathlib import Path

from toolkit_cli.kits import translate

from .conftest import Folder


def po(folder: Folder, said: dict[str, str] | None = None) -> Path:
    """Export the tiny toolkit into Italian and fill in texts by their places."""
    path, _ = translate.export(folder.path, "it", folder.path.parent / "it.po")
    filled(path, said or {})
    return path


def filled(path: Path, said: dict[str, str]) -> None:
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    for place, text in said.items():
        at = next(at for at, block in enumerate(blocks) if f'msgctxt "{place}"' in block)
        blocks[at] = blocks[at].rpartition("msgstr ")[0] + f'msgstr "{text}"'
    path.write_text("\n\n".join(blocks).strip() + "\n", encoding="utf-8", newline="\n")


def beside(folder: Folder, path: Path) -> Path:
    """Move a translation beside the files of a toolkit."""
    (folder.path / "translations").mkdir()
    return path.rename(folder.path / "translations" / path.name)
