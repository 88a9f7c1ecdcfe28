"""Finds what may be personal data in one text, by every rule, the surest first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from toolkit_cli.privacy import accounts, georgian, numbers
from toolkit_cli.privacy.addresses import addresses
from toolkit_cli.privacy.cases import cases
from toolkit_cli.privacy.dates import dates
from toolkit_cli.privacy.daystreets import day_streets
from toolkit_cli.privacy.names import Names
from toolkit_cli.privacy.postboxes import post_boxes
from toolkit_cli.privacy.spans import EMAIL, KINDS, NAME, PHONE, Span, covered, marks

Find = Callable[[str], Iterable[Span]]
# Where an organisation, a role or a date is asked for, these do not belong; the rest is what was asked.
NOT_ASKED = (EMAIL, PHONE, NAME)
# What stands in the names of files for a stroke, and for a blank.
STROKE = re.compile(r"(?<=\d)_(?=\d)")
BLANK = re.compile(r"_|(?<!\d)-|-(?!\d)")


@dataclass(frozen=True)
class Writer:
    """What is known of who wrote a text: the names in all that they wrote, and the countries where they may be."""

    names: Names
    countries: tuple[str, ...] = ()


def spans(text: str, writer: Writer, line: bool = False, role: bool = False) -> list[Span]:
    """Return what may be personal data, in order and without overlaps.

    `line` says that an organisation, a country or a date was asked for, `role` that a role was. What a rule finds is
    hidden from the rules after it: a year in an e-mail address is no date. Marks of a redacted text are not searched.
    """
    wanted = NOT_ASKED if line or role else KINDS
    names = writer.names.alone if line else writer.names.in_role if role else writer.names.spans
    found = _found(covered(text, marks(text)), _rules(text, writer, names))
    return sorted(span for span in found if span.kind in wanted)


def in_file(name: str, writer: Writer) -> list[Span]:
    """Return the same for a file's name without its ending: as it stands, and with blanks for low lines and hyphens."""
    stem = name.rpartition(".")[0] or name
    bare = covered(name, marks(name))
    left, found = bare[: len(stem)], list[Span]()
    for read in (str, _as_words):
        found += _found(read(covered(left, found)), _rules(left, writer, lambda _: ()))
    found += writer.names.in_file(covered(bare, found))
    return sorted(span for span in found if span.kind in KINDS)


def _as_words(stem: str) -> str:
    """Return a name with the signs that stand in it for blanks, and between figures for strokes; it is as long."""
    return BLANK.sub(" ", STROKE.sub("-", stem))


def _found(text: str, rules: Iterable[Find]) -> list[Span]:
    """Return what rules find, one after the other; what one finds is hidden from those after it."""
    found: list[Span] = []
    for find in rules:
        new = list(_apart(find(text)))
        text = covered(text, new)
        found += new
    return found


def _rules(text: str, writer: Writer, names: Find) -> Iterator[Find]:
    """Yield the rules in their order: what is told by more signs goes before what is told by fewer."""
    yield from (accounts.emails, accounts.accounts, accounts.links)
    if re.search(r"\d", text):  # most answers have no digit: nothing below could find anything
        yield from (accounts.banks, post_boxes, day_streets, addresses, georgian.streets)
        yield from (dates, cases, numbers.identities)
        yield lambda left: numbers.phones(left, writer.countries)
        yield numbers.others
    yield georgian.names
    yield names


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans that do not overlap: of those that do, the first, and of those that begin together, the longest."""
    end = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start >= end:
            yield span
            end = span.end
