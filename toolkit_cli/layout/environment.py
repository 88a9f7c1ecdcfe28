"""Finds templates, the user's before the shipped ones, and marks the lines of their tags.

Jinja2 keeps compiled templates in a folder for temporary files that is the user's own, as Python does with modules:
that saves a tenth of the time in which a workbook is made. The folder holds templates, never content.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

from toolkit_cli.errors import Problem, TemplateError
from toolkit_cli.files import installed
from toolkit_cli.files.textfile import AS_UTF8

LARGEST = 1_000_000  # letters of a repeated text, or bits of a power
DEEPEST = 20  # nested inclusions of one template
# Jinja's own syntax comes first, so that no tag inside of it is marked. What is not closed extends to the end of the
# file: otherwise its end would be searched for from each beginning anew.
TAG = re.compile(
    r"\{\{.*?(?:\}\}|\Z)|\{%.*?(?:%\}|\Z)|\{#.*?(?:#\}|\Z)|<!--.*?(?:-->|\Z)|(?P<tag></?[a-zA-Z])", re.DOTALL
)


def environment(templates: Path | None) -> SandboxedEnvironment:
    """Return the Jinja2 environment that renders templates, those in the user's folder before the shipped ones."""
    return _Environment(
        loader=ChoiceLoader([_MarkingLoader(str(folder), encoding="utf-8-sig") for folder in folders(templates)]),
        bytecode_cache=_bytecode_cache(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def folders(templates: Path | None) -> list[Path]:
    """Return the folders where templates are looked for, in their order."""
    return [folder for folder in (templates, installed.template("")) if folder]


class _Environment(SandboxedEnvironment):
    """Stops templates that include each other without end, and sums that would take all memory or for ever."""

    intercepted_binops = frozenset(("*", "**"))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        size = 0
        if operator == "**":
            size = left.bit_length() * right if isinstance(left, int) and isinstance(right, int) else 0
        else:
            for text, times in ((left, right), (right, left)):
                if isinstance(text, (str, list, tuple)) and isinstance(times, int):
                    size = len(text) * times
        if size > LARGEST:
            raise OverflowError
        return super().call_binop(context, operator, left, right)

    def get_template(self, name: Any, *args: Any, **more: Any) -> Template:
        found = super().get_template(name, *args, **more)
        frame, inside = sys._getframe().f_back, 0
        while frame:
            inside += frame.f_code.co_filename == found.filename
            frame = frame.f_back
        if inside > DEEPEST:
            raise RecursionError
        return found


class _BytecodeCache(FileSystemBytecodeCache):
    """Keeps compiled templates if it can."""

    def load_bytecode(self, bucket: Any) -> None:
        try:
            super().load_bytecode(bucket)
        except OSError:
            bucket.reset()

    def dump_bytecode(self, bucket: Any) -> None:
        with suppress(OSError):  # a full disk, a folder that may not be written to: it is compiled anew next time
            super().dump_bytecode(bucket)


def _bytecode_cache() -> _BytecodeCache | None:
    try:
        return _BytecodeCache()
    except (OSError, RuntimeError):  # no folder, or one that somebody else can write to
        return None


class _MarkingLoader(FileSystemLoader):
    """Puts a comment with file and line before tags, for the errors that `markup` finds."""

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        try:
            source, path, fresh = super().get_source(environment, template)
        except UnicodeDecodeError as wrong:
            line = wrong.object.count(b"\n", 0, wrong.start) + 1
            problem = Problem(template, line, "The file is not in UTF-8.", AS_UTF8)
            raise TemplateError(problem) from None
        return f"<!--@{template}:1-->" + "".join(_marked(source, template)), path, fresh


def _marked(source: str, template: str) -> Iterator[str]:
    """Yield a template with its marks; a tag needs none if only plain text is between it and one in the same line.

    Raise `TemplateError` where a comment is not closed: the rest of the template would be left out without a word.
    """
    line, end, told = 1, 0, 0
    for found in TAG.finditer(source):
        passed = source[end : found.start()]
        line += passed.count("\n")
        yield passed
        if found[0].startswith("<!--") and not found[0].endswith("-->"):
            raise TemplateError(Problem(template, line, "The comment <!-- is not closed.", "Write --> where it ends."))
        if found["tag"] and told != line:
            yield f"<!--@{template}:{line}-->"
        told = line if found["tag"] else 0
        yield found[0]
        line += found[0].count("\n")
        end = found.end()
    yield source[end:]
