"""When responses were filled in: the first and the last month, so that nobody's own day is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit_cli.kits import localformat
from toolkit_cli.responses.response import Response


@dataclass(frozen=True)
class Period:
    """The first day of the first month, and that of the last one."""

    first: date
    last: date

    def said(self, lang: str) -> str:
        """Return it with the names of the months."""
        return localformat.months(self.first, self.last, lang)

    def short(self, lang: str) -> str:
        """Return it in figures."""
        return localformat.months(self.first, self.last, lang, short=True)


def of(responses: Sequence[Response], least: int) -> Period | None:
    """Return the period of some responses; None where fewer than `least` of them give a date."""
    found = [days for response in responses if (days := list(_days(response)))]
    if len(found) < least:  # which is 1 at the least
        return None
    days = [day.replace(day=1) for each in found for day in each]
    return Period(min(days), max(days))


def _days(response: Response) -> Iterator[date]:
    for text in response.respondent.get("date", "").split(localformat.SEVERAL):
        try:
            yield date.fromisoformat(text)
        except ValueError:
            continue
