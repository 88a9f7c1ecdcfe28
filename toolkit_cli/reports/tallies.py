"""What many responses say together: tallies, and the answers in words, as plain frozen data.

What a report does not tell is decided here, so that all its formats do the same: answers that may tell whose they are
(`naming`) carry no names and stand in an order that tells nothing; small counts by country or role are put together;
notes never say whose they are. Nothing here knows how a report looks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from statistics import median

from toolkit_cli.kits import selection
from toolkit_cli.kits.fields import Field, asked, whole_number
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.values import Value, parts_of
from toolkit_cli.reports import naming, period, unnamed
from toolkit_cli.reports.groups import Group, grouped
from toolkit_cli.reports.hidden import Hidden
from toolkit_cli.reports.period import Period
from toolkit_cli.responses.givenanswer import fits
from toolkit_cli.responses.organisationnames import name_key
from toolkit_cli.responses.organisations import has_answered, undecided, unlabelled
from toolkit_cli.responses.response import Response
from toolkit_cli.returned import Note

LEAST = 5  # responses that have to stand behind a number before names are given with it
GROUPED = ("country", "role")  # lines about the respondent that are counted
PLANNED = "planned"


@dataclass(frozen=True)
class Answer:
    """An answer; `response` is the number of the response that gave it, from 1, and 0 where names are removed.

    Only responses that are named somewhere have a number: a gap among them would tell where in the alphabet another
    stands.
    """

    value: Value
    response: int = 0


@dataclass(frozen=True)
class Choices:
    """How often each option of a field was chosen, by its code, in `answers` responses."""

    counts: Mapping[str, int]
    answers: int


@dataclass(frozen=True)
class Numbers:
    """The sum and the median of a count, in `answers` responses."""

    sum: int
    median: float
    answers: int


@dataclass(frozen=True)
class Share:
    """The count `part` set against the count `whole`, summed over the responses that give both.

    In `over` of them the part is the greater: then it is no share, and there is no percentage. A percentage is 0 or 100
    only if it is exactly that; it has a decimal where it would be rounded to either.
    """

    part: str
    whole: str
    sums: tuple[int, int]
    answers: int
    over: int = 0

    @property
    def percent(self) -> float | None:
        """The part in percent of the whole; None where that is no share."""
        part, whole = self.sums
        if self.over or not whole:
            return None
        percent, thousandths = ((2 * scale * part + whole) // (2 * whole) for scale in (100, 1000))
        return min(max(thousandths, 1), 999) / 10 if 0 < part < whole and percent in (0, 100) else percent


@dataclass(frozen=True)
class Report:
    """All that a report says.

    `blank` counts those of the `responses` that answer nothing, or are copies as they were made; they count nowhere
    else. `organisations` counts those that are named; it is None if the toolkit asks for none, and nobody names one.
    `given` counts the responses that answer each field, `answers` holds what they say: where names are removed, the
    members of an organisation each for itself. `people` are the lines about the respondent of each response of which an
    answer is named. If the report is `unattributed`, no name stands anywhere, and `people` is empty. `undecided` says
    by field how many organisations have not agreed on an answer. `period` is when they answered, if enough say so.
    """

    responses: int
    blank: int
    organisations: int | None
    least: int
    unattributed: bool
    groups: Mapping[str, Group]
    given: Mapping[str, int]
    answers: Mapping[str, tuple[Answer, ...]]
    choices: Mapping[str, Choices]
    numbers: Mapping[str, Numbers]
    shares: tuple[Share, ...]
    planned: Mapping[str, tuple[Answer, ...]]
    undecided: Mapping[str, int]
    period: Period | None
    people: tuple[Mapping[str, str], ...]
    notes: tuple[Note, ...]

    @property
    def answered(self) -> int:
        """The number of responses that hold an answer."""
        return self.responses - self.blank

    def named(self, code: str) -> bool:
        """Say whether a field's answers are printed with who gave them."""
        return any(answer.response for answer in self.answers.get(code, ()))

    def organisation(self, answer: Answer) -> str:
        """Return who gave an answer; "" where that is not known."""
        return self.people[answer.response - 1].get("organisation", "") if answer.response else ""


