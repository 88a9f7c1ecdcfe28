"""One answer of an answers file, checked against its field. A choice is taken by its option's code or its label."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from toolkit_cli import yamlfile
from toolkit_cli.alike import evened
from toolkit_cli.errors import Problem, quoted
from toolkit_cli.fields import DIGITS, Field, Option, day, whole_number
from toolkit_cli.fill import Value
from toolkit_cli.letters import clean
from toolkit_cli.yamlfile import Place

MAX_CHARACTERS = 100_000
AROUND = "“”„‘’‚«»\"' "  # what Word and people set around a word
BOOLEANS = {"true": "yes", "false": "no"}


@dataclass
class GivenAnswer:
    """An answer as a file gives it, and where; `loose` says that what does not fit its kind is kept as written.

    With `bare`, the quotation marks and the stop that somebody has set around a choice or a number do not count.
    """

    field: Field
    document: yamlfile.Document
    place: Place
    problems: list[Problem]
    loose: bool = False
    bare: bool = True

    def value(self, given: Any) -> Value | None:
        """Return the answer, None where it is empty or a problem was added."""
        listed = isinstance(given, list) and all(isinstance(each, str) for each in given)
        if self.loose and (listed or isinstance(given, (str, int))) and not isinstance(given, bool):
            return self._as_written(given)
        return self._fitting(given)

    def _as_written(self, given: str | int | list[str]) -> Value | None:
        """Return an answer from a return: what fits its kind so, anything else as it was written there."""
        found: list[Problem] = []
        fitting = GivenAnswer(self.field, self.document, self.place, found, bare=False).value(given)
        written = ", ".join(given) if isinstance(given, list) else str(given)
        return clean(written) if found or self.field.kind in ("text", "line") else fitting

    def _fitting(self, given: Any) -> Value | None:
        kind = self.field.kind
        if kind == "many":
            chosen = [self._option(item) for item in self._listed(given) if item not in (None, "")]
            return tuple(option.code for option in self.field.options if option.code in chosen)
        if isinstance(given, (list, dict)):
            one = "One answer only is asked for here." if self.field.options else "Write it as one text."
            self._wrong("is a list or a group of keys", one)
            return None
        if self.field.options:
            return self._option(given)
        if kind == "count":
            return self._count(given)
        if kind == "date":
            return self._date(given)
        return self._text(given)

    def _text(self, given: Any) -> str | None:
        text = self._word(given) if isinstance(given, bool) else clean(str(given)).rstrip()
        if len(text) > MAX_CHARACTERS:
            self._wrong(f"is {len(text):,} characters long, the most is {MAX_CHARACTERS:,}", "Shorten it.")
            return None
        return " ".join(text.split("\n")) if self.field.kind == "line" else text

    def _listed(self, given: Any) -> list[Any]:
        """Return several options one by one: a list, or with commas between them; a label may hold commas itself."""
        if not isinstance(given, str):
            return given if isinstance(given, list) else [given]
        names = {evened(name) for option in self.field.options for name in (option.code, option.label)}
        one = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
        for whole in (given, self._bare(given.strip())):
            found, rest = list[str](), evened(whole)
            while each := re.match(rf"({one})\s*(?:[,;]\s*|$)", rest, re.IGNORECASE):
                found.append(each[1])
                rest = rest[each.end() :]
            if found and not rest:
                return found
        return [part.strip() for part in re.split("[,;]", given)]

    def _option(self, given: Any) -> str | None:
        """Return the code of the option that is meant: spelt as it is before spelt nearly so, code before label."""
        said = clean(str(given)).strip()
        options = self.field.options
        ways: list[Callable[[str], str]] = [str, _folded, *([_bared] if self.bare else [])]
        for word in (said, self._word(given), self._bare(said)):
            for same in ways:
                for names in ([option.code for option in options], [option.label for option in options]):
                    alike = [index for index, name in enumerate(names) if same(name) == same(word)]
                    if len(alike) == 1:
                        return options[alike[0]].code
        if said:
            offered = ", ".join(map(_named, options))
            many = " Several make a list, with commas between them." if self.field.kind == "many" else ""
            self._wrong(f"is {quoted(said)}, which is not offered", f"It offers: {offered}.{many}")
        return None

    def _word(self, given: Any) -> str:
        """Return what is meant by a boolean, which YAML and JSON write for yes and no."""
        said = str(given).strip()
        return BOOLEANS.get(said.casefold(), said)

    def _bare(self, said: str) -> str:
        return bare(said) if self.bare else said

    def _count(self, given: Any) -> str | None:
        text = self._bare(str(int(given) if isinstance(given, float) and given.is_integer() else given).strip())
        number = whole_number(text)
        if number is not None:
            return str(number)
        if text:
            fix = f"Write digits only, {DIGITS} at most."
            self._wrong(f"is {quoted(text)}, which is no whole number of 0 or more", fix)
        return None

    def _date(self, given: Any) -> str | None:
        text = self._bare(str(given).strip())
        found = day(text, self.field.spoken)
        if found:
            return found
        if text:
            self._wrong(f"is {quoted(text)}, which is no date", "Write it as year-month-day, for example 2021-03-19.")
        return None

    def _wrong(self, what: str, fix: str) -> None:
        self.problems.append(self.document.problem(self.place, f"The answer to {self.field.code!r} {what}.", fix))


def bare(said: str) -> str:
    """Return a word without the quotation marks and the stop around it."""
    return said.lstrip(AROUND).rstrip(f"{AROUND}.")


def _named(option: Option) -> str:
    """Return what an option can be written as: its code, and its label where that is another word."""
    return option.code if _folded(option.code) == _folded(option.label) else f"{option.code} ({option.label})"


def _bared(text: str) -> str:
    return _folded(bare(text))


def _folded(text: str) -> str:
    """Return a text with capitals and the signs between its words evened out; a minus before a number stays."""
    return re.sub(r"(?<=\w)[\s_-]+(?=\w)", " ", text).strip().casefold()
