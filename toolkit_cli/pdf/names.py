"""The names of a workbook's fields in a PDF's form: `S1`, a box to tick `S5#yes`, and `S1~2`, where an answer goes on.

A field shows its text in one box on one page. A long answer that is filled in already goes on in further fields, page
by page; together, in their order, they hold it letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from toolkit_cli.returned import Found

NAME = re.compile(r"(?P<code>[A-Z][A-Za-z0-9]*(?:-[a-z0-9]+)*)(?:#(?P<option>[a-z0-9-]+)|~(?P<part>[1-9][0-9]{0,4}))?")


def code_of(name: str) -> str:
    """Return the code of the field that a name belongs to, "" for a name that is none of ours."""
    found = NAME.fullmatch(name)
    return found["code"] if found else ""


def option_of(name: str) -> str:
    return name.partition("#")[2]


def part(code: str, number: int) -> str:
    """Return the name of an answer's part, counted from 1."""
    return code if number == 1 else f"{code}~{number}"


def joined(found: Iterable[tuple[str, Found]]) -> Iterator[Found]:
    """Yield what was found by its names, each answer as a whole; what stands twice stays apart."""
    first: list[Found] = []
    more: dict[str, list[tuple[int, str]]] = {}
    for name, each in found:
        number = name.partition("~")[2]
        if number:
            more.setdefault(each.code, []).append((int(number), each.text))
        else:
            first.append(each)
    for each in first:
        rest = more.pop(each.code, [])
        yield replace(each, text=each.text + "".join(text for _, text in sorted(rest))) if rest else each
    for code, rest in more.items():
        yield Found(code, text="".join(text for _, text in sorted(rest)), anchor="field")