def of(
    toolkit: Toolkit,
    fields: Mapping[str, Field],
    responses: Sequence[Response],
    least: int = LEAST,
    unattributed: bool = False,
    secrets: Iterable[str] = (),
) -> Report:
    """Return the report on some responses.

    `secrets` are texts for facilitators in other languages than the toolkit's. The same responses give the same report.
    """
    answering = [each for each in responses if has_answered(each)]
    unattributed = unattributed or len(answering) < least
    codes = asked(fields, toolkit.respondent_code).keys()
    removed = codes if unattributed else naming.removed(toolkit, answering, least)
    named = [each for each in answering if each.answers.keys() & codes - removed]
    others = [each for each in answering if not each.answers.keys() & codes - removed]
    groups = _groups(toolkit, answering, least)
    beside = dict(_beside_names(groups, others, least))
    given = {code: found for code in codes if (found := _given(code, [*named, *others]))}
    answers = {
        code: tuple(map(Answer, unnamed.values(code, answering))) if code in removed else found
        for code, found in given.items()
    }
    hidden = Hidden(toolkit.version, (*selection.secrets(toolkit).values(), *secrets))
    few = frozenset[str]() if unattributed else removed
    return Report(
        responses=len(responses),
        blank=len(responses) - len(answering),
        organisations=_organisations(toolkit, answering),
        least=least,
        unattributed=unattributed,
        groups=groups,
        given={code: len(found) for code, found in given.items()},
        answers=answers,
        choices={code: _choices(fields[code], answers.get(code, ())) for code in fields if fields[code].options},
        numbers={code: counted for code in answers if (counted := _numbers(fields[code], answers[code]))},
        shares=tuple(_shares(naming.shares(toolkit), given)),
        planned=dict(_planned(fields, given, removed, least)),
        undecided=Counter(code for response in answering for code in undecided(response) if code in fields),
        period=period.of(answering, least),
        people=tuple(_person(response, beside) for response in named),
        notes=unnamed.notes(responses, fields, toolkit.respondent_code, hidden, few),
    )


def is_written(field: Field, value: Value) -> bool:
    """Say whether an answer is words, which a report quotes, and not what it counts."""
    counted = field.options or field.kind == "count"
    return not counted or not fits(field, value)


def _organisations(toolkit: Toolkit, responses: Sequence[Response]) -> int | None:
    """Return how many organisations are named; None where the toolkit asks for none, and nobody names one."""
    named = {name_key(response.organisation) for response in responses if response.organisation}
    asked_for = any(line.name == "organisation" for line in toolkit.respondent_lines().values())
    return len(named) if named or asked_for else None


def _groups(toolkit: Toolkit, responses: Sequence[Response], least: int) -> dict[str, Group]:
    """Return the counts by country and by role, where the toolkit asks for these."""
    lines = [line.name for line in toolkit.respondent_lines().values() if line.name in GROUPED]
    return {name: grouped([each.respondent.get(name, "") for each in responses], least) for name in lines}


def _beside_names(groups: Mapping[str, Group], others: Sequence[Response], least: int) -> Iterator[tuple[str, Group]]:
    """Yield the groups as their values may stand beside named answers; `others` are the responses that nothing names.

    Where few of these give a value, none is told: who counts those beside the names would know what is left for them.
    """
    for name, group in groups.items():
        left = Counter(group.spelling(each.respondent.get(name, "")) for each in others)
        yield name, replace(group, shown={}) if any(count < least for count in left.values()) else group


def _given(code: str, responses: Sequence[Response]) -> tuple[Answer, ...]:
    """Return the answers to a field; of an organisation's, without the role and country of each who wrote them."""
    found = enumerate(responses, 1)
    return tuple(Answer(unlabelled(code, response), count) for count, response in found if code in response.answers)


def _choices(field: Field, answers: Sequence[Answer]) -> Choices:
    chosen = [parts_of(each.value) for each in answers]
    counts = {option.code: sum(option.code in codes for codes in chosen) for option in field.options}
    return Choices(counts, sum(any(code in counts for code in codes) for codes in chosen))


def _numbers(field: Field, answers: Sequence[Answer]) -> Numbers | None:
    found = [number for each in answers if (number := whole_number(each.value)) is not None]
    return Numbers(sum(found), median(found), len(found)) if field.kind == "count" and found else None


def _shares(pairs: Iterable[tuple[str, str]], given: Mapping[str, Sequence[Answer]]) -> Iterator[Share]:
    """Yield the shares of counts; both carry names or neither does, so that the sums do not tell who gave them."""
    for part, whole in pairs:
        parts, wholes = (
            {each.response: whole_number(each.value) for each in given.get(code, ())} for code in (part, whole)
        )
        both = [(one, two) for who, one in parts.items() if one is not None and (two := wholes.get(who)) is not None]
        if both:
            sums = (sum(one for one, _ in both), sum(two for _, two in both))
            yield Share(part, whole, sums, len(both), sum(one > two for one, two in both))


def _planned(
    fields: Mapping[str, Field], given: Mapping[str, Sequence[Answer]], removed: Set[str], least: int
) -> Iterator[tuple[str, tuple[Answer, ...]]]:
    """Yield each field that offers "planned" with the answers that say so, without names where they are too few."""
    for code, answers in given.items():
        plans = [each for each in answers if PLANNED in parts_of(each.value)]
        if plans and PLANNED in fields[code].labels:
            nameless = code in removed or len(plans) < least
            yield code, tuple(replace(each, response=0) if nameless else each for each in plans)


def _person(response: Response, groups: Mapping[str, Group]) -> dict[str, str]:
    """Return a response's lines about the respondent; what is put together with others is left out."""
    lines = {name: text for name, text in response.respondent.items() if name not in groups}
    for name, group in groups.items():
        found = group.spelling(response.respondent.get(name, ""))
        if found is not None:
            lines[name] = found
    return lines
