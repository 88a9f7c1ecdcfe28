"""Checks the contrast of a theme's colours: of all text on every background, and of the lines around boxes.

WCAG 2.1, 1.4.3, requires 4.5 to 1 for text. For the border of a box to write in, 1.4.11 requires 3 to 1; here it needs
as much as text, so that it is visible on a screen in the sun and after a bad copier. Heads on a coloured band are black
or white, whichever is better, and always have enough contrast.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import floor
from pathlib import Path

from toolkit_cli.errors import typed
from toolkit_cli.files.yamlfile import Place
from toolkit_cli.layout.colours import READABLE, WHITE, contrast
from toolkit_cli.layout.theme import Theme, own_files

DARKER = f"Take a darker one, or a lighter ground: {READABLE} to 1 is what everybody can read."
APART = 1.25  # the least contrast of two levels of a chart that are told apart by their colours alone
LEVELS = f"Take one that is lighter or darker by more: {APART} to 1 is what tells two levels apart in grey."


@dataclass(frozen=True)
class Pair:
    """What is printed on a background, or beside it; `place` is the setting of its colour, `on` names the background.

    `least` is the contrast that it needs, `fix` says what to do if it has less.
    """

    place: Place
    what: str
    colour: str
    on: str
    ground: str
    least: float = READABLE
    fix: str = DARKER

    @property
    def ratio(self) -> float:
        """The contrast, from 1 for equal colours to 21 for black on white."""
        return contrast(self.colour, self.ground)

    def __str__(self) -> str:
        least = floor(self.ratio * 10) / 10  # rounded up, too little could look like enough
        return f"{self.what} on {self.on} has a contrast of {least} to 1"


def weak(theme: Theme) -> list[Pair]:
    """Return all that does not have enough contrast."""
    return [pair for pair in pairs(theme) if pair.ratio < pair.least]


def in_short(theme: Theme, path: Path | None, templates: Path | None) -> Iterator[str]:
    """Yield one line if the user's own theme has too little contrast somewhere, for those who make something with it.

    The theme is the file at `path`, or else one in the folder `templates`. `toolkit check` tells everything.
    """
    own = own_files(path, templates)
    found = weak(theme) if own else []
    if found:
        more = f", and {len(found) - 1} more have too little" if len(found) > 1 else ", which is too little"
        yield f"{own[-1]}: {found[0]}{more}: toolkit check {typed(own[-1])} tells what to do."


def pairs(theme: Theme) -> Iterator[Pair]:
    """Yield everything that a workbook prints, on each background."""
    colours = theme.colours
    grounds = dict(_grounds(theme))
    for on, ground in grounds.items():
        yield Pair(("colours", "text"), "text", colours.text, on, ground)
        yield Pair(("colours", "muted"), "small print", colours.muted, on, ground)
        yield Pair(("colours", "main"), "a link", colours.main, on, ground)
    for on, ground in (("paper", WHITE), ("an answer box", colours.box)):
        yield Pair(("colours", "line"), "the line around a box", colours.line, on, ground)
    for number, kit in enumerate(theme.kits):
        for on, ground in (("paper", WHITE), ("its tint", kit.tint)):
            yield Pair(("kits", number, "colour"), f"a heading of kit {number + 1}", kit.colour, on, ground)
    for name in theme.roles.__struct_fields__:
        role = theme.role(name)
        yield Pair(("roles", name, "colour"), f"the title of the role {name!r}", role.colour, "its tint", role.tint)
    for number, (one, two) in enumerate(pairwise(theme.chart), 1):
        on = f"level {number} beside it"
        yield Pair(("chart", number), f"level {number + 1} of a chart", two, on, one, APART, LEVELS)


def _grounds(theme: Theme) -> Iterator[tuple[str, str]]:
    yield "paper", WHITE
    yield "an answer box", theme.colours.box
    yield "the main tint", theme.colours.main_tint
    yield from ((f"the tint of kit {number}", kit.tint) for number, kit in enumerate(theme.kits, 1))
    yield from ((f"the tint of the role {name!r}", theme.role(name).tint) for name in theme.roles.__struct_fields__)
