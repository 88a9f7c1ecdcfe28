"""Matches what a reader found with the fields: answers, empty and missing fields, notes for what fits nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from toolkit_cli.errors import quoted
from toolkit_cli.kits.fields import CHECKED, Field, asked, letter
from toolkit_cli.kits.values import Value, as_text
from toolkit_cli.returned import UNREADABLE, Found, Note, Returned
from toolkit_cli.returns.interpret import answer
from toolkit_cli.returns.pieces import is_told
from toolkit_cli.returns.printed import squeezed
from toolkit_cli.returns.receipt import FORM_DATA

AGAIN = "the question is there twice; the first box is empty, and the answer comes from another one"
MOVED = "the box under the question is empty, and the answer comes from one elsewhere"
BARE = "the code of the question begins another line, with nothing after it"
OTHERWISE = "another kind of answer was asked for there, or other options, or they were worded otherwise"
COPIED = re.compile("-copy[0-9]{0,4}$")
HYPHEN, LETTERS = "[-\u2010]", r"[^\W\d_]+"
WORD, PARTED = (re.compile(f"{LETTERS}(?:{HYPHEN}{LETTERS}){many}") for many in "*+")
ANY_BOX = ("Yes", "On")  # how programs call the state of a ticked box
FEW = 3  # questions that stand twice, as where somebody copied a table, make no second workbook
TWO = (
    "the file holds two workbooks: the answers are those of the first that has any, and those of the other are noted "
    "with each question"
)
Hints = Callable[[Field], Collection[str]]


def filled_first(returned: Returned, known: Mapping[str, Field], respondent_code: str) -> Returned:
    """Where a file holds several workbooks, put the first that has an answer before the others, with its stamp.

    What is said about the respondent, whose item is `respondent_code`, stands in a blank personal copy too: it counts
    as an answer only if no workbook has another one.
    """
    by_code = _by_code(returned, known)
    times = _times(by_code)
    if times == 1:
        return returned
    tried = product((asked(known, respondent_code), known), range(times))
    first = next((number for fields, number in tried if _is_filled(by_code, number, fields)), 0)
    if not first:
        return returned
    found = [each for occurrences in by_code.values() for each in (*occurrences[first:], *occurrences[:first])]
    stamps = (returned.stamp, *returned.stamps)
    if len(stamps) == times:
        stamp, *others = (*stamps[first:], *stamps[:first])
        returned = replace(returned, stamp=stamp, stamps=tuple(filter(None, others)))
    return replace(returned, found=tuple(found))


def answers_like_questions(found: Sequence[Found], known: Mapping[str, Field]) -> dict[str, list[str]]:
    """Return the words behind codes, by these, that are no question but begin an answer: that stands elsewhere too."""
    others: dict[str, list[str]] = {}
    asked: set[str] = set()
    for each in (each for each in found if each.anchor in ("text", "code") and each.code in known and each.label):
        if begins(known[each.code], each.label):
            asked.add(each.code)
        else:
            others.setdefault(each.code, []).append(each.label)
    return {code: said for code, said in others.items() if code in asked}


def _of_any_box(
    by_code: Mapping[str, list[Found]], known: Mapping[str, Field], values: Mapping[str, Value]
) -> Iterator[Note]:
    """Yield a doubt on each choice that form data gives in the word by which the program calls any box that is ticked.

    It is known by questions where it is no option: Aspose.PDF exports "Yes" where the last of some boxes is ticked.
    """
    said = {code: found[0].text.strip() for code, found in by_code.items() if code in known and known[code].options}
    words = {text for code, text in said.items() if text in ANY_BOX and code not in values}
    for code, text in said.items():
        if text in words and code in values and text not in known[code].labels:
            others = "which is no option of other questions that have it, and may only say that a box is ticked"
            yield Note("doubt", text=f"this was chosen by the word {quoted(text)}, {others}", code=code)


def begins(field: Field, asked: str) -> bool:
    """Say whether words are a field's question, its beginning, or that and more."""
    words = squeezed(_whole(asked, field.name, field.label))
    return any(name.startswith(words) or words.startswith(name) for name in map(squeezed, (field.name, field.label)))


def _by_code(returned: Returned, known: Collection[str]) -> dict[str, list[Found]]:
    by_code: dict[str, list[Found]] = {}
    for found in returned.found:
        by_code.setdefault(_meant(found.code, known), []).append(found)
    return by_code


