"""What the options of several commands have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from pathlib import Path
from typing import Any

import click

from toolkit_cli.running.processes import MOST_JOBS

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

PATH = click.Path(path_type=Path, readable=False)  # what cannot be read is told by who reads, and the rest is read
JOBS = click.IntRange(1, MOST_JOBS)
PRINTED = "What the workbooks were printed with, where that is your own."
TRANSLATION = "A translation of your own, as a PO file."


def together(*options: Decorator) -> Decorator:
    """Return several options as one decorator; `--help` tells them in this order."""
    return lambda command: reduce(lambda made, option: option(made), reversed(options), command)


folders_option = click.option(
    "--toolkit", "folders", type=PATH, multiple=True, metavar="DIR", help="A toolkit of your own."
)
translation_option = click.option("--translation", type=PATH, metavar="FILE", help=TRANSLATION)
translations_option = click.option(
    "--translation", "translations", type=PATH, multiple=True, metavar="FILE", help=TRANSLATION
)
passwords_option = click.option(
    "--passwords", type=PATH, metavar="FILE", help="A text file with passwords of locked PDFs, a line each."
)
unattributed_option = click.option(
    "--unattributed", is_flag=True, help="Leave out who said what, and shuffle the answers."
)
bom_option = click.option("--bom", is_flag=True, help="Begin a CSV with a byte order mark, for Excel.")
force_option = click.option("--force", is_flag=True, help="Write over files that exist.")
# How what is made looks.
look_options = together(
    click.option("--paper", type=click.Choice(["a4", "letter"]), help="Paper size; the theme's if not given."),
    click.option("--theme", type=PATH, metavar="FILE", help="A theme of your own."),
    click.option("--templates", type=PATH, metavar="DIR", help="Templates of your own, used before the shipped ones."),
)
# What workbooks that come back looked like.
printed_options = together(
    click.option("--theme", type=PATH, metavar="FILE", help=PRINTED),
    click.option("--templates", type=PATH, metavar="DIR", help=PRINTED),
)
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Do not print the paths.")
brief_option = click.option("-q", "--quiet", is_flag=True, help="Say only what somebody has to look at.")


def formats_option(*names: str) -> Decorator:
    """Return the option for several kinds of files."""
    kinds = click.Choice(names)
    text = "Kind of file; else by the name of -o, or docx."
    return click.option("-f", "--format", "formats", multiple=True, type=kinds, help=text)


def output_option(noun: str) -> Decorator:
    """Return the option for where files go; `noun` is what each is."""
    text = f"A folder, or a file name for one {noun}."
    return click.option("-o", "--output", type=PATH, metavar="PATH", help=text)


def lang_option(noun: str) -> Decorator:
    """Return the option for the language of what is made."""
    return click.option("--lang", metavar="CODE", help=f"Language of the {noun}, for example it.")


def report_options(noun: str, least: str) -> Decorator:
    """Return the options of `report` and `compare`; `noun` is what is made, `least` a help text."""
    limit = click.IntRange(min=1)
    return together(
        formats_option("docx", "pdf", "html", "xlsx", "csv"),
        output_option(noun),
        unattributed_option,
        click.option("--min-responses", "least", type=limit, default=5, show_default=True, help=least),
        bom_option,
        folders_option,
        lang_option(noun),
        translations_option,
        look_options,
        force_option,
        quiet_option,
    )


def given_once(context: click.Context, option: click.Parameter, given: tuple[str, ...]) -> str:
    """Return the value of an option that may be given once; of two, click would take the last in silence."""
    if len(set(given)) > 1:
        raise click.BadParameter(f"{' and '.join(given)} at once; a batch is of one format. Make two, in two folders.")
    return given[-1]


def echo_paths(paths: Iterable[Path], quiet: bool) -> None:
    """Print the paths of what was made, a line each, which is what other programs read."""
    for path in () if quiet else paths:
        click.echo(path)
