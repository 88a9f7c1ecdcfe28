"""Selections and editions: what of a toolkit goes into a workbook, and in which order.

What an edition or a selection leaves out is taken from the data before any template sees it, so that it cannot reach
the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TypeVar

from msgspec.structs import replace

from toolkit_cli.errors import Problem, SelectionError, nearest, quoted
from toolkit_cli.kits import texts
from toolkit_cli.kits.model import AnyItem, Debate, Kit, Toolkit, points

Part = TypeVar("Part", Kit, AnyItem)
EDITIONS = ("participant", "facilitator")
AS_OPTION = "--{}"  # how messages call the list of this name
APART = re.compile(r"[\s;/|+&]+")
# Where none is like the one that is not known; without a folder, the shipped toolkit is listed.
LISTED = "`toolkit list`, with the folder of a toolkit of your own, shows all codes."


@dataclass(frozen=True)
class Selection:
    """Which kits and items are wanted, by their codes, and in which order; without any code, all as they are.

    `only` keeps whole kits and single items, `skip` takes some away. `order` puts those that it names, in its order, in
    the places that they hold together, and passes over what is left out; the others stay where they are, and an item
    stays in its kit.
    """

    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    order: tuple[str, ...] = ()

    @classmethod
    def parsed(cls, only: str, skip: str, order: str) -> Selection:
        """Return the selection that three lists of codes such as `S, D2` ask for."""
        return cls(*(tuple(code.strip() for code in text.split(",") if code.strip()) for text in (only, skip, order)))

    def asked_of(self, toolkit: Toolkit, called: str = AS_OPTION) -> Toolkit:
        """Return the toolkit with what somebody asks for.

        Raises `SelectionError` as `of` does, and for an order in which nothing changes places.
        """
        chosen = self.of(toolkit, called)
        _check_moving(toolkit, self.order, called.format("order"))
        return chosen

    def of(self, toolkit: Toolkit, called: str = AS_OPTION) -> Toolkit:
        """Return the toolkit with what is selected.

        Raises `SelectionError` for codes that it does not have, with the nearest ones; `called` is how the messages
        call a list, with braces for its name.
        """
        if self == WHOLE:
            return toolkit
        _check_known(toolkit, self, called)
        kits = []
        for kit in toolkit.kits:
            kept = tuple(item for item in kit.items if self._has(kit, item))
            if kept:
                kits.append(replace(kit, items=_reordered(kept, self.order)))
        if not kits:
            raise SelectionError(Problem("", 0, "Nothing is left of the toolkit.", "Keep at least one kit or item."))
        chosen = _reordered(tuple(kits), self.order)
        respondent = None if toolkit.respondent_code in self.skip else toolkit.respondent
        return replace(toolkit, kits=chosen, respondent=respondent, whole=False)

    def _has(self, kit: Kit, item: AnyItem) -> bool:
        codes = {kit.code, item.code}
        return (not self.only or not codes.isdisjoint(self.only)) and codes.isdisjoint(self.skip)


WHOLE = Selection()


def for_edition(toolkit: Toolkit, edition: str) -> Toolkit:
    """Return the toolkit as an edition may know it: participants' has no position and no facilitation note."""
    if edition == "facilitator":
        return toolkit
    kits = (replace(kit, facilitation=None, items=tuple(_bare(item) for item in kit.items)) for kit in toolkit.kits)
    bare = replace(toolkit, kits=tuple(kits))
    return replace(bare, untranslated=toolkit.untranslated & {text for _, text in texts.all_of(bare)})


def secrets(toolkit: Toolkit) -> dict[str, str]:
    """Return every text of a toolkit that only facilitators may read, by its place."""
    positions = {item.position.code for _, item in toolkit.items() if isinstance(item, Debate) and item.position}
    found: dict[str, str] = {}
    for place, text in texts.all_of(toolkit):
        code, key, *_ = place.split()
        if key == "facilitation" or code in positions:
            found[place] = text
    return found


def _bare(item: AnyItem) -> AnyItem:
    if isinstance(item, Debate):
        return replace(item, facilitation=None, position=None)
    return replace(item, facilitation=None)


def _reordered(parts: tuple[Part, ...], order: Sequence[str]) -> tuple[Part, ...]:
    by_code = {part.code: part for part in parts}
    named = [by_code[code] for code in dict.fromkeys(order) if code in by_code]
    queue = iter(named)
    return tuple(next(queue) if part.code in order else part for part in parts)


def _check_known(toolkit: Toolkit, selection: Selection, called: str) -> None:
    known = [kit.code for kit in toolkit.kits] + [item.code for _, item in toolkit.items()]
    owners = {point.code: item.code for _, item in toolkit.items() for _, point in points(item)}
    problems = []
    for key, codes in asdict(selection).items():
        name = called.format(key)
        for code in codes:
            if code in owners:
                owner = owners[code]
                problems.append(Problem("", 0, f"{name}: {code!r} is a part of {owner!r}.", f"Name {owner!r}."))
            elif code == toolkit.respondent_code and key != "skip":
                what = f"{name}: {code!r} stands on the cover of every workbook."
                problems.append(Problem("", 0, what, f"It can only be left out, with {called.format('skip')}."))
            elif code not in known and code != toolkit.respondent_code:
                what = f"{name}: there is no kit or item {quoted(code)}."
                several = not {*known}.isdisjoint(APART.split(code))  # with another sign than a comma between them
                fix = "Put commas between several codes." if several else nearest(code, known) or LISTED
                problems.append(Problem("", 0, what, fix))
    if problems:
        raise SelectionError(problems)


def _check_moving(toolkit: Toolkit, order: Sequence[str], name: str) -> None:
    """Raise `SelectionError` for an order in which nothing has another kit, or another item of its kit, beside it."""
    siblings = [{kit.code for kit in toolkit.kits}, *({item.code for item in kit.items} for kit in toolkit.kits)]
    if order and all(len(each & {*order}) < 2 for each in siblings):
        what = f"{name}: nothing changes places with {quoted(order[0])}."
        raise SelectionError(Problem("", 0, what, "Name two or more kits, or items of one kit, in their new order."))