def _times(by_code: Mapping[str, list[Found]]) -> int:
    """Return how many workbooks are in the file."""
    again = sum(len(occurrences) > 1 for occurrences in by_code.values())
    return max(map(len, by_code.values())) if again > max(FEW, len(by_code) // 2) else 1


def _is_filled(by_code: Mapping[str, list[Found]], number: int, known: Mapping[str, Field]) -> bool:
    """Say whether the workbook with a number, from 0, has anything in a field that is in several workbooks."""
    there = ((code, occurrences[number]) for code, occurrences in by_code.items() if len(occurrences) > max(number, 1))
    given = (answer(found, known[code]) for code, found in there if code in known)
    return any(each.value is not None or each.notes for each in given)


@dataclass(frozen=True)
class Questions:
    """The fields that a return is held against, by code: all that are `known`, and those of its workbook, `expected`.

    `known_version` says that the workbook is of the toolkit's own version, so that what is printed in it is known.
    `hints` returns what may stand behind a field's question: who is to answer it, and how. `letters` are those of the
    workbook's stamp (`kits.fields.letters`) where some of its fields were asked otherwise than now, "" elsewhere, and
    `then` has the fields as they were, where that is known.
    """

    known: Mapping[str, Field]
    expected: Mapping[str, Field]
    known_version: bool
    hints: Hints = lambda field: ()
    letters: str = ""
    then: Mapping[str, Field] = field(default_factory=dict)

    def as_asked(self, code: str) -> Field:
        """Return a field that is known: as its workbook has it, if it does."""
        return self.expected.get(code, self.known[code])

    def asked_otherwise(self, codes: Collection[str]) -> set[str]:
        """Return which of the fields that were found were asked otherwise, by the letters; none where one is missing.

        With a field that is missing, nothing tells whose letter is whose.
        """
        if len(self.letters) != len(codes) + CHECKED:
            return set()
        in_turn = zip(sorted(codes), self.letters[:-CHECKED], strict=True)
        return {code for code, was in in_turn if code in self.known and was != letter(self.as_asked(code))}


@dataclass(frozen=True)
class Matched:
    """What was found, held against the fields: the answers by code, and notes on what fits nowhere.

    `empty` are the codes of fields without an answer, `missing` of those that are not there, `twice` of those that are
    there more than once; `times` is how many workbooks are in the file, `most` how often one field is.
    """

    values: Mapping[str, Value]
    empty: tuple[str, ...]
    missing: tuple[str, ...]
    twice: tuple[str, ...]
    notes: tuple[Note, ...]
    times: int
    most: int = 1


def match(questions: Questions, returned: Returned) -> Matched:
    """Match every found place with its field; answers of two workbooks in one file are never mixed."""
    known, expected = questions.known, questions.expected
    by_code = _by_code(returned, known)
    times = _times(by_code)
    otherwise = questions.asked_otherwise(by_code)
    values: dict[str, Value] = {}
    notes = [Note("twice", text=TWO)] if times > 1 else []
    for code, occurrences in by_code.items():
        if code not in known:
            notes += _gone(code, occurrences, questions.known_version)
            continue
        value, noted = _answer(questions, code, occurrences, times > 1)
        if value is not None:
            values[code] = value
        notes += noted
        if code in otherwise and all(note.kind != "changed" for note in noted):
            notes.append(Note("changed", text=OTHERWISE, code=code))
    notes += _of_any_box(by_code, known, values) if returned.format in FORM_DATA else ()
    if times > 1 and not values.keys().isdisjoint(expected):
        others = [code for code in values if code not in expected]  # only the other workbook asks that
        notes += [_not_taken(values.pop(code), code) for code in others]
    here = [code for code in by_code if code in known and (times == 1 or code in expected or code in values)]
    return Matched(
        values,
        empty=tuple(code for code in here if code not in values),
        missing=tuple(code for code in expected if code not in by_code),
        twice=tuple(code for code in here if len(by_code[code]) > 1),
        notes=tuple(notes),
        times=times,
        most=max(map(len, by_code.values()), default=1),
    )


def _answer(
    questions: Questions, code: str, occurrences: Sequence[Found], two: bool
) -> tuple[Value | None, list[Note]]:
    """Return the answer to a field that is known, None where it is empty, and the notes on all its places.

    If the file is `two` workbooks in one, the first place's answer is taken, whatever the others hold.
    """
    asked, hints = questions.as_asked(code), questions.hints
    if not two:  # a box under its question goes before one that was copied to another place
        occurrences = sorted(occurrences, key=lambda found: not found.label)
    given = [answer(found, asked, questions.then.get(code)) for found in occurrences]
    values = list(dict.fromkeys(each.value for each in given if each.value is not None))
    taken = given[0].value if two else next(iter(values), None)
    notes = [note for each in given for note in each.notes]
    for label, of_form in dict.fromkeys((found.label, found.anchor == "field") for found in occurrences if found.label):
        notes += _called_otherwise(asked, label, hints) if of_form else _asked_otherwise(asked, label, hints)
    if taken is not None and given[0].value is None:
        again = sum(bool(found.label) for found in occurrences) > 1
        notes.append(Note("twice", text=AGAIN if again else MOVED, code=code))
    further = zip(occurrences[1:], given[1:], strict=True)
    if any(found.anchor == "text" and each.value is None for found, each in further):
        notes.append(Note("twice", text=BARE, code=code))
    notes += [_not_taken(value, code) for value in values if value != taken]
    return taken, notes


def _not_taken(value: Value, code: str) -> Note:
    return Note("twice", text=f"a second answer, which was not taken: {as_text(value)}", code=code)


def _asked_otherwise(field: Field, asked: str, hints: Hints) -> Iterator[Note]:
    """Note where a question stands in other words: it was changed, or somebody has written there."""
    if _is_same(field, asked) or _is_told(field, asked, hints):
        return
    if PARTED.search(asked):
        asked = _whole(asked, field.name, field.label, *hints(field))
        if _is_same(field, asked):
            return
    printed = next((label for label in (field.name, field.label) if label in asked), "")
    if not printed:
        yield Note("changed", text=f"asked there: {asked}", code=field.code)
        return
    ahead, _, after = asked.partition(printed)
    beside = " … ".join(part.strip() for part in (ahead, after) if part.strip())
    told = hints(field)
    if squeezed(beside) not in map(squeezed, told):
        begun = max((hint for hint in told if beside.startswith(hint)), key=len, default="")
        yield Note("stray", text=beside.removeprefix(begun).strip(), near=field.code)


def _called_otherwise(field: Field, asked: str, hints: Hints) -> Iterator[Note]:
    """Note where a field of a form, whose label nobody can write into, is called by another question.

    The label names more than the question: of what it is, its code, an option, or how it is answered.
    """
    if _is_same(field, asked) or squeezed(asked).startswith(squeezed(f"{field.name} – ")):
        return  # most fields do so, and hints ask for the blank workbook
    asked = asked.removesuffix(f" ({field.code})")
    about = field.about and asked.endswith(field.label)
    known = (field.label, field.name, *(f"{field.name}{hint}" for hint in hints(field)))
    if not about and squeezed(asked) not in map(squeezed, known):
        yield Note("changed", text=f"asked there: {asked}", code=field.code)


def _is_told(field: Field, asked: str, hints: Hints) -> bool:
    """Say whether a question of which a printout does not tell some letters is a field's."""
    if UNREADABLE not in asked:
        return False
    known = (f"{label}{hint}" for label in (field.label, field.name) for hint in ("", *hints(field)))
    return any(is_told(squeezed(asked), squeezed(each)) for each in known)


def _whole(asked: str, *known: str) -> str:
    """Return words with those as `known` texts have them that a program has parted with a hyphen where a line ends."""
    words = {re.sub(HYPHEN, "", word): word for text in known for word in WORD.findall(text)}
    return PARTED.sub(lambda found: words.get(re.sub(HYPHEN, "", found[0]), found[0]), asked)


def _is_same(field: Field, asked: str) -> bool:
    return _normalised(asked) in (_normalised(field.label), _normalised(field.name))


def _gone(code: str, occurrences: Sequence[Found], known_version: bool) -> Iterator[Note]:
    for found in occurrences:
        text = found.text.strip() or ", ".join(found.states or ())
        # A question that is gone, or, where none is, words that begin as one does.
        if found.label and (known_version or found.anchor in ("code", "text")):
            text = "\n".join(filter(None, (f"[{code}] {found.label}", text)))
        if text:
            yield Note("gone", text=text, code=code)


def _meant(code: str, known: Collection[str]) -> str:
    """Return a field's code without what a program adds to the name of a copied field."""
    bare = COPIED.sub("", code)
    return bare if code not in known and bare in known else code


def _normalised(asked: str) -> str:
    """Return a question as it is compared: earlier programs put a colon behind any title, also behind a mark."""
    return squeezed(asked).replace(":", "")
