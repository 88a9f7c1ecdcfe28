"""The names of a workbook's fields in a PDF's form: `S1`, `S5#yes` for a box to tick, `S1~2` where an answer goes on.

A field shows its text in one box on one page. A long answer that is already filled in goes on in further fields on the
next pages; put together in their order, they hold the answer letter by letter.

Programs that merge files, or turn one kind of form into another, change names: `form1[0].S1[0]`, `S1_2`, `S1+1`,
`Copy.S1`. The code that is left in the name tells the field.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from toolkit_cli.marks import BEFORE_OPTION, FIELD_CODE
from toolkit_cli.stamp import FIELD

NAME = re.compile(
    rf"(?:.*\.)?(?:(?P<code>{FIELD_CODE.pattern})"
    rf"(?:(?:{BEFORE_OPTION}|\.(?!copy\b))(?P<option>[a-z][a-z0-9-]*)|~(?P<part>[1-9][0-9]{{0,4}}))?|(?P<stamp>{FIELD}))"
    r"(?: ?\[[0-9]+\]|[ _+.#][0-9]{1,4}|[ _.-]?\(?copy\)?[0-9]{0,4})*",
    re.DOTALL,
)
LONGEST = 500
MOST_COPIES = 9  # by how many programs a name may say that it is a copy; "-copy" could be of the code as well


@dataclass(frozen=True)
class Named:
    """What a name says: the field's code, the option of a box to tick, the part of an answer from 1, or the stamp."""

    code: str = ""
    option: str = ""
    part: int = 1
    stamp: bool = False


NONE = Named()


@lru_cache(maxsize=1 << 16)
def named(name: str) -> Named:
    """Return what a name says; NONE for a name that is not one of the workbook's."""
    found = NAME.fullmatch(name) if len(name) <= LONGEST and name.count("copy") <= MOST_COPIES else None
    if not found:
        return NONE
    return Named(found["code"] or "", found["option"] or "", int(found["part"] or 1), bool(found["stamp"]))


def box_to_tick(code: str, option: str) -> str:
    """Return the name of an option's box, where a field takes several options."""
    return f"{code}{BEFORE_OPTION}{option}"


def part(code: str, number: int) -> str:
    """Return the name of the field with a part of an answer, counted from 1."""
    return code if number == 1 else f"{code}~{number}"
