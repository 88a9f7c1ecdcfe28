"""Which of its wordings a return prints: a translation goes on while workbooks that were made with it are out.

What was not translated then stands there in the toolkit's own language, and what was translated otherwise in the words
of an earlier translation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit_cli.characters import visible
from toolkit_cli.kits import words
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.translation import WORDS, Translated, Translation, as_far_as_fit, sources
from toolkit_cli.returned import Returned
from toolkit_cli.returns.printed import squeezed
from toolkit_cli.ticks import BOXES

# What is printed otherwise than it is written: references, names in braces, marks of lists.
MARKUP = re.compile(r"\[\[[^\[\]]+\]\]|\{[^{}]*\}|\n(?:- )?")
SURELY = 2
SHORT = 12  # letters; what has fewer may stand within a word by chance
REPORTS = (f"{WORDS} report", f"{WORDS} compare")  # no workbook prints them


def printed(toolkit: Toolkit, translations: Sequence[Translation], returned: Returned) -> Mapping[str, str]:
    """Return, by place, the wording that the return prints where it differs from the first translation's.

    `toolkit` is in its own language; `translations` are into one language, the one that goes before the others first.
    """
    there = _PrintedText(returned)
    own = {f"{WORDS} {key}": text for key, text in words.own(translations[0].lang).items()}
    told: dict[str, str] = {}
    for place, source in sources(toolkit):
        now = translations[0].of(place, source) or own.get(place, source)
        if place.startswith(REPORTS) or there.rank(now)[0] == SURELY:
            continue
        said = [text for each in translations if (text := each.of(place, source))]
        found = max((now, *said, own.get(place, source), source), key=there.rank)  # the first of equals
        if found != now and there.rank(found)[0]:
            told[place] = found
    return told


class _PrintedText:
    """Tells how surely a return prints a text."""

    def __init__(self, returned: Returned) -> None:
        said = [loose.text for loose in returned.loose or ()]
        said += [text for found in returned.found for text in (found.label, found.text)]
        self.spaced, self.whole = "\n".join(map(visible, said)), "\n".join(map(squeezed, said))
        self.lines = {squeezed(line.strip(f"{BOXES} ")) for text in said for line in re.split("[\n\t]", text)}

    def rank(self, text: str) -> tuple[int, int]:
        """Return SURELY for what fills a line, 1 for what stands within one, else 0; and how long it is.

        Of a text with references, lists and the like only the longest part between these is looked for.
        """
        part = max(MARKUP.split(text), key=len).strip()
        bare = squeezed(part)
        if bare in self.lines:
            return SURELY, len(bare)
        there = bare in self.whole if len(part) >= SHORT else part in self.spaced and self._as_word(part)
        return int(there), len(bare)

    def _as_word(self, part: str) -> bool:
        return bool(re.search(rf"(?<!\w){re.escape(part)}(?!\w)", self.spaced))


def reworded(toolkit: Toolkit, translations: Sequence[Translation], told: Mapping[str, str]) -> Toolkit:
    """Return the toolkit in the first translation, with the wordings that `printed` has found in their places."""
    said = {place: Translated(source, told[place], False) for place, source in sources(toolkit) if place in told}
    first = translations[0]
    return as_far_as_fit(toolkit, replace(first, said={**first.said, **said}))
