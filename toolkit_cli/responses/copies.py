"""Tells which responses may be one return that came twice: they are noted and told, and nothing is decided."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from toolkit_cli.errors import first_of
from toolkit_cli.responses.equality import digest, plain, same
from toolkit_cli.responses.joined import Joined
from toolkit_cli.responses.response import Response
from toolkit_cli.responses.versions import has_long_text, is_long_text, is_shared, is_text, is_untouched
from toolkit_cli.returned import Note

NAMED = 3  # responses that a note on a possible copy names
SAME = "the same"  # how a note begins that says so of all answers
FEW = 10  # one answer in so many may differ in a second save
MANY = 20  # responses that have a text in common: it was given to all of them


def noted(responses: Sequence[Response]) -> Iterator[Response]:
    """Yield all responses, with notes on those that may be one return: they say the same, or nearly the same."""
    found: dict[int, list[Note]] = {}
    for words, groups in ((SAME, _alike(responses)), (f"nearly {SAME}", nearly_alike(responses))):
        for group in groups:
            ids = sorted(response.id for response in group)
            for response in group:
                found.setdefault(id(response), []).append(_note(words, response.id, ids))
    for response in responses:
        notes = found.get(id(response), ())
        yield replace(response, notes=(*response.notes, *notes)) if notes else response


def nearly_alike(responses: Iterable[Response]) -> list[list[Response]]:
    """Return groups of responses that may be saves of one file, because few of their answers differ.

    They say the same about the respondent and have a text in common: a long one, if no organisation is named. Or they
    are the same in every answer, have a long text and differ only in the respondent: somebody who has forgotten the
    organisation, or corrects the role, sends the workbook again. (Responses that differ in nothing are noted by `noted`
    alone.) At least one of each two is a shared copy, since two personal copies are known to be of two people.
    """
    by_content: dict[str, Response] = {}
    for response in sorted(responses, key=lambda each: (not is_shared(each), each.id, each.source.sha256)):
        if not is_untouched(response):
            by_content.setdefault(digest(response), response)
    near = Joined[str]()
    for contents in _with_text_in_common(by_content):
        for one, other in combinations(contents if len(contents) <= MANY else (), 2):
            if _nearly(by_content[one], by_content[other]):
                near.join(one, other)
    groups = near.sets(sorted(by_content), str)
    return [[by_content[content] for content in group] for group in groups if len(group) > 1]


def _with_text_in_common(by_content: Mapping[str, Response]) -> Iterator[list[str]]:
    """Yield the contents, each by its digest, that have a text in common: only these are compared two by two.

    They have a text and the respondent in common, or all answers and a long text among them.
    """
    by_text: dict[Hashable, list[str]] = {}
    by_answers: dict[str, list[str]] = {}
    for content, response in by_content.items():
        who = tuple(sorted((name, plain(value)) for name, value in response.respondent.items()))
        for code, value in response.answers.items():
            if is_long_text(value) or (response.organisation and is_text(value)):
                by_text.setdefault((who, code, plain(str(value))), []).append(content)
        if has_long_text(response):
            by_answers.setdefault(digest(replace(response, respondent={})), []).append(content)
    yield from by_text.values()
    yield from by_answers.values()


def _nearly(one: Response, other: Response) -> bool:
    """Say whether at most one answer in ten differs, or one response only has more answers and a long text is the same.

    Two personal copies, and responses of two organisations, are not nearly alike, whatever they say.
    """
    if not (is_shared(one) or is_shared(other)) or _are_two(one.organisation, other.organisation):
        return False
    codes = one.answers.keys() | other.answers.keys()
    equal = {code for code in codes if code in one.answers and same(one.answers[code], other.answers.get(code))}
    if len(codes - equal) <= max(1, len(codes) // FEW):
        return True
    more_only = len(equal) in (len(one.answers), len(other.answers))
    return more_only and any(is_long_text(one.answers[code]) for code in equal)


def _are_two(one: str, other: str) -> bool:
    return bool(one and other) and plain(one) != plain(other)


def _alike(responses: Iterable[Response]) -> Iterator[list[Response]]:
    """Yield groups of responses that say the same, where that does not make them one return."""
    alike: dict[str, list[Response]] = {}
    for response in responses:
        alike.setdefault(digest(response), []).append(response)
    for group in alike.values():
        telling = any(is_shared(response) for response in group) or has_long_text(group[0])
        if len(group) > 1 and group[0].answers and telling and not all(map(is_untouched, group)):
            yield group


def _note(words: str, own: str, ids: Sequence[str]) -> Note:
    others = [other for other in ids[: NAMED + 1] if other != own]
    return Note("copy", text=f"{words} answers as in {first_of(others, NAMED, len(ids) - 1)}")
