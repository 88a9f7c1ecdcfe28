"""Finds the shipped content and templates: inside the package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
# A wheel carries both folders inside the package; an editable install leaves them beside it.
ROOTS = (PACKAGE, PACKAGE.parent)
TOOLKIT = "toolkit.yaml"  # the main file of a toolkit, by which its folder is known


def template(name: str) -> Path:
    """Return the path of a shipped template, theme or words file."""
    return _shipped("templates") / name


def toolkits() -> list[Path]:
    """Return the folders of the shipped toolkits, sorted by name."""
    return sorted(path.parent for path in _shipped("content").glob(f"*/{TOOLKIT}"))


def default_toolkit() -> Path:
    """Return the folder of the toolkit that is used if none is named."""
    return toolkits()[0]


def _shipped(folder: str) -> Path:
    for root in ROOTS:
        if (root / folder).is_dir():
            return root / folder
    raise FileNotFoundError(f"the installation is incomplete: no folder {folder!r}")
