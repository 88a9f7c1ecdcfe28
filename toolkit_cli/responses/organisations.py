"""Brings the responses of each organisation together into one, and never chooses between two people's answers.

Equal answers become one. Texts stand side by side with who wrote them. Choices, counts and dates that differ are left
out and listed, until the organisation has decided.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from toolkit_cli.characters import in_order
from toolkit_cli.errors import SUGGESTED, AnswersError, Problem, nearest, quoted
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.localformat import SEVERAL
from toolkit_cli.kits.values import Value, shown
from toolkit_cli.layout.fill import Said
from toolkit_cli.responses.decisions import Decision, OpenQuestion
from toolkit_cli.responses.equality import normalised
from toolkit_cli.responses.givenanswer import fits
from toolkit_cli.responses.merge import merge
from toolkit_cli.responses.organisationnames import name_key, usual_spelling
from toolkit_cli.responses.response import Response
from toolkit_cli.responses.versions import is_untouched
from toolkit_cli.returned import Note

FIRST = ("role", "country")  # what introduces a person best; other lines about them follow


def by_organisation(
    responses: Iterable[Response],
    fields: Mapping[str, Field],
    decisions: Sequence[Decision] = (),
) -> tuple[tuple[Response, ...], tuple[OpenQuestion, ...]]:
    """Return one response for each organisation, and every question that its people answer differently.

    A response without an organisation, or the only one of its organisation, stays as it is. A decision stands in the
    response and in its `OpenQuestion`. Raises `AnswersError` for decisions that match nothing any more.
    """
    decided = _Decided(decisions, fields)
    made: list[Response] = []
    opens: list[OpenQuestion] = []
    by_name = sorted(merge(responses), key=lambda response: in_order(name_key(response.organisation)))
    for name, group in groupby(by_name, key=lambda response: name_key(response.organisation)):
        members = list(group)
        if not name or len(members) == 1:
            made += members
            continue
        organisation = _Organisation(members, fields)
        differing = [decided.on(open_) for open_ in organisation.opens()]
        made.append(organisation.response(differing))
        opens += differing
    decided.check(made)
    return tuple(made), tuple(opens)


class _Organisation:
    """The responses of one organisation's people, and what they say to each field."""

    def __init__(self, members: Sequence[Response], fields: Mapping[str, Field]) -> None:
        self.members = members
        self.fields = fields
        self.name = usual_spelling(member.organisation for member in members)
        codes = dict.fromkeys([*fields, *sorted({code for member in members for code in member.answers})])
        who = who_of(members)
        self.files = dict(_with_files(members, who))
        answering = _answering(members, who)
        said = {code: tuple(_said(code, answering)) for code in codes}
        self.said = {code: answers for code, answers in said.items() if answers}

    def opens(self) -> Iterator[OpenQuestion]:
        """Yield every field whose answers differ and cannot stand side by side."""
        for code, said in self.said.items():
            if len(_distinct(said)) > 1 and not self._stands_beside(code):
                yield OpenQuestion(self.name, code, self.fields[code].name, said, files=self.files)

    def response(self, opens: Iterable[OpenQuestion]) -> Response:
        """Return the one response; `opens` are its own, with what was decided."""
        notes = [_noted(open_, self.fields[open_.code]) for open_ in opens]
        decisions = {open_.code: open_.decision for open_ in opens}
        answers: dict[str, Value] = {}
        for code, said in self.said.items():
            distinct = _distinct(said)
            value = decisions[code] if code in decisions else _joined(distinct, self._takes_breaks(code))
            if value:
                answers[code] = value
            if code not in decisions and len(distinct) > 1 and not self._takes_text(code):
                notes.append(Note("misfit", text="these are several answers; they are kept as written", code=code))
        id_ = f"org-{hashlib.sha256(name_key(self.name).encode()).hexdigest()[:8]}"
        versions = {member.version for member in self.members}
        return Response(
            answers,
            self._respondent(),
            id_,
            version=versions.pop() if len(versions) == 1 else "",
            notes=tuple(notes),
            members=tuple(self.members),
        )

    def _takes_text(self, code: str) -> bool:
        return code not in self.fields or self.fields[code].is_text

    def _takes_breaks(self, code: str) -> bool:
        return code not in self.fields or self.fields[code].kind != "line"

    def _stands_beside(self, code: str) -> bool:
        """Say whether answers stand side by side: texts do, and answers none of which is what its field asks for."""
        return self._takes_text(code) or not any(fits(self.fields[code], said.value) for said in self.said[code])

    def _respondent(self) -> dict[str, str]:
        """Return what the members who have answered say about themselves; where nobody has, what all say.

        What differs is sorted: the members' order is one of chance, and the same roles have to count as the same. What
        differs in capitals alone stands as most write it.
        """
        found: dict[str, dict[str, list[str]]] = {}
        for member in [each for each in self.members if has_answered(each)] or self.members:
            for name, value in member.respondent.items():
                found.setdefault(name, {}).setdefault(name_key(value), []).append(value)
        said = {
            name: [usual_spelling(values[key]) for key in sorted(values, key=in_order)]
            for name, values in found.items()
        }
        return {**{name: SEVERAL.join(values) for name, values in said.items()}, "organisation": self.name}


