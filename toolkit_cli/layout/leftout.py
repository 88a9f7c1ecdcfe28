"""The remark that something is not in this workbook: where it stands beside a name in a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup, escape

from toolkit_cli.layout.languagemarks import BEGIN, END, SAID

# As the words for it are made in every language here; those of a user may be made otherwise.
REMARK = re.compile(rf"\{{name\}}(?P<begin>{BEGIN}[^{SAID}]*{SAID})? \((?P<remark>.+)\)(?P<end>{END})?")
OPENED = re.compile(r"[“„«»\"‘‚‹›'][\u00a0\u202f]?$")
CLOSED = re.compile(r"[\u00a0\u202f]?[”“»«\"’‘›‹']")
ENDED = re.compile(r"\s*(?:[),.;:–]|$)")  # what may follow a remark without another dash
QUOTES = "”“»«\"’‘›‹'"


@dataclass(frozen=True)
class LeftOut:
    """Names what a workbook leaves out; `words` say that it does so, with `{name}` in them."""

    words: str

    def named(self, name: Markup, before: str, after: str) -> tuple[Markup, int]:
        """Return a name with the remark, and how many letters of the text `after` it the remark passes over.

        It stands behind the quotation mark that closes the name, and in brackets between dashes.
        """
        found = REMARK.fullmatch(self.words)
        if not found:
            return Markup(escape(self.words)).format(name=name), 0
        quoted = CLOSED.match(after) if OPENED.search(before) else None
        closing = quoted[0] if quoted else ""
        remark = f" ({found['remark']})"
        if before.count("(") > before.count(")"):
            remark = f"\u00a0– {found['remark']}" + ("" if ENDED.match(after, len(closing)) else " –")
        return name + escape(closing + (found["begin"] or "") + remark + (found["end"] or "")), len(closing)

    def earlier(self, line: str) -> str:
        """Return a line without blanks as earlier programs printed it: in brackets, right behind the name."""
        if not self._now:
            return line
        return self._now.sub(lambda found: f"({self._bare}){found['quote'] or ''}", line)

    @cached_property
    def _bare(self) -> str:
        found = REMARK.fullmatch(self.words)
        return "".join(found["remark"].split()) if found else ""

    @cached_property
    def _now(self) -> re.Pattern[str] | None:
        said = re.escape(self._bare)
        return re.compile(rf"(?P<quote>[{QUOTES}])?(?:\({said}\)|–{said}(?:–(?=\w))?)") if said else None
