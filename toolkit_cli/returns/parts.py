"""Of which parts of a toolkit a workbook was made: as its stamp names them, or as the fields in it tell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from toolkit_cli.kits import fields
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.selection import Selection
from toolkit_cli.returns.printed import squeezed
from toolkit_cli.stamp import NOBODY, Stamp

SIGNED = re.compile(r"^\W+")  # the mark of a kit before its name


def selected(toolkit: Toolkit, codes: Sequence[str]) -> Toolkit:
    """Return the selection that a workbook was made of; items that are gone from the toolkit are left out.

    `codes` are those of its stamp, none for the whole toolkit.
    """
    here = {item.code for _, item in toolkit.items()}
    items = tuple(code for code in codes if code in here)
    kits = dict.fromkeys(kit.code for code in items for kit, item in toolkit.items() if item.code == code)
    nobody = (toolkit.respondent_code,) if toolkit.respondent_code and NOBODY in codes else ()
    return Selection(only=items, skip=nobody, order=(*kits, *items)).of(toolkit) if items else toolkit


def joined(toolkit: Toolkit, items: tuple[str, ...], known: Mapping[str, Field], codes: Set[str]) -> tuple[str, ...]:
    """Return the items that a workbook's stamp names, and those of other parts that somebody has put into the file.

    `known` are the toolkit's fields, `codes` those that were found. Items without fields come with their kits.
    """
    more = {known[code].item for code in codes & known.keys()} - {*items, toolkit.respondent_code}
    if not more:
        return items
    asked = {field.item for field in known.values()}
    kits = {kit.code for kit, item in toolkit.items() if item.code in more}
    here = {item.code for kit, item in toolkit.items() if kit.code in kits and item.code not in asked}
    first = (NOBODY,) if NOBODY in items else ()
    return (*first, *(item.code for _, item in toolkit.items() if item.code in {*items, *more, *here}))


def guessed(
    toolkit: Toolkit, stamp: Stamp | None, known: Mapping[str, Field], codes: Set[str], lines: Sequence[str] = ()
) -> Stamp | None:
    """Return the stamp with the selection that a file's fields tell of, where the stamp does not tell it.

    So it is where it was read from the cover's line, or from keywords, which have no room for many items. `known` are
    the toolkit's fields, `codes` those that were found, `lines` what stands outside of them: a heading ends with its
    item's code, and before a kit's title a sign may stand. An item without fields is taken to be there with its kit.
    """
    if stamp is None or stamp.items or stamp.asked or not codes & known.keys():
        return stamp
    if stamp.fingerprint == fields.fingerprint(known):
        return stamp
    asked = {field.item for field in known.values()}
    heads = {line.split()[-1] for line in lines}
    found = {known[code].item for code in codes & known.keys()} | (heads & asked)
    kits = {kit.code for kit, item in toolkit.items() if item.code in found}
    titles = {squeezed(SIGNED.sub("", line)) for line in lines}
    kits |= {kit.code for kit in toolkit.kits if squeezed(kit.title) in titles}
    kits |= {kit.code for kit in toolkit.kits if not any(item.code in asked for item in kit.items)}
    all_items = [(kit.code, item.code) for kit, item in toolkit.items()]
    items = [item for kit, item in all_items if kit in kits and (item in found or item not in asked)]
    first = () if toolkit.respondent_code in {*found, ""} else (NOBODY,)
    return stamp if len(items) == len(all_items) and not first else replace(stamp, items=(*first, *items))
