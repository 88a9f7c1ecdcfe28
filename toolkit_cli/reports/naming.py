"""Decides with which answers names may stand, in reports and comparisons alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit_cli.kits.model import Question, Toolkit


def named(toolkit: Toolkit, answered: Mapping[str, int], least: int) -> frozenset[str]:
    """Return the codes of the fields whose answers may stand with names; `answered` counts who answers each.

    These are the fields that at least `least` answer, but for those on which another one depends that fewer answer:
    who says "yes" to the one is who answers the other.
    """
    few = {code for code, count in answered.items() if 0 < count < least}
    telling = {on for code, on in _depending(toolkit) if code in few}
    return frozenset(code for code, count in answered.items() if count >= least and code not in telling)


def _depending(toolkit: Toolkit) -> Iterator[tuple[str, str]]:
    """Yield the code of each field that is to be answered after a certain answer to another, with the other's."""
    for _, item in toolkit.items():
        if isinstance(item, Question) and item.more:
            yield f"{item.code}-more", item.code
        if isinstance(item, Question) and item.when and item.when.field:
            yield item.code, item.when.field
