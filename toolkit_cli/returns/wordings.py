"""Which wordings a return prints: translators go on working while workbooks are out.

What was not translated when the workbook was made is printed in the toolkit's own language, and what was translated
differently in the words of an earlier translation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from toolkit_cli.characters import visible
from toolkit_cli.kits import words
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.pofile import Translated
from toolkit_cli.kits.translation import WORDS, Translation, as_far_as_fit, sources
from toolkit_cli.returned import Returned
from toolkit_cli.returns.printed import squeezed
from toolkit_cli.ticks import BOXES

# What is printed otherwise than it is written: references, names in braces, marks of lists.
MARKUP = re.compile(r"\[\[[^\[\]]+\]\]|\{[^{}]*\}|\n(?:- )?")
SURELY = 2
SHORT = 12  # letters; what has fewer may stand within a word by chance
REPORTS = (f"{WORDS} report", f"{WORDS} compare")  # no workbook prints them


def printed(toolkit: Toolkit, translations: Sequence[Translation], returned: Returned) -> Mapping[str, str]:
    """Return the wordings that a return prints, by place, where they differ from those of the first translation.

    `toolkit` is in its own language; `translations` are all into one other language, the one that counts most first.
    """
    own = {f"{WORDS} {key}": text for key, text in words.own(translations[0].lang).items()}
    asked = {
        place: (*(text for each in translations if (text := each.of(place, source))), own.get(place, source), source)
        for place, source in sources(toolkit)
        if not place.startswith(REPORTS)
    }
    there = _PrintedText(returned, chain.from_iterable(asked.values()))
    present = {
        place: translations[0].of(place, source) or own.get(place, source)
        for place, source in sources(toolkit)
        if place in asked
    }
    elsewhere = {*present.values()}  # a kit's title may be the word that another language has for a debate
    told: dict[str, str] = {}
    for place, now in present.items():
        how_surely, _ = there.rank(now)
        if how_surely == SURELY:
            continue
        others = [each for each in asked[place] if not (how_surely and each in elsewhere)]
        found = max((now, *others), key=there.rank)  # the first of equals
        if found != now and there.rank(found)[0]:
            told[place] = found
    return told


class _PrintedText:
    """Tells how surely a return prints a text; `texts` are all that it may print.

    A short text that stands only within longer ones of these is not printed there: "Debate" in "After the debate".
    """

    def __init__(self, returned: Returned, texts: Iterable[str]) -> None:
        said = [loose.text for loose in returned.loose or ()]
        said += [found.label for found in returned.found]
        # Beside a document's boxes to tick their labels are printed; in a form all is typed.
        said += [found.text for found in returned.found if found.anchor != "field"]
        self.whole = "\n".join(map(squeezed, said))
        self.short = _short(sorted(set(map(_longest, texts)), key=len, reverse=True), "\n".join(map(_evened, said)))
        self.lines = {squeezed(line.strip(f"{BOXES} ")) for text in said for line in re.split("[\n\t]", text)}

    def rank(self, text: str) -> tuple[int, int]:
        """Return SURELY for what fills a line, 1 for what stands within one, else 0; and how long it is.

        Of a text with references, lists and the like only the longest part between these is looked for.
        """
        part = _longest(text)
        bare = squeezed(part)
        if bare in self.lines:
            return SURELY, len(bare)
        return int(bare in self.whole if len(part) >= SHORT else part in self.short), len(bare)


def _longest(text: str) -> str:
    """Return the longest part of a text between references, lists and the like, as it is looked for."""
    return _evened(max(MARKUP.split(text), key=len))


def _evened(text: str) -> str:
    """Return a text with one blank for any white space between its words, of which programs make others."""
    return "\n".join(" ".join(visible(line).split()) for line in text.split("\n"))


def _short(parts: Iterable[str], printed: str) -> set[str]:
    """Return those short parts that stand in a text, each as a word, outside longer ones, which come first."""
    found = set()
    for part in filter(None, parts):
        if len(part) >= SHORT:
            printed = printed.replace(part, "\0")
        elif part in printed:
            left = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", "\0", printed)
            found |= {part} if left != printed else set()
            printed = left
    return found


def reworded(toolkit: Toolkit, translations: Sequence[Translation], told: Mapping[str, str]) -> Toolkit:
    """Return the toolkit in the first translation, with the wordings that `printed` has found in their places."""
    said = {place: Translated(source, told[place], False) for place, source in sources(toolkit) if place in told}
    first = translations[0]
    return as_far_as_fit(toolkit, replace(first, said={**first.said, **said}))
