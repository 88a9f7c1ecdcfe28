"""The command line: options in, one call, words out. Decisions are made elsewhere; slow imports are in functions."""

from __future__ import annotations

import atexit
import errno
import gc
import io
import os
import sys
import time
from collections.abc import Sequence
from typing import Any

import click

from toolkit_cli import __version__
from toolkit_cli.commands import returns, workbooks
from toolkit_cli.commands.options import Group
from toolkit_cli.running.processes import collect_seldom, raise_interrupts
from toolkit_cli.running.streams import steady

WINDOWS = os.name == "nt"
EARLIEST = 315_705_600  # 3 January 1980: before it, nothing can be packed into a DOCX or XLSX
PLAINLY = {
    errno.EACCES: "You are not allowed to read or write here. Give another place, or ask for permission.",
    errno.ENAMETOOLONG: "This name is too long. Give a shorter one.",
    errno.ELOOP: "This is a link that leads to itself. Give the file itself.",
}
# The system gives a program no more files, processes or memory.
EXHAUSTED = {errno.EMFILE, errno.ENFILE, errno.EAGAIN, errno.ENOMEM}
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Commands(Group):
    """Commands whose mistakes are told in words, a line each, without a traceback."""

    def main(self, args: Sequence[str] | None = None, *more: Any, **named: Any) -> Any:
        # If click takes the arguments itself, then on Windows `answers[1].yaml` is a glob; `search` knows what is one.
        given = sys.argv[1:] if args is None else list(args)
        _check_quotes(given)
        try:
            return super().main(given, *more, **named)
        except OSError as wrong:  # also of --help, which no command writes
            if wrong.errno != errno.ENOSPC:
                raise
            click.echo("There is no space left where the output is written.", err=True)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # some Pythons write once more at the end what had no space
            sys.exit(1)

    def invoke(self, context: click.Context) -> Any:
        if time.time() < EARLIEST:
            click.echo(
                f"The clock of this computer says that it is {time.localtime().tm_year}. Set it, and try again.",
                err=True,
            )
            context.exit(1)
        try:
            return super().invoke(context)
        except Exception as wrong:
            from toolkit_cli.characters import readable_name
            from toolkit_cli.errors import CLOSE_OTHERS, Problem, ToolkitError, unreadable

            if isinstance(wrong, ToolkitError):
                for problem in wrong.problems:
                    click.echo(problem, err=True)
                context.exit(wrong.exit_code)
            if isinstance(wrong, MemoryError) or (isinstance(wrong, OSError) and wrong.errno in EXHAUSTED):
                click.echo(
                    f"The system has no more memory, files or processes for this program. {CLOSE_OTHERS}", err=True
                )
                context.exit(1)
            if isinstance(wrong, OSError) and wrong.filename:  # a name too long, a loop of links, no permission
                path = os.path.normpath(str(wrong.filename))
                why = PLAINLY.get(wrong.errno or 0, f"It cannot be used ({wrong.strerror}).")
                # What is written is told elsewhere: a file that is there could not be read.
                click.echo(unreadable(path, wrong) if os.path.isfile(path) else Problem(path, 0, why), err=True)
                context.exit(1)
            if isinstance(wrong, click.UsageError):  # it quotes arguments, which may be names of files
                said = wrong.format_message()
                if (told := "\n".join(map(readable_name, said.split("\n")))) != said:
                    raise click.UsageError(told, wrong.ctx) from None
            raise


def _check_quotes(arguments: Sequence[str]) -> None:
    """Say on Windows, where no name holds a quotation mark, what has become of `"my folder\\"`, and exit.

    A backslash before it makes the mark, and all that follows, part of the name. PowerShell and cmd complete a folder's
    name to one that ends in a backslash.
    """
    quoted = [each.partition('"')[0] for each in arguments if '"' in each]
    if quoted and WINDOWS:
        for name in quoted:
            click.echo(f'"{name}\\": After a backslash, a quotation mark ends no name. Write "{name}".', err=True)
        sys.exit(2)


@click.group(cls=Commands, context_settings=SETTINGS)
@click.version_option(__version__, prog_name="toolkit")
def cli() -> None:
    """Turn a toolkit for self-reflection into workbooks that people fill in, and get the answers back.

    Where a command takes a TOOLKIT, this is the folder with a toolkit's files; without it, the shipped one is used.
    """


for command in (
    workbooks.build,
    workbooks.batch,
    returns.read,
    returns.merge,
    returns.report,
    returns.compare,
    workbooks.list_,
    workbooks.check,
    workbooks.translate,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line.

    What goes into a file or a pipe is the same on every system: UTF-8, in which no letter becomes a `?`, and line ends
    as they are written, for Windows would put one more into each of a CSV's. Where there is no output to write to, as
    under pythonw, it goes nowhere.
    """
    collect_seldom()
    raise_interrupts()
    atexit.register(gc.freeze)  # no garbage collection at exit: the process ends anyway
    sys.stdout, sys.stderr = sys.stdout or io.StringIO(), sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
            if not stream.isatty():
                stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    sys.stdout, sys.stderr = steady(sys.stdout), steady(sys.stderr)
    cli()
