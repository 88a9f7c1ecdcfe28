"""Which of its wordings a return prints: a translation goes on while workbooks that were made with it are out.

What was not translated then stands there in the toolkit's own language, and what was translated otherwise in the words
of an earlier translation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit_cli import words
from toolkit_cli.blank import squeezed
from toolkit_cli.letters import seen
from toolkit_cli.model import Toolkit
from toolkit_cli.returned import Returned
from toolkit_cli.translation import WORDS, Translation, as_far_as_fit, sources

# What is printed otherwise than it is written: references, names in braces, marks of lists.
MARKUP = re.compile(r"\[\[[^\[\]]+\]\]|\{[^{}]*\}|\n(?:- )?")
SHORT = 12  # letters; what has fewer may stand within a word by chance


def printed(toolkit: Toolkit, translations: Sequence[Translation], returned: Returned) -> Mapping[str, str]:
    """Return for each place of which the return has another wording than the first translation, what it prints.

    `toolkit` is in its own language; `translations` are into one language, the one that goes before the others first.
    """
    lines = [loose.text for loose in returned.loose or ()]
    lines += [text for found in returned.found for text in (found.label, found.text)]
    spaced, whole = "\n".join(map(seen, lines)), "\n".join(map(squeezed, lines))

    def there(text: str) -> bool:
        longest = max(MARKUP.split(text), key=len).strip()
        if len(longest) >= SHORT:
            return squeezed(longest) in whole
        return bool(re.search(rf"(?<!\w){re.escape(seen(longest))}(?!\w)", spaced))

    own = {f"{WORDS} {key}": text for key, text in words.own(translations[0].lang).items()}
    told: dict[str, str] = {}
    for place, source in sources(toolkit):
        known = [text for each in translations if (text := each.of(place, source))]
        if not there(translations[0].of(place, source) or own.get(place, source)):
            other = next((text for text in (*known, own.get(place, source), source) if there(text)), None)
            told |= {} if other is None else {place: other}
    return told


def reworded(toolkit: Toolkit, translations: Sequence[Translation], told: Mapping[str, str]) -> Toolkit:
    """Return the toolkit as the first translation has it, but for those places of which another wording is told."""
    said = {place: (source, told[place], False) for place, source in sources(toolkit) if place in told}
    first = translations[0]
    return as_far_as_fit(toolkit, replace(first, said={**first.said, **said}))
