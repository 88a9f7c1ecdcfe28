"""Boxes and ticks: the signs that workbooks print, and those that programs and people set in their place."""

from __future__ import annotations

TICKED, UNTICKED = "☒", "☐"
EMPTY, FILLED = "☐□◻▢❏❑❒⬜", "☑☒⊠🗹🗷"  # boxes of other programs too
BOXES = f"{EMPTY}{FILLED}☓"  # signs that are taken for a box, ticked or not
ON = f"{FILLED}✓✔✗✘🗸🗵🮱"  # what programs show where a box is ticked
# What people type instead of a tick: CROSSES are one beside an option only, for most are letters; SIGNS anywhere.
CROSSES, SIGNS = "xX×vVхХχΧ+", "✓✔✗✘✖❌❎✅√●◉■⬛☑⊠🗹🗷"
