"""Finds the guidance that is printed below questions: who is to answer them."""

from __future__ import annotations

from toolkit_cli.layout.page import FieldBox, Page, Paragraph, plain, walk


def of(page: Page) -> dict[str, str]:
    """Return the guidance that is printed below each question, by its code."""
    return {block.code: _told(block) for block in walk(page.blocks) if isinstance(block, FieldBox)}


def _told(block: FieldBox) -> str:
    told = (each for each in block.blocks if isinstance(each, Paragraph) and each.role == "guidance")
    return " ".join(" ".join(plain(each.runs).split()) for each in told)
