"""What the same organisations say at two times: where their answers differ, as plain frozen data.

Names stand with answers only where at least `least` organisations are compared, and where the reports on both times,
and on those compared alone, would not remove them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit_cli.characters import in_order
from toolkit_cli.errors import AnswersError, Problem
from toolkit_cli.kits.fields import Field, asked, whole_number
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.values import Value
from toolkit_cli.reports import naming, period
from toolkit_cli.reports.period import Period
from toolkit_cli.reports.tallies import LEAST
from toolkit_cli.responses.equality import same
from toolkit_cli.responses.organisationnames import name_key
from toolkit_cli.responses.organisations import has_answered, undecided, unlabelled
from toolkit_cli.responses.response import Response
from toolkit_cli.responses.shuffle import shuffled


@dataclass(frozen=True)
class Change:
    """An answer that differs, or is undecided at both times; `before` and `after` are None where there is no answer.

    `organisation` is "" where names are removed. `undecided` says for each time whether there is no answer because the
    people of the organisation have not agreed on one.
    """

    organisation: str
    before: Value | None
    after: Value | None
    undecided: tuple[bool, bool] = (False, False)

    @property
    def difference(self) -> int | None:
        """How much a count has risen; None where one of the two is no count."""
        counts = [whole_number(value) for value in (self.before, self.after)]
        return None if counts[0] is None or counts[1] is None else counts[1] - counts[0]


@dataclass(frozen=True)
class Comparison:
    """All that is compared: `changes`, and how many organisations say the `same`, by field.

    `compared` are the `count` organisations in both files; `gone` are those in the first file alone, `new` those in the
    second, and `alone` says how many of each there are. In both files together, `nameless` counts the responses without
    an organisation, which cannot be compared, and `blank` those without an answer, which take no part. No name stands
    anywhere if it is `unattributed`; else only where at least `least` answer. Each of the three lists is empty, too,
    where somebody in it answers nothing that carries names: answers without a name could be known to be theirs.

    `periods` say when the responses that are compared were filled in; `files` are the names of both files, "" where
    names are removed, for a file may be called after somebody.
    """

    compared: tuple[str, ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]
    count: int
    alone: tuple[int, int]
    nameless: int
    blank: int
    periods: tuple[Period | None, Period | None]
    files: tuple[str, str]
    least: int
    unattributed: bool
    changes: Mapping[str, tuple[Change, ...]]
    same: Mapping[str, int]


def check(files: Mapping[Path, Sequence[Response]]) -> None:
    """Raise `AnswersError` for every organisation that stands twice in one of the files, each told by its path."""
    problems = []
    for path, responses in files.items():
        names = [each.organisation for each in responses if each.organisation and has_answered(each)]
        spelt = {name_key(name): name for name in names}
        for name, count in sorted(Counter(map(name_key, names)).items()):
            if count > 1:
                fix = "Merge them into one for each organisation first: toolkit merge … --by organisation."
                problems.append(Problem(str(path), 0, f"Several responses come from {spelt[name]!r}.", fix))
    if problems:
        raise AnswersError(problems)


def of(
    toolkit: Toolkit,
    fields: Mapping[str, Field],
    before: Sequence[Response],
    after: Sequence[Response],
    least: int = LEAST,
    unattributed: bool = False,
    files: tuple[str, str] = ("", ""),
) -> Comparison:
    """Return what has changed between two times; `check` makes sure that no organisation stands twice in one of them.

    `files` are the names of both files.
    """
    blank = sum(not has_answered(each) for each in (*before, *after))
    before, after = ([each for each in responses if has_answered(each)] for responses in (before, after))
    first, second = _by_name(before), _by_name(after)
    gone = [response for name, response in first.items() if name not in second]
    new = [response for name, response in second.items() if name not in first]
    pairs = [(response, second[name]) for name, response in first.items() if name in second]
    unattributed = unattributed or len(pairs) < least
    codes = asked(fields, toolkit.respondent_code)
    removed = set(codes) if unattributed else _removed(toolkit, (before, after, *zip(*pairs, strict=True)), least)
    changes = {code: _changes(code, pairs, code not in removed) for code in codes}
    alike = {code: sum(_same(code, one, two) for one, two in pairs) for code in codes}

    def names(*each: Sequence[Response]) -> tuple[str, ...]:
        """Return the names of organisations, each with its responses; () where one answers nothing that has names."""
        told = all(any(one.answers.keys() & codes.keys() - removed for one in times) for times in each)
        return tuple(times[-1].organisation for times in each) if told else ()

    return Comparison(
        compared=names(*pairs),
        gone=names(*((one,) for one in gone)),
        new=names(*((one,) for one in new)),
        count=len(pairs),
        alone=(len(gone), len(new)),
        nameless=sum(not response.organisation for response in (*before, *after)),
        blank=blank,
        periods=(period.of([one for one, _ in pairs], least), period.of([two for _, two in pairs], least)),
        files=("", "") if unattributed else files,
        least=least,
        unattributed=unattributed,
        changes={code: found for code, found in changes.items() if found},
        same={code: count for code, count in alike.items() if count},
    )


def _removed(toolkit: Toolkit, each: Iterable[Sequence[Response]], least: int) -> Set[str]:
    return frozenset().union(*(naming.removed(toolkit, responses, least) for responses in each))


def _by_name(responses: Sequence[Response]) -> dict[str, Response]:
    named = {name_key(each.organisation): each for each in responses if each.organisation}
    return {name: named[name] for name in sorted(named, key=in_order)}


def _changes(code: str, pairs: Sequence[tuple[Response, Response]], named: bool) -> tuple[Change, ...]:
    differing = [_change(code, one, two) for one, two in pairs if not _same(code, one, two)]
    found = [each for each in differing if each.before or each.after or any(each.undecided)]
    if named:
        return tuple(found)
    return tuple(shuffled(code, (replace(each, organisation="") for each in found)))


def _change(code: str, one: Response, two: Response) -> Change:
    waiting = (code in undecided(one), code in undecided(two))
    return Change(two.organisation, _bare(code, one), _bare(code, two), waiting)


def _bare(code: str, response: Response) -> Value | None:
    """Return an answer without the words that say which of an organisation's people wrote what."""
    return unlabelled(code, response) if code in response.answers else None


def _same(code: str, one: Response, two: Response) -> bool:
    """Return whether both answer a field, and alike but for white space and which member wrote what."""
    first, second = _bare(code, one), _bare(code, two)
    return first is not None and same(first, second)
