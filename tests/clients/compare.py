"""Reads what a program has saved and compares every field of the workbook with what was put in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from toolkit_cli.kits.values import Value
from toolkit_cli.layout.page import Page
from toolkit_cli.returns.reading import read
from toolkit_cli.returns.receipt import Read
from toolkit_cli.returns.toolkits import Toolkits

from .values import Given


def differences(returned: Read, page: Page, given: Iterable[Given]) -> list[str]:
    """Return a line for each field of a workbook that has not come back as it was given, unfilled ones absent."""
    expected = {each.code: each.answer for each in given if each.answer is not None}
    answers = values(returned)
    found = [_difference(code, expected.get(code), answers.get(code)) for code in page.fields]
    found += [
        f"{code}: no field of the workbook, {_short(answers[code])}" for code in answers if code not in page.fields
    ]
    found += [f"{code}: its place was not found" for code in returned.receipt.missing]
    found += [f"{code}: found twice" for code in returned.receipt.twice]
    if returned.receipt.stamp != page.stamp:
        found.append(f"the stamp: {returned.receipt.stamp}")
    return [line for line in found if line]


def values(returned: Read) -> Mapping[str, Value]:
    """Return every answer by its field's code, who answered included."""
    respondent = returned.toolkit.respondent
    assert respondent is not None
    who = {f"{respondent.code}-{name}": value for name, value in returned.response.respondent.items()}
    return {**who, **returned.response.answers}


def notes(returned: Read) -> list[tuple[str, str, str]]:
    """Return what the receipt notes: kind, the field's code (or the one before it), and the words."""
    return sorted((note.kind, note.code or note.near, note.text) for note in returned.receipt.notes)


def saved(path: Path, *folders: Path) -> Read:
    """Read a file that a program has saved."""
    return read(path, Toolkits(folders))


def _difference(code: str, expected: Value | None, answer: Value | None) -> str:
    if answer == expected:
        return ""
    if isinstance(expected, str) and isinstance(answer, str):
        at = next((i for i, pair in enumerate(zip(expected, answer, strict=False)) if pair[0] != pair[1]), None)
        at = min(len(expected), len(answer)) if at is None else at
        begin = max(at - 10, 0)
        where = f" from letter {at}" if at else ""
        return f"{code}: not {_short(expected[begin:])} but {_short(answer[begin:])}{where}"
    return f"{code}: not {_short(expected)} but {_short(answer)}"


def _short(value: Value | None) -> str:
    text = "absent" if value is None else ascii(value) if isinstance(value, str) else repr(value)
    return text if len(text) < 100 else f"{text[:80]}… ({len(value or '')})"
