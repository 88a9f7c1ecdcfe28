"""What the options of several commands have in common."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable
from functools import reduce
from pathlib import Path
from typing import Any

import click

from toolkit_cli.characters import readable_name
from toolkit_cli.running.processes import MOST_JOBS

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

PATH = click.Path(path_type=Path, readable=False)  # what cannot be read is told by who reads, and the rest is read
NUMBER = "NUMBER"
PRIVACY = "With --privacy: "
EXTRA = "Got unexpected extra argument"  # how click begins to say that there is one too many
TOOLKIT = "--toolkit"
BARE = "Here the folder of a toolkit of your own stands without it: give its name alone."
OPTION = "Put --toolkit before the folder of a toolkit of your own."


class Group(click.Group):
    """A group of commands in the order of the work."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


class Command(click.Command):
    """A command that refuses a second value for an option that takes one: click would take the last in silence.

    Where there is an argument too many, it says that a name with blanks in it needs quotation marks. Some commands take
    a toolkit's folder as an argument and others as an option: each says how it does.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            values, extra, given = self.make_parser(ctx).parse_args(list(args))
        except click.NoSuchOption as wrong:
            if wrong.option_name != TOOLKIT or not any(each.name == "toolkit" for each in self.params):
                raise
            raise click.UsageError(f"{wrong.message} {BARE}", ctx) from None
        once = [each for each in given if isinstance(each, click.Option) and not (each.multiple or each.is_flag)]
        for option in once:
            if once.count(option) > 1:
                name = option.opts[-1]
                raise click.UsageError(f"{name} is given more than once, and takes one value. Give it once.", ctx)
        try:
            return super().parse_args(ctx, list(args))
        except click.UsageError as wrong:
            if not wrong.message.startswith(EXTRA):
                raise
            has_option = any(TOOLKIT in each.opts for each in self.params)
            bare = [*extra, *(values.get(each.name or "") for each in self.params if isinstance(each, click.Argument))]
            is_toolkit = any(isinstance(each, str) and Path(each, "toolkit.yaml").is_file() for each in bare)
            fix = OPTION if has_option and is_toolkit else "Put a name that has blanks in it between quotation marks."
            raise click.UsageError(f"{wrong.message}. {fix}", ctx) from None


def together(*options: Decorator) -> Decorator:
    """Return several options as one decorator; `--help` tells them in this order."""
    return lambda command: reduce(lambda made, option: option(made), reversed(options), command)


def shipped(context: click.Context, _: click.Parameter, given: Any) -> Any:
    """Return what is given for the TOOLKIT; where nothing is, say that a toolkit in this folder is not taken."""
    if not (given or context.params.get("privacy") or context.resilient_parsing) and Path("toolkit.yaml").is_file():
        click.echo("The shipped toolkit is taken. Give a dot (.) as TOOLKIT to take the one in this folder.", err=True)
    return given


def _folders(before: str) -> Decorator:
    text = f"{before}the folder of a toolkit of your own; may be repeated (an earlier state first)."
    return click.option(TOOLKIT, "folders", type=PATH, multiple=True, metavar="DIR", help=_sentence(text))


def _translations(before: str) -> Decorator:
    text = f"{before}a translation of your own, as a PO file; may be repeated."
    return click.option("--translation", "translations", type=PATH, multiple=True, metavar="FILE", help=_sentence(text))


def _passwords(before: str) -> Decorator:
    text = f"{before}a text file with the passwords of locked PDFs, one on each line."
    return click.option("--passwords", type=PATH, metavar="FILE", help=_sentence(text))


def _printed(before: str) -> Decorator:
    """Return the options for what workbooks that come back looked like."""
    theme = _sentence(f"{before}the theme that the workbooks were made with, if your own.")
    templates = _sentence(f"{before}the templates that the workbooks were made with, if your own.")
    return together(
        click.option("--theme", type=PATH, metavar="FILE", help=theme),
        click.option("--templates", type=PATH, metavar="DIR", help=templates),
    )


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


toolkit_argument = click.argument("toolkit", type=PATH, required=False, callback=shipped)
folders_option, translations_option, passwords_option = _folders(""), _translations(""), _passwords("")
printed_options = _printed("")
# What `check` takes with --privacy only.
privacy_options = together(_folders(PRIVACY), _translations(PRIVACY), _passwords(PRIVACY), _printed(PRIVACY))
translation_option = click.option(
    "--translation", type=PATH, metavar="FILE", help="A translation of your own, as a PO file."
)
unattributed_option = click.option(
    "--unattributed", is_flag=True, help="Leave out who gave which answer, and shuffle the answers."
)
bom_option = click.option("--bom", is_flag=True, help="Begin a CSV with a byte order mark, for Excel.")
force_option = click.option("--force", is_flag=True, help="Write over files that exist.")
# How what is made looks.
look_options = together(
    click.option("--paper", type=click.Choice(["a4", "letter"]), help="Paper size; the theme's if not given."),
    click.option("--theme", type=PATH, metavar="FILE", help="A theme of your own."),
    click.option("--templates", type=PATH, metavar="DIR", help="Templates of your own, used before the shipped ones."),
)
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Do not print the paths.")
brief_option = click.option("-q", "--quiet", is_flag=True, help="Print only what somebody has to look at.")


def formats_option(*names: str) -> Decorator:
    """Return the option for several kinds of files."""
    kinds = click.Choice(names)
    text = "Kind of file; may be repeated. If not given, by the name after -o, or docx."
    return click.option("-f", "--format", "formats", multiple=True, type=kinds, help=text)


def output_option(noun: str) -> Decorator:
    """Return the option for where files go; `noun` is what each is."""
    text = f"A folder, or a file name for one {noun}; if not given, the folder in which you are."
    return click.option("-o", "--output", type=PATH, metavar="PATH", help=text)


def jobs_option(done: str) -> Decorator:
    """Return the option for how many processes work; `done` is what is done with what."""
    text = f"How many {done} at a time; as many as there are processors if not given."
    return click.option("--jobs", type=click.IntRange(1, MOST_JOBS), metavar=NUMBER, help=text)


def lang_option(noun: str) -> Decorator:
    """Return the option for the language of what is made."""
    return click.option("--lang", metavar="CODE", help=f"Language of the {noun}, for example de.")


def report_options(noun: str, least: str) -> Decorator:
    """Return the options of `report` and `compare`; `noun` is what is made, `least` a help text."""
    limit = click.IntRange(min=1)
    return together(
        formats_option("docx", "pdf", "html", "xlsx", "csv"),
        output_option(noun),
        unattributed_option,
        click.option("--min-responses", "least", type=limit, metavar=NUMBER, default=5, show_default=True, help=least),
        bom_option,
        folders_option,
        lang_option(noun),
        translations_option,
        look_options,
        force_option,
        quiet_option,
    )


def check_bom(bom: bool, made: Collection[str]) -> None:
    """Say that a byte order mark is asked for where no CSV is made: click would take the option in silence."""
    if bom and "csv" not in made:
        raise click.UsageError("--bom can only be used with a CSV: add -f csv, or leave it out.")


def echo_paths(paths: Iterable[Path], quiet: bool) -> None:
    """Print the paths of what was made, a line each, which is what other programs read; a terminal, as it can."""
    for path in () if quiet else paths:
        click.echo(readable_name(str(path)) if sys.stdout.isatty() else path)
