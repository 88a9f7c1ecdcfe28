"""Lists in texts: what begins a point, and what is only words that look so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from toolkit_cli import formats
from toolkit_cli.building import build
from toolkit_cli.kits import content, lists
from toolkit_cli.kits.lists import Paragraph
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import EMPTY
from toolkit_cli.layout.page import Listing, walk
from toolkit_cli.returns import reading
from toolkit_cli.returns.toolkits import Toolkits

from .conftest import Folder


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("One\ntwo\n\nthree", [("One two", [], False), ("three", [], False)]),
        ("Two:\n- one,\n  and more\n- two", [("Two:", ["one, and more", "two"], False)]),
        ("Two:\n1. one,\n   and more\n2. two", [("Two:", ["one, and more", "two"], True)]),
        ("  1) one\n  2) two", [("", ["one", "two"], True)]),
        ("1. one\n2. two\n\n1. one\n2. two", [("", ["one", "two"], True)] * 2),
        ("1. one", [("1. one", [], False)]),
        ("On the\n19. of March\n20. of March", [("On the 19. of March 20. of March", [], False)]),
        ("1. one\n2. two\n19. of March", [("1. one 2. two 19. of March", [], False)]),
        ("1.5 hours\n2.5 hours", [("1.5 hours 2.5 hours", [], False)]),
        ("1. one\n- a\n2. two", [("1. one", ["a 2. two"], False)]),
    ],
)
def test_lines_with_dashes_or_with_numbers_from_1_on_are_points(
    text: str, said: list[tuple[str, list[str], bool]]
) -> None:
    assert lists.paragraphs(text) == [Paragraph(*each) for each in said]


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_numbered_list_is_printed_as_one_and_nothing_of_it_is_noted(
    tiny_folder: Folder, tmp_path: Path, kind: str
) -> None:
    text = "Three things:\n1. See [[A2]].\n2. Then go on,\nand on.\n3. Ask."
    tiny_folder.change("beta.yaml", "text: To be seen.", f"text: {json.dumps(text)}")
    page = build.page(content.load(tiny_folder.path), "participant")
    path = tmp_path / f"made.{kind}"
    path.write_bytes(formats.write(kind, page, theme.load(), EMPTY))

    ordered = [block for block in walk(page.blocks) if isinstance(block, Listing) and block.ordered]

    assert [len(block.items) for block in ordered] == [3]
    assert reading.read(path, Toolkits((tiny_folder.path,))).receipt.notes == ()
