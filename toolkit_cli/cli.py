"""The command line: options in, one call, words out. Decisions are made elsewhere; heavy imports wait inside."""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from toolkit_cli import __version__

FOLDER = click.Path(path_type=Path)
TRANSLATION = "A translation of your own, as a PO file."
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Commands(click.Group):
    """Commands whose mistakes are told in words, a line each, without a traceback."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except Exception as wrong:
            from toolkit_cli.errors import ToolkitError

            if isinstance(wrong, ToolkitError):
                for problem in wrong.problems:
                    click.echo(str(problem), err=True)
                context.exit(wrong.exit_code)
            if isinstance(wrong, OSError) and wrong.filename:  # a name too long, a loop of links, no permission
                click.echo(f"{wrong.filename}: It cannot be used ({wrong.strerror}).", err=True)
                context.exit(1)
            raise


@click.group(cls=Commands, context_settings=SETTINGS)
@click.version_option(__version__, prog_name="toolkit")
def cli() -> None:
    """Turn a toolkit for self-reflection into workbooks that people can fill in.

    TOOLKIT is a folder with a toolkit's files; without it, the shipped one is used.
    """


@cli.command()
@click.argument("toolkit", type=FOLDER, required=False)
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(["docx", "pdf"]),
    help="Kind of file; docx if not given.",
)
@click.option(
    "-e",
    "--edition",
    type=click.Choice(["participant", "facilitator", "both"]),
    default="participant",
    show_default=True,
    help="With the publisher's positions and facilitation notes, or without.",
)
@click.option("--lang", metavar="CODE", help="Language of the workbook, for example it.")
@click.option("--translation", type=FOLDER, metavar="FILE", help=TRANSLATION)
@click.option("--answers", type=FOLDER, metavar="FILE", help="Answers to put in: one response, or merged ones.")
@click.option("--unattributed", is_flag=True, help="Leave out who said what, and shuffle the answers.")
@click.option("--only", metavar="CODES", help="Kits and items to keep, for example S,D2.")
@click.option("--skip", metavar="CODES", help="Kits and items to leave out.")
@click.option("--order", metavar="CODES", help="Kits and items in the order wanted, for example G,S.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="Paper size; the theme's if not given.")
@click.option("--theme", type=FOLDER, metavar="FILE", help="A theme of your own.")
@click.option("--templates", type=FOLDER, metavar="DIR", help="Templates of your own, used before the shipped ones.")
@click.option("-o", "--output", type=FOLDER, metavar="PATH", help="A folder, or a file name for one workbook.")
@click.option("--force", is_flag=True, help="Write over files that exist.")
@click.option("-q", "--quiet", is_flag=True, help="Do not print the paths.")
@click.option("-v", "--verbose", is_flag=True, help="Say what is done.")
def build(
    toolkit: Path | None,
    formats: tuple[str, ...],
    edition: str,
    only: str,
    skip: str,
    order: str,
    quiet: bool,
    verbose: bool,
    **rest: Any,
) -> None:
    """Make a toolkit's workbooks and print their paths."""
    from toolkit_cli.build import EDITIONS, Order
    from toolkit_cli.build import build as run
    from toolkit_cli.selection import codes

    wanted = Order(
        toolkit,
        formats=tuple(dict.fromkeys(formats)),
        editions=EDITIONS if edition == "both" else (edition,),
        only=codes(only),
        skip=codes(skip),
        order=codes(order),
        **rest,
    )

    def tell(told: bool) -> Callable[[str], None]:
        return lambda words: click.echo(words, err=True) if told else None

    for path in run(wanted, tell(verbose), tell(not quiet)):
        if not quiet:
            click.echo(path)


@cli.command("list")
@click.argument("toolkit", type=FOLDER, required=False)
@click.option("--json", "as_json", is_flag=True, help="As JSON, for other programs.")
def list_(toolkit: Path | None, as_json: bool) -> None:
    """Show a toolkit's kits, items and fields with their codes."""
    from toolkit_cli import listing

    click.echo(listing.as_json(toolkit) if as_json else listing.as_text(toolkit))


@cli.command()
@click.argument("paths", type=FOLDER, nargs=-1, metavar="[TOOLKIT|FILE]...")
def check(paths: tuple[Path, ...]) -> None:
    """Check content, templates, themes, answers files and translations; report every problem at once."""
    from toolkit_cli import check as checks

    for path in checks.check(paths, lambda problem: click.echo(str(problem), err=True)):
        click.echo(f"{path}: no problems")


@cli.group()
def translate() -> None:
    """Put a toolkit into another language, with a PO file."""


