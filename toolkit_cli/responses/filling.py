"""Turns responses into what a writer fills in: one prefills the fields, several stand above empty ones with a tally."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import median

from toolkit_cli.characters import one_line
from toolkit_cli.errors import counted
from toolkit_cli.kits import dates, localformat
from toolkit_cli.kits.fields import Field, whole_number
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.words import Words
from toolkit_cli.layout.fill import UNNAMED, Fill, Respondents, Said, Value, as_text, parts_of
from toolkit_cli.layout.page import NOTHING
from toolkit_cli.responses.namelist import listed
from toolkit_cli.responses.organisations import has_answered, undecided, unlabelled
from toolkit_cli.responses.response import Response
from toolkit_cli.responses.shuffle import shuffled

BETWEEN = "\u00a0· "  # the parts of a tally; none begins with the dot on the next line
UNBROKEN = 36  # letters of a part of a tally that stay on one line; a narrower column than any of ours parts them


def fill(
    responses: Sequence[Response],
    toolkit: Toolkit,
    fields: Mapping[str, Field],
    words: Words,
    unattributed: bool = False,
) -> Fill:
    """Return what is filled into a workbook's fields.

    One response goes into the fields. Several stand above empty fields, each with its organisation, under a tally
    of choices and counts, as far as they hold an answer; who ticked the same box stands on one line. `unattributed`
    leaves out who said what, and shuffles the answers of each field by a seed of their own, so that the same file gives
    the same workbook and no place in the order tells whose answer it is.
    """
    if len(responses) == 1 and not unattributed:
        return _prefilled(responses[0], toolkit, fields, words)
    responses = [each for each in responses if has_answered(each)]
    found: dict[str, list[tuple[str, Value]]] = {}
    for response in responses:
        given = _unlabelled(response) if unattributed else _all(response, toolkit)
        for code, value in given.items():
            found.setdefault(code, []).append((response.organisation, value))
    said = {
        code: _said(field, found[code], words, unattributed, toolkit.lang)
        for code, field in fields.items()
        if code in found
    }
    tallies = {
        code: _tally(field, [value for _, value in found.get(code, ())], len(responses), words, toolkit.lang)
        for code, field in fields.items()
    }
    open_ = Counter(code for response in responses for code in undecided(response))
    for code in open_.keys() & fields.keys():
        told = words["undecided"].format(count=open_[code])
        tallies[code] = BETWEEN.join(filter(None, (tallies[code], told)))
    for code, line in toolkit.respondent_lines().items():
        if line.name == "organisation" and code in said:  # who answers needs no name before it
            said[code] = tuple(replace(each, who=UNNAMED) for each in said[code])
    chosen = {} if unattributed else {code: tuple(_chosen(fields[code], found[code], words)) for code in said}
    return Fill(
        said={code: each for code, each in said.items() if each},
        tallies={code: tally for code, tally in tallies.items() if tally},
        chosen={code: each for code, each in chosen.items() if each},
        responses=words["report_responses"].format(count=len(responses)) if responses else "",
        respondents=None if unattributed else _respondents(responses, toolkit, fields, words),
    )


def waiting(responses: Sequence[Response]) -> Iterator[str]:
    """Yield a sentence on the answers that cannot be printed, for their organisations have not decided on them."""
    count = sum(len(undecided(response)) for response in responses)
    if count:
        many = counted(count, "answer waits", "answers wait")
        yield f"{many} for a decision within an organisation, and cannot be printed yet."


def outside(responses: Sequence[Response], known: Collection[str], chosen: Collection[str]) -> int:
    """Return how many answers are to fields that are `known` in the toolkit, and not among those of a workbook.

    Of several responses those count whose answers `fill` takes.
    """
    if len(responses) > 1:
        responses = [each for each in responses if has_answered(each)]
    return sum(code in known and code not in chosen for response in responses for code in response.answers)


def left_out(count: int) -> Iterator[str]:
    """Yield a sentence on so many answers that are `outside`."""
    if count:
        many = counted(count, "answer is to a question that is", "answers are to questions that are")
        yield f"{many} not in the selection, and {'is' if count == 1 else 'are'} not printed."


def _prefilled(response: Response, toolkit: Toolkit, fields: Mapping[str, Field], words: Words) -> Fill:
    """Put one response into the fields; what a field cannot hold (words where a box is ticked) stands above it."""
    values: dict[str, Value] = {}
    said: dict[str, tuple[Said, ...]] = {}
    for code, value in _all(response, toolkit).items():
        if code in fields and fields[code].options and not _offered(fields[code], value):
            said[code] = (Said(_who(response.organisation, words), value),)
        else:
            dated = code in fields and fields[code].kind == "date" and isinstance(value, str)
            values[code] = dates.written(str(value), toolkit.lang) if dated else value
    return Fill(values, said)


def _all(response: Response, toolkit: Toolkit) -> dict[str, Value]:
    lines, who = toolkit.respondent_lines().items(), response.respondent
    return {**{code: who[line.name] for code, line in lines if line.name in who}, **response.answers}


def _respondents(
    responses: Sequence[Response], toolkit: Toolkit, fields: Mapping[str, Field], words: Words
) -> Respondents | None:
    """Return who answered, for as many of the lines about it as the workbook asks for."""
    lines = {code: line.name for code, line in toolkit.respondent_lines().items() if code in fields}
    rows = tuple(
        tuple(
            one_line(as_text(printed(fields[code], who.get(name, ""), toolkit.lang)))
            or (words["no_name"] if name == "organisation" else NOTHING)
            for code, name in lines.items()
        )
        for who in (response.respondent for response in responses)
    )
    return Respondents(tuple(lines), rows) if lines and rows else None


def _unlabelled(response: Response) -> dict[str, Value]:
    """Return a response's answers; of an organisation's, without the words that say which member wrote what."""
    return {code: unlabelled(code, response) for code in response.answers}


def _said(
    field: Field, found: list[tuple[str, Value]], words: Words, unattributed: bool, lang: str
) -> tuple[Said, ...]:
    """Return the answers that neither the tally nor the lines of the options say."""
    left = [(name, value) for name, value in found if not _offered(field, value)]
    if not unattributed:
        return tuple(Said(_who(name, words), printed(field, value, lang)) for name, value in left)
    values = shuffled(field.code, (value for _, value in left))
    return tuple(Said(UNNAMED, printed(field, value, lang)) for value in values)


def _chosen(field: Field, found: list[tuple[str, Value]], words: Words) -> Iterator[Said]:
    """Yield who chose each option; whoever wrote something else beside it stands with the whole answer below, too."""
    for option in field.options:
        names = [name for name, value in found if option.code in parts_of(value)]
        if names:
            yield Said(_who(f"{option.label}\u00a0({len(names)})", words), listed(names, words))


def printed(field: Field, value: Value, lang: str) -> Value:
    """Return an answer as the language prints it; words in the place of a date or a number stay as they are."""
    if field.kind == "date" and isinstance(value, str):
        return localformat.dated(value, lang)
    number = whole_number(value) if field.kind == "count" else None
    if number is not None:
        return localformat.number(number, lang)
    return value


def _who(name: str, words: Words) -> str:
    return words["said_by"].format(who=name or words["no_name"])


def _tally(field: Field, values: Sequence[Value], responses: int, words: Words, lang: str) -> str:
    """Return how often each option was chosen, or the sum and the median of counts, in words.

    Of an answer that may have several options the counts do not say how many gave one, so that is told too.
    """
    if field.options:
        chosen = Counter(code for value in values for code in parts_of(value))
        counts = [(option.label, chosen[option.code]) for option in field.options]
        if not any(count for _, count in counts):
            return ""
        said = [words["tally_choice"].format(label=label, count=count) for label, count in counts]
        if field.kind == "many":
            offered = field.labels.keys()
            answers = sum(not offered.isdisjoint(parts_of(value)) for value in values)
            said.append(words["report_answered"].format(answers=answers, responses=responses))
        return BETWEEN.join(map(_unbroken, said))
    numbers = [number for value in values if (number := whole_number(value)) is not None]
    if field.kind != "count" or not numbers:
        return ""
    return words["tally_count"].format(
        sum=localformat.number(sum(numbers), lang),
        median=localformat.number(median(numbers), lang),
        answers=len(numbers),
    )


def _unbroken(part: str) -> str:
    """Return a part of a tally that no line parts, or of a long one only the number from its word."""
    return "\u00a0".join(part.split(" ") if len(part) <= UNBROKEN else part.rsplit(" ", 1))


def _offered(field: Field, value: Value) -> bool:
    """Return whether an answer is of the options that its field offers, and of nothing else."""
    return bool(field.options) and {option.code for option in field.options}.issuperset(parts_of(value))
