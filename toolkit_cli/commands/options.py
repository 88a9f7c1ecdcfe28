"""What the options of several commands have in common."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit_cli.processes import MOST_JOBS

PATH = click.Path(path_type=Path, readable=False)  # what cannot be read is told by who reads, and the rest is read
JOBS = click.IntRange(1, MOST_JOBS)
TRANSLATION = "A translation of your own, as a PO file."
PRINTED = "What the workbooks were printed with, where that is your own."
PASSWORDS = "A text file with passwords of locked PDFs, a line each."


def one(context: click.Context, option: click.Parameter, given: tuple[str, ...]) -> str:
    """Return the value of an option that may be given once; of two, click would take the last in silence."""
    if len(set(given)) > 1:
        raise click.BadParameter(f"{' and '.join(given)} at once; a batch is of one format. Make two, in two folders.")
    return given[-1]
