"""Decides which answers are printed without names, in reports and comparisons alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from toolkit_cli.kits.model import Question, Toolkit
from toolkit_cli.responses.organisations import undecided
from toolkit_cli.responses.response import Response


def removed(toolkit: Toolkit, responses: Sequence[Response], least: int) -> frozenset[str]:
    """Return the codes of the fields whose answers are printed without names.

    These are the fields that fewer than `least` responses answer, those on which such a field depends, and all that
    depend on either: who says "yes" there is who answers here, and who is named there is who does not. A count and the
    one of which it is a share carry names both or neither: the greatest part can only be of who names a greater whole.
    Answers that are undecided within an organisation have no name to print; they count only where a field has no other
    ones.
    """
    given = Counter(code for response in responses for code in response.answers)
    waiting = Counter(code for response in responses for code in undecided(response))
    few = {code for code in given | waiting if (given[code] or waiting[code]) < least}
    on = dict(_depending(toolkit))
    found, above = set(few), few
    while above:  # a field that nobody answers is passed over: those above it are told as well
        above = {on[code] for code in above if code in on} - found
        found |= above
        above = {code for code in above if not given[code] and not waiting[code]}
    links = [*on.items(), *shares(toolkit), *((whole, part) for part, whole in shares(toolkit))]
    while more := {code for code, other in links if other in found} - found:
        found |= more
    return frozenset(found)


def shares(toolkit: Toolkit) -> Iterator[tuple[str, str]]:
    """Yield the counts that the toolkit sets against others: a question's `share_of` names the other."""
    for _, item in toolkit.items():
        if isinstance(item, Question) and item.share_of:
            yield item.code, item.share_of


def _depending(toolkit: Toolkit) -> Iterator[tuple[str, str]]:
    """Yield the code of each field that depends on the answer to another, with the other's code."""
    for _, item in toolkit.items():
        if isinstance(item, Question) and item.more:
            yield f"{item.code}-more", item.code
        if isinstance(item, Question) and item.when and item.when.field:
            yield item.code, item.when.field
