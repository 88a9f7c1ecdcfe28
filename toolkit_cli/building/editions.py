"""Keeps a batch for facilitators and one for participants apart, for their copies have the same names."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from os.path import isfile
from pathlib import Path

from toolkit_cli import formats
from toolkit_cli.building.manifest import FACILITATOR, Entry
from toolkit_cli.errors import MOST_NAMED, OutputError, Problem, first_of


def checked(
    folder: Path, edition: str, passwords: Mapping[Hashable, str], before: Mapping[str, Entry]
) -> dict[str, Entry]:
    """Return an earlier batch's entries; raise `OutputError` where a person's copies of the other edition are there.

    `passwords` are those of the people whose copies are asked for, "" for none. Manifests did not always say for whom
    a copy is: where facilitators' copies are asked for, one without a letter says it itself.
    """
    known = dict(before)
    for file, entry in before.items():
        asked = edition == "facilitator" != entry.edition and entry.whose in passwords
        if asked and _says_facilitator(folder / file, passwords[entry.whose]):
            known[file] = replace(entry, made_of=FACILITATOR + entry.made_of)
    others = [entry for entry in known.values() if entry.whose in passwords and entry.edition != edition]
    if there := [entry for entry in others if isfile(folder / entry.file)]:
        named = first_of([entry.file for entry in there], MOST_NAMED)
        what = f"Copies of the {there[0].edition} edition are here: {named}."
        raise OutputError(Problem(str(folder), 0, what, "Give another folder with -o."))
    return known


def _says_facilitator(path: Path, password: str) -> bool:
    try:
        stamp = formats.stamp(path.read_bytes(), password)
    except OSError:  # it is gone, or a program that has it open keeps others out
        return False
    return stamp is not None and stamp.edition == "facilitator"