def who_of(members: Sequence[Response]) -> list[str]:
    """Return who each member is, in words that no other member has."""
    words = [", ".join(_about(member)) for member in members]
    alike = Counter(word.casefold() for word in words)
    return [
        (word if alike[word.casefold()] == 1 else f"{word} ({member.id})") if word else f"Response {member.id}"
        for word, member in zip(words, members, strict=True)
    ]


def _with_files(members: Sequence[Response], names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each name that holds an id, with a name that holds the member's file instead."""
    files = Counter(member.source.file.casefold() for member in members)
    for member, name in zip(members, names, strict=True):
        file, about = member.source.file, ", ".join(_about(member))
        if file and about != name:
            called = file if files[file.casefold()] == 1 else f"{file}, {member.id}"
            yield name, f"{about} ({called})" if about else called


def undecided(response: Response) -> list[str]:
    """Return the fields that an organisation's people answer differently, and have not decided on."""
    return [note.code for note in response.notes if note.kind == "open" and note.code not in response.answers]


def has_answered(response: Response) -> bool:
    """Say whether a response holds an answer that its people gave; one on which they do not agree is one, too."""
    return bool(response.answers and not is_untouched(response)) or bool(undecided(response))


def unlabelled(code: str, response: Response) -> Value:
    """Return a response's answer; of an organisation's, without the words that say which member wrote what.

    The texts are sorted, so that nobody finds one member's answers by their place in each. In an answer that somebody
    has changed since the merge, labels are cut off where they begin a part. Where labels are gone, or members say the
    same now because names were taken out, the members' own answers are returned instead.
    """
    value, distinct = response.answers[code], _distinct(_said(code, _answering(response.members)))
    if not isinstance(value, str) or not distinct or set(distinct) == {normalised(value)}:
        return value
    texts = _texts(distinct)
    for breaks in (True, False):
        if value == _joined(distinct, breaks):
            return _side_by_side(texts, breaks)
    labels = sorted((", ".join(each.who for each in said) for said in distinct.values()), key=len, reverse=True)
    any_of = "|".join(map(re.escape, labels))
    bare, cut = re.subn(rf"(?:(?<=\A)|(?<=\n\n)|(?<=; ))(?:{any_of}):(?:\n| )", "", value)
    if cut < len(labels) and any(f":\n{text.rstrip()}" in value or f": {normalised(text)}" in value for text in texts):
        return _side_by_side(texts, True)
    return bare


def apart(code: str, response: Response) -> list[Value]:
    """Return a response's answer as `unlabelled` does, but the texts of an organisation's members one by one.

    In one piece they would tell, without a name, that this is one of the few organisations with several members.
    """
    value, texts = unlabelled(code, response), _texts(_distinct(_said(code, _answering(response.members))))
    joined = any(value == _side_by_side(texts, breaks) for breaks in (True, False))
    return [*texts] if joined and len(texts) > 1 else [value]


def said_by_members(code: str, response: Response) -> list[Value]:
    """Return what the members of an organisation answer to a field, one by one."""
    return [said.value for said in _said(code, _answering(response.members))]


def _answering(members: Sequence[Response], names: Sequence[str] = ()) -> list[tuple[str, Response]]:
    """Return the members who have answered anything, each with who it is.

    Whether a copy is as it was made takes a digest: it is asked once of each, and not again at every field.
    """
    pairs = zip(names or who_of(members), members, strict=True)
    return [(who, each) for who, each in pairs if not is_untouched(each)]


def _said(code: str, answering: Iterable[tuple[str, Response]]) -> list[Said]:
    return [Said(who, each.answers[code]) for who, each in answering if code in each.answers]


def _about(member: Response) -> Iterator[str]:
    others = sorted(name for name in member.respondent if name not in (*FIRST, "organisation", "date"))
    for name in (*FIRST, *others):
        value = normalised(member.respondent.get(name, ""))
        if value:
            yield value


def _distinct(said: Sequence[Said]) -> dict[Value, list[Said]]:
    """Return the different answers, each with who gives it; blanks that programs set make no difference."""
    found: dict[Value, list[Said]] = {}
    for each in said:
        found.setdefault(normalised(each.value) if isinstance(each.value, str) else each.value, []).append(each)
    return found


def _texts(distinct: Mapping[Value, Sequence[Said]]) -> list[str]:
    return sorted(str(said[0].value) for said in distinct.values())


def _side_by_side(texts: Iterable[str], breaks: bool) -> str:
    """Return texts side by side, without who wrote them."""
    return "\n\n".join(map(str.rstrip, texts)) if breaks else "; ".join(map(normalised, texts))


def _joined(distinct: Mapping[Value, Sequence[Said]], breaks: bool) -> Value:
    """Return the one answer, or the texts side by side with who wrote each."""
    texts = [(", ".join(each.who for each in said), said[0].value) for said in distinct.values()]
    if len(texts) == 1:
        return texts[0][1]
    if breaks:
        return "\n\n".join(f"{who}:\n{str(text).rstrip()}" for who, text in texts)
    return "; ".join(f"{who}: {normalised(str(text))}" for who, text in texts)


def _noted(open_: OpenQuestion, field: Field) -> Note:
    listed = "; ".join(f"{said.who}: {shown(field, said.value)}" for said in open_.answers)
    return Note("open" if open_.decision is None else "decided", text=listed, code=open_.code)


class _Decided:
    """What people have decided, matched with what was open."""

    def __init__(self, decisions: Sequence[Decision], fields: Mapping[str, Field]) -> None:
        self.fields = fields
        self.problems: list[Problem] = []
        self.waiting: dict[tuple[str, str], Decision] = {}
        for decision in decisions:
            key = (name_key(decision.organisation), decision.code)
            first = self.waiting.setdefault(key, decision)
            if first is not decision:
                what = (
                    f"{decision.code} of {quoted(decision.organisation)} is decided twice (first on line {first.line})."
                )
                self.problems.append(decision.problem(what, "Keep one of the two."))

    def on(self, open_: OpenQuestion) -> OpenQuestion:
        """Return an open question with its decision, where there is one."""
        decision = self.waiting.pop((name_key(open_.organisation), open_.code), None)
        if decision is None:
            return open_
        answers = {normalised(shown(self.fields[open_.code], said.value)): said for said in open_.answers}
        new = [said for answer, said in answers.items() if answer not in map(normalised, decision.seen)]
        some = replace(open_, answers=tuple(new)).listed(partial(shown, self.fields[open_.code]))
        listed = "; ".join(f"{who}: {answer}" for who, answer in some.items())
        if new and len(set(map(normalised, decision.seen))) == 1:  # of two at least, as a merge lists them
            what = f"Of the answers to {open_.code}, one is not in the list any more ({listed})."
            self.problems.append(decision.problem(what, "Put it back."))
        elif decision.seen and new:
            what = f"Another answer to {open_.code} has come since this was decided ({listed})."
            self.problems.append(decision.problem(what, "Decide again, and add that answer to those listed above."))
        return replace(open_, decision=decision.answer)

    def check(self, made: Sequence[Response]) -> None:
        """Raise every problem, and one for each decision that is left, unless everybody gives the decided answer."""
        by_name = {name_key(response.organisation): response for response in made if response.organisation}
        known = [response.organisation for response in by_name.values()]
        for (name, code), decision in self.waiting.items():
            response = by_name.get(name)
            if response is None:
                what = f"There is no response from an organisation {quoted(decision.organisation)}."
                names = known if len(self.problems) < SUGGESTED else ()
                self.problems.append(decision.problem(what, nearest(decision.organisation, names)))
            elif response.answers.get(code) != decision.answer:
                what = f"There is nothing to decide on {code} of {quoted(decision.organisation)} any more."
                self.problems.append(decision.problem(what, "Take this decision out."))
        if self.problems:
            raise AnswersError(self.problems)
