"""Marks the language of words that templates print, if it is not the page's.

The marks are around the words themselves and not around what is filled in. They pass through whatever a template does
with a text, and are removed when the text is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

# Noncharacters, which Unicode reserves for use inside of programs.
BEGIN, SAID, END = "\ufdd0", "\ufdd1", "\ufdd2"
MARKED = re.compile(f"{BEGIN}([^{SAID}]*){SAID}([^{END}]*){END}?")


def marked(text: str, lang: str) -> str:
    """Return a text with all but its placeholders marked as in a language; unchanged if `lang` is ""."""
    if not lang:
        return text
    has_names = any(name is not None for _, name, _, _ in Formatter().parse(text))
    parts = re.split(r"(\{\w*\})", text) if has_names else [text]
    return "".join(
        f"{BEGIN}{lang}{SAID}{part}{END}" if re.search(r"\w", part) and part[0] != "{" else part for part in parts
    )


def parted(text: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a text without marks, each with its language, "" for the page's."""
    end = 0
    for found in MARKED.finditer(text):
        yield text[end : found.start()], ""
        yield found[2], found[1]
        end = found.end()
    yield text[end:], ""


def unmarked(text: str) -> tuple[str, str]:
    """Return a text without marks, and the first language in it, "" if there is none."""
    parts = list(parted(text))
    return "".join(part for part, _ in parts), next((lang for _, lang in parts if lang), "")
