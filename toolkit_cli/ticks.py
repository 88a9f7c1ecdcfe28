"""Boxes and ticks: the signs that workbooks print, and those that programs and people set in their place."""

from __future__ import annotations

TICKED, UNTICKED = "☒", "☐"
EMPTY, FILLED = "☐□◻▢❏❑❒⬜", "☑☒⊠🗹🗷"  # boxes of other programs too
BOXES = f"{EMPTY}{FILLED}☓"  # signs that are taken for a box, ticked or not
ON = f"{FILLED}✓✔✗✘🗸🗵🮱"  # what programs show where a box is ticked
# What people set in the place of a tick: letters and other signs that mean one beside an option only, and signs.
CROSSES, SIGNS = "xX×vVхХχΧ+", "✓✔✗✘✖❌❎✅√●◉■⬛"
