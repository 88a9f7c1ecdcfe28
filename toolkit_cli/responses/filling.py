"""Turns responses into what a writer fills in: one prefills the fields, several stand above empty ones with a tally."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from toolkit_cli.characters import one_line
from toolkit_cli.errors import counted
from toolkit_cli.kits import dates, localformat
from toolkit_cli.kits.fields import Field, whole_number
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.values import Value, as_text, parts_of
from toolkit_cli.kits.words import Words
from toolkit_cli.layout.fill import UNNAMED, Fill, Respondents, Said
from toolkit_cli.layout.page import NOTHING
from toolkit_cli.responses.givenanswer import fits
from toolkit_cli.responses.namelist import listed
from toolkit_cli.responses.organisations import apart, has_answered, undecided
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
    """Return what is filled into a workbook's `fields`, in its `words`.

    One response goes into the fields. Several stand above empty fields, as far as they hold an answer: a tally of
    choices and counts, a line for each option with everybody who chose it, and each other answer with its organisation.
    `unattributed` leaves out who said what, and shuffles the answers of each field by a seed made of them: the same
    file gives the same workbook, and the order does not tell whose answer is whose.
    """
    filling = _Filling(toolkit, fields, words)
    if len(responses) == 1 and not unattributed:
        return filling.of_one(responses[0])
    return filling.of_several([each for each in responses if has_answered(each)], unattributed)


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


def localised(field: Field, value: Value, lang: str) -> Value:
    """Return an answer as the language writes it; words in the place of a date or a number stay as they are."""
    if field.kind == "date" and isinstance(value, str):
        return localformat.dated(value, lang)
    number = whole_number(value) if field.kind == "count" else None
    if number is not None:
        return localformat.number(number, lang)
    return value


@dataclass(frozen=True)
class _Filling:
    """Turns responses into what stands in a workbook's `fields`, which may be a selection of the toolkit's."""

    toolkit: Toolkit
    fields: Mapping[str, Field]
    words: Words

    def of_one(self, response: Response) -> Fill:
        """Put a response into the fields; what a field cannot hold (words where a box is ticked) stands above it."""
        values: dict[str, Value] = {}
        said: dict[str, tuple[Said, ...]] = {}
        for code, value in self._given(response).items():
            field = self.fields.get(code)
            if field and field.options and not fits(field, value):
                said[code] = (Said(self._who(response.organisation), value),)
            elif field and field.kind == "date" and isinstance(value, str):
                values[code] = dates.written(value, self.toolkit.lang)
            else:
                values[code] = value
        return Fill(values, said)

    def of_several(self, responses: Sequence[Response], unattributed: bool) -> Fill:
        """Put responses, each with its organisation, above the fields; `unattributed` without, in shuffled order."""
        found: dict[str, list[tuple[str, Value]]] = {code: [] for code in self.fields}
        for response in responses:
            for code, value in _apart(response) if unattributed else self._given(response).items():
                if code in found:
                    found[code].append((response.organisation, value))
        open_ = Counter(code for response in responses for code in undecided(response))
        said: dict[str, tuple[Said, ...]] = {}
        tallies: dict[str, str] = {}
        chosen: dict[str, tuple[Said, ...]] = {}
        for code, answers in found.items():
            field = self.fields[code]
            if each := tuple(self._shuffled(field, answers) if unattributed else self._said(field, answers)):
                said[code] = each
            tally = self._tally(field, [value for _, value in answers], len(responses))
            waiting = self.words["undecided"].format(count=open_[code]) if open_[code] else ""
            if tally or waiting:
                tallies[code] = BETWEEN.join(filter(None, (tally, waiting)))
            if not unattributed and (lines := tuple(self._chosen(field, answers))):
                chosen[code] = lines
        return Fill(
            said=said,
            tallies=tallies,
            chosen=chosen,
            responses=self.words["report_responses"].format(count=len(responses)) if responses else "",
            respondents=None if unattributed else self._respondents(responses),
        )

    def _given(self, response: Response) -> dict[str, Value]:
        """Return a response's answers by their fields' codes, what it says about the respondent first."""
        lines, who = self.toolkit.respondent_lines().items(), response.respondent
        return {**{code: who[line.name] for code, line in lines if line.name in who}, **response.answers}

    def _said(self, field: Field, answers: Iterable[tuple[str, Value]]) -> Iterator[Said]:
        """Yield the answers that neither the tally nor the lines of the options say, with who gave each."""
        line = self.toolkit.respondent_lines().get(field.code)
        names_itself = line is not None and line.name == "organisation"
        for name, value in answers:
            if not _is_choice(field, value):
                who = UNNAMED if names_itself else self._who(name)
                yield Said(who, localised(field, value, self.toolkit.lang))

    def _shuffled(self, field: Field, answers: Iterable[tuple[str, Value]]) -> Iterator[Said]:
        """Yield the same answers without who gave them, in an order that does not tell either."""
        for value in shuffled(field.code, (value for _, value in answers if not _is_choice(field, value))):
            yield Said(UNNAMED, localised(field, value, self.toolkit.lang))

    def _tally(self, field: Field, values: Sequence[Value], responses: int) -> str:
        """Return in words how often each option was chosen, or the sum and the median of counts; "" for none.

        Where one answer may hold several options, their counts do not tell how many responses answered: this is added.
        """
        if field.options:
            chosen = Counter(code for value in values for code in parts_of(value))
            counts = [(option.label, chosen[option.code]) for option in field.options]
            if not any(count for _, count in counts):
                return ""
            told = [self.words["tally_choice"].format(label=label, count=count) for label, count in counts]
            if field.kind == "many":
                offered = field.labels.keys()
                answers = sum(not offered.isdisjoint(parts_of(value)) for value in values)
                told.append(self.words["report_answered"].format(answers=answers, responses=responses))
            return BETWEEN.join(map(_unbroken, told))
        numbers = [number for value in values if (number := whole_number(value)) is not None]
        if field.kind != "count" or not numbers:
            return ""
        return self.words["tally_count"].format(
            sum=localformat.number(sum(numbers), self.toolkit.lang),
            median=localformat.number(median(numbers), self.toolkit.lang),
            answers=len(numbers),
        )

    def _chosen(self, field: Field, answers: Sequence[tuple[str, Value]]) -> Iterator[Said]:
        """Yield a line for each option, with who chose it.

        Who also wrote something beside the box stands here, and again with the whole answer.
        """
        for option in field.options:
            names = [name for name, value in answers if option.code in parts_of(value)]
            if names:
                yield Said(self._who(f"{option.label}\u00a0({len(names)})"), listed(names, self.words))

    def _respondents(self, responses: Sequence[Response]) -> Respondents | None:
        """Return who answered, for as many of the lines about the respondent as the workbook asks for."""
        lines = {code: line.name for code, line in self.toolkit.respondent_lines().items() if code in self.fields}
        rows = tuple(
            tuple(
                one_line(as_text(localised(self.fields[code], response.respondent.get(name, ""), self.toolkit.lang)))
                or (self.words["no_name"] if name == "organisation" else NOTHING)
                for code, name in lines.items()
            )
            for response in responses
        )
        return Respondents(tuple(lines), rows) if lines and rows else None

    def _who(self, name: str) -> str:
        """Return a name as it introduces an answer; "" is a name that nobody gave."""
        return self.words["said_by"].format(who=name or self.words["no_name"])


def _apart(response: Response) -> Iterator[tuple[str, Value]]:
    """Yield a response's answers by their fields' codes; of an organisation's, what each member wrote by itself."""
    return ((code, value) for code in response.answers for value in apart(code, response))


def _is_choice(field: Field, value: Value) -> bool:
    """Say whether an answer is options that its field offers, and nothing else."""
    return bool(field.options) and fits(field, value)


def _unbroken(part: str) -> str:
    """Return a part of a tally with hard spaces, so that no line breaks in it; in a long one only before its number."""
    return "\u00a0".join(part.split(" ") if len(part) <= UNBROKEN else part.rsplit(" ", 1))
