"""What the options of several commands have in common."""

from __future__ import annotations

from pathlib import Path

import click

FOLDER = click.Path(path_type=Path)
TRANSLATION = "A translation of your own, as a PO file."
PRINTED = "What the workbooks were printed with, where that is your own."
PASSWORDS = "A text file with passwords of locked PDFs, a line each."
