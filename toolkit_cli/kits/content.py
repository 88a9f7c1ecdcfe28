"""Content: a folder of YAML files, checked and turned into a frozen `Toolkit`.

`toolkit.yaml` says what the toolkit is and names its kit files; each kit file holds a kit's items in
reading order. Every problem of every file is reported in one run.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Set
from contextlib import suppress
from os.path import isfile
from pathlib import Path
from typing import Any
from unicodedata import normalize

from msgspec.structs import asdict

from toolkit_cli.errors import ContentError, Problem, likely_meant, nearest, no_folder, quoted, typed
from toolkit_cli.files import installed, yamlfile
from toolkit_cli.kits import dependence
from toolkit_cli.kits.model import REFERENCE, Kit, Toolkit, ToolkitFile
from toolkit_cli.kits.validation import validated

ALIKE = "It looks the same, and its letters are stored as on a Mac: type the file's name anew."
CODE = re.compile(r"^[ \t-]*code:[ \t]*[\"']?([\w-]+)", re.MULTILINE)

# Where a reference begins: with a code that has a number, or with letters alone, which may be other words, at an end.
BEGUN = re.compile(r"\[\[ ?(?P<code>[A-Z][A-Za-z]{0,3}[0-9][A-Za-z0-9]*|(?P<kit>[A-Z][A-Za-z]*)(?=[\].,;:)]|\s*$))")


def load(folder: Path) -> Toolkit:
    """Read a toolkit's folder.

    Raises `ContentError` with every problem of every file: broken YAML, unknown or missing keys, doubled
    codes, references to what is not there.
    """
    if not (folder / installed.TOOLKIT).is_file():
        what = "There is no toolkit.yaml in this folder." if folder.is_dir() else no_folder(folder)
        raise ContentError(Problem(str(folder), 0, what, _where(folder)))
    problems: list[Problem] = []
    path = folder / installed.TOOLKIT
    document = yamlfile.collect(path, problems)
    head = validated(ToolkitFile, document, problems) if document else None
    names = head.kits if head else _named_kits(folder, document)
    documents, kits = _kits(folder, names, document or yamlfile.Document(str(path), None), problems)
    everything = [document, *documents] if document else documents
    _doubled_codes(everything, problems)
    if names:
        unread = frozenset[str]() if len(documents) == len(names) else _unread_codes(folder, everything)
        _references(everything, unread, problems)
        dependence.check(documents, unread, problems)
    if problems or not head:
        raise ContentError(sorted(set(problems)))
    return _toolkit(head, tuple(kits))


def is_part(data: object) -> bool:
    """Say whether what a file holds is meant as part of a toolkit: its toolkit.yaml, or one of its kits."""
    keys = set(data) if isinstance(data, dict) else set()
    return {"title", "kits"} <= keys or {"code", "items"} <= keys


def _where(folder: Path) -> str:
    """Say what to do about a folder without a toolkit.yaml: its file has another name, or is one folder further in."""
    if folder.is_dir():
        if meant := _meant(folder, installed.TOOLKIT):
            return f"Rename {meant!r} to {installed.TOOLKIT}."
        inner = [path for path in folder.iterdir() if (path / installed.TOOLKIT).is_file()]
        if len(inner) == 1:
            return f"There is one in {typed(inner[0])}: give that."
    return "Give the folder that holds a toolkit's files."


def _toolkit(head: ToolkitFile, kits: tuple[Kit, ...]) -> Toolkit:
    numbered = [kit.code for kit in kits if kit.part == "kit"]
    tones = {kit.code: numbered.index(kit.code) + 1 if kit.part == "kit" else 0 for kit in kits}
    titles = {kit.code: kit.title for kit in kits}
    return Toolkit(**{**asdict(head), "kits": kits, "tones": tones, "titles": titles})


def _kits(
    folder: Path, names: tuple[str, ...], head: yamlfile.Document, problems: list[Problem]
) -> tuple[list[yamlfile.Document], list[Kit]]:
    documents, kits = [], []
    for index, name in enumerate(names):
        place = ("kits", index)
        if name in names[:index]:
            problems.append(head.problem(place, f"The file {quoted(name)} is named twice.", "Remove one of the two."))
            continue
        if Path(name).name != name or not isfile(folder / name):  # Path.is_file raises for a name that is too long
            what = f"There is no file {quoted(name)} beside this one."
            meant = _meant(folder, name, names)
            fix = f"Did you mean {meant!r}?" if meant else "Correct its name in 'kits'."
            if normalize("NFC", meant) == normalize("NFC", name):
                fix = f"{fix} {ALIKE}"
            problems.append(head.problem(place, what, fix))
            continue
        document = yamlfile.collect(folder / name, problems)
        if document is None:
            continue
        documents.append(document)
        kit = validated(Kit, document, problems)
        if kit:
            kits.append(kit)
    return documents, kits


def _meant(folder: Path, name: str, named: Collection[str] = ()) -> str:
    """Return the file that is likely meant by a name: Windows hides endings such as `.txt`, and knows no capitals."""
    others = sorted(path.name for path in folder.iterdir() if path.is_file() and path.name not in named)
    found = likely_meant(name.casefold(), [other.casefold() for other in others])
    return next((other for other in others if other.casefold() == found), "")


def _named_kits(folder: Path, head: yamlfile.Document | None) -> tuple[str, ...]:
    """Return the kit files of a toolkit.yaml that has problems, so that theirs are found in the same run."""
    if head is None:
        return tuple(sorted(path.name for path in folder.glob("*.yaml") if path.name != installed.TOOLKIT))
    named = head.data.get("kits") if isinstance(head.data, dict) else None
    return tuple(name for name in named if isinstance(name, str)) if isinstance(named, list) else ()


def _unread_codes(folder: Path, documents: list[yamlfile.Document]) -> frozenset[str] | None:
    """Return the codes in those YAML files of a folder that were not read: they are broken, or not among the 'kits'.

    None where no such file has a code: the missing kit may have any.
    """
    read = {document.path for document in documents}
    found = set[str]()
    for path in folder.glob("*.yaml"):
        if str(path) not in read and path.is_file():
            with suppress(OSError):
                found |= {*CODE.findall(path.read_text("utf-8", "replace"))}
    return frozenset(found) or None


def _doubled_codes(documents: list[yamlfile.Document], problems: list[Problem]) -> None:
    """Find codes that stand twice, in one file or in two: answers are stored under them."""
    first: dict[str, Problem] = {}
    for document in documents:
        for code, place in _coded(document.data):
            here = document.problem(place, "")
            if code in first:
                where = first[code]
                there = f"on line {where.line}" if where.file == here.file else f"in {where.file}:{where.line}"
                problems.append(
                    document.problem(
                        place, f"Code {quoted(code)} is used twice (first {there}).", "Give one of them its own."
                    )
                )
            first.setdefault(code, here)


def _coded(data: Any, place: yamlfile.Place = ()) -> Iterator[tuple[str, yamlfile.Place]]:
    """Yield every code with its place; the codes of a question's options are a namespace of their own."""
    if isinstance(data, dict):
        if isinstance(data.get("code"), str) and place[-2:-1] != ("options",):
            yield data["code"], (*place, "code")
        for key, value in data.items():
            yield from _coded(value, (*place, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _coded(value, (*place, index))


def _references(documents: list[yamlfile.Document], unread: Set[str] | None, problems: list[Problem]) -> None:
    """Check that every `[[S3]]` in a text names a kit or an item, has its end, and stands where a link can be printed.

    Codes of items that have other problems are known too, and so are those in `unread`, the codes in files that were
    not read; if it is None, any code may be in these.
    """
    known = [code for document in documents for code, _ in _coded(document.data)]
    for document in documents:
        for text, place in strings(document.data):
            for code in REFERENCE.findall(text):
                if _is_plain(document.data, place):
                    where = "in a title, a name, a chart or its alt text"
                    what = f"[[{code[:60]}]] stands where a reference is not possible: {where}."
                    problems.append(document.problem(place, what, "Name it in words, or refer to it in a text."))
                elif unread is not None and code not in known and code not in unread:
                    what = f"[[{code[:60]}]] refers to no kit or item."
                    problems.append(document.problem(place, what, nearest(code, [*known, *sorted(unread)])))
            for begun in BEGUN.finditer(REFERENCE.sub(" ", text)):
                if not begun["kit"] or begun["kit"] in known:
                    what = f"The reference {quoted(begun[0])} has no end, and is printed as it stands."
                    problems.append(document.problem(place, what, f"Write [[{begun['code']}]]."))


def _is_plain(data: Any, place: yamlfile.Place) -> bool:
    """Say whether the text at a place is printed without links: titles of boxes and kits, charts, alternative texts."""
    item = data["items"][place[1]] if place[:1] == ("items",) and len(place) > 2 else None
    boxed = isinstance(item, dict) and item.get("kind") in ("callout", "prompts")
    first, last = place[:1], place[-1:]
    named = len(place) == 1 or first in (("notice",), ("caution",), ("source",)) or boxed
    titled = last in (("title",), ("subtitle",)) and named
    return titled or first == ("publisher",) or "chart" in place or last == ("alt",)


def strings(data: Any, place: yamlfile.Place = ()) -> Iterator[tuple[str, yamlfile.Place]]:
    """Yield every text in a file's data with its place; `data` is the value at `place`."""
    if isinstance(data, str):
        yield data, place
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from strings(value, (*place, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from strings(value, (*place, index))
