"""Spans: where in a text something stands that may be personal data, and of which kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

EMAIL = "e-mail address"
ACCOUNT = "online account"
BANK = "bank account number"
ADDRESS = "address"
DATE = "date"
CASE = "case number"
IDENTITY = "identity number"
PHONE = "phone number"
NAME = "name"
LINK = ""  # public, and of no kind that is looked for
KINDS = (EMAIL, ACCOUNT, BANK, ADDRESS, DATE, CASE, IDENTITY, PHONE, NAME)
# What a redacted text holds in the place of what was there.
MARK = re.compile(rf"\[(?:{'|'.join(map(re.escape, KINDS))})\]")
COVER = "\ue000"  # no letter, no digit, no blank: no rule looks through it


@dataclass(frozen=True, order=True)
class Span:
    """A part of a text, from the character `start` up to, and not with, `end`; `kind` is one of KINDS."""

    start: int
    end: int
    kind: str


def covered(text: str, spans: Iterable[Span]) -> str:
    """Return a text of the same length in which nothing of these spans can be found again; they do not overlap."""
    return _with(text, spans, lambda span: COVER * (span.end - span.start))


def replaced(text: str, spans: Iterable[Span]) -> str:
    """Return a text with marks in the place of its spans, which do not overlap."""
    return _with(text, spans, lambda span: f"[{span.kind}]")


def marks(text: str) -> Iterator[Span]:
    """Yield the marks of a redacted text."""
    yield from matches(MARK, text, LINK)


def matches(pattern: re.Pattern[str], text: str, kind: str) -> Iterator[Span]:
    """Yield a span of a kind for all that a pattern finds."""
    for found in pattern.finditer(text):
        yield Span(*found.span(), kind)


def united(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans in order; those that overlap are joined into one, which is a name."""
    last: Span | None = None
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if last and span.start < last.end:
            last = Span(last.start, max(last.end, span.end), NAME)
        else:
            if last:
                yield last
            last = span
    if last:
        yield last


def _with(text: str, spans: Iterable[Span], new: Callable[[Span], str]) -> str:
    parts: list[str] = []
    end = 0
    for span in sorted(spans):
        parts += (text[end : span.start], new(span))
        end = span.end
    return "".join([*parts, text[end:]])
