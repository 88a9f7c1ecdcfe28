"""What every toolkit offers to tick, by its codes, and how people tell what is offered apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from toolkit_cli.characters import as_read

STATUS = ("in-place", "planned", "not-suitable", "undecided")
STANCE = ("agree", "partly", "disagree", "undecided")
SEEN = ("yes", "no", "unsure")
OFFERED = {"yes_no": SEEN[:2], "yes_no_unsure": SEEN}  # by kinds of answers that offer the same in every question
# The keys of the workbook's own words for what is offered together.
TOGETHER = (
    *(tuple(f"option_{code}" for code in codes) for codes in (SEEN, STATUS)),
    tuple(f"stance_{code}" for code in STANCE),
)


def option_key(text: str) -> str:
    """Return an option as it is compared: capitals, blanks and the signs between its words evened out.

    A minus before a number stays.
    """
    return re.sub(r"(?<=\w)[\s_-]+(?=\w)|\s+", " ", text).strip().casefold()


def alike(labels: Mapping[str, str], capitals: bool = True) -> Iterator[tuple[str, str]]:
    """Yield each pair of keys whose labels read the same: offered together, nobody could tell them apart.

    Without `capitals`, labels that differ only in capitals, or in the blanks and hyphens between words, are the same.
    """
    read = {key: as_read(label) if capitals else option_key(as_read(label)) for key, label in labels.items()}
    return (pair for pair in combinations(labels, 2) if read[pair[0]] == read[pair[1]])


def doubled(codes: Iterable[str]) -> str:
    """Return the first code that stands among some more than once; "" if none does."""
    counted = Counter(codes)
    return next((code for code in counted if counted[code] > 1), "")
