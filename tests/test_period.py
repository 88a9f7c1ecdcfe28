"""The months in which responses were filled in, on the covers of reports."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from toolkit_cli.kits.model import Toolkit
from toolkit_cli.layout.page import Paragraph, plain, walk
from toolkit_cli.reports import period
from toolkit_cli.reports.period import Period
from toolkit_cli.responses.response import Response

from .reported import made


def dated(*days: str) -> list[Response]:
    return [Response({"A2": "yes"}, {"organisation": "North", "date": day}) for day in days]


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (["2021-03-19", "2020-12-01"], (date(2020, 12, 1), date(2021, 3, 1))),
        (["2021-03-19", "2021-03-02"], (date(2021, 3, 1), date(2021, 3, 1))),
        (["2021-03-19", "in spring"], None),
        (["2021-03-19", ""], None),
        (["2021-03-19; 2021-06-02", "2021-05-01"], (date(2021, 3, 1), date(2021, 6, 1))),
        (["2021-03-19; 2021-06-02"], None),
        ([], None),
    ],
)
def test_a_period_is_told_where_enough_responses_have_a_date(days: list[str], found: tuple[date, date] | None) -> None:
    assert period.of(dated(*days), 2) == (Period(*found) if found else None)


@pytest.mark.parametrize(("lang", "said"), [("en", "Period: March – June 2021"), ("de", "Zeitraum: März–Juni 2021")])
def test_a_report_says_when_its_responses_are_from(tiny: Toolkit, lang: str, said: str) -> None:
    days = ("2021-03-19", "2021-06-02", "2021-05-01", "2021-05-02", "2021-05-03")

    enough, few = (made(replace(tiny, lang=lang), dated(*given))[0] for given in (days, days[:4]))

    covers = [
        "\n".join(plain(each.runs) for each in walk(page.blocks) if isinstance(each, Paragraph))
        for page in (enough, few)
    ]
    assert [said in cover for cover in covers] == [True, False]
    assert said.split(":")[0] not in covers[1]


def test_no_day_of_anybody_s_is_told(tiny: Toolkit) -> None:
    page, _ = made(tiny, dated(*[f"2021-03-{day}" for day in range(11, 17)]), unattributed=True)

    cover = "\n".join(plain(each.runs) for each in walk(page.blocks) if isinstance(each, Paragraph))
    assert "Period: March 2021" in cover
    assert not [day for day in range(11, 17) if str(day) in cover]
