"""The charts of a report, with their alternative texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from toolkit_cli.kits.fields import Field, Option
from toolkit_cli.kits.model import Debate, Toolkit
from toolkit_cli.kits.words import Words
from toolkit_cli.layout.page import Chart
from toolkit_cli.reports.tallies import Report

MOST = 20  # bars that fit on a page and can be read
# The stances in the order of the bar, and the side of the axis on which each stands.
SIDES = {"disagree": -1, "partly": 1, "agree": 1, "undecided": 0}


def of(toolkit: Toolkit, fields: Mapping[str, Field], report: Report, words: Words) -> dict[str, Chart]:
    """Return a chart for every field that offers options and is answered, by its code; and one for each kit's debates.

    A field of few fixed options has one stacked bar; of a toolkit's own options each has a bar. What nobody answers
    has no chart: a bar of nothing cannot be drawn; nor has a field of more than MOST options, of which a table tells.
    """
    asked = (field for code, field in fields.items() if code in report.choices and _any(report, code))
    offered = (field for field in asked if len(field.options) <= MOST)
    found = {field.code: _chart(field, report, words) for field in offered}
    return {**found, **dict(_stances(toolkit, report, words))}


def stances(kit: str) -> str:
    """Return the code of the chart of a kit's debates."""
    return f"{kit}-stances"


def in_order(options: Iterable[Option]) -> list[Option]:
    """Return stances as they stand in a chart of debates, from left to right."""
    return sorted(options, key=lambda option: list(SIDES).index(option.code))


def _any(report: Report, code: str) -> bool:
    return bool(report.choices[code].answers)


def _chart(field: Field, report: Report, words: Words) -> Chart:
    choices = report.choices[field.code]
    counts = tuple(choices.counts[option.code] for option in field.options)
    labels = tuple(option.label for option in field.options)
    said = {"answers": choices.answers, "counts": _counted(labels, counts, words)}
    unit = words["report_count"]
    if field.kind in ("choice", "many"):
        bars = tuple((label, (count,)) for label, count in zip(labels, counts, strict=True))
        return Chart((unit,), bars, unit, words["report_lengths_alt"].format(**said), whole=choices.answers)
    return Chart(labels, (("", counts),), unit, words["report_bar_alt"].format(**said), falling=True)


def _stances(toolkit: Toolkit, report: Report, words: Words) -> Iterator[tuple[str, Chart]]:
    levels = tuple(words[f"stance_{code}"] for code in SIDES)
    for kit in toolkit.kits:
        debates = [item for item in kit.items if isinstance(item, Debate) and _any(report, f"{item.code}-stance")]
        bars = tuple(
            (f"{item.code}  {item.title}", _placed(report.choices[f"{item.code}-stance"].counts)) for item in debates
        )
        told = ". ".join(f"{label}: {_counted(levels, counts, words)}" for label, counts in bars)
        if bars:
            alt = words["report_diverging_alt"].format(bars=told)
            yield stances(kit.code), Chart(levels, bars, words["report_count"], alt, sides=tuple(SIDES.values()))


def _placed(counts: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(counts[code] for code in SIDES)


def _counted(labels: tuple[str, ...], counts: tuple[int, ...], words: Words) -> str:
    pairs = zip(labels, counts, strict=True)
    return ", ".join(words["tally_choice"].format(label=label, count=count) for label, count in pairs)
