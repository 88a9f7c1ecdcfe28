"""Counts by country or role, in which no small number can be read or worked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit_cli.characters import in_order
from toolkit_cli.responses.organisationnames import name_key, usual_spelling


@dataclass(frozen=True)
class Group:
    """How many responses give which value to one line about the respondent.

    `counts` holds the values that can be shown, the most frequent first; "" counts those who leave the line empty. The
    other values are put together: `pooled` is the number of their responses. `shown` maps the values that can be shown,
    in the form in which they are compared, to the spelling that is printed.
    """

    counts: tuple[tuple[str, int], ...]
    pooled: int
    shown: Mapping[str, str]

    def spelling(self, value: str) -> str | None:
        """Return a respondent's value as it may stand in a file; None where it is put together with others."""
        return self.shown.get(name_key(value))


def grouped(values: Sequence[str], least: int) -> Group:
    """Count values, and put together those that fewer than `least` responses give.

    The number of all responses is known to the reader, so a single hidden value, or few hidden responses, could be
    worked out by subtraction: the smallest of the others are then hidden too (complementary suppression), until at
    least two values and `least` responses stand behind what is put together.
    """
    spellings: dict[str, list[str]] = {}
    for value in values:
        spellings.setdefault(name_key(value), []).append(value)
    counted = [(key, len(spelt)) for key, spelt in spellings.items()]
    counted.sort(key=lambda pair: (-pair[1], in_order(pair[0])))
    kept = [pair for pair in counted if pair[1] >= least]
    pooled = [pair for pair in counted if pair[1] < least]
    while pooled and kept and _sum(pooled) < least:  # true also of a single value: two at the least are put together
        pooled.append(kept.pop())
    shown = {key: usual_spelling(spellings[key]) for key, _ in kept}
    return Group(tuple((shown[key], count) for key, count in kept), _sum(pooled), shown)


def _sum(pairs: Sequence[tuple[str, int]]) -> int:
    return sum(count for _, count in pairs)
