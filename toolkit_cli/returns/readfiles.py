"""Takes in filled workbooks: reads each, prints receipts, writes the answers. What `toolkit read` does."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit_cli.errors import OutputError, Problem
from toolkit_cli.files import output
from toolkit_cli.files.search import expanded, identity
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.responses import writeanswers
from toolkit_cli.returned import ReturnError, refusal
from toolkit_cli.returns import reading
from toolkit_cli.returns.blank import Design
from toolkit_cli.returns.receipt import Read, Receipt
from toolkit_cli.returns.toolkits import Toolkits

BAD_RETURN, NOTED = 3, 4
# The endings of workbooks' names, and of what else somebody may expect to be written.
OTHERS = ("docx", "docm", "doc", "odt", "rtf", "pdf", "fdf", "xfdf", "xlsx", "xls", "ods", "html", "htm")


@dataclass(frozen=True)
class ReadOptions:
    """What is asked of a reading; paths as the user gave them, None for what is left to the program.

    `form` is that of the answers file. `folders` are the user's own toolkits, `theme` and `templates` what the
    workbooks were printed with.
    """

    paths: tuple[Path, ...]
    output: Path | None = None
    form: str | None = None
    receipt: Path | None = None
    folders: tuple[Path, ...] = ()
    translations: tuple[Path, ...] = ()
    passwords: Path | None = None
    theme: Path | None = None
    templates: Path | None = None
    bom: bool = False
    strict: bool = False
    force: bool = False

    def toolkits(self) -> Toolkits:
        """Return the toolkits whose returns can be read."""
        return Toolkits(self.folders, self.translations, self.passwords, Design(self.templates, self.theme))


@dataclass(frozen=True)
class Taken:
    """What came of it: the answers as the text of a file, a receipt each, what could not be read, the exit code.

    `skipped` is what was given and is no return at all, such as the lock of a document that is open.
    """

    text: str
    receipts: tuple[Receipt, ...]
    problems: tuple[Problem, ...]
    exit_code: int
    skipped: tuple[Problem, ...] = ()


def take(options: ReadOptions) -> Taken:
    """Read returns of one toolkit, and write what is asked for; raise `ToolkitError` where that cannot be done."""
    paths, skipped = expanded(options.paths)
    if not paths:
        raise ReturnError([*skipped, Problem("", 0, "There are no returns here.", "Give files.")])
    form = form_of(options.output, options.form)
    check(paths, [path for path in (options.output, options.receipt) if path])
    taken = replace(_taken(paths, options, form), skipped=skipped)
    files = {options.receipt: as_json(taken.receipts, taken.problems)} if options.receipt else {}
    if options.output and taken.text:
        files[options.output] = taken.text
    write(files, options.force)
    return taken


def _taken(paths: Sequence[Path], options: ReadOptions, form: str) -> Taken:
    """Return the answers of returns as one file's text: one response, or several in a list."""
    reads, problems = reading.read_all(paths, options.toolkits())
    text = ""
    if reads:
        toolkit = _one_toolkit(reads)
        responses = [read.response for read in reads]
        single = len(responses) == 1 and len(paths) == 1
        data = writeanswers.single(toolkit, responses[0]) if single else writeanswers.several(toolkit, responses)
        text = writeanswers.text(data, form, options.bom)
    receipts = tuple(read.receipt for read in reads)
    unread = bool(problems) or any(each.unspoken for each in receipts)
    code = exit_code(unread, any(each.notes for each in receipts), options.strict)
    return Taken(text, receipts, tuple(problems), code)


def exit_code(unread: object, noted: bool, strict: bool) -> int:
    """Return 3 where a return could not be read, 4 where something is noted and `strict` asks for none, else 0.

    One in a language that is not here could not, whatever was found in it.
    """
    return BAD_RETURN if unread else NOTED if strict and noted else 0


def check(paths: Sequence[Path], targets: Sequence[Path]) -> None:
    """Raise `OutputError` where a file would be written over one that is read, or two over each other."""
    given = set(map(identity, paths))
    what = "This is one of the files that are read."
    problems = [Problem(str(path), 0, what, "Give another name.") for path in targets if identity(path) in given]
    if len(set(map(identity, targets))) < len(targets):
        problems.append(Problem(str(targets[0]), 0, "Two files would have this name.", "Give one of them another."))
    if problems:
        raise OutputError(problems)


def write(files: dict[Path, str], force: bool) -> None:
    """Write texts to files, all or none of them."""
    output.check(files, force)
    output.write_all({path: text.encode("utf-8") for path, text in files.items()})


def as_json(receipts: Sequence[Receipt], problems: Sequence[Problem]) -> str:
    """Return receipts, and what could not be read, as JSON."""
    unread = [{"file": problem.file, "problem": problem.what, "fix": problem.fix} for problem in problems]
    data = {"receipts": [receipt.as_data() for receipt in receipts], "unread": unread}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def form_of(path: Path | None, asked: str | None) -> str:
    """Return the form of an answers file: as asked, else by its name's ending, else YAML."""
    ending = path.suffix.lstrip(".").lower() if path else ""
    named = {"yml": "yaml"}.get(ending, ending)
    if named in OTHERS:
        what = (
            f"Answers are written as {', '.join(writeanswers.FORMATS)}, and this is the name of another kind of file."
        )
        raise OutputError(Problem(str(path), 0, what, f"Give a name such as {path.stem if path else ''}.yaml."))
    if asked and named in writeanswers.FORMATS and named != asked:
        raise OutputError(Problem(str(path), 0, f"This name does not fit the format {asked}.", "Change one of them."))
    return asked or (named if named in writeanswers.FORMATS else "yaml")


def _one_toolkit(reads: Sequence[Read]) -> Toolkit:
    names = {read.toolkit.toolkit for read in reads}
    if len(names) > 1:
        what = f"These are returns of different toolkits: {', '.join(sorted(names))}."
        raise refusal(what, "Read each toolkit's returns by themselves.")
    return reads[0].toolkit
