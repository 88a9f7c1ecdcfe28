"""The texts of a toolkit that a translator puts into another language, each with its place.

A place is the code of what a text belongs to, and the keys from there: `S1 question`, `G1r2 text`, `S facilitation
watch 2`. It stays as it is when items are moved, added or left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

from msgspec import Struct
from msgspec.structs import replace

from toolkit_cli.kits.constraints import TEXTS
from toolkit_cli.kits.model import Toolkit

P = TypeVar("P", bound=Struct)

# A place and its text → what stands there instead.
Change = Callable[[str, str], str]
HEAD = "toolkit"


def all_of(toolkit: Toolkit) -> Iterator[tuple[str, str]]:
    """Yield every text with its place, in reading order."""
    found: list[tuple[str, str]] = []

    def note(place: str, text: str) -> str:
        found.append((place, text))
        return text

    changed(toolkit, note)
    yield from found


def changed(toolkit: Toolkit, change: Change) -> Toolkit:
    """Return the toolkit with every text changed."""
    made = _changed(toolkit, (HEAD,), change)
    return replace(made, titles={kit.code: kit.title for kit in made.kits})


def _changed(part: P, place: tuple[str, ...], change: Change) -> P:
    new: dict[str, Any] = {}
    # what belongs to a part itself comes before the parts that it holds
    for key in sorted(part.__struct_fields__, key=lambda key: key in ("kits", "items")):
        value = getattr(part, key)
        if isinstance(value, Struct):
            new[key] = _changed(value, _named(value, (*place, key)), change)
        elif isinstance(value, tuple) and value and isinstance(value[0], Struct):
            places = (_named(each, (*place, key), str(number)) for number, each in enumerate(value, 1))
            new[key] = tuple(_changed(each, at, change) for each, at in zip(value, places, strict=True))
        elif key not in _texts(type(part)) or not value:
            continue
        elif isinstance(value, str):
            new[key] = change(" ".join((*place, key)), value)
        else:
            new[key] = tuple(change(" ".join((*place, key, str(n))), each) for n, each in enumerate(value, 1))
    return replace(part, **new)


def _named(part: Struct, place: tuple[str, ...], number: str = "") -> tuple[str, ...]:
    """Return the place of a part: its own code; else the way to it, in a list with its short name or number."""
    code = str(getattr(part, "code", ""))
    if code[:1].isupper():
        return (code,)
    return (*place, code or str(getattr(part, "name", number))) if number else place


@cache
def _texts(kind: type[Struct]) -> frozenset[str]:
    """Return the keys of a struct that hold texts."""
    hints = get_type_hints(kind, include_extras=True)
    return frozenset(key for key, hint in hints.items() if any(part in TEXTS for part in (hint, *_parts(hint))))


def _parts(hint: Any) -> Iterator[Any]:
    for part in get_args(hint):
        yield part
        yield from _parts(part)
