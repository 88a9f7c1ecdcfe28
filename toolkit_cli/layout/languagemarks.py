"""Marks in words that templates print, of the language that these are in where it is not the page's.

They stand around the words themselves and not around what is filled in, outlast what a template does with a text, and
are gone once it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

# Characters that Unicode keeps free for what programs mean among themselves.
BEGIN, SAID, END = "\ufdd0", "\ufdd1", "\ufdd2"
MARKED = re.compile(f"{BEGIN}([^{SAID}]*){SAID}([^{END}]*){END}?")


def marked(text: str, lang: str) -> str:
    """Return a text with what is not filled in marked as of a language; as it is, where `lang` is ""."""
    if not lang:
        return text
    has_names = any(name is not None for _, name, _, _ in Formatter().parse(text))
    parts = re.split(r"(\{\w*\})", text) if has_names else [text]
    return "".join(
        f"{BEGIN}{lang}{SAID}{part}{END}" if re.search(r"\w", part) and part[0] != "{" else part for part in parts
    )


def parted(text: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a text, each with its language, "" for the page's."""
    end = 0
    for found in MARKED.finditer(text):
        yield text[end : found.start()], ""
        yield found[2], found[1]
        end = found.end()
    yield text[end:], ""


def unmarked(text: str) -> tuple[str, str]:
    """Return a text without marks, and the language of the first words that have one."""
    parts = list(parted(text))
    return "".join(part for part, _ in parts), next((lang for _, lang in parts if lang), "")
