"""The README says what is so: its commands are understood, its tables complete."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from PIL import Image

from toolkit_cli import check
from toolkit_cli.cli import SETTINGS, cli
from toolkit_cli.errors import ReturnError, ToolkitError
from toolkit_cli.files import installed
from toolkit_cli.kits.validation import KINDS
from toolkit_cli.layout.vocabulary import BLOCKS, INLINE, ROLES
from toolkit_cli.returns.returnoptions import exit_code

from . import shown
from .clients.pictures import difference
from .conftest import Folder

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
EXAMPLES = [
    re.split(" {2,}", example)[0]
    for block in re.findall(r"^```\w*\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    for example in re.findall(r"(?:^|bin/)toolkit (.*)", block, re.MULTILINE)
]


def commands(command: click.Command = cli) -> Iterator[click.Command]:
    yield command
    for each in command.commands.values() if isinstance(command, click.Group) else ():
        yield from commands(each)


def table(head: str) -> dict[str, str]:
    """Return the first cell of each row of a table, and what stands in the others; `head` is its first head."""
    rows = README.split(f"\n| {head} |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    return {first.strip(): rest for first, rest in (row.strip("|").split("|", 1) for row in rows)}


def test_the_examples_are_found() -> None:
    assert len(EXAMPLES) > 20
    assert "build -f docx -f pdf -e both -o workbooks" in EXAMPLES


def test_how_each_command_takes_a_toolkit_s_folder_is_told_as_it_is() -> None:
    rows = {how.strip("`"): set(re.findall("`(.*?)`", which)) for how, which in table("how").items()}
    named = {**cli.commands}
    group = named.pop("translate")
    assert isinstance(group, click.Group)
    named |= {f"translate {name}": command for name, command in group.commands.items()}
    with_option = {name for name, command in named.items() if any("--toolkit" in each.opts for each in command.params)}

    assert rows["--toolkit my-toolkit"] == {f"{name} --privacy" if name == "check" else name for name in with_option}
    assert rows["my-toolkit"] == named.keys() - (with_option - {"check"})


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_example_is_understood(example: str) -> None:
    command: click.Command = cli
    words = shlex.split(example)
    while isinstance(command, click.Group):
        command = command.commands[words.pop(0)]

    with command.make_context(example, words, None, **SETTINGS) as context:
        assert not context.args


def test_every_option_that_is_named_is_there() -> None:
    options = {name for command in commands() for option in command.params for name in option.opts}

    usage = README.split("## Tests", 1)[0]
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", usage)) - {"--help"} <= options


def test_every_command_is_shown() -> None:
    shown = README.split("## Commands", 1)[1].split("```")[1]

    names = {str(command.name) for command in commands() if not isinstance(command, click.Group)}
    assert names <= set(shown.split())


def test_the_toolkit_from_nothing_is_a_toolkit(tmp_path: Path) -> None:
    head, kit = re.findall(r"^```yaml\n((?:toolkit: safe-place|code: A)\n.*?)^```", README, re.DOTALL | re.MULTILINE)
    Folder(tmp_path).write("toolkit.yaml", head)
    Folder(tmp_path).write("reception.yaml", kit)
    warned: list[object] = []

    assert [*check.check([tmp_path], warned.append)] == [tmp_path]
    assert warned == []


def test_all_kinds_of_items_are_named() -> None:
    (named,) = re.findall(r"^The kinds of items are (.*?)\.\s+A scale", README, re.DOTALL | re.MULTILINE)

    assert {*re.findall(r"`(\w+)`", named)} == {*KINDS}


def test_a_workbook_without_a_page_of_contents_is_a_workbook(tmp_path: Path) -> None:
    whole = installed.template("workbook.html").read_text("utf-8")
    short = re.sub(r'<section role="contents">.*?</section>\n', "", whole, flags=re.DOTALL)
    own = Folder(tmp_path).write("workbook.html", short).parent

    assert short != whole
    assert [*check.check([own])] == [own]


def test_the_table_of_tags_is_whole() -> None:
    named = " ".join(table("tags"))

    assert set(re.findall(r"`<?(\w+)", named)) - {"role"} == set(BLOCKS) | set(INLINE)
    assert set(re.findall(r'<output name="(\w+)"', named)) == ROLES["output"]


@pytest.mark.parametrize("tag", sorted(set(ROLES) - {"output"}))
def test_the_table_of_tags_names_every_role(tag: str) -> None:
    roles = table("tags")[f"`role` of `{tag}`"]

    assert set(re.findall(r"`(\w+)`", roles)) == ROLES[tag] - {""}


def test_the_table_of_exit_codes_is_whole() -> None:
    outcomes = {exit_code((), noted, strict=True) for noted in (False, True)}

    codes = outcomes | {ToolkitError.exit_code, ReturnError.exit_code, click.UsageError.exit_code}
    assert {int(code) for code in table("exit code")} == codes


def test_the_picture_shows_the_pages_as_they_are_made_now() -> None:
    """`python -m tests.shown` draws it again. A line of text that is not there makes 29 or more."""
    assert f"]({shown.PATH.relative_to(Path(__file__).parents[1]).as_posix()})" in README
    with Image.open(shown.PATH) as kept:
        before, now = kept.convert("L"), shown.picture().convert("L")

    assert before.size == now.size
    for left in range(0, now.width - shown.EDGE, now.width // 3):
        part = (left, 0, left + now.width // 3, now.height)
        assert difference(before.crop(part), now.crop(part)) < 25
