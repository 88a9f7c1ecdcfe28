"""The commands for what comes back: reading, merging, reporting."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from toolkit_cli.commands.options import (
    PATH,
    Command,
    bom_option,
    brief_option,
    check_bom,
    echo_paths,
    folders_option,
    force_option,
    jobs_option,
    lang_option,
    passwords_option,
    printed_options,
    report_options,
    translations_option,
)


@click.command(cls=Command)
@click.argument("files", type=PATH, nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="FILE",
    help="The file for the answers; they are printed if it is not given, or -.",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["yaml", "json", "csv"]),
    help="If not given, by the name after -o, or yaml. CSV puts an apostrophe before what looks like a formula.",
)
@bom_option
@click.option("--receipt", type=PATH, metavar="FILE", help="A file for the receipts, as JSON.")
@folders_option
@translations_option
@passwords_option
@printed_options
@click.option("--strict", is_flag=True, help="Exit with code 4 if anything was noted.")
@force_option
@click.option("-q", "--quiet", is_flag=True, help="Do not print the receipts.")
def read(files: tuple[Path, ...], output: Path | None, quiet: bool, **rest: Any) -> None:
    """Get the answers out of workbooks that came back.

    FILES are DOCX, ODT, PDF, FDF, XFDF, or answers files.
    """
    from toolkit_cli.returns.readfiles import ReadOptions, read_files
    from toolkit_cli.running.progress import Progress

    options = ReadOptions(files, None if output == Path("-") else output, **rest)
    check_bom(options.bom, [options.made])
    with Progress("files", quiet=quiet) as progress:
        done = read_files(options, progress)
    for problem in done.skipped:
        click.echo(f"skipped: {problem}", err=True)
    for line in (*(() if quiet else done.receipts), *done.problems):
        click.echo(line, err=True)
    if done.text:
        click.echo(options.output or done.text, nl=options.output is not None)
    click.get_current_context().exit(done.exit_code)


@click.command(cls=Command)
@click.argument("paths", type=PATH, nargs=-1, required=True)
@click.option("-o", "--output", type=PATH, metavar="FILE", required=True, help="The file for the merged answers.")
@click.option(
    "--by",
    type=click.Choice(["organisation"]),
    help="Combine each organisation's responses into one; what waits for a decision goes to NAME-decisions.yaml.",
)
@click.option(
    "--decisions", type=PATH, metavar="FILE", help="The file of decisions that an earlier merge asked for, filled in."
)
@lang_option("decisions")
@folders_option
@translations_option
@click.option(
    "--manifest", type=PATH, metavar="FILE", help="The manifest.csv of a batch: tell which copies are missing."
)
@passwords_option
@printed_options
@click.option(
    "--cache",
    type=PATH,
    metavar="DIR",
    help="A folder that keeps what was read, so that the next merge is faster. It holds people's answers.",
)
@jobs_option("files are read")
@click.option("--strict", is_flag=True, help="Exit with code 4 if anything was noted or is undecided.")
@force_option
@brief_option
def merge(paths: tuple[Path, ...], quiet: bool, **rest: Any) -> None:
    """Merge returns into one answers file.

    PATHS are returns, folders of returns and earlier merges, in any mixture.
    """
    from toolkit_cli.returns.mergefiles import MergeOptions, combine
    from toolkit_cli.running.progress import Progress

    options = MergeOptions(paths, **rest)
    if options.decisions and not options.by:
        raise click.UsageError("--decisions can only be used with --by organisation.")
    with Progress("returns", quiet=quiet) as progress:
        try:
            done = combine(options, progress)
        except KeyboardInterrupt:
            if options.parts.is_dir():
                kept = f"What was read is kept in {options.parts}, so that the same merge goes on from there."
                click.echo(f"\n{kept} It holds answers: delete it if you do not need it.", err=True)
            raise
    for line in done.warnings if quiet else [str(done)]:
        click.echo(line, err=True)
    echo_paths(done.files, quiet)
    click.get_current_context().exit(done.exit_code)


@click.command(cls=Command)
@click.argument("answers", type=PATH)
@report_options(
    "report", "Give names, and tell countries and roles apart, only where at least so many responses answer."
)
def report(answers: Path, quiet: bool, **rest: Any) -> None:
    """Make a report on many responses.

    ANSWERS is a file that `toolkit merge` made. The report has counts and charts, the texts under their questions, and
    what is planned.
    """
    from toolkit_cli.reports.report import report as run
    from toolkit_cli.reports.reportfiles import ReportOptions
    from toolkit_cli.running.progress import Progress

    options = ReportOptions(answers, **rest)
    check_bom(options.bom, options.made)
    with Progress("files", quiet=quiet) as progress:
        made = run(options, progress.above(partial(click.echo, err=True)), progress)
    echo_paths(made, quiet)


@click.command(cls=Command)
@click.argument("before", type=PATH)
@click.argument("after", type=PATH)
@report_options(
    "comparison", "Give names only where at least so many organisations are compared, and answer a question."
)
def compare(before: Path, after: Path, quiet: bool, **rest: Any) -> None:
    """Show what has changed in answers between two times.

    BEFORE and AFTER are merged files. What the same organisations say is set side by side, question by question.
    """
    from toolkit_cli.reports.compare import compare as run
    from toolkit_cli.reports.reportfiles import ReportOptions
    from toolkit_cli.running.progress import Progress

    options = ReportOptions(after, **rest)
    check_bom(options.bom, options.made)
    with Progress("files", quiet=quiet) as progress:
        made = run(before, options, progress.above(partial(click.echo, err=True)), progress)
    echo_paths(made, quiet)
