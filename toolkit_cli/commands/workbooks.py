"""The commands that make workbooks, and those that look at what they are made of."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from toolkit_cli.commands.options import (
    PATH,
    Command,
    Group,
    brief_option,
    echo_paths,
    force_option,
    formats_option,
    jobs_option,
    lang_option,
    look_options,
    output_option,
    privacy_options,
    quiet_option,
    shipped,
    toolkit_argument,
    translation_option,
    translations_option,
    unattributed_option,
)

MOST_TO_DO = 10  # texts of a translation that are named as left to do


@click.command(cls=Command)
@toolkit_argument
@formats_option("docx", "pdf")
@click.option(
    "-e",
    "--edition",
    type=click.Choice(["participant", "facilitator", "both"]),
    default="participant",
    show_default=True,
    help="With the publisher's positions and facilitation notes (facilitator), without (participant), or both.",
)
@lang_option("workbook")
@translation_option
@click.option("--answers", type=PATH, metavar="FILE", help="Answers to put in: one response, or a merged file.")
@unattributed_option
@click.option("--print", "by_hand", is_flag=True, help="Make it for a pen: ruled boxes, no form fields.")
@click.option(
    "--only", multiple=True, metavar="CODES", help="Kits and items to keep, for example S,D2; may be repeated."
)
@click.option("--skip", multiple=True, metavar="CODES", help="Kits and items to leave out; may be repeated.")
@click.option(
    "--order",
    multiple=True,
    metavar="CODES",
    help="Kits and items that change places, for example G,S; the others stay; may be repeated.",
)
@look_options
@output_option("workbook")
@force_option
@quiet_option
@click.option("-v", "--verbose", is_flag=True, help="Tell each step.")
def build(
    toolkit: Path | None,
    formats: tuple[str, ...],
    edition: str,
    only: tuple[str, ...],
    skip: tuple[str, ...],
    order: tuple[str, ...],
    quiet: bool,
    verbose: bool,
    **rest: Any,
) -> None:
    """Make a toolkit's workbooks and print their paths.

    TOOLKIT is the folder of a toolkit of your own; without it, the shipped one is taken.
    """
    from toolkit_cli.building.build import BuildOptions
    from toolkit_cli.building.build import build as run
    from toolkit_cli.kits.selection import EDITIONS, Selection
    from toolkit_cli.running.callbacks import say_nothing
    from toolkit_cli.running.progress import Progress

    selection = Selection.parsed(",".join(only), ",".join(skip), ",".join(order))
    if only and not selection.only:  # such as a variable of the shell that is not set
        raise click.UsageError("--only names no kit and no item. Name some, or leave it out for the whole workbook.")
    wanted = BuildOptions(
        toolkit,
        formats=tuple(dict.fromkeys(formats)),
        editions=EDITIONS if edition == "both" else (edition,),
        selection=selection,
        **rest,
    )
    with Progress("files", quiet=quiet) as progress:
        tell = progress.above(partial(click.echo, err=True))
        made = run(wanted, tell if verbose else say_nothing, tell, progress)
    echo_paths(made, quiet)


@click.command(cls=Command)
@click.argument("roster", type=PATH)
@toolkit_argument
@click.option(
    "-f",
    "--format",
    type=click.Choice(["docx", "pdf"]),
    default="docx",
    show_default=True,
    help="Kind of file, one for all copies; for both, run it again with the other one, into the same folder.",
)
@click.option(
    "-e",
    "--edition",
    type=click.Choice(["participant", "facilitator"]),
    default="participant",
    show_default=True,
    help="With the publisher's positions and facilitation notes (facilitator), or without (participant).",
)
@click.option(
    "-o", "--output", type=PATH, metavar="DIR", required=True, help="The folder for the workbooks and the manifest."
)
@click.option(
    "--answers", type=PATH, metavar="DIR", help="A folder of answers files to put in, each named like its workbook."
)
@click.option("--lang", metavar="CODE", help="Language of a copy for which the roster names none, for example de.")
@translations_option
@look_options
@click.option("--encoding", metavar="NAME", help="Encoding of a CSV roster that is not in UTF-8, for example cp1250.")
@click.option("--password-column", metavar="NAME", help="Column with the passwords that lock the PDFs.")
@jobs_option("copies are made")
@brief_option
def batch(roster: Path, quiet: bool, **rest: Any) -> None:
    """Make a personal workbook for each row of a list.

    The list (ROSTER) is a CSV, XLSX or YAML file; its first row names the columns, such as name and language. TOOLKIT
    is the folder of a toolkit of your own; without it, the shipped one is taken.
    """
    from toolkit_cli.building.batch import batch as run
    from toolkit_cli.building.batchplan import BatchOptions
    from toolkit_cli.running.progress import Progress

    if rest["password_column"] and rest["format"] == "docx":
        raise click.UsageError("A DOCX is not encrypted: use -f pdf with --password-column.")
    with Progress("workbooks", quiet=quiet) as progress:
        made = run(BatchOptions(roster, **rest), progress, partial(click.echo, err=True))
    for line in made.warnings if quiet else [str(made)]:
        click.echo(line, err=True)
    echo_paths([made.path], quiet)


@click.command("list", cls=Command)
@toolkit_argument
@click.option("--json", "as_json", is_flag=True, help="As JSON, for other programs.")
def list_(toolkit: Path | None, as_json: bool) -> None:
    """Show a toolkit's kits, items and fields with their codes.

    TOOLKIT is the folder of a toolkit of your own; without it, the shipped one is taken.
    """
    from toolkit_cli.kits import listing

    click.echo(listing.as_json(toolkit) if as_json else listing.as_text(toolkit))


@click.command(cls=Command)
@click.argument("paths", type=PATH, nargs=-1, metavar="[TOOLKIT|FILE]...", callback=shipped)
@click.option("--privacy", is_flag=True, help="Look for likely personal data in returns and answers instead.")
@click.option(
    "--redact",
    type=PATH,
    metavar="DIR",
    help="With --privacy: write copies into this folder, with marks in place of such data.",
)
@privacy_options
@click.option("--strict", is_flag=True, help="With --privacy: exit with code 4 if anything was found.")
@click.option("--force", is_flag=True, help="With --privacy: write over copies that exist.")
def check(paths: tuple[Path, ...], privacy: bool, **rest: Any) -> None:
    """Find every problem in a toolkit, or in files for it.

    Without TOOLKIT or FILE, the shipped toolkit is checked. A FILE may be a theme, answers, decisions, a translation,
    words.yaml or a folder of templates.

    With --privacy, point at likely names, addresses and numbers of persons in what came back. Rules find likely cases,
    not all.
    """
    if privacy:
        _privacy(paths, **rest)
        return
    if any(rest.values()):
        given = "--redact, --toolkit, --translation, --passwords, --theme, --templates, --strict and --force"
        raise click.UsageError(f"{given} can only be used with --privacy.")
    from toolkit_cli import check as checks
    from toolkit_cli.characters import readable_name
    from toolkit_cli.errors import counted

    for path, warned in checks.check(paths, partial(click.echo, err=True)).items():
        click.echo(f"{readable_name(str(path))}: {counted(warned, 'warning') if warned else 'no problems'}")


def _privacy(paths: tuple[Path, ...], **rest: Any) -> None:
    from toolkit_cli.privacy import findings, redaction
    from toolkit_cli.running.progress import Progress

    if not paths:
        raise click.UsageError("Give the returns and answers files to look through.")
    options = findings.PrivacyOptions(paths, **rest)
    toolkits = options.toolkits()
    done = None
    with Progress("files") as progress:
        if options.redact:
            done = redaction.redact(paths, options.redact, toolkits, options.force, progress)
        looked = done.looked if done else findings.find(paths, toolkits, progress)
    for finding in looked.findings:
        click.echo(finding)
    click.echo(looked, err=True)
    echo_paths(done.copies if done else (), quiet=False)
    click.get_current_context().exit(looked.exit_code(options.strict))


@click.group(cls=Group)
def translate() -> None:
    """Put a toolkit into another language, with a PO file."""


@translate.command("export", cls=Command)
@toolkit_argument
@click.option("--lang", metavar="CODE", required=True, help="Language to translate into, for example de.")
@click.option(
    "-o", "--output", type=PATH, metavar="FILE", help="The file to write or to bring up to date; CODE.po if not given."
)
@click.option("-q", "--quiet", is_flag=True, help="Do not print the path and how much is translated.")
def export(toolkit: Path | None, lang: str, output: Path | None, quiet: bool) -> None:
    """Write the texts of a toolkit for a translator, as a PO file.

    A file that is there already is brought up to date: what was translated is kept. TOOLKIT is the folder of a toolkit
    of your own; without it, the shipped one is taken.
    """
    from toolkit_cli.kits import translate

    path, state = translate.export(toolkit, lang, output)
    for problem in state.warnings:
        click.echo(problem, err=True)
    if not quiet:
        click.echo(state, err=True)
    echo_paths([path], quiet)


@translate.command("check", cls=Command)
@click.argument("file", type=PATH)
@click.argument("toolkit", type=PATH, required=False)
def check_translation(file: Path, toolkit: Path | None) -> None:
    """Say how far a translation is, what is left, and what is wrong.

    FILE is the translation (PO). TOOLKIT is the folder of a toolkit of your own, if the translation is not in it.
    """
    from toolkit_cli.kits import translate

    if toolkit and file.is_dir():  # as every other command takes them
        file, toolkit = toolkit, file
    state = translate.check(file, toolkit)
    for problem in state.warnings:
        click.echo(problem, err=True)
    for problem in state.to_do[:MOST_TO_DO]:
        click.echo(problem, err=True)
    if (more := len(state.to_do) - MOST_TO_DO) > 0:
        click.echo(f"and {more:,} more", err=True)
    click.echo(state)
