"""Boxes and ticks: the signs that workbooks print, and those with which programs and people replace them."""

from __future__ import annotations

TICKED, UNTICKED = "☒", "☐"
EMPTY, FILLED = "☐□◻▢❏❑❒⬜", "☑☒⊠🗹🗷"  # boxes of other programs too
BOXES = f"{EMPTY}{FILLED}☓"  # signs that are taken for a box, ticked or not
ON = f"{FILLED}✓✔✗✘🗸🗵🮱"  # what programs show for a ticked box
# What people type instead of a tick: CROSSES are one beside an option only, for most are letters; SIGNS anywhere.
CROSSES, SIGNS = "xX×vVхХχΧ+", "✓✔✗✘✖❌❎✅√●◉■⬛☑⊠🗹🗷"
