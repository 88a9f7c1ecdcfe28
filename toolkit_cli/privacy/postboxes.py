"""Finds boxes at a post office: a word for one with its number, and the place behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from toolkit_cli.privacy.addresses import FURTHER, with_place
from toolkit_cli.privacy.spans import ADDRESS, Span
from toolkit_cli.privacy.words import one_of

# The number may be in groups; ranges are pages, and parts of a whole are no boxes.
NUMBER = r"(?P<said>[1-9]\d{0,5}(?: \d\d(?: \d\d)?)?)(?![\w%€$£°]|[/–-]\d|[.,:]\d| ?[%€$£])"


def post_boxes(text: str) -> Iterator[Span]:
    """Yield boxes; after words that have another sense too, only where no word but a place follows the number."""
    for found in _boxes("post_boxes").finditer(text):
        yield Span(found.start(), with_place(text, found.end()), ADDRESS)
    for found in _boxes("post_boxes_weak").finditer(text):
        end = with_place(text, found.end())
        if end > found.end() or not FURTHER.match(text, end):
            yield Span(found.start(), end, ADDRESS)
    for found in _boxes("post_boxes_before_place").finditer(text):
        end = with_place(text, found.end())
        if end > found.end():
            yield Span(found.start(), end, ADDRESS)


@lru_cache(maxsize=3)
def _boxes(words: str) -> re.Pattern[str]:
    return re.compile(rf"{one_of(words)}\s*:?\s*(?:{one_of('number_words')}\s*)?{NUMBER}")