@translate.command("export")
@click.argument("toolkit", type=FOLDER, required=False)
@click.option("--lang", metavar="CODE", required=True, help="Language to translate into, for example it.")
@click.option("-o", "--output", type=FOLDER, metavar="FILE", help="Where it goes; CODE.po if not given.")
@click.option("-q", "--quiet", is_flag=True, help="Do not print the path and how much is translated.")
def export(toolkit: Path | None, lang: str, output: Path | None, quiet: bool) -> None:
    """Write the texts of a toolkit for a translator, as a PO file.

    A FILE that is there already is brought up to date: what was translated is kept.
    """
    from toolkit_cli import translators

    path, state = translators.export(toolkit, lang, output)
    if not quiet:
        click.echo(str(state), err=True)
        click.echo(path)


@translate.command("check")
@click.argument("file", type=FOLDER)
@click.argument("toolkit", type=FOLDER, required=False)
def check_translation(file: Path, toolkit: Path | None) -> None:
    """Say how far a translation is, and what is wrong in it."""
    from toolkit_cli import translators

    click.echo(str(translators.check(file, toolkit)))


@cli.command()
@click.argument("files", type=FOLDER, nargs=-1, required=True)
@click.option("-o", "--output", type=FOLDER, metavar="FILE", help="Where the answers go; standard output if not given.")
@click.option("--format", "form", type=click.Choice(["yaml", "json", "csv"]), help="YAML if not given.")
@click.option("--receipt", type=FOLDER, metavar="FILE", help="Where the receipts go as JSON.")
@click.option("--toolkit", "folders", type=FOLDER, multiple=True, metavar="DIR", help="A toolkit of your own.")
@click.option("--translation", "translations", type=FOLDER, multiple=True, metavar="FILE", help=TRANSLATION)
@click.option("--strict", is_flag=True, help="Exit with 4 where anything was noted.")
@click.option("--force", is_flag=True, help="Write over files that exist.")
@click.option("-q", "--quiet", is_flag=True, help="Do not print the receipts.")
def read(
    files: tuple[Path, ...],
    output: Path | None,
    form: str | None,
    receipt: Path | None,
    folders: tuple[Path, ...],
    translations: tuple[Path, ...],
    strict: bool,
    force: bool,
    quiet: bool,
) -> None:
    """Get the answers out of filled workbooks: DOCX, ODT, PDF, FDF, XFDF, or answers files."""
    from toolkit_cli import take
    from toolkit_cli.reading import Shelf

    taken = take.take(files, Shelf(folders, translations), take.form_of(output, form), strict)
    made = {receipt: take.as_json(taken.receipts, taken.problems)} if receipt else {}
    take.write(made | ({output: taken.text} if output and taken.text else {}), force)
    for line in () if quiet else (*taken.receipts, *taken.problems):
        click.echo(str(line), err=True)
    if taken.text:
        click.echo(output or taken.text, nl=output is not None)
    click.get_current_context().exit(taken.exit_code)


@cli.command()
@click.argument("paths", type=FOLDER, nargs=-1, required=True)
@click.option("-o", "--output", type=FOLDER, metavar="FILE", required=True, help="Where the merged answers go.")
@click.option("--by", type=click.Choice(["organisation"]), help="Make one response of each organisation's.")
@click.option("--decisions", type=FOLDER, metavar="FILE", help="The decisions that a merge asked for, filled in.")
@click.option("--toolkit", "folders", type=FOLDER, multiple=True, metavar="DIR", help="A toolkit of your own.")
@click.option("--translation", "translations", type=FOLDER, multiple=True, metavar="FILE", help=TRANSLATION)
@click.option("--cache", type=FOLDER, metavar="DIR", help="Keep what was read here, for the next merge.")
@click.option("--jobs", type=click.IntRange(1, 64), help="How many processes read; as many as processors if not given.")
@click.option("--strict", is_flag=True, help="Exit with 4 where anything was noted or is undecided.")
@click.option("--force", is_flag=True, help="Write over files that exist.")
@click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong.")
def merge(paths: tuple[Path, ...], quiet: bool, **rest: Any) -> None:
    """Merge returns, folders of returns and earlier merges into one answers file."""
    from toolkit_cli.combine import Order, combine
    from toolkit_cli.progress import Progress

    with Progress("returns", quiet=quiet) as progress:
        done = combine(Order(paths, **rest), progress)
    if not quiet or done.exit_code:
        click.echo(str(done), err=True)
    for path in done.files:
        click.echo(path)
    click.get_current_context().exit(done.exit_code)


def main() -> None:
    """Run the command line. What goes into a file or a pipe is UTF-8 on every system: no letter becomes a `?`."""
    # A command makes its objects and ends: to look through them again and again costs a tenth of its time.
    gc.set_threshold(100_000)
    atexit.register(gc.freeze)  # nor once more at the end, when all of them go at once
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    cli()
