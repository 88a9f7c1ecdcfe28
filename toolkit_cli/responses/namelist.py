"""Names in a row: who has answered something, each once with how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from toolkit_cli.characters import in_order, one_line
from toolkit_cli.kits.localformat import SEVERAL
from toolkit_cli.kits.words import Words


def listed(names: Iterable[str], words: Words) -> str:
    """Return names in alphabetical order, each once with how often it stands; those who give no name come last.

    There are commas between them, or semicolons where a name has a comma itself.
    """
    counts = Counter(map(one_line, names))
    nameless = counts.pop("", 0)
    found = sorted(counts.items(), key=lambda pair: in_order(pair[0]))
    found += [(words["no_name"], nameless)] if nameless else []
    between = SEVERAL if any("," in name for name in counts) else ", "
    return between.join(with_count(name, count) for name, count in found)


def with_count(text: str, count: int) -> str:
    """Return a text, followed by `(×2)` and so on if it stands more than once."""
    return f"{text} (×{count})" if count > 1 else text
