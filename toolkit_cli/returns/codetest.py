"""Tells the code of a question from other words in brackets: people put names, notes and crosses in brackets, too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit_cli.document.questions import IsCode
from toolkit_cli.kits.fields import Field
from toolkit_cli.returned import Returned
from toolkit_cli.returns.matching import answers_like_questions, begins
from toolkit_cli.returns.printed import squeezed

MOST_ALIKE = 500  # answers that begin with one code, of which a paragraph may hold a part
TELLING = 24  # letters of a question by which it is known


def code_test(
    returned: Returned, known: Mapping[str, Field], expected: Mapping[str, Field], other_version: bool
) -> IsCode | None:
    """Return a function that tells a question's code from other words in brackets; None where all found are codes.

    `known` are the toolkit's fields, `expected` those of the workbook. One of another version may have questions that
    are not known here. Behind other words a code is that of a question if this follows.
    """
    answers = answers_like_questions(returned.found, known)
    if returned.printed <= known.keys() and not answers and not any(_begun(returned, expected)):
        return None
    exactly = {code: set(map(squeezed, said)) for code, said in answers.items()}

    def is_code(code: str, text: str) -> bool:
        ahead, _, words = text.partition(f"[{code}]")
        if ahead.strip():
            return code in known and _asks(known[code], words)
        said = answers.get(code, ())[:MOST_ALIKE]
        if said and (squeezed(words) in exactly[code] or any(each in text for each in said)):
            return begins(known[code], words)  # there may be an answer's “no” in a question too
        return code in known or (other_version and any(letter.isdigit() or letter == "-" for letter in code))

    return is_code


def _begun(returned: Returned, expected: Mapping[str, Field]) -> Iterator[bool]:
    """Yield for each question that was not found whether it stands somewhere behind other words."""
    there = {found.code for found in returned.found}
    missing = [field for code, field in expected.items() if code not in there]
    texts = (*(found.text for found in returned.found), *(loose.text for loose in returned.loose or ()))
    said = "\n".join(texts) if missing else ""
    for field in missing:
        yield any(_asks(field, words) for words in said.split(f"[{field.code}]", MOST_ALIKE)[1:])


def _asks(field: Field, words: str) -> bool:
    """Say whether words begin as a field's question does."""
    return squeezed(words[: 4 * TELLING]).startswith((beginning(field.name), beginning(field.label)))


def beginning(question: str) -> str:
    """Return the letters by which a question is known, squeezed, or all of a shorter one."""
    return squeezed(question)[:TELLING]
